package cli

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"strings"

	"carebook/app"
	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/lang"
	"carebook/store"
)

// about is what --version tells as JSON.
type about struct {
	Version string `json:"version"`
	book.Build
	Schema int `json:"schema"`
}

// sayVersion tells which program this is, and with --licences what it is made
// of.
func (c *call) sayVersion() error {
	schema, err := store.Schema()
	if err != nil {
		return err
	}
	a := about{Version, book.ThisBuild(), schema}
	if c.json {
		return c.answer(a)
	}
	lines := []string{
		"Carebook " + a.Version,
		a.Sentence(),
		lang.T("about.schema", lang.Args{"Number": a.Schema}),
	}
	if c.licences {
		return c.say(strings.Join(lines, "\n") + "\n\n" + strings.TrimSuffix(app.Licences, "\n"))
	}
	return c.say(strings.Join(append(lines, lang.T("about.licences")), "\n"))
}

// namesFile reports whether an argument in the place of a command is a file, as
// desktops name them to the program that opens them.
func namesFile(name string) bool {
	if strings.ContainsRune(name, os.PathSeparator) || strings.Contains(name, "/") {
		return true
	}
	info, err := os.Stat(name)
	return err == nil && info.Mode().IsRegular()
}

// runOpen shows the import of files in the window.
func runOpen(ctx context.Context, c *call) error {
	for _, path := range c.args {
		if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
			return &care.Error{Code: care.CodeFileMissing, Args: care.Args{"File": path}, Err: err}
		}
	}
	path, err := app.BookPath(c.book)
	if err != nil {
		return err
	}
	return c.OpenWindow(ctx, Window{Book: path, Clock: c.Clock, Wish: app.ImportRequest, Files: c.args})
}
