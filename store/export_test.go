package store

import (
	"context"
	"fmt"
	"strings"
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
		"person":     "SELECT json_array(key, id, uid, rev, kind, full_name, organization, city, hex(sort), photo, added, deleted_at, tags, CAST(doc AS TEXT)) FROM person ORDER BY key",
		"tag":        "SELECT json_array(key, rev, name, color) FROM tag ORDER BY key",
		"person_tag": "SELECT json_array(tag, person) FROM person_tag ORDER BY 1",
		"phone":      "SELECT json_array(rev_digits, person, number, owner) FROM phone ORDER BY 1",
		"email":      "SELECT json_array(norm, person) FROM email ORDER BY 1",
		"date":       "SELECT json_array(month_day, calendar, person, kind, pos) FROM date ORDER BY 1",
		"source":     "SELECT json_array(fingerprint, person) FROM source ORDER BY 1",
		"find":       "SELECT json_array(person, name, text) FROM find ORDER BY person",
		"fts":        "SELECT json_array(term, doc, col, \"offset\") FROM fts_terms ORDER BY 1",
	} {
		if table == "fts" {
			if _, err := s.write.Exec("CREATE VIRTUAL TABLE IF NOT EXISTS temp.fts_terms USING fts5vocab(main, fts, instance)"); err != nil {
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
