package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"carebook/app/ui/style"
)

// Switch is on or off, at once: a knob in a track, at the right where it is on.
type Switch struct {
	control
	// OnChanged is called with the state that was chosen by hand.
	OnChanged func(on bool)
	name      string
	on        bool

	track, ring *canvas.Rectangle
	knob        *canvas.Circle
}

// NewSwitch makes a switch; name is what it switches.
func NewSwitch(name string, on bool, changed func(on bool)) *Switch {
	s := &Switch{OnChanged: changed, name: name, on: on, track: &canvas.Rectangle{}, ring: frame(0), knob: &canvas.Circle{}}
	s.OnTapped = func() { s.Choose(!s.on) }
	s.ExtendBaseWidget(s)
	return s
}

// SetName changes what it switches.
func (s *Switch) SetName(name string) { s.name = name }

// On reports whether it is on.
func (s *Switch) On() bool { return s.on }

// Set shows a state that was chosen elsewhere, without calling anybody.
func (s *Switch) Set(on bool) { s.set(&s.on, on) }

// Choose switches by hand.
func (s *Switch) Choose(on bool) {
	if s.disabled || s.on == on {
		return
	}
	s.Set(on)
	if s.OnChanged != nil {
		s.OnChanged(on)
	}
}

// TypedKey implements fyne.Focusable: the arrow keys move the knob.
func (s *Switch) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyLeft:
		s.Choose(false)
	case fyne.KeyRight:
		s.Choose(true)
	default:
		s.control.TypedKey(e)
	}
}

// AccessibilityLabel implements fyne.Accessible.
func (s *Switch) AccessibilityLabel() string { return s.name }

// AccessibilityRole implements fyne.Accessible.
func (s *Switch) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// CreateRenderer implements fyne.Widget.
func (s *Switch) CreateRenderer() fyne.WidgetRenderer { return rendererOf(s) }

func (s *Switch) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{s.track, s.knob, s.ring}
}

func (s *Switch) paint() {
	fill, edge, knob := style.Hover, style.Ink3, style.Ink3
	if s.hovered {
		edge, knob = style.Ink2, style.Ink2
	}
	if s.on {
		fill, edge, knob = style.Accent, style.Accent, style.OnAccent
	}
	if s.disabled {
		fill, edge, knob = style.Page, style.Line2, style.Line2
	}
	s.track.FillColor, s.track.StrokeColor, s.track.StrokeWidth = style.Color(fill), style.Color(edge), 1
	s.knob.FillColor = style.Color(knob)
	showFrame(s.ring, s.focused)
}

// The sizes of a switch at 100 %: the track, how far the frame of the focus is
// from it, and the knob's distance from the track's edge.
const switchWidth, switchHeight, switchRoom, switchGap = 36, 20, 4, 4

func (s *Switch) place(size fyne.Size) {
	w, h, room, gap := style.Px(switchWidth), style.Px(switchHeight), style.Px(switchRoom), style.Px(switchGap)
	y := (size.Height - h) / 2
	s.track.CornerRadius, s.ring.CornerRadius = h/2, h/2+room
	Put(s.track, 0, y, w, h)
	Put(s.ring, -room, y-room, w+2*room, h+2*room)
	d := h - 2*gap
	x := gap
	if s.on {
		x = w - gap - d
	}
	Put(s.knob, x, y+gap, d, d)
}

func (s *Switch) least() fyne.Size {
	return fyne.NewSize(style.Px(switchWidth), style.Px(switchHeight+2*switchRoom))
}
