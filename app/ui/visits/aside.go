package visits

import (
	"context"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/care/plan"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/run"
	"carebook/app/ui/kit/visittime"
	"carebook/app/ui/style"
)

// aside is the column beside the picture: what it says in a sentence, the time of
// one customer of each band, and the time that the user wants for the bands.
type aside struct {
	screen   *Screen
	sentence *kit.Paragraph
	compare  *kit.Paragraph
	each     [3]*kit.BandFigure
	perHead  *fyne.Container
	line     *fyne.Container
	hours    *kit.Button
	sliders  *kit.ShareSliders
	presets  *visittime.Presets
	unused   *kit.Paragraph
	object   *fyne.Container
	// sliding is set while a slider is moved, which nothing must take away.
	sliding bool
}

// asideGap is the space between the parts of the column at 100 %.
const asideGap float32 = 6

func newAside(s *Screen) *aside {
	a := &aside{screen: s}
	a.sentence = kit.NewParagraph("", style.Sentence, style.Ink).Book()
	a.compare = kit.NewParagraph("", style.Control, style.Ink2)
	figures := kit.NewFlow(style.Space3)
	for i, band := range bandNames {
		a.each[i] = kit.NewBandFigure(band, "")
		figures.Add(a.each[i])
	}
	figures.Add(kit.NewText(lang.T("visits.per_person"), style.Small, style.Ink2))
	a.perHead = kit.NewColumn(style.Space1, a.compare, figures)
	a.line = kit.Inset(style.Space1, 0, 0, 0, &fyne.Container{Layout: hairline{}, Objects: []fyne.CanvasObject{kit.NewLine()}})
	a.hours = kit.NewLink("", s.askHours)
	title := kit.NewText(lang.T("visits.bar_wanted"), style.Body, style.Ink).Bold().Cut()
	head := &fyne.Container{Layout: ends{}, Objects: []fyne.CanvasObject{title, a.hours}}
	a.sliders, a.presets = visittime.NewSliders(a.slide), visittime.NewPresets(s.setShares)
	a.unused = kit.NewParagraph("", style.Small, style.Ink2)
	wanted := kit.NewColumn(0, head, a.sliders)
	a.object = kit.NewColumn(asideGap, a.sentence, a.perHead, a.line, wanted, a.presets.Object(), a.unused)
	return a
}

func (a *aside) fill(v *book.VisitsView) {
	ranked := v.Bands.Ranked > 0
	a.sentence.SetText(v.Bands.Sentence())
	kit.Show(a.sentence, ranked) // where nobody is ranked the card says it
	a.compareBands(v)
	kit.Show(a.line, ranked)
	a.hours.SetLabel(lang.T("visits.hours_a_week", lang.Args{"Hours": hours(v.Settings.Hours.Week())}))
	visittime.FillSliders(a.sliders, a.screen.shares, v.Settings.Hours.Week())
	a.presets.Fill(v.Bands, a.screen.shares)
	a.fillUnused(v)
}

// perPerson are the minutes spent on one customer of each band, rounded; known
// is false for a band without people.
func perPerson(v *book.VisitsView) (minutes [3]int, known [3]bool) {
	for i, b := range v.Bands.Bands {
		if b.People > 0 {
			minutes[i], known[i] = (b.SpentMinutes+b.People/2)/b.People, true
		}
	}
	return minutes, known
}

// compareBands says how long one customer of each band was visited.
func (a *aside) compareBands(v *book.VisitsView) {
	minutes, known := perPerson(v)
	for i, figure := range a.each {
		figure.SetText(lang.T("visits.minutes", lang.Args{"Minutes": lang.Number(minutes[i])}))
		kit.Show(figure, known[i])
	}
	a.compare.SetText(comparison(v.Bands.Bands[0], v.Bands.Bands[2]))
	kit.Show(a.perHead, sum(minutes) > 0)
}

// comparison says how much more time a customer of one band had than one of the
// other.
func comparison(first, last book.BandSums) string {
	if first.People == 0 || last.People == 0 || first.SpentMinutes+last.SpentMinutes == 0 {
		return lang.T("visits.compare_plain")
	}
	a, c := float64(first.SpentMinutes)/float64(first.People), float64(last.SpentMinutes)/float64(last.People)
	more, less, times := string(first.Band), string(last.Band), a/max(c, 1e-9)
	if c > a {
		more, less, times = less, more, c/max(a, 1e-9)
	}
	args := lang.Args{"More": more, "Less": less}
	switch {
	case min(a, c) == 0:
		return lang.T("visits.compare_none", args)
	case times < 1.15:
		return lang.T("visits.compare_same", args)
	case times < 1.75:
		return lang.T("visits.compare_more", args)
	case times < 1.95:
		return lang.T("visits.compare_nearly_twice", args)
	case times < 2.5:
		return lang.T("visits.compare_twice", args)
	}
	return lang.N("visits.compare_times", int(times+0.5), args)
}

// fillUnused says which bands have not all of the time that is wanted for them,
// and that nobody of theirs is due where that is why.
func (a *aside) fillUnused(v *book.VisitsView) {
	waiting := map[care.Band]bool{}
	for i := range v.LeftOut {
		waiting[v.LeftOut[i].Band] = true
	}
	var parts []string
	last, idle := 0, !v.Kept // what was changed by hand has its own reasons
	for i, minutes := range v.Unused {
		if minutes > 0 {
			parts, last = append(parts, bandNames[i]+" "+length(minutes)), i
			idle = idle && !waiting[v.Bands.Bands[i].Band]
		}
	}
	words := ""
	switch times := strings.Join(parts, ", "); {
	case v.Past || v.Bands.Ranked == 0 || len(parts) == 0:
	case !idle:
		words = lang.T("visits.unplanned", lang.Args{"Times": times})
	case len(parts) == 1:
		words = lang.T("visits.unused", lang.Args{"Band": bandNames[last], "Time": length(v.Unused[last])})
	default:
		words = lang.T("visits.unused_all", lang.Args{"Times": times})
	}
	a.unused.SetText(words)
	kit.Show(a.unused, words != "")
}

// slide shows in the picture what the sliders want, and keeps it once they are
// let go.
func (a *aside) slide(wanted plan.Shares, final bool) {
	s := a.screen
	if a.sliding = !final; final {
		s.setShares(wanted)
		return
	}
	s.shares = wanted
	a.presets.Mark(wanted)
	s.split.draw(s.view)
}

// setShares keeps the target shares, and takes any choice for the answer to the
// offer.
func (s *Screen) setShares(shares plan.Shares) {
	s.shares = shares
	s.aside.presets.Mark(shares)
	s.change(func(set *book.VisitSettings) { set.Shares, set.Asked = shares, true }, func(was, now book.VisitSettings, err error) {
		if err != nil {
			s.shell.Fail(err)
			return
		}
		s.tell(was, now)
	})
}

// change changes the settings of visits and reads the plan anew; done is told what
// they were and are, and how that went.
func (s *Screen) change(edit func(*book.VisitSettings), done func(was, now book.VisitSettings, err error)) {
	run.Write(s.shell.Executor(), func(ctx context.Context) ([2]book.VisitSettings, error) {
		was, err := book.ReadVisitSettings(ctx, s.store)
		if err != nil {
			return [2]book.VisitSettings{}, err
		}
		now := was
		edit(&now)
		return [2]book.VisitSettings{was, now}, book.SetVisitSettings(ctx, s.store, now)
	}, func(set [2]book.VisitSettings, err error) {
		done(set[0], set[1], err)
		s.reload()
	})
}

// quiet is how long nothing more must be changed before it is told: a slider moved
// by the keys changes at every press.
const quiet = 600 * time.Millisecond

// tell says what is wanted now, with a way back to what was before the first of
// several changes in a row.
func (s *Screen) tell(was, now book.VisitSettings) {
	if s.untold == nil {
		s.untold = &was
	}
	run.Later(s.shell.Executor(), &s.telling, quiet, func() {
		before := *s.untold
		s.untold = nil
		if words := s.wantedWords(before, now); words != "" {
			s.shell.Say(words, kit.Action{Label: lang.T("command.undo"), Do: func() { s.putBack(before) }})
		}
	})
}

// wantedWords say what is wanted now and was not before, and that a plan made by
// hand does not follow; they are "" where all is as it was.
func (s *Screen) wantedWords(before, now book.VisitSettings) string {
	var said []string
	if now.Shares != before.Shares {
		said = append(said, lang.T("visits.did_shares", lang.Args{"Shares": visittime.PresetName(now.Shares)}))
	}
	if now.Hours != before.Hours {
		said = append(said, lang.T("visits.did_hours", lang.Args{"Hours": hours(now.Hours.Week())}))
	}
	if len(said) > 0 && s.view.Kept && !s.view.Past {
		said = append(said, lang.T("visits.kept"))
	}
	return strings.Join(said, " ")
}

// putBack gives the settings that were; whoever takes back an answer to the offer
// is asked again.
func (s *Screen) putBack(was book.VisitSettings) {
	s.change(func(set *book.VisitSettings) { set.Shares, set.Hours, set.Asked = was.Shares, was.Hours, was.Asked }, func(_, _ book.VisitSettings, err error) {
		if err != nil {
			s.shell.Fail(err)
		}
	})
}
