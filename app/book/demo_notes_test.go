package book_test

import (
	"bytes"
	"image"
	"path/filepath"
	"strings"
	"testing"

	"carebook/app/book"
	"carebook/app/doc"
	"carebook/app/lang"
	"carebook/store"
)

// TestDemoHasNotes reads the notes of demo books in every language: all there,
// clean, of days before today, one with a sketch.
func TestDemoHasNotes(t *testing.T) {
	defer lang.Use("en")
	for _, l := range lang.Languages() {
		lang.Use(l.Code)
		s, err := store.Open(ctx, filepath.Join(t.TempDir(), "demo.db"), store.Options{Clock: clock, Language: l.Code, Origin: "test"})
		if err != nil {
			t.Fatal(err)
		}
		if err := book.Demo(ctx, s, clock); err != nil {
			t.Fatal(err)
		}
		notes, people, said := 0, 0, ""
		rows, err := s.People(ctx, store.Query{})
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range rows {
			list := notesInBook(t, s, r.Key)
			if len(list) > 0 {
				people++
			}
			for _, n := range list {
				notes++
				d, err := doc.FromHTML(n.HTML)
				if err != nil || d.Empty() || d.HTML() != n.HTML || n.Title == "" || strings.HasPrefix(n.Title, "demo.") {
					t.Errorf("%s: the note %q of %s says\n%s, %v", l.Code, n.Title, r.FullName, n.HTML, err)
				}
				if !n.Changed.Time().Before(noon) {
					t.Errorf("%s: %q was written on %s", l.Code, n.Title, n.Changed)
				}
				said += d.Text() + "\n"
			}
		}
		maria := notesInBook(t, s, keyNamed(t, s, "María Ángeles Ferrer Soler"))
		if notes != 16 || people != 13 || len(maria) != 4 || !maria[2].Pinned {
			t.Errorf("%s: %d notes of %d people, %d of María Ángeles", l.Code, notes, people, len(maria))
		}
		for _, want := range []string{"שבת", "خبز", "95", "€"} {
			if !strings.Contains(said, want) && !(want == "€" && strings.Contains(said, "欧元")) && !(want == "€" && strings.Contains(said, "歐元")) {
				t.Errorf("%s: no note says %q", l.Code, want)
			}
		}
		sketchOf(t, s, maria[2].HTML)
		sound(t, s)
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// sketchOf looks at the picture of a note.
func sketchOf(t *testing.T, s *store.Store, html string) {
	t.Helper()
	d, err := doc.FromHTML(html)
	if err != nil || len(d.Pictures()) != 1 {
		t.Fatalf("pictures %v, %v", d.Pictures(), err)
	}
	media, data, err := s.Picture(ctx, d.Pictures()[0])
	if err != nil || media != "image/png" || len(data) > 16<<10 {
		t.Fatalf("a sketch of %d bytes, %s, %v", len(data), media, err)
	}
	img, _, err := image.Decode(bytes.NewReader(data))
	if err != nil || img.Bounds().Dx() != 584 {
		t.Fatalf("the sketch: %v", err)
	}
	inks := map[string]int{}
	for y := range img.Bounds().Dy() {
		for x := range img.Bounds().Dx() {
			switch r, g, b, _ := img.At(x, y).RGBA(); {
			case r>>8 > 150 && g>>8 < 90 && b>>8 < 90:
				inks["red"]++
			case r>>8 < 90 && b>>8 > 90:
				inks["blue"]++
			}
		}
	}
	if inks["red"] < 1000 || inks["blue"] < 4000 {
		t.Errorf("the sketch is drawn with %v", inks)
	}
	for _, b := range d.Blocks() {
		if p := b.Picture(); p.SHA != "" && (p.Width != 292 || p.Height != 206 || b.Text() == "" || p.Alt == "") {
			t.Errorf("it is shown as %+v, %q", p, b.Text())
		}
	}
}

func TestDemoNotesAreFoundByTheirWords(t *testing.T) {
	s := newBook(t)
	if err := book.Demo(ctx, s, clock); err != nil {
		t.Fatal(err)
	}
	for words, who := range map[string]string{"flue": "María Ángeles Ferrer Soler", "高山乌龙": "林美玲", "شبت": "", "שבת": "Ruth Abel"} {
		hits, err := s.Find(ctx, words, 5)
		switch {
		case err != nil:
			t.Fatal(err)
		case who == "" && len(hits) > 0, who != "" && (len(hits) != 1 || hits[0].FullName != who || hits[0].Note == 0):
			t.Errorf("%q finds %+v", words, hits)
		}
	}
}
