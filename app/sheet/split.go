package sheet

import (
	"strconv"
	"unicode/utf8"

	"carebook/app/lang"
)

// Split is the picture of how people, profit and time are shared over A, B and C.
type Split struct {
	// Sentence says what it shows; without bars it stands alone.
	Sentence string
	// Heads stand over the parts of the first bar.
	Heads [3]string
	Bars  []Bar
	// Wanted are the wanted shares, in per cent.
	Wanted [3]int
}

// Bar is one bar of 100 per cent. Shares sum to 100, or are all 0, and then Empty
// says why.
type Bar struct {
	Name, Note string
	Shares     [3]int
	Figures    [3]string
	Empty      string
	// Marked bars show the wanted cuts.
	Marked bool
}

// The measures of the picture, in the units of its view box: it is as wide as
// the page and scales.
const (
	pictureWidth      = 760
	barLeft, barWidth = 168, pictureWidth - 168
	barTop, barHigh   = 24, 26
	barGap            = 16
	barPitch          = barHigh + barGap
	tickOver          = 5
	// inPart is the space beside words in a part, signWidth what a figure takes at
	// most.
	inPart, signWidth = 8, 7
)

// drawing is the picture as the template draws it.
type drawing struct {
	Width, Height int
	// Label tells the picture in words, for whoever does not see it.
	Label   string
	Heads   []label
	Bars    []drawnBar
	Ribbons []ribbon
	Ticks   []tick
	// Wanted are the words under the ticks.
	Wanted []label
}

type label struct {
	X, Y int
	Bold string
	Text string
}

type drawnBar struct {
	Bar
	Y, Middle, NoteY int
	EmptyX, EmptyY   int
	Parts            []part
}

// part is a share of a bar.
type part struct {
	Letter, Class       string
	X, Y, Wide, High    int
	Middle              int
	Percent, Figure     string
	PercentX, FigureEnd int
}

type ribbon struct{ Class, Points string }

type tick struct{ X, From, To int }

var letters = [3]Band{"A", "B", "C"}

// picture lays the split out.
func picture(s Split) drawing {
	d := drawing{Width: pictureWidth, Label: s.Sentence}
	var before *drawnBar
	for i, b := range s.Bars {
		y := barTop + i*barPitch
		bar := drawnBar{Bar: b, Y: y, Middle: y + 12, NoteY: y + 24, EmptyX: barLeft, EmptyY: y + barHigh/2 + 4, Parts: parts(b, y)}
		d.Label += " " + told(b)
		if i == 0 {
			for j, p := range bar.Parts {
				d.Heads = append(d.Heads, label{X: p.X, Y: barTop - 8, Bold: string(letters[j]), Text: s.Heads[j]})
			}
		}
		if before != nil && len(before.Parts) > 0 && len(bar.Parts) > 0 {
			d.Ribbons = append(d.Ribbons, ribbons(before, &bar)...)
		}
		if b.Marked {
			d.Ticks = append(d.Ticks, ticks(s.Wanted, y)...)
		}
		d.Bars = append(d.Bars, bar)
		before = &d.Bars[len(d.Bars)-1]
	}
	d.Height = barTop + len(s.Bars)*barPitch
	if len(d.Ticks) > 0 {
		word := lang.T("visits.wanted")
		for _, share := range []int{s.Wanted[0], s.Wanted[0] + s.Wanted[1]} {
			d.Wanted = append(d.Wanted, label{X: cut(share), Y: d.Height + 4, Text: word})
		}
		d.Height += 10
	}
	return d
}

// told is a bar in words.
func told(b Bar) string {
	words := b.Name + ":"
	for i, share := range b.Shares {
		words += " " + string(letters[i]) + " " + strconv.Itoa(share) + " %"
	}
	return words + "."
}

// parts are the shares of a bar, from left to right without gaps; a bar of
// nothing has none.
func parts(b Bar, y int) []part {
	if b.Shares == [3]int{} {
		return nil
	}
	var all []part
	sum := 0
	for i, share := range b.Shares {
		x := cut(sum)
		sum += share
		p := part{Letter: string(letters[i]), Class: letters[i].letter(), X: x, Y: y, Wide: cut(sum) - x, High: barHigh, Middle: y + barHigh/2 + 4}
		p.PercentX, p.FigureEnd = x+inPart, x+p.Wide-inPart
		percent := strconv.Itoa(share) + " %"
		if p.Wide >= signs(percent)+inPart {
			p.Percent = percent
		}
		switch {
		case p.Wide >= signs(percent)+signs(b.Figures[i])+3*inPart:
			p.Figure = b.Figures[i]
		case p.Wide < signs(percent)+2*inPart:
			p.PercentX = x + inPart/2
		}
		all = append(all, p)
	}
	return all
}

// signs is the width of figures.
func signs(s string) int { return signWidth * utf8.RuneCountInString(s) }

// cut is where so many per cent end.
func cut(percent int) int { return barLeft + barWidth*percent/100 }

// ribbons join the parts of two bars that lie over each other.
func ribbons(above, below *drawnBar) []ribbon {
	var all []ribbon
	from, to := above.Y+barHigh, below.Y
	point := func(x, y int) string { return strconv.Itoa(x) + "," + strconv.Itoa(y) + " " }
	for i := range above.Parts[:2] { // C is the paper's own white
		a, b := above.Parts[i], below.Parts[i]
		all = append(all, ribbon{
			Class:  a.Class,
			Points: point(a.X, from) + point(a.X+a.Wide, from) + point(b.X+b.Wide, to) + point(b.X, to),
		})
	}
	return all
}

// ticks mark the wanted cuts above and below a bar, clear of its words.
func ticks(wanted [3]int, y int) []tick {
	var all []tick
	for _, x := range []int{cut(wanted[0]), cut(wanted[0] + wanted[1])} {
		all = append(all, tick{x, y - tickOver, y}, tick{x, y + barHigh, y + barHigh + tickOver})
	}
	return all
}
