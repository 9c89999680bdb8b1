package people

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/style"
)

// severalBar stands in the head of the list while several people are selected:
// how many, and what can be done to all of them.
type severalBar struct {
	count            *kit.Text
	tag, trash, more *kit.Button
	object           fyne.CanvasObject
	on               bool
}

func newSeveralBar(p *Screen) *severalBar {
	b := &severalBar{count: kit.NewText("", style.Control, style.Ink)}
	b.tag = kit.NewButton(kit.Quiet, lang.T("people.tag_them"), style.TagLabel, p.tagSelection).Small()
	b.trash = kit.NewButton(kit.Quiet, "", style.Trash, p.trashSelection).Small().Named(lang.T("people.to_trash"))
	b.more = kit.NewButton(kit.Quiet, "", style.Dots, func() { kit.ShowMenu(b.more, p.selectionMenu()) }).Small().Named(lang.T("people.more"))
	b.object = container.NewBorder(nil, nil, nil, container.NewHBox(b.tag, b.trash, b.more), b.count)
	b.object.Hide()
	return b
}

// show says how many are selected; one alone is no selection of several.
func (b *severalBar) show(n int) {
	b.on = n > 1
	if b.on {
		b.count.SetText(lang.N("people.selected", n))
	}
	kit.Show(b.object, b.on)
}

// selected is called when another number of people is selected.
func (l *list) selected() { l.head() }

// selectedKeys are the people selected, in the order of the list.
func (l *list) selectedKeys() []int64 {
	if l.rows.SelectedCount() < 2 {
		return nil
	}
	var keys []int64
	for _, i := range l.rows.Selected() {
		if i < len(l.people) {
			keys = append(keys, l.people[i].Key)
		}
	}
	return keys
}

// reselect selects the same people in a list that has changed.
func (l *list) reselect(keys []int64) {
	if len(keys) == 0 {
		l.rows.ClearSelection()
		return
	}
	had := make(map[int64]bool, len(keys))
	for _, key := range keys {
		had[key] = true
	}
	var at []int
	for i := range l.people {
		if had[l.people[i].Key] {
			at = append(at, i)
		}
	}
	l.rows.SetSelected(at)
}

// takeKey takes a key that the list has no use for: Delete.
func (l *list) takeKey(e *fyne.KeyEvent) bool {
	if e.Name == fyne.KeyReturn || e.Name == fyne.KeyEnter {
		return l.openFound(l.rows.Chosen())
	}
	if e.Name != fyne.KeyDelete || len(l.screen.selection()) == 0 {
		return false
	}
	l.screen.trashSelection()
	return true
}

// selection are the people to whom a command is done: those selected in the
// list, else the one on the page.
func (p *Screen) selection() []int64 {
	if keys := p.list.selectedKeys(); len(keys) > 0 {
		return keys
	}
	if key := p.route.Person; key != 0 && p.page.subject != nil {
		return []int64{key}
	}
	return nil
}
