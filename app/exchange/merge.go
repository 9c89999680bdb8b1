package exchange

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"

	"carebook/app/care"
	"carebook/app/exchange/vcf"
	"carebook/app/text"
)

// Merge unites incoming into existing and reports whether that says anything
// new. Lists become unions; what a person has once is filled where it was
// empty. Where both have different words, the organisation, the title, the role
// and the birthday become the newer ones, and the older ones are kept behind
// them, among Extra; the name stays, with the other one kept. Tags, the remark,
// the profile and the picture are never lost or replaced. Merging the same again changes
// nothing. ID, Added, Deleted and Sources are those of existing.
func Merge(existing, incoming *care.Person, country string) (merged care.Person, changed bool) {
	m := merger{country: country, p: *existing}
	m.p.Extra = slices.Clone(existing.Extra)
	m.uid(incoming)
	m.work(incoming)
	m.phones(incoming)
	m.emails(incoming)
	m.addresses(incoming)
	m.lists(incoming)
	m.related(incoming)
	m.profile(incoming)
	m.dates(incoming)
	m.remark(incoming.Remark)
	m.photo(incoming.Photo)
	m.names(incoming) // after what a name may only repeat
	for i := range incoming.Extra {
		m.extra(incoming.Extra[i])
	}
	if m.changed && m.p.Country == "" {
		m.p.Country = incoming.Country
	}
	return m.p, m.changed
}

// KeepOlder keeps what an older state of a person says of the name, the work,
// the birthday and the profile, and p does not, among the Extra of p: there
// Merge finds it, so that a later import does not take it up again.
func KeepOlder(p, older *care.Person) {
	m := merger{p: *p}
	m.p.Extra = slices.Clone(p.Extra)
	keep := func(name, now, before string) {
		if before != "" && text.Fold(before) != text.Fold(now) && !m.kept(name, before) {
			m.extra(care.Property{Name: name, Value: before})
		}
	}
	if before := organizationValue(older); text.Fold(before) != text.Fold(organizationValue(p)) && before != "" && !m.kept("ORG", before) {
		m.extra(care.Property{Name: "ORG", Value: before, Structured: true})
	}
	keep("TITLE", p.Title, older.Title)
	keep("ROLE", p.Role, older.Role)
	keepText := func(name, now, before string) {
		if !strings.Contains(text.Fold(now), text.Fold(before)) {
			keep(name, now, before)
		}
	}
	keepText(vcf.HobbyProperty, p.Profile.Likes, older.Profile.Likes)
	keepText(vcf.HouseholdProperty, p.Profile.Household, older.Profile.Household)
	keepText(vcf.HourProperty, p.Profile.Hour, older.Profile.Hour)
	for _, d := range older.Dates {
		known := func(have care.Date) bool { return have.Same(d) || sameDay(have, d) }
		if d.Kind == care.Birthday && !slices.ContainsFunc(p.Dates, known) {
			m.extra(dateProperty(d))
		}
	}
	if fullName(p) != fullName(older) {
		keep("FN", p.FullName, older.FullName)
	}
	p.Extra = m.p.Extra
}

// organizationValue is an organisation as a vCard writes it, "" for none.
func organizationValue(p *care.Person) string {
	switch {
	case p.Organization == "" && p.Department == "":
		return ""
	case p.Department == "":
		return escapeText(p.Organization)
	}
	return escapeText(p.Organization) + ";" + escapeText(p.Department)
}

// merger builds the united person. Lists are cloned before they change, so
// that the existing person stays as it is.
type merger struct {
	p       care.Person
	country string
	changed bool
	// groups are the groups of the incoming properties and those that they
	// have become, by the first in lower case.
	groups map[string]string
}

// fill sets an empty field.
func (m *merger) fill(dst *string, s string) {
	if *dst == "" && s != "" {
		*dst, m.changed = s, true
	}
}

// extra keeps a property once. What exports write anew each time is not worth
// a second copy.
func (m *merger) extra(e care.Property) {
	for i := range m.p.Extra {
		have := &m.p.Extra[i]
		if have.Name == e.Name && (volatile(e.Name) || have.Value == e.Value && sameParams(have.Params, e.Params)) {
			return
		}
	}
	if e.Group != "" {
		e.Group = m.freeGroup(e.Group)
	}
	m.p.Extra = append(m.p.Extra, e)
	m.changed = true
}

// freeGroup is a group that no property kept before has, so that the labels of
// one do not become those of another. Those of one group stay together.
func (m *merger) freeGroup(group string) string {
	key := strings.ToLower(group)
	if free, known := m.groups[key]; known {
		return free
	}
	used := func(g string) bool {
		return slices.ContainsFunc(m.p.Extra, func(e care.Property) bool { return strings.EqualFold(e.Group, g) })
	}
	for n := 1; used(group); n++ {
		group = "item" + strconv.Itoa(n)
	}
	if m.groups == nil {
		m.groups = map[string]string{}
	}
	m.groups[key] = group
	return group
}

func sameParams(a, b []care.Param) bool {
	return slices.EqualFunc(a, b, func(x, y care.Param) bool { return x.Name == y.Name && slices.Equal(x.Values, y.Values) })
}

// kept reports whether a value is already kept under a name.
func (m *merger) kept(name, value string) bool {
	return slices.ContainsFunc(m.p.Extra, func(e care.Property) bool { return e.Name == name && e.Value == value })
}

func (m *merger) uid(in *care.Person) {
	if in.UID == "" || in.UID == in.ID || normalUID(in.UID) == normalUID(m.p.UID) {
		return // what the record came without, and was only given here, is no news
	}
	if m.p.UID == "" {
		m.fill(&m.p.UID, in.UID)
		return
	}
	m.extra(care.Property{Name: "UID", Value: in.UID})
}

// names fills the parts of the name that are missing. A name that only stands
// in for none gives way to a real one; another name is kept beside the first.
func (m *merger) names(in *care.Person) {
	p := &m.p
	if p.Kind == "" && in.Kind != "" {
		p.Kind, m.changed = in.Kind, true
	}
	have, other := nameOf(p), nameOf(in)
	if (have.none || have.organization && !other.organization) && !other.none && !m.kept("FN", in.FullName) {
		if p.FullName != in.FullName && in.FullName != "" {
			p.FullName, m.changed = in.FullName, true
		}
		have = other
	}
	if have.compare(other) == sameNames {
		if p.Given == "" && p.Family == "" {
			m.fill(&p.Given, in.Given)
			m.fill(&p.Family, in.Family)
		}
		if !contains(p.Given+" "+p.Family, in.Middle) {
			m.fill(&p.Middle, in.Middle)
		}
		m.fill(&p.Prefix, in.Prefix)
		m.fill(&p.Suffix, in.Suffix)
	}
	m.fill(&p.FullName, in.FullName)
	if !other.none && in.FullName != "" && fullName(in) != fullName(p) && !m.kept("FN", in.FullName) {
		m.extra(care.Property{Name: "FN", Value: in.FullName})
	}
	m.nickname(in.Nickname)
}

// fullName is the full name in the form in which names are compared.
func fullName(p *care.Person) string {
	return nameOf(&care.Person{FullName: p.FullName, Prefix: p.Prefix, Suffix: p.Suffix}).joined()
}

// contains reports whether all words of part stand in whole.
func contains(whole, part string) bool {
	words := text.NameTokens(whole)
	for _, w := range text.NameTokens(part) {
		if !slices.Contains(words, w) {
			return false
		}
	}
	return true
}

// nickname adds to the list of nicknames, which vCards write with commas.
func (m *merger) nickname(s string) {
	have := strings.Split(m.p.Nickname, ",")
	for _, n := range strings.Split(s, ",") {
		if text.Fold(n) == "" || slices.ContainsFunc(have, func(h string) bool { return text.Fold(h) == text.Fold(n) }) {
			continue
		}
		if m.p.Nickname != "" {
			m.p.Nickname += ","
		}
		m.p.Nickname, m.changed = m.p.Nickname+n, true
		have = append(have, n)
	}
}

// work takes the newer organisation, title and role, and keeps the older ones.
func (m *merger) work(in *care.Person) {
	p := &m.p
	if in.Organization != "" || in.Department != "" {
		m.organization(in)
	}
	m.newer(&p.Title, in.Title, "TITLE")
	m.newer(&p.Role, in.Role, "ROLE")
}

func (m *merger) organization(in *care.Person) {
	p := &m.p
	newer, older := organizationValue(in), organizationValue(p)
	if m.kept("ORG", newer) {
		return
	}
	sameOrganization := text.Fold(p.Organization) == text.Fold(in.Organization)
	if sameOrganization || p.Organization == "" || in.Organization == "" {
		if p.Department == "" || in.Department == "" || text.Fold(p.Department) == text.Fold(in.Department) {
			m.fill(&p.Organization, in.Organization)
			m.fill(&p.Department, in.Department)
			return
		}
	}
	if in.Department == "" && sameOrganization {
		return
	}
	p.Organization, p.Department, m.changed = in.Organization, in.Department, true
	m.extra(care.Property{Name: "ORG", Value: older, Structured: true})
}

func escapeText(s string) string {
	return strings.NewReplacer(`\`, `\\`, "\n", `\n`, ",", `\,`, ";", `\;`).Replace(s)
}

// newer takes the newer value of a field and keeps the older one; a value that
// was given up before stays where it is.
func (m *merger) newer(dst *string, s, name string) {
	switch {
	case s == "" || text.Fold(*dst) == text.Fold(s) || m.kept(name, s):
	case *dst == "":
		m.fill(dst, s)
	default:
		older := *dst
		*dst, m.changed = s, true
		m.extra(care.Property{Name: name, Value: older})
	}
}

// phones adds the numbers that are not there yet, however they are written. A
// number that is there gets a type or label that it lacks.
func (m *merger) phones(in *care.Person) {
	have := make([]text.Phone, len(m.p.Phones))
	for i, t := range m.p.Phones {
		have[i] = text.ParsePhone(t.Number, countryOf(&m.p, m.country))
	}
	phones := slices.Clone(m.p.Phones)
	for _, t := range in.Phones {
		n := text.ParsePhone(t.Number, countryOf(in, m.country))
		at := -1
		for i := range phones {
			same := phones[i].Number == t.Number || len(n.Digits) >= minDigits && SamePhone(have[i], n)
			if same && (at < 0 || phones[i].Type == t.Type && phones[i].Label == t.Label) {
				at = i
			}
		}
		if at < 0 {
			phones, have, m.changed = append(phones, t), append(have, n), true
			continue
		}
		m.label(&phones[at].Type, &phones[at].Label, t.Type, t.Label)
	}
	m.p.Phones = phones
}

// label fills type and label of a value that was there before.
func (m *merger) label(typ *care.PhoneType, label *string, newType care.PhoneType, newLabel string) {
	if (*typ == "" && *label == "" || *typ == care.Other && newType != "") && newType != *typ && newType != "" {
		*typ, m.changed = newType, true
	}
	if *label == "" && newLabel != "" {
		*label, m.changed = newLabel, true
	}
}

func (m *merger) emails(in *care.Person) {
	emails := slices.Clone(m.p.Emails)
	for _, e := range in.Emails {
		at := slices.IndexFunc(emails, func(have care.Email) bool {
			return have.Address == e.Address || text.NormalEmail(e.Address) != "" && text.NormalEmail(have.Address) == text.NormalEmail(e.Address)
		})
		if at < 0 {
			emails, m.changed = append(emails, e), true
			continue
		}
		typ := care.PhoneType(emails[at].Type)
		m.label(&typ, &emails[at].Label, care.PhoneType(e.Type), e.Label)
		emails[at].Type = string(typ)
	}
	m.p.Emails = emails
}

// addresses adds the addresses that say more than those that are there. One
// that says more than one that is there takes its place.
func (m *merger) addresses(in *care.Person) {
	addresses := slices.Clone(m.p.Addresses)
next:
	for _, a := range in.Addresses {
		for i := range addresses {
			have := &addresses[i]
			switch {
			case covers(*have, a):
				m.label(&have.Type, &have.Label, a.Type, a.Label)
				continue next
			case covers(a, *have):
				if a.Type == "" || a.Type == care.Other && have.Type != "" {
					a.Type = have.Type
				}
				if a.Label == "" {
					a.Label = have.Label
				}
				*have, m.changed = a, true
				continue next
			}
		}
		addresses, m.changed = append(addresses, a), true
	}
	m.p.Addresses = addresses
}

// covers reports whether a says all that b says.
func covers(a, b care.Address) bool {
	x := [...]string{a.POBox, a.Extended, a.Street, a.City, a.Region, a.PostalCode, a.Country, a.Formatted}
	y := [...]string{b.POBox, b.Extended, b.Street, b.City, b.Region, b.PostalCode, b.Country, b.Formatted}
	for i := range y {
		if y[i] != "" && text.Fold(x[i]) != text.Fold(y[i]) {
			return false
		}
	}
	return true
}

// lists unites what needs no more than a comparison.
func (m *merger) lists(in *care.Person) {
	union(&m.p.URLs, in.URLs, &m.changed, func(a, b care.URL) bool { return plainURL(a.URL) == plainURL(b.URL) })
	union(&m.p.Messengers, in.Messengers, &m.changed, func(a, b care.Messenger) bool {
		return strings.EqualFold(a.Handle, b.Handle) && strings.EqualFold(a.Service, b.Service)
	})
	union(&m.p.Tags, in.Tags, &m.changed, strings.EqualFold)
}

// related adds those who are not there yet, and to those who are, the number
// that they lack.
func (m *merger) related(in *care.Person) {
	list := slices.Clone(m.p.Related)
next:
	for _, r := range in.Related {
		number, blank := text.ParsePhone(r.Phone, countryOf(in, m.country)), -1
		for i, have := range list {
			switch {
			case text.Fold(have.Name) != text.Fold(r.Name) || !strings.EqualFold(have.Relation, r.Relation):
			case r.Phone == "", have.Phone == r.Phone, SamePhone(text.ParsePhone(have.Phone, countryOf(&m.p, m.country)), number):
				continue next
			case have.Phone == "" && blank < 0:
				blank = i
			}
		}
		if m.changed = true; blank >= 0 {
			list[blank].Phone = r.Phone
		} else {
			list = append(list, r)
		}
	}
	m.p.Related = list
}

// profile fills what is not known yet. What the user knows stays; other words
// of a source for likes, household and hour are kept behind them.
func (m *merger) profile(in *care.Person) {
	p, q := &m.p.Profile, &in.Profile
	m.words(&p.Likes, q.Likes, vcf.HobbyProperty)
	m.words(&p.Household, q.Household, vcf.HouseholdProperty)
	m.words(&p.Hour, q.Hour, vcf.HourProperty)
	fillProfile(m, &p.Channel, q.Channel)
	fillProfile(m, &p.Value, q.Value)
	fillProfile(m, &p.ReferredBy, q.ReferredBy)
	fillProfile(m, &p.Lost, q.Lost)
	fillProfile(m, &p.Cadence.Call, q.Cadence.Call)
	fillProfile(m, &p.Cadence.Visit, q.Cadence.Visit)
	union(&p.Interests, q.Interests, &m.changed, func(a, b string) bool { return text.Fold(a) == text.Fold(b) })
	union(&p.Own, q.Own, &m.changed, func(a, b care.OwnValue) bool { return a.Field == b.Field })
	union(&p.Files, q.Files, &m.changed, func(a, b care.Attachment) bool { return a.SHA256 == b.SHA256 })
}

// words fills an empty text; other words beside it are kept once.
func (m *merger) words(dst *string, s, property string) {
	switch {
	case s == "" || m.kept(property, s):
	case *dst == "":
		m.fill(dst, s)
	case !strings.Contains(text.Fold(*dst), text.Fold(s)):
		m.extra(care.Property{Name: property, Value: s})
	}
}

// fillProfile sets a value of which a person has one.
func fillProfile[T comparable](m *merger, dst *T, v T) {
	var none T
	if *dst == none && v != none {
		*dst, m.changed = v, true
	}
}

func union[T any](into *[]T, more []T, changed *bool, same func(a, b T) bool) {
	list := slices.Clip(*into)
	for _, v := range more {
		if !slices.ContainsFunc(list, func(have T) bool { return same(have, v) }) {
			list, *changed = append(list, v), true
		}
	}
	*into = list
}

func plainURL(s string) string {
	s = strings.TrimSuffix(strings.ToLower(s), "/")
	return strings.TrimPrefix(strings.TrimPrefix(s, "http://"), "https://")
}

// dates adds the dates that are not there. A birthday without its year and one
// with it are one; of two that differ the newer stands first.
func (m *merger) dates(in *care.Person) {
	list := slices.Clone(m.p.Dates)
next:
	for _, d := range in.Dates {
		for i := range list {
			have := &list[i]
			switch {
			case have.Same(d), sameDay(*have, d) && d.Year == 0:
				continue next
			case sameDay(*have, d) && have.Year == 0:
				d.Label = have.Label
				*have, m.changed = d, true
				continue next
			case d.Kind == care.Birthday && have.Kind == care.Birthday && d.Label == have.Label && lunar(*have) == lunar(d):
				m.birthday(have, d)
				continue next
			}
		}
		list, m.changed = append(list, d), true
	}
	m.p.Dates = list
}

func lunar(d care.Date) bool { return d.Calendar == care.Lunar }

func sameDay(a, b care.Date) bool {
	return a.Kind == b.Kind && a.Label == b.Label && lunar(a) == lunar(b) && a.Leap == b.Leap && a.Month == b.Month && a.Day == b.Day && a.Month > 0
}

// birthday settles two birthdays: a date goes before a text, the newer before
// the older, and what was given up before is not taken up again.
func (m *merger) birthday(have *care.Date, d care.Date) {
	older, newer := dateProperty(*have), dateProperty(d)
	switch {
	case m.kept("BDAY", newer.Value):
	case d.ISO() == "" && have.ISO() != "":
		m.extra(newer)
	default:
		*have, m.changed = d, true
		m.extra(older)
	}
}

// dateProperty is a birthday as a kept property.
func dateProperty(d care.Date) care.Property {
	e := care.Property{Name: "BDAY", Value: d.ISO()}
	switch {
	case e.Value == "":
		e.Value = d.Text
		e.Params = []care.Param{{Name: "VALUE", Values: []string{"text"}}}
	case lunar(d):
		e.Params = []care.Param{{Name: "CALSCALE", Values: []string{"chinese"}}}
		if d.Leap {
			e.Params = append(e.Params, care.Param{Name: "X-LEAP-MONTH", Values: []string{"1"}})
		}
	}
	return e
}

// remark adds a text that the remark does not hold.
func (m *merger) remark(s string) {
	have, more := strings.TrimSpace(m.p.Remark), strings.TrimSpace(s)
	switch {
	case more == "" || strings.Contains(have, more):
	case have == "" || strings.HasPrefix(more, have):
		m.p.Remark, m.changed = s, true
	default:
		m.p.Remark, m.changed = m.p.Remark+"\n\n"+s, true
	}
}

// photo takes a picture where there is none; another one is kept beside it, if
// its bytes are at hand.
func (m *merger) photo(in *care.Photo) {
	have := m.p.Photo
	switch {
	case in == nil:
	case have == nil:
		m.p.Photo, m.changed = in, true
	case pictureSum(have) == pictureSum(in), len(in.Data) == 0:
	default:
		value := "data:" + in.MediaType + ";base64," + base64.StdEncoding.EncodeToString(in.Data)
		m.extra(care.Property{Name: "PHOTO", Value: value, Structured: true})
	}
}

func pictureSum(p *care.Photo) string {
	if p.SHA256 != "" || len(p.Data) == 0 {
		return p.SHA256
	}
	sum := sha256.Sum256(p.Data)
	return hex.EncodeToString(sum[:])
}
