package book

import (
	"context"
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"carebook/app/calendar"
	"carebook/app/care"
	"carebook/app/care/greet"
	"carebook/app/care/remind"
	"carebook/app/lang"
	"carebook/app/text"
	"carebook/store"
)

// settingMe keeps the user's name as greetings sign it.
const settingMe = "me"

// MostMe is the number of characters that the user's name can have.
const MostMe = 100

// Me is the user's name as greetings sign it, "" where none was written.
func Me(ctx context.Context, s *store.Store) (string, error) { return s.Setting(ctx, settingMe) }

// SetMe keeps the user's name, in one line and without spaces around it, and
// gives it as it is kept; "" is none. It fails with care.CodeNameTooLong past
// MostMe characters.
func SetMe(ctx context.Context, s *store.Store, name string) (string, error) {
	name = strings.Join(strings.Fields(name), " ")
	if utf8.RuneCountInString(name) > MostMe {
		return name, &care.Error{Code: care.CodeNameTooLong, Args: care.Args{"Most": MostMe}}
	}
	return name, s.SetSetting(ctx, settingMe, name)
}

// Greeting is a text for a person and an occasion, and the ways to hand it to a
// program that sends it. Nothing is sent by Carebook.
type Greeting struct {
	Person int64
	Text   string
	// Template is the ID of the template, Occasion what the greeting is for.
	Template, Occasion string
	// Sent says that the person was greeted for the occasion already.
	Sent bool
	Ways []Way
}

// Way hands a greeting to another program.
type Way struct {
	// Label names the way and the address, URL is what opens it: mailto, sms or
	// the page of a messenger.
	Label, URL string
}

// anyHoliday is the occasion of templates for a day without words of its own.
const anyHoliday = "holiday"

// GreetingFor makes the greeting for a person's occasion, in the language that
// the person is likely to speak, and in other words than the years before.
func GreetingFor(ctx context.Context, s *store.Store, it Item) (Greeting, error) {
	occasion := string(it.Kind)
	if it.Yearly.Kind == care.OtherDate && it.Yearly.Label != "" {
		occasion = anyHoliday // an exam is no anniversary
	}
	return greetingFor(ctx, s, it.Person, &it.Reminder, occasion, "")
}

// HolidayGreeting makes the greeting for a person on a holiday.
func HolidayGreeting(ctx context.Context, s *store.Store, it Item, person int64) (Greeting, error) {
	k, err := knownHoliday(ctx, s, it.What)
	if err != nil {
		return Greeting{}, err
	}
	return greetingFor(ctx, s, person, &it.Reminder, k.greeting, k.ID)
}

func greetingFor(ctx context.Context, s *store.Store, person int64, r *remind.Reminder, occasion, holiday string) (Greeting, error) {
	p, err := s.Person(ctx, person)
	if err != nil {
		return Greeting{}, err
	}
	events, err := s.Timeline(ctx, person)
	if err != nil {
		return Greeting{}, err
	}
	templates, err := Templates(ctx, s)
	if err != nil {
		return Greeting{}, err
	}
	me, err := Me(ctx, s)
	if err != nil {
		return Greeting{}, err
	}
	language := languageOf(p)
	values := greetingValues(p, r, events)
	values.Me = me
	switch {
	case holiday != "":
		values.Holiday = holidayName(holiday, r.Name, language)
	case occasion == anyHoliday:
		values.Holiday = r.Yearly.Label
	}
	g := Greeting{Person: person, Occasion: r.Occasion()}
	t, ok := greet.Choose(templates, occasion, language, values, usedBefore(events, r))
	if ok {
		g.Text, g.Template = greet.Fill(t.Text, values), t.ID
	}
	g.Sent = slices.ContainsFunc(events, func(e store.Event) bool { return e.Kind == care.Greeting && e.Occasion == g.Occasion })
	g.Ways = waysTo(p, g.Text)
	return g, nil
}

// greetingValues is what a template can say of a person.
func greetingValues(p *care.Person, r *remind.Reminder, events []store.Event) greet.Values {
	v := greet.Values{Name: p.DisplayName(), FirstName: p.Given, Title: p.Prefix}
	if v.FirstName == "" && p.Family == "" && p.Kind != care.Organization {
		v.FirstName, _, _ = strings.Cut(v.Name, " ")
	}
	if r.Age > 0 {
		v.Age = lang.Number(r.Age)
	}
	if r.Kind == remind.Relative {
		v.Child = r.Yearly.Label
	}
	if i := slices.IndexFunc(events, func(e store.Event) bool { return e.Real() && e.Text != "" }); i >= 0 {
		v.LastTopic = firstClause(events[i].Text)
	}
	return v
}

// usedBefore are the templates of a person's greetings for the same occasion in
// other years, the latest last.
func usedBefore(events []store.Event, r *remind.Reminder) []string {
	occasion := strings.Join([]string{string(r.Kind), r.What, ""}, " ")
	var used []string
	for i := len(events) - 1; i >= 0; i-- {
		if e := events[i]; e.Kind == care.Greeting && e.Template != "" && strings.HasPrefix(e.Occasion, occasion) && e.Occasion != r.Occasion() {
			used = append(used, e.Template)
		}
	}
	return used
}

// spokenIn are the languages of the templates by country.
var spokenIn = map[string]string{
	"CN": "zh_CN", "SG": "zh_CN", "TW": "zh_TW", "HK": "zh_TW", "MO": "zh_TW",
	"RU": "ru", "BY": "ru", "KZ": "ru", "KG": "ru",
	"ES": "es", "MX": "es", "AR": "es", "BO": "es", "CL": "es", "CO": "es", "CR": "es", "CU": "es", "DO": "es", "EC": "es", "GT": "es",
	"HN": "es", "NI": "es", "PA": "es", "PE": "es", "PR": "es", "PY": "es", "SV": "es", "UY": "es", "VE": "es",
	"AU": "en", "CA": "en", "GB": "en", "IE": "en", "NZ": "en", "US": "en", "ZA": "en",
}

// languageOf is the language in which somebody is likely to be greeted: that of
// a name in Han or Cyrillic letters, else that of the person's country, else the
// program's, if it writes names as this one is written.
func languageOf(p *care.Person) string {
	local, current := spokenIn[text.Country(p)], lang.Current()
	switch name := p.DisplayName(); {
	case strings.ContainsFunc(name, isHan):
		return firstOf(isChinese, local, current, "zh_CN")
	case strings.ContainsFunc(name, isCyrillic):
		return "ru"
	}
	return firstOf(writesLatin, local, current, "en")
}

func isHan(r rune) bool                { return unicode.Is(unicode.Han, r) }
func isCyrillic(r rune) bool           { return unicode.Is(unicode.Cyrillic, r) }
func isChinese(language string) bool   { return strings.HasPrefix(language, "zh") }
func writesLatin(language string) bool { return language == "en" || language == "es" }

// firstOf is the first of several languages that will do, or the last.
func firstOf(does func(string) bool, languages ...string) string {
	for _, l := range languages {
		if does(l) {
			return l
		}
	}
	return languages[len(languages)-1]
}

func holidayName(id, name, language string) string {
	if h, ok := calendar.ByID(id); ok {
		return h.Name(language)
	}
	return name
}

// waysTo are the ways to hand a text to a person's addresses and numbers.
func waysTo(p *care.Person, words string) []Way {
	var ways []Way
	body := strings.ReplaceAll(url.QueryEscape(words), "+", "%20")
	for _, e := range p.Emails {
		to := url.URL{Scheme: "mailto", Opaque: url.PathEscape(e.Address), RawQuery: "body=" + body}
		ways = append(ways, Way{lang.T("greeting.by_mail", lang.Args{"To": e.Address}), to.String()})
	}
	for _, t := range p.Phones {
		number := text.ParsePhone(t.Number, p.Country)
		if !number.International || t.Type == care.Fax || t.Type == care.HomeFax || t.Type == care.WorkFax {
			continue
		}
		ways = append(ways,
			Way{lang.T("greeting.by_sms", lang.Args{"To": t.Number}), "sms:+" + number.Digits + "?body=" + body},
			Way{lang.T("greeting.by_whatsapp", lang.Args{"To": t.Number}), "https://wa.me/" + number.Digits + "?text=" + body})
	}
	for _, m := range p.Messengers {
		if strings.EqualFold(m.Service, "telegram") {
			ways = append(ways, Way{lang.T("greeting.by_telegram", lang.Args{"To": m.Handle}), "https://t.me/" + url.PathEscape(strings.TrimPrefix(m.Handle, "@"))})
		}
	}
	return ways
}

// MarkGreeted writes down that a person was greeted and finishes the reminder,
// as one action. It fails with care.CodeGreeted where the person was greeted for
// the occasion before.
func MarkGreeted(ctx context.Context, s *store.Store, clock care.Clock, it Item, g Greeting) (action int64, err error) {
	write := func(tx *store.Tx) error {
		greeted, err := tx.Greeted(g.Person, g.Occasion)
		if err != nil {
			return err
		}
		if greeted {
			return &care.Error{Code: care.CodeGreeted, Args: care.Args{"Name": it.Name}}
		}
		_, err = tx.PutEvent(0, g.Person, care.Event{Kind: care.Greeting, Day: clock.Today(), Text: g.Text, Occasion: g.Occasion, Template: g.Template})
		return err
	}
	if it.Kind == remind.Holiday { // others are still to be greeted
		return s.Do(ctx, store.Action{Kind: "remind", Words: lang.T("reminder.words", lang.Args{"Name": it.Name})}, write)
	}
	return decide(ctx, s, clock, it, remind.State{Status: remind.Done}, write)
}
