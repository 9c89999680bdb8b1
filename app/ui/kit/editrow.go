package kit

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"

	"carebook/app/ui/style"
)

// Note is a sentence under a field: what was understood, or what is wrong.
type Note struct {
	Words string
	// Problem warns. It never keeps a value from being saved as it was typed.
	Problem bool
}

// EditPart is a field of several within one row, such as the street of an
// address.
type EditPart struct{ Label, Value string }

// RowAction is something to do with the value of a row: copy it, call it.
type RowAction struct {
	Glyph style.Glyph
	// Words say what it does, under the pointer and to screen readers.
	Words string
	Do    func()
}

// EditField is one thing that is known of a person, and how it is edited.
type EditField struct {
	// Glyph stands before the first field of a group, "" before the others.
	Glyph style.Glyph
	// Value is what is shown; Caption says which one it is; Hint stands in the
	// place of an empty value.
	Value, Caption, Hint string
	// Multiline makes Enter a line break and Ctrl+Enter save.
	Multiline bool
	// Parts are edited in fields of their own, in the place of Value.
	Parts []EditPart
	// Types are the kinds of the field, Type the index of the one it has or -1.
	// Label is a kind in the user's own word, which goes before Type. OwnLabel
	// is the last of the choices, which opens a field for such a word; "" where
	// there can be none.
	Types    []string
	Type     int
	Label    string
	OwnLabel string
	// Choices make the value one of a list: Enter opens it as a menu. Chosen is
	// the index of the one it has or -1.
	Choices []string
	Chosen  int
	// Check says something of the words in the field, at every key; of Parts,
	// their values on lines.
	Check func(words string) Note
	// Actions stand at the right while the pointer or the focus is on the row.
	Actions []RowAction
	// Save is called with what was typed or chosen, only when that is something
	// else than before. With nil the row cannot be edited.
	Save func(EditedField)
	// Remove takes the row away, RemoveWords say so to screen readers. With nil
	// that cannot be done.
	Remove      func()
	RemoveWords string
	// Limit is the number of bytes that each field takes; 0 is PasteLimit. What
	// would make it longer is refused, and TooLong says so.
	Limit   int
	TooLong func(bytes int) string
}

// EditedField is what a field was changed to.
type EditedField struct {
	Value string
	// Parts are the values of the parts, in their order.
	Parts []string
	// Type is an index into the types, or -1; Label is a word of one's own, in
	// which case Type is -1.
	Type  int
	Label string
	// Chosen is an index into the choices, or -1.
	Chosen int
}

// EditRow shows a field and lets it be edited in its place: Enter, F2, Space or
// a click turns the value into a field with all of it selected. Enter or
// leaving the row saves, Tab saves and goes on to the next row, Escape gives the
// value before back. Arrow down in the field opens the types. Delete, at rest,
// takes the row away.
//
// A row is used again for the next person: Fill first saves what is being typed
// through the Save of the field that it was typed in. A page that shows the
// same person anew leaves out the row of which Editing is true.
type EditRow struct {
	control
	// OnResized is called when the row needs another height.
	OnResized func()

	field EditField
	// before is the field as it was before the last save, and tried what was
	// saved then, until the next Fill.
	before EditField
	tried  *EditedField
	// note is what Check says; problem is told from outside and goes before it.
	note    Note
	problem string
	editing bool
	// height is the last one that was needed.
	height float32

	// holding is a change of focus within the row, adrift the time from a press
	// in the row, which takes the focus away, to what the press does.
	holding, pressing, adrift bool
	// shift is the key; space is one that opened the field, and whose sign is
	// still to come.
	shift, space bool

	circle   *canvas.Circle
	icon     icon
	value    *Paragraph
	caption  *canvas.Text
	caret    icon
	actions  []*rowButton
	tip      *canvas.Text
	tipCard  *canvas.Rectangle
	noteIcon icon
	says     *Paragraph
	ring     *canvas.Rectangle
	// editor is made when the row is edited for the first time.
	editor *rowEditor
	menu   *Menu
}

// NewEditRow makes an empty row.
func NewEditRow() *EditRow {
	r := &EditRow{
		circle: &canvas.Circle{}, icon: newIcon(), value: NewParagraph("", style.Control, style.Ink), caption: &canvas.Text{},
		caret: newIcon(), tip: &canvas.Text{}, tipCard: &canvas.Rectangle{CornerRadius: style.RadiusBand},
		noteIcon: newIcon(), says: NewParagraph("", style.Small, style.Ink3), ring: frame(style.RadiusButton),
	}
	r.OnTapped = r.tapped
	r.ExtendBaseWidget(r)
	return r
}

// Fill shows a field, after it saved what is being typed in the one before.
func (r *EditRow) Fill(f EditField) {
	r.Commit()
	r.field, r.tried, r.problem = f, nil, ""
	r.note = r.check(f.Value)
	for i, a := range f.Actions {
		if i == len(r.actions) {
			r.actions = append(r.actions, newRowButton(r, "", "", nil))
		}
		r.actions[i].set(a) // one that has the focus keeps it
	}
	r.actions = r.actions[:len(f.Actions)]
	r.Refresh()
	r.resized()
}

// Field is what the row shows.
func (r *EditRow) Field() EditField { return r.field }

// Note is the sentence under the field.
func (r *EditRow) Note() Note {
	if r.problem != "" {
		return Note{Words: r.problem, Problem: true}
	}
	return r.note
}

// Editing reports whether the row is a field now.
func (r *EditRow) Editing() bool { return r.editing }

// ActionButton is the button of an action, by its place.
func (r *EditRow) ActionButton(i int) *Button { return &r.actions[i].Button }

// Fields are the fields that are typed in: one, or one for each part. There are
// none at rest.
func (r *EditRow) Fields() []*RowField {
	if !r.editing {
		return nil
	}
	return r.editor.fields
}

// TypeSelect is the choice of types, or nil at rest and where there are none.
func (r *EditRow) TypeSelect() *Select {
	if !r.editing || len(r.field.Types) == 0 {
		return nil
	}
	return &r.editor.types.Select
}

// LabelField is the field for a label of one's own, or nil while there is none.
func (r *EditRow) LabelField() *RowField {
	if !r.editing || !r.editor.owning {
		return nil
	}
	return r.editor.own
}

// RemoveButton takes the row away; nil at rest and where that cannot be done.
func (r *EditRow) RemoveButton() *Button {
	if !r.editing || r.field.Remove == nil {
		return nil
	}
	return &r.editor.remove.Button
}

// ChoiceMenu is the menu of choices that was opened last, or nil.
func (r *EditRow) ChoiceMenu() *Menu { return r.menu }

func (r *EditRow) check(words string) Note {
	if r.field.Check == nil {
		return Note{}
	}
	return r.field.Check(words)
}

// Edit turns the value into a field that has the focus; of a choice it opens
// the menu.
func (r *EditRow) Edit() {
	switch {
	case r.editing || r.field.Save == nil:
	case len(r.field.Choices) > 0:
		r.choose()
	default:
		r.open(r.present())
		r.focusField(0, true)
		reveal(r)
	}
}

// present is the field as an answer that changes nothing.
func (r *EditRow) present() EditedField {
	f := EditedField{Value: r.field.Value, Type: r.field.Type, Label: r.field.Label, Chosen: r.field.Chosen}
	for _, p := range r.field.Parts {
		f.Parts = append(f.Parts, p.Value)
	}
	if f.Label != "" {
		f.Type = -1
	}
	return f
}

func (r *EditRow) open(words EditedField) {
	if r.editor == nil {
		r.editor = newRowEditor(r)
	}
	r.editing, r.adrift = true, false
	r.editor.fill(words)
	r.note = r.check(r.editor.words())
	r.Refresh()
	r.resized()
}

// Commit saves what was typed and shows it; at rest it does nothing. A value
// that is as it was before is not saved.
func (r *EditRow) Commit() { r.end(true, true) }

// Cancel gives the value before back.
func (r *EditRow) Cancel() { r.end(false, true) }

// end closes the field. refocus gives a focus that was in it to the row.
func (r *EditRow) end(save, refocus bool) {
	if !r.editing {
		return
	}
	typed, within := r.editor.read(), r.focusWithin()
	r.editing, r.adrift, r.problem = false, false, ""
	if refocus && within {
		r.focus(r)
	}
	if save && !r.present().equal(typed) {
		r.save(typed)
		return
	}
	r.note = r.check(r.field.Value)
	r.Refresh()
	r.resized()
}

func (f EditedField) equal(other EditedField) bool {
	return f.Value == other.Value && slices.Equal(f.Parts, other.Parts) && f.Type == other.Type && f.Label == other.Label && f.Chosen == other.Chosen
}

// save shows an answer at once and hands it on.
func (r *EditRow) save(typed EditedField) {
	r.before, r.tried = r.field, &typed
	f := &r.field
	f.Value, f.Type, f.Label, f.Chosen = typed.Value, typed.Type, typed.Label, typed.Chosen
	f.Parts = slices.Clone(f.Parts)
	for i := range f.Parts {
		f.Parts[i].Value = typed.Parts[i]
	}
	switch {
	case f.Label != "":
		f.Caption = f.Label
	case f.Type >= 0 && f.Type < len(f.Types) && typed.Type != r.before.Type:
		f.Caption = f.Types[f.Type]
	}
	r.note = r.check(f.Value)
	r.Refresh()
	r.resized()
	f.Save(typed)
}

// SetProblem says what became of the last save: it could not be written, or
// another window was faster. What was typed stands in the field again, to be
// saved once more or given up. It takes the focus only from the row itself. ""
// takes the sentence away.
func (r *EditRow) SetProblem(words string) {
	r.problem = words
	if words != "" && !r.editing && r.tried != nil {
		typed := *r.tried
		r.field, r.tried = r.before, nil
		if len(r.field.Choices) == 0 {
			r.open(typed)
			if r.focused {
				r.focusField(0, false)
			}
			return
		}
	}
	r.Refresh()
	r.resized()
}

// choose opens the menu of choices.
func (r *EditRow) choose() {
	items := make([]MenuItem, len(r.field.Choices))
	for i, words := range r.field.Choices {
		items[i] = MenuItem{Label: words, Checked: i == r.field.Chosen, Do: func() { r.Choose(i) }}
	}
	r.menu = ShowMenu(r.value, items)
}

// Choose takes one of the choices by hand.
func (r *EditRow) Choose(i int) {
	if i < 0 || i >= len(r.field.Choices) || i == r.field.Chosen || r.field.Save == nil {
		return
	}
	typed := r.present()
	typed.Chosen, typed.Value = i, r.field.Choices[i]
	r.problem = ""
	r.save(typed)
}

// TakeAway takes the row away by hand, where that can be done: it closes the
// field without saving and gives the focus to the next row before.
func (r *EditRow) TakeAway() {
	remove := r.field.Remove
	if remove == nil {
		return
	}
	had := r.focused || r.editing
	r.end(false, true)
	if had {
		r.focus(r)
		r.step(false)
	}
	remove()
}

// tooLong says that something did not fit.
func (r *EditRow) tooLong(bytes int) {
	if r.field.TooLong != nil {
		r.note, r.problem = Note{Words: r.field.TooLong(bytes), Problem: true}, ""
		r.Refresh()
		r.resized()
	}
}

// typed is called at every change in the field.
func (r *EditRow) typed() {
	r.note, r.problem = r.check(r.editor.words()), ""
	r.Refresh()
	r.resized()
}

func (r *EditRow) resized() {
	if h := r.HeightFor(r.Size().Width); h != r.height {
		r.height = h
		if r.OnResized != nil {
			r.OnResized()
		}
	}
}

// tapped is a click on the row: it edits, or gives the focus back that the
// press took from the field.
func (r *EditRow) tapped() {
	switch {
	case r.editing:
		r.focusField(0, false)
	case r.field.Save != nil:
		r.Edit()
	default:
		r.focus(r)
	}
}

func (r *EditRow) canvas() fyne.Canvas {
	return fyne.CurrentApp().Driver().CanvasForObject(r)
}

func (r *EditRow) focus(o fyne.Focusable) {
	if c := r.canvas(); c != nil {
		r.holding = true
		c.Focus(o)
		r.holding = false
	}
}

// focusField gives the focus to a field.
func (r *EditRow) focusField(i int, all bool) {
	e := r.editor.fields[i]
	r.focus(e)
	if all {
		e.TypedShortcut(&fyne.ShortcutSelectAll{})
	}
}

// focusWithin reports whether something in the row has the focus.
func (r *EditRow) focusWithin() bool {
	c := r.canvas()
	return c != nil && r.has(c.Focused())
}

// has reports whether an object is one of the row's.
func (r *EditRow) has(o fyne.Focusable) bool {
	switch o := o.(type) {
	case *RowField:
		return o.row == r
	case *rowButton:
		return o.row == r
	case *rowSelect:
		return o.row == r
	}
	return false
}

// step gives the focus to the next row, or to the one before.
func (r *EditRow) step(back bool) { stepFrom(r, r.has, back) }

// fieldLost is called when a field in the row lost the focus. A press in the
// row takes it away, too; then what the press does gives it back.
func (r *EditRow) fieldLost() {
	switch {
	case r.holding:
	case r.pressing || r.pressed || r.editor.types.pressed || r.editor.remove.pressed:
		r.adrift = true
	default:
		r.end(true, false)
	}
}

// pointerLeft ends a press that led to nothing.
func (r *EditRow) pointerLeft() {
	r.pressing = false
	if r.adrift {
		r.end(true, false)
	}
}

// FocusGained implements fyne.Focusable.
func (r *EditRow) FocusGained() {
	if r.editing {
		r.focusField(0, false)
		return
	}
	r.control.FocusGained()
}

// MouseOut implements desktop.Hoverable.
func (r *EditRow) MouseOut() {
	r.control.MouseOut()
	r.pointerLeft()
}

// Cursor implements desktop.Cursorable.
func (r *EditRow) Cursor() desktop.Cursor {
	if r.field.Save != nil && len(r.field.Choices) == 0 {
		return desktop.TextCursor
	}
	return r.control.Cursor()
}

// KeyDown implements desktop.Keyable.
func (r *EditRow) KeyDown(e *fyne.KeyEvent) { r.keyHeld(e, true) }

// KeyUp implements desktop.Keyable.
func (r *EditRow) KeyUp(e *fyne.KeyEvent) { r.keyHeld(e, false) }

func (r *EditRow) keyHeld(e *fyne.KeyEvent, down bool) {
	switch e.Name {
	case desktop.KeyShiftLeft, desktop.KeyShiftRight:
		r.shift = down
	case fyne.KeySpace:
		r.space = false
	}
}

// backwards reports whether the shift key is held. The row itself only knows of
// a key that was pressed while it had the focus.
func (r *EditRow) backwards() bool {
	if d, ok := fyne.CurrentApp().Driver().(desktop.Driver); ok {
		return d.CurrentKeyModifiers()&fyne.KeyModifierShift != 0
	}
	return r.shift
}

// TypedKey implements fyne.Focusable.
func (r *EditRow) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeySpace:
		r.Edit()
		r.space = r.editing // its sign comes after the key, to the field
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeyF2:
		r.Edit()
	case fyne.KeyDelete:
		r.TakeAway()
	case fyne.KeyDown:
		r.step(false)
	case fyne.KeyUp:
		r.step(true)
	default:
		passKey(r, e)
	}
}

// AccessibilityLabel implements fyne.Accessible.
func (r *EditRow) AccessibilityLabel() string {
	return strings.TrimSpace(r.field.Caption + " " + r.field.Value)
}

// AccessibilityRole implements fyne.Accessible.
func (r *EditRow) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// CreateRenderer implements fyne.Widget.
func (r *EditRow) CreateRenderer() fyne.WidgetRenderer { return rendererOf(r) }

func (r *EditRow) objects() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{r.circle, r.icon.Image}
	if r.editing {
		objects = append(objects, r.editor.objects()...)
	} else {
		objects = append(objects, r.value, r.caret.Image)
	}
	objects = append(objects, r.caption, r.noteIcon.Image, r.says)
	if !r.editing {
		for _, a := range r.actions {
			objects = append(objects, a)
		}
		objects = append(objects, r.tipCard, r.tip)
	}
	return append(objects, r.ring)
}

var noteFace = face{size: style.Small, token: style.Ink3}

func (r *EditRow) paint() {
	r.circle.Hidden = r.field.Glyph == ""
	r.circle.FillColor = style.Color(style.Hover)
	r.icon.set(r.field.Glyph, style.Ink2)
	r.value.face.token = style.Ink
	if r.field.Value == "" {
		r.value.face.token = style.Ink3
	}
	r.value.SetText(r.shown())
	r.value.Refresh()
	caret := style.Glyph("")
	if len(r.field.Choices) > 0 && (r.hovered || r.focused) {
		caret = style.CaretDown
	}
	r.caret.set(caret, style.Ink2)
	fieldCaption.dress(r.caption, r.field.Caption)
	r.caption.Hidden = !r.captioned()
	r.paintNote()
	r.paintActions()
	showFrame(r.ring, r.focused && !r.editing)
	if r.editing {
		r.editor.paint()
	}
}

func (r *EditRow) paintNote() {
	note, warning := r.Note(), style.Glyph("")
	r.says.face.token = style.Ink3
	if note.Problem {
		r.says.face.token, warning = style.Late, style.WarningFill
	}
	if note.Words == "" {
		warning = ""
	}
	r.noteIcon.set(warning, style.Late)
	r.says.Hidden = note.Words == ""
	r.says.SetText(note.Words)
	r.says.Refresh()
}

func (r *EditRow) paintActions() {
	on := r.hovered || r.focused
	words := ""
	for _, a := range r.actions {
		if a.active() {
			on, words = true, a.words
		}
	}
	for _, a := range r.actions {
		a.Hidden = !on
		a.Refresh()
	}
	fieldCaption.dress(r.tip, words)
	r.tip.Hidden, r.tipCard.Hidden = words == "", words == ""
	r.tipCard.FillColor, r.tipCard.StrokeColor, r.tipCard.StrokeWidth = style.Color(style.Card), style.Color(style.Line2), 1
}

var fieldCaption = face{size: style.Caption, token: style.Ink3}

// The circle before the first field of a group, and where the words begin.
const fieldCircle, fieldLead = 30, 42

// mostShown is the number of signs of a value that are shown: a property of a
// card can hold a picture as text. A button copies all of it.
const mostShown = 3000

// shown is the value at rest: the hint where there is none, cut where it is
// longer than anybody reads.
func (r *EditRow) shown() string {
	if r.field.Value == "" {
		return r.field.Hint
	}
	if head, cut := Beginning(r.field.Value, mostShown); cut {
		return head + ellipsis
	}
	return r.field.Value
}

// captioned reports whether the caption is shown: not beside the choice of
// types, which says the same.
func (r *EditRow) captioned() bool {
	return r.field.Caption != "" && (!r.editing || len(r.field.Types) == 0)
}

func (r *EditRow) place(size fyne.Size) {
	d, g := style.Px(fieldCircle), style.Px(style.IconSmall)
	top := style.Px(style.Space1)
	Put(r.circle, 0, top, d, d)
	Put(r.icon, (d-g)/2, top+(d-g)/2, g, g)
	r.lay(size.Width, true)
	side := style.TextSize(theme.SizeNameInnerPadding) // the frame stands around the words, as the field will
	Put(r.ring, style.Px(fieldLead)-side, 0, size.Width-style.Px(fieldLead)+side, size.Height)
}

func (r *EditRow) least() fyne.Size {
	return fyne.NewSize(style.Px(200), r.HeightFor(r.Size().Width))
}

// HeightFor is the height at a width.
func (r *EditRow) HeightFor(width float32) float32 {
	r.value.SetText(r.shown())
	r.says.SetText(r.Note().Words)
	return r.lay(width, false)
}

// lay lays out what is right of the icon and gives the height of the row.
func (r *EditRow) lay(width float32, move bool) float32 {
	top, x := style.Px(style.Space1), style.Px(fieldLead)
	room, y := width-x, top
	if r.editing {
		y += r.editor.lay(x, y, room, move)
	} else {
		y = r.layValue(x, y, room, move)
		room -= r.actionsWidth()
	}
	if r.captioned() {
		h := style.Px(18)
		if move {
			r.caption.Text = fieldCaption.fit(r.field.Caption, room)
			putText(r.caption, x, y, room, h)
		}
		y += h
	}
	if note := r.Note(); note.Words != "" {
		y += r.layNote(note, x, y, room, move)
	}
	return max(y, top+style.Px(fieldCircle)) + top
}

// layValue lays out the row at rest, and gives where its value ends.
func (r *EditRow) layValue(x, y, width float32, move bool) float32 {
	room := width - r.actionsWidth()
	g := style.Px(12)
	if len(r.field.Choices) > 0 {
		room -= g + style.Px(style.Space1)
	}
	words, d := r.value.HeightFor(room), style.Px(fieldCircle)
	if block := words + r.below(); block < d {
		y += (d - block) / 2
	}
	if !move {
		return y + words
	}
	wide := room
	if len(r.field.Choices) > 0 {
		wide = min(room, r.value.face.width(r.value.words)+1)
		Put(r.caret, x+wide+style.Px(style.Space1), y+(words-g)/2+1, g, g)
	}
	Put(r.value, x, y, wide, words)
	r.placeActions(x + width)
	return y + words
}

// below is the height of what stands under the value, roughly: it decides
// whether the value stands in the middle of its icon.
func (r *EditRow) below() float32 {
	h := float32(0)
	if r.captioned() {
		h = style.Px(18)
	}
	if r.Note().Words != "" {
		h += style.Px(18)
	}
	return h
}

func (r *EditRow) actionsWidth() float32 {
	if len(r.actions) == 0 {
		return 0
	}
	return style.Px(style.Space2) + float32(len(r.actions))*style.Px(style.ButtonSmall)
}

func (r *EditRow) placeActions(right float32) {
	b := style.Px(style.ButtonSmall)
	y := style.Px(style.Space1) + (style.Px(fieldCircle)-b)/2
	x := right - float32(len(r.actions))*b
	pad, h := style.Px(style.Space2), style.Px(style.ChipHeight)
	w := fieldCaption.width(r.tip.Text) + 2*pad
	Put(r.tipCard, x-w-pad, y+(b-h)/2, w, h)
	putText(r.tip, x-w, y+(b-h)/2, w-2*pad, h)
	for _, a := range r.actions {
		Put(a, x, y, b, b)
		x += b
	}
}

func (r *EditRow) layNote(note Note, x, y, room float32, move bool) float32 {
	g := float32(0)
	if note.Problem {
		g = style.Px(14)
	}
	lead := g
	if g > 0 {
		lead += style.Px(5)
	}
	h := r.says.HeightFor(room - lead)
	if move {
		line := noteFace.height()
		Put(r.noteIcon, x, y+(line-g)/2, g, g)
		Put(r.says, x+lead, y, room-lead, h)
	}
	return h
}

// height is that of one line.
func (f face) height() float32 {
	var t canvas.Text
	f.dress(&t, "")
	return t.MinSize().Height
}
