package cli

import (
	"context"
	"errors"

	"carebook/app"
	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/lang"
	"carebook/store"
)

// passphrase is that of --passphrase-file, "" without the flag.
func (c *call) passphrase() (string, error) {
	if c.passphraseFile == "" {
		return "", nil
	}
	return book.ReadPassphrase(c.passphraseFile)
}

// runBackup saves a copy of the book.
func runBackup(ctx context.Context, c *call) error {
	passphrase, err := c.passphrase()
	if err != nil {
		return err
	}
	return c.with(ctx, func(s *store.Store) error {
		done, err := book.BackUp(ctx, s, c.args[0], passphrase)
		if err != nil {
			return err
		}
		lines := []string{lang.N("backup.done", done.People, lang.Args{"File": done.File})}
		if passphrase != "" {
			lines = append(lines, lang.T("backup.passphrase_kept"))
		}
		return c.say(lines...)
	})
}

// runRestore makes the book what a backup or archive holds. It asks nothing, and says
// where that is which was there before.
func runRestore(ctx context.Context, c *call) error {
	passphrase, err := c.passphrase()
	if err != nil {
		return err
	}
	path, err := app.BookPath(c.book)
	if err != nil {
		return err
	}
	if err := app.MakeBookFolder(path); err != nil {
		return err
	}
	done, err := book.Restore(ctx, c.Clock, book.Restoring{Book: path, File: c.args[0], Passphrase: passphrase, Claim: claim})
	if done.Saved != "" && err != nil {
		// What was saved is worth knowing even where the rest failed.
		return errors.Join(c.say(savedLine(done)), err)
	}
	if err != nil {
		return err
	}
	lines := []string{lang.N("restore.done", done.People, lang.Args{"File": c.args[0]})}
	if done.Saved != "" {
		lines = append(lines, savedLine(done))
	}
	return c.say(lines...)
}

// claim makes this process the only one that shows the book.
func claim(path string) (release func() error, ok bool, err error) {
	inst, ok, err := app.AcquireWindow(path)
	if err != nil || !ok {
		return nil, false, err
	}
	return inst.Close, true, nil
}

func savedLine(done book.Restored) string {
	if done.Aside {
		return lang.T("restore.aside", lang.Args{"File": done.Saved})
	}
	return lang.T("restore.saved", lang.Args{"File": done.Saved})
}

// newestBackup is the newest daily backup of a book where the preferences have them
// kept, "" where there is none.
func (c *call) newestBackup(path string) string {
	return book.NewestBackup(path, book.Backups{Folder: c.Settings().BackupFolder})
}

// exportArchive writes the whole book to an archive.
func (c *call) exportArchive(ctx context.Context, s *store.Store, path, passphrase string) error {
	if path == "-" {
		if passphrase != "" {
			return usage("cli.flag_elsewhere", lang.Args{"Flag": "--passphrase-file", "Usage": usageOf("export")})
		}
		_, err := book.WriteArchive(ctx, s, c.Out)
		return err
	}
	n, err := book.ExportArchive(ctx, s, path, passphrase, false)
	if err != nil {
		return err
	}
	lines := []string{lang.N("cli.export.done", n, lang.Args{"File": path})}
	if passphrase != "" {
		lines = append(lines, lang.T("backup.passphrase_kept"))
	}
	return c.say(lines...)
}

// importArchive takes an archive in whole, where one is all that is to be imported
// and the book is empty; done is false otherwise.
func (c *call) importArchive(ctx context.Context, s *store.Store) (done bool, err error) {
	if len(c.args) != 1 || s == nil || c.dryRun {
		return false, nil
	}
	path := c.args[0]
	sealed := book.IsSealed(path)
	if !sealed && !book.IsArchive(path) {
		return false, nil
	}
	if vacant, err := s.Vacant(ctx); err != nil || !vacant && !sealed {
		return false, err
	}
	passphrase, err := c.passphrase()
	if err != nil {
		return true, err
	}
	n, err := book.ImportArchive(ctx, s, c.Clock, path, passphrase)
	if errors.Is(err, store.ErrNotVacant) {
		return true, &care.Error{Code: care.CodeArchiveSealed, Args: care.Args{"File": path}, Err: err}
	}
	if err != nil {
		return true, err
	}
	if c.json {
		return true, c.answer(book.ImportResult{Files: []book.FileResult{{File: path, Records: n, New: n}}})
	}
	return true, c.say(lang.N("archive.imported", n, lang.Args{"File": path}))
}
