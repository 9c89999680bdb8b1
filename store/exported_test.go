package store_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"carebook/app/care"
	"carebook/store"
)

// TestAnExportIsRememberedByFormat keeps what two formats say apart, and adds to one.
func TestAnExportIsRememberedByFormat(t *testing.T) {
	s := newBook(t)
	ana, bo := store.Exported{UID: "a", Print: "\x00\xff1", Name: "Ana"}, store.Exported{UID: "b", Print: "2", Name: "Bo"}
	put := func(format string, people []store.Exported, gone ...string) {
		t.Helper()
		if err := s.PutExport(ctx, format, people, gone); err != nil {
			t.Fatal(err)
		}
	}
	want := func(format string, people ...store.Exported) {
		t.Helper()
		at, got, err := s.LastExport(ctx, format)
		if err != nil || (at != "") != (people != nil) || len(got) != len(people) {
			t.Fatalf("%s: at %q %+v, %v; want %+v", format, at, got, err, people)
		}
		for _, p := range people {
			if got[p.UID] != p {
				t.Errorf("%s: %+v, want %+v", format, got[p.UID], p)
			}
		}
	}
	want("vcard")
	put("vcard", []store.Exported{ana, bo})
	put("vcard3", []store.Exported{bo})
	changed := store.Exported{UID: "b", Print: "3", Name: "Bob"}
	put("vcard", []store.Exported{changed}, "a")
	want("vcard", changed)
	want("vcard3", bo)
	put("vcard", []store.Exported{ana})
	want("vcard", ana, changed) // that Bob has gone is yet to be told
	sound(t, s)
}

// TestAnExportKeepsNoNameOfTheErased reads the bytes of the book.
func TestAnExportKeepsNoNameOfTheErased(t *testing.T) {
	path := filepath.Join(t.TempDir(), "book.db")
	s, err := store.Open(ctx, path, store.Options{Clock: care.ClockFrom(noon), Language: "en"})
	if err != nil {
		t.Fatal(err)
	}
	p := &care.Person{UID: "q", FullName: "Quenzelbart", Deleted: care.InstantOf(noon)}
	p.Extra = []care.Property{{Name: "UID", Value: "v"}} // who was merged into this one
	keys, _ := put(t, s, p)
	if err := s.PutExport(ctx, "vcard", []store.Exported{{UID: "q", Print: "1", Name: "Quenzelbart"}, {UID: "v", Print: "2", Name: "Vumbelhof"}, {UID: "x", Print: "3", Name: "Ana"}}, nil); err != nil {
		t.Fatal(err)
	}
	if n, err := s.Erase(ctx, keys); err != nil || n != 1 {
		t.Fatalf("erased %d, %v", n, err)
	}
	_, said, err := s.LastExport(ctx, "vcard")
	if err != nil || said["q"].Name+said["v"].Name != "" || said["x"].Name != "Ana" || len(said) != 3 {
		t.Errorf("the export says %+v, %v", said, err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, word := range []string{"uenzelbart", "umbelhof"} {
		if at := bytes.Index(data, []byte(word)); at >= 0 {
			t.Errorf("%q is in the file: %q", word, data[max(0, at-30):min(len(data), at+40)])
		}
	}
}

// TestAnArchiveRefusesAnExportThatFitsNothing takes rows in that nobody wrote.
func TestAnArchiveRefusesAnExportThatFitsNothing(t *testing.T) {
	for _, row := range []string{
		`{}`, `[]`, `{"format":"vcard"}`, `{"format":"vcard","uid":"a","print":"zz"}`,
		`{"format":"vcard","uid":"a","print":"00"}`, // of an export that is not there
	} {
		s := newBook(t)
		_, err := s.Do(ctx, store.Action{Kind: "test"}, func(tx *store.Tx) error { return tx.TakeIn(store.PartExported, 0, []byte(row)) })
		if err == nil {
			t.Errorf("%s is taken in", row)
		}
		if _, said, err := s.LastExport(ctx, "vcard"); err != nil || len(said) > 0 {
			t.Errorf("%s leaves %v, %v", row, said, err)
		}
	}
	if !slices.Contains(store.Parts(), store.PartExported) {
		t.Error("an archive does not carry exports")
	}
}
