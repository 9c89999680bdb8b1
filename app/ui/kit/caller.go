package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"carebook/app/lang"
	"carebook/app/ui/style"
)

// Caller is what is known of somebody whose number was typed.
type Caller struct {
	Who
	Ring Ring
	// Second is the second line: organisation and place.
	Second string
	// Band is A, B, C, a word, or "" for none.
	Band string
	// Before, Match and After are the number: what was typed of it stands out.
	// Label says which number it is, such as mobile.
	Before, Match, After, Label string
}

// Number is the caller's number with its label.
func (c Caller) Number() string {
	number := c.Before + c.Match + c.After
	if c.Label != "" {
		number += " " + c.Label
	}
	return number
}

// CallerFact is something to know of a caller.
type CallerFact struct {
	Talk
	// Late colours the bold words: an open complaint.
	Late bool
}

// callerAvatar and rowAvatar are the diameters of avatars at 100 %: that of the
// caller, and of others with the number.
const callerAvatar, rowAvatar float32 = 60, 28

// CallerCard shows who is calling, and under a line what to know.
type CallerCard struct {
	widget.BaseWidget
	caller Caller
	talks  []*talkCell
	// cells are all that were ever needed.
	cells []*talkCell

	ground *Ground
	line   *canvas.Rectangle
	avatar *avatarParts
	name   *Paragraph
	second *canvas.Text
	band   bandParts
	number [4]*canvas.Text
}

// NewCallerCard makes an empty card.
func NewCallerCard(photos *Photos) *CallerCard {
	c := &CallerCard{
		ground: NewGround(style.Card).Edge(style.RadiusCard, 1, style.Line), line: &canvas.Rectangle{},
		avatar: newAvatarParts(photos), name: NewParagraph("", style.Sentence, style.Ink).Book().Limit(2),
		second: &canvas.Text{}, band: newBandParts(),
	}
	c.ground.card = true
	for i := range c.number {
		c.number[i] = &canvas.Text{}
	}
	c.ExtendBaseWidget(c)
	return c
}

// Fill shows somebody with what to know.
func (c *CallerCard) Fill(caller Caller, facts []CallerFact) {
	c.caller = caller
	for len(c.cells) < len(facts) {
		c.cells = append(c.cells, newTalkCell())
	}
	c.talks = c.cells[:len(facts)]
	for i, f := range facts {
		c.talks[i].text.late = f.Late
		c.talks[i].fill(f.Talk)
	}
	c.name.fill(caller.Name, style.Ink)
	c.Refresh()
}

// Caller is who is shown.
func (c *CallerCard) Caller() Caller { return c.caller }

// Words is all that the card says, a line for each part.
func (c *CallerCard) Words() string {
	words := c.caller.Name + "\n" + c.caller.Second + "\n" + c.caller.Number()
	for _, t := range c.talks {
		words += "\n" + t.caption.Words() + " " + t.text.Words()
	}
	return words
}

// AccessibilityLabel implements fyne.Accessible.
func (c *CallerCard) AccessibilityLabel() string { return c.Words() }

// AccessibilityRole implements fyne.Accessible.
func (c *CallerCard) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// CreateRenderer implements fyne.Widget.
func (c *CallerCard) CreateRenderer() fyne.WidgetRenderer { return rendererOf(c) }

func (c *CallerCard) objects() []fyne.CanvasObject {
	objects := append([]fyne.CanvasObject{c.ground}, c.avatar.objects()...)
	objects = append(objects, c.name, c.second)
	objects = append(objects, c.band.objects()...)
	for _, t := range c.number {
		objects = append(objects, t)
	}
	objects = append(objects, c.line)
	for _, t := range c.talks {
		objects = append(objects, t.caption, t.text)
	}
	return objects
}

var (
	callerSecond = face{size: style.Control, token: style.Ink2}
	callerMatch  = face{size: style.Control, bold: true, token: style.Accent}
)

func (c *CallerCard) paint() {
	c.avatar.paint(c.caller.Who, c.caller.Ring, false, style.Px(callerAvatar))
	c.band.paint(c.caller.Band)
	callerSecond.dress(c.second, c.caller.Second)
	label := ""
	if c.caller.Label != "" {
		label = " " + c.caller.Label
	}
	for i, words := range [4]string{c.caller.Before, c.caller.Match, c.caller.After, label} {
		if i == 1 {
			callerMatch.dress(c.number[i], words)
		} else {
			callerSecond.dress(c.number[i], words)
		}
	}
	c.line.FillColor, c.line.Hidden = style.Color(style.Line), len(c.talks) == 0
}

func (c *CallerCard) place(size fyne.Size) {
	if size.Width > 0 {
		Put(c.ground, 0, 0, size.Width, c.lay(size.Width, true))
	}
}

func (c *CallerCard) least() fyne.Size {
	return fyne.NewSize(style.Px(240), c.HeightFor(c.Size().Width))
}

// HeightFor is the height at a width.
func (c *CallerCard) HeightFor(width float32) float32 { return c.lay(width, false) }

// lay lays everything out and gives the height of the card.
func (c *CallerCard) lay(width float32, move bool) float32 {
	pad, d := style.Px(style.Space4), style.Px(callerAvatar)
	x := pad + d + style.Px(14)
	room := width - x - pad
	name, line := c.name.HeightFor(room), style.Px(20)
	lines := line // the number
	if c.caller.Second != "" || c.caller.Band != "" {
		lines += line
	}
	height := max(d, name+lines)
	y := pad + (height-name-lines)/2
	if move {
		c.avatar.place(pad, pad+(height-d)/2, d)
		c.name.put(x, y, room, name)
		c.placeLines(x, y+name, room, line)
	}
	height += 2 * pad
	if len(c.talks) == 0 {
		return height
	}
	if move {
		Put(c.line, pad, height, width-2*pad, 1)
	}
	height += style.Px(10)
	return height + layTalks(c.talks, pad, height, width-2*pad, style.Px(style.Space2), move) + style.Px(14)
}

// placeLines places the second line with the band, and the number.
func (c *CallerCard) placeLines(x, y, room, line float32) {
	if c.caller.Second != "" || c.caller.Band != "" {
		w, gap := float32(0), float32(0)
		if c.caller.Band != "" {
			w = c.band.width(c.caller.Band)
		}
		if c.caller.Second != "" {
			gap = style.Px(style.Space2)
		}
		callerSecond.dress(c.second, callerSecond.fit(c.caller.Second, room-w-gap))
		own := c.second.MinSize().Width
		putText(c.second, x, y, own, line)
		c.band.place(x+own+gap, y, w)
		y += line
	}
	for _, t := range c.number {
		w := t.MinSize().Width
		putText(t, x, y, w, line)
		x += w
	}
}

// CallerRow is somebody else with the number: on one line avatar, name, what
// else is known, and the band.
type CallerRow struct {
	control
	caller Caller

	ground, ring *canvas.Rectangle
	avatar       *avatarParts
	name, second *canvas.Text
	band         bandParts
}

// NewCallerRow makes an empty row.
func NewCallerRow(photos *Photos) *CallerRow {
	r := &CallerRow{
		ground: &canvas.Rectangle{CornerRadius: style.RadiusRow}, ring: frame(style.RadiusRow),
		avatar: newAvatarParts(photos), name: &canvas.Text{}, second: &canvas.Text{}, band: newBandParts(),
	}
	r.ExtendBaseWidget(r)
	return r
}

// Fill shows somebody; chosen is told when the row is pressed.
func (r *CallerRow) Fill(c Caller, chosen func()) {
	r.caller, r.OnTapped = c, chosen
	r.Refresh()
}

// Caller is who is shown.
func (r *CallerRow) Caller() Caller { return r.caller }

// AccessibilityLabel implements fyne.Accessible.
func (r *CallerRow) AccessibilityLabel() string {
	return r.caller.Name + " " + r.rest()
}

// AccessibilityRole implements fyne.Accessible.
func (r *CallerRow) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// CreateRenderer implements fyne.Widget.
func (r *CallerRow) CreateRenderer() fyne.WidgetRenderer { return rendererOf(r) }

func (r *CallerRow) objects() []fyne.CanvasObject {
	objects := append([]fyne.CanvasObject{r.ground}, r.avatar.objects()...)
	objects = append(objects, r.name, r.second)
	return append(append(objects, r.band.objects()...), r.ring)
}

// rest is what stands beside the name.
func (r *CallerRow) rest() string {
	if r.caller.Second == "" {
		return r.caller.Number()
	}
	return r.caller.Second + lang.T("details.comma") + r.caller.Number()
}

var (
	callerName = face{size: style.Control, bold: true, token: style.Ink}
	callerRest = face{size: style.Small, token: style.Ink2}
)

func (r *CallerRow) paint() {
	r.ground.FillColor, r.ground.Hidden = style.Color(style.Hover), !r.hovered && !r.pressed
	r.avatar.paint(r.caller.Who, Ring{}, false, style.Px(rowAvatar))
	callerName.dress(r.name, r.caller.Name)
	callerRest.dress(r.second, r.rest())
	r.band.paint(r.caller.Band)
	showFrame(r.ring, r.focused)
}

func (r *CallerRow) place(size fyne.Size) {
	if size.Width == 0 {
		return
	}
	Put(r.ground, 0, 0, size.Width, size.Height)
	Put(r.ring, 0, 0, size.Width, size.Height)
	margin, d, gap := style.Px(style.Space4), style.Px(rowAvatar), style.Px(10)
	r.avatar.place(margin, (size.Height-d)/2, d)
	right := size.Width - margin
	if r.caller.Band != "" {
		w := r.band.width(r.caller.Band)
		right -= w
		r.band.place(right, (size.Height-style.Px(style.BandTile))/2, w)
		right -= gap
	}
	x := margin + d + gap
	// The number says more than the rest of a long name.
	callerName.dress(r.name, callerName.fit(r.caller.Name, (right-x)*0.6))
	w := r.name.MinSize().Width
	putText(r.name, x, 0, w, size.Height)
	x += w + gap
	rest := r.rest()
	if callerRest.width(rest) > right-x {
		rest = r.caller.Number() // which is what was asked for
	}
	callerRest.dress(r.second, callerRest.fit(rest, right-x))
	putText(r.second, x, 0, right-x, size.Height)
}

func (r *CallerRow) least() fyne.Size { return fyne.NewSize(style.Px(240), style.Px(40)) }

// CallField is the large field for the digits of a caller's number, with a word
// at its right.
type CallField struct {
	widget.BaseWidget
	// Entry has the digits and the focus.
	Entry *CallEntry

	large  fyne.CanvasObject
	ground *canvas.Rectangle
	icon   icon
	words  string
	word   *canvas.Text
}

// NewCallField makes an empty field.
func NewCallField(placeholder string) *CallField {
	f := &CallField{ground: &canvas.Rectangle{CornerRadius: style.RadiusTab}, icon: newIcon(), word: &canvas.Text{}}
	f.Entry = &CallEntry{field: f}
	f.Entry.bare = true
	f.Entry.Limit = 200
	f.Entry.TextStyle.Bold = true
	f.Entry.PlaceHolder = placeholder
	f.Entry.ExtendBaseWidget(f.Entry)
	f.large = container.NewThemeOverride(f.Entry, largeTheme{})
	f.ExtendBaseWidget(f)
	return f
}

// SetWord sets the word at the right.
func (f *CallField) SetWord(word string) {
	if f.words != word {
		f.words = word
		f.Refresh()
	}
}

// Word is the word at the right.
func (f *CallField) Word() string { return f.words }

// Tapped implements fyne.Tappable: all of it is the field.
func (f *CallField) Tapped(*fyne.PointEvent) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(f); c != nil {
		c.Focus(f.Entry)
	}
}

// CreateRenderer implements fyne.Widget.
func (f *CallField) CreateRenderer() fyne.WidgetRenderer { return rendererOf(f) }

func (f *CallField) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{f.ground, f.icon.Image, f.large, f.word}
}

var callWord = face{size: style.Small, token: style.Ink2}

func (f *CallField) paint() {
	edge, width := style.Line2, float32(1)
	if f.Entry.focused {
		edge, width = style.Accent, style.FocusFrame
	}
	f.ground.FillColor, f.ground.StrokeColor, f.ground.StrokeWidth = style.Color(style.Card), style.Color(edge), width
	f.icon.set(style.Magnifier, style.Ink2)
	callWord.dress(f.word, f.words)
}

func (f *CallField) place(size fyne.Size) {
	Put(f.ground, 0, 0, size.Width, size.Height)
	x, g := style.Px(14), style.Px(20)
	Put(f.icon, x, (size.Height-g)/2, g, g)
	x += g + style.Px(style.Space1)
	w := f.word.MinSize().Width
	right := size.Width - style.Px(14) - w
	putText(f.word, right, 0, w, size.Height)
	h := f.large.MinSize().Height
	Put(f.large, x, (size.Height-h)/2, max(0, right-style.Px(style.Space1)-x), h)
}

func (f *CallField) least() fyne.Size { return fyne.NewSize(style.Px(240), style.Px(52)) }

// CallEntry is the field of a CallField.
type CallEntry struct {
	Entry
	// OnStep is told of the arrow keys: -1 for up, 1 for down.
	OnStep  func(by int)
	field   *CallField
	focused bool
}

// FocusGained implements fyne.Focusable.
func (e *CallEntry) FocusGained() {
	e.focused = true
	e.Entry.FocusGained()
	e.field.Refresh()
}

// FocusLost implements fyne.Focusable.
func (e *CallEntry) FocusLost() {
	e.focused = false
	e.Entry.FocusLost()
	e.field.Refresh()
}

// TypedKey implements fyne.Focusable.
func (e *CallEntry) TypedKey(k *fyne.KeyEvent) {
	steps := map[fyne.KeyName]int{fyne.KeyUp: -1, fyne.KeyDown: 1}
	if by, ok := steps[k.Name]; ok && e.OnStep != nil {
		e.OnStep(by)
		return
	}
	e.Entry.TypedKey(k)
}

// largeTheme is the look with larger text in fields.
type largeTheme struct{}

func present() fyne.Theme { return fyne.CurrentApp().Settings().Theme() }

// Size implements fyne.Theme.
func (largeTheme) Size(name fyne.ThemeSizeName) float32 {
	if name == theme.SizeNameText {
		name = style.Title
	}
	return present().Size(name)
}

// Color implements fyne.Theme.
func (largeTheme) Color(name fyne.ThemeColorName, variant fyne.ThemeVariant) color.Color {
	return present().Color(name, variant)
}

// Font implements fyne.Theme.
func (largeTheme) Font(s fyne.TextStyle) fyne.Resource { return present().Font(s) }

// Icon implements fyne.Theme.
func (largeTheme) Icon(name fyne.ThemeIconName) fyne.Resource { return present().Icon(name) }
