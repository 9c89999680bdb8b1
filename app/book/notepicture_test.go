package book_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/doc"
	"carebook/app/lang"
	"carebook/store"
)

// drawn is a picture of a size as png or jpeg.
func drawn(t *testing.T, w, h int, as string) []byte {
	t.Helper()
	img := image.NewPaletted(image.Rect(0, 0, w, h), color.Palette{color.White, color.Black})
	var out bytes.Buffer
	err := png.Encode(&out, img)
	if as == "jpeg" {
		out.Reset()
		err = jpeg.Encode(&out, img, nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestAddPicture(t *testing.T) {
	for _, c := range []struct {
		name, as   string
		w, h       int
		wantW      int
		wantH      int
		alt, media string
	}{
		{"oven.png", "png", 300, 200, 300, 200, "oven", "image/png"},
		{"as wide as the column.jpg", "jpeg", 704, 100, 704, 100, "as wide as the column", "image/jpeg"},
		{"one more.jpg", "jpeg", 705, 141, 704, 141, "one more", "image/jpeg"},
		{"IMG_2031.JPEG", "jpeg", 2000, 1500, 704, 528, "IMG_2031", "image/jpeg"},
		{"line.png", "png", 9000, 1, 704, 1, "line", "image/png"},
		{"two\nlines.v2.png", "png", 10, 20, 10, 20, "two lines.v2", "image/png"},
		{"烤箱", "png", 10, 20, 10, 20, "烤箱", "image/png"},
	} {
		t.Run(c.alt, func(t *testing.T) {
			s := newBook(t)
			data := drawn(t, c.w, c.h, c.as)
			got, err := book.AddPicture(ctx, s, clock, file(t, c.name, string(data)))
			if err != nil {
				t.Fatal(err)
			}
			want := doc.Picture{SHA: got.SHA, Media: c.media, Width: c.wantW, Height: c.wantH, Alt: c.alt}
			if got != want || len(got.SHA) != 64 {
				t.Errorf("got %+v, want %+v", got, want)
			}
			media, kept, err := s.Picture(ctx, got.SHA)
			if err != nil || media != c.media || !bytes.Equal(kept, data) {
				t.Errorf("kept are %d bytes of %s, %v", len(kept), media, err)
			}
			sizes, err := s.PictureSizes(ctx, []string{got.SHA})
			if err != nil || sizes[got.SHA] != [2]int{c.w, c.h} {
				t.Errorf("its size is %v, %v", sizes, err)
			}
		})
	}
}

// TestAnAddedPictureIsHeld: nothing names it before its note is saved.
func TestAnAddedPictureIsHeld(t *testing.T) {
	s := newBook(t)
	pic, err := book.AddPicture(ctx, s, clock, file(t, "a.png", string(drawn(t, 30, 20, "png"))))
	if err != nil {
		t.Fatal(err)
	}
	somebodyErased(t, s)
	if _, _, err := s.Picture(ctx, pic.SHA); err != nil {
		t.Errorf("it was swept away: %v", err)
	}
}

// somebodyErased erases a person, after which pictures are swept.
func somebodyErased(t *testing.T, s *store.Store) {
	t.Helper()
	var key int64
	_, err := s.Do(ctx, store.Action{Kind: "edit"}, func(tx *store.Tx) (err error) {
		key, err = tx.PutPerson(&care.Person{FullName: "Ana", Photo: &care.Photo{Data: []byte("no picture")}})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Do(ctx, store.Action{Kind: "trash"}, func(tx *store.Tx) error { return tx.TrashPerson(key, true) }); err != nil {
		t.Fatal(err)
	}
	if n, err := s.Erase(ctx, []int64{key}); err != nil || n != 1 {
		t.Fatalf("erased %d, %v", n, err)
	}
}

func TestAddPictureSaysWhatIsWrong(t *testing.T) {
	wide := drawn(t, 8, 8, "png")
	binary.BigEndian.PutUint32(wide[16:], 60000)
	binary.BigEndian.PutUint32(wide[20:], 60000)
	binary.BigEndian.PutUint32(wide[29:], crc32.ChecksumIEEE(wide[12:29]))
	photo := drawn(t, 200, 200, "jpeg")
	closed := file(t, "closed.png", string(drawn(t, 8, 8, "png")))
	if err := os.Chmod(closed, 0); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		path string
		code care.Code
		says string
	}{
		{"a folder", t.TempDir(), care.CodeFileIsFolder, "folder"},
		{"nothing there", filepath.Join(t.TempDir(), "gone.png"), care.CodeFileUnreadable, "gone.png"},
		{"an empty file", file(t, "empty.png", ""), care.CodePictureEmpty, "empty.png is empty"},
		{"a large file", file(t, "large.jpg", strings.Repeat("x", 20<<20+1)), care.CodePictureTooLarge, "20 MB"},
		{"many pixels", file(t, "wide.png", string(wide)), care.CodePicturePixels, "60,000 × 60,000 pixels"},
		{"a text", file(t, "text.png", "hello"), care.CodeNotAPicture, "text.png is not a picture"},
		{"HEIC", file(t, "IMG_1.HEIC", "\x00\x00\x00\x18ftypheic\x00\x00\x00\x00"), care.CodePictureFormat, "format HEIC cannot be shown"},
		{"TIFF", file(t, "scan.tif", "II*\x00\x08\x00\x00\x00"), care.CodePictureFormat, "as a JPEG"},
		{"BMP", file(t, "drawing.bmp", "BM\x00\x00\x00\x00"), care.CodePictureFormat, "format BMP"},
		{"a cut off file", file(t, "half.jpg", string(photo[:len(photo)/2])), care.CodePictureBroken, "damaged"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newBook(t)
			_, err := book.AddPicture(ctx, s, clock, c.path)
			if care.CodeOf(err) != c.code {
				t.Fatalf("got %v, want %s", err, c.code)
			}
			if says := lang.Sentence(err); !strings.Contains(says, c.says) {
				t.Errorf("it says %q, without %q", says, c.says)
			}
		})
	}
	if os.Geteuid() != 0 { // root may read everything
		if _, err := book.AddPicture(ctx, newBook(t), clock, closed); care.CodeOf(err) != care.CodeFileUnreadable {
			t.Errorf("a closed file: %v", err)
		}
	}
}

func TestAddPictureStops(t *testing.T) {
	s := newBook(t)
	stopped, stop := context.WithCancel(ctx)
	stop()
	if _, err := book.AddPicture(stopped, s, clock, file(t, "a.png", string(drawn(t, 8, 8, "png")))); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}
