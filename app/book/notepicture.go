package book

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"carebook/app/care"
	"carebook/app/doc"
	"carebook/app/lang"
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
// names it: as wide as the column at most, and described by the file's name. For
// a day it is not swept away though no saved note names it. It fails with
// care.CodeFileIsFolder, CodeFileUnreadable, CodePictureTooLarge (see
// picture.MaxBytes), CodePicturePixels (see picture.MaxPixels),
// CodePictureFormat for a picture that cannot be shown, such as HEIC,
// CodePictureEmpty, CodePictureBroken or CodeNotAPicture, and then keeps
// nothing.
func AddPicture(ctx context.Context, s *store.Store, clock care.Clock, path string) (doc.Picture, error) {
	pic, err := readPicture(path)
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
	alt := strings.Join(strings.Fields(strings.TrimSuffix(name, filepath.Ext(name))), " ")
	shown := doc.Picture{SHA: pic.SHA256, Media: pic.MediaType, Alt: alt}
	shown.Width, shown.Height = columnSize(pic.Width, pic.Height)
	return shown, nil
}

// readPicture reads a picture that is to be shown in a note.
func readPicture(path string) (*picture.Picture, error) {
	data, err := readLimited(path)
	switch care.CodeOf(err) {
	case "":
	case care.CodeFileTooLarge:
		return nil, &care.Error{Code: care.CodePictureTooLarge, Args: care.Args{"File": path, "Limit": lang.Bytes(picture.MaxBytes)}, Err: err}
	case care.CodeFileEmpty:
		return nil, &care.Error{Code: care.CodePictureEmpty, Args: care.Args{"File": path}, Err: err}
	default:
		return nil, err
	}
	pic, err := picture.Make(data)
	if err != nil {
		return nil, fmt.Errorf("make the picture %s: %w", path, err)
	}
	return pic, flawOf(pic, path)
}

// flawOf says of a file why it cannot be shown as a picture.
func flawOf(pic *picture.Picture, path string) error {
	flaw := pic.Flaw()
	var pixels *picture.PixelsError
	switch {
	case flaw == nil:
		return nil
	case errors.As(flaw, &pixels):
		const mega = 1 << 20
		return &care.Error{Code: care.CodePicturePixels, Args: care.Args{
			"File": path, "Width": lang.Number(pixels.Width), "Height": lang.Number(pixels.Height), "Most": pixels.Most / mega,
		}, Err: flaw}
	case errors.Is(flaw, picture.ErrFormat):
		_, format, _ := strings.Cut(pic.MediaType, "/")
		return &care.Error{Code: care.CodePictureFormat, Args: care.Args{"File": path, "Format": strings.ToUpper(format)}, Err: flaw}
	case errors.Is(flaw, picture.ErrBroken):
		return &care.Error{Code: care.CodePictureBroken, Args: care.Args{"File": path}, Err: flaw}
	default:
		return &care.Error{Code: care.CodeNotAPicture, Args: care.Args{"File": path}, Err: flaw}
	}
}

// columnSize is the size in which a picture of a size in pixels stands in a
// note's column.
func columnSize(width, height int) (w, h int) {
	if width <= columnWidth {
		return width, height
	}
	return columnWidth, max(1, (height*columnWidth+width/2)/width)
}
