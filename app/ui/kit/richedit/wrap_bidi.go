package richedit

import (
	"iter"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/bidi"
)

// levelRun is a part of a text of one embedding level (UAX 9): even from left
// to right, odd from right to left. It begins where the one before ends.
type levelRun struct {
	end   int
	level uint8
}

// mayBeRightToLeft is a quick look whether a text has anything of scripts that
// are written from right to left, or signs that turn the direction.
func mayBeRightToLeft(text string) bool {
	for i := 0; i < len(text); i++ {
		if text[i] < 0xD6 {
			continue
		}
		switch b := text[i]; {
		case b <= 0xDF: // Hebrew, Arabic, Syriac, Thaana, N'Ko
			return true
		case b == 0xE0 && text[i+1] <= 0xA3, // Samaritan to Arabic Extended-A
			b == 0xE2 && (text[i+1] == 0x80 || text[i+1] == 0x81) && turns(text[i:i+3]),
			b == 0xEF && (text[i+1] >= 0xAC && text[i+1] <= 0xBB && text[i+1] != 0xB8), // presentation forms
			b == 0xF0 && (text[i+1] == 0x90 && text[i+2] >= 0xA0 || text[i+1] == 0x9E):
			return true
		}
	}
	return false
}

// turns reports whether a character of General Punctuation sets a direction.
func turns(char string) bool {
	p, _ := bidi.LookupString(char)
	switch p.Class() {
	case bidi.R, bidi.RLE, bidi.RLO, bidi.RLI:
		return true
	}
	return false
}

// levelsOf gives the levels of a text, nil where all of it is written from left
// to right. rtl says that its first letter is one of right-to-left text.
func levelsOf(text string) (levels []levelRun, rtl bool) {
	if !mayBeRightToLeft(text) {
		return nil, false
	}
	rtl = firstStrongIsRight(text)
	for at := 0; at < len(text); {
		end := len(text)
		if i := strings.IndexByte(text[at:], '\n'); i >= 0 {
			end = at + i + 1
		}
		if part := text[at:end]; rtl || mayBeRightToLeft(part) {
			levels = appendLevels(levels, part, at, rtl)
		} else {
			levels = appendLevel(levels, end, 0)
		}
		at = end
	}
	return wholeClusters(text, levels), rtl
}

// wholeClusters lets a cluster lie in the part in which it begins.
func wholeClusters(text string, levels []levelRun) []levelRun {
	kept, at := levels[:0], 0
	for _, l := range levels {
		for l.end < len(text) && !clustersPart(text, l.end) {
			_, n := utf8.DecodeRuneInString(text[l.end:])
			l.end += n
		}
		if l.end > at {
			kept, at = append(kept, l), l.end
		}
	}
	return kept
}

func firstStrongIsRight(text string) bool {
	for len(text) > 0 {
		p, n := bidi.LookupString(text)
		switch p.Class() {
		case bidi.L:
			return false
		case bidi.R, bidi.AL:
			return true
		}
		text = text[max(n, 1):]
	}
	return false
}

// Marks that are seen by nobody and have a direction.
const leftToRightMark, rightToLeftMark = '\u200e', '\u200f'

// appendLevels adds the levels of a part of a text that ends with a line break
// or the text, and begins at base.
func appendLevels(levels []levelRun, text string, base int, rtl bool) []levelRun {
	add := func(end int, level uint8) { levels = appendLevel(levels, end, level) }
	own := uint8(0)
	if rtl {
		own = 1
	}
	body := strings.TrimSuffix(text, "\n")
	at := 0
	for n, right := range directions(body, rtl) {
		switch {
		case right:
			add(base+at+n, 1)
		case rtl:
			add(base+at+n, 2)
		default:
			numbersAmongRight(body, at, at+n, func(to int, level uint8) { add(base+to, level) })
		}
		at += n
	}
	if at < len(text) {
		add(base+len(text), own)
	}
	return levels
}

// appendLevel adds a part up to an end, or lengthens the last one of its level.
func appendLevel(levels []levelRun, end int, level uint8) []levelRun {
	if n := len(levels); n > 0 && levels[n-1].level == level {
		levels[n-1].end = end
		return levels
	}
	return append(levels, levelRun{end, level})
}

// directions gives the lengths of the parts of a text that are written from
// right to left and not, in turn, in a block of a direction.
func directions(text string, rtl bool) iter.Seq2[int, bool] {
	return func(yield func(int, bool) bool) {
		if text == "" {
			return
		}
		// The package takes the direction of a text that is not of right to left
		// from its first letter, so that one is put before it.
		runes := bracketsTurned([]rune(text), rtl)
		var options []bidi.Option
		lead := 0
		if rtl {
			options = append(options, bidi.DefaultDirection(bidi.RightToLeft))
		} else {
			runes, lead = append([]rune{leftToRightMark}, runes...), 1
		}
		var p bidi.Paragraph
		if _, err := p.SetString(string(runes), options...); err != nil {
			return
		}
		order, err := p.Order()
		if err != nil {
			return
		}
		at := 0
		for i := range order.NumRuns() {
			run := order.Run(i)
			from, to := run.Pos()
			n := 0
			for range to + 1 - max(from, lead) {
				_, l := utf8.DecodeRuneInString(text[at+n:])
				n += l
			}
			if n > 0 && !yield(n, run.Direction() == bidi.RightToLeft) {
				return
			}
			at += n
		}
	}
}

// bracketsTurned puts marks of a direction in the place of brackets that have
// one (UAX 9, rule N0): the package bidi does not find their pairs. The runes
// stay as many.
func bracketsTurned(runes []rune, rtl bool) []rune {
	type open struct {
		at    int
		close rune
	}
	var stack []open
	var pairs [][2]int
	for i, r := range runes {
		p, _ := bidi.LookupRune(r)
		if !p.IsBracket() {
			continue
		}
		if p.IsOpeningBracket() {
			if len(stack) == 63 {
				break
			}
			stack = append(stack, open{i, []rune(bidi.ReverseString(string(r)))[0]})
			continue
		}
		for n := len(stack) - 1; n >= 0; n-- {
			if stack[n].close == r {
				pairs = append(pairs, [2]int{stack[n].at, i})
				stack = stack[:n]
				break
			}
		}
	}
	slices.SortFunc(pairs, func(a, b [2]int) int { return a[0] - b[0] })
	own := leftToRightMark
	if rtl {
		own = rightToLeftMark
	}
	before, at := own, 0
	for _, p := range pairs {
		for ; at < p[0]; at++ {
			if m, strong := strongMark(runes[at], before); strong {
				before = m
			}
		}
		if m, ok := bracketMark(runes[p[0]+1:p[1]], before, own); ok {
			runes[p[0]], runes[p[1]] = m, m
		}
	}
	return runes
}

// bracketMark is the direction of a pair of brackets: the block's own where
// something between them has it, else the one before them where that is what is
// between them. ok is false where nothing between them has any.
func bracketMark(between []rune, before, own rune) (mark rune, ok bool) {
	last := before
	for _, r := range between {
		m, strong := strongMark(r, last)
		if !strong {
			continue
		}
		if m == own {
			return own, true
		}
		last, ok = m, true
	}
	if ok && before != own {
		return before, true
	}
	return own, ok
}

// strongMark is the direction of a letter or number, which counts as one of
// right to left unless letters of left to right are before it.
func strongMark(r, last rune) (mark rune, strong bool) {
	p, _ := bidi.LookupRune(r)
	switch p.Class() {
	case bidi.L:
		return leftToRightMark, true
	case bidi.R, bidi.AL, bidi.AN:
		return rightToLeftMark, true
	case bidi.EN:
		return last, true
	}
	return 0, false
}

// numbersAmongRight gives the levels of a part of a left-to-right text that is
// written from left to right: numbers behind right-to-left letters are of
// level 2, within them, all else of level 0. The package bidi tells directions,
// which are the same for both.
func numbersAmongRight(text string, from, to int, add func(to int, level uint8)) {
	right, level := strongBeforeIsRight(text[:from]), uint8(0)
	if !right && !strings.ContainsFunc(text[from:to], arabicNumber) {
		add(to, 0)
		return
	}
	for at := from; at < to; {
		p, n := bidi.LookupString(text[at:to])
		n = max(n, 1)
		switch p.Class() {
		case bidi.L:
			right, level = false, 0
		case bidi.EN:
			level = 0
			if right {
				level = 2
			}
		case bidi.AN:
			level = 2
		case bidi.NSM, bidi.BN:
		case bidi.ET:
			// A sign such as that of a currency belongs to the number that it
			// touches.
			if right && numberFollows(text[at+n:to]) {
				level = 2
			}
		case bidi.ES, bidi.CS:
			// So does a point between two digits.
			if !numberFollows(text[at+n : to]) {
				level = 0
			}
		default:
			level = 0
		}
		at += n
		add(at, level)
	}
}

func arabicNumber(r rune) bool {
	p, _ := bidi.LookupRune(r)
	return p.Class() == bidi.AN
}

func strongBeforeIsRight(text string) bool {
	for len(text) > 0 {
		r, n := utf8.DecodeLastRuneInString(text)
		p, _ := bidi.LookupRune(r)
		switch p.Class() {
		case bidi.L:
			return false
		case bidi.R, bidi.AL:
			return true
		}
		text = text[:len(text)-n]
	}
	return false
}

// numberFollows reports whether a text begins with a number, or with signs of
// one before it.
func numberFollows(text string) bool {
	for len(text) > 0 {
		p, n := bidi.LookupString(text)
		switch p.Class() {
		case bidi.EN, bidi.AN:
			return true
		case bidi.ET, bidi.NSM, bidi.BN:
		default:
			return false
		}
		text = text[max(n, 1):]
	}
	return false
}
