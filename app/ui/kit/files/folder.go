package files

import (
	"errors"
	"io/fs"
	"log/slog"
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

// FolderDialog is the open dialog in which the user chooses a folder: the one that
// it shows.
type FolderDialog struct {
	shell  kit.Shell
	chosen func(string)
	folder string

	path *kit.Entry
	up   *kit.Button
	// fresh begins a new folder in the one that is shown: then naming is there, with
	// its name and what makes it.
	fresh    *kit.Button
	name     *kit.Entry
	naming   *fyne.Container
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
	d.fresh = kit.NewButton(kit.Plain, lang.T("files.new_folder"), style.Plus, d.begin)
	d.name = kit.NewEntry()
	d.name.SetPlaceHolder(lang.T("files.folder_name"))
	d.name.OnSubmitted = d.makeFolder
	d.name.OnEscape = d.endNaming
	d.naming = container.NewBorder(nil, nil, nil, kit.NewButton(kit.Plain, lang.T("files.make_folder"), "", func() { d.makeFolder(d.name.Text) }), d.name)
	d.naming.Hide()
	d.list = kit.NewColumn(0)
	d.scroll = container.NewVScroll(d.list)
	d.sentence = kit.NewText("", style.Small, style.Ink3).Cut()
	d.cancel = kit.NewButton(kit.Plain, lang.T("files.cancel"), "", func() { d.pop.Hide() })
	d.ok = kit.NewButton(kit.Accent, act, style.FolderOpen, d.finish)
	head := kit.NewColumn(style.Space3, kit.NewTitle(title, style.Sentence), container.NewBorder(nil, nil, d.up, d.fresh, d.path), d.naming)
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
		if len(entries) == 0 {
			d.list.Objects = emptyFolder(lang.T("files.no_folders"))
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

// begin asks for the name of a new folder.
func (d *FolderDialog) begin() {
	d.name.SetText("")
	d.naming.Show()
	d.pop.Content.Refresh()
	d.shell.Window().Canvas().Focus(d.name)
}

func (d *FolderDialog) endNaming() {
	d.naming.Hide()
	d.pop.Content.Refresh()
	d.shell.Window().Canvas().Focus(d.path)
}

// makeFolder makes a folder in the one that is shown, which only the user may read, and goes
// there.
func (d *FolderDialog) makeFolder(name string) {
	name = strings.TrimSpace(name)
	if name == "" || name == "." || name == ".." || strings.ContainsAny(name, "/"+string(filepath.Separator)) {
		d.sentence.SetText(lang.T("files.folder_bad_name"))
		return
	}
	path := filepath.Join(d.folder, name)
	switch err := os.Mkdir(path, 0o700); {
	case errors.Is(err, fs.ErrExist):
		d.sentence.SetText(lang.T("files.folder_exists"))
	case err != nil:
		slog.Warn("a folder cannot be made", "err", err)
		d.sentence.SetText(lang.T("files.folder_not_made"))
	default:
		d.endNaming()
		d.open(path)
	}
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
