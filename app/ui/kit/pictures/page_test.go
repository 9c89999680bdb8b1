package pictures_test

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/png"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"carebook/app/doc"
	"carebook/app/ui/kit/kittest"
	"carebook/app/ui/kit/pictures"
	"carebook/app/ui/kit/richedit"
)

// TestAllOfManySmallPicturesInSightAreShown: more than the loader lets wait.
func TestAllOfManySmallPicturesInSightAreShown(t *testing.T) {
	kittest.App(t)
	var small bytes.Buffer
	if err := png.Encode(&small, image.NewGray(image.Rect(0, 0, 16, 12))); err != nil {
		t.Fatal(err)
	}
	held, e := kittest.Hold()
	reads := map[string]int{}
	loader := pictures.NewLoader(e, func() float32 { return 1 }, func(_ context.Context, sha string) ([]byte, error) {
		reads[sha]++
		return small.Bytes(), nil
	})
	const many = 20
	var blocks []*doc.Block
	for i := range many {
		b, err := doc.NewPicture(doc.Picture{SHA: fmt.Sprintf("%064d", i), Media: "image/png", Width: 16, Height: 12}, doc.Inline{})
		if err != nil {
			t.Fatal(err)
		}
		blocks = append(blocks, b)
	}
	shell := kittest.NewShell(t, fyne.NewSize(1200, 1000))
	editor := richedit.New(richedit.Params{Clock: kittest.Clock(), Pictures: loader})
	view := richedit.NewView(nil, editor)
	shell.Show(view)
	editor.SetDocument(doc.New(blocks...))
	held.Go()
	drawn := 0
	kittest.Walk(view, func(o fyne.CanvasObject) {
		if i, ok := o.(*canvas.Image); ok && i.Image != nil && i.Image.Bounds().Dx() == 16 && i.Visible() {
			drawn++
		}
	})
	if drawn != many || len(reads) != many {
		t.Errorf("of %d pictures %d were read and %d are drawn", many, len(reads), drawn)
	}
	for sha, n := range reads {
		if n != 1 {
			t.Errorf("%s was read %d times", sha, n)
		}
	}
	e.Stop()
}
