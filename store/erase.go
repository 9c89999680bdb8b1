package store

import (
	"context"
	"encoding/json"
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
		var gone []int64
		for _, key := range keys {
			var deleted bool
			if err := tx.queryRow("SELECT EXISTS (SELECT 1 FROM person WHERE key = ? AND deleted_at IS NOT NULL)", key).Scan(&deleted); err != nil {
				return fmt.Errorf("look for person %d: %w", key, err)
			}
			if deleted {
				gone = append(gone, key)
			}
		}
		if erased = len(gone); erased == 0 {
			return nil
		}
		if err := tx.erase(gone); err != nil {
			return err
		}
		if err := ctx.Err(); err != nil {
			return &care.Error{Code: care.CodeCancelled, Err: err}
		}
		return tx.sweepPictures()
	})
	if err != nil {
		erased = 0
	}
	return erased, err
}

// EraseTrash erases those who have been in the trash since before an instant.
func (s *Store) EraseTrash(ctx context.Context, before care.Instant) (int, error) {
	rows, err := s.read.QueryContext(ctx, "SELECT key FROM person WHERE deleted_at < ?", string(before))
	if err != nil {
		return 0, s.explain(fmt.Errorf("read the trash: %w", err))
	}
	keys, err := scanKeys(rows)
	if err != nil || len(keys) == 0 {
		return 0, s.explain(err)
	}
	return s.Erase(ctx, keys)
}

// kindErase is the kind of the one action that cannot be undone.
const kindErase = "erase"

// erase removes people and every trace of them. The log is read once for all of
// them: it has no index by person, which would cost every import.
func (tx *Tx) erase(keys []int64) error {
	list, err := json.Marshal(keys)
	if err != nil {
		return fmt.Errorf("erase %d people: %w", len(keys), err)
	}
	for _, query := range []string{
		// Those who were merged into them are in the log alone.
		"CREATE TEMP TABLE erased AS SELECT value AS key FROM json_each(?1)",
		`INSERT INTO erased SELECT DISTINCT key FROM change WHERE entity = 'person' AND before ->> 'uid' IN
			(SELECT uid FROM mention WHERE kind = 'uid' AND person IN (SELECT value FROM json_each(?1)))`,
		`CREATE TEMP TABLE forgotten AS SELECT id, action FROM change WHERE entity = 'person' AND key IN (SELECT key FROM erased)
			OR entity = 'event' AND (before ->> 'person' IN (SELECT key FROM erased) OR key IN (SELECT key FROM event WHERE person IN (SELECT key FROM erased)))
			OR entity = 'sale' AND (before ->> 'person' IN (SELECT key FROM erased) OR key IN (SELECT key FROM sale WHERE person IN (SELECT key FROM erased)))
			OR entity = 'reminder' AND (before ->> 'person' IN (SELECT key FROM erased) OR key IN (SELECT key FROM reminder WHERE person IN (SELECT key FROM erased)))
			OR entity = 'visit' AND (before ->> 'person' IN (SELECT key FROM erased) OR key IN (SELECT key FROM visit WHERE person IN (SELECT key FROM erased)))
			OR entity = 'note' AND (before ->> 'person' IN (SELECT key FROM erased) OR key IN (SELECT key FROM note WHERE person IN (SELECT key FROM erased)))
			OR before IS NULL AND entity IN ('event', 'sale', 'reminder', 'visit', 'note') AND (entity, key) IN
				(SELECT entity, key FROM change WHERE entity IN ('event', 'sale', 'reminder', 'visit', 'note') AND before ->> 'person' IN (SELECT key FROM erased))`,
		// Whatever of theirs waits for a note to be saved waits no longer.
		`DELETE FROM picture_hold WHERE sha IN (SELECT sha FROM note_picture WHERE note IN (SELECT key FROM note WHERE person IN (SELECT value FROM json_each(?1)))
			UNION SELECT value FROM change, json_tree(change.before) WHERE change.id IN (SELECT id FROM forgotten) AND change.before IS NOT NULL AND json_tree.key = 'sha256')`,
		"UPDATE action SET words = '' WHERE id IN (SELECT action FROM forgotten)", // they name people
		eraseExported,
		"DELETE FROM change WHERE id IN (SELECT id FROM forgotten)",
		"DELETE FROM greeting WHERE person IN (SELECT value FROM json_each(?1))",
		"DELETE FROM event WHERE person IN (SELECT value FROM json_each(?1))",
		"DELETE FROM sale WHERE person IN (SELECT value FROM json_each(?1))",
		"DELETE FROM reminder WHERE person IN (SELECT value FROM json_each(?1))",
		"DELETE FROM visit WHERE person IN (SELECT value FROM json_each(?1))",
		"DELETE FROM note_fts WHERE rowid IN (SELECT key FROM note WHERE person IN (SELECT value FROM json_each(?1)))",
		"DELETE FROM note_picture WHERE note IN (SELECT key FROM note WHERE person IN (SELECT value FROM json_each(?1)))",
		"DELETE FROM note WHERE person IN (SELECT value FROM json_each(?1))",
	} {
		if _, err := tx.exec(query, list); err != nil {
			return fmt.Errorf("erase %d people: %w", len(keys), err)
		}
	}
	// What was done to them alone cannot be taken back any more.
	if tx.emptied, err = tx.keys("SELECT DISTINCT action FROM forgotten WHERE action NOT IN (SELECT action FROM change)"); err != nil {
		return err
	}
	for _, query := range []string{"DROP TABLE temp.erased", "DROP TABLE temp.forgotten"} {
		if _, err := tx.exec(query); err != nil {
			return fmt.Errorf("erase %d people: %w", len(keys), err)
		}
	}
	tx.unsplit, tx.erased = true, true
	for _, key := range keys {
		if err := tx.clearDerived(key); err != nil {
			return err
		}
		if _, err := tx.exec("DELETE FROM person WHERE key = ?", key); err != nil {
			return fmt.Errorf("erase person %d: %w", key, err)
		}
		// Others are told by a change that says nothing of the person.
		if _, err := tx.log(entityPerson, key, state{}, true, 0); err != nil {
			return err
		}
	}
	return nil
}

// flushErased takes the words of those who were erased out of the full-text
// indexes, which only mark a row as gone until its segment is written anew: about
// a second for 100,000 people.
func (tx *Tx) flushErased() error {
	if !tx.erased {
		return nil
	}
	for _, query := range []string{"INSERT INTO fts (fts) VALUES ('optimize')", "INSERT INTO note_fts (note_fts) VALUES ('optimize')"} {
		if _, err := tx.exec(query); err != nil {
			return fmt.Errorf("take erased words out of the full text: %w", err)
		}
	}
	return nil
}

// unnamedPictures are the pictures that no person and no note shows as they are
// now, and that are held for none; what the change log names is among them.
const unnamedPictures = `sha NOT IN (SELECT photo FROM person WHERE photo IS NOT NULL UNION SELECT sha FROM attachment
	UNION SELECT sha FROM note_picture UNION SELECT sha FROM picture_hold)`

// sweepPictures removes pictures and files that neither a person, a note nor the
// change log names, but for those that are held for a note which is not saved yet.
// The log is read only where there is any picture besides.
func (tx *Tx) sweepPictures() error {
	fail := func(err error) error { return fmt.Errorf("remove pictures that nobody has: %w", err) }
	if _, err := tx.exec("DELETE FROM picture_hold WHERE until <= ?", string(tx.at)); err != nil {
		return fail(err)
	}
	var some bool
	if err := tx.queryRow("SELECT EXISTS (SELECT 1 FROM picture WHERE " + unnamedPictures + ")").Scan(&some); err != nil {
		return fail(err)
	}
	if !some {
		return nil
	}
	// Documents name pictures by a field that few have.
	_, err := tx.exec("DELETE FROM picture WHERE " + unnamedPictures + ` AND sha NOT IN (SELECT value FROM change, json_tree(change.before)
		WHERE change.before IS NOT NULL AND instr(change.before, '"sha256"') AND json_tree.key = 'sha256')`)
	if err != nil {
		return fail(err)
	}
	return nil
}
