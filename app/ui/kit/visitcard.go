package kit

import (
	"fyne.io/fyne/v2"
)

// CardWords is what a VisitCard shows.
type CardWords struct {
	Name string
	// Time is when the visit begins and how long it is, Reason why it is planned.
	Time, Reason string
	// Band is the letter of the tile, or "" for none.
	Band string
	// Late colours the reason, Pinned shows a pin, Done strikes the visit through.
	Late, Pinned, Done bool
}

// VisitCard is a planned visit in the column of a day.
type VisitCard struct {
	control
	// OnOpen is what a click and Enter do, OnMenu opens the menu of the card.
	OnOpen, OnMenu func()
	// OnKey is asked about keys first, and reports whether it has used one.
	OnKey func(*fyne.KeyEvent) bool
	// OnDrag and OnDrop tell where in the window the card is dragged, and let go.
	OnDrag, OnDrop func(at fyne.Position)

	words CardWords
}

// NewVisitCard makes an empty card.
func NewVisitCard() *VisitCard {
	c := &VisitCard{}
	c.ExtendBaseWidget(c)
	return c
}

// Fill shows a visit.
func (c *VisitCard) Fill(words CardWords) {
	c.words = words
	c.Refresh()
}

// Words are what the card shows.
func (c *VisitCard) Words() CardWords { return c.words }

// CreateRenderer implements fyne.Widget.
func (c *VisitCard) CreateRenderer() fyne.WidgetRenderer { return rendererOf(c) }

func (c *VisitCard) objects() []fyne.CanvasObject { return nil }
func (c *VisitCard) paint()                       {}
func (c *VisitCard) place(fyne.Size)              {}
func (c *VisitCard) least() fyne.Size             { return fyne.NewSize(120, 51) }
