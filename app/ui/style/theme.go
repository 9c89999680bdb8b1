package style

import (
	"cmp"
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
	// assumed is the mode while the desktop has not said whether it is light
	// or dark; FollowSystem is to believe what Fyne says of it.
	assumed Mode
	// base answers what the look does not name, such as Fyne's own icons.
	base fyne.Theme
}

// New makes the look. percent is the text size, 100 being the usual one.
func New(mode Mode, percent int) *Theme {
	return &Theme{mode: mode, factor: float32(percent) / 100, base: theme.DefaultTheme()}
}

// Assume makes a theme that follows the desktop dark or light until Believe,
// whatever Fyne takes the desktop for.
func (t *Theme) Assume(dark bool) {
	t.assumed = Light
	if dark {
		t.assumed = Dark
	}
}

// Believe ends Assume: the desktop has said what it is.
func (t *Theme) Believe() { t.assumed = FollowSystem }

// Color implements fyne.Theme for tokens and for Fyne's own names.
func (t *Theme) Color(name fyne.ThemeColorName, variant fyne.ThemeVariant) color.Color {
	dark := variant == theme.VariantDark
	if mode := cmp.Or(t.mode, t.assumed); mode != FollowSystem {
		dark = mode == Dark
		variant = theme.VariantLight
		if dark {
			variant = theme.VariantDark
		}
	}
	if name == theme.ColorNameBackground {
		c, _ := lookup(Page, dark)
		return cleared(c)
	}
	if token, ok := fyneTokens[name]; ok {
		name = token
	}
	if c, ok := lookup(name, dark); ok {
		return c
	}
	return t.base.Color(name, variant)
}

// cleared is the colour that Fyne clears a window to c with: it takes the
// components, which go to 65535, for parts of 255 times 255. A rectangle of the
// right colour over the whole window would cost as much as all else in it.
func cleared(c color.NRGBA) color.Color {
	part := func(v uint8) uint16 { return uint16((uint32(v)*255*255 + 254) / 255) }
	return color.RGBA64{R: part(c.R), G: part(c.G), B: part(c.B), A: 0xFFFF}
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

// Book is the book face for a widget of Fyne's own, which measures its text by
// the style alone and so cannot name a font. Fyne has no style of that name;
// nothing else sets the width of tabs.
var Book = fyne.TextStyle{Bold: true, TabWidth: 3}

// Font implements fyne.Theme: Source Sans 3, whose bold is the semi-bold.
func (t *Theme) Font(s fyne.TextStyle) fyne.Resource {
	switch {
	case s.Monospace, s.Symbol:
		return t.base.Font(s)
	case s == Book:
		return literata
	case s.Bold:
		return sansBold
	case s.Italic:
		return sansItal
	}
	return sans
}
