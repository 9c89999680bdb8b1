package style

import (
	"go/ast"
	"go/parser"
	"go/token"
	"math"
	"strconv"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"
	"golang.org/x/image/font/sfnt"

	"carebook/assets"
)

func TestModeOverridesTheDesktop(t *testing.T) {
	light, dark := rgb(palette[Page].light), rgb(palette[Page].dark)
	for _, c := range []struct {
		mode    Mode
		desktop fyne.ThemeVariant
		want    any
	}{
		{FollowSystem, theme.VariantLight, light},
		{FollowSystem, theme.VariantDark, dark},
		{Light, theme.VariantDark, light},
		{Dark, theme.VariantLight, dark},
	} {
		if got := New(c.mode, 100).Color(Page, c.desktop); got != c.want {
			t.Errorf("mode %d on desktop %d: page %v, want %v", c.mode, c.desktop, got, c.want)
		}
	}
}

// TestWindowIsClearedToThePage does with the background what Fyne's painter
// does.
func TestWindowIsClearedToThePage(t *testing.T) {
	for _, mode := range []Mode{Light, Dark} {
		r, g, b, _ := New(mode, 100).Color(theme.ColorNameBackground, theme.VariantLight).RGBA()
		want, _ := lookup(Page, mode == Dark)
		const fynesMost = 255 * 255
		for i, v := range []uint32{r, g, b} {
			if got, want := float64(v)/fynesMost*255, float64([]uint8{want.R, want.G, want.B}[i]); math.Abs(got-want) > 0.5 {
				t.Errorf("mode %d: component %d is cleared to %.2f, want %v", mode, i, got, want)
			}
		}
	}
}

func TestAssumedUntilTheDesktopSpeaks(t *testing.T) {
	light, dark := rgb(palette[Page].light), rgb(palette[Page].dark)
	follow := New(FollowSystem, 100)
	follow.Assume(false)
	if got := follow.Color(Page, theme.VariantDark); got != light {
		t.Errorf("assumed light: %v, want %v", got, light)
	}
	follow.Assume(true)
	if got := follow.Color(Page, theme.VariantLight); got != dark {
		t.Errorf("assumed dark: %v, want %v", got, dark)
	}
	follow.Believe()
	if got := follow.Color(Page, theme.VariantLight); got != light {
		t.Errorf("told light: %v, want %v", got, light)
	}
	chosen := New(Dark, 100)
	chosen.Assume(false)
	if got := chosen.Color(Page, theme.VariantLight); got != dark {
		t.Errorf("dark by choice: %v, want %v", got, dark)
	}
}

func TestTextSizeScalesTextIconsAndRows(t *testing.T) {
	a := test.NewTempApp(t)
	a.Settings().SetTheme(New(Light, 150))
	if got := TextSize(Body); got != 22.5 {
		t.Errorf("body at 150 %% is %v, want 22.5", got)
	}
	if got := Px(PersonRow); got != 90 {
		t.Errorf("a row at 150 %% is %v, want 90", got)
	}
	if got := TextSize(theme.SizeNameInlineIcon); got != 27 {
		t.Errorf("an icon at 150 %% is %v, want 27", got)
	}
	if got := TextSize(theme.SizeNameSeparatorThickness); got != 1 {
		t.Errorf("a hairline at 150 %% is %v, want 1", got)
	}
}

// TestFacesHaveTheirRunes holds the ranges to the fonts: a sign that a face
// lacks would come out as a box.
func TestFacesHaveTheirRunes(t *testing.T) {
	for _, c := range []struct {
		name   string
		font   []byte
		ranges []span
	}{
		{"the book face", assets.Literata, bookRanges},
		{"the sans", assets.SansRegular, sansRanges},
		{"the bold sans", assets.SansSemiBold, sansRanges},
		{"the italic sans", assets.SansItalic, sansRanges},
	} {
		f, err := sfnt.Parse(c.font)
		if err != nil {
			t.Fatal(err)
		}
		var buf sfnt.Buffer
		for _, in := range c.ranges {
			for r := in[0]; r <= in[1]; r++ {
				if g, err := f.GlyphIndex(&buf, r); err != nil || g == 0 {
					t.Errorf("%s lacks U+%04X", c.name, r)
				}
			}
		}
	}
}

func TestItalic(t *testing.T) {
	if source, s := Italic("Empanadas, «ñ»"); source != sansItal || !s.Italic {
		t.Errorf("a Spanish text in italics is in %v, %+v", source, s)
	}
	if source, s := Italic("翡翠园"); source != nil || s.Italic {
		t.Errorf("a Chinese text in italics is in %v, %+v: no fall-back is slanted", source, s)
	}
}

func TestSans(t *testing.T) {
	for text, own := range map[string]bool{
		"Casa Perelló, El Palmar": true,
		"€8,450 · 31 días":        true,
		"Отель «Заря» №5":         true,
		"翡翠园 Jardín de Jade":      false,
		"two\nlines":              false,
		"":                        true,
	} {
		for _, bold := range []bool{false, true} {
			source, s := Sans(text, bold)
			if (source != nil) != own {
				t.Errorf("Sans(%q, %v): a face of its own %v, want %v", text, bold, source != nil, own)
			}
			if want := bold && (own || boldFallBack()); s.Bold != want {
				t.Errorf("Sans(%q, %v): bold %v, want %v", text, bold, s.Bold, want)
			}
		}
	}
}

func TestName(t *testing.T) {
	for name, book := range map[string]bool{
		"María Ángeles Ferrer Soler": true,
		"Дмитрий Ёлкин":              true,
		"Ωνάσης":                     true,
		"Nguyễn Hiệp":                true,
		"O’Neil – Łukasz":            true,
		"陈秀英":                        false,
		"يوسف العمراني":              false,
		"Wang 王":                     false,
		"Ana 🎂":                      false,
	} {
		source, s := Name(name)
		if (source != nil) != book {
			t.Errorf("Name(%q): in the book face %v, want %v", name, source != nil, book)
		}
		if source == nil && s.Bold != boldFallBack() {
			t.Errorf("Name(%q): bold %v, want %v", name, s.Bold, boldFallBack())
		}
	}
}

func TestEveryIconIsThere(t *testing.T) {
	entries, err := assets.Icons.ReadDir("icons")
	if err != nil {
		t.Fatal(err)
	}
	files := map[Glyph]bool{}
	for _, e := range entries {
		files[Glyph(strings.TrimSuffix(e.Name(), ".svg"))] = true
	}
	test.NewTempApp(t).Settings().SetTheme(New(Light, 100))
	for _, g := range glyphs(t) {
		if !files[g] {
			t.Errorf("there is no icon %s", g)
			continue
		}
		delete(files, g)
		if ink := strings.ToLower(hex(palette[Accent].light)); !strings.Contains(string(Icon(g, Accent).Content()), ink) {
			t.Errorf("icon %s is not drawn in %s", g, ink)
		}
		if Icon(g, Accent) != Icon(g, Accent) || Icon(g, Accent).Name() == Icon(g, Ink).Name() {
			t.Errorf("icon %s is not one for each colour", g)
		}
	}
	for g := range files {
		t.Errorf("icon %s is embedded and never used", g)
	}
}

// glyphs are the constants of icon.go.
func glyphs(t *testing.T) []Glyph {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "icon.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var found []Glyph
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok {
			return true
		}
		if name, ok := spec.Type.(*ast.Ident); ok && name.Name == "Glyph" {
			for _, v := range spec.Values {
				value, err := strconv.Unquote(v.(*ast.BasicLit).Value)
				if err != nil {
					t.Fatal(err)
				}
				found = append(found, Glyph(value))
			}
		}
		return true
	})
	if len(found) == 0 {
		t.Fatal("icon.go names no icon")
	}
	return found
}

func TestDrawingFollowsTheTheme(t *testing.T) {
	a := test.NewTempApp(t)
	a.Settings().SetTheme(New(Light, 100))
	light := string(FirstStartDrawing().Content())
	a.Settings().SetTheme(New(Dark, 100))
	dark := string(FirstStartDrawing().Content())
	if !strings.Contains(light, hex(palette[Outline].light)) {
		t.Error("the light drawing has no outline in its colour")
	}
	if strings.Contains(dark, hex(palette[Outline].light)) || !strings.Contains(dark, hex(palette[Outline].dark)) {
		t.Error("the dark drawing keeps light colours")
	}
}

func TestAvatarColorsAreSpread(t *testing.T) {
	seen := map[Token]int{}
	for key := int64(1); key <= 600; key++ {
		seen[AvatarColor(key)]++
	}
	for _, token := range avatarColors {
		if seen[token] < 50 {
			t.Errorf("%s is used %d times in 600", token, seen[token])
		}
	}
}
