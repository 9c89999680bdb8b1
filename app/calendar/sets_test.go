package calendar

import (
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"unicode"

	"carebook/app/care"
)

// families are the kinds of greeting that there are texts for.
var families = []string{
	"new_year", "christmas", "orthodox_christmas", "easter", "orthodox_easter", "lunar_new_year", "lantern", "qixi", "mid_autumn",
	"dragon_boat", "womens_day", "mens_day", "mothers_day", "fathers_day", "childrens_day", "teachers_day", "valentines",
	"thanksgiving", "eid_al_fitr", "eid_al_adha", "ramadan", "mawlid", "islamic_new_year", "diwali", "holi", "rosh_hashanah",
	"passover", "hanukkah", "sukkot", "purim", "epiphany", "halloween", "carnival", "national_day", "labour_day", "victory_day",
	"day_of_the_dead", "golden_week", "respect_for_the_aged", "profession", "holiday",
}

// checkNames holds names to all five languages, each in its own script.
func checkNames(t *testing.T, of string, names map[string]string) {
	t.Helper()
	if len(names) != 5 {
		t.Errorf("%s has names in %d languages", of, len(names))
	}
	for language, script := range map[string]*unicode.RangeTable{"en": unicode.Latin, "es": unicode.Latin, "ru": unicode.Cyrillic, "zh_CN": unicode.Han, "zh_TW": unicode.Han} {
		name := names[language]
		if name == "" || name != strings.Join(strings.Fields(name), " ") {
			t.Errorf("%s is called %q in %s", of, name, language)
		}
		if i := strings.IndexFunc(name, func(r rune) bool { return unicode.IsLetter(r) && !unicode.Is(script, r) }); i >= 0 {
			t.Errorf("%s is called %q in %s: another script", of, name, language)
		}
	}
}

func TestShippedSets(t *testing.T) {
	var ids []string
	for _, s := range Sets() {
		ids = append(ids, s.ID)
		checkNames(t, s.ID, s.Names)
		if s.Origin == "" {
			t.Errorf("nobody knows where %s comes from", s.ID)
		}
		if _, err := care.ParseDay(string(s.Date)); err != nil {
			t.Errorf("%s: %v", s.ID, err)
		}
		if n := len(s.Holidays); n < 5 || n > 14 {
			t.Errorf("%s has %d holidays", s.ID, n)
		}
		for _, h := range s.Holidays {
			checkHoliday(t, s, h)
		}
	}
	for _, want := range []string{"world", "BR", "CN", "DE", "ES", "FR", "GB", "IL", "IN", "IT", "JP", "MX", "RU", "TR", "TW", "US", "arab", "maghreb"} {
		if !slices.Contains(ids, want) {
			t.Errorf("there is no set %s", want)
		}
	}
	if ids[0] != world || !slices.IsSorted(ids[1:]) || len(slices.Compact(ids)) != len(Sets()) {
		t.Errorf("the sets are %q", ids)
	}
}

var idForm = regexp.MustCompile(`^[a-z]+\.[a-z]+(_[a-z]+)*$`)

// checkHoliday holds a holiday to its form, and its rule to falling in each of
// the five years after the set was put together: a table that ends needs its
// next years.
func checkHoliday(t *testing.T, s Set, h Holiday) {
	t.Helper()
	if !idForm.MatchString(h.ID) || !strings.HasPrefix(h.ID, strings.ToLower(s.ID)+".") {
		t.Errorf("%s has a holiday %q", s.ID, h.ID)
	}
	checkNames(t, h.ID, h.Names)
	if !slices.Contains(families, h.Greeting) {
		t.Errorf("%s is greeted as %q", h.ID, h.Greeting)
	}
	if again := parsed(t, h.Rule.String()); !reflect.DeepEqual(again, h.Rule) {
		t.Errorf("%s: %q comes back as %q", h.ID, h.Rule, again)
	}
	for year := s.Date.Time().Year() + 1; year <= s.Date.Time().Year()+5; year++ {
		days := h.Rule.Falls(year)
		if len(days) == 0 || len(days) > 1 && !h.Rule.Approximate() {
			t.Errorf("%s falls in %d on %s", h.ID, year, days)
		}
	}
	if got, ok := ByID(h.ID); !ok || !reflect.DeepEqual(got, h) {
		t.Errorf("%s is found as %+v", h.ID, got)
	}
}

// An ID is that of one holiday, and the names of what is proposed together tell
// its days apart.
func TestHolidaysAreDistinct(t *testing.T) {
	set := map[string]string{}
	for _, s := range Sets() {
		for _, h := range s.Holidays {
			if other, taken := set[h.ID]; taken {
				t.Errorf("%s stands in %s and %s", h.ID, other, s.ID)
			}
			set[h.ID] = s.ID
		}
		if s.ID == world {
			continue
		}
		for _, language := range []string{"en", "es", "ru", "zh_CN", "zh_TW"} {
			taken := map[string]string{}
			for _, h := range slices.Concat(Sets()[0].Holidays, s.Holidays) {
				if other := taken[h.Name(language)]; other != "" {
					t.Errorf("%s and %s are both called %s", other, h.ID, h.Name(language))
				}
				taken[h.Name(language)] = h.ID
			}
		}
	}
}

// Nobody is to be greeted twice for the same thing: what is proposed together
// has no two holidays of one family on one day.
func TestProposedSetsDoNotRepeatEachOther(t *testing.T) {
	for _, s := range Sets() {
		for _, country := range s.Countries {
			taken := map[string]string{}
			for _, id := range Proposed(country) {
				i := slices.IndexFunc(Sets(), func(s Set) bool { return s.ID == id })
				for _, h := range Sets()[i].Holidays {
					for year := 2024; year <= 2030; year++ {
						for _, day := range h.Rule.Falls(year) {
							key := h.Greeting + " " + string(day)
							if other := taken[key]; other != "" {
								t.Errorf("%s: %s and %s are both %s", country, other, h.ID, key)
							}
							taken[key] = h.ID
						}
					}
				}
			}
		}
	}
}

func TestProposed(t *testing.T) {
	for country, want := range map[string][]string{
		"ES": {"ES", "world"}, "es": {"ES", "world"}, "EG": {"arab", "world"}, "MA": {"maghreb", "world"},
		"RE": {"FR", "world"}, "XX": {"world"}, "": {"world"}, "world": {"world"},
	} {
		if got := Proposed(country); !slices.Equal(got, want) {
			t.Errorf("%q is proposed %q, want %q", country, got, want)
		}
	}
}

func TestNamesFallBack(t *testing.T) {
	h := Holiday{Names: map[string]string{"en": "New Year", "zh_CN": "新年"}}
	for language, want := range map[string]string{"en": "New Year", "zh_CN": "新年", "zh_TW": "新年", "ru": "New Year", "": "New Year", "xx": "New Year"} {
		if got := h.Name(language); got != want {
			t.Errorf("%q: %q, want %q", language, got, want)
		}
	}
	delete(h.Names, "zh_CN")
	if got := h.Name("zh_TW"); got != "New Year" {
		t.Errorf("without any Chinese: %q", got)
	}
	if got := Sets()[0].Name("es"); got != "Todo el mundo" {
		t.Errorf("the set of the world is called %q", got)
	}
}

func TestByIDOfNobody(t *testing.T) {
	if h, ok := ByID("us.nothing"); ok {
		t.Errorf("there is %+v", h)
	}
}

func TestBrokenSets(t *testing.T) {
	for name, text := range map[string]string{
		"no JSON":      `{"id": "XX"`,
		"no rule":      `{"id": "XX", "holidays": [{"id": "xx.day", "rule": "someday"}]}`,
		"no day":       `{"id": "XX", "holidays": [{"id": "xx.day", "rule": "02-30"}]}`,
		"another type": `{"id": "XX", "holidays": 5}`,
	} {
		_, err := readSets(fstest.MapFS{"holidays/XX.json": {Data: []byte(text)}})
		if err == nil || !strings.Contains(err.Error(), "XX.json") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// The files have the names of their sets and no key that nobody reads.
func TestSetFiles(t *testing.T) {
	files, err := filepath.Glob("../../assets/holidays/*")
	if err != nil || len(files) != len(Sets()) {
		t.Fatalf("%d files for %d sets, %v", len(files), len(Sets()), err)
	}
	key := regexp.MustCompile(`"([a-zA-Z_]+)":`)
	known := []string{"id", "origin", "date", "countries", "names", "holidays", "rule", "greeting", "en", "es", "ru", "zh_CN", "zh_TW"}
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		id := strings.TrimSuffix(filepath.Base(file), ".json")
		if !strings.Contains(string(b), `"id": "`+id+`"`) {
			t.Errorf("%s is not the set %s", file, id)
		}
		for _, m := range key.FindAllStringSubmatch(string(b), -1) {
			if !slices.Contains(known, m[1]) {
				t.Errorf("%s has %q, which nobody reads", file, m[1])
			}
		}
	}
}

func BenchmarkReadSets(b *testing.B) {
	files := os.DirFS("../../assets")
	for b.Loop() {
		if _, err := readSets(files); err != nil {
			b.Fatal(err)
		}
	}
}
