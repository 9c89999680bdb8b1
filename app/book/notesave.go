package book

import (
	"context"
	"strings"
	"time"

	"carebook/app/care"
	"carebook/app/doc"
	"carebook/store"
)

// spellLength is how long the saves of a spell are one earlier state.
const spellLength = 10 * time.Minute

// Spell is one spell of editing one note. Its saves are one action of the change
// log and one earlier state. It ends after ten minutes, or when another action has
// touched the note; the next save then begins another. It is for one goroutine at
// a time.
type Spell struct {
	person, key int64
	// action is what the saves go on with, 0 for none, and began when it did.
	action int64
	began  time.Time
	// known is what the editor knows the note to be, nil before it knows.
	known *store.Note
	// start is what the note was before the action, nil where there was none.
	start *store.Note
}

// NewSpell begins a spell of editing a note about a person; key 0 is one that is
// not in the book yet, which the first save that holds anything makes. Of a note in
// the book it does not know what was opened: see (*OpenNote).Spell.
func NewSpell(person, key int64) *Spell { return &Spell{person: person, key: key} }

// Spell begins a spell of editing the note as it was read.
func (n *OpenNote) Spell() *Spell {
	return &Spell{person: n.Person, key: n.Key, known: &n.Note}
}

// NoteDraft is a note as an editor has it.
type NoteDraft struct {
	Title string
	// Doc is a Clone of the document, for it is written on another goroutine.
	Doc    *doc.Document
	Pinned bool
}

// Saved tells what a save did.
type Saved struct {
	// Key is the note's, 0 of an empty draft that is not in the book.
	Key int64
	// Action is the spell's, 0 before it has written anything.
	Action int64
	// At is when the note was changed last, Rev names its state, see store.Note.
	At  care.Instant
	Rev int64
	// Overtaken is set where another window or command had changed the note, or
	// removed it, since the editor read or saved it. What it wrote is among the
	// earlier states.
	Overtaken bool
}

// SaveNote keeps a draft as the spell's state of the note. A draft equal to what
// is kept writes nothing, and one that is again what the note was before the spell
// was last changed when that was. A note that was removed meanwhile comes back. It fails with
// care.CodePersonMissing where the person was erased.
func SaveNote(ctx context.Context, s *store.Store, clock care.Clock, sp *Spell, d NoteDraft, words string) (Saved, error) {
	now := clock.Now()
	draft := store.Note{Title: strings.Join(strings.Fields(d.Title), " "), HTML: d.Doc.HTML(), Pinned: d.Pinned}
	if sp.key == 0 && draft.Title == "" && d.Doc.Empty() {
		return Saved{}, nil
	}
	into := sp.action
	if now.Sub(sp.began).Abs() >= spellLength { // before it, where the clock was set back
		into = 0
	}
	var saved Saved
	var kept store.Note
	var start *store.Note
	if into == 0 {
		sp.start = nil
	}
	action, err := s.Do(ctx, store.Action{Kind: "note", Words: words, Into: into, Typed: true}, func(tx *store.Tx) (err error) {
		if sp.key != 0 {
			if n, err := tx.Note(sp.key); err == nil { // keep tells any other failure
				start = &n
			}
		}
		kept, saved.Overtaken, err = sp.keep(tx, draft, care.InstantOf(now))
		return err
	})
	if err != nil {
		return Saved{}, err
	}
	if action != 0 && action != sp.action {
		sp.action, sp.began, sp.start = action, now, start
	}
	sp.key, sp.known = kept.Key, &kept
	saved.Key, saved.Action, saved.At, saved.Rev = kept.Key, sp.action, kept.Changed, kept.Rev
	return saved, nil
}

// keep writes a draft in the place of what the book has and gives what it has then.
func (sp *Spell) keep(tx *store.Tx, draft store.Note, at care.Instant) (kept store.Note, overtaken bool, err error) {
	have, missing := store.Note{Key: sp.key, Person: sp.person, Created: at}, true
	if sp.key != 0 {
		n, err := tx.Note(sp.key)
		switch {
		case err == nil:
			have, missing = n, false
		case care.CodeOf(err) != care.CodeNoteMissing:
			return n, false, err
		case sp.known != nil: // it comes back as the same note
			have.ID, have.Created, have.Source = sp.known.ID, sp.known.Created, sp.known.Source
		}
	}
	if known := sp.known; known != nil {
		overtaken = missing || have.Title != known.Title || have.HTML != known.HTML
	}
	if missing || sp.known == nil || draft.Pinned != sp.known.Pinned { // else the pin is as somebody else has set it
		have.Pinned = draft.Pinned
	}
	if missing || have.Title != draft.Title || have.HTML != draft.HTML {
		have.Title, have.HTML, have.Changed = draft.Title, draft.HTML, at
		if was := sp.start; was != nil && !overtaken && was.Title == draft.Title && was.HTML == draft.HTML {
			have.Changed = was.Changed
		}
	}
	if have.Key, err = tx.PutNote(have); err != nil {
		return have, overtaken, err
	}
	kept, err = tx.Note(have.Key)
	return kept, overtaken, err
}
