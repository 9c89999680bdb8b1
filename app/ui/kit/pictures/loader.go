// Package pictures shows the pictures of notes: it loads them in the size in
// which they are drawn, and shows one in a window of its own.
//
// It imports the widgets of kit, the style and app/picture, never the store or
// a screen.
package pictures

import (
	"context"
	"image"

	"carebook/app/ui/kit/run"
)

// Loader loads pictures off the window's goroutine in the size in which they
// are drawn, and keeps the last ones.
type Loader struct {
	executor *run.Executor
	scale    func() float32
	fetch    func(ctx context.Context, sha string) ([]byte, error)
}

// NewLoader makes a loader. scale is pixels for each unit of length; fetch gives
// a picture's bytes by its SHA-256.
func NewLoader(e *run.Executor, scale func() float32, fetch func(ctx context.Context, sha string) ([]byte, error)) *Loader {
	return &Loader{executor: e, scale: scale, fetch: fetch}
}

// Get calls show on the window's goroutine with the picture at a width in units
// of length: at once where it is at hand, later where it must be fetched, never
// where it cannot be read.
func (l *Loader) Get(sha string, width float32, show func(image.Image)) {}
