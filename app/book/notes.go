package book

import (
	"context"
	"errors"

	"carebook/app/care"
	"carebook/app/doc"
	"carebook/app/lang"
	"carebook/store"
)

// NotesView is what the screen of a person's notes shows.
type NotesView struct {
	Person *care.Person
	Row    store.Row
	// Notes are those about the person: pinned ones first, then the latest changed
	// first.
	Notes []store.NoteRow
	// Removed counts the notes that were removed and can be brought back.
	Removed int
	Today   care.Day
}

// ReadNotes reads the notes about a person. It fails with care.CodePersonMissing.
func ReadNotes(ctx context.Context, s *store.Store, clock care.Clock, person int64) (*NotesView, error) {
	v := &NotesView{Today: clock.Today()}
	var err error
	if v.Person, err = s.Person(ctx, person); err != nil {
		return nil, err
	}
	rows, err := s.Rows(ctx, []int64{person})
	if err != nil {
		return nil, err
	}
	if len(rows) == 0 { // gone between the two
		return nil, &care.Error{Code: care.CodePersonMissing, Args: care.Args{"ID": person}, Err: store.ErrNotFound}
	}
	v.Row = rows[0]
	if v.Notes, err = s.Notes(ctx, person); err != nil {
		return nil, err
	}
	v.Removed, err = s.CountRemovedNotes(ctx, person)
	return v, err
}

// OpenNote is a note ready to be read and edited.
type OpenNote struct {
	store.Note
	Doc *doc.Document
	// Sizes are the width and height of its pictures in pixels, by SHA.
	Sizes map[string][2]int
	// Meta is the day on which it was made, and how long a visit took that was made
	// on that day.
	Meta string
}

// ReadNote reads a note. It fails with care.CodeNoteMissing.
func ReadNote(ctx context.Context, s *store.Store, clock care.Clock, key int64) (*OpenNote, error) {
	n, err := s.Note(ctx, key)
	if err != nil {
		return nil, err
	}
	open, err := openNote(ctx, s, n)
	if err != nil {
		return nil, err
	}
	open.Meta, err = noteMeta(ctx, s, clock, &n)
	return open, err
}

// openNote reads the text of a note. Of one too large for this program there is
// the beginning.
func openNote(ctx context.Context, s *store.Store, n store.Note) (*OpenNote, error) {
	d, err := doc.FromHTML(n.HTML)
	if err != nil && !errors.Is(err, doc.ErrTooLarge) {
		return nil, err
	}
	sizes, err := s.PictureSizes(ctx, d.Pictures())
	if err != nil {
		return nil, err
	}
	return &OpenNote{Note: n, Doc: d, Sizes: sizes}, nil
}

// noteMeta is the day on which a note was made, with the minutes and the place of
// a visit that was logged on the person's timeline for that day.
func noteMeta(ctx context.Context, s *store.Store, clock care.Clock, n *store.Note) (string, error) {
	day := care.DayOf(n.Created.Time().In(clock.Now().Location()))
	words := lang.DayWide(day, clock.Today())
	events, err := s.Timeline(ctx, n.Person)
	if err != nil {
		return "", err
	}
	visited, minutes := false, 0
	for i := range events {
		if e := &events[i]; e.Day == day && e.Visits() {
			visited = true
			minutes += e.Minutes
		}
	}
	if !visited {
		return words, nil
	}
	p, err := s.Person(ctx, n.Person)
	if err != nil {
		return "", err
	}
	args := lang.Args{"Day": words, "Place": p.Organization}
	switch {
	case minutes > 0 && p.Organization != "":
		return lang.N("note.meta_visit_at", minutes, args), nil
	case minutes > 0:
		return lang.N("note.meta_visit", minutes, args), nil
	case p.Organization != "":
		return lang.T("note.meta_at", args), nil
	}
	return words, nil
}

// PinNote pins a note above the others, or takes the pin off.
func PinNote(ctx context.Context, s *store.Store, key int64, pinned bool, words string) (action int64, err error) {
	return s.Do(ctx, store.Action{Kind: "note", Words: words}, func(tx *store.Tx) error {
		n, err := tx.Note(key)
		if err != nil {
			return err
		}
		n.Pinned = pinned
		_, err = tx.PutNote(n)
		return err
	})
}

// RemoveNote removes a note. It stays among those that can be brought back.
func RemoveNote(ctx context.Context, s *store.Store, key int64, words string) (action int64, err error) {
	return s.Do(ctx, store.Action{Kind: "note", Words: words}, func(tx *store.Tx) error { return tx.RemoveNote(key) })
}
