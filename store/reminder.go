package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"carebook/app/care"
)

// Reminder is what was decided about a reminder. Kind, Person, What and Round
// name it as remind.ID does.
type Reminder struct {
	Key  int64  `json:"-"`
	Kind string `json:"kind"`
	// Person is the person's key, 0 for none.
	Person int64  `json:"person,omitempty"`
	What   string `json:"what,omitempty"`
	Round  string `json:"round,omitempty"`
	// Status is what was decided, Until the instant at which a snooze ends.
	Status string       `json:"status"`
	Until  care.Instant `json:"until,omitempty"`
	// Date is the day on which the reminder falls, Decided the one on which it
	// was decided.
	Date    care.Day `json:"date,omitempty"`
	Decided care.Day `json:"decided,omitempty"`
}

// statusOpen is the status of a reminder about which nothing is decided, as is
// the empty one.
const statusOpen = "open"

// identity are the values of whatever names a reminder, the person as the
// tables have it.
func identity(kind string, person int64, what, round string) []any {
	return []any{personOrNull(person), kind, what, round}
}

func personOrNull(key int64) any {
	if key == 0 {
		return nil
	}
	return key
}

// PutReminder keeps what was decided about a reminder, whatever was decided
// before; Key says nothing. An open one has nothing to keep. It fails with
// care.CodePersonMissing where the person has gone.
func (tx *Tx) PutReminder(r Reminder) error {
	key, err := tx.reminderKey(&r)
	if err != nil {
		return err
	}
	if r.Status == "" || r.Status == statusOpen {
		return tx.remove(entityReminder, key)
	}
	if r.Person != 0 {
		st, err := loadPerson(tx, r.Person)
		if err != nil {
			return err
		}
		if st.doc == nil {
			return &care.Error{Code: care.CodePersonMissing, Args: care.Args{"ID": r.Person}, Err: ErrNotFound}
		}
	}
	_, err = tx.put(entityReminder, key, r)
	return err
}

// reminderKey is the key of the row of a reminder, 0 where there is none.
func (tx *Tx) reminderKey(r *Reminder) (int64, error) {
	keys, err := tx.keys("SELECT key FROM reminder WHERE person IS ? AND kind = ? AND what = ? AND round = ?", identity(r.Kind, r.Person, r.What, r.Round)...)
	if err != nil || len(keys) == 0 {
		return 0, err
	}
	return keys[0], nil
}

const reminderColumns = "key, kind, coalesce(person, 0), what, round, status, until, date, decided"

func scanReminder(scan func(...any) error, r *Reminder, more ...any) error {
	return scan(append([]any{&r.Key, &r.Kind, &r.Person, &r.What, &r.Round, &r.Status, &r.Until, &r.Date, &r.Decided}, more...)...)
}

func loadReminder(tx *Tx, key int64) (state, error) {
	var st state
	var r Reminder
	err := scanReminder(tx.queryRow("SELECT "+reminderColumns+", rev FROM reminder WHERE key = ?", key).Scan, &r, &st.rev)
	if errors.Is(err, sql.ErrNoRows) {
		return state{}, nil
	}
	if err != nil {
		return state{}, fmt.Errorf("read reminder %d: %w", key, err)
	}
	if st.doc, err = json.Marshal(r); err != nil {
		return state{}, fmt.Errorf("read reminder %d: %w", key, err)
	}
	return st, nil
}

func saveReminder(tx *Tx, key int64, st state) error {
	if st.doc == nil {
		_, err := tx.exec("DELETE FROM reminder WHERE key = ?", key)
		return err
	}
	var r Reminder
	if err := json.Unmarshal(st.doc, &r); err != nil {
		return err
	}
	_, err := tx.exec(`INSERT INTO reminder (key, rev, person, kind, what, round, status, until, date, decided) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (key) DO UPDATE SET rev = excluded.rev, person = excluded.person, kind = excluded.kind, what = excluded.what, round = excluded.round,
			status = excluded.status, until = excluded.until, date = excluded.date, decided = excluded.decided`,
		append(append([]any{key, st.rev}, identity(r.Kind, r.Person, r.What, r.Round)...), r.Status, string(r.Until), string(r.Date), string(r.Decided))...)
	return err
}

// moveReminders lets what was decided about one person's reminders, and
// announced of them, be another's. What that one has stays.
func (tx *Tx) moveReminders(from, to int64) error {
	keys, err := tx.keys("SELECT key FROM reminder WHERE person = ? ORDER BY key", from)
	if err != nil {
		return err
	}
	for _, key := range keys {
		st, err := loadReminder(tx, key)
		if err != nil {
			return err
		}
		var r Reminder
		if err := json.Unmarshal(st.doc, &r); err != nil {
			return fmt.Errorf("read reminder %d: %w", key, err)
		}
		r.Person = to
		switch taken, err := tx.reminderKey(&r); {
		case err != nil:
			return err
		case taken != 0:
			if err := tx.remove(entityReminder, key); err != nil {
				return err
			}
		default:
			if _, err := tx.put(entityReminder, key, r); err != nil {
				return err
			}
		}
	}
	for _, query := range []string{"UPDATE OR IGNORE announced SET person = ?2 WHERE person = ?1", "DELETE FROM announced WHERE person = ?1 AND ?2"} {
		if _, err := tx.exec(query, from, to); err != nil {
			return fmt.Errorf("move what was announced of person %d: %w", from, err)
		}
	}
	return nil
}

// remindersQuery reads the decisions that still count.
const remindersQuery = "SELECT " + reminderColumns + ` FROM reminder
	WHERE date >= ? OR until > ? AND until <> '' OR kind IN ('promise', 'complaint')`

// Reminders are the decisions that still count: about reminders that fall on a
// day or after it, snoozes that end after an instant, and everything about
// promises and complaints, which are listed until they are done.
func (s *Store) Reminders(ctx context.Context, since care.Day, now care.Instant) ([]Reminder, error) {
	rows, err := s.read.QueryContext(ctx, remindersQuery, string(since), string(now))
	if err != nil {
		return nil, s.explain(fmt.Errorf("read what was decided about reminders: %w", err))
	}
	defer rows.Close()
	var found []Reminder
	for rows.Next() {
		var r Reminder
		if err := scanReminder(rows.Scan, &r); err != nil {
			return nil, s.explain(fmt.Errorf("read what was decided about reminders: %w", err))
		}
		found = append(found, r)
	}
	return found, s.explain(rows.Err())
}

// DecidedOn counts by kind the reminders that were done or skipped on a day.
func (s *Store) DecidedOn(ctx context.Context, day care.Day) (map[string]int, error) {
	rows, err := s.read.QueryContext(ctx, "SELECT kind, count(*) FROM reminder WHERE decided = ? AND status IN ('done', 'skipped') GROUP BY kind", string(day))
	if err != nil {
		return nil, s.explain(fmt.Errorf("count what was decided on %s: %w", day, err))
	}
	defer rows.Close()
	counts := map[string]int{}
	for rows.Next() {
		var kind string
		var n int
		if err := rows.Scan(&kind, &n); err != nil {
			return nil, s.explain(fmt.Errorf("count what was decided on %s: %w", day, err))
		}
		counts[kind] = n
	}
	return counts, s.explain(rows.Err())
}
