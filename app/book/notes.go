package book

import (
	"context"

	"carebook/app/care"
	"carebook/app/doc"
	"carebook/store"
)

// NotesView is what the screen of a person's notes shows.
type NotesView struct {
	Person *care.Person
	Row    store.Row
	Notes  []store.NoteRow
	// Removed counts the notes that were removed and can be brought back.
	Removed int
	Today   care.Day
}

// ReadNotes reads a person's notes.
func ReadNotes(ctx context.Context, s *store.Store, clock care.Clock, person int64) (*NotesView, error) {
	return &NotesView{}, nil
}

// OpenNote is a note ready to be read and edited.
type OpenNote struct {
	store.Note
	Doc *doc.Document
	// Sizes are the pixels of its pictures, by SHA.
	Sizes map[string][2]int
	// Meta is the day on which it was made, with the visit of that day.
	Meta string
}

// Spell is a spell of editing this note.
func (n *OpenNote) Spell() *Spell { return NewSpell(n.Person, n.Key) }

// ReadNote reads a note. It fails with care.CodeNoteMissing.
func ReadNote(ctx context.Context, s *store.Store, clock care.Clock, key int64) (*OpenNote, error) {
	return &OpenNote{Doc: doc.New()}, nil
}

// Spell is one spell of editing one note.
type Spell struct{ person, key int64 }

// NewSpell begins a spell of editing a note; key 0 is a note that is not in
// the book yet.
func NewSpell(person, key int64) *Spell { return &Spell{person, key} }

// NoteDraft is a note as an editor has it.
type NoteDraft struct {
	Title  string
	Doc    *doc.Document
	Pinned bool
}

// Saved tells what a save did.
type Saved struct {
	Key, Action int64
	At          care.Instant
	// Overtaken is set where the note had been changed elsewhere meanwhile.
	Overtaken bool
}

// SaveNote keeps a draft.
func SaveNote(ctx context.Context, s *store.Store, clock care.Clock, sp *Spell, d NoteDraft, words string) (Saved, error) {
	return Saved{Key: sp.key}, nil
}

// PinNote pins a note, or takes the pin off.
func PinNote(ctx context.Context, s *store.Store, clock care.Clock, key int64, pinned bool, words string) (action int64, err error) {
	return 0, nil
}

// RemoveNote removes a note.
func RemoveNote(ctx context.Context, s *store.Store, key int64, words string) (action int64, err error) {
	return 0, nil
}

// NoteState is an earlier state of a note.
type NoteState struct {
	// Change names it, for ReadNoteState and RestoreNote.
	Change         int64
	At             care.Instant
	Title, Excerpt string
}

// NoteStates are the earlier states of a note, the latest first.
func NoteStates(ctx context.Context, s *store.Store, key int64) ([]NoteState, error) { return nil, nil }

// RemovedNotes are the notes of a person that were removed, as they were last.
func RemovedNotes(ctx context.Context, s *store.Store, person int64) ([]NoteState, error) {
	return nil, nil
}

// ReadNoteState reads an earlier state of a note.
func ReadNoteState(ctx context.Context, s *store.Store, change int64) (*OpenNote, error) {
	return &OpenNote{Doc: doc.New()}, nil
}

// RestoreNote brings an earlier state of a note back.
func RestoreNote(ctx context.Context, s *store.Store, clock care.Clock, change int64, words string) (key, action int64, err error) {
	return 0, 0, nil
}

// NoteTemplate is the beginning of a note.
type NoteTemplate struct {
	ID, Name, Title string
	Doc             func() *doc.Document
}

// NoteTemplates are those that come with the program.
func NoteTemplates() []NoteTemplate { return nil }
