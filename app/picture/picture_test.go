package picture_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	"image/draw"
	"image/gif"
	"image/jpeg"
	"image/png"
	"math/rand/v2"
	"slices"
	"testing"

	ximage "golang.org/x/image/draw"

	"carebook/app/care"
	"carebook/app/picture"
)

// painted is a picture of a size, red on the left and white on the right.
func painted(w, h int) *image.Paletted {
	img := image.NewPaletted(image.Rect(0, 0, w, h), color.Palette{color.White, color.RGBA{R: 200, A: 255}})
	for x := range w / 2 {
		for y := range h {
			img.SetColorIndex(x, y, 1)
		}
	}
	return img
}

// photo is a picture of a size with very many colours.
func photo(w, h int) *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	r := rand.New(rand.NewPCG(1, 2))
	for y := range h {
		for x := range w {
			grain := r.IntN(16)
			img.SetNRGBA(x, y, color.NRGBA{R: uint8(x*200/w + grain), G: uint8(y*200/h + grain), B: uint8(grain * 8), A: 255})
		}
	}
	return img
}

// glass is a photo that can be seen through at its lower half.
func glass(w, h int) *image.NRGBA {
	img := photo(w, h)
	for y := h / 2; y < h; y++ {
		for x := range w {
			img.Pix[img.PixOffset(x, y)+3] = 0
		}
	}
	return img
}

// deep is a picture with 16 bits for each colour.
func deep(w, h int) image.Image {
	img := image.NewNRGBA64(image.Rect(0, 0, w, h))
	draw.Draw(img, img.Rect, photo(w, h), image.Point{}, draw.Src)
	return img
}

// encoded writes a picture as png, jpeg or gif.
func encoded(t testing.TB, img image.Image, as string) []byte {
	t.Helper()
	var out bytes.Buffer
	var err error
	switch as {
	case "png":
		err = png.Encode(&out, img)
	case "jpeg":
		err = jpeg.Encode(&out, img, nil)
	case "gif":
		err = gif.Encode(&out, img, nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// saying is a PNG whose header says another size, with a right checksum.
func saying(t testing.TB, w, h uint32) []byte {
	data := encoded(t, painted(8, 8), "png")
	binary.BigEndian.PutUint32(data[16:], w)
	binary.BigEndian.PutUint32(data[20:], h)
	binary.BigEndian.PutUint32(data[29:], crc32.ChecksumIEEE(data[12:29]))
	return data
}

// framed is a GIF whose one frame is smaller than the picture.
func framed(t testing.TB) []byte {
	frame := painted(100, 80)
	frame.Rect = frame.Rect.Add(image.Pt(50, 20))
	var out bytes.Buffer
	err := gif.EncodeAll(&out, &gif.GIF{
		Image: []*image.Paletted{frame}, Delay: []int{0}, Config: image.Config{Width: 300, Height: 200, ColorModel: frame.Palette},
	})
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestMake(t *testing.T) {
	large := encoded(t, photo(2000, 1500), "jpeg")
	for _, c := range []struct {
		name  string
		data  []byte
		media string
		w, h  int
		thumb int    // the side, 0: none
		view  string // the format, "": none
		flaw  error
	}{
		{"a small PNG is its own thumbnail", encoded(t, painted(96, 96), "png"), "image/png", 96, 96, 0, "", nil},
		{"a JPEG", encoded(t, painted(640, 480), "jpeg"), "image/jpeg", 640, 480, picture.ThumbSize, "", nil},
		{"a GIF", encoded(t, painted(300, 400), "gif"), "image/gif", 300, 400, picture.ThumbSize, "", nil},
		{"a GIF with a smaller frame", framed(t), "image/gif", 300, 200, picture.ThumbSize, "", nil},
		{"a WebP", webpDot, "image/webp", 1, 1, 0, "", nil},
		{"a narrow strip", encoded(t, painted(400, 20), "png"), "image/png", 400, 20, 20, "", nil},
		{"a wide photo", large, "image/jpeg", 2000, 1500, picture.ThumbSize, "jpeg", nil},
		{"a wide photo without losses", encoded(t, photo(1600, 200), "png"), "image/png", 1600, 200, picture.ThumbSize, "jpeg", nil},
		{"a wide drawing", encoded(t, painted(1600, 900), "png"), "image/png", 1600, 900, picture.ThumbSize, "png", nil},
		{"a wide GIF", encoded(t, painted(1600, 900), "gif"), "image/gif", 1600, 900, picture.ThumbSize, "png", nil},
		{"a wide glass", encoded(t, glass(1500, 400), "png"), "image/png", 1500, 400, picture.ThumbSize, "png", nil},
		{"a wide picture of 16 bits", encoded(t, deep(1500, 400), "png"), "image/png", 1500, 400, picture.ThumbSize, "jpeg", nil},
		{"as wide as a view", encoded(t, photo(picture.ViewWidth, 40), "jpeg"), "image/jpeg", picture.ViewWidth, 40, 40, "", nil},
		{"one pixel wider", encoded(t, photo(picture.ViewWidth+1, 40), "jpeg"), "image/jpeg", picture.ViewWidth + 1, 40, 40, "jpeg", nil},
		{"a wide line", encoded(t, painted(9000, 1), "png"), "image/png", 9000, 1, 1, "png", nil},
		{"a tall line", encoded(t, painted(1, 9000), "png"), "image/png", 1, 9000, 1, "", nil},
		{"a TIFF is kept as bytes", append([]byte("II*\x00"), make([]byte, 100)...), "image/tiff", 0, 0, 0, "", picture.ErrFormat},
		{"a BMP", append([]byte("BM"), make([]byte, 100)...), "image/bmp", 0, 0, 0, "", picture.ErrFormat},
		{"a HEIC", []byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00"), "image/heic", 0, 0, 0, "", picture.ErrFormat},
		{"no picture at all", []byte("hello"), "application/octet-stream", 0, 0, 0, "", picture.ErrNoPicture},
		{"nothing", nil, "application/octet-stream", 0, 0, 0, "", picture.ErrNoPicture},
		{"a cut off header", large[:12], "image/jpeg", 0, 0, 0, "", picture.ErrBroken},
		{"a cut off JPEG", large[:len(large)/2], "image/jpeg", 2000, 1500, 0, "", picture.ErrBroken},
		{"a cut off PNG", encoded(t, photo(300, 200), "png")[:5000], "image/png", 300, 200, 0, "", picture.ErrBroken},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, err := picture.Make(c.data)
			if err != nil {
				t.Fatal(err)
			}
			if p.MediaType != c.media || p.Width != c.w || p.Height != c.h || p.Photo().Bytes != len(c.data) || len(p.SHA256) != 64 {
				t.Errorf("%s %d x %d, want %s %d x %d", p.MediaType, p.Width, p.Height, c.media, c.w, c.h)
			}
			if !errors.Is(p.Flaw(), c.flaw) {
				t.Errorf("the flaw is %v, want %v", p.Flaw(), c.flaw)
			}
			checkSmall(t, "thumbnail", p.Thumb, c.thumb, c.thumb, map[bool]string{c.thumb > 0: "jpeg"}[true])
			if c.view == "" {
				checkSmall(t, "view", p.View, 0, 0, "")
			} else {
				checkSmall(t, "view", p.View, picture.ViewWidth, max(1, (c.h*picture.ViewWidth*2+c.w)/(2*c.w)), c.view)
			}
		})
	}
	if _, err := picture.Make(make([]byte, picture.MaxBytes+1)); care.CodeOf(err) != care.CodeBadPicture {
		t.Errorf("over the limit: %v", err)
	}
}

// checkSmall checks the size and format of a small form; the format "" is none.
func checkSmall(t *testing.T, what string, data []byte, w, h int, format string) {
	t.Helper()
	if format == "" {
		if data != nil {
			t.Errorf("a %s of %d bytes, want none", what, len(data))
		}
		return
	}
	config, got, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil || got != format || config.Width != w || config.Height != h {
		t.Errorf("the %s is %s %d x %d, %v; want %s %d x %d", what, got, config.Width, config.Height, err, format, w, h)
	}
}

// webpDot is one pixel as WebP without losses.
var webpDot = []byte("RIFF\x1a\x00\x00\x00WEBPVP8L\x0d\x00\x00\x00\x2f\x00\x00\x00\x10\x07\x10\x11\x11\x88\x88\xfe\x07\x00")

func TestHeadersThatAskForTooMuch(t *testing.T) {
	for _, c := range []struct {
		name string
		data []byte
		most int
	}{
		{"60,000 pixels each way", saying(t, 60000, 60000), picture.MaxPixels},
		{"more than numbers hold", saying(t, 1<<31-1, 1<<31-1), picture.MaxPixels},
		{"16 bits for each colour", deepSaying(t, 7000, 7000), 360 << 20 / 8},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, err := picture.Make(c.data)
			if err != nil {
				t.Fatal(err)
			}
			var tooMany *picture.PixelsError
			if !errors.As(p.Flaw(), &tooMany) && !errors.Is(p.Flaw(), picture.ErrBroken) || p.Thumb != nil || p.View != nil {
				t.Fatalf("the flaw is %v", p.Flaw())
			}
			if tooMany != nil && tooMany.Most != c.most {
				t.Errorf("%d pixels are allowed, want %d", tooMany.Most, c.most)
			}
			if _, err := picture.Decode(c.data, picture.Within(100, 100)); err == nil {
				t.Error("it was decoded")
			}
		})
	}
	// Fewer than the limit, and more than the memory lets a progressive JPEG
	// have: 8 bytes of coefficients and colours for each pixel.
	progressive := []byte("\xff\xd8\xff\xc2\x00\x11\x08\x1b\x58\x1b\x58\x03\x01\x22\x00\x02\x11\x01\x03\x11\x01\xff\xda\x00\x02")
	p, err := picture.Make(progressive)
	var tooMany *picture.PixelsError
	if err != nil || !errors.As(p.Flaw(), &tooMany) || tooMany.Width != 7000 || tooMany.Height != 7000 {
		t.Errorf("a progressive JPEG of 49 megapixels: %v, %v", p.Flaw(), err)
	}
}

func deepSaying(t testing.TB, w, h uint32) []byte {
	data := encoded(t, deep(8, 8), "png")
	binary.BigEndian.PutUint32(data[16:], w)
	binary.BigEndian.PutUint32(data[20:], h)
	binary.BigEndian.PutUint32(data[29:], crc32.ChecksumIEEE(data[12:29]))
	return data
}

func TestTransparencyIsKeptInAView(t *testing.T) {
	p, err := picture.Make(encoded(t, glass(1500, 400), "png"))
	if err != nil {
		t.Fatal(err)
	}
	view, err := png.Decode(bytes.NewReader(p.View))
	if err != nil {
		t.Fatal(err)
	}
	if _, _, _, a := view.At(700, 20).RGBA(); a != 0xffff {
		t.Errorf("the upper half has opacity %x", a)
	}
	if _, _, _, a := view.At(700, 350).RGBA(); a != 0 {
		t.Errorf("the lower half has opacity %x", a)
	}
	thumb, err := jpeg.Decode(bytes.NewReader(p.Thumb))
	if err != nil {
		t.Fatal(err)
	}
	if r, g, b, _ := thumb.At(76, 140).RGBA(); min(r, g, b) < 0xf000 {
		t.Errorf("a thumbnail stands on %x %x %x, want white", r, g, b)
	}
}

// cmykJPEG is 16 x 16 pixels of one colour in four components: tables with one
// code each, and blocks that say nothing.
func cmykJPEG() []byte {
	table := func(class byte) []byte {
		return segment(0xc4, append(append([]byte{class}, 1), make([]byte, 16)...)) // one code of one bit: 0
	}
	frame := []byte{8, 0, 16, 0, 16, 4}
	scan := []byte{4}
	for c := range byte(4) {
		frame, scan = append(frame, c+1, 0x11, 0), append(scan, c+1, 0)
	}
	return slices.Concat([]byte{0xff, 0xd8}, segment(0xee, []byte("Adobe\x00\x64\x00\x00\x00\x00\x00")), segment(0xdb, append([]byte{0}, bytes.Repeat([]byte{1}, 64)...)),
		segment(0xc0, frame), table(0), table(0x10), segment(0xda, append(scan, 0, 63, 0)), make([]byte, 4), []byte{0xff, 0xd9})
}

func TestCMYK(t *testing.T) {
	data := cmykJPEG()
	p, err := picture.Make(data)
	if err != nil || p.Flaw() != nil || p.Width != 16 || p.Height != 16 {
		t.Errorf("%d x %d, %v, %v", p.Width, p.Height, p.Flaw(), err)
	}
	img, err := picture.Decode(data, picture.Within(4, 4))
	if err != nil || img.Rect.Dx() != 4 {
		t.Fatal(err)
	}
}

func TestViewOfAPictureKeptWithoutOne(t *testing.T) {
	data := encoded(t, photo(2000, 1000), "jpeg")
	p, err := picture.Make(data)
	if err != nil {
		t.Fatal(err)
	}
	view, err := picture.View(data)
	if err != nil || !bytes.Equal(view, p.View) {
		t.Errorf("a view of %d bytes, %v; want the one of Make, %d bytes", len(view), err, len(p.View))
	}
	if view, err := picture.View(encoded(t, photo(200, 100), "jpeg")); view != nil || err != nil {
		t.Errorf("a small picture has a view of %d bytes, %v", len(view), err)
	}
	if _, err := picture.View([]byte("hello")); !errors.Is(err, picture.ErrNoPicture) {
		t.Errorf("a view of a text: %v", err)
	}
	if _, err := picture.View(data[:5000]); !errors.Is(err, picture.ErrBroken) {
		t.Errorf("a view of a broken picture: %v", err)
	}
}

func TestWithin(t *testing.T) {
	for _, c := range []struct{ w, h, most, high, wantW, wantH int }{
		{100, 50, 200, 200, 100, 50}, {400, 200, 200, 200, 200, 100}, {200, 400, 200, 200, 100, 200}, {9000, 1, 90, 90, 90, 1},
	} {
		if w, h := picture.Within(c.most, c.high)(c.w, c.h); w != c.wantW || h != c.wantH {
			t.Errorf("%d x %d within %d x %d is %d x %d, want %d x %d", c.w, c.h, c.most, c.high, w, h, c.wantW, c.wantH)
		}
	}
}

// TestScaleAgreesWithAnotherScaler compares with the cubic of x/image, which is
// slower and takes more memory, but has no steps.
func TestScaleAgreesWithAnotherScaler(t *testing.T) {
	smooth := image.NewNRGBA(image.Rect(0, 0, 301, 203))
	for y := range 203 {
		for x := range 301 {
			smooth.SetNRGBA(x, y, color.NRGBA{R: uint8(x * 255 / 301), G: uint8(y * 255 / 203), B: uint8((x + y) / 2), A: uint8(255 - y)})
		}
	}
	for _, size := range []image.Point{{301, 203}, {300, 202}, {200, 100}, {150, 101}, {100, 67}, {43, 29}, {7, 5}, {1, 1}, {600, 406}, {301, 20}, {30, 203}} {
		part := image.Rect(0, 0, 301, 203)
		got := picture.Scale(smooth, part, size.X, size.Y)
		want := image.NewRGBA(image.Rectangle{Max: size})
		ximage.CatmullRom.Scale(want, want.Rect, smooth, part, draw.Src, nil)
		worst := 0
		for i := range want.Pix {
			worst = max(worst, max(int(got.Pix[i])-int(want.Pix[i]), int(want.Pix[i])-int(got.Pix[i])))
		}
		if worst > 3 {
			t.Errorf("%v: a pixel is off by %d", size, worst)
		}
	}
}

func TestScaleAPart(t *testing.T) {
	img := image.NewNRGBA(image.Rect(10, 20, 110, 120))
	draw.Draw(img, img.Rect, image.Black, image.Point{}, draw.Src)
	draw.Draw(img, image.Rect(40, 50, 80, 90), image.White, image.Point{}, draw.Src)
	for _, side := range []int{40, 13, 80} {
		got := picture.Scale(img, image.Rect(40, 50, 80, 90), side, side)
		for i, v := range got.Pix {
			if v != 255 {
				t.Fatalf("at %d a byte %d of the white part is %d", side, i, v)
			}
		}
	}
}

// TestNoColourIsStrongerThanItsOpacity: the cubic swings over at hard edges.
func TestNoColourIsStrongerThanItsOpacity(t *testing.T) {
	img := image.NewNRGBA(image.Rect(0, 0, 64, 64))
	for i := range img.Pix {
		img.Pix[i] = uint8(rand.IntN(2) * 255)
	}
	for _, side := range []int{50, 63, 65, 90, 20} {
		got := picture.Scale(img, img.Rect, side, side)
		for i := 0; i < len(got.Pix); i += 4 {
			if max(got.Pix[i], got.Pix[i+1], got.Pix[i+2]) > got.Pix[i+3] {
				t.Fatalf("at %d a pixel is %v", side, got.Pix[i:i+4])
			}
		}
	}
}

// BenchmarkMake makes the small forms of a photo of 12 megapixels.
func BenchmarkMake(b *testing.B) {
	data := encoded(b, photo(4000, 3000), "jpeg")
	b.ReportAllocs()
	for b.Loop() {
		if _, err := picture.Make(data); err != nil {
			b.Fatal(err)
		}
	}
}
