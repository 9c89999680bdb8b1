package people

import (
	"cmp"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"carebook/app/care"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/style"
)

// save writes what a row changed. Where that is refused the row says why and
// keeps what was typed.
func (d *details) save(it *detail, change func(*care.Person)) {
	d.write(it, change, "")
}

// write is save with a sentence that is said when it is done, and can be taken
// back; "" says nothing.
func (d *details) write(it *detail, change func(*care.Person), did string) {
	who := d.who
	it.saving++
	it.again, it.draft, d.adding = false, false, ""
	d.screen.editOf(who, d.words(it.name), change, func(action int64) {
		it.saving--
		if did != "" {
			d.screen.shell.Did(did, action)
		}
		if d.who != nil && d.who.key == who.key {
			d.fill()
		}
	}, func(sentence string) {
		it.saving--
		it.again = true
		d.refuse(it, sentence)
	})
}

// refuse says beside a row why it was not saved.
func (d *details) refuse(it *detail, sentence string) {
	if d.at[it.row] != it {
		d.screen.shell.Say(sentence, kit.Action{})
		return
	}
	it.row.SetProblem(sentence)
	d.relayout()
}

// words say what was edited, and of whom.
func (d *details) words(field string) string {
	return lang.T("details.changed", lang.Args{"Name": d.who.person.DisplayName(), "Field": field})
}

// overtaken says that the field was changed elsewhere while it was edited here;
// the next attempt puts what was typed in its place.
func (d *details) overtaken(it *detail, now string) {
	it.again = true
	d.refuse(it, lang.Sentence(&care.Error{Code: care.CodeOvertaken, Args: care.Args{"Field": it.name, "Value": now}}))
}

// mask marks an item as private, and hides it while somebody looks at the
// screen.
func (d *details) mask(it *detail) {
	it.private = true
	if d.screen.shell.Private() {
		it.draft = false
		it.field = kit.EditField{Glyph: it.field.Glyph, Value: lang.T("details.masked"), Caption: it.field.Caption, Type: -1, Chosen: -1}
	}
}

// tooLong says that something does not fit into a field.
func tooLong(bytes int) string {
	return lang.T("details.too_long", lang.Args{"Size": lang.Bytes(int64(bytes))})
}

// mostText is the number of bytes of a remark and its like.
const mostText = 64 << 10

// textField is a field of one text.
type textField struct {
	id    string
	glyph style.Glyph
	name  string
	of    func(*care.Person) *string
	// set, if there is one, writes the text in the place of a plain assignment.
	set func(p *care.Person, value string)
	// several lines may be written; always shows the field without a text, too.
	several, always bool
	hint            string
	actions         func(value string) []kit.RowAction
}

// oneValue is the value of a field of which a person has one, while it is shown
// by an item.
type oneValue struct {
	details *details
	item    *detail
	// was is what the document says, as far as the item knows.
	was string
	of  func(*care.Person) string
	set func(p *care.Person, value string)
}

func (v *oneValue) put(value string) func(*care.Person) {
	return func(p *care.Person) {
		v.was = value
		v.set(p, value)
	}
}

// save writes the value, unless it was changed elsewhere while it was edited.
func (v *oneValue) save(value string) {
	if now := v.of(v.details.who.person); now != v.was && now != value && !v.item.again {
		v.details.overtaken(v.item, now)
		return
	}
	v.details.save(v.item, v.put(value))
}

// removable lets the item's field be taken away.
func (v *oneValue) removable() {
	v.item.field.Remove = func() { v.details.write(v.item, v.put(""), v.details.takenAway(v.item.name)) }
	v.item.field.RemoveWords = lang.T("details.remove")
}

// textItem shows a text that says something or is being added, else it is nil.
func (d *details) textItem(t textField) *detail {
	was := *t.of(d.who.person)
	if was == "" && !t.always && d.adding != t.id {
		return nil
	}
	it := &detail{id: t.id, list: t.id, name: t.name, says: was, draft: was == "" && d.adding == t.id}
	v := &oneValue{d, it, was, func(p *care.Person) string { return *t.of(p) }, t.set}
	if v.set == nil {
		v.set = func(p *care.Person, value string) { *t.of(p) = value }
	}
	it.field = kit.EditField{
		Glyph: t.glyph, Value: was, Caption: t.name, Hint: cmp.Or(t.hint, t.name), Multiline: t.several, Type: -1, Chosen: -1,
		TooLong: tooLong,
		Save: func(e kit.EditedField) {
			value := e.Value
			if !t.several {
				value = strings.TrimSpace(value)
			}
			if it.draft && value == "" {
				d.drop()
			} else {
				v.save(value)
			}
		},
	}
	if t.several {
		it.field.Limit = max(mostText, 2*len(was))
	}
	if was != "" {
		it.field.Actions = []kit.RowAction{d.copyAction(was)}
		if t.actions != nil {
			it.field.Actions = append(it.field.Actions, t.actions(was)...)
		}
		v.removable()
	}
	return it
}

// choiceField is a field whose value is one of a few.
type choiceField struct {
	id    string
	glyph style.Glyph
	name  string
	// codes are what the person's document says, words what people see.
	codes, words []string
	of           func(*care.Person) string
	set          func(p *care.Person, code string)
	// must says that the field always has one of the codes.
	must bool
}

// choiceItem shows a choice that was made, else it is nil. The last of the
// choices takes it back, unless it must be made.
func (d *details) choiceItem(c choiceField) *detail {
	was := c.of(d.who.person)
	if was == "" {
		return nil
	}
	it := &detail{id: c.id, list: c.id, name: c.name, says: was}
	codes, words := c.codes, c.words
	chosen := slices.Index(codes, was)
	value := was
	if chosen >= 0 {
		value = words[chosen]
	}
	if !c.must {
		codes, words = append(slices.Clone(codes), ""), append(slices.Clone(words), lang.T("details.not_said"))
	}
	v := &oneValue{d, it, was, c.of, c.set}
	it.field = kit.EditField{
		Glyph: c.glyph, Value: value, Caption: c.name, Type: -1, Choices: words, Chosen: chosen,
		Save: func(e kit.EditedField) { v.save(codes[e.Chosen]) },
	}
	if !c.must {
		v.removable()
	}
	return it
}

// offer opens the menu of a choice that has not been made.
func (d *details) offer(c choiceField) {
	items := make([]kit.MenuItem, len(c.codes))
	for i, code := range c.codes {
		items[i] = kit.MenuItem{Label: c.words[i], Do: func() {
			d.write(&detail{id: c.id, list: c.id, name: c.name}, func(p *care.Person) { c.set(p, code) }, "")
		}}
	}
	kit.ShowMenu(d.add, items)
}

// listField is a field of which a person has any number.
type listField[T comparable] struct {
	id   string
	name string
	get  func(*care.Person) []T
	set  func(*care.Person, []T)
	// begin is what an added one is before anything is typed; false is none.
	begin func(adding string) (T, bool)
	// empty reports whether there is nothing left to keep.
	empty func(T) bool
	// show makes the field without what saves and removes it.
	show func(it *detail, v T) kit.EditField
	// take makes what was typed of what was shown.
	take func(v T, e kit.EditedField) T
}

// listItems shows all of a field, and one that is being added.
func listItems[T comparable](d *details, l listField[T]) section {
	var s section
	all := l.get(d.who.person)
	for i, v := range all {
		s = append(s, listItem(d, l, i, v, false))
	}
	if v, ok := l.begin(d.adding); ok && d.adding != "" {
		s = append(s, listItem(d, l, len(all), v, true))
	}
	return s
}

func listItem[T comparable](d *details, l listField[T], i int, was T, draft bool) *detail {
	it := &detail{id: l.id + " " + strconv.Itoa(i), list: l.id, name: l.name, says: was, draft: draft}
	it.field = l.show(it, was)
	it.field.TooLong = tooLong
	v := &listValue[T]{d, it, l, i, was, draft}
	it.field.Remove, it.field.RemoveWords, it.field.Save = v.remove, lang.T("details.remove"), v.save
	return it
}

// listValue is one value of a field of which there may be several, while it is
// shown by an item.
type listValue[T comparable] struct {
	details *details
	item    *detail
	field   listField[T]
	// i is where the value stood when the item was made, and was what it said;
	// added is one that stood nowhere.
	i     int
	was   T
	added bool
}

// place is where the value stands now: -1 where it was changed elsewhere.
func (v *listValue[T]) place(all []T) int {
	if v.i < len(all) && all[v.i] == v.was && !v.added {
		return v.i
	}
	switch at := slices.Index(all, v.was); {
	case at >= 0:
		return at
	case v.added:
		return len(all)
	case v.item.again:
		return min(v.i, len(all))
	}
	return -1
}

func (v *listValue[T]) remove() {
	d, it, l := v.details, v.item, v.field
	if it.draft {
		d.drop()
		return
	}
	d.write(it, func(p *care.Person) {
		all := slices.Clone(l.get(p))
		if at := v.place(all); at >= 0 && at < len(all) {
			l.set(p, slices.Delete(all, at, at+1))
		}
	}, d.takenAway(cmp.Or(l.show(it, v.was).Value, l.name)))
}

// save writes what was typed, unless the value was changed elsewhere meanwhile;
// what was emptied is removed.
func (v *listValue[T]) save(e kit.EditedField) {
	d, it, l := v.details, v.item, v.field
	next := l.take(v.was, e)
	all := l.get(d.who.person)
	at := v.place(all)
	switch {
	case l.empty(next):
		v.remove()
	case at < 0:
		now := ""
		if v.i < len(all) {
			now = l.show(it, all[v.i]).Value
		}
		d.overtaken(it, now)
	default:
		d.save(it, func(p *care.Person) {
			all := slices.Clone(l.get(p))
			if at < len(all) {
				all[at] = next
			} else {
				all = append(all, next)
			}
			l.set(p, all)
			v.was = next
		})
	}
}

// takenAway says that something was removed.
func (d *details) takenAway(what string) string {
	what, _ = kit.Beginning(strings.ReplaceAll(what, "\n", ", "), 60)
	return lang.T("details.taken_away", lang.Args{"What": what})
}

// fieldKinds are the types of a field, by what the document says and what people see.
type fieldKinds struct {
	codes, names []string
}

// fill tells a field its type, or the label in the user's own word.
func (k fieldKinds) fill(f *kit.EditField, code, label, fallback string) {
	f.Types, f.Type, f.OwnLabel = k.names, slices.Index(k.codes, code), lang.T("details.own_label")
	if f.Type < 0 {
		f.Label = cmp.Or(label, code)
	} else {
		f.Label = label
	}
	f.Caption = cmp.Or(label, fallback)
	if label == "" && f.Type >= 0 {
		f.Caption = k.names[f.Type]
	} else if label == "" {
		f.Caption = cmp.Or(code, fallback)
	}
}

// pick is the type and label that were chosen for something that had others.
func (k fieldKinds) pick(e kit.EditedField, code, label string) (string, string) {
	switch {
	case e.Label != "" && e.Label == cmp.Or(label, code):
		return code, label
	case e.Label != "":
		return "", e.Label
	case e.Type >= 0 && e.Type < len(k.codes):
		return k.codes[e.Type], ""
	}
	return code, label
}

// copyAction puts a value on the clipboard.
func (d *details) copyAction(value string) kit.RowAction {
	return kit.RowAction{Glyph: style.Copy, Words: lang.T("people.copy"), Do: func() { d.screen.page.copyText(value) }}
}

// openAction hands an address to the program that the desktop has for it; where
// it has none, the text is copied.
func (d *details) openAction(glyph style.Glyph, words string, u *url.URL, text string) kit.RowAction {
	return kit.RowAction{Glyph: glyph, Words: words, Do: func() {
		if err := d.openURL(u); err != nil {
			fyne.CurrentApp().Clipboard().SetContent(text)
			d.screen.shell.Say(lang.T("people.no_program", lang.Args{"Text": text}), kit.Action{})
		}
	}}
}
