package importing

import (
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"carebook/app/book"
	"carebook/app/exchange"
	"carebook/app/exchange/dates"
	"carebook/app/exchange/sheet"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/style"
)

// fileColumn is the left column: what the file is, how it is read, and where
// its columns go.
type fileColumn struct {
	// changed is called with another way of reading the file that is shown.
	changed func(file string, r book.Reading)
	// chose is called when another file is to be shown.
	chose func(file string)

	infos []exchange.Info
	// info and reading are those of the file that is shown.
	info    exchange.Info
	reading book.Reading

	files            *kit.Select
	name             *kit.Paragraph
	what             *kit.Paragraph
	icon             *fyne.Container
	letters, between *kit.Select
	first            *kit.Segmented
	order            *kit.Select
	lines            [3]*kit.Text
	sample           fyne.CanvasObject
	known            *kit.Text
	columns          []*columnRow
	list             *fyne.Container
	more             *kit.Button
	// shown is the number of columns unfolded.
	shown int

	settings, lettersBox, betweenBox, firstBox, orderBox, columnsBox fyne.CanvasObject
	// encodings and fields are the choices, in the order of the menus.
	encodings, fields []string
	// column is the content of the scroll.
	column *fyne.Container
	object fyne.CanvasObject
}

// firstColumns are shown at once, moreColumns with each unfolding: a file can
// have thousands.
const firstColumns, moreColumns = 8, 100

func newFileColumn(changed func(string, book.Reading), chose func(string)) *fileColumn {
	f := &fileColumn{changed: changed, chose: chose, shown: firstColumns}
	f.files = kit.NewSelect(nil, -1, func(i int) { f.chose(f.infos[i].File) })
	f.name = kit.NewParagraph("", style.Control, style.Ink).Bold().Limit(2)
	f.what = kit.NewParagraph("", style.Small, style.Ink2).Limit(3)
	f.icon = container.NewStack()
	f.letters = kit.NewSelect(nil, -1, func(i int) { f.change(func(r *book.Reading) { r.Encoding = f.encodings[i] }) })
	f.between = kit.NewSelect(nil, -1, func(i int) {
		f.change(func(r *book.Reading) { r.Delimiter, r.Map = delimiterArg(f.delimiters()[i]), nil })
	})
	f.first = kit.NewSegmented([]string{lang.T("import.first_headings"), lang.T("import.first_person")}, 0, func(i int) {
		f.change(func(r *book.Reading) { r.NoHeader, r.Map = i == 1, nil })
	})
	f.order = kit.NewSelect(nil, -1, func(i int) { f.change(func(r *book.Reading) { r.DateOrder = orders[i] }) })
	f.known = kit.NewText("", style.Small, style.Ink3)
	f.list = kit.NewColumn(0)
	f.more = kit.NewButton(kit.Link, "", "", f.unfold).Menu()
	f.build()
	return f
}

// delimiters are the choices of the menu: those offered, and that of the file.
func (f *fileColumn) delimiters() []string {
	all, _ := offered(delimiters, f.info.Delimiter)
	return all
}

// delimiterArg writes a delimiter as readings take it.
func delimiterArg(d string) string {
	if d == "\t" {
		return "tab"
	}
	return d
}

func (f *fileColumn) build() {
	label := func(words string, o fyne.CanvasObject) fyne.CanvasObject {
		return kit.NewColumn(3, kit.NewText(words, style.Caption, style.Ink2).Cut(), o)
	}
	f.lettersBox = label(lang.T("import.letters"), f.letters)
	f.betweenBox = label(lang.T("import.between"), f.between)
	f.firstBox = kit.Beside(kit.NewText(lang.T("import.first_row"), style.Caption, style.Ink2).Cut(), f.first)
	f.orderBox = newPair(160, kit.NewText(lang.T("import.date_order"), style.Caption, style.Ink2).Cut(), f.order)
	f.settings = newPair(124, f.lettersBox, f.betweenBox)
	lines := kit.NewColumn(0)
	for i := range f.lines {
		f.lines[i] = kit.NewText("", style.Small, style.Ink).Cut()
		lines.Objects = append(lines.Objects, f.lines[i])
	}
	lines.Objects = append(lines.Objects, kit.NewParagraph(lang.T("import.accents"), style.Caption, style.Ink2))
	f.sample = kit.OnGround(kit.NewGround(style.Card).Edge(style.RadiusButton, 1, style.Line),
		kit.Inset(6, style.Space3, 6, style.Space3, lines))
	heading := kit.Beside(kit.NewText(lang.T("import.columns"), style.Control, style.Ink).Bold().Cut(), f.known)
	f.columnsBox = kit.NewColumn(style.Space1, heading, f.list, kit.NewFlow(0, f.more))
	f.column = kit.NewColumn(style.Space3, f.files, kit.Lead(f.icon, kit.NewColumn(0, f.name, f.what)),
		f.settings, f.firstBox, f.orderBox, f.sample, f.columnsBox)
	f.object = kit.OnGround(kit.NewGround(style.Desk),
		container.NewVScroll(kit.Inset(style.Space3, 18, style.Space4, style.Space5, f.column)))
}

// change reads the file in another way.
func (f *fileColumn) change(edit func(*book.Reading)) {
	edit(&f.reading)
	f.changed(f.info.File, f.reading)
}

// fill shows a file among others.
func (f *fileColumn) fill(infos []exchange.Info, at int, reading book.Reading, records int) {
	f.infos = infos
	info := infos[at]
	if info.File != f.info.File {
		f.shown = firstColumns
	}
	names := make([]string, len(infos))
	for i := range infos {
		names[i] = filepath.Base(infos[i].File)
	}
	f.files.Set(names, at, false)
	kit.Show(f.files, len(infos) > 1)
	f.name.SetText(filepath.Base(info.File))
	f.what.SetText(fileSentence(info, records))
	f.icon.Objects = []fyne.CanvasObject{kit.NewPicture(fyne.NewSize(34, 34), func() fyne.Resource { return style.Icon(fileGlyph(info), style.Accent) })}
	f.read(info, reading)
}

// fileGlyph is the picture of a kind of file.
func fileGlyph(info exchange.Info) style.Glyph {
	if info.Format == exchange.CSV {
		return style.FileCSV
	}
	return style.File
}

// read shows how the file is read, and what its letters look like so.
func (f *fileColumn) read(info exchange.Info, reading book.Reading) {
	f.info, f.reading = info, reading
	table := info.Format == exchange.CSV
	f.encodings, _ = offered(exchange.Encodings(), info.Encoding)
	f.letters.Set(wordsFor(f.encodings, encodingName), slices.Index(f.encodings, info.Encoding), false)
	f.between.Set(wordsFor(f.delimiters(), delimiterName), slices.Index(f.delimiters(), info.Delimiter), false)
	first := 0
	if !info.Header {
		first = 1
	}
	f.first.Set(first)
	f.order.Set(wordsFor(orders, orderName), slices.Index(orders, info.DateOrder), info.DateOrder == dates.Unknown)
	for i, line := range f.lines {
		words := ""
		if i < len(info.Sample) {
			words = strings.Join(strings.Fields(info.Sample[i]), " ")
		}
		line.SetText(words)
		kit.Show(line, words != "")
	}
	kit.Show(f.settings, info.Format != exchange.JSON)
	kit.Show(f.betweenBox, table)
	kit.Show(f.firstBox, table)
	kit.Show(f.orderBox, table && f.asksOrder())
	kit.Show(f.sample, len(info.Sample) > 0)
	kit.Show(f.columnsBox, table)
	f.fillColumns()
	f.column.Refresh()
	f.object.Refresh()
}

// asksOrder reports whether there are dates that could be read in two ways, or
// were given an order by hand.
func (f *fileColumn) asksOrder() bool {
	return (!f.info.DateOrderSure || f.reading.DateOrder != dates.Unknown) && slices.ContainsFunc(f.info.Columns, ambiguous)
}

func wordsFor[T any](values []T, name func(T) string) []string {
	names := make([]string, len(values))
	for i, v := range values {
		names[i] = name(v)
	}
	return names
}

// unfold shows more columns.
func (f *fileColumn) unfold() {
	f.shown += moreColumns
	f.fillColumns()
	f.object.Refresh()
}

// fillColumns shows the columns. Rows are used again, so that the one with the
// focus keeps it.
func (f *fileColumn) fillColumns() {
	f.fields = exchange.Fields()
	names := wordsFor(f.fields, fieldName)
	known := 0
	for _, c := range f.info.Columns {
		if c.Field != sheet.KeepField {
			known++
		}
	}
	f.known.SetText(lang.N("import.columns_found", len(f.info.Columns), lang.Args{"Known": lang.Number(known)}))
	shown := min(f.shown, len(f.info.Columns))
	f.list.Objects = nil
	for i, c := range f.info.Columns[:shown] {
		if i == len(f.columns) {
			f.columns = append(f.columns, newColumnRow(func(field string) { f.mapColumn(i, field) }))
		}
		f.columns[i].fill(c, f.fields, names, f.info.DateOrder, f.byHand(c))
		f.list.Objects = append(f.list.Objects, f.columns[i].object)
	}
	rest := len(f.info.Columns) - shown
	f.more.SetLabel(lang.N("import.more_columns", rest))
	kit.Show(f.more, rest > 0)
	f.list.Refresh()
}

// byHand reports whether somebody said where a column goes.
func (f *fileColumn) byHand(c exchange.Column) bool {
	return slices.ContainsFunc(f.reading.Map, func(m exchange.ColumnMap) bool { return names(m, c) })
}

// names reports whether a mapping speaks of a column.
func names(m exchange.ColumnMap, c exchange.Column) bool {
	return m.Column == strconv.Itoa(c.Index) || m.Column == c.Heading
}

// mapColumn gives a column another field.
func (f *fileColumn) mapColumn(i int, field string) {
	c := f.info.Columns[i]
	f.change(func(r *book.Reading) {
		kept := slices.DeleteFunc(slices.Clone(r.Map), func(m exchange.ColumnMap) bool { return names(m, c) })
		r.Map = append(kept, exchange.ColumnMap{Column: strconv.Itoa(c.Index), Field: field})
	})
}

// columnRow is one column: its heading, a value, and the field it goes to.
type columnRow struct {
	heading, example *kit.Text
	field            *kit.Select
	// fields are those offered, in the order of the menu.
	fields []string
	object fyne.CanvasObject
}

func newColumnRow(chosen func(field string)) *columnRow {
	r := &columnRow{heading: kit.NewText("", style.Control, style.Ink).Cut(), example: kit.NewText("", style.Caption, style.Ink3).Cut()}
	r.field = kit.NewSelect(nil, -1, func(i int) { chosen(r.fields[i]) })
	row := newPair(160, kit.NewColumn(0, r.heading, r.example), r.field)
	r.object = kit.NewColumn(0, kit.Inset(3, 0, 3, 0, row), kit.NewLine())
	return r
}

// fill shows a column. One that nobody knows is outlined until somebody has
// said where it goes.
func (r *columnRow) fill(c exchange.Column, fields, words []string, order dates.Order, byHand bool) {
	r.heading.SetText(c.Heading)
	r.example.SetText(c.Example)
	var at int
	if r.fields, at = offered(fields, c.Field); at >= len(words) {
		words = append(slices.Clone(words), fieldName(c.Field))
	}
	if order = orderOf(c, order); dated(c.Field) && order != dates.Unknown {
		words = slices.Clone(words)
		words[at] = lang.T("import.field_of_type", lang.Args{"Field": words[at], "Type": strings.ToLower(orderName(order))})
	}
	r.field.Set(words, at, c.Field == sheet.KeepField && c.Example != "" && !byHand)
}
