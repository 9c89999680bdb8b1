package richedit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"carebook/app/doc"
	"carebook/app/lang"
	"carebook/app/ui/style"
)

// themeStamp tells themes and sizes of text apart.
type themeStamp struct {
	factor float32
	ink    color.Color
}

func stampNow() themeStamp { return themeStamp{style.Factor(), style.Color(style.Ink)} }

// redraw draws what can be seen.
func (e *Editor) redraw() {
	if !e.drawn || e.settling {
		return
	}
	top, bottom := e.seen()
	e.column.Objects = e.painter.objects(e.look(), top, bottom)
	e.placeholder.Hidden = e.p.Placeholder == "" || !unwritten(e.ed.Document())
	canvas.Refresh(e.column)
}

// look is what is drawn beside the document.
func (e *Editor) look() look {
	s := e.ed.Selection()
	l := look{
		selection: s.Range(), caret: s.Head, upstream: e.upstream,
		focused: e.focused, caretOn: e.focused && !e.blink.dark,
		found: e.finder.places, current: e.finder.at(s.Range()), hovered: -1,
	}
	if e.over.on == onCheck && !e.readOnly {
		l.hovered = e.over.block
	}
	return l
}

// unwritten reports whether a document is one empty paragraph.
func unwritten(d *doc.Document) bool {
	return d.Len() == 1 && d.Block(0).Kind() == doc.Paragraph && d.Block(0).Text() == ""
}

// AccessibilityLabel implements fyne.Accessible.
func (e *Editor) AccessibilityLabel() string { return lang.T("editor.label") }

// AccessibilityRole implements fyne.Accessible.
func (e *Editor) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// CreateRenderer implements fyne.Widget.
func (e *Editor) CreateRenderer() fyne.WidgetRenderer {
	e.drawn = true
	r := editorRenderer{e}
	r.dress()
	r.Layout(e.Size()) // what was drawn for a renderer before this one is old
	return r
}

type editorRenderer struct{ e *Editor }

func (r editorRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.e.column, r.e.placeholder, r.e.anchor}
}

// MinSize is that of the text in the column as it is.
func (r editorRenderer) MinSize() fyne.Size { return fyne.NewSize(style.Px(120), r.e.page.height()) }

func (r editorRenderer) Layout(size fyne.Size) {
	e := r.e
	if size.Width <= 0 {
		return
	}
	e.page.setWidth(e.columnIn(size.Width))
	e.resized()
	e.column.Resize(fyne.NewSize(e.columnIn(size.Width), size.Height))
	e.column.Move(fyne.NewPos(e.inset(), 0))
	first := e.page.caret(doc.Position{}, false)
	e.placeholder.Move(fyne.NewPos(e.inset()+first.x, first.y))
	e.placeholder.Resize(fyne.NewSize(e.columnIn(size.Width), first.h))
	e.redraw()
}

// Refresh measures anew where the theme is another.
func (r editorRenderer) Refresh() {
	if now := stampNow(); now != r.e.styled {
		r.e.styled = now
		r.e.page.restyle()
	}
	r.dress()
	r.Layout(r.e.Size())
}

func (r editorRenderer) dress() {
	t := r.e.placeholder
	t.Text, t.TextSize, t.Color = r.e.p.Placeholder, style.Px(placeholderSize), style.Color(style.Ink3)
	t.FontSource, t.TextStyle = style.Sans(t.Text, false)
}

// placeholderSize is the size of the text in which people write.
const placeholderSize float32 = 16

// Destroy ends what runs by itself.
func (r editorRenderer) Destroy() {
	r.e.drawn = false
	r.e.blink.stop()
	r.e.stopPress()
}
