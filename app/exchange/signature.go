package exchange

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"carebook/app/care"
	"carebook/app/text"
)

const (
	// maxSignature is how much of a text is looked at. Of a longer one it is
	// the end, where letters are signed.
	maxSignature = 64 << 10
	// maxOfOne bounds the numbers, addresses and links taken of one text; a
	// signature has a handful, and further ones stay words.
	maxOfOne = 20
)

// Signature proposes a person from the text of a business card or of the end of
// a letter, in English, Spanish, Russian or Chinese: name, title, organisation,
// department, numbers with their types, e-mail and web addresses, messengers and
// a postal address. Lines that say none of these become the remark; quoting
// marks, separators, greetings and what telephones add are dropped, and so is
// the letter above the words with which it closes. Country is where numbers
// without a country code belong. Only the last 64 KiB are looked at. It is false
// where neither a name nor a number nor an e-mail address was found.
func Signature(words, country string) (care.Person, bool) {
	lines := signatureLines(words)
	var p care.Person
	for _, part := range signatureParts(lines) {
		var found bool
		if p, found = readSignature(part, country); found {
			return p, true
		}
	}
	return care.Person{}, false
}

// signatureLines are the lines of a text without quoting marks.
func signatureLines(words string) []string {
	if len(words) > maxSignature {
		words = words[len(words)-maxSignature:]
	}
	words = strings.ToValidUTF8(words, "")
	words = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u00a0", " ", "\u202f", " ", "\u3000", " ", "\u2028", "\n").Replace(words)
	words = strings.Map(func(r rune) rune {
		if r != '\n' && r != '\t' && (unicode.IsControl(r) || unicode.Is(unicode.Cf, r)) {
			return -1
		}
		return r
	}, words)
	var lines []string
	for line := range strings.SplitSeq(words, "\n") {
		line = strings.TrimSpace(line)
		for strings.HasPrefix(line, ">") || strings.HasPrefix(line, "|") {
			line = strings.TrimSpace(line[1:])
		}
		lines = append(lines, line)
	}
	return lines
}

// signatureParts are the lines in which to look for a signature, the surest
// first: what stands below the closing words of the letter, below the mark
// under which programs put signatures, and all.
func signatureParts(lines []string) [][]string {
	w := signatureWords()
	var parts [][]string
	for i, line := range lines {
		if i > 0 && isReply(w, line) {
			parts = signatureParts(lines[:i])
			break
		}
	}
	for i := len(lines) - 1; i >= 0; i-- {
		if rest, closing := cutClosing(w, lines[i]); closing {
			part := slices.Clone(lines[i+1:])
			if rest != "" {
				part = append([]string{rest}, part...)
			}
			parts = append(parts, part)
			break
		}
	}
	for i := len(lines) - 1; i >= 0; i-- {
		if lines[i] == "--" {
			parts = append(parts, lines[i+1:])
			break
		}
	}
	return append(parts, lines)
}

// isReply reports whether a line stands above a letter that is answered.
func isReply(w *sigWords, line string) bool {
	bare := bareWords(line)
	for _, s := range w.replies {
		if bare == s || strings.HasSuffix(line, ":") && strings.HasSuffix(bare, " "+s) || strings.HasSuffix(line, "：") && strings.HasSuffix(bare, s) {
			return true
		}
	}
	return false
}

// cutClosing takes the words with which a letter closes off a line; rest is
// what follows them behind a comma.
func cutClosing(w *sigWords, line string) (rest string, closing bool) {
	if w.closings[bareWords(line)] {
		return "", true
	}
	for _, sep := range []string{",", "，", "!", "！"} {
		if head, tail, ok := strings.Cut(line, sep); ok && w.closings[bareWords(head)] {
			return strings.TrimSpace(tail), true
		}
	}
	return "", false
}

// isNoise reports whether a line belongs to the letter or to the program that
// sent it.
func isNoise(w *sigWords, line string) bool {
	bare := bareWords(line)
	if bare == "" || strings.Trim(line, "-_=*~#·•.—– ") == "" {
		return true
	}
	for _, s := range w.devices {
		if strings.HasPrefix(bare, s) {
			return true
		}
	}
	for _, s := range w.openings {
		if rest, ok := strings.CutPrefix(bare, s); ok && utf8.RuneCountInString(line) < 60 {
			if rest == "" || strings.HasSuffix(line, ",") || strings.HasSuffix(line, "，") || strings.HasSuffix(line, "!") ||
				(rest[0] == ' ' || unicode.Is(unicode.Han, lastRune(s))) && strings.ContainsAny(line[len(line)-1:], ":;") || strings.HasSuffix(line, "：") || strings.HasSuffix(line, "！") {
				return true
			}
		}
	}
	return false
}

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}

// signer puts a person together of the lines of a signature.
type signer struct {
	w       *sigWords
	p       care.Person
	country string
	items   []sigItem
}

// sigItem is a piece of a line that is no number and no address of the net.
type sigItem struct {
	text string
	line int
	kind sigKind
}

// sigKind is what a piece turned out to be.
type sigKind byte

const (
	sigRest sigKind = iota
	sigName
	sigTaken // it stands in the person already
	sigTitle
	sigOrganization
	sigDepartment
	sigAddress
	sigCountry
)

func readSignature(lines []string, country string) (care.Person, bool) {
	g := signer{w: signatureWords(), country: country}
	for i, line := range lines {
		if rest, closing := cutClosing(g.w, line); closing {
			line = rest
		}
		if isNoise(g.w, line) {
			continue
		}
		for _, piece := range pieces(line) {
			g.piece(piece, i)
		}
	}
	g.classify()
	named := g.name()
	g.organization()
	g.address()
	g.remark()
	if !named && g.p.Organization != "" {
		g.p.Kind, g.p.FullName = care.Organization, g.p.Organization
	}
	return g.p, named || len(g.p.Phones) > 0 || len(g.p.Emails) > 0
}

var pieceEnd = pattern(`\s+[|•·¦∙/／]\s+|\s*[|｜¦•]\s*|\t+| {3,}`)

// pieces are the parts of a line between bars, dots and wide gaps.
func pieces(line string) []string {
	var list []string
	for _, s := range pieceEnd().Split(line, -1) {
		if s = strings.Trim(s, " *_,;"); s != "" {
			list = append(list, s)
		}
	}
	return list
}

var (
	sigEmail = pattern(`[\p{L}\p{N}._%+'-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+`)
	sigURL   = pattern(`(?i)(?:https?://|www\.)[^\s<>"，。；、]+`)
	sigBare  = pattern(`^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}(?:/\S*)?$`)
)

// piece takes what a piece of a line tells by its form, and keeps the rest for
// later.
func (g *signer) piece(s string, line int) {
	label, rest := g.label(s)
	switch label {
	case labelOther:
		return
	case labelName, labelTitle, labelOrganization, labelDepartment, labelAddress:
		if rest = strings.Trim(g.emails(rest), " <>;,\"'"); rest != "" {
			g.items = append(g.items, sigItem{rest, line, map[sigLabel]sigKind{
				labelName: sigName, labelTitle: sigTitle, labelOrganization: sigOrganization, labelDepartment: sigDepartment, labelAddress: sigAddress,
			}[label]})
		}
		return
	case labelContact:
		s = rest
	}
	if label == noLabel && g.messenger(s) {
		return
	}
	had := len(g.p.Emails) + len(g.p.URLs) + len(g.p.Phones)
	s = g.numbers(g.links(g.emails(s)))
	if s = cleanPiece(s); s == "" || g.messenger(s) {
		return
	}
	if found := len(g.p.Emails)+len(g.p.URLs)+len(g.p.Phones) > had; found && g.onlyLabels(s) {
		return
	}
	g.items = append(g.items, sigItem{text: s, line: line})
}

// cleanPiece takes off the signs that stood around what was taken out.
func cleanPiece(s string) string {
	for _, empty := range []string{"()", "( )", "<>", "< >", "[]", "[ ]"} {
		s = strings.ReplaceAll(s, empty, " ")
	}
	const around = " ,;:：<>[]/&+-–—|"
	if s = strings.Trim(s, around); strings.Count(s, "(") != strings.Count(s, ")") {
		s = strings.Trim(s, around+"()")
	}
	return s
}

// label reads a word and a colon before a text.
func (g *signer) label(s string) (sigLabel, string) {
	i := strings.IndexAny(s, ":：")
	if i <= 0 || i > 60 || strings.HasPrefix(s[i:], "://") {
		return noLabel, s
	}
	_, size := utf8.DecodeRuneInString(s[i:])
	return g.w.labels[bareWords(s[:i])], strings.TrimSpace(s[i+size:])
}

// onlyLabels reports whether a text has no words but those that stand beside
// numbers and addresses.
func (g *signer) onlyLabels(s string) bool {
	for _, w := range labelWords(s) {
		_, phone := g.w.phones[w]
		if l := g.w.labels[w]; !phone && l != labelContact && l != labelName && l != labelAddress && w != "and" && w != "y" && w != "и" && w != "или" {
			return false
		}
	}
	return true
}

// labelWords are the words of a label as they are compared.
func labelWords(s string) []string {
	return strings.FieldsFunc(bareWords(s), func(r rune) bool { return !unicode.IsLetter(r) && r != '-' })
}

func (g *signer) emails(s string) string {
	return sigEmail().ReplaceAllStringFunc(s, func(m string) string {
		address := strings.Trim(m, ".'")
		norm := text.NormalEmail(address)
		if len(g.p.Emails) >= maxOfOne {
			return m
		}
		if !slices.ContainsFunc(g.p.Emails, func(e care.Email) bool { return text.NormalEmail(e.Address) == norm }) {
			g.p.Emails = append(g.p.Emails, care.Email{Address: address, Type: "work"})
		}
		return " "
	})
}

// links takes web addresses; a bare domain is one where nothing stands beside
// it.
func (g *signer) links(s string) string {
	s = strings.ReplaceAll(s, "mailto:", "")
	take := func(m string) string {
		u := strings.TrimRight(m, ".,;:)]>'\"")
		if u == "" || len(g.p.URLs) >= maxOfOne {
			return m
		}
		if !slices.ContainsFunc(g.p.URLs, func(have care.URL) bool { return plainURL(have.URL) == plainURL(u) }) {
			g.p.URLs = append(g.p.URLs, care.URL{URL: u, Type: linkType(u)})
		}
		return " "
	}
	s = sigURL().ReplaceAllStringFunc(s, take)
	if bare := strings.Trim(s, " ,;:<>()"); sigBare().MatchString(bare) {
		return take(bare)
	}
	return s
}

// linkType is that of the page of a person in a network, else that of a firm.
func linkType(u string) string {
	for _, network := range []string{"linkedin.", "facebook.", "twitter.", "x.com/", "instagram.", "vk.com", "t.me/", "github.", "weibo."} {
		if strings.Contains(strings.ToLower(u), network) {
			return "profile"
		}
	}
	return "work"
}

var sigHandle = pattern(`^@?[\p{L}\p{N}_.:+-]{2,64}$`)

// messenger takes a handle behind the name of a service. A number is one too,
// but stays a number.
func (g *signer) messenger(s string) bool {
	i := strings.IndexAny(s, ":：")
	if i <= 0 {
		if i = strings.IndexByte(s, ' '); i <= 0 {
			return false
		}
	}
	service := g.w.messengers[bareWords(s[:i])]
	handle := strings.Trim(s[i:], " :：")
	if service == "" || !sigHandle().MatchString(handle) || len(g.p.Messengers) >= maxOfOne {
		return false
	}
	if service != "qq" && strings.Trim(handle, "+0123456789().-") == "" {
		return false
	}
	g.p.Messengers = append(g.p.Messengers, care.Messenger{Handle: handle, Service: service})
	return true
}
