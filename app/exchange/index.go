package exchange

import (
	"slices"
	"strings"

	"carebook/app/care"
	"carebook/app/text"
)

const (
	// maxCandidates bounds the people that Candidates gives.
	maxCandidates = 12
	// maxChain bounds the people that are looked at for one number or address:
	// a switchboard of thousands is no evidence any more.
	maxChain = 2000
	// maxNamesakes is how many people may have a name for it to tell anything
	// on its own.
	maxNamesakes = 2
	// maxRepeat bounds the links that are looked at before a person is entered
	// under the same hash again.
	maxRepeat = 8
)

// Index finds the people of the book that a record may belong to. It keeps
// hashes only, about 24 bytes for each number, address, UID and name.
type Index struct {
	heads   map[uint64]int32 // the latest link of a hash, from 1
	links   []link
	sources map[int64]int64
	// names are marks of the words of people's names, to choose among many
	// who share a number.
	names map[int64]uint64
}

// link is one person under a hash, and the next link of the same hash.
type link struct {
	key  int64
	next int32
}

// NewIndex makes an empty index.
func NewIndex() *Index {
	return &Index{heads: make(map[uint64]int32), sources: make(map[int64]int64), names: make(map[int64]uint64)}
}

// The kinds of what is hashed keep equal texts of different kinds apart.
const (
	kindUID       = "u"
	kindPhone     = "p"
	kindEmail     = "e"
	kindName      = "n"
	kindBareName  = "b"
	kindPhoneTail = "t"
)

func hashOf(kind, s string) uint64 {
	h := hashOffset
	h.add(kind, s)
	return uint64(h)
}

// add enters a person under a hash once.
func (ix *Index) add(kind, s string, key int64) {
	h := hashOf(kind, s)
	head := ix.heads[h]
	for i, n := head, 0; i != 0 && n < maxRepeat; i, n = ix.links[i-1].next, n+1 {
		if ix.links[i-1].key == key {
			return
		}
	}
	ix.links = append(ix.links, link{key, head})
	ix.heads[h] = int32(len(ix.links))
}

// Add enters all that identifies a person; entering the same again, or a
// merged person under the same key, adds only what is new. Country is the
// user's own.
func (ix *Index) Add(p *care.Person, country string, key int64) {
	for u := range uids(p) {
		ix.add(kindUID, u, key)
	}
	country = countryOf(p, country)
	bare := true
	for _, t := range p.Phones {
		if n := text.ParsePhone(t.Number, country); n.Digits != "" {
			ix.AddPhone(text.Reverse(n.Digits), key)
			bare = bare && len(n.Digits) < minDigits
		}
	}
	for _, e := range p.Emails {
		if n := text.NormalEmail(e.Address); n != "" {
			ix.AddEmail(n, key)
			bare = false
		}
	}
	ix.addName(nameOf(p), bare, key)
	for _, s := range p.Sources {
		ix.AddSource(s, key)
	}
}

// AddUID enters a vCard's UID.
func (ix *Index) AddUID(uid string, key int64) {
	if u := normalUID(uid); u != "" {
		ix.add(kindUID, u, key)
	}
}

// AddPhone enters a number as reversed digits, of E.164 where its country is
// known.
func (ix *Index) AddPhone(revDigits string, key int64) {
	if len(revDigits) < minDigits {
		return
	}
	if len(revDigits) >= tailDigits {
		ix.add(kindPhoneTail, revDigits[:tailDigits], key)
		return
	}
	ix.add(kindPhone, revDigits, key)
}

// AddEmail enters an address in the form of text.NormalEmail.
func (ix *Index) AddEmail(norm string, key int64) { ix.add(kindEmail, norm, key) }

// AddName enters a full name; bare says that the person has neither number nor
// e-mail address, so that a name alone is all there is.
func (ix *Index) AddName(fullName string, bare bool, key int64) {
	ix.addName(nameOf(&care.Person{FullName: fullName}), bare, key)
}

func (ix *Index) addName(n name, bare bool, key int64) {
	if n.none {
		return
	}
	s := n.joined()
	ix.add(kindName, s, key)
	if bare {
		ix.add(kindBareName, s, key)
	}
	ix.names[key] = n.mark()
}

// joined is a name as one text.
func (n name) joined() string {
	if n.han != "" {
		return n.han
	}
	return strings.Join(n.words, " ")
}

// mark has one bit for each word of a name; names that share no bit share no
// word.
func (n name) mark() uint64 {
	var m uint64
	for _, w := range n.words {
		m |= 1 << (hashOf("", w) & 63)
	}
	if n.han != "" {
		m |= 1 << (hashOf("", n.han) & 63)
	}
	return m
}

// AddSource enters the fingerprint of a record that was imported.
func (ix *Index) AddSource(fingerprint, key int64) { ix.sources[fingerprint] = key }

// Source is the person to whom a record with this fingerprint went.
func (ix *Index) Source(fingerprint int64) (key int64, ok bool) {
	key, ok = ix.sources[fingerprint]
	return key, ok
}

// Candidates are the keys of people worth judging, likeliest first, each once
// and no more than a dozen.
func (ix *Index) Candidates(p *care.Person, country string) []int64 {
	id := identityOf(p, country)
	mark := id.name.mark()
	var found []int64
	for u := range uids(p) {
		found = ix.collect(found, kindUID, u, 0, maxCandidates)
	}
	for _, e := range id.emails {
		found = ix.collect(found, kindEmail, e, mark, maxCandidates)
	}
	for _, t := range id.phones {
		rev := text.Reverse(t.Digits)
		if len(rev) >= tailDigits {
			found = ix.collect(found, kindPhoneTail, rev[:tailDigits], mark, maxCandidates)
		} else {
			found = ix.collect(found, kindPhone, rev, mark, maxCandidates)
		}
	}
	if id.name.none || len(found) >= maxCandidates {
		return found
	}
	kind := kindBareName
	if id.bare() {
		kind = kindName
	}
	if name := id.name.joined(); ix.namesakes(name) <= maxNamesakes {
		found = ix.collect(found, kind, name, 0, maxCandidates)
	}
	return found
}

// namesakes counts the people of a name, up to one more than maxNamesakes.
func (ix *Index) namesakes(name string) int {
	n := 0
	for i := ix.heads[hashOf(kindName, name)]; i != 0 && n <= maxNamesakes; i = ix.links[i-1].next {
		n++
	}
	return n
}

// collect adds the people under a hash, up to limit: first those whose names
// have the mark of the one that is looked for, then those who share a word of
// it or have no name, then the others.
func (ix *Index) collect(found []int64, kind, s string, mark uint64, limit int) []int64 {
	head := ix.heads[hashOf(kind, s)]
	if head == 0 {
		return found
	}
	for _, fits := range []func(other uint64) bool{
		func(other uint64) bool { return other == mark },
		func(other uint64) bool { return other&mark != 0 || other == 0 || mark == 0 },
		func(uint64) bool { return true },
	} {
		for i, n := head, 0; i != 0 && n < maxChain && len(found) < limit; i, n = ix.links[i-1].next, n+1 {
			if key := ix.links[i-1].key; fits(ix.names[key]) && !slices.Contains(found, key) {
				found = append(found, key)
			}
		}
	}
	return found
}
