package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"slices"
	"time"

	"carebook/app/care"
)

// maxCheckProblems bounds the list of a check: a broken page can break every
// row on it.
const maxCheckProblems = 100

// Check looks for damage in the book at path and lists what it finds, in
// technical words; nothing found is an empty list. It changes nothing: the book
// is neither made nor brought up to date. A file that is no book, or a newer
// one, is an error.
func Check(ctx context.Context, path string) ([]string, error) {
	s, err := openReadOnly(ctx, path)
	if s == nil {
		return nil, err
	}
	defer s.closePools()
	c := &checking{store: s}
	for _, step := range []func(context.Context) error{c.schema, c.pages, c.references, c.timelines, c.people, c.sales, c.plans, c.notes, c.shelves, c.pictures} {
		if err := step(ctx); err != nil {
			c.found("%v", err)
		}
	}
	return c.problems, nil
}

// openReadOnly opens a book of the present schema without changing it. An empty
// file is a book that nobody has written to yet: it gives no Store and no
// error.
func openReadOnly(ctx context.Context, path string) (*Store, error) {
	if err := checkPath(path); err != nil {
		return nil, err
	}
	if _, err := os.Stat(path); err != nil {
		return nil, &care.Error{Code: care.CodeBookMissing, Args: care.Args{"Book": path}, Err: err}
	}
	steps, err := migrations()
	if err != nil {
		return nil, err
	}
	s := &Store{path: path}
	// A connection that may write, if only in principle, folds the log into the book when
	// it is closed.
	if s.read, err = openReader(path, !InUse(path), busyFor); err != nil {
		return nil, err
	}
	version, err := bookVersion(ctx, s.read, path, len(steps))
	if err == nil && version == 0 {
		return nil, s.closePools()
	}
	if err == nil && version < len(steps) {
		err = &care.Error{Code: care.CodeBookOlder, Args: care.Args{"Book": path}}
	}
	if err != nil {
		_ = s.closePools() // what was found is what matters
		return nil, s.explain(err)
	}
	s.useLanguage("en")
	return s, nil
}

type checking struct {
	store    *Store
	problems []string
	// contacts are what the timelines say, by person.
	contacts map[int64]*contacts
}

func (c *checking) found(format string, args ...any) {
	if len(c.problems) < maxCheckProblems {
		c.problems = append(c.problems, fmt.Sprintf(format, args...))
	}
}

// pages asks SQLite to look at every page and index.
func (c *checking) pages(ctx context.Context) error {
	lines, err := c.strings(ctx, "PRAGMA integrity_check")
	if err != nil {
		return err
	}
	for _, line := range lines {
		if line != "ok" {
			c.found("%s", line)
		}
	}
	return nil
}

func (c *checking) references(ctx context.Context) error {
	return foreignKeysHold(ctx, c.store.read)
}

func (c *checking) strings(ctx context.Context, query string, args ...any) ([]string, error) {
	rows, err := c.store.read.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var lines []string
	for rows.Next() {
		var line string
		if err := rows.Scan(&line); err != nil {
			return nil, err
		}
		lines = append(lines, line)
	}
	return lines, rows.Err()
}

// people reads every document and compares what was derived from it.
func (c *checking) people(ctx context.Context) error {
	stored, err := c.lookups(ctx)
	if err != nil {
		return err
	}
	rules, err := c.rules(ctx)
	if err != nil {
		return err
	}
	rows, err := c.store.read.QueryContext(ctx, `SELECT key, id, full_name, tags, deleted_at IS NOT NULL, value, band_by_hand, band,
		last_contact, last_touch, call_every, call_from, visit_every, visit_from, doc FROM person ORDER BY key`)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var key int64
		var id, name, tags, byHand, band string
		var value int
		var deleted bool
		var have careRow
		var doc []byte
		err := rows.Scan(&key, &id, &name, &tags, &deleted, &value, &byHand, &band, &have.contact, &have.touch, &have.call, &have.callFrom, &have.visit, &have.visitFrom, &doc)
		if err != nil {
			return err
		}
		d, err := decodePerson(doc)
		if err != nil {
			c.found("person %s: %v", id, err)
			continue
		}
		if d.ID != id || d.DisplayName() != name || joinKeys(d.TagKeys) != tags || (d.Deleted != "") != deleted ||
			d.Profile.Value != value || string(d.Profile.Band.Chosen()) != byHand {
			c.found("person %s: the row differs from the document", id)
		}
		if want := rules.row(c.caring(key, care.Band(band), d)); want != have {
			c.found("person %s: last contact and cadences %v, document and timeline ask for %v", id, have, want)
		}
		want := c.wanted(d)
		if have := stored[key]; !slices.Equal(want, have) {
			c.found("person %s: look-up rows %q, the document asks for %q", id, have, want)
		}
		delete(stored, key)
	}
	for _, key := range slices.Sorted(maps.Keys(stored)) {
		c.found("look-up rows of person %d, who is not in the book", key)
	}
	return rows.Err()
}

// rules are what bands and tags ask for.
func (c *checking) rules(ctx context.Context) (*cadenceRules, error) {
	bands, err := c.store.Cadences(ctx)
	if err != nil {
		return nil, err
	}
	tags, err := c.store.Tags(ctx)
	if err != nil {
		return nil, err
	}
	rules := &cadenceRules{bands: bands, tags: map[int64]care.Cadence{}}
	for _, t := range tags {
		rules.tags[t.Key] = t.Cadence
	}
	return rules, nil
}

// caring is what a person's cadences follow from, by document and timeline.
func (c *checking) caring(key int64, band care.Band, d *document) *caring {
	who := &caring{key: key, added: d.Added, band: band, imported: len(d.Sources) > 0, own: d.Profile.Cadence, tags: d.TagKeys}
	if said := c.contacts[key]; said != nil {
		who.contacts = *said
	}
	return who
}

// lookups reads all look-up rows, as "table value", sorted, by person.
func (c *checking) lookups(ctx context.Context) (map[int64][]string, error) {
	rows, err := c.store.read.QueryContext(ctx, `SELECT person, 'phone ' || rev_digits FROM phone UNION ALL SELECT person, 'email ' || norm FROM email
		UNION ALL SELECT person, 'tag ' || tag FROM person_tag UNION ALL SELECT person, concat_ws(' ', 'date', month_day, calendar, kind, pos, year, label) FROM date
		UNION ALL SELECT person, 'source ' || fingerprint FROM source UNION ALL SELECT person, 'find ' || text FROM find
		UNION ALL SELECT person, 'own ' || field || ' ' || value FROM own_value UNION ALL SELECT person, kind || ' ' || uid FROM mention
		UNION ALL SELECT person, 'file ' || sha FROM attachment
		UNION ALL SELECT id, 'fts' FROM fts_docsize`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	found := map[int64][]string{}
	for rows.Next() {
		var person int64
		var value string
		if err := rows.Scan(&person, &value); err != nil {
			return nil, err
		}
		found[person] = append(found[person], value)
	}
	for _, values := range found {
		slices.Sort(values)
	}
	return found, rows.Err()
}

// wanted are the look-up rows that a document asks for.
func (c *checking) wanted(d *document) []string {
	var want []string
	add := func(format string, args ...any) { want = append(want, fmt.Sprintf(format, args...)) }
	for _, fingerprint := range d.Sources {
		add("source %d", fingerprint)
	}
	for _, v := range d.Profile.Own {
		add("own %s %s", v.Field, v.Value)
	}
	for _, m := range mentions(&d.Person) {
		add("%s %s", m.kind, m.uid)
	}
	for _, f := range d.Profile.Files {
		add("file %s", f.SHA256)
	}
	if d.Deleted == "" {
		rows := c.store.derive(&d.Person)
		for _, t := range rows.phones {
			add("phone %s", t.revDigits)
		}
		for _, norm := range rows.emails {
			add("email %s", norm)
		}
		for _, tag := range d.TagKeys {
			add("tag %d", tag)
		}
		for i, date := range d.Dates {
			if date.Month > 0 {
				add("date %d %s %s %d %d %s", date.Month*100+date.Day, calendarColumn(date.Calendar, date.Leap), date.Kind, i, date.Year, date.Label)
			}
		}
		add("find %s", rows.find)
		add("fts")
	}
	slices.Sort(want)
	return slices.Compact(want)
}

// timelines reads every event and compares what was derived from it.
func (c *checking) timelines(ctx context.Context) error {
	greetings, err := c.greetings(ctx)
	if err != nil {
		return err
	}
	rows, err := c.store.read.QueryContext(ctx, "SELECT key, person, day, kind, real, visit, touch, due, doc FROM event ORDER BY key")
	if err != nil {
		return err
	}
	defer rows.Close()
	c.contacts = map[int64]*contacts{}
	for rows.Next() {
		var have eventRow
		var key int64
		var waits sql.NullString
		var doc []byte
		if err := rows.Scan(&key, &have.person, &have.day, &have.kind, &have.real, &have.visit, &have.touch, &waits, &doc); err != nil {
			return err
		}
		have.due = waits.String
		e, err := decodeEvent(key, doc)
		if err != nil {
			c.found("%v", err)
			continue
		}
		if eventRowOf(&e) != have {
			c.found("event %d: the row differs from the document", e.Key)
		}
		if row := (greetingRow{e.Occasion, e.Person, e.Key}); e.Occasion != "" && !greetings[row] {
			c.found("event %d: the greeting is not noted", e.Key)
		} else {
			delete(greetings, row)
		}
		if c.contacts[e.Person] == nil {
			c.contacts[e.Person] = &contacts{}
		}
		c.contacts[e.Person].add(&e.Event)
	}
	for row := range greetings {
		c.found("event %d: a greeting is noted that it was not", row.event)
	}
	return rows.Err()
}

// eventRow is what was derived from an event's document.
type eventRow struct {
	person             int64
	day                care.Day
	kind               care.EventKind
	real, visit, touch bool
	due                string
}

func eventRowOf(e *Event) eventRow {
	waits, _ := due(&e.Event).(string)
	return eventRow{e.Person, e.Day, e.Kind, e.Real(), e.Visits(), e.Touches(), waits}
}

// greetingRow is a row of table greeting.
type greetingRow struct {
	occasion      string
	person, event int64
}

func (c *checking) greetings(ctx context.Context) (map[greetingRow]bool, error) {
	rows, err := c.store.read.QueryContext(ctx, "SELECT occasion, person, event FROM greeting")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	noted := map[greetingRow]bool{}
	for rows.Next() {
		var row greetingRow
		if err := rows.Scan(&row.occasion, &row.person, &row.event); err != nil {
			return nil, err
		}
		noted[row] = true
	}
	return noted, rows.Err()
}

// sales reads every item and sale and compares what was derived from them.
func (c *checking) sales(ctx context.Context) error {
	rules := &saleRules{margins: map[string]string{}}
	items, err := c.store.Items(ctx)
	if err != nil {
		return err
	}
	for _, it := range items {
		rules.margins[foldedItem(it.Name)] = it.Margin
	}
	if rules.currency, err = c.store.Setting(ctx, SettingCurrency); err != nil {
		return err
	}
	rows, err := c.store.read.QueryContext(ctx, "SELECT key, person, day, item, amount, profit, known, currency, doc FROM sale ORDER BY key")
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var have saleRow
		var key int64
		var doc []byte
		if err := rows.Scan(&key, &have.person, &have.day, &have.item, &have.amount, &have.profit, &have.known, &have.currency, &doc); err != nil {
			return err
		}
		sale, err := decodeSale(key, doc)
		if err != nil {
			c.found("%v", err)
			continue
		}
		switch want, err := rules.row(&sale); {
		case err != nil:
			c.found("sale %d: %v", key, err)
		case want != have:
			c.found("sale %d: the row is %v, the document asks for %v", key, have, want)
		}
	}
	return rows.Err()
}

// plans reads every planned visit and compares what was derived from it.
func (c *checking) plans(ctx context.Context) error {
	rows, err := c.store.read.QueryContext(ctx, "SELECT key, week, person, doc FROM visit ORDER BY key")
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var key, person int64
		var week care.Day
		var doc []byte
		if err := rows.Scan(&key, &week, &person, &doc); err != nil {
			return err
		}
		var v PlannedVisit
		if err := json.Unmarshal(doc, &v); err != nil {
			c.found("planned visit %d: %v", key, err)
			continue
		}
		if v.Week != week || v.Person != person {
			c.found("planned visit %d: the row differs from the document", key)
		}
		if ahead := care.DaysBetween(v.Week, v.Day); v.Week.Time().Weekday() != time.Monday || ahead < 0 || ahead > 6 || v.Minutes <= 0 {
			c.found("planned visit %d: %d minutes on %s, in the week of %s", key, v.Minutes, v.Day, v.Week)
		}
	}
	return rows.Err()
}

// notes reads every note and compares what was derived from it.
func (c *checking) notes(ctx context.Context) error {
	derived, err := c.noteLookups(ctx)
	if err != nil {
		return err
	}
	rows, err := c.store.read.QueryContext(ctx, "SELECT key, rev, person, pinned, changed, created, title, excerpt, text, doc FROM note ORDER BY key")
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var row NoteRow
		var said string
		var doc []byte
		if err := rows.Scan(&row.Key, &row.Rev, &row.Person, &row.Pinned, &row.Changed, &row.Created, &row.Title, &row.Excerpt, &said, &doc); err != nil {
			return err
		}
		have := derived[row.Key]
		delete(derived, row.Key)
		d, err := decodeNote(row.Key, doc)
		if err != nil {
			c.found("%v", err)
			continue
		}
		n := d.note(row.Key, row.Rev)
		want, text := newNoteDocument(&n)
		if d.Shown != want.Shown || d.Excerpt != want.Excerpt || !slices.Equal(d.Pictures, want.Pictures) {
			c.found("note %d: the document says of its text what is not so", row.Key)
		}
		if row != want.row(row.Key, row.Rev) || said != text {
			c.found("note %d: the row differs from the document", row.Key)
		}
		if want := want.lookups(); !slices.Equal(have, want) {
			c.found("note %d: look-up rows %q, the document asks for %q", row.Key, have, want)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(derived)) {
		c.found("look-up rows of note %d, which is not in the book", key)
	}
	return rows.Err()
}

// noteLookups reads all look-up rows of notes, sorted, by note.
func (c *checking) noteLookups(ctx context.Context) (map[int64][]string, error) {
	rows, err := c.store.read.QueryContext(ctx, "SELECT note, 'picture ' || sha FROM note_picture UNION ALL SELECT id, 'fts' FROM note_fts_docsize ORDER BY 1, 2")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	found := map[int64][]string{}
	for rows.Next() {
		var note int64
		var value string
		if err := rows.Scan(&note, &value); err != nil {
			return nil, err
		}
		found[note] = append(found[note], value)
	}
	return found, rows.Err()
}

// row is what a list shows of the note.
func (d *noteDocument) row(key, rev int64) NoteRow {
	return NoteRow{Key: key, Rev: rev, Person: d.Person, Title: d.Shown, Excerpt: d.Excerpt, Pinned: d.Pinned, Created: d.Created, Changed: d.Changed}
}

// lookups are the look-up rows that a note asks for.
func (d *noteDocument) lookups() []string {
	want := []string{"fts"}
	for _, p := range d.Pictures {
		want = append(want, "picture "+p.SHA256)
	}
	slices.Sort(want)
	return want
}

// shelves reads every smart list, own field and holiday.
func (c *checking) shelves(ctx context.Context) error {
	if _, err := c.store.Lists(ctx); err != nil {
		c.found("%v", err)
	}
	if _, err := c.store.OwnFields(ctx); err != nil {
		c.found("%v", err)
	}
	if _, err := c.store.Holidays(ctx); err != nil {
		c.found("%v", err)
	}
	return nil
}

// pictures checks that every picture and file named is there.
func (c *checking) pictures(ctx context.Context) error {
	missing, err := c.strings(ctx, `SELECT id FROM person WHERE photo IS NOT NULL AND NOT EXISTS (SELECT 1 FROM picture WHERE sha = person.photo)
		UNION SELECT id FROM person JOIN attachment ON attachment.person = person.key WHERE NOT EXISTS (SELECT 1 FROM picture WHERE sha = attachment.sha)`)
	if err != nil {
		return err
	}
	for _, id := range missing {
		c.found("person %s: a picture or file is not in the book", id)
	}
	missing, err = c.strings(ctx, "SELECT DISTINCT note FROM note_picture WHERE NOT EXISTS (SELECT 1 FROM picture WHERE sha = note_picture.sha) ORDER BY 1")
	if err != nil {
		return err
	}
	for _, key := range missing {
		c.found("note %s: a picture is not in the book", key)
	}
	return c.pictureBytes(ctx)
}

// pictureBytes compares pictures and files with their names, which say what is in them:
// SQLite does not notice when a byte of a row is another one.
func (c *checking) pictureBytes(ctx context.Context) error {
	rows, err := c.store.read.QueryContext(ctx, "SELECT sha, bytes FROM picture ORDER BY key")
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var sha string
		var bytes sql.RawBytes
		if err := rows.Scan(&sha, &bytes); err != nil {
			return err
		}
		if sum := sha256.Sum256(bytes); hex.EncodeToString(sum[:]) != sha {
			c.found("picture %s: it is another one", sha)
		}
	}
	return rows.Err()
}
