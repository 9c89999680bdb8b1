package trouble

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/kittest"
	"carebook/app/ui/style"
	"carebook/store"
)

// asked is what the page asked of the program.
type asked struct {
	again []string
	quit  int
}

func (a *asked) params(err error, path string) Params {
	return Params{
		Err: err, Book: path, Clock: kittest.Clock(), Alone: true,
		Again: func(book string) { a.again = append(a.again, book) }, Quit: func() { a.quit++ },
	}
}

// damagedBook is a book of one person whose first page is gone, with a backup beside
// it if there is to be one.
func damagedBook(t *testing.T, backup bool) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "book.db")
	s, err := store.Open(t.Context(), path, store.Options{Clock: kittest.Clock(), Language: "en"})
	if err != nil {
		t.Fatal(err)
	}
	kittest.Put(t, s, &care.Person{FullName: "Ana Gil"})
	if backup {
		if _, err := book.DailyBackup(t.Context(), s, kittest.Clock(), book.Backups{}); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.WriteAt(make([]byte, 4096), 0); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

// opened is why a book cannot be opened.
func opened(t *testing.T, path string) error {
	t.Helper()
	s, err := store.Open(t.Context(), path, store.Options{Clock: kittest.Clock(), Language: "en"})
	if err == nil {
		t.Fatalf("the book opens: %v", s.Close())
	}
	return err
}

func show(t *testing.T, p Params) (*Page, *kittest.Shell) {
	t.Helper()
	kittest.App(t)
	sh := kittest.NewShell(t, style.SmallestWindow)
	g := New(sh, p)
	sh.Show(g.Object())
	return g, sh
}

func says(g *Page, words string) bool {
	for _, p := range kittest.Find[*kit.Paragraph](g.object) {
		if strings.Contains(p.Words(), words) {
			return true
		}
	}
	return false
}

func TestSalvagePutsANewBookInItsPlace(t *testing.T) {
	path := damagedBook(t, false)
	var a asked
	g, _ := show(t, a.params(opened(t, path), path))
	if g.Restore.Visible() || g.First() != g.Retry {
		t.Error("a backup is offered that is not there")
	}
	test.Tap(g.Salvage)
	if !says(g, lang.T("trouble.solved")) || !says(g, "all 1 saved") {
		t.Fatal("nothing says what was saved")
	}
	aside, err := filepath.Glob(path + ".damaged-*")
	if err != nil || len(aside) != 1 {
		t.Fatalf("set aside: %v, %v", aside, err)
	}
	s, err := store.Open(t.Context(), path, store.Options{Clock: kittest.Clock(), MustExist: true})
	if err != nil {
		t.Fatal(err)
	}
	p, err := s.Person(t.Context(), 1)
	if err != nil || p.FullName != "Ana Gil" {
		t.Errorf("%v, %v", p, err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	test.Tap(g.Retry)
	if len(a.again) != 1 || a.again[0] != path {
		t.Errorf("again with %q", a.again)
	}
}

func TestTheNewestBackupIsOfferedFirst(t *testing.T) {
	path := damagedBook(t, true)
	var a asked
	g, _ := show(t, a.params(opened(t, path), path))
	if g.Restore == nil || g.First() != g.Restore || !says(g, "It holds 1 people") {
		t.Fatal("the backup is not offered")
	}
	test.Tap(g.Restore)
	if !says(g, lang.T("trouble.solved")) {
		t.Fatalf("not restored: %s", g.problem.Words())
	}
	if problems, err := store.Check(t.Context(), path); err != nil || len(problems) > 0 {
		t.Errorf("check: %v %v", problems, err)
	}
}

// sealedBackup is the path of a locked backup of a damaged book.
func sealedBackup(t *testing.T) (path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "book.db")
	s, err := store.Open(t.Context(), path, store.Options{Clock: kittest.Clock(), Language: "en"})
	if err != nil {
		t.Fatal(err)
	}
	kittest.Put(t, s, &care.Person{FullName: "Ana Gil"})
	if _, err := book.DailyBackup(t.Context(), s, kittest.Clock(), book.Backups{Passphrase: "kiwi and plum"}); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(strings.Repeat("a letter ", 900)), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// enter types words into a field in the place of those that are there.
func enter(f *kit.Field, words string) {
	f.Put(words)
	f.Input.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
}

func TestALockedBackupAsksForItsPassphrase(t *testing.T) {
	path := sealedBackup(t)
	var a asked
	params := a.params(opened(t, path), path)
	params.Backups.Passphrase = "an older one"
	g, sh := show(t, params)
	if !g.Preview.Asks() || !g.Restore.Disabled() || g.Preview.Passphrase.Note().Words != "" {
		t.Fatalf("asks %v, can be restored %v, says %q", g.Preview.Asks(), !g.Restore.Disabled(), g.Preview.Passphrase.Note().Words)
	}
	g.turned() // the page is in the window by now
	if at := sh.Window().Canvas().Focused(); at != fyne.Focusable(g.Preview.Passphrase.Input) {
		t.Errorf("the keyboard is in %T", at)
	}
	enter(g.Preview.Passphrase.Field, "kiwi")
	if said := g.Preview.Passphrase.Note().Words; said != lang.T("restoring.wrong_passphrase") || !g.Restore.Disabled() {
		t.Fatalf("of a wrong passphrase it says %q", said)
	}
	g.Preview.Passphrase.Put("kiwi and plum")
	test.Tap(g.Preview.Open)
	if g.Preview.Asks() || g.Restore.Disabled() || !says(g, "It holds 1 people") {
		t.Fatalf("it does not open: %q", g.Preview.Problem())
	}
	test.Tap(g.Restore)
	if !says(g, lang.T("trouble.solved")) {
		t.Fatalf("not restored: %s", g.problem.Words())
	}
	params.Backups.Passphrase = "kiwi and plum"
	if err := os.WriteFile(path, []byte(strings.Repeat("a letter ", 900)), 0o600); err != nil {
		t.Fatal(err)
	}
	if g, _ = show(t, params); g.Preview.Asks() || g.Restore.Disabled() {
		t.Error("the passphrase of the preferences is not used")
	}
}

// A backup of anywhere can be chosen, also where there is none beside the book.
func TestABackupFromAFile(t *testing.T) {
	path, other := damagedBook(t, false), damagedBook(t, true)
	var a asked
	g, sh := show(t, a.params(opened(t, path), path))
	test.Tap(g.FromFile)
	if sh.Window().Canvas().Overlays().Top() == nil {
		t.Fatal("no dialog for a backup")
	}
	g.look(other) // which is damaged itself
	if !strings.Contains(g.Preview.Problem(), "book.db") || !g.Restore.Disabled() {
		t.Errorf("of a damaged backup it says %q", g.Preview.Problem())
	}
	g.look(book.NewestBackup(other, book.Backups{}))
	if g.Preview.Problem() != "" || g.Restore.Disabled() {
		t.Errorf("it says %q", g.Preview.Problem())
	}
	test.Tap(g.Restore)
	if !says(g, lang.T("trouble.solved")) {
		t.Fatalf("not restored: %s", g.problem.Words())
	}
}

func TestOtherTroubles(t *testing.T) {
	path := filepath.Join(t.TempDir(), "book.db")
	var a asked
	g, sh := show(t, a.params(&care.Error{Code: care.CodeBookLocked, Args: care.Args{"Book": path}}, path))
	if g.Restore != nil || g.Salvage != nil {
		t.Error("a locked book is nothing to salvage")
	}
	if !says(g, "Another program holds the book") {
		t.Error("nothing says why")
	}
	var shown string
	g.show = func(folder string) error {
		shown = folder
		return nil
	}
	test.Tap(g.Folder)
	if shown != filepath.Dir(path) {
		t.Errorf("the folder %q", shown)
	}
	test.Tap(g.Other)
	if sh.Window().Canvas().Overlays().Top() == nil {
		t.Error("no dialog for another book")
	}
	g.TakeKey(&fyne.KeyEvent{Name: fyne.KeyF5})
	g.TakeKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if len(a.again) != 1 || a.quit != 1 {
		t.Errorf("keys: %+v", a)
	}
}

// A way out that fails says why, and leaves the others.
func TestAWayThatFailsIsTold(t *testing.T) {
	path := filepath.Join(t.TempDir(), "book.db")
	if err := os.WriteFile(path, []byte(strings.Repeat("a letter ", 900)), 0o600); err != nil {
		t.Fatal(err)
	}
	var a asked
	g, _ := show(t, a.params(opened(t, path), path))
	test.Tap(g.Salvage)
	if !g.problem.Visible() || !says(g, "Nothing of a book can be read") {
		t.Errorf("the problem %q", g.problem.Words())
	}
	if g.Salvage.Disabled() || g.Retry.Disabled() {
		t.Error("the ways out are closed")
	}
}

// TestFits lays the page out in all languages and sizes of text.
func TestFits(t *testing.T) {
	path := damagedBook(t, true)
	err := opened(t, path)
	for _, l := range lang.Languages() {
		for _, percent := range []int{100, 150} {
			var a asked
			kittest.App(t)
			lang.Use(l.Code)
			fyne.CurrentApp().Settings().SetTheme(style.New(style.Light, percent))
			sh := kittest.NewShell(t, style.SmallestWindow)
			g := New(sh, a.params(err, path))
			sh.Show(g.Object())
			if least := g.object.Content.MinSize().Width; least > style.SmallestWindow.Width {
				t.Errorf("%s at %d %%: the page needs %v", l.Code, percent, least)
			}
			if height := kit.HeightFor(g.object.Content, style.SmallestWindow.Width); percent == 100 && height > style.SmallestWindow.Height {
				t.Errorf("%s: the page is %v high", l.Code, height)
			}
		}
	}
	lang.Use("en")
}
