package kit

import (
	"fyne.io/fyne/v2"

	"carebook/app/ui/style"
)

// ShowKeys shows a table of what the keys do: words and keys, a line for an
// empty row.
func ShowKeys(c fyne.Canvas, title, closing string, rows [][2]string) *Panel {
	table := NewColumn(style.Space1)
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
	p := NewPanel(title, Inset(0, style.Space3, 0, 0, table), closing, func(done func(string)) { done("") })
	p.Cancel.Hide()
	p.Show(c)
	return p
}
