package kit

import (
	"image/color"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"carebook/app/ui/style"
)

// Tone colours the disc of a reminder.
type Tone int

// A plain disc; one of something agreed; one of something late.
const (
	PlainTone Tone = iota
	AgreedTone
	LateTone
)

// ReminderAction is something that can be done about a reminder.
type ReminderAction struct {
	Label string
	// Glyph is the action without words. Icon says that it stands at the right
	// of a row that is not opened, Brief that an opened row shows the glyph alone
	// where the words of all do not fit.
	Glyph       style.Glyph
	Icon, Brief bool
	// Menu says that the action opens a menu.
	Menu bool
	// Do does it; what it opens belongs under at.
	Do func(at fyne.CanvasObject)
}

// Reminder is what a row of a day shows.
type Reminder struct {
	Who
	// Ring is the care ring around the avatar.
	Ring Ring
	// Glyph, unless "", stands on a disc of a tone in the avatar's place.
	Glyph style.Glyph
	Tone  Tone
	// Band is A, B, C, a word, or "" for none.
	Band string
	Tags []Tag
	// Late begins the second line, in the colour of what is overdue; Line is
	// the rest of it.
	Late, Line string
	// Struck draws the row as done.
	Struck bool
	// Done marks the reminder done, DoneWords say so.
	Done      func()
	DoneWords string
	// Actions are in the order of their words; the first is the main one.
	Actions []ReminderAction
}

// reminderShape are the measures of a row at 100 %.
type reminderShape struct {
	height, opened float32
	// check is the middle of the circle that marks the reminder done; 0 is none.
	check                 float32
	avatarX, avatar, text float32
	// first and second are the middles of the two lines, lower how much lower
	// they are in an opened row.
	first, second, lower float32
	// words is where the words of an opened row begin.
	wordsX, wordsY float32
	// icons is the middle of the last icon from the right, pitch the way to the
	// one before.
	icons, pitch float32
}

var (
	pageReminder = reminderShape{
		height: 50, opened: 90, check: 21, avatarX: 42, avatar: 34, text: 86,
		first: 16, second: 35, wordsX: 42, wordsY: 52, icons: 22, pitch: 30,
	}
	popReminder = reminderShape{
		height: 40, opened: 86, avatarX: 10, avatar: 32, text: 51,
		first: 11, second: 29, lower: 6, wordsX: 51, wordsY: 49, icons: 17, pitch: 27,
	}
)

// zone is a part of a row that the pointer can be on; others are the indexes of
// actions.
type zone = int

const (
	noZone    zone = -1
	checkZone zone = -2
)

// ReminderRow is a reminder of a day. The row that has the keyboard is opened:
// it shows what can be done about it in words, which Tab walks. Others show
// icons.
type ReminderRow struct {
	control
	// OnFocus, if set, is called when the row has got the keyboard.
	OnFocus func()
	// OnKey, if set, is asked whether it takes a key, of the row or of one of
	// its words.
	OnKey func(*fyne.KeyEvent) bool

	shape    reminderShape
	reminder Reminder
	opened   bool
	over     zone
	shift    shiftKey

	ground, ring *canvas.Rectangle
	check        *canvas.Circle
	tick         icon
	avatar       *avatarParts
	disc         *canvas.Circle
	sign         icon
	name         *canvas.Text
	band         bandParts
	chip         chipParts
	late, line   *canvas.Text
	glows        []*canvas.Rectangle
	icons        []icon
	words        []*wordButton
	more         *wordButton
	// point is where a menu opens.
	point *canvas.Rectangle
	all   []fyne.CanvasObject
}

// NewReminderRow makes an empty row of a page. moreWords say what the button for
// actions without room is for.
func NewReminderRow(photos *Photos, moreWords string) *ReminderRow {
	r := &ReminderRow{
		shape: pageReminder, over: noZone, ground: &canvas.Rectangle{CornerRadius: style.RadiusRow}, ring: frame(style.RadiusRow),
		check: &canvas.Circle{}, tick: newIcon(), avatar: newAvatarParts(photos), disc: &canvas.Circle{}, sign: newIcon(),
		name: &canvas.Text{}, band: newBandParts(), chip: newChipParts(), late: &canvas.Text{}, line: &canvas.Text{},
		point: &canvas.Rectangle{},
	}
	r.more = newWordButton(r, Plain, "", style.Dots)
	r.more.Named(moreWords)
	r.more.OnTapped = func() { ShowMenu(r.more, r.menu(r.hiddenActions(), r.more)) }
	r.ExtendBaseWidget(r)
	return r
}

// Compact sets the row as one of the pop-up and returns it.
func (r *ReminderRow) Compact() *ReminderRow {
	r.shape = popReminder
	return r
}

// Fill shows a reminder.
func (r *ReminderRow) Fill(m Reminder) {
	r.reminder = m
	r.Refresh()
}

// Reminder is what the row shows.
func (r *ReminderRow) Reminder() Reminder { return r.reminder }

// SetOpened opens the row or closes it. Whoever lays the rows out does so anew.
func (r *ReminderRow) SetOpened(on bool) {
	if r.opened != on {
		r.opened = on
		r.Refresh()
	}
}

// Opened reports whether the row shows its words.
func (r *ReminderRow) Opened() bool { return r.opened }

// Words are the buttons of an opened row that can be seen.
func (r *ReminderRow) Words() []*Button {
	var words []*Button
	for _, w := range r.words {
		if r.opened && w.Visible() {
			words = append(words, &w.Button)
		}
	}
	return words
}

// Word is the button of an action in an opened row, or the row where it cannot
// be seen: what the action opens belongs under it.
func (r *ReminderRow) Word(label string) fyne.CanvasObject {
	for _, w := range r.words {
		if r.opened && w.Visible() && w.AccessibilityLabel() == label {
			return w
		}
	}
	r.point.Move(fyne.NewPos(style.Px(r.shape.text), r.Size().Height-style.Px(style.Space1)))
	return r.point
}

// HasFocus reports whether the row or one of its words has the keyboard.
func (r *ReminderRow) HasFocus() bool {
	return r.focused || r.more.focused || slices.ContainsFunc(r.words, func(w *wordButton) bool { return w.focused })
}

// Act does the action with a label, if the row has it.
func (r *ReminderRow) Act(label string) bool {
	for _, a := range r.reminder.Actions {
		if a.Label == label {
			a.Do(r.Word(label))
			return true
		}
	}
	return false
}

// Tapped implements fyne.Tappable: on the circle or an icon it does what that is
// for, else it opens the row.
func (r *ReminderRow) Tapped(e *fyne.PointEvent) {
	switch z := r.zoneAt(e.Position); z {
	case checkZone:
		r.reminder.Done()
	case noZone:
		r.focus()
	default:
		x, _ := r.iconCentre(r.iconAt(z))
		r.point.Move(fyne.NewPos(x, r.closed()/2+style.Px(style.Space3)))
		r.reminder.Actions[z].Do(r.point)
	}
}

// TappedSecondary implements fyne.SecondaryTappable.
func (r *ReminderRow) TappedSecondary(e *fyne.PointEvent) {
	r.focus()
	r.point.Move(e.Position)
	r.openMenu()
}

func (r *ReminderRow) focus() {
	if c := fyne.CurrentApp().Driver().CanvasForObject(r); c != nil {
		c.Focus(r)
	}
}

func (r *ReminderRow) openMenu() {
	if !r.reminder.Struck {
		ShowMenu(r.point, r.menu(r.reminder.Actions, r.point))
	}
}

// menu is actions as a menu; what they open belongs under at.
func (r *ReminderRow) menu(actions []ReminderAction, at fyne.CanvasObject) []MenuItem {
	var items []MenuItem
	for _, a := range actions {
		items = append(items, MenuItem{Label: a.Label, Do: func() { a.Do(at) }})
	}
	return items
}

// hiddenActions are those for whose words there is no room.
func (r *ReminderRow) hiddenActions() []ReminderAction {
	var hidden []ReminderAction
	for i, w := range r.words {
		if w.Hidden {
			hidden = append(hidden, r.reminder.Actions[i])
		}
	}
	return hidden
}

// MouseIn implements desktop.Hoverable.
func (r *ReminderRow) MouseIn(e *desktop.MouseEvent) {
	r.over = r.zoneAt(e.Position)
	r.control.MouseIn(e)
}

// MouseMoved implements desktop.Hoverable.
func (r *ReminderRow) MouseMoved(e *desktop.MouseEvent) {
	if z := r.zoneAt(e.Position); z != r.over {
		r.over = z
		r.Refresh()
	}
}

// MouseOut implements desktop.Hoverable.
func (r *ReminderRow) MouseOut() {
	r.over = noZone
	r.control.MouseOut()
}

// Cursor implements desktop.Cursorable.
func (r *ReminderRow) Cursor() desktop.Cursor {
	if r.over == noZone {
		return desktop.DefaultCursor
	}
	return desktop.PointerCursor
}

// FocusGained implements fyne.Focusable.
func (r *ReminderRow) FocusGained() {
	r.set(&r.focused, true)
	if r.OnFocus != nil {
		r.OnFocus()
	}
	reveal(r)
}

// FocusLost implements fyne.Focusable.
func (r *ReminderRow) FocusLost() {
	r.shift.held = false
	r.set(&r.focused, false)
}

// KeyDown implements desktop.Keyable.
func (r *ReminderRow) KeyDown(e *fyne.KeyEvent) { r.shift.set(e, true) }

// KeyUp implements desktop.Keyable.
func (r *ReminderRow) KeyUp(e *fyne.KeyEvent) { r.shift.set(e, false) }

// TypedKey implements fyne.Focusable.
func (r *ReminderRow) TypedKey(e *fyne.KeyEvent) {
	switch {
	case r.shift.asksForMenu(e):
		r.Word("")
		r.openMenu()
	case r.OnKey == nil || !r.OnKey(e):
		passKey(r, e)
	}
}

// AccessibilityLabel implements fyne.Accessible.
func (r *ReminderRow) AccessibilityLabel() string {
	m := r.reminder
	return strings.Join(strings.Fields(m.Name+" "+m.Band+" "+m.Late+" "+m.Line), " ")
}

// AccessibilityRole implements fyne.Accessible.
func (r *ReminderRow) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// CreateRenderer implements fyne.Widget.
func (r *ReminderRow) CreateRenderer() fyne.WidgetRenderer { return rendererOf(r) }

func (r *ReminderRow) objects() []fyne.CanvasObject {
	if r.all == nil {
		r.collect()
	}
	return r.all
}

// collect gathers what is drawn after there is more or less of it.
func (r *ReminderRow) collect() {
	r.all = append([]fyne.CanvasObject{r.ground}, r.avatar.objects()...)
	r.all = append(r.all, r.disc, r.sign.Image, r.check, r.tick.Image, r.name)
	r.all = append(r.all, r.band.objects()...)
	r.all = append(r.all, r.chip.objects()...)
	r.all = append(r.all, r.late, r.line)
	for i := range r.icons {
		r.all = append(r.all, r.glows[i], r.icons[i].Image)
	}
	for _, w := range r.words {
		r.all = append(r.all, w)
	}
	r.all = append(r.all, r.more, r.point, r.ring)
}

var (
	reminderName = face{size: style.Body, bold: true, token: style.Ink}
	reminderLate = face{size: style.Small, bold: true, token: style.Late}
	reminderLine = face{size: style.Small, token: style.Ink2}
)

// faces are those of name, late and line.
func (r *ReminderRow) faces() (name, late, line face) {
	name, late, line = reminderName, reminderLate, reminderLine
	if r.reminder.Struck {
		name.token, late.token, line.token = style.Ink3, style.Ink3, style.Ink3
	}
	return name, late, line
}

// wide reports whether the row shows its words now.
func (r *ReminderRow) wide() bool { return r.opened && !r.reminder.Struck }

func (r *ReminderRow) paint() {
	m := r.reminder
	r.ground.Hidden = !r.hovered && !r.wide()
	r.ground.FillColor = style.Color(style.Hover)
	showFrame(r.ring, r.HasFocus())
	r.paintCheck()
	r.paintFace()
	band := m.Band
	if m.Struck {
		band = ""
	}
	r.band.paint(band)
	if len(m.Tags) > 0 {
		r.chip.paint(m.Tags[0], r.hovered || r.wide())
	}
	r.paintIcons()
	r.paintWords()
}

// paintCheck draws the circle that marks the reminder done, with a tick where
// it is or the pointer is on it.
func (r *ReminderRow) paintCheck() {
	r.check.Hidden, r.tick.Hidden = r.shape.check == 0, true
	if r.check.Hidden {
		return
	}
	edge := style.Ink3
	r.check.FillColor = color.Transparent
	switch {
	case r.reminder.Struck:
		edge = style.Accent
		r.check.FillColor = style.Color(style.Accent)
		r.tick.set(style.CheckBold, style.OnAccent)
	case r.over == checkZone:
		edge = style.Accent
		r.tick.set(style.CheckBold, style.Accent)
	case r.wide():
		edge = style.Accent
	}
	r.check.StrokeColor, r.check.StrokeWidth = style.Color(edge), 1.25*style.Factor()
}

// paintFace draws who or what it is about.
func (r *ReminderRow) paintFace() {
	m := r.reminder
	r.disc.Hidden = m.Glyph == ""
	if m.Glyph == "" {
		r.sign.set("", style.Ink2)
		r.avatar.paint(m.Who, m.Ring, false, style.Px(r.shape.avatar))
		return
	}
	for _, o := range r.avatar.objects() {
		o.Hide()
	}
	r.avatar.want = "" // an answer for somebody who was here before is too late
	fill, ink := style.Hover, style.Ink2
	switch {
	case m.Struck:
		ink = style.Ink3
	case m.Tone == AgreedTone:
		fill, ink = style.Soft, style.SoftInk
	case m.Tone == LateTone:
		fill, ink = style.LateSoft, style.Late
	}
	r.disc.FillColor, r.disc.StrokeColor, r.disc.StrokeWidth = style.Color(fill), color.Transparent, 0
	if fill == style.Hover && (r.hovered || r.wide()) {
		r.disc.FillColor = style.Color(style.Card)
	}
	r.sign.set(m.Glyph, ink)
}

func (r *ReminderRow) paintIcons() {
	n := 0
	for _, a := range r.reminder.Actions {
		if a.Icon {
			n++
		}
	}
	if n != len(r.icons) {
		r.icons, r.glows = nil, nil
		for range n {
			r.icons = append(r.icons, newIcon())
			r.glows = append(r.glows, &canvas.Rectangle{CornerRadius: style.RadiusButton})
		}
		r.all = nil
	}
	at := 0
	for i, a := range r.reminder.Actions {
		if !a.Icon {
			continue
		}
		glyph, ink := a.Glyph, style.Ink3
		if r.hovered {
			ink = style.Ink2
		}
		if r.over == i {
			ink = style.Ink
		}
		if r.wide() || r.reminder.Struck {
			glyph = ""
		}
		r.icons[at].set(glyph, ink)
		r.glows[at].Hidden = glyph == "" || r.over != i
		r.glows[at].FillColor = style.Color(style.Line)
		at++
	}
}

// paintWords makes a button of each action while the row is opened.
func (r *ReminderRow) paintWords() {
	if r.wide() && !slices.EqualFunc(r.words, r.reminder.Actions, (*wordButton).is) {
		r.words = nil
		for i, a := range r.reminder.Actions {
			kind := Plain
			if i == 0 {
				kind = Accent
			}
			w := newWordButton(r, kind, a.Label, a.Glyph)
			w.menu = a.Menu
			w.Named(a.Label)
			w.OnTapped = func() { r.reminder.Actions[i].Do(w) }
			r.words = append(r.words, w)
		}
		r.all = nil
	}
	for _, w := range r.words {
		w.Hidden = !r.wide()
	}
	r.more.Hidden = true // unless there is no room
}

// closed is the height of a row that is not opened.
func (r *ReminderRow) closed() float32 { return style.Px(r.shape.height) }

func (r *ReminderRow) least() fyne.Size {
	if r.wide() {
		return fyne.NewSize(style.Px(260), style.Px(r.shape.opened))
	}
	return fyne.NewSize(style.Px(260), r.closed())
}

func (r *ReminderRow) place(size fyne.Size) {
	if size.Width == 0 {
		return
	}
	Put(r.ground, 0, 0, size.Width, size.Height)
	Put(r.ring, 0, 0, size.Width, size.Height)
	s, mid := r.shape, r.closed()/2
	if r.wide() {
		mid += style.Px(s.lower)
	}
	d, g := style.Px(18), style.Px(12)
	x := style.Px(s.check)
	Put(r.check, x-d/2, mid-d/2, d, d)
	Put(r.tick, x-g/2, mid-g/2, g, g)
	x, d, g = style.Px(s.avatarX), style.Px(s.avatar), style.Px(style.IconSize)
	r.avatar.place(x, mid-d/2, d)
	Put(r.disc, x, mid-d/2, d, d)
	Put(r.sign, x+(d-g)/2, mid-g/2, g, g)
	right := size.Width - style.Px(rowMargin)
	if !r.wide() {
		right = r.placeIcons()
	}
	r.placeLines(style.Px(s.text), right)
	if r.wide() {
		r.placeWords(size.Width - style.Px(rowMargin))
	}
}

// iconAt is the place of an action among the icons.
func (r *ReminderRow) iconAt(action int) int {
	at := 0
	for _, a := range r.reminder.Actions[:action] {
		if a.Icon {
			at++
		}
	}
	return at
}

// iconCentre is the middle of an icon, and half of the side of the square that
// takes a press for it.
func (r *ReminderRow) iconCentre(at int) (x, half float32) {
	s := r.shape
	return r.Size().Width - style.Px(s.icons+float32(len(r.icons)-1-at)*s.pitch), style.Px(s.pitch / 2)
}

// placeIcons lays the icons out and gives the x at which they begin.
func (r *ReminderRow) placeIcons() float32 {
	g, mid := style.Px(style.IconSize), r.closed()/2
	right := r.Size().Width - style.Px(rowMargin)
	for i := range r.icons {
		x, half := r.iconCentre(i)
		Put(r.icons[i], x-g/2, mid-g/2, g, g)
		Put(r.glows[i], x-half+1, mid-half+1, 2*half-2, 2*half-2)
		if i == 0 {
			right = x - half
		}
	}
	return right
}

// placeLines lays name, band and tag out, and the second line under them.
func (r *ReminderRow) placeLines(x, right float32) {
	m, s := r.reminder, r.shape
	nameFace, lateFace, lineFace := r.faces()
	lower := float32(0)
	if r.wide() {
		lower = style.Px(s.lower)
	}
	top := style.Px(s.first) + lower
	if m.Late == "" && m.Line == "" {
		top = r.closed()/2 + lower
	}
	gap := style.Px(style.Space2)
	band := float32(0)
	if m.Band != "" && !m.Struck {
		band = r.band.width(m.Band) + gap
	}
	nameFace.dress(r.name, nameFace.fit(m.Name, right-x-band))
	w := nameFace.width(r.name.Text)
	h := style.Px(24)
	putText(r.name, x, top-h/2, w, h)
	r.name.TextStyle.Strikethrough = m.Struck
	at := x + w + gap
	if band > 0 {
		tile := style.Px(style.BandTile)
		r.band.place(at, top-tile/2, band-gap)
		at += band
	}
	r.placeChip(at, top, right)
	y := style.Px(s.second) + lower
	lateFace.dress(r.late, lateFace.fit(m.Late, right-x))
	lw := lateFace.width(r.late.Text)
	putText(r.late, x, y-h/2, lw, h)
	lineFace.dress(r.line, lineFace.fit(m.Line, max(0, right-x-lw)))
	putText(r.line, x+lw, y-h/2, max(0, right-x-lw), h)
	r.late.TextStyle.Strikethrough, r.line.TextStyle.Strikethrough = m.Struck, m.Struck
	r.line.Hidden = m.Line == "" || right-x-lw < style.Px(style.Space5)
}

// placeChip lays the first tag out where there is room for it.
func (r *ReminderRow) placeChip(x, mid, right float32) {
	m, h := r.reminder, style.Px(style.ChipHeight)
	r.chip.show(false)
	if len(m.Tags) == 0 || m.Struck {
		return
	}
	w := chipWidth(m.Tags[0].Name, style.Px(style.ChipWidth))
	switch alone := style.Factor() >= dotsAlone; {
	case alone && x+h <= right:
		r.chip.show(true)
		r.chip.placeDot(x, mid-h/2)
	case !alone && x+w <= right:
		r.chip.show(true)
		r.chip.place(m.Tags[0].Name, x, mid-h/2, w)
	}
}

// wordGap is the space between words at 100 %.
const wordGap float32 = 6

// placeWords lays the words of an opened row out. Where they do not fit, the
// main one loses its icon, then brief ones their words, then all begin further
// left, and then the last go into a menu.
func (r *ReminderRow) placeWords(right float32) {
	x, early := style.Px(r.shape.wordsX), style.Px(r.shape.avatarX)
	ways := []struct {
		sign, brief bool
		x           float32
	}{{true, false, x}, {false, false, x}, {false, true, x}, {false, true, early}}
	for _, way := range ways {
		r.dressWords(way.sign, way.brief)
		if x = way.x; x+r.wordsWidth(len(r.words)) <= right {
			r.putWords(x, len(r.words))
			return
		}
	}
	most := len(r.words) - 1
	for ; most > 1; most-- {
		if x+r.wordsWidth(most)+style.Px(wordGap)+r.more.MinSize().Width <= right {
			break
		}
	}
	r.putWords(x, most)
	for _, w := range r.words[most:] {
		w.Hide()
	}
	r.more.Show()
	end := x + r.wordsWidth(most) + style.Px(wordGap)
	least := r.more.MinSize()
	Put(r.more, end, style.Px(r.shape.wordsY), least.Width, least.Height)
}

func (r *ReminderRow) dressWords(sign, brief bool) {
	for i, w := range r.words {
		a := r.reminder.Actions[i]
		label, glyph := a.Label, style.Glyph("")
		if i == 0 && sign {
			glyph = a.Glyph
		}
		if brief && a.Brief {
			label, glyph = "", a.Glyph
		}
		w.menu = a.Menu && label != ""
		w.show(label, glyph)
	}
}

func (r *ReminderRow) wordsWidth(n int) float32 {
	width := float32(n-1) * style.Px(wordGap)
	for _, w := range r.words[:n] {
		width += w.MinSize().Width
	}
	return width
}

func (r *ReminderRow) putWords(x float32, n int) {
	for _, w := range r.words[:n] {
		least := w.MinSize()
		Put(w, x, style.Px(r.shape.wordsY), least.Width, least.Height)
		x += least.Width + style.Px(wordGap)
	}
}

// zoneAt is the part of the row at a place.
func (r *ReminderRow) zoneAt(at fyne.Position) zone {
	mid := r.closed() / 2
	within := func(x, half float32) bool {
		return at.X >= x-half && at.X < x+half && at.Y >= mid-half && at.Y < mid+half
	}
	if r.reminder.Struck {
		return noZone
	}
	if r.shape.check > 0 && within(style.Px(r.shape.check), style.Px(16)) {
		return checkZone
	}
	if r.wide() {
		return noZone
	}
	for i, a := range r.reminder.Actions {
		if !a.Icon {
			continue
		}
		if x, half := r.iconCentre(r.iconAt(i)); within(x, half) {
			return i
		}
	}
	return noZone
}

// wordButton is a word of an opened row.
type wordButton struct {
	Button
	row   *ReminderRow
	words string
}

func newWordButton(row *ReminderRow, kind Kind, words string, glyph style.Glyph) *wordButton {
	w := &wordButton{Button: *NewButton(kind, words, glyph, nil).Small(), row: row, words: words}
	w.BaseWidget = widget.BaseWidget{} // of the Button by itself
	w.ExtendBaseWidget(w)
	return w
}

// is reports whether the button is that of an action.
func (w *wordButton) is(a ReminderAction) bool { return w.words == a.Label }

func (w *wordButton) show(label string, glyph style.Glyph) {
	if w.label != label || w.glyph != glyph {
		w.label, w.glyph = label, glyph
		w.Refresh()
	}
}

// CreateRenderer implements fyne.Widget.
func (w *wordButton) CreateRenderer() fyne.WidgetRenderer { return rendererOf(w) }

// FocusGained implements fyne.Focusable.
func (w *wordButton) FocusGained() {
	w.Button.FocusGained()
	w.row.Refresh()
}

// FocusLost implements fyne.Focusable.
func (w *wordButton) FocusLost() {
	w.Button.FocusLost()
	w.row.Refresh()
}

// TypedKey implements fyne.Focusable: Escape goes back to the row, which takes
// all keys that press nothing.
func (w *wordButton) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		w.press()
	default:
		w.row.TypedKey(e)
	}
}
