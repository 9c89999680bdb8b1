package book

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"carebook/app/care"
	"carebook/app/exchange/bundle"
	"carebook/app/lang"
	"carebook/app/picture"
	"carebook/store"
)

// ExportArchive writes the whole book, as it is at one moment, to an archive: all but
// the change log and what follows from the rest. Taken into an empty book it gives an
// equal one. The file has mode 0600 and appears when it is complete and read back, sealed
// where a passphrase is given; keep refuses to replace one of the name. It gives the
// number of people, those in the trash not counted. It fails with care.CodeArchiveFull
// where there are more notes and pictures than an archive can hold.
func ExportArchive(ctx context.Context, s *store.Store, path, passphrase string, keep bool) (people int, err error) {
	return exportArchive(ctx, s, path, passphrase, keep, nil)
}

// exportArchive is ExportArchive that tells progress, which may be nil, how much of
// 1 is done.
func exportArchive(ctx context.Context, s *store.Store, path, passphrase string, keep bool, progress func(part float64)) (people int, err error) {
	if err := notItsOwn(s, path); err != nil {
		return 0, err
	}
	write := func(w io.Writer) (int, error) {
		people, entries, err := writeArchive(ctx, s, w, progress)
		if err == nil {
			err = readBack(ctx, w, entries)
		}
		return people, fileWritten(path, err)
	}
	if passphrase == "" {
		return writeNew(s, path, keep, write)
	}
	if _, err := os.Lstat(path); keep && err == nil {
		return 0, &care.Error{Code: care.CodeFileExists, Args: care.Args{"File": path}}
	}
	plain, err := tempName(filepath.Dir(s.Path()))
	if err != nil {
		return 0, fileWritten(path, err)
	}
	defer os.Remove(plain) //nolint:errcheck // what follows matters more
	if people, err = writeWhole(s, plain, write); err != nil {
		return 0, err
	}
	_, err = sealFile(plain, path, passphrase)
	return people, err
}

// WriteArchive writes the archive of the whole book.
func WriteArchive(ctx context.Context, s *store.Store, w io.Writer) (people int, err error) {
	people, _, err = writeArchive(ctx, s, w, nil)
	return people, err
}

// readBack reads the archive that was written to a file, with a number of entries.
func readBack(ctx context.Context, file io.Writer, entries int) error {
	f, ok := file.(*os.File)
	if !ok {
		return fmt.Errorf("read the archive back: %T is no file", file)
	}
	info, err := f.Stat()
	if err != nil {
		return err
	}
	in, err := bundle.NewReader(f, info.Size())
	if err != nil {
		return err
	}
	return in.Verify(entries, func() error {
		if ctx.Err() != nil {
			return &care.Error{Code: care.CodeCancelled, Err: ctx.Err()}
		}
		return nil
	})
}

func writeArchive(ctx context.Context, s *store.Store, w io.Writer, progress func(part float64)) (people, entries int, err error) {
	view, err := s.Snapshot(ctx)
	if err != nil {
		return 0, 0, err
	}
	defer view.Close() //nolint:errcheck // it was only read
	out, err := bundle.NewWriter(w, care.InstantOf(s.Clock().Now()))
	if err != nil {
		return 0, 0, err
	}
	a := &archiver{ctx: ctx, view: view, out: out, tags: map[int64]string{}, files: map[string]string{}}
	if progress != nil {
		rows, err := view.Rows(ctx)
		if err != nil {
			return 0, 0, err
		}
		a.tell = func() { progress(float64(a.done) / float64(max(rows, a.done))) }
	}
	for _, part := range store.Parts() {
		if err := a.write(part); err != nil {
			return 0, 0, err
		}
	}
	err = errors.Join(a.contents(), out.Close())
	if errors.Is(err, bundle.ErrFull) {
		err = &care.Error{Code: care.CodeArchiveFull, Args: care.Args{"Most": bundle.MaxEntries}, Err: err}
	}
	return a.people, out.Entries(), err
}

// archiver writes an archive.
type archiver struct {
	ctx  context.Context
	view *store.Snapshot
	out  *bundle.Writer
	// tags are the names of tags, files the entries of pictures by SHA-256.
	tags   map[int64]string
	files  map[string]string
	people int
	// done counts what was read, tell is told from time to time; nil is nobody.
	done int
	tell func()
}

// toldRows is the number of rows after which an archive tells how far it is.
const toldRows = 200

// step ends the reading of a row, unless somebody wants no more of them.
func (a *archiver) step() error {
	if a.done++; a.tell != nil && a.done%toldRows == 0 {
		a.tell()
	}
	if a.ctx.Err() != nil {
		return &care.Error{Code: care.CodeCancelled, Err: a.ctx.Err()}
	}
	return nil
}

// write writes the list of a part.
func (a *archiver) write(part store.Part) error {
	list, err := a.out.List(string(part))
	if err != nil {
		return err
	}
	err = a.view.Each(a.ctx, part, func(key int64, doc []byte) error {
		if err := a.step(); err != nil {
			return err
		}
		before, doc, err := a.row(part, key, doc)
		if err != nil {
			return fmt.Errorf("write %s %d: %w", part, key, err)
		}
		return list.Add(doc, before...)
	})
	return errors.Join(err, list.End())
}

// row is a row as the archive has it: with its key, and with what makes it readable
// without this program.
func (a *archiver) row(part store.Part, key int64, doc []byte) (before []bundle.Member, _ []byte, err error) {
	if key != 0 {
		before = append(before, bundle.Member{Name: "key", Value: key})
	}
	add := func(name string, value any) { before = append(before, bundle.Member{Name: name, Value: value}) }
	switch part {
	case store.PartTags:
		var t struct{ Name string }
		err = json.Unmarshal(doc, &t)
		a.tags[key] = t.Name
	case store.PartPeople:
		var p struct {
			Tags    []int64      `json:"tag_keys"`
			Deleted care.Instant `json:"deleted"`
		}
		if err = json.Unmarshal(doc, &p); err != nil {
			return nil, nil, err
		}
		if p.Deleted == "" {
			a.people++
		}
		var names []string
		for _, t := range p.Tags {
			if name, known := a.tags[t]; known {
				names = append(names, name)
			}
		}
		if names != nil {
			add("tags", names)
		}
	case store.PartPictures:
		var p struct {
			SHA256    string `json:"sha256"`
			MediaType string `json:"media_type"`
		}
		err = json.Unmarshal(doc, &p)
		a.files[p.SHA256] = bundle.PictureFile(p.SHA256, p.MediaType)
		add("file", a.files[p.SHA256])
	case store.PartNotes:
		add("file", bundle.NoteFile(key))
		doc, err = withoutHTML(doc)
	}
	return before, doc, err
}

// noteRow is what the list of notes says of one.
type noteRow struct {
	Person  int64        `json:"person"`
	ID      string       `json:"id"`
	Title   string       `json:"title,omitempty"`
	Pinned  bool         `json:"pinned,omitempty"`
	Created care.Instant `json:"created"`
	Changed care.Instant `json:"changed"`
	Source  string       `json:"source,omitempty"`
	HTML    string       `json:"html,omitempty"`
}

func withoutHTML(doc []byte) ([]byte, error) {
	var n noteRow
	if err := json.Unmarshal(doc, &n); err != nil {
		return nil, err
	}
	n.HTML = ""
	return json.Marshal(n)
}

// contents writes what notes say, and pictures.
func (a *archiver) contents() error {
	err := a.view.Each(a.ctx, store.PartNotes, func(key int64, doc []byte) error {
		if err := a.step(); err != nil {
			return err
		}
		var n noteRow
		if err := json.Unmarshal(doc, &n); err != nil {
			return fmt.Errorf("write note %d: %w", key, err)
		}
		return a.out.Note(key, bundle.Page(n.Title, n.HTML, a.files))
	})
	if err != nil {
		return err
	}
	return a.view.Each(a.ctx, store.PartPictures, func(_ int64, doc []byte) error {
		if err := a.step(); err != nil {
			return err
		}
		var p struct {
			SHA256 string `json:"sha256"`
		}
		if err := json.Unmarshal(doc, &p); err != nil {
			return fmt.Errorf("write a picture: %w", err)
		}
		data, err := a.view.Picture(a.ctx, p.SHA256)
		if err != nil {
			return err
		}
		return a.out.Picture(a.files[p.SHA256], data)
	})
}

// IsArchive reports whether a file is an archive of a whole book, known by its
// content.
func IsArchive(path string) bool { return bundle.IsBundle(path) }

// ImportArchive takes an archive into a book that nobody has put anything into, as one
// action: the book is then equal to the one that was archived. Nothing is written
// where the archive is damaged, in whatever way: care.CodeArchiveDamaged,
// CodeArchiveNewer, CodeNotABackup, CodePassphraseMissing, CodePassphraseWrong. It
// fails with store.ErrNotVacant in another book, into which Import takes the people
// and notes. It gives the number of people, those in the trash not counted.
func ImportArchive(ctx context.Context, s *store.Store, clock care.Clock, path, passphrase string) (people int, err error) {
	return importArchive(ctx, s, clock, path, passphrase, nil)
}

// importArchive is ImportArchive that tells progress, which may be nil, how much of 1
// is done.
func importArchive(ctx context.Context, s *store.Store, clock care.Clock, path, passphrase string, progress func(part float64)) (people int, err error) {
	file := path
	if IsSealed(path) {
		if file, err = unsealTo(filepath.Dir(s.Path()), path, passphrase); err != nil {
			return 0, err
		}
		defer os.Remove(file) //nolint:errcheck // what follows matters more
	}
	f, err := care.OpenFile(file)
	if err != nil {
		return 0, fileError(path, err)
	}
	defer f.Close() //nolint:errcheck // it was only read
	info, err := f.Stat()
	if err != nil {
		return 0, fileError(path, err)
	}
	in, err := bundle.NewReader(&toldReader{f, info.Size(), 0, 0, progress}, info.Size())
	if err != nil {
		return 0, archiveError(path, err)
	}
	if vacant, err := s.Vacant(ctx); err != nil || !vacant {
		return 0, errors.Join(err, store.ErrNotVacant)
	}
	language, err := archivedLanguage(in)
	if err != nil {
		return 0, archiveError(path, err)
	}
	if language != "" {
		if err := s.SetLanguage(ctx, language); err != nil {
			return 0, err
		}
	}
	t := &taker{ctx: ctx, in: in}
	_, err = s.Do(ctx, store.Action{Kind: "archive", Words: lang.T("archive.words", lang.Args{"File": filepath.Base(path)}), Bulk: true}, t.take)
	if err != nil {
		return 0, archiveError(path, err)
	}
	if err := RefreshBands(ctx, s, clock); err != nil {
		return 0, err
	}
	return s.Count(ctx, store.Query{})
}

// toldReader tells how much of a file was read.
type toldReader struct {
	io.ReaderAt
	size, read, told int64
	tell             func(part float64)
}

// ReadAt implements io.ReaderAt.
func (r *toldReader) ReadAt(b []byte, at int64) (int, error) {
	n, err := r.ReaderAt.ReadAt(b, at)
	r.read += int64(n)
	if r.tell != nil && r.read-r.told > r.size/100 {
		r.told = r.read
		r.tell(min(1, float64(r.read)/float64(r.size)))
	}
	return n, err
}

// archiveError tells what is wrong with an archive. Whatever does not fit together in
// one that could be read is damage too.
func archiveError(path string, err error) error {
	code := care.CodeOf(err)
	switch {
	case code != care.CodeInternal && code != care.CodeRatesMissing && code != care.CodeRateMissing && code != care.CodePersonMissing && code != care.CodePictureEmpty:
		return err
	case errors.Is(err, store.ErrNotVacant):
		return err
	case errors.Is(err, bundle.ErrNewer):
		code = care.CodeArchiveNewer
	case errors.Is(err, bundle.ErrNotOurs):
		code = care.CodeNotABackup
	default:
		code = care.CodeArchiveDamaged
	}
	return &care.Error{Code: code, Args: care.Args{"File": path}, Err: err}
}

// archivedLanguage is the language in which the archived book orders names.
func archivedLanguage(in *bundle.Reader) (language string, err error) {
	err = in.Each(string(store.PartSettings), func(row []byte) error {
		var s struct{ Name, Value string }
		if err := json.Unmarshal(row, &s); err != nil {
			return err
		}
		if s.Name == store.SettingLanguage {
			language = s.Value
		}
		return nil
	})
	if len(language) > len("zh_Hant_TW_x_longest") {
		return "", nil // the book's own does
	}
	return language, err
}

// taker takes an archive in.
type taker struct {
	ctx context.Context
	in  *bundle.Reader
}

func (t *taker) take(tx *store.Tx) error {
	if err := tx.Vacate(); err != nil {
		return err
	}
	for _, part := range store.Parts() {
		err := t.in.Each(string(part), func(row []byte) error {
			if t.ctx.Err() != nil {
				return &care.Error{Code: care.CodeCancelled, Err: t.ctx.Err()}
			}
			if part == store.PartPictures {
				return t.picture(tx, row)
			}
			var named struct{ Key int64 }
			if err := json.Unmarshal(row, &named); err != nil {
				return err
			}
			if part == store.PartNotes {
				var err error
				if row, err = t.note(named.Key, row); err != nil {
					return err
				}
			}
			return tx.TakeIn(part, named.Key, row)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// picture takes a picture or file in, if its bytes are those that its name stands for.
func (t *taker) picture(tx *store.Tx, row []byte) error {
	var p struct {
		SHA256 string `json:"sha256"`
		File   string `json:"file"`
	}
	if err := json.Unmarshal(row, &p); err != nil {
		return err
	}
	data, err := t.in.Picture(p.File)
	if err != nil {
		return err
	}
	made, err := picture.Make(data)
	if err != nil {
		return err
	}
	if made.SHA256 != p.SHA256 {
		return fmt.Errorf("picture %s is another one: %s", p.SHA256, made.SHA256)
	}
	return tx.PutPicture(made)
}

// note is the row of a note with what it says.
func (t *taker) note(key int64, row []byte) ([]byte, error) {
	page, err := t.in.Note(key)
	if err != nil {
		return nil, err
	}
	var n noteRow
	if err := json.Unmarshal(row, &n); err != nil {
		return nil, err
	}
	if n.HTML, err = bundle.Said(page); err != nil {
		return nil, fmt.Errorf("note %d: %w", key, err)
	}
	return json.Marshal(n)
}
