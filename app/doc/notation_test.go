package doc

import (
	"strings"
	"testing"
)

// The tests write a document as one line: blocks between " / ", each with its
// sign ("# ", "## ", "### ", "- ", "1. ", "[] ", "[x] ", "> ", "---", "!" for a
// picture with its caption; none for a paragraph), a dot before it for each
// level; *bold*, _italic_, =highlight=, @link@; "\" for a line break. "|" is the
// caret, "«" and "»" the ends of what is selected.

const (
	testSHA  = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
	testLink = "https://example.org/"
)

var signsOf = []struct {
	sign string
	kind Kind
}{
	{"### ", Heading3},
	{"## ", Heading2},
	{"# ", Heading1},
	{"- ", Bullet},
	{"1. ", Number},
	{"[] ", Check},
	{"[x] ", Check},
	{"> ", Quote},
	{"---", Divider},
	{"!", PictureKind},
}

var marksOf = map[rune]Marks{'*': Bold, '_': Italic, '=': Highlight}

// readNote reads the notation. The caret stands at the end where there is none.
func readNote(t testing.TB, s string) (*Document, Selection) {
	t.Helper()
	var blocks []*Block
	var sel Selection
	placed := false
	for i, part := range strings.Split(s, " / ") {
		level := 0
		for strings.HasPrefix(part, ".") && !strings.HasPrefix(part, "...") {
			part, level = part[1:], level+1
		}
		kind, checked := Paragraph, strings.HasPrefix(part, "[x] ")
		for _, k := range signsOf {
			if strings.HasPrefix(part, k.sign) {
				kind, part = k.kind, part[len(k.sign):]
				break
			}
		}
		var j joiner
		var style Style
		for _, r := range part {
			here := Position{i, j.text.Len()}
			switch {
			case r == '|':
				sel, placed = Caret(here), true
			case r == '«':
				sel.Anchor, placed = here, true
			case r == '»':
				sel.Head = here
			case marksOf[r] != 0:
				style.Marks ^= marksOf[r]
			case r == '@' && style.Link == "":
				style.Link = testLink
			case r == '@':
				style.Link = ""
			case r == '\\':
				j.add(plain("\n", style), 0, 1)
			default:
				j.add(plain(string(r), style), 0, len(string(r)))
			}
		}
		b := NewBlock(kind, level, j.inline())
		if kind == PictureKind {
			var err error
			if b, err = NewPicture(Picture{SHA: testSHA}, j.inline()); err != nil {
				t.Fatal(err)
			}
		}
		b.checked = checked
		blocks = append(blocks, b)
	}
	d := New(blocks...)
	if !placed {
		sel = Caret(d.End())
	}
	return d, sel
}

// note writes the notation.
func note(d *Document, s Selection) string {
	var out strings.Builder
	caret := func(at Position) {
		switch {
		case s.Empty() && at == s.Head:
			out.WriteByte('|')
		case !s.Empty() && at == s.Range().From:
			out.WriteRune('«')
		case !s.Empty() && at == s.Range().To:
			out.WriteRune('»')
		}
	}
	for i, b := range d.Blocks() {
		if i > 0 {
			out.WriteString(" / ")
		}
		out.WriteString(strings.Repeat(".", b.Level()))
		for _, k := range signsOf {
			if b.Kind() == k.kind && b.Checked() == (k.sign == "[x] ") {
				out.WriteString(k.sign)
			}
		}
		var open Style
		for run := range b.Inline().Runs() {
			styleNote(&out, open, run.Style)
			open = run.Style
			for at, r := range run.Text {
				caret(Position{i, run.From + at})
				if r == '\n' {
					r = '\\'
				}
				out.WriteRune(r)
			}
		}
		styleNote(&out, open, Style{})
		caret(d.endOf(i))
	}
	return out.String()
}

func styleNote(out *strings.Builder, from, to Style) {
	for _, sign := range "*_=" {
		if (from.Marks^to.Marks)&marksOf[sign] != 0 {
			out.WriteRune(sign)
		}
	}
	if from.Link != to.Link {
		out.WriteByte('@')
	}
}

// checkCanonical reports what is wrong with the form of a document.
func checkCanonical(t interface{ Fatalf(string, ...any) }, d *Document) {
	if len(d.blocks) == 0 {
		t.Fatalf("there is no block")
	}
	weight := 0
	for i, b := range d.blocks {
		weight += b.weight()
		s := b.inline.text
		if clean(s) != s {
			t.Fatalf("block %d has text that is not clean: %q", i, s)
		}
		if b.kind >= kinds || b.level != 0 && !b.kind.List() || b.level < 0 || b.level > MaxLevel || b.checked && b.kind != Check ||
			b.picture != (Picture{}) && b.kind != PictureKind || b.kind == Divider && s != "" {
			t.Fatalf("block %d holds what does not belong to it: %+v", i, b)
		}
		if p, ok := b.picture.normal(); b.kind == PictureKind && (!ok || p != b.picture) {
			t.Fatalf("block %d has a picture that is none: %+v", i, b.picture)
		}
		at := 0
		for n, span := range b.inline.spans {
			if span.end <= at || span.end > len(s) || !runeBorder(s, span.end) || span.style != span.style.normal() || n > 0 && b.inline.spans[n-1].style == span.style {
				t.Fatalf("block %d has spans %+v over %q", i, b.inline.spans, s)
			}
			at = span.end
		}
		if at != len(s) {
			t.Fatalf("block %d has spans up to %d of %d", i, at, len(s))
		}
	}
	if weight != d.weight {
		t.Fatalf("weighs %d, not %d", weight, d.weight)
	}
}

func TestNotation(t *testing.T) {
	for _, s := range []string{
		"|", "a|b", "«a / # b» / ## c / ### d", "- a / .- b / ..1. c / [] d / [x] e / > f / --- / !g|", "*a*b_c_ =d= @e@ / a\\|b", "..- |", "---|", "!|", "a / ---| / b",
	} {
		d, sel := readNote(t, s)
		checkCanonical(t, d)
		if got := note(d, sel); got != s {
			t.Errorf("%q comes back as %q", s, got)
		}
	}
}
