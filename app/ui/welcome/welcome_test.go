package welcome

import (
	"context"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/kittest"
	"carebook/app/ui/style"
	"carebook/store"
)

func TestDemoFillsTheBook(t *testing.T) {
	kittest.App(t)
	s := kittest.Book(t)
	sh := kittest.NewShell(t, fyne.NewSize(1204, 744))
	p := New(sh, s, kittest.Clock())
	sh.Show(p.Object())
	test.Tap(p.Demo)
	if n, err := s.Count(context.Background(), store.Query{}); err != nil || n != 300 {
		t.Errorf("%d people, %v; the page promises 300", n, err)
	}
	if len(sh.Failed) > 0 || p.Demo.Disabled() {
		t.Errorf("failed %v, button disabled %v", sh.Failed, p.Demo.Disabled())
	}
}

func TestChooseOpensTheDialog(t *testing.T) {
	kittest.App(t)
	sh := kittest.NewShell(t, fyne.NewSize(1204, 744))
	p := New(sh, kittest.Book(t), kittest.Clock())
	sh.Show(p.Object())
	test.Tap(p.Choose)
	if sh.Window().Canvas().Overlays().Top() == nil {
		t.Error("no dialog opened")
	}
}

// TestFitsInEveryLanguage lays the page out in all languages, sizes of text
// and widths: nothing may stand over anything else.
func TestFitsInEveryLanguage(t *testing.T) {
	kittest.App(t)
	s := kittest.Book(t)
	for _, l := range lang.Languages() {
		lang.Use(l.Code)
		for _, percent := range []int{100, 150} {
			fyne.CurrentApp().Settings().SetTheme(style.New(style.Light, percent))
			for _, width := range []float32{784, 1204} {
				sh := kittest.NewShell(t, fyne.NewSize(width, 744))
				p := New(sh, s, kittest.Clock())
				sh.Show(p.Object())
				content := p.object.(interface{ MinSize() fyne.Size })
				if least := content.MinSize().Width; least > width {
					t.Errorf("%s at %d %%: the page needs %v of %v", l.Code, percent, least, width)
				}
				for _, step := range kittest.Find[*kit.Step](p.object) {
					if step.Size().Height+0.5 < step.HeightFor(step.Size().Width) {
						t.Errorf("%s at %d %%, %v wide: a step has %v of %v", l.Code, percent, width, step.Size().Height, step.HeightFor(step.Size().Width))
					}
				}
			}
		}
	}
	lang.Use("en")
}
