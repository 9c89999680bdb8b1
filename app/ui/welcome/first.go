package welcome

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"carebook/app"
	"carebook/app/book"
	"carebook/app/care/remind"
	"carebook/app/lang"
	"carebook/app/text"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/run"
	"carebook/app/ui/style"
	"carebook/store"
)

// LoginStart starts the program with the user's session.
type LoginStart interface {
	// Set lets it, or keeps it from doing so.
	Set(on bool) error
}

// FirstParams are what the first start works with.
type FirstParams struct {
	Store *store.Store
	// Contacts is the page of a book without people, which is the second step.
	Contacts *Page
	// Step is the step at which the user is, one of those of app.Settings; Go is
	// told of the next one, 0 for the end.
	Step func() int
	Go   func(step int)
	// Speak takes another language, with which the program starts anew.
	Speak func(code string)
	// Login is nil where the program cannot be started with the session. Asked is
	// called once the user has said whether it is to be.
	Login LoginStart
	Asked func()
}

// First is the first start: three steps, each of which can be skipped. What can be
// guessed is filled in; nothing is kept before Next is pressed but the country and
// the language, which are taken as they are chosen.
type First struct {
	shell  kit.Shell
	params FirstParams

	// Language and Country are the first step, Hour and AtLogin the third; Next goes
	// on from either, Skip leaves the step and SkipAll all of them.
	Language            *kit.Select
	Country, Hour       *kit.Field
	AtLogin             *kit.Switch
	Next, Skip, SkipAll *kit.Button
	// Back are the ways to the steps that are passed, in their order.
	Back []*kit.Button

	decides *kit.Paragraph
	codes   []string
	reading run.Task
	// body is the step that is shown, at is which.
	body   *fyne.Container
	scroll *container.Scroll
	at     int
	// keeping is set while what was chosen is on its way into the book.
	keeping bool
}

// NewFirst makes the screen.
func NewFirst(shell kit.Shell, p FirstParams) *First {
	f := &First{shell: shell, params: p}
	f.Skip = kit.NewLink(lang.T("start.skip"), func() { f.leave(f.at + 1) }).Small()
	f.SkipAll = kit.NewLink(lang.T("start.skip_all"), func() { f.leave(0) }).Small()
	f.body = kit.NewColumn(style.Space5)
	f.scroll = scrolled(f.body)
	f.makeLanguage()
	f.makeHour()
	return f
}

// Object is the screen's content.
func (f *First) Object() fyne.CanvasObject { return f.scroll }

// Open shows the step that is due.
func (f *First) Open(kit.Route) { f.Show() }

// Show shows the step that is due, with the keyboard where Enter goes on.
func (f *First) Show() {
	step := f.params.Step()
	if step == f.at || step == 0 {
		return
	}
	f.at = step
	f.Next = nil
	first := fyne.Focusable(f.params.Contacts.Choose)
	var shown fyne.CanvasObject
	switch step {
	case app.FirstLanguage:
		shown = f.language()
		f.readCountry()
	case app.FirstContacts:
		shown = f.params.Contacts.content
	case app.FirstHour:
		shown = f.hour()
		f.readHour()
	}
	if f.Next != nil {
		first = f.Next
	}
	f.body.Objects = []fyne.CanvasObject{f.line(), shown}
	f.relayout()
	f.scroll.ScrollToTop()
	f.shell.Window().Canvas().Focus(first)
}

// relayout gives everything the room that it needs now.
func (f *First) relayout() {
	f.body.Refresh()
	f.scroll.Refresh()
}

// leave goes to a step.
func (f *First) leave(step int) {
	if step > app.FirstHour {
		step = 0
	}
	f.reading.Cancel()
	f.params.Go(step)
	f.Show()
}

// back goes to a step that is passed. To whoever has people already the contacts are
// those of another file.
func (f *First) back(step int) {
	f.leave(step)
	if f.at != step {
		f.shell.Open(kit.Route{Screen: kit.ImportScreen})
	}
}

// line names the three steps: those passed as the way back to them, the present one
// in bold.
func (f *First) line() fyne.CanvasObject {
	names := []string{lang.T("start.step_language"), lang.T("start.step_contacts"), lang.T("start.step_hour")}
	f.Back = nil
	var items []fyne.CanvasObject
	for i, name := range names {
		words := lang.T("start.step", lang.Args{"Number": i + 1, "Name": name})
		switch step := i + 1; {
		case step < f.at:
			back := kit.NewLink(words, func() { f.back(step) }).Small()
			f.Back = append(f.Back, back)
			items = append(items, back)
		case step == f.at:
			items = append(items, kit.Inset(style.Space1, linkSide, style.Space1, linkSide, kit.NewText(words, style.Control, style.Ink).Bold()))
		default:
			items = append(items, kit.Inset(style.Space1, linkSide, style.Space1, linkSide, kit.NewText(words, style.Control, style.Ink3)))
		}
	}
	ways := []fyne.CanvasObject{f.Skip}
	if f.at < app.FirstHour {
		ways = append(ways, f.SkipAll)
	}
	named := kit.Inset(0, 0, 0, -linkSide, kit.NewFlow(0, items...)) // the first word in line with the title
	return kit.NewColumn(style.Space2, kit.Beside(named, container.NewHBox(ways...)), kit.NewLine())
}

// linkSide is the space before the word of a small link, at 100 %.
const linkSide = 10

// stepWidth is the width past which the first and the third step do not grow, at
// 100 %.
const stepWidth = 640

// page is a step of a few questions under a title, with the button that goes on.
func (f *First) page(title, what, next string, do func(), questions ...fyne.CanvasObject) fyne.CanvasObject {
	f.Next = kit.NewButton(kit.Accent, next, "", do)
	column := kit.NewColumn(style.Space5, kit.NewColumn(style.Space2,
		kit.NewParagraph(title, style.Opening, style.Ink).Book(),
		kit.NewParagraph(what, style.Body, style.Ink2)))
	for _, q := range questions {
		column.Add(q)
	}
	column.Add(kit.NewFlow(0, f.Next))
	return kit.Inset(style.Space4, 0, 0, 0, kit.AtMost(stepWidth, column))
}

func (f *First) makeLanguage() {
	var names []string
	chosen := 0
	for i, l := range lang.Languages() {
		names, f.codes = append(names, l.Name), append(f.codes, l.Code)
		if l.Code == lang.Current() {
			chosen = i
		}
	}
	f.Language = kit.NewSelect(names, chosen, func(i int) {
		f.keepCountry(func() { f.params.Speak(f.codes[i]) })
	})
	f.decides = kit.NewParagraph("", style.Small, style.Ink2)
	f.Country = kit.NewField(lang.T("start.country"), "")
	f.Country.OnResized = f.sayCountry
	f.Country.OnChanged = func(string) { f.sayCountry() }
	f.Country.OnSubmitted = func() { f.passLanguage() }
	f.Country.Check = func(words string) kit.Note {
		if strings.TrimSpace(words) != "" && text.CountryCode(words) == "" {
			return kit.Note{Words: lang.T("start.country_unknown", lang.Args{"Example": lang.Country("ES")}), Problem: true}
		}
		return kit.Note{}
	}
}

func (f *First) language() fyne.CanvasObject {
	country := kit.NewColumn(style.Space1, f.Country, f.decides)
	return f.page(lang.T("start.language_title"), lang.T("start.language_what"), lang.T("start.next"), f.passLanguage,
		kit.NewLabelled(lang.T("settings.language"), "", f.Language),
		kit.NewLabelled(lang.T("start.country"), lang.T("start.country_hint"), country))
}

// readCountry proposes the book's country, or that of the desktop.
func (f *First) readCountry() {
	run.Do(f.shell.Executor(), &f.reading, func(ctx context.Context) (string, error) {
		return book.Country(ctx, f.params.Store)
	}, func(code string, err error) {
		if err != nil {
			f.shell.Fail(err)
			return
		}
		if code != "" {
			f.Country.Set(lang.Country(code))
		}
		f.sayCountry()
	})
}

// sayCountry says what the country decides, beside what is wrong with it. Something
// stands there all the while that somebody types, so that the button below stays
// where it is.
func (f *First) sayCountry() {
	dial, currency := book.CountryDecides(text.CountryCode(f.Country.Words()))
	words := lang.T("start.country_any")
	switch {
	case f.Country.Note().Problem:
		words = ""
	case dial != "" && currency != "":
		words = lang.T("start.country_decides", lang.Args{"Dial": dial, "Currency": currency})
	}
	f.decides.SetText(words)
	kit.Show(f.decides, words != "")
	f.relayout()
}

// passLanguage keeps the country and goes on.
func (f *First) passLanguage() { f.keepCountry(func() { f.leave(app.FirstContacts) }) }

// keepCountry keeps the country in the book, where one is named, and then does
// something.
func (f *First) keepCountry(then func()) {
	if f.keeping || !f.Country.Right() {
		return
	}
	code := text.CountryCode(f.Country.Words())
	if code == "" {
		then()
		return
	}
	f.keep(func(ctx context.Context) error { return book.SetCountry(ctx, f.params.Store, code) }, then)
}

// keep keeps what was chosen, and then does something where that went well.
func (f *First) keep(work func(ctx context.Context) error, then func()) {
	f.keeping = true
	run.Write(f.shell.Executor(), func(ctx context.Context) (struct{}, error) {
		return struct{}{}, work(ctx)
	}, func(_ struct{}, err error) {
		f.keeping = false
		if err != nil {
			f.shell.Fail(err)
			return
		}
		then()
	})
}

func (f *First) makeHour() {
	f.Hour = kit.NewField(lang.T("settings.hour"), "").Wide(90)
	f.Hour.OnResized = f.relayout
	f.Hour.OnSubmitted = f.passHour
	f.Hour.Check = func(words string) kit.Note {
		if _, err := remind.ParseMinute(words); err != nil {
			return kit.Note{Words: lang.Sentence(err), Problem: true}
		}
		return kit.Note{}
	}
	f.AtLogin = kit.NewSwitch(lang.T("settings.login"), true, nil)
}

func (f *First) hour() fyne.CanvasObject {
	questions := []fyne.CanvasObject{kit.NewLabelled(lang.T("start.hour"), lang.T("start.hour_hint"), f.Hour)}
	if f.params.Login != nil {
		questions = append(questions, kit.NewLabelled(lang.T("start.login"), lang.T("start.login_hint"), kit.NewFlow(0, f.AtLogin)))
	}
	return f.page(lang.T("start.hour_title"), lang.T("start.hour_what"), lang.T("start.done"), f.passHour, questions...)
}

// readHour shows the hour of the book.
func (f *First) readHour() {
	run.Do(f.shell.Executor(), &f.reading, func(ctx context.Context) (remind.Settings, error) {
		return book.ReminderSettings(ctx, f.params.Store)
	}, func(set remind.Settings, err error) {
		if err != nil {
			f.shell.Fail(err)
			return
		}
		f.Hour.Set(remind.FormatMinute(set.Minute))
	})
}

// passHour keeps the hour and whether the program starts with the session.
func (f *First) passHour() {
	if f.keeping || !f.Hour.Right() {
		return
	}
	minute, err := remind.ParseMinute(f.Hour.Words())
	if err != nil {
		return // said beside the field
	}
	login := f.AtLogin.On()
	f.keep(func(ctx context.Context) error {
		set, err := book.ReminderSettings(ctx, f.params.Store)
		if err != nil {
			return err
		}
		set.Minute = minute
		if err := book.SetReminderSettings(ctx, f.params.Store, set); err != nil || f.params.Login == nil {
			return err
		}
		return f.params.Login.Set(login)
	}, func() {
		f.params.Asked()
		f.leave(0)
	})
}
