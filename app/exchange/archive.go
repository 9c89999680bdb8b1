package exchange

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"slices"
	"strings"
	"sync/atomic"
	"unicode"
	"unicode/utf8"

	"carebook/app/care"
	"carebook/app/exchange/bundle"
	"carebook/app/exchange/charset"
)

const (
	// maxEntries is how many entries an archive may have.
	maxEntries = 10_000
	// maxUnpacked bounds all entries of an archive together, unpacked.
	maxUnpacked = 1 << 30
	// maxRatio is how many times its packed size an entry may unpack to, if it
	// is larger than harmless: text shrinks to a tenth, a bomb to a thousandth.
	maxRatio = 300
	harmless = 64 << 20
	// maxDirectory bounds the list of an archive's entries, some 400 bytes
	// for each of them.
	maxDirectory = 4 << 20
	// longestName is how many characters are shown of a name in an archive.
	longestName = 200
)

// archive is a zip file that several Sources read.
type archive struct {
	file *os.File
	path string
	size int64
	// users counts the entries that are not closed yet.
	users atomic.Int32
	// unpacked counts the bytes that the entries have turned out to hold.
	unpacked atomic.Int64
}

// isArchive reports whether a file is a zip, by the mark of its first entry or
// that of an empty one.
func isArchive(file io.ReaderAt) bool {
	var mark [4]byte
	_, err := file.ReadAt(mark[:], 0)
	return err == nil && isArchiveMark(mark[:])
}

func isArchiveMark(b []byte) bool { return string(b) == "PK\x03\x04" || string(b) == "PK\x05\x06" }

// openArchive opens the address books in an archive. It closes the file where
// it fails.
func openArchive(file *os.File, path string, size int64, options func(string) Options) (_ []*Source, passed []Warning, err error) {
	a := &archive{file: file, path: path, size: size}
	a.users.Add(1)
	var sources []*Source
	defer func() {
		if err != nil {
			for _, s := range sources {
				err = errors.Join(err, s.Close())
			}
		}
		err = errors.Join(err, a.release())
	}()
	whole, err := bundle.NewReader(file, size)
	if !errors.Is(err, bundle.ErrNotOurs) {
		if sources, err = a.openWhole(whole, err, options); err != nil {
			return nil, nil, err
		}
		return sources, nil, nil
	}
	entries, err := a.entries()
	if err != nil {
		return nil, nil, err
	}
	pass := func(code, name string) {
		passed = append(passed, Warning{Reason: Reason{Code: code, Args: care.Args{"File": name}}})
	}
	names := namer{}
	for _, f := range entries {
		name := shownName(f)
		if f.FileInfo().IsDir() || isHidden(name) {
			continue
		}
		name = names.unique(name)
		if f.Flags&1 != 0 {
			pass("import.warn.archive_encrypted", name)
			continue
		}
		full := path + "/" + name
		s, err := newSource(a.entry(f, full), full, int64(f.UncompressedSize64), options(full))
		switch {
		case err == nil:
			sources = append(sources, s)
		case isPassedOver(err):
			pass("import.warn.archive_other", name)
		default:
			return nil, nil, err
		}
	}
	if len(sources) == 0 {
		return nil, nil, failure(path, care.CodeArchiveEmpty, nil)
	}
	return sources, passed, nil
}

// isPassedOver reports whether an entry is none that could be an address book.
func isPassedOver(err error) bool {
	switch care.CodeOf(err) {
	case care.CodeFileEmpty, care.CodeFileBinary, care.CodeNotAddressBook:
		return true
	}
	return false
}

// entries are the entries of the archive, if it is within the limits.
func (a *archive) entries() ([]*zip.File, error) {
	directory := &directoryReader{r: a.file, left: maxDirectory}
	z, err := zip.NewReader(directory, a.size)
	switch {
	case directory.left < 0:
		return nil, a.tooLarge("a list of entries over %d bytes", maxDirectory)
	case err != nil && !errors.Is(err, zip.ErrInsecurePath): // names are only shown
		return nil, a.damaged(a.path, err)
	case len(z.File) > maxEntries:
		return nil, a.tooLarge("%d entries", len(z.File))
	}
	directory.done = true
	z.File = slices.Clone(z.File) // it may have been made for more than there are
	var declared uint64
	for _, f := range z.File {
		if declared += min(f.UncompressedSize64, maxUnpacked+1); declared > maxUnpacked {
			return nil, a.tooLarge("more than %d bytes declared", maxUnpacked)
		}
		if isBomb(f.UncompressedSize64, min(f.CompressedSize64, uint64(a.size))) {
			return nil, a.tooLarge("%d bytes declared to unpack to %d", f.CompressedSize64, f.UncompressedSize64)
		}
	}
	return z.File, nil
}

// isBomb reports whether so much comes out of so little that it can only be
// meant to fill the memory.
func isBomb(unpacked, packed uint64) bool { return unpacked > harmless && unpacked/maxRatio > packed }

func (a *archive) tooLarge(format string, args ...any) error {
	return failure(a.path, care.CodeArchiveTooLarge, fmt.Errorf(format, args...))
}

func (a *archive) damaged(name string, err error) error {
	return failure(name, care.CodeFileUnreadable, fmt.Errorf("the archive is damaged: %w", err))
}

// release closes the archive with the last of its users.
func (a *archive) release() error {
	if a.users.Add(-1) > 0 {
		return nil
	}
	if err := a.file.Close(); err != nil {
		return fmt.Errorf("close %s: %w", a.path, err)
	}
	return nil
}

// entry is a file in an archive.
type entry struct {
	a    *archive
	f    *zip.File
	name string
	// most is how far it has ever been read.
	most   int64
	closed bool
}

func (a *archive) entry(f *zip.File, name string) *entry {
	a.users.Add(1)
	return &entry{a: a, f: f, name: name}
}

// from unpacks the entry again and passes over what stands before the place.
func (e *entry) from(at int64) (io.ReadCloser, error) {
	r, err := e.f.Open()
	if err != nil {
		return nil, e.a.damaged(e.name, err)
	}
	u := &unpacker{e: e, r: r}
	if _, err := io.CopyN(io.Discard, u, at); err != nil {
		return nil, errors.Join(err, u.Close())
	}
	return u, nil
}

func (e *entry) Close() error {
	if e.closed {
		return fmt.Errorf("close %s: %w", e.name, os.ErrClosed)
	}
	e.closed = true
	return e.a.release()
}

// unpacker unpacks an entry and counts what comes out, whatever was declared.
type unpacker struct {
	e *entry
	r io.ReadCloser
	n int64
}

func (u *unpacker) Read(b []byte) (int, error) {
	n, err := u.r.Read(b)
	u.n += int64(n)
	if more := u.n - u.e.most; more > 0 {
		u.e.most = u.n
		if over := u.e.a.count(more, u.n, u.e.f.CompressedSize64); over != nil {
			return n, over
		}
	}
	if err != nil && !errors.Is(err, io.EOF) {
		err = u.e.a.damaged(u.e.name, err)
	}
	return n, err
}

// count adds to what was unpacked and fails where it has become too much, of
// all entries together or of one that is n long so far and was packed.
func (a *archive) count(more, n int64, packed uint64) error {
	switch {
	case a.unpacked.Add(more) > maxUnpacked:
		return a.tooLarge("more than %d bytes unpacked", maxUnpacked)
	case isBomb(uint64(n), min(packed, uint64(a.size))):
		return a.tooLarge("%d bytes unpack to %d and more", packed, n)
	}
	return nil
}

// Close lets go of the unpacking, not of the entry.
func (u *unpacker) Close() error {
	if err := u.r.Close(); err != nil {
		return fmt.Errorf("close %s: %w", u.e.name, err)
	}
	return nil
}

// directoryReader bounds what is read to find out what an archive holds: the
// number of its entries is known only after reading them all.
type directoryReader struct {
	r    io.ReaderAt
	left int64
	// done lifts the bound.
	done bool
}

var errDirectory = errors.New("list of entries too long")

func (d *directoryReader) ReadAt(b []byte, at int64) (int, error) {
	if !d.done {
		if d.left -= int64(len(b)); d.left < 0 {
			return 0, errDirectory
		}
	}
	return d.r.ReadAt(b, at)
}

// shownName is the name of an entry as it can be shown behind the archive's:
// a relative path with forward slashes and without signs that steer a display.
// A name that is not UTF-8 is in the encoding of the computer that packed it.
func shownName(f *zip.File) string {
	name := f.Name
	if !utf8.ValidString(name) {
		name, _ = charset.Guess([]byte(name), "", nil).Decode([]byte(name))
	}
	name = strings.Map(func(r rune) rune {
		switch {
		case r == '\\':
			return '/'
		case unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r), r == '\u2028', r == '\u2029', r == utf8.RuneError:
			return -1
		}
		return r
	}, name)
	var parts []string
	for i, part := range strings.Split(name, "/") {
		part = strings.TrimSpace(part)
		drive := i == 0 && len(part) == 2 && part[1] == ':'
		if part != "" && part != "." && part != ".." && !drive {
			parts = append(parts, part)
		}
	}
	return lastRunes(strings.Join(parts, "/"), longestName)
}

// lastRunes is the end of a long text.
func lastRunes(s string, n int) string {
	if extra := utf8.RuneCountInString(s) - n; extra > 0 {
		return "…" + string([]rune(s)[extra+1:])
	}
	return s
}

// isHidden reports whether an entry is one that its owner does not know of.
func isHidden(name string) bool {
	return strings.HasPrefix(name, ".") || strings.Contains(name, "/.") || strings.HasPrefix(name, "__MACOSX/")
}

// namer tells equal names apart.
type namer map[string]int

// unique is the name, or the name with a number that no other has.
func (n namer) unique(name string) string {
	if name == "" {
		name = "?"
	}
	ext := path.Ext(name)
	for shown := name; ; shown = fmt.Sprintf("%s (%d)%s", strings.TrimSuffix(name, ext), n[name], ext) {
		if _, taken := n[shown]; !taken {
			n[shown] = 1
			return shown
		}
		n[name]++
	}
}
