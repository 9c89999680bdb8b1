package settings

import (
	"context"
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
	"carebook/app/ui/style"
	"carebook/store"
)

// openMoving opens the section on a book of some people.
func openMoving(t *testing.T, people ...*care.Person) *fixture {
	t.Helper()
	t.Setenv("HOME", t.TempDir())
	kittest.App(t)
	f := &fixture{shell: kittest.NewShell(t, wide), store: kittest.Book(t, people...), login: &login{}}
	f.Screen = New(f.shell, Params{
		Settings: f.settings, Change: f.change, Store: f.store, Clock: kittest.Clock(), Book: f.store.Path(), Version: "0.1.0",
		Settle: func(done func(bool)) { done(true) },
	})
	f.shell.Show(f.Object())
	f.Open(kit.Route{Section: kit.MovingSection})
	return f
}

// saved saves everything to a file, under a passphrase or none.
func (f *fixture) saved(t *testing.T, passphrase string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "carebook.zip")
	f.moving.askSave(path, true)
	if passphrase != "" {
		secrets := kittest.Find[*kit.Field](f.panel.Body())
		for _, s := range secrets {
			s.Put(passphrase)
		}
		path = book.SealedName(path)
	}
	test.Tap(f.panel.Act)
	if f.panel.Shown() {
		t.Fatalf("the panel stays: %q", f.panel.Problem())
	}
	return path
}

func (f *fixture) count(t *testing.T) int {
	t.Helper()
	n, err := f.store.Count(context.Background(), store.Query{})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// Into an empty book somebody takes another one over; of any other one saves everything.
func TestTheMainButtonOfMovingFollowsTheBook(t *testing.T) {
	f := openMoving(t)
	if !f.moving.Take.Main() || f.moving.Save.Main() {
		t.Error("of an empty book saving it is the main thing")
	}
	kittest.Put(t, f.store, people()[0])
	f.Open(kit.Route{Section: kit.MovingSection})
	if f.moving.Take.Main() || !f.moving.Save.Main() {
		t.Error("of a book with people taking another over is the main thing")
	}
}

func TestSavingEverythingIsOfferedUnderTheDayAndToldOf(t *testing.T) {
	f := openMoving(t, people()...)
	test.Tap(f.moving.Save)
	if f.canvas().Overlays().Top() == nil || f.moving.dialog == nil {
		t.Fatal("nothing asks where")
	}
	f.canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	path := f.saved(t, "")
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Fatalf("the file: %v, %v", info, err)
	}
	if !f.moving.savedRow.Visible() || !strings.Contains(f.moving.saved.Words(), "4 people: "+path) {
		t.Errorf("it says %q", f.moving.saved.Words())
	}
	if f.canvas().Focused() != f.moving.Show {
		t.Error("the keyboard is not on the way to the folder")
	}
}

func TestAnEmptyBookTakesEverythingOver(t *testing.T) {
	for name, passphrase := range map[string]string{"open": "", "locked": "correct horse"} {
		t.Run(name, func(t *testing.T) {
			from := openMoving(t, people()...)
			path := from.saved(t, passphrase)
			to := openMoving(t)
			to.Open(kit.Route{Section: kit.MovingSection, Files: []string{path}})
			if passphrase != "" {
				test.Tap(to.panel.Act)
				if !to.panel.Shown() || to.panel.Problem() == "" || to.count(t) != 0 {
					t.Fatalf("without the passphrase: %q, %d people", to.panel.Problem(), to.count(t))
				}
				secret := kittest.Find[*kit.Field](to.panel.Body())[0]
				secret.Put(passphrase)
				secret.Input.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
			} else {
				test.Tap(to.panel.Act)
			}
			if to.panel.Shown() || to.count(t) != 4 {
				t.Fatalf("%q, %d people", to.panel.Problem(), to.count(t))
			}
			if r := to.shell.Routes; len(r) == 0 || r[len(r)-1].Screen != kit.PeopleScreen {
				t.Errorf("it leads to %+v", r)
			}
			if problems, err := store.Compare(context.Background(), from.store.Path(), to.store.Path()); err != nil || len(problems) > 0 {
				t.Errorf("the books differ: %q, %v", problems, err)
			}
		})
	}
}

func TestABookWithPeopleAsksWhatToDo(t *testing.T) {
	f := openMoving(t, people()...)
	path := f.saved(t, "")
	f.moving.arrive(path)
	if f.panel.Title() != "This book is not empty" {
		t.Fatalf("the panel is %q", f.panel.Title())
	}
	test.Tap(f.panel.Act)
	if r := f.shell.Routes; len(r) == 0 || r[len(r)-1].Screen != kit.ImportScreen || !slices.Equal(r[len(r)-1].Files, []string{path}) {
		t.Errorf("adding leads to %+v", r)
	}
	f.moving.arrive(path)
	for _, b := range kittest.Find[*kit.Button](f.canvas().Overlays().Top()) {
		if b.Label() == lang.T("moving.replace") {
			test.Tap(b)
			break
		}
	}
	if f.panel.Title() != "Replace the whole book" || !f.panel.Shown() || f.backups.preview == nil || !f.backups.preview.Ready() {
		t.Errorf("replacing leads to %q", f.panel.Title())
	}
	f.panel.Hide()
	locked := f.saved(t, "correct horse")
	f.moving.arrive(locked) // nobody can look into it: it comes whole or not at all
	if f.panel.Title() != "Replace the whole book" || !f.backups.preview.Asks() {
		t.Errorf("a locked one leads to %q", f.panel.Title())
	}
}

func TestAFileThatIsNoBookIsToldSo(t *testing.T) {
	f := openMoving(t)
	path := filepath.Join(t.TempDir(), "song.zip")
	if err := os.WriteFile(path, []byte("la la la"), 0o600); err != nil {
		t.Fatal(err)
	}
	f.moving.arrive(path)
	if f.backups.preview == nil || f.backups.preview.Ready() || !strings.Contains(f.backups.preview.Problem(), "no backup and no archive") {
		t.Error("it is taken for a book")
	}
	f.moving.arrive(filepath.Join(t.TempDir(), "none.zip"))
	if len(f.shell.Failed) != 1 || care.CodeOf(f.shell.Failed[0]) != care.CodeFileMissing {
		t.Errorf("a missing file: %v", f.shell.Failed)
	}
}

// TestACancelledMoveWritesNothing stops each way before its work is done.
func TestACancelledMoveWritesNothing(t *testing.T) {
	f := openMoving(t, people()...)
	path := f.saved(t, "")
	to := openMoving(t)
	for name, c := range map[string]struct {
		f    *fixture
		open func()
	}{
		"saving": {f, func() { f.moving.askSave(filepath.Join(filepath.Dir(path), "other.zip"), true) }},
		"taking": {to, func() { to.moving.askTake(path, false) }},
	} {
		t.Run(name, func(t *testing.T) {
			var work []func()
			c.f.shell.Run = run.With(func(f func()) { work = append(work, f) }, func(f func()) { f() })
			c.open()
			test.Tap(c.f.panel.Act)
			test.Tap(c.f.panel.Cancel)
			for _, w := range work {
				w()
			}
			if said := c.f.shell.Said; len(said) == 0 || said[len(said)-1] != "Stopped; nothing was written." {
				t.Errorf("it says %q", said)
			}
		})
	}
	if _, err := os.Stat(filepath.Join(filepath.Dir(path), "other.zip")); !os.IsNotExist(err) {
		t.Errorf("there is a file: %v", err)
	}
	if to.count(t) != 0 {
		t.Errorf("%d people were taken over", to.count(t))
	}
}

func TestALockIsTypedTwice(t *testing.T) {
	f := openMoving(t, people()...)
	path := filepath.Join(t.TempDir(), "carebook.zip")
	f.moving.askSave(path, true)
	fields := kittest.Find[*kit.Field](f.panel.Body())
	for _, typed := range [][2]string{{"short", "short"}, {"correct horse", "correct house"}, {"correct horse", ""}} {
		fields[0].Put(typed[0])
		fields[1].Put(typed[1])
		fields[1].Input.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
		if !f.panel.Shown() {
			t.Fatalf("%q is taken for a passphrase", typed)
		}
	}
	if left, err := filepath.Glob(filepath.Join(filepath.Dir(path), "*")); err != nil || len(left) > 0 {
		t.Errorf("there is %q, %v", left, err)
	}
}

func TestThePhoneIsBroughtUpToDate(t *testing.T) {
	f := openMoving(t, people()...)
	p := f.moving.phone
	if p.Changed.Visible() || p.says.Words() != "The phone has not been filled from this book yet." {
		t.Fatalf("at first it says %q", p.says.Words())
	}
	path := filepath.Join(t.TempDir(), "phone.vcf")
	p.write(path, false, true)
	if said := f.shell.Said; len(said) == 0 || said[len(said)-1] != "All 4 people are in "+path+"." {
		t.Errorf("it says %q", said)
	}
	if !p.Changed.Visible() || !p.Changed.Disabled() {
		t.Error("after all were written there is something to write")
	}
	keys := f.keys(t)
	if _, err := book.Trash(context.Background(), f.store, keys[:1], true, ""); err != nil {
		t.Fatal(err)
	}
	if _, err := book.EditEach(context.Background(), f.store, keys[1:2], "", func(p *care.Person) { p.Title = "Dr" }, nil); err != nil {
		t.Fatal(err)
	}
	f.Changed(store.Changes{People: keys[:2]})
	if got := p.Changed.Label(); p.Changed.Disabled() || !strings.HasSuffix(got, "(1)…") {
		t.Errorf("the button says %q", got)
	}
	p.write(path, true, false)
	if f.panel == nil || f.panel.Title() != "Delete these on the phone" {
		t.Fatal("nobody is told who has gone")
	}
	var names []string
	for _, w := range kittest.Find[*kit.Paragraph](f.panel.Body()) {
		names = append(names, w.Words())
	}
	if !slices.Contains(names, "Ana Soler") {
		t.Errorf("told are %q", names)
	}
	if news, err := book.ReadNews(context.Background(), f.store, exchange.VCard); err != nil || news.People+len(news.Gone) != 0 || !p.Changed.Disabled() {
		t.Errorf("then there are %+v, %v", news, err)
	}
}

// keys are those of the people, in the order in which they came.
func (f *fixture) keys(t *testing.T) []int64 {
	t.Helper()
	var keys []int64
	err := f.store.EachPerson(context.Background(), store.Query{}, func(key int64, _ *care.Person) error {
		keys = append(keys, key)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return keys
}

func TestThePhoneExportFailsAloud(t *testing.T) {
	f := openMoving(t, people()...)
	f.moving.phone.write(filepath.Join(t.TempDir(), "none", "phone.vcf"), false, true)
	if len(f.shell.Failed) != 1 || f.moving.phone.Changed.Visible() {
		t.Errorf("failed %v, changed offered %v", f.shell.Failed, f.moving.phone.Changed.Visible())
	}
}

func TestMovingFitsInEveryLanguage(t *testing.T) {
	defer lang.Use("en")
	for _, l := range lang.Languages() {
		for _, percent := range []int{100, 150} {
			kittest.App(t)
			lang.Use(l.Code)
			fyne.CurrentApp().Settings().SetTheme(style.New(style.Light, percent))
			f := openMoving(t, people()...)
			f.moving.tell(book.Moving{Path: "/media/ana/stick/carebook-2026-11-26.zip", Passphrase: "x"}, book.SavedFile{People: 4, Bytes: 4 << 20})
			for _, step := range kittest.Find[*kit.Step](f.page) {
				if step.Size().Height+0.5 < step.HeightFor(step.Size().Width) {
					t.Errorf("%s at %d %%: a step has %v of %v", l.Code, percent, step.Size().Height, step.HeightFor(step.Size().Width))
				}
			}
			for _, b := range kittest.Find[*kit.Button](f.page) {
				if b.Visible() && b.Size().Width+0.5 < b.MinSize().Width {
					t.Errorf("%s at %d %%: the button %q has %v of %v", l.Code, percent, b.Label(), b.Size().Width, b.MinSize().Width)
				}
			}
		}
	}
}
