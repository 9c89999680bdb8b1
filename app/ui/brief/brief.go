// Package brief is what to know before a visit, over any screen: two minutes of
// business and eight of the person, and the question whose it is to be.
//
// It reads the store through the use cases and draws with the kit. It never
// imports a screen.
package brief

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/cards"
	"carebook/app/ui/kit/run"
	"carebook/app/ui/style"
	"carebook/store"
)

// width is that of the panels at 100 %.
const width float32 = 680

// Brief shows briefs over a window.
type Brief struct {
	shell  kit.Shell
	store  *store.Store
	clock  care.Clock
	print  func(person int64)
	photos *kit.Photos

	// panel is the last one that was shown, of a brief or of the question.
	panel   *kit.Panel
	reading run.Task
}

// New makes briefs for a window; print prints that of a person.
func New(shell kit.Shell, s *store.Store, clock care.Clock, print func(person int64)) *Brief {
	b := &Brief{shell: shell, store: s, clock: clock, print: print}
	b.photos = kit.NewPhotos(shell.Executor(), func() float32 { return shell.Window().Canvas().Scale() }, s.Thumb)
	return b
}

// Show reads the brief of a person and shows it; of 0, which is nobody, it asks
// whose.
func (b *Brief) Show(person int64) {
	if person == 0 {
		b.Ask()
		return
	}
	run.Do(b.shell.Executor(), &b.reading, func(ctx context.Context) (*book.About, error) {
		return book.ReadAbout(ctx, b.store, person)
	}, func(about *book.About, err error) {
		if err != nil {
			b.shell.Fail(err)
			return
		}
		b.show(person, about)
	})
}

// show puts a panel over the window, in the place of one of ours.
func (b *Brief) show(person int64, about *book.About) {
	if b.panel != nil {
		b.panel.Hide()
	}
	name := about.Person.DisplayName()
	if name == "" {
		name = lang.T("people.no_name")
	}
	open := func(done func(string)) {
		done("")
		b.shell.Open(kit.Route{Screen: kit.PeopleScreen, Person: person})
	}
	printer := kit.NewButton(kit.Quiet, lang.T("sheet.print"), style.Printer, func() { b.print(person) }).Keyed("P")
	log := kit.NewButton(kit.Quiet, lang.T("brief.log"), style.PencilBold, func() { b.log(person) }).Keyed("L")
	p := kit.NewPanel(name, b.body(person, about), lang.T("brief.open"), open).Offer(printer, log)
	p.Cancel.SetLabel(lang.T("command.close"))
	p.Width = width
	p.Keys = func(k *fyne.KeyEvent) bool {
		switch k.Name {
		case fyne.KeyP:
			b.print(person)
		case fyne.KeyL:
			b.log(person)
		default:
			return false
		}
		return true
	}
	b.panel = p
	p.Show(b.shell.Window().Canvas())
}

// log goes to the line in which the next thing is logged.
func (b *Brief) log(person int64) {
	b.panel.Hide()
	b.shell.Open(kit.Route{Screen: kit.PeopleScreen, Person: person, Log: true})
}

// body is who it is and what to know.
func (b *Brief) body(person int64, about *book.About) fyne.CanvasObject {
	p, row := about.Person, &about.Row
	rhythm := row.Rhythm(b.clock.Today())
	who := kit.Who{Key: person, Name: p.DisplayName(), Photo: row.Photo}
	avatar := kit.NewAvatar(b.photos, style.AvatarRow)
	avatar.SetWho(who)
	avatar.SetRing(kit.Ring{Share: rhythm.Share(), On: rhythm.Every > 0})
	lines := kit.NewColumn(2)
	say := func(words string, token style.Token) {
		if words != "" {
			lines.Add(kit.NewParagraph(words, style.Control, token).Limit(2))
		}
	}
	say(book.PositionOf(p), style.Ink)
	say(book.Standing(row, b.clock.Today()), style.Ink2)
	known := about.Brief(b.clock.Today())
	card := kit.NewBrief(lang.T("people.brief_minutes"))
	cards.FillBrief(card, &known, b.shell.Private())
	content := fyne.CanvasObject(card)
	if card.Hidden {
		content = kit.NewParagraph(lang.T("brief.nothing"), style.Control, style.Ink2)
	}
	return kit.NewColumn(style.Space4, kit.Lead(avatar, lines), kit.Inset(0, 0, style.Space1, 0, content))
}

// second is the organisation and the place of somebody, without repeating the
// name.
func second(h *store.Hit) string {
	parts := slices.DeleteFunc([]string{h.Organization, h.City}, func(s string) bool { return s == "" || s == h.FullName })
	return strings.Join(parts, lang.T("details.comma"))
}
