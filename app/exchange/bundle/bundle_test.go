package bundle_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"carebook/app/exchange/bundle"
)

const sha = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

// written is a small archive.
func written(t testing.TB) []byte {
	t.Helper()
	var b bytes.Buffer
	w, err := bundle.NewWriter(&b, "2026-11-22T09:00:00Z")
	if err != nil {
		t.Fatal(err)
	}
	l, err := w.List("people")
	if err != nil {
		t.Fatal(err)
	}
	for _, object := range []string{`{"name":"<a>"}`, `{}`} {
		if err := l.Add([]byte(object), bundle.Member{Name: "key", Value: 7}, bundle.Member{Name: "tags", Value: []string{"<b>"}}); err != nil {
			t.Fatal(err)
		}
	}
	if err := l.Add([]byte(`{"bare":1}`)); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(l.End(), w.Note(3, bundle.Page("a & b", "<p>x</p>", nil)), w.Picture(bundle.PictureFile(sha, "image/png"), []byte("png")), w.Close()); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestWhatIsWrittenIsRead(t *testing.T) {
	content := written(t)
	r, err := bundle.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	var rows []string
	if err := r.Each("people", func(row []byte) error { rows = append(rows, string(row)); return nil }); err != nil {
		t.Fatal(err)
	}
	want := []string{`{"key":7,"tags":["<b>"],"name":"<a>"}`, `{"key":7,"tags":["<b>"]}`, `{"bare":1}`}
	if fmt.Sprint(rows) != fmt.Sprint(want) {
		t.Errorf("%q, want %q", rows, want)
	}
	if err := r.Each("none", func([]byte) error { return errors.New("a row") }); err != nil {
		t.Errorf("a list that is not there: %v", err)
	}
	page, err := r.Note(3)
	if err != nil {
		t.Fatal(err)
	}
	if said, err := bundle.Said(page); err != nil || said != "<p>x</p>" {
		t.Errorf("%q, %v", said, err)
	}
	if data, err := r.Picture(bundle.PictureFile(sha, "image/png")); err != nil || string(data) != "png" {
		t.Errorf("%q, %v", data, err)
	}
	for _, name := range []string{"../../etc/passwd", "/etc/passwd", "pictures/../carebook.json", "people.json", ""} {
		if _, err := r.Picture(name); !errors.Is(err, bundle.ErrDamaged) {
			t.Errorf("picture %q: %v", name, err)
		}
	}
	if _, err := r.Note(4); !errors.Is(err, bundle.ErrDamaged) {
		t.Errorf("a note that is not there: %v", err)
	}
}

func TestPicturesInPages(t *testing.T) {
	note := `<figure><img src="picture:` + sha + `" alt="&lt;body&gt;"></figure><pre>&lt;body&gt; ../pictures/` + sha + `.png</pre>`
	page := bundle.Page("<body>\n</title>", note, map[string]string{sha: bundle.PictureFile(sha, "image/png")})
	if !bytes.Contains(page, []byte(`<img src="../pictures/`+sha+`.png"`)) {
		t.Errorf("a browser finds no picture in %s", page)
	}
	if said, err := bundle.Said(page); err != nil || said != note {
		t.Errorf("%q, %v", said, err)
	}
	if got := bundle.Pictures(note); len(got) != 1 || got[0] != sha {
		t.Errorf("%q", got)
	}
}

func TestTooMuch(t *testing.T) {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	add := func(name, content string) {
		e, err := w.Create(name)
		if err == nil {
			_, err = e.Write([]byte(content))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	add("carebook.json", `{"format":"carebook archive","version":1}`)
	add("people.json", `{"people":[`+strings.Repeat(" ", 70<<20)+`]}`)
	add("tags.json", `{"tags":[["`+strings.Repeat("a,", 1000)+`"],[`+strings.Repeat("1,", 250_000)+`1]]}`)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	r, err := bundle.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		t.Fatal(err)
	}
	rows := 0
	for _, list := range []string{"people", "tags"} {
		if err := r.Each(list, func([]byte) error { rows++; return nil }); !errors.Is(err, bundle.ErrDamaged) {
			t.Errorf("%s: %v", list, err)
		}
	}
	if rows != 1 {
		t.Errorf("%d rows", rows)
	}
}

func FuzzReader(f *testing.F) {
	f.Add(written(f))
	f.Add([]byte("PK\x05\x06"))
	f.Fuzz(func(t *testing.T, content []byte) {
		r, err := bundle.NewReader(bytes.NewReader(content), int64(len(content)))
		if err != nil {
			return
		}
		for _, name := range []string{"people", "notes"} {
			if err := r.Each(name, func([]byte) error { return nil }); err != nil && !errors.Is(err, bundle.ErrDamaged) {
				t.Errorf("%s: %v", name, err)
			}
		}
		if page, err := r.Note(3); err == nil {
			_, _ = bundle.Said(page)
		}
	})
}

// An archive that is read back is whole, or is said not to be.
func TestVerify(t *testing.T) {
	content := written(t)
	verify := func(content []byte, entries int) error {
		r, err := bundle.NewReader(bytes.NewReader(content), int64(len(content)))
		if err != nil {
			return err
		}
		return r.Verify(entries, func() error { return nil })
	}
	const entries = 4
	if err := verify(content, entries); err != nil {
		t.Errorf("as it was written: %v", err)
	}
	if err := verify(content, entries+1); !errors.Is(err, bundle.ErrDamaged) {
		t.Errorf("an entry is missing: %v", err)
	}
	for _, name := range []string{"people.json", "notes/3.html", ".png"} {
		flipped := bytes.Clone(content)
		flipped[bytes.Index(flipped, []byte(name))+len(name)+1] ^= 4 // what it holds comes after its name
		if err := verify(flipped, entries); !errors.Is(err, bundle.ErrDamaged) {
			t.Errorf("a bit in %s is another one: %v", name, err)
		}
	}
	stopped := errors.New("stopped")
	r, err := bundle.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Verify(entries, func() error { return stopped }); !errors.Is(err, stopped) {
		t.Errorf("stopped: %v", err)
	}
}

// What would be refused by whoever reads it is not written.
func TestAnArchiveTakesNoMoreThanIsRead(t *testing.T) {
	w, err := bundle.NewWriter(io.Discard, "2026-11-22T09:00:00Z")
	if err != nil {
		t.Fatal(err)
	}
	for i := int64(1); i < bundle.MaxEntries; i++ {
		if err := w.Note(i, nil); err != nil {
			t.Fatalf("note %d: %v", i, err)
		}
	}
	if err := w.Note(bundle.MaxEntries, nil); !errors.Is(err, bundle.ErrFull) {
		t.Errorf("one more: %v", err)
	}
}
