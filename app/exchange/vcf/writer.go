package vcf

import (
	stdbase64 "encoding/base64"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	vcard "github.com/emersion/go-vcard"

	"carebook/app/care"
	"carebook/app/exchange/contentline"
	"carebook/app/exchange/record"
)

// Version is a version of vCard that can be written.
type Version string

// The versions that are written.
const (
	V3 Version = "3.0"
	V4 Version = "4.0"
)

// Writer writes cards. What one version has no name for travels in properties
// and parameters of Carebook's own, so that reading gives the same person.
type Writer struct {
	lines   *contentline.Writer
	version Version
	// groups counts the groups of the card; taken are those of kept properties.
	groups int
	taken  map[string]bool
}

// NewWriter makes a writer of one version.
func NewWriter(w io.Writer, v Version) *Writer {
	return &Writer{lines: contentline.NewWriter(w), version: v}
}

// Write adds the card of a person. A picture is written where its data is set.
func (w *Writer) Write(p *care.Person, notes ...record.Note) error {
	w.groups, w.taken = 0, nil
	for i := range p.Extra {
		if g := p.Extra[i].Group; g != "" {
			if w.taken == nil {
				w.taken = make(map[string]bool)
			}
			w.taken[strings.ToLower(g)] = true
		}
	}
	w.lines.Text("BEGIN", "VCARD")
	w.lines.Text("VERSION", string(w.version))
	w.lines.Text("PRODID", contentline.ProductID)
	w.names(p)
	w.contacts(p)
	w.about(p)
	w.picture(p.Photo)
	for i := range notes {
		w.note(&notes[i])
	}
	if p.Added != "" {
		w.lines.Text("X-CAREBOOK-ADDED", string(p.Added))
	}
	for i := range p.Extra {
		w.extra(&p.Extra[i])
	}
	w.lines.Text("END", "VCARD")
	if err := w.lines.Err(); err != nil {
		return fmt.Errorf("write the card of %q: %w", p.FullName, err)
	}
	return nil
}

// Close writes what is still in memory.
func (w *Writer) Close() error {
	if err := w.lines.Flush(); err != nil {
		return fmt.Errorf("write vCards: %w", err)
	}
	return nil
}

func (w *Writer) names(p *care.Person) {
	if p.UID != "" {
		w.lines.Text(vcard.FieldUID, p.UID)
	}
	if p.Kind != "" {
		kind := string(vcard.KindIndividual)
		if p.Kind == care.Organization {
			kind = string(vcard.KindOrganization)
		}
		if w.version == V4 {
			w.lines.Text(vcard.FieldKind, kind)
		} else {
			w.lines.Text("X-CAREBOOK-KIND", kind)
		}
	}
	if p.Kind == care.Organization {
		w.lines.Text("X-ABShowAs", "COMPANY")
	}
	w.lines.Text(vcard.FieldFormattedName, p.FullName)
	n := [...]string{p.Family, p.Given, p.Middle, p.Prefix, p.Suffix}
	if w.version == V3 || n != [5]string{} {
		w.parts("", vcard.FieldName, nil, n[:]...)
	}
	w.field(vcard.FieldNickname, p.Nickname)
	if p.Organization != "" || p.Department != "" {
		w.parts("", vcard.FieldOrganization, nil, append([]string{p.Organization}, strings.Split(p.Department, "; ")...)...)
	}
	w.field(vcard.FieldTitle, p.Title)
	w.field(vcard.FieldRole, p.Role)
}

func (w *Writer) contacts(p *care.Person) {
	for _, t := range p.Phones {
		params := typeParam(t.Type)
		if t.Type == "" && t.Label == "" {
			params = []param{{"X-CAREBOOK-TYPE", "none"}}
		}
		w.labelled(vcard.FieldTelephone, params, contentline.Escape(t.Number), t.Label, "")
	}
	for _, e := range p.Emails {
		w.labelled(vcard.FieldEmail, typeParam(care.PhoneType(e.Type)), contentline.Escape(e.Address), e.Label, "")
	}
	for i := range p.Addresses {
		w.address(&p.Addresses[i])
	}
	for _, u := range p.URLs {
		value := u.URL
		if strings.ContainsAny(value, "\\\n\r") || w.version == V3 {
			value = contentline.Escape(value)
		}
		w.labelled(vcard.FieldURL, typeParam(care.PhoneType(u.Type)), value, u.Label, "")
	}
	for _, m := range p.Messengers {
		w.messenger(m)
	}
}

// typeParam is the parameter of a type: fax numbers have two words.
func typeParam(t care.PhoneType) []param {
	switch t {
	case "":
		return nil
	case care.Mobile:
		t = "cell"
	case care.HomeFax:
		t = "home,fax"
	case care.WorkFax:
		t = "work,fax"
	}
	return []param{{"TYPE", string(t)}}
}

// labelled writes a property, in a group with its label where it has one. The
// name in the group's second line is X-ABLabel, as Apple and Google have it.
func (w *Writer) labelled(name string, params []param, value, label, formatted string) {
	group := ""
	if label != "" || formatted != "" {
		group = w.group()
	}
	w.put(group, name, params, value)
	if formatted != "" {
		w.put(group, "LABEL", params, contentline.Escape(formatted))
	}
	if label != "" {
		w.put(group, "X-ABLabel", nil, contentline.Escape(label))
	}
}

// group is a group that no kept property uses.
func (w *Writer) group() string {
	for {
		w.groups++
		if g := "item" + strconv.Itoa(w.groups); !w.taken[g] {
			return g
		}
	}
}

func (w *Writer) address(a *care.Address) {
	parts := []string{a.POBox, a.Extended, a.Street, a.City, a.Region, a.PostalCode, a.Country}
	for i, s := range parts {
		parts[i] = contentline.Escape(s)
	}
	value, params := strings.Join(parts, ";"), typeParam(a.Type)
	if w.version == V4 {
		if a.Formatted != "" {
			params = append(params, param{"LABEL", a.Formatted})
		}
		w.labelled(vcard.FieldAddress, params, value, a.Label, "")
		return
	}
	if a.Formatted != "" && *a == (care.Address{Type: a.Type, Label: a.Label, Formatted: a.Formatted}) {
		// An address of one text alone: LABEL needs an ADR that is no empty one.
		w.labelled(vcard.FieldAddress, append(params, param{"LABEL", a.Formatted}), value, a.Label, "")
		return
	}
	w.labelled(vcard.FieldAddress, params, value, a.Label, a.Formatted)
}

// uriSchemes are the schemes under which services are written in IMPP.
var uriSchemes = map[string]string{
	"aim": "aim", "icq": "icq", "msn": "msnim", "yahoo": "ymsgr", "jabber": "xmpp", "skype": "skype", "gadu-gadu": "gg",
	"google talk": "xmpp", "qq": "qq", "sip": "sip", "twitter": "twitter", "irc": "irc", "whatsapp": "whatsapp",
}

// serviceProperties are the older properties of services, by service.
var serviceProperties = func() map[string]string {
	m := make(map[string]string, len(messengers))
	for name, service := range messengers {
		m[service] = name
	}
	return m
}()

func (w *Writer) messenger(m care.Messenger) {
	scheme := uriSchemes[m.Service]
	if scheme == "" {
		scheme = "x-apple"
	}
	var params []param
	if m.Service != "" {
		params = []param{{"X-SERVICE-TYPE", m.Service}}
	}
	w.put("", vcard.FieldIMPP, params, scheme+":"+escapeHandle(m.Handle))
	if name := serviceProperties[m.Service]; name != "" {
		w.put("", name, nil, contentline.Escape(m.Handle))
	}
}

// escapeHandle writes the signs of a handle that mean something in a URI or in
// a vCard as their codes.
func escapeHandle(s string) string {
	var out strings.Builder
	for i := 0; i < len(s); i++ {
		if c := s[i]; c <= ' ' || c == 0x7F || strings.IndexByte(`%\,;"<>`, c) >= 0 {
			fmt.Fprintf(&out, "%%%02X", c)
		} else {
			out.WriteByte(c)
		}
	}
	return out.String()
}

func (w *Writer) about(p *care.Person) {
	born := map[bool]bool{} // by whether the date is a lunar one
	for i := range p.Dates {
		d := &p.Dates[i]
		lunar := d.Calendar == care.Lunar
		switch {
		case d.ISO() == "" && d.Text == "":
		case d.Kind == care.Birthday && d.Label == "" && !born[lunar]:
			born[lunar] = true
			w.birthday(d)
		default:
			w.date(d)
		}
	}
	for _, r := range p.Related {
		w.related(r)
	}
	if len(p.Tags) > 0 {
		tags := make([]string, len(p.Tags))
		for i, t := range p.Tags {
			tags[i] = contentline.Escape(t)
		}
		w.put("", vcard.FieldCategories, nil, strings.Join(tags, ","))
	}
	w.field(vcard.FieldNote, p.Remark)
	w.profile(&p.Profile)
}

// birthday writes BDAY. Version 3.0 has no dates without a year: there the
// year 1604 stands for none, as Apple's programs have it, and anything else
// that a Gregorian day cannot say travels in a property of our own.
func (w *Writer) birthday(d *care.Date) {
	value, params := dateValue(d)
	if w.version == V4 || d.Year > 0 && d.Month > 0 && d.Day > 0 && d.Calendar != care.Lunar {
		w.put("", vcard.FieldBirthday, params, value)
		return
	}
	if d.Month > 0 && d.Day > 0 && d.Year == 0 && d.Calendar != care.Lunar {
		w.put("", vcard.FieldBirthday, append(params, param{"X-APPLE-OMIT-YEAR", "1604"}), fmt.Sprintf("1604-%02d-%02d", d.Month, d.Day))
		return
	}
	w.put("", "X-CAREBOOK-BDAY", params, value)
}

// date writes any other date. An anniversary has a name of its own in version
// 4.0; Apple's property beside it is what phones read.
func (w *Writer) date(d *care.Date) {
	value, params := dateValue(d)
	if d.Kind == care.Anniversary && d.Label == "" {
		if w.version == V4 {
			w.put("", vcard.FieldAnniversary, params, value)
		}
		g := w.group()
		w.put(g, "X-ABDATE", params, value)
		w.put(g, "X-ABLabel", nil, "_$!<Anniversary>!$_")
		return
	}
	if d.Kind != care.OtherDate {
		params = append(params, param{"X-CAREBOOK-KIND", string(d.Kind)})
	}
	w.labelled("X-ABDATE", params, value, d.Label, "")
}

// dateValue is a date in the form of ISO 8601, with the parameters that say
// what the digits do not.
func dateValue(d *care.Date) (string, []param) {
	iso := d.ISO()
	switch {
	case iso == "":
		return contentline.Escape(d.Text), []param{{"VALUE", "text"}}
	case d.Calendar == care.Lunar && d.Leap:
		return iso, []param{{"CALSCALE", "chinese"}, {"X-LEAP-MONTH", "1"}}
	case d.Calendar == care.Lunar:
		return iso, []param{{"CALSCALE", "chinese"}}
	case d.Calendar == care.Gregorian:
		return iso, []param{{"CALSCALE", "gregorian"}}
	}
	return iso, nil
}

// related writes somebody near the person under the name of RFC 6350 and under
// Apple's, which phones read. Neither has a place for a number, and none for
// somebody without a name.
func (w *Writer) related(r care.Related) {
	if w.version == V4 && r.Name != "" {
		params := []param{{"VALUE", "text"}}
		if r.Relation != "" {
			params = append(params, param{"TYPE", r.Relation})
		}
		w.put("", vcard.FieldRelated, params, contentline.Escape(r.Name))
	}
	if r.Name != "" {
		w.labelled("X-ABRELATEDNAMES", nil, contentline.Escape(r.Name), r.Relation, "")
	}
	if r.Phone != "" {
		w.parts("", relatedProperty, nil, r.Name, r.Relation, r.Phone)
	}
}

func (w *Writer) picture(p *care.Photo) {
	if p == nil || len(p.Data) == 0 {
		return
	}
	data := stdbase64.StdEncoding.EncodeToString(p.Data)
	if w.version == V4 {
		w.put("", vcard.FieldPhoto, nil, "data:"+p.MediaType+";base64,"+data)
		return
	}
	params := []param{{"ENCODING", "b"}}
	if t, ok := strings.CutPrefix(p.MediaType, "image/"); ok {
		params = append(params, param{"TYPE", strings.ToUpper(t)})
	} else if p.MediaType != "" {
		params = append(params, param{"MEDIATYPE", p.MediaType})
	}
	w.put("", vcard.FieldPhoto, params, data)
}

// extra writes a kept property as it was. One whose name is that of a field is
// marked, so that it does not become the field when it is read.
func (w *Writer) extra(e *care.Property) {
	params := make([]param, 0, len(e.Params)+1)
	for _, q := range e.Params {
		if strings.EqualFold(q.Name, "TYPE") {
			params = append(params, param{"TYPE", strings.Join(q.Values, ",")})
			continue
		}
		for _, v := range q.Values {
			params = append(params, param{propertyName(q.Name), v})
		}
	}
	name := propertyName(e.Name)
	if handlers[strings.ToUpper(name)] != nil {
		params = append(params, param{extraMark, "1"})
	}
	value := e.Value
	if !e.Structured {
		value = contentline.Escape(value)
	}
	w.put(e.Group, name, params, strings.NewReplacer("\r\n", `\n`, "\n", `\n`, "\r", `\n`).Replace(value))
}

// propertyName is a name as a vCard can have it.
func propertyName(s string) string {
	ok := s != ""
	for i := 0; i < len(s); i++ {
		ok = ok && isName(s[i]) && s[i] != '.'
	}
	if ok {
		return s
	}
	return "X-" + strings.Map(func(r rune) rune {
		if r < utf8.RuneSelf && isName(byte(r)) && r != '.' {
			return r
		}
		return '-'
	}, s)
}

func (w *Writer) field(name, value string) {
	if value != "" {
		w.lines.Text(name, value)
	}
}

func (w *Writer) parts(group, name string, params []param, parts ...string) {
	escaped := make([]string, len(parts))
	for i, s := range parts {
		escaped[i] = contentline.Escape(s)
	}
	w.put(group, name, params, strings.Join(escaped, ";"))
}

// put writes one logical line.
func (w *Writer) put(group, name string, params []param, value string) {
	w.lines.Begin(group, name)
	for _, p := range params {
		w.lines.Param(p.name, p.value)
	}
	w.lines.End(value)
}

// note writes a note: title, HTML and text, what else there is to say of it in
// parameters. Pictures stay behind.
func (w *Writer) note(n *record.Note) {
	var params []param
	add := func(name, value string) {
		if value != "" {
			params = append(params, param{name, value})
		}
	}
	add("X-UID", n.UID)
	add("X-CREATED", string(n.Created))
	add("X-CHANGED", string(n.Changed))
	if n.Pinned {
		add("X-PINNED", "1")
	}
	w.put("", "X-CAREBOOK-NOTE", params, contentline.Escape(n.Title)+";"+contentline.Escape(n.HTML)+";"+contentline.Escape(n.Text))
}

// FormatProperty writes a kept property as one line, unfolded.
func FormatProperty(e *care.Property) string {
	var out strings.Builder
	w := NewWriter(&out, V4)
	w.lines.Unfolded = true
	w.extra(e)
	if w.lines.Flush() != nil {
		return ""
	}
	return strings.TrimSuffix(out.String(), "\r\n")
}
