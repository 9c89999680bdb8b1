package settings

import (
	"cmp"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"carebook/app/lang"
	"carebook/app/text"
	"carebook/app/ui/kit"
	"carebook/app/ui/style"
)

// section is a group of settings: a line of the column at the left, a page at
// the right.
type section struct {
	// id is what a route calls it, such as kit.BackupsSection.
	id    string
	name  string
	glyph style.Glyph
	// words are others that people look for it by; "" is none.
	words string
	// kept says where its items are kept that do not say so themselves.
	kept keptIn
	// intro is a sentence about all of it, "" for none.
	intro string
	items []*item
	// fields are those that are saved as they are left.
	fields []*kit.Field
	// read, if set, reads what the section shows.
	read func()
	row  *kit.SideRow
}

// keptIn says where a setting is kept.
type keptIn int

// The places of settings.
const (
	// unsaid is that of an item which is as its section says, and of a section in
	// which there is nothing to keep.
	unsaid keptIn = iota
	// inBook comes along with the book.
	inBook
	// onMachine stays on this computer.
	onMachine
)

// sentence tells the user of it.
func (k keptIn) sentence() string {
	if k == onMachine {
		return lang.T("settings.kept_machine")
	}
	return lang.T("settings.kept_book")
}

// item is one setting, or a list of things to choose about.
type item struct {
	name, hint string
	// words are others that people look for it by; "" is none.
	words string
	// kept is where it is kept; unsaid is as its section says.
	kept   keptIn
	object fyne.CanvasObject
	// first is the control that has the focus first; nil where there is none.
	first func() fyne.Focusable
	// more, if set, are words that it is found by beside name and hint.
	more func() []string
	// narrow, if set, is told the folded words of a search, none for the whole
	// section.
	narrow func(words []string)
}

// newItem is a setting with its control.
func newItem(name, hint string, control fyne.CanvasObject, first fyne.Focusable) *item {
	it := &item{name: name, hint: hint, object: kit.NewLabelled(name, hint, control)}
	if first != nil {
		it.first = func() fyne.Focusable { return first }
	}
	return it
}

// also gives the item more words that people look for it by, and returns it.
func (it *item) also(words string) *item {
	it.words = words
	return it
}

// on says where the item is kept, and returns it.
func (it *item) on(kept keptIn) *item {
	it.kept = kept
	return it
}

// says reports whether all words, folded, stand in what the item says, or its
// section.
func (it *item) says(words []string, of *section) bool {
	all := []string{of.name, of.words, it.name, it.hint, it.words}
	if it.more != nil {
		all = append(all, it.more()...)
	}
	said := text.Fold(strings.Join(all, " "))
	return !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(said, w) })
}

// found are a section with those of its items that are on the page.
type found struct {
	section *section
	items   []*item
}

// sought are the words that are searched for, folded.
func (s *Screen) sought() []string { return strings.Fields(text.Fold(s.Search.Words())) }

// find gives the sections on the page: the chosen one, or what a search finds.
func (s *Screen) find() []found {
	words := s.sought()
	if len(words) == 0 {
		return []found{{s.shown, s.shown.items}}
	}
	var all []found
	for _, sec := range s.sections {
		var items []*item
		for _, it := range sec.items {
			if it.says(words, sec) {
				items = append(items, it)
			}
		}
		if len(items) > 0 {
			all = append(all, found{sec, items})
		}
	}
	return all
}

// Offered are the ways to the sections that people look for by words.
func (s *Screen) Offered(words string) []kit.Action {
	sought := strings.Fields(text.Fold(words))
	var ways []kit.Action
	for _, sec := range s.sections {
		if len(sought) == 0 || !slices.ContainsFunc(sec.items, func(it *item) bool { return it.says(sought, sec) }) {
			continue
		}
		ways = append(ways, kit.Action{
			Label: lang.T("settings.way", lang.Args{"Section": sec.name}),
			Do:    func() { s.shell.Open(kit.Route{Screen: kit.SettingsScreen, Section: sec.id}) },
		})
	}
	return ways
}

// onPage are the items on the page.
func (s *Screen) onPage() []*item {
	var items []*item
	for _, f := range s.find() {
		items = append(items, f.items...)
	}
	return items
}

// fill puts the sections on the page, and marks the one that is chosen.
func (s *Screen) fill() {
	words := s.sought()
	all, searching := s.find(), len(words) > 0
	s.page.Objects = nil
	for i, f := range all {
		if i > 0 {
			s.page.Add(kit.Inset(style.Space2, 0, 0, 0, kit.NewLine()))
		}
		s.fillSection(f, words)
	}
	if len(all) == 0 {
		s.page.Add(kit.NewParagraph(lang.T("settings.none_found", lang.Args{"Words": strings.TrimSpace(s.Search.Words())}), style.Control, style.Ink2))
	}
	for i, sec := range s.sections {
		sec.row.SetSelected(sec == s.shown && !searching)
		if sec == s.shown {
			s.menu.Set(s.menu.Words(), i, false)
		}
	}
	s.relayout()
}

// fillSection puts a section on the page. Where its settings are kept stands over the
// first of them, and over the first that is kept elsewhere.
func (s *Screen) fillSection(f found, words []string) {
	head := kit.NewColumn(style.Space1, kit.NewTitle(f.section.name, style.Sentence))
	if f.section.intro != "" && len(words) == 0 {
		head.Add(kit.NewParagraph(f.section.intro, style.Control, style.Ink2))
	}
	s.page.Add(kit.Inset(0, 0, style.Space1, 0, head))
	last := unsaid
	for i, it := range f.items {
		kept := cmp.Or(it.kept, f.section.kept)
		if i > 0 {
			s.page.Add(kit.NewLine())
		}
		if kept != unsaid && kept != last {
			line := kit.NewParagraph(kept.sentence(), style.Small, style.Ink3)
			if i == 0 {
				head.Add(line)
			} else {
				s.page.Add(line)
			}
		}
		last = cmp.Or(kept, last)
		if it.narrow != nil {
			it.narrow(words)
		}
		s.page.Add(it.object)
	}
}

// frame lays the screen out: the sections at the left and the page at the
// right; in a narrow window the sections are a menu over the page.
type frame struct {
	ground, line               *kit.Ground
	title                      *kit.Text
	search, rows, menu, scroll fyne.CanvasObject
	object                     *fyne.Container
	// narrow is set while the sections are a menu; turned is told of a change.
	narrow bool
	turned func()
}

func newFrame(search *kit.Field, rows fyne.CanvasObject, menu *kit.Select, scroll *container.Scroll, turned func()) *frame {
	f := &frame{
		ground: kit.NewGround(style.Desk), line: kit.NewLine(), title: kit.NewTitle(lang.T("settings.title"), style.Title),
		search: search, rows: rows, menu: menu, scroll: scroll, turned: turned,
	}
	f.object = &fyne.Container{Layout: f, Objects: []fyne.CanvasObject{f.ground, f.line, f.title, search, rows, menu, scroll}}
	return f
}

// The width of the column of sections, and the width of the screen under which
// there is none, at 100 %.
const sideWidth, narrowScreen = 228, 700

// Layout implements fyne.Layout.
func (f *frame) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	narrow := size.Width < style.Px(narrowScreen)
	if narrow != f.narrow {
		f.narrow = narrow
		if f.turned != nil {
			f.turned()
		}
	}
	kit.Show(f.title, !narrow)
	kit.Show(f.rows, !narrow)
	kit.Show(f.menu, narrow)
	field := kit.HeightFor(f.search, style.Px(sideWidth))
	if narrow {
		f.layNarrow(size, field)
		return
	}
	w, top := style.Px(sideWidth), style.Px(18)
	title := f.title.MinSize().Height
	kit.Put(f.ground, 0, 0, w-1, size.Height)
	kit.Put(f.line, w-1, 0, 1, size.Height)
	kit.Put(f.title, style.Px(18), top, w-style.Px(36), title)
	kit.Put(f.search, style.Px(14), top+title+style.Px(10), w-style.Px(28), field)
	y := top + title + style.Px(10) + field + style.Px(style.Space3)
	kit.Put(f.rows, 0, y, w-1, size.Height-y)
	kit.Put(f.scroll, w, 0, size.Width-w, size.Height)
}

// layNarrow puts menu and search into one line.
func (f *frame) layNarrow(size fyne.Size, field float32) {
	margin, gap := style.Px(style.Space5), style.Px(style.Space3)
	h := field + 2*gap
	half := (size.Width - 2*margin - gap) / 2
	kit.Put(f.ground, 0, 0, size.Width, h)
	kit.Put(f.line, 0, h-1, size.Width, 1)
	kit.Put(f.menu, margin, gap, half, field)
	kit.Put(f.search, margin+half+gap, gap, half, field)
	kit.Put(f.scroll, 0, h, size.Width, size.Height-h)
}

// MinSize implements fyne.Layout: the smallest window says how small it can be.
func (f *frame) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(320, 320) }
