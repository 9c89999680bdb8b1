package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"carebook/app/ui/style"
)

// Ring is the care ring around an avatar: how much of the time in which a
// person should hear from the user has passed.
type Ring struct {
	// Share is the days since the last contact by the days of the rhythm; more
	// than 1 is late.
	Share float64
	// On is false for a person without a rhythm, who has no ring.
	On bool
}

// soonShare is the share of the rhythm from which a contact is due soon.
const soonShare = 0.75

// Due says how a person stands in the rhythm.
type Due int

// In good time or without a rhythm; due soon; overdue.
const (
	InTime Due = iota
	DueSoon
	Overdue
)

// Due is how the share that has passed is shown.
func (r Ring) Due() Due {
	switch {
	case !r.On || r.Share < soonShare:
		return InTime
	case r.Share <= 1:
		return DueSoon
	}
	return Overdue
}

// ringParts draw a ring inside another piece: the track, and on it an arc from
// 12 o'clock.
type ringParts struct{ track, arc *canvas.Arc }

// fullTurn is a circle in degrees.
const fullTurn = 360

func newRingParts() ringParts {
	return ringParts{&canvas.Arc{EndAngle: fullTurn}, &canvas.Arc{}}
}

func (p ringParts) paint(r Ring) {
	p.track.Hidden = !r.On || r.Share >= 1 // the arc is all of it
	p.track.FillColor = style.Color(style.Line)
	share := max(0, min(1, r.Share))
	p.arc.Hidden = !r.On || share == 0
	p.arc.EndAngle = fullTurn * float32(share)
	switch r.Due() {
	case Overdue:
		p.arc.FillColor = style.Color(style.LateFill)
	case DueSoon:
		p.arc.FillColor = style.Color(style.SoonFill)
	default:
		p.arc.FillColor = style.Color(style.Accent)
	}
}

// ringWidths are the width of the ring of an avatar and that of the gap between
// them.
func ringWidths(diameter float32) (ring, gap float32) {
	factor := style.Factor()
	switch {
	case diameter > 60*factor:
		return 4 * factor, 3 * factor
	case diameter > 38*factor:
		return 3 * factor, 2 * factor
	}
	return 2.5 * factor, 1.5 * factor
}

// room is the width that the ring takes from an avatar on every side.
func (r Ring) room(diameter float32) float32 {
	if !r.On {
		return 0
	}
	ring, gap := ringWidths(diameter)
	return ring + gap
}

func (p ringParts) place(x, y, diameter float32) {
	ring, _ := ringWidths(diameter)
	for _, a := range [2]*canvas.Arc{p.track, p.arc} {
		a.CutoutRatio = 1 - 2*ring/diameter
		Put(a, x, y, diameter, diameter)
	}
	p.arc.CornerRadius = ring / 3
}

func (p ringParts) objects() []fyne.CanvasObject { return []fyne.CanvasObject{p.track, p.arc} }
