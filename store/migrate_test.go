package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"carebook/app/care"
	"carebook/store/formertest"
)

// withStep opens a book, then brings it to the schema plus one more step.
func withStep(t *testing.T, script string) (s *Store, err error) {
	t.Helper()
	ctx := context.Background()
	s, err = Open(ctx, filepath.Join(t.TempDir(), "book.db"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	_, err = s.Do(ctx, Action{Kind: "test"}, func(tx *Tx) error {
		_, err := tx.PutPerson(&care.Person{FullName: "Ana"})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	steps, err := migrations()
	if err != nil {
		t.Fatal(err)
	}
	_, err = s.migrate(ctx, append(steps, migration{len(steps) + 1, "next", script}))
	return s, err
}

func version(t *testing.T, s *Store) (n int) {
	t.Helper()
	if err := s.write.QueryRow("PRAGMA user_version").Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// newestSchema is the number of the last step that there is.
func newestSchema(t *testing.T) int {
	t.Helper()
	steps, err := migrations()
	if err != nil {
		t.Fatal(err)
	}
	return len(steps)
}

func TestANewStepKeepsACopyOfTheBookBefore(t *testing.T) {
	s, err := withStep(t, "CREATE TABLE later (key INTEGER PRIMARY KEY)")
	if err != nil {
		t.Fatal(err)
	}
	newest := newestSchema(t)
	if got := version(t, s); got != newest+1 {
		t.Errorf("schema %d, want %d", got, newest+1)
	}
	copied := fmt.Sprintf("%s.schema-%d", s.path, newest)
	info, err := os.Stat(copied)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Fatalf("the copy: %v, %v", info, err)
	}
	if problems, err := Check(context.Background(), copied); err != nil || len(problems) != 0 {
		t.Errorf("the copy: %v, %v", problems, err)
	}
}

// The copy is of the book as it is now, whatever stands there of another one, and never
// of a book that another program has brought up to date meanwhile.
func TestTheCopyBeforeAStepIsOfNow(t *testing.T) {
	ctx := context.Background()
	s, err := Open(ctx, filepath.Join(t.TempDir(), "a.db"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	newest := newestSchema(t)
	copied := fmt.Sprintf("%s.schema-%d", s.path, newest)
	if err := os.WriteFile(copied, []byte("another one"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := s.backupBefore(ctx, newest); err != nil {
		t.Fatal(err)
	}
	if sum, err := Summarize(ctx, copied); err != nil || sum.Schema != newest {
		t.Errorf("%+v, %v", sum, err)
	}
	if err := s.backupBefore(ctx, newest-1); err != nil {
		t.Fatal(err)
	}
	if list, err := filepath.Glob(s.path + ".schema-*"); err != nil || len(list) != 1 {
		t.Errorf("%q, %v", list, err)
	}
	if left, err := filepath.Glob(filepath.Join(filepath.Dir(s.path), TempPrefix+"*")); err != nil || len(left) > 0 {
		t.Errorf("left behind: %q, %v", left, err)
	}
}

func TestAStepThatFailsChangesNothing(t *testing.T) {
	for name, script := range map[string]string{
		"wrong SQL half way":     "CREATE TABLE later (key INTEGER PRIMARY KEY); INSERT INTO nowhere VALUES (1)",
		"a reference to nothing": "PRAGMA defer_foreign_keys = 1; INSERT INTO phone VALUES ('1', 99, '1', '')",
	} {
		t.Run(name, func(t *testing.T) {
			s, err := withStep(t, script)
			if err == nil {
				t.Fatal("the step was taken")
			}
			if got, want := version(t, s), newestSchema(t); got != want {
				t.Errorf("schema %d, want %d", got, want)
			}
			if problems, err := Check(context.Background(), s.path); err != nil || len(problems) != 0 {
				t.Errorf("check: %v, %v", problems, err)
			}
		})
	}
}

// TestANewBookIsNeverHalfMade stops between the first step and the second, as a
// program that is killed there.
func TestANewBookIsNeverHalfMade(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "book.db")
	write, err := openPool(path, 1, "wal", busyFor)
	if err != nil {
		t.Fatal(err)
	}
	defer write.Close()
	steps, err := migrations()
	if err != nil {
		t.Fatal(err)
	}
	s := &Store{path: path, write: write}
	steps[1].script += "; INSERT INTO nowhere VALUES (1)"
	if _, err := s.migrate(ctx, steps); err == nil {
		t.Fatal("the steps were taken")
	}
	var things int
	if err := write.QueryRow("SELECT count(*) FROM sqlite_master").Scan(&things); err != nil || things != 0 || version(t, s) != 0 {
		t.Errorf("%d tables and indexes of schema %d, %v", things, version(t, s), err)
	}
	if problems, err := Check(ctx, path); err != nil || len(problems) != 0 {
		t.Errorf("check: %v, %v", problems, err)
	}
}

// tablesOf are the statements that make what is in a book.
func tablesOf(t *testing.T, s *Store) []string {
	t.Helper()
	c := &checking{store: s}
	lines, err := c.strings(context.Background(), "SELECT coalesce(sql, name) FROM sqlite_master ORDER BY 1")
	if err != nil {
		t.Fatal(err)
	}
	return lines
}

func TestABookWithoutNotesGetsThemAndKeepsEverything(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "book.db")
	s, err := Open(ctx, path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	newest := tablesOf(t, s)
	var ana int64
	made, err := s.Do(ctx, Action{Kind: "test"}, func(tx *Tx) error {
		ana, err = tx.PutPerson(&care.Person{FullName: "Ana", Tags: []string{"VIP"}, Phones: []care.Phone{{Number: "+34 612 345 678"}}})
		if err == nil {
			_, err = tx.PutEvent(0, ana, care.Event{Kind: care.Call, Day: "2026-11-01", Text: "olive oil"})
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	before, err := Dump(s)
	if err != nil {
		t.Fatal(err)
	}
	if err := formertest.ToSchema(path, 1); err != nil {
		t.Fatal(err)
	}
	if steps, err := migrations(); err != nil || !slices.Equal(tablesOf(t, s), schemaOf(t, steps[:1])) {
		t.Fatalf("the book is not as the first schema made it, so this test proves nothing: %v", err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if s, err = Open(ctx, path, Options{}); err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if got := version(t, s); got != newestSchema(t) || !slices.Equal(tablesOf(t, s), newest) {
		t.Errorf("schema %d, made of\n%q\nwant\n%q", got, tablesOf(t, s), newest)
	}
	after, err := Dump(s)
	if err != nil {
		t.Fatal(err)
	}
	for table := range before {
		if before[table] != after[table] {
			t.Errorf("table %s is\n%s\nwant\n%s", table, after[table], before[table])
		}
	}
	if _, err := os.Stat(path + ".schema-1"); err != nil {
		t.Errorf("the copy of the book before: %v", err)
	}
	note, err := s.Do(ctx, Action{Kind: "note"}, func(tx *Tx) error {
		_, err := tx.PutNote(Note{Person: ana, HTML: "<p>oven</p>"})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, action := range []int64{note, made} { // what was done before can still be taken back
		if done, err := s.Undo(ctx, action); err != nil || len(done.Left) > 0 || done.Kept > 0 {
			t.Errorf("undo: %+v, %v", done, err)
		}
	}
	if problems, err := Check(ctx, path); err != nil || len(problems) != 0 {
		t.Errorf("check: %v, %v", problems, err)
	}
}

// schemaOf is what some steps make of an empty file.
func schemaOf(t *testing.T, steps []migration) []string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "former.db")
	s := &Store{path: path}
	var err error
	if s.write, err = openPool(path, 1, journalMode(path), busyFor); err != nil {
		t.Fatal(err)
	}
	defer s.closePools()
	if _, err := s.migrate(context.Background(), steps); err != nil {
		t.Fatal(err)
	}
	if s.read, err = openPool(path, 1, "", busyFor); err != nil {
		t.Fatal(err)
	}
	return tablesOf(t, s)
}

func TestCheckFindsDamage(t *testing.T) {
	ctx := context.Background()
	for name, script := range map[string]string{
		"a lost number":         "DELETE FROM phone",
		"a lost search row":     "DELETE FROM find",
		"a lost full-text row":  "DELETE FROM fts",
		"a strange look-up row": "INSERT INTO email VALUES ('x@example.com', 1)",
		"a row unlike its doc":  "UPDATE person SET full_name = 'Somebody else'",
		"a broken doc":          "UPDATE person SET doc = X'7B'",
		"a lost picture":        "DELETE FROM picture",
		"a lost tag":            "DELETE FROM person_tag",
		"another label":         "UPDATE date SET label = 'Eva'",
		"another year":          "UPDATE date SET year = 1980",
		"a stale contact":       "UPDATE person SET last_contact = ''",
		"a stale touch":         "UPDATE person SET last_touch = '2026-11-20'",
		"a stale cadence":       "UPDATE person SET call_every = 14",
		"a stale day":           "UPDATE person SET visit_from = '2026-01-01'",
		"other rules":           `INSERT INTO setting VALUES ('cadences', '{"b":{"visit":7}}')`,
		"a tag asking for more": "UPDATE tag SET visit_every = 3",
		"a stale event":         "UPDATE event SET touch = 0 WHERE kind = 'call'",
		"a complaint not due":   "UPDATE event SET due = NULL WHERE kind = 'complaint'",
		"a lost greeting":       "DELETE FROM greeting",
		"another greeting":      "UPDATE greeting SET occasion = 'birthday 05-21 2025'",
		"a stale note":          "UPDATE note SET title = 'x'",
		"a stale excerpt":       `UPDATE note SET excerpt = 'x', doc = CAST(json_set(CAST(doc AS TEXT), '$.excerpt', 'x') AS BLOB)`,
		"a note's lost text":    "UPDATE note SET text = ''",
		"a note not found":      "DELETE FROM note_fts",
		"a found note too many": "INSERT INTO note_fts (rowid, body) VALUES (99, 'x')",
		"a broken note":         "UPDATE note SET doc = X'7B'",
		"a note's lost picture": "DELETE FROM picture WHERE bytes = X'00'",
		"a picture not noted":   "DELETE FROM note_picture",
		"a picture's byte":      "UPDATE picture SET bytes = X'01'",
		"a broken holiday":      "INSERT INTO holiday (rev, id, doc) VALUES (1, 'x', X'7B')",
	} {
		t.Run(name, func(t *testing.T) {
			s, err := Open(ctx, filepath.Join(t.TempDir(), "book.db"), Options{})
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			_, err = s.Do(ctx, Action{Kind: "test"}, func(tx *Tx) error {
				key, err := tx.PutPerson(&care.Person{
					FullName: "Ana", Phones: []care.Phone{{Number: "+34 612 345 678"}}, Tags: []string{"VIP"}, Photo: &care.Photo{Data: []byte("GIF89a")},
					Dates: []care.Date{{Kind: care.Birthday, Month: 5, Day: 21}},
				})
				for _, e := range []care.Event{
					{Kind: care.Call, Day: "2026-11-01", Occasion: "birthday 05-21 2026"}, {Kind: care.Complaint, Day: "2026-11-02"},
				} {
					if err == nil {
						_, err = tx.PutEvent(0, key, e)
					}
				}
				const sha = "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
				if err == nil {
					_, err = tx.exec("INSERT INTO picture (sha, media, width, height, bytes) VALUES (?, 'image/png', 1, 1, X'00')", sha)
				}
				if err == nil {
					_, err = tx.PutNote(Note{Person: key, HTML: `<h1>Tiles</h1><p>40 m²</p><figure><img src="picture:` + sha + `"></figure>`})
				}
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			if problems, err := Check(ctx, s.path); err != nil || len(problems) != 0 {
				t.Fatalf("before: %v, %v", problems, err)
			}
			if _, err := s.write.Exec(script); err != nil {
				t.Fatal(err)
			}
			if problems, err := Check(ctx, s.path); err != nil || len(problems) == 0 {
				t.Errorf("nothing found, %v", err)
			}
		})
	}
}

func TestCompareNamesWhatDiffers(t *testing.T) {
	ctx := context.Background()
	folder := t.TempDir()
	book := func(name string, p care.Person) string {
		s, err := Open(ctx, filepath.Join(folder, name), Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		_, err = s.Do(ctx, Action{Kind: "test"}, func(tx *Tx) error {
			_, err := tx.PutPerson(&p)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return s.path
	}
	ana := care.Person{UID: "u", FullName: "Ana", Tags: []string{"VIP"}, Added: "2026-01-01"}
	first := book("a.db", ana)
	ana.ID = ""
	if diff, err := Compare(ctx, first, book("b.db", ana)); err != nil || len(diff) != 0 {
		t.Errorf("equal books: %v, %v", diff, err)
	}
	other := ana
	other.ID, other.Remark = "", "tea"
	if diff, err := Compare(ctx, first, book("c.db", other)); err != nil || len(diff) != 1 {
		t.Errorf("another remark: %v, %v", diff, err)
	}
	other = ana
	other.ID, other.Tags = "", []string{"VIP", "Friends"}
	if diff, err := Compare(ctx, first, book("d.db", other)); err != nil || len(diff) != 2 { // the person has it, and the book
		t.Errorf("another tag: %v, %v", diff, err)
	}
	if _, err := Compare(ctx, first, filepath.Join(folder, "none.db")); care.CodeOf(err) != care.CodeBookMissing {
		t.Errorf("a missing book: %v", err)
	}
	if !errors.Is(explain("x", os.ErrPermission), os.ErrPermission) {
		t.Error("the cause is lost")
	}
}
