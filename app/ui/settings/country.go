package settings

import (
	"context"
	"strings"

	"carebook/app/book"
	"carebook/app/lang"
	"carebook/app/text"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/run"
	"carebook/app/ui/style"
)

// country is the setting of where the book's numbers are dialled that say no country.
type country struct {
	screen  *Screen
	field   *kit.Field
	reading run.Task
}

func newCountry(s *Screen) *country {
	c := &country{screen: s}
	hint := lang.T("settings.country_none")
	if of := lang.Region(); of != "" {
		hint = lang.T("settings.country_system", lang.Args{"Country": lang.Country(of)})
	}
	c.field = kit.NewField(lang.T("settings.country"), hint).Wide(selectWidth)
	c.field.OnResized = s.relayout
	c.field.Check = func(words string) kit.Note {
		if _, ok := readCountry(words); !ok {
			return problem(lang.T("settings.country_wrong", lang.Args{"Name": strings.TrimSpace(words)}))
		}
		return kit.Note{}
	}
	c.field.Save = c.change
	return c
}

// readCountry reads the name or the code of a country; none is "".
func readCountry(words string) (code string, ok bool) {
	if strings.TrimSpace(words) == "" {
		return "", true
	}
	code = text.CountryCode(words)
	return code, code != ""
}

// countryName is a country as it stands in the field.
func countryName(code string) string {
	if code == "" {
		return ""
	}
	return lang.Country(code)
}

func (c *country) item() *item {
	return newItem(lang.T("settings.country"), lang.T("settings.country_hint"), c.field, c.field.Input).also(lang.T("settings.words_country"))
}

func (c *country) read() {
	s := c.screen
	run.Do(s.shell.Executor(), &c.reading, func(ctx context.Context) (string, error) {
		return s.params.Store.Setting(ctx, book.SettingCountry)
	}, func(code string, err error) {
		if err != nil {
			s.shell.Fail(err)
			return
		}
		c.field.Set(countryName(code))
	})
}

// change takes another country.
func (c *country) change(words string) {
	code, ok := readCountry(words)
	if !ok {
		return
	}
	s := c.screen
	run.Write(s.shell.Executor(), func(ctx context.Context) (struct{}, error) {
		return struct{}{}, book.SetCountry(ctx, s.params.Store, code)
	}, func(_ struct{}, err error) {
		if err != nil {
			c.field.Refuse(lang.Sentence(err))
			return
		}
		c.field.Set(countryName(code))
	})
}

// money is the section of what the book counts in and where it is at home.
func (s *Screen) money() *section {
	return &section{
		id: kit.SalesSection, name: lang.T("settings.section_money"), glyph: style.Globe, words: lang.T("settings.words_money"), kept: inBook,
		fields: []*kit.Field{s.country.field, s.currency.field},
		read: func() {
			s.country.read()
			s.currency.read()
		},
		items: []*item{s.country.item(), s.currency.item()},
	}
}
