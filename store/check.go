package store

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"

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
	for _, step := range []func(context.Context) error{c.pages, c.references, c.people, c.timelines, c.shelves, c.pictures} {
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
	if s.read, err = openPool(path, 1, ""); err != nil {
		return nil, err
	}
	version, err := bookVersion(ctx, s.read, path, len(steps))
	if err == nil && version == 0 {
		return nil, s.closePools()
	}
	if err == nil && version < len(steps) {
		err = fmt.Errorf("the book has schema %d, this program needs %d: open it once first", version, len(steps))
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
	rows, err := c.store.read.QueryContext(ctx, "SELECT key, id, full_name, tags, deleted_at IS NOT NULL, doc FROM person ORDER BY key")
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var key int64
		var id, name, tags string
		var deleted bool
		var doc []byte
		if err := rows.Scan(&key, &id, &name, &tags, &deleted, &doc); err != nil {
			return err
		}
		d, err := decodePerson(doc)
		if err != nil {
			c.found("person %s: %v", id, err)
			continue
		}
		if d.ID != id || d.DisplayName() != name || joinKeys(d.TagKeys) != tags || (d.Deleted != "") != deleted {
			c.found("person %s: the row differs from the document", id)
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

// lookups reads all look-up rows, as "table value", sorted, by person.
func (c *checking) lookups(ctx context.Context) (map[int64][]string, error) {
	rows, err := c.store.read.QueryContext(ctx, `SELECT person, 'phone ' || rev_digits FROM phone UNION ALL SELECT person, 'email ' || norm FROM email
		UNION ALL SELECT person, 'tag ' || tag FROM person_tag UNION ALL SELECT person, 'date ' || month_day || ' ' || pos FROM date
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
				add("date %d %d", date.Month*100+date.Day, i)
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
	rows, err := c.store.read.QueryContext(ctx, "SELECT key, person, day, kind, real, coalesce(due, ''), doc FROM event ORDER BY key")
	if err != nil {
		return err
	}
	defer rows.Close()
	last := map[int64]care.Day{}
	for rows.Next() {
		var key, person int64
		var day, kind, due string
		var real bool
		var doc []byte
		if err := rows.Scan(&key, &person, &day, &kind, &real, &due, &doc); err != nil {
			return err
		}
		e, err := decodeEvent(key, doc)
		if err != nil {
			c.found("%v", err)
			continue
		}
		waits := ""
		if e.Open() {
			waits = string(e.Due)
		}
		if e.Person != person || string(e.Day) != day || string(e.Kind) != kind || e.Real() != real || waits != due {
			c.found("event %d: the row differs from the document", key)
		}
		if real {
			last[person] = max(last[person], e.Day)
		}
	}
	if err := rows.Err(); err != nil {
		return err
	}
	return c.lastContacts(ctx, last)
}

func (c *checking) lastContacts(ctx context.Context, want map[int64]care.Day) error {
	rows, err := c.store.read.QueryContext(ctx, "SELECT key, last_contact FROM person")
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var key int64
		var have string
		if err := rows.Scan(&key, &have); err != nil {
			return err
		}
		if have != string(want[key]) {
			c.found("person %d: last contact %q, the timeline says %q", key, have, want[key])
		}
	}
	return rows.Err()
}

// shelves reads every smart list and own field.
func (c *checking) shelves(ctx context.Context) error {
	if _, err := c.store.Lists(ctx); err != nil {
		c.found("%v", err)
	}
	if _, err := c.store.OwnFields(ctx); err != nil {
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
	return nil
}

// Compare lists the differences between the people of two books, in order of
// creation: every field but the id, and what only says how a person came into
// the book. Equal books give an empty list.
func Compare(ctx context.Context, path, other string) ([]string, error) {
	var sides [2][]map[string]json.RawMessage
	for i, p := range []string{path, other} {
		s, err := openReadOnly(ctx, p)
		if err != nil {
			return nil, err
		}
		if s == nil {
			continue // nobody in it
		}
		sides[i], err = comparedPeople(ctx, s)
		if err := s.closePools(); err != nil {
			return nil, fmt.Errorf("close the book %s: %w", p, err)
		}
		if err != nil {
			return nil, s.explain(fmt.Errorf("read the book %s: %w", p, err))
		}
	}
	c := &checking{}
	if a, b := len(sides[0]), len(sides[1]); a != b {
		c.found("%d people here, %d there", a, b)
	}
	for i := range min(len(sides[0]), len(sides[1])) {
		c.compare(i, sides[0][i], sides[1][i])
	}
	return c.problems, nil
}

// notCompared are the fields of a document that may differ between equal
// people.
var notCompared = []string{"id", "sources", "country", "tag_keys", "apart"}

func comparedPeople(ctx context.Context, s *Store) ([]map[string]json.RawMessage, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT doc, (SELECT json_group_array(name) FROM (SELECT name FROM json_each(doc, '$.tag_keys') AS k JOIN tag ON tag.key = k.value))
		FROM person ORDER BY key`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var people []map[string]json.RawMessage
	for rows.Next() {
		var doc []byte
		var tags string
		if err := rows.Scan(&doc, &tags); err != nil {
			return nil, err
		}
		var p map[string]json.RawMessage
		if err := json.Unmarshal(doc, &p); err != nil {
			return nil, err
		}
		for _, field := range notCompared {
			delete(p, field)
		}
		p["tags"] = json.RawMessage(tags)
		people = append(people, p)
	}
	return people, rows.Err()
}

func (c *checking) compare(i int, a, b map[string]json.RawMessage) {
	fields := slices.Sorted(maps.Keys(a))
	for field := range b {
		if _, both := a[field]; !both {
			fields = append(fields, field)
		}
	}
	for _, field := range fields {
		if string(a[field]) != string(b[field]) {
			c.found("person %d (%s): %s is %s here, %s there", i+1, strings.Trim(string(a["full_name"]), `"`), field, a[field], b[field])
		}
	}
}
