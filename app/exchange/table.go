package exchange

import (
	"bytes"
	"context"
	"errors"
	"io"

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

// beginning is how much of a file is read to know its headings.
const beginning = 64 << 10

// Headed reports whether a file is a table whose first row is so. It reads the
// beginning of the file alone, and of a file that cannot be read it is false.
func Headed(path string, o Options, known func(cells []string) int, so func(cells []string) bool) bool {
	file, _, err := openFile(path)
	if err != nil {
		return false
	}
	head, err := io.ReadAll(io.LimitReader(file, beginning))
	if err = errors.Join(err, file.Close()); err != nil {
		return false
	}
	if end := bytes.LastIndexByte(head, '\n'); len(head) == beginning && end >= 0 {
		head = head[:end+1] // no letter is cut in two
	}
	t := &Table{source: &Source{in: begun(head), o: o, info: Info{File: path, Bytes: int64(len(head)), Format: CSV}}}
	if t.look(known, care.CodeNotAddressBook) != nil {
		return false
	}
	is := false
	// Where the beginning ends in the middle of a row does not matter.
	_ = t.Read(context.Background(), func(r *sheet.Row) error {
		is = r.Reason.Code == "" && so(r.Cells)
		return io.EOF
	})
	return is
}

// begun is the beginning of a file.
type begun []byte

func (b begun) from(at int64) (io.ReadCloser, error) {
	return io.NopCloser(bytes.NewReader(b[min(at, int64(len(b))):])), nil
}

// Close implements input; the file is closed already.
func (begun) Close() error { return nil }

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
