package people

import (
	"fyne.io/fyne/v2"

	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/run"
)

// Commands implements kit.Commander.
func (p *Screen) Commands() []kit.Command {
	nobody := func() bool { return p.page.subject == nil }
	none := func() bool { return len(p.selection()) == 0 }
	living := func() bool { return nobody() || p.page.subject.person.Deleted != "" }
	commands := []kit.Command{
		{Label: lang.T("command.new_person"), Shortcut: kit.Ctrl(fyne.KeyN), Do: p.NewPerson},
		{Label: lang.T("command.log"), Shortcut: kit.Ctrl(fyne.KeyL), Do: p.Log, Off: living},
		{Label: lang.T("command.edit"), Key: fyne.KeyF2, Do: p.Edit, Off: living},
		{Label: lang.T("command.tag"), Shortcut: kit.Ctrl(fyne.KeyT), Do: p.tagSelection, Off: none},
		{Label: lang.T("command.set_field"), Shortcut: kit.Ctrl(fyne.KeyG), Do: p.fieldPanel, Off: none},
		{Label: lang.T("command.export"), Shortcut: kit.Ctrl(fyne.KeyE), Do: p.exportSelection, Off: none},
		{Label: lang.T("sheet.print_people"), Shortcut: kit.CtrlShift(fyne.KeyP), Do: p.printList, Off: func() bool { return len(p.list.people) == 0 }},
		{Label: lang.T("command.call"), Shortcut: kit.CtrlShift(fyne.KeyC), Do: func() { p.page.callNow() }, Off: nobody},
		{Label: lang.T("command.mail"), Shortcut: kit.CtrlShift(fyne.KeyM), Do: func() { p.page.mailNow() }, Off: nobody},
		{Label: lang.T("command.timeline"), Shortcut: kit.CtrlShift(fyne.Key1), Do: func() { p.page.openTab(timelineTab) }, Off: nobody},
		{Label: lang.T("command.notes"), Shortcut: kit.CtrlShift(fyne.Key2), Do: func() { p.page.openTab(notesTabAt) }, Off: nobody},
		{Label: lang.T("command.details"), Shortcut: kit.CtrlShift(fyne.Key3), Do: func() { p.page.openTab(detailsTab) }, Off: nobody},
		{Label: lang.T("command.sales"), Shortcut: kit.CtrlShift(fyne.Key4), Do: p.Sales, Off: nobody},
		{Label: lang.T("command.band"), Shortcut: kit.CtrlShift(fyne.KeyB), Do: p.askBand, Off: living},
		{Label: lang.T("command.items"), Shortcut: kit.CtrlShift(fyne.KeyG), Do: p.showItems},
		{Label: lang.T("command.new_list"), Shortcut: kit.CtrlShift(fyne.KeyL), Do: func() { p.listPanel(0) }},
		{Label: lang.T("command.trash"), Key: fyne.KeyDelete, Do: p.trashSelection, Off: none},
	}
	for i := range commands {
		do := commands[i].Do
		commands[i].Do = func() {
			if p.route.Screen == kit.PeopleScreen && !p.object.Visible() {
				p.shell.Open(p.route)
			}
			do()
		}
	}
	return commands
}

// Log leads to the line in which the next thing is logged.
func (p *Screen) Log() {
	if p.page.subject == nil {
		return
	}
	if p.layout.narrow() && p.route.Person == 0 {
		r := p.route
		r.Person = p.page.key()
		p.shell.Open(r)
	}
	p.page.openTab(timelineTab)
	run.AfterFirstFrame(p.page.timeline.line.Focus) // what was never drawn takes no focus
}

// Edit leads to the first field of the person on the page.
func (p *Screen) Edit() {
	if p.page.subject != nil {
		p.page.openTab(detailsTab)
		run.AfterFirstFrame(p.page.details.editFirst) // what was never drawn takes no focus
	}
}

// Leave ends the editing of a field, and saves what was typed.
func (p *Screen) Leave() { p.page.details.leave() }

// Take takes files that were dropped on the window while the page is open and
// reports whether it did: a picture becomes the photo, other files that are no
// address books are kept with the person.
func (p *Screen) Take(paths []string) bool {
	if p.page.subject == nil || !p.page.scroll.Visible() {
		return false
	}
	return p.page.details.take(paths)
}

// pageMenu is what can be done to the person on the page.
func (p *Screen) pageMenu() []kit.MenuItem {
	if p.page.subject.person.Deleted != "" {
		return p.selectionMenu()
	}
	only := []int64{p.page.key()}
	return []kit.MenuItem{
		{Label: lang.T("command.edit"), Do: p.Edit},
		{Label: lang.T("people.attach"), Do: p.page.details.chooseFiles},
		{Label: lang.T("people.change_photo"), Do: p.page.details.choosePhoto},
		{Label: lang.T("people.find_twins"), Do: func() { p.shell.Open(kit.Route{Screen: kit.DuplicatesScreen}) }},
		{Label: lang.T("people.export"), Do: func() { p.export(only) }},
		{Label: lang.T("sheet.print_brief"), Do: p.printBrief},
		{},
		{Label: lang.T("people.to_trash"), Do: func() { p.trash(only) }},
	}
}
