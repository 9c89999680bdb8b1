package people

import (
	"context"
	"strconv"
	"strings"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/exchange"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/files"
	"carebook/app/ui/kit/run"
	"carebook/app/ui/style"
	"carebook/store"
)

// selectionMenu is what can be done to those selected.
func (p *Screen) selectionMenu() []kit.MenuItem {
	if p.route.Trash {
		return []kit.MenuItem{
			{Label: lang.T("people.restore"), Do: p.restoreSelection},
			{Label: lang.T("people.erase"), Do: p.eraseSelection},
		}
	}
	items := []kit.MenuItem{
		{Label: lang.T("people.tag_them"), Do: p.tagSelection},
		{Label: lang.T("people.set_field"), Do: p.fieldPanel},
		{Label: lang.T("people.export"), Do: p.exportSelection},
		{Label: lang.T("moving.changed_command"), Do: func() { p.shell.Open(kit.Route{Screen: kit.SettingsScreen, Section: kit.MovingSection}) }},
		{Label: lang.T("sheet.print_people"), Do: p.printList},
	}
	if len(p.list.selectedKeys()) == 2 {
		items = append(items, kit.MenuItem{Label: lang.T("people.merge_two"), Do: p.mergeSelection})
	}
	return append(items, kit.MenuItem{}, kit.MenuItem{Label: lang.T("people.to_trash"), Do: p.trashSelection})
}

// trashSelection moves those selected to the trash, those in the trash out of
// the book after a question.
func (p *Screen) trashSelection() {
	if p.route.Trash {
		p.eraseSelection()
	} else {
		p.trash(p.selection())
	}
}

func (p *Screen) trash(keys []int64) {
	if len(keys) == 0 {
		return
	}
	p.advance(keys)
	p.do(lang.N("people.trashed", len(keys)), func(ctx context.Context, words string) (int64, error) {
		return book.Trash(ctx, p.store, keys, true, words)
	})
}

// advance goes on to whoever follows in the list before some go; in a narrow
// window, to the list.
func (p *Screen) advance(going []int64) {
	has := map[int64]bool{}
	for _, key := range going {
		has[key] = true
	}
	if !has[p.route.Person] {
		return
	}
	r, at := p.route, p.list.indexOf(p.route.Person)
	r.Person = 0
	if !p.layout.narrow() {
		r.Person = p.list.nearest(at, func(key int64) bool { return !has[key] })
	}
	p.shell.Open(r)
}

// nearest is the first person after a row, else the last before it, whom fits
// accepts; 0 is nobody.
func (l *list) nearest(at int, fits func(key int64) bool) int64 {
	for _, r := range l.people[max(at, 0):] {
		if fits(r.Key) {
			return r.Key
		}
	}
	for i := at - 1; i >= 0; i-- {
		if fits(l.people[i].Key) {
			return l.people[i].Key
		}
	}
	return 0
}

func (p *Screen) restoreSelection() { p.restoreAll(p.selection()) }

func (p *Screen) restoreAll(keys []int64) {
	p.advance(keys)
	p.do(lang.N("people.restored", len(keys)), func(ctx context.Context, words string) (int64, error) {
		return book.Trash(ctx, p.store, keys, false, words)
	})
}

// eraseSelection asks before people are removed for good: it is the one thing
// that cannot be taken back.
func (p *Screen) eraseSelection() {
	keys := p.selection()
	if len(keys) == 0 {
		return
	}
	body := kit.NewParagraph(lang.N("people.erase_what", len(keys)), style.Control, style.Ink2)
	p.askCarefully(kit.NewPanel(lang.T("people.erase"), body, lang.N("people.erase_now", len(keys)), func(done func(string)) {
		p.panel.Stop = run.Write(p.shell.Executor(), func(ctx context.Context) (int, error) {
			return p.store.Erase(ctx, keys)
		}, func(n int, err error) {
			done(lang.Sentence(err))
			if err == nil {
				p.shell.Say(lang.N("people.erased", n), kit.Action{})
			}
			p.sayStopped(err)
		})
	}))
}

// exportSelection writes those selected to a file.
func (p *Screen) exportSelection() { p.export(p.selection()) }

func (p *Screen) export(keys []int64) {
	if len(keys) == 0 {
		return
	}
	p.exportAs(lang.T("people.export_name"), keys)
}

// ExportCalendar writes everybody's occasions and the holidays to a calendar for
// the phone.
func (p *Screen) ExportCalendar() { p.exportAs(lang.T("people.calendar_name"), nil) }

// exportAs asks for a file, offering a name, and writes people to it, or their
// occasions where it is a calendar; nil is everybody.
func (p *Screen) exportAs(name string, keys []int64) {
	files.Save(p.shell, name, func(path string, replace bool) {
		o := book.ExportOptions{Format: exchange.FormatOf(path), Keys: keys, Keep: !replace}
		run.WriteAside(p.shell.Executor(), func(ctx context.Context) (exported, error) {
			if o.Format == exchange.ICS {
				n, err := book.ExportCalendarFile(ctx, p.store, p.clock, keys, path, o.Keep)
				return exported{lang.N("people.exported_calendar", n), 0}, err
			}
			gone, err := p.goneSince(ctx, o)
			if err != nil {
				return exported{}, err
			}
			n, err := book.ExportFile(ctx, p.store, path, o)
			return exported{lang.N("people.exported", n), gone}, err
		}, p.tellExported)
	})
}

// exported says what was written, and how many a phone has that are in the book no
// more.
type exported struct {
	sentence string
	gone     int
}

// goneSince counts who has left the book since the phone was filled, where it is now
// filled with everybody again.
func (p *Screen) goneSince(ctx context.Context, o book.ExportOptions) (int, error) {
	if o.Format != exchange.VCard && o.Format != exchange.VCard3 {
		return 0, nil
	}
	if all, err := p.store.Count(ctx, store.Query{}); err != nil || o.Keys != nil && len(o.Keys) != all {
		return 0, err
	}
	news, err := book.ReadNews(ctx, p.store, o.Format)
	return len(news.Gone) + news.Erased, err
}

// tellExported says what was written, with the way to those whom no file can name.
func (p *Screen) tellExported(done exported, err error) {
	switch {
	case err != nil:
		p.shell.Fail(err)
	case done.gone > 0:
		p.shell.Say(done.sentence+" "+lang.N("moving.left", done.gone), kit.Action{Label: lang.T("people.see_who_left"), Do: func() {
			p.shell.Open(kit.Route{Screen: kit.SettingsScreen, Section: kit.MovingSection})
		}})
	default:
		p.shell.Say(done.sentence, kit.Action{})
	}
}

// bulkField is a field that can be set for several people at once.
type bulkField struct {
	name    string
	choices []string // nil is free text
	set     func(p *care.Person, words string, choice int)
	// read, if there is one, makes of the words what the book keeps, or says
	// what is wrong with them.
	read func(words string) (value, wrong string)
}

// bulkFields are the fields of people that make sense for several, and the
// user's own.
func bulkFields(own []store.OwnField, today care.Day) []bulkField {
	text := func(name string, of func(*care.Person) *string) bulkField {
		return bulkField{name: name, set: func(p *care.Person, words string, _ int) { *of(p) = words }}
	}
	fields := []bulkField{
		text(lang.T("field.organization"), func(p *care.Person) *string { return &p.Organization }),
		text(lang.T("field.department"), func(p *care.Person) *string { return &p.Department }),
		text(lang.T("field.title"), func(p *care.Person) *string { return &p.Title }),
	}
	fields = append(fields, chosenBulkFields(today)...)
	for _, f := range own {
		fields = append(fields, ownBulkField(f.OwnField, today))
	}
	return fields
}

// chosenBulkFields are those that are one of a few values.
func chosenBulkFields(today care.Day) []bulkField {
	channels := []string{lang.T("people.none")}
	for _, c := range care.Channels() {
		channels = append(channels, lang.Channel(c))
	}
	values := []string{lang.T("people.none")}
	for v := range care.MaxValue {
		values = append(values, strconv.Itoa(v+1))
	}
	return []bulkField{
		{name: lang.T("people.value"), choices: values, set: func(p *care.Person, _ string, i int) { p.Profile.Value = i }},
		{name: lang.T("people.channel"), choices: channels, set: func(p *care.Person, _ string, i int) {
			p.Profile.Channel = ""
			if i > 0 {
				p.Profile.Channel = care.Channels()[i-1]
			}
		}},
		{name: lang.T("people.lost"), choices: []string{lang.T("people.not_lost"), lang.T("people.lost_today")}, set: func(p *care.Person, _ string, i int) {
			p.Profile.Lost = ""
			if i > 0 {
				p.Profile.Lost = today
			}
		}},
	}
}

// ownBulkField is a field of the user's own.
func ownBulkField(f care.OwnField, today care.Day) bulkField {
	if f.Type != care.ChoiceField {
		return bulkField{
			name: f.Name,
			read: func(words string) (value, wrong string) { return ownTyped(f.Type, words, today) },
			set:  func(p *care.Person, words string, _ int) { p.Profile.SetOwnValue(f.Name, words) },
		}
	}
	choices := append([]string{lang.T("people.none")}, f.Choices...)
	return bulkField{name: f.Name, choices: choices, set: func(p *care.Person, _ string, i int) {
		value := ""
		if i > 0 {
			value = choices[i]
		}
		p.Profile.SetOwnValue(f.Name, value)
	}}
}

// fieldPanel asks which field those selected get, and what.
func (p *Screen) fieldPanel() {
	keys := p.selection()
	if len(keys) == 0 {
		return
	}
	run.Do(p.shell.Executor(), &p.asking, p.store.OwnFields, func(own []store.OwnField, err error) {
		if err != nil {
			p.shell.Fail(err)
			return
		}
		p.askField(keys, bulkFields(own, p.clock.Today()))
	})
}

func (p *Screen) askField(keys []int64, fields []bulkField) {
	names := make([]string, len(fields))
	for i, f := range fields {
		names[i] = f.name
	}
	words := kit.NewEntry()
	choice := kit.NewSelect(nil, 0, nil)
	which := kit.NewSelect(names, 0, nil)
	which.OnChosen = func(i int) {
		choice.Set(fields[i].choices, 0, false)
		kit.Show(words, fields[i].choices == nil)
		kit.Show(choice, fields[i].choices != nil)
	}
	choice.Hide()
	body := kit.NewColumn(style.Space3, captioned(lang.T("people.field"), which), kit.NewColumn(2, kit.NewText(lang.T("people.field_value"), style.Small, style.Ink3), words, choice))
	p.ask(kit.NewPanel(lang.N("people.set_selection", len(keys)), body, lang.T("people.keep"), func(done func(string)) {
		f, value, i := fields[which.Chosen()], strings.TrimSpace(words.Text), choice.Chosen()
		if f.read != nil {
			var wrong string
			if value, wrong = f.read(value); wrong != "" {
				done(wrong)
				return
			}
		}
		p.askEach(done, keys, lang.N("people.field_set", len(keys), lang.Args{"Field": f.name}), func(who *care.Person) { f.set(who, value, i) })
	}))
}

// mergeSelection shows the two selected side by side.
func (p *Screen) mergeSelection() {
	keys := p.list.selectedKeys()
	p.shell.Open(kit.Route{Screen: kit.DuplicatesScreen, Pair: [2]int64{keys[0], keys[1]}})
}
