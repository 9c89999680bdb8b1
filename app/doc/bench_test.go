package doc

import (
	"strings"
	"testing"
	"time"
)

// longNote is a note of about 200 kB in blocks of about 100 bytes.
func longNote(line string) *Document {
	const size, each = 200_000, 100
	text := strings.Repeat(line, each/len(line)+1)
	text = text[:floorBorder(text, each)]
	var blocks []*Block
	for n := 0; n < size; n += len(text) {
		kind := Paragraph
		if len(blocks)%5 == 4 {
			kind = Bullet
		}
		b := NewBlock(kind, 0, Join(Plain(text[:floorBorder(text, 30)], Style{}), Plain(text[floorBorder(text, 30):], Style{Marks: Bold})))
		blocks = append(blocks, b)
	}
	return New(blocks...)
}

// oneBlock is a note of 200 kB in one paragraph.
func oneBlock(line string) *Document {
	const size = 200_000
	return New(NewBlock(Paragraph, 0, Plain(strings.Repeat(line, size/len(line)), Style{})))
}

const (
	latinLine   = "The old gas range goes at the end of the year. "
	chineseLine = "新厨师从翡翠园来，很了解我们的烤箱。"
	emojiLine   = "👩🏽‍💻🇪🇸"
)

func BenchmarkTyping(b *testing.B) {
	for name, d := range map[string]*Document{
		"latin": longNote(latinLine), "chinese": longNote(chineseLine),
		"latin in one block": oneBlock(latinLine), "chinese in one block": oneBlock(chineseLine),
	} {
		b.Run(name, func(b *testing.B) {
			var e *Editor
			at := d.Clamp(Position{d.Len() / 2, len(d.Block(d.Len()/2).Text()) / 2})
			now := time.Date(2026, 11, 26, 9, 0, 0, 0, time.UTC)
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				if i%60 == 0 { // a line, then another in a note as it was
					e = NewEditor(d.Clone())
					e.Select(Caret(at))
				}
				if err := e.Type("宝", now); err != nil {
					b.Fatal(err)
				}
				now = now.Add(50 * time.Millisecond)
			}
		})
	}
}

func BenchmarkCommands(b *testing.B) {
	for name, do := range map[string]Command{"enter": Enter, "backspace": Backspace, "bold": ToggleMark(Bold), "word": BackspaceWord} {
		for size, d := range map[string]*Document{"blocks": longNote(chineseLine), "one block": oneBlock(chineseLine)} {
			b.Run(name+" in "+size, func(b *testing.B) {
				at := d.Clamp(Position{d.Len() / 2, len(d.Block(d.Len()/2).Text()) / 2})
				to := d.Right(d.Right(at))
				sel := Caret(at)
				if name == "bold" {
					sel = Select(Range{at, to})
				}
				e := NewEditor(d.Clone())
				for b.Loop() {
					e.Select(sel)
					if err := e.Run(do, time.Time{}); err != nil {
						b.Fatal(err)
					}
					e.Undo()
				}
			})
		}
	}
}

func BenchmarkMoving(b *testing.B) {
	for name, line := range map[string]string{"latin": latinLine, "chinese": chineseLine, "emoji": emojiLine} {
		d := oneBlock(line)
		at := d.Clamp(Position{0, len(d.Block(0).Text()) / 2})
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if d.Left(d.Right(at)) != at {
					b.Fatal("another place")
				}
			}
		})
	}
}

func BenchmarkHTML(b *testing.B) {
	for name, line := range map[string]string{"latin": latinLine, "chinese": chineseLine} {
		d := longNote(line)
		html := d.HTML()
		b.Run("write "+name, func(b *testing.B) {
			b.SetBytes(int64(len(html)))
			for b.Loop() {
				d.HTML()
			}
		})
		b.Run("read "+name, func(b *testing.B) {
			b.SetBytes(int64(len(html)))
			for b.Loop() {
				if _, err := FromHTML(html); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkHostile reads pages that make readers slow, at a size and at twice
// the size: the time a byte must not grow.
func BenchmarkHostile(b *testing.B) {
	for name, part := range map[string]string{
		"open b":         `<b class=x>`,
		"open p with b":  `<p><b>x`,
		"open a":         `<a href="https://x.y/` + strings.Repeat("z", 200) + `"><p>x`,
		"closed nothing": `</b></i></p></li></x>`,
		"open divs":      `<div>`,
		"open unknown":   `<x>`,
		"lists":          `<ul><li>x`,
		"tables":         `<table><tr><td>`,
		"cells":          `<td>`,
		"entities":       `&amp;&lt;&#x5f20;`,
		"attributes":     `<p style="font-weight:bold;font-weight:bold">x`,
		"spaces":         `   `,
		"half tags":      `<`,
		"comments":       `<!--`,
		"misnested":      `<b><p><i></b></p></i>x`,
		"emoji":          emojiLine,
	} {
		for _, size := range []int{100_000, 200_000} {
			html := strings.Repeat(part, size/len(part))
			b.Run(name+" "+map[bool]string{true: "once", false: "twice"}[size == 100_000], func(b *testing.B) {
				b.SetBytes(int64(len(html)))
				b.ReportAllocs()
				for b.Loop() {
					if _, err := FromHTML(html); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}

func BenchmarkFind(b *testing.B) {
	for name, line := range map[string]string{"latin": latinLine, "chinese": chineseLine} {
		d := longNote(line)
		for what, query := range map[string]string{"all": "的", "none": "zzz", "latin": "gas"} {
			b.Run(name+" "+what, func(b *testing.B) {
				for b.Loop() {
					d.Find(query)
				}
			})
		}
	}
}
