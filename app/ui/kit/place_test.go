package kit

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"carebook/app/ui/style"
)

func TestFitPlaceKeepsWhatWasFound(t *testing.T) {
	look(t, 100)
	long := strings.Repeat("one two three ", 20)
	for name, c := range map[string]struct {
		place Place
		// most of the room goes to this part
		cutBefore, cutAfter bool
	}{
		"short":           {Place{"She wants ", "steam", " and heat."}, false, false},
		"long after":      {Place{"She wants ", "steam", long}, false, true},
		"long before":     {Place{long, "steam", " now."}, true, false},
		"long all around": {Place{long, "steam", long}, true, true},
		"at the start":    {Place{"", "steam", long}, false, true},
		"at the end":      {Place{long, "steam", ""}, true, false},
		"Chinese":         {Place{strings.Repeat("翡翠园", 30), "陈明", strings.Repeat("新厨师", 30)}, true, true},
	} {
		for _, width := range []float32{160, 300} {
			got := fitPlace(c.place, width)
			wide := float32(0)
			if got.Before != "" {
				wide += placeFace.width(got.Before)
			}
			wide += foundFace.width(got.Found)
			if got.After != "" {
				wide += placeFace.width(got.After)
			}
			if got.Found != c.place.Found || wide > width+1 {
				t.Errorf("%s at %v: %q is %v wide", name, width, got, wide)
			}
			before, after := strings.HasPrefix(got.Before, ellipsis), strings.HasSuffix(got.After, ellipsis)
			if before != c.cutBefore || after != c.cutAfter {
				t.Errorf("%s at %v: cut before %v, after %v: %q", name, width, before, after, got)
			}
			if !strings.HasSuffix(c.place.Before, strings.TrimPrefix(got.Before, ellipsis)) || !strings.HasPrefix(c.place.After, strings.TrimSuffix(got.After, ellipsis)) {
				t.Errorf("%s at %v: %q is not what stands there", name, width, got)
			}
		}
	}
	if got := fitPlace(Place{Before: "a ", Found: strings.Repeat("b", 200), After: " c"}, 60); got.Before != "" || got.After != "" || !strings.HasSuffix(got.Found, ellipsis) {
		t.Errorf("what was found alone is too wide: %q", got)
	}
	if got := fitPlace(Place{After: long}, 100); got.Found != "" || !strings.HasSuffix(got.After, ellipsis) {
		t.Errorf("nothing found: %q", got)
	}
}

func TestPersonRowShowsAPlace(t *testing.T) {
	look(t, 100)
	row := NewPersonRow(nil)
	show(t, row, 390, 56)
	row.Fill(Person{Who: Who{Name: "Ana"}, Second: "Acme"}, false, false)
	if !row.second.Visible() || row.found != nil {
		t.Error("a row without a place is made for one")
	}
	row.Fill(Person{Who: Who{Name: "Ana"}, Second: "Acme", Place: Place{"wants ", "steam", " soon"}}, false, false)
	if row.second.Visible() || row.found.found.Text != "steam" || !row.found.mark.Visible() || !row.found.sign.Visible() || row.found.mark.FillColor != style.Color(style.Mark) {
		t.Error("the place is not shown, or what was found in it not marked")
	}
	if b, f, a := row.found.before, row.found.found, row.found.after; b.Position().X >= f.Position().X || f.Position().X >= a.Position().X || !f.TextStyle.Bold {
		t.Errorf("the parts lie at %v, %v and %v", b.Position().X, f.Position().X, a.Position().X)
	}
	row.Fill(Person{Who: Who{Name: "Ana"}, Place: Place{"قال ", "يوسف", " غدا"}}, false, false)
	if row.found.mark.Visible() || row.found.after.Text != "قال يوسف غدا" {
		t.Errorf("a text from the right is torn apart: %q", row.found.after.Text)
	}
	row.Fill(Person{Who: Who{Name: "Ana"}, Second: "Acme"}, false, false)
	if !row.second.Visible() || row.found.sign.Visible() || row.found.mark.Visible() || row.found.after.Visible() {
		t.Error("the place of the row before is still there")
	}
}

func TestNoteCard(t *testing.T) {
	look(t, 100)
	var did []string
	c := NewNoteCard()
	note := func(what string) func() { return func() { did = append(did, what) } }
	c.OnTapped, c.OnRemove, c.OnMenu = note("open"), note("remove"), note("menu")
	win := show(t, c, 400, 75)
	line := NoteLine{Title: "Kitchen", Excerpt: "She wants steam.", Day: "Today"}
	c.Fill(line)
	if c.ground.Visible() || c.Line() != line || c.AccessibilityLabel() != "Kitchen. Today. She wants steam." {
		t.Errorf("shown is %+v, %q", c.Line(), c.AccessibilityLabel())
	}
	test.Tap(c)
	win.Canvas().Focus(c)
	for _, k := range []fyne.KeyName{fyne.KeyReturn, fyne.KeyDelete, desktop.KeyMenu} {
		c.TypedKey(key(k))
	}
	c.KeyDown(key(desktop.KeyShiftLeft))
	c.TypedKey(key(fyne.KeyF10))
	c.KeyUp(key(desktop.KeyShiftLeft))
	win.Canvas().Unfocus()
	c.TappedSecondary(&fyne.PointEvent{})
	if got := strings.Join(did, " "); got != "open open remove menu menu menu" || win.Canvas().Focused() != fyne.Focusable(c) || !c.ring.Visible() {
		t.Errorf("done was %s", got)
	}
	c.FillFound(line, Place{"She wants ", "steam", "."})
	if !c.ground.Visible() || c.Line().Excerpt != "" || c.parts.found.Text != "steam" || !strings.Contains(c.AccessibilityLabel(), "She wants steam.") {
		t.Errorf("the place is not shown: %q", c.AccessibilityLabel())
	}
	c.OnRemove, c.OnMenu = nil, nil
	c.TypedKey(key(fyne.KeyDelete))
	c.TappedSecondary(&fyne.PointEvent{})
	c.Fill(line)
	if c.parts.found.Visible() || c.Found() != (Place{}) || len(did) != 6 {
		t.Error("the place is still there, or something was done that cannot be")
	}
}

func TestANoteCardIsAsHighAsItsWords(t *testing.T) {
	look(t, 100)
	c := NewNoteCard()
	height := func(excerpt string) float32 {
		c.Fill(NoteLine{Title: "Ovens", Excerpt: excerpt, Day: "Today"})
		return c.HeightFor(400)
	}
	none, one, two := height(""), height("short"), height(strings.Repeat("an oven that steams ", 12))
	line := noteWords.height()
	if one != none+line || two != one+line {
		t.Errorf("without words it is %v high, with a line %v, with two %v; a line is %v", none, one, two, line)
	}
	if full := style.Px(NoteHeight) - style.Space1; two < full-0.5 || two > full+0.5 {
		t.Errorf("a full card is %v high, a row of the list %v", two, full)
	}
	if got := height("short"); c.MinSize().Height > got {
		t.Errorf("it needs at least %v of %v", c.MinSize().Height, got)
	}
	if c.FillFound(NoteLine{Title: "Ovens"}, Place{Found: "oven"}); c.HeightFor(400) != one {
		t.Errorf("with a found place it is %v high", c.HeightFor(400))
	}
}
