package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
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

// Limits of pictures. A picture with more pixels is kept, but no thumbnail is
// made of it: decoding would take the memory that its header asks for.
const (
	// ThumbSize is the width and height of a thumbnail in pixels: twice the
	// largest avatar, for screens of double density.
	ThumbSize        = 152
	maxPictureBytes  = 20 << 20
	maxPicturePixels = 50 << 20
)

// Picture is a picture ready to be kept: content-addressed, so that the same
// picture is kept once.
type Picture struct {
	SHA256        string
	MediaType     string
	Width, Height int
	// Thumb is a JPEG of ThumbSize, nil where the picture itself is not larger
	// or cannot be decoded.
	Thumb []byte
	Bytes []byte
}

// Photo is how a person's document names the picture.
func (p *Picture) Photo() *care.Photo {
	return &care.Photo{MediaType: p.MediaType, Bytes: len(p.Bytes), SHA256: p.SHA256}
}

// MakePicture looks at a picture's bytes and makes its thumbnail. Bytes that
// are no picture it knows are kept as they are, without a thumbnail. It fails
// with care.CodeBadPicture over 20 MiB.
func MakePicture(data []byte) (*Picture, error) {
	if len(data) > maxPictureBytes {
		return nil, &care.Error{Code: care.CodeBadPicture, Args: care.Args{"Detail": fmt.Sprintf("%d bytes", len(data))}}
	}
	sum := sha256.Sum256(data)
	p := &Picture{SHA256: hex.EncodeToString(sum[:]), MediaType: mediaType(data), Bytes: data}
	config, _, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return p, nil // kept as bytes; a list shows initials
	}
	p.Width, p.Height = config.Width, config.Height
	if p.Width <= ThumbSize && p.Height <= ThumbSize || p.Width*p.Height > maxPicturePixels {
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

// PutPicture keeps a picture, once. Pictures are never changed and are no part
// of the change log; one that nobody shows any more is removed with the log's
// old entries.
func (tx *Tx) PutPicture(p *Picture) error {
	_, err := tx.exec("INSERT OR IGNORE INTO picture (sha, media, width, height, thumb, bytes) VALUES (?, ?, ?, ?, ?, ?)",
		p.SHA256, p.MediaType, p.Width, p.Height, p.Thumb, p.Bytes)
	if err != nil {
		return fmt.Errorf("keep a picture of %d bytes: %w", len(p.Bytes), err)
	}
	return nil
}

// Thumb reads the small form of a picture: a JPEG of ThumbSize, or the picture
// itself where that is no larger. It is nil where a list has nothing to show.
func (s *Store) Thumb(ctx context.Context, sha string) ([]byte, error) {
	var data []byte
	err := s.read.QueryRowContext(ctx, `SELECT coalesce(thumb, CASE WHEN width BETWEEN 1 AND ?2 AND height BETWEEN 1 AND ?2 THEN bytes END)
		FROM picture WHERE sha = ?1`, sha, ThumbSize).Scan(&data)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, fmt.Errorf("picture %s: %w", sha, ErrNotFound)
	}
	if err != nil {
		return nil, s.explain(fmt.Errorf("read the thumbnail of picture %s: %w", sha, err))
	}
	return data, nil
}

// Picture reads a picture as it was given.
func (s *Store) Picture(ctx context.Context, sha string) (mediaType string, data []byte, err error) {
	err = s.read.QueryRowContext(ctx, "SELECT media, bytes FROM picture WHERE sha = ?", sha).Scan(&mediaType, &data)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil, fmt.Errorf("picture %s: %w", sha, ErrNotFound)
	}
	if err != nil {
		return "", nil, s.explain(fmt.Errorf("read picture %s: %w", sha, err))
	}
	return mediaType, data, nil
}
