package book

import (
	"bytes"
	"context"
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
	people, faces := demoPeople(demoDay)
	again, facesAgain := demoPeople(demoDay)
	if !reflect.DeepEqual(people, again) || !reflect.DeepEqual(faces, facesAgain) {
		t.Error("two demo books of one day differ")
	}
}

func TestDemoPeopleAreSound(t *testing.T) {
	speak(t, "en")
	people, faces := demoPeople(demoDay)
	if len(people) != demoSize || len(faces) != demoSize {
		t.Fatalf("%d people and %d faces, want %d", len(people), len(faces), demoSize)
	}
	names, numbers := map[string]bool{}, map[string]string{}
	for _, p := range people {
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
		people, _ := demoPeople(day)
		for _, p := range people {
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
	people, faces := demoPeople(demoDay)
	for i, p := range people {
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
		if faces[i] != nil {
			count["portrait"]++
		}
		if p.Remark != "" {
			count["remark"]++
		}
		if len(p.Emails) == 0 {
			count["no e-mail"]++
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
	s, err := store.Open(ctx, filepath.Join(t.TempDir(), "demo.db"), store.Options{Clock: clock, Language: "en", Origin: "test"})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := Demo(ctx, s, clock); err != nil {
		t.Fatal(err)
	}
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
	// It is one action, so it is thrown away by one undo.
	if _, err := s.Undo(ctx, 1); err != nil {
		t.Fatal(err)
	}
	if n, err := s.Count(ctx, store.Query{}); err != nil || n != 0 {
		t.Errorf("%d people are left after the undo, %v", n, err)
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
		people, _ := demoPeople(demoDay)
		for _, p := range people {
			for _, s := range append([]string{p.Title, p.Remark}, p.Tags...) {
				if strings.HasPrefix(s, "demo.") {
					t.Errorf("%s: %s has the text %s", l.Code, p.FullName, s)
				}
			}
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
