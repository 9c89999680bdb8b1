package people

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"carebook/app/care"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/style"
	"carebook/store"
)

// list is the column of people.
type list struct {
	screen *Screen
	people []store.Row
	// numbers are the telephone numbers that a search matched.
	numbers map[int64]string

	heading    *kit.Heading
	sort, tags *kit.Button
	rows       *kit.List
	nobody     *kit.Paragraph
	object     fyne.CanvasObject
}

// sorts are the orders of the list, in the order of their menu.
var sorts = []care.Sort{care.ByName, care.ByAdded, care.ByOrganization, care.ByCity}

func sortName(order care.Sort) string {
	switch order {
	case care.ByAdded:
		return lang.T("people.sort.added")
	case care.ByOrganization:
		return lang.T("people.sort.organization")
	case care.ByCity:
		return lang.T("people.sort.city")
	}
	return lang.T("people.sort.name")
}

func newList(p *Screen) *list {
	l := &list{screen: p}
	l.heading = kit.NewHeading()
	l.sort = kit.NewButton(kit.Quiet, "", style.SortArrow, func() { kit.ShowMenu(l.sort, l.sortMenu()) }).Small().Menu()
	l.tags = kit.NewButton(kit.Quiet, "", style.TagLabel, func() { kit.ShowMenu(l.tags, p.side.menu()) }).Small()
	l.rows = kit.NewList(style.PersonRow,
		func() int { return len(l.people) },
		func() fyne.CanvasObject { return kit.NewPersonRow(p.photos) },
		func(i int, row fyne.CanvasObject, selected, focused bool) {
			row.(*kit.PersonRow).Fill(l.row(i), selected, focused)
			p.tidy.Touch()
		},
		func(i int) { p.choose(l.people[i].Key) },
	)
	l.nobody = kit.NewParagraph("", style.Control, style.Ink2)
	head := container.NewBorder(nil, nil, nil, container.NewHBox(l.tags, l.sort), l.heading)
	l.object = container.NewBorder(
		kit.NewColumn(0, &fyne.Container{Layout: &header{}, Objects: []fyne.CanvasObject{head}}, kit.NewLine()),
		nil, nil, nil,
		container.NewStack(
			kit.Inset(style.Space1, style.Space2, 0, style.Space2, l.rows),
			kit.Inset(style.Space5, style.Space5, style.Space5, 18, l.nobody),
		))
	return l
}

// row is the person of a row.
func (l *list) row(i int) kit.Person {
	r := l.people[i]
	row := kit.Person{
		Who:    kit.Who{Key: r.Key, Name: r.FullName, Photo: r.Photo},
		Second: secondLine(r), Band: string(r.Band), Tags: l.screen.tagsOf(r),
	}
	if number := l.numbers[r.Key]; number != "" {
		row.Second = number
	}
	return row
}

// secondLine is organisation and place, without repeating the name.
func secondLine(r store.Row) string {
	var parts []string
	for _, s := range []string{r.Organization, r.City} {
		if s != "" && s != r.FullName {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, ", ")
}

// show exchanges the people of the list.
func (l *list) show(people []store.Row, numbers map[int64]string) {
	l.people, l.numbers = people, numbers
	l.nobody.SetText(l.emptySentence())
	l.nobody.Hidden = len(people) > 0
	l.head()
	l.rows.Mark(l.indexOf(l.screen.route.Person))
}

// emptySentence says why there is nobody.
func (l *list) emptySentence() string {
	switch r := l.screen.route; {
	case r.Query != "":
		return lang.T("people.none_found", lang.Args{"Query": r.Query})
	case r.Trash:
		return lang.T("people.trash_empty")
	}
	return lang.T("people.tag_empty")
}

// mark marks the row of the person on the right.
func (l *list) mark() {
	if i := l.indexOf(l.screen.route.Person); i != l.rows.Chosen() {
		l.rows.Mark(i)
	}
}

// refresh draws the rows again.
func (l *list) refresh() { l.rows.Refresh() }

// head fills the line above the rows.
func (l *list) head() {
	l.heading.Set(l.screen.title(), l.countText())
	l.sort.SetLabel(sortName(l.screen.sort))
	l.sort.Hidden = l.screen.route.Query != ""
}

// countText is the number of people. The first rows are not all of them: then
// the side column knows.
func (l *list) countText() string {
	r, o := l.screen.route, l.screen.side.overview
	switch {
	case r.Query != "" && len(l.people) == maxAnswers:
		return lang.T("people.answers_more", lang.Args{"Count": lang.Number(maxAnswers)})
	case r.Query != "":
		return lang.Number(len(l.people))
	case r.Trash:
		return lang.Number(o.Trash)
	case r.Tag != 0:
		return lang.Number(l.screen.tags[r.Tag].People)
	}
	return number(o.Everyone)
}

func (l *list) indexOf(key int64) int {
	if key != 0 {
		for i := range l.people {
			if l.people[i].Key == key {
				return i
			}
		}
	}
	return -1
}

func (l *list) keyAt(i int) int64 {
	if i < len(l.people) {
		return l.people[i].Key
	}
	return 0
}

func (l *list) sortMenu() []kit.MenuItem {
	var items []kit.MenuItem
	for _, order := range sorts {
		items = append(items, kit.MenuItem{
			Label: sortName(order), Checked: order == l.screen.sort, Do: func() { l.screen.sortBy(order) },
		})
	}
	return items
}

// header gives the line above the list its height and margins.
type header struct{}

func (*header) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		h := o.MinSize().Height
		o.Move(fyne.NewPos(style.Px(18), (size.Height-h)/2))
		o.Resize(fyne.NewSize(size.Width-style.Px(18+10), h))
	}
}

func (*header) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(style.Px(220), style.Px(47))
}
