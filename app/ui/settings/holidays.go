package settings

import (
	"cmp"
	"context"
	"reflect"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"carebook/app/book"
	"carebook/app/calendar"
	"carebook/app/care"
	"carebook/app/lang"
	"carebook/app/text"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/run"
	"carebook/app/ui/style"
	"carebook/store"
)

// holidays is the section of the holidays that are reminded of: shipped sets,
// which are switched as a whole or day by day, and the user's own.
type holidays struct {
	screen *Screen

	pills *fyne.Container
	// sets are the pills; ids the sets in their order, ownSet last.
	sets []*kit.Pill
	ids  []string
	// at is the set that is listed.
	at string
	// keep switches the set that is listed.
	keep     *kit.Switch
	keepWhat *kit.Paragraph
	keepLine *fyne.Container
	ownLine  *fyne.Container
	// add begins a holiday of one's own.
	add  *kit.Button
	list *fyne.Container
	// rows are those made so far, by the holiday's ID.
	rows map[string]*holidayRow
	body *fyne.Container

	kept    keptHolidays
	reading run.Task
	// sought are the folded words of a search that narrows the list.
	sought []string
}

// ownSet stands for the user's own holidays among the sets.
const ownSet = ""

// keptHolidays are what the book says of holidays.
type keptHolidays struct {
	views []book.HolidayView
	// on are the sets that are on.
	on   []string
	tags []store.Tag
}

func newHolidays(s *Screen) *holidays {
	h := &holidays{screen: s, rows: map[string]*holidayRow{}, pills: kit.NewFlow(style.Space2), list: kit.NewColumn(0)}
	for _, set := range calendar.Sets() {
		h.addPill(set.ID, setName(set.ID))
	}
	h.addPill(ownSet, lang.T("holiday.own"))
	h.keep = kit.NewSwitch("", false, h.keepSet)
	h.keepWhat = kit.NewParagraph("", style.Control, style.Ink).Bold()
	h.keepLine = kit.Lead(h.keep, kit.Inset(style.Space1, 0, 0, 0, h.keepWhat))
	h.add = kit.NewButton(kit.Plain, lang.T("holiday.add"), style.Plus, func() { h.edit(book.HolidayView{}) })
	h.ownLine = kit.NewColumn(style.Space3, kit.NewParagraph(lang.T("holiday.own_hint"), style.Control, style.Ink2), kit.NewFlow(0, h.add))
	h.body = kit.NewColumn(style.Space4, h.pills, h.keepLine, h.ownLine, h.list)
	if len(h.ids) > 1 {
		h.at = h.ids[0]
	}
	h.fill()
	return h
}

func (h *holidays) addPill(id, name string) {
	h.ids = append(h.ids, id)
	p := kit.NewPill("", style.Accent, name, func() { h.show(id) })
	h.sets = append(h.sets, p)
	h.pills.Add(p)
}

// setName is the name of a set in the language of the window.
func setName(id string) string {
	for _, set := range calendar.Sets() {
		if set.ID == id {
			return set.Name(lang.Current())
		}
	}
	return id
}

func (h *holidays) section() *section {
	it := &item{name: lang.T("settings.section_holidays"), object: h.body, more: h.names, narrow: h.narrow}
	it.first = func() fyne.Focusable { return h.sets[0] }
	return &section{
		id: kit.HolidaysSection, name: lang.T("settings.section_holidays"), glyph: style.Gift, intro: lang.T("holiday.intro"), read: h.read, items: []*item{it},
		words: lang.T("settings.words_holidays"), kept: inBook,
	}
}

// names are those of all sets and holidays, for a search.
func (h *holidays) names() []string {
	names := []string{lang.T("holiday.own")}
	for _, id := range h.ids {
		names = append(names, setName(id))
	}
	for _, v := range h.kept.views {
		names = append(names, v.Name)
	}
	return names
}

// narrow lists the holidays in whose names words of a search are; where there
// is none, the search has found the section.
func (h *holidays) narrow(words []string) {
	h.sought = words
	h.fill()
}

func (h *holidays) readAll(ctx context.Context) (k keptHolidays, err error) {
	s := h.screen.params
	if k.views, err = book.HolidayViews(ctx, s.Store, s.Clock); err != nil {
		return k, err
	}
	if k.on, err = book.HolidaySets(ctx, s.Store); err != nil {
		return k, err
	}
	k.tags, err = s.Store.Tags(ctx)
	return k, err
}

func (h *holidays) read() {
	run.Do(h.screen.shell.Executor(), &h.reading, h.readAll, func(k keptHolidays, err error) {
		if err != nil {
			h.screen.shell.Fail(err)
			return
		}
		first := h.kept.views == nil
		h.kept = k
		if first {
			h.arrange()
		}
		h.fill()
		h.screen.refresh()
	})
}

// arrange puts the sets that are on first, then the user's own, then the others
// by their names, and lists the first that is not for everybody. It is done
// once: nothing moves as it is switched.
func (h *holidays) arrange() {
	rank := func(id string) int {
		switch {
		case slices.Contains(h.kept.on, id):
			return 0
		case id == ownSet:
			return 1
		}
		return 2
	}
	pills := make(map[string]*kit.Pill, len(h.ids))
	for i, id := range h.ids {
		pills[id] = h.sets[i]
	}
	// Before the sort the set for everybody is the first.
	world := h.ids[0]
	slices.SortStableFunc(h.ids, func(a, b string) int {
		if r := cmp.Compare(rank(a), rank(b)); r != 0 || rank(a) == 0 {
			return r
		}
		return cmp.Compare(text.Fold(setName(a)), text.Fold(setName(b)))
	})
	h.pills.Objects = nil
	for i, id := range h.ids {
		h.sets[i] = pills[id]
		h.pills.Add(pills[id])
	}
	h.at = h.ids[0]
	if second := h.ids[1]; h.at == world && rank(second) == 0 {
		h.at = second
	}
}

// show lists a set.
func (h *holidays) show(id string) {
	h.at = id
	h.fill()
	h.screen.relayout()
}

// of are the holidays of a set.
func (h *holidays) of(set string) []book.HolidayView {
	var views []book.HolidayView
	for _, v := range h.kept.views {
		if set == ownSet && v.Own || set != ownSet && v.Set == set && !v.Own {
			views = append(views, v)
		}
	}
	return views
}

// mostFound is the number of holidays that a search lists.
const mostFound = 30

// found are the holidays that a search asks for by name.
func (h *holidays) found() []book.HolidayView {
	var views []book.HolidayView
	for _, v := range h.kept.views {
		name := text.Fold(v.Name)
		if len(views) < mostFound && !slices.ContainsFunc(h.sought, func(w string) bool { return !strings.Contains(name, w) }) {
			views = append(views, v)
		}
	}
	return views
}

// fill shows the sets with their numbers, and the holidays of one, or those
// that are searched for.
func (h *holidays) fill() {
	for i, id := range h.ids {
		glyph := style.Glyph("")
		if slices.Contains(h.kept.on, id) {
			glyph = style.CheckBold
		}
		h.sets[i].SetGlyph(glyph)
		h.sets[i].SetNumber(h.count(id))
		h.sets[i].SetOn(id == h.at)
	}
	h.keep.Set(slices.Contains(h.kept.on, h.at))
	h.keepWhat.SetText(lang.T("holiday.keep_set", lang.Args{"Set": setName(h.at)}))
	views := h.of(h.at)
	var sought []book.HolidayView
	if len(h.sought) > 0 {
		sought = h.found()
	}
	if len(sought) > 0 {
		views = sought
	}
	kit.Show(h.pills, len(sought) == 0)
	kit.Show(h.keepLine, len(sought) == 0 && h.at != ownSet)
	kit.Show(h.ownLine, len(sought) == 0 && h.at == ownSet)
	h.list.Objects = nil
	for _, v := range views {
		row := h.rows[v.ID]
		if row == nil {
			row = newHolidayRow(h)
			h.rows[v.ID] = row
		}
		row.fill(v, len(sought) > 0)
		h.list.Objects = append(h.list.Objects, kit.NewLine(), kit.Inset(style.Space2, 0, style.Space2, 0, row.object))
	}
	h.body.Refresh()
}

// count is the number of holidays of a set, and of those that are kept where
// these are not all or none.
func (h *holidays) count(set string) string {
	views, on := h.of(set), 0
	for _, v := range views {
		if v.On {
			on++
		}
	}
	if on == 0 || on == len(views) {
		return lang.Number(len(views))
	}
	return lang.T("holiday.some_of", lang.Args{"On": lang.Number(on), "All": lang.Number(len(views))})
}

// do changes something about the holidays and reads them anew.
func (h *holidays) do(work func(ctx context.Context) error) {
	h.screen.write(work, h.read)
}

// keepSet switches the set that is listed.
func (h *holidays) keepSet(on bool) {
	id := h.at
	h.do(func(ctx context.Context) error {
		sets, err := book.HolidaySets(ctx, h.screen.params.Store)
		if err != nil {
			return err
		}
		sets = slices.DeleteFunc(sets, func(s string) bool { return s == id })
		if on {
			sets = append(sets, id)
		}
		return book.SetHolidaySets(ctx, h.screen.params.Store, sets)
	})
}

// remove takes a holiday of one's own away, with a way back.
func (h *holidays) remove(v book.HolidayView) {
	s := h.screen
	s.act(func(ctx context.Context) (int64, error) { return book.RemoveOwnHoliday(ctx, s.params.Store, v.ID) }, func(action int64) {
		h.read()
		s.shell.Window().Canvas().Focus(h.add)
		s.shell.Did(lang.T("holiday.removed", lang.Args{"Name": v.Name}), action)
	})
}

// holidayRow is a holiday: whether it is kept, when it is next, and who is
// greeted.
type holidayRow struct {
	section    *holidays
	view       book.HolidayView
	keep       *kit.Switch
	name, when *kit.Paragraph
	// whom opens the choice of people; more is the menu of an own holiday.
	whom, more *kit.Button
	object     fyne.CanvasObject
}

func newHolidayRow(h *holidays) *holidayRow {
	r := &holidayRow{section: h}
	r.keep = kit.NewSwitch("", false, func(on bool) {
		id := r.view.ID
		h.do(func(ctx context.Context) error { return book.SwitchHoliday(ctx, h.screen.params.Store, id, on) })
	})
	r.name, r.when = kit.NewParagraph("", style.Control, style.Ink), kit.NewParagraph("", style.Small, style.Ink2)
	r.whom = kit.NewButton(kit.Plain, "", style.Users, func() { h.askWhom(r.view) }).Small()
	r.more = kit.NewButton(kit.Quiet, "", style.Dots, func() { kit.ShowMenu(r.more, r.menu()) }).Small().Named(lang.T("holiday.more"))
	r.object = kit.Lead(r.keep, kit.Beside(kit.NewColumn(0, r.name, r.when), container.NewHBox(r.whom, r.more)))
	return r
}

// menu is what can be done to a holiday of one's own.
func (r *holidayRow) menu() []kit.MenuItem {
	return []kit.MenuItem{
		{Label: lang.T("holiday.edit"), Do: func() { r.section.edit(r.view) }},
		{Label: lang.T("holiday.remove"), Do: func() { r.section.remove(r.view) }},
	}
}

// fill shows a holiday, with the name of its set among those of others.
func (r *holidayRow) fill(v book.HolidayView, among bool) {
	r.view = v
	r.keep.SetName(lang.T("holiday.keep_one", lang.Args{"Name": v.Name}))
	r.keep.Set(v.On)
	r.name.SetText(v.Name)
	when := r.section.whenWords(v)
	if among && !v.Own {
		when = lang.T("holiday.of_set", lang.Args{"Set": setName(v.Set), "When": when})
	}
	r.when.SetText(when)
	whom := r.section.whomWords(v.For)
	r.whom.SetLabel(whom)
	r.whom.Named(lang.T("holiday.whom_of", lang.Args{"Name": v.Name, "Whom": whom}))
	kit.Show(r.more, v.Own)
}

// whenWords say when a holiday is next, and how many are greeted.
func (h *holidays) whenWords(v book.HolidayView) string {
	if v.Next == "" {
		return lang.T("holiday.no_day")
	}
	day := lang.DayNamed(v.Next, h.screen.params.Clock.Today())
	if v.Approximate {
		day = lang.T("holiday.about", lang.Args{"Day": day})
	}
	return lang.N("holiday.next_people", v.People, lang.Args{"Day": day})
}

// mostWhom is the number of signs of whom a holiday is for.
const mostWhom = 28

// whomWords say whom a holiday is for.
func (h *holidays) whomWords(f care.Filter) string {
	words := append([]string(nil), h.tagNames(f.AnyTags)...)
	words = append(words, h.tagNames(f.AllTags)...)
	for _, b := range f.Bands {
		words = append(words, bandName(b))
	}
	if f.City != "" {
		words = append(words, f.City)
	}
	if len(f.Countries) > 0 {
		words = append(words, lang.T("holiday.in_countries", lang.Args{"Countries": lang.Countries(f.Countries)}))
	}
	if len(words) == 0 && narrowed(f) {
		return lang.T("holiday.some")
	}
	if len(words) == 0 {
		return lang.T("holiday.everyone")
	}
	said, cut := kit.Beginning(strings.Join(words, lang.T("details.comma")), mostWhom)
	if cut {
		said += "…"
	}
	return said
}

// narrowed reports whether a filter leaves anybody out.
func narrowed(f care.Filter) bool { return !reflect.ValueOf(f).IsZero() }

// bandName is a band in words: its letter, or that somebody is new.
func bandName(b care.Band) string {
	if b == care.BandNew {
		return lang.T("people.band_new")
	}
	return string(b)
}

// tagNames are the names of tags; one that is gone has none.
func (h *holidays) tagNames(keys []int64) []string {
	var names []string
	for _, key := range keys {
		for _, t := range h.kept.tags {
			if t.Key == key {
				names = append(names, t.Name)
			}
		}
	}
	return names
}
