package store

import (
	"context"
	"fmt"

	"carebook/app/care"
)

// RemovePerson removes a person on whom nothing hangs any more through the
// change log, so that an undo brings the row back.
func (tx *Tx) RemovePerson(key int64) error { return tx.remove(entityPerson, key) }

// Erase removes people for good, with all that hangs on them, what the change
// log says of them and pictures and files that nobody else has. It cannot be
// undone. People who are not in the trash are left.
func (s *Store) Erase(ctx context.Context, keys []int64) (erased int, err error) {
	_, err = s.Do(ctx, Action{Kind: kindErase}, func(tx *Tx) error {
		for _, key := range keys {
			if err := ctx.Err(); err != nil {
				return &care.Error{Code: care.CodeCancelled, Err: err}
			}
			gone, err := tx.erase(key)
			if err != nil {
				return err
			}
			if gone {
				erased++
			}
		}
		if erased == 0 {
			return nil
		}
		return tx.sweepPictures()
	})
	return erased, err
}

// EraseTrash erases those who have been in the trash since before an instant.
func (s *Store) EraseTrash(ctx context.Context, before care.Instant) (int, error) {
	rows, err := s.read.QueryContext(ctx, "SELECT key FROM person WHERE deleted_at < ?", string(before))
	if err != nil {
		return 0, s.explain(fmt.Errorf("read the trash: %w", err))
	}
	defer rows.Close()
	var keys []int64
	for rows.Next() {
		var key int64
		if err := rows.Scan(&key); err != nil {
			return 0, s.explain(fmt.Errorf("read the trash: %w", err))
		}
		keys = append(keys, key)
	}
	if err := rows.Err(); err != nil || len(keys) == 0 {
		return 0, s.explain(err)
	}
	return s.Erase(ctx, keys)
}

// kindErase is the kind of the one action that cannot be undone.
const kindErase = "erase"

func (tx *Tx) erase(key int64) (bool, error) {
	var deleted bool
	if err := tx.queryRow("SELECT EXISTS (SELECT 1 FROM person WHERE key = ? AND deleted_at IS NOT NULL)", key).Scan(&deleted); err != nil || !deleted {
		return false, err
	}
	if err := tx.clearDerived(key); err != nil {
		return false, err
	}
	for _, query := range []string{
		"DELETE FROM change WHERE entity = 'event' AND (key IN (SELECT key FROM event WHERE person = ?1) OR before ->> 'person' = ?1)",
		"DELETE FROM change WHERE entity = 'person' AND key = ?1",
		"DELETE FROM event WHERE person = ?1",
		"DELETE FROM person WHERE key = ?1",
	} {
		if _, err := tx.exec(query, key); err != nil {
			return false, fmt.Errorf("erase person %d: %w", key, err)
		}
	}
	// Others are told by a change that says nothing of the person.
	_, err := tx.log(entityPerson, key, state{}, true, 0)
	return true, err
}

// sweepPictures removes pictures and files that neither a person nor the change
// log names.
func (tx *Tx) sweepPictures() error {
	// A document names a picture by its SHA-256, 64 digits in quotes.
	_, err := tx.exec(`DELETE FROM picture WHERE sha NOT IN (SELECT photo FROM person WHERE photo IS NOT NULL UNION SELECT sha FROM attachment
		UNION SELECT value FROM change, json_tree(change.before) WHERE change.before IS NOT NULL AND json_tree.key = 'sha256')`)
	if err != nil {
		return fmt.Errorf("remove pictures that nobody has: %w", err)
	}
	return nil
}
