package book

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"io"
	"slices"
	"strings"
	"time"

	"carebook/app/care"
	"carebook/app/exchange"
	"carebook/app/lang"
	"carebook/store"
)

// What has changed since the last export is told by what that export said, and not
// by the change log: an undo brings back what the phone does not have, a renamed tag
// changes people whose own documents did not move, and the log forgets. Each format
// of vCard is remembered for itself, since each goes to devices of its own.

// News is what a file of vCards that was written earlier does not say of the book.
type News struct {
	// Since is the instant of that file: of the last export of everybody, or of
	// those changed since. Without one there is everything to say, and it is "".
	Since care.Instant
	// People is the number of those who are new or are not as the file says.
	People int
	// Gone are those who have left the book since; no vCard can say so.
	Gone []GonePerson
	// Erased counts those among them whose name the book does not know any more.
	Erased int

	keys []int64
	// gone are the UIDs of all who have gone.
	gone []string
}

// GonePerson is somebody who has left the book.
type GonePerson struct {
	Name string
	// Joined is the name of whom the person was merged into, "" for nobody.
	Joined string
}

// Sentence names the person, and where the person has gone.
func (g GonePerson) Sentence() string {
	if g.Joined == "" {
		return g.Name
	}
	return lang.T("moving.gone_joined", lang.Args{"Name": g.Name, "Into": g.Joined})
}

// ReadNews finds out what the last vCards of a format do not say.
func ReadNews(ctx context.Context, s *store.Store, format exchange.Format) (News, error) {
	var n News
	at, known, err := s.LastExport(ctx, string(format))
	if err != nil {
		return n, err
	}
	n.Since = at
	if at == "" {
		n.People, err = s.Count(ctx, store.Query{})
		return n, err
	}
	prints, err := newPrinter()
	if err != nil {
		return n, err
	}
	living := map[string]bool{}
	err = s.EachPerson(ctx, store.Query{}, func(key int64, p *care.Person) error {
		notes, err := ExportedNotes(ctx, s, key, false)
		if err != nil {
			return err
		}
		e, err := prints.of(p, notes)
		if err != nil {
			return err
		}
		living[e.UID] = true
		if known[e.UID].Print != e.Print {
			n.keys = append(n.keys, key)
		}
		return nil
	})
	if err != nil {
		return n, err
	}
	n.People = len(n.keys)
	var gone []store.Gone
	for uid, e := range known {
		if !living[uid] {
			gone = append(gone, store.Gone{UID: uid, Name: e.Name})
		}
	}
	err = n.tell(ctx, s, gone)
	return n, err
}

// tell says who has gone.
func (n *News) tell(ctx context.Context, s *store.Store, gone []store.Gone) error {
	if len(gone) == 0 {
		return nil
	}
	joined, err := s.Joined(ctx)
	if err != nil {
		return err
	}
	for _, g := range gone {
		n.gone = append(n.gone, g.UID)
		if g.Name == "" {
			n.Erased++
		} else {
			n.Gone = append(n.Gone, GonePerson{g.Name, joined[g.UID]})
		}
	}
	slices.Sort(n.gone)
	slices.SortFunc(n.Gone, func(a, b GonePerson) int {
		return strings.Compare(a.Name+"\x00"+a.Joined, b.Name+"\x00"+b.Joined)
	})
	return nil
}

// ExportChanged exports as vCards those who are new or changed since the last export
// in the format, or everybody where there was none, and remembers that. Where nobody
// is, no file is written. An export that fails or is cancelled is not remembered, and
// where remembering fails the next one has the same people again: the error is
// care.CodeExportForgotten.
func ExportChanged(ctx context.Context, s *store.Store, path string, o ExportOptions) (News, error) {
	n, err := ReadNews(ctx, s, o.Format)
	if err != nil {
		return n, err
	}
	switch {
	case n.Since == "":
		o.Keys = nil
		n.People, err = exportFile(ctx, s, path, o, true, nil)
	case n.People == 0:
		err = remember(ctx, s, path, o.Format, nil, n.gone)
	default:
		o.Keys = n.keys
		n.People, err = exportFile(ctx, s, path, o, false, append([]string{}, n.gone...))
	}
	return n, err
}

// ExportEverybody exports everybody as vCards, as ExportFile does, and tells what the
// last such file did not say: who is named as gone there is not told again.
func ExportEverybody(ctx context.Context, s *store.Store, path string, o ExportOptions) (News, error) {
	n, err := ReadNews(ctx, s, o.Format)
	if err != nil {
		return n, err
	}
	o.Keys = nil
	n.People, err = exportFile(ctx, s, path, o, true, n.gone)
	return n, err
}

// WriteChanged is ExportChanged to w, and remembers nothing: nobody knows what
// becomes of it.
func WriteChanged(ctx context.Context, s *store.Store, w io.Writer, format exchange.Format) (News, error) {
	n, err := ReadNews(ctx, s, format)
	if err != nil || n.Since != "" && n.People == 0 {
		return n, err
	}
	n.People, err = Export(ctx, s, w, ExportOptions{Format: format, Keys: n.keys})
	return n, err
}

// Since is who was written to since a day, and who has gone since.
type Since struct {
	// Keys are the people; nil is everybody, where Whole is false: the change log
	// does not reach back to the day.
	Keys  []int64
	Whole bool
	News
}

// ReadSince finds out who has changed since the beginning of a day.
func ReadSince(ctx context.Context, s *store.Store, clock care.Clock, day care.Day) (Since, error) {
	year, month, date := day.Time().Date()
	at := care.InstantOf(time.Date(year, month, date, 0, 0, 0, 0, clock.Now().Location()))
	keys, gone, whole, err := s.ChangedSince(ctx, at)
	if err != nil {
		return Since{}, err
	}
	found := Since{Whole: whole, News: News{Since: at}}
	if whole {
		found.Keys = append([]int64{}, keys...)
	}
	err = found.tell(ctx, s, gone)
	return found, err
}

// remember keeps that vCards were written.
func remember(ctx context.Context, s *store.Store, path string, f exchange.Format, people []store.Exported, gone []string) error {
	if err := s.PutExport(ctx, string(f), people, gone); err != nil {
		return &care.Error{Code: care.CodeExportForgotten, Args: care.Args{"File": path, "Detail": care.Cause(err)}, Err: err}
	}
	return nil
}

// printer takes fingerprints of what vCards say of people: the card itself, with the
// name of the picture in place of its bytes.
type printer struct {
	card bytes.Buffer
	out  exchange.Writer
}

func newPrinter() (*printer, error) {
	p := &printer{}
	var err error
	p.out, err = exchange.NewWriter(&p.card, exchange.VCard)
	return p, err
}

// printBytes are enough that no two cards of a book have one fingerprint.
const printBytes = 16

func (f *printer) of(p *care.Person, notes []exchange.Note) (store.Exported, error) {
	f.card.Reset()
	plain := *p
	plain.Photo = nil
	if err := f.out.Write(&plain, notes...); err != nil {
		return store.Exported{}, err
	}
	if err := f.out.Close(); err != nil {
		return store.Exported{}, err
	}
	if p.Photo != nil {
		f.card.WriteString(p.Photo.SHA256)
	}
	sum := sha256.Sum256(f.card.Bytes())
	return store.Exported{UID: p.UID, Print: string(sum[:printBytes]), Name: cmp.Or(p.DisplayName(), lang.T("people.no_name"))}, nil
}

// Day is the day of the file that the news are told against.
func (n News) Day(clock care.Clock) care.Day {
	return care.DayOf(n.Since.Time().In(clock.Now().Location()))
}

// Sentence says who is in a file that was written now.
func (n News) Sentence(path string, clock care.Clock) string {
	switch {
	case n.Since == "":
		return lang.N("moving.first", n.People, lang.Args{"File": path})
	case n.People == 0:
		return lang.T("moving.nobody", lang.Args{"Day": lang.PlainDay(n.Day(clock))})
	}
	return lang.N("moving.changed", n.People, lang.Args{"Day": lang.PlainDay(n.Day(clock)), "File": path})
}

// GoneSentence says that some have gone, whose names follow; "" where none have.
func (n News) GoneSentence() string {
	var said []string
	if len(n.Gone) > 0 {
		said = append(said, lang.N("moving.gone", len(n.Gone)))
	}
	if n.Erased > 0 {
		said = append(said, lang.N("moving.erased", n.Erased))
	}
	return strings.Join(said, " ")
}

// Lines are the sentence of those who have gone and each of them, for a terminal.
func (n News) Lines() []string {
	var lines []string
	if said := n.GoneSentence(); said != "" {
		lines = append(lines, said)
	}
	for _, g := range n.Gone {
		lines = append(lines, "  "+g.Sentence())
	}
	return lines
}
