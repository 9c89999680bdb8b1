package book_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/exchange"
	"carebook/store"
)

// A backup never takes the place of one of the book's own files.
func TestABackupLeavesTheFilesOfTheBookAlone(t *testing.T) {
	folder := t.TempDir()
	s := openAt(t, filepath.Join(folder, "book.db"), clock)
	put2(t, s, "Ana")
	if err := os.Symlink(s.Path(), filepath.Join(folder, "link.db")); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"book.db", "book.db-wal", "book.db-shm", "book.db-journal", "link.db", "link.db-wal"} {
		target := filepath.Join(folder, name)
		if name == "book.db-journal" {
			target = filepath.Join(folder, ".", name)
		}
		for _, passphrase := range []string{"", "secret"} {
			if _, err := book.BackUp(ctx, s, target, passphrase); name != "link.db-wal" && care.CodeOf(err) != care.CodeFileExists {
				t.Errorf("a backup to %s: %v", name, err)
			}
			if _, err := book.ExportFile(ctx, s, target, book.ExportOptions{Format: exchange.CSV}); name != "link.db-wal" && care.CodeOf(err) != care.CodeFileExists {
				t.Errorf("an export to %s: %v", name, err)
			}
			if _, err := book.ExportArchive(ctx, s, target, passphrase, false); name != "link.db-wal" && care.CodeOf(err) != care.CodeFileExists {
				t.Errorf("an archive to %s: %v", name, err)
			}
		}
	}
	closeBook(t, s)
	if problems, err := store.Check(ctx, s.Path()); err != nil || len(problems) > 0 {
		t.Errorf("%q, %v", problems, err)
	}
	if names := namesIn(t, s.Path()); !slices.Equal(names, []string{"Ana"}) {
		t.Errorf("%q", names)
	}
}
