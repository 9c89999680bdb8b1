package lang

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/currency"
	"pgregory.net/rapid"

	"carebook/app/care"
)

const typedToday = care.Day("2026-11-26") // a Thursday

// gregorian and chinese are dates by their numbers.
func gregorian(year, month, day int) care.Date {
	return care.Date{Calendar: care.Gregorian, Year: year, Month: month, Day: day}
}

func chinese(year, month, day int, leap bool) care.Date {
	return care.Date{Calendar: care.Lunar, Year: year, Month: month, Day: day, Leap: leap}
}

func TestParseDate(t *testing.T) {
	everywhere := map[string]care.Date{
		"1980-05-21": gregorian(1980, 5, 21), "1980-5-21": gregorian(1980, 5, 21), "19800521": gregorian(1980, 5, 21),
		"--05-21": gregorian(0, 5, 21), "--0521": gregorian(0, 5, 21), "--02-29": gregorian(0, 2, 29), "--05": gregorian(0, 5, 0),
		"1980-05": gregorian(1980, 5, 0), "1980": gregorian(1980, 0, 0), " 1980 ": gregorian(1980, 0, 0),
		"1980/05/21": gregorian(1980, 5, 21), "1980.5.21": gregorian(1980, 5, 21), "１９８０-０５-２１": gregorian(1980, 5, 21),
		"21 May 1980": gregorian(1980, 5, 21), "May 21, 1980": gregorian(1980, 5, 21), "21 may": gregorian(0, 5, 21), "MAY 21": gregorian(0, 5, 21),
		"29 Feb 1980": gregorian(1980, 2, 29), "August 1980": gregorian(1980, 8, 0), "December": gregorian(0, 12, 0),
		"21.5.1980": gregorian(1980, 5, 21), "21/5/1980": gregorian(1980, 5, 21), "5/21/1980": gregorian(1980, 5, 21), "21/5": gregorian(0, 5, 21),
		"5/1980": gregorian(1980, 5, 0), "1980/5": gregorian(1980, 5, 0),
		"1980年5月21日": gregorian(1980, 5, 21), "5月21日": gregorian(0, 5, 21), "五月二十一日": gregorian(0, 5, 21), "5月21": gregorian(0, 5, 21),
		"一九八〇年五月二十一日": gregorian(1980, 5, 21), "1980年5月": gregorian(1980, 5, 0), "5月": gregorian(0, 5, 0), "1980年": gregorian(1980, 0, 0),
		"八月十五": chinese(0, 8, 15, false), "八月": chinese(0, 8, 0, false), "腊月初八": chinese(0, 12, 8, false), "正月初一": chinese(0, 1, 1, false),
		"冬月廿三": chinese(0, 11, 23, false), "闰四月初一": chinese(0, 4, 1, true), "閏六月三十": chinese(0, 6, 30, true), "农历八月十五": chinese(0, 8, 15, false),
		"農曆1979年八月十五": chinese(1979, 8, 15, false), "农历8月15日": chinese(0, 8, 15, false), "一九七九年十二月初十": chinese(1979, 12, 10, false),
		"农历8/15": chinese(0, 8, 15, false), "农历闰4/1": chinese(0, 4, 1, true),
		"lunar 8/15": chinese(0, 8, 15, false), "lunar leap 4/1": chinese(0, 4, 1, true), "leap lunar 4/1": chinese(0, 4, 1, true),
		"lunar 1979/8/15": chinese(1979, 8, 15, false), "lunar 1979-08-15": chinese(1979, 8, 15, false), "lunar 8/15/1979": chinese(1979, 8, 15, false),
		"lunar 8/15 1979": chinese(1979, 8, 15, false), "lunar 1979 8/15": chinese(1979, 8, 15, false), "lunar 15/8": chinese(0, 8, 15, false),
		"8/15 lunar": chinese(0, 8, 15, false), "8/15 (lunar)": chinese(0, 8, 15, false), "Lunar 8/30": chinese(0, 8, 30, false),
	}
	own := map[string]map[string]care.Date{
		"en": {
			"5/6/1980": gregorian(1980, 6, 5), "5/6": gregorian(0, 6, 5), "5-6-1980": gregorian(1980, 6, 5), "5/6/80": gregorian(1980, 6, 5),
			"21.5.": gregorian(0, 5, 21), "21.5": gregorian(0, 5, 21), "21. 5. 1980": gregorian(1980, 5, 21), "21.5.1980.": gregorian(1980, 5, 21),
			"21st of May, 1980": gregorian(1980, 5, 21), "the 1st of March": gregorian(0, 3, 1), "May 3rd": gregorian(0, 5, 3), "Sept. 9, 2001": gregorian(2001, 9, 9),
			"Thursday, 26 November 2026": gregorian(2026, 11, 26), "Thu 12 Nov": gregorian(0, 11, 12), "21May1980": gregorian(1980, 5, 21),
			"21 May 80": gregorian(1980, 5, 21), "1.1.26": gregorian(2026, 1, 1), "1.1.27": gregorian(1927, 1, 1), "1.1.00": gregorian(2000, 1, 1),
		},
		"es": {
			"5/6/1980": gregorian(1980, 6, 5), "21 de mayo de 1980": gregorian(1980, 5, 21), "21 de mayo": gregorian(0, 5, 21), "21 mayo 1980": gregorian(1980, 5, 21),
			"1º de mayo": gregorian(0, 5, 1), "3 sept. 1999": gregorian(1999, 9, 3), "3 de setiembre del 99": gregorian(1999, 9, 3), "12 ene": gregorian(0, 1, 12),
			"mayo de 1980": gregorian(1980, 5, 0), "mayo": gregorian(0, 5, 0), "lunes, 3 de marzo de 1980": gregorian(1980, 3, 3),
			"lunar intercalar 4/1": chinese(0, 4, 1, true), "calendario chino 8/15": chinese(0, 8, 15, false),
		},
		"ru": {
			"5.6.1980": gregorian(1980, 6, 5), "21 мая 1980 г.": gregorian(1980, 5, 21), "21 мая 1980 года": gregorian(1980, 5, 21), "21 МАЯ": gregorian(0, 5, 21),
			"21-го мая": gregorian(0, 5, 21), "май 1980": gregorian(1980, 5, 0), "май": gregorian(0, 5, 0), "3 сент. 1999": gregorian(1999, 9, 3), "3 фев": gregorian(0, 2, 3),
			"21.05.1980 г.": gregorian(1980, 5, 21), "1980 г.": gregorian(1980, 0, 0), "21.05.80": gregorian(1980, 5, 21),
			"лунный 8/15": chinese(0, 8, 15, false), "лунный вставной 4/1": chinese(0, 4, 1, true), "по лунному календарю 8/15": chinese(0, 8, 15, false),
		},
		"zh_CN": {"5/6/1980": gregorian(1980, 5, 6), "5/6": gregorian(0, 5, 6), "80/5/6": gregorian(1980, 5, 6), "5月21号": gregorian(0, 5, 21), "农历 1979年 8月15": chinese(1979, 8, 15, false)},
		"zh_TW": {"5/6": gregorian(0, 5, 6), "5月21號": gregorian(0, 5, 21), "農曆臘月": chinese(0, 12, 0, false)},
	}
	for _, l := range Languages() {
		speak(t, l.Code)
		for _, table := range []map[string]care.Date{everywhere, own[l.Code]} {
			for words, want := range table {
				got, err := ParseDate(words, typedToday)
				if err != nil || got != want {
					t.Errorf("%s: %q is %+v, %v, want %+v", l.Code, words, got, err, want)
				}
			}
		}
	}
}

func TestParseDateRefuses(t *testing.T) {
	for _, l := range Languages() {
		speak(t, l.Code)
		for _, words := range []string{
			"", " ", "abc", "31.02.", "31.2.1980", "1981-02-29", "30 Feb", "13/13/1980", "0", "0.0.", "32.1.1980", "1980-00-21", "1980-13",
			"21 May 1980 and more", "1.2.3.4", "1.2.3.1980", "21", "123", "12345", "99999999", "May May", "lunar", "lunar 8", "lunar 13/31", "lunar 8/31",
			"--", "--13", "--02-30", "1-", "農", "八月三十一", "十三月初一", "初一", "5年", "today", "21 5", "/", "21//5", "21.5./1980", "\xff\xfe", "21 May -5",
			"0000-05-21", "99999999999999999999",
		} {
			got, err := ParseDate(words, typedToday)
			if care.CodeOf(err) != care.CodeNotADate {
				t.Errorf("%s: %q is %+v, %v", l.Code, words, got, err)
			}
		}
	}
	speak(t, "en")
	_, err := ParseDate(" 31.02. ", typedToday)
	if got, want := Sentence(err), "“31.02.” is not a day of the calendar. Write it like 21 May 1980, or 21 May where the year is not known."; got != want {
		t.Errorf("%q", got)
	}
}

// anyDate is a date of either calendar as far as it may be known.
func anyDate(t *rapid.T) care.Date {
	d := care.Date{Calendar: care.Gregorian}
	if rapid.Bool().Draw(t, "lunar") {
		d.Calendar = care.Lunar
	}
	known := rapid.SampledFrom([]string{"day", "month", "year"}).Draw(t, "known")
	if known == "year" || rapid.Bool().Draw(t, "with a year") {
		d.Year = rapid.IntRange(1000, 9999).Draw(t, "year")
	}
	if known == "year" {
		d.Calendar = care.Gregorian // a year alone is written alike
		return d
	}
	d.Month = rapid.IntRange(1, 12).Draw(t, "month")
	d.Leap = d.Calendar == care.Lunar && rapid.Bool().Draw(t, "leap")
	if known == "day" {
		last := 30
		if d.Calendar == care.Gregorian {
			last = care.DaysIn(max(d.Year, 4), d.Month)
			if d.Year == 0 {
				last = care.DaysIn(2000, d.Month)
			}
		}
		d.Day = rapid.IntRange(1, last).Draw(t, "day")
	}
	return d
}

// What Date writes is read back as it was, in every language.
func TestDatesAreReadBack(t *testing.T) {
	for _, l := range Languages() {
		speak(t, l.Code)
		rapid.Check(t, func(t *rapid.T) {
			d := anyDate(t)
			for _, words := range []string{Date(d), d.ISO()} {
				if words != Date(d) && d.Calendar == care.Lunar {
					words = "lunar " + words
					if d.Leap || d.Year == 0 || d.Day == 0 {
						continue // ISO 8601 has no such dates
					}
				}
				got, err := ParseDate(words, typedToday)
				if err != nil || got != d {
					t.Fatalf("%s: %+v is written %q and read as %+v, %v", l.Code, d, words, got, err)
				}
			}
		})
	}
}

// The lists of words for things that have places have a word for each.
func TestListsOfWordsAreWhole(t *testing.T) {
	for _, l := range Languages() {
		speak(t, l.Code)
		for key, n := range map[string]int{
			"typed.months": 12, "typed.weekdays": 7, "typed.near": 6, "typed.counts": 12, "typed.units": 3, "typed.set_lengths": 3, "money.powers": 4,
		} {
			if got := len(now().list(key)); got != n {
				t.Errorf("%s: %s has %d items, want %d", l.Code, key, got, n)
			}
		}
		for key := range now().plain {
			if !strings.HasPrefix(key, "typed.") {
				continue
			}
			for _, item := range now().list(key) {
				if slices.Contains(item, "") {
					t.Errorf("%s: %s has an empty word in %q", l.Code, key, item)
				}
			}
		}
		for _, item := range now().list("money.currencies") {
			if code, err := currency.ParseISO(item[0]); err != nil || code.String() != item[0] || len(item) < 2 {
				t.Errorf("%s: %q is no currency with its sign", l.Code, item)
			}
		}
	}
}

func TestParseDay(t *testing.T) {
	for code, table := range map[string]map[string]care.Day{
		"en": {
			"today": "2026-11-26", "Tomorrow": "2026-11-27", "yesterday": "2026-11-25", "the day after tomorrow": "2026-11-28",
			"Tuesday": "2026-12-01", "tue": "2026-12-01", "on Tuesday": "2026-12-01", "by fri.": "2026-11-27", "Thursday": "2026-12-03", "Thu": "2026-12-03",
			"next Tuesday": "2026-12-01", "next Friday": "2026-12-04", "this Friday": "2026-11-27", "last Tuesday": "2026-11-24", "last Thursday": "2026-11-19",
			"last Friday": "2026-11-20", "Friday next week": "2026-12-04", "Friday this week": "2026-11-27",
			"in 3 days": "2026-11-29", "in two weeks": "2026-12-10", "in a week": "2026-12-03", "in a month": "2026-12-26", "3 days from now": "2026-11-29",
			"next week": "2026-11-30", "next month": "2026-12-01", "12 Dec": "2026-12-12", "12 Dec.": "2026-12-12", "Dec 12": "2026-12-12", "12 November": "2027-11-12",
			"26 Nov": "2026-11-26", "3.12.": "2026-12-03", "3.12": "2026-12-03", "3/12": "2026-12-03", "2027-01-05": "2027-01-05", "5 January 2020": "2020-01-05",
			"3.12.26": "2026-12-03", "3.1.27": "2027-01-03", "Tuesday 1 December": "2026-12-01", "Thu 12 Nov": "2026-11-12", "Fri 12 Nov": "2027-11-12", "29 Feb": "2028-02-29",
			"": "", "soon": "", "2 days": "", "May": "", "1980": "", "lunar 8/15": "", "Tuesday or so": "", "in 0 days": "", "in 4000 days": "", "31.2.": "", "the": "",
		},
		"es": {
			"hoy": "2026-11-26", "mañana": "2026-11-27", "ayer": "2026-11-25", "pasado mañana": "2026-11-28", "el martes": "2026-12-01", "miercoles": "2026-12-02",
			"el próximo martes": "2026-12-01", "el martes que viene": "2026-12-01", "el martes pasado": "2026-11-24", "en 3 días": "2026-11-29",
			"dentro de dos semanas": "2026-12-10", "la semana que viene": "2026-11-30", "la próxima semana": "2026-11-30", "12 dic.": "2026-12-12",
			"el 12 de diciembre": "2026-12-12", "3/12": "2026-12-03", "para el viernes": "2026-11-27", "mar 1 dic.": "2026-12-01", "vie.": "2026-11-27",
		},
		"ru": {
			"сегодня": "2026-11-26", "завтра": "2026-11-27", "вчера": "2026-11-25", "послезавтра": "2026-11-28", "во вторник": "2026-12-01", "среда": "2026-12-02",
			"к пятнице": "2026-11-27", "в следующий вторник": "2026-12-01", "в прошлый вторник": "2026-11-24", "через 3 дня": "2026-11-29",
			"через две недели": "2026-12-10", "через неделю": "2026-12-03", "на следующей неделе": "2026-11-30", "12 дек": "2026-12-12", "12 декабря": "2026-12-12",
			"3.12.": "2026-12-03", "вторник на следующей неделе": "2026-12-01", "пт": "2026-11-27",
		},
		"zh_CN": {
			"今天": "2026-11-26", "明天": "2026-11-27", "昨天": "2026-11-25", "后天": "2026-11-28", "大后天": "2026-11-29", "周二": "2026-12-01", "星期二": "2026-12-01",
			"下周二": "2026-12-01", "下周五": "2026-12-04", "本周五": "2026-11-27", "这周一": "2026-11-23", "上周二": "2026-11-24", "三天后": "2026-11-29", "3天后": "2026-11-29",
			"两周后": "2026-12-10", "一个月后": "2026-12-26", "下周": "2026-11-30", "下个月": "2026-12-01", "12月12日": "2026-12-12", "12月3号": "2026-12-03", "十二月三日": "2026-12-03",
			"八月十五": "", "下下周二": "", "12/3": "2026-12-03",
		},
		"zh_TW": {"今天": "2026-11-26", "後天": "2026-11-28", "週二": "2026-12-01", "下週二": "2026-12-01", "兩週後": "2026-12-10", "12月3號": "2026-12-03"},
	} {
		speak(t, code)
		for words, want := range table {
			if got, ok := ParseDay(words, typedToday); got != want || ok != (want != "") {
				t.Errorf("%s: %q is %q, %v, want %q", code, words, got, ok, want)
			}
		}
		if got, ok := ParseDay("2026-11-26", ""); ok {
			t.Errorf("without today there is %q", got)
		}
	}
	speak(t, "en")
	for words, want := range map[string]care.Day{"next Tuesday": "2026-12-08", "Monday": "2026-12-07", "next week": "2026-12-07", "last Monday": "2026-11-23", "this week's Sunday": "2026-12-06"} {
		if got, _ := ParseDay(words, "2026-11-30"); got != want {
			t.Errorf("on a Monday, %q is %q, want %q", words, got, want)
		}
	}
	for words, want := range map[string]care.Day{"next week": "2026-11-30", "next Sunday": "2026-12-06", "Sunday": "2026-12-06", "this week's Monday": "2026-11-23"} {
		if got, _ := ParseDay(words, "2026-11-29"); got != want {
			t.Errorf("on a Sunday, %q is %q, want %q", words, got, want)
		}
	}
	if got, _ := ParseDay("in a month", "2027-01-31"); got != "2027-02-28" {
		t.Errorf("a month after 31 January is %s", got)
	}
}

// What DayShort and Day write is read back as the day it was, from the first day
// of this year on.
func TestDaysAreReadBack(t *testing.T) {
	for _, l := range Languages() {
		speak(t, l.Code)
		rapid.Check(t, func(t *rapid.T) {
			day := care.DayOf(typedToday.Time().AddDate(0, 0, rapid.IntRange(-329, 4000).Draw(t, "days")))
			for _, words := range []string{DayShort(day, typedToday), Day(day), string(day)} {
				if got, ok := ParseDay(words, typedToday); !ok || got != day {
					t.Fatalf("%s: %s is written %q and read as %q", l.Code, day, words, got)
				}
			}
		})
	}
}

// everyTongue is every language, ready to be spoken at once; the one in use
// comes back after the test.
func everyTongue(f *testing.F) (list []*tongue) {
	before := now()
	f.Cleanup(func() { current.Store(before) })
	for _, l := range Languages() {
		list = append(list, load(l.Code))
	}
	return list
}

func FuzzParseDate(f *testing.F) {
	for _, s := range []string{"21.5.1980", "May 21", "农历闰四月初一", "lunar leap 4/1", "--05-21", "15-го (вставного)", "8/15 (lunar)", "(", "lunar 8/15, ", "½", "e\u0301"} {
		f.Add(s)
	}
	speakers := everyTongue(f)
	f.Fuzz(func(t *testing.T, words string) {
		for _, l := range speakers {
			current.Store(l)
			if d, err := ParseDate(words, typedToday); err == nil && !d.Valid() {
				t.Errorf("%q is %+v", words, d)
			}
			if d, ok := ParseDay(words, typedToday); ok && d.Time().IsZero() {
				t.Errorf("%q is the day %q", words, d)
			}
			if m, ok := ParseMoney(words, "EUR"); ok && m.Currency == "" {
				t.Errorf("%q is %+v", words, m)
			}
		}
	})
}
