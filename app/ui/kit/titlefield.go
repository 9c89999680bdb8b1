package kit

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"carebook/app/ui/style"
)

// TitleField is a title that is written where it stands: large, in the book
// face, without a frame. It is one text without line breaks in as many lines as it
// needs. Enter, and Down in the last line, lead on to what is under it.
type TitleField struct {
	Entry
	// OnDown is told that the keyboard is to go on to what is under the title,
	// OnFocused that it came to the title, OnResized that the title needs another
	// height, OnWheel of the wheel over it, for Fyne's own field would keep that.
	OnDown, OnFocused, OnResized func()
	OnWheel                      func(*fyne.ScrollEvent)

	name   string
	shift  shiftKey
	hint   *Text
	themed *container.ThemeOverride
	// lines scrolls the text of Fyne's field, which is always as high as all of it.
	lines *container.Scroll
	// height is what the title needed last.
	height float32
	object *fyne.Container
}

// NewTitleField makes an empty title; hint stands in the place of no words.
func NewTitleField(hint string) *TitleField {
	f := &TitleField{name: hint, hint: NewTitle(hint, style.NoteHead).Cut()}
	f.hint.face.token = style.Ink3
	f.bare = true
	f.TextStyle = style.Book
	f.MultiLine, f.Wrapping = true, fyne.TextWrapWord
	f.ExtendBaseWidget(f)
	f.themed = container.NewThemeOverride(f, style.TitleTheme{})
	w := &titleWheel{field: f}
	w.ExtendBaseWidget(w)
	k := &themeKeeper{over: f.themed}
	k.ExtendBaseWidget(k)
	f.object = &fyne.Container{Layout: ByWidth(f.lay), Objects: []fyne.CanvasObject{k, f.hint, f.themed, w}}
	return f
}

// Object is the field as it is put on a page.
func (f *TitleField) Object() fyne.CanvasObject { return f.object }

// lay gives the height at a width, and puts the parts in their places where move
// is set. Fyne's field has a border around its words, which stands outside.
func (f *TitleField) lay(width float32, move bool) float32 {
	const edge = style.TitleEdge
	if f.Size().Width != width+2*edge {
		f.Resize(fyne.NewSize(width+2*edge, f.Size().Height))
	}
	height := f.lines.Content.MinSize().Height
	if move {
		f.height = height
		objects := f.object.Objects
		Put(f.hint, 0, 0, width, f.hint.MinSize().Height)
		Put(f.themed, -edge, -edge, width+2*edge, height+2*edge)
		Put(objects[len(objects)-1], 0, 0, width, height)
	}
	return height
}

// look shows the hint where there are no words, and tells of another height.
func (f *TitleField) look() {
	if f.hint == nil || f.object == nil {
		return // it is being made
	}
	Show(f.hint, f.Text == "")
	if h := f.lines.Content.MinSize().Height; h != f.height && f.OnResized != nil && f.Size().Width > 0 {
		f.height = h
		f.OnResized()
	}
}

// SetText shows other words, and forgets the history of those before.
func (f *TitleField) SetText(words string) { f.Entry.SetText(oneLine(words)) }

// TakeBack takes the last thing back that was written, and Again writes it again.
// Both report whether there was something.
func (f *TitleField) TakeBack() bool { return f.changes(f.Undo) }

// Again is TakeBack's contrary.
func (f *TitleField) Again() bool { return f.changes(f.Redo) }

func (f *TitleField) changes(do func()) bool {
	before := f.Text
	do()
	return f.Text != before
}

// AccessibilityLabel implements fyne.Accessible.
func (f *TitleField) AccessibilityLabel() string { return f.name }

// AcceptsTab implements fyne.Tabbable: Tab goes on.
func (f *TitleField) AcceptsTab() bool { return false }

// FocusGained implements fyne.Focusable.
func (f *TitleField) FocusGained() {
	f.Entry.FocusGained()
	if f.OnFocused != nil {
		f.OnFocused()
	}
}

// KeyDown implements desktop.Keyable.
func (f *TitleField) KeyDown(e *fyne.KeyEvent) {
	f.shift.set(e, true)
	f.Entry.KeyDown(e)
}

// KeyUp implements desktop.Keyable.
func (f *TitleField) KeyUp(e *fyne.KeyEvent) {
	f.shift.set(e, false)
	f.Entry.KeyUp(e)
}

// TypedKey implements fyne.Focusable. Escape is the window's.
func (f *TitleField) TypedKey(k *fyne.KeyEvent) {
	switch k.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		f.leave()
	case fyne.KeyDown:
		row := f.CursorRow
		f.Entry.TypedKey(k)
		if f.CursorRow == row && !f.shift.held {
			f.leave()
		}
	case fyne.KeyEscape:
		passKey(f, k)
	default:
		f.Entry.TypedKey(k)
	}
}

func (f *TitleField) leave() {
	if f.OnDown != nil {
		f.OnDown()
	}
}

// TypedShortcut implements fyne.Shortcutable: line breaks of what is pasted become
// blanks.
func (f *TitleField) TypedShortcut(s fyne.Shortcut) {
	if paste, ok := s.(*fyne.ShortcutPaste); ok {
		s = &fyne.ShortcutPaste{Clipboard: lineClipboard{paste.Clipboard}}
	}
	f.Entry.TypedShortcut(s)
}

// lineClipboard gives what another has in one line.
type lineClipboard struct{ fyne.Clipboard }

// Content implements fyne.Clipboard.
func (c lineClipboard) Content() string { return oneLine(c.Clipboard.Content()) }

// oneLine puts blanks in the place of line breaks.
func oneLine(words string) string {
	return strings.Join(strings.FieldsFunc(words, func(r rune) bool {
		switch r {
		case '\n', '\r', '\v', '\f', '\u0085', '\u2028', '\u2029':
			return true
		}
		return false
	}), " ")
}

// CreateRenderer implements fyne.Widget.
func (f *TitleField) CreateRenderer() fyne.WidgetRenderer {
	r := f.Entry.CreateRenderer()
	for _, o := range r.Objects() {
		if scroll, ok := o.(*container.Scroll); ok {
			f.lines = scroll
		}
	}
	if f.Size().Width > 0 {
		r.Layout(f.Size()) // made anew, its parts have no places yet
	}
	return titleRenderer{r, f}
}

// titleRenderer is Fyne's, and looks whether the title needs another height.
type titleRenderer struct {
	fyne.WidgetRenderer
	field *TitleField
}

// Refresh implements fyne.WidgetRenderer.
func (r titleRenderer) Refresh() {
	r.WidgetRenderer.Refresh()
	r.field.look()
}

// themeKeeper keeps a theme on what it overrides. Fyne forgets what was not drawn
// for a minute, and with it the theme that is over it; what still measures the
// override meanwhile keeps that from being made anew, which alone would bring the
// theme back. The keeper is drawn together with what is overridden, and nothing
// else asks for it: once it is drawn anew, the rest was forgotten, too.
type themeKeeper struct {
	widget.BaseWidget
	over *container.ThemeOverride
	// drawn is set once it was drawn the first time.
	drawn bool
}

// CreateRenderer implements fyne.Widget.
func (k *themeKeeper) CreateRenderer() fyne.WidgetRenderer {
	if k.drawn {
		k.over.Refresh()
	}
	k.drawn = true
	return widget.NewSimpleRenderer(&fyne.Container{})
}

// MinSize implements fyne.CanvasObject, as Resize and Refresh without looking at
// what is drawn.
func (k *themeKeeper) MinSize() fyne.Size { return fyne.Size{} }

// Resize implements fyne.CanvasObject.
func (k *themeKeeper) Resize(fyne.Size) {}

// Refresh implements fyne.CanvasObject.
func (k *themeKeeper) Refresh() {}

// titleWheel lies over the title and takes the wheel.
type titleWheel struct {
	widget.BaseWidget
	field *TitleField
}

// Scrolled implements fyne.Scrollable.
func (w *titleWheel) Scrolled(e *fyne.ScrollEvent) {
	if w.field.OnWheel != nil {
		w.field.OnWheel(e)
	}
}

// CreateRenderer implements fyne.Widget.
func (w *titleWheel) CreateRenderer() fyne.WidgetRenderer { return rendererOf(w) }

func (w *titleWheel) objects() []fyne.CanvasObject { return nil }
func (w *titleWheel) paint()                       {}
func (w *titleWheel) place(fyne.Size)              {}
func (w *titleWheel) least() fyne.Size             { return fyne.Size{} }
