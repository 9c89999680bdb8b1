package style

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// Text sizes, in pixels at 100 %, under names that Fyne's labels take too.
const (
	Caption  = theme.SizeNameCaptionText      // 12: captions, chips, the rail
	Small    = fyne.ThemeSizeName("small")    // 13: second lines, dates, counts
	Control  = fyne.ThemeSizeName("control")  // 14: buttons, fields, values
	Body     = theme.SizeNameText             // 15: body, names in lists
	Section  = theme.SizeNameSubHeadingText   // 17: sections
	Sentence = fyne.ThemeSizeName("sentence") // 20: the one sentence
	Title    = theme.SizeNameHeadingText      // 24: a screen's title
	Person   = fyne.ThemeSizeName("person")   // 27: a person's name
	NoteHead = fyne.ThemeSizeName("noteHead") // 28: a note's title
	Opening  = fyne.ThemeSizeName("opening")  // 30: the day, the first start
)

// Spaces between things, in pixels at 100 %.
const (
	Space1 float32 = 4
	Space2 float32 = 8
	Space3 float32 = 12
	Space4 float32 = 16
	Space5 float32 = 24
	Space6 float32 = 34
)

// Radii of corners.
const (
	RadiusBand   float32 = 6
	RadiusButton float32 = 8
	RadiusRow    float32 = 9
	RadiusTab    float32 = 10
	RadiusCard   float32 = 12
	RadiusDrop   float32 = 16
)

// Heights and widths of the pieces, in pixels at 100 %; Px scales them.
const (
	RailWidth    float32 = 76
	RailItem     float32 = 62
	TopBar       float32 = 56
	FindHeight   float32 = 36
	FindWidth    float32 = 470
	SideRow      float32 = 30
	PersonRow    float32 = 60
	Button       float32 = 34
	ButtonSmall  float32 = 28
	ChipHeight   float32 = 20
	ChipWidth    float32 = 96
	BandTile     float32 = 20
	AvatarRow    float32 = 42
	AvatarPerson float32 = 76
	IconSize     float32 = 18
	IconRail     float32 = 24
	IconSmall    float32 = 16
	Reading      float32 = 720
	FocusFrame   float32 = 2
)

// The widths of the window, divided by the text size, at which the layout
// changes.
const (
	// Narrow is the width under which a person takes the place of the list.
	Narrow float32 = 1100
	// Wide is the width from which a person's page has two columns.
	Wide float32 = 1600
)

// The smallest window and the one of a first start.
var (
	SmallestWindow = fyne.NewSize(860, 600)
	FirstWindow    = fyne.NewSize(1280, 800)
)

// textSizes are in pixels at 100 %.
var textSizes = map[fyne.ThemeSizeName]float32{
	Caption: 12, Small: 13, Control: 14, Body: 15, Section: 17, Sentence: 20, Title: 24, Person: 27, NoteHead: 28, Opening: 30,
}

// plainSizes do not grow with the text.
var plainSizes = map[fyne.ThemeSizeName]float32{
	theme.SizeNamePadding:            4,
	theme.SizeNameSeparatorThickness: 1,
	theme.SizeNameInputBorder:        1,
	theme.SizeNameScrollBar:          10,
	theme.SizeNameScrollBarSmall:     4,
	theme.SizeNameInputRadius:        RadiusButton,
	theme.SizeNameButtonRadius:       RadiusButton,
	theme.SizeNameSelectionRadius:    RadiusRow,
	theme.SizeNameCardRadius:         RadiusCard,
	theme.SizeNameDialogRadius:       RadiusCard,
	theme.SizeNamePopupRadius:        RadiusButton,
	theme.SizeNameMenuRadius:         RadiusButton,
}

// grownSizes grow with the text.
var grownSizes = map[fyne.ThemeSizeName]float32{
	theme.SizeNameInnerPadding: 6,
	theme.SizeNameInlineIcon:   IconSize,
}

// Px is a length of the look at the text size that is on.
func Px(length float32) float32 {
	return length * Factor()
}

// Factor is the text size that is on; 1 is 100 %.
func Factor() float32 {
	if t, ok := fyne.CurrentApp().Settings().Theme().(*Theme); ok {
		return t.factor
	}
	return 1
}

// TextSize is a text size in pixels at the text size that is on.
func TextSize(name fyne.ThemeSizeName) float32 {
	return fyne.CurrentApp().Settings().Theme().Size(name)
}
