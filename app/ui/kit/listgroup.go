package kit

import (
	"sort"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"carebook/app/ui/style"
)

// Group is a part of a list under a heading.
type Group struct {
	// Start is the element above which the heading stands.
	Start int
	Label string
	// Count stands at the right.
	Count string
}

// GroupHeight is the height of a heading in a list at 100 %.
const GroupHeight float32 = 27

// SetGroups puts headings into the list, in ascending order of their starts;
// nil is none. One that would stand after the last element is left out.
func (l *List) SetGroups(groups []Group) {
	l.groups = groups
	for _, h := range l.body.heads {
		h.index = -1
	}
	l.Refresh()
	canvas.Refresh(l.body)
}

// groupsTo is the number of headings above an element and those before it.
func (l *List) groupsTo(i int) int {
	return sort.Search(len(l.groups), func(g int) bool { return l.groups[g].Start > i })
}

// headTop is where a heading begins.
func (l *List) headTop(g int) float32 {
	y := float32(l.groups[g].Start)*l.pitch() + float32(g)*style.Px(GroupHeight)
	if l.detail != nil && l.groups[g].Start > l.opened {
		y += l.detailHeight
	}
	return y
}

// begin is where an element begins with the headings right above it.
func (l *List) begin(i int) float32 {
	return l.top(i) - float32(l.groupsTo(i)-l.groupsTo(i-1))*style.Px(GroupHeight)
}

// fillHeads puts the headings in sight above an element and those after it
// where they belong.
func (b *listBody) fillHeads(first int, all bool) {
	l := b.list
	from, to := l.groupsTo(first-1), l.groupsTo(l.Length()-1)
	end := l.scroll.Offset.Y + l.scroll.Size().Height
	n := sort.Search(to-from, func(k int) bool { return l.headTop(from+k) >= end })
	if n > len(b.heads) {
		for len(b.heads) < n {
			b.heads = append(b.heads, newListHead())
		}
		for _, h := range b.heads {
			h.index = -1 // another heading is in turn
		}
		b.collect()
	}
	for _, h := range b.heads {
		if h.index < from || h.index >= from+n {
			h.index = -1
			h.Hide()
		}
	}
	for g := from; g < from+n; g++ {
		h := b.heads[g%len(b.heads)]
		if h.index != g || all {
			h.index, h.group = g, l.groups[g]
			h.Show()
			h.Refresh()
		}
		Put(h, 0, l.headTop(g), l.scroll.Size().Width, style.Px(GroupHeight))
	}
}

// listHead is a heading in a list.
type listHead struct {
	widget.BaseWidget
	group        Group
	index        int
	label, count *canvas.Text
	all          []fyne.CanvasObject
}

func newListHead() *listHead {
	h := &listHead{index: -1, label: &canvas.Text{}, count: &canvas.Text{}}
	h.all = []fyne.CanvasObject{h.label, h.count}
	h.ExtendBaseWidget(h)
	return h
}

// CreateRenderer implements fyne.Widget.
func (h *listHead) CreateRenderer() fyne.WidgetRenderer { return rendererOf(h) }

func (h *listHead) objects() []fyne.CanvasObject { return h.all }

var (
	headLabel = face{size: style.Caption, bold: true, token: style.Ink2}
	headCount = face{size: style.Caption, token: style.Ink2}
)

func (h *listHead) paint() {
	headLabel.dress(h.label, h.group.Label)
	headCount.dress(h.count, h.group.Count)
}

func (h *listHead) place(size fyne.Size) {
	margin, gap := style.Px(rowMargin), style.Px(style.Space2)
	count := headCount.width(h.group.Count)
	putText(h.count, size.Width-margin-count, 0, count, size.Height)
	room := size.Width - 2*margin - gap - count
	h.label.Text = headLabel.fit(h.group.Label, room)
	putText(h.label, margin, 0, room, size.Height)
}

func (h *listHead) least() fyne.Size { return fyne.NewSize(0, style.Px(GroupHeight)) }
