package record

import (
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
