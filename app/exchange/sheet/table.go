package sheet

import (
	"context"
	"errors"
	"io"
	"strings"

	"carebook/app/care"
	"carebook/app/exchange/record"
)

// Table is how a table of something else than people is read.
type Table struct{ layout *Layout }

// Row is one row of a table.
type Row struct {
	// Line is the row's first line in the file, from 1.
	Line int
	// Cells are UTF-8, without the apostrophe that exports put before what a
	// spreadsheet would take for a formula. The slice is used again for the next
	// row.
	Cells []string
	// Raw is the row as it stands in the file.
	Raw string
	// Reason says why the row cannot be read; its Code is "" where it can.
	Reason record.Reason
}

// LookTable finds out how a table is read. Head is its beginning as text; known
// counts the headings in a row of cells, by which the right delimiter is told
// from the wrong ones.
func LookTable(head []byte, c Config, known func(cells []string) int) *Table {
	l, head := begin(head, c)
	l.sample(head, known)
	return &Table{l}
}

// Read yields every row that says something, that of the headings first.
func (t *Table) Read(ctx context.Context, r io.Reader, emit func(*Row) error) error {
	x := newLexer(r, t.layout.Delimiter, t.layout.config.LoneCR)
	for n, skip := 0, t.layout.first; ; n++ {
		if n%64 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		row, err := x.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		switch {
		case row.blank():
			continue
		case skip > 0:
			skip--
			continue
		}
		if err := emit(t.row(row, x.rawText())); err != nil {
			return err
		}
	}
}

func (t *Table) row(r *row, raw string) *Row {
	out := &Row{Line: r.line, Raw: raw, Cells: r.cells}
	switch {
	case r.tooLong:
		out.Reason = record.Reason{Code: "import.reason.line_too_long", Args: care.Args{"Limit": maxLine >> 20}}
	case r.tooWide:
		out.Reason = record.Reason{Code: "import.reason.too_many_columns", Args: care.Args{"Limit": maxColumns}}
	}
	for i, cell := range r.cells {
		text, _ := t.layout.text(cell)
		if strings.HasPrefix(text, "'") {
			text = unguard(text)
		}
		r.cells[i] = text
	}
	return out
}
