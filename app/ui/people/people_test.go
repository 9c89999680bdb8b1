package people

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"carebook/app/care"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/kittest"
	"carebook/app/ui/kit/run"
	"carebook/app/ui/style"
	"carebook/store"
)

// full is a person with every field that there is.
func full() *care.Person {
	return &care.Person{
		UID: "full", FullName: "Dra. María Ángeles Ferrer Soler", Prefix: "Dra.", Given: "María", Middle: "Ángeles",
		Family: "Ferrer", Suffix: "PhD", Nickname: "Mari",
		Organization: "Casa Perelló", Department: "Kitchen", Title: "Owner", Role: "Chef",
		Phones:     []care.Phone{{Number: "+34 655 55 44 17", Type: care.Mobile}, {Number: "961 23 40 11", Label: "bar"}},
		Emails:     []care.Email{{Address: "mari@perello.example", Type: "work"}},
		Addresses:  []care.Address{{Type: care.Work, Street: "Carrer Nou 5", PostalCode: "46012", City: "El Palmar", Country: "España"}},
		URLs:       []care.URL{{URL: "https://perello.example"}},
		Messengers: []care.Messenger{{Handle: "@mari", Service: "telegram"}},
		Dates: []care.Date{
			{Kind: care.Birthday, Year: 1979, Month: 12, Day: 3},
			{Kind: care.Anniversary, Month: 6, Day: 12},
			{Kind: care.RelativeDate, Month: 5, Day: 1, Label: "Clara"},
			{Kind: care.OtherDate, Text: "31/02/1980", Label: "odd"},
		},
		Tags: []string{"Important", "Rice country"}, Remark: "Never on Sundays.",
		Related: []care.Related{{Name: "Vicent", Relation: "spouse"}},
		Extra: []care.Property{
			{Name: "X-PERK", Value: "window table"},
			{Name: care.ColumnProperty, Params: []care.Param{{Name: "NAME", Values: []string{"Cód. cliente"}}}, Value: "VAL-0412"},
		},
	}
}

// crowd is a few people to choose among.
func crowd() []*care.Person {
	return []*care.Person{
		{UID: "javier", FullName: "Javier Ibáñez", Organization: "Casa Ibáñez", Tags: []string{"Important"}, Addresses: []care.Address{{City: "Gandía"}}},
		{UID: "dmitri", FullName: "Дмитрий Волков", Phones: []care.Phone{{Number: "+34 600 11 22 33"}}},
		full(),
		{UID: "tom", FullName: "Tom Okafor", Tags: []string{"Friends"}},
		{UID: "chen", FullName: "陈秀英"},
	}
}

// fixture is the screen in a window.
type fixture struct {
	*Screen
	shell *kittest.Shell
	empty *kit.Text
}

func open(t *testing.T, size fyne.Size, people ...*care.Person) *fixture {
	t.Helper()
	kittest.App(t)
	s := kittest.Book(t, people...)
	return openBook(t, s, kittest.NewShell(t, size))
}

func openBook(t *testing.T, s *store.Store, shell *kittest.Shell) *fixture {
	t.Helper()
	first, err := ReadOverview(context.Background(), s, kittest.Clock())
	if err != nil {
		t.Fatal(err)
	}
	f := &fixture{shell: shell, empty: kit.NewText("first start", style.Body, style.Ink)}
	f.Screen = New(f.shell, s, kittest.Clock(), first, f.empty)
	f.OnTurn = func() {}
	f.shell.OnOpen = f.Open
	f.shell.Show(f.Object())
	// Changes of other windows are noticed on a goroutine of the store: a test
	// tells the screen of them itself.
	t.Cleanup(s.Watch(func(c store.Changes) {
		if !c.Foreign {
			shell.Run.Show(func() { f.Changed(c) })
		}
	}))
	f.Start(func() {})
	if len(f.shell.Failed) > 0 {
		t.Fatal(f.shell.Failed)
	}
	return f
}

var (
	usual  = fyne.NewSize(1204, 744)
	narrow = fyne.NewSize(860, 600)
	wide   = fyne.NewSize(1844, 1024)
)

// names are those of the rows in sight, from the top.
func (f *fixture) names() []string {
	rows := kittest.Find[*kit.PersonRow](f.list.object)
	slices.SortFunc(rows, func(a, b *kit.PersonRow) int {
		at := fyne.CurrentApp().Driver().AbsolutePositionForObject
		return int(at(a).Y - at(b).Y)
	})
	var names []string
	for _, r := range rows {
		names = append(names, r.Person().Name)
	}
	return names
}

func (f *fixture) wantNames(t *testing.T, want ...string) {
	t.Helper()
	if got := f.names(); !slices.Equal(got, want) {
		t.Errorf("the list shows %q, want %q", got, want)
	}
}

// shown are the texts that can be seen on the person's page.
func (f *fixture) shown() []string {
	var texts []string
	kittest.Walk(f.page.object, func(o fyne.CanvasObject) {
		if text, ok := o.(*canvas.Text); ok && text.Text != "" {
			texts = append(texts, text.Text)
		}
	})
	return texts
}

const maria = "Dra. María Ángeles Ferrer Soler"

func TestListShowsEverybodyByName(t *testing.T) {
	f := open(t, usual, crowd()...)
	f.wantNames(t, "陈秀英", maria, "Javier Ibáñez", "Tom Okafor", "Дмитрий Волков")
	if f.list.heading.Words() != "Everyone" || f.list.heading.Count() != "5" {
		t.Errorf("heading %q %q", f.list.heading.Words(), f.list.heading.Count())
	}
	row := kittest.Find[*kit.PersonRow](f.list.object)
	for _, r := range row {
		if r.Person().Name == "Javier Ibáñez" {
			if r.Person().Second != "Casa Ibáñez, Gandía" || len(r.Person().Tags) != 1 || r.Person().Tags[0].Name != "Important" {
				t.Errorf("row %+v", r.Person())
			}
			return
		}
	}
	t.Error("no row of Javier")
}

func TestManyPeopleAreAllInTheList(t *testing.T) {
	var people []*care.Person
	for i := range 500 {
		people = append(people, &care.Person{UID: fmt.Sprint(i), FullName: fmt.Sprintf("Person %03d", i)})
	}
	f := open(t, usual, people...)
	if got := len(f.list.people); got != 500 {
		t.Fatalf("the list has %d people, want 500", got)
	}
	f.list.rows.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
	if got := f.page.subject.person.FullName; got != "Person 499" {
		t.Errorf("the last is %q", got)
	}
	if got := f.names(); got[len(got)-1] != "Person 499" || len(got) > 20 {
		t.Errorf("in sight are %d rows, the last %q", len(got), got[len(got)-1])
	}
}

func TestFirstRowsComeBeforeTheWholeList(t *testing.T) {
	kittest.App(t)
	var people []*care.Person
	for i := range firstPage + 20 {
		people = append(people, &care.Person{UID: fmt.Sprint(i), FullName: fmt.Sprintf("Person %03d", i)})
	}
	s := kittest.Book(t, people...)
	first, err := ReadOverview(context.Background(), s, kittest.Clock())
	if err != nil {
		t.Fatal(err)
	}
	shell := kittest.NewShell(t, usual)
	p := New(shell, s, kittest.Clock(), first, kit.NewText("", style.Body, style.Ink))
	p.OnTurn = func() {}
	if got := len(p.list.people); got != firstPage {
		t.Errorf("before Start the list has %d people, want %d", got, firstPage)
	}
	if got := p.list.heading.Count(); got != "" {
		t.Errorf("the heading counts %s, and nobody has counted yet", got)
	}
	done := 0
	p.Start(func() { done++ })
	if got := len(p.list.people); got != firstPage+20 || done != 1 {
		t.Errorf("after Start the list has %d people, told %d times", got, done)
	}
	if got := p.list.heading.Count(); got != "80" || p.side.everyone.Count() != "80" {
		t.Errorf("the heading counts %s, the side %s, want 80", got, p.side.everyone.Count())
	}
}

func TestTagsNarrowTheList(t *testing.T) {
	f := open(t, usual, crowd()...)
	var row *kit.SideRow
	for _, r := range f.side.tags {
		if r.Name() == "Important" {
			row = r
		}
	}
	if row == nil || row.Count() != "2" {
		t.Fatalf("tag row %v", row)
	}
	test.Tap(row)
	f.wantNames(t, maria, "Javier Ibáñez")
	if !row.Selected() || f.side.everyone.Selected() || f.list.heading.Words() != "Important" {
		t.Errorf("tag selected %v, everyone selected %v, heading %q", row.Selected(), f.side.everyone.Selected(), f.list.heading.Words())
	}
	test.Tap(f.side.everyone)
	if len(f.names()) != 5 {
		t.Errorf("everyone shows %q", f.names())
	}
}

func TestTrashIsThereOnlyWithSomebodyInIt(t *testing.T) {
	f := open(t, usual, crowd()...)
	if f.side.foot.Visible() {
		t.Error("an empty trash is shown")
	}
	key := f.list.people[f.list.indexOf(f.keyOf(t, "tom"))].Key
	if _, err := f.store.Do(context.Background(), store.Action{Kind: "trash"}, func(tx *store.Tx) error { return tx.TrashPerson(key, true) }); err != nil {
		t.Fatal(err)
	}
	f.Changed(store.Changes{People: []int64{key}})
	if !f.side.foot.Visible() || f.side.trash.Count() != "1" || len(f.names()) != 4 {
		t.Fatalf("trash visible %v with %s, list %q", f.side.foot.Visible(), f.side.trash.Count(), f.names())
	}
	test.Tap(f.side.trash)
	f.wantNames(t, "Tom Okafor")
	if !f.page.trashed.Visible() {
		t.Error("the page does not say that the person is in the trash")
	}
}

func (f *fixture) keyOf(t *testing.T, uid string) int64 {
	t.Helper()
	for _, r := range f.list.people {
		p, err := f.store.Person(context.Background(), r.Key)
		if err != nil {
			t.Fatal(err)
		}
		if p.UID == uid {
			return r.Key
		}
	}
	t.Fatalf("nobody is %s", uid)
	return 0
}

func TestSearchNarrowsAsYouType(t *testing.T) {
	f := open(t, usual, crowd()...)
	for _, c := range []struct {
		query string
		want  []string
	}{
		{"ja", []string{"Javier Ibáñez"}},
		{"volkov", []string{"Дмитрий Волков"}},
		{"chen", []string{"陈秀英"}},
		{"2233", []string{"Дмитрий Волков"}},
	} {
		f.Open(kit.Route{Screen: kit.PeopleScreen, Query: c.query})
		f.wantNames(t, c.want...)
		if f.page.subject == nil || f.page.subject.person.FullName != c.want[0] {
			t.Errorf("%q: the page does not show the best answer", c.query)
		}
	}
	if row := kittest.Find[*kit.PersonRow](f.list.object)[0]; row.Person().Second != "+34 600 11 22 33" {
		t.Errorf("a search by number shows %q, want the number", row.Person().Second)
	}
	f.Open(kit.Route{Screen: kit.PeopleScreen, Query: "nobody at all"})
	if !f.list.nobody.Visible() || !strings.Contains(f.list.nobody.Words(), "nobody at all") {
		t.Errorf("no answer says %q", f.list.nobody.Words())
	}
	f.Open(kit.Route{Screen: kit.PeopleScreen})
	if len(f.names()) != 5 || f.list.nobody.Visible() {
		t.Errorf("without words the list shows %q", f.names())
	}
}

func TestStaleAnswersAreDropped(t *testing.T) {
	kittest.App(t)
	s := kittest.Book(t, crowd()...)
	shell := kittest.NewShell(t, usual)
	var work []func()
	shell.Run = run.With(func(f func()) { work = append(work, f) }, func(f func()) { f() })
	first, err := ReadOverview(context.Background(), s, kittest.Clock())
	if err != nil {
		t.Fatal(err)
	}
	p := New(shell, s, kittest.Clock(), first, kit.NewText("", style.Body, style.Ink))
	p.OnTurn = func() {}
	work = nil
	p.Open(kit.Route{Screen: kit.PeopleScreen, Query: "j"})
	p.Open(kit.Route{Screen: kit.PeopleScreen, Query: "tom"})
	if len(work) != 2 {
		t.Fatalf("%d searches were started, want 2, neither on the window's goroutine", len(work))
	}
	work[1]()
	work[0]() // the first one's answer comes last
	if len(p.list.people) != 1 || p.list.people[0].FullName != "Tom Okafor" {
		t.Errorf("the list shows %v", p.list.people)
	}
}

func TestPageShowsEveryField(t *testing.T) {
	f := open(t, usual, crowd()...)
	f.choose(f.keyOf(t, "full"))
	f.page.openTab(detailsTab)
	shown := f.shown()
	for _, want := range []string{
		maria, "Owner, Casa Perelló, El Palmar", "Important", "Rice country",
		"+34 655 55 44 17", "mobile", "961 23 40 11", "bar", "mari@perello.example", "work", "@mari", "Telegram",
		"Carrer Nou 5", "46012 El Palmar", "España", "https://perello.example",
		"3 December 1979", "Birthday", "12 June", "Anniversary", "1 May", "31/02/1980", "odd",
		"Never on Sundays.", "Vicent", "spouse", "Casa Perelló", "Kitchen", "Owner", "Chef",
		"Mari", "Dra.", "María", "Ángeles", "Ferrer", "PhD",
		"window table", "X-PERK", "VAL-0412", "Cód. cliente", lang.Day("2026-11-26"), "Added",
	} {
		if !slices.Contains(shown, want) {
			t.Errorf("the page does not show %q", want)
		}
	}
	if !slices.ContainsFunc(shown, func(s string) bool { return strings.Contains(s, "Clara") }) {
		t.Error("the page does not say whose day it is")
	}
}

func TestPageIsUsedAgain(t *testing.T) {
	f := open(t, usual, crowd()...)
	f.choose(f.keyOf(t, "full"))
	f.choose(f.keyOf(t, "chen"))
	shown := f.shown()
	for _, s := range []string{"Important", "+34 655 55 44 17", "Never on Sundays."} {
		if slices.Contains(shown, s) {
			t.Errorf("the page of one person shows %q of another", s)
		}
	}
	if f.page.call.Visible() || f.page.mail.Visible() {
		t.Error("somebody without a number or an address can be called or written to")
	}
}

func TestCopy(t *testing.T) {
	f := open(t, usual, crowd()...)
	f.choose(f.keyOf(t, "full"))
	clipboard := fyne.CurrentApp().Clipboard()
	test.Tap(f.page.copy)
	for _, want := range []string{maria, "+34 655 55 44 17", "Carrer Nou 5, 46012 El Palmar, España", "VAL-0412", "Important, Rice country"} {
		if !strings.Contains(clipboard.Content(), want) {
			t.Errorf("the copy of all lacks %q", want)
		}
	}
	if len(f.shell.Said) != 1 {
		t.Errorf("said %q", f.shell.Said)
	}
}

func TestBookWithoutPeopleShowsTheFirstStart(t *testing.T) {
	f := open(t, usual)
	if !f.empty.Visible() || f.list.object.Visible() || f.side.object.Visible() {
		t.Fatal("an empty book does not show the first start alone")
	}
	kittest.Put(t, f.store, crowd()...)
	f.Changed(store.Changes{AllPeople: true, Tags: true})
	if f.empty.Visible() || len(f.names()) != 5 {
		t.Errorf("with people: first start %v, list %q", f.empty.Visible(), f.names())
	}
}

func TestChangesKeepTheChoice(t *testing.T) {
	f := open(t, usual, crowd()...)
	key := f.keyOf(t, "tom")
	f.choose(key)
	kittest.Put(t, f.store, &care.Person{UID: "aa", FullName: "Aaron Aal"})
	f.Changed(store.Changes{People: []int64{99}})
	if f.page.subject.person.UID != "tom" || f.list.keyAt(f.list.rows.Chosen()) != key {
		t.Errorf("after a change the page shows %s, the list marks %d", f.page.subject.person.UID, f.list.rows.Chosen())
	}
	p, err := f.store.Person(context.Background(), key)
	if err != nil {
		t.Fatal(err)
	}
	f.page.openTab(detailsTab)
	p.Remark = "Likes rice."
	kittest.Put(t, f.store, p)
	f.Changed(store.Changes{People: []int64{key}})
	if !slices.Contains(f.shown(), "Likes rice.") {
		t.Error("the page does not show what changed")
	}
}

func TestSorting(t *testing.T) {
	f := open(t, usual, crowd()...)
	f.sortBy(care.ByCity)
	if got := f.names()[:2]; !slices.Equal(got, []string{maria, "Javier Ibáñez"}) {
		t.Errorf("by place: %q", f.names())
	}
	if f.list.sort.Label() != "Place" {
		t.Errorf("the menu says %q", f.list.sort.Label())
	}
	for _, item := range f.list.sortMenu() {
		if item.Checked != (item.Label == "Place") {
			t.Errorf("%q checked: %v", item.Label, item.Checked)
		}
	}
}

func TestNarrowWindow(t *testing.T) {
	f := open(t, narrow, crowd()...)
	if f.side.object.Visible() || !f.list.tags.Visible() || f.page.object.Visible() {
		t.Fatal("a narrow window does not show the list alone, with the tags in a menu")
	}
	if got := len(f.side.menu()); got < 4 {
		t.Errorf("the menu of tags has %d lines", got)
	}
	f.choose(f.keyOf(t, "tom"))
	if f.list.object.Visible() || !f.page.object.Visible() || !f.page.back.Visible() {
		t.Fatal("the person does not take the place of the list, with a way back")
	}
	test.Tap(f.page.back)
	if f.shell.Backs != 1 {
		t.Error("the way back does not lead back")
	}
}

func TestWideWindowHasTwoColumns(t *testing.T) {
	f := open(t, wide, crowd()...)
	f.choose(f.keyOf(t, "full"))
	f.page.body.Refresh()
	main, details := f.page.body.Objects[0], f.page.details.object
	if !details.Visible() || details.Position().X <= main.Position().X || details.Position().Y != main.Position().Y {
		t.Errorf("main at %v, details at %v, seen: %v", main.Position(), details.Position(), details.Visible())
	}
	if f.page.tabs.Visible() {
		t.Error("there are tabs where both stand side by side")
	}
}

func TestLargeTextUsesTheNarrowLayout(t *testing.T) {
	f := open(t, usual, crowd()...)
	fyne.CurrentApp().Settings().SetTheme(style.New(style.Light, 130))
	if !f.layout.narrow() || f.side.object.Visible() {
		t.Error("1280 at 130 % is not laid out like a narrow window")
	}
}

func TestListByKeyboard(t *testing.T) {
	f := open(t, usual, crowd()...)
	f.FocusList()
	if f.shell.Window().Canvas().Focused() != f.list.rows {
		t.Fatal("the list does not have the keyboard")
	}
	f.list.rows.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	if got := f.page.subject.person.FullName; got != maria {
		t.Errorf("down shows %q", got)
	}
}

func TestDialled(t *testing.T) {
	for number, want := range map[string]string{
		"+34 655 55 44 17": "+34655554417", "(555) 555-9172": "5555559172", "961 23 40 11 ext. 7": "961234011",
		"+1 555 0100 x22": "+15550100", "961234011,,7": "961234011", "+7 495 123-45-67 доб. 12": "+74951234567",
		"1-800-FLOWERS": "", "": "",
	} {
		if got := dialled(number); got != want {
			t.Errorf("dialled(%q) = %q, want %q", number, got, want)
		}
	}
}

// Somebody opened from the day's page was on the right, and nowhere in the list.
func TestSomebodyOpenedFromElsewhereIsInSightInTheList(t *testing.T) {
	var many []*care.Person
	for i := range 60 {
		many = append(many, &care.Person{FullName: fmt.Sprintf("Person %02d", i)})
	}
	f := open(t, usual, many...)
	last := f.list.people[len(f.list.people)-1]
	f.shell.Open(kit.Route{Screen: kit.PeopleScreen, Person: last.Key})
	if rows := f.names(); rows[len(rows)-1] != last.FullName {
		t.Errorf("in sight are %q", rows)
	}
}

func TestASearchThatFindsNobodyOffersToAddThem(t *testing.T) {
	for query, want := range map[string]struct{ label, name, phone string }{
		" Wang Li ":  {"Add “Wang Li”", "Wang Li", ""},
		"612 345 67": {"Add “612 345 67”", "", "612 345 67"},
		"an extraordinarily long name of somebody": {"Add “an extraordinarily long…”", "an extraordinarily long name of somebody", ""},
	} {
		f := open(t, fyne.NewSize(1204, 744), &care.Person{FullName: "Ana Gil"})
		f.Open(kit.Route{Screen: kit.PeopleScreen, Query: query})
		if f.list.add == nil || !f.list.offers.Visible() || f.list.add.Label() != want.label {
			t.Fatalf("%q: offered is %v", query, f.list.add)
		}
		test.Tap(f.list.add)
		if f.panel == nil || !f.panel.Shown() {
			t.Fatalf("%q: nobody is asked for", query)
		}
		var filled []string
		for _, e := range kittest.Find[*kit.Entry](f.panel.Body()) {
			if e.Text != "" {
				filled = append(filled, e.Text)
			}
		}
		if !slices.Equal(filled, []string{want.name + want.phone}) {
			t.Errorf("%q: the panel has %q", query, filled)
		}
		f.panel.Hide()
	}
}

func TestASearchInABookWithoutPeopleFindsCommands(t *testing.T) {
	f := open(t, fyne.NewSize(1204, 744))
	f.Offer = func(words string) []kit.Action { return []kit.Action{{Label: words + "!", Do: func() {}}} }
	f.Open(kit.Route{Screen: kit.PeopleScreen, Query: "demo"})
	if f.empty.Visible() || !f.SideShown() || len(f.list.offered) != 1 || f.list.offered[0].Label() != "demo!" {
		t.Errorf("the first start is shown: %v, offered are %v", f.empty.Visible(), f.list.offered)
	}
	f.Open(kit.Route{Screen: kit.PeopleScreen})
	if !f.empty.Visible() || f.SideShown() {
		t.Error("after the search the first start does not come back")
	}
}
