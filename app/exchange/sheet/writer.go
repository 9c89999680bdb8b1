package sheet

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"

	"carebook/app/care"
	"carebook/app/exchange/record"
	"carebook/app/exchange/vcf"
)

// Writer writes people as a table with the headings that Google has used since
// 2024, and beside them only those columns that some person needs. It holds
// pictures not at all, and everything else.
//
// How many numbered columns there are is known after the last person only; the
// cells wait in memory until Close, some hundred bytes a person.
type Writer struct {
	w       io.Writer
	columns map[string]int
	// heads are the headings in the order in which they came up.
	heads []string
	// kept are the headings of kept cells in the order of their columns.
	kept []string
	rows [][]cell
}

type cell struct {
	column int
	text   string
}

// base are the headings that every file has.
var base = []string{
	"First Name", "Middle Name", "Last Name", "Phonetic First Name", "Phonetic Middle Name", "Phonetic Last Name", "Name Prefix", "Name Suffix",
	"Nickname", "File As", "Organization Name", "Organization Title", "Organization Department", "Birthday", "Notes", "Photo", "Labels",
}

// phonetic are the vCard properties that Google has columns for.
var phonetic = map[string]string{
	"X-PHONETIC-FIRST-NAME": "Phonetic First Name", "X-PHONETIC-MIDDLE-NAME": "Phonetic Middle Name", "X-PHONETIC-LAST-NAME": "Phonetic Last Name",
}

// own are the headings of our own columns, in their order behind Google's.
var own = []string{"Full Name", "Role", "Kind", uidColumn, "Added"}

// NewWriter makes a writer of a table.
func NewWriter(w io.Writer) *Writer {
	t := &Writer{w: w, columns: make(map[string]int)}
	for _, h := range base {
		t.column(h)
	}
	t.column(uidColumn) // which tells our exports from Google's
	return t
}

func (t *Writer) column(heading string) int {
	i, ok := t.columns[heading]
	if !ok {
		i = len(t.heads)
		t.columns[heading] = i
		t.heads = append(t.heads, heading)
	}
	return i
}

// line is the row of a person while it is being made.
type line struct {
	t     *Writer
	cells []cell
}

func (l *line) put(heading, text string) {
	if text != "" {
		l.cells = append(l.cells, cell{l.t.column(heading), text})
	}
}

// Write adds the row of a person.
func (t *Writer) Write(p *care.Person, notes ...record.Note) error {
	l := line{t: t}
	l.names(p)
	l.contacts(p)
	l.dates(p)
	l.put("Notes", p.Remark)
	l.profile(&p.Profile)
	for i, n := range notes {
		head := fmt.Sprintf("Note %d - ", i+1)
		l.put(head+"Title", n.Title)
		l.put(head+"HTML", n.HTML)
		l.put(head+"Text", n.Text)
		l.put(head+"UID", n.UID)
		if n.Pinned {
			l.put(head+"Pinned", pinned)
		}
		l.put(head+"Created", string(n.Created))
		l.put(head+"Changed", string(n.Changed))
	}
	l.extra(p)
	t.rows = append(t.rows, slices.Clip(l.cells))
	return nil
}

func (l *line) names(p *care.Person) {
	l.put("First Name", p.Given)
	l.put("Middle Name", p.Middle)
	l.put("Last Name", p.Family)
	l.put("Name Prefix", p.Prefix)
	l.put("Name Suffix", p.Suffix)
	l.put("Nickname", p.Nickname)
	l.put("Organization Name", p.Organization)
	l.put("Organization Title", p.Title)
	l.put("Organization Department", p.Department)
	bare := *p
	bare.FullName = ""
	if bare.DisplayName() != p.FullName {
		l.put("Full Name", p.FullName)
	}
	l.put("Role", p.Role)
	l.put("Kind", string(p.Kind))
	l.put(uidColumn, p.UID)
	l.put("Added", string(p.Added))
}

// labelled writes label and type of an entry of a numbered group. The type has
// a column of its own where the label does not tell it.
func (l *line) labelled(head, typ, label string, split func(string) (string, string)) {
	l.t.column(head + "Label") // without it the types would be read as labels
	shown := label
	if shown == "" && typ != "" {
		// "Home Fax", as Google writes it.
		shown = strings.ReplaceAll(strings.ToUpper(typ[:1])+typ[1:], " fax", " Fax")
	}
	if t, s := split(shown); t == typ && s == label {
		l.put(head+"Label", shown)
		return
	}
	l.put(head+"Label", label)
	if typ == "" {
		typ = noType
	}
	l.put(head+"Type", typ)
}

func (l *line) contacts(p *care.Person) {
	for i, e := range p.Emails {
		head := fmt.Sprintf("E-mail %d - ", i+1)
		l.labelled(head, e.Type, e.Label, placeLabel)
		l.put(head+"Value", e.Address)
	}
	for i, t := range p.Phones {
		head := fmt.Sprintf("Phone %d - ", i+1)
		l.labelled(head, string(t.Type), t.Label, phoneLabel)
		l.put(head+"Value", t.Number)
	}
	for i := range p.Addresses {
		a := &p.Addresses[i]
		head := fmt.Sprintf("Address %d - ", i+1)
		l.labelled(head, string(a.Type), a.Label, placeLabel)
		l.put(head+"Formatted", a.Formatted)
		l.put(head+"Street", a.Street)
		l.put(head+"City", a.City)
		l.put(head+"PO Box", a.POBox)
		l.put(head+"Region", a.Region)
		l.put(head+"Postal Code", a.PostalCode)
		l.put(head+"Country", a.Country)
		l.put(head+"Extended Address", a.Extended)
	}
	for i, u := range p.URLs {
		head := fmt.Sprintf("Website %d - ", i+1)
		l.labelled(head, u.Type, u.Label, urlLabel)
		l.put(head+"Value", u.URL)
	}
	for i, r := range p.Related {
		head := fmt.Sprintf("Relation %d - ", i+1)
		l.put(head+"Label", r.Relation)
		if back, _ := relationLabel(r.Relation); back != r.Relation {
			l.put(head+"Type", noType)
		}
		l.put(head+"Phone", r.Phone)
		l.put(head+"Value", r.Name)
	}
	for i, m := range p.Messengers {
		head := fmt.Sprintf("IM %d - ", i+1)
		l.put(head+"Service", m.Service)
		l.put(head+"Value", m.Handle)
	}
	l.put("Labels", strings.Join(l.tags(p), " ::: "))
}

// tags are the groups as Google writes them, with its mark for favourites.
func (l *line) tags(p *care.Person) []string {
	tags := p.Tags
	for i := range p.Extra {
		if isStar(&p.Extra[i]) {
			tags = append(slices.Clone(tags), "* starred")
		}
	}
	return tags
}

func isStar(e *care.Property) bool {
	return e.Name == starredProperty && e.Value == "1" && e.Group == "" && len(e.Params) == 0
}

// dates writes the birthday into its column where it says all of it, and every
// other date as an event.
func (l *line) dates(p *care.Person) {
	born := false
	events := 0
	for i := range p.Dates {
		d := &p.Dates[i]
		value := dateText(d)
		if value == "" {
			continue
		}
		if d.Kind == care.Birthday && d.Label == "" && !born {
			born = true
			l.put("Birthday", value)
			continue
		}
		events++
		head := fmt.Sprintf("Event %d - ", events)
		l.labelled(head, string(d.Kind), d.Label, dateLabel)
		l.put(head+"Value", value)
	}
}

func dateText(d *care.Date) string {
	iso := d.ISO()
	switch {
	case iso == "":
		return d.Text
	case d.Calendar == care.Lunar && d.Leap:
		return lunarLeapMark + iso
	case d.Calendar == care.Lunar:
		return lunarMark + iso
	}
	return iso
}

// extra writes what no field takes: kept cells under their own headings again,
// and other properties in columns of one each.
func (l *line) extra(p *care.Person) {
	properties := 0
	var used []string
	for i := range p.Extra {
		e := &p.Extra[i]
		if isStar(e) {
			continue
		}
		if heading := ownHeading(e); heading != "" && !slices.Contains(used, heading) {
			used = append(used, heading)
			l.put(heading, e.Value)
			continue
		}
		properties++
		l.put(fmt.Sprintf("%s%d", PropertyColumn, properties), vcf.FormatProperty(e))
	}
	l.t.arrange(used)
}

// arrange notes the order of a person's kept headings: a new one stands behind
// the one before it, so that the columns come out in the order of the table
// that they were read from.
func (t *Writer) arrange(headings []string) {
	at := -1
	for i, h := range headings {
		if j := slices.Index(t.kept, h); j >= 0 {
			at = j
			continue
		}
		if at < 0 {
			at = len(t.kept) - 1
			for _, next := range headings[i+1:] {
				if j := slices.Index(t.kept, next); j >= 0 {
					at = j - 1
					break
				}
			}
		}
		at++
		t.kept = slices.Insert(t.kept, at, h)
	}
}

// ownHeading is the heading under which a property comes back as it is, ""
// where there is none.
func ownHeading(e *care.Property) string {
	if e.Group != "" || e.Value == "" || strings.TrimSpace(e.Value) == "" {
		return ""
	}
	if h := phonetic[e.Name]; h != "" && len(e.Params) == 0 && !e.Structured {
		return h
	}
	if e.Name == "PHOTO" && len(e.Params) == 1 && e.Params[0].Name == "VALUE" && len(e.Params[0].Values) == 1 && e.Params[0].Values[0] == "uri" {
		if photoLink(e.Value).Structured == e.Structured {
			return "Photo"
		}
	}
	if e.Name != care.ColumnProperty || e.Structured || len(e.Params) != 1 || e.Params[0].Name != "NAME" || len(e.Params[0].Values) != 1 {
		return ""
	}
	h := e.Params[0].Values[0]
	if h != strings.TrimSpace(h) || h == "" || h == "Photo" || strings.HasPrefix(h, PropertyColumn) {
		return ""
	}
	if _, ours := profileField(h); ours || isNumbered(h) || known(h) != nil || slices.Contains(own, h) || h != "File As" && slices.Contains(base, h) {
		return ""
	}
	return h
}

// Close writes the table.
func (t *Writer) Close() error {
	out := bufio.NewWriterSize(t.w, 64<<10)
	order := t.order()
	texts := make([]string, len(order))
	phone := make([]bool, len(order))
	at := make([]int, len(order)) // the place of a column in the row
	for place, column := range order {
		at[column] = place
		texts[place] = t.heads[column]
		f, ok := numbered(t.heads[column])
		phone[place] = ok && (f.group == groupPhone && f.member == memberValue || f.member == memberPhone)
	}
	buf := appendRow(nil, texts, nil)
	for _, row := range t.rows {
		if _, err := out.Write(buf); err != nil {
			return fmt.Errorf("write the table: %w", err)
		}
		clear(texts)
		for _, c := range row {
			texts[at[c.column]] = c.text
		}
		buf = appendRow(buf[:0], texts, phone)
	}
	t.rows = nil
	if _, err := out.Write(buf); err != nil {
		return fmt.Errorf("write the table: %w", err)
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("write the table: %w", err)
	}
	return nil
}

// appendRow writes a row; phone marks the cells that are telephone numbers.
func appendRow(buf []byte, texts []string, phone []bool) []byte {
	for i, s := range texts {
		if i > 0 {
			buf = append(buf, ',')
		}
		s = Guard(s, phone != nil && phone[i])
		if !strings.ContainsAny(s, ",\"\r\n") && s == strings.TrimSpace(s) {
			buf = append(buf, s...)
			continue
		}
		buf = append(buf, '"')
		buf = append(buf, strings.ReplaceAll(s, `"`, `""`)...)
		buf = append(buf, '"')
	}
	return append(buf, "\r\n"...)
}

// order is the order of the columns: Google's, its numbered groups, our own,
// and the kept ones as they came up.
func (t *Writer) order() []int {
	order := make([]int, len(t.heads))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return slices.Compare(t.rank(t.heads[a]), t.rank(t.heads[b])) })
	return order
}

// rank orders the columns: by their kind, their number and their place.
func (t *Writer) rank(heading string) []int {
	if i := slices.Index(base, heading); i >= 0 {
		return []int{0, i}
	}
	if f, ok := numbered(heading); ok && f.op == opGroup {
		return []int{1 + slices.Index(groupOrder, f.group), f.n, int(f.member)}
	}
	if i := slices.Index(own, heading); i >= 0 {
		return []int{20, i}
	}
	if i := profileRank(heading); i >= 0 {
		return []int{21, i}
	}
	if strings.HasPrefix(heading, PropertyColumn) {
		return []int{23, len(heading)}
	}
	return []int{22, slices.Index(t.kept, heading)}
}

var groupOrder = []group{
	groupEmail, groupPhone, groupAddress, groupRelated, groupURL, groupDate, groupMessenger, groupNote,
}

// formula are the signs with which a spreadsheet begins to calculate.
const formula = "=+-@\t\r"

// Guard puts an apostrophe before a cell that a spreadsheet would take for a
// formula. Telephone numbers may begin with a plus.
func Guard(s string, phone bool) string {
	bare := strings.TrimLeft(s, "'")
	if bare == "" || strings.IndexByte(formula, bare[0]) < 0 {
		return s
	}
	if phone && bare == s && isTelephone(s) {
		return s
	}
	return "'" + s
}

// unguard takes off the apostrophe of guard.
func unguard(s string) string {
	bare := strings.TrimLeft(s, "'")
	if bare == s || bare == "" || strings.IndexByte(formula, bare[0]) < 0 {
		return s
	}
	return s[1:]
}

// isTelephone reports whether nothing stands behind a plus but what telephones
// dial.
func isTelephone(s string) bool {
	if s[0] != '+' {
		return false
	}
	return strings.Trim(s[1:], "0123456789 ()-./,;*#pPwW\u00a0") == "" && len(s) > 1
}
