package exchange_test

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	vcard "github.com/emersion/go-vcard"
	"pgregory.net/rapid"

	"carebook/app/care"
	"carebook/app/exchange"
)

// png is the smallest thing that is recognised as a picture.
var png = []byte("\x89PNG\r\n\x1a\n and then some")

// alphabet has the signs that mean something in one of the formats, and
// letters of many scripts.
var alphabet = []rune("aBcXyz059 .,;:\\\"'^%=+-@&<>|/#_*()ñéßИванЯ张伟李ひらمرحبا€😀")

// texts draws a text of one line without blanks at its ends.
func texts(lines bool) *rapid.Generator[string] {
	runes := rapid.SampledFrom(alphabet)
	if lines {
		runes = rapid.OneOf(rapid.SampledFrom(alphabet), rapid.Just('\n'))
	}
	return rapid.Custom(func(t *rapid.T) string {
		s := string(rapid.SliceOfN(runes, 1, 60).Draw(t, "text"))
		s = strings.Trim(s, " \n\t'")
		// What our own marks look like is read as a mark.
		for _, mark := range []string{":::", "* ", "_$!<"} {
			s = strings.ReplaceAll(s, mark, "x")
		}
		if s = strings.Trim(s, " \n\t'"); s == "" {
			return "text"
		}
		return s
	})
}

func maybe(g *rapid.Generator[string]) *rapid.Generator[string] {
	return rapid.OneOf(rapid.Just(""), g)
}

var phoneTypes = []care.PhoneType{
	"", care.Mobile, care.Home, care.Work, care.Main, care.Other, care.Car, care.Pager, care.Fax, care.HomeFax, care.WorkFax,
}

// people draws a person with everything that the documented export holds.
func people() *rapid.Generator[care.Person] {
	line, lines := texts(false), texts(true)
	return rapid.Custom(func(t *rapid.T) care.Person {
		text := func(name string) string { return maybe(line).Draw(t, name) }
		p := care.Person{
			UID: text("uid"), Kind: rapid.SampledFrom([]care.Kind{"", care.Individual, care.Organization}).Draw(t, "kind"),
			FullName: line.Draw(t, "full name"), Prefix: text("prefix"), Given: text("given"), Middle: text("middle"), Family: text("family"),
			Suffix: text("suffix"), Nickname: text("nickname"), Organization: text("organization"), Department: text("department"),
			Title: text("title"), Role: text("role"), Remark: maybe(lines).Draw(t, "remark"),
			Added: care.Day(rapid.SampledFrom([]string{"", "2024-02-29"}).Draw(t, "added")),
		}
		for range rapid.IntRange(0, 3).Draw(t, "phones") {
			p.Phones = append(p.Phones, care.Phone{
				Number: rapid.OneOf(line, rapid.StringMatching(`\+[0-9]{7,12}`)).Draw(t, "number"),
				Type:   rapid.SampledFrom(phoneTypes).Draw(t, "type"), Label: text("label"),
			})
		}
		for range rapid.IntRange(0, 2).Draw(t, "lists") {
			place := rapid.SampledFrom([]string{"", "home", "work", "other"})
			p.Emails = append(p.Emails, care.Email{
				Address: rapid.StringMatching(`[a-zé.]{1,8}@[a-z]{1,8}\.example`).Draw(t, "address"), Type: place.Draw(t, "type"), Label: text("label"),
			})
			p.URLs = append(p.URLs, care.URL{
				URL:  "https://www.example.com/" + strings.ReplaceAll(line.Draw(t, "url"), " ", "%20"),
				Type: rapid.SampledFrom([]string{"", "home", "work", "profile"}).Draw(t, "type"), Label: text("label"),
			})
			p.Addresses = append(p.Addresses, care.Address{
				Type: care.PhoneType(place.Draw(t, "type")), Label: text("label"), POBox: text("box"), Extended: text("extended"),
				Street: lines.Draw(t, "street"), City: text("city"), Region: text("region"), PostalCode: text("code"), Country: text("country"),
				Formatted: maybe(lines).Draw(t, "formatted"),
			})
			p.Tags = append(p.Tags, line.Draw(t, "tag"))
			r := care.Related{Name: text("related"), Relation: text("relation"), Phone: text("their number")}
			if r.Name != "" || r.Phone != "" {
				p.Related = append(p.Related, r)
			}
			p.Messengers = append(p.Messengers, care.Messenger{
				Handle:  line.Draw(t, "handle"),
				Service: rapid.SampledFrom([]string{"", "skype", "jabber", "google talk", "wechat", "some service"}).Draw(t, "service"),
			})
		}
		p.Tags, p.Messengers, p.Related = unique(p.Tags), unique(p.Messengers), uniqueRelated(p.Related)
		p.Profile = profile(t)
		p.Dates = dates(t, line)
		p.Extra = extras(t, line)
		if rapid.Bool().Draw(t, "photo") {
			p.Photo = &care.Photo{MediaType: "image/png", Bytes: len(png), Data: png}
		}
		return p
	})
}

func unique[T comparable](list []T) []T {
	var out []T
	for _, v := range list {
		if !slices.Contains(out, v) {
			out = append(out, v)
		}
	}
	return out
}

// days draws one part of a cadence.
func days() *rapid.Generator[int] {
	return rapid.OneOf(rapid.Just(0), rapid.Just(care.Never), rapid.IntRange(1, care.MaxCadence))
}

// profile draws a profile, without files, which no format but JSON tells of.
func profile(t *rapid.T) care.Profile {
	line, lines := texts(false), texts(true)
	p := care.Profile{
		Likes: maybe(lines).Draw(t, "likes"), Household: maybe(lines).Draw(t, "household"), Hour: maybe(line).Draw(t, "hour"),
		Channel:    rapid.SampledFrom(append(care.Channels(), "")).Draw(t, "channel"),
		Value:      rapid.IntRange(0, care.MaxValue).Draw(t, "value"),
		ReferredBy: maybe(line).Draw(t, "referred by"),
		Lost:       care.Day(rapid.SampledFrom([]string{"", "2026-02-28"}).Draw(t, "lost")),
		Cadence:    care.Cadence{Call: days().Draw(t, "call every"), Visit: days().Draw(t, "visit every")},
		Interests:  unique(rapid.SliceOfN(line, 0, 3).Draw(t, "interests")),
	}
	if len(p.Interests) == 0 {
		p.Interests = nil
	}
	for range rapid.IntRange(0, 3).Draw(t, "own") {
		p.SetOwnValue(line.Draw(t, "field"), lines.Draw(t, "value"))
	}
	return p
}

// uniqueRelated leaves out those that differ in the case of the relation only:
// readers take them for one.
func uniqueRelated(list []care.Related) []care.Related {
	var out []care.Related
	for _, v := range list {
		if !slices.ContainsFunc(out, func(r care.Related) bool { return r.Name == v.Name && strings.EqualFold(r.Relation, v.Relation) }) {
			out = append(out, v)
		}
	}
	return out
}

// dates draws a birthday, first, and other dates.
func dates(t *rapid.T, line *rapid.Generator[string]) []care.Date {
	var list []care.Date
	day := func() care.Date {
		d := care.Date{Month: rapid.IntRange(1, 12).Draw(t, "month"), Day: rapid.IntRange(1, 28).Draw(t, "day")}
		switch rapid.IntRange(0, 4).Draw(t, "form") {
		case 0:
			d.Year = rapid.IntRange(1901, 2030).Draw(t, "year")
		case 1:
			d.Day = 0
		case 2:
			d.Calendar, d.Leap = care.Lunar, rapid.Bool().Draw(t, "leap")
		case 3:
			return care.Date{Text: "circa " + line.Draw(t, "text")}
		}
		return d
	}
	if rapid.Bool().Draw(t, "born") {
		d := day()
		d.Kind = care.Birthday
		list = append(list, d)
	}
	for range rapid.IntRange(0, 2).Draw(t, "dates") {
		d := day()
		d.Kind = rapid.SampledFrom([]care.DateKind{care.Anniversary, care.RelativeDate, care.OtherDate}).Draw(t, "kind")
		d.Label = maybe(line).Draw(t, "label")
		if !slices.ContainsFunc(list, d.Same) {
			list = append(list, d)
		}
	}
	return list
}

// extras draws kept columns first and then kept properties, some of them with
// the names of fields.
func extras(t *rapid.T, line *rapid.Generator[string]) []care.Property {
	var list []care.Property
	for i := range rapid.IntRange(0, 2).Draw(t, "columns") {
		heading := fmt.Sprintf("Heading %d %s", i, line.Draw(t, "heading"))
		list = append(list, care.Property{
			Name: care.ColumnProperty, Params: []care.Param{{Name: "NAME", Values: []string{strings.TrimSpace(heading)}}}, Value: line.Draw(t, "cell"),
		})
	}
	for i := range rapid.IntRange(0, 3).Draw(t, "properties") {
		e := care.Property{
			Name:  rapid.SampledFrom([]string{"X-FOO", "GENDER", "ORG", "TEL", "X-SPOUSE", "NICKNAME", "BDAY", "X-ABLABEL", "TZ", "HOBBY", "INTEREST", "X-CAREBOOK-VALUE", "X-CAREBOOK-CADENCE"}).Draw(t, "name"),
			Value: fmt.Sprintf("%d %s", i, line.Draw(t, "value")),
		}
		if rapid.Bool().Draw(t, "structured") {
			e.Value, e.Structured = fmt.Sprintf("%d;a\\,b;c", i), true
		}
		if rapid.Bool().Draw(t, "group") {
			e.Group = rapid.SampledFrom([]string{"item1", "item2", "g"}).Draw(t, "group")
		}
		if rapid.Bool().Draw(t, "param") {
			e.Params = append(e.Params, care.Param{Name: "X-P", Values: []string{line.Draw(t, "param")}})
		}
		list = append(list, e)
	}
	return list
}

// write writes people in a format.
func write(t rapid.TB, f exchange.Format, list ...care.Person) []byte {
	t.Helper()
	var out bytes.Buffer
	w, err := exchange.NewWriter(&out, f)
	if err != nil {
		t.Fatal(err)
	}
	for i := range list {
		if err := w.Write(&list[i]); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// readBack reads what was written.
func readBack(t rapid.TB, dir string, f exchange.Format, raw []byte) []care.Person {
	t.Helper()
	path := filepath.Join(dir, "book."+map[exchange.Format]string{
		exchange.VCard: "vcf", exchange.VCard3: "vcf", exchange.CSV: "csv", exchange.JSON: "json",
	}[f])
	if err := os.WriteFile(path, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := open(path, exchange.Options{Year: 2026})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	var list []care.Person
	err = s.Read(context.Background(), func(r *exchange.Record) error {
		if r.Problem != nil {
			return fmt.Errorf("line %d: %s %v", r.Line, r.Problem.Reason.Code, r.Problem.Reason.Args)
		}
		list = append(list, r.Person)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// same compares what the formats promise to keep.
func same(t rapid.TB, f exchange.Format, want, got care.Person) {
	t.Helper()
	show := func(p care.Person) string {
		if f == exchange.CSV || f == exchange.JSON {
			p.Photo = nil
		}
		if f == exchange.CSV {
			// The columns of a table have an order of their own.
			p.Extra = slices.SortedStableFunc(slices.Values(p.Extra), func(a, b care.Property) int { return cmp.Compare(a.Value, b.Value) })
			p.Profile.Own = slices.SortedFunc(slices.Values(p.Profile.Own), func(a, b care.OwnValue) int { return cmp.Compare(a.Field, b.Field) })
		}
		s, err := json.MarshalIndent(p, "", " ")
		if err != nil {
			t.Fatal(err)
		}
		if p.Photo != nil {
			s = append(s, p.Photo.Data...)
		}
		return string(s)
	}
	if a, b := show(want), show(got); a != b {
		t.Fatalf("%s: wrote\n%s\nread\n%s", f, a, b)
	}
}

// TestRoundTrip writes and reads people in every format: nothing documented may
// change.
func TestRoundTrip(t *testing.T) {
	for _, f := range []exchange.Format{exchange.VCard, exchange.VCard3, exchange.CSV, exchange.JSON} {
		t.Run(string(f), func(t *testing.T) {
			dir := t.TempDir()
			rapid.Check(t, func(t *rapid.T) {
				list := rapid.SliceOfN(people(), 1, 3).Draw(t, "people")
				got := readBack(t, dir, f, write(t, f, list...))
				if len(got) != len(list) {
					t.Fatalf("wrote %d people, read %d", len(list), len(got))
				}
				for i := range list {
					same(t, f, list[i], got[i])
				}
			})
		})
	}
}

// TestSecondReader has another program's reader read our vCards: every card
// is there, with its name, numbers and addresses.
func TestSecondReader(t *testing.T) {
	for _, f := range []exchange.Format{exchange.VCard, exchange.VCard3} {
		t.Run(string(f), func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				list := rapid.SliceOfN(people(), 1, 3).Draw(t, "people")
				for i := range list {
					withoutBackslash(&list[i])
				}
				raw := write(t, f, list...)
				if !utf8.Valid(raw) {
					t.Fatal("not UTF-8")
				}
				for _, line := range bytes.Split(raw, []byte("\r\n")) {
					if len(line) > 75 || !utf8.Valid(line) {
						t.Fatalf("line %q of %d octets", line, len(line))
					}
				}
				d := vcard.NewDecoder(bytes.NewReader(raw))
				for i := range list {
					c, err := d.Decode()
					if err != nil {
						t.Fatalf("card %d: %v\n%s", i, err, raw)
					}
					secondReader(t, &list[i], c)
				}
				if _, err := d.Decode(); !errors.Is(err, io.EOF) {
					t.Fatalf("more cards than people: %v", err)
				}
			})
		})
	}
}

// withoutBackslash takes the backslashes out of what travels in parameters:
// that reader takes them for the escapes of Go there, and drops the line.
func withoutBackslash(p *care.Person) {
	for i := range p.Addresses {
		p.Addresses[i].Formatted = strings.ReplaceAll(p.Addresses[i].Formatted, `\`, "/")
	}
}

func secondReader(t *rapid.T, p *care.Person, c vcard.Card) {
	// That reader leaves the escape of the semicolon to its caller.
	asRead := func(s string) string { return strings.ReplaceAll(s, ";", `\;`) }
	if got := c.Value(vcard.FieldFormattedName); got != asRead(p.FullName) {
		t.Fatalf("name %q, read %q", p.FullName, got)
	}
	var numbers []string
	for _, f := range c[vcard.FieldTelephone] {
		if f.Params.Get("X-CAREBOOK-EXTRA") == "" {
			numbers = append(numbers, f.Value)
		}
	}
	for i, n := range p.Phones {
		if i >= len(numbers) || numbers[i] != asRead(n.Number) {
			t.Fatalf("numbers %v, read %q", p.Phones, numbers)
		}
	}
	if got := len(c[vcard.FieldEmail]); got != len(p.Emails) {
		t.Fatalf("%d e-mail addresses, read %d", len(p.Emails), got)
	}
	if got := len(c[vcard.FieldAddress]); got != len(p.Addresses) {
		t.Fatalf("%d addresses, read %d: %q", len(p.Addresses), got, p.Addresses)
	}
}
