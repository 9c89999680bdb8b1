package doc

import (
	"strconv"
	"strings"
)

// look is what an inline style, or an address, says of an element.
type look struct {
	// set and cleared are marks that the style gives and takes.
	set, cleared Marks
	link         string
	hasLink      bool
	// pre is whether blanks are kept; hasPre says that the style speaks of
	// it.
	pre, hasPre bool
	hidden      bool
	// noMarker is an item of a list without a sign, listLevel the level of one
	// of Word's from 1, marker the sign of such a one.
	noMarker, marker bool
	listLevel        int
}

// apply is the state within an element of the look.
func (l *look) apply(s state) state {
	s.style.Marks = s.style.Marks&^l.cleared | l.set
	if l.hasLink {
		s.style.Link = l.link
	}
	if l.hasPre {
		s.pre = l.pre
	}
	s.hidden = s.hidden || l.hidden
	s.marker = s.marker || l.marker
	return s
}

// readLook reads an inline style.
func readLook(style string) (l look) {
	for declaration := range strings.SplitSeq(strings.ToLower(style), ";") {
		property, value, _ := strings.Cut(declaration, ":")
		value = strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(value), "!important"))
		switch strings.TrimSpace(property) {
		case "font-weight":
			weight, err := strconv.Atoi(value)
			const bold = 600
			l.mark(Bold, value == "bold" || value == "bolder" || err == nil && weight >= bold)
		case "font-style":
			l.mark(Italic, strings.HasPrefix(value, "italic") || strings.HasPrefix(value, "oblique"))
		case "text-decoration", "text-decoration-line":
			l.decoration(value)
		case "background", "background-color":
			l.mark(Highlight, isColourful(value))
		case "white-space":
			l.hasPre, l.pre = true, strings.HasPrefix(value, "pre") || value == "break-spaces"
		case "display":
			l.hidden = l.hidden || value == "none"
		case "mso-hide":
			l.hidden = l.hidden || value == "all"
		case "list-style", "list-style-type":
			l.noMarker = strings.Contains(value, "none")
		case "mso-list":
			l.wordList(value)
		}
	}
	return l
}

func (l *look) mark(m Marks, on bool) {
	if on {
		l.set, l.cleared = l.set|m, l.cleared&^m
	} else {
		l.set, l.cleared = l.set&^m, l.cleared|m
	}
}

func (l *look) decoration(value string) {
	if strings.Contains(value, "underline") {
		l.mark(Underline, true)
	}
	if strings.Contains(value, "line-through") {
		l.mark(Strike, true)
	}
	if strings.Contains(value, "none") {
		l.mark(Underline|Strike, false)
	}
}

// wordList reads what Word says of an item: "l0 level2 lfo1", or "ignore" for
// its sign.
func (l *look) wordList(value string) {
	if value == "ignore" {
		l.marker = true
		return
	}
	for word := range strings.FieldsSeq(value) {
		if number, ok := strings.CutPrefix(word, "level"); ok {
			if level, err := strconv.Atoi(number); err == nil && level > 0 {
				l.listLevel = min(level, MaxLevel+1)
			}
		}
	}
}

// dull are the names of colours that are no highlight, and words that stand for
// none.
var dull = map[string]bool{
	"": true, "none": true, "transparent": true, "inherit": true, "initial": true, "unset": true, "revert": true, "currentcolor": true,
	"white": true, "black": true, "gray": true, "grey": true, "silver": true, "window": true, "whitesmoke": true, "snow": true, "ivory": true,
	"gainsboro": true, "lightgray": true, "lightgrey": true, "ghostwhite": true, "floralwhite": true,
}

// isColourful reports whether a background is a colour rather than white, black
// or a grey, as pages have behind code.
func isColourful(value string) bool {
	red, green, blue, ok := 0, 0, 0, false
	switch {
	case strings.HasPrefix(value, "#"):
		red, green, blue, ok = hexColour(value[1:])
	case strings.HasPrefix(value, "rgb"):
		red, green, blue, ok = rgbColour(value)
	default:
		name := strings.Trim(value, "abcdefghijklmnopqrstuvwxyz")
		return name == "" && !dull[value]
	}
	const least = 0x28
	return ok && max(red, green, blue)-min(red, green, blue) >= least
}

// hexColour reads rgb or rrggbb, with nothing or something behind it.
func hexColour(s string) (red, green, blue int, ok bool) {
	if end := strings.IndexFunc(s, func(r rune) bool { return !strings.ContainsRune("0123456789abcdef", r) }); end >= 0 {
		s = s[:end]
	}
	n, err := strconv.ParseUint(s, 16, 64)
	if err != nil {
		return 0, 0, 0, false
	}
	switch len(s) {
	case 3:
		return int(n>>8&0xF) * 0x11, int(n>>4&0xF) * 0x11, int(n&0xF) * 0x11, true
	case 6:
		return int(n >> 16 & 0xFF), int(n >> 8 & 0xFF), int(n & 0xFF), true
	}
	return 0, 0, 0, false
}

// rgbColour reads rgb(r, g, b) and rgba(r, g, b, a); what cannot be seen through
// is no colour.
func rgbColour(s string) (red, green, blue int, ok bool) {
	_, s, _ = strings.Cut(s, "(")
	s, _, _ = strings.Cut(s, ")")
	parts := strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == ' ' || r == '/' })
	if len(parts) < 3 || len(parts) > 3 && strings.Trim(parts[3], "0.%") == "" {
		return 0, 0, 0, false
	}
	var values [3]int
	for i := range values {
		n, err := strconv.Atoi(parts[i])
		if err != nil {
			return 0, 0, 0, false
		}
		values[i] = n
	}
	return values[0], values[1], values[2], true
}
