package people

import (
	"net/url"
	"slices"

	"fyne.io/fyne/v2"

	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/outside"
	"carebook/app/ui/style"
)

// details are the fields of the person on the page, each edited in its place.
// What is filled is shown, in groups; the rest is offered by one button.
//
// A row stands for the same thing from one show to the next. One that is edited
// or on its way into the book is left alone, and catches up afterwards.
type details struct {
	screen *Screen
	who    *subject
	object *fyne.Container

	add, photo, own *kit.Button
	// fields are the rows with lines between their groups.
	fields *fyne.Container
	// items are what is shown, in order.
	items []*detail
	// at finds what a row shows; spare are rows without use.
	at    map[*kit.EditRow]*detail
	spare []*kit.EditRow
	lines []fyne.CanvasObject

	// adding is the field that is being added, "" for none.
	adding string
	// awaited is a field of the user's own that is to be edited once it is there.
	awaited string
	// filling keeps rows that change their height from being looked at.
	filling bool

	// openURL hands an address to the desktop.
	openURL func(*url.URL) error
}

// detail is one thing that is known of the person, and the row that shows it.
type detail struct {
	// id is unique on the page; list is the field of which there may be several,
	// such as "phone", and equal to id for the others.
	id, list string
	// name is what people call the field.
	name string
	// says is what the person's document says there, to know it again.
	says any
	// private items are masked while somebody looks at the screen.
	private bool
	field   kit.EditField

	row *kit.EditRow
	// draft is a row that was added and not saved yet.
	draft bool
	// saving counts saves under way. again is set after one that was refused:
	// the next one is made whatever the book says.
	saving int
	again  bool
	// next is what the row is to show once it is free.
	next *detail
}

// section is what is known in one respect: the first row has the icon of all.
type section []*detail

func newDetails(p *Screen) *details {
	d := &details{screen: p, at: map[*kit.EditRow]*detail{}}
	d.openURL = outside.Open
	d.add = kit.NewButton(kit.Plain, lang.T("details.add"), style.Plus, func() { kit.ShowMenu(d.add, d.addMenu()) }).Small()
	d.photo = kit.NewButton(kit.Quiet, lang.T("details.photo"), "", func() { kit.ShowMenu(d.photo, d.photoMenu()) }).Small().Menu()
	d.own = kit.NewButton(kit.Quiet, lang.T("details.own_fields"), "", func() { kit.ShowMenu(d.own, d.ownMenu()) }).Small().Menu()
	d.fields = kit.NewColumn(0)
	d.object = kit.NewColumn(style.Space3, kit.NewFlow(style.Space2, d.add, d.photo, d.own), d.fields)
	return d
}

// show fills the tab; nil is nobody. For somebody else, what is being typed is
// saved first.
func (d *details) show(who *subject) {
	if d.who != nil && (who == nil || who.key != d.who.key) {
		d.leave()
	}
	d.who = who
	if who != nil {
		d.refill()
		d.openAwaited()
	}
}

// park takes a person without showing any field, for a page that shows
// something else: files can be kept with him all the same.
func (d *details) park(who *subject) {
	if d.who != nil {
		d.leave()
	}
	d.who = who
}

// leave ends all editing of a person.
func (d *details) leave() {
	d.filling = true
	for _, it := range d.items {
		it.again = true // whoever leaves has no other chance
		it.row.Commit()
		it.row.Cancel() // of what cannot be saved
		d.spare = append(d.spare, it.row)
	}
	d.filling = false
	d.items, d.at = nil, map[*kit.EditRow]*detail{}
	d.adding, d.awaited = "", ""
}

// fill shows what the person's document says now.
func (d *details) fill() {
	if !d.filling {
		d.refill()
		d.relayout()
	}
}

// refill is fill for a page that gives its parts their places afterwards. A row
// that goes leaves the focus to the one that takes its place.
func (d *details) refill() {
	focused := d.canvas().Focused()
	i := slices.IndexFunc(d.items, func(it *detail) bool { return fyne.Focusable(it.row) == focused })
	d.filling = true
	d.put(d.match(append(d.contactSections(), d.otherSections()...)))
	d.filling = false
	if i >= 0 && d.at[focused.(*kit.EditRow)] == nil {
		d.canvas().Focus(d.items[min(i, len(d.items)-1)].row)
	}
}

// relayout gives the fields the room that they need now.
func (d *details) relayout() { d.screen.page.relayout() }

// put puts sections on the page with a line between each two.
func (d *details) put(sections []section) {
	d.items, d.at = nil, map[*kit.EditRow]*detail{}
	var objects []fyne.CanvasObject
	lines := 0
	for _, s := range sections {
		if len(s) == 0 {
			continue
		}
		if len(objects) > 0 {
			objects = append(objects, d.line(lines))
			lines++
		}
		for _, it := range s {
			objects = append(objects, it.row)
			d.items, d.at[it.row] = append(d.items, it), it
		}
	}
	if !slices.Equal(objects, d.fields.Objects) {
		d.fields.Objects = objects
	}
}

// line is hairline number n.
func (d *details) line(n int) fyne.CanvasObject {
	for len(d.lines) <= n {
		d.lines = append(d.lines, kit.Inset(style.Space2, 0, style.Space2, 42, kit.NewLine()))
	}
	return d.lines[n]
}

// match gives each item its row: the one that showed the same before, else the
// one in its place, else another.
func (d *details) match(all []section) []section {
	free := slices.Clone(d.items)
	for _, same := range []func(old, it *detail) bool{
		func(old, it *detail) bool { return old.list == it.list && !old.draft && old.says == it.says },
		func(old, it *detail) bool { return old.id == it.id },
		func(old, it *detail) bool { return old.list == it.list },
	} {
		for _, s := range all {
			for i, it := range s {
				if it.row != nil {
					continue
				}
				if k := slices.IndexFunc(free, func(old *detail) bool { return same(old, it) }); k >= 0 {
					s[i] = d.succeed(free[k], it)
					free = slices.Delete(free, k, k+1)
				}
			}
		}
	}
	for _, old := range free {
		if old.row.Editing() {
			all = keep(old, all)
		} else {
			d.spare = append(d.spare, old.row)
		}
	}
	for _, s := range all {
		for _, it := range s {
			if it.row == nil {
				d.fillRow(d.newRow(), it)
			}
		}
	}
	return all
}

// keep leaves a row on the page that is typed into while its value was taken
// away elsewhere.
func keep(old *detail, all []section) []section {
	for i, s := range all {
		if len(s) > 0 && s[0].list == old.list {
			all[i] = append(s, old)
			return all
		}
	}
	return append(all, section{old})
}

// succeed lets a row that showed something show it as it is now, and gives what
// the row shows then.
func (d *details) succeed(old, it *detail) *detail {
	masked := it.field.Save == nil && it.private && d.screen.shell.Private()
	switch {
	case (old.row.Editing() || old.saving > 0) && !masked:
		old.id, old.next = it.id, it
		old.draft = it.draft
		return old
	case sameField(old.field, it.field) && sameField(old.row.Field(), it.field) && !old.row.Note().Problem:
		old.id, old.says, old.draft, old.next = it.id, it.says, it.draft, nil
		return old
	}
	d.fillRow(old.row, it)
	return it
}

func (d *details) fillRow(row *kit.EditRow, it *detail) {
	it.row = row
	row.Fill(it.field)
}

// newRow is a row without use.
func (d *details) newRow() *kit.EditRow {
	if n := len(d.spare); n > 0 {
		row := d.spare[n-1]
		d.spare = d.spare[:n-1]
		return row
	}
	row := kit.NewEditRow()
	row.OnResized = func() { d.rowResized(row) }
	return row
}

// rowResized is called when a row needs another height, which it also does when
// its editing ends.
func (d *details) rowResized(row *kit.EditRow) {
	it := d.at[row]
	if d.filling || it == nil {
		return
	}
	if !row.Editing() && it.saving == 0 {
		given := sameField(row.Field(), it.field)
		switch {
		case it.draft && given:
			d.drop()
			return
		case it.next != nil && given:
			d.catchUp(it)
		}
	}
	d.relayout()
}

// catchUp lets a row show what has come while it was edited.
func (d *details) catchUp(it *detail) {
	d.filling = true
	next := it.next
	i := slices.Index(d.items, it)
	d.fillRow(it.row, next)
	d.items[i], d.at[it.row] = next, next
	d.filling = false
}

// drop takes an added row away that nothing was typed into.
func (d *details) drop() {
	d.adding = ""
	d.fill()
}

// sameField reports whether two fields look the same.
func sameField(a, b kit.EditField) bool {
	return a.Glyph == b.Glyph && a.Value == b.Value && a.Caption == b.Caption && a.Hint == b.Hint &&
		a.Type == b.Type && a.Label == b.Label && a.Chosen == b.Chosen && slices.Equal(a.Parts, b.Parts) &&
		slices.Equal(a.Types, b.Types) && slices.Equal(a.Choices, b.Choices) && len(a.Actions) == len(b.Actions) &&
		(a.Save == nil) == (b.Save == nil) && (a.Remove == nil) == (b.Remove == nil)
}

// editFirst puts the first row that can be edited into editing.
func (d *details) editFirst() {
	for _, it := range d.items {
		if it.field.Save != nil {
			d.edit(it)
			return
		}
	}
}

func (d *details) edit(it *detail) {
	if it.row.Editing() {
		d.screen.shell.Window().Canvas().Focus(it.row)
		return
	}
	it.row.Edit()
}
