package kit

import (
	"image"
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
	"github.com/rivo/uniseg"

	"carebook/app/ui/style"
)

// Initials are what stands for a name where there is no photo: the first signs
// of its first two words, or one sign of a name in a script that is not
// written with capitals, such as Chinese or Arabic.
func Initials(name string) string {
	var signs []string
	for _, word := range strings.FieldsFunc(name, func(r rune) bool { return unicode.IsSpace(r) || r == '-' }) {
		sign := firstLetter(word)
		if sign == "" {
			continue
		}
		signs = append(signs, sign)
		if r := []rune(sign)[0]; unicode.ToUpper(r) == unicode.ToLower(r) {
			break
		}
		if len(signs) == 2 {
			break
		}
	}
	return strings.ToUpper(strings.Join(signs, ""))
}

// firstLetter is the first sign of a word that is a letter or a digit.
func firstLetter(word string) string {
	for rest, state := word, -1; rest != ""; {
		var sign string
		sign, rest, _, state = uniseg.FirstGraphemeClusterInString(rest, state)
		if r := []rune(sign)[0]; unicode.IsLetter(r) || unicode.IsDigit(r) {
			return sign
		}
	}
	return ""
}

// avatarParts draw an avatar inside another piece.
type avatarParts struct {
	ground *canvas.Circle
	text   *canvas.Text
	photo  *canvas.Image
	photos *Photos
	// want is the photo that belongs here; an answer for another is too late.
	want string
}

func newAvatarParts(photos *Photos) *avatarParts {
	p := &avatarParts{
		ground: &canvas.Circle{}, text: &canvas.Text{Alignment: fyne.TextAlignCenter},
		photo: &canvas.Image{FillMode: canvas.ImageFillCover}, photos: photos,
	}
	p.photo.Hide()
	return p
}

func (p *avatarParts) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{p.ground, p.text, p.photo}
}

// paint shows the person's photo where there is one at hand, and the initials
// until then.
func (p *avatarParts) paint(who Who, diameter float32) {
	p.ground.FillColor = style.Color(style.AvatarColor(who.Key))
	size := style.Control
	switch {
	case diameter > style.Px(60):
		size = style.Title
	case diameter < style.Px(36):
		size = style.Caption
	}
	face{size: size, bold: true, token: style.AvatarInk}.dress(p.text, Initials(who.Name))
	p.want = who.Photo
	p.show(nil)
	if who.Photo == "" {
		return
	}
	p.photos.Get(who.Photo, diameter, func(img image.Image) {
		if p.want == who.Photo {
			p.show(img)
		}
	})
}

func (p *avatarParts) show(img image.Image) {
	p.photo.Hidden, p.text.Hidden, p.ground.Hidden = img == nil, img != nil, img != nil
	if p.photo.Image != img && img != nil {
		p.photo.Image = img
		p.photo.Refresh()
	}
}

func (p *avatarParts) place(x, y, diameter float32) {
	Put(p.ground, x, y, diameter, diameter)
	p.photo.CornerRadius = diameter / 2
	Put(p.photo, x, y, diameter, diameter)
	putText(p.text, x, y, diameter, diameter)
}

// Who is what an avatar shows of a person.
type Who struct {
	Key  int64
	Name string
	// Photo is the SHA-256 of the picture, or "".
	Photo string
}

// Avatar is a person's photo or initials in a circle.
type Avatar struct {
	widget.BaseWidget
	who      Who
	diameter float32
	parts    *avatarParts
}

// NewAvatar makes an avatar of a diameter at 100 %.
func NewAvatar(photos *Photos, diameter float32) *Avatar {
	a := &Avatar{diameter: diameter, parts: newAvatarParts(photos)}
	a.ExtendBaseWidget(a)
	return a
}

// SetWho shows a person.
func (a *Avatar) SetWho(who Who) {
	if a.who != who {
		a.who = who
		a.Refresh()
	}
}

// CreateRenderer implements fyne.Widget.
func (a *Avatar) CreateRenderer() fyne.WidgetRenderer { return rendererOf(a) }

func (a *Avatar) objects() []fyne.CanvasObject { return a.parts.objects() }
func (a *Avatar) paint()                       { a.parts.paint(a.who, style.Px(a.diameter)) }
func (a *Avatar) least() fyne.Size             { return fyne.NewSquareSize(style.Px(a.diameter)) }

func (a *Avatar) place(size fyne.Size) {
	d := min(size.Width, size.Height)
	a.parts.place(0, (size.Height-d)/2, d)
}
