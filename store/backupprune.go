package store

import (
	"context"
	"fmt"

	"carebook/app/care"
)

// What the change log keeps at least, however old it is.
const (
	keptActions = 50
	keptImports = 20
)

// Prune lets the change log forget what was done before an instant, but for the
// last 50 actions and the last 20 imports, and earlier states of notes with it.
// Then it removes pictures and files that nothing names any more, and tidies the
// full text. It gives the number of actions forgotten. What is done in the book
// stays as it is.
func (s *Store) Prune(ctx context.Context, before care.Instant) (forgotten int, err error) {
	_, err = s.Do(ctx, Action{Kind: "prune"}, func(tx *Tx) error {
		old, err := tx.keys(`SELECT id FROM action WHERE at < ?1
			AND id NOT IN (SELECT id FROM action ORDER BY id DESC LIMIT ?2)
			AND id NOT IN (SELECT action FROM import WHERE action IS NOT NULL ORDER BY at DESC, id DESC LIMIT ?3) ORDER BY id`,
			string(before), keptActions, keptImports)
		if err != nil {
			return fmt.Errorf("look for old actions: %w", err)
		}
		for _, id := range old {
			if err := ctx.Err(); err != nil {
				return &care.Error{Code: care.CodeCancelled, Err: err}
			}
			if err := tx.forgetAction(id); err != nil {
				return err
			}
		}
		if forgotten = len(old); forgotten > 0 {
			if err := tx.SetSetting(settingLogFrom, string(before)); err != nil {
				return err
			}
		}
		return tx.sweepPictures()
	})
	if err != nil {
		return 0, err
	}
	for _, table := range []string{"fts", "note_fts"} {
		if _, err := s.write.ExecContext(ctx, "INSERT INTO "+table+" ("+table+") VALUES ('optimize')"); err != nil {
			return forgotten, s.explain(fmt.Errorf("tidy the full text: %w", err))
		}
	}
	if _, err := s.write.ExecContext(ctx, "PRAGMA optimize"); err != nil {
		return forgotten, s.explain(fmt.Errorf("tidy the book: %w", err))
	}
	return forgotten, nil
}

// forgetAction takes an action out of the log. Of an import and of what an undo
// names the row stays, so that it can still be told that it was undone.
func (tx *Tx) forgetAction(id int64) error {
	for _, query := range []string{
		"DELETE FROM change WHERE action = ?",
		"UPDATE action SET words = '' WHERE id = ?",
		`DELETE FROM action WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM import WHERE action = ?1)
			AND NOT EXISTS (SELECT 1 FROM action AS later WHERE later.undoes = ?1)`,
	} {
		if _, err := tx.exec(query, id); err != nil {
			return fmt.Errorf("forget action %d: %w", id, err)
		}
	}
	tx.emptied = append(tx.emptied, id)
	return nil
}
