package welcome

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/kittest"
	"carebook/app/ui/style"
)

// pageOf shows a page in a window; done is what it was given by its wish for the demo
// book.
func pageOf(t *testing.T, sh *kittest.Shell) (p *Page, wrote *int, done *func()) {
	t.Helper()
	wrote, done = new(int), new(func())
	p = New(sh, func() { *wrote++ }, func(d func()) { *done = d })
	sh.Show(p.Object())
	return p, wrote, done
}

func TestTheDemoBookIsAskedForOnce(t *testing.T) {
	kittest.App(t)
	p, _, done := pageOf(t, kittest.NewShell(t, fyne.NewSize(1204, 744)))
	test.Tap(p.Demo)
	if *done == nil || !p.Demo.Disabled() || p.Demo.Label() == lang.T("welcome.demo") {
		t.Fatalf("while it is made the button says %q, disabled: %v", p.Demo.Label(), p.Demo.Disabled())
	}
	(*done)()
	if p.Demo.Disabled() || p.Demo.Label() != lang.T("welcome.demo") {
		t.Errorf("after a failure the button says %q, disabled: %v", p.Demo.Label(), p.Demo.Disabled())
	}
}

func TestTheWaysToPeople(t *testing.T) {
	kittest.App(t)
	sh := kittest.NewShell(t, fyne.NewSize(1204, 744))
	p, wrote, _ := pageOf(t, sh)
	test.Tap(p.Write)
	if *wrote != 1 {
		t.Error("nobody is asked for")
	}
	test.Tap(p.Moved)
	if n := len(sh.Routes); n != 1 || sh.Routes[0].Screen != kit.SettingsScreen || sh.Routes[0].Section != kit.MovingSection {
		t.Errorf("another computer's book leads to %+v", sh.Routes)
	}
	for _, b := range kittest.Find[*kit.Button](p.Object()) {
		if b.Label() == lang.T("welcome.more") {
			test.Tap(b)
		}
	}
	var pages []string
	for _, r := range sh.Routes[1:] {
		pages = append(pages, r.Page)
	}
	if len(pages) != 3 || pages[0] != kit.GuideAndroid || pages[1] != kit.GuideIPhone || pages[2] != kit.GuideOutlook {
		t.Errorf("the cards lead to the pages %q", pages)
	}
	test.Tap(p.Choose)
	if sh.Window().Canvas().Overlays().Top() == nil {
		t.Error("no dialog opened")
	}
}

// TestFitsInEveryLanguage lays the page out in all languages, sizes of text
// and widths: nothing may stand over anything else.
func TestFitsInEveryLanguage(t *testing.T) {
	kittest.App(t)
	t.Cleanup(func() { lang.Use("en") })
	for _, l := range lang.Languages() {
		lang.Use(l.Code)
		for _, percent := range []int{100, 150} {
			fyne.CurrentApp().Settings().SetTheme(style.New(style.Light, percent))
			for _, width := range []float32{784, 1204} {
				p, _, _ := pageOf(t, kittest.NewShell(t, fyne.NewSize(width, 744)))
				if least := p.object.MinSize().Width; least > width {
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
}
