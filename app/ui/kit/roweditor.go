package kit

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"carebook/app/ui/style"
)

// rowEditor is what an EditRow is while it is edited: a field or several, the
// types, a field for a label of one's own, and the button that takes the row
// away.
type rowEditor struct {
	row *EditRow
	// fields are those in use: line, area, or as many of parts as there are.
	fields     []*RowField
	line, area *RowField
	parts      []*RowField
	labels     []*canvas.Text
	types      *rowSelect
	own        *RowField
	remove     *rowButton
	// owning shows the field for a label of one's own in the place of types.
	owning bool
	// filling keeps a change of the fields from being taken for typing.
	filling bool
}

func newRowEditor(r *EditRow) *rowEditor {
	e := &rowEditor{row: r, own: newRowField(r, false)}
	e.own.OnSubmitted = func(string) { r.Commit() }
	e.types = newRowSelect(r, e.chooseType)
	e.remove = newRowButton(r, style.Trash, "", r.TakeAway)
	return e
}

// fill puts an answer into the fields.
func (e *rowEditor) fill(words EditedField) {
	f := &e.row.field
	e.fields = e.fields[:0]
	texts := []string{words.Value}
	switch {
	case len(f.Parts) > 0:
		texts = words.Parts
		for i := range f.Parts {
			if i == len(e.parts) {
				e.parts = append(e.parts, newRowField(e.row, false))
				e.labels = append(e.labels, &canvas.Text{})
			}
			e.fields = append(e.fields, e.parts[i])
		}
	case f.Multiline:
		if e.area == nil {
			e.area = newRowField(e.row, true)
		}
		e.fields = append(e.fields, e.area)
	default:
		if e.line == nil {
			e.line = newRowField(e.row, false)
		}
		e.fields = append(e.fields, e.line)
	}
	e.filling = true
	for i, field := range e.fields {
		field.Limit = f.Limit
		if len(f.Parts) == 0 {
			field.SetPlaceHolder(f.Hint)
		}
		field.SetText(texts[i])
	}
	e.remove.words = f.RemoveWords
	e.own.Limit = f.Limit
	e.own.SetPlaceHolder(strings.TrimRight(f.OwnLabel, "….")) // the words of a menu
	e.own.SetText(words.Label)
	e.filling = false
	e.owning = words.Label != "" && !slices.Contains(f.Types, words.Label)
	e.setTypes(words.Type)
}

// setTypes offers the types, and a label of one's own last.
func (e *rowEditor) setTypes(chosen int) {
	f := &e.row.field
	words := slices.Clone(f.Types)
	if f.OwnLabel != "" {
		words = append(words, f.OwnLabel)
		if e.owning {
			chosen = len(f.Types)
		}
	}
	e.types.Set(words, chosen, false)
}

// chooseType takes a type by hand.
func (e *rowEditor) chooseType(i int) {
	e.owning = i == len(e.row.field.Types)
	if e.owning {
		e.row.Refresh()
		e.row.focus(e.own)
		return
	}
	e.own.SetText("")
	e.row.Refresh()
	e.row.focusField(0, false)
}

// openTypes shows the types in a menu; a field in the row has the focus after
// it.
func (r *EditRow) openTypes() {
	if !r.editing || len(r.field.Types) == 0 {
		return
	}
	if r.adrift {
		r.focusField(0, false)
	}
	r.editor.types.open()
}

// read is what stands in the fields.
func (e *rowEditor) read() EditedField {
	f := e.row.present()
	for i, field := range e.fields {
		if len(e.row.field.Parts) > 0 {
			f.Parts[i] = field.Text
		} else {
			f.Value = field.Text
		}
	}
	if len(f.Parts) > 0 && !slices.Equal(f.Parts, e.row.present().Parts) {
		f.Value = e.words() // until the page formats it
	}
	if len(e.row.field.Types) == 0 {
		return f
	}
	f.Type, f.Label = e.types.Chosen(), ""
	if e.owning {
		f.Type, f.Label = -1, strings.TrimSpace(e.own.Text)
		if f.Label == "" {
			f.Type = e.row.present().Type
		}
	}
	return f
}

// words are those in the fields, for a check.
func (e *rowEditor) words() string {
	var lines []string
	for _, field := range e.fields {
		if field.Text != "" || len(e.fields) == 1 {
			lines = append(lines, field.Text)
		}
	}
	return strings.Join(lines, "\n")
}

func (e *rowEditor) objects() []fyne.CanvasObject {
	var objects []fyne.CanvasObject
	for i, field := range e.fields {
		objects = append(objects, field.ground, field)
		if len(e.row.field.Parts) > 0 {
			objects = append(objects, e.labels[i])
		}
	}
	if len(e.row.field.Types) > 0 {
		if e.owning {
			objects = append(objects, e.own.ground, e.own)
		}
		objects = append(objects, e.types)
	}
	if e.row.field.Remove != nil {
		objects = append(objects, e.remove)
	}
	return objects
}

func (e *rowEditor) paint() {
	problem := e.row.Note().Problem
	for i, field := range e.fields {
		field.paintGround(problem)
		if len(e.row.field.Parts) > 0 {
			fieldCaption.dress(e.labels[i], e.row.field.Parts[i].Label)
		}
	}
	e.own.paintGround(false)
	e.types.Refresh()
	e.remove.Refresh()
}

// The choice of types, and the width of the field under which that stands on a
// line of its own.
const typesWidth, narrowField = 120, 170

// lay lays the editor out at a point and gives its height.
func (e *rowEditor) lay(x, y, room float32, move bool) float32 {
	if len(e.row.field.Parts) > 0 {
		h := e.layParts(x, y, room, move)
		return h + e.layTools(x, y+h, room, move)
	}
	// The words of the field stand where those of the value stood.
	field, side := e.fields[0], style.TextSize(theme.SizeNameInnerPadding)
	left := x - side
	h := field.height(room)
	tools := e.toolsWidth()
	if tools > 0 && room-tools < style.Px(narrowField) {
		if move {
			field.put(left, y, room+side, h)
		}
		h += style.Px(style.Space1)
		return h + e.layTools(x, y+h, room, move)
	}
	if tools > 0 {
		tools += style.Px(style.Space2)
	}
	h = field.height(room - tools)
	if move {
		field.put(left, y, room+side-tools, h)
		e.placeTools(x+room-e.toolsWidth(), y, e.own.height(room))
	}
	return h
}

// layParts lays the fields of the parts under each other, their labels before
// them.
func (e *rowEditor) layParts(x, y, room float32, move bool) float32 {
	label := float32(0)
	for _, p := range e.row.field.Parts {
		label = max(label, fieldCaption.width(p.Label))
	}
	label = min(label, room*0.4) + style.Px(style.Space3)
	height, gap := float32(0), style.Px(style.Space1)
	for i, field := range e.fields {
		h := field.height(room - label)
		if move {
			e.labels[i].Text = fieldCaption.fit(e.row.field.Parts[i].Label, label-gap)
			putText(e.labels[i], x, y+height, label, h)
			field.put(x+label, y+height, room-label, h)
		}
		height += h + gap
	}
	return height
}

// layTools gives the types and the button a line of their own.
func (e *rowEditor) layTools(x, y, room float32, move bool) float32 {
	if e.toolsWidth() == 0 {
		return 0
	}
	h := e.own.height(room)
	if move {
		e.placeTools(x+room-min(room, e.toolsWidth()), y, h)
	}
	return h + style.Px(style.Space1)
}

func (e *rowEditor) toolsWidth() float32 {
	w, gap := float32(0), style.Px(style.Space1)
	if len(e.row.field.Types) > 0 {
		w = style.Px(typesWidth)
		if e.owning {
			w += style.Px(style.Button) + gap
		}
	}
	if e.row.field.Remove != nil {
		if w > 0 {
			w += gap
		}
		w += style.Px(style.ButtonSmall)
	}
	return w
}

// placeTools lays types, the label of one's own and the button out on a line.
// Beside a label of one's own only the caret of the types is left.
func (e *rowEditor) placeTools(x, y, h float32) {
	gap := style.Px(style.Space1)
	if len(e.row.field.Types) > 0 {
		w := style.Px(typesWidth)
		if e.owning {
			e.own.put(x, y, w, h)
			x += w + gap
			w = style.Px(style.Button)
		}
		Put(e.types, x, y, w, h)
		x += w + gap
	}
	b := style.Px(style.ButtonSmall)
	Put(e.remove, x, y+(h-b)/2, b, b)
}

// RowField is a field of an EditRow.
type RowField struct {
	Entry
	row     *EditRow
	ground  *canvas.Rectangle
	focused bool
}

func newRowField(r *EditRow, multiline bool) *RowField {
	e := &RowField{row: r, ground: &canvas.Rectangle{CornerRadius: style.RadiusButton}}
	e.bare = true
	if multiline {
		e.MultiLine, e.Wrapping = true, fyne.TextWrapWord
	}
	e.OnChanged = func(string) {
		if !r.editor.filling {
			r.typed()
		}
	}
	e.OnSubmitted = func(string) { r.Commit() }
	e.OnEscape = r.Cancel
	e.OnTooLong = r.tooLong
	e.ExtendBaseWidget(e)
	return e
}

func (e *RowField) paintGround(problem bool) {
	edge, width := style.Line2, float32(1)
	if e.focused {
		edge, width = style.Accent, style.FocusFrame
	}
	if problem {
		edge = style.Late
	}
	e.ground.FillColor, e.ground.StrokeColor, e.ground.StrokeWidth = style.Color(style.Card), style.Color(edge), width
}

func (e *RowField) put(x, y, w, h float32) {
	Put(e.ground, x, y, w, h)
	Put(e, x, y, w, h)
}

// The lines of a field of several lines: it grows with its text.
const fieldLines, mostFieldLines = 3, 12

// height is the one that the field needs for its text.
func (e *RowField) height(width float32) float32 {
	if !e.MultiLine {
		return e.MinSize().Height
	}
	f := face{size: style.Body, token: style.Ink}
	lines := len(f.wrap(e.Text, width-style.Px(2*style.Space2), mostFieldLines))
	lines = min(max(lines, fieldLines), mostFieldLines)
	return float32(lines)*f.height() + style.Px(style.Space3) + style.Space1
}

// AcceptsTab implements fyne.Tabbable: Tab saves before it goes on.
func (e *RowField) AcceptsTab() bool { return true }

// FocusGained implements fyne.Focusable. The window gives the focus back that
// the field had when the window lost it; by then the value is saved and the
// field is gone.
func (e *RowField) FocusGained() {
	if !e.row.editing {
		e.row.focus(e.row)
		return
	}
	e.focused = true
	e.row.adrift, e.row.pressing = false, false
	e.Entry.FocusGained()
	e.row.Refresh()
}

// FocusLost implements fyne.Focusable.
func (e *RowField) FocusLost() {
	if !e.focused {
		return
	}
	e.focused = false
	e.Entry.FocusLost()
	e.row.fieldLost()
	e.row.Refresh()
}

// MouseDown implements desktop.Mouseable.
func (e *RowField) MouseDown(m *desktop.MouseEvent) {
	e.row.pressing = true
	e.Entry.MouseDown(m)
	e.row.pressing = false
}

// KeyDown implements desktop.Keyable.
func (e *RowField) KeyDown(k *fyne.KeyEvent) {
	e.row.KeyDown(k)
	e.Entry.KeyDown(k)
}

// KeyUp implements desktop.Keyable.
func (e *RowField) KeyUp(k *fyne.KeyEvent) {
	e.row.KeyUp(k)
	e.Entry.KeyUp(k)
}

// TypedRune implements fyne.Focusable.
func (e *RowField) TypedRune(r rune) {
	if e.row.space && r == ' ' {
		e.row.space = false
		return
	}
	e.row.space = false
	e.Entry.TypedRune(r)
}

// TypedKey implements fyne.Focusable.
func (e *RowField) TypedKey(k *fyne.KeyEvent) {
	switch {
	case k.Name == fyne.KeyTab:
		e.tab(e.row.backwards())
	case k.Name == fyne.KeyDown && !e.MultiLine && len(e.row.field.Types) > 0:
		e.row.openTypes()
	default:
		e.Entry.TypedKey(k)
	}
}

// tab goes to the next field within the row, or saves and goes to the next row.
func (e *RowField) tab(back bool) {
	by := 1
	if back {
		by = -1
	}
	fields := e.row.editor.fields
	switch i := slices.Index(fields, e); {
	case i < 0 && back: // from the label to its field
		e.row.focusField(len(fields)-1, true)
	case i >= 0 && i+by >= 0 && i+by < len(fields):
		e.row.focusField(i+by, true)
	default:
		e.row.Commit()
		e.row.step(back)
	}
}

// TypedShortcut implements fyne.Shortcutable.
func (e *RowField) TypedShortcut(s fyne.Shortcut) {
	own, ok := s.(*desktop.CustomShortcut)
	switch {
	case ok && own.Modifier == fyne.KeyModifierShortcutDefault && (own.KeyName == fyne.KeyReturn || own.KeyName == fyne.KeyEnter):
		e.row.Commit()
	case ok && own.Modifier == fyne.KeyModifierAlt && own.KeyName == fyne.KeyDown:
		e.row.openTypes()
	default:
		e.Entry.TypedShortcut(s)
	}
}

// rowSelect is the choice of types within a row.
type rowSelect struct {
	Select
	row *EditRow
}

func newRowSelect(r *EditRow, chosen func(int)) *rowSelect {
	s := &rowSelect{Select: *NewSelect(nil, -1, chosen), row: r}
	s.BaseWidget = widget.BaseWidget{} // of the Select by itself
	s.OnTapped = r.openTypes
	s.ExtendBaseWidget(s)
	return s
}

// CreateRenderer implements fyne.Widget.
func (s *rowSelect) CreateRenderer() fyne.WidgetRenderer { return rendererOf(s) }

// MouseOut implements desktop.Hoverable.
func (s *rowSelect) MouseOut() {
	s.Select.MouseOut()
	s.row.pointerLeft()
}
