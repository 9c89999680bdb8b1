package notes

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"carebook/app/care"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/style"
	"carebook/store"
)

// list is the column at the left: whose notes they are, the notes, and the
// remark. While earlier states are looked at they stand in the place of the
// notes.
type list struct {
	screen *Screen
	shown  []store.NoteRow
	says   headline

	back     *kit.Button
	avatar   *kit.Avatar
	name     *kit.Paragraph
	firm     *kit.Text
	band     *kit.BandFigure
	count    *kit.Text
	add      *kit.Button
	template *kit.Button
	notes    *kit.List
	remark   *remark
	head     *fyne.Container
	body     *fyne.Container
	states   *states
	object   fyne.CanvasObject
}

func newList(s *Screen) *list {
	l := &list{screen: s}
	l.back = kit.NewButton(kit.Quiet, "", style.CaretLeft, s.shell.Back).Small().Named(lang.T("notes.back"))
	l.avatar = kit.NewAvatar(s.photos, style.AvatarRow)
	l.name = kit.NewParagraph("", style.Sentence, style.Ink).Book().Limit(2)
	l.firm = kit.NewText("", style.Small, style.Ink2).Cut()
	l.band = kit.NewBandFigure("", "")
	l.count = kit.NewText("", style.Control, style.Ink).Bold().Cut()
	l.add = kit.NewButton(kit.Plain, lang.T("notes.new"), style.Plus, func() { s.newNote() }).Small()
	l.template = kit.NewButton(kit.Plain, "", style.CaretDown, l.openTemplates).Small().Named(lang.T("notes.templates"))
	l.notes = kit.NewList(kit.NoteHeight, func() int { return len(l.shown) },
		func() fyne.CanvasObject { return kit.NewNoteRow() }, l.showRow, l.chosen).Raised()
	l.notes.OnTapped = func(i int) {
		if s.layout.narrow() { // else it is open by now
			s.openNote(l.shown[i].Key, "")
			s.focusText() // the list is hidden now
		}
	}
	l.notes.OnMenu = func(_ int, under fyne.CanvasObject) {
		// The one before may have left its row as this one was chosen.
		if at := l.notes.Chosen(); at >= 0 {
			s.menu = kit.ShowMenu(under, s.noteMenu(l.shown[at]))
		}
	}
	l.notes.OnKey = l.key
	l.remark = newRemark(s)
	l.states = newStates(s)
	second := &fyne.Container{Layout: &firmLine{}, Objects: []fyne.CanvasObject{l.firm, l.band}}
	who := &fyne.Container{Layout: &whoLine{}, Objects: []fyne.CanvasObject{l.back, l.avatar, kit.NewColumn(0, l.name, second)}}
	counted := &fyne.Container{Layout: &countLine{}, Objects: []fyne.CanvasObject{l.count, l.add, l.template}}
	l.head = kit.NewColumn(style.Space2, kit.Inset(style.Space3, style.Space3, 0, style.Space2, who), kit.Inset(0, 10, 0, 20, counted))
	l.body = container.NewBorder(l.head, nil, nil, nil, kit.Inset(style.Space2, style.Space2, 0, style.Space2, l.notes))
	content := container.NewBorder(nil, l.remark.object, nil, nil, container.NewStack(l.body, l.states.object))
	l.object = kit.OnGround(kit.NewGround(style.Desk), content)
	return l
}

// headline is what the head says of the person.
type headline struct {
	who  kit.Who
	ring kit.Ring
	firm string
	tile string
	// writable is set where notes can be begun.
	writable bool
}

// fill shows what was read.
func (l *list) fill() {
	v := l.screen.view
	if v == nil || v.Person == nil {
		return
	}
	photo := ""
	if v.Person.Photo != nil {
		photo = v.Person.Photo.SHA256
	}
	rhythm := v.Row.Rhythm(v.Today)
	l.fillHead(headline{
		who:  kit.Who{Key: l.screen.person, Name: v.Person.DisplayName(), Photo: photo},
		ring: kit.Ring{Share: rhythm.Share(), On: rhythm.Every > 0},
		firm: v.Row.Organization, tile: kit.BandTile(v.Row.Band), writable: l.screen.living() && !l.screen.shell.Private(),
	})
	l.remark.fill(l.screen.person, v.Person)
	l.mark()
}

// fillHead shows who it is. The notes are read after every save, and the head is
// then nearly always what it was.
func (l *list) fillHead(now headline) {
	if now == l.says {
		return
	}
	l.says = now
	l.avatar.SetWho(now.who)
	l.avatar.SetRing(now.ring)
	l.name.SetText(l.screen.name())
	l.firm.SetText(now.firm)
	l.band.SetBand(now.tile)
	kit.Show(l.band, now.tile != "")
	kit.Show(l.add, now.writable)
	kit.Show(l.template, now.writable)
	l.head.Refresh()
}

// mark shows the rows, with that of the open note chosen. A note that is not in
// the book yet stands first.
func (l *list) mark() {
	s := l.screen
	if s.view == nil {
		return
	}
	l.shown = s.view.Notes
	at := -1
	if sh := s.sheet; sh != nil {
		if at = l.indexOf(sh.key); at < 0 {
			today := care.InstantOf(s.clock.Now())
			draft := store.NoteRow{Key: sh.key, Person: sh.person, Title: sh.name(), Pinned: sh.pinned, Changed: today, Created: today}
			l.shown = append([]store.NoteRow{draft}, l.shown...)
			at = 0
		}
	}
	count := lang.T("notes.none")
	if n := len(s.view.Notes); n > 0 {
		count = lang.N("notes.count", n)
	}
	l.count.SetText(count)
	l.notes.Mark(at)
}

// follow marks the row of a note that is being opened.
func (l *list) follow(key int64) {
	l.notes.Mark(l.indexOf(key))
	l.notes.ScrollTo(max(0, l.notes.Chosen()))
}

// indexOf is the row of a note, or -1.
func (l *list) indexOf(key int64) int {
	for i := range l.shown {
		if l.shown[i].Key == key {
			return i
		}
	}
	return -1
}

// showRow fills a row.
func (l *list) showRow(i int, row fyne.CanvasObject, _, focused bool) {
	n := l.shown[i]
	line := kit.NoteLine{
		Title: l.screen.called(n.Title), Excerpt: n.Excerpt, Pinned: n.Pinned,
		Day: lang.DayShort(l.screen.dayOf(n.Changed), l.screen.view.Today),
	}
	if l.screen.shell.Private() {
		line.Title, line.Excerpt = lang.T("details.masked"), ""
	}
	row.(*kit.NoteRow).Fill(line, focused)
}

// chosen opens the note that the arrow keys have come to. In a narrow window,
// where it would take the place of the list, that waits for Enter or a tap.
func (l *list) chosen(i int) {
	if !l.screen.layout.narrow() {
		l.screen.openNote(l.shown[i].Key, "")
	}
}

// key takes a key of the list.
func (l *list) key(e *fyne.KeyEvent) bool {
	at := l.notes.Chosen()
	if at < 0 || at >= len(l.shown) {
		return false
	}
	switch e.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeyRight:
		l.screen.openNote(l.shown[at].Key, "")
		l.screen.focusText()
	case fyne.KeyDelete:
		l.screen.remove(l.shown[at].Key)
	default:
		return false
	}
	return true
}

// openTemplates shows the templates as a menu.
func (l *list) openTemplates() {
	l.screen.menu = kit.ShowMenu(l.template, l.screen.templateMenu())
}

// called is a note's title, or the word for one without.
func (s *Screen) called(title string) string {
	if strings.TrimSpace(title) == "" {
		return lang.T("notes.untitled")
	}
	return title
}

// whoLine is the way back, the avatar, and the name over a second line.
type whoLine struct{ width float32 }

func (w *whoLine) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	w.width = size.Width
	back, avatar := objects[0].MinSize(), objects[1].MinSize()
	kit.Put(objects[0], 0, (size.Height-back.Height)/2, back.Width, back.Height)
	x := back.Width + style.Px(style.Space1)
	kit.Put(objects[1], x, (size.Height-avatar.Height)/2, avatar.Width, avatar.Height)
	x += avatar.Width + style.Px(style.Space3)
	h := kit.HeightFor(objects[2], size.Width-x)
	kit.Put(objects[2], x, (size.Height-h)/2, size.Width-x, h)
}

func (w *whoLine) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, w.HeightFor(objects, w.width))
}

// HeightFor implements kit.Heighter.
func (w *whoLine) HeightFor(objects []fyne.CanvasObject, width float32) float32 {
	x := objects[0].MinSize().Width + objects[1].MinSize().Width + style.Px(style.Space1+style.Space3)
	return max(objects[1].MinSize().Height, kit.HeightFor(objects[2], width-x))
}

// firmLine is where the person works with the tile of the band behind it.
type firmLine struct{}

func (*firmLine) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	tile := float32(0)
	if objects[1].Visible() {
		tile = style.Px(style.BandTile)
	}
	var whole float32
	if words := objects[0].(*kit.Text); words.Words() != "" {
		whole = fyne.MeasureText(words.Words(), style.TextSize(style.Small), fyne.TextStyle{}).Width + style.Px(6)
	}
	w := max(0, min(whole, size.Width-tile))
	kit.Put(objects[0], 0, (size.Height-objects[0].MinSize().Height)/2, w, objects[0].MinSize().Height)
	kit.Put(objects[1], w, 0, tile, size.Height)
}

func (*firmLine) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, max(objects[0].MinSize().Height, style.Px(style.BandTile)))
}

// countLine is the number of notes, and at the right the buttons for another.
type countLine struct{}

func (*countLine) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	x := size.Width
	for i := len(objects) - 1; i > 0; i-- {
		if o := objects[i]; o.Visible() {
			least := o.MinSize()
			x -= least.Width
			kit.Put(o, x, (size.Height-least.Height)/2, least.Width, least.Height)
			x -= style.Px(style.Space1)
		}
	}
	h := objects[0].MinSize().Height
	kit.Put(objects[0], 0, (size.Height-h)/2, max(0, x), h)
}

func (*countLine) MinSize(objects []fyne.CanvasObject) fyne.Size {
	height := float32(0)
	for _, o := range objects {
		height = max(height, o.MinSize().Height)
	}
	return fyne.NewSize(0, height)
}
