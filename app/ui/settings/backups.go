package settings

import (
	"context"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"

	"carebook/app"
	"carebook/app/book"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/files"
	"carebook/app/ui/kit/restoring"
	"carebook/app/ui/kit/run"
	"carebook/app/ui/style"
)

// backups is the section of the book's backups: the last one, where they are kept,
// the passphrase, and the way back to each.
type backups struct {
	screen *Screen
	// Now backs the book up, FromFile restores a file of anywhere.
	Now, FromFile *kit.Button
	// folder is where they are kept; Choose and Beside change it.
	folder         *kit.Field
	Choose, Beside *kit.Button
	// Set sets or changes the passphrase, See shows it, Remove takes it away.
	Set, See, Remove *kit.Button

	last, lastProblem, where *kit.Paragraph
	locked, passphrase       *kit.Paragraph
	rows                     *fyne.Container
	// list is what was read last.
	list book.BackupList
	// seen is set while the passphrase can be read, busy while the book is being
	// backed up.
	seen, busy        bool
	reading, checking run.Task
	// preview is the last one that was shown.
	preview *restoring.Preview
}

// folderWidth is the width of the field of the folder, at 100 %.
const folderWidth = 420

func newBackups(s *Screen) *backups {
	b := &backups{screen: s}
	b.last = kit.NewParagraph("", style.Control, style.Ink)
	b.lastProblem = kit.NewParagraph("", style.Small, style.Late)
	b.lastProblem.Hide()
	b.Now = kit.NewButton(kit.Plain, lang.T("backups.now"), "", b.backUp)
	b.folder = kit.NewField(lang.T("backups.folder"), lang.T("backups.beside")).Wide(folderWidth)
	b.folder.Save, b.folder.OnResized = b.keepIn, s.relayout
	b.where = kit.NewParagraph("", style.Small, style.Ink2)
	b.Choose = kit.NewButton(kit.Plain, lang.T("backups.choose"), style.FolderOpen, b.choose).Small()
	b.Beside = kit.NewButton(kit.Plain, lang.T("backups.beside_again"), "", func() { b.keepIn("") }).Small()
	b.locked = kit.NewParagraph("", style.Control, style.Ink)
	b.passphrase = kit.NewParagraph("", style.Control, style.Ink2)
	b.Set = kit.NewButton(kit.Plain, "", "", b.askPassphrase).Small()
	b.See = kit.NewButton(kit.Plain, "", "", func() {
		b.seen = !b.seen
		b.show()
	}).Small()
	b.Remove = kit.NewButton(kit.Plain, lang.T("backups.remove"), "", b.removePassphrase).Small()
	b.FromFile = kit.NewButton(kit.Plain, lang.T("backups.from_file"), "", b.chooseFile)
	b.rows = kit.NewColumn(style.Space2)
	b.fill()
	return b
}

func (b *backups) section() *section {
	how := kit.NewLink(lang.T("guide.how"), func() {
		b.screen.shell.Open(kit.Route{Screen: kit.GuideScreen, Page: kit.GuideBackups})
	})
	last := newItem(lang.T("backups.last"), lang.T("backups.last_hint"),
		kit.NewColumn(style.Space2, b.last, b.lastProblem, kit.NewFlow(style.Space3, b.Now, how)), b.Now)
	place := newItem(lang.T("backups.folder"), lang.T("backups.folder_hint"),
		kit.NewColumn(style.Space2, b.folder, b.where, kit.NewFlow(style.Space2, b.Choose, b.Beside)), b.folder.Input)
	lock := newItem(lang.T("backups.passphrase"), lang.T("backups.passphrase_hint"),
		kit.NewColumn(style.Space2, b.locked, b.passphrase, kit.NewFlow(style.Space2, b.Set, b.See, b.Remove)), b.Set)
	list := newItem(lang.T("backups.list"), lang.T("backups.list_hint"),
		kit.NewColumn(style.Space3, kit.NewFlow(0, b.FromFile), b.rows), b.FromFile)
	list.more = func() []string { return []string{lang.T("backups.restore"), lang.T("backups.from_file")} }
	return &section{
		id: kit.BackupsSection, name: lang.T("backups.title"), glyph: style.ClockBack, words: lang.T("backups.words"), kept: onMachine,
		intro: lang.T("backups.intro"), fields: []*kit.Field{b.folder}, read: b.read,
		items: []*item{last, place, lock, list},
	}
}

// kept says where and how the backups are kept, by the preferences.
func (b *backups) kept() book.Backups {
	set := b.screen.params.Settings()
	return book.Backups{Folder: set.BackupFolder, Passphrase: set.BackupPassphrase}
}

// read reads which backups there are.
func (b *backups) read() {
	s, kept := b.screen, b.kept()
	run.Do(s.shell.Executor(), &b.reading, func(ctx context.Context) (book.BackupList, error) {
		return book.ListBackups(ctx, s.params.Store, kept)
	}, func(list book.BackupList, err error) {
		if err != nil {
			s.shell.Fail(err)
			return
		}
		b.list = list
		b.show()
	})
}

// BackedUp reads anew which backups there are, while they are looked at: the day's was
// made, or could not be.
func (s *Screen) BackedUp() {
	if s.Object().Visible() && (s.searching || s.shown.id == kit.BackupsSection) {
		s.backups.read()
	}
}

// show shows what was read and what is chosen.
func (b *backups) show() {
	b.fill()
	kit.Relay(b.screen.page)
	b.screen.refresh()
}

// fill fills the section.
func (b *backups) fill() {
	kept := b.kept()
	b.folder.Set(kept.Folder)
	b.where.SetText(lang.T("backups.in", lang.Args{"Folder": b.list.Folder}))
	kit.Show(b.where, kept.Folder == "" && b.list.Folder != "")
	kit.Show(b.Beside, kept.Folder != "")
	b.last.SetText(b.lastWords())
	kit.Show(b.last, b.list.Err == nil)
	b.lastProblem.SetText(lang.Sentence(b.list.Err))
	kit.Show(b.lastProblem, b.list.Err != nil)
	b.showPassphrase(kept.Passphrase)
	b.rows.Objects = nil
	for _, f := range b.list.Files {
		b.rows.Add(b.row(f))
	}
	if len(b.list.Files) == 0 && b.list.Err == nil {
		b.rows.Add(kit.NewParagraph(lang.T("backups.none"), style.Control, style.Ink2))
	}
}

// lastWords say when the book was backed up last, and how much that was.
func (b *backups) lastWords() string {
	f := b.list.Last
	if f == nil {
		return lang.T("backups.none_yet")
	}
	words := []string{b.when(*f)}
	if b.list.People >= 0 {
		words = append(words, lang.N("backups.people", b.list.People))
	}
	return strings.Join(append(words, lang.Bytes(f.Bytes), lang.T("backups.checked")), " · ")
}

// when says when a backup was made.
func (b *backups) when(f book.BackupFile) string {
	day := lang.DayShort(f.Day, b.screen.params.Clock.Today())
	if f.Time == "" {
		return day
	}
	return day + " " + f.Time
}

// restoreTitle says to which backup the book would go back.
func (b *backups) restoreTitle(f book.BackupFile) string {
	today := b.screen.params.Clock.Today()
	title := lang.T("backups.restore_of", lang.Args{"Day": lang.DayNamed(f.Day, today)})
	switch f.Day {
	case today:
		title = lang.T("backups.restore_today")
	case today.Plus(-1):
		title = lang.T("backups.restore_yesterday")
	}
	if f.Time == "" {
		return title
	}
	return title + " · " + f.Time
}

// row is a backup with the way back to it.
func (b *backups) row(f book.BackupFile) fyne.CanvasObject {
	words := []string{lang.Bytes(f.Bytes)}
	if f.Sealed {
		words = append(words, lang.T("backups.sealed"))
	}
	if f.Kept {
		words = append(words, lang.T("backups.before_restore"))
	}
	if f.Updated {
		words = append(words, lang.T("backups.before_update"))
	}
	restore := kit.NewButton(kit.Plain, lang.T("backups.restore"), "", func() {
		b.askRestore(f.Path, b.restoreTitle(f))
	}).Small()
	name := kit.NewParagraph(b.when(f), style.Control, style.Ink)
	return kit.Beside(kit.NewColumn(0, name, kit.NewParagraph(strings.Join(words, " · "), style.Small, style.Ink2)), restore)
}

// backUp backs the book up at once.
func (b *backups) backUp() {
	if b.busy {
		return
	}
	s, kept := b.screen, b.kept()
	b.busy = true
	b.Now.Disable()
	b.last.SetText(lang.T("backups.working"))
	b.last.Show()
	b.lastProblem.Hide()
	s.relayout()
	run.WriteAside(s.shell.Executor(), func(ctx context.Context) (book.Backup, error) {
		return book.BackUpNow(ctx, s.params.Store, s.params.Clock, kept)
	}, func(done book.Backup, err error) {
		b.busy = false
		b.Now.Enable()
		if err != nil {
			s.shell.Fail(err)
		} else {
			s.shell.Say(lang.N("backup.done", done.People, lang.Args{"File": filepath.Base(done.File)}), kit.Action{})
		}
		b.read()
	})
}

// choose asks for the folder.
func (b *backups) choose() {
	files.ChooseFolder(b.screen.shell, lang.T("backups.choose_title"), lang.T("backups.keep_here"), b.list.Folder, func(folder string) {
		b.folder.Put(folder)
		b.folder.Commit()
	})
}

// keepIn keeps the backups in a folder from now on, if that can be; "" is beside the
// book. Looking takes a while where the folder is on a drive that sleeps.
func (b *backups) keepIn(folder string) {
	folder = strings.TrimSpace(folder)
	run.Do(b.screen.shell.Executor(), &b.checking, func(context.Context) (struct{}, error) {
		if folder == "" {
			return struct{}{}, nil
		}
		return struct{}{}, book.CheckBackupFolder(folder)
	}, func(_ struct{}, err error) {
		if err != nil {
			b.folder.Refuse(lang.Sentence(err))
			b.screen.relayout()
			return
		}
		b.screen.params.Change(func(set *app.Settings) { set.BackupFolder = folder })
		b.folder.Put(folder)
		b.folder.Set(folder)
		b.read()
	})
}

// chooseFile asks which file is to be restored.
func (b *backups) chooseFile() {
	files.ChooseFor(b.screen.shell, files.Wanted{
		Title: lang.T("backups.file_title"), Kinds: []string{".db", ".age", ".zip"}, KindsName: lang.T("backups.files"), One: true,
		Act: func(int) string { return lang.T("backups.look") },
	}, func(paths []string) {
		b.askRestore(paths[0], lang.T("backups.restore_file", lang.Args{"File": filepath.Base(paths[0])}))
	})
}

// restoring says what is to be restored, and where. The window shows the book, so that
// nobody may put another file in its place; what is in it is overwritten.
func (b *backups) restoring(file string) book.Restoring {
	return book.Restoring{
		Book: b.screen.params.Store.Path(), File: file, Passphrase: b.screen.params.Settings().BackupPassphrase,
		Claim: func(string) (func() error, bool, error) { return nil, false, nil },
	}
}
