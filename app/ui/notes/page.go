package notes

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"carebook/app/doc"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/richedit"
	"carebook/app/ui/style"
)

// page is the open note: the tools, what there is to say of it, the title, the
// line about the day, and the text.
type page struct {
	screen *Screen
	// titled is set while the title is what was written on last, not the text.
	titled bool
	// access is what was allowed last, nil at first.
	access *access

	ground *kit.Ground
	// back leads to the list in a narrow window; it stands before the tools, on a
	// ground with an edge like theirs.
	back           *kit.Button
	backdrop, edge *kit.Ground
	bar            fyne.CanvasObject
	strip          *strip
	title          *kit.TitleField
	meta           *kit.Text
	view           *richedit.View
	// none is shown in the place of the text where there is no note, hidden while
	// somebody looks at the screen.
	none, hidden fyne.CanvasObject
	first        *kit.Button
	object       *fyne.Container
}

func newPage(s *Screen) *page {
	p := &page{screen: s, ground: kit.NewGround(style.Card)}
	s.editor = richedit.New(richedit.Params{
		Clock: s.clock, Pictures: s.loader, Sizes: s.sizeOf,
		OnChanged: p.textChanged, OnSelected: p.tell, OnLink: s.openLink, OnPicture: s.showPicture,
		OnLeaveUp: func() { p.focus(p.title) }, OnFail: s.shell.Fail,
		Menu: s.pictureMenu, Shortcut: s.shortcut, Placeholder: lang.T("notes.placeholder"),
	})
	p.title = kit.NewTitleField(lang.T("notes.title_hint"))
	p.title.OnChanged = p.titleChanged
	p.title.OnDown = p.down
	p.title.OnFocused = func() { p.view.ScrollToTop() }
	p.title.OnResized = func() { p.view.Refresh() }
	p.title.OnWheel = func(e *fyne.ScrollEvent) { p.view.SetOffset(p.view.Offset() - e.Scrolled.DY) }
	p.meta = kit.NewText("", style.Small, style.Ink2).Cut()
	p.view = richedit.NewView(kit.Inset(0, 0, style.Space3, 0, kit.NewColumn(0, p.title.Object(), p.meta)), s.editor)
	s.toolbar = newToolbar(s.shell.Executor(), s.editor, toolbarActions{
		link: s.askLink, picture: s.choosePictures, find: s.find, states: s.showStates,
		undo: s.editor.Undo, redo: s.editor.Redo, more: s.moreMenu,
	})
	p.bar = s.toolbar.object
	s.finder = newFindBar(s.editor, p.relayout)
	p.back = kit.NewButton(kit.Quiet, "", style.ArrowLeft, func() { s.GoBack() }).Small().Named(lang.T("notes.to_list"))
	p.backdrop, p.edge = kit.NewGround(style.Page), kit.NewLine()
	for _, o := range []fyne.CanvasObject{p.back, p.backdrop, p.edge} {
		o.Hide()
	}
	p.strip = newStrip()
	p.first = kit.NewButton(kit.Accent, lang.T("notes.new"), style.PlusBold, func() { s.newNote() })
	p.none = container.NewCenter(kit.NewColumn(style.Space3,
		centred(kit.NewTitle(lang.T("notes.none"), style.Title)), centred(kit.NewText(lang.T("notes.none_hint"), style.Control, style.Ink2)), centred(p.first)))
	p.hidden = container.NewCenter(kit.NewText(lang.T("notes.hidden"), style.Control, style.Ink3))
	// What a tool is called is drawn over what stands below the tools.
	p.object = &fyne.Container{Layout: pageLayout{p}, Objects: []fyne.CanvasObject{
		p.ground, p.view, p.none, p.hidden, p.strip.object, s.finder.object, p.backdrop, p.edge, p.back, p.bar,
	}}
	return p
}

// centred puts an object in the middle of a line.
func centred(o fyne.CanvasObject) fyne.CanvasObject { return container.NewCenter(o) }

// setBack shows the way back to the list, in a narrow window.
func (p *page) setBack(on bool) {
	if p.back.Visible() != on {
		for _, o := range []fyne.CanvasObject{p.back, p.backdrop, p.edge} {
			kit.Show(o, on)
		}
		p.relayout()
	}
}

// relayout gives the parts their places after one came or went.
func (p *page) relayout() {
	p.object.Layout.Layout(p.object.Objects, p.object.Size())
	p.object.Refresh()
}

// down goes from the title to the start of the text, wherever the caret was left.
func (p *page) down() {
	e := p.screen.editor
	e.Select(doc.Caret(e.Document().Start()))
	p.focus(e)
}

// focus gives the keyboard to a piece of the page.
func (p *page) focus(piece fyne.Focusable) { p.screen.canvas().Focus(piece) }

// fill shows a title and the line about the day.
func (p *page) fill(title, meta string) {
	p.title.SetText(title) // which forgets the history of the one before, too
	p.titled = false
	p.meta.SetText(meta)
}

// titleChanged takes in that the title was written on.
func (p *page) titleChanged(words string) {
	s := p.screen
	if s.filling || s.sheet == nil || s.past != nil || s.sheet.title == words {
		return
	}
	s.sheet.title = words
	p.titled = true
	s.edited()
}

// textChanged takes in that the text was written on.
func (p *page) textChanged() {
	s := p.screen
	if s.filling || s.sheet == nil || s.past != nil {
		return
	}
	p.titled = false
	s.edited()
	s.finder.refresh()
}

// tell shows in the tools how the text is where the caret stands.
func (p *page) tell() {
	if s := p.screen; s.finder != nil && !s.filling {
		s.toolbar.refresh()
		s.finder.refresh()
	}
}

// access is what may be seen and written now.
type access struct{ open, private, none, writable bool }

// lock shows what may be seen now, and lets it be written where it may be. The
// notes are read after every save: a page that stays as it is is not drawn anew.
func (p *page) lock() {
	s := p.screen
	private, open := s.shell.Private(), s.sheet != nil || s.past != nil
	now := access{
		open: open, private: private, writable: s.writable(),
		none: !open && !private && s.living() && len(s.view.Notes) == 0,
	}
	if p.access == nil || now != *p.access {
		p.access = &now
		p.allow(now)
	}
	p.tell()
	p.tellSaved()
}

func (p *page) allow(now access) {
	s := p.screen
	kit.Show(p.view, now.open && !now.private)
	kit.Show(p.bar, now.open && !now.private)
	kit.Show(p.hidden, now.private)
	kit.Show(p.none, now.none)
	s.editor.SetReadOnly(!now.writable)
	if now.writable {
		p.title.Enable()
	} else {
		p.title.Disable()
	}
	if now.private {
		if s.writtenOn() {
			s.canvas().Unfocus()
		}
		s.hideFinder()
	}
	p.relayout()
}

// tellSaved says how far the saving is, and what there is to say of the note.
func (p *page) tellSaved() {
	s := p.screen
	if s.toolbar == nil {
		return
	}
	s.toolbar.saved(s.savedWords())
	if p.strip.set(s.notice()) {
		p.relayout()
	}
}

// savedWords say how far the saving of the open note is.
func (s *Screen) savedWords() string {
	sh := s.sheet
	switch {
	case sh == nil || s.past != nil:
		return ""
	case sh.failed != nil && sh.saving == 0:
		return lang.T("notes.not_saved")
	case sh.edits > sh.sent || sh.saving > 0:
		return lang.T("notes.saving")
	case sh.key == 0 || sh.at == "":
		return ""
	case s.dayOf(sh.at) != s.clock.Today():
		return lang.T("notes.saved", lang.Args{"Time": lang.DayShort(s.dayOf(sh.at), s.clock.Today())})
	}
	return lang.T("notes.saved", lang.Args{"Time": s.timeOf(sh.at)})
}

// notice is what is to be said over the text, if anything.
func (s *Screen) notice() notice {
	if s.past != nil {
		return s.past.notice(s)
	}
	if sh := s.failing(); sh != nil && !s.shell.Private() {
		return s.failure(sh)
	}
	switch {
	case s.view != nil && !s.living():
		return notice{words: lang.T("notes.in_trash", lang.Args{"Name": s.name()})}
	case s.sheet != nil && s.sheet.overtaken:
		return notice{
			words: lang.T("notes.overtaken"),
			links: []kit.Action{
				{Label: lang.T("notes.states"), Do: s.showStates},
				{Label: lang.T("notes.understood"), Do: s.understood},
			},
		}
	}
	return notice{}
}

// understood takes away the notice that another's words were written over.
func (s *Screen) understood() {
	s.sheet.overtaken = false
	s.page.tellSaved()
}

// failure says why a note could not be saved, and what can be done.
func (s *Screen) failure(sh *sheet) notice {
	copied := kit.Action{Label: lang.T("notes.copy_text"), Do: func() { s.copyText(sh.words()) }}
	if sh == s.sheet {
		return notice{
			words: lang.T("notes.failed", lang.Args{"Why": lang.Sentence(sh.failed)}), problem: true,
			links: []kit.Action{{Label: lang.T("notes.again"), Do: func() { s.save(sh) }}, copied},
		}
	}
	return notice{
		words: lang.T("notes.failed_other", lang.Args{"Title": s.called(sh.name()), "Why": lang.Sentence(sh.failed)}), problem: true,
		links: []kit.Action{{Label: lang.T("notes.again"), Do: func() { s.save(sh) }}, {Label: lang.T("notes.open_it"), Do: func() { s.reopen(sh) }}, copied},
	}
}

// reopen shows a note that was left behind and could not be saved.
func (s *Screen) reopen(sh *sheet) {
	if sh.person != s.person || !s.seen() {
		s.shell.Open(kit.Route{Screen: kit.NotesScreen, Person: sh.person, Note: sh.key})
		if s.person != sh.person || s.sheet == sh {
			return
		}
	}
	s.layout.showPage(true)
	s.close()
	s.show(sh, "")
}

// notice is a sentence over the text, with what can be done about it.
type notice struct {
	words   string
	problem bool
	links   []kit.Action
}

// strip shows a notice.
type strip struct {
	// now is the notice, shown are the words of it that are drawn.
	now            notice
	shown          string
	plain, problem *kit.Paragraph
	links          *fyne.Container
	object         *fyne.Container
}

func newStrip() *strip {
	s := &strip{
		plain: kit.NewParagraph("", style.Control, style.Ink2).Limit(3), problem: kit.NewParagraph("", style.Control, style.Late).Limit(3),
		links: kit.NewFlow(style.Space2),
	}
	content := kit.Inset(style.Space2, style.Space4, style.Space2, style.Space4, kit.NewColumn(style.Space1, s.plain, s.problem, s.links))
	s.object = kit.OnGround(kit.NewGround(style.Page), kit.NewColumn(0, content, kit.NewLine()))
	s.object.Hide()
	return s
}

// set shows a notice, and reports whether the strip has another height now.
func (s *strip) set(n notice) bool {
	shown := n.words
	for _, l := range n.links {
		shown += "\n" + l.Label
	}
	s.now = n
	if shown == s.shown {
		return false
	}
	s.shown = shown
	s.links.Objects = nil
	for i, l := range n.links {
		s.links.Objects = append(s.links.Objects, kit.NewLink(l.Label, func() { s.now.links[i].Do() }))
	}
	s.plain.SetText(n.words)
	s.problem.SetText(n.words)
	kit.Show(s.plain, !n.problem)
	kit.Show(s.problem, n.problem)
	kit.Show(s.links, len(n.links) > 0)
	kit.Show(s.object, n.words != "")
	return true
}
