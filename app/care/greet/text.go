package greet

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"carebook/app/care"
)

// Values are what the fields of a template stand for. An empty one, or one of
// blanks, is none.
type Values struct {
	// Name is the full name, or how the user calls the person, such as 王经理.
	Name      string
	FirstName string
	// Title is what stands before the name, such as "Dr.", or the position.
	Title string
	// Age is the age, or the number of years, that the day completes.
	Age string
	// Child is the name of the relative whose birthday it is.
	Child string
	// Holiday is the holiday's name in the template's language.
	Holiday string
	// LastTopic is what was last talked about, in the user's own words.
	LastTopic string
	// Me is the user's name.
	Me string
}

// fields are the names that stand in braces, in the order in which they are
// offered, and what they stand for.
var fields = []struct {
	name string
	of   func(*Values) string
}{
	{"name", func(v *Values) string { return v.Name }},
	{"first_name", func(v *Values) string { return v.FirstName }},
	{"title", func(v *Values) string { return v.Title }},
	{"age", func(v *Values) string { return v.Age }},
	{"child", func(v *Values) string { return v.Child }},
	{"holiday", func(v *Values) string { return v.Holiday }},
	// It stands inside a sentence of the template's, which has its own end.
	{"last_topic", func(v *Values) string { return strings.TrimRight(v.LastTopic, blanks+"\r\n.,;。，；") }},
	{"me", func(v *Values) string { return v.Me }},
}

// Fields are the names of the fields, without braces, in the order in which
// they are offered.
func Fields() []string {
	names := make([]string, len(fields))
	for i, f := range fields {
		names[i] = f.name
	}
	return names
}

func known(field string) bool { return slices.Contains(Fields(), field) }

// value is what a field stands for, on one line.
func (v Values) value(field string) string {
	for _, f := range fields {
		if f.name == field {
			return strings.Join(strings.Fields(f.of(&v)), " ")
		}
	}
	return ""
}

// piece is a part of a template: words as they are to be read, or a known
// field.
type piece struct{ words, field string }

// parse cuts a template into pieces, words never beside words. What is wrong
// is among the words as it was written, and the first of it is told.
func parse(text string) (pieces []piece, wrong *care.Error) {
	var words strings.Builder
	tell := func(e *care.Error) {
		if wrong == nil {
			wrong = e
		}
	}
	for text != "" {
		i := strings.IndexAny(text, "{}")
		if i < 0 {
			break
		}
		words.WriteString(text[:i])
		text = text[i:]
		if brace := text[:1]; strings.HasPrefix(text[1:], brace) {
			words.WriteString(brace)
			text = text[2:]
			continue
		}
		end := strings.IndexAny(text[1:], "{}\r\n") + 1
		if text[0] == '}' || end == 0 || text[end] != '}' {
			tell(&care.Error{Code: care.CodeTemplateBrace, Args: care.Args{"Near": short(text), "Example": "{first_name}"}})
			words.WriteByte(text[0])
			text = text[1:]
			continue
		}
		field, written := text[1:end], text[:end+1]
		text = text[end+1:]
		if !known(field) {
			tell(&care.Error{Code: care.CodeTemplateField, Args: care.Args{"Field": short(written), "Known": offered()}})
			words.WriteString(written)
			continue
		}
		if words.Len() > 0 {
			pieces = append(pieces, piece{words: words.String()})
			words.Reset()
		}
		pieces = append(pieces, piece{field: field})
	}
	words.WriteString(text)
	if words.Len() > 0 {
		pieces = append(pieces, piece{words: words.String()})
	}
	return pieces, wrong
}

// offered are the fields as they are written in a template.
func offered() string { return "{" + strings.Join(Fields(), "}, {") + "}" }

// short is the beginning of a text that a sentence quotes.
func short(s string) string {
	const most = 30
	line, _, _ := strings.Cut(s, "\n")
	if r := []rune(line); len(r) > most {
		return string(r[:most]) + "…"
	}
	return strings.TrimSpace(line)
}

// Check reports what is wrong with a template as a *care.Error: that it says
// nothing, names a field that there is not, or has a brace without its partner.
// {{ and }} are braces for the reader. nil means that Fill knows every field.
func Check(text string) error {
	if strings.TrimSpace(text) == "" {
		return &care.Error{Code: care.CodeTemplateEmpty}
	}
	if _, wrong := parse(text); wrong != nil {
		return fmt.Errorf("check a greeting's template: %w", wrong)
	}
	return nil
}

// Missing are the fields of a template that have no value, each once, in the
// order in which it uses them.
func Missing(text string, v Values) []string {
	var missing []string
	pieces, _ := parse(text)
	for _, p := range pieces {
		if p.field != "" && v.value(p.field) == "" && !slices.Contains(missing, p.field) {
			missing = append(missing, p.field)
		}
	}
	return missing
}

// Fill puts the values into a template. A field without a value takes along
// what only served it: blanks, commas before or behind it, brackets around it;
// and where it opened a sentence, what follows begins with a capital. So
// "Hello, {first_name}, how are you?" becomes "Hello, how are you?", and
// "{first_name}, happy birthday!" becomes "Happy birthday!". Fields that are
// not known stay as they are written.
func Fill(text string, v Values) string {
	filled, _ := fill(text, v)
	return filled
}

// fill is Fill, and tells whether the text is whole: whether every field
// without a value was one that a sentence does not need.
func fill(text string, v Values) (filled string, whole bool) {
	whole = true
	pieces, _ := parse(text)
	hole := false
	for i, p := range pieces {
		value := v.value(p.field)
		switch {
		case p.field == "" && hole:
			var tail string
			var clean bool
			filled, tail, clean = mend(filled, p.words, i == len(pieces)-1)
			filled, whole, hole = filled+tail, whole && clean, false
		case p.field == "" && strings.HasSuffix(filled, "."):
			filled += strings.TrimPrefix(p.words, ".") // "Acme Inc." ends the sentence, too
		case p.field == "":
			filled += p.words
		case value == "":
			hole = true
		default:
			filled, whole, hole = filled+value, whole && !hole, false
		}
	}
	if hole {
		var clean bool
		filled, _, clean = mend(filled, "", true)
		whole = whole && clean
	}
	return filled, whole
}

// What stands beside fields, in the scripts of our languages.
const (
	blanks   = " \t\u00a0\u3000"
	marks    = ",;:–—，、；：" // join the parts of a sentence
	dashes   = "–—"
	stops    = ".!?…。！？"  // end a sentence
	inverted = "¡¿"       // open one
	opening  = "([«“「『（《" // each with its partner at the same place of closing
	closing  = ")]»”」』）》"
)

// mend closes the hole that a field without a value leaves between what was
// written before it and the words behind it; last is set where the text ends
// with these. clean tells that the field was set off on both sides, so that
// the sentence does not need it.
func mend(left, right string, last bool) (before, behind string, clean bool) {
	l, r := strings.TrimRight(left, blanks), strings.TrimLeft(right, blanks)
	for brackets(l, r) {
		_, n := utf8.DecodeLastRuneInString(l)
		_, m := utf8.DecodeRuneInString(r)
		left, right, clean = l[:len(l)-n], r[m:], true
		l, r = strings.TrimRight(left, blanks), strings.TrimLeft(right, blanks)
	}
	end := last && r == ""
	if end {
		l = strings.TrimRight(l, blanks+"\r\n")
	}
	gap := ""
	if l != left || r != right {
		gap = " "
	}
	starts := l == "" || endsIn(l, stops+inverted+opening+"\n")
	ends := end || beginsWith(r, marks+stops+closing+"\r\n")
	clean = clean || ends && (starts || endsIn(l, marks))
	switch {
	case starts:
		r = strings.TrimLeft(r, marks+stops+blanks)
		if last && r == "" {
			gap = ""
		}
		before, behind = open(l, r, gap)
		return before, behind, clean
	case ends:
		if !beginsWith(r, dashes) {
			gap = ""
		}
		return strings.TrimRight(l, marks+blanks) + gap, r, clean
	}
	return l + gap, r, clean
}

// open joins what stood before a sentence with the sentence, now that the field
// that opened it is gone.
func open(l, r, gap string) (before, behind string) {
	switch {
	case l == "":
		return "", capital(strings.TrimLeft(r, blanks+"\r\n"))
	case endsIn(l, "\n"):
		// The line of the field is gone with it; the wider of the two gaps
		// around it stays.
		return strings.TrimRight(l, "\r\n") + widest(l, r), capital(strings.TrimLeft(r, "\r\n"))
	case beginsWith(r, closing+"\r\n") || endsIn(l, inverted+opening):
		gap = ""
	}
	if endsIn(l, opening) {
		return l, r // in the middle of a sentence, or in a quotation: leave the case
	}
	return l + gap, capital(r)
}

// widest is the longer of the line breaks at the end of l and the beginning of
// r.
func widest(l, r string) string {
	a, b := l[len(strings.TrimRight(l, "\r\n")):], r[:len(r)-len(strings.TrimLeft(r, "\r\n"))]
	if strings.Count(b, "\n") > strings.Count(a, "\n") {
		return b
	}
	return a
}

// brackets reports whether a pair of brackets is left with nothing in it.
func brackets(l, r string) bool {
	last, _ := utf8.DecodeLastRuneInString(l)
	first, _ := utf8.DecodeRuneInString(r)
	i := slices.Index([]rune(opening), last)
	return i >= 0 && []rune(closing)[i] == first
}

func endsIn(s, set string) bool {
	r, n := utf8.DecodeLastRuneInString(s)
	return n > 0 && strings.ContainsRune(set, r)
}

func beginsWith(s, set string) bool {
	r, n := utf8.DecodeRuneInString(s)
	return n > 0 && strings.ContainsRune(set, r)
}

// capital makes the first letter a capital where a sentence begins with it,
// behind its opening marks.
func capital(s string) string {
	for i, r := range s {
		if unicode.IsLetter(r) {
			return s[:i] + string(unicode.ToUpper(r)) + s[i+utf8.RuneLen(r):]
		}
		if !strings.ContainsRune(inverted+opening, r) {
			break
		}
	}
	return s
}
