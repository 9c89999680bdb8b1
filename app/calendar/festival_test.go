package calendar

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"carebook/app/care"
)

// The festivals of seven years as published: the Chinese ones in the Hong Kong
// Observatory's almanac, Easter in the table of the US Naval Observatory and the
// Orthodox one in the churches' own, the Islamic ones in Saudi Arabia's Umm
// al-Qura calendar, the Jewish ones by Hebcal, and Diwali in the almanacs of
// India.
func TestPublishedFestivals(t *testing.T) {
	for rule, dates := range map[string]string{
		"lunar 01-01":     "02-10 01-29 02-17 02-06 01-26 02-13 02-03",
		"term qingming":   "04-04 04-04 04-05 04-05 04-04 04-04 04-05",
		"lunar 05-05":     "06-10 05-31 06-19 06-09 05-28 06-16 06-05",
		"lunar 08-15":     "09-17 10-06 09-25 09-15 10-03 09-22 09-12",
		"easter":          "03-31 04-20 04-05 03-28 04-16 04-01 04-21",
		"orthodox":        "05-05 04-20 04-12 05-02 04-16 04-08 04-28",
		"islamic 10-01":   "04-10 03-30 03-20 03-09 02-26 02-14 02-04",
		"islamic 12-10":   "06-16 06-06 05-27 05-16 05-05 04-24 04-13",
		"hebrew tishri 1": "10-03 09-23 09-12 10-02 09-21 09-10 09-28",
		"hebrew nisan 15": "04-23 04-13 04-02 04-22 04-11 03-31 04-18",
	} {
		checkYears(t, rule, parsed(t, rule), 2024, dates)
	}
	diwali, _ := ByID("in.diwali")
	checkYears(t, "Diwali", diwali.Rule, 2024, "10-31 10-20 11-08 10-29 10-17 11-05 10-26")
}

// checkYears compares a rule with a date a year.
func checkYears(t *testing.T, name string, r Rule, first int, dates string) {
	t.Helper()
	for i, date := range strings.Fields(dates) {
		want := care.Day(fmt.Sprintf("%04d-%s", first+i, date))
		if got := r.Falls(first + i); !slices.Equal(got, []care.Day{want}) {
			t.Errorf("%s falls on %s, want %s", name, got, want)
		}
	}
}

// Years of Easter in which a rule of its reckoning shows, from the table of the
// US Naval Observatory and those of the Orthodox churches.
func TestPublishedEasters(t *testing.T) {
	for rule, days := range map[string]string{
		"easter":   "1818-03-22 1943-04-25 1954-04-18 1981-04-19 2000-04-23 2008-03-23 2019-04-21 2038-04-25 2049-04-18 2076-04-19",
		"orthodox": "1983-05-08 2010-04-04 2014-04-20 2019-04-28 2020-04-19 2021-05-02 2022-04-24 2023-04-16",
	} {
		for _, day := range strings.Fields(days) {
			want := care.Day(day)
			if got := parsed(t, rule).Falls(want.Time().Year()); !slices.Equal(got, []care.Day{want}) {
				t.Errorf("%s falls on %s, want %s", rule, got, want)
			}
		}
	}
}

// What is different in each country, from the countries' own published lists of
// their days.
func TestPublishedDaysOfCountries(t *testing.T) {
	for _, c := range []struct{ id, days string }{
		// United States: OPM's federal holidays and the proclamations of the
		// other days.
		{"us.thanksgiving", "2024-11-28 2025-11-27 2026-11-26 2027-11-25 2028-11-23"},
		{"us.mothers_day", "2024-05-12 2025-05-11 2026-05-10 2027-05-09 2028-05-14"},
		{"us.fathers_day", "2024-06-16 2025-06-15 2026-06-21 2027-06-20 2028-06-18"},
		{"us.labor_day", "2024-09-02 2025-09-01 2026-09-07 2027-09-06 2028-09-04"},
		{"us.grandparents_day", "2024-09-08 2025-09-07 2026-09-13"},
		{"us.teachers_day", "2024-05-07 2025-05-06 2026-05-05"},
		{"us.administrative_professionals_day", "2024-04-24 2025-04-23 2026-04-22"},
		// United Kingdom: the Church of England's calendar.
		{"gb.mothering_sunday", "2024-03-10 2025-03-30 2026-03-15 2027-03-07 2028-03-26"},
		{"gb.pancake_day", "2024-02-13 2025-03-04 2026-02-17"},
		{"gb.fathers_day", "2024-06-16 2025-06-15 2026-06-21"},
		// Spain and Mexico.
		{"es.mothers_day", "2024-05-05 2025-05-04 2026-05-03 2027-05-02 2028-05-07"},
		{"es.fathers_day", "2024-03-19 2025-03-19 2026-03-19"},
		{"mx.mothers_day", "2024-05-10 2025-05-10 2026-05-10 2027-05-10"},
		{"mx.fathers_day", "2024-06-16 2025-06-15 2026-06-21"},
		{"mx.teachers_day", "2024-05-15 2025-05-15"},
		// Russia: the decrees on the days of mothers, of fathers and of trade.
		{"ru.mothers_day", "2024-11-24 2025-11-30 2026-11-29 2027-11-28"},
		{"ru.fathers_day", "2024-10-20 2025-10-19 2026-10-18"},
		{"ru.trade_workers_day", "2024-07-27 2025-07-26 2026-07-25"},
		// France: the last Sunday of May, a week later at Pentecost (2020, 2023,
		// 2034).
		{"fr.mothers_day", "2020-06-07 2023-06-04 2024-05-26 2025-05-25 2026-05-31 2034-06-04"},
		{"fr.grandmothers_day", "2024-03-03 2025-03-02 2026-03-01"},
		{"fr.mardi_gras", "2024-02-13 2025-03-04 2026-02-17"},
		// Germany and Italy: the calendars of the states and of the churches.
		{"de.mothers_day", "2024-05-12 2025-05-11 2026-05-10"},
		{"de.fathers_day", "2024-05-09 2025-05-29 2026-05-14"},
		{"de.whitsun", "2024-05-19 2025-06-08 2026-05-24"},
		{"de.carnival", "2024-02-12 2025-03-03 2026-02-16"},
		{"de.advent", "2022-11-27 2023-12-03 2024-12-01 2025-11-30 2026-11-29"},
		{"it.easter_monday", "2024-04-01 2025-04-21 2026-04-06"},
		{"it.mothers_day", "2024-05-12 2025-05-11 2026-05-10"},
		// Brazil.
		{"br.mothers_day", "2024-05-12 2025-05-11 2026-05-10"},
		{"br.fathers_day", "2024-08-11 2025-08-10 2026-08-09"},
		{"br.carnival", "2024-02-13 2025-03-04 2026-02-17"},
		// Japan: the Cabinet Office's list, and the National Astronomical
		// Observatory's announcements of the equinoxes.
		{"jp.respect_for_the_aged_day", "2024-09-16 2025-09-15 2026-09-21 2027-09-20"},
		{"jp.coming_of_age_day", "2024-01-08 2025-01-13 2026-01-12 2027-01-11"},
		{"jp.vernal_equinox", "2024-03-20 2025-03-20 2026-03-20 2027-03-21"},
		{"jp.autumnal_equinox", "2024-09-22 2025-09-23 2026-09-23 2027-09-23"},
		// China and Taiwan: the Hong Kong Observatory's almanac.
		{"cn.lantern", "2024-02-24 2025-02-12 2026-03-03"},
		{"cn.qixi", "2024-08-10 2025-08-29 2026-08-19"},
		{"cn.double_ninth", "2024-10-11 2025-10-29 2026-10-18"},
		{"cn.winter_solstice", "2024-12-21 2025-12-21 2026-12-22"},
		{"tw.mothers_day", "2024-05-12 2025-05-11 2026-05-10"},
		// Israel: the days of Hebcal, and Independence Day moved off the Sabbath
		// (2025, 2029) and off Sunday (2024, 2028).
		{"il.independence_day", "2024-05-14 2025-05-01 2026-04-22 2027-05-12 2028-05-02 2029-04-19 2030-05-08"},
		{"il.purim", "2024-03-24 2025-03-14 2026-03-03 2027-03-23"},
		{"il.sukkot", "2024-10-17 2025-10-07 2026-09-26"},
		{"il.hanukkah", "2024-12-26 2025-12-15 2026-12-05"},
		{"il.shavuot", "2024-06-12 2025-06-02 2026-05-22"},
		{"il.tu_bishvat", "2024-01-25 2025-02-13 2026-02-02"},
		// The Islamic days of Saudi Arabia, of Turkey's religious affairs and of
		// India's gazette.
		{"arab.ramadan", "2024-03-11 2025-03-01 2026-02-18"},
		{"arab.islamic_new_year", "2024-07-07 2025-06-26 2026-06-16"},
		{"arab.mawlid", "2024-09-15 2025-09-04"},
		{"tr.mevlid", "2024-09-14 2025-09-03"},
		{"in.eid_al_fitr", "2024-04-11 2025-03-31 2026-03-21"},
		{"in.eid_al_adha", "2024-06-17 2025-06-07"},
		{"in.holi", "2024-03-25 2025-03-14 2026-03-04"},
		{"maghreb.mothers_day", "2024-05-26 2025-05-25"},
	} {
		h, ok := ByID(c.id)
		if !ok {
			t.Errorf("there is no %s", c.id)
			continue
		}
		for _, day := range strings.Fields(c.days) {
			want := care.Day(day)
			if got := h.Rule.Falls(want.Time().Year()); !slices.Equal(got, []care.Day{want}) {
				t.Errorf("%s (%s) falls on %s, want %s", c.id, h.Rule, got, want)
			}
		}
	}
}
