package richedit

import (
	"fyne.io/fyne/v2"

	"carebook/app/doc"
	"carebook/app/lang"
	"carebook/app/ui/kit"
)

// TappedSecondary implements fyne.SecondaryTappable: the context menu. What was
// clicked beside the selection is clicked first.
func (e *Editor) TappedSecondary(t *fyne.PointEvent) {
	e.takeFocus()
	h := e.hitAt(t.Position)
	if h.on == onPicture {
		h.at, h.upstream = doc.Position{Block: h.block}, false
	}
	if s := e.ed.Selection(); s.Empty() || !within(s.Range(), h.at) {
		e.place(doc.Caret(h.at), h.upstream, unmoved)
	}
	link := h.link
	if h.on != onLink {
		link = e.State().Link
	}
	e.showMenu(t.Position, link, kit.ShowContextMenu)
}

func within(r doc.Range, p doc.Position) bool { return r.From.Compare(p) <= 0 && p.Compare(r.To) <= 0 }

// showMenuAtCaret shows the context menu for the keyboard.
func (e *Editor) showMenuAtCaret() {
	e.bring(revealed)
	c := e.page.caret(e.ed.Selection().Head, e.upstream)
	e.showMenu(fyne.NewPos(e.inset()+c.x, c.y+c.h), e.State().Link, kit.ShowMenu)
}

func (e *Editor) showMenu(at fyne.Position, link string, show func(fyne.CanvasObject, []kit.MenuItem) *kit.Menu) {
	e.stopPress()
	e.anchor.Move(at)
	show(e.anchor, e.menu(link))
}

// menu is what can be done at the caret, and with the link that was clicked.
func (e *Editor) menu(link string) []kit.MenuItem {
	groups := [][]kit.MenuItem{e.clipItems(), e.linkItems(link), nil}
	if e.p.Menu != nil {
		groups[2] = e.p.Menu()
	}
	var items []kit.MenuItem
	for _, group := range groups {
		if len(items) > 0 && len(group) > 0 {
			items = append(items, kit.MenuItem{})
		}
		items = append(items, group...)
	}
	return items
}

// clipItems are those of clipboard and selection that can be done.
func (e *Editor) clipItems() (items []kit.MenuItem) {
	_, selected := e.chosen()
	if selected && !e.readOnly {
		items = append(items, kit.MenuItem{
			Label: lang.T("editor.cut"), Detail: kit.ShortcutWords(kit.Ctrl(fyne.KeyX)), Do: func() { e.cut(nil) },
		})
	}
	if selected {
		items = append(items, kit.MenuItem{
			Label: lang.T("editor.copy"), Detail: kit.ShortcutWords(kit.Ctrl(fyne.KeyC)), Do: func() { e.copy(nil) },
		})
	}
	if !e.readOnly {
		items = append(items, kit.MenuItem{
			Label: lang.T("editor.paste"), Detail: kit.ShortcutWords(kit.Ctrl(fyne.KeyV)), Do: func() { e.paste(nil) },
		}, kit.MenuItem{
			Label: lang.T("editor.paste_plain"), Detail: kit.ShortcutWords(kit.CtrlShift(fyne.KeyV)), Do: e.pastePlain,
		})
	}
	return append(items, kit.MenuItem{
		Label: lang.T("editor.select_all"), Detail: kit.ShortcutWords(kit.Ctrl(fyne.KeyA)), Do: e.selectAll,
	})
}

// linkItems are those of a link. Only the one at the caret can be changed: with
// more selected that may be another.
func (e *Editor) linkItems(link string) (items []kit.MenuItem) {
	if link == "" {
		return nil
	}
	if e.p.OnLink != nil {
		items = append(items, kit.MenuItem{Label: lang.T("editor.link_open"), Do: func() { e.p.OnLink(link) }})
	}
	items = append(items, kit.MenuItem{
		Label: lang.T("editor.link_copy"), Do: func() { e.clipboard(nil).SetContent(link) },
	})
	if e.readOnly || link != e.State().Link {
		return items
	}
	ask := kit.Ctrl(fyne.KeyK)
	return append(items, kit.MenuItem{
		Label: lang.T("editor.link_change"), Detail: kit.ShortcutWords(ask), Do: func() { e.TypedShortcut(ask) },
	}, kit.MenuItem{
		Label: lang.T("editor.link_remove"), Do: func() { e.Do(doc.Link("")) },
	})
}
