package book

import (
	"cmp"
	"context"
	"errors"

	"carebook/app/doc"
	"carebook/app/exchange"
	"carebook/store"
)

// mostPictures bounds the bytes of pictures that one person's notes take along
// into JSON, less those of their texts. As text they are a third more, and what reads the file takes no
// person of more than 64 MiB.
const mostPictures = 40 << 20

// ExportedNotes reads the notes of a person as exports write them, with their
// pictures where they are wanted.
func ExportedNotes(ctx context.Context, s *store.Store, person int64, withPictures bool) ([]exchange.Note, error) {
	var notes []exchange.Note
	var shown [][]string
	// The pictures are read afterwards: reads within reads take connections from
	// each other.
	err := s.EachNote(ctx, person, func(n *store.Note) error {
		d, err := doc.FromHTML(n.HTML)
		if err != nil && !errors.Is(err, doc.ErrTooLarge) {
			return err
		}
		notes = append(notes, exchange.Note{
			Title: n.Title, HTML: n.HTML, Text: d.Text(), UID: cmp.Or(n.Source, n.ID), Pinned: n.Pinned, Created: n.Created, Changed: n.Changed,
		})
		shown = append(shown, d.Pictures())
		return nil
	})
	if err != nil || !withPictures {
		return notes, err
	}
	room := mostPictures
	for i := range notes {
		room -= len(notes[i].HTML) + len(notes[i].Text)
	}
	for i, shas := range shown {
		for _, sha := range shas {
			media, data, err := s.Picture(ctx, sha)
			switch {
			case errors.Is(err, store.ErrNotFound):
				continue // a note may name one that it never had
			case err != nil:
				return nil, err
			case len(data) <= room:
				room -= len(data)
				notes[i].Pictures = append(notes[i].Pictures, exchange.NotePicture{SHA256: sha, MediaType: media, Data: data})
			}
		}
	}
	return notes, nil
}
