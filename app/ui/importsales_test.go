package ui

import (
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"

	"carebook/app/ui/kit"
)

func TestAListOfSalesIsDroppedOrChosen(t *testing.T) {
	f := open(t, crowd()...)
	path := filepath.Join(t.TempDir(), "sales.csv")
	if err := os.WriteFile(path, []byte("date,customer,amount,currency\n2026-11-02,Ana Gil,80.50,EUR\n2026-11-03,Somebody,1.00,EUR\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	f.Drop(fyne.Position{}, []fyne.URI{storage.NewFileURI(path)})
	f.press(t, "Import 1 sale")
	if runs, err := f.params.Store.Imports(t.Context()); err != nil || len(runs) != 1 || runs[0].New != 1 || runs[0].Problems != 1 {
		t.Errorf("the imports are %+v, %v", runs, err)
	}
	f.Open(kit.Route{Screen: kit.PeopleScreen})
	for _, c := range f.commands() {
		if c.Label == "Import sales" {
			c.Do()
		}
	}
	if f.route.Screen != kit.ImportScreen || f.win.Canvas().Overlays().Top() == nil {
		t.Errorf("the command leads to %s, without a dialog", f.route.Screen)
	}
}
