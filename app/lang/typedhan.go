package lang

import "carebook/app/care"

// hanDigits are the numerals of one digit.
var hanDigits = map[string]int{
	"〇": 0, "零": 0, "一": 1, "二": 2, "两": 2, "兩": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
}

// hanTens are those that begin or make a number of two digits.
var hanTens = map[string]int{"十": 10, "廿": 20, "卅": 30}

// hanMonths are the months of the lunar calendar that have names.
var hanMonths = map[string]int{"正": 1, "冬": 11, "腊": 12, "臘": 12}

// hanNumber is the number below 100, or the year of four digits, that begins at
// a token in Han numerals, and how many tokens it has, 0 for none.
func (r *reader) hanNumber(i int) (value, n int) {
	one := func(i int) (int, bool) {
		if i >= len(r.ts) {
			return 0, false
		}
		v, ok := hanDigits[r.ts[i].text]
		return v, ok
	}
	year := 0
	for n = 0; n < 4; n++ {
		v, ok := one(i + n)
		if !ok {
			break
		}
		year = year*10 + v
	}
	if n == 4 {
		return year, 4
	}
	value, n = 0, 0
	if v, ok := one(i); ok {
		value, n = v, 1
	}
	if i+n >= len(r.ts) {
		return value, n
	}
	switch ten := hanTens[r.ts[i+n].text]; {
	case ten == 0:
		return value, n
	case n == 0:
		value = ten
	case ten == 10:
		value *= 10
	default:
		return value, n
	}
	n++
	if v, ok := one(i + n); ok && v > 0 {
		value, n = value+v, n+1
	}
	return value, n
}

// hanPart is a number of a date in digits or Han numerals.
func (r *reader) hanPart(i int) (value, n int, numerals bool) {
	if v, width := r.digits(i); width > 0 {
		return v, 1, false
	}
	value, n = r.hanNumber(i)
	return value, n, true
}

// hanDate is a date with Han units: 1980年5月21日, 5月21, 农历八月十五, 八月十五,
// 闰四月初一, 腊月初八. One in Han numerals is lunar unless its day is called 日 or
// 号; one in digits is Gregorian unless a word says that it is lunar.
func (r *reader) hanDate(i int, whole bool) typedDate {
	d, at := typedDate{}, i
	isLunar := false
	if _, n := r.lunar.at(r.ts, at); n > 0 {
		isLunar = true
		at += n
	}
	if v, n, _ := r.hanPart(at); n > 0 && v >= 100 && r.is(at+n, "年") {
		d.Year = v
		at += n + 1
	}
	if r.is(at, "闰", "閏") {
		d.Leap, isLunar = true, true
		at++
	}
	numerals := false
	if at < len(r.ts) && hanMonths[r.ts[at].text] > 0 && r.is(at+1, "月") {
		d.Month, isLunar = hanMonths[r.ts[at].text], true
		at += 2
	} else if v, n, han := r.hanPart(at); n > 0 && r.is(at+n, "月") {
		d.Month, numerals = v, han
		at += n + 1
	} else if d.Year > 0 && whole && !isLunar {
		return typedDate{Date: care.Date{Year: d.Year}, n: at - i}
	} else {
		return typedDate{}
	}
	day, n, lunarDay := r.hanDay(at)
	d.Day = day
	at += n
	switch {
	case n > 0 && r.is(at, "日", "号", "號"):
		at++
	case lunarDay || numerals:
		isLunar = true
	case !whole:
		return typedDate{} // 3月20台 are twenty of something
	}
	if isLunar {
		d.Calendar = care.Lunar
	}
	if d.Day > 0 || whole {
		d.n = at - i
	}
	return d
}

// hanDay is the day of a month and whether it is one as only lunar dates have:
// 初八.
func (r *reader) hanDay(i int) (day, n int, lunar bool) {
	if r.is(i, "初") {
		if v, n := r.hanNumber(i + 1); n > 0 && v <= 10 {
			return v, n + 1, true
		}
		return 0, 0, false
	}
	v, n, numerals := r.hanPart(i)
	if n == 0 || v == 0 || v > 31 {
		return 0, 0, false
	}
	return v, n, numerals && !r.is(i+n, "日", "号", "號")
}
