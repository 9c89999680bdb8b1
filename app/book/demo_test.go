package book

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"image/png"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"carebook/app/care"
	"carebook/app/lang"
	"carebook/app/text"
	"carebook/store"
)

const demoDay = care.Day("2026-11-26")

// speak uses a language for one test.
func speak(t *testing.T, code string) {
	t.Helper()
	before := lang.Current()
	t.Cleanup(func() { lang.Use(before) })
	lang.Use(code)
}

func TestDemoPeopleAreTheSameOnTheSameDay(t *testing.T) {
	speak(t, "en")
	if !reflect.DeepEqual(demoPeople(demoDay), demoPeople(demoDay)) {
		t.Error("two demo books of one day differ")
	}
}

func TestDemoPeopleAreSound(t *testing.T) {
	speak(t, "en")
	people := demoPeople(demoDay)
	if len(people) != demoSize {
		t.Fatalf("%d people, want %d", len(people), demoSize)
	}
	names, numbers := map[string]bool{"": true}, map[string]string{}
	for _, who := range people {
		p := who.person
		if !names[who.life.referrer] {
			t.Errorf("%s was sent by %s, who is nobody invented before", p.FullName, who.life.referrer)
		}
		if names[p.FullName] {
			t.Errorf("there are two %s", p.FullName)
		}
		names[p.FullName] = true
		if p.DisplayName() != p.FullName || strings.TrimSpace(p.FullName) == "" {
			t.Errorf("%q is shown as %q", p.FullName, p.DisplayName())
		}
		if len(p.Tags) == 0 || len(p.Phones) == 0 {
			t.Errorf("%s has %d tags and %d numbers", p.FullName, len(p.Tags), len(p.Phones))
		}
		if p.Added > demoDay || p.Added < "2019-01-01" {
			t.Errorf("%s was added on %s", p.FullName, p.Added)
		}
		for _, n := range p.Phones {
			parsed := text.ParsePhone(n.Number, "")
			if !parsed.International {
				t.Errorf("%s has %s, which is no number", p.FullName, n.Number)
			}
			if numbers[parsed.Digits] != "" {
				t.Errorf("%s and %s share %s", p.FullName, numbers[parsed.Digits], n.Number)
			}
			numbers[parsed.Digits] = p.FullName
		}
		for _, e := range p.Emails {
			// Domains that are kept for examples (RFC 2606).
			_, domain, _ := strings.Cut(e.Address, "@")
			if domain != "example.com" && domain != "example.org" && !strings.HasSuffix(domain, ".example") {
				t.Errorf("%s has %s, which may be somebody's", p.FullName, e.Address)
			}
			if strings.ContainsFunc(e.Address, func(r rune) bool { return r > unicode.MaxASCII || r == ' ' }) {
				t.Errorf("%s has the address %q", p.FullName, e.Address)
			}
		}
	}
	for _, name := range []string{
		"María Ángeles Ferrer Soler", "Javier Ibáñez Roca", "Дмитрий Волков", "Ольга Соколова", "Pau Llorens", "陈秀英", "يوسف العمراني",
		"Margaret Whitfield", "林美玲", "Tom Okafor", "Grupo Marjal",
	} {
		if !names[name] {
			t.Errorf("%s is missing", name)
		}
	}
}

// Whatever the day, every date exists.
func TestDemoDatesExistOnEveryDay(t *testing.T) {
	speak(t, "en")
	days := []care.Day{"2028-02-28", "2028-02-29", "2027-02-22", "2028-02-22", "2028-03-04", "2026-12-31", "2027-01-01"}
	for i := range 53 {
		days = append(days, care.DayOf(demoDay.Time().AddDate(0, 0, 7*i)))
	}
	for _, day := range days {
		for _, who := range demoPeople(day) {
			p := who.person
			for _, d := range p.Dates {
				if !d.Valid() {
					t.Errorf("on %s %s has the date %+v", day, p.FullName, d)
				}
				if d.Year > day.Time().Year() {
					t.Errorf("on %s %s has a date in %d", day, p.FullName, d.Year)
				}
			}
		}
	}
}

// The book has something of everything that the program handles.
func TestDemoIsVaried(t *testing.T) {
	speak(t, "en")
	count := map[string]int{}
	for _, who := range demoPeople(demoDay) {
		p := who.person
		for script, table := range map[string]*unicode.RangeTable{
			"latin": unicode.Latin, "cyrillic": unicode.Cyrillic, "han": unicode.Han, "arabic": unicode.Arabic, "greek": unicode.Greek,
			"hebrew": unicode.Hebrew, "hangul": unicode.Hangul, "kana": unicode.Hiragana,
		} {
			if strings.ContainsFunc(p.FullName, func(r rune) bool { return unicode.Is(table, r) }) {
				count[script]++
			}
		}
		if p.Kind == care.Organization {
			count["organisation"]++
		}
		if who.face != nil {
			count["portrait"]++
		}
		if p.Remark != "" {
			count["remark"]++
		}
		if len(p.Emails) == 0 {
			count["no e-mail"]++
		}
		for what, known := range map[string]bool{
			"likes": p.Profile.Likes != "", "household": p.Profile.Household != "", "hour": p.Profile.Hour != "", "channel": p.Profile.Channel != "",
			"interests": len(p.Profile.Interests) > 0, "value": p.Profile.Value > 0, "lost": p.Profile.Lost != "", "referred": who.life.referrer != "",
		} {
			if known {
				count[what]++
			}
		}
		for _, tag := range p.Tags {
			count[tag]++
		}
		for _, d := range p.Dates {
			count[string(d.Kind)]++
			switch {
			case d.Calendar == care.Lunar:
				count["lunar"]++
			case d.Year == 0:
				count["no year"]++
			}
			if d.Month == 2 && d.Day == 29 && d.Calendar != care.Lunar {
				count["29 February"]++
			}
			if d.Kind == care.Birthday && d.Calendar != care.Lunar && d.Month == 11 && d.Day == 26 {
				count["today"]++
			}
		}
	}
	for what, least := range map[string]int{
		"latin": 200, "cyrillic": 20, "han": 30, "arabic": 15, "greek": 1, "hebrew": 1, "hangul": 1, "kana": 1, "organisation": 15, "portrait": 15,
		"remark": 80, "no e-mail": 30, "birthday": 150, "anniversary": 10, "relative": 20, "other": 10, "lunar": 6, "no year": 20, "29 February": 2,
		"likes": 40, "household": 15, "hour": 20, "channel": 90, "interests": 40, "value": 80, "lost": 3, "referred": 10,
		"today": 1, "Important": 20, "Ordinary": 70, "Groups": 8, "Prospects": 50, "Family": 10, "Friends": 20, "Suppliers": 20,
	} {
		if count[what] < least {
			t.Errorf("%s: %d, want %d at least", what, count[what], least)
		}
	}
}

func TestDemoBook(t *testing.T) {
	speak(t, "en")
	ctx := context.Background()
	clock := care.ClockFrom(time.Date(2026, 11, 26, 9, 0, 0, 0, time.UTC))
	path := filepath.Join(t.TempDir(), "demo.db")
	s, err := store.Open(ctx, path, store.Options{Clock: clock, Language: "en", Origin: "test"})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := Demo(ctx, s, clock); err != nil {
		t.Fatal(err)
	}
	sound := func(when string) {
		t.Helper()
		if faults, err := store.Check(ctx, path); err != nil || len(faults) > 0 {
			t.Errorf("%s the book is damaged: %v, %v", when, faults, err)
		}
	}
	sound("after the demo")
	if n, err := s.Count(ctx, store.Query{}); err != nil || n != demoSize {
		t.Fatalf("%d people, %v", n, err)
	}
	tags, err := s.Tags(ctx)
	if err != nil {
		t.Fatal(err)
	}
	colors := map[string]string{}
	for _, tag := range tags {
		colors[tag.Name] = tag.Color
	}
	want := map[string]string{
		"Important": "rose", "Ordinary": "ochre", "Groups": "plum", "Prospects": "blue", "Family": "clay", "Friends": "olive", "Suppliers": "slate",
	}
	if !reflect.DeepEqual(colors, want) {
		t.Errorf("the tags are %v, want %v", colors, want)
	}
	for query, name := range map[string]string{
		"ibanez": "Javier Ibáñez Roca", "chen": "陈秀英", "volkov": "Дмитрий Волков", "lin meiling": "林美玲", "perello": "María Ángeles Ferrer Soler", "يوسف": "يوسف العمراني",
	} {
		hits, err := s.Find(ctx, query, 50)
		if err != nil || !slices.ContainsFunc(hits, func(h store.Hit) bool { return h.FullName == name }) {
			t.Errorf("%q does not find %s: %v", query, name, err)
		}
	}
	hits, err := s.Who(ctx, "4417", "ES", 10)
	if err != nil || len(hits) < 2 {
		t.Errorf("two people have a number ending in 4417, found %v, %v", hits, err)
	}
	maria := slices.IndexFunc(hits, func(h store.Hit) bool { return h.FullName == "María Ángeles Ferrer Soler" })
	if maria < 0 {
		t.Fatal("María Ángeles is not among them")
	}
	p, err := s.PersonByID(ctx, hits[maria].ID)
	if err != nil {
		t.Fatal(err)
	}
	if p.Photo == nil {
		t.Fatalf("%s has no portrait", p.FullName)
	}
	if thumb, err := s.Thumb(ctx, p.Photo.SHA256); err != nil || len(thumb) == 0 {
		t.Errorf("the portrait of %s has no thumbnail: %v", p.FullName, err)
	}
	checkMaria(t, s, hits[maria].Row, p)
	referrer, err := s.Find(ctx, "Pilar Rius", 1)
	if err != nil || len(referrer) != 1 {
		t.Fatalf("Pilar is not found: %v, %v", referrer, err)
	}
	if sent, err := s.Referred(ctx, referrer[0].ID); err != nil || len(sent) == 0 {
		t.Errorf("Pilar referred %d people, %v", len(sent), err)
	}
	// It is one action, so it is thrown away by one undo.
	if done, err := s.Undo(ctx, 1); err != nil || len(done.Left) > 0 || done.Kept > 0 {
		t.Fatalf("the undo left %v and kept %d, %v", done.Left, done.Kept, err)
	}
	if n, err := s.Count(ctx, store.Query{}); err != nil || n != 0 {
		t.Errorf("%d people are left after the undo, %v", n, err)
	}
	if events, err := s.Timeline(ctx, hits[maria].Key); err != nil || len(events) != 0 {
		t.Errorf("%d events are left after the undo, %v", len(events), err)
	}
	if found, err := s.Find(ctx, "part number", 1); err != nil || len(found) != 0 {
		t.Errorf("after the undo the search still finds %v, %v", found, err)
	}
	if bought, err := s.Purchases(ctx, "", "9999-12-31", "9999-12-31"); err != nil || len(bought) > 0 {
		t.Errorf("%d people still bought something, %v", len(bought), err)
	}
	sound("after the undo")
}

// checkMaria compares the best known customer with the picture of the screen.
func checkMaria(t *testing.T, s *store.Store, row store.Row, p *care.Person) {
	t.Helper()
	if row.LastContact != "2026-11-23" {
		t.Errorf("the last contact with %s was on %s", p.FullName, row.LastContact)
	}
	events, err := s.Timeline(t.Context(), row.Key)
	if err != nil || len(events) < 5 {
		t.Fatalf("the timeline of %s has %d events, %v", p.FullName, len(events), err)
	}
	var kinds []care.EventKind
	plain := make([]care.Event, len(events))
	for i, e := range events {
		kinds, plain[i] = append(kinds, e.Kind), e.Event
	}
	if want := []care.EventKind{care.Message, care.Complaint, care.Visit, care.Quote, care.Purchase}; !slices.Equal(kinds[:5], want) {
		t.Errorf("the timeline of %s is %v, want it to begin with %v", p.FullName, kinds, want)
	}
	if events[0].Text != "The seal ships on Wednesday, sent her the part number." || events[2].Minutes != 55 {
		t.Errorf("the timeline of %s begins with %+v", p.FullName, plain[:3])
	}
	facts := map[string]Fact{}
	brief := BriefOf(p, plain, nil, demoDay)
	for _, f := range append(brief.Business, brief.Personal...) {
		facts[f.Caption] = f
	}
	for caption, want := range map[string]string{
		"Last price quoted": "Combi oven, ten trays, €8,450; Thu 12 Nov, offer runs to Sat 12 Dec",
		"Open complaint":    "Oven door seal; by Fri 27 Nov",
		"Last purchase":     "24 paella pans, 40 cm, €612; Tue 3 Nov",
		"Likes":             "Open-water swimming, bitter chocolate, Joan Fuster; ",
		"Family":            "Clara plays her grade 8 piano exam on Saturday. Vicent grows the rice they cook.; ",
	} {
		if got := facts[caption].Words + "; " + facts[caption].Detail; !strings.EqualFold(got, want) {
			t.Errorf("%s: %q, want %q", caption, got, want)
		}
	}
}

func TestDemoStops(t *testing.T) {
	clock := care.ClockFrom(time.Date(2026, 11, 26, 9, 0, 0, 0, time.UTC))
	s, err := store.Open(context.Background(), filepath.Join(t.TempDir(), "demo.db"), store.Options{Clock: clock, Language: "en", Origin: "test"})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := Demo(ctx, s, clock); err == nil {
		t.Error("a demo that was stopped says nothing")
	}
	if n, err := s.Count(context.Background(), store.Query{}); err != nil || n != 0 {
		t.Errorf("%d people after a demo that was stopped, %v", n, err)
	}
}

func TestDemoSpeaksTheLanguage(t *testing.T) {
	for _, l := range lang.Languages() {
		speak(t, l.Code)
		for _, who := range demoPeople(demoDay) {
			p := who.person
			texts := append([]string{p.Title, p.Remark, p.Profile.Likes, p.Profile.Household, p.Profile.Hour}, p.Tags...)
			texts = append(texts, p.Profile.Interests...)
			for _, e := range who.events {
				texts = append(texts, e.Text)
			}
			for _, s := range texts {
				if strings.HasPrefix(s, "demo.") {
					t.Errorf("%s: %s has the text %s", l.Code, p.FullName, s)
				}
			}
		}
	}
}

// lastSeen is the last real contact with somebody invented.
func (who *invented) lastSeen() (last care.Day) {
	for _, e := range who.events {
		if e.Real() {
			last = max(last, e.Day)
		}
	}
	return last
}

// Whatever the day, lives happen while the person is known, and in order.
func TestDemoLivesAreSound(t *testing.T) {
	speak(t, "en")
	for _, day := range []care.Day{demoDay, "2028-02-29", "2027-01-01", "2026-07-15"} {
		for _, who := range demoPeople(day) {
			p := who.person
			if !slices.IsSortedFunc(who.events, func(a, b care.Event) int { return strings.Compare(string(a.Day), string(b.Day)) }) {
				t.Errorf("on %s the timeline of %s is in disorder", day, p.FullName)
			}
			for _, e := range who.events {
				what := fmt.Sprintf("on %s %s of %s, %q:", day, e.Kind, p.FullName, e.Text)
				if e.Day < p.Added || e.Day > day {
					t.Errorf("%s was on %s; added on %s", what, e.Day, p.Added)
				}
				if (e.Text == "") != (e.Outcome == care.NoAnswer) {
					t.Errorf("%s has the outcome %q", what, e.Outcome)
				}
				if e.Outcome != "" && !slices.Contains(care.Outcomes(e.Kind), e.Outcome) {
					t.Errorf("%s cannot have the outcome %s", what, e.Outcome)
				}
				if priced := e.Kind == care.Quote || e.Kind == care.Purchase; priced != (e.Price != nil && e.Price.Minor > 0) {
					t.Errorf("%s has the price %v", what, e.Price)
				}
				if (e.Kind == care.Quote) != (e.ValidUntil >= e.Day && e.ValidUntil != "") {
					t.Errorf("%s is valid until %s", what, e.ValidUntil)
				}
				if waits := e.Kind == care.Promise || e.Kind == care.Complaint; waits != (e.Due > e.Day) {
					t.Errorf("%s is due on %s", what, e.Due)
				}
				if e.Done != "" && (e.Done < e.Day || e.Done > day) {
					t.Errorf("%s was done on %s", what, e.Done)
				}
			}
			if lost := p.Profile.Lost; lost != "" && (lost < who.lastSeen() || lost > day) {
				t.Errorf("on %s %s is lost since %s, last seen on %s", day, p.FullName, lost, who.lastSeen())
			}
		}
	}
}

// Every kind of event occurs, and every group of the list by care has people.
func TestDemoLivesAreVaried(t *testing.T) {
	speak(t, "en")
	count := map[string]int{}
	seen := map[string]int{}
	for _, who := range demoPeople(demoDay) {
		p := who.person
		last := who.lastSeen()
		every := 0
		if len(who.events) > 0 {
			every = demoRhythm(&p, who.life.buys.band).Call
		}
		since := cmp.Or(last, p.Added)
		count[string(care.RhythmOf(every, since, since, demoDay).Due())]++
		seen[p.FullName] = care.DaysBetween(last, demoDay)
		for _, e := range who.events {
			count[string(e.Kind)]++
			if e.Open() {
				count["open "+string(e.Kind)]++
			}
			if e.ValidUntil >= demoDay {
				count["offers"]++
			}
		}
	}
	least := map[string]int{
		"owed": 8, "soon": 10, "in_time": 80, "none": 50, "open complaint": 3, "open promise": 8, "offers": 10, "call": 100, "visit": 60, "message": 60,
	}
	for _, kind := range care.EventKinds() {
		least[string(kind)] = max(least[string(kind)], 10)
	}
	for what, least := range least {
		if count[what] < least {
			t.Errorf("%s: %d, want %d at least", what, count[what], least)
		}
	}
	for name, days := range map[string]int{
		"Javier Ibáñez Roca": 31, "Дмитрий Волков": 19, "Ольга Соколова": 61, "Pau Llorens": 52, "陈秀英": 13, "يوسف العمراني": 41,
		"María Ángeles Ferrer Soler": 3, "Margaret Whitfield": 8, "林美玲": 22, "Tom Okafor": 2,
	} {
		if seen[name] != days {
			t.Errorf("%s was spoken to %d days ago, want %d", name, seen[name], days)
		}
	}
}

func TestPortraitsAreDrawn(t *testing.T) {
	seen := map[string]bool{}
	for _, k := range demoKnown {
		if k.face == nil {
			continue
		}
		data := portrait(*k.face)
		img, err := png.Decode(bytes.NewReader(data))
		if err != nil || img.Bounds().Dx() != portraitSize || img.Bounds().Dy() != portraitSize {
			t.Errorf("%s: %v", k.given, err)
			continue
		}
		if r, g, b, _ := img.At(120, 130).RGBA(); uint8(r>>8) != k.face.skin.R || uint8(g>>8) != k.face.skin.G || uint8(b>>8) != k.face.skin.B {
			t.Errorf("%s has no face in the middle of the portrait", k.given)
		}
		if seen[string(data)] {
			t.Errorf("%s looks like somebody else", k.given)
		}
		seen[string(data)] = true
	}
}
