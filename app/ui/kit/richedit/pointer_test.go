package richedit

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"carebook/app/doc"
)

const pictured = `<p>before</p><figure><img src="picture:` + testSHA + `" width="300" height="200"><figcaption>caption</figcaption></figure><p>after</p>`

// onThe is a place in a block that falls on something.
func (d *desk) onThe(block int, what part) fyne.Position {
	d.Helper()
	for y := float32(0); y < d.page.height(); y += 4 {
		for x := float32(-40); x < d.page.width; x += 4 {
			if h := d.page.hit(x, y); h.on == what && h.block == block {
				return fyne.NewPos(d.inset()+x, y)
			}
		}
	}
	d.Fatalf("nothing of block %d is %d", block, what)
	return fyne.Position{}
}

func TestClicksSelect(t *testing.T) {
	d := newDesk(t, "<p>one two three</p><p>other</p>")
	place := d.spot(0, 5)
	d.clicks(place, 1)
	d.caretAt(0, 5)
	d.clicks(place, 2)
	d.selects(at(0, 4), at(0, 7))
	d.clicks(place, 3)
	if got := d.SelectedText(); strings.TrimSpace(got) != "one two three" {
		t.Errorf("a triple click selected %q", got)
	}
	d.clicks(place, 4)
	d.caretAt(0, 5)
	d.clicks(place, 1)
	d.rest(time.Second)
	d.click(place, 0)
	d.caretAt(0, 5)
	d.clicks(place, 1)
	d.click(d.spot(0, 9), 0)
	d.caretAt(0, 9)
	// The pointer is over the last half of a word's last letter.
	d.show("<p>one,two</p>")
	d.clicks(d.spot(0, 3).SubtractXY(1, 0), 2)
	d.selects(at(0, 0), at(0, 3))
	d.clicks(d.spot(0, 3).AddXY(1, 0), 2)
	d.selects(at(0, 3), at(0, 4))
}

func TestDragsSelectByUnits(t *testing.T) {
	d := newDesk(t, "<p>one two three</p><p>other words</p><p>last</p>")
	d.drag(d.spot(0, 5), d.spot(1, 2), d.spot(0, 9))
	d.selects(at(0, 5), at(0, 9))
	d.rest(time.Second)
	d.click(d.spot(0, 5), 0)
	d.drag(d.spot(0, 5), d.spot(1, 2))
	d.selects(at(0, 4), at(1, 5))
	d.rest(time.Second)
	d.click(d.spot(1, 8), 0)
	d.drag(d.spot(1, 8), d.spot(0, 5))
	d.selects(at(1, 11), at(0, 4))
	d.clicks(d.spot(1, 2), 2)
	d.drag(d.spot(1, 2), d.spot(0, 5))
	if r := d.Selection().Range(); r.From != at(0, 0) || r.To.Compare(at(1, 11)) < 0 {
		t.Errorf("by blocks %v was selected", r)
	}
	// A move without a press of its own, such as after a click on a check box, is none.
	before := d.Selection()
	d.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: d.spot(2, 2)}})
	if d.Selection() != before {
		t.Error("the pointer selects when it is not pressed")
	}
}

func TestCheckBoxes(t *testing.T) {
	d := newDesk(t, `<p>text</p><ul class="checks"><li><input type="checkbox">item</li></ul>`)
	d.put(0, 2)
	box := d.onThe(1, onCheck)
	d.click(box, 0)
	if !d.Document().Block(1).Checked() {
		t.Error("it is not checked")
	}
	d.caretAt(0, 2)
	if d.Cursor() != desktop.PointerCursor || d.look().hovered != 1 {
		t.Error("the pointer does not show that it can be pressed, or the box")
	}
	d.MouseOut()
	if d.look().hovered != -1 {
		t.Error("the box shows that it can be pressed without the pointer")
	}
	d.click(box, 0)
	if d.Document().Block(1).Checked() || d.changes != 2 {
		t.Error("a second click at once does not count for itself")
	}
	d.Undo()
	if !d.Document().Block(1).Checked() {
		t.Error("it cannot be taken back")
	}
}

func TestLinksOpenWithCtrl(t *testing.T) {
	d := newDesk(t, `<p>see <a href="https://example.org/">there</a></p>`)
	link := d.onThe(0, onLink)
	d.rest(time.Second)
	d.click(link, 0)
	if len(d.links) != 0 {
		t.Error("a mere click opens a link")
	}
	if d.Cursor() != desktop.TextCursor {
		t.Error("without Ctrl the pointer is no text pointer over a link")
	}
	d.KeyDown(&fyne.KeyEvent{Name: desktop.KeyControlLeft})
	if d.Cursor() != desktop.PointerCursor {
		t.Error("with Ctrl the pointer does not show that a link opens")
	}
	d.KeyUp(&fyne.KeyEvent{Name: desktop.KeyControlLeft})
	before := d.Selection()
	d.click(link, fyne.KeyModifierShortcutDefault)
	if len(d.links) != 1 || d.links[0] != "https://example.org/" || d.Selection() != before {
		t.Errorf("opened %q, selection %v", d.links, d.Selection())
	}
	d.click(d.spot(0, 1), fyne.KeyModifierShortcutDefault)
	if len(d.links) != 1 {
		t.Error("a click beside a link opens it")
	}
}

func TestPicturesAreClicked(t *testing.T) {
	d := newDesk(t, pictured)
	place := d.onThe(1, onPicture)
	d.clicks(place, 1)
	d.caretAt(1, 0)
	if s := d.State(); s.Picture.SHA != testSHA || s.PictureBlock != 1 {
		t.Errorf("the state is %+v", s)
	}
	d.clicks(place, 2)
	if len(d.pictures) != 1 || d.pictures[0].SHA != testSHA {
		t.Errorf("shown: %v", d.pictures)
	}
	d.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: place}})
	if d.Cursor() == desktop.TextCursor {
		t.Error("over a picture the pointer is one for text")
	}
	d.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: d.spot(0, 2)}})
	if d.Cursor() != desktop.TextCursor {
		t.Error("over text the pointer is none for text")
	}
}

func TestSelectedPicturesAreCutAndErased(t *testing.T) {
	const bare = `<figure><img src="picture:` + testSHA + `" width="300" height="200"></figure>`
	d := newDesk(t, "<p>before</p>"+bare+"<p>after</p>")
	place := d.onThe(1, onPicture)
	d.clicks(place, 1)
	d.press("Delete")
	if got := d.Document(); len(got.Pictures()) != 0 || !strings.Contains(d.html(), "<p>after</p>") {
		t.Errorf("Delete left %s", d.html())
	}
	d.press("Ctrl+Z", "BackSpace")
	if len(d.Document().Pictures()) != 0 {
		t.Errorf("Backspace left %s", d.html())
	}
	d.press("Ctrl+Z")
	d.press("Ctrl+C")
	if got := d.p.Clipboard.Content(); got != "Picture" {
		t.Errorf("other programs are given %q", got)
	}
	d.press("Ctrl+X")
	d.holds("<p>before</p><p>after</p>")
	d.caretAt(1, 0)
	d.press("Ctrl+End", "Return", "Ctrl+V")
	if got := d.Document(); got.Len() < 3 || got.Block(2).Kind() != doc.PictureKind {
		t.Errorf("pasted: %s", d.html())
	}
	d.show(pictured)
	d.clicks(d.onThe(1, onPicture), 1)
	d.press("Ctrl+C")
	if got := d.p.Clipboard.Content(); got != "caption" {
		t.Errorf("of a picture with a caption other programs are given %q", got)
	}
}

func TestAPictureGoesWithItsCaption(t *testing.T) {
	for _, keys := range []string{"Delete", "BackSpace", "Shift+BackSpace", "Ctrl+Delete", "Ctrl+BackSpace", "Ctrl+X"} {
		t.Run(keys, func(t *testing.T) {
			d := newDesk(t, pictured)
			whole := d.html()
			d.clicks(d.onThe(1, onPicture), 1)
			d.press(keys)
			d.holds("<p>before</p><p>after</p>")
			d.press("Ctrl+Z")
			d.holds(whole)
		})
	}
	d := newDesk(t, pictured)
	d.press("Ctrl+A", "Delete")
	d.holds("<p><br></p>")
	d.press("Ctrl+Z")
	d.put(1, 1)
	d.press("BackSpace")
	if got := d.Document().Block(1); got.Kind() != doc.PictureKind || got.Text() != "aption" {
		t.Errorf("Backspace in a caption left %v %q", got.Kind(), got.Text())
	}
}

// TestASelectionLetGoElsewhereKeepsTheKeyboard does what the driver of a window
// does where the pointer is let go over something else, or outside the window.
func TestASelectionLetGoElsewhereKeepsTheKeyboard(t *testing.T) {
	d := newDesk(t, "<p>one two three</p><ul class=\"checks\"><li><input type=\"checkbox\">item</li></ul>")
	c := d.window.Canvas()
	for name, from := range map[string]fyne.Position{"the text": d.spot(0, 4), "a box": d.onThe(1, onCheck)} {
		c.Focus(d.Editor)
		m := &desktop.MouseEvent{Button: desktop.MouseButtonPrimary}
		m.Position = from
		d.rest(time.Second)
		d.MouseDown(m)
		d.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(from.X, -200)}})
		c.Unfocus()
		d.DragEnd()
		if c.Focused() != fyne.Focusable(d.Editor) {
			t.Errorf("the keyboard is gone after a drag from %s", name)
		}
	}
	d.Select(doc.Selection{Anchor: at(0, 4), Head: at(0, 0)})
	c.Unfocus()
	d.DragEnd()
	if c.Focused() != nil {
		t.Error("the editor takes the keyboard without a drag")
	}
}

func TestShiftClickExtends(t *testing.T) {
	d := newDesk(t, "<p>one two three</p>")
	d.clicks(d.spot(0, 4), 1)
	d.rest(time.Second)
	d.click(d.spot(0, 9), fyne.KeyModifierShift)
	d.selects(at(0, 4), at(0, 9))
	d.rest(time.Second)
	d.click(d.spot(0, 1), fyne.KeyModifierShift)
	d.selects(at(0, 4), at(0, 1))
}

func TestClicksTakeTheKeyboard(t *testing.T) {
	d := newDesk(t, "<p>text</p>")
	c := d.window.Canvas()
	c.Unfocus()
	below := fyne.NewPos(30, d.Size().Height-5)
	if own := test.WidgetRenderer(d.view.sheet).Objects(); len(own) != 2 || d.Position().Y+d.Size().Height < d.view.Size().Height {
		t.Fatalf("the editor ends at %v of %v", d.Position().Y+d.Size().Height, d.view.Size().Height)
	}
	d.clicks(below, 1)
	if c.Focused() != fyne.Focusable(d.Editor) {
		t.Error("a click below the text does not take the keyboard")
	}
	d.caretAt(0, 4)
	c.Unfocus()
	d.SetReadOnly(true)
	d.clicks(d.spot(0, 1), 1)
	if c.Focused() != fyne.Focusable(d.Editor) {
		t.Error("a text that is only read does not take the keyboard")
	}
}

func TestDragsScroll(t *testing.T) {
	d := newDesk(t, strings.Repeat("<p>some words</p>", 100))
	m := &desktop.MouseEvent{Button: desktop.MouseButtonPrimary}
	m.Position = d.spot(0, 2)
	d.MouseDown(m)
	d.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: d.spot(3, 2)}})
	if d.Editor.press.scroll != nil {
		t.Error("it scrolls in the middle of the view")
	}
	_, bottom := d.seen()
	d.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(200, bottom+20)}})
	if d.Editor.press.scroll == nil {
		t.Fatal("it does not scroll at the border")
	}
	head := d.Selection().Head
	for range 20 {
		d.rest(time.Second / 10)
		d.scrollOn()
	}
	if d.view.Offset() < 100 || d.Selection().Head.Compare(head) <= 0 || d.Selection().Anchor != at(0, 2) {
		t.Errorf("after two seconds the view is at %v, selected %v", d.view.Offset(), d.Selection())
	}
	for range 2000 {
		d.rest(time.Second / 10)
		d.scrollOn()
	}
	if got := d.Selection().Head; got.Block != 99 {
		t.Errorf("at the end the selection ends at %v", got)
	}
	// The driver counts from where the editor was at the press.
	d.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(200, 100)}})
	if d.Editor.press.scroll != nil {
		t.Error("it scrolls on in the middle of the view")
	}
	if top, bottom := d.seen(); true {
		c := d.page.caret(d.Selection().Head, false)
		if c.y < top || c.y > bottom {
			t.Error("what is under the pointer is not what is selected")
		}
	}
	d.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(200, bottom+20)}})
	d.DragEnd()
	if d.Editor.press.scroll != nil {
		t.Error("it scrolls on when the pointer was let go")
	}
}

func TestClicksDoNotScroll(t *testing.T) {
	d := newDesk(t, strings.Repeat("<p>some words</p>", 100))
	d.view.SetOffset(333)
	top, bottom := d.seen()
	for _, y := range []float32{top + 1, bottom - 1} {
		d.clicks(fyne.NewPos(100, y), 1)
		if d.view.Offset() != 333 {
			t.Errorf("a click at %v scrolled to %v", y, d.view.Offset())
		}
	}
	if d.Selection().Head == (doc.Position{}) {
		t.Error("the clicks moved nothing")
	}
}

func TestDropsMoveTheCaret(t *testing.T) {
	d := newDesk(t, "<p>one</p><p>two</p>")
	own := fyne.CurrentApp().Driver().AbsolutePositionForObject(d.Editor)
	d.DropAt(own.Add(d.spot(1, 2)))
	d.caretAt(1, 2)
}
