package people

import (
	"context"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/exchange"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/files"
	"carebook/app/ui/kit/run"
	"carebook/app/ui/style"
)

// files are the documents that are kept with the person.
func (d *details) files() []*detail {
	var items []*detail
	for _, f := range d.who.person.Profile.Files {
		it := &detail{id: "file " + f.SHA256, list: "file", name: lang.T("details.file"), says: f}
		caption := lang.Bytes(int64(f.Bytes))
		if f.Added != "" {
			caption = lang.T("details.file_caption", lang.Args{"Size": caption, "Day": lang.DayShort(f.Added, d.today())})
		}
		it.field = kit.EditField{Value: f.Name, Caption: caption, Type: -1, Chosen: -1, RemoveWords: lang.T("details.remove")}
		it.field.Remove = func() {
			d.write(it, func(p *care.Person) {
				p.Profile.Files = slices.DeleteFunc(slices.Clone(p.Profile.Files), func(o care.Attachment) bool { return o.SHA256 == f.SHA256 })
			}, d.takenAway(f.Name))
		}
		it.field.Actions = []kit.RowAction{
			{Glyph: style.Download, Words: lang.T("details.save_copy"), Do: func() { d.saveCopy(f) }},
			d.removeAction(it),
		}
		items = append(items, d.private(it))
	}
	return items
}

// saveCopy asks where a copy of a kept file goes, and writes it.
func (d *details) saveCopy(f care.Attachment) {
	files.Save(d.screen.shell, f.Name, func(path string, replace bool) { d.writeCopy(f, path, replace) })
}

// writeCopy writes a kept file to a path; one that is there is only replaced
// where that was agreed to.
func (d *details) writeCopy(f care.Attachment, path string, replace bool) {
	run.WriteAside(d.screen.shell.Executor(), func(ctx context.Context) (struct{}, error) {
		if _, err := os.Lstat(path); err == nil && !replace {
			return struct{}{}, &care.Error{Code: care.CodeFileExists, Args: care.Args{"File": path}}
		}
		return struct{}{}, book.SaveAttachment(ctx, d.screen.store, f.SHA256, path)
	}, func(_ struct{}, err error) {
		if err != nil {
			d.screen.shell.Fail(err)
			return
		}
		d.screen.shell.Say(lang.T("details.copy_saved", lang.Args{"File": path}), kit.Action{})
	})
}

// chooseFiles asks for files to keep.
func (d *details) chooseFiles() {
	files.ChooseFor(d.screen.shell, files.Wanted{
		Title: lang.T("details.attach_title"),
		Act: func(n int) string {
			if n == 0 {
				return lang.T("details.attach_none")
			}
			return lang.N("details.attach_files", n)
		},
	}, d.attach)
}

// take keeps files that were dropped on the page: a picture alone becomes the
// photo, pages and texts become notes. It is false for files of contacts, which
// are for the import.
func (d *details) take(paths []string) bool {
	switch {
	case d.who == nil || len(paths) == 0 || slices.ContainsFunc(paths, isContacts):
		return false
	case len(paths) == 1 && isPicture(paths[0]):
		d.setPhoto(paths[0])
	default:
		var notes, others []string
		for _, path := range paths {
			if book.IsNoteFile(path) {
				notes = append(notes, path)
			} else {
				others = append(others, path)
			}
		}
		d.attach(others)
		d.makeNotes(notes)
	}
	return true
}

// makeNotes makes notes of files and opens the first of them. The files are read
// beside the queue of saves: large pictures in them take a while.
func (d *details) makeNotes(paths []string) {
	who := d.who
	if who == nil || len(paths) == 0 {
		return
	}
	words := d.words(lang.T("notefile.notes"))
	run.WriteAside(d.screen.shell.Executor(), func(ctx context.Context) (*book.NoteFiles, error) {
		return book.ReadNoteFiles(ctx, paths)
	}, func(read *book.NoteFiles, err error) {
		if err != nil {
			d.screen.shell.Fail(err)
			return
		}
		d.keepNotes(who.key, read, words)
	})
}

// keepNotes keeps files that were read as notes of a person.
func (d *details) keepNotes(person int64, read *book.NoteFiles, words string) {
	type made struct {
		keys   []int64
		action int64
	}
	run.Write(d.screen.shell.Executor(), func(ctx context.Context) (made, error) {
		keys, action, err := book.PutNoteFiles(ctx, d.screen.store, person, read, words)
		return made{keys, action}, err
	}, func(m made, err error) {
		if err != nil {
			d.screen.shell.Fail(err)
			return
		}
		if d.who != nil && d.who.key == person { // somebody else may be on the page by now
			d.screen.shell.Open(kit.Route{Screen: kit.NotesScreen, Person: person, Note: m.keys[0]})
		}
		if m.action == 0 {
			d.screen.shell.Say(lang.T("notefile.there"), kit.Action{})
			return
		}
		says := lang.N("notefile.made", len(m.keys))
		if n := read.LeftOut(); n > 0 {
			says += " " + lang.N("notefile.left_out", n)
		}
		d.screen.shell.Did(says, m.action)
	})
}

// attach keeps copies of files with the person.
func (d *details) attach(paths []string) {
	who := d.who
	if who == nil || len(paths) == 0 {
		return
	}
	words := d.words(lang.T("details.file"))
	run.Write(d.screen.shell.Executor(), func(ctx context.Context) (int64, error) {
		return book.Attach(ctx, d.screen.store, d.screen.clock, who.key, words, paths)
	}, func(action int64, err error) {
		if err != nil {
			d.screen.shell.Fail(err)
			return
		}
		d.screen.shell.Did(lang.N("details.attached", len(paths)), action)
	})
}

// photoMenu changes the picture or takes it away.
func (d *details) photoMenu() []kit.MenuItem {
	choose := kit.MenuItem{Label: lang.T("details.choose_photo"), Do: d.choosePhoto}
	if d.who == nil || d.who.person.Photo == nil {
		return []kit.MenuItem{choose}
	}
	choose.Label = lang.T("details.change_photo")
	return []kit.MenuItem{choose, {Label: lang.T("details.remove_photo"), Do: d.removePhoto}}
}

// pictures are the endings of files that can be a photo.
var pictures = []string{".jpg", ".jpeg", ".png", ".webp", ".gif"}

// isPicture reports whether a file is one of a picture, by its name.
func isPicture(path string) bool {
	return slices.Contains(pictures, strings.ToLower(filepath.Ext(path)))
}

// isContacts reports whether a file is one for the import: by its name, or by
// what is in it. A letter or a list of things is read as a table, too: only what
// is called one is.
func isContacts(path string) bool {
	ending := strings.ToLower(filepath.Ext(path))
	if slices.Contains([]string{".vcf", ".vcard", ".csv", ".tsv"}, ending) {
		return true
	}
	sources, _, err := exchange.OpenAll(path, func(string) exchange.Options { return exchange.Options{} })
	if err != nil {
		return false // the reason is that of a document
	}
	found := false
	for _, s := range sources {
		found = found || ending == ".zip" || s.Info().Format != exchange.CSV
		if err := s.Close(); err != nil {
			slog.Warn("a dropped file could not be closed", "err", err)
		}
	}
	return found
}

func (d *details) choosePhoto() {
	files.ChooseFor(d.screen.shell, files.Wanted{
		Title: lang.T("details.photo_title"), Kinds: pictures, KindsName: lang.T("details.pictures"), One: true,
		Act: func(int) string { return lang.T("details.use_photo") },
	}, func(paths []string) { d.setPhoto(paths[0]) })
}

// setPhoto makes the picture of a file the person's photo.
func (d *details) setPhoto(path string) {
	who := d.who
	if who == nil {
		return
	}
	words := d.words(lang.T("details.photo"))
	d.screen.saveOf(who, func(ctx context.Context) (int64, error) {
		photo, err := book.ReadPhoto(path)
		if err != nil {
			return 0, err
		}
		return book.EditEach(ctx, d.screen.store, []int64{who.key}, words, func(p *care.Person) { p.Photo = photo }, nil)
	}, d.did(lang.T("details.photo_changed")), nil)
}

func (d *details) removePhoto() {
	d.screen.editOf(d.who, d.words(lang.T("details.photo")), func(p *care.Person) { p.Photo = nil },
		d.did(d.takenAway(lang.T("details.photo"))), nil)
}

// did says what was done, with its undo.
func (d *details) did(sentence string) func(action int64) {
	return func(action int64) { d.screen.shell.Did(sentence, action) }
}
