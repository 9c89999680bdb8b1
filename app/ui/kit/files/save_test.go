package files

import (
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"carebook/app/ui/kit/kittest"
)

type saved struct {
	path    string
	replace bool
}

func openSave(t *testing.T, dir, name string) (*SaveDialog, *kittest.Shell, *[]saved) {
	t.Helper()
	a := kittest.App(t)
	a.Preferences().SetString(lastFolder, dir)
	sh := kittest.NewShell(t, fyne.NewSize(1280, 800))
	got := &[]saved{}
	return Save(sh, name, func(path string, replace bool) { *got = append(*got, saved{path, replace}) }), sh, got
}

func TestSaveGivesAPath(t *testing.T) {
	dir := folder(t)
	d, sh, got := openSave(t, dir, "problems.csv")
	if len(d.rows) != 1 || d.rows[0].Name() != "sub" {
		t.Fatalf("%d rows, want the one folder", len(d.rows))
	}
	test.Tap(d.rows[0])
	test.Tap(d.ok)
	if want := (saved{filepath.Join(dir, "sub", "problems.csv"), false}); len(*got) != 1 || (*got)[0] != want {
		t.Errorf("saved %v, want %v", *got, want)
	}
	if sh.Window().Canvas().Overlays().Top() != nil {
		t.Error("the dialog stays open")
	}
}

func TestSaveAsksBeforeItReplaces(t *testing.T) {
	dir := folder(t)
	d, _, got := openSave(t, dir, "b.vcf")
	test.Tap(d.ok)
	if len(*got) != 0 || d.ok.Label() != "Replace it" || d.sentence.Words() == "" {
		t.Fatalf("saved %v, button %q, sentence %q", *got, d.ok.Label(), d.sentence.Words())
	}
	d.name.SetText("c.vcf") // another name needs no answer
	if d.ok.Label() != "Save" || d.sentence.Words() != "" {
		t.Errorf("button %q, sentence %q", d.ok.Label(), d.sentence.Words())
	}
	d.name.SetText("b.vcf")
	test.Tap(d.ok)
	test.Tap(d.ok)
	if want := (saved{filepath.Join(dir, "b.vcf"), true}); len(*got) != 1 || (*got)[0] != want {
		t.Errorf("saved %v, want %v", *got, want)
	}
}

func TestSaveTakesAPathAsAName(t *testing.T) {
	dir := folder(t)
	d, _, got := openSave(t, t.TempDir(), "x.csv")
	d.name.SetText("")
	test.Tap(d.ok)
	d.name.SetText(filepath.Join(dir, "nowhere", "x.csv"))
	test.Tap(d.ok)
	if len(*got) != 0 || d.sentence.Words() == "" {
		t.Fatalf("without a name, or into no folder: saved %v, sentence %q", *got, d.sentence.Words())
	}
	d.name.SetText(filepath.Join(dir, "x.csv"))
	d.name.OnSubmitted("")
	if want := (saved{filepath.Join(dir, "x.csv"), false}); len(*got) != 1 || (*got)[0] != want {
		t.Errorf("saved %v, want %v", *got, want)
	}
}

func TestSaveCancelled(t *testing.T) {
	d, sh, got := openSave(t, folder(t), "x.csv")
	test.Tap(d.cancel)
	d.pop.Show()
	d.name.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if len(*got) != 0 || sh.Window().Canvas().Overlays().Top() != nil {
		t.Errorf("saved %v", *got)
	}
}
