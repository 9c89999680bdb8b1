package store

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"carebook/app/care"
	"carebook/app/text"
)

// derived is what lists and look-ups need of a person. Its zero value is that
// of nobody. What can be told at a glance is gathered from the document; what
// has to be spelled in other ways is made of that, so that writing a known
// person spells only what an edit touched.
type derived struct {
	id string
	// row are the values of personColumns but for the tags.
	row [len(personColumns) - 1]any
	// tags are told by whoever knows their keys.
	tags     []int64
	sources  []int64
	cadence  care.Cadence
	band     care.Band // by hand
	value    int
	added    care.Day
	own      []care.OwnValue
	mentions []mention
	files    []string

	name string

	// Only living people stand in the tables of what follows: the trash is not
	// searched.
	living bool
	phones []phoneRow
	emails []string
	dates  []dateRow
	// names and body are the texts that search finds by any substring and by
	// words.
	names, body []string

	sort []byte
	spelled
}

// spelled are a person's texts as search tables hold them.
type spelled struct{ findName, find, ftsName, ftsBody string }

// phoneRow is a number of the person, or of a relative who is then its owner.
type phoneRow struct{ revDigits, number, owner string }

type dateRow struct {
	monthDay       int
	calendar, kind string
	pos, year      int
	label          string
}

// derive computes the look-up values of a person.
func (s *Store) derive(p *care.Person) derived {
	d := gather(p)
	d.sort = s.sortKey(d.name)
	d.spelled = d.spell()
	return d
}

func (s *Store) sortKey(name string) []byte {
	sorter := s.sorter()
	defer s.sorters.Put(sorter)
	return sorter.Key(name)
}

// gather takes from a person what can be told at a glance. It shares no memory
// with the person, who may change afterwards.
func gather(p *care.Person) derived {
	d := derived{
		id: p.ID, sources: slices.Clone(p.Sources), cadence: p.Profile.Cadence, band: p.Profile.Band.Chosen(), value: p.Profile.Value,
		added: p.Added, own: slices.Clone(p.Profile.Own), mentions: mentions(p),
		name: p.DisplayName(), living: p.Deleted == "",
	}
	for _, f := range p.Profile.Files {
		d.files = append(d.files, f.SHA256)
	}
	if !d.living {
		d.row = rowOf(p, d.name, text.Country(p))
		return d
	}
	country := text.AddressCountry(p)
	for _, t := range p.Phones {
		if number := d.addPhone(t.Number, "", p.Country); country == "" {
			country = number.Country()
		}
	}
	d.row = rowOf(p, d.name, cmp.Or(country, p.Country))
	for _, r := range p.Related {
		d.addPhone(r.Phone, cmp.Or(r.Name, r.Relation, "?"), p.Country)
	}
	for i, t := range p.Dates {
		if t.Month != 0 {
			d.dates = append(d.dates, dateRow{t.Month*100 + t.Day, calendarColumn(t.Calendar, t.Leap), string(t.Kind), i, t.Year, t.Label})
		}
	}
	names := []string{d.name, p.JoinedName(), p.Nickname, p.Organization}
	for _, e := range p.Emails {
		if norm := text.NormalEmail(e.Address); norm != "" {
			d.emails = append(d.emails, norm)
			names = append(names, norm)
		}
	}
	d.names, d.body = distinct(names), bodyTexts(p)
	return d
}

// spell makes the texts of the search tables.
func (d *derived) spell() spelled {
	if !d.living {
		return spelled{}
	}
	find := text.FindText(d.names...)
	for _, t := range d.phones {
		find += " " + text.Reverse(t.revDigits)
	}
	return spelled{text.ParseQuery(d.name).Text, find, text.IndexText(d.names...), text.IndexText(d.body...)}
}

// personColumns are the columns of a person's row that can be told at a glance.
var personColumns = [...]string{"uid", "kind", "full_name", "organization", "city", "country", "photo", "value", "band_by_hand", "channel", "lost", "added", "deleted_at", "tags"}

// rowOf are the values of personColumns but for the tags.
func rowOf(p *care.Person, name, country string) [len(personColumns) - 1]any {
	var uid, photo, deleted any
	if p.UID != p.ID {
		uid = p.UID
	}
	if p.Photo != nil {
		photo = p.Photo.SHA256
	}
	if p.Deleted != "" {
		deleted = string(p.Deleted)
	}
	var city string
	for _, a := range p.Addresses {
		if city = a.City; city != "" {
			break
		}
	}
	return [...]any{
		uid, cmp.Or(string(p.Kind), string(care.Individual)), name, p.Organization, city, country, photo, p.Profile.Value,
		string(p.Profile.Band.Chosen()), string(p.Profile.Channel), string(p.Profile.Lost), string(p.Added), deleted,
	}
}

// columns are the values of personColumns, which can be compared.
func (d *derived) columns() []any { return append(d.row[:], joinKeys(d.tags)) }

// findsAs reports whether the row of table find is the same.
func (d *derived) findsAs(o *derived) bool {
	return d.living == o.living && d.name == o.name && slices.Equal(d.names, o.names) && slices.Equal(d.phones, o.phones)
}

// readsAs reports whether the full text is the same.
func (d *derived) readsAs(o *derived) bool {
	return d.living == o.living && slices.Equal(d.names, o.names) && slices.Equal(d.body, o.body)
}

// caresAs reports whether the same follows for cadences.
func (d *derived) caresAs(o *derived) bool {
	return d.cadence == o.cadence && d.band == o.band && d.added == o.added && (len(d.sources) > 0) == (len(o.sources) > 0) && slices.Equal(d.tags, o.tags)
}

// ranksAs reports whether the person counts the same for the bands of the book.
func (d *derived) ranksAs(o *derived) bool {
	return d.value == o.value && d.band == o.band && d.added == o.added && d.living == o.living
}

// calendarColumn is a calendar as table date holds it: days of leap months stand
// apart, since an ordinary month of the same number is another one.
func calendarColumn(c care.Calendar, leap bool) string {
	if leap {
		return string(care.Lunar) + leapMonth
	}
	return string(cmp.Or(c, care.Gregorian))
}

// leapMonth ends the name of the calendar of a day in a leap month.
const leapMonth = " leap"

// addPhone adds a number and gives its normal form; owner is "" for the person's
// own.
func (d *derived) addPhone(number, owner, country string) text.Phone {
	if number == "" {
		return text.Phone{}
	}
	parsed := text.ParsePhone(number, country)
	if parsed.Digits != "" {
		d.phones = append(d.phones, phoneRow{text.Reverse(parsed.Digits), number, owner})
	}
	return parsed
}

// distinct drops empty texts and repeats, keeping the order.
func distinct(texts []string) []string {
	kept := texts[:0]
next:
	for _, t := range texts {
		if t == "" {
			continue
		}
		for _, k := range kept {
			if k == t {
				continue next
			}
		}
		kept = append(kept, t)
	}
	return kept
}

// bodyTexts are the texts of a person, besides names, that search finds by
// words.
func bodyTexts(p *care.Person) []string {
	texts := []string{p.Department, p.Title, p.Role, p.Remark}
	for _, a := range p.Addresses {
		texts = append(texts, a.Street, a.Extended, a.City, a.Region, a.PostalCode, a.Country)
		if a.Street == "" && a.City == "" {
			texts = append(texts, a.Formatted)
		}
	}
	for _, u := range p.URLs {
		texts = append(texts, u.URL)
	}
	for _, m := range p.Messengers {
		texts = append(texts, m.Handle)
	}
	for _, r := range p.Related {
		texts = append(texts, r.Name)
	}
	for _, d := range p.Dates {
		if d.Text != "" || d.Label != "" {
			texts = append(texts, d.Text, d.Label)
		}
	}
	for _, x := range p.Extra {
		if len(x.Value) < longValue {
			texts = append(texts, x.Value)
		}
	}
	texts = append(texts, p.Profile.Likes, p.Profile.Household, p.Profile.Hour)
	texts = append(texts, p.Profile.Interests...)
	for _, v := range p.Profile.Own {
		texts = append(texts, v.Value)
	}
	for _, f := range p.Profile.Files {
		texts = append(texts, f.Name)
	}
	return distinct(texts)
}

// longValue is the length in bytes from which an unknown property's value is
// taken for data (a key, a sound) rather than words.
const longValue = 500

// lookupTable is a table whose rows follow from people's documents.
type lookupTable struct {
	clear string
	// renew makes a person's rows from what they were into what they are.
	renew func(tx *Tx, key int64, was, is *derived) error
}

// lookups describes a table: the statement that writes a row, what rows a
// person has, and the statement's values for one of them.
func lookups[T comparable](name, insert string, rows func(*derived) []T, values func(key int64, row T) []any) lookupTable {
	clearing := "DELETE FROM " + name + " WHERE person = ?"
	renew := func(tx *Tx, key int64, was, is *derived) error {
		old, rows := rows(was), rows(is)
		if len(old) > len(rows) || !slices.Equal(old, rows[:len(old)]) {
			if _, err := tx.exec(clearing, key); err != nil {
				return err
			}
			old = nil
		}
		// Of rows with one primary key the order decides which counts, so those
		// that came behind the others can be added.
		for _, row := range rows[len(old):] {
			if _, err := tx.exec(insert, values(key, row)...); err != nil {
				return err
			}
		}
		return nil
	}
	return lookupTable{clearing, renew}
}

// lookupTables are the tables derived from documents, but for find and the full
// text.
var lookupTables = []lookupTable{
	lookups("source", "INSERT OR IGNORE INTO source (fingerprint, person) VALUES (?, ?)",
		func(d *derived) []int64 { return d.sources },
		func(key, fingerprint int64) []any { return []any{fingerprint, key} }),
	lookups("own_value", "INSERT OR REPLACE INTO own_value (field, person, value, folded) VALUES (?, ?, ?, ?)",
		func(d *derived) []care.OwnValue { return d.own },
		func(key int64, v care.OwnValue) []any { return []any{v.Field, key, v.Value, text.Fold(v.Value)} }),
	lookups("mention", "INSERT OR IGNORE INTO mention (uid, person, kind) VALUES (?, ?, ?)",
		func(d *derived) []mention { return d.mentions },
		func(key int64, m mention) []any { return []any{m.uid, key, m.kind} }),
	lookups("attachment", "INSERT OR IGNORE INTO attachment (sha, person) VALUES (?, ?)",
		func(d *derived) []string { return d.files },
		func(key int64, sha string) []any { return []any{sha, key} }),
	lookups("person_tag", "INSERT OR IGNORE INTO person_tag (tag, person) VALUES (?, ?)",
		func(d *derived) []int64 {
			if !d.living {
				return nil
			}
			return d.tags
		},
		func(key, tag int64) []any { return []any{tag, key} }),
	lookups("phone", "INSERT OR IGNORE INTO phone (rev_digits, person, number, owner) VALUES (?, ?, ?, ?)",
		func(d *derived) []phoneRow { return d.phones },
		func(key int64, t phoneRow) []any { return []any{t.revDigits, key, t.number, t.owner} }),
	lookups("email", "INSERT OR IGNORE INTO email (norm, person) VALUES (?, ?)",
		func(d *derived) []string { return d.emails },
		func(key int64, norm string) []any { return []any{norm, key} }),
	lookups("date", "INSERT INTO date (month_day, calendar, person, kind, pos, year, label) VALUES (?, ?, ?, ?, ?, ?, ?)",
		func(d *derived) []dateRow { return d.dates },
		func(key int64, t dateRow) []any {
			return []any{t.monthDay, t.calendar, key, t.kind, t.pos, t.year, t.label}
		}),
}

// writeLookups makes a person's rows in the look-up tables, but for the full
// text, from what they were into what they are.
func (tx *Tx) writeLookups(key int64, was, is *derived) error {
	for _, table := range lookupTables {
		if err := table.renew(tx, key, was, is); err != nil {
			return fmt.Errorf("write the look-up rows of person %s: %w", is.id, err)
		}
	}
	if is.findsAs(was) {
		return nil
	}
	if err := tx.writeFind(key, was, is); err != nil {
		return fmt.Errorf("write the search text of person %s: %w", is.id, err)
	}
	return nil
}

func (tx *Tx) writeFind(key int64, was, is *derived) error {
	if was.living {
		if _, err := tx.exec(clearFind, key); err != nil {
			return err
		}
	}
	if !is.living {
		return nil
	}
	_, err := tx.exec("INSERT INTO find (person, name, text) VALUES (?, ?, ?)", key, is.findName, is.find)
	return err
}

const clearFind = "DELETE FROM find WHERE person = ?"

// clearDerived removes what can be looked up of a person who goes, whatever it
// is.
func (tx *Tx) clearDerived(key int64) error {
	queries := []string{clearFind}
	for _, table := range lookupTables {
		queries = append(queries, table.clear)
	}
	for _, query := range queries {
		if _, err := tx.exec(query, key); err != nil {
			return fmt.Errorf("clear the look-up rows of person %d: %w", key, err)
		}
	}
	tx.fullText[key] = nil
	return nil
}

// fullTextRow is a row of the full-text table that waits for the end of the
// action.
type fullTextRow struct{ name, body string }

// fullText is the row of a living person, nil for one in the trash.
func (d *derived) fullText() *fullTextRow {
	if !d.living {
		return nil
	}
	return &fullTextRow{d.ftsName, d.ftsBody}
}

// flushFullText writes the full-text rows of people who were known before, all
// removals first and each pass in the order of keys. The table gathers new rows
// in memory and writes them out whenever a smaller key comes, or a removal:
// interleaved, each of them costs two milliseconds.
func (tx *Tx) flushFullText() error {
	keys := slices.Sorted(maps.Keys(tx.fullText))
	for _, key := range keys {
		if _, err := tx.exec("DELETE FROM fts WHERE rowid = ?", key); err != nil {
			return fmt.Errorf("clear the search text of person %d: %w", key, err)
		}
	}
	for _, key := range keys {
		if row := tx.fullText[key]; row != nil {
			said, err := tx.eventTexts(key)
			if err != nil {
				return err
			}
			if said != "" {
				row.body += " " + said
			}
			if err := tx.writeFullText(key, *row); err != nil {
				return err
			}
		}
	}
	return nil
}

func (tx *Tx) writeFullText(key int64, row fullTextRow) error {
	if _, err := tx.exec("INSERT INTO fts (rowid, name, body) VALUES (?, ?, ?)", key, row.name, row.body); err != nil {
		return fmt.Errorf("write the search text of person %d: %w", key, err)
	}
	return nil
}

// The kinds of mentions: who referred the person, who is somebody else, and
// what the person was called in vCards besides.
const (
	mentionReferred = "referred"
	mentionApart    = "apart"
	mentionSelf     = "uid"
)

type mention struct{ uid, kind string }

// mentions are the people whom a document names by UID.
func mentions(p *care.Person) []mention {
	var named []mention
	if uid := p.Profile.ReferredBy; uid != "" {
		named = append(named, mention{uid, mentionReferred})
	}
	for _, uid := range p.Apart {
		named = append(named, mention{uid, mentionApart})
	}
	for i := range p.Extra {
		if x := &p.Extra[i]; x.Name == "UID" && x.Value != "" {
			named = append(named, mention{x.Value, mentionSelf})
		}
	}
	return named
}
