package people

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"carebook/app/book"
	"carebook/app/care"
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
	for _, name := range []string{"a.txt", "b.txt"} {
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
		if goOn {
			if line.Field.Text != "" {
				t.Errorf("the line about Tom stands at Javier: %q", line.Field.Text)
			}
			f.page.timeline.show(who)
		}
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
