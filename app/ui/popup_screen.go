//go:build !ci

package ui

import (
	"runtime"

	"fyne.io/fyne/v2"
	"github.com/go-gl/glfw/v3.4/glfw"

	"carebook/assets"
)

// nameWindows tells the desktop whose the windows are that are shown from now on
// (ICCCM, WM_CLASS): by that name, which the menu's entry gives as well
// (StartupWMClass), a dock finds the icon. Without it each has its own title for a name. The first window must have
// been made, since that starts the library below Fyne.
func nameWindows() {
	glfw.WindowHintString(glfw.X11ClassName, assets.ID)
	glfw.WindowHintString(glfw.X11InstanceName, assets.ID)
}

// realDesk asks the library below Fyne, which has no words for it.
func realDesk() desk {
	return desk{
		cuts: runtime.GOOS == "windows",
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
