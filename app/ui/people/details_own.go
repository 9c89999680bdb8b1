package people

import (
	"context"
	"slices"
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

// ownID is the identity of a field of the user's own.
func ownID(name string) string { return "own:" + name }

// ownValues are the person's values of the user's own fields, and those whose
// field is gone.
func (d *details) ownValues() []*detail {
	var items []*detail
	known := map[string]bool{}
	for _, f := range d.who.own {
		known[f.Name] = true
		if f.Type == care.ChoiceField {
			items = append(items, d.private(d.choiceItem(ownChoice(f.OwnField))))
		} else {
			items = append(items, d.private(d.ownItem(f.OwnField)))
		}
	}
	for _, v := range d.who.person.Profile.Own {
		if !known[v.Field] {
			items = append(items, d.private(d.ownItem(care.OwnField{Name: v.Field, Type: care.TextField})))
		}
	}
	return items
}

func ownChoice(f care.OwnField) choiceField {
	return choiceField{
		id: ownID(f.Name), name: f.Name, codes: f.Choices, words: f.Choices,
		of:  func(p *care.Person) string { return p.Profile.OwnValue(f.Name) },
		set: func(p *care.Person, code string) { p.Profile.SetOwnValue(f.Name, code) },
	}
}

// ownItem shows a text, a number or a day. What is no number or day is kept as it
// was typed, with a word of warning.
func (d *details) ownItem(f care.OwnField) *detail {
	it := d.textItem(textField{
		id: ownID(f.Name), name: f.Name,
		of: func(p *care.Person) *string {
			value := p.Profile.OwnValue(f.Name)
			return &value
		},
		set: func(p *care.Person, value string) { p.Profile.SetOwnValue(f.Name, value) },
	})
	if it == nil || f.Type == care.TextField {
		return it
	}
	write := it.field.Save
	it.field.Value = ownShown(f.Type, it.field.Value)
	it.field.Check = func(words string) kit.Note {
		if _, wrong := ownTyped(f.Type, words, d.today()); wrong != "" {
			return problem(lang.T("details.kept_as_text", lang.Args{"Why": wrong}))
		}
		return kit.Note{}
	}
	it.field.Save = func(e kit.EditedField) {
		if value, wrong := ownTyped(f.Type, e.Value, d.today()); wrong == "" {
			e.Value = value
		}
		write(e)
	}
	return it
}

// ownShown is a value as people read it.
func ownShown(kind care.FieldType, value string) string {
	switch kind {
	case care.NumberField:
		return lang.Decimal(value)
	case care.TextField, care.ChoiceField:
		return value
	}
	if day, err := care.ParseDay(value); err == nil {
		return lang.Date(dateOf(day))
	}
	return value
}

// ownTyped is what was typed as the book keeps it, or what is wrong with it.
func ownTyped(kind care.FieldType, words string, today care.Day) (value, wrong string) {
	words = strings.TrimSpace(words)
	if words == "" {
		return "", ""
	}
	switch kind {
	case care.NumberField:
		value, ok := lang.ParseNumber(words)
		if !ok {
			return "", lang.T("details.not_a_number", lang.Args{"Text": shortened(words)})
		}
		return value, ""
	case care.TextField, care.ChoiceField:
		return words, ""
	}
	date, err := lang.ParseDate(words, today)
	if err == nil && date.Calendar != care.Lunar && date.Year > 0 && date.Day > 0 {
		return date.ISO(), ""
	}
	if day, ok := lang.ParseDay(words, today); ok {
		return string(day), ""
	}
	return "", lang.Sentence(notADate(words))
}

// ownMenu makes, renames and removes fields of the user's own.
func (d *details) ownMenu() []kit.MenuItem {
	items := []kit.MenuItem{{Label: lang.T("details.new_field"), Do: func() { d.fieldPanel(nil).Show(d.canvas()) }}}
	for _, f := range d.ownFields() {
		items = append(items, kit.MenuItem{},
			kit.MenuItem{Label: lang.T("details.rename_field", lang.Args{"Name": f.Name}), Do: func() { d.fieldPanel(&f).Show(d.canvas()) }},
			kit.MenuItem{Label: lang.T("details.remove_field", lang.Args{"Name": f.Name}), Do: func() { d.removeField(f) }})
	}
	return items
}

func (d *details) ownFields() []store.OwnField {
	if d.who == nil {
		return nil
	}
	return d.who.own
}

func (d *details) canvas() fyne.Canvas { return d.screen.shell.Window().Canvas() }

// fieldForm is what is filled in for a field of the user's own.
type fieldForm struct {
	name    *kit.Entry
	types   *kit.Segmented
	choices *kit.Entry
	// choicesHead names the field of choices, which only a choice has.
	choicesHead *kit.Text
	kinds       []care.FieldType
	field       care.OwnField
}

// fieldPanel asks for a new field, or for the name and choices of one there is.
func (d *details) fieldPanel(f *store.OwnField) *kit.Panel {
	form := &fieldForm{
		name: kit.NewEntry(), choices: kit.NewEntry(), choicesHead: kit.NewText(lang.T("details.field_choices"), style.Caption, style.Ink3),
		kinds: []care.FieldType{care.TextField, care.NumberField, care.DayField, care.ChoiceField},
	}
	names := []string{lang.T("details.type_text"), lang.T("details.type_number"), lang.T("details.type_day"), lang.T("details.type_choice")}
	title, act, key := lang.T("details.new_field_title"), lang.T("details.make_field"), int64(0)
	body := kit.NewColumn(style.Space2, kit.NewText(lang.T("details.field_name"), style.Caption, style.Ink3), form.name)
	form.field.Type = care.TextField
	form.types = kit.NewSegmented(names, 0, func(i int) {
		form.field.Type = form.kinds[i]
		form.showChoices(body)
	})
	if f == nil {
		body.Add(kit.NewFlow(0, form.types))
	} else {
		title, act, key = lang.T("details.rename_field_title", lang.Args{"Name": f.Name}), lang.T("details.rename_act"), f.Key
		form.field = f.OwnField
		form.name.SetText(f.Name)
		form.choices.SetText(strings.Join(f.Choices, lang.T("details.comma")))
	}
	body.Add(form.choicesHead)
	body.Add(form.choices)
	form.showChoices(body)
	return kit.NewPanel(title, body, act, func(done func(problem string)) { d.putField(key, form, done) })
}

func (f *fieldForm) showChoices(body *fyne.Container) {
	kit.Show(f.choicesHead, f.field.Type == care.ChoiceField)
	kit.Show(f.choices, f.field.Type == care.ChoiceField)
	body.Refresh()
}

// putField keeps a field, and tells done what is in the way.
func (d *details) putField(key int64, form *fieldForm, done func(problem string)) {
	f := form.field
	f.Name, f.Choices = form.name.Text, nil
	if f.Type == care.ChoiceField {
		if f.Choices = topics(form.choices.Text); len(f.Choices) < 2 {
			done(lang.T("details.two_choices"))
			return
		}
	}
	run.Write(d.screen.shell.Executor(), func(ctx context.Context) (int64, error) {
		return book.PutField(ctx, d.screen.store, key, f)
	}, func(_ int64, err error) {
		done(lang.Sentence(err))
		if err == nil && key == 0 {
			d.awaited = ownID(strings.Join(strings.Fields(f.Name), " "))
			d.openAwaited()
		}
	})
}

// openAwaited edits a new field of the user's own once the page knows it.
func (d *details) openAwaited() {
	name := d.awaited
	if slices.ContainsFunc(d.ownFields(), func(f store.OwnField) bool { return ownID(f.Name) == name }) {
		d.awaited = ""
		d.addField(name)
	}
}

// removeField removes a field of the user's own with everybody's values.
func (d *details) removeField(f store.OwnField) {
	run.Write(d.screen.shell.Executor(), func(ctx context.Context) (int64, error) {
		return d.screen.store.Do(ctx, store.Action{Kind: "field", Words: f.Name}, func(tx *store.Tx) error { return tx.RemoveField(f.Key) })
	}, func(action int64, err error) {
		if err != nil {
			d.screen.shell.Fail(err)
			return
		}
		d.screen.shell.Did(lang.N("details.field_removed", f.People, lang.Args{"Name": f.Name}), action)
	})
}
