package store

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// Compare lists the differences between two books: the people in order of creation,
// field by field, and what hangs on them and stands beside them, by what it says and
// not by its keys. Left out are the ids of people, what only says how something came
// into the book or what was written to files, on which days the program ran, the
// change log and whatever follows from the rest. Equal books give an empty list.
func Compare(ctx context.Context, path, other string) ([]string, error) {
	var sides [2]compared
	for i, p := range []string{path, other} {
		s, err := openReadOnly(ctx, p)
		if err != nil {
			return nil, err
		}
		if s == nil {
			continue // nobody in it
		}
		err = sides[i].read(ctx, s)
		if err := s.closePools(); err != nil {
			return nil, fmt.Errorf("close the book %s: %w", p, err)
		}
		if err != nil {
			return nil, s.explain(fmt.Errorf("read the book %s: %w", p, err))
		}
	}
	c := &checking{}
	here, there := sides[0].people, sides[1].people
	if a, b := len(here), len(there); a != b {
		c.found("%d people here, %d there", a, b)
	}
	for i := range min(len(here), len(there)) {
		c.compare(i, here[i], there[i])
	}
	for _, part := range comparedParts {
		c.compareRows(part.name, sides[0].rows[part.name], sides[1].rows[part.name])
	}
	return c.problems, nil
}

// compared is what of a book is compared.
type compared struct {
	people []map[string]json.RawMessage
	// rows count what the rows of the other parts say.
	rows map[string]map[string]int
	// places are those of people, by key; tags and events are named by what they
	// say.
	places map[int64]int
	tags   map[int64]string
	events map[int64]string
}

// notCompared are the fields of a person's document that may differ between equal
// people.
var notCompared = []string{"id", "sources", "country", "tag_keys", "apart"}

// comparedParts are compared beside people. Those after the events name some.
var comparedParts = []struct {
	name, query string
	// less are the members that may differ.
	less []string
}{
	{"tag", "SELECT key, json_object('name', name, 'color', color, 'call', call_every, 'visit', visit_every) FROM tag", nil},
	{"own field", "SELECT key, doc FROM field", nil},
	{"smart list", "SELECT key, doc FROM list", nil},
	{"item", "SELECT key, doc FROM item", nil},
	{"sale", "SELECT key, doc FROM sale", []string{"id"}},
	{"event", "SELECT key, doc FROM event", []string{"id"}},
	{"reminder", "SELECT key, json_object('kind', kind, 'person', coalesce(person, 0), 'what', what, 'round', round, 'status', status, 'until', until, 'date', date, 'decided', decided) FROM reminder", nil},
	{"announcement", "SELECT key, json_object('kind', kind, 'person', coalesce(person, 0), 'what', what, 'round', round, 'told', told, 'day', day) FROM announced", nil},
	{"planned visit", "SELECT key, doc FROM visit", nil},
	{"holiday", "SELECT key, doc FROM holiday", nil},
	{"note", "SELECT key, doc FROM note", []string{"id", "source"}},
	{"picture", `SELECT key, json_object('sha256', sha, 'media_type', media) FROM picture WHERE sha IN
		(SELECT photo FROM person UNION SELECT sha FROM attachment UNION SELECT sha FROM note_picture)`, nil},
	{"setting", "SELECT 0, json_object('name', name, 'value', value) FROM setting WHERE name NOT IN " + notArchived + " AND name <> '" + SettingLanguage + "' AND value <> ''", nil},
}

func (c *compared) read(ctx context.Context, s *Store) error {
	if err := c.readPeople(ctx, s); err != nil {
		return err
	}
	var err error
	if c.tags, err = s.readTagNames(ctx); err != nil {
		return err
	}
	c.rows, c.events = map[string]map[string]int{}, map[int64]string{}
	for _, part := range comparedParts {
		if c.rows[part.name], err = c.readRows(ctx, s, part.name, part.query, part.less); err != nil {
			return fmt.Errorf("%s: %w", part.name, err)
		}
	}
	return nil
}

// readPeople reads the people, each with the names of its tags in their order: a row
// shows the first.
func (c *compared) readPeople(ctx context.Context, s *Store) error {
	rows, err := s.read.QueryContext(ctx, `SELECT key, doc, (SELECT json_group_array(name) FROM (SELECT name FROM json_each(doc, '$.tag_keys') AS k JOIN tag ON tag.key = k.value ORDER BY k.key))
		FROM person ORDER BY key`)
	if err != nil {
		return err
	}
	defer rows.Close()
	c.places = map[int64]int{}
	for rows.Next() {
		var key int64
		var doc []byte
		var tags string
		if err := rows.Scan(&key, &doc, &tags); err != nil {
			return err
		}
		var p map[string]json.RawMessage
		if err := json.Unmarshal(doc, &p); err != nil {
			return err
		}
		for _, field := range notCompared {
			delete(p, field)
		}
		p["tags"] = json.RawMessage(tags)
		c.people = append(c.people, p)
		c.places[key] = len(c.people)
	}
	return rows.Err()
}

// readRows reads what the rows of a part say.
func (c *compared) readRows(ctx context.Context, s *Store, part, query string, less []string) (map[string]int, error) {
	rows, err := s.read.QueryContext(ctx, query)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	said := map[string]int{}
	for rows.Next() {
		var key int64
		var doc []byte
		if err := rows.Scan(&key, &doc); err != nil {
			return nil, err
		}
		row, err := c.row(doc, less)
		if err != nil {
			return nil, err
		}
		if part == "event" {
			c.events[key] = row
		}
		said[row]++
	}
	return said, rows.Err()
}

// row is what a row says, with the places and names of what it names by keys.
func (c *compared) row(doc []byte, less []string) (string, error) {
	var row map[string]json.RawMessage
	if err := json.Unmarshal(doc, &row); err != nil {
		return "", err
	}
	for _, member := range less {
		delete(row, member)
	}
	name := func(member string, as func(key int64) any) error {
		var key int64
		if err := json.Unmarshal(row[member], &key); err != nil || key == 0 {
			return nil // it says something else
		}
		text, err := json.Marshal(as(key))
		row[member] = text
		return err
	}
	if err := name("person", func(key int64) any { return c.places[key] }); err != nil {
		return "", err
	}
	if err := name("event", func(key int64) any { return c.events[key] }); err != nil {
		return "", err
	}
	c.nameWhat(row)
	if err := c.nameTags(row); err != nil {
		return "", err
	}
	text, err := json.Marshal(row) // members in order
	return string(text), err
}

// nameWhat says which event a reminder is about, where it is about one.
func (c *compared) nameWhat(row map[string]json.RawMessage) {
	var kind, what string
	if json.Unmarshal(row["kind"], &kind) != nil || json.Unmarshal(row["what"], &what) != nil {
		return
	}
	key, err := strconv.ParseInt(what, 10, 64)
	if err != nil || kind != "promise" && kind != "complaint" {
		return
	}
	if text, err := json.Marshal(c.events[key]); err == nil {
		row["what"] = text
	}
}

// nameTags puts the names of tags in the place of their keys, in the filter of a list
// or holiday.
func (c *compared) nameTags(row map[string]json.RawMessage) error {
	for _, holder := range []string{"filter", "for"} {
		var filter map[string]json.RawMessage
		if json.Unmarshal(row[holder], &filter) != nil || filter == nil {
			continue
		}
		for _, member := range []string{"all_tags", "any_tags", "no_tags"} {
			var keys []int64
			if json.Unmarshal(filter[member], &keys) != nil {
				continue
			}
			names := make([]string, len(keys))
			for i, key := range keys {
				names[i] = c.tags[key]
			}
			slices.Sort(names)
			text, err := json.Marshal(names)
			if err != nil {
				return err
			}
			filter[member] = text
		}
		text, err := json.Marshal(filter)
		if err != nil {
			return err
		}
		row[holder] = text
	}
	return nil
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

// compareRows tells what stands more often in one book than in the other.
func (c *checking) compareRows(part string, here, there map[string]int) {
	all := maps.Clone(here)
	if all == nil {
		all = map[string]int{}
	}
	for row := range there {
		all[row] = 0
	}
	differ := slices.Sorted(maps.Keys(all))
	differ = slices.DeleteFunc(differ, func(row string) bool { return here[row] == there[row] })
	for i, row := range differ {
		// Those that begin alike stand beside each other: a row differs from its
		// neighbours where it differs from all.
		alike := 0
		for _, j := range []int{i - 1, i + 1} {
			if j >= 0 && j < len(differ) {
				alike = max(alike, commonPrefix(row, differ[j]))
			}
		}
		c.found("%s %s: %d here, %d there", part, excerpt(row, alike), here[row], there[row])
	}
}

// longestShown is how much of a row is shown, in bytes.
const longestShown = 300

// excerpt is what is shown of a row that is like others up to a place: its beginning, and
// what stands at that place where the beginning ends before it.
func excerpt(row string, alike int) string {
	const around = 40
	if len(row) <= longestShown {
		return row
	}
	shown := strings.ToValidUTF8(row[:longestShown], "")
	if alike < longestShown {
		return shown + " …"
	}
	from := max(longestShown, alike-around)
	rest := row[from:min(len(row), from+longestShown)]
	return fmt.Sprintf("%s … (at byte %d) %s", shown, alike, strings.ToValidUTF8(rest, ""))
}

func commonPrefix(a, b string) int {
	n := 0
	for n < min(len(a), len(b)) && a[n] == b[n] {
		n++
	}
	return n
}
