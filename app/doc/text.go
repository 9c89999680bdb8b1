package doc

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// FromText makes a document of a text, each line a paragraph. Nothing in it is
// a sign for anything. The error is ErrTooLarge, with the beginning of
// it.
func FromText(text string) (*Document, error) {
	blocks := linesOf(text, Style{})
	weight := 0
	for i, b := range blocks {
		if weight += b.weight(); weight > MaxWeight {
			return New(blocks[:i]...), ErrTooLarge
		}
	}
	return New(blocks...), nil
}

// linesOf makes a paragraph of each line. A line break at the end ends the last
// line.
func linesOf(text string, style Style) []*Block {
	var blocks []*Block
	for line := range strings.SplitSeq(strings.TrimSuffix(clean(text), "\n"), "\n") {
		blocks = append(blocks, NewBlock(Paragraph, 0, plain(line, style)))
	}
	return blocks
}

// Text is the document as plain text, a line for each block and each line
// within it. Items of lists begin with "- ", their number, "[ ] " or "[x] ", two
// blanks further in for each level; quotes with "> "; a picture is its caption,
// or its description.
func (d *Document) Text() string {
	var s strings.Builder
	var count counter
	for i, b := range d.blocks {
		if i > 0 {
			s.WriteByte('\n')
		}
		n := count.next(b)
		indent := strings.Repeat("  ", b.level)
		sign, further := "", ""
		switch b.kind {
		case Bullet:
			sign = "- "
		case Number:
			sign = strconv.Itoa(n) + ". "
		case Check:
			if sign = "[ ] "; b.checked {
				sign = "[x] "
			}
		case Quote:
			sign, further = "> ", "> "
		case Divider:
			sign = "---"
		}
		if b.kind.List() {
			further = indent + strings.Repeat(" ", len(sign))
		}
		s.WriteString(indent + sign + strings.ReplaceAll(b.shown(), "\n", "\n"+further))
	}
	return s.String()
}

// Text is the fragment as plain text, for programs that take no other.
func (f Fragment) Text() string { return f.Document().Text() }

// shown is the text that stands for the block in a list or a search.
func (b *Block) shown() string {
	if b.inline.text == "" {
		return b.picture.Alt
	}
	return b.inline.text
}

// SearchText is all that the document is found by: the texts of the blocks, the
// captions and descriptions of the pictures, a line for each.
func (d *Document) SearchText() string {
	var s strings.Builder
	write := func(text string) {
		if text == "" {
			return
		}
		if s.Len() > 0 {
			s.WriteByte('\n')
		}
		s.WriteString(text)
	}
	for _, b := range d.blocks {
		write(b.inline.text)
		write(b.picture.Alt)
	}
	return s.String()
}

// titleClusters is the length of a title at most.
const titleClusters = 120

// titled is the block that names the document: the first heading, else the
// first block with something to read; -1 where there is none.
func (d *Document) titled() int {
	first := -1
	for i, b := range d.blocks {
		if strings.TrimSpace(b.shown()) == "" {
			continue
		}
		if b.kind.Heading() {
			return i
		}
		if first < 0 {
			first = i
		}
	}
	return first
}

// Title is the first heading, or where there is none the first line, of 120
// characters at most; "" in a document without text.
func (d *Document) Title() string {
	at := d.titled()
	if at < 0 {
		return ""
	}
	line, _ := cutLine(d.blocks[at].shown())
	return shortened(line, titleClusters)
}

// cutLine is the first line of a text that has something to read, and what is
// behind it.
func cutLine(s string) (line, rest string) {
	line, rest, _ = strings.Cut(strings.TrimLeftFunc(s, unicode.IsSpace), "\n")
	return line, rest
}

// Excerpt is what the document says beside its title, in one line of n
// characters at most, cut at a word where there is one. Between two blocks stands a
// dot, but where the first ends in a punctuation mark.
func (d *Document) Excerpt(n int) string {
	at := d.titled()
	var s strings.Builder
	for i, b := range d.blocks {
		text := b.shown()
		if i == at {
			_, text = cutLine(text)
		}
		if text = oneLine(text[:floorBorder(text, longEnough(n))]); text == "" {
			continue
		}
		if s.WriteString(between(s.String()) + text); s.Len() > longEnough(n) {
			break
		}
	}
	return shortened(s.String(), n)
}

// marks are the punctuation marks after which a text goes on with a blank.
const marks = ".,;:!?…–—。，、；：！？،؛؟"

// between is what stands between a text in one line and another block.
func between(s string) string {
	if s == "" {
		return ""
	}
	// What closes behind a mark, as in (so.), does not hide it.
	ending := strings.TrimRightFunc(s, func(r rune) bool { return unicode.In(r, unicode.Pe, unicode.Pf) || r == '"' })
	if last, _ := utf8.DecodeLastRuneInString(ending); strings.ContainsRune(marks, last) {
		return " "
	}
	return " · "
}

// longEnough is a length in bytes in which there are more than n clusters, but
// for such as nobody writes.
func longEnough(n int) int { return 64 * (max(n, 0) + 1) }

// shortened is a text as a line of n clusters at most, with an ellipsis where
// something is missing, cut at a blank that lies in its last third.
func shortened(s string, n int) string {
	s = oneLine(s[:floorBorder(s, longEnough(n))])
	if len(s) <= n || clustersIn(s) <= n {
		return s
	}
	if n <= 0 {
		return ""
	}
	s = firstClusters(s, n-1)
	if at := strings.LastIndexByte(s, ' '); at > len(s)*2/3 {
		s = s[:at]
	}
	return strings.TrimRightFunc(s, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsPunct(r) }) + "…"
}
