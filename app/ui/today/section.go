package today

import (
	"slices"

	"fyne.io/fyne/v2"

	"carebook/app/book"
	"carebook/app/care/remind"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/style"
)

// section is a part of the day with its rows.
type section struct {
	board *board
	name  book.Section
	title string
	// note stands at the right of the title.
	note string
	// most is the number of rows that are shown until more are asked for.
	most, step int
	// beyond counts what the day does not offer, openBeyond shows it; nil is
	// nothing to show.
	beyond     int
	openBeyond func()
	// folded hides the rows, bare the head.
	folded, bare bool

	entries []*entry
	head    *sectionHead
	object  *fyne.Container
}

// newSection makes an empty section of which some rows are shown at first.
func newSection(b *board, name book.Section, most int) *section {
	s := &section{board: b, name: name, title: book.SectionName(name), most: most, step: most}
	s.head = newSectionHead(b.compact)
	s.head.link.OnTapped = s.showMore
	s.object = kit.NewColumn(0)
	return s
}

// count is the number of all that belongs to the section.
func (s *section) count() int {
	n := s.beyond
	for _, e := range s.entries {
		if !e.leaving {
			n++
		}
	}
	return n
}

// visible are the rows that can be seen.
func (s *section) visible() []*entry {
	if s.folded {
		return nil
	}
	return s.entries[:min(s.most, len(s.entries))]
}

// hidden counts what the link at the head would show.
func (s *section) hidden() int { return len(s.entries) - min(s.most, len(s.entries)) }

// showMore shows the next rows, and after the last of them what the day does not
// offer.
func (s *section) showMore() {
	if s.hidden() == 0 {
		if s.openBeyond != nil {
			s.openBeyond()
		}
		return
	}
	s.most += s.step
	s.fill()
	s.board.relayout()
}

// keepLeaving puts rows that were done and have not gone yet where they were.
func (s *section) keepLeaving(before []*entry, there map[remind.ID]bool) {
	for i, e := range before {
		if e.leaving && !there[e.item.ID] {
			s.entries = slices.Insert(s.entries, min(i, len(s.entries)), e)
		}
	}
}

// fill shows the rows and the head.
func (s *section) fill() {
	rows := s.visible()
	objects := []fyne.CanvasObject{s.head.object}
	for _, e := range rows {
		s.board.fill(e)
		objects = append(objects, e.row)
	}
	more := s.hidden() + s.beyond
	label := ""
	if more > 0 {
		label = lang.N("today.more", more)
	}
	s.head.set(s.title, lang.Number(s.count()), s.note, label, s.hidden() > 0 || s.openBeyond != nil)
	kit.Show(s.head.object, !s.bare)
	kit.Show(s.object, len(s.entries) > 0 || s.beyond > 0)
	s.object.Objects = objects
	s.object.Refresh()
}

// countBeyond tells the sections what the day holds beyond what it offers.
func (b *board) countBeyond(d *book.Digest) {
	for _, s := range b.sections {
		s.beyond = d.More[s.name]
	}
	b.section(book.CallSection).beyond += d.MoreCalls
	b.section(book.VisitSection).beyond += d.MoreVisits
}

// sectionHead is the line above the rows of a section.
type sectionHead struct {
	compact     bool
	title       *kit.Text
	count, note *kit.Text
	link        *kit.Button
	line        *kit.Ground
	object      *fyne.Container
}

func newSectionHead(compact bool) *sectionHead {
	h := &sectionHead{compact: compact}
	h.title = kit.NewTitle("", style.Section)
	h.count = kit.NewText("", style.Small, style.Ink3)
	h.note = kit.NewText("", style.Small, style.Ink2)
	if compact {
		h.title = kit.NewText("", style.Caption, style.Ink2).Bold()
		h.count = kit.NewText("", style.Caption, style.Ink3)
	}
	h.link = kit.NewLink("", nil)
	h.line = kit.NewLine()
	h.object = &fyne.Container{Layout: h, Objects: []fyne.CanvasObject{h.title, h.count, h.note, h.link, h.line}}
	return h
}

// set says what the section is; label is that of the link, which is one only
// where it leads somewhere.
func (h *sectionHead) set(title, count, note, label string, leads bool) {
	h.title.SetText(title)
	h.count.SetText(count)
	if label != "" && !leads {
		note, label = label, ""
	}
	h.note.SetText(note)
	h.link.SetLabel(label)
	kit.Show(h.link, label != "")
	kit.Show(h.line, !h.compact)
}

// The measures of a head at 100 %: its height, the middle of its words, and the
// space at the sides.
const (
	headHeight, headMiddle, headSide          = 43, 24, 10
	compactHeight, compactMiddle, compactSide = 26, 13, 10
)

// Layout implements fyne.Layout.
func (h *sectionHead) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	side, mid := style.Px(headSide), style.Px(headMiddle)
	if h.compact {
		side, mid = style.Px(compactSide), style.Px(compactMiddle)
	}
	gap := style.Px(style.Space2)
	put := func(o fyne.CanvasObject, x float32) float32 {
		least := o.MinSize()
		kit.Put(o, x, mid-least.Height/2, least.Width, least.Height)
		return least.Width
	}
	x := side + put(h.title, side) + gap
	x += put(h.count, x) + gap
	right := size.Width - side
	if h.link.Visible() {
		right -= h.link.MinSize().Width - style.Px(style.Space1) // its words end in line with the icons
		put(h.link, right)
		right -= gap
	}
	w := h.note.MinSize().Width
	kit.Show(h.note, x+w <= right)
	put(h.note, right-w)
	kit.Put(h.line, 0, size.Height-style.Px(style.Space1), size.Width, 1)
}

// MinSize implements fyne.Layout.
func (h *sectionHead) MinSize([]fyne.CanvasObject) fyne.Size {
	if h.compact {
		return fyne.NewSize(0, style.Px(compactHeight))
	}
	return fyne.NewSize(0, style.Px(headHeight))
}
