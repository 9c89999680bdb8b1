package main

import (
	"encoding/binary"
	"image"
	"image/color"
	"path/filepath"
	"testing"
)

// dump makes an X window dump of 32 bits a pixel with a name in its header,
// a colour map and padded lines, as the X server does.
func dump(width, height int, order binary.ByteOrder, pixel func(x, y int) uint32) []byte {
	const name, colors, padding = "screen\x00\x00", 4, 8
	header := make([]uint32, 25)
	header[0] = 100 + uint32(len(name))
	header[1], header[2], header[3] = 7, 2, 24
	header[4], header[5] = uint32(width), uint32(height)
	if order == binary.BigEndian {
		header[7] = 1
	}
	header[11], header[12] = 32, uint32(4*width+padding)
	header[14], header[15], header[16] = 0xff0000, 0xff00, 0xff
	header[19] = colors
	var out []byte
	for _, field := range header {
		out = binary.BigEndian.AppendUint32(out, field)
	}
	out = append(out, name...)
	out = append(out, make([]byte, 12*colors)...)
	for y := range height {
		line := make([]byte, 4*width+padding)
		for x := range width {
			order.PutUint32(line[4*x:], pixel(x, y))
		}
		out = append(out, line...)
	}
	return out
}

func TestReadXWD(t *testing.T) {
	pixel := func(x, y int) uint32 { return uint32(x)<<16 | uint32(y)<<8 | 0x7f }
	for _, order := range []binary.ByteOrder{binary.LittleEndian, binary.BigEndian} {
		img, err := readXWD(dump(30, 20, order, pixel))
		if err != nil {
			t.Fatal(err)
		}
		if img.Rect != image.Rect(0, 0, 30, 20) {
			t.Fatalf("size %v", img.Rect)
		}
		if got, want := img.RGBAAt(29, 19), (color.RGBA{29, 19, 0x7f, 0xff}); got != want {
			t.Errorf("%v: last pixel %v, want %v", order, got, want)
		}
		if got, want := img.RGBAAt(3, 0), (color.RGBA{3, 0, 0x7f, 0xff}); got != want {
			t.Errorf("%v: a pixel of the first line %v, want %v", order, got, want)
		}
	}
}

func TestReadBadXWD(t *testing.T) {
	good := dump(4, 4, binary.LittleEndian, func(int, int) uint32 { return 0 })
	if _, err := readXWD(good[:len(good)-1]); err == nil {
		t.Error("a cut dump was read")
	}
	if _, err := readXWD(good[:40]); err == nil {
		t.Error("half a header was read")
	}
	for field, value := range map[int]uint32{0: 8, 1: 6, 4: 1 << 30, 5: 5, 11: 16, 12: 4, 19: 1 << 31} {
		bad := append([]byte(nil), good...)
		binary.BigEndian.PutUint32(bad[4*field:], value)
		if _, err := readXWD(bad); err == nil {
			t.Errorf("a dump with %d in field %d was read", value, field)
		}
	}
}

func TestDifferentAndBlank(t *testing.T) {
	a, b := image.NewRGBA(image.Rect(0, 0, 10, 10)), image.NewRGBA(image.Rect(0, 0, 10, 10))
	if got := different(a, b); got != 0 {
		t.Errorf("equal pictures differ by %v", got)
	}
	for i := range 5 {
		b.SetRGBA(i, 0, color.RGBA{R: uint8(i + 1), A: 0xff})
	}
	if got := different(a, b); got != 0.05 {
		t.Errorf("5 of 100 pixels: %v", got)
	}
	if got := different(a, image.NewRGBA(image.Rect(0, 0, 10, 9))); got != 1 {
		t.Errorf("another size: %v", got)
	}
	if !blank(a) || !blank(b) {
		t.Error("a screen of six colours is not blank")
	}
	for i := range 10 {
		b.SetRGBA(i, 1, color.RGBA{G: uint8(i + 1), A: 0xff})
	}
	if blank(b) {
		t.Error("a screen of many colours is blank")
	}
}

func TestDark(t *testing.T) {
	img := image.NewRGBA(image.Rect(0, 0, 10, 10))
	for i := range 100 {
		if got, want := dark(img), i <= 49; got != want {
			t.Errorf("%d of 100 pixels light: dark = %v", i, got)
		}
		img.SetRGBA(i%10, i/10, color.RGBA{R: 250, G: 247, B: 241, A: 0xff})
	}
}

func TestWritePNG(t *testing.T) {
	path := filepath.Join(t.TempDir(), "deep", "a.png")
	if err := writePNG(path, image.NewRGBA(image.Rect(0, 0, 2, 2))); err != nil {
		t.Fatal(err)
	}
	if err := writePNG(filepath.Join(path, "b.png"), image.NewRGBA(image.Rect(0, 0, 2, 2))); err == nil {
		t.Error("a picture below a file was written")
	}
}
