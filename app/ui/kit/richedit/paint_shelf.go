package richedit

import (
	"image"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"carebook/app/ui/style"
)

// unseen is how many pictures are kept that the last frame did not show.
const unseen = 4

// shelf keeps the pictures of a page that are seen or were of late.
type shelf struct {
	pictures Pictures
	came     func()
	kept     []*framed // the latest seen last
	seen     []fyne.CanvasObject
	frames   int
	drawing  bool // what comes at once is in the frame that asked for it
}

// framed is a picture in the width in which it is drawn.
type framed struct {
	sha   string
	width float32
	image image.Image // nil until it comes
	// objects show it, more than one where it stands more than once in the note;
	// used of them are in this frame.
	objects []*canvas.Image
	used    int
	frame   int // in which it was seen last
}

func newShelf(pictures Pictures, came func()) shelf {
	return shelf{pictures: pictures, came: came}
}

func (s *shelf) begin() {
	s.frames++
	s.drawing = true
	s.seen = nil
}

// ask puts a picture into a place and gives its index in seen; ok is false while
// it has not come.
func (s *shelf) ask(sha string, b box) (n int, ok bool) {
	f := s.find(sha, b.w)
	s.mark(f)
	if f.image == nil {
		// While a column changes its width, the picture in another one will do.
		if f = s.other(sha); f == nil {
			return 0, false
		}
		s.mark(f)
	}
	if f.used == len(f.objects) {
		f.objects = append(f.objects, framedImage(f.image))
	}
	o := f.objects[f.used]
	f.used++
	o.Resize(fyne.NewSize(b.w, b.h))
	o.Move(fyne.NewPos(b.x, b.y))
	s.seen = append(s.seen, o)
	return len(s.seen) - 1, true
}

// find is the picture in a width. It is asked for with each frame until it comes:
// of many that are asked for at once the first may have been given up.
func (s *shelf) find(sha string, width float32) *framed {
	at := slices.IndexFunc(s.kept, func(f *framed) bool { return f.sha == sha && f.width == width })
	if at < 0 {
		at = len(s.kept)
		s.kept = append(s.kept, &framed{sha: sha, width: width})
	}
	f := s.kept[at]
	if f.image == nil && f.frame != s.frames && s.pictures != nil {
		s.pictures.Get(sha, width, func(img image.Image) { s.take(f, img) })
	}
	return f
}

// take takes in that a picture has come.
func (s *shelf) take(f *framed, img image.Image) {
	if img == nil || f.image != nil {
		return
	}
	f.image = img
	if !s.drawing && slices.Contains(s.kept, f) {
		s.came()
	}
}

func framedImage(img image.Image) *canvas.Image {
	o := canvas.NewImageFromImage(img)
	o.FillMode, o.ScaleMode = canvas.ImageFillStretch, canvas.ImageScaleSmooth
	o.CornerRadius = style.Px(pictureRadius)
	return o
}

// mark notes that a picture is in this frame.
func (s *shelf) mark(f *framed) {
	if f.frame != s.frames {
		f.frame, f.used = s.frames, 0
	}
}

// other is the picture in whatever width it was seen last, or nil.
func (s *shelf) other(sha string) *framed {
	for _, f := range slices.Backward(s.kept) {
		if f.sha == sha && f.image != nil {
			return f
		}
	}
	return nil
}

// end forgets what has not been seen for long.
func (s *shelf) end() {
	s.drawing = false
	slices.SortStableFunc(s.kept, func(a, b *framed) int { return a.frame - b.frame })
	gone := 0
	for gone < len(s.kept)-unseen && s.kept[gone].frame < s.frames {
		gone++
	}
	s.kept = slices.Delete(s.kept, 0, gone)
}
