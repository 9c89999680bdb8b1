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
// one, which is given an ID where it has none. The person's last contact and
// search text follow.
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
	owners, err := tx.keys("SELECT person FROM event WHERE key = ?", key)
	if err != nil {
		return err
	}
	if st.doc == nil {
		if _, err := tx.exec("DELETE FROM event WHERE key = ?", key); err != nil {
			return err
		}
	} else {
		e, err := decodeEvent(key, st.doc)
		if err != nil {
			return err
		}
		var due any
		if e.Open() && e.Due != "" {
			due = string(e.Due)
		}
		_, err = tx.exec(`INSERT INTO event (key, rev, person, day, kind, real, due, doc) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT (key) DO UPDATE SET rev = excluded.rev, person = excluded.person, day = excluded.day, kind = excluded.kind,
				real = excluded.real, due = excluded.due, doc = excluded.doc`,
			key, st.rev, e.Person, string(e.Day), string(e.Kind), e.Real(), due, st.doc)
		if err != nil {
			return err
		}
		owners = append(owners, e.Person)
	}
	for _, owner := range owners {
		if err := tx.refreshLastContact(owner); err != nil {
			return err
		}
		if err := tx.refreshText(owner); err != nil {
			return err
		}
		tx.changed.add(entityPerson, owner)
	}
	return nil
}

// refreshLastContact writes the day of a person's last real contact.
func (tx *Tx) refreshLastContact(person int64) error {
	_, err := tx.exec("UPDATE person SET last_contact = coalesce((SELECT max(day) FROM event WHERE person = ?1 AND real), '') WHERE key = ?1", person)
	if err != nil {
		return fmt.Errorf("write the last contact of person %d: %w", person, err)
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

// MoveBelongings moves what hangs on one person to another: the timeline, and
// what others' documents say of the first by UID.
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
