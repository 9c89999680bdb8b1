package exchange

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"strings"

	"carebook/app/care"
)

// hash is FNV-1a over fields, each ended by a mark so that two fields never
// read like one.
type hash uint64

const (
	hashOffset hash = 14695981039346656037
	hashPrime  hash = 1099511628211
)

func (h *hash) add(fields ...string) {
	v := *h
	for _, s := range fields {
		for i := 0; i < len(s); i++ {
			v = (v ^ hash(s[i])) * hashPrime
		}
		v = (v ^ 0xFF) * hashPrime
	}
	*h = v
}

func (h *hash) number(n int) {
	v := *h
	for range 4 {
		v = (v ^ hash(n&0xFF)) * hashPrime
		n >>= 8
	}
	*h = v
}

// Fingerprint is a number that is the same for the same record, as read and
// before merging, and different for one that says anything else. The time of
// the last change, which every export writes anew, does not count; nor do the
// days of a note and whether it is pinned.
func Fingerprint(p *care.Person, notes ...Note) int64 {
	h := hashOffset
	h.add(p.UID, string(p.Kind), p.FullName, p.Prefix, p.Given, p.Middle, p.Family, p.Suffix, p.Nickname)
	h.add(p.Organization, p.Department, p.Title, p.Role, p.Remark, string(p.Added))
	h.number(len(p.Phones))
	for _, t := range p.Phones {
		h.add(t.Number, string(t.Type), t.Label)
	}
	h.number(len(p.Emails))
	for _, e := range p.Emails {
		h.add(e.Address, e.Type, e.Label)
	}
	h.number(len(p.Addresses))
	for i := range p.Addresses {
		a := &p.Addresses[i]
		h.add(string(a.Type), a.Label, a.POBox, a.Extended, a.Street, a.City, a.Region, a.PostalCode, a.Country, a.Formatted)
	}
	h.number(len(p.URLs))
	for _, u := range p.URLs {
		h.add(u.URL, u.Type, u.Label)
	}
	h.number(len(p.Messengers))
	for _, m := range p.Messengers {
		h.add(m.Handle, m.Service)
	}
	h.rest(p)
	h.notes(notes)
	return int64(h)
}

// notes adds what a file says in notes, and nothing for most people.
func (h *hash) notes(notes []Note) {
	for i := range notes {
		n := &notes[i]
		h.add("note", n.UID, n.Title, cmp.Or(n.HTML, n.Text))
		for j := range n.Pictures {
			h.add(n.Pictures[j].SHA256)
		}
	}
}

// rest adds what few people have.
func (h *hash) rest(p *care.Person) {
	h.number(len(p.Dates))
	for _, d := range p.Dates {
		h.add(string(d.Kind), d.ISO(), string(d.Calendar), d.Label, d.Text)
		if d.Leap {
			h.add("leap")
		}
	}
	h.number(len(p.Tags))
	h.add(p.Tags...)
	h.number(len(p.Related))
	for _, r := range p.Related {
		h.add(r.Name, r.Relation)
		if r.Phone != "" {
			h.add("phone", r.Phone)
		}
	}
	h.profile(&p.Profile)
	for i := range p.Extra {
		e := &p.Extra[i]
		if volatile(e.Name) {
			continue
		}
		h.add(e.Group, e.Name, e.Value)
		for _, q := range e.Params {
			h.add(q.Name)
			h.add(q.Values...)
		}
	}
	if p.Photo != nil {
		h.add(p.Photo.MediaType)
		if len(p.Photo.Data) > 0 {
			sum := sha256.Sum256(p.Photo.Data)
			h.number(int(binary.LittleEndian.Uint32(sum[:])))
			h.number(int(binary.LittleEndian.Uint32(sum[4:])))
		}
	}
}

// profile adds what a file says of a profile, and nothing for most of them.
func (h *hash) profile(p *care.Profile) {
	if c := p.Cadence; c != (care.Cadence{}) {
		h.add("cadence")
		h.number(c.Call)
		h.number(c.Visit)
	}
	texts := []string{p.Likes, p.Household, string(p.Channel), p.Hour, p.ReferredBy, string(p.Lost)}
	if p.Value == 0 && len(p.Interests)+len(p.Own) == 0 && strings.Join(texts, "") == "" {
		return
	}
	h.add(texts...)
	h.number(p.Value)
	h.number(len(p.Interests))
	h.add(p.Interests...)
	for _, v := range p.Own {
		h.add(v.Field, v.Value)
	}
}

// volatile are properties that exports write anew each time.
func volatile(name string) bool { return name == "REV" || name == "PRODID" }
