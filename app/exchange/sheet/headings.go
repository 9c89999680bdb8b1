package sheet

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// headings.tsv names the columns of the programs whose exports are known, in
// all languages in which they write them.
//
//go:embed headings.tsv
var headingsFile string

// headings are the fields of a heading in its normal form; several where the
// order of the columns decides.
var headings = sync.OnceValue(func() map[string][]string {
	m := make(map[string][]string, 2048)
	for _, line := range strings.Split(headingsFile, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		cells := strings.Split(line, "\t")
		fields := strings.Split(cells[0], "|")
		for _, h := range cells[1:] {
			m[normal(h)] = fields
		}
	}
	return m
})

// normal is the form in which headings are compared: letters and digits only,
// in lower case and normal width.
func normal(h string) string {
	ascii := true
	for i := 0; i < len(h); i++ {
		ascii = ascii && h[i] < 0x80
	}
	if !ascii {
		h = norm.NFKC.String(h)
	}
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || r == unicode.ReplacementChar:
			return unicode.ToLower(r)
		}
		return -1
	}, h)
}

// known are the fields of a heading, nil where none is known. Numbers in it may
// be any ("E-mail 7 Address"), and letters that a wrong conversion destroyed
// match any letter.
func known(heading string) []string {
	n := normal(heading)
	if n == "" {
		return nil
	}
	table := headings()
	if f := table[n]; f != nil {
		return f
	}
	if plain := strings.Map(dropDigit, n); plain != n && plain != "" {
		if f := table[plain]; f != nil {
			return f
		}
	}
	if strings.ContainsRune(n, unicode.ReplacementChar) {
		return damaged(table, n)
	}
	return nil
}

func dropDigit(r rune) rune {
	if unicode.IsDigit(r) {
		return -1
	}
	return r
}

// damaged finds a heading some of whose letters are lost, if only one field
// fits.
func damaged(table map[string][]string, n string) []string {
	want := []rune(n)
	var found []string
	for h, fields := range table {
		if !fits(want, h) {
			continue
		}
		if found != nil && strings.Join(found, "|") != strings.Join(fields, "|") {
			return nil
		}
		found = fields
	}
	return found
}

func fits(want []rune, h string) bool {
	i := 0
	for _, r := range h {
		if i >= len(want) || want[i] != r && (want[i] != unicode.ReplacementChar || r < 0x80) {
			return false
		}
		i++
	}
	return i == len(want)
}

// Known counts the headings in a row of cells that some field is known for. It
// tells the right encoding and delimiter from the wrong ones.
func Known(cells []string) int {
	count := 0
	for _, c := range cells {
		if c = strings.TrimSpace(strings.Trim(strings.TrimSpace(c), `"`)); c == "" || len(c) > 80 {
			continue
		}
		if known(c) != nil || isNumbered(c) {
			count++
		}
	}
	return count
}
