package book

import (
	"context"
	"slices"
	"strings"
	"unicode"

	"github.com/google/uuid"

	"carebook/app/text"
	"carebook/store"
)

// customers finds the living people whom a list of sales names: by id or UID,
// number, e-mail address or full name. Nothing is guessed: what fits several
// people names nobody.
type customers struct {
	country string
	// living are those who are not in the trash.
	living map[int64]bool
	// byUID, byEmail and byName hold people by the normal form of each. byTail
	// holds the reversed digits of numbers by their last ones.
	byUID, byEmail, byName map[string][]int64
	byTail                 map[string][]lineOf
	// keyOf asks the book for an id, which no key of a match is where the person
	// has a UID besides.
	keyOf func(id string) (int64, error)
	// found are the answers, by the words of the list.
	found map[string]answer
}

// lineOf is a number and whose it is.
type lineOf struct {
	revDigits string
	person    int64
}

// answer is who was found: person is 0 for nobody, and several tells that more
// than one would fit.
type answer struct {
	person  int64
	several bool
}

// newCustomers reads what people are known by.
func newCustomers(ctx context.Context, s *store.Store, tx *store.Tx, country string) (*customers, error) {
	c := &customers{
		country: country, living: map[int64]bool{}, byUID: map[string][]int64{}, byEmail: map[string][]int64{}, byName: map[string][]int64{},
		byTail: map[string][]lineOf{}, keyOf: tx.KeyOf, found: map[string]answer{},
	}
	for k, err := range s.MatchKeys(ctx) {
		if err != nil {
			return nil, err
		}
		switch k.Kind {
		case store.UIDKey:
			uid := plainUID(k.Text)
			c.byUID[uid] = append(c.byUID[uid], k.Person)
		case store.PhoneKey:
			tail := k.Text[:min(tailDigits, len(k.Text))]
			c.byTail[tail] = append(c.byTail[tail], lineOf{k.Text, k.Person})
		case store.EmailKey:
			c.byEmail[k.Text] = append(c.byEmail[k.Text], k.Person)
		case store.NameKey, store.BareNameKey:
			c.living[k.Person] = true
			if k.Text != "" {
				c.byName[k.Text] = append(c.byName[k.Text], k.Person)
			}
		}
	}
	return c, nil
}

// plainUID is the form in which UIDs are compared.
func plainUID(uid string) string {
	return strings.TrimPrefix(strings.ToLower(strings.TrimSpace(uid)), "urn:uuid:")
}

// find is who is called so.
func (c *customers) find(called string) (answer, error) {
	if a, asked := c.found[called]; asked {
		return a, nil
	}
	a, err := c.look(called)
	if err == nil {
		c.found[called] = a
	}
	return a, err
}

func (c *customers) look(called string) (answer, error) {
	uid := plainUID(called)
	if a := c.one(c.byUID[uid]); a.person != 0 || a.several {
		return a, nil
	}
	if uuid.Validate(uid) == nil {
		key, err := c.keyOf(uid)
		if err != nil || c.living[key] {
			return answer{person: key}, err
		}
	}
	if a := c.one(c.phone(called)); a.person != 0 || a.several {
		return a, nil
	}
	if a := c.one(c.byEmail[text.NormalEmail(called)]); a.person != 0 || a.several {
		return a, nil
	}
	return c.one(c.byName[text.ParseQuery(called).Text]), nil
}

// one is the living person of a list, if all of it is one.
func (c *customers) one(keys []int64) (a answer) {
	for _, key := range keys {
		switch {
		case !c.living[key] || key == a.person:
		case a.person != 0:
			return answer{several: true}
		default:
			a.person = key
		}
	}
	return a
}

// phone are those who have a number. Where the country of one of two numbers is
// not known, their ends are compared.
func (c *customers) phone(called string) []int64 {
	if strings.ContainsFunc(called, unicode.IsLetter) {
		return nil
	}
	number := text.ParsePhone(called, c.country)
	digits := text.Reverse(number.Digits)
	if len(digits) < fewestDigits {
		return nil
	}
	var same, alike []int64
	for _, line := range c.byTail[digits[:min(tailDigits, len(digits))]] {
		switch {
		case line.revDigits == digits:
			same = append(same, line.person)
		case len(digits) < tailDigits || len(line.revDigits) < tailDigits:
		case !number.International && strings.HasPrefix(line.revDigits, strings.TrimRight(digits, "0")), strings.HasPrefix(digits, strings.TrimRight(line.revDigits, "0")):
			alike = append(alike, line.person)
		}
	}
	if len(same) > 0 {
		return same
	}
	return slices.Compact(alike)
}
