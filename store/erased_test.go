package store_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"carebook/app/care"
	"carebook/app/picture"
	"carebook/store"
)

// TestNoWordOfTheErasedIsLeftInTheFile reads the bytes of the book: of a note, of
// what it said before, of a remark, a timeline and a name.
func TestNoWordOfTheErasedIsLeftInTheFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "erased.db")
	s, err := store.Open(ctx, path, store.Options{Clock: care.ClockFrom(noon), Language: "en"})
	if err != nil {
		t.Fatal(err)
	}
	people := []*care.Person{{FullName: "Quenzelbart", Remark: "zremarkable", Organization: "Vumbelhof"}}
	for i := range 300 {
		people = append(people, &care.Person{FullName: fmt.Sprintf("Name %d", i), Remark: strings.Repeat("some words ", i)})
	}
	keys, _ := put(t, s, people...)
	n := store.Note{Person: keys[0], Title: "Xitlehead", HTML: "<p>wqfirststate</p>"}
	n.Key = noted(t, s, n)
	for _, key := range keys[1:100] {
		noted(t, s, store.Note{Person: key, HTML: "<p>" + strings.Repeat("other words ", int(key)) + "</p>"})
	}
	n.HTML = "<p>" + strings.Repeat("wqsecondstate ", 2000) + "</p>"
	noted(t, s, n)
	p := person(t, s, keys[0])
	p.Remark = "zlaterremark"
	p.Deleted = care.InstantOf(noon)
	put(t, s, p)
	if erased, err := s.Erase(ctx, keys[:1]); err != nil || erased != 1 {
		t.Fatalf("erased %d, %v", erased, err)
	}
	sound(t, s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(path + "*")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		data = bytes.ToLower(data)
		if file == path && !bytes.Contains(data, []byte("other words")) {
			t.Errorf("the words of others are not there either")
		}
		// The index keeps of a word what it does not share with the one before.
		for _, word := range []string{"uenzelbart", "remarkable", "umbelhof", "itlehead", "qfirststate", "qsecondstate", "laterremark"} {
			if at := bytes.Index(data, []byte(word)); at >= 0 {
				t.Errorf("%s: %q at %d: %q", filepath.Base(file), word, at, data[max(0, at-30):min(len(data), at+40)])
			}
		}
	}
}

const figure = `<figure><img src="picture:%s" alt=""></figure>`

// held keeps a picture of one byte in a book until an hour after noon.
func held(t testing.TB, s *store.Store, sign string) (sha string) {
	t.Helper()
	sum := sha256.Sum256([]byte(sign))
	sha = hex.EncodeToString(sum[:])
	_, err := s.Do(ctx, store.Action{Kind: "test"}, func(tx *store.Tx) error {
		if err := tx.PutPicture(&picture.Picture{SHA256: sha, MediaType: "image/png", Width: 1, Height: 1, Bytes: []byte(sign)}); err != nil {
			return err
		}
		return tx.HoldPicture(sha, care.InstantOf(noon.Add(time.Hour)))
	})
	if err != nil {
		t.Fatal(err)
	}
	return sha
}

func hasPicture(s *store.Store, sha string) bool {
	_, _, err := s.Picture(ctx, sha)
	return err == nil
}

// TestAPictureOfTheErasedGoesWithThem has one that was put into a note just now,
// one that was taken out again, and one for a note of somebody else.
func TestAPictureOfTheErasedGoesWithThem(t *testing.T) {
	s := newBook(t)
	keys, _ := put(t, s, &care.Person{FullName: "Ana"}, &care.Person{FullName: "Bo"})
	face, before, other := held(t, s, "a"), held(t, s, "b"), held(t, s, "c")
	n := store.Note{Person: keys[0], HTML: fmt.Sprintf(figure, before)}
	n.Key = noted(t, s, n)
	n.HTML = fmt.Sprintf(figure, face)
	typedInto(t, s, 0, n)
	p := person(t, s, keys[0])
	p.Deleted = care.InstantOf(noon)
	put(t, s, p)
	if erased, err := s.Erase(ctx, keys[:1]); err != nil || erased != 1 {
		t.Fatalf("erased %d, %v", erased, err)
	}
	if hasPicture(s, face) || hasPicture(s, before) || !hasPicture(s, other) {
		t.Errorf("shown: %t, shown before: %t, held for another: %t", hasPicture(s, face), hasPicture(s, before), hasPicture(s, other))
	}
}

// TestAPictureThatNobodyHasGoesOnTheNextDay has one that no note came for, one
// that a note shows, and one taken out of a note, which an undo may put back for
// a day.
func TestAPictureThatNobodyHasGoesOnTheNextDay(t *testing.T) {
	path := filepath.Join(t.TempDir(), "book.db")
	s := openBook(t, path)
	keys, _ := put(t, s, &care.Person{FullName: "Ana"})
	left, shown, out := held(t, s, "a"), held(t, s, "b"), held(t, s, "c")
	noted(t, s, store.Note{Person: keys[0], HTML: fmt.Sprintf(figure, shown)})
	n := store.Note{Person: keys[0], HTML: fmt.Sprintf(figure, out)}
	typed := func(into int64, n store.Note) (key, action int64) {
		action, err := s.Do(ctx, store.Action{Kind: "note", Into: into, Typed: true}, func(tx *store.Tx) (err error) {
			key, err = tx.PutNote(n)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return key, action
	}
	var action int64
	n.Key, action = typed(0, n)
	n.HTML = "<p>words</p>"
	typed(action, n)
	for _, at := range []struct {
		time             time.Time
		left, shown, out bool
	}{
		{noon.Add(time.Minute), true, true, true},
		{noon.Add(13 * time.Hour), false, true, true},
		{noon.Add(37 * time.Hour), false, true, false},
	} {
		later, err := store.Open(ctx, path, store.Options{Clock: care.ClockFrom(at.time)})
		if err != nil {
			t.Fatal(err)
		}
		if err := later.RecordRun(ctx, care.DayOf(at.time)); err != nil {
			t.Error(err)
		}
		if hasPicture(later, left) != at.left || hasPicture(later, shown) != at.shown || hasPicture(later, out) != at.out {
			t.Errorf("%s: without a note %t, shown %t, taken out %t", at.time, hasPicture(later, left), hasPicture(later, shown), hasPicture(later, out))
		}
		if err := later.Close(); err != nil {
			t.Error(err)
		}
	}
	sound(t, s)
}
