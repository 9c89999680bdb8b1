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
	care   ringParts
	ring   Ring
	// placed is the circle inside the ring, and outer the one around it.
	placed, outer circle
	// check is drawn in the avatar's place on one of several selected.
	check   icon
	checked bool
	// want is the photo that belongs here; an answer for another is too late.
	want string
}

func newAvatarParts(photos *Photos) *avatarParts {
	p := &avatarParts{
		ground: &canvas.Circle{}, text: &canvas.Text{Alignment: fyne.TextAlignCenter},
		photo: &canvas.Image{FillMode: canvas.ImageFillCover}, photos: photos,
		care: newRingParts(), check: newIcon(),
	}
	p.photo.Hide()
	return p
}

func (p *avatarParts) objects() []fyne.CanvasObject {
	return append(p.care.objects(), p.ground, p.text, p.photo, p.check.Image)
}

// paint shows the person's photo where there is one at hand, and the initials
// until then; a check in place of both on one of several selected.
func (p *avatarParts) paint(who Who, ring Ring, checked bool, diameter float32) {
	p.ring, p.checked = ring, checked
	p.care.paint(ring)
	diameter -= 2 * ring.room(diameter)
	p.want = who.Photo
	if checked {
		p.ground.FillColor = style.Color(style.Accent)
		p.check.set(style.CheckBold, style.OnAccent)
		p.show(nil)
		return
	}
	p.check.set("", style.OnAccent)
	p.ground.FillColor = style.Color(style.AvatarColor(who.Key))
	size := style.Control
	switch {
	case diameter > style.Px(60):
		size = style.Title
	case diameter < style.Px(36):
		size = style.Caption
	}
	face{size: size, bold: true, token: style.AvatarInk}.dress(p.text, Initials(who.Name))
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
	if p.checked {
		img = nil
	}
	p.photo.Hidden, p.text.Hidden, p.ground.Hidden = img == nil, img != nil || p.checked, img != nil
	if p.photo.Image != img && img != nil {
		p.photo.Image = img
		p.photo.Refresh()
	}
}

func (p *avatarParts) place(x, y, diameter float32) {
	in := p.ring.room(diameter)
	inner := circle{x + in, y + in, diameter - 2*in}
	if outer := (circle{x, y, diameter}); inner != p.placed || outer != p.outer {
		p.placed, p.outer = inner, outer
		p.care.place(x, y, diameter)
		p.photo.CornerRadius = inner.d / 2
		Put(p.ground, inner.x, inner.y, inner.d, inner.d)
		Put(p.photo, inner.x, inner.y, inner.d, inner.d)
		g := inner.d / 2
		Put(p.check, inner.x+g/2, inner.y+g/2, g, g)
	}
	putText(p.text, inner.x, inner.y, inner.d, inner.d)
}

// circle is the place of a circle: the corner of its square, and its diameter.
type circle struct{ x, y, d float32 }

// Who is what an avatar shows of a person.
type Who struct {
	Key  int64
	Name string
	// Photo is the SHA-256 of the picture, or "".
	Photo string
}

// Avatar is a person's photo or initials in a circle, with the care ring around
// it where there is one.
type Avatar struct {
	widget.BaseWidget
	who      Who
	ring     Ring
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

// SetRing shows the person's care ring.
func (a *Avatar) SetRing(ring Ring) {
	if a.ring != ring {
		a.ring = ring
		a.Refresh()
	}
}

// CreateRenderer implements fyne.Widget.
func (a *Avatar) CreateRenderer() fyne.WidgetRenderer { return rendererOf(a) }

func (a *Avatar) objects() []fyne.CanvasObject { return a.parts.objects() }
func (a *Avatar) paint()                       { a.parts.paint(a.who, a.ring, false, style.Px(a.diameter)) }
func (a *Avatar) least() fyne.Size             { return fyne.NewSquareSize(style.Px(a.diameter)) }

func (a *Avatar) place(size fyne.Size) {
	d := min(size.Width, size.Height)
	a.parts.place(0, (size.Height-d)/2, d)
}
