package people

import (
	"testing"

	"carebook/app/care"
)

func TestSomebodyNewIsInNoBandCalledNew(t *testing.T) {
	f := open(t, usual, &care.Person{UID: "ana", FullName: "Ana", Added: "2026-11-20"}, &care.Person{UID: "bea", FullName: "Bea", Added: "2026-01-01", Profile: care.Profile{Value: 3}})
	ana := f.keyOf(t, "ana")
	f.choose(ana)
	f.askBand()
	if f.panel.Title() != "Ana: no band yet" {
		t.Errorf("the panel is %q", f.panel.Title())
	}
}
