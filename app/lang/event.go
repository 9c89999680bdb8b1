package lang

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"carebook/app/care"
)

var eventKinds = map[care.EventKind]string{
	care.Call:      "event_kind.call",
	care.Visit:     "event_kind.visit",
	care.Message:   "event_kind.message",
	care.Meeting:   "event_kind.meeting",
	care.Greeting:  "event_kind.greeting",
	care.Gift:      "event_kind.gift",
	care.Quote:     "event_kind.quote",
	care.Purchase:  "event_kind.purchase",
	care.Complaint: "event_kind.complaint",
	care.Feedback:  "event_kind.feedback",
	care.Memo:      "event_kind.note",
	care.Promise:   "event_kind.promise",
}

// EventKind names a kind of event; one that is not known is itself.
func EventKind(kind care.EventKind) string {
	if key, ok := eventKinds[kind]; ok {
		return T(key)
	}
	return string(kind)
}

var outcomes = map[care.Outcome]string{
	"":              "outcome.none",
	care.NoAnswer:   "outcome.no_answer",
	care.Answered:   "outcome.answered",
	care.CallBack:   "outcome.call_back",
	care.Interested: "outcome.interested",
	care.Ordered:    "outcome.ordered",
	care.Declined:   "outcome.declined",
}

// Outcome names how a contact ended; one that is not known is itself.
func Outcome(o care.Outcome) string {
	if key, ok := outcomes[o]; ok {
		return T(key)
	}
	return string(o)
}

var channels = map[care.Channel]string{
	care.ByCall:    "channel.call",
	care.ByVisit:   "channel.visit",
	care.ByMessage: "channel.message",
	care.ByMail:    "channel.mail",
}

// Channel names a way to get in touch; one that is not known is itself, none is
// "".
func Channel(c care.Channel) string {
	if key, ok := channels[c]; ok {
		return T(key)
	}
	return string(c)
}

// EventTitle is an event's heading in a timeline: its kind, with the outcome,
// the price or the minutes.
func EventTitle(e *care.Event) string {
	kind := EventKind(e.Kind)
	switch {
	case e.Outcome != "":
		return T("event.title_outcome", Args{"Kind": kind, "Outcome": LowerFirst(Outcome(e.Outcome))})
	case e.Price != nil:
		return T("event.title_price", Args{"Kind": kind, "Price": Money(*e.Price)})
	case e.Minutes > 0:
		return T("event.title_minutes", Args{"Kind": kind, "Minutes": e.Minutes})
	}
	return kind
}

// LowerFirst is a word as it stands within a sentence, but for one written in
// capitals.
func LowerFirst(s string) string {
	first, n := utf8.DecodeRuneInString(s)
	if second, _ := utf8.DecodeRuneInString(s[n:]); unicode.IsUpper(second) {
		return s
	}
	return string(unicode.ToLower(first)) + s[n:]
}

// EventTerm is what an event is waiting for or waited for: by when a promise is
// to be kept, until when an offer runs. It is "" for most.
func EventTerm(e *care.Event, today care.Day) string {
	switch {
	case e.Done != "" && e.Kind == care.Complaint:
		return T("event.answered", Args{"Day": DayNamed(e.Done, today)})
	case e.Done != "":
		return T("event.kept", Args{"Day": DayNamed(e.Done, today)})
	case e.Due != "":
		return T("event.by", Args{"Day": DayNamed(e.Due, today)})
	case e.ValidUntil != "":
		return T("event.offer_until", Args{"Day": DayNamed(e.ValidUntil, today)})
	}
	return ""
}

var relations = map[string]string{
	"spouse":    "relation.spouse",
	"partner":   "relation.partner",
	"child":     "relation.child",
	"parent":    "relation.parent",
	"mother":    "relation.mother",
	"father":    "relation.father",
	"sibling":   "relation.sibling",
	"brother":   "relation.brother",
	"sister":    "relation.sister",
	"friend":    "relation.friend",
	"relative":  "relation.relative",
	"assistant": "relation.assistant",
	"manager":   "relation.manager",
	"colleague": "relation.colleague",
}

// Relations are the relations that have a name in the translations, as a source
// writes them.
func Relations() []string {
	return []string{"spouse", "partner", "child", "parent", "mother", "father", "sibling", "brother", "sister", "relative", "friend", "assistant", "manager", "colleague"}
}

// Relation names what somebody is to a person; a word of the source's own is
// itself.
func Relation(relation string) string {
	if key, ok := relations[strings.ToLower(relation)]; ok {
		return T(key)
	}
	return relation
}

// PlainDay is a day without its weekday, as ParseDay reads it; the empty Day is
// "".
func PlainDay(d care.Day) string {
	t := d.Time()
	if t.IsZero() {
		return ""
	}
	return Date(care.Date{Year: t.Year(), Month: int(t.Month()), Day: t.Day()})
}

// DayTyped is a day in the shortest form in which it is typed, with its year, as
// ParseDay reads it; the empty Day is "".
func DayTyped(d care.Day) string {
	t := d.Time()
	if t.IsZero() {
		return ""
	}
	return T("date.day_typed", parts(t))
}
