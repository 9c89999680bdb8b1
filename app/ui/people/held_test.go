package people

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/exchange"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/kittest"
	"carebook/app/ui/kit/run"
	"carebook/store"
)

// hold keeps the screen's work and answers back from now on.
func (f *fixture) hold() *kittest.Held {
	held, e := kittest.Hold()
	f.shell.Run = e
	return held
}

// closing is an executor whose work begins when Stop has begun: a window that
// is closed right after something was done.
func closing(t *testing.T) *run.Executor {
	t.Helper()
	gate, opener := make(chan struct{}), true
	e := run.With(func(f func()) {
		if opener {
			opener = false
			go f()
			return
		}
		go func() { <-gate; f() }()
	}, func(f func()) { f() })
	run.Do(e, new(run.Task), func(ctx context.Context) (struct{}, error) {
		<-ctx.Done()
		close(gate)
		return struct{}{}, nil
	}, func(struct{}, error) {})
	return e
}

func TestSavesOnTheirWayAreInTheBookAfterClosing(t *testing.T) {
	d := openDetails(t, full())
	d.shell.Run = closing(t)
	d.edit(t, "title", "Boss")
	d.edit(t, "role", "Host")
	d.begin(t, "nickname", "Still typed")
	d.Leave()
	d.page.timeline.line.Field.SetText("asked for two cases")
	d.page.timeline.line.Submit()
	d.shell.Run.Stop()
	p := d.person(t)
	if p.Title != "Boss" || p.Role != "Host" || p.Nickname != "Still typed" {
		t.Errorf("the book has %q, %q and %q", p.Title, p.Role, p.Nickname)
	}
	if e := d.timelineOf(t, d.key); len(e) != 1 || e[0].Text != "asked for two cases" {
		t.Errorf("the timeline is %+v", e)
	}
}

func TestTwoDropsInARowAreBothKept(t *testing.T) {
	d := openDetails(t, full())
	held := d.hold()
	for _, name := range []string{"a.pdf", "b.pdf"} {
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, []byte("what "+name+" says"), 0o600); err != nil {
			t.Fatal(err)
		}
		d.Take([]string{path})
	}
	held.Go()
	if files := d.person(t).Profile.Files; len(files) != 2 {
		t.Errorf("kept %+v", files)
	}
}

func TestTypedReferrerIsKeptForThePersonLeft(t *testing.T) {
	d := openDetails(t, full(), &care.Person{UID: "tom", FullName: "Tom Okafor"})
	held := d.hold()
	d.addByMenu(t, "Referred by")
	d.typeInto(t, "tom okafor")
	d.choose(d.keyOf(t, "tom"))
	held.Go()
	if got := d.person(t).Profile.ReferredBy; got != "tom" {
		t.Errorf("referred by %q", got)
	}
	if len(d.shell.Failed) > 0 || d.page.key() == d.key {
		t.Errorf("failed %v, the page shows %d", d.shell.Failed, d.page.key())
	}
}

func TestTypedReferrerWhomNobodyKnowsIsToldAfterLeaving(t *testing.T) {
	d := openDetails(t, full(), &care.Person{UID: "tom", FullName: "Tom Okafor"})
	held := d.hold()
	d.addByMenu(t, "Referred by")
	d.typeInto(t, "nobody at all")
	d.choose(d.keyOf(t, "tom"))
	held.Go()
	if n := len(d.shell.Said); n == 0 || !strings.Contains(d.shell.Said[n-1], "nobody at all") || !strings.Contains(d.shell.Said[n-1], maria) {
		t.Errorf("said %q", d.shell.Said)
	}
}

func TestALineThatTheBookRefusesIsNotLost(t *testing.T) {
	for _, goOn := range []bool{false, true} {
		f := open(t, usual, crowd()...)
		tom, line := f.keyOf(t, "tom"), f.page.timeline.line
		javier := f.keyOf(t, "javier")
		f.choose(tom)
		who := f.page.subject
		held := f.hold()
		line.Field.SetText("wants rice")
		line.Submit()
		if _, err := book.Trash(context.Background(), f.store, []int64{tom}, true, "test"); err != nil {
			t.Fatal(err)
		}
		if n, err := f.store.Erase(context.Background(), []int64{tom}); err != nil || n != 1 {
			t.Fatalf("erased %d, %v", n, err)
		}
		if goOn {
			f.choose(javier)
			for len(held.Work) > 0 && f.page.key() != javier { // the page first
				held.DoWork(len(held.Work) - 1)
				for len(held.Answers) > 0 {
					held.Answer(0)
				}
			}
		}
		held.Go()
		if len(f.shell.Failed) == 0 {
			t.Fatal("writing about somebody who is gone does not fail")
		}
		if goOn && line.Field.Text != "" {
			t.Errorf("the line about Tom stands at Javier: %q", line.Field.Text)
		}
		f.page.timeline.show(who)
		if line.Field.Text != "wants rice" {
			t.Errorf("gone on %v: the line holds %q", goOn, line.Field.Text)
		}
	}
}

func TestTheNewPersonIsOpenedNotTheFirst(t *testing.T) {
	f := open(t, usual, crowd()...)
	held := f.hold()
	f.reload(false) // a list from before is under way
	f.NewPerson()
	f.field(t, 0).SetText("Zoe Zimmer")
	test.Tap(f.panel.Act)
	held.DoWork(len(held.Work) - 1)
	held.Go()
	if f.page.subject == nil || f.page.subject.person.FullName != "Zoe Zimmer" {
		t.Errorf("the page shows %q", f.Shown())
	}
	if f.route.Person != f.page.key() || f.list.rows.Chosen() != f.list.indexOf(f.page.key()) {
		t.Error("the list marks somebody else")
	}
}

// listOf keeps a smart list of those whose words are found.
func (f *fixture) listOf(t *testing.T, key int64, words string) int64 {
	t.Helper()
	key, err := book.PutList(context.Background(), f.store, key, care.SmartList{Name: "Mine", Filter: care.Filter{Words: words}})
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func TestAListFollowsItsFilterAtOnce(t *testing.T) {
	f := open(t, usual, crowd()...)
	key := f.listOf(t, 0, "javier")
	held := f.hold()
	f.narrowTo(place{list: key})
	held.Go()
	f.wantNames(t, "Javier Ibáñez")
	f.listOf(t, key, "okafor")
	held.Go()
	f.wantNames(t, "Tom Okafor")
}

func TestAListThatHasGoneIsNotShownAsEveryone(t *testing.T) {
	f := open(t, usual, crowd()...)
	key := f.listOf(t, 0, "javier")
	held := f.hold()
	f.narrowTo(place{list: key})
	held.Go()
	_, err := f.store.Do(context.Background(), store.Action{Kind: "list"}, func(tx *store.Tx) error { return tx.RemoveList(key) })
	if err != nil {
		t.Fatal(err)
	}
	for len(held.Work)+len(held.Answers) > 0 {
		if f.route.List == key && len(f.list.people) > 1 {
			t.Fatal("under the name of the list stands everyone")
		}
		if len(held.Answers) > 0 {
			held.Answer(0)
		} else {
			held.DoWork(0)
		}
	}
	if f.route.List != 0 || f.list.heading.Words() != "Everyone" || len(f.names()) != 5 {
		t.Errorf("%q shows %q", f.list.heading.Words(), f.names())
	}
	f.Open(kit.Route{Screen: kit.PeopleScreen, List: key}) // a way back
	if f.route.List != 0 {
		t.Error("the way back leads to a list that has gone")
	}
}

func TestTheSameFieldEditedTwiceWhileSavingIsNotOvertakenByOneself(t *testing.T) {
	d := openDetails(t, full())
	held := d.hold()
	d.edit(t, "title", "Boss")
	d.edit(t, "role", "Host")
	// The first save is told, and all but the second save is read again.
	held.DoWork(0)
	for len(held.Answers) > 0 || len(held.Work) > 1 {
		if len(held.Answers) > 0 {
			held.Answer(0)
		} else {
			held.DoWork(len(held.Work) - 1)
		}
	}
	if got := d.row(t, "role").Field().Value; got != "Host" {
		t.Errorf("while it is saved the page shows the role %q", got)
	}
	d.edit(t, "role", "Landlady")
	held.Go()
	if p := d.person(t); p.Title != "Boss" || p.Role != "Landlady" {
		t.Errorf("the book has %q and %q", p.Title, p.Role)
	}
	if row := d.row(t, "role"); row.Editing() || row.Note().Words != "" || row.Field().Value != "Landlady" {
		t.Errorf("the row says %q, %q", row.Field().Value, row.Note().Words)
	}
}

func TestWhatIsTypedIsSavedWhenASearchFindsNobody(t *testing.T) {
	d := openDetails(t, full())
	d.begin(t, "title", "Boss")
	d.fixture.Open(kit.Route{Screen: kit.PeopleScreen, Query: "zzzz"})
	if got := d.person(t).Title; got != "Boss" || d.page.subject != nil {
		t.Errorf("the book has %q", got)
	}
	d.putField(0, &fieldForm{name: kit.NewEntry(), choices: kit.NewEntry(), field: care.OwnField{Type: care.TextField}}, func(string) {})
}

func TestRestoreOnThePageRestoresThePersonOfThePage(t *testing.T) {
	f := open(t, usual, crowd()...)
	keys := []int64{f.keyOf(t, "tom"), f.keyOf(t, "javier")}
	if _, err := book.Trash(context.Background(), f.store, keys, true, "test"); err != nil {
		t.Fatal(err)
	}
	f.narrowTo(place{trash: true})
	f.list.rows.TypedShortcut(&fyne.ShortcutSelectAll{})
	if got := len(f.selection()); got != 2 {
		t.Fatalf("%d are selected", got)
	}
	kept := f.page.key()
	test.Tap(f.page.restore)
	f.narrowTo(place{})
	if f.list.indexOf(kept) < 0 || len(f.list.people) != 4 {
		t.Errorf("the book has %d people again", len(f.list.people))
	}
}

func TestCancellingABulkEditStopsIt(t *testing.T) {
	f := open(t, usual, crowd()...)
	f.list.rows.TypedShortcut(&fyne.ShortcutSelectAll{})
	held := f.hold()
	f.fieldPanel()
	held.Go()
	f.field(t, 0).SetText("Acme")
	test.Tap(f.panel.Act)
	f.shell.Window().Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyEscape})
	held.Go()
	if got := f.read(t, f.keyOf(t, "tom")).Organization; got != "" {
		t.Errorf("after Escape Tom works at %q", got)
	}
	if n := len(f.shell.Said); n == 0 || f.shell.Said[n-1] != lang.T("people.stopped") || len(f.shell.Failed) > 0 {
		t.Errorf("said %q, failed %v", f.shell.Said, f.shell.Failed)
	}
}

func TestCancellingTheErasingStopsIt(t *testing.T) {
	f := open(t, usual, crowd()...)
	tom := f.keyOf(t, "tom")
	if _, err := book.Trash(context.Background(), f.store, []int64{tom}, true, "test"); err != nil {
		t.Fatal(err)
	}
	f.narrowTo(place{trash: true})
	held := f.hold()
	f.eraseSelection()
	test.Tap(f.panel.Act)
	f.panel.Hide()
	held.Go()
	if f.read(t, tom).UID != "tom" || len(f.shell.Said) == 0 || f.shell.Said[len(f.shell.Said)-1] != lang.T("people.stopped") {
		t.Errorf("said %q", f.shell.Said)
	}
}

func TestABulkEditShowsHowFarItIs(t *testing.T) {
	var people []*care.Person
	for i := range 250 {
		people = append(people, &care.Person{FullName: fmt.Sprintf("Person %03d", i)})
	}
	f := open(t, usual, people...)
	f.list.rows.TypedShortcut(&fyne.ShortcutSelectAll{})
	f.fieldPanel()
	f.field(t, 0).SetText("Acme")
	held := f.hold()
	test.Tap(f.panel.Act)
	if got := f.panel.Progress(); got != "0 of 250 people" {
		t.Errorf("before anybody is done the panel says %q", got)
	}
	held.DoWork(0)
	held.Answer(0)
	held.Answer(0)
	if got := f.panel.Progress(); got != "200 of 250 people" {
		t.Errorf("the panel says %q", got)
	}
	held.Go()
	if f.panel.Shown() {
		t.Error("the panel does not go when it is done")
	}
}

// ownFieldOf makes a field of the user's own.
func (f *fixture) ownFieldOf(t *testing.T, name string, kind care.FieldType) {
	t.Helper()
	if _, err := book.PutField(context.Background(), f.store, 0, care.OwnField{Name: name, Type: kind}); err != nil {
		t.Fatal(err)
	}
}

func TestOwnValuesOfSeveralAreReadAsTheBookWritesThem(t *testing.T) {
	f := open(t, usual, crowd()...)
	f.ownFieldOf(t, "Met on", care.DayField)
	f.ownFieldOf(t, "Litres", care.NumberField)
	f.list.rows.TypedShortcut(&fyne.ShortcutSelectAll{})
	set := func(name, words string) {
		f.fieldPanel()
		which := kittest.Find[*kit.Select](f.panel.Body())[0]
		which.Choose(slices.Index(which.Words(), name))
		f.field(t, 0).SetText(words)
		test.Tap(f.panel.Act)
	}
	for _, name := range []string{"Met on", "Litres"} {
		set(name, "no such thing")
		if f.panel.Problem() == "" || !f.panel.Shown() {
			t.Errorf("%s takes anything", name)
		}
		f.panel.Hide()
	}
	set("Met on", "3 May 2024")
	set("Litres", "1,250.5")
	own := f.read(t, f.keyOf(t, "tom")).Profile
	if own.OwnValue("Met on") != "2024-05-03" || own.OwnValue("Litres") != "1250.5" {
		t.Errorf("the book has %+v", own.Own)
	}
}

func TestAListByAnOwnFieldFindsWhatWasTyped(t *testing.T) {
	tom := crowd()[3]
	tom.Profile.SetOwnValue("Met on", "2024-05-03")
	f := open(t, usual, tom, crowd()[0])
	f.ownFieldOf(t, "Met on", care.DayField)
	f.listPanel(0)
	f.field(t, 0).SetText("Met in May")
	selects := kittest.Find[*kit.Select](f.panel.Body())
	for _, s := range selects {
		if i := slices.Index(s.Words(), "Met on"); i >= 0 {
			s.Choose(i)
		}
	}
	value := kittest.Find[*kit.Entry](f.panel.Body())
	last := value[len(value)-1]
	last.SetText("some day")
	test.Tap(f.panel.Act)
	if f.panel.Problem() == "" {
		t.Error("a list asks for a day that is none")
	}
	last.SetText("3 May 2024")
	test.Tap(f.panel.Act)
	f.wantNames(t, "Tom Okafor")
	f.listPanel(f.route.List)
	value = kittest.Find[*kit.Entry](f.panel.Body())
	if got := value[len(value)-1].Text; got != "3 May 2024" {
		t.Errorf("edited again, the list asks for %q", got)
	}
}

func TestAListOfATagThatThereIsNotIsRefused(t *testing.T) {
	f := open(t, usual, crowd()...)
	for i := range 2 { // with the tag, and without
		f.listPanel(0)
		f.field(t, 0).SetText("Best")
		kittest.Find[*kit.TagField](f.panel.Body())[i].AddName("Improtant")
		test.Tap(f.panel.Act)
		if !strings.Contains(f.panel.Problem(), "Improtant") || f.route.List != 0 {
			t.Errorf("field %d: the panel says %q, the list is %d", i, f.panel.Problem(), f.route.List)
		}
		f.panel.Hide()
	}
}

func TestAnOrderChosenForAShippedListIsItsOwn(t *testing.T) {
	f := open(t, usual, crowd()...)
	f.narrowTo(place{list: owedList})
	f.sortBy(care.ByCity)
	if f.order() != care.ByCity || f.list.sort.Label() != sortName(care.ByCity) {
		t.Errorf("the list is by %q, the button says %q", f.order(), f.list.sort.Label())
	}
	f.narrowTo(place{})
	if f.order() != care.ByName {
		t.Errorf("everyone is by %q now", f.order())
	}
	f.narrowTo(place{list: owedList})
	if f.order() != care.ByCity {
		t.Error("the choice is forgotten")
	}
}

func TestDroppedAddressBooksAreForTheImport(t *testing.T) {
	f := open(t, usual, crowd()...)
	dir := t.TempDir()
	path := func(name string) string { return filepath.Join(dir, name) }
	for _, name := range []string{"contacts.json", "contacts.vcf"} {
		o := book.ExportOptions{Format: exchange.FormatOf(name), Keys: []int64{f.keyOf(t, "tom")}}
		if _, err := book.ExportFile(context.Background(), f.store, path(name), o); err != nil {
			t.Fatal(err)
		}
	}
	card, err := os.ReadFile(path("contacts.vcf"))
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string]string{
		"renamed.txt": string(card), "letter.txt": "Dear Tom,\n\nyours, Ana\n", "price.json": `{"rice": 3}`, "offer.pdf": "%PDF-1.4\n\x00\x01",
	} {
		if err := os.WriteFile(path(name), []byte(data), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var packed bytes.Buffer
	z := zip.NewWriter(&packed)
	w, err := z.Create("tom.csv")
	if err == nil {
		_, err = w.Write([]byte("Name,Phone\nTom Okafor,+34 600 11 22 33\n"))
	}
	if err = errors.Join(err, z.Close(), os.WriteFile(path("cards.zip"), packed.Bytes(), 0o600)); err != nil {
		t.Fatal(err)
	}
	for name, attached := range map[string]bool{
		"contacts.json": false, "contacts.vcf": false, "renamed.txt": false, "cards.zip": false,
		"letter.txt": true, "price.json": true, "offer.pdf": true,
	} {
		if got := f.Take([]string{path(name)}); got != attached {
			t.Errorf("%s: attached %v, want %v", name, got, attached)
		}
	}
}

func TestOnlyThePinnedCopyOfAnEventIsACard(t *testing.T) {
	f := open(t, usual, crowd()...)
	tom := f.keyOf(t, "tom")
	f.choose(tom)
	f.logged(t, tom, care.Event{Kind: care.Call, Day: "2026-11-20", Text: "rice", Pinned: true})
	card, row := f.page.timeline.pinned.Objects[0].(*kit.TimelineRow), f.page.timeline.list.Objects[0].(*kit.TimelineRow)
	if !card.Moment().Pinned || row.Moment().Pinned {
		t.Errorf("above the list %v, in it %v", card.Moment().Pinned, row.Moment().Pinned)
	}
}
