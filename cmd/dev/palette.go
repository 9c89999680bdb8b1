package main

import (
	"bytes"
	"cmp"
	"image"
	"image/color"
	"image/png"
	"slices"
)

// paletteSize is the number of colours of a picture of the guide: the letters'
// soft edges need that many, and more make the file larger to no use.
const paletteSize = 128

// shade is a colour of a picture and how often it is there.
type shade struct {
	color [3]uint8
	count int
}

// withPalette is a picture with so many colours at most. Equal pictures give
// equal ones.
func withPalette(img *image.RGBA, most int) *image.Paletted {
	counts := map[[3]uint8]int{}
	for i := 0; i < len(img.Pix); i += 4 {
		counts[[3]uint8(img.Pix[i:i+3])]++
	}
	all := make([]shade, 0, len(counts))
	for c, n := range counts {
		all = append(all, shade{c, n})
	}
	slices.SortFunc(all, func(a, b shade) int { return slices.Compare(a.color[:], b.color[:]) })
	boxes := cut(all, most)
	out := image.NewPaletted(img.Rect, nil)
	place := make(map[[3]uint8]uint8, len(all))
	for i, box := range boxes {
		// The most frequent colour and not the mean: so grounds stay what they are.
		c := slices.MaxFunc(box, func(a, b shade) int { return cmp.Compare(a.count, b.count) }).color
		out.Palette = append(out.Palette, color.RGBA{c[0], c[1], c[2], 0xff})
		for _, s := range box {
			place[s.color] = uint8(i)
		}
	}
	for i := range out.Pix {
		out.Pix[i] = place[[3]uint8(img.Pix[4*i:4*i+3])]
	}
	return out
}

// cut parts colours into boxes, most at most (256 or fewer), each time the box in
// which most pixels lie furthest apart, at its middle (median cut).
func cut(all []shade, most int) [][]shade {
	boxes := [][]shade{all}
	for len(boxes) < most {
		worst, worth, along := -1, 0, 0
		for i, box := range boxes {
			axis, extent := longest(box)
			pixels := 0
			for _, s := range box {
				pixels += s.count
			}
			// A few pixels of a far colour count as well as many of a near one.
			if w := extent * extent * (1 + log2(pixels)); extent > 0 && w > worth {
				worst, worth, along = i, w, axis
			}
		}
		if worst < 0 {
			break
		}
		box := slices.Clone(boxes[worst])
		slices.SortStableFunc(box, func(a, b shade) int { return cmp.Compare(a.color[along], b.color[along]) })
		least, largest := int(box[0].color[along]), int(box[len(box)-1].color[along])
		at := slices.IndexFunc(box, func(s shade) bool { return 2*int(s.color[along]) > least+largest })
		boxes[worst] = box[:at]
		boxes = append(boxes, box[at:])
	}
	return boxes
}

// longest is the channel in which the colours of a box lie furthest apart, and
// how far.
func longest(box []shade) (axis, extent int) {
	for i := range 3 {
		least, largest := 255, 0
		for _, s := range box {
			least, largest = min(least, int(s.color[i])), max(largest, int(s.color[i]))
		}
		if largest-least > extent {
			axis, extent = i, largest-least
		}
	}
	return axis, extent
}

// log2 is the number of times that n can be halved.
func log2(n int) int {
	times := 0
	for ; n > 1; n /= 2 {
		times++
	}
	return times
}

// smallPNG is a picture as a small file.
func smallPNG(img *image.RGBA) ([]byte, error) {
	var b bytes.Buffer
	encoder := png.Encoder{CompressionLevel: png.BestCompression}
	if err := encoder.Encode(&b, withPalette(img, paletteSize)); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}
