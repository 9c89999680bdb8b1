package brief

import (
	"reflect"
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

// fixture is briefs over an empty window.
type fixture struct {
	*Brief
	shell   *kittest.Shell
	printed []int64
}

func open(t *testing.T, size fyne.Size) *fixture {
	t.Helper()
	kittest.App(t)
	s := kittest.Book(
		t,
		&care.Person{
			UID: "ana", FullName: "Ana Gil", Title: "Baker", Organization: "Forn Gil", Phones: []care.Phone{{Number: "+34 600 100 201"}},
			Profile: care.Profile{Likes: "Bitter chocolate", Household: "Two sons"}, Addresses: []care.Address{{City: "Sueca"}},
		},
		&care.Person{UID: "bea", FullName: "Bea Gil"},
		&care.Person{UID: "zhang", FullName: "张伟"},
		&care.Person{UID: "nobody"},
	)
	_, err := s.Do(t.Context(), store.Action{Kind: "edit"}, func(tx *store.Tx) error {
		if _, err := tx.PutSale(0, 1, care.Sale{Day: "2026-11-20", Item: "Pan", Quantity: "24", Amount: care.Money{Minor: 61200, Currency: "EUR"}, State: care.SaleOrdered}); err != nil {
			return err
		}
		_, err := tx.PutEvent(0, 1, care.Event{Kind: care.Visit, Day: "2026-11-12", Text: "Worried about the licence."})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	f := &fixture{shell: kittest.NewShell(t, size)}
	f.Brief = New(f.shell, s, kittest.Clock(), func(person int64) { f.printed = append(f.printed, person) })
	f.shell.Show(kit.NewColumn(0))
	return f
}

var usual = fyne.NewSize(1280, 800)

// said is what the panel says, "" without one.
func (f *fixture) said() string {
	top := f.shell.Window().Canvas().Overlays().Top()
	if top == nil {
		return ""
	}
	var words []string
	kittest.Walk(top, func(o fyne.CanvasObject) {
		if t, ok := o.(*canvas.Text); ok && t.Text != "" {
			words = append(words, t.Text)
		}
	})
	return strings.Join(words, " ")
}

func (f *fixture) key(name fyne.KeyName) {
	f.shell.Window().Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: name})
}

func (f *fixture) wants(t *testing.T, words ...string) {
	t.Helper()
	for _, w := range words {
		if !strings.Contains(f.said(), w) {
			t.Errorf("there is no %q in %q", w, f.said())
		}
	}
}

func TestTheBriefSaysBusinessAndPerson(t *testing.T) {
	f := open(t, usual)
	f.Show(1)
	f.wants(
		t, "Ana Gil", "Baker, Forn Gil, Sueca", "last contact 14 days ago", "On its way", "24 × Pan", "€612, ordered Fri 20 Nov",
		"Family", "Two sons", "Bitter chocolate", "Worried about the licence.", "Open the person", "Close", "Print", "Log",
	)
	f.key(fyne.KeyEscape)
	if f.said() != "" || len(f.shell.Routes) != 0 {
		t.Errorf("Escape leaves %q and leads to %+v", f.said(), f.shell.Routes)
	}
}

func TestKeysOfTheBrief(t *testing.T) {
	f := open(t, usual)
	f.Show(1)
	f.key(fyne.KeyP)
	if len(f.printed) != 1 || f.printed[0] != 1 || f.said() == "" {
		t.Errorf("P prints %v, and %q stays", f.printed, f.said())
	}
	f.key(fyne.KeyX)
	if f.said() == "" {
		t.Error("another key closes the brief")
	}
	f.key(fyne.KeyL)
	f.Show(1)
	f.key(fyne.KeyReturn)
	want := []kit.Route{{Screen: kit.PeopleScreen, Person: 1, Log: true}, {Screen: kit.PeopleScreen, Person: 1}}
	if !reflect.DeepEqual(f.shell.Routes, want) || f.said() != "" {
		t.Errorf("L and Enter lead to %+v", f.shell.Routes)
	}
	f.Show(1)
	test.Tap(kittest.Button(t, f.shell.Window().Canvas().Overlays().Top(), "Print"))
	test.Tap(kittest.Button(t, f.shell.Window().Canvas().Overlays().Top(), "Close"))
	if len(f.printed) != 2 || f.said() != "" {
		t.Errorf("the buttons print %v and leave %q", f.printed, f.said())
	}
}

func TestHiddenFiguresStayHidden(t *testing.T) {
	f := open(t, usual)
	f.shell.Hidden = true
	f.Show(1)
	if said := f.said(); strings.Contains(said, "chocolate") || strings.Contains(said, "612") || !strings.Contains(said, "•••") {
		t.Errorf("it says %q", said)
	}
}

func TestABriefOfWhomNothingIsKnown(t *testing.T) {
	f := open(t, usual)
	f.Show(3)
	f.wants(t, "张伟", "no contact yet", "Nothing is known yet.")
	f.Show(4) // in its place
	f.wants(t, lang.T("people.no_name"))
	if strings.Contains(f.said(), "张伟") {
		t.Error("two briefs lie over each other")
	}
	f.key(fyne.KeyEscape)
	f.Show(99)
	if f.said() != "" || len(f.shell.Failed) != 1 || care.CodeOf(f.shell.Failed[0]) != care.CodePersonMissing {
		t.Errorf("of nobody it says %q, %v", f.said(), f.shell.Failed)
	}
}

// rows are the people offered.
func (f *fixture) rows() []string {
	var names []string
	for _, r := range kittest.Find[*kit.CallerRow](f.shell.Window().Canvas().Overlays().Top()) {
		names = append(names, r.Caller().Name)
	}
	return names
}

func (f *fixture) typeIn(words string) {
	entry := f.shell.Window().Canvas().Focused().(*kit.CallEntry)
	entry.SetText(words)
}

func TestWithoutAPersonItAsks(t *testing.T) {
	f := open(t, usual)
	f.Show(0)
	f.wants(t, "Who?", "Show the brief")
	if n := len(f.rows()); n != 0 {
		t.Errorf("%d people are offered before anything is typed", n)
	}
	f.typeIn("gil")
	if got := strings.Join(f.rows(), ", "); got != "Ana Gil, Bea Gil" {
		t.Fatalf("offered are %s", got)
	}
	f.key(fyne.KeyReturn)
	f.wants(t, "Ana Gil", "Two sons")
}

func TestOneAmongSeveralIsChosenByKeys(t *testing.T) {
	f := open(t, usual)
	f.Ask()
	f.key(fyne.KeyDown) // nobody is there yet
	f.typeIn("gil")
	field := f.shell.Window().Canvas().Focused()
	f.key(fyne.KeyDown)
	f.key(fyne.KeyDown)
	f.key(fyne.KeyDown) // there is no third
	f.key(fyne.KeyUp)
	f.key(fyne.KeyUp)
	if f.shell.Window().Canvas().Focused() != field {
		t.Error("the arrows do not lead back to the field")
	}
	f.key(fyne.KeyDown)
	f.key(fyne.KeyDown)
	f.key(fyne.KeyReturn)
	f.wants(t, "Bea Gil", "Nothing is known yet.")
}

func TestNobodyByThatName(t *testing.T) {
	f := open(t, usual)
	f.Ask()
	f.typeIn("xyzzy")
	f.wants(t, "Nobody by this name.")
	f.key(fyne.KeyReturn)
	f.wants(t, "Who?")
	f.typeIn("")
	if strings.Contains(f.said(), "Nobody") {
		t.Error("nothing typed finds nobody")
	}
	f.typeIn("0201")
	if got := strings.Join(f.rows(), ", "); got != "Ana Gil" {
		t.Errorf("a number finds %s", got)
	}
	f.wants(t, "+34 600 100 201")
	test.Tap(kittest.Find[*kit.CallerRow](f.shell.Window().Canvas().Overlays().Top())[0])
	f.wants(t, "Two sons")
	f.Ask()
	f.key(fyne.KeyEscape)
	if f.said() != "" {
		t.Errorf("Escape leaves %q", f.said())
	}
}

func TestEnterWaitsForTheAnswer(t *testing.T) {
	f := open(t, usual)
	var held []func()
	f.shell.Run = run.With(func(work func()) { held = append(held, work) }, func(show func()) { show() })
	f.Ask()
	f.typeIn("bea")
	f.key(fyne.KeyReturn)
	test.Tap(f.panel.Act)
	f.wants(t, "Who?")
	for len(held) > 0 {
		work := held[0]
		held = held[1:]
		work()
	}
	f.wants(t, "Bea Gil", "Nothing is known yet.")
}

func TestTheButtonWithoutAnybodySaysSo(t *testing.T) {
	f := open(t, usual)
	f.Ask()
	test.Tap(f.panel.Act)
	f.wants(t, "Who?", "Nobody by this name.")
	f.typeIn("张")
	test.Tap(f.panel.Act)
	f.wants(t, "张伟", "Nothing is known yet.")
}

func TestTheBriefFitsItsWindow(t *testing.T) {
	for _, l := range lang.Languages() {
		f := open(t, fyne.NewSize(860, 600))
		lang.Use(l.Code)
		fyne.CurrentApp().Settings().SetTheme(style.New(style.Dark, 150))
		f.Show(1)
		top := f.shell.Window().Canvas().Overlays().Top()
		for _, b := range kittest.Find[*kit.Button](top) {
			at := fyne.CurrentApp().Driver().AbsolutePositionForObject(b)
			if at.X < 0 || at.Y < 0 || at.X+b.Size().Width > 860 || at.Y+b.Size().Height > 600 {
				t.Errorf("%s: the button %q is at %v, %v large", l.Code, b.Label(), at, b.Size())
			}
			if b.Size().Width < b.MinSize().Width {
				t.Errorf("%s: the button %q is cut", l.Code, b.Label())
			}
		}
		f.key(fyne.KeyPageDown)
		f.key(fyne.KeyEscape)
	}
	lang.Use("en")
}
