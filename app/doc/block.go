package doc

import (
	"fmt"
	"iter"
	"strings"
)

// Kind is what a block is.
type Kind uint8

// The kinds of blocks.
const (
	Paragraph Kind = iota
	Heading1
	Heading2
	Heading3
	Bullet
	Number
	Check
	Quote
	Divider
	PictureKind
	kinds // their number
)

// MaxLevel is the deepest level of an item of a list; the outermost is 0.
const MaxLevel = 8

// List reports whether blocks of the kind are items of lists and so have a
// level.
func (k Kind) List() bool { return k == Bullet || k == Number || k == Check }

// Heading reports whether blocks of the kind are headings.
func (k Kind) Heading() bool { return k >= Heading1 && k <= Heading3 }

// solid reports whether a block of the kind is something beside its text.
func (k Kind) solid() bool { return k == Divider || k == PictureKind }

// Picture is a picture in a note. Its bytes lie in the store.
type Picture struct {
	// SHA is the SHA-256 of the bytes, 64 hexadecimal digits in lower case.
	SHA string
	// Media is the media type, such as image/jpeg, or "".
	Media string
	// Width and Height are the size in which it is shown, in pixels at scale 1;
	// 0 where that is the picture's own.
	Width, Height int
	// Alt describes the picture to who cannot see it, in one line.
	Alt string
}

// MaxPixels is the greatest width and height in which a picture is shown.
const MaxPixels = 20_000

// normal is the picture in canonical form; ok is false where it names no
// picture.
func (p Picture) normal() (_ Picture, ok bool) {
	if len(p.SHA) != 64 || strings.Trim(p.SHA, "0123456789abcdef") != "" {
		return p, false
	}
	const longest = 64
	if kind, ok := strings.CutPrefix(p.Media, "image/"); !ok || kind == "" || len(kind) > longest || strings.Trim(kind, "abcdefghijklmnopqrstuvwxyz0123456789.+-") != "" {
		p.Media = ""
	}
	p.Width, p.Height = min(max(p.Width, 0), MaxPixels), min(max(p.Height, 0), MaxPixels)
	p.Alt = oneLine(clean(p.Alt))
	return p, true
}

// oneLine is a clean text with every stretch of white space as one space.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// Block is one block of a document. It never changes; its pointer stands for
// it.
type Block struct {
	kind    Kind
	level   int
	checked bool
	picture Picture
	inline  Inline
}

// NewBlock makes a block that is no picture. level counts for items of lists
// alone and is brought between 0 and MaxLevel; a divider takes no text.
func NewBlock(kind Kind, level int, text Inline) *Block {
	if kind >= kinds || kind == PictureKind {
		kind = Paragraph
	}
	b := &Block{kind: kind, inline: text}
	if kind.List() {
		b.level = min(max(level, 0), MaxLevel)
	}
	if kind == Divider {
		b.inline = Inline{}
	}
	return b
}

// NewPicture makes a block of a picture and its caption. The error says that
// SHA is none.
func NewPicture(p Picture, caption Inline) (*Block, error) {
	p, ok := p.normal()
	if !ok {
		return nil, fmt.Errorf("make a picture of a note: %q is no SHA-256", p.SHA)
	}
	return &Block{kind: PictureKind, picture: p, inline: caption}, nil
}

// Kind is what the block is.
func (b *Block) Kind() Kind { return b.kind }

// Level is how deep an item of a list lies, from 0; else 0.
func (b *Block) Level() int { return b.level }

// Checked reports whether the block is a check item that is done.
func (b *Block) Checked() bool { return b.checked }

// Picture is the picture of a block of PictureKind, else the zero Picture.
func (b *Block) Picture() Picture { return b.picture }

// Text is the block's text, a picture's caption.
func (b *Block) Text() string { return b.inline.text }

// Inline is the block's text with its styles.
func (b *Block) Inline() Inline { return b.inline }

// Equal reports whether two blocks are the same in all they hold.
func (b *Block) Equal(o *Block) bool {
	return b == o || b.kind == o.kind && b.level == o.level && b.checked == o.checked && b.picture == o.picture && b.inline.Equal(o.inline)
}

// with is the block with another text. A divider stays without.
func (b *Block) with(in Inline) *Block {
	c := *b
	if c.inline = in; c.kind == Divider {
		c.inline = Inline{}
	}
	return &c
}

// as is the block with another kind, and a level where that has one. What does
// not belong to the kind is dropped.
func (b *Block) as(kind Kind, level int) *Block {
	c := NewBlock(kind, level, b.inline)
	c.checked = kind == Check && b.checked
	return c
}

// after is the block's kind and level with another text, as a new block that
// follows it: a check is open there, and what follows a picture or a divider is
// a paragraph.
func (b *Block) after(in Inline) *Block { return NewBlock(b.kind.following(), b.level, in) }

func (k Kind) following() Kind {
	if k.solid() {
		return Paragraph
	}
	return k
}

// weight is about what the block takes in HTML, in bytes; it bounds documents.
func (b *Block) weight() int {
	const block = 64
	return block + len(b.picture.Alt) + b.inline.weight()
}

// Marks are the signs of emphasis on a text.
type Marks uint8

// The marks.
const (
	Bold Marks = 1 << iota
	Italic
	Underline
	Strike
	Highlight

	allMarks = Bold | Italic | Underline | Strike | Highlight
)

// Style is how a stretch of text looks and where it leads.
type Style struct {
	Marks Marks
	// Link is the address that the text leads to, as NormalLink gives it, or
	// "".
	Link string
}

// normal is the style in canonical form.
func (s Style) normal() Style {
	s.Marks &= allMarks
	if s.Link != "" {
		s.Link, _ = NormalLink(s.Link)
	}
	return s
}

// Run is a stretch of text of one style.
type Run struct {
	// From and To are offsets in the text of which this is a stretch.
	From, To int
	Text     string
	Style    Style
}

// span is a style that reaches from the end of the span before to end.
type span struct {
	end   int
	style Style
}

// Inline is text with styles, in canonical form. It never changes.
type Inline struct {
	text  string
	spans []span
}

// Plain is a text in one style. What notes cannot hold (control characters,
// damaged UTF-8) is left out, line breaks of all kinds become "\n".
func Plain(text string, style Style) Inline { return plain(clean(text), style.normal()) }

// plain is a clean text in a normal style.
func plain(text string, style Style) Inline {
	if text == "" {
		return Inline{}
	}
	return Inline{text, []span{{len(text), style}}}
}

// Join puts texts one behind the other.
func Join(parts ...Inline) Inline {
	var j joiner
	for _, p := range parts {
		j.add(p, 0, len(p.text))
	}
	return j.inline()
}

// joiner puts stretches of texts together.
type joiner struct {
	text  strings.Builder
	spans []span
}

// add appends the bytes from..to of a text.
func (j *joiner) add(in Inline, from, to int) {
	if from >= to {
		return
	}
	base := j.text.Len() - from
	j.text.WriteString(in.text[from:to])
	for i := in.spanAt(from); i < len(in.spans); i++ {
		end := min(in.spans[i].end, to)
		j.spans = appendSpan(j.spans, base+end, in.spans[i].style)
		if end == to {
			return
		}
	}
}

func (j *joiner) inline() Inline { return Inline{j.text.String(), j.spans} }

// appendSpan lets a style reach to end, longer than all spans before.
func appendSpan(spans []span, end int, style Style) []span {
	if n := len(spans); n > 0 && spans[n-1].style == style {
		spans[n-1].end = end
		return spans
	}
	return append(spans, span{end, style})
}

// Text is the text alone.
func (in Inline) Text() string { return in.text }

// Runs gives the stretches of one style, in order. A grapheme cluster may lie in
// two of them where texts of different styles came together in it.
func (in Inline) Runs() iter.Seq[Run] {
	return func(yield func(Run) bool) {
		from := 0
		for _, s := range in.spans {
			if !yield(Run{from, s.end, in.text[from:s.end], s.style}) {
				return
			}
			from = s.end
		}
	}
}

// Drawn gives the stretches as they are drawn and clicked at: like Runs, but a
// cluster lies whole in the one in which it begins.
func (in Inline) Drawn() iter.Seq[Run] {
	return func(yield func(Run) bool) {
		from := 0
		for _, s := range in.spans {
			to := ceilBorder(in.text, s.end)
			if from < to && !yield(Run{from, to, in.text[from:to], s.style}) {
				return
			}
			from = max(from, to)
		}
	}
}

// Equal reports whether two texts are the same with their styles.
func (in Inline) Equal(o Inline) bool {
	if in.text != o.text || len(in.spans) != len(o.spans) {
		return false
	}
	for i, s := range in.spans {
		if s != o.spans[i] {
			return false
		}
	}
	return true
}

// spanAt is the index of the span in which the byte at off lies.
func (in Inline) spanAt(off int) int {
	low, high := 0, len(in.spans)
	for low < high {
		if mid := (low + high) / 2; in.spans[mid].end <= off {
			low = mid + 1
		} else {
			high = mid
		}
	}
	return low
}

// StyleAt is the style of the byte at off, or none where there is no text.
func (in Inline) StyleAt(off int) Style {
	if i := in.spanAt(off); i < len(in.spans) {
		return in.spans[i].style
	}
	return Style{}
}

// slice is the bytes from..to. It does not keep the rest in memory.
func (in Inline) slice(from, to int) Inline {
	if from == 0 && to == len(in.text) {
		return in
	}
	var j joiner
	j.add(in, from, to)
	return j.inline()
}

// splice is the text with its bytes from..to replaced.
func (in Inline) splice(from, to int, by Inline) Inline {
	var j joiner
	j.text.Grow(len(in.text) - (to - from) + len(by.text))
	j.spans = make([]span, 0, len(in.spans)+len(by.spans)+1)
	j.add(in, 0, from)
	j.add(by, 0, len(by.text))
	j.add(in, to, len(in.text))
	return j.inline()
}

// restyled is the text with each style changed.
func (in Inline) restyled(change func(Style) Style) Inline {
	var spans []span
	for _, s := range in.spans {
		spans = appendSpan(spans, s.end, change(s.style))
	}
	return Inline{in.text, spans}
}

func (in Inline) weight() int {
	const span = 16
	n := len(in.text)
	for _, s := range in.spans {
		n += span + len(s.style.Link)
	}
	return n
}
