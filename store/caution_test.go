package store_test

import (
	"testing"
	"time"

	"carebook/app/care"
	"carebook/store"
)

func TestAClockBehindTheLastChangeIsToldAndWorks(t *testing.T) {
	s := newBook(t)
	put(t, s, &care.Person{FullName: "Ana"})
	for _, c := range []struct {
		back  time.Duration
		codes int
	}{{0, 0}, {-time.Hour, 0}, {4 * time.Minute, 0}, {time.Hour, 1}} {
		later, err := store.Open(ctx, s.Path(), store.Options{Clock: care.ClockFrom(noon.Add(-c.back)), Origin: "test"})
		if err != nil {
			t.Fatal(err)
		}
		cautions, err := later.Cautions(ctx)
		if err != nil || len(cautions) != c.codes {
			t.Errorf("%v back: %v, %v", c.back, cautions, err)
		}
		if c.codes == 1 {
			if cautions[0].Code != care.CodeClockBehind || cautions[0].Args["Last"] != "2026-11-26 12:00" {
				t.Errorf("%+v", cautions[0])
			}
			put(t, later, &care.Person{FullName: "Bo"})
			sound(t, later)
		}
		if err := later.Close(); err != nil {
			t.Fatal(err)
		}
	}
}
