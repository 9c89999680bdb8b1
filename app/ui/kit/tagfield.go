package kit

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"carebook/app/ui/style"
)

// TagField holds tags as chips: each can be taken away, and a plus opens a
// field in which one is written or chosen among those that there are.
type TagField struct {
	widget.BaseWidget
	// OnChanged is called after tags were added or taken away by hand.
	OnChanged func()
	// Known are the tags to choose among, those most used first.
	Known []Tag
	hint  string
	names []string
	// bare leaves out ground and border.
	bare bool

	ground *canvas.Rectangle
	chips  []*tagChip
	// Add opens the field for another tag.
	Add *Button
	// rest says how many chips there is no room for.
	rest *canvas.Text
	pick *tagPick
}

// NewTagField makes a field without tags. hint stands in the field that the
// plus opens.
func NewTagField(hint string, changed func()) *TagField {
	f := &TagField{OnChanged: changed, hint: hint, ground: &canvas.Rectangle{CornerRadius: style.RadiusButton}, rest: &canvas.Text{}}
	f.Add = NewButton(Quiet, "", style.Plus, f.open).Small()
	f.ExtendBaseWidget(f)
	return f
}

// Bare leaves out ground and border, for a field that stands on a page, and
// returns it.
func (f *TagField) Bare() *TagField {
	f.bare = true
	return f
}

// Names are the tags in the field.
func (f *TagField) Names() []string { return slices.Clone(f.names) }

// SetNames puts tags into the field, without calling anybody.
func (f *TagField) SetNames(names []string) {
	f.names = slices.Clone(names)
	f.chips = nil
	for _, name := range f.names {
		f.chips = append(f.chips, newTagChip(f.tag(name), func() { f.remove(name) }))
	}
	f.Refresh()
}

// tag gives a name the colour of the tag that there is.
func (f *TagField) tag(name string) Tag {
	for _, t := range f.Known {
		if strings.EqualFold(t.Name, name) {
			return t
		}
	}
	return Tag{Name: name}
}

// AddName adds a tag by hand; one that is there already, whatever its case,
// and one of spaces are passed over.
func (f *TagField) AddName(name string) {
	name = strings.Join(strings.Fields(name), " ")
	if name == "" || slices.ContainsFunc(f.names, func(have string) bool { return strings.EqualFold(have, name) }) {
		return
	}
	f.change(append(f.Names(), f.tag(name).Name))
}

func (f *TagField) remove(name string) {
	f.change(slices.DeleteFunc(f.Names(), func(have string) bool { return have == name }))
	if c := fyne.CurrentApp().Driver().CanvasForObject(f); c != nil {
		c.Focus(f.Add)
	}
}

func (f *TagField) change(names []string) {
	f.SetNames(names)
	if f.OnChanged != nil {
		f.OnChanged()
	}
}

// CreateRenderer implements fyne.Widget.
func (f *TagField) CreateRenderer() fyne.WidgetRenderer { return rendererOf(f) }

func (f *TagField) objects() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{f.ground}
	for _, c := range f.chips {
		objects = append(objects, c)
	}
	return append(objects, f.rest, f.Add)
}

func (f *TagField) paint() {
	f.ground.Hidden = f.bare
	f.ground.FillColor, f.ground.StrokeColor, f.ground.StrokeWidth = style.Color(style.Card), style.Color(style.Line2), 1
	rowRest.dress(f.rest, "")
	f.Add.Refresh()
}

func (f *TagField) place(size fyne.Size) {
	Put(f.ground, 0, 0, size.Width, size.Height)
	add := f.Add.MinSize()
	x, gap := style.Px(6), style.Px(style.Space1)
	end := size.Width - add.Width - style.Px(2)
	if f.bare { // nothing around, and the plus behind the chips
		x = 0
		end = min(end, f.width()-style.Px(8)-add.Width)
	}
	room := end - x
	if f.width() > size.Width {
		room -= style.Px(26) // for "+2"
	}
	hidden := 0
	for _, c := range f.chips {
		least := c.MinSize()
		w := min(least.Width, max(room, style.Px(60)))
		c.Hidden = hidden > 0 || w > room && c != f.chips[0] || room <= 0
		if c.Hidden {
			hidden++
			continue
		}
		Put(c, x, (size.Height-least.Height)/2, w, least.Height)
		x += w + gap
		room -= w + gap
	}
	rowRest.dress(f.rest, more(hidden))
	putText(f.rest, x, 0, style.Px(24), size.Height)
	Put(f.Add, end, (size.Height-add.Height)/2, add.Width, add.Height)
}

// width is the one that all chips need.
func (f *TagField) width() float32 {
	w := style.Px(6) + f.Add.MinSize().Width + style.Px(2)
	for _, c := range f.chips {
		w += c.MinSize().Width + style.Px(style.Space1)
	}
	return w
}

func (f *TagField) least() fyne.Size {
	return fyne.NewSize(min(f.width(), style.Px(300)), style.Px(style.Button))
}

// tagChip is a chip that pressing takes away.
type tagChip struct {
	control
	tag   Tag
	parts chipParts
	cross icon
	ring  *canvas.Rectangle
}

func newTagChip(tag Tag, remove func()) *tagChip {
	c := &tagChip{tag: tag, parts: newChipParts(), cross: newIcon(), ring: frame(style.ChipHeight / 2)}
	c.OnTapped = remove
	c.ExtendBaseWidget(c)
	return c
}

// TypedKey implements fyne.Focusable: Delete takes the tag away, too.
func (c *tagChip) TypedKey(e *fyne.KeyEvent) {
	if e.Name == fyne.KeyDelete || e.Name == fyne.KeyBackspace {
		c.press()
		return
	}
	c.control.TypedKey(e)
}

// AccessibilityLabel implements fyne.Accessible.
func (c *tagChip) AccessibilityLabel() string { return c.tag.Name }

// AccessibilityRole implements fyne.Accessible.
func (c *tagChip) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// CreateRenderer implements fyne.Widget.
func (c *tagChip) CreateRenderer() fyne.WidgetRenderer { return rendererOf(c) }

func (c *tagChip) objects() []fyne.CanvasObject {
	return append(c.parts.objects(), c.cross.Image, c.ring)
}

func (c *tagChip) paint() {
	c.parts.paint(c.tag, false)
	ink := style.Ink3
	if c.hovered || c.focused {
		ink = style.Ink
	}
	c.cross.set(style.Cross, ink)
	showFrame(c.ring, c.focused)
	c.ring.CornerRadius = style.Px(style.ChipHeight) / 2
}

// chipCross is the room for the cross and the space before it.
const chipCross, chipCrossGap = 10, 5

func (c *tagChip) place(size fyne.Size) {
	cross, gap := style.Px(chipCross), style.Px(chipCrossGap)
	c.parts.place(c.tag.Name, 0, 0, size.Width)
	lead := style.Px(chipLead + chipDot + chipGap)
	room := size.Width - lead - style.Px(chipTail) - cross - gap
	c.parts.text.Text = chipFace.fit(c.tag.Name, room)
	Put(c.cross, size.Width-style.Px(chipTail)-cross, (size.Height-cross)/2, cross, cross)
	Put(c.ring, 0, 0, size.Width, size.Height)
}

func (c *tagChip) least() fyne.Size {
	extra := style.Px(chipCross + chipCrossGap)
	return fyne.NewSize(chipWidth(c.tag.Name, style.Px(170))+extra, style.Px(style.ChipHeight))
}

// tagPick is the open field for another tag, with those that there are under it.
type tagPick struct {
	field *TagField
	entry *Entry
	list  *fyne.Container
	rows  []*SideRow
	pop   *widget.PopUp
}

// mostTags is the number of tags that are offered at once.
const mostTags = 6

// open opens the field for another tag.
func (f *TagField) open() {
	c := fyne.CurrentApp().Driver().CanvasForObject(f)
	if c == nil {
		return
	}
	p := &tagPick{field: f, entry: NewEntry(), list: NewColumn(0)}
	p.entry.SetPlaceHolder(f.hint)
	p.entry.OnChanged = func(string) { p.offer() }
	p.entry.OnSubmitted = p.submit
	p.entry.OnEscape = p.close
	p.offer()
	size := fyne.NewSize(style.Px(250), style.Px(style.SideRow)*float32(len(p.rows))+p.entry.MinSize().Height+3*style.Px(style.Space2))
	content := Inset(style.Space2, style.Space2, style.Space2, style.Space2, NewColumn(style.Space2, p.entry, p.list))
	p.pop = popUnder(f, c, content, size)
	f.pick = p
	c.Focus(p.entry)
}

// offer lists the tags in whose names the words are, those aside that the field
// has.
func (p *tagPick) offer() {
	words := strings.ToLower(strings.TrimSpace(p.entry.Text))
	p.rows, p.list.Objects = nil, nil
	for _, t := range p.field.Known {
		has := slices.ContainsFunc(p.field.names, func(name string) bool { return strings.EqualFold(name, t.Name) })
		if has || !strings.Contains(strings.ToLower(t.Name), words) || len(p.rows) == mostTags {
			continue
		}
		row := NewDotRow(t.Name, "", style.TagColor(t.Color), func() { p.take(t.Name) })
		p.rows = append(p.rows, row)
		p.list.Objects = append(p.list.Objects, row)
	}
	p.list.Refresh()
}

// submit takes the tag of the name, else the first that is offered, else a new
// one.
func (p *tagPick) submit(name string) {
	exact := slices.ContainsFunc(p.field.Known, func(t Tag) bool { return strings.EqualFold(t.Name, strings.TrimSpace(name)) })
	if !exact && strings.TrimSpace(name) != "" && len(p.rows) > 0 {
		name = p.rows[0].Name()
	}
	p.take(name)
}

func (p *tagPick) take(name string) {
	p.close()
	p.field.AddName(name)
}

func (p *tagPick) close() {
	p.pop.Hide()
	if c := fyne.CurrentApp().Driver().CanvasForObject(p.field); c != nil {
		c.Focus(p.field.Add)
	}
}
