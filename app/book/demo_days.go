package book

import (
	"context"
	"time"

	"carebook/app/calendar"
	"carebook/app/care"
	"carebook/app/care/remind"
	"carebook/app/lang"
	"carebook/store"
)

// The days around today are told by those who are written out: the laptop was
// shut for demoShut days, up to yesterday, and what falls within demoSoon days is
// listed.
const demoShut, demoSoon = 4, 7

// demoTag is a tag of the demo book.
type demoTag struct {
	// key is that of its name.
	key     string
	cadence care.Cadence
}

// demoTagList are the tags in the order in which they get the look's colours,
// with what they ask for. The bands ask the others to be called and visited, who
// are customers or may become some.
var demoTagList = []demoTag{
	{tagImportant, care.Cadence{Call: 14, Visit: 30}},
	{tagOrdinary, care.Cadence{}},
	{tagGroups, care.Cadence{}},
	{tagProspects, care.Cadence{Visit: care.Never}},
	{tagFamily, care.Cadence{Call: care.Never, Visit: care.Never}},
	{tagFriends, care.Cadence{Call: care.Never, Visit: care.Never}},
	{tagSuppliers, care.Cadence{Call: care.Never, Visit: care.Never}},
}

// demoRhythm is how often somebody of a band should hear from the user who has
// heard before.
func demoRhythm(p *care.Person, band care.Band) care.Cadence {
	var asked []care.Cadence
	for _, tag := range demoTagList {
		for _, name := range p.Tags {
			if name == lang.T(tag.key) {
				asked = append(asked, tag.cadence)
			}
		}
	}
	return care.DefaultCadences().For(p.Profile.Cadence, asked, band, true)
}

// missingTags are the tags that a book does not have yet: those that it has keep
// what they ask for.
func missingTags(ctx context.Context, s *store.Store) ([]demoTag, error) {
	var missing []demoTag
	for _, tag := range demoTagList {
		_, err := s.TagByName(ctx, lang.T(tag.key))
		if care.CodeOf(err) == care.CodeTagMissing {
			missing, err = append(missing, tag), nil
		}
		if err != nil {
			return nil, err
		}
	}
	return missing, nil
}

// put makes the tag.
func (t *demoTag) put(tx *store.Tx) error {
	key, err := tx.PutTag(0, lang.T(t.key), "")
	if err != nil || t.cadence == (care.Cadence{}) {
		return err
	}
	return tx.SetTagCadence(key, t.cadence)
}

// demoYear are the days of the year before the laptop was shut on which dates
// fall, by the date.
func demoYear(ctx context.Context, s *store.Store, today care.Day) (map[care.Date][]calendar.Fall, error) {
	settings, err := ReminderSettings(ctx, s)
	if err != nil {
		return nil, err
	}
	falls := map[care.Date][]calendar.Fall{}
	for _, f := range calendar.Between(today.Plus(-oneYear), today.Plus(-demoShut-1), settings.March1) {
		falls[f.Date] = append(falls[f.Date], f)
	}
	return falls, nil
}

// seen are the occasions of somebody that the user has seen to.
func seen(p *store.Prepared, who *care.Person, falls map[care.Date][]calendar.Fall) []store.Reminder {
	var done []store.Reminder
	for _, date := range who.Dates {
		for _, f := range falls[yearly(date)] {
			r, ok := occasion(store.PersonDate{Person: p.Key, Name: who.FullName, Added: who.Added, Date: date}, f)
			if ok && r.Date >= r.Added {
				done = append(done, store.Reminder{
					Kind: string(r.Kind), Person: r.Person, What: r.What, Round: r.Round, Status: string(remind.Done), Date: r.Date, Decided: r.Date,
				})
			}
		}
	}
	return done
}

// elsewhere moves the dates of somebody invented out of the days that others
// tell.
func (d *demo) elsewhere(p *care.Person) {
	from, to := care.DayOf(d.today).Plus(-demoShut), care.DayOf(d.today).Plus(demoSoon)
	for i := range p.Dates {
		date := &p.Dates[i]
		for {
			on, ok := calendar.Next(*date, from, false)
			if !ok || on > to {
				break
			}
			d.later(date, on)
		}
	}
}

// later moves a date, which falls on a day, by two weeks.
func (d *demo) later(date *care.Date, on care.Day) {
	const weeks = 14
	if date.Calendar == care.Lunar {
		date.Day = (date.Day+weeks-1)%29 + 1 // within its month, which has 29 days at least
		return
	}
	t := on.Plus(weeks).Time()
	date.Month, date.Day = int(t.Month()), t.Day()
	for !date.Valid() {
		date.Day--
	}
}

// onToday makes a date the one of today, of a person who turns so many years.
func (d *demo) onToday(date *care.Date, turns int) bool {
	today, known := calendar.Lunar(care.DayOf(d.today))
	if !known {
		return false
	}
	date.Calendar, date.Month, date.Day, date.Leap = care.Lunar, today.Month, today.Day, today.Leap
	if !today.Leap { // few years have the same leap month
		date.Year = today.Year - turns
	}
	return true
}

// saturday is in how many days the next Saturday is, 1 to 7.
func (d *demo) saturday() int {
	return 1 + (int(time.Saturday-d.today.Weekday())+6)%7
}
