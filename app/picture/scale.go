package picture

import (
	"image"
	"image/draw"
	"math"
)

// Scale gives a part of a picture in another size, in good quality. It goes
// over the rows once and keeps few of them: the scalers of x/image keep 32 bytes
// for each row of the part and column of the answer, which of a large photo is
// more than its pixels.
//
// A step down is taken in two: whole blocks of pixels are averaged to less than
// twice the size, and the rest is done by Catmull and Rom's cubic.
func Scale(img image.Image, part image.Rectangle, width, height int) *image.RGBA {
	out := image.NewRGBA(image.Rect(0, 0, width, height))
	if part.Dx() == width && part.Dy() == height {
		draw.Draw(out, out.Rect, img, part.Min, draw.Src)
		return out
	}
	rows := newAveraged(img, part, max(1, part.Dx()/width), max(1, part.Dy()/height))
	across := newTaps(width, part.Dx(), rows.wide)
	down := newTaps(height, part.Dy(), rows.high)
	kept := make([][]float32, down.most()) // the last rows, as wide as the answer
	for i := range kept {
		kept[i] = make([]float32, channels*width)
	}
	sum, read := make([]float32, channels*width), 0
	for y, t := range down {
		for end := t.from + len(t.weights); read < end; read++ {
			across.apply(kept[read%len(kept)], rows.next())
		}
		clear(sum)
		for i, w := range t.weights {
			row := kept[(t.from+i)%len(kept)]
			for x := range sum {
				sum[x] += w * row[x]
			}
		}
		round(out.Pix[y*out.Stride:], sum)
	}
	return out
}

// channels are red, green, blue and opacity, each colour times the opacity.
const channels = 4

// averaged gives the rows of a picture with its blocks of wide times high
// pixels averaged. Blocks at the right and lower edges may be smaller.
type averaged struct {
	img        image.Image
	rest       image.Rectangle
	wide, high int
	strip      *image.RGBA // the rows of one row of blocks
	row        []float32
}

func newAveraged(img image.Image, part image.Rectangle, wide, high int) *averaged {
	return &averaged{
		img: img, rest: part, wide: wide, high: high,
		strip: image.NewRGBA(image.Rect(0, 0, part.Dx(), high)),
		row:   make([]float32, channels*((part.Dx()+wide-1)/wide)),
	}
}

// next is the next row. It is valid until the one after.
func (a *averaged) next() []float32 {
	width, high := a.rest.Dx(), min(a.high, a.rest.Dy())
	draw.Draw(a.strip, image.Rect(0, 0, width, high), a.img, a.rest.Min, draw.Src)
	a.rest.Min.Y += high
	clear(a.row)
	for y := range high {
		line, block := a.strip.Pix[y*a.strip.Stride:][:channels*width], a.row
		for len(line) > 0 {
			end := min(channels*a.wide, len(line))
			var r, g, b, o int
			for i := 0; i+3 < end; i += channels {
				r, g, b, o = r+int(line[i]), g+int(line[i+1]), b+int(line[i+2]), o+int(line[i+3])
			}
			by := 1 / float32(end/channels*high)
			block[0] += float32(r) * by
			block[1] += float32(g) * by
			block[2] += float32(b) * by
			block[3] += float32(o) * by
			line, block = line[end:], block[channels:]
		}
	}
	return a.row
}

// tap is of what one pixel of the answer is made: of pixels from one on, each
// with its weight.
type tap struct {
	from    int
	weights []float32
}

type taps []tap

// newTaps are the taps for a number of pixels, made of length pixels of which
// each block were averaged.
func newTaps(pixels, length, block int) taps {
	step := float64(length) / float64(block) / float64(pixels)
	blur := max(1, step)
	last := (length+block-1)/block - 1
	all := make(taps, pixels)
	for i := range all {
		middle := (float64(i)+0.5)*step - 0.5
		from := min(last, max(0, int(math.Ceil(middle-2*blur))))
		to := max(from, min(last, int(math.Floor(middle+2*blur))))
		weights, sum := make([]float32, 0, to-from+1), float32(0)
		for j := from; j <= to; j++ {
			w := float32(cubic((float64(j) - middle) / blur))
			weights, sum = append(weights, w), sum+w
		}
		for j := range weights {
			weights[j] /= sum
		}
		all[i] = tap{from, weights}
	}
	return all
}

// cubic is Catmull and Rom's, 0 from 2 on.
func cubic(t float64) float64 {
	switch t = math.Abs(t); {
	case t < 1:
		return (1.5*t-2.5)*t*t + 1
	case t < 2:
		return ((-0.5*t+2.5)*t-4)*t + 2
	default:
		return 0
	}
}

// most is the number of pixels that one pixel is made of at most.
func (ts taps) most() int {
	most := 1
	for _, t := range ts {
		most = max(most, len(t.weights))
	}
	return most
}

// apply makes a row of another width.
func (ts taps) apply(out, row []float32) {
	for x, t := range ts {
		var r, g, b, o float32
		part := row[channels*t.from:][:channels*len(t.weights)]
		for i, w := range t.weights {
			p := part[channels*i : channels*i+channels : channels*i+channels]
			r += w * p[0]
			g += w * p[1]
			b += w * p[2]
			o += w * p[3]
		}
		p := out[channels*x : channels*x+channels : channels*x+channels]
		p[0], p[1], p[2], p[3] = r, g, b, o
	}
}

// round writes a row of pixels. The cubic swings over at edges: no colour may
// be stronger than the opacity lets it.
func round(out []uint8, row []float32) {
	for i := 0; i+3 < len(row); i += channels {
		opacity := min(255, max(0, row[i+3]+0.5))
		for c := range 3 {
			out[i+c] = uint8(min(opacity, max(0, row[i+c]+0.5)))
		}
		out[i+3] = uint8(opacity)
	}
}

// turned gives a picture upright.
func turned(img *image.RGBA, o orientation) *image.RGBA {
	if o == upright {
		return img
	}
	width, height := img.Rect.Dx(), img.Rect.Dy()
	seen := image.Rect(0, 0, width, height)
	if o.lying() {
		seen = image.Rect(0, 0, height, width)
	}
	out := image.NewRGBA(seen)
	for y := range seen.Dy() {
		for x := range seen.Dx() {
			from := img.PixOffset(o.from(x, y, width, height))
			copy(out.Pix[out.PixOffset(x, y):][:channels], img.Pix[from:][:channels])
		}
	}
	return out
}

// from is where in the file, of a width and height, the pixel lies that is seen
// at x and y.
func (o orientation) from(x, y, width, height int) (fx, fy int) {
	right, bottom := width-1, height-1
	switch o {
	case 2:
		return right - x, y
	case 3:
		return right - x, bottom - y
	case 4:
		return x, bottom - y
	case 5:
		return y, x
	case 6:
		return y, bottom - x
	case 7:
		return right - y, bottom - x
	case 8:
		return right - y, x
	default:
		return x, y
	}
}
