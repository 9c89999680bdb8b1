package people

import (
	"context"
	"strings"
	"unicode"

	"fyne.io/fyne/v2"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/exchange"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/run"
	"carebook/app/ui/style"
	"carebook/store"
)

// newPerson is the panel in which somebody new is entered: the few fields that
// one has at hand, or a signature to read them from. All else is written on the
// person's page.
type newPerson struct {
	screen *Screen

	name, organization, title, phone, email *kit.Entry
	paste                                   *kit.Button
	// found is what a signature said besides the fields of the panel.
	found care.Person
	// likeness names somebody in the book who looks the same.
	likeness *kit.Paragraph
	open     *kit.Button
	like     *fyne.Container
	likeKey  int64

	panel   *kit.Panel
	looking run.Task
}

// NewPerson asks for somebody new.
func (p *Screen) NewPerson() { p.NewPersonWith("") }

// addNamed asks for somebody new by what was searched for: a number, or a name.
func (p *Screen) addNamed(words string) {
	if !strings.ContainsFunc(words, unicode.IsLetter) {
		p.NewPersonWith(words)
		return
	}
	p.askNew().name.SetText(words)
}

// NewPersonWith asks for somebody new of whom a telephone number is known.
func (p *Screen) NewPersonWith(number string) {
	if n := p.askNew(); number != "" {
		n.phone.SetText(number)
	}
}

// askNew shows the panel for somebody new.
func (p *Screen) askNew() *newPerson {
	n := &newPerson{screen: p}
	field := func() *kit.Entry {
		e := kit.NewEntry()
		e.OnChanged = func(string) { n.look() }
		return e
	}
	n.name, n.organization, n.title, n.phone, n.email = field(), field(), field(), field(), field()
	n.name.OnPaste = n.pasted
	n.paste = kit.NewButton(kit.Quiet, lang.T("people.paste_signature"), style.Note, func() {
		n.read(fyne.CurrentApp().Clipboard().Content())
	}).Small()
	n.likeness = kit.NewParagraph("", style.Small, style.Soon)
	n.open = kit.NewButton(kit.Link, lang.T("people.open_likeness"), "", n.show)
	n.like = kit.NewColumn(0, n.likeness, kit.NewFlow(0, n.open))
	n.like.Hide()
	pair := func(a, b fyne.CanvasObject) fyne.CanvasObject { return kit.NewPair(style.Space3, a, b) }
	body := kit.NewColumn(style.Space3,
		captioned(lang.T("people.name"), n.name),
		pair(captioned(lang.T("field.phone"), n.phone), captioned(lang.T("field.email"), n.email)),
		pair(captioned(lang.T("field.organization"), n.organization), captioned(lang.T("field.title"), n.title)),
		kit.NewFlow(0, n.paste), n.like)
	n.panel = kit.NewPanel(lang.T("people.new_person"), body, lang.T("people.add_person"), n.add)
	n.panel.OnHidden = n.looking.Cancel
	p.ask(n.panel)
	return n
}

// pasted takes a text of several lines for a signature.
func (n *newPerson) pasted(words string) bool {
	return strings.Contains(strings.TrimSpace(words), "\n") && n.read(words)
}

// read fills the panel from a signature and reports whether it found anything.
func (n *newPerson) read(words string) bool {
	found, ok := exchange.Signature(words, n.screen.country)
	if !ok {
		n.panel.SetProblem(lang.T("people.no_signature"))
		return false
	}
	n.panel.SetProblem("")
	n.found = found
	n.name.SetText(found.DisplayName())
	n.organization.SetText(found.Organization)
	n.title.SetText(found.Title)
	if len(found.Phones) > 0 {
		n.phone.SetText(found.Phones[0].Number)
	}
	if len(found.Emails) > 0 {
		n.email.SetText(found.Emails[0].Address)
	}
	return true
}

// person is whom the panel describes: the signature's, with the fields as they
// are now.
func (n *newPerson) person() *care.Person {
	p := n.found
	text := func(e *kit.Entry) string { return strings.TrimSpace(e.Text) }
	if name := text(n.name); name != p.DisplayName() {
		p.Prefix, p.Given, p.Middle, p.Family, p.Suffix = "", "", "", "", ""
		p.FullName = name
	}
	p.Organization, p.Title, p.Country = text(n.organization), text(n.title), n.screen.country
	p.Phones, p.Emails = append([]care.Phone(nil), p.Phones...), append([]care.Email(nil), p.Emails...)
	switch number := text(n.phone); {
	case number == "" && len(p.Phones) > 0:
		p.Phones = p.Phones[1:]
	case number != "" && len(p.Phones) > 0:
		p.Phones[0].Number = number
	case number != "":
		p.Phones = []care.Phone{{Number: number}}
	}
	switch address := text(n.email); {
	case address == "" && len(p.Emails) > 0:
		p.Emails = p.Emails[1:]
	case address != "" && len(p.Emails) > 0:
		p.Emails[0].Address = address
	case address != "":
		p.Emails = []care.Email{{Address: address}}
	}
	return &p
}

// look looks for somebody in the book who is like the one being typed.
func (n *newPerson) look() {
	p := n.person()
	run.Do(n.screen.shell.Executor(), &n.looking, func(ctx context.Context) ([]store.Row, error) {
		if err := letterFirst(ctx); err != nil {
			return nil, err
		}
		keys, err := book.LooksLike(ctx, n.screen.store, p)
		if err != nil || len(keys) == 0 {
			return nil, err
		}
		return n.screen.store.Rows(ctx, keys[:1])
	}, func(rows []store.Row, err error) {
		if err != nil {
			n.screen.shell.Fail(err)
			return
		}
		kit.Show(n.like, len(rows) > 0)
		if n.likeKey = 0; len(rows) > 0 {
			n.likeKey = rows[0].Key
			n.likeness.SetText(lang.T("people.likeness", lang.Args{"Name": rows[0].FullName}))
		}
		n.panel.Refresh()
	})
}

// show opens the one who is in the book already.
func (n *newPerson) show() {
	n.panel.Hide()
	n.screen.shell.Open(kit.Route{Screen: kit.PeopleScreen, Person: n.likeKey})
}

// add writes the person into the book and opens the page.
func (n *newPerson) add(done func(problem string)) {
	p, s := n.person(), n.screen
	if p.DisplayName() == "" {
		done(lang.T("people.nobody_typed"))
		return
	}
	said := lang.T("people.added", lang.Args{"Name": p.DisplayName()})
	type added struct{ key, action int64 }
	run.Write(s.shell.Executor(), func(ctx context.Context) (a added, err error) {
		a.action, err = s.store.Do(ctx, store.Action{Kind: "add", Words: said}, func(tx *store.Tx) (err error) {
			a.key, err = tx.PutPerson(p)
			return err
		})
		return a, err
	}, func(a added, err error) {
		done(lang.Sentence(err))
		if err == nil {
			s.shell.Open(kit.Route{Screen: kit.PeopleScreen, Person: a.key})
			s.shell.Did(said, a.action)
		}
	})
}
