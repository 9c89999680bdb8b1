package today

import (
	"errors"
	"net/url"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"carebook/app/care"
	"carebook/app/ui/kit/kittest"
)

func TestWriteOpensTheWays(t *testing.T) {
	f := open(t, usual)
	var opened []string
	f.board.openURL = func(u *url.URL) error { opened = append(opened, u.String()); return nil }
	f.board.focus(f.board.row(t, lin))
	f.press(t, fyne.KeyW)
	if f.board.menu == nil {
		t.Fatal("W opens no menu")
	}
	var labels []string
	for _, r := range f.board.menu.Rows {
		labels = append(labels, r.Label())
	}
	if !slices.Contains(labels, "E-mail to lin@example.com") || len(labels) < 3 {
		t.Fatalf("the menu offers %q", labels)
	}
	f.choose(t, "E-mail to lin@example.com")
	if len(opened) != 1 || !strings.HasPrefix(opened[0], "mailto:lin@example.com?body=") {
		t.Errorf("opened %q", opened)
	}
	f.shell.PressOffered(t, "Mark as sent")
	if slices.Contains(f.board.names(), lin) {
		t.Error("a greeting that was sent is still to be sent")
	}
}

func TestWithoutAProgramTheGreetingIsCopied(t *testing.T) {
	f := open(t, usual)
	f.board.openURL = func(*url.URL) error { return errors.New("no program") }
	f.board.focus(f.board.row(t, lin))
	f.press(t, fyne.KeyW)
	f.choose(t, "E-mail to lin@example.com")
	if fyne.CurrentApp().Clipboard().Content() == "" {
		t.Error("nothing was copied")
	}
	if got := f.shell.Said[len(f.shell.Said)-1]; !strings.HasPrefix(got, "No program opened for") {
		t.Errorf("said %q", got)
	}
}

func TestWithoutAnAddressThereIsNothingToOpen(t *testing.T) {
	kittest.App(t)
	s := kittest.Book(t, &care.Person{UID: "a", FullName: "Ana", Dates: birthday(0, 11, 26)})
	f := openBook(t, s, kittest.NewShell(t, usual))
	f.press(t, fyne.KeyW)
	if got := f.shell.Said[len(f.shell.Said)-1]; f.board.menu != nil || got != "Ana has neither number nor address to write to." {
		t.Errorf("said %q", got)
	}
}

func TestACallCannotBeGreeted(t *testing.T) {
	f := open(t, usual)
	said := len(f.shell.Said)
	f.board.focus(f.board.row(t, javier))
	f.press(t, fyne.KeyC, fyne.KeyW)
	if len(f.shell.Said) != said || f.board.menu != nil {
		t.Error("a call has a greeting")
	}
}
