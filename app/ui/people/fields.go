package people

import (
	"cmp"
	"strings"

	"carebook/app/care"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/style"
)

// group is what is known of a person in one respect: the first field has the
// icon of all.
type group []kit.Field

// contactGroups are how a person is reached, and the days that matter.
func contactGroups(p *care.Person) []group {
	return kept(phones(p), emails(p), messengers(p), addresses(p), links(p), dates(p))
}

// otherGroups are the rest of what is known.
func otherGroups(p *care.Person) []group {
	return kept(remark(p), related(p), work(p), nameParts(p), extra(p), added(p))
}

// kept leaves out groups without a field and gives each its icon once.
func kept(groups ...group) []group {
	var out []group
	for _, g := range groups {
		if len(g) == 0 {
			continue
		}
		for i := range g[1:] {
			g[i+1].Glyph = ""
		}
		out = append(out, g)
	}
	return out
}

// label is what a field is called: the user's own word, else the type.
func label(own string, kind care.PhoneType) string {
	return cmp.Or(own, lang.PhoneType(kind))
}

func phones(p *care.Person) (g group) {
	for _, t := range p.Phones {
		g = append(g, kit.Field{Glyph: style.Phone, Value: t.Number, Caption: cmp.Or(label(t.Label, t.Type), lang.T("field.phone"))})
	}
	return g
}

func emails(p *care.Person) (g group) {
	for _, e := range p.Emails {
		g = append(g, kit.Field{Glyph: style.Envelope, Value: e.Address, Caption: cmp.Or(label(e.Label, care.PhoneType(e.Type)), lang.T("field.email"))})
	}
	return g
}

func messengers(p *care.Person) (g group) {
	for _, m := range p.Messengers {
		g = append(g, kit.Field{Glyph: style.Chat, Value: m.Handle, Caption: cmp.Or(m.Service, lang.T("field.messenger"))})
	}
	return g
}

func addresses(p *care.Person) (g group) {
	for _, a := range p.Addresses {
		if a.Empty() {
			continue
		}
		g = append(g, kit.Field{Glyph: style.MapPin, Value: addressText(a), Caption: cmp.Or(label(a.Label, a.Type), lang.T("field.address"))})
	}
	return g
}

// addressText is an address on lines: the parts, or the whole text where the
// source gave no parts.
func addressText(a care.Address) string {
	lines := []string{
		join(", ", a.Street, a.Extended), a.POBox,
		join(" ", a.PostalCode, a.City), join(", ", a.Region, a.Country),
	}
	return cmp.Or(join("\n", lines...), a.Formatted)
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

func links(p *care.Person) (g group) {
	for _, u := range p.URLs {
		g = append(g, kit.Field{Glyph: style.Link, Value: u.URL, Caption: cmp.Or(linkLabel(u), lang.T("field.url"))})
	}
	return g
}

func linkLabel(u care.URL) string {
	if u.Label == "" && u.Type == "profile" {
		return lang.T("people.profile")
	}
	return label(u.Label, care.PhoneType(u.Type))
}

func dates(p *care.Person) (g group) {
	for _, d := range p.Dates {
		g = append(g, kit.Field{Glyph: style.Cake, Value: lang.Date(d), Caption: lang.DateKind(d)})
	}
	return g
}

func remark(p *care.Person) group {
	if strings.TrimSpace(p.Remark) == "" {
		return nil
	}
	return group{{Glyph: style.Note, Value: p.Remark, Caption: lang.T("field.remark")}}
}

func related(p *care.Person) (g group) {
	for _, r := range p.Related {
		g = append(g, kit.Field{Glyph: style.Users, Value: r.Name, Caption: cmp.Or(r.Relation, lang.T("field.related"))})
	}
	return g
}

func work(p *care.Person) group {
	return filled(style.Briefcase,
		kit.Field{Value: p.Organization, Caption: lang.T("field.organization")},
		kit.Field{Value: p.Department, Caption: lang.T("field.department")},
		kit.Field{Value: p.Title, Caption: lang.T("field.title")},
		kit.Field{Value: p.Role, Caption: lang.T("field.role")},
	)
}

func nameParts(p *care.Person) group {
	return filled(style.User,
		kit.Field{Value: p.Nickname, Caption: lang.T("field.nickname")},
		kit.Field{Value: p.Prefix, Caption: lang.T("field.prefix")},
		kit.Field{Value: p.Given, Caption: lang.T("field.given")},
		kit.Field{Value: p.Middle, Caption: lang.T("field.middle")},
		kit.Field{Value: p.Family, Caption: lang.T("field.family")},
		kit.Field{Value: p.Suffix, Caption: lang.T("field.suffix")},
	)
}

// filled keeps the fields that say something.
func filled(glyph style.Glyph, fields ...kit.Field) (g group) {
	for _, f := range fields {
		if strings.TrimSpace(f.Value) != "" {
			f.Glyph = glyph
			g = append(g, f)
		}
	}
	return g
}

// extra are the properties that no field takes, under the names they came with.
func extra(p *care.Person) (g group) {
	for i := range p.Extra {
		g = append(g, kit.Field{Glyph: style.List, Value: p.Extra[i].Value, Caption: p.Extra[i].Label()})
	}
	return g
}

func added(p *care.Person) group {
	if p.Added == "" {
		return nil
	}
	return group{{Glyph: style.Calendar, Value: lang.Day(p.Added), Caption: lang.T("field.added")}}
}

// plainText is all that is known of a person, to be pasted somewhere.
func plainText(p *care.Person) string {
	lines := []string{p.DisplayName()}
	if s := summary(p); s != "" {
		lines = append(lines, s)
	}
	for _, g := range append(contactGroups(p), otherGroups(p)...) {
		for _, f := range g {
			lines = append(lines, f.Caption+": "+strings.ReplaceAll(f.Value, "\n", ", "))
		}
	}
	if len(p.Tags) > 0 {
		lines = append(lines, lang.T("field.tags")+": "+strings.Join(p.Tags, ", "))
	}
	return strings.Join(lines, "\n")
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
