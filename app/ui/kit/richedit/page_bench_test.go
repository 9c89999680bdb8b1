package richedit

import (
	"math/rand/v2"
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"

	"carebook/app/doc"
	"carebook/app/ui/style"
)

// Benchmarks lay out 200 kB: in 3,000 blocks or in one, in Latin letters, in
// Chinese or in Hebrew.

const benchBytes = 200_000

func latinText(r *rand.Rand, n int) string {
	var b strings.Builder
	for b.Len() < n {
		for range 1 + r.IntN(10) {
			b.WriteByte(byte('a' + r.IntN(26)*r.IntN(26)/26))
		}
		b.WriteString([]string{" ", " ", " ", ", ", ". "}[r.IntN(5)])
	}
	return b.String()[:n]
}

func chineseText(r *rand.Rand, n int) string {
	var b strings.Builder
	for b.Len() < n {
		for range 3 + r.IntN(12) {
			b.WriteRune(rune(0x4E00 + r.IntN(60)*r.IntN(60)))
		}
		b.WriteRune([]rune("，。、")[r.IntN(3)])
	}
	return b.String()
}

func hebrewText(r *rand.Rand, n int) string {
	var b strings.Builder
	for b.Len() < n {
		for range 1 + r.IntN(7) {
			b.WriteRune(rune(0x5D0 + r.IntN(27)))
		}
		b.WriteString([]string{" ", " ", " 12 ", ", ", " (Latin) "}[r.IntN(5)])
	}
	return b.String()
}

type benchCase struct {
	name   string
	text   func(*rand.Rand, int) string
	blocks int
}

var benchCases = []benchCase{
	{"latin/3000", latinText, 3000},
	{"latin/1", latinText, 1},
	{"chinese/3000", chineseText, 3000},
	{"chinese/1", chineseText, 1},
	{"hebrew/3000", hebrewText, 3000},
	{"hebrew/1", hebrewText, 1},
}

func (c benchCase) document() *doc.Document {
	r := rand.New(rand.NewPCG(1, 2))
	var blocks []*doc.Block
	for range c.blocks {
		blocks = append(blocks, doc.NewBlock(doc.Paragraph, 0, doc.Plain(c.text(r, benchBytes/c.blocks), doc.Style{})))
	}
	return doc.New(blocks...)
}

func benchApp(b *testing.B) {
	a := test.NewTempApp(b)
	a.Settings().SetTheme(style.New(style.Light, 100))
}

// BenchmarkPageOpen lays out a note whose words were never measured.
func BenchmarkPageOpen(b *testing.B) {
	for _, c := range benchCases {
		b.Run(c.name, func(b *testing.B) {
			benchApp(b)
			d := c.document()
			for b.Loop() {
				p := newPage(d, nil)
				p.setWidth(testWidth)
				p.height()
			}
		})
	}
}

// BenchmarkPageWidth lays a note out again in another width.
func BenchmarkPageWidth(b *testing.B) {
	for _, c := range benchCases {
		b.Run(c.name, func(b *testing.B) {
			benchApp(b)
			p := newPage(c.document(), nil)
			i := 0
			for b.Loop() {
				i++
				p.setWidth(testWidth - float32(i%2)*10)
				p.height()
			}
		})
	}
}

// BenchmarkPageKey types in the middle of a note and draws the frame.
func BenchmarkPageKey(b *testing.B) {
	for _, c := range benchCases {
		b.Run(c.name, func(b *testing.B) {
			benchApp(b)
			d := c.document()
			p := newPage(d, nil)
			p.setWidth(testWidth)
			pt := newPainter(p, nil)
			at := doc.Position{Block: d.Len() / 2, Offset: 0}
			if d.Len() == 1 {
				at = d.Clamp(doc.Position{Offset: benchBytes / 2})
			}
			i := 0
			for b.Loop() {
				i++
				b.StopTimer()
				edits, err := d.Insert(at, doc.Plain([]string{"e", "n", "中"}[i%3], doc.Style{}))
				if err == nil {
					_, err = d.Apply(edits...)
				}
				if err != nil {
					b.Fatal(err)
				}
				b.StartTimer()
				for _, e := range edits {
					p.edited(e.Extent())
				}
				caret := p.caret(at, false)
				top := max(0, caret.y-300)
				pt.objects(look{caret: at, caretOn: true, current: -1, hovered: -1}, top, top+800)
			}
		})
	}
}
