package kit

import (
	"fyne.io/fyne/v2"

	"carebook/app/ui/style"
)

// ShowKeys shows a table of what the keys do: words and keys, a line for an
// empty row. Above it stands the way to more; choosing it closes the table.
func ShowKeys(c fyne.Canvas, title, closing string, rows [][2]string, more Action) *Panel {
	var p *Panel
	guide := NewButton(Plain, more.Label, style.BookOpen, func() {
		p.Hide()
		more.Do()
	}).Small()
	table := NewColumn(style.Space1, Inset(0, 0, style.Space3, 0, NewFlow(0, guide)))
	for _, r := range rows {
		if r[0] == "" {
			table.Add(Inset(style.Space1, 0, style.Space1, 0, NewLine()))
			continue
		}
		words := NewParagraph(r[0], style.Control, style.Ink)
		keys := NewText(r[1], style.Small, style.Ink2)
		table.Add(Beside(words, keys))
	}
	// The scroll bar lies over the right edge.
	p = NewPanel(title, Inset(0, style.Space3, 0, 0, table), closing, func(done func(string)) { done("") })
	p.Cancel.Hide()
	p.Show(c)
	return p
}
