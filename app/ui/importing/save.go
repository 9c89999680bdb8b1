package importing

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/files"
	"carebook/app/ui/kit/run"
)

// saveProblems asks where the records go that were not taken, and writes them
// there.
func (i *Screen) saveProblems(t *run.Task, r book.ImportResult) *files.SaveDialog {
	return files.Save(i.shell, lang.T("import.problems_name")+".csv", func(path string, replace bool) {
		run.Do(i.shell.Executor(), t, func(context.Context) (string, error) {
			return path, writeProblems(path, replace, r)
		}, func(path string, err error) {
			if err != nil {
				i.shell.Fail(err)
				return
			}
			i.shell.Say(lang.T("import.problems_saved", lang.Args{"File": path}), kit.Action{})
		})
	})
}

// writeProblems writes to a file that only its owner can read. One that is
// there is replaced as a whole, and only where that was agreed to.
func writeProblems(path string, replace bool, r book.ImportResult) (err error) {
	var f *os.File
	if replace {
		f, err = os.CreateTemp(filepath.Dir(path), ".carebook-*") // made with mode 0600
	} else {
		f, err = os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	}
	if err != nil {
		return writeFailed(path, err)
	}
	err = errors.Join(book.WriteProblems(f, r), f.Sync(), f.Close())
	if err == nil && replace {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return writeFailed(path, errors.Join(err, os.Remove(f.Name())))
	}
	return nil
}

func writeFailed(path string, err error) error {
	return &care.Error{Code: care.CodeWriteFailed, Args: care.Args{"File": path, "Detail": care.Cause(err)}, Err: fmt.Errorf("save the problems to %s: %w", path, err)}
}
