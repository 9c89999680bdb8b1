package people

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/style"
	"carebook/store"
)

// side is the column of tags.
type side struct {
	screen   *Screen
	overview Overview

	everyone, trash *kit.SideRow
	tags            []*kit.SideRow
	keys            []int64 // of tags
	heading         *kit.Text
	rows            *fyne.Container
	foot            *fyne.Container
	object          fyne.CanvasObject
}

func newSide(p *Screen) *side {
	s := &side{screen: p}
	s.everyone = kit.NewSideRow(lang.T("people.everyone"), "", style.Users, func() { p.narrowTo(0, false) })
	s.trash = kit.NewSideRow(lang.T("people.trash"), "", style.Trash, func() { p.narrowTo(0, true) })
	s.heading = kit.NewText(lang.T("people.tags"), style.Small, style.Ink3)
	s.rows = kit.NewColumn(0)
	s.foot = kit.Inset(0, 10, style.Space3, 10, s.trash)
	title := kit.Inset(18, style.Space2, 0, 18, kit.NewTitle(lang.T("people.title"), style.Title))
	head := kit.NewColumn(style.Space3, title, kit.Inset(0, 10, 0, 10, s.everyone))
	s.object = kit.OnGround(kit.NewGround(style.Desk),
		container.NewBorder(head, s.foot, nil, nil, container.NewVScroll(kit.Inset(style.Space3, 10, style.Space3, 10, s.rows))))
	return s
}

// show fills the column.
func (s *side) show(o Overview) {
	s.overview = o
	s.countEveryone(o.Everyone)
	s.trash.SetCount(lang.Number(o.Trash))
	s.foot.Hidden = o.Trash == 0 && !s.screen.route.Trash
	s.tags, s.keys = nil, nil
	s.rows.Objects = nil
	if len(o.Tags) > 0 {
		s.rows.Add(kit.Inset(style.Space2, style.Space2, style.Space1, style.Space2, s.heading))
	}
	for _, t := range o.Tags {
		row := kit.NewDotRow(t.Name, lang.Number(t.People), style.TagColor(t.Color), func() { s.screen.narrowTo(t.Key, false) })
		s.tags, s.keys = append(s.tags, row), append(s.keys, t.Key)
		s.rows.Objects = append(s.rows.Objects, row)
	}
	s.rows.Refresh()
	s.mark()
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
	r := s.screen.route
	s.everyone.SetSelected(r.Query == "" && r.Tag == 0 && !r.Trash)
	s.trash.SetSelected(r.Query == "" && r.Trash)
	for i, row := range s.tags {
		row.SetSelected(r.Query == "" && r.Tag == s.keys[i])
	}
}

// menu is the column as a menu, for a narrow window.
func (s *side) menu() []kit.MenuItem {
	item := func(name string, count int, tag int64, trash bool) kit.MenuItem {
		r := s.screen.route
		return kit.MenuItem{
			Label: name, Detail: number(count), Do: func() { s.screen.narrowTo(tag, trash) },
			Checked: r.Query == "" && r.Tag == tag && r.Trash == trash,
		}
	}
	items := []kit.MenuItem{item(lang.T("people.everyone"), s.overview.Everyone, 0, false)}
	if len(s.overview.Tags) > 0 {
		items = append(items, kit.MenuItem{})
	}
	for _, t := range s.overview.Tags {
		items = append(items, item(t.Name, t.People, t.Key, false))
	}
	if s.overview.Trash > 0 {
		items = append(items, kit.MenuItem{}, item(lang.T("people.trash"), s.overview.Trash, 0, true))
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
