package ui

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"carebook/app/care"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/kittest"
)

// celebrants is a book with a birthday today.
func celebrants() []*care.Person {
	return append(crowd(), &care.Person{UID: "mia", FullName: "Mia Lin", Dates: []care.Date{{Kind: care.Birthday, Month: 11, Day: 26}}})
}

// byShortcut presses a shortcut of the window.
func (f *fixture) byShortcut(t *testing.T, s fyne.Shortcut) {
	t.Helper()
	for _, section := range f.sections() {
		for _, c := range section {
			if c.Shortcut != nil && c.Shortcut.ShortcutName() == s.ShortcutName() {
				f.byKey(c)
				return
			}
		}
	}
	t.Fatalf("no command for %s", s.ShortcutName())
}

func TestTodayIsOneKeyAway(t *testing.T) {
	f := open(t, celebrants()...)
	f.byShortcut(t, kit.Ctrl(fyne.Key1))
	if f.route.Screen != kit.TodayScreen || !f.Window.rail[kit.TodayScreen].Active() {
		t.Fatalf("Ctrl+1 leads to %s", f.route.Screen)
	}
	if seen := texts(f.content); !slices.Contains(seen, "Mia Lin") {
		t.Errorf("the day shows %q", seen)
	}
	f.byShortcut(t, kit.Ctrl(fyne.Key2))
	if f.route.Screen != kit.PeopleScreen {
		t.Errorf("Ctrl+2 leads to %s", f.route.Screen)
	}
	f.Back()
	if f.route.Screen != kit.TodayScreen {
		t.Errorf("back leads to %s", f.route.Screen)
	}
}

func TestTheHelpNamesTheKeysOfTheDay(t *testing.T) {
	f := open(t, celebrants()...)
	f.showKeys()
	seen := strings.Join(texts(f.win.Canvas().Overlays().Top()), " | ")
	for _, want := range []string{"Show the day", "Mark the reminder done", "Space", "Put the reminder off", "Skip the reminder", "Copy the greeting"} {
		if !strings.Contains(seen, want) {
			t.Errorf("the help does not say %q: %s", want, seen)
		}
	}
}

func TestKeysOfTheDayAreOfNoUseElsewhere(t *testing.T) {
	f := open(t, celebrants()...)
	f.Open(kit.Route{Screen: kit.TodayScreen})
	f.showPeople()
	f.win.Canvas().Unfocus()
	f.typedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	f.Open(kit.Route{Screen: kit.TodayScreen})
	if seen := texts(f.content); slices.Contains(seen, "1 done today") {
		t.Error("a key of the day worked on another screen")
	}
}

func TestPrivateReachesTheDay(t *testing.T) {
	f := open(t, celebrants()...)
	f.Open(kit.Route{Screen: kit.TodayScreen})
	f.togglePrivate()
	if !f.Private() {
		t.Fatal("nothing is hidden")
	}
	rows := kittest.Find[*kit.ReminderRow](f.content)
	if len(rows) == 0 || rows[0].Reminder().Name != "Mia Lin" {
		t.Errorf("%d rows", len(rows))
	}
}

func TestPersonOfAReminderOpensAndLeadsBack(t *testing.T) {
	f := open(t, celebrants()...)
	f.Open(kit.Route{Screen: kit.TodayScreen})
	rows := kittest.Find[*kit.ReminderRow](f.content)
	if len(rows) == 0 {
		t.Fatal("the day has no rows")
	}
	if !rows[0].Act("Open") {
		t.Fatal("the row cannot be opened")
	}
	if f.route.Screen != kit.PeopleScreen || f.people.Shown() != "Mia Lin" {
		t.Errorf("opened %s with %q", f.route.Screen, f.people.Shown())
	}
	f.Back()
	if f.route.Screen != kit.TodayScreen {
		t.Errorf("back is %s", f.route.Screen)
	}
}

func TestTimePassesOnTheScreens(t *testing.T) {
	f := open(t, celebrants()...)
	f.Open(kit.Route{Screen: kit.TodayScreen})
	f.turn() // nothing has passed
	test.Tap(f.Window.rail[kit.PeopleScreen])
	f.turn()
	if f.route.Screen != kit.PeopleScreen {
		t.Errorf("the time leads to %s", f.route.Screen)
	}
}
