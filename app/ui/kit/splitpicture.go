package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// SplitBar is one bar of a SplitPicture.
type SplitBar struct {
	// Name says what is split, Note how much of it there is.
	Name, Note string
	// Shares are per cent of A, B and C that sum to 100, or all 0 for an empty
	// bar, which says the words of Empty.
	Shares [3]int
	// Figures stand beside the per cents.
	Figures [3]string
	Empty   string
	// Wanted marks the wanted cuts on the bar.
	Wanted bool
}

// SplitPicture shows how several things are split over the bands: bars of 100 %
// cut into A, B and C, joined by pale ribbons.
type SplitPicture struct {
	widget.BaseWidget
	heads  [3]string
	bars   []SplitBar
	wanted [3]int
	word   string
}

// NewSplitPicture makes an empty picture.
func NewSplitPicture() *SplitPicture {
	p := &SplitPicture{}
	p.ExtendBaseWidget(p)
	return p
}

// Fill shows bars under the words over the segments of the first. wanted are the
// per cents whose cuts are marked, wantedWord is what is written at the marks.
func (p *SplitPicture) Fill(heads [3]string, bars []SplitBar, wanted [3]int, wantedWord string) {
	p.heads, p.bars, p.wanted, p.word = heads, bars, wanted, wantedWord
	p.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (p *SplitPicture) CreateRenderer() fyne.WidgetRenderer { return rendererOf(p) }

func (p *SplitPicture) objects() []fyne.CanvasObject { return nil }
func (p *SplitPicture) paint()                       {}
func (p *SplitPicture) place(fyne.Size)              {}
func (p *SplitPicture) least() fyne.Size             { return fyne.NewSize(0, p.HeightFor(0)) }

// HeightFor is the height at a width.
func (p *SplitPicture) HeightFor(float32) float32 { return 302 }

// AccessibilityLabel implements fyne.Accessible.
func (p *SplitPicture) AccessibilityLabel() string { return "" }

// AccessibilityRole implements fyne.Accessible.
func (p *SplitPicture) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }
