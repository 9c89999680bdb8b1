package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"iter"

	"github.com/google/uuid"

	"carebook/app/care"
)

// RecordImport notes the run that this action is, with its counts, and gives
// the run its id.
func (tx *Tx) RecordImport(run Import) (id string, err error) {
	u, err := uuid.NewV7()
	if err != nil {
		return "", fmt.Errorf("make an id: %w", err)
	}
	files, err := json.Marshal(run.Files)
	if err != nil {
		return "", fmt.Errorf("record the import: %w", err)
	}
	var action any
	if tx.id != 0 {
		action = tx.id
	}
	_, err = tx.exec("INSERT INTO import (id, action, at, files, new, updated, same, problems) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
		u.String(), action, string(tx.at), string(files), run.New, run.Updated, run.Same, run.Problems)
	if err != nil {
		return "", fmt.Errorf("record the import: %w", err)
	}
	return u.String(), nil
}

const importColumns = `SELECT import.id, import.at, import.files, import.new, import.updated, import.same, import.problems,
	coalesce(import.action, 0), coalesce(action.undone, 0) FROM import LEFT JOIN action ON action.id = import.action`

func scanImport(scan func(...any) error) (Import, error) {
	var run Import
	var at, files string
	if err := scan(&run.ID, &at, &files, &run.New, &run.Updated, &run.Same, &run.Problems, &run.Action, &run.Undone); err != nil {
		return Import{}, err
	}
	run.At = care.Instant(at)
	return run, json.Unmarshal([]byte(files), &run.Files)
}

// Imports lists the runs of the importer, the latest first.
func (s *Store) Imports(ctx context.Context) ([]Import, error) {
	rows, err := s.read.QueryContext(ctx, importColumns+" ORDER BY import.at DESC, import.id DESC")
	if err != nil {
		return nil, s.explain(fmt.Errorf("list the imports: %w", err))
	}
	defer rows.Close()
	var runs []Import
	for rows.Next() {
		run, err := scanImport(rows.Scan)
		if err != nil {
			return nil, s.explain(fmt.Errorf("list the imports: %w", err))
		}
		runs = append(runs, run)
	}
	return runs, s.explain(rows.Err())
}

// Import reads one run; it fails with care.CodeImportMissing.
func (s *Store) Import(ctx context.Context, id string) (Import, error) {
	run, err := scanImport(s.read.QueryRowContext(ctx, importColumns+" WHERE import.id = ?", id).Scan)
	if errors.Is(err, sql.ErrNoRows) {
		return Import{}, &care.Error{Code: care.CodeImportMissing, Args: care.Args{"ID": id}, Err: ErrNotFound}
	}
	if err != nil {
		return Import{}, s.explain(fmt.Errorf("read import %s: %w", id, err))
	}
	return run, nil
}

// KeyKind says what a MatchKey is.
type KeyKind int

// The kinds of keys by which records are matched to people.
const (
	// UIDKey is a vCard's UID, of anybody.
	UIDKey KeyKind = iota
	// PhoneKey is a number as reversed digits, of the living.
	PhoneKey
	// EmailKey is a normal e-mail address, of the living.
	EmailKey
	// NameKey is a folded name, of the living.
	NameKey
	// BareNameKey is the folded name of somebody with neither number nor
	// e-mail address.
	BareNameKey
	// SourceKey is the fingerprint of an imported record, of anybody.
	SourceKey
)

// MatchKey is something by which a record may be recognised as a person.
type MatchKey struct {
	Kind   KeyKind
	Person int64
	// Text is the key; Fingerprint is it for SourceKey.
	Text        string
	Fingerprint int64
}

// matchKeys reads every MatchKey; living people are those in table find.
const matchKeys = `SELECT 0, key, coalesce(uid, id), 0 FROM person
	UNION ALL SELECT 0, person, uid, 0 FROM mention WHERE kind = 'uid'
		AND NOT EXISTS (SELECT 1 FROM person WHERE person.uid = mention.uid) AND NOT EXISTS (SELECT 1 FROM person WHERE person.id = mention.uid)
	UNION ALL SELECT 1, person, rev_digits, 0 FROM phone WHERE owner = ''
	UNION ALL SELECT 2, person, norm, 0 FROM email
	UNION ALL SELECT 3 + (NOT EXISTS (SELECT 1 FROM phone WHERE phone.person = find.person AND owner = '') AND NOT EXISTS (SELECT 1 FROM email WHERE email.person = find.person)),
		person, name, 0 FROM find
	UNION ALL SELECT 5, person, '', fingerprint FROM source`

// MatchKeys yields every key by which a record may be recognised. It ends
// after the first error.
func (s *Store) MatchKeys(ctx context.Context) iter.Seq2[MatchKey, error] {
	return func(yield func(MatchKey, error) bool) {
		rows, err := s.read.QueryContext(ctx, matchKeys)
		if err != nil {
			yield(MatchKey{}, s.explain(fmt.Errorf("read what people are known by: %w", err)))
			return
		}
		defer rows.Close()
		for rows.Next() {
			var k MatchKey
			if err := rows.Scan(&k.Kind, &k.Person, &k.Text, &k.Fingerprint); err != nil {
				yield(k, s.explain(fmt.Errorf("read what people are known by: %w", err)))
				return
			}
			if !yield(k, nil) {
				return
			}
		}
		if err := rows.Err(); err != nil {
			yield(MatchKey{}, s.explain(fmt.Errorf("read what people are known by: %w", err)))
		}
	}
}

// KeyOf is the key of the person with an id or UID, as this action sees it; 0
// where there is none.
func (tx *Tx) KeyOf(uid string) (int64, error) {
	var key int64
	err := tx.queryRow("SELECT coalesce((SELECT key FROM person WHERE id = ?1), (SELECT key FROM person WHERE uid = ?1), 0)", uid).Scan(&key)
	if err != nil {
		return 0, fmt.Errorf("look for UID %s: %w", uid, err)
	}
	return key, nil
}

// Person reads a person as this action sees it.
func (tx *Tx) Person(key int64) (*care.Person, error) {
	st, err := loadPerson(tx, key)
	if err != nil {
		return nil, err
	}
	if st.doc == nil {
		return nil, &care.Error{Code: care.CodePersonMissing, Args: care.Args{"ID": key}, Err: ErrNotFound}
	}
	d, err := decodePerson(st.doc)
	if err != nil {
		return nil, err
	}
	tx.lastRead = &knownPerson{key, st, d.gather()}
	if tx.tags == nil {
		if err := tx.loadTags(); err != nil {
			return nil, err
		}
	}
	for _, k := range d.TagKeys {
		if name, ok := tx.tagNames[k]; ok {
			d.Tags = append(d.Tags, name)
		}
	}
	return &d.Person, nil
}
