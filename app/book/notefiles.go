package book

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"image"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"carebook/app/care"
	"carebook/app/doc"
	"carebook/app/exchange/charset"
	"carebook/app/lang"
	"carebook/app/picture"
	"carebook/app/sheet"
	"carebook/store"
)

const (
	// maxNoteFile is the largest file of which a note is made. A note of the book
	// saved with some pictures of a camera is within it.
	maxNoteFile = 64 << 20
	// longestTitle is the number of characters of a title that is found in a file.
	longestTitle = 120
)

// endings are those of the files of which notes are made, by what they hold.
var endings = map[string]func(ctx context.Context, text string) (*readFile, error){
	".html": readPage, ".htm": readPage, ".txt": readText, ".md": readMarkdown,
}

// IsNoteFile reports whether a file can become a note, by its name.
func IsNoteFile(path string) bool { return endings[ending(path)] != nil }

func ending(path string) string { return strings.ToLower(filepath.Ext(path)) }

// readFile is what a file holds for a note.
type readFile struct {
	title string
	doc   *doc.Document
	// pictures are those inside the file that the document shows.
	pictures []*picture.Picture
	// leftOut counts the pictures that were not looked at, see maxFilePixels.
	leftOut int
}

// NoteFiles is what some files hold for notes, see ReadNoteFiles.
type NoteFiles struct{ files []*readFile }

// LeftOut is the number of pictures that stand in the files and not in the notes,
// since a file has more of them than a note should: their captions stand there.
func (f *NoteFiles) LeftOut() int {
	n := 0
	for _, one := range f.files {
		n += one.leftOut
	}
	return n
}

// ReadNoteFiles reads files of HTML, Markdown or text of which notes are to be
// made, see PutNoteFiles. Large pictures in them take seconds to be made ready: it
// is not for the queue of saves. The titles are those that the files give
// themselves, or their first headings or names. Nothing beside a file is read, and
// no address in it.
//
// Where a file cannot become a note none does; the error is a *care.Error:
// CodeNoteFileTooLarge, CodeNoteFileBinary, CodeNoteFileEmpty, CodeNoteTooLarge,
// CodeFileIsFolder, CodeFileUnreadable or CodeCancelled.
func ReadNoteFiles(ctx context.Context, paths []string) (*NoteFiles, error) {
	read := &NoteFiles{}
	for _, path := range paths {
		f, err := readNoteFile(ctx, path)
		if err != nil {
			return nil, err
		}
		read.files = append(read.files, f)
	}
	return read, nil
}

// PutNoteFiles makes a note of a person of each file that was read, as one action,
// and gives their keys in the order of the files. A file that says what a note of
// the person says already gives the key of that one; action is 0 where all do. It
// fails with care.CodePersonMissing.
func PutNoteFiles(ctx context.Context, s *store.Store, person int64, files *NoteFiles, words string) (keys []int64, action int64, err error) {
	have := map[string]int64{}
	err = s.EachNote(ctx, person, func(n *store.Note) error {
		have[printOf(n.Title, n.HTML)] = n.Key
		return nil
	})
	if err != nil {
		return nil, 0, err
	}
	keys = make([]int64, len(files.files))
	action, err = s.Do(ctx, store.Action{Kind: "edit", Words: words}, func(tx *store.Tx) error {
		for i, f := range files.files {
			html := f.doc.HTML()
			print := printOf(f.title, html)
			if have[print] == 0 {
				key, err := f.put(tx, person, html)
				if err != nil {
					return err
				}
				have[print] = key
			}
			keys[i] = have[print]
		}
		return nil
	})
	if err != nil {
		return nil, 0, err
	}
	return keys, action, nil
}

// put keeps a file as a note of a person.
func (f *readFile) put(tx *store.Tx, person int64, html string) (key int64, err error) {
	for _, pic := range f.pictures {
		if err := tx.PutPicture(pic); err != nil {
			return 0, err
		}
	}
	return tx.PutNote(store.Note{Person: person, Title: f.title, HTML: html})
}

// readNoteFile reads what a file holds.
func readNoteFile(ctx context.Context, path string) (*readFile, error) {
	text, err := readDecoded(path)
	if err != nil {
		return nil, err
	}
	read := endings[ending(path)]
	if read == nil {
		read = readText
	}
	f, err := read(ctx, text)
	switch {
	case errors.Is(err, doc.ErrTooLarge):
		return nil, &care.Error{
			Code: care.CodeNoteFileTooLarge, Args: care.Args{"File": path, "Limit": lang.Bytes(doc.MaxWeight)}, Err: fmt.Errorf("read %s: %w", path, err),
		}
	case err != nil:
		return nil, fmt.Errorf("read %s: %w", path, err)
	case f.doc.Empty():
		return nil, &care.Error{Code: care.CodeNoteFileEmpty, Args: care.Args{"File": path}}
	}
	if err := f.entitle(strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))); err != nil {
		return nil, fmt.Errorf("read %s: %w", path, err)
	}
	return f, nil
}

// entitle gives the file's title: the one that it gives itself, else its first
// heading, else its name. A heading at the beginning that says the same goes: the
// title stands above the note.
func (f *readFile) entitle(name string) error {
	first := firstHeading(f.doc)
	for _, title := range []string{f.title, first, name} {
		if f.title = cutTitle(title); f.title != "" {
			break
		}
	}
	b := f.doc.Block(0)
	if b.Kind().Heading() && cutTitle(b.Text()) == f.title {
		return replaceBlocks(f.doc, 0, 1)
	}
	return nil
}

func firstHeading(d *doc.Document) string {
	for _, b := range d.Blocks() {
		if b.Kind().Heading() && strings.TrimSpace(b.Text()) != "" {
			return b.Text()
		}
	}
	return ""
}

// cutTitle is a text as a title: one line of bounded length with single blanks.
func cutTitle(s string) string {
	s = strings.Join(strings.Fields(noteTitle(s)), " ")
	if signs := []rune(s); len(signs) > longestTitle {
		s = strings.TrimSpace(string(signs[:longestTitle-1])) + "…"
	}
	return s
}

// readDecoded reads a file of text, whatever its encoding.
func readDecoded(path string) (string, error) {
	data, err := readUpTo(path, maxNoteFile)
	if err != nil {
		return "", err
	}
	encoding, mark := charset.Sniff(data[:min(len(data), 64)])
	data = data[mark:]
	profile, err := charset.Scan(bytes.NewReader(data))
	if err != nil {
		return "", fmt.Errorf("look at %s: %w", path, err)
	}
	if encoding == nil || !encoding.Wide {
		if profile.Binary() {
			return "", &care.Error{Code: care.CodeNoteFileBinary, Args: care.Args{"File": path}}
		}
		encoding = encodingOf(path, data, profile)
	}
	text, err := io.ReadAll(encoding.Reader(bytes.NewReader(data))) // damage shows in the text
	if err != nil {
		return "", fmt.Errorf("decode %s: %w", path, err)
	}
	return strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(string(text)), nil
}

// encodingOf is the encoding of a file without a mark: UTF-8 where it is that,
// else what a page says of itself, else the one that its letters speak for.
func encodingOf(path string, data []byte, p *charset.Profile) *charset.Encoding {
	if e := ending(path); e == ".html" || e == ".htm" {
		if declared := declaredIn(data); declared != nil && !declared.Wide && (p.Multi == 0 || !p.UTF8()) {
			return declared
		}
	}
	if p.UTF8() {
		return charset.UTF8
	}
	return charset.Guess(p.Sample, lang.Current(), nil)
}

// readUpTo reads a file that is no longer than that.
func readUpTo(path string, limit int64) ([]byte, error) {
	data, err := readRegular(path, limit+1)
	switch {
	case err != nil:
		return nil, err
	case int64(len(data)) > limit:
		return nil, &care.Error{Code: care.CodeNoteFileTooLarge, Args: care.Args{"File": path, "Limit": lang.Bytes(limit)}}
	case len(bytes.TrimSpace(data)) == 0:
		return nil, &care.Error{Code: care.CodeNoteFileEmpty, Args: care.Args{"File": path}}
	}
	return data, nil
}

// readText takes a text as it stands, each line a paragraph.
func readText(_ context.Context, text string) (*readFile, error) {
	d, err := doc.FromText(strings.TrimRightFunc(text, unicode.IsSpace))
	return &readFile{doc: d}, err
}

// SaveNoteFile writes a note with its pictures, as they were put in, to a file of
// HTML that stands alone: any browser shows and prints it, and dropped on a
// person it becomes a note again. keep refuses to replace a file of the name, with
// care.CodeFileExists.
func SaveNoteFile(ctx context.Context, s *store.Store, key int64, path string, keep bool) error {
	n, err := s.Note(ctx, key)
	if err != nil {
		return err
	}
	d, err := doc.FromHTML(n.HTML)
	if err != nil && !errors.Is(err, doc.ErrTooLarge) {
		return err
	}
	title := n.Title
	if title == "" {
		title = d.Title()
	} else if b := d.Block(0); !b.Kind().Heading() || b.Text() != title {
		err := replaceBlocks(d, 0, 0, doc.NewBlock(doc.Heading1, 0, doc.Plain(title, doc.Style{})))
		if err != nil && !errors.Is(err, doc.ErrTooLarge) { // then it stays as it is
			return err
		}
	}
	page := doc.Page{Title: title, Lang: sheet.Tongue(lang.Current()), Source: func(p doc.Picture) (string, error) {
		_, data, err := s.Picture(ctx, p.SHA)
		return dataURI(data, err)
	}}
	_, err = writeNew(s, path, keep, func(w io.Writer) (int, error) { return 1, d.WritePage(w, page) })
	return err
}

// dataURI is a picture that was read, or failed to be, as an address that holds
// it; "" is one that is not there or that no browser shows.
func dataURI(data []byte, err error) (string, error) {
	if errors.Is(err, store.ErrNotFound) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	_, format, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return "", nil //nolint:nilerr // it is no picture, and its caption stands alone
	}
	return "data:image/" + format + ";base64," + base64.StdEncoding.EncodeToString(data), nil
}

// PrintedNote is the page of a note, a whole HTML document with its pictures in
// the form in which notes show them. It fails with care.CodeNoteMissing.
func PrintedNote(ctx context.Context, s *store.Store, clock care.Clock, key int64) ([]byte, error) {
	n, err := ReadNote(ctx, s, clock, key)
	if err != nil {
		return nil, err
	}
	p, err := s.Person(ctx, n.Person)
	if err != nil {
		return nil, err
	}
	title := n.Title
	if title == "" {
		title = n.Doc.Title()
	}
	if title == "" {
		title = lang.T("notefile.untitled")
	}
	page := sheet.Note{
		Head: sheet.Head{Title: title, Subtitle: named(p.DisplayName()), Figures: n.Meta, Printed: printed(clock)}, Doc: n.Doc,
		Source: func(p doc.Picture) (string, error) { return dataURI(s.PictureView(ctx, p.SHA)) },
	}
	return written(page.Write)
}

// longestName is the number of characters of a file's name that is offered.
const longestName = 80

// reserved are the names that Windows keeps for devices.
var reserved = []string{"con", "prn", "aux", "nul", "com", "lpt"}

// NoteFileName is the name that is offered for the file of a note, of its title:
// without what file systems of any kind refuse.
func NoteFileName(title string) string {
	name := strings.Map(func(r rune) rune {
		if strings.ContainsRune(`<>:"/\|?*`, r) || unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
			return ' '
		}
		return r
	}, title)
	name = strings.Join(strings.Fields(name), " ")
	if signs := []rune(name); len(signs) > longestName {
		name = string(signs[:longestName])
	}
	name = strings.Trim(name, ". ")
	if name == "" || slices.Contains(reserved, strings.ToLower(strings.TrimRight(name, "0123456789"))) {
		name = strings.TrimSpace(lang.T("notefile.untitled") + " " + name)
	}
	return name + ".html"
}
