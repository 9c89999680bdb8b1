package files

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
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

func TestAFolderIsMade(t *testing.T) {
	dir := folder(t)
	kittest.App(t)
	sh := kittest.NewShell(t, fyne.NewSize(1280, 800))
	var chosen string
	d := ChooseFolder(sh, "Where to", "Keep them here", dir, func(folder string) { chosen = folder })
	if d.naming.Visible() {
		t.Error("a name is asked for before a new folder is wanted")
	}
	test.Tap(d.fresh)
	if !d.naming.Visible() || sh.Window().Canvas().Focused() != d.name {
		t.Fatal("the name of the new folder cannot be typed at once")
	}
	for name, says := range map[string]string{
		"": "cannot be called", "..": "cannot be called", "a/b": "cannot be called", "/": "cannot be called",
		"sub": "there already", "b.vcf": "there already",
	} {
		d.makeFolder(name)
		if !strings.Contains(d.sentence.Words(), says) || d.path.Text != dir {
			t.Errorf("%q: it says %q, and shows %s", name, d.sentence.Words(), d.path.Text)
		}
	}
	d.name.SetText(" Copias de Ana ")
	d.name.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	made := filepath.Join(dir, "Copias de Ana")
	if info, err := os.Stat(made); err != nil || info.Mode() != os.ModeDir|0o700 {
		t.Fatalf("the folder is %v, %v", info, err)
	}
	if d.path.Text != made || d.naming.Visible() || d.sentence.Words() != "" {
		t.Errorf("after that %s is shown, and it says %q", d.path.Text, d.sentence.Words())
	}
	test.Tap(d.ok)
	if chosen != made {
		t.Errorf("chosen is %q", chosen)
	}
}
