package importing

import (
	"context"

	"carebook/app/book"
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
			return path, book.SaveProblems(i.store, path, !replace, r)
		}, func(path string, err error) {
			if err != nil {
				i.shell.Fail(err)
				return
			}
			i.shell.Say(lang.T("import.problems_saved", lang.Args{"File": path}), kit.Action{})
		})
	})
}
