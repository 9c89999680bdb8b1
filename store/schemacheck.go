package store

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"
)

// part is one thing of a schema: a table or an index. The schema has no triggers and
// no views (see bookVersion).
type part struct{ kind, name string }

// schema compares what the file says that it is made of with what the steps of the
// schema make. A book that somebody has put together by hand may have tables that
// reckon their rows, or lack what forbids wrong ones, and hold nothing that is wrong
// so far.
func (c *checking) schema(ctx context.Context) error {
	have, err := partsOf(ctx, c.store.read)
	if err != nil {
		return err
	}
	want, err := partsMade(ctx)
	if err != nil {
		return err
	}
	for _, p := range slices.SortedFunc(maps.Keys(have), func(a, b part) int { return slices.Compare([]string{a.kind, a.name}, []string{b.kind, b.name}) }) {
		if made, known := want[p]; !known {
			c.found("schema: a strange %s %q", p.kind, p.name)
		} else if made != have[p] {
			c.found("schema: the %s %s is another one", p.kind, p.name)
		}
		delete(want, p)
	}
	for _, p := range slices.SortedFunc(maps.Keys(want), func(a, b part) int { return slices.Compare([]string{a.kind, a.name}, []string{b.kind, b.name}) }) {
		c.found("schema: no %s %s", p.kind, p.name)
	}
	return nil
}

// partsOf are the parts of a book, with the statements that made them. The figures
// that SQLite keeps of a book for itself are none.
func partsOf(ctx context.Context, db *sql.DB) (map[part]string, error) {
	rows, err := db.QueryContext(ctx, `SELECT type, name, tbl_name || ': ' || ifnull(sql, '') FROM sqlite_master WHERE name NOT GLOB 'sqlite_stat[0-9]'`)
	if err != nil {
		return nil, fmt.Errorf("read the schema: %w", err)
	}
	defer rows.Close()
	parts := map[part]string{}
	for rows.Next() {
		var p part
		var statement string
		if err := rows.Scan(&p.kind, &p.name, &statement); err != nil {
			return nil, fmt.Errorf("read the schema: %w", err)
		}
		parts[p] = statement
	}
	return parts, rows.Err()
}

// partsMade are the parts of a new book.
func partsMade(ctx context.Context) (_ map[part]string, err error) {
	steps, err := migrations()
	if err != nil {
		return nil, err
	}
	fresh := &Store{path: "a new book"}
	if fresh.write, err = sql.Open("sqlite", ":memory:"); err != nil {
		return nil, fmt.Errorf("make a schema to compare with: %w", err)
	}
	defer fresh.write.Close() //nolint:errcheck // it is gone with its memory
	fresh.write.SetMaxOpenConns(1)
	if err := fresh.apply(ctx, steps); err != nil {
		return nil, fmt.Errorf("make a schema to compare with: %w", err)
	}
	return partsOf(ctx, fresh.write)
}
