// Package bundle reads and writes the container of an archive of a whole book: a zip
// file of JSON lists, notes as HTML and pictures. What the rows of the lists say is the
// store's affair; here is where they stand.
//
//	carebook.json        what the archive is: {"format":"carebook archive","version":1,"made":INSTANT}
//	people.json          {"people":[...]}, one person a line as in the JSON export, with "key" and "tag_keys"
//	tags.json            {"tags":[{"key","name","color","cadence"}]}
//	fields.json, lists.json, items.json, sales.json, events.json, reminders.json,
//	visits.json, holidays.json, announced.json, runs.json, imports.json, settings.json
//	                     the other lists, one row a line; "key" names the row in this archive,
//	                     "person" the key of the person to whom it belongs
//	notes.json           {"notes":[{"key","person","id","title","created","changed","file"}]}
//	notes/KEY.html       what the note says; its pictures stand in ../pictures
//	pictures.json        {"pictures":[{"key","sha256","media_type","bytes","file"}]}
//	pictures/SHA256.EXT  the picture or attached file, byte by byte
//
// A later version of the format has another number; a program refuses one that is
// newer than its own. Nothing is ever unpacked to the disk: the name of an entry is
// looked up among those above and serves for nothing else.
//
// The package imports the domain alone, never the store.
package bundle

import (
	"archive/zip"
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"

	"carebook/app/care"
	"carebook/app/exchange/jsontext"
)

// Version is the number of the format that is written, and the newest that is read.
const Version = 1

// format is what the manifest says that the archive is.
const format = "carebook archive"

// manifestName is the entry that tells an archive of ours.
const manifestName = "carebook.json"

// MaxEntries is how many notes and pictures, with a few lists, an archive can hold.
const MaxEntries = 250_000

// The other limits of an archive that is read.
const (
	maxDirectory = 64 << 20
	// maxElement is the longest row of a list, maxNote the longest note.
	maxElement = 64 << 20
	maxNote    = 64 << 20
	// maxPicture is the largest picture or file: twice what a book takes.
	maxPicture = 2 * care.MaxAttachment
	// maxUnpacked bounds all entries together.
	maxUnpacked = 32 << 30
	// maxRatio is how many times its packed size an entry may unpack to where it is
	// larger than harmless.
	maxRatio = 300
	harmless = 64 << 20
)

// What a Reader fails with, wrapped.
var (
	// ErrNotOurs says that a file is no archive of a book.
	ErrNotOurs = errors.New("no archive of a book")
	// ErrNewer says that a newer program wrote it.
	ErrNewer = errors.New("the archive has a newer format")
	// ErrDamaged says that it is not as a program of ours writes it.
	ErrDamaged = errors.New("the archive is damaged")
	// ErrFull is what a Writer fails with where there are more entries than MaxEntries.
	ErrFull = errors.New("the archive has too many entries")
)

func damaged(text string, args ...any) error {
	return fmt.Errorf("%w: "+text, append([]any{ErrDamaged}, args...)...)
}

// manifest is what the first entry says.
type manifest struct {
	Format  string       `json:"format"`
	Version int          `json:"version"`
	Made    care.Instant `json:"made"`
}

// NoteFile is the entry of a note, PictureFile that of a picture.
func NoteFile(key int64) string { return fmt.Sprintf("notes/%d.html", key) }

// PictureFile is the entry of a picture.
func PictureFile(sha, mediaType string) string {
	end := ".bin"
	switch mediaType {
	case "image/jpeg":
		end = ".jpg"
	case "image/png":
		end = ".png"
	case "image/gif":
		end = ".gif"
	case "image/webp":
		end = ".webp"
	case "application/pdf":
		end = ".pdf"
	}
	return "pictures/" + sha + end
}

// The entries that an archive may have; any other is passed over.
var (
	listName    = regexp.MustCompile(`^[a-z]+\.json$`)
	noteName    = regexp.MustCompile(`^notes/[1-9][0-9]{0,15}\.html$`)
	pictureName = regexp.MustCompile(`^pictures/[0-9a-f]{64}\.[a-z]{3,4}$`)
)

func known(name string) bool {
	return listName.MatchString(name) || noteName.MatchString(name) || pictureName.MatchString(name)
}

// Writer writes an archive.
type Writer struct {
	zip *zip.Writer
	// entries counts those that were begun.
	entries int
}

// NewWriter begins an archive made at an instant.
func NewWriter(w io.Writer, made care.Instant) (*Writer, error) {
	out := &Writer{zip: zip.NewWriter(w)}
	text, err := json.Marshal(manifest{format, Version, made})
	if err != nil {
		return nil, fmt.Errorf("begin an archive: %w", err)
	}
	return out, out.write(manifestName, zip.Deflate, append(text, '\n'))
}

func (w *Writer) write(name string, method uint16, content []byte) error {
	entry, err := w.begin(name, method)
	if err == nil {
		_, err = entry.Write(content)
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	return nil
}

// begin begins an entry.
func (w *Writer) begin(name string, method uint16) (io.Writer, error) {
	if w.entries++; w.entries > MaxEntries {
		return nil, ErrFull
	}
	return w.zip.CreateHeader(&zip.FileHeader{Name: name, Method: method})
}

// Note adds what a note says.
func (w *Writer) Note(key int64, page []byte) error { return w.write(NoteFile(key), zip.Deflate, page) }

// Picture adds a picture or file; most are packed already.
func (w *Writer) Picture(name string, data []byte) error { return w.write(name, zip.Store, data) }

// List begins the list of a name; rows are added one after another until End.
func (w *Writer) List(name string) (*List, error) {
	entry, err := w.begin(name+".json", zip.Deflate)
	if err != nil {
		return nil, fmt.Errorf("write %s: %w", name, err)
	}
	l := &List{name: name, out: bufio.NewWriterSize(entry, 64<<10)}
	_, err = fmt.Fprintf(l.out, "{%q:[", name)
	return l, err
}

// Entries is the number of entries that were written.
func (w *Writer) Entries() int { return w.entries }

// Close ends the archive.
func (w *Writer) Close() error {
	if err := w.zip.Close(); err != nil {
		return fmt.Errorf("end the archive: %w", err)
	}
	return nil
}

// List is a list that is being written.
type List struct {
	name string
	out  *bufio.Writer
	rows int
}

// Add writes a row: an object, before whose members others are put.
func (l *List) Add(object []byte, before ...Member) error {
	separator := ",\n{"
	if l.rows == 0 {
		separator = "\n{"
	}
	l.rows++
	l.out.WriteString(separator) //nolint:errcheck // a bufio.Writer keeps its error until Flush
	for i, m := range before {
		text, err := jsontext.Encode(m.Value)
		if err != nil {
			return fmt.Errorf("write %s of %s: %w", m.Name, l.name, err)
		}
		if i > 0 {
			l.out.WriteByte(',') //nolint:errcheck // see above
		}
		fmt.Fprintf(l.out, "%q:%s", m.Name, text) //nolint:errcheck // see above
	}
	rest := bytes.TrimSpace(bytes.TrimPrefix(bytes.TrimSpace(object), []byte("{")))
	if len(before) > 0 && !bytes.HasPrefix(rest, []byte("}")) {
		l.out.WriteByte(',') //nolint:errcheck // see above
	}
	if _, err := l.out.Write(rest); err != nil {
		return fmt.Errorf("write %s: %w", l.name, err)
	}
	return nil
}

// Member is a member of an object.
type Member struct {
	Name  string
	Value any
}

// End writes the end of the list.
func (l *List) End() error {
	l.out.WriteString("\n]}\n") //nolint:errcheck // see above
	if err := l.out.Flush(); err != nil {
		return fmt.Errorf("write %s: %w", l.name, err)
	}
	return nil
}
