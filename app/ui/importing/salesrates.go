package importing

import (
	"maps"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"carebook/app/book"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/style"
)

// rateWidth is the width of the field of a rate, at 100 %.
const rateWidth = 120

// rateField asks what one unit of a currency is in the book's.
type rateField struct {
	currency string
	*kit.Field
}

// rateFields are the fields of the currencies in which lines name no rate, with the
// sentence above them; nil where no rate is needed.
func (p *salesPage) rateFields() []fyne.CanvasObject {
	if p.done || len(p.result.Rates) == 0 {
		return nil
	}
	words := lang.T("sales.rates", lang.Args{"Currency": p.result.Currency})
	column := kit.NewColumn(style.Space2, kit.NewParagraph(words, style.Control, style.Ink))
	for _, m := range p.result.Rates {
		f := p.rateField(m)
		p.rates = append(p.rates, f)
		before := kit.NewText(lang.T("sales.rate_of", lang.Args{"Currency": m.Currency}), style.Control, style.Ink)
		column.Add(kit.Lead(before, f.Field))
	}
	return []fyne.CanvasObject{column}
}

func (p *salesPage) rateField(m book.MissingRate) *rateField {
	name := lang.N("currency.asked", m.Sales, lang.Args{"From": m.Currency, "To": p.result.Currency})
	f := &rateField{currency: m.Currency, Field: kit.NewField(name, p.result.Currency).Wide(rateWidth).Unit(p.result.Currency)}
	f.Check = func(words string) kit.Note {
		if strings.TrimSpace(words) == "" {
			return kit.Note{}
		}
		if _, err := book.ParseRate(words); err != nil {
			return kit.Note{Words: lang.Sentence(err), Problem: true}
		}
		return kit.Note{}
	}
	f.Save = func(words string) { p.giveRate(m.Currency, words) }
	f.OnResized = func() { kit.Relay(p.object) }
	if rate := p.given[m.Currency]; rate != "" {
		f.Set(book.RateWords(rate))
	}
	return f
}

// giveRate counts anew with what one unit of a currency is; no words take it back.
func (p *salesPage) giveRate(currency, words string) {
	if p.screen.sales != p {
		return // another page has taken its place, and what was typed
	}
	given := maps.Clone(p.given)
	if given == nil {
		given = map[string]string{}
	}
	delete(given, currency)
	if rate, err := book.ParseRate(words); err == nil {
		given[currency] = rate
	}
	p.given = given
	p.screen.countSales(p.path, given)
}

// takeTyped takes over what is being typed into the page before, and the place of
// the keyboard there.
func (p *salesPage) takeTyped(was *salesPage) {
	focused := p.screen.shell.Window().Canvas().Focused()
	for _, old := range was.rates {
		rate, err := book.ParseRate(old.Words())
		if strings.TrimSpace(old.Words()) == "" {
			rate, err = "", nil
		}
		i := slices.IndexFunc(p.rates, func(f *rateField) bool { return f.currency == old.currency })
		if i < 0 || err == nil && rate == p.given[old.currency] {
			continue
		}
		f := p.rates[i]
		f.Put(old.Words())
		if focused == old.Input {
			f.Input.CursorColumn = old.Input.CursorColumn
			p.typing = f
		}
	}
}

// nextRate is the field that is typed into, or else the first without a rate; nil
// where there is none.
func (p *salesPage) nextRate() *rateField {
	if p.typing != nil {
		return p.typing
	}
	for _, f := range p.rates {
		if strings.TrimSpace(f.Words()) == "" {
			return f
		}
	}
	return nil
}
