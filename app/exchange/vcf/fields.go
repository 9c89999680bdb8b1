package vcf

import (
	"bytes"
	stdbase64 "encoding/base64"
	"mime"
	"net/url"
	"reflect"
	"strings"

	vcard "github.com/emersion/go-vcard"

	"carebook/app/care"
	"carebook/app/exchange/charset"
	"carebook/app/exchange/contentline"
	"carebook/app/exchange/record"
)

// kinds are the words of TYPE that a property carries.
type kinds struct {
	home, work, cell, fax, pager, car, main, other bool
	// capability is a word of the standard that is no place, such as isdn.
	capability string
	// own is a word that no standard knows: the label of the user or of the
	// program.
	own string
}

// readKinds sorts the words of TYPE.
func (b *builder) readKinds(p *property) kinds {
	var k kinds
	for word := range p.types {
		switch strings.ToLower(word) {
		case "home", "private":
			k.home = true
		case "work", "business":
			k.work = true
		case "cell", "mobile":
			k.cell = true
		case "fax":
			k.fax = true
		case "pager":
			k.pager = true
		case "car":
			k.car = true
		case "main":
			k.main = true
		case "other":
			k.other = true
		case "voice", "msg", "text", "pref", "internet", "dom", "intl", "postal", "parcel", "none":
		case "video", "isdn", "modem", "bbs", "pcs", "textphone", "tty-tdd", "x400":
			k.capability = word
		default:
			k.own = b.ownKind(p, word)
		}
	}
	return k
}

// ownKind is a label in the place of a type: X-Boat, or Android's
// X-CUSTOM(CHARSET=UTF-8,ENCODING=QUOTED-PRINTABLE,=D7=A0).
func (b *builder) ownKind(p *property, word string) string {
	if len(word) > 2 && strings.EqualFold(word[:2], "X-") {
		word = word[2:]
	}
	return b.decodeParam(p, word)
}

// android label: the brackets hold a comma, so it never comes through types.
func (b *builder) androidLabel(p *property) string {
	for _, q := range p.params {
		if q.name != "" || !custom([]byte(q.value)) {
			continue
		}
		inner := strings.TrimSuffix(q.value[len("X-CUSTOM("):], ")")
		label := property{line: p.line, name: p.name}
		for {
			part, rest, more := strings.Cut(inner, ",")
			if !more {
				break
			}
			if n, _, ok := strings.Cut(part, "="); !ok || !isParam(n) {
				break
			}
			label.addParam(part)
			inner = rest
		}
		label.value = []byte(inner)
		return strings.TrimSpace(b.raw(&label))
	}
	return ""
}

func (b *builder) decodeParam(p *property, s string) string {
	return normalNewlines(caret.Replace(b.decode(p, []byte(s))))
}

// phoneType is the type that the words make together.
func (k kinds) phoneType() care.PhoneType {
	switch {
	case k.fax && k.home:
		return care.HomeFax
	case k.fax && k.work:
		return care.WorkFax
	case k.fax:
		return care.Fax
	case k.pager:
		return care.Pager
	case k.car:
		return care.Car
	case k.cell:
		return care.Mobile
	case k.main:
		return care.Main
	case k.home:
		return care.Home
	case k.work:
		return care.Work
	case k.other, k.capability != "":
		return care.Other
	}
	return ""
}

// appleKinds are Apple's own labels that are types.
var appleKinds = map[string]care.PhoneType{
	"mobile": care.Mobile, "home": care.Home, "work": care.Work, "main": care.Main, "other": care.Other,
	"pager": care.Pager, "homefax": care.HomeFax, "workfax": care.WorkFax, "car": care.Car,
}

// typed is the type and label of a property; a label of its group wins over
// words in TYPE.
func (b *builder) typed(p *property) (care.PhoneType, string) {
	custom := b.androidLabel(p)
	k := b.readKindsBeside(p, custom)
	typ, text := k.phoneType(), custom
	if text == "" {
		text = k.own
	}
	if text == "" && typ == care.Other && !k.other {
		text = k.capability
	}
	if group, builtin := b.label(p); group != "" {
		text = group
		if t, ok := appleKinds[strings.ToLower(group)]; ok && builtin {
			text = ""
			if typ == "" {
				typ = t
			}
		}
	}
	return typ, text
}

func (b *builder) readKindsBeside(p *property, custom string) kinds {
	if custom == "" {
		return b.readKinds(p)
	}
	rest := *p
	rest.params = nil
	for _, q := range p.params {
		if q.name != "" || !strings.HasPrefix(strings.ToUpper(q.value), "X-CUSTOM(") {
			rest.params = append(rest.params, q)
		}
	}
	return b.readKinds(&rest)
}

func (b *builder) phone(p *property) {
	n := b.value(p)
	if len(n) > 4 && strings.EqualFold(n[:4], "tel:") {
		n = n[4:]
	}
	if n == "" {
		return
	}
	typ, text := b.typed(p)
	if typ == "" && text == "" && !strings.EqualFold(p.param("X-CAREBOOK-TYPE"), "none") {
		typ = care.Other
	}
	b.p.Phones = append(b.p.Phones, care.Phone{Number: n, Type: typ, Label: text})
}

// outlookPhone is a number of a kind that vCard has no name for; Outlook finds
// it again under its own name only.
func (b *builder) outlookPhone(p *property) {
	n := b.value(p)
	for _, have := range b.p.Phones {
		if have.Number == n {
			n = ""
		}
	}
	if n != "" {
		k := b.readKinds(p)
		b.p.Phones = append(b.p.Phones, care.Phone{Number: n, Type: care.Other, Label: k.own})
	}
	b.keep(p)
}

func (b *builder) email(p *property) {
	a := b.value(p)
	if len(a) > 7 && strings.EqualFold(a[:7], "mailto:") {
		a = a[7:]
	}
	if a == "" {
		return
	}
	typ, text := b.placeType(p)
	b.p.Emails = append(b.p.Emails, care.Email{Address: a, Type: typ, Label: text})
}

// placeType is the type of what has no more than a place: home, work, other.
func (b *builder) placeType(p *property) (typ, text string) {
	t, text := b.typed(p)
	switch t {
	case care.Home, care.Work, care.Other:
		return string(t), text
	case "":
		return "", text
	}
	if text == "" {
		text = string(t)
	}
	return "", text
}

// profile is the type of the address of a page about the person.
const profile = "profile"

func (b *builder) url(p *property) {
	u := b.value(p)
	if u == "" {
		return
	}
	typ, text := b.placeType(p)
	for word := range p.types {
		if strings.EqualFold(word, profile) {
			typ = profile
		}
	}
	if strings.EqualFold(text, profile) && (typ == profile || typ == "" && !b.own) {
		typ, text = profile, ""
	}
	b.p.URLs = append(b.p.URLs, care.URL{URL: u, Type: typ, Label: text})
}

func (b *builder) address(p *property) {
	f := b.parts(p)
	a := care.Address{Formatted: b.paramText(p, "LABEL")}
	for i, dst := range []*string{&a.POBox, &a.Extended, &a.Street, &a.City, &a.Region, &a.PostalCode, &a.Country} {
		if i < len(f) {
			*dst = f[i]
		}
	}
	if a.Empty() {
		return
	}
	a.Type, a.Label = b.typed(p)
	b.p.Addresses = append(b.p.Addresses, a)
	b.addressGroups = append(b.addressGroups, strings.ToLower(p.group))
}

// addressLabel is an address as one text; it waits for its address, which may
// come later.
func (b *builder) addressLabel(p *property) { b.plain = append(b.plain, p) }

// placeLabels gives the texts of addresses to the addresses they belong to: of
// the same group, else of the same type, else the next one without a text. One
// that finds none is an address of its own where there is no other, and is
// kept otherwise.
func (b *builder) placeLabels() {
	count := len(b.p.Addresses)
	var left []*property
	for _, p := range b.plain {
		typ, text := b.typed(p)
		if !b.placeLabel(p, func(i int, a *care.Address) bool {
			if p.group != "" {
				return b.addressGroups[i] == strings.ToLower(p.group)
			}
			return a.Type == typ && (text == "" || a.Label == text)
		}) {
			left = append(left, p)
		}
	}
	for _, p := range left {
		typ, text := b.typed(p)
		switch {
		case b.placeLabel(p, func(_ int, a *care.Address) bool { return a.Type == "" || typ == "" }):
		case count == 0:
			b.p.Addresses = append(b.p.Addresses, care.Address{Type: typ, Label: text, Formatted: b.value(p)})
			b.addressGroups = append(b.addressGroups, "")
		default:
			b.keep(p)
		}
	}
}

func (b *builder) placeLabel(p *property, fits func(int, *care.Address) bool) bool {
	s := b.value(p)
	if s == "" {
		return true
	}
	for i := range b.p.Addresses {
		if a := &b.p.Addresses[i]; a.Formatted == "" && fits(i, a) {
			a.Formatted = s
			return true
		}
	}
	return false
}

// schemes are the services that the scheme of an IMPP names.
var schemes = map[string]string{
	"aim": "aim", "icq": "icq", "msnim": "msn", "msn": "msn", "ymsgr": "yahoo", "yahoo": "yahoo", "xmpp": "jabber", "jabber": "jabber",
	"skype": "skype", "gg": "gadu-gadu", "gadugadu": "gadu-gadu", "googletalk": "google talk", "gtalk": "google talk",
	"groupwise": "groupwise", "qq": "qq", "sip": "sip", "sips": "sip", "twitter": "twitter", "irc": "irc", "whatsapp": "whatsapp",
	"weixin": "wechat", "wechat": "wechat", "tg": "telegram", "telegram": "telegram", "line": "line", "viber": "viber",
	"signal": "signal", "matrix": "matrix", "facebook": "facebook", "fb-messenger": "facebook",
}

// messenger reads IMPP: the service from its parameter or its scheme, and the
// handle behind the scheme.
func (b *builder) messenger(p *property) {
	handle := b.value(p)
	service := strings.ToLower(b.paramText(p, "X-SERVICE-TYPE"))
	if service == "" {
		service = strings.ToLower(b.paramText(p, "SERVICE-TYPE"))
	}
	if scheme, rest, ok := strings.Cut(handle, ":"); ok && isScheme(scheme) {
		handle = rest
		if u, err := url.PathUnescape(handle); err == nil {
			handle = u
		}
		if service == "" && !strings.EqualFold(scheme, "x-apple") {
			if service = schemes[strings.ToLower(scheme)]; service == "" {
				service = strings.ToLower(scheme)
			}
		}
	}
	b.addMessenger(handle, plainService(service))
}

// plainService is one name for the spellings of a service.
func plainService(s string) string {
	switch strings.NewReplacer(" ", "", "-", "", "_", "").Replace(s) {
	case "gadugadu":
		return "gadu-gadu"
	case "googletalk", "gtalk":
		return "google talk"
	}
	return s
}

func isScheme(s string) bool {
	for i := 0; i < len(s); i++ {
		c := s[i] | 0x20
		if !(c >= 'a' && c <= 'z' || i > 0 && (s[i] >= '0' && s[i] <= '9' || s[i] == '-' || s[i] == '+' || s[i] == '.')) {
			return false
		}
	}
	return s != ""
}

func (b *builder) addMessenger(handle, service string) {
	if handle == "" {
		return
	}
	for _, m := range b.p.Messengers {
		if m.Handle == handle && m.Service == service {
			return
		}
	}
	b.p.Messengers = append(b.p.Messengers, care.Messenger{Handle: handle, Service: service})
}

// photo takes the picture that lies in the card. Of several it takes the
// preferred one, else the last, since programs append the newer one. The others
// are kept, and so are addresses of pictures, which are never opened.
func (b *builder) photo(p *property) {
	data, media, ok := b.media(p)
	switch {
	case !ok:
		if b.value(p) != "" {
			b.keep(p)
		}
	case len(data) > maxPicture:
		b.c.refuse(p.line, "import.reason.picture_too_large", care.Args{"Limit": maxPicture >> 20})
	case len(data) == 0:
	case b.p.Photo != nil && (bytes.Equal(b.p.Photo.Data, data) || b.photoFrom.preferred() && !p.preferred()):
		b.keep(p)
	default:
		if b.p.Photo != nil {
			b.keep(b.photoFrom)
		}
		b.p.Photo, b.photoFrom = &care.Photo{MediaType: media, Bytes: len(data), Data: data}, p
	}
}

// preferred reports whether a value is marked as the preferred one of its kind.
func (p *property) preferred() bool {
	for t := range p.types {
		if strings.EqualFold(t, "pref") {
			return true
		}
	}
	return p.param("PREF") != ""
}

// media decodes a property of bytes, be it base64 or a data: address. It
// reports false where the value is anything else.
func (b *builder) media(p *property) (data []byte, media string, ok bool) {
	v := p.value
	declared := p.param("MEDIATYPE")
	uri, isData := dataURI(v)
	if p.coding != binary && !isData || bytes.Contains(v[:min(len(v), 100)], []byte("://")) {
		return nil, "", false
	}
	if isData {
		var kind string
		if kind, v, isData = bytesCut(uri, ','); !isData {
			return nil, "", false
		}
		kind, isBase64 := strings.CutSuffix(kind, ";base64")
		if declared = kind; !isBase64 {
			s, err := url.PathUnescape(string(v))
			if err != nil {
				return nil, "", false
			}
			return []byte(s), mediaType([]byte(s), declared), true
		}
	}
	data, whole := bytesOf(v)
	if !whole {
		b.warn(p.line, "import.warn.damaged_picture", care.Args{"Name": p.name})
	}
	if declared == "" {
		for t := range p.types {
			declared = t
		}
	}
	return data, mediaType(data, declared), true
}

// dataURI is what follows "data:"; some programs escape its signs.
func dataURI(v []byte) ([]byte, bool) {
	v = bytes.TrimSpace(v)
	if len(v) < 5 || !bytes.EqualFold(v[:5], []byte("data:")) {
		return nil, false
	}
	if head := v[:min(len(v), 100)]; bytes.IndexByte(head, '\\') >= 0 {
		v = bytes.ReplaceAll(v, []byte(`\`), nil)
	}
	return v[5:], true
}

func bytesCut(b []byte, sep byte) (before string, after []byte, ok bool) {
	i := bytes.IndexByte(b, sep)
	if i < 0 {
		return "", nil, false
	}
	return string(b[:i]), b[i+1:], true
}

// mediaType tells a picture by its first bytes, since the declared type is
// often wrong, and takes the declared type for what it does not know.
func mediaType(data []byte, declared string) string {
	for _, m := range []struct{ magic, media string }{
		{"\xFF\xD8\xFF", "image/jpeg"},
		{"\x89PNG\r\n\x1A\n", "image/png"},
		{"GIF8", "image/gif"},
		{"BM", "image/bmp"},
		{"II*\x00", "image/tiff"},
		{"MM\x00*", "image/tiff"},
	} {
		if bytes.HasPrefix(data, []byte(m.magic)) {
			return m.media
		}
	}
	if len(data) > 12 && string(data[:4]) == "RIFF" && string(data[8:12]) == "WEBP" {
		return "image/webp"
	}
	if len(data) > 12 && string(data[4:8]) == "ftyp" {
		if brand := string(data[8:12]); brand == "avif" {
			return "image/avif"
		}
		return "image/heic"
	}
	declared = strings.ToLower(declared)
	if t, _, err := mime.ParseMediaType(declared); err == nil && strings.Contains(t, "/") {
		return t
	}
	if isScheme(declared) && declared != "" && declared != "home" && declared != "work" && declared != "pref" {
		return "image/" + strings.Replace(declared, "jpg", "jpeg", 1)
	}
	return "application/octet-stream"
}

// keep stores a property beside the fields, as it will be exported again: its
// value decoded, and with its escapes where it has components.
func (b *builder) keep(p *property) {
	e := care.Property{Group: p.group, Name: p.name, Params: b.keptParams(p)}
	var media string
	var data []byte
	isData := false
	if p.coding == binary && isMedia(p.name) {
		data, media, isData = b.media(p)
	}
	switch {
	case isData:
		e.Value = "data:" + media + ";base64," + stdbase64.StdEncoding.EncodeToString(data)
		e.Structured = true
	case p.coding == binary && isBase64(p.value):
		e.Params = append(e.Params, care.Param{Name: "ENCODING", Values: []string{"b"}})
		e.Value = string(p.value)
	default:
		e.Value, e.Structured = b.kept(p)
	}
	if len(e.Value) == 0 {
		return
	}
	for _, have := range b.p.Extra {
		if sameProperty(have, e) {
			return
		}
	}
	b.p.Extra = append(b.p.Extra, e)
}

// keptParams are the parameters of a kept property, but for those that say how
// its bytes were written.
func (b *builder) keptParams(p *property) []care.Param {
	var params []care.Param
	for _, q := range p.params {
		switch q.name {
		case "CHARSET", extraMark:
			continue
		case "":
			q.name = "TYPE"
		}
		q.name = propertyName(q.name)
		values := []string{b.decodeParam(p, q.value)}
		if q.name == "TYPE" {
			values = strings.Split(values[0], ",")
		}
		if n := len(params); n > 0 && params[n-1].Name == q.name {
			params[n-1].Values = append(params[n-1].Values, values...)
			continue
		}
		params = append(params, care.Param{Name: q.name, Values: values})
	}
	return params
}

// ParseProperty reads a line of version 4.0 as a kept property.
func ParseProperty(line string) (care.Property, bool) {
	p := property{line: 1}
	i, ok := p.head([]byte(line))
	if !ok {
		return care.Property{}, false
	}
	p.value = []byte(line)[i:]
	var rec record.Record
	r := Reader{c: Config{Encoding: charset.UTF8, Fallback: charset.Windows1252}}
	b := builder{r: &r, c: &card{}, rec: &rec, p: &rec.Person, version: v40, own: true}
	b.keep(&p)
	if len(rec.Person.Extra) == 0 {
		return care.Property{}, false
	}
	return rec.Person.Extra[0], true
}

// kept is the value to keep: as plain text where its escapes say no more than
// that, else with its escapes.
func (b *builder) kept(p *property) (value string, structured bool) {
	raw := normalNewlines(b.raw(p))
	text := unescape(raw, b.version)
	if b.version != v21 {
		return choose(escapeBreaks(raw), text)
	}
	// Version 2.1 escapes nothing but the semicolon; the rest is written as
	// later versions do.
	parts := b.list(nil, p, raw, ';')
	if len(parts) == 1 {
		return text, false
	}
	for i, s := range parts {
		parts[i] = contentline.Escape(unescape(s, v21))
	}
	return strings.Join(parts, ";"), true
}

// escapeBreaks writes the line breaks of a value that has its escapes already
// as one more of them. A backslash before a line break is no escape, but would
// become one.
func escapeBreaks(raw string) string {
	if strings.IndexByte(raw, '\n') < 0 {
		return raw
	}
	var out strings.Builder
	for i := 0; i < len(raw); i++ {
		switch c := raw[i]; {
		case c == '\n':
			out.WriteString(`\n`)
		case c == '\\' && i+1 < len(raw) && raw[i+1] == '\n':
			out.WriteString(`\\`)
		case c == '\\' && i+1 < len(raw):
			out.WriteString(raw[i : i+2])
			i++
		default:
			out.WriteByte(c)
		}
	}
	return out.String()
}

// choose takes the plain text of a value where writing it gives the same
// again.
func choose(raw, text string) (string, bool) {
	if raw == text && !strings.ContainsAny(raw, `\,;`) || raw == contentline.Escape(text) {
		return text, false
	}
	return raw, true
}

func sameProperty(a, b care.Property) bool {
	if a.Name != b.Name || a.Value != b.Value || a.Structured != b.Structured || a.Group != b.Group || len(a.Params) != len(b.Params) {
		return false
	}
	for i := range a.Params {
		if a.Params[i].Name != b.Params[i].Name || strings.Join(a.Params[i].Values, ",") != strings.Join(b.Params[i].Values, ",") {
			return false
		}
	}
	return true
}

// finish places what waited for the whole card.
func (b *builder) finish() {
	b.placeLabels()
	for i := range b.c.props {
		p := &b.c.props[i]
		if p.name != "X-ABLABEL" || p.param(extraMark) != "" {
			continue
		}
		l := b.labels[strings.ToLower(p.group)]
		if l == nil || l.p == p && !l.used {
			b.keep(p)
		}
	}
	if b.p.FullName == "" {
		b.p.FullName = b.p.DisplayName()
	}
}

// hasPicture reports whether the card at least has a picture or the remains of
// one.
func (b *builder) hasPicture() bool {
	for i := range b.c.props {
		if b.c.props[i].name == vcard.FieldPhoto {
			return true
		}
	}
	return false
}

// empty reports whether nothing is known of a person.
func empty(p *care.Person) bool {
	return p.DisplayName() == "" && len(p.Addresses) == 0 && len(p.URLs) == 0 && len(p.Messengers) == 0 && len(p.Dates) == 0 &&
		len(p.Tags) == 0 && p.Remark == "" && p.Photo == nil && len(p.Related) == 0 && reflect.ValueOf(p.Profile).IsZero() &&
		(len(p.Extra) == 0 || len(p.Extra) == 1 && p.Extra[0].Name == vcard.FieldRevision)
}

// nameNameless gives people a name whom nothing else names, so that they can
// be found: a handle, an address, the first line of the remark, and at last
// the name of the file.
func (b *builder) nameNameless() {
	p := b.p
	if p.FullName != "" {
		return
	}
	var from []string
	for _, m := range p.Messengers {
		from = append(from, m.Handle)
	}
	for _, u := range p.URLs {
		from = append(from, u.URL)
	}
	for _, a := range p.Addresses {
		from = append(from, a.Street, a.City, a.Formatted, a.Country, a.POBox)
	}
	from = append(from, p.Remark, b.r.c.Name, p.UID, "?")
	for _, s := range from {
		s, _, _ = strings.Cut(strings.TrimSpace(s), "\n")
		if s = strings.TrimSpace(s); s != "" {
			p.FullName = s
			return
		}
	}
}
