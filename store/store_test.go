package store_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"testing"

	"carebook/app/care"
	"carebook/store"
)

func full() *care.Person {
	return &care.Person{
		UID: "uid-of-ana", FullName: "Ana Núñez Gil", Given: "Ana", Family: "Núñez Gil", Nickname: "Anita",
		Organization: "Café Ñam", Department: "Kitchen", Title: "Chef", Role: "Buyer",
		Phones:     []care.Phone{{Number: "+34 612 345 678", Type: care.Mobile}, {Number: "961 23 40 11", Type: care.Work}},
		Emails:     []care.Email{{Address: "Ana@Example.com", Type: "work"}},
		Addresses:  []care.Address{{Type: care.Work, Street: "Carrer de Sueca 14", City: "València", PostalCode: "46006", Country: "España"}},
		URLs:       []care.URL{{URL: "https://example.com/ana"}},
		Messengers: []care.Messenger{{Handle: "ana.nunez", Service: "skype"}},
		Dates:      []care.Date{{Kind: care.Birthday, Month: 2, Day: 29}, {Kind: care.OtherDate, Text: "around Easter", Label: "party"}},
		Tags:       []string{"Important", "Rice country"}, Remark: "Likes bitter chocolate",
		Related: []care.Related{{Name: "Clara", Relation: "child"}},
		Extra:   []care.Property{{Name: "X-SHOE", Params: []care.Param{{Name: "UNIT", Values: []string{"eu"}}}, Value: "38"}},
		Country: "ES", Sources: []int64{-42},
	}
}

func TestPersonComesBackAsWritten(t *testing.T) {
	s := newBook(t)
	want := full()
	keys, _ := put(t, s, want)
	got := person(t, s, keys[0])
	if !reflect.DeepEqual(got, want) {
		t.Errorf("read\n%+v\nwant\n%+v", got, want)
	}
	if got.ID == "" || got.Added != "2026-11-26" {
		t.Errorf("id %q, added %q: want an id and the clock's day", got.ID, got.Added)
	}
	byUID, err := s.PersonByID(ctx, "uid-of-ana")
	if err != nil || byUID.ID != got.ID {
		t.Errorf("by UID: %v, %v", byUID, err)
	}
	sound(t, s)
}

func TestWritingTheSameAgainChangesNothing(t *testing.T) {
	s := newBook(t)
	keys, _ := put(t, s, full())
	if _, action := put(t, s, person(t, s, keys[0])); action != 0 {
		t.Errorf("writing an equal person made action %d, want none", action)
	}
}

func TestMissingPersonHasACode(t *testing.T) {
	s := newBook(t)
	if _, err := s.Person(ctx, 7); care.CodeOf(err) != care.CodePersonMissing || !errors.Is(err, store.ErrNotFound) {
		t.Errorf("got %v", err)
	}
	if _, err := s.Key(ctx, "nobody"); care.CodeOf(err) != care.CodePersonMissing {
		t.Errorf("got %v", err)
	}
}

func TestBookAndItsSideFilesArePrivate(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("modes are those of Unix")
	}
	path := filepath.Join(t.TempDir(), "book.db")
	s := openBook(t, path)
	put(t, s, full())
	for name, want := range map[string]os.FileMode{path: 0o600, path + "-wal": 0o600, path + "-shm": 0o600} {
		info, err := os.Stat(name)
		if err != nil {
			t.Fatal(err)
		}
		if got := info.Mode().Perm(); got != want {
			t.Errorf("%s has mode %o, want %o", filepath.Base(name), got, want)
		}
	}
}

func TestEmptyFileIsANewBook(t *testing.T) {
	path := filepath.Join(t.TempDir(), "book.db")
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if problems, err := store.Check(ctx, path); err != nil || len(problems) != 0 {
		t.Errorf("check of the empty file: %v, %v", problems, err)
	}
	s := openBook(t, path)
	if differences, err := store.Compare(ctx, path, path); err != nil || len(differences) != 0 {
		t.Errorf("compared with itself: %v, %v", differences, err)
	}
	put(t, s, full())
}

func TestOpenRefusesWhatIsNoBook(t *testing.T) {
	folder := t.TempDir()
	write := func(name string, data []byte) string {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	good := openBook(t, filepath.Join(folder, "good.db"))
	for range 200 {
		put(t, good, &care.Person{FullName: "Somebody"})
	}
	if err := good.Close(); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(good.Path())
	if err != nil {
		t.Fatal(err)
	}
	newer := bytes.Clone(data)
	newer[63] = 99 // user_version, four bytes from offset 60
	foreign := bytes.Clone(data)
	copy(foreign[68:72], "GPKG") // application_id
	damaged := bytes.Clone(data)
	copy(damaged[100:], bytes.Repeat([]byte{0xAB}, 3000)) // the root page's tree

	for _, c := range []struct {
		name string
		path string
		want care.Code
	}{
		{"a text", write("text.db", bytes.Repeat([]byte("hello, this is no database. "), 40)), care.CodeBookNotABook},
		{"another program's database", write("foreign.db", foreign), care.CodeBookNotABook},
		{"a newer book", write("newer.db", newer), care.CodeBookNewer},
		{"a damaged book", write("damaged.db", damaged), care.CodeBookDamaged},
		{"a folder", folder, care.CodeFileIsFolder},
		{"a missing book that must exist", filepath.Join(folder, "none.db"), care.CodeBookMissing},
		{"a book in a missing folder", filepath.Join(folder, "none", "book.db"), care.CodeBookFolder},
	} {
		t.Run(c.name, func(t *testing.T) {
			before, _ := os.ReadFile(c.path) // a folder has none, before and after
			s, err := store.Open(ctx, c.path, store.Options{MustExist: c.want == care.CodeBookMissing})
			if err == nil {
				s.Close()
				t.Fatal("opened")
			}
			if got := care.CodeOf(err); got != c.want {
				t.Errorf("code %q (%v), want %q", got, err, c.want)
			}
			if after, _ := os.ReadFile(c.path); !bytes.Equal(before, after) {
				t.Error("the file was changed")
			}
		})
	}
}

func TestFullDiskLosesNothing(t *testing.T) {
	s := newBook(t)
	keys, _ := put(t, s, full())
	if err := store.LimitPages(s, 20); err != nil {
		t.Fatal(err)
	}
	_, err := s.Do(ctx, store.Action{Kind: "test"}, func(tx *store.Tx) error {
		for range 500 {
			if _, err := tx.PutPerson(&care.Person{FullName: "One too many", Remark: string(bytes.Repeat([]byte("x "), 1000))}); err != nil {
				return err
			}
		}
		return nil
	})
	if care.CodeOf(err) != care.CodeDiskFull {
		t.Fatalf("got %v, want %s", err, care.CodeDiskFull)
	}
	if n, err := s.Count(ctx, store.Query{}); err != nil || n != 1 {
		t.Errorf("%d people, %v: want the one from before", n, err)
	}
	person(t, s, keys[0])
	sound(t, s)
}

func TestDiscardRemovesABookThatOpenMade(t *testing.T) {
	path := filepath.Join(t.TempDir(), "book.db")
	s, err := store.Open(ctx, path, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Discard(); err != nil {
		t.Fatal(err)
	}
	if left, _ := filepath.Glob(path + "*"); left != nil {
		t.Errorf("left behind: %v", left)
	}
	openBook(t, path).Close()
	again, err := store.Open(ctx, path, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := again.Discard(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(path); err != nil {
		t.Error("a book that was there before was removed")
	}
}

func TestTagsKeepTheirFirstSpellingAndAreCounted(t *testing.T) {
	s := newBook(t)
	put(t, s, &care.Person{FullName: "A", Tags: []string{"VIP", "vip", " Friends "}}, &care.Person{FullName: "B", Tags: []string{"Vip"}})
	tags, err := s.Tags(ctx)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, tag := range tags {
		got = append(got, tag.Name, string(rune('0'+tag.People)))
	}
	if want := []string{"Friends", "1", "VIP", "2"}; !slices.Equal(got, want) {
		t.Errorf("tags %v, want %v", got, want)
	}
	tag, err := s.TagByName(ctx, "vIp")
	if err != nil {
		t.Fatal(err)
	}
	rows, err := s.People(ctx, store.Query{Filter: care.Filter{AllTags: []int64{tag.Key}}})
	if err != nil || len(rows) != 2 {
		t.Errorf("%d people with the tag, %v", len(rows), err)
	}
	if _, err := s.TagByName(ctx, "none"); care.CodeOf(err) != care.CodeTagMissing {
		t.Errorf("a tag that is not there: %v", err)
	}
}

func names(rows []store.Row) []string {
	var out []string
	for _, r := range rows {
		out = append(out, r.FullName)
	}
	return out
}

func TestListsStandInTheOrderAskedFor(t *testing.T) {
	s := newBook(t)
	put(t, s,
		&care.Person{FullName: "Zoë Ámbar", Organization: "Bar", Added: "2026-01-02", Addresses: []care.Address{{City: "Gandía"}}},
		&care.Person{FullName: "Ángel Ruiz", Added: "2026-01-03", Addresses: []care.Address{{City: "Alcoi"}}},
		&care.Person{FullName: "andrés Bosch", Organization: "Árbol", Added: "2026-01-01"},
	)
	for _, c := range []struct {
		sort care.Sort
		want []string
	}{
		{care.ByName, []string{"andrés Bosch", "Ángel Ruiz", "Zoë Ámbar"}},
		{care.ByOrganization, []string{"andrés Bosch", "Zoë Ámbar", "Ángel Ruiz"}},
		{care.ByCity, []string{"Ángel Ruiz", "Zoë Ámbar", "andrés Bosch"}},
		{care.ByAdded, []string{"Ángel Ruiz", "Zoë Ámbar", "andrés Bosch"}},
	} {
		rows, err := s.People(ctx, store.Query{Sort: c.sort})
		if err != nil {
			t.Fatal(err)
		}
		if got := names(rows); !slices.Equal(got, c.want) {
			t.Errorf("by %s: %v, want %v", c.sort, got, c.want)
		}
		part, err := s.People(ctx, store.Query{Sort: c.sort, Limit: 1, Offset: 1})
		if err != nil || !slices.Equal(names(part), c.want[1:2]) {
			t.Errorf("by %s, the second: %v, %v", c.sort, names(part), err)
		}
	}
}

func TestRowsOfMoreKeysThanAStatementTakes(t *testing.T) {
	s := newBook(t)
	known, _ := put(t, s, &care.Person{FullName: "Ana"}, &care.Person{FullName: "Borja"})
	keys := make([]int64, 100_000)
	for i := range keys {
		keys[i] = known[1] + int64(i)
	}
	rows, err := s.Rows(ctx, keys)
	if err != nil || !slices.Equal(names(rows), []string{"Borja"}) {
		t.Errorf("rows %v, %v", names(rows), err)
	}
}

func TestAnotherLanguageOrdersNamesAnew(t *testing.T) {
	s := newBook(t)
	put(t, s, &care.Person{FullName: "Борис"}, &care.Person{FullName: "Zoe"})
	order := func() []string {
		t.Helper()
		rows, err := s.People(ctx, store.Query{})
		if err != nil {
			t.Fatal(err)
		}
		return names(rows)
	}
	if got := order(); !slices.Equal(got, []string{"Zoe", "Борис"}) {
		t.Fatalf("in English: %v", got)
	}
	if err := s.SetLanguage(ctx, "ru"); err != nil {
		t.Fatal(err)
	}
	if got := order(); !slices.Equal(got, []string{"Борис", "Zoe"}) {
		t.Errorf("in Russian: %v", got)
	}
	put(t, s, &care.Person{FullName: "Анна"})
	if got := order(); !slices.Equal(got, []string{"Анна", "Борис", "Zoe"}) {
		t.Errorf("a new name after the change: %v", got)
	}
}

func TestTrashIsNeitherListedNorFound(t *testing.T) {
	s := newBook(t)
	keys, _ := put(t, s, full())
	trash := func(on bool) {
		t.Helper()
		if _, err := s.Do(ctx, store.Action{Kind: "trash"}, func(tx *store.Tx) error { return tx.TrashPerson(keys[0], on) }); err != nil {
			t.Fatal(err)
		}
	}
	before := person(t, s, keys[0])
	trash(true)
	if n, _ := s.Count(ctx, store.Query{}); n != 0 {
		t.Error("still listed")
	}
	if n, _ := s.Count(ctx, store.Query{Trash: true}); n != 1 {
		t.Error("not in the trash")
	}
	if hits, err := s.Find(ctx, "ana", 10); err != nil || len(hits) != 0 {
		t.Errorf("still found: %v, %v", hits, err)
	}
	sound(t, s)
	trash(false)
	if got := person(t, s, keys[0]); !reflect.DeepEqual(got, before) {
		t.Errorf("restored\n%+v\nwant\n%+v", got, before)
	}
	sound(t, s)
}

func TestBulkIntoAnEmptyBookKeepsTheIndexes(t *testing.T) {
	s := newBook(t)
	before, err := store.Indexes(s)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"Ana", "Borja"} {
		_, err := s.Do(ctx, store.Action{Kind: "test", Bulk: true}, func(tx *store.Tx) error {
			_, err := tx.PutPerson(&care.Person{FullName: name})
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	after, err := store.Indexes(s)
	if err != nil || !slices.Equal(before, after) || len(after) < 8 {
		t.Errorf("indexes %v, %v, want %v", after, err, before)
	}
	if rows, err := s.People(ctx, store.Query{}); err != nil || len(rows) != 2 {
		t.Errorf("%d people, %v", len(rows), err)
	}
	sound(t, s)
}

func TestReplayWritesWhatWasRecorded(t *testing.T) {
	folder := t.TempDir()
	var recorded []store.Statement
	first, err := store.Open(ctx, filepath.Join(folder, "first.db"), store.Options{
		Clock:  care.ClockFrom(noon),
		Record: func(query string, args []any) { recorded = append(recorded, store.Statement{Query: query, Args: args}) },
	})
	if err != nil {
		t.Fatal(err)
	}
	defer first.Close()
	put(t, first, full(), &care.Person{FullName: "Borja"})
	second := openBook(t, filepath.Join(folder, "second.db"))
	if err := second.Replay(ctx, recorded); err != nil {
		t.Fatal(err)
	}
	if a, b := snapshotJSON(t, first), snapshotJSON(t, second); a != b {
		t.Errorf("replayed\n%s\nwant\n%s", b, a)
	}
	sound(t, second)
}
