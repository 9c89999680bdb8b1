package storetest

import (
	"database/sql"
	"errors"
	"fmt"
)

// firstSchema are the statements that take out of a book what the later steps of
// the schema have added, so that it is one of the first.
var firstSchema = []string{
	"DROP TABLE exported", "DROP TABLE export",
	"DROP TABLE note_fts", "DROP TABLE note_picture", "DROP TABLE note", "DROP TABLE picture_view", "DROP TABLE picture_hold",
	"DROP INDEX change_note", "DROP INDEX change_note_gone", "DELETE FROM sqlite_sequence WHERE name = 'note'", "PRAGMA user_version = 1",
}

// ToFirstSchema makes a book without notes that nobody has open one of the first
// schema, as an earlier program has left it.
func ToFirstSchema(path string) (err error) {
	db, err := sql.Open("sqlite", "file:"+path)
	if err != nil {
		return fmt.Errorf("open %s: %w", path, err)
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	for _, statement := range firstSchema {
		if _, err := db.Exec(statement); err != nil {
			return fmt.Errorf("%s: %w", statement, err)
		}
	}
	return nil
}
