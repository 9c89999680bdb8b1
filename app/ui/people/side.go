package people

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/style"
	"carebook/store"
)

// side is the column of lists and tags.
type side struct {
	screen   *Screen
	overview Overview

	everyone, trash *kit.SideRow
	lists, tags     []*kit.SideRow
	listKeys        []int64
	tagKeys         []int64
	newList, newTag *kit.Button
	listHead        fyne.CanvasObject
	tagHead         fyne.CanvasObject
	offer           *tagOffer
	rows, foot      *fyne.Container
	object          fyne.CanvasObject
}

func newSide(p *Screen) *side {
	s := &side{screen: p}
	s.everyone = kit.NewSideRow(lang.T("people.everyone"), "", style.Users, func() { p.narrowTo(place{}) })
	s.trash = kit.NewSideRow(lang.T("people.trash"), "", style.Trash, func() { p.narrowTo(place{trash: true}) })
	s.newList = kit.NewButton(kit.Quiet, "", style.Plus, func() { p.listPanel(0) }).Small().Faint().Named(lang.T("people.new_list"))
	s.newTag = kit.NewButton(kit.Quiet, "", style.Plus, func() { p.tagPanel(store.Tag{}) }).Small().Faint().Named(lang.T("people.new_tag"))
	s.listHead, s.tagHead = sideHead(lang.T("people.lists"), s.newList), sideHead(lang.T("people.tags"), s.newTag)
	s.offer = newTagOffer(p)
	s.rows = kit.NewColumn(0)
	s.foot = kit.Inset(0, 10, style.Space3, 10, s.trash)
	title := kit.Inset(18, style.Space2, 0, 18, kit.NewTitle(lang.T("people.title"), style.Title))
	s.object = kit.OnGround(kit.NewGround(style.Desk),
		container.NewBorder(title, s.foot, nil, nil, container.NewVScroll(kit.Inset(style.Space2, 10, style.Space3, 10, s.rows))))
	return s
}

// sideHead is the heading of a part of the column with a button that adds to
// it.
func sideHead(words string, add *kit.Button) fyne.CanvasObject {
	return kit.Inset(style.Space2, 0, 0, style.Space2, container.NewBorder(nil, nil, nil, add, kit.NewText(words, style.Small, style.Ink3)))
}

// show fills the column.
func (s *side) show(o Overview) {
	if o.Counts == nil {
		o.Counts = s.overview.Counts // the first picture knows none
	}
	s.overview = o
	s.countEveryone(o.Everyone)
	s.trash.SetCount(lang.Number(o.Trash))
	s.foot.Hidden = o.Trash == 0 && !s.screen.route.Trash
	s.lists, s.listKeys, s.tags, s.tagKeys = nil, nil, nil, nil
	s.rows.Objects = []fyne.CanvasObject{s.listHead, s.everyone}
	for _, l := range append(shippedLists(), o.Lists...) {
		row := kit.NewSideRow(l.Name, s.count(l.Key), listGlyph(l.Key), func() { s.screen.narrowTo(place{list: l.Key}) })
		if l.Key > 0 {
			row.OnMenu = func() { kit.ShowMenu(row, s.screen.listMenu(l)) }
		}
		s.lists, s.listKeys = append(s.lists, row), append(s.listKeys, l.Key)
		s.rows.Objects = append(s.rows.Objects, row)
	}
	s.rows.Objects = append(s.rows.Objects, s.tagHead)
	for _, t := range o.Tags {
		row := kit.NewDotRow(t.Name, lang.Number(t.People), style.TagColor(t.Color), func() { s.screen.narrowTo(place{tag: t.Key}) })
		row.OnMenu = func() { kit.ShowMenu(row, s.screen.tagMenu(t)) }
		s.tags, s.tagKeys = append(s.tags, row), append(s.tagKeys, t.Key)
		s.rows.Objects = append(s.rows.Objects, row)
	}
	s.rows.Objects = append(s.rows.Objects, s.offer.object)
	s.offer.show(o)
	s.rows.Refresh()
	s.mark()
}

// count is the number of people of a list, "" before it was counted.
func (s *side) count(list int64) string {
	if n, known := s.overview.Counts[list]; known {
		return lang.Number(n)
	}
	return ""
}

// countEveryone fills in how many people there are.
func (s *side) countEveryone(n int) {
	s.overview.Everyone = n
	s.everyone.SetCount(number(n))
}

// number writes a number, and nothing for one that is unknown.
func number(n int) string {
	if n == unknown {
		return ""
	}
	return lang.Number(n)
}

// mark marks what the list is narrowed to; while something is searched for,
// that is nothing.
func (s *side) mark() {
	at := placeOf(s.screen.route)
	s.everyone.SetSelected(at == place{})
	s.trash.SetSelected(at == place{trash: true})
	for i, row := range s.lists {
		row.SetSelected(at == place{list: s.listKeys[i]})
	}
	for i, row := range s.tags {
		row.SetSelected(at == place{tag: s.tagKeys[i]})
	}
}

// menu is the column as a menu, for a narrow window.
func (s *side) menu() []kit.MenuItem {
	now := placeOf(s.screen.route)
	item := func(name, count string, at place) kit.MenuItem {
		return kit.MenuItem{Label: name, Detail: count, Checked: now == at, Do: func() { s.screen.narrowTo(at) }}
	}
	items := []kit.MenuItem{item(lang.T("people.everyone"), number(s.overview.Everyone), place{})}
	for _, l := range append(shippedLists(), s.overview.Lists...) {
		items = append(items, item(l.Name, s.count(l.Key), place{list: l.Key}))
	}
	if len(s.overview.Tags) > 0 {
		items = append(items, kit.MenuItem{})
	}
	for _, t := range s.overview.Tags {
		items = append(items, item(t.Name, lang.Number(t.People), place{tag: t.Key}))
	}
	items = append(items, kit.MenuItem{},
		kit.MenuItem{Label: lang.T("people.new_list"), Do: func() { s.screen.listPanel(0) }},
		kit.MenuItem{Label: lang.T("people.new_tag"), Do: func() { s.screen.tagPanel(store.Tag{}) }})
	if s.overview.Trash > 0 {
		items = append(items, kit.MenuItem{}, item(lang.T("people.trash"), lang.Number(s.overview.Trash), place{trash: true}))
	}
	return items
}

// tagsOf gives chips for the tags of a row.
func (p *Screen) tagsOf(r store.Row) []kit.Tag {
	var tags []kit.Tag
	for _, key := range r.Tags {
		if t, ok := p.tags[key]; ok {
			tags = append(tags, kit.Tag{Name: t.Name, Color: t.Color})
		}
	}
	return tags
}
