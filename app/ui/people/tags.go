package people

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/run"
	"carebook/app/ui/style"
	"carebook/store"
)

// tagMenu is what can be done to a tag.
func (p *Screen) tagMenu(t store.Tag) []kit.MenuItem {
	return []kit.MenuItem{
		{Label: lang.T("people.edit_tag"), Do: func() { p.tagPanel(t) }},
		{Label: lang.T("people.merge_tag"), Do: func() { p.mergeTagPanel(t) }},
		{Label: lang.T("people.remove_tag"), Do: func() { p.removeTag(t) }},
	}
}

// swatches are the colours of tags.
func swatches() []kit.Swatch {
	words := map[string]string{
		"rose": lang.T("color.rose"), "plum": lang.T("color.plum"), "blue": lang.T("color.blue"), "olive": lang.T("color.olive"),
		"ochre": lang.T("color.ochre"), "clay": lang.T("color.clay"), "slate": lang.T("color.slate"),
	}
	var all []kit.Swatch
	for _, color := range store.TagColors() {
		all = append(all, kit.Swatch{Color: color, Words: words[color]})
	}
	return all
}

// captioned puts a caption over a field.
func captioned(caption string, field fyne.CanvasObject) fyne.CanvasObject {
	return kit.NewColumn(2, kit.NewText(caption, style.Small, style.Ink3), field)
}

// cadenceField asks for a number of days between contacts with those who have a
// tag.
func cadenceField(name string, days int) *kit.Field {
	f := kit.NewField(name, lang.T("cadence.tag_hint"))
	f.Put(kit.CadenceWords(days))
	f.Check = kit.CheckCadence
	return f
}

// tagPanel asks for a tag's name and colour, and how often those who have it
// should hear from the user; the zero Tag is a new one.
func (p *Screen) tagPanel(t store.Tag) {
	name := kit.NewEntry()
	name.SetText(t.Name)
	name.Limit = maxTagName
	color := t.Color
	if color == "" {
		color = store.TagColors()[len(p.tags)%len(store.TagColors())]
	}
	colors := kit.NewSwatches(swatches(), color, nil)
	title, act := lang.T("people.new_tag"), lang.T("people.add_tag")
	if t.Key != 0 {
		title, act = lang.T("people.edit_tag"), lang.T("people.keep")
	}
	call, visit := cadenceField(lang.T("cadence.call_days"), t.Cadence.Call), cadenceField(lang.T("cadence.visit_days"), t.Cadence.Visit)
	body := kit.NewColumn(style.Space4, captioned(lang.T("people.list_name"), name), captioned(lang.T("people.color"), colors),
		kit.NewPair(style.Space3, captioned(lang.T("cadence.call_days"), call), captioned(lang.T("cadence.visit_days"), visit)))
	panel := kit.NewPanel(title, body, act, func(done func(string)) {
		var cadence care.Cadence
		cadence.Call, _ = kit.ReadCadence(call.Words()) // the panel works only while both are right
		cadence.Visit, _ = kit.ReadCadence(visit.Words())
		label, color := name.Text, colors.Chosen()
		p.askBook(done, lang.T("people.tag_kept", lang.Args{"Name": label}), func(ctx context.Context, words string) (int64, error) {
			return p.store.Do(ctx, store.Action{Kind: "tag", Words: words}, func(tx *store.Tx) error {
				key, err := tx.PutTag(t.Key, label, color)
				if err != nil || cadence == t.Cadence {
					return err
				}
				return tx.SetTagCadence(key, cadence)
			})
		})
	})
	kit.GuardPanel(panel, call, visit)
	p.ask(panel)
}

// maxTagName is the length of a tag's name in bytes.
const maxTagName = 200

// ask shows a panel over the window.
func (p *Screen) ask(panel *kit.Panel) {
	p.panel = panel
	panel.Show(p.shell.Window().Canvas())
}

// askCarefully shows a panel whose work cannot be taken back: Enter cancels.
func (p *Screen) askCarefully(panel *kit.Panel) {
	p.ask(panel)
	p.shell.Window().Canvas().Focus(panel.Cancel)
}

// askBook does a panel's work off the window's goroutine; cancelling the panel
// stops it. What went wrong stands in the panel; what went well is said with an
// undo.
func (p *Screen) askBook(done func(problem string), words string, work func(ctx context.Context, words string) (int64, error)) {
	p.panel.Stop = run.Write(p.shell.Executor(), func(ctx context.Context) (int64, error) {
		return work(ctx, words)
	}, func(action int64, err error) {
		done(lang.Sentence(err))
		if err == nil {
			p.shell.Did(words, action)
		}
		p.sayStopped(err)
	})
}

// sayStopped says of work that was cancelled that nothing has come of it.
func (p *Screen) sayStopped(err error) {
	if care.CodeOf(err) == care.CodeCancelled || run.Stopped(err) {
		p.shell.Say(lang.T("people.stopped"), kit.Action{})
	}
}

// fewEdited is the number of people whose edit nobody has to wait for.
const fewEdited = 100

// askEach is askBook for the same edit of several people; the panel shows how
// far it is.
func (p *Screen) askEach(done func(problem string), keys []int64, words string, change func(*care.Person)) {
	panel, e := p.panel, p.shell.Executor()
	show := func(n int) {
		panel.SetProgress(lang.T("people.so_far", lang.Args{"Done": lang.Number(n), "Total": lang.Number(len(keys))}), float32(n)/float32(len(keys)))
	}
	if len(keys) > fewEdited {
		show(0) // it may have to wait for others
	}
	p.askBook(done, words, func(ctx context.Context, words string) (int64, error) {
		return book.EditEach(ctx, p.store, keys, words, change, func(n int) {
			e.Show(func() { show(n) })
		})
	})
}

// mergeTagPanel asks into which tag another goes.
func (p *Screen) mergeTagPanel(t store.Tag) {
	others := slices.DeleteFunc(slices.Clone(p.side.overview.Tags), func(o store.Tag) bool { return o.Key == t.Key })
	if len(others) == 0 {
		p.shell.Say(lang.T("people.no_other_tag"), kit.Action{})
		return
	}
	names := make([]string, len(others))
	for i, o := range others {
		names[i] = o.Name
	}
	into := kit.NewSelect(names, 0, nil)
	body := kit.NewColumn(style.Space3,
		kit.NewParagraph(lang.N("people.merge_tag_what", t.People, lang.Args{"Name": t.Name}), style.Control, style.Ink2),
		captioned(lang.T("people.merge_into"), into))
	p.ask(kit.NewPanel(lang.T("people.merge_tag"), body, lang.T("people.merge"), func(done func(string)) {
		other := others[into.Chosen()]
		words := lang.T("people.tag_merged", lang.Args{"Name": t.Name, "Into": other.Name})
		p.askBook(done, words, func(ctx context.Context, words string) (int64, error) {
			return p.store.Do(ctx, store.Action{Kind: "tag", Words: words}, func(tx *store.Tx) error { return tx.MergeTags(t.Key, other.Key) })
		})
		p.leaveTag(t)
	}))
}

func (p *Screen) removeTag(t store.Tag) {
	p.do(lang.T("people.tag_removed", lang.Args{"Name": t.Name}), func(ctx context.Context, words string) (int64, error) {
		return p.store.Do(ctx, store.Action{Kind: "tag", Words: words}, func(tx *store.Tx) error { return tx.RemoveTag(t.Key) })
	})
	p.leaveTag(t)
}

// leaveTag shows everyone where the list shows a tag that goes.
func (p *Screen) leaveTag(t store.Tag) {
	if p.route.Tag == t.Key {
		p.narrowTo(place{})
	}
}

// tagSelection asks which tags those selected get and lose.
func (p *Screen) tagSelection() {
	keys := p.selection()
	if len(keys) == 0 {
		return
	}
	add := kit.NewTagField(lang.T("people.tag_hint"), nil)
	remove := kit.NewTagField(lang.T("people.tag_hint"), nil)
	add.Known = p.knownTags()
	remove.Known = add.Known
	body := kit.NewColumn(style.Space4, captioned(lang.T("people.tags_add"), add), captioned(lang.T("people.tags_remove"), remove))
	p.ask(kit.NewPanel(lang.N("people.tag_selection", len(keys)), body, lang.T("people.keep"), func(done func(string)) {
		more, less := add.Names(), remove.Names()
		p.askEach(done, keys, lang.N("people.tagged", len(keys)), func(who *care.Person) { book.Retag(who, more, less) })
	}))
}

// knownTags are the tags to choose among, those most used first.
func (p *Screen) knownTags() []kit.Tag {
	tags := slices.Clone(p.side.overview.Tags)
	slices.SortStableFunc(tags, func(a, b store.Tag) int { return b.People - a.People })
	known := make([]kit.Tag, len(tags))
	for i, t := range tags {
		known[i] = kit.Tag{Name: t.Name, Color: t.Color}
	}
	return known
}

// tagOffer offers five tags in a book without any, once.
type tagOffer struct {
	screen   *Screen
	add      *kit.Button
	decline  *kit.Button
	object   fyne.CanvasObject
	answered bool
}

// settingTagOffer is the setting of the book that says that the offer was
// answered.
const settingTagOffer = "list.tags_offered"

func newTagOffer(p *Screen) *tagOffer {
	o := &tagOffer{screen: p}
	o.add = kit.NewButton(kit.Plain, lang.T("people.offer_add"), "", o.take).Small()
	o.decline = kit.NewButton(kit.Quiet, lang.T("people.offer_decline"), "", o.answer).Small()
	o.object = kit.Inset(style.Space2, style.Space2, 0, style.Space2, kit.NewColumn(style.Space2,
		kit.NewParagraph(lang.T("people.offer"), style.Small, style.Ink2), kit.NewFlow(style.Space1, o.add, o.decline)))
	o.object.Hide()
	return o
}

// offeredTags are the tags to begin with.
func offeredTags() []string {
	return []string{lang.T("people.offer_family"), lang.T("people.offer_friends"), lang.T("people.offer_important"), lang.T("people.offer_ordinary"), lang.T("people.offer_groups")}
}

func (o *tagOffer) show(overview Overview) {
	kit.Show(o.object, len(overview.Tags) == 0 && !overview.Offered && !o.answered && overview.Everyone != 0)
}

func (o *tagOffer) take() {
	o.answer()
	o.screen.do(lang.T("people.offer_taken"), func(ctx context.Context, words string) (int64, error) {
		return o.screen.store.Do(ctx, store.Action{Kind: "tag", Words: words}, func(tx *store.Tx) error {
			for _, name := range offeredTags() {
				if _, err := tx.PutTag(0, name, ""); err != nil && care.CodeOf(err) != care.CodeTagExists {
					return err
				}
			}
			return nil
		})
	})
}

// answer takes the offer away for good.
func (o *tagOffer) answer() {
	o.answered = true
	o.object.Hide()
	o.screen.side.rows.Refresh()
	o.screen.keepSetting(settingTagOffer, "1")
}

// keepSetting keeps a setting of the book.
func (p *Screen) keepSetting(name, value string) {
	run.Write(p.shell.Executor(), func(ctx context.Context) (struct{}, error) {
		return struct{}{}, p.store.SetSetting(ctx, name, value)
	}, func(_ struct{}, err error) {
		if err != nil {
			p.shell.Fail(err)
		}
	})
}
