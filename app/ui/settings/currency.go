package settings

import (
	"context"
	"strings"

	"carebook/app/book"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/run"
	"carebook/app/ui/style"
	"carebook/store"
)

// currency is the setting of what the book counts in.
type currency struct {
	screen *Screen
	field  *kit.Field
	// was is what the book counts in, "" until something says.
	was     string
	reading run.Task
}

// currencyWidth is the width of the field, at 100 %: that of the longest hint.
const currencyWidth = 150

func newCurrency(s *Screen) *currency {
	c := &currency{screen: s}
	c.field = kit.NewField(lang.T("currency.name"), lang.T("currency.hint")).Wide(currencyWidth)
	c.field.OnResized = s.relayout
	c.field.Check = func(words string) kit.Note {
		if strings.TrimSpace(words) == "" && c.was == "" {
			return kit.Note{}
		}
		if _, ok := book.ParseCurrency(words, c.was); !ok {
			return problem(lang.T("sales.reason.unknown_currency", lang.Args{"Text": words}))
		}
		return kit.Note{}
	}
	c.field.Save = c.change
	return c
}

func (c *currency) item() *item {
	return newItem(lang.T("currency.name"), lang.T("currency.hint_row"), c.field, c.field.Input)
}

// read reads what the book counts in.
func (c *currency) read() {
	s := c.screen
	run.Do(s.shell.Executor(), &c.reading, func(ctx context.Context) (string, error) {
		return s.params.Store.Setting(ctx, store.SettingCurrency)
	}, func(code string, err error) {
		if err != nil {
			s.shell.Fail(err)
			return
		}
		c.was = code
		c.field.Set(code)
	})
}

// change takes another currency. Where sales have no rate to it, it asks for one of
// each currency; a panel that is cancelled leaves all as it was.
func (c *currency) change(words string) {
	code, ok := book.ParseCurrency(words, c.was)
	if !ok {
		return // nothing was typed
	}
	s := c.screen
	run.Write(s.shell.Executor(), func(ctx context.Context) ([]book.MissingRate, error) {
		return book.RatesFor(ctx, s.params.Store, code)
	}, func(missing []book.MissingRate, err error) {
		switch {
		case err != nil:
			c.field.Refuse(lang.Sentence(err))
		case len(missing) > 0:
			c.askRates(code, missing)
		default:
			c.set(code, nil, func(problem string) {
				if problem != "" {
					c.field.Refuse(problem)
				}
			})
		}
	})
}

// set makes a currency the book's; done is told what is in the way.
func (c *currency) set(code string, rates map[string]string, done func(problem string)) {
	s, said := c.screen, lang.T("currency.set", lang.Args{"Currency": code})
	run.Write(s.shell.Executor(), func(ctx context.Context) (int64, error) {
		return book.SetCurrency(ctx, s.params.Store, code, rates, said)
	}, func(action int64, err error) {
		done(lang.Sentence(err))
		if err == nil {
			c.was = code
			c.field.Set(code)
			s.shell.Did(said, action)
		}
	})
}

// askRates asks what one unit of each currency is in the new one.
func (c *currency) askRates(code string, missing []book.MissingRate) {
	body := kit.NewColumn(style.Space3, kit.NewParagraph(lang.T("currency.why", lang.Args{"Currency": code}), style.Control, style.Ink2))
	fields := make([]*kit.Field, len(missing))
	for i, m := range missing {
		name := lang.N("currency.asked", m.Sales, lang.Args{"From": m.Currency, "To": code})
		fields[i] = kit.NewField(name, "").Wide(currencyWidth)
		fields[i].Check = func(words string) kit.Note {
			_, err := book.ParseRate(words)
			return problem(lang.Sentence(err))
		}
		body.Add(under(name, fields[i]))
	}
	panel := kit.NewPanel(lang.T("currency.title", lang.Args{"Currency": code}), body, lang.T("currency.change"), func(done func(string)) {
		rates := map[string]string{}
		for i, m := range missing {
			rate, err := book.ParseRate(fields[i].Words())
			if err != nil {
				done(lang.Sentence(err))
				return
			}
			rates[m.Currency] = rate
		}
		c.set(code, rates, done)
	})
	kit.GuardPanel(panel, fields...)
	panel.OnHidden = func() {
		c.field.Put(c.was)
		c.field.Set(c.was)
	}
	c.screen.ask(panel)
}
