package notes

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"carebook/app/doc"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/kittest"
)

// pageFile writes a page that becomes a note.
func pageFile(t *testing.T, name, html string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(html), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// somewhere is a place in the window.
var somewhere = fyne.NewPos(500, 300)

func TestAKeyIsSavedWhileADroppedPageIsRead(t *testing.T) {
	d := openDesk(t, usual)
	key := d.put(t, d.ana, "One", "1")
	d.open(t)
	held, e := kittest.Hold()
	d.shell.Run = e
	if !d.Take([]string{pageFile(t, "page.html", "<p>x</p>")}, somewhere) {
		t.Fatal("the page is not taken")
	}
	d.typeText("!")
	d.saveAll()
	for len(held.Work) > 1 { // the page, which was the first, is long in coming
		held.DoWork(1)
	}
	if got := d.kept(t, key).HTML; got != "<p>1!</p>" {
		t.Errorf("the book has %q", got)
	}
	held.Go()
	if got := d.titles(t); !slices.Equal(got, []string{"One", "page"}) {
		t.Errorf("the notes are %q", got)
	}
	e.Stop()
}

// closing is a window that closes while files are being read.
type closing struct {
	*desk
	held *kittest.Held
	// pause is the work that ends the patience with slow files.
	pause func()
	// told is what the closing heard.
	told []bool
}

// closeWhile begins to close the window while what was dropped is read.
func closeWhile(t *testing.T, drop func(d *desk)) *closing {
	t.Helper()
	d := openDesk(t, usual)
	d.put(t, d.ana, "One", "1")
	d.open(t)
	held, e := kittest.Hold()
	d.shell.Run = e
	t.Cleanup(func() {
		held.Go()
		e.Stop()
	})
	drop(d)
	c := &closing{desk: d, held: held}
	before := len(held.Work)
	d.Keep(func(kept bool) { c.told = append(c.told, kept) })
	if len(held.Work) != before+1 || len(c.told) != 0 {
		t.Fatalf("it does not wait: told %v, %d pieces of work", c.told, len(held.Work))
	}
	c.pause, held.Work = held.Work[before], held.Work[:before]
	return c
}

// losesPatience ends the patience with the files, and shows what there is to tell.
func (c *closing) losesPatience(t *testing.T, closed func()) {
	t.Helper()
	c.pause()
	c.held.Answer(len(c.held.Answers) - 1)
	if !slices.Equal(c.told, []bool{false}) {
		t.Fatalf("told %v", c.told)
	}
	c.ShowUnkept(closed)
	if c.panel == nil || !c.panel.Shown() || c.panel.Title() != "Files are still being read" {
		t.Fatal("nothing tells that files are being read")
	}
}

func dropPage(t *testing.T) func(*desk) {
	path := pageFile(t, "page.html", "<p>x</p>")
	return func(d *desk) { d.Take([]string{path}, somewhere) }
}

func TestClosingWaitsForDroppedPictures(t *testing.T) {
	paths := []string{pictureFile(t, "one.png", 60, 30), pictureFile(t, "two.png", 30, 60)}
	c := closeWhile(t, func(d *desk) { d.insertPictures(paths) })
	c.held.Go()
	read, err := doc.FromHTML(c.kept(t, c.sheet.key).HTML)
	if err != nil || !slices.Equal(alts(read), []string{"one", "two"}) || !slices.Equal(c.told, []bool{true}) {
		t.Errorf("told %v, the book has %v, %v", c.told, alts(read), err)
	}
	c.pause() // too late
	c.held.Go()
	if len(c.told) != 1 || c.closing != 0 {
		t.Errorf("told %v", c.told)
	}
}

func TestClosingWaitsForDroppedPages(t *testing.T) {
	c := closeWhile(t, dropPage(t))
	c.held.Go()
	if got := c.titles(t); !slices.Equal(got, []string{"One", "page"}) || !slices.Equal(c.told, []bool{true}) {
		t.Errorf("told %v, the notes are %q", c.told, got)
	}
	c.pause()
}

func TestAWindowWhoseFilesTakeLongClosesOnceTheyAreThere(t *testing.T) {
	c := closeWhile(t, dropPage(t))
	closed := 0
	c.losesPatience(t, func() { closed++ })
	c.held.Go()
	if got := c.titles(t); closed != 1 || c.panel.Shown() || !slices.Equal(got, []string{"One", "page"}) {
		t.Errorf("closed %d times, the notes are %q", closed, got)
	}
	if c.closing != 0 {
		t.Errorf("%d still wait for the files", c.closing)
	}
}

func TestAWindowWhoseFilesTakeLongCanBeClosedWithoutThem(t *testing.T) {
	c := closeWhile(t, dropPage(t))
	closed := 0
	c.losesPatience(t, func() { closed++ })
	test.Tap(c.panel.Act)
	if closed != 1 {
		t.Fatal("it cannot be closed")
	}
	c.held.Go()
	if closed != 1 || len(c.shell.Failed) > 0 {
		t.Errorf("closed %d times, failed %v", closed, c.shell.Failed)
	}
}

func TestAWindowWhoseFilesTakeLongCanStay(t *testing.T) {
	c := closeWhile(t, func(d *desk) { d.insertPictures([]string{pageFile(t, "bad.png", "no picture")}) })
	c.losesPatience(t, func() { t.Error("it closes all the same") })
	test.Tap(c.panel.Cancel)
	c.held.Go()
	if n := len(c.shell.Said); n == 0 || !strings.Contains(c.shell.Said[n-1], "bad.png was not put in") {
		t.Errorf("said was %q", c.shell.Said)
	}
}

func TestClosingTellsOfFilesThatCannotBeRead(t *testing.T) {
	bad := pageFile(t, "bad.png", "no picture")
	for name, drop := range map[string]func(*desk){
		"bad.png":  func(d *desk) { d.insertPictures([]string{bad}) },
		"gone.txt": func(d *desk) { d.takeTexts([]string{filepath.Join(filepath.Dir(bad), "gone.txt")}) },
	} {
		c := closeWhile(t, drop)
		c.held.Go()
		if !slices.Equal(c.told, []bool{false}) {
			t.Fatalf("%s: told %v", name, c.told)
		}
		closed := false
		c.ShowUnkept(func() { closed = true })
		said := strings.Join(seenTexts(c.canvas().Overlays().Top()), " ")
		for _, p := range kittest.Find[*kit.Paragraph](c.panel.Body()) {
			said += p.Words()
		}
		if !strings.Contains(said, name) {
			t.Errorf("%s: told is %q", name, said)
		}
		test.Tap(c.panel.Act)
		if !closed {
			t.Errorf("%s: the window cannot be closed", name)
		}
		c.pause()
	}
}
