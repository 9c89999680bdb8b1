package kit

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"carebook/app/ui/style"
)

func aCaller() Caller {
	return Caller{
		Who: Who{Key: 1, Name: "María Ferrer"}, Second: "Casa Perelló", Band: "A",
		Before: "+34 655 55 ", Match: "44 17", Label: "mobile",
	}
}

func TestTheCardOfACallerGrowsWithWhatIsKnown(t *testing.T) {
	look(t, 100)
	c := NewCallerCard(nil)
	show(t, c, 448, 600)
	c.Fill(aCaller(), nil)
	bare := c.HeightFor(448)
	c.Fill(aCaller(), []CallerFact{{Talk: Talk{Caption: "Open complaint", Words: []Run{{"Door seal", true}, {", by Fri", false}}}, Late: true}})
	if c.HeightFor(448) <= bare || !strings.Contains(c.Words(), "Open complaint Door seal, by Fri") || !strings.Contains(c.Words(), "+34 655 55 44 17 mobile") {
		t.Errorf("%v high without a fact, %v with one: %q", bare, c.HeightFor(448), c.Words())
	}
	if c.talks[0].text.face(true).token != style.Late || c.talks[0].text.face(false).token != style.Ink {
		t.Error("what is late does not stand out alone")
	}
	c.Fill(aCaller(), []CallerFact{{Talk: Talk{Caption: "Likes", Words: []Run{{"Tea", true}}}}})
	if c.talks[0].text.face(true).token != style.Ink {
		t.Error("the next one's words are late, too")
	}
}

func TestANarrowRowOfACallerKeepsTheNumber(t *testing.T) {
	look(t, 100)
	r := NewCallerRow(nil)
	show(t, r, 448, 40)
	r.Fill(aCaller(), nil)
	if !strings.Contains(r.second.Text, "Casa Perelló") || !strings.Contains(r.second.Text, "44 17") {
		t.Errorf("wide: %q", r.second.Text)
	}
	r.Resize(fyne.NewSize(330, 40))
	if strings.Contains(r.second.Text, "Casa") || !strings.HasPrefix(r.second.Text, "+34 655") {
		t.Errorf("narrow: %q", r.second.Text)
	}
}

func TestAFoldedButtonIsItsGlyphAndKeepsItsName(t *testing.T) {
	look(t, 100)
	b := NewButton(Quiet, "Who is calling", style.PhoneIncoming, nil)
	show(t, b, 200, 34)
	whole := b.MinSize()
	b.Fold(true)
	if got := b.MinSize(); got.Width != got.Height || b.Unfolded() != whole.Width || b.AccessibilityLabel() != "Who is calling" || b.text.Text != "" {
		t.Errorf("folded it is %v of %v", got, whole)
	}
	b.Fold(false)
	if b.MinSize() != whole {
		t.Errorf("unfolded it is %v, was %v", b.MinSize(), whole)
	}
	if b.Keyed("Enter"); b.MinSize().Width <= whole.Width {
		t.Error("the key has no room")
	}
}
