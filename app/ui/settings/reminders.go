package settings

import (
	"context"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"carebook/app"
	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/care/remind"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/run"
	"carebook/app/ui/style"
)

// reminders is the section of when and of how much the user is reminded.
type reminders struct {
	screen *Screen

	hour                       *kit.Field
	birthdays, anniversaries   *kit.Field
	relatives, holidays        *kit.Field
	calls, visits, brake       *kit.Field
	leapDay                    *kit.Segmented
	quiet, notice, login, tray *kit.Switch
	// usual gives the settings of a new book; kept are those that are shown.
	usual  *kit.Button
	kept   remind.Settings
	fields []*kit.Field
	// fills show the settings of the book, one control each.
	fills   []func(remind.Settings)
	reading run.Task
	// asking is the question whether the program starts with the session.
	asking run.Task
}

func newReminders(s *Screen) *reminders {
	r := &reminders{screen: s}
	number := func(most int) func(string) (int, string) {
		return func(words string) (int, string) { return wholeNumber(words, most) }
	}
	minute := func(words string) (int, string) {
		n, err := remind.ParseMinute(words)
		return n, lang.Sentence(err)
	}
	r.hour = bookField(r, lang.T("settings.hour"), 90, "", minute, remind.FormatMinute, func(set *remind.Settings) *int { return &set.Minute })
	r.birthdays = r.leads(lang.T("settings.leads_birthdays"), remind.Birthday)
	r.anniversaries = r.leads(lang.T("settings.leads_anniversaries"), remind.Anniversary)
	r.relatives = r.leads(lang.T("settings.leads_relatives"), remind.Relative)
	r.holidays = r.leads(lang.T("settings.leads_holidays"), remind.Holiday)
	perDay, days := lang.T("settings.a_day"), lang.T("settings.days")
	r.calls = bookField(r, lang.T("settings.calls"), 90, perDay, number(remind.MaxCap), strconv.Itoa, func(set *remind.Settings) *int { return &set.Calls })
	r.visits = bookField(r, lang.T("settings.visits"), 90, perDay, number(remind.MaxCap), strconv.Itoa, func(set *remind.Settings) *int { return &set.Visits })
	r.brake = bookField(r, lang.T("settings.brake"), 90, days, number(remind.MaxBrake), strconv.Itoa, func(set *remind.Settings) *int { return &set.Brake })
	r.leapDay = kit.NewSegmented([]string{lang.Date(care.Date{Month: 2, Day: 28}), lang.Date(care.Date{Month: 3, Day: 1})}, 0, func(i int) {
		r.change(nil, func(set *remind.Settings) { set.March1 = i == 1 })
	})
	r.quiet = kit.NewSwitch(lang.T("settings.quiet"), false, func(on bool) {
		r.change(nil, func(set *remind.Settings) { set.Quiet = !on })
	})
	r.fills = append(r.fills, func(set remind.Settings) {
		r.leapDay.Set(0)
		if set.March1 {
			r.leapDay.Set(1)
		}
		r.quiet.Set(!set.Quiet)
	})
	r.usual = kit.NewButton(kit.Plain, lang.T("settings.usual"), style.UndoArrow, r.putUsual).Small()
	r.machine()
	return r
}

// putUsual gives the book the settings of a new one, with a way back.
func (r *reminders) putUsual() {
	before := r.kept
	r.change(nil, func(set *remind.Settings) { *set = remind.DefaultSettings() })
	r.screen.shell.Say(lang.T("settings.usual_back"), kit.Action{Label: lang.T("command.undo"), Do: func() {
		r.change(nil, func(set *remind.Settings) { *set = before })
	}})
}

// machine makes the switches that belong to the machine's user and not to the
// book.
func (r *reminders) machine() {
	s := r.screen
	r.notice = kit.NewSwitch(lang.T("settings.notice"), s.params.Settings().Notice, func(on bool) {
		s.params.Change(func(set *app.Settings) { set.Notice = on })
	})
	r.tray = kit.NewSwitch(lang.T("settings.tray"), s.params.Settings().StayInTray, func(on bool) {
		s.params.Change(func(set *app.Settings) { set.StayInTray = on })
	})
	r.login = kit.NewSwitch(lang.T("settings.login"), false, func(on bool) {
		s.write(func(context.Context) error { return s.params.Login.Set(on) }, func() {})
	})
}

func (r *reminders) section() *section {
	row := func(name, hint string, f *kit.Field) *item { return newItem(name, hint, f, f.Input) }
	onOff := func(name, hint string, sw *kit.Switch) *item { return newItem(name, hint, kit.NewFlow(0, sw), sw) }
	leads := kit.NewColumn(style.Space3,
		kit.NewPair(style.Space4, under(lang.T("settings.leads_birthdays"), r.birthdays), under(lang.T("settings.leads_anniversaries"), r.anniversaries)),
		kit.NewPair(style.Space4, under(lang.T("settings.leads_relatives"), r.relatives), under(lang.T("settings.leads_holidays"), r.holidays)))
	before := newItem(lang.T("settings.leads"), lang.T("settings.leads_hint"), leads, r.birthdays.Input)
	before.more = func() []string {
		return []string{lang.T("settings.leads_birthdays"), lang.T("settings.leads_anniversaries"), lang.T("settings.leads_relatives"), lang.T("settings.leads_holidays")}
	}
	sec := &section{
		id: kit.RemindersSection, name: lang.T("settings.section_reminders"), glyph: style.Clock, fields: r.fields, read: r.read,
		words: lang.T("settings.words_reminders"), kept: inBook,
		items: []*item{
			row(lang.T("settings.hour"), lang.T("settings.hour_hint"), r.hour).also(lang.T("settings.words_hour")),
			before,
			row(lang.T("settings.calls"), lang.T("settings.calls_hint"), r.calls),
			row(lang.T("settings.visits"), lang.T("settings.visits_hint"), r.visits),
			row(lang.T("settings.brake"), lang.T("settings.brake_hint"), r.brake),
			newItem(lang.T("settings.leap_day"), lang.T("settings.leap_day_hint"), kit.NewFlow(0, r.leapDay), r.leapDay),
			onOff(lang.T("settings.quiet"), lang.T("settings.quiet_hint"), r.quiet),
			newItem(lang.T("settings.usual_name"), lang.T("settings.usual_reminders"), kit.NewFlow(0, r.usual), r.usual),
		},
	}
	if r.screen.params.Login != nil {
		sec.items = append(sec.items, onOff(lang.T("settings.login"), lang.T("settings.login_hint"), r.login).also(lang.T("settings.words_login")).on(onMachine))
	}
	sec.items = append(sec.items,
		onOff(lang.T("settings.tray"), lang.T("settings.tray_hint"), r.tray).also(lang.T("settings.words_tray")).on(onMachine),
		onOff(lang.T("settings.notice"), lang.T("settings.notice_hint"), r.notice).on(onMachine))
	return sec
}

// under is a field with its name over it, among several of one setting.
func under(name string, field fyne.CanvasObject) fyne.CanvasObject {
	return kit.NewColumn(2, kit.NewParagraph(name, style.Small, style.Ink2), field)
}

// leads makes the field of the days before an occasion.
func (r *reminders) leads(name string, kind remind.Kind) *kit.Field {
	f := r.field(name, 110, lang.T("settings.days_before"))
	parse := func(words string) ([]int, string) {
		days, err := remind.ParseLeads(words)
		return days, lang.Sentence(err)
	}
	keep(r, f, parse, func(set *remind.Settings, days []int) { set.Leads[kind] = days })
	r.fills = append(r.fills, func(set remind.Settings) { f.Set(leadWords(set.Leads[kind])) })
	return f
}

// leadWords are lead days as they stand in their field.
func leadWords(days []int) string {
	words := make([]string, len(days))
	for i, n := range days {
		words[i] = strconv.Itoa(n)
	}
	return strings.Join(words, ", ")
}

// wholeNumber reads a number from 0 to most, or says what is wrong.
func wholeNumber(words string, most int) (n int, problem string) {
	n, ok := within(words, 0, most)
	if !ok {
		return 0, lang.T("settings.number_wrong", lang.Args{"Most": lang.Number(most)})
	}
	return n, ""
}

// within reads a whole number from least to most.
func within(words string, least, most int) (int, bool) {
	number, ok := lang.ParseNumber(words)
	n, err := strconv.Atoi(number)
	return n, ok && err == nil && n >= least && n <= most
}

// field is an empty field among those that are saved as they are left.
func (r *reminders) field(name string, width float32, unit string) *kit.Field {
	f := kit.NewField(name, "").Wide(width).Unit(unit)
	f.OnResized = r.screen.relayout
	r.fields = append(r.fields, f)
	return f
}

// bookField is a field of one value of the book's settings.
func bookField[T any](r *reminders, name string, width float32, unit string, parse func(string) (T, string), show func(T) string, of func(*remind.Settings) *T) *kit.Field {
	f := r.field(name, width, unit)
	keep(r, f, parse, func(set *remind.Settings, value T) { *of(set) = value })
	r.fills = append(r.fills, func(set remind.Settings) { f.Set(show(*of(&set))) })
	return f
}

// keep lets a field be checked and saved: parse gives the value of its words,
// or what is wrong with them.
func keep[T any](r *reminders, f *kit.Field, parse func(string) (T, string), put func(*remind.Settings, T)) {
	f.Check = func(words string) kit.Note {
		_, sentence := parse(words)
		return problem(sentence)
	}
	f.Save = func(words string) {
		if value, problem := parse(words); problem == "" {
			r.change(f, func(set *remind.Settings) { put(set, value) })
		}
	}
}

// change changes the settings of the book and shows them as they are then. A
// failure stands beside the field, where it was one.
func (r *reminders) change(f *kit.Field, edit func(*remind.Settings)) {
	s := r.screen
	run.Write(s.shell.Executor(), func(ctx context.Context) (remind.Settings, error) {
		set, err := book.ReminderSettings(ctx, s.params.Store)
		if err != nil {
			return set, err
		}
		edit(&set)
		return set, book.SetReminderSettings(ctx, s.params.Store, set)
	}, func(set remind.Settings, err error) {
		switch {
		case err == nil:
			r.fill(set)
		case f != nil:
			f.Refuse(lang.Sentence(err))
		default:
			s.shell.Fail(err)
			r.read()
		}
	})
}

// read reads the settings of the book, and whether the program starts with the
// session.
func (r *reminders) read() {
	s := r.screen
	run.Do(s.shell.Executor(), &r.reading, func(ctx context.Context) (remind.Settings, error) {
		return book.ReminderSettings(ctx, s.params.Store)
	}, func(set remind.Settings, err error) {
		if err != nil {
			s.shell.Fail(err)
			return
		}
		r.fill(set)
	})
	if s.params.Login == nil {
		return
	}
	run.Do(s.shell.Executor(), &r.asking, func(context.Context) (bool, error) {
		return s.params.Login.On()
	}, func(on bool, err error) {
		if err != nil {
			s.shell.Fail(err)
			return
		}
		r.login.Set(on)
	})
}

func (r *reminders) fill(set remind.Settings) {
	r.kept = set
	if set.String() == remind.DefaultSettings().String() {
		r.usual.Disable()
	} else {
		r.usual.Enable()
	}
	for _, f := range r.fills {
		f(set)
	}
}
