package visits

import (
	"fyne.io/fyne/v2"

	"carebook/app/book"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/style"
)

// head is the line over the page: what is shown, the way to what lies before and
// after, and what can be done with all of it.
type head struct {
	screen                    *Screen
	title, days               *kit.Text
	before, after             *kit.Button
	mode                      *kit.Segmented
	important, print, saveICS *kit.Button
	object                    *fyne.Container
}

func newHead(s *Screen) *head {
	h := &head{screen: s, title: kit.NewTitle(lang.T("visits.title"), style.Title)}
	h.days = kit.NewText("", style.Body, style.Ink).Bold().Cut()
	h.before = kit.NewButton(kit.Quiet, "", style.CaretLeft, func() { s.turn(-1) })
	h.after = kit.NewButton(kit.Quiet, "", style.CaretRight, func() { s.turn(1) })
	h.mode = kit.NewSegmented([]string{lang.T("visits.week"), lang.T("visits.month")}, 0, func(i int) { s.setMonth(i == 1) })
	h.important = kit.NewButton(kit.Quiet, lang.T("visits.important"), style.Table, s.showImportant).Named(lang.T("visits.important"))
	h.print = kit.NewButton(kit.Plain, lang.T("visits.print"), style.Printer, s.print).Named(lang.T("visits.print"))
	h.saveICS = kit.NewButton(kit.Plain, "", style.Export, s.saveICS).Named(lang.T("visits.save_ics"))
	h.object = &fyne.Container{Layout: kit.ByWidth(headLayout{h}.lay), Objects: []fyne.CanvasObject{
		h.title, h.before, h.days, h.after, h.mode, h.important, h.print, h.saveICS,
	}}
	return h
}

// offer shows the buttons of what can be done.
func (h *head) offer() {
	kit.Show(h.print, h.screen.Print != nil)
	kit.Show(h.saveICS, h.screen.SaveICS != nil)
}

func (h *head) fill(v *book.VisitsView) {
	h.days.SetText(rangeWords(v, h.screen.clock.Today()))
	h.mode.Set(0)
	before, after := lang.T("visits.week_before"), lang.T("visits.week_after")
	if v.Span.Month {
		h.mode.Set(1)
		before, after = lang.T("visits.month_before"), lang.T("visits.month_after")
	}
	h.before.Named(before)
	h.after.Named(after)
}

// print prints what is shown.
func (s *Screen) print() {
	if s.Print != nil && s.view != nil {
		s.Print(s.view)
	}
}

// saveICS saves what is shown as a calendar.
func (s *Screen) saveICS() {
	if s.SaveICS != nil && s.view != nil {
		s.SaveICS(s.view)
	}
}

// headLayout sets the head in one line, with the buttons as icons where their
// words have no room, or else in two.
type headLayout struct{ head *head }

// The gaps of the head at 100 %: behind the title, beside the days, before and
// between the buttons.
const titleGap, daysGap, modeGap, buttonGap float32 = 22, 2, 16, 10

// widths are those of the left part without the choice of week or month, of that
// choice, and of the buttons, folded or not.
func (l headLayout) widths() (left, mode, unfolded, folded float32) {
	h := l.head
	days := kit.NewText(h.days.Words(), style.Body, style.Ink).Bold().MinSize().Width
	left = h.title.MinSize().Width + style.Px(titleGap) + 2*style.Px(style.Button) + 2*style.Px(daysGap) + days
	mode = style.Px(modeGap) + h.mode.MinSize().Width
	for _, b := range []*kit.Button{h.important, h.print, h.saveICS} {
		if b.Visible() {
			gap := style.Px(buttonGap)
			folded += style.Px(style.Button) + gap
			if b.Label() == "" {
				unfolded += style.Px(style.Button) + gap
			} else {
				unfolded += b.Unfolded() + gap
			}
		}
	}
	return left, mode, unfolded, folded
}

// lay gives the height at a width, and the parts their places where move is set.
func (l headLayout) lay(width float32, move bool) float32 {
	h := l.head
	left, mode, unfolded, folded := l.widths()
	line, gap := style.Px(style.Button), style.Px(style.Space2)
	two := left+mode+folded > width
	fold := left+mode+unfolded > width
	if two {
		fold = mode+unfolded > width
	}
	height := line
	if two {
		height += gap + line
	}
	if !move {
		return height
	}
	put := func(o fyne.CanvasObject, x, y, w float32) float32 {
		least := o.MinSize().Height
		kit.Put(o, x, y+(line-least)/2, w, least)
		return x + w
	}
	x := put(h.title, 0, 0, h.title.MinSize().Width) + style.Px(titleGap)
	x = put(h.before, x, 0, line) + style.Px(daysGap)
	days := left - x - style.Px(daysGap) - line
	x = put(h.days, x, 0, max(0, min(days, width-x-style.Px(daysGap)-line))) + style.Px(daysGap)
	x = put(h.after, x, 0, line) + style.Px(modeGap)
	y := float32(0)
	if two {
		x, y = 0, line+gap
	}
	put(h.mode, x, y, h.mode.MinSize().Width)
	right := width
	for _, b := range []*kit.Button{h.saveICS, h.print, h.important} {
		if b.Visible() {
			b.Fold(fold && b.Label() != "")
			w := b.MinSize().Width
			put(b, right-w, y, w)
			right -= w + style.Px(buttonGap)
		}
	}
	return height
}
