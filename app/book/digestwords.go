package book

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"carebook/app/care"
	"carebook/app/care/remind"
	"carebook/app/lang"
)

// title is whom a reminder is about: the person, or whoever is near the person.
func title(r *remind.Reminder) string {
	if r.Kind == remind.Relative && r.Yearly.Label != "" {
		return lang.T("reminder.near", lang.Args{"Child": r.Yearly.Label, "Name": r.Name})
	}
	return r.Name
}

// reminderWords are the second line of a reminder, with what is overdue apart.
func reminderWords(r *remind.Reminder, on care.Day, topic string) (late, line string) {
	switch r.Kind {
	case remind.Call, remind.Visit:
		return cadenceWords(r, on, topic)
	case remind.Promise:
		return "", joinWords(firstClause(r.Event.Text), lang.EventTerm(r.Event, on))
	case remind.Complaint:
		return complaintWords(r, on)
	case remind.Holiday:
		return "", when(r, on, holidayWords(r))
	}
	return "", when(r, on, occasionWords(r))
}

// when says the day of what is not today.
func when(r *remind.Reminder, on care.Day, what string) string {
	if r.Date == on {
		return what
	}
	return lang.T("reminder.when", lang.Args{"Day": lang.DayShort(r.Date, on), "What": within(r, what)})
}

// occasionWords say what comes back, and the age where it is known.
func occasionWords(r *remind.Reminder) string {
	d := r.Yearly
	what := lang.DateKind(d)
	if r.Kind == remind.Relative && d.Label != "" {
		what = lang.T("date_kind.birthday") // whose it is stands above
	}
	if d.Calendar == care.Lunar {
		what = lang.T("reminder.lunar", lang.Args{"What": what, "Date": lang.Date(care.Date{Calendar: care.Lunar, Month: d.Month, Day: d.Day, Leap: d.Leap})})
	}
	switch {
	case r.Age == 0:
		return what
	case r.Kind == remind.Anniversary:
		return lang.N("reminder.years", r.Age, lang.Args{"What": what})
	}
	return lang.N("reminder.age", r.Age, lang.Args{"What": what})
}

func holidayWords(r *remind.Reminder) string {
	names := lang.N("reminder.names", r.Count)
	switch {
	case r.Greeted == 0:
		return lang.T("reminder.none_greeted", lang.Args{"Names": names})
	case r.Greeted >= r.Count:
		return lang.T("reminder.all_greeted", lang.Args{"Names": names})
	}
	return lang.T("reminder.some_greeted", lang.Args{"Names": names, "Greeted": lang.Number(r.Greeted)})
}

// cadenceWords say how long ago the last contact was, the rhythm, and what was
// talked about.
func cadenceWords(r *remind.Reminder, on care.Day, topic string) (late, line string) {
	every := lang.N("reminder.every", r.Every)
	if r.Since == "" {
		late, line = "", lang.T("reminder.never", lang.Args{"Every": every})
	} else {
		late = lang.N("reminder.days", care.DaysBetween(r.Since, on))
		line = lang.T("reminder.after_days", lang.Args{"Every": every})
		if !r.Missed {
			late, line = "", late+line
		}
	}
	if topic != "" {
		line = lang.T("reminder.topic", lang.Args{"Line": line, "Topic": topic})
	}
	return late, line
}

// complaintWords say what is wrong, for how long, and by when an answer was
// promised.
func complaintWords(r *remind.Reminder, on care.Day) (late, line string) {
	age := lang.T("reminder.complaint_day", lang.Args{"N": lang.Number(care.DaysBetween(r.Event.Day, on) + 1)})
	line = joinWords(firstClause(r.Event.Text), age)
	if r.Event.Due != "" {
		line = lang.T("reminder.answer_by", lang.Args{"Line": line, "Day": lang.DayShort(r.Event.Due, on)})
	}
	return "", line
}

// within are words on a reminder as they stand within a sentence; the user's own
// stay as they were written.
func within(r *remind.Reminder, what string) string {
	if r.Yearly.Kind == care.OtherDate && r.Yearly.Label != "" {
		return what
	}
	return lang.LowerFirst(what)
}

// counted are what a sentence counts, in its order.
var counted = []struct {
	section Section
	key     string
}{
	{BirthdaySection, "reminder.count_birthdays"},
	{HolidaySection, "reminder.count_holidays"},
	{CallSection, "reminder.count_calls"},
	{VisitSection, "reminder.count_visits"},
	{PromiseSection, "reminder.count_promises"},
	{ComplaintSection, "reminder.count_complaints"},
}

// Sentence says in one or two sentences what a day holds: "Three birthdays, five
// calls to make, two visits. Two things waited while the laptop was shut."
func Sentence(d *Digest) string {
	counts := map[Section]int{}
	for i := range d.Items {
		if it := &d.Items[i]; it.PageSection() != SoonSection {
			counts[it.PopSection()]++
		}
	}
	for section, more := range d.More { // of a day's occasions most are birthdays
		if section == TodaySection {
			section = BirthdaySection
		}
		counts[section] += more
	}
	var parts []string
	for _, c := range counted {
		if n := counts[c.section]; n > 0 {
			parts = append(parts, lang.Spelled(c.key, n))
		}
	}
	first, second := "", ""
	if len(parts) > 0 {
		first = sentence(strings.Join(parts, lang.T("reminder.comma")))
	}
	if n := counts[MissedSection]; n > 0 {
		second = sentence(lang.Spelled("reminder.count_missed", n))
		if d.ShutSince != "" {
			second = sentence(lang.Spelled("reminder.count_waited", n))
		}
	}
	if first == "" || second == "" {
		return first + second
	}
	return lang.T("reminder.two_sentences", lang.Args{"First": first, "Second": second})
}

func sentence(words string) string { return upperFirst(words) + lang.T("reminder.stop") }

func upperFirst(s string) string {
	if s == "" {
		return ""
	}
	first, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(first)) + s[n:]
}
