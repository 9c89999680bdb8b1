package kit

import (
	"math"
	"testing"

	"carebook/app/ui/style"
)

func TestRing(t *testing.T) {
	look(t, 100)
	a := NewAvatar(nil, style.AvatarRow)
	show(t, a, 42, 42)
	for _, c := range []struct {
		ring  Ring
		shown bool
		angle float64
		token style.Token
		due   Due
	}{
		{Ring{}, false, 0, style.Accent, InTime},
		{Ring{Share: 5}, false, 360, style.Accent, InTime},
		{Ring{0, true}, false, 0, style.Accent, InTime},
		{Ring{0.25, true}, true, 90, style.Accent, InTime},
		{Ring{0.749, true}, true, 269.64, style.Accent, InTime},
		{Ring{0.75, true}, true, 270, style.SoonFill, DueSoon},
		{Ring{1, true}, true, 360, style.SoonFill, DueSoon},
		{Ring{1.01, true}, true, 360, style.LateFill, Overdue},
		{Ring{40, true}, true, 360, style.LateFill, Overdue},
	} {
		a.SetRing(c.ring)
		if got := c.ring.Due(); got != c.due {
			t.Errorf("%v is due %v, want %v", c.ring, got, c.due)
		}
		p := a.parts.care
		if p.track.Visible() != (c.ring.On && c.ring.Share < 1) || p.arc.Visible() != c.shown {
			t.Errorf("%v: track %v, arc %v", c.ring, p.track.Visible(), p.arc.Visible())
		}
		if !c.shown {
			continue
		}
		if p.arc.StartAngle != 0 || math.Abs(float64(p.arc.EndAngle)-c.angle) > 0.01 || p.arc.FillColor != style.Color(c.token) {
			t.Errorf("%v goes from %v to %v in %v", c.ring, p.arc.StartAngle, p.arc.EndAngle, p.arc.FillColor)
		}
	}
}

func TestRingLeavesRoomForTheAvatar(t *testing.T) {
	look(t, 150)
	for _, c := range []struct{ diameter, ring, inside float32 }{{76, 4, 62}, {42, 3, 32}, {34, 2.5, 26}} {
		a := NewAvatar(nil, c.diameter)
		a.SetWho(Who{Key: 1, Name: "Ana Gil"})
		a.SetRing(Ring{0.5, true})
		d := style.Px(c.diameter)
		show(t, a, d, d)
		if got := a.parts.ground.Size().Width; got != style.Px(c.inside) {
			t.Errorf("in %v the avatar is %v, want %v", d, got, style.Px(c.inside))
		}
		if got := a.parts.care.arc.Size().Width; got != d {
			t.Errorf("the ring is %v, want %v", got, d)
		}
		if got := d / 2 * (1 - a.parts.care.arc.CutoutRatio); math.Abs(float64(got-style.Px(c.ring))) > 0.01 {
			t.Errorf("the ring is %v wide, want %v", got, style.Px(c.ring))
		}
		a.SetRing(Ring{})
		if got := a.parts.ground.Size().Width; got != d {
			t.Errorf("without a ring the avatar is %v, want %v", got, d)
		}
	}
}

func TestCheckTakesTheAvatarsPlace(t *testing.T) {
	look(t, 100)
	r := NewPersonRow(nil)
	show(t, r, 376, 56)
	p := Person{Who: Who{Key: 1, Name: "Ana Gil"}, Ring: Ring{0.5, true}, Days: "13 days", Due: DueSoon}
	r.Fill(p, true, false)
	if r.avatar.check.Visible() || !r.avatar.text.Visible() || r.days.Color != style.Color(style.Soon) {
		t.Error("a plain row does not look it")
	}
	r.SetChecked(true)
	if !r.avatar.check.Visible() || r.avatar.text.Visible() || !r.avatar.care.track.Visible() ||
		r.avatar.ground.FillColor != style.Color(style.Accent) {
		t.Error("one of several has no check in the avatar's place")
	}
	r.SetChecked(false)
	if r.avatar.check.Visible() || !r.avatar.text.Visible() || r.avatar.ground.FillColor != style.Color(style.AvatarColor(1)) {
		t.Error("the avatar does not come back")
	}
}

func TestLargeTextShowsTheDotOfATagAlone(t *testing.T) {
	p := Person{Who: Who{Key: 1, Name: "Ana Gil"}, Tags: []Tag{{"Important", "rose"}, {"Friends", "olive"}}}
	for _, c := range []struct {
		percent int
		named   bool
	}{{115, true}, {130, false}, {150, false}} {
		look(t, c.percent)
		r := NewPersonRow(nil)
		show(t, r, 400, 90)
		r.Fill(p, false, false)
		if r.chip.text.Visible() != c.named || !r.chip.dot.Visible() || r.rest.Text != "+1" {
			t.Errorf("at %d %% the name is shown %v, the dot %v, more %q", c.percent, r.chip.text.Visible(), r.chip.dot.Visible(), r.rest.Text)
		}
	}
}
