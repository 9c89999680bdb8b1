package book

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/png"

	"golang.org/x/image/vector"
)

// The paints of the portraits.
var (
	paintSand  = color.RGBA{0xDD, 0xB8, 0x8B, 0xFF}
	paintSky   = color.RGBA{0x9C, 0xB3, 0xBF, 0xFF}
	paintLeaf  = color.RGBA{0xA9, 0xBE, 0x8C, 0xFF}
	paintBlush = color.RGBA{0xE3, 0xC0, 0xB8, 0xFF}
	paintMint  = color.RGBA{0xB4, 0xCF, 0xC3, 0xFF}
	paintWhite = color.RGBA{0xF6, 0xF1, 0xE8, 0xFF}
	paintNavy  = color.RGBA{0x2F, 0x45, 0x5C, 0xFF}
	paintWine  = color.RGBA{0x8E, 0x3B, 0x46, 0xFF}
	paintTeal  = color.RGBA{0x2F, 0x7D, 0x73, 0xFF}
	paintSlate = color.RGBA{0x5F, 0x6A, 0x74, 0xFF}
	skinLight  = color.RGBA{0xF0, 0xC9, 0xA8, 0xFF}
	skinWarm   = color.RGBA{0xEF, 0xC7, 0x9C, 0xFF}
	skinTan    = color.RGBA{0xD1, 0x9A, 0x72, 0xFF}
	hairBrown  = color.RGBA{0x4A, 0x2E, 0x22, 0xFF}
	hairBlack  = color.RGBA{0x23, 0x1F, 0x20, 0xFF}
	hairBlond  = color.RGBA{0xD9, 0xB2, 0x62, 0xFF}
	hairRed    = color.RGBA{0x9C, 0x4A, 0x2B, 0xFF}
	hairGrey   = color.RGBA{0x8F, 0x8C, 0x88, 0xFF}
)

// face says how an invented person looks.
type face struct {
	back, skin, hair, shirt color.RGBA
	// long is hair to the shoulders, fringe hair over the forehead; scarf is a
	// head scarf in the colour of the hair.
	long, fringe, scarf bool
	beard, glasses      bool
}

// maybeFace is the face of somebody from a pool; few have one.
func (d *demo) maybeFace(pool demoPool) *face {
	if !d.oneIn(24) {
		return nil
	}
	f := face{
		back: pick(d, []color.RGBA{paintSand, paintSky, paintLeaf, paintBlush, paintMint}), skin: skinLight,
		hair: pick(d, []color.RGBA{hairBrown, hairBlack, hairBlond, hairRed, hairGrey}), shirt: pick(d, []color.RGBA{paintWhite, paintNavy, paintWine, paintTeal, paintSlate}),
		long: d.oneIn(2), fringe: d.oneIn(2), glasses: d.oneIn(4),
	}
	if pool.dark {
		f.skin, f.hair = pick(d, []color.RGBA{skinWarm, skinTan}), hairBlack
	}
	return &f
}

// portraitSize is the width and height of a portrait in pixels.
const portraitSize = 240

// portrait draws a face as a PNG: no photo, so it is nobody's.
func portrait(f face) []byte {
	c := &canvas{img: image.NewRGBA(image.Rect(0, 0, portraitSize, portraitSize))}
	draw.Draw(c.img, c.img.Bounds(), image.NewUniform(f.back), image.Point{}, draw.Src)
	ink := color.RGBA{0x3A, 0x2A, 0x22, 0xFF}
	if f.long || f.scarf {
		c.ellipse(120, 118, 68, 80, f.hair)
		c.box(52, 118, 188, 200, f.hair)
	}
	c.ellipse(120, 250, 88, 66, f.shirt)
	c.box(102, 150, 138, 196, shade(f.skin))
	c.ellipse(120, 194, 18, 12, shade(f.skin))
	if !f.scarf {
		c.ellipse(66, 122, 9, 13, f.skin)
		c.ellipse(174, 122, 9, 13, f.skin)
	}
	c.cap(120, 116, 60, 66, f.hair)
	c.ellipse(120, 120, 52, 60, f.skin)
	switch {
	case f.scarf:
		c.cap(120, 96, 54, 40, f.hair)
	case f.fringe:
		c.cap(120, 100, 55, 44, f.hair)
	default:
		c.parting(f.hair)
	}
	if f.beard {
		c.bowl(120, 132, 50, 50, f.hair)
		c.ellipse(120, 138, 30, 12, f.skin)
	}
	brow := shade(f.hair)
	if f.scarf {
		brow = ink
	}
	for _, x := range []float32{99, 141} {
		if f.glasses {
			c.ellipse(x, 122, 17, 15, ink)
			c.ellipse(x, 122, 14, 12, f.skin)
			c.box(116, 119, 124, 122, ink)
		}
		c.ellipse(x, 122, 4.5, 5.5, ink)
		c.box(x-9, 105, x+9, 108, brow)
	}
	c.ellipse(120, 138, 5, 4, shade(f.skin))
	c.bowl(120, 152, 15, 9, color.RGBA{0xA8, 0x4B, 0x45, 0xFF})
	var out bytes.Buffer
	if err := png.Encode(&out, c.img); err != nil {
		panic("book: draw a portrait: " + err.Error()) // a buffer takes everything
	}
	return out.Bytes()
}

// shade is a colour in shadow.
func shade(c color.RGBA) color.RGBA {
	return color.RGBA{uint8(int(c.R) * 4 / 5), uint8(int(c.G) * 4 / 5), uint8(int(c.B) * 4 / 5), 0xFF}
}

// canvas draws filled shapes with smooth edges. The pen knows only the rectangle
// of the shape under way: a shape costs what its own pixels do.
type canvas struct {
	img *image.RGBA
	pen vector.Rasterizer
	at  image.Rectangle
}

// begin begins a shape that lies within a rectangle of the portrait.
func (c *canvas) begin(left, top, right, bottom float32) {
	c.at = image.Rect(int(left), int(top), int(right)+1, int(bottom)+1).Intersect(c.img.Bounds())
	c.pen.Reset(c.at.Dx(), c.at.Dy())
}

func (c *canvas) fill(paint color.RGBA) {
	c.pen.ClosePath()
	c.pen.Draw(c.img, c.at, image.NewUniform(paint), image.Point{})
}

// on is a point of the portrait as the pen sees it.
func (c *canvas) on(x, y float32) (px, py float32) {
	return x - float32(c.at.Min.X), y - float32(c.at.Min.Y)
}

func (c *canvas) move(x, y float32) { c.pen.MoveTo(c.on(x, y)) }

func (c *canvas) line(x, y float32) { c.pen.LineTo(c.on(x, y)) }

func (c *canvas) quad(bx, by, x, y float32) {
	bx, by = c.on(bx, by)
	x, y = c.on(x, y)
	c.pen.QuadTo(bx, by, x, y)
}

// round is how far the control points of a quarter of an ellipse lie out.
const round = 0.5523

// upper and lower draw half an ellipse from the pen's place, to the right and
// to the left.
func (c *canvas) upper(x, y, rx, ry float32) {
	x, y = c.on(x, y)
	c.pen.CubeTo(x-rx, y-ry*round, x-rx*round, y-ry, x, y-ry)
	c.pen.CubeTo(x+rx*round, y-ry, x+rx, y-ry*round, x+rx, y)
}

func (c *canvas) lower(x, y, rx, ry float32) {
	x, y = c.on(x, y)
	c.pen.CubeTo(x+rx, y+ry*round, x+rx*round, y+ry, x, y+ry)
	c.pen.CubeTo(x-rx*round, y+ry, x-rx, y+ry*round, x-rx, y)
}

func (c *canvas) ellipse(x, y, rx, ry float32, paint color.RGBA) {
	c.begin(x-rx, y-ry, x+rx, y+ry)
	c.move(x-rx, y)
	c.upper(x, y, rx, ry)
	c.lower(x, y, rx, ry)
	c.fill(paint)
}

// cap is the upper half of an ellipse, bowl the lower.
func (c *canvas) cap(x, y, rx, ry float32, paint color.RGBA) {
	c.begin(x-rx, y-ry, x+rx, y)
	c.move(x-rx, y)
	c.upper(x, y, rx, ry)
	c.fill(paint)
}

func (c *canvas) bowl(x, y, rx, ry float32, paint color.RGBA) {
	c.begin(x-rx, y, x+rx, y+ry)
	c.move(x+rx, y)
	c.lower(x, y, rx, ry)
	c.fill(paint)
}

func (c *canvas) box(left, top, right, bottom float32, paint color.RGBA) {
	c.begin(left, top, right, bottom)
	c.move(left, top)
	c.line(right, top)
	c.line(right, bottom)
	c.line(left, bottom)
	c.fill(paint)
}

// parting is hair combed to both sides of the forehead.
func (c *canvas) parting(paint color.RGBA) {
	c.begin(62, 54, 178, 118)
	c.move(104, 62)
	c.quad(72, 72, 66, 118)
	c.line(62, 100)
	c.quad(66, 56, 120, 54)
	c.quad(174, 56, 178, 100)
	c.line(174, 118)
	c.quad(160, 78, 104, 62)
	c.fill(paint)
}
