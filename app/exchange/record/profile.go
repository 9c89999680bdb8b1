package record

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"carebook/app/care"
)

// Value reads what a person is worth as a file writes it: a whole number from 1
// to care.MaxValue. Anything else is false.
func Value(s string) (int, bool) {
	n, err := strconv.Atoi(strings.TrimSpace(s))
	return n, err == nil && n >= 1 && n <= care.MaxValue
}

// Channel reads a way to get in touch; false for one that care does not know.
func Channel(s string) (care.Channel, bool) {
	c := care.Channel(strings.ToLower(strings.TrimSpace(s)))
	return c, slices.Contains(care.Channels(), c)
}

// never is care.Never as a file writes it; the parts of a cadence have names.
const (
	never     = "never"
	callPart  = "call"
	visitPart = "visit"
)

// CadenceDays reads one part of a cadence: a whole number of days from 1 to
// care.MaxCadence, or "never", which is care.Never. Anything else is false.
func CadenceDays(s string) (int, bool) {
	if s = strings.TrimSpace(s); strings.EqualFold(s, never) {
		return care.Never, true
	}
	n, err := strconv.Atoi(s)
	return n, err == nil && n >= 1 && n <= care.MaxCadence
}

// CadenceDaysText is what CadenceDays reads; "" where the part says nothing.
func CadenceDaysText(days int) string {
	switch {
	case days == 0:
		return ""
	case days < 0:
		return never
	}
	return strconv.Itoa(days)
}

// Cadence reads a cadence as a vCard writes it, "call=14;visit=never". One part
// may be missing; false is a text in which anything else stands.
func Cadence(s string) (care.Cadence, bool) {
	var c care.Cadence
	for part := range strings.SplitSeq(s, ";") {
		name, value, _ := strings.Cut(part, "=")
		to := &c.Visit
		switch strings.ToLower(strings.TrimSpace(name)) {
		case callPart:
			to = &c.Call
		case visitPart:
		default:
			return care.Cadence{}, false
		}
		days, ok := CadenceDays(value)
		if !ok || *to != 0 {
			return care.Cadence{}, false
		}
		*to = days
	}
	return c, true
}

// CadenceText is what Cadence reads; "" for one that says nothing.
func CadenceText(c care.Cadence) string {
	var parts []string
	if c.Call != 0 {
		parts = append(parts, callPart+"="+CadenceDaysText(c.Call))
	}
	if c.Visit != 0 {
		parts = append(parts, visitPart+"="+CadenceDaysText(c.Visit))
	}
	return strings.Join(parts, ";")
}

// UniteCadences is what two cadences say together, the first where they differ;
// then it is false.
func UniteCadences(a, b care.Cadence) (both care.Cadence, agree bool) {
	both = care.Cadence{Call: cmp.Or(a.Call, b.Call), Visit: cmp.Or(a.Visit, b.Visit)}
	return both, (b.Call == 0 || b.Call == both.Call) && (b.Visit == 0 || b.Visit == both.Visit)
}

// Own adds the value of an own field, which the person has once. It is false
// where the field has no name, or another value already.
func Own(p *care.Profile, name, value string) bool {
	have := p.OwnValue(name)
	if name == "" || have != "" && have != value {
		return false
	}
	if have == "" && value != "" {
		p.Own = append(p.Own, care.OwnValue{Field: name, Value: value})
	}
	return true
}

// Interest adds a topic that the person does not have yet.
func Interest(p *care.Profile, topic string) {
	if topic != "" && !slices.Contains(p.Interests, topic) {
		p.Interests = append(p.Interests, topic)
	}
}

// Related adds somebody near a person. The same name and relation, whatever its
// case, is the same relative, who may come once without the number and once
// with it.
func Related(list []care.Related, r care.Related) []care.Related {
	if r.Name == "" && r.Phone == "" {
		return list
	}
	for i := range list {
		have := &list[i]
		if have.Name != r.Name || !strings.EqualFold(have.Relation, r.Relation) {
			continue
		}
		switch {
		case r.Phone == "" || r.Phone == have.Phone:
			return list
		case have.Phone == "":
			have.Phone = r.Phone
			return list
		}
	}
	return append(list, r)
}
