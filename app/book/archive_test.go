package book_test

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/png"
	"io"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/picture"
	"carebook/store"
	"carebook/store/storetest"
)

// aPicture is a picture of a colour.
func aPicture(t rapid.TB, shade uint8) *picture.Picture {
	t.Helper()
	img := image.NewGray(image.Rect(0, 0, 30, 20))
	for i := range img.Pix {
		img.Pix[i] = shade
	}
	img.SetGray(1, 1, color.Gray{255 - shade})
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	pic, err := picture.Make(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	return pic
}

// fill puts things of every kind into a book, as drawn.
func fill(t *rapid.T, s *store.Store) {
	word := rapid.SampledFrom([]string{"Ana", "Иван", "张伟", "O'Neill \"Bo\"", "a <b> & c", "naïve\nline", "=1+1", "x"})
	day := rapid.Custom(func(t *rapid.T) care.Day {
		return care.Day("2026-01-01").Plus(rapid.IntRange(0, 300).Draw(t, "day"))
	})
	do(t, s, func(tx *store.Tx) error {
		var tags []int64
		var names []string
		for i := range rapid.IntRange(0, 3).Draw(t, "tags") {
			name := fmt.Sprintf("tag %d %s", i, word.Draw(t, "tag"))
			key, err := tx.PutTag(0, name, "rose")
			if err != nil {
				return err
			}
			tags, names = append(tags, key), append(names, name)
		}
		if len(tags) > 0 {
			if err := tx.SetTagCadence(tags[0], care.Cadence{Call: 30}); err != nil {
				return err
			}
		}
		if _, err := tx.PutField(0, care.OwnField{Name: "Shoe size"}); err != nil {
			return err
		}
		if _, err := tx.PutList(0, care.SmartList{Name: "near", Filter: care.Filter{AnyTags: tags}}); err != nil {
			return err
		}
		if err := tx.PutHoliday(care.Holiday{ID: "own.1", Name: word.Draw(t, "holiday"), Rule: "05-01", For: &care.Filter{AllTags: tags}}); err != nil {
			return err
		}
		if rapid.Bool().Draw(t, "item") {
			if _, err := tx.PutItem(0, care.Item{Name: "oven", Margin: "25"}); err != nil {
				return err
			}
		}
		if err := tx.SetSetting("a setting", word.Draw(t, "setting")); err != nil {
			return err
		}
		for i := range rapid.IntRange(0, 5).Draw(t, "people") {
			if err := fillPerson(t, tx, i, names, word, day); err != nil {
				return err
			}
		}
		return nil
	})
	if _, err := s.Announce(ctx, "2026-02-03", "2026-02-03T09:00:00Z", []store.Told{{Kind: "holiday", What: "own.1", Round: "2026", Told: "0"}}); err != nil {
		t.Fatal(err)
	}
}

func fillPerson(t *rapid.T, tx *store.Tx, i int, tags []string, word *rapid.Generator[string], day *rapid.Generator[care.Day]) error {
	pic := aPicture(t, uint8(i))
	if err := tx.PutPicture(pic); err != nil {
		return err
	}
	p := &care.Person{
		FullName: word.Draw(t, "name"), Remark: word.Draw(t, "remark"), Added: day.Draw(t, "added"), Country: "ES",
		Phones: []care.Phone{{Number: fmt.Sprintf("+34 600 00 00 0%d", i), Type: care.Mobile}}, Sources: []int64{int64(i) + 7},
		Extra: []care.Property{{Name: "X-A", Value: word.Draw(t, "extra")}},
	}
	p.Tags = rapid.Permutation(tags).Draw(t, "tags of the person") // in an order of their own
	p.Profile.Own = []care.OwnValue{{Field: "Shoe size", Value: "41"}}
	if rapid.Bool().Draw(t, "photo") {
		p.Photo = pic.Photo()
	}
	if rapid.Bool().Draw(t, "uid") {
		p.UID = fmt.Sprintf("uid %d", i)
	}
	if rapid.Bool().Draw(t, "file") {
		p.Profile.Files = []care.Attachment{{Name: "a.png", MediaType: pic.MediaType, Bytes: len(pic.Bytes), SHA256: pic.SHA256, Added: p.Added}}
	}
	key, err := tx.PutPerson(p)
	if err != nil {
		return err
	}
	for range rapid.IntRange(0, 3).Draw(t, "events") {
		event, err := tx.PutEvent(0, key, care.Event{Kind: rapid.SampledFrom([]care.EventKind{care.Call, care.Visit, care.Promise}).Draw(t, "kind"), Day: day.Draw(t, "on"), Text: word.Draw(t, "text")})
		if err != nil {
			return err
		}
		if err := tx.PutReminder(store.Reminder{Kind: "promise", Person: key, What: fmt.Sprint(event), Round: "1", Status: "done", Date: "2026-03-01", Decided: "2026-03-02"}); err != nil {
			return err
		}
	}
	for range rapid.IntRange(0, 2).Draw(t, "sales") {
		sale := care.Sale{Day: day.Draw(t, "sold"), Item: "oven", Amount: care.Money{Minor: rapid.Int64Range(0, 1e6).Draw(t, "amount"), Currency: "EUR"}}
		if _, err := tx.PutSale(0, key, sale); err != nil {
			return err
		}
	}
	for range rapid.IntRange(0, 2).Draw(t, "notes") {
		html := "<p>" + word.Draw(t, "said") + "</p><figure><img src=\"picture:" + pic.SHA256 + "\" alt=\"a\"></figure><pre>&lt;img src=\"../pictures/x\"</pre>"
		if _, err := tx.PutNote(store.Note{Person: key, Title: word.Draw(t, "title"), HTML: html, Pinned: rapid.Bool().Draw(t, "pinned")}); err != nil {
			return err
		}
	}
	if rapid.Bool().Draw(t, "visit") {
		if err := tx.PutPlanned(store.PlannedVisit{Person: key, Week: "2026-11-23", Day: "2026-11-24", Start: 600, Minutes: 30}); err != nil {
			return err
		}
	}
	return tx.TrashPerson(key, rapid.Bool().Draw(t, "trash"))
}

// do writes into a book or fails the test.
func do(t rapid.TB, s *store.Store, work func(*store.Tx) error) int64 {
	t.Helper()
	action, err := s.Do(ctx, store.Action{Kind: "test", Words: "Test"}, work)
	if err != nil {
		t.Fatal(err)
	}
	return action
}

// openAt opens the book at a path, or makes one.
func openAt(t rapid.TB, path string, clock care.Clock) *store.Store {
	t.Helper()
	s, err := store.Open(ctx, path, store.Options{Clock: clock, Language: "en", Origin: "test"})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func closeBook(t rapid.TB, s *store.Store) {
	t.Helper()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

// equal fails the test where two books differ or one is not sound.
func equal(t rapid.TB, a, b string) {
	t.Helper()
	for _, path := range []string{a, b} {
		if problems, err := store.Check(ctx, path); err != nil || len(problems) > 0 {
			t.Fatalf("%s: %q, %v", path, problems, err)
		}
	}
	if differences, err := store.Compare(ctx, a, b); err != nil || len(differences) > 0 {
		t.Fatalf("the books differ: %q, %v", differences, err)
	}
}

// tables that Compare leaves out, as far as an archive carries them.
var carriedToo = []string{
	"SELECT day || ' ' || shown FROM run ORDER BY 1",
	"SELECT import.id || import.at || files || new || updated || same || problems || coalesce(undone, '') FROM import LEFT JOIN action ON action.id = import.action ORDER BY 1",
	"SELECT key || ' ' || (doc ->> 'sources') || id || coalesce(uid, '') FROM person ORDER BY key",
	"SELECT sha || hex(thumb) || hex(bytes) FROM picture ORDER BY 1",
	"SELECT key || doc FROM event ORDER BY 1", "SELECT key || doc FROM note ORDER BY 1", "SELECT key || doc FROM sale ORDER BY 1",
	"SELECT key || doc FROM person ORDER BY 1", "SELECT key || amount || profit || known FROM sale ORDER BY 1",
}

func TestAnArchiveGivesAnEqualBook(t *testing.T) {
	folder := t.TempDir()
	n := 0
	rapid.Check(t, func(r *rapid.T) {
		n++
		from, to := filepath.Join(folder, fmt.Sprintf("a%d.db", n)), filepath.Join(folder, fmt.Sprintf("b%d.db", n))
		archive := filepath.Join(folder, fmt.Sprintf("a%d.zip", n))
		s := openAt(r, from, clock)
		fill(r, s)
		if _, err := book.ExportArchive(ctx, s, archive, "", true); err != nil {
			r.Fatal(err)
		}
		closeBook(r, s)
		other := openAt(r, to, clock)
		if _, err := book.ImportArchive(ctx, other, clock, archive, ""); err != nil {
			r.Fatal(err)
		}
		closeBook(r, other)
		equal(r, from, to)
		for _, query := range carriedToo {
			if a, b := storetest.Lines(t, from, query), storetest.Lines(t, to, query); !slices.Equal(a, b) {
				r.Fatalf("%s: %q, then %q", query, a, b)
			}
		}
	})
}

func TestAnArchiveIsTakenBackAndComesIntoAnEmptyBookAlone(t *testing.T) {
	from := newBook(t)
	if err := book.Demo(ctx, from, clock); err != nil {
		t.Fatal(err)
	}
	archive := filepath.Join(t.TempDir(), "a.zip")
	if _, err := book.ExportArchive(ctx, from, archive, "", true); err != nil {
		t.Fatal(err)
	}
	s := newBook(t)
	put(t, s, &care.Person{FullName: "Somebody"})
	if _, err := book.ImportArchive(ctx, s, clock, archive, ""); !errors.Is(err, store.ErrNotVacant) {
		t.Errorf("into a book with people: %v", err)
	}
	if _, _, err := s.UndoLast(ctx); err != nil {
		t.Fatal(err)
	}
	n, err := book.ImportArchive(ctx, s, clock, archive, "")
	if err != nil || n != 300 {
		t.Fatalf("%d people, %v", n, err)
	}
	if _, _, err := s.UndoLast(ctx); err != nil {
		t.Fatal(err)
	}
	if vacant, err := s.Vacant(ctx); err != nil || !vacant {
		t.Errorf("after taking it back: %v, %v", vacant, err)
	}
	if _, _, err := s.UndoLast(ctx); care.CodeOf(err) != care.CodeNothingToUndo {
		t.Errorf("nothing is left to undo: %v", err)
	}
}

// Into a book with people an archive brings people, pictures and notes.
func TestAnArchiveBringsPeopleAndNotes(t *testing.T) {
	from := newBook(t)
	if err := book.Demo(ctx, from, clock); err != nil {
		t.Fatal(err)
	}
	archive := filepath.Join(t.TempDir(), "a.zip")
	if _, err := book.ExportArchive(ctx, from, archive, "", true); err != nil {
		t.Fatal(err)
	}
	s := newBook(t)
	put(t, s, &care.Person{FullName: "Somebody"})
	for i, want := range []string{"new", "same"} {
		result, err := book.Import(ctx, s, clock, book.ImportOptions{Files: []string{archive}})
		if err != nil || len(result.Files) != 1 || result.Files[0].Records != 300 || len(result.Files[0].Problems) > 0 {
			t.Fatalf("%s: %+v, %v", want, result, err)
		}
		if f := result.Files[0]; i == 1 && f.Same != 300 {
			t.Errorf("again: %d are the same", f.Same)
		}
	}
	for _, query := range []string{"SELECT count(*) FROM note", "SELECT count(*) FROM note_picture", "SELECT count(*) FROM person WHERE photo IS NOT NULL"} {
		if a, b := storetest.Lines(t, from.Path(), query), storetest.Lines(t, s.Path(), query); !slices.Equal(a, b) || a[0] == "0" {
			t.Errorf("%s: %q, then %q", query, a, b)
		}
	}
}

// rewritten is an archive of which entries were changed: nil takes one away, and
// names that it did not have are added.
func rewritten(t *testing.T, archive string, change map[string][]byte, twice string) string {
	t.Helper()
	z, err := zip.OpenReader(archive)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	path := filepath.Join(t.TempDir(), "changed.zip")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	w := zip.NewWriter(f)
	add := func(name string, content []byte) {
		e, err := w.Create(name)
		if err == nil {
			_, err = e.Write(content)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	had := map[string]bool{}
	for _, entry := range z.File {
		had[entry.Name] = true
		r, err := entry.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if now, changed := change[entry.Name]; changed {
			content = now
		}
		if content != nil || len(change) == 0 {
			add(entry.Name, content)
		}
		if entry.Name == twice {
			add(entry.Name, content)
		}
	}
	for name, content := range change {
		if !had[name] {
			add(name, content)
		}
	}
	if err := errors.Join(w.Close(), f.Close()); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestHostileArchives(t *testing.T) {
	from := newBook(t)
	if err := book.Demo(ctx, from, clock); err != nil {
		t.Fatal(err)
	}
	archive := filepath.Join(t.TempDir(), "a.zip")
	if _, err := book.ExportArchive(ctx, from, archive, "", true); err != nil {
		t.Fatal(err)
	}
	person := `{"people":[{"key":1,"id":"a","full_name":"A","added":"2026-01-01"}]}`
	for _, c := range []struct {
		name   string
		change map[string][]byte
		twice  string
		want   care.Code
	}{
		{"a path out of the folder", map[string][]byte{"../../evil": []byte("x"), "/etc/evil": []byte("x"), `..\evil`: []byte("x")}, "", ""},
		{"a list twice", nil, "people.json", care.CodeArchiveDamaged},
		{"a list cut off", map[string][]byte{"events.json": []byte(`{"events":[{"key":1`)}, "", care.CodeArchiveDamaged},
		{"a list of another name", map[string][]byte{"events.json": []byte(`{"people":[]}`)}, "", care.CodeArchiveDamaged},
		{"no people to events", map[string][]byte{"people.json": nil}, "", care.CodeArchiveDamaged},
		{"a key twice", map[string][]byte{"tags.json": []byte(`{"tags":[{"key":1,"name":"a"},{"key":1,"name":"b"}]}`)}, "", care.CodeArchiveDamaged},
		{"a person without a day", map[string][]byte{"people.json": []byte(`{"people":[{"key":1,"id":"a"}]}`)}, "", care.CodeArchiveDamaged},
		{"a tag that is not there", map[string][]byte{"people.json": []byte(strings.Replace(person, `"key"`, `"tag_keys":[999],"key"`, 1))}, "", care.CodeArchiveDamaged},
		{"no key", map[string][]byte{"people.json": []byte(strings.Replace(person, `"key":1`, `"key":-1`, 1))}, "", care.CodeArchiveDamaged},
		{"a note away", map[string][]byte{"notes/1.html": nil}, "", care.CodeArchiveDamaged},
		{"a note that is none", map[string][]byte{"notes/1.html": []byte("hello")}, "", care.CodeArchiveDamaged},
		{"a newer one", map[string][]byte{"carebook.json": []byte(`{"format":"carebook archive","version":2}`)}, "", care.CodeArchiveNewer},
		{"none of ours", map[string][]byte{"carebook.json": nil}, "", care.CodeNotABackup},
		{"a picture of another name", map[string][]byte{"pictures.json": []byte(`{"pictures":[{"sha256":"aa","file":"../../etc/passwd"}]}`)}, "", care.CodeArchiveDamaged},
		{"a row too crowded", map[string][]byte{"people.json": []byte(`{"people":[[` + strings.Repeat("[],", 300_000) + `[]]]}`)}, "", care.CodeArchiveDamaged},
		{"a bomb", map[string][]byte{"people.json": append([]byte(`{"people":[`), bytes.Repeat([]byte(" "), 80<<20)...)}, "", care.CodeArchiveDamaged},
	} {
		t.Run(c.name, func(t *testing.T) {
			folder := t.TempDir()
			s := openAt(t, filepath.Join(folder, "in", "..", "book.db"), clock)
			defer closeBook(t, s)
			path := rewritten(t, archive, c.change, c.twice)
			_, err := book.ImportArchive(ctx, s, clock, path, "")
			if care.CodeOf(err) != c.want {
				t.Fatalf("%v, want %q", err, c.want)
			}
			if vacant, err := s.Vacant(ctx); err != nil || vacant != (c.want != "") {
				t.Errorf("vacant: %v, %v", vacant, err)
			}
			for _, e := range entries(t, folder) {
				if !strings.HasPrefix(e, "book.db") {
					t.Errorf("%s was written", e)
				}
			}
		})
	}
}

// oddEntry is an entry as no program of ours writes one.
type oddEntry struct {
	zip.FileHeader
	content string
	// size is what it says to unpack to, 0 for what it does.
	size uint64
}

// odd names an entry that stands where nothing of an archive does.
func odd(name string, mode fs.FileMode, content string) oddEntry {
	e := oddEntry{FileHeader: zip.FileHeader{Name: name}, content: content}
	e.SetMode(mode)
	return e
}

// withEntries is an archive with more entries, and with others in place of those that
// have the same name.
func withEntries(t *testing.T, archive string, more ...oddEntry) string {
	t.Helper()
	z, err := zip.OpenReader(archive)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	path := filepath.Join(t.TempDir(), "odd.zip")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	w := zip.NewWriter(f)
	for _, entry := range z.File {
		if !slices.ContainsFunc(more, func(o oddEntry) bool { return o.Name == entry.Name }) {
			if err := w.Copy(entry); err != nil {
				t.Fatal(err)
			}
		}
	}
	folders := map[string]string{}
	for _, o := range more {
		if folder, is := strings.CutSuffix(o.Name, "/"); is { // which the writer lets be empty alone
			o.Name = folder + "\x7f"
			folders[o.Name] = folder + "/"
		}
		o.CRC32 = crc32.ChecksumIEEE([]byte(o.content))
		o.CompressedSize64, o.UncompressedSize64 = uint64(len(o.content)), max(o.size, uint64(len(o.content)))
		e, err := w.CreateRaw(&o.FileHeader)
		if err == nil {
			_, err = io.WriteString(e, o.content)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	err = errors.Join(w.Close(), f.Close())
	for name, folder := range folders {
		content, failed := os.ReadFile(path)
		err = errors.Join(err, failed, os.WriteFile(path, bytes.ReplaceAll(content, []byte(name), []byte(folder)), 0o600))
	}
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// TestOddEntriesOfArchives: an entry is known by its whole name or passed over, and is
// data whatever it says to be. No name of an archive becomes the name of a file, so that
// none is written wherever a name leads.
func TestOddEntriesOfArchives(t *testing.T) {
	from := newBook(t)
	do(t, from, func(tx *store.Tx) error {
		key, err := tx.PutPerson(&care.Person{FullName: "Ana Ruiz"})
		if err == nil {
			_, err = tx.PutNote(store.Note{Person: key, Title: "Oven", HTML: "<p>Blue</p>"})
		}
		return err
	})
	archive := filepath.Join(t.TempDir(), "a.zip")
	if _, err := book.ExportArchive(ctx, from, archive, "", true); err != nil {
		t.Fatal(err)
	}
	cases := []struct {
		name    string
		entries []oddEntry
		want    care.Code
	}{
		{"a link in place of a list", []oddEntry{odd("people.json", fs.ModeSymlink|0o777, "/etc/passwd")}, care.CodeArchiveDamaged},
		{"a link in place of a note", []oddEntry{odd("notes/1.html", fs.ModeSymlink|0o777, "../../etc/passwd")}, care.CodeArchiveDamaged},
		{"a link in place of the first", []oddEntry{odd("carebook.json", fs.ModeSymlink|0o777, "people.json")}, care.CodeNotABackup},
		{"a device in place of a list", []oddEntry{odd("people.json", fs.ModeDevice|0o666, "")}, care.CodeArchiveDamaged},
		{"a folder in place of a list", []oddEntry{odd("people.json", fs.ModeDir|0o777, "x")}, care.CodeArchiveDamaged},
		{"a list of 4 GB", []oddEntry{{FileHeader: zip.FileHeader{Name: "people.json"}, content: `{"people":[`, size: 1 << 32}}, care.CodeArchiveDamaged},
		{"a list of 16 EB", []oddEntry{{FileHeader: zip.FileHeader{Name: "people.json"}, content: `{"people":[`, size: math.MaxUint64}}, care.CodeArchiveDamaged},
		{"a note of 4 GB", []oddEntry{{FileHeader: zip.FileHeader{Name: "notes/1.html"}, content: "<p>", size: 1<<32 + 3}}, care.CodeArchiveDamaged},
		{"a list that is longer than it says", []oddEntry{{FileHeader: zip.FileHeader{Name: "people.json", Method: zip.Deflate}, content: "\x01\x00\x00\xff\xff", size: 1}}, care.CodeArchiveDamaged},
		{"a list packed in a way of its own", []oddEntry{{FileHeader: zip.FileHeader{Name: "people.json", Method: 99}, content: "x"}}, care.CodeArchiveDamaged},
	}
	for _, name := range []string{
		"C:evil", `C:\evil`, `C:\..\evil`, `\\host\share\evil`, "//host/share/evil", "/evil", "../evil", `..\evil`, "a/../../evil", "./people.json", "people.json/", "PEOPLE.JSON",
		"People.json", "notes/1.HTML", "Notes/1.html", "notes/../notes/1.html", "notes//1.html", "people.json\x00", "people.json\x00.png", "\x00", "a\x1b[2J\r\n", "people.json ", "people.json.",
		"people.json:evil", "CON", "nul.json/", "pictures/", "\u202enosj.elpoep", "", "\xff\xfe", strings.Repeat("a", 65535),
	} {
		cases = append(cases, struct {
			name    string
			entries []oddEntry
			want    care.Code
		}{fmt.Sprintf("the name %.40q", name), []oddEntry{odd(name, 0o666, "evil"), odd(name, fs.ModeSymlink|0o777, "/etc/passwd")}, ""})
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			folder := t.TempDir()
			t.Chdir(t.TempDir())
			t.Setenv("TMPDIR", t.TempDir())
			s := openAt(t, filepath.Join(folder, "book.db"), clock)
			defer closeBook(t, s)
			_, err := book.ImportArchive(ctx, s, clock, withEntries(t, archive, c.entries...), "")
			if care.CodeOf(err) != c.want {
				t.Fatalf("%v, want %q", err, c.want)
			}
			if vacant, err := s.Vacant(ctx); err != nil || vacant != (c.want != "") {
				t.Errorf("vacant: %v, %v", vacant, err)
			}
			for _, e := range entries(t, folder) {
				if !slices.Contains([]string{"book.db", "book.db-wal", "book.db-shm", "book.db.lock"}, e) {
					t.Errorf("%s was written", e)
				}
			}
			for _, empty := range []string{".", os.TempDir()} {
				if there := entries(t, empty); len(there) > 0 {
					t.Errorf("in %s are %q", empty, there)
				}
			}
		})
	}
}

func entries(t *testing.T, folder string) []string {
	t.Helper()
	list, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range list {
		names = append(names, e.Name())
	}
	return names
}

// FuzzArchive changes bytes of a small archive: whatever comes of it is an error or a
// sound book.
func FuzzArchive(f *testing.F) {
	folder := f.TempDir()
	s := openAt(f, filepath.Join(folder, "a.db"), clock)
	pic := aPicture(f, 3)
	do(f, s, func(tx *store.Tx) error {
		if err := tx.PutPicture(pic); err != nil {
			return err
		}
		key, err := tx.PutPerson(&care.Person{FullName: "Ana", Photo: pic.Photo(), Tags: []string{"VIP"}})
		if err != nil {
			return err
		}
		_, err = tx.PutEvent(0, key, care.Event{Kind: care.Call, Day: "2026-01-02", Text: "tea"})
		if err != nil {
			return err
		}
		_, err = tx.PutNote(store.Note{Person: key, HTML: "<p>tea</p>"})
		return err
	})
	var b bytes.Buffer
	if _, err := book.WriteArchive(ctx, s, &b); err != nil {
		f.Fatal(err)
	}
	closeBook(f, s)
	f.Add(b.Bytes(), "people.json", []byte(`{"people":[{"key":2,"id":"b","added":"2026-01-01"}]}`))
	f.Add(b.Bytes(), "events.json", []byte(`{"events":[{"key":2,"person":1,"day":"2026-01-01","kind":"?","due":"x"}]}`))
	f.Add(b.Bytes(), "sales.json", []byte(`{"sales":[{"key":2,"person":1,"day":"x","amount":{"minor":1,"currency":"EUR"}}]}`))
	f.Add(b.Bytes(), "reminders.json", []byte(`{"reminders":[{"key":2,"person":7}]}`))
	f.Add(b.Bytes(), "settings.json", []byte(`{"settings":[{"name":"cadences","value":"x"},{"name":"currency","value":"EUR"}]}`))
	f.Add([]byte("PK\x03\x04"), "x", []byte{})
	n := 0
	f.Fuzz(func(t *testing.T, whole []byte, name string, content []byte) {
		n++
		path := filepath.Join(t.TempDir(), "a.zip")
		if z, err := zip.NewReader(bytes.NewReader(whole), int64(len(whole))); err == nil && name != "" && len(name) < 100 {
			var out bytes.Buffer
			w := zip.NewWriter(&out)
			for _, e := range z.File {
				if e.Name != name && w.Copy(e) != nil {
					return
				}
			}
			e, err := w.Create(name)
			if err == nil {
				_, err = e.Write(content)
			}
			if err != nil || w.Close() != nil {
				return
			}
			whole = out.Bytes()
		}
		if err := os.WriteFile(path, whole, 0o600); err != nil {
			t.Fatal(err)
		}
		s := openAt(t, filepath.Join(filepath.Dir(path), "book.db"), clock)
		_, err := book.ImportArchive(context.Background(), s, clock, path, "")
		vacant, vacantErr := s.Vacant(ctx)
		if vacantErr != nil || err != nil && !vacant {
			t.Fatalf("something was left of %v: %v", err, vacantErr)
		}
		closeBook(t, s)
		if problems, err := store.Check(ctx, s.Path()); err != nil || len(problems) > 0 {
			t.Fatalf("%q, %v", problems, err)
		}
	})
}
