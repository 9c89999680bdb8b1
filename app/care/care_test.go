package care_test

import (
	"errors"
	"fmt"
	"io/fs"
	"testing"
	"time"

	"carebook/app/care"
)

func TestDisplayName(t *testing.T) {
	for _, c := range []struct {
		want string
		p    care.Person
	}{
		{"Dr. Ana Núñez", care.Person{FullName: " Dr. Ana Núñez ", Given: "Ana"}},
		{"Ana María Núñez", care.Person{Given: "Ana", Middle: "María", Family: "Núñez", Organization: "Bar"}},
		{"欧阳伟", care.Person{Given: "伟", Family: "欧阳"}},
		{"Anita", care.Person{Nickname: "Anita", Organization: "Bar"}},
		{"Bar", care.Person{Organization: "Bar", Emails: []care.Email{{Address: "a@example.com"}}}},
		{"a@example.com", care.Person{Emails: []care.Email{{Address: " "}, {Address: "a@example.com"}}}},
		{"112", care.Person{Phones: []care.Phone{{Number: "112"}}}},
		{"", care.Person{}},
	} {
		if got := c.p.DisplayName(); got != c.want {
			t.Errorf("%+v: %q, want %q", c.p, got, c.want)
		}
	}
}

func TestDateISOAndValid(t *testing.T) {
	for _, c := range []struct {
		d     care.Date
		iso   string
		valid bool
	}{
		{care.Date{Year: 1980, Month: 5, Day: 21}, "1980-05-21", true},
		{care.Date{Month: 2, Day: 29}, "--02-29", true},
		{care.Date{Year: 2023, Month: 2, Day: 29}, "2023-02-29", false},
		{care.Date{Month: 4}, "--04", true},
		{care.Date{Year: 1980, Month: 4}, "1980-04", true},
		{care.Date{Year: 1980}, "1980", true},
		{care.Date{Month: 4, Day: 31}, "--04-31", false},
		{care.Date{Month: 8, Day: 30, Calendar: care.Lunar}, "--08-30", true},
		{care.Date{Month: 8, Day: 31, Calendar: care.Lunar}, "--08-31", false},
		{care.Date{Month: 13, Day: 1}, "--13-01", false},
		{care.Date{Day: 5}, "", false},
		{care.Date{Text: "circa 1800"}, "", false},
	} {
		if got := c.d.ISO(); got != c.iso {
			t.Errorf("%+v: %q, want %q", c.d, got, c.iso)
		}
		if got := c.d.Valid(); got != c.valid {
			t.Errorf("%+v: valid %v", c.d, got)
		}
	}
	a := care.Date{Kind: care.OtherDate, Month: 1, Day: 2, Label: "Party"}
	b := a
	b.Label, b.Calendar = "party", care.Gregorian
	if !a.Same(b) {
		t.Error("the same date with another case differs")
	}
	if b.Day = 3; a.Same(b) {
		t.Error("another day is the same")
	}
}

func TestClockRunsOnFromWhereItIsSet(t *testing.T) {
	c, err := care.ParseClock("2026-11-26T23:59:58+08:00")
	if err != nil {
		t.Fatal(err)
	}
	if got := c.Today(); got != "2026-11-26" || !c.Set() {
		t.Errorf("today is %s, set %v", got, c.Set())
	}
	first := c.Now()
	if first.Sub(time.Date(2026, 11, 26, 15, 59, 58, 0, time.UTC)) > time.Second {
		t.Errorf("now is %s", first)
	}
	if !c.Now().After(first) {
		t.Error("the clock stands still")
	}
	if _, err := care.ParseClock("tomorrow"); care.CodeOf(err) != care.CodeBadClock {
		t.Errorf("a wrong time: %v", err)
	}
	if c, err := care.ParseClock(""); err != nil || c.Set() {
		t.Errorf("no time: %+v, %v", c, err)
	}
}

func TestDaysAndInstants(t *testing.T) {
	if _, err := care.ParseDay("2026-02-30"); err == nil {
		t.Error("30 February is a day")
	}
	d, err := care.ParseDay("2026-02-28")
	if err != nil || d.Time().Day() != 28 {
		t.Errorf("%v, %v", d, err)
	}
	if !care.Day("nonsense").Time().IsZero() || !care.Instant("").Time().IsZero() {
		t.Error("nonsense has a time")
	}
	at := time.Date(2026, 1, 2, 3, 4, 5, 6e6, time.FixedZone("", 3600))
	if i := care.InstantOf(at); i != "2026-01-02T02:04:05.006Z" || !i.Time().Equal(at) {
		t.Errorf("instant %s", i)
	}
}

func TestAddressString(t *testing.T) {
	a := care.Address{Street: "Calle Mayor 5", PostalCode: "28013", City: "Madrid", Country: "España"}
	if got := a.String(); got != "Calle Mayor 5\n28013 Madrid\nEspaña" {
		t.Errorf("%q", got)
	}
	a.Formatted = "as written"
	if got := a.String(); got != "as written" {
		t.Errorf("%q", got)
	}
	if (care.Address{Type: care.Home}).Empty() != true || a.Empty() {
		t.Error("emptiness is misjudged")
	}
}

func TestExportedHidesWhatOnlyTheBookUses(t *testing.T) {
	p := care.Person{ID: "x", Country: "ES", Sources: []int64{1}, Photo: &care.Photo{MediaType: "image/png", Bytes: 3, SHA256: "abc"}}
	p.Dates = []care.Date{{Kind: care.Birthday, Month: 5, Day: 21}}
	e := p.Exported()
	if e.Birthday != "--05-21" {
		t.Errorf("birthday %q", e.Birthday)
	}
	p.Dates[0].Calendar = care.Lunar
	if e := p.Exported(); e.Birthday != "" {
		t.Errorf("a lunar birthday is exported as %q", e.Birthday)
	}
	if e.Country != "" || e.Sources != nil || e.Photo.SHA256 != "" || e.Photo.Bytes != 3 || e.ID != "x" {
		t.Errorf("%+v", e)
	}
	if p.Photo.SHA256 != "abc" {
		t.Error("the person itself was changed")
	}
}

func TestCauseLeavesThePathOut(t *testing.T) {
	failed := &fs.PathError{Op: "open", Path: "/secret", Err: fs.ErrPermission}
	if got := care.Cause(fmt.Errorf("export: %w", failed)); got != "permission denied" {
		t.Errorf("%q", got)
	}
	if got := care.Cause(errors.New("full")); got != "full" {
		t.Errorf("%q", got)
	}
}

func TestCodeOf(t *testing.T) {
	told := &care.Error{Code: care.CodeDiskFull, Err: errors.New("28")}
	for want, err := range map[care.Code]error{"": nil, care.CodeInternal: errors.New("x"), care.CodeDiskFull: fmt.Errorf("save: %w", told)} {
		if got := care.CodeOf(err); got != want {
			t.Errorf("%v: %q, want %q", err, got, want)
		}
	}
	if !errors.Is(told, told.Err) || told.Error() != "disk_full: 28" {
		t.Errorf("%v", told)
	}
}
