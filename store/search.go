package store

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"time"

	"carebook/app/crash"
	"carebook/app/text"
)

// What a Hit matched.
const (
	MatchName     = "name"
	MatchNumber   = "number"
	MatchText     = "text"
	MatchAnywhere = "anywhere"
)

// Find searches the book: names, organisations and e-mail addresses by any
// substring, other texts by words and their beginnings, numbers by any run of
// three or more digits. All words must match, in any order. It answers in
// tiers, best first, until limit people are found, so that a frequent word
// costs no more than a rare one. A query without words finds nobody.
func (s *Store) Find(ctx context.Context, query string, limit int) ([]Hit, error) {
	q := text.ParseQuery(query)
	if len(q.Words) == 0 || limit <= 0 {
		return nil, nil
	}
	notes, err := s.readyNotes(ctx)
	if err != nil {
		return nil, err
	}
	found := &finding{store: s, limit: limit, seen: map[int64]bool{}, noted: map[int64]bool{}}
	for _, t := range tiers(q, notes) {
		if len(found.hits) >= limit {
			break
		}
		if err := found.run(ctx, t); err != nil {
			return nil, s.explain(fmt.Errorf("search: %w", err))
		}
	}
	if len(found.hits) < limit {
		if err := s.rarestFirst(ctx, q.Words, notes); err != nil {
			return nil, s.explain(fmt.Errorf("search: %w", err))
		}
		if err := found.run(ctx, scanTier(q, notes)); err != nil {
			return nil, s.explain(fmt.Errorf("search: %w", err))
		}
	}
	if err := found.fill(ctx); err != nil {
		return nil, s.explain(fmt.Errorf("read what was found: %w", err))
	}
	if notes {
		if err := found.places(ctx, q.Words); err != nil {
			return nil, s.explain(fmt.Errorf("read in which notes it was found: %w", err))
		}
	}
	return found.hits, nil
}

// readyNotes reports whether there is a note in the book: without one, searches
// are spared looking for it. What was typed into long notes last is made ready to
// be found.
func (s *Store) readyNotes(ctx context.Context) (has bool, err error) {
	var stale bool
	err = s.read.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM note), EXISTS (SELECT 1 FROM note WHERE stale = 1)").Scan(&has, &stale)
	if err != nil {
		return false, s.explain(fmt.Errorf("ask for notes: %w", err))
	}
	if stale {
		s.catchUp(ctx)
	}
	return has, nil
}

// patience is how long a search waits for the write lock, which an import may
// hold: rather an answer without the last seconds of a long note than none.
const patience = 300 * time.Millisecond

// catchUp writes the full text that was left for later.
func (s *Store) catchUp(ctx context.Context) {
	done := make(chan struct{})
	crash.Go(func() {
		defer close(done)
		// An action that does nothing finishes what was left to it.
		if _, err := s.Do(context.WithoutCancel(ctx), Action{Kind: "full text"}, func(*Tx) error { return nil }); err != nil {
			slog.Warn("write the full text of notes", "err", err) // the search itself can go on
		}
	})
	select {
	case <-done:
	case <-ctx.Done():
	case <-time.After(patience):
	}
}

// tier is one query of a search. It selects people's keys, and a telephone
// number or "", in the order in which they are shown.
type tier struct {
	match string
	query string
	args  []any
	// inNotes tells that the words were found in notes.
	inNotes bool
	// repeats tells that it may give a person many times.
	repeats bool
}

// tiers are the ways to find the words through an index, exact ones first.
func tiers(q text.Query, notes bool) []tier {
	out := []tier{{
		match: MatchName,
		query: "SELECT person, '' FROM find WHERE name >= ? AND name < ? ORDER BY name",
		args:  []any{q.Text, q.Text + "\U0010FFFF"},
	}}
	words, number := ftsExpressions(q)
	if number == "" && len(words) == len(q.Words) {
		out = append(out, tier{match: MatchName, query: "SELECT rowid, '' FROM fts WHERE fts MATCH ?", args: []any{"{name} : (" + strings.Join(words, " AND ") + ")"}})
	}
	if len(q.Words) == 1 && number != "" {
		for _, run := range tailRuns(number, "", fewestDigits) {
			out = append(out, tailTier(run))
		}
	}
	if len(words) == len(q.Words) {
		all := strings.Join(words, " AND ")
		out = append(out, tier{match: MatchText, query: "SELECT rowid, '' FROM fts WHERE fts MATCH ?", args: []any{all}})
		if notes {
			out = append(out, tier{match: MatchText, query: notedQuery + " ORDER BY note_fts.rowid DESC", args: []any{all}, inNotes: true, repeats: true})
		}
	}
	return out
}

// notedQuery reads the living people in one of whose notes some words stand, once
// for each note.
const notedQuery = `SELECT note.person, '' FROM note_fts CROSS JOIN note INDEXED BY note_owner ON note.key = note_fts.rowid
	WHERE note_fts MATCH ? AND EXISTS (SELECT 1 FROM find WHERE find.person = note.person)`

// tailTier finds numbers that end in the digits.
func tailTier(digits string) tier {
	tail := text.Reverse(digits)
	return tier{
		match: MatchNumber,
		query: "SELECT person, number FROM phone WHERE rev_digits >= ? AND rev_digits < ?",
		args:  []any{tail, tail + ":"}, // ':' follows '9'
	}
}

// ftsExpressions are the words as the full-text index understands them, and
// the digits of the first number among them.
func ftsExpressions(q text.Query) (words []string, number string) {
	for _, w := range q.Words {
		if w.Digits != "" && number == "" {
			number = w.Digits
		}
		if w.Match != "" {
			words = append(words, w.Match)
		}
	}
	return words, number
}

// scanTier is the last resort: each word may stand anywhere in the narrow text,
// begin a word of any text or note, or be part of a number.
func scanTier(q text.Query, notes bool) tier {
	t := tier{match: MatchAnywhere, inNotes: notes && len(q.Words) > 1}
	number := "''"
	if _, digits := ftsExpressions(q); digits != "" {
		number = "coalesce((SELECT number FROM phone WHERE person = find.person AND instr(rev_digits, ?)), '')"
		t.args = append(t.args, text.Reverse(digits))
	}
	var conditions []string
	for _, w := range q.Words {
		either := []string{"instr(find.text, ?)"}
		t.args = append(t.args, w.Text)
		if w.Digits != "" && w.Digits != w.Text {
			either = append(either, "instr(find.text, ?)")
			t.args = append(t.args, w.Digits)
		}
		if len(q.Words) > 1 { // a single word was looked for in the index before
			in := "SELECT rowid FROM fts WHERE fts MATCH ?"
			t.args = append(t.args, w.Match)
			if notes {
				in += " UNION " + notedBy
				t.args = append(t.args, w.Match)
			}
			either = append(either, "find.person IN ("+in+")")
		}
		conditions = append(conditions, "("+strings.Join(either, " OR ")+")")
	}
	t.query = "SELECT find.person, " + number + " FROM find WHERE " + strings.Join(conditions, " AND ")
	return t
}

// notedBy are those, living or not, in whose notes something stands.
const notedBy = "SELECT person FROM note INDEXED BY note_owner WHERE key IN (SELECT rowid FROM note_fts WHERE note_fts MATCH ?)"

// frequent is the number of texts in which a word counts as frequent.
const frequent = 200

// rarestFirst puts words that few texts hold before frequent ones, so that a
// scan rarely needs the long list of a frequent word.
func (s *Store) rarestFirst(ctx context.Context, words []text.Word, notes bool) error {
	if len(words) < 2 {
		return nil
	}
	query := "SELECT count(*) FROM (SELECT 1 FROM fts WHERE fts MATCH ?1 LIMIT ?2)"
	if notes {
		query = "SELECT (" + query + ") + (SELECT count(*) FROM (SELECT 1 FROM note_fts WHERE note_fts MATCH ?1 LIMIT ?2))"
	}
	count := map[string]int{}
	for _, w := range words {
		var n int
		err := s.read.QueryRowContext(ctx, query, w.Match, frequent).Scan(&n)
		if err != nil {
			return err
		}
		count[w.Match] = n
	}
	slices.SortStableFunc(words, func(a, b text.Word) int { return count[a.Match] - count[b.Match] })
	return nil
}

// finding gathers the answers of the tiers, each person once.
type finding struct {
	store *Store
	limit int
	hits  []Hit
	seen  map[int64]bool
	// noted are those who were found by notes, or perhaps were.
	noted map[int64]bool
}

func (f *finding) run(ctx context.Context, t tier) error {
	// Those seen before may come again, so each tier may give that many more.
	most := f.limit + len(f.seen)
	if t.repeats {
		most = -1
	}
	rows, err := f.store.read.QueryContext(ctx, t.query+" LIMIT ?", append(t.args, most)...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() && len(f.hits) < f.limit {
		h := Hit{Match: t.match}
		if err := rows.Scan(&h.Key, &h.Number); err != nil {
			return err
		}
		if h.Number != "" {
			h.Match = MatchNumber
		}
		if !f.seen[h.Key] {
			f.seen[h.Key] = true
			if t.inNotes {
				f.noted[h.Key] = true
			}
			f.hits = append(f.hits, h)
		}
	}
	return rows.Err()
}

// fill reads the rows of the hits, which have keys only.
func (f *finding) fill(ctx context.Context) error {
	if len(f.hits) == 0 {
		return nil
	}
	at := map[int64]*Hit{}
	args := make([]any, len(f.hits))
	for i := range f.hits {
		at[f.hits[i].Key] = &f.hits[i]
		args[i] = f.hits[i].Key
	}
	rows, err := f.store.read.QueryContext(ctx, "SELECT "+rowColumns+`, person.id, coalesce(json_extract(person.doc, '$.phones[0].number'), '')
		FROM person WHERE person.key IN (?`+strings.Repeat(", ?", len(args)-1)+")", args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var r Row
		var id, first string
		if err := scanRow(rows.Scan, &r, &id, &first); err != nil {
			return err
		}
		h := at[r.Key]
		h.Row, h.ID = r, id
		if h.Number == "" {
			h.Number = first
		}
	}
	if err := rows.Err(); err != nil {
		return err
	}
	f.hits = dropUnread(f.hits)
	return nil
}

// Matching gives the keys of everybody whom Find would answer without a limit,
// in order of creation.
func (s *Store) Matching(ctx context.Context, query string) ([]int64, error) {
	q := text.ParseQuery(query)
	if len(q.Words) == 0 {
		return nil, nil
	}
	// The last tier finds whatever an earlier one does, given the words of any
	// text too.
	notes, err := s.readyNotes(ctx)
	if err != nil {
		return nil, err
	}
	t := scanTier(q, notes)
	if len(q.Words) == 1 {
		t.query += " UNION SELECT rowid, '' FROM fts WHERE fts MATCH ?"
		t.args = append(t.args, q.Words[0].Match)
		if notes {
			t.query += " UNION " + notedQuery
			t.args = append(t.args, q.Words[0].Match)
		}
	}
	rows, err := s.read.QueryContext(ctx, "SELECT DISTINCT person FROM ("+t.query+") ORDER BY person", t.args...)
	if err != nil {
		return nil, s.explain(fmt.Errorf("search: %w", err))
	}
	keys, err := scanKeys(rows)
	if err != nil {
		return nil, s.explain(fmt.Errorf("search: %w", err))
	}
	return keys, nil
}

// dropUnread leaves out people who went between the tiers and their rows.
func dropUnread(hits []Hit) []Hit {
	kept := hits[:0]
	for _, h := range hits {
		if h.ID != "" {
			kept = append(kept, h)
		}
	}
	return kept
}

// Who finds whose number it is: those whose number ends in the digits, or, for
// a whole number with its country code or trunk prefix, in its national part.
// Fewer than four digits find nobody.
func (s *Store) Who(ctx context.Context, number, country string, limit int) ([]Hit, error) {
	if len(text.Digits(number)) < minWho {
		return nil, nil
	}
	found := &finding{store: s, limit: limit, seen: map[int64]bool{}, noted: map[int64]bool{}}
	for _, digits := range tailRuns(number, country, minWho) {
		if len(found.hits) >= limit {
			break
		}
		if err := found.run(ctx, tailTier(digits)); err != nil {
			return nil, s.explain(fmt.Errorf("look for the number: %w", err))
		}
	}
	if err := found.fill(ctx); err != nil {
		return nil, s.explain(fmt.Errorf("read whose number it is: %w", err))
	}
	return found.hits, nil
}

// The least numbers of digits by which a number is found and a caller looked
// for.
const (
	fewestDigits = 3
	minWho       = 4
)

// nationalTail is how many last digits make a number the same where one side
// lacks the country code.
const nationalTail = 9

// tailRuns are the runs of digits in which a number may end, the surest first:
// the number with its country code, without prefixes that a stored number need
// not have, and without a country code, since the number in the book may have
// none.
func tailRuns(number, country string, fewest int) []string {
	runs := []string{text.ParsePhone(number, country).Digits}
	for _, w := range text.ParseQuery(number).Words {
		runs = append(runs, w.Digits)
	}
	for _, run := range runs {
		if len(run) > nationalTail {
			runs = append(runs, run[len(run)-nationalTail:])
		}
	}
	seen := map[string]bool{}
	return slices.DeleteFunc(runs, func(run string) bool {
		double := seen[run] || len(run) < fewest
		seen[run] = true
		return double
	})
}
