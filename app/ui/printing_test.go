package ui

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"carebook/app"
	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/kittest"
	"carebook/store"
)

// printFixture is a window that prints to a folder of the test.
type printFixture struct {
	*fixture
	dir string
	// opened are the pages that were handed to the desktop, refused what it says.
	opened  []string
	refused error
}

// customers are people with a visit planned, and one with a birthday today.
func customers() []*care.Person {
	return []*care.Person{
		{UID: "ana", FullName: "Ana Gil", Profile: care.Profile{Cadence: care.Cadence{Visit: 30, Call: care.Never}, Likes: "Bitter chocolate"}},
		{UID: "bea", FullName: "Bea Tormo", Profile: care.Profile{Cadence: care.Cadence{Visit: 30, Call: care.Never}}},
		{UID: "mia", FullName: "Mia Lin", Dates: []care.Date{{Kind: care.Birthday, Month: 11, Day: 26}}},
	}
}

func openToPrint(t *testing.T) *printFixture {
	t.Helper()
	people := customers()
	f := &printFixture{dir: t.TempDir()}
	kittest.App(t)
	s := kittest.Book(t, people...)
	_, err := s.Do(t.Context(), store.Action{Kind: "edit"}, func(tx *store.Tx) error {
		for key := range int64(2) {
			if _, err := tx.PutEvent(0, key+1, care.Event{Kind: care.Visit, Day: "2026-09-01", Text: "Wants an oven."}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	f.fixture = openWith(t, Params{Store: s, Book: "/x/book.db", Version: "0.1.0", Clock: kittest.Clock(), Settings: app.DefaultSettings()})
	f.win.Resize(fyne.NewSize(1280, 800))
	f.print.pages.Dir = f.dir
	f.print.show = func(path string) error {
		f.opened = append(f.opened, path)
		return f.refused
	}
	return f
}

// printed is what the page says that was opened last; there must be so many.
func (f *printFixture) printed(t *testing.T, n int) string {
	t.Helper()
	if len(f.opened) != n {
		t.Fatalf("%d pages were opened, want %d; said %q", len(f.opened), n, f.toasts.Sentence())
	}
	path := f.opened[n-1]
	if !strings.HasPrefix(path, f.dir) {
		t.Fatalf("the page %s is outside of %s", path, f.dir)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the page is %v, %v", info, err)
	}
	page, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(page)
}

// key types a key where the keyboard is.
func (f *printFixture) key(name fyne.KeyName) {
	e := &fyne.KeyEvent{Name: name}
	if at := f.win.Canvas().Focused(); at != nil {
		at.TypedKey(e)
		return
	}
	f.win.Canvas().OnTypedKey()(e)
}

// panel is what the panel over the window says, "" without one.
func (f *printFixture) panel() string {
	top := f.win.Canvas().Overlays().Top()
	if top == nil {
		return ""
	}
	return strings.Join(texts(top), " | ")
}

func wantIn(t *testing.T, text string, words ...string) {
	t.Helper()
	for _, w := range words {
		if !strings.Contains(text, w) {
			t.Errorf("there is no %q in %s", w, text)
		}
	}
}

func TestCtrlPPrintsWhatIsShown(t *testing.T) {
	f := openToPrint(t)
	print := func() { f.byShortcut(t, kit.Ctrl(fyne.KeyP)) }
	f.Open(kit.Route{Screen: kit.TodayScreen})
	print()
	wantIn(t, f.printed(t, 1), "Thursday, 26 November", "Mia Lin")
	f.Open(kit.Route{Screen: kit.PeopleScreen, Person: 1})
	print()
	wantIn(t, f.printed(t, 2), "<h1 dir=\"auto\">Ana Gil", "Bitter chocolate")
	rows := f.people.List()
	rows.SetSelected([]int{1, 2})
	print()
	wantIn(t, f.printed(t, 3), "Selected people", "Bea Tormo", "Mia Lin")
	rows.ClearSelection()
	f.byShortcut(t, kit.CtrlShift(fyne.KeyP))
	wantIn(t, f.printed(t, 4), "Everyone", "Ana Gil", "Mia Lin")
	f.Open(kit.Route{Screen: kit.VisitsScreen})
	print()
	wantIn(t, f.printed(t, 5), ">Visits<", "30 November", "Ana Gil", "Bea Tormo")
	if f.toasts.Sentence() != lang.T("sheet.opened") {
		t.Errorf("said %q", f.toasts.Sentence())
	}
	f.Open(kit.Route{Screen: kit.SettingsScreen})
	print()
	f.printed(t, 5)
	if f.toasts.Sentence() != lang.T("sheet.nothing_to_print") {
		t.Errorf("the settings say %q", f.toasts.Sentence())
	}
}

func TestWhatIsHiddenIsNotPrinted(t *testing.T) {
	f := openToPrint(t)
	f.togglePrivate()
	f.Open(kit.Route{Screen: kit.PeopleScreen, Person: 1})
	f.byShortcut(t, kit.Ctrl(fyne.KeyP))
	if page := f.printed(t, 1); strings.Contains(page, "chocolate") || !strings.Contains(page, "•••") {
		t.Errorf("the page says %s", page)
	}
}

func TestButtonsPrint(t *testing.T) {
	f := openToPrint(t)
	f.Open(kit.Route{Screen: kit.TodayScreen})
	f.press(t, lang.T("sheet.print"))
	wantIn(t, f.printed(t, 1), "Mia Lin")
	f.Open(kit.Route{Screen: kit.PeopleScreen, Person: 2})
	for _, b := range kittest.Find[*kit.Button](f.content) {
		if b.AccessibilityLabel() == lang.T("sheet.print_brief") {
			test.Tap(b)
		}
	}
	wantIn(t, f.printed(t, 2), "<h1 dir=\"auto\">Bea Tormo")
}

func TestWithoutABrowserThePageIsNamed(t *testing.T) {
	f := openToPrint(t)
	f.refused = errors.New("no program")
	f.Open(kit.Route{Screen: kit.TodayScreen})
	f.byShortcut(t, kit.Ctrl(fyne.KeyP))
	f.printed(t, 1)
	if want := lang.T("sheet.no_browser", lang.Args{"File": f.opened[0]}); f.toasts.Sentence() != want {
		t.Errorf("said %q, want %q", f.toasts.Sentence(), want)
	}
	if f.toasts.Link().Label() != "Copy the path" {
		t.Errorf("the toast offers %q", f.toasts.Link().Label())
	}
	test.Tap(f.toasts.Link())
	if got := fyne.CurrentApp().Clipboard().Content(); got != f.opened[0] || f.toasts.Sentence() != "The path is on the clipboard." {
		t.Errorf("copied %q, said %q", got, f.toasts.Sentence())
	}
	if err := os.WriteFile(filepath.Join(f.dir, "file"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	f.print.pages.Dir = filepath.Join(f.dir, "file")
	f.byShortcut(t, kit.Ctrl(fyne.KeyP))
	f.printed(t, 1)
	if f.toasts.Sentence() == "" || strings.Contains(f.toasts.Sentence(), "browser") {
		t.Errorf("where nothing can be kept it says %q", f.toasts.Sentence())
	}
}

func TestPrintedPagesDoNotStay(t *testing.T) {
	f := openToPrint(t)
	there := func() int {
		t.Helper()
		n := 0
		for _, path := range f.opened {
			if _, err := os.Stat(path); err == nil {
				n++
			}
		}
		return n
	}
	f.Open(kit.Route{Screen: kit.TodayScreen})
	f.byShortcut(t, kit.Ctrl(fyne.KeyP))
	stop := f.Start() // as a later run that finds what an earlier one has left
	if n := there(); n != 0 {
		t.Errorf("%d pages of an earlier run are there", n)
	}
	f.byShortcut(t, kit.Ctrl(fyne.KeyP))
	if n := there(); n != 1 {
		t.Fatalf("%d pages are there", n)
	}
	if stop(); there() != 0 {
		t.Error("a page is there after the end")
	}
}

func TestF4ShowsTheBriefOnEachScreen(t *testing.T) {
	f := openToPrint(t)
	f.Open(kit.Route{Screen: kit.PeopleScreen, Person: 1})
	f.key(fyne.KeyF4)
	wantIn(t, f.panel(), "Ana Gil", "Bitter chocolate", "Wants an oven.")
	f.key(fyne.KeyEscape)
	if f.panel() != "" {
		t.Fatalf("Escape leaves %s", f.panel())
	}
	f.focusFind() // from within what is typed, too
	f.key(fyne.KeyF4)
	wantIn(t, f.panel(), "Ana Gil")
	f.key(fyne.KeyEscape)
	f.Open(kit.Route{Screen: kit.TodayScreen}) // the keyboard is in its first row
	f.key(fyne.KeyF4)
	wantIn(t, f.panel(), "Mia Lin")
	f.key(fyne.KeyEscape)
	f.Open(kit.Route{Screen: kit.VisitsScreen})
	cards := kittest.Find[*kit.VisitCard](f.content)
	if len(cards) != 2 {
		t.Fatalf("%d visits are planned", len(cards))
	}
	f.win.Canvas().Focus(cards[1])
	f.key(fyne.KeyF4)
	wantIn(t, f.panel(), "Wants an oven.", cards[1].AccessibilityLabel()[:3])
	f.key(fyne.KeyEscape)
	f.Open(kit.Route{Screen: kit.SettingsScreen})
	f.win.Canvas().Unfocus()
	f.key(fyne.KeyF4)
	wantIn(t, f.panel(), "Who?")
}

func TestTheBriefIsReadFreshlyAndLedOnFrom(t *testing.T) {
	f := openToPrint(t)
	f.Open(kit.Route{Screen: kit.SettingsScreen})
	f.Window.brief.Show(1)
	f.key(fyne.KeyP)
	wantIn(t, f.printed(t, 1), "<h1 dir=\"auto\">Ana Gil")
	if f.panel() == "" {
		t.Error("printing takes the brief away")
	}
	f.key(fyne.KeyReturn)
	if f.route.Screen != kit.PeopleScreen || f.route.Person != 1 || f.panel() != "" {
		t.Errorf("Enter leads to %+v", f.route)
	}
	_, err := f.params.Store.Do(t.Context(), store.Action{Kind: "edit"}, func(tx *store.Tx) error {
		_, err := tx.PutEvent(0, 2, care.Event{Kind: care.Call, Day: "2026-11-25", Text: "Moved to Sueca."})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	f.Window.brief.Show(2)
	wantIn(t, f.panel(), "Moved to Sueca.")
	f.key(fyne.KeyL)
	if _, ok := f.win.Canvas().Focused().(*kit.LogField); !ok || f.route.Person != 2 || f.panel() != "" {
		t.Errorf("L leads to %+v, the keyboard is at %T", f.route, f.win.Canvas().Focused())
	}
}

func TestReadTheBriefOfADaysVisit(t *testing.T) {
	f := openToPrint(t)
	f.Open(kit.Route{Screen: kit.TodayScreen})
	for _, r := range kittest.Find[*kit.ReminderRow](f.content) {
		if strings.Contains(strings.Join(texts(r), " "), "Ana Gil") {
			f.win.Canvas().Focus(r)
			word := r.Word(lang.T("today.read_brief"))
			test.Tap(word.(fyne.Tappable))
		}
	}
	wantIn(t, f.panel(), "Ana Gil", "Bitter chocolate")
}

func TestTheVisitsAreSavedAsACalendar(t *testing.T) {
	f := openToPrint(t)
	f.Open(kit.Route{Screen: kit.VisitsScreen})
	view, err := book.ReadVisits(t.Context(), f.params.Store, f.params.Clock, book.Span{})
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "visits.ics")
	f.print.savePlan(view)
	entries := kittest.Find[*kit.Entry](f.win.Canvas().Overlays().Top())
	entries[0].SetText(path)
	entries[0].OnSubmitted(path)
	data, err := os.ReadFile(path)
	if err != nil || strings.Count(string(data), "BEGIN:VEVENT") != 2 || f.toasts.Sentence() != "2 visits written to the calendar file." {
		t.Errorf("%v, said %q:\n%s", err, f.toasts.Sentence(), data)
	}
}
