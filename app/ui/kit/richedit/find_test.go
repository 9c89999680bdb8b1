package richedit

import (
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"pgregory.net/rapid"

	"carebook/app/doc"
)

func (d *desk) found(current, n int) {
	d.Helper()
	if c, m := d.Found(); c != current || m != n {
		d.Errorf("place %d of %d is found, want %d of %d", c, m, current, n)
	}
}

func TestFindGoesRound(t *testing.T) {
	d := newDesk(t, "<p>Tea and tea</p><h2>no</h2><ul><li>Téa</li></ul>")
	d.put(0, 4)
	if n := d.Find("tea"); n != 3 {
		t.Fatalf("found %d", n)
	}
	d.selects(at(0, 8), at(0, 11))
	d.found(2, 3)
	d.Next()
	d.selects(at(2, 0), at(2, 4))
	d.Next()
	d.found(1, 3)
	d.Previous()
	d.found(3, 3)
	d.Previous()
	d.found(2, 3)
	// Between the places there is none that is the current one.
	d.put(1, 1)
	d.found(0, 3)
	d.Previous()
	d.found(2, 3)
	d.put(1, 1)
	d.Next()
	d.found(3, 3)
	if l := d.look(); len(l.found) != 3 || l.current != 2 {
		t.Errorf("%d are marked, the current one is %d", len(l.found), l.current)
	}
	d.ClearFind()
	d.found(0, 0)
	if d.SelectedText() != "- Téa" {
		t.Error("the selection has gone with the marks")
	}
	if n := d.Find("coffee"); n != 0 {
		t.Errorf("found %d", n)
	}
	d.Next()
	d.Previous()
	d.found(0, 0)
}

func TestFindFollowsTyping(t *testing.T) {
	d := newDesk(t, "<p>one tea</p><p>two tea</p>")
	d.Find("t")
	d.Find("te")
	d.Find("tea")
	d.found(1, 2)
	d.put(0, 0)
	d.type_("tea\n")
	d.found(0, 3)
	d.Next()
	d.selects(at(1, 4), at(1, 7))
	d.type_("x")
	d.found(0, 2)
	d.Undo()
	d.found(2, 3)
	d.show("<p>tea</p>")
	d.found(0, 1)
	d.caretAt(0, 0)
}

func TestFoundPlacesAreShown(t *testing.T) {
	d := newDesk(t, strings.Repeat("<p>some words</p>", 100)+"<p>tea</p>"+strings.Repeat("<p>some words</p>", 100))
	d.Find("tea")
	c := d.page.caret(at(100, 0), false)
	if top, bottom := d.seen(); c.y < top+c.h || c.y+c.h > bottom-c.h {
		t.Error("the place is not shown amid its surroundings")
	}
}

// Places follow edits as if all were looked through anew.
func TestFoundPlacesFollowEdits(t *testing.T) {
	d := newDesk(t, "")
	rapid.Check(t, func(r *rapid.T) {
		d.show(strings.Repeat("<p>ab a</p><ul><li>b a</li></ul>", 4))
		d.Find("a")
		for range rapid.IntRange(1, 12).Draw(r, "edits") {
			all := d.Document().Len() - 1
			position := func(name string) doc.Position {
				b := rapid.IntRange(0, all).Draw(r, name)
				return d.Document().Clamp(at(b, rapid.IntRange(0, 8).Draw(r, name)))
			}
			d.Select(doc.Selection{Anchor: position("anchor"), Head: position("head")})
			rapid.SampledFrom([]func(){
				func() { d.type_("a") },
				func() { d.type_("\na") },
				func() { d.press("BackSpace") },
				func() { d.press("Alt+Up") },
				func() { d.press("Alt+Down") },
				func() { d.Do(doc.PastePlain("a\nbab\naa")) },
				func() { d.Do(doc.ToggleKind(doc.Check)) },
				d.Undo, d.Undo, d.Redo,
			}).Draw(r, "edit")()
			if got, want := d.finder.places, d.Document().Find("a"); !slices.Equal(got, want) {
				r.Fatalf("places %v, want %v in %s", got, want, d.html())
			}
		}
		d.rest(time.Second)
	})
}

// TestAFoundPlaceIsSeenWithItsSurroundings looks for words at any depth of a note:
// in a view that has a size, or gets one afterwards, and with a find bar that then
// takes some of the height.
func TestAFoundPlaceIsSeenWithItsSurroundings(t *testing.T) {
	for _, line := range []int{0, 5, 11, 12, 13, 14, 15, 16, 40, 79} {
		for _, late := range []bool{false, true} {
			d := newDesk(t, "")
			if late {
				d.view.Resize(fyne.NewSize(800, 0))
			}
			d.show(strings.Repeat("<p>line</p>", line) + "<p>here</p>" + strings.Repeat("<p>line</p>", 79-line))
			if d.Find("here") != 1 {
				t.Fatal("it is not found")
			}
			d.view.Resize(fyne.NewSize(800, 500))
			d.view.Resize(fyne.NewSize(800, 454))
			c := d.page.caret(d.Selection().Head, d.upstream)
			top, bottom := d.seen()
			if c.y < top || c.y+2*c.h > bottom && line < 79 {
				t.Errorf("line %d (late: %v) stands at %v to %v of %v to %v", line, late, c.y, c.y+c.h, top, bottom)
			}
			if low := top + (bottom-top)*3/4; late && line < 70 && c.y > low {
				t.Errorf("line %d stands at %v, below %v", line, c.y, low)
			}
		}
	}
}
