package settings

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"carebook/app/book"
	"carebook/app/calendar"
	"carebook/app/care/greet"
	"carebook/app/lang"
	"carebook/app/text"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/run"
	"carebook/app/ui/style"
)

// greetings is the section of the words of greetings: templates by occasion and
// language, shipped ones and the user's own.
type greetings struct {
	screen *Screen
	// me is the name of the user.
	me *kit.Field
	// occasion and language choose which are listed.
	occasion, language *kit.Select
	occasions, codes   []string
	list               *fyne.Container
	// rows are those made so far, by the template's ID.
	rows map[string]*templateRow
	// add begins one of one's own.
	add *kit.Button

	kept    keptTemplates
	reading run.Task
}

// keptTemplates are the templates to choose from, and the shipped ones that are
// not, each with the ID of the user's own that stands in its place, "" where
// none does.
type keptTemplates struct {
	all    []greet.Template
	hidden map[string]string
	// me is the user's name, "" for none.
	me string
}

// replaced is the shipped template in whose place one of the user's own stands.
func (k keptTemplates) replaced(own string) (greet.Template, bool) {
	for _, t := range greet.Shipped() {
		if by, hidden := k.hidden[t.ID]; hidden && by == own {
			return t, true
		}
	}
	return greet.Template{}, false
}

// removed are the shipped templates that were removed and not replaced.
func (k keptTemplates) removed() []greet.Template {
	var list []greet.Template
	for _, t := range greet.Shipped() {
		if by, hidden := k.hidden[t.ID]; hidden && by == "" {
			list = append(list, t)
		}
	}
	return list
}

func newGreetings(s *Screen) *greetings {
	g := &greetings{screen: s, rows: map[string]*templateRow{}, occasions: greet.Occasions(), list: kit.NewColumn(0)}
	g.me = kit.NewField(lang.T("template.me"), lang.T("template.me_none")).Wide(selectWidth)
	g.me.OnResized, g.me.Save = s.relayout, g.sign
	names := make([]string, len(g.occasions))
	for i, o := range g.occasions {
		names[i] = occasionName(o)
	}
	g.occasion = kit.NewSelect(names, 0, func(int) { g.turn() })
	var spoken []string
	for _, l := range lang.Languages() {
		g.codes, spoken = append(g.codes, l.Code), append(spoken, l.Name)
	}
	g.language = kit.NewSelect(spoken, indexOf(g.codes, lang.Current()), func(int) { g.turn() })
	g.add = kit.NewButton(kit.Plain, lang.T("template.add"), style.Plus, func() {
		g.edit(greet.Template{Occasion: g.occasions[g.occasion.Chosen()], Language: g.codes[g.language.Chosen()]})
	})
	return g
}

// occasionName is the name of an occasion: that of the first shipped holiday of
// the family, where it is one and has no name of its own.
func occasionName(occasion string) string {
	switch occasion {
	case "birthday":
		return lang.T("template.birthday")
	case "anniversary":
		return lang.T("template.anniversary")
	case "relative":
		return lang.T("template.relative")
	case "profession":
		return lang.T("template.profession")
	case "national_day":
		return lang.T("template.national_day")
	case "halloween":
		return lang.T("template.halloween")
	case "golden_week":
		return lang.T("template.golden_week")
	case "holiday":
		return lang.T("template.holiday")
	}
	for _, set := range calendar.Sets() {
		for _, h := range set.Holidays {
			if h.Greeting == occasion {
				return h.Name(lang.Current())
			}
		}
	}
	return occasion
}

func (g *greetings) section() *section {
	choices := kit.NewPair(style.Space3, under(lang.T("template.occasion"), g.occasion), under(lang.T("template.language"), g.language))
	body := kit.NewColumn(style.Space4, kit.AtMost(2*selectWidth, choices), g.list, kit.NewFlow(0, g.add))
	it := &item{name: lang.T("settings.section_greetings"), object: body, more: g.occasion.Words, narrow: g.narrow}
	it.first = func() fyne.Focusable { return g.occasion }
	return &section{
		id: kit.GreetingsSection, words: lang.T("settings.words_greetings"), kept: inBook,
		name: lang.T("settings.section_greetings"), glyph: style.ChatText, intro: lang.T("template.intro"), read: g.read, fields: []*kit.Field{g.me},
		items: []*item{newItem(lang.T("template.me"), lang.T("template.me_hint", lang.Args{"Field": "{me}"}), g.me, g.me.Input), it},
	}
}

// sign keeps the name of the user.
func (g *greetings) sign(name string) {
	s := g.screen
	run.Write(s.shell.Executor(), func(ctx context.Context) (string, error) {
		return book.SetMe(ctx, s.params.Store, name)
	}, func(kept string, err error) {
		if err != nil {
			g.me.Refuse(lang.Sentence(err))
			return
		}
		g.kept.me = kept
		g.me.Set(kept)
	})
}

// narrow lists the words for the first occasion whose name a search says.
func (g *greetings) narrow(words []string) {
	says := func(name string) bool {
		name = text.Fold(name)
		return !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(name, w) })
	}
	if len(words) == 0 || says(g.occasion.Word()) {
		return
	}
	if i := slices.IndexFunc(g.occasion.Words(), says); i >= 0 {
		g.occasion.Set(g.occasion.Words(), i, false)
		g.fill()
	}
}

func (g *greetings) readAll(ctx context.Context) (k keptTemplates, err error) {
	if k.all, err = book.Templates(ctx, g.screen.params.Store); err != nil {
		return k, err
	}
	if k.hidden, err = book.HiddenTemplates(ctx, g.screen.params.Store); err != nil {
		return k, err
	}
	k.me, err = book.Me(ctx, g.screen.params.Store)
	return k, err
}

func (g *greetings) read() {
	s := g.screen
	run.Do(s.shell.Executor(), &g.reading, g.readAll, func(k keptTemplates, err error) {
		if err != nil {
			s.shell.Fail(err)
			return
		}
		g.kept = k
		g.me.Set(k.me)
		g.turn()
	})
}

// listed reports whether a template is of the chosen occasion and language.
func (g *greetings) listed(t greet.Template) bool {
	return t.Occasion == g.occasions[g.occasion.Chosen()] && t.Language == g.codes[g.language.Chosen()]
}

// turn lists the templates of another occasion or language.
func (g *greetings) turn() {
	g.fill()
	g.screen.relayout()
}

// fill lists the templates of the chosen occasion and language, those that were
// removed last.
func (g *greetings) fill() {
	g.list.Objects = nil
	add := func(t greet.Template, removed bool) {
		if !g.listed(t) {
			return
		}
		row := g.rows[t.ID]
		if row == nil {
			row = newTemplateRow(g)
			g.rows[t.ID] = row
		}
		row.fill(t, removed)
		g.list.Objects = append(g.list.Objects, kit.NewLine(), kit.Inset(10, 0, 10, 0, row.object))
	}
	for _, t := range g.kept.all {
		add(t, false)
	}
	if len(g.list.Objects) == 0 {
		g.list.Add(kit.NewParagraph(lang.T("template.none"), style.Control, style.Ink2))
	}
	for _, t := range g.kept.removed() {
		add(t, true)
	}
	g.list.Refresh()
}

// remove takes a template away, with a way back. Where it was one of the user's
// own in the place of a shipped one, that is there again.
func (g *greetings) remove(t greet.Template) {
	s := g.screen
	back, sentence := t, lang.T("template.removed")
	if shipped, replaced := g.kept.replaced(t.ID); replaced {
		back.ID, sentence = shipped.ID, lang.T("template.restored")
	}
	s.write(func(ctx context.Context) error { return book.RemoveTemplate(ctx, s.params.Store, t.ID) }, func() {
		g.read()
		g.focusRow(back.ID)
		s.shell.Say(sentence, kit.Action{Label: lang.T("command.undo"), Do: func() { g.putBack(back) }})
	})
}

// putBack takes a removal back.
func (g *greetings) putBack(t greet.Template) {
	s := g.screen
	s.write(func(ctx context.Context) error {
		if _, removed := g.kept.hidden[t.ID]; removed {
			return book.RestoreTemplate(ctx, s.params.Store, t.ID)
		}
		_, err := book.PutTemplate(ctx, s.params.Store, t)
		return err
	}, g.read)
}

// focusRow gives the focus to what is left to do with a template that was
// removed or restored, else to what adds one.
func (g *greetings) focusRow(id string) {
	at := g.add
	if row := g.rows[id]; row != nil && g.listed(row.template) {
		at = row.remove
	}
	g.screen.shell.Window().Canvas().Focus(at)
}

// templateRow is a template: its words, whose it is, and what can be done.
type templateRow struct {
	section      *greetings
	template     greet.Template
	removed      bool
	text         *kit.Paragraph
	whose        *kit.Text
	edit, remove *kit.Button
	object       fyne.CanvasObject
}

func newTemplateRow(g *greetings) *templateRow {
	r := &templateRow{section: g, text: kit.NewParagraph("", style.Control, style.Ink), whose: kit.NewText("", style.Small, style.Ink3)}
	r.edit = kit.NewButton(kit.Quiet, "", style.PencilBold, func() { g.edit(r.template) }).Small().Named(lang.T("template.edit"))
	r.remove = kit.NewButton(kit.Quiet, "", style.Trash, r.press).Small()
	r.object = kit.Beside(kit.NewColumn(2, r.text, r.whose), container.NewHBox(r.edit, r.remove))
	return r
}

// press removes the words, or has them back.
func (r *templateRow) press() {
	if r.removed {
		r.section.putBack(r.template)
		return
	}
	r.section.remove(r.template)
}

func (r *templateRow) fill(t greet.Template, removed bool) {
	r.template, r.removed = t, removed
	_, replaced := r.section.kept.replaced(t.ID)
	r.text.SetText(t.Text)
	whose, glyph, name := lang.T("template.shipped"), style.Trash, lang.T("template.remove")
	switch {
	case removed:
		whose, glyph, name = lang.T("template.not_used"), style.UndoArrow, lang.T("template.restore")
	case replaced:
		whose, glyph, name = lang.T("template.changed"), style.UndoArrow, lang.T("template.restore")
	case t.Own():
		whose = lang.T("template.yours")
	}
	r.whose.SetText(whose)
	r.remove.SetGlyph(glyph).Named(name)
	kit.Show(r.edit, !removed)
}

// templateForm is the body of the panel in which a template is written.
type templateForm struct {
	// me signs the preview.
	me      string
	text    *kit.Field
	preview *kit.Paragraph
	panel   *kit.Panel
}

// edit asks for the words of a template; one without an ID is new.
func (g *greetings) edit(t greet.Template) {
	f := newTemplateForm(t, g.kept.me)
	title := lang.T("template.edit_title", lang.Args{"Occasion": occasionName(t.Occasion)})
	s := g.screen
	f.panel = kit.NewPanel(title, f.body(), lang.T("template.keep"), func(done func(string)) {
		t.Text = f.text.Words()
		run.Write(s.shell.Executor(), func(ctx context.Context) (greet.Template, error) {
			return book.PutTemplate(ctx, s.params.Store, t)
		}, func(_ greet.Template, err error) {
			done(lang.Sentence(err))
			if err == nil {
				g.read()
			}
		})
	})
	kit.GuardPanel(f.panel, f.text)
	s.ask(f.panel)
	f.look()
}

func newTemplateForm(t greet.Template, me string) *templateForm {
	f := &templateForm{me: me, preview: kit.NewParagraph("", style.Control, style.Ink)}
	f.text = kit.NewField(lang.T("template.words"), "").Lines()
	f.text.Put(t.Text)
	f.text.Check = func(words string) kit.Note { return problem(lang.Sentence(greet.Check(words))) }
	f.text.OnChanged = func(string) { f.look() }
	return f
}

func (f *templateForm) body() fyne.CanvasObject {
	fields := kit.NewFlow(style.Space1)
	for _, name := range greet.Fields() {
		fields.Add(kit.NewButton(kit.Plain, fieldName(name), "", func() { f.insert("{" + name + "}") }).Small().Named("{" + name + "}"))
	}
	card := kit.OnGround(kit.NewGround(style.Page).Edge(style.RadiusButton, 1, style.Line),
		kit.Inset(style.Space2, style.Space3, style.Space2, style.Space3, f.preview))
	return kit.NewColumn(style.Space3,
		under(lang.T("template.words"), f.text),
		under(lang.T("template.insert"), fields),
		under(lang.T("template.preview"), card))
}

// fieldName says what a field of a template stands for.
func fieldName(field string) string {
	switch field {
	case "name":
		return lang.T("template.field_name")
	case "first_name":
		return lang.T("template.field_first_name")
	case "title":
		return lang.T("template.field_title")
	case "age":
		return lang.T("template.field_age")
	case "child":
		return lang.T("template.field_child")
	case "holiday":
		return lang.T("template.field_holiday")
	case "last_topic":
		return lang.T("template.field_last_topic")
	}
	return lang.T("template.field_me")
}

// insert writes a field where the caret is.
func (f *templateForm) insert(words string) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(f.text); c != nil {
		c.Focus(f.text.Input)
	}
	for _, r := range words {
		f.text.Input.TypedRune(r)
	}
}

// look shows what the words say to somebody.
func (f *templateForm) look() {
	f.preview.SetText(book.PreviewTemplate(f.text.Words(), f.me))
	f.panel.Refresh()
}
