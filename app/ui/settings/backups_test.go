package settings

import (
	"os"
	"path/filepath"
	"slices"
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
)

// names are those who live in the book.
func (f *fixture) names(t *testing.T) []string {
	t.Helper()
	var names []string
	for key := int64(1); key < 9; key++ {
		if p, err := f.store.Person(t.Context(), key); err == nil {
			names = append(names, p.FullName)
		}
	}
	return names
}

// restoreButton is the button of the nth backup of the list.
func (f *fixture) restoreButton(t *testing.T, n int) *kit.Button {
	t.Helper()
	var all []*kit.Button
	for _, b := range kittest.Find[*kit.Button](f.backups.rows) {
		if b.Label() == lang.T("backups.restore") {
			all = append(all, b)
		}
	}
	if n >= len(all) {
		t.Fatalf("there are %d backups on the page", len(all))
	}
	return all[n]
}

// inPanel are the words of the panel.
func (f *fixture) inPanel() string {
	var words []string
	kittest.Walk(f.panel.Body(), func(o fyne.CanvasObject) {
		switch o := o.(type) {
		case *kit.Paragraph:
			words = append(words, o.Words())
		case *kit.Text:
			words = append(words, o.Words())
		}
	})
	return strings.Join(words, "\n")
}

// setting is the last preference that was told of.
func (f *fixture) setting(t *testing.T) (folder, passphrase string) {
	t.Helper()
	if len(f.told) == 0 {
		return "", ""
	}
	s := f.told[len(f.told)-1]
	return s.BackupFolder, s.BackupPassphrase
}

func TestTheFirstBackupIsMadeByHand(t *testing.T) {
	f := open(t, wide)
	f.goTo(t, "Backups")
	if !f.onScreen("None yet.") || !f.onScreen("There is no backup in the folder yet.") {
		t.Error("nothing says that there is none")
	}
	test.Tap(f.backups.Now)
	f.noFailure(t)
	if !f.onScreen("Today · 4 people · ") || !f.onScreen("read back, sound") {
		t.Errorf("of the backup it says %q", f.backups.last.Words())
	}
	if len(f.shell.Said) != 1 || !strings.Contains(f.shell.Said[0], "book-2026-11-26.db") {
		t.Errorf("said %q", f.shell.Said)
	}
	test.Tap(f.backups.Now)
	if len(f.backups.list.Files) != 2 || !f.onScreen("Today 09:00") {
		t.Errorf("after the second %d, %q", len(f.backups.list.Files), f.backups.last.Words())
	}
}

func TestWhereBackupsAreKept(t *testing.T) {
	f := open(t, wide)
	dir := t.TempDir()
	stick := filepath.Join(dir, "stick")
	if err := os.Mkdir(stick, 0o700); err != nil {
		t.Fatal(err)
	}
	t.Setenv("TMPDIR", filepath.Join(dir, "passing"))
	f.goTo(t, "Backups")
	if !f.onScreen("In " + book.BackupFolder(f.store.Path())) {
		t.Error("the page does not say where they are")
	}
	f.enter(f.backups.folder, filepath.Join(dir, "gone"))
	if note := f.backups.folder.Note(); !note.Problem || !strings.Contains(note.Words, "is not there") || len(f.told) > 0 {
		t.Errorf("of a folder that is not there it says %q, kept %d", note.Words, len(f.told))
	}
	f.enter(f.backups.folder, stick+" ")
	if folder, _ := f.setting(t); folder != stick || f.backups.folder.Note().Problem || f.backups.folder.Words() != stick {
		t.Errorf("kept %q, the field has %q and says %q", folder, f.backups.folder.Words(), f.backups.folder.Note().Words)
	}
	test.Tap(f.backups.Now)
	f.noFailure(t)
	if made, err := os.ReadDir(stick); err != nil || len(made) != 1 {
		t.Errorf("in the folder %v, %v", made, err)
	}
	// The stick is pulled out: the page says so, and leads back.
	if err := os.RemoveAll(stick); err != nil {
		t.Fatal(err)
	}
	f.Open(kit.Route{Screen: kit.SettingsScreen, Section: kit.BackupsSection})
	if !f.onScreen("plug that in") || f.onScreen("None yet.") || f.onScreen("There is no backup") {
		t.Error("nothing says that the folder has gone, or something that there are no backups")
	}
	test.Tap(f.backups.Beside)
	if folder, _ := f.setting(t); folder != "" || f.backups.folder.Words() != "" || f.backups.Beside.Visible() || f.backups.lastProblem.Visible() {
		t.Errorf("kept %q, the field has %q", folder, f.backups.folder.Words())
	}
	test.Tap(f.backups.Choose)
	if f.canvas().Overlays().Top() == nil {
		t.Error("no dialog for the folder")
	}
}

func TestThePassphraseIsTypedTwice(t *testing.T) {
	f := open(t, wide)
	f.goTo(t, "Backups")
	if !f.onScreen("Backups are not locked") || f.backups.See.Visible() || f.backups.Remove.Visible() {
		t.Error("nothing says that they are open")
	}
	test.Tap(f.backups.Set)
	if said := f.inPanel(); !strings.Contains(said, "nobody can open these backups") || !strings.Contains(said, "is not encrypted") {
		t.Errorf("before it is set it says %q", said)
	}
	fields := kittest.Find[*kit.Field](f.panel.Body())
	if len(fields) != 2 || !fields[0].Input.Password || !fields[1].Input.Password {
		t.Fatalf("%d fields", len(fields))
	}
	for _, c := range []struct{ first, again, says string }{
		{"short", "short", "At least 8 signs"},
		{"plum and kiwi", "plum and Kiwi", "are not the same"},
	} {
		fields[0].Put(c.first)
		fields[1].Put(c.again)
		test.Tap(f.panel.Act)
		if said := fields[0].Note().Words + fields[1].Note().Words; !strings.Contains(said, c.says) || len(f.told) > 0 || !f.panel.Shown() {
			t.Errorf("%q twice %q: says %q, kept %d", c.first, c.again, said, len(f.told))
		}
	}
	show := kittest.Find[*kit.Button](f.panel.Body())[0]
	test.Tap(show)
	if fields[0].Input.Password || show.AccessibilityLabel() != lang.T("secret.hide") {
		t.Error("what is typed cannot be read")
	}
	fields[1].Put("plum and kiwi")
	test.Tap(f.panel.Act)
	if _, passphrase := f.setting(t); passphrase != "plum and kiwi" || f.panel.Shown() {
		t.Fatalf("kept %q", passphrase)
	}
	f.shell.PressOffered(t, "Back up now")
	if last := f.backups.list.Last; last == nil || !last.Sealed || !book.IsSealed(last.Path) || !f.onScreen("locked") {
		t.Errorf("the backup is %+v", last)
	}
	if f.onScreen("plum and kiwi") {
		t.Error("the passphrase can be read before anybody asks")
	}
	test.Tap(f.backups.See)
	if !f.onScreen("plum and kiwi") {
		t.Error("the passphrase cannot be read")
	}
	f.shell.Hidden = true
	f.backups.show()
	if f.onScreen("plum and kiwi") {
		t.Error("the passphrase can be read while what is private is hidden")
	}
	test.Tap(f.backups.Remove)
	if _, passphrase := f.setting(t); passphrase != "" || !f.onScreen("Backups are not locked") {
		t.Errorf("kept %q", passphrase)
	}
	f.shell.PressOffered(t, lang.T("command.undo"))
	if _, passphrase := f.setting(t); passphrase != "plum and kiwi" {
		t.Errorf("taken back, kept %q", passphrase)
	}
}

func TestRestoringShowsFirstWhatIsLost(t *testing.T) {
	f := open(t, wide)
	f.goTo(t, "Backups")
	test.Tap(f.backups.Now)
	kittest.Put(t, f.store, &care.Person{UID: "e", FullName: "Eve Stone"})
	f.goTo(t, "Backups")
	test.Tap(f.restoreButton(t, 0))
	if got, want := f.panel.Title(), "Back to today's backup"; got != want || f.panel.Cancel.Label() != "Cancel" || !f.panel.Act.Visible() {
		t.Errorf("the panel is %q, want %q, and left by %q", got, want, f.panel.Cancel.Label())
	}
	said := f.inPanel()
	for _, words := range []string{"This backup\nThe book now", "People\n4\n5", "The book would lose", "1 person added since", "What was done since:\ntest", "is saved first"} {
		if !strings.Contains(said, words) {
			t.Errorf("the panel does not say %q: %q", words, said)
		}
	}
	if f.settled != 0 || !slices.Contains(f.names(t), "Eve Stone") {
		t.Error("looking has changed something")
	}
	test.Tap(f.panel.Act)
	f.noFailure(t)
	if f.panel.Shown() || f.settled != 1 || len(f.names(t)) != 4 {
		t.Fatalf("in the book %q, the panel says %q", f.names(t), f.panel.Problem())
	}
	kept := f.backups.list.Files[0]
	if told := f.shell.Said[len(f.shell.Said)-1]; !kept.Kept || !strings.Contains(told, kept.Path) || !f.onScreen("the book as it was before a restore") {
		t.Errorf("of what was there it says %q; the list begins with %+v", told, kept)
	}
	f.shell.PressOffered(t, "Take it back")
	if f.noFailure(t); !slices.Contains(f.names(t), "Eve Stone") {
		t.Errorf("taken back, in the book are %q", f.names(t))
	}
}

func TestWhatCannotBeKeptHoldsARestoreUp(t *testing.T) {
	f := open(t, wide)
	f.goTo(t, "Backups")
	test.Tap(f.backups.Now)
	kittest.Put(t, f.store, &care.Person{UID: "e", FullName: "Eve Stone"})
	f.goTo(t, "Backups")
	test.Tap(f.restoreButton(t, 0))
	f.unkept = true
	test.Tap(f.panel.Act)
	if !f.panel.Shown() || !strings.Contains(f.panel.Problem(), "could not be saved") || len(f.names(t)) != 5 {
		t.Errorf("the panel says %q, in the book are %q", f.panel.Problem(), f.names(t))
	}
}

func TestAWrongPassphraseAndADamagedBackupAreToldApart(t *testing.T) {
	f := open(t, wide)
	done, err := book.BackUpNow(t.Context(), f.store, kittest.Clock(), book.Backups{Passphrase: "plum and kiwi"})
	if err != nil {
		t.Fatal(err)
	}
	f.goTo(t, "Backups")
	test.Tap(f.restoreButton(t, 0))
	p := f.backups.preview
	if !p.Asks() || !f.panel.Act.Disabled() || f.canvas().Focused() != fyne.Focusable(p.Passphrase.Input) {
		t.Fatalf("asks %v, can be restored %v, the keyboard is in %T", p.Asks(), !f.panel.Act.Disabled(), f.canvas().Focused())
	}
	press(p.Passphrase.Input, fyne.KeyReturn)
	if said := p.Passphrase.Note().Words; said != "Type the passphrase." {
		t.Errorf("of no passphrase it says %q", said)
	}
	p.Passphrase.Put("plum and kiwI")
	press(p.Passphrase.Input, fyne.KeyReturn)
	if said := p.Passphrase.Note(); !said.Problem || !strings.Contains(said.Words, "does not open") || p.Problem() != "" || !f.panel.Shown() {
		t.Errorf("of a wrong one it says %q", said.Words)
	}
	p.Passphrase.Put("plum and kiwi")
	test.Tap(p.Open)
	if p.Asks() || f.panel.Act.Disabled() || !strings.Contains(f.inPanel(), "Everything in the book now is in this backup too.") {
		t.Errorf("of the right one it says %q", f.inPanel())
	}
	f.panel.Hide()
	content, err := os.ReadFile(done.File)
	if err != nil {
		t.Fatal(err)
	}
	content[len(content)/2] ^= 1
	if err := os.WriteFile(done.File, content, 0o600); err != nil {
		t.Fatal(err)
	}
	test.Tap(f.restoreButton(t, 0))
	p = f.backups.preview
	p.Passphrase.Put("plum and kiwi")
	press(p.Passphrase.Input, fyne.KeyReturn)
	if p.Asks() || !strings.Contains(p.Problem(), "is damaged") || !f.panel.Act.Disabled() {
		t.Errorf("of a flipped bit it says %q", p.Problem())
	}
	if f.panel.Act.Visible() || f.panel.Cancel.Label() != "Close" {
		t.Errorf("what can only be left is left by %q, beside %v", f.panel.Cancel.Label(), f.panel.Act.Visible())
	}
}

func TestABackupOfAnywhereCanBeRestored(t *testing.T) {
	f := open(t, wide)
	f.goTo(t, "Backups")
	test.Tap(f.backups.FromFile)
	if f.canvas().Overlays().Top() == nil {
		t.Fatal("no dialog for a file")
	}
	f.canvas().Overlays().Remove(f.canvas().Overlays().Top())
	archive := filepath.Join(t.TempDir(), "moving.zip")
	if _, err := book.ExportArchive(t.Context(), f.store, archive, "", false); err != nil {
		t.Fatal(err)
	}
	kittest.Put(t, f.store, &care.Person{UID: "e", FullName: "Eve Stone"})
	f.backups.askRestore(archive, "An archive")
	test.Tap(f.panel.Act)
	if f.noFailure(t); len(f.names(t)) != 4 {
		t.Errorf("in the book are %q, the panel says %q", f.names(t), f.panel.Problem())
	}
}

func TestADemoBookHasNoBackups(t *testing.T) {
	f := open(t, wide)
	f.params.Settle = nil
	for _, sec := range New(f.shell, f.params).sections {
		if sec.id == kit.BackupsSection {
			t.Error("there is a section of backups")
		}
	}
}

func TestBackupsFitEveryLanguageAndSize(t *testing.T) {
	defer lang.Use("en")
	for _, l := range lang.Languages() {
		for _, percent := range []int{100, 150} {
			f := open(t, style.SmallestWindow)
			fyne.CurrentApp().Settings().SetTheme(style.New(style.Light, percent))
			lang.Use(l.Code)
			f.Screen = New(f.shell, f.params)
			f.shell.Show(f.Object())
			f.Open(kit.Route{Screen: kit.SettingsScreen, Section: kit.BackupsSection})
			test.Tap(f.backups.Now)
			test.Tap(f.backups.Set)
			window := style.SmallestWindow.Width
			for _, o := range []fyne.CanvasObject{f.scroll.Content, f.panel.Body()} {
				if least := o.MinSize().Width; least > window {
					t.Errorf("%s at %d %%: needs %v", l.Code, percent, least)
				}
			}
			f.panel.Hide()
			test.Tap(f.restoreButton(t, 0))
			if !f.panel.Shown() || f.panel.Act.Disabled() {
				t.Errorf("%s at %d %%: nothing to restore", l.Code, percent)
			}
		}
	}
}
