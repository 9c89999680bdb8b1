package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"math/rand/v2"
	"strings"

	"carebook/app/care"
	"carebook/app/doc"
	"carebook/app/picture"
	"carebook/store"
)

// picturesEach are in each of the long notes.
const picturesEach = 20

// writeNoted makes a book of two people, each with a short note and one of so many
// bytes of text with pictures: the first in languages of the Latin script, the
// second in Chinese.
func writeNoted(ctx context.Context, path string, size int) (err error) {
	clock := care.SystemClock()
	s, err := store.Open(ctx, path, store.Options{Clock: clock, Origin: "measure"})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	w := notes{events{today: clock.Today(), chance: rand.New(rand.NewPCG(1, 200))}}
	_, err = s.Do(ctx, store.Action{Kind: "import"}, func(tx *store.Tx) error {
		for i, languages := range [][][]string{{said[0], said[1], said[4]}, {said[3]}} {
			person, err := tx.PutPerson(&care.Person{FullName: fmt.Sprintf("Writer %d", i+1), Added: w.today})
			if err != nil {
				return err
			}
			if err := w.write(tx, person, languages, size); err != nil {
				return err
			}
		}
		return nil
	})
	return err
}

// notes makes up what was written.
type notes struct{ events }

// write gives a person the short note and the long one.
func (w *notes) write(tx *store.Tx, person int64, languages [][]string, size int) error {
	short := doc.New(doc.NewBlock(doc.Paragraph, 0, w.text(languages[0], 0)))
	long, err := w.long(tx, languages, size)
	if err != nil {
		return err
	}
	for _, n := range []struct {
		title string
		doc   *doc.Document
	}{{"Short", short}, {"Long", long}} {
		if _, err := tx.PutNote(store.Note{Person: person, Title: n.title, HTML: n.doc.HTML(), Created: care.InstantOf(w.today.Time()), Changed: care.InstantOf(w.today.Time())}); err != nil {
			return err
		}
	}
	return nil
}

// long is a document of so many bytes of text, with its pictures.
func (w *notes) long(tx *store.Tx, languages [][]string, size int) (*doc.Document, error) {
	kinds := []doc.Kind{
		doc.Heading2, doc.Paragraph, doc.Paragraph, doc.Bullet, doc.Bullet, doc.Bullet, doc.Paragraph, doc.Number, doc.Number,
		doc.Paragraph, doc.Check, doc.Check, doc.Quote, doc.Paragraph,
	}
	var blocks []*doc.Block
	pictures := 0
	for written := 0; written < size; {
		if written >= pictures*size/picturesEach {
			b, err := w.picture(tx, pictures)
			if err != nil {
				return nil, err
			}
			blocks, pictures = append(blocks, b), pictures+1
		}
		kind := kinds[len(blocks)%len(kinds)]
		text := w.text(languages[w.chance.IntN(len(languages))], kind)
		blocks = append(blocks, doc.NewBlock(kind, w.chance.IntN(3), text))
		written += len(text.Text())
	}
	return doc.New(blocks...), nil
}

// text is what a block says: some words in a heading, some sentences else, with
// marks and links on a few.
func (w *notes) text(language []string, kind doc.Kind) doc.Inline {
	words := 20 + w.chance.IntN(60)
	if kind.Heading() {
		words = 3
	}
	between := " "
	if language[0] == said[3][0] {
		between = ""
	}
	var parts []doc.Inline
	for words > 0 {
		stretch := make([]string, min(words, 4+w.chance.IntN(12)))
		for i := range stretch {
			stretch[i] = w.word(language)
		}
		words -= len(stretch)
		style := doc.Style{Marks: []doc.Marks{0, 0, 0, doc.Bold, doc.Italic, doc.Highlight}[w.chance.IntN(6)]}
		if w.chance.IntN(20) == 0 {
			style.Link = "https://example.com/oven"
		}
		parts = append(parts, doc.Plain(strings.Join(stretch, between)+between, style))
	}
	return doc.Join(parts...)
}

// picture keeps a picture of a telephone's shape that looks like no other.
func (w *notes) picture(tx *store.Tx, i int) (*doc.Block, error) {
	img := image.NewRGBA(image.Rect(0, 0, 2016, 1512))
	for y := range 1512 {
		for x := range 2016 {
			img.SetRGBA(x, y, color.RGBA{R: uint8(x*y/(i+1)) ^ uint8(x), G: uint8(y / 6), B: uint8(i * 12), A: 255})
		}
	}
	var out bytes.Buffer
	if err := jpeg.Encode(&out, img, nil); err != nil {
		return nil, fmt.Errorf("make a picture: %w", err)
	}
	p, err := picture.Make(out.Bytes())
	if err != nil {
		return nil, err
	}
	if err := tx.PutPicture(p); err != nil {
		return nil, err
	}
	return doc.NewPicture(doc.Picture{SHA: p.SHA256, Media: p.MediaType, Width: 704, Height: 528}, doc.Plain(w.word(said[1]), doc.Style{}))
}
