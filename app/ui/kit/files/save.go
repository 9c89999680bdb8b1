package files

import (
	"os"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/run"
	"carebook/app/ui/style"
)

// SaveDialog is the open dialog in which the user says where a file goes.
type SaveDialog struct {
	shell  kit.Shell
	chosen func(path string, replace bool)
	folder string
	// asked is the path that is there already and was asked about.
	asked string

	name     *kit.Entry
	up       *kit.Button
	rows     []*kit.SideRow
	list     *fyne.Container
	scroll   *container.Scroll
	where    *kit.Text
	sentence *kit.Text
	cancel   *kit.Button
	ok       *kit.Button
	pop      *widget.PopUp
	reading  run.Task
}

// Save opens the dialog with a name to begin with. chosen gets the path and
// whether the user has agreed to replace the file that is there; without that,
// whoever writes must not replace one.
func Save(shell kit.Shell, name string, chosen func(path string, replace bool)) *SaveDialog {
	d := &SaveDialog{shell: shell, chosen: chosen}
	d.build()
	d.name.SetText(name)
	d.open(firstFolder())
	d.pop.Show()
	shell.Window().Canvas().Focus(d.name)
	d.name.TypedShortcut(&fyne.ShortcutSelectAll{})
	return d
}

func (d *SaveDialog) build() {
	d.name = kit.NewEntry()
	d.name.OnChanged = func(string) { d.ask("") }
	d.name.OnSubmitted = func(string) { d.finish() }
	d.name.OnEscape = func() { d.pop.Hide() }
	d.up = kit.NewButton(kit.Plain, "", style.ArrowUp, func() { d.open(filepath.Dir(d.folder)) })
	d.where = kit.NewText("", style.Control, style.Ink2).Cut()
	d.list = kit.NewColumn(0)
	d.scroll = container.NewVScroll(d.list)
	d.sentence = kit.NewText("", style.Small, style.Late).Cut()
	d.cancel = kit.NewButton(kit.Plain, lang.T("files.cancel"), "", func() { d.pop.Hide() })
	d.ok = kit.NewButton(kit.Accent, lang.T("files.save"), style.Download, d.finish)
	head := kit.NewColumn(style.Space3, kit.NewTitle(lang.T("files.save_title"), style.Sentence), d.name,
		kit.Lead(d.up, d.where))
	foot := container.NewBorder(nil, nil, nil, container.NewHBox(d.cancel, d.ok), d.sentence)
	content := container.NewBorder(head, foot, nil, nil, kit.Inset(style.Space3, 0, style.Space3, 0, d.scroll))
	d.pop = dialog(d.shell.Window().Canvas(), content)
}

// open lists the folders of a folder, and goes there.
func (d *SaveDialog) open(folder string) {
	folder = filepath.Clean(folder)
	readInto(d.shell, &d.reading, folder, kinds, func(entries []entry, err error) {
		if err != nil {
			d.sentence.SetText(lang.T("files.unreadable"))
			return
		}
		d.folder = folder
		d.where.SetText(folder)
		d.ask("")
		d.rows, d.list.Objects = nil, nil
		for _, e := range entries {
			if !e.folder || len(d.rows) == maxEntries {
				break // folders stand first
			}
			row := kit.NewSideRow(e.name, "", style.Folder, func() { d.open(e.path) })
			d.rows = append(d.rows, row)
			d.list.Objects = append(d.list.Objects, row)
		}
		if len(d.rows) == 0 {
			d.list.Objects = emptyFolder(lang.T("files.no_folders"))
		}
		d.list.Refresh()
		d.scroll.ScrollToTop()
	})
}

// ask asks whether the file at a path may be replaced; "" asks nothing.
func (d *SaveDialog) ask(path string) {
	d.asked = path
	if path == "" {
		d.sentence.SetText("")
		d.ok.SetLabel(lang.T("files.save"))
	} else {
		d.sentence.SetText(lang.T("files.exists"))
		d.ok.SetLabel(lang.T("files.replace"))
	}
	d.pop.Content.Refresh()
}

// path is the file that the name means: in the folder shown, unless the name
// itself says where.
func (d *SaveDialog) path() string {
	name := typedPath(d.name.Text)
	if name == "" || filepath.IsAbs(name) {
		return name
	}
	return filepath.Join(d.folder, name)
}

func (d *SaveDialog) finish() {
	path := d.path()
	info, err := os.Lstat(path)
	switch {
	case path == "":
		d.sentence.SetText(lang.T("files.name_missing"))
		return
	case err == nil && info.IsDir():
		d.name.SetText("")
		d.open(path)
		return
	case err == nil && d.asked != path:
		d.ask(path)
		return
	case !isFolder(filepath.Dir(path)):
		d.sentence.SetText(lang.T("files.unreadable"))
		return
	}
	d.pop.Hide()
	fyne.CurrentApp().Preferences().SetString(lastFolder, filepath.Dir(path))
	d.chosen(path, d.asked == path)
}

func isFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// typedPath is a path as people type it: without spaces around it, and with ~
// for home.
func typedPath(path string) string {
	path = strings.TrimSpace(path)
	if rest, ok := strings.CutPrefix(path, "~"); ok {
		if home, err := os.UserHomeDir(); err == nil {
			return filepath.Join(home, rest)
		}
	}
	return path
}
