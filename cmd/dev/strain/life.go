//go:build unix

package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"path/filepath"
	"regexp"
	"syscall"

	"carebook/app"
	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/crash"
	"carebook/app/doc"
	"carebook/store"
)

// life does with a book what leaves files and has no command: notes with pictures,
// pages and calendars, the day's backup, the start at login, a move, a salvage, and
// what goes wrong. Whoever starts it looks at the files.
type life struct {
	ctx   context.Context
	clock care.Clock
	// folder is where everything lies, secret the passphrase of the backups.
	folder, secret string
}

func (l life) at(name string) string { return filepath.Join(l.folder, name) }

// lead leads the whole life of the book life.db in a folder, in which marked-picture.png
// and marked-note.html are, and secret.txt with a passphrase.
func lead(ctx context.Context, folder string) error {
	l := life{ctx: ctx, clock: care.SystemClock(), folder: folder}
	secret, err := book.ReadPassphrase(l.at("secret.txt"))
	if err != nil {
		return err
	}
	l.secret = secret
	stop, err := app.StartLog()
	if err != nil {
		return err
	}
	release, err := app.CatchCrashes()
	if err != nil {
		return err
	}
	err = errors.Join(l.settle(), l.use(), l.move())
	if err == nil {
		err = l.salvage()
	}
	return errors.Join(err, release(), stop())
}

// settle keeps preferences with a passphrase, and starts with the desktop.
func (l life) settle() error {
	before := app.LoadSettings()
	now := before
	now.BackupPassphrase = l.secret
	return errors.Join(app.SaveSettings(before, now), app.LoginStart{Book: l.at("life.db")}.Set(true))
}

// use writes notes, and files of them, and fails at some.
func (l life) use() error {
	s, err := store.Open(l.ctx, l.at("life.db"), store.Options{Clock: l.clock, Origin: "window"})
	if err != nil {
		return err
	}
	return errors.Join(l.write(s), s.Close())
}

func (l life) write(s *store.Store) error {
	person, err := l.person(s)
	if err != nil {
		return err
	}
	note, err := l.notes(s, person)
	if err != nil {
		return err
	}
	page, err := book.PrintedNote(l.ctx, s, l.clock, note)
	if err != nil {
		return err
	}
	if _, err := (app.Pages{Book: s.Path()}).Add(page); err != nil {
		return err
	}
	if _, err := book.ExportCalendarFile(l.ctx, s, l.clock, nil, l.at("exports/life.ics"), true); err != nil {
		return err
	}
	if err := book.SaveNoteFile(l.ctx, s, note, l.at("exports/life.html"), true); err != nil {
		return err
	}
	if _, err := book.SaveEverything(l.ctx, s, book.Moving{Path: l.at("exports/life.zip")}); err != nil {
		return err
	}
	done, err := book.DailyBackup(l.ctx, s, l.clock, book.Backups{Passphrase: l.secret})
	if err == nil && done.File == "" {
		err = errors.New("the day's backup was not made")
	}
	return errors.Join(err, l.fail(s))
}

func (l life) person(s *store.Store) (key int64, err error) {
	_, err = s.Do(l.ctx, store.Action{Kind: "edit", Words: "Add marked-person"}, func(tx *store.Tx) error {
		key, err = tx.PutPerson(&care.Person{
			FullName: "María Ferrer", Phones: []care.Phone{{Number: "+34 600 100 201"}}, Emails: []care.Email{{Address: "marked-mail@example.org"}},
			Tags: []string{"marked-tag"}, Dates: []care.Date{{Kind: care.Birthday, Month: 11, Day: 26}},
		})
		return err
	})
	return key, err
}

// notes writes a note with a picture, and makes one of a file.
func (l life) notes(s *store.Store, person int64) (key int64, err error) {
	shown, err := book.AddPicture(l.ctx, s, l.clock, l.at("marked-picture.png"))
	if err != nil {
		return 0, err
	}
	d, err := doc.FromHTML(fmt.Sprintf(`<p>marked-words</p><figure><img src="picture:%s"></figure>`, shown.SHA))
	if err != nil {
		return 0, err
	}
	if _, err := book.SaveNote(l.ctx, s, l.clock, book.NewSpell(person, 0), book.NoteDraft{Title: "marked-title", Doc: d}, "Write marked-title"); err != nil {
		return 0, err
	}
	files, err := book.ReadNoteFiles(l.ctx, []string{l.at("marked-note.html")})
	if err != nil {
		return 0, err
	}
	if _, _, err := book.PutNoteFiles(l.ctx, s, person, files, "Import marked-note"); err != nil {
		return 0, err
	}
	notes, err := s.Notes(l.ctx, person)
	if err == nil && len(notes) != 2 {
		err = fmt.Errorf("she has %d notes", len(notes))
	}
	if err != nil {
		return 0, err
	}
	return notes[0].Key, nil
}

// fail does what cannot be done, with people and files in hand, and logs how it failed
// as the window does.
func (l life) fail(s *store.Store) error {
	_, unreadable := book.AddPicture(l.ctx, s, l.clock, l.at("marked-note.html"))
	_, missing := book.ReadNoteFiles(l.ctx, []string{l.at("marked-missing.html")})
	_, folder := book.ExportCalendarFile(l.ctx, s, l.clock, nil, l.at("marked-folder/a.ics"), true)
	_, stranger := book.PreviewRestore(l.ctx, l.clock, book.Restoring{Book: s.Path(), File: l.at("marked-note.html")})
	_, nobody := s.Do(l.ctx, store.Action{Kind: "edit", Words: "marked-edit"}, func(tx *store.Tx) error {
		_, err := tx.PutNote(store.Note{Person: 1 << 40, Title: "marked-title", HTML: "<p>marked-words</p>"})
		return err
	})
	for _, err := range []error{unreadable, missing, folder, stranger, nobody, l.locked(s), full(func() error { return l.fill(s) })} {
		if err == nil {
			return errors.New("what cannot be done was done")
		}
		slog.Warn("what cannot be done", "err", err, "file", l.at("marked-note.html"))
	}
	return nil
}

// locked moves the book while it is written.
func (l life) locked(s *store.Store) (failed error) {
	r, err := book.Relocate(s.Path(), l.at("moved"))
	if err != nil {
		return nil
	}
	defer r.Drop()
	if err := r.Prepare(l.ctx, s); err != nil {
		return nil
	}
	_, err = s.Do(l.ctx, store.Action{Kind: "edit", Words: "Hold"}, func(*store.Tx) error {
		_, failed = r.Finish(l.ctx, l.clock, func() error { return nil }, app.MovedName(s.Path(), l.clock.Today()))
		return nil
	})
	if err != nil {
		return nil
	}
	return failed
}

// fill writes more than there is room for.
func (l life) fill(s *store.Store) error {
	_, err := s.Do(l.ctx, store.Action{Kind: "edit", Words: "Fill with marked-words"}, func(tx *store.Tx) error {
		for range 200 {
			if _, err := tx.PutPerson(&care.Person{FullName: "María Ferrer", Remark: fmt.Sprintf("marked-words %060000d", 1)}); err != nil {
				return err
			}
		}
		return nil
	})
	return err
}

// full does something while no file may grow beyond a megabyte.
func full(do func() error) (failed error) {
	signal.Ignore(syscall.SIGXFSZ)
	var before syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &before); err != nil {
		return nil
	}
	within := before
	within.Cur = 1 << 20
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &within); err != nil {
		return nil
	}
	failed = do()
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &before); err != nil {
		return nil
	}
	return failed
}

// move moves the book into the folder moved.
func (l life) move() error {
	from := l.at("life.db")
	r, err := book.Relocate(from, l.at("moved"))
	if err != nil {
		return err
	}
	s, err := store.Open(l.ctx, from, store.Options{Clock: l.clock, Origin: "window"})
	if err != nil {
		return err
	}
	if err := errors.Join(r.Prepare(l.ctx, s), s.Close()); err != nil {
		return err
	}
	done, err := r.Finish(l.ctx, l.clock, func() error { return app.SetBook(r.To, nil) }, app.MovedName(from, l.clock.Today()))
	if err == nil && !done {
		err = errors.New("the book was not moved")
	}
	return err
}

// salvage damages the moved book and saves what can be read.
func (l life) salvage() error {
	path := l.at("moved/life.db")
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	_, err = f.WriteAt(make([]byte, 4096), 2*4096)
	if err := errors.Join(err, f.Close()); err != nil {
		return err
	}
	done, aside, err := book.SalvageHere(l.ctx, l.clock, path)
	if err == nil && aside == "" {
		err = fmt.Errorf("nothing was set aside: %v", done)
	}
	return err
}

// fall ends by a panic with what stands in a book, as a library might panic with what
// it was given: on a goroutine of the program's own, or on a library's.
func fall(ctx context.Context, path string, guarded bool) error {
	if _, err := app.CatchCrashes(); err != nil {
		return err
	}
	return with(ctx, path, func(ctx context.Context, s *store.Store) error {
		p, err := s.Person(ctx, 1)
		if err != nil {
			return err
		}
		fall := func() { regexp.MustCompile(p.FullName + "(") }
		if guarded {
			crash.Go(fall)
		} else {
			go fall()
		}
		select {}
	})
}
