package lang

import "testing"

func TestDayTitle(t *testing.T) {
	for language, want := range map[string]string{
		"en": "Thursday, 26 November", "es": "Jueves, 26 de noviembre", "ru": "Четверг, 26 ноября",
		"zh_CN": "11月26日星期四", "zh_TW": "11月26日星期四",
	} {
		Use(language)
		if got := DayTitle("2026-11-26"); got != want {
			t.Errorf("%s: %q, want %q", language, got, want)
		}
		if got := DayTitle(""); got != "" {
			t.Errorf("%s: no day is %q", language, got)
		}
	}
	Use("en")
	if got := MonthShort(3); got != "Mar" {
		t.Errorf("March is %q", got)
	}
}

func TestDayWide(t *testing.T) {
	for language, want := range map[string][2]string{
		"en": {"Thursday 26 November", "Thursday 26 November 2026"}, "es": {"Jueves 26 de noviembre", "Jueves 26 de noviembre de 2026"},
		"ru": {"Четверг, 26 ноября", "Четверг, 26 ноября 2026 г."}, "zh_CN": {"11月26日星期四", "2026年11月26日星期四"},
	} {
		Use(language)
		if got := [2]string{DayWide("2026-11-26", "2026-12-01"), DayWide("2026-11-26", "2027-01-01")}; got != want {
			t.Errorf("%s: %q, want %q", language, got, want)
		}
	}
	Use("en")
	if got := DayWide("", "2026-11-26"); got != "" {
		t.Errorf("no day is %q", got)
	}
}

func TestDaysFrom(t *testing.T) {
	const today = "2026-11-26"
	for language, want := range map[string][4]string{
		"en":    {"30 November to 4 December", "23 to 27 November", "28 December to 1 January 2027", "27 November"},
		"es":    {"30 de noviembre a 4 de diciembre", "23 a 27 de noviembre", "28 de diciembre a 1 de enero de 2027", "27 de noviembre"},
		"ru":    {"30 ноября – 4 декабря", "23–27 ноября", "28 декабря – 1 января 2027 г.", "27 ноября"},
		"zh_CN": {"11月30日至12月4日", "11月23日至27日", "12月28日至2027年1月1日", "11月27日"},
	} {
		Use(language)
		got := [4]string{
			DaysFrom("2026-11-30", "2026-12-04", today), DaysFrom("2026-11-23", "2026-11-27", today),
			DaysFrom("2026-12-28", "2027-01-01", today), DaysFrom("2026-11-27", "2026-11-27", today),
		}
		if got != want {
			t.Errorf("%s: %q, want %q", language, got, want)
		}
	}
	Use("en")
}
