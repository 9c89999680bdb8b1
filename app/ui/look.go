package ui

import (
	"os"
	"runtime"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"carebook/app"
	"carebook/app/ui/style"
)

// darkDesktop is the preference that keeps what the desktop said last.
const darkDesktop = "desktop.dark"

// look puts the theme on. On the desktops of Linux the answer to "light or
// dark?" comes some time after the window, or never; until then Fyne says
// dark. So the window begins with what the desktop said last time, light at
// first, and does not flash.
type look struct {
	app fyne.App
	// told is set once the desktop has said what it is.
	told bool
	// ours is set while the program itself puts a theme on.
	ours bool
	on   *style.Theme
}

// toldAtOnce reports whether Fyne knows from the start what the desktop is.
func toldAtOnce() bool {
	return runtime.GOOS == "windows" || runtime.GOOS == "darwin" || os.Getenv("FYNE_THEME") != ""
}

// newLook puts on the theme of the settings and listens for the desktop,
// unless that was told at once.
func newLook(a fyne.App, s app.Settings, told bool) *look {
	l := &look{app: a, told: told}
	l.put(s)
	a.Settings().AddListener(func(set fyne.Settings) {
		if l.ours {
			return
		}
		l.told = true
		l.on.Believe()
		if dark := set.ThemeVariant() == theme.VariantDark; dark != a.Preferences().Bool(darkDesktop) {
			a.Preferences().SetBool(darkDesktop, dark)
		}
	})
	return l
}

// put puts on the theme of the settings.
func (l *look) put(s app.Settings) {
	mode := style.FollowSystem
	switch s.Theme {
	case app.LightTheme:
		mode = style.Light
	case app.DarkTheme:
		mode = style.Dark
	}
	l.on = style.New(mode, s.TextSize)
	if !l.told {
		l.on.Assume(l.app.Preferences().Bool(darkDesktop))
	}
	l.ours = true
	l.app.Settings().SetTheme(l.on)
	l.ours = false
}
