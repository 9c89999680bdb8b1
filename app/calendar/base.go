package calendar

import (
	"fmt"
	"slices"
	"sort"
	"strings"
	"time"

	"carebook/app/care"
)

// numberOf is the number of a Gregorian day, counted from 1970-01-01 as those of
// the lunar months are.
func numberOf(year, month, day int) int {
	return int(time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC).Unix() / secondsOfDay)
}

// weekdayOf is the weekday of a day's number. 1970-01-01 was a Thursday.
func weekdayOf(n int) time.Weekday {
	return time.Weekday(((n+int(time.Thursday))%7 + 7) % 7)
}

// fixed is a month and day of the Gregorian calendar.
type fixed struct{ month, day int }

func (f fixed) falls(year int) []int {
	if f.day > care.DaysIn(year, f.month) {
		return nil // 29 February
	}
	return []int{numberOf(year, f.month, f.day)}
}

func (f fixed) never() bool    { return f.day > care.DaysIn(2000, f.month) }
func (f fixed) String() string { return fmt.Sprintf("%02d-%02d", f.month, f.day) }

// nthWeekday is the nth of a weekday in a month; the fifth falls only in months
// that have five.
type nthWeekday struct {
	weekday time.Weekday
	// nth is 1 to 5, or last.
	nth, month int
}

// last is the nth of the last weekday of a month.
const last = -1

func (w nthWeekday) falls(year int) []int {
	first := numberOf(year, w.month, 1)
	days := care.DaysIn(year, w.month)
	if w.nth == last {
		end := first + days - 1
		return []int{end - int(weekdayOf(end)-w.weekday+7)%7}
	}
	day := int(w.weekday-weekdayOf(first)+7)%7 + 7*(w.nth-1)
	if day >= days {
		return nil
	}
	return []int{first + day}
}

func (w nthWeekday) never() bool { return false }

func (w nthWeekday) String() string {
	if w.nth == last {
		return fmt.Sprintf("%s last %d", weekdays[w.weekday], w.month)
	}
	return fmt.Sprintf("%s %d %d", weekdays[w.weekday], w.nth, w.month)
}

// beside is the weekday nearest before or after a month and day, never on it.
type beside struct {
	weekday    time.Weekday
	before     bool
	month, day int
}

func (b beside) falls(year int) []int {
	days := fixed{b.month, b.day}.falls(year)
	for i, n := range days {
		if b.before {
			days[i] = n - 1 - int(weekdayOf(n-1)-b.weekday+7)%7
		} else {
			days[i] = n + 1 + int(b.weekday-weekdayOf(n+1)+7)%7
		}
	}
	return days
}

func (b beside) never() bool { return fixed{b.month, b.day}.never() }

func (b beside) String() string {
	side := "after"
	if b.before {
		side = "before"
	}
	return fmt.Sprintf("%s %s %02d-%02d", weekdays[b.weekday], side, b.month, b.day)
}

// easter is Easter Sunday, of the western or the Orthodox churches.
type easter struct{ orthodox bool }

// firstEaster is the first year of the Gregorian calendar's Easter.
const firstEaster = 1583

// falls is written out rather than taken from a library of public holidays: two
// rules of a few lines each, tested against published dates, weigh less than a
// dependency that brings the laws of sixty countries.
func (e easter) falls(year int) []int {
	if year < firstEaster {
		return nil
	}
	if e.orthodox {
		return []int{orthodoxEaster(year)}
	}
	return []int{westernEaster(year)}
}

func (e easter) never() bool { return false }

func (e easter) String() string {
	if e.orthodox {
		return "orthodox"
	}
	return "easter"
}

// westernEaster is the Sunday after the paschal full moon of the Gregorian
// calendar, as Lilius and Clavius set it in 1582.
func westernEaster(year int) int {
	golden := year % 19
	century := year / 100
	// The epact of the year: the age of the moon, corrected once for leap days
	// that centuries drop and once for the slow drift of the moon's cycle.
	drift := century - century/4 - (8*century+13)/25
	moon := (19*golden + drift + 15) % 30
	if moon == 29 || moon == 28 && golden > 10 {
		moon-- // no full moon on 19 April, nor two in one cycle on the 18th
	}
	return sundayAfter(numberOf(year, 3, 21) + moon)
}

// orthodoxEaster is the Sunday after the paschal full moon of the Julian
// calendar, told in the Gregorian one.
func orthodoxEaster(year int) int {
	moon := (19*(year%19) + 15) % 30
	century := year / 100
	behind := century - century/4 - 2 // days of the Julian calendar
	return sundayAfter(numberOf(year, 3, 21) + behind + moon)
}

// sundayAfter is the first Sunday after a day.
func sundayAfter(n int) int { return n + 7 - int(weekdayOf(n)) }

// lunarDate is a day of an ordinary month of the Chinese calendar.
type lunarDate struct{ month, day int }

func (l lunarDate) falls(year int) []int {
	var days []int
	// A lunar year ends in the next Gregorian one.
	for y := year - 1; y <= year; y++ {
		if m, ok := find(y, l.month, false); ok {
			days = append(days, m.start+min(l.day, m.days)-1)
		}
	}
	return inYear(days, year)
}

func (l lunarDate) never() bool    { return l.day > 30 }
func (l lunarDate) String() string { return fmt.Sprintf("lunar %02d-%02d", l.month, l.day) }

// inYear keeps the days of a Gregorian year.
func inYear(days []int, year int) []int {
	first, next := numberOf(year, 1, 1), numberOf(year+1, 1, 1)
	return slices.DeleteFunc(days, func(n int) bool { return n < first || n >= next })
}

// term is a solar term: the day, in China, on which the sun reaches a multiple
// of 15 degrees. It is an index into terms.
type term int

// terms are the solar terms in the order of a Gregorian year, from January on.
var terms = [...]string{
	"xiaohan", "dahan", "lichun", "yushui", "jingzhe", "chunfen", "qingming", "guyu",
	"lixia", "xiaoman", "mangzhong", "xiazhi", "xiaoshu", "dashu", "liqiu", "chushu",
	"bailu", "qiufen", "hanlu", "shuangjiang", "lidong", "xiaoxue", "daxue", "dongzhi",
}

func (t term) falls(year int) []int {
	if year < FirstYear || year > LastYear {
		return nil
	}
	return []int{years[year-FirstYear]().terms[t]}
}

func (t term) never() bool    { return false }
func (t term) String() string { return "term " + terms[t] }

// table is a list of days, ascending.
type table []care.Day

// sorted is the table in order, each day once.
func (t table) sorted() table {
	slices.Sort(t)
	return slices.Compact(t)
}

func (t table) falls(year int) []int {
	prefix := fmt.Sprintf("%04d-", year)
	var days []int
	for _, d := range t[sort.Search(len(t), func(i int) bool { return string(t[i]) >= prefix }):] {
		if !strings.HasPrefix(string(d), prefix) {
			break
		}
		days = append(days, int(d.Time().Unix()/secondsOfDay))
	}
	return days
}

// never reports whether a day of the table does not exist: such a table is
// wrong.
func (t table) never() bool {
	return slices.ContainsFunc(t, func(d care.Day) bool {
		_, err := care.ParseDay(string(d))
		return err != nil || d < "0001"
	})
}

func (t table) String() string {
	var b strings.Builder
	b.WriteString("table")
	for _, d := range t {
		b.WriteString(" " + string(d))
	}
	return b.String()
}
