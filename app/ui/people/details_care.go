package people

import (
	"strconv"
	"strings"

	"carebook/app/care"
	"carebook/app/lang"
	"carebook/app/ui/kit"
)

// interests are what to talk about.
func (d *details) interests() []*detail {
	profile := func(of func(*care.Profile) *string) func(*care.Person) *string {
		return func(p *care.Person) *string { return of(&p.Profile) }
	}
	return []*detail{
		d.private(d.textItem(textField{
			id: "likes", name: lang.T("field.likes"), several: true, of: profile(func(p *care.Profile) *string { return &p.Likes }),
		})),
		d.private(d.textItem(textField{
			id: "household", name: lang.T("field.household"), several: true, of: profile(func(p *care.Profile) *string { return &p.Household }),
		})),
		d.textItem(textField{
			id: "interests", name: lang.T("field.interests"), hint: lang.T("details.interests_hint"),
			of: func(p *care.Person) *string {
				words := strings.Join(p.Profile.Interests, lang.T("details.comma"))
				return &words
			},
			set: func(p *care.Person, value string) { p.Profile.Interests = topics(value) },
		}),
	}
}

// topics are what commas part, Chinese ones too, each once.
func topics(words string) []string {
	var list []string
	seen := map[string]bool{}
	for _, topic := range strings.FieldsFunc(words, func(r rune) bool { return strings.ContainsRune(",;，、；\n", r) }) {
		topic = strings.TrimSpace(topic)
		if key := strings.ToLower(topic); topic != "" && !seen[key] {
			seen[key] = true
			list = append(list, topic)
		}
	}
	return list
}

// reached is how and when the person likes to be reached.
func (d *details) reached() []*detail {
	return []*detail{
		d.choiceItem(channelChoice()),
		d.textItem(textField{
			id: "hour", name: lang.T("field.hour"), hint: lang.T("details.hour_hint"),
			of: func(p *care.Person) *string { return &p.Profile.Hour },
		}),
	}
}

func channelChoice() choiceField {
	c := choiceField{
		id: "channel", name: lang.T("field.channel"),
		of:  func(p *care.Person) string { return string(p.Profile.Channel) },
		set: func(p *care.Person, code string) { p.Profile.Channel = care.Channel(code) },
	}
	for _, way := range care.Channels() {
		c.codes, c.words = append(c.codes, string(way)), append(c.words, lang.Channel(way))
	}
	return c
}

// worth is what the person is worth, and through whom he came.
func (d *details) worth() []*detail {
	items := []*detail{d.private(d.choiceItem(valueChoice())), d.lost(), d.referrer()}
	return append(items, d.referred()...)
}

// rhythm is how often the person should hear from the user, where the person
// has a cadence of his own.
func (d *details) rhythm() []*detail {
	return []*detail{
		d.cadence(callCadence, lang.T("cadence.call_days"), func(p *care.Person) *int { return &p.Profile.Cadence.Call }),
		d.cadence(visitCadence, lang.T("cadence.visit_days"), func(p *care.Person) *int { return &p.Profile.Cadence.Visit }),
	}
}

// The cadences of a person's own among the fields that can be added.
const callCadence, visitCadence = "cadence_call", "cadence_visit"

// cadence shows a number of days that is said of the person or being added, else
// it is nil. What is none is told beside the field and not saved.
func (d *details) cadence(id, name string, of func(*care.Person) *int) *detail {
	was := kit.CadenceWords(*of(d.who.person))
	if was == "" && d.adding != id {
		return nil
	}
	it := &detail{id: id, list: id, name: name, says: was, draft: was == ""}
	v := &oneValue{d, it, was, func(p *care.Person) string { return kit.CadenceWords(*of(p)) }, func(p *care.Person, value string) {
		if days, ok := kit.ReadCadence(value); ok {
			*of(p) = days
		}
	}}
	it.field = kit.EditField{
		Value: was, Caption: name, Hint: lang.T("cadence.person_hint"), Type: -1, Chosen: -1, Check: kit.CheckCadence, TooLong: tooLong,
		Save: func(e kit.EditedField) {
			days, ok := kit.ReadCadence(e.Value)
			switch {
			case !ok:
				d.refuse(it, kit.CheckCadence(e.Value).Words)
			case it.draft && days == 0:
				d.drop()
			default:
				v.save(kit.CadenceWords(days))
			}
		},
	}
	if was != "" {
		v.removable()
		it.field.Actions = []kit.RowAction{d.removeAction(it)}
	}
	return it
}

func valueChoice() choiceField {
	c := choiceField{
		id: "value", name: lang.T("field.value"),
		of: func(p *care.Person) string {
			if p.Profile.Value == 0 {
				return ""
			}
			return strconv.Itoa(p.Profile.Value)
		},
		set: func(p *care.Person, code string) {
			p.Profile.Value = 0
			if n, err := strconv.Atoi(code); err == nil {
				p.Profile.Value = n
			}
		},
	}
	for n := care.MaxValue; n > 0; n-- {
		c.codes = append(c.codes, strconv.Itoa(n))
		c.words = append(c.words, lang.T("details.value_of", lang.Args{"Value": n, "Most": care.MaxValue}))
	}
	return c
}

// lost is the day since which the customer counts as lost.
func (d *details) lost() *detail {
	was := d.who.person.Profile.Lost
	if was == "" {
		return nil
	}
	it := &detail{id: "lost", list: "lost", name: lang.T("field.lost"), says: was}
	put := func(day care.Day) func(*care.Person) {
		return func(p *care.Person) {
			was = day
			p.Profile.Lost = day
		}
	}
	remove := func() { d.write(it, put(""), lang.T("details.found_again")) }
	it.field = kit.EditField{
		Value: lang.Date(dateOf(was)), Caption: it.name, Hint: lang.T("details.lost_hint"), Type: -1, Chosen: -1, TooLong: tooLong,
		Remove: remove, RemoveWords: lang.T("details.not_lost"),
		Save: func(e kit.EditedField) {
			words := strings.TrimSpace(e.Value)
			day, ok := pastDay(words, d.today())
			switch now := d.who.person.Profile.Lost; {
			case words == "":
				remove()
			case !ok:
				d.refuse(it, lang.Sentence(notADate(words)))
			case now != was && now != day && !it.again:
				d.overtaken(it, lang.Day(now))
			default:
				d.save(it, put(day))
			}
		},
	}
	it.field.Actions = []kit.RowAction{d.removeAction(it)}
	return it
}

// setLost counts the person as lost from today on.
func (d *details) setLost() {
	today := d.today()
	it := &detail{id: "lost", list: "lost", name: lang.T("field.lost")}
	d.write(it, func(p *care.Person) { p.Profile.Lost = today }, "")
}

// pastDay reads a day that was, or is today: "yesterday", "last Tuesday", a
// date, or a date without a year, which is the last one.
func pastDay(words string, today care.Day) (care.Day, bool) {
	if day, ok := lang.ParseDay(words, today); ok && day <= today {
		return day, true
	}
	date, err := lang.ParseDate(words, today)
	if err != nil || date.Calendar == care.Lunar || date.Month == 0 || date.Day == 0 {
		return "", false
	}
	if date.Year > 0 {
		return care.Day(date.ISO()), true
	}
	for date.Year = today.Time().Year(); date.Year > 0; date.Year-- {
		if day := care.Day(date.ISO()); date.Valid() && day <= today {
			return day, true
		}
	}
	return "", false
}
