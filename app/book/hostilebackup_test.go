package book_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/store"
	"carebook/store/storetest"
)

// rewrite changes the statement with which a table was made, past SQLite.
func rewrite(table, from, to string) []string {
	return []string{
		"PRAGMA writable_schema = 1",
		fmt.Sprintf("UPDATE sqlite_master SET sql = replace(sql, '%s', '%s') WHERE name = '%s'", from, to, table),
		"PRAGMA writable_schema = RESET",
	}
}

// TestHostileBackups restores files that are books to SQLite and to nobody else. Each
// is refused, before and when it is restored, and nothing but a refusal comes of it:
// the book is the same byte by byte, and nothing stands beside it.
func TestHostileBackups(t *testing.T) {
	folder := t.TempDir()
	path, old := filepath.Join(folder, "book.db"), filepath.Join(t.TempDir(), "old.db")
	s := openAt(t, path, clock)
	do(t, s, func(tx *store.Tx) error {
		_, err := tx.PutPerson(&care.Person{FullName: "Ana Ruiz", Phones: []care.Phone{{Number: "+34 600 100 200"}}})
		return err
	})
	if _, err := book.BackUp(ctx, s, old, ""); err != nil {
		t.Fatal(err)
	}
	closeBook(t, s)
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	sound, err := os.ReadFile(old)
	if err != nil {
		t.Fatal(err)
	}
	names := entries(t, folder)
	for _, c := range []struct {
		name string
		do   []string
		want care.Code
	}{
		{"a trigger", []string{"CREATE TRIGGER t AFTER INSERT ON person BEGIN DELETE FROM note; END"}, care.CodeNotABackup},
		{"a trigger without rows", []string{"CREATE TRIGGER t BEFORE UPDATE ON setting BEGIN SELECT raise(IGNORE); END"}, care.CodeNotABackup},
		{"a view", []string{"CREATE VIEW v AS SELECT 1"}, care.CodeNotABackup},
		{"a view in place of a table", []string{"ALTER TABLE tag RENAME TO tag2", "CREATE VIEW tag AS SELECT * FROM tag2"}, care.CodeNotABackup},
		{"a strange table", []string{"CREATE TABLE strange (a)"}, care.CodeBackupDamaged},
		{"a strange index", []string{"CREATE INDEX strange ON person (kind)"}, care.CodeBackupDamaged},
		{"an index that reckons", []string{"CREATE INDEX strange ON person (hex(doc))"}, care.CodeBackupDamaged},
		{"a strange virtual table", []string{"CREATE VIRTUAL TABLE strange USING fts5 (a)"}, care.CodeBackupDamaged},
		{"a column that reckons", []string{"ALTER TABLE setting ADD COLUMN more TEXT AS (name || value)"}, care.CodeBackupDamaged},
		{"a column with a default", []string{"ALTER TABLE setting ADD COLUMN more TEXT NOT NULL DEFAULT ''"}, care.CodeBackupDamaged},
		{"no index", []string{"DROP INDEX person_trash"}, care.CodeBackupDamaged},
		{"no table", []string{"DROP TABLE event"}, care.CodeBackupDamaged},
		{"a schema that lies", rewrite("setting", "TEXT", "BLOB"), care.CodeBackupDamaged},
		{"a document that is none", []string{"UPDATE person SET doc = x'7b'"}, care.CodeBackupDamaged},
		{"a document of another person", []string{"UPDATE person SET doc = CAST(json_set(doc, '$.full_name', 'Eva') AS BLOB)"}, care.CodeBackupDamaged},
		{"a document that is long", []string{"UPDATE person SET doc = zeroblob(50000000)"}, care.CodeBackupDamaged},
		{"a document too deep", []string{"UPDATE person SET doc = CAST(replace(hex(zeroblob(100000)), '0', '[') AS BLOB)"}, care.CodeBackupDamaged},
		{"a newer schema", []string{"PRAGMA user_version = 1000"}, care.CodeBookNewer},
		{"an older schema than it has", []string{"PRAGMA user_version = 1"}, care.CodeBackupDamaged},
		{"a schema of less than nothing", []string{"PRAGMA user_version = -1"}, care.CodeNotABackup},
		{"another program's file", []string{"PRAGMA application_id = 1"}, care.CodeNotABackup},
	} {
		t.Run(c.name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "hostile.db")
			if err := os.WriteFile(file, sound, 0o600); err != nil {
				t.Fatal(err)
			}
			storetest.Exec(t, file, c.do...)
			_, err := book.PreviewRestore(ctx, clock, book.Restoring{Book: path, File: file})
			if care.CodeOf(err) != c.want {
				t.Errorf("the preview: %v, want %s", err, c.want)
			}
			_, err = book.Restore(ctx, clock, book.Restoring{Book: path, File: file})
			if care.CodeOf(err) != c.want {
				t.Errorf("the restore: %v, want %s", err, c.want)
			}
			after, err := os.ReadFile(path)
			if err != nil || !bytes.Equal(before, after) {
				t.Errorf("the book changed, or %v", err)
			}
			if got := entries(t, folder); !slices.Equal(got, names) {
				t.Errorf("beside the book are %q, before %q", got, names)
			}
		})
	}
}

// TestASettingOfABackupMovesNoFile: where copies go is kept on the machine, so that no
// book that comes from elsewhere can send them anywhere.
func TestASettingOfABackupMovesNoFile(t *testing.T) {
	folder := t.TempDir()
	path, old := filepath.Join(folder, "book.db"), filepath.Join(t.TempDir(), "old.db")
	s := openAt(t, path, clock)
	if _, err := book.BackUp(ctx, s, old, ""); err != nil {
		t.Fatal(err)
	}
	closeBook(t, s)
	elsewhere := t.TempDir()
	for _, name := range []string{"backup.folder", "backup_folder", "BackupFolder", "backups", "data_folder", "path"} {
		storetest.Exec(t, old, fmt.Sprintf("INSERT INTO setting (name, value) VALUES ('%s', '%s')", name, elsewhere))
	}
	if _, err := book.Restore(ctx, clock, book.Restoring{Book: path, File: old}); err != nil {
		t.Fatal(err)
	}
	s = openAt(t, path, clock)
	defer closeBook(t, s)
	if _, err := book.DailyBackup(ctx, s, clock, book.Backups{}); err != nil {
		t.Fatal(err)
	}
	if there := entries(t, elsewhere); len(there) > 0 {
		t.Errorf("elsewhere are %q", there)
	}
}
