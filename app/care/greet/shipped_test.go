package greet

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"

	"carebook/assets"
)

// languages are those that the program speaks.
var languages = []string{"en", "es", "ru", "zh_CN", "zh_TW"}

// acquainted are values as a person of the language has them.
var acquainted = map[string]Values{
	"en":    {Name: "Ann Hill", FirstName: "Ann", Title: "Dr", Age: "41", Child: "Lucas", Holiday: "Republic Day", LastTopic: "The new garden.", Me: "Eva"},
	"es":    {Name: "Ana Núñez", FirstName: "Ana", Title: "D.ª", Age: "41", Child: "Lucas", Holiday: "Día de la Constitución", LastTopic: "el jardín nuevo", Me: "Eva"},
	"ru":    {Name: "Анна Иванова", FirstName: "Анна", Title: "директор", Age: "41", Child: "Лев", Holiday: "День строителя", LastTopic: "новый сад", Me: "Ева"},
	"zh_CN": {Name: "王经理", FirstName: "伟", Title: "经理", Age: "41", Child: "小明", Holiday: "清明节", LastTopic: "新花园", Me: "李华"},
	"zh_TW": {Name: "王經理", FirstName: "偉", Title: "經理", Age: "41", Child: "小明", Holiday: "清明節", LastTopic: "新花園", Me: "李華"},
}

// always are the values that every greeting for the occasion has: somebody with
// a name and nothing else, on a holiday that has one.
func always(t Template) Values {
	v := Values{Name: acquainted[t.Language].Name}
	switch t.Occasion {
	case birthday, anniversary, relative:
	default:
		v.Holiday = acquainted[t.Language].Holiday
	}
	return v
}

func of(occasion, language string) []Template {
	return slices.DeleteFunc(Shipped(), func(t Template) bool { return t.Occasion != occasion || t.Language != language })
}

func TestShippedIsComplete(t *testing.T) {
	if _, err := read(assets.Greetings); err != nil {
		t.Fatal(err)
	}
	least := map[string]int{birthday: 5, "new_year": 4, "christmas": 4, "lunar_new_year": 4, anyHoliday: 3}
	total := 0
	for _, language := range languages {
		for _, occasion := range Occasions() {
			list := of(occasion, language)
			total += len(list)
			if len(list) < max(2, least[occasion]) || len(list) > 5 {
				t.Errorf("%s has %d texts for %s", language, len(list), occasion)
			}
			first := map[string]bool{}
			ready := 0
			for _, x := range list {
				first[firstWord(x.Text)] = true
				if _, whole := fill(x.Text, always(x)); whole {
					ready++
				}
			}
			if len(first) < 2 {
				t.Errorf("all texts of %s for %s begin with the same word", language, occasion)
			}
			// Two, so that nobody about whom little is known is greeted with
			// last year's words.
			if ready < 2 {
				t.Errorf("%d texts of %s for %s can be sent to somebody with only a name", ready, language, occasion)
			}
		}
	}
	if total != len(Shipped()) {
		t.Errorf("%d of %d texts are in a language of the program", total, len(Shipped()))
	}
}

// firstWord is what a text begins with: a field, or letters; of Chinese, the
// first letter.
func firstWord(text string) string {
	if strings.HasPrefix(text, "{") {
		return text[:strings.Index(text, "}")+1]
	}
	text = strings.TrimLeft(text, inverted+opening)
	if r, n := utf8.DecodeRuneInString(text); unicode.Is(unicode.Han, r) {
		return text[:n]
	}
	return strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) })[0]
}

func TestShippedTexts(t *testing.T) {
	seen := map[string]bool{}
	for _, x := range Shipped() {
		if err := Check(x.Text); err != nil {
			t.Errorf("%s: %v", x.ID, err)
		}
		if key := x.Language + x.Text; seen[key] || seen[x.ID] {
			t.Errorf("%s stands there twice", x.ID)
		} else {
			seen[key], seen[x.ID] = true, true
		}
		if sentences := len(regexp.MustCompile(`[.!?。！？]( |$|\p{Han}|\{)`).FindAllString(x.Text, -1)); sentences > 4 || utf8.RuneCountInString(x.Text) > 220 {
			t.Errorf("%s is long: %d sentences", x.ID, sentences)
		}
		if x.Own() {
			t.Errorf("%s is the user's", x.ID)
		}
		for _, v := range combinations(acquainted[x.Language]) {
			noTrace(t, x.ID+" "+x.Text, Fill(x.Text, v))
		}
	}
}

// combinations leaves out every choice of the values but the name.
func combinations(v Values) []Values {
	var all []Values
	for bits := range 1 << 5 {
		w := v
		for i, value := range []*string{&w.FirstName, &w.Age, &w.Child, &w.Holiday, &w.LastTopic} {
			if bits>>i&1 == 1 {
				*value = ""
			}
		}
		all = append(all, w)
	}
	return all
}

// TestShippedTextsNeedLittle lets a sentence depend on nothing but the name of
// the holiday, of the relative, and of the years of an anniversary: an address
// or a topic may always be left out.
func TestShippedTextsNeedLittle(t *testing.T) {
	for _, x := range Shipped() {
		v := Values{Holiday: "x", Child: "x", Age: "x"}
		if _, whole := fill(x.Text, v); !whole {
			t.Errorf("%s tears without %q: %s", x.ID, Missing(x.Text, v), x.Text)
		}
		for field, occasions := range map[string][]string{"{child}": {relative}, "{age}": {birthday, anniversary}} {
			if strings.Contains(x.Text, field) && !slices.Contains(occasions, x.Occasion) {
				t.Errorf("%s names %s", x.ID, field)
			}
		}
		if strings.Contains(x.Text, "{holiday}") && slices.Contains([]string{birthday, anniversary, relative}, x.Occasion) {
			t.Errorf("%s names {holiday}", x.ID)
		}
	}
}

// rude are words that do not belong into a greeting to a customer, or that tell
// the sex of one who writes or reads it; and the day of the greeting, which may
// be sent before or after.
var rude = map[string]*regexp.Regexp{
	"en":    word(`(?i:today|tomorrow|sir|madam|ladies|guys|he|she|his|her|him)`),
	"es":    word(`(?i:hoy|mañana|tú|tu|tus|te|ti|contigo|vosotros|os|estimad[oa]|querid[oa]|apreciad[oa]|bienvenid[oa]|agradecid[oa]|content[oa]|encantad[oa]|señora?)`),
	"ru":    word(`[Сс]егодня|[Зз]автра|[Тт]ы|[Тт]ебя|[Тт]ебе|[Тт]во[йяеёи]|вы|вас|вам|вами|ваш\p{L}*|[Рр]ада?|[Уу]важаем\p{L}+|[Дд]орог(?:ой|ая)|[Мм]ил(?:ый|ая)|благодар(?:ен|на)|[Жж]елала?|[Хх]отела?`),
	"zh_CN": regexp.MustCompile(`你|今天|今日|明天|先生|女士|[,.!?;:]`),
	"zh_TW": regexp.MustCompile(`你|妳|今天|今日|明天|先生|女士|[,.!?;:]`),
}

// word matches whole words in any script, which \b does not.
func word(words string) *regexp.Regexp {
	return regexp.MustCompile(`(?:^|[^\p{L}])(?:` + words + `)(?:$|[^\p{L}])`)
}

func TestShippedTextsArePolite(t *testing.T) {
	for _, x := range Shipped() {
		if found := rude[x.Language].FindString(x.Text); found != "" {
			t.Errorf("%s says %q: %s", x.ID, found, x.Text)
		}
		if strings.HasPrefix(x.Language, "zh") && strings.Contains(x.Text, "{first_name}") {
			t.Errorf("%s addresses by the first name: %s", x.ID, x.Text)
		}
		for _, r := range x.Text {
			if unicode.Is(unicode.So, r) || unicode.Is(unicode.Sk, r) || unicode.IsControl(r) {
				t.Errorf("%s has %q in it", x.ID, r)
			}
		}
	}
}

func TestShippedIDsStay(t *testing.T) {
	list := of(birthday, "en")
	if list[0].ID != "birthday.en.1" || list[4].ID != "birthday.en.5" {
		t.Errorf("%+v", list)
	}
	changed := Shipped()
	changed[0].Text = ""
	if Shipped()[0].Text == "" {
		t.Error("a caller can change what is shipped")
	}
}

func TestReadRefuses(t *testing.T) {
	for name, text := range map[string]string{
		"no JSON":             `{`,
		"an unknown occasion": `{"birthday": ["Hi"], "brithday": ["Hi"]}`,
		"no list":             `{"birthday": "Hi"}`,
	} {
		files := fstest.MapFS{"greetings/en.json": {Data: []byte(text)}}
		if _, err := read(files); err == nil || !strings.Contains(err.Error(), "greetings/en.json") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestShippedChineseIsWrittenInItsOwnCharacters takes the standards of the two
// ways of writing, neither of which holds the characters of the other.
func TestShippedChineseIsWrittenInItsOwnCharacters(t *testing.T) {
	for language, standard := range map[string]encoding.Encoding{
		"zh_CN": simplifiedchinese.HZGB2312,
		"zh_TW": traditionalchinese.Big5,
	} {
		for _, x := range Shipped() {
			if x.Language != language {
				continue
			}
			if _, err := standard.NewEncoder().String(x.Text); err != nil {
				t.Errorf("%s: %v: %s", x.ID, err, x.Text)
			}
		}
	}
	if _, err := simplifiedchinese.HZGB2312.NewEncoder().String("節"); err == nil {
		t.Error("a traditional character passes for a simplified one")
	}
	if _, err := traditionalchinese.Big5.NewEncoder().String("节"); err == nil {
		t.Error("a simplified character passes for a traditional one")
	}
}
