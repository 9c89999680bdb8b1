package visits

import (
	"fyne.io/fyne/v2"

	"carebook/app/care/plan"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/visittime"
	"carebook/app/ui/style"
)

// offer is the box in which the shares of the second preset are offered.
type offer struct {
	take, keep *kit.Button
	object     *fyne.Container
}

func newOffer(s *Screen) *offer {
	preset := plan.Presets[1]
	name := visittime.PresetName(preset)
	o := &offer{}
	o.take = kit.NewLink(lang.T("visits.offer_take", lang.Args{"Shares": name}), func() { s.setShares(preset) })
	o.keep = kit.NewLink(lang.T("visits.offer_keep", lang.Args{"Shares": visittime.PresetName(plan.DefaultShares)}), func() { s.setShares(plan.DefaultShares) })
	words := kit.NewParagraph(lang.T("visits.offer"), style.Small, style.Ink)
	ground := kit.NewGround(style.Desk).Edge(style.RadiusCard, 0, style.Line)
	inside := &fyne.Container{Layout: offerLayout{}, Objects: []fyne.CanvasObject{words, o.take, o.keep}}
	o.object = kit.OnGround(ground, kit.Inset(style.Space2, style.Space3, style.Space2, style.Space4, inside))
	return o
}

// offerLayout sets the sentence before the links, or over them where it would
// have less than half of the width.
type offerLayout struct{}

func (offerLayout) lay(objects []fyne.CanvasObject, width float32, move bool) float32 {
	gap := style.Px(style.Space3)
	take, keep := objects[1].MinSize(), objects[2].MinSize()
	links := take.Width + gap + keep.Width
	room := width - links - gap
	beside := room >= width/2
	if !beside {
		room = width
	}
	words := kit.HeightFor(objects[0], room)
	height, x, y := max(words, take.Height), width-links, max(0, (words-take.Height)/2)
	if !beside {
		height, x, y = words+take.Height, 0, words
	}
	if move {
		top := float32(0)
		if beside {
			top = (height - words) / 2
		}
		kit.Put(objects[0], 0, top, room, words)
		kit.Put(objects[1], x, y, take.Width, take.Height)
		kit.Put(objects[2], x+take.Width+gap, y, keep.Width, keep.Height)
	}
	return height
}

// Layout implements fyne.Layout.
func (l offerLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.lay(objects, size.Width, true)
}

// MinSize implements fyne.Layout.
func (offerLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

// HeightFor implements kit.Heighter.
func (l offerLayout) HeightFor(objects []fyne.CanvasObject, width float32) float32 {
	return l.lay(objects, width, false)
}
