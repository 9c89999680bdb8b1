package people

import (
	"strings"
	"time"

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
	// answers are what a search found of those in the list, by key.
	answers map[int64]answer
	// tapped is the row that was tapped last, from 1, and when that was.
	tapped   int
	tappedAt time.Time

	heading    *kit.Heading
	sort, tags *kit.Button
	keep       *kit.Button
	// several is the line that stands in the head while several are selected.
	several *severalBar
	single  fyne.CanvasObject
	rows    *kit.List
	nobody  *kit.Paragraph
	// offered are the commands below nobody, add adds whom the search names, offers
	// is where they stand.
	add     *kit.Button
	offered []*kit.Button
	offers  *fyne.Container
	object  fyne.CanvasObject
}

// sorts are the orders of the list, in the order of their menu.
var sorts = []care.Sort{care.ByCare, care.ByName, care.ByLastContact, care.ByAdded, care.ByOrganization, care.ByCity}

func sortName(order care.Sort) string {
	switch order {
	case care.ByCare:
		return lang.T("people.sort.care")
	case care.ByLastContact:
		return lang.T("people.sort.last_contact")
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
	).Several(l.selected)
	l.rows.OnKey, l.rows.OnTapped = l.takeKey, l.tap
	l.rows.OnMenu = func(_ int, at fyne.CanvasObject) { kit.ShowMenu(at, p.selectionMenu()) }
	l.nobody, l.offers = kit.NewParagraph("", style.Control, style.Ink2), kit.NewColumn(style.Space2)
	l.keep = kit.NewButton(kit.Quiet, "", style.Funnel, func() { p.listPanel(0) }).Small().Named(lang.T("people.new_list"))
	l.single = container.NewBorder(nil, nil, nil, container.NewHBox(l.tags, l.sort, l.keep), l.heading)
	l.several = newSeveralBar(p)
	head := container.NewStack(l.single, l.several.object)
	l.object = container.NewBorder(
		kit.NewColumn(0, &fyne.Container{Layout: &header{}, Objects: []fyne.CanvasObject{head}}, kit.NewLine()),
		nil, nil, nil,
		container.NewStack(
			kit.Inset(style.Space1, style.Space2, 0, style.Space2, l.rows),
			kit.Inset(style.Space5, style.Space5, style.Space5, 18, kit.NewColumn(style.Space4, l.nobody, l.offers)),
		))
	return l
}

// row is the person of a row.
func (l *list) row(i int) kit.Person {
	r := l.people[i]
	row := kit.Person{
		Who:    kit.Who{Key: r.Key, Name: r.FullName, Photo: r.Photo},
		Second: secondLine(r), Band: kit.BandTile(r.Band), Tags: l.screen.tagsOf(r),
	}
	rhythm := r.Rhythm(l.screen.clock.Today())
	row.Ring = ringOf(rhythm)
	if r.LastContact != "" {
		row.Days, row.Due = daysAgo(rhythm.Days), row.Ring.Due()
	}
	switch found := l.answers[r.Key]; {
	case found.number != "":
		row.Second = found.number
	case found.note != 0 && !l.screen.shell.Private():
		row.Place = found.place
	}
	return row
}

// daysAgo says how long a contact is ago.
func daysAgo(days int) string {
	if days == 0 {
		return lang.T("people.today")
	}
	return lang.N("people.days", days)
}

// ringOf is the care ring of a rhythm.
func ringOf(r care.Rhythm) kit.Ring {
	return kit.Ring{Share: r.Share(), On: r.Every > 0}
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
func (l *list) show(people []store.Row, groups []kit.Group, answers map[int64]answer) {
	selected := l.selectedKeys()
	l.people, l.answers = people, answers
	l.rows.SetGroups(groups)
	l.nobody.SetText(l.emptySentence())
	l.nobody.Hidden = len(people) > 0
	l.offer()
	l.rows.Mark(l.indexOf(l.screen.route.Person))
	l.reselect(selected)
	l.head()
}

// groupsOf are the headings of a list: how pressing the rhythm is, or the first
// letter of the name. Other orders have none.
func groupsOf(s *store.Store, people []store.Row, order care.Sort, today care.Day) []kit.Group {
	switch {
	case order == care.ByCare:
		return grouped(len(people), func(i int) string { return dueName(people[i].Rhythm(today).Due()) })
	case order == care.ByName && len(people) >= fewestLettered:
		initials := s.Initials(people)
		return grouped(len(people), func(i int) string { return initials[i] })
	}
	return nil
}

// fewestLettered is the number of people from which a list has letters.
const fewestLettered = 30

// grouped gathers neighbours of the same label.
func grouped(n int, label func(i int) string) []kit.Group {
	var groups []kit.Group
	for i := range n {
		if words := label(i); len(groups) == 0 || groups[len(groups)-1].Label != words {
			groups = append(groups, kit.Group{Start: i, Label: words})
		}
	}
	for i := range groups {
		end := n
		if i+1 < len(groups) {
			end = groups[i+1].Start
		}
		groups[i].Count = lang.Number(end - groups[i].Start)
	}
	return groups
}

func dueName(d care.Dueness) string {
	switch d {
	case care.Owed:
		return lang.T("people.group.owed")
	case care.DueSoon:
		return lang.T("people.group.soon")
	case care.InTime:
		return lang.T("people.group.in_time")
	}
	return lang.T("people.group.none")
}

// emptySentence says why there is nobody.
func (l *list) emptySentence() string {
	switch r := l.screen.route; {
	case r.Query != "":
		return lang.T("people.none_found", lang.Args{"Query": r.Query})
	case r.Trash:
		return lang.T("people.trash_empty")
	case r.List != 0 || r.Filter != nil:
		return lang.T("people.list_empty")
	case r.Tag != 0:
		return lang.T("people.tag_empty")
	}
	return lang.T("people.all_in_trash")
}

// offer puts the commands that the search names where nobody is found, and the way
// to add whom it names.
func (l *list) offer() {
	l.offered, l.offers.Objects = nil, nil
	words := strings.TrimSpace(l.screen.route.Query)
	if len(l.people) == 0 && words != "" {
		if l.screen.Offer != nil {
			for _, a := range l.screen.Offer(words) {
				b := kit.NewButton(kit.Plain, a.Label, "", a.Do).Small()
				l.offered = append(l.offered, b)
				l.offers.Add(kit.NewFlow(0, b))
			}
		}
		name, cut := kit.Beginning(words, longestOffer)
		if cut {
			name = strings.TrimSpace(name) + "…"
		}
		l.add = kit.NewButton(kit.Plain, lang.T("people.add_named", lang.Args{"Name": name}), style.UserPlus, func() { l.screen.addNamed(words) }).Small()
		l.offers.Add(kit.NewFlow(0, l.add))
	}
	kit.Show(l.offers, len(l.offers.Objects) > 0)
	l.offers.Refresh()
}

// longestOffer is the number of signs of a name that a button repeats.
const longestOffer = 24

// mark marks the row of the person on the right.
func (l *list) mark() {
	// Another person on the page ends a selection of several only where the
	// list itself did not choose.
	if i := l.indexOf(l.screen.route.Person); i != l.rows.Chosen() {
		l.rows.Follow(i)
	}
}

// refresh draws the rows again.
func (l *list) refresh() { l.rows.Refresh() }

// head fills the line above the rows.
func (l *list) head() {
	l.heading.Set(l.screen.title(), l.countText())
	l.sort.SetLabel(sortName(l.screen.order()))
	l.sort.Hidden = l.screen.route.Query != ""
	l.keep.Hidden = l.screen.route.Trash
	l.several.show(l.rows.SelectedCount())
	kit.Show(l.single, !l.several.on)
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
	case r.List != 0 || r.Organization != "" || r.Filter != nil:
		return lang.Number(len(l.people))
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
			Label: sortName(order), Checked: order == l.screen.order(), Do: func() { l.screen.sortBy(order) },
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
