package store

import (
	"context"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"carebook/app/care"
)

// Exported is somebody as an export wrote them.
type Exported struct {
	UID string
	// Print is the fingerprint of what the file says.
	Print string
	// Name is what the person was called, "" of somebody who was erased since.
	Name string
}

// LastExport reads what the exports in a format have written since the last one of
// everybody: when the last was, and the people by UID. At is "" where there was none.
func (s *Store) LastExport(ctx context.Context, format string) (at care.Instant, people map[string]Exported, err error) {
	fail := func(err error) (care.Instant, map[string]Exported, error) {
		return "", nil, s.explain(fmt.Errorf("read the last export as %s: %w", format, err))
	}
	// In one transaction: another process may export meanwhile.
	tx, err := s.read.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return fail(err)
	}
	defer tx.Rollback() //nolint:errcheck // it was only read
	err = tx.QueryRowContext(ctx, "SELECT at FROM export WHERE format = ?", format).Scan(&at)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return "", nil, nil
	case err != nil:
		return fail(err)
	}
	rows, err := tx.QueryContext(ctx, "SELECT uid, print, name FROM exported WHERE format = ?", format)
	if err != nil {
		return fail(err)
	}
	defer rows.Close()
	people = map[string]Exported{}
	for rows.Next() {
		var e Exported
		if err := rows.Scan(&e.UID, &e.Print, &e.Name); err != nil {
			return fail(err)
		}
		people[e.UID] = e
	}
	if err := rows.Err(); err != nil {
		return fail(err)
	}
	return at, people, nil
}

// PutExport remembers that a file in a format was written now, and what it says of
// people. gone are the UIDs of those whom the user was told to take out by hand; who
// else was in an earlier file and is not in this one stays to be told. It is no action
// of the change log.
func (s *Store) PutExport(ctx context.Context, format string, people []Exported, gone []string) error {
	_, err := s.Do(ctx, Action{Kind: "export"}, func(tx *Tx) error {
		if err := tx.putExport(format, tx.at); err != nil {
			return err
		}
		for _, e := range people {
			if err := tx.putExported(format, e); err != nil {
				return err
			}
		}
		for _, uid := range gone {
			if _, err := tx.exec("DELETE FROM exported WHERE format = ? AND uid = ?", format, uid); err != nil {
				return fmt.Errorf("remember an export: %w", err)
			}
		}
		return nil
	})
	return err
}

func (tx *Tx) putExport(format string, at care.Instant) error {
	_, err := tx.exec("INSERT INTO export (format, at) VALUES (?, ?) ON CONFLICT (format) DO UPDATE SET at = excluded.at", format, string(at))
	if err != nil {
		return fmt.Errorf("remember an export: %w", err)
	}
	return nil
}

func (tx *Tx) putExported(format string, e Exported) error {
	_, err := tx.exec(`INSERT INTO exported (format, uid, print, name) VALUES (?, ?, ?, ?)
		ON CONFLICT (format, uid) DO UPDATE SET print = excluded.print, name = excluded.name`, format, e.UID, []byte(e.Print), e.Name)
	if err != nil {
		return fmt.Errorf("remember an export: %w", err)
	}
	return nil
}

// eraseExported takes the names of people, given as a JSON list of keys, and of those
// who were merged into them out of what exports wrote. The UIDs stay: that somebody
// has gone must still be told.
const eraseExported = `UPDATE exported SET name = '' WHERE uid IN (SELECT coalesce(uid, id) FROM person WHERE key IN (SELECT value FROM json_each(?1))
	UNION SELECT uid FROM mention WHERE kind = 'uid' AND person IN (SELECT value FROM json_each(?1)))`

// exportedRow is a row of an archive about an export, with what it says of somebody,
// or of the export itself.
type exportedRow struct {
	Format string       `json:"format"`
	At     care.Instant `json:"at"`
	UID    string       `json:"uid"`
	Print  string       `json:"print"`
	Name   string       `json:"name"`
}

// exportedRows reads rows as exportedRow takes them, an export before its people.
const exportedRows = `SELECT 0, doc FROM (
	SELECT format, '' AS uid, json_object('format', format, 'at', at) AS doc FROM export
	UNION ALL SELECT format, uid, json_object('format', format, 'uid', uid, 'print', lower(hex(print)), 'name', name) FROM exported ORDER BY format, uid)`

// takeExported takes a row of an archive about an export in.
func (tx *Tx) takeExported(doc []byte) error {
	var r exportedRow
	if err := json.Unmarshal(doc, &r); err != nil {
		return err
	}
	switch {
	case r.Format == "":
		return errors.New("an export without a format")
	case r.At != "":
		return tx.putExport(r.Format, r.At)
	case r.UID == "":
		return errors.New("somebody exported without a UID")
	}
	print, err := hex.DecodeString(r.Print)
	if err != nil {
		return err
	}
	return tx.putExported(r.Format, Exported{UID: r.UID, Print: string(print), Name: r.Name})
}

// settingLogFrom is the instant from which on the change log is whole; "" where it
// has forgotten nothing.
const settingLogFrom = "log_from"

// Gone is somebody who lived in the book at a moment and lives there no more. Name
// is "" of somebody who was erased.
type Gone struct{ UID, Name string }

// ChangedSince reads the living people of whom something was written since an
// instant, by key, and those who have gone since. Whole is false where the change log
// does not reach that far back: others may have changed too.
func (s *Store) ChangedSince(ctx context.Context, since care.Instant) (keys []int64, gone []Gone, whole bool, err error) {
	fail := func(err error) ([]int64, []Gone, bool, error) {
		return nil, nil, false, s.explain(fmt.Errorf("read what has changed since %s: %w", since, err))
	}
	from, err := s.Setting(ctx, settingLogFrom)
	if err != nil {
		return fail(err)
	}
	rows, err := s.read.QueryContext(ctx, changedSince, string(since))
	if err != nil {
		return fail(err)
	}
	if keys, err = scanKeys(rows); err != nil {
		return fail(err)
	}
	if gone, err = s.goneSince(ctx, since); err != nil {
		return fail(err)
	}
	return keys, gone, from == "" || care.Instant(from) <= since, nil
}

// changedSince reads the keys of the living whose document, tags or notes moved. A
// spell of writing is one action that began before it ended: notes say themselves
// when they were changed.
const changedSince = `WITH moved AS (SELECT entity, key, before FROM change JOIN action ON action.id = change.action WHERE at >= ?1)
	SELECT key FROM person WHERE deleted_at IS NULL AND key IN (
		SELECT key FROM moved WHERE entity = 'person'
		UNION SELECT before ->> 'person' FROM moved WHERE entity = 'note' AND before IS NOT NULL
		UNION SELECT person FROM note WHERE key IN (SELECT key FROM moved WHERE entity = 'note') OR changed >= ?1
		UNION SELECT person FROM person_tag WHERE tag IN (SELECT key FROM moved WHERE entity = 'tag')) ORDER BY key`

// goneSince are those who lived before the first change to them since an instant,
// and do so no more.
func (s *Store) goneSince(ctx context.Context, since care.Instant) ([]Gone, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT before, rev_after IS NULL FROM change WHERE id IN
			(SELECT min(change.id) FROM change JOIN action ON action.id = change.action WHERE entity = 'person' AND at >= ? GROUP BY key)
		AND NOT EXISTS (SELECT 1 FROM person WHERE person.key = change.key AND deleted_at IS NULL)`, string(since))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var gone []Gone
	for rows.Next() {
		var doc []byte
		var erased bool
		if err := rows.Scan(&doc, &erased); err != nil {
			return nil, err
		}
		if doc == nil {
			if erased { // the log says no more of them
				gone = append(gone, Gone{})
			}
			continue // they came since
		}
		d, err := decodePerson(doc)
		if err != nil {
			return nil, err
		}
		if d.Deleted == "" {
			gone = append(gone, Gone{UID: d.UID, Name: d.DisplayName()})
		}
	}
	slices.SortFunc(gone, func(a, b Gone) int { return strings.Compare(a.UID, b.UID) })
	return gone, rows.Err()
}

// Joined names the living people into whom others were merged, by the UIDs of those.
func (s *Store) Joined(ctx context.Context) (map[string]string, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT mention.uid, full_name FROM mention JOIN person ON person.key = mention.person
		WHERE mention.kind = 'uid' AND deleted_at IS NULL ORDER BY person.key`)
	if err != nil {
		return nil, s.explain(fmt.Errorf("read who was merged: %w", err))
	}
	defer rows.Close()
	into := map[string]string{}
	for rows.Next() {
		var uid, name string
		if err := rows.Scan(&uid, &name); err != nil {
			return nil, s.explain(fmt.Errorf("read who was merged: %w", err))
		}
		into[uid] = name
	}
	return into, s.explain(rows.Err())
}
