package store

import (
	"bytes"
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"sort"
	"strings"

	"carebook/app/care"
	"carebook/app/text"
)

// rowColumns are what a list shows; index person_list covers them.
const rowColumns = "person.key, person.full_name, person.organization, person.city, person.kind, person.photo, person.band, person.last_contact, person.added, person.tags"

func scanRow(scan func(...any) error, r *Row, more ...any) error {
	var photo sql.NullString
	var kind, last, added, tags string
	into := append([]any{&r.Key, &r.FullName, &r.Organization, &r.City, &kind, &photo, &r.Band, &last, &added, &tags}, more...)
	if err := scan(into...); err != nil {
		return err
	}
	r.Kind, r.Photo, r.LastContact, r.Added, r.Tags = care.Kind(kind), photo.String, care.Day(last), care.Day(added), splitKeys(tags)
	return nil
}

// where is the condition of a query and its arguments.
func (q Query) where() (string, []any) {
	condition, args := "person.deleted_at IS NULL", []any(nil)
	if q.Trash {
		condition = "person.deleted_at IS NOT NULL"
	}
	if q.Tag != 0 {
		condition += " AND person.key IN (SELECT person FROM person_tag WHERE tag = ?)"
		args = append(args, q.Tag)
	}
	return condition, args
}

// People lists people. By name, a limited list is read straight from an index;
// the other orders sort all of them first.
func (s *Store) People(ctx context.Context, q Query) ([]Row, error) {
	condition, args := q.where()
	query := "SELECT " + rowColumns + " FROM person WHERE " + condition + " ORDER BY person.sort, person.key"
	inOrder := q.Sort == "" || q.Sort == ByName
	if inOrder && (q.Limit > 0 || q.Offset > 0) {
		query += " LIMIT ? OFFSET ?"
		args = append(args, cmp.Or(q.Limit, -1), q.Offset)
	}
	rows, err := s.read.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, s.explain(fmt.Errorf("list the people: %w", err))
	}
	defer rows.Close()
	var list []Row
	for rows.Next() {
		var r Row
		if err := scanRow(rows.Scan, &r); err != nil {
			return nil, s.explain(fmt.Errorf("list the people: %w", err))
		}
		list = append(list, r)
	}
	if err := rows.Err(); err != nil {
		return nil, s.explain(fmt.Errorf("list the people: %w", err))
	}
	if inOrder {
		return list, nil
	}
	s.order(list, q.Sort)
	return page(list, q), nil
}

// order sorts rows, which are in the order of names, by something else.
func (s *Store) order(list []Row, by Sort) {
	switch by {
	case ByOrganization:
		s.sortBy(list, func(i int) string { return list[i].Organization })
	case ByCity:
		s.sortBy(list, func(i int) string { return list[i].City })
	case ByAdded:
		sort.SliceStable(list, func(i, j int) bool { return list[i].Added > list[j].Added })
	case ByLastContact:
		sort.SliceStable(list, func(i, j int) bool { return list[i].LastContact > list[j].LastContact })
	}
}

func page(list []Row, q Query) []Row {
	list = list[min(q.Offset, len(list)):]
	if q.Limit > 0 {
		list = list[:min(q.Limit, len(list))]
	}
	return list
}

// sortBy sorts a slice stably by a text in the book's language; elements
// without the text come last.
func (s *Store) sortBy(slice any, of func(i int) string) {
	sorter := s.sorter()
	defer s.sorters.Put(sorter)
	known := map[string][]byte{}
	key := func(i int) []byte {
		t := of(i)
		if t == "" {
			return nil
		}
		k, ok := known[t]
		if !ok {
			k = sorter.Key(t)
			known[t] = k
		}
		return k
	}
	sort.SliceStable(slice, func(i, j int) bool {
		a, b := key(i), key(j)
		if a == nil || b == nil {
			return a != nil && b == nil
		}
		return bytes.Compare(a, b) < 0
	})
}

// Rows reads the rows of some people, in no order; keys that are not in the
// book are left out.
func (s *Store) Rows(ctx context.Context, keys []int64) ([]Row, error) {
	if len(keys) == 0 {
		return nil, nil
	}
	args := make([]any, len(keys))
	for i, k := range keys {
		args[i] = k
	}
	rows, err := s.read.QueryContext(ctx, "SELECT "+rowColumns+" FROM person WHERE key IN (?"+strings.Repeat(", ?", len(keys)-1)+")", args...)
	if err != nil {
		return nil, s.explain(fmt.Errorf("read %d rows: %w", len(keys), err))
	}
	defer rows.Close()
	list := make([]Row, 0, len(keys))
	for rows.Next() {
		var r Row
		if err := scanRow(rows.Scan, &r); err != nil {
			return nil, s.explain(fmt.Errorf("read %d rows: %w", len(keys), err))
		}
		list = append(list, r)
	}
	return list, s.explain(rows.Err())
}

// Count counts the people of a query, whatever its limit.
func (s *Store) Count(ctx context.Context, q Query) (int, error) {
	condition, args := q.where()
	var n int
	if err := s.read.QueryRowContext(ctx, "SELECT count(*) FROM person WHERE "+condition, args...).Scan(&n); err != nil {
		return 0, s.explain(fmt.Errorf("count the people: %w", err))
	}
	return n, nil
}

// SetLanguage orders names as is usual in a language (a BCP 47 tag), and gives
// every name a new sort key where the book was ordered otherwise. The window
// calls it with its own language; commands leave the order as it is.
func (s *Store) SetLanguage(ctx context.Context, language string) error {
	version := text.SorterVersion(language)
	have, err := s.Setting(ctx, settingSorter)
	if err != nil || have == version {
		return err
	}
	s.useLanguage(language)
	tx, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return s.explain(fmt.Errorf("order names anew: %w", err))
	}
	defer tx.Rollback() //nolint:errcheck // after a commit it has nothing to do
	if err := s.rewriteSortKeys(ctx, tx); err != nil {
		return s.explain(fmt.Errorf("order names anew: %w", err))
	}
	for name, value := range map[string]string{settingLanguage: language, settingSorter: version} {
		_, err := tx.ExecContext(ctx, "INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value", name, value)
		if err != nil {
			return s.explain(fmt.Errorf("order names anew: %w", err))
		}
	}
	if err := tx.Commit(); err != nil {
		return s.explain(fmt.Errorf("order names anew: %w", err))
	}
	s.events.tell(Changes{AllPeople: true})
	return nil
}

func (s *Store) rewriteSortKeys(ctx context.Context, tx *sql.Tx) error {
	rows, err := tx.QueryContext(ctx, "SELECT key, full_name FROM person")
	if err != nil {
		return err
	}
	defer rows.Close()
	sorter := s.sorter()
	defer s.sorters.Put(sorter)
	keys := map[int64][]byte{}
	for rows.Next() {
		var key int64
		var name string
		if err := rows.Scan(&key, &name); err != nil {
			return err
		}
		keys[key] = sorter.Key(name)
	}
	if err := rows.Err(); err != nil {
		return err
	}
	update, err := tx.PrepareContext(bulk, "UPDATE person SET sort = ? WHERE key = ?")
	if err != nil {
		return err
	}
	for key, sortKey := range keys {
		if err := ctx.Err(); err != nil {
			return err
		}
		if _, err := update.ExecContext(bulk, sortKey, key); err != nil {
			return err
		}
	}
	return nil
}
