package book

import (
	"slices"
	"testing"

	"carebook/app/care"
)

// TestMoreIsAddedToACallThatWasLogged: what was said after the call was logged
// belongs to it, and is taken back by itself.
func TestMoreIsAddedToACallThatWasLogged(t *testing.T) {
	s, clock := emptyBook(t)
	key := entered(t, s, &care.Person{UID: "ana", FullName: "Ana Gil"})[0]
	timeline := func() []care.Event {
		t.Helper()
		events, err := s.Timeline(t.Context(), key)
		if err != nil {
			t.Fatal(err)
		}
		var plain []care.Event
		for _, e := range events {
			plain = append(plain, e.Event)
		}
		return plain
	}
	logged, _, err := Log(t.Context(), s, clock, key, "log", Entry{Event: care.Event{Kind: care.Call, Text: "Wants pans", Minutes: 10}})
	if err != nil {
		t.Fatal(err)
	}
	before := timeline()
	action, err := AddTo(t.Context(), s, logged[0], "add", Entry{Promise: "Send the list", Event: care.Event{
		Kind: care.Call, Text: "24 of them", Price: &care.Money{Minor: 61200, Currency: "EUR"}, Due: "2026-11-30", Outcome: care.Interested,
	}})
	if err != nil {
		t.Fatal(err)
	}
	events := timeline()
	call := slices.IndexFunc(events, func(e care.Event) bool { return e.Kind == care.Call })
	promise := slices.IndexFunc(events, func(e care.Event) bool { return e.Kind == care.Promise })
	if len(events) != 2 || call < 0 || promise < 0 {
		t.Fatalf("the timeline is %+v", events)
	}
	if e := events[call]; e.Text != "Wants pans\n24 of them" || e.Minutes != 10 || e.Price == nil || e.Outcome != care.Interested || e.Due != "" {
		t.Errorf("the call is %+v", e)
	}
	if e := events[promise]; e.Text != "Send the list" || e.Due != "2026-11-30" {
		t.Errorf("the promise is %+v", e)
	}
	if _, err := s.Undo(t.Context(), action); err != nil {
		t.Fatal(err)
	}
	if after := timeline(); len(after) != 1 || after[0].Text != before[0].Text || after[0].Price != nil {
		t.Errorf("taken back, the timeline is %+v", after)
	}
	if _, err := AddTo(t.Context(), s, 999, "add", Entry{}); care.CodeOf(err) != care.CodeEventMissing {
		t.Errorf("adding to no event: %v", err)
	}
}
