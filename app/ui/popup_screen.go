//go:build !ci

package ui

import (
	"fyne.io/fyne/v2"
	"github.com/go-gl/glfw/v3.4/glfw"
)

// realDesk asks the library below Fyne, which has no words for it.
func realDesk() desk {
	return desk{
		area: func() (area, bool) {
			monitor := glfw.GetPrimaryMonitor()
			if monitor == nil {
				return area{}, false
			}
			x, y, width, height := monitor.GetWorkarea()
			return area{x, y, width, height}, width > 0 && height > 0
		},
		show: func(win fyne.Window) {
			glfw.WindowHint(glfw.FocusOnShow, glfw.False)
			win.Show()
			glfw.WindowHint(glfw.FocusOnShow, glfw.True)
		},
	}
}
