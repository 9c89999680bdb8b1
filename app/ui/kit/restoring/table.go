package restoring

import (
	"fyne.io/fyne/v2"

	"carebook/app/ui/kit"
	"carebook/app/ui/style"
)

// line is one of the table: what, how much of it is in the backup, how much in the
// book.
type line struct {
	name, backup, book string
	// head makes it the captions.
	head bool
}

// newRow draws a line.
func newRow(l line) fyne.CanvasObject {
	size, ink := style.Control, style.Ink
	if l.head {
		size, ink = style.Small, style.Ink3
	}
	name := kit.NewText(l.name, style.Control, style.Ink2).Cut()
	backup := kit.NewText(l.backup, size, ink).Align(fyne.TextAlignTrailing).Cut()
	book := kit.NewText(l.book, size, ink).Align(fyne.TextAlignTrailing).Cut()
	if l.backup != l.book && !l.head {
		backup.Bold()
	}
	return &fyne.Container{Objects: []fyne.CanvasObject{name, backup, book}, Layout: kit.ByWidth(func(width float32, move bool) float32 {
		height := name.MinSize().Height
		if !move {
			return height
		}
		gap, column := style.Px(style.Space2), width*0.31
		kit.Put(name, 0, 0, width-2*column-gap, height)
		kit.Put(backup, width-2*column, 0, column-gap, height)
		kit.Put(book, width-column, 0, column, height)
		return height
	})}
}
