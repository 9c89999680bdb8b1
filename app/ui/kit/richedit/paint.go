package richedit

import (
	"image"

	"fyne.io/fyne/v2"

	"carebook/app/doc"
)

// Pictures gives pictures in the size in which they are drawn.
type Pictures interface {
	// Get reads a picture to be drawn in a width. show is called on the
	// window's goroutine: at once where the picture is at hand, later else,
	// never where it cannot be read.
	Get(sha string, width float32, show func(image.Image))
}

// look is what is drawn besides the document itself.
type look struct {
	selection doc.Range
	caret     doc.Position
	upstream  affinity
	caretOn   bool // the caret is to be seen, and not in the dark half of its blinking
	focused   bool
	found     []doc.Range // in order, none within another
	current   int         // of found; -1: none
	hovered   int         // the block under the pointer; -1: none
}

// painter draws what is seen of a page. Objects are used again from frame to
// frame, and only what is seen has objects.
type painter struct {
	page     *page
	pictures Pictures
	// changed is called where a picture has come since the last frame.
	changed func()
}

// newPainter draws a page; pictures may be nil.
func newPainter(p *page, pictures Pictures) *painter {
	return &painter{page: p, pictures: pictures}
}

// objects draws what lies between two heights of the page, in paint order,
// placed from the page's top left.
func (pt *painter) objects(l look, top, bottom float32) []fyne.CanvasObject { return nil }
