package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"carebook/app/care"
)

// shelf is an entity whose rows are a key, a rev and a document, and no more:
// the user's own fields and smart lists.
func shelf(table string) entity {
	return entity{load: loadFrom(table), save: func(tx *Tx, key int64, st state) error {
		if st.doc == nil {
			_, err := tx.exec("DELETE FROM "+table+" WHERE key = ?", key)
			return err
		}
		_, err := tx.exec("INSERT INTO "+table+` (key, rev, doc) VALUES (?, ?, ?)
			ON CONFLICT (key) DO UPDATE SET rev = excluded.rev, doc = excluded.doc`, key, st.rev, st.doc)
		return err
	}}
}

// loadFrom reads the state of rows of a table that keeps documents.
func loadFrom(table string) func(tx *Tx, key int64) (state, error) {
	return func(tx *Tx, key int64) (state, error) {
		var st state
		err := tx.queryRow("SELECT rev, doc FROM "+table+" WHERE key = ?", key).Scan(&st.rev, &st.doc)
		if errors.Is(err, sql.ErrNoRows) {
			return state{}, nil
		}
		if err != nil {
			return state{}, fmt.Errorf("read %s %d: %w", table, key, err)
		}
		return st, nil
	}
}

// put writes a document through the change log and gives its key; 0 is a new
// one. What is equal to the document in the book changes nothing; a key that
// the book does not hold is an error.
func (tx *Tx) put(name string, key int64, document any) (int64, error) {
	doc, err := json.Marshal(document)
	if err != nil {
		return 0, fmt.Errorf("write %s %d: %w", name, key, err)
	}
	var before state
	if key == 0 {
		if key, err = tx.nextKey(name); err != nil {
			return 0, err
		}
	} else {
		if before, err = tx.load(name, key); err != nil {
			return 0, err
		}
		if before.doc == nil {
			return 0, fmt.Errorf("write %s %d: %w", name, key, ErrNotFound)
		}
		if string(before.doc) == string(doc) {
			return key, nil
		}
	}
	return key, tx.replace(name, key, before, state{doc: doc})
}

// nextKey is a key never used in a table, so that it names nothing else later.
func (tx *Tx) nextKey(table string) (int64, error) {
	var key int64
	err := tx.queryRow("SELECT coalesce(max(seq), 0) + 1 FROM sqlite_sequence WHERE name = ?", table).Scan(&key)
	if err != nil {
		return 0, fmt.Errorf("read the last key of %s: %w", table, err)
	}
	return key, nil
}

// remove removes a row through the change log; one that is not there is none to
// remove.
func (tx *Tx) remove(name string, key int64) error {
	before, err := tx.load(name, key)
	if err != nil || before.doc == nil {
		return err
	}
	return tx.replace(name, key, before, state{})
}

// PutList keeps a smart list and gives its key; 0 is a new one.
func (tx *Tx) PutList(key int64, l care.SmartList) (int64, error) { return tx.put(entityList, key, l) }

// RemoveList removes a smart list.
func (tx *Tx) RemoveList(key int64) error { return tx.remove(entityList, key) }

// Lists are the smart lists by name.
func (s *Store) Lists(ctx context.Context) ([]SmartList, error) {
	var lists []SmartList
	err := s.eachDocument(ctx, "SELECT key, 0, doc FROM list", func(key int64, _ int, doc []byte) error {
		l := SmartList{Key: key}
		lists = append(lists, l)
		return json.Unmarshal(doc, &lists[len(lists)-1].SmartList)
	})
	if err != nil {
		return nil, s.explain(fmt.Errorf("read the smart lists: %w", err))
	}
	s.sortBy(lists, func(i int) string { return lists[i].Name })
	return lists, nil
}

// PutField keeps a field of the user's own and gives its key; 0 is a new one.
// A new name goes into everybody's values and into the filters of smart lists
// and holidays. It fails with care.CodeFieldExists where somebody has a value
// under the new name already.
func (tx *Tx) PutField(key int64, f care.OwnField) (int64, error) {
	if key != 0 {
		before, err := tx.field(key)
		if err != nil {
			return 0, err
		}
		if before.Name != f.Name {
			if err := tx.renameField(before.Name, f.Name); err != nil {
				return 0, err
			}
		}
	}
	return tx.put(entityField, key, f)
}

// RemoveField removes a field of the user's own with everybody's values.
func (tx *Tx) RemoveField(key int64) error {
	f, err := tx.field(key)
	if err != nil {
		return err
	}
	if err := tx.renameValues(f.Name, ""); err != nil {
		return err
	}
	return tx.remove(entityField, key)
}

func (tx *Tx) field(key int64) (f care.OwnField, err error) {
	st, err := loadFrom(entityField)(tx, key)
	if err != nil {
		return f, err
	}
	if st.doc == nil {
		return f, fmt.Errorf("read field %d: %w", key, ErrNotFound)
	}
	if err := json.Unmarshal(st.doc, &f); err != nil {
		return f, fmt.Errorf("read field %d: %w", key, err)
	}
	return f, nil
}

// renameField gives everybody's values of a field another name, and the
// conditions of smart lists.
func (tx *Tx) renameField(from, to string) error {
	taken, err := tx.keys("SELECT person FROM own_value WHERE field = ? LIMIT 1", to)
	if err != nil {
		return err
	}
	if len(taken) > 0 {
		return &care.Error{Code: care.CodeFieldExists, Args: care.Args{"Name": to}}
	}
	if err := tx.renameValues(from, to); err != nil {
		return err
	}
	return tx.editFilters(func(f *care.Filter) {
		f.Own = slices.Clone(f.Own)
		for i := range f.Own {
			if f.Own[i].Field == from {
				f.Own[i].Field = to
			}
		}
	})
}

// editFilters changes the filters of all smart lists and holidays.
func (tx *Tx) editFilters(edit func(*care.Filter)) error {
	if err := editDocuments(tx, entityList, func(l *care.SmartList) { edit(&l.Filter) }); err != nil {
		return err
	}
	return editDocuments(tx, entityHoliday, func(h *care.Holiday) {
		if h.For != nil {
			edit(h.For)
		}
	})
}

// editDocuments changes all documents of an entity.
func editDocuments[T any](tx *Tx, name string, edit func(*T)) error {
	keys, err := tx.keys("SELECT key FROM " + name + " ORDER BY key")
	if err != nil {
		return err
	}
	for _, key := range keys {
		st, err := tx.load(name, key)
		if err != nil {
			return err
		}
		var document T
		if err := json.Unmarshal(st.doc, &document); err != nil {
			return fmt.Errorf("read %s %d: %w", name, key, err)
		}
		edit(&document)
		if _, err := tx.put(name, key, document); err != nil {
			return err
		}
	}
	return nil
}

// renameValues gives everybody's values of a field another name; "" takes them
// away.
func (tx *Tx) renameValues(from, to string) error {
	keys, err := tx.keys("SELECT person FROM own_value WHERE field = ?", from)
	if err != nil {
		return err
	}
	return tx.editEach(keys, func(p *care.Person) {
		value := p.Profile.OwnValue(from)
		p.Profile.SetOwnValue(from, "")
		if to != "" {
			p.Profile.SetOwnValue(to, value)
		}
	})
}

// editEach changes people, living or in the trash.
func (tx *Tx) editEach(keys []int64, edit func(*care.Person)) error {
	for _, key := range keys {
		p, err := tx.Person(key)
		if err != nil {
			return err
		}
		edit(p)
		if _, err := tx.PutPerson(p); err != nil {
			return err
		}
	}
	return nil
}

// keys reads a list of keys.
func (tx *Tx) keys(query string, args ...any) ([]int64, error) {
	rows, err := tx.query(query, args...)
	if err != nil {
		return nil, fmt.Errorf("read keys: %w", err)
	}
	return scanKeys(rows)
}

// scanKeys reads all rows of a query for keys and closes it.
func scanKeys(rows *sql.Rows) ([]int64, error) {
	defer rows.Close()
	var keys []int64
	for rows.Next() {
		var key int64
		if err := rows.Scan(&key); err != nil {
			return nil, fmt.Errorf("read keys: %w", err)
		}
		keys = append(keys, key)
	}
	return keys, rows.Err()
}

// OwnFields are the user's own fields in the order in which they were made.
func (s *Store) OwnFields(ctx context.Context) ([]OwnField, error) {
	var fields []OwnField
	err := s.eachDocument(ctx, "SELECT key, (SELECT count(*) FROM own_value WHERE field = doc ->> 'name'), doc FROM field ORDER BY key",
		func(key int64, people int, doc []byte) error {
			fields = append(fields, OwnField{Key: key, People: people})
			return json.Unmarshal(doc, &fields[len(fields)-1].OwnField)
		})
	if err != nil {
		return nil, s.explain(fmt.Errorf("read the user's own fields: %w", err))
	}
	return fields, nil
}

// eachDocument calls f with the rows of a query: key, a number, document.
func (s *Store) eachDocument(ctx context.Context, query string, f func(key int64, n int, doc []byte) error, args ...any) error {
	rows, err := s.read.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var key int64
		var n int
		var doc []byte
		if err := rows.Scan(&key, &n, &doc); err != nil {
			return err
		}
		if err := f(key, n, doc); err != nil {
			return err
		}
	}
	return rows.Err()
}
