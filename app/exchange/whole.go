package exchange

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"carebook/app/care"
	"carebook/app/exchange/bundle"
	"carebook/app/exchange/record"
)

// An archive of a whole book is read here for its people and their notes, as one
// comes into a book that has people already.

// wholeBook is such an archive.
type wholeBook struct {
	in    *bundle.Reader
	notes map[int64][]wholeNote
	// files are the entries of pictures by SHA-256.
	files map[string]string
}

// wholeNote is a note as the list has it; what it says stands in a page of its own.
type wholeNote struct {
	Key     int64        `json:"key"`
	Person  int64        `json:"person"`
	ID      string       `json:"id"`
	Title   string       `json:"title"`
	Pinned  bool         `json:"pinned"`
	Created care.Instant `json:"created"`
	Changed care.Instant `json:"changed"`
	Source  string       `json:"source"`
}

// openWhole opens the people in an archive of a whole book; err is what opening that
// has given.
func (a *archive) openWhole(in *bundle.Reader, err error, options func(string) Options) ([]*Source, error) {
	if err != nil {
		return nil, a.wholeError(err)
	}
	w := &wholeBook{in: in, notes: map[int64][]wholeNote{}, files: map[string]string{}}
	err = in.Each("notes", func(row []byte) error {
		var n wholeNote
		if err := json.Unmarshal(row, &n); err != nil {
			return err
		}
		w.notes[n.Person] = append(w.notes[n.Person], n)
		return nil
	})
	if err == nil {
		err = in.Each("pictures", func(row []byte) error {
			var p struct{ SHA256, File string }
			if err := json.Unmarshal(row, &p); err != nil {
				return err
			}
			w.files[p.SHA256] = p.File
			return nil
		})
	}
	if err != nil {
		return nil, a.wholeError(err)
	}
	people, size, err := in.Open("people")
	if err != nil {
		return nil, a.wholeError(err)
	}
	if err := people.Close(); err != nil {
		return nil, a.wholeError(err)
	}
	a.users.Add(1)
	s, err := newSource(&wholePeople{a, in}, a.path, size, options(a.path))
	if err != nil {
		return nil, a.wholeError(err)
	}
	s.whole = w
	return []*Source{s}, nil
}

// wholeError tells what is wrong with the archive.
func (a *archive) wholeError(err error) error {
	if errors.Is(err, bundle.ErrNewer) {
		return failure(a.path, care.CodeArchiveNewer, err)
	}
	return failure(a.path, care.CodeArchiveDamaged, err)
}

// wholePeople is the list of people as a Source reads it.
type wholePeople struct {
	a  *archive
	in *bundle.Reader
}

func (p *wholePeople) from(at int64) (io.ReadCloser, error) {
	r, _, err := p.in.Open("people")
	if err != nil {
		return nil, err
	}
	if _, err := io.CopyN(io.Discard, r, at); err != nil {
		return nil, errors.Join(err, r.Close())
	}
	return r, nil
}

func (p *wholePeople) Close() error { return p.a.release() }

// complete gives a person of the list the picture and the notes. It is false for
// somebody in the trash.
func (w *wholeBook) complete(rec *record.Record, raw []byte) (taken bool, err error) {
	var row struct {
		Key     int64        `json:"key"`
		Deleted care.Instant `json:"deleted"`
	}
	if rec.Problem != nil || json.Unmarshal(raw, &row) != nil {
		return true, nil
	}
	if row.Deleted != "" {
		return false, nil
	}
	if photo := rec.Person.Photo; photo != nil {
		if photo.Data, err = w.picture(photo.SHA256); err != nil {
			return false, err
		}
	}
	for _, n := range w.notes[row.Key] {
		note := record.Note{Title: n.Title, UID: n.Source, Pinned: n.Pinned, Created: n.Created, Changed: n.Changed}
		if note.UID == "" {
			note.UID = n.ID
		}
		page, err := w.in.Note(n.Key)
		if err != nil {
			return false, err
		}
		if note.HTML, err = bundle.Said(page); err != nil {
			return false, fmt.Errorf("note %d: %w", n.Key, err)
		}
		for _, sha := range bundle.Pictures(note.HTML) {
			data, err := w.picture(sha)
			if err != nil {
				return false, err
			}
			if data != nil {
				note.Pictures = append(note.Pictures, record.NotePicture{SHA256: sha, Data: data})
			}
		}
		rec.Notes = append(rec.Notes, note)
	}
	return true, nil
}

// picture reads a picture, nil where the archive has none of that name.
func (w *wholeBook) picture(sha string) ([]byte, error) {
	file := w.files[sha]
	if file == "" {
		return nil, nil
	}
	return w.in.Picture(file)
}
