package store_test

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"carebook/app/care"
	"carebook/app/picture"
	"carebook/store"
)

const pageSize = 4096

// fullBook makes a closed book with something of every kind, on some hundred
// pages, and gives its path. Half of the people were changed since they came.
func fullBook(t testing.TB, people int) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "book.db")
	s, err := store.Open(ctx, path, store.Options{Clock: care.ClockFrom(noon), Language: "es", Origin: "test"})
	if err != nil {
		t.Fatal(err)
	}
	pic := dots(t, 7)
	write := func(work func(tx *store.Tx) error) {
		t.Helper()
		if _, err := s.Do(ctx, store.Action{Kind: "test", Words: "Fill"}, work); err != nil {
			t.Fatal(err)
		}
	}
	var keys []int64
	write(func(tx *store.Tx) error {
		if err := tx.PutPicture(pic); err != nil {
			return err
		}
		for i := range people {
			p := &care.Person{
				FullName: fmt.Sprintf("Ana %d Núñez", i), Remark: fmt.Sprintf("remark %d: %s", i, bytes.Repeat([]byte("drives a van. "), i%40)),
				Phones: []care.Phone{{Number: fmt.Sprintf("+34 600 %06d", i)}}, Tags: []string{fmt.Sprintf("tag %d", i%3)},
			}
			if i%9 == 0 {
				p.Photo = pic.Photo()
			}
			key, err := tx.PutPerson(p)
			if err != nil {
				return err
			}
			keys = append(keys, key)
		}
		return nil
	})
	write(func(tx *store.Tx) error {
		for i, key := range keys {
			for j := range 3 {
				if _, err := tx.PutEvent(0, key, care.Event{Kind: care.Call, Day: care.Day(fmt.Sprintf("2026-11-0%d", j+1)), Text: fmt.Sprintf("call %d of %d", j, i)}); err != nil {
					return err
				}
			}
			html := fmt.Sprintf("<p>note on %d %s</p>", i, bytes.Repeat([]byte("about the oven. "), i%300))
			if i%10 == 0 {
				html += fmt.Sprintf(`<figure><img src="picture:%s"></figure>`, pic.SHA256)
			}
			if _, err := tx.PutNote(store.Note{Person: key, HTML: html}); err != nil {
				return err
			}
			sale := care.Sale{Day: "2026-10-02", Item: "Oven", Quantity: "1", Amount: care.Money{Minor: int64(1000 + i), Currency: "EUR"}}
			if _, err := tx.PutSale(0, key, sale); err != nil {
				return err
			}
		}
		if _, err := tx.PutList(0, care.SmartList{Name: "A list"}); err != nil {
			return err
		}
		return tx.PutHoliday(care.Holiday{ID: "own:1", Name: "Market day", Rule: "03-09"})
	})
	write(func(tx *store.Tx) error {
		for i, key := range keys {
			if i%2 == 1 {
				continue
			}
			p, err := tx.Person(key)
			if err != nil {
				return err
			}
			p.Remark += " Moved."
			p.Profile.Likes = "sailing"
			if _, err := tx.PutPerson(p); err != nil {
				return err
			}
		}
		return tx.TrashPerson(keys[len(keys)-1], true)
	})
	if err := s.SetSetting(ctx, "test.setting", "kept"); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

// dots is a picture of its own for each seed.
func dots(t testing.TB, seed uint8) *picture.Picture {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, 120, 90))
	r := rand.New(rand.NewPCG(uint64(seed), 1))
	for i := range img.Pix {
		img.Pix[i] = uint8(r.IntN(256))
	}
	img.Set(0, 0, color.White)
	var out bytes.Buffer
	if err := png.Encode(&out, img); err != nil {
		t.Fatal(err)
	}
	pic, err := picture.Make(out.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	return pic
}

// salvaged salvages a book into a new one beside it. Its own bytes must stay as
// they are.
func salvaged(t testing.TB, path string) (to string, done store.Salvaged) {
	t.Helper()
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	to = filepath.Join(t.TempDir(), "new.db")
	done, err = store.Salvage(ctx, path, to, store.SalvageOptions{Clock: care.ClockFrom(noon), Language: "en", Unnamed: "Unreadable"})
	if err != nil {
		t.Fatalf("salvage: %v", err)
	}
	after, err := os.ReadFile(path)
	if err != nil || !bytes.Equal(before, after) {
		t.Fatalf("the damaged book was changed (%v)", err)
	}
	problems, err := store.Check(ctx, to)
	if err != nil || len(problems) > 0 {
		t.Fatalf("check of the new book: %v %v", problems, err)
	}
	return to, done
}

func overwrite(t testing.TB, path string, page int, with []byte) {
	t.Helper()
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.WriteAt(with, int64(page-1)*pageSize); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
}

func noise(r *rand.Rand) []byte {
	b := make([]byte, pageSize)
	for i := range b {
		b[i] = byte(r.Uint32())
	}
	return b
}

func copied(t testing.TB, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	to := filepath.Join(t.TempDir(), "damaged.db")
	if err := os.WriteFile(to, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return to
}

func TestASoundBookIsSalvagedWhole(t *testing.T) {
	path := fullBook(t, 120)
	to, done := salvaged(t, path)
	if !done.Whole() || done.People.Saved != 120 || done.Notes.Saved != 120 || done.Events.Saved != 360 || done.Sales.Saved != 120 || done.Pictures.Saved != 1 {
		t.Errorf("%+v", done)
	}
	differences, err := store.Compare(ctx, path, to)
	if err != nil || len(differences) > 0 {
		t.Errorf("compare: %v %v", differences, err)
	}
	a, b := openBook(t, path), openBook(t, to)
	if v, err := b.Setting(ctx, "test.setting"); err != nil || v != "kept" {
		t.Errorf("setting %q, %v", v, err)
	}
	for key := int64(1); key <= 120; key++ {
		x, y := notesOf(t, a, key), notesOf(t, b, key)
		if !slices.Equal(x, y) {
			t.Fatalf("notes of %d: %v and %v", key, x, y)
		}
	}
	// What was done can still be undone, and what comes has numbers of its own.
	if _, err := b.Undo(ctx, 3); err != nil {
		t.Errorf("undo: %v", err)
	}
	keys, _ := put(t, b, &care.Person{FullName: "Next"})
	if keys[0] != 121 {
		t.Errorf("the next key is %d", keys[0])
	}
	sound(t, b)
}

func notesOf(t testing.TB, s *store.Store, person int64) (out []string) {
	t.Helper()
	if err := s.EachNote(ctx, person, func(n *store.Note) error {
		out = append(out, fmt.Sprint(n.Key, n.Rev, n.ID, n.Title, n.HTML))
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return out
}

// A write-ahead log that nobody has folded in belongs to the book. A book that is open in
// this process is not read, since that would end its locks.
func TestTheLogIsRead(t *testing.T) {
	s := newBook(t)
	put(t, s, &care.Person{FullName: "Ana"}, &care.Person{FullName: "Bo"})
	if info, err := os.Stat(s.Path() + "-wal"); err != nil || info.Size() == 0 {
		t.Fatalf("no log to read: %v", err)
	}
	left := filepath.Join(t.TempDir(), "left.db") // as a program that was killed leaves it
	for _, end := range []string{"", "-wal"} {
		content, err := os.ReadFile(s.Path() + end)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(left+end, content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	_, done := salvaged(t, left)
	if done.People.Saved != 2 {
		t.Errorf("%+v", done)
	}
	if _, err := store.Salvage(ctx, s.Path(), filepath.Join(t.TempDir(), "b.db"), store.SalvageOptions{}); care.CodeOf(err) != care.CodeFileIsBook {
		t.Errorf("an open book: %v", err)
	}
}

// Whatever page is lost, most of the rest is saved.
func TestPagesOverwritten(t *testing.T) {
	path := fullBook(t, 60)
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(1, 2))
	for page := 1; page <= int(info.Size()/pageSize); page++ {
		if page > 60 && page%5 != 0 {
			continue // the roots of all trees come first; of the leaves some are enough
		}
		with := noise(r)
		if page%2 == 0 {
			with = make([]byte, pageSize)
		}
		damaged := copied(t, path)
		overwrite(t, damaged, page, with)
		_, done := salvaged(t, damaged)
		if n := done.People.Saved + done.People.Partial; n != 60 {
			t.Errorf("page %d: %d people of 60: %+v", page, n, done)
		}
		if n := done.Notes.Saved + done.Notes.Partial; n < 30 {
			t.Errorf("page %d: %d notes of 60: %+v", page, n, done)
		}
	}
}

func TestTruncatedBooks(t *testing.T) {
	path := fullBook(t, 60)
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	for part := int64(7); part >= 1; part-- {
		damaged := copied(t, path)
		if err := os.Truncate(damaged, info.Size()*part/8); err != nil {
			t.Fatal(err)
		}
		to := filepath.Join(t.TempDir(), "new.db")
		done, err := store.Salvage(ctx, damaged, to, store.SalvageOptions{Clock: care.ClockFrom(noon), Language: "en", Unnamed: "Unreadable"})
		t.Logf("%d/8: %+v %v", part, done, err)
		if code := care.CodeOf(err); err != nil && code != care.CodeBookNothingLeft {
			t.Errorf("%d/8: %v", part, err)
		}
	}
	damaged := copied(t, path)
	if err := os.Truncate(damaged, 0); err != nil {
		t.Fatal(err)
	}
	to := filepath.Join(t.TempDir(), "new.db")
	_, err = store.Salvage(ctx, damaged, to, store.SalvageOptions{Clock: care.ClockFrom(noon)})
	if care.CodeOf(err) != care.CodeBookNothingLeft {
		t.Errorf("an empty file: %v", err)
	}
	if _, err := os.Stat(to); err == nil {
		t.Error("a book was left")
	}
}

func TestSalvageWritesNothingOverAnything(t *testing.T) {
	path := fullBook(t, 3)
	_, err := store.Salvage(ctx, path, path, store.SalvageOptions{Clock: care.ClockFrom(noon)})
	if care.CodeOf(err) != care.CodeFileExists {
		t.Errorf("onto itself: %v", err)
	}
	_, err = store.Salvage(ctx, filepath.Join(t.TempDir(), "none.db"), filepath.Join(t.TempDir(), "new.db"), store.SalvageOptions{Clock: care.ClockFrom(noon)})
	if care.CodeOf(err) != care.CodeBookMissing {
		t.Errorf("of nothing: %v", err)
	}
}

func TestSetAside(t *testing.T) {
	path := fullBook(t, 3)
	if err := os.WriteFile(path+"-wal", []byte("a log"), 0o644); err != nil {
		t.Fatal(err)
	}
	first, err := store.SetAside(path, care.ClockFrom(noon))
	if err != nil {
		t.Fatal(err)
	}
	second, err := store.SetAside(path, care.ClockFrom(noon))
	if err != nil || first == second {
		t.Fatalf("a second time: %s, %v", second, err)
	}
	if want := path + ".damaged-2026-11-26T120000"; first != want {
		t.Errorf("%s, want %s", first, want)
	}
	for _, end := range []string{"", "-wal"} {
		a, err := os.ReadFile(path + end)
		if err != nil {
			t.Fatal(err)
		}
		b, err := os.ReadFile(first + end)
		if err != nil || !bytes.Equal(a, b) {
			t.Errorf("%s: another one, %v", end, err)
		}
		if info, err := os.Stat(first + end); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v", end, info.Mode(), err)
		}
	}
}

// FuzzSalvage lets bytes of a small book be others: whatever they are, salvaging
// ends, and with a sentence or a sound book.
func FuzzSalvage(f *testing.F) {
	path := fullBook(f, 5)
	book, err := os.ReadFile(path)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(uint32(0), []byte("no header any more"))
	f.Add(uint32(4096), []byte{0x0d, 0, 0, 0xff, 0xff})
	f.Add(uint32(100), []byte{5, 0xff, 0xff, 0, 3, 0, 0, 0, 0, 0, 0, 1})
	f.Fuzz(func(t *testing.T, at uint32, with []byte) {
		data := bytes.Clone(book)
		copy(data[int(at)%len(data):], with)
		damaged := filepath.Join(t.TempDir(), "damaged.db")
		if err := os.WriteFile(damaged, data, 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := store.Salvage(ctx, damaged, damaged+".new", store.SalvageOptions{Clock: care.ClockFrom(noon), Unnamed: "x"})
		if code := care.CodeOf(err); err != nil && code != care.CodeBookNothingLeft {
			t.Fatal(err)
		}
	})
}

// A book whose first page has gone is told as a damaged book, of which something can be
// salvaged; whatever never was one is not.
func TestABookWithoutItsFirstPageIsTold(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "a.db")
	s, err := store.Open(ctx, path, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Do(ctx, store.Action{Kind: "test"}, func(tx *store.Tx) error {
		_, err := tx.PutPerson(&care.Person{FullName: "Ana"})
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	clear(content[:4096])
	noise := make([]byte, 1<<20)
	random := rand.NewChaCha8([32]byte{1})
	if _, err := random.Read(noise); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		content []byte
		want    care.Code
	}{
		"page": {content, care.CodeBookDamaged}, "noise": {noise, care.CodeBookNotABook}, "nothing": {make([]byte, 1<<20), care.CodeBookNotABook},
	} {
		file := filepath.Join(folder, name)
		if err := os.WriteFile(file, c.content, 0o600); err != nil {
			t.Fatal(err)
		}
		_, opened := store.Open(ctx, file, store.Options{})
		_, checked := store.Check(ctx, file)
		_, summarized := store.Summarize(ctx, file)
		for _, err := range []error{opened, checked, summarized} {
			if care.CodeOf(err) != c.want {
				t.Errorf("%s: %v, want %s", name, err, c.want)
			}
		}
		if after, err := os.ReadFile(file); err != nil || !bytes.Equal(after, c.content) {
			t.Errorf("%s was changed: %v", name, err)
		}
	}
}
