package ui

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"carebook/app/guide"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/kittest"
)

// openToRead is a window whose guide goes to a folder of the test.
func openToRead(t *testing.T) *printFixture {
	t.Helper()
	f := openToPrint(t)
	f.print.guideDir = func() (string, error) { return f.dir, nil }
	return f
}

// opens fails unless the page of the guide was opened last, and was the nth.
func (f *printFixture) opens(t *testing.T, n int, page string) {
	t.Helper()
	f.printed(t, n)
	if got := f.opened[n-1]; got != filepath.Join(f.dir, page+".html") {
		t.Errorf("%s was opened, want the page %s", got, page)
	}
}

func TestTheGuideOpensFromKeysSearchAndTable(t *testing.T) {
	f := openToRead(t)
	before := f.route.Screen
	f.keys(t, kit.Ctrl(fyne.KeyF1))
	f.opens(t, 1, guide.Index)
	if f.toasts.Sentence() != lang.T("guide.opened") {
		t.Errorf("it says %q", f.toasts.Sentence())
	}
	if f.route.Screen != before {
		t.Errorf("the window went to %s", f.route.Screen)
	}
	f.find.Field.SetText("guide")
	f.find.Field.OnSubmitted("")
	f.key(fyne.KeyReturn)
	f.opens(t, 2, guide.Index)
	f.find.Field.SetText("")
	f.win.Canvas().Unfocus()
	f.key(fyne.KeyF1)
	test.Tap(kittest.Button(t, f.win.Canvas().Overlays().Top(), lang.T("guide.command")))
	f.opens(t, 3, guide.Index)
	if said := f.panel(); said != "" {
		t.Errorf("the table of keys stays: %s", said)
	}
}

// TestASearchOffersWhatItsWordsName: commands stand where nobody is found, and
// only those that can be given.
func TestASearchOffersWhatItsWordsName(t *testing.T) {
	f := openToRead(t)
	for words, want := range map[string]string{
		"open settings": lang.T("command.settings"),
		"GUIDE":         lang.T("guide.command"),
		"xyzzy":         "",
	} {
		var got []string
		for _, a := range f.offered(words) {
			got = append(got, a.Label)
		}
		if strings.Join(got, ", ") != want {
			t.Errorf("%q offers %q, want %q", words, got, want)
		}
	}
	if n := len(f.offered("e")); n != mostOffered {
		t.Errorf("a letter offers %d commands, want %d", n, mostOffered)
	}
	f.find.Field.SetText("ana")
	f.find.Field.OnSubmitted("")
	if f.people.AtHand() == 0 {
		t.Error("who was found is not chosen")
	}
}

// TestEveryPageOfTheGuideIsThere: the pages that the screens lead to.
func TestEveryPageOfTheGuideIsThere(t *testing.T) {
	f := openToRead(t)
	for i, page := range []string{
		kit.GuideIndex, kit.GuideAndroid, kit.GuideIPhone, kit.GuideGoogle, kit.GuideOutlook,
		kit.GuideMorning, kit.GuideVisits, kit.GuideBackups, kit.GuideMoving, kit.GuideWhatsNew,
	} {
		f.Open(kit.Route{Screen: kit.GuideScreen, Page: page})
		f.opens(t, i+1, page)
	}
}

func TestAGuideThatCannotBeShownIsToldOf(t *testing.T) {
	f := openToRead(t)
	f.refused = errors.New("no browser")
	f.Open(kit.Route{Screen: kit.GuideScreen})
	wantIn(t, f.toasts.Sentence(), filepath.Join(f.dir, "index.html"))
	taken := filepath.Join(f.dir, "taken")
	if err := os.WriteFile(taken, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	f.print.guideDir = func() (string, error) { return taken, nil }
	f.Open(kit.Route{Screen: kit.GuideScreen})
	wantIn(t, f.toasts.Sentence(), filepath.Join(taken, "android.html"))
	if len(f.opened) != 1 {
		t.Errorf("opened %q", f.opened)
	}
}
