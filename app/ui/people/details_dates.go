package people

import (
	"slices"
	"strings"

	"carebook/app/calendar"
	"carebook/app/care"
	"carebook/app/lang"
	"carebook/app/ui/kit"
)

// dates are the days of the person; those of relatives stand with them.
func (d *details) dates() listField[care.Date] {
	return listField[care.Date]{
		id: "date", name: lang.T("date_kind.other"),
		get: func(p *care.Person) []care.Date {
			return slices.DeleteFunc(slices.Clone(p.Dates), func(x care.Date) bool { return x.Kind == care.RelativeDate })
		},
		set: func(p *care.Person, all []care.Date) {
			p.Dates = mergeDates(p.Dates, all, func(x care.Date) bool { return x.Kind != care.RelativeDate })
		},
		begin: d.beginDate,
		empty: func(v care.Date) bool { return v.Text == "" && v.Year == 0 && v.Month == 0 },
		show: func(it *detail, v care.Date) kit.EditField {
			f := kit.EditField{Value: lang.Date(v), Hint: lang.T("details.date_hint"), Chosen: -1}
			d.dateKinds(v).fill(&f, v)
			f.Check = func(words string) kit.Note {
				typed := dateTyped(v, words, d.today())
				return d.dateNote(typed, typed != v)
			}
			if f.Value != "" {
				f.Actions = []kit.RowAction{d.copyAction(f.Value)}
			}
			return f
		},
		take: func(v care.Date, e kit.EditedField) care.Date {
			return d.dateKinds(v).take(dateTyped(v, e.Value, d.today()), e)
		},
	}
}

func (d *details) today() care.Day { return d.screen.clock.Today() }

// mergeDates puts dates in the place of those of a list that are of their sort;
// the others stay where they are.
func mergeDates(all, dates []care.Date, ofSort func(care.Date) bool) []care.Date {
	var out []care.Date
	for _, x := range all {
		switch {
		case !ofSort(x):
			out = append(out, x)
		case len(dates) > 0:
			out, dates = append(out, dates[0]), dates[1:]
		}
	}
	return append(out, dates...)
}

// beginDate is a date that is being added.
func (d *details) beginDate(adding string) (care.Date, bool) {
	switch adding {
	case "birthday":
		return care.Date{Kind: care.Birthday}, true
	case "anniversary":
		return care.Date{Kind: care.Anniversary}, true
	case "date":
		return care.Date{Kind: care.OtherDate}, true
	}
	return care.Date{}, false
}

// dateKinds are the kinds that a date can have.
type dateKinds []care.DateKind

// dateKinds are those that a date of the person can have: one birthday there is,
// a second one would be something else.
func (d *details) dateKinds(v care.Date) dateKinds {
	kinds := dateKinds{care.Anniversary, care.OtherDate}
	if b := d.who.person.Birthday(); b == nil || v.Kind == care.Birthday {
		kinds = append(dateKinds{care.Birthday}, kinds...)
	}
	return kinds
}

func (k dateKinds) fill(f *kit.EditField, v care.Date) {
	for _, kind := range k {
		f.Types = append(f.Types, lang.DateKind(care.Date{Kind: kind}))
	}
	f.Type, f.OwnLabel = slices.Index(k, v.Kind), lang.T("details.own_label")
	if v.Kind == care.OtherDate {
		f.Label = v.Label
	}
	f.Caption = lang.DateKind(v)
}

func (k dateKinds) take(v care.Date, e kit.EditedField) care.Date {
	switch {
	case e.Label != "":
		v.Kind, v.Label = care.OtherDate, e.Label
	case e.Type >= 0 && e.Type < len(k) && (k[e.Type] != v.Kind || v.Label != ""):
		v.Kind, v.Label = k[e.Type], ""
	}
	return v
}

// dateTyped is a date with other words: the date that they are, or they
// themselves where they are none.
func dateTyped(v care.Date, words string, today care.Day) care.Date {
	words = strings.TrimSpace(words)
	if words == lang.Date(v) {
		return v
	}
	kept := care.Date{Kind: v.Kind, Label: v.Label}
	if words == "" {
		return kept
	}
	typed, err := lang.ParseDate(words, today)
	if err != nil {
		kept.Text = words
		return kept
	}
	typed.Kind, typed.Label = v.Kind, v.Label
	return typed
}

// dateNote says what was understood of a date: the day in the other calendar,
// when it comes next, and which year that makes; or that it is none. A
// Gregorian date that stands as it is says its lunar day only where people live
// by that calendar.
func (d *details) dateNote(v care.Date, typed bool) kit.Note {
	switch {
	case v.Text != "":
		return problem(lang.T("details.date_kept", lang.Args{"Why": lang.Sentence(notADate(v.Text))}))
	case v.Month == 0:
		return kit.Note{}
	}
	var parts []string
	both := typed || v.Calendar == care.Lunar || strings.HasPrefix(lang.Current(), "zh")
	if other := otherCalendar(v); other != "" && both {
		parts = append(parts, other)
	}
	if next := d.nextTime(v); next != "" {
		parts = append(parts, next)
	}
	return kit.Note{Words: strings.Join(parts, lang.T("details.comma"))}
}

func notADate(words string) error {
	return &care.Error{Code: care.CodeNotADate, Args: care.Args{"Value": shortened(words)}}
}

// otherCalendar is a full date in the calendar that it is not written in.
func otherCalendar(v care.Date) string {
	if v.Year == 0 || v.Day == 0 {
		return ""
	}
	if v.Calendar == care.Lunar {
		day, ok := calendar.Gregorian(v)
		if !ok {
			return lang.T("details.no_lunar_day")
		}
		return lang.T("details.gregorian", lang.Args{"Date": lang.Date(dateOf(day))})
	}
	date, ok := calendar.Lunar(care.Day(v.ISO()))
	if !ok {
		return ""
	}
	return lang.T("details.lunar", lang.Args{"Date": lang.Date(date)})
}

// dateOf is a day as a date.
func dateOf(day care.Day) care.Date {
	t := day.Time()
	return care.Date{Calendar: care.Gregorian, Year: t.Year(), Month: int(t.Month()), Day: t.Day()}
}

// nextTime says when a date comes back.
func (d *details) nextTime(v care.Date) string {
	day, ok := calendar.Next(v, d.today(), false)
	if !ok {
		return ""
	}
	args := lang.Args{"Day": lang.DayShort(day, d.today())}
	years, known := calendar.Age(v, day)
	switch {
	case !known || years == 0:
		return lang.T("details.next", args)
	case v.Kind == care.Birthday || v.Kind == care.RelativeDate:
		return lang.N("details.next_turns", years, args)
	}
	return lang.N("details.next_years", years, args)
}
