package people

import (
	"context"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/run"
	"carebook/app/ui/style"
	"carebook/store"
)

// The keys of the lists that every book has; those of the user's own are
// greater than 0.
const (
	owedList      = kit.OwedList
	birthdaysList = -2
	noEmailList   = -3
	lostList      = -4
)

// shippedLists are the lists that every book has.
func shippedLists() []store.SmartList {
	list := func(key int64, name string, f care.Filter, order care.Sort) store.SmartList {
		return store.SmartList{Key: key, SmartList: care.SmartList{Name: name, Filter: f, Sort: order}}
	}
	return []store.SmartList{
		list(owedList, lang.T("people.list.owed"), care.Filter{Owed: true, Kept: true}, care.ByCare),
		list(birthdaysList, lang.T("people.list.birthdays"), care.Filter{BirthdayWithin: 30}, ""),
		list(noEmailList, lang.T("people.list.no_email"), care.Filter{Missing: []care.FilterField{care.MissingEmail}}, ""),
		list(lostList, lang.T("people.list.lost"), care.Filter{Lost: true}, ""),
	}
}

func listGlyph(key int64) style.Glyph {
	switch key {
	case owedList:
		return style.Phone
	case birthdaysList:
		return style.Cake
	case noEmailList:
		return style.Envelope
	case lostList:
		return style.Prohibit
	}
	return style.Funnel
}

// listMenu is what can be done to a list of the user's own.
func (p *Screen) listMenu(l store.SmartList) []kit.MenuItem {
	return []kit.MenuItem{
		{Label: lang.T("people.edit_list"), Do: func() { p.listPanel(l.Key) }},
		{Label: lang.T("people.remove_list"), Do: func() { p.removeList(l) }},
	}
}

// putList keeps a smart list and shows it; problem, if set, is told why it
// cannot be kept.
func (p *Screen) putList(key int64, l care.SmartList, problem func(string)) {
	run.Write(p.shell.Executor(), func(ctx context.Context) (int64, error) {
		return book.PutList(ctx, p.store, key, l)
	}, func(kept int64, err error) {
		switch {
		case err != nil && problem != nil:
			problem(lang.Sentence(err))
		case err != nil:
			p.shell.Fail(err)
		default:
			if problem != nil {
				problem("")
			}
			p.lists[kept] = store.SmartList{Key: kept, SmartList: l}
			p.readNumbers()
			p.narrowTo(place{list: kept})
			p.reload(false)
		}
	})
}

func (p *Screen) removeList(l store.SmartList) {
	p.do(lang.T("people.list_removed", lang.Args{"Name": l.Name}), func(ctx context.Context, words string) (int64, error) {
		return p.store.Do(ctx, store.Action{Kind: "list", Words: words}, func(tx *store.Tx) error { return tx.RemoveList(l.Key) })
	})
	if p.route.List == l.Key {
		p.narrowTo(place{})
	}
}

// do runs work as one action off the window's goroutine, and says what it did
// with an undo.
func (p *Screen) do(words string, work func(ctx context.Context, words string) (action int64, err error)) {
	p.doOr(words, work, func() {})
}

// doOr is do with what follows where it failed.
func (p *Screen) doOr(words string, work func(ctx context.Context, words string) (action int64, err error), failed func()) {
	run.Write(p.shell.Executor(), func(ctx context.Context) (int64, error) {
		return work(ctx, words)
	}, func(action int64, err error) {
		if err != nil {
			p.shell.Fail(err)
			failed()
			return
		}
		p.shell.Did(words, action)
	})
}
