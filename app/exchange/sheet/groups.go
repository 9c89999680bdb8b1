package sheet

import (
	"strings"

	"carebook/app/care"
)

// words are what labels call the types, in the languages in which phones and
// Google write them, folded to lower case.
var words = map[string]care.PhoneType{
	"mobile": care.Mobile, "cell": care.Mobile, "móvil": care.Mobile, "celular": care.Mobile, "мобильный": care.Mobile, "手机": care.Mobile,
	"移动": care.Mobile, "手機": care.Mobile, "行動電話": care.Mobile,
	"home": care.Home, "casa": care.Home, "particular": care.Home, "домашний": care.Home, "住宅": care.Home, "家庭": care.Home, "住家": care.Home,
	"work": care.Work, "trabajo": care.Work, "рабочий": care.Work, "工作": care.Work, "单位": care.Work, "公司": care.Work, "商務": care.Work,
	"main": care.Main, "principal": care.Main, "основной": care.Main, "总机": care.Main, "代表號": care.Main,
	"other": care.Other, "otro": care.Other, "другой": care.Other, "其他": care.Other,
	"car": care.Car, "pager": care.Pager, "localizador": care.Pager, "пейджер": care.Pager, "寻呼机": care.Pager, "呼叫器": care.Pager,
	"fax": care.Fax, "факс": care.Fax, "传真": care.Fax, "傳真": care.Fax,
	"home fax": care.HomeFax, "fax de casa": care.HomeFax, "домашний факс": care.HomeFax, "住宅传真": care.HomeFax, "住家傳真": care.HomeFax,
	"work fax": care.WorkFax, "fax del trabajo": care.WorkFax, "рабочий факс": care.WorkFax, "单位传真": care.WorkFax, "公司傳真": care.WorkFax,
}

// relations are the relations that Google offers; they are kept in lower case,
// any other word as it stands.
var relations = map[string]bool{
	"assistant": true, "brother": true, "child": true, "domestic partner": true, "father": true, "friend": true, "manager": true,
	"mother": true, "parent": true, "partner": true, "referred by": true, "relative": true, "sister": true, "spouse": true,
}

// noType stands in a column of types where there is none.
const noType = "-"

// pinned stands in the column of a note that is pinned.
const pinned = "yes"

// labelOf takes the mark of the primary value off a label.
func labelOf(s string) string {
	return strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(s), "* "))
}

// phoneLabel makes a type of a label, or keeps it as one.
func phoneLabel(s string) (typ, label string) {
	s = labelOf(s)
	if s == "" {
		return string(care.Other), ""
	}
	if t, ok := words[strings.ToLower(s)]; ok {
		return string(t), ""
	}
	return "", s
}

// placeLabel makes a place of a label, or keeps it as one.
func placeLabel(s string) (typ, label string) {
	s = labelOf(s)
	switch t := words[strings.ToLower(s)]; t {
	case care.Home, care.Work, care.Other:
		return string(t), ""
	}
	return "", s
}

func urlLabel(s string) (typ, label string) {
	if t := strings.ToLower(labelOf(s)); t == "profile" {
		return t, ""
	}
	return placeLabel(s)
}

func dateLabel(s string) (kind, label string) {
	s = labelOf(s)
	switch strings.ToLower(s) {
	case "anniversary", "aniversario", "годовщина", "юбилей", "周年纪念日", "纪念日", "週年紀念日":
		return string(care.Anniversary), ""
	}
	return string(care.OtherDate), s
}

func relationLabel(s string) (relation, label string) {
	if s = labelOf(s); relations[strings.ToLower(s)] {
		return strings.ToLower(s), ""
	}
	return s, ""
}

// set puts a cell into a numbered group.
func (e *entry) set(m member, s string) {
	e.used = true
	switch m {
	case memberLabel:
		e.label = s
	case memberType:
		e.typ = s
	case memberService:
		e.service = s
	case memberName:
		e.name = strings.TrimSpace(s)
	case memberTitle:
		e.title = strings.TrimSpace(s)
	case memberDepartment:
		e.department = strings.TrimSpace(s)
	case memberHTML:
		e.html = s
	case memberPhone:
		e.phone = strings.TrimSpace(s)
	case memberValue:
		e.value = s
	case memberUID:
		e.note.UID = strings.TrimSpace(s)
	case memberPinned:
		e.note.Pinned = strings.TrimSpace(s) == pinned
	case memberCreated:
		e.note.Created = care.Instant(strings.TrimSpace(s))
	case memberChanged:
		e.note.Changed = care.Instant(strings.TrimSpace(s))
	default:
		*addressMembers[m].of(&e.address) = strings.TrimSpace(s)
	}
}

var addressMembers = map[member]part{
	memberStreet: partStreet, memberCity: partCity, memberRegion: partRegion, memberPostalCode: partPostalCode, memberCountry: partCountry,
	memberPOBox: partPOBox, memberExtended: partExtended, memberFormatted: partFormatted,
}

// read gives type and label of an entry. A column of types beside one of labels
// is of our own exports and wins; alone it holds the labels, as in Google's
// exports before 2024.
func (e *entry) read(split func(string) (string, string), labelled bool) (typ, label string) {
	switch {
	case !labelled:
		return split(e.typ)
	case e.typ == "":
		return split(e.label)
	case e.typ == noType:
		return "", e.label
	}
	return e.typ, e.label
}

// finishGroups makes values of the numbered groups and empties them for the
// next row.
func (b *builder) finishGroups() {
	for g := range b.groups {
		for i := range b.groups[g] {
			if e := &b.groups[g][i]; e.used {
				b.finishGroup(group(g), e, b.labelled[g])
				*e = entry{}
			}
		}
	}
}

func (b *builder) finishGroup(g group, e *entry, labelled bool) {
	p := b.p
	value := strings.TrimSpace(e.value)
	switch g {
	case groupPhone:
		typ, label := e.read(phoneLabel, labelled)
		for v := range values(value) {
			p.Phones = append(p.Phones, care.Phone{Number: v, Type: care.PhoneType(typ), Label: label})
		}
	case groupEmail:
		typ, label := e.read(placeLabel, labelled)
		for v := range addresses(value) {
			p.Emails = append(p.Emails, care.Email{Address: v, Type: typ, Label: label})
		}
	case groupURL:
		typ, label := e.read(urlLabel, labelled)
		for v := range values(value) {
			p.URLs = append(p.URLs, care.URL{URL: v, Type: typ, Label: label})
		}
	case groupAddress:
		if !e.address.Empty() {
			typ, label := e.read(placeLabel, labelled)
			e.address.Type, e.address.Label = care.PhoneType(typ), label
			p.Addresses = append(p.Addresses, e.address)
			b.slots = append(b.slots, "")
		}
	default:
		b.finishOther(g, e, value, labelled)
	}
}

func (b *builder) finishOther(g group, e *entry, value string, labelled bool) {
	p := b.p
	switch g {
	case groupRelated:
		relation, _ := e.read(relationLabel, labelled)
		if labelled && e.typ == noType {
			relation = e.label
		}
		p.Related = append(p.Related, relatives(value, relation, e.phone)...)
	case groupDate:
		kind, label := e.read(dateLabel, labelled)
		if value != "" {
			b.date(-1, care.DateKind(kind), label, value)
		}
	case groupMessenger:
		for v := range values(value) {
			p.Messengers = append(p.Messengers, care.Messenger{Handle: v, Service: strings.ToLower(strings.TrimSpace(e.service))})
		}
	case groupCustom:
		label := e.label
		if !labelled {
			label = e.typ
		}
		if value != "" {
			p.Extra = append(p.Extra, column(label, e.value))
		}
	case groupOrganization:
		b.organization(e)
	case groupNote:
		e.note.Title, e.note.HTML, e.note.Text = e.title, e.html, e.value
		b.rec.Notes = append(b.rec.Notes, e.note)
	}
}

// relatives are the names of a cell, the first one with the number beside them.
// A number is somebody's also without a name.
func relatives(names, relation, phone string) []care.Related {
	var list []care.Related
	for name := range values(names) {
		list = append(list, care.Related{Name: name, Relation: relation})
	}
	switch {
	case phone == "":
	case len(list) == 0:
		list = append(list, care.Related{Relation: relation, Phone: phone})
	default:
		list[0].Phone = phone
	}
	return list
}

// organization takes the first organisation; further ones are kept as a vCard
// has them.
func (b *builder) organization(e *entry) {
	p := b.p
	if p.Organization == "" && p.Department == "" && p.Title == "" {
		p.Organization, p.Department, p.Title = e.name, e.department, e.title
		return
	}
	if e.name != "" || e.department != "" {
		p.Extra = append(p.Extra, care.Property{Name: "ORG", Value: escapeParts(e.name, e.department), Structured: true})
	}
	if e.title != "" {
		p.Extra = append(p.Extra, care.Property{Name: "TITLE", Value: e.title})
	}
}

func escapeParts(parts ...string) string {
	r := strings.NewReplacer(`\`, `\\`, "\n", `\n`, ",", `\,`, ";", `\;`)
	for len(parts) > 1 && parts[len(parts)-1] == "" {
		parts = parts[:len(parts)-1]
	}
	for i, s := range parts {
		parts[i] = r.Replace(s)
	}
	return strings.Join(parts, ";")
}

// column is a kept cell.
func column(heading, value string) care.Property {
	return care.Property{Name: care.ColumnProperty, Params: []care.Param{{Name: "NAME", Values: []string{heading}}}, Value: value}
}
