package lang

import (
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/currency"

	"carebook/app/care"
)

// Money is an amount as the language writes it, with its currency: €8,450,
// 8.450,50 €. A whole amount has no decimals, another has all that its currency
// has.
func Money(m care.Money) string {
	t := now()
	v := t.vocabulary()
	digits := strconv.FormatInt(m.Minor, 10)
	digits, negative := strings.CutPrefix(digits, "-")
	decimals := care.Decimals(m.Currency)
	if len(digits) <= decimals {
		digits = strings.Repeat("0", decimals-len(digits)+1) + digits
	}
	whole, fraction := digits[:len(digits)-decimals], digits[len(digits)-decimals:]
	amount := v.grouped(whole)
	if strings.Trim(fraction, "0") != "" {
		amount += v.decimal + fraction
	}
	text := amount
	switch symbol := v.symbols[m.Currency]; {
	case m.Currency == "":
	case symbol == "" || symbol == m.Currency:
		text = t.text("money.amount_code", Args{"Amount": amount, "Symbol": m.Currency})
	default:
		text = t.text("money.amount", Args{"Amount": amount, "Symbol": symbol})
	}
	if negative {
		return "-" + text
	}
	return text
}

// grouped parts a number's digits by threes.
func (v *vocabulary) grouped(digits string) string {
	var b strings.Builder
	for i, c := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteString(v.group)
		}
		b.WriteRune(c)
	}
	return b.String()
}

// ParseMoney reads an amount as people type it: "€8,450", "8450 EUR",
// "8.450,00 €", "1 200 ₽", "¥300", "€8.5k". A number alone is in the given
// currency (its ISO 4217 code), and so is one with a sign that several currencies
// have, such as $ and ¥, if that is one of them; else it is the sign's first in
// the language. It is false for what is no amount, for more decimals than the
// currency has, and for what is too large.
func ParseMoney(words, code string) (care.Money, bool) {
	r := typed(words)
	start := 0
	negative := false
	if r.is(0, "-", "−") {
		start, negative = 1, true
	}
	m, n := r.money(start, code, false)
	if n == 0 && code != "" {
		m, n = r.bareMoney(start, code)
	}
	if n == 0 || start+n != len(r.ts) {
		return care.Money{}, false
	}
	if negative {
		m.Minor = -m.Minor
	}
	return m, true
}

// currencies are the signs and words of currencies.
type currencies struct {
	// symbols are how the language writes a currency, by its code.
	symbols map[string]string
	signs   lexicon
	// meant are the currencies that a sign may mean, by its number in signs.
	meant [][]string
}

// newCurrencies reads a list of currencies: each has its code, how the language
// writes it, and other signs and words for it. A sign may stand with several;
// the first one is meant where nothing tells.
func newCurrencies(items [][]string) currencies {
	c := currencies{symbols: map[string]string{}}
	for _, item := range items {
		code := item[0]
		for i, sign := range item[1:] {
			if i == 0 {
				c.symbols[code] = sign
			}
			if sign == code {
				continue
			}
			c.signs.add(sign, len(c.meant))
			number, n := c.signs.at(tokens(sign), 0)
			if n == 0 {
				continue
			}
			if number == len(c.meant) {
				c.meant = append(c.meant, nil)
			}
			if !slices.Contains(c.meant[number], code) {
				c.meant[number] = append(c.meant[number], code)
			}
		}
	}
	return c
}

// currency are the currencies that a sign, a word or a code at a token may mean,
// and the number of its tokens, 0 for none. In a sentence a code is in capitals.
func (r *reader) currency(i int, sentence bool) (meant []string, n int) {
	if number, n := r.signs.at(r.ts, i); n > 0 {
		return r.meant[number], n
	}
	if i >= len(r.ts) || r.ts[i].kind != word {
		return nil, 0
	}
	written := r.raw[r.ts[i].start:r.ts[i].end]
	code := strings.ToUpper(written)
	if len(code) != 3 || sentence && written != code {
		return nil, 0
	}
	if _, err := currency.ParseISO(code); err != nil {
		return nil, 0
	}
	return []string{code}, 1
}

// money is an amount with its currency, before or behind it, at a token.
func (r *reader) money(i int, preferred string, sentence bool) (m care.Money, n int) {
	meant, length := r.currency(i, sentence)
	if length > 0 && r.word(i, length) {
		meant, length = nil, 0 // "euros 5" are not five euros
	}
	at := i + length
	negative := false
	if length > 0 && !sentence && r.is(at, "-", "−") {
		negative = true
		at++
	}
	a, end := r.amount(at)
	if end == at {
		return m, 0
	}
	at = end
	if behind, length := r.currency(at, sentence); length > 0 {
		if meant == nil {
			meant, at = behind, at+length
		} else if both := slices.DeleteFunc(slices.Clone(behind), func(code string) bool { return !slices.Contains(meant, code) }); len(both) > 0 {
			meant, at = both, at+length // "$500 MXN"
		}
	}
	if len(meant) == 0 {
		return m, 0
	}
	code := meant[0]
	if slices.Contains(meant, preferred) {
		code = preferred
	}
	minor, ok := a.minor(code, r.decimal)
	if !ok {
		return m, 0
	}
	if negative {
		minor = -minor
	}
	return care.Money{Minor: minor, Currency: code}, at - i
}

// word reports whether a currency is named by a word rather than by a sign or a
// code.
func (r *reader) word(i, n int) bool {
	for _, p := range r.ts[i : i+n] {
		if p.kind == sign {
			return false
		}
	}
	return r.ts[i].kind == han || len(r.raw[r.ts[i].start:r.ts[i+n-1].end]) != 3
}

// bareMoney is an amount without a currency.
func (r *reader) bareMoney(i int, code string) (m care.Money, n int) {
	a, end := r.amount(i)
	minor, ok := a.minor(code, r.decimal)
	if end == i || !ok {
		return m, 0
	}
	return care.Money{Minor: minor, Currency: code}, end - i
}

// amount is a number as it is written.
type amount struct {
	// groups are its runs of digits, separators what stands between them.
	groups, separators []string
	// power is the power of ten of the word behind it: 3 for thousand.
	power int
}

// powersOfTen are in the order of the list of their words.
var powersOfTen = []int{3, 4, 6, 8}

// amount reads a number and tells where it ends: at i if there is none.
func (r *reader) amount(i int) (a amount, end int) {
	if i >= len(r.ts) || r.ts[i].kind != digits || r.glued(i) && r.is(i-1, ".", ",") && i > 1 && r.ts[i-2].kind == digits {
		return a, i
	}
	a.groups = []string{r.ts[i].text}
	for end = i + 1; end < len(r.ts); {
		next, glued := r.ts[end], r.glued(end)
		switch {
		case next.kind == digits && !glued && !next.newline && len(next.text) == 3 && len(r.ts[i].text) <= 3 && r.thin(end):
			a.separators = append(a.separators, " ")
			a.groups = append(a.groups, next.text)
			end++
		case glued && r.is(end, ".", ",", "'", "’") && r.glued(end+1) && r.ts[end+1].kind == digits:
			a.separators = append(a.separators, next.text)
			a.groups = append(a.groups, r.ts[end+1].text)
			end += 2
		default:
			if v, n := r.powers.at(r.ts, end); n > 0 && (glued || len(next.text) > 1) {
				a.power = powersOfTen[min(v, len(powersOfTen)-1)]
				end += n
			}
			return a, end
		}
	}
	return a, end
}

// thin reports whether one space alone stands before a token.
func (r *reader) thin(i int) bool {
	gap := r.raw[r.ts[i-1].end:r.ts[i].start]
	return len([]rune(gap)) == 1 && gap != "\t"
}

// minor is the amount in the minor units of a currency, exactly. One separator
// followed by three digits parts thousands, unless the currency has three
// decimals and the language writes them so.
func (a amount) minor(code, decimal string) (int64, bool) {
	decimals := care.Decimals(code)
	whole, fraction, ok := a.split(decimals, decimal)
	if !ok {
		return 0, false
	}
	zeros := decimals + a.power - len(fraction)
	for ; zeros < 0 && strings.HasSuffix(fraction, "0"); zeros++ {
		fraction = fraction[:len(fraction)-1]
	}
	if zeros < 0 {
		return 0, false
	}
	minor, err := strconv.ParseInt(whole+fraction+strings.Repeat("0", zeros), 10, 64)
	return minor, err == nil
}

// split parts an amount into its whole and its fraction.
func (a amount) split(decimals int, decimal string) (whole, fraction string, ok bool) {
	if len(a.groups) == 0 {
		return "", "", false
	}
	groups, separators := a.groups, a.separators
	if n := len(separators); n > 0 && a.fractional(decimals, decimal) {
		groups, separators, fraction = groups[:n], separators[:n-1], groups[n]
	}
	for i, separator := range separators {
		if separator != separators[0] || len(groups[i+1]) != 3 || len(groups[0]) > 3 || groups[0] == "0" {
			return "", "", false
		}
	}
	return strings.Join(groups, ""), fraction, true
}

// fractional reports whether the last group of an amount is a fraction.
func (a amount) fractional(decimals int, decimal string) bool {
	last := len(a.separators) - 1
	separator := a.separators[last]
	if separator != "." && separator != "," || slices.Contains(a.separators[:last], separator) {
		return false
	}
	if last > 0 || len(a.groups[last+1]) != 3 {
		return true
	}
	return decimals == 3 && separator == decimal
}
