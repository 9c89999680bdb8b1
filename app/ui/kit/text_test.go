package kit

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"pgregory.net/rapid"

	"carebook/app/ui/style"
)

func look(t *testing.T, percent int) {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(style.New(style.Light, percent))
}

func TestFitCutsBetweenSigns(t *testing.T) {
	look(t, 100)
	f := face{size: style.Body, bold: true, token: style.Ink}
	for _, words := range []string{
		"María de los Ángeles Ferrer Soler y Fernández de Córdoba",
		"Александра Константиновна Рождественская",
		"José", // decomposed
		"👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦",
	} {
		whole := f.width(words)
		if got := f.fit(words, whole+1); got != words {
			t.Errorf("fit(%q) with room cut it to %q", words, got)
		}
		for _, width := range []float32{whole - 1, whole / 2, 30} {
			if width >= whole {
				continue
			}
			got := f.fit(words, width)
			head, cut := strings.CutSuffix(got, ellipsis)
			if !cut || !strings.HasPrefix(words, head) {
				t.Errorf("fit(%q, %v) = %q, want its beginning and an ellipsis", words, width, got)
			}
			if f.width(got) > width && got != ellipsis {
				t.Errorf("fit(%q, %v) = %q is %v wide", words, width, got, f.width(got))
			}
			if ends := graphemeEnds(words); head != "" && !endsAt(ends, words, head) {
				t.Errorf("fit(%q, %v) = %q cuts inside a sign", words, width, got)
			}
		}
	}
}

// endsAt reports whether head ends where a sign of words ends, spaces that
// were trimmed aside.
func endsAt(ends []int, words, head string) bool {
	for _, e := range ends {
		if strings.TrimRight(words[:e], " ") == head {
			return true
		}
	}
	return false
}

func TestWrapLosesNothing(t *testing.T) {
	look(t, 100)
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.StringOfN(rapid.RuneFrom([]rune("aW .-\nпЖ王，é́")), 0, 80, -1).Draw(t, "words")
		width := float32(rapid.IntRange(12, 300).Draw(t, "width"))
		f := face{size: style.Control, token: style.Ink}
		lines := f.wrap(words, width, 0)
		squeeze := func(s string) string {
			return strings.Map(func(r rune) rune {
				if r == ' ' || r == '\n' {
					return -1
				}
				return r
			}, s)
		}
		if got, want := squeeze(strings.Join(lines, "")), squeeze(words); got != want {
			t.Fatalf("wrapped %q into %q", words, lines)
		}
		for _, line := range lines {
			if line == "" && !strings.Contains(words, "\n") && squeeze(words) != "" {
				t.Fatalf("wrapped %q at %v with an empty line: %q", words, width, lines)
			}
			if len(graphemeEnds(line)) > 1 && f.width(line) > width+0.5 {
				t.Fatalf("line %q is %v wide, more than %v", line, f.width(line), width)
			}
		}
	})
}

// What is wider than the line breaks between its signs, and the spaces behind it
// neither push the next word out of the line nor stand as a line of their own.
func TestSpacesBehindAWordThatIsTooWideTakeNoRoom(t *testing.T) {
	look(t, 100)
	f := face{size: style.Control, token: style.Ink}
	for _, c := range []struct {
		words string
		width float32
		want  []string
	}{
		{"王  W", 15, []string{"王", "W"}},
		{"王  W", 12, []string{"王", "W"}},
		{"王  ", 12, []string{"王"}},
		{"WW  W", 15, []string{"W", "W", "W"}},
		{"WW a", f.width("W a"), []string{"W", "W a"}},
		{"  W", 12, []string{"W"}},
		{"      ", 12, []string{""}},
		{"W\n\nW", 15, []string{"W", "", "W"}},
	} {
		if got := f.wrap(c.words, c.width, 0); !slices.Equal(got, c.want) {
			t.Errorf("%q at %v is %q, want %q", c.words, c.width, got, c.want)
		}
	}
}

func TestWrapBreaksWhereTheLanguageAllows(t *testing.T) {
	look(t, 100)
	f := face{size: style.Control, token: style.Ink}
	lines := f.wrap("Calle de la Paz, València", f.width("Calle de la Paz, ")+1, 0)
	if len(lines) != 2 || lines[0] != "Calle de la Paz," || lines[1] != "València" {
		t.Errorf("lines %q", lines)
	}
	if lines := f.wrap("one\ntwo\r\nthree", 500, 0); len(lines) != 3 || lines[1] != "two" {
		t.Errorf("hard lines %q", lines)
	}
	if lines := f.wrap("one two three four five six", 40, 2); len(lines) != 2 || !strings.HasSuffix(lines[1], ellipsis) {
		t.Errorf("limited lines %q, want two, the last cut", lines)
	}
}

func TestTextsOfAnyLengthAreCut(t *testing.T) {
	look(t, 100)
	long := strings.Repeat("Wolfeschlegelsteinhausenbergerdorff", 50000)
	f := face{size: style.Person, book: true, token: style.Ink}
	if got := f.fit(long, 300); !strings.HasSuffix(got, ellipsis) || f.width(got) > 300 {
		t.Errorf("fit gives %d bytes, %v wide", len(got), f.width(got))
	}
	lines := f.wrap(long, 300, 2)
	if len(lines) != 2 || f.width(lines[0]) > 300 || !strings.HasSuffix(lines[1], ellipsis) {
		t.Errorf("wrap gives %d lines, the last %q", len(lines), lines[len(lines)-1])
	}
	if lines := f.wrap("short", 300, 2); len(lines) != 1 || lines[0] != "short" {
		t.Errorf("a short text gives %q", lines)
	}
}

func TestParagraphGrowsAsItNarrows(t *testing.T) {
	look(t, 100)
	p := NewParagraph("The quick brown fox jumps over the lazy dog.", style.Control, style.Ink)
	wide, narrow := p.HeightFor(1000), p.HeightFor(80)
	if narrow < 3*wide {
		t.Errorf("height %v at 1000, %v at 80", wide, narrow)
	}
	column := NewColumn(0, p, NewText("below", style.Control, style.Ink))
	column.Resize(fyne.NewSize(80, 500))
	if below := column.Objects[1].Position().Y; below < narrow {
		t.Errorf("what is below stands at %v, inside the paragraph of %v", below, narrow)
	}
}

func TestInitials(t *testing.T) {
	for name, want := range map[string]string{
		"María Ángeles Ferrer Soler": "MÁ",
		"ольга соколова":             "ОС",
		"Madonna":                    "M",
		"陈秀英":                        "陈",
		"يوسف العمراني":              "ي",
		"\"Bar\" Pepe":               "BP",
		"Jean-Luc Picard":            "JL",
		"3M":                         "3",
		"🎂":                          "",
		"":                           "",
	} {
		if got := Initials(name); got != want {
			t.Errorf("Initials(%q) = %q, want %q", name, got, want)
		}
	}
}

func TestLargerTextMakesLargerRows(t *testing.T) {
	look(t, 100)
	small := NewPersonRow(nil).MinSize().Height
	look(t, 150)
	large := NewPersonRow(nil).MinSize().Height
	if large < small*1.4 {
		t.Errorf("a row is %v high at 100 %%, %v at 150 %%", small, large)
	}
}
