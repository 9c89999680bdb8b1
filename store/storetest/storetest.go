// Package storetest asks a book in plain SQL, past everything that the store
// knows, so that tests of other packages can reckon anew what the program says.
//
// It is for tests alone. It opens the file for reading by itself, and must not
// import the store or anything else of ours.
package storetest

import (
	"database/sql"
	"testing"

	_ "modernc.org/sqlite" // the driver "sqlite"
)

// Lines are the first column of a query's rows, each as text. The test fails where
// the book cannot be asked.
func Lines(t *testing.T, path, query string, args ...any) []string {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+path+"?mode=ro")
	if err != nil {
		t.Fatalf("open %s: %v", path, err)
	}
	defer func() {
		if err := db.Close(); err != nil {
			t.Errorf("close %s: %v", path, err)
		}
	}()
	rows, err := db.Query(query, args...)
	if err != nil {
		t.Fatalf("ask %s: %v", path, err)
	}
	defer rows.Close()
	var lines []string
	for rows.Next() {
		var line string
		if err := rows.Scan(&line); err != nil {
			t.Fatalf("read what %s answers: %v", path, err)
		}
		lines = append(lines, line)
	}
	if err := rows.Err(); err != nil {
		t.Fatalf("read what %s answers: %v", path, err)
	}
	return lines
}
