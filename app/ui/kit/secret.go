package kit

import (
	"fyne.io/fyne/v2"

	"carebook/app/lang"
	"carebook/app/ui/style"
)

// Secret is a field for words that nobody else should read on the screen: they are
// dots until they are to be seen.
type Secret struct {
	*Field
	// Reveal shows the words, or hides them again.
	Reveal *Button

	object *fyne.Container
}

// NewSecret makes an empty field for a secret; name is what it is called.
func NewSecret(name string) *Secret {
	s := &Secret{Field: NewField(name, "")}
	s.Input.Password = true
	// Fyne's own sign for this is not reached by the keyboard.
	s.Input.ActionItem = &fyne.Container{}
	s.Reveal = NewButton(Quiet, "", style.Eye, s.turn).Named(lang.T("secret.show"))
	s.object = Beside(s.Field, s.Reveal)
	return s
}

// Object is the field with its button.
func (s *Secret) Object() fyne.CanvasObject { return s.object }

// Revealed reports whether the words can be read.
func (s *Secret) Revealed() bool { return !s.Input.Password }

func (s *Secret) turn() {
	s.Input.Password = !s.Input.Password
	if s.Revealed() {
		s.Reveal.SetGlyph(style.EyeSlash).Named(lang.T("secret.hide"))
	} else {
		s.Reveal.SetGlyph(style.Eye).Named(lang.T("secret.show"))
	}
	s.Input.Refresh()
}
