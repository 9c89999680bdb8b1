package kit

import (
	"strconv"
	"strings"

	"carebook/app/care"
	"carebook/app/lang"
)

// CadenceWords is a number of days between two contacts as it stands in a
// field: "" says nothing, and never is a word.
func CadenceWords(days int) string {
	switch {
	case days == 0:
		return ""
	case days < 0:
		return lang.T("cadence.never")
	}
	return strconv.Itoa(days)
}

// ReadCadence reads a number of days between two contacts: 1 to care.MaxCadence,
// care.Never by its word, 0 for no words. It is false for anything else, such as
// "0", "every day" and "99999".
func ReadCadence(words string) (days int, ok bool) {
	words = strings.TrimSpace(words)
	if words == "" {
		return 0, true
	}
	if strings.EqualFold(words, lang.T("cadence.never")) {
		return care.Never, true
	}
	number, ok := lang.ParseNumber(words)
	if !ok {
		return 0, false
	}
	days, err := strconv.Atoi(number)
	if err != nil || days < 1 || days > care.MaxCadence {
		return 0, false
	}
	return days, true
}

// CheckCadence says what is wrong with the words of a cadence, if anything is.
func CheckCadence(words string) Note {
	if _, ok := ReadCadence(words); ok {
		return Note{}
	}
	return Note{Words: lang.T("cadence.wrong", lang.Args{"Most": lang.Number(care.MaxCadence), "Never": lang.T("cadence.never")}), Problem: true}
}
