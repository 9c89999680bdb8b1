package visits

import (
	"context"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/care/plan"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/run"
	"carebook/app/ui/style"
)

// rowsAtFirst is how many people a field lists until more are asked for.
const rowsAtFirst = 8

// fourFields is the table of what is important and urgent, in the place of the
// plan.
type fourFields struct {
	screen *Screen
	back   *kit.Button
	head   fyne.CanvasObject
	about  *kit.Paragraph
	fields [4]*workField
	grid   *fyne.Container
	scroll *container.Scroll
	object *fyne.Container
}

// workField is one of the four.
type workField struct {
	screen *Screen
	title  *kit.Text
	count  *kit.Text
	rows   *fyne.Container
	more   *kit.Button
	// people are the rows with what leads to more of them: as they are in body, or
	// within scroll where the field is given its height.
	people, body *fyne.Container
	scroll       *container.Scroll
	within       bool
	object       *fyne.Container
	// all is set once more than the first rows were asked for.
	all   bool
	shown book.FieldRows
}

func newFourFields(s *Screen) *fourFields {
	f := &fourFields{screen: s}
	f.back = kit.NewButton(kit.Quiet, "", style.ArrowLeft, s.leaveImportant).Named(lang.T("visits.back_to_plan"))
	title := kit.NewTitle(lang.T("visits.important"), style.Title)
	f.about = kit.NewParagraph("", style.Body, style.Ink2)
	f.fields = [4]*workField{
		plan.DoNow:  newWorkField(s, lang.T("visits.do_now"), lang.T("visits.do_now_is")),
		plan.PlanIt: newWorkField(s, lang.T("visits.plan_it"), lang.T("visits.plan_it_is")),
		plan.Quick:  newWorkField(s, lang.T("visits.quick"), lang.T("visits.quick_is")),
		plan.Leave:  newWorkField(s, lang.T("visits.leave"), lang.T("visits.leave_is")),
	}
	f.grid = &fyne.Container{Layout: gridLayout{f}}
	for _, field := range f.fields {
		f.grid.Add(field.object)
	}
	f.head = kit.Lead(f.back, title)
	f.scroll = container.NewVScroll(kit.Inset(pageTop, margin, pageBottom, margin, kit.NewColumn(fieldsGap, f.head, f.about, f.grid)))
	f.object = container.NewStack(f.scroll)
	return f
}

func newWorkField(s *Screen, advice, is string) *workField {
	f := &workField{screen: s, title: kit.NewTitle(advice, style.Section), count: kit.NewText("", style.Small, style.Ink3)}
	f.rows = kit.NewColumn(0)
	f.more = kit.NewLink("", f.showAll)
	note := kit.NewText(is, style.Small, style.Ink2).Cut()
	f.people = kit.NewColumn(style.Space1, f.rows, kit.NewFlow(0, f.more))
	f.body = &fyne.Container{Layout: peopleLayout{}, Objects: []fyne.CanvasObject{f.people}}
	f.scroll = container.NewVScroll(&fyne.Container{})
	f.object = kit.NewCard(&fyne.Container{Layout: workLayout{}, Objects: []fyne.CanvasObject{kit.Beside(f.title.Cut(), f.count), note, f.body}})
	return f
}

// scrolls lets the people scroll within the field, or stand in it as they are.
func (f *workField) scrolls(on bool) {
	if f.within == on {
		return
	}
	if f.within = on; on {
		f.scroll.Content, f.body.Objects = f.people, []fyne.CanvasObject{f.scroll}
	} else {
		f.scroll.Content, f.body.Objects = &fyne.Container{}, []fyne.CanvasObject{f.people}
	}
}

func (f *workField) fill(rows book.FieldRows) {
	f.shown = rows
	f.count.SetText(lang.Number(rows.Total))
	n := len(rows.Rows)
	if !f.all {
		n = min(n, rowsAtFirst)
	}
	f.rows.Objects = nil
	widest := widestTile(n, func(i int) care.Band { return rows.Rows[i].Band })
	for _, r := range rows.Rows[:n] {
		f.rows.Add(kit.NewBandRow(tile(r.Band), r.Name, r.Why, func() { f.screen.openPerson(r.Key) }).Room(widest))
	}
	if n == 0 {
		f.rows.Add(kit.NewParagraph(lang.T("visits.field_empty"), style.Control, style.Ink3))
	}
	rest := rows.Total - n
	f.more.SetLabel(lang.N("visits.more", rest))
	f.more.Enable()
	if n == len(rows.Rows) {
		f.more.Disable() // the others are counted alone
	}
	kit.Show(f.more, rest > 0)
}

// showAll lists everybody who was read.
func (f *workField) showAll() {
	f.all = true
	f.fill(f.shown)
	f.screen.fields.relayout()
}

// fill shows the four fields; the keyboard stays with the person who had it.
func (f *fourFields) fill(read *book.FourFields) {
	had, total := f.focused(), 0
	for i, field := range f.fields {
		field.fill(read.Fields[i])
		total += read.Fields[i].Total
	}
	f.about.SetText(lang.N("visits.important_about", total))
	f.relayout()
	if had != 0 {
		f.focus(had)
	}
}

func (f *fourFields) relayout() {
	f.scroll.Content.Refresh()
	f.scroll.Refresh()
	for _, field := range f.fields {
		field.scroll.Refresh()
	}
}

// focusFirst gives the keyboard to the first row, and reports whether there is
// one.
func (f *fourFields) focusFirst() bool {
	for _, field := range f.fields {
		for _, o := range field.rows.Objects {
			if row, ok := o.(*kit.BandRow); ok {
				f.screen.canvas().Focus(row)
				return true
			}
		}
	}
	return false
}

// focus gives the keyboard to the row of a person, where there is one.
func (f *fourFields) focus(key int64) {
	for _, field := range f.fields {
		for i, o := range field.rows.Objects {
			if row, ok := o.(*kit.BandRow); ok && field.shown.Rows[i].Key == key {
				f.screen.canvas().Focus(row)
				return
			}
		}
	}
}

// GoBack leaves the four fields for the plan, and reports whether they were
// shown.
func (s *Screen) GoBack() bool {
	shown := s.important
	s.leaveImportant()
	return shown
}

// showImportant shows the four fields in the place of the plan.
func (s *Screen) showImportant() {
	if s.page == nil || s.important {
		return
	}
	s.important = true
	s.page.object.Hide()
	s.fields.object.Show()
	s.canvas().Unfocus()
	s.sort()
}

// leaveImportant goes back to the plan.
func (s *Screen) leaveImportant() {
	if !s.important {
		return
	}
	s.important = false
	s.sorting.Cancel()
	s.fields.object.Hide()
	s.page.object.Show()
	s.canvas().Unfocus()
	s.page.relayout()
}

// sort reads the four fields.
func (s *Screen) sort() {
	run.Do(s.shell.Executor(), &s.sorting, func(ctx context.Context) (*book.FourFields, error) {
		return book.ReadFourFields(ctx, s.store, s.clock)
	}, func(read *book.FourFields, err error) {
		if err != nil {
			s.shell.Fail(err)
			return
		}
		s.fields.fill(read)
		s.comeBack()
	})
}

// peopleLayout gives an object all of the room, and is as high as it.
type peopleLayout struct{ stacked }

// HeightFor implements kit.Heighter.
func (peopleLayout) HeightFor(objects []fyne.CanvasObject, width float32) float32 {
	return kit.HeightFor(objects[0], width)
}

// workLayout sets what a field is over its people, who have the rest of the height.
type workLayout struct{}

func (workLayout) lay(objects []fyne.CanvasObject, size fyne.Size, move bool) float32 {
	gap, y := style.Px(style.Space1), float32(0)
	for i, o := range objects {
		h := kit.HeightFor(o, size.Width)
		if i == len(objects)-1 && move {
			h = max(0, size.Height-y)
		}
		if move {
			kit.Put(o, 0, y, size.Width, h)
		}
		y += h + gap
	}
	return y - gap
}

// Layout implements fyne.Layout.
func (l workLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	if size.Width > 0 {
		l.lay(objects, size, true)
	}
}

// MinSize implements fyne.Layout.
func (workLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

// HeightFor implements kit.Heighter.
func (l workLayout) HeightFor(objects []fyne.CanvasObject, width float32) float32 {
	return l.lay(objects, fyne.NewSize(width, 0), false)
}

// gridLayout sets four cards two by two, each with half of the height, so that
// all are seen at once; in a low window as high as they are, and in a narrow one
// one under the other.
type gridLayout struct{ fields *fourFields }

// gridGap is the space between the cards at 100 %, fieldsGap that over them,
// twoFields the width of the window from which two stand side by side, and
// fieldLeast the least height of one that is given its height.
const gridGap, fieldsGap, twoFields, fieldLeast float32 = 16, style.Space3, 800, 170

// half is the height of a field of which two fill the page, or 0 where that would
// be too little.
func (l gridLayout) half(width float32) float32 {
	f := l.fields
	over := style.Px(pageTop) + kit.HeightFor(f.head, width) + kit.HeightFor(f.about, width) + 2*style.Px(fieldsGap)
	half := (f.scroll.Size().Height - over - style.Px(pageBottom) - style.Px(gridGap)) / 2
	if half = float32(math.Floor(float64(half))); half < style.Px(fieldLeast) {
		return 0
	}
	return half
}

func (l gridLayout) lay(objects []fyne.CanvasObject, width float32, move bool) float32 {
	gap, columns, half := style.Px(gridGap), 2, l.half(width)
	if window(width) < twoFields {
		columns, half = 1, 0
	}
	if move {
		for _, field := range l.fields.fields {
			field.scrolls(half > 0)
		}
	}
	each, y := (width-float32(columns-1)*gap)/float32(columns), float32(0)
	for from := 0; from < len(objects); from += columns {
		high := half
		line := objects[from:min(from+columns, len(objects))]
		for _, o := range line {
			if half == 0 {
				high = max(high, kit.HeightFor(o, each))
			}
		}
		for i, o := range line {
			if move {
				kit.Put(o, float32(i)*(each+gap), y, each, high)
			}
		}
		y += high + gap
	}
	return y - gap
}

// Layout implements fyne.Layout.
func (l gridLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	if size.Width > 0 {
		l.lay(objects, size.Width, true)
	}
}

// MinSize implements fyne.Layout.
func (gridLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

// HeightFor implements kit.Heighter.
func (l gridLayout) HeightFor(objects []fyne.CanvasObject, width float32) float32 {
	return l.lay(objects, width, false)
}
