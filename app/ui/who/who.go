// Package who is the box "Who is calling": one types the last digits of a
// number and sees whose it is and what to know, and logs the call.
//
// It reads the store and draws with the kit. It never imports a screen.
package who

import (
	"context"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/lang"
	"carebook/app/text"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/run"
	"carebook/app/ui/style"
	"carebook/store"
)

// Deeds are what the box asks of the window around it.
type Deeds struct {
	// OpenPerson shows a person in the main window, NewPerson asks there for
	// somebody new with a number.
	OpenPerson func(key int64)
	NewPerson  func(number string)
	// Close closes the box.
	Close func()
}

// Box is the content of the box.
type Box struct {
	shell kit.Shell
	store *store.Store
	clock care.Clock
	do    Deeds

	// answer is what is shown, to the digits that were typed last, and at whom
	// of those found.
	answer answer
	at     int
	// asked is set while there are digits enough to ask for.
	asked bool
	// entered is set where Enter came before the answer.
	entered bool
	// logged is the event of the call that was logged with the one shown, 0 for
	// none; logging is set while it is being written.
	logged  int64
	logging bool
	// leaving is set once Escape has named the words that are not logged.
	leaving bool
	// drafts are words that were not logged before the next call came, by person.
	drafts map[int64]string

	field     *kit.CallField
	card      *kit.CallerCard
	rows      []*kit.CallerRow
	nobody    *kit.Paragraph
	line      *kit.LogLine
	main      *kit.Button
	open, add *kit.Button
	escape    *kit.Text
	photos    *kit.Photos
	// body holds the card and scrolls, list the others in a scroll of its own.
	body, list, foot, object *fyne.Container
	scroll, others           *container.Scroll
	looking                  run.Task
	choosing                 run.Task
	calming                  run.Task
	lookingAnew              run.Task
}

// fewest is the number of digits from which a number is looked for, most how
// many people are shown of those found.
const fewest, most = 4, 30

// calm is how long nothing must change before the answer is read anew.
const calm = 150 * time.Millisecond

// New makes an empty box in the window of a shell.
func New(shell kit.Shell, s *store.Store, clock care.Clock, do Deeds) *Box {
	b := &Box{shell: shell, store: s, clock: clock, do: do, drafts: map[int64]string{}}
	b.photos = kit.NewPhotos(shell.Executor(), func() float32 { return shell.Window().Canvas().Scale() }, s.Thumb)
	b.field = kit.NewCallField(lang.T("who.hint"))
	b.field.Entry.OnChanged = func(string) { b.typed() }
	b.field.Entry.OnStep = b.step
	b.field.Entry.OnSubmitted = func(string) { b.enter() }
	b.field.Entry.OnEscape = b.leave
	b.card = kit.NewCallerCard(b.photos)
	b.list = kit.NewColumn(0)
	b.others = container.NewVScroll(kit.Inset(0, margin, 0, 0, b.list))
	b.nobody = kit.NewParagraph("", style.Body, style.Ink2)
	b.line = kit.NewLogLine(nil, outcomeNames, b.understand, b.log)
	b.line.SetWords(lang.T("people.log_hint"), "", lang.T("people.outcome"))
	b.line.TooLong = func(bytes int) string { return lang.T("people.too_long", lang.Args{"Size": lang.Bytes(int64(bytes))}) }
	b.line.OnResized = b.relayout
	written := b.line.Field.OnChanged
	b.line.Field.OnChanged = func(words string) {
		written(words)
		b.leaving = false
		b.mark()
	}
	b.main = kit.NewButton(kit.Accent, "", "", b.enter).Keyed(lang.T("command.key_enter"))
	b.open = kit.NewButton(kit.Plain, lang.T("who.open"), "", b.Open)
	b.add = kit.NewButton(kit.Plain, lang.T("window.new_person"), "", b.newPerson)
	b.escape = kit.NewText(lang.T("who.escape"), style.Small, style.Ink2)
	b.body = kit.Inset(0, margin, 2, 0, kit.NewColumn(0, b.card, kit.Inset(style.Space4, style.Space4, 0, style.Space4, b.nobody)))
	b.scroll = container.NewVScroll(b.body)
	b.foot = kit.OnGround(kit.NewGround(style.Desk), &fyne.Container{Layout: footLayout{}, Objects: []fyne.CanvasObject{kit.NewLine(), b.main, b.open, b.add, b.escape}})
	b.object = &fyne.Container{Layout: boxLayout{b}, Objects: []fyne.CanvasObject{kit.NewGround(style.Page), b.field, b.scroll, b.others, b.line, b.foot}}
	b.show(answer{}, 0)
	return b
}

// Object is the content.
func (b *Box) Object() fyne.CanvasObject { return b.object }

// Ask begins with the next call: digits are those of its number as far as they
// are known, "" for none. Words that were not logged wait for whom they are
// about.
func (b *Box) Ask(digits string) {
	if words, who := b.line.Field.Text, b.chosen(); words != "" && who != nil && digits != "" {
		b.drafts[who.Key] = words
		b.line.Begin("")
	}
	if digits != "" && digits == b.field.Entry.Text {
		b.typed() // the same number calls again
	} else if digits != "" {
		b.field.Entry.SetText(digits)
	}
	b.Focus()
}

// Focus gives the keyboard to the digits, all of them selected.
func (b *Box) Focus() {
	b.shell.Window().Canvas().Focus(b.field.Entry)
	b.field.Entry.TypedShortcut(&fyne.ShortcutSelectAll{})
}

// answer is whom a number led to.
type answer struct {
	// hits are the people, the best first, cut at most.
	hits []store.Hit
	more bool
	// about is who is shown of them; nil is nobody.
	about    *subject
	currency string
}

// subject is a person with all that the box says of one.
type subject struct {
	person *care.Person
	events []store.Event
	// known are the sales that the card tells of.
	known []care.Sale
}

func readSubject(ctx context.Context, s *store.Store, key int64) (*subject, error) {
	var who subject
	var err error
	if who.person, err = s.Person(ctx, key); err != nil {
		return nil, err
	}
	if who.events, err = s.Timeline(ctx, key); err != nil {
		return nil, err
	}
	sales, err := s.BriefSales(ctx, key)
	if err != nil {
		return nil, err
	}
	who.known = book.PlainSales(sales)
	return &who, nil
}

// read looks for the people with a number. keep is the key of who is shown if
// still there, else it is the first.
func (b *Box) read(ctx context.Context, number string, keep int64) (a answer, err error) {
	country, err := b.store.Setting(ctx, book.SettingCountry)
	if err != nil {
		return a, err
	}
	if a.currency, err = b.store.Setting(ctx, book.SettingCurrency); err != nil {
		return a, err
	}
	if a.hits, err = b.store.Who(ctx, number, country, most+1); err != nil || len(a.hits) == 0 {
		return a, err
	}
	if a.more = len(a.hits) > most; a.more {
		a.hits = a.hits[:most]
	}
	a.about, err = readSubject(ctx, b.store, a.hits[a.place(keep)].Key)
	return a, err
}

// place is where somebody is among the people found, 0 for nobody there.
func (a answer) place(key int64) int {
	for i, h := range a.hits {
		if h.Key == key {
			return i
		}
	}
	return 0
}

// typed is called for each change of the digits. What was shown stays until
// the answer is there.
func (b *Box) typed() {
	b.entered, b.leaving = false, false
	b.lookingAnew.Cancel()
	b.choosing.Cancel()
	number := b.field.Entry.Text
	if b.asked = len(text.Digits(number)) >= fewest; !b.asked {
		b.looking.Cancel()
		b.logged = 0
		b.show(answer{}, 0)
		return
	}
	run.Do(b.shell.Executor(), &b.looking, func(ctx context.Context) (answer, error) {
		return b.read(ctx, number, 0)
	}, func(a answer, err error) {
		if err != nil {
			b.shell.Fail(err)
			return
		}
		b.logged = 0
		b.show(a, 0)
		// Whoever pressed Enter has not seen yet that there are several.
		if b.entered && len(a.hits) == 1 {
			b.enter()
		}
		b.entered = false
	})
}

// again reads the answer anew, after the book has changed.
func (b *Box) again() {
	if b.looking.Running() || !b.asked {
		return
	}
	number, keep := b.field.Entry.Text, int64(0)
	if who := b.chosen(); who != nil {
		keep = who.Key
	}
	run.Do(b.shell.Executor(), &b.lookingAnew, func(ctx context.Context) (answer, error) {
		return b.read(ctx, number, keep)
	}, func(a answer, err error) {
		if err != nil {
			b.shell.Fail(err)
			return
		}
		at := a.place(keep)
		if len(a.hits) == 0 || a.hits[at].Key != keep || !a.about.has(b.logged) {
			b.logged = 0 // it was taken back
		}
		b.show(a, at)
	})
}

// has reports whether an event is in the timeline.
func (s *subject) has(event int64) bool {
	for _, e := range s.events {
		if e.Key == event {
			return true
		}
	}
	return false
}

// Changed takes in that the book has changed.
func (b *Box) Changed(store.Changes) {
	run.Later(b.shell.Executor(), &b.calming, calm, b.again)
}

// Redraw shows everything anew, after what is private was hidden or shown again.
func (b *Box) Redraw() { b.show(b.answer, b.at) }

// chosen is who is shown, nil for nobody.
func (b *Box) chosen() *store.Hit {
	if b.at >= len(b.answer.hits) {
		return nil
	}
	return &b.answer.hits[b.at]
}

// step shows the next or the one before of several.
func (b *Box) step(by int) {
	if n := len(b.answer.hits); n > 1 {
		b.choose(((b.at+by)%n + n) % n)
	}
}

// choose shows another of several.
func (b *Box) choose(i int) {
	if i == b.at {
		return
	}
	b.logged = 0
	b.lookingAnew.Cancel()
	a := b.answer
	a.about = nil
	b.show(a, i)
	key := a.hits[i].Key
	run.Do(b.shell.Executor(), &b.choosing, func(ctx context.Context) (*subject, error) {
		return readSubject(ctx, b.store, key)
	}, func(who *subject, err error) {
		if err != nil {
			b.shell.Fail(err)
			return
		}
		b.answer.about = who
		b.show(b.answer, i)
	})
}

// TakeKey takes keys for which no piece has a use, and reports whether it did:
// Escape closes, arrows go from one to the next of several.
func (b *Box) TakeKey(k *fyne.KeyEvent) bool {
	switch k.Name {
	case fyne.KeyEscape:
		b.leave()
	case fyne.KeyDown:
		b.step(1)
	case fyne.KeyUp:
		b.step(-1)
	default:
		return false
	}
	return true
}

// Unlogged reports whether there are words in the line that are not logged.
func (b *Box) Unlogged() bool { return strings.TrimSpace(b.line.Field.Text) != "" }

// leave closes the box, once words that are not logged were named.
func (b *Box) leave() {
	if b.Unlogged() && !b.leaving {
		b.leaving = true
		b.shell.Say(lang.T("who.unlogged"), kit.Action{})
		return
	}
	b.do.Close()
}

// Open shows the person in the main window.
func (b *Box) Open() {
	if who := b.chosen(); who != nil {
		b.do.OpenPerson(who.Key)
	}
}

func (b *Box) newPerson() { b.do.NewPerson(strings.TrimSpace(b.field.Entry.Text)) }
