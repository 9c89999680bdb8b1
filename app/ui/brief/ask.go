package brief

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/run"
	"carebook/app/ui/style"
	"carebook/store"
)

// mostAnswers is the number of people to choose from.
const mostAnswers = 6

// question asks whose brief is to be shown.
type question struct {
	brief  *Brief
	panel  *kit.Panel
	field  *kit.CallField
	rows   []*kit.CallerRow
	list   *fyne.Container
	nobody *kit.Paragraph
	hits   []store.Hit
	// entered is set where Enter was pressed before the answer was there.
	entered bool
	finding run.Task
}

// Ask asks whose brief is to be shown: one types, and Enter shows that of the
// first who is found.
func (b *Brief) Ask() {
	if b.panel != nil {
		b.panel.Hide()
	}
	q := &question{brief: b, field: kit.NewCallField(lang.T("brief.who_hint")), nobody: kit.NewParagraph("", style.Control, style.Ink2)}
	q.nobody.Hide()
	q.field.Entry.OnChanged = func(string) { q.find() }
	q.field.Entry.OnSubmitted = func(string) { q.enter() }
	q.field.Entry.OnStep = func(by int) { q.step(by) }
	q.list = &fyne.Container{Layout: answers{}}
	for range mostAnswers {
		row := kit.NewCallerRow(b.photos)
		row.Hide()
		q.rows = append(q.rows, row)
		q.list.Add(row)
	}
	q.panel = kit.NewPanel(lang.T("brief.who"), kit.NewColumn(style.Space2, q.field, container.NewStack(q.list, q.nobody)), lang.T("brief.show"), func(func(string)) {
		q.choose(q.hits[0].Key)
	})
	q.panel.Ready = q.found
	q.field.Entry.OnEscape = q.panel.Hide
	q.panel.Width, q.panel.Keys, q.panel.OnHidden = width, q.takeKey, q.finding.Cancel
	b.panel = q.panel
	canvas := b.shell.Window().Canvas()
	q.panel.Show(canvas)
	canvas.Focus(q.field.Entry)
}

// find looks for the people with the words.
func (q *question) find() {
	q.entered = false
	words := strings.TrimSpace(q.field.Entry.Text)
	if words == "" {
		q.finding.Cancel()
		q.show(nil, false)
		return
	}
	b := q.brief
	run.Do(b.shell.Executor(), &q.finding, func(ctx context.Context) ([]store.Hit, error) {
		return b.store.Find(ctx, words, mostAnswers)
	}, func(hits []store.Hit, err error) {
		if err != nil {
			b.shell.Fail(err)
			return
		}
		q.show(hits, true)
		if q.entered {
			q.enter()
		}
	})
}

// show shows who was found; asked is set where somebody was looked for.
func (q *question) show(hits []store.Hit, asked bool) {
	q.hits = hits
	for i, row := range q.rows {
		kit.Show(row, i < len(hits))
		if i < len(hits) {
			h := &hits[i]
			caller := kit.Caller{Who: kit.Who{Key: h.Key, Name: h.FullName, Photo: h.Photo}, Before: second(h), Band: kit.BandTile(h.Band)}
			if h.Match == "number" {
				caller.Before = h.Number
			}
			if caller.Name == "" {
				caller.Name = lang.T("people.no_name")
			}
			row.Fill(caller, func() { q.choose(h.Key) })
		}
	}
	q.sayNobody(asked && len(hits) == 0)
}

// sayNobody says that nobody was found, or takes that back.
func (q *question) sayNobody(on bool) {
	if on {
		q.nobody.SetText(lang.T("brief.nobody"))
	}
	kit.Show(q.nobody, on)
	q.panel.Refresh()
}

// found reports whether there is somebody to show. Where that is not known yet,
// it is done as soon as it is.
func (q *question) found() bool {
	if q.entered = q.finding.Running(); q.entered {
		return false
	}
	if len(q.hits) == 0 {
		q.sayNobody(true)
		q.brief.shell.Window().Canvas().Focus(q.field.Entry)
	}
	return len(q.hits) > 0
}

// enter shows the brief of the first who was found.
func (q *question) enter() {
	if q.found() {
		q.choose(q.hits[0].Key)
	}
}

// choose shows somebody's brief in the place of the question.
func (q *question) choose(person int64) {
	q.panel.Hide()
	q.brief.Show(person)
}

// step moves the keyboard from the field to the people found, and among them.
func (q *question) step(by int) {
	n := min(len(q.hits), len(q.rows))
	if n == 0 {
		return
	}
	canvas := q.brief.shell.Window().Canvas()
	at := slices.IndexFunc(q.rows, func(r *kit.CallerRow) bool { return canvas.Focused() == fyne.Focusable(r) }) + by
	if at < 0 {
		canvas.Focus(q.field.Entry)
		return
	}
	canvas.Focus(q.rows[min(at, n-1)])
}

// takeKey takes what no piece has a use for: the arrows.
func (q *question) takeKey(k *fyne.KeyEvent) bool {
	switch k.Name {
	case fyne.KeyDown:
		q.step(1)
	case fyne.KeyUp:
		q.step(-1)
	default:
		return false
	}
	return true
}

// answers stacks rows in the height of all that there can be, so that nothing
// moves while somebody types.
type answers struct{}

// Layout implements fyne.Layout.
func (answers) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for i, o := range objects {
		h := o.MinSize().Height
		kit.Put(o, 0, float32(i)*h, size.Width, h)
	}
}

// MinSize implements fyne.Layout.
func (answers) MinSize(objects []fyne.CanvasObject) fyne.Size {
	least := fyne.Size{}
	for _, o := range objects {
		m := o.MinSize()
		least = fyne.NewSize(max(least.Width, m.Width), least.Height+m.Height)
	}
	return least
}
