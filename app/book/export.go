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
	out, err := exchange.NewWriter(w, o.Format)
	if err != nil {
		return 0, err
	}
	n := 0
	withPictures := o.Format == exchange.VCard || o.Format == exchange.VCard3
	write := func(key int64, p *care.Person) error {
		if withPictures && p.Photo != nil && p.Photo.SHA256 != "" {
			_, data, err := s.Picture(ctx, p.Photo.SHA256)
			if err != nil {
				return err
			}
			p.Photo.Data = data
		}
		notes, err := ExportedNotes(ctx, s, key, o.Format == exchange.JSON)
		if err != nil {
			return err
		}
		n++
		return out.Write(p, notes...)
	}
	if o.Keys == nil {
		err = s.EachPerson(ctx, store.Query{}, write)
	} else {
		err = eachOf(ctx, s, o.Keys, write)
	}
	return n, errors.Join(err, out.Close())
}

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
// when it is complete; one of that name is replaced then, and not before.
func ExportFile(ctx context.Context, s *store.Store, path string, o ExportOptions) (int, error) {
	return writeNew(path, o.Keep, func(w io.Writer) (int, error) { return Export(ctx, s, w, o) })
}

// writeNew is writeWhole, and where keep says so it refuses to replace a file
// with care.CodeFileExists.
func writeNew(path string, keep bool, write func(io.Writer) (int, error)) (int, error) {
	if keep {
		if _, err := os.Lstat(path); err == nil {
			return 0, &care.Error{Code: care.CodeFileExists, Args: care.Args{"File": path}}
		}
	}
	return writeWhole(path, write)
}

// writeWhole writes a file of mode 0600 that appears under its name when it is
// complete. It gives what write does.
func writeWhole(path string, write func(io.Writer) (int, error)) (n int, err error) {
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
