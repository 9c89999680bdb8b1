package people

import (
	"cmp"
	"net/url"
	"slices"
	"strings"
	"unicode"

	"carebook/app/care"
	"carebook/app/lang"
	"carebook/app/text"
	"carebook/app/ui/kit"
	"carebook/app/ui/style"
)

// contactSections are how a person is reached, the days that matter and those who
// are near.
func (d *details) contactSections() []section {
	return []section{
		headed(style.Phone, listItems(d, d.phones())...),
		headed(style.Envelope, listItems(d, d.emails())...),
		headed(style.Chat, listItems(d, d.messengers())...),
		headed(style.MapPin, listItems(d, d.addresses())...),
		headed(style.Link, listItems(d, d.links())...),
		headed(style.Cake, listItems(d, d.dates())...),
		headed(style.Users, listItems(d, d.relatives())...),
	}
}

// otherSections are the rest of what is known.
func (d *details) otherSections() []section {
	return []section{
		headed(style.Note, d.private(d.textItem(textField{
			id: "remark", name: lang.T("field.remark"), of: func(p *care.Person) *string { return &p.Remark }, several: true,
		}))),
		headed(style.Heart, d.interests()...),
		headed(style.Clock, d.reached()...),
		headed(style.Handshake, d.worth()...),
		headed(style.ClockCountdown, d.rhythm()...),
		headed(style.Briefcase, d.work()...),
		headed(style.User, d.names()...),
		headed(style.Star, d.ownValues()...),
		headed(style.Paperclip, d.files()...),
		headed(style.List, d.extra()...),
		headed(style.Calendar, d.added()),
	}
}

// headed is a section of the items that there are; the first has the icon.
func headed(glyph style.Glyph, items ...*detail) section {
	s := section(slices.DeleteFunc(items, func(it *detail) bool { return it == nil }))
	for i, it := range s {
		it.field.Glyph = ""
		if i == 0 {
			it.field.Glyph = glyph
		}
	}
	return s
}

// private masks an item, which may be nil, while somebody looks at the screen.
func (d *details) private(it *detail) *detail {
	if it != nil {
		d.mask(it)
	}
	return it
}

func kindsOf(types ...care.PhoneType) (k fieldKinds) {
	for _, t := range types {
		k.codes, k.names = append(k.codes, string(t)), append(k.names, lang.PhoneType(t))
	}
	return k
}

// problem is a note that warns, "" for none.
func problem(words string) kit.Note { return kit.Note{Words: words, Problem: words != ""} }

func (d *details) phones() listField[care.Phone] {
	types := kindsOf(care.Mobile, care.Work, care.Home, care.Main, care.WorkFax, care.HomeFax, care.Fax, care.Car, care.Pager, care.Other)
	return listField[care.Phone]{
		id: "phone", name: lang.T("field.phone"),
		get:   func(p *care.Person) []care.Phone { return p.Phones },
		set:   func(p *care.Person, all []care.Phone) { p.Phones = all },
		begin: func(adding string) (care.Phone, bool) { return care.Phone{Type: care.Mobile}, adding == "phone" },
		empty: func(v care.Phone) bool { return v.Number == "" },
		show: func(_ *detail, v care.Phone) kit.EditField {
			f := kit.EditField{Value: v.Number, Hint: lang.T("field.phone"), Chosen: -1, Check: d.checkPhone}
			types.fill(&f, string(v.Type), v.Label, lang.T("field.phone"))
			if v.Number == "" {
				return f
			}
			f.Actions = []kit.RowAction{d.copyAction(v.Number)}
			if to := dialled(v.Number); to != "" {
				f.Actions = append(f.Actions,
					d.callAction(to, v.Number),
					d.openAction(style.ChatText, lang.T("details.message"), &url.URL{Scheme: "sms", Opaque: to}, v.Number))
			}
			return f
		},
		take: func(v care.Phone, e kit.EditedField) care.Phone {
			code, label := types.pick(e, string(v.Type), v.Label)
			return care.Phone{Number: strings.TrimSpace(e.Value), Type: care.PhoneType(code), Label: label}
		},
	}
}

// checkPhone warns of a number that has no digits.
func (d *details) checkPhone(words string) kit.Note {
	if strings.TrimSpace(words) == "" || text.ParsePhone(words, d.who.person.Country).Digits != "" {
		return kit.Note{}
	}
	return problem(lang.T("details.no_number", lang.Args{"Text": shortened(words)}))
}

// shortened is a text as a sentence names it.
func shortened(words string) string {
	head, cut := kit.Beginning(strings.TrimSpace(words), 40)
	if cut {
		head += "…"
	}
	return head
}

func (d *details) emails() listField[care.Email] {
	types := kindsOf(care.Work, care.Home, care.Other)
	return listField[care.Email]{
		id: "email", name: lang.T("field.email"),
		get:   func(p *care.Person) []care.Email { return p.Emails },
		set:   func(p *care.Person, all []care.Email) { p.Emails = all },
		begin: func(adding string) (care.Email, bool) { return care.Email{Type: string(care.Work)}, adding == "email" },
		empty: func(v care.Email) bool { return v.Address == "" },
		show: func(_ *detail, v care.Email) kit.EditField {
			f := kit.EditField{Value: v.Address, Hint: lang.T("field.email"), Chosen: -1, Check: checkEmail}
			types.fill(&f, v.Type, v.Label, lang.T("field.email"))
			if v.Address != "" {
				f.Actions = []kit.RowAction{
					d.copyAction(v.Address),
					d.openAction(style.Envelope, lang.T("details.write"), &url.URL{Scheme: "mailto", Opaque: url.PathEscape(v.Address)}, v.Address),
				}
			}
			return f
		},
		take: func(v care.Email, e kit.EditedField) care.Email {
			code, label := types.pick(e, v.Type, v.Label)
			return care.Email{Address: strings.TrimSpace(e.Value), Type: code, Label: label}
		},
	}
}

// checkEmail warns of an address that nobody could write to.
func checkEmail(words string) kit.Note {
	words = strings.TrimSpace(words)
	switch {
	case words == "":
	case strings.ContainsFunc(words, unicode.IsSpace):
		return problem(lang.T("details.email_blank"))
	case text.NormalEmail(words) == "":
		return problem(lang.T("details.email_at"))
	}
	return kit.Note{}
}

// services are the messengers that are offered, by the names that sources write.
var services = []struct{ code, name string }{
	{"whatsapp", "WhatsApp"},
	{"telegram", "Telegram"},
	{"wechat", "WeChat"},
	{"signal", "Signal"},
	{"viber", "Viber"},
	{"skype", "Skype"},
	{"line", "LINE"},
}

func (d *details) messengers() listField[care.Messenger] {
	var types fieldKinds
	for _, s := range services {
		types.codes, types.names = append(types.codes, s.code), append(types.names, s.name)
	}
	return listField[care.Messenger]{
		id: "messenger", name: lang.T("field.messenger"),
		get: func(p *care.Person) []care.Messenger { return p.Messengers },
		set: func(p *care.Person, all []care.Messenger) { p.Messengers = all },
		begin: func(adding string) (care.Messenger, bool) {
			return care.Messenger{Service: services[0].code}, adding == "messenger"
		},
		empty: func(v care.Messenger) bool { return v.Handle == "" },
		show: func(_ *detail, v care.Messenger) kit.EditField {
			f := kit.EditField{Value: v.Handle, Hint: lang.T("details.handle"), Chosen: -1}
			code := strings.ToLower(v.Service)
			if !slices.Contains(types.codes, code) {
				code = v.Service
			}
			types.fill(&f, code, "", lang.T("field.messenger"))
			if v.Handle != "" {
				f.Actions = []kit.RowAction{d.copyAction(v.Handle)}
				if u := messageTo(code, v.Handle); u != nil {
					f.Actions = append(f.Actions, d.openAction(style.ChatText, lang.T("details.message"), u, v.Handle))
				}
			}
			return f
		},
		take: func(v care.Messenger, e kit.EditedField) care.Messenger {
			if e.Label != "" {
				v.Service = e.Label
			} else if e.Type >= 0 && !strings.EqualFold(v.Service, types.codes[e.Type]) {
				v.Service = types.codes[e.Type]
			}
			v.Handle = strings.TrimSpace(e.Value)
			return v
		},
	}
}

// messageTo is the address under which a service begins a message, or nil where
// it has none.
func messageTo(service, handle string) *url.URL {
	name := strings.TrimPrefix(handle, "@")
	switch service {
	case "telegram":
		return &url.URL{Scheme: "https", Host: "t.me", Path: "/" + name}
	case "whatsapp":
		if digits := text.Digits(handle); digits != "" {
			return &url.URL{Scheme: "https", Host: "wa.me", Path: "/" + digits}
		}
	}
	return nil
}

func (d *details) addresses() listField[care.Address] {
	types := kindsOf(care.Work, care.Home, care.Other)
	return listField[care.Address]{
		id: "address", name: lang.T("field.address"),
		get:   func(p *care.Person) []care.Address { return p.Addresses },
		set:   func(p *care.Person, all []care.Address) { p.Addresses = all },
		begin: func(adding string) (care.Address, bool) { return care.Address{Type: care.Work}, adding == "address" },
		empty: care.Address.Empty,
		show: func(_ *detail, v care.Address) kit.EditField {
			f := kit.EditField{Value: addressText(v), Hint: lang.T("field.address"), Chosen: -1}
			types.fill(&f, string(v.Type), v.Label, lang.T("field.address"))
			if wholeText(v) {
				f.Multiline = true
			} else {
				f.Parts = addressParts(&v)
			}
			if f.Value != "" {
				oneLine := strings.ReplaceAll(f.Value, "\n", ", ")
				place := &url.URL{Scheme: "https", Host: "www.openstreetmap.org", Path: "/search", RawQuery: url.Values{"query": {oneLine}}.Encode()}
				f.Actions = []kit.RowAction{d.copyAction(f.Value), d.openAction(style.MapPin, lang.T("details.map"), place, oneLine)}
			}
			return f
		},
		take: takeAddress(types),
	}
}

// addressParts are the parts of an address in the order of an envelope.
func addressParts(a *care.Address) []kit.EditPart {
	return []kit.EditPart{
		{Label: lang.T("details.street"), Value: a.Street},
		{Label: lang.T("details.extended"), Value: a.Extended},
		{Label: lang.T("details.po_box"), Value: a.POBox},
		{Label: lang.T("details.postal_code"), Value: a.PostalCode},
		{Label: lang.T("details.city"), Value: a.City},
		{Label: lang.T("details.region"), Value: a.Region},
		{Label: lang.T("details.country"), Value: a.Country},
	}
}

func takeAddress(types fieldKinds) func(care.Address, kit.EditedField) care.Address {
	return func(v care.Address, e kit.EditedField) care.Address {
		code, label := types.pick(e, string(v.Type), v.Label)
		v.Type, v.Label = care.PhoneType(code), label
		if len(e.Parts) == 0 {
			v.Formatted = strings.TrimSpace(e.Value)
			return v
		}
		before := v
		for i, at := range []*string{&v.Street, &v.Extended, &v.POBox, &v.PostalCode, &v.City, &v.Region, &v.Country} {
			*at = strings.TrimSpace(e.Parts[i])
		}
		if v != before {
			v.Formatted = "" // it says what the parts no longer do
		}
		return v
	}
}

func (d *details) links() listField[care.URL] {
	types := kindsOf(care.Work, care.Home)
	types.codes, types.names = append(types.codes, "profile"), append(types.names, lang.T("people.profile"))
	return listField[care.URL]{
		id: "url", name: lang.T("field.url"),
		get:   func(p *care.Person) []care.URL { return p.URLs },
		set:   func(p *care.Person, all []care.URL) { p.URLs = all },
		begin: func(adding string) (care.URL, bool) { return care.URL{Type: string(care.Work)}, adding == "url" },
		empty: func(v care.URL) bool { return v.URL == "" },
		show: func(_ *detail, v care.URL) kit.EditField {
			f := kit.EditField{Value: v.URL, Hint: lang.T("field.url"), Chosen: -1, Check: checkLink}
			types.fill(&f, v.Type, v.Label, lang.T("field.url"))
			if v.URL != "" {
				f.Actions = []kit.RowAction{d.copyAction(v.URL)}
				if u := webAddress(v.URL); u != nil {
					f.Actions = append(f.Actions, d.openAction(style.ArrowOut, lang.T("details.open_link"), u, v.URL))
				}
			}
			return f
		},
		take: func(v care.URL, e kit.EditedField) care.URL {
			code, label := types.pick(e, v.Type, v.Label)
			return care.URL{URL: strings.TrimSpace(e.Value), Type: code, Label: label}
		},
	}
}

// webAddress is the address of a page that a link means, or nil: one of http or
// https, with a host. Without a scheme it is taken for one of https.
func webAddress(link string) *url.URL {
	link = strings.TrimSpace(link)
	if !strings.Contains(link, "://") {
		link = "https://" + link
	}
	u, err := url.Parse(link)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || !strings.Contains(u.Hostname(), ".") {
		return nil
	}
	return u
}

// checkLink warns of a link that leads nowhere.
func checkLink(words string) kit.Note {
	if strings.TrimSpace(words) == "" || webAddress(words) != nil {
		return kit.Note{}
	}
	return problem(lang.T("details.no_host"))
}

// work is what the person does and where.
func (d *details) work() []*detail {
	people := func(name string) []kit.RowAction {
		return []kit.RowAction{{Glyph: style.Users, Words: lang.T("details.colleagues"), Do: func() {
			d.screen.shell.Open(kit.Route{Screen: kit.PeopleScreen, Organization: name})
		}}}
	}
	return []*detail{
		d.textItem(textField{
			id: "organization", name: lang.T("field.organization"), actions: people,
			of: func(p *care.Person) *string { return &p.Organization },
		}),
		d.textItem(textField{id: "department", name: lang.T("field.department"), of: func(p *care.Person) *string { return &p.Department }}),
		d.textItem(textField{id: "title", name: lang.T("field.title"), of: func(p *care.Person) *string { return &p.Title }}),
		d.textItem(textField{id: "role", name: lang.T("field.role"), of: func(p *care.Person) *string { return &p.Role }}),
	}
}

// names are the full name, its parts and what kind of entry this is.
func (d *details) names() []*detail {
	part := func(id, name string, of func(*care.Person) *string) *detail {
		return d.textItem(textField{id: id, name: name, of: of, set: func(p *care.Person, value string) {
			// A full name of the user's own stays.
			joined := p.FullName == p.JoinedName()
			*of(p) = value
			if joined {
				p.FullName = p.JoinedName()
			}
		}})
	}
	return []*detail{
		d.textItem(textField{
			id: "full_name", name: lang.T("details.full_name"), of: func(p *care.Person) *string { return &p.FullName },
			always: true, hint: cmp.Or(d.who.person.DisplayName(), lang.T("details.full_name")),
		}),
		part("prefix", lang.T("field.prefix"), func(p *care.Person) *string { return &p.Prefix }),
		part("given", lang.T("field.given"), func(p *care.Person) *string { return &p.Given }),
		part("middle", lang.T("field.middle"), func(p *care.Person) *string { return &p.Middle }),
		part("family", lang.T("field.family"), func(p *care.Person) *string { return &p.Family }),
		part("suffix", lang.T("field.suffix"), func(p *care.Person) *string { return &p.Suffix }),
		d.textItem(textField{id: "nickname", name: lang.T("field.nickname"), of: func(p *care.Person) *string { return &p.Nickname }}),
		d.choiceItem(choiceField{
			id: "kind", name: lang.T("details.kind"), must: true,
			codes: []string{string(care.Individual), string(care.Organization)},
			words: []string{lang.T("details.kind_person"), lang.T("details.kind_organization")},
			of:    func(p *care.Person) string { return string(cmp.Or(p.Kind, care.Individual)) },
			set:   func(p *care.Person, code string) { p.Kind = care.Kind(code) },
		}),
	}
}

// extra are the properties that no field takes, under the names they came with.
func (d *details) extra() []*detail {
	var items []*detail
	for i := range d.who.person.Extra {
		q := &d.who.person.Extra[i]
		label, value := q.Label(), q.Value
		it := &detail{id: "extra " + label + " " + value, list: "extra", name: label, says: label + "\n" + value}
		it.field = kit.EditField{Value: value, Caption: label, Type: -1, Chosen: -1, RemoveWords: lang.T("details.remove")}
		it.field.Remove = func() {
			d.write(it, func(p *care.Person) {
				p.Extra = slices.Clone(p.Extra)
				if at := slices.IndexFunc(p.Extra, func(q care.Property) bool { return q.Label() == label && q.Value == value }); at >= 0 {
					p.Extra = slices.Delete(p.Extra, at, at+1)
				}
			}, d.takenAway(label))
		}
		it.field.Actions = []kit.RowAction{d.copyAction(value), d.removeAction(it)}
		items = append(items, it)
	}
	return items
}

// removeAction takes a row away that cannot be edited.
func (d *details) removeAction(it *detail) kit.RowAction {
	return kit.RowAction{Glyph: style.Trash, Words: it.field.RemoveWords, Do: it.field.Remove}
}

// callAction calls a number.
func (d *details) callAction(to, number string) kit.RowAction {
	return d.openAction(style.Phone, lang.T("details.call"), &url.URL{Scheme: "tel", Opaque: to}, number)
}

// added is the day on which the person entered the book.
func (d *details) added() *detail {
	p := d.who.person
	if p.Added == "" {
		return nil
	}
	it := &detail{id: "added", list: "added", name: lang.T("field.added"), says: p.Added}
	it.field = kit.EditField{Value: lang.Day(p.Added), Caption: it.name, Type: -1, Chosen: -1}
	return it
}
