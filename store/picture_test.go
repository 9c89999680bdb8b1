package store_test

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"maps"
	"testing"

	"carebook/app/care"
	"carebook/app/picture"
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

// made is a picture ready to be kept.
func made(t *testing.T, data []byte) *picture.Picture {
	t.Helper()
	p, err := picture.Make(data)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestViewsOfPictures(t *testing.T) {
	s := newBook(t)
	wide, small := made(t, encoded(t, 1600, 900, "png")), made(t, encoded(t, 400, 300, "jpeg"))
	text := made(t, []byte("not a picture"))
	do(t, s, func(tx *store.Tx) error {
		for _, p := range []*picture.Picture{wide, small, text, wide} {
			if err := tx.PutPicture(p); err != nil {
				return err
			}
		}
		return nil
	})
	for _, c := range []struct {
		name string
		of   *picture.Picture
		want []byte
	}{{"a wide one has a view", wide, wide.View}, {"a small one is its own", small, small.Bytes}} {
		if got, err := s.PictureView(ctx, c.of.SHA256); err != nil || !bytes.Equal(got, c.want) {
			t.Errorf("%s: %d bytes, %v; want %d", c.name, len(got), err, len(c.want))
		}
	}
	if _, err := s.PictureView(ctx, text.SHA256); !errors.Is(err, picture.ErrNoPicture) {
		t.Errorf("the view of a text: %v", err)
	}
	if _, err := s.PictureView(ctx, "none"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("the view of no picture: %v", err)
	}
	sizes, err := s.PictureSizes(ctx, []string{wide.SHA256, small.SHA256, text.SHA256, "none"})
	want := map[string][2]int{wide.SHA256: {1600, 900}, small.SHA256: {400, 300}}
	if err != nil || !maps.Equal(sizes, want) {
		t.Errorf("sizes %v, %v; want %v", sizes, err, want)
	}
}

// TestPicturesOfAnOlderProgram: it made no views, and did not turn photos.
func TestPicturesOfAnOlderProgram(t *testing.T) {
	s := newBook(t)
	now := made(t, encoded(t, 1600, 900, "jpeg"))
	old := *now
	old.Width, old.Height, old.View, old.Thumb = 900, 1600, nil, nil
	do(t, s, func(tx *store.Tx) error { return tx.PutPicture(&old) })
	if view, err := s.PictureView(ctx, now.SHA256); err != nil || !bytes.Equal(view, now.View) {
		t.Errorf("a view of %d bytes is made, %v; want %d", len(view), err, len(now.View))
	}
	if n := count(t, s, "SELECT count(*) FROM picture_view"); n != 0 {
		t.Errorf("%d views are kept by reading", n)
	}
	do(t, s, func(tx *store.Tx) error { return tx.PutPicture(now) })
	if n := count(t, s, "SELECT count(*) FROM picture_view"); n != 1 {
		t.Errorf("%d views are kept once the picture is put again", n)
	}
	sizes, err := s.PictureSizes(ctx, []string{now.SHA256})
	if err != nil || sizes[now.SHA256] != [2]int{1600, 900} {
		t.Errorf("the size is %v, %v", sizes, err)
	}
	if thumb, err := s.Thumb(ctx, now.SHA256); err != nil || !bytes.Equal(thumb, now.Thumb) {
		t.Errorf("a thumbnail of %d bytes, %v; want %d", len(thumb), err, len(now.Thumb))
	}
}

func TestHeldPictures(t *testing.T) {
	s := newBook(t)
	p := made(t, encoded(t, 1600, 900, "jpeg"))
	do(t, s, func(tx *store.Tx) error {
		if err := tx.PutPicture(p); err != nil {
			return err
		}
		if err := tx.HoldPicture(p.SHA256, "2026-11-27T12:00:00.000Z"); err != nil {
			return err
		}
		return tx.HoldPicture(p.SHA256, "2026-11-26T12:00:00.000Z")
	})
	if n := count(t, s, "SELECT count(*) FROM picture_hold WHERE until = '2026-11-27T12:00:00.000Z'"); n != 1 {
		t.Errorf("%d pictures are held until the later instant", n)
	}
}
