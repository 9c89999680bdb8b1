package importing

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"carebook/app/book"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/style"
)

// undone is the page of an import that was taken back: what was removed and
// restored, and who was left alone, with the reason.
type undone struct {
	sentence        *kit.Paragraph
	left            []kit.Line
	rows            *kit.List
	people, another *kit.Button
	object          fyne.CanvasObject
}

func newUndone(i *Screen, r book.UndoResult) *undone {
	u := &undone{sentence: kit.NewParagraph(undoneSentence(r), style.Sentence, style.Ink).Book()}
	for _, p := range r.Left {
		name := p.Name
		if name == "" {
			name = lang.T("people.no_name")
		}
		u.left = append(u.left, kit.Line{Text: name, Second: p.Why})
	}
	u.people = kit.NewButton(kit.Plain, lang.T("import.show_people"), style.Users, func() {
		i.shell.Open(kit.Route{Screen: kit.PeopleScreen})
	})
	u.another = kit.NewButton(kit.Accent, lang.T("import.another"), style.FolderOpen, i.choose)
	top := kit.NewColumn(0, head(kit.NewTitle(lang.T("import.undone_title"), style.Title)),
		kit.Inset(style.Space5, style.Space5, style.Space4, style.Space5, kit.AtMost(kit.PageWidth, u.sentence)))
	var body fyne.CanvasObject = container.NewStack()
	if len(u.left) > 0 {
		u.rows = kit.NewList(kit.LineHeight, func() int { return len(u.left) },
			func() fyne.CanvasObject { return kit.NewLineRow() },
			func(n int, row fyne.CanvasObject, _, focused bool) { row.(*kit.LineRow).Fill(u.left[n], focused) },
			func(int) {})
		words := kit.NewParagraph(lang.N("import.left_alone", len(u.left)), style.Control, style.Ink2)
		body = container.NewBorder(kit.Inset(0, style.Space5, style.Space2, style.Space5, kit.AtMost(kit.PageWidth, words)),
			nil, nil, nil, kit.Inset(0, 14, 0, 14, u.rows))
	}
	u.object = container.NewBorder(top, foot(container.NewStack(), u.people, u.another), nil, nil, body)
	return u
}

// undoneSentence says what taking an import back did.
func undoneSentence(r book.UndoResult) string {
	if r.Sales > 0 {
		return lang.N("sales.undone", r.Sales)
	}
	sentence := lang.N("import.undone_removed", r.Removed)
	if r.Restored > 0 {
		sentence += " " + lang.N("import.undone_restored", r.Restored)
	}
	return sentence
}
