package book

import (
	"bytes"
	"cmp"
	"context"
	"slices"
	"strings"

	"carebook/app/care"
	"carebook/app/exchange"
	"carebook/app/lang"
	"carebook/app/text"
	"carebook/store"
)

// Pair is two people of the book who may be one.
type Pair struct {
	// A is the one who entered the book first.
	A, B int64
	// Why says in the user's language what they share.
	Why string
	// Certain is set where an import would have made one of them.
	Certain bool
}

// FindDuplicates looks for people who are twice in the book, every pair once:
// the certain ones first, each by the name of A. Those of whom the user has said
// that they are two are left out. Progress, if not nil, is told of the people
// looked at. Of many who share one number or name, as at a switchboard, each is
// compared with a dozen of the others.
func FindDuplicates(ctx context.Context, s *store.Store, progress func(done, total int)) ([]Pair, error) {
	country, err := s.Setting(ctx, SettingCountry)
	if err != nil {
		return nil, err
	}
	total, err := s.Count(ctx, store.Query{})
	if err != nil {
		return nil, err
	}
	search := duplicateSearch{
		store: s, country: country, index: exchange.NewIndex(), sorter: text.NewSorter(lang.Current()),
		met: map[int64]*care.Person{}, names: map[int64][]byte{},
	}
	done := 0
	err = s.EachPerson(ctx, store.Query{}, func(key int64, p *care.Person) error {
		if err := ctx.Err(); err != nil {
			return &care.Error{Code: care.CodeCancelled, Err: err}
		}
		if done++; progress != nil && (done%progressStep == 0 || done == total) {
			progress(done, max(done, total))
		}
		return search.compare(ctx, key, p)
	})
	if err != nil {
		return nil, err
	}
	return search.pairs(), nil
}

const (
	// progressStep is after how many people a search tells how far it is.
	progressStep = 200
	// maxMet bounds the people kept for comparing, some two kilobytes each.
	maxMet = 5000
)

// duplicateSearch compares each person with those before.
type duplicateSearch struct {
	store   *store.Store
	country string
	index   *exchange.Index
	sorter  *text.Sorter
	// met are some of the people whom others were compared with.
	met   map[int64]*care.Person
	found []Pair
	// names are the sort keys of those who are the first of a pair.
	names map[int64][]byte
}

func (d *duplicateSearch) compare(ctx context.Context, key int64, p *care.Person) error {
	marks := exchange.MarksOf(p, d.country)
	for _, other := range d.index.Candidates(marks) {
		q, err := d.person(ctx, other)
		if err != nil {
			return err
		}
		if KeptApart(p, q) {
			continue
		}
		verdict := exchange.Judge(q, p, d.country)
		if verdict.Certainty == exchange.None {
			continue
		}
		d.found = append(d.found, Pair{A: other, B: key, Why: lang.T(verdict.Why), Certain: verdict.Certainty == exchange.Certain})
		if d.names[other] == nil {
			d.names[other] = d.sorter.Key(q.DisplayName())
		}
	}
	d.index.Add(marks, key)
	return nil
}

// person reads somebody who came before, or remembers.
func (d *duplicateSearch) person(ctx context.Context, key int64) (*care.Person, error) {
	if p := d.met[key]; p != nil {
		return p, nil
	}
	p, err := d.store.Person(ctx, key)
	if err != nil {
		return nil, err
	}
	if len(d.met) >= maxMet {
		clear(d.met)
	}
	d.met[key] = p
	return p, nil
}

// pairs are those found, in the order in which they are shown.
func (d *duplicateSearch) pairs() []Pair {
	slices.SortFunc(d.found, func(a, b Pair) int {
		if a.Certain != b.Certain {
			if a.Certain {
				return -1
			}
			return 1
		}
		return cmp.Or(bytes.Compare(d.names[a.A], d.names[b.A]), cmp.Compare(a.A, b.A), cmp.Compare(a.B, b.B))
	})
	return d.found
}

// KeptApart reports whether the user has said that two people are two.
func KeptApart(p, q *care.Person) bool {
	return slices.Contains(p.Apart, q.UID) || slices.Contains(q.Apart, p.UID)
}

// NotSame remembers that two people are not one, as one action; 0 where that was
// known. FindDuplicates and LooksLike leave them out from then on.
func NotSame(ctx context.Context, s *store.Store, a, b int64) (action int64, err error) {
	if a == b {
		return 0, samePerson(a)
	}
	p, err := s.Person(ctx, a)
	if err != nil {
		return 0, err
	}
	q, err := s.Person(ctx, b)
	if err != nil {
		return 0, err
	}
	words := lang.T("duplicates.not_same", lang.Args{"A": p.DisplayName(), "B": q.DisplayName()})
	return s.Do(ctx, store.Action{Kind: "apart", Words: words}, func(tx *store.Tx) error {
		for _, pair := range [][2]int64{{a, b}, {b, a}} {
			p, err := tx.Person(pair[0])
			if err != nil {
				return err
			}
			other, err := tx.Person(pair[1])
			if err != nil {
				return err
			}
			if slices.Contains(p.Apart, other.UID) {
				continue
			}
			p.Apart = append(p.Apart, other.UID)
			if _, err := tx.PutPerson(p); err != nil {
				return err
			}
		}
		return nil
	})
}

// maxLookalikes bounds the people with one number, address or name of whom
// LooksLike tells.
const maxLookalikes = 20

// LooksLike are the people of the book who share a number, an e-mail address or
// the whole name with somebody who is being typed, the likeliest first. The
// person himself, known by the ID, is none of them.
func LooksLike(ctx context.Context, s *store.Store, p *care.Person) ([]int64, error) {
	country, err := s.Setting(ctx, SettingCountry)
	if err != nil {
		return nil, err
	}
	keys, err := s.Lookalikes(ctx, likenessOf(p, country), maxLookalikes)
	if err != nil {
		return nil, err
	}
	ranks := map[int64]int{}
	for _, key := range keys {
		q, err := s.Person(ctx, key)
		if care.CodeOf(err) == care.CodePersonMissing {
			continue // gone since the look-up
		}
		if err != nil {
			return nil, err
		}
		if q.ID == p.ID || KeptApart(p, q) {
			continue
		}
		verdict := exchange.Judge(q, p, country)
		switch {
		case verdict.Certainty == exchange.Certain:
			ranks[key] = 0
		case verdict.Certainty == exchange.Possible:
			ranks[key] = 1
		case shares(p, q, country):
			ranks[key] = 2
		}
	}
	keys = slices.DeleteFunc(keys, func(key int64) bool { _, ranked := ranks[key]; return !ranked })
	slices.SortStableFunc(keys, func(a, b int64) int { return cmp.Compare(ranks[a], ranks[b]) })
	return keys, nil
}

// The digits by which a number is looked for: fewer identify nobody, and more
// may be the country code that one of two numbers lacks.
const (
	fewestDigits = 4
	tailDigits   = 8
)

// likenessOf is what the store looks for to find who looks like a person.
func likenessOf(p *care.Person, country string) store.Likeness {
	by := store.Likeness{Name: nameOf(p)}
	for _, n := range numbersOf(p, country) {
		by.Tails = append(by.Tails, n.Digits[max(0, len(n.Digits)-tailDigits):])
	}
	for _, e := range p.Emails {
		if norm := text.NormalEmail(e.Address); norm != "" {
			by.Emails = append(by.Emails, norm)
		}
	}
	return by
}

// nameOf is the name of a person, and no number or address that stands for one.
func nameOf(p *care.Person) string {
	return cmp.Or(strings.TrimSpace(p.FullName), p.JoinedName(), strings.TrimSpace(p.Nickname), strings.TrimSpace(p.Organization))
}

func numbersOf(p *care.Person, country string) []text.Phone {
	var numbers []text.Phone
	for _, t := range p.Phones {
		if n := text.ParsePhone(t.Number, cmp.Or(p.Country, country)); len(n.Digits) >= fewestDigits {
			numbers = append(numbers, n)
		}
	}
	return numbers
}

// shares reports whether two people have a number, an address or the whole name
// in common. Two numbers with the same end may be those of two lines.
func shares(p, q *care.Person, country string) bool {
	if name := text.Fold(nameOf(p)); name != "" && name == text.Fold(nameOf(q)) {
		return true
	}
	for _, e := range p.Emails {
		norm := text.NormalEmail(e.Address)
		if norm != "" && slices.ContainsFunc(q.Emails, func(have care.Email) bool { return text.NormalEmail(have.Address) == norm }) {
			return true
		}
	}
	numbers := numbersOf(q, country)
	for _, n := range numbersOf(p, country) {
		if slices.ContainsFunc(numbers, func(have text.Phone) bool { return exchange.SamePhone(have, n) }) {
			return true
		}
	}
	return false
}
