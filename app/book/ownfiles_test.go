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

// Whatever may be read from a file that the user names, it is never the book that is
// open nor its log: to close one of these files ends the locks on it.
func TestTheFilesOfTheBookAreNeverOpened(t *testing.T) {
	folder := t.TempDir()
	s := openAt(t, filepath.Join(folder, "book.db"), clock)
	defer closeBook(t, s)
	key := put2(t, s, "Ana")
	if err := os.Link(s.Path(), filepath.Join(folder, "link.db")); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("book.db-shm", filepath.Join(folder, "link.vcf")); err != nil {
		t.Fatal(err)
	}
	other := openAt(t, filepath.Join(folder, "other.db"), clock)
	defer closeBook(t, other)
	for _, name := range []string{"book.db", "book.db-wal", "link.db", "link.vcf"} {
		path := filepath.Join(folder, name)
		for what, read := range map[string]func() error{
			"import": func() error {
				_, err := book.Import(ctx, s, clock, book.ImportOptions{Files: []string{path}})
				return err
			},
			"preview": func() error {
				_, err := book.NewPreview(ctx, s, clock, book.ImportOptions{Files: []string{path}})
				return err
			},
			"sales":        func() error { _, err := book.ImportSales(ctx, s, clock, path, book.SalesOptions{}); return err },
			"note":         func() error { _, err := book.ReadNoteFiles(ctx, []string{path}); return err },
			"attached":     func() error { _, err := book.Attach(ctx, s, clock, key, "Files", []string{path}); return err },
			"picture":      func() error { _, err := book.AddPicture(ctx, s, clock, path); return err },
			"archive":      func() error { _, err := book.ImportArchive(ctx, other, clock, path, ""); return err },
			"another book": func() error { _, err := book.LookAtArrival(ctx, other, path); return err },
			"passphrase":   func() error { _, err := book.ReadPassphrase(path); return err },
		} {
			if err := read(); care.CodeOf(err) != care.CodeFileIsBook {
				t.Errorf("%s from %s: %v", what, name, err)
			}
		}
		_, err := book.Restore(ctx, clock, book.Restoring{Book: s.Path(), File: path})
		if code := care.CodeOf(err); code != care.CodeRestoreItself && code != care.CodeFileIsBook {
			t.Errorf("a restore from %s: %v", name, err)
		}
	}
}
