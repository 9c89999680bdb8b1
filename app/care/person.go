package care

import (
	"slices"
	"strings"
)

// Kind tells a human from an organisation.
type Kind string

// The kinds of a person. The empty kind reads as Individual.
const (
	Individual   Kind = "individual"
	Organization Kind = "organization"
)

// Person is one entry of the address book. Its JSON form is both what a book
// stores and what `export --format json` writes, so field names follow the
// documented export. Lists keep the order in which they were entered or read.
type Person struct {
	// ID is a UUIDv7 given by Carebook; ids compare as text in order of creation.
	ID string `json:"id,omitempty"`
	// UID is the vCard's UID, or equal to ID where the source had none.
	UID  string `json:"uid,omitempty"`
	Kind Kind   `json:"kind,omitempty"`

	FullName string `json:"full_name,omitempty"`
	Prefix   string `json:"prefix,omitempty"`
	Given    string `json:"given,omitempty"`
	Middle   string `json:"middle,omitempty"`
	Family   string `json:"family,omitempty"`
	Suffix   string `json:"suffix,omitempty"`
	Nickname string `json:"nickname,omitempty"`

	Organization string `json:"organization,omitempty"`
	Department   string `json:"department,omitempty"`
	Title        string `json:"title,omitempty"`
	Role         string `json:"role,omitempty"`

	Phones     []Phone     `json:"phones,omitempty"`
	Emails     []Email     `json:"emails,omitempty"`
	Addresses  []Address   `json:"addresses,omitempty"`
	URLs       []URL       `json:"urls,omitempty"`
	Messengers []Messenger `json:"messengers,omitempty"`
	Dates      []Date      `json:"dates,omitempty"`
	// Tags are names. The store keeps tags by key, so a renamed tag follows.
	Tags    []string  `json:"tags,omitempty"`
	Remark  string    `json:"remark,omitempty"`
	Photo   *Photo    `json:"photo,omitempty"`
	Related []Related `json:"related,omitempty"`
	Profile Profile   `json:"profile,omitzero"`
	// Extra holds what a source said and no field takes: unknown vCard
	// properties and unmapped columns. It is exported again.
	Extra []Property `json:"extra,omitempty"`

	// Country (ISO 3166, two letters) is where numbers without a country code
	// belong, as told when the person was entered; empty where nobody said.
	Country string `json:"country,omitempty"`
	// Added is the day on which the person entered the book.
	Added Day `json:"added,omitempty"`
	// Deleted is the instant at which the person was moved to the trash.
	Deleted Instant `json:"deleted,omitempty"`
	// Sources are fingerprints of the imported records that made or changed
	// this person; they let the same file be recognised after edits.
	Sources []int64 `json:"sources,omitempty"`
	// Apart are the UIDs of people who look like this one and, as the user has
	// said, are somebody else.
	Apart []string `json:"apart,omitempty"`
}

// PhoneType is a type that vCard and phones know; a label of the user's own
// stands in Label instead.
type PhoneType string

// The types of phones and addresses (addresses use Home, Work and Other).
const (
	Mobile  PhoneType = "mobile"
	Home    PhoneType = "home"
	Work    PhoneType = "work"
	Main    PhoneType = "main"
	Other   PhoneType = "other"
	Car     PhoneType = "car"
	Pager   PhoneType = "pager"
	Fax     PhoneType = "fax"
	HomeFax PhoneType = "home fax"
	WorkFax PhoneType = "work fax"
)

// Phone is a number as the source wrote it; it is never cleaned of pauses,
// extensions or letters.
type Phone struct {
	Number string    `json:"number"`
	Type   PhoneType `json:"type,omitempty"`
	Label  string    `json:"label,omitempty"`
}

// Email is an e-mail address. Type is "home", "work", "other" or empty.
type Email struct {
	Address string `json:"address"`
	Type    string `json:"type,omitempty"`
	Label   string `json:"label,omitempty"`
}

// Address is a postal address in the parts of RFC 6350, 6.3.1. Formatted is
// the address as one text where the source gave one.
type Address struct {
	Type       PhoneType `json:"type,omitempty"`
	Label      string    `json:"label,omitempty"`
	POBox      string    `json:"po_box,omitempty"`
	Extended   string    `json:"extended,omitempty"`
	Street     string    `json:"street,omitempty"`
	City       string    `json:"city,omitempty"`
	Region     string    `json:"region,omitempty"`
	PostalCode string    `json:"postal_code,omitempty"`
	Country    string    `json:"country,omitempty"`
	Formatted  string    `json:"formatted,omitempty"`
}

// Empty reports whether no part of the address says anything.
func (a Address) Empty() bool {
	a.Type, a.Label = "", ""
	return a == Address{}
}

// String is the address as one would write it on an envelope, a line a part:
// as the source formatted it, or street, postal code and city, region, country.
func (a Address) String() string {
	if a.Formatted != "" {
		return a.Formatted
	}
	lines := []string{a.POBox, a.Extended, a.Street, strings.TrimSpace(a.PostalCode + " " + a.City), a.Region, a.Country}
	return strings.Join(slices.DeleteFunc(lines, func(l string) bool { return strings.TrimSpace(l) == "" }), "\n")
}

// URL is a web address. Type is "home", "work", "profile" or empty.
type URL struct {
	URL   string `json:"url"`
	Type  string `json:"type,omitempty"`
	Label string `json:"label,omitempty"`
}

// Messenger is a handle in a messaging service, such as "skype" or "wechat".
type Messenger struct {
	Handle  string `json:"handle"`
	Service string `json:"service,omitempty"`
}

// Related names somebody near the person; Relation is the source's word, such
// as "spouse" or "assistant". The birthday is a date of the person's, of the kind
// RelativeDate with the name as its label.
type Related struct {
	Name     string `json:"name"`
	Relation string `json:"relation,omitempty"`
	Phone    string `json:"phone,omitempty"`
}

// Photo describes the person's picture. Its bytes lie once in the store under
// SHA256; Data travels only between a reader and the store.
type Photo struct {
	MediaType string `json:"media_type"`
	// Bytes is the size of the picture.
	Bytes  int    `json:"bytes"`
	SHA256 string `json:"sha256,omitempty"`
	Data   []byte `json:"-"`
}

// Property is something a source said that no field takes: a vCard property
// (value as in the source, unescaped) or a column (Name ColumnProperty, the
// heading in the parameter NAME).
type Property struct {
	Group  string  `json:"group,omitempty"`
	Name   string  `json:"name"`
	Params []Param `json:"params,omitempty"`
	Value  string  `json:"value"`
	// Structured marks a value of several components or a list: Value then
	// holds the vCard form with its escapes.
	Structured bool `json:"structured,omitempty"`
}

// Param is one parameter of a property.
type Param struct {
	Name   string   `json:"name"`
	Values []string `json:"values"`
}

// Label is what people call the property: the heading of a column, else its
// name.
func (p *Property) Label() string {
	if p.Name == ColumnProperty {
		for _, q := range p.Params {
			if q.Name == "NAME" && len(q.Values) > 0 {
				return q.Values[0]
			}
		}
	}
	return p.Name
}

// ColumnProperty is the name under which an unmapped column travels.
const ColumnProperty = "X-CAREBOOK-COLUMN"

// ExportedPerson is a person as the JSON export documents it.
type ExportedPerson struct {
	Person
	// Birthday repeats the date of birth as ISO text, for programs that want
	// no more; it is left out for a lunar date.
	Birthday string `json:"birthday,omitempty"`
}

// Exported is the person as others are shown it: without what only this book
// has a use for.
func (p *Person) Exported() ExportedPerson {
	out := ExportedPerson{Person: *p}
	out.Sources, out.Country, out.Deleted, out.Apart = nil, "", "", nil
	if p.Photo != nil {
		out.Photo = &Photo{MediaType: p.Photo.MediaType, Bytes: p.Photo.Bytes}
	}
	if b := p.Birthday(); b != nil && b.Calendar != Lunar {
		out.Birthday = b.ISO()
	}
	return out
}

// Birthday is the person's own birthday, or nil.
func (p *Person) Birthday() *Date {
	for i := range p.Dates {
		if p.Dates[i].Kind == Birthday {
			return &p.Dates[i]
		}
	}
	return nil
}

// DisplayName is the full name, or the best that stands for one: the parts of
// the name, nickname, organisation, an e-mail address or a number. It is empty
// only where the person has none of these.
func (p *Person) DisplayName() string {
	if n := strings.TrimSpace(p.FullName); n != "" {
		return n
	}
	if n := p.JoinedName(); n != "" {
		return n
	}
	for _, n := range []string{p.Nickname, p.Organization} {
		if n = strings.TrimSpace(n); n != "" {
			return n
		}
	}
	for _, e := range p.Emails {
		if n := strings.TrimSpace(e.Address); n != "" {
			return n
		}
	}
	for _, t := range p.Phones {
		if n := strings.TrimSpace(t.Number); n != "" {
			return n
		}
	}
	return ""
}

// JoinedName is the name made of its parts.
func (p *Person) JoinedName() string {
	return JoinName(p.Prefix, p.Given, p.Middle, p.Family, p.Suffix)
}

// JoinName makes one name of its parts in Western order, or family name first
// and without spaces where the parts are Han, kana or Hangul.
func JoinName(prefix, given, middle, family, suffix string) string {
	parts := []string{prefix, given, middle, family, suffix}
	sep := " "
	if familyFirst(family + given) {
		parts = []string{prefix, family, middle, given, suffix}
		sep = ""
		if prefix != "" {
			parts[0] = prefix + " "
		}
	}
	kept := parts[:0]
	for _, s := range parts {
		if s = strings.TrimSpace(s); s != "" {
			kept = append(kept, s)
		}
	}
	return strings.Join(kept, sep)
}

// familyFirst reports whether a name is written in a script whose names begin
// with the family name.
func familyFirst(s string) bool {
	any := false
	for _, r := range s {
		switch {
		case r >= 0x3040 && r <= 0x30FF, r >= 0x3400 && r <= 0x9FFF, r >= 0xAC00 && r <= 0xD7A3, r >= 0x20000 && r <= 0x3FFFF:
			any = true
		case r == ' ', r == '・', r == '·':
		default:
			return false
		}
	}
	return any
}
