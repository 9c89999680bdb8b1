package kit

import (
	"sort"
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"carebook/app/ui/style"
)

// Place is where a search found its words in a text: what was found, which may be
// nothing, and what stands around it.
type Place struct{ Before, Found, After string }

// text is the place as it stands in the text.
func (p Place) text() string { return p.Before + p.Found + p.After }

// placeParts draw, within a row, a place on one line, the found words in bold and
// marked.
type placeParts struct {
	sign                 icon
	mark                 *canvas.Rectangle
	before, found, after *canvas.Text
}

func newPlaceParts() *placeParts {
	return &placeParts{newIcon(), &canvas.Rectangle{CornerRadius: 3}, &canvas.Text{}, &canvas.Text{}, &canvas.Text{}}
}

func (p *placeParts) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{p.sign.Image, p.mark, p.before, p.found, p.after}
}

// show shows the parts of a place, or hides them.
func (p *placeParts) show(on bool) {
	for _, o := range p.objects() {
		Show(o, on)
	}
}

var (
	placeFace = face{size: style.Small, token: style.Ink2}
	foundFace = face{size: style.Small, bold: true, token: style.Ink}
)

// place writes a place on a line from x and y, with the sign of a note before it.
func (p *placeParts) place(words Place, x, y, width, height float32) {
	p.sign.set(style.Note, style.Ink3)
	g := style.Px(14)
	Put(p.sign, x, y+(height-g)/2, g, g)
	lead := g + style.Px(5)
	x, width = x+lead, width-lead
	if words.Found == "" || strings.ContainsFunc(words.text(), rightToLeft) {
		words = Place{After: words.text()} // in pieces it would not stand in its order
	}
	words = fitPlace(words, width)
	p.mark.FillColor = style.Color(style.Mark)
	p.mark.Hidden = words.Found == ""
	for _, part := range []struct {
		text  *canvas.Text
		face  face
		words string
	}{{p.before, placeFace, words.Before}, {p.found, foundFace, words.Found}, {p.after, placeFace, words.After}} {
		part.face.dress(part.text, part.words)
		w := float32(0)
		if part.words != "" {
			w = part.face.width(part.words)
		}
		putText(part.text, x, y, w, height)
		if part.text == p.found {
			Put(p.mark, x-1, y+style.Px(1), w+2, height-style.Px(2))
		}
		x += w
	}
}

// rightToLeft reports whether a sign is of a script written from the right.
func rightToLeft(r rune) bool {
	return unicode.In(r, unicode.Arabic, unicode.Hebrew, unicode.Syriac, unicode.Thaana, unicode.Nko)
}

// fitPlace cuts a place to a width so that what was found is seen: what follows it
// gets at least half of the room beside it, where it has use for it.
func fitPlace(p Place, width float32) Place {
	if p.Found == "" {
		return Place{After: placeFace.fit(p.After, width)}
	}
	p.Found = foundFace.fit(p.Found, width)
	room := width - foundFace.width(p.Found)
	after := min(placeFace.width(p.After), room)
	before := min(placeFace.width(p.Before), max(room-after, room/2))
	p.Before = placeFace.fitEnd(p.Before, before)
	if p.Before != "" {
		room -= placeFace.width(p.Before)
	}
	if p.After = placeFace.fit(p.After, room); p.After == ellipsis && room < placeFace.width(ellipsis) {
		p.After = ""
	}
	return p
}

// fitEnd gives the words, cut at the beginning with an ellipsis where they are
// wider than width; "" where even that has no room.
func (f face) fitEnd(words string, width float32) string {
	if words == "" || f.width(words) <= width {
		return words
	}
	words = strings.TrimPrefix(words, ellipsis)
	starts := append([]int{0}, graphemeEnds(words)...)
	n := sort.Search(len(starts), func(i int) bool { return f.width(ellipsis+words[starts[i]:]) <= width })
	if n == len(starts) {
		return ""
	}
	words = words[starts[n]:]
	// A word that was cut through goes, where that leaves most of the rest.
	if _, whole, cut := strings.Cut(words, " "); cut && len(whole) > len(words)/2 {
		words = whole
	}
	return ellipsis + words
}
