package exchange

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"carebook/app/care"
	"carebook/app/text"
)

// Certainty says how sure a match is.
type Certainty string

// The three answers of Judge.
const (
	// Certain pairs are merged.
	Certain Certainty = "certain"
	// Possible pairs are shown and never merged unasked.
	Possible Certainty = "possible"
	// None is two different people.
	None Certainty = "none"
)

// Verdict is what Judge says of a pair.
type Verdict struct {
	Certainty Certainty
	// Why is the whole key of a sentence in the translations, such as
	// "import.why.phone_and_name"; "" for None.
	Why string
}

// Judge says whether two entries are the same person. Country is the user's
// own, for numbers without a country code.
//
// The same UID, or the same number or e-mail address together with a
// compatible name, is certain. Where a name is missing or only partly the same,
// a shared number or address makes the pair possible, and so does a name alone
// where one side has neither number nor address. Names that contradict each
// other make two people of those who share a switchboard, a family's telephone
// or a mailbox, unless they share both a number and an address. Nothing is
// certain on a name alone.
func Judge(existing, incoming *care.Person, country string) Verdict {
	a, b := identityOf(existing, country), identityOf(incoming, country)
	names := a.name.compare(b.name)
	if sameUID(existing, incoming, names) {
		return Verdict{Certain, "import.why.uid"}
	}
	email, phone := a.sharesEmail(&b), a.sharesPhone(&b)
	switch {
	case !email && !phone:
		return a.withoutContact(&b, existing, incoming, names)
	case names == sameNames && email:
		return Verdict{Certain, "import.why.email_and_name"}
	case names == sameNames:
		return Verdict{Certain, "import.why.phone_and_name"}
	case email && phone:
		return Verdict{Possible, "import.why.email_and_phone"}
	case names == otherNames:
		return Verdict{None, ""}
	case email:
		return Verdict{Possible, "import.why.email"}
	}
	return Verdict{Possible, "import.why.phone"}
}

// withoutContact judges a pair that shares neither number nor address.
func (a *identity) withoutContact(b *identity, existing, incoming *care.Person, names likeness) Verdict {
	if names != sameNames || a.name.none || contradicts(existing, incoming) {
		return Verdict{None, ""}
	}
	if born := existing.Birthday(); born != nil && born.Year > 0 && born.Month > 0 {
		if other := incoming.Birthday(); other != nil && born.Same(*other) {
			return Verdict{Possible, "import.why.name_and_birthday"}
		}
	}
	if (a.bare() || b.bare()) && a.name.full() {
		return Verdict{Possible, "import.why.name"}
	}
	return Verdict{None, ""}
}

// contradicts reports whether two people of the same name cannot be one: they
// were born on different days, or work for different organisations.
func contradicts(a, b *care.Person) bool {
	if x, y := a.Birthday(), b.Birthday(); x != nil && y != nil && x.Month > 0 && y.Month > 0 && x.Calendar == y.Calendar {
		if x.Month != y.Month || x.Day != y.Day || x.Year > 0 && y.Year > 0 && x.Year != y.Year {
			return true
		}
	}
	return a.Organization != "" && b.Organization != "" && text.Fold(a.Organization) != text.Fold(b.Organization)
}

// sameUID reports whether both entries have the same UID. A short one, such as
// a number, may be that of another person in another telephone and only counts
// where the names do not contradict.
func sameUID(a, b *care.Person, names likeness) bool {
	for x := range uids(a) {
		for y := range uids(b) {
			if x == y && (len(x) >= 16 || names != otherNames) {
				return true
			}
		}
	}
	return false
}

// uids are the UIDs of a person in the form in which they are compared: the
// own one, and those of entries that were merged into it.
func uids(p *care.Person) func(func(string) bool) {
	return func(yield func(string) bool) {
		if u := normalUID(p.UID); u != "" && !yield(u) {
			return
		}
		for i := range p.Extra {
			if e := &p.Extra[i]; e.Name == "UID" {
				if u := normalUID(e.Value); u != "" && !yield(u) {
					return
				}
			}
		}
	}
}

func normalUID(s string) string {
	return strings.TrimPrefix(strings.ToLower(strings.TrimSpace(s)), "urn:uuid:")
}

// identity is what people are recognised by.
type identity struct {
	name   name
	emails []string
	phones []text.Phone
}

func identityOf(p *care.Person, country string) identity {
	country = countryOf(p, country)
	id := identity{name: nameOf(p)}
	for _, e := range p.Emails {
		if n := text.NormalEmail(e.Address); n != "" {
			id.emails = append(id.emails, n)
		}
	}
	for _, t := range p.Phones {
		if n := text.ParsePhone(t.Number, country); len(n.Digits) >= minDigits {
			id.phones = append(id.phones, n)
		}
	}
	return id
}

// countryOf is where a person's numbers without a country code belong.
func countryOf(p *care.Person, country string) string {
	if p.Country != "" {
		return p.Country
	}
	return country
}

// bare reports whether there is neither number nor address.
func (a *identity) bare() bool { return len(a.emails) == 0 && len(a.phones) == 0 }

func (a *identity) sharesEmail(b *identity) bool {
	for _, x := range a.emails {
		if slices.Contains(b.emails, x) {
			return true
		}
	}
	return false
}

func (a *identity) sharesPhone(b *identity) bool {
	for _, x := range a.phones {
		for _, y := range b.phones {
			if SamePhone(x, y) {
				return true
			}
		}
	}
	return false
}

const (
	// minDigits is the fewest digits that identify anybody: 112 and 911 are in
	// everybody's telephone.
	minDigits = 4
	// tailDigits is how many digits at the end of two numbers must be equal
	// where only one of them has a country code.
	tailDigits = 8
)

// SamePhone reports whether two numbers are the same line. Where the country
// of one is not known, their ends are compared.
func SamePhone(a, b text.Phone) bool {
	if a.Digits == b.Digits {
		return a.Digits != ""
	}
	if a.International && b.International {
		return false
	}
	x, y := strings.TrimLeft(a.Digits, "0"), strings.TrimLeft(b.Digits, "0")
	n := min(len(x), len(y))
	return n >= tailDigits && x[len(x)-n:] == y[len(y)-n:]
}

// likeness says how two names go together.
type likeness byte

const (
	// sameNames are made of the same words, or one has words more.
	sameNames likeness = iota
	// likeNames share a word and may be one name; or one side has none.
	likeNames
	// otherNames contradict each other.
	otherNames
)

// name is a name in the form in which names are compared.
type name struct {
	// words are folded and sorted, each once.
	words []string
	// han are the characters of a name in Han, kana or Hangul, sorted; such a
	// name has one word only, however it is written.
	han string
	// other are further words for the same person: the nickname.
	other []string
	// none is set where there is no name, or one that only repeats the
	// organisation, an address or a number.
	none bool
	// organization is set where the organisation is the name.
	organization bool
}

// full reports whether a name has more than one part, or is that of an
// organisation.
func (a name) full() bool {
	return a.organization || len(a.words) > 1 || utf8.RuneCountInString(a.han) > 1
}

// titles are words beside a name that people write or leave out.
var titles = map[string]bool{
	"dr": true, "prof": true, "mr": true, "mrs": true, "ms": true, "miss": true, "sir": true, "sr": true, "sra": true, "srta": true, "don": true,
	"dona": true, "herr": true, "frau": true, "jr": true, "phd": true, "mba": true, "msc": true, "md": true, "ing": true, "dipl": true,
	"ii": true, "iii": true, "iv": true, "г": true, "гн": true, "гжа": true, "先生": true, "女士": true, "小姐": true, "老师": true,
}

func nameOf(p *care.Person) name {
	whole := strings.TrimSpace(p.Given + " " + p.Middle + " " + p.Family)
	if p.Given == "" && p.Family == "" {
		whole = p.FullName
		for _, affix := range []string{p.Prefix, p.Suffix} {
			if affix != "" {
				whole = strings.Replace(whole, affix, " ", 1)
			}
		}
	}
	n := name{}
	folded := text.Fold(whole)
	for _, e := range p.Emails {
		n.none = n.none || text.Fold(e.Address) == folded
	}
	for _, t := range p.Phones {
		n.none = n.none || text.Fold(t.Number) == folded
	}
	if folded == "" {
		n.none = true
	}
	if n.none && p.Organization != "" {
		folded, n.none = text.Fold(p.Organization), false
	}
	n.organization = p.Organization != "" && folded == text.Fold(p.Organization)
	if n.none {
		return n
	}
	if han, ok := hanName(folded); ok {
		n.han = han
		return n
	}
	for _, w := range text.NameTokens(folded) {
		if n.organization || !titles[w] {
			n.words = append(n.words, w)
		}
	}
	if len(n.words) == 0 {
		n.words = text.NameTokens(folded)
	}
	n.none = len(n.words) == 0
	n.other = text.NameTokens(p.Nickname)
	return n
}

// hanName gives the sorted characters of a name in a script without spaces.
func hanName(folded string) (string, bool) {
	var runes []rune
	for _, r := range folded {
		switch {
		case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul) || r == 'ー':
			runes = append(runes, r)
		case r == ' ' || r == '·' || r == '・':
		default:
			return "", false
		}
	}
	slices.Sort(runes)
	return string(runes), len(runes) > 0
}

// compare says how two names go together.
func (a name) compare(b name) likeness {
	switch {
	case a.none && b.none:
		return sameNames
	case a.none || b.none:
		return likeNames
	case a.organization != b.organization:
		// A person with the number of the company: the company's own entry is
		// somebody else, unless the names say the same.
		if slices.Equal(a.words, b.words) && a.han == b.han {
			return sameNames
		}
		return otherNames
	case a.han != "" || b.han != "":
		return compareHan(a, b)
	}
	small, large := a.words, b.words
	if len(small) > len(large) {
		small, large = large, small
	}
	shared := 0
	for _, w := range small {
		if slices.Contains(large, w) {
			shared++
		}
	}
	switch {
	case shared == len(small) && (len(small) == len(large) || len(small) > 1):
		return sameNames
	case shared == len(small):
		return likeNames // "María" and "María García"
	case a.organization && b.organization:
		return otherNames
	case shared > 0 && initials(small, large), shared > 0 && len(large)-shared == 1 && len(small)-shared == 1 && similar(small, large):
		return likeNames
	case nicknamed(a, b), nicknamed(b, a):
		return likeNames
	}
	return otherNames
}

func compareHan(a, b name) likeness {
	switch {
	case a.han == b.han && a.han != "":
		return sameNames
	case a.han == "" || b.han == "":
		return otherNames
	case utf8.RuneCountInString(a.han) == 1 || utf8.RuneCountInString(b.han) == 1:
		if strings.ContainsAny(a.han, b.han) {
			return likeNames
		}
	}
	return otherNames
}

// initials reports whether every word of the shorter name is a word of the
// longer one or the beginning of one: "j smith" and "john smith".
func initials(small, large []string) bool {
	used := make([]bool, len(large))
	find := func(match func(w string) bool) bool {
		for i, w := range large {
			if !used[i] && match(w) {
				used[i] = true
				return true
			}
		}
		return false
	}
	var rest []string
	for _, w := range small {
		if !find(func(l string) bool { return l == w }) {
			rest = append(rest, w)
		}
	}
	for _, w := range rest {
		if !find(func(l string) bool { return isInitial(w, l) || isInitial(l, w) }) {
			return false
		}
	}
	return true
}

func isInitial(short, long string) bool {
	return utf8.RuneCountInString(short) == 1 && strings.HasPrefix(long, short)
}

// similar reports whether the words in which two names differ are one word but
// for a slip of the pen.
func similar(a, b []string) bool {
	var x, y string
	for _, w := range a {
		if !slices.Contains(b, w) {
			x = w
		}
	}
	for _, w := range b {
		if !slices.Contains(a, w) {
			y = w
		}
	}
	return min(utf8.RuneCountInString(x), utf8.RuneCountInString(y)) >= 4 && oneSlip([]rune(x), []rune(y))
}

// oneSlip reports whether one letter more, less or other, or two letters in
// the wrong order, turn a into b.
func oneSlip(a, b []rune) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > 1 {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	j := 0
	for j < len(a)-i && a[len(a)-1-j] == b[len(b)-1-j] {
		j++
	}
	switch rest := len(b) - i - j; {
	case rest <= 1:
		return true
	case rest == 2 && len(a) == len(b):
		return a[i] == b[i+1] && a[i+1] == b[i]
	}
	return false
}

// nicknamed reports whether the words of one name are the nickname of the
// other person.
func nicknamed(a, b name) bool {
	return len(a.words) > 0 && len(b.other) > 0 && slices.Equal(a.words, b.other)
}
