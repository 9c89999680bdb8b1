package notes

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"carebook/app/book"
	"carebook/app/doc"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/files"
	"carebook/app/ui/kit/outside"
	"carebook/app/ui/kit/run"
	"carebook/store"
)

// living reports whether the person is there and not in the trash.
func (s *Screen) living() bool {
	return s.view != nil && s.view.Person != nil && s.view.Person.Deleted == ""
}

// writable reports whether the open note can be written now.
func (s *Screen) writable() bool {
	return s.sheet != nil && s.past == nil && s.living() && !s.shell.Private()
}

func (s *Screen) canvas() fyne.Canvas { return s.shell.Window().Canvas() }

// focusText gives the keyboard to the text, once it is there.
func (s *Screen) focusText() {
	s.focusing = s.opening
	run.AfterFirstFrame(func() { // what was never drawn takes no focus
		if s.writable() {
			s.canvas().Focus(s.editor)
		}
	})
}

// newNote begins a note.
func (s *Screen) newNote() { s.begin(book.NoteTemplate{}) }

// begin begins a note, with what a template says. It comes into the book with
// the first thing that is written. A note that is open and still empty is taken
// for it.
func (s *Screen) begin(t book.NoteTemplate) {
	if !s.living() || s.shell.Private() {
		return
	}
	s.layout.showPage(true)
	sh := s.sheet
	if sh == nil || sh.key != 0 || sh.edits > 0 || s.past != nil {
		s.close()
		sh = &sheet{person: s.person, spell: book.NewSpell(s.person, 0), text: doc.New(), meta: lang.DayWide(s.clock.Today(), s.clock.Today())}
	}
	if t.Doc != nil {
		sh.title, sh.text = t.Title, t.Doc()
	}
	s.show(sh, "")
	if t.Doc != nil {
		s.edited()
	}
	run.AfterFirstFrame(func() {
		if s.sheet == sh && s.writable() {
			s.canvas().Focus(s.page.title)
		}
	})
}

// templateMenu are the ways to begin a note, and the way to those removed.
func (s *Screen) templateMenu() []kit.MenuItem {
	var items []kit.MenuItem
	for _, t := range book.NoteTemplates() {
		items = append(items, kit.MenuItem{Label: t.Name, Do: func() { s.begin(t) }})
	}
	if s.view != nil && s.view.Removed > 0 {
		items = append(items, kit.MenuItem{}, s.removedItem())
	}
	return items
}

func (s *Screen) removedItem() kit.MenuItem {
	return kit.MenuItem{Label: lang.T("notes.removed"), Detail: lang.Number(s.view.Removed), Do: s.showRemoved}
}

// noteMenu is what can be done to a note of the list.
func (s *Screen) noteMenu(n store.NoteRow) []kit.MenuItem {
	if !s.living() {
		return nil
	}
	var items []kit.MenuItem
	if n.Key != 0 {
		items = append(items, s.pinItem(n.Key, n.Pinned), s.saveItem(n.Key, n.Title), s.printItem(n.Key))
	}
	return append(items, kit.MenuItem{}, kit.MenuItem{
		Label: lang.T("notes.remove"), Detail: kit.KeyWords(fyne.KeyDelete), Do: func() { s.remove(n.Key) },
	})
}

// moreMenu is what can be done to the open note.
func (s *Screen) moreMenu() []kit.MenuItem {
	sh := s.sheet
	if sh == nil || s.past != nil || !s.living() {
		return nil
	}
	var items []kit.MenuItem
	if sh.key != 0 {
		items = append(items, s.pinItem(sh.key, sh.pinned), s.saveItem(sh.key, sh.name()), s.printItem(sh.key))
	}
	items = append(items, kit.MenuItem{Label: lang.T("notes.states"), Do: s.showStates})
	if s.view.Removed > 0 {
		items = append(items, s.removedItem())
	}
	return append(items, kit.MenuItem{}, kit.MenuItem{Label: lang.T("notes.remove"), Do: func() { s.remove(sh.key) }})
}

func (s *Screen) pinItem(key int64, pinned bool) kit.MenuItem {
	label := lang.T("notes.pin")
	if pinned {
		label = lang.T("notes.unpin")
	}
	return kit.MenuItem{Label: label, Do: func() { s.setPinned(key, !pinned) }}
}

func (s *Screen) saveItem(key int64, title string) kit.MenuItem {
	return kit.MenuItem{Label: lang.T("notes.save_file"), Do: func() { s.saveFile(key, title) }}
}

func (s *Screen) printItem(key int64) kit.MenuItem {
	return kit.MenuItem{Label: lang.T("sheet.print"), Detail: kit.ShortcutWords(kit.Ctrl(fyne.KeyP)), Do: func() { s.print(key) }}
}

// sheetsOf are the sheets of a note: the open one, or one held.
func (s *Screen) sheetsOf(key int64) []*sheet {
	var sheets []*sheet
	for _, sh := range append([]*sheet{s.sheet}, s.held...) {
		if sh != nil && sh.key == key {
			sheets = append(sheets, sh)
		}
	}
	return sheets
}

// setPinned pins a note, or takes the pin off.
func (s *Screen) setPinned(key int64, pinned bool) {
	title, words := s.titleOf(key), lang.T("notes.unpinned")
	if pinned {
		words = lang.T("notes.pinned")
	}
	s.saveAll()
	for _, sh := range s.sheetsOf(key) {
		sh.pinned = pinned // what is saved from now on says the same
	}
	write(s, func(ctx context.Context) (int64, error) {
		return book.PinNote(ctx, s.store, key, pinned, lang.T("notes.changed", lang.Args{"Title": title, "Name": s.name()}))
	}, func(action int64, err error) {
		if err != nil {
			for _, sh := range s.sheetsOf(key) {
				sh.pinned = !pinned
			}
			s.shell.Fail(err)
			return
		}
		s.shell.Did(words, action)
	})
}

// titleOf is what a note is called, as the list has it.
func (s *Screen) titleOf(key int64) string {
	if s.sheet != nil && s.sheet.key == key {
		return s.called(s.sheet.name())
	}
	if i := s.list.indexOf(key); i >= 0 {
		return s.called(s.list.shown[i].Title)
	}
	return s.called("")
}

// remove removes a note; the one after it is shown. The keyboard goes to the list,
// where Ctrl+Z brings the note back: nothing must be typed into another unawares.
func (s *Screen) remove(key int64) {
	if !s.living() {
		return
	}
	sh := s.sheet
	if sh != nil && sh.key == key {
		if key == 0 && sh.unsaved() {
			// It is on its way into the book.
			s.whenSettled(func() {
				if s.sheet == sh && sh.key != 0 {
					s.remove(sh.key)
				}
			})
			return
		}
		s.save(sh) // it can be brought back with all that was written
	}
	title, removed := s.titleOf(key), s.sheetsOf(key)
	next := s.after(key)
	for _, sh := range removed {
		s.discard(sh)
	}
	s.dropRow(key)
	if s.sheet == nil && next != 0 && !s.layout.narrow() {
		s.openNote(next, "")
	} else if s.sheet == nil {
		s.layout.showPage(false)
	}
	if s.layout.listShown() {
		s.focusList()
	}
	if key == 0 {
		return
	}
	write(s, func(ctx context.Context) (int64, error) {
		return book.RemoveNote(ctx, s.store, key, lang.T("notes.was_removed", lang.Args{"Title": title, "Name": s.name()}))
	}, func(action int64, err error) {
		if err != nil {
			s.notRemoved(removed, err)
			return
		}
		s.shell.Did(lang.T("notes.note_removed", lang.Args{"Title": title}), action)
	})
}

// notRemoved brings back what was written on a note that could not be removed.
func (s *Screen) notRemoved(sheets []*sheet, err error) {
	for _, sh := range sheets {
		sh.gone = false
		s.hold(sh)
	}
	s.shell.Fail(err)
	s.readView(false)
}

// after is the note that is shown once another is removed, 0 for none.
func (s *Screen) after(key int64) int64 {
	at := s.list.indexOf(key)
	for _, i := range []int{at + 1, at - 1} {
		if at >= 0 && i >= 0 && i < len(s.list.shown) {
			return s.list.shown[i].Key
		}
	}
	return 0
}

// dropRow takes a row out of the list before the notes are read anew.
func (s *Screen) dropRow(key int64) {
	var left []store.NoteRow
	for _, n := range s.view.Notes {
		if n.Key != key {
			left = append(left, n)
		}
	}
	view := *s.view
	view.Notes = left
	s.view = &view
	s.list.mark()
	s.page.lock()
}

// saveFile asks for a file and writes a note to it, as a page of its own.
func (s *Screen) saveFile(key int64, title string) {
	files.Save(s.shell, book.NoteFileName(s.called(title)), func(path string, replace bool) {
		s.whenSettled(func() { s.writeFile(key, path, replace) })
	})
}

func (s *Screen) writeFile(key int64, path string, replace bool) {
	run.WriteAside(s.shell.Executor(), func(ctx context.Context) (struct{}, error) {
		return struct{}{}, book.SaveNoteFile(ctx, s.store, key, path, !replace)
	}, func(_ struct{}, err error) {
		if err != nil {
			s.shell.Fail(err)
			return
		}
		s.shell.Say(lang.T("details.copy_saved", lang.Args{"File": path}), kit.Action{})
	})
}

// print prints a note as it is written now.
func (s *Screen) print(key int64) {
	s.whenSettled(func() {
		if s.Print != nil && key != 0 {
			s.Print(key)
		}
	})
}

// PrintShown prints the open note and reports whether there is one.
func (s *Screen) PrintShown() bool {
	sh := s.sheet
	if sh == nil || s.shell.Private() || sh.key == 0 && !sh.unsaved() {
		return false
	}
	s.whenSettled(func() { s.print(sh.key) })
	return true
}

// Take takes files that were dropped on the window: pictures go into the open
// note where they were dropped, texts become notes. Others are not taken.
func (s *Screen) Take(paths []string, at fyne.Position) bool {
	if !s.seen() || !s.living() || s.shell.Private() || s.past != nil {
		return false
	}
	var images, texts []string
	for _, path := range paths {
		switch {
		case isPicture(path):
			images = append(images, path)
		case book.IsNoteFile(path):
			texts = append(texts, path)
		default:
			return false
		}
	}
	if len(images) > 0 {
		s.takePictures(images, at)
	}
	if len(texts) > 0 {
		s.takeTexts(texts)
	}
	return true
}

// takePictures puts pictures into the open note, or into a new one.
func (s *Screen) takePictures(paths []string, at fyne.Position) {
	if s.sheet == nil {
		s.newNote()
	}
	corner := fyne.CurrentApp().Driver().AbsolutePositionForObject(s.page.view)
	size := s.page.view.Size()
	in := at.Subtract(corner)
	if in.X >= 0 && in.Y >= 0 && in.X < size.Width && in.Y < size.Height {
		s.editor.DropAt(at)
	}
	s.insertPictures(paths)
}

// made are notes that were made of files.
type made struct {
	keys   []int64
	action int64
}

// takeTexts makes a note of each file, and opens the first. The files are read
// beside the saves, which nothing that takes long holds up.
func (s *Screen) takeTexts(paths []string) {
	person, words := s.person, lang.T("notes.taken_in", lang.Args{"Name": s.name()})
	c := s.expect()
	fail := func(err error) {
		if told := s.came(c, lang.Sentence(err)); !told && !run.Stopped(err) {
			s.shell.Fail(err)
		}
	}
	c.stop = run.WriteAside(s.shell.Executor(), func(ctx context.Context) (*book.NoteFiles, error) {
		return book.ReadNoteFiles(ctx, paths)
	}, func(files *book.NoteFiles, err error) {
		if err != nil {
			fail(err)
			return
		}
		write(s, func(ctx context.Context) (made, error) {
			keys, action, err := book.PutNoteFiles(ctx, s.store, person, files, words)
			return made{keys, action}, err
		}, func(done made, err error) {
			if err != nil {
				fail(err)
				return
			}
			s.took(person, files, done)
			s.came(c)
		})
	})
}

// took tells of the notes that were made of files, and opens the first.
func (s *Screen) took(person int64, files *book.NoteFiles, done made) {
	said := lang.N("notes.from_files", len(done.keys))
	if n := files.LeftOut(); n > 0 {
		said += " " + lang.N("notefile.left_out", n)
	}
	s.shell.Did(said, done.action)
	if len(done.keys) > 0 && s.person == person {
		s.openNote(done.keys[0], "")
	}
}

// insertable gives a function that tells later whether the note that is open
// now still is, and can be written.
func (s *Screen) insertable() func() bool {
	sh := s.sheet
	return func() bool { return s.sheet == sh && !s.editor.ReadOnly() }
}

// openLink opens an address in the program that the desktop has for it; where it
// has none, the address is copied.
func (s *Screen) openLink(address string) {
	u, err := outside.Address(address)
	if err != nil {
		s.shell.Say(lang.T("notes.no_link", lang.Args{"Address": address}), kit.Action{})
		return
	}
	if err := s.openURL(u); err != nil {
		fyne.CurrentApp().Clipboard().SetContent(address)
		s.shell.Say(lang.T("people.no_program", lang.Args{"Text": address}), kit.Action{})
	}
}

// copyText puts a text on the clipboard.
func (s *Screen) copyText(words string) {
	fyne.CurrentApp().Clipboard().SetContent(words)
	s.shell.Say(lang.T("people.copied"), kit.Action{})
}

// sizeOf is the size of a picture of the text in pixels.
func (s *Screen) sizeOf(sha string) (w, h int) {
	var sizes map[string][2]int
	switch {
	case s.past != nil && s.past.note != nil:
		sizes = s.past.note.Sizes
	case s.sheet != nil:
		sizes = s.sheet.sizes
	}
	return sizes[sha][0], sizes[sha][1]
}

// find opens the find bar.
func (s *Screen) find() {
	if (s.sheet != nil || s.past != nil) && !s.shell.Private() {
		s.finder.show("")
		s.page.relayout()
	}
}

// hideFinder closes the find bar without moving the keyboard.
func (s *Screen) hideFinder() {
	if s.finder.visible() {
		s.finder.object.Hide()
		s.editor.ClearFind()
		s.page.relayout()
	}
}

// shortcut takes those of the editor's keys that the screen has the pieces for.
func (s *Screen) shortcut(keys fyne.Shortcut) bool {
	own, ok := keys.(*desktop.CustomShortcut)
	if !ok || own.ShortcutName() != kit.Ctrl(fyne.KeyK).ShortcutName() || !s.writable() {
		return false
	}
	s.askLink()
	return true
}
