package people

import (
	"context"
	"strconv"

	"fyne.io/fyne/v2"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/run"
	"carebook/app/ui/style"
)

// showBand shows the band in the head of the page.
func (g *page) showBand(who *subject) {
	band := who.row.Band
	if band == "" {
		band = care.BandNew
	}
	name := book.BandName(band)
	g.band.Set(name, lang.T("band.name", lang.Args{"Band": name}))
	kit.Show(g.band, who.person.Deleted == "")
}

// askBand reads why the person on the page is in a band, and shows it.
func (p *Screen) askBand() {
	key := p.page.key()
	if key == 0 {
		return
	}
	run.Do(p.shell.Executor(), &p.asking, func(ctx context.Context) (book.BandCard, error) {
		return book.ReadBandCard(ctx, p.store, p.clock, key)
	}, func(c book.BandCard, err error) {
		if err != nil {
			p.shell.Fail(err)
			return
		}
		p.bandPanel(key, c)
	})
}

// bandForm is the body of the panel that tells why somebody is in a band, and in
// which the user chooses another.
type bandForm struct {
	choice *kit.Segmented
	reason *kit.Field
	value  *kit.Segmented
	// reasonPart is the reason with its caption, which only a choice has.
	reasonPart fyne.CanvasObject
	body       *fyne.Container
}

// chosenBands are the choices in the order of the control; the last leaves the band
// to the sales.
var chosenBands = []care.Band{care.BandA, care.BandB, care.BandC, ""}

func newBandForm(c book.BandCard, private bool) *bandForm {
	f := &bandForm{}
	at := len(chosenBands) - 1
	for i, b := range chosenBands {
		if b == c.Override.Chosen() {
			at = i
		}
	}
	f.choice = kit.NewSegmented([]string{string(care.BandA), string(care.BandB), string(care.BandC), lang.T("band.computed")}, at, func(int) { f.look() })
	f.reason = kit.NewField(lang.T("band.reason"), lang.T("band.reason_hint"))
	f.reason.Put(c.Override.Reason)
	f.reason.Check = func(words string) kit.Note {
		if words == "" {
			return problem(lang.Sentence(&care.Error{Code: care.CodeReasonMissing}))
		}
		return kit.Note{}
	}
	f.reasonPart = captioned(lang.T("band.reason"), f.reason)
	why := c.Why
	switch {
	case why == "":
		why = lang.T("band.nobody_ranked")
	case private:
		why = lang.T("band.why_hidden")
	}
	f.body = kit.NewColumn(style.Space3, kit.NewParagraph(why, style.Control, style.Ink))
	if c.ByValue {
		f.addValue(c.Value)
	}
	f.body.Add(captioned(lang.T("band.choose"), kit.NewFlow(0, f.choice)))
	f.body.Add(f.reasonPart)
	kit.Show(f.reasonPart, f.chosen() != "")
	return f
}

// addValue asks for the value by which people are ranked to whom nothing was sold.
func (f *bandForm) addValue(value int) {
	words := []string{lang.T("band.no_value")}
	for n := 1; n <= care.MaxValue; n++ {
		words = append(words, strconv.Itoa(n))
	}
	f.value = kit.NewSegmented(words, min(max(value, 0), care.MaxValue), nil)
	f.body.Add(captioned(lang.T("band.value"), kit.NewFlow(0, f.value)))
	f.body.Add(kit.NewParagraph(lang.T("band.value_note"), style.Caption, style.Ink3))
}

func (f *bandForm) chosen() care.Band { return chosenBands[f.choice.Chosen()] }

// look shows the reason where there is a choice to give one for.
func (f *bandForm) look() {
	kit.Show(f.reasonPart, f.chosen() != "")
	f.reason.OnResized()
}

// bandPanel tells why somebody is in a band.
func (p *Screen) bandPanel(key int64, c book.BandCard) {
	f := newBandForm(c, p.shell.Private())
	title := lang.T("band.title", lang.Args{"Name": p.shown, "Band": book.BandName(c.Band)})
	if c.Band == "" || c.Band == care.BandNew {
		title = lang.T("band.title_none", lang.Args{"Name": p.shown})
	}
	panel := kit.NewPanel(title, f.body, lang.T("people.keep"), func(done func(string)) {
		value := c.Value
		if f.value != nil {
			value = f.value.Chosen()
		}
		o := care.BandOverride{Band: f.chosen(), Reason: f.reason.Words()}
		p.askBook(done, bandSaid(o), func(ctx context.Context, words string) (int64, error) {
			return book.ChooseBand(ctx, p.store, key, o, value, words)
		})
	})
	kit.GuardPanel(panel, f.reason)
	ready := panel.Ready
	panel.Ready = func() bool { return f.chosen() == "" || ready() }
	panel.Cancel.SetLabel(lang.T("command.close"))
	panel.Keys = func(e *fyne.KeyEvent) bool {
		enter := e.Name == fyne.KeyReturn || e.Name == fyne.KeyEnter
		if enter { // with the keyboard in a choice, too
			panel.Act.Tapped(nil)
		}
		return enter
	}
	p.ask(panel)
}

// bandSaid says what was chosen.
func bandSaid(o care.BandOverride) string {
	if o.Band == "" {
		return lang.T("band.left_to_sales")
	}
	return lang.T("band.was_chosen", lang.Args{"Band": string(o.Band)})
}
