package ui

import (
	"runtime"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"carebook/app/lang"
	"carebook/app/text"
	"carebook/app/ui/importing"
	"carebook/app/ui/kit"
	"carebook/app/ui/settings"
)

// sections are all that can be done from the keyboard and the menu, in groups.
// It is the one table of shortcuts: the menu is made of it, the keys are bound
// from it, and F1 shows it.
func (w *Window) sections() [][]kit.Command {
	open := func(s kit.Screen) func() { return func() { w.Open(kit.Route{Screen: s}) } }
	sections := [][]kit.Command{
		{
			{Label: lang.T("command.find"), Shortcut: kit.Ctrl(fyne.KeyK), Do: w.focusFind},
			{Label: lang.T("command.today"), Shortcut: kit.Ctrl(fyne.Key1), Do: open(kit.TodayScreen)},
			{Label: lang.T("command.people"), Shortcut: kit.Ctrl(fyne.Key2), Do: w.showPeople},
			{Label: lang.T("command.visits"), Shortcut: kit.Ctrl(fyne.Key3), Do: open(kit.VisitsScreen)},
			{Label: lang.T("command.back"), Shortcut: &desktop.CustomShortcut{KeyName: fyne.KeyLeft, Modifier: fyne.KeyModifierAlt}, Do: w.Back},
		},
		{
			{Label: lang.T("command.undo"), Shortcut: kit.Ctrl(fyne.KeyZ), Do: w.undo},
			{Label: lang.T("command.redo"), Shortcut: kit.CtrlShift(fyne.KeyZ), Do: w.redo},
		},
		w.people.Commands(),
		append([]kit.Command{
			{Label: lang.T("notes.new"), Shortcut: kit.CtrlShift(fyne.KeyN), Do: w.newNote, Off: func() bool { return w.atHand() == 0 }},
		}, w.notes.Commands()...),
		w.commandsOf(kit.TodayScreen),
		w.commandsOf(kit.VisitsScreen),
		w.demoCommands(),
		{
			{Label: lang.T("command.import"), Shortcut: kit.Ctrl(fyne.KeyO), Do: open(kit.ImportScreen)},
			{Label: lang.T("command.import_sales"), Shortcut: kit.CtrlShift(fyne.KeyI), Do: w.importSales},
			{Label: lang.T("command.calendar"), Shortcut: kit.CtrlShift(fyne.KeyO), Do: w.people.ExportCalendar},
			{Label: lang.T("moving.command"), Do: func() { w.Open(kit.Route{Screen: kit.SettingsScreen, Section: kit.MovingSection}) }},
			{Label: lang.T("command.duplicates"), Shortcut: kit.Ctrl(fyne.KeyD), Do: open(kit.DuplicatesScreen)},
			{Label: lang.T("who.title"), Shortcut: kit.CtrlShift(fyne.KeyW), Do: w.showWho},
			{Label: lang.T("brief.command"), Key: fyne.KeyF4, Do: w.showBrief},
			{Label: lang.T("sheet.print"), Shortcut: kit.Ctrl(fyne.KeyP), Do: w.printShown},
			{Label: w.privacyLabel(), Shortcut: kit.Ctrl(fyne.KeyH), Do: w.togglePrivate},
			{Label: lang.T("command.settings"), Shortcut: kit.Ctrl(fyne.KeyComma), Do: open(kit.SettingsScreen)},
			{Label: lang.T("command.keys"), Key: fyne.KeyF1, Do: w.showKeys},
			{Label: lang.T("guide.command"), Shortcut: ctrlF1, Do: open(kit.GuideScreen)},
			{Label: lang.T("command.quit"), Shortcut: kit.Ctrl(fyne.KeyQ), Do: w.Quit},
		},
	}
	return sections
}

// ctrlF1 opens the guide: F1 is the table of keys.
var ctrlF1 = kit.Ctrl(fyne.KeyF1)

// mostOffered is the number of commands that a search offers.
const mostOffered = 4

// offered are the commands that can be given now and whose names hold all words, and
// the sections of the settings that people look for by them.
func (w *Window) offered(words string) []kit.Action {
	wanted := strings.Fields(text.Fold(words))
	var found []kit.Action
	for _, c := range slices.Concat(w.sections()...) {
		if c.Do == nil || c.Off != nil && c.Off() || len(found) == mostOffered {
			continue
		}
		name := text.Fold(c.Label)
		if !slices.ContainsFunc(wanted, func(word string) bool { return !strings.Contains(name, word) }) {
			found = append(found, kit.Action{Label: c.Label, Do: c.Do})
		}
	}
	found = append(found, w.screen(kit.SettingsScreen).(*settings.Screen).Offered(words)...)
	return found[:min(len(found), mostOffered)]
}

// commandsOf are the commands of a screen's own.
func (w *Window) commandsOf(name kit.Screen) []kit.Command {
	return w.screen(name).(kit.Commander).Commands()
}

// atHand is the person at hand on the screen that is shown, 0 for nobody.
func (w *Window) atHand() int64 {
	if s, ok := w.screen(w.route.Screen).(kit.Subject); ok {
		return s.AtHand()
	}
	return 0
}

// newNote begins a note about the person at hand.
func (w *Window) newNote() {
	w.Open(kit.Route{Screen: kit.NotesScreen, Person: w.atHand(), NewNote: true})
}

// importSales lets the user choose a list of sales.
func (w *Window) importSales() {
	w.Open(kit.Route{Screen: kit.ImportScreen})
	w.screen(kit.ImportScreen).(*importing.Screen).ChooseSales()
}

// showWho asks who is calling.
func (w *Window) showWho() {
	if w.askWho != nil {
		w.askWho()
	}
}

// showPeople shows everyone, with the keyboard in the list.
func (w *Window) showPeople() {
	w.Open(kit.Route{Screen: kit.PeopleScreen})
	w.people.FocusList()
}

// addCommands binds the keys. macOS has its menu bar at the top of the screen;
// elsewhere Fyne would draw one into the window, so there the keys are the
// canvas's and the menu opens from the top bar.
func (w *Window) addCommands() {
	canvas := w.win.Canvas()
	canvas.SetOnTypedKey(w.typedKey)
	if runtime.GOOS == "darwin" {
		w.win.SetMainMenu(fyne.NewMainMenu(w.mainMenu()))
		return
	}
	for _, section := range w.sections() {
		for _, c := range section {
			if c.Shortcut != nil && c.Do != nil {
				for _, s := range canvasShortcuts(c.Shortcut) {
					canvas.AddShortcut(s, func(fyne.Shortcut) { w.byKey(c) })
				}
			}
		}
	}
}

// canvasShortcuts are the keys of a shortcut as the driver tells them: Ctrl+Z is
// one that Fyne has a name for, and so is Ctrl+Y, which does what Ctrl+Shift+Z does.
func canvasShortcuts(s *desktop.CustomShortcut) []fyne.Shortcut {
	switch s.ShortcutName() {
	case kit.Ctrl(fyne.KeyZ).ShortcutName():
		return []fyne.Shortcut{&fyne.ShortcutUndo{}}
	case kit.CtrlShift(fyne.KeyZ).ShortcutName():
		return []fyne.Shortcut{s, &fyne.ShortcutRedo{}}
	}
	return []fyne.Shortcut{s}
}

// byKey does what the keys of a command ask for, unless a dialog has the
// window to itself.
func (w *Window) byKey(c kit.Command) {
	if w.win.Canvas().Overlays().Top() == nil && (c.Off == nil || !c.Off()) {
		c.Do()
	}
}

// typedKey is told of keys for which no piece has a use: the screen may have
// one, then the commands.
func (w *Window) typedKey(e *fyne.KeyEvent) {
	if taker, ok := w.screen(w.route.Screen).(kit.KeyTaker); ok && taker.TakeKey(e) {
		return
	}
	for _, section := range w.sections() {
		for _, c := range section {
			if c.Do != nil && c.Key != "" && c.Key == e.Name && (c.Off == nil || !c.Off()) {
				w.byKey(c)
				return
			}
		}
	}
}

// menuItems is the commands as the menu of the top bar: those that have
// something to be done to.
func (w *Window) menuItems() []kit.MenuItem {
	var items []kit.MenuItem
	for _, section := range w.sections() {
		var group []kit.MenuItem
		for _, c := range section {
			if c.Do != nil && (c.Off == nil || !c.Off()) {
				group = append(group, kit.MenuItem{Label: c.Label, Detail: keyNames(c), Do: c.Do})
			}
		}
		if len(items) > 0 && len(group) > 0 {
			items = append(items, kit.MenuItem{})
		}
		items = append(items, group...)
	}
	return items
}

// mainMenu is the commands as a menu of macOS.
func (w *Window) mainMenu() *fyne.Menu {
	var items []*fyne.MenuItem
	for i, section := range w.sections() {
		if i > 0 {
			items = append(items, fyne.NewMenuItemSeparator())
		}
		for _, c := range section {
			if c.Do == nil {
				continue
			}
			item := fyne.NewMenuItem(c.Label, func() { w.byKey(c) })
			if c.Shortcut != nil {
				item.Shortcut = c.Shortcut
			}
			items = append(items, item)
		}
	}
	// Fyne adds an item of its own unless it knows which one quits.
	items[len(items)-1].IsQuit = true
	return fyne.NewMenu(lang.T("command.menu"), items...)
}

// showKeys shows the table of shortcuts.
func (w *Window) showKeys() {
	var rows [][2]string
	for i, section := range w.sections() {
		if i > 0 {
			rows = append(rows, [2]string{})
		}
		for _, c := range section {
			if keys := keyNames(c); keys != "" {
				rows = append(rows, [2]string{c.Label, keys})
			}
		}
	}
	kit.ShowKeys(w.win.Canvas(), lang.T("command.keys"), lang.T("command.close"), rows, kit.Action{
		Label: lang.T("guide.command"), Do: func() { w.Open(kit.Route{Screen: kit.GuideScreen}) },
	})
}

func (w *Window) focusFind() {
	w.find.Ready()
	w.win.Canvas().Focus(w.find.Field)
	w.find.Field.TypedShortcut(&fyne.ShortcutSelectAll{})
}

// keyNames are the keys of a command as they stand on the keyboard.
func keyNames(c kit.Command) string {
	if c.Shortcut == nil {
		return kit.KeyWords(c.Key)
	}
	return kit.ShortcutWords(c.Shortcut)
}
