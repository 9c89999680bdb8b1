package richedit

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"carebook/app/doc"
	"carebook/app/ui/kit"
)

// row is a line of an open menu.
type row interface {
	fyne.Tappable
	Label() string
}

// rows are the lines of the menu that is open.
func (d *desk) rows() (rows []row, labels []string) {
	for _, o := range test.LaidOutObjects(d.window.Canvas().Overlays().Top()) {
		if r, ok := o.(row); ok {
			rows, labels = append(rows, r), append(labels, r.Label())
		}
	}
	return rows, labels
}

// choose presses a line of the menu that is open.
func (d *desk) choose(label string) {
	d.Helper()
	rows, labels := d.rows()
	i := slices.Index(labels, label)
	if i < 0 {
		d.Fatalf("there is no %q in %q", label, labels)
	}
	test.Tap(rows[i])
	if d.window.Canvas().Overlays().Top() != nil {
		d.Error("the menu stays open")
	}
}

func (d *desk) right(where fyne.Position) { d.TappedSecondary(&fyne.PointEvent{Position: where}) }

func (d *desk) offers(want ...string) {
	d.Helper()
	if _, labels := d.rows(); !slices.Equal(labels, want) {
		d.Errorf("the menu has %q, want %q", labels, want)
	}
}

func TestContextMenu(t *testing.T) {
	d := newDesk(t, "<p>one two three</p>")
	d.right(d.spot(0, 5))
	d.caretAt(0, 5)
	d.offers("Paste", "Paste as plain text", "Select all")
	d.choose("Select all")
	d.right(d.spot(0, 5))
	d.selects(at(0, 0), at(0, 13))
	d.offers("Cut", "Copy", "Paste", "Paste as plain text", "Select all")
	d.choose("Copy")
	d.right(d.spot(0, 5))
	d.choose("Cut")
	d.holds("<p><br></p>")
	d.right(d.spot(0, 0))
	d.choose("Paste")
	d.holds("<p>one two three</p>")
	d.right(d.spot(0, 0))
	d.choose("Paste as plain text")
	d.holds("<p>one two threeone two three</p>")

	d.Select(doc.Selection{Anchor: at(0, 0), Head: at(0, 3)})
	d.right(d.spot(0, 9))
	d.caretAt(0, 9)
	d.window.Canvas().Overlays().Remove(d.window.Canvas().Overlays().Top())

	d.Select(doc.Selection{Anchor: at(0, 0), Head: at(0, 3)})
	d.SetReadOnly(true)
	d.right(d.spot(0, 1))
	d.offers("Copy", "Select all")
}

func TestContextMenuOfLinks(t *testing.T) {
	d := newDesk(t, `<p>see <a href="https://example.org/">there</a></p>`)
	link := d.spot(0, 6)
	d.right(link)
	d.offers("Paste", "Paste as plain text", "Select all", "Open link", "Copy address", "Change link…", "Remove link")
	d.choose("Open link")
	if len(d.links) != 1 {
		t.Errorf("opened %q", d.links)
	}
	d.right(link)
	d.choose("Copy address")
	if got := d.p.Clipboard.Content(); got != "https://example.org/" {
		t.Errorf("copied %q", got)
	}
	d.right(link)
	d.choose("Change link…")
	if len(d.passed) != 1 || d.passed[0] != kit.Ctrl(fyne.KeyK).ShortcutName() {
		t.Errorf("the screen was asked for %q", d.passed)
	}
	d.right(link)
	d.choose("Remove link")
	d.holds("<p>see there</p>")
	// Within what is selected it is the link that was clicked.
	d.show(`<p>see <a href="https://example.org/">there</a> and <a href="https://example.com/">there</a></p>`)
	d.press("Ctrl+A")
	d.right(d.spot(0, 16))
	d.offers("Cut", "Copy", "Paste", "Paste as plain text", "Select all", "Open link", "Copy address")
	d.choose("Open link")
	if got := d.links[len(d.links)-1]; got != "https://example.com/" {
		t.Errorf("opened %q", got)
	}
}

func TestContextMenuOfTheScreen(t *testing.T) {
	done := 0
	d := newDeskWith(t, pictured, func(p *Params) {
		p.Menu = func() []kit.MenuItem { return []kit.MenuItem{{Label: "Full width", Do: func() { done++ }}} }
	})
	d.right(d.onThe(1, onPicture))
	d.caretAt(1, 0)
	d.choose("Full width")
	if done != 1 {
		t.Error("nothing was done")
	}
}

func TestContextMenuByKeys(t *testing.T) {
	for _, key := range []func(d *desk){
		func(d *desk) { d.press("Shift+F10") },
		func(d *desk) { d.TypedKey(&fyne.KeyEvent{Name: desktop.KeyMenu}) },
	} {
		d := newDesk(t, "<p>text</p>")
		d.put(0, 2)
		key(d)
		d.offers("Paste", "Paste as plain text", "Select all")
		d.caretAt(0, 2)
	}
}
