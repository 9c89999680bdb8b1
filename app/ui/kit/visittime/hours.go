// Package visittime has the pieces in which the user says when they visit and for
// whom that time is meant: the hours of a week, the lengths of visits, and the shares
// of the bands. The page of visits and the settings have them both.
//
// It draws with the kit and never imports a screen; whoever has the pieces keeps what
// is in them.
package visittime

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"carebook/app/care"
	"carebook/app/care/plan"
	"carebook/app/care/remind"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/style"
)

// MinutesMost is the longest that a visit can take: a day.
const MinutesMost = 24 * 60

// bandNames are the letters of the bands in their order.
var bandNames = [3]string{string(care.BandA), string(care.BandB), string(care.BandC)}

// Form are the fields of when the user visits, and for how long.
type Form struct {
	Week     *kit.Field
	Days     [7]*kit.Field
	Start    *kit.Field
	From, To *kit.Field
	Lengths  [3]*kit.Field
	// filling is set while the form itself changes a field.
	filling bool
}

// NewForm makes the fields with hours in them.
func NewForm(h plan.Hours) *Form {
	f := &Form{}
	f.Week = field(lang.T("visits.hours_week"), 90, ParseHours, wrongWeek)
	f.Week.OnChanged = f.weekTyped
	for i := range f.Days {
		f.Days[i] = field(lang.DayOfWeek(i), 52, ParseHours, wrongDay)
		f.Days[i].OnChanged = f.dayTyped
	}
	f.Start = field(lang.T("visits.hours_start"), 90, parseClock, wrongStart)
	f.From = field(lang.T("visits.pause_from"), 90, parseClock, nil)
	f.To = field(lang.T("visits.pause_to"), 90, parseClock, f.wrongPause)
	f.From.OnChanged = func(string) { f.To.Look() }
	for i := range f.Lengths {
		name := lang.T("visits.length_of", lang.Args{"Band": bandNames[i]})
		f.Lengths[i] = field(name, 60, parseMinutes, wrongLength)
	}
	f.Fill(h)
	return f
}

// field is a field of minutes: parse reads them or says what is wrong with the
// words, wrong (nil is nothing) what is wrong with the minutes.
func field(name string, width float32, parse func(string) (int, string), wrong func(int) *care.Error) *kit.Field {
	f := kit.NewField(name, "").Wide(width)
	f.Check = func(words string) kit.Note {
		minutes, problem := parse(words)
		if problem == "" && wrong != nil {
			if err := wrong(minutes); err != nil {
				problem = lang.Sentence(err)
			}
		}
		return kit.Note{Words: problem, Problem: problem != ""}
	}
	return f
}

// Fill shows hours that are kept already. What is being typed stays.
func (f *Form) Fill(h plan.Hours) {
	f.put(func() {
		f.Week.Set(Hours(h.Week()))
		for i, day := range f.Days {
			day.Set(Length(h.Days[i]))
		}
		f.Start.Set(remind.FormatMinute(h.Start))
		f.From.Set(remind.FormatMinute(h.PauseFrom))
		f.To.Set(remind.FormatMinute(h.PauseTo))
		for i, l := range f.Lengths {
			l.Set(strconv.Itoa(h.Lengths[i]))
		}
	})
}

// wrongWeek says what is wrong with the hours of a week: no day has more than
// twelve.
func wrongWeek(minutes int) *care.Error { return wrongDay((minutes + 6) / 7) }

func wrongDay(minutes int) *care.Error {
	if minutes > plan.MostOfDay {
		return &care.Error{Code: care.CodeBadVisitDay, Args: care.Args{"Most": plan.MostOfDay / 60}}
	}
	return nil
}

func wrongStart(minutes int) *care.Error {
	if minutes >= plan.LatestEnd {
		return &care.Error{Code: care.CodeBadVisitStart, Args: care.Args{"Latest": remind.FormatMinute(plan.LatestEnd)}}
	}
	return nil
}

func wrongLength(minutes int) *care.Error {
	if minutes < plan.ShortestVisit || minutes > plan.LongestVisit {
		return &care.Error{Code: care.CodeBadVisitLength, Args: care.Args{"Least": plan.ShortestVisit, "Most": plan.LongestVisit}}
	}
	return nil
}

// wrongPause says of the end of the pause that it comes before its beginning.
func (f *Form) wrongPause(to int) *care.Error {
	if from, problem := parseClock(f.From.Words()); problem == "" && from > to {
		return &care.Error{Code: care.CodeBadVisitPause}
	}
	return nil
}

// ParseHours reads hours in minutes: 4, 4:30, 4,5. No words are none; problem says
// what is wrong with others.
func ParseHours(words string) (minutes int, problem string) {
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
	n, ok := WholeNumber(words, 0, MinutesMost)
	if !ok {
		return 0, lang.T("visits.minutes_wrong", lang.Args{"Most": lang.Number(MinutesMost)})
	}
	return n, ""
}

// WholeNumber reads a whole number from least to most, as the language writes it.
func WholeNumber(words string, least, most int) (int, bool) {
	number, ok := lang.ParseNumber(strings.TrimSpace(words))
	n, err := strconv.Atoi(number)
	return n, ok && err == nil && n >= least && n <= most
}

// weekTyped spreads the hours of a week over its days.
func (f *Form) weekTyped(words string) {
	minutes, problem := ParseHours(words)
	if f.filling || problem != "" || wrongWeek(minutes) != nil {
		return
	}
	h := f.Hours().WithWeek(minutes)
	f.put(func() {
		for i, day := range f.Days {
			day.Put(Length(h.Days[i]))
		}
	})
}

// dayTyped adds the days up.
func (f *Form) dayTyped(string) {
	if !f.filling {
		f.put(func() { f.Week.Put(Hours(f.Hours().Week())) })
	}
}

func (f *Form) put(fill func()) {
	f.filling = true
	fill()
	f.filling = false
}

// Hours are what stands in the fields; what is wrong counts as none.
func (f *Form) Hours() plan.Hours {
	var h plan.Hours
	for i, day := range f.Days {
		h.Days[i], _ = ParseHours(day.Words())
	}
	h.Start, _ = parseClock(f.Start.Words())
	h.PauseFrom, _ = parseClock(f.From.Words())
	h.PauseTo, _ = parseClock(f.To.Words())
	for i, l := range f.Lengths {
		h.Lengths[i], _ = parseMinutes(l.Words())
	}
	return h
}

// Fields are all of them, in the order of the screen.
func (f *Form) Fields() []*kit.Field {
	fields := append([]*kit.Field{f.Week}, f.Days[:]...)
	return append(append(fields, f.Start, f.From, f.To), f.Lengths[:]...)
}

// WeekBody has the hours of a week and of its days.
func (f *Form) WeekBody() fyne.CanvasObject {
	days := kit.NewFlow(style.Space1)
	for i, day := range f.Days {
		days.Add(under(lang.DayOfWeek(i), day))
	}
	return kit.NewColumn(style.Space3,
		under(lang.T("visits.hours_week"), f.Week.Unit(lang.T("visits.hours_unit"))),
		days,
		kit.NewParagraph(lang.T("visits.hours_days"), style.Small, style.Ink3))
}

// DayBody has the first visit of a day and the pause.
func (f *Form) DayBody() fyne.CanvasObject {
	pause := kit.NewPair(style.Space2, under(lang.T("visits.pause_from"), f.From), under(lang.T("visits.pause_to"), f.To))
	return kit.NewPair(style.Space4, under(lang.T("visits.hours_start"), f.Start), pause)
}

// LengthsBody has the minutes of a visit to somebody of each band.
func (f *Form) LengthsBody() fyne.CanvasObject {
	lengths := kit.NewFlow(style.Space2)
	for i, l := range f.Lengths {
		lengths.Add(kit.NewBandFigure(bandNames[i], ""))
		lengths.Add(l)
	}
	return lengths
}

// Body has all of it.
func (f *Form) Body() fyne.CanvasObject {
	return kit.NewColumn(style.Space3, f.WeekBody(), f.DayBody(), under(lang.T("visits.lengths"), f.LengthsBody()))
}

// under is a control with its name over it.
func under(name string, control fyne.CanvasObject) fyne.CanvasObject {
	return kit.NewColumn(2, kit.NewParagraph(name, style.Small, style.Ink2), control)
}

// Length is minutes as hours and minutes: 4:05.
func Length(minutes int) string { return fmt.Sprintf("%d:%02d", minutes/60, minutes%60) }

// Lengths are minutes of the three bands.
func Lengths(minutes [3]int) [3]string {
	var words [3]string
	for i, m := range minutes {
		words[i] = Length(m)
	}
	return words
}

// Hours are minutes as they stand before the word hours: 19, or 19:30.
func Hours(minutes int) string {
	if minutes%60 == 0 {
		return lang.Number(minutes / 60)
	}
	return Length(minutes)
}
