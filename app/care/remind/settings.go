package remind

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"carebook/app/care"
)

// The bounds of the settings.
const (
	// MaxLead is the longest lead, in days: a quarter of a year, so that nobody
	// is listed for one birthday before the last one has been forgotten.
	MaxLead = 90
	// MaxCap is the most calls, or visits, that a day may be made to offer.
	MaxCap = 50
	// MaxBrake is the longest brake, in days.
	MaxBrake = 90
)

const minutesOfDay = 24 * 60

// Settings are the user's choices about reminders; their JSON form is what a
// book keeps. Cadences are kept apart.
type Settings struct {
	// Minute is the minute of the day, 0 to 1439, of the pop-up.
	Minute int `json:"minute"`
	// Leads are the days before, 0 to MaxLead, at which occasions of a kind are
	// announced: descending, each once, at least one. Other kinds have none: they
	// are announced when they are due.
	Leads map[Kind][]int `json:"leads"`
	// Calls and Visits are how many of each a day offers at most, 0 to MaxCap.
	Calls  int `json:"calls"`
	Visits int `json:"visits"`
	// Brake is how many days after any touch nobody is suggested, 0 to MaxBrake.
	Brake int `json:"brake"`
	// March1 lets 29 February fall on 1 March in common years, and not on 28
	// February.
	March1 bool `json:"march1"`
	// Quiet asks for no pop-up on a day on which there is nothing to say.
	Quiet bool `json:"quiet"`
}

// DefaultSettings are those of a new book.
func DefaultSettings() Settings {
	return Settings{
		Minute: 9 * 60,
		Leads: map[Kind][]int{
			Birthday:    {7, 1, 0},
			Anniversary: {7, 1, 0},
			Relative:    {7, 1, 0},
			Holiday:     {3, 0},
		},
		Calls:  5,
		Visits: 3,
		Brake:  7,
	}
}

// String is the JSON form of the settings.
func (s Settings) String() string {
	text, _ := json.Marshal(s) // numbers, words and lists of them cannot fail
	return string(text)
}

// ParseSettings reads the JSON form of settings; "" is the default. What is
// missing is the default too, so that settings of an older version are read, and
// what a newer one adds is passed over. What is out of bounds, or no setting at
// all, is the default and told by the error: the settings are usable either
// way.
func ParseSettings(text string) (Settings, error) {
	s := DefaultSettings()
	if text == "" {
		return s, nil
	}
	var kept map[string]json.RawMessage
	if err := json.Unmarshal([]byte(text), &kept); err != nil {
		return s, fmt.Errorf("read the settings of reminders: %w", err)
	}
	err := errors.Join(
		take(kept, "minute", &s.Minute, upTo(minutesOfDay-1)),
		takeLeads(kept, s.Leads),
		take(kept, "calls", &s.Calls, upTo(MaxCap)),
		take(kept, "visits", &s.Visits, upTo(MaxCap)),
		take(kept, "brake", &s.Brake, upTo(MaxBrake)),
		take(kept, "march1", &s.March1, either),
		take(kept, "quiet", &s.Quiet, either),
	)
	if err != nil {
		return s, fmt.Errorf("read the settings of reminders: %w", err)
	}
	return s, nil
}

// take reads a value of JSON into a setting, which stays as it is where there is
// none and where it is not valid.
func take[T any](from map[string]json.RawMessage, name string, setting *T, valid func(T) bool) error {
	text, ok := from[name]
	if !ok || bytes.Equal(text, []byte("null")) {
		return nil
	}
	var value T
	if err := json.Unmarshal(text, &value); err != nil {
		return fmt.Errorf("setting %s: %w", name, err)
	}
	if !valid(value) {
		return fmt.Errorf("setting %s: %s is out of bounds", name, text)
	}
	*setting = value
	return nil
}

func upTo(most int) func(int) bool {
	return func(n int) bool { return n >= 0 && n <= most }
}

func either(bool) bool { return true }

// takeLeads reads the leads of every kind.
func takeLeads(from map[string]json.RawMessage, leads map[Kind][]int) error {
	var kinds map[string]json.RawMessage
	failed := []error{take(from, "leads", &kinds, func(map[string]json.RawMessage) bool { return true })}
	for _, name := range slices.Sorted(maps.Keys(kinds)) {
		kind := Kind(name)
		if !kind.Occasion() {
			failed = append(failed, fmt.Errorf("setting leads: %q is no kind of occasion", name))
			continue
		}
		list := leads[kind]
		failed = append(failed, take(kinds, name, &list, validLeads))
		leads[kind] = descending(list)
	}
	return errors.Join(failed...)
}

func validLeads(list []int) bool {
	return len(list) > 0 && !slices.ContainsFunc(list, func(n int) bool { return n < 0 || n > MaxLead })
}

// descending sorts leads, each once.
func descending(list []int) []int {
	slices.Sort(list)
	list = slices.Compact(list)
	slices.Reverse(list)
	return list
}

// leads are those of a kind; what is no occasion is announced when it is
// due.
func (s Settings) leads(k Kind) []int {
	if list := s.Leads[k]; len(list) > 0 && k.Occasion() {
		return list
	}
	return []int{0}
}

// ParseMinute reads a time of day ("9", "9:00", "09.30", "21:05") as its minute,
// 0 to 1439. Anything else is a *care.Error with CodeBadHour.
func ParseMinute(text string) (int, error) {
	hour, minute, parted := strings.Cut(strings.NewReplacer(".", ":", "：", ":").Replace(strings.TrimSpace(text)), ":")
	if !parted {
		minute = "00"
	}
	h, okHour := number(hour, 23)
	m, okMinute := number(minute, 59)
	if !okHour || !okMinute || len(hour) > 2 || len(minute) != 2 {
		return 0, &care.Error{Code: care.CodeBadHour, Args: care.Args{"Text": text}, Err: fmt.Errorf("%q is no time of day", text)}
	}
	return h*60 + m, nil
}

// number reads a number of digits alone, at most most.
func number(text string, most int) (int, bool) {
	n, err := strconv.Atoi(text)
	return n, err == nil && n <= most && strings.Trim(text, "0123456789") == ""
}

// ParseLeads reads leads as a user types them: "7, 1, 0", in any order, between
// commas, semicolons (those of Chinese too) or spaces. They come back descending,
// each once. No lead at all would never announce anything and is as wrong as one
// that is no number of days up to MaxLead: a *care.Error with CodeBadLeads.
func ParseLeads(text string) ([]int, error) {
	var list []int
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(",; \t\n，、；\u3000", r) }) {
		n, ok := number(word, MaxLead)
		if !ok {
			return nil, badLeads(text)
		}
		list = append(list, n)
	}
	if len(list) == 0 {
		return nil, badLeads(text)
	}
	return descending(list), nil
}

func badLeads(text string) error {
	return &care.Error{
		Code: care.CodeBadLeads,
		Args: care.Args{"Text": text, "Most": MaxLead},
		Err:  fmt.Errorf("%q are no days before", text),
	}
}

// FormatMinute writes a minute of the day, 0 to 1439, as ParseMinute reads it:
// "09:00".
func FormatMinute(minute int) string { return fmt.Sprintf("%02d:%02d", minute/60, minute%60) }
