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

// Marks are all that a person is recognised by, hashed. Making them is most of
// the work that an index takes, and can be done before its turn.
type Marks struct {
	uids, emails, phones []uint64
	// name and bareName are 0 where there is no name; words are its words.
	name, bareName, words uint64
	// bare says that there is neither number nor e-mail address.
	bare    bool
	sources []int64
}

// MarksOf makes the marks of a person. Country is the user's own.
func MarksOf(p *care.Person, country string) *Marks {
	m := &Marks{sources: p.Sources}
	for u := range uids(p) {
		m.uids = append(m.uids, hashOf(kindUID, u))
	}
	id := identityOf(p, country)
	m.bare = id.bare()
	for _, e := range id.emails {
		m.emails = append(m.emails, hashOf(kindEmail, e))
	}
	for _, t := range id.phones {
		m.phones = append(m.phones, phoneHash(text.Reverse(t.Digits)))
	}
	if !id.name.none {
		m.nameIs(id.name)
	}
	return m
}

func (m *Marks) nameIs(n name) {
	joined := n.joined()
	m.name, m.bareName, m.words = hashOf(kindName, joined), hashOf(kindBareName, joined), n.mark()
}

// phoneHash is that of a number of at least minDigits, reversed.
func phoneHash(revDigits string) uint64 {
	if len(revDigits) >= tailDigits {
		return hashOf(kindPhoneTail, revDigits[:tailDigits])
	}
	return hashOf(kindPhone, revDigits)
}

// add enters a person under a hash once.
func (ix *Index) add(h uint64, key int64) {
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
// merged person under the same key, adds only what is new.
func (ix *Index) Add(m *Marks, key int64) {
	for _, hashes := range [][]uint64{m.uids, m.phones, m.emails} {
		for _, h := range hashes {
			ix.add(h, key)
		}
	}
	ix.addName(m, key)
	for _, s := range m.sources {
		ix.AddSource(s, key)
	}
}

// AddUID enters a vCard's UID.
func (ix *Index) AddUID(uid string, key int64) {
	if u := normalUID(uid); u != "" {
		ix.add(hashOf(kindUID, u), key)
	}
}

// AddPhone enters a number as reversed digits, of E.164 where its country is
// known.
func (ix *Index) AddPhone(revDigits string, key int64) {
	if len(revDigits) >= minDigits {
		ix.add(phoneHash(revDigits), key)
	}
}

// AddEmail enters an address in the form of text.NormalEmail.
func (ix *Index) AddEmail(norm string, key int64) { ix.add(hashOf(kindEmail, norm), key) }

// AddName enters a full name; bare says that the person has neither number nor
// e-mail address, so that a name alone is all there is.
func (ix *Index) AddName(fullName string, bare bool, key int64) {
	m := Marks{bare: bare}
	if n := nameOf(&care.Person{FullName: fullName}); !n.none {
		m.nameIs(n)
	}
	ix.addName(&m, key)
}

func (ix *Index) addName(m *Marks, key int64) {
	if m.name == 0 {
		return
	}
	ix.add(m.name, key)
	if m.bare {
		ix.add(m.bareName, key)
	}
	ix.names[key] = m.words
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

// UID is the person of a UID, the latest where there are several.
func (ix *Index) UID(uid string) (key int64, ok bool) {
	head := ix.heads[hashOf(kindUID, normalUID(uid))]
	if head == 0 {
		return 0, false
	}
	return ix.links[head-1].key, true
}

// Candidates are the keys of people worth judging, likeliest first, each once
// and no more than a dozen.
func (ix *Index) Candidates(m *Marks) []int64 {
	var found []int64
	for _, h := range m.uids {
		found = ix.collect(found, h, 0)
	}
	for _, h := range m.emails {
		found = ix.collect(found, h, m.words)
	}
	for _, h := range m.phones {
		found = ix.collect(found, h, m.words)
	}
	if m.name == 0 || len(found) >= maxCandidates || ix.namesakes(m.name) > maxNamesakes {
		return found
	}
	if m.bare {
		return ix.collect(found, m.name, 0)
	}
	return ix.collect(found, m.bareName, 0)
}

// namesakes counts the people of a name, up to one more than maxNamesakes.
func (ix *Index) namesakes(name uint64) int {
	n := 0
	for i := ix.heads[name]; i != 0 && n <= maxNamesakes; i = ix.links[i-1].next {
		n++
	}
	return n
}

// collect adds the people under a hash, up to maxCandidates: first those whose names
// have the mark of the one that is looked for, then those who share a word of
// it or have no name, then the others.
func (ix *Index) collect(found []int64, hash, mark uint64) []int64 {
	head := ix.heads[hash]
	if head == 0 {
		return found
	}
	for _, fits := range []func(other uint64) bool{
		func(other uint64) bool { return other == mark },
		func(other uint64) bool { return other&mark != 0 || other == 0 || mark == 0 },
		func(uint64) bool { return true },
	} {
		for i, n := head, 0; i != 0 && n < maxChain && len(found) < maxCandidates; i, n = ix.links[i-1].next, n+1 {
			if key := ix.links[i-1].key; fits(ix.names[key]) && !slices.Contains(found, key) {
				found = append(found, key)
			}
		}
	}
	return found
}
