package book_test

import (
	"reflect"
	"testing"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/care/remind"
)

// A holiday of one's own that was removed comes back as the same one: whom it is
// for, whether it is kept, and what was decided about this year's.
func TestARemovedHolidayComesBackAsItWas(t *testing.T) {
	d := newDiary(t, "2026-11-26T12:00:00+01:00")
	d.noHolidays()
	d.person(care.Person{FullName: "Ada", Addresses: []care.Address{{City: "Gandía"}}})
	id, err := book.PutOwnHoliday(d.ctx(), d.store, "", "Bakers' day", "11-26", care.Filter{City: "Gandía"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := book.Skip(d.ctx(), d.store, d.clock, d.itemOf(remind.Holiday)); err != nil {
		t.Fatal(err)
	}
	for _, on := range []bool{true, false} {
		if err := book.SwitchHoliday(d.ctx(), d.store, id, on); err != nil {
			t.Fatal(err)
		}
		before := d.holiday(id)
		if before.On != on || before.People != 1 {
			t.Fatalf("%+v", before)
		}
		action, err := book.RemoveOwnHoliday(d.ctx(), d.store, id)
		if err != nil || d.holiday(id).ID != "" {
			t.Fatalf("removed, it is %+v, %v", d.holiday(id), err)
		}
		if _, err := book.RemoveOwnHoliday(d.ctx(), d.store, id); care.CodeOf(err) != care.CodeHolidayMissing {
			t.Errorf("removed twice: %v", err)
		}
		if _, err := d.store.Undo(d.ctx(), action); err != nil {
			t.Fatal(err)
		}
		if got := d.holiday(id); !reflect.DeepEqual(got, before) {
			t.Errorf("taken back, it is %+v, want %+v", got, before)
		}
		if n := len(d.digest().Items); n != 0 {
			t.Errorf("it was skipped, and %d are listed", n)
		}
	}
}

// Whom a holiday is for is taken back to what the set says, not to everybody.
func TestWhomAHolidayIsForIsTakenBack(t *testing.T) {
	d := newDiary(t, "2026-11-26T12:00:00+01:00")
	before := d.holiday("ru.victory_day")
	if before.ID == "" || len(before.For.Countries) == 0 {
		t.Fatalf("%+v", before)
	}
	action, err := book.SetHolidayFor(d.ctx(), d.store, before.ID, care.Filter{Countries: []string{"MX"}})
	if err != nil || d.holiday(before.ID).For.Countries[0] != "MX" {
		t.Fatalf("it is for %+v, %v", d.holiday(before.ID).For, err)
	}
	if _, err := d.store.Undo(d.ctx(), action); err != nil {
		t.Fatal(err)
	}
	if got := d.holiday(before.ID); !reflect.DeepEqual(got, before) {
		t.Errorf("taken back, it is %+v, want %+v", got, before)
	}
	if _, err := book.SetHolidayFor(d.ctx(), d.store, "own.gone", care.Filter{}); care.CodeOf(err) != care.CodeHolidayMissing {
		t.Errorf("one that is not there: %v", err)
	}
}

// holiday is what the book says of a holiday, nothing where there is none.
func (d *diary) holiday(id string) book.HolidayView {
	d.t.Helper()
	views, err := book.HolidayViews(d.ctx(), d.store, d.clock)
	if err != nil {
		d.t.Fatal(err)
	}
	for _, v := range views {
		if v.ID == id {
			return v
		}
	}
	return book.HolidayView{}
}
