// Package sheet reads and writes tables of people: CSV of every producer whose
// headings it knows, in any language, and of others with a mapping by hand.
//
// It imports the domain and the sibling packages below exchange, and never the
// store or the window. It evaluates nothing that a cell holds.
package sheet

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"carebook/app/care"
	"carebook/app/exchange/charset"
	"carebook/app/exchange/dates"
	"carebook/app/exchange/record"
	"carebook/app/exchange/vcf"
)

// Names of columns that our own exports have beside those of Google.
const (
	uidColumn = "UID"
	// PropertyColumn begins the headings of columns that hold one kept vCard
	// property each.
	PropertyColumn = "vCard property "
)

const (
	// maxValues is how many values one cell holds; what is behind them belongs
	// to the last one.
	maxValues = 10_000
	// longestJoined is the length, in bytes, from which a text that several
	// columns make together grows no more; further columns are kept.
	longestJoined = 256 << 10
)

// Read yields a record for each row of the table.
func (l *Layout) Read(ctx context.Context, r io.Reader, emit func(*record.Record) error) error {
	x := newLexer(r, l.Delimiter, l.config.LoneCR)
	b := newBuilder(l)
	for n, skip := 0, l.skip(); ; n++ {
		if n%64 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		row, err := x.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if skip > 0 {
			if !row.blank() {
				skip--
			}
			continue
		}
		if row.blank() {
			continue
		}
		rec := b.record(row)
		if rec.Problem != nil {
			rec.Problem.Raw = x.rawText()
		}
		if err := emit(rec); err != nil {
			return err
		}
	}
}

// builder makes people of rows.
type builder struct {
	l *Layout
	// groups collect the numbered groups of a row; touched are those in use.
	groups [groupNote + 1][]entry
	// labelled tells which of them have labels.
	labelled [groupNote + 1]bool
	rec      *record.Record
	p        *care.Person
	birth    [3]string // year, month, day
	slots    []string  // the keys of the person's addresses
	starred  bool
}

// entry is one numbered group of a row.
type entry struct {
	label, typ, value, service string
	address                    care.Address
	name, title, department    string
	html, phone                string
	note                       record.Note
	used                       bool
}

func newBuilder(l *Layout) *builder {
	b := &builder{l: l}
	for _, f := range l.fields {
		if f.op == opGroup && len(b.groups[f.group]) < f.n {
			b.groups[f.group] = append(b.groups[f.group], make([]entry, f.n-len(b.groups[f.group]))...)
		}
		if f.op == opGroup && f.member == memberLabel {
			b.labelled[f.group] = true
		}
	}
	return b
}

// record makes a record of a row.
func (b *builder) record(row *row) *record.Record {
	b.rec = &record.Record{Line: row.line}
	b.p = &b.rec.Person
	b.birth, b.slots, b.starred = [3]string{}, b.slots[:0], false
	switch {
	case row.tooLong:
		return b.problem("import.reason.line_too_long", care.Args{"Limit": maxLine >> 20})
	case row.tooWide:
		return b.problem("import.reason.too_many_columns", care.Args{"Limit": maxColumns})
	}
	if row.bent {
		b.warn("import.warn.bad_quotes", nil)
	}
	for i, cell := range row.cells {
		if cell == "" {
			continue
		}
		b.cell(i, b.text(cell))
	}
	b.finishGroups()
	b.finishBirth()
	if b.p.FullName == "" {
		b.p.FullName = b.p.DisplayName()
	}
	if b.p.FullName == "" && !b.named() {
		return b.problem("import.reason.nothing_usable", nil)
	}
	return b.rec
}

func (b *builder) problem(code string, args care.Args) *record.Record {
	reason := record.Reason{Code: code, Args: args}
	return &record.Record{Line: b.rec.Line, Problem: &record.Problem{Line: b.rec.Line, Reason: reason}}
}

func (b *builder) warn(code string, args care.Args) {
	b.rec.Warnings = append(b.rec.Warnings, record.Warning{Line: b.rec.Line, Reason: record.Reason{Code: code, Args: args}})
}

// named gives a name to people whom only an address, a handle, a tag or a
// remark tells of, and reports whether there is any such thing.
func (b *builder) named() bool {
	p := b.p
	var from []string
	for _, m := range p.Messengers {
		from = append(from, m.Handle)
	}
	for _, u := range p.URLs {
		from = append(from, u.URL)
	}
	for _, a := range p.Addresses {
		from = append(from, a.Street, a.City, a.Formatted, a.Country)
	}
	for _, r := range p.Related {
		from = append(from, r.Name, r.Phone)
	}
	for _, s := range append(from, p.Title, p.Remark, p.Profile.Likes, p.Profile.Household) {
		s, _, _ = strings.Cut(strings.TrimSpace(s), "\n")
		if s = strings.TrimSpace(s); s != "" {
			p.FullName = s
			return true
		}
	}
	return false
}

// text makes sure that a cell is UTF-8, and takes off the apostrophe that
// exports of ours put before what a spreadsheet would take for a formula.
func (b *builder) text(s string) string {
	s, other := b.l.text(s)
	if other != nil {
		b.warn("import.warn.other_encoding_cell", care.Args{"Encoding": other.Name})
	} else if strings.ContainsRune(s, utf8.RuneError) {
		b.warn("import.warn.undecodable_cell", nil)
	}
	if s != "" && s[0] == '\'' {
		return unguard(s)
	}
	return s
}

// text is a cell as UTF-8, and the other encoding in which it was written if it
// was not UTF-8 before.
func (l *Layout) text(s string) (string, *charset.Encoding) {
	if strings.IndexByte(s, 0) >= 0 {
		s = strings.ReplaceAll(s, "\x00", "") // no text means it
	}
	if utf8.ValidString(s) {
		return s, nil
	}
	if t, ok := l.config.Fallback.Decode([]byte(s)); ok {
		return t, l.config.Fallback
	}
	return strings.ToValidUTF8(s, "\uFFFD"), nil
}

// cell puts a cell where its column goes.
func (b *builder) cell(i int, s string) {
	var f field
	if i < len(b.l.fields) {
		f = b.l.fields[i]
	}
	trimmed := strings.TrimSpace(s)
	if trimmed == "" {
		return
	}
	p := b.p
	switch f.op {
	case opFullName, opPrefix, opGiven, opMiddle, opFamily, opSuffix, opNickname, opOrganization, opDepartment, opTitle, opRole, opUID:
		b.once(i, f.op, trimmed)
	case opEmail:
		for v := range addresses(trimmed) {
			p.Emails = append(p.Emails, care.Email{Address: v, Type: f.typ, Label: f.label})
		}
	case opPhone:
		for v := range values(trimmed) {
			p.Phones = append(p.Phones, care.Phone{Number: v, Type: care.PhoneType(f.typ), Label: f.label})
		}
	case opURL:
		p.URLs = append(p.URLs, care.URL{URL: trimmed, Type: f.typ, Label: f.label})
	case opMessenger:
		p.Messengers = append(p.Messengers, care.Messenger{Handle: trimmed, Service: f.typ})
	case opAddress:
		if !b.addressPart(f, trimmed) {
			b.keep(i, s)
		}
	case opBirthday:
		b.date(i, care.Birthday, "", trimmed)
	case opBirthYear, opBirthMonth, opBirthDay:
		b.birth[f.op-opBirthYear] = trimmed
	case opDate:
		b.date(i, care.DateKind(f.typ), f.label, trimmed)
	case opNote:
		if len(p.Remark) < longestJoined {
			b.note(s)
		} else {
			b.keep(i, s)
		}
	case opTag:
		if len(p.Tags) >= maxValues {
			b.keep(i, s)
		} else {
			b.tags(trimmed)
		}
	case opRelated:
		p.Related = append(p.Related, care.Related{Name: trimmed, Relation: f.typ})
	case opExtra:
		p.Extra = append(p.Extra, care.Property{Name: f.typ, Value: trimmed})
	default:
		b.special(i, f, s, trimmed)
	}
}

// special takes the columns of our own exports, the numbered groups, and what
// has no field.
func (b *builder) special(i int, f field, s, trimmed string) {
	switch f.op {
	case opKind:
		switch k := care.Kind(strings.ToLower(trimmed)); k {
		case care.Individual, care.Organization:
			b.p.Kind = k
		default:
			b.keep(i, s)
		}
	case opAdded:
		if day, err := care.ParseDay(trimmed); err == nil {
			b.p.Added = day
		} else {
			b.keep(i, s)
		}
	case opProperty:
		if e, ok := vcf.ParseProperty(s); ok {
			b.p.Extra = append(b.p.Extra, e)
		} else {
			b.keep(i, s)
		}
	case opGroup:
		b.groups[f.group][f.n-1].set(f.member, s)
	case opProfile, opOwn:
		b.profile(i, f, s, trimmed)
	case opIgnore:
	default:
		b.keep(i, s)
	}
}

// once fills a field that a person has once; a second value is kept under its
// heading.
func (b *builder) once(i int, o op, s string) {
	p := b.p
	var dst *string
	switch o {
	case opFullName:
		dst = &p.FullName
	case opPrefix:
		dst = &p.Prefix
	case opGiven:
		dst = &p.Given
	case opMiddle:
		dst = &p.Middle
	case opFamily:
		dst = &p.Family
	case opSuffix:
		dst = &p.Suffix
	case opNickname:
		dst = &p.Nickname
	case opOrganization:
		dst = &p.Organization
	case opDepartment:
		dst = &p.Department
	case opTitle:
		dst = &p.Title
	case opRole:
		dst = &p.Role
	default:
		dst = &p.UID
	}
	switch *dst {
	case "":
		*dst = s
	case s:
	default:
		b.keep(i, s)
	}
}

// keep stores a cell under its heading.
func (b *builder) keep(i int, s string) {
	heading := NoHeading(i)
	if i < len(b.l.Columns) && b.l.Columns[i].Heading != "" {
		heading = b.l.Columns[i].Heading
	} else if i >= len(b.l.Columns) {
		b.warn("import.warn.extra_cell", care.Args{"Column": i + 1})
	}
	name := care.ColumnProperty
	if heading == "Photo" {
		b.p.Extra = append(b.p.Extra, photoLink(strings.TrimSpace(s)))
		return
	}
	b.p.Extra = append(b.p.Extra, care.Property{Name: name, Params: []care.Param{{Name: "NAME", Values: []string{heading}}}, Value: s})
}

// photoLink keeps the address of a picture, which is never opened, as a vCard
// has it.
func photoLink(address string) care.Property {
	structured := strings.ContainsAny(address, `\,;`)
	return care.Property{Name: "PHOTO", Params: []care.Param{{Name: "VALUE", Values: []string{"uri"}}}, Value: address, Structured: structured}
}

// values are the several values of one cell, as Google joins them.
func values(s string) iter.Seq[string] {
	return func(yield func(string) bool) {
		n := 0
		for more := s != ""; more; {
			v := s
			if n++; n < maxValues {
				v, s, more = strings.Cut(s, ":::")
			} else {
				more = false
			}
			if v = strings.TrimSpace(v); v != "" && !yield(v) {
				return
			}
		}
	}
}

// addresses are the several e-mail addresses of one cell, whatever stands
// between them.
func addresses(s string) iter.Seq[string] {
	if n := strings.Count(s, "@"); n < 2 || n > maxValues || strings.Contains(s, ":::") {
		return values(s)
	}
	out := strings.FieldsFunc(s, func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune(";,，、", r)
	})
	for _, v := range out {
		if !strings.Contains(v, "@") {
			return values(s)
		}
	}
	return slices.Values(out)
}

// note adds to the remark.
func (b *builder) note(s string) {
	switch {
	case b.p.Remark == "":
		b.p.Remark = s
	case b.p.Remark != s:
		b.p.Remark += "\n\n" + s
	}
}

// tags reads the groups of a cell: separated by ::: (Google), ; (Outlook), 、
// or a comma where there is no other separator and the table is not a Google
// one. The marks of Google's own groups are no tags; a starred contact is kept
// as phones write it.
func (b *builder) tags(s string) {
	sep := ";"
	switch {
	case strings.Contains(s, ":::") || strings.HasPrefix(b.l.Producer, "Google") || b.l.Producer == carebook:
		sep = ":::"
	case strings.ContainsRune(s, ';'):
	case strings.ContainsRune(s, '、'):
		sep = "、"
	case strings.ContainsRune(s, '，'):
		sep = "，"
	case b.l.Producer == "" && !strings.Contains(s, ", "):
		sep = ","
	}
	for _, t := range strings.SplitN(s, sep, maxValues) {
		t = strings.TrimSpace(t)
		if system, ok := strings.CutPrefix(t, "* "); ok {
			if strings.EqualFold(system, "starred") && !b.starred {
				b.starred = true
				b.p.Extra = append(b.p.Extra, care.Property{Name: starredProperty, Value: "1"})
			}
			continue
		}
		known := t == ""
		for _, have := range b.p.Tags {
			known = known || have == t
		}
		if !known {
			b.p.Tags = append(b.p.Tags, t)
		}
	}
}

// starredProperty is how Android's exports mark a favourite.
const starredProperty = "X-ANDROID-STARRED"

// date reads a date; what is none is kept as its text with a warning. A second
// birthday is kept under the heading of its column i, unless it comes from a
// numbered group (i below 0), whose kind says that there are several.
func (b *builder) date(i int, kind care.DateKind, label, s string) {
	d, found := readDate(s, b.l.Order, b.l.config.Year)
	switch found {
	case dates.Nothing:
		return
	case dates.Placeholder:
		b.warn("import.warn.placeholder_date", care.Args{"Text": s})
	case dates.Text:
		b.warn("import.warn.not_a_date", care.Args{"Text": s})
	}
	d.Kind, d.Label = kind, label
	for _, have := range b.p.Dates {
		switch {
		case have.Same(d):
			return
		case kind == care.Birthday && have.Kind == care.Birthday && i >= 0:
			b.keep(i, s)
			return
		}
	}
	b.p.Dates = append(b.p.Dates, d)
}

// lunarMark stands before a date of the Chinese calendar in our own exports,
// lunarLeapMark before one in a leap month.
const (
	lunarMark     = "chinese:"
	lunarLeapMark = "chinese-leap:"
)

func readDate(s string, order dates.Order, year int) (care.Date, dates.Found) {
	if rest, ok := strings.CutPrefix(s, lunarMark); ok {
		return dates.ParseLunar(rest, false)
	}
	if rest, ok := strings.CutPrefix(s, lunarLeapMark); ok {
		return dates.ParseLunar(rest, true)
	}
	return dates.Parse(s, order, year)
}

// finishBirth joins the three columns of a birthday.
func (b *builder) finishBirth() {
	if b.birth == [3]string{} {
		return
	}
	y, errY := strconv.Atoi(b.birth[0])
	m, errM := strconv.Atoi(b.birth[1])
	d, errD := strconv.Atoi(b.birth[2])
	iso := ""
	switch {
	case errM == nil && errD == nil && errY == nil && y > 0:
		iso = fmt.Sprintf("%04d-%02d-%02d", y, m, d)
	case errM == nil && errD == nil:
		iso = fmt.Sprintf("--%02d-%02d", m, d)
	case errY == nil && errM == nil:
		iso = fmt.Sprintf("%04d-%02d", y, m)
	case errY == nil:
		iso = fmt.Sprintf("%04d", y)
	}
	date, found := dates.Parse(iso, dates.YMD, b.l.config.Year)
	if found == dates.Nothing {
		return
	}
	if found != dates.Date {
		text := strings.Trim(strings.Join(b.birth[:], "-"), "-")
		b.warn("import.warn.not_a_date", care.Args{"Text": text})
		date = care.Date{Text: text}
	}
	date.Kind = care.Birthday
	b.p.Dates = append(b.p.Dates, date)
}

// addressPart adds to the address of a type. A second street goes below the
// first, unless that is longer than any street.
func (b *builder) addressPart(f field, s string) bool {
	key := f.typ + "\x00" + f.label
	at := -1
	for i, k := range b.slots {
		if k == key {
			at = i
		}
	}
	if at < 0 {
		at = len(b.p.Addresses)
		b.p.Addresses = append(b.p.Addresses, care.Address{Type: care.PhoneType(f.typ), Label: f.label})
		b.slots = append(b.slots, key)
	}
	dst := f.part.of(&b.p.Addresses[at])
	switch {
	case *dst == "":
		*dst = s
	case len(*dst) < longestJoined:
		*dst += "\n" + s
	default:
		return false
	}
	return true
}

// of is the part of an address.
func (p part) of(a *care.Address) *string {
	switch p {
	case partStreet:
		return &a.Street
	case partCity:
		return &a.City
	case partRegion:
		return &a.Region
	case partPostalCode:
		return &a.PostalCode
	case partCountry:
		return &a.Country
	case partPOBox:
		return &a.POBox
	case partExtended:
		return &a.Extended
	default:
		return &a.Formatted
	}
}
