// Package welcome is what a new user sees: the three short steps of the first start,
// and the page of a book without people, with where to drop the contacts, how to get
// them out of a phone, and the way to the demo book.
//
// It draws with the kit and calls the use cases of package book. It never imports
// another screen.
package welcome

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/files"
	"carebook/app/ui/style"
)

// Page is the page of a book without people.
type Page struct {
	shell kit.Shell

	// Choose opens the dialog of files, Write asks for one person, Moved leads to
	// where another computer's book is taken over, Demo opens the demo book.
	Choose, Write, Moved, Demo *kit.Button
	content, object            fyne.CanvasObject
}

// New makes the page. write asks for somebody to write down; demo turns to the demo
// book and calls done where that failed.
func New(shell kit.Shell, write func(), demo func(done func())) *Page {
	p := &Page{shell: shell}
	p.Choose = kit.NewButton(kit.Accent, lang.T("welcome.choose"), style.FolderOpen, func() {
		files.Choose(shell, func(paths []string) { shell.Open(kit.Route{Screen: kit.ImportScreen, Files: paths}) })
	})
	p.Write = kit.NewButton(kit.Plain, lang.T("welcome.write"), style.UserPlus, write)
	p.Moved = kit.NewLink(lang.T("welcome.moved"), func() {
		shell.Open(kit.Route{Screen: kit.SettingsScreen, Section: kit.MovingSection})
	})
	p.Demo = kit.NewButton(kit.Plain, lang.T("welcome.demo"), "", func() {
		p.making(true)
		demo(func() { p.making(false) })
	})
	p.content = kit.NewColumn(style.Space5, p.drop(), p.how(), p.look(), promise())
	p.object = scrolled(p.content)
	return p
}

// scrolled puts what a page shows into its middle, with room around it.
func scrolled(content fyne.CanvasObject) *container.Scroll {
	return container.NewVScroll(kit.Inset(style.Space6, style.Space5, style.Space5, style.Space5, kit.Centred(kit.PageWidth, content)))
}

// Object is the page's content.
func (p *Page) Object() fyne.CanvasObject { return p.object }

// making says at the button that the demo book is being made.
func (p *Page) making(on bool) {
	if on {
		p.Demo.Disable()
		p.Demo.SetLabel(lang.T("welcome.demo_making"))
	} else {
		p.Demo.Enable()
		p.Demo.SetLabel(lang.T("welcome.demo"))
	}
	p.content.Refresh()
}

// drop is the place to drop files on; the whole window takes them.
func (p *Page) drop() fyne.CanvasObject {
	text := kit.NewColumn(style.Space2,
		kit.NewParagraph(lang.T("welcome.title"), style.Opening, style.Ink).Book(),
		kit.NewParagraph(lang.T("welcome.what"), style.Body, style.Ink2),
		kit.Inset(style.Space3, 0, 0, 0, kit.NewFlow(style.Space2, p.Choose, p.Write)),
		kit.NewFlow(0, p.Moved),
	)
	drawing := kit.NewPicture(fyne.NewSize(drawingWidth, drawingHeight), style.FirstStartDrawing)
	return kit.OnGround(
		kit.NewGround(style.Soft).Edge(style.RadiusDrop, 2, style.Accent),
		kit.Inset(40, 62, 36, 62, &fyne.Container{Layout: &beside{}, Objects: []fyne.CanvasObject{drawing, text}}))
}

// how tells the three ways to get the file.
func (p *Page) how() fyne.CanvasObject {
	cards := &fyne.Container{Layout: &thirds{}, Objects: []fyne.CanvasObject{
		p.card(style.AndroidLogo, kit.GuideAndroid, lang.T("welcome.android"), lang.T("welcome.android_1"), lang.T("welcome.android_2"), lang.T("welcome.android_3")),
		p.card(style.AppleLogo, kit.GuideIPhone, lang.T("welcome.iphone"), lang.T("welcome.iphone_1"), lang.T("welcome.iphone_2"), lang.T("welcome.iphone_3")),
		p.card(style.OutlookLogo, kit.GuideOutlook, lang.T("welcome.outlook"), lang.T("welcome.outlook_1"), lang.T("welcome.outlook_2"), lang.T("welcome.outlook_3")),
	}}
	return kit.NewColumn(style.Space3, kit.NewTitle(lang.T("welcome.how"), style.Section), cards)
}

// card is one way to get the file, with the page of the guide that tells more.
func (p *Page) card(glyph style.Glyph, page, title string, steps ...string) fyne.CanvasObject {
	objects := []fyne.CanvasObject{kit.NewIconTitle(glyph, title)}
	for i, words := range steps {
		objects = append(objects, kit.NewStep(lang.Number(i+1), words))
	}
	more := kit.NewLink(lang.T("welcome.more"), func() { p.shell.Open(kit.Route{Screen: kit.GuideScreen, Page: page}) })
	objects = append(objects, kit.UnderStep(kit.Inset(0, 0, 0, -linkSide, kit.NewFlow(0, more.Small())))) // its word in line with theirs
	return kit.NewCard(kit.NewColumn(style.Space2, objects...))
}

// look offers the demo book.
func (p *Page) look() fyne.CanvasObject {
	words := kit.NewColumn(2,
		kit.NewParagraph(lang.T("welcome.look"), style.Body, style.Ink).Bold(),
		kit.NewParagraph(lang.T("welcome.look_what"), style.Control, style.Ink2))
	return kit.OnGround(kit.NewGround(style.Desk).Edge(style.RadiusCard, 0, style.Line),
		kit.Inset(14, style.Space4, 14, style.Space4, kit.Lead(kit.NewIconText(style.BookOpen, ""), kit.Beside(words, p.Demo))))
}

func promise() fyne.CanvasObject {
	return container.NewCenter(kit.NewIconText(style.House, lang.T("welcome.promise")))
}

// beside stands the drawing left of the words, or leaves it out where there is
// no room for both.
type beside struct{ width float32 }

const drawingWidth, drawingHeight, drawingGap = 268, 162, 66

func (b *beside) lead(width float32) float32 {
	lead := style.Px(drawingWidth + drawingGap)
	if width-lead < style.Px(320) {
		return 0
	}
	return lead
}

func (b *beside) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	b.width = size.Width
	lead := b.lead(size.Width)
	w, h := style.Px(drawingWidth), style.Px(drawingHeight)
	if lead == 0 {
		objects[0].Hide()
	} else {
		objects[0].Show()
	}
	objects[0].Move(fyne.NewPos(0, (size.Height-h)/2))
	objects[0].Resize(fyne.NewSize(w, h))
	text := kit.HeightFor(objects[1], size.Width-lead)
	objects[1].Move(fyne.NewPos(lead, (size.Height-text)/2))
	objects[1].Resize(fyne.NewSize(size.Width-lead, text))
}

func (b *beside) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, b.HeightFor(objects, b.width))
}

// HeightFor implements kit.Heighter.
func (b *beside) HeightFor(objects []fyne.CanvasObject, width float32) float32 {
	lead := b.lead(width)
	text := kit.HeightFor(objects[1], width-lead)
	if lead == 0 {
		return text
	}
	return max(style.Px(drawingHeight), text)
}

// thirds stands three cards side by side, or under each other where there is
// no room.
type thirds struct{ width float32 }

func (t *thirds) each(width float32) (w float32, stacked bool) {
	w = (width - 2*style.Px(18)) / 3
	if w < style.Px(240) {
		return width, true
	}
	return w, false
}

func (t *thirds) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	t.width = size.Width
	w, stacked := t.each(size.Width)
	x, y := float32(0), float32(0)
	for _, o := range objects {
		h := size.Height
		if stacked {
			h = kit.HeightFor(o, w)
		}
		o.Move(fyne.NewPos(x, y))
		o.Resize(fyne.NewSize(w, h))
		if stacked {
			y += h + style.Px(18)
		} else {
			x += w + style.Px(18)
		}
	}
}

func (t *thirds) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, t.HeightFor(objects, t.width))
}

// HeightFor implements kit.Heighter.
func (t *thirds) HeightFor(objects []fyne.CanvasObject, width float32) float32 {
	w, stacked := t.each(width)
	var highest, sum float32
	for _, o := range objects {
		h := kit.HeightFor(o, w)
		highest = max(highest, h)
		sum += h + style.Px(18)
	}
	if stacked {
		return sum - style.Px(18)
	}
	return highest
}
