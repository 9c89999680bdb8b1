package richedit

import (
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
		levels = appendLevels(levels, text[at:end], at, rtl)
		at = end
	}
	return levels, rtl
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

// leftToRightMark makes what follows begin from left to right.
const leftToRightMark = "\u200e"

// appendLevels adds the levels of a part of a text that ends with a line break
// or the text, and begins at base.
func appendLevels(levels []levelRun, text string, base int, rtl bool) []levelRun {
	add := func(end int, level uint8) {
		if n := len(levels); n > 0 && levels[n-1].level == level {
			levels[n-1].end = end
		} else {
			levels = append(levels, levelRun{end, level})
		}
	}
	own, lineBreak := uint8(0), strings.TrimSuffix(text, "\n")
	if rtl {
		own = 1
	}
	end := base + len(text)
	text = lineBreak
	if text != "" {
		var p bidi.Paragraph
		var err error
		lead := 0
		if rtl {
			_, err = p.SetString(text, bidi.DefaultDirection(bidi.RightToLeft))
		} else {
			lead = len(leftToRightMark)
			_, err = p.SetString(leftToRightMark + text)
		}
		var order bidi.Ordering
		if err == nil {
			order, err = p.Order()
		}
		if err == nil {
			at := 0
			for i := range order.NumRuns() {
				run := order.Run(i)
				n := len(run.Bytes()) - lead
				lead = 0
				switch {
				case n <= 0:
				case run.Direction() == bidi.RightToLeft:
					add(base+at+n, 1)
				case rtl:
					add(base+at+n, 2)
				default:
					numbersAmongRight(text, at, at+n, func(to int, level uint8) { add(base+to, level) })
				}
				at += max(n, 0)
			}
		}
	}
	add(end, own)
	return levels
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
