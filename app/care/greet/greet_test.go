package greet

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestChoose(t *testing.T) {
	list := []Template{
		{"birthday.en.1", birthday, "en", "Happy birthday, {first_name}!"},
		{"birthday.en.2", birthday, "en", "All the best, {name}!"},
		{"birthday.en.3", birthday, "en", "How did {last_topic} go?"},
		{"birthday.ru.1", birthday, "ru", "С днём рождения, {first_name}!"},
		{"easter.en.1", "easter", "en", "Happy Easter!"},
		{"holiday.en.1", anyHoliday, "en", "Happy {holiday}!"},
		{"holiday.ru.1", anyHoliday, "ru", "С праздником!"},
		{"holiday.zh_CN.1", anyHoliday, "zh_CN", "节日快乐！"},
		{"christmas.en.1", "christmas", "en", "Merry Christmas, {first_name}!"},
		{"own.1", "christmas", "en", "Merry Christmas from {me}!"},
		{"own.2", "purim", "es", "¡Feliz Purim de {last_topic}!"},
		{"relative.en.1", relative, "en", "A happy birthday to {child}!"},
		{"relative.en.2", relative, "en", "{child} is one year older!"},
	}
	ana := Values{Name: "Ana Núñez", FirstName: "Ana", Holiday: "Nowruz", Me: "Eva"}
	for _, c := range []struct {
		name, occasion, language string
		v                        Values
		avoid                    []string
		want                     string
	}{
		{"the first", birthday, "en", ana, nil, "birthday.en.1"},
		{"all fields before an address left out", birthday, "en", Values{Name: "Acme"}, nil, "birthday.en.2"},
		{"not last year's", birthday, "en", ana, []string{"birthday.en.1"}, "birthday.en.2"},
		{"an address left out before last year's", birthday, "en", Values{Name: "Acme"}, []string{"birthday.en.2"}, "birthday.en.1"},
		{"the one used longest ago before a torn one", birthday, "en", ana, []string{"birthday.en.2", "birthday.en.1"}, "birthday.en.2"},
		{"used again in between", birthday, "en", ana, []string{"birthday.en.1", "birthday.en.2", "birthday.en.1"}, "birthday.en.2"},
		{"words for other occasions do not count", birthday, "en", ana, []string{"easter.en.1", "birthday.ru.1"}, "birthday.en.1"},
		{"with a topic", birthday, "en", Values{Name: "Ana", FirstName: "Ana", LastTopic: "the exam"}, []string{"birthday.en.1", "birthday.en.2"}, "birthday.en.3"},
		{"a language", birthday, "ru", ana, nil, "birthday.ru.1"},
		{"a language alone", birthday, "ru", ana, []string{"birthday.ru.1"}, "birthday.ru.1"},
		{"an unknown language", birthday, "de", ana, nil, "birthday.en.1"},
		{"a language without any for it", birthday, "zh_CN", ana, nil, "birthday.en.1"},
		{"a family", "easter", "en", ana, nil, "easter.en.1"},
		{"a family without words", "holi", "en", ana, nil, "holiday.en.1"},
		{"a family without words in the language", "easter", "ru", ana, nil, "holiday.ru.1"},
		{"the other Chinese", "easter", "zh_TW", ana, nil, "holiday.zh_CN.1"},
		{"not the other way round", "easter", "zh_CN", ana, nil, "holiday.zh_CN.1"},
		{"own before shipped", "christmas", "en", ana, nil, "own.1"},
		{"own that cannot be filled", "christmas", "en", Values{FirstName: "Ana"}, nil, "christmas.en.1"},
		{"shipped before own of last year", "christmas", "en", ana, []string{"own.1"}, "christmas.en.1"},
		{"own of the year before last", "christmas", "en", ana, []string{"own.1", "christmas.en.1"}, "own.1"},
		{"torn where there is no other", "purim", "es", ana, nil, "own.2"},
		{"torn ones take turns, too", relative, "en", ana, []string{"relative.en.1"}, "relative.en.2"},
		{"no holiday's words for an anniversary", anniversary, "en", ana, nil, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, ok := Choose(list, c.occasion, c.language, c.v, c.avoid)
			if got.ID != c.want || ok != (c.want != "") {
				t.Errorf("chose %q, %v, want %q", got.ID, ok, c.want)
			}
		})
	}
	if _, ok := Choose(nil, birthday, "en", ana, nil); ok {
		t.Error("chose from nothing")
	}
}

// TestChooseTakesTurns greets one person through the years, in whichever
// language and with whatever is known: nothing comes again before everything
// else that can be said was said.
func TestChooseTakesTurns(t *testing.T) {
	shipped := Shipped()
	rapid.Check(t, func(t *rapid.T) {
		occasion := rapid.SampledFrom(Occasions()).Draw(t, "occasion")
		language := rapid.SampledFrom(languages).Draw(t, "language")
		v := Values{Name: "Ana Núñez", Child: "Lucas", Holiday: "Easter"}
		v.FirstName = rapid.SampledFrom([]string{"", "Ana"}).Draw(t, "first name")
		v.LastTopic = rapid.SampledFrom([]string{"", "the garden"}).Draw(t, "topic")
		own := rapid.IntRange(0, 2).Draw(t, "own")
		templates := slices.Clone(shipped)
		for i := range own {
			templates = append(templates, Template{ownPrefix + string(rune('a'+i)), occasion, language, "Hi, {first_name}!"})
		}
		var fit []string
		for _, x := range templates {
			if _, whole := fill(x.Text, v); whole && x.Occasion == occasion && x.Language == language {
				fit = append(fit, x.ID)
			}
		}
		if len(fit) < 2 {
			t.Fatalf("only %q can be said", fit)
		}
		var said []string
		for year := range 3 * len(fit) {
			chosen, ok := Choose(templates, occasion, language, v, said)
			if !ok || !slices.Contains(fit, chosen.ID) {
				t.Fatalf("year %d: %+v, which cannot be said", year, chosen)
			}
			if recent := said[max(0, len(said)-len(fit)+1):]; slices.Contains(recent, chosen.ID) {
				t.Fatalf("year %d: %s again, after %q", year, chosen.ID, said)
			}
			said = append(said, chosen.ID)
		}
	})
}
