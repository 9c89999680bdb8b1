package store_test

import (
	"testing"

	"carebook/store"
)

// noted keeps a note as an action of its own and gives its key and the action's id.
func noted(t testing.TB, s *store.Store, n store.Note) (key, action int64) {
	t.Helper()
	return notedInto(t, s, 0, n)
}

// notedInto keeps a note as a further save of an action's spell.
func notedInto(t testing.TB, s *store.Store, into int64, n store.Note) (key, action int64) {
	t.Helper()
	action, err := s.Do(ctx, store.Action{Kind: "note", Into: into}, func(tx *store.Tx) (err error) {
		key, err = tx.PutNote(n)
		return err
	})
	if err != nil {
		t.Fatalf("keep a note: %v", err)
	}
	return key, action
}
