package kit

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"carebook/app/ui/style"
)

// LogKind is a kind of event that can be logged.
type LogKind struct {
	Glyph style.Glyph
	Words string
}

// LogLine writes down what happened: a menu of kinds, a field, and what was
// understood of the words in it. The keyboard never leaves the field: Up and
// Down change the kind, PageUp and PageDown by three, Ctrl+Up and Ctrl+Down open
// the menus of kinds and of outcomes, Alt with a digit takes the outcome of that
// place and Alt+0 none, Enter logs.
type LogLine struct {
	widget.BaseWidget
	// Field has the words and the focus.
	Field *LogField
	// Kind and Outcome open their menus.
	Kind, Outcome *LogPill
	// TooLong says of a text of so many bytes that it is not taken.
	TooLong func(bytes int) string
	// OnResized is called when the line needs another height: hints that have no
	// room beside the words stand under them.
	OnResized func()

	kinds      []LogKind
	outcomes   func(kind int) []string
	understand func(words string) []string
	log        func(kind, outcome int, words string, back func()) bool
	kind       int
	outcome    int // or -1
	// anyOutcome is what the menu of outcomes says while none is chosen.
	anyOutcome string
	// hints are what was understood, or one refusal.
	hints   []string
	refused bool
	height  float32
	// touched is set once there were words in the field.
	touched bool

	ground *canvas.Rectangle
	cap    *keyCap
	pills  []hintPill
	menu   *Menu
}

// hintPill is a word or two in a soft ground.
type hintPill struct {
	ground *canvas.Rectangle
	text   *canvas.Text
}

// NewLogLine makes a line; one without kinds is for a single kind that goes
// without saying, number 0. outcomes are those of a kind; understand says in a
// few short texts what it makes of the words, at every key; log begins to write
// the event down, outcome being -1 for none, and answers whether the line can be
// emptied. Where that fails later, back puts the words back.
func NewLogLine(kinds []LogKind, outcomes func(kind int) []string, understand func(words string) []string, log func(kind, outcome int, words string, back func()) bool) *LogLine {
	l := &LogLine{
		kinds: kinds, outcomes: outcomes, understand: understand, log: log, outcome: -1,
		ground: &canvas.Rectangle{CornerRadius: style.RadiusButton}, cap: newKeyCap(""),
	}
	l.Field = newLogField(l)
	l.Kind = newLogPill(l.openKinds)
	l.Outcome = newLogPill(l.openOutcomes)
	l.height = l.HeightFor(0)
	l.ExtendBaseWidget(l)
	return l
}

// SetWords sets what stands in the empty field, the shortcut that leads to it,
// drawn like a key, and what the menu of outcomes says before one is chosen.
func (l *LogLine) SetWords(hint, key, outcome string) {
	l.Field.SetPlaceHolder(hint)
	l.cap.key, l.anyOutcome = key, outcome
	l.Refresh()
}

// Focus gives the focus to the field.
func (l *LogLine) Focus() {
	if c := fyne.CurrentApp().Driver().CanvasForObject(l); c != nil {
		c.Focus(l.Field)
	}
}

// Chosen are the kind and the outcome, -1 for none.
func (l *LogLine) Chosen() (kind, outcome int) { return l.kind, l.outcome }

// Hints are what was understood of the words, as it is shown.
func (l *LogLine) Hints() []string { return slices.Clone(l.hints) }

// Menu is the menu that was opened last, or nil.
func (l *LogLine) Menu() *Menu { return l.menu }

// ChooseKind takes a kind; those before the first and after the last go round.
// An outcome stays where the new kind has it, too.
func (l *LogLine) ChooseKind(i int) {
	n := len(l.kinds)
	if n == 0 {
		return
	}
	word := l.outcomeWord()
	l.kind = ((i % n) + n) % n
	l.outcome = slices.Index(l.outcomes(l.kind), word)
	l.Refresh()
}

// ChooseOutcome takes an outcome of the kind; -1 is none.
func (l *LogLine) ChooseOutcome(i int) {
	if i < len(l.outcomes(l.kind)) {
		l.outcome = max(i, -1)
		l.Refresh()
	}
}

func (l *LogLine) outcomeWord() string {
	if l.outcome < 0 {
		return ""
	}
	return l.outcomes(l.kind)[l.outcome]
}

// Begin puts words into the line as if they had just been typed, with the first
// kind and no outcome.
func (l *LogLine) Begin(words string) {
	if words == "" && !l.touched && !l.refused && l.kind == 0 && l.outcome < 0 {
		return // drawing it anew is a good part of going from person to person
	}
	l.kind, l.outcome = 0, -1
	l.Field.SetText(words)
	l.typed(words)
	l.touched = words != ""
	l.Refresh()
}

// Submit logs what stands in the line, and empties it where that was done.
func (l *LogLine) Submit() {
	if l.refused { // Enter after a refused text means that text, not an empty line
		l.refused, l.hints = false, nil
		l.Refresh()
		return
	}
	kind, outcome, words := l.kind, l.outcome, strings.TrimSpace(l.Field.Text)
	if !l.log(kind, outcome, words, func() { l.back(kind, outcome, words) }) {
		return
	}
	l.outcome = -1
	l.Field.SetText("")
	l.Refresh() // also where the field was empty before
}

// back puts words that were not logged back into the line, before what was typed
// since.
func (l *LogLine) back(kind, outcome int, words string) {
	if l.Field.Text == "" {
		l.ChooseKind(kind)
		l.ChooseOutcome(outcome)
	}
	l.Field.SetText(strings.TrimSpace(words + " " + l.Field.Text))
	l.Refresh()
}

func (l *LogLine) typed(words string) {
	l.hints, l.refused = nil, false
	l.touched = l.touched || words != ""
	if words = strings.TrimSpace(words); words != "" {
		l.hints = l.understand(words)
	}
	l.resized()
}

func (l *LogLine) resized() {
	l.Refresh()
	if h := l.HeightFor(l.Size().Width); h != l.height {
		l.height = h
		if l.OnResized != nil {
			l.OnResized()
		}
	}
}

func (l *LogLine) tooLong(bytes int) {
	if l.TooLong != nil {
		l.hints, l.refused = []string{l.TooLong(bytes)}, true
		l.resized()
	}
}

// openKinds and openOutcomes show a menu, after which the field has the focus.
func (l *LogLine) openKinds() {
	if len(l.kinds) == 0 {
		return
	}
	items := make([]MenuItem, len(l.kinds))
	for i, k := range l.kinds {
		items[i] = MenuItem{Label: k.Words, Checked: i == l.kind, Do: func() { l.ChooseKind(i) }}
	}
	l.Focus()
	l.menu = ShowMenu(l.Kind, items)
}

func (l *LogLine) openOutcomes() {
	words := l.outcomes(l.kind)
	if len(words) == 0 {
		return
	}
	items := make([]MenuItem, len(words))
	for i, w := range words {
		items[i] = MenuItem{Label: w, Checked: i == l.outcome, Do: func() { l.ChooseOutcome(i) }}
	}
	l.Focus()
	under := fyne.CanvasObject(l.Outcome)
	if !l.Outcome.Visible() {
		under = l.Kind
	}
	l.menu = ShowMenu(under, items)
}

// Tapped implements fyne.Tappable: all of it is the field.
func (l *LogLine) Tapped(*fyne.PointEvent) { l.Focus() }

// CreateRenderer implements fyne.Widget.
func (l *LogLine) CreateRenderer() fyne.WidgetRenderer { return rendererOf(l) }

func (l *LogLine) objects() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{l.ground, l.Kind, l.Outcome, l.Field, l.cap}
	for _, p := range l.pills {
		objects = append(objects, p.ground, p.text)
	}
	return objects
}

var logHint = face{size: style.Caption, token: style.SoftInk}

func (l *LogLine) paint() {
	edge, width := style.Line2, float32(1)
	if l.Field.focused {
		edge, width = style.Accent, style.FocusFrame
	}
	l.ground.FillColor, l.ground.StrokeColor, l.ground.StrokeWidth = style.Color(style.Card), style.Color(edge), width
	if l.Kind.Hidden = len(l.kinds) == 0; !l.Kind.Hidden {
		l.Kind.set(l.kinds[l.kind].Glyph, l.kinds[l.kind].Words, false)
	}
	word := l.outcomeWord()
	l.Outcome.set("", word, false)
	if word == "" {
		l.Outcome.set("", l.anyOutcome, true)
	}
	used := l.Field.focused || l.Field.Text != ""
	l.Outcome.Hidden = word == "" && (l.anyOutcome == "" || !used || len(l.outcomes(l.kind)) == 0)
	l.cap.Hidden = l.cap.key == "" || l.Field.Text != "" || l.refused
	l.cap.Refresh()
	l.paintHints()
}

func (l *LogLine) paintHints() {
	for len(l.pills) < len(l.hints) {
		l.pills = append(l.pills, hintPill{&canvas.Rectangle{}, &canvas.Text{}})
	}
	fill, ink := style.Soft, logHint
	if l.refused {
		fill, ink.token = style.LateSoft, style.Late
	}
	for i, p := range l.pills {
		p.ground.Hidden, p.text.Hidden = i >= len(l.hints), i >= len(l.hints)
		if i < len(l.hints) {
			p.ground.FillColor, p.ground.CornerRadius = style.Color(fill), style.Px(style.ChipHeight)/2
			ink.dress(p.text, l.hints[i])
		}
	}
}

const logHeight = 40

func (l *LogLine) place(size fyne.Size) {
	if size.Width == 0 {
		return
	}
	Put(l.ground, 0, 0, size.Width, size.Height)
	gap, line := style.Px(style.Space1), style.Px(logHeight)
	x := l.layPills(size.Width, true)
	right := size.Width - style.Px(10)
	if l.cap.Visible() {
		key := l.cap.MinSize()
		right -= key.Width
		Put(l.cap, right, (line-key.Height)/2, key.Width, key.Height)
		right -= gap
	}
	if l.hintsUnder(size.Width) {
		under := line - style.Px(3)
		l.placeHints(x+style.TextSize(theme.SizeNameInnerPadding), under, right)
	} else if w := l.hintsWidth(); w > 0 {
		right -= w
		l.placeHints(right, (line-style.Px(style.ChipHeight))/2, size.Width)
		right -= gap
	}
	field := l.Field.MinSize().Height
	Put(l.Field, x, (line-field)/2, max(0, right-x), field)
}

// layPills lays out what stands before the field and gives where that begins.
func (l *LogLine) layPills(width float32, move bool) float32 {
	x, h := style.Px(style.Space2), style.Px(style.ButtonSmall)
	for _, p := range []*LogPill{l.Kind, l.Outcome} {
		if !p.Visible() {
			continue
		}
		w := min(p.MinSize().Width, width/3)
		if move {
			Put(p, x, (style.Px(logHeight)-h)/2, w, h)
		}
		x += w + style.Px(style.Space1)
	}
	return x
}

// The space at the sides of a hint, and between two.
const hintPad, hintGap = 7, 4

func hintWidth(words string) float32 { return logHint.width(words) + 2*style.Px(hintPad) + 1 }

// hintsWidth is that of all hints on one line.
func (l *LogLine) hintsWidth() float32 {
	w := float32(0)
	for i, words := range l.hints {
		if i > 0 {
			w += style.Px(hintGap)
		}
		w += hintWidth(words)
	}
	return w
}

// hintsUnder reports whether the hints stand under the words, to which those
// beside them leave the greater part of the line.
func (l *LogLine) hintsUnder(width float32) bool {
	return width > 0 && len(l.hints) > 0 && l.hintsWidth() > 0.4*(width-l.layPills(width, false))
}

// placeHints lays hints out on a line that ends at right; the last that there is
// room for is cut there.
func (l *LogLine) placeHints(x, y, right float32) {
	h, pad := style.Px(style.ChipHeight), style.Px(hintPad)
	for i, words := range l.hints {
		whole := hintWidth(words)
		w := min(whole, right-x)
		hidden := w < whole && w < style.Px(style.Space6)
		l.pills[i].ground.Hidden, l.pills[i].text.Hidden = hidden, hidden
		if hidden {
			continue
		}
		l.pills[i].text.Text = logHint.fit(words, w-2*pad)
		Put(l.pills[i].ground, x, y, w, h)
		putText(l.pills[i].text, x+pad, y, w-2*pad, h)
		x += w + style.Px(hintGap)
	}
}

func (l *LogLine) least() fyne.Size {
	return fyne.NewSize(style.Px(260), l.HeightFor(l.Size().Width))
}

// HeightFor is the height at a width.
func (l *LogLine) HeightFor(width float32) float32 {
	if l.hintsUnder(width) {
		return style.Px(logHeight + style.ChipHeight + 5)
	}
	return style.Px(logHeight)
}

// LogField is the field of a LogLine.
type LogField struct {
	Entry
	line    *LogLine
	focused bool
}

func newLogField(l *LogLine) *LogField {
	f := &LogField{line: l}
	f.bare = true
	f.OnChanged = l.typed
	f.OnSubmitted = func(string) { l.Submit() }
	f.OnTooLong = l.tooLong
	f.OnEscape = func() { passKey(l, &fyne.KeyEvent{Name: fyne.KeyEscape}) }
	f.ExtendBaseWidget(f)
	return f
}

// FocusGained implements fyne.Focusable.
func (f *LogField) FocusGained() {
	f.focused = true
	f.Entry.FocusGained()
	f.line.Refresh()
	reveal(f.line)
}

// FocusLost implements fyne.Focusable.
func (f *LogField) FocusLost() {
	f.focused = false
	f.Entry.FocusLost()
	f.line.Refresh()
}

// TypedKey implements fyne.Focusable.
func (f *LogField) TypedKey(e *fyne.KeyEvent) {
	steps := map[fyne.KeyName]int{fyne.KeyUp: -1, fyne.KeyDown: 1, fyne.KeyPageUp: -3, fyne.KeyPageDown: 3}
	if by, ok := steps[e.Name]; ok {
		f.line.ChooseKind(f.line.kind + by)
		return
	}
	f.Entry.TypedKey(e)
}

// TypedShortcut implements fyne.Shortcutable.
func (f *LogField) TypedShortcut(s fyne.Shortcut) {
	own, ok := s.(*desktop.CustomShortcut)
	digits := []fyne.KeyName{
		fyne.Key0, fyne.Key1, fyne.Key2, fyne.Key3, fyne.Key4, fyne.Key5, fyne.Key6, fyne.Key7, fyne.Key8, fyne.Key9,
	}
	switch {
	case ok && own.KeyName == fyne.KeyDown:
		f.line.openOutcomes()
	case ok && own.KeyName == fyne.KeyUp:
		f.line.openKinds()
	case ok && own.Modifier == fyne.KeyModifierAlt && slices.Contains(digits, own.KeyName):
		f.line.ChooseOutcome(slices.Index(digits, own.KeyName) - 1)
	case f.Text == "" && isUndo(s):
		// Nothing here can be undone: it is the window's turn.
		if c, ok := fyne.CurrentApp().Driver().CanvasForObject(f.line).(fyne.Shortcutable); ok {
			c.TypedShortcut(s)
		}
	default:
		f.Entry.TypedShortcut(s)
	}
}

// isUndo reports whether a shortcut is undo or redo.
func isUndo(s fyne.Shortcut) bool {
	_, undo := s.(*fyne.ShortcutUndo)
	return undo || s.ShortcutName() == CtrlShift(fyne.KeyZ).ShortcutName()
}

// LogPill opens a menu within a LogLine.
type LogPill struct {
	control
	glyph style.Glyph
	words string
	quiet bool

	ground, ring *canvas.Rectangle
	icon, caret  icon
	text         *canvas.Text
}

func newLogPill(open func()) *LogPill {
	p := &LogPill{
		ground: &canvas.Rectangle{CornerRadius: style.RadiusBand}, ring: frame(style.RadiusBand),
		icon: newIcon(), caret: newIcon(), text: &canvas.Text{},
	}
	p.OnTapped = open
	p.ExtendBaseWidget(p)
	return p
}

// set shows a choice; quiet is one that was not made yet.
func (p *LogPill) set(glyph style.Glyph, words string, quiet bool) {
	p.glyph, p.words, p.quiet = glyph, words, quiet
	p.Refresh()
}

// TypedKey implements fyne.Focusable: the arrow key down opens the menu, too.
func (p *LogPill) TypedKey(e *fyne.KeyEvent) {
	if e.Name == fyne.KeyDown {
		p.press()
		return
	}
	p.control.TypedKey(e)
}

// AccessibilityLabel implements fyne.Accessible.
func (p *LogPill) AccessibilityLabel() string { return p.words }

// AccessibilityRole implements fyne.Accessible.
func (p *LogPill) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// CreateRenderer implements fyne.Widget.
func (p *LogPill) CreateRenderer() fyne.WidgetRenderer { return rendererOf(p) }

func (p *LogPill) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{p.ground, p.icon.Image, p.text, p.caret.Image, p.ring}
}

func (p *LogPill) face() face {
	if p.quiet {
		return face{size: style.Small, token: style.Ink2}
	}
	return face{size: style.Control, bold: true, token: style.Ink}
}

func (p *LogPill) paint() {
	fill := style.Hover
	if p.hovered {
		fill = style.Line
	}
	p.ground.FillColor = style.Color(fill)
	p.icon.set(p.glyph, style.Ink)
	p.face().dress(p.text, p.words)
	p.caret.set(style.CaretDown, style.Ink2)
	showFrame(p.ring, p.focused)
}

func (p *LogPill) place(size fyne.Size) {
	Put(p.ground, 0, 0, size.Width, size.Height)
	Put(p.ring, 0, 0, size.Width, size.Height)
	pad, gap, caret := style.Px(style.Space2), style.Px(6), style.Px(12)
	x := pad
	if p.glyph != "" {
		g := style.Px(style.IconSmall)
		Put(p.icon, x, (size.Height-g)/2, g, g)
		x += g + gap
	}
	Put(p.caret, size.Width-pad-caret, (size.Height-caret)/2, caret, caret)
	room := size.Width - pad - caret - gap - x
	p.text.Text = p.face().fit(p.words, room)
	putText(p.text, x, 0, room, size.Height)
}

func (p *LogPill) least() fyne.Size {
	w := 2*style.Px(style.Space2) + p.face().width(p.words) + 1 + style.Px(6) + style.Px(12)
	if p.glyph != "" {
		w += style.Px(style.IconSmall) + style.Px(6)
	}
	return fyne.NewSize(w, style.Px(style.ButtonSmall))
}
