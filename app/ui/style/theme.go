package style

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"carebook/assets"
)

// Mode says which variant of the look is on.
type Mode int

// The modes.
const (
	// FollowSystem takes light or dark from the desktop, also when it changes.
	FollowSystem Mode = iota
	Light
	Dark
)

// Theme is the look at one text size.
type Theme struct {
	mode   Mode
	factor float32
	// base answers what the look does not name, such as Fyne's own icons.
	base fyne.Theme
}

// New makes the look. percent is the text size, 100 being the usual one.
func New(mode Mode, percent int) *Theme {
	return &Theme{mode: mode, factor: float32(percent) / 100, base: theme.DefaultTheme()}
}

// Color implements fyne.Theme for tokens and for Fyne's own names.
func (t *Theme) Color(name fyne.ThemeColorName, variant fyne.ThemeVariant) color.Color {
	dark := variant == theme.VariantDark
	if t.mode != FollowSystem {
		dark = t.mode == Dark
		variant = theme.VariantLight
		if dark {
			variant = theme.VariantDark
		}
	}
	if token, ok := fyneTokens[name]; ok {
		name = token
	}
	if c, ok := lookup(name, dark); ok {
		return c
	}
	return t.base.Color(name, variant)
}

// Size implements fyne.Theme.
func (t *Theme) Size(name fyne.ThemeSizeName) float32 {
	if size, ok := textSizes[name]; ok {
		return size * t.factor
	}
	if size, ok := plainSizes[name]; ok {
		return size
	}
	if size, ok := grownSizes[name]; ok {
		return size * t.factor
	}
	return t.base.Size(name)
}

// Icon implements fyne.Theme; the look's own icons come from Icon.
func (t *Theme) Icon(name fyne.ThemeIconName) fyne.Resource { return t.base.Icon(name) }

// One resource for each typeface: Fyne keeps what it read of a font under its
// resource.
var (
	sans     = fyne.NewStaticResource("SourceSans3-Regular", assets.SansRegular)
	sansBold = fyne.NewStaticResource("SourceSans3-SemiBold", assets.SansSemiBold)
	sansItal = fyne.NewStaticResource("SourceSans3-Italic", assets.SansItalic)
	literata = fyne.NewStaticResource("Literata-SemiBold", assets.Literata)
)

// Font implements fyne.Theme: Source Sans 3, whose bold is the semi-bold.
func (t *Theme) Font(s fyne.TextStyle) fyne.Resource {
	switch {
	case s.Monospace, s.Symbol:
		return t.base.Font(s)
	case s.Bold:
		return sansBold
	case s.Italic:
		return sansItal
	}
	return sans
}

// bookRanges are the runes that Literata has: of Latin, Greek and Cyrillic
// what names are written with, and the marks between them.
var bookRanges = [][2]rune{
	{0x0020, 0x007E}, {0x00A0, 0x017E}, {0x01A0, 0x01A1}, {0x01AF, 0x01B0}, {0x0218, 0x021B}, {0x0259, 0x0259},
	{0x0300, 0x0304}, {0x0306, 0x030C}, {0x0327, 0x0328},
	{0x0384, 0x038A}, {0x038C, 0x038C}, {0x038E, 0x03A1}, {0x03A3, 0x03CE}, {0x1F00, 0x1F15},
	{0x0401, 0x044F}, {0x0451, 0x045F}, {0x0490, 0x0493},
	{0x1E80, 0x1E85}, {0x1EA0, 0x1EF9},
	{0x2010, 0x2010}, {0x2012, 0x2015}, {0x2018, 0x201A}, {0x201C, 0x201E}, {0x2022, 0x2022}, {0x2026, 0x2026}, {0x2116, 0x2116},
}

// Name is the face for a name or a title: the book face where it has every
// sign, else the bold sans, whose gaps the system's fonts fill. (A text in a
// face of its own is never filled from other faces.)
func Name(text string) (source fyne.Resource, s fyne.TextStyle) {
	for _, r := range text {
		if !inBookFace(r) {
			return nil, fyne.TextStyle{Bold: true}
		}
	}
	return literata, fyne.TextStyle{}
}

func inBookFace(r rune) bool {
	for _, span := range bookRanges {
		if r >= span[0] && r <= span[1] {
			return true
		}
	}
	return false
}
