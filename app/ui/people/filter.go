package people

import (
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"carebook/app/care"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/run"
	"carebook/app/ui/style"
	"carebook/store"
)

// choice is one of a Select's words with the value that it stands for.
type choice[T comparable] struct {
	words string
	value T
}

// options is a Select of values.
type options[T comparable] struct {
	*kit.Select
	choices []choice[T]
}

func newOptions[T comparable](chosen T, choices ...choice[T]) *options[T] {
	words, at := make([]string, len(choices)), 0
	for i, c := range choices {
		words[i] = c.words
		if c.value == chosen {
			at = i
		}
	}
	return &options[T]{kit.NewSelect(words, at, nil), choices}
}

func (o *options[T]) value() T { return o.choices[o.Chosen()].value }

// filterForm is the body of the panel in which a smart list is put together.
type filterForm struct {
	screen *Screen

	name, words, city, quiet, ownValue *kit.Entry
	// countries are names with commas between them.
	countries    *kit.Entry
	tags         *kit.TagField
	mode         *options[string]
	without      *kit.TagField
	band         *options[care.Band]
	month, value *options[int]
	missing      *options[care.FilterField]
	channel      *options[care.Channel]
	lost         *options[string]
	ownField     *options[string]
	ownTest      *options[care.Comparison]
	ownTypes     map[string]care.FieldType
	sort         *options[care.Sort]
	// rest are the conditions that the form has no field for.
	rest care.Filter
}

// The ways in which tags are asked for.
const (
	anyTag  = "any"
	allTags = "all"
)

// The answers to whether a customer is lost.
const (
	lostToo  = ""
	lostOnly = "lost"
	keptOnly = "kept"
)

// listPanel asks for a smart list; key 0 is a new one, which begins with what
// the list shows now.
func (p *Screen) listPanel(key int64) {
	l := p.lists[key].SmartList
	if key == 0 {
		l = care.SmartList{Filter: p.query().Filter, Sort: p.order()}
		l.Filter.Words, l.Filter.Ungreeted = p.route.Query, ""
	}
	run.Do(p.shell.Executor(), &p.asking, p.store.OwnFields, func(own []store.OwnField, err error) {
		if err != nil {
			p.shell.Fail(err)
			return
		}
		f := newFilterForm(p, l, own)
		title, act := lang.T("people.new_list"), lang.T("people.keep_list")
		if key != 0 {
			title = lang.T("people.edit_list")
		}
		p.ask(kit.NewPanel(title, f.body(len(own) > 0), act, func(done func(string)) {
			l, problem := f.list()
			if problem != "" {
				done(problem)
				return
			}
			p.putList(key, l, done)
		}))
	})
}

func newFilterForm(p *Screen, l care.SmartList, own []store.OwnField) *filterForm {
	f := &filterForm{screen: p, rest: l.Filter}
	filter := l.Filter
	f.name, f.words, f.city, f.quiet, f.ownValue = kit.NewEntry(), kit.NewEntry(), kit.NewEntry(), kit.NewEntry(), kit.NewEntry()
	f.name.SetText(l.Name)
	f.words.SetText(filter.Words)
	f.city.SetText(filter.City)
	f.countries = kit.NewEntry()
	f.countries.SetText(kit.CountryNames(filter.Countries))
	if filter.Quiet > 0 {
		f.quiet.SetText(strconv.Itoa(filter.Quiet))
	}
	f.tags, f.without = kit.NewTagField(lang.T("people.tag_hint"), nil), kit.NewTagField(lang.T("people.tag_hint"), nil)
	f.tags.Known, f.without.Known = p.knownTags(), p.knownTags()
	mode := anyTag
	if len(filter.AllTags) > 0 {
		mode = allTags
	}
	f.tags.SetNames(p.tagNames(append(filter.AllTags, filter.AnyTags...)))
	f.without.SetNames(p.tagNames(filter.NoTags))
	f.mode = newOptions(mode, choice[string]{lang.T("people.tags_any"), anyTag}, choice[string]{lang.T("people.tags_all"), allTags})
	f.choices(filter)
	f.own(filter, own)
	var orders []choice[care.Sort]
	for _, s := range sorts {
		orders = append(orders, choice[care.Sort]{sortName(s), s})
	}
	f.sort = newOptions(l.Sort, orders...)
	return f
}

// choices makes the fields that are one of a few values.
func (f *filterForm) choices(filter care.Filter) {
	any := lang.T("people.any")
	var band care.Band
	if len(filter.Bands) > 0 {
		band = filter.Bands[0]
	}
	f.band = newOptions(band, choice[care.Band]{any, ""}, choice[care.Band]{"A", care.BandA}, choice[care.Band]{"B", care.BandB}, choice[care.Band]{"C", care.BandC},
		choice[care.Band]{lang.T("people.band_new"), care.BandNew})
	months, values := []choice[int]{{any, 0}}, []choice[int]{{any, 0}}
	for m := range 12 {
		months = append(months, choice[int]{lang.Date(care.Date{Month: m + 1}), m + 1})
	}
	for v := range care.MaxValue {
		values = append(values, choice[int]{lang.T("people.at_least", lang.Args{"Value": v + 1}), v + 1})
	}
	f.month, f.value = newOptions(filter.BirthdayMonth, months...), newOptions(filter.Value, values...)
	var missing care.FilterField
	if len(filter.Missing) > 0 {
		missing = filter.Missing[0]
	}
	fields := []choice[care.FilterField]{{any, ""}}
	for _, field := range care.FilterFields() {
		fields = append(fields, choice[care.FilterField]{missingName(field), field})
	}
	f.missing = newOptions(missing, fields...)
	channels := []choice[care.Channel]{{any, ""}}
	for _, c := range care.Channels() {
		channels = append(channels, choice[care.Channel]{lang.Channel(c), c})
	}
	f.channel = newOptions(filter.Channel, channels...)
	lost := lostToo
	switch {
	case filter.Lost:
		lost = lostOnly
	case filter.Kept:
		lost = keptOnly
	}
	f.lost = newOptions(lost, choice[string]{any, lostToo}, choice[string]{lang.T("people.kept_only"), keptOnly}, choice[string]{lang.T("people.lost_only"), lostOnly})
}

func missingName(field care.FilterField) string {
	switch field {
	case care.MissingPhone:
		return lang.T("people.missing_phone")
	case care.MissingEmail:
		return lang.T("people.missing_email")
	case care.MissingBirthday:
		return lang.T("people.missing_birthday")
	case care.MissingOrganization:
		return lang.T("people.missing_organization")
	case care.MissingCity:
		return lang.T("people.missing_city")
	case care.MissingPhoto:
		return lang.T("people.missing_photo")
	}
	return lang.T("people.missing_tag")
}

// own makes the fields for one of the user's own fields.
func (f *filterForm) own(filter care.Filter, own []store.OwnField) {
	var condition care.OwnCondition
	if len(filter.Own) > 0 {
		condition = filter.Own[0]
	}
	fields := []choice[string]{{lang.T("people.any"), ""}}
	f.ownTypes = map[string]care.FieldType{}
	for _, o := range own {
		f.ownTypes[o.Name] = o.Type
		fields = append(fields, choice[string]{o.Name, o.Name})
	}
	f.ownField = newOptions(condition.Field, fields...)
	f.ownTest = newOptions(condition.Test,
		choice[care.Comparison]{lang.T("people.test_is"), care.Is}, choice[care.Comparison]{lang.T("people.test_contains"), care.Contains},
		choice[care.Comparison]{lang.T("people.test_at_least"), care.AtLeast}, choice[care.Comparison]{lang.T("people.test_at_most"), care.AtMost},
		choice[care.Comparison]{lang.T("people.test_set"), care.IsSet}, choice[care.Comparison]{lang.T("people.test_empty"), care.IsEmpty})
	f.ownValue.SetText(condition.Value)
	if exact(condition.Test) {
		f.ownValue.SetText(ownShown(f.ownTypes[condition.Field], condition.Value))
	}
}

// body lays the form out.
func (f *filterForm) body(own bool) fyne.CanvasObject {
	pair := func(a, b fyne.CanvasObject) fyne.CanvasObject { return kit.NewPair(style.Space3, a, b) }
	f.countries.SetPlaceHolder(lang.T("holiday.any_country"))
	form := kit.NewColumn(style.Space3,
		captioned(lang.T("people.list_name"), f.name),
		captioned(lang.T("people.filter_words"), f.words),
		pair(captioned(lang.T("people.filter_tags"), f.tags), captioned(lang.T("people.filter_mode"), f.mode.Select)),
		captioned(lang.T("people.filter_without"), f.without),
		pair(captioned(lang.T("people.filter_quiet"), f.quiet), captioned(lang.T("people.filter_band"), f.band.Select)),
		pair(captioned(lang.T("people.filter_month"), f.month.Select), captioned(lang.T("people.filter_city"), f.city)),
		captioned(lang.T("holiday.whom_countries"), f.countries),
		pair(captioned(lang.T("people.filter_missing"), f.missing.Select), captioned(lang.T("people.channel"), f.channel.Select)),
		pair(captioned(lang.T("people.value"), f.value.Select), captioned(lang.T("people.lost"), f.lost.Select)),
	)
	if own {
		form.Add(pair(captioned(lang.T("people.filter_own"), f.ownField.Select), captioned(lang.T("people.filter_test"), f.ownTest.Select)))
		form.Add(captioned(lang.T("people.field_value"), f.ownValue))
	}
	form.Add(captioned(lang.T("people.filter_sort"), f.sort.Select))
	return form
}

// exact reports whether a comparison is with a whole value, not with a piece of
// one or with none.
func exact(test care.Comparison) bool {
	return slices.Contains([]care.Comparison{care.Is, care.AtLeast, care.AtMost}, test)
}

// ownCondition is the condition on a field of the user's own, with the value as
// the book keeps it, or what is wrong with it.
func (f *filterForm) ownCondition() (conditions []care.OwnCondition, problem string) {
	c := care.OwnCondition{Field: f.ownField.value(), Test: f.ownTest.value(), Value: strings.TrimSpace(f.ownValue.Text)}
	if c.Field == "" {
		return nil, ""
	}
	if exact(c.Test) {
		c.Value, problem = ownTyped(f.ownTypes[c.Field], c.Value, f.screen.clock.Today())
	}
	return []care.OwnCondition{c}, problem
}

// list is the smart list that the form says, or what is wrong in it.
func (f *filterForm) list() (l care.SmartList, problem string) {
	with, problem := f.screen.tagKeys(f.tags.Names())
	if problem != "" {
		return l, problem
	}
	without, problem := f.screen.tagKeys(f.without.Names())
	if problem != "" {
		return l, problem
	}
	own, problem := f.ownCondition()
	if problem != "" {
		return l, problem
	}
	if words := strings.TrimSpace(f.quiet.Text); words != "" && days(words) == 0 {
		return l, lang.T("people.not_days", lang.Args{"Value": words})
	}
	countries, problem := kit.ReadCountries(f.countries.Text)
	if problem != "" {
		return l, problem
	}
	filter := f.rest
	filter.Countries = countries
	filter.Words, filter.City = strings.TrimSpace(f.words.Text), strings.TrimSpace(f.city.Text)
	filter.Quiet = days(f.quiet.Text)
	filter.AllTags, filter.AnyTags, filter.NoTags = nil, with, without
	if f.mode.value() == allTags {
		filter.AllTags, filter.AnyTags = with, nil
	}
	filter.Bands, filter.Missing, filter.Own = nil, nil, own
	if band := f.band.value(); band != "" {
		filter.Bands = []care.Band{band}
	}
	if field := f.missing.value(); field != "" {
		filter.Missing = []care.FilterField{field}
	}
	filter.BirthdayMonth, filter.Value, filter.Channel = f.month.value(), f.value.value(), f.channel.value()
	filter.Lost, filter.Kept = f.lost.value() == lostOnly, f.lost.value() == keptOnly
	return care.SmartList{Name: f.name.Text, Filter: filter, Sort: f.sort.value()}, ""
}

// days reads a number of days, 1 or more; what is none is 0.
func days(words string) int {
	n, err := strconv.Atoi(strings.TrimSpace(words))
	if err != nil {
		return 0
	}
	return max(0, n)
}

// tagNames are the names of tags.
func (p *Screen) tagNames(keys []int64) []string {
	var names []string
	for _, key := range keys {
		if t, known := p.tags[key]; known {
			names = append(names, t.Name)
		}
	}
	return names
}

// tagKeys are the keys of names, or what is wrong with one: a list without it
// would be another list.
func (p *Screen) tagKeys(names []string) (keys []int64, problem string) {
	for _, name := range names {
		had := len(keys)
		for key, t := range p.tags {
			if strings.EqualFold(t.Name, name) {
				keys = append(keys, key)
			}
		}
		if len(keys) == had {
			return nil, lang.T("people.unknown_tag", lang.Args{"Name": name})
		}
	}
	return keys, ""
}
