package vcf

import (
	"bytes"
	"strings"

	vcard "github.com/emersion/go-vcard"

	"carebook/app/care"
	"carebook/app/exchange/contentline"
	"carebook/app/exchange/dates"
	"carebook/app/exchange/record"
)

// builder makes a person of a card.
type builder struct {
	r       *Reader
	c       *card
	rec     *record.Record
	p       *care.Person
	version version
	// own is set for cards that Carebook wrote.
	own bool
	// labels are the X-ABLabel of the groups, by group in lower case.
	labels map[string]*label
	// photoFrom is the property that the person's picture comes from.
	photoFrom *property
	// plain are LABEL properties, which belong to an address of the card.
	plain []*property
	// addressGroups are the groups of the person's addresses, for plain.
	addressGroups []string
	// remark collects the notes.
	remark  []byte
	group   bool
	members []string
	buf     []string
}

// label is the X-ABLabel of a group.
type label struct {
	p    *property
	used bool
}

// handlers say what becomes of a property. Those that stand here with a field
// of their own are not kept beside it, but for the ones in mirrored.
var handlers map[string]func(*builder, *property)

func init() {
	handlers = map[string]func(*builder, *property){
		vcard.FieldVersion:       ignore,
		vcard.FieldProductID:     ignore,
		"X-ABLABEL":              ignore, // read in advance
		vcard.FieldFormattedName: (*builder).fullName,
		vcard.FieldName:          (*builder).names,
		vcard.FieldNickname:      one(func(p *care.Person) *string { return &p.Nickname }),
		vcard.FieldTitle:         one(func(p *care.Person) *string { return &p.Title }),
		vcard.FieldRole:          one(func(p *care.Person) *string { return &p.Role }),
		vcard.FieldUID:           one(func(p *care.Person) *string { return &p.UID }),
		vcard.FieldOrganization:  (*builder).organization,
		vcard.FieldTelephone:     (*builder).phone,
		"X-MS-TEL":               (*builder).outlookPhone,
		vcard.FieldEmail:         (*builder).email,
		vcard.FieldAddress:       (*builder).address,
		"LABEL":                  (*builder).addressLabel,
		vcard.FieldURL:           (*builder).url,
		vcard.FieldIMPP:          (*builder).messenger,
		vcard.FieldCategories:    (*builder).categories,
		vcard.FieldNote:          (*builder).note,
		vcard.FieldPhoto:         (*builder).photo,
		vcard.FieldKind:          (*builder).kind,
		vcard.FieldMember:        (*builder).member,
		vcard.FieldRelated:       (*builder).related,
		vcard.FieldBirthday:      (*builder).birthday,
		vcard.FieldAnniversary:   (*builder).anniversary,
		"X-ABDATE":               (*builder).appleDate,
		"X-ABRELATEDNAMES":       (*builder).appleRelated,
		"X-ABSHOWAS":             (*builder).showAs,
		"X-ANDROID-CUSTOM":       (*builder).android,

		"X-ADDRESSBOOKSERVER-KIND":   (*builder).kind,
		"X-ADDRESSBOOKSERVER-MEMBER": (*builder).member,

		"X-CAREBOOK-BDAY":  (*builder).birthday,
		"X-CAREBOOK-KIND":  (*builder).kind,
		"X-CAREBOOK-ADDED": (*builder).added,
		"X-CAREBOOK-NOTE":  (*builder).richNote,

		HobbyProperty:      (*builder).hobby,
		InterestProperty:   (*builder).interest,
		HouseholdProperty:  one(func(p *care.Person) *string { return &p.Profile.Household }),
		HourProperty:       one(func(p *care.Person) *string { return &p.Profile.Hour }),
		ReferredByProperty: one(func(p *care.Person) *string { return &p.Profile.ReferredBy }),
		ChannelProperty:    (*builder).channel,
		ValueProperty:      (*builder).worth,
		LostProperty:       (*builder).lost,
		CadenceProperty:    (*builder).cadence,
		FieldProperty:      (*builder).ownField,
		relatedProperty:    (*builder).ownRelated,
	}
	for name, service := range messengers {
		handlers[name] = func(b *builder, p *property) { b.addMessenger(b.value(p), service) }
	}
	for name, relation := range mirroredRelations {
		handlers[name] = func(b *builder, p *property) {
			b.addRelated(b.value(p), relation)
			b.keep(p)
		}
	}
	for _, name := range mirroredAnniversaries {
		handlers[name] = func(b *builder, p *property) {
			b.date(p, care.Anniversary, "")
			b.keep(p)
		}
	}
	for name, service := range mirroredMessengers {
		handlers[name] = func(b *builder, p *property) {
			b.addMessenger(b.value(p), service)
			b.keep(p)
		}
	}
}

// messengers are the properties of services before IMPP; they are written
// again, because phones read nothing else.
var messengers = map[string]string{
	"X-AIM": "aim", "X-ICQ": "icq", "X-MSN": "msn", "X-YAHOO": "yahoo", "X-JABBER": "jabber", "X-SKYPE": "skype",
	"X-QQ": "qq", "X-GOOGLE-TALK": "google talk", "X-GADUGADU": "gadu-gadu", "X-GROUPWISE": "groupwise", "X-SIP": "sip",
	"X-TWITTER": "twitter", "X-WECHAT": "wechat", "X-WHATSAPP": "whatsapp", "X-TELEGRAM": "telegram", "X-LINE": "line",
	"X-VIBER": "viber", "X-SIGNAL": "signal", "X-IRC": "irc", "X-MATRIX": "matrix",
}

// The properties that some program writes in a way of its own fill a field and
// are kept beside it, so that the same program finds them again.
var (
	mirroredMessengers = map[string]string{
		"X-SKYPE-USERNAME": "skype", "X-GTALK": "google talk", "X-GADU-GADU": "gadu-gadu", "X-GOOGLE-HANGOUT": "google talk",
		"X-MS-IMADDRESS": "",
	}
	mirroredRelations = map[string]string{
		"X-SPOUSE": "spouse", "X-EVOLUTION-SPOUSE": "spouse", "X-KADDRESSBOOK-X-SPOUSESNAME": "spouse", "SPOUSNAME": "spouse",
		"X-OUTLOOK-SPOUSE-NAME": "spouse", "X-MS-SPOUSE": "spouse",
		"X-MANAGER": "manager", "X-EVOLUTION-MANAGER": "manager", "X-KADDRESSBOOK-X-MANAGERSNAME": "manager",
		"MANNAME": "manager", "X-OUTLOOK-MANAGER-NAME": "manager", "X-MS-MANAGER": "manager",
		"X-ASSISTANT": "assistant", "X-EVOLUTION-ASSISTANT": "assistant", "X-KADDRESSBOOK-X-ASSISTANTSNAME": "assistant",
		"ASSNAME": "assistant", "X-MS-ASSISTANT": "assistant", "X-MS-CHILD": "child",
	}
	mirroredAnniversaries = []string{
		"X-ANNIVERSARY", "X-EVOLUTION-ANNIVERSARY", "X-KADDRESSBOOK-X-ANNIVERSARY", "X-MS-ANNIVERSARY", "X-OUTLOOK-WEDDING-ANNIVERSARY",
	}
)

// extraMark is the parameter that an exported property carries where it was
// kept beside the fields although its name is one of a field.
const extraMark = "X-CAREBOOK-EXTRA"

func ignore(*builder, *property) {}

// record makes a record of a closed card; nil where there is nothing to say.
func (r *Reader) record(c *card) *record.Record {
	rec := &record.Record{Line: c.line, Warnings: c.warnings}
	if c.problem != nil {
		rec.Problem = c.problem
		rec.Problem.Raw = r.text(c.raw)
		return rec
	}
	b := builder{r: r, c: c, rec: rec, p: &rec.Person, version: c.version(), own: c.own()}
	b.readLabels()
	for i := range c.props {
		p := &c.props[i]
		if len(p.value) == 0 && p.name != "AGENT" {
			continue
		}
		if h := handlers[p.name]; h != nil && p.param(extraMark) == "" {
			h(&b, p)
		} else {
			b.keep(p)
		}
		if c.problem != nil {
			return &record.Record{Line: c.line, Problem: &record.Problem{Line: c.problem.Line, Reason: c.problem.Reason, Raw: r.text(c.raw)}}
		}
	}
	b.p.Remark = string(b.remark)
	b.finish()
	rec.Warnings = c.warnings
	if b.group {
		rec.Group = &record.Group{Name: b.p.FullName, Members: b.members}
		rec.Person = care.Person{}
		return rec
	}
	if empty(b.p) {
		if c.implied || len(c.props) == 0 || !b.hasPicture() {
			return &record.Record{Line: c.line, Problem: &record.Problem{
				Line: c.line, Reason: record.Reason{Code: "import.reason.empty_card"}, Raw: strings.TrimRight(r.text(c.raw), "\n"),
			}}
		}
	}
	b.nameNameless()
	return rec
}

// version is that of a card's VERSION; without one, bare parameters tell 2.1.
func (c *card) version() version {
	for i := range c.props {
		if c.props[i].name != vcard.FieldVersion {
			continue
		}
		switch v := strings.TrimSpace(string(c.props[i].value)); {
		case strings.HasPrefix(v, "2"):
			return v21
		case strings.HasPrefix(v, "4"):
			return v40
		case v != "":
			return v30
		}
	}
	for i := range c.props {
		p := &c.props[i]
		if p.coding == quotedPrintable {
			return v21
		}
		for _, q := range p.params {
			if q.name == "" {
				return v21
			}
		}
	}
	return v30
}

// own reports whether the card comes from an export of ours.
func (c *card) own() bool {
	for i := range c.props {
		if c.props[i].name == vcard.FieldProductID {
			return string(c.props[i].value) == contentline.ProductID
		}
	}
	return false
}

// readLabels finds the labels of groups, which may stand before or after what
// they belong to.
func (b *builder) readLabels() {
	for i := range b.c.props {
		p := &b.c.props[i]
		if p.name != "X-ABLABEL" || p.group == "" || p.param(extraMark) != "" {
			continue
		}
		if b.labels == nil {
			b.labels = make(map[string]*label)
		}
		if key := strings.ToLower(p.group); b.labels[key] == nil {
			b.labels[key] = &label{p: p}
		} else {
			b.keep(p)
		}
	}
}

// label is the label of a property's group. Builtin reports one of Apple's own
// labels, which come without their wrapping.
func (b *builder) label(p *property) (text string, builtin bool) {
	if p.group == "" || b.labels == nil {
		return "", false
	}
	l := b.labels[strings.ToLower(p.group)]
	if l == nil {
		return "", false
	}
	l.used = true
	s := b.value(l.p)
	if inner, ok := strings.CutPrefix(s, "_$!<"); ok {
		if inner, ok = strings.CutSuffix(inner, ">!$_"); ok {
			return inner, true
		}
	}
	return s, false
}

func (b *builder) warn(line int, code string, args care.Args) { b.c.warn(line, code, args) }

// one fills a field that a person has once; further values are kept beside it.
func one(field func(*care.Person) *string) func(*builder, *property) {
	return func(b *builder, p *property) {
		f := field(b.p)
		switch s := b.value(p); {
		case s == "" || s == *f:
		case *f == "":
			*f = s
		default:
			b.keep(p)
		}
	}
}

func (b *builder) fullName(p *property) {
	one(func(p *care.Person) *string { return &p.FullName })(b, p)
}

func (b *builder) names(p *property) {
	n := b.parts(p)
	fields := []*string{&b.p.Family, &b.p.Given, &b.p.Middle, &b.p.Prefix, &b.p.Suffix}
	for _, f := range fields {
		if *f != "" {
			b.keep(p)
			return
		}
	}
	for i, f := range fields {
		if i < len(n) {
			*f = n[i]
		}
	}
	for _, rest := range n[min(len(n), len(fields)):] {
		if rest != "" {
			b.keep(p)
			return
		}
	}
}

func (b *builder) organization(p *property) {
	o := b.parts(p)
	units := o[1:]
	for len(units) > 0 && units[len(units)-1] == "" {
		units = units[:len(units)-1]
	}
	name, department := o[0], strings.Join(units, "; ")
	switch {
	case name == "" && department == "", name == b.p.Organization && department == b.p.Department:
	case b.p.Organization == "" && b.p.Department == "":
		b.p.Organization, b.p.Department = name, department
	default:
		b.keep(p)
	}
}

func (b *builder) categories(p *property) {
	raw := normalNewlines(b.raw(p))
	sep := byte(',')
	if b.version == v21 && !strings.Contains(raw, ",") {
		sep = ';' // version 2.1 has no lists; its writers use either sign
	}
	for _, s := range b.list(nil, p, raw, sep) {
		s = strings.TrimSpace(unescape(s, b.version))
		known := s == ""
		for _, t := range b.p.Tags {
			known = known || t == s
		}
		if !known {
			b.p.Tags = append(b.p.Tags, s)
		}
	}
	if len(b.p.Tags) > maxProperties {
		b.c.refuse(p.line, "import.reason.too_many_properties", care.Args{"Limit": maxProperties})
	}
}

// note adds to the remark. Several notes stand one below the other with an
// empty line between them.
func (b *builder) note(p *property) {
	s := unescape(normalNewlines(b.raw(p)), b.version)
	switch {
	case strings.TrimSpace(s) == "" || s == string(b.remark) || bytes.HasSuffix(b.remark, []byte("\n\n"+s)):
	case len(b.remark) == 0:
		b.remark = append(b.remark, s...)
	default:
		b.remark = append(append(b.remark, "\n\n"...), s...)
	}
}

func (b *builder) richNote(p *property) {
	title, rest := cutPart(normalNewlines(b.raw(p)))
	html, text := cutPart(rest)
	b.rec.Notes = append(b.rec.Notes, record.Note{
		Title: unescape(title, v40), HTML: unescape(html, v40), Text: unescape(text, v40), UID: b.paramText(p, "X-UID"),
		Pinned:  b.paramText(p, "X-PINNED") == "1",
		Created: care.Instant(b.paramText(p, "X-CREATED")), Changed: care.Instant(b.paramText(p, "X-CHANGED")),
	})
}

// cutPart cuts a value at its first separator of components. A note has too
// many escaped ones for list.
func cutPart(s string) (part, rest string) {
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case ';':
			return s[:i], s[i+1:]
		}
	}
	return s, ""
}

func (b *builder) added(p *property) {
	if day, err := care.ParseDay(b.value(p)); err == nil {
		b.p.Added = day
	} else {
		b.keep(p)
	}
}

// kind tells people, organisations and groups apart; any other kind is kept as
// it stands.
func (b *builder) kind(p *property) {
	switch strings.ToLower(b.value(p)) {
	case string(vcard.KindIndividual):
		b.p.Kind = care.Individual
	case string(vcard.KindOrganization), "organization":
		b.p.Kind = care.Organization
	case string(vcard.KindGroup):
		b.group = true
	default:
		b.keep(p)
	}
}

func (b *builder) showAs(p *property) {
	if strings.EqualFold(b.value(p), "COMPANY") {
		b.p.Kind = care.Organization
	} else {
		b.keep(p)
	}
}

// member is someone in a group; a person has no members, so there it is kept.
func (b *builder) member(p *property) {
	b.members = append(b.members, strings.TrimPrefix(b.value(p), "urn:uuid:"))
	if !b.isGroup() {
		b.keep(p)
	}
}

func (b *builder) isGroup() bool {
	for i := range b.c.props {
		p := &b.c.props[i]
		if (p.name == vcard.FieldKind || p.name == "X-ADDRESSBOOKSERVER-KIND") && strings.EqualFold(strings.TrimSpace(string(p.value)), "group") {
			return true
		}
	}
	return false
}

func (b *builder) birthday(p *property) {
	d, ok := b.readDate(p)
	if !ok {
		return
	}
	d.Kind = care.Birthday
	for _, have := range b.p.Dates {
		switch {
		case have.Kind != care.Birthday:
		case have.Same(d):
			return
		case (have.Calendar == care.Lunar) == (d.Calendar == care.Lunar):
			b.keep(p)
			return
		}
	}
	b.p.Dates = append(b.p.Dates, d)
}

func (b *builder) anniversary(p *property) { b.date(p, care.Anniversary, "") }

// appleDate is a date with a label, such as an anniversary. Exports of ours
// name the kind where the label does not.
func (b *builder) appleDate(p *property) {
	text, builtin := b.label(p)
	switch kind := care.DateKind(strings.ToLower(p.param("X-CAREBOOK-KIND"))); {
	case kind == care.RelativeDate || kind == care.OtherDate || kind == care.Birthday:
		b.date(p, kind, text)
	case kind == care.Anniversary:
		b.date(p, kind, text)
	case builtin && strings.EqualFold(text, "Anniversary"):
		b.date(p, care.Anniversary, "")
	default:
		b.date(p, care.OtherDate, text)
	}
}

// date adds a date that the person does not have yet.
func (b *builder) date(p *property, kind care.DateKind, label string) {
	d, ok := b.readDate(p)
	if !ok {
		return
	}
	d.Kind, d.Label = kind, label
	for _, have := range b.p.Dates {
		if have.Same(d) {
			return
		}
	}
	b.p.Dates = append(b.p.Dates, d)
}

// readDate reads the value of a date; what is none is kept as its text with a
// warning.
func (b *builder) readDate(p *property) (care.Date, bool) {
	s := b.value(p)
	if s == "" {
		return care.Date{}, false
	}
	var d care.Date
	found := dates.Text
	switch {
	case strings.EqualFold(p.param("VALUE"), "text"):
		if d, found = dates.Parse(s, dates.Unknown, 0); found != dates.Date || b.own {
			return care.Date{Text: s}, true
		}
	case strings.EqualFold(p.param("CALSCALE"), "chinese"):
		d, found = dates.ParseLunar(s, p.param("X-LEAP-MONTH") == "1")
	default:
		d, found = dates.Parse(s, dates.Unknown, 0)
		d = dates.OmitYear(d, omitted(p))
		if found == dates.Date && strings.EqualFold(p.param("CALSCALE"), "gregorian") {
			d.Calendar = care.Gregorian
		}
	}
	switch found {
	case dates.Nothing:
		return care.Date{}, false
	case dates.Placeholder:
		b.warn(p.line, "import.warn.placeholder_date", care.Args{"Text": s})
	case dates.Text:
		b.warn(p.line, "import.warn.not_a_date", care.Args{"Text": s})
	}
	return d, true
}

// omitted is the year that Apple's programs write for none; -1 without one.
func omitted(p *property) int {
	s := p.param("X-APPLE-OMIT-YEAR")
	if s == "" {
		return -1
	}
	y := 0
	for i := 0; i < len(s) && i < 4; i++ {
		if s[i] < '0' || s[i] > '9' {
			return -1
		}
		y = y*10 + int(s[i]-'0')
	}
	return y
}

// related is somebody near the person, by name or by the UID of a card.
func (b *builder) related(p *property) {
	relation := ""
	for _, q := range p.params {
		if q.name == "TYPE" || q.name == "" {
			if relation != "" {
				relation += ","
			}
			relation += b.decodeParam(p, q.value)
		}
	}
	b.addRelated(b.value(p), relation)
}

func (b *builder) appleRelated(p *property) {
	text, builtin := b.label(p)
	if builtin {
		text = strings.ToLower(text)
	}
	b.addRelated(b.value(p), text)
}

func (b *builder) addRelated(name, relation string) {
	b.p.Related = record.Related(b.p.Related, care.Related{Name: name, Relation: relation})
}

// androidRelations are the numbers of relations in Android's own property.
var androidRelations = map[string]string{
	"1": "assistant", "2": "brother", "3": "child", "4": "domestic partner", "5": "father", "6": "friend", "7": "manager",
	"8": "mother", "9": "parent", "10": "partner", "11": "referred by", "12": "relative", "13": "sister", "14": "spouse",
}

// android reads Android's property for what vCard 2.1 has no name for, and
// keeps it: a kind of data, its value, a number of a type, a label.
func (b *builder) android(p *property) {
	f := append([]string(nil), b.parts(p)...)
	for len(f) < 4 {
		f = append(f, "")
	}
	switch strings.TrimPrefix(f[0], "vnd.android.cursor.item/") {
	case "nickname":
		if b.p.Nickname == "" {
			b.p.Nickname = f[1]
		}
	case "contact_event":
		b.androidDate(p, f[1], f[2], f[3])
	case "relation":
		relation := androidRelations[f[2]]
		if relation == "" {
			relation = f[3]
		}
		b.addRelated(f[1], relation)
	}
	b.keep(p)
}

func (b *builder) androidDate(p *property, value, kind, label string) {
	date := *p
	date.value, date.coding, date.params = []byte(value), plain, []param{{"CHARSET", "utf-8"}}
	switch kind {
	case "1":
		b.date(&date, care.Anniversary, "")
	case "3":
		b.birthday(&date)
	default:
		b.date(&date, care.OtherDate, label)
	}
}
