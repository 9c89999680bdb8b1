package trouble

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/kittest"
	"carebook/app/ui/style"
	"carebook/store"
)

// awayBook is where a book of one person was, with a backup of it in a folder that is
// still there.
func awayBook(t *testing.T) (path string, kept book.Backups) {
	t.Helper()
	path, kept.Folder = filepath.Join(t.TempDir(), "stick", "book.db"), t.TempDir()
	if err := os.Mkdir(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(t.Context(), path, store.Options{Clock: kittest.Clock(), Language: "en"})
	if err != nil {
		t.Fatal(err)
	}
	kittest.Put(t, s, &care.Person{FullName: "Ana Gil"})
	if _, err := book.DailyBackup(t.Context(), s, kittest.Clock(), kept); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.RemoveAll(filepath.Dir(path)); err != nil {
		t.Fatal(err)
	}
	return path, kept
}

func openAway(t *testing.T, a *asked, change func(*Params)) *Page {
	t.Helper()
	kittest.App(t)
	path, kept := awayBook(t)
	p := a.params(&care.Error{Code: care.CodeBookAway, Args: care.Args{"Book": path}}, path)
	p.Backups, p.Alone = kept, false
	change(&p)
	sh := kittest.NewShell(t, style.SmallestWindow)
	g := New(sh, p)
	sh.Show(g.Object())
	return g
}

func TestABookThatIsAwayIsAskedForAgain(t *testing.T) {
	var a asked
	g := openAway(t, &a, func(p *Params) { p.Usual = "/home/ana/usual.db" })
	if g.Restore != nil || g.Salvage != nil || g.First() != g.Retry {
		t.Error("more is offered than to try again")
	}
	test.Tap(g.Retry)
	test.Tap(g.InUsual)
	if len(a.again) != 2 || a.again[0] != g.params.Book || a.again[1] != "/home/ana/usual.db" {
		t.Errorf("opens %q", a.again)
	}
}

// The day's first backup may be of a book that was begun anew: the people are in what
// stayed behind when the book was moved to the disk that is lost.
func TestWhatHoldsPeopleIsOfferedForABookThatIsAway(t *testing.T) {
	var a asked
	dir := t.TempDir()
	home, moved, kept := filepath.Join(dir, "book.db"), filepath.Join(dir, "book.moved-2026-11-20.db"), book.Backups{Folder: t.TempDir()}
	for path, people := range map[string][]*care.Person{moved: {{FullName: "Ana Gil"}}, filepath.Join(kept.Folder, "book-2026-11-26.db"): nil} {
		if _, err := book.BackUp(t.Context(), kittest.Book(t, people...), path, ""); err != nil {
			t.Fatal(err)
		}
	}
	g := openAway(t, &a, func(p *Params) { p.Home, p.Moved, p.Backups = home, []string{moved}, kept })
	if !strings.Contains(g.offer.Words(), filepath.Base(moved)) || g.Restore.Label() != "Go on with this copy" {
		t.Errorf("%q is offered by %q", g.offer.Words(), g.Restore.Label())
	}
	var said []string
	for _, p := range kittest.Find[*kit.Paragraph](g.Preview.Object()) {
		said = append(said, p.Words())
	}
	if words := strings.Join(said, " "); !strings.Contains(words, "It holds 1 ") || !strings.Contains(words, "Last change: Today") {
		t.Errorf("of it is said %q", words)
	}
	test.Tap(g.Restore)
	if sum, err := store.Summarize(t.Context(), home); err != nil || sum.People != 1 {
		t.Errorf("%d people were restored: %v", sum.People, err)
	}
	if _, err := os.Stat(moved); err != nil {
		t.Errorf("the copy does not stay: %v", err)
	}
}

func TestABackupTakesThePlaceOfABookWhoseDiskIsLost(t *testing.T) {
	var a asked
	home := filepath.Join(t.TempDir(), "book.db")
	g := openAway(t, &a, func(p *Params) { p.Home = home })
	if g.First() != g.Retry || g.Restore == nil || !g.Restore.Visible() || !g.Preview.Ready() {
		t.Fatal("the newest backup is not offered after trying again")
	}
	test.Tap(g.Restore)
	if sum, err := store.Summarize(t.Context(), home); err != nil || sum.People != 1 {
		t.Errorf("%d people were restored: %v", sum.People, err)
	}
	if !strings.Contains(g.sentence.Words(), home) {
		t.Errorf("it says %q", g.sentence.Words())
	}
	if test.Tap(g.Retry); len(a.again) != 1 || a.again[0] != home {
		t.Errorf("opens %q", a.again)
	}
}
