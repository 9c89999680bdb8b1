package store

import (
	"context"

	"carebook/app/care"
)

// Note is a note about a person.
type Note struct {
	Key, Person int64
	// ID is a UUIDv7, given where it is "".
	ID string
	// Title is one line, "" where the note is called by what it says.
	Title string
	// HTML is the text, as doc.Document.HTML writes it.
	HTML             string
	Pinned           bool
	Created, Changed care.Instant
	// Source is the fingerprint of the file that the note was imported from, or "".
	Source string
}

// NoteRow is what a list shows of a note.
type NoteRow struct {
	Key, Person int64
	// Title is the note's, or the document's where it has none.
	Title, Excerpt   string
	Pinned           bool
	Created, Changed care.Instant
}

// Place is where a search found its words in a text: what was found and what
// stands around it, of one line, about 90 characters in all.
type Place struct{ Before, Found, After string }

// PutNote keeps a note and gives its key; 0 is a new one.
func (tx *Tx) PutNote(n Note) (int64, error) { return n.Key, nil }

// RemoveNote removes a note; one that is not there is none to remove.
func (tx *Tx) RemoveNote(key int64) error { return nil }

// Note reads a note as this action sees it. It fails with care.CodeNoteMissing.
func (tx *Tx) Note(key int64) (Note, error) {
	return Note{}, &care.Error{Code: care.CodeNoteMissing}
}

// Notes are the notes of a person: pinned ones first, then the latest changed
// first.
func (s *Store) Notes(ctx context.Context, person int64) ([]NoteRow, error) { return nil, nil }

// Note reads a note. It fails with care.CodeNoteMissing.
func (s *Store) Note(ctx context.Context, key int64) (Note, error) {
	return Note{}, &care.Error{Code: care.CodeNoteMissing}
}

// EachNote calls f with the notes of a person in the order in which they were
// made; it stops at f's error.
func (s *Store) EachNote(ctx context.Context, person int64, f func(*Note) error) error { return nil }
