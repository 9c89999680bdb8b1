package richedit

import (
	"math"
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/rivo/uniseg"

	"carebook/app/doc"
)

// content is the text of a block as lines are made of it.
type content struct {
	text    string
	runs    []doc.Run
	writing writing
	// levels are the directions of its parts; nil where all of it is written
	// from left to right.
	levels []levelRun
	rtl    bool // the block is one of right-to-left text
}

// line is a line of a block. Its end is the start of the next.
type line struct {
	start, end int
	// seen is up to where the text was looked at to find the line's end: changes
	// behind it do not move that.
	seen int
	hard bool // it ends with a line break
}

// soft reports whether the line goes on in the next without a sign for it.
func (l line) soft(text string) bool { return !l.hard && l.end < len(text) }

// shown is the end of what is to be seen of a line: the blanks that hang at
// its end are not.
func (l line) shown(text string) int { return l.start + blanksFrom(text[l.start:l.end]) }

const (
	// longWord is from how many bytes on a word is broken without looking for
	// its end.
	longWord = 512
	// longLine bounds a line in bytes, for signs that take no room to it.
	longLine = 8 * longWord
	// lookAhead is how many bytes behind a place where a line may end decide
	// whether it does: two characters, generously.
	lookAhead = 16
	// tabBlanks is the distance of the places where a tab leads, in blanks.
	tabBlanks = 4
)

// wrapper breaks a text into lines. A line begins as if nothing were before it,
// so that a line depends on nothing but the text from its start on, and those
// around a change can be made anew by themselves.
type wrapper struct {
	*content
	measure *measurer
	room    float32
	tab     float32
	run     int // the run looked at last
}

func newWrapper(m *measurer, c *content, room float32) *wrapper {
	f, _ := m.faceOf(" ", c.writing, 0)
	return &wrapper{content: c, measure: m, room: room, tab: tabBlanks * m.whole(f, " ")}
}

// all is the whole text in lines, at least one. old are the lines of the text
// before a change, of which it kept the first same and the last tail bytes; it
// has become longer by grown.
func (w *wrapper) all(old []line, same, tail, grown int) []line {
	keep := 0
	for keep < len(old) && old[keep].seen <= same {
		keep++
	}
	lines := make([]line, keep, max(len(old)+1, 1))
	copy(lines, old)
	at := 0
	if keep > 0 {
		at = lines[keep-1].end
	}
	for {
		if i, ok := startingAt(old, at-grown); ok && at >= len(w.text)-tail {
			for _, l := range old[i:] {
				l.start, l.end, l.seen = l.start+grown, l.end+grown, l.seen+grown
				lines = append(lines, l)
			}
			return lines
		}
		l := w.line(at)
		lines = append(lines, l)
		if at = l.end; at == len(w.text) && !l.hard {
			return lines
		}
	}
}

// startingAt finds the line that starts at an offset.
func startingAt(lines []line, at int) (i int, ok bool) {
	i = sort.Search(len(lines), func(i int) bool { return lines[i].start >= at })
	return i, i < len(lines) && lines[i].start == at
}

// line is the line that starts at an offset.
func (w *wrapper) line(start int) line {
	x, state := float32(0), -1
	for at := start; at < len(w.text); {
		n, must, next := w.segment(at, state)
		if n == 0 {
			if at > start {
				return line{start: start, end: at, seen: at + longWord + lookAhead}
			}
			return w.broken(start)
		}
		word := at + blanksFrom(w.text[at:at+n])
		end := w.advance(x, at, word)
		if end > w.room+0.01 && word > at {
			if at > start {
				return line{start: start, end: at, seen: at + n + lookAhead}
			}
			return w.broken(start)
		}
		x = w.advance(end, word, at+n)
		at, state = at+n, next
		if must || at == len(w.text) {
			return line{start: start, end: at, seen: at + lookAhead, hard: w.text[at-1] == '\n'}
		}
		if at-start >= longLine {
			return line{start: start, end: at, seen: at + lookAhead}
		}
	}
	return line{start: start, end: start, seen: start + lookAhead}
}

// segment is the length of the text up to the next place where a line may end,
// with the blanks before it; 0 where that is too far to look for. must says
// that the line ends there.
func (w *wrapper) segment(at, state int) (n int, must bool, next int) {
	from := at
	for {
		text := w.text[at:min(len(w.text), from+longWord)]
		s, _, end, st := uniseg.FirstLineSegmentInString(text, state)
		at, state = at+len(s), st
		if at == len(w.text) {
			return at - from, end, st
		}
		if len(s) == len(text) {
			return 0, false, -1
		}
		if end && !uniseg.HasTrailingLineBreakInString(s) {
			// The package loses its state behind an emoji's colour of skin, and
			// asks for a break there: it goes on from the colour alone.
			_, n := utf8.DecodeLastRuneInString(s)
			if n == len(s) {
				return at - from, false, state
			}
			at, state = at-n, -1
			continue
		}
		if end || clustersPart(w.text[from:], at-from) {
			return at - from, end, st
		}
	}
}

// clustersPart reports whether a cluster ends at a place of a text that begins
// with one.
func clustersPart(text string, at int) bool {
	next, n := utf8.DecodeRuneInString(text[at:])
	if next < 0x300 || ideograph(next) {
		return true
	}
	last, before := utf8.DecodeLastRuneInString(text[:at])
	if regional(next) && regional(last) {
		return halfFlags(text[:at])%2 == 0
	}
	s, _, _, _ := uniseg.FirstGraphemeClusterInString(text[at-before:at+n], -1)
	return len(s) == before
}

// regional reports whether a rune is half a flag.
func regional(r rune) bool { return r >= 0x1F1E6 && r <= 0x1F1FF }

// halfFlags counts the halves of flags at the end of a text.
func halfFlags(text string) (n int) {
	for {
		r, l := utf8.DecodeLastRuneInString(text)
		if !regional(r) {
			return n
		}
		text = text[:len(text)-l]
		n++
	}
}

// broken is the line from start on with as many clusters of a word as find
// room, one at least.
func (w *wrapper) broken(start int) line {
	x, at := float32(0), start
	for at < len(w.text) && w.text[at] != '\n' {
		n := clusterLen(w.text[at:])
		end := w.advance(x, at, at+n)
		full := end > w.room+0.01 && blanksFrom(w.text[at:at+n]) > 0 // blanks hang
		if at > start && (full || at-start >= longLine) {
			return line{start: start, end: at, seen: at + n + lookAhead}
		}
		x, at = end, at+n
	}
	hard := at < len(w.text)
	if hard {
		at++
	}
	return line{start: start, end: at, seen: at + lookAhead, hard: hard}
}

// advance is how far from the line's start the text from..to ends that begins
// at x.
func (w *wrapper) advance(x float32, from, to int) float32 {
	for from < to {
		w.run = runAt(w.runs, from, w.run)
		r := &w.runs[w.run]
		text := w.text[from:min(to, r.To)]
		from += len(text)
		for len(text) > 0 {
			n := 1
			switch text[0] {
			case '\t':
				x = w.nextTab(x)
			case '\n':
			default:
				part := text
				if i := strings.IndexAny(text, "\t\n"); i > 0 {
					part = text[:i]
				}
				var f faceID
				var s script
				n, f, s = w.measure.stretch(part, w.writing, r.Style.Marks)
				x += w.measure.rough(f, s, part[:n])
			}
			text = text[n:]
		}
	}
	return x
}

// nextTab is where a tab at x leads.
func (w *wrapper) nextTab(x float32) float32 {
	return (float32(math.Floor(float64(x/w.tab+0.01))) + 1) * w.tab
}

// runAt is the index of the run in which an offset lies; near is a guess.
func runAt(runs []doc.Run, at, near int) int {
	if near < len(runs) && runs[near].From <= at && at < runs[near].To {
		return near
	}
	return min(sort.Search(len(runs), func(i int) bool { return runs[i].To > at }), len(runs)-1)
}

// blanksFrom is where the blanks begin with which a text ends.
func blanksFrom(text string) int {
	n := len(text)
	for n > 0 {
		r, l := utf8.DecodeLastRuneInString(text[:n])
		if !blank(r) {
			break
		}
		n -= l
	}
	if n < len(text) && n > 0 && !clustersPart(text, n) {
		return len(text) // a mark stands on the first of them
	}
	return n
}

// blank reports whether a rune is one that hangs at a line's end.
func blank(r rune) bool {
	switch {
	case r == ' ', r == '\t', r == '\n', r == 0x1680, r == 0x205F, r == 0x3000:
		return true
	}
	return r >= 0x2000 && r <= 0x200B && r != 0x2007
}

// alike is how much two texts have in common with their styles: so many bytes
// at their start, and so many at their end beside those.
func alike(old, now *content) (same, tail int) {
	same = samePrefix(old.text, now.text)
	i := 0
	for i < min(len(old.runs), len(now.runs)) {
		a, b := &old.runs[i], &now.runs[i]
		if a.Style != b.Style {
			same = min(same, a.From)
			break
		}
		if a.To != b.To {
			same = min(same, a.To, b.To)
			break
		}
		i++
	}
	most := min(len(old.text), len(now.text)) - same
	tail = sameSuffix(old.text, now.text, most)
	for i := 1; i <= min(len(old.runs), len(now.runs)); i++ {
		a, b := &old.runs[len(old.runs)-i], &now.runs[len(now.runs)-i]
		if a.Style != b.Style {
			tail = min(tail, len(old.text)-a.To)
			break
		}
		if atEnd, nowAtEnd := len(old.text)-a.From, len(now.text)-b.From; atEnd != nowAtEnd {
			tail = min(tail, atEnd, nowAtEnd)
			break
		}
	}
	return same, tail
}

// chunk is compared at once.
const chunk = 256

func samePrefix(a, b string) int {
	n, most := 0, min(len(a), len(b))
	for n+chunk <= most && a[n:n+chunk] == b[n:n+chunk] {
		n += chunk
	}
	for n < most && a[n] == b[n] {
		n++
	}
	return n
}

func sameSuffix(a, b string, most int) int {
	n := 0
	for n+chunk <= most && a[len(a)-n-chunk:len(a)-n] == b[len(b)-n-chunk:len(b)-n] {
		n += chunk
	}
	for n < most && a[len(a)-n-1] == b[len(b)-n-1] {
		n++
	}
	return n
}
