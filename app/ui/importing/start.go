package importing

import (
	"strings"

	"fyne.io/fyne/v2"

	"carebook/app/care"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/style"
	"carebook/store"
)

// start is the page before an import: where to drop, and what was imported
// before.
type start struct {
	screen *Screen
	choose *kit.Button
	before *fyne.Container
	undos  []*kit.Button
	object fyne.CanvasObject
}

// maxBefore is the number of earlier imports that are listed.
const maxBefore = 30

func newStart(i *Screen) *start {
	s := &start{screen: i}
	s.choose = kit.NewButton(kit.Accent, lang.T("import.choose"), style.FolderOpen, i.choose)
	s.before = kit.NewColumn(0)
	drop := kit.OnGround(
		kit.NewGround(style.Soft).Edge(style.RadiusDrop, 2, style.Accent),
		kit.Inset(style.Space5, style.Space5, style.Space5, style.Space5, kit.NewColumn(style.Space2,
			kit.NewTitle(lang.T("import.drop"), style.Sentence),
			kit.NewParagraph(lang.T("import.drop_what"), style.Control, style.Ink2),
			kit.NewParagraph(lang.T("sales.drop_what"), style.Control, style.Ink2),
			kit.Inset(style.Space2, 0, 0, 0, kit.NewFlow(0, s.choose)),
		)))
	s.object = page(kit.NewTitle(lang.T("import.title"), style.Title), kit.NewColumn(style.Space5, drop, s.before))
	return s
}

// list shows the runs before.
func (s *start) list(runs []store.Import) {
	s.undos = nil
	s.before.Objects = nil
	if len(runs) > 0 {
		s.before.Objects = append(s.before.Objects, kit.Inset(0, 0, style.Space2, 0, kit.NewTitle(lang.T("import.before"), style.Section)))
	}
	today := s.screen.clock.Today()
	for _, r := range runs[:min(len(runs), maxBefore)] {
		s.before.Objects = append(s.before.Objects, kit.NewLine(), s.row(r, today))
	}
	s.before.Refresh()
	s.screen.object.Refresh()
}

// row is one run: its files, what it did, and the way to take it back.
func (s *start) row(r store.Import, today care.Day) fyne.CanvasObject {
	day := care.DayOf(r.At.Time().In(s.screen.clock.Now().Location()))
	words := kit.NewColumn(0,
		kit.NewParagraph(strings.Join(r.Files, ", "), style.Control, style.Ink).Bold().Limit(2),
		kit.NewParagraph(lang.DayShort(day, today)+": "+countsSentence(r.New, r.Updated, r.Same, r.Problems), style.Small, style.Ink2),
	)
	var right fyne.CanvasObject = kit.NewText(lang.T("import.taken_back"), style.Small, style.Ink3)
	if !r.Undone && r.Action != 0 {
		undo := kit.NewLink(lang.T("import.undo"), func() { s.screen.undo(r.ID) })
		s.undos = append(s.undos, undo)
		right = undo
	}
	return kit.Inset(style.Space2, 0, style.Space2, 0, kit.Beside(words, right))
}

// countsSentence is what became of the records, in words.
func countsSentence(added, updated, same, problems int) string {
	return listed(lang.N("import.count_new", added), lang.N("import.count_updated", updated),
		lang.N("import.count_same", same), lang.N("import.count_problems", problems))
}
