package visittime

import (
	"strconv"

	"fyne.io/fyne/v2"

	"carebook/app/book"
	"carebook/app/care/plan"
	"carebook/app/lang"
	"carebook/app/ui/kit"
)

// PresetName is shares as they are called: 20/60/20.
func PresetName(s plan.Shares) string {
	return strconv.Itoa(s.A) + "/" + strconv.Itoa(s.B) + "/" + strconv.Itoa(s.C)
}

// WorthShares are the shares of the bands in profit, or in value; known is false
// where they bring nothing.
func WorthShares(v *book.BandsView) (s plan.Shares, known bool) {
	var worth [3]int64
	for i, b := range v.Bands {
		worth[i] = b.Profit
	}
	if v.Basis == plan.ByValue {
		for i, n := range Values(v) {
			worth[i] = int64(n)
		}
	}
	return plan.ShareOf(worth)
}

// Values are the values given to the people of the bands, added up.
func Values(v *book.BandsView) [3]int {
	var values [3]int
	for i := range v.People {
		for k, band := range v.Bands {
			if v.People[i].Band == band.Band {
				values[k] += v.People[i].Value
			}
		}
	}
	return values
}

// NewSliders makes the sliders of shares: what one band gains the others lose.
func NewSliders(changed func(shares plan.Shares, final bool)) *kit.ShareSliders {
	s := kit.NewShareSliders(func(shares [3]int, final bool) { changed(sharesOf(shares), final) })
	s.With = func(shares [3]int, i, percent int) [3]int { return sharesOf(shares).With(i, percent).List() }
	return s
}

// FillSliders shows shares, and what they are of the minutes of a week.
func FillSliders(s *kit.ShareSliders, shares plan.Shares, week int) {
	s.Fill(shares.List(), func(shares [3]int) [3]string { return Lengths(plan.Minutes(week, sharesOf(shares))) })
}

func sharesOf(list [3]int) plan.Shares { return plan.Shares{A: list[0], B: list[1], C: list[2]} }

// Presets are the shares that are offered: those of the rule, and those by what the
// bands bring where they bring anything.
type Presets struct {
	// Choice is the control; it is another one where another preset is offered.
	Choice *kit.Segmented

	chosen   func(plan.Shares)
	object   *fyne.Container
	byProfit plan.Shares
	known    bool
	basis    plan.Basis
}

// NewPresets makes the choice; chosen is called with what the user takes.
func NewPresets(chosen func(plan.Shares)) *Presets {
	return &Presets{chosen: chosen, object: kit.NewFlow(0)}
}

// Object is the choice on the screen.
func (p *Presets) Object() fyne.CanvasObject { return p.object }

// Fill offers what there is to choose by the bands of now, and marks the shares.
func (p *Presets) Fill(v *book.BandsView, shares plan.Shares) {
	byProfit, known := WorthShares(v)
	if p.Choice == nil || p.known != known || p.basis != v.Basis {
		words := []string{PresetName(plan.Presets[0]), PresetName(plan.Presets[1])}
		switch {
		case known && v.Basis == plan.ByValue:
			words = append(words, lang.T("visits.by_value"))
		case known:
			words = append(words, lang.T("visits.by_profit"))
		}
		p.Choice = kit.NewSegmented(words, -1, p.choose)
		p.object.Objects = []fyne.CanvasObject{p.Choice}
		p.object.Refresh()
	}
	p.byProfit, p.known, p.basis = byProfit, known, v.Basis
	p.Mark(shares)
}

// Mark chooses the preset that the shares are.
func (p *Presets) Mark(shares plan.Shares) {
	chosen := -1
	switch {
	case shares == plan.Presets[0]:
		chosen = 0
	case shares == plan.Presets[1]:
		chosen = 1
	case p.known && shares == p.byProfit:
		chosen = 2
	}
	p.Choice.Set(chosen)
}

func (p *Presets) choose(i int) {
	shares := p.byProfit
	if i < len(plan.Presets) {
		shares = plan.Presets[i]
	}
	p.chosen(shares)
}
