// Package greet makes greetings of templates: it checks what users write as
// templates, fills them for a person, and chooses the words for an occasion so
// that nobody gets last year's again.
//
// It is pure: no clock, no state but the shipped templates, which are read from
// the program once. It imports the domain and the embedded files, and never the
// store, the window or a translation: a greeting speaks the language of the one
// who gets it, not of the program.
package greet

import (
	"cmp"
	"slices"
	"strings"
)

// Template is a greeting with fields where the person's own words go.
type Template struct {
	// ID names the words for good: "birthday.en.1" shipped, "own." and a UUIDv7
	// the user's. A greeting's event keeps it, see Choose.
	ID string `json:"id"`
	// Occasion is one of Occasions.
	Occasion string `json:"occasion"`
	// Language is the code of one that the program speaks, such as "zh_CN".
	Language string `json:"language"`
	// Text is what Check allows.
	Text string `json:"text"`
}

// ownPrefix begins the IDs of the user's own templates.
const ownPrefix = "own."

// Own reports whether the template is one of the user's.
func (t Template) Own() bool { return strings.HasPrefix(t.ID, ownPrefix) }

// The occasions that are no holidays, and the family of every holiday that has
// no words of its own.
const (
	birthday    = "birthday"
	anniversary = "anniversary"
	relative    = "relative"
	anyHoliday  = "holiday"
)

// Occasions are all occasions that templates are for, in the order in which
// they are offered: a birthday, an anniversary, the birthday of somebody near
// the person, and the families of holidays, of which the last takes every
// holiday of no other.
func Occasions() []string {
	return []string{
		birthday, anniversary, relative,
		"new_year", "christmas", "orthodox_christmas", "epiphany", "carnival", "valentines", "easter", "orthodox_easter",
		"womens_day", "mens_day", "mothers_day", "fathers_day", "childrens_day", "teachers_day", "profession",
		"labour_day", "victory_day", "national_day", "halloween", "day_of_the_dead", "thanksgiving",
		"lunar_new_year", "lantern", "dragon_boat", "qixi", "mid_autumn", "golden_week", "respect_for_the_aged",
		"ramadan", "eid_al_fitr", "eid_al_adha", "islamic_new_year", "mawlid",
		"rosh_hashanah", "sukkot", "hanukkah", "purim", "passover",
		"diwali", "holi",
		anyHoliday,
	}
}

// Choose takes the template for an occasion in a language. avoid are the IDs of
// those that the person was greeted with before, the latest last.
//
// It takes none whose fields v cannot fill unless there is no other; a form of
// address that is set off by commas counts as filled, since Fill leaves it out
// without a trace. Of the rest it takes one that was not used before, else the
// one used longest ago: greeting with last year's words is worse than greeting
// without a first name. Among equals it prefers those with every field filled,
// then the user's own, then the first.
//
// A holiday without templates has those of "holiday". A language without any
// for the occasion has those of zh_CN where it is zh_TW, else those of English.
// ok is false where there is none at all.
func Choose(templates []Template, occasion, language string, v Values, avoid []string) (t Template, ok bool) {
	for _, l := range insteadOf(language) {
		for _, o := range standingFor(occasion) {
			var fit []candidate
			for _, t := range templates {
				if t.Occasion == o && t.Language == l {
					fit = append(fit, weigh(t, v, avoid))
				}
			}
			if len(fit) > 0 {
				return slices.MinFunc(fit, candidate.compare).Template, true
			}
		}
	}
	return Template{}, false
}

// insteadOf are the languages in which to look for words, the wanted one first.
func insteadOf(language string) []string {
	if language == "zh_TW" {
		return []string{language, "zh_CN", "en"}
	}
	return []string{language, "en"}
}

// standingFor are the occasions whose words do for one, its own first. "Happy
// holiday" does for no birthday.
func standingFor(occasion string) []string {
	switch occasion {
	case birthday, anniversary, relative:
		return []string{occasion}
	}
	return []string{occasion, anyHoliday}
}

// candidate is a template with what speaks against it, 0 being nothing.
type candidate struct {
	Template
	// broken is set where a field without a value tears the sentence.
	broken int
	// used counts up from the one used longest ago.
	used int
	// missing is how many fields have no value.
	missing int
	shipped int
}

func weigh(t Template, v Values, avoid []string) candidate {
	c := candidate{Template: t, missing: len(Missing(t.Text, v))}
	if _, whole := fill(t.Text, v); !whole {
		c.broken = 1
	}
	for i, id := range avoid {
		if id == t.ID {
			c.used = i + 1
		}
	}
	if !t.Own() {
		c.shipped = 1
	}
	return c
}

func (c candidate) compare(d candidate) int {
	return cmp.Or(
		cmp.Compare(c.broken, d.broken),
		cmp.Compare(c.used, d.used),
		cmp.Compare(c.missing, d.missing),
		cmp.Compare(c.shipped, d.shipped),
	)
}
