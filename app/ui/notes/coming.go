package notes

import (
	"context"
	"slices"

	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/run"
	"carebook/app/ui/style"
)

// coming is the reading of files that were dropped or chosen, up to what is made
// of them being in a note. A window that closes waits for it.
type coming struct {
	// stop ends the reading.
	stop context.CancelFunc
}

// expect begins to wait for files.
func (s *Screen) expect() *coming {
	c := &coming{stop: func() {}}
	s.coming = append(s.coming, c)
	return c
}

// came ends the waiting for files. wrong are the sentences about those of which
// nothing came; told reports whether a closing window tells of them.
func (s *Screen) came(c *coming, wrong ...string) (told bool) {
	s.coming = slices.DeleteFunc(s.coming, func(o *coming) bool { return o == c })
	told = s.closing > 0
	if told {
		s.missed = append(s.missed, wrong...)
	}
	s.settle()
	return told
}

// Keep saves what was written and calls done once that is in the book, and what
// was dropped with it; kept is false where something could not be saved or put in,
// or takes long.
func (s *Screen) Keep(done func(kept bool)) {
	var slow run.Task
	late := false
	s.closing, s.missed = s.closing+1, nil
	if len(s.coming) > 0 {
		run.Later(s.shell.Executor(), &slow, longReading, func() {
			late = true
			s.closing--
			done(false)
		})
	}
	s.whenCome(func() {
		if late {
			return
		}
		slow.Cancel()
		s.closing--
		done(s.unkept() == nil && len(s.missed) == 0)
	})
}

// whenCome is whenSettled that waits for the files that are being read, too.
func (s *Screen) whenCome(do func()) {
	s.whenSettled(func() { s.onceCome(do) })
}

// onceCome does something once nothing is being read any more; what came is then
// in the book.
func (s *Screen) onceCome(do func()) {
	if len(s.coming) == 0 {
		do()
		return
	}
	s.settled = append(s.settled, func() { s.onceCome(do) })
}

// unkept is something that is not in the book.
type unkept struct {
	title string
	// says is what it is and why, words what was written.
	says, words string
}

// unkept is what could not be saved, nil for nothing.
func (s *Screen) unkept() *unkept {
	if sh := s.failing(); sh != nil {
		return &unkept{
			lang.T("notes.unkept"),
			lang.T("notes.failed_other", lang.Args{"Title": s.called(sh.name()), "Why": lang.Sentence(sh.failed)}), sh.words(),
		}
	}
	if r := s.remark(); r != nil && r.refused() {
		return &unkept{
			lang.T("notes.remark_unkept"),
			lang.T("notes.remark_failed", lang.Args{"Name": r.whose, "Why": r.field.Note().Words}), r.field.Words(),
		}
	}
	return nil
}

// ShowUnkept says what could not be saved or is still being read, with what can be
// done: without closes the window all the same.
func (s *Screen) ShowUnkept(without func()) {
	switch left := s.unkept(); {
	case len(s.coming) > 0:
		s.showComing(without)
	case left != nil:
		s.showLeft(left, without)
	case len(s.missed) > 0:
		s.showMissed(without)
	default:
		without()
	}
}

// showLeft says what could not be saved.
func (s *Screen) showLeft(left *unkept, without func()) {
	body := kit.NewParagraph(left.says, style.Control, style.Ink)
	s.panel = kit.NewPanel(left.title, body, lang.T("notes.again"), func(done func(string)) {
		s.Keep(func(kept bool) {
			if !kept {
				done(lang.T("notes.not_saved"))
				return
			}
			done("")
			without()
		})
	}).Offer(
		kit.NewButton(kit.Plain, lang.T("notes.copy_text"), "", func() { s.copyText(left.words) }),
		kit.NewButton(kit.Quiet, lang.T("notes.close_without"), "", func() {
			s.panel.Hide()
			without()
		}),
	)
	s.panel.Show(s.canvas())
}

// showComing says that files are still being read, and closes the window once they
// have come.
func (s *Screen) showComing(without func()) {
	body := kit.NewParagraph(lang.T("notes.coming"), style.Control, style.Ink)
	panel := kit.NewPanel(lang.T("notes.coming_title"), body, lang.T("notes.close_without_files"), func(done func(string)) {
		for _, c := range s.coming {
			c.stop()
		}
		done("")
		without()
	})
	s.closing, s.panel = s.closing+1, panel
	panel.OnHidden = func() { s.closing-- }
	panel.Show(s.canvas())
	s.whenCome(func() {
		if panel.Shown() {
			panel.Hide()
			s.ShowUnkept(without)
		}
	})
}

// showMissed says what could not be put in while the window waited to close.
func (s *Screen) showMissed(without func()) {
	title := lang.N("notebar.not_put_in", len(s.missed))
	s.panel = kit.NewPanel(title, sentences(s.missed), lang.T("notes.close_without_files"), func(done func(string)) {
		done("")
		without()
	})
	s.panel.Show(s.canvas())
}
