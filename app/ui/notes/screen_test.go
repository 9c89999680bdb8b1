package notes

import (
	"context"
	"errors"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/doc"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/kittest"
	"carebook/app/ui/kit/run"
	"carebook/store"
)

// desk is the screen of somebody's notes in a window, with a book.
type desk struct {
	*Screen
	shell *kittest.Shell
	store *store.Store
	// ana and tom are the people of the book.
	ana, tom int64
}

var (
	usual  = fyne.NewSize(1204, 744)
	narrow = fyne.NewSize(784, 544)
)

// openDesk shows the screen before anybody's notes are open. hold, if there is
// one, keeps the work of the screen back.
func openDesk(t *testing.T, size fyne.Size) *desk {
	t.Helper()
	kittest.App(t)
	s := kittest.Book(t,
		&care.Person{UID: "ana", FullName: "Ana Gil", Organization: "Casa Gil", Remark: "Never before ten."},
		&care.Person{UID: "tom", FullName: "Tom Okafor"})
	d := &desk{shell: kittest.NewShell(t, size), store: s}
	for uid, key := range map[string]*int64{"ana": &d.ana, "tom": &d.tom} {
		var err error
		if *key, err = s.Key(context.Background(), uid); err != nil {
			t.Fatal(err)
		}
	}
	d.Screen = New(d.shell, s, kittest.Clock())
	d.shell.Show(d.Object())
	t.Cleanup(s.Watch(func(c store.Changes) {
		if !c.Foreign {
			d.shell.Run.Show(func() { d.Changed(c) })
		}
	}))
	d.shell.OnOpen = func(r kit.Route) {
		if r.Screen == kit.NotesScreen {
			d.Open(r)
		}
	}
	d.shell.OnUndo = func(action int64) {
		if _, err := s.Undo(context.Background(), action); err != nil {
			t.Error(err)
		}
	}
	return d
}

// open shows the notes of Ana.
func (d *desk) open(t *testing.T) {
	t.Helper()
	d.Open(kit.Route{Screen: kit.NotesScreen, Person: d.ana})
	d.healthy(t)
}

func (d *desk) healthy(t *testing.T) {
	t.Helper()
	if len(d.shell.Failed) > 0 {
		t.Fatal(d.shell.Failed)
	}
}

// put writes a note of a person, from elsewhere.
func (d *desk) put(t *testing.T, person int64, title string, lines ...string) int64 {
	t.Helper()
	text, err := doc.FromText(strings.Join(lines, "\n"))
	if err != nil {
		t.Fatal(err)
	}
	saved, err := book.SaveNote(context.Background(), d.store, d.clock, book.NewSpell(person, 0), book.NoteDraft{Title: title, Doc: text}, "test")
	if err != nil {
		t.Fatal(err)
	}
	return saved.Key
}

// kept is a note as the book has it.
func (d *desk) kept(t *testing.T, key int64) store.Note {
	t.Helper()
	n, err := d.store.Note(context.Background(), key)
	if err != nil {
		t.Fatal(err)
	}
	n.HTML = strings.TrimSpace(n.HTML)
	return n
}

// titles are those of Ana's notes in the book, sorted.
func (d *desk) titles(t *testing.T) []string {
	t.Helper()
	rows, err := d.store.Notes(context.Background(), d.ana)
	if err != nil {
		t.Fatal(err)
	}
	var titles []string
	for _, n := range rows {
		titles = append(titles, n.Title)
	}
	slices.Sort(titles)
	return titles
}

// rows are the titles in the list, from the top.
func (d *desk) rows() []string {
	var titles []string
	for _, n := range d.list.shown {
		titles = append(titles, n.Title)
	}
	return titles
}

// typeText types at the end of the text.
func (d *desk) typeText(words string) {
	d.editor.Select(doc.Caret(d.editor.Document().End()))
	test.Type(d.editor, words)
}

func (d *desk) text() string { return d.editor.Document().Text() }

var errDisk = errors.New("the disk is full")

// breakSaves makes every save fail until it is mended.
func (d *desk) breakSaves() (mend func()) {
	whole := d.keep
	d.keep = func(context.Context, *book.Spell, book.NoteDraft, string) (book.Saved, error) {
		return book.Saved{}, errDisk
	}
	return func() { d.keep = whole }
}

// press presses a button that can be seen.
func (d *desk) press(t *testing.T, label string) {
	t.Helper()
	test.Tap(kittest.Button(t, d.Object(), label))
}

// choose does what a menu's line says.
func choose(t *testing.T, items []kit.MenuItem, label string) {
	t.Helper()
	for _, item := range items {
		if item.Label == label {
			item.Do()
			return
		}
	}
	t.Fatalf("the menu has no line %q", label)
}

func TestANoteIsThereAgainAsItWasWritten(t *testing.T) {
	d := openDesk(t, usual)
	d.open(t)
	d.press(t, "New note")
	test.Type(d.page.title, "Oven door")
	d.page.title.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if d.canvas().Focused() != fyne.Focusable(d.editor) {
		t.Fatalf("Enter in the title leads to %T", d.canvas().Focused())
	}
	d.typeText("Steam at the hinge.")
	d.editor.Do(doc.ToggleKind(doc.Check))
	want := d.editor.Document().HTML()
	d.Open(kit.Route{Screen: kit.NotesScreen, Person: d.tom})
	if d.text() != "" || d.page.title.Text != "" {
		t.Errorf("Tom's page says %q %q", d.page.title.Text, d.text())
	}
	d.open(t)
	if got := d.editor.Document().HTML(); got != want || d.page.title.Text != "Oven door" {
		t.Errorf("%q is %q, want %q", d.page.title.Text, got, want)
	}
	if got := d.rows(); !slices.Equal(got, []string{"Oven door"}) {
		t.Errorf("rows %q", got)
	}
	if got := d.toolbar.said.Words(); !strings.HasPrefix(got, "Saved ") {
		t.Errorf("the tools say %q", got)
	}
	d.healthy(t)
}

func TestANoteInWhichNothingIsWrittenIsNone(t *testing.T) {
	d := openDesk(t, usual)
	d.put(t, d.ana, "Kept", "words")
	d.open(t)
	d.press(t, "New note")
	if got := d.rows(); !slices.Equal(got, []string{"", "Kept"}) {
		t.Errorf("rows %q", got)
	}
	d.list.notes.Choose(1)
	if got, rows := d.titles(t), d.rows(); !slices.Equal(got, []string{"Kept"}) || !slices.Equal(rows, got) {
		t.Errorf("the book has %q, the list %q", got, rows)
	}
	if d.page.title.Text != "Kept" {
		t.Errorf("%q is open", d.page.title.Text)
	}
}

func TestATemplateFillsANote(t *testing.T) {
	d := openDesk(t, usual)
	d.open(t)
	templates := book.NoteTemplates()
	if len(templates) == 0 {
		t.Fatal("there are no templates")
	}
	choose(t, d.templateMenu(), templates[0].Name)
	if want := templates[0].Doc(); !d.editor.Document().Equal(want) {
		t.Errorf("the note says %q", d.text())
	}
	if got := d.titles(t); len(got) != 1 {
		t.Errorf("the book has %q", got)
	}
	// A second one does not begin in the first.
	choose(t, d.templateMenu(), templates[0].Name)
	if got := d.titles(t); len(got) != 2 {
		t.Errorf("the book has %q", got)
	}
}

func TestGoingToAnotherNoteSavesThisOne(t *testing.T) {
	d := openDesk(t, usual)
	first, second := d.put(t, d.ana, "One", "1"), d.put(t, d.ana, "Two", "2")
	held, e := kittest.Hold()
	d.open(t)
	d.openNote(first, "")
	d.shell.Run = e
	d.typeText(" and more")
	d.openNote(second, "")
	held.Go()
	if got := d.kept(t, first).HTML; !strings.Contains(got, "1 and more") {
		t.Errorf("the first says %q", got)
	}
	if got := d.text(); got != "2" {
		t.Errorf("the second shows %q", got)
	}
	if len(d.held) != 0 || d.writing != 0 {
		t.Errorf("%d sheets are held, %d writes counted", len(d.held), d.writing)
	}
	d.shell.Run.Stop()
}

func TestWhatIsTypedIsSavedAtLeastEverySecond(t *testing.T) {
	d := openDesk(t, usual)
	key := d.put(t, d.ana, "One", "1")
	d.open(t)
	held, e := kittest.Hold()
	d.shell.Run = e
	d.typeText("a")
	waiting := len(held.Work)
	if waiting != 1 {
		t.Fatalf("%d pieces of work wait after a key, want the pause", waiting)
	}
	// Typing on does not put the save off: no second pause begins.
	d.typeText("b")
	d.typeText("c")
	if len(held.Work) != waiting {
		t.Errorf("%d pieces of work wait after three keys", len(held.Work))
	}
	if got := d.toolbar.said.Words(); got != "Saving" {
		t.Errorf("the tools say %q", got)
	}
	held.DoWork(0) // the pause is over
	held.Answer(0)
	held.DoWork(0) // the save
	d.typeText("d")
	held.Go()
	if got := d.kept(t, key).HTML; got != "<p>1abcd</p>" {
		t.Errorf("the book has %q", got)
	}
	e.Stop()
}

func TestALateAnswerNeverShowsOneNoteUnderAnother(t *testing.T) {
	t.Run("nothing else to do", func(t *testing.T) { rapidlySwitched(t, false) })
	t.Run("behind a write", func(t *testing.T) { rapidlySwitched(t, true) })
}

// rapidlySwitched opens three notes one after another before any of them is
// read, and lets the answers come in the wrong order. Where the book is busy, they
// are read after what it is busy with, in the order asked for.
func rapidlySwitched(t *testing.T, busy bool) {
	d := openDesk(t, usual)
	var keys []int64
	for _, title := range []string{"A", "B", "C"} {
		keys = append(keys, d.put(t, d.ana, title, "text of "+title))
	}
	d.open(t)
	held, e := kittest.Hold()
	d.shell.Run = e
	if busy {
		d.setPinned(keys[0], true)
	}
	var shown []int64
	d.OnShown = func() { shown = append(shown, d.sheet.key) }
	d.openNote(keys[0], "")
	d.openNote(keys[1], "")
	d.openNote(keys[2], "")
	if d.sheet != nil || d.text() != "" {
		t.Errorf("%q is open while three are being read", d.text())
	}
	test.Type(d.editor, "lost") // there is no note that it could go to
	for len(held.Work) > 0 {
		held.DoWork(len(held.Work) - 1) // the last asked for comes first
	}
	for len(held.Answers) > 0 {
		held.Answer(len(held.Answers) - 1)
	}
	held.Go()
	if !slices.Equal(shown, keys[2:]) || d.page.title.Text != "C" || d.text() != "text of C" {
		t.Errorf("shown %v of %v: %q says %q", shown, keys, d.page.title.Text, d.text())
	}
	d.typeText("!")
	held.Go()
	for i, want := range []string{"text of A", "text of B", "text of C!"} {
		if got := d.kept(t, keys[i]).HTML; got != "<p>"+want+"</p>" {
			t.Errorf("note %d says %q, want %q", i, got, want)
		}
	}
	e.Stop()
}

func TestWhatWasReadBeforeAKeyIsTooLate(t *testing.T) {
	for name, saved := range map[string]bool{"not saved yet": false, "saved since": true} {
		t.Run(name, func(t *testing.T) {
			d := openDesk(t, usual)
			key := d.put(t, d.ana, "One", "1")
			d.open(t)
			held, e := kittest.Hold()
			d.shell.Run = e
			d.edit(t, key, "One", "theirs")
			for !d.refreshing.Running() { // the pause, and the list
				if len(held.Answers) > 0 {
					held.Answer(0)
				} else {
					held.DoWork(0)
				}
			}
			held.DoWork(0)
			late := held.Answers[0]
			held.Answers = nil
			d.typeText(" mine")
			if saved {
				held.Go()
			}
			late()
			if d.text() != "1 mine" {
				t.Errorf("the note says %q", d.text())
			}
			held.Go()
			if got := d.kept(t, key).HTML; got != "<p>1 mine</p>" || !d.sheet.overtaken {
				t.Errorf("the book has %q, overtaken: %v", got, d.sheet.overtaken)
			}
			e.Stop()
		})
	}
}

func TestComingBackToANoteThatIsStillBeingSaved(t *testing.T) {
	d := openDesk(t, usual)
	first, second := d.put(t, d.ana, "One", "1"), d.put(t, d.ana, "Two", "2")
	d.open(t)
	d.openNote(first, "")
	held, e := kittest.Hold()
	d.shell.Run = e
	d.typeText(" more")
	d.openNote(second, "")
	d.openNote(first, "")
	if got := d.text(); got != "1 more" {
		t.Fatalf("the note says %q while it is being saved", got)
	}
	d.typeText("!")
	held.Go()
	if got := d.kept(t, first).HTML; got != "<p>1 more!</p>" {
		t.Errorf("the book has %q", got)
	}
	if d.sheet.overtaken {
		t.Error("its own save overtook it")
	}
	e.Stop()
}

func TestANoteIsReadAfterTheSaveOfAnotherOne(t *testing.T) {
	d := openDesk(t, usual)
	first, second := d.put(t, d.ana, "One", "1"), d.put(t, d.ana, "Two", "2")
	d.open(t)
	d.openNote(first, "")
	held, e := kittest.Hold()
	d.shell.Run = e
	d.typeText("!")
	d.setPinned(second, true)
	d.OnShown = func() {
		if !d.sheet.pinned {
			t.Error("the note was read before it was pinned")
		}
	}
	d.openNote(second, "")
	for len(held.Work)+len(held.Answers) > 0 { // whatever was asked for last comes first
		if n := len(held.Work); n > 0 {
			held.DoWork(n - 1)
		} else {
			held.Answer(len(held.Answers) - 1)
		}
	}
	if d.sheet == nil || d.sheet.key != second || !d.sheet.pinned {
		t.Fatalf("the sheet is %+v, want the pinned second note", d.sheet)
	}
	d.typeText("?")
	held.Go()
	if n := d.kept(t, second); !n.Pinned || n.HTML != "<p>2?</p>" {
		t.Errorf("the second is %+v", n)
	}
	e.Stop()
}

func TestWhatIsTypedWhileASaveIsUnderWay(t *testing.T) {
	d := openDesk(t, usual)
	key := d.put(t, d.ana, "One", "1")
	d.open(t)
	held, e := kittest.Hold()
	d.shell.Run = e
	pauseEnds := func() {
		held.DoWork(len(held.Work) - 1)
		held.Answer(len(held.Answers) - 1)
	}
	d.typeText("a")
	pauseEnds()
	d.typeText("b")
	pauseEnds()
	if len(held.Work) != 1 {
		t.Fatalf("%d pieces of work wait, want the one save", len(held.Work))
	}
	held.DoWork(0)
	if got := d.kept(t, key).HTML; got != "<p>1a</p>" {
		t.Errorf("the first save wrote %q, want what was there when it began", got)
	}
	held.Go()
	if got := d.kept(t, key).HTML; got != "<p>1ab</p>" {
		t.Errorf("the book has %q", got)
	}
	// Once more, and the note is removed before the save is over: it stays so.
	d.typeText("c")
	pauseEnds()
	d.typeText("d")
	pauseEnds()
	d.typeText("e")
	d.remove(key)
	held.Go()
	if got := d.titles(t); len(got) != 0 {
		t.Errorf("the book has %q", got)
	}
	d.shell.PressOffered(t, "Undo")
	if got := d.kept(t, key).HTML; got != "<p>1abcde</p>" {
		t.Errorf("brought back it says %q", got)
	}
	e.Stop()
}

func TestATapOpensTheRowThatIsThere(t *testing.T) {
	d := openDesk(t, usual)
	d.put(t, d.ana, "One", "1")
	d.put(t, d.ana, "Two", "2")
	d.open(t)
	d.newNote() // its row comes first, and goes with the tap on another
	for _, row := range kittest.Find[*kit.NoteRow](d.list.notes) {
		if row.Line().Title == "Two" {
			at := fyne.CurrentApp().Driver().AbsolutePositionForObject(row)
			test.TapCanvas(d.canvas(), at.AddXY(20, 20))
			break
		}
	}
	if d.page.title.Text != "Two" || d.list.shown[d.list.notes.Chosen()].Title != "Two" {
		t.Errorf("%q is open", d.page.title.Text)
	}
	at := d.list.notes.Chosen()
	d.list.notes.OnMenu(at, d.list.add)
	var lines []string
	for _, row := range d.menu.Rows {
		lines = append(lines, row.Label())
	}
	if !slices.Contains(lines, "Remove note") || !slices.Contains(lines, "Pin") {
		t.Errorf("the menu says %q", lines)
	}
}

func TestAFailingSaveLosesNothing(t *testing.T) {
	d := openDesk(t, usual)
	first, second := d.put(t, d.ana, "One", "1"), d.put(t, d.ana, "Two", "2")
	d.open(t)
	d.openNote(first, "")
	mend := d.breakSaves()
	d.typeText(" precious")
	if got := d.toolbar.said.Words(); got != "Not saved" {
		t.Errorf("the tools say %q", got)
	}
	d.press(t, "Copy text")
	if got := fyne.CurrentApp().Clipboard().Content(); got != "One\n\n1 precious" {
		t.Errorf("copied %q", got)
	}
	d.press(t, "Try again")
	if d.sheet.failed == nil {
		t.Fatal("the failure is forgotten")
	}
	// Another note is shown; the words wait, and are there again.
	d.openNote(second, "")
	if d.text() != "2" {
		t.Errorf("the second says %q", d.text())
	}
	d.press(t, "Open it")
	if d.text() != "1 precious" {
		t.Fatalf("the note says %q", d.text())
	}
	kept := true
	d.Keep(func(k bool) { kept = k })
	if kept {
		t.Error("the window would close over what is not saved")
	}
	d.openNote(second, "")
	mend()
	d.Turn()
	if got := d.kept(t, first).HTML; got != "<p>1 precious</p>" {
		t.Errorf("the book has %q", got)
	}
	if len(d.held) != 0 || d.page.strip.object.Visible() {
		t.Error("the failure is still told")
	}
	d.Keep(func(k bool) { kept = k })
	if !kept {
		t.Error("the window does not close")
	}
}

func TestAFailureIsToldOnOtherScreensToo(t *testing.T) {
	d := openDesk(t, usual)
	d.put(t, d.ana, "One", "1")
	d.open(t)
	held, e := kittest.Hold()
	d.shell.Run = e
	d.typeText("!")
	mend := d.breakSaves()
	d.Rest()
	d.Object().Hide()
	held.Go()
	d.Turn()
	held.Go()
	if len(d.shell.Said) != 1 || !strings.Contains(d.shell.Said[0], "Not saved") {
		t.Fatalf("said %q, want it once", d.shell.Said)
	}
	d.shell.OnOpen = func(r kit.Route) {
		d.Object().Show()
		d.Open(r)
	}
	d.shell.PressOffered(t, "Open it")
	held.Go()
	if d.text() != "1!" || !d.page.strip.object.Visible() {
		t.Errorf("the note says %q", d.text())
	}
	mend()
	d.Turn()
	held.Go()
	if d.sheet.unsaved() {
		t.Error("it is not saved")
	}
	e.Stop()
}

func TestClosingWaitsForTheSave(t *testing.T) {
	d := openDesk(t, usual)
	key := d.put(t, d.ana, "One", "1")
	d.open(t)
	held, e := kittest.Hold()
	d.shell.Run = e
	d.typeText("!")
	closed := false
	d.Keep(func(kept bool) { closed = kept })
	if closed {
		t.Fatal("it closes before the save")
	}
	held.Go()
	if !closed || d.kept(t, key).HTML != "<p>1!</p>" {
		t.Errorf("closed: %v, the book has %q", closed, d.kept(t, key).HTML)
	}
	e.Stop()
}

func TestTheUnsavedCanBeLeftOrTriedAgain(t *testing.T) {
	d := openDesk(t, usual)
	key := d.put(t, d.ana, "One", "1")
	d.open(t)
	mend := d.breakSaves()
	d.typeText("!")
	left := 0
	d.ShowUnkept(func() { left++ })
	if !d.panel.Shown() {
		t.Fatal("no panel")
	}
	test.Tap(d.panel.Act)
	if left != 0 || !d.panel.Shown() || d.panel.Problem() == "" {
		t.Fatalf("left %d times, problem %q", left, d.panel.Problem())
	}
	mend()
	test.Tap(d.panel.Act)
	if left != 1 || d.kept(t, key).HTML != "<p>1!</p>" {
		t.Errorf("left %d times, the book has %q", left, d.kept(t, key).HTML)
	}
}

func TestAChangeFromElsewhereKeepsTheCaret(t *testing.T) {
	d := openDesk(t, usual)
	key := d.put(t, d.ana, "One", "first", "second")
	d.open(t)
	at := doc.Caret(doc.Position{Block: 1, Offset: 3})
	d.editor.Select(at)
	d.edit(t, key, "One again", "first", "second and third")
	if d.text() != "first\nsecond and third" || d.page.title.Text != "One again" {
		t.Errorf("%q says %q", d.page.title.Text, d.text())
	}
	if got := d.editor.Selection(); got.Head != at.Head {
		t.Errorf("the caret is at %v", got.Head)
	}
	if got := d.rows(); !slices.Equal(got, []string{"One again"}) {
		t.Errorf("rows %q", got)
	}
	d.typeText("!")
	if d.sheet.overtaken {
		t.Error("what was read anew is told as overtaken")
	}
}

// edit changes a note from elsewhere.
func (d *desk) edit(t *testing.T, key int64, title string, lines ...string) {
	t.Helper()
	text, err := doc.FromText(strings.Join(lines, "\n"))
	if err != nil {
		t.Fatal(err)
	}
	n, err := book.ReadNote(context.Background(), d.store, d.clock, key)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := book.SaveNote(context.Background(), d.store, d.clock, n.Spell(), book.NoteDraft{Title: title, Doc: text, Pinned: n.Pinned}, "test"); err != nil {
		t.Fatal(err)
	}
}

func TestWhatIsBeingWrittenStaysAndTellsWhatItOvertook(t *testing.T) {
	d := openDesk(t, usual)
	key := d.put(t, d.ana, "One", "1")
	d.open(t)
	held, e := kittest.Hold()
	d.shell.Run = e
	d.typeText(" mine")
	d.edit(t, key, "One", "theirs")
	held.Go()
	if d.text() != "1 mine" || d.kept(t, key).HTML != "<p>1 mine</p>" {
		t.Errorf("the note says %q, the book %q", d.text(), d.kept(t, key).HTML)
	}
	d.shell.Run = inlineAgain(t)
	d.press(t, "Earlier states")
	if !d.list.states.visible() || d.text() != "theirs" {
		t.Errorf("the state shown says %q", d.text())
	}
	e.Stop()
}

func TestANoteRemovedElsewhere(t *testing.T) {
	d := openDesk(t, usual)
	d.put(t, d.ana, "Other", "o")
	key := d.put(t, d.ana, "One", "1")
	d.open(t)
	d.openNote(key, "")
	d.foreign = true // as where another window tells of the change
	if _, err := book.RemoveNote(context.Background(), d.store, key, "test"); err != nil {
		t.Fatal(err)
	}
	if d.page.title.Text != "Other" || !slices.Equal(d.rows(), []string{"Other"}) {
		t.Errorf("%q is open, rows %q", d.page.title.Text, d.rows())
	}
	if !slices.ContainsFunc(d.shell.Said, func(s string) bool { return strings.Contains(s, "no longer there") }) {
		t.Errorf("said %q", d.shell.Said)
	}
	d.healthy(t)
}

func TestAPersonInTheTrashIsReadOnly(t *testing.T) {
	d := openDesk(t, usual)
	d.put(t, d.ana, "One", "1")
	d.open(t)
	action := d.do(t, func(tx *store.Tx) error {
		p, err := tx.Person(d.ana)
		if err != nil {
			return err
		}
		p.Deleted = care.InstantOf(d.clock.Now())
		_, err = tx.PutPerson(p)
		return err
	})
	if !d.editor.ReadOnly() || !d.page.title.Disabled() || d.Take([]string{"x.txt"}, fyne.Position{}) {
		t.Error("notes of somebody in the trash can be written")
	}
	if _, err := d.store.Undo(context.Background(), action); err != nil {
		t.Fatal(err)
	}
	if d.editor.ReadOnly() || d.page.title.Disabled() {
		t.Error("after the restore they cannot be written")
	}
}

// do changes the book from elsewhere.
func (d *desk) do(t *testing.T, work func(*store.Tx) error) (action int64) {
	t.Helper()
	action, err := d.store.Do(context.Background(), store.Action{Kind: "edit", Words: "test"}, work)
	if err != nil {
		t.Fatal(err)
	}
	return action
}

func TestNotesFollowThePersonTheyWereMergedInto(t *testing.T) {
	d := openDesk(t, usual)
	key := d.put(t, d.ana, "One", "1")
	d.open(t)
	d.do(t, func(tx *store.Tx) error {
		n, err := tx.Note(key)
		if err != nil {
			return err
		}
		n.Person = d.tom
		_, err = tx.PutNote(n)
		return err
	})
	if d.person != d.tom || d.sheet == nil || d.sheet.key != key {
		t.Errorf("person %d, sheet %+v", d.person, d.sheet)
	}
}

func TestEarlierStatesAreSeenAndRestored(t *testing.T) {
	d := openDesk(t, usual)
	key := d.put(t, d.ana, "One", "as it was")
	d.open(t)
	d.edit(t, key, "One", "as it is")
	d.showStates()
	if d.text() != "as it was" || !d.editor.ReadOnly() {
		t.Fatalf("the state says %q, read-only: %v", d.text(), d.editor.ReadOnly())
	}
	test.Type(d.page.title, "x")
	d.press(t, "Back to the present")
	if d.text() != "as it is" || d.editor.ReadOnly() || d.page.title.Text != "One" {
		t.Fatalf("the present says %q %q", d.page.title.Text, d.text())
	}
	d.showStates()
	d.press(t, "Restore this")
	if d.text() != "as it was" || d.editor.ReadOnly() || d.list.states.visible() {
		t.Errorf("restored it says %q", d.text())
	}
	if got := d.kept(t, key).HTML; got != "<p>as it was</p>" {
		t.Errorf("the book has %q", got)
	}
	d.shell.PressOffered(t, "Undo")
	if d.text() != "as it is" {
		t.Errorf("after the undo it says %q", d.text())
	}
	d.typeText("!")
	if got := d.kept(t, key).HTML; got != "<p>as it is!</p>" {
		t.Errorf("the book has %q", got)
	}
	d.healthy(t)
}

func TestStatesAreThoseOfWhatWasJustWritten(t *testing.T) {
	d := openDesk(t, usual)
	d.put(t, d.ana, "One", "1")
	d.open(t)
	held, e := kittest.Hold()
	d.shell.Run = e
	d.typeText("!")
	d.showStates()
	held.Go()
	if d.text() != "1" || d.sheet.text.Text() != "1!" {
		t.Errorf("the state says %q, the note %q", d.text(), d.sheet.text.Text())
	}
	d.leaveStates()
	if d.text() != "1!" {
		t.Errorf("the present says %q", d.text())
	}
	e.Stop()
}

func TestRemovingCanBeUndone(t *testing.T) {
	d := openDesk(t, usual)
	d.put(t, d.ana, "Stays", "s")
	d.open(t)
	d.press(t, "New note")
	test.Type(d.page.title, "Goes")
	d.typeText("words")
	d.canvas().Focus(d.list.notes)
	d.list.notes.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDelete})
	if got := d.titles(t); !slices.Equal(got, []string{"Stays"}) {
		t.Fatalf("the book has %q", got)
	}
	if d.page.title.Text != "Stays" || !slices.Equal(d.rows(), []string{"Stays"}) {
		t.Errorf("%q is open, rows %q", d.page.title.Text, d.rows())
	}
	d.shell.PressOffered(t, "Undo")
	if got := d.titles(t); !slices.Equal(got, []string{"Goes", "Stays"}) {
		t.Errorf("the book has %q", got)
	}
	d.healthy(t)
}

func TestRemovedNotesCanBeBroughtBack(t *testing.T) {
	d := openDesk(t, usual)
	key := d.put(t, d.ana, "Gone", "words")
	d.open(t)
	d.remove(key)
	if !d.page.none.Visible() || len(d.rows()) != 0 {
		t.Fatalf("rows %q", d.rows())
	}
	choose(t, d.templateMenu(), "Removed notes")
	if d.text() != "words" || !d.editor.ReadOnly() {
		t.Fatalf("the removed note says %q", d.text())
	}
	d.press(t, "Restore this")
	if d.page.title.Text != "Gone" || d.editor.ReadOnly() || !slices.Equal(d.titles(t), []string{"Gone"}) {
		t.Errorf("%q is open, the book has %q", d.page.title.Text, d.titles(t))
	}
}

func TestADraftOnItsWayIsRemovedToo(t *testing.T) {
	d := openDesk(t, usual)
	d.open(t)
	held, e := kittest.Hold()
	d.shell.Run = e
	d.newNote()
	test.Type(d.page.title, "Draft")
	d.remove(0)
	held.Go()
	if got := d.titles(t); len(got) != 0 || len(d.rows()) != 0 {
		t.Errorf("the book has %q, rows %q", got, d.rows())
	}
	e.Stop()
}

func TestPinning(t *testing.T) {
	d := openDesk(t, usual)
	first := d.put(t, d.ana, "First", "1")
	d.put(t, d.ana, "Second", "2")
	d.open(t)
	d.openNote(first, "")
	choose(t, d.moreMenu(), "Pin")
	if got := d.rows(); !slices.Equal(got, []string{"First", "Second"}) {
		t.Errorf("rows %q", got)
	}
	d.typeText("!")
	if !d.kept(t, first).Pinned || d.sheet.overtaken {
		t.Errorf("pinned %v, overtaken %v", d.kept(t, first).Pinned, d.sheet.overtaken)
	}
	held, e := kittest.Hold()
	d.shell.Run = e
	choose(t, d.moreMenu(), "Take the pin off")
	choose(t, d.moreMenu(), "Pin") // the menu knows before the book does
	choose(t, d.moreMenu(), "Take the pin off")
	held.Go()
	if d.kept(t, first).Pinned {
		t.Error("the pin is still there")
	}
	e.Stop()
}

func TestFilesThatAreDropped(t *testing.T) {
	d := openDesk(t, usual)
	d.open(t)
	dir := t.TempDir()
	path := filepath.Join(dir, "visit.txt")
	if err := os.WriteFile(path, []byte("Two ovens.\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if d.Take([]string{path, filepath.Join(dir, "people.vcf")}, fyne.Position{}) {
		t.Error("contacts are taken for a note")
	}
	if !d.Take([]string{path}, fyne.Position{}) {
		t.Fatal("a text is not taken")
	}
	if len(d.rows()) != 1 || !strings.Contains(d.text(), "Two ovens.") {
		t.Errorf("rows %q, the note says %q", d.rows(), d.text())
	}
	d.healthy(t)
}

func TestPicturesThatAreDroppedGoIntoTheNote(t *testing.T) {
	d := openDesk(t, usual)
	d.open(t)
	path := pictureFile(t, "sketch.png", 60, 40)
	if !d.Take([]string{path}, fyne.NewPos(700, 400)) {
		t.Fatal("a picture is not taken")
	}
	if len(d.rows()) != 1 || len(d.editor.Document().Pictures()) != 1 {
		t.Fatalf("rows %q, the new note says %q", d.rows(), d.editor.Document().HTML())
	}
	d.newNote()
	d.editor.Do(doc.Type("first line"))
	d.editor.Do(doc.Enter)
	d.editor.Do(doc.Type("last line"))
	// Dropped on the first line it goes there, wherever the caret was.
	corner := fyne.CurrentApp().Driver().AbsolutePositionForObject(d.editor)
	if !d.Take([]string{path}, corner.AddXY(d.editor.Size().Width/2-352+20, 8)) {
		t.Fatal("a picture is not taken")
	}
	last := d.editor.Document().Len() - 1
	if kind := d.editor.Document().Block(last).Kind(); kind == doc.PictureKind || len(d.editor.Document().Pictures()) != 1 {
		t.Errorf("the note is %q", d.editor.Document().HTML())
	}
	if got := d.kept(t, d.sheet.key).HTML; !strings.Contains(got, "picture:") {
		t.Errorf("the book has %q", got)
	}
	d.healthy(t)
}

func TestWhatWasWrittenOfSomebodyErasedIsNotLostInSilence(t *testing.T) {
	d := openDesk(t, usual)
	d.put(t, d.ana, "One", "1")
	d.open(t)
	held, e := kittest.Hold()
	d.shell.Run = e
	d.typeText(" precious")
	d.do(t, func(tx *store.Tx) error {
		p, err := tx.Person(d.ana)
		if err != nil {
			return err
		}
		p.Deleted = care.InstantOf(d.clock.Now())
		_, err = tx.PutPerson(p)
		return err
	})
	if _, err := d.store.Erase(context.Background(), []int64{d.ana}); err != nil {
		t.Fatal(err)
	}
	held.Go()
	if d.person != 0 || len(d.shell.Routes) == 0 || d.shell.Routes[len(d.shell.Routes)-1].Screen != kit.PeopleScreen {
		t.Errorf("the screen shows %d, routes %+v", d.person, d.shell.Routes)
	}
	kept := true
	d.Keep(func(k bool) { kept = k })
	held.Go()
	if kept {
		t.Fatal("the window closes over what cannot be saved")
	}
	left := false
	d.ShowUnkept(func() { left = true })
	test.Tap(kittest.Button(t, d.canvas().Overlays().Top(), "Copy text"))
	if got := fyne.CurrentApp().Clipboard().Content(); !strings.Contains(got, "1 precious") {
		t.Errorf("copied %q", got)
	}
	test.Tap(kittest.Button(t, d.canvas().Overlays().Top(), "Close without it"))
	if !left {
		t.Error("the window cannot be closed")
	}
	e.Stop()
}

func TestWhatIsPrivateIsHidden(t *testing.T) {
	d := openDesk(t, usual)
	d.put(t, d.ana, "Secret title", "secret words")
	d.open(t)
	d.canvas().Focus(d.editor)
	d.shell.Hidden = true
	d.Redraw()
	if words := strings.Join(seenTexts(d.Object()), "\n"); strings.Contains(words, "ecret") || strings.Contains(words, "Never before ten") {
		t.Errorf("hidden, the screen says %q", words)
	}
	if d.canvas().Focused() == fyne.Focusable(d.editor) || !d.editor.ReadOnly() {
		t.Error("what is hidden can be written")
	}
	if d.PrintShown() {
		t.Error("what is hidden is printed")
	}
	d.shell.Hidden = false
	d.Redraw()
	if d.editor.ReadOnly() || !strings.Contains(strings.Join(seenTexts(d.Object()), "\n"), "Secret title") {
		t.Error("shown again, the note is not")
	}
}

func TestANarrowWindowShowsTheListOrTheNote(t *testing.T) {
	d := openDesk(t, narrow)
	d.put(t, d.ana, "One", "1")
	two := d.put(t, d.ana, "Two", "2")
	d.open(t)
	if !d.list.object.Visible() || d.page.object.Visible() {
		t.Fatal("the list is not what is seen first")
	}
	at := d.list.indexOf(two)
	d.list.notes.Choose(at)
	d.canvas().Focus(d.list.notes)
	d.list.notes.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if d.list.object.Visible() || !d.page.object.Visible() || d.page.title.Text != "Two" {
		t.Fatalf("Enter shows %q", d.page.title.Text)
	}
	d.typeText("!")
	if !d.GoBack() || !d.list.object.Visible() || d.page.object.Visible() {
		t.Error("the way back does not lead to the list")
	}
	if d.GoBack() {
		t.Error("from the list there is a way back within the screen")
	}
	for _, row := range kittest.Find[*kit.NoteRow](d.list.notes) {
		if row.Line().Title == "One" {
			at := fyne.CurrentApp().Driver().AbsolutePositionForObject(row)
			test.TapCanvas(d.canvas(), at.AddXY(20, 20))
			break
		}
	}
	if d.page.title.Text != "One" || d.canvas().Focused() != fyne.Focusable(d.editor) {
		t.Errorf("a tap shows %q, the keyboard is at %T", d.page.title.Text, d.canvas().Focused())
	}
	d.remove(d.sheet.key)
	if !d.list.object.Visible() || d.canvas().Focused() != fyne.Focusable(d.list.notes) {
		t.Errorf("after a removal the keyboard is at %T", d.canvas().Focused())
	}
	d.newNote()
	if !d.page.object.Visible() {
		t.Error("a new note is not seen")
	}
}

func TestASearchLeadsToThePlaceInTheNote(t *testing.T) {
	d := openDesk(t, usual)
	key := d.put(t, d.ana, "One", "the old range", "the new oven")
	d.Open(kit.Route{Screen: kit.NotesScreen, Person: d.ana, Note: key, Query: "oven"})
	if !d.finder.visible() || d.finder.field.Text != "oven" {
		t.Fatal("the find bar does not say what was looked for")
	}
	if _, n := d.editor.Found(); n != 1 || d.editor.Selection().Head.Block != 1 {
		t.Errorf("%d places, the selection is %+v", n, d.editor.Selection())
	}
	if !d.TakeKey(&fyne.KeyEvent{Name: fyne.KeyEscape}) || d.finder.visible() {
		t.Error("Escape does not close the find bar")
	}
}

func TestTheCaretIsWhereTheNoteWasLeft(t *testing.T) {
	d := openDesk(t, usual)
	one, two := d.put(t, d.ana, "One", "abc", "def"), d.put(t, d.ana, "Two", "2")
	d.open(t)
	d.openNote(one, "")
	at := doc.Position{Block: 1, Offset: 2}
	d.editor.Select(doc.Caret(at))
	d.openNote(two, "")
	d.openNote(one, "")
	if got := d.editor.Selection().Head; got != at {
		t.Errorf("the caret is at %v, want %v", got, at)
	}
}

func TestLinksOpenInTheDesktopOnly(t *testing.T) {
	d := openDesk(t, usual)
	d.open(t)
	var opened []string
	d.openURL = func(u *url.URL) error { opened = append(opened, u.String()); return nil }
	for _, address := range []string{"https://example.com/x", "mailto:a@example.com", "tel:+34123", "file:///etc/passwd", "javascript:alert(1)", "smb://x/y"} {
		d.openLink(address)
	}
	if want := []string{"https://example.com/x", "mailto:a@example.com", "tel:+34123"}; !slices.Equal(opened, want) {
		t.Errorf("opened %q", opened)
	}
}

func TestTheRemarkIsEditedInItsPlace(t *testing.T) {
	d := openDesk(t, usual)
	d.open(t)
	test.Tap(d.list.remark.edit)
	d.list.remark.field.Put("After eleven.")
	d.canvas().Unfocus()
	p, err := d.store.Person(context.Background(), d.ana)
	if err != nil || p.Remark != "After eleven." {
		t.Errorf("the remark is %q, %v", p.Remark, err)
	}
	if d.list.remark.field.Visible() || d.list.remark.words.Words() != "After eleven." {
		t.Errorf("the list says %q", d.list.remark.words.Words())
	}
	d.healthy(t)
}

func TestPrintingComesAfterTheSave(t *testing.T) {
	d := openDesk(t, usual)
	key := d.put(t, d.ana, "One", "1")
	d.open(t)
	var printed []string
	d.Print = func(k int64) { printed = append(printed, d.kept(t, k).HTML) }
	held, e := kittest.Hold()
	d.shell.Run = e
	d.typeText("!")
	if !d.PrintShown() {
		t.Fatal("nothing is printed")
	}
	held.Go()
	if !slices.Equal(printed, []string{"<p>1!</p>"}) || d.kept(t, key).Title != "One" {
		t.Errorf("printed %q", printed)
	}
	e.Stop()
}

// seenTexts are the words that can be seen under an object.
func seenTexts(o fyne.CanvasObject) []string {
	var words []string
	kittest.Walk(o, func(o fyne.CanvasObject) {
		if t, ok := o.(*canvas.Text); ok && t.Text != "" {
			words = append(words, t.Text)
		}
	})
	return words
}

// inlineAgain is an executor that runs everything at once.
func inlineAgain(t *testing.T) *run.Executor {
	t.Helper()
	e := run.Inline()
	t.Cleanup(e.Stop)
	return e
}

func TestTheTitleLeadsToTheStartOfTheText(t *testing.T) {
	d := openDesk(t, usual)
	d.put(t, d.ana, "Long", slices.Repeat([]string{"A line of a long text."}, 200)...)
	d.open(t)
	d.editor.Select(doc.Caret(d.editor.Document().End()))
	for _, key := range []fyne.KeyName{fyne.KeyReturn, fyne.KeyDown} {
		d.canvas().Focus(d.page.title)
		d.page.title.TypedKey(&fyne.KeyEvent{Name: key})
		if at := d.editor.Selection(); at != caret(0, 0) || d.page.view.Offset() != 0 || d.canvas().Focused() != fyne.Focusable(d.editor) {
			t.Errorf("%s leads to %+v, scrolled by %v", key, at, d.page.view.Offset())
		}
		d.editor.Select(doc.Caret(d.editor.Document().End()))
	}
}
