package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"carebook/app/care"
)

// NoteState is a note as it was.
type NoteState struct {
	// Change names the state.
	Change int64
	// At is when it was written; of a note that was removed, when that was done.
	At             care.Instant
	Title, Excerpt string
}

// statesQuery reads a note and what it was. The note comes first, so that what it
// says now is no earlier state.
const statesQuery = `SELECT 0, 0, doc FROM note WHERE key = ?1
	UNION ALL SELECT * FROM (SELECT id, 0, before FROM change WHERE entity = 'note' AND key = ?1 AND before IS NOT NULL ORDER BY id DESC)`

// NoteStates are the earlier states of a note, the latest first; of several that
// say the same, and the note as it is, only the last. A note that is not in the book any more
// has its last state among them.
func (s *Store) NoteStates(ctx context.Context, key int64) ([]NoteState, error) {
	var states []NoteState
	said := map[[sha256.Size]byte]bool{} // many states of a long note are more than the memory should hold
	err := s.eachDocument(ctx, statesQuery,
		func(change int64, _ int, document []byte) error {
			d, err := decodeNote(key, document)
			if err != nil {
				return err
			}
			says := d.says()
			if change != 0 && !said[says] {
				states = append(states, NoteState{change, d.Changed, d.Shown, d.Excerpt})
			}
			said[says] = true
			return nil
		}, key)
	if err != nil {
		return nil, s.explain(fmt.Errorf("read the earlier states of note %d: %w", key, err))
	}
	return states, nil
}

// says is the hash of what a reader of the note sees.
func (d *noteDocument) says() (sum [sha256.Size]byte) {
	h := sha256.New()
	h.Write([]byte(d.Title)) //nolint:errcheck // a hash takes everything
	h.Write([]byte{0})       //nolint:errcheck // see above; neither text holds it
	h.Write([]byte(d.HTML))  //nolint:errcheck // see above
	h.Sum(sum[:0])
	return sum
}

// removedQuery reads the last states of notes about some people that are not in
// the book, but for those that said nothing.
const removedQuery = "SELECT change.id, action.at, coalesce(before ->> 'shown', ''), coalesce(before ->> 'excerpt', '')" + removedFrom + " ORDER BY change.id DESC"

const removedFrom = ` FROM change JOIN action ON action.id = change.action
	WHERE entity = 'note' AND rev_after IS NULL AND before ->> 'person' IN (SELECT value FROM json_each(?))
		AND (before ->> 'shown' IS NOT NULL OR before ->> 'pictures' IS NOT NULL)
		AND NOT EXISTS (SELECT 1 FROM note WHERE note.key = change.key)
		AND NOT EXISTS (SELECT 1 FROM change AS later WHERE later.entity = 'note' AND later.rev_after IS NULL AND later.key = change.key AND later.id > change.id)`

// RemovedNotes are the notes about a person, and about those who were merged into
// the person, that were removed: as they were last, the latest removed first.
func (s *Store) RemovedNotes(ctx context.Context, person int64) ([]NoteState, error) {
	fail := func(err error) error {
		return s.explain(fmt.Errorf("read the removed notes of person %d: %w", person, err))
	}
	list, err := s.withMerged(ctx, person)
	if err != nil {
		return nil, fail(err)
	}
	rows, err := s.read.QueryContext(ctx, removedQuery, list)
	if err != nil {
		return nil, fail(err)
	}
	defer rows.Close()
	var states []NoteState
	for rows.Next() {
		var n NoteState
		if err := rows.Scan(&n.Change, &n.At, &n.Title, &n.Excerpt); err != nil {
			return nil, fail(err)
		}
		states = append(states, n)
	}
	if err := rows.Err(); err != nil {
		return nil, fail(err)
	}
	return states, nil
}

// CountRemovedNotes counts the notes that RemovedNotes gives.
func (s *Store) CountRemovedNotes(ctx context.Context, person int64) (n int, err error) {
	list, err := s.withMerged(ctx, person)
	if err == nil {
		err = s.read.QueryRowContext(ctx, "SELECT count(*)"+removedFrom, list).Scan(&n)
	}
	if err != nil {
		return 0, s.explain(fmt.Errorf("count the removed notes of person %d: %w", person, err))
	}
	return n, nil
}

// withMerged are a person and those of mergedInto, as a list in JSON.
func (s *Store) withMerged(ctx context.Context, person int64) (string, error) {
	people, err := s.mergedInto(ctx, person)
	if err != nil {
		return "", err
	}
	list, err := json.Marshal(append(people, person))
	return string(list), err
}

// mergedInto are those whom a merge put into a person and who had notes that were
// removed. The log is read through for them only where there are both.
func (s *Store) mergedInto(ctx context.Context, person int64) ([]int64, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT DISTINCT key FROM change WHERE entity = 'person' AND rev_after IS NULL
		AND EXISTS (SELECT 1 FROM mention WHERE kind = 'uid' AND person = ?1)
		AND key IN (SELECT before ->> 'person' FROM change WHERE entity = 'note' AND rev_after IS NULL)
		AND before ->> 'uid' IN (SELECT uid FROM mention WHERE kind = 'uid' AND person = ?1)`, person)
	if err != nil {
		return nil, err
	}
	return scanKeys(rows)
}

// whoHas is the person who has the UID of somebody who has left the book, 0 where
// nobody does: into whom that one was merged.
func (tx *Tx) whoHas(gone int64) (int64, error) {
	keys, err := tx.keys(`SELECT mention.person FROM change JOIN mention ON mention.kind = 'uid' AND mention.uid = before ->> 'uid'
		WHERE entity = 'person' AND change.key = ? AND rev_after IS NULL ORDER BY change.id DESC LIMIT 1`, gone)
	if err != nil || len(keys) == 0 {
		return 0, err
	}
	return keys[0], nil
}

// stateQuery reads a state that a change of a note holds.
const stateQuery = "SELECT key, rev_before, before FROM change WHERE id = ? AND entity = 'note' AND before IS NOT NULL"

// scanNoteState reads the answer to stateQuery.
func scanNoteState(change int64, scan func(...any) error) (Note, error) {
	var key int64
	var st state
	err := scan(&key, &st.rev, &st.doc)
	if errors.Is(err, sql.ErrNoRows) {
		return Note{}, noteMissing(0)
	}
	if err != nil {
		return Note{}, fmt.Errorf("read the state of a note before change %d: %w", change, err)
	}
	d, err := decodeNote(key, st.doc)
	if err != nil {
		return Note{}, err
	}
	return d.note(key, st.rev), nil
}

// NoteState reads a note as it was. It fails with care.CodeNoteMissing where the
// log has no such state.
func (s *Store) NoteState(ctx context.Context, change int64) (Note, error) {
	n, err := scanNoteState(change, s.read.QueryRowContext(ctx, stateQuery, change).Scan)
	return n, s.explain(err)
}

// NoteState reads a note as it was, see (*Store).NoteState.
func (tx *Tx) NoteState(change int64) (Note, error) {
	return scanNoteState(change, tx.queryRow(stateQuery, change).Scan)
}
