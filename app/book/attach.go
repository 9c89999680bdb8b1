package book

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"carebook/app/care"
	"carebook/app/lang"
	"carebook/app/picture"
	"carebook/store"
)

// Attach keeps copies of files with a person, as one action. The files may go
// afterwards. One over care.MaxAttachment, a folder, an empty or unreadable one
// is an error, and then nothing is kept; one that the person has already is
// passed over.
func Attach(ctx context.Context, s *store.Store, clock care.Clock, key int64, words string, paths []string) (action int64, err error) {
	var pictures []*picture.Picture
	var files []care.Attachment
	for _, path := range paths {
		data, err := readLimited(path)
		if err != nil {
			return 0, err
		}
		pic, err := picture.Make(data)
		if err != nil {
			return 0, err
		}
		pictures = append(pictures, pic)
		files = append(files, care.Attachment{
			Name: filepath.Base(path), MediaType: pic.MediaType, Bytes: len(data), SHA256: pic.SHA256, Added: clock.Today(),
		})
	}
	return s.Do(ctx, store.Action{Kind: "edit", Words: words}, func(tx *store.Tx) error {
		p, err := tx.Person(key)
		if err != nil {
			return err
		}
		for i, f := range files {
			if hasFile(p, f.SHA256) {
				continue
			}
			if err := tx.PutPicture(pictures[i]); err != nil {
				return err
			}
			p.Profile.Files = append(p.Profile.Files, f)
		}
		_, err = tx.PutPerson(p)
		return err
	})
}

func hasFile(p *care.Person, sha string) bool {
	for _, f := range p.Profile.Files {
		if f.SHA256 == sha {
			return true
		}
	}
	return false
}

// readLimited reads a file that is to be kept in the book.
func readLimited(path string) ([]byte, error) {
	data, err := readRegular(path, care.MaxAttachment+1)
	switch {
	case err != nil:
		return nil, err
	case len(data) > care.MaxAttachment:
		return nil, &care.Error{Code: care.CodeFileTooLarge, Args: care.Args{"File": path, "Limit": lang.Bytes(care.MaxAttachment)}}
	case len(data) == 0:
		return nil, &care.Error{Code: care.CodeFileEmpty, Args: care.Args{"File": path}}
	}
	return data, nil
}

// readRegular reads a file up to a number of bytes. What is no file of bytes is
// not opened: a pipe would wait for who writes into it. It fails with
// care.CodeFileIsFolder or care.CodeFileUnreadable.
func readRegular(path string, limit int64) ([]byte, error) {
	fail := func(err error) ([]byte, error) {
		if care.CodeOf(err) == care.CodeFileIsBook {
			return nil, err
		}
		return nil, &care.Error{Code: care.CodeFileUnreadable, Args: care.Args{"File": path, "Detail": care.Cause(err)}, Err: err}
	}
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return fail(err)
	case info.IsDir():
		return nil, &care.Error{Code: care.CodeFileIsFolder, Args: care.Args{"File": path}}
	}
	f, err := care.OpenFile(path)
	if err != nil {
		return fail(err)
	}
	defer f.Close() //nolint:errcheck // it was only read
	data, err := io.ReadAll(io.LimitReader(f, limit))
	if err != nil {
		return fail(err)
	}
	return data, nil
}

// SaveAttachment writes a file that is kept in the book to a path, where it
// appears when it is complete.
func SaveAttachment(ctx context.Context, s *store.Store, sha, path string) error {
	_, data, err := s.Picture(ctx, sha)
	if err != nil {
		return err
	}
	_, err = writeWhole(s, path, func(w io.Writer) (int, error) { return w.Write(data) })
	if err != nil {
		return fmt.Errorf("save a file of the book: %w", err)
	}
	return nil
}
