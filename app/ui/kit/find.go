package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"carebook/app/ui/style"
)

// Entry is a text field from which the window's shortcuts still work: Fyne
// hands a shortcut to the focused field alone.
type Entry struct {
	widget.Entry
}

// NewEntry makes a field of one line.
func NewEntry() *Entry {
	e := &Entry{}
	e.ExtendBaseWidget(e)
	return e
}

// TypedShortcut implements fyne.Shortcutable: what is no editing of the field
// goes on to the window.
func (e *Entry) TypedShortcut(s fyne.Shortcut) {
	e.Entry.TypedShortcut(s)
	passOn(e, s)
}

// passOn gives a shortcut of the program's own to the canvas of an object.
func passOn(o fyne.CanvasObject, s fyne.Shortcut) {
	if _, own := s.(*desktop.CustomShortcut); !own {
		return
	}
	if c, ok := fyne.CurrentApp().Driver().CanvasForObject(o).(fyne.Shortcutable); ok {
		c.TypedShortcut(s)
	}
}

// Find is the search field of the top bar.
type Find struct {
	widget.Entry
	// OnDown is the arrow key down: on to the answers. OnEscape is after the
	// field was emptied with Escape, when it was empty already.
	OnDown, OnEscape func()
}

// NewFind makes a search field; key is the shortcut drawn in it.
func NewFind(placeholder, key string) *Find {
	f := &Find{}
	f.Icon = style.Icon(style.Magnifier, style.Ink2)
	f.PlaceHolder = placeholder
	f.ActionItem = newKeyCap(key)
	f.ExtendBaseWidget(f)
	return f
}

// TypedShortcut implements fyne.Shortcutable.
func (f *Find) TypedShortcut(s fyne.Shortcut) {
	f.Entry.TypedShortcut(s)
	passOn(f, s)
}

// TypedKey implements fyne.Focusable.
func (f *Find) TypedKey(e *fyne.KeyEvent) {
	switch {
	case e.Name == fyne.KeyDown && f.OnDown != nil:
		f.OnDown()
	case e.Name == fyne.KeyEscape && f.Text != "":
		f.SetText("")
	case e.Name == fyne.KeyEscape && f.OnEscape != nil:
		f.OnEscape()
	default:
		f.Entry.TypedKey(e)
	}
}

// MinSize implements fyne.CanvasObject.
func (f *Find) MinSize() fyne.Size {
	return fyne.NewSize(style.Px(200), max(f.Entry.MinSize().Height, style.Px(style.FindHeight)))
}

// keyCap is a shortcut drawn like a key.
type keyCap struct {
	widget.BaseWidget
	key  string
	rect *canvas.Rectangle
	text *canvas.Text
}

func newKeyCap(key string) *keyCap {
	k := &keyCap{key: key, rect: &canvas.Rectangle{}, text: &canvas.Text{Alignment: fyne.TextAlignCenter}}
	k.ExtendBaseWidget(k)
	return k
}

// CreateRenderer implements fyne.Widget.
func (k *keyCap) CreateRenderer() fyne.WidgetRenderer { return rendererOf(k) }

func (k *keyCap) objects() []fyne.CanvasObject { return []fyne.CanvasObject{k.rect, k.text} }

func (k *keyCap) face() face { return face{size: style.Caption, token: style.Ink3} }

func (k *keyCap) paint() {
	k.rect.FillColor, k.rect.StrokeColor = style.Color(style.Page), style.Color(style.Line2)
	k.rect.StrokeWidth, k.rect.CornerRadius = 1, style.Space1
	k.face().dress(k.text, k.key)
}

// place leaves room at the right, where the field ends.
func (k *keyCap) place(size fyne.Size) {
	w, h := size.Width-style.Px(style.Space2), style.Px(19)
	put(k.rect, 0, (size.Height-h)/2, w, h)
	putText(k.text, 0, 0, w, size.Height)
}

func (k *keyCap) least() fyne.Size {
	return fyne.NewSize(k.face().width(k.key)+style.Px(12+style.Space2), style.Px(19))
}
