// Package restoring shows what a backup holds, and what of the book would be lost if
// it were restored: on the page of a book that cannot be opened, and before any
// backup is restored.
//
// It calls the use cases of restoring and draws with the kit. It restores nothing
// itself, and never imports a screen.
package restoring

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/run"
	"carebook/app/ui/style"
	"carebook/store"
)

// Preview looks into a backup and says what it found. Where that is locked, it asks
// for the passphrase.
type Preview struct {
	// Passphrase is asked for while the backup does not open; Open tries it.
	Passphrase *kit.Secret
	Open       *kit.Button

	shell     kit.Shell
	clock     care.Clock
	restoring book.Restoring
	turned    func()
	found     *book.RestorePreview

	says, problem *kit.Paragraph
	lock, loss    *fyne.Container
	table         *fyne.Container
	object        *fyne.Container
	looking       run.Task
}

// New makes a preview of what r says is to be restored; Look looks at it. turned is
// called when there is more or less to see, and when Ready has changed.
func New(shell kit.Shell, clock care.Clock, r book.Restoring, turned func()) *Preview {
	p := &Preview{shell: shell, clock: clock, restoring: r, turned: turned}
	p.says = kit.NewParagraph("", style.Control, style.Ink2)
	p.problem = kit.NewParagraph("", style.Control, style.Late)
	p.Passphrase = kit.NewSecret(lang.T("restoring.passphrase"))
	p.Passphrase.OnSubmitted, p.Passphrase.OnResized = p.try, turned
	p.Open = kit.NewButton(kit.Plain, lang.T("restoring.open"), "", p.try)
	p.lock = kit.NewColumn(style.Space2,
		kit.NewParagraph(lang.T("restoring.locked"), style.Control, style.Ink2), p.Passphrase.Object(), kit.NewFlow(0, p.Open))
	p.lock.Hide()
	p.table, p.loss = kit.NewColumn(style.Space1), kit.NewColumn(style.Space1)
	p.object = kit.NewColumn(style.Space3, p.says, p.problem, p.lock, p.table, p.loss)
	p.show()
	return p
}

// Object is the preview's content.
func (p *Preview) Object() fyne.CanvasObject { return p.object }

// Restoring is what is to be restored, with the passphrase that opens it.
func (p *Preview) Restoring() book.Restoring { return p.restoring }

// Ready reports whether the backup was looked at and can be restored.
func (p *Preview) Ready() bool { return p.found != nil }

// Found is what was found; nil is nothing yet.
func (p *Preview) Found() *book.RestorePreview { return p.found }

// Problem is what is said to be wrong with the backup, or "".
func (p *Preview) Problem() string { return p.problem.Words() }

// Asks reports whether the passphrase is asked for.
func (p *Preview) Asks() bool { return p.lock.Visible() }

// Of looks at another file instead, with a passphrase that may be its, or "".
func (p *Preview) Of(file, passphrase string) {
	p.restoring.File, p.restoring.Passphrase = file, passphrase
	p.Look()
}

// Look looks into the backup.
func (p *Preview) Look() { p.look(false) }

// Stop ends a look that is under way.
func (p *Preview) Stop() { p.looking.Cancel() }

// try looks by the passphrase that was typed.
func (p *Preview) try() {
	if p.looking.Running() {
		return
	}
	p.restoring.Passphrase = p.Passphrase.Words()
	p.look(true)
}

func (p *Preview) look(typed bool) {
	p.found = nil
	p.problem.SetText("")
	p.says.SetText(lang.T("restoring.looking"))
	p.Open.Disable()
	p.show()
	r := p.restoring
	run.Do(p.shell.Executor(), &p.looking, func(ctx context.Context) (book.RestorePreview, error) {
		return book.PreviewRestore(ctx, p.clock, r)
	}, func(found book.RestorePreview, err error) {
		p.says.SetText("")
		p.Open.Enable()
		if err != nil {
			p.fail(err, typed)
			return
		}
		p.found = &found
		p.lock.Hide()
		p.fill(found)
		p.show()
	})
}

// fail says why the backup cannot be restored. A passphrase that is missing or wrong
// is asked for; one that was typed is told beside its field.
func (p *Preview) fail(err error, typed bool) {
	switch care.CodeOf(err) {
	case care.CodePassphraseMissing, care.CodePassphraseWrong:
		p.lock.Show()
		if typed && p.restoring.Passphrase == "" {
			p.Passphrase.Refuse(lang.T("restoring.no_passphrase"))
		} else if typed {
			p.Passphrase.Refuse(lang.T("restoring.wrong_passphrase"))
		}
	default:
		p.problem.SetText(lang.Sentence(err))
		p.lock.Hide()
	}
	p.show()
}

// show shows the parts that have something to say.
func (p *Preview) show() {
	kit.Show(p.says, p.says.Words() != "")
	kit.Show(p.problem, p.problem.Words() != "")
	kit.Show(p.table, p.found != nil)
	kit.Show(p.loss, p.found != nil)
	kit.Relay(p.object)
	p.turned()
}

// fill says what was found. Where the book cannot be read, or there is none, there is
// nothing to hold the backup against.
func (p *Preview) fill(f book.RestorePreview) {
	p.table.Objects, p.loss.Objects = nil, nil
	if f.Unreadable || f.Present.Schema == 0 {
		p.loss.Add(kit.NewParagraph(p.holds(f), style.Control, style.Ink2))
		return
	}
	p.table.Add(newRow(line{backup: lang.T("restoring.backup"), book: lang.T("restoring.book"), head: true}))
	for _, l := range p.lines(f) {
		p.table.Add(newRow(l))
	}
	p.loss.Objects = p.lossWords(f)
}

// holds says what is in the backup alone.
func (p *Preview) holds(f book.RestorePreview) string {
	words := lang.T("trouble.backup_has", lang.Args{
		"People": lang.Number(f.Backup.People), "Notes": lang.Number(f.Backup.Notes), "Events": lang.Number(f.Backup.Events),
	})
	if last := f.Backup.LastChange; last != "" && f.Unreadable {
		day := care.DayOf(last.Time().In(p.clock.Now().Location()))
		words += " " + lang.T("trouble.lost_since", lang.Args{"Day": lang.Day(day)})
	} else if last != "" { // there is no book beside which it would be shown
		words += " " + lang.T("restoring.changed_last", lang.Args{"When": p.instant(last)})
	}
	return words
}

// lines are those of the table.
func (p *Preview) lines(f book.RestorePreview) []line {
	var lines []line
	for _, c := range []struct {
		name  string
		count func(store.Summary) int
	}{
		{lang.T("restoring.people"), func(s store.Summary) int { return s.People }},
		{lang.T("restoring.trash"), func(s store.Summary) int { return s.Trash }},
		{lang.T("restoring.notes"), func(s store.Summary) int { return s.Notes }},
		{lang.T("restoring.events"), func(s store.Summary) int { return s.Events }},
		{lang.T("restoring.sales"), func(s store.Summary) int { return s.Sales }},
		{lang.T("restoring.pictures"), func(s store.Summary) int { return s.Pictures }},
	} {
		backup, present := c.count(f.Backup), c.count(f.Present)
		if len(lines) > 0 && backup == 0 && present == 0 {
			continue // of no interest to a book without any
		}
		lines = append(lines, line{name: c.name, backup: lang.Number(backup), book: lang.Number(present)})
	}
	return append(lines, line{name: lang.T("restoring.last_change"), backup: p.instant(f.Backup.LastChange), book: p.instant(f.Present.LastChange)})
}

// instant is a moment as people say it.
func (p *Preview) instant(i care.Instant) string {
	if i == "" {
		return lang.T("restoring.never")
	}
	now := p.clock.Now()
	at := i.Time().In(now.Location())
	return lang.DayShort(care.DayOf(at), care.DayOf(now)) + " " + at.Format("15:04")
}

// mostActions is how many of the actions that would be lost are named.
const mostActions = 8

// lossWords say what a restore would take from the book.
func (p *Preview) lossWords(f book.RestorePreview) []fyne.CanvasObject {
	say := func(words string) fyne.CanvasObject { return kit.NewParagraph(words, style.Control, style.Ink2) }
	lost := lostWords(f.Lost)
	if len(lost) == 0 && f.Lost.Actions == 0 {
		return []fyne.CanvasObject{say(lang.T("restoring.nothing_lost")), say(lang.T("restoring.saved_first"))}
	}
	objects := []fyne.CanvasObject{kit.NewParagraph(lang.T("restoring.lost"), style.Control, style.Ink).Bold()}
	if len(lost) > 0 {
		objects = append(objects, say(strings.Join(lost, " · ")))
	}
	if done := f.Lost.Done; len(done) > 0 && !p.shell.Private() {
		objects = append(objects, kit.Inset(style.Space1, 0, 0, 0, say(lang.T("restoring.done_since"))))
		for _, d := range done[:min(len(done), mostActions)] {
			objects = append(objects, kit.Inset(0, 0, 0, style.Space4, kit.NewParagraph(book.ActionWords(d), style.Control, style.Ink).Limit(2)))
		}
		if more := f.Lost.Actions - min(len(done), mostActions); more > 0 {
			objects = append(objects, kit.Inset(0, 0, 0, style.Space4, say(lang.N("restoring.more", more))))
		}
	}
	return append(objects, kit.Inset(style.Space2, 0, 0, 0, say(lang.T("restoring.saved_first"))))
}

// lostWords say how many things of each kind would be lost.
func lostWords(l store.Losses) []string {
	var words []string
	for _, c := range []struct {
		n   int
		say func(n int) string
	}{
		{l.People, func(n int) string { return lang.N("restoring.lost_people", n) }},
		{l.Changed, func(n int) string { return lang.N("restoring.lost_changed", n) }},
		{l.Notes, func(n int) string { return lang.N("restoring.lost_notes", n) }},
		{l.Events, func(n int) string { return lang.N("restoring.lost_events", n) }},
		{l.Sales, func(n int) string { return lang.N("restoring.lost_sales", n) }},
	} {
		if c.n > 0 {
			words = append(words, c.say(c.n))
		}
	}
	return words
}
