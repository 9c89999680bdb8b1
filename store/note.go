package store

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/google/uuid"

	"carebook/app/care"
	"carebook/app/doc"
	"carebook/app/text"
)

// Note is a note about a person.
type Note struct {
	Key, Person int64
	// Rev names the state in which the note was read, another one after every
	// change; writing pays it no heed.
	Rev int64
	// ID is a UUIDv7, given where it is "".
	ID string
	// Title is one line, "" where the note is called by what it says.
	Title string
	// HTML is the text, as doc.Document.HTML writes it; what is put otherwise
	// becomes so.
	HTML             string
	Pinned           bool
	Created, Changed care.Instant
	// Source is the fingerprint of the file that the note was imported from, or "".
	Source string
}

// NoteRow is what a list shows of a note.
type NoteRow struct {
	Key, Person int64
	// Rev is that of Note.
	Rev int64
	// Title is the note's, or the document's where it has none.
	Title, Excerpt   string
	Pinned           bool
	Created, Changed care.Instant
}

// excerptLength is the length of an excerpt in characters: two lines of a list.
const excerptLength = 160

// noteDocument is a note as a row and the change log hold it.
type noteDocument struct {
	Person  int64        `json:"person"`
	ID      string       `json:"id"`
	Title   string       `json:"title,omitempty"`
	Pinned  bool         `json:"pinned,omitempty"`
	Created care.Instant `json:"created"`
	Changed care.Instant `json:"changed"`
	Source  string       `json:"source,omitempty"`
	// Shown, Excerpt and Pictures follow from the title and the HTML. They stand
	// here so that earlier states are listed, and their pictures kept, without
	// reading the HTML of each.
	Shown    string        `json:"shown,omitempty"`
	Excerpt  string        `json:"excerpt,omitempty"`
	Pictures []notePicture `json:"pictures,omitempty"`
	HTML     string        `json:"html"`
}

// notePicture names a picture as people's documents do.
type notePicture struct {
	SHA256 string `json:"sha256"`
}

// newNoteDocument is the document of a note, and the text that it is found by.
func newNoteDocument(n *Note) (*noteDocument, string) {
	d := &noteDocument{
		Person: n.Person, ID: n.ID, Title: n.Title, Pinned: n.Pinned, Created: n.Created, Changed: n.Changed, Source: n.Source, HTML: n.HTML,
	}
	read := d.document()
	d.HTML = read.HTML()
	d.Shown, d.Excerpt = shownAs(n.Title, read)
	for _, sha := range read.Pictures() {
		d.Pictures = append(d.Pictures, notePicture{sha})
	}
	return d, read.SearchText()
}

// document is the note's text. One too large is cut off: it was kept by a program
// that takes more.
func (d *noteDocument) document() *doc.Document {
	read, _ := doc.FromHTML(d.HTML) //nolint:errcheck // see above
	return read
}

// shownAs is how lists show a note: its title, or the document's, and what it
// says besides.
func shownAs(title string, d *doc.Document) (shown, excerpt string) {
	if title == "" {
		return d.Title(), d.Excerpt(excerptLength)
	}
	// A heading above is the title that the excerpt leaves out.
	blocks := make([]*doc.Block, 1, d.Len()+1)
	blocks[0] = doc.NewBlock(doc.Heading1, 0, doc.Plain(title, doc.Style{}))
	for _, b := range d.Blocks() {
		blocks = append(blocks, b)
	}
	return title, doc.New(blocks...).Excerpt(excerptLength)
}

// encode is the document as JSON, its HTML as it is: escaped for web pages it
// would be twice as long.
func (d *noteDocument) encode() ([]byte, error) {
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(d); err != nil {
		return nil, fmt.Errorf("write the note %s: %w", d.ID, err)
	}
	return bytes.TrimSuffix(out.Bytes(), []byte("\n")), nil
}

func decodeNote(key int64, document []byte) (*noteDocument, error) {
	var d noteDocument
	if err := json.Unmarshal(document, &d); err != nil {
		return nil, fmt.Errorf("read note %d: %w", key, err)
	}
	return &d, nil
}

func (d *noteDocument) note(key, rev int64) Note {
	return Note{
		Key: key, Rev: rev, Person: d.Person, ID: d.ID, Title: d.Title, HTML: d.HTML, Pinned: d.Pinned, Created: d.Created, Changed: d.Changed, Source: d.Source,
	}
}

// readsAs reports whether two states of a note say the same.
func (d *noteDocument) readsAs(o *noteDocument) bool { return d.Title == o.Title && d.HTML == o.HTML }

// PutNote keeps a note and gives its key; 0 is a new one, and a note that was
// removed comes back under its key. Without an ID one is given, without the
// instants the action's. A note equal to the one in the book changes nothing. It
// fails with care.CodePersonMissing where the person has gone; a note about somebody
// who was merged into another is about that one.
func (tx *Tx) PutNote(n Note) (int64, error) {
	before, err := tx.noteBefore(&n)
	if err != nil {
		return 0, err
	}
	if n.ID == "" {
		id, err := uuid.NewV7()
		if err != nil {
			return 0, fmt.Errorf("make an id: %w", err)
		}
		n.ID = id.String()
	}
	if n.Created == "" {
		n.Created = tx.at
	}
	if n.Changed == "" {
		n.Changed = tx.at
	}
	document, said := newNoteDocument(&n)
	encoded, err := document.encode()
	if err != nil || bytes.Equal(before.doc, encoded) {
		return n.Key, err
	}
	tx.noteSaid = &noteText{document.HTML, said}
	return n.Key, tx.replace(entityNote, n.Key, before, state{doc: encoded})
}

// noteText is what a note is found by.
type noteText struct{ html, text string }

// noteBefore is the state of a note that is to be written, none of one that is new
// or comes back. It gives a new one its key.
func (tx *Tx) noteBefore(n *Note) (before state, err error) {
	st, err := loadPerson(tx, n.Person)
	if err != nil {
		return state{}, err
	}
	if st.doc == nil {
		gone := n.Person
		if n.Person, err = tx.whoHas(gone); err != nil {
			return state{}, err
		}
		if n.Person == 0 {
			return state{}, &care.Error{Code: care.CodePersonMissing, Args: care.Args{"ID": gone}, Err: ErrNotFound}
		}
	}
	next, err := tx.nextKey(entityNote)
	switch {
	case err != nil:
		return state{}, err
	case n.Key == 0:
		n.Key = next
		return state{}, nil
	case n.Key < 0 || n.Key >= next:
		return state{}, fmt.Errorf("write note %d: %w", n.Key, ErrNotFound)
	}
	return tx.load(entityNote, n.Key)
}

// Note reads a note as this action sees it. It fails with care.CodeNoteMissing.
func (tx *Tx) Note(key int64) (Note, error) {
	st, err := tx.load(entityNote, key)
	if err != nil {
		return Note{}, err
	}
	if st.doc == nil {
		return Note{}, noteMissing(key)
	}
	d, err := decodeNote(key, st.doc)
	if err != nil {
		return Note{}, err
	}
	return d.note(key, st.rev), nil
}

func noteMissing(key int64) error {
	return &care.Error{Code: care.CodeNoteMissing, Err: fmt.Errorf("note %d: %w", key, ErrNotFound)}
}

// RemoveNote removes a note; one that is not there is none to remove.
func (tx *Tx) RemoveNote(key int64) error { return tx.remove(entityNote, key) }

// saveNote makes a note's row and all that is derived from it equal to the state.
func saveNote(tx *Tx, key int64, st state) error {
	before, err := tx.load(entityNote, key)
	if err != nil {
		return err
	}
	was, is := &noteDocument{}, &noteDocument{}
	if before.doc != nil {
		if was, err = decodeNote(key, before.doc); err != nil {
			return err
		}
	}
	if st.doc != nil {
		if is, err = decodeNote(key, st.doc); err != nil {
			return err
		}
	}
	for _, owner := range []int64{was.Person, is.Person} {
		if owner != 0 {
			tx.changed.add(entityPerson, owner)
		}
	}
	switch {
	case st.doc == nil:
		return tx.clearNote(key)
	case before.doc != nil && is.readsAs(was):
		_, err := tx.exec("UPDATE note SET rev = ?, person = ?, pinned = ?, changed = ?, created = ?, doc = ? WHERE key = ?",
			st.rev, is.Person, is.Pinned, string(is.Changed), string(is.Created), st.doc, key)
		return err
	}
	return tx.writeNote(key, st, was, is)
}

// longNote is the length in bytes of a text from which it takes more than some
// milliseconds to write the full text: 60 ms for 200 kB.
const longNote = 16 << 10

// clearNote removes a note's row and all that is derived from it.
func (tx *Tx) clearNote(key int64) error {
	tx.noteTexts[key] = true
	for _, query := range []string{"DELETE FROM note_picture WHERE note = ?", "DELETE FROM note WHERE key = ?"} {
		if _, err := tx.exec(query, key); err != nil {
			return err
		}
	}
	return nil
}

// writeNote writes the row of a note of which the text is another than it was,
// and what is derived from that.
func (tx *Tx) writeNote(key int64, st state, was, is *noteDocument) error {
	said := tx.noteSaid
	if said == nil || said.html != is.HTML {
		said = &noteText{is.HTML, is.document().SearchText()}
	}
	stale := tx.action.Typed && was.ID != "" && len(said.text) > longNote
	_, err := tx.exec(`INSERT INTO note (key, rev, person, pinned, changed, created, title, excerpt, stale, text, doc) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (key) DO UPDATE SET rev = excluded.rev, person = excluded.person, pinned = excluded.pinned, changed = excluded.changed,
			created = excluded.created, title = excluded.title, excerpt = excluded.excerpt, stale = excluded.stale, text = excluded.text, doc = excluded.doc`,
		key, st.rev, is.Person, is.Pinned, string(is.Changed), string(is.Created), is.Shown, is.Excerpt, stale, said.text, st.doc)
	if err != nil {
		return err
	}
	if !stale {
		tx.noteTexts[key] = tx.noteTexts[key] || was.ID != ""
	}
	return tx.showPictures(key, was.Pictures, is.Pictures)
}

// undoable is how long a picture that was taken out of a note while it was typed in
// waits for an undo in the editor to put it back.
const undoable = 24 * time.Hour

// showPictures writes which pictures a note shows. What it shows is not held for
// it any more.
func (tx *Tx) showPictures(key int64, was, is []notePicture) error {
	if slices.Equal(was, is) {
		return nil
	}
	if _, err := tx.exec("DELETE FROM note_picture WHERE note = ?", key); err != nil {
		return err
	}
	for _, p := range is {
		if _, err := tx.exec("INSERT INTO note_picture (sha, note) VALUES (?, ?)", p.SHA256, key); err != nil {
			return err
		}
		if _, err := tx.exec("DELETE FROM picture_hold WHERE sha = ?", p.SHA256); err != nil {
			return err
		}
	}
	for _, p := range was {
		if tx.action.Typed && !slices.Contains(is, p) {
			if err := tx.HoldPicture(p.SHA256, care.InstantOf(tx.at.Time().Add(undoable))); err != nil {
				return err
			}
		}
	}
	return nil
}

// flushNoteTexts writes the full-text rows of the notes that this action wrote, and
// of those that others have left to it, all removals first and each pass in the order of keys, as flushFullText does.
// What they say is read again one by one: an import brings more than the memory
// should hold.
func (tx *Tx) flushNoteTexts() error {
	if !tx.action.Typed {
		stale, err := tx.keys("SELECT key FROM note WHERE stale = 1")
		if err != nil {
			return err
		}
		for _, key := range stale {
			tx.noteTexts[key] = true
			if _, err := tx.exec("UPDATE note SET stale = 0 WHERE key = ?", key); err != nil {
				return fmt.Errorf("write the search text of note %d: %w", key, err)
			}
		}
	}
	keys := slices.Sorted(maps.Keys(tx.noteTexts))
	for _, key := range keys {
		if !tx.noteTexts[key] {
			continue // it had none
		}
		if _, err := tx.exec("DELETE FROM note_fts WHERE rowid = ?", key); err != nil {
			return fmt.Errorf("clear the search text of note %d: %w", key, err)
		}
	}
	for _, key := range keys {
		var title, said string
		err := tx.queryRow("SELECT title, text FROM note WHERE key = ?", key).Scan(&title, &said)
		if errors.Is(err, sql.ErrNoRows) {
			continue // it has gone
		}
		if err == nil {
			_, err = tx.exec("INSERT INTO note_fts (rowid, title, body) VALUES (?, ?, ?)", key, text.IndexText(title), text.IndexText(said))
		}
		if err != nil {
			return fmt.Errorf("write the search text of note %d: %w", key, err)
		}
	}
	return nil
}

// moveNotes lets the notes about one person be about another.
func (tx *Tx) moveNotes(from, to int64) error {
	keys, err := tx.keys("SELECT key FROM note WHERE person = ? ORDER BY key", from)
	if err != nil {
		return err
	}
	for _, key := range keys {
		n, err := tx.Note(key)
		if err != nil {
			return err
		}
		n.Person = to
		if _, err := tx.PutNote(n); err != nil {
			return err
		}
	}
	return nil
}

// notesQuery reads the notes of a person as lists show them.
const notesQuery = "SELECT key, rev, person, title, excerpt, pinned, created, changed FROM note WHERE person = ? ORDER BY pinned DESC, changed DESC, key DESC"

// Notes are the notes about a person: pinned ones first, then the latest changed
// first.
func (s *Store) Notes(ctx context.Context, person int64) ([]NoteRow, error) {
	rows, err := s.read.QueryContext(ctx, notesQuery, person)
	if err != nil {
		return nil, s.explain(fmt.Errorf("read the notes of person %d: %w", person, err))
	}
	defer rows.Close()
	var notes []NoteRow
	for rows.Next() {
		var n NoteRow
		if err := rows.Scan(&n.Key, &n.Rev, &n.Person, &n.Title, &n.Excerpt, &n.Pinned, &n.Created, &n.Changed); err != nil {
			return nil, s.explain(fmt.Errorf("read the notes of person %d: %w", person, err))
		}
		notes = append(notes, n)
	}
	return notes, s.explain(rows.Err())
}

// Note reads a note. It fails with care.CodeNoteMissing.
func (s *Store) Note(ctx context.Context, key int64) (Note, error) {
	var st state
	err := s.read.QueryRowContext(ctx, "SELECT rev, doc FROM note WHERE key = ?", key).Scan(&st.rev, &st.doc)
	if errors.Is(err, sql.ErrNoRows) {
		return Note{}, noteMissing(key)
	}
	if err != nil {
		return Note{}, s.explain(fmt.Errorf("read note %d: %w", key, err))
	}
	d, err := decodeNote(key, st.doc)
	if err != nil {
		return Note{}, &care.Error{Code: care.CodeBookDamaged, Args: care.Args{"Book": s.path}, Err: err}
	}
	return d.note(key, st.rev), nil
}

// EachNote calls f with the notes about a person in the order in which they were
// made; f may keep what it is given, and read from the book. It stops at f's
// error.
func (s *Store) EachNote(ctx context.Context, person int64, f func(*Note) error) error {
	rows, err := s.read.QueryContext(ctx, "SELECT key FROM note WHERE person = ? ORDER BY key", person)
	if err != nil {
		return s.explain(fmt.Errorf("read the notes of person %d: %w", person, err))
	}
	keys, err := scanKeys(rows)
	if err != nil {
		return s.explain(fmt.Errorf("read the notes of person %d: %w", person, err))
	}
	for _, key := range keys {
		n, err := s.Note(ctx, key)
		if care.CodeOf(err) == care.CodeNoteMissing {
			continue // removed meanwhile
		}
		if err == nil {
			err = f(&n)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// NoteRev names the state in which a note is as this action sees it, see Note.Rev.
func (tx *Tx) NoteRev(key int64) (int64, error) {
	st, err := tx.load(entityNote, key)
	return st.rev, err
}
