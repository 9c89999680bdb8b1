package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// ProfitBar is a month of ProfitBars.
type ProfitBar struct {
	// Month, Value and Before are words: the month, its profit, that of the year
	// before.
	Month, Value, Before string
	// Amount and Earlier are the two profits in one unit, for the picture.
	Amount, Earlier int64
	// Current is the month that is not over.
	Current bool
}

// ProfitBars is the profit of a year's months.
type ProfitBars struct {
	widget.BaseWidget
	unit, soFar string
	bars        []ProfitBar
}

// NewProfitBars makes an empty picture.
func NewProfitBars() *ProfitBars {
	p := &ProfitBars{}
	p.ExtendBaseWidget(p)
	return p
}

// Fill shows months. unit is that of the words over bars, soFar is said of the
// month that is not over.
func (p *ProfitBars) Fill(unit string, bars []ProfitBar, soFar string) {
	p.unit, p.bars, p.soFar = unit, bars, soFar
	p.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (p *ProfitBars) CreateRenderer() fyne.WidgetRenderer { return rendererOf(p) }

func (p *ProfitBars) objects() []fyne.CanvasObject { return nil }
func (p *ProfitBars) paint()                       {}
func (p *ProfitBars) place(fyne.Size)              {}
func (p *ProfitBars) least() fyne.Size             { return fyne.NewSize(300, 200) }
