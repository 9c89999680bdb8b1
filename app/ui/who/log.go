package who

import (
	"context"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/run"
)

// outcomeNames are the outcomes of a call.
func outcomeNames(int) []string {
	var names []string
	for _, o := range care.Outcomes(care.Call) {
		names = append(names, lang.Outcome(o))
	}
	return names
}

func (b *Box) parse(words string) lang.Line {
	return lang.ParseLine(words, b.clock.Today(), b.answer.currency)
}

// understand says what is understood of the line.
func (b *Box) understand(words string) []string {
	return kit.LineHints(b.parse(words), b.clock.Today())
}

// enter does what Enter and the main button are for: it logs the call with the
// one shown, or asks for somebody new where nobody has the number.
func (b *Box) enter() {
	switch {
	case b.looking.Running():
		b.entered = true
	case b.chosen() != nil:
		b.line.Submit()
	case b.asked:
		b.newPerson()
	}
}

// log writes the call into the timeline of the one shown, with the words of the
// line. Once it is there, more words are added to it: one call is logged once.
func (b *Box) log(_, outcome int, words string, back func()) (taken bool) {
	who := b.chosen()
	if who == nil || b.logging || b.looking.Running() {
		return false
	}
	e := book.EntryOf(care.Call, b.parse(words))
	if outcome >= 0 {
		e.Outcome = care.Outcomes(care.Call)[outcome]
	}
	if b.logged != 0 && words == "" && outcome < 0 {
		b.shell.Say(lang.T("who.once"), kit.Action{})
		return false
	}
	type done struct{ event, action int64 }
	key, before := who.Key, b.logged
	said := lang.T("who.said_logged", lang.Args{"Name": nameOf(who)})
	if before != 0 {
		said = lang.T("who.said_added", lang.Args{"Name": nameOf(who)})
	}
	b.logging = true
	delete(b.drafts, key)
	run.Write(b.shell.Executor(), func(ctx context.Context) (done, error) {
		if before != 0 {
			action, err := book.AddTo(ctx, b.store, before, said, e)
			return done{before, action}, err
		}
		keys, action, err := book.Log(ctx, b.store, b.clock, key, said, e)
		if err != nil {
			return done{}, err
		}
		return done{keys[0], action}, nil
	}, func(d done, err error) {
		b.logging = false
		if err != nil {
			back()
			b.shell.Fail(err)
			b.mark()
			return
		}
		if who := b.chosen(); who != nil && who.Key == key {
			b.logged = d.event
		}
		b.shell.Did(said, d.action)
		b.mark()
		b.again()
	})
	return true
}
