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
