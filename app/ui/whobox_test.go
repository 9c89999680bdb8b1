package ui

import (
	"context"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"carebook/app"
	"carebook/app/care"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/kittest"
	"carebook/app/ui/style"
)

const whoTitle = "Who is calling · Carebook"

// reachable are people with telephone numbers.
func reachable() []*care.Person {
	return []*care.Person{
		{UID: "ana", FullName: "Ana Gil", Phones: []care.Phone{{Number: "+34 600 100 201"}}},
		{UID: "bea", FullName: "Bea Tormo", Phones: []care.Phone{{Number: "+34 600 100 302"}}},
	}
}

// boxSays reports whether the box shows a word.
func (p *program) boxSays(word string) bool {
	return p.who != nil && strings.Contains(strings.Join(texts(p.who.win.Content()), "\n"), word)
}

func TestTheBoxAloneIsAllOfARun(t *testing.T) {
	s := kittest.Book(t, reachable()...)
	p := newRun(t, s, at(26, 8, 0))
	p.params.Wish, p.params.Digits = app.WhoRequest, "0201"
	begin, err := p.params.firstRead(context.Background())
	if err != nil || begin == nil {
		t.Fatalf("the run does not begin: %v", err)
	}
	show, err := begin(p, func() error { return nil })
	if err != nil {
		t.Fatal(err)
	}
	show()
	if p.window != nil || !slices.Equal(p.titles(), []string{whoTitle}) || !p.boxSays("Ana Gil") {
		t.Fatalf("windows %q", p.titles())
	}
	if want := fyne.NewSize(style.Px(whoWidth), style.Px(whoHeight)); p.who.win.Canvas().Size() != want {
		t.Errorf("the box is %v, want %v", p.who.win.Canvas().Size(), want)
	}
	p.who.content.TakeKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if p.who != nil || len(p.titles()) > 0 {
		t.Errorf("Escape leaves %q", p.titles())
	}
}

func TestALaterStartAsksTheBoxThatIsOpen(t *testing.T) {
	p := newRun(t, kittest.Book(t, reachable()...), at(26, 8, 0))
	p.grant(app.Request{Kind: app.WhoRequest})
	first := p.who
	if first == nil || p.window != nil {
		t.Fatalf("windows %q", p.titles())
	}
	p.grant(app.Request{Kind: app.WhoRequest, Value: "0302"})
	if p.who != first || !p.boxSays("Bea Tormo") || !slices.Equal(p.titles(), []string{whoTitle}) {
		t.Errorf("windows %q show %q", p.titles(), texts(p.who.win.Content()))
	}
	p.quit()
	if len(p.titles()) > 0 {
		t.Errorf("quitting leaves %q", p.titles())
	}
}

func TestTheBoxLogsAndTakesBack(t *testing.T) {
	s := kittest.Book(t, reachable()...)
	p := newRun(t, s, at(26, 8, 0))
	p.askWho("0201")
	logged := func() int {
		events, err := s.Timeline(context.Background(), 1)
		if err != nil {
			t.Fatal(err)
		}
		return len(events)
	}
	p.who.win.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if logged() != 1 || p.who.toasts.Sentence() != "Call with Ana Gil logged." {
		t.Fatalf("%d logged, said %q", logged(), p.who.toasts.Sentence())
	}
	test.Tap(p.who.toasts.Link())
	if logged() != 0 {
		t.Fatal("Undo in the toast does not take it back")
	}
	test.Tap(kittest.Button(t, p.who.win.Content(), lang.T("who.log")))
	if logged() != 1 {
		t.Error("it cannot be logged again after Undo")
	}
	if p.who.undo(); logged() != 0 {
		t.Error("Ctrl+Z does not take it back")
	}
}

func TestTheBoxOpensThePersonAndIsDone(t *testing.T) {
	p := newRun(t, kittest.Book(t, reachable()...), at(26, 8, 0))
	p.askWho("0302")
	p.who.content.Open()
	if p.window == nil || p.window.people.Shown() != "Bea Tormo" || p.who != nil {
		t.Fatalf("windows %q", p.titles())
	}
	p.endWindow()
	p.askWho("0201")
	kittest.Find[*kit.LogLine](p.who.win.Content())[0].Field.SetText("half a thought")
	p.who.content.Open()
	if p.window.people.Shown() != "Ana Gil" || !p.boxSays("half a thought") {
		t.Error("words that are not logged went with the box")
	}
}

func TestTheBoxAsksForSomebodyNewWithTheNumber(t *testing.T) {
	p := withMain(t, newRun(t, kittest.Book(t, reachable()...), at(26, 8, 0)))
	p.askWho("77 88 99 00")
	p.who.win.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	panel := p.window.win.Canvas().Overlays().Top()
	if panel == nil || !strings.Contains(strings.Join(texts(panel), "\n"), "77 88 99 00") || p.who != nil {
		t.Errorf("the panel shows %q", texts(panel))
	}
}

func TestPrivateReachesTheBox(t *testing.T) {
	people := reachable()
	people[0].Profile.Likes = "Bitter chocolate"
	p := withMain(t, newRun(t, kittest.Book(t, people...), at(26, 8, 0)))
	p.askWho("0201")
	if !p.boxSays("Bitter chocolate") {
		t.Fatalf("shows %q", texts(p.who.win.Content()))
	}
	p.window.togglePrivate()
	if p.boxSays("Bitter chocolate") || !p.boxSays("•••") {
		t.Errorf("hidden is %q", texts(p.who.win.Content()))
	}
}

func TestWhoIsCallingIsOneKeyAndOneButtonAway(t *testing.T) {
	f := open(t, reachable()...)
	asked := 0
	f.askWho = func() { asked++ }
	f.byShortcut(t, kit.CtrlShift(fyne.KeyW))
	test.Tap(f.Window.who)
	if asked != 2 {
		t.Errorf("asked %d times, want by key and by button", asked)
	}
	f.showKeys()
	if seen := strings.Join(texts(f.win.Canvas().Overlays().Top()), " | "); !strings.Contains(seen, "Who is calling") {
		t.Errorf("the help does not name it: %s", seen)
	}
}

func TestTheButtonOfTheCallerFoldsInANarrowWindow(t *testing.T) {
	f := open(t, reachable()...)
	for _, c := range []struct {
		width  float32
		folded bool
	}{{1280, false}, {860, true}, {1280, false}} {
		f.win.Resize(fyne.NewSize(c.width, 800))
		if got := f.Window.who.Size().Width < f.Window.who.Unfolded(); got != c.folded {
			t.Errorf("%v wide: folded %v, %v of %v", c.width, got, f.Window.who.Size().Width, f.Window.who.Unfolded())
		}
		if f.Window.who.AccessibilityLabel() != "Who is calling" {
			t.Errorf("it is called %q", f.Window.who.AccessibilityLabel())
		}
	}
}

func TestTheBoxLiesInTheMiddle(t *testing.T) {
	a := area{0, 30, 1280, 770}
	if size, x, y := a.centre(fyne.NewSize(480, 520), 1); size != fyne.NewSize(480, 520) || x != 400 || y != 30+108+34 {
		t.Errorf("%v at %d, %d", size, x, y)
	}
	if size, x, y := a.centre(fyne.NewSize(720, 780), 1); size.Height != 704 || x != 280 || y != 30+16+34 {
		t.Errorf("in a low area %v at %d, %d", size, x, y)
	}
	if size, x, y := a.centre(fyne.NewSize(480, 520), 2); size.Width != 480 || size.Height >= 385 || x != 160 || y < 30 {
		t.Errorf("at twice the scale %v at %d, %d", size, x, y)
	}
}

func TestTheDigestLeavesTheKeyboardToTheBox(t *testing.T) {
	p := newRun(t, kittest.Book(t, bornInARow()...), at(26, 9, 0))
	p.askWho("")
	p.front = true
	if p.typingIn() != p.who.win {
		t.Fatal("the user is not in the box")
	}
	p.ask()
	if p.pop == nil || p.who.win.Canvas().Focused() == nil {
		t.Error("the digest took the keyboard")
	}
	p.front = false
	if p.typingIn() != nil {
		t.Error("the user is elsewhere")
	}
}
