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
	_ "image/gif" // the first frame is shown
	"image/jpeg"
	_ "image/png"

	"golang.org/x/image/draw"
	_ "golang.org/x/image/webp"

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
	// View is the picture at most ViewWidth wide: a JPEG, or a PNG where it has
	// transparency or few colours. It is nil where the picture itself is no
	// larger or cannot be decoded.
	View  []byte
	Bytes []byte
}

// Photo is how a person's document names the picture.
func (p *Picture) Photo() *care.Photo {
	return &care.Photo{MediaType: p.MediaType, Bytes: len(p.Bytes), SHA256: p.SHA256}
}

// Make looks at a picture's bytes and makes its small forms. Bytes that are no
// picture it knows are kept as they are, without them. It fails with
// care.CodeBadPicture over MaxBytes.
func Make(data []byte) (*Picture, error) {
	if len(data) > MaxBytes {
		return nil, &care.Error{Code: care.CodeBadPicture, Args: care.Args{"Detail": fmt.Sprintf("%d bytes", len(data))}}
	}
	sum := sha256.Sum256(data)
	p := &Picture{SHA256: hex.EncodeToString(sum[:]), MediaType: mediaType(data), Bytes: data}
	config, _, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return p, nil // kept as bytes; a list shows initials
	}
	p.Width, p.Height = config.Width, config.Height
	if p.Width <= ThumbSize && p.Height <= ThumbSize || p.Width*p.Height > MaxPixels {
		return p, nil
	}
	img, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return p, nil // a header and a broken body: as above
	}
	p.Thumb, err = thumbnail(img)
	return p, err
}

// magics are the first bytes of pictures, at an offset. Those that cannot be
// shown are kept too, and exported as what they are.
var magics = []struct {
	offset int
	bytes  string
	media  string
}{
	{0, "II*\x00", "image/tiff"},
	{0, "MM\x00*", "image/tiff"},
	{0, "BM", "image/bmp"},
	{4, "ftypheic", "image/heic"},
	{4, "ftypheix", "image/heic"},
	{4, "ftypmif1", "image/heif"},
	{4, "ftypavif", "image/avif"},
	{0, "\xff\xd8\xff", "image/jpeg"},
	{0, "\x89PNG\r\n", "image/png"},
	{0, "GIF8", "image/gif"},
	{8, "WEBP", "image/webp"},
}

// mediaType names the content by its first bytes, whatever the source called
// it.
func mediaType(data []byte) string {
	for _, m := range magics {
		if len(data) > m.offset && bytes.HasPrefix(data[m.offset:], []byte(m.bytes)) {
			return m.media
		}
	}
	return "application/octet-stream"
}

// thumbnail is the middle square of a picture, scaled to ThumbSize on white.
func thumbnail(img image.Image) ([]byte, error) {
	b := img.Bounds()
	side := min(b.Dx(), b.Dy())
	square := image.Rect(0, 0, side, side).Add(b.Min).Add(image.Pt((b.Dx()-side)/2, (b.Dy()-side)/2))
	size := min(side, ThumbSize)
	small := image.NewRGBA(image.Rect(0, 0, size, size))
	draw.Draw(small, small.Bounds(), image.NewUniform(color.White), image.Point{}, draw.Src)
	draw.ApproxBiLinear.Scale(small, small.Bounds(), img, square, draw.Over, nil)
	var out bytes.Buffer
	if err := jpeg.Encode(&out, small, &jpeg.Options{Quality: 88}); err != nil {
		return nil, fmt.Errorf("make a thumbnail: %w", err)
	}
	return out.Bytes(), nil
}
