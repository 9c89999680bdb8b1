package visits

import (
	"fyne.io/fyne/v2"

	"carebook/app/book"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/style"
)

// planHead is the line over the plan: what it is of, how much there is in it, who
// was left out, and the wish for another one.
type planHead struct {
	screen         *Screen
	title, count   *kit.Text
	leftOut, again *kit.Button
	object         *fyne.Container
}

func newPlanHead(s *Screen) *planHead {
	h := &planHead{screen: s, title: kit.NewTitle("", style.Section)}
	h.count = kit.NewText("", style.Small, style.Ink2).Cut()
	h.leftOut = kit.NewButton(kit.Quiet, "", style.Users, s.showLeftOut).Small()
	h.again = kit.NewButton(kit.Plain, lang.T("visits.plan_again"), style.ClockBack, s.planAgain).Small()
	h.object = &fyne.Container{Layout: kit.ByWidth(planHeadLayout{h}.lay), Objects: []fyne.CanvasObject{h.title, h.count, h.leftOut, h.again}}
	return h
}

func (h *planHead) fill(v *book.VisitsView) {
	h.title.SetText(spanName(v, h.screen.clock.Today()))
	h.count.SetText(countWords(v))
	h.leftOut.SetLabel(lang.N("visits.left_out_count", len(v.LeftOut)))
	kit.Show(h.leftOut, len(v.LeftOut) > 0)
	kit.Show(h.again, !v.Past && (visitsOf(v) > 0 || len(v.LeftOut) > 0))
}

// planHeadLayout sets the words at the left and the buttons at the right, or
// under the words where there is no room beside them.
type planHeadLayout struct{ head *planHead }

func (l planHeadLayout) lay(width float32, move bool) float32 {
	h, gap := l.head, style.Px(style.Space2)
	title := h.title.MinSize()
	count := kit.NewText(h.count.Words(), style.Small, style.Ink2).MinSize()
	line := max(title.Height, style.Px(style.ButtonSmall))
	right := float32(0)
	for _, b := range []*kit.Button{h.again, h.leftOut} {
		if b.Visible() {
			right += b.MinSize().Width + gap
		}
	}
	two := right > 0 && title.Width+gap+count.Width+gap+right > width
	height, y := line, float32(0)
	if two {
		height, y = 2*line+style.Px(style.Space1), line+style.Px(style.Space1)
	}
	if !move {
		return height
	}
	put := func(o fyne.CanvasObject, x, y, w, h float32) { kit.Put(o, x, y+(line-h)/2, w, h) }
	title.Width = min(title.Width, width)
	put(h.title, 0, 0, title.Width, title.Height)
	put(h.count, title.Width+gap, style.Px(1), max(0, min(count.Width, width-title.Width-gap)), count.Height)
	x := width
	for _, b := range []*kit.Button{h.again, h.leftOut} {
		if b.Visible() {
			least := b.MinSize()
			put(b, x-least.Width, y, least.Width, least.Height)
			x -= least.Width + gap
		}
	}
	return height
}
