package ui

import (
	"runtime"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"carebook/app/lang"
	"carebook/app/ui/kit"
)

// command is something that can be done from anywhere in the window. The list
// of commands is the one table of shortcuts: the menu is made of it, and the
// keys are bound from it.
type command struct {
	label    string
	shortcut *desktop.CustomShortcut
	do       func()
}

// ctrl is a key together with the one that shortcuts begin with.
func ctrl(key fyne.KeyName) *desktop.CustomShortcut {
	return &desktop.CustomShortcut{KeyName: key, Modifier: fyne.KeyModifierShortcutDefault}
}

func (w *Window) commands() []command {
	return []command{
		{lang.T("command.find"), ctrl(fyne.KeyK), w.focusFind},
		{lang.T("command.people"), ctrl(fyne.Key1), func() { w.Open(kit.Route{Screen: kit.PeopleScreen}) }},
		{lang.T("command.import"), ctrl(fyne.KeyO), func() { w.Open(kit.Route{Screen: kit.ImportScreen}) }},
		{lang.T("command.settings"), ctrl(fyne.KeyComma), func() { w.Open(kit.Route{Screen: kit.SettingsScreen}) }},
		{lang.T("command.back"), &desktop.CustomShortcut{KeyName: fyne.KeyLeft, Modifier: fyne.KeyModifierAlt}, w.Back},
		{lang.T("command.quit"), ctrl(fyne.KeyQ), w.Close},
	}
}

// addCommands binds the keys. macOS has its menu bar at the top of the screen;
// elsewhere Fyne would draw one into the window, so there the keys are the
// canvas's and the menu opens from the top bar.
func (w *Window) addCommands() {
	if runtime.GOOS == "darwin" {
		w.win.SetMainMenu(fyne.NewMainMenu(w.mainMenu()))
		return
	}
	for _, c := range w.commands() {
		w.win.Canvas().AddShortcut(c.shortcut, func(fyne.Shortcut) { w.byKey(c) })
	}
}

// byKey does what the keys of a command ask for, unless a dialog has the
// window to itself.
func (w *Window) byKey(c command) {
	if w.win.Canvas().Overlays().Top() == nil {
		c.do()
	}
}

// menuItems is the commands as the menu of the top bar.
func (w *Window) menuItems() []kit.MenuItem {
	var items []kit.MenuItem
	for _, c := range w.commands() {
		items = append(items, kit.MenuItem{Label: c.label, Detail: keyNames(c.shortcut), Do: c.do})
	}
	return items
}

// mainMenu is the commands as a menu of macOS.
func (w *Window) mainMenu() *fyne.Menu {
	var items []*fyne.MenuItem
	for _, c := range w.commands() {
		item := fyne.NewMenuItem(c.label, c.do)
		item.Shortcut = c.shortcut
		items = append(items, item)
	}
	// Fyne adds an item of its own unless it knows which one quits.
	items[len(items)-1].IsQuit = true
	return fyne.NewMenu(lang.T("command.menu"), items...)
}

func (w *Window) focusFind() {
	w.find.Ready()
	w.win.Canvas().Focus(w.find.Field)
	w.find.Field.TypedShortcut(&fyne.ShortcutSelectAll{})
}

// keyNames is a shortcut as it stands on keys.
func keyNames(s *desktop.CustomShortcut) string {
	key := string(s.KeyName)
	if s.KeyName == fyne.KeyLeft {
		key = "←"
	}
	mac := runtime.GOOS == "darwin"
	switch {
	case s.Modifier == fyne.KeyModifierAlt && mac:
		return "⌥ " + key
	case s.Modifier == fyne.KeyModifierAlt:
		return lang.T("command.with_alt", lang.Args{"Key": key})
	case mac:
		return "⌘ " + key
	}
	return lang.T("command.with_ctrl", lang.Args{"Key": key})
}
