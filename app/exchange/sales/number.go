package sales

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// number is a number as it is written: runs of digits, and the sign between each
// two of them.
type number struct {
	negative bool
	runs     []string
	signs    []rune
}

// longestNumber bounds the characters of a cell that is read as a number.
const longestNumber = 64

// numberOf takes a cell apart into a number and what stands beside it, such as a
// currency or a per cent sign. A minus stands before the number, or behind it as
// accountants write it; so do brackets around it.
func numberOf(cell string) (n number, beside string, ok bool) {
	if len(cell) > 4*longestNumber {
		return n, "", false
	}
	cell = strings.TrimSpace(norm.NFKC.String(cell)) // narrow digits, plain blanks
	if inner, cut := strings.CutPrefix(cell, "("); cut && strings.HasSuffix(inner, ")") {
		n.negative, cell = true, strings.TrimSuffix(inner, ")")
	}
	first := strings.IndexAny(cell, digits)
	last := strings.LastIndexAny(cell, digits)
	if first < 0 || len([]rune(cell)) > longestNumber {
		return n, "", false
	}
	if first > 0 && strings.IndexByte(".,", cell[first-1]) >= 0 && !endsWord(cell[:first-1]) {
		first-- // .50
	}
	before, behind := strings.TrimSpace(cell[:first]), strings.TrimSpace(cell[last+1:])
	for _, side := range []*string{&before, &behind} {
		bare := strings.Trim(*side, "+ ")
		if minus := strings.Trim(bare, "-\u2212 "); minus != bare {
			if n.negative || strings.Count(bare, "-")+strings.Count(bare, "\u2212") > 1 {
				return n, "", false
			}
			n.negative, bare = true, minus
		}
		*side = bare
	}
	return n, strings.TrimSpace(before + " " + behind), n.take(cell[first : last+1])
}

const digits = "0123456789"

// endsWord reports whether a letter ends s, as in "Rs.50", where the point is
// none of the number's.
func endsWord(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return unicode.IsLetter(r)
}

// take reads digits in runs, parted by one sign each.
func (n *number) take(s string) bool {
	run := strings.Builder{}
	for _, r := range s {
		switch {
		case r >= '0' && r <= '9':
			run.WriteRune(r)
			continue
		case !strings.ContainsRune(".,' \u2019", r):
			return false
		case run.Len() == 0 && len(n.runs) > 0:
			return false // two signs in a row
		}
		n.runs, n.signs = append(n.runs, run.String()), append(n.signs, r)
		run.Reset()
	}
	n.runs = append(n.runs, run.String())
	return true
}

// kind is how a number's last sign is to be read.
type kind int

const (
	whole    kind = iota // there are no decimals
	fraction             // the last sign parts the decimals
	open                 // nothing in the number itself tells
	broken
)

// kind tells how the last sign is to be read.
func (n *number) kind() kind {
	last := len(n.signs) - 1
	if last < 0 {
		return whole
	}
	sign := n.signs[last]
	before, same := n.signs[:last], true
	for _, s := range n.signs {
		same = same && s == n.signs[0]
	}
	decimal := sign == '.' || sign == ','
	switch {
	case decimal && last == 0 && (len(n.runs[1]) != 3 || len(n.runs[0]) > 3 || n.runs[0] == "" || n.runs[0][0] == '0'):
		return fraction
	case decimal && last == 0:
		return open
	case decimal && !slices.Contains(before, sign) && grouped(n.runs[:last+1]) && uniform(before):
		return fraction
	case same && grouped(n.runs):
		return whole
	}
	return broken
}

func uniform(signs []rune) bool {
	return !slices.ContainsFunc(signs, func(r rune) bool { return r != signs[0] })
}

// grouped reports whether runs are the groups of one number: of three digits but
// for the first, or of two before the last as in India.
func grouped(runs []string) bool {
	first, rest := runs[0], runs[1:]
	if len(first) == 0 || len(first) > 3 || len(rest) > 0 && first[0] == '0' {
		return false
	}
	for i, r := range rest {
		three := len(r) == 3
		two := len(r) == 2 && i < len(rest)-1 && len(first) <= 2 && len(rest[0]) == 2
		if !three && !two || three && i < len(rest)-1 && len(rest[0]) == 2 {
			return false
		}
	}
	return true
}

// style is what the numbers of a column prove of how it writes decimals.
type style struct{ point, comma bool }

// learn takes in what a number proves.
func (s *style) learn(n *number) {
	last := len(n.signs) - 1
	switch k := n.kind(); {
	case last < 0:
	case k == fraction && n.signs[last] == '.', k == whole && n.signs[last] == ',':
		s.point = true
	case k == fraction, k == whole && n.signs[last] == '.':
		s.comma = true
	}
}

// decimal is the sign that parts decimals in the column, 0 where nothing proves
// one, or numbers prove both.
func (s style) decimal() rune {
	switch {
	case s.point && !s.comma:
		return '.'
	case s.comma && !s.point:
		return ','
	}
	return 0
}

// reading is what a number turned out to be.
type reading int

const (
	read reading = iota
	notANumber
	twoWays
)

// split parts a number into the digits before and behind its decimal sign. One
// sign with three digits behind it parts decimals where the column's other
// numbers say so. Where they say nothing it parts thousands; but of what has
// three decimals, and where the column is written both ways, nothing tells.
func (n *number) split(s style, places int) (units, decimals string, r reading) {
	last := len(n.signs) - 1
	switch k := n.kind(); {
	case k == broken:
		return "", "", notANumber
	case k == fraction, k == open && s.decimal() == n.signs[last]:
		return strings.Join(n.runs[:last+1], ""), n.runs[last+1], read
	case k == open && s.decimal() == 0 && (places == 3 || places < 0 && s.point):
		return "", "", twoWays
	}
	return strings.Join(n.runs, ""), "", read
}

// most is the largest amount in minor units: what sums of a book can still hold.
const most = 1_000_000_000_000_000

// minor is the number in minor units of a currency with so many decimal places.
func (n *number) minor(s style, places int) (int64, reading) {
	units, decimals, r := n.split(s, places)
	if r != read {
		return 0, r
	}
	if decimals = strings.TrimRight(decimals, "0"); len(decimals) > places {
		return 0, notANumber
	}
	minor, err := strconv.ParseInt(units+decimals+strings.Repeat("0", places-len(decimals)), 10, 64)
	if err != nil || minor > most {
		return 0, notANumber
	}
	if n.negative {
		minor = -minor
	}
	return minor, read
}

// anyPlaces stands for a number of as many decimals as one likes.
const anyPlaces = -1

// longestDecimal bounds the digits before and behind the point of a number.
const longestDecimal = 18

// decimal is the number as sales hold it: digits with a point, "1234.5".
func (n *number) decimal(s style) (string, reading) {
	units, decimals, r := n.split(s, anyPlaces)
	if r != read {
		return "", r
	}
	if units = strings.TrimLeft(units, "0"); units == "" {
		units = "0"
	}
	if decimals = strings.TrimRight(decimals, "0"); decimals != "" {
		decimals = "." + decimals
	}
	switch {
	case len(units) > longestDecimal || len(decimals) > longestDecimal:
		return "", notANumber
	case n.negative && units+decimals != "0":
		return "-" + units + decimals, read
	}
	return units + decimals, read
}
