package ui

import (
	"testing"

	"fyne.io/fyne/v2/test"

	"carebook/app"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/kittest"
)

func TestTheFirstStartGoesBack(t *testing.T) {
	p, saved, _ := newcomer(t, kittest.Book(t), at(26, 10, 0), app.FirstHour)
	test.Tap(p.first().Back[1])
	if saved.FirstStep != app.FirstContacts || len(p.first().Back) != 1 {
		t.Fatalf("the step is %d with %d before it", saved.FirstStep, len(p.first().Back))
	}
	test.Tap(p.first().Back[0])
	if saved.FirstStep != app.FirstLanguage || len(p.first().Back) != 0 {
		t.Fatalf("the step is %d with %d before it", saved.FirstStep, len(p.first().Back))
	}
	p.met(t, crowd()...)
	test.Tap(p.first().Next)
	if p.first() == nil || p.first().Hour == nil || len(p.first().Back) != 2 {
		t.Fatal("it does not go on to the hour")
	}
	test.Tap(p.first().Back[1])
	if p.window.route.Screen != kit.ImportScreen {
		t.Errorf("whoever has people is led to %s for more contacts", p.window.route.Screen)
	}
	p.window.Open(kit.Route{Screen: kit.PeopleScreen})
	if p.first() == nil || p.window.firstStep() != app.FirstHour {
		t.Error("from there the way does not lead on to the hour")
	}
}

func TestWhatIsBelowTheCountryStaysWhereItIs(t *testing.T) {
	p, _, _ := newcomer(t, kittest.Book(t), at(26, 10, 0), app.FirstLanguage)
	f := p.first()
	f.Country.Put("Spain")
	y := f.Next.Position().Y
	for _, words := range []string{"", "S", "Spa", "Spain"} {
		if f.Country.Put(words); f.Next.Position().Y != y {
			t.Errorf("with %q the button moves from %v to %v", words, y, f.Next.Position().Y)
		}
	}
}
