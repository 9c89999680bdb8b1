package store_test

import (
	"bytes"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"testing"

	"carebook/app/care"
	"carebook/store"
)

// painted is a picture of a size, in two colours.
func painted(w, h int) image.Image {
	img := image.NewPaletted(image.Rect(0, 0, w, h), color.Palette{color.White, color.RGBA{R: 200, A: 255}})
	for x := range w / 2 {
		for y := range h {
			img.SetColorIndex(x, y, 1)
		}
	}
	return img
}

func encoded(t *testing.T, w, h int, as string) []byte {
	t.Helper()
	var out bytes.Buffer
	var err error
	switch as {
	case "png":
		err = png.Encode(&out, painted(w, h))
	case "jpeg":
		err = jpeg.Encode(&out, painted(w, h), nil)
	case "gif":
		err = gif.Encode(&out, painted(w, h), nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestMakePicture(t *testing.T) {
	huge := encoded(t, 8, 8, "png")
	copy(huge[16:24], []byte{0, 0, 0xff, 0xff, 0, 0, 0xff, 0xff}) // says 65535 x 65535
	for _, c := range []struct {
		name      string
		data      []byte
		media     string
		w, h      int
		thumbSize int // 0: none
	}{
		{"a small PNG is its own thumbnail", encoded(t, 96, 96, "png"), "image/png", 96, 96, 0},
		{"a JPEG", encoded(t, 640, 480, "jpeg"), "image/jpeg", 640, 480, store.ThumbSize},
		{"a GIF", encoded(t, 300, 400, "gif"), "image/gif", 300, 400, store.ThumbSize},
		{"a narrow strip", encoded(t, 400, 20, "png"), "image/png", 400, 20, 20},
		{"a TIFF is kept as bytes", append([]byte("II*\x00"), make([]byte, 100)...), "image/tiff", 0, 0, 0},
		{"no picture at all", []byte("hello"), "application/octet-stream", 0, 0, 0},
		{"a broken PNG", huge, "image/png", 0, 0, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, err := store.MakePicture(c.data)
			if err != nil {
				t.Fatal(err)
			}
			if p.MediaType != c.media || p.Width != c.w || p.Height != c.h || p.Photo().Bytes != len(c.data) {
				t.Errorf("%s %d x %d, want %s %d x %d", p.MediaType, p.Width, p.Height, c.media, c.w, c.h)
			}
			if (p.Thumb != nil) != (c.thumbSize > 0) {
				t.Fatalf("a thumbnail of %d bytes", len(p.Thumb))
			}
			if c.thumbSize > 0 {
				img, err := jpeg.Decode(bytes.NewReader(p.Thumb))
				if err != nil {
					t.Fatal(err)
				}
				if b := img.Bounds(); b.Dx() != c.thumbSize || b.Dy() != c.thumbSize {
					t.Errorf("thumbnail %v, want %d square", b, c.thumbSize)
				}
			}
		})
	}
	if _, err := store.MakePicture(make([]byte, 20<<20+1)); care.CodeOf(err) != care.CodeBadPicture {
		t.Errorf("over the limit: %v", err)
	}
}

func TestPicturesAreKeptOnceAndReadBack(t *testing.T) {
	s := newBook(t)
	large, small := encoded(t, 640, 480, "jpeg"), encoded(t, 40, 40, "png")
	keys, _ := put(t, s,
		&care.Person{FullName: "A", Photo: &care.Photo{Data: large}},
		&care.Person{FullName: "B", Photo: &care.Photo{Data: large}},
		&care.Person{FullName: "C", Photo: &care.Photo{Data: small}},
		&care.Person{FullName: "D", Photo: &care.Photo{Data: []byte("not a picture")}},
	)
	a, b := person(t, s, keys[0]).Photo, person(t, s, keys[1]).Photo
	if a.SHA256 == "" || a.SHA256 != b.SHA256 || a.MediaType != "image/jpeg" || a.Bytes != len(large) {
		t.Errorf("photos %+v and %+v", a, b)
	}
	media, data, err := s.Picture(ctx, a.SHA256)
	if err != nil || media != "image/jpeg" || !bytes.Equal(data, large) {
		t.Errorf("read %s, %d bytes, %v", media, len(data), err)
	}
	for i, want := range []bool{true, true, true, false} {
		thumb, err := s.Thumb(ctx, person(t, s, keys[i]).Photo.SHA256)
		if err != nil || (thumb != nil) != want {
			t.Errorf("thumbnail %d: %d bytes, %v", i, len(thumb), err)
		}
	}
	rows, err := s.People(ctx, store.Query{})
	if err != nil || rows[0].Photo != a.SHA256 {
		t.Errorf("row %+v, %v", rows[0], err)
	}
	if _, err := s.Thumb(ctx, "none"); err == nil {
		t.Error("a thumbnail of no picture")
	}
	sound(t, s)
}
