package people

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"carebook/app/care"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/kittest"
	"carebook/store"
)

// A file of everybody cannot say who is to go from the phone: the sentence about it
// leads to where that is told.
func TestAnExportOfEverybodyLeadsToWhoHasLeft(t *testing.T) {
	f := open(t, usual, &care.Person{UID: "ana", FullName: "Ana"}, &care.Person{UID: "tom", FullName: "Tom"})
	fyne.CurrentApp().Preferences().SetString("files.folder", t.TempDir())
	export := func(keys ...int64) string {
		f.export(keys)
		window := f.shell.Window().Canvas()
		test.Tap(kittest.Button(t, window.Overlays().Top(), "Save"))
		if top := window.Overlays().Top(); top != nil { // a file of that name is there
			test.Tap(kittest.Button(t, top, "Replace it"))
		}
		if len(f.shell.Failed) > 0 {
			t.Fatal(f.shell.Failed)
		}
		return f.shell.Said[len(f.shell.Said)-1]
	}
	ana, tom := f.keyOf(t, "ana"), f.keyOf(t, "tom")
	if said := export(ana, tom); strings.Contains(said, "left") {
		t.Errorf("of the first file it says %q", said)
	}
	if _, err := f.store.Do(t.Context(), store.Action{Kind: "test"}, func(tx *store.Tx) error { return tx.TrashPerson(tom, true) }); err != nil {
		t.Fatal(err)
	}
	if said := export(ana); !strings.HasSuffix(said, "1 has left the book.") {
		t.Errorf("after Tom has gone it says %q", said)
	}
	f.shell.PressOffered(t, "See who")
	if r := f.shell.Routes; len(r) == 0 || r[len(r)-1].Section != kit.MovingSection {
		t.Errorf("it leads to %v", r)
	}
}
