package style

import (
	"fmt"
	"hash/fnv"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// Token names a colour of the look. A Token is a Fyne colour name, so that
// icons and Fyne's own widgets can be told of it.
type Token = fyne.ThemeColorName

// The colours. Where a token is used, and its contrast there, is the table of
// contrast_test.go.
const (
	// The rail: its ground, its labels, its mark.
	Spine    Token = "spine"
	SpineInk Token = "spineInk"
	SpineOn  Token = "spineOn"
	// Grounds: side columns and footers; content; what can be lifted out.
	Desk Token = "desk"
	Page Token = "page"
	Card Token = "card"
	// Hairlines, and the borders of controls.
	Line  Token = "line"
	Line2 Token = "line2"
	// Text, second lines, captions and counts.
	Ink  Token = "ink"
	Ink2 Token = "ink2"
	Ink3 Token = "ink3"
	// The one accent: main action, focus, link, done.
	Accent        Token = "accent"
	AccentPressed Token = "accentPressed"
	OnAccent      Token = "onAccent"
	// A selected row.
	Soft    Token = "soft"
	SoftInk Token = "softInk"
	// Under the pointer, chips, the trough of a segmented control; and its
	// chosen part.
	Hover Token = "hover"
	SegOn Token = "segOn"
	// Overdue, a problem.
	Late     Token = "late"
	LateSoft Token = "lateSoft"
	LateFill Token = "lateFill"
	// Due soon, an update.
	Soon     Token = "soon"
	SoonSoft Token = "soonSoft"
	SoonFill Token = "soonFill"
	// The highlighter.
	Mark Token = "mark"
	// The bands.
	BandA     Token = "bandA"
	BandAInk  Token = "bandAInk"
	BandB     Token = "bandB"
	BandBInk  Token = "bandBInk"
	BandC     Token = "bandC"
	BandCInk  Token = "bandCInk"
	BandCEdge Token = "bandCEdge"
	// Dots of tags.
	Rose  Token = "rose"
	Plum  Token = "plum"
	Blue  Token = "blue"
	Olive Token = "olive"
	Ochre Token = "ochre"
	Clay  Token = "clay"
	Slate Token = "slate"
	// Avatars: six grounds and the initials on them.
	Avatar1   Token = "avatar1"
	Avatar2   Token = "avatar2"
	Avatar3   Token = "avatar3"
	Avatar4   Token = "avatar4"
	Avatar5   Token = "avatar5"
	Avatar6   Token = "avatar6"
	AvatarInk Token = "avatarInk"
	// Around a picture in a window of its own, dark in both variants; SpineInk
	// writes on it.
	Stage Token = "stage"
	// The outlines in drawings, and what is cast by a card.
	Outline Token = "outline"
	Shadow  Token = "shadow"
)

// pair is a colour in both variants, as RRGGBB.
type pair struct{ light, dark uint32 }

var palette = map[Token]pair{
	Spine:         {0x20392F, 0x1A3329},
	SpineInk:      {0xC9D8CE, 0xA9BDB1},
	SpineOn:       {0xF7F3EA, 0xF2ECE0},
	Desk:          {0xF2EDE3, 0x191714},
	Page:          {0xFAF7F1, 0x201E1A},
	Card:          {0xFFFDFA, 0x292622},
	Line:          {0xE2D9CA, 0x38342E},
	Line2:         {0xCFC4B1, 0x4A453D},
	Ink:           {0x2A251F, 0xEFE9DE},
	Ink2:          {0x5C5448, 0xC9BFB0},
	Ink3:          {0x695E4F, 0xADA394},
	Accent:        {0x1B6B57, 0x7CC8AD},
	AccentPressed: {0x165847, 0x95D6BF},
	OnAccent:      {0xFFFFFF, 0x0E2019},
	Soft:          {0xDBE9E1, 0x263A31},
	SoftInk:       {0x14503F, 0xA6DEC9},
	Hover:         {0xEBE4D7, 0x35312A},
	SegOn:         {0xFFFDFA, 0x4B463D},
	Late:          {0xA63D1C, 0xF2987C},
	LateSoft:      {0xF7E1D6, 0x43291F},
	LateFill:      {0xC9572F, 0xDB7250},
	Soon:          {0x825300, 0xE2B65C},
	SoonSoft:      {0xF4E5C3, 0x3C3119},
	SoonFill:      {0xBF7F1A, 0xD9A441},
	Mark:          {0xF8E7A6, 0x5B4C16},
	BandA:         {0x1B6B57, 0x7CC8AD},
	BandAInk:      {0xFFFFFF, 0x0E2019},
	BandB:         {0xA5CBBB, 0x37604F},
	BandBInk:      {0x16392E, 0xE3F2EA},
	BandC:         {0xFFFDFA, 0x201E1A},
	BandCInk:      {0x4F483D, 0xC9BFAF},
	BandCEdge:     {0x8F8470, 0x857B6C},
	Rose:          {0xA94E63, 0xE08FA2},
	Plum:          {0x7E559B, 0xC09ADB},
	Blue:          {0x3A6A9E, 0x86B4E0},
	Olive:         {0x69752A, 0xB6C26B},
	Ochre:         {0xA36D12, 0xDDB05A},
	Clay:          {0xA0553A, 0xDE9775},
	Slate:         {0x5F6A74, 0xA3AEB8},
	Avatar1:       {0xE7DCCB, 0x463D30},
	Avatar2:       {0xD9E4DB, 0x33443A},
	Avatar3:       {0xE9D8D3, 0x4B3833},
	Avatar4:       {0xDDDDE8, 0x3B3B4A},
	Avatar5:       {0xEADFBE, 0x493F22},
	Avatar6:       {0xD5E1E6, 0x31424A},
	AvatarInk:     {0x3B342B, 0xEFE6D6},
	Stage:         {0x191714, 0x191714},
	Outline:       {0x20392F, 0xA9BDB1},
}

// shadows carry their opacity: the one of a card in light and in dark.
var shadowLight, shadowDark = color.NRGBA{0x46, 0x2F, 0x0F, 0x1F}, color.NRGBA{0, 0, 0, 0x4D}

// in gives the colour of a token in one variant; false for an unknown token.
func lookup(token Token, dark bool) (color.NRGBA, bool) {
	if token == Shadow {
		if dark {
			return shadowDark, true
		}
		return shadowLight, true
	}
	p, ok := palette[token]
	if dark {
		return rgb(p.dark), ok
	}
	return rgb(p.light), ok
}

func rgb(v uint32) color.NRGBA {
	return color.NRGBA{R: uint8(v >> 16), G: uint8(v >> 8), B: uint8(v), A: 0xFF}
}

// hex is the colour as SVG writes it.
func hex(v uint32) string { return fmt.Sprintf("#%06X", v) }

// fyneTokens gives Fyne's own names a colour of the look.
var fyneTokens = map[fyne.ThemeColorName]Token{
	theme.ColorNameForeground:          Ink,
	theme.ColorNamePlaceHolder:         Ink3,
	theme.ColorNameDisabled:            Ink3,
	theme.ColorNamePrimary:             Accent,
	theme.ColorNameFocus:               Accent,
	theme.ColorNameHyperlink:           Accent,
	theme.ColorNameForegroundOnPrimary: OnAccent,
	theme.ColorNameForegroundOnSuccess: OnAccent,
	theme.ColorNameForegroundOnError:   Page,
	theme.ColorNameForegroundOnWarning: Page,
	theme.ColorNameSelection:           Soft,
	theme.ColorNameHover:               Hover,
	theme.ColorNamePressed:             Line,
	theme.ColorNameInputBackground:     Card,
	theme.ColorNameInputBorder:         Line2,
	theme.ColorNameSeparator:           Line,
	theme.ColorNameButton:              Card,
	theme.ColorNameDisabledButton:      Page,
	theme.ColorNameError:               Late,
	theme.ColorNameWarning:             Soon,
	theme.ColorNameSuccess:             Accent,
	theme.ColorNameMenuBackground:      Card,
	theme.ColorNameOverlayBackground:   Card,
	theme.ColorNameHeaderBackground:    Desk,
	theme.ColorNameScrollBar:           Line2,
	theme.ColorNameShadow:              Shadow,
}

// Color is the colour of a token in the theme that is on.
func Color(token Token) color.Color {
	settings := fyne.CurrentApp().Settings()
	return settings.Theme().Color(token, settings.ThemeVariant())
}

// tagColors are the dots of tags by the names under which books keep them.
var tagColors = map[string]Token{
	"rose": Rose, "plum": Plum, "blue": Blue, "olive": Olive, "ochre": Ochre, "clay": Clay, "slate": Slate,
}

// TagColor is the dot of a tag whose colour the book calls name; slate for a
// name that a newer program may have written.
func TagColor(name string) Token {
	if token, ok := tagColors[name]; ok {
		return token
	}
	return Slate
}

var avatarColors = [6]Token{Avatar1, Avatar2, Avatar3, Avatar4, Avatar5, Avatar6}

// AvatarColor is the ground of a person's avatar: always the same for the
// same person, spread evenly over the six.
func AvatarColor(key int64) Token {
	h := fnv.New32a()
	fmt.Fprint(h, key)
	return avatarColors[h.Sum32()%uint32(len(avatarColors))]
}
