package picture_test

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"testing"

	"carebook/app/picture"
)

// exif is an Exif segment with an orientation among other entries.
func exif(order binary.AppendByteOrder, orientation uint16) []byte {
	tiff := []byte("II*\x00")
	if order == binary.AppendByteOrder(binary.BigEndian) {
		tiff = []byte("MM\x00*")
	}
	tiff = order.AppendUint32(tiff, 12)
	tiff = append(tiff, 0, 0, 0, 0) // directories stand where they like
	entry := func(tag, kind uint16, count uint32, value uint16) {
		tiff = order.AppendUint16(tiff, tag)
		tiff = order.AppendUint16(tiff, kind)
		tiff = order.AppendUint32(tiff, count)
		tiff = order.AppendUint16(tiff, value)
		tiff = order.AppendUint16(tiff, 0)
	}
	tiff = order.AppendUint16(tiff, 3)
	entry(0x010f, 2, 2, 'A')
	entry(0x0112, 3, 1, orientation)
	entry(0x0128, 3, 1, 2)
	tiff = order.AppendUint32(tiff, 0)
	return segment(0xe1, append([]byte("Exif\x00\x00"), tiff...))
}

// segment is a segment of a JPEG.
func segment(marker byte, content []byte) []byte {
	return append(binary.BigEndian.AppendUint16([]byte{0xff, marker}, uint16(len(content)+2)), content...)
}

// with puts segments before the others of a JPEG.
func with(data []byte, segments ...[]byte) []byte {
	return append(append([]byte{0xff, 0xd8}, bytes.Join(segments, nil)...), data[2:]...)
}

// quarters is a picture of a red, a green, a blue and a white quarter: upper
// left, upper right, lower left, lower right.
func quarters(w, h int) image.Image {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.Draw(img, img.Rect, image.White, image.Point{}, draw.Src)
	for i, c := range []color.RGBA{{R: 255, A: 255}, {G: 255, A: 255}, {B: 255, A: 255}} {
		at := image.Pt(i%2*w/2, i/2*h/2)
		draw.Draw(img, image.Rect(0, 0, w/2, h/2).Add(at), image.NewUniform(c), image.Point{}, draw.Src)
	}
	return img
}

// seen names the quarters of a picture as quarters does.
func seen(img image.Image) string {
	b, names := img.Bounds(), ""
	for _, at := range []image.Point{{1, 1}, {3, 1}, {1, 3}, {3, 3}} {
		r, g, b, _ := img.At(b.Min.X+b.Dx()*at.X/4, b.Min.Y+b.Dy()*at.Y/4).RGBA()
		switch {
		case min(r, g, b) > 0xc000:
			names += "w"
		case r > max(g, b):
			names += "r"
		case g > b:
			names += "g"
		default:
			names += "b"
		}
	}
	return names
}

// orientations are how the quarters rgbw are seen by each of Exif's
// orientations.
var orientations = []struct {
	orientation uint16
	seen        string
	lying       bool
}{
	{0, "rgbw", false}, // not a value that there is
	{1, "rgbw", false},
	{2, "grwb", false},
	{3, "wbgr", false},
	{4, "bwrg", false},
	{5, "rbgw", true},
	{6, "brwg", true},
	{7, "wgbr", true},
	{8, "gwrb", true},
	{9, "rgbw", false},
}

func TestOrientations(t *testing.T) {
	plain := encoded(t, quarters(1600, 800), "jpeg")
	for _, c := range orientations {
		for _, order := range []binary.AppendByteOrder{binary.LittleEndian, binary.BigEndian} {
			data := with(plain, segment(0xe0, []byte("JFIF\x00\x01\x02\x00\x00\x01\x00\x01\x00\x00")),
				segment(0xe1, []byte("http://ns.adobe.com/xap/1.0/\x00<x/>")), exif(order, c.orientation))
			w, h, view := 1600, 800, image.Pt(picture.ViewWidth, 704)
			if c.lying {
				w, h, view = 800, 1600, image.Point{}
			}
			p, err := picture.Make(data)
			if err != nil || p.Flaw() != nil || p.Width != w || p.Height != h {
				t.Errorf("%v %d: %d x %d, %v, %v", order, c.orientation, p.Width, p.Height, p.Flaw(), err)
				continue
			}
			thumb, err := jpeg.Decode(bytes.NewReader(p.Thumb))
			if err != nil || seen(thumb) != c.seen {
				t.Errorf("%v %d: the thumbnail is %s, want %s, %v", order, c.orientation, seen(thumb), c.seen, err)
			}
			if (p.View != nil) != (view.X > 0) {
				t.Fatalf("%v %d: a view of %d bytes", order, c.orientation, len(p.View))
			}
			if p.View != nil {
				img, err := jpeg.Decode(bytes.NewReader(p.View))
				if err != nil || img.Bounds().Size() != view || seen(img) != c.seen {
					t.Errorf("%v %d: the view is %v %s, want %v %s, %v", order, c.orientation, img.Bounds(), seen(img), view, c.seen, err)
				}
			}
			img, err := picture.Decode(data, picture.Within(400, 400))
			if err != nil || seen(img) != c.seen || img.Rect.Dx() != w/4 {
				t.Errorf("%v %d: decoded it is %v %s, want %s, %v", order, c.orientation, img.Rect, seen(img), c.seen, err)
			}
		}
	}
}

// TestAStandingPhotoHasAView: what lies in the file may be narrow, what is seen
// counts.
func TestAStandingPhotoHasAView(t *testing.T) {
	p, err := picture.Make(with(encoded(t, quarters(400, 1600), "jpeg"), exif(binary.BigEndian, 6)))
	if err != nil {
		t.Fatal(err)
	}
	checkSmall(t, "view", p.View, picture.ViewWidth, 352, "jpeg")
}

func TestBrokenExifIsHarmless(t *testing.T) {
	plain := encoded(t, quarters(400, 200), "jpeg")
	whole := exif(binary.LittleEndian, 6)
	cases := map[string][]byte{
		"no orientation":    bytes.Replace(whole, []byte{0x12, 0x01, 3, 0}, []byte{0x13, 0x01, 3, 0}, 1),
		"another type":      bytes.Replace(whole, []byte{0x12, 0x01, 3, 0}, []byte{0x12, 0x01, 4, 0}, 1),
		"two of them":       bytes.Replace(whole, []byte{0x12, 0x01, 3, 0, 1}, []byte{0x12, 0x01, 3, 0, 2}, 1),
		"another order":     bytes.Replace(whole, []byte("II*\x00"), []byte("XX*\x00"), 1),
		"a far directory":   bytes.Replace(whole, []byte("II*\x00\x0c\x00\x00\x00"), []byte("II*\x00\xff\xff\xff\xff"), 1),
		"only its name":     segment(0xe1, []byte("Exif\x00\x00")),
		"no directory":      segment(0xe1, []byte("Exif\x00\x00II*\x00\x08\x00\x00\x00")),
		"a short directory": segment(0xe1, []byte("Exif\x00\x00II*\x00\x08\x00\x00\x00\xff\xff\x12\x01\x03\x00")),
	}
	for name, s := range cases {
		p, err := picture.Make(with(plain, s))
		if err != nil || p.Flaw() != nil || p.Width != 400 || p.Height != 200 {
			t.Errorf("%s: %d x %d, %v, %v", name, p.Width, p.Height, p.Flaw(), err)
		}
	}
	// Filling before a marker is allowed.
	if p, err := picture.Make(with(plain, []byte{0xff, 0xff}, whole)); err != nil || p.Width != 200 {
		t.Errorf("after filling it is %d wide, %v", p.Width, err)
	}
}

// FuzzExif reads made up segments in a JPEG that is whole: whatever they say, it
// is a picture of its size, upright or turned.
func FuzzExif(f *testing.F) {
	plain := encoded(f, quarters(24, 8), "jpeg")
	for _, c := range orientations {
		f.Add(exif(binary.LittleEndian, c.orientation)[4:])
		f.Add(exif(binary.BigEndian, c.orientation)[4:])
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		if len(content) > 65000 {
			return
		}
		p, err := picture.Make(with(plain, segment(0xe1, content)))
		if err != nil || p.Flaw() != nil {
			t.Fatalf("%v, %v", err, p.Flaw())
		}
		if upright := p.Width == 24 && p.Height == 8; !upright && (p.Width != 8 || p.Height != 24) {
			t.Fatalf("it is %d x %d", p.Width, p.Height)
		}
	})
}

// FuzzMake looks at any bytes at all: what has no flaw can be decoded, and
// nothing panics.
func FuzzMake(f *testing.F) {
	for _, as := range []string{"png", "jpeg", "gif"} {
		f.Add(encoded(f, painted(20, 10), as))
	}
	f.Add(webpDot)
	f.Add(with(encoded(f, quarters(24, 8), "jpeg"), exif(binary.BigEndian, 5)))
	f.Fuzz(func(t *testing.T, data []byte) {
		if config, _, err := image.DecodeConfig(bytes.NewReader(data)); err == nil && config.Width*config.Height > 1<<20 {
			return // what is large takes long
		}
		p, err := picture.Make(data)
		if err != nil {
			t.Fatal(err)
		}
		img, err := picture.Decode(data, picture.Within(50, 50))
		if (err == nil) != (p.Flaw() == nil) {
			t.Fatalf("the flaw is %v, and decoding says %v", p.Flaw(), err)
		}
		if err == nil && (img.Rect.Dx() > 50 || img.Rect.Dy() > 50) {
			t.Fatalf("it is %v", img.Rect)
		}
	})
}
