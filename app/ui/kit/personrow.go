package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"carebook/app/ui/style"
)

// Person is what a row of a list shows of a person.
type Person struct {
	Who
	// Ring is the care ring around the avatar.
	Ring Ring
	// Second is the second line: organisation and place.
	Second string
	// Place stands in its place where a search found its words in a note.
	Place Place
	// Days says when the last contact was, Due colours it.
	Days string
	Due  Due
	// Band is A, B, C, a word, or "" for none.
	Band string
	Tags []Tag
}

// PersonRow is a person in a list: avatar, two lines, and at the right days,
// band and tags. It is one widget that draws all of it, since a list scrolls
// through many of them.
type PersonRow struct {
	widget.BaseWidget
	person   Person
	selected bool
	focused  bool
	hovered  bool
	checked  bool

	ring               *canvas.Rectangle
	avatar             *avatarParts
	name, second, days *canvas.Text
	band               bandParts
	chip               chipParts
	rest               *canvas.Text
	// found is made for the first answer of a search that has one.
	found *placeParts
	// all is what is drawn. Fyne asks for it at every frame.
	all []fyne.CanvasObject
}

// NewPersonRow makes an empty row.
func NewPersonRow(photos *Photos) *PersonRow {
	r := &PersonRow{
		ring: frame(style.RadiusRow), avatar: newAvatarParts(photos),
		name: &canvas.Text{}, second: &canvas.Text{}, days: &canvas.Text{Alignment: fyne.TextAlignTrailing},
		band: newBandParts(), chip: newChipParts(), rest: &canvas.Text{},
	}
	r.all = append(r.avatar.objects(), r.name, r.second, r.days)
	r.all = append(r.all, r.band.objects()...)
	r.all = append(r.all, r.chip.objects()...)
	r.all = append(r.all, r.rest, r.ring)
	r.ExtendBaseWidget(r)
	return r
}

// Fill shows something in the row. selected and focused are its state in the list.
func (r *PersonRow) Fill(p Person, selected, focused bool) {
	r.person, r.selected, r.focused = p, selected, focused
	r.Refresh()
}

// SetHovered says whether the pointer is on the row.
func (r *PersonRow) SetHovered(on bool) {
	r.hovered = on
	r.Refresh()
}

// SetChecked says whether the person is one of several selected.
func (r *PersonRow) SetChecked(on bool) {
	if r.checked != on {
		r.checked = on
		r.Refresh()
	}
}

// Person is what the row shows.
func (r *PersonRow) Person() Person { return r.person }

// CreateRenderer implements fyne.Widget.
func (r *PersonRow) CreateRenderer() fyne.WidgetRenderer { return rendererOf(r) }

func (r *PersonRow) objects() []fyne.CanvasObject { return r.all }

var (
	rowName   = face{size: style.Body, bold: true, token: style.Ink}
	rowSecond = face{size: style.Small, token: style.Ink2}
	rowDays   = face{size: style.Small, token: style.Ink2}
	rowSoon   = face{size: style.Small, token: style.Soon}
	rowLate   = face{size: style.Small, bold: true, token: style.Late}
	rowRest   = face{size: style.Caption, token: style.Ink2}
)

func (r *PersonRow) daysFace() face {
	switch r.person.Due {
	case Overdue:
		return rowLate
	case DueSoon:
		return rowSoon
	}
	return rowDays
}

func (r *PersonRow) paint() {
	p := r.person
	r.avatar.paint(p.Who, p.Ring, r.checked, style.Px(style.AvatarRow))
	if p.Place != (Place{}) && r.found == nil {
		r.found = newPlaceParts()
		r.all = append(r.all, r.found.objects()...)
	}
	if r.found != nil {
		r.found.show(p.Place != (Place{}))
	}
	Show(r.second, p.Place == (Place{}))
	r.daysFace().dress(r.days, p.Days)
	r.band.paint(p.Band)
	r.chip.show(len(p.Tags) > 0)
	if len(p.Tags) > 0 {
		r.chip.paint(p.Tags[0], r.selected || r.hovered)
	}
	rowRest.dress(r.rest, more(len(p.Tags)-1))
	showFrame(r.ring, r.focused)
}

// rowMargin is the space at the sides of a row at 100 %.
const rowMargin float32 = 10

func (r *PersonRow) place(size fyne.Size) {
	if size.Width == 0 {
		return
	}
	Put(r.ring, 0, 0, size.Width, size.Height)
	margin, d := style.Px(rowMargin), style.Px(style.AvatarRow)
	r.avatar.place(margin, (size.Height-d)/2, d)
	right := r.placeRight(size.Width-margin, size.Height)
	x := margin + d + style.Px(style.Space3)
	room := right - style.Px(style.Space2) - x
	first, second := style.Px(23), style.Px(19)
	top := (size.Height - first - second) / 2
	if r.person.Second == "" && r.person.Place == (Place{}) {
		top = (size.Height - first) / 2
	}
	rowName.dress(r.name, rowName.fit(r.person.Name, room))
	putText(r.name, x, top, room, first)
	if r.person.Place != (Place{}) {
		r.found.place(r.person.Place, x, top+first, room, second)
		return
	}
	rowSecond.dress(r.second, rowSecond.fit(r.person.Second, room))
	putText(r.second, x, top+first, room, second)
}

// dotsAlone is the text size from which the name has more use for the room than
// that of a tag.
const dotsAlone = 1.3

// placeRight lays out the right column and gives the x at which it begins.
func (r *PersonRow) placeRight(edge, height float32) float32 {
	p := r.person
	line, gap := style.Px(style.ChipHeight), style.Px(style.Space1)
	upper, lower := p.Days != "" || p.Band != "", len(p.Tags) > 0
	y := (height - line) / 2
	if upper && lower {
		y = (height - 2*line - style.Px(2)) / 2
	}
	begin := edge
	if upper {
		x := edge
		if p.Band != "" {
			x -= r.band.width(p.Band)
			r.band.place(x, y, edge-x)
			x -= style.Px(style.Space2)
		}
		w := r.daysFace().width(p.Days)
		putText(r.days, x-w, y, w, line)
		begin = x - w
		y += line + style.Px(2)
	}
	if lower {
		x := edge
		if r.rest.Text != "" {
			w := rowRest.width(r.rest.Text)
			x -= w
			putText(r.rest, x, y, w, line)
			x -= gap
		}
		w := style.Px(style.ChipHeight)
		if style.Factor() < dotsAlone {
			w = chipWidth(p.Tags[0].Name, style.Px(style.ChipWidth))
			r.chip.place(p.Tags[0].Name, x-w, y, w)
		} else {
			r.chip.placeDot(x-w, y)
		}
		begin = min(begin, x-w)
	}
	return begin
}

func (r *PersonRow) least() fyne.Size {
	// The list puts Fyne's padding between rows.
	return fyne.NewSize(style.Px(220), style.Px(style.PersonRow)-style.Space1)
}
