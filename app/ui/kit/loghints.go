package kit

import (
	"carebook/app/care"
	"carebook/app/lang"
)

// LineHints says what was understood of a line of the log.
func LineHints(l lang.Line, today care.Day) []string {
	var hints []string
	if l.Minutes > 0 {
		hints = append(hints, lang.T("people.hint_minutes", lang.Args{"Minutes": l.Minutes}))
	}
	if l.Price != nil {
		hints = append(hints, lang.Money(*l.Price))
	}
	if l.ValidUntil != "" {
		hints = append(hints, lang.T("event.offer_until", lang.Args{"Day": lang.DayNamed(l.ValidUntil, today)}))
	}
	if l.Promise != "" {
		hints = append(hints, lang.T("people.hint_promise", lang.Args{"Day": lang.DayNamed(l.Due, today)}))
	}
	return hints
}
