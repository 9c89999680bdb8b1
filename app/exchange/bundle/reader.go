package bundle

import (
	"archive/zip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"carebook/app/care"
	"carebook/app/exchange/jsontext"
)

// Reader reads an archive. It is used by one goroutine.
type Reader struct {
	// Made is when it was written, as it says.
	Made    care.Instant
	entries map[string]*zip.File
	size    int64
	// unpacked counts the bytes that came out.
	unpacked int64
}

// NewReader opens an archive of size bytes. It fails with ErrNotOurs, ErrNewer or
// ErrDamaged.
func NewReader(file io.ReaderAt, size int64) (*Reader, error) {
	directory := &bounded{r: file, left: maxDirectory}
	z, err := zip.NewReader(directory, size)
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return nil, fmt.Errorf("%w: %w", ErrNotOurs, err)
	}
	directory.done = true
	if len(z.File) > MaxEntries {
		return nil, damaged("%d entries", len(z.File))
	}
	r := &Reader{entries: map[string]*zip.File{}, size: size}
	twice := ""
	for _, f := range z.File {
		if !known(f.Name) {
			continue
		}
		if r.entries[f.Name] != nil {
			twice = f.Name
		}
		r.entries[f.Name] = f
	}
	var m manifest
	text, err := r.read(manifestName, 64<<10)
	if err != nil || json.Unmarshal(text, &m) != nil || m.Format != format {
		return nil, ErrNotOurs
	}
	switch {
	case m.Version > Version:
		return nil, fmt.Errorf("%w: %d", ErrNewer, m.Version)
	case m.Version < 1:
		return nil, damaged("version %d", m.Version)
	case twice != "":
		return nil, damaged("%s stands in it twice", twice)
	}
	r.Made = m.Made
	return r, nil
}

// IsBundle reports whether a file is an archive of a book, of whatever version.
func IsBundle(path string) bool {
	f, err := care.OpenFile(path)
	if err != nil {
		return false
	}
	defer f.Close() //nolint:errcheck // it was only read
	info, err := f.Stat()
	if err != nil {
		return false
	}
	_, err = NewReader(f, info.Size())
	return err == nil || !errors.Is(err, ErrNotOurs)
}

// bounded bounds what is read to find out what an archive holds.
type bounded struct {
	r    io.ReaderAt
	left int64
	done bool
}

func (b *bounded) ReadAt(p []byte, at int64) (int, error) {
	if !b.done {
		if b.left -= int64(len(p)); b.left < 0 {
			return 0, errors.New("list of entries too long")
		}
	}
	return b.r.ReadAt(p, at)
}

// open unpacks an entry; one that is not there is an empty one with ok false.
func (r *Reader) open(name string, most int64) (_ io.ReadCloser, ok bool, err error) {
	f := r.entries[name]
	if f == nil {
		return nil, false, nil
	}
	if isBomb(f.UncompressedSize64, min(f.CompressedSize64, uint64(r.size))) {
		return nil, false, damaged("%s unpacks from %d to %d bytes", name, f.CompressedSize64, f.UncompressedSize64)
	}
	content, err := f.Open()
	if err != nil {
		return nil, false, damaged("%s: %w", name, err)
	}
	return &unpacker{r: r, name: name, content: content, packed: min(f.CompressedSize64, uint64(r.size)), left: most}, true, nil
}

func isBomb(unpacked, packed uint64) bool { return unpacked > harmless && unpacked/maxRatio > packed }

// unpacker counts what comes out of an entry, whatever was declared.
type unpacker struct {
	r       *Reader
	name    string
	content io.ReadCloser
	packed  uint64
	n       uint64
	left    int64
}

func (u *unpacker) Read(b []byte) (int, error) {
	n, err := u.content.Read(b)
	u.n += uint64(n)
	u.left -= int64(n)
	u.r.unpacked += int64(n)
	switch {
	case u.left < 0:
		return 0, damaged("%s is too long", u.name)
	case u.r.unpacked > maxUnpacked:
		return 0, damaged("more than %d bytes in all", int64(maxUnpacked))
	case isBomb(u.n, u.packed):
		return 0, damaged("%s unpacks from %d to %d bytes and more", u.name, u.packed, u.n)
	case err != nil && !errors.Is(err, io.EOF):
		err = damaged("%s: %w", u.name, err)
	}
	return n, err
}

func (u *unpacker) Close() error { return u.content.Close() }

// read reads a short entry whole.
func (r *Reader) read(name string, most int64) ([]byte, error) {
	content, ok, err := r.open(name, most)
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, damaged("%s is not in it", name)
	}
	defer content.Close() //nolint:errcheck // it was only read
	return io.ReadAll(content)
}

// Verify reads everything in an archive that was written with a number of entries, as
// taking it in would, and calls step before each. It fails with ErrDamaged, or as step
// does.
func (r *Reader) Verify(entries int, step func() error) error {
	if len(r.entries) != entries {
		return damaged("%d entries of %d", len(r.entries), entries)
	}
	for _, name := range slices.Sorted(maps.Keys(r.entries)) {
		if err := step(); err != nil {
			return err
		}
		if err := r.verify(name); err != nil {
			return err
		}
	}
	return nil
}

func (r *Reader) verify(name string) error {
	list, isList := strings.CutSuffix(name, ".json")
	switch {
	case isList && name != manifestName:
		return r.Each(list, func([]byte) error { return nil })
	case pictureName.MatchString(name):
		return r.drain(name, maxPicture)
	}
	return r.drain(name, maxNote)
}

// drain reads an entry and keeps nothing of it.
func (r *Reader) drain(name string, most int64) error {
	content, ok, err := r.open(name, most)
	if err != nil || !ok {
		return err
	}
	defer content.Close() //nolint:errcheck // it was only read
	_, err = io.Copy(io.Discard, content)
	return err
}

// Note reads what a note says.
func (r *Reader) Note(key int64) ([]byte, error) { return r.read(NoteFile(key), maxNote) }

// Picture reads a picture or file by its entry.
func (r *Reader) Picture(name string) ([]byte, error) {
	if !pictureName.MatchString(name) {
		return nil, damaged("%q is the name of no picture", name)
	}
	return r.read(name, maxPicture)
}

// Each calls f with the rows of a list, which f must not keep. A list that is not
// there has none.
func (r *Reader) Each(name string, f func(row []byte) error) error {
	content, ok, err := r.open(name+".json", maxUnpacked)
	if err != nil || !ok {
		return err
	}
	defer content.Close() //nolint:errcheck // it was only read
	in := &element{r: content, limit: maxElement}
	d := json.NewDecoder(in)
	broken := func(err error) error {
		if errors.Is(err, ErrDamaged) {
			return err
		}
		return damaged("%s: %w", name, err)
	}
	for _, want := range []json.Token{json.Delim('{'), name, json.Delim('[')} {
		if got, err := d.Token(); err != nil {
			return broken(err)
		} else if got != want {
			return damaged("%s begins with %v", name, got)
		}
	}
	var row json.RawMessage
	for d.More() {
		in.limit = d.InputOffset() + maxElement
		if err := d.Decode(&row); err != nil {
			return broken(err)
		}
		if jsontext.Crowded(row) {
			return damaged("%s has a row with too many values", name)
		}
		if err := f(row); err != nil {
			return err
		}
	}
	for _, want := range []json.Token{json.Delim(']'), json.Delim('}')} {
		if got, err := d.Token(); err != nil || got != want {
			return damaged("%s does not end", name)
		}
	}
	return nil
}

// element bounds how far the decoder may read for one row.
type element struct {
	r         io.Reader
	at, limit int64
}

func (e *element) Read(b []byte) (int, error) {
	left := e.limit - e.at
	if left <= 0 {
		return 0, damaged("a row is too long")
	}
	n, err := e.r.Read(b[:min(int64(len(b)), left)])
	e.at += int64(n)
	return n, err
}

// Open gives a list as it stands in the archive, and its size. The reader counts
// what comes out of it once more.
func (r *Reader) Open(name string) (io.ReadCloser, int64, error) {
	content, ok, err := r.open(name+".json", maxUnpacked)
	if err != nil {
		return nil, 0, err
	}
	if !ok {
		return nil, 0, damaged("%s.json is not in it", name)
	}
	return content, int64(r.entries[name+".json"].UncompressedSize64), nil
}
