package lang

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"carebook/app/care"
)

// Line is what one line about a contact says.
type Line struct {
	// Text is the line as it was typed, without the length of the contact.
	Text string
	// Minutes is how long the contact took, 0 where nobody said.
	Minutes int
	// Due is the day by which something was promised, today or later, and
	// Promise what; both are empty where nothing was.
	Due     care.Day
	Promise string
	// Price is the first amount with a currency, nil for none; it stays in Text.
	Price *care.Money
	// ValidUntil is the last day of an offer.
	ValidUntil care.Day
}

// ParseLine reads the line in which a salesperson writes what was said:
// "25 min, likes the new oven, call back Tuesday". The currency (its ISO code)
// is that of signs that several have.
//
// A day is a promise only where words say so: something to do stands in the same
// clause ("call back Tuesday"), or a word that looks ahead ("by Friday", "next
// week") and none that looks back ("on Monday we met"). A day that was ("last
// Tuesday", "yesterday") never is. Of several promises the first one counts.
func ParseLine(words string, today care.Day, currency string) Line {
	r := typed(words)
	r.ts = r.ts[:min(len(r.ts), longestLine)]
	line := Line{Text: strings.TrimSpace(words)}
	length := r.length()
	if length.minutes > 0 {
		line.Minutes = length.minutes
		line.Text = r.without(length.span)
	}
	prices := r.prices(currency)
	if len(prices) > 0 {
		line.Price = &prices[0].money
	}
	if today.Time().IsZero() {
		return line
	}
	l := &lineReader{reader: r, length: length.span, prices: prices}
	l.findBeginnings()
	for i := 0; i < len(r.ts); i++ {
		if l.taken(i) {
			continue
		}
		d, n := r.day(i, today, false)
		if n == 0 {
			continue
		}
		l.read(&line, d, span{i, i + n}, today)
		i += n - 1
	}
	return line
}

// longestLine is the number of tokens that are read of a line. Who pastes more
// has its text kept.
const longestLine = 500

// span are tokens from one up to another.
type span struct{ from, to int }

func (s span) has(i int) bool { return i >= s.from && i < s.to }

// lineReader knows what of a line has a meaning already.
type lineReader struct {
	*reader
	length span
	prices []price
	// begins are the tokens at which a word opens a clause.
	begins []bool
}

// price is an amount in a line.
type price struct {
	span
	money care.Money
}

func (l *lineReader) taken(i int) bool {
	for _, p := range l.prices {
		if p.has(i) {
			return true
		}
	}
	return l.length.has(i)
}

// read takes what a day in the line means.
func (l *lineReader) read(line *Line, d foundDay, at span, today care.Day) {
	clause := l.clause(at)
	verb, promised := l.verbs.within(l.ts, clause.from, clause.to)
	by := l.cues.before(l.ts, at.from) > 0
	_, cueAfter := l.cuesAfter.at(l.ts, at.to)
	_, validAfter := l.validAfter.at(l.ts, at.to)
	until := l.until.before(l.ts, at.from) > 0
	switch {
	case l.valid.before(l.ts, at.from) > 0, validAfter > 0, until && (!by || !promised):
		if line.ValidUntil == "" {
			line.ValidUntil = d.day
		}
		return
	case line.Due != "" || d.day < today || l.ruledOut(at, clause):
		return
	}
	past, was := l.past.within(l.ts, clause.from, clause.to)
	if was && (!promised || past > verb || past > at.from) {
		return // "asked to call back Tuesday" promises, "called on Tuesday" tells
	}
	if !promised && !by && !d.cue && cueAfter == 0 {
		return
	}
	line.Due = d.day
	line.Promise = l.promise(clause, span{at.from, at.to + cueAfter})
}

// ruledOut reports whether words beside a day or in its clause say that nothing
// is promised: every Tuesday, never on Tuesday.
func (l *lineReader) ruledOut(at, clause span) bool {
	_, after := l.notAfter.at(l.ts, at.to)
	_, never := l.never.within(l.ts, clause.from, clause.to)
	return after > 0 || never || l.notBefore.before(l.ts, at.from) > 0
}

// clause are the tokens of the clause in which a day stands. What has nothing to
// do in it belongs to what stands before it in the sentence: "call Ana, María
// and Pep on Tuesday".
func (l *lineReader) clause(at span) span {
	c := at
	for c.from > 0 && !l.ends(c.from-1, at) {
		c.from--
	}
	for c.to < len(l.ts) && !l.ends(c.to, at) && !l.begins[c.to] && !l.afterDot(c.to, at.to) {
		c.to++
	}
	c.from = l.lastBeginning(c.from, at.from)
	if _, promised := l.verbs.within(l.ts, c.from, c.to); promised {
		return c
	}
	wider := c
	for wider.from > 0 && !l.stops(wider.from-1) {
		wider.from--
		if _, n := l.verbs.at(l.ts[:c.from], wider.from); n > 0 {
			return wider
		}
	}
	return c
}

// afterDot reports whether a sentence begins at a token behind a day and a dot:
// "by 12 Dec. Likes blue".
func (l *lineReader) afterDot(i, day int) bool {
	return i <= day+1 && l.is(i-1, ".") && !l.ts[i].glued && l.capital(i)
}

// capital reports whether a token begins with a capital letter.
func (r *reader) capital(i int) bool {
	first, _ := utf8.DecodeRuneInString(r.raw[r.ts[i].start:])
	return unicode.IsUpper(first)
}

// lastBeginning is the last token between two at which a clause begins by a
// word, or the first of them.
func (l *lineReader) lastBeginning(from, to int) int {
	for i := to - 1; i > from; i-- {
		if l.begins[i] {
			return i
		}
	}
	return from
}

// findBeginnings finds the words that open a clause: but, because; or and, if
// something to do follows in it.
func (l *lineReader) findBeginnings() {
	l.begins = make([]bool, len(l.ts))
	promised := false
	for i := len(l.ts) - 1; i >= 0; i-- {
		if l.ends(i, span{}) {
			promised = false
		}
		if _, n := l.verbs.at(l.ts, i); n > 0 {
			promised = true
		}
		_, clause := l.clauses.at(l.ts, i)
		_, and := l.and.at(l.ts, i)
		l.begins[i] = clause > 0 || and > 0 && promised
	}
}

// ends reports whether a clause ends before or with a token: a sign that parts
// clauses and belongs to no date or amount, or a new line.
func (l *lineReader) ends(i int, day span) bool {
	t := l.ts[i]
	if day.has(i) || l.taken(i) {
		return false
	}
	switch t.text {
	case ",", ";", ":", "、", "(", ")":
		return !l.between(i)
	case "-", "–", "—":
		return !t.glued || !l.glued(i+1)
	}
	return l.stops(i)
}

// stops reports whether a sentence ends with a token. A dot behind a short word
// is that of an abbreviation.
func (l *lineReader) stops(i int) bool {
	switch l.ts[i].text {
	case "!", "?", "。", "…":
		return true
	case ".":
		return !l.glued(i+1) && i > 0 && (l.ts[i-1].kind != word || utf8.RuneCountInString(l.ts[i-1].text) > 3)
	}
	return l.ts[i].newline
}

// between reports whether a sign stands inside a number.
func (l *lineReader) between(i int) bool {
	return i > 0 && l.glued(i) && l.glued(i+1) && l.ts[i-1].kind == digits && l.ts[i+1].kind == digits
}

// promise is what is promised: the clause without the day, the words that lead
// to it, and the length of the contact. A clause that says nothing else is told
// as it stands.
func (l *lineReader) promise(clause, day span) string {
	whole := l.words(clause, l.length)
	for n := 1; n > 0; day.from -= n {
		n = max(l.beforeDay.before(l.ts[:day.from], day.from), l.cues.before(l.ts, day.from), l.until.before(l.ts, day.from))
		n = min(n, day.from-clause.from)
	}
	rest := l.words(clause, l.length, day)
	if rest == "" {
		rest = whole
	}
	first, size := utf8.DecodeRuneInString(rest)
	return string(unicode.ToUpper(first)) + rest[size:]
}

// words are the typed words of a clause but for some, without the signs and the
// small words at its ends.
func (l *lineReader) words(clause span, but ...span) string {
	from := clause.from
	if _, n := l.clauses.at(l.ts, from); n > 0 {
		from += n
	} else if _, n := l.and.at(l.ts, from); n > 0 {
		from += n
	}
	var b strings.Builder
	last := -1
tokens:
	for i := from; i < clause.to; i++ {
		for _, s := range but {
			if s.has(i) {
				continue tokens
			}
		}
		if b.Len() > 0 && (last != i-1 || !l.ts[i].glued) && (l.ts[i].kind != sign || last == i-1) && (l.ts[i].kind != han || !l.ts[i].glued) {
			b.WriteByte(' ')
		}
		b.WriteString(l.raw[l.ts[i].start:l.ts[i].end])
		last = i
	}
	return strings.Trim(b.String(), " ,.;:、，。；：-–—()（）")
}

// lengthFound is how long a contact took, and where the line says so.
type lengthFound struct {
	span
	minutes int
}

// length is the first length of time in a line that is no time to come and no
// time of the day.
func (r *reader) length() lengthFound {
	for i := range r.ts {
		minutes, n := r.lengthAt(i)
		if n == 0 || minutes == 0 || minutes > 24*60 {
			continue
		}
		from := i
		if _, width := r.digits(i - 2); width > 0 && r.is(i-1, "-", "–", "—") && r.glued(i-1) && r.glued(i) {
			from = i - 2 // 10-15 minutes
		}
		if _, later := r.noLengthAfter.at(r.ts, i+n); later > 0 || r.noLengthBefore.before(r.ts, from) > 0 {
			continue
		}
		from -= r.lengthBefore.before(r.ts, from)
		end := i + n
		if r.is(end, ".") && r.glued(end) && end+1 < len(r.ts) && !r.capital(end+1) {
			end++ // "25 min. with Ana"
		}
		return lengthFound{span{from, end}, minutes}
	}
	return lengthFound{}
}

// The lengths that have words of their own, in the order of their list.
var setLengths = []int{15, 30, 90}

// lengthAt is a length of time at a token: 25 min, 1h 10, 1.5 hours, half an
// hour, 1:10 h.
func (r *reader) lengthAt(i int) (minutes, n int) {
	if v, n := r.setLengths.at(r.ts, i); n > 0 {
		return setLengths[min(v, len(setLengths)-1)], n
	}
	if r.glued(i) && (r.ts[i-1].kind == word || r.ts[i-1].kind == digits || i > 1 && r.is(i-1, ".", ",", ":") && r.ts[i-2].kind == digits) {
		return 0, 0
	}
	count, n := r.count(i)
	if n == 0 {
		return 0, 0
	}
	part := 0.0
	if fraction, width := r.digits(i + 2); r.ts[i].kind == digits && width > 0 && r.glued(i+1) && r.glued(i+2) {
		switch {
		case r.is(i+1, ".", ","):
			part, n = float64(fraction)/math.Pow10(width), 3
		case r.is(i+1, ":") && width == 2 && fraction < 60:
			if _, unit := r.hours.at(r.ts, i+3); unit > 0 {
				return 60*count + fraction, 3 + unit
			}
		}
	}
	amount := float64(count) + part
	if _, unit := r.minutes.at(r.ts, i+n); unit > 0 {
		return int(math.Round(amount)), n + unit
	}
	_, unit := r.hours.at(r.ts, i+n)
	if unit == 0 {
		return 0, 0
	}
	n += unit
	minutes = int(math.Round(60 * amount))
	more, end := r.minutesBehind(i+n, part == 0)
	return minutes + more, end - i
}

// minutesBehind are the minutes that follow hours, and where they end: 1 h 10
// min, 1h 10, an hour and 10 minutes.
func (r *reader) minutesBehind(i int, allowed bool) (minutes, end int) {
	if !allowed {
		return 0, i
	}
	at := i
	if r.is(at, ".") && r.glued(at) {
		at++
	}
	if _, n := r.and.at(r.ts, at); n > 0 {
		at += n
	}
	v, n := r.count(at)
	if n == 0 || v >= 60 {
		return 0, i
	}
	if _, unit := r.minutes.at(r.ts, at+n); unit > 0 {
		return v, at + n + unit
	}
	// 1h 10: the unit touched its number, and two digits follow.
	if _, width := r.digits(at); at == i && width == 2 && r.glued(i-1) && !r.glued(at+1) {
		return v, at + 1
	}
	return 0, i
}

// without is the typed text without some tokens, and without what is left over
// where they stood: brackets around them, a comma, a space.
func (r *reader) without(s span) string {
	if r.is(s.from-1, "(") && r.is(s.to, ")") {
		s = span{s.from - 1, s.to + 1}
	}
	before := r.raw[:r.ts[s.from].start]
	after := r.raw[r.ts[s.to-1].end:]
	left, right := strings.TrimSpace(before), strings.TrimSpace(after)
	const parting = ",;:-–—、，；："
	switch {
	case left == "" || strings.TrimRight(left, parting) != left:
		right = strings.TrimLeft(right, parting+".。 ")
	case right == "":
		left = strings.TrimRight(left, parting+" ")
	}
	if left == "" || right == "" {
		return strings.TrimRight(left+right, parting+" ")
	}
	last, _ := utf8.DecodeLastRuneInString(left)
	first, _ := utf8.DecodeRuneInString(right)
	if unicode.IsPunct(first) || unicode.Is(unicode.Ps, last) {
		return left + right
	}
	spaced := len(left) < len(strings.TrimLeftFunc(before, unicode.IsSpace)) || len(right) < len(strings.TrimRightFunc(after, unicode.IsSpace))
	if spaced || kindOf(last) != han && kindOf(first) != han {
		return left + " " + right
	}
	return left + right
}

// prices are the amounts of a line, in order.
func (r *reader) prices(currency string) (list []price) {
	for i := 0; i < len(r.ts); {
		m, n := r.money(i, currency, true)
		if n > 0 {
			list = append(list, price{span{i, i + n}, m})
		}
		i += max(n, 1)
	}
	return list
}
