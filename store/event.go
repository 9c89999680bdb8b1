package store

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/google/uuid"

	"carebook/app/care"
	"carebook/app/text"
)

// eventDocument is an event as a row and the change log hold it.
type eventDocument struct {
	Person int64 `json:"person"`
	care.Event
}

// PutEvent writes an event of a person's timeline and gives its key; 0 is a new
// one, which is given an ID where it has none. The person's search text, what was
// greeted for, the last contact and the cadence follow.
func (tx *Tx) PutEvent(key, person int64, e care.Event) (int64, error) {
	if e.ID == "" {
		id, err := uuid.NewV7()
		if err != nil {
			return 0, fmt.Errorf("make an id: %w", err)
		}
		e.ID = id.String()
	}
	if e.At == "" {
		e.At = tx.at
	}
	return tx.put(entityEvent, key, eventDocument{person, e})
}

// RemoveEvent removes an event.
func (tx *Tx) RemoveEvent(key int64) error { return tx.remove(entityEvent, key) }

// Event reads an event as this action sees it.
func (tx *Tx) Event(key int64) (Event, error) {
	st, err := loadFrom(entityEvent)(tx, key)
	if err != nil {
		return Event{}, err
	}
	if st.doc == nil {
		return Event{}, &care.Error{Code: care.CodeEventMissing, Err: fmt.Errorf("event %d: %w", key, ErrNotFound)}
	}
	return decodeEvent(key, st.doc)
}

func decodeEvent(key int64, doc []byte) (Event, error) {
	var d eventDocument
	if err := json.Unmarshal(doc, &d); err != nil {
		return Event{}, fmt.Errorf("read event %d: %w", key, err)
	}
	return Event{Key: key, Person: d.Person, Event: d.Event}, nil
}

func saveEvent(tx *Tx, key int64, st state) error {
	before, err := loadFrom(entityEvent)(tx, key)
	if err != nil {
		return err
	}
	var was, is Event
	if before.doc != nil {
		if was, err = decodeEvent(key, before.doc); err != nil {
			return err
		}
	}
	if st.doc != nil {
		if is, err = decodeEvent(key, st.doc); err != nil {
			return err
		}
	}
	if err := tx.writeEvent(&was, &is, st); err != nil {
		return err
	}
	for _, owner := range []int64{was.Person, is.Person} {
		if owner == 0 {
			continue
		}
		tx.neglect(owner)
		if err := tx.refreshText(owner); err != nil {
			return err
		}
		tx.changed.add(entityPerson, owner)
	}
	return nil
}

// writeEvent writes the row of an event and what it says of a greeting; an event
// without a person is none.
func (tx *Tx) writeEvent(was, is *Event, st state) error {
	if was.Occasion != "" {
		if _, err := tx.exec("DELETE FROM greeting WHERE event = ?", was.Key); err != nil {
			return err
		}
	}
	if st.doc == nil {
		_, err := tx.exec("DELETE FROM event WHERE key = ?", was.Key)
		return err
	}
	_, err := tx.exec(`INSERT INTO event (key, rev, person, day, kind, real, visit, touch, due, doc) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (key) DO UPDATE SET rev = excluded.rev, person = excluded.person, day = excluded.day, kind = excluded.kind,
			real = excluded.real, visit = excluded.visit, touch = excluded.touch, due = excluded.due, doc = excluded.doc`,
		is.Key, st.rev, is.Person, string(is.Day), string(is.Kind), is.Real(), is.Visits(), is.Touches(), due(&is.Event), st.doc)
	if err != nil || is.Occasion == "" {
		return err
	}
	_, err = tx.exec("INSERT INTO greeting (occasion, person, event) VALUES (?, ?, ?)", is.Occasion, is.Person, is.Key)
	return err
}

// due is the day by which an open promise or complaint waits for something, nil
// for none. A complaint for which no day was named waits from its own day on.
func due(e *care.Event) any {
	switch {
	case !e.Open():
		return nil
	case e.Due != "":
		return string(e.Due)
	case e.Kind == care.Complaint && e.Day != "":
		return string(e.Day)
	}
	return nil
}

// refreshText has a living person's full text written anew at the end of the
// action.
func (tx *Tx) refreshText(person int64) error {
	st, err := loadPerson(tx, person)
	if err != nil || st.doc == nil {
		return err
	}
	d, err := decodePerson(st.doc)
	if err != nil {
		return err
	}
	if d.Deleted == "" {
		rows := tx.store.derive(&d.Person)
		tx.fullText[person] = &fullTextRow{rows.ftsName, rows.ftsBody}
	}
	return nil
}

// eventTexts is what a search finds in a person's timeline.
func (tx *Tx) eventTexts(person int64) (string, error) {
	rows, err := tx.query("SELECT doc ->> 'text' FROM event WHERE person = ? AND doc ->> 'text' <> ''", person)
	if err != nil {
		return "", fmt.Errorf("read the timeline of person %d: %w", person, err)
	}
	defer rows.Close()
	var said []string
	for rows.Next() {
		var words string
		if err := rows.Scan(&words); err != nil {
			return "", fmt.Errorf("read the timeline of person %d: %w", person, err)
		}
		said = append(said, words)
	}
	if err := rows.Err(); err != nil {
		return "", fmt.Errorf("read the timeline of person %d: %w", person, err)
	}
	return text.IndexText(said...), nil
}

// Timeline are a person's events, the latest first.
func (s *Store) Timeline(ctx context.Context, person int64) ([]Event, error) {
	var events []Event
	err := s.eachDocument(ctx, "SELECT key, 0, doc FROM event WHERE person = ? ORDER BY day DESC, key DESC", func(key int64, _ int, doc []byte) error {
		e, err := decodeEvent(key, doc)
		events = append(events, e)
		return err
	}, person)
	if err != nil {
		return nil, s.explain(fmt.Errorf("read the timeline of person %d: %w", person, err))
	}
	return events, nil
}

// MoveBelongings moves what hangs on one person to another: the timeline, the
// sales, the notes, what was decided about reminders and announced of them, the
// planned visits, and what others' documents say of the first by UID.
func (tx *Tx) MoveBelongings(from, to int64) error {
	events, err := tx.keys("SELECT key FROM event WHERE person = ? ORDER BY key", from)
	if err != nil {
		return err
	}
	for _, key := range events {
		e, err := tx.Event(key)
		if err != nil {
			return err
		}
		if _, err := tx.PutEvent(key, to, e.Event); err != nil {
			return err
		}
	}
	if err := tx.moveSales(from, to); err != nil {
		return err
	}
	if err := tx.moveNotes(from, to); err != nil {
		return err
	}
	if err := tx.moveReminders(from, to); err != nil {
		return err
	}
	if err := tx.movePlanned(from, to); err != nil {
		return err
	}
	return tx.moveMentions(from, to)
}

// moveMentions lets others who name a person name another.
func (tx *Tx) moveMentions(from, to int64) error {
	was, err := tx.Person(from)
	if err != nil {
		return err
	}
	is, err := tx.Person(to)
	if err != nil {
		return err
	}
	people, err := tx.keys("SELECT DISTINCT person FROM mention WHERE uid = ? AND kind <> ? AND person <> ?", was.UID, mentionSelf, from)
	if err != nil {
		return err
	}
	return tx.editEach(people, func(p *care.Person) {
		if p.Profile.ReferredBy == was.UID {
			p.Profile.ReferredBy = is.UID
			if p.UID == is.UID {
				p.Profile.ReferredBy = "" // nobody refers to himself
			}
		}
		var apart []string
		for _, uid := range p.Apart {
			if uid == was.UID {
				uid = is.UID
			}
			if uid != p.UID {
				apart = append(apart, uid)
			}
		}
		p.Apart = distinct(apart)
	})
}

// Referred are those whom a person has referred, by name.
func (s *Store) Referred(ctx context.Context, uid string) ([]Row, error) {
	rows, err := s.read.QueryContext(ctx, "SELECT "+rowColumns+` FROM mention JOIN person ON person.key = mention.person
		WHERE mention.uid = ? AND mention.kind = ? AND person.deleted_at IS NULL ORDER BY person.sort, person.key`, uid, mentionReferred)
	if err != nil {
		return nil, s.explain(fmt.Errorf("read whom %s referred: %w", uid, err))
	}
	return s.scanRows(rows, "read whom a person referred")
}

// Waiting is a promise or a complaint that waits.
type Waiting struct {
	Event
	// Name is the person's, Added the day on which the person entered the book.
	Name  string
	Added care.Day
}

// waitingQuery reads what waits for something by a day.
const waitingQuery = `SELECT event.key, event.doc, person.full_name, person.added FROM event JOIN person ON person.key = event.person
		WHERE event.due <= ? AND person.deleted_at IS NULL ORDER BY event.due, event.key`

// Waiting are the open promises and complaints of living people that are due on
// a day or before it, in the order of the days. A complaint without a day by
// which it is to be answered is due on its own day, a promise without one never.
func (s *Store) Waiting(ctx context.Context, until care.Day) ([]Waiting, error) {
	rows, err := s.read.QueryContext(ctx, waitingQuery, string(until))
	if err != nil {
		return nil, s.explain(fmt.Errorf("read the promises and complaints due by %s: %w", until, err))
	}
	defer rows.Close()
	var waiting []Waiting
	for rows.Next() {
		var w Waiting
		var key int64
		var doc []byte
		if err := rows.Scan(&key, &doc, &w.Name, &w.Added); err != nil {
			return nil, s.explain(fmt.Errorf("read the promises and complaints due by %s: %w", until, err))
		}
		if w.Event, err = decodeEvent(key, doc); err != nil {
			return nil, err
		}
		waiting = append(waiting, w)
	}
	return waiting, s.explain(rows.Err())
}

// Greeted are the living people who were greeted for an occasion, each once.
func (s *Store) Greeted(ctx context.Context, occasion string) ([]int64, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT DISTINCT greeting.person FROM greeting JOIN person ON person.key = greeting.person
		WHERE greeting.occasion = ? AND person.deleted_at IS NULL`, occasion)
	if err != nil {
		return nil, s.explain(fmt.Errorf("read who was greeted for %s: %w", occasion, err))
	}
	keys, err := scanKeys(rows)
	return keys, s.explain(err)
}

// Greeted reports whether a person was greeted for an occasion.
func (tx *Tx) Greeted(person int64, occasion string) (bool, error) {
	var greeted bool
	err := tx.queryRow("SELECT EXISTS (SELECT 1 FROM greeting WHERE person = ? AND occasion = ?)", person, occasion).Scan(&greeted)
	if err != nil {
		return false, fmt.Errorf("ask whether person %d was greeted: %w", person, err)
	}
	return greeted, nil
}

// EventDays counts the events of a kind on living people's timelines by the day,
// from one day to another.
func (s *Store) EventDays(ctx context.Context, kind care.EventKind, from, to care.Day) (map[care.Day]int, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT event.day, count(*) FROM event JOIN person ON person.key = event.person
		WHERE event.kind = ? AND event.day BETWEEN ? AND ? AND person.deleted_at IS NULL GROUP BY event.day`, string(kind), string(from), string(to))
	if err != nil {
		return nil, s.explain(fmt.Errorf("count the days of %ss: %w", kind, err))
	}
	defer rows.Close()
	days := map[care.Day]int{}
	for rows.Next() {
		var day string
		var n int
		if err := rows.Scan(&day, &n); err != nil {
			return nil, s.explain(fmt.Errorf("count the days of %ss: %w", kind, err))
		}
		days[care.Day(day)] = n
	}
	return days, s.explain(rows.Err())
}
