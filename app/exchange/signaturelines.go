package exchange

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"carebook/app/care"
	"carebook/app/text"
)

// classify tells what pieces are by the words in them. What a name can be is
// settled afterwards.
func (g *signer) classify() {
	for i := 0; i < len(g.items); i++ {
		it := &g.items[i]
		if it.kind != sigRest {
			continue
		}
		switch {
		case g.isCountry(it.text) && g.besideAddress(i):
			it.kind = sigCountry
		case g.isOrganization(it.text) && !g.isAddress(it.text):
			it.kind = sigOrganization
			g.cutTitle(i)
		case g.isDepartment(it.text):
			it.kind = sigDepartment
		case g.isAddress(it.text):
			it.kind = sigAddress
		case g.isTitle(it.text):
			it.kind = sigTitle
			g.cutTitle(i)
		}
	}
}

// titleEnd are the signs between a name, a title and an organisation on one
// line.
var titleEnd = pattern(`\s*[,，]\s*|\s+[-–—@]\s+|\s+(?:at|en|в)\s+`)

// cutTitle takes apart a piece that has a title beside a name or an
// organisation. The parts keep their order.
func (g *signer) cutTitle(i int) {
	it := g.items[i]
	if g.cutHan(i) {
		return
	}
	m := titleEnd().FindStringIndex(it.text)
	if m == nil {
		return
	}
	head, tail, sep := it.text[:m[0]], it.text[m[1]:], strings.TrimSpace(it.text[m[0]:m[1]])
	if text.Fold(tail) == "law" {
		return // attorney at law
	}
	joined := sep == "at" || sep == "en" || sep == "в" || sep == "@"
	var parts []sigItem
	switch {
	case g.isTitle(head) && !g.isOrganization(head) && (g.isOrganization(tail) || joined && !g.isTitle(tail)):
		parts = []sigItem{{head, it.line, sigTitle}, {tail, it.line, sigOrganization}}
	case g.isTitle(tail) && !g.isTitle(head) && g.isName(head) && it.kind == sigTitle:
		parts = []sigItem{{head, it.line, sigRest}, {tail, it.line, sigTitle}}
	case g.isDepartment(tail) && g.isTitle(head):
		parts = []sigItem{{head, it.line, sigTitle}, {tail, it.line, sigDepartment}}
	default:
		return
	}
	g.items = slices.Replace(g.items, i, i+1, parts...)
}

// cutHan takes apart what stands in Han with a blank between: a department and a
// title, a name and a title, a firm and a department.
func (g *signer) cutHan(i int) bool {
	it := g.items[i]
	head, tail, ok := strings.Cut(it.text, " ")
	if !ok || !unicode.Is(unicode.Han, lastRune(head)) {
		return false
	}
	tail = strings.TrimSpace(tail)
	switch {
	case it.kind == sigTitle && g.isDepartment(head) && g.isTitle(tail):
		g.items = slices.Replace(g.items, i, i+1, sigItem{head, it.line, sigDepartment}, sigItem{tail, it.line, sigTitle})
	case it.kind == sigTitle && isHanName(head) && !g.isTitle(head) && g.isTitle(tail):
		g.items = slices.Replace(g.items, i, i+1, sigItem{head, it.line, sigRest}, sigItem{tail, it.line, sigTitle})
	case it.kind == sigOrganization && g.isOrganization(head) && g.isDepartment(tail):
		g.items = slices.Replace(g.items, i, i+1, sigItem{head, it.line, sigOrganization}, sigItem{tail, it.line, sigDepartment})
	default:
		return false
	}
	return true
}

func sigWordsOf(s string) []string {
	return strings.FieldsFunc(text.Fold(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-' && r != 'º' })
}

// abbreviated joins the letters of S.L. and the like.
var abbreviated = pattern(`\b(\p{L})\.\s?(\p{L})\.(?:\s?(\p{L})\.)?`)

func (g *signer) isOrganization(s string) bool {
	if tooLong(s) {
		return false
	}
	for _, w := range sigWordsOf(abbreviated().ReplaceAllString(s, "$1$2$3")) {
		if g.w.organization[w] {
			return true
		}
	}
	return strings.Contains(s, "«") || slices.ContainsFunc(g.w.organizationHan, func(w string) bool { return strings.Contains(s, w) })
}

func (g *signer) isDepartment(s string) bool {
	if tooLong(s) {
		return false
	}
	words, folded, title := sigWordsOf(s), text.Fold(s), g.isTitle(s)
	return slices.ContainsFunc(g.w.department, func(w string) bool {
		switch {
		case unicode.Is(unicode.Han, lastRune(w)):
			return strings.HasSuffix(s, w) && utf8.RuneCountInString(s) <= 12 && !title
		case len(words) > 0 && words[0] == w, strings.HasPrefix(folded, w+" "):
			return true // the sales department, not a salesperson
		}
		return slices.Contains(words, w) && !title
	})
}

func (g *signer) isTitle(s string) bool {
	if tooLong(s) {
		return false
	}
	folded := text.Fold(s)
	for _, w := range sigWordsOf(s) {
		if g.w.titleExact[w] || slices.ContainsFunc(g.w.title, func(stem string) bool {
			return strings.HasPrefix(w, stem) && w != stem+"s" // firms are called Partners or Consultants
		}) {
			return true
		}
	}
	return strings.HasPrefix(folded, "head of ") || slices.ContainsFunc(g.w.titleHan, func(w string) bool {
		return strings.HasSuffix(s, w) || strings.Contains(s, w) && !strings.ContainsAny(s, "。，")
	})
}

// tooLong reports whether a text is a sentence rather than a line of a card.
func tooLong(s string) bool { return utf8.RuneCountInString(s) > 80 }

var (
	postalUS = pattern(`([\p{L}][\p{L} '.-]*),?\s+([A-Z]{2})\s+(\d{5}(?:-\d{4})?)\b`)
	postalUK = pattern(`(?:([\p{L}][\p{L} '-]*?),?\s+)?\b([A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2})\b`)
	postalRU = pattern(`\b(\d{6})\b`)
	postalEU = pattern(`(?:^|[\s,])(?:[A-Z]{1,2}-)?(\d{5})\s+(\p{L}[\p{L} '.-]*)`)
	cityRU   = pattern(`(?i)(?:^|[\s,])(?:г\.\s*|город\s+)(\p{L}[\p{L}-]+(?:\s\p{L}[\p{L}-]+)?)`)
	cityZH   = pattern(`(?:省|自治区|自治區|^|[\s,，])?(\p{Han}{2,3}市)`)
	placesZH = pattern(`[省市区區县縣镇鎮路街巷弄号號楼樓层層室栋棟幢]|大厦|大廈|广场|廣場`)
	codeZH   = pattern(`(?:邮编|郵編|邮政编码|郵遞區號)[:：\s]*(\d{5,6})`)
)

func (g *signer) isAddress(s string) bool {
	if utf8.RuneCountInString(s) > 200 {
		return false
	}
	if postalUS().MatchString(s) || postalEU().MatchString(s) || codeZH().MatchString(s) || cityRU().MatchString(s) {
		return true
	}
	if postalRU().MatchString(s) && strings.ContainsAny(s, ",，") || postalUK().MatchString(s) && len(postalUK().FindString(s)) >= 6 {
		return true
	}
	if n := len(placesZH().FindAllString(s, -1)); n >= 2 {
		return true
	}
	if !strings.ContainsAny(s, "0123456789") {
		return false
	}
	return slices.ContainsFunc(sigWordsOf(s), func(w string) bool { return g.w.street[w] }) || strings.Contains(text.Fold(s), "c/ ")
}

func (g *signer) isCountry(s string) bool { return g.w.countries[bareWords(s)] != "" }

// besideAddress reports whether the piece before is one of an address.
func (g *signer) besideAddress(i int) bool {
	return i > 0 && (g.items[i-1].kind == sigAddress || g.items[i-1].kind == sigCountry)
}

// isHanName reports whether a text has the form of a Chinese name.
func isHanName(s string) bool {
	s = strings.ReplaceAll(s, " ", "")
	n := 0
	for _, r := range s {
		if !unicode.Is(unicode.Han, r) {
			return false
		}
		n++
	}
	return n >= 2 && n <= 4
}

// isName reports whether a text has the form of a person's name: a few words
// that begin with capitals, with particles between them.
func (g *signer) isName(s string) bool {
	s = strings.TrimSpace(parenthesis().ReplaceAllString(s, ""))
	if isHanName(s) {
		return true
	}
	if strings.ContainsAny(s, "0123456789@:;!?/\\\"«»&") || utf8.RuneCountInString(s) > 60 {
		return false
	}
	head, suffix, _ := strings.Cut(s, ",")
	words := strings.Fields(head)
	capitals := 0
	for i, w := range words {
		first, _ := utf8.DecodeRuneInString(w)
		switch {
		case unicode.IsUpper(first) || unicode.In(first, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul):
			capitals++
		case i > 0 && i < len(words)-1 && g.w.particles[bareWords(w)]:
		default:
			return false
		}
		if strings.Trim(strings.ToLower(w), "'’.-·") == "" {
			return false
		}
	}
	degrees := suffix == "" || len(strings.Fields(suffix)) <= 3 && utf8.RuneCountInString(suffix) <= 16 && strings.IndexFunc(suffix, unicode.IsUpper) >= 0
	return capitals >= 1 && len(words) <= 6 && degrees && !strings.HasSuffix(head, "..")
}

// parenthesis is a remark in a name, such as how to be addressed.
var parenthesis = pattern(`\s*[(（][^()（）]*[)）]`)

// name settles who it is: the one whom a label names, else of all pieces that
// have the form of a name the likeliest, the first of equals.
func (g *signer) name() bool {
	best, most := -1, -100
	for i := range g.items {
		it := &g.items[i]
		score := 0
		switch {
		case it.kind == sigName:
			score = 100
		case it.kind != sigRest || !g.isName(it.text) || g.isCountry(it.text):
			continue
		default:
			score = g.nameScore(i)
		}
		if score > most {
			best, most = i, score
		}
	}
	if best < 0 || most < 0 {
		return false
	}
	it := &g.items[best]
	it.kind = sigTaken
	g.p.FullName = strings.Join(strings.Fields(parenthesis().ReplaceAllString(it.text, "")), " ")
	if g.p.FullName == "" {
		g.p.FullName = it.text
	}
	g.nameParts()
	return true
}

// nameScore says how likely a piece is the name: it agrees with the e-mail
// address, stands before a title, and has more than one word; it is less likely
// where it is the domain.
func (g *signer) nameScore(i int) int {
	it := &g.items[i]
	words := strings.Fields(it.text)
	score := 0
	if len(words) > 1 || isHanName(it.text) {
		score++
	}
	if i+1 < len(g.items) && g.items[i+1].kind == sigTitle {
		score++
	}
	if i == 0 {
		score++
	}
	for _, e := range g.p.Emails {
		local, domain, _ := strings.Cut(text.NormalEmail(e.Address), "@")
		for _, w := range text.NameTokens(it.text) {
			if len(w) >= 3 && strings.Contains(local, w) {
				score += 2
				break
			}
		}
		if sharesDomain(it.text, domain) {
			score -= 3
		}
	}
	if len(words) == 1 && !isHanName(it.text) && score < 1 {
		return -1
	}
	return score
}

// sharesDomain reports whether a text is the name of a domain, as that of a
// firm is.
func sharesDomain(s, domain string) bool {
	name := strings.Join(text.NameTokens(s), "")
	if i := strings.LastIndexByte(domain, '.'); i > 0 {
		domain = domain[:i]
	}
	domain = strings.NewReplacer("-", "", ".", "").Replace(domain)
	if len(domain) < 3 || name == "" {
		return false
	}
	if strings.Contains(strings.ReplaceAll(text.Fold(s), " ", ""), domain) {
		return true
	}
	return slices.ContainsFunc(text.NameTokens(s), func(w string) bool { return len(w) >= 4 && strings.HasPrefix(domain, w) })
}

// compoundSurnames are the surnames of two characters in use.
const compoundSurnames = "欧阳歐陽司马司馬上官诸葛諸葛东方東方皇甫尉迟公孙公孫慕容令狐端木夏侯"

// nameParts fills the parts of a name where its form leaves no doubt: two words
// in Latin letters, a Russian name with its patronymic, a Chinese name.
func (g *signer) nameParts() {
	p := &g.p
	words := strings.Fields(p.FullName)
	switch {
	case isHanName(p.FullName) && len(words) == 1:
		runes := []rune(p.FullName)
		n := 1
		if i := strings.Index(compoundSurnames, string(runes[:2])); len(runes) > 2 && i >= 0 && i%6 == 0 {
			n = 2
		}
		p.Family, p.Given = string(runes[:n]), string(runes[n:])
	case len(words) == 3 && isPatronymic(words[1]):
		p.Given, p.Middle, p.Family = words[0], words[1], words[2]
	case len(words) == 3 && isPatronymic(words[2]):
		p.Family, p.Given, p.Middle = words[0], words[1], words[2]
	case len(words) == 2 && isLatin(p.FullName) && !strings.ContainsAny(p.FullName, ".,"):
		p.Given, p.Family = words[0], words[1]
	}
}

func isPatronymic(w string) bool {
	w = strings.ToLower(w)
	return slices.ContainsFunc([]string{"ович", "евич", "ьич", "овна", "евна", "ична", "инична"}, func(end string) bool { return strings.HasSuffix(w, end) })
}

func isLatin(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) && !unicode.Is(unicode.Latin, r) })
}

// organization settles title, department and organisation: the first piece of
// each kind, and, where nothing says which the firm is, a short line that is its
// domain or stands between the name and what follows.
func (g *signer) organization() {
	for _, field := range []struct {
		kind sigKind
		dst  *string
	}{{sigTitle, &g.p.Title}, {sigDepartment, &g.p.Department}, {sigOrganization, &g.p.Organization}} {
		if i := slices.IndexFunc(g.items, func(it sigItem) bool { return it.kind == field.kind }); i >= 0 {
			*field.dst = g.items[i].text
			g.items[i].kind = sigTaken
		}
	}
	if g.p.Organization != "" {
		return
	}
	best := -1
	for i := range g.items {
		it := &g.items[i]
		if it.kind != sigRest || !g.isLine(it.text) {
			continue
		}
		domain := slices.ContainsFunc(g.p.Emails, func(e care.Email) bool {
			_, host, _ := strings.Cut(e.Address, "@")
			return sharesDomain(it.text, strings.ToLower(host))
		})
		if domain {
			best = i
			break
		}
		if best < 0 && i > 0 && g.items[i-1].kind == sigTaken {
			best = i
		}
	}
	if best >= 0 {
		g.p.Organization = g.items[best].text
		g.items[best].kind = sigTaken
	}
}

// isLine reports whether a text is a short line with a capital that is neither a
// sentence nor an account.
func (g *signer) isLine(s string) bool {
	first, _ := utf8.DecodeRuneInString(s)
	if words := sigWordsOf(s); len(words) == 0 || g.w.taxes[words[0]] || strings.ContainsAny(s, ":：") {
		return false
	}
	sentence := strings.ContainsAny(s, "?!。！？") || strings.HasSuffix(s, ".") && strings.Count(s, " ") > 3
	return utf8.RuneCountInString(s) <= 50 && (unicode.IsUpper(first) || unicode.Is(unicode.Han, first)) && !sentence
}

// address joins the pieces of an address that follow each other; further ones
// are addresses of their own.
func (g *signer) address() {
	var block []string
	country := ""
	end := func() {
		if len(block) > 0 && len(g.p.Addresses) < maxOfOne {
			g.p.Addresses = append(g.p.Addresses, addressOf(block, country))
		}
		block, country = nil, ""
	}
	last := -1
	for i := range g.items {
		it := &g.items[i]
		switch {
		case it.kind == sigAddress || it.kind == sigCountry && len(block) > 0:
			if len(block) > 0 && it.line > last+1 {
				end()
			}
			if it.kind == sigCountry {
				country = g.w.countries[bareWords(it.text)]
			}
			block, last = append(block, it.text), it.line
			it.kind = sigTaken
		default:
			end()
		}
	}
	end()
}

// addressOf is an address of lines, with its city and postal code where they
// are plain.
func addressOf(lines []string, country string) care.Address {
	a := care.Address{Type: care.Work, Formatted: strings.Join(lines, "\n"), Country: country}
	for _, line := range lines {
		if a.PostalCode == "" {
			postal(&a, line)
		}
		if m := cityZH().FindStringSubmatch(line); m != nil && a.City == "" {
			a.City = m[1]
		}
		if m := cityRU().FindStringSubmatch(line); m != nil && a.City == "" {
			a.City = m[1]
		}
	}
	return a
}

func postal(a *care.Address, line string) {
	if m := postalUS().FindStringSubmatch(line); m != nil {
		a.City, a.Region, a.PostalCode = lastPart(m[1]), m[2], m[3]
		return
	}
	if m := codeZH().FindStringSubmatch(line); m != nil {
		a.PostalCode = m[1]
		return
	}
	if m := postalUK().FindStringSubmatch(line); m != nil && len(m[2]) >= 5 {
		a.City, a.PostalCode = lastPart(m[1]), m[2]
		return
	}
	if m := postalEU().FindStringSubmatch(line); m != nil {
		a.PostalCode, a.City = m[1], strings.TrimSpace(m[2])
		return
	}
	if m := postalRU().FindStringSubmatch(line); m != nil {
		a.PostalCode = m[1]
		if _, after, ok := strings.Cut(line, m[1]); ok {
			a.City = firstCity(after)
		}
	}
}

// lastPart is what follows the last comma.
func lastPart(s string) string { return strings.TrimSpace(s[strings.LastIndexByte(s, ',')+1:]) }

// firstCity is the first part behind a Russian postal code that is neither the
// country nor anything with a number or a point.
func firstCity(s string) string {
	for part := range strings.SplitSeq(s, ",") {
		part = strings.TrimSpace(part)
		first, _ := utf8.DecodeRuneInString(part)
		if part == "" || signatureWords().countries[bareWords(part)] != "" {
			continue
		}
		if !unicode.Is(unicode.Cyrillic, first) || strings.ContainsAny(part, ".0123456789") {
			return ""
		}
		return part
	}
	return ""
}

// remark keeps the pieces that nothing has taken, in their lines.
func (g *signer) remark() {
	var out strings.Builder
	last := -1
	for _, it := range g.items {
		if it.kind == sigTaken {
			continue
		}
		switch {
		case it.line == last:
			out.WriteString(" | ")
		case last >= 0:
			out.WriteByte('\n')
		}
		out.WriteString(it.text)
		last = it.line
	}
	g.p.Remark = out.String()
}
