package book_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/store"
)

func TestEditOfManyTellsHowFarItIsAndCanBeStopped(t *testing.T) {
	s := newBook(t)
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	var keys []int64
	_, err := s.Do(ctx, store.Action{Kind: "test"}, func(tx *store.Tx) error {
		for i := range 250 {
			key, err := tx.PutPerson(&care.Person{FullName: fmt.Sprintf("Person %d", i)})
			if err != nil {
				return err
			}
			keys = append(keys, key)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	title := func(words string) func(*care.Person) { return func(p *care.Person) { p.Title = words } }
	var told []int
	if _, err := book.EditEach(ctx, s, keys, "test", title("Cook"), func(done int) { told = append(told, done) }); err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(told, []int{100, 200}) {
		t.Errorf("told %v", told)
	}
	_, err = book.EditEach(ctx, s, keys, "test", title("Chef"), func(int) { cancel() })
	if care.CodeOf(err) != care.CodeCancelled {
		t.Errorf("stopped, it fails with %v", err)
	}
	for _, key := range []int64{keys[0], keys[249]} {
		p, err := s.Person(context.Background(), key)
		if err != nil {
			t.Fatal(err)
		}
		if p.Title != "Cook" {
			t.Errorf("after the stop somebody is %q", p.Title)
		}
	}
}

func TestTwoListsOrFieldsAtOnceDoNotGetTheSameName(t *testing.T) {
	s := newBook(t)
	other, err := store.Open(context.Background(), s.Path(), store.Options{Clock: care.SystemClock(), Language: "en"})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := other.Close(); err != nil {
			t.Error(err)
		}
	}()
	for _, c := range []struct {
		want care.Code
		put  func(*store.Store) error
		kept func(*store.Tx) error
	}{
		{
			care.CodeListExists,
			func(s *store.Store) error {
				_, err := book.PutList(context.Background(), s, 0, care.SmartList{Name: "Mine"})
				return err
			},
			func(tx *store.Tx) error { _, err := tx.PutList(0, care.SmartList{Name: "mine"}); return err },
		},
		{
			care.CodeFieldExists,
			func(s *store.Store) error {
				_, err := book.PutField(context.Background(), s, 0, care.OwnField{Name: "Size", Type: care.TextField})
				return err
			},
			func(tx *store.Tx) error {
				_, err := tx.PutField(0, care.OwnField{Name: "size", Type: care.TextField})
				return err
			},
		},
	} {
		// The second waits for the first, which has the lock, and then sees its name.
		second := make(chan error, 1)
		begun := make(chan struct{})
		_, err := s.Do(context.Background(), store.Action{Kind: "test"}, func(tx *store.Tx) error {
			go func() { close(begun); second <- c.put(other) }()
			<-begun
			return c.kept(tx)
		})
		if err != nil {
			t.Fatal(err)
		}
		if err := <-second; care.CodeOf(err) != c.want {
			t.Errorf("the second is answered with %v, want %s", err, c.want)
		}
	}
}

func TestRetag(t *testing.T) {
	for _, c := range []struct {
		had, add, remove, want []string
		changed                bool
	}{
		{[]string{"A", "b"}, []string{"a"}, nil, []string{"A", "b"}, false},
		{[]string{"A", "b"}, []string{"c"}, []string{"B"}, []string{"A", "c"}, true},
		{[]string{"A"}, nil, []string{"x"}, []string{"A"}, false},
		{nil, []string{"A"}, nil, []string{"A"}, true},
	} {
		p := &care.Person{Tags: slices.Clone(c.had)}
		if changed := book.Retag(p, c.add, c.remove); changed != c.changed || !slices.Equal(p.Tags, c.want) {
			t.Errorf("%q with %q without %q: %q, changed %v", c.had, c.add, c.remove, p.Tags, changed)
		}
	}
}
