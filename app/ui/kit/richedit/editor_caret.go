package richedit

import (
	"time"

	"fyne.io/fyne/v2"
)

// The caret blinks as in Fyne's own fields: half a second each, and not while
// somebody types.
const (
	blinkTime  = time.Second / 2
	blinkPause = 300 * time.Millisecond
)

// blink is the blinking of the caret. Drivers without animations, such as that
// of tests, leave it as it stands.
type blink struct {
	anim *fyne.Animation
	// still is until when the caret does not blink, dark that it is not seen now.
	still time.Time
	dark  bool
}

func (b *blink) stop() {
	if b.anim != nil {
		b.anim.Stop()
		b.anim = nil
	}
	b.dark = false
}

// awake shows the caret, and lets it blink where it may: with the keyboard, and
// in a text that can be written.
func (e *Editor) awake() {
	e.blink.dark = false
	e.blink.still = e.p.Clock.Now().Add(blinkPause)
	switch {
	case !e.focused || e.readOnly || !fyne.CurrentApp().Settings().ShowAnimations():
		e.blink.stop()
	case e.blink.anim == nil:
		e.blink.anim = fyne.NewAnimation(blinkTime, e.blinked)
		e.blink.anim.AutoReverse = true
		e.blink.anim.RepeatCount = fyne.AnimationRepeatForever
		e.blink.anim.Start()
	}
}

// blinked is told how far between light and dark the caret is. It ends the
// blinking where the keyboard has gone without a word: into a menu above, or with
// the editor out of the window.
func (e *Editor) blinked(progress float32) {
	c := fyne.CurrentApp().Driver().CanvasForObject(e)
	if c == nil || c.Focused() != fyne.Focusable(e) {
		e.blink.stop()
		e.redraw()
		return
	}
	dark := progress >= 0.5 && !e.p.Clock.Now().Before(e.blink.still)
	if dark != e.blink.dark {
		e.blink.dark = dark
		e.redraw()
	}
}

// FocusGained implements fyne.Focusable.
func (e *Editor) FocusGained() {
	e.focused = true
	e.held = held{}
	e.awake()
	e.redraw()
}

// FocusLost implements fyne.Focusable.
func (e *Editor) FocusLost() {
	e.focused = false
	e.held = held{}
	e.awake()
	e.redraw()
}

// takeFocus gives the keyboard to the editor.
func (e *Editor) takeFocus() {
	if c := fyne.CurrentApp().Driver().CanvasForObject(e); c != nil && c.Focused() != fyne.Focusable(e) {
		c.Focus(e)
	}
}
