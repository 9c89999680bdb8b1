package duplicates

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/style"
)

// view is the two of a pair side by side: who they are and what hangs on each,
// and the fields in which they differ, each with its choice.
type view struct {
	board *board
	grid  grid
	// stays is the choice of who stays in the book.
	stays *kit.Segmented
	rows  []*fieldRow
	// same folds and unfolds the fields that both have alike.
	same     *kit.Button
	alike    *fyne.Container
	unfolded bool

	body   *fyne.Container
	scroll *container.Scroll
	object fyne.CanvasObject
}

func newView(b *board) *view {
	v := &view{board: b, body: kit.NewColumn(0)}
	v.same = kit.NewButton(kit.Link, "", "", func() { v.unfold(!v.unfolded) }).Menu()
	v.scroll = container.NewVScroll(kit.Inset(style.Space4, style.Space5, style.Space5, style.Space5, kit.AtMost(kit.PageWidth, v.body)))
	v.object = v.scroll
	return v
}

// clear shows nobody while two are read.
func (v *view) clear() {
	v.stays, v.rows, v.body.Objects = nil, nil, nil
	v.body.Refresh()
	v.board.refreshFoot()
}

// has reports whether a choice is one of those on the page.
func (v *view) has(s *kit.Segmented) bool {
	return s == v.stays || slices.ContainsFunc(v.rows, func(r *fieldRow) bool { return r.choice == s })
}

// fill shows the two that were read. A choice of a field that had the focus has
// it again, and the place scrolled to stays where the same two are read anew.
func (v *view) fill() {
	w := v.board.shown
	focused, key := v.focusedKey()
	anew := len(v.rows) > 0 || v.stays != nil
	v.build(w)
	v.body.Refresh()
	v.scroll.Refresh()
	if !anew {
		v.unfold(false)
		v.scroll.ScrollToTop()
	}
	if !focused {
		return
	}
	if key == "" {
		v.board.screen.focus(v.stays)
	}
	for _, r := range v.rows {
		if r.field.Key == key {
			v.board.screen.focus(r.choice)
		}
	}
}

// focusedKey is the field whose choice has the focus; "" is who stays.
func (v *view) focusedKey() (focused bool, key book.MergeKey) {
	at, ok := v.board.screen.shell.Window().Canvas().Focused().(*kit.Segmented)
	if !ok || !v.has(at) {
		return false, ""
	}
	for _, r := range v.rows {
		if r.choice == at {
			return true, r.field.Key
		}
	}
	return true, ""
}

func (v *view) build(w *shown) {
	v.rows, v.body.Objects = nil, nil
	v.stays = kit.NewSegmented([]string{lang.T("duplicates.left"), lang.T("duplicates.right")}, 0, func(i int) { w.rightStays = i == 1 })
	if w.rightStays {
		v.stays.Set(1)
	}
	var alike []fyne.CanvasObject
	for _, f := range w.fields {
		if f.Same {
			left, _ := v.values(w, f)
			alike = append(alike, v.row(name(fieldName(f.Key)), left, &canvas.Rectangle{}, &canvas.Rectangle{}), kit.NewLine())
			continue
		}
		v.rows = append(v.rows, newFieldRow(v, w, f))
	}
	v.grid.choice = v.stays.MinSize().Width
	for _, r := range v.rows {
		v.grid.choice = max(v.grid.choice, r.choice.MinSize().Width)
	}
	v.add(kit.Inset(0, 0, style.Space3, 0, v.mark()))
	v.add(kit.Inset(0, 0, style.Space3, 0, v.row(name(lang.T("duplicates.stays")), v.portrait(w.left), v.portrait(w.right), v.stays)), kit.NewLine())
	for _, r := range v.rows {
		v.add(r.object, kit.NewLine())
	}
	v.alike = kit.NewColumn(0, alike...)
	v.same.SetLabel(lang.N("duplicates.same", len(alike)/2))
	kit.Show(v.alike, v.unfolded)
	if len(alike) > 0 {
		v.add(kit.Inset(style.Space2, 0, style.Space1, 0, kit.NewFlow(0, v.same)), v.alike)
	}
}

func (v *view) add(objects ...fyne.CanvasObject) { v.body.Objects = append(v.body.Objects, objects...) }

// row is one line of the page.
func (v *view) row(name, left, right, choice fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: &gridRow{grid: &v.grid}, Objects: []fyne.CanvasObject{name, left, right, choice}}
}

// name is what a field is called.
func name(words string) *kit.Paragraph {
	return kit.NewParagraph(words, style.Small, style.Ink2).Limit(2)
}

// mark says why the two may be one, and how sure that is.
func (v *view) mark() fyne.CanvasObject {
	at := v.board.at
	words, glyph := at.pair.Why, style.QuestionBold
	switch {
	case words == "":
		return kit.NewParagraph(lang.T("duplicates.asked_for"), style.Small, style.Ink2)
	case at.pair.Certain:
		words, glyph = lang.T("duplicates.certainly", lang.Args{"Why": words}), style.CheckBold
	default:
		words = lang.T("duplicates.possibly", lang.Args{"Why": words})
	}
	return kit.Lead(kit.NewIconText(glyph, ""), kit.NewParagraph(words, style.Control, style.Ink2))
}

// portrait is one of the two: photo or initials, name, what hangs on the person.
func (v *view) portrait(s *side) fyne.CanvasObject {
	avatar := kit.NewAvatar(v.board.screen.photos, style.AvatarRow)
	avatar.SetWho(whoOf(s))
	return kit.Lead(avatar, kit.NewColumn(0,
		kit.NewParagraph(s.name(), style.Body, style.Ink).Bold().Limit(2),
		kit.NewParagraph(hangs(s), style.Small, style.Ink2)))
}

func whoOf(s *side) kit.Who {
	who := kit.Who{Key: s.key, Name: s.name()}
	if s.person.Photo != nil {
		who.Photo = s.person.Photo.SHA256
	}
	return who
}

// hangs says how much hangs on a person: events, tags, files, the last contact,
// and since when the person is in the book.
func hangs(s *side) string {
	parts := []string{lang.N("duplicates.events", s.events)}
	if n := len(s.person.Tags); n > 0 {
		parts = append(parts, lang.N("duplicates.tags", n))
	}
	if n := len(s.person.Profile.Files); n > 0 {
		parts = append(parts, lang.N("duplicates.files", n))
	}
	if s.lastContact != "" {
		parts = append(parts, lang.T("duplicates.last_contact", lang.Args{"Day": lang.PlainDay(s.lastContact)}))
	}
	if s.person.Added != "" {
		parts = append(parts, lang.T("duplicates.added", lang.Args{"Day": lang.PlainDay(s.person.Added)}))
	}
	return strings.Join(parts, lang.T("duplicates.and"))
}

// unfold shows the fields that both have alike, or folds them.
func (v *view) unfold(on bool) {
	v.unfolded = on
	if v.alike != nil {
		kit.Show(v.alike, on)
		v.body.Refresh()
		v.scroll.Refresh()
	}
}

// values are what the two say of a field; what is private is masked while
// somebody looks at the screen.
func (v *view) values(w *shown, f book.MergeField) (left, right fyne.CanvasObject) {
	return v.value(w, f.Key, w.left, f.Left, style.Ink), v.value(w, f.Key, w.right, f.Right, style.Ink)
}

func (v *view) value(w *shown, key book.MergeKey, s *side, values []string, ink style.Token) fyne.CanvasObject {
	if key == book.MergePhoto && s.person.Photo != nil {
		avatar := kit.NewAvatar(v.board.screen.photos, style.AvatarPerson)
		avatar.SetWho(whoOf(s))
		return avatar
	}
	words := valueWords(w, key, s.person, values)
	switch {
	case len(values) == 0:
		words, ink = lang.T("duplicates.nothing"), style.Ink3
	case private(key) && v.board.screen.shell.Private():
		words = lang.T("details.masked")
	}
	return kit.NewParagraph(words, style.Small, ink).Limit(mostLines)
}

// mostLines is the number of lines of a value that are shown.
const mostLines = 12

// fieldRow is one field in which the two differ.
type fieldRow struct {
	view    *view
	shown   *shown
	field   book.MergeField
	choices []book.MergeChoice
	choice  *kit.Segmented
	object  *fyne.Container
	row     *fyne.Container
}

func newFieldRow(v *view, w *shown, f book.MergeField) *fieldRow {
	r := &fieldRow{view: v, shown: w, field: f, choices: []book.MergeChoice{book.MergeLeft, book.MergeRight}}
	words := []string{lang.T("duplicates.left"), lang.T("duplicates.right")}
	if f.Both && len(f.Left) > 0 && len(f.Right) > 0 {
		r.choices, words = append(r.choices, book.MergeBoth), append(words, lang.T("duplicates.both"))
	}
	r.choice = kit.NewSegmented(words, slices.Index(r.choices, w.choices[f.Key]), func(i int) {
		w.choices[f.Key] = r.choices[i]
		r.fill()
	})
	r.row = v.row(name(fieldName(f.Key)), nil, nil, r.choice)
	r.object = kit.Inset(style.Space2, 0, style.Space2, 0, r.row)
	r.fill()
	return r
}

// fill shows what is taken over in full ink, and what is left out faintly.
func (r *fieldRow) fill() {
	ink := func(other book.MergeChoice) style.Token {
		if r.shown.choices[r.field.Key] == other {
			return style.Ink3
		}
		return style.Ink
	}
	r.row.Objects[1] = r.view.value(r.shown, r.field.Key, r.shown.left, r.field.Left, ink(book.MergeRight))
	r.row.Objects[2] = r.view.value(r.shown, r.field.Key, r.shown.right, r.field.Right, ink(book.MergeLeft))
	r.row.Refresh()
}

// valueWords are what a person says of a field, in the words of the language.
func valueWords(w *shown, key book.MergeKey, p *care.Person, values []string) string {
	switch key {
	case book.MergeKind:
		return kindName(p.Kind)
	case book.MergeReferredBy:
		if name := w.referrers[p.Profile.ReferredBy]; name != "" {
			return name
		}
		return lang.T("details.unknown_referrer")
	}
	lines := make([]string, len(values))
	for i, v := range values {
		lines[i], _ = kit.Beginning(v, mostSigns)
	}
	return strings.Join(lines, "\n")
}

// mostSigns is the number of signs of a value that are shown.
const mostSigns = 4000
