package sheet

import (
	"strings"
)

// group is one of the numbered groups of columns that Google writes:
// "Phone 2 - Label", "Phone 2 - Value".
type group byte

const (
	noGroup group = iota
	groupEmail
	groupPhone
	groupAddress
	groupURL
	groupRelated
	groupDate
	groupMessenger
	groupCustom
	groupOrganization
	groupNote
)

// member is a column of a numbered group.
type member byte

const (
	noMember member = iota
	memberLabel
	memberType // of an export of ours, where the label does not tell the type
	memberService
	memberFormatted
	memberStreet
	memberCity
	memberPOBox
	memberRegion
	memberPostalCode
	memberCountry
	memberExtended
	memberName
	memberTitle
	memberDepartment
	memberHTML
	memberPhone
	memberValue
	memberUID
	memberPinned
	memberCreated
	memberChanged
)

var groupNames = map[string]group{
	"email": groupEmail, "phone": groupPhone, "address": groupAddress, "website": groupURL, "relation": groupRelated,
	"event": groupDate, "im": groupMessenger, "customfield": groupCustom, "organization": groupOrganization, "note": groupNote,
}

var memberNames = map[string]member{
	"label": memberLabel, "type": memberType, "value": memberValue, "service": memberService, "street": memberStreet, "city": memberCity,
	"region": memberRegion, "state": memberRegion, "postalcode": memberPostalCode, "country": memberCountry, "pobox": memberPOBox,
	"extendedaddress": memberExtended, "formatted": memberFormatted, "name": memberName, "title": memberTitle,
	"department": memberDepartment, "html": memberHTML, "text": memberValue, "phone": memberPhone,
	"uid": memberUID, "pinned": memberPinned, "created": memberCreated, "changed": memberChanged,
}

// groupMembers are the columns that each group has; any other column of a
// group is kept.
var groupMembers = map[group][]member{
	groupEmail:        {memberLabel, memberType, memberValue},
	groupPhone:        {memberLabel, memberType, memberValue},
	groupURL:          {memberLabel, memberType, memberValue},
	groupRelated:      {memberLabel, memberType, memberPhone, memberValue},
	groupDate:         {memberLabel, memberType, memberValue},
	groupMessenger:    {memberLabel, memberType, memberService, memberValue},
	groupCustom:       {memberLabel, memberType, memberValue},
	groupOrganization: {memberName, memberTitle, memberDepartment},
	groupNote:         {memberTitle, memberHTML, memberValue, memberUID, memberPinned, memberCreated, memberChanged},
	groupAddress: {
		memberLabel, memberType, memberStreet, memberCity, memberRegion, memberPostalCode, memberCountry, memberPOBox, memberExtended,
		memberFormatted,
	},
}

// maxNumber is the highest number of a group; more is no export.
const maxNumber = 500

// numbered reads a heading such as "Phone 2 - Value".
func numbered(heading string) (field, bool) {
	head, tail, ok := strings.Cut(heading, " - ")
	if !ok {
		return field{}, false
	}
	head = strings.TrimSpace(head)
	i := strings.LastIndexByte(head, ' ')
	if i < 0 {
		return field{}, false
	}
	n := 0
	for _, c := range head[i+1:] {
		if c < '0' || c > '9' || n > maxNumber {
			return field{}, false
		}
		n = n*10 + int(c-'0')
	}
	f := field{op: opGroup, group: groupNames[normal(head[:i])], n: n, member: memberNames[normal(tail)]}
	if n == 0 || n > maxNumber || f.group == noGroup {
		return field{}, false
	}
	for _, m := range groupMembers[f.group] {
		if m == f.member {
			return f, true
		}
	}
	return field{op: opKeep}, true
}

func isNumbered(heading string) bool {
	_, ok := numbered(heading)
	return ok
}

// field is the name of a group's column as the mapping shows it.
func (g group) field(m member) string {
	switch g {
	case groupEmail:
		return "email"
	case groupPhone:
		return "phone"
	case groupURL:
		return "url"
	case groupRelated:
		return "related"
	case groupDate:
		return "date"
	case groupMessenger:
		return "messenger"
	case groupOrganization:
		switch m {
		case memberTitle:
			return "title"
		case memberDepartment:
			return "department"
		}
		return "organization"
	case groupAddress:
		for _, p := range []struct {
			m member
			p part
		}{
			{memberStreet, partStreet},
			{memberCity, partCity},
			{memberRegion, partRegion},
			{memberPostalCode, partPostalCode},
			{memberCountry, partCountry},
			{memberPOBox, partPOBox},
			{memberExtended, partExtended},
			{memberFormatted, partFormatted},
		} {
			if p.m == m {
				return "address." + p.p.String()
			}
		}
		return "address"
	case groupNote:
		return "note"
	}
	return KeepField
}
