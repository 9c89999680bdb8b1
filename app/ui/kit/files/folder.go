package files

import (
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/run"
	"carebook/app/ui/style"
)

// FolderDialog is the open dialog in which the user chooses a folder: the one that
// it shows.
type FolderDialog struct {
	shell  kit.Shell
	chosen func(string)
	folder string

	path     *kit.Entry
	up       *kit.Button
	rows     []*kit.SideRow
	list     *fyne.Container
	scroll   *container.Scroll
	sentence *kit.Text
	cancel   *kit.Button
	ok       *kit.Button
	pop      *widget.PopUp
	reading  run.Task
}

// ChooseFolder opens the dialog for a folder, at first at one of them ("" is where
// files were chosen last). title heads it, act is the word of its button; chosen gets
// a folder that is there.
func ChooseFolder(shell kit.Shell, title, act, first string, chosen func(folder string)) *FolderDialog {
	d := &FolderDialog{shell: shell, chosen: chosen}
	d.path = kit.NewEntry()
	d.path.OnSubmitted = d.goTo
	d.path.OnEscape = func() { d.pop.Hide() }
	d.up = kit.NewButton(kit.Plain, "", style.ArrowUp, func() { d.open(filepath.Dir(d.folder)) })
	d.list = kit.NewColumn(0)
	d.scroll = container.NewVScroll(d.list)
	d.sentence = kit.NewText("", style.Small, style.Ink3).Cut()
	d.cancel = kit.NewButton(kit.Plain, lang.T("files.cancel"), "", func() { d.pop.Hide() })
	d.ok = kit.NewButton(kit.Accent, act, style.FolderOpen, d.finish)
	head := kit.NewColumn(style.Space3, kit.NewTitle(title, style.Sentence), container.NewBorder(nil, nil, d.up, nil, d.path))
	foot := container.NewBorder(nil, nil, nil, container.NewHBox(d.cancel, d.ok), d.sentence)
	d.pop = dialog(shell.Window().Canvas(), container.NewBorder(head, foot, nil, nil, kit.Inset(style.Space3, 0, style.Space3, 0, d.scroll)))
	if first == "" || !isFolder(first) {
		first = firstFolder()
	}
	d.open(first)
	d.pop.Show()
	shell.Window().Canvas().Focus(d.path)
	d.path.TypedShortcut(&fyne.ShortcutSelectAll{}) // what is typed takes its place
	return d
}

// open lists the folders of a folder, and goes there.
func (d *FolderDialog) open(folder string) {
	folder = filepath.Clean(folder)
	d.path.SetText(folder)
	readInto(d.shell, &d.reading, folder, []string{}, func(entries []entry, err error) {
		if err != nil {
			d.sentence.SetText(lang.T("files.unreadable"))
			return
		}
		d.folder = folder
		d.sentence.SetText("")
		d.rows, d.list.Objects = nil, nil
		for _, e := range entries[:min(len(entries), maxEntries)] {
			row := kit.NewSideRow(e.name, "", style.Folder, func() { d.open(e.path) })
			d.rows = append(d.rows, row)
			d.list.Objects = append(d.list.Objects, row)
		}
		d.list.Refresh()
		d.scroll.ScrollToTop()
	})
}

// goTo opens the folder whose path was typed.
func (d *FolderDialog) goTo(path string) {
	if path = typedPath(path); isFolder(path) {
		d.open(path)
		return
	}
	d.sentence.SetText(lang.T("files.missing"))
}

// finish takes the folder in the field, which is the one that is shown unless another
// was typed.
func (d *FolderDialog) finish() {
	path := typedPath(d.path.Text)
	if !isFolder(path) {
		d.sentence.SetText(lang.T("files.missing"))
		return
	}
	d.pop.Hide()
	d.chosen(filepath.Clean(path))
}
