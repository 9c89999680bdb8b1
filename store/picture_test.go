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
