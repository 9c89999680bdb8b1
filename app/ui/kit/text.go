package kit

import (
	"sort"
	"strings"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
	"github.com/rivo/uniseg"

	"carebook/app/ui/style"
)

const ellipsis = "…"

// face is how a run of text is set.
type face struct {
	size  fyne.ThemeSizeName
	bold  bool
	book  bool // the book face where the text allows
	token style.Token
}

// dress gives a canvas text its words and its face.
func (f face) dress(t *canvas.Text, words string) {
	t.Text, t.TextSize, t.Color = words, style.TextSize(f.size), style.Color(f.token)
	if f.book {
		t.FontSource, t.TextStyle = style.Name(words)
	} else {
		t.FontSource, t.TextStyle = style.Sans(words, f.bold)
	}
}

// width measures words in a face.
func (f face) width(words string) float32 {
	var t canvas.Text
	f.dress(&t, words)
	return t.MinSize().Width
}

// fit gives the words, cut at the end with an ellipsis where they are wider
// than width. It cuts between signs as people see them, never inside one.
func (f face) fit(words string, width float32) string {
	words, cut := Beginning(words, f.most(width))
	if !cut && (surelyFits(words, style.TextSize(f.size), width) || f.width(words) <= width) {
		return words
	}
	ends := graphemeEnds(words)
	n := sort.Search(len(ends), func(i int) bool { return f.width(words[:ends[i]]+ellipsis) > width })
	if n == 0 {
		return ellipsis
	}
	return strings.TrimRight(words[:ends[n-1]], " ") + ellipsis
}

// most is the number of runes past which a line of a width is full: no sign
// that has a width is narrower than a tenth of an em. Measuring a long text
// takes long, and names come from files.
func (f face) most(width float32) int {
	return int(max(0, width)/style.TextSize(f.size)*10) + 1
}

// Beginning is a text up to a number of runes, and whether that left any out.
func Beginning(words string, runes int) (head string, cut bool) {
	for i := range words {
		if runes--; runes < 0 {
			return words[:i], true
		}
	}
	return words, false
}

// surelyFits spares measuring: no sign of our faces is wider than 1.2 em.
func surelyFits(words string, size, width float32) bool {
	return float32(utf8.RuneCountInString(words))*size*1.2 <= width
}

// graphemeEnds are the offsets at which the signs of a text end.
func graphemeEnds(words string) []int {
	var ends []int
	at, state := 0, -1
	for rest := words; rest != ""; {
		var sign string
		sign, rest, _, state = uniseg.FirstGraphemeClusterInString(rest, state)
		at += len(sign)
		ends = append(ends, at)
	}
	return ends
}

// Text is one line in a size and colour of the look.
type Text struct {
	widget.BaseWidget
	words string
	face  face
	// cut lets the line be narrower than its words, which then end in "…".
	cut  bool
	text *canvas.Text
}

// NewText makes a line of text.
func NewText(words string, size fyne.ThemeSizeName, token style.Token) *Text {
	t := &Text{words: words, face: face{size: size, token: token}, text: &canvas.Text{}}
	t.ExtendBaseWidget(t)
	return t
}

// NewTitle makes a line in the book face.
func NewTitle(words string, size fyne.ThemeSizeName) *Text {
	t := NewText(words, size, style.Ink)
	t.face.book = true
	return t
}

// Bold sets the line in semi-bold and returns it.
func (t *Text) Bold() *Text {
	t.face.bold = true
	return t
}

// Cut lets the line be narrower than its words and returns it.
func (t *Text) Cut() *Text {
	t.cut = true
	return t
}

// Align sets where the words stand in a line that is wider, and returns it.
func (t *Text) Align(a fyne.TextAlign) *Text {
	t.text.Alignment = a
	return t
}

// SetText changes the words.
func (t *Text) SetText(words string) {
	if t.words != words {
		t.words = words
		t.Refresh()
	}
}

// Words are the words of the line, uncut.
func (t *Text) Words() string { return t.words }

// CreateRenderer implements fyne.Widget.
func (t *Text) CreateRenderer() fyne.WidgetRenderer { return rendererOf(t) }

func (t *Text) objects() []fyne.CanvasObject { return []fyne.CanvasObject{t.text} }

func (t *Text) paint() { t.face.dress(t.text, t.words) }

func (t *Text) place(size fyne.Size) {
	if t.cut {
		t.face.dress(t.text, t.face.fit(t.words, size.Width))
	}
	putText(t.text, 0, 0, size.Width, size.Height)
}

func (t *Text) least() fyne.Size {
	var whole canvas.Text
	t.face.dress(&whole, t.words)
	size := whole.MinSize()
	if t.cut {
		size.Width = 0
	}
	return size
}

// Paragraph is text that wraps at its width.
type Paragraph struct {
	widget.BaseWidget
	words string
	face  face
	// limit is the number of lines after which the text is cut; 0 is none.
	limit int
	// width is the last one that was asked about.
	width float32
	// wraps are the lines for the widths asked about since the words changed:
	// layouts try several.
	wraps []wrapped
	// lines are drawn, texts all that were ever needed.
	lines, texts []*canvas.Text
	// stale is set while the lines are those of other words.
	stale bool
}

// wrapped is a text in lines.
type wrapped struct {
	width, size float32
	lines       []string
	height      float32
}

// NewParagraph makes a wrapping text.
func NewParagraph(words string, size fyne.ThemeSizeName, token style.Token) *Paragraph {
	p := &Paragraph{words: words, face: face{size: size, token: token}}
	p.ExtendBaseWidget(p)
	return p
}

// Book sets the paragraph in the book face and returns it.
func (p *Paragraph) Book() *Paragraph {
	p.face.book = true
	return p
}

// Bold sets the paragraph in semi-bold and returns it.
func (p *Paragraph) Bold() *Paragraph {
	p.face.bold = true
	return p
}

// Limit cuts the text after so many lines and returns it.
func (p *Paragraph) Limit(lines int) *Paragraph {
	p.limit = lines
	return p
}

// SetText changes the words.
func (p *Paragraph) SetText(words string) {
	if p.words != words {
		p.words = words
		p.Refresh()
	}
}

// Words are the words of the paragraph.
func (p *Paragraph) Words() string { return p.words }

// CreateRenderer implements fyne.Widget.
func (p *Paragraph) CreateRenderer() fyne.WidgetRenderer { return rendererOf(p) }

func (p *Paragraph) objects() []fyne.CanvasObject {
	objects := make([]fyne.CanvasObject, len(p.lines))
	for i, l := range p.lines {
		objects[i] = l
	}
	return objects
}

func (p *Paragraph) paint() { p.wraps = p.wraps[:0] }

func (p *Paragraph) place(size fyne.Size) {
	p.width, p.stale = size.Width, false
	lines := p.at(size.Width).lines
	for len(p.texts) < len(lines) {
		p.texts = append(p.texts, &canvas.Text{})
	}
	p.lines = p.texts[:len(lines)]
	y := float32(0)
	for i, l := range p.lines {
		p.face.dress(l, lines[i])
		h := l.MinSize().Height
		Put(l, 0, y, size.Width, h)
		y += h
	}
}

// fill changes the words and their colour, for whoever puts the paragraph in
// its place right after.
func (p *Paragraph) fill(words string, token style.Token) {
	if p.words != words || p.face.token != token {
		p.words, p.face.token = words, token
		p.wraps, p.stale = p.wraps[:0], true
	}
}

// put places a paragraph that may have been filled since.
func (p *Paragraph) put(x, y, w, h float32) {
	Put(p, x, y, w, h)
	if p.stale {
		p.place(p.Size())
	}
}

func (p *Paragraph) least() fyne.Size { return fyne.NewSize(0, p.at(p.width).height) }

// HeightFor is the height at a width.
func (p *Paragraph) HeightFor(width float32) float32 {
	p.width = width
	return p.at(width).height
}

// mostWraps is more than the widths that a layout tries.
const mostWraps = 8

// at is the text in lines of a width.
func (p *Paragraph) at(width float32) wrapped {
	size := style.TextSize(p.face.size)
	for _, w := range p.wraps {
		if w.width == width && w.size == size {
			return w
		}
	}
	w := wrapped{width: width, size: size, lines: p.face.wrap(p.words, width, p.limit)}
	var t canvas.Text
	for _, words := range w.lines {
		p.face.dress(&t, words)
		w.height += t.MinSize().Height
	}
	if len(p.wraps) == mostWraps {
		p.wraps = p.wraps[:0]
	}
	p.wraps = append(p.wraps, w)
	return w
}

// wrap breaks a text into lines no wider than width, at the places where
// Unicode allows it (UAX 14), and inside a word only where it is wider than a
// whole line. A width of nothing breaks at line ends alone.
func (f face) wrap(words string, width float32, limit int) []string {
	cut := false
	if limit > 0 && width > 0 {
		words, cut = Beginning(words, limit*f.most(width))
	}
	var lines []string
	for _, hard := range strings.Split(strings.ReplaceAll(words, "\r", ""), "\n") {
		if width <= 0 {
			lines = append(lines, hard)
			continue
		}
		lines = append(lines, f.wrapLine(hard, width)...)
		if limit > 0 && len(lines) > limit {
			break
		}
	}
	if limit > 0 && (cut || len(lines) > limit) {
		lines = lines[:min(limit, len(lines))]
		lines[len(lines)-1] = f.fit(lines[len(lines)-1]+ellipsis, width)
	}
	return lines
}

func (f face) wrapLine(words string, width float32) []string {
	if surelyFits(words, style.TextSize(f.size), width) {
		return []string{words}
	}
	if _, long := Beginning(words, f.most(width)); !long && f.width(words) <= width {
		return []string{words}
	}
	// Words are measured one by one, since most have been measured before and
	// Fyne remembers them; a line is measured as a whole only to be sure of it.
	var lines []string
	line, sum, state := "", float32(0), -1
	end := func() { // spaces alone are no line
		if words := strings.TrimRight(line, " "); words != "" {
			lines = append(lines, words)
		}
		line, sum = "", 0
	}
	for rest := words; rest != ""; {
		var part string
		part, rest, _, state = uniseg.FirstLineSegmentInString(rest, state)
		wide, spaces := f.measure(part)
		if line != "" && (sum+wide > width || sum+wide > width-wrapSlack && f.width(line+strings.TrimRight(part, " ")) > width) {
			end()
		}
		first := line == ""
		line += part
		sum += wide + spaces
		for first && wide > width {
			head := f.head(line, width)
			lines = append(lines, line[:head])
			line = line[head:]
			if strings.TrimRight(line, " ") == "" {
				line = "" // spaces end the line before
			}
			wide, spaces = f.measure(line)
			sum = wide + spaces
		}
	}
	if end(); len(lines) == 0 {
		return []string{""}
	}
	return lines
}

// measure is the width of a word, and of the spaces behind it.
func (f face) measure(part string) (wide, spaces float32) {
	word := strings.TrimRight(part, " ")
	return f.width(word), float32(len(part)-len(word)) * f.width(" ")
}

// wrapSlack is by how much a line can differ from the sum of its words, which
// are set closer to each other in a line.
const wrapSlack = 4

// head is the length of the beginning of a word that fits, one sign at least.
func (f face) head(word string, width float32) int {
	word, _ = Beginning(word, f.most(width))
	ends := graphemeEnds(word)
	n := sort.Search(len(ends), func(i int) bool { return f.width(word[:ends[i]]) > width })
	return ends[max(n-1, 0)]
}
