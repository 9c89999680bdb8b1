package calendar

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"carebook/app/care"
	"carebook/assets"
)

// Set is the holidays of a country or culture on which people are greeted. It
// leaves out days of mourning and what is in the set "world", which is proposed
// beside it.
type Set struct {
	// ID names the set for good: an ISO country code, or a word.
	ID string `json:"id"`
	// Origin says where the rules come from, Date when they were put together.
	Origin string   `json:"origin"`
	Date   care.Day `json:"date"`
	// Countries are the ISO codes of those to whose users it is proposed.
	Countries []string `json:"countries"`
	// Names are by language: en, es, ru, zh_CN and zh_TW.
	Names map[string]string `json:"names"`
	// Holidays stand in about the order of a year.
	Holidays []Holiday `json:"holidays"`
}

// Name is the set's name in a language, as Holiday.Name tells it.
func (s Set) Name(language string) string { return named(s.Names, language) }

// Holiday is a shipped holiday.
type Holiday struct {
	// ID names the holiday for good: the set in lower case, a point and words
	// with underscores, such as "us.thanksgiving".
	ID    string            `json:"id"`
	Names map[string]string `json:"names"`
	Rule  Rule              `json:"rule"`
	// Greeting is the family of greetings that suit the day, "holiday" where
	// it has none of its own.
	Greeting string `json:"greeting"`
}

// Name is the holiday's name in a language (zh_TW falls back to zh_CN), else in
// English.
func (h Holiday) Name(language string) string { return named(h.Names, language) }

func named(names map[string]string, language string) string {
	if name := names[language]; name != "" {
		return name
	}
	if name := names["zh_CN"]; name != "" && language == "zh_TW" {
		return name
	}
	return names["en"]
}

// shipped is what is made of the embedded files.
type shipped struct {
	sets []Set
	byID map[string]Holiday
}

// world is the ID of the set for everybody.
const world = "world"

// all are the shipped sets, read when first asked for.
var all = sync.OnceValue(func() shipped {
	s, err := readSets(assets.Holidays)
	if err != nil {
		panic("calendar: the shipped holidays cannot be read") // a test reads them
	}
	return s
})

// readSets reads the sets of holidays/*.json, that for everybody first.
func readSets(files fs.FS) (shipped, error) {
	s := shipped{byID: map[string]Holiday{}}
	names, err := fs.Glob(files, "holidays/*.json")
	if err != nil {
		return s, fmt.Errorf("list the sets of holidays: %w", err)
	}
	for _, name := range names {
		b, err := fs.ReadFile(files, name)
		if err != nil {
			return s, fmt.Errorf("read a set of holidays: %w", err)
		}
		var set Set
		if err := json.Unmarshal(b, &set); err != nil {
			return s, fmt.Errorf("read the set of holidays %s: %w", path.Base(name), err)
		}
		s.sets = append(s.sets, set)
		for _, h := range set.Holidays {
			s.byID[h.ID] = h
		}
	}
	slices.SortStableFunc(s.sets, func(a, b Set) int {
		switch {
		case a.ID == world:
			return -1
		case b.ID == world:
			return 1
		}
		return strings.Compare(a.ID, b.ID)
	})
	return s, nil
}

// Sets are the shipped sets of holidays, that for everybody first and the others
// by ID. They are shared: nobody may change them.
func Sets() []Set { return all().sets }

// ByID is the shipped holiday of an ID.
func ByID(id string) (Holiday, bool) {
	h, ok := all().byID[id]
	return h, ok
}

// Proposed are the IDs of the sets for a country, given by its ISO code: its
// own, if there is one, and then that for everybody.
func Proposed(country string) []string {
	var ids []string
	for _, s := range Sets() {
		if slices.Contains(s.Countries, strings.ToUpper(country)) {
			ids = append(ids, s.ID)
		}
	}
	return append(ids, world)
}
