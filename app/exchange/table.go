package exchange

import (
	"context"
	"errors"

	"carebook/app/care"
	"carebook/app/exchange/sheet"
)

// Table is an open file with a table of something else than people. Encoding and
// delimiter are found out as for an address book.
type Table struct {
	source *Source
	table  *sheet.Table
}

// OpenTable looks at a file and gets ready to read it. known counts the headings
// in a row of cells; a file that is no table fails with notOne. The other errors
// are those of OpenAll about single files.
func OpenTable(path string, o Options, known func(cells []string) int, notOne care.Code) (*Table, error) {
	file, size, err := openFile(path)
	if err != nil {
		return nil, err
	}
	t := &Table{source: &Source{in: plain{file}, o: o, info: Info{File: path, Bytes: size, Format: CSV}}}
	if err := t.look(known, notOne); err != nil {
		return nil, errors.Join(err, t.Close())
	}
	return t, nil
}

func (t *Table) look(known func(cells []string) int, notOne care.Code) error {
	s := t.source
	if err := s.configure(); err != nil {
		return err
	}
	switch err := s.scan(); {
	case care.CodeOf(err) == care.CodeFileBinary:
		return s.fail(notOne, nil)
	case err != nil:
		return err
	case isVCard(s.profile.Head, s.info.File), isMarkup(s.profile.Head), isCalendar(s.profile.Head):
		return s.fail(notOne, nil)
	}
	s.choose(headingsIn(known))
	delimiter, err := s.delimiter()
	if err != nil {
		return err
	}
	head, err := s.head()
	if err != nil {
		return err
	}
	t.table = sheet.LookTable(head, sheet.Config{Delimiter: delimiter, LoneCR: s.loneCR(), Fallback: s.fallback}, known)
	return s.pause()
}

// Read yields every row that says something, that of the headings first. Reading
// again begins at the beginning.
func (t *Table) Read(ctx context.Context, emit func(*sheet.Row) error) error {
	r, err := t.source.decoded()
	if err != nil {
		return err
	}
	var emitted error
	err = t.table.Read(ctx, r, func(row *sheet.Row) error {
		emitted = emit(row)
		return emitted
	})
	switch {
	case err == nil:
		return t.source.pause()
	case emitted != nil, ctx.Err() != nil:
		return err
	}
	return t.source.fail(care.CodeFileUnreadable, err)
}

// Fail is an error about the file that a person can act on.
func (t *Table) Fail(code care.Code, args care.Args) error {
	err := &care.Error{Code: code, Args: care.Args{"File": t.source.info.File}}
	for name, value := range args {
		err.Args[name] = value
	}
	return err
}

// Close closes the file.
func (t *Table) Close() error { return t.source.Close() }
