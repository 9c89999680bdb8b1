package files

import (
	"path/filepath"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"carebook/app/ui/kit/kittest"
)

func TestAFolderIsChosen(t *testing.T) {
	dir := folder(t)
	kittest.App(t)
	sh := kittest.NewShell(t, fyne.NewSize(1280, 800))
	var chosen []string
	open := func(first string) *FolderDialog {
		return ChooseFolder(sh, "Where to", "Keep them here", first, func(folder string) { chosen = append(chosen, folder) })
	}
	d := open(dir)
	if len(d.rows) != 1 || d.rows[0].Name() != "sub" || d.path.Text != dir {
		t.Fatalf("of %s %d folders are shown", d.path.Text, len(d.rows))
	}
	test.Tap(d.rows[0])
	test.Tap(d.ok)
	d = open(filepath.Join(dir, "gone"))
	if d.path.Text == filepath.Join(dir, "gone") {
		t.Error("it begins in a folder that is not there")
	}
	for _, typed := range []string{filepath.Join(dir, "gone"), filepath.Join(dir, "b.vcf")} {
		d.path.SetText(typed)
		test.Tap(d.ok)
		d.goTo(typed)
		if d.sentence.Words() != "There is nothing at this path." || !d.pop.Visible() {
			t.Errorf("%s: %q", typed, d.sentence.Words())
		}
	}
	d.goTo(filepath.Join(dir, "sub"))
	test.Tap(d.up)
	if d.path.Text != dir {
		t.Errorf("up leads to %s", d.path.Text)
	}
	test.Tap(d.ok)
	if want := []string{filepath.Join(dir, "sub"), dir}; !slices.Equal(chosen, want) || d.pop.Visible() {
		t.Errorf("chosen %q, want %q", chosen, want)
	}
	d = open(dir)
	test.Tap(d.cancel)
	if len(chosen) != 2 || d.pop.Visible() {
		t.Errorf("cancelled, chosen %q", chosen)
	}
}
