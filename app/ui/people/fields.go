package people

import (
	"cmp"
	"strings"

	"carebook/app/care"
	"carebook/app/lang"
)

// plainText is all that is known of a person, to be pasted somewhere.
func plainText(p *care.Person) string {
	var lines []string
	say := func(caption, value string) {
		if value = strings.TrimSpace(value); value != "" {
			lines = append(lines, caption+": "+strings.ReplaceAll(value, "\n", ", "))
		}
	}
	sayContacts(p, say)
	say(lang.T("field.remark"), p.Remark)
	for _, r := range p.Related {
		say(cmp.Or(lang.Relation(r.Relation), lang.T("field.related")), join(", ", r.Name, r.Phone))
	}
	say(lang.T("field.organization"), p.Organization)
	say(lang.T("field.department"), p.Department)
	say(lang.T("field.title"), p.Title)
	say(lang.T("field.role"), p.Role)
	say(lang.T("field.nickname"), p.Nickname)
	say(lang.T("field.prefix"), p.Prefix)
	say(lang.T("field.given"), p.Given)
	say(lang.T("field.middle"), p.Middle)
	say(lang.T("field.family"), p.Family)
	say(lang.T("field.suffix"), p.Suffix)
	for i := range p.Extra {
		say(p.Extra[i].Label(), p.Extra[i].Value)
	}
	say(lang.T("field.added"), lang.Day(p.Added))
	say(lang.T("field.tags"), strings.Join(p.Tags, ", "))
	return join("\n", append([]string{p.DisplayName(), summary(p)}, lines...)...)
}

// sayContacts says how a person is reached, and the days that matter.
func sayContacts(p *care.Person, say func(caption, value string)) {
	for _, t := range p.Phones {
		say(cmp.Or(t.Label, lang.PhoneType(t.Type), lang.T("field.phone")), t.Number)
	}
	for _, e := range p.Emails {
		say(cmp.Or(e.Label, lang.PhoneType(care.PhoneType(e.Type)), lang.T("field.email")), e.Address)
	}
	for _, m := range p.Messengers {
		say(cmp.Or(m.Service, lang.T("field.messenger")), m.Handle)
	}
	for _, a := range p.Addresses {
		say(cmp.Or(a.Label, lang.PhoneType(a.Type), lang.T("field.address")), addressText(a))
	}
	for _, u := range p.URLs {
		kind := lang.PhoneType(care.PhoneType(u.Type))
		if u.Type == "profile" {
			kind = lang.T("people.profile")
		}
		say(cmp.Or(u.Label, kind, lang.T("field.url")), u.URL)
	}
	for _, x := range p.Dates {
		say(lang.DateKind(x), lang.Date(x))
	}
}

// addressText is an address on lines: the parts, or the whole text where the
// street stands in that alone.
func addressText(a care.Address) string {
	if wholeText(a) {
		return a.Formatted
	}
	lines := []string{
		join(", ", a.Street, a.Extended), a.POBox,
		join(" ", a.PostalCode, a.City), join(", ", a.Region, a.Country),
	}
	return join("\n", lines...)
}

// wholeText reports whether the street of an address stands in its text alone.
func wholeText(a care.Address) bool {
	return a.Formatted != "" && a.Street == "" && a.Extended == "" && a.POBox == ""
}

// join joins the texts that say something.
func join(sep string, texts ...string) string {
	var kept []string
	for _, t := range texts {
		if t = strings.TrimSpace(t); t != "" {
			kept = append(kept, t)
		}
	}
	return strings.Join(kept, sep)
}

// summary is what somebody does and where, on one line.
func summary(p *care.Person) string {
	city := ""
	for _, a := range p.Addresses {
		if city = a.City; city != "" {
			break
		}
	}
	organization := p.Organization
	if organization == p.DisplayName() {
		organization = ""
	}
	return join(", ", p.Title, organization, city)
}
