// Package formertest makes books of earlier schemas, for whatever tries what becomes of
// them: tests, and the child of dev faults.
//
// No part of the program uses it. It must not import the store or anything else of ours.
package formertest

import (
	"database/sql"
	"errors"
	"fmt"

	_ "modernc.org/sqlite" // the driver "sqlite"
)

// takenBack are, by the number of a step of the schema, the statements that take out of
// a book what the step has added. A new step has its own here.
var takenBack = map[int][]string{
	2: {
		"DROP TABLE note_fts", "DROP TABLE note_picture", "DROP TABLE note", "DROP TABLE picture_view", "DROP TABLE picture_hold",
		"DROP INDEX change_note", "DROP INDEX change_note_gone", "DELETE FROM sqlite_sequence WHERE name = 'note'",
	},
	3: {"DROP TABLE exported", "DROP TABLE export"},
}

// ToSchema makes a book one of an earlier schema, as the program of that time has left
// it: without what came later.
func ToSchema(path string, number int) (err error) {
	db, err := sql.Open("sqlite", "file:"+path)
	if err != nil {
		return fmt.Errorf("open %s: %w", path, err)
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	var now int
	if err := db.QueryRow("PRAGMA user_version").Scan(&now); err != nil {
		return fmt.Errorf("ask %s for its schema: %w", path, err)
	}
	for ; now > number; now-- {
		if takenBack[now] == nil {
			return fmt.Errorf("nobody has said how to take step %d back", now)
		}
		for _, statement := range append(takenBack[now], fmt.Sprintf("PRAGMA user_version = %d", now-1)) {
			if _, err := db.Exec(statement); err != nil {
				return fmt.Errorf("%s: %w", statement, err)
			}
		}
	}
	return nil
}
