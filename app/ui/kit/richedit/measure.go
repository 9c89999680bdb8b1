package richedit

import (
	"image"
	"math"
	"strings"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/software"
	"github.com/rivo/uniseg"
	"golang.org/x/text/unicode/bidi"

	"carebook/app/doc"
	"carebook/app/ui/style"
)

// Fyne shapes a text anew for each measure it has not made before, and Chinese
// a hundred times slower than Latin. So lines are made from the widths of single
// letters and characters, and only what is seen is measured as it is drawn.

// face is a font in a size, as Fyne is told of it.
type face struct {
	source fyne.Resource
	style  fyne.TextStyle
	size   float32
}

// faceID is a face's index in its measurer.
type faceID uint16

// script says which clusters may stand in one drawn text: those that one font
// has, so that Fyne searches the fonts of the system for no others, and those
// of one direction.
type script uint32

const (
	// ownFont is what a font of the program has.
	ownFont script = iota
	// eastAsian is Chinese and Japanese with their punctuation: one character is
	// as wide beside another as alone.
	eastAsian
	// hangul is the same for Korean, which may come from a font of its own.
	hangul
	// Others are otherScript and the page of 256 characters, twice, plus one for
	// letters that are written from right to left.
	otherScript
)

// writing is how the texts of a kind of block look.
type writing struct {
	size float32
	book bool // in the book face
}

// remembered bounds how many widths are kept in each of two generations.
const remembered = 1 << 14

type measureKey struct {
	face faceID
	text string
}

type ascentKey struct {
	face   faceID
	script script
}

// measurer knows how wide texts are in the fonts that are on.
type measurer struct {
	faces []face
	// young has the latest widths, old those before; what is asked for again
	// moves from old to young, what is not goes with the old.
	young, old map[measureKey]float32
	// steps are how far a letter takes a text behind another one.
	steps   map[stepKey]float32
	ascii   []*[asciiSteps * asciiSteps]float32 // the same by face; 0 for unknown
	ascents map[ascentKey]float32
	drawn   map[drawnKey]float32 // what drawnAscent gives
}

type drawnKey struct {
	style  fyne.TextStyle
	script script
}

// stepKey is a letter behind another, 0 at the start of a text.
type stepKey struct {
	face         faceID
	before, rune rune
}

// asciiSteps is how many runes the table of steps is for: 0x20 to 0x7E, and the
// start of a text as the first.
const asciiSteps = 0x7F - 0x20 + 1

func newMeasurer() *measurer {
	m := &measurer{}
	m.forget()
	return m
}

// forget drops all that was measured.
func (m *measurer) forget() {
	m.faces = nil
	m.young, m.old = map[measureKey]float32{}, nil
	m.steps, m.ascii = map[stepKey]float32{}, nil
	m.ascents, m.drawn = map[ascentKey]float32{}, map[drawnKey]float32{}
}

// faceOf is the face in which a cluster, or a stretch of a script, is drawn.
func (m *measurer) faceOf(text string, w writing, marks doc.Marks) (id faceID, own bool) {
	f := face{size: w.size}
	switch {
	case w.book:
		f.source, f.style = style.Name(text)
	case marks&(doc.Bold|doc.Italic) == doc.Italic:
		f.source, f.style = style.Italic(text)
	default:
		f.source, f.style = style.Sans(text, marks&doc.Bold != 0)
	}
	for i := range m.faces {
		if m.faces[i] == f {
			return faceID(i), f.source != nil
		}
	}
	m.faces, m.ascii = append(m.faces, f), append(m.ascii, nil)
	return faceID(len(m.faces) - 1), f.source != nil
}

// width is how wide a stretch of one script is.
func (m *measurer) width(f faceID, s script, text string) float32 {
	if s != eastAsian && s != hangul {
		return m.whole(f, text)
	}
	sum := float32(0)
	for len(text) > 0 {
		n := clusterLen(text)
		sum += m.whole(f, text[:n])
		text = text[n:]
	}
	return sum
}

// rough is how wide a stretch is, within what does not matter for where a line
// ends: a font of the program is taken to set each letter by the one before it
// alone, so that no word need ever be measured.
func (m *measurer) rough(f faceID, s script, text string) float32 {
	if s != ownFont {
		return m.width(f, s, text)
	}
	sum, before := float32(0), rune(0)
	for _, r := range text {
		sum += m.step(f, before, r)
		before = r
	}
	return sum
}

// step is how far a letter of a font of the program takes a text behind another.
func (m *measurer) step(f faceID, before, r rune) float32 {
	ascii := r < 0x7F && before < 0x7F && r >= 0x20
	place := 0
	if ascii {
		if m.ascii[f] == nil {
			m.ascii[f] = &[asciiSteps * asciiSteps]float32{}
		}
		place = int(max(before-0x1F, 0))*asciiSteps + int(r-0x1F)
		if step := m.ascii[f][place]; step != 0 {
			return step
		}
	} else if step, ok := m.steps[stepKey{f, before, r}]; ok {
		return step
	}
	step := m.whole(f, string(r))
	if before != 0 {
		step = m.whole(f, string([]rune{before, r})) - m.whole(f, string(before))
	}
	switch {
	case ascii:
		m.ascii[f][place] = step
	case len(m.steps) >= remembered:
		clear(m.steps)
		fallthrough
	default:
		m.steps[stepKey{f, before, r}] = step
	}
	return step
}

// whole is how wide a text is that is measured at once.
func (m *measurer) whole(f faceID, text string) float32 {
	if text == "" {
		return 0
	}
	k := measureKey{f, text}
	if w, ok := m.young[k]; ok {
		return w
	}
	w, ok := m.old[k]
	if !ok {
		// The text is a part of a block's, which the cache must not hold on to.
		k.text = strings.Clone(text)
		in := m.faces[f]
		size, _ := fyne.CurrentApp().Driver().RenderedTextSize(k.text, in.size, in.style, in.source)
		w = size.Width
	}
	if len(m.young) >= remembered {
		m.young, m.old = make(map[measureKey]float32, remembered), m.young
	}
	m.young[k] = w
	return w
}

// ascent is how far below its top edge the baseline of a text of a script is
// drawn; sample is the text.
func (m *measurer) ascent(f faceID, s script, sample string) float32 {
	k := ascentKey{f, s}
	if a, ok := m.ascents[k]; ok {
		return a
	}
	in := m.faces[f]
	if s == ownFont {
		_, m.ascents[k] = fyne.CurrentApp().Driver().RenderedTextSize("x", in.size, in.style, in.source)
		return m.ascents[k]
	}
	sample = strings.TrimLeftFunc(sample, blank)
	if s == eastAsian {
		sample = "国" // a mark of punctuation does not tell
	}
	if sample == "" {
		return 0 // nothing is drawn
	}
	_, n := utf8.DecodeRuneInString(sample)
	of := drawnKey{in.style, s}
	part, ok := m.drawn[of]
	if !ok {
		part = drawnAscent(in.style, sample[:n])
		m.drawn[of] = part
	}
	m.ascents[k] = part * in.size
	return m.ascents[k]
}

// drawnAscent is how far below its top edge Fyne draws the baseline of a text
// in a font of the system, in parts of the text's size. Fyne tells that of the
// first font only, and draws a text as deep as the highest font in it asks for.
// So a letter of the first font is drawn beside the sign: it stands on the
// baseline of both, and what the sign has moved by is what its own lacks.
func drawnAscent(in fyne.TextStyle, sign string) float32 {
	const size, letter = 96, "H"
	width, _ := fyne.CurrentApp().Driver().RenderedTextSize(letter, size, in, nil)
	draw := func(text string) image.Image {
		t := canvas.NewText(text, style.Color(style.Ink))
		t.TextSize, t.TextStyle = size, in
		c := software.NewTransparentCanvas()
		c.SetPadded(false)
		c.SetContent(t)
		c.Resize(t.MinSize())
		return c.Capture()
	}
	both, alone := draw(letter+sign), draw(sign)
	edge := int(width.Width)
	baseline := lowestInk(both, 0, edge) + 1
	moved := lowestInk(both, edge, both.Bounds().Dx()) - lowestInk(alone, 0, alone.Bounds().Dx())
	// Half a pixel, since rows are whole.
	return (float32(baseline-moved) - 0.5) / size
}

// lowestInk is the lowest row of a picture with something in some columns.
func lowestInk(img image.Image, from, to int) int {
	b := img.Bounds()
	for y := b.Max.Y - 1; y >= b.Min.Y; y-- {
		for x := b.Min.X + from; x < min(b.Min.X+to, b.Max.X); x++ {
			if _, _, _, a := img.At(x, y).RGBA(); a > math.MaxUint16/2 {
				return y
			}
		}
	}
	return 0
}

// clusterLen is the length of a text's first cluster.
func clusterLen(text string) int {
	if len(text) == 1 || text[0] < utf8.RuneSelf && text[1] < utf8.RuneSelf {
		return 1
	}
	r, n := utf8.DecodeRuneInString(text)
	if ideograph(r) {
		if len(text) == n {
			return n
		}
		if next, _ := utf8.DecodeRuneInString(text[n:]); next < utf8.RuneSelf || ideograph(next) {
			return n
		}
	}
	first, _, _, _ := uniseg.FirstGraphemeClusterInString(text, -1)
	return len(first)
}

// ideograph reports whether a rune is a common Chinese character or a mark of
// Chinese punctuation.
func ideograph(r rune) bool {
	return r >= 0x4E00 && r <= 0x9FFF || r >= 0x3001 && r <= 0x3029 || r >= 0xFF01 && r <= 0xFF60
}

// scriptOf is the script of a cluster that no font of the program has.
func scriptOf(cluster string) script {
	r, n := utf8.DecodeRuneInString(cluster)
	switch page := r >> 8; {
	case page == 0x11, page >= 0xAC && page <= 0xD7:
		return hangul
	case page >= 0x2E && page <= 0xA4,
		page == 0xF9, page == 0xFA, page == 0xFE && r < 0xFE50, page == 0xFF,
		page >= 0x200 && page <= 0x323:
		return eastAsian
	default:
		s := otherScript + script(page)<<1
		p, _ := bidi.LookupString(cluster[:n])
		if c := p.Class(); c == bidi.R || c == bidi.AL {
			s++
		}
		return s
	}
}

// stretch is the first part of a text that is drawn in one face.
func (m *measurer) stretch(text string, w writing, marks doc.Marks) (n int, f faceID, s script) {
	if text[0] < utf8.RuneSelf {
		f, _ = m.faceOf(text[:1], w, marks)
		for n < len(text) && text[n] < utf8.RuneSelf {
			n++
		}
		if n < len(text) {
			n-- // what follows may be a part of the last one's cluster
		}
		if n == len(text) {
			return n, f, ownFont
		}
	}
	for n < len(text) {
		next := clusterLen(text[n:])
		c := text[n : n+next]
		id, own := m.faceOf(c, w, marks)
		kind := ownFont
		if !own {
			kind = scriptOf(c)
		}
		if n > 0 && (id != f || kind != s) {
			break
		}
		f, s, n = id, kind, n+next
	}
	return n, f, s
}

// heightOf is the height of a font's lines.
func (m *measurer) heightOf(f face) float32 {
	size, _ := fyne.CurrentApp().Driver().RenderedTextSize("x", f.size, f.style, f.source)
	return size.Height
}
