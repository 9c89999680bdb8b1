package store

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"carebook/app/doc"
	"carebook/app/text"
)

// Place is where a search found its words in a text: what was found and what
// stands around it in its line, of about 90 characters in all. Nothing is found
// in it where the words were recognised in another spelling.
type Place struct{ Before, Found, After string }

// bestQuery reads of each of some people the note in which most of some words
// stand; of several that with all of them in its title, then the one changed
// last. How many of the words a note has stands for WORDS.
const bestQuery = `SELECT key, person, title, text FROM note WHERE key IN (SELECT key FROM (
	SELECT key, row_number() OVER (PARTITION BY person ORDER BY WORDS DESC, key IN (SELECT rowid FROM note_fts WHERE note_fts MATCH ?1) DESC, changed DESC, key DESC) AS place
	FROM note WHERE person IN (SELECT value FROM json_each(?2)) AND key IN (SELECT rowid FROM note_fts WHERE note_fts MATCH ?3)) WHERE place = 1)`

// places tells of those who were found by notes in which note, and where in it.
func (f *finding) places(ctx context.Context, words []text.Word) error {
	if len(f.noted) == 0 {
		return nil
	}
	people, err := json.Marshal(f.noted)
	if err != nil {
		return err
	}
	matches := make([]string, len(words))
	for i, w := range words {
		matches[i] = w.Match
	}
	args := []any{"{title} : (" + strings.Join(matches, " AND ") + ")", string(people), strings.Join(matches, " OR ")}
	count := "0"
	if len(words) > 1 {
		for _, match := range matches {
			args = append(args, match)
			count += fmt.Sprintf(" + (key IN (SELECT rowid FROM note_fts WHERE note_fts MATCH ?%d))", len(args))
		}
	}
	rows, err := f.store.read.QueryContext(ctx, strings.Replace(bestQuery, "WORDS", count, 1), args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	at := map[int64]*Hit{}
	for i := range f.hits {
		at[f.hits[i].Key] = &f.hits[i]
	}
	for rows.Next() {
		var note, person int64
		var title, said string
		if err := rows.Scan(&note, &person, &title, &said); err != nil {
			return err
		}
		if h := at[person]; h != nil {
			h.Note, h.Place = note, placeIn(title, said, words)
		}
	}
	return rows.Err()
}

// What stands around what was found, in characters at most.
const (
	placeBefore = 30
	placeLength = 90
)

// placeIn is where a note has some words: in the first line that has most of them,
// its title's where no other has any, else its beginning, for it was found by
// another spelling.
func placeIn(title, said string, words []text.Word) Place {
	best, most := "", 0
	for line := range strings.SplitSeq(said+"\n"+title, "\n") {
		folded, has := text.Fold(line), 0
		for _, w := range words {
			if beginsWord(folded, w.Text) {
				has++
			}
		}
		if has > most {
			best, most = line, has
		}
		if has == len(words) {
			break
		}
	}
	if most == 0 {
		best, _, _ = strings.Cut(said, "\n")
		return Place{After: cutAfter(best, placeLength)}
	}
	from, to := firstOf(best, words)
	before := cutBefore(best[:from], placeBefore)
	room := placeLength - utf8.RuneCountInString(before) - utf8.RuneCountInString(best[from:to])
	return Place{before, best[from:to], cutAfter(best[to:], max(room, 0))}
}

// beginsWord reports whether a word of a folded text begins with another, or has
// it where words are written without blanks.
func beginsWord(folded, word string) bool {
	for at := 0; ; {
		n := strings.Index(folded[at:], word)
		if n < 0 {
			return false
		}
		if startsAt(folded, at+n) {
			return true
		}
		_, size := utf8.DecodeRuneInString(folded[at+n:])
		at += n + size
	}
}

// startsAt reports whether a word of s can begin at an offset.
func startsAt(s string, at int) bool {
	before, _ := utf8.DecodeLastRuneInString(s[:at])
	is, _ := utf8.DecodeRuneInString(s[at:])
	inWord := at > 0 && (unicode.IsLetter(before) || unicode.IsNumber(before) || unicode.IsMark(before))
	return !inWord || unicode.In(is, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar) ||
		unicode.Is(unicode.Han, before)
}

// firstOf is the first place in a line at which one of some words begins a word;
// its beginning where there is none.
func firstOf(line string, words []text.Word) (from, to int) {
	d, err := doc.FromText(line)
	if err != nil || d.Block(0).Text() != line {
		return 0, 0
	}
	first := len(line)
	for _, w := range words {
		for _, place := range d.Find(w.Text) {
			if place.From.Offset < first && startsAt(line, place.From.Offset) {
				first, from, to = place.From.Offset, place.From.Offset, place.To.Offset
			}
		}
	}
	return from, to
}

// cutBefore is the end of a text, n characters at most.
func cutBefore(s string, n int) string {
	s = strings.TrimLeftFunc(s, unicode.IsSpace)
	for i := len(s); i > 0; n-- {
		if n == 0 {
			rest := s[i:]
			if _, whole, cut := strings.Cut(rest, " "); cut && len(whole) > len(rest)/2 {
				rest = whole
			}
			return "…" + rest
		}
		_, size := utf8.DecodeLastRuneInString(s[:i])
		i -= size
	}
	return s
}

// cutAfter is the beginning of a text, n characters at most.
func cutAfter(s string, n int) string {
	s = strings.TrimRightFunc(s, unicode.IsSpace)
	for i := range s {
		if n == 0 {
			kept := s[:i]
			if last := strings.LastIndexByte(kept, ' '); last > len(kept)/2 {
				kept = kept[:last]
			}
			return kept + "…"
		}
		n--
	}
	return s
}
