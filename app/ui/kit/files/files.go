// Package files has the dialogs in which the user chooses files, of contacts above all, and
// says where a file goes: by pointer, keyboard or a typed path, in the program's
// own words.
//
// It lists folders and draws with the kit. It never imports a screen or the
// store, and it never opens a file.
package files

import (
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"carebook/app"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/run"
	"carebook/app/ui/style"
)

// kinds are the endings of files that can hold contacts.
var kinds = []string{".vcf", ".vcard", ".csv", ".tsv", ".txt", ".json", ".zip"}

// maxEntries is the number of entries of a folder that are shown.
const maxEntries = 400

// lastFolder is where the last choice was made, under this name in the
// preferences.
const lastFolder = "files.folder"

// entry is one line of a folder.
type entry struct {
	path   string
	name   string
	folder bool
	bytes  int64
}

// Wanted is what files are chosen for.
type Wanted struct {
	// Title heads the dialog, Act is the word of its button for a number of
	// files.
	Title string
	Act   func(n int) string
	// Kinds are the endings of the files that are shown at first, KindsName what
	// people call them; without kinds all files are shown.
	Kinds     []string
	KindsName string
	// One file is wanted, not several.
	One bool
}

// Dialog is the open dialog.
type Dialog struct {
	shell  kit.Shell
	wanted Wanted
	chosen func([]string)
	// folder is what is listed, picked what is chosen, in order of choosing.
	folder string
	picked []string
	all    bool

	path     *kit.Entry
	up       *kit.Button
	filter   *kit.Segmented
	rows     []*kit.SideRow
	list     *fyne.Container
	scroll   *container.Scroll
	sentence *kit.Text
	cancel   *kit.Button
	ok       *kit.Button
	pop      *widget.PopUp
	reading  run.Task
}

// Choose opens the dialog for files of contacts; chosen gets those that there
// are.
func Choose(shell kit.Shell, chosen func([]string)) *Dialog {
	return ChooseFor(shell, Wanted{
		Title: lang.T("files.title"), Kinds: kinds, KindsName: lang.T("files.contacts"),
		Act: func(n int) string {
			if n == 0 {
				return lang.T("files.open_none")
			}
			return lang.N("files.open", n)
		},
	}, chosen)
}

// ChooseFor opens the dialog for what is wanted; chosen gets the files if there
// are any.
func ChooseFor(shell kit.Shell, wanted Wanted, chosen func([]string)) *Dialog {
	d := &Dialog{shell: shell, wanted: wanted, chosen: chosen, all: len(wanted.Kinds) == 0}
	d.build()
	d.open(firstFolder())
	d.pop.Show()
	shell.Window().Canvas().Focus(d.path)
	d.path.TypedShortcut(&fyne.ShortcutSelectAll{}) // what is typed takes its place
	return d
}

// firstFolder is where files were chosen last, else the downloads, else home.
func firstFolder() string {
	home, err := os.UserHomeDir()
	if err != nil {
		slog.Warn("there is no home folder", "err", err)
		home = string(filepath.Separator)
	}
	last := fyne.CurrentApp().Preferences().String(lastFolder)
	for _, dir := range []string{last, app.DownloadsDir()} {
		if info, err := os.Stat(dir); err == nil && info.IsDir() {
			return dir
		}
	}
	return home
}

func (d *Dialog) build() {
	d.path = kit.NewEntry()
	d.path.OnSubmitted = d.goTo
	d.path.OnEscape = func() { d.pop.Hide() }
	d.up = kit.NewButton(kit.Plain, "", style.ArrowUp, func() { d.open(filepath.Dir(d.folder)) })
	d.filter = kit.NewSegmented([]string{d.wanted.KindsName, lang.T("files.all")}, 0, func(i int) {
		d.all = i == 1
		d.open(d.folder)
	})
	kit.Show(d.filter, len(d.wanted.Kinds) > 0)
	d.list = kit.NewColumn(0)
	d.scroll = container.NewVScroll(d.list)
	d.sentence = kit.NewText("", style.Small, style.Ink3).Cut()
	d.cancel = kit.NewButton(kit.Plain, lang.T("files.cancel"), "", func() { d.pop.Hide() })
	d.ok = kit.NewButton(kit.Accent, d.wanted.Act(0), style.Download, d.finish)
	d.ok.Disable()
	head := kit.NewColumn(style.Space3, kit.NewTitle(d.wanted.Title, style.Sentence),
		container.NewBorder(nil, nil, d.up, nil, d.path), kit.NewFlow(0, d.filter))
	foot := container.NewBorder(nil, nil, nil, container.NewHBox(d.cancel, d.ok), d.sentence)
	content := container.NewBorder(head, foot, nil, nil, kit.Inset(style.Space3, 0, style.Space3, 0, d.scroll))
	d.pop = dialog(d.shell.Window().Canvas(), content)
}

// dialog puts a content into a dialog as large as the window allows.
func dialog(c fyne.Canvas, content fyne.CanvasObject) *widget.PopUp {
	pop := widget.NewModalPopUp(kit.Inset(style.Space5, style.Space5, style.Space4, style.Space5, content), c)
	pop.Resize(fyne.NewSize(min(style.Px(760), c.Size().Width*0.9), min(style.Px(580), c.Size().Height*0.9)))
	return pop
}

// goTo opens the folder or takes the file whose path was typed.
func (d *Dialog) goTo(path string) {
	path = typedPath(path)
	info, err := os.Stat(path)
	switch {
	case err != nil:
		d.sentence.SetText(lang.T("files.missing"))
	case info.IsDir():
		d.open(path)
	default:
		d.picked = []string{path}
		d.finish()
	}
}

// open lists a folder.
func (d *Dialog) open(folder string) {
	folder = filepath.Clean(folder)
	// At once: once the list is there the user may be typing already.
	d.path.SetText(folder)
	readInto(d.shell, &d.reading, folder, d.shown(), func(entries []entry, err error) {
		if err != nil {
			d.sentence.SetText(lang.T("files.unreadable"))
			return
		}
		if folder != d.folder {
			d.picked = nil
		}
		d.folder = folder
		d.show(entries)
	})
}

// shown are the endings of the files that are listed, nil for all files.
func (d *Dialog) shown() []string {
	if d.all {
		return nil
	}
	return d.wanted.Kinds
}

// readInto lists a folder off the window's goroutine.
func readInto(shell kit.Shell, t *run.Task, folder string, kinds []string, show func([]entry, error)) {
	run.Do(shell.Executor(), t, func(context.Context) ([]entry, error) { return read(folder, kinds) }, show)
}

// read lists a folder: folders first, then the files of some endings, or all of
// them for nil, each by name.
func read(folder string, kinds []string) ([]entry, error) {
	found, err := os.ReadDir(folder)
	if err != nil {
		return nil, err
	}
	var entries []entry
	for _, f := range found {
		if strings.HasPrefix(f.Name(), ".") {
			continue
		}
		e := entry{path: filepath.Join(folder, f.Name()), name: f.Name()}
		info, err := os.Stat(e.path) // follows links
		if errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrPermission) {
			continue
		}
		if err != nil {
			return nil, err
		}
		e.folder, e.bytes = info.IsDir(), info.Size()
		if e.folder || info.Mode().IsRegular() && (kinds == nil || slices.Contains(kinds, strings.ToLower(filepath.Ext(e.name)))) {
			entries = append(entries, e)
		}
	}
	sort.SliceStable(entries, func(i, j int) bool {
		if entries[i].folder != entries[j].folder {
			return entries[i].folder
		}
		return strings.ToLower(entries[i].name) < strings.ToLower(entries[j].name)
	})
	return entries, nil
}

func (d *Dialog) show(entries []entry) {
	d.rows, d.list.Objects = nil, nil
	for _, e := range entries[:min(len(entries), maxEntries)] {
		row := d.row(e)
		d.rows = append(d.rows, row)
		d.list.Objects = append(d.list.Objects, row)
	}
	switch {
	case len(entries) > maxEntries:
		d.sentence.SetText(lang.N("files.first_only", maxEntries))
	case len(entries) == 0:
		d.sentence.SetText("")
		d.list.Objects = emptyFolder(lang.T("files.nothing"))
	default:
		d.sentence.SetText("")
	}
	d.list.Refresh()
	d.scroll.ScrollToTop()
	d.count()
}

// emptyFolder says in the place of a list that there is nothing in it.
func emptyFolder(words string) []fyne.CanvasObject {
	return []fyne.CanvasObject{kit.Inset(style.Space2, style.Space2, 0, style.Space2, kit.NewText(words, style.Control, style.Ink3).Cut())}
}

// row is one entry: a folder is opened, a file is chosen or no longer.
func (d *Dialog) row(e entry) *kit.SideRow {
	if e.folder {
		return kit.NewSideRow(e.name, "", style.Folder, func() { d.open(e.path) })
	}
	var row *kit.SideRow
	row = kit.NewSideRow(e.name, lang.Bytes(e.bytes), style.File, func() {
		if i := slices.Index(d.picked, e.path); i >= 0 {
			d.picked = slices.Delete(d.picked, i, i+1)
		} else {
			if d.wanted.One {
				d.pickNone()
			}
			d.picked = append(d.picked, e.path)
		}
		row.SetSelected(slices.Contains(d.picked, e.path))
		d.count()
	})
	row.SetSelected(slices.Contains(d.picked, e.path))
	return row
}

// pickNone gives up what was chosen.
func (d *Dialog) pickNone() {
	d.picked = nil
	for _, row := range d.rows {
		row.SetSelected(false)
	}
}

// count says on the button what will be done with how many files.
func (d *Dialog) count() {
	d.ok.SetLabel(d.wanted.Act(len(d.picked)))
	if len(d.picked) == 0 {
		d.ok.Disable()
		return
	}
	d.ok.Enable()
	d.pop.Content.Refresh()
}

func (d *Dialog) finish() {
	d.pop.Hide()
	if len(d.picked) > 0 {
		fyne.CurrentApp().Preferences().SetString(lastFolder, filepath.Dir(d.picked[0]))
		d.chosen(d.picked)
	}
}
