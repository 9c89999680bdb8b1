package files

import (
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"carebook/app/ui/kit"
	"carebook/app/ui/kit/kittest"
	"carebook/app/ui/kit/run"
)

// folder makes a folder with files of contacts and others.
func folder(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for _, name := range []string{"b.vcf", "A.CSV", "song.mp3", ".hidden.vcf", "sub/c.vcf"} {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte("BEGIN:VCARD"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// open opens the dialog on a folder.
func open(t *testing.T, dir string) (*Dialog, *kittest.Shell, *[]string) {
	t.Helper()
	a := kittest.App(t)
	a.Preferences().SetString(lastFolder, dir)
	sh := kittest.NewShell(t, fyne.NewSize(1280, 800))
	chosen := &[]string{}
	return Choose(sh, func(paths []string) { *chosen = paths }), sh, chosen
}

func names(d *Dialog) []string {
	var names []string
	for _, r := range d.rows {
		names = append(names, r.Name())
	}
	return names
}

func TestDialogListsFoldersAndContacts(t *testing.T) {
	d, _, _ := open(t, folder(t))
	if got := names(d); !slices.Equal(got, []string{"sub", "A.CSV", "b.vcf"}) {
		t.Errorf("contacts: %q", got)
	}
	d.filter.Choose(1)
	if got := names(d); !slices.Equal(got, []string{"sub", "A.CSV", "b.vcf", "song.mp3"}) {
		t.Errorf("all files: %q", got)
	}
}

func TestDialogForSomethingElse(t *testing.T) {
	dir := folder(t)
	_, sh, _ := open(t, dir)
	act := func(n int) string { return strconv.Itoa(n) + " songs" }
	d := ChooseFor(sh, Wanted{Title: "A song", Act: act, Kinds: []string{".mp3"}, KindsName: "Songs", One: true}, nil)
	if got := names(d); !slices.Equal(got, []string{"sub", "song.mp3"}) || !d.filter.Visible() || d.ok.Label() != "0 songs" {
		t.Errorf("songs: %q, the button says %q", got, d.ok.Label())
	}
	d.filter.Choose(1)
	test.Tap(d.rows[1])
	test.Tap(d.rows[3])
	if want := []string{filepath.Join(dir, "song.mp3")}; !slices.Equal(d.picked, want) || d.rows[1].Selected() || d.ok.Label() != "1 songs" {
		t.Errorf("of one wanted file %q are chosen, the button says %q", d.picked, d.ok.Label())
	}
	if d = ChooseFor(sh, Wanted{Title: "Any", Act: act}, nil); d.filter.Visible() || len(d.rows) != 4 {
		t.Errorf("of all files %q are listed", names(d))
	}
}

func TestDialogChoosesSeveral(t *testing.T) {
	dir := folder(t)
	d, sh, chosen := open(t, dir)
	if !d.ok.Disabled() {
		t.Error("nothing is chosen, and yet it can be imported")
	}
	test.Tap(d.rows[1])
	test.Tap(d.rows[2])
	if got := d.ok.Label(); got != "Look at 2 files" {
		t.Errorf("the button says %q", got)
	}
	test.Tap(d.rows[1]) // no longer
	test.Tap(d.ok)
	if want := []string{filepath.Join(dir, "b.vcf")}; !slices.Equal(*chosen, want) {
		t.Errorf("chosen %q, want %q", *chosen, want)
	}
	if sh.Window().Canvas().Overlays().Top() != nil {
		t.Error("the dialog stays open")
	}
}

// words are those of the list of a dialog.
func words(list fyne.CanvasObject) string {
	var said []string
	for _, t := range kittest.Find[*kit.Text](list) {
		said = append(said, t.Words())
	}
	return strings.Join(said, "; ")
}

func TestAnEmptyFolderSaysSo(t *testing.T) {
	d, sh, _ := open(t, t.TempDir())
	if got := words(d.list); got != "Nothing to choose in this folder." {
		t.Errorf("of an empty folder %q", got)
	}
	f := ChooseFolder(sh, "Where", "Here", t.TempDir(), nil)
	if got := words(f.list); got != "No other folder in this one." {
		t.Errorf("of a folder without folders %q", got)
	}
}

func TestDialogGoesInAndUp(t *testing.T) {
	dir := folder(t)
	d, _, _ := open(t, dir)
	test.Tap(d.rows[0])
	if got := names(d); !slices.Equal(got, []string{"c.vcf"}) || d.path.Text != filepath.Join(dir, "sub") {
		t.Errorf("in the folder: %q, path %q", got, d.path.Text)
	}
	test.Tap(d.up)
	if d.path.Text != dir {
		t.Errorf("up leads to %q, want %q", d.path.Text, dir)
	}
}

func TestDialogTakesTypedPaths(t *testing.T) {
	dir := folder(t)
	d, _, chosen := open(t, dir)
	d.path.OnSubmitted(filepath.Join(dir, "sub"))
	if got := names(d); !slices.Equal(got, []string{"c.vcf"}) {
		t.Errorf("a typed folder lists %q", got)
	}
	d.path.OnSubmitted(filepath.Join(dir, "none.vcf"))
	if d.sentence.Words() != "There is nothing at this path." || len(*chosen) != 0 {
		t.Errorf("a path with nothing: %q, chosen %q", d.sentence.Words(), *chosen)
	}
	file := filepath.Join(dir, "song.mp3")
	d.path.OnSubmitted(file)
	if !slices.Equal(*chosen, []string{file}) {
		t.Errorf("a typed file gives %q", *chosen)
	}
}

func TestATypedPathTakesThePlaceOfTheFolderShown(t *testing.T) {
	dir := folder(t)
	d, _, _ := open(t, dir)
	for _, r := range "/x" {
		d.path.TypedRune(r)
	}
	if d.path.Text != "/x" {
		t.Errorf("typing gives %q", d.path.Text)
	}
}

func TestDialogLeavesWhatIsTypedMeanwhile(t *testing.T) {
	d, sh, _ := open(t, folder(t))
	var work []func()
	sh.Run = run.With(func(f func()) { work = append(work, f) }, func(f func()) { f() })
	test.Tap(d.rows[0])
	d.path.SetText("/tmp/con")
	for _, f := range work {
		f()
	}
	if got := names(d); d.path.Text != "/tmp/con" || !slices.Equal(got, []string{"c.vcf"}) {
		t.Errorf("the field says %q, the list %q", d.path.Text, got)
	}
}

func TestDialogCancelChoosesNothing(t *testing.T) {
	d, sh, chosen := open(t, folder(t))
	test.Tap(d.rows[1])
	test.Tap(d.cancel)
	d.pop.Show()
	d.path.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if len(*chosen) != 0 || sh.Window().Canvas().Overlays().Top() != nil {
		t.Errorf("chosen %q, dialog open %v", *chosen, sh.Window().Canvas().Overlays().Top() != nil)
	}
}
