package doc

import (
	"strings"

	"carebook/app/text"
)

// Find gives the places of a text, in order, none within another. Case,
// diacritics and the width of blanks do not count, as text.Fold has it; a place
// begins and ends between clusters. It looks within blocks.
func (d *Document) Find(what string) []Range {
	what = text.Fold(what)
	if what == "" {
		return nil
	}
	var places []Range
	known := map[string]string{}
	for i, b := range d.blocks {
		// Folding the whole is much faster than folding it with its offsets.
		if b.inline.text == "" || !strings.Contains(text.Fold(b.inline.text), what) {
			continue
		}
		f := foldedOf(b.inline.text, known)
		for at := 0; ; {
			n := strings.Index(f.text[at:], what)
			if n < 0 {
				break
			}
			from, to := f.source(at+n, at+n+len(what))
			places = append(places, Range{Position{i, from}, Position{i, to}})
			for at += n; at < len(f.text) && f.offsets[at] < to; at++ {
			}
		}
	}
	return places
}

// folded is a folded text that knows where it comes from.
type folded struct {
	text string
	// offsets are those in the source of the cluster from which each byte comes,
	// and behind them the length of the source.
	offsets []int
}

// foldedOf folds a text cluster by cluster. Known are clusters that were folded
// before: there are few in a note.
func foldedOf(s string, known map[string]string) folded {
	b := make([]byte, 0, len(s))
	offsets := make([]int, 0, len(s)+1)
	for at := 0; at < len(s); {
		end := nextBorder(s, at)
		cluster := s[at:end]
		before := len(b)
		switch c := s[at]; {
		case classOf(cluster) == blank:
			if len(b) > 0 && b[len(b)-1] != ' ' { // another would be one too many
				b = append(b, ' ')
			}
		case len(cluster) == 1 && c >= 'A' && c <= 'Z':
			b = append(b, c|0x20)
		case len(cluster) == 1:
			b = append(b, c)
		default:
			part, ok := known[cluster]
			if !ok {
				part = text.Fold(cluster)
				known[cluster] = part
			}
			b = append(b, part...)
		}
		for range len(b) - before {
			offsets = append(offsets, at)
		}
		at = end
	}
	return folded{string(b), append(offsets, len(s))}
}

// source is where the bytes from..to of the folded text come from, whole
// clusters.
func (f folded) source(from, to int) (start, end int) {
	start = f.offsets[from]
	last := f.offsets[to-1]
	for to < len(f.text) && f.offsets[to] == last {
		to++
	}
	return start, f.offsets[to]
}
