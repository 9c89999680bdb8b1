package store

import (
	"context"
	"fmt"
	"strings"

	"carebook/app/care"
)

// LimitPages makes the disk full once the book has n more pages.
func LimitPages(s *Store, n int) error {
	var pages int
	if err := s.write.QueryRowContext(context.Background(), "PRAGMA page_count").Scan(&pages); err != nil {
		return err
	}
	_, err := s.write.ExecContext(context.Background(), fmt.Sprintf("PRAGMA max_page_count = %d", pages+n))
	return err
}

// Dump writes every table that an undo brings back as text, by name.
func Dump(s *Store) (map[string]string, error) {
	tables := map[string]string{}
	for table, query := range map[string]string{
		"person":       "SELECT json_array(key, id, uid, rev, kind, full_name, organization, city, hex(sort), photo, added, deleted_at, tags, value, band_by_hand, channel, lost, last_contact, last_touch, call_every, call_from, visit_every, visit_from, CAST(doc AS TEXT)) FROM person ORDER BY key",
		"event":        "SELECT json_array(key, rev, person, day, kind, real, visit, touch, due, CAST(doc AS TEXT)) FROM event ORDER BY key",
		"field":        "SELECT json_array(key, rev, CAST(doc AS TEXT)) FROM field ORDER BY key",
		"list":         "SELECT json_array(key, rev, CAST(doc AS TEXT)) FROM list ORDER BY key",
		"sale":         "SELECT json_array(key, rev, person, day, item, amount, profit, known, currency, CAST(doc AS TEXT)) FROM sale ORDER BY key",
		"item":         "SELECT json_array(key, rev, name, CAST(doc AS TEXT)) FROM item ORDER BY key",
		"greeting":     "SELECT json_array(occasion, person, event) FROM greeting ORDER BY 1",
		"reminder":     "SELECT json_array(key, rev, kind, person, what, round, status, until, date, decided) FROM reminder ORDER BY key",
		"visit":        "SELECT json_array(key, rev, week, person, CAST(doc AS TEXT)) FROM visit ORDER BY key",
		"holiday":      "SELECT json_array(key, rev, id, CAST(doc AS TEXT)) FROM holiday ORDER BY key",
		"note":         "SELECT json_array(key, rev, person, pinned, changed, created, title, excerpt, stale, text, CAST(doc AS TEXT)) FROM note ORDER BY key",
		"note_picture": "SELECT json_array(sha, note) FROM note_picture ORDER BY 1",
		"note_fts":     "SELECT json_array(term, doc, col, \"offset\") FROM note_fts_terms ORDER BY 1",
		"own_value":    "SELECT json_array(field, person, value, folded) FROM own_value ORDER BY 1",
		"mention":      "SELECT json_array(uid, person, kind) FROM mention ORDER BY 1",
		"attachment":   "SELECT json_array(sha, person) FROM attachment ORDER BY 1",
		"tag":          "SELECT json_array(key, rev, name, color, call_every, visit_every) FROM tag ORDER BY key",
		"person_tag":   "SELECT json_array(tag, person) FROM person_tag ORDER BY 1",
		"phone":        "SELECT json_array(rev_digits, person, number, owner) FROM phone ORDER BY 1",
		"email":        "SELECT json_array(norm, person) FROM email ORDER BY 1",
		"date":         "SELECT json_array(month_day, calendar, person, kind, pos, year, label) FROM date ORDER BY 1",
		"source":       "SELECT json_array(fingerprint, person) FROM source ORDER BY 1",
		"find":         "SELECT json_array(person, name, text) FROM find ORDER BY person",
		"fts":          "SELECT json_array(term, doc, col, \"offset\") FROM fts_terms ORDER BY 1",
	} {
		if strings.HasSuffix(table, "fts") {
			if _, err := s.write.Exec("CREATE VIRTUAL TABLE IF NOT EXISTS temp." + table + "_terms USING fts5vocab(main, " + table + ", instance)"); err != nil {
				return nil, err
			}
		}
		rows, err := s.write.Query(query)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", table, err)
		}
		var lines []string
		for rows.Next() {
			var line string
			if err := rows.Scan(&line); err != nil {
				return nil, err
			}
			lines = append(lines, line)
		}
		if err := rows.Err(); err != nil {
			return nil, err
		}
		tables[table] = strings.Join(lines, "\n")
	}
	return tables, nil
}

// Indexes gives the statements that make the book's indexes, sorted.
func Indexes(s *Store) ([]string, error) {
	c := &checking{store: s}
	return c.strings(context.Background(), "SELECT sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL ORDER BY sql")
}

// Reference is a column that refers to a person.
type Reference struct{ Table, Column string }

// References are all columns that refer to people, as SQLite knows them.
func References(s *Store) ([]Reference, error) {
	rows, err := s.read.Query(`SELECT m.name, f."from" FROM sqlite_master AS m JOIN pragma_foreign_key_list(m.name) AS f
		WHERE m.type = 'table' AND f."table" = 'person' ORDER BY 1, 2`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var found []Reference
	for rows.Next() {
		var r Reference
		if err := rows.Scan(&r.Table, &r.Column); err != nil {
			return nil, err
		}
		found = append(found, r)
	}
	return found, rows.Err()
}

// CountRows answers a query for one number.
func CountRows(s *Store, query string, args ...any) (n int, err error) {
	err = s.read.QueryRow(query, args...).Scan(&n)
	return n, err
}

// Strings answers a query for texts.
func Strings(s *Store, query string, args ...any) ([]string, error) {
	c := &checking{store: s}
	return c.strings(context.Background(), query, args...)
}

// Spread is the day, from 1 to every, on which somebody imported falls due.
var Spread = spread

// SetBand gives a person a band, as the sales of all would.
func SetBand(s *Store, key int64, band care.Band) error {
	_, err := s.Do(context.Background(), Action{Kind: "band"}, func(tx *Tx) error {
		tx.neglect(key)
		_, err := tx.exec("UPDATE person SET split = ? WHERE key = ?", string(band), key)
		return err
	})
	return err
}

// TagKeys are the keys of all tags, as an action sees them.
func TagKeys(tx *Tx) ([]int64, error) { return tx.keys("SELECT key FROM tag ORDER BY key") }

// Bend writes past every door.
func Bend(s *Store, statement string) error {
	_, err := s.write.Exec(statement)
	return err
}
