package picture

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"
	"math"

	"golang.org/x/image/webp"
)

// Why a picture cannot be shown; see Picture.Flaw. Too many pixels are a
// *PixelsError.
var (
	// ErrNoPicture is of bytes that are no picture.
	ErrNoPicture = errors.New("no picture")
	// ErrFormat is of a picture in a format that cannot be shown, such as HEIC.
	ErrFormat = errors.New("a picture in a format that cannot be shown")
	// ErrBroken is of a picture that is damaged or cut off.
	ErrBroken = errors.New("a damaged picture")
)

// PixelsError is of a picture that would take too much memory.
type PixelsError struct {
	Width, Height int
	// Most is how many pixels such a picture may have.
	Most int
}

func (e *PixelsError) Error() string {
	return fmt.Sprintf("a picture of %d x %d pixels, over %d in all", e.Width, e.Height, e.Most)
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

// noPicture is the media type of what is no picture.
const noPicture = "application/octet-stream"

// mediaType names the content by its first bytes, whatever the source called
// it.
func mediaType(data []byte) string {
	for _, m := range magics {
		if len(data) > m.offset && bytes.HasPrefix(data[m.offset:], []byte(m.bytes)) {
			return m.media
		}
	}
	return noPicture
}

// codec reads one format. The decoders are called by name: what image.Decode
// knows depends on which packages the program has, and so on its build.
type codec struct {
	config func(io.Reader) (image.Config, error)
	decode func(io.Reader) (image.Image, error)
}

var codecs = map[string]codec{
	"image/jpeg": {jpeg.DecodeConfig, jpeg.Decode},
	"image/png":  {png.DecodeConfig, png.Decode},
	"image/gif":  {gif.DecodeConfig, gif.Decode}, // the first frame
	"image/webp": {webp.DecodeConfig, webp.Decode},
}

// source is a picture's bytes and what their beginning says.
type source struct {
	data  []byte
	media string
	turn  orientation
	// width and height are in pixels as they lie in the file.
	width, height int
	model         color.Model
}

// look reads the beginning of a picture. It fails with ErrNoPicture, ErrFormat
// or ErrBroken; the media type is told then as well.
func look(data []byte) (*source, error) {
	s := &source{data: data, media: mediaType(data), turn: upright}
	format, known := codecs[s.media]
	switch {
	case s.media == noPicture:
		return s, ErrNoPicture
	case !known:
		return s, fmt.Errorf("%w: %s", ErrFormat, s.media)
	}
	config, err := format.config(bytes.NewReader(data))
	if err == nil && (config.Width < 1 || config.Height < 1) {
		err = errors.New("no pixels")
	}
	if err != nil {
		return s, fmt.Errorf("%w: %w", ErrBroken, err)
	}
	s.width, s.height, s.model = config.Width, config.Height, config.ColorModel
	if s.media == "image/jpeg" {
		s.turn = orientationOf(data)
	}
	return s, nil
}

// size is the picture's size in pixels as seen.
func (s *source) size() (width, height int) {
	if s.turn.lying() {
		return s.height, s.width
	}
	return s.width, s.height
}

// Limits of what decoding takes.
const (
	// maxMemory is in bytes.
	maxMemory = 360 << 20
	// maxScanned bounds the pixels that the scans of a progressive JPEG go over,
	// each scan over all: ordinary files have about ten scans, made up ones
	// thousands.
	maxScanned = 5e9
)

// fits says whether decoding the picture takes no more memory than it may.
func (s *source) fits() error {
	most := MaxPixels
	if each := s.each(); each > 0 {
		most = min(most, int(maxMemory/each))
	}
	if pixels := int64(s.width) * int64(s.height); pixels > int64(most) {
		return &PixelsError{Width: s.width, Height: s.height, Most: most}
	}
	return nil
}

// each is how many bytes decoding takes for a pixel.
func (s *source) each() float64 {
	each := 4.0
	switch s.model {
	case color.GrayModel:
		each = 1
	case color.YCbCrModel:
		each = 3
	case color.CMYKModel:
		each = 8 // its planes, and what is put together of them
	case color.RGBA64Model, color.NRGBA64Model:
		each = 8
	}
	if s.media == "image/jpeg" {
		const coefficient = 4
		each += coefficient * progression(s.data)
	}
	return each
}

// decode decodes the picture as it lies in the file. It fails with ErrBroken or
// a *PixelsError.
func (s *source) decode() (image.Image, error) {
	if err := s.fits(); err != nil {
		return nil, err
	}
	if s.media == "image/jpeg" && progression(s.data) > 0 {
		scans := bytes.Count(s.data, []byte{0xff, markerSOS})
		if float64(scans)*float64(s.width)*float64(s.height) > maxScanned {
			return nil, fmt.Errorf("%w: %d scans", ErrBroken, scans)
		}
	}
	img, err := codecs[s.media].decode(bytes.NewReader(s.data))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrBroken, err)
	}
	whole := image.Rect(0, 0, s.width, s.height)
	switch {
	case img.Bounds() == whole:
		return img, nil
	case s.media != "image/gif":
		return nil, fmt.Errorf("%w: %v in place of %v", ErrBroken, img.Bounds(), whole)
	}
	placed := image.NewRGBA(whole) // a frame may be smaller than its GIF
	draw.Draw(placed, img.Bounds(), img, img.Bounds().Min, draw.Src)
	return placed, nil
}

// Decode decodes a picture of any format that can be shown. It is upright, and
// of the size that size chooses, given the picture's own, in pixels. It fails
// with ErrNoPicture, ErrFormat, ErrBroken or a *PixelsError.
func Decode(data []byte, size func(width, height int) (int, int)) (*image.RGBA, error) {
	s, err := look(data)
	if err != nil {
		return nil, err
	}
	img, err := s.decode()
	if err != nil {
		return nil, err
	}
	width, height := size(s.size())
	return s.upright(img, width, height), nil
}

// upright scales the decoded picture to a size as seen and turns it.
func (s *source) upright(img image.Image, width, height int) *image.RGBA {
	if s.turn.lying() {
		return turned(Scale(img, img.Bounds(), height, width), s.turn)
	}
	return turned(Scale(img, img.Bounds(), width, height), s.turn)
}

// Within chooses, for Decode, the largest size within a width and a height. A
// smaller picture keeps its own.
func Within(most, high int) func(width, height int) (int, int) {
	return func(width, height int) (int, int) {
		by := min(1, float64(most)/float64(width), float64(high)/float64(height))
		return scaled(width, by), scaled(height, by)
	}
}

// scaled is a length times a factor, a pixel at least.
func scaled(length int, by float64) int { return max(1, int(math.Round(float64(length)*by))) }
