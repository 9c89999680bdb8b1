package main

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"testing"
)

// ramp is a picture of many colours on a ground that most of it shows.
func ramp(ground color.RGBA) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, 200, 100))
	for y := range 100 {
		for x := range 200 {
			c := ground
			if y < 40 {
				c = color.RGBA{uint8(x), uint8(3 * y), uint8(255 - x), 0xff}
			}
			img.SetRGBA(x, y, c)
		}
	}
	return img
}

func TestPaletteKeepsGroundsAndStaysNear(t *testing.T) {
	ground := color.RGBA{0xfa, 0xf7, 0xf1, 0xff}
	img := ramp(ground)
	got := withPalette(img, paletteSize)
	if n := len(got.Palette); n != paletteSize {
		t.Errorf("%d colours, want %d", n, paletteSize)
	}
	if c := got.At(10, 90); c != ground {
		t.Errorf("the ground became %v", c)
	}
	for y := range 100 {
		for x := range 200 {
			a, b := img.RGBAAt(x, y), got.At(x, y).(color.RGBA)
			for _, d := range []int{int(a.R) - int(b.R), int(a.G) - int(b.G), int(a.B) - int(b.B)} {
				if d > 60 || d < -60 {
					t.Fatalf("at %d, %d %v became %v", x, y, a, b)
				}
			}
		}
	}
}

func TestPaletteOfFewColoursIsExact(t *testing.T) {
	img := image.NewRGBA(image.Rect(0, 0, 16, 1))
	for x := range 16 {
		img.SetRGBA(x, 0, color.RGBA{uint8(x), 0, 7, 0xff})
	}
	got := withPalette(img, paletteSize)
	for x := range 16 {
		if got.At(x, 0) != img.RGBAAt(x, 0) {
			t.Errorf("%v became %v", img.RGBAAt(x, 0), got.At(x, 0))
		}
	}
	if len(got.Palette) != 16 {
		t.Errorf("%d colours", len(got.Palette))
	}
}

// TestSmallPNGIsSmallAndTheSame: a picture twice is the same file, which is
// smaller than one with all colours.
func TestSmallPNGIsSmallAndTheSame(t *testing.T) {
	img := image.NewRGBA(image.Rect(0, 0, 200, 100))
	n := uint32(1)
	for i := range 200 * 100 {
		n ^= n << 13 // Marsaglia's xorshift: neighbours have nothing to do with each other
		n ^= n >> 17
		n ^= n << 5
		img.SetRGBA(i%200, i/200, color.RGBA{uint8(n >> 8), uint8(n >> 16), uint8(n >> 24), 0xff})
	}
	first, err := smallPNG(img)
	if err != nil {
		t.Fatal(err)
	}
	again, err := smallPNG(img)
	if err != nil || !bytes.Equal(first, again) {
		t.Errorf("the second file is another one: %v", err)
	}
	var whole bytes.Buffer
	if err := png.Encode(&whole, img); err != nil {
		t.Fatal(err)
	}
	if 2*len(first) > whole.Len() {
		t.Errorf("%d bytes, with all colours %d", len(first), whole.Len())
	}
}
