package book

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"carebook/app/care"
	"carebook/app/doc"
	"carebook/app/picture"
	"carebook/store"
)

const (
	// columnWidth is the width of a note's text in units of length: no picture
	// is shown wider.
	columnWidth = 704
	// heldFor is how long a picture waits for the note that it was put into to
	// be saved.
	heldFor = 24 * time.Hour
)

// AddPicture keeps the picture of a file in the book and gives it as a note
// names it: as wide as the column at most, and described by the file's name. A
// day long nothing removes it though no note that was saved names it.
func AddPicture(ctx context.Context, s *store.Store, clock care.Clock, path string) (doc.Picture, error) {
	data, err := readLimited(path)
	if err != nil {
		return doc.Picture{}, err
	}
	pic, err := picture.Make(data)
	if err != nil {
		return doc.Picture{}, err
	}
	until := care.InstantOf(clock.Now().Add(heldFor))
	_, err = s.Do(ctx, store.Action{Kind: "edit"}, func(tx *store.Tx) error {
		if err := tx.PutPicture(pic); err != nil {
			return err
		}
		return tx.HoldPicture(pic.SHA256, until)
	})
	if err != nil {
		return doc.Picture{}, fmt.Errorf("keep the picture %s: %w", path, err)
	}
	name := filepath.Base(path)
	shown := doc.Picture{SHA: pic.SHA256, Media: pic.MediaType, Alt: strings.TrimSuffix(name, filepath.Ext(name))}
	shown.Width, shown.Height = columnSize(pic.Width, pic.Height)
	return shown, nil
}

// columnSize is the size in which a picture of a size in pixels stands in a
// note's column.
func columnSize(width, height int) (w, h int) {
	if width <= columnWidth {
		return width, height
	}
	return columnWidth, max(1, (height*columnWidth+width/2)/width)
}
