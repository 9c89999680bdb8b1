package kit

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"carebook/app/ui/style"
)

// Field is a boxed field that keeps what is right as one leaves it, or presses
// Enter. What is wrong stays in it with a sentence under it, and is not kept.
// Escape gives the value before back.
//
// It says what is wrong only once it was left, and then at every key until it
// is right: nobody is told off in the middle of a word.
type Field struct {
	widget.BaseWidget
	// Input is the field itself, which has the focus.
	Input *FieldInput
	// Check says something of the words in the field, at every key.
	Check func(words string) Note
	// Save keeps words that are right and not those before. It may call Set or
	// Refuse then or later. Nil is a field whose words are read otherwise.
	Save func(words string)
	// OnChanged is called at every key, OnResized when the field needs another
	// height.
	OnChanged func(words string)
	OnResized func()
	// OnSubmitted and OnEscape, if set, take the places of what Enter and
	// Escape do. OnLeft, if set, is told that the field was left, after what
	// was in it was kept.
	OnSubmitted, OnEscape, OnLeft func()
	// OnKey, if set, is asked first whether it takes a key.
	OnKey func(*fyne.KeyEvent) bool

	// width is that of the box at 100 %; 0 is all there is.
	width float32
	unit  string
	name  string
	// kept are the words that were kept last, before those before them.
	kept, before string
	// said is set from the first problem that was shown until all is right.
	said    bool
	note    Note
	problem string
	setting bool
	height  float32
	// apart leaves the sentence to whoever has the field; told is the last one.
	apart bool
	told  Note

	ground   *canvas.Rectangle
	wheel    *wheel
	after    *canvas.Text
	noteIcon icon
	says     *Paragraph
}

// NewField makes an empty field. name is what it is called, hint stands in the
// place of no words.
func NewField(name, hint string) *Field {
	f := &Field{
		name: name, ground: &canvas.Rectangle{CornerRadius: style.RadiusButton}, after: &canvas.Text{},
		noteIcon: newIcon(), says: NewParagraph("", style.Small, style.Ink3),
	}
	f.Input, f.wheel = &FieldInput{field: f}, &wheel{field: f}
	f.wheel.ExtendBaseWidget(f.wheel)
	f.Input.bare = true
	f.Input.ExtendBaseWidget(f.Input)
	f.Input.SetPlaceHolder(hint)
	f.Input.OnChanged = f.typed
	f.Input.Entry.OnSubmitted = func(string) { f.submit() }
	f.Input.Entry.OnEscape = f.escape
	f.ExtendBaseWidget(f)
	return f
}

// Wide gives the box a width (at 100 %) and returns the field.
func (f *Field) Wide(width float32) *Field {
	f.width = width
	return f
}

// Unit puts a word behind the box and returns the field. It stands there while
// the field has a number, and where there is room for it.
func (f *Field) Unit(words string) *Field {
	f.unit = words
	return f
}

// Apart leaves the sentence under the field to whoever has the field, among
// several on one line that have too little room for one each, and returns the
// field. OnResized is then called whenever the sentence is another.
func (f *Field) Apart() *Field {
	f.apart = true
	return f
}

// Lines makes it a field of several lines, in which Enter is a line break, and
// returns it.
func (f *Field) Lines() *Field {
	f.Input.MultiLine, f.Input.Wrapping = true, fyne.TextWrapWord
	f.wheel.Hide() // a long text is scrolled itself
	return f
}

// Words are those in the field.
func (f *Field) Words() string { return f.Input.Text }

// Note is the sentence under the field.
func (f *Field) Note() Note {
	switch {
	case f.problem != "":
		return Note{Words: f.problem, Problem: true}
	case f.note.Problem && !f.said:
		return Note{}
	}
	return f.note
}

// Set shows words that are kept already, without calling anybody. What
// somebody is typing stays.
func (f *Field) Set(words string) {
	typing := f.Input.Text != f.kept
	f.kept, f.before = words, words
	if !typing {
		f.put(words)
		f.said = false
	}
	f.look()
}

// Put puts words into the field as if they were typed.
func (f *Field) Put(words string) { f.Input.SetText(words) }

// Refuse says why the words that were to be kept were not. They stay in the
// field, and the next Commit tries again.
func (f *Field) Refuse(sentence string) {
	f.kept, f.problem = f.before, sentence
	f.look()
}

// Right looks at the words as when the field is left, and reports whether there
// is nothing wrong with them.
func (f *Field) Right() bool {
	f.note = f.check()
	f.said = f.note.Problem
	f.look()
	return !f.note.Problem
}

// Commit keeps the words if they are right and not the same as before.
func (f *Field) Commit() {
	words := f.Input.Text
	if words == f.kept {
		f.problem = ""
		f.Right()
		return
	}
	if !f.Right() || f.Save == nil {
		return
	}
	f.problem = ""
	f.before, f.kept = f.kept, words
	f.look()
	f.Save(words)
}

// Cancel gives the words before back.
func (f *Field) Cancel() {
	f.put(f.kept)
	f.said, f.problem = false, ""
	f.look()
}

// put puts words into the field without taking them for typed ones.
func (f *Field) put(words string) {
	if f.Input.Text != words {
		f.setting = true
		f.Input.SetText(words)
		f.setting = false
	}
}

func (f *Field) check() Note {
	if f.Check == nil {
		return Note{}
	}
	return f.Check(f.Input.Text)
}

// look says what there is to say of the words.
func (f *Field) look() {
	f.note = f.check()
	f.said = f.said && f.note.Problem
	f.Refresh()
	note := f.Note()
	if h := f.HeightFor(f.Size().Width); h != f.height || f.apart && note != f.told {
		f.height, f.told = h, note
		if f.OnResized != nil {
			f.OnResized()
		}
	}
}

// Look says anew what there is to say of the words, where that depends on more
// than the words.
func (f *Field) Look() { f.look() }

func (f *Field) typed(words string) {
	if f.setting {
		return
	}
	f.problem = ""
	f.look()
	if f.OnChanged != nil {
		f.OnChanged(words)
	}
}

func (f *Field) submit() {
	if f.OnSubmitted != nil {
		f.OnSubmitted()
		return
	}
	f.Commit()
}

// escape gives the words before back; where there is nothing to give back the
// key is the window's.
func (f *Field) escape() {
	switch {
	case f.OnEscape != nil:
		f.OnEscape()
	case f.Input.Text != f.kept || f.said:
		f.Cancel()
	default:
		passKey(f.Input, &fyne.KeyEvent{Name: fyne.KeyEscape})
	}
}

// AccessibilityLabel implements fyne.Accessible.
func (f *Field) AccessibilityLabel() string { return f.name }

// AccessibilityRole implements fyne.Accessible.
func (f *Field) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleContainer }

// CreateRenderer implements fyne.Widget.
func (f *Field) CreateRenderer() fyne.WidgetRenderer { return rendererOf(f) }

func (f *Field) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{f.ground, f.Input, f.wheel, f.after, f.noteIcon.Image, f.says}
}

var fieldUnit = face{size: style.Control, token: style.Ink2}

func (f *Field) paint() {
	note := f.Note()
	edge, width := style.Line2, float32(1)
	if f.Input.focused {
		edge, width = style.Accent, style.FocusFrame
	}
	sign, ink := style.Glyph(""), style.Ink3
	if note.Problem {
		edge, sign, ink = style.Late, style.WarningFill, style.Late
	}
	if f.apart {
		sign, note.Words = "", ""
	}
	f.ground.FillColor, f.ground.StrokeColor, f.ground.StrokeWidth = style.Color(style.Card), style.Color(edge), width
	fieldUnit.dress(f.after, f.unit)
	f.noteIcon.set(sign, style.Late)
	f.says.face.token = ink
	f.says.SetText(note.Words)
	f.says.Hidden = note.Words == ""
	f.says.Refresh()
}

// The lines of a field of several lines: it grows with its text.
const boxLines, mostBoxLines = 3, 8

func (f *Field) boxHeight(width float32) float32 {
	if !f.Input.MultiLine {
		return max(style.Px(style.Button), f.Input.MinSize().Height)
	}
	t := face{size: style.Body, token: style.Ink}
	lines := len(t.wrap(f.Input.Text, width-style.Px(2*style.Space2), mostBoxLines))
	return float32(min(max(lines, boxLines), mostBoxLines))*t.height() + style.Px(style.Space3) + style.Space1
}

// boxWidth is the width of the box in a field of a width.
func (f *Field) boxWidth(width float32) float32 {
	if f.width == 0 {
		return width - f.unitWidth()
	}
	return min(style.Px(f.width), width)
}

func (f *Field) unitWidth() float32 {
	if f.unit == "" {
		return 0
	}
	return style.Px(style.Space2) + fieldUnit.width(f.unit)
}

// HeightFor is the height at a width.
func (f *Field) HeightFor(width float32) float32 {
	h := f.boxHeight(f.boxWidth(width))
	if note := f.Note(); note.Words != "" && !f.apart {
		h += style.Px(style.Space1) + f.says.HeightFor(width-f.noteLead(note))
	}
	return h
}

// noteLead is the room for the sign before a problem.
func (f *Field) noteLead(note Note) float32 {
	if note.Problem {
		return style.Px(14 + 5)
	}
	return 0
}

func (f *Field) place(size fyne.Size) {
	w := f.boxWidth(size.Width)
	h := f.boxHeight(w)
	Put(f.ground, 0, 0, w, h)
	in := h
	if !f.Input.MultiLine {
		in = f.Input.MinSize().Height
	}
	Put(f.Input, style.Px(style.Space1), (h-in)/2, w-style.Px(2*style.Space1), in)
	Put(f.wheel, 0, 0, w, h)
	f.after.Hidden = w+f.unitWidth() > size.Width || !strings.ContainsAny(f.Input.Text, "0123456789")
	putText(f.after, w+style.Px(style.Space2), 0, f.unitWidth(), h)
	note := f.Note()
	lead, line, g := f.noteLead(note), noteFace.height(), style.Px(14)
	y := h + style.Px(style.Space1)
	Put(f.noteIcon, 0, y+(line-g)/2, g, g)
	Put(f.says, lead, y, size.Width-lead, f.says.HeightFor(size.Width-lead))
}

func (f *Field) least() fyne.Size {
	width := style.Px(f.width)
	if f.width == 0 {
		width = style.Px(110)
	}
	width += f.unitWidth()
	return fyne.NewSize(width, f.HeightFor(max(width, f.Size().Width)))
}

// FieldInput is what is typed into in a Field.
type FieldInput struct {
	Entry
	field   *Field
	focused bool
}

// TypedKey implements fyne.Focusable.
func (i *FieldInput) TypedKey(e *fyne.KeyEvent) {
	if i.field.OnKey == nil || !i.field.OnKey(e) {
		i.Entry.TypedKey(e)
	}
}

// AcceptsTab implements fyne.Tabbable: Tab goes on, also from several lines.
func (i *FieldInput) AcceptsTab() bool { return false }

// FocusGained implements fyne.Focusable. All of a line is selected, to be
// written over; a press of the pointer puts the caret where it is. In several
// lines the caret goes to the end.
func (i *FieldInput) FocusGained() {
	i.focused = true
	i.Entry.FocusGained()
	if !i.MultiLine {
		i.Entry.TypedShortcut(&fyne.ShortcutSelectAll{})
	} else if i.CursorRow == 0 && i.CursorColumn == 0 {
		i.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyPageDown})
		i.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
	}
	i.field.Refresh()
}

// FocusLost implements fyne.Focusable.
func (i *FieldInput) FocusLost() {
	i.focused = false
	i.Entry.FocusLost()
	i.field.Commit()
	if i.field.OnLeft != nil {
		i.field.OnLeft()
	}
}

// TypedShortcut implements fyne.Shortcutable: where Enter is a line break,
// Ctrl+Enter is Enter.
func (i *FieldInput) TypedShortcut(s fyne.Shortcut) {
	own, ok := s.(*desktop.CustomShortcut)
	if ok && own.Modifier == fyne.KeyModifierShortcutDefault && (own.KeyName == fyne.KeyReturn || own.KeyName == fyne.KeyEnter) {
		i.field.submit()
		return
	}
	i.Entry.TypedShortcut(s)
}

// Cursor implements desktop.Cursorable.
func (i *FieldInput) Cursor() desktop.Cursor { return desktop.TextCursor }

// AccessibilityLabel implements fyne.Accessible.
func (i *FieldInput) AccessibilityLabel() string { return i.field.name }

// wheel lies over a line and gives the turns of the wheel to what the field lies
// in: Fyne's own field would keep them, and the page would stand still under the
// pointer.
type wheel struct {
	widget.BaseWidget
	field *Field
}

// Scrolled implements fyne.Scrollable.
func (w *wheel) Scrolled(e *fyne.ScrollEvent) {
	if scroll := scrollOf(w.field); scroll != nil {
		scroll.Scrolled(e)
	}
}

// CreateRenderer implements fyne.Widget.
func (w *wheel) CreateRenderer() fyne.WidgetRenderer { return rendererOf(w) }

func (w *wheel) objects() []fyne.CanvasObject { return nil }
func (w *wheel) paint()                       {}
func (w *wheel) place(fyne.Size)              {}
func (w *wheel) least() fyne.Size             { return fyne.Size{} }

// scrollOf is the scroll that an object lies in, or nil.
func scrollOf(o fyne.CanvasObject) *container.Scroll {
	c := fyne.CurrentApp().Driver().CanvasForObject(o)
	if c == nil {
		return nil
	}
	in := c.Content()
	if top := c.Overlays().Top(); top != nil {
		in = top
	}
	for _, around := range slices.Backward(pathTo(in, o)) {
		if scroll, ok := around.(*container.Scroll); ok {
			return scroll
		}
	}
	return nil
}

// GuardPanel lets a panel do its work only while nothing is wrong in its fields;
// the first that is wrong has the focus instead. Enter in a field is the
// panel's, and so is Escape.
func GuardPanel(p *Panel, fields ...*Field) {
	p.Ready = func() bool {
		var wrong *Field
		for _, f := range fields {
			if f.Visible() && !f.Right() && wrong == nil {
				wrong = f
			}
		}
		if wrong != nil {
			p.canvas.Focus(wrong.Input)
		}
		return wrong == nil
	}
	for _, f := range fields {
		f.OnSubmitted, f.OnEscape, f.OnResized = p.submit, p.Hide, p.Refresh
	}
}
