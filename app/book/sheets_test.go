package book_test

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	ical "github.com/emersion/go-ical"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/care/plan"
	"carebook/app/lang"
	"carebook/store"
)

// paper is a book to print from: people with all that a page can show.
type paper struct {
	store *store.Store
	clock care.Clock
	keys  []int64
}

const longName = "Wolfeschlegelsteinhausenbergerdorff-Sánchez de la Torre y Peñafiel"

func newPaper(t *testing.T) *paper {
	t.Helper()
	lang.Use("en")
	ctx := context.Background()
	p := &paper{clock: care.ClockFrom(time.Date(2026, 11, 26, 9, 0, 0, 0, time.UTC))}
	var err error
	p.store, err = store.Open(ctx, filepath.Join(t.TempDir(), "book.db"), store.Options{Clock: p.clock, Language: "en"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := p.store.Close(); err != nil {
			t.Error(err)
		}
	})
	people := []*care.Person{
		{
			FullName: "María Ferrer", Title: "Owner", Organization: "Casa Perelló", Added: "2025-01-01",
			Phones:    []care.Phone{{Number: "+34 655 55 44 17", Type: care.Mobile}, {Number: "96 100"}},
			Emails:    []care.Email{{Address: "maria@example.com"}},
			Addresses: []care.Address{{Street: "Calle Mayor 3", City: "El Palmar", PostalCode: "46012"}},
			Dates:     []care.Date{{Kind: care.Birthday, Year: 1979, Month: 11, Day: 26}},
			Profile:   care.Profile{Household: "Clara plays the piano", Likes: "bitter chocolate"},
		},
		{FullName: `<script>alert("1")</script>`, Organization: "A & B"},
		{FullName: "陈秀英"},
		{FullName: "يوسف العمراني"},
		{FullName: longName},
	}
	_, err = p.store.Do(ctx, store.Action{Kind: "edit", Words: "test"}, func(tx *store.Tx) error {
		for _, who := range people {
			key, err := tx.PutPerson(who)
			if err != nil {
				return err
			}
			p.keys = append(p.keys, key)
		}
		if _, err := tx.PutSale(0, p.keys[0], care.Sale{Day: "2026-11-20", Item: "Pan", Quantity: "24", Amount: care.Money{Minor: 61200, Currency: "EUR"}, State: care.SaleOrdered}); err != nil {
			return err
		}
		for _, e := range []care.Event{
			{Kind: care.Visit, Day: "2026-11-12", Text: "Worried about the licence."},
			{Kind: care.Complaint, Day: "2026-11-19", Text: "Oven door seal", Due: "2026-11-26"},
		} {
			if _, err := tx.PutEvent(0, p.keys[0], e); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// said is the text of a page, which must be well-formed and need nothing else.
func said(t *testing.T, page []byte, err error) string {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(bytes.ToLower(page), []byte("http")) || bytes.Contains(page, []byte("<script")) {
		t.Errorf("the page holds an address or a script:\n%s", page)
	}
	d := xml.NewDecoder(bytes.NewReader(page))
	var words []string
	inStyle := false
	for {
		token, err := d.Token()
		switch token := token.(type) {
		case xml.StartElement:
			inStyle = token.Name.Local == "style"
		case xml.EndElement:
			inStyle = false
		case xml.CharData:
			if text := strings.TrimSpace(string(token)); text != "" && !inStyle {
				words = append(words, text)
			}
		}
		if errors.Is(err, io.EOF) {
			return strings.Join(words, " | ")
		}
		if err != nil {
			t.Fatalf("the page is not well-formed: %v\n%s", err, page)
		}
	}
}

func wantWords(t *testing.T, text string, words ...string) {
	t.Helper()
	for _, want := range words {
		if !strings.Contains(text, want) {
			t.Errorf("the page does not say %q:\n%s", want, text)
		}
	}
}

// week is a plan as the page is given it: one full day, an empty one, and
// somebody left out.
func (p *paper) week() *book.VisitsView {
	visit := func(i, start int, band care.Band, long string) book.PlannedVisit {
		v := book.PlannedVisit{Visit: plan.Visit{Key: p.keys[i], Band: band, Day: "2026-11-30", Start: start, Minutes: 45}, Long: long, Short: "due"}
		v.Name = []string{"María Ferrer", `<script>alert("1")</script>`, "陈秀英", "يوسف العمراني", longName}[i]
		return v
	}
	v := &book.VisitsView{
		Span: book.Span{From: "2026-11-30"}, From: "2026-11-30", To: "2026-12-06", Week: "2026-W49", Planned: 225, Room: 480,
		Bands: &book.BandsView{On: "2026-11-26", Basis: plan.ByProfit, From: "2025-11-27", To: "2026-11-26", Ranked: 5, Currency: "EUR"},
		Days: []book.PlanDay{
			{Day: "2026-11-30", Minutes: 225, Room: 240, Districts: []string{"El Palmar", "Sueca"}, Visits: []book.PlannedVisit{
				visit(0, 570, care.BandA, "An open complaint, answer by Friday"), visit(1, 630, care.BandB, ""), visit(2, 690, care.BandB, "due"),
				visit(3, 840, care.BandC, "due"), visit(4, 900, care.BandNew, "due"),
			}},
			{Day: "2026-12-01", Room: 240},
		},
		LeftOut:  []book.LeftOutRow{{Key: p.keys[2], Name: "Bea Tormo", Band: care.BandC, Why: "no time is left for C"}},
		Settings: book.VisitSettings{Shares: plan.DefaultShares},
	}
	v.Days[0].Visits[0].Late = true
	for i, b := range []care.Band{care.BandA, care.BandB, care.BandC} {
		v.Bands.Bands[i] = book.BandSums{Band: b, People: i*2 + 1, Profit: []int64{8710800, 4855200, -5}[i], TargetMinutes: 80, PlannedMinutes: 75}
	}
	return v
}

func TestAPrintedPlan(t *testing.T) {
	p := newPaper(t)
	v := p.week()
	page, err := book.PrintedPlan(context.Background(), p.store, p.clock, v, false)
	text := said(t, page, err)
	wantWords(
		t, text,
		"Visits | 30 November 2026 to 1 December 2026 | Printed Thursday", "5 visits, 3:45 of 8:00 h",
		"Monday, 30 November | El Palmar, Sueca | 3:45 of 4:00 h", "9:30 | 45 min | A | María Ferrer | Casa Perelló | +34 655 55 44 17 | Calle Mayor 3, 46012 El Palmar | An open complaint, answer by Friday",
		`10:30 | 45 min | B | <script>alert("1")</script> | A & B | due`, "陈秀英", "يوسف العمراني", "15:00 | 45 min | "+longName,
		"Tuesday, 1 December | 0:00 of 4:00 h | No visits on this day.", "Left out, and why | C | Bea Tormo | no time is left for C",
		v.Bands.Sentence(), "€87,108", "64 %", "Time spent | last 4 weeks, 0:00 h | no visits or calls logged yet",
	)
	page, err = book.PrintedPlan(context.Background(), p.store, p.clock, v, true)
	if text := said(t, page, err); strings.Contains(text, "€") || !strings.Contains(text, "•••") {
		t.Errorf("figures that are hidden are printed:\n%s", text)
	}
	v.Bands.Basis = plan.ByValue
	v.Bands.People = []plan.Ranked{
		{Customer: plan.Customer{Value: 5}, Band: care.BandA}, {Customer: plan.Customer{Value: 3}, Band: care.BandB}, {Customer: plan.Customer{Value: 9}, Band: care.BandNew},
	}
	page, err = book.PrintedPlan(context.Background(), p.store, p.clock, v, false)
	wantWords(t, said(t, page, err), "Value | given by hand, 1 to 5 | 63 % | 5 | 37 % | 3")
	v.Span.Month, v.Bands.Ranked, v.Bands.Basis = true, 0, plan.ByValue
	page, err = book.PrintedPlan(context.Background(), p.store, p.clock, v, false)
	text = said(t, page, err)
	wantWords(t, text, "Visits | November 2026", v.Bands.Sentence())
	if bytes.Contains(page, []byte("<svg")) {
		t.Error("there is a picture of nobody")
	}
}

func TestAPlanWithManyVisitsInEveryLanguage(t *testing.T) {
	p := newPaper(t)
	v := p.week()
	for i := len(v.Days[0].Visits); i < 40; i++ {
		visit := v.Days[0].Visits[i%5]
		visit.Start = 600 + i
		v.Days[0].Visits = append(v.Days[0].Visits, visit)
	}
	for _, l := range lang.Languages() {
		lang.Use(l.Code)
		page, err := book.PrintedPlan(context.Background(), p.store, p.clock, v, false)
		said(t, page, err)
		if n := bytes.Count(page, []byte(`class="box"`)); n != 40 {
			t.Errorf("%s: %d boxes to tick", l.Code, n)
		}
	}
	lang.Use("en")
}

func TestAPrintedBrief(t *testing.T) {
	p := newPaper(t)
	page, err := book.PrintedBrief(context.Background(), p.store, p.clock, p.keys[0], false)
	text := said(t, page, err)
	wantWords(
		t, text, "María Ferrer | Owner, Casa Perelló, El Palmar", "last contact 14 days ago", "+34 655 55 44 17 mobile | 96 100 | maria@example.com | Calle Mayor 3, 46012 El Palmar",
		"2 | minutes of business", "On its way | 24 × Pan | €612, ordered Fri 20 Nov", "Open complaint | Oven door seal",
		"8 | minutes of the person", "Family | Clara plays the piano", "bitter chocolate", "Lately", "Worried about the licence.", "What was said",
	)
	page, err = book.PrintedBrief(context.Background(), p.store, p.clock, p.keys[0], true)
	for _, secret := range []string{"Clara", "chocolate", "612", "licence"} {
		if text := said(t, page, err); strings.Contains(text, secret) {
			t.Errorf("%q is hidden and printed", secret)
		}
	}
	page, err = book.PrintedBrief(context.Background(), p.store, p.clock, p.keys[2], false)
	wantWords(t, said(t, page, err), "陈秀英", "no contact yet", "Nothing is known yet.")
	if _, err := book.PrintedBrief(context.Background(), p.store, p.clock, 999, false); care.CodeOf(err) != care.CodePersonMissing {
		t.Errorf("of nobody: %v", err)
	}
}

func TestAPrintedDay(t *testing.T) {
	p := newPaper(t)
	page, err := book.PrintedDay(context.Background(), p.store, p.clock, false)
	text := said(t, page, err)
	wantWords(t, text, "Thursday, 26 November", "Today | María Ferrer | +34 655 55 44 17 | Birthday, 47", "Complaints | María Ferrer", "Oven door seal")
	page, err = book.PrintedDay(context.Background(), p.store, p.clock, true)
	if text := said(t, page, err); strings.Contains(text, "Oven") || !strings.Contains(text, "Birthday, 47") {
		t.Errorf("hidden is %s", text)
	}
	quiet, err := store.Open(context.Background(), filepath.Join(t.TempDir(), "quiet.db"), store.Options{Clock: p.clock, Language: "en"})
	if err != nil {
		t.Fatal(err)
	}
	defer quiet.Close()
	page, err = book.PrintedDay(context.Background(), quiet, p.clock, false)
	wantWords(t, said(t, page, err), "Nothing to do on this day.")
}

func TestAPrintedList(t *testing.T) {
	p := newPaper(t)
	page, err := book.PrintedPeople(context.Background(), p.store, p.clock, "Friends & family", []int64{p.keys[2], p.keys[0]})
	text := said(t, page, err)
	wantWords(t, text, "Friends & family", "2 people", "+34 655 55 44 17 | 96 100 | maria@example.com", "Calle Mayor 3, 46012 El Palmar | Thu 12 Nov")
	if strings.Index(text, "陈秀英") > strings.Index(text, "María") {
		t.Error("the list is not in its order")
	}
	page, err = book.PrintedPeople(context.Background(), p.store, p.clock, "Nobody", nil)
	wantWords(t, said(t, page, err), "0 people", "Nobody is in this list.")
	if _, err := book.PrintedPeople(context.Background(), p.store, p.clock, "", []int64{999}); care.CodeOf(err) != care.CodePersonMissing {
		t.Errorf("of nobody: %v", err)
	}
}

// visitsIn are the events of a calendar of a plan, by another program's reader.
func (p *paper) visitsIn(t *testing.T, v *book.VisitsView, want int) []ical.Event {
	t.Helper()
	var out bytes.Buffer
	n, err := book.PlanICS(context.Background(), p.store, p.clock, v, &out)
	if err != nil || n != want {
		t.Fatalf("%d visits of %d, %v", n, want, err)
	}
	calendar, err := ical.NewDecoder(&out).Decode()
	if err != nil {
		t.Fatal(err)
	}
	if err := ical.NewEncoder(io.Discard).Encode(calendar); err != nil {
		t.Fatal(err)
	}
	return calendar.Events()
}

func TestAPlanAsACalendar(t *testing.T) {
	p := newPaper(t)
	v := p.week()
	v.Days[0].Visits[1].Done = true
	events := p.visitsIn(t, v, 4)
	first := events[0]
	for name, want := range map[string]string{
		"SUMMARY": "Visit: María Ferrer", "LOCATION": "Calle Mayor 3, 46012 El Palmar",
		"DESCRIPTION": "An open complaint, answer by Friday\nCalle Mayor 3, 46012 El Palmar\n+34 655 55 44 17",
	} {
		if got, err := first.Props.Text(name); err != nil || got != want {
			t.Errorf("%s is %q, %v, want %q", name, got, err, want)
		}
	}
	if start, end := first.Props.Get("DTSTART").Value, first.Props.Get("DTEND").Value; start != "20261130T093000" || end != "20261130T101500" {
		t.Errorf("from %s to %s", start, end)
	}
	// Moved within the week it is the same event, next week another.
	uid := func(v *book.VisitsView) string { return p.visitsIn(t, v, 4)[0].Props.Get("UID").Value }
	before := uid(v)
	v.Days[0].Visits[0].Day, v.Days[0].Visits[0].Start = "2026-12-04", 600
	if uid(v) != before {
		t.Error("a visit that was moved is another event")
	}
	v.Days[0].Visits[0].Day = "2026-12-07"
	if uid(v) == before {
		t.Error("the visit of next week is the same event")
	}
}

func TestThePlansCalendarFileIsPrivate(t *testing.T) {
	p := newPaper(t)
	path := filepath.Join(t.TempDir(), "visits.ics")
	n, err := book.PlanICSFile(context.Background(), p.store, p.clock, p.week(), path, true)
	if err != nil || n != 5 {
		t.Fatalf("%d, %v", n, err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	if _, err := book.PlanICSFile(context.Background(), p.store, p.clock, p.week(), path, true); care.CodeOf(err) != care.CodeFileExists {
		t.Errorf("one that is there was replaced: %v", err)
	}
	if data, err := os.ReadFile(path); err != nil || !slices.Contains(strings.Split(string(data), "\r\n"), "END:VCALENDAR") {
		t.Errorf("the file is no calendar: %v", err)
	}
}
