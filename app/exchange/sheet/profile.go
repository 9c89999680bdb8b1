package sheet

import (
	"strconv"
	"strings"

	"carebook/app/care"
	"carebook/app/exchange/record"
)

// The columns of a profile stand behind those of Google, under headings that no
// other program has.
const (
	profileColumn = "Carebook - "
	// ownColumn begins the headings of columns that hold one own field each.
	ownColumn = "Carebook field - "
	// The parts of a cadence have a column each, in days or "never".
	callCadence  = "cadence.call"
	visitCadence = "cadence.visit"
)

// profileColumns are the columns of a profile by the names of the fields in the
// JSON export, in their order.
var profileColumns = []struct{ field, heading string }{
	{"likes", profileColumn + "Likes"},
	{"household", profileColumn + "Household"},
	{"interests", profileColumn + "Interests"},
	{"channel", profileColumn + "Channel"},
	{"hour", profileColumn + "Hour"},
	{"value", profileColumn + "Value"},
	{"referred_by", profileColumn + "Referred By"},
	{"lost", profileColumn + "Lost"},
	{callCadence, profileColumn + "Call Every"},
	{visitCadence, profileColumn + "Visit Every"},
}

// profileField reads the heading of a column of a profile.
func profileField(heading string) (field, bool) {
	if name, ok := strings.CutPrefix(heading, ownColumn); ok && name != "" {
		return field{op: opOwn, label: name}, true
	}
	for _, c := range profileColumns {
		if c.heading == heading {
			return field{op: opProfile, typ: c.field}, true
		}
	}
	return field{}, false
}

// parseProfileField reads a field of the profile as the command line writes it.
func parseProfileField(s string) (field, bool) {
	s = strings.TrimSpace(s)
	if name, ok := strings.CutPrefix(s, "own:"); ok && strings.TrimSpace(name) != "" {
		return field{op: opOwn, label: strings.TrimSpace(name)}, true
	}
	for _, c := range profileColumns {
		if c.field == s {
			return field{op: opProfile, typ: s}, true
		}
	}
	return field{}, false
}

// profileRank is the place of a column among those of a profile, -1 for any
// other.
func profileRank(heading string) int {
	if strings.HasPrefix(heading, ownColumn) {
		return len(profileColumns)
	}
	for i, c := range profileColumns {
		if c.heading == heading {
			return i
		}
	}
	return -1
}

// profile puts a cell into the profile. What nobody knows is kept under its
// heading with a warning.
func (b *builder) profile(i int, f field, s, trimmed string) {
	p := &b.p.Profile
	taken := true
	switch {
	case f.op == opOwn:
		taken = record.Own(p, f.label, trimmed)
	case f.typ == "likes":
		taken = settle(&p.Likes, trimmed)
	case f.typ == "household":
		taken = settle(&p.Household, trimmed)
	case f.typ == "hour":
		taken = settle(&p.Hour, trimmed)
	case f.typ == "referred_by":
		taken = settle(&p.ReferredBy, trimmed)
	case f.typ == "interests":
		for topic := range values(trimmed) {
			record.Interest(p, topic)
		}
	default:
		known := false
		if known, taken = chosen(p, f.typ, trimmed); !known {
			b.warn("import.warn.unknown_value", care.Args{"Name": b.l.Columns[i].Heading, "Text": trimmed})
		}
	}
	if !taken {
		b.keep(i, s)
	}
}

// chosen sets a field that has values of its own. Known is false for a value
// that is none of them, taken where the cell must be kept.
func chosen(p *care.Profile, name, s string) (known, taken bool) {
	switch name {
	case "channel":
		c, ok := record.Channel(s)
		return ok, ok && settle(&p.Channel, c)
	case "value":
		v, ok := record.Value(s)
		return ok, ok && settle(&p.Value, v)
	case callCadence:
		days, ok := record.CadenceDays(s)
		return ok, ok && settle(&p.Cadence.Call, days)
	case visitCadence:
		days, ok := record.CadenceDays(s)
		return ok, ok && settle(&p.Cadence.Visit, days)
	}
	day, err := care.ParseDay(s)
	return err == nil, err == nil && settle(&p.Lost, day)
}

// settle sets what a person has once, and reports false where it has another
// value already.
func settle[T comparable](dst *T, v T) bool {
	var none T
	if *dst == none {
		*dst = v
	}
	return *dst == v
}

func (l *line) profile(p *care.Profile) {
	value := ""
	if p.Value != 0 {
		value = strconv.Itoa(p.Value)
	}
	texts := []string{
		p.Likes, p.Household, strings.Join(p.Interests, " ::: "), string(p.Channel), p.Hour, value, p.ReferredBy, string(p.Lost),
		record.CadenceDaysText(p.Cadence.Call), record.CadenceDaysText(p.Cadence.Visit),
	}
	for i, c := range profileColumns {
		l.put(c.heading, texts[i])
	}
	for _, v := range p.Own {
		l.put(ownColumn+v.Field, v.Value)
	}
}
