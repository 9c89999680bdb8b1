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
	s.object = &fyne.Container{Objects: []fyne.CanvasObject{s.Field, s.Reveal}, Layout: ByWidth(s.lay)}
	return s
}

// Object is the field with its button.
func (s *Secret) Object() fyne.CanvasObject { return s.object }

// Revealed reports whether the words can be read.
func (s *Secret) Revealed() bool { return !s.Input.Password }

// lay puts the button beside the box, whatever is said under that.
func (s *Secret) lay(width float32, move bool) float32 {
	button := s.Reveal.MinSize()
	field := width - button.Width - style.Px(style.Space2)
	height := s.HeightFor(field)
	if move {
		Put(s.Field, 0, 0, field, height)
		Put(s.Reveal, width-button.Width, 0, button.Width, s.boxHeight(s.boxWidth(field)))
	}
	return height
}

func (s *Secret) turn() {
	s.Input.Password = !s.Input.Password
	if s.Revealed() {
		s.Reveal.SetGlyph(style.EyeSlash).Named(lang.T("secret.hide"))
	} else {
		s.Reveal.SetGlyph(style.Eye).Named(lang.T("secret.show"))
	}
	s.Input.Refresh()
}
