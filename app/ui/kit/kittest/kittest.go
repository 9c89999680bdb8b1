// Package kittest helps the tests of screens: a shell that notes what it is
// told, a book of people, and ways to find and press what is on the screen.
//
// Tests import it; the program never does.
package kittest

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"carebook/app/care"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/run"
	"carebook/app/ui/style"
	"carebook/store"
)

// Clock stands at the day of the look's pictures.
func Clock() care.Clock {
	return care.ClockFrom(time.Date(2026, 11, 26, 9, 0, 0, 0, time.UTC))
}

// App starts a test app in the program's look and in English.
func App(t *testing.T) fyne.App {
	t.Helper()
	lang.Use("en")
	a := test.NewTempApp(t)
	a.Settings().SetTheme(style.New(style.Light, 100))
	return a
}

// Book is a new book with people.
func Book(t *testing.T, people ...*care.Person) *store.Store {
	t.Helper()
	s, err := store.Open(context.Background(), filepath.Join(t.TempDir(), "book.db"), store.Options{Clock: Clock(), Language: "en"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	Put(t, s, people...)
	return s
}

// Put writes people into a book.
func Put(t *testing.T, s *store.Store, people ...*care.Person) {
	t.Helper()
	if len(people) == 0 {
		return
	}
	_, err := s.Do(context.Background(), store.Action{Kind: "edit", Words: "test"}, func(tx *store.Tx) error {
		for _, p := range people {
			if _, err := tx.PutPerson(p); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// Shell notes what a screen tells the window.
type Shell struct {
	Routes []kit.Route
	Backs  int
	// Said are the sentences, Actions what was offered beside each of them: as
	// many, with the zero Action where there was none.
	Said    []string
	Actions []kit.Action
	Failed  []error
	// Deeds are the actions of the change log that were told of.
	Deeds []int64
	// Hidden is whether figures and notes are hidden.
	Hidden bool
	// OnOpen, if set, is called by Open.
	OnOpen func(kit.Route)
	// OnUndo, if set, is called where an action of the change log is to be
	// taken back.
	OnUndo func(action int64)
	// Run runs everything at once unless a test puts another in its place.
	Run *run.Executor

	window fyne.Window
}

// NewShell makes a shell with a window of a size.
func NewShell(t *testing.T, size fyne.Size) *Shell {
	t.Helper()
	s := &Shell{window: test.NewWindow(nil), Run: run.Inline()}
	s.window.SetPadded(false)
	s.window.Resize(size)
	t.Cleanup(s.window.Close)
	return s
}

// Show puts a screen's content into the window.
func (s *Shell) Show(o fyne.CanvasObject) {
	size := s.window.Canvas().Size()
	s.window.SetContent(o)
	s.window.Resize(size)
}

// Open implements kit.Shell.
func (s *Shell) Open(r kit.Route) {
	s.Routes = append(s.Routes, r)
	if s.OnOpen != nil {
		s.OnOpen(r)
	}
}

// Back implements kit.Shell.
func (s *Shell) Back() { s.Backs++ }

// Say implements kit.Shell.
func (s *Shell) Say(sentence string, action kit.Action) {
	s.Said, s.Actions = append(s.Said, sentence), append(s.Actions, action)
}

// Did implements kit.Shell.
func (s *Shell) Did(sentence string, action int64) {
	if action == 0 {
		return
	}
	s.Deeds = append(s.Deeds, action)
	s.Say(sentence, kit.Action{Label: "Undo", Do: func() {
		if s.OnUndo != nil {
			s.OnUndo(action)
		}
	}})
}

// Private implements kit.Shell.
func (s *Shell) Private() bool { return s.Hidden }

// PressOffered does what the last sentence offered, such as Undo.
func (s *Shell) PressOffered(t *testing.T, label string) {
	t.Helper()
	n := len(s.Actions)
	if n == 0 || s.Actions[n-1].Do == nil {
		t.Fatalf("nothing is offered, want %q", label)
	}
	if a := s.Actions[n-1]; a.Label != label {
		t.Fatalf("%q is offered, want %q", a.Label, label)
	}
	s.Actions[n-1].Do()
}

// Fail implements kit.Shell.
func (s *Shell) Fail(err error) { s.Failed = append(s.Failed, err) }

// Window implements kit.Shell.
func (s *Shell) Window() fyne.Window { return s.window }

// Executor implements kit.Shell.
func (s *Shell) Executor() *run.Executor { return s.Run }

// Find collects the objects of a type that can be seen under another.
func Find[T any](o fyne.CanvasObject) []T {
	var found []T
	Walk(o, func(o fyne.CanvasObject) {
		if x, ok := o.(T); ok {
			found = append(found, x)
		}
	})
	return found
}

// Walk visits the visible objects under an object, and the object.
func Walk(o fyne.CanvasObject, visit func(fyne.CanvasObject)) {
	if o == nil || !o.Visible() {
		return
	}
	visit(o)
	switch o := o.(type) {
	case *fyne.Container:
		for _, c := range o.Objects {
			Walk(c, visit)
		}
	case fyne.Widget:
		for _, c := range test.WidgetRenderer(o).Objects() {
			Walk(c, visit)
		}
	}
}

// Button finds the visible button with a label under an object.
func Button(t *testing.T, o fyne.CanvasObject, label string) *kit.Button {
	t.Helper()
	for _, b := range Find[*kit.Button](o) {
		if b.Label() == label {
			return b
		}
	}
	t.Fatalf("there is no button %q", label)
	return nil
}

// ReachedByTab walks a canvas by Tab until the walk is back where it began, and
// fails for controls that it does not come to; least is how many there must be
// for the walk to prove anything.
func ReachedByTab(t testing.TB, c fyne.Canvas, want []fyne.Focusable, least int) {
	t.Helper()
	if len(want) < least {
		t.Fatalf("only %d controls were found", len(want))
	}
	reached := map[fyne.Focusable]bool{}
	for range 200 {
		c.FocusNext()
		at := c.Focused()
		if at == nil {
			t.Fatal("the keyboard was lost")
		}
		if reached[at] {
			break
		}
		reached[at] = true
	}
	for _, w := range want {
		if !reached[w] {
			t.Errorf("%T is not reached by Tab", w)
		}
	}
}
