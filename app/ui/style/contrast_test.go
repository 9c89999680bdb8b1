package style

import (
	"image/color"
	"math"
	"testing"
)

// The least contrast by WCAG 2: of text, and of marks that mean something.
const (
	textContrast = 4.5
	markContrast = 3.0
)

// uses is the table of the look: on which grounds each colour stands, and
// whether as text or as a mark.
var uses = []struct {
	least   float64
	tokens  []Token
	grounds []Token
}{
	{textContrast, []Token{SpineInk}, []Token{Spine, Stage}},
	{markContrast, []Token{SpineOn}, []Token{Spine}},
	{textContrast, []Token{Ink, Ink2, Ink3}, []Token{Desk, Page, Card, Hover, Soft}},
	{textContrast, []Token{Accent, Late, Soon}, []Token{Desk, Page, Card, Hover, Soft}},
	{textContrast, []Token{Ink}, []Token{LateSoft, SoonSoft, Mark, SegOn}},
	{textContrast, []Token{Late, Ink2, Accent}, []Token{LateSoft}},
	{textContrast, []Token{Soon}, []Token{SoonSoft}},
	{textContrast, []Token{OnAccent}, []Token{Accent, AccentPressed}},
	{textContrast, []Token{SoftInk}, []Token{Soft}},
	{markContrast, []Token{LateFill, SoonFill}, []Token{Page, Card}},
	{textContrast, []Token{BandAInk}, []Token{BandA}},
	{textContrast, []Token{BandBInk}, []Token{BandB}},
	{textContrast, []Token{BandCInk}, []Token{BandC}},
	{markContrast, []Token{BandCEdge}, []Token{Page, Card}},
	{markContrast, []Token{Rose, Plum, Blue, Olive, Ochre, Clay, Slate}, []Token{Desk, Page, Card, Hover, Soft}},
	{textContrast, []Token{AvatarInk}, []Token{Avatar1, Avatar2, Avatar3, Avatar4, Avatar5, Avatar6}},
	{markContrast, []Token{Outline}, []Token{Soft}},
}

// quiet are the tokens that are never the only sign of anything.
var quiet = []Token{Line, Line2}

func TestContrast(t *testing.T) {
	for _, variant := range []struct {
		name string
		dark bool
	}{{"light", false}, {"dark", true}} {
		for _, use := range uses {
			for _, token := range use.tokens {
				for _, ground := range use.grounds {
					fore, _ := lookup(token, variant.dark)
					back, _ := lookup(ground, variant.dark)
					if got := contrast(fore, back); got < use.least {
						t.Errorf("%s: %s on %s has contrast %.2f, less than %.1f", variant.name, token, ground, got, use.least)
					}
				}
			}
		}
	}
}

func TestEveryColourIsInTheTable(t *testing.T) {
	known := map[Token]bool{}
	for _, use := range uses {
		for _, token := range append(append([]Token{}, use.tokens...), use.grounds...) {
			known[token] = true
		}
	}
	for _, token := range quiet {
		known[token] = true
	}
	for token := range palette {
		if !known[token] {
			t.Errorf("%s stands in no line of the table", token)
		}
	}
	for token := range known {
		if _, ok := palette[token]; !ok {
			t.Errorf("%s has no colour", token)
		}
	}
}

// TestContrastFormula holds the formula to the extremes that WCAG names.
func TestContrastFormula(t *testing.T) {
	if got := contrast(rgb(0x000000), rgb(0xFFFFFF)); math.Abs(got-21) > 0.001 {
		t.Errorf("black on white is %.3f, want 21", got)
	}
	if got := contrast(rgb(0x777777), rgb(0xFFFFFF)); math.Abs(got-4.478) > 0.01 {
		t.Errorf("#777777 on white is %.3f, want 4.478", got)
	}
}

// contrast is the ratio of WCAG 2.2, "contrast ratio".
func contrast(a, b color.NRGBA) float64 {
	la, lb := luminance(a), luminance(b)
	return (math.Max(la, lb) + 0.05) / (math.Min(la, lb) + 0.05)
}

// luminance is the relative luminance of WCAG 2.2.
func luminance(c color.NRGBA) float64 {
	linear := func(v uint8) float64 {
		s := float64(v) / 255
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(c.R) + 0.7152*linear(c.G) + 0.0722*linear(c.B)
}
