package cli_test

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"carebook/app/care"
	"carebook/store"
)

// bands is the answer of the command.
type bands struct {
	On, Basis, Currency, Sentence string
	Period                        struct{ From, To string }
	Bands                         []struct {
		Band           string
		People         int
		Profit         int64
		TargetShare    int `json:"target_share"`
		TargetMinutes  int `json:"target_minutes"`
		PlannedMinutes int `json:"planned_minutes"`
		SpentMinutes   int `json:"spent_minutes"`
	}
	People []struct {
		PersonID        string `json:"person_id"`
		Name, Band, Why string
		Override        string
		Value, Rank     int
		Profit, Revenue int64
	}
}

// sell writes a sale for everybody in the book who has a profit.
func (s *session) sell(profits map[string]int64) {
	s.t.Helper()
	b, err := store.Open(context.Background(), s.book, store.Options{Clock: care.SystemClock(), Language: "en", MustExist: true})
	if err != nil {
		s.t.Fatal(err)
	}
	_, err = b.Do(context.Background(), store.Action{Kind: "test"}, func(tx *store.Tx) error {
		for uid, profit := range profits {
			key, err := b.Key(context.Background(), uid)
			if err != nil {
				return err
			}
			sale := care.Sale{Day: "2026-10-01", Amount: care.Money{Minor: 2 * profit, Currency: "EUR"}, Margin: "50"}
			if _, err := tx.PutSale(0, key, sale); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		s.t.Fatal(err)
	}
	if err := b.Close(); err != nil {
		s.t.Fatal(err)
	}
}

func TestBandsOfABook(t *testing.T) {
	s := newSession(t)
	s.ok("import", s.file("people.vcf", strings.Join([]string{
		"BEGIN:VCARD", "VERSION:4.0", "UID:ada", "FN:Ada", "X-CAREBOOK-VALUE:2", "END:VCARD",
		"BEGIN:VCARD", "VERSION:4.0", "UID:bea", "FN:Bea", "X-CAREBOOK-VALUE:5", "END:VCARD",
		"BEGIN:VCARD", "VERSION:4.0", "UID:cid", "FN:Cid", "END:VCARD",
	}, "\r\n")))
	var got bands
	s.json(&got, "bands", "--json")
	if got.On != "2026-11-26" || got.Basis != "value" || got.Period.From != "2025-11-27" || got.Period.To != "2026-11-26" || got.Currency != "" || len(got.People) != 3 {
		t.Fatalf("%+v", got)
	}
	for i, want := range []string{"Bea A 1 5", "Ada B 2 2", "Cid new 0 0"} {
		p := got.People[i]
		if words := strings.Fields(want); p.Name != words[0] || p.Band != words[1] || string(rune('0'+p.Rank)) != words[2] || string(rune('0'+p.Value)) != words[3] || p.Why == "" || p.PersonID == "" {
			t.Errorf("%+v, want %s", p, want)
		}
	}
	var found struct {
		People []struct{ Band string }
	}
	if s.json(&found, "find", "Bea", "--json"); len(found.People) != 1 || found.People[0].Band != "A" {
		t.Errorf("%+v", found)
	}

	var shown struct{ Band, Why string }
	const why = "Rank 1 of 2 by the value you gave, 5 of 5. The first one is A."
	if s.json(&shown, "show", "bea", "--json"); shown.Band != "A" || shown.Why != why {
		t.Errorf("%+v", shown)
	}
	if out := s.ok("show", "bea"); !strings.Contains(out, "\n  Band A: "+why+"\n") {
		t.Errorf("%s", out)
	}

	// From the first sale on, profit ranks; known for three months, they count.
	s.sell(map[string]int64{"ada": 6100, "bea": 3400, "cid": 500})
	s.ok("log", "ada", "--kind", "visit", "--minutes", "30", "--on", "2026-11-20", "Tea")
	s.ok("log", "cid", "--kind", "call", "--minutes", "90", "--on", "2026-11-20", "Talk")
	if s.json(&got, "bands", "--on", "2026-11-26", "--json"); got.Basis != "profit" || got.Currency != "EUR" || got.People[0].Band != "new" {
		t.Errorf("%+v", got)
	}
	if s.json(&got, "bands", "--on", "2026-12-30", "--json"); got.On != "2026-12-30" || got.People[0].Name != "Ada" || got.People[0].Profit != 6100 || got.People[0].Revenue != 12200 {
		t.Errorf("%+v", got)
	}
	for i, want := range []struct {
		band           string
		profit         int64
		share, minutes int
	}{{"A", 6100, 20, 240}, {"B", 3400, 60, 720}, {"C", 500, 20, 240}} {
		if b := got.Bands[i]; b.Band != want.band || b.People != 1 || b.Profit != want.profit || b.TargetShare != want.share || b.TargetMinutes != want.minutes || b.PlannedMinutes != 0 {
			t.Errorf("%+v, want %+v", b, want)
		}
	}
	if s.json(&got, "bands", "--on", "2026-12-10", "--json"); got.Bands[0].SpentMinutes != 0 {
		t.Errorf("nobody is ranked, and %+v", got.Bands)
	}

	// Every field is there, whatever its value, and so is every list.
	var fields map[string]json.RawMessage
	s.json(&fields, "bands", "--json")
	for _, name := range []string{"on", "basis", "period", "bands", "people", "currency", "sentence"} {
		if fields[name] == nil {
			t.Errorf("no %s", name)
		}
	}
	out := s.ok("bands", "--on", "2026-12-30")
	for _, line := range []string{
		"Wednesday, 30 December 2026", "A  1 person, €61 of profit; hours a week: 4:00 wanted (20 %), 0:00 planned; 0:00 spent in four weeks",
		"C  Cid: Rank 3 of 3: €5 of profit from 31 December 2025 to 30 December 2026. The last one is C.", "0 people are new, outside the ranking.",
	} {
		if !slices.Contains(strings.Split(out, "\n"), line) {
			t.Errorf("without %q:\n%s", line, out)
		}
	}
	if status, _, errs := s.run("bands", "--on", "31.02."); status != 2 || strings.Count(errs, "\n") != 1 {
		t.Errorf("exit %d, %s", status, errs)
	}
}

func TestBandsOfAnEmptyBook(t *testing.T) {
	s := newSession(t)
	s.ok("import", s.file("people.vcf", "BEGIN:VCARD\r\nVERSION:4.0\r\nUID:ada\r\nFN:Ada\r\nEND:VCARD\r\n"))
	var got bands
	s.json(&got, "bands", "--json")
	if got.Sentence != "No sales yet, so no bands. Import a sales file, or give people a value." || len(got.Bands) != 3 || len(got.People) != 1 {
		t.Errorf("%+v", got)
	}
	var shown struct{ Band, Why string }
	if s.json(&shown, "show", "ada", "--json"); shown.Band != "" || shown.Why != "" {
		t.Errorf("%+v", shown)
	}
	if status, _, errs := (&session{t: t, book: s.book + ".not"}).run("bands"); status != 1 || strings.Count(errs, "\n") != 1 {
		t.Errorf("of a book that is not there: exit %d, %s", status, errs)
	}
}

func TestBandsFollowAnImportOfSalesAndItsUndo(t *testing.T) {
	s := newSession(t)
	s.ok("import", s.file("people.json", `{"people":[{"uid":"ada","full_name":"Ada","added":"2026-01-01"},{"uid":"bea","full_name":"Bea","added":"2026-01-01"}]}`))
	bandsAre := func(want string) {
		t.Helper()
		var found struct {
			People []struct{ Band string }
		}
		var got []string
		for _, name := range []string{"Ada", "Bea"} {
			s.json(&found, "find", name, "--json")
			got = append(got, found.People[0].Band)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	bandsAre(" ")
	s.ok("import-sales", s.file("sales.csv", "date,customer,amount,cost,currency\n2026-10-01,ada,10.00,9.00,EUR\n2026-10-02,bea,20.00,1.50,EUR\n"))
	bandsAre("B A")
	s.ok("undo-import", s.importOf("sales.csv"))
	bandsAre(" ")
}

// The calls of a day follow the bands of the day.
func TestTodayOffersTheCallsOfABand(t *testing.T) {
	s := newSession(t)
	s.ok("import", s.file("people.json", `{"people":[{"uid":"ada","full_name":"Ada","added":"2026-01-01","profile":{"value":5}}]}`))
	var got today
	s.json(&got, "today", "--json")
	if len(got.Reminders) != 2 || got.Reminders[0].Kind != "call" || got.Reminders[1].Kind != "visit" {
		t.Errorf("%+v", got)
	}
}
