package people

import (
	"context"
	"log/slog"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/lang"
	"carebook/app/ui/kit/run"
	"carebook/store"
)

// subject is the person on the page with all that the page shows.
type subject struct {
	key    int64
	person *care.Person
	// row is what the list shows of the person.
	row store.Row
	// events are the timeline, the latest first.
	events []store.Event
	// known are the sales that the brief tells of.
	known []care.Sale
	own   []store.OwnField
	// notes are the person's, as a list shows them.
	notes []store.NoteRow
	// sales is the number of sales to the person.
	sales int
	// referrer is the name of who referred the person, "" for nobody known;
	// referrerKey is the key. referred are those whom the person referred.
	referrer    string
	referrerKey int64
	referred    []store.Row
}

// readSubject reads the person of a key.
func readSubject(ctx context.Context, s *store.Store, key int64) (*subject, error) {
	who := &subject{key: key}
	var err error
	if who.person, err = s.Person(ctx, key); err != nil {
		return nil, err
	}
	rows, err := s.Rows(ctx, []int64{key})
	if err != nil {
		return nil, err
	}
	if len(rows) == 1 {
		who.row = rows[0]
	}
	if who.events, err = s.Timeline(ctx, key); err != nil {
		return nil, err
	}
	sales, err := s.BriefSales(ctx, key)
	if err != nil {
		return nil, err
	}
	who.known = book.PlainSales(sales)
	if who.sales, err = s.CountSales(ctx, key); err != nil {
		return nil, err
	}
	if who.notes, err = s.Notes(ctx, key); err != nil {
		return nil, err
	}
	if who.own, err = s.OwnFields(ctx); err != nil {
		return nil, err
	}
	if who.referred, err = s.Referred(ctx, who.person.UID); err != nil {
		return nil, err
	}
	if uid := who.person.Profile.ReferredBy; uid != "" {
		key, err := s.Key(ctx, uid)
		if care.CodeOf(err) == care.CodePersonMissing {
			slog.Info("who referred the person on the page is not in the book")
			return who, nil
		}
		if err != nil {
			return nil, err
		}
		referrer, err := s.Person(ctx, key)
		if err != nil {
			return nil, err
		}
		who.referrer, who.referrerKey = referrer.DisplayName(), key
	}
	return who, nil
}

// edit changes the person on the page and saves what is different. Words say
// what was done, for the undo. Where it cannot be saved, failed is told why in a
// sentence: the piece that was edited keeps what was typed and shows it.
func (p *Screen) edit(words string, change func(*care.Person), failed func(sentence string)) {
	if who := p.page.subject; who != nil {
		p.editOf(who, words, change, nil, failed)
	}
}

// editOf changes a person who was on the page, or still is: a field may be left
// by going to somebody else. done, which may be nil, is told the action, 0 where
// nothing differed.
func (p *Screen) editOf(who *subject, words string, change func(*care.Person), done func(action int64), failed func(sentence string)) {
	before, after := *who.person, *who.person
	change(&after)
	// The page shows the edit at once; another edit builds on it.
	who.person = &after
	p.saveOf(who, func(ctx context.Context) (int64, error) {
		return book.Edit(ctx, p.store, who.key, words, &before, &after)
	}, done, failed)
}

// saveOf writes what was edited of a person. Fields are left one after another,
// and are written in that order.
func (p *Screen) saveOf(who *subject, work func(context.Context) (action int64, err error), done func(action int64), failed func(sentence string)) {
	p.saving++
	if who.key == p.route.Person && p.reading.Running() {
		p.reading.Cancel() // what it reads lacks this edit
		p.reread = true
	}
	run.Write(p.shell.Executor(), work, func(action int64, err error) {
		switch {
		case err != nil:
			p.notSaved(who, err, failed)
		case done != nil:
			done(action)
		}
		if p.saving--; p.saving == 0 {
			p.saved()
		}
	})
}

// saved catches up with the book after the last of several saves: a page that
// is read before would take back on the screen what is still on its way.
func (p *Screen) saved() {
	if who := p.rebased; who != nil {
		p.rebased = nil
		p.rebase(who)
	}
	if p.reread {
		p.reread = false
		p.readPerson()
	}
}

// notSaved tells the piece that was edited why, and lets the next attempt build
// on what the book holds now.
func (p *Screen) notSaved(edited *subject, err error, failed func(sentence string)) {
	// The page may have read the person anew since.
	who := p.page.subject
	if who == nil || who.key != edited.key {
		p.shell.Fail(err)
		return
	}
	if failed != nil {
		failed(lang.Sentence(err))
	} else {
		p.shell.Fail(err)
	}
	p.rebased = who
}

// rebase reads the person anew without filling the page: what was typed stays.
func (p *Screen) rebase(who *subject) {
	run.Do(p.shell.Executor(), &p.rebasing, func(ctx context.Context) (*care.Person, error) {
		return p.store.Person(ctx, who.key)
	}, func(now *care.Person, err error) {
		switch {
		case err != nil:
			p.shell.Fail(err)
		case p.saving == 0:
			who.person = now
		default:
			p.rebased = who
		}
	})
}
