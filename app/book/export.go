package book

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"

	"carebook/app/care"
	"carebook/app/exchange"
	"carebook/store"
)

// ExportOptions say whom to export and how.
type ExportOptions struct {
	Format exchange.Format
	// Keys are the people; nil is everybody who is not in the trash.
	Keys []int64
	// Keep refuses to replace a file of the name, with care.CodeFileExists.
	Keep bool
}

// Export writes people in order of creation, with their notes, and gives their
// number.
func Export(ctx context.Context, s *store.Store, w io.Writer, o ExportOptions) (int, error) {
	x, err := newExporter(ctx, s, w, o.Format)
	if err != nil {
		return 0, err
	}
	err = x.people(o.Keys)
	return x.n, err
}

// exporter writes people in a format.
type exporter struct {
	ctx    context.Context
	store  *store.Store
	format exchange.Format
	out    exchange.Writer
	// prints, where there is one, fingerprints whoever is written.
	prints  *printer
	written []store.Exported
	n       int
}

func newExporter(ctx context.Context, s *store.Store, w io.Writer, f exchange.Format) (*exporter, error) {
	out, err := exchange.NewWriter(w, f)
	if err != nil {
		return nil, err
	}
	return &exporter{ctx: ctx, store: s, format: f, out: out}, nil
}

// people writes those of some keys, or everybody for nil, and ends the export.
func (x *exporter) people(keys []int64) error {
	var err error
	if keys == nil {
		err = x.store.EachPerson(x.ctx, store.Query{}, x.write)
	} else {
		err = eachOf(x.ctx, x.store, keys, x.write)
	}
	return errors.Join(err, x.out.Close())
}

func (x *exporter) write(key int64, p *care.Person) error {
	if isVCard(x.format) && p.Photo != nil && p.Photo.SHA256 != "" {
		_, data, err := x.store.Picture(x.ctx, p.Photo.SHA256)
		if err != nil {
			return err
		}
		p.Photo.Data = data
	}
	notes, err := ExportedNotes(x.ctx, x.store, key, x.format == exchange.JSON)
	if err != nil {
		return err
	}
	if x.prints != nil {
		e, err := x.prints.of(p, notes)
		if err != nil {
			return err
		}
		x.written = append(x.written, e)
	}
	x.n++
	return x.out.Write(p, notes...)
}

func isVCard(f exchange.Format) bool { return f == exchange.VCard || f == exchange.VCard3 }

func eachOf(ctx context.Context, s *store.Store, keys []int64, f func(key int64, p *care.Person) error) error {
	for _, key := range keys {
		p, err := s.Person(ctx, key)
		if err != nil {
			return err
		}
		if err := f(key, p); err != nil {
			return err
		}
	}
	return nil
}

// ExportFile exports to a file that only the user can read. The file appears
// when it is complete; one of that name is replaced then, and not before. Once it
// has everybody as vCards, the book remembers what it says, for ExportChanged, which
// goes on to tell who has gone; where remembering fails the file is there, and the
// error is care.CodeExportForgotten.
func ExportFile(ctx context.Context, s *store.Store, path string, o ExportOptions) (int, error) {
	everybody := o.Keys == nil
	if !everybody {
		all, err := s.Count(ctx, store.Query{})
		if err != nil {
			return 0, err
		}
		everybody = all == len(o.Keys) && all > 0
	}
	return exportFile(ctx, s, path, o, everybody, nil)
}

// ExportSelected is ExportFile for those whom something else than the user selected:
// even where they are everybody, it is not remembered.
func ExportSelected(ctx context.Context, s *store.Store, path string, o ExportOptions) (int, error) {
	return exportFile(ctx, s, path, o, false, nil)
}

// exportFile exports to a file. VCards of everybody, or of those who changed, where
// gone is no nil, are remembered.
func exportFile(ctx context.Context, s *store.Store, path string, o ExportOptions, everybody bool, gone []string) (int, error) {
	var x *exporter
	n, err := writeNew(s, path, o.Keep, func(w io.Writer) (int, error) {
		var err error
		if x, err = newExporter(ctx, s, w, o.Format); err != nil {
			return 0, err
		}
		if isVCard(o.Format) && (everybody || gone != nil) {
			if x.prints, err = newPrinter(); err != nil {
				return 0, err
			}
		}
		err = x.people(o.Keys)
		return x.n, err
	})
	if err != nil || x.prints == nil {
		return n, err
	}
	return n, remember(ctx, s, path, o.Format, x.written, gone)
}

// writeNew is writeWhole, and where keep says so it refuses to replace a file
// with care.CodeFileExists.
func writeNew(s *store.Store, path string, keep bool, write func(io.Writer) (int, error)) (int, error) {
	if keep {
		if _, err := os.Lstat(path); err == nil {
			return 0, &care.Error{Code: care.CodeFileExists, Args: care.Args{"File": path}}
		}
	}
	return writeWhole(s, path, write)
}

// writeWhole writes a file of mode 0600 that appears under its name when it is
// complete, and never in the place of the book. It gives what write does.
func writeWhole(s *store.Store, path string, write func(io.Writer) (int, error)) (n int, err error) {
	if err := notItsOwn(s, path); err != nil {
		return 0, err
	}
	fail := func(err error) (int, error) {
		return 0, &care.Error{Code: care.CodeWriteFailed, Args: care.Args{"File": path, "Detail": care.Cause(err)}, Err: err}
	}
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return 0, &care.Error{Code: care.CodeFileIsFolder, Args: care.Args{"File": path}}
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".carebook-*") // mode 0600
	if err != nil {
		return fail(err)
	}
	defer func() {
		if err != nil {
			_ = f.Close() // what went wrong before is what matters
			_ = os.Remove(f.Name())
		}
	}()
	if n, err = write(f); err != nil {
		return n, err
	}
	for _, step := range []func() error{f.Sync, f.Close, func() error { return os.Rename(f.Name(), path) }} {
		if err := step(); err != nil {
			return fail(err)
		}
	}
	return n, nil
}
