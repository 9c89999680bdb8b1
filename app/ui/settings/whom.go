package settings

import (
	"context"
	"slices"
	"strings"
	"time"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/run"
	"carebook/app/ui/style"
	"carebook/store"
)

// whomForm is the body of the panel that asks whom a holiday is for: everybody,
// or those with one of some tags, of some bands, of a city, in one of some
// countries.
type whomForm struct {
	section *holidays
	tags    *kit.TagField
	bands   []*kit.Pill
	city    *kit.Field
	// countries are names with commas between them.
	countries *kit.Field
	count     *kit.Paragraph
	// problem is what is wrong with the tags.
	problem *kit.Paragraph
	// rest are the conditions that the form has no field for.
	rest care.Filter

	panel    *kit.Panel
	counting run.Task
}

// formBands are the bands in the order of the form.
var formBands = []care.Band{care.BandA, care.BandB, care.BandC, care.BandNew}

// askWhom asks whom a holiday is for.
func (h *holidays) askWhom(v book.HolidayView) {
	f := newWhomForm(h, v.For)
	body := kit.NewColumn(style.Space3,
		kit.NewParagraph(lang.T("holiday.whom_hint"), style.Control, style.Ink2),
		under(lang.T("holiday.whom_tags"), kit.NewColumn(style.Space1, f.tags, f.problem)),
		under(lang.T("holiday.whom_bands"), kit.NewFlow(style.Space2, f.bands[0], f.bands[1], f.bands[2], f.bands[3])),
		under(lang.T("holiday.whom_city"), f.city),
		under(lang.T("holiday.whom_countries"), f.countries),
		f.count)
	s := h.screen
	f.panel = kit.NewPanel(lang.T("holiday.whom", lang.Args{"Name": v.Name}), body, lang.T("holiday.keep_whom"), func(done func(string)) {
		filter, problem := f.filter()
		if problem != "" {
			done(problem)
			return
		}
		run.Write(s.shell.Executor(), func(ctx context.Context) (int64, error) {
			return book.SetHolidayFor(ctx, s.params.Store, v.ID, filter)
		}, func(action int64, err error) {
			done(lang.Sentence(err))
			if err == nil {
				h.read()
				s.shell.Did(lang.T("holiday.whom_of", lang.Args{"Name": v.Name, "Whom": h.whomWords(filter)}), action)
			}
		})
	})
	f.panel.OnHidden = f.counting.Cancel
	kit.GuardPanel(f.panel, f.city, f.countries)
	s.ask(f.panel)
	f.look()
}

func newWhomForm(h *holidays, filter care.Filter) *whomForm {
	f := &whomForm{section: h, rest: filter}
	f.tags = kit.NewTagField(lang.T("people.tag_hint"), f.look)
	for _, t := range h.kept.tags {
		f.tags.Known = append(f.tags.Known, kit.Tag{Name: t.Name, Color: t.Color})
	}
	f.tags.SetNames(h.tagNames(append(slices.Clone(filter.AnyTags), filter.AllTags...)))
	for _, b := range formBands {
		var p *kit.Pill
		p = kit.NewPill("", style.Accent, bandName(b), func() {
			p.SetOn(!p.On())
			f.look()
		})
		p.SetOn(slices.Contains(filter.Bands, b))
		f.bands = append(f.bands, p)
	}
	f.city = kit.NewField(lang.T("holiday.whom_city"), lang.T("holiday.any_city"))
	f.city.Put(filter.City)
	f.city.OnChanged = func(string) { f.look() }
	f.countries = newCountryField(filter.Countries, f.look)
	f.count, f.problem = kit.NewParagraph("", style.Control, style.Ink).Bold(), kit.NewParagraph("", style.Small, style.Late)
	f.problem.Hide()
	return f
}

// longLine is the number of countries past which their field has several lines.
const longLine = 4

// newCountryField makes the field of the names of countries; changed is called at
// every key.
func newCountryField(codes []string, changed func()) *kit.Field {
	f := kit.NewField(lang.T("holiday.whom_countries"), lang.T("holiday.any_country"))
	if len(codes) > longLine {
		f.Lines()
	}
	f.Put(kit.CountryNames(codes))
	f.Check = func(words string) kit.Note {
		if _, wrong := kit.ReadCountries(words); wrong != "" {
			return problem(wrong)
		}
		return kit.Note{}
	}
	f.OnChanged = func(string) { changed() }
	return f
}

// filter is what the form says, or what is wrong with its tags.
func (f *whomForm) filter() (filter care.Filter, problem string) {
	filter = f.rest
	var keys []int64
	for _, name := range f.tags.Names() {
		i := slices.IndexFunc(f.section.kept.tags, func(t store.Tag) bool { return strings.EqualFold(t.Name, name) })
		if i < 0 {
			return filter, lang.T("people.unknown_tag", lang.Args{"Name": name})
		}
		keys = append(keys, f.section.kept.tags[i].Key)
	}
	// Tags that were all asked for together stay so while they are the same.
	if len(filter.AllTags) == 0 || !slices.Equal(keys, filter.AllTags) {
		filter.AnyTags, filter.AllTags = keys, nil
	}
	filter.Bands = nil
	for i, p := range f.bands {
		if p.On() {
			filter.Bands = append(filter.Bands, formBands[i])
		}
	}
	filter.City = strings.TrimSpace(f.city.Words())
	filter.Countries, _ = kit.ReadCountries(f.countries.Words()) // which says beside itself what is wrong
	return filter, ""
}

// countPause is how long the form is left alone before people are counted.
const countPause = 150 * time.Millisecond

// look says how many people the form means, or what is wrong in it.
func (f *whomForm) look() {
	if f.panel == nil {
		return
	}
	filter, problem := f.filter()
	f.problem.SetText(problem)
	kit.Show(f.problem, problem != "")
	f.panel.Refresh()
	if _, wrong := kit.ReadCountries(f.countries.Words()); problem != "" || wrong != "" {
		f.counting.Cancel()
		f.count.SetText("")
		return
	}
	s := f.section.screen
	e := s.shell.Executor()
	run.Later(e, &f.counting, countPause, func() {
		run.Do(e, &f.counting, func(ctx context.Context) (int, error) {
			return s.params.Store.Count(ctx, store.Query{Filter: filter, Today: s.params.Clock.Today()})
		}, func(n int, err error) {
			if err != nil {
				f.panel.SetProblem(lang.Sentence(err))
				return
			}
			f.count.SetText(lang.N("holiday.count", n))
			f.panel.Refresh()
		})
	})
}
