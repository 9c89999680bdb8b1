package book

import (
	"path/filepath"
	"slices"
	"testing"
	"time"

	"carebook/app/calendar"
	"carebook/app/care"
	"carebook/app/care/remind"
	"carebook/app/lang"
	"carebook/store"
)

// openDemo is a demo book that is made on a day, at half past nine.
func openDemo(t *testing.T, day care.Day, before func(*store.Store)) (*store.Store, care.Clock) {
	t.Helper()
	clock := care.ClockFrom(day.Time().Add(9*time.Hour + 30*time.Minute))
	s, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "demo.db"), store.Options{Clock: clock, Language: "en", Origin: "test"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	if before != nil {
		before(s)
	}
	if err := Demo(t.Context(), s, clock); err != nil {
		t.Fatal(err)
	}
	return s, clock
}

// story is what a page of a day lists, section by section, without holidays,
// which are those of a country.
type story struct {
	*testing.T
	sections map[Section][]Item
}

func storyOf(t *testing.T, d *Digest) story {
	sections := map[Section][]Item{}
	for _, it := range d.Items {
		if it.Kind != remind.Holiday {
			sections[it.PageSection()] = append(sections[it.PageSection()], it)
		}
	}
	return story{t, sections}
}

func (s story) names(section Section) []string {
	var names []string
	for _, it := range s.sections[section] {
		names = append(names, it.Name)
	}
	return names
}

// tells fails unless a section has some reminder, and so many at the most.
func (s story) tells(section Section, kind remind.Kind, name string, days, age, most int) {
	s.Helper()
	items := s.sections[section]
	if len(items) > most {
		s.Errorf("%s has %d rows: %q", section, len(items), s.names(section))
	}
	aged := func(it Item) bool {
		on := it.Date.Time()
		leapDay := age > 0 && on.Month() == time.February && on.Day() == 29 // of which no common year knows
		return it.Age == age || leapDay && it.Age > age && it.Age < age+4
	}
	if !slices.ContainsFunc(items, func(it Item) bool {
		return it.Kind == kind && it.Name == name && it.DaysUntil == days && aged(it) && it.Line != ""
	}) {
		s.Errorf("%s does not tell of the %s of %s in %d days (%d): %q", section, kind, name, days, age, s.names(section))
	}
}

// The page of the day on which the book is made tells one story, whatever the
// day: those on whom it hangs are written out.
func TestADemoBookHasADayWorthShowing(t *testing.T) {
	speak(t, "en")
	for _, day := range []care.Day{
		demoDay, "2028-02-28", "2028-02-29", "2027-03-01", "2026-12-31", "2027-01-01", "2026-11-28", "2026-10-12",
		"2025-08-10",               // in the leap month of 2025
		"2027-02-05", "2025-01-28", // the last days of lunar years
	} {
		t.Run(string(day), func(t *testing.T) {
			s, clock := openDemo(t, day, nil)
			digest, err := ReadDigest(t.Context(), s, clock, "")
			if err != nil {
				t.Fatal(err)
			}
			page := storyOf(t, digest)
			if digest.ShutSince != day.Plus(-demoShut) {
				t.Errorf("shut since %q", digest.ShutSince)
			}
			page.tells(MissedSection, remind.Birthday, "Íñigo Etxeberria", -4, 50, 5)
			page.tells(MissedSection, remind.Promise, "Rosa Climent", -2, 0, 5)
			page.tells(TodaySection, remind.Birthday, "Tom Okafor", 0, 0, 6)
			page.tells(TodaySection, remind.Relative, "Lucas (Javier Ibáñez Roca)", 0, 12, 6)
			lunarAge := 55
			if lunar, _ := calendar.Lunar(day); lunar.Leap {
				lunarAge = 0
			}
			page.tells(TodaySection, remind.Birthday, "林美玲", 0, lunarAge, 6)
			page.tells(SoonSection, remind.Anniversary, "Дмитрий Волков", 1, 15, 9)
			page.tells(SoonSection, remind.Birthday, "María Ángeles Ferrer Soler", 7, 47, 9)
			page.tells(SoonSection, remind.Anniversary, "María Ángeles Ferrer Soler", 1+int(12-day.Time().Weekday())%7, 0, 9)
			page.tells(PromiseSection, remind.Promise, "Grupo Marjal", 0, 0, 1)
			page.tells(ComplaintSection, remind.Complaint, "Omar Haddad", 0, 0, 1)
			calls := []string{"Javier Ibáñez Roca", "Дмитрий Волков", "Ольга Соколова", "Pau Llorens", "Елена Кузнецова"}
			if got := page.names(CallSection); !slices.Equal(got, calls) || digest.MoreCalls < 3 || digest.MoreCalls > 15 {
				t.Errorf("calls to %q and %d more", got, digest.MoreCalls)
			}
			visits := page.names(VisitSection)
			if len(visits) < 2 || visits[0] != "سلمى الإدريسي" || visits[1] != "Carles Monzó" || digest.MoreVisits > 5 {
				t.Errorf("visits to %q and %d more", visits, digest.MoreVisits)
			}
		})
	}
}

func TestADemoBookSaysHowOftenPeopleAreToHear(t *testing.T) {
	speak(t, "en")
	own := care.Cadence{Call: 21}
	s, _ := openDemo(t, demoDay, func(s *store.Store) {
		if _, err := s.Do(t.Context(), store.Action{Kind: "edit"}, func(tx *store.Tx) error {
			key, err := tx.PutTag(0, "family", "")
			if err != nil {
				return err
			}
			return tx.SetTagCadence(key, own)
		}); err != nil {
			t.Fatal(err)
		}
	})
	none := care.Cadence{Call: care.Never, Visit: care.Never}
	for name, want := range map[string]care.Cadence{
		"Important": {Call: 14, Visit: 30}, "Ordinary": {}, "Prospects": {Visit: care.Never}, "Suppliers": none, "Friends": none, "Family": own,
	} {
		if tag, err := s.TagByName(t.Context(), name); err != nil || tag.Cadence != want {
			t.Errorf("%s asks for %+v, %v, want %+v", name, tag.Cadence, err, want)
		}
	}
	for name, want := range map[string]care.Cadence{
		"Carles Monzó": {Call: 90, Visit: 60}, "Amparo Soler Vidal": {Call: 7}, "Ruth Abel": {Call: 30, Visit: care.Never}, "Pau Llorens": {},
	} {
		hits, err := s.Find(t.Context(), name, 1)
		if err != nil || len(hits) != 1 {
			t.Fatalf("%s is not found: %v", name, err)
		}
		if p, err := s.PersonByID(t.Context(), hits[0].ID); err != nil || p.Profile.Cadence != want {
			t.Errorf("%s has the cadence %+v, %v, want %+v", name, p.Profile.Cadence, err, want)
		}
	}
}

// What fell in the year before is done, but for the days on which the laptop was
// shut.
func TestADemoBookHasALivedInYear(t *testing.T) {
	speak(t, "en")
	s, _ := openDemo(t, demoDay, nil)
	done, err := s.Reminders(t.Context(), demoDay.Plus(-oneYear), care.InstantOf(demoDay.Time()))
	if err != nil || len(done) < 100 {
		t.Fatalf("%d occasions were seen to, %v", len(done), err)
	}
	for _, r := range done {
		if r.Status != string(remind.Done) || r.Decided != r.Date || r.Date >= demoDay.Plus(-demoShut) {
			t.Errorf("%+v", r)
		}
	}
}

// Nobody invented has a day among those that are told by others.
func TestDemoDaysAreThoseOfThePeopleWrittenOut(t *testing.T) {
	speak(t, "en")
	for day, last := care.Day("2027-12-01"), care.Day("2028-12-01"); day < last; day = day.Plus(3) {
		for _, who := range demoPeople(day)[len(demoKnown):] {
			for _, date := range who.person.Dates {
				on, ok := calendar.Next(date, day.Plus(-demoShut), false)
				if !ok || on <= day.Plus(demoSoon) {
					t.Errorf("on %s %s has a %s on %s", day, who.person.FullName, lang.DateKind(date), on)
				}
			}
		}
	}
}
