package settings

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"carebook/app/book"
	"carebook/app/exchange"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/files"
	"carebook/app/ui/kit/run"
	"carebook/app/ui/style"
)

// backToPhone is the setting that brings the phone up to date: the people changed
// since it was filled last, or everybody.
type backToPhone struct {
	screen *Screen
	// Changed exports those who changed, Everybody all.
	Changed, Everybody *kit.Button

	says *kit.Paragraph
	// news is what was read last; known is set once it was.
	news    book.News
	known   bool
	dialog  *files.SaveDialog
	reading run.Task
}

func newBackToPhone(s *Screen) *backToPhone {
	p := &backToPhone{screen: s, says: kit.NewParagraph("", style.Control, style.Ink)}
	p.Changed = kit.NewButton(kit.Plain, "", style.Phone, func() { p.export(lang.T("moving.changed_name"), false) })
	p.Everybody = kit.NewButton(kit.Plain, lang.T("moving.everybody"), style.Users, func() { p.export(lang.T("people.export_name"), true) })
	p.fill()
	return p
}

func (p *backToPhone) item() *item {
	how := kit.NewParagraph(lang.T("moving.phone_how"), style.Small, style.Ink2)
	it := newItem(lang.T("moving.phone"), lang.T("moving.phone_hint"),
		kit.NewColumn(style.Space3, p.says, kit.NewFlow(style.Space2, p.Changed, p.Everybody), how), p.Everybody)
	it.first = func() fyne.Focusable {
		if p.Changed.Visible() && !p.Changed.Disabled() {
			return p.Changed
		}
		return p.Everybody
	}
	return it
}

// read finds out who has changed since the phone was filled.
func (p *backToPhone) read() {
	s := p.screen
	run.Do(s.shell.Executor(), &p.reading, func(ctx context.Context) (book.News, error) {
		return book.ReadNews(ctx, s.params.Store, exchange.VCard)
	}, func(news book.News, err error) {
		if err != nil {
			s.shell.Fail(err)
			return
		}
		p.news, p.known = news, true
		p.fill()
		kit.Relay(s.page)
		s.refresh()
	})
}

// fill shows what was read.
func (p *backToPhone) fill() {
	n := p.news
	kit.Show(p.Changed, p.known && n.Since != "")
	switch {
	case !p.known:
		p.says.SetText(lang.T("moving.reading"))
		return
	case n.Since == "":
		p.says.SetText(lang.T("moving.never"))
		return
	}
	day := lang.PlainDay(n.Day(p.screen.params.Clock))
	words, gone := []string{lang.T("moving.last", lang.Args{"Day": day})}, len(n.Gone)+n.Erased
	if n.People > 0 {
		words = append(words, lang.N("moving.new_or_changed", n.People))
	}
	if gone > 0 {
		words = append(words, lang.N("moving.left", gone))
	}
	if n.People+gone == 0 {
		words = append(words, lang.T("moving.nothing_since"))
	}
	p.says.SetText(strings.Join(words, " "))
	p.Changed.SetLabel(lang.T("moving.since", lang.Args{"Day": day, "N": lang.Number(n.People)}))
	if n.People+gone == 0 {
		p.Changed.Disable()
	} else {
		p.Changed.Enable()
	}
}

// export asks for a file and writes those who changed, or everybody. Where all that
// is to be told is who has gone there is nothing to write, and nothing is asked.
func (p *backToPhone) export(name string, everybody bool) {
	if !everybody && p.news.People == 0 {
		p.write("", false, false)
		return
	}
	p.dialog = files.Save(p.screen.shell, name, func(path string, replace bool) { p.write(path, replace, everybody) })
}

func (p *backToPhone) write(path string, replace, everybody bool) {
	s, o := p.screen, book.ExportOptions{Format: exchange.VCard, Keep: !replace}
	run.WriteAside(s.shell.Executor(), func(ctx context.Context) (book.News, error) {
		if everybody {
			return book.ExportEverybody(ctx, s.params.Store, path, o)
		}
		return book.ExportChanged(ctx, s.params.Store, path, o)
	}, func(news book.News, err error) {
		p.read()
		switch {
		case err != nil:
			s.shell.Fail(err)
		case news.GoneSentence() != "":
			p.tellGone(news, p.done(news, path, everybody))
		default:
			s.shell.Say(p.done(news, path, everybody), kit.Action{})
		}
	})
}

// done says what was written.
func (p *backToPhone) done(news book.News, path string, everybody bool) string {
	if everybody {
		return lang.N("moving.all_written", news.People, lang.Args{"File": path})
	}
	return news.Sentence(path, p.screen.params.Clock)
}

// mostGone is the number of names that the panel shows; all can be copied.
const mostGone = 100

// tellGone names who has gone: a file cannot, so the user deletes them on the phone.
func (p *backToPhone) tellGone(news book.News, said string) {
	body := kit.NewColumn(style.Space3, kit.NewParagraph(said, style.Control, style.Ink2),
		kit.NewParagraph(news.GoneSentence(), style.Control, style.Ink))
	names := make([]string, len(news.Gone))
	list := kit.NewColumn(2)
	for i, g := range news.Gone {
		names[i] = g.Sentence()
		if i < mostGone {
			list.Add(kit.NewParagraph(names[i], style.Control, style.Ink).Bold())
		}
	}
	if more := len(names) - mostGone; more > 0 {
		list.Add(kit.NewParagraph(lang.N("moving.more_gone", more), style.Control, style.Ink2))
	}
	body.Add(kit.Inset(0, 0, 0, style.Space4, list))
	panel := kit.NewPanel(lang.T("moving.gone_title"), body, lang.T("moving.gone_close"), func(done func(string)) { done("") })
	panel.Cancel.Hide()
	panel.Width = movingWidth
	if len(names) > 0 {
		panel.Offer(kit.NewButton(kit.Plain, lang.T("moving.copy_names"), style.Copy, func() {
			fyne.CurrentApp().Clipboard().SetContent(strings.Join(names, "\n"))
			p.screen.shell.Say(lang.T("moving.names_copied"), kit.Action{})
		}))
	}
	p.screen.ask(panel)
}
