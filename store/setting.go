package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// Setting reads a setting of the book; "" where it was never set.
func (s *Store) Setting(ctx context.Context, name string) (string, error) {
	var value string
	err := s.read.QueryRowContext(ctx, "SELECT value FROM setting WHERE name = ?", name).Scan(&value)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	if err != nil {
		return "", s.explain(fmt.Errorf("read the setting %s: %w", name, err))
	}
	return value, nil
}

const setSetting = `INSERT INTO setting (name, value) VALUES (?, ?)
	ON CONFLICT (name) DO UPDATE SET value = excluded.value`

// SetSetting keeps a setting in the book. Settings are no part of the change
// log: an undo of people's data leaves them as they are.
func (s *Store) SetSetting(ctx context.Context, name, value string) error {
	if _, err := s.write.ExecContext(ctx, setSetting, name, value); err != nil {
		return s.explain(fmt.Errorf("keep the setting %s: %w", name, err))
	}
	return nil
}

// SetSetting keeps a setting if the action is kept.
func (tx *Tx) SetSetting(name, value string) error {
	if _, err := tx.exec(setSetting, name, value); err != nil {
		return fmt.Errorf("keep the setting %s: %w", name, err)
	}
	return nil
}
