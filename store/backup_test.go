package store_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"carebook/app/care"
	"carebook/app/picture"
	"carebook/store"
	"carebook/store/storetest"
)

func TestBackupTo(t *testing.T) {
	s := newBook(t)
	keys, _ := put(t, s, &care.Person{FullName: "Ana", Tags: []string{"VIP"}}, &care.Person{FullName: "Bo"})
	if _, err := s.Do(ctx, store.Action{Kind: "test"}, func(tx *store.Tx) error {
		if _, err := tx.PutNote(store.Note{Person: keys[0], HTML: "<p>tea</p>"}); err != nil {
			return err
		}
		return tx.TrashPerson(keys[1], true)
	}); err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	target := filepath.Join(folder, "b % ?#.db")
	for range 2 { // the second replaces the first
		sum, err := s.BackupTo(ctx, target)
		if err != nil {
			t.Fatal(err)
		}
		summary, err := store.Summarize(ctx, target)
		if err != nil || sum != summary || sum.People != 1 || sum.Trash != 1 || sum.Notes != 1 || sum.LastChange == "" {
			t.Errorf("%+v, then %+v, %v", sum, summary, err)
		}
	}
	if differences, err := store.Compare(ctx, s.Path(), target); err != nil || len(differences) > 0 {
		t.Errorf("%q, %v", differences, err)
	}
	if list, err := os.ReadDir(folder); err != nil || len(list) != 1 {
		t.Errorf("left in the folder: %v, %v", list, err)
	}
	if info, err := os.Stat(target); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	if _, err := s.BackupTo(ctx, filepath.Join(folder, "none", "b.db")); care.CodeOf(err) != care.CodeBackupFolder {
		t.Errorf("a folder that is not there: %v", err)
	}
}

// A book is summarized while it is open, after its program was killed, and from a
// medium that cannot be written, and nothing comes to stand beside it.
func TestSummarizeTouchesNothing(t *testing.T) {
	folder := t.TempDir()
	s := openBook(t, filepath.Join(folder, "a.db"))
	put(t, s, &care.Person{FullName: "Ana"})
	if sum, err := store.Summarize(ctx, s.Path()); err != nil || sum.People != 1 {
		t.Errorf("an open book: %+v, %v", sum, err)
	}
	// What a killed program leaves: a book with its log and without an index of that.
	other := filepath.Join(t.TempDir(), "b.db")
	for _, end := range []string{"", "-wal"} {
		content, err := os.ReadFile(s.Path() + end)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(other+end, content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for range 2 {
		if sum, err := store.Summarize(ctx, other); err != nil || sum.People != 1 {
			t.Errorf("a book with a log: %+v, %v", sum, err)
		}
	}
	list, err := os.ReadDir(filepath.Dir(other))
	if err != nil || len(list) > 3 { // the index that the log lacked
		t.Errorf("%v, %v", list, err)
	}
	for path, want := range map[string]care.Code{filepath.Join(folder, "none"): care.CodeBookMissing, folder: care.CodeFileIsFolder} {
		if _, err := store.Summarize(ctx, path); care.CodeOf(err) != want {
			t.Errorf("%s: %v", path, err)
		}
	}
}

// openLater opens a book with a clock.
func openLater(t *testing.T, path string, at time.Time) *store.Store {
	t.Helper()
	s, err := store.Open(ctx, path, store.Options{Clock: care.ClockFrom(at), Language: "en"})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestPruneKeepsTheLastActionsAndImports(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	s := openLater(t, path, noon)
	pic, err := picture.Make([]byte("not a picture, but a file"))
	if err != nil {
		t.Fatal(err)
	}
	keys, first := put(t, s, &care.Person{FullName: "Ana"})
	var imports []int64
	for range 25 {
		id, err := s.Do(ctx, store.Action{Kind: "import"}, func(tx *store.Tx) error {
			if _, err := tx.PutPerson(&care.Person{FullName: "Imported"}); err != nil {
				return err
			}
			_, err := tx.RecordImport(store.Import{Files: []string{"a"}, New: 1})
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		imports = append(imports, id)
	}
	for i := range 70 {
		if _, err := s.Do(ctx, store.Action{Kind: "edit", Words: "Edit"}, func(tx *store.Tx) error {
			p, err := tx.Person(keys[0])
			if err != nil {
				return err
			}
			p.Profile.Files = nil
			if i == 0 {
				if err := tx.PutPicture(pic); err != nil {
					return err
				}
				p.Profile.Files = []care.Attachment{{Name: "a", SHA256: pic.SHA256}}
			}
			p.Remark = string(rune('a' + i))
			_, err = tx.PutPerson(p)
			return err
		}); err != nil {
			t.Fatal(err)
		}
	}
	if n, err := s.Prune(ctx, care.InstantOf(noon.Add(-time.Hour))); err != nil || n != 0 {
		t.Errorf("nothing is old, and %d were forgotten, %v", n, err)
	}
	n, err := s.Prune(ctx, care.InstantOf(noon.Add(time.Hour)))
	if err != nil || n != 1+5+20 {
		t.Errorf("%d were forgotten, %v", n, err)
	}
	if got := storetest.Lines(t, path, "SELECT count(*) FROM action JOIN change ON change.action = action.id WHERE kind = 'edit'"); !slices.Equal(got, []string{"50"}) {
		t.Errorf("%q edits are left", got)
	}
	if got := storetest.Lines(t, path, "SELECT count(*) FROM import"); !slices.Equal(got, []string{"25"}) {
		t.Errorf("%q imports are listed", got)
	}
	if _, _, err := s.Picture(ctx, pic.SHA256); err == nil {
		t.Error("a file that nothing names any more is still there")
	}
	for id, want := range map[int64]care.Code{imports[0]: care.CodeUndoForgotten, first: care.CodeNothingToUndo, imports[20]: ""} {
		if _, err := s.Undo(ctx, id); care.CodeOf(err) != want {
			t.Errorf("undo of %d: %v, want %q", id, err, want)
		}
	}
	sound(t, s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}
