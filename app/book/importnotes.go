package book

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"log/slog"
	"strings"
	"time"

	"carebook/app/care"
	"carebook/app/doc"
	"carebook/app/exchange"
	"carebook/app/lang"
	"carebook/app/picture"
	"carebook/store"
)

// The notes that a file carries become notes. What makes one the same as a note
// that its person has already is its UID, which every export of it has; without
// one, that both say the same. So a file read again brings no note twice, also where
// the user has gone on writing in one since; where the file has what was written
// later, that comes as a note of its own: nothing is ever overwritten.

// importedNote is a note of a file, ready to be kept.
type importedNote struct {
	note store.Note // of nobody yet
	// uid is the name that the file has for it, or "".
	uid string
	// print is the same for notes that say the same.
	print    string
	pictures []*picture.Picture
}

// knownNote is what a note of a person is recognised by.
type knownNote struct {
	id, source, print string
	changed           time.Time
}

// printOf is the same for notes that say the same.
func printOf(title, html string) string {
	sum := sha256.Sum256([]byte(title + "\x00" + html))
	return hex.EncodeToString(sum[:16])
}

// longestUID is the number of bytes of the longest name of a note that is kept.
const longestUID = 200

// prepareNotes makes notes of what the record has, and warns of what it does not
// have of them.
func (run *importRun) prepareNotes(ctx context.Context, it *item) error {
	r := it.record
	given := map[string]*picture.Picture{}
	for i := range r.Notes {
		for j := range r.Notes[i].Pictures {
			run.takePicture(given, &r.Notes[i].Pictures[j])
		}
	}
	warn := func(code string, title string) {
		reason := exchange.Reason{Code: code, Args: care.Args{"Title": title}}
		r.Warnings = append(r.Warnings, exchange.Warning{Line: r.Line, Reason: reason})
	}
	for i := range r.Notes {
		n := &r.Notes[i]
		d, err := documentOf(n)
		title := noteTitle(n.Title)
		shown := cmp.Or(title, d.Title())
		switch {
		case errors.Is(err, doc.ErrTooLarge):
			warn("import.warn.note_cut", shown)
		case err != nil:
			return err
		}
		pictures, missing, err := run.picturesOf(ctx, d, given)
		if err != nil {
			return err
		}
		if missing {
			warn("import.warn.note_pictures", shown)
		}
		if title == "" && d.Empty() {
			continue
		}
		it.notes = append(it.notes, newImportedNote(n, title, d.HTML(), pictures))
	}
	r.Notes = nil // their text is not needed twice
	return nil
}

// documentOf reads a note of a file, whatever wrote it.
func documentOf(n *exchange.Note) (*doc.Document, error) {
	if n.HTML == "" {
		return doc.FromText(n.Text)
	}
	return doc.FromHTML(n.HTML)
}

// noteTitle is a title of a file as titles are kept: one line without signs that
// steer a display.
func noteTitle(s string) string {
	return strings.TrimSpace(strings.ReplaceAll(doc.Plain(s, doc.Style{}).Text(), "\n", " "))
}

func newImportedNote(n *exchange.Note, title, html string, pictures []*picture.Picture) importedNote {
	uid := strings.TrimSpace(n.UID)
	if len(uid) > longestUID {
		uid = ""
	}
	print := printOf(title, html)
	created, changed := validInstant(n.Created), validInstant(n.Changed)
	return importedNote{
		note: store.Note{
			Title: title, HTML: html, Pinned: n.Pinned, Created: cmp.Or(created, changed), Changed: cmp.Or(changed, created), Source: cmp.Or(uid, print),
		},
		uid: uid, print: print, pictures: pictures,
	}
}

// validInstant is an instant of a file as ours are written, "" where it is none.
func validInstant(i care.Instant) care.Instant {
	t := i.Time()
	if t.IsZero() || t.UTC().Year() < 1 || t.UTC().Year() > 9999 {
		return ""
	}
	return care.InstantOf(t)
}

// takePicture makes a picture of what a file gives as one. What cannot be shown,
// or is not what it says, is none.
func (run *importRun) takePicture(given map[string]*picture.Picture, p *exchange.NotePicture) {
	sum := sha256.Sum256(p.Data)
	sha := hex.EncodeToString(sum[:])
	if given[sha] != nil || sha != strings.ToLower(p.SHA256) {
		return
	}
	if run.preview != nil {
		given[sha] = &picture.Picture{SHA256: sha} // only whether it is there matters
		return
	}
	pic, err := picture.Make(p.Data)
	if err != nil || pic.Width == 0 {
		slog.Warn("a picture of a note was not taken", "bytes", len(p.Data), "err", err)
		return
	}
	given[sha] = pic
}

// picturesOf gives the pictures that the document needs kept: those given that
// it shows. One that is neither given nor in the book gives way to its words;
// missing says that there was one.
func (run *importRun) picturesOf(ctx context.Context, d *doc.Document, given map[string]*picture.Picture) (kept []*picture.Picture, missing bool, err error) {
	var asked []string
	for _, sha := range d.Pictures() {
		if pic := given[sha]; pic != nil {
			kept = append(kept, pic)
		} else {
			asked = append(asked, sha)
		}
	}
	if len(asked) == 0 {
		return kept, false, nil
	}
	there := map[string][2]int{}
	if run.store != nil {
		if there, err = run.store.PictureSizes(ctx, asked); err != nil {
			return nil, false, err
		}
	}
	missing, err = withoutPictures(d, func(sha string) bool {
		_, has := there[sha]
		return has || given[sha] != nil
	})
	return kept, missing, err
}

// withoutPictures puts the words of pictures in the place of those that are not
// there: the caption, or else the description.
func withoutPictures(d *doc.Document, has func(sha string) bool) (missing bool, err error) {
	for i := d.Len() - 1; i >= 0; i-- {
		b := d.Block(i)
		if b.Kind() != doc.PictureKind || has(b.Picture().SHA) {
			continue
		}
		missing = true
		words := b.Inline()
		if b.Text() == "" {
			words = doc.Plain(b.Picture().Alt, doc.Style{})
		}
		var by []*doc.Block
		if words.Text() != "" {
			by = append(by, doc.NewBlock(doc.Paragraph, 0, words))
		}
		if err := replaceBlocks(d, i, 1, by...); err != nil {
			return missing, err
		}
	}
	return missing, nil
}

// replaceBlocks puts blocks in the place of removed ones.
func replaceBlocks(d *doc.Document, at, removed int, by ...*doc.Block) error {
	edits, err := d.ReplaceBlocks(at, removed, by...)
	if err != nil {
		return err
	}
	_, err = d.Apply(edits...)
	return err
}

// freshNotes are those of the record that the person, 0 for somebody new, does
// not have.
func (run *importRun) freshNotes(it *item, key int64) ([]importedNote, error) {
	if len(it.notes) == 0 {
		return nil, nil
	}
	known, err := run.notesOf(key)
	if err != nil {
		return nil, err
	}
	var fresh []importedNote
	for _, n := range it.notes {
		same, later := n.among(known)
		if same {
			continue
		}
		if later {
			n.note.Source = n.print // another note has its UID
		}
		fresh = append(fresh, n)
	}
	return fresh, nil
}

// among reports whether a person has the note already. later is set where the
// file has what was written later in a note that the person has.
func (n *importedNote) among(known []knownNote) (same, later bool) {
	for _, k := range known {
		switch {
		case k.source == n.print, n.uid == "" && k.print == n.print:
			return true, false
		case n.uid == "", n.uid != k.id && n.uid != k.source:
			continue
		case k.print == n.print, !n.note.Changed.Time().After(k.changed):
			return true, false
		}
		later = true
	}
	return false, later
}

func (n *importedNote) known() knownNote {
	return knownNote{source: n.note.Source, print: n.print, changed: n.note.Changed.Time()}
}

// notesOf are the notes of a person as the run has left them by now.
func (run *importRun) notesOf(key int64) ([]knownNote, error) {
	if known, read := run.notes[key]; read || key <= 0 || run.eachNote == nil {
		return known, nil
	}
	var known []knownNote
	err := run.eachNote(key, func(n *store.Note) error {
		known = append(known, knownNote{id: n.ID, source: n.Source, print: printOf(n.Title, n.HTML), changed: n.Changed.Time()})
		return nil
	})
	if err == nil {
		run.notes[key] = known
	}
	return known, err
}

// keepNotes enters notes of a person.
func (run *importRun) keepNotes(key int64, fresh []importedNote) error {
	for i := range fresh {
		if err := run.ledger.note(key, &fresh[i]); err != nil {
			return err
		}
		run.notes[key] = append(run.notes[key], fresh[i].known())
	}
	return nil
}

// noteNames are the titles of notes, as the preview shows them.
func noteNames(list []importedNote) []string {
	var names []string
	for i := range list {
		names = append(names, cmp.Or(list[i].note.Title, list[i].shown(), lang.T("notefile.untitled")))
	}
	return names
}

// shown is what a note without a title is called.
func (n *importedNote) shown() string {
	d, err := doc.FromHTML(n.note.HTML)
	if err != nil {
		return "" // it was written by us a moment ago
	}
	return d.Title()
}
