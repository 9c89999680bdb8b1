package kit

import (
	"fyne.io/fyne/v2"

	"carebook/app/ui/kit/run"
)

// Screen names a page of the window.
type Screen string

// The screens.
const (
	PeopleScreen   Screen = "people"
	ImportScreen   Screen = "import"
	SettingsScreen Screen = "settings"
)

// Route is a place in the window: a screen, and what it shows there.
type Route struct {
	Screen Screen
	// Of people: the key of the person on the right, or 0.
	Person int64
	// Of people: the tag or the trash that the list is narrowed to.
	Tag   int64
	Trash bool
	// Of people: what is searched for; it takes precedence over Tag.
	Query string
	// Of import: the files to take in at once.
	Files []string
}

// Shell is the window around a screen.
type Shell interface {
	// Open goes to a place.
	Open(Route)
	// Back goes to the place before, if there is one.
	Back()
	// Say shows a sentence at the bottom left for some seconds. With an
	// action it has a link, such as Undo.
	Say(sentence string, action Action)
	// Fail says what went wrong.
	Fail(error)
	// Window is the window itself, for dialogs and the clipboard.
	Window() fyne.Window
	// Executor runs work off the window's goroutine.
	Executor() *run.Executor
}

// Action is something a person can choose, by a link or in a menu. The zero
// Action is none.
type Action struct {
	Label string
	Do    func()
}
