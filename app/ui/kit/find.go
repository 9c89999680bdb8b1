package kit

import (
	"cmp"
	"image/color"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"carebook/app/ui/style"
)

// PasteLimit is the number of bytes that a field takes where nobody set a limit
// of its own. Fyne measures all of a field's text at every key: a few thousand
// signs are quick, a file pasted by mistake would stop the window.
const PasteLimit = 16 << 10

// Entry is a text field from which the window's shortcuts still work: Fyne
// hands a shortcut to the focused field alone.
type Entry struct {
	widget.Entry
	// OnEscape is the key Escape; nil is nothing.
	OnEscape func()
	// Limit is the number of bytes that the field takes; 0 is PasteLimit. What
	// would make it longer, typed or pasted, is refused as a whole.
	Limit int
	// OnTooLong is told how long the refused text would have been, in bytes.
	OnTooLong func(bytes int)
	// OnPaste, if set, may take a pasted text in its own way; then it reports
	// true and the field takes nothing.
	OnPaste func(words string) bool
	// bare leaves ground and border to the piece around the field.
	bare bool
	// self is the field, or the piece that embeds it.
	self fyne.CanvasObject
}

// NewEntry makes a field of one line.
func NewEntry() *Entry {
	e := &Entry{}
	e.ExtendBaseWidget(e)
	return e
}

// NewMultiEntry makes a field of several lines.
func NewMultiEntry() *Entry {
	e := NewEntry()
	e.MultiLine, e.Wrapping = true, fyne.TextWrapWord
	e.SetMinRowsVisible(3)
	return e
}

// ExtendBaseWidget is Fyne's, and keeps the piece.
func (e *Entry) ExtendBaseWidget(piece fyne.Widget) {
	e.self = piece
	e.Entry.ExtendBaseWidget(piece)
}

// CreateRenderer implements fyne.Widget.
func (e *Entry) CreateRenderer() fyne.WidgetRenderer {
	r := e.Entry.CreateRenderer()
	if e.bare {
		hideGround(r)
	}
	return r
}

// hideGround takes ground and border from a field of Fyne's.
func hideGround(r fyne.WidgetRenderer) {
	for _, o := range r.Objects() {
		if ground, ok := o.(*canvas.Rectangle); ok {
			ground.Hide()
		}
	}
}

// FocusGained implements fyne.Focusable.
func (e *Entry) FocusGained() {
	e.Entry.FocusGained()
	reveal(e.self)
}

// TypedKey implements fyne.Focusable. A text has no use for function keys, which
// are the window's.
func (e *Entry) TypedKey(k *fyne.KeyEvent) {
	switch {
	case k.Name == fyne.KeyEscape && e.OnEscape != nil:
		e.OnEscape()
	case isFunctionKey(k.Name):
		passKey(e.self, k)
	default:
		e.Entry.TypedKey(k)
	}
}

// isFunctionKey reports whether a key is one of F1 to F12.
func isFunctionKey(key fyne.KeyName) bool {
	return len(key) > 1 && key[0] == 'F' && key[1] >= '1' && key[1] <= '9'
}

// TypedRune implements fyne.Focusable.
func (e *Entry) TypedRune(r rune) {
	if e.takes(utf8.RuneLen(r)) {
		e.Entry.TypedRune(r)
	}
}

// TypedShortcut implements fyne.Shortcutable: what is no editing of the field
// goes on to the window. A paste is looked at before Fyne does, for which even
// a text that it then refuses would be too long.
func (e *Entry) TypedShortcut(s fyne.Shortcut) {
	if paste, ok := s.(*fyne.ShortcutPaste); ok {
		words := paste.Clipboard.Content()
		if !e.takes(len(words)) || e.OnPaste != nil && e.OnPaste(words) {
			return
		}
	}
	if again, ok := s.(*desktop.CustomShortcut); ok && again.ShortcutName() == CtrlShift(fyne.KeyZ).ShortcutName() {
		s = &fyne.ShortcutRedo{} // within a text, undo and redo are its own
	}
	e.Entry.TypedShortcut(s)
	passOn(e.self, s)
}

// takes reports whether there is room for so many bytes in the place of what is
// selected, and tells OnTooLong where there is not.
func (e *Entry) takes(bytes int) bool {
	length := len(e.Text) - len(e.SelectedText()) + bytes
	if length <= cmp.Or(e.Limit, PasteLimit) {
		return true
	}
	if e.OnTooLong != nil {
		e.OnTooLong(length)
	}
	return false
}

// passOn gives a shortcut of the program's own to the canvas of an object.
func passOn(o fyne.CanvasObject, s fyne.Shortcut) {
	if c, ok := fyne.CurrentApp().Driver().CanvasForObject(o).(fyne.Shortcutable); ok {
		passTo(c, s)
	}
}

func passTo(c fyne.Shortcutable, s fyne.Shortcut) {
	if _, own := s.(*desktop.CustomShortcut); own {
		c.TypedShortcut(s)
	}
}

// Find is the search field of the top bar: a magnifier, the field, and the
// shortcut drawn like a key.
type Find struct {
	widget.BaseWidget
	// Field is the field itself, which has the focus and the words. Until
	// Ready only its place is drawn.
	Field *FindField
	ready bool

	ground *canvas.Rectangle
	icon   icon
	hint   *canvas.Text
	cap    *keyCap
}

// NewFind makes a search field; key is the shortcut drawn in it.
func NewFind(placeholder, key string) *Find {
	f := &Find{ground: &canvas.Rectangle{}, icon: newIcon(), hint: &canvas.Text{}, cap: newKeyCap(key)}
	f.Field = &FindField{focus: f.Refresh}
	f.Field.PlaceHolder = placeholder
	f.Field.ExtendBaseWidget(f.Field)
	f.ExtendBaseWidget(f)
	return f
}

// Ready puts the field in its place. A field of Fyne's makes it look through
// the fonts of the system, which takes longer than drawing all else in the
// window: so that waits until the first picture is there.
func (f *Find) Ready() {
	if !f.ready {
		f.ready = true
		f.Refresh()
	}
}

// Tapped implements fyne.Tappable: all of it is the field.
func (f *Find) Tapped(*fyne.PointEvent) {
	f.Ready()
	if c := fyne.CurrentApp().Driver().CanvasForObject(f); c != nil {
		c.Focus(f.Field)
	}
}

// CreateRenderer implements fyne.Widget.
func (f *Find) CreateRenderer() fyne.WidgetRenderer { return rendererOf(f) }

func (f *Find) objects() []fyne.CanvasObject {
	if !f.ready {
		return []fyne.CanvasObject{f.ground, f.icon.Image, f.hint, f.cap}
	}
	return []fyne.CanvasObject{f.ground, f.icon.Image, f.Field, f.cap}
}

var findHint = face{size: style.Body, token: style.Ink3}

func (f *Find) paint() {
	edge, width := style.Line2, float32(1)
	if f.Field.focused {
		edge, width = style.Accent, style.FocusFrame
	}
	f.ground.FillColor, f.ground.StrokeColor, f.ground.StrokeWidth = style.Color(style.Card), style.Color(edge), width
	f.ground.CornerRadius = style.RadiusButton
	f.icon.set(style.Magnifier, style.Ink2)
	findHint.dress(f.hint, f.Field.PlaceHolder)
	f.cap.Refresh()
}

func (f *Find) place(size fyne.Size) {
	Put(f.ground, 0, 0, size.Width, size.Height)
	x, g := style.Px(style.Space3), style.Px(style.IconSize)
	Put(f.icon, x, (size.Height-g)/2, g, g)
	x += g + style.Px(style.Space1)
	key := f.cap.MinSize()
	right := size.Width - style.Px(10) - key.Width
	Put(f.cap, right, (size.Height-key.Height)/2, key.Width, key.Height)
	room := right - style.Px(style.Space1) - x
	if f.ready {
		h := f.Field.MinSize().Height
		Put(f.Field, x, (size.Height-h)/2, room, h)
		return
	}
	inner := style.TextSize(theme.SizeNameInnerPadding)
	f.hint.Text = findHint.fit(f.Field.PlaceHolder, room-inner)
	putText(f.hint, x+inner, 0, room-inner, size.Height)
}

func (f *Find) least() fyne.Size {
	return fyne.NewSize(style.Px(200), style.Px(style.FindHeight))
}

// FindField is the field of a Find. It has no ground of its own.
type FindField struct {
	widget.Entry
	// OnDown is the arrow key down: on to the answers. OnEscape is Escape
	// when the field is empty; before that, Escape empties it.
	OnDown, OnEscape func()
	// focus is told that the focus came or went.
	focus   func()
	focused bool
}

// CreateRenderer implements fyne.Widget.
func (f *FindField) CreateRenderer() fyne.WidgetRenderer {
	r := f.Entry.CreateRenderer()
	hideGround(r)
	return r
}

// FocusGained implements fyne.Focusable.
func (f *FindField) FocusGained() {
	f.Entry.FocusGained()
	f.focused = true
	f.focus()
}

// FocusLost implements fyne.Focusable.
func (f *FindField) FocusLost() {
	f.Entry.FocusLost()
	f.focused = false
	f.focus()
}

// TypedShortcut implements fyne.Shortcutable. Nobody searches for a text that
// is longer than a field takes: pasting one leaves the field as it is.
func (f *FindField) TypedShortcut(s fyne.Shortcut) {
	if paste, ok := s.(*fyne.ShortcutPaste); ok && len(paste.Clipboard.Content()) > PasteLimit {
		return
	}
	f.Entry.TypedShortcut(s)
	passOn(f, s)
}

// TypedKey implements fyne.Focusable.
func (f *FindField) TypedKey(e *fyne.KeyEvent) {
	switch {
	case e.Name == fyne.KeyDown && f.OnDown != nil:
		f.OnDown()
	case e.Name == fyne.KeyEscape && f.Text != "":
		f.SetText("")
	case e.Name == fyne.KeyEscape && f.OnEscape != nil:
		f.OnEscape()
	case isFunctionKey(e.Name):
		passKey(f, e)
	default:
		f.Entry.TypedKey(e)
	}
}

// keyCap is a shortcut drawn like a key.
type keyCap struct {
	widget.BaseWidget
	key  string
	rect *canvas.Rectangle
	text *canvas.Text
	// ink colours a cap on a coloured ground; "" is that of a field.
	ink style.Token
}

func newKeyCap(key string) *keyCap {
	k := &keyCap{key: key, rect: &canvas.Rectangle{}, text: &canvas.Text{Alignment: fyne.TextAlignCenter}}
	k.ExtendBaseWidget(k)
	return k
}

// CreateRenderer implements fyne.Widget.
func (k *keyCap) CreateRenderer() fyne.WidgetRenderer { return rendererOf(k) }

func (k *keyCap) objects() []fyne.CanvasObject { return []fyne.CanvasObject{k.rect, k.text} }

func (k *keyCap) face() face { return face{size: style.Caption, token: cmp.Or(k.ink, style.Ink3)} }

// set shows another key on a ground with an ink.
func (k *keyCap) set(key string, ink style.Token) {
	if k.key != key || k.ink != ink {
		k.key, k.ink = key, ink
		k.Refresh()
	}
}

func (k *keyCap) paint() {
	k.rect.FillColor, k.rect.StrokeColor = style.Color(style.Page), style.Color(style.Line2)
	if k.ink != "" {
		k.rect.FillColor, k.rect.StrokeColor = color.Transparent, style.Color(k.ink)
	}
	k.rect.StrokeWidth, k.rect.CornerRadius = 1, style.Space1
	k.face().dress(k.text, k.key)
}

func (k *keyCap) place(size fyne.Size) {
	Put(k.rect, 0, 0, size.Width, size.Height)
	putText(k.text, 0, 0, size.Width, size.Height)
}

func (k *keyCap) least() fyne.Size {
	return fyne.NewSize(k.face().width(k.key)+style.Px(12), style.Px(19))
}
