package ui

import (
	"slices"
	"time"

	"carebook/app/doc"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/richedit"
)

// The notes of the measured book by their keys: each of two people has a short one
// and a long one, see cmd/dev/measure.
var measuredNotes = []noteBench{
	{name: "note", person: 1, short: 1, long: 2, typed: "She wants steam and dry heat in one oven. "},
	{name: "note-zh", person: 2, short: 3, long: 4, typed: "她要一台蒸汽和干热两用的烤箱，门宽九十二厘米。"},
}

const (
	// noteKeys are typed into the long note, one in keyEvery.
	noteKeys = 200
	// noteRest is how long nothing is done before the memory is taken.
	noteRest = 12 * time.Second
	// noteScroll is how far the long note is scrolled in a frame on its way through
	// all of it.
	noteScroll = 200
)

// noteBench measures the editor: how long a long note takes to be on the screen,
// how long a key in its middle takes, and the memory that it takes beside a short
// one, once all of it was seen.
type noteBench struct {
	name                string
	person, short, long int64
	typed               string

	bench *windowBench
	steps []func() (done bool)
	// asked is when the note was asked for, or a key was pressed, zero once that is
	// on the screen; shown is set once the note is on its page.
	asked          time.Time
	shown, drawing bool
	// resting is the rest under way, pressed when the last key was pressed.
	resting        rest
	pressed        time.Time
	short0         float64
	opened         time.Duration
	key            int
	handlers, keys []time.Duration
}

// begin goes through the steps, one call a frame.
func (n *noteBench) begin(b *windowBench) {
	n.bench = b
	b.window.notes.OnShown = func() { n.shown = true }
	n.steps = []func() bool{
		n.open(n.short), n.rest, n.weigh, n.open(n.long), n.rest, n.middle, n.rest, n.typeKey, n.scroll, n.rest, n.report,
	}
	b.frames(func() bool {
		if n.steps[0]() {
			n.steps = n.steps[1:]
		}
		return len(n.steps) == 0
	})
}

// open asks for a note and waits until it is drawn.
func (n *noteBench) open(key int64) func() bool {
	asked := false
	return func() bool {
		if !asked {
			asked, n.shown, n.asked = true, false, now()
			n.bench.window.Open(kit.Route{Screen: kit.NotesScreen, Person: n.person, Note: key})
			return false
		}
		if n.shown {
			n.shown, n.drawing = false, true
			n.bench.window.executor.Show(n.drawn)
		}
		return n.asked.IsZero()
	}
}

// drawn runs right after the frame that shows what was asked for.
func (n *noteBench) drawn() {
	if n.drawing {
		n.opened, n.drawing, n.asked = now().Sub(n.asked), false, time.Time{}
	}
}

// rest waits until what is no longer seen was given back.
func (n *noteBench) rest() bool {
	return n.resting.over(n.bench.last, noteRest, n.bench.window.notes.View().Refresh)
}

func (n *noteBench) weigh() bool {
	n.short0 = resident()
	return true
}

func (n *noteBench) editor() *richedit.Editor { return n.bench.window.notes.Editor() }

// middle puts the caret into the middle of the note, into some text.
func (n *noteBench) middle() bool {
	d := n.editor().Document()
	at := d.Len() / 2
	for d.Block(at).Kind() != doc.Paragraph {
		at++
	}
	n.bench.window.win.Canvas().Focus(n.editor())
	n.editor().Select(doc.Caret(doc.Position{Block: at, Offset: 0}))
	return true
}

// typeKey types the next letter where keyEvery has passed since the last: its
// time is taken until the editor is done with it, and until it is drawn.
func (n *noteBench) typeKey() bool {
	if !n.asked.IsZero() || n.bench.last.Sub(n.pressed) < keyEvery {
		return false
	}
	if n.key == noteKeys {
		return true
	}
	letters := []rune(n.typed)
	letter := letters[n.key%len(letters)]
	n.key++
	n.pressed, n.asked = n.bench.last, now()
	n.editor().TypedRune(letter)
	n.handlers = append(n.handlers, now().Sub(n.asked))
	n.bench.window.executor.Show(func() {
		n.keys = append(n.keys, now().Sub(n.asked))
		n.asked = time.Time{}
	})
	return false
}

// scroll goes through all of the note, so that all of its pictures were seen.
func (n *noteBench) scroll() bool {
	view := n.bench.window.notes.View()
	before := view.Offset()
	view.SetOffset(before + noteScroll)
	return view.Offset() == before
}

func (n *noteBench) report() bool {
	slices.Sort(n.handlers)
	slices.Sort(n.keys)
	at := noteKeys * 95 / 100
	n.bench.window.report("%s bytes=%d open_ms=%.1f key_p50_ms=%.2f key_p95_ms=%.2f key_max_ms=%.2f drawn_p95_ms=%.1f memory_mib=%.1f", n.name, len(n.editor().Document().Text()),
		milliseconds(n.opened), milliseconds(n.handlers[noteKeys/2]), milliseconds(n.handlers[at]), milliseconds(n.handlers[noteKeys-1]),
		milliseconds(n.keys[at]), resident()-n.short0)
	return true
}
