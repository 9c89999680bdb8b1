package book

import (
	"slices"
	"strings"

	"carebook/app/care"
	"carebook/app/exchange/record"
)

// mergings are the fields of two people in the order in which they are shown.
func mergings(a, b *care.Person) []merging {
	all := slices.Concat(nameMergings(), contactMergings(), profileMergings())
	for _, name := range ownNames(a, b) {
		all = append(all, ownMerging(name))
	}
	return append(all,
		merging{key: MergeFiles, values: valuesOf("files"), list: true, set: func(p, from *care.Person) { p.Profile.Files = from.Profile.Files }},
		merging{key: MergeExtra, values: valuesOf("extra"), list: true, set: func(p, from *care.Person) { p.Extra = from.Extra }},
	)
}

func nameMergings() []merging {
	return []merging{
		single(MergeKind, func(p *care.Person) *care.Kind { return &p.Kind }),
		{key: MergeName, values: nameValues, set: func(p, from *care.Person) {
			p.FullName, p.Prefix, p.Given, p.Middle, p.Family, p.Suffix = from.FullName, from.Prefix, from.Given, from.Middle, from.Family, from.Suffix
		}},
		{key: MergeNickname, values: valuesOf("nickname"), list: true, set: func(p, from *care.Person) { p.Nickname = from.Nickname }},
		{key: MergeOrganization, values: func(p *care.Person) []string {
			return slices.Concat(valuesOf("organization")(p), valuesOf("department")(p))
		}, set: func(p, from *care.Person) { p.Organization, p.Department = from.Organization, from.Department }},
		single(MergeTitle, func(p *care.Person) *string { return &p.Title }),
		single(MergeRole, func(p *care.Person) *string { return &p.Role }),
	}
}

// nameValues are the full name and, where they say something else, its parts.
func nameValues(p *care.Person) []string {
	var values []string
	for _, s := range []string{p.FullName, p.JoinedName()} {
		if s != "" && !slices.Contains(values, s) {
			values = append(values, s)
		}
	}
	return values
}

func contactMergings() []merging {
	return []merging{
		{key: MergePhones, values: valuesOf("phones"), list: true, set: func(p, from *care.Person) { p.Phones = from.Phones }},
		{key: MergeEmails, values: valuesOf("emails"), list: true, set: func(p, from *care.Person) { p.Emails = from.Emails }},
		{key: MergeAddresses, values: valuesOf("addresses"), list: true, set: func(p, from *care.Person) { p.Addresses = from.Addresses }},
		{key: MergeURLs, values: valuesOf("urls"), list: true, set: func(p, from *care.Person) { p.URLs = from.URLs }},
		{key: MergeMessengers, values: valuesOf("messengers"), list: true, set: func(p, from *care.Person) { p.Messengers = from.Messengers }},
		birthdayMerging(),
		datesMerging(MergeDates, func(d care.Date) bool { return d.Kind != care.Birthday }),
		{key: MergeRelated, values: valuesOf("related"), list: true, set: func(p, from *care.Person) { p.Related = from.Related }},
		{key: MergeTags, values: valuesOf("tags"), list: true, set: func(p, from *care.Person) { p.Tags = from.Tags }},
		{key: MergeRemark, values: valuesOf("remark"), list: true, set: func(p, from *care.Person) { p.Remark = from.Remark }},
		{key: MergePhoto, values: valuesOf("photo"), set: func(p, from *care.Person) { p.Photo = from.Photo }},
	}
}

// birthdayMerging merges birthdays: one of each calendar can stand together.
func birthdayMerging() merging {
	m := datesMerging(MergeBirthday, func(d care.Date) bool { return d.Kind == care.Birthday })
	m.clash = func(a, b *care.Person) bool {
		for _, d := range a.Dates {
			for _, e := range b.Dates {
				if d.Kind == care.Birthday && e.Kind == care.Birthday && (d.Calendar == care.Lunar) == (e.Calendar == care.Lunar) {
					return true
				}
			}
		}
		return false
	}
	return m
}

// datesMerging merges some of a person's dates and leaves the others.
func datesMerging(key MergeKey, of func(care.Date) bool) merging {
	return merging{
		key: key, list: true,
		values: func(p *care.Person) []string {
			return valuesOf("dates")(&care.Person{Dates: slices.DeleteFunc(slices.Clone(p.Dates), func(d care.Date) bool { return !of(d) })})
		},
		set: func(p, from *care.Person) {
			p.Dates = slices.DeleteFunc(slices.Clone(p.Dates), of)
			for _, d := range from.Dates {
				if of(d) {
					p.Dates = append(p.Dates, d)
				}
			}
		},
	}
}

func profileMergings() []merging {
	return []merging{
		words(MergeLikes, func(p *care.Person) *string { return &p.Profile.Likes }),
		words(MergeHousehold, func(p *care.Person) *string { return &p.Profile.Household }),
		{key: MergeInterests, values: valuesOf("interests"), list: true, set: func(p, from *care.Person) { p.Profile.Interests = from.Profile.Interests }},
		single(MergeChannel, func(p *care.Person) *care.Channel { return &p.Profile.Channel }),
		single(MergeHour, func(p *care.Person) *string { return &p.Profile.Hour }),
		single(MergeValue, func(p *care.Person) *int { return &p.Profile.Value }),
		single(MergeReferredBy, func(p *care.Person) *string { return &p.Profile.ReferredBy }),
		single(MergeLost, func(p *care.Person) *care.Day { return &p.Profile.Lost }),
		cadenceMerging(),
		single(MergeBand, func(p *care.Person) *care.BandOverride { return &p.Profile.Band }),
	}
}

// single is a field that a person has once.
func single[T any](key MergeKey, of func(*care.Person) *T) merging {
	return merging{key: key, values: valuesOf(string(key)), set: func(p, from *care.Person) { *of(p) = *of(from) }}
}

// cadenceMerging merges what is asked of calls with what is asked of visits.
func cadenceMerging() merging {
	m := single(MergeCadence, func(p *care.Person) *care.Cadence { return &p.Profile.Cadence })
	m.join = func(p, a, b *care.Person) {
		p.Profile.Cadence, _ = record.UniteCadences(a.Profile.Cadence, b.Profile.Cadence)
	}
	m.clash = func(a, b *care.Person) bool {
		_, agree := record.UniteCadences(a.Profile.Cadence, b.Profile.Cadence)
		return !agree
	}
	return m
}

// words is a text in the user's words, of which both can stand below each other.
func words(key MergeKey, of func(*care.Person) *string) merging {
	m := single(key, of)
	m.join = func(p, a, b *care.Person) {
		left, right := *of(a), *of(b)
		switch {
		case strings.Contains(left, right):
			*of(p) = left
		case strings.Contains(right, left):
			*of(p) = right
		default:
			*of(p) = left + "\n" + right
		}
	}
	return m
}

// ownNames are the names of the user's own fields that two people have.
func ownNames(a, b *care.Person) []string {
	var names []string
	for _, v := range slices.Concat(a.Profile.Own, b.Profile.Own) {
		if !slices.Contains(names, v.Field) {
			names = append(names, v.Field)
		}
	}
	return names
}

func ownMerging(name string) merging {
	return merging{
		key:    MergeOwn(name),
		values: one(func(p *care.Person) string { return p.Profile.OwnValue(name) }),
		set:    func(p, from *care.Person) { p.Profile.SetOwnValue(name, from.Profile.OwnValue(name)) },
	}
}

// valuesOf are the texts by which a field is compared elsewhere.
func valuesOf(name string) func(*care.Person) []string {
	for _, f := range fields {
		if f.name == name {
			return f.values
		}
	}
	panic("book: no such field") // the names above are those of fields
}
