package richedit

import (
	"slices"
	"strings"
	"testing"

	"github.com/rivo/uniseg"
	"golang.org/x/text/unicode/bidi"
	"pgregory.net/rapid"

	"carebook/app/doc"
	"carebook/app/ui/kit/kittest"
)

// contentOf is a text in one style, as a paragraph has it.
func contentOf(text string) *content {
	in := doc.Plain(text, doc.Style{})
	c := &content{text: in.Text(), writing: writing{size: textSize}}
	for r := range in.Drawn() {
		c.runs = append(c.runs, r)
	}
	c.levels, c.rtl = levelsOf(c.text)
	return c
}

// linesOf is a text in lines of a width.
func linesOf(m *measurer, text string, room float32) []string {
	var lines []string
	for _, l := range newWrapper(m, contentOf(text), room).all(nil, 0, 0, 0) {
		lines = append(lines, text[l.start:l.end])
	}
	return lines
}

// roomFor is the width in which a text just fits.
func roomFor(m *measurer, text string) float32 {
	return newWrapper(m, contentOf(text), 0).advance(0, 0, len(text)) + 0.5
}

func TestWrap(t *testing.T) {
	kittest.App(t)
	m := newMeasurer()
	for _, c := range []struct {
		name, text, room string
		want             []string
	}{
		{"nothing", "", "x", []string{""}},
		{"at blanks", "one two three", "one two", []string{"one two ", "three"}},
		{"blanks hang", "one two    three", "one two", []string{"one two    ", "three"}},
		{"blanks at the end hang", "one two     ", "one two", []string{"one two     "}},
		{"a blank that does not break", "one two\u00a0three", "one two", []string{"one ", "two\u00a0thr", "ee"}},
		{"behind a hyphen", "twenty-one", "twenty-", []string{"twenty-", "one"}},
		{"Chinese between characters", "一二三四五六", "一二三四", []string{"一二三四", "五六"}},
		{"no comma begins a line", "一二三四，五六", "一二三四", []string{"一二三", "四，五六"}},
		{"no full stop begins a line", "一二三四。」五六", "一二三四", []string{"一二三", "四。」五", "六"}},
		{"no bracket ends a line", "一二三（四五）", "一二三（", []string{"一二三", "（四五）"}},
		{"Latin in Chinese", "一二abc三四", "一二ab", []string{"一二", "abc三", "四"}},
		{"an address", "see https://example.com/deep/path", "https://example.com/", []string{"see https://", "example.com/deep/", "path"}},
		{"a word that fits no line", "is abcdefghijkl so", "abcd", []string{"is ", "abcd", "efgh", "ijkl ", "so"}},
		{"line breaks", "a\n\nb", "abc", []string{"a\n", "\n", "b"}},
		{"a line break at the end", "a\n", "abc", []string{"a\n", ""}},
		{"clusters stay whole", "👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧", "👨‍👩‍👧", []string{"👨‍👩‍👧", "👨‍👩‍👧", "👨‍👩‍👧"}},
		{"no line ends behind a colour of skin", "ok 👍🏽 done 👍🏽👍🏽👍🏽, 👩🏽‍🚀 end", "ok 👍🏽 done 👍🏽👍🏽👍🏽, 👩🏽‍🚀 end", []string{"ok 👍🏽 done 👍🏽👍🏽👍🏽, 👩🏽‍🚀 end"}},
		{"colours of skin stay on their hands", "👍🏽👍🏽👍🏽", "👍🏽👍🏽", []string{"👍🏽👍🏽", "👍🏽"}},
		{"no comma begins a line behind a hand", "👍🏽👍🏽, end", "👍🏽👍🏽", []string{"👍🏽", "👍🏽, ", "end"}},
		{"a line break behind a hand", "👍🏽\nend", "👍🏽 end", []string{"👍🏽\n", "end"}},
		{"flags stay whole", "🇪🇸🇨🇳🇷🇺", "🇪🇸", []string{"🇪🇸", "🇨🇳", "🇷🇺"}},
		{"marks stay on their letters", "e\u0301e\u0301e\u0301", "e\u0301e\u0301", []string{"e\u0301e\u0301", "e\u0301"}},
		{"a mark on a blank", "aa \u0301bb", "aa \u0301", []string{"aa \u0301", "bb"}},
		{"a tab", "a\tb\tc", "a\tb", []string{"a\tb\t", "c"}},
		{"many blanks", "a" + strings.Repeat(" ", 3*longWord) + "b", "ab", []string{"a" + strings.Repeat(" ", 3*longWord), "b"}},
		{"blanks without end", strings.Repeat(" ", longLine+9), "ab", []string{strings.Repeat(" ", longLine), strings.Repeat(" ", 9)}},
	} {
		if got := linesOf(m, c.text, roomFor(m, c.room)); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q in the room of %q is %q, want %q", c.name, c.text, c.room, got, c.want)
		}
	}
}

// TestLinesAreBounded lays out signs that take no room, or hang.
func TestLinesAreBounded(t *testing.T) {
	kittest.App(t)
	m := newMeasurer()
	for _, sign := range []string{"\u200b", " ", "\u3000", "a\u200d"} {
		text := strings.Repeat(sign, 10*longLine/len(sign))
		lines := linesOf(m, text, 100)
		if strings.Join(lines, "") != text {
			t.Errorf("the lines of many %q are not their text", sign)
		}
		for _, l := range lines {
			if len(l) > longLine+longWord {
				t.Errorf("a line of %q has %d bytes", sign, len(l))
			}
		}
	}
}

func TestTabs(t *testing.T) {
	kittest.App(t)
	m := newMeasurer()
	w := newWrapper(m, contentOf("a\tb\t\tc"), testWidth)
	if want := 4 * m.whole(0, " "); w.tab != want {
		t.Fatalf("tabs lie %v apart, want that of four blanks, %v", w.tab, want)
	}
	for end, want := range map[int]float32{2: w.tab, 4: 2 * w.tab, 5: 3 * w.tab} {
		if got := w.advance(0, 0, end); got != want {
			t.Errorf("%q ends at %v, want %v", w.text[:end], got, want)
		}
	}
}

// letters are what makes texts hard to lay out.
var letters = []string{
	"a", "b", "W", "i", "é", "fi", "ж", "1", "2", " ", " ", "  ", "\t", "\n", "-", ",", ".", "(", ")", "[", "]", "/", "%", "+",
	"一", "国", "，", "。", "（", "）", "「", "」", "カ", "한", "각",
	"ש", "ל", "م", "ر", "،", "١", "٢", "€", "\u0301", "\u05b0", "\u200d", "\u200f", "\u00a0", "\u3000", "\u200b",
	"👨‍👩‍👧", "😀", "🇪🇸", "🇪", "ก", "ำ", "न", "ी", "word ", "long", "Vicent ",
}

func textGen(most int) *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom(letters), 0, most).Draw(t, "letters"), "")
	})
}

// inlineGen makes text with marks and links.
func inlineGen(most int) *rapid.Generator[doc.Inline] {
	return rapid.Custom(func(t *rapid.T) doc.Inline {
		var parts []doc.Inline
		for range rapid.IntRange(0, 4).Draw(t, "parts") {
			s := doc.Style{Marks: doc.Marks(rapid.IntRange(0, 31).Draw(t, "marks"))}
			if rapid.IntRange(0, 4).Draw(t, "linked") == 0 {
				s.Link = "https://a.example/"
			}
			parts = append(parts, doc.Plain(textGen(most).Draw(t, "text"), s))
		}
		return doc.Join(parts...)
	})
}

// TestLinesAreWhole holds what any text must keep to in any width.
func TestLinesAreWhole(t *testing.T) {
	kittest.App(t)
	m := newMeasurer()
	rapid.Check(t, func(t *rapid.T) {
		b := doc.NewBlock(doc.Paragraph, 0, inlineGen(30).Draw(t, "text"))
		c := &content{text: b.Text(), writing: writing{size: textSize}}
		for r := range b.Inline().Drawn() {
			c.runs = append(c.runs, r)
		}
		room := rapid.Float32Range(10, 300).Draw(t, "room")
		w := newWrapper(m, c, room)
		between := clusterBorders(c.text)
		at := 0
		lines := w.all(nil, 0, 0, 0)
		for i, l := range lines {
			if l.start != at || l.end < l.start {
				t.Fatalf("line %d is %d..%d, behind %d", i, l.start, l.end, at)
			}
			at = l.end
			if !between[l.end] {
				t.Fatalf("line %d of %q ends within a cluster, at %d", i, c.text, l.end)
			}
			if hard := l.end > l.start && c.text[l.end-1] == '\n'; hard != l.hard {
				t.Fatalf("line %d of %q: hard %v", i, c.text, l.hard)
			}
			if strings.Contains(strings.TrimSuffix(c.text[l.start:l.end], "\n"), "\n") {
				t.Fatalf("line %d of %q goes on behind a line break", i, c.text)
			}
			// A word that is broken is taken without the kerning of its letters.
			end := w.advance(0, l.start, l.shown(c.text))
			if one := clusterLenOr0(c.text[l.start:l.end]); end > room*1.02 && l.start+one < l.shown(c.text) {
				t.Fatalf("line %d of %q is %v wide in %v", i, c.text, end, room)
			}
		}
		if at != len(c.text) {
			t.Fatalf("the lines of %q end at %d", c.text, at)
		}
		if last := lines[len(lines)-1]; last.hard {
			t.Fatalf("%q has no line behind its last break", c.text)
		}
	})
}

func clusterLenOr0(text string) int {
	if text == "" {
		return 0
	}
	return clusterLen(text)
}

func clusterBorders(text string) map[int]bool {
	between := map[int]bool{0: true}
	at, state := 0, -1
	for rest := text; rest != ""; {
		var c string
		c, rest, _, state = uniseg.FirstGraphemeClusterInString(rest, state)
		at += len(c)
		between[at] = true
	}
	return between
}

// TestClusters holds the quick look at clusters to the slow one.
func TestClusters(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := textGen(20).Draw(t, "text")
		between := clusterBorders(text)
		for at := 0; at < len(text); {
			at += clusterLen(text[at:])
			if !between[at] {
				t.Fatalf("%q is cut at %d", text, at)
			}
		}
	})
}

// TestLinesOfAChangedText holds lines that were kept through a change to those
// made anew.
func TestLinesOfAChangedText(t *testing.T) {
	kittest.App(t)
	m := newMeasurer()
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Repeat(textGen(40).Draw(t, "text"), rapid.IntRange(1, 12).Draw(t, "times"))
		old := contentOf(text)
		from := rapid.IntRange(0, len(text)).Draw(t, "from")
		to := rapid.IntRange(from, min(len(text), from+20)).Draw(t, "to")
		now := contentOf(strings.ToValidUTF8(text[:from]+textGen(3).Draw(t, "new")+text[to:], ""))
		room := rapid.Float32Range(30, 400).Draw(t, "room")
		before := newWrapper(m, old, room).all(nil, 0, 0, 0)
		same, tail := alike(old, now)
		got := newWrapper(m, now, room).all(before, same, tail, len(now.text)-len(old.text))
		want := newWrapper(m, now, room).all(nil, 0, 0, 0)
		if !slices.Equal(got, want) {
			t.Fatalf("%q became %q in %v:\n%v, want\n%v", old.text, now.text, room, got, want)
		}
	})
}

// TestRough holds the widths by which lines are made to those that are drawn,
// for words of one script.
func TestRough(t *testing.T) {
	kittest.App(t)
	m := newMeasurer()
	for _, text := range []string{
		"AVATAR Type. Wo, Ta", "office fjord Straße", "María Ángeles, ñandú", "Отель «Заря», Тула", "10,5 % = €8,450 (1/2)", "“eleven hours”",
	} {
		for _, marks := range []doc.Marks{0, doc.Bold, doc.Italic} {
			f, _ := m.faceOf(text, writing{size: 16}, marks)
			rough, drawn := m.rough(f, ownFont, text), m.whole(f, text)
			if d := rough - drawn; d > 0.1 || d < -0.1 {
				t.Errorf("%q (%v) is %v wide, taken for %v", text, marks, drawn, rough)
			}
		}
	}
}

func TestMeasurerIsBounded(t *testing.T) {
	kittest.App(t)
	m := newMeasurer()
	f, _ := m.faceOf("x", writing{size: 16}, 0)
	width := m.whole(f, "x")
	for i := range remembered + 10 {
		m.young[measureKey{f, string(rune(0x4E00 + i))}] = 1
		if len(m.young) > remembered {
			break
		}
	}
	m.whole(f, "one more")
	if len(m.young) > 1 || len(m.old) == 0 {
		t.Errorf("%d widths are young and %d old, want the oldest to go", len(m.young), len(m.old))
	}
	if got := m.whole(f, "x"); got != width || len(m.young) != 2 {
		t.Errorf("what is asked for again is %v wide, and %d are young: want %v and 2", got, len(m.young), width)
	}
}

// levelsByRune is the level of each rune of a text.
func levelsByRune(text string) (string, bool) {
	levels, rtl := levelsOf(text)
	var b strings.Builder
	i := 0
	for at := range text {
		for i < len(levels) && levels[i].end <= at {
			i++
		}
		if levels == nil {
			b.WriteByte('0')
		} else {
			b.WriteByte('0' + levels[i].level)
		}
	}
	return b.String(), rtl
}

// TestLevels holds directions to what UAX 9 gives.
func TestLevels(t *testing.T) {
	for _, c := range []struct {
		text, want string
		rtl        bool
	}{
		{"abc", "000", false},
		{"ab שלום cd", "0001111000", false},
		{"שלום", "1111", true},
		{"של ab של", "11122111", true},
		{"של 12 לום", "111221111", true},
		{"a של 12 לום b", "0011122111100", false}, // the number within the letters
		{"a של 12 b", "001112200", false},
		{"a של 12,5% b", "001112222200", false},
		{"a של €12", "00111222", false},
		{"a מר ١٢", "0011122", false},
		{"(של) a", "111112", true},
		{"של (ab) 12", "1111221122", true},
		{"a (של) b", "00011000", false},
		{"a של\nb", "001100", false},
		{"של ((ab)) 12", "111112211122", true},
		{"של (ab) (cd)", "111122111221", true},
		{"של\nab", "11122", true},
		{"של\n", "111", true},
	} {
		got, rtl := levelsByRune(c.text)
		if got != c.want || rtl != c.rtl {
			t.Errorf("%q has the levels %s, %v, want %s, %v", c.text, got, rtl, c.want, c.rtl)
		}
	}
}

// TestLevelsCoverTheText holds levels to the text, whatever it is, and the quick
// look at a text to the slow one.
func TestLevelsCoverTheText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(textGen(30), rapid.String()).Draw(t, "text")
		text = doc.Plain(text, doc.Style{}).Text()
		levels, rtl := levelsOf(text)
		right := strings.ContainsFunc(text, func(r rune) bool {
			p, _ := bidi.LookupRune(r)
			return p.Class() == bidi.R || p.Class() == bidi.AL
		})
		if right && levels == nil {
			t.Fatalf("%q has letters from right to left and no levels", text)
		}
		at := 0
		for _, l := range levels {
			if l.end <= at || l.level > 2 || rtl && l.level == 0 {
				t.Fatalf("%q has the levels %v", text, levels)
			}
			at = l.end
		}
		if levels != nil && at != len(text) {
			t.Fatalf("the levels of %q end at %d", text, at)
		}
	})
}

// TestLevelsOfPartsBetweenLineBreaks has a long text with one word of right to
// left: only the part with it is looked at as such, and nothing comes out
// otherwise.
func TestLevelsOfPartsBetweenLineBreaks(t *testing.T) {
	for _, text := range []string{
		"abc (1)\nשלום 12 (a)\ndef, 3", "abc\n\nיום", "a\nיום\n", "יום\nabc 12\n", "one\ntwo\nيوم\nthree\nيوم",
	} {
		levels, rtl := levelsOf(text)
		var want []levelRun
		at := 0
		for part := range strings.SplitAfterSeq(text, "\n") {
			if part != "" {
				want = appendLevels(want, part, at, rtl)
				at += len(part)
			}
		}
		if want = wholeClusters(text, want); !slices.Equal(levels, want) {
			t.Errorf("%q has the levels %v, want %v", text, levels, want)
		}
	}
}
