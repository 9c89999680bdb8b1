package calendar

import (
	"fmt"
	"sync"

	hijri "github.com/hablullah/go-hijri"
)

// The years of the Umm al-Qura calendar that are known.
const (
	firstHijri = 1356 // from 14 March 1937
	lastHijri  = 1500 // to 16 November 2077
)

// hijriStarts are the first days of the months from Muharram of firstHijri on,
// and the day after the last month. Saudi Arabia's calendar and not the
// arithmetic one, which is a day off in most years.
var hijriStarts = sync.OnceValue(func() []int {
	months := (lastHijri - firstHijri + 1) * 12
	starts := make([]int, months+1)
	for i := range months {
		t := hijri.UmmAlQuraDate{Year: int64(firstHijri + i/12), Month: int64(i%12 + 1), Day: 1}.ToGregorian()
		starts[i] = numberOf(t.Year(), int(t.Month()), t.Day())
	}
	starts[months] = numberOf(2077, 11, 17)
	return starts
})

// islamicDate is a day of the Umm al-Qura calendar; day 30 falls only in months
// that have it.
type islamicDate struct{ month, day int }

func (d islamicDate) falls(year int) []int {
	starts := hijriStarts()
	// A Hijri year has 354 or 355 days: three of them touch a Gregorian one.
	about := (year - 622) * 33 / 32
	var days []int
	for y := max(about-1, firstHijri); y <= min(about+2, lastHijri); y++ {
		i := (y-firstHijri)*12 + d.month - 1
		if n := starts[i] + d.day - 1; n < starts[i+1] {
			days = append(days, n)
		}
	}
	return inYear(days, year)
}

func (d islamicDate) never() bool    { return d.day > 30 }
func (d islamicDate) String() string { return fmt.Sprintf("islamic %02d-%02d", d.month, d.day) }
