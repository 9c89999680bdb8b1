package book

import (
	"context"

	"carebook/app/care"
	"carebook/store"
)

// ReadNoteState reads a note as it was, see store.NoteState. It fails with
// care.CodeNoteMissing.
func ReadNoteState(ctx context.Context, s *store.Store, change int64) (*OpenNote, error) {
	n, err := s.NoteState(ctx, change)
	if err != nil {
		return nil, err
	}
	return openNote(ctx, s, n)
}

// RestoreNote lets a note be what it was again: its title and its text, the note
// itself where it was removed. What it is now becomes an earlier state. A state that
// the note is in already changes nothing.
func RestoreNote(ctx context.Context, s *store.Store, clock care.Clock, change int64, words string) (key, action int64, err error) {
	action, err = s.Do(ctx, store.Action{Kind: "note", Words: words}, func(tx *store.Tx) error {
		was, err := tx.NoteState(change)
		if err != nil {
			return err
		}
		key = was.Key
		switch is, err := tx.Note(key); {
		case care.CodeOf(err) == care.CodeNoteMissing:
		case err != nil:
			return err
		case is.Title == was.Title && is.HTML == was.HTML:
			return nil
		default:
			is.Title, is.HTML = was.Title, was.HTML
			was = is
		}
		was.Changed = care.InstantOf(clock.Now())
		_, err = tx.PutNote(was)
		return err
	})
	return key, action, err
}
