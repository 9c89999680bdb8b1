package greet

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"carebook/app/care"
)

// full has a value for every field.
var full = Values{
	Name: "Ana Núñez", FirstName: "Ana", Title: "Dr", Age: "40", Child: "Lucas", Holiday: "Easter",
	LastTopic: "the garden", Me: "Eva",
}

func TestFill(t *testing.T) {
	for _, c := range []struct {
		name, text string
		v          Values
		want       string
	}{
		{"every field", "{name}|{first_name}|{title}|{age}|{child}|{holiday}|{last_topic}|{me}", full, "Ana Núñez|Ana|Dr|40|Lucas|Easter|the garden|Eva"},
		{"an address in the middle", "Hello, {first_name}, how are you?", Values{}, "Hello, how are you?"},
		{"an address at the end", "Happy birthday, {first_name}!", Values{}, "Happy birthday!"},
		{"an address at the end without a stop", "Happy birthday, {first_name}", Values{}, "Happy birthday"},
		{"an address at the beginning", "{first_name}, happy birthday!", Values{}, "Happy birthday!"},
		{"an address at the beginning, Russian", "{first_name}, с днём рождения!", Values{}, "С днём рождения!"},
		{"an address at the beginning, Spanish", "{first_name}, ¡feliz cumpleaños!", Values{}, "¡Feliz cumpleaños!"},
		{"an address behind an inverted mark", "¡{first_name}, felicidades!", Values{}, "¡Felicidades!"},
		{"an address at the beginning, Chinese", "{name}，生日快乐！", Values{}, "生日快乐！"},
		{"an address at the end, Chinese", "生日快乐，{name}！祝您健康。", Values{}, "生日快乐！祝您健康。"},
		{"an address between Chinese sentences", "生日快乐！{name}，祝您健康。", Values{}, "生日快乐！祝您健康。"},
		{"an address at a later sentence", "Happy birthday! {first_name}, all the best.", Values{}, "Happy birthday! All the best."},
		{"a sentence of its own", "Hi! {first_name}! All the best.", Values{}, "Hi! All the best."},
		{"a last sentence of its own", "All the best! {me}.", Values{}, "All the best!"},
		{"an address with a dash", "{first_name} — с днём рождения!", Values{}, "С днём рождения!"},
		{"a dash behind an address", "Hello, {first_name} — how are you?", Values{}, "Hello — how are you?"},
		{"a signature with a dash", "All the best — {me}", Values{}, "All the best"},
		{"brackets", "I think of our talk ({last_topic}) often.", Values{}, "I think of our talk often."},
		{"brackets at the end", "I think of our talk ({last_topic}).", Values{}, "I think of our talk."},
		{"wide brackets", "上次的谈话（{last_topic}），期待再叙。", Values{}, "上次的谈话，期待再叙。"},
		{"brackets in quotes", "Our talk (“{last_topic}”) again.", Values{}, "Our talk again."},
		{"a colon", "I think of our talk: {last_topic}.", Values{}, "I think of our talk."},
		{"a double space", "Dear {title} Ana", Values{}, "Dear Ana"},
		{"a space behind it alone", "Dear{title} Ana", Values{}, "Dear Ana"},
		{"a space inside an inverted mark", "¡{title} Ana, felicidades!", Values{}, "¡Ana, felicidades!"},
		{"a space inside a bracket", "Dear Ana ({title} Núñez)", Values{}, "Dear Ana (Núñez)"},
		{"a stop before a closing bracket", "(Hi! {first_name}) Bye", Values{}, "(Hi!) Bye"},
		{"a stop before the end of a line", "Hi! {first_name}\nBye", Values{}, "Hi!\nBye"},
		{"a space at the beginning", "{title} {name}, hi", Values{Name: "Ana"}, "Ana, hi"},
		{"two in a row", "{title} {first_name}, happy birthday!", Values{}, "Happy birthday!"},
		{"two in a row at the end", "Happy birthday, {title} {first_name}!", Values{}, "Happy birthday!"},
		{"two without a space, one filled", "{title}{name}, hi", Values{Name: "Ana"}, "Ana, hi"},
		{"a list", "Hello, {first_name}, {child}!", Values{FirstName: "Ana"}, "Hello, Ana!"},
		{"a list from its end", "Hello, {first_name}, {child}!", Values{Child: "Lucas"}, "Hello, Lucas!"},
		{"a line of its own", "Hello\n{title}\nBye", Values{}, "Hello\nBye"},
		{"a line before a gap", "Hello\n{title}\n\nbye", Values{}, "Hello\n\nBye"},
		{"an address on the first line", "{first_name},\n\nhappy birthday!", Values{}, "Happy birthday!"},
		{"an address on a line", "Hello, {first_name},\nhappy birthday!", Values{}, "Hello,\nhappy birthday!"},
		{"a signature on a line", "All the best,\n{me}", Values{}, "All the best"},
		{"a word needed", "How did {last_topic} go?", Values{}, "How did go?"},
		{"a sentence that opens with it", "{child} is five.", Values{}, "Is five."},
		{"in brackets with words", "Hi ({first_name}, you know)", Values{}, "Hi (you know)"},
		{"nothing but a field", "{me}", Values{}, ""},
		{"blanks are no value", "Hi, {first_name}!", Values{FirstName: " \t"}, "Hi!"},
		{"a value of several lines", "Hi, {first_name}!", Values{FirstName: " Ana\n María "}, "Hi, Ana María!"},
		{"a value with fields", "Hi, {name}!", Values{Name: "{me} {{x}}", Me: "Eva"}, "Hi, {me} {{x}}!"},
		{"a topic with its own stop", "Our talk ({last_topic}) goes on.", Values{LastTopic: "The garden. "}, "Our talk (The garden) goes on."},
		{"a name with its own stop", "I greet {name}. Bye.", Values{Name: "Acme Inc."}, "I greet Acme Inc. Bye."},
		{"an unknown field", "Hi, {nmae}!", full, "Hi, {nmae}!"},
		{"literal braces", "{{name}} and {{{name}}}", Values{Name: "Ana"}, "{name} and {Ana}"},
		{"loose braces", "a } b { c {name} {", Values{Name: "Ana"}, "a } b { c Ana {"},
		{"a brace inside a field", "{na{name}", Values{Name: "Ana"}, "{naAna"},
		{"no text", "", full, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := Fill(c.text, c.v); got != c.want {
				t.Errorf("Fill(%q) = %q, want %q", c.text, got, c.want)
			}
		})
	}
}

// TestWhole tells fields that a sentence does not need from those that it does.
func TestWhole(t *testing.T) {
	for text, want := range map[string]bool{
		"no field": true, "": true,
		"Hello, {me}, how are you?": true, "Hello, {me}!": true, "Hello, {me}": true, "{me}, hello!": true, "{me}! Hello": true,
		"Hello! {me}, hello": true, "Hello ({me}) you": true, "Hello: {me}.": true, "{me}\nHello": true, "¡{me}, hola!": true, "您好，{me}！": true,
		"Dear {me}, hello": false, "Hello {me}!": false, "To {me} and you": false, "{me} is here": false, "with {me}": false,
		"Hello, {me}'s friend": false, "Hello, {me}’s friend": false, "{me}{name}, hello": false, "祝{me}快乐": false, "({me} and you)": false,
	} {
		v := full
		v.Me = ""
		if _, whole := fill(text, v); whole != want {
			t.Errorf("%q without its field is whole: %v", text, whole)
		}
		if _, whole := fill(text, full); !whole {
			t.Errorf("%q with its field is not whole", text)
		}
	}
}

func TestMissing(t *testing.T) {
	for _, c := range []struct {
		text string
		v    Values
		want []string
	}{
		{"Hi", Values{}, nil},
		{"{me}, {name} and {me}", Values{}, []string{"me", "name"}},
		{"{me}, {name} and {me}", Values{Me: "Eva"}, []string{"name"}},
		{"{name}", Values{Name: "  "}, []string{"name"}},
		{"{last_topic}", Values{LastTopic: "..."}, []string{"last_topic"}},
		{"{nmae} {{name}} {name", Values{}, nil},
	} {
		if got := Missing(c.text, c.v); !slices.Equal(got, c.want) {
			t.Errorf("Missing(%q, %+v) = %q, want %q", c.text, c.v, got, c.want)
		}
	}
}

func TestCheck(t *testing.T) {
	const offered = "{name}, {first_name}, {title}, {age}, {child}, {holiday}, {last_topic}, {me}"
	for _, c := range []struct {
		text string
		code care.Code
		args care.Args
	}{
		{"Happy birthday!", "", nil},
		{"Hi, {first_name}! {{so}} it goes {{{me}}}", "", nil},
		{"", care.CodeTemplateEmpty, nil},
		{" \n\t ", care.CodeTemplateEmpty, nil},
		{"Hi, {nmae}!", care.CodeTemplateField, care.Args{"Field": "{nmae}", "Known": offered}},
		{"Hi, {Name}!", care.CodeTemplateField, care.Args{"Field": "{Name}", "Known": offered}},
		{"Hi, { name }!", care.CodeTemplateField, care.Args{"Field": "{ name }", "Known": offered}},
		{"Hi, {}!", care.CodeTemplateField, care.Args{"Field": "{}", "Known": offered}},
		{"{a} {", care.CodeTemplateField, care.Args{"Field": "{a}", "Known": offered}},
		{"{" + strings.Repeat("ж", 40) + "}", care.CodeTemplateField, care.Args{"Field": "{" + strings.Repeat("ж", 29) + "…", "Known": offered}},
		{"Hi, {name", care.CodeTemplateBrace, care.Args{"Near": "{name", "Example": "{first_name}"}},
		{"Hi, {name\n}", care.CodeTemplateBrace, care.Args{"Near": "{name", "Example": "{first_name}"}},
		{"Hi, {na{me}", care.CodeTemplateBrace, care.Args{"Near": "{na{me}", "Example": "{first_name}"}},
		{"Hi, name}!", care.CodeTemplateBrace, care.Args{"Near": "}!", "Example": "{first_name}"}},
		{"Hi, {{name}!", care.CodeTemplateBrace, care.Args{"Near": "}!", "Example": "{first_name}"}},
		{"{name}}}}", care.CodeTemplateBrace, care.Args{"Near": "}", "Example": "{first_name}"}},
	} {
		err := Check(c.text)
		if care.CodeOf(err) != c.code {
			t.Errorf("Check(%q) = %v, want %q", c.text, err, c.code)
			continue
		}
		var told *care.Error
		if !errors.As(err, &told) {
			continue
		}
		if len(told.Args) != len(c.args) {
			t.Errorf("Check(%q) tells %v, want %v", c.text, told.Args, c.args)
		}
		for name, want := range c.args {
			if told.Args[name] != want {
				t.Errorf("Check(%q) tells %s %q, want %q", c.text, name, told.Args[name], want)
			}
		}
	}
}

func TestFields(t *testing.T) {
	want := []string{"name", "first_name", "title", "age", "child", "holiday", "last_topic", "me"}
	if got := Fields(); !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	for _, field := range want {
		if full.value(field) == "" {
			t.Errorf("{%s} stands for nothing", field)
		}
	}
}

// TestFillLeavesPlainTextAlone holds for any text without braces.
func TestFillLeavesPlainTextAlone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := strings.NewReplacer("{", "", "}", "").Replace(rapid.String().Draw(t, "text"))
		for _, v := range []Values{{}, full} {
			if got := Fill(text, v); got != text {
				t.Fatalf("Fill(%q) = %q", text, got)
			}
		}
	})
}

// TestFillLeavesNoTrace builds sentences in which every field is set off, and
// leaves out any of the values: what remains must be a text in which nobody
// sees that something was left out.
func TestFillLeavesNoTrace(t *testing.T) {
	field := rapid.Custom(func(t *rapid.T) string { return "{" + rapid.SampledFrom(Fields()).Draw(t, "field") + "}" })
	word := rapid.SampledFrom([]string{"good", "wishes", "here", "пусть", "будет", "año"})
	sentence := rapid.Custom(func(t *rapid.T) string {
		a, b, f := word.Draw(t, "first"), word.Draw(t, "second"), field.Draw(t, "field")
		stop := rapid.SampledFrom([]string{".", "!", "?"}).Draw(t, "stop")
		first := capital(a)
		return rapid.SampledFrom([]string{
			f + ", " + a + " " + b + stop,
			first + ", " + f + ", " + b + stop,
			first + " " + b + ", " + f + stop,
			first + " (" + f + ") " + b + stop,
			first + " «" + f + "» " + b + stop,
			first + " " + b + ": " + f + stop,
			first + " " + b + " — " + f + stop,
			f + " — " + a + " " + b + stop,
			first + " " + b + stop,
		}).Draw(t, "sentence")
	})
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(sentence, 1, 4).Draw(t, "sentences"), rapid.SampledFrom([]string{" ", "\n"}).Draw(t, "between"))
		if err := Check(text); err != nil {
			t.Fatal(err)
		}
		v := Values{}
		for _, value := range []*string{&v.Name, &v.FirstName, &v.Title, &v.Age, &v.Child, &v.Holiday, &v.LastTopic, &v.Me} {
			*value = rapid.SampledFrom([]string{"", "Ana"}).Draw(t, "value")
		}
		got, whole := fill(text, v)
		if !whole {
			t.Fatalf("%q is not whole without %q", text, Missing(text, v))
		}
		noTrace(t, text, got)
		if first := []rune(got)[0]; capital(string(first)) != string(first) {
			t.Fatalf("%q begins small: %q", text, got)
		}
	})
}

// noTrace fails where a filled text shows that something was left out.
func noTrace(t interface{ Errorf(string, ...any) }, text, filled string) {
	for _, trace := range []string{"{", "}", "  ", " ,", " .", " !", " ?", ",,", ", ,", ",.", ",!", ":.", ":!", "()", "«»", "（）", "，，", "，。", "，！", "！，", "。，", "\n\n"} {
		if strings.Contains(filled, trace) {
			t.Errorf("%q is filled as %q with %q in it", text, filled, trace)
		}
	}
	if strings.TrimSpace(filled) != filled || !endsIn(filled, stops) {
		t.Errorf("%q is filled as %q, which does not end", text, filled)
	}
}

func FuzzCheckAndFill(f *testing.F) {
	for _, s := range []string{
		"", "Hi, {first_name}!", "{name}{title}", "{{name}}", "{{{me}}}", "{nmae}", "{", "}", "{na{me}", "\xff{name}\xfe", "（{last_topic}），",
		"¡{child}, {age}!\n{me}", "({name})", "a\n{me}\n\nb", ". {me}.", "{name}.", "《{holiday}》",
	} {
		f.Add(s)
	}
	values := make([]string, 0, 2*len(fields))
	for _, field := range Fields() {
		values = append(values, "{"+field+"}", full.value(field))
	}
	naive := strings.NewReplacer(values...)
	f.Fuzz(func(t *testing.T, text string) {
		err := Check(text)
		empty := Fill(text, Values{})
		filled, whole := fill(text, full)
		if err != nil {
			return
		}
		if missing := Missing(text, full); len(missing) > 0 || !whole {
			t.Fatalf("%q lacks %q and is whole: %v", text, missing, whole)
		}
		if doubled := strings.Contains(text, "{{") || strings.Contains(text, "}}"); doubled {
			return
		}
		if want := naive.Replace(text); filled != want {
			t.Fatalf("%q is filled as %q, want %q", text, filled, want)
		}
		if strings.ContainsAny(empty, "{}") {
			t.Fatalf("%q is filled without values as %q", text, empty)
		}
	})
}
