package sheet

import (
	"strings"

	"carebook/app/care"
)

// KeepField is the field of a column that no other field takes: it is kept
// with the person under its heading.
const KeepField = "keep"

// op is what a cell does to a person.
type op byte

const (
	opKeep op = iota
	opIgnore
	opFullName
	opPrefix
	opGiven
	opMiddle
	opFamily
	opSuffix
	opNickname
	opOrganization
	opDepartment
	opTitle
	opRole
	opEmail
	opPhone
	opAddress
	opURL
	opMessenger
	opBirthday
	opBirthYear
	opBirthMonth
	opBirthDay
	opDate
	opNote
	opTag
	opRelated
	opExtra
	opUID
	opKind
	opAdded
	opGroup // a column of a numbered group, see numbered
	opProperty
	opProfile // a column of our own exports, see profileColumns
	opOwn     // a column of an own field
)

// part is a part of an address.
type part byte

const (
	noPart part = iota
	partStreet
	partCity
	partRegion
	partPostalCode
	partCountry
	partPOBox
	partExtended
	partFormatted
	partType
)

// field is where a column goes.
type field struct {
	op op
	// typ and label are those of a phone, e-mail, address or web address; typ
	// also names a service, a relation, a kind of date or a property.
	typ, label string
	part       part
	// n is the number of a numbered group, member which of its columns it is.
	group  group
	n      int
	member member
}

var simpleFields = map[string]op{
	"full_name": opFullName, "prefix": opPrefix, "given": opGiven, "middle": opMiddle, "family": opFamily, "suffix": opSuffix,
	"nickname": opNickname, "organization": opOrganization, "department": opDepartment, "title": opTitle, "role": opRole,
	"birthday": opBirthday, "birth_year": opBirthYear, "birth_month": opBirthMonth, "birth_day": opBirthDay, "note": opNote, "tag": opTag,
	"uid": opUID, "kind": opKind, "added": opAdded, KeepField: opKeep,
	// The words of the files themselves are understood, too.
	"org": opOrganization, "notes": opNote, "remark": opNote, "tags": opTag, "categories": opTag, "cats": opTag,
}

var parts = map[string]part{
	"street": partStreet, "city": partCity, "region": partRegion, "postal_code": partPostalCode, "country": partCountry,
	"po_box": partPOBox, "extended": partExtended, "formatted": partFormatted,
}

// Fields are the fields that make a list to choose from: each says something of
// its own, is valid by hand, and is what Column.Field shows once it is chosen.
func Fields() []string {
	fields := []string{
		"full_name", "given", "family", "middle", "prefix", "suffix", "nickname",
		"organization", "department", "title", "role",
		"phone", "phone:mobile", "phone:home", "phone:work", "phone:main", "phone:car", "phone:pager",
		"phone:fax", "phone:home fax", "phone:work fax",
		"email", "email:home", "email:work",
	}
	for _, place := range []string{"address", "address:home", "address:work"} {
		for _, part := range []string{"street", "postal_code", "city", "region", "country", "po_box", "extended", "formatted"} {
			fields = append(fields, place+"."+part)
		}
	}
	return append(fields,
		"url", "url:home", "url:work", "messenger",
		"birthday", "birth_day", "birth_month", "birth_year", "anniversary",
		"related", "tag", "note",
		"likes", "household", "interests", "channel", "hour", "value", "lost", callCadence, visitCadence, "uid", KeepField)
}

// parseField reads a field as the command line and headings.tsv write it.
func parseField(s string) (field, bool) {
	if f, ok := parseProfileField(s); ok {
		return f, true
	}
	s, label, _ := strings.Cut(s, "#")
	name, typ, typed := strings.Cut(strings.TrimSpace(s), ":")
	if o, ok := simpleFields[name]; ok && !typed {
		return field{op: o}, true
	}
	f := field{typ: typ, label: label}
	switch name {
	case "email", "emails":
		f.op = opEmail
		f.typ, f.label = place(typ, label)
	case "phone", "phones":
		f.op = opPhone
		f.typ, f.label = phoneType(typ, label)
	case "url", "urls":
		f.op = opURL
		f.typ, f.label = place(typ, label)
	case "messenger":
		f.op = opMessenger
	case "anniversary":
		f.op, f.typ, f.label = opDate, string(care.Anniversary), ""
	case "date":
		f.op, f.typ, f.label = opDate, string(care.OtherDate), typ
	case "related":
		f.op = opRelated
	case "extra":
		f.op = opExtra
		return f, typ != ""
	default:
		return addressField(s)
	}
	return f, !typed || typ != ""
}

// addressField reads address.PART and address:TYPE.PART.
func addressField(s string) (field, bool) {
	rest, ok := strings.CutPrefix(s, "address")
	if !ok {
		return field{}, false
	}
	dot := strings.LastIndexByte(rest, '.')
	if dot < 0 {
		return field{}, false
	}
	p, ok := parts[rest[dot+1:]]
	typ := rest[:dot]
	if !ok || typ != "" && (typ[0] != ':' || len(typ) == 1) {
		return field{}, false
	}
	f := field{op: opAddress, part: p}
	f.typ, f.label = place(strings.TrimPrefix(typ, ":"), "")
	return f, true
}

// place makes a type of home, work and other, and a label of anything else.
func place(typ, label string) (string, string) {
	switch t := strings.ToLower(typ); t {
	case "home", "work", "other", "":
		return t, label
	}
	return "", typ
}

// phoneType makes a type of the words that stand for one, and a label of
// anything else; a number without either is of the type other.
func phoneType(typ, label string) (string, string) {
	if typ == "" {
		return string(care.Other), label
	}
	switch t := care.PhoneType(strings.ToLower(typ)); t {
	case care.Mobile, care.Home, care.Work, care.Main, care.Other, care.Car, care.Pager, care.Fax, care.HomeFax, care.WorkFax:
		return string(t), label
	}
	return "", typ
}

// String is the field as the command line writes it.
func (f field) String() string {
	suffix := ""
	if f.typ != "" {
		suffix = ":" + f.typ
	} else if f.label != "" {
		suffix = ":" + f.label
	}
	switch f.op {
	case opOwn:
		return "own:" + f.label
	case opProfile:
		return f.typ
	case opKeep, opIgnore, opProperty:
		return KeepField
	case opEmail:
		return "email" + suffix
	case opPhone:
		if f.typ == string(care.Other) {
			suffix = ""
		}
		return "phone" + suffix
	case opURL:
		return "url" + suffix
	case opMessenger:
		return "messenger" + suffix
	case opRelated:
		return "related" + suffix
	case opExtra:
		return "extra" + suffix
	case opDate:
		if f.typ == string(care.Anniversary) {
			return "anniversary"
		}
		return "date:" + f.label
	case opAddress:
		return "address" + suffix + "." + f.part.String()
	case opGroup:
		return f.group.field(f.member)
	}
	for name, o := range simpleFields {
		if o == f.op && name != "org" && name != "notes" && name != "remark" && name != "tags" && name != "categories" && name != "cats" {
			return name
		}
	}
	return KeepField
}

func (p part) String() string {
	for name, q := range parts {
		if p == q {
			return name
		}
	}
	return ""
}

// ValidField reports whether a field can be given by hand.
func ValidField(s string) bool {
	_, ok := parseField(s)
	return ok
}
