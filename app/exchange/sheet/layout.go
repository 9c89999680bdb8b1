package sheet

import (
	"bytes"
	"errors"
	"io"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"carebook/app/exchange/charset"
	"carebook/app/exchange/dates"
)

// ColumnMap gives one column its field by hand.
type ColumnMap struct {
	// Column is a heading, or an index from 0.
	Column string
	Field  string
}

// Config is what is known of a table before looking at it.
type Config struct {
	// Delimiter is 0 to find out.
	Delimiter byte
	// NoHeader says that the first row is a record.
	NoHeader bool
	// LoneCR says that CR alone ends a row.
	LoneCR bool
	Map    []ColumnMap
	// Order is the order of dates, "" to find out.
	Order dates.Order
	// Language is the interface language, for dates that nothing else decides.
	Language string
	// Year is the present year.
	Year int
	// Fallback decodes cells that are not UTF-8; nil is Windows-1252.
	Fallback *charset.Encoding
}

// Column is one column of a table.
type Column struct {
	Heading string
	Field   string
	Example string
}

// Layout is what a look at a table found out.
type Layout struct {
	Delimiter byte
	Header    bool
	// Producer is the program that writes such headings, or "".
	Producer string
	Columns  []Column
	// Order is the order of dates; OrderSure says that the dates prove it.
	Order     dates.Order
	OrderSure bool
	// Missing are the columns of Config.Map that the table does not have.
	Missing []string
	// Mapped counts the columns that go to a field.
	Mapped int
	// Sample holds the cells of a few rows, each row as one short line; those
	// with letters beyond ASCII come first.
	Sample []string
	// Regular says that the rows have the same number of cells, more than one.
	Regular bool

	fields []field
	config Config
	// first is the number of rows before the records.
	first int
}

// carebook is the producer of our own exports.
const carebook = "Carebook"

// lookRows and lookBytes bound what is read for examples and the order of dates.
const (
	lookRows  = 5000
	lookBytes = 4 << 20
)

// Look finds out delimiter, headings and the order of dates. Head is the
// beginning of the table as text; r is the whole of it.
func Look(head []byte, r io.Reader, c Config) (*Layout, error) {
	l, head := begin(head, c)
	sample := l.sample(head, Known)
	if len(sample) == 0 {
		return l, nil
	}
	l.Header = !c.NoHeader && hasHeader(sample)
	width := 0
	for _, row := range sample {
		width = max(width, len(row))
	}
	l.Columns = make([]Column, width)
	if l.Header {
		for i, h := range sample[0] {
			h, _ = l.text(h)
			l.Columns[i].Heading = strings.TrimSpace(unguard(h))
		}
		for i := len(sample[0]); i < width; i++ {
			l.Columns[i].Heading = NoHeading(i)
		}
	}
	l.resolve(sample)
	if err := l.examples(r); err != nil {
		return nil, err
	}
	return l, nil
}

// begin takes what stands before a table off its head.
func begin(head []byte, c Config) (*Layout, []byte) {
	head = bytes.TrimPrefix(head, []byte("\xEF\xBB\xBF"))
	if c.Fallback == nil {
		c.Fallback = charset.Windows1252
	}
	l := &Layout{Delimiter: c.Delimiter, config: c}
	if d, ok := separatorLine(head); ok {
		l.first = 1
		if l.Delimiter == 0 {
			l.Delimiter = d
		}
		if i := bytes.IndexAny(head, "\r\n"); i >= 0 {
			head = bytes.TrimLeft(head[i:], "\r\n")
		}
	}
	return l, head
}

// NoHeading is what column i, counted from 0, is called that has no heading.
func NoHeading(i int) string { return "Column " + strconv.Itoa(i+1) }

// separatorLine reads the line "sep=;" that Excel puts before a table.
func separatorLine(head []byte) (byte, bool) {
	line, _, _ := bytes.Cut(head, []byte("\n"))
	line = bytes.Trim(bytes.TrimSpace(line), `"`)
	if len(line) == 5 && bytes.EqualFold(line[:4], []byte("sep=")) {
		return line[4], true
	}
	return 0, false
}

// sample takes the first rows of the table apart, with the delimiter that fits
// best; known counts the headings in a row.
func (l *Layout) sample(head []byte, known func(cells []string) int) [][]string {
	if l.Delimiter != 0 {
		rows := firstRows(head, l.Delimiter, l.config.LoneCR)
		_, l.Regular = judge(rows, known)
		return rows
	}
	var best [][]string
	bestScore := -1.0
	for _, d := range []byte(",;\t|") {
		rows := firstRows(head, d, l.config.LoneCR)
		score, regular := judge(rows, known)
		if score > bestScore {
			best, bestScore = rows, score
			l.Delimiter, l.Regular = d, regular
		}
	}
	return best
}

func firstRows(head []byte, delim byte, loneCR bool) [][]string {
	x := newLexer(bytes.NewReader(head), delim, loneCR)
	var rows [][]string
	for len(rows) < 50 {
		r, err := x.next()
		if err != nil {
			break
		}
		if !r.blank() && !r.tooLong && (!r.tooWide || len(rows) == 0) {
			rows = append(rows, append([]string(nil), r.cells...))
		}
	}
	return rows
}

// judge says how well a delimiter fits: known headings tell most, then rows of
// the same width.
func judge(rows [][]string, known func(cells []string) int) (score float64, regular bool) {
	if len(rows) == 0 {
		return 0, false
	}
	width := len(rows[0])
	same := 0
	for _, r := range rows {
		if len(r) == width {
			same++
		}
	}
	regular = width > 1 && (same*10 >= len(rows)*7)
	score = 10 * float64(known(rows[0]))
	if width > 1 {
		score += float64(same) / float64(len(rows)) * min(5, float64(width))
	}
	return score, regular
}

// hasHeader reports whether the first row names the columns: it has known
// headings, or at least nothing that is data.
func hasHeader(rows [][]string) bool {
	first := rows[0]
	filled, data := 0, 0
	for _, c := range first {
		if strings.TrimSpace(c) == "" {
			continue
		}
		filled++
		if isData(c) {
			data++
		}
	}
	hits := Known(first)
	switch {
	case hits == 0:
		return data == 0 && len(rows) > 1 && filled > 1
	case data > 0:
		return hits*2 >= filled
	}
	return true
}

// isData reports whether a cell is an address, a number or a date rather than
// a heading.
func isData(c string) bool {
	if strings.ContainsRune(c, '@') {
		return true
	}
	digits := 0
	for _, r := range c {
		if unicode.IsDigit(r) {
			digits++
		}
	}
	return digits >= 4
}

// resolve gives every column its field.
func (l *Layout) resolve(sample [][]string) {
	l.fields = make([]field, len(l.Columns))
	if l.Header {
		l.byHeading()
	}
	byHand := l.byHand()
	if !l.Header && !byHand {
		l.byContent(sample)
	}
	l.joinAddress()
	l.Producer = l.producer()
	for i, f := range l.fields {
		l.Columns[i].Field = f.String()
		if f.op != opKeep && f.op != opIgnore {
			l.Mapped++
		}
	}
}

// byHeading maps the columns whose headings are known.
func (l *Layout) byHeading() {
	options := make([][]string, len(l.Columns))
	seen := make(map[string]int)
	taken := make(map[string]int) // columns that can be nothing else
	for i, c := range l.Columns {
		if f, ok := numbered(c.Heading); ok {
			l.fields[i] = f
			taken[f.String()]++
			continue
		}
		if f, ok := profileField(c.Heading); ok {
			l.fields[i] = f
			continue
		}
		if strings.HasPrefix(c.Heading, PropertyColumn) {
			l.fields[i] = field{op: opProperty}
			continue
		}
		options[i] = known(c.Heading)
		if len(options[i]) == 1 {
			taken[options[i][0]]++
		}
		seen[normal(c.Heading)]++
	}
	count := make(map[string]int)
	for i, o := range options {
		if o == nil {
			continue
		}
		n := normal(l.Columns[i].Heading)
		s := choose(o, count[n], seen[n], taken)
		count[n]++
		if f, ok := parseField(s); ok {
			l.fields[i] = f
		}
	}
}

// choose settles a heading that stands for several fields: by the order of the
// columns where it is repeated, else by what the other columns are.
func choose(options []string, k, repeated int, taken map[string]int) string {
	has := func(field string) bool { return taken[field] > 0 }
	option := func(field string) bool {
		for _, o := range options {
			if o == field {
				return true
			}
		}
		return false
	}
	switch {
	case len(options) == 1:
		return options[0]
	case option("birth_day"):
		if has("birth_month") || has("birth_year") {
			return "birth_day"
		}
		return "birthday"
	case repeated > 1:
		return options[min(k, len(options)-1)]
	case option("title"):
		if has("title") {
			return "prefix"
		}
		return "title"
	case option("full_name") && option("given"):
		if has("given") || !has("family") {
			return "full_name"
		}
		return "given"
	case option("full_name") && option("family"):
		if has("family") || !has("given") {
			return "full_name"
		}
		return "family"
	}
	for _, o := range options {
		typ, _, _ := strings.Cut(o, ".")
		for t := range taken {
			if strings.HasPrefix(t, typ+".") {
				return o
			}
		}
	}
	return options[0]
}

// byHand maps the columns that the caller names, and reports whether there are
// any.
func (l *Layout) byHand() bool {
	found := false
	for _, m := range l.config.Map {
		f, ok := parseField(m.Field)
		if !ok {
			continue
		}
		i := l.column(m.Column)
		if i < 0 {
			l.Missing = append(l.Missing, m.Column)
			continue
		}
		l.fields[i], found = f, true
	}
	return found
}

// column finds a column by its heading, else by its index.
func (l *Layout) column(name string) int {
	name = strings.TrimSpace(name)
	for i, c := range l.Columns {
		if c.Heading == name {
			return i
		}
	}
	for i, c := range l.Columns {
		if n := normal(name); n != "" && normal(c.Heading) == n {
			return i
		}
	}
	if i, err := strconv.Atoi(name); err == nil && i >= 0 && i < len(l.Columns) {
		return i
	}
	return -1
}

// byContent maps the columns of a table without headings by what they hold.
func (l *Layout) byContent(sample [][]string) {
	named := false
	for i := range l.Columns {
		var mails, numbers, filled int
		for _, row := range sample {
			if i >= len(row) || strings.TrimSpace(row[i]) == "" {
				continue
			}
			filled++
			if strings.ContainsRune(row[i], '@') {
				mails++
			} else if isNumber(row[i]) {
				numbers++
			}
		}
		switch {
		case filled == 0:
		case mails*2 > filled:
			l.fields[i] = field{op: opEmail}
		case numbers*2 > filled:
			l.fields[i].op = opPhone
			l.fields[i].typ, _ = phoneType("", "")
		case !named:
			l.fields[i].op, named = opFullName, true
		}
	}
	// Names alone may be any table.
	for _, f := range l.fields {
		if f.op == opEmail || f.op == opPhone {
			return
		}
	}
	clear(l.fields)
}

// isNumber reports whether a cell is a telephone number.
func isNumber(s string) bool {
	digits := 0
	for _, r := range strings.TrimSpace(s) {
		switch {
		case r >= '0' && r <= '9':
			digits++
		case strings.ContainsRune("+-() ./\u00a0", r):
		default:
			return false
		}
	}
	return digits >= 6 && digits <= 16
}

// joinAddress puts the parts of an address without a type to the one address
// that has a type, if that lacks these parts: a table with "work street" and
// "zip" has one address.
func (l *Layout) joinAddress() {
	have := make(map[part]bool)
	var typed, untyped []int
	for i, f := range l.fields {
		switch {
		case f.op != opAddress:
		case f.typ == "" && f.label == "":
			untyped = append(untyped, i)
		default:
			typed = append(typed, i)
			have[f.part] = true
		}
	}
	if len(typed) == 0 || len(untyped) == 0 {
		return
	}
	to := l.fields[typed[0]]
	for _, i := range typed {
		if l.fields[i].typ != to.typ || l.fields[i].label != to.label {
			return
		}
	}
	for _, i := range untyped {
		if p := l.fields[i].part; have[p] || p == partFormatted {
			return
		}
	}
	for _, i := range untyped {
		l.fields[i].typ, l.fields[i].label = to.typ, to.label
	}
}

// producer names the program that writes these headings.
func (l *Layout) producer() string {
	var google, old, birthParts, outlook, live bool
	names := make(map[string]bool, len(l.Columns))
	for i, c := range l.Columns {
		names[normal(c.Heading)] = true
		f := l.fields[i]
		switch {
		case f.op == opGroup:
			google = true
			old = old || f.member == memberType
		case f.op == opBirthMonth:
			birthParts = true
		case f.label == "Radio Phone" || f.label == "Callback" || f.label == "TTY/TDD Phone":
			outlook = true
		case f.op == opURL && f.typ == "home":
			live = true
		}
	}
	switch {
	case names[normal(uidColumn)] && names["fileas"] && names["labels"]:
		return carebook
	case google && names["firstname"] && !old:
		return "Google Contacts"
	case google:
		return "Google Contacts (before 2024)"
	case names["yahoophone"] || names["messengerid1"]:
		return "Yahoo"
	case names["generalmobile"]:
		return "Nokia"
	case birthParts:
		return "Thunderbird"
	case outlook && names["givenyomi"]:
		return "Outlook.com"
	case outlook:
		return "Outlook"
	case live && names["officelocation"]:
		return "Windows Live Mail"
	}
	return ""
}

// examples reads rows for the preview, for a sample of the letters, and until the dates in them prove their
// order.
func (l *Layout) examples(r io.Reader) error {
	x := newLexer(io.LimitReader(r, lookBytes), l.Delimiter, l.config.LoneCR)
	l.Order = l.config.Order
	l.OrderSure = l.Order != dates.Unknown
	if l.Producer == carebook {
		// Our own dates are ISO; anything else was text and stays text.
		l.Order, l.OrderSure, l.config.Year = dates.YMD, true, 0
	}
	dated := false
	var sample charset.Sample
	for n, skip := 0, l.skip(); n < lookRows; n++ {
		row, err := x.next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		if skip > 0 {
			if !row.blank() {
				skip--
			}
			continue
		}
		if !sample.Full() && !row.tooLong && !row.tooWide {
			l.addSample(&sample, row)
		}
		full := true
		for i := range min(len(l.Columns), len(row.cells)) {
			c := &l.Columns[i]
			if c.Example == "" {
				text, _ := l.text(row.cells[i])
				c.Example = example(text)
				full = full && c.Example != ""
			}
			if !l.OrderSure && l.isDate(i) {
				order, numeric := dates.OrderOf(row.cells[i])
				dated = dated || numeric
				if order == dates.DMY || order == dates.MDY {
					l.Order, l.OrderSure = order, true
				}
			}
		}
		if full && (l.OrderSure || !dated) && n > 200 && sample.Full() {
			break
		}
	}
	l.Sample = sample.Lines()
	if l.Order == dates.Unknown {
		l.Order = l.likelyOrder()
	}
	return nil
}

// addSample offers a row as one line to a sample.
func (l *Layout) addSample(sample *charset.Sample, r *row) {
	const (
		enough      = 16 // cells to judge by
		longestCell = 1 << 10
	)
	var cells []string
	for _, c := range r.cells {
		if len(cells) == enough {
			break
		}
		n := min(len(c), longestCell)
		for n < len(c) && n > 0 && !utf8.RuneStart(c[n]) {
			n--
		}
		if c, _ = l.text(c[:n]); strings.TrimSpace(c) != "" {
			cells = append(cells, strings.TrimSpace(unguard(c)))
		}
	}
	sample.Add(strings.Join(cells, ", "))
}

// example is the beginning of a cell, free of the row it comes from.
func example(s string) string {
	const longest = 80 // characters
	s = strings.TrimSpace(s)
	n := 0
	for i := range s {
		if n++; n > longest {
			return s[:i] + "…"
		}
	}
	return strings.Clone(s)
}

// skip is the number of rows before the first record.
func (l *Layout) skip() int {
	if l.Header {
		return l.first + 1
	}
	return l.first
}

func (l *Layout) isDate(i int) bool {
	f := l.fields[i]
	return f.op == opBirthday || f.op == opDate || f.op == opGroup && f.group == groupDate && f.member == memberValue
}

// likelyOrder is the order of dates where no date proves one: American
// programs write the month first, and so does the English of most users.
func (l *Layout) likelyOrder() dates.Order {
	for i, c := range l.Columns {
		if l.fields[i].op == opBirthday && normal(c.Heading) != "birthday" {
			return dates.DMY
		}
	}
	switch {
	case l.Producer == "Outlook" || l.Producer == "Outlook.com" || l.Producer == "Yahoo":
		return dates.MDY
	case l.config.Language == "" || l.config.Language == "en":
		return dates.MDY
	}
	return dates.DMY
}
