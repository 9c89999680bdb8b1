// Package picture looks at the bytes of pictures: what they are, how large they
// are as people see them, and the small forms in which lists and notes show
// them.
//
// It imports care for errors, and the decoders of the standard library and of
// golang.org/x/image; never Fyne, a file or the store.
package picture

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"image/png"

	"carebook/app/care"
)

// Limits of pictures. A picture with more pixels is kept, but no small form is
// made of it: decoding would take the memory that its header asks for.
const (
	// ThumbSize is the width and height of a thumbnail in pixels: twice the
	// largest avatar, for screens of double density.
	ThumbSize = 152
	// ViewWidth is the width of a view in pixels: twice the column of a note.
	ViewWidth = 1408
	// MaxBytes is the size of the largest picture.
	MaxBytes = 20 << 20
	// MaxPixels is the number of pixels of the largest picture that is shown.
	// Of a kind that takes more memory to decode than others, such as with 16
	// bits for each colour, it may be fewer.
	MaxPixels = 50 << 20
)

// Picture is a picture ready to be kept: content-addressed, so that the same
// picture is kept once.
type Picture struct {
	SHA256    string
	MediaType string
	// Width and Height are in pixels, as seen: a JPEG that says how the camera
	// was held is upright. They are 0 for what is no picture that can be shown.
	Width, Height int
	// Thumb is a JPEG of ThumbSize, nil where the picture itself is not larger
	// or cannot be decoded.
	Thumb []byte
	// View is the picture ViewWidth wide: a JPEG, or a PNG where it has
	// transparency or few colours. It is nil where the picture itself is no
	// wider or cannot be decoded.
	View  []byte
	Bytes []byte

	flaw error
}

// Photo is how a person's document names the picture.
func (p *Picture) Photo() *care.Photo {
	return &care.Photo{MediaType: p.MediaType, Bytes: len(p.Bytes), SHA256: p.SHA256}
}

// Flaw is why the picture cannot be shown: ErrNoPicture, ErrFormat, ErrBroken, a
// *PixelsError, or nil.
func (p *Picture) Flaw() error { return p.flaw }

// Make looks at a picture's bytes and makes its small forms. Bytes that are no
// picture it knows are kept as they are, without them, and have a flaw. It fails
// with care.CodeBadPicture over MaxBytes.
func Make(data []byte) (*Picture, error) {
	if len(data) > MaxBytes {
		return nil, &care.Error{Code: care.CodeBadPicture, Args: care.Args{"Detail": fmt.Sprintf("%d bytes", len(data))}}
	}
	sum := sha256.Sum256(data)
	p := &Picture{SHA256: hex.EncodeToString(sum[:]), Bytes: data}
	s, err := look(data)
	p.MediaType, p.flaw = s.media, err
	if err != nil {
		return p, nil // kept as bytes; a list shows initials
	}
	p.Width, p.Height = s.size()
	img, err := s.decode()
	if err != nil {
		p.flaw = err
		return p, nil // a header and a broken body, or too many pixels: as above
	}
	return p, p.shrink(s, img)
}

// shrink makes the small forms of the decoded picture.
func (p *Picture) shrink(s *source, img image.Image) error {
	turn := s.turn
	if p.Width > ViewWidth {
		view := s.upright(img, ViewWidth, viewHeight(p.Width, p.Height))
		var err error
		if p.View, err = s.encode(view, img); err != nil {
			return err
		}
		if view.Rect.Dy() >= ThumbSize {
			img, turn = view, upright // less to go over
		}
	}
	if p.Width <= ThumbSize && p.Height <= ThumbSize {
		return nil
	}
	var err error
	p.Thumb, err = thumbnail(img, turn)
	return err
}

// Size is the width and height of a picture in pixels, as seen, without decoding
// it. It fails like Decode, but for what only decoding shows.
func Size(data []byte) (width, height int, err error) {
	s, err := look(data)
	if err != nil {
		return 0, 0, err
	}
	width, height = s.size()
	return width, height, s.fits()
}

// View makes the view of a picture; nil where the picture itself is no wider. It
// fails like Decode.
func View(data []byte) ([]byte, error) {
	s, err := look(data)
	if err != nil {
		return nil, err
	}
	width, height := s.size()
	if width <= ViewWidth {
		return nil, nil
	}
	img, err := s.decode()
	if err != nil {
		return nil, err
	}
	return s.encode(s.upright(img, ViewWidth, viewHeight(width, height)), img)
}

// viewHeight is the height of the view of a picture of a size.
func viewHeight(width, height int) int { return scaled(height, float64(ViewWidth)/float64(width)) }

// encode writes the view of a picture.
func (s *source) encode(view *image.RGBA, whole image.Image) ([]byte, error) {
	var out bytes.Buffer
	var err error
	switch few := s.media != "image/jpeg" && fewColours(whole); {
	case few:
		err = png.Encode(&out, view)
	case s.media != "image/jpeg" && !opaque(whole):
		// Packing a photo well takes a second, and makes it little smaller.
		err = (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(&out, view)
	default:
		err = jpeg.Encode(&out, view, &jpeg.Options{Quality: quality})
	}
	if err != nil {
		return nil, fmt.Errorf("make a view: %w", err)
	}
	return out.Bytes(), nil
}

// quality is that of the small forms, at which a photo shows no blocks.
const quality = 88

func opaque(img image.Image) bool {
	o, tells := img.(interface{ Opaque() bool })
	return tells && o.Opaque()
}

// fewColours reports whether a picture is a drawing or a picture of a screen
// rather than a photo, by some thousand pixels of it.
func fewColours(img image.Image) bool {
	if _, ok := img.(*image.Paletted); ok {
		return true
	}
	const few, each = 256, 128
	seen := map[color.RGBA64]bool{}
	b := img.Bounds()
	for y := b.Min.Y; y < b.Max.Y; y += 1 + b.Dy()/each {
		for x := b.Min.X; x < b.Max.X; x += 1 + b.Dx()/each {
			r, g, b, a := img.At(x, y).RGBA()
			seen[color.RGBA64{R: uint16(r), G: uint16(g), B: uint16(b), A: uint16(a)}] = true
		}
	}
	return len(seen) <= few
}

// thumbnail is the middle square of a picture, scaled to ThumbSize on white and
// turned upright.
func thumbnail(img image.Image, turn orientation) ([]byte, error) {
	square := Square(img.Bounds())
	size := min(square.Dx(), ThumbSize)
	small := turned(Scale(img, square, size, size), turn)
	ground := image.NewRGBA(small.Rect)
	draw.Draw(ground, ground.Rect, image.White, image.Point{}, draw.Src)
	draw.Draw(ground, ground.Rect, small, image.Point{}, draw.Over)
	var out bytes.Buffer
	if err := jpeg.Encode(&out, ground, &jpeg.Options{Quality: quality}); err != nil {
		return nil, fmt.Errorf("make a thumbnail: %w", err)
	}
	return out.Bytes(), nil
}

// Square is the middle square of a picture's bounds.
func Square(b image.Rectangle) image.Rectangle {
	side := min(b.Dx(), b.Dy())
	return image.Rect(0, 0, side, side).Add(b.Min).Add(image.Pt((b.Dx()-side)/2, (b.Dy()-side)/2))
}
