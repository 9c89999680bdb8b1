package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// ShowMenu opens a menu under an object, its right edges in line where it
// would not fit otherwise.
func ShowMenu(under fyne.CanvasObject, menu *fyne.Menu) {
	driver := fyne.CurrentApp().Driver()
	c := driver.CanvasForObject(under)
	if c == nil {
		return // the object has left the window
	}
	pop := widget.NewPopUpMenu(menu, c)
	at := driver.AbsolutePositionForObject(under).AddXY(0, under.Size().Height)
	if over := at.X + pop.MinSize().Width - c.Size().Width; over > 0 {
		at.X = max(0, at.X-over)
	}
	pop.ShowAtPosition(at)
}
