package people

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"image/png"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/kittest"
	"carebook/app/ui/kit/run"
	"carebook/store"
)

// detailed is the details tab of one person in a high window.
type detailed struct {
	*fixture
	*details
	key int64
	// opened are the addresses that were handed to the desktop.
	opened []string
}

func openDetails(t *testing.T, who *care.Person, others ...*care.Person) *detailed {
	t.Helper()
	f := open(t, fyne.NewSize(1204, 2400), append([]*care.Person{who}, others...)...)
	d := &detailed{fixture: f, details: f.page.details}
	key, err := f.store.Key(context.Background(), who.UID)
	if err != nil {
		t.Fatal(err)
	}
	d.key = key
	d.openURL = func(u *url.URL) error {
		d.opened = append(d.opened, u.String())
		return nil
	}
	f.choose(key)
	f.page.openTab(detailsTab)
	return d
}

// person is the person as the book has it.
func (d *detailed) person(t *testing.T) *care.Person {
	t.Helper()
	p, err := d.fixture.store.Person(context.Background(), d.key)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// find is what is shown under an id, or nil.
func (d *detailed) find(id string) *detail {
	for _, it := range d.items {
		if it.id == id {
			return it
		}
	}
	return nil
}

func (d *detailed) row(t *testing.T, id string) *kit.EditRow {
	t.Helper()
	it := d.find(id)
	if it == nil {
		var ids []string
		for _, it := range d.items {
			ids = append(ids, it.id)
		}
		t.Fatalf("there is no row %q among %q", id, ids)
	}
	return it.row
}

// press types a key into whatever has the focus.
func (d *detailed) press(key fyne.KeyName) {
	if at := d.canvas().Focused(); at != nil {
		at.TypedKey(&fyne.KeyEvent{Name: key})
	}
}

// typeInto types words in the place of what is selected in the focused field.
func (d *detailed) typeInto(t *testing.T, words string) {
	t.Helper()
	if words == "" {
		d.press(fyne.KeyBackspace)
		return
	}
	for _, r := range words {
		if r == '\n' {
			d.press(fyne.KeyReturn)
			continue
		}
		d.canvas().Focused().TypedRune(r)
	}
}

// begin edits a row by keyboard and types.
func (d *detailed) begin(t *testing.T, id, words string) *kit.EditRow {
	t.Helper()
	row := d.row(t, id)
	d.canvas().Focus(row)
	d.press(fyne.KeyReturn)
	if !row.Editing() {
		t.Fatalf("Enter does not edit %q", id)
	}
	d.typeInto(t, words)
	return row
}

// edit edits a row by keyboard and saves it by Enter, or by Ctrl+Enter where
// Enter is a line break.
func (d *detailed) edit(t *testing.T, id, words string) {
	t.Helper()
	row := d.begin(t, id, words)
	if row.Field().Multiline {
		row.Commit()
		return
	}
	d.press(fyne.KeyReturn)
}

// addByMenu chooses a line of the menu that adds fields, with the submenu where
// there is one.
func (d *detailed) addByMenu(t *testing.T, labels ...string) {
	t.Helper()
	items := d.addMenu()
	for _, label := range labels {
		i := slices.IndexFunc(items, func(m kit.MenuItem) bool { return m.Label == label })
		if i < 0 {
			t.Fatalf("the menu does not offer %q", label)
		}
		items[i].Do()
	}
}

// chooseInMenu presses the line of the open menu that says something.
func (d *detailed) chooseInMenu(t *testing.T, label string) {
	t.Helper()
	type line interface {
		fyne.Tappable
		Label() string
	}
	for _, o := range d.canvas().Overlays().List() {
		for _, l := range kittest.Find[line](o) {
			if l.Label() == label {
				l.Tapped(&fyne.PointEvent{})
				return
			}
		}
	}
	t.Fatalf("no menu offers %q", label)
}

func TestEveryTextIsEditedInItsPlace(t *testing.T) {
	who := full()
	who.Profile = care.Profile{Likes: "Rice", Household: "Two", Interests: []string{"wine"}, Hour: "after five"}
	d := openDetails(t, who)
	for id, of := range map[string]func(*care.Person) string{
		"full_name":    func(p *care.Person) string { return p.FullName },
		"nickname":     func(p *care.Person) string { return p.Nickname },
		"organization": func(p *care.Person) string { return p.Organization },
		"department":   func(p *care.Person) string { return p.Department },
		"title":        func(p *care.Person) string { return p.Title },
		"role":         func(p *care.Person) string { return p.Role },
		"remark":       func(p *care.Person) string { return p.Remark },
		"likes":        func(p *care.Person) string { return p.Profile.Likes },
		"household":    func(p *care.Person) string { return p.Profile.Household },
		"hour":         func(p *care.Person) string { return p.Profile.Hour },
		"prefix":       func(p *care.Person) string { return p.Prefix },
		"given":        func(p *care.Person) string { return p.Given },
		"middle":       func(p *care.Person) string { return p.Middle },
		"family":       func(p *care.Person) string { return p.Family },
		"suffix":       func(p *care.Person) string { return p.Suffix },
		"phone 0":      func(p *care.Person) string { return p.Phones[0].Number },
		"phone 1":      func(p *care.Person) string { return p.Phones[1].Number },
		"email 0":      func(p *care.Person) string { return p.Emails[0].Address },
		"messenger 0":  func(p *care.Person) string { return p.Messengers[0].Handle },
		"url 0":        func(p *care.Person) string { return p.URLs[0].URL },
	} {
		words := "New " + id
		d.edit(t, id, words)
		if got := of(d.person(t)); got != words {
			t.Errorf("%s: the book has %q, want %q", id, got, words)
		}
		if got := d.row(t, id).Field().Value; got != words {
			t.Errorf("%s: the row shows %q", id, got)
		}
	}
	if len(d.shell.Failed) > 0 {
		t.Error(d.shell.Failed)
	}
	p := d.person(t)
	if p.Phones[0].Type != care.Mobile || p.Phones[1].Label != "bar" || p.Emails[0].Type != "work" || p.Messengers[0].Service != "telegram" {
		t.Errorf("editing the words changed a type: %+v %+v %+v", p.Phones, p.Emails, p.Messengers)
	}
	if len(p.Extra) != 2 || len(p.Related) != 1 || len(p.Dates) != 4 {
		t.Errorf("something else has gone: %+v", p)
	}
}

func TestInterestsAreTopics(t *testing.T) {
	d := openDetails(t, &care.Person{UID: "a", FullName: "Ana"})
	d.addByMenu(t, "Interests")
	d.typeInto(t, "wine, olive oil，Wine; saffron,")
	d.press(fyne.KeyReturn)
	if got := d.person(t).Profile.Interests; !slices.Equal(got, []string{"wine", "olive oil", "saffron"}) {
		t.Errorf("the interests are %q", got)
	}
	d.edit(t, "interests", "")
	if got := d.person(t).Profile.Interests; len(got) != 0 || d.find("interests") != nil {
		t.Errorf("cleared, the interests are %q", got)
	}
}

func TestFullNameFollowsItsPartsUntilItIsOnesOwn(t *testing.T) {
	d := openDetails(t, &care.Person{UID: "a", FullName: "Ana Soler", Given: "Ana", Family: "Soler"})
	d.edit(t, "family", "Ferrer")
	if got := d.person(t).FullName; got != "Ana Ferrer" {
		t.Errorf("the full name is %q", got)
	}
	d.edit(t, "full_name", "Doña Ana")
	d.edit(t, "given", "Anna")
	if p := d.person(t); p.FullName != "Doña Ana" || p.Given != "Anna" {
		t.Errorf("a name of one's own became %q, the part %q", p.FullName, p.Given)
	}
	d.addByMenu(t, "Part of the name…")
	d.chooseInMenu(t, "Middle name")
	d.typeInto(t, "Mari")
	d.press(fyne.KeyReturn)
	if got := d.person(t).Middle; got != "Mari" {
		t.Errorf("the middle name is %q", got)
	}
}

func TestTypesAndOwnLabels(t *testing.T) {
	d := openDetails(t, full())
	row := d.begin(t, "phone 0", "112")
	row.TypeSelect().Choose(1)
	d.press(fyne.KeyReturn)
	if got := d.person(t).Phones[0]; got != (care.Phone{Number: "112", Type: care.Work}) {
		t.Errorf("the phone is %+v", got)
	}
	row = d.begin(t, "phone 0", "113")
	row.TypeSelect().Choose(len(row.TypeSelect().Words()) - 1)
	d.typeInto(t, "boat")
	d.press(fyne.KeyReturn)
	if got := d.person(t).Phones[0]; got != (care.Phone{Number: "113", Label: "boat"}) {
		t.Errorf("the phone is %+v", got)
	}
	if got := d.row(t, "phone 0").Field().Caption; got != "boat" {
		t.Errorf("the caption is %q", got)
	}
	row = d.begin(t, "messenger 0", "@m")
	row.TypeSelect().Choose(0)
	d.press(fyne.KeyReturn)
	if got := d.person(t).Messengers[0]; got != (care.Messenger{Handle: "@m", Service: "whatsapp"}) {
		t.Errorf("the messenger is %+v", got)
	}
}

func TestAnAddressIsEditedInItsParts(t *testing.T) {
	who := &care.Person{UID: "a", FullName: "Ana", Addresses: []care.Address{
		{Type: care.Home, Street: "Nou 5", City: "Palmar", Formatted: "Nou 5\nPalmar"},
		{Formatted: "behind the church"},
		{PostalCode: "46001", City: "València", Formatted: "C/ Mayor 12, 46001 València"},
	}}
	d := openDetails(t, who)
	row := d.begin(t, "address 0", "Nou 6")
	if got := row.Field().Parts[0].Label; got != "Street" {
		t.Errorf("the first part is %q", got)
	}
	d.press(fyne.KeyTab)
	d.typeInto(t, "2nd floor")
	d.press(fyne.KeyReturn)
	want := care.Address{Type: care.Home, Street: "Nou 6", Extended: "2nd floor", City: "Palmar"}
	if got := d.person(t).Addresses[0]; got != want {
		t.Errorf("the address is %+v, want %+v", got, want)
	}
	row = d.begin(t, "address 1", "opposite the church")
	row.Commit()
	if got := d.person(t).Addresses[1]; got != (care.Address{Formatted: "opposite the church"}) {
		t.Errorf("the address without parts is %+v", got)
	}
	// The type alone leaves the text of the source as it is.
	row = d.begin(t, "address 1", "opposite the church")
	row.TypeSelect().Choose(1)
	row.Commit()
	if got := d.person(t).Addresses[1]; got != (care.Address{Type: care.Home, Formatted: "opposite the church"}) {
		t.Errorf("with a type the address is %+v", got)
	}
	// A street that stands in the text alone is seen and edited there.
	row = d.begin(t, "address 2", "C/ Mayor 14, 46001 València")
	row.Commit()
	want = care.Address{PostalCode: "46001", City: "València", Formatted: "C/ Mayor 14, 46001 València"}
	if got := d.person(t).Addresses[2]; got != want || d.row(t, "address 2").Field().Value != want.Formatted {
		t.Errorf("the address is %+v, shown as %q", got, d.row(t, "address 2").Field().Value)
	}
}

func TestWarningsNeverRefuse(t *testing.T) {
	for _, c := range []struct {
		id, words, good string
		saved           func(*care.Person) string
	}{
		{"phone 0", "abc", "+34 655 00 00 00", func(p *care.Person) string { return p.Phones[0].Number }},
		{"email 0", "mari", "mari@perello.example", func(p *care.Person) string { return p.Emails[0].Address }},
		{"email 0", "mari @perello.example", "mari@perello.example", func(p *care.Person) string { return p.Emails[0].Address }},
		{"url 0", "https://", "perello.example", func(p *care.Person) string { return p.URLs[0].URL }},
		{"url 0", "ftp://perello.example", "http://perello.example/a", func(p *care.Person) string { return p.URLs[0].URL }},
		{"date 0", "31.02.1980", "3 December 1979", func(p *care.Person) string { return p.Dates[0].Text }},
	} {
		d := openDetails(t, full())
		row := d.begin(t, c.id, c.words)
		if note := row.Note(); !note.Problem || note.Words == "" {
			t.Errorf("%s %q: the note while typing is %+v", c.id, c.words, note)
		}
		d.press(fyne.KeyReturn)
		if got := c.saved(d.person(t)); got != c.words {
			t.Errorf("%s: the book has %q, want what was typed, %q", c.id, got, c.words)
		}
		if note := d.row(t, c.id).Note(); !note.Problem {
			t.Errorf("%s: saved, the note is %+v", c.id, note)
		}
		d.edit(t, c.id, c.good)
		if note := d.row(t, c.id).Note(); note.Problem {
			t.Errorf("%s %q: still warned: %q", c.id, c.good, note.Words)
		}
	}
}

func TestDatesAreTypedFreely(t *testing.T) {
	for _, c := range []struct {
		words string
		want  care.Date
		note  []string
	}{
		{"8 Sep 1979", care.Date{Year: 1979, Month: 9, Day: 8, Calendar: care.Gregorian}, []string{"lunar: ", "next: Wed 8 Sep 2027, turns 48"}},
		{"8 Sep", care.Date{Month: 9, Day: 8, Calendar: care.Gregorian}, []string{"next: Wed 8 Sep 2027"}},
		{"lunar 8/15", care.Date{Month: 8, Day: 15, Calendar: care.Lunar}, []string{"next: "}},
		{"lunar leap 4/1", care.Date{Month: 4, Day: 1, Calendar: care.Lunar, Leap: true}, []string{"next: "}},
		{"lunar 1979/8/15", care.Date{Year: 1979, Month: 8, Day: 15, Calendar: care.Lunar}, []string{"Gregorian: 5 October 1979", "turns 48"}},
		{"1980", care.Date{Year: 1980, Calendar: care.Gregorian}, nil},
		{"some day", care.Date{Text: "some day"}, []string{"kept as text"}},
	} {
		d := openDetails(t, &care.Person{UID: "a", FullName: "Ana"})
		d.addByMenu(t, "Birthday")
		d.typeInto(t, c.words)
		var typed string
		for _, row := range kittest.Find[*kit.EditRow](d.page.details.object) {
			if row.Editing() {
				typed = row.Note().Words
			}
		}
		d.press(fyne.KeyReturn)
		want := c.want
		want.Kind = care.Birthday
		if got := d.person(t).Dates; len(got) != 1 || got[0] != want {
			t.Errorf("%q is saved as %+v, want %+v", c.words, got, want)
			continue
		}
		note := d.row(t, "date 0").Note()
		for _, part := range c.note {
			if !strings.Contains(typed, part) {
				t.Errorf("%q: while it is typed the note %q does not say %q", c.words, typed, part)
			}
			if part != "lunar: " && !strings.Contains(note.Words, part) {
				t.Errorf("%q: the note %q does not say %q", c.words, note.Words, part)
			}
		}
		if strings.Contains(note.Words, "lunar: ") {
			t.Errorf("%q: the lunar day stands beside a date that stays as it is: %q", c.words, note.Words)
		}
		// What is shown reads as the same date.
		d.edit(t, "date 0", "1 May")
		d.edit(t, "date 0", lang.Date(want))
		if got := d.person(t).Dates[0]; got != want && c.want.Text == "" {
			t.Errorf("%q is shown as %q and read as %+v", c.words, lang.Date(want), got)
		}
	}
}

func TestASecondBirthdayIsAnotherDate(t *testing.T) {
	d := openDetails(t, full())
	if slices.ContainsFunc(d.addMenu(), func(m kit.MenuItem) bool { return m.Label == "Birthday" }) {
		t.Error("a second birthday is offered")
	}
	row := d.begin(t, "date 1", "12 June")
	if got := row.TypeSelect().Words(); slices.Contains(got, "Birthday") {
		t.Errorf("an anniversary may become %q", got)
	}
	row.TypeSelect().Choose(len(row.TypeSelect().Words()) - 1)
	d.typeInto(t, "baptised")
	d.press(fyne.KeyReturn)
	if got := d.person(t).Dates[1]; got.Kind != care.OtherDate || got.Label != "baptised" || got.Month != 6 {
		t.Errorf("the date is %+v", got)
	}
	row = d.begin(t, "date 0", "3 December 1979")
	if got := row.TypeSelect().Words(); !slices.Contains(got, "Birthday") {
		t.Errorf("the birthday is one of %q", got)
	}
	d.press(fyne.KeyEscape)
}

func TestRelativesKeepTheirBirthday(t *testing.T) {
	d := openDetails(t, &care.Person{
		UID: "a", FullName: "Ana",
		Related: []care.Related{{Name: "Clara", Relation: "child"}, {Name: "Vicent", Relation: "compadre"}},
		Dates: []care.Date{
			{Kind: care.RelativeDate, Label: "Clara", Month: 5, Day: 1},
			{Kind: care.Birthday, Month: 1, Day: 2},
			{Kind: care.RelativeDate, Label: "Old uncle", Month: 7, Day: 4},
		},
	})
	if got := d.row(t, "relative 0").Field(); got.Value != "Clara\n1 May" || got.Caption != "child" {
		t.Errorf("the first relative is %q, %q", got.Value, got.Caption)
	}
	if got := d.row(t, "relative 1").Field(); got.Value != "Vicent" || got.Caption != "compadre" {
		t.Errorf("the second relative is %q, %q", got.Value, got.Caption)
	}
	if got := d.row(t, "relative 2").Field().Value; got != "Old uncle\n4 July" {
		t.Errorf("a birthday of nobody listed is %q", got)
	}
	d.begin(t, "relative 0", "Clara María")
	d.press(fyne.KeyTab)
	d.typeInto(t, "655 00 00 01")
	d.press(fyne.KeyTab)
	d.typeInto(t, "2 May 2010")
	d.press(fyne.KeyReturn)
	p := d.person(t)
	if p.Related[0] != (care.Related{Name: "Clara María", Relation: "child", Phone: "655 00 00 01"}) || len(p.Related) != 2 {
		t.Errorf("the relatives are %+v", p.Related)
	}
	want := []care.Date{
		{Kind: care.Birthday, Month: 1, Day: 2},
		{Kind: care.RelativeDate, Label: "Old uncle", Month: 7, Day: 4},
		{Kind: care.RelativeDate, Label: "Clara María", Year: 2010, Month: 5, Day: 2, Calendar: care.Gregorian},
	}
	if !slices.Equal(p.Dates, want) {
		t.Errorf("the dates are %+v", p.Dates)
	}
	if note := d.row(t, "relative 0").Note(); !strings.Contains(note.Words, "turns 17") {
		t.Errorf("the note is %q", note.Words)
	}
	// Renamed, the birthday goes by the new name.
	d.edit(t, "relative 0", "Clarita")
	if p = d.person(t); p.Related[0].Name != "Clarita" || p.Dates[2].Label != "Clarita" || p.Dates[2].Year != 2010 {
		t.Errorf("renamed: %+v %+v", p.Related, p.Dates)
	}
	// A wrong day is kept as text and said.
	row := d.begin(t, "relative 0", "Clarita")
	d.press(fyne.KeyTab)
	d.press(fyne.KeyTab)
	d.typeInto(t, "31.02.")
	if !row.Note().Problem {
		t.Error("31.02. is not warned of")
	}
	d.press(fyne.KeyReturn)
	if p = d.person(t); p.Dates[2].Text != "31.02." || p.Dates[2].Label != "Clarita" {
		t.Errorf("a wrong day is kept as %+v", p.Dates[2])
	}
	// Taken away, the birthday goes along.
	d.canvas().Focus(d.row(t, "relative 0"))
	d.press(fyne.KeyDelete)
	if p = d.person(t); len(p.Related) != 1 || len(p.Dates) != 2 {
		t.Errorf("taken away: %+v %+v", p.Related, p.Dates)
	}
	// An added one has a relation of the list.
	d.addByMenu(t, "Relative")
	d.typeInto(t, "Marta")
	row = d.draftRow(t)
	row.TypeSelect().Choose(0)
	d.press(fyne.KeyReturn)
	if p = d.person(t); p.Related[1] != (care.Related{Name: "Marta", Relation: lang.Relations()[0]}) {
		t.Errorf("added: %+v", p.Related)
	}
}

func (d *detailed) draftRow(t *testing.T) *kit.EditRow {
	t.Helper()
	for _, it := range d.items {
		if it.draft {
			return it.row
		}
	}
	t.Fatal("nothing is being added")
	return nil
}

func TestFieldsLeftOneAfterAnotherAreAllSaved(t *testing.T) {
	d := openDetails(t, full())
	var work []func()
	d.shell.Run = run.With(func(f func()) { work = append(work, f) }, func(f func()) { f() })
	d.edit(t, "title", "Boss")
	d.edit(t, "phone 0", "112")
	d.edit(t, "remark", "Typed while the others are on their way")
	d.Redraw() // as for whatever else happens meanwhile
	row := d.begin(t, "role", "Still typing")
	for len(work) > 0 {
		f := work[0]
		work = work[1:]
		f()
	}
	p := d.person(t)
	if p.Title != "Boss" || p.Phones[0].Number != "112" || p.Remark != "Typed while the others are on their way" {
		t.Errorf("the book has %q, %+v, %q", p.Title, p.Phones, p.Remark)
	}
	if !row.Editing() || row.Fields()[0].Text != "Still typing" {
		t.Error("what is being typed was disturbed")
	}
	for id, want := range map[string]string{"title": "Boss", "phone 0": "112", "remark": p.Remark} {
		if got := d.row(t, id).Field().Value; got != want {
			t.Errorf("%s shows %q, want %q", id, got, want)
		}
	}
}

func TestARefusalThatComesLateReopensItsField(t *testing.T) {
	d := openDetails(t, full())
	var work []func()
	d.shell.Run = run.With(func(f func()) { work = append(work, f) }, func(f func()) { f() })
	row := d.begin(t, "title", "Mine")
	d.elsewhere(t, func(p *care.Person) { p.Title = "Theirs" })
	d.press(fyne.KeyReturn)
	if row.Editing() {
		t.Fatal("Enter does not close the field")
	}
	d.Redraw()
	for len(work) > 0 {
		f := work[0]
		work = work[1:]
		f()
	}
	if !row.Editing() || row.Fields()[0].Text != "Mine" || !strings.Contains(row.Note().Words, "Theirs") {
		t.Errorf("editing %v, the note is %q", row.Editing(), row.Note().Words)
	}
}

func TestAddedRowsAreEditedAtOnceAndGoWhenLeftEmpty(t *testing.T) {
	for label, id := range map[string]string{
		"Phone": "phone 0", "E-mail": "email 0", "Messenger": "messenger 0", "Address": "address 0", "Link": "url 0",
		"Anniversary": "date 0", "Another date": "date 0", "Relative": "relative 0", "Likes": "likes", "Household": "household",
		"Best time": "hour", "Referred by": "referred_by", "Remark": "remark",
	} {
		d := openDetails(t, &care.Person{UID: "a", FullName: "Ana"})
		before := len(d.items)
		for _, leave := range []fyne.KeyName{fyne.KeyEscape, fyne.KeyTab} {
			d.addByMenu(t, label)
			row := d.row(t, id)
			if !row.Editing() || d.canvas().Focused() == nil || d.canvas().Focused() == fyne.Focusable(row) {
				t.Fatalf("%s: editing %v, the focus is on %T", label, row.Editing(), d.canvas().Focused())
			}
			d.press(leave)
			if leave == fyne.KeyTab && row.Editing() { // through the parts
				for range 8 {
					d.press(fyne.KeyTab)
				}
			}
			if d.find(id) != nil || len(d.items) != before {
				t.Errorf("%s: left empty by %s the row stays", label, leave)
			}
			if d.canvas().Focused() == nil {
				t.Errorf("%s: after %s the keyboard is lost", label, leave)
			}
		}
	}
	d := openDetails(t, &care.Person{UID: "a", FullName: "Ana"})
	d.addByMenu(t, "Phone")
	d.typeInto(t, "112")
	d.press(fyne.KeyReturn)
	d.addByMenu(t, "Phone")
	d.typeInto(t, "113")
	d.press(fyne.KeyReturn)
	if got := d.person(t).Phones; !slices.Equal(got, []care.Phone{{Number: "112", Type: care.Mobile}, {Number: "113", Type: care.Mobile}}) {
		t.Errorf("added: %+v", got)
	}
	// One whose words are taken away goes, too.
	d.edit(t, "phone 0", "")
	if got := d.person(t).Phones; len(got) != 1 || got[0].Number != "113" || d.find("phone 1") != nil || d.canvas().Focused() != fyne.Focusable(d.row(t, "phone 0")) {
		t.Errorf("emptied: %+v", got)
	}
}

func TestTakingAwaySaysWhatCanBeTakenBack(t *testing.T) {
	d := openDetails(t, full())
	second := d.row(t, "phone 1")
	d.canvas().Focus(d.row(t, "phone 0"))
	d.press(fyne.KeyDelete)
	if got := d.person(t).Phones; len(got) != 1 || got[0].Label != "bar" {
		t.Fatalf("the phones are %+v", got)
	}
	if d.row(t, "phone 0") != second || d.canvas().Focused() != fyne.Focusable(second) {
		t.Error("the row of the other number is another one, or without the keyboard")
	}
	if got := d.shell.Said[len(d.shell.Said)-1]; got != "Taken away: +34 655 55 44 17." {
		t.Errorf("said %q", got)
	}
	d.undo(t)
	if d.find("phone 1") == nil || d.row(t, "phone 0").Field().Value != "+34 655 55 44 17" {
		t.Error("the page does not show what was brought back")
	}
	d.canvas().Focus(d.row(t, "extra X-PERK window table"))
	d.press(fyne.KeyDelete)
	if got := d.person(t).Extra; len(got) != 1 || got[0].Value != "VAL-0412" {
		t.Errorf("the properties are %+v", got)
	}
}

// undo takes back what was done last.
func (d *detailed) undo(t *testing.T) {
	t.Helper()
	if _, _, err := d.fixture.store.UndoLast(context.Background()); err != nil {
		t.Fatal(err)
	}
}

func TestUndoBringsAnEditBack(t *testing.T) {
	d := openDetails(t, full())
	d.edit(t, "remark", "Always on Sundays.")
	d.edit(t, "phone 0", "112")
	d.undo(t)
	d.undo(t)
	p := d.person(t)
	if p.Remark != "Never on Sundays." || p.Phones[0].Number != "+34 655 55 44 17" {
		t.Fatalf("undone: %q, %q", p.Remark, p.Phones[0].Number)
	}
	if d.row(t, "remark").Field().Value != p.Remark || d.row(t, "phone 0").Field().Value != p.Phones[0].Number {
		t.Error("the page does not show what was brought back")
	}
}

// elsewhere opens the book a second time, as another window does, and edits.
func (d *detailed) elsewhere(t *testing.T, change func(*care.Person)) {
	t.Helper()
	s, err := store.Open(context.Background(), d.fixture.store.Path(), store.Options{Clock: kittest.Clock(), Language: "en"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := book.EditEach(context.Background(), s, []int64{d.key}, "elsewhere", change, nil); err != nil {
		t.Error(err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}

func TestAnEditThatWasOvertakenSaysSoAndIsKept(t *testing.T) {
	const mine = "Mine 1"
	for _, c := range []struct {
		id      string
		change  func(*care.Person)
		of      func(*care.Person) string
		noticed bool // by the page, before the field is left
	}{
		{"title", func(p *care.Person) { p.Title = "Theirs" }, func(p *care.Person) string { return p.Title }, false},
		{"title", func(p *care.Person) { p.Title = "Theirs" }, func(p *care.Person) string { return p.Title }, true},
		{"title", func(p *care.Person) { p.Title = "" }, func(p *care.Person) string { return p.Title }, true},
		{"phone 0", func(p *care.Person) { p.Phones[0].Number = "Theirs" }, func(p *care.Person) string { return p.Phones[0].Number }, false},
		{"phone 0", func(p *care.Person) { p.Phones[0].Number = "Theirs" }, func(p *care.Person) string { return p.Phones[0].Number }, true},
	} {
		d := openDetails(t, full())
		row := d.begin(t, c.id, mine)
		d.elsewhere(t, c.change)
		if c.noticed {
			d.Changed(store.Changes{People: []int64{d.key}, Foreign: true})
		}
		field, ok := d.canvas().Focused().(interface{ SelectedText() string })
		if !row.Editing() || row.Fields()[0].Text != mine || !ok || field.SelectedText() != "" {
			t.Fatalf("%s: a change elsewhere disturbs the field", c.id)
		}
		d.press(fyne.KeyReturn)
		theirs := c.of(d.person(t))
		if theirs == mine || !row.Editing() || row.Fields()[0].Text != mine || !row.Note().Problem || !strings.Contains(row.Note().Words, theirs) {
			t.Fatalf("%s, noticed %v: the book has %q, the row %+v", c.id, c.noticed, theirs, row.Note())
		}
		d.press(fyne.KeyReturn)
		if got := c.of(d.person(t)); got != mine || row.Editing() || row.Note().Problem {
			t.Errorf("%s, noticed %v: saved again, the book has %q, the row says %q", c.id, c.noticed, got, row.Note().Words)
		}
	}
}

func TestEscapeShowsWhatCameMeanwhile(t *testing.T) {
	d := openDetails(t, full())
	row := d.begin(t, "title", "Mine")
	d.elsewhere(t, func(p *care.Person) { p.Title = "Theirs" })
	d.Changed(store.Changes{People: []int64{d.key}, Foreign: true})
	d.press(fyne.KeyEscape)
	if got := row.Field().Value; got != "Theirs" || d.person(t).Title != "Theirs" {
		t.Errorf("after Escape the row shows %q", got)
	}
}

func TestAChangeElsewhereLeavesOtherRowsAlone(t *testing.T) {
	d := openDetails(t, full())
	row := d.begin(t, "remark", "I am typing")
	second := d.row(t, "phone 1")
	d.elsewhere(t, func(p *care.Person) { p.Phones = p.Phones[1:] })
	d.Changed(store.Changes{People: []int64{d.key}, Foreign: true})
	if d.find("phone 1") != nil || d.row(t, "phone 0") != second {
		t.Error("the page does not show that a number has gone")
	}
	if !row.Editing() || row.Fields()[0].Text != "I am typing" {
		t.Fatal("what is being typed was lost")
	}
	row.Commit()
	if p := d.person(t); p.Remark != "I am typing" || len(p.Phones) != 1 {
		t.Errorf("both edits give %q, %+v", p.Remark, p.Phones)
	}
}

func TestAValueTakenAwayElsewhereKeepsWhatIsTyped(t *testing.T) {
	d := openDetails(t, full())
	row := d.begin(t, "email 0", "new@perello.example")
	d.elsewhere(t, func(p *care.Person) { p.Emails = nil })
	d.Changed(store.Changes{People: []int64{d.key}, Foreign: true})
	if !row.Editing() || !row.Visible() {
		t.Fatal("the field has gone while it was typed into")
	}
	d.press(fyne.KeyReturn)
	if !row.Note().Problem {
		t.Fatal("nothing is said")
	}
	d.press(fyne.KeyReturn)
	if got := d.person(t).Emails; len(got) != 1 || got[0].Address != "new@perello.example" {
		t.Errorf("saved again: %+v", got)
	}
}

func TestGoingToSomebodyElseSavesToTheOneBefore(t *testing.T) {
	d := openDetails(t, full(), &care.Person{UID: "tom", FullName: "Tom", Remark: "Tall"})
	d.begin(t, "remark", "Typed and left")
	d.choose(d.keyOf(t, "tom"))
	if got := d.person(t).Remark; got != "Typed and left" {
		t.Errorf("the one before has %q", got)
	}
	tom, err := d.fixture.store.PersonByID(context.Background(), "tom")
	if err != nil {
		t.Fatal(err)
	}
	if tom.Remark != "Tall" || d.row(t, "remark").Field().Value != "Tall" {
		t.Errorf("the other has %q, shown is %q", tom.Remark, d.row(t, "remark").Field().Value)
	}
	for _, it := range d.items {
		if it.row.Editing() {
			t.Errorf("%s of the other is being edited", it.id)
		}
	}
}

func TestChoices(t *testing.T) {
	d := openDetails(t, &care.Person{UID: "a", FullName: "Ana"})
	d.addByMenu(t, "Best reached by")
	d.chooseInMenu(t, "Message")
	d.addByMenu(t, "Value")
	d.chooseInMenu(t, "4 of 5")
	d.addByMenu(t, "Lost since today")
	p := d.person(t).Profile
	if p.Channel != care.ByMessage || p.Value != 4 || p.Lost != "2026-11-26" {
		t.Fatalf("the profile is %+v", p)
	}
	row := d.row(t, "channel")
	d.canvas().Focus(row)
	d.press(fyne.KeyReturn)
	d.chooseInMenu(t, "Visit")
	d.row(t, "value").Choose(care.MaxValue) // not said
	d.row(t, "kind").Choose(1)
	if p := d.person(t); p.Profile.Channel != care.ByVisit || p.Profile.Value != 0 || d.find("value") != nil || p.Kind != care.Organization {
		t.Errorf("chosen anew: %+v, kind %s", p.Profile, p.Kind)
	}
	d.edit(t, "lost", "3 Nov")
	if got := d.person(t).Profile.Lost; got != "2026-11-03" {
		t.Errorf("lost since %s", got)
	}
	row = d.begin(t, "lost", "one day")
	d.press(fyne.KeyReturn)
	if !row.Editing() || !row.Note().Problem || d.person(t).Profile.Lost != "2026-11-03" {
		t.Errorf("no day: editing %v, %q", row.Editing(), row.Note().Words)
	}
	d.press(fyne.KeyEscape)
	d.canvas().Focus(row)
	d.press(fyne.KeyDelete)
	if d.person(t).Profile.Lost != "" || d.find("lost") != nil {
		t.Error("the customer stays lost")
	}
}

func TestReferrals(t *testing.T) {
	people := crowd()
	d := openDetails(t, &care.Person{UID: "ana", FullName: "Ana Okafor"}, people...)
	add := func(words string) *kit.EditRow {
		d.addByMenu(t, "Referred by")
		row := d.draftRow(t)
		d.typeInto(t, words)
		d.press(fyne.KeyReturn)
		return row
	}
	row := add("Nobody Atall")
	if !row.Editing() || !strings.Contains(row.Note().Words, "Nobody Atall") {
		t.Errorf("nobody: editing %v, %q", row.Editing(), row.Note().Words)
	}
	d.press(fyne.KeyEscape)
	row = add("ana okafor")
	if !row.Editing() || !strings.Contains(row.Note().Words, "himself") {
		t.Errorf("oneself: editing %v, %q", row.Editing(), row.Note().Words)
	}
	d.press(fyne.KeyEscape)
	add("okaf")
	d.chooseInMenu(t, "Tom Okafor")
	if got := d.person(t).Profile.ReferredBy; got != "tom" {
		t.Fatalf("referred by %q", got)
	}
	row = d.row(t, "referred_by")
	if row.Editing() || row.Field().Value != "Tom Okafor" {
		t.Errorf("the row shows %q", row.Field().Value)
	}
	test.Tap(row.ActionButton(0))
	tom := d.keyOf(t, "tom")
	if got := d.shell.Routes[len(d.shell.Routes)-1]; got.Person != tom || got.Screen != kit.PeopleScreen {
		t.Errorf("the link leads to %+v", got)
	}
	// On the other page stands who came through him.
	row = d.row(t, "referred Ana Okafor")
	test.Tap(row.ActionButton(0))
	if got := d.page.key(); got != d.key {
		t.Errorf("the link leads to %d", got)
	}
	d.edit(t, "referred_by", "javier ibanez")
	if got := d.person(t).Profile.ReferredBy; got != "javier" {
		t.Errorf("a name that is the only one is not taken: %q", got)
	}
	d.edit(t, "referred_by", "")
	if got := d.person(t).Profile.ReferredBy; got != "" || d.find("referred_by") != nil {
		t.Errorf("cleared: %q", got)
	}
}

func TestOwnFields(t *testing.T) {
	d := openDetails(t, &care.Person{UID: "a", FullName: "Ana"})
	newField := func(name string, kind int, choices string) *kit.Panel {
		p := d.fieldPanel(nil)
		p.Show(d.canvas())
		entries := kittest.Find[*kit.Entry](p.Body())
		entries[0].SetText(name)
		kittest.Find[*kit.Segmented](p.Body())[0].Choose(kind)
		if all := kittest.Find[*kit.Entry](p.Body()); len(all) == 2 {
			all[1].SetText(choices)
		}
		test.Tap(p.Act)
		return p
	}
	newField("Shoe size", 1, "")
	// It is edited at once.
	if d.canvas().Focused() == nil || !d.draftRow(t).Editing() {
		t.Fatal("a new field is not edited at once")
	}
	d.typeInto(t, "many")
	if !d.draftRow(t).Note().Problem {
		t.Error("a number that is none is not warned of")
	}
	d.press(fyne.KeyReturn)
	if got := d.person(t).Profile.OwnValue("Shoe size"); got != "many" || !d.row(t, "own:Shoe size").Note().Problem {
		t.Errorf("a number that is none is kept as %q, the note is %+v", got, d.row(t, "own:Shoe size").Note())
	}
	d.edit(t, "own:Shoe size", "1,234.50")
	if got := d.person(t).Profile.OwnValue("Shoe size"); got != "1234.5" {
		t.Errorf("the number is kept as %q", got)
	}
	if got := d.row(t, "own:Shoe size").Field().Value; got != "1,234.5" {
		t.Errorf("the number is shown as %q", got)
	}
	if p := newField("shoe SIZE", 0, ""); !p.Shown() || !strings.Contains(p.Problem(), "shoe SIZE") {
		t.Errorf("a name that there is: %q", p.Problem())
	} else {
		p.Hide()
	}
	if p := newField("Drinks", 3, "wine"); !p.Shown() || p.Problem() == "" {
		t.Error("one choice is enough")
	} else {
		p.Hide()
	}
	newField("Drinks", 3, "wine, beer")
	d.chooseInMenu(t, "beer")
	newField("Since", 2, "")
	d.typeInto(t, "21 May 2019")
	d.press(fyne.KeyReturn)
	newField("Motto", 0, "")
	d.typeInto(t, "Slowly")
	d.press(fyne.KeyReturn)
	want := []care.OwnValue{{Field: "Shoe size", Value: "1234.5"}, {Field: "Drinks", Value: "beer"}, {Field: "Since", Value: "2019-05-21"}, {Field: "Motto", Value: "Slowly"}}
	if got := d.person(t).Profile.Own; !slices.Equal(got, want) {
		t.Fatalf("the values are %+v", got)
	}
	if got := d.row(t, "own:Since").Field().Value; got != "21 May 2019" {
		t.Errorf("the day is shown as %q", got)
	}
	// Renamed, the value goes along.
	p := d.fieldPanel(&d.details.who.own[3])
	p.Show(d.canvas())
	kittest.Find[*kit.Entry](p.Body())[0].SetText("Saying")
	test.Tap(p.Act)
	if got := d.person(t).Profile.OwnValue("Saying"); got != "Slowly" || d.row(t, "own:Saying").Field().Value != "Slowly" {
		t.Errorf("renamed: %q", got)
	}
	menu := d.ownMenu()
	i := slices.IndexFunc(menu, func(m kit.MenuItem) bool { return m.Label == "Remove “Drinks” from everybody" })
	if i < 0 {
		t.Fatal("the field cannot be removed")
	}
	menu[i].Do()
	if d.person(t).Profile.OwnValue("Drinks") != "" || d.find("own:Drinks") != nil {
		t.Error("the field stays")
	}
	d.undo(t)
	if d.person(t).Profile.OwnValue("Drinks") != "beer" || d.find("own:Drinks") == nil {
		t.Error("the field does not come back")
	}
}

func TestFilesAreKeptSavedAndTakenAway(t *testing.T) {
	d := openDetails(t, &care.Person{UID: "a", FullName: "Ana"})
	quote := filepath.Join(t.TempDir(), "quote.pdf")
	if err := os.WriteFile(quote, []byte("forty-eight"), 0o600); err != nil {
		t.Fatal(err)
	}
	if !d.take([]string{quote}) {
		t.Fatal("a dropped file is not taken")
	}
	if d.take([]string{"contacts.vcf"}) || d.take(nil) {
		t.Error("files of contacts are taken from the import")
	}
	f := d.person(t).Profile.Files
	if len(f) != 1 || f[0].Name != "quote.pdf" {
		t.Fatalf("the files are %+v", f)
	}
	row := d.row(t, "file "+f[0].SHA256)
	if got := row.Field(); got.Value != "quote.pdf" || got.Caption != "11 bytes, added Today" {
		t.Errorf("the row says %q, %q", got.Value, got.Caption)
	}
	d.attach([]string{filepath.Join(t.TempDir(), "none.txt")})
	if len(d.shell.Failed) != 1 || care.CodeOf(d.shell.Failed[0]) != care.CodeFileUnreadable {
		t.Errorf("a missing file: %v", d.shell.Failed)
	}
	copied := filepath.Join(t.TempDir(), "copy.txt")
	d.writeCopy(f[0], copied, false)
	if got, err := os.ReadFile(copied); err != nil || string(got) != "forty-eight" {
		t.Errorf("the copy is %q, %v", got, err)
	}
	d.writeCopy(f[0], copied, false)
	if len(d.shell.Failed) != 2 || care.CodeOf(d.shell.Failed[1]) != care.CodeFileExists {
		t.Errorf("a file that is there: %v", d.shell.Failed)
	}
	test.Tap(row.ActionButton(0))
	if d.canvas().Overlays().Top() == nil {
		t.Error("nobody asks where the copy goes")
	}
	d.canvas().Overlays().Remove(d.canvas().Overlays().Top())
	test.Tap(row.ActionButton(1))
	if len(d.person(t).Profile.Files) != 0 {
		t.Error("the file stays")
	}
	d.undo(t)
	if len(d.person(t).Profile.Files) != 1 {
		t.Error("the file does not come back")
	}
}

// picture writes a small picture to a file.
func picture(t *testing.T) string {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, 40, 30))
	img.Set(3, 3, color.RGBA{200, 30, 30, 255})
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "face.PNG")
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestPhoto(t *testing.T) {
	d := openDetails(t, &care.Person{UID: "a", FullName: "Ana"})
	if !d.take([]string{picture(t)}) {
		t.Fatal("a dropped picture is not taken")
	}
	p := d.person(t)
	if p.Photo == nil || p.Photo.MediaType != "image/png" || len(p.Profile.Files) != 0 {
		t.Fatalf("the photo is %+v, the files %+v", p.Photo, p.Profile.Files)
	}
	if _, data, err := d.fixture.store.Picture(context.Background(), p.Photo.SHA256); err != nil || len(data) != p.Photo.Bytes {
		t.Errorf("the book holds %d bytes, %v", len(data), err)
	}
	bad := filepath.Join(t.TempDir(), "bad.png")
	if err := os.WriteFile(bad, []byte("no picture"), 0o600); err != nil {
		t.Fatal(err)
	}
	d.setPhoto(bad)
	if len(d.shell.Failed) != 1 || care.CodeOf(d.shell.Failed[0]) != care.CodeBadPicture || d.person(t).Photo == nil {
		t.Errorf("a bad picture: %v", d.shell.Failed)
	}
	menu := d.photoMenu()
	menu[len(menu)-1].Do()
	if d.person(t).Photo != nil {
		t.Error("the photo stays")
	}
	d.undo(t)
	if d.person(t).Photo == nil {
		t.Error("the photo does not come back")
	}
}

func TestPrivateFieldsAreMasked(t *testing.T) {
	who := full()
	who.Profile = care.Profile{Likes: "Paella", Household: "Two children", Value: 4, Hour: "after five", Own: []care.OwnValue{{Field: "Motto", Value: "Slowly"}}}
	d := openDetails(t, who)
	d.begin(t, "remark", "Half typed")
	d.shell.Hidden = true
	d.Redraw()
	if got := d.person(t).Remark; got != "Half typed" {
		t.Errorf("what was being typed is %q", got)
	}
	shown := strings.Join(d.fixture.shown(), "\n")
	for _, secret := range []string{"Half typed", "Paella", "Two children", "4 of 5", "Slowly"} {
		if strings.Contains(shown, secret) {
			t.Errorf("%q can be read", secret)
		}
	}
	for _, id := range []string{"remark", "likes", "household", "value", "own:Motto"} {
		row := d.row(t, id)
		d.canvas().Focus(row)
		d.press(fyne.KeyReturn)
		d.press(fyne.KeyDelete)
		if f := row.Field(); row.Editing() || f.Value != "•••" || len(f.Actions) != 0 || len(f.Choices) != 0 {
			t.Errorf("%s can be edited: %+v", id, f)
		}
	}
	if d.row(t, "hour").Field().Value != "after five" {
		t.Error("what is not private is masked")
	}
	if got := d.person(t); got.Remark == "" || got.Profile.Value != 4 {
		t.Errorf("a masked field was changed: %+v", got.Profile)
	}
	if slices.ContainsFunc(d.addMenu(), func(m kit.MenuItem) bool { return m.Label == "File…" }) {
		t.Error("a private field is offered")
	}
	d.shell.Hidden = false
	d.Redraw()
	if d.row(t, "remark").Field().Value != "Half typed" {
		t.Error("the remark does not come back")
	}
}

func TestActions(t *testing.T) {
	d := openDetails(t, full())
	act := func(id, words string) {
		t.Helper()
		row := d.row(t, id)
		for i, a := range row.Field().Actions {
			if a.Words == words {
				test.Tap(row.ActionButton(i))
				return
			}
		}
		t.Fatalf("%s has no action %q", id, words)
	}
	act("phone 0", "Call")
	act("phone 0", "Send a message")
	act("email 0", "Write an e-mail")
	act("address 0", "Show on a map")
	act("url 0", "Open")
	act("messenger 0", "Send a message")
	want := []string{
		"tel:+34655554417", "sms:+34655554417", "mailto:mari@perello.example",
		"https://www.openstreetmap.org/search?query=Carrer+Nou+5%2C+46012+El+Palmar%2C+Espa%C3%B1a",
		"https://perello.example", "https://t.me/mari",
	}
	if !slices.Equal(d.opened, want) {
		t.Errorf("opened %q, want %q", d.opened, want)
	}
	act("address 0", "Copy")
	if got := fyne.CurrentApp().Clipboard().Content(); got != "Carrer Nou 5\n46012 El Palmar\nEspaña" {
		t.Errorf("copied %q", got)
	}
	act("organization", "Show its people")
	if got := d.shell.Routes[len(d.shell.Routes)-1]; got.Organization != "Casa Perelló" {
		t.Errorf("the organisation leads to %+v", got)
	}
}

func TestALinkOpensPagesOnly(t *testing.T) {
	for link, want := range map[string]string{
		"https://a.example/b?c": "https://a.example/b?c", "a.example": "https://a.example", "HTTP://a.example": "http://a.example",
		"file:///etc/passwd": "", "javascript:alert(1)": "", "https://": "", "ftp://a.example": "", "": "", "a b": "", "https://localhost": "",
	} {
		got := ""
		if u := webAddress(link); u != nil {
			got = u.String()
		}
		if got != want {
			t.Errorf("%q opens %q, want %q", link, got, want)
		}
	}
}

func TestAHugePasteIsRefused(t *testing.T) {
	d := openDetails(t, full())
	for _, id := range []string{"remark", "phone 0", "title"} {
		row := d.row(t, id)
		before := row.Field().Value
		d.canvas().Focus(row)
		d.press(fyne.KeyReturn)
		clipboard := fyne.CurrentApp().Clipboard()
		clipboard.SetContent(strings.Repeat("x", 10<<20))
		row.Fields()[0].TypedShortcut(&fyne.ShortcutPaste{Clipboard: clipboard})
		if row.Fields()[0].Text != before || !row.Note().Problem || !strings.Contains(row.Note().Words, "10 MB") {
			t.Errorf("%s: %d bytes in the field, the note is %q", id, len(row.Fields()[0].Text), row.Note().Words)
		}
		d.press(fyne.KeyEscape)
	}
}

func TestTheCommandEditLeadsToTheFirstField(t *testing.T) {
	d := openDetails(t, full())
	d.editFirst()
	if !d.row(t, "phone 0").Editing() {
		t.Error("the first row is not edited")
	}
}

func TestEveryRowIsReachedByTab(t *testing.T) {
	who := full()
	who.Profile = care.Profile{Likes: "Rice", Household: "Two", Interests: []string{"wine"}, Channel: care.ByCall, Hour: "five", Value: 3, Lost: "2026-01-02"}
	d := openDetails(t, who)
	want := []fyne.Focusable{d.add, d.photo, d.own}
	for _, it := range d.items {
		want = append(want, it.row)
	}
	kittest.ReachedByTab(t, d.canvas(), want, 30)
}

func TestSavingByTabGoesOnToTheNextRow(t *testing.T) {
	d := openDetails(t, full())
	d.begin(t, "phone 0", "112")
	d.press(fyne.KeyTab)
	if got := d.person(t).Phones[0].Number; got != "112" || d.canvas().Focused() != fyne.Focusable(d.row(t, "phone 1")) {
		t.Errorf("the book has %q, the focus is on %T", got, d.canvas().Focused())
	}
}

func TestRowsAreUsedAgain(t *testing.T) {
	d := openDetails(t, full())
	rows := map[string]*kit.EditRow{}
	for _, it := range d.items {
		rows[it.id] = it.row
	}
	d.edit(t, "title", "Boss")
	for id, row := range rows {
		if d.row(t, id) != row {
			t.Errorf("%s is shown by another row", id)
		}
	}
}
