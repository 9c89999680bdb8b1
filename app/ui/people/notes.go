package people

import (
	"context"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/style"
	"carebook/store"
)

// notesTab is the tab of the notes about the person, the pinned ones first and
// then the latest. They are written on a screen of their own.
type notesTab struct {
	screen *Screen
	who    *subject
	// limit is the number of notes that are shown.
	limit int
	// found is the note in which the search that is on found its words.
	found answer

	add   *kit.Button
	empty *fyne.Container
	list  *fyne.Container
	more  *kit.Button
	// cards are made once and used again.
	cards  []*kit.NoteCard
	object *fyne.Container
}

func newNotesTab(p *Screen) *notesTab {
	t := &notesTab{screen: p, limit: shownFirst}
	t.add = kit.NewButton(kit.Plain, lang.T("people.new_note"), style.Plus, t.write)
	t.empty = kit.NewColumn(style.Space1, kit.NewTitle(lang.T("people.no_notes"), style.Section),
		kit.NewParagraph(lang.T("people.no_notes_why"), style.Control, style.Ink2))
	t.list = kit.NewColumn(style.Space1)
	t.more = kit.NewButton(kit.Quiet, "", style.CaretDown, t.showMore).Small()
	t.object = kit.NewColumn(style.Space3, t.empty, kit.NewFlow(0, t.add), t.list, kit.NewFlow(0, t.more))
	return t
}

// show fills the tab; nil is nobody.
func (t *notesTab) show(who *subject) {
	if who == nil || t.who == nil || t.who.key != who.key {
		t.limit = shownFirst
	}
	t.who = who
	if who == nil {
		return
	}
	t.found = t.screen.list.answers[who.key]
	if i := t.indexOf(t.found.note); i >= t.limit {
		t.limit = i + 1
	}
	t.fill()
}

// indexOf is the place of a note among the person's, or -1.
func (t *notesTab) indexOf(note int64) int {
	for i := range t.who.notes {
		if t.who.notes[i].Key == note {
			return i
		}
	}
	return -1
}

func (t *notesTab) fill() {
	notes := t.who.notes[:min(t.limit, len(t.who.notes))]
	left := len(t.who.notes) - len(notes)
	kit.Show(t.empty, len(notes) == 0)
	kit.Show(t.add, t.who.person.Deleted == "")
	kit.Show(t.more, left > 0)
	t.more.SetLabel(lang.N("people.more_notes", left))
	for len(t.cards) < len(notes) {
		t.cards = append(t.cards, kit.NewNoteCard())
	}
	objects := make([]fyne.CanvasObject, len(notes))
	for i := range notes {
		t.fillCard(t.cards[i], notes[i])
		objects[i] = t.cards[i]
	}
	t.list.Objects = objects
	t.holdKeyboard(len(objects))
}

// fillCard shows a note.
func (t *notesTab) fillCard(card *kit.NoteCard, n store.NoteRow) {
	p := t.screen
	card.OnTapped = func() { t.open(n.Key) }
	card.OnRemove, card.OnMenu = nil, nil
	if t.who.person.Deleted == "" {
		card.OnRemove = func() { t.remove(n) }
		card.OnMenu = func() { kit.ShowMenu(card, t.menu(n)) }
	}
	line := kit.NoteLine{Title: noteTitle(n), Excerpt: n.Excerpt, Pinned: n.Pinned, Day: lang.DayShort(p.dayOf(n.Changed), p.clock.Today())}
	if p.shell.Private() {
		line.Title, line.Excerpt = hidden, ""
		card.Fill(line)
		return
	}
	if n.Key == t.found.note {
		card.FillFound(line, t.found.place)
		return
	}
	card.Fill(line)
}

// dayOf is the day of an instant where the clock is.
func (p *Screen) dayOf(at care.Instant) care.Day {
	return care.DayOf(at.Time().In(p.clock.Now().Location()))
}

// noteTitle is what a note is called.
func noteTitle(n store.NoteRow) string {
	if strings.TrimSpace(n.Title) == "" {
		return lang.T("people.untitled_note")
	}
	return n.Title
}

// holdKeyboard takes the keyboard from a card that has gone and gives it to the
// last that there is.
func (t *notesTab) holdKeyboard(n int) {
	focused := t.screen.shell.Window().Canvas().Focused()
	for _, card := range t.cards[n:] {
		switch {
		case focused != fyne.Focusable(card):
		case n > 0:
			t.screen.focus(t.cards[n-1])
		default:
			t.screen.focus(t.add)
		}
	}
}

// open opens a note on the screen of notes; what a search found in it is marked
// there.
func (t *notesTab) open(note int64) {
	r := kit.Route{Screen: kit.NotesScreen, Person: t.who.key, Note: note}
	if note == t.found.note {
		r.Query = t.found.place.Found
	}
	t.screen.shell.Open(r)
}

// write begins a note.
func (t *notesTab) write() {
	if t.who != nil {
		t.screen.shell.Open(kit.Route{Screen: kit.NotesScreen, Person: t.who.key, NewNote: true})
	}
}

// menu is what can be done to a note.
func (t *notesTab) menu(n store.NoteRow) []kit.MenuItem {
	pin := lang.T("people.pin_note")
	if n.Pinned {
		pin = lang.T("people.unpin_note")
	}
	return []kit.MenuItem{
		{Label: lang.T("people.open_note"), Do: func() { t.open(n.Key) }},
		{Label: pin, Do: func() { t.pin(n) }},
		{},
		{Label: lang.T("people.remove_note"), Do: func() { t.remove(n) }},
	}
}

func (t *notesTab) pin(n store.NoteRow) {
	said := lang.T("people.note_pinned")
	if n.Pinned {
		said = lang.T("people.note_unpinned")
	}
	t.screen.do(said, func(ctx context.Context, words string) (int64, error) {
		return book.PinNote(ctx, t.screen.store, n.Key, !n.Pinned, words)
	})
}

func (t *notesTab) remove(n store.NoteRow) {
	t.screen.do(lang.T("people.note_removed"), func(ctx context.Context, words string) (int64, error) {
		return book.RemoveNote(ctx, t.screen.store, n.Key, words)
	})
}

func (t *notesTab) showMore() {
	t.limit += 10 * shownFirst
	t.fill()
	t.screen.page.relayout()
}

// reachEnd is called when the end of the page is scrolled to.
func (t *notesTab) reachEnd() {
	if t.object.Visible() && t.more.Visible() {
		t.showMore()
	}
}

// answer is what a search found of a person beside the name.
type answer struct {
	// number is the telephone number that matched, or "".
	number string
	// note is the note in which the words stand, or 0, place where they do.
	note  int64
	place kit.Place
}

// answerOf is what a hit says of what was found.
func answerOf(h store.Hit) answer {
	a := answer{note: h.Note, place: kit.Place(h.Place)}
	if h.Match == "number" {
		a.number = h.Number
	}
	return a
}

// followSearch opens the notes of a person in one of which a search found its
// words, at that note. When the search has ended, the tab before is open again.
func (g *page) followSearch() {
	led := g.screen.list.answers[g.key()]
	led.number = ""
	if g.subject == nil || led == g.led {
		return
	}
	before := g.led
	g.led = led
	g.notes.show(g.subject)
	switch {
	case led.note != 0:
		if before.note == 0 {
			g.unled = g.tabs.Chosen()
		}
		g.openTab(notesTabAt)
		g.relayout()
		g.reveal(g.foundCard())
	case g.tabs.Chosen() == notesTabAt:
		g.openTab(g.unled)
		g.scroll.ScrollToTop()
	}
}

// foundCard is the card of the note by which a search led to the page, or nil.
func (g *page) foundCard() *kit.NoteCard {
	if g.subject == nil || g.led.note == 0 {
		return nil
	}
	if i := g.notes.indexOf(g.led.note); i >= 0 {
		return g.notes.cards[i]
	}
	return nil
}

// reveal scrolls to a card of the notes.
func (g *page) reveal(card *kit.NoteCard) {
	if card == nil {
		return
	}
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject
	top := at(card).Y - at(g.scroll.Content).Y
	if end := top + card.Size().Height + style.Px(style.Space4); end > g.scroll.Offset.Y+g.scroll.Size().Height {
		g.scroll.ScrollToOffset(fyne.NewPos(0, max(0, end-g.scroll.Size().Height)))
	}
}

// openFound opens the note in which a search found its words, and reports whether
// it found some in one of the person at i.
func (l *list) openFound(i int) bool {
	if i < 0 || i >= len(l.people) {
		return false
	}
	key := l.people[i].Key
	found := l.answers[key]
	if found.note == 0 {
		return false
	}
	l.screen.shell.Open(kit.Route{Screen: kit.NotesScreen, Person: key, Note: found.note, Query: found.place.Found})
	return true
}

// doubleTap is the time within which two taps on a row are a double one. Fyne's
// own would hold every single tap back for as long.
const doubleTap = 400 * time.Millisecond

// tap takes in that a row was tapped; twice opens the note that was found.
func (l *list) tap(i int) {
	now := l.screen.clock.Now()
	if l.tapped == i+1 && now.Sub(l.tappedAt) < doubleTap && l.openFound(i) {
		l.tapped = 0
		return
	}
	l.tapped, l.tappedAt = i+1, now
}
