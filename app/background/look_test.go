package background

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/store"
)

func mkdir(path string) error { return os.Mkdir(path, 0o700) }

// at is a clock that stands at an hour of the day of the look's pictures.
func at(day, hour, minute int) care.Clock {
	return care.ClockFrom(time.Date(2026, 11, day, hour, minute, 0, 0, time.UTC))
}

// demo is a demo book, whose days have something to tell.
func demo(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "demo.db")
	s, err := store.Open(context.Background(), path, store.Options{Clock: at(25, 8, 0), Language: "en"})
	if err != nil {
		t.Fatal(err)
	}
	defer closeStore(t, s)
	if err := book.Demo(context.Background(), s, at(25, 8, 0)); err != nil {
		t.Fatal(err)
	}
	return path
}

func closeStore(t *testing.T, s *store.Store) {
	t.Helper()
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}

// show does what the pop-up does on the book's day.
func show(t *testing.T, path string, clock care.Clock, later time.Duration) {
	t.Helper()
	ctx := context.Background()
	s, err := store.Open(ctx, path, store.Options{Clock: clock, Language: "en", MustExist: true})
	if err != nil {
		t.Fatal(err)
	}
	defer closeStore(t, s)
	d, err := book.ReadDigest(ctx, s, clock, "")
	if err != nil {
		t.Fatal(err)
	}
	if err := book.Shown(ctx, s, clock, d); err != nil {
		t.Fatal(err)
	}
	if later > 0 {
		if err := book.Later(ctx, s, clock, later); err != nil {
			t.Fatal(err)
		}
	}
}

// due asks and fails for an error.
func (l *looker) mustBeDue(t *testing.T, want bool, when string) {
	t.Helper()
	got, err := l.due(context.Background())
	if err != nil || got != want {
		t.Errorf("%s: due is %v, %v; want %v", when, got, err, want)
	}
}

func TestDueOnceADayWhateverWasBetween(t *testing.T) {
	path := demo(t)
	l := &looker{book: path, clock: at(26, 8, 59)}
	l.mustBeDue(t, false, "before the hour")
	l.clock = at(26, 9, 0)
	l.mustBeDue(t, true, "at the hour")
	l.mustBeDue(t, true, "until it is shown")
	show(t, path, at(26, 9, 1), 0)
	l.clock = at(26, 9, 2)
	l.mustBeDue(t, false, "after it was shown")
	(&looker{book: path, clock: at(26, 10, 0)}).mustBeDue(t, false, "after a new start on the same day")
	l.clock = at(26, 8, 0)
	l.mustBeDue(t, false, "with the clock set back")
	l.clock = at(30, 7, 0)
	l.mustBeDue(t, false, "four days later, early")
	l.clock = at(30, 11, 0)
	l.mustBeDue(t, true, "four days later, on waking")
	show(t, path, at(30, 11, 1), time.Hour)
	l.clock = at(30, 11, 30)
	l.mustBeDue(t, false, "half an hour after it was put off for an hour")
	l.clock = at(30, 12, 2)
	l.mustBeDue(t, true, "an hour after")
}

// TestTheBookStaysClosedWhileNothingCanHaveChanged follows the answer that is
// kept: asked again, the book gives another.
func TestTheBookStaysClosedWhileNothingCanHaveChanged(t *testing.T) {
	path := demo(t)
	l := &looker{book: path, clock: at(26, 6, 0)}
	l.mustBeDue(t, false, "first")
	l.mustBeDue(t, false, "second") // the first opening may have folded the log into the book
	first := l.answer
	asked := func(want bool, why string) {
		t.Helper()
		l.mustBeDue(t, false, why)
		if (l.answer != first) != want {
			t.Errorf("%s the book is asked: %v, want %v", why, l.answer != first, want)
		}
		first = l.answer
	}
	asked(false, "at once")
	l.clock = at(26, 6, 30)
	asked(false, "half an hour later")
	l.clock = care.ClockFrom(time.Date(2026, 11, 26, 7, 31, 0, 0, time.FixedZone("", 3600)))
	asked(true, "in another zone")
	l.clock = at(26, 6, 31)
	asked(true, "back home")
	l.clock = at(26, 6, 0)
	asked(true, "with the clock set back")
	l.clock = at(26, 7, 1)
	asked(true, "an hour later")
	now := time.Now().Add(time.Minute)
	if err := os.Chtimes(path, now, now); err != nil {
		t.Fatal(err)
	}
	asked(true, "when the book was written to")
}

func TestABookThatIsNotThere(t *testing.T) {
	path := filepath.Join(t.TempDir(), "book.db")
	l := &looker{book: path, clock: at(26, 9, 0)}
	if _, err := l.due(context.Background()); care.CodeOf(err) != care.CodeBookMissing {
		t.Errorf("a missing book: %v", err)
	}
	if _, err := os.Stat(path); err == nil {
		t.Error("the look made a book")
	}
	if err := os.WriteFile(path, []byte("not a book, but a text of some length"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := l.due(context.Background()); care.CodeOf(err) != care.CodeBookNotABook {
		t.Errorf("no book: %v", err)
	}
}
