package remind

import (
	"fmt"
	"strings"

	"carebook/app/care"
)

// KindOf is the kind of a date's reminder. A date that is neither a birthday nor
// of somebody near is an anniversary.
func KindOf(k care.DateKind) Kind {
	switch k {
	case care.Birthday:
		return Birthday
	case care.RelativeDate:
		return Relative
	}
	return Anniversary
}

// What names a date as an occasion of a person: "05-21", "chinese 08-15",
// "chinese leap 06-01", "04" for a month alone, and "" for what never comes back.
// A person may have several of everything but birthdays on a day (two children
// are twins, a wedding was on the day of a contract), so that the label stands
// behind these, without regard to case and spaces: "05-21 lucas".
func What(d care.Date) string {
	if d.Month == 0 {
		return ""
	}
	var b strings.Builder
	if d.Calendar == care.Lunar {
		b.WriteString(string(care.Lunar) + " ")
		if d.Leap {
			b.WriteString("leap ")
		}
	}
	fmt.Fprintf(&b, "%02d", d.Month)
	if d.Day > 0 {
		fmt.Fprintf(&b, "-%02d", d.Day)
	}
	if d.Kind != care.Birthday {
		for _, word := range strings.Fields(strings.ToLower(d.Label)) {
			b.WriteString(" " + word)
		}
	}
	return b.String()
}
