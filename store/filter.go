package store

import (
	"context"
	"encoding/json"
	"strconv"
	"strings"

	"carebook/app/care"
	"carebook/app/text"
)

// conditions gathers what a query asks for, as SQL.
type conditions struct {
	parts []string
	args  []any
}

func (c *conditions) add(part string, args ...any) {
	c.parts = append(c.parts, part)
	c.args = append(c.args, args...)
}

// where is the condition of a query and its arguments.
func (s *Store) where(ctx context.Context, q Query) (string, []any, error) {
	if q.Trash {
		return "person.deleted_at IS NOT NULL", nil, nil
	}
	c := &conditions{parts: []string{"person.deleted_at IS NULL"}}
	if q.Keys != nil {
		c.among("person.key IN (SELECT value FROM json_each(?))", q.Keys)
	}
	f := &q.Filter
	if f.Words != "" {
		keys, err := s.Matching(ctx, f.Words)
		if err != nil {
			return "", nil, err
		}
		c.among("person.key IN (SELECT value FROM json_each(?))", keys)
	}
	c.tags(f)
	c.contact(f, q.Today)
	c.birthday(f, q.Near)
	for _, field := range f.Missing {
		if part, known := missing[field]; known {
			c.add(part)
		}
	}
	c.profile(f)
	if f.Ungreeted != "" {
		c.add("person.key NOT IN (SELECT person FROM greeting WHERE occasion = ?)", f.Ungreeted)
	}
	for _, own := range f.Own {
		c.own(own)
	}
	return strings.Join(c.parts, " AND "), c.args, nil
}

// among adds a condition on a list of keys, given as JSON.
func (c *conditions) among(part string, keys []int64) {
	if keys == nil {
		keys = []int64{}
	}
	list, _ := json.Marshal(keys) // numbers cannot fail
	c.add(part, string(list))
}

func (c *conditions) tags(f *care.Filter) {
	const has = "person.key IN (SELECT person FROM person_tag WHERE tag "
	for _, tag := range f.AllTags {
		c.add(has+"= ?)", tag)
	}
	if len(f.AnyTags) > 0 {
		c.among(has+"IN (SELECT value FROM json_each(?)))", f.AnyTags)
	}
	if len(f.NoTags) > 0 {
		c.among("NOT "+has+"IN (SELECT value FROM json_each(?)))", f.NoTags)
	}
}

// contact adds the conditions that count days since the last contact.
func (c *conditions) contact(f *care.Filter, today care.Day) {
	const days = "julianday(?) - julianday(CASE person.last_contact WHEN '' THEN person.added ELSE person.last_contact END)"
	if len(f.Bands) > 0 {
		bands := make([]any, len(f.Bands))
		for i, b := range f.Bands {
			bands[i] = string(b)
		}
		c.add("person.band IN (?"+strings.Repeat(", ?", len(bands)-1)+")", bands...)
	}
	if f.Quiet > 0 {
		c.add(days+" >= ?", string(today), f.Quiet)
	}
	if f.Owed {
		c.add("person.call_every > 0 AND julianday(?) - julianday(person.call_from) > person.call_every", string(today))
	}
}

func (c *conditions) birthday(f *care.Filter, near []MonthDay) {
	const born = "person.key IN (SELECT person FROM date WHERE kind = 'birthday' AND "
	if m := f.BirthdayMonth; m > 0 {
		c.add(born+"calendar = ? AND month_day BETWEEN ? AND ?)", string(care.Gregorian), m*100, m*100+99)
	}
	if f.BirthdayWithin == 0 {
		return
	}
	type day struct {
		Calendar string
		MonthDay int
	}
	days := make([]day, len(near))
	for i, n := range near {
		days[i] = day{calendarColumn(n.Calendar, n.Leap), n.Month*100 + n.Day}
	}
	list, _ := json.Marshal(days) // numbers and plain words cannot fail
	c.add(born+"(calendar, month_day) IN (SELECT value ->> 'Calendar', value ->> 'MonthDay' FROM json_each(?)))", string(list))
}

// missing are the conditions under which a field says nothing. Those who have it
// are read once, since a search for each person of a large book takes two to
// three times as long. For e-mail addresses two indexes are read side by side;
// the plus keeps the list of people from being looked up one by one.
var missing = map[care.FilterField]string{
	care.MissingPhone:        "person.key NOT IN (SELECT person FROM phone WHERE owner = '')",
	care.MissingEmail:        "+person.key IN (SELECT person FROM find EXCEPT SELECT person FROM email)",
	care.MissingBirthday:     "person.key NOT IN (SELECT person FROM date WHERE kind = 'birthday')",
	care.MissingOrganization: "person.organization = ''",
	care.MissingCity:         "person.city = ''",
	care.MissingPhoto:        "person.photo IS NULL",
	care.MissingTag:          "person.tags = ''",
}

func (c *conditions) profile(f *care.Filter) {
	if f.Organization != "" {
		c.add("person.organization = ?", f.Organization)
	}
	if f.City != "" {
		c.add("person.city = ?", f.City)
	}
	if len(f.Countries) > 0 {
		countries := make([]any, len(f.Countries))
		for i, code := range f.Countries {
			countries[i] = code
		}
		c.add("person.country IN (?"+strings.Repeat(", ?", len(countries)-1)+")", countries...)
	}
	if f.Value > 0 {
		c.add("person.value >= ?", f.Value)
	}
	if f.Channel != "" {
		c.add("person.channel = ?", string(f.Channel))
	}
	if f.Lost {
		c.add("person.lost <> ''")
	}
	if f.Kept {
		c.add("person.lost = ''")
	}
}

// own adds a condition on an own field. The book writes numbers with a point and
// days as ISO 8601, so numbers compare as such and all else as text.
func (c *conditions) own(o care.OwnCondition) {
	const has = "person.key IN (SELECT person FROM own_value WHERE field = ?"
	compare := func(operator string) {
		if n, err := strconv.ParseFloat(o.Value, 64); err == nil {
			c.add(has+" AND value GLOB '[-0-9]*' AND NOT value GLOB '*[^-0-9.]*' AND CAST(value AS REAL) "+operator+" ?)", o.Field, n)
		} else {
			c.add(has+" AND value "+operator+" ?)", o.Field, o.Value)
		}
	}
	switch o.Test {
	case care.Is:
		c.add(has+" AND folded = ?)", o.Field, text.Fold(o.Value))
	case care.Contains:
		c.add(has+" AND instr(folded, ?))", o.Field, text.Fold(o.Value))
	case care.AtLeast:
		compare(">=")
	case care.AtMost:
		compare("<=")
	case care.IsSet:
		c.add(has+")", o.Field)
	case care.IsEmpty:
		c.add("NOT "+has+")", o.Field)
	}
}
