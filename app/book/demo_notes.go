package book

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"math"
	"strings"
	"time"

	"carebook/app/care"
	"carebook/app/doc"
	"carebook/app/lang"
	"carebook/app/picture"
	"carebook/store"
)

// demoNote is a note of a demo book: the keys of its title and its HTML.
type demoNote struct {
	who         string
	title, text string
	// ago is how many days ago it was written, at an hour of the day.
	ago, hour int
	pinned    bool
}

// demoNotes are the notes of a demo book, the earliest of each person first. In
// the text of one stands demoSketch, where the sketch belongs.
var demoNotes = []demoNote{
	{who: "María Ángeles Ferrer Soler", title: "demo.written.gifts_title", text: "demo.written.gifts", ago: 35, hour: 18},
	{who: "María Ángeles Ferrer Soler", title: "demo.written.season_title", text: "demo.written.season", ago: 27, hour: 11},
	{who: "María Ángeles Ferrer Soler", title: "demo.written.kitchen_title", text: "demo.written.kitchen", ago: 14, hour: 13, pinned: true},
	{who: "María Ángeles Ferrer Soler", title: "demo.written.seal_title", text: "demo.written.seal", ago: 7, hour: 17},
	{who: "Javier Ibáñez Roca", title: "demo.written.beach_title", text: "demo.written.beach", ago: 31, hour: 12},
	{who: "Дмитрий Волков", title: "demo.written.buffet_title", text: "demo.written.buffet", ago: 20, hour: 16},
	{who: "林美玲", title: "demo.written.tea_title", text: "demo.written.tea", ago: 12, hour: 10},
	{who: "陈秀英", title: "demo.written.cousin_title", text: "demo.written.cousin", ago: 18, hour: 15},
	{who: "يوسف العمراني", title: "demo.written.bakery_title", text: "demo.written.bakery", ago: 9, hour: 9},
	{who: "Ольга Соколова", title: "demo.written.samovar_title", text: "demo.written.samovar", ago: 44, hour: 11},
	{who: "Bernat Grau Pastor", title: "demo.written.terms_title", text: "demo.written.terms", ago: 60, hour: 9},
	{who: "Ruth Abel", title: "demo.written.rules_title", text: "demo.written.rules", ago: 80, hour: 12},
	{who: "Carles Monzó", title: "demo.written.january_title", text: "demo.written.january", ago: 25, hour: 17},
	{who: "Pau Llorens", title: "demo.written.dough_title", text: "demo.written.dough", ago: 52, hour: 8},
	{who: "Tom Okafor", title: "demo.written.grinder_title", text: "demo.written.grinder", ago: 3, hour: 14},
	{who: "Amparo Soler Vidal", title: "demo.written.mother_title", text: "demo.written.mother", ago: 5, hour: 20},
}

// demoSketch stands where the sketch belongs.
const demoSketch = "SKETCH"

// demoSketchWidth is the width in which the sketch is shown.
const demoSketchWidth = 292

// demoWritten puts notes into a demo book, in the language in use.
func demoWritten(tx *store.Tx, keys map[string]int64, today care.Day) error {
	sketched, err := sketch()
	if err != nil {
		return fmt.Errorf("draw a sketch for the demo: %w", err)
	}
	drawn, err := picture.Make(sketched)
	if err != nil {
		return fmt.Errorf("keep the sketch of the demo: %w", err)
	}
	if err := tx.PutPicture(drawn); err != nil {
		return err
	}
	shown := fmt.Sprintf("picture:%s\" data-media=\"%s\" width=\"%d\" height=\"%d", drawn.SHA256, drawn.MediaType, demoSketchWidth, demoSketchWidth*drawn.Height/drawn.Width)
	for _, n := range demoNotes {
		d, err := doc.FromHTML(strings.ReplaceAll(lang.T(n.text), demoSketch, shown))
		if err != nil {
			return fmt.Errorf("read the note %s of the demo: %w", n.text, err)
		}
		at := care.InstantOf(today.Plus(-n.ago).Time().Add(time.Duration(n.hour) * time.Hour))
		_, err = tx.PutNote(store.Note{Person: keys[n.who], Title: lang.T(n.title), HTML: d.HTML(), Pinned: n.pinned, Created: at, Changed: at})
		if err != nil {
			return fmt.Errorf("write the note %s of the demo: %w", n.text, err)
		}
	}
	return nil
}

// The size of the sketch in pixels, and its inks.
const sketchWidth, sketchHeight = 584, 412

var (
	paper   = color.RGBA{0xEF, 0xE8, 0xD6, 0xFF}
	squares = color.RGBA{0xD8, 0xDC, 0xD2, 0xFF}
	blueInk = color.RGBA{0x2B, 0x3A, 0x6B, 0xFF}
	redInk  = color.RGBA{0xB2, 0x3A, 0x2A, 0xFF}
)

// sketch draws the plan of a kitchen on squared paper, by an unsteady hand: the
// range, the pass, the window, and in red where the new oven goes.
func sketch() ([]byte, error) {
	c := &canvas{img: image.NewRGBA(image.Rect(0, 0, sketchWidth, sketchHeight))}
	draw.Draw(c.img, c.img.Bounds(), image.NewUniform(paper), image.Point{}, draw.Src)
	for x := 18; x < sketchWidth; x += 24 {
		c.box(float32(x), 0, float32(x)+1, sketchHeight, squares)
	}
	for y := 14; y < sketchHeight; y += 24 {
		c.box(0, float32(y), sketchWidth, float32(y)+1, squares)
	}
	hand := &hand{canvas: c, ink: blueInk}
	hand.rectangle(48, 56, 532, 352)
	hand.line(190, 50, 290, 50) // the window
	hand.line(190, 62, 290, 62)
	hand.rectangle(78, 92, 196, 172) // the range
	for _, ring := range [][2]float64{{108, 116}, {166, 116}, {108, 150}, {166, 150}} {
		hand.round(ring[0], ring[1], 14, 13)
	}
	hand.rectangle(100, 268, 380, 330) // the pass
	hand.line(100, 286, 380, 286)
	hand.rectangle(330, 84, 500, 172) // the oven
	hand.rectangle(350, 104, 476, 150)
	hand.line(440, 352, 500, 400) // the door to the terrace
	hand.ink = redInk
	hand.round(415, 128, 112, 68)
	hand.line(400, 250, 410, 202)
	hand.line(410, 202, 396, 216)
	hand.line(410, 202, 422, 214)
	// Few colours make a small file.
	small := image.NewPaletted(c.img.Bounds(), inks())
	draw.Draw(small, small.Bounds(), c.img, image.Point{}, draw.Src)
	var out bytes.Buffer
	encoder := png.Encoder{CompressionLevel: png.BestCompression}
	if err := encoder.Encode(&out, small); err != nil {
		return nil, fmt.Errorf("write the picture: %w", err)
	}
	return out.Bytes(), nil
}

// inks are the colours of the sketch: the paper, its squares, and the inks at
// the edges of their strokes.
func inks() color.Palette {
	const steps = 6
	p := color.Palette{paper, squares}
	for _, ink := range []color.RGBA{blueInk, redInk} {
		for i := 1; i <= steps; i++ {
			mix := func(a, b uint8) uint8 { return uint8((int(a)*(steps-i) + int(b)*i) / steps) }
			p = append(p, color.RGBA{mix(paper.R, ink.R), mix(paper.G, ink.G), mix(paper.B, ink.B), 0xFF})
		}
	}
	return p
}

// hand draws lines of a pen that is not quite steady.
type hand struct {
	canvas *canvas
	ink    color.RGBA
	// strokes counts the lines drawn: each wavers in its own way.
	strokes int
}

// line draws a line between two points.
func (h *hand) line(x1, y1, x2, y2 float64) {
	h.strokes++
	length := math.Hypot(x2-x1, y2-y1)
	steps := int(length/6) + 1
	points := make([][2]float64, steps+1)
	for i := range points {
		t := float64(i) / float64(steps)
		off := 1.6 * math.Sin(t*length/37+float64(h.strokes)*2.1)
		points[i] = [2]float64{x1 + (x2-x1)*t - (y2-y1)/length*off, y1 + (y2-y1)*t + (x2-x1)/length*off}
	}
	h.along(points)
}

// rectangle draws four lines that meet a little beyond their corners.
func (h *hand) rectangle(left, top, right, bottom float64) {
	h.line(left-3, top, right+2, top)
	h.line(right, top-2, right, bottom+3)
	h.line(right+3, bottom, left-2, bottom)
	h.line(left, bottom+2, left, top-3)
}

// round draws an ellipse that ends beside where it began.
func (h *hand) round(x, y, rx, ry float64) {
	h.strokes++
	const steps = 44
	points := make([][2]float64, steps+1)
	for i := range points {
		angle := -2 + 2.06*math.Pi*float64(i)/steps
		wide := 1 + 0.03*math.Sin(angle*2+float64(h.strokes))
		points[i] = [2]float64{x + rx*wide*math.Cos(angle), y + ry*wide*math.Sin(angle)}
	}
	h.along(points)
}

// along draws a stroke along some points.
func (h *hand) along(points [][2]float64) {
	const half = 1.7
	for i := 1; i < len(points); i++ {
		a, b := points[i-1], points[i]
		h.canvas.ellipse(float32(a[0]), float32(a[1]), half, half, h.ink)
		h.canvas.stroke(a, b, half, h.ink)
	}
	end := points[len(points)-1]
	h.canvas.ellipse(float32(end[0]), float32(end[1]), half, half, h.ink)
}

// stroke draws a straight piece of a line of twice the width half.
func (c *canvas) stroke(a, b [2]float64, half float64, paint color.RGBA) {
	length := math.Hypot(b[0]-a[0], b[1]-a[1])
	if length == 0 {
		return
	}
	dx, dy := -(b[1]-a[1])/length*half, (b[0]-a[0])/length*half
	c.begin(float32(min(a[0], b[0])-half), float32(min(a[1], b[1])-half), float32(max(a[0], b[0])+half), float32(max(a[1], b[1])+half))
	c.move(float32(a[0]+dx), float32(a[1]+dy))
	c.line(float32(b[0]+dx), float32(b[1]+dy))
	c.line(float32(b[0]-dx), float32(b[1]-dy))
	c.line(float32(a[0]-dx), float32(a[1]-dy))
	c.fill(paint)
}
