package visits

import (
	"math"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/care/plan"
	"carebook/app/care/remind"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/style"
)

// fieldGap is the space between the fields of a panel at 100 %.
const fieldGap = style.Space3

// hoursForm is the panel of when the user visits.
type hoursForm struct {
	screen *Screen
	panel  *kit.Panel

	week     *kit.Field
	days     [7]*kit.Field
	start    *kit.Field
	from, to *kit.Field
	lengths  [3]*kit.Field
	// filling is set while the form itself changes a field.
	filling bool
}

// askHours asks when the user visits, and for how long.
func (s *Screen) askHours() {
	if s.view == nil {
		return
	}
	f := &hoursForm{screen: s}
	f.build(s.view.Settings.Hours)
	f.panel = kit.NewPanel(lang.T("visits.hours_title"), f.body(), lang.T("visits.hours_act"), f.save)
	kit.GuardPanel(f.panel, f.fields()...)
	s.panel = f.panel
	f.panel.Show(s.canvas())
}

// build makes the fields with the hours of now in them.
func (f *hoursForm) build(h plan.Hours) {
	f.week = field(lang.T("visits.hours_week"), 90, parseHours, hours(h.Week()), wrongWeek)
	f.week.OnChanged = f.weekTyped
	for i := range f.days {
		f.days[i] = field(lang.DayOfWeek(i), 0, parseHours, length(h.Days[i]), func(minutes int) *care.Error {
			if minutes > plan.MostOfDay {
				return &care.Error{Code: care.CodeBadVisitDay, Args: care.Args{"Most": plan.MostOfDay / 60}}
			}
			return nil
		})
		f.days[i].OnChanged = f.dayTyped
	}
	f.start = field(lang.T("visits.hours_start"), 90, parseClock, clockTime(h.Start), func(minutes int) *care.Error {
		if minutes >= plan.LatestEnd {
			return &care.Error{Code: care.CodeBadVisitStart, Args: care.Args{"Latest": clockTime(plan.LatestEnd)}}
		}
		return nil
	})
	f.from = field(lang.T("visits.pause_from"), 90, parseClock, clockTime(h.PauseFrom), nil)
	f.to = field(lang.T("visits.pause_to"), 90, parseClock, clockTime(h.PauseTo), f.wrongPause)
	f.from.OnChanged = func(string) { f.to.Look() }
	for i := range f.lengths {
		name := lang.T("visits.length_of", lang.Args{"Band": bandNames[i]})
		f.lengths[i] = field(name, 0, parseMinutes, strconv.Itoa(h.Lengths[i]), func(minutes int) *care.Error {
			if minutes < plan.ShortestVisit || minutes > plan.LongestVisit {
				return &care.Error{Code: care.CodeBadVisitLength, Args: care.Args{"Least": plan.ShortestVisit, "Most": plan.LongestVisit}}
			}
			return nil
		})
	}
}

// field is a field of minutes: parse reads them or says what is wrong with the
// words, wrong (nil is nothing) what is wrong with the minutes.
func field(name string, width float32, parse func(string) (int, string), words string, wrong func(int) *care.Error) *kit.Field {
	f := kit.NewField(name, "")
	if width > 0 {
		f.Wide(width)
	}
	f.Check = func(words string) kit.Note {
		minutes, problem := parse(words)
		if problem == "" && wrong != nil {
			if err := wrong(minutes); err != nil {
				problem = lang.Sentence(err)
			}
		}
		return kit.Note{Words: problem, Problem: problem != ""}
	}
	f.Set(words)
	return f
}

// wrongWeek says what is wrong with the hours of a week: no day has more than
// twelve.
func wrongWeek(minutes int) *care.Error {
	if minutes > 7*plan.MostOfDay {
		return &care.Error{Code: care.CodeBadVisitDay, Args: care.Args{"Most": plan.MostOfDay / 60}}
	}
	return nil
}

// wrongPause says of the end of the pause that it comes before its beginning.
func (f *hoursForm) wrongPause(to int) *care.Error {
	if from, problem := parseClock(f.from.Words()); problem == "" && from > to {
		return &care.Error{Code: care.CodeBadVisitPause}
	}
	return nil
}

// parseHours reads hours: 4, 4:30, 4,5. No words are none.
func parseHours(words string) (minutes int, problem string) {
	wrong := lang.T("visits.hours_wrong", lang.Args{"Text": words})
	words = strings.TrimSpace(words)
	if words == "" {
		return 0, ""
	}
	if hour, minute, ok := strings.Cut(words, ":"); ok {
		h, errHour := strconv.ParseUint(hour, 10, 8)
		m, errMinute := strconv.ParseUint(minute, 10, 8)
		if errHour != nil || errMinute != nil || len(minute) != 2 || m > 59 {
			return 0, wrong
		}
		return int(h*60 + m), ""
	}
	number, ok := lang.ParseNumber(words)
	value, err := strconv.ParseFloat(number, 64)
	if !ok || err != nil || value < 0 || value > 1000 {
		return 0, wrong
	}
	return int(math.Round(value * 60)), ""
}

// parseClock reads a time of the day.
func parseClock(words string) (minute int, problem string) {
	minute, err := remind.ParseMinute(words)
	return minute, lang.Sentence(err)
}

// parseMinutes reads whole minutes.
func parseMinutes(words string) (minutes int, problem string) {
	n, ok := wholeNumber(words, 0, minutesMost)
	if !ok {
		return 0, lang.T("visits.minutes_wrong", lang.Args{"Most": lang.Number(minutesMost)})
	}
	return n, ""
}

// wholeNumber reads a whole number from least to most.
func wholeNumber(words string, least, most int) (int, bool) {
	number, ok := lang.ParseNumber(strings.TrimSpace(words))
	n, err := strconv.Atoi(number)
	return n, ok && err == nil && n >= least && n <= most
}

// weekTyped spreads the hours of a week over its days.
func (f *hoursForm) weekTyped(words string) {
	minutes, problem := parseHours(words)
	if f.filling || problem != "" || wrongWeek(minutes) != nil {
		return
	}
	h := f.hours().WithWeek(minutes)
	f.put(func() {
		for i, day := range f.days {
			day.Put(length(h.Days[i]))
		}
	})
}

// dayTyped adds the days up.
func (f *hoursForm) dayTyped(string) {
	if !f.filling {
		f.put(func() { f.week.Put(hours(f.hours().Week())) })
	}
}

func (f *hoursForm) put(fill func()) {
	f.filling = true
	fill()
	f.filling = false
}

// hours are what stands in the fields; what is wrong counts as none.
func (f *hoursForm) hours() plan.Hours {
	var h plan.Hours
	for i, day := range f.days {
		h.Days[i], _ = parseHours(day.Words())
	}
	h.Start, _ = parseClock(f.start.Words())
	h.PauseFrom, _ = parseClock(f.from.Words())
	h.PauseTo, _ = parseClock(f.to.Words())
	for i, l := range f.lengths {
		h.Lengths[i], _ = parseMinutes(l.Words())
	}
	return h
}

func (f *hoursForm) fields() []*kit.Field {
	fields := append([]*kit.Field{f.week}, f.days[:]...)
	return append(append(fields, f.start, f.from, f.to), f.lengths[:]...)
}

func (f *hoursForm) body() fyne.CanvasObject {
	days, lengths := kit.NewFlow(style.Space1), kit.NewFlow(style.Space2)
	for i, day := range f.days {
		days.Add(under(lang.DayOfWeek(i), day.Wide(52)))
	}
	for i, l := range f.lengths {
		lengths.Add(kit.NewBandFigure(bandNames[i], ""))
		lengths.Add(l.Wide(60))
	}
	return kit.NewColumn(fieldGap,
		under(lang.T("visits.hours_week"), f.week.Unit(lang.T("visits.hours_unit"))),
		days,
		kit.NewParagraph(lang.T("visits.hours_days"), style.Small, style.Ink3),
		kit.NewPair(style.Space4, under(lang.T("visits.hours_start"), f.start), kit.NewPair(style.Space2, under(lang.T("visits.pause_from"), f.from), under(lang.T("visits.pause_to"), f.to))),
		under(lang.T("visits.lengths"), lengths))
}

// save keeps the hours.
func (f *hoursForm) save(done func(problem string)) {
	hours := f.hours()
	f.screen.change(func(set *book.VisitSettings) { set.Hours = hours }, func(was, now book.VisitSettings, err error) {
		done(lang.Sentence(err))
		if err == nil {
			f.screen.tell(was, now)
		}
	})
}
