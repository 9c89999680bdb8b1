package ics_test

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	ical "github.com/emersion/go-ical"
	"github.com/teambition/rrule-go"
	"pgregory.net/rapid"

	"carebook/app/care"
	"carebook/app/exchange/contentline"
	"carebook/app/exchange/ics"
)

var made = time.Date(2026, 11, 22, 9, 30, 0, 0, time.FixedZone("", 2*60*60))

// write makes a calendar of events.
func write(t testing.TB, events ...ics.Event) []byte {
	var out bytes.Buffer
	w, err := ics.NewWriter(&out, "Occasions, and more", made)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range events {
		if err := w.Write(e); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// read reads a calendar with another program's reader. That reader's writer,
// which refuses what has not what it must have, must take it, too.
func read(t testing.TB, raw []byte) *ical.Calendar {
	for line := range bytes.SplitSeq(bytes.TrimSuffix(raw, []byte("\r\n")), []byte("\r\n")) {
		if len(line) > contentline.FoldAt || !utf8.Valid(line) || bytes.ContainsAny(line, "\r\n") {
			t.Fatalf("a line is no line: %q", line)
		}
	}
	decoder := ical.NewDecoder(bytes.NewReader(raw))
	calendar, err := decoder.Decode()
	if err != nil {
		t.Fatalf("%v in\n%s", err, raw)
	}
	if _, err := decoder.Decode(); !errors.Is(err, io.EOF) {
		t.Fatalf("behind the calendar stands more: %v", err)
	}
	if err := ical.NewEncoder(io.Discard).Encode(calendar); err != nil {
		t.Fatalf("%v in\n%s", err, raw)
	}
	return calendar
}

// text is the text of a property that must be there once at most.
func text(t testing.TB, c *ical.Component, name string) string {
	if n := len(c.Props.Values(name)); n > 1 {
		t.Fatalf("%s stands %d times", name, n)
	}
	s, err := c.Props.Text(name)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// falls are the days of the years on which an event falls.
func falls(t testing.TB, e ical.Event, from, to int) []care.Day {
	start, err := e.DateTimeStart(time.UTC)
	if err != nil {
		t.Fatal(err)
	}
	option, err := e.Props.RecurrenceRule()
	if err != nil {
		t.Fatal(err)
	}
	days := []time.Time{start}
	if option != nil {
		option.Dtstart = start
		rule, err := rrule.NewRRule(*option)
		if err != nil {
			t.Fatal(err)
		}
		days = rule.Between(time.Date(from, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(to, 12, 31, 0, 0, 0, 0, time.UTC), true)
		if first := rule.After(start.AddDate(-1, 0, 0), false); !first.Equal(start) {
			t.Fatalf("the first day %v is none of the rule, which begins on %v", start, first)
		}
	}
	var list []care.Day
	for _, day := range days {
		if from <= day.Year() && day.Year() <= to {
			list = append(list, care.DayOf(day))
		}
	}
	return list
}

func TestACalendarToTheByte(t *testing.T) {
	got := write(t, ics.Event{
		UID: "a1", Summary: "María Ángeles Ferrer i Perelló: cumpleaños; tarta, \\velas\\ y una sorpresa para las niñas", Description: "Nacida en 1980\n张伟",
		Day: "1980-05-21", Yearly: true, Alarms: []ics.Alarm{{7, 540}, {0, 540}},
	}, ics.Event{UID: "a2", Summary: "王芳", Day: "2026-12-31"})
	const want = `BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Carebook//Carebook//EN
CALSCALE:GREGORIAN
NAME:Occasions\, and more
X-WR-CALNAME:Occasions\, and more
BEGIN:VEVENT
UID:a1
DTSTAMP:20261122T073000Z
DTSTART;VALUE=DATE:19800521
DTEND;VALUE=DATE:19800522
RRULE:FREQ=YEARLY
SUMMARY:María Ángeles Ferrer i Perelló: cumpleaños\; tarta\, \\velas\\ 
 y una sorpresa para las niñas
DESCRIPTION:Nacida en 1980\n张伟
TRANSP:TRANSPARENT
BEGIN:VALARM
ACTION:DISPLAY
DESCRIPTION:María Ángeles Ferrer i Perelló: cumpleaños\; tarta\, \\vela
 s\\ y una sorpresa para las niñas
TRIGGER:-P6DT15H
END:VALARM
BEGIN:VALARM
ACTION:DISPLAY
DESCRIPTION:María Ángeles Ferrer i Perelló: cumpleaños\; tarta\, \\vela
 s\\ y una sorpresa para las niñas
TRIGGER:PT9H
END:VALARM
END:VEVENT
BEGIN:VEVENT
UID:a2
DTSTAMP:20261122T073000Z
DTSTART;VALUE=DATE:20261231
DTEND;VALUE=DATE:20270101
SUMMARY:王芳
TRANSP:TRANSPARENT
END:VEVENT
END:VCALENDAR
`
	if string(got) != strings.ReplaceAll(want, "\n", "\r\n") {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	read(t, got)
}

func TestLeapDays(t *testing.T) {
	for _, c := range []struct {
		name   string
		march1 bool
		day    care.Day
		from   int
		want   []care.Day
	}{
		{"28 February", false, "1996-02-29", 2026, []care.Day{"2026-02-28", "2027-02-28", "2028-02-29", "2029-02-28", "2030-02-28", "2031-02-28"}},
		{"1 March", true, "1996-02-29", 2026, []care.Day{"2026-03-01", "2027-03-01", "2028-02-29", "2029-03-01", "2030-03-01", "2031-03-01"}},
		{"from the birth on, 28 February", false, "2024-02-29", 2020, []care.Day{"2024-02-29", "2025-02-28"}},
		{"from the birth on, 1 March", true, "2024-02-29", 2020, []care.Day{"2024-02-29", "2025-03-01"}},
		{"the end of February is no leap day", true, "1999-02-28", 2026, []care.Day{"2026-02-28", "2027-02-28", "2028-02-28", "2029-02-28", "2030-02-28", "2031-02-28"}},
		{"nor is its beginning of March", true, "1999-03-01", 2026, []care.Day{"2026-03-01", "2027-03-01", "2028-03-01", "2029-03-01", "2030-03-01", "2031-03-01"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			e := ics.Event{UID: "leap", Summary: "x", Day: c.day, Yearly: true, March1: c.march1, Alarms: []ics.Alarm{{1, 0}}}
			var got []care.Day
			uids := map[string]bool{}
			for _, e := range read(t, write(t, e)).Events() {
				got = append(got, falls(t, e, c.from, c.from+5)...)
				uids[text(t, e.Component, "UID")] = true
				if len(e.Children) != 1 {
					t.Errorf("an event has %d alarms", len(e.Children))
				}
			}
			slices.Sort(got)
			if !slices.Equal(got, c.want) {
				t.Errorf("it falls on %v, want %v", got, c.want)
			}
			if !uids["leap"] {
				t.Errorf("none has the UID itself: %v", uids)
			}
		})
	}
}

// TestLeapDaysOfACentury holds both rules to the calendar year by year.
func TestLeapDaysOfACentury(t *testing.T) {
	for _, march1 := range []bool{false, true} {
		var got []care.Day
		for _, e := range read(t, write(t, ics.Event{UID: "leap", Day: "1972-02-29", Yearly: true, March1: march1})).Events() {
			got = append(got, falls(t, e, 1972, 2099)...)
		}
		slices.Sort(got)
		var want []care.Day
		for year := 1972; year <= 2099; year++ {
			day := time.Date(year, 3, 1, 0, 0, 0, 0, time.UTC)
			if !march1 || day.AddDate(0, 0, -1).Day() == 29 {
				day = day.AddDate(0, 0, -1)
			}
			want = append(want, care.DayOf(day))
		}
		if !slices.Equal(got, want) {
			t.Errorf("on 1 March %v: %v", march1, got)
		}
	}
}

func TestOnceOnALeapDay(t *testing.T) {
	events := read(t, write(t, ics.Event{UID: "a", Day: "2028-02-29", March1: true})).Events()
	if len(events) != 1 || !slices.Equal(falls(t, events[0], 2000, 2100), []care.Day{"2028-02-29"}) {
		t.Errorf("%d events", len(events))
	}
}

func TestTriggers(t *testing.T) {
	for _, c := range []struct {
		alarm ics.Alarm
		want  string
	}{
		{ics.Alarm{0, 540}, "PT9H"},
		{ics.Alarm{7, 540}, "-P6DT15H"},
		{ics.Alarm{1, 540}, "-PT15H"},
		{ics.Alarm{1, 525}, "-PT15H15M"},
		{ics.Alarm{0, 0}, "PT0M"},
		{ics.Alarm{0, 1439}, "PT23H59M"},
		{ics.Alarm{0, 30}, "PT30M"},
		{ics.Alarm{1, 1410}, "-PT30M"},
		{ics.Alarm{1, 0}, "-P1D"},
		{ics.Alarm{90, 0}, "-P90D"},
		{ics.Alarm{3, 1410}, "-P2DT30M"},
	} {
		raw := write(t, ics.Event{UID: "a", Day: "2026-05-21", Alarms: []ics.Alarm{c.alarm}})
		alarm := read(t, raw).Events()[0].Children[0]
		if got := alarm.Props.Get("TRIGGER").Value; got != c.want {
			t.Errorf("%+v is %s, want %s", c.alarm, got, c.want)
		}
	}
}

func TestNoEvents(t *testing.T) {
	calendar := read(t, write(t))
	if n := len(calendar.Events()); n != 0 || len(calendar.Children) == 0 {
		t.Errorf("%d events in %d components", n, len(calendar.Children))
	}
	if name := text(t, calendar.Component, "X-WR-CALNAME"); name != "Occasions, and more" {
		t.Errorf("it is named %q", name)
	}
	if n := len(read(t, write(t, ics.Event{UID: "a", Day: "2026-05-21"})).Children); n != 1 {
		t.Errorf("with an event there are %d components", n)
	}
}

func TestTheLastDayThereIs(t *testing.T) {
	e := read(t, write(t, ics.Event{UID: "a", Day: "9999-12-31", Yearly: true})).Events()[0]
	if start := e.Props.Get("DTSTART").Value; start != "99991231" || e.Props.Get("DTEND") != nil {
		t.Errorf("it begins on %s and ends on %v", start, e.Props.Get("DTEND"))
	}
}

func TestWhatIsNoEvent(t *testing.T) {
	for name, e := range map[string]ics.Event{
		"no UID":             {Day: "2026-05-21"},
		"no day":             {UID: "a"},
		"a day never":        {UID: "a", Day: "2026-02-29", Yearly: true},
		"an alarm after":     {UID: "a", Day: "2026-05-21", Alarms: []ics.Alarm{{-1, 0}}},
		"a minute too early": {UID: "a", Day: "2026-05-21", Alarms: []ics.Alarm{{0, -1}}},
		"a minute too late":  {UID: "a", Day: "2026-05-21", Alarms: []ics.Alarm{{0, 1440}}},
	} {
		var out bytes.Buffer
		w, err := ics.NewWriter(&out, "", made)
		if err != nil {
			t.Fatal(err)
		}
		if err := w.Write(e); err == nil {
			t.Errorf("%s: no error", name)
		}
		if err := w.Close(); err != nil || len(read(t, out.Bytes()).Events()) != 0 {
			t.Errorf("%s: %v, %s", name, err, &out)
		}
	}
}

// full takes so many bytes and no more.
type full struct{ left int }

var errFull = errors.New("full")

func (f *full) Write(b []byte) (int, error) {
	if f.left -= len(b); f.left < 0 {
		return 0, errFull
	}
	return len(b), nil
}

func TestAFullDisk(t *testing.T) {
	w, err := ics.NewWriter(&full{left: 100_000}, "", made)
	for i := 0; err == nil && i < 10_000; i++ {
		err = w.Write(ics.Event{UID: fmt.Sprint(i), Summary: "x", Day: "2026-05-21"})
	}
	if !errors.Is(err, errFull) {
		t.Errorf("writing fails with %v", err)
	}
	if err := w.Close(); !errors.Is(err, errFull) {
		t.Errorf("closing fails with %v", err)
	}
}

// oneOf draws characters that mean something in a calendar, and letters of many
// scripts.
var oneOf = rapid.SampledFrom([]rune("aBz09 ,;:\\\"'^\n\r\t\x00\x07\x1b\x7f\u0085\u2028=éИя张🎂\u0301"))

// shown is what a reader must give for a text.
func shown(s string) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	for _, end := range []string{"\r\n", "\r", "\v", "\f", "\u0085", "\u2028", "\u2029"} {
		s = strings.ReplaceAll(s, end, "\n")
	}
	var b strings.Builder
	for _, r := range s {
		if r == '\n' || r == '\t' || r >= ' ' && r < 0x7F || r > 0x9F {
			b.WriteRune(r)
		}
	}
	return b.String()
}

func events() *rapid.Generator[ics.Event] {
	texts := rapid.StringOf(oneOf)
	return rapid.Custom(func(t *rapid.T) ics.Event {
		day := time.Date(rapid.IntRange(1, 9999).Draw(t, "year"), 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, rapid.IntRange(0, 364).Draw(t, "day"))
		e := ics.Event{
			UID: "u" + texts.Draw(t, "uid"), Summary: texts.Draw(t, "summary"), Description: texts.Draw(t, "description"), Day: care.DayOf(day),
			Yearly: rapid.Bool().Draw(t, "yearly"),
		}
		for range rapid.IntRange(0, 4).Draw(t, "alarms") {
			e.Alarms = append(e.Alarms, ics.Alarm{DaysBefore: rapid.IntRange(0, 90).Draw(t, "before"), Minute: rapid.IntRange(0, 1439).Draw(t, "minute")})
		}
		return e
	})
}

// same holds what was read against what was written.
func same(t testing.TB, got ical.Event, want ics.Event) {
	start, err := got.DateTimeStart(time.UTC)
	if err != nil || care.DayOf(start) != want.Day {
		t.Fatalf("it begins on %v (%v), want %s", start, err, want.Day)
	}
	if (got.Props.Get("RRULE") != nil) != want.Yearly {
		t.Fatalf("yearly: %v", want.Yearly)
	}
	for name, text := range map[string]string{"UID": want.UID, "SUMMARY": want.Summary, "DESCRIPTION": want.Description} {
		// The reader takes a comma for the end of a text where it is not escaped.
		list := []string{""}
		if p := got.Props.Get(name); p != nil {
			if list, err = p.TextList(); err != nil {
				t.Fatal(err)
			}
		}
		if len(list) != 1 || list[0] != shown(text) {
			t.Fatalf("%s is %q, want %q", name, list, shown(text))
		}
	}
	if len(got.Children) != len(want.Alarms) {
		t.Fatalf("%d alarms, want %d", len(got.Children), len(want.Alarms))
	}
	for i, a := range want.Alarms {
		before, err := got.Children[i].Props.Get("TRIGGER").Duration()
		at := time.Duration(a.Minute)*time.Minute - time.Duration(a.DaysBefore)*24*time.Hour
		if err != nil || before != at || text(t, got.Children[i], "ACTION") != "DISPLAY" || text(t, got.Children[i], "DESCRIPTION") != shown(want.Summary) {
			t.Fatalf("alarm %+v is %v (%v) in %v", a, before, err, got.Children[i].Props)
		}
	}
	if text(t, got.Component, "TRANSP") != "TRANSPARENT" || got.Props.Get("DTSTAMP").Value != "20261122T073000Z" {
		t.Fatalf("it has %v", got.Props)
	}
}

// TestWhatIsReadIsWhatWasWritten writes events of every kind and reads them with
// the second reader.
func TestWhatIsReadIsWhatWasWritten(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		want := rapid.SliceOfN(events(), 0, 5).Draw(rt, "events")
		got := read(t, write(t, want...)).Events()
		if len(got) != len(want) {
			rt.Fatalf("%d events of %d", len(got), len(want))
		}
		for i := range want {
			same(t, got[i], want[i])
		}
	})
}

func FuzzWrite(f *testing.F) {
	f.Add("a", "Anna; Бабушкина, \\юбилей\\", "1\r\n2\n3\r4", 13, 7, 540, true)
	f.Add("b", strings.Repeat("张伟的生日", 20), "", 60, 0, 0, false)
	f.Add("BEGIN:VEVENT\r\n", "\xff\xfe\x00 END:VCALENDAR", "\r\n END:VEVENT", 366, 90, 1439, true)
	f.Fuzz(func(t *testing.T, uid, summary, description string, day, before, minute int, yearly bool) {
		e := ics.Event{
			UID: cmp.Or(uid, "u"), Summary: summary, Description: description, Yearly: yearly,
			Day:    care.DayOf(time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, day&0xFFFF)),
			Alarms: []ics.Alarm{{DaysBefore: before & 0xFF, Minute: (minute & 0xFFFF) % 1440}},
		}
		got := read(t, write(t, e)).Events()
		if len(got) != 1 {
			t.Fatalf("%d events", len(got))
		}
		same(t, got[0], e)
	})
}

// TestMemory streams what 50,000 people have and looks at the heap on the way.
func TestMemory(t *testing.T) {
	heap := func() int64 {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return int64(m.HeapAlloc)
	}
	w, err := ics.NewWriter(io.Discard, "Occasions", made)
	if err != nil {
		t.Fatal(err)
	}
	summary := strings.Repeat("день рождения ", 10)
	alarms := []ics.Alarm{{7, 540}, {1, 540}, {0, 540}}
	before := heap()
	for i := range 50_000 {
		if err := w.Write(ics.Event{UID: fmt.Sprint(i), Summary: summary, Day: "1980-05-21", Yearly: true, Alarms: alarms}); err != nil {
			t.Fatal(err)
		}
		if i%10_000 == 9_999 {
			if grown := heap() - before; grown > 256<<10 {
				t.Fatalf("after %d events the heap has grown by %d KiB", i+1, grown>>10)
			}
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
}

// appointments makes a calendar of appointments at an instant.
func appointments(t testing.TB, now time.Time, all ...ics.Appointment) []byte {
	var out bytes.Buffer
	w, err := ics.NewWriter(&out, "Visits", now)
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range all {
		if err := w.WriteAppointment(a); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestAnAppointmentToTheByte(t *testing.T) {
	got := appointments(t, made, ics.Appointment{
		UID: "v1", Summary: "Visit: 王芳", Location: "Calle Mayor 3, València", Description: "5 days late\n+34 655", Day: "2026-11-30", Start: 9*60 + 30, Minutes: 45,
	})
	const want = `BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Carebook//Carebook//EN
CALSCALE:GREGORIAN
NAME:Visits
X-WR-CALNAME:Visits
BEGIN:VEVENT
UID:v1
DTSTAMP:20261122T073000Z
SEQUENCE:3624930
DTSTART:20261130T093000
DTEND:20261130T101500
SUMMARY:Visit: 王芳
LOCATION:Calle Mayor 3\, València
DESCRIPTION:5 days late\n+34 655
TRANSP:OPAQUE
END:VEVENT
END:VCALENDAR
`
	if s := strings.ReplaceAll(string(got), "\r\n", "\n"); s != want {
		t.Errorf("%s\nwant\n%s", s, want)
	}
	read(t, got)
}

func TestAppointmentsKeepTheirHours(t *testing.T) {
	zone, err := time.LoadLocation("Europe/Madrid")
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(rt *rapid.T) {
		a := ics.Appointment{
			UID: rapid.StringMatching(`[a-z0-9-]{1,40}`).Draw(rt, "uid"), Summary: rapid.String().Draw(rt, "summary"), Description: rapid.String().Draw(rt, "description"),
			Day:   care.DayOf(time.Date(2026, 1, rapid.IntRange(1, 800).Draw(rt, "day"), 0, 0, 0, 0, time.UTC)),
			Start: rapid.IntRange(0, 1439).Draw(rt, "start"), Minutes: rapid.IntRange(1, 600).Draw(rt, "minutes"),
		}
		events := read(t, appointments(t, made, a)).Events()
		if len(events) != 1 {
			rt.Fatalf("%d events", len(events))
		}
		start, err := events[0].DateTimeStart(zone)
		if err != nil {
			rt.Fatal(err)
		}
		end, err := events[0].DateTimeEnd(zone)
		if err != nil {
			rt.Fatal(err)
		}
		wall := func(minute int) time.Time {
			day := a.Day.Time()
			return time.Date(day.Year(), day.Month(), day.Day(), 0, minute, 0, 0, zone)
		}
		if !start.Equal(wall(a.Start)) || !end.Equal(wall(a.Start+a.Minutes)) {
			rt.Fatalf("from %v to %v", start, end)
		}
	})
}

func TestALaterCalendarReplacesAppointments(t *testing.T) {
	a := ics.Appointment{UID: "v1", Day: "2026-11-30", Start: 600, Minutes: 30}
	sequence := func(now time.Time) int {
		n, err := read(t, appointments(t, now, a)).Events()[0].Props.Get("SEQUENCE").Int()
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	if first, later := sequence(made), sequence(made.Add(time.Hour)); later != first+60 {
		t.Errorf("SEQUENCE goes from %d to %d", first, later)
	}
	if n := sequence(time.Time{}); n != 0 {
		t.Errorf("before all editions SEQUENCE is %d", n)
	}
}

func TestAppointmentsThatAreNone(t *testing.T) {
	good := ics.Appointment{UID: "v1", Day: "2026-11-30", Start: 600, Minutes: 30}
	for name, spoil := range map[string]func(*ics.Appointment){
		"no UID":            func(a *ics.Appointment) { a.UID = "" },
		"no day":            func(a *ics.Appointment) { a.Day = "" },
		"a day there's not": func(a *ics.Appointment) { a.Day = "2026-02-30" },
		"before the day":    func(a *ics.Appointment) { a.Start = -1 },
		"after the day":     func(a *ics.Appointment) { a.Start = 1440 },
		"no length":         func(a *ics.Appointment) { a.Minutes = 0 },
	} {
		w, err := ics.NewWriter(io.Discard, "Visits", made)
		if err != nil {
			t.Fatal(err)
		}
		a := good
		if spoil(&a); w.WriteAppointment(a) == nil {
			t.Errorf("%s: it was written", name)
		}
	}
}
