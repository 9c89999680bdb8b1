package text

import (
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/nyaruka/phonenumbers"
)

// Phone is the normal form of a telephone number, for comparing and finding.
type Phone struct {
	// Digits are those of the E.164 number, without the plus, where
	// International is set; else the digits as they were written.
	Digits string
	// International says that the country of the number is known, so that equal
	// Digits are the same line.
	International bool
}

const (
	// minLine and maxLine bound the digits of an international number (E.164
	// sets the upper one; the shortest lines in use are those of small islands).
	minLine, maxLine = 7, 15
	// minNational is the fewest digits that are a line within a country;
	// anything shorter is a short number such as 112.
	minNational = 5
	// maxWritten bounds what is read of a number.
	maxWritten = 64
)

// ParsePhone reads a number as people write it. country is the ISO 3166 code of
// the country in which numbers without a country code are dialled; with ""
// they stay as their digits.
//
// Understood are +, 00 and the country's own international prefix, a trunk
// prefix in brackets or in front (0, the Russian 8), the former mobile prefixes
// of Mexico, digits of any script, and letters for digits where that makes a
// valid number. Extensions, the pauses p, w and the comma, remarks and a second
// number behind a slash are cut off. Short numbers, service codes and what is
// too short or too long for a line stay digits. The result is for look-up only:
// the number itself is kept as it was written.
func ParsePhone(raw, country string) Phone {
	country = strings.ToUpper(country)
	flat := flatten(raw)
	if flat == "" {
		return Phone{}
	}
	if flat[0] == '*' || flat[0] == '#' {
		return Phone{Digits: Digits(flat)}
	}
	line, letters := cutRest(flat)
	if letters != "" {
		if p, ok := vanity(line+letters, country); ok {
			return p
		}
	}
	return dialled(line, country)
}

// dialled reads a flat number of which everything is part of the line.
func dialled(line, country string) Phone {
	plus := strings.HasPrefix(strings.TrimLeft(line, "("), "+")
	digits := lineDigits(line)
	switch {
	case plus && strings.HasPrefix(digits, "00"):
		return international(digits[2:])
	case plus && !strings.HasPrefix(digits, "0"):
		return international(digits)
	case strings.HasPrefix(digits, "00") && len(digits) > minLine+2 && dialsZeroZero(country):
		return international(digits[2:])
	}
	return national(digits, country)
}

// flatten keeps the signs of a number that mean something: ASCII digits,
// letters in lower case ('@' for those of other scripts), + ( ) * # / and ';'
// for everything that ends a number. Labels before the number are dropped.
func flatten(raw string) string {
	var buf [maxWritten]byte
	b := buf[:0]
	for _, r := range raw {
		if len(b) == cap(b) {
			break
		}
		if d, ok := digit(r); ok {
			b = append(b, d)
			continue
		}
		switch r {
		case '+', '＋', '﹢':
			b = append(b, '+')
		case '(', '（':
			b = append(b, '(')
		case ')', '）':
			b = append(b, ')')
		case '*', '＊':
			b = append(b, '*')
		case '#', '＃':
			b = append(b, '#')
		case '/', '／':
			b = append(b, '/')
		case ';', '；', ',', '，', '、', '|', '\n', '\r':
			b = append(b, ';')
		default:
			letter, ok := flatLetter(r)
			if ok && len(b) > 0 {
				b = append(b, letter)
			}
		}
	}
	return string(b)
}

func flatLetter(r rune) (letter byte, ok bool) {
	switch {
	case r >= 'a' && r <= 'z':
		return byte(r), true
	case r >= 'A' && r <= 'Z':
		return byte(r) + 'a' - 'A', true
	case r >= utf8.RuneSelf && unicode.IsLetter(r):
		return '@', true
	}
	return 0, false
}

// cutRest takes an extension, pauses, remarks and a second number off a flat
// number. letters is what began with a letter, where it could be the rest of a
// number spelled on the keys.
func cutRest(flat string) (line, letters string) {
	digits := 0
	for i := range len(flat) {
		switch c := flat[i]; c {
		case '+', '(', ')':
		case ';':
			if digits >= 3 {
				return flat[:i], ""
			}
		case '*', '#':
			if digits >= minNational {
				return flat[:i], ""
			}
		case '/':
			// "06131/12345" is one number, "612345678/912345678" are two.
			if digits >= minLine && len(Digits(flat[i:])) >= 9 {
				return flat[:i], ""
			}
		default:
			if c >= '0' && c <= '9' {
				digits++
				continue
			}
			if digits >= 3 && digits <= minLine {
				return flat[:i], flat[i:]
			}
			if digits > minLine {
				return flat[:i], ""
			}
		}
	}
	return flat, ""
}

// vanity reads a number whose end is spelled with letters, such as
// 1-800-FLOWERS; ok only where that is a valid number of at least three letters.
func vanity(flat, country string) (p Phone, ok bool) {
	const keys = "22233344455566677778889999"
	b := []byte(flat)
	letters := 0
	for i, c := range b {
		switch {
		case c == '@':
			return Phone{}, false
		case c >= 'a' && c <= 'z':
			b[i] = keys[c-'a']
			letters++
		}
	}
	if letters < 3 {
		return Phone{}, false
	}
	p = dialled(string(b), country)
	if !p.International {
		return Phone{}, false
	}
	n, err := phonenumbers.Parse("+"+p.Digits, "")
	return p, err == nil && phonenumbers.IsValidNumber(n)
}

// lineDigits are the digits of a flat number without a trunk prefix in
// brackets, "+44(0)20", which is dialled only inside the country.
func lineDigits(line string) string {
	if i := strings.Index(line, "(0)"); i > 0 {
		code := strings.TrimPrefix(Digits(line[:i]), "00")
		if code != "" && !keepsZero(code) {
			return Digits(line[:i]) + Digits(line[i+3:])
		}
	}
	return Digits(line)
}

// keepsZero reports whether the zero after a country code is dialled from
// abroad too: Italy, San Marino and the Vatican.
func keepsZero(code string) bool { return code == "39" || code == "378" || code == "379" }

// international reads digits that begin with a country code.
func international(digits string) Phone {
	code := callingCode(digits)
	if code == "" || len(digits) < minLine {
		return Phone{Digits: digits}
	}
	rest := digits[len(code):]
	switch {
	case code == "52":
		rest = mexican(rest)
	case code == "7" && len(rest) == 11 && rest[0] == '8':
		rest = rest[1:]
	case rest[0] == '0' && !keepsZero(code):
		// Some countries dial this zero from abroad and some do not.
		if n, err := phonenumbers.Parse("+"+digits, ""); err == nil {
			rest = phonenumbers.GetNationalSignificantNumber(n)
		}
	}
	if len(code)+len(rest) > maxLine {
		return Phone{Digits: digits}
	}
	return Phone{Digits: code + rest, International: true}
}

// mexican takes the prefixes off a number of Mexico that were dialled before
// mobiles until 2019 (1 from abroad, 044 and 045 inside) and before long
// distance (01).
func mexican(digits string) string {
	const line = 10
	for _, prefix := range []string{"044", "045", "01", "1"} {
		if len(digits) == line+len(prefix) && strings.HasPrefix(digits, prefix) {
			return digits[len(prefix):]
		}
	}
	return digits
}

// callingCodes are the country codes in use (ITU-T E.164), by the library's
// list.
var callingCodes = sync.OnceValue(func() map[string]bool {
	codes := map[string]bool{}
	for code := range phonenumbers.GetSupportedCallingCodes() {
		codes[strconv.Itoa(code)] = true
	}
	return codes
})

// callingCode is the country code with which digits begin, or "". No code
// begins another.
func callingCode(digits string) string {
	codes := callingCodes()
	for n := 1; n <= 3 && n < len(digits); n++ {
		if codes[digits[:n]] {
			return digits[:n]
		}
	}
	return ""
}

var zeroZero sync.Map // country -> bool

// dialsZeroZero reports whether 00 leads out of the country. Where the country
// is not known it does, since nearly everywhere it does.
func dialsZeroZero(country string) bool {
	if country == "" {
		return true
	}
	if v, ok := zeroZero.Load(country); ok {
		return v.(bool)
	}
	// Any number of a country other than this one shows it.
	abroad, code := "0034612345678", int32(34)
	if phonenumbers.GetCountryCodeForRegion(country) == 34 {
		abroad, code = "0033612345678", 33
	}
	n, err := phonenumbers.Parse(abroad, country)
	dials := err == nil && n.GetCountryCode() == code
	zeroZero.Store(country, dials)
	return dials
}

// national reads digits as they are dialled in a country.
func national(digits, country string) Phone {
	if country == "" || len(digits) < minNational || len(digits) > maxLine+5 {
		return Phone{Digits: digits}
	}
	if country == "MX" {
		digits = mexican(digits)
	}
	if e164, ok := byPlan(digits, country); ok {
		return Phone{Digits: e164, International: true}
	}
	n, err := phonenumbers.Parse(digits, country)
	if err != nil {
		return Phone{Digits: digits}
	}
	significant := phonenumbers.GetNationalSignificantNumber(n)
	possible := len(significant) >= minLine && significant[0] != '0' &&
		phonenumbers.IsPossibleNumberWithReason(n) == phonenumbers.IS_POSSIBLE
	if !possible && !phonenumbers.IsValidNumber(n) {
		return Phone{Digits: digits}
	}
	return Phone{Digits: strconv.Itoa(int(n.GetCountryCode())) + significant, International: true}
}

// byPlan answers for the plain numbers of the countries whose numbering plan is
// one rule, some thirty times faster than the library does. Whatever does not
// fit is left to the library, which comes to the same result for what does.
func byPlan(digits, country string) (e164 string, ok bool) {
	size, first := len(digits), digits[0]
	switch country {
	case "ES":
		return "34" + digits, size == 9 && first >= '6'
	case "MX":
		return "52" + digits, size == 10 && first >= '2'
	case "CN":
		return "86" + digits, size == 11 && first == '1' && digits[1] >= '3'
	case "RU":
		if size == 11 && (first == '8' || first == '7') && digits[1] == '9' {
			return "7" + digits[1:], true
		}
		return "7" + digits, size == 10 && first == '9'
	case "US", "CA":
		if size == 11 && first == '1' {
			digits = digits[1:]
		}
		return "1" + digits, len(digits) == 10 && digits[0] >= '2' && digits[3] >= '2'
	}
	return "", false
}

// numberRun is the run of digits by which a number, or a part of one, is looked
// for: its digits without a prefix that a stored number need not have. That is
// 00, the trunk prefix 0, the Russian 8, and a zero in brackets. Whatever holds
// the digits as typed holds these too. Up to six digits are taken as they are:
// those are the last ones of a number.
func numberRun(typed string) string {
	digits := lineDigits(flatten(typed))
	switch {
	case len(digits) < minLine:
		return digits
	case len(digits) == 11 && digits[0] == '8':
		return digits[1:]
	}
	return strings.TrimLeft(digits, "0")
}
