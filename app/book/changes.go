package book

import (
	"cmp"
	"slices"
	"strings"

	"carebook/app/care"
	"carebook/app/lang"
)

// Change is one field of a person before and after.
type Change struct {
	// Field is the field's name in the JSON export, such as "phones".
	Field  string   `json:"field"`
	Before []string `json:"before"`
	After  []string `json:"after"`
}

// field is one field of a person, as texts.
type field struct {
	name   string
	values func(p *care.Person) []string
}

// fields are those that people compare, in the order of a person's page.
var fields = []field{
	{"kind", one(func(p *care.Person) string { return string(p.Kind) })},
	{"full_name", one(func(p *care.Person) string { return p.FullName })},
	{"prefix", one(func(p *care.Person) string { return p.Prefix })},
	{"given", one(func(p *care.Person) string { return p.Given })},
	{"middle", one(func(p *care.Person) string { return p.Middle })},
	{"family", one(func(p *care.Person) string { return p.Family })},
	{"suffix", one(func(p *care.Person) string { return p.Suffix })},
	{"nickname", one(func(p *care.Person) string { return p.Nickname })},
	{"organization", one(func(p *care.Person) string { return p.Organization })},
	{"department", one(func(p *care.Person) string { return p.Department })},
	{"title", one(func(p *care.Person) string { return p.Title })},
	{"role", one(func(p *care.Person) string { return p.Role })},
	{"phones", func(p *care.Person) []string {
		return texts(p.Phones, func(t care.Phone) string { return labelled(t.Number, cmp.Or(t.Label, lang.PhoneType(t.Type))) })
	}},
	{"emails", func(p *care.Person) []string {
		return texts(p.Emails, func(e care.Email) string {
			return labelled(e.Address, cmp.Or(e.Label, lang.PhoneType(care.PhoneType(e.Type))))
		})
	}},
	{"addresses", func(p *care.Person) []string {
		return texts(p.Addresses, func(a care.Address) string {
			return labelled(strings.ReplaceAll(a.String(), "\n", ", "), cmp.Or(a.Label, lang.PhoneType(a.Type)))
		})
	}},
	{"urls", func(p *care.Person) []string {
		return texts(p.URLs, func(u care.URL) string {
			return labelled(u.URL, cmp.Or(u.Label, lang.PhoneType(care.PhoneType(u.Type))))
		})
	}},
	{"messengers", func(p *care.Person) []string {
		return texts(p.Messengers, func(m care.Messenger) string { return labelled(m.Handle, m.Service) })
	}},
	{"dates", func(p *care.Person) []string {
		return texts(p.Dates, func(d care.Date) string { return labelled(lang.Date(d), d.Label) })
	}},
	{"tags", func(p *care.Person) []string { return p.Tags }},
	{"remark", one(func(p *care.Person) string { return p.Remark })},
	{"photo", one(func(p *care.Person) string {
		if p.Photo == nil {
			return ""
		}
		return p.Photo.MediaType
	})},
	{"related", func(p *care.Person) []string {
		return texts(p.Related, func(r care.Related) string { return labelled(strings.TrimSpace(r.Name+" "+r.Phone), r.Relation) })
	}},
	{"likes", one(func(p *care.Person) string { return p.Profile.Likes })},
	{"household", one(func(p *care.Person) string { return p.Profile.Household })},
	{"interests", func(p *care.Person) []string { return p.Profile.Interests }},
	{"channel", one(func(p *care.Person) string { return lang.Channel(p.Profile.Channel) })},
	{"hour", one(func(p *care.Person) string { return p.Profile.Hour })},
	{"value", one(func(p *care.Person) string {
		if p.Profile.Value == 0 {
			return ""
		}
		return lang.Number(p.Profile.Value)
	})},
	{"referred_by", one(func(p *care.Person) string { return p.Profile.ReferredBy })},
	{"lost", one(func(p *care.Person) string { return lang.Day(p.Profile.Lost) })},
	{"cadence", one(func(p *care.Person) string {
		if p.Profile.Cadence == (care.Cadence{}) {
			return ""
		}
		return upperFirst(lang.Cadence(p.Profile.Cadence))
	})},
	{"band_override", one(func(p *care.Person) string { return labelled(string(p.Profile.Band.Band), p.Profile.Band.Reason) })},
	{"own", func(p *care.Person) []string {
		return texts(p.Profile.Own, func(v care.OwnValue) string { return v.Field + ": " + v.Value })
	}},
	{"files", func(p *care.Person) []string {
		return texts(p.Profile.Files, func(f care.Attachment) string { return labelled(f.Name, lang.Bytes(int64(f.Bytes))) })
	}},
	{"extra", func(p *care.Person) []string {
		return texts(p.Extra, func(e care.Property) string { return e.Label() + ": " + e.Value })
	}},
}

func one(value func(*care.Person) string) func(*care.Person) []string {
	return func(p *care.Person) []string {
		if s := value(p); s != "" {
			return []string{s}
		}
		return nil
	}
}

func texts[T any](values []T, text func(T) string) []string {
	var out []string
	for _, v := range values {
		out = append(out, text(v))
	}
	return out
}

// beginning is as much of a long text as tells it from others: a kept property
// may hold a picture.
func beginning(s string) string {
	const most = 2000 // bytes
	if len(s) <= most {
		return s
	}
	return strings.ToValidUTF8(s[:most], "") + "…"
}

func labelled(value, label string) string {
	if label == "" {
		return value
	}
	return value + " (" + label + ")"
}

// changesOf are the fields in which two people differ.
func changesOf(before, after *care.Person) []Change {
	return compare(before, after, func(a, b []string) bool { return !slices.Equal(a, b) })
}

// sideBySide are the fields that either of two people has.
func sideBySide(a, b *care.Person) []Change {
	return compare(a, b, func(a, b []string) bool { return len(a)+len(b) > 0 })
}

// compare gives the fields whose values are wanted.
func compare(a, b *care.Person, wanted func(a, b []string) bool) []Change {
	changes := []Change{}
	for _, f := range fields {
		if before, after := f.values(a), f.values(b); wanted(before, after) {
			changes = append(changes, Change{Field: f.name, Before: beginnings(before), After: beginnings(after)})
		}
	}
	return changes
}

// beginnings are as much of some texts as people read there.
func beginnings(texts []string) []string {
	short := make([]string, len(texts)) // not nil: JSON writes it as []
	for i, t := range texts {
		short[i] = beginning(t)
	}
	return short
}

// list is a list that JSON writes as [] where it is empty.
func list(texts []string) []string {
	if texts == nil {
		return []string{}
	}
	return texts
}
