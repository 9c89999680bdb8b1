package sales

import (
	"carebook/app/care"
	"carebook/app/exchange/dates"
	"carebook/app/exchange/record"
)

// days is how the columns of days are written.
type days struct {
	// dmy and mdy are set where a day proves that order: 31/12/2026, 12/31/2026.
	dmy, mdy bool
	// unclear is the first day that can be read in both.
	unclear string
	order   dates.Order
}

// learn takes in what a cell proves.
func (d *days) learn(cell string) {
	switch order, _ := dates.OrderOf(cell); {
	case order == dates.DMY:
		d.dmy = true
	case order == dates.MDY:
		d.mdy = true
	case d.unclear == "" && twofold(cell):
		d.unclear = cell
	}
}

// anyYear lets dates complete two digits of any year.
const anyYear = 2000

// twofold reports whether a cell is one day or another by the order.
func twofold(cell string) bool {
	if _, found := dates.Parse(cell, dates.Unknown, anyYear); found != dates.Text {
		return false
	}
	a, one := dates.Parse(cell, dates.DMY, anyYear)
	b, other := dates.Parse(cell, dates.MDY, anyYear)
	return one == dates.Date && other == dates.Date && a != b
}

// decide settles the order: by what the days prove, else as was said. Where they
// prove both, those that prove nothing stay open, each for itself. It reports a day
// that stays unclear where nothing tells of all.
func (d *days) decide(said dates.Order) (example string, unclear bool) {
	switch {
	case d.dmy && d.mdy:
		d.order = dates.Unknown
	case d.dmy:
		d.order = dates.DMY
	case d.mdy:
		d.order = dates.MDY
	default:
		d.order = said
		return d.unclear, d.unclear != "" && said != dates.DMY && said != dates.MDY
	}
	return "", false
}

// aheadYears is how far behind the present year two digits of a year reach: a bill
// may be paid next year, and few are older than 50 years.
const aheadYears = 49

// firstYear is the first year of a sale that is believed.
const firstYear = 1900

// read reads a day.
func (d *days) read(cell string, year int) (care.Day, record.Reason) {
	date, found := dates.Parse(cell, d.order, year+aheadYears)
	if found == dates.Date && date.Year >= firstYear && date.Month > 0 && date.Day > 0 {
		return care.Day(date.ISO()), record.Reason{}
	}
	if d.order == dates.Unknown && twofold(cell) {
		return "", reasonFor("sales.reason.two_days", cell)
	}
	return "", reasonFor("sales.reason.not_a_date", cell)
}
