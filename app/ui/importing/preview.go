package importing

import (
	"context"
	"maps"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/exchange"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/run"
	"carebook/app/ui/style"
	"carebook/store"
)

// preview is the page on which files are looked at before they are imported:
// how they are read at the left, what becomes of every record at the right.
// Every change makes a new preview in the background; until it is there the old
// one stays, with the choices made since drawn over it.
type preview struct {
	screen  *Screen
	options book.ImportOptions
	// view is the last preview made; nil while the first one is.
	view *view
	// file is the one whose reading is shown.
	file string

	making, sampling, detailing, saving run.Task

	column      *fileColumn
	filter      filter
	pills       [filters]*kit.Pill
	search      *search
	strip       *strip
	rows        *kit.List
	card        *card
	empty       *kit.Text
	hint        *kit.Text
	bar         *kit.Progress
	fold        *kit.Button
	tags        *kit.TagField
	save        *kit.Button
	cancel      *kit.Button
	importThem  *kit.Button
	layout      *columns
	recordsArea *fyne.Container
	object      fyne.CanvasObject
}

func newPreview(i *Screen, o book.ImportOptions) *preview {
	p := &preview{screen: i, options: o}
	p.column = newFileColumn(p.readOtherwise, p.showFile)
	p.search = newSearch(p)
	p.strip = newStrip(p)
	p.card = newCard(p)
	p.buildPills()
	p.rows = kit.NewList(kit.RecordHeight, p.count, func() fyne.CanvasObject { return kit.NewRecordRow() },
		func(n int, row fyne.CanvasObject, selected, focused bool) {
			row.(*kit.RecordRow).Fill(p.record(n), selected, focused)
		},
		func(int) { p.follow() }).Lined()
	p.rows.OnTapped = p.toggle
	p.rows.OnKey, p.rows.OnRune = p.key, p.card.choose
	p.empty = kit.NewText("", style.Control, style.Ink3)
	p.buildFoot()
	head := p.buildHead()
	captions := kit.NewRecordHead(lang.T("import.head_line"), lang.T("import.head_what"), lang.T("import.head_name"),
		lang.T("field.organization"), lang.T("field.phone"))
	top := kit.NewColumn(0,
		kit.Inset(style.Space3, style.Space5, style.Space1, 20, kit.NewColumn(style.Space2, p.pillRow(), p.search.field, p.strip.object)),
		captions, kit.NewLine())
	p.recordsArea = newOver(top, container.NewStack(p.rows, container.NewCenter(p.empty)))
	p.layout = newColumns(head, p.column.object, p.recordsArea, p.footObject(), func(narrow bool) {
		kit.Show(p.fold, narrow)
		p.recordsArea.Refresh()
	})
	p.object = p.layout.object
	return p
}

func (p *preview) buildHead() fyne.CanvasObject {
	p.hint = kit.NewText("", style.Small, style.Ink2).Cut().Align(fyne.TextAlignTrailing)
	p.bar = kit.NewProgress()
	p.fold = kit.NewButton(kit.Plain, lang.T("import.file_and_columns"), style.File, func() { p.unfoldFile(!p.layout.unfolded) }).Small()
	p.fold.Hide()
	row := &fyne.Container{Layout: headLayout{}, Objects: []fyne.CanvasObject{kit.NewTitle(lang.T("import.look"), style.Title), p.fold, p.hint}}
	return kit.OnGround(kit.NewGround(style.Page),
		kit.NewColumn(0, kit.Inset(style.Space3, style.Space5, 0, style.Space5, row), &fyne.Container{Layout: barLayout{}, Objects: []fyne.CanvasObject{kit.NewLine(), p.bar}}))
}

// headLayout puts the button after the title and the hint at the right end.
type headLayout struct{}

func (headLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	title, button := objects[0].MinSize(), objects[1].MinSize()
	kit.Put(objects[0], 0, 0, min(title.Width, size.Width), size.Height)
	x := title.Width + style.Px(style.Space4)
	if objects[1].Visible() {
		kit.Put(objects[1], x, (size.Height-button.Height)/2, button.Width, button.Height)
		x += button.Width + style.Px(style.Space4)
	}
	kit.Put(objects[2], x, 0, max(0, size.Width-x), size.Height)
}

func (headLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, max(objects[0].MinSize().Height, objects[1].MinSize().Height))
}

// barLayout draws the line under the head, and the bar of a run upon it.
type barLayout struct{}

func (barLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	kit.Put(objects[0], 0, size.Height-1, size.Width, 1)
	kit.Put(objects[1], 0, 0, size.Width, size.Height)
}

func (barLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, style.Px(style.Space3))
}

// looked is the work of making a preview.
func (p *preview) looked(ctx context.Context, o book.ImportOptions) (*view, error) {
	made, err := book.NewPreview(ctx, p.screen.store, p.screen.clock, o)
	if err == nil || made != nil && care.CodeOf(err) == care.CodeNothingUsable {
		return newView(made, err), nil
	}
	if made != nil {
		if closing := made.Close(); closing != nil {
			return nil, closing
		}
	}
	return nil, err
}

// recount makes a new preview in the background.
func (p *preview) recount() {
	o := p.options
	// The work reads these while choices go on being made.
	o.Choices, o.Readings, o.Tags = maps.Clone(o.Choices), maps.Clone(o.Readings), slices.Clone(o.Tags)
	e := p.screen.shell.Executor()
	turn := p.screen.queue()
	o.Progress = func(pr book.Progress) {
		e.Show(func() {
			if turn.latest() {
				p.progress(pr)
			}
		})
	}
	run.Do(e, &p.making, func(ctx context.Context) (*view, error) {
		defer turn.end()
		if err := turn.wait(ctx); err != nil {
			return nil, err
		}
		return p.looked(ctx, o)
	}, p.take)
	p.busy()
}

// busy shows whether a preview is being made.
func (p *preview) busy() {
	making := p.making.Running()
	kit.Show(p.bar, making)
	words := lang.T("import.nothing_written")
	if making {
		words = lang.T("import.counting")
	}
	p.hint.SetText(words)
	p.foot()
}

func (p *preview) progress(pr book.Progress) {
	if p.view == nil {
		p.screen.under.progress(pr)
		return
	}
	p.bar.SetPart(partOf(pr))
	p.hint.SetText(pr.Sentence())
}

// take shows a preview that was made.
func (p *preview) take(v *view, err error) {
	if err != nil {
		p.screen.cannotLook(p, err)
		return
	}
	before := p.view
	marked, opened := p.refAt(p.rows.Chosen()), p.refAt(p.rows.Unfolded())
	p.view = v
	if p.search.words != "" && (before == nil || before.preview.Len() != v.preview.Len()) {
		p.search.found = nil // its places are those of other records
	}
	if before == nil {
		p.firstFilter()
	} else {
		p.screen.release(before)
	}
	p.bar.SetPart(0)
	p.fillFile()
	p.refresh()
	p.restore(marked, opened)
	p.search.again()
	p.busy()
	if before == nil {
		p.screen.showPreview(p)
	}
}

// refAt is the record in a row, or none.
func (p *preview) refAt(row int) *book.RecordRef {
	if p.view == nil || row < 0 || row >= p.count() {
		return nil
	}
	ref := p.view.preview.At(p.index(row)).Ref
	return &ref
}

// restore marks and opens the records again that were so before. The mark stays
// at its place where its record has left the filter.
func (p *preview) restore(marked, opened *book.RecordRef) {
	row := p.rows.Chosen()
	if marked != nil {
		if found := p.view.find(p.list(), *marked); found >= 0 {
			row = found
		}
	}
	if row >= p.count() {
		row = p.count() - 1
	}
	p.rows.Mark(row)
	open := -1
	if opened != nil {
		open = p.view.find(p.list(), *opened)
	}
	if open < 0 && opened != nil && p.filter == toDecide && row >= 0 {
		open = row // on to the next one to decide
	}
	if open >= 0 {
		p.card.open(open)
	} else if p.rows.Unfolded() >= 0 {
		p.card.close()
	}
}

// firstFilter is the filter of a preview that opens: problems alone where there
// is nothing else.
func (p *preview) firstFilter() {
	p.filter = everything
	p.file = ""
	if files := p.view.preview.Files(); len(files) > 0 {
		p.file = files[0].File
	}
}

// fillFile shows the file at the left.
func (p *preview) fillFile() {
	infos := p.view.preview.Files()
	if len(infos) == 0 {
		return
	}
	at := max(0, slices.IndexFunc(infos, func(i exchange.Info) bool { return i.File == p.file }))
	p.file = infos[at].File
	records := 0
	for _, f := range p.view.preview.Result().Files {
		if f.File == p.file {
			records = f.Records
		}
	}
	p.column.fill(infos, at, p.reading(p.file), records)
}

// reading is how a file is read now.
func (p *preview) reading(file string) book.Reading {
	if r, ok := p.options.Readings[file]; ok {
		return r
	}
	return p.view.preview.Reading(file)
}

// showFile shows another file at the left, and brings its records into sight.
func (p *preview) showFile(file string) {
	p.file = file
	p.fillFile()
	for n := range p.count() {
		if p.view.preview.At(p.index(n)).Ref.File == file {
			p.rows.Mark(n)
			p.rows.ScrollToOffset(float32(n) * style.Px(kit.RecordHeight))
			return
		}
	}
}

// readOtherwise reads a file in another way: the sample follows at once, the
// records once they were read.
func (p *preview) readOtherwise(file string, r book.Reading) {
	p.options.Readings = maps.Clone(p.options.Readings)
	if p.options.Readings == nil {
		p.options.Readings = map[string]book.Reading{}
	}
	p.options.Readings[file] = r
	path := p.pathOf(file)
	year := p.screen.clock.Now().Year()
	run.Do(p.screen.shell.Executor(), &p.sampling, func(context.Context) (exchange.Info, error) {
		return sampleOf(path, file, exchange.Options{
			Encoding: r.Encoding, Delimiter: r.Delimiter, NoHeader: r.NoHeader, Map: r.Map, DateOrder: r.DateOrder,
			Language: lang.Current(), Year: year,
		})
	}, func(info exchange.Info, err error) {
		// What is wrong with the file the preview says.
		if err == nil && p.file == file {
			p.column.read(info, r)
		}
	})
	p.recount()
}

// pathOf is the path of a file, or of the archive that it lies in.
func (p *preview) pathOf(file string) string {
	best := file
	for _, path := range p.options.Files {
		if file == path {
			return path
		}
		if strings.HasPrefix(file, path+"/") {
			best = path
		}
	}
	return best
}

// sampleOf looks at one file without reading its records.
func sampleOf(path, file string, o exchange.Options) (exchange.Info, error) {
	sources, _, err := exchange.OpenAll(path, func(name string) exchange.Options {
		if name == file {
			return o
		}
		return exchange.Options{Language: o.Language, Year: o.Year}
	})
	if err != nil {
		return exchange.Info{}, err
	}
	var info exchange.Info
	for _, s := range sources {
		if s.Info().File == file {
			info = s.Info()
		}
		if closing := s.Close(); closing != nil {
			err = closing
		}
	}
	return info, err
}

// changed makes a change of the options seen at once and counted soon.
func (p *preview) changed() {
	p.refresh()
	p.recount()
}

// decide keeps what was decided for a record; the zero Choice is nothing.
func (p *preview) decide(ref book.RecordRef, c book.Choice) {
	p.options.Choices = maps.Clone(p.options.Choices)
	if p.options.Choices == nil {
		p.options.Choices = map[book.RecordRef]book.Choice{}
	}
	if c == (book.Choice{}) {
		delete(p.options.Choices, ref)
	} else {
		p.options.Choices[ref] = c
	}
	p.changed()
}

// knownTags reads the tags to choose among.
func knownTags(ctx context.Context, s *store.Store) ([]kit.Tag, error) {
	tags, err := s.Tags(ctx)
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(tags, func(a, b store.Tag) int { return b.People - a.People })
	known := make([]kit.Tag, len(tags))
	for i, t := range tags {
		known[i] = kit.Tag{Name: t.Name, Color: t.Color}
	}
	return known, nil
}

// close gives back what the page holds.
func (p *preview) close() {
	for _, t := range []*run.Task{&p.making, &p.sampling, &p.detailing, &p.search.finding} {
		t.Cancel()
	}
	if p.view != nil {
		p.screen.release(p.view)
	}
}

// unfoldFile shows the file in place of the records, in a narrow window.
func (p *preview) unfoldFile(on bool) {
	words := lang.T("import.file_and_columns")
	if on {
		words = lang.T("import.back_to_people")
	}
	p.fold.SetLabel(words)
	p.layout.unfold(on)
}
