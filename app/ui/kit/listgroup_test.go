package kit

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"carebook/app/ui/style"
)

// headsInSight are the labels of the headings that can be seen, from the top.
func headsInSight(l *List) []string {
	var heads []*listHead
	for _, h := range l.body.heads {
		y := h.Position().Y - l.scroll.Offset.Y
		if h.Visible() && y > -GroupHeight && y < l.scroll.Size().Height {
			heads = append(heads, h)
		}
	}
	slices.SortFunc(heads, func(a, b *listHead) int { return int(a.Position().Y - b.Position().Y) })
	var labels []string
	for _, h := range heads {
		labels = append(labels, h.label.Text+" "+h.count.Text)
	}
	return labels
}

func TestListGroups(t *testing.T) {
	look(t, 100)
	n, chosen := 100, []int{}
	l := numbers(&n, &chosen)
	show(t, l, 300, 400)
	pitch := l.pitch()
	l.SetGroups([]Group{{0, "Owed a call", "2"}, {2, "Due this week", "1"}, {3, "In good time", "97"}, {100, "Nobody", "0"}})
	if got := headsInSight(l); !slices.Equal(got, []string{"Owed a call 2", "Due this week 1", "In good time 97"}) {
		t.Errorf("in sight are %q", got)
	}
	for i, want := range map[int]float32{0: 27, 1: 27 + pitch, 2: 54 + 2*pitch, 3: 81 + 3*pitch} {
		if got := rowAt(l, i); got != want {
			t.Errorf("element %d is at %v, want %v", i, got, want)
		}
	}
	if got, want := l.height(), 100*pitch+81; got != want {
		t.Errorf("all are %v high, want %v", got, want)
	}
	l.TypedKey(key(fyne.KeyEnd))
	if got, want := l.GetScrollOffset()+400, l.height(); got != want {
		t.Errorf("the end is at %v, want %v", got, want)
	}
	if got := headsInSight(l); len(got) != 0 {
		t.Errorf("at the end %q are in sight", got)
	}
	l.TypedKey(key(fyne.KeyHome))
	if l.GetScrollOffset() != 0 {
		t.Errorf("home stops at %v, below the first heading", l.GetScrollOffset())
	}
	n = 2
	l.Refresh()
	if got := headsInSight(l); !slices.Equal(got, []string{"Owed a call 2"}) {
		t.Errorf("of fewer elements %q are in sight", got)
	}
	n = 100
	l.SetGroups(nil)
	if got := headsInSight(l); len(got) != 0 || rowAt(l, 1) != pitch {
		t.Errorf("without groups %q are in sight, element 1 at %v", got, rowAt(l, 1))
	}
}

// TestListGroupsWhereverItIsScrolled walks over lists with headings and looks
// for all that must be in sight.
func TestListGroupsWhereverItIsScrolled(t *testing.T) {
	look(t, 100)
	n, chosen := 60, []int{}
	l := numbers(&n, &chosen)
	show(t, l, 300, 400)
	for _, groups := range [][]Group{
		{{0, "a", "1"}, {1, "b", "1"}, {2, "c", "57"}, {59, "d", "1"}},
		{{5, "a", ""}, {5, "empty", ""}, {20, "b", ""}},
		slices.Repeat([]Group{{Start: 30}}, 40),
	} {
		l.SetGroups(groups)
		for _, opened := range []int{-1, 0, 7, 20, 59} {
			var detail fyne.CanvasObject
			if opened >= 0 {
				detail = block(700)
			}
			l.Unfold(opened, detail)
			for y := float32(0); y < l.height(); y += 13 {
				l.ScrollToOffset(y)
				top := l.GetScrollOffset()
				for i := range n {
					if begin := l.top(i); begin < top+400 && begin+l.pitch() > top && rowAt(l, i) != begin {
						t.Fatalf("%v scrolled away with %d opened: element %d is at %v, want %v", top, opened, i, rowAt(l, i), begin)
					}
				}
				for g := range groups {
					begin := l.headTop(g)
					seen := slices.ContainsFunc(l.body.heads, func(h *listHead) bool {
						return h.Visible() && h.index == g && h.Position().Y == begin
					})
					if begin < top+400 && begin+GroupHeight > top && !seen {
						t.Fatalf("%v scrolled away with %d opened: heading %d is not at %v", top, opened, g, begin)
					}
				}
			}
		}
	}
}

func TestListHeadingStandsAboveItsElement(t *testing.T) {
	look(t, 100)
	n, chosen := 30, []int{}
	l := numbers(&n, &chosen)
	show(t, l, 300, 400)
	l.SetGroups([]Group{{0, "a", ""}, {9, "b", ""}, {9, "c", ""}})
	l.Unfold(8, block(90))
	for i := range n {
		if i > 0 && l.begin(i) != l.bottom(i-1) {
			t.Errorf("element %d begins at %v, the one before ends at %v", i, l.begin(i), l.bottom(i-1))
		}
		for y := l.begin(i); y < l.bottom(i); y += 5 {
			if got := l.elementAt(y); got != i {
				t.Fatalf("at %v is element %d, want %d", y, got, i)
			}
		}
	}
	if got := l.headTop(1); got != l.begin(9) {
		t.Errorf("the heading is at %v, want %v", got, l.begin(9))
	}
	l.ScrollToOffset(l.top(12))
	l.ScrollTo(9)
	if l.GetScrollOffset() != l.begin(9) {
		t.Errorf("scrolled to %v, the headings of the element begin at %v", l.GetScrollOffset(), l.begin(9))
	}
}

func TestHeadingsAreUsedAgain(t *testing.T) {
	look(t, 100)
	n, chosen := 100000, []int{}
	l := numbers(&n, &chosen)
	show(t, l, 300, 600)
	var groups []Group
	for i := range 30 {
		groups = append(groups, Group{Start: i * n / 30, Label: "Owed a call", Count: "9"})
	}
	l.SetGroups(groups)
	for g := range groups {
		l.ScrollTo(groups[g].Start)
		if len(headsInSight(l)) == 0 {
			t.Fatalf("heading %d is not in sight", g)
		}
	}
	if len(l.body.heads) > 2 {
		t.Errorf("%d headings were made, at most two are ever in sight", len(l.body.heads))
	}
	// What scrolling costs is filling rows; headings and what is selected add
	// nothing that must be collected.
	perRow := scrollAllocs(l)
	l.SetGroups(nil)
	if plain := scrollAllocs(l); perRow > plain {
		t.Errorf("a row scrolled takes %v allocations with headings, %v without", perRow, plain)
	}
}

// scrollAllocs is the number of allocations for one row scrolled.
func scrollAllocs(l *List) float64 {
	y := 40000 * style.PersonRow
	return testing.AllocsPerRun(200, func() {
		y += style.PersonRow
		l.ScrollToOffset(y)
	})
}
