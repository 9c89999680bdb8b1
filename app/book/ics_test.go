package book_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	ical "github.com/emersion/go-ical"
	"github.com/teambition/rrule-go"

	"carebook/app/book"
	"carebook/app/calendar"
	"carebook/app/care"
	"carebook/app/care/remind"
	"carebook/app/lang"
)

// calendarOf exports a calendar and reads it with another program's reader. Its
// UIDs must differ.
func (d *diary) calendarOf(keys []int64) (events []ical.Event, count int) {
	d.t.Helper()
	var out bytes.Buffer
	count, err := book.ExportCalendar(d.ctx(), d.store, d.clock, &out, keys)
	if err != nil {
		d.t.Fatal(err)
	}
	for line := range strings.SplitSeq(out.String(), "\r\n") {
		if len(line) > 75 || strings.ContainsAny(line, "\r\n") {
			d.t.Fatalf("a line is no line: %q", line)
		}
	}
	read, err := ical.NewDecoder(&out).Decode()
	if err != nil {
		d.t.Fatal(err)
	}
	if err := ical.NewEncoder(io.Discard).Encode(read); err != nil {
		d.t.Fatal(err)
	}
	events = read.Events()
	seen := map[string]bool{}
	for _, uid := range values(events, "UID") {
		if seen[uid] {
			d.t.Fatalf("two events have the UID %s", uid)
		}
		seen[uid] = true
	}
	return events, count
}

// values are the values of a property of events, with their escapes.
func values(events []ical.Event, name string) []string {
	list := make([]string, len(events))
	for i, e := range events {
		if p := e.Props.Get(name); p != nil {
			list[i] = p.Value
		}
	}
	return list
}

// told are events in words: the day, how it comes back, the summary, the description.
func told(t *testing.T, events []ical.Event) []string {
	t.Helper()
	var list []string
	for _, e := range events {
		summary, err := e.Props.Text("SUMMARY")
		if err != nil {
			t.Fatal(err)
		}
		line := e.Props.Get("DTSTART").Value + " " + summary
		if p := e.Props.Get("RRULE"); p != nil {
			line = strings.TrimPrefix(p.Value, "FREQ=") + " " + line
		}
		if p := e.Props.Get("DESCRIPTION"); p != nil {
			line += " | " + p.Value
		}
		list = append(list, line)
	}
	return list
}

// fallsBetween are the days of years on which an event falls.
func fallsBetween(t *testing.T, e ical.Event, from, to int) []care.Day {
	t.Helper()
	start, err := e.DateTimeStart(time.UTC)
	if err != nil {
		t.Fatal(err)
	}
	option, err := e.Props.RecurrenceRule()
	if err != nil || option == nil {
		t.Fatalf("%v: %v", e.Props, err)
	}
	option.Dtstart = start
	rule, err := rrule.NewRRule(*option)
	if err != nil {
		t.Fatal(err)
	}
	var days []care.Day
	for _, day := range rule.Between(time.Date(from, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(to, 12, 31, 0, 0, 0, 0, time.UTC), true) {
		days = append(days, care.DayOf(day))
	}
	return days
}

func mustBe(t *testing.T, got, want []string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestCalendarOfPeople(t *testing.T) {
	d := newDiary(t, "2026-11-22T10:00:00Z")
	d.noHolidays()
	d.person(care.Person{FullName: "Ana; Ruiz, \\the first\\\nof her name", Dates: []care.Date{
		{Kind: care.Birthday, Year: 1948, Month: 5, Day: 21},
		{Kind: care.Anniversary, Year: 2010, Month: 6, Day: 12},
		{Kind: care.RelativeDate, Year: 2015, Month: 3, Day: 3, Label: "Lucas"},
		{Kind: care.RelativeDate, Month: 3, Day: 4},
		{Kind: care.OtherDate, Year: 2028, Month: 9, Day: 1, Label: "Lease of the bakery"},
		{Kind: care.OtherDate, Month: 4},
		{Kind: care.OtherDate, Year: 2001, Label: "met"},
		{Kind: care.OtherDate, Text: "in spring"},
		{Kind: care.Birthday, Month: 5, Day: 21}, // the same occasion
	}})
	d.person(care.Person{FullName: "Casa Perelló", Kind: care.Organization, Dates: birthday(1987, 2, 28)})
	d.person(care.Person{FullName: "Nobody", Remark: "has no dates"})
	d.person(care.Person{Kind: care.Organization, Organization: "Only Ltd.", Dates: birthday(0, 1, 1)})
	events, count := d.calendarOf(nil)
	name := "Ana; Ruiz, \\the first\\\nof her name"
	mustBe(t, told(t, events), []string{
		"YEARLY 19720521 " + name + ": birthday | Born 1948",
		"YEARLY 20100612 " + name + ": anniversary | Since 2010",
		"YEARLY 20150303 Lucas (" + name + "): birthday | Born 2015",
		"YEARLY 19720304 " + name + ": birthday in the family",
		"YEARLY 20280901 " + name + ": Lease of the bakery | Since 2028",
		"YEARLY 19720401 " + name + ": date",
		"YEARLY 19870228 Casa Perelló: birthday | Since 1987",
		"YEARLY 19720101 Only Ltd.: birthday",
	})
	if count != 8 {
		t.Errorf("it counts %d occasions", count)
	}
}

// TestEveryDayOfAYearInACalendar holds what another program makes of the events
// to the rules of the book, for every day, with both settings.
func TestEveryDayOfAYearInACalendar(t *testing.T) {
	d := newDiary(t, "2026-11-22T10:00:00Z")
	d.noHolidays()
	want := map[string]care.Date{}
	for day := care.Day("2024-01-01"); day <= "2024-12-31"; day = day.Plus(1) {
		date := care.Date{Kind: care.Birthday, Month: int(day.Time().Month()), Day: day.Time().Day()}
		if date.Day%2 == 1 {
			date.Year = 1984
		}
		p := care.Person{FullName: string(day), Dates: []care.Date{date}}
		want[p.FullName+": birthday"] = date
		d.person(p)
	}
	for _, march1 := range []bool{false, true} {
		settings := remind.DefaultSettings()
		settings.March1 = march1
		if err := book.SetReminderSettings(d.ctx(), d.store, settings); err != nil {
			t.Fatal(err)
		}
		events, count := d.calendarOf(nil)
		if count != len(want) {
			t.Errorf("it counts %d occasions", count)
		}
		got := map[string][]care.Day{}
		for i, summary := range values(events, "SUMMARY") {
			got[summary] = append(got[summary], fallsBetween(t, events[i], 2026, 2031)...)
		}
		for summary, date := range want {
			var days []care.Day
			for year := 2026; year <= 2031; year++ {
				day, _ := calendar.Falls(date, year, march1)
				days = append(days, day)
			}
			if slices.Sort(got[summary]); !slices.Equal(got[summary], days) {
				t.Errorf("1 March %v: %s falls on %v, want %v", march1, summary, got[summary], days)
			}
		}
	}
}

func TestLunarDatesInACalendar(t *testing.T) {
	d := newDiary(t, "2026-11-22T10:00:00Z")
	d.noHolidays()
	lunar := func(name string, year, month, day int, leap bool) {
		d.person(care.Person{FullName: name, Dates: []care.Date{{Kind: care.Birthday, Calendar: care.Lunar, Year: year, Month: month, Day: day, Leap: leap}}})
	}
	lunar("Li", 1970, 8, 15, false)
	lunar("Wang", 0, 12, 30, false) // the last day of a month of 29 days, too
	lunar("Zhao", 2034, 1, 1, false)
	lunar("Qian", 0, 6, 1, true)
	events, count := d.calendarOf(nil)
	got := told(t, events)
	for i, day := range []string{"20260925", "20270915", "20281003", "20290922", "20300912", "20311001", "20320919", "20330908", "20340927", "20350916", "20361004"} {
		if want := fmt.Sprintf("%s Li: birthday by the lunar calendar (day 15 of lunar month 8), %d | Born 1970", day, 56+i); got[i] != want {
			t.Errorf("got %q, want %q", got[i], want)
		}
	}
	if !strings.HasSuffix(got[11], "Wang: birthday by the lunar calendar (day 30 of lunar month 12)") {
		t.Errorf("without a year it is %q", got[11])
	}
	starts := values(events, "DTSTART")
	// The eves of the new years 2027 to 2037.
	mustBe(t, starts[11:22], []string{"20270205", "20280125", "20290212", "20300202", "20310122", "20320210", "20330130", "20340218", "20350207", "20360127", "20370214"})
	// From the birth on: the new years 2034 to 2036, without an age in the first.
	mustBe(t, starts[22:25], []string{"20340219", "20350208", "20360128"})
	if strings.Contains(got[22], "), ") || !strings.HasSuffix(got[23], "), 1 | Born 2034") {
		t.Errorf("the ages are wrong: %q", got[22:25])
	}
	if len(events) != 3*11+3 || count != 4 {
		t.Errorf("%d events, %d occasions", len(events), count)
	}
	// 2025 and 2036 have a leap sixth month, the others have the sixth alone.
	if last := starts[len(starts)-11:]; last[0] != "20260714" || last[10] != "20360723" {
		t.Errorf("of a leap month: %v", last)
	}
	d.at("2026-02-10T10:00:00Z") // in the lunar year 2025
	events, _ = d.calendarOf(nil)
	if starts = values(events, "DTSTART"); starts[0] != "20251006" || starts[11] != "20260216" || starts[len(starts)-11] != "20250725" {
		t.Errorf("in the lunar year before: %v", starts)
	}
}

func TestHolidaysInACalendar(t *testing.T) {
	d := newDiary(t, "2026-11-22T10:00:00Z")
	d.noHolidays()
	own := map[string]string{}
	for _, h := range [][2]string{{"Christmas", "12-25"}, {"Thanksgiving", "thu 4 11"}, {"Leap day", "02-29"}, {"Eid", "islamic 10-01"}, {"Off", "03-03"}} {
		id, err := book.PutOwnHoliday(d.ctx(), d.store, "", h[0], h[1], care.Filter{})
		if err != nil {
			t.Fatal(err)
		}
		own[h[0]] = id
	}
	if err := book.SwitchHoliday(d.ctx(), d.store, own["Off"], false); err != nil {
		t.Fatal(err)
	}
	key := d.person(care.Person{FullName: "Ana", Dates: birthday(1980, 5, 21)})
	events, count := d.calendarOf(nil)
	got := told(t, events)
	of := func(name string) (list []string) {
		for _, line := range got {
			if strings.Contains(line, name) {
				list = append(list, line)
			}
		}
		return list
	}
	mustBe(t, of("Christmas"), []string{"YEARLY 19721225 Christmas"})
	mustBe(t, of("Leap day"), []string{"20280229 Leap day", "20320229 Leap day", "20360229 Leap day"})
	days := of("Thanksgiving")
	if len(days) != 11 || days[0] != "20261126 Thanksgiving" || days[10] != "20361127 Thanksgiving" {
		t.Errorf("Thanksgiving: %q", days)
	}
	const about = " Eid | In some countries it is a day earlier or later."
	eids := of("Eid") // 2033 has two
	if len(eids) != 12 || eids[0] != "20260320"+about || !slices.Contains(eids, "20330102"+about) || !slices.Contains(eids, "20331223"+about) {
		t.Errorf("Eid: %q", eids)
	}
	if len(of("Off")) != 0 || count != 5 {
		t.Errorf("%q, %d occasions", of("Off"), count)
	}
	for i, e := range events {
		if strings.Contains(got[i], "Christmas") {
			mustBe(t, triggers(e), []string{"-P2DT15H", "PT9H"})
		}
	}
	// Those of one person are no holidays.
	if events, count = d.calendarOf([]int64{key}); len(events) != 1 || count != 1 {
		t.Errorf("of one person: %q", told(t, events))
	}
	// The sets on in a new book have holidays.
	if err := book.SetHolidaySets(d.ctx(), d.store, []string{"world"}); err != nil {
		t.Fatal(err)
	}
	if _, more := d.calendarOf(nil); more <= 5 {
		t.Errorf("with the set for everybody it counts %d occasions", more)
	}
}

func triggers(e ical.Event) []string {
	var list []string
	for _, c := range e.Children {
		list = append(list, c.Props.Get("TRIGGER").Value)
	}
	return list
}

func TestAlarmsOfACalendar(t *testing.T) {
	d := newDiary(t, "2026-11-22T10:00:00Z")
	d.noHolidays()
	d.person(care.Person{FullName: "Ana", Dates: append(birthday(1980, 5, 21), care.Date{Kind: care.RelativeDate, Month: 3, Day: 3, Label: "Lucas"})})
	events, _ := d.calendarOf(nil)
	mustBe(t, triggers(events[0]), []string{"-P6DT15H", "-PT15H", "PT9H"})
	settings := remind.DefaultSettings()
	settings.Minute, settings.Leads[remind.Birthday] = 7*60+45, []int{14, 0}
	if err := book.SetReminderSettings(d.ctx(), d.store, settings); err != nil {
		t.Fatal(err)
	}
	events, _ = d.calendarOf(nil)
	mustBe(t, triggers(events[0]), []string{"-P13DT16H15M", "PT7H45M"})
	mustBe(t, triggers(events[1]), []string{"-P6DT16H15M", "-PT16H15M", "PT7H45M"})
}

func TestAnEmptyCalendar(t *testing.T) {
	d := newDiary(t, "2026-11-22T10:00:00Z")
	d.noHolidays()
	d.person(care.Person{FullName: "Ana"})
	for _, keys := range [][]int64{nil, {}} {
		if events, count := d.calendarOf(keys); len(events) != 0 || count != 0 {
			t.Errorf("%d events, %d occasions", len(events), count)
		}
	}
}

// TestACalendarAgain takes a second calendar for the first one in another year
// and language, after the year of a birth was found out.
func TestACalendarAgain(t *testing.T) {
	d := newDiary(t, "2026-11-22T10:00:00Z")
	p := care.Person{FullName: "Ana", Dates: []care.Date{{Kind: care.Birthday, Month: 2, Day: 29}, {Kind: care.Anniversary, Calendar: care.Lunar, Month: 8, Day: 15}}}
	key := d.person(p)
	first, _ := d.calendarOf(nil)
	again, _ := d.calendarOf(nil)
	mustBe(t, values(again, "UID"), values(first, "UID"))
	if _, err := book.EditEach(d.ctx(), d.store, []int64{key}, "test", func(p *care.Person) { p.FullName, p.Dates[0].Year = "Ana Ruiz", 1980 }, nil); err != nil {
		t.Fatal(err)
	}
	d.at("2027-11-22T10:00:00Z")
	lang.Use("zh_CN")
	t.Cleanup(func() { lang.Use("en") })
	later, _ := d.calendarOf([]int64{key})
	if summary := values(later, "SUMMARY")[0]; summary != "Ana Ruiz：生日" {
		t.Errorf("it says %q", summary)
	}
	uids := values(first, "UID")
	// The last is of a year that the first calendar does not reach.
	for i, uid := range values(later, "UID") {
		if slices.Contains(uids, uid) != (i < len(later)-1) {
			t.Errorf("event %d of %d has the UID %s", i, len(later), uid)
		}
	}
}

func TestLongWordsInACalendar(t *testing.T) {
	d := newDiary(t, "2026-11-22T10:00:00Z")
	d.noHolidays()
	t.Cleanup(func() { lang.Use("en") })
	for language, c := range map[string][2]string{
		"zh_CN": {strings.Repeat("欧阳", 40), "：生日"}, "zh_TW": {strings.Repeat("歐陽", 40), "：生日"}, "ru": {strings.Repeat("Александра ", 12) + "Н.", ": день рождения"},
	} {
		lang.Use(language)
		key := d.person(care.Person{FullName: c[0], Dates: birthday(1980, 5, 21)})
		events, _ := d.calendarOf([]int64{key})
		if got := values(events, "SUMMARY")[0]; got != c[0]+c[1] {
			t.Errorf("%s: %q", language, got)
		}
	}
}

func TestCalendarOfTheLivingOnly(t *testing.T) {
	d := newDiary(t, "2026-11-22T10:00:00Z")
	d.noHolidays()
	gone := d.person(care.Person{FullName: "Gone", Dates: birthday(1980, 5, 21)})
	here := d.person(care.Person{FullName: "Here", Dates: birthday(1980, 5, 21)})
	if _, err := book.Trash(d.ctx(), d.store, []int64{gone}, true, "test"); err != nil {
		t.Fatal(err)
	}
	for _, keys := range [][]int64{nil, {gone, here}} {
		events, count := d.calendarOf(keys)
		if mustBe(t, values(events, "SUMMARY"), []string{"Here: birthday"}); count != 1 {
			t.Errorf("it counts %d", count)
		}
	}
	if _, err := book.ExportCalendar(d.ctx(), d.store, d.clock, io.Discard, []int64{here + 1}); care.CodeOf(err) != care.CodePersonMissing {
		t.Errorf("of nobody: %v", err)
	}
}

func TestCalendarFile(t *testing.T) {
	d := newDiary(t, "2026-11-22T10:00:00Z")
	d.noHolidays()
	d.person(care.Person{FullName: "Ana", Dates: birthday(1980, 5, 21)})
	path := filepath.Join(t.TempDir(), "a.ics")
	for _, keep := range []bool{true, false} {
		if n, err := book.ExportCalendarFile(d.ctx(), d.store, d.clock, nil, path, keep); n != 1 || err != nil {
			t.Fatalf("%d, %v", n, err)
		}
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	if _, err := book.ExportCalendarFile(d.ctx(), d.store, d.clock, nil, path, true); care.CodeOf(err) != care.CodeFileExists {
		t.Errorf("over another one: %v", err)
	}
	if _, err := book.ExportCalendarFile(d.ctx(), d.store, d.clock, nil, filepath.Join(path, "b.ics"), false); care.CodeOf(err) != care.CodeWriteFailed {
		t.Errorf("below a file: %v", err)
	}
	if _, err := book.ExportCalendar(d.ctx(), d.store, d.clock, failingWriter{}, nil); !errors.Is(err, errNoRoom) {
		t.Errorf("on a full disk: %v", err)
	}
	if left, err := filepath.Glob(filepath.Join(filepath.Dir(path), ".carebook-*")); err != nil || len(left) != 0 {
		t.Errorf("left over: %v, %v", left, err)
	}
}

var errNoRoom = fmt.Errorf("no room")

// failingWriter is a full disk.
type failingWriter struct{}

func (failingWriter) Write([]byte) (int, error) { return 0, errNoRoom }
