package importing

import (
	"fyne.io/fyne/v2"

	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/style"
)

func (p *preview) buildFoot() {
	p.tags = kit.NewTagField(lang.T("import.tag_name"), func() {
		p.options.Tags = p.tags.Names()
		p.changed()
	})
	p.save = kit.NewButton(kit.Quiet, "", "", func() { p.screen.saveProblems(&p.saving, p.view.preview.Result()) })
	p.cancel = kit.NewButton(kit.Plain, lang.T("import.leave"), "", p.screen.leave)
	p.importThem = kit.NewButton(kit.Accent, "", style.Download, func() { p.screen.importNow(p) })
	p.foot()
}

func (p *preview) footObject() fyne.CanvasObject {
	label := kit.NewText(lang.T("import.tag_everyone"), style.Small, style.Ink2)
	row := &fyne.Container{Layout: &footLayout{}, Objects: []fyne.CanvasObject{label, p.tags, p.save, p.cancel, p.importThem}}
	return kit.NewColumn(0, kit.NewLine(),
		kit.OnGround(kit.NewGround(style.Desk), kit.Inset(12, style.Space5, 12, 20, row)))
}

// foot brings the buttons up to date with what there is to import.
func (p *preview) foot() {
	people, bad := 0, 0
	if p.view != nil {
		people, bad = p.view.people(), len(p.view.lists[problems])
	}
	p.save.SetLabel(lang.N("import.save_problems", bad))
	kit.Show(p.save, bad > 0)
	p.importThem.SetLabel(lang.N("import.import_people", people))
	if people == 0 || p.making.Running() {
		p.importThem.Disable()
	} else {
		p.importThem.Enable()
	}
	if p.layout != nil {
		p.layout.foot.Refresh()
	}
}

// footLayout stands label and tags at the left, buttons at the right; where
// there is no room for both, the tags on a line over the buttons.
type footLayout struct{ width float32 }

func (f *footLayout) measure(objects []fyne.CanvasObject) (left, right, line float32) {
	gap := style.Px(style.Space3)
	for i, o := range objects {
		if !o.Visible() {
			continue
		}
		least := o.MinSize()
		line = max(line, least.Height)
		if i < 2 {
			left += least.Width + gap
		} else {
			right += least.Width + gap
		}
	}
	return left - gap, right - gap, line
}

// Layout implements fyne.Layout.
func (f *footLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	f.width = size.Width
	left, right, line := f.measure(objects)
	gap := style.Px(style.Space3)
	y := float32(0)
	if left+gap+right > size.Width {
		y = line + style.Px(style.Space2)
	}
	at := func(o fyne.CanvasObject, x, y, w float32) {
		kit.Put(o, x, y+(line-o.MinSize().Height)/2, w, o.MinSize().Height)
	}
	label := objects[0].MinSize().Width
	at(objects[0], 0, 0, label)
	at(objects[1], label+gap, 0, min(objects[1].MinSize().Width, size.Width-label-gap))
	x := max(0, size.Width-right)
	for _, o := range objects[2:] {
		if o.Visible() {
			w := o.MinSize().Width
			at(o, x, y, w)
			x += w + gap
		}
	}
}

// MinSize implements fyne.Layout.
func (f *footLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, f.HeightFor(objects, f.width))
}

// HeightFor implements kit.Heighter.
func (f *footLayout) HeightFor(objects []fyne.CanvasObject, width float32) float32 {
	left, right, line := f.measure(objects)
	if left+style.Px(style.Space3)+right > width {
		return 2*line + style.Px(style.Space2)
	}
	return line
}
