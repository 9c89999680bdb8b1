package people

import (
	"net/url"
	"regexp"
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"carebook/app/care"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/style"
	"carebook/store"
)

// page is the person on the right: a head with actions, and every field.
type page struct {
	screen *Screen
	key    int64
	person *care.Person

	back             *kit.Button
	avatar           *kit.Avatar
	name             *kit.Paragraph
	summary          *kit.Paragraph
	chips            *fyne.Container
	call, mail, copy *kit.Button
	trashed          *kit.Paragraph
	// main and more are the fields; in a wide window they stand side by side.
	main, more *fyne.Container
	// rows are made once and used again for the next person.
	rows  []*kit.FieldRow
	lines []*kit.Ground
	// between is the line between main and more where they stand under each
	// other; nil where one of them is empty.
	between fyne.CanvasObject
	scroll  *container.Scroll
	body    fyne.CanvasObject
	nobody  fyne.CanvasObject
	object  fyne.CanvasObject
}

func newPage(p *Screen) *page {
	g := &page{screen: p}
	g.back = kit.NewButton(kit.Quiet, lang.T("people.back"), style.ArrowLeft, p.shell.Back).Small()
	g.avatar = kit.NewAvatar(p.photos, style.AvatarPerson)
	g.name = kit.NewParagraph("", style.Person, style.Ink).Book().Limit(2)
	g.summary = kit.NewParagraph("", style.Control, style.Ink2).Limit(2)
	g.chips = kit.NewFlow(style.Space2)
	g.call = kit.NewButton(kit.Accent, "", style.PhoneFill, g.callNow)
	g.mail = kit.NewButton(kit.Plain, lang.T("people.mail"), style.Envelope, g.mailNow)
	g.copy = kit.NewButton(kit.Plain, lang.T("people.copy"), style.Copy, g.copyAll)
	g.trashed = kit.NewParagraph(lang.T("people.in_trash"), style.Control, style.Late)
	g.main, g.more = kit.NewColumn(0), kit.NewColumn(0)
	text := kit.NewColumn(2, g.name, g.summary, kit.Inset(4, 0, 0, 0, g.chips))
	head := &fyne.Container{Layout: &beside{}, Objects: []fyne.CanvasObject{g.avatar, text}}
	actions := kit.NewFlow(style.Space2, g.call, g.mail, g.copy)
	fields := &fyne.Container{Layout: &twoColumns{screen: p}, Objects: []fyne.CanvasObject{g.main, g.more}}
	back := kit.Inset(0, 0, style.Space3, 0, container.NewHBox(g.back))
	g.body = kit.NewColumn(style.Space4, back, head, g.trashed, actions, fields)
	g.back.Hide()
	back.Hide()
	g.scroll = container.NewVScroll(&fyne.Container{Layout: &reading{screen: p}, Objects: []fyne.CanvasObject{g.body}})
	g.nobody = container.NewCenter(kit.NewText(lang.T("people.nobody_chosen"), style.Control, style.Ink3))
	g.object = container.NewStack(g.scroll, g.nobody)
	g.show(0, nil)
	return g
}

// setBack shows the way back to the list, in a narrow window.
func (g *page) setBack(on bool) {
	holder := g.body.(*fyne.Container).Objects[0]
	if holder.Visible() != on {
		kit.Show(g.back, on)
		kit.Show(holder, on)
		g.body.Refresh()
	}
}

// setWide says whether the fields stand side by side.
func (g *page) setWide(on bool) {
	if g.between != nil {
		kit.Show(g.between, !on)
	}
}

// show fills the page; nil is nobody.
func (g *page) show(key int64, p *care.Person) {
	g.key, g.person = key, p
	kit.Show(g.scroll, p != nil)
	kit.Show(g.nobody, p == nil)
	if p == nil {
		return
	}
	g.showHead(p)
	used := g.fill(g.main, contactGroups(p), 0)
	g.fill(g.more, otherGroups(p), used)
	g.between = nil
	if used > 0 && len(g.more.Objects) > 0 {
		g.between = g.line(len(g.rows))
		g.more.Objects = append([]fyne.CanvasObject{g.between}, g.more.Objects...)
		kit.Show(g.between, !g.screen.layout.wide())
	}
	g.body.Refresh()
	g.scroll.ScrollToTop()
	g.scroll.Refresh()
}

func (g *page) showHead(p *care.Person) {
	photo := ""
	if p.Photo != nil {
		photo = p.Photo.SHA256
	}
	name := p.DisplayName()
	g.avatar.SetWho(kit.Who{Key: g.key, Name: name, Photo: photo})
	if name == "" {
		name = lang.T("people.no_name")
	}
	g.name.SetText(name)
	g.summary.SetText(summary(p))
	kit.Show(g.summary, g.summary.Words() != "")
	g.chips.Objects = nil
	for _, t := range g.tagsOf(p) {
		g.chips.Objects = append(g.chips.Objects, kit.NewChip(t))
	}
	kit.Show(g.trashed, p.Deleted != "")
	kit.Show(g.call, len(p.Phones) > 0)
	if len(p.Phones) > 0 {
		g.call.SetLabel(p.Phones[0].Number)
	}
	kit.Show(g.mail, len(p.Emails) > 0)
}

// tagsOf gives the person's tags their colours.
func (g *page) tagsOf(p *care.Person) []kit.Tag {
	byName := map[string]store.Tag{}
	for _, t := range g.screen.tags {
		byName[strings.ToLower(t.Name)] = t
	}
	var tags []kit.Tag
	for _, name := range p.Tags {
		tags = append(tags, kit.Tag{Name: name, Color: byName[strings.ToLower(name)].Color})
	}
	return tags
}

// fill puts groups into a column, with rows from number used on, and gives the
// number of the next row that is free.
func (g *page) fill(column *fyne.Container, groups []group, used int) int {
	column.Objects = nil
	for i, fields := range groups {
		if i > 0 {
			column.Objects = append(column.Objects, g.line(used))
		}
		for _, f := range fields {
			if used == len(g.rows) {
				g.rows = append(g.rows, kit.NewFieldRow(g.copyText))
			}
			g.rows[used].Fill(f)
			column.Objects = append(column.Objects, g.rows[used])
			used++
		}
	}
	return used
}

// line is the hairline before row n.
func (g *page) line(n int) fyne.CanvasObject {
	for len(g.lines) <= n {
		g.lines = append(g.lines, kit.NewLine())
	}
	return kit.Inset(style.Space2, 0, style.Space2, 42, g.lines[n])
}

// copyText puts a text on the clipboard.
func (g *page) copyText(text string) {
	fyne.CurrentApp().Clipboard().SetContent(text)
	g.screen.shell.Say(lang.T("people.copied"), kit.Action{})
}

func (g *page) copyAll() { g.copyText(plainText(g.person)) }

func (g *page) callNow() {
	number := g.person.Phones[0].Number
	if to := dialled(number); to != "" {
		g.open("tel", to)
	} else {
		g.copyText(number)
	}
}

func (g *page) mailNow() { g.open("mailto", g.person.Emails[0].Address) }

// open hands a number or an address to the program that the desktop has for
// it.
func (g *page) open(scheme, to string) {
	if err := fyne.CurrentApp().OpenURL(&url.URL{Scheme: scheme, Opaque: url.PathEscape(to)}); err != nil {
		g.copyText(to)
		g.screen.shell.Say(lang.T("people.no_program", lang.Args{"Text": to}), kit.Action{})
	}
}

// extension is what follows a number and is for the ear: a pause, or a word
// for an extension with its digits.
var extension = regexp.MustCompile(`(?i)\s*([,;#/*].*|(ext|x|доб|转|轉)\D*\d*\s*)$`)

// dialled keeps of a number what can be dialled (RFC 3966: the plus and the
// digits), without an extension. It is "" for a number with letters in it.
func dialled(number string) string {
	number = extension.ReplaceAllString(number, "")
	if strings.ContainsFunc(number, unicode.IsLetter) {
		return ""
	}
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r == '+' {
			return r
		}
		return -1
	}, number)
}

// beside puts the avatar left of the lines of text.
type beside struct{}

func (*beside) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	d := objects[0].MinSize()
	x := d.Width + style.Px(style.Space4)
	h := kit.HeightFor(objects[1], size.Width-x)
	objects[0].Move(fyne.NewPos(0, 0))
	objects[0].Resize(d)
	objects[1].Move(fyne.NewPos(x, max(0, (d.Height-h)/2)))
	objects[1].Resize(fyne.NewSize(size.Width-x, h))
}

func (*beside) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return objects[0].MinSize()
}

// HeightFor implements kit.Heighter.
func (*beside) HeightFor(objects []fyne.CanvasObject, width float32) float32 {
	d := objects[0].MinSize()
	return max(d.Height, kit.HeightFor(objects[1], width-d.Width-style.Px(style.Space4)))
}

// twoColumns stands the fields side by side where there is room.
type twoColumns struct{ screen *Screen }

func (t *twoColumns) columns(width float32) (each float32, both bool) {
	if !t.screen.layout.wide() {
		return width, false
	}
	return (width - style.Px(style.Space6)) / 2, true
}

func (t *twoColumns) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	each, both := t.columns(size.Width)
	first := kit.HeightFor(objects[0], each)
	objects[0].Move(fyne.NewPos(0, 0))
	objects[0].Resize(fyne.NewSize(each, first))
	at := fyne.NewPos(0, first)
	if both {
		at = fyne.NewPos(each+style.Px(style.Space6), 0)
	}
	objects[1].Move(at)
	objects[1].Resize(fyne.NewSize(each, kit.HeightFor(objects[1], each)))
}

func (t *twoColumns) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

// HeightFor implements kit.Heighter.
func (t *twoColumns) HeightFor(objects []fyne.CanvasObject, width float32) float32 {
	each, both := t.columns(width)
	first, second := kit.HeightFor(objects[0], each), kit.HeightFor(objects[1], each)
	if both {
		return max(first, second)
	}
	return first + second
}

// reading is the page's margins, and the width past which lines are hard to
// read.
type reading struct {
	screen *Screen
	width  float32
}

func (r *reading) room(width float32) float32 {
	most := style.Px(style.Reading)
	if r.screen.layout.wide() {
		most = 2*most + style.Px(style.Space6)
	}
	return min(width-2*style.Px(style.Space5), most)
}

func (r *reading) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	r.width = size.Width
	room := r.room(size.Width)
	objects[0].Move(fyne.NewPos(style.Px(style.Space5), style.Px(22)))
	objects[0].Resize(fyne.NewSize(room, kit.HeightFor(objects[0], room)))
}

func (r *reading) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, kit.HeightFor(objects[0], r.room(r.width))+style.Px(22+style.Space5))
}
