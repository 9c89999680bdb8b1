package book_test

import (
	"context"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/care/remind"
	"carebook/app/lang"
	"carebook/store"
)

// diary is a book whose clock a test moves on: at each step the book is opened
// anew, as after the program was killed.
type diary struct {
	t     *testing.T
	path  string
	store *store.Store
	clock care.Clock
}

func newDiary(t *testing.T, at string) *diary {
	t.Helper()
	lang.Use("en")
	d := &diary{t: t, path: filepath.Join(t.TempDir(), "book.db")}
	d.at(at)
	return d
}

// at kills the program and starts it at a moment.
func (d *diary) at(moment string) {
	d.t.Helper()
	at, err := time.Parse(time.RFC3339, moment)
	if err != nil {
		d.t.Fatal(err)
	}
	if d.store != nil {
		if err := d.store.Close(); err != nil {
			d.t.Fatal(err)
		}
	}
	d.clock = care.ClockFrom(at)
	if d.store, err = store.Open(d.t.Context(), d.path, store.Options{Clock: d.clock, Language: "en", Origin: "test"}); err != nil {
		d.t.Fatal(err)
	}
	opened := d.store
	d.t.Cleanup(func() { _ = opened.Close() }) // closed already but for the last one
}

func (d *diary) ctx() context.Context { return d.t.Context() }

// person puts somebody into the book.
func (d *diary) person(p care.Person) int64 {
	d.t.Helper()
	var key int64
	_, err := d.store.Do(d.ctx(), store.Action{Kind: "edit"}, func(tx *store.Tx) (err error) {
		key, err = tx.PutPerson(&p)
		return err
	})
	if err != nil {
		d.t.Fatal(err)
	}
	return key
}

// log writes an event into a timeline.
func (d *diary) log(person int64, e care.Event) {
	d.t.Helper()
	if _, _, err := book.Log(d.ctx(), d.store, d.clock, person, "", book.Entry{Event: e}); err != nil {
		d.t.Fatal(err)
	}
}

func (d *diary) digest() *book.Digest {
	d.t.Helper()
	digest, err := book.ReadDigest(d.ctx(), d.store, d.clock, "")
	if err != nil {
		d.t.Fatal(err)
	}
	return digest
}

// look is what the pop-up does at a start: where it is due it shows the digest
// and keeps that it did. It gives what was announced.
func (d *diary) look() (popped []string, shown bool) {
	d.t.Helper()
	state, err := book.DigestDue(d.ctx(), d.store, d.clock)
	if err != nil {
		d.t.Fatal(err)
	}
	if !state.Due {
		return nil, false
	}
	digest := d.digest()
	for i := range digest.Items {
		if it := &digest.Items[i]; it.Pops() {
			popped = append(popped, string(it.PopSection())+" "+it.Name+it.Late+it.Line)
		}
	}
	if err := book.Shown(d.ctx(), d.store, d.clock, digest); err != nil {
		d.t.Fatal(err)
	}
	return popped, true
}

func (d *diary) mustPop(want ...string) {
	d.t.Helper()
	popped, shown := d.look()
	if !shown || !slices.Equal(popped, want) {
		d.t.Fatalf("%s: popped (%v)\n%q, want\n%q", d.clock.Now().Format(time.RFC3339), shown, popped, want)
	}
}

func (d *diary) mustNotPop() {
	d.t.Helper()
	if popped, shown := d.look(); shown {
		d.t.Fatalf("%s: popped %q", d.clock.Now().Format(time.RFC3339), popped)
	}
}

func (d *diary) item(name string) book.Item {
	d.t.Helper()
	digest := d.digest()
	for _, it := range digest.Items {
		if it.Name == name {
			return it
		}
	}
	d.t.Fatalf("%s is not listed: %+v", name, digest.Items)
	return book.Item{}
}

func birthday(year, month, day int) []care.Date {
	return []care.Date{{Kind: care.Birthday, Year: year, Month: month, Day: day}}
}

// noHolidays keeps the holidays of the system's country out of a test.
func (d *diary) noHolidays() {
	d.t.Helper()
	if err := book.SetHolidaySets(d.ctx(), d.store, nil); err != nil {
		d.t.Fatal(err)
	}
}

func TestTheLaptopWasShutForFourDays(t *testing.T) {
	d := newDiary(t, "2026-11-01T08:00:00+01:00")
	d.noHolidays()
	d.person(care.Person{FullName: "Iñigo", Dates: birthday(1976, 11, 22)})
	d.person(care.Person{FullName: "Rosa", Dates: birthday(1980, 11, 26)})
	d.at("2026-11-21T08:59:40+01:00")
	d.mustNotPop() // before the hour
	d.at("2026-11-21T09:00:00+01:00")
	d.mustPop("birthdays IñigoTomorrow: birthday, 50")
	d.at("2026-11-21T09:00:20+01:00")
	d.mustNotPop() // killed and started again
	d.at("2026-11-26T11:00:00+01:00")
	d.mustPop("missed IñigoSun 22 Nov: birthday, 50", "birthdays RosaBirthday, 46")
	if since := d.digest().ShutSince; since != "2026-11-22" {
		t.Errorf("shut since %q", since)
	}
	d.at("2026-11-27T11:00:00+01:00")
	d.mustPop("missed RosaYesterday: birthday, 46") // Iñigo is listed, and not told again
	if it := d.item("Iñigo"); !it.Missed || it.Pops() {
		t.Errorf("%+v", it.Standing)
	}
	d.at("2026-11-21T11:00:00+01:00")
	d.mustNotPop() // a clock set back
}

func TestDoneSkippedAndSnoozedAreNotToldAgain(t *testing.T) {
	d := newDiary(t, "2026-11-26T09:30:00+01:00")
	d.noHolidays()
	for _, name := range []string{"Ada", "Bea", "Cid", "Dov"} {
		d.person(care.Person{FullName: name, Dates: birthday(0, 11, 26), Added: "2026-01-01"})
	}
	d.mustPop("birthdays AdaBirthday", "birthdays BeaBirthday", "birthdays CidBirthday", "birthdays DovBirthday")
	if _, err := book.Finish(d.ctx(), d.store, d.clock, d.item("Ada")); err != nil {
		t.Fatal(err)
	}
	skipped, err := book.Skip(d.ctx(), d.store, d.clock, d.item("Bea"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := book.Snooze(d.ctx(), d.store, d.clock, d.item("Cid"), d.clock.Now().Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	if digest := d.digest(); len(digest.Items) != 1 || digest.Done != 2 {
		t.Errorf("%d are listed, %d done", len(digest.Items), digest.Done)
	}
	if _, err := d.store.Undo(d.ctx(), skipped); err != nil {
		t.Fatal(err)
	}
	d.item("Bea") // is listed again
	d.at("2026-11-26T10:20:00+01:00")
	d.mustNotPop()
	d.at("2026-11-26T10:31:00+01:00")
	d.mustPop("birthdays BeaBirthday", "birthdays CidBirthday", "birthdays DovBirthday") // Cid's hour is over
	d.at("2026-11-26T10:32:00+01:00")
	d.mustNotPop()
}

func TestThePopUpIsPutOffForAnHour(t *testing.T) {
	d := newDiary(t, "2026-11-26T09:30:00+01:00")
	d.noHolidays()
	d.person(care.Person{FullName: "Ada", Dates: birthday(0, 11, 26)})
	d.mustPop("birthdays AdaBirthday")
	if err := book.Later(d.ctx(), d.store, d.clock, time.Hour); err != nil {
		t.Fatal(err)
	}
	state, err := book.DigestDue(d.ctx(), d.store, d.clock)
	if err != nil || state.Due || state.Next.Sub(d.clock.Now()).Round(time.Minute) != time.Hour {
		t.Errorf("%+v, %v", state, err)
	}
	d.at("2026-11-26T10:30:20+01:00")
	d.mustPop("birthdays AdaBirthday")
	d.mustNotPop()
}

func TestAQuietDayIsLeftAloneWhereThatIsWanted(t *testing.T) {
	d := newDiary(t, "2026-11-26T09:30:00+01:00")
	d.noHolidays()
	d.person(care.Person{FullName: "Ada", Dates: birthday(1980, 12, 4)})
	settings := remind.DefaultSettings()
	settings.Quiet = true
	if err := book.SetReminderSettings(d.ctx(), d.store, settings); err != nil {
		t.Fatal(err)
	}
	d.mustNotPop()
	if next := d.digest().Next; next == nil || next.Name != "Ada" || next.Age != 46 {
		t.Errorf("next is %+v", next)
	}
	d.at("2026-11-27T09:30:00+01:00")
	d.mustPop("birthdays AdaFri 4 Dec: birthday, 46")
}

func TestCallsVisitsPromisesAndComplaints(t *testing.T) {
	d := newDiary(t, "2026-09-01T12:00:00+01:00")
	d.noHolidays()
	var keys []int64
	for i, name := range []string{"Ana", "Ben", "Cai", "Dee", "Eva", "Fay", "Gus"} {
		key := d.person(care.Person{FullName: name})
		d.log(key, care.Event{Kind: care.Call, Day: care.DayOf(d.clock.Now().AddDate(0, 0, -i)), Text: "The oven. More."})
		keys = append(keys, key)
	}
	d.at("2026-11-26T12:00:00+01:00")
	digest := d.digest()
	var calls []string
	for i := range digest.Items {
		if it := &digest.Items[i]; it.Kind == remind.Call {
			calls = append(calls, it.Name+" "+it.Late+it.Line)
		}
	}
	want := []string{"Gus 92 days, every 45. The oven", "Fay 91 days, every 45. The oven", "Eva 90 days, every 45. The oven", "Dee 89 days, every 45. The oven", "Cai 88 days, every 45. The oven"}
	if !slices.Equal(calls, want) || digest.MoreCalls != 2 {
		t.Errorf("%d more than %q", digest.MoreCalls, calls)
	}
	d.log(keys[6], care.Event{Kind: care.Greeting}) // the brake
	if _, err := book.Finish(d.ctx(), d.store, d.clock, d.item("Fay")); err != nil {
		t.Fatal(err)
	}
	if _, err := book.Skip(d.ctx(), d.store, d.clock, d.item("Eva")); err != nil {
		t.Fatal(err)
	}
	calls = nil
	digest = d.digest()
	for i := range digest.Items {
		if it := &digest.Items[i]; it.Kind == remind.Call {
			calls = append(calls, it.Name)
		}
	}
	// Two of the day's five are seen to.
	if !slices.Equal(calls, []string{"Dee", "Cai", "Ben"}) || digest.MoreCalls != 1 {
		t.Errorf("%d more than %q", digest.MoreCalls, calls)
	}
	events, err := d.store.Timeline(d.ctx(), keys[5])
	if err != nil || events[0].Kind != care.Call || events[0].Day != "2026-11-26" {
		t.Errorf("the call to Fay is %+v, %v", events, err)
	}

	d.log(keys[0], care.Event{Kind: care.Promise, Day: "2026-11-20", Due: "2026-11-24", Text: "Send the price"})
	d.log(keys[1], care.Event{Kind: care.Complaint, Day: "2026-11-20", Due: "2026-11-27", Text: "Door seal"})
	d.log(keys[2], care.Event{Kind: care.Complaint, Day: "2026-11-26", Text: "Late"})
	promise := d.itemOf(remind.Promise)
	if promise.PageSection() != book.MissedSection || promise.Line != "Send the price, by Tue 24 Nov" {
		t.Errorf("%+v", promise)
	}
	if it := d.itemOf(remind.Complaint); it.Name != "Cai" || it.Line != "Late, day 1" {
		t.Errorf("%+v", it)
	}
	if _, err := book.Finish(d.ctx(), d.store, d.clock, promise); err != nil {
		t.Fatal(err)
	}
	if events, err = d.store.Timeline(d.ctx(), keys[0]); err != nil || !slices.ContainsFunc(events, func(e store.Event) bool { return e.Kind == care.Promise && e.Done == "2026-11-26" }) {
		t.Errorf("the promise is %+v, %v", events, err)
	}
	d.at("2027-01-20T12:00:00+01:00")
	if it := d.itemOf(remind.Complaint); it.PageSection() != book.MissedSection { // it never falls silently away
		t.Errorf("%+v", it)
	}
}

func (d *diary) itemOf(kind remind.Kind) book.Item {
	d.t.Helper()
	for _, it := range d.digest().Items {
		if it.Kind == kind {
			return it
		}
	}
	d.t.Fatalf("no %s is listed", kind)
	return book.Item{}
}

func TestAGreetingIsNeverSentTwiceNorInLastYearsWords(t *testing.T) {
	d := newDiary(t, "2025-11-26T12:00:00+01:00")
	d.noHolidays()
	key := d.person(care.Person{FullName: "Ada Byron", Given: "Ada", Dates: birthday(1980, 11, 26), Emails: []care.Email{{Address: "ada@example.org"}}, Phones: []care.Phone{{Number: "+44 20 7946 0958"}}})
	it := d.item("Ada Byron")
	first, err := book.GreetingFor(d.ctx(), d.store, it)
	if err != nil || first.Text == "" || first.Sent || first.Person != key {
		t.Fatalf("%+v, %v", first, err)
	}
	if len(first.Ways) != 3 || first.Ways[0].Label != "E-mail to ada@example.org" {
		t.Errorf("ways %+v", first.Ways)
	}
	if _, err := book.MarkGreeted(d.ctx(), d.store, d.clock, it, first); err != nil {
		t.Fatal(err)
	}
	if len(d.digest().Items) != 0 {
		t.Error("the birthday is still listed")
	}
	if _, err := book.MarkGreeted(d.ctx(), d.store, d.clock, it, first); care.CodeOf(err) != care.CodeGreeted {
		t.Errorf("greeted twice: %v", err)
	}
	d.at("2026-11-26T12:00:00+01:00")
	second, err := book.GreetingFor(d.ctx(), d.store, d.item("Ada Byron"))
	if err != nil || second.Sent || second.Text == first.Text {
		t.Errorf("%q after %q, %v", second.Text, first.Text, err)
	}
}

func TestHolidaysOfOnesOwnAndOfSets(t *testing.T) {
	d := newDiary(t, "2026-11-26T12:00:00+01:00")
	d.person(care.Person{FullName: "Ada", Phones: []care.Phone{{Number: "+1 415 555 0100"}}})
	d.person(care.Person{FullName: "Rosa", Addresses: []care.Address{{Country: "España"}}})
	if err := book.SetHolidaySets(d.ctx(), d.store, []string{"US"}); err != nil {
		t.Fatal(err)
	}
	it := d.itemOf(remind.Holiday)
	if it.What != "us.thanksgiving" || it.Count != 1 || it.Line != "1 name to greet, none greeted yet" {
		t.Errorf("%+v", it)
	}
	greeting, err := book.HolidayGreeting(d.ctx(), d.store, it, 1)
	if err != nil || greeting.Text == "" {
		t.Fatalf("%+v, %v", greeting, err)
	}
	if _, err := book.MarkGreeted(d.ctx(), d.store, d.clock, it, greeting); err != nil {
		t.Fatal(err)
	}
	if it = d.itemOf(remind.Holiday); it.Greeted != 1 || it.Line != "1 name to greet, all greeted" {
		t.Errorf("%+v", it)
	}
	if err := book.SwitchHoliday(d.ctx(), d.store, "us.thanksgiving", false); err != nil {
		t.Fatal(err)
	}
	id, err := book.PutOwnHoliday(d.ctx(), d.store, "", "  Bakers' day ", "11-27", care.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	if it = d.itemOf(remind.Holiday); it.Name != "Bakers' day" || it.DaysUntil != 1 || it.Pops() {
		t.Errorf("%+v", it)
	}
	for rule, code := range map[string]care.Code{"02-30": care.CodeRuleNeverFalls, "soon": care.CodeBadRule} {
		if _, err := book.PutOwnHoliday(d.ctx(), d.store, id, "x", rule, care.Filter{}); care.CodeOf(err) != code {
			t.Errorf("the rule %s gives %v", rule, err)
		}
	}
	if _, err := book.SetHolidayFor(d.ctx(), d.store, "us.thanksgiving", care.Filter{}); err != nil {
		t.Fatal(err)
	}
	if f, name, err := book.HolidayFilter(d.ctx(), d.store, "us.thanksgiving"); err != nil || name != "Thanksgiving" || f.Countries != nil {
		t.Errorf("%s is for %+v, %v", name, f, err)
	}
	if f, _, err := book.HolidayFilter(d.ctx(), d.store, "us.halloween"); err != nil || !slices.Contains(f.Countries, "US") {
		t.Errorf("a day of another country is for %+v, %v", f, err)
	}
	if _, err := book.RemoveOwnHoliday(d.ctx(), d.store, id); err != nil {
		t.Fatal(err)
	}
	if n := len(d.digest().Items); n != 0 {
		t.Errorf("%d are listed", n)
	}
	views, err := book.HolidayViews(d.ctx(), d.store, d.clock)
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range views {
		if v.Name == "" || v.Next != "" && v.Next < "2026-11-26" || v.People < 0 || v.Set == "US" && v.ID != "us.thanksgiving" && v.People != 1 || v.Set == "ES" && v.People != 1 || v.Set == "world" && v.People != 2 || v.On != (v.Set == "US" && v.ID != "us.thanksgiving") {
			t.Errorf("%+v", v)
		}
	}
}

func TestTheDaysAheadAndTheYear(t *testing.T) {
	d := newDiary(t, "2026-11-26T12:00:00+01:00")
	d.noHolidays()
	ada := d.person(care.Person{FullName: "Ada", Dates: birthday(1980, 11, 28)})
	d.person(care.Person{FullName: "Bea", Dates: []care.Date{{Kind: care.Anniversary, Year: 2011, Month: 11, Day: 30}}})
	d.person(care.Person{FullName: "Cid", Dates: append(birthday(0, 12, 1), care.Date{Kind: care.RelativeDate, Month: 12, Day: 1, Label: "Lia"})})
	d.log(ada, care.Event{Kind: care.Visit, Day: "2026-11-10"})
	days, err := book.Ahead(d.ctx(), d.store, d.clock, 10)
	if err != nil {
		t.Fatal(err)
	}
	want := map[care.Day]string{"2026-11-28": "Ada: 46", "2026-11-30": "Bea: anniversary, 15 years", "2026-12-01": "2 to greet"}
	for _, day := range days {
		if day.Line != want[day.Day] {
			t.Errorf("%s: %q, want %q", day.Day, day.Line, want[day.Day])
		}
	}
	counts, err := book.YearCounts(d.ctx(), d.store, 2026)
	if err != nil {
		t.Fatal(err)
	}
	sum := 0
	for _, month := range counts {
		for _, n := range month {
			sum += n
		}
	}
	if sum != 5 || counts[10][9] != 1 || counts[11][0] != 2 {
		t.Errorf("%d in the year, %v", sum, counts)
	}
}

func TestTheSentenceOfADay(t *testing.T) {
	item := func(kind remind.Kind, days int, missed bool) book.Item {
		return book.Item{Reminder: remind.Reminder{ID: remind.ID{Kind: kind}, Standing: remind.Standing{DaysUntil: days, Missed: missed}}}
	}
	d := &book.Digest{Items: []book.Item{
		item(remind.Birthday, 0, false), item(remind.Relative, 0, false), item(remind.Birthday, 7, false), item(remind.Birthday, -4, true),
		item(remind.Call, 0, false), item(remind.Holiday, 0, false),
	}, ShutSince: "2026-11-22"}
	for language, want := range map[string]string{
		"en":    "Two birthdays and anniversaries, one holiday, one call to make. One thing waited while the laptop was shut.",
		"es":    "Dos cumpleaños y aniversarios, una fiesta, una llamada por hacer. Un asunto esperó mientras el portátil estaba cerrado.",
		"ru":    "Два дня рождения и юбилея, один праздник, один звонок. Один пункт ждал, пока ноутбук был закрыт.",
		"zh_CN": "两个生日或纪念日，一个节日，一个电话要打。电脑关闭期间有一件事在等您。",
	} {
		lang.Use(language)
		if got := book.Sentence(d); got != want {
			t.Errorf("%s: %s", language, got)
		}
	}
	lang.Use("en")
	if got := book.Sentence(&book.Digest{}); got != "" {
		t.Errorf("a quiet day says %q", got)
	}
}

// On the first day with the program a year of birthdays stood there as missed.
func TestNothingWasMissedBeforeThereWasABook(t *testing.T) {
	d := newDiary(t, "2026-11-26T12:00:00+01:00")
	d.person(care.Person{FullName: "Ada", Dates: birthday(1980, 11, 24), Added: "2019-01-01"})
	if digest := d.digest(); len(digest.Items) > 0 && digest.Items[0].Missed {
		t.Errorf("missed: %+v", digest.Items)
	}
	d.noHolidays()
	d.person(care.Person{FullName: "Bea", Dates: birthday(1980, 11, 28), Added: "2019-01-01"})
	d.at("2026-12-20T12:00:00+01:00") // three weeks with the laptop shut
	d.mustPop("missed BeaSat 28 Nov: birthday, 46")
}
