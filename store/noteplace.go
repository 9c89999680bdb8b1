package store

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
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

// readable is how many bytes the notes of those who were found may have in all to
// be read for the words: what is longer is left to the index, which takes as long
// as the words are frequent in the whole book.
const readable = 1 << 20

// places tells of those who were not found by name or number in which of their
// notes the words are, and where in it.
func (f *finding) places(ctx context.Context, words []text.Word) error {
	at := map[int64]*Hit{}
	var people []int64
	for i := range f.hits {
		if h := &f.hits[i]; h.Match == MatchText || h.Match == MatchAnywhere || f.noted[h.Key] {
			at[h.Key] = h
			people = append(people, h.Key)
		}
	}
	list, err := json.Marshal(people)
	if err != nil || len(people) == 0 {
		return err
	}
	var size int
	err = f.store.read.QueryRowContext(ctx, "SELECT coalesce(sum(octet_length(text)), 0) FROM note WHERE person IN (SELECT value FROM json_each(?))", string(list)).Scan(&size)
	if err != nil || size == 0 {
		return err
	}
	if size <= readable {
		best := map[int64]int{}
		err := f.eachPlaced(ctx, func(h *Hit, note int64, title, said string) {
			if rank := rankOf(title, said, words); rank > best[h.Key] && f.tells(h, rank/2, words) {
				best[h.Key] = rank
				h.Note, h.Place = note, placeIn(title, said, words)
			}
		}, at, "SELECT key, person, title, text FROM note WHERE person IN (SELECT value FROM json_each(?)) ORDER BY changed DESC, key DESC", string(list))
		if err != nil {
			return err
		}
		// Those who were found by another spelling are left.
		people = slices.DeleteFunc(people, func(key int64) bool { return best[key] > 0 || !f.noted[key] })
	}
	return f.indexedPlaces(ctx, words, people, at)
}

// tells reports whether a note that has some of the words says why somebody was
// found: all of them, where it was not by notes.
func (f *finding) tells(h *Hit, has int, words []text.Word) bool {
	return f.noted[h.Key] || has == len(words)
}

// rankOf ranks a note by how many of some words it has, twice, and one more where
// its title has all of them.
func rankOf(title, said string, words []text.Word) (rank int) {
	folded, head := text.Fold(title+"\n"+said), text.Fold(title)
	inTitle := 0
	for _, w := range words {
		if beginsWord(folded, w.Text) {
			rank += 2
		}
		if beginsWord(head, w.Text) {
			inTitle++
		}
	}
	if inTitle == len(words) {
		rank++
	}
	return rank
}

// indexedPlaces asks the index in which notes of some people the words are.
func (f *finding) indexedPlaces(ctx context.Context, words []text.Word, people []int64, at map[int64]*Hit) error {
	list, err := json.Marshal(people)
	if err != nil || len(people) == 0 {
		return err
	}
	matches := make([]string, len(words))
	for i, w := range words {
		matches[i] = w.Match
	}
	args := []any{"{title} : (" + strings.Join(matches, " AND ") + ")", string(list), strings.Join(matches, " OR ")}
	count := "0"
	if len(words) > 1 {
		for _, match := range matches {
			args = append(args, match)
			count += fmt.Sprintf(" + (key IN (SELECT rowid FROM note_fts WHERE note_fts MATCH ?%d))", len(args))
		}
	}
	return f.eachPlaced(ctx, func(h *Hit, note int64, title, said string) {
		if f.tells(h, rankOf(title, said, words)/2, words) {
			h.Note, h.Place = note, placeIn(title, said, words)
		}
	}, at, strings.Replace(bestQuery, "WORDS", count, 1), args...)
}

// eachPlaced calls do with the notes that a query reads and the hits of their people.
func (f *finding) eachPlaced(ctx context.Context, do func(h *Hit, note int64, title, said string), at map[int64]*Hit, query string, args ...any) error {
	rows, err := f.store.read.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var note, person int64
		var title, said string
		if err := rows.Scan(&note, &person, &title, &said); err != nil {
			return err
		}
		if h := at[person]; h != nil {
			do(h, note, title, said)
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
