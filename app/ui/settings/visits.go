package settings

import (
	"context"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/care/plan"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/run"
	"carebook/app/ui/kit/visittime"
	"carebook/app/ui/style"
)

// visits is the section of when the user visits, for how long, and whose that time
// is.
type visits struct {
	screen  *Screen
	form    *visittime.Form
	sliders *kit.ShareSliders
	presets *visittime.Presets
	period  *kit.Segmented
	usual   *kit.Button

	// kept is what the book says.
	kept    book.VisitSettings
	reading run.Task
}

// sharesWidth is the width of the sliders at 100 %.
const sharesWidth = 400

func newVisits(s *Screen) *visits {
	v := &visits{screen: s, form: visittime.NewForm(plan.DefaultHours)}
	for _, f := range v.form.Fields() {
		f.OnResized = s.relayout
		f.Save = func(string) { v.saveHours(f) }
	}
	v.sliders = visittime.NewSliders(v.slide)
	v.presets = visittime.NewPresets(v.setShares)
	v.presets.Fill(&book.BandsView{}, plan.DefaultShares)
	v.period = kit.NewSegmented([]string{lang.T("settings.period_12"), lang.T("settings.period_year")}, 0, func(i int) {
		v.change(nil, func(set *book.VisitSettings) { set.CalendarYear = i == 1 })
	})
	v.usual = kit.NewButton(kit.Plain, lang.T("settings.usual"), style.UndoArrow, v.putUsual).Small()
	return v
}

func (v *visits) section() *section {
	shares := kit.NewColumn(style.Space2, kit.AtMost(sharesWidth, v.sliders), v.presets.Object())
	return &section{
		id: kit.VisitsSection, name: lang.T("settings.section_visits"), glyph: style.Path, words: lang.T("settings.words_visits"),
		kept: inBook, fields: v.form.Fields(), read: v.read,
		items: []*item{
			newItem(lang.T("visits.hours_title"), lang.T("settings.visit_hours_hint"), v.form.WeekBody(), v.form.Week.Input).also(lang.T("settings.words_hours")),
			newItem(lang.T("settings.visit_day"), lang.T("settings.visit_day_hint"), v.form.DayBody(), v.form.Start.Input),
			newItem(lang.T("visits.lengths"), lang.T("settings.visit_lengths_hint"), v.form.LengthsBody(), v.form.Lengths[0].Input).also(lang.T("settings.words_lengths")),
			newItem(lang.T("settings.shares"), lang.T("settings.shares_hint"), shares, nil).also("20/60/20 50/40/10 80/20 " + lang.T("settings.words_shares")),
			newItem(lang.T("settings.period"), lang.T("settings.period_hint"), kit.NewFlow(0, v.period), v.period).also(lang.T("settings.words_period")),
			newItem(lang.T("settings.usual_name"), lang.T("settings.usual_visits"), kit.NewFlow(0, v.usual), v.usual),
		},
	}
}

// keptVisits are the settings of visits, and the bands that the presets go by.
type keptVisits struct {
	settings book.VisitSettings
	bands    *book.BandsView
}

func (v *visits) readAll(ctx context.Context) (k keptVisits, err error) {
	s := v.screen.params
	if k.settings, err = book.ReadVisitSettings(ctx, s.Store); err == nil {
		k.bands, err = book.ReadBands(ctx, s.Store, s.Clock, s.Clock.Today())
	}
	return k, err
}

func (v *visits) read() {
	s := v.screen
	run.Do(s.shell.Executor(), &v.reading, v.readAll, func(k keptVisits, err error) {
		if err != nil {
			s.shell.Fail(err)
			return
		}
		v.fill(k)
	})
}

func (v *visits) fill(k keptVisits) {
	v.kept = k.settings
	v.form.Fill(v.kept.Hours)
	visittime.FillSliders(v.sliders, v.kept.Shares, v.kept.Hours.Week())
	v.presets.Fill(k.bands, v.kept.Shares)
	v.period.Set(0)
	if v.kept.CalendarYear {
		v.period.Set(1)
	}
	if usual := v.usualOf(v.kept); usual == v.kept {
		v.usual.Disable()
	} else {
		v.usual.Enable()
	}
	v.screen.relayout()
}

// saveHours keeps the hours where all of them are right; what is wrong elsewhere says
// so beside its own field.
func (v *visits) saveHours(f *kit.Field) {
	for _, other := range v.form.Fields() {
		if !other.Right() {
			return
		}
	}
	hours := v.form.Hours()
	if hours != v.kept.Hours {
		v.change(f, func(set *book.VisitSettings) { set.Hours = hours })
	}
}

// slide shows what the sliders say, and keeps it once they are let go.
func (v *visits) slide(shares plan.Shares, final bool) {
	v.presets.Mark(shares)
	if final {
		v.setShares(shares)
	}
}

// setShares keeps the target shares, and takes any choice for the answer to the offer
// of others.
func (v *visits) setShares(shares plan.Shares) {
	v.change(nil, func(set *book.VisitSettings) { set.Shares, set.Asked = shares, true })
}

// usualOf are the settings with those of a new book in the place of what is chosen
// here.
func (v *visits) usualOf(set book.VisitSettings) book.VisitSettings {
	set.Hours, set.Shares, set.CalendarYear = plan.DefaultHours, plan.DefaultShares, false
	return set
}

// putUsual gives the book the settings of a new one, with a way back.
func (v *visits) putUsual() {
	before := v.kept
	v.change(nil, func(set *book.VisitSettings) { *set = v.usualOf(*set) })
	v.screen.shell.Say(lang.T("settings.usual_back"), kit.Action{Label: lang.T("command.undo"), Do: func() {
		v.change(nil, func(set *book.VisitSettings) { *set = before })
	}})
}

// change changes the settings and shows them as they are then, with the bands of the
// period that is ranked by now. A failure stands beside the field, where it was one.
func (v *visits) change(f *kit.Field, edit func(*book.VisitSettings)) {
	s := v.screen
	run.Write(s.shell.Executor(), func(ctx context.Context) (keptVisits, error) {
		set, err := book.ReadVisitSettings(ctx, s.params.Store)
		if err != nil {
			return keptVisits{}, err
		}
		edit(&set)
		if err := book.SetVisitSettings(ctx, s.params.Store, set); err != nil {
			return keptVisits{}, err
		}
		if err := book.RefreshBands(ctx, s.params.Store, s.params.Clock); err != nil {
			return keptVisits{}, err
		}
		return v.readAll(ctx)
	}, func(k keptVisits, err error) {
		switch {
		case err == nil:
			v.fill(k)
		case f != nil && care.CodeOf(err) != care.CodeInternal:
			f.Refuse(lang.Sentence(err))
		default:
			s.shell.Fail(err)
			v.read()
		}
	})
}
