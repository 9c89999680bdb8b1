package book

import (
	"context"

	"carebook/app/care"
	"carebook/app/exchange"
	"carebook/app/picture"
	"carebook/store"
)

// ledger is where an import meets people and enters them: the book itself, or
// a draft of what it would become.
type ledger interface {
	// person is somebody as the run has left him by now.
	person(key int64) (*care.Person, error)
	// add enters the person of a record.
	add(it *item) (key int64, err error)
	// put keeps a person that changed, with the picture that it then needs.
	put(key int64, p *care.Person, pic *picture.Picture) error
	// note keeps a note of a person, with its pictures.
	note(person int64, n *importedNote) error
}

// writing is the ledger of an import: the transaction.
type writing struct {
	store *store.Store
	tx    *store.Tx
}

func (w *writing) person(key int64) (*care.Person, error) { return w.tx.Person(key) }

func (w *writing) add(it *item) (int64, error) {
	p := &it.record.Person
	if it.picture != nil {
		if err := w.tx.PutPicture(it.picture); err != nil {
			return 0, err
		}
	}
	if p.UID != p.ID {
		taken, err := w.tx.KeyOf(p.UID)
		if err != nil {
			return 0, err
		}
		if taken != 0 {
			if err := w.freeUID(it); err != nil {
				return 0, err
			}
		}
	}
	if err := w.tx.PutPrepared(it.prepared); err != nil {
		return 0, err
	}
	return it.prepared.Key, nil
}

// FormerUID is the property that keeps the UID of a record which was entered
// as somebody new although the book has that UID.
const FormerUID = "X-CAREBOOK-FORMER-UID"

// freeUID gives a record a UID of its own and keeps the one it came with.
func (w *writing) freeUID(it *item) (err error) {
	p := &it.record.Person
	p.Extra = append(p.Extra, care.Property{Name: FormerUID, Value: p.UID})
	p.UID = p.ID
	it.prepared, err = w.store.Prepare(p)
	return err
}

func (w *writing) put(_ int64, p *care.Person, pic *picture.Picture) error {
	if pic != nil {
		if err := w.tx.PutPicture(pic); err != nil {
			return err
		}
	}
	_, err := w.tx.PutPerson(p)
	return err
}

func (w *writing) note(person int64, n *importedNote) error {
	for _, pic := range n.pictures {
		if err := w.tx.PutPicture(pic); err != nil {
			return err
		}
	}
	note := n.note
	note.Person = person
	_, err := w.tx.PutNote(note)
	return err
}

// drafting is the ledger of a preview: it reads the book and keeps beside it
// what the import would make of it.
type drafting struct {
	ctx   context.Context
	store *store.Store // nil for a book that is not there yet
	spill *spill
	// drafts are the people made or changed so far; those made have keys below
	// zero.
	drafts map[int64]span
	made   int64
}

func newDrafting(ctx context.Context, s *store.Store) (*drafting, error) {
	spill, err := newSpill()
	if err != nil {
		return nil, err
	}
	return &drafting{ctx: ctx, store: s, spill: spill, drafts: map[int64]span{}}, nil
}

func (d *drafting) person(key int64) (*care.Person, error) {
	at, drafted := d.drafts[key]
	if !drafted {
		return d.store.Person(d.ctx, key)
	}
	p := &care.Person{}
	return p, d.spill.get(at, p)
}

func (d *drafting) add(it *item) (int64, error) {
	d.made++
	d.drafts[-d.made] = it.draft
	return -d.made, nil
}

func (d *drafting) put(key int64, p *care.Person, _ *picture.Picture) error {
	at, err := d.spill.put(p)
	d.drafts[key] = at
	return err
}

func (d *drafting) note(int64, *importedNote) error { return nil } // a preview names them only

// loadIndex reads by what the people of the book can be recognised.
func loadIndex(ctx context.Context, s *store.Store, index *exchange.Index) error {
	for k, err := range s.MatchKeys(ctx) {
		if err != nil {
			return err
		}
		switch k.Kind {
		case store.UIDKey:
			index.AddUID(k.Text, k.Person)
		case store.PhoneKey:
			index.AddPhone(k.Text, k.Person)
		case store.EmailKey:
			index.AddEmail(k.Text, k.Person)
		case store.NameKey, store.BareNameKey:
			index.AddName(k.Text, k.Kind == store.BareNameKey, k.Person)
		case store.SourceKey:
			index.AddSource(k.Fingerprint, k.Person)
		}
	}
	return nil
}
