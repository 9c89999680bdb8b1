package lang

import (
	"testing"

	"carebook/app/care"
)

func TestAPlainDayIsReadBack(t *testing.T) {
	defer Use("en")
	for _, l := range Languages() {
		Use(l.Code)
		for _, day := range []care.Day{"2026-11-26", "2019-02-28", "2031-12-31"} {
			words := PlainDay(day)
			if back, ok := ParseDay(words, "2026-11-26"); !ok || back != day {
				t.Errorf("%s: %q is read as %q", l.Code, words, back)
			}
		}
		if PlainDay("") != "" {
			t.Errorf("%s: no day is %q", l.Code, PlainDay(""))
		}
	}
}

func TestADayIsTypedShortAndReadBack(t *testing.T) {
	defer Use("en")
	for _, l := range Languages() {
		Use(l.Code)
		for n := range 800 {
			day := care.Day("2024-12-31").Plus(n)
			words := DayTyped(day)
			if back, ok := ParseDay(words, "2026-11-26"); !ok || back != day {
				t.Errorf("%s: %q is read as %q", l.Code, words, back)
			}
			if past, ok := ParsePastDay(words, "2026-11-26"); !ok || past != day {
				t.Errorf("%s: of the past, %q is read as %q", l.Code, words, past)
			}
			if len([]rune(words)) > 12 {
				t.Errorf("%s: %q is long", l.Code, words)
			}
		}
		if DayTyped("") != "" {
			t.Errorf("%s: no day is %q", l.Code, DayTyped(""))
		}
	}
}

func TestEventTitles(t *testing.T) {
	Use("en")
	for _, c := range []struct {
		event       care.Event
		title, term string
	}{
		{care.Event{Kind: care.Visit, Minutes: 55}, "Visit, 55 min", ""},
		{care.Event{Kind: care.Call, Outcome: care.NoAnswer, Minutes: 1}, "Call, no answer", ""},
		{care.Event{Kind: care.Quote, Price: &care.Money{Minor: 845000, Currency: "EUR"}, ValidUntil: "2026-12-12"}, "Quote, €8,450", "offer runs to Sat 12 Dec"},
		{care.Event{Kind: care.Promise, Due: "2026-11-27"}, "Promise", "by Fri 27 Nov"},
		{care.Event{Kind: care.Promise, Due: "2026-11-27", Done: "2026-11-26"}, "Promise", "kept Thu 26 Nov"},
		{care.Event{Kind: care.Complaint, Done: "2026-11-25"}, "Complaint", "answered Wed 25 Nov"},
		{care.Event{Kind: "other"}, "other", ""},
	} {
		if title := EventTitle(&c.event); title != c.title {
			t.Errorf("title %q, want %q", title, c.title)
		}
		if term := EventTerm(&c.event, "2026-11-26"); term != c.term {
			t.Errorf("term %q, want %q", term, c.term)
		}
	}
	if Relation("Spouse") != "spouse" || Relation("my cook") != "my cook" || Channel("pigeon") != "pigeon" || Channel(care.ByMail) != "E-mail" {
		t.Error("relations and channels have no names")
	}
	for _, r := range Relations() {
		if relations[r] == "" {
			t.Errorf("the relation %s has no name", r)
		}
	}
}

func TestAPastDayIsTheLastOne(t *testing.T) {
	Use("en")
	for words, want := range map[string]care.Day{
		"12 Nov": "2026-11-12", "26 Nov": "2026-11-26", "27 Nov": "2025-11-27", "27 Nov 2026": "2026-11-27", "Tuesday": "2026-11-24",
		"Thursday": "2026-11-26", "yesterday": "2026-11-25", "today": "2026-11-26", "tomorrow": "2026-11-27", "2026-11-01": "2026-11-01",
	} {
		if got, ok := ParsePastDay(words, "2026-11-26"); !ok || got != want {
			t.Errorf("%q is %q, want %q", words, got, want)
		}
	}
	if got, ok := ParsePastDay("abc", "2026-11-26"); ok {
		t.Errorf("abc is the day %q", got)
	}
}
