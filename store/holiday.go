package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"carebook/app/care"
)

// PutHoliday keeps a holiday of the user's own, or what was changed about a
// shipped one; its ID tells which.
func (tx *Tx) PutHoliday(h care.Holiday) error {
	if h.ID == "" {
		return errors.New("keep a holiday without an ID")
	}
	key, err := tx.holidayKey(h.ID)
	if err != nil {
		return err
	}
	_, err = tx.put(entityHoliday, key, h)
	return err
}

// RemoveHoliday removes a holiday of the user's own, or makes a shipped one as it
// was; one that the book does not hold is none to remove.
func (tx *Tx) RemoveHoliday(id string) error {
	key, err := tx.holidayKey(id)
	if err != nil {
		return err
	}
	return tx.remove(entityHoliday, key)
}

// holidayKey is the key of the row of a holiday, 0 where there is none.
func (tx *Tx) holidayKey(id string) (int64, error) {
	keys, err := tx.keys("SELECT key FROM holiday WHERE id = ?", id)
	if err != nil || len(keys) == 0 {
		return 0, err
	}
	return keys[0], nil
}

func saveHoliday(tx *Tx, key int64, st state) error {
	if st.doc == nil {
		_, err := tx.exec("DELETE FROM holiday WHERE key = ?", key)
		return err
	}
	var h care.Holiday
	if err := json.Unmarshal(st.doc, &h); err != nil {
		return err
	}
	_, err := tx.exec(`INSERT INTO holiday (key, rev, id, doc) VALUES (?, ?, ?, ?)
		ON CONFLICT (key) DO UPDATE SET rev = excluded.rev, id = excluded.id, doc = excluded.doc`, key, st.rev, h.ID, st.doc)
	return err
}

// Holidays are those that the book holds, in the order in which they were made.
func (s *Store) Holidays(ctx context.Context) ([]care.Holiday, error) {
	var holidays []care.Holiday
	err := s.eachDocument(ctx, "SELECT key, 0, doc FROM holiday ORDER BY key", func(_ int64, _ int, doc []byte) error {
		holidays = append(holidays, care.Holiday{})
		return json.Unmarshal(doc, &holidays[len(holidays)-1])
	})
	if err != nil {
		return nil, s.explain(fmt.Errorf("read the holidays: %w", err))
	}
	return holidays, nil
}
