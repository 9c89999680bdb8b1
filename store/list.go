package store

import (
	"bytes"
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"sort"

	"carebook/app/care"
	"carebook/app/text"
)

// rowColumns are what a list shows; index person_list covers them.
const rowColumns = "person.key, person.full_name, person.organization, person.city, person.kind, person.photo, person.band, person.last_contact, person.last_touch, " +
	"person.call_every, person.call_from, person.visit_every, person.visit_from, person.added, person.tags"

func scanRow(scan func(...any) error, r *Row, more ...any) error {
	var photo sql.NullString
	var kind, band, contact, touch, call, visit, added, tags string
	into := append([]any{
		&r.Key, &r.FullName, &r.Organization, &r.City, &kind, &photo, &band, &contact, &touch, &r.CallEvery, &call, &r.VisitEvery, &visit, &added, &tags,
	}, more...)
	if err := scan(into...); err != nil {
		return err
	}
	r.Kind, r.Photo, r.Band, r.Tags = care.Kind(kind), photo.String, care.Band(band), splitKeys(tags)
	r.LastContact, r.LastTouch, r.CallFrom, r.VisitFrom, r.Added = care.Day(contact), care.Day(touch), care.Day(call), care.Day(visit), care.Day(added)
	return nil
}

// People lists people. By name, a limited list is read straight from an index;
// the other orders sort all of them first.
func (s *Store) People(ctx context.Context, q Query) ([]Row, error) {
	condition, args, err := s.where(ctx, q)
	if err != nil {
		return nil, err
	}
	query := "SELECT " + rowColumns + " FROM person WHERE " + condition + " ORDER BY person.sort, person.key"
	inOrder := q.Sort == "" || q.Sort == care.ByName
	if inOrder && (q.Limit > 0 || q.Offset > 0) {
		query += " LIMIT ? OFFSET ?"
		args = append(args, cmp.Or(q.Limit, -1), q.Offset)
	}
	rows, err := s.read.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, s.explain(fmt.Errorf("list the people: %w", err))
	}
	list, err := s.scanRows(rows, "list the people")
	if err != nil {
		return nil, err
	}
	if inOrder {
		return list, nil
	}
	s.order(list, q)
	return page(list, q), nil
}

// order sorts rows, which are in the order of names, by something else.
func (s *Store) order(list []Row, q Query) {
	switch q.Sort {
	case care.ByOrganization:
		s.sortBy(list, func(i int) string { return list[i].Organization })
	case care.ByCity:
		s.sortBy(list, func(i int) string { return list[i].City })
	case care.ByAdded:
		slices.SortStableFunc(list, func(a, b Row) int { return cmp.Compare(b.Added, a.Added) })
	case care.ByLastContact:
		slices.SortStableFunc(list, func(a, b Row) int { return cmp.Compare(b.LastContact, a.LastContact) })
	case care.ByCare:
		orderByCare(list, q.Today)
	}
}

// orderByCare sorts rows by how pressing they are. Reading days takes much longer
// than comparing, so each row is asked once.
func orderByCare(list []Row, today care.Day) {
	type pressing struct {
		row   Row
		due   int
		share float64
	}
	all := make([]pressing, len(list))
	for i := range list {
		rhythm := list[i].Rhythm(today)
		all[i] = pressing{list[i], dueOrder[rhythm.Due()], rhythm.Share()}
	}
	slices.SortStableFunc(all, func(a, b pressing) int { return cmp.Or(cmp.Compare(a.due, b.due), cmp.Compare(b.share, a.share)) })
	for i := range all {
		list[i] = all[i].row
	}
}

// dueOrder is the order of a list by care.
var dueOrder = map[care.Dueness]int{care.Owed: 0, care.DueSoon: 1, care.InTime: 2, care.NoRhythm: 3}

// Rhythm tells where the person stands between two contacts.
func (r *Row) Rhythm(today care.Day) care.Rhythm {
	return care.RhythmOf(r.CallEvery, r.CallFrom, cmp.Or(r.LastContact, r.Added), today)
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

// Initials are the headings under which rows stand in a list by name, each
// under the one of its name.
func (s *Store) Initials(rows []Row) []string {
	sorter := s.sorter()
	defer s.sorters.Put(sorter)
	initials := make([]string, len(rows))
	for i := range rows {
		initials[i] = sorter.Initial(rows[i].FullName)
	}
	return initials
}

// Rows reads the rows of some people, in no order; keys that are not in the
// book are left out.
func (s *Store) Rows(ctx context.Context, keys []int64) ([]Row, error) {
	if len(keys) == 0 {
		return nil, nil
	}
	c := &conditions{}
	c.among("person.key IN (SELECT value FROM json_each(?))", keys)
	rows, err := s.read.QueryContext(ctx, "SELECT "+rowColumns+" FROM person WHERE "+c.parts[0], c.args...)
	if err != nil {
		return nil, s.explain(fmt.Errorf("read %d rows: %w", len(keys), err))
	}
	return s.scanRows(rows, "read rows")
}

// scanRows reads all rows of a query for rowColumns and closes it.
func (s *Store) scanRows(rows *sql.Rows, what string) ([]Row, error) {
	defer rows.Close()
	var list []Row
	for rows.Next() {
		var r Row
		if err := scanRow(rows.Scan, &r); err != nil {
			return nil, s.explain(fmt.Errorf("%s: %w", what, err))
		}
		list = append(list, r)
	}
	if err := rows.Err(); err != nil {
		return nil, s.explain(fmt.Errorf("%s: %w", what, err))
	}
	return list, nil
}

// Count counts the people of a query, whatever its limit.
func (s *Store) Count(ctx context.Context, q Query) (int, error) {
	condition, args, err := s.where(ctx, q)
	if err != nil {
		return 0, err
	}
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
	for name, value := range map[string]string{SettingLanguage: language, settingSorter: version} {
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
