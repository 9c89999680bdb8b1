package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"carebook/app/care"
)

// OverdueQuery asks for those whose cadence is over.
type OverdueQuery struct {
	// Kind is care.Call or care.Visit.
	Kind  care.EventKind
	Today care.Day
	// Brake is the number of days after any touch in which nobody is asked
	// for, 0 for none.
	Brake int
	// Except are people who are left out.
	Except []int64
	// Limit 0 is all.
	Limit int
}

// waiting is somebody whose cadence is over, since so many days.
type waiting struct {
	key         int64
	days, every int
}

// Overdue lists living people, no lost customers, whose cadence is over by the
// day, those first of whose cadence the most has passed, and counts all of them,
// up to ten thousand of each length of a cadence: whoever owes more calls than
// that reads no number, and counting them takes a fifth of a day's digest.
func (s *Store) Overdue(ctx context.Context, q OverdueQuery) (rows []Row, total int, err error) {
	found, total, err := s.overdue(ctx, q)
	if err != nil {
		return nil, 0, s.explain(fmt.Errorf("list who is owed a %s: %w", q.Kind, err))
	}
	keys := make([]int64, len(found))
	place := make(map[int64]int, len(found))
	for i, w := range found {
		keys[i], place[w.key] = w.key, i
	}
	if rows, err = s.Rows(ctx, keys); err != nil {
		return nil, 0, err
	}
	slices.SortFunc(rows, func(a, b Row) int { return cmp.Compare(place[a.Key], place[b.Key]) })
	return rows, total, nil
}

// overdue looks at each cadence that somebody has, of which an index knows the
// order, and merges.
func (s *Store) overdue(ctx context.Context, q OverdueQuery) (found []waiting, total int, err error) {
	every, err := s.everies(ctx, q.Kind)
	if err != nil {
		return nil, 0, err
	}
	for _, n := range every {
		due, args := dueBy(q, n)
		count, err := s.countOverdue(ctx, due, args, q.Except)
		if err != nil {
			return nil, 0, err
		}
		if total += count; count == 0 {
			continue
		}
		longest, err := s.longest(ctx, q, n, due, args)
		if err != nil {
			return nil, 0, err
		}
		found = append(found, longest...)
	}
	slices.SortFunc(found, func(a, b waiting) int {
		return cmp.Or(cmp.Compare(b.days*a.every, a.days*b.every), cmp.Compare(a.key, b.key))
	})
	if q.Limit > 0 {
		found = found[:min(q.Limit, len(found))]
	}
	return found, total, nil
}

// dueBy is the condition for those of one cadence who are due, whoever is left
// out.
func dueBy(q OverdueQuery, every int) (string, []any) {
	from, _ := cadenceColumns(q.Kind)
	due, args := having(q.Kind)+" AND "+from+" <= ?", []any{every, string(q.Today.Plus(-every))}
	if q.Brake > 0 {
		due, args = due+" AND last_touch <= ?", append(args, string(q.Today.Plus(-q.Brake)))
	}
	return due, args
}

// mostCounted is how many of one cadence are counted.
const mostCounted = 10_000

// countOverdue counts those of one cadence who are due, up to mostCounted. The few who are left out
// are looked up by themselves: asking of each of the others whether he is one of
// them takes longer than all the rest.
func (s *Store) countOverdue(ctx context.Context, due string, args []any, except []int64) (int, error) {
	var all, left int
	err := s.read.QueryRowContext(ctx, "SELECT count(*) FROM (SELECT 1 FROM person WHERE "+due+" LIMIT ?)", append(slices.Clone(args), mostCounted)...).Scan(&all)
	if err != nil || all == 0 || all == mostCounted || len(except) == 0 {
		return all, err
	}
	c := &conditions{args: slices.Clone(args)}
	c.among("key IN (SELECT value FROM json_each(?))", except)
	err = s.read.QueryRowContext(ctx, "SELECT count(*) FROM person NOT INDEXED WHERE "+due+" AND "+c.parts[0], c.args...).Scan(&left)
	return all - left, err
}

// longest are those of one cadence who have waited longest.
func (s *Store) longest(ctx context.Context, q OverdueQuery, every int, due string, args []any) ([]waiting, error) {
	from, _ := cadenceColumns(q.Kind)
	c := &conditions{args: slices.Clone(args)}
	c.among("key NOT IN (SELECT value FROM json_each(?))", q.Except)
	rows, err := s.read.QueryContext(ctx, "SELECT key, "+from+" FROM person WHERE "+due+" AND "+c.parts[0]+" ORDER BY "+from+", key LIMIT ?", append(c.args, cmp.Or(q.Limit, -1))...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var found []waiting
	for rows.Next() {
		w := waiting{every: every}
		var day string
		if err := rows.Scan(&w.key, &day); err != nil {
			return nil, err
		}
		w.days = care.DaysBetween(care.Day(day), q.Today)
		found = append(found, w)
	}
	return found, rows.Err()
}

// cadenceColumns are the columns of a kind's cadence: from when it counts, and
// how long it is.
func cadenceColumns(kind care.EventKind) (from, every string) {
	if kind == care.Visit {
		return "visit_from", "visit_every"
	}
	return "call_from", "call_every"
}

// having is the condition for those who have one cadence, as indexes person_call
// and person_visit know them.
func having(kind care.EventKind) string {
	_, every := cadenceColumns(kind)
	return "deleted_at IS NULL AND lost = '' AND " + every + " > 0 AND " + every + " = ?"
}

// everies are the lengths in days of all cadences of a kind, each found by one
// step in the index.
func (s *Store) everies(ctx context.Context, kind care.EventKind) ([]int, error) {
	if kind != care.Call && kind != care.Visit {
		return nil, fmt.Errorf("a %s has no cadence", kind)
	}
	rows, err := s.read.QueryContext(ctx, everiesQuery(kind))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var lengths []int
	for rows.Next() {
		var n int
		if err := rows.Scan(&n); err != nil {
			return nil, err
		}
		lengths = append(lengths, n)
	}
	return lengths, rows.Err()
}

// everiesQuery steps from one length to the next. Of the two comparisons the
// first is where a step begins, and the second lets SQLite see that the index has
// all that is asked for.
func everiesQuery(kind care.EventKind) string {
	_, every := cadenceColumns(kind)
	next := "SELECT min(" + every + ") FROM person WHERE deleted_at IS NULL AND lost = '' AND " + every + " > %s AND " + every + " > 0"
	return "WITH RECURSIVE found (n) AS (" + fmt.Sprintf(next, "0") +
		" UNION ALL SELECT (" + fmt.Sprintf(next, "n") + ") FROM found WHERE n IS NOT NULL) SELECT n FROM found WHERE n IS NOT NULL"
}

// NextCadences counts, for each day of a range on which anybody does, how many
// people fall due: living ones, no lost customers. The kind is care.Call or
// care.Visit.
func (s *Store) NextCadences(ctx context.Context, kind care.EventKind, from, to care.Day) (map[care.Day]int, error) {
	days := map[care.Day]int{}
	lengths, err := s.everies(ctx, kind)
	for _, n := range lengths {
		if err = s.countDue(ctx, kind, n, from, to, days); err != nil {
			break
		}
	}
	if err != nil {
		return nil, s.explain(fmt.Errorf("count who falls due for a %s from %s to %s: %w", kind, from, to, err))
	}
	return days, nil
}

// countDue counts those of one cadence who fall due on the days of a range.
func (s *Store) countDue(ctx context.Context, kind care.EventKind, every int, from, to care.Day, days map[care.Day]int) error {
	since, _ := cadenceColumns(kind)
	rows, err := s.read.QueryContext(ctx, "SELECT "+since+", count(*) FROM person WHERE "+having(kind)+" AND "+since+" BETWEEN ? AND ? GROUP BY "+since,
		every, string(from.Plus(-every)), string(to.Plus(-every)))
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var day string
		var n int
		if err := rows.Scan(&day, &n); err != nil {
			return err
		}
		days[care.Day(day).Plus(every)] += n
	}
	return rows.Err()
}
