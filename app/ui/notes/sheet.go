package notes

import (
	"context"
	"time"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/doc"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/run"
)

// pause is how long what was written waits to be saved. It counts from the
// first key that is not saved yet, not from the last: somebody who types on
// without a pause loses no more than this, and the time of a save, to a crash.
const pause = 700 * time.Millisecond

// sheet is one note while it is open, or while what was written in it is on its
// way into the book: all that is saved of a note comes from the sheet it was
// written on, whatever the editor shows by then.
type sheet struct {
	// person is whose note it is, key the note; 0 is one that is not in the book.
	person, key int64
	// whose is what that person is called.
	whose string
	spell *book.Spell
	title string
	// text is the document that the editor changes while the sheet is shown.
	text   *doc.Document
	pinned bool
	meta   string
	sizes  map[string][2]int
	// rev is that of the note in the book, at when it was changed last.
	rev int64
	at  care.Instant

	// edits counts what was written, sent how much of that is in the book or on
	// its way; saving are the saves under way.
	edits, sent, saving int
	// again is set where more is to be saved after the save under way.
	again bool
	// failed is why the last save failed, nil if it did not.
	failed error
	// gone is set once the note was removed here: nothing of it is saved.
	gone bool
	// overtaken is set once a save has found another's words in the book.
	overtaken bool
	waiting   run.Task
}

// sheetOf is a note of the book on a sheet.
func sheetOf(n *book.OpenNote) *sheet {
	return &sheet{
		person: n.Person, key: n.Key, spell: n.Spell(), title: n.Title, text: n.Doc, pinned: n.Pinned,
		meta: n.Meta, sizes: n.Sizes, rev: n.Rev, at: n.Changed,
	}
}

// unsaved reports whether something of the sheet is not known to be in the book.
func (sh *sheet) unsaved() bool {
	return !sh.gone && (sh.edits > sh.sent || sh.saving > 0 || sh.failed != nil)
}

// words are all that was written, for the clipboard.
func (sh *sheet) words() string {
	if sh.title == "" {
		return sh.text.Text()
	}
	return sh.title + "\n\n" + sh.text.Text()
}

// name is what the note is called.
func (sh *sheet) name() string {
	if sh.title != "" {
		return sh.title
	}
	return sh.text.Title()
}

// edited takes in that something was written on the open sheet.
func (s *Screen) edited() {
	sh := s.sheet
	sh.edits++
	if !sh.waiting.Running() {
		run.Later(s.shell.Executor(), &sh.waiting, pause, func() { s.due(sh) })
	}
	s.page.tellSaved()
}

// due saves a sheet after its pause. Saves of a slow disk do not queue up.
func (s *Screen) due(sh *sheet) {
	if sh.saving > 0 {
		sh.again = true
		return
	}
	s.save(sh)
}

// save sends what is written on a sheet into the book, if there is anything new.
func (s *Screen) save(sh *sheet) {
	sh.waiting.Cancel()
	if sh.edits == sh.sent && sh.failed == nil {
		return
	}
	sh.again = false
	sh.sent = sh.edits
	sh.saving++
	draft := book.NoteDraft{Title: sh.title, Doc: sh.text.Clone(), Pinned: sh.pinned}
	spell, words := sh.spell, lang.T("notes.written", lang.Args{"Name": sh.whose})
	write(s, func(ctx context.Context) (book.Saved, error) {
		return s.keep(ctx, spell, draft, words)
	}, func(done book.Saved, err error) { s.saved(sh, done, err) })
}

// saved takes in how a save went.
func (s *Screen) saved(sh *sheet, done book.Saved, err error) {
	sh.saving--
	first := sh.failed == nil
	sh.failed = err
	if err != nil && first && !s.seen() { // nobody sees what the page says of it
		s.shell.Say(s.failure(sh).words, kit.Action{Label: lang.T("notes.open_it"), Do: func() { s.reopen(sh) }})
	}
	if err == nil {
		made := sh.key == 0 && done.Key != 0
		sh.key, sh.rev = done.Key, done.Rev
		if done.At != "" {
			sh.at = done.At
		}
		sh.overtaken = sh.overtaken || done.Overtaken
		if made && sh == s.sheet {
			s.list.mark()
		}
	}
	if sh.again {
		s.save(sh)
	}
	if sh != s.sheet {
		s.letGo(sh)
	}
	s.page.tellSaved()
}

// hold keeps a sheet that is no longer shown until it is saved.
func (s *Screen) hold(sh *sheet) {
	if sh.unsaved() {
		s.held = append(s.held, sh)
	}
}

// letGo forgets a sheet that was held once it is saved.
func (s *Screen) letGo(sh *sheet) {
	if sh.unsaved() {
		return
	}
	for i, h := range s.held {
		if h == sh {
			s.held = append(s.held[:i], s.held[i+1:]...)
			return
		}
	}
}

// heldOf is the sheet of a note of which something is still on its way into the
// book, or nil: what the book says of it is older.
func (s *Screen) heldOf(key int64) *sheet {
	for _, sh := range s.held {
		if sh.key == key && key != 0 {
			return sh
		}
	}
	return nil
}

// failing is the sheet that could not be saved: the open one before others, nil
// for none.
func (s *Screen) failing() *sheet {
	if s.sheet != nil && s.sheet.failed != nil {
		return s.sheet
	}
	for _, sh := range s.held {
		if sh.failed != nil {
			return sh
		}
	}
	return nil
}

// saveAll saves every sheet and the remark; what failed before is tried again.
func (s *Screen) saveAll() {
	if r := s.remark(); r != nil {
		r.commit()
	}
	if s.sheet != nil {
		s.save(s.sheet)
	}
	for _, sh := range append([]*sheet(nil), s.held...) {
		if sh.failed != nil && sh.saving == 0 {
			s.save(sh)
		}
	}
}

// write changes the book. Notes that are opened meanwhile are read after it.
func write[T any](s *Screen, work func(ctx context.Context) (T, error), show func(T, error)) {
	s.writing++
	run.Write(s.shell.Executor(), work, func(answer T, err error) {
		s.writing--
		show(answer, err)
		s.settle()
	})
}

// settle does what waits until everything is in the book. What was written while
// it waited is saved first.
func (s *Screen) settle() {
	if len(s.settled) == 0 || s.writing > 0 {
		return
	}
	s.saveNew()
	if s.writing > 0 {
		return
	}
	settled := s.settled
	s.settled = nil
	for _, do := range settled {
		do()
	}
}

// saveNew saves what was not sent into the book yet; what failed stays so.
func (s *Screen) saveNew() {
	if r := s.remark(); r != nil && !r.refused() {
		r.commit()
	}
	if sh := s.sheet; sh != nil && sh.edits > sh.sent {
		s.save(sh)
	}
}

// whenSettled saves everything, and does something once all of it is in the
// book, or has failed.
func (s *Screen) whenSettled(do func()) {
	s.saveAll()
	if s.writing == 0 {
		do()
		return
	}
	s.settled = append(s.settled, do)
}
