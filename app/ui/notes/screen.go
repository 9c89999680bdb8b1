package notes

import (
	"fyne.io/fyne/v2"

	"carebook/app/care"
	"carebook/app/ui/kit"
	"carebook/store"
)

// Screen is the screen of a person's notes.
type Screen struct {
	shell  kit.Shell
	store  *store.Store
	clock  care.Clock
	object *fyne.Container
}

// New makes the screen; nothing is drawn or read before it is opened.
func New(shell kit.Shell, s *store.Store, clock care.Clock) *Screen {
	return &Screen{shell: shell, store: s, clock: clock, object: &fyne.Container{}}
}

// Object is the screen's content.
func (s *Screen) Object() fyne.CanvasObject { return s.object }

// Open shows the notes of a person.
func (s *Screen) Open(kit.Route) {}

// Take takes files that were dropped on the window while the screen is open,
// and reports whether it did.
func (s *Screen) Take([]string, fyne.Position) bool { return false }
