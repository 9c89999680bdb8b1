package settings

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"carebook/app/book"
	"carebook/app/calendar"
	"carebook/app/care"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/run"
	"carebook/app/ui/style"
)

// holidayForm is the body of the panel in which a holiday of one's own is put
// together: its name, and when it falls.
type holidayForm struct {
	section *holidays
	view    book.HolidayView

	name *kit.Field
	kind *kit.Select
	// day is of a date and of both other calendars, days before or after
	// Easter, text is a rule as it is written.
	day, days, text              *kit.Field
	month, lunar, islamic        *kit.Select
	nth, weekday, church, beside *kit.Select
	// next says when it falls, or that it never does.
	next *kit.Paragraph
	body *fyne.Container
	// lines are the parts of each kind of rule, in the order of the kinds.
	lines []fyne.CanvasObject

	panel *kit.Panel
	// reckoning finds the next days; reckoned is the rule that it was done for,
	// never that it falls on no day to come.
	reckoning run.Task
	reckoned  string
	never     bool
}

// edit asks for a holiday of one's own; the zero view is a new one.
func (h *holidays) edit(v book.HolidayView) {
	f := newHolidayForm(h, v)
	title, act := lang.T("holiday.add"), lang.T("holiday.add_act")
	if v.ID != "" {
		title, act = lang.T("holiday.edit_title", lang.Args{"Name": v.Name}), lang.T("holiday.keep_act")
	}
	s := h.screen
	f.panel = kit.NewPanel(title, f.body, act, func(done func(string)) {
		name, rule := strings.TrimSpace(f.name.Words()), f.parts().rule()
		run.Write(s.shell.Executor(), func(ctx context.Context) (string, error) {
			return book.PutOwnHoliday(ctx, s.params.Store, v.ID, name, rule, v.For)
		}, func(_ string, err error) {
			done(lang.Sentence(err))
			if err == nil {
				h.at = ownSet
				h.read()
			}
		})
	})
	f.panel.OnHidden = f.reckoning.Cancel
	kit.GuardPanel(f.panel, f.name, f.day, f.days, f.text)
	f.turn()
	s.ask(f.panel)
}

func newHolidayForm(h *holidays, v book.HolidayView) *holidayForm {
	f := &holidayForm{section: h, view: v}
	p := partsOf(v.Rule)
	if v.ID == "" {
		p = ruleParts{day: "1"}
	}
	f.name = kit.NewField(lang.T("holiday.name"), lang.T("holiday.name_hint"))
	f.name.Put(v.Name)
	f.name.Check = func(words string) kit.Note {
		if strings.TrimSpace(words) != "" {
			return kit.Note{}
		}
		return problem(lang.Sentence(&care.Error{Code: care.CodeNameMissing}))
	}
	f.fields(p)
	f.selects(p)
	f.next = kit.NewParagraph("", style.Control, style.Ink).Bold()
	f.lay()
	return f
}

// problem is a note of what is wrong; "" is none.
func problem(sentence string) kit.Note { return kit.Note{Words: sentence, Problem: sentence != ""} }

// fields makes what is typed into.
func (f *holidayForm) fields(p ruleParts) {
	f.day = kit.NewField(lang.T("holiday.day"), "").Wide(70)
	f.days = kit.NewField(lang.T("holiday.days"), "0").Wide(70)
	f.text = kit.NewField(lang.T("holiday.rule"), "thu 4 11")
	f.day.Put(p.day)
	f.days.Put(p.days)
	f.text.Put(p.text)
	for _, field := range []*kit.Field{f.day, f.days, f.text} {
		field.Check = func(string) kit.Note { return problem(f.wrong()) }
		field.OnChanged = func(string) { f.reckon() }
	}
}

// selects makes what is chosen from menus.
func (f *holidayForm) selects(p ruleParts) {
	kinds := []string{
		lang.T("holiday.kind_date"), lang.T("holiday.kind_weekday"), lang.T("holiday.kind_easter"),
		lang.T("holiday.kind_lunar"), lang.T("holiday.kind_islamic"), lang.T("holiday.kind_text"),
	}
	f.kind = kit.NewSelect(kinds, int(p.kind), func(int) { f.turn() })
	again := func(int) { f.reckon() }
	months, lunar := make([]string, 12), make([]string, 12)
	for m := range months {
		months[m] = lang.Date(care.Date{Month: m + 1})
		lunar[m] = lang.Date(care.Date{Calendar: care.Lunar, Month: m + 1})
	}
	f.month = kit.NewSelect(months, p.month, again)
	f.lunar = kit.NewSelect(lunar, p.month, again)
	f.islamic = kit.NewSelect(strings.Split(lang.T("holiday.islamic_months"), ";"), p.month, again)
	f.nth = kit.NewSelect([]string{
		lang.T("holiday.nth_1"), lang.T("holiday.nth_2"), lang.T("holiday.nth_3"), lang.T("holiday.nth_4"), lang.T("holiday.nth_5"), lang.T("holiday.nth_last"),
	}, p.nth, again)
	f.weekday = kit.NewSelect(weekdayNames(), p.weekday, again)
	f.church = kit.NewSelect([]string{lang.T("holiday.western"), lang.T("holiday.orthodox")}, index(p.orthodox), again)
	f.beside = kit.NewSelect([]string{lang.T("holiday.days_before"), lang.T("holiday.days_after")}, index(p.after), again)
}

func index(second bool) int {
	if second {
		return 1
	}
	return 0
}

// weekdayNames are the days of the week from Sunday.
func weekdayNames() []string {
	return []string{
		lang.T("holiday.sunday"), lang.T("holiday.monday"), lang.T("holiday.tuesday"), lang.T("holiday.wednesday"),
		lang.T("holiday.thursday"), lang.T("holiday.friday"), lang.T("holiday.saturday"),
	}
}

// lay lays the form out. Day and month are shared by the kinds that ask for
// them, so that they keep what was typed.
func (f *holidayForm) lay() {
	f.lines = []fyne.CanvasObject{
		under(lang.T("holiday.month"), f.month),
		kit.NewPair(style.Space3, under(lang.T("holiday.nth"), f.nth), under(lang.T("holiday.weekday"), f.weekday)),
		under(lang.T("holiday.month"), f.lunar),
		under(lang.T("holiday.month"), f.islamic),
		under(lang.T("holiday.day"), f.day),
		kit.NewColumn(style.Space3,
			under(lang.T("holiday.church"), f.church),
			kit.NewPair(style.Space3, under(lang.T("holiday.days"), f.days), under(lang.T("holiday.beside"), f.beside))),
		kit.NewColumn(style.Space2, under(lang.T("holiday.rule"), f.text), kit.NewParagraph(ruleHelp(), style.Small, style.Ink2)),
	}
	f.body = kit.NewColumn(style.Space3, under(lang.T("holiday.name"), f.name), under(lang.T("holiday.kind"), f.kind))
	f.body.Objects = append(f.body.Objects, f.lines[1], f.lines[0], f.lines[2], f.lines[3], f.lines[4], f.lines[5], f.lines[6], f.next)
}

// ruleHelp are examples of rules, a line each.
func ruleHelp() string {
	return strings.Join([]string{
		lang.T("holiday.rule_date", lang.Args{"Rule": "12-25"}),
		lang.T("holiday.rule_weekday", lang.Args{"Rule": "thu 4 11"}),
		lang.T("holiday.rule_easter", lang.Args{"Rule": "easter -2"}),
		lang.T("holiday.rule_lunar", lang.Args{"Rule": "lunar 08-15"}),
		lang.T("holiday.rule_hebrew", lang.Args{"Rule": "hebrew tishri 1"}),
		lang.T("holiday.rule_table", lang.Args{"Rule": "table 2026-11-08 2027-10-29"}),
	}, "\n")
}

// turn shows the parts of the chosen kind.
func (f *holidayForm) turn() {
	kind := ruleKind(f.kind.Chosen())
	shown := [][]int{onDate: {0, 4}, onWeekday: {0, 1}, byEaster: {5}, onLunar: {2, 4}, onIslamic: {3, 4}, byText: {6}}[kind]
	for i, line := range f.lines {
		on := false
		for _, s := range shown {
			on = on || s == i
		}
		kit.Show(line, on)
	}
	kit.Show(f.day, kind == onDate || kind == onLunar || kind == onIslamic)
	kit.Show(f.days, kind == byEaster)
	kit.Show(f.text, kind == byText)
	f.reckon()
}

// parts are what the form says now.
func (f *holidayForm) parts() ruleParts {
	p := ruleParts{
		kind: ruleKind(f.kind.Chosen()), day: f.day.Words(), month: f.month.Chosen(), nth: f.nth.Chosen(), weekday: f.weekday.Chosen(),
		days: f.days.Words(), after: f.beside.Chosen() == 1, orthodox: f.church.Chosen() == 1, text: f.text.Words(),
	}
	switch p.kind {
	case onLunar:
		p.month = f.lunar.Chosen()
	case onIslamic:
		p.month = f.islamic.Chosen()
	}
	return p
}

// wrong says what is wrong with the rule, if anything is.
func (f *holidayForm) wrong() string {
	p := f.parts()
	switch p.kind {
	case onDate:
		if _, ok := within(p.day, 1, 31); !ok {
			return lang.T("holiday.day_wrong", lang.Args{"Most": 31})
		}
	case onLunar, onIslamic:
		if _, ok := within(p.day, 1, 30); !ok {
			return lang.T("holiday.day_wrong", lang.Args{"Most": 30})
		}
	case byEaster:
		if _, ok := within(p.days, 0, mostDays); !ok && strings.TrimSpace(p.days) != "" {
			return lang.T("settings.number_wrong", lang.Args{"Most": mostDays})
		}
	}
	rule := p.rule()
	if _, err := calendar.ParseRule(rule); err != nil {
		return lang.Sentence(err)
	}
	if f.never && f.reckoned == rule {
		return lang.Sentence(&care.Error{Code: care.CodeRuleNeverFalls, Args: care.Args{"Text": rule}})
	}
	return ""
}

// mostDays is the number of days that a rule can be moved by.
const mostDays = 99

// The years that are looked through for the next days, and how many are shown:
// some lunar months and fifth weekdays are seldom.
const reckonYears, reckonDays = 30, 3

// reckon finds the next days on which the rule falls, off the window's
// goroutine: other calendars have tables to make.
func (f *holidayForm) reckon() {
	for _, field := range []*kit.Field{f.day, f.days, f.text} {
		field.Look()
	}
	rule, today := f.parts().rule(), f.section.screen.params.Clock.Today()
	run.Do(f.section.screen.shell.Executor(), &f.reckoning, func(ctx context.Context) ([]care.Day, error) {
		return nextDays(ctx, rule, today)
	}, func(days []care.Day, err error) {
		if err != nil && care.CodeOf(err) == care.CodeInternal {
			f.panel.SetProblem(lang.Sentence(err))
			return
		}
		f.reckoned, f.never = rule, err == nil && len(days) == 0
		f.say(days)
	})
}

// nextDays are the next days on which a rule falls.
func nextDays(ctx context.Context, rule string, today care.Day) ([]care.Day, error) {
	r, err := calendar.ParseRule(rule)
	if err != nil {
		return nil, err
	}
	var days []care.Day
	first := today.Time().Year()
	for year := first; year < first+reckonYears && len(days) < reckonDays; year++ {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		for _, day := range r.Falls(year) {
			if day >= today && len(days) < reckonDays {
				days = append(days, day)
			}
		}
	}
	return days, nil
}

// say shows the next days.
func (f *holidayForm) say(days []care.Day) {
	words := make([]string, len(days))
	for i, d := range days {
		words[i] = lang.DayNamed(d, "") // always with its year
	}
	f.next.SetText("")
	if len(days) > 0 {
		f.next.SetText(lang.T("holiday.next", lang.Args{"Days": strings.Join(words, lang.T("holiday.then"))}))
	}
	kit.Show(f.next, len(days) > 0)
	for _, field := range []*kit.Field{f.day, f.days, f.text} {
		field.Look()
	}
	f.panel.Refresh()
}
