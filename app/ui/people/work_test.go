package people

import (
	"context"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"carebook/app/care"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/kittest"
	"carebook/app/ui/style"
	"carebook/store"
)

// logged writes events of a person into the book.
func (f *fixture) logged(t *testing.T, person int64, events ...care.Event) {
	t.Helper()
	_, err := f.store.Do(context.Background(), store.Action{Kind: "test"}, func(tx *store.Tx) error {
		for _, e := range events {
			if _, err := tx.PutEvent(0, person, e); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func (f *fixture) timelineOf(t *testing.T, person int64) []store.Event {
	t.Helper()
	events, err := f.store.Timeline(context.Background(), person)
	if err != nil {
		t.Fatal(err)
	}
	return events
}

func (f *fixture) read(t *testing.T, key int64) *care.Person {
	t.Helper()
	p, err := f.store.Person(context.Background(), key)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// headings are those of the list, with their counts.
func headings(groups []kit.Group) (all []string) {
	for _, g := range groups {
		all = append(all, g.Label+" "+g.Count)
	}
	return all
}

// item does what a line of a menu says.
func item(t *testing.T, items []kit.MenuItem, label string) {
	t.Helper()
	for _, i := range items {
		if i.Label == label {
			i.Do()
			return
		}
	}
	t.Fatalf("the menu has no %q", label)
}

// field is the entry under a caption of the panel that is open.
func (f *fixture) field(t *testing.T, n int) *kit.Entry {
	t.Helper()
	fields := kittest.Find[*kit.Entry](f.panel.Body())
	if n >= len(fields) {
		t.Fatalf("the panel %q has %d fields", f.panel.Title(), len(fields))
	}
	return fields[n]
}

func (f *fixture) undo(t *testing.T) {
	t.Helper()
	if _, _, err := f.store.UndoLast(context.Background()); err != nil {
		t.Fatal(err)
	}
}

func TestListByCareIsGrouped(t *testing.T) {
	f := open(t, usual, crowd()...)
	f.logged(t, f.keyOf(t, "tom"), care.Event{Kind: care.Call, Day: "2026-09-01"})
	f.logged(t, f.keyOf(t, "javier"), care.Event{Kind: care.Visit, Day: "2026-10-15"})
	f.logged(t, f.keyOf(t, "full"), care.Event{Kind: care.Call, Day: "2026-11-23"})
	f.sortBy(care.ByCare)
	f.wantNames(t, "Tom Okafor", "Javier Ibáñez", maria, "陈秀英", "Дмитрий Волков")
	want := []string{"Owed a call 1", "Due this week 1", "In good time 1", "No rhythm yet 2"}
	if got := headings(groupsOf(f.store, f.list.people, care.ByCare, f.clock.Today())); !slices.Equal(got, want) {
		t.Errorf("headings %q, want %q", got, want)
	}
	rows := map[string]kit.Person{}
	for _, r := range kittest.Find[*kit.PersonRow](f.list.object) {
		rows[r.Person().Name] = r.Person()
	}
	if tom := rows["Tom Okafor"]; tom.Days != "86 days" || tom.Due != kit.Overdue || !tom.Ring.On {
		t.Errorf("Tom's row: %+v", tom)
	}
	if dmitri := rows["Дмитрий Волков"]; dmitri.Days != "" || dmitri.Ring.On {
		t.Errorf("the row of somebody never met: %+v", dmitri)
	}
	// The order is there again at the next start.
	again := openBook(t, f.store, kittest.NewShell(t, usual))
	if again.sort != care.ByCare || again.list.sort.Label() != "Care first" {
		t.Errorf("at the next start the list is by %q", again.sort)
	}
}

func TestLongListByNameHasLetters(t *testing.T) {
	var people []*care.Person
	for _, name := range []string{"Ana", "Bea", "Ñandú", "Волков", "陈秀英", "7 Eleven"} {
		for i := range 6 {
			people = append(people, &care.Person{FullName: name + " " + string(rune('a'+i))})
		}
	}
	f := open(t, usual, people...)
	want := []string{"A 6", "B 6", "C 6", "N 6", "В 6", "# 6"}
	if got := headings(groupsOf(f.store, f.list.people, care.ByName, "")); !slices.Equal(got, want) {
		t.Errorf("letters %q, want %q", got, want)
	}
}

func TestTheListComesBackWhereItWasLeft(t *testing.T) {
	var people []*care.Person
	for i := range 200 {
		people = append(people, &care.Person{FullName: "Person " + lang.Number(1000+i), Tags: []string{"All"}})
	}
	f := open(t, usual, people...)
	f.list.rows.ScrollToOffset(3000)
	test.Tap(f.side.tags[0])
	if f.list.rows.GetScrollOffset() == 3000 {
		t.Error("another list begins where the one before stood")
	}
	test.Tap(f.side.everyone)
	if got := f.list.rows.GetScrollOffset(); got != 3000 {
		t.Errorf("the list comes back at %v, want 3000", got)
	}
}

func TestACallIsLoggedInOneLine(t *testing.T) {
	f := open(t, usual, crowd()...)
	f.choose(f.keyOf(t, "tom"))
	f.Log()
	line := f.page.timeline.line
	if f.shell.Window().Canvas().Focused() != fyne.Focusable(line.Field) {
		t.Fatal("the command does not lead to the line")
	}
	test.Type(line.Field, "Likes the oven, call back Tuesday 12 min")
	if hints := line.Hints(); !slices.Contains(hints, "12 min") || len(hints) != 2 {
		t.Errorf("understood %q", hints)
	}
	line.Field.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	events := f.timelineOf(t, f.keyOf(t, "tom"))
	if len(events) != 2 || events[0].Kind != care.Promise || events[0].Due != "2026-12-01" || events[1].Minutes != 12 {
		t.Fatalf("timeline %+v", events)
	}
	if line.Field.Text != "" {
		t.Errorf("the line still says %q", line.Field.Text)
	}
	shown := f.shown()
	for _, want := range []string{"Call, 12 min", "Promised", "Likes the oven, call back Tuesday"} {
		if !slices.Contains(shown, want) {
			t.Errorf("the page does not show %q: %q", want, shown)
		}
	}
	f.undo(t)
	if len(f.timelineOf(t, f.keyOf(t, "tom"))) != 0 || slices.Contains(f.shown(), "Call, 12 min") {
		t.Error("an undo does not take back both")
	}
}

func TestALineBegunForOneIsNotLoggedWithAnother(t *testing.T) {
	f := open(t, usual, crowd()...)
	f.choose(f.keyOf(t, "tom"))
	line := f.page.timeline.line
	line.ChooseKind(4)
	test.Type(line.Field, "promised a discount")
	f.choose(f.keyOf(t, "javier"))
	if kind, _ := line.Chosen(); line.Field.Text != "" || kind != 0 {
		t.Errorf("Javier's line says %q, kind %d", line.Field.Text, kind)
	}
	f.choose(f.keyOf(t, "tom"))
	if line.Field.Text != "promised a discount" {
		t.Errorf("Tom's line says %q", line.Field.Text)
	}
	line.Field.SetText("")
	f.choose(f.keyOf(t, "javier"))
	f.choose(f.keyOf(t, "tom"))
	if line.Field.Text != "" {
		t.Errorf("a line that was emptied comes back: %q", line.Field.Text)
	}
}

func TestOnlyWhatCanBeDialledIsCalled(t *testing.T) {
	f := open(t, usual, &care.Person{FullName: "Ana", Phones: []care.Phone{{Number: "ask Adrián"}, {Number: "+34 600 11 22 33"}}}, &care.Person{FullName: "Bo", Phones: []care.Phone{{Number: "abc"}}})
	f.choose(f.list.keyAt(0))
	if f.page.call.Label() != "+34 600 11 22 33" || !f.page.call.Visible() {
		t.Errorf("the button calls %q", f.page.call.Label())
	}
	f.choose(f.list.keyAt(1))
	if f.page.call.Visible() || f.page.message.Visible() {
		t.Error("letters can be called")
	}
}

func TestTimelineIsNarrowedAndGrows(t *testing.T) {
	f := open(t, usual, crowd()...)
	tom := f.keyOf(t, "tom")
	var events []care.Event
	for i := range 45 {
		kind := care.Call
		if i%9 == 0 {
			kind = care.Gift
		}
		events = append(events, care.Event{Kind: kind, Day: care.DayOf(f.clock.Now().AddDate(0, 0, -i)), Text: "no " + lang.Number(i)})
	}
	f.logged(t, tom, events...)
	f.choose(tom)
	if n := len(f.page.timeline.list.Objects); n != shownFirst || !f.page.timeline.more.Visible() {
		t.Errorf("%d rows are shown at once", n)
	}
	test.Tap(f.page.timeline.more)
	if n := len(f.page.timeline.list.Objects); n != 45 || f.page.timeline.more.Visible() {
		t.Errorf("after more, %d rows", n)
	}
	item(t, f.page.timeline.filterMenu(), "Gift")
	if n := len(f.page.timeline.list.Objects); n != 5 || f.page.timeline.filter.Label() != "Gift" {
		t.Errorf("gifts: %d rows, %q", n, f.page.timeline.filter.Label())
	}
	f.choose(f.keyOf(t, "javier"))
	f.choose(tom)
	if f.page.timeline.only != "" {
		t.Error("the filter follows from person to person")
	}
}

func TestEventsArePinnedKeptEditedAndRemoved(t *testing.T) {
	f := open(t, usual, crowd()...)
	tom := f.keyOf(t, "tom")
	f.logged(t, tom, care.Event{Kind: care.Promise, Day: "2026-11-20", Text: "Send the brochure", Due: "2026-11-24"})
	f.choose(tom)
	event := func() store.Event { return f.timelineOf(t, tom)[0] }
	item(t, f.page.timeline.menu(event()), lang.T("people.pin"))
	if len(f.page.timeline.pinned.Objects) != 1 || !f.page.timeline.pinned.Visible() {
		t.Error("the pinned promise does not stand above")
	}
	item(t, f.page.timeline.menu(event()), lang.T("people.keep_promise"))
	if event().Done != "2026-11-26" {
		t.Errorf("kept: %+v", event())
	}
	f.page.timeline.editPanel(event())
	fields := kittest.Find[*kit.Entry](f.panel.Body())
	var day *kit.Entry
	for _, e := range fields {
		if e.Text == lang.PlainDay("2026-11-20") {
			day = e
		}
	}
	day.SetText("31.02.2026")
	test.Tap(f.panel.Act)
	if f.panel.Problem() == "" || !f.panel.Shown() || event().Day != "2026-11-20" {
		t.Errorf("a day that is none: problem %q, day %s", f.panel.Problem(), event().Day)
	}
	day.SetText("21 November 2026")
	test.Tap(f.panel.Act)
	if f.panel.Shown() || event().Day != "2026-11-21" || event().Due != "2026-11-24" || !event().Pinned {
		t.Errorf("edited: %+v, %q", event(), f.panel.Problem())
	}
	item(t, f.page.timeline.menu(event()), lang.T("people.remove_event"))
	if len(f.timelineOf(t, tom)) != 0 || len(f.shell.Deeds) == 0 {
		t.Error("the event is not removed with an undo")
	}
	f.undo(t)
	if event().Day != "2026-11-21" {
		t.Error("the event did not come back")
	}
}

func TestFiguresAndNotesAreHidden(t *testing.T) {
	f := open(t, usual, crowd()...)
	tom := f.keyOf(t, "tom")
	f.logged(t, tom, care.Event{Kind: care.Quote, Day: "2026-11-20", Text: "Combi oven", Price: &care.Money{Minor: 845000, Currency: "EUR"}})
	f.choose(tom)
	secret := func() bool {
		return slices.ContainsFunc(f.shown(), func(s string) bool { return strings.Contains(s, "8,450") || strings.Contains(s, "Combi") })
	}
	if !secret() {
		t.Fatalf("nothing to hide: %q", f.shown())
	}
	f.shell.Hidden = true
	f.Redraw()
	if secret() || !slices.Contains(f.shown(), hidden) {
		t.Errorf("hidden, the page shows %q", f.shown())
	}
	f.shell.Hidden = false
	f.Redraw()
	if !secret() {
		t.Error("shown again, it is not there")
	}
}

func TestTagsAreMadeChangedMergedAndRemoved(t *testing.T) {
	f := open(t, usual, crowd()...)
	tagNames := func() (names []string) {
		for _, r := range f.side.tags {
			names = append(names, r.Name()+" "+r.Count())
		}
		return names
	}
	test.Tap(f.side.newTag)
	test.Type(f.field(t, 0), "friends")
	test.Tap(f.panel.Act)
	if !strings.Contains(f.panel.Problem(), "Friends") || !f.panel.Shown() {
		t.Errorf("a tag named like another: %q", f.panel.Problem())
	}
	f.field(t, 0).SetText("Chefs")
	f.panel.Act.Tapped(nil)
	if got := tagNames(); f.panel.Shown() || !slices.Contains(got, "Chefs 0") {
		t.Fatalf("tags %q, problem %q", got, f.panel.Problem())
	}
	tag := func(name string) store.Tag {
		for _, o := range f.side.overview.Tags {
			if o.Name == name {
				return o
			}
		}
		t.Fatalf("no tag %s", name)
		return store.Tag{}
	}
	item(t, f.tagMenu(tag("Chefs")), lang.T("people.edit_tag"))
	f.field(t, 0).SetText("Cooks")
	kittest.Find[*kit.Swatches](f.panel.Body())[0].Choose(3)
	test.Tap(f.panel.Act)
	if tag("Cooks").Color != store.TagColors()[3] {
		t.Errorf("colour %s", tag("Cooks").Color)
	}
	item(t, f.tagMenu(tag("Friends")), lang.T("people.merge_tag"))
	into := kittest.Find[*kit.Select](f.panel.Body())[0]
	into.Choose(slices.Index(into.Words(), "Important"))
	test.Tap(f.panel.Act)
	if got := f.read(t, f.keyOf(t, "tom")).Tags; !slices.Equal(got, []string{"Important"}) {
		t.Errorf("after the merge Tom has %q", got)
	}
	test.Tap(f.side.tags[slices.IndexFunc(f.side.tags, func(r *kit.SideRow) bool { return r.Name() == "Important" })])
	item(t, f.tagMenu(tag("Important")), lang.T("people.remove_tag"))
	if f.route.Tag != 0 || len(f.read(t, f.keyOf(t, "tom")).Tags) != 0 {
		t.Errorf("after the removal the list is at tag %d, Tom has %q", f.route.Tag, f.read(t, f.keyOf(t, "tom")).Tags)
	}
	for range 2 {
		f.undo(t)
	}
	if got := f.read(t, f.keyOf(t, "tom")).Tags; !slices.Equal(got, []string{"Friends"}) {
		t.Errorf("after two undos Tom has %q", got)
	}
}

func TestFiveTagsAreOfferedOnce(t *testing.T) {
	f := open(t, usual, &care.Person{FullName: "Ana"})
	if !f.side.offer.object.Visible() {
		t.Fatal("a book without tags offers none")
	}
	test.Tap(f.side.offer.add)
	if len(f.side.tags) != 5 || f.side.offer.object.Visible() {
		t.Errorf("%d tags, offer still there: %v", len(f.side.tags), f.side.offer.object.Visible())
	}
	f.undo(t)
	again := openBook(t, f.store, kittest.NewShell(t, usual))
	if again.side.offer.object.Visible() {
		t.Error("the offer is made twice")
	}
}

func TestTagsOfThePersonInTheHead(t *testing.T) {
	f := open(t, usual, crowd()...)
	f.choose(f.keyOf(t, "tom"))
	f.page.tags.AddName("important")
	if got := f.read(t, f.keyOf(t, "tom")).Tags; !slices.Equal(got, []string{"Friends", "Important"}) {
		t.Errorf("Tom has %q", got)
	}
	if got := f.page.tags.Names(); !slices.Equal(got, []string{"Friends", "Important"}) {
		t.Errorf("the head shows %q", got)
	}
}

func TestASmartListIsKeptAndChanged(t *testing.T) {
	f := open(t, usual, crowd()...)
	test.Tap(f.side.newList)
	form := kittest.Find[*kit.TagField](f.panel.Body())
	f.field(t, 0).SetText("Best")
	form[0].AddName("Important")
	test.Tap(f.panel.Act)
	if f.panel.Shown() {
		t.Fatalf("problem %q", f.panel.Problem())
	}
	f.wantNames(t, maria, "Javier Ibáñez")
	if f.list.heading.Words() != "Best" || f.list.heading.Count() != "2" {
		t.Errorf("heading %q %q", f.list.heading.Words(), f.list.heading.Count())
	}
	list := f.route.List
	f.listPanel(list)
	if f.field(t, 0).Text != "Best" || !slices.Equal(kittest.Find[*kit.TagField](f.panel.Body())[0].Names(), []string{"Important"}) {
		t.Error("the panel does not show what the list asks for")
	}
	f.field(t, 2).SetText("soon")
	test.Tap(f.panel.Act)
	if !strings.Contains(f.panel.Problem(), "soon") {
		t.Errorf("days that are none: %q", f.panel.Problem())
	}
	f.panel.Hide()
	test.Tap(f.side.newList)
	f.field(t, 0).SetText("best")
	test.Tap(f.panel.Act)
	if f.panel.Problem() == "" {
		t.Error("two lists have one name")
	}
	f.panel.Hide()
	f.listPanel(list)
	f.field(t, 4).SetText("Spain, Narnia")
	test.Tap(f.panel.Act)
	if !strings.Contains(f.panel.Problem(), "Narnia") {
		t.Errorf("a country that is none: %q", f.panel.Problem())
	}
	f.field(t, 4).SetText("Spain, 中国")
	test.Tap(f.panel.Act)
	if got := f.lists[list].Filter.Countries; f.panel.Shown() || !slices.Equal(got, []string{"ES", "CN"}) {
		t.Errorf("the list asks for %v", got)
	}
	f.listPanel(list)
	if words := f.field(t, 4).Text; words != "Spain, China" {
		t.Errorf("the panel shows %q", words)
	}
	f.panel.Hide()
	f.sortBy(care.ByAdded)
	lists, err := f.store.Lists(context.Background())
	if err != nil || len(lists) != 1 || lists[0].Sort != care.ByAdded {
		t.Errorf("the list's order: %+v, %v", lists, err)
	}
	item(t, f.listMenu(lists[0]), lang.T("people.remove_list"))
	if f.route.List != 0 || len(f.names()) != 5 {
		t.Errorf("after its removal the list shows %q", f.names())
	}
	f.Open(kit.Route{Screen: kit.PeopleScreen, List: noEmailList})
	f.wantNames(t, "陈秀英", "Javier Ibáñez", "Tom Okafor", "Дмитрий Волков")
	f.Open(kit.Route{Screen: kit.PeopleScreen, Organization: "Casa Perelló"})
	f.wantNames(t, maria)
}

func TestSeveralAreWorkedOnAtOnce(t *testing.T) {
	f := open(t, usual, crowd()...)
	f.FocusList()
	f.list.rows.TypedShortcut(&fyne.ShortcutSelectAll{})
	if n := len(f.selection()); n != 5 || !f.list.several.object.Visible() {
		t.Fatalf("%d are selected, bar shown: %v", n, f.list.several.object.Visible())
	}
	f.tagSelection()
	kittest.Find[*kit.TagField](f.panel.Body())[0].AddName("Everyone")
	kittest.Find[*kit.TagField](f.panel.Body())[1].AddName("Friends")
	test.Tap(f.panel.Act)
	if got := f.read(t, f.keyOf(t, "tom")).Tags; !slices.Equal(got, []string{"Everyone"}) {
		t.Errorf("Tom has %q", got)
	}
	if n := len(f.selection()); n != 5 {
		t.Errorf("after the tagging %d are selected", n)
	}
	f.fieldPanel()
	f.field(t, 0).SetText("Acme")
	test.Tap(f.panel.Act)
	for _, uid := range []string{"tom", "chen"} {
		if got := f.read(t, f.keyOf(t, uid)).Organization; got != "Acme" {
			t.Errorf("%s works at %q", uid, got)
		}
	}
	f.fieldPanel()
	which, choice := kittest.Find[*kit.Select](f.panel.Body())[0], 0
	which.Choose(slices.Index(which.Words(), lang.T("people.value")))
	choices := kittest.Find[*kit.Select](f.panel.Body())
	choices[1].Choose(choice + 4)
	test.Tap(f.panel.Act)
	if got := f.read(t, f.keyOf(t, "chen")).Profile.Value; got != 4 {
		t.Errorf("value %d, want 4", got)
	}
	f.list.rows.SetSelected([]int{0, 1})
	f.list.rows.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDelete})
	if len(f.names()) != 3 || f.side.trash.Count() != "2" {
		t.Errorf("left %q, trash %s", f.names(), f.side.trash.Count())
	}
	f.undo(t)
	if len(f.names()) != 5 {
		t.Errorf("after the undo %q", f.names())
	}
}

func TestTrashRestoresAndErases(t *testing.T) {
	f := open(t, usual, crowd()...)
	tom := f.keyOf(t, "tom")
	f.logged(t, tom, care.Event{Kind: care.Call, Day: "2026-11-20", Text: "secret"})
	f.choose(tom)
	item(t, f.pageMenu(), lang.T("people.to_trash"))
	if f.page.key() == tom || f.page.key() == 0 {
		t.Error("the page does not go on to the next person")
	}
	test.Tap(f.side.trash)
	if !strings.Contains(f.page.trashed.Words(), "30") || !f.page.restore.Visible() || f.page.call.Visible() {
		t.Errorf("in the trash the page says %q", f.page.trashed.Words())
	}
	test.Tap(f.page.restore)
	test.Tap(f.side.everyone)
	if len(f.names()) != 5 || len(f.timelineOf(t, tom)) != 1 {
		t.Errorf("restored: %q", f.names())
	}
	f.choose(tom)
	f.trash([]int64{tom})
	test.Tap(f.side.trash)
	f.trashSelection()
	if !f.panel.Shown() || !strings.Contains(f.panel.Title(), lang.T("people.erase")) {
		t.Fatal("nobody asks before somebody is removed for good")
	}
	if f.shell.Window().Canvas().Focused() != fyne.Focusable(f.panel.Cancel) {
		t.Error("Enter removes for good")
	}
	test.Tap(f.panel.Act)
	if _, err := f.store.Person(context.Background(), tom); care.CodeOf(err) != care.CodePersonMissing {
		t.Errorf("erased, the person is read: %v", err)
	}
}

func TestSomebodyNewIsAddedFromASignature(t *testing.T) {
	f := open(t, usual, crowd()...)
	f.NewPerson()
	fyne.CurrentApp().Clipboard().SetContent("Kind regards,\nLaura Benavent\nHead of purchasing\nHotel Miramar\nTel. +34 963 11 22 33\nlaura@miramar.example")
	test.Tap(kittest.Button(t, f.panel.Body(), lang.T("people.paste_signature")))
	if f.field(t, 0).Text != "Laura Benavent" {
		t.Fatalf("name %q, problem %q", f.field(t, 0).Text, f.panel.Problem())
	}
	f.panel.Act.Tapped(nil)
	p := f.page.subject.person
	if p.FullName != "Laura Benavent" || p.Title != "Head of purchasing" || len(p.Phones) != 1 || len(p.Emails) != 1 || p.Organization != "Hotel Miramar" {
		t.Errorf("added %+v", p)
	}
	f.undo(t)
	if len(f.names()) != 5 {
		t.Errorf("after the undo %q", f.names())
	}
}

func TestALikenessIsToldWhileTyping(t *testing.T) {
	f := open(t, usual, crowd()...)
	f.NewPerson()
	if f.panel.Act.Tapped(nil); f.panel.Problem() == "" {
		t.Error("nobody was added without a word")
	}
	f.field(t, 0).SetText("Dimitri")
	f.field(t, 1).SetText("600112233")
	link := kittest.Button(t, f.panel.Body(), lang.T("people.open_likeness"))
	link.Tapped(nil)
	if f.panel.Shown() || f.page.subject.person.UID != "dmitri" {
		t.Errorf("the link opens %q", f.page.subject.person.FullName)
	}
}

func TestEveryCommandHasItsOwnKeys(t *testing.T) {
	f := open(t, usual, crowd()...)
	seen := map[string]string{}
	for _, c := range f.Commands() {
		key := string(c.Key)
		if c.Shortcut != nil {
			key = c.Shortcut.ShortcutName()
		}
		if key == "" || c.Label == "" || seen[key] != "" {
			t.Errorf("%q and %q have the keys %q", c.Label, seen[key], key)
		}
		seen[key] = c.Label
	}
}

func TestPeopleAreWalkedByTab(t *testing.T) {
	f := open(t, usual, crowd()...)
	f.choose(f.keyOf(t, "full"))
	var want []fyne.Focusable
	kittest.Walk(f.Object(), func(o fyne.CanvasObject) {
		switch o := o.(type) {
		case *kit.Button:
			if !o.Disabled() {
				want = append(want, o)
			}
		case *kit.List:
			want = append(want, o)
		case *kit.SideRow:
			want = append(want, o)
		case *kit.Tabs:
			want = append(want, o)
		}
	})
	kittest.ReachedByTab(t, f.shell.Window().Canvas(), want, 20)
}

func TestNamesOfSixtyLettersStayInTheirPlaces(t *testing.T) {
	long := strings.Repeat("Wolfeschlegelsteinhausen ", 3)[:60]
	f := open(t, usual, &care.Person{FullName: long, Organization: long, Title: long, Tags: []string{long}})
	for _, factor := range []int{100, 150} {
		fyne.CurrentApp().Settings().SetTheme(style.New(style.Light, factor))
		f.Open(kit.Route{Screen: kit.PeopleScreen, Person: f.list.keyAt(0)})
		edge := f.Object().Size().Width
		kittest.Walk(f.page.object, func(o fyne.CanvasObject) {
			at := fyne.CurrentApp().Driver().AbsolutePositionForObject(o)
			if at.X+o.Size().Width > edge+1 {
				t.Errorf("at %d %% %T ends at %v, the window at %v", factor, o, at.X+o.Size().Width, edge)
			}
		})
	}
}
