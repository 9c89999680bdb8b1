package people

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/cards"
	"carebook/app/ui/kit/outside"
	"carebook/app/ui/kit/run"
	"carebook/app/ui/style"
)

// page is the person on the right: a head with actions, the brief, and tabs.
type page struct {
	screen  *Screen
	subject *subject
	// led is what a search found of the person, by which the page was led to a
	// note; unled is the tab that was open before.
	led   answer
	unled int
	// wide is set while timeline and details stand side by side.
	wide bool

	back             *kit.Button
	avatar           *kit.Avatar
	name             *kit.Paragraph
	summary          *kit.Paragraph
	tags             *kit.TagField
	band             *kit.BandMark
	call, mail, copy *kit.Button
	message, more    *kit.Button
	greet, print     *kit.Button
	greeting         run.Task
	restore          *kit.Button
	trashed          *kit.Paragraph
	brief            *kit.Brief
	tabs             *kit.Tabs
	// only are the tabs of a wide window, in which the details stand beside them.
	only           *kit.Tabs
	timeline       *timeline
	notes          *notesTab
	details        *details
	sales          *salesTab
	scroll         *container.Scroll
	backLine, body *fyne.Container
	nobody         fyne.CanvasObject
	object         fyne.CanvasObject
}

// The tabs.
const (
	timelineTab = iota
	notesTabAt
	detailsTab
	salesTabAt
)

// besideDetails are the tabs of a wide window.
var besideDetails = []int{timelineTab, notesTabAt, salesTabAt}

func newPage(p *Screen) *page {
	g := &page{screen: p}
	g.back = kit.NewButton(kit.Quiet, lang.T("people.back"), style.ArrowLeft, p.shell.Back).Small()
	g.avatar = kit.NewAvatar(p.photos, style.AvatarPerson)
	g.name = kit.NewParagraph("", style.Person, style.Ink).Book().Limit(3)
	g.summary = kit.NewParagraph("", style.Control, style.Ink2).Limit(2)
	g.tags = kit.NewTagField(lang.T("people.tag_hint"), g.retag).Bare()
	g.call = kit.NewButton(kit.Accent, "", style.PhoneFill, g.callNow)
	g.message = kit.NewButton(kit.Plain, lang.T("people.message"), style.Chat, g.messageNow)
	g.mail = kit.NewButton(kit.Plain, lang.T("people.mail"), style.Envelope, g.mailNow)
	g.greet = kit.NewButton(kit.Plain, lang.T("today.copy_greeting"), style.Copy, g.greetNow)
	g.copy = kit.NewButton(kit.Quiet, "", style.Copy, g.copyAll).Named(lang.T("people.copy"))
	g.print = kit.NewButton(kit.Quiet, "", style.Printer, p.printBrief).Named(lang.T("sheet.print_brief"))
	g.more = kit.NewButton(kit.Quiet, "", style.Dots, func() { kit.ShowMenu(g.more, p.pageMenu()) }).Named(lang.T("people.more"))
	g.restore = kit.NewButton(kit.Plain, lang.T("people.restore"), style.ArrowLeft, func() { p.restoreAll([]int64{g.key()}) })
	g.trashed = kit.NewParagraph("", style.Control, style.Late)
	g.brief = kit.NewBrief(lang.T("people.brief_minutes"))
	g.band = kit.NewBandMark(lang.T("band.why"), p.askBand)
	g.timeline, g.notes, g.details, g.sales = newTimeline(p), newNotesTab(p), newDetails(p), newSalesTab(p)
	g.tabs = kit.NewTabs([]string{
		lang.T("people.tab_timeline"), lang.T("people.tab_notes"), lang.T("people.tab_details"), lang.T("people.tab_sales"),
	}, func(int) { g.turn() })
	g.tabs.Trailing = g.timeline.filter
	g.only = kit.NewTabs([]string{lang.T("people.tab_timeline"), lang.T("people.tab_notes"), lang.T("people.tab_sales")}, func(i int) {
		g.tabs.Set(besideDetails[i])
		g.turn()
	})
	g.only.Hide()
	text := kit.NewColumn(2, g.name, g.summary, kit.Inset(4, 0, 0, 0, kit.Lead(g.band, g.tags)))
	head := &fyne.Container{Layout: &beside{}, Objects: []fyne.CanvasObject{g.avatar, text}}
	actions := kit.Beside(kit.NewFlow(style.Space2, g.call, g.greet, g.restore, g.message, g.mail), container.NewHBox(g.copy, g.print, g.more))
	g.backLine = kit.Inset(0, 0, style.Space3, 0, container.NewHBox(g.back))
	g.backLine.Hide()
	main := kit.NewColumn(style.Space4, g.backLine, head, g.trashed, actions, g.brief, g.tabs, g.only, g.timeline.object, g.notes.object, g.sales.object)
	g.body = &fyne.Container{Layout: &twoColumns{screen: p}, Objects: []fyne.CanvasObject{main, g.details.object}}
	g.scroll = container.NewVScroll(&fyne.Container{Layout: &reading{screen: p}, Objects: []fyne.CanvasObject{g.body}})
	g.scroll.OnScrolled = func(at fyne.Position) {
		if end := g.scroll.Content.Size().Height - g.scroll.Size().Height; at.Y > end-style.Px(style.TopBar) {
			g.timeline.reachEnd()
			g.notes.reachEnd()
			g.sales.reachEnd()
		}
	}
	g.nobody = container.NewCenter(kit.NewText(lang.T("people.nobody_chosen"), style.Control, style.Ink3))
	g.object = container.NewStack(g.scroll, g.nobody)
	g.turn()
	g.show(nil)
	return g
}

// key is the key of the person on the page, 0 for nobody.
func (g *page) key() int64 {
	if g.subject == nil {
		return 0
	}
	return g.subject.key
}

// setBack shows the way back to the list, in a narrow window.
func (g *page) setBack(on bool) {
	if g.backLine.Visible() != on {
		kit.Show(g.backLine, on)
		g.body.Refresh()
	}
}

// setWide shows the details beside the timeline.
func (g *page) setWide(on bool) {
	if g.wide == on {
		return
	}
	g.wide = on
	g.tabs.Trailing, g.only.Trailing = g.timeline.filter, nil
	if on {
		g.tabs.Trailing, g.only.Trailing = nil, g.timeline.filter
	}
	g.turn()
}

// turn shows the chosen tab; in a wide window, beside the details.
func (g *page) turn() {
	chosen := g.tabs.Chosen()
	on := chosen == timelineTab || g.wide && chosen == detailsTab
	kit.Show(g.timeline.object, on)
	kit.Show(g.timeline.filter, on)
	kit.Show(g.notes.object, chosen == notesTabAt)
	kit.Show(g.sales.object, chosen == salesTabAt)
	kit.Show(g.tabs, !g.wide)
	kit.Show(g.only, g.wide)
	g.only.Set(max(0, slices.Index(besideDetails, chosen)))
	kit.Show(g.details.object, chosen == detailsTab || g.wide)
	g.fillDetails()
	g.fillSales()
	g.relayout()
}

// fillSales fills the sales where they can be seen: reading them takes a moment.
func (g *page) fillSales() {
	if g.sales.object.Visible() {
		g.sales.show(g.subject)
	} else {
		g.sales.park(g.subject)
	}
}

// fillDetails fills the details where they can be seen: they are most of the
// work that a page takes. Unseen ones are left behind, with what was being typed
// saved.
func (g *page) fillDetails() {
	if g.details.object.Visible() {
		g.details.show(g.subject)
	} else {
		g.details.park(g.subject)
	}
}

// openTab opens a tab.
func (g *page) openTab(i int) {
	if g.tabs.Chosen() != i {
		g.tabs.Set(i)
		g.turn()
	}
	// Where the head fills the page, the tab is brought into sight.
	if y := g.tabs.Position().Y; y > g.scroll.Offset.Y+g.scroll.Size().Height/2 {
		g.scroll.ScrollToOffset(fyne.NewPos(0, y))
	}
}

// relayout gives the parts of the page their places after one has another
// height. Refreshing the scroll would draw all of them anew, too, who have seen
// to that themselves; its bars follow the height of what it shows by themselves.
func (g *page) relayout() {
	if g.screen.layout == nil {
		return // the screen is still being made
	}
	content, room := g.scroll.Content, g.scroll.Size()
	content.Resize(content.MinSize().Max(room))
	kit.Relay(content)
	if end := content.Size().Height - room.Height; g.scroll.Offset.Y > end {
		g.scroll.ScrollToOffset(fyne.NewPos(0, end))
	}
	canvas.Refresh(g.name) // there is something to draw, wherever it is
}

// show fills the page; nil is nobody.
func (g *page) show(who *subject) {
	another := who == nil || who.key != g.key()
	g.subject = who
	kit.Show(g.scroll, who != nil)
	kit.Show(g.nobody, who == nil)
	if who == nil {
		g.timeline.show(nil)
		g.notes.show(nil)
		g.details.show(nil)
		g.sales.show(nil)
		return
	}
	g.showHead(who)
	g.showBrief(who)
	g.timeline.show(who)
	g.notes.show(who)
	g.fillDetails()
	g.fillSales()
	g.count(notesTabAt, len(who.notes))
	g.count(salesTabAt, who.sales)
	if another {
		g.scroll.ScrollToTop()
	}
	g.relayout()
	g.followSearch()
}

// count says beside a tab how many there are of it.
func (g *page) count(tab, n int) {
	words := ""
	if n > 0 {
		words = lang.Number(n)
	}
	g.tabs.SetCount(tab, words)
	g.only.SetCount(slices.Index(besideDetails, tab), words)
}

func (g *page) showHead(who *subject) {
	p := who.person
	photo := ""
	if p.Photo != nil {
		photo = p.Photo.SHA256
	}
	name := p.DisplayName()
	g.avatar.SetWho(kit.Who{Key: who.key, Name: name, Photo: photo})
	g.avatar.SetRing(ringOf(who.row.Rhythm(g.screen.clock.Today())))
	if name == "" {
		name = lang.T("people.no_name")
	}
	g.name.SetText(name)
	g.summary.SetText(summary(p))
	kit.Show(g.summary, g.summary.Words() != "")
	known := g.screen.knownTags()
	if !slices.Equal(g.tags.Names(), p.Tags) || !slices.Equal(g.tags.Known, known) {
		g.tags.Known = known
		g.tags.SetNames(p.Tags)
	}
	g.showBand(who)
	gone := p.Deleted != ""
	if gone {
		g.trashed.SetText(lang.N("people.in_trash", book.TrashLeft(p.Deleted, g.screen.clock)))
	}
	kit.Show(g.trashed, gone)
	kit.Show(g.restore, gone)
	g.offerGreeting()
	number := callable(p)
	kit.Show(g.call, number != "" && !gone)
	kit.Show(g.message, number != "" && !gone)
	g.call.SetLabel(number)
	kit.Show(g.mail, len(p.Emails) > 0 && !gone)
}

// showBrief shows what to know before a talk; nothing known is no card.
func (g *page) showBrief(who *subject) {
	events := make([]care.Event, len(who.events))
	for i := range who.events {
		events[i] = who.events[i].Event
	}
	b := book.BriefOf(who.person, events, who.known, g.screen.clock.Today())
	cards.FillBrief(g.brief, &b, g.screen.shell.Private())
}

// retag keeps the tags that were changed in the head.
func (g *page) retag() {
	names := g.tags.Names()
	g.screen.edit(lang.T("people.tags_changed"), func(p *care.Person) { p.Tags = names }, nil)
}

// copyText puts a text on the clipboard.
func (g *page) copyText(text string) {
	fyne.CurrentApp().Clipboard().SetContent(text)
	g.screen.shell.Say(lang.T("people.copied"), kit.Action{})
}

func (g *page) copyAll() { g.copyText(plainText(g.subject.person)) }

func (g *page) callNow() { g.dial("tel") }

func (g *page) messageNow() { g.dial("sms") }

// dial hands the first number to the desktop's program for calls or messages.
func (g *page) dial(scheme string) {
	if g.subject == nil {
		return
	}
	if to := dialled(callable(g.subject.person)); to != "" {
		g.open(scheme, to)
	}
}

// callable is the first of a person's numbers that can be dialled.
func callable(p *care.Person) string {
	for _, t := range p.Phones {
		if dialled(t.Number) != "" {
			return t.Number
		}
	}
	return ""
}

func (g *page) mailNow() {
	if g.subject != nil && len(g.subject.person.Emails) > 0 {
		g.open("mailto", g.subject.person.Emails[0].Address)
	}
}

// open hands a number or an address to the program that the desktop has for
// it.
func (g *page) open(scheme, to string) {
	if err := outside.Open(&url.URL{Scheme: scheme, Opaque: url.PathEscape(to)}); err != nil {
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

// twoColumns stands the details beside all else in a wide window, and under it,
// by tab, in others.
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
	kit.Put(objects[0], 0, 0, each, first)
	x, y := float32(0), first+style.Px(style.Space4)
	if both {
		x, y = each+style.Px(style.Space6), 0
	}
	kit.Put(objects[1], x, y, each, kit.HeightFor(objects[1], each))
}

func (t *twoColumns) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

// HeightFor implements kit.Heighter.
func (t *twoColumns) HeightFor(objects []fyne.CanvasObject, width float32) float32 {
	each, both := t.columns(width)
	first := kit.HeightFor(objects[0], each)
	if !objects[1].Visible() {
		return first
	}
	second := kit.HeightFor(objects[1], each)
	if both {
		return max(first, second)
	}
	return first + style.Px(style.Space4) + second
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
