package store

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"math/bits"
	"slices"

	"carebook/app/care"
)

// settingCadences is the setting that holds what the bands ask for.
const settingCadences = "cadences"

// Cadences are what the bands of this book ask for.
func (s *Store) Cadences(ctx context.Context) (care.Cadences, error) {
	text, err := s.Setting(ctx, settingCadences)
	if err != nil {
		return care.Cadences{}, err
	}
	return parseCadences(text)
}

func parseCadences(text string) (care.Cadences, error) {
	if text == "" {
		return care.DefaultCadences(), nil
	}
	var all care.Cadences
	if err := json.Unmarshal([]byte(text), &all); err != nil {
		return all, fmt.Errorf("read the setting %s: %w", settingCadences, err)
	}
	return all, nil
}

// SetCadences keeps what the bands ask for and renews the cadence of everybody
// whom it reaches. Like other settings it is no part of the change log.
func (s *Store) SetCadences(ctx context.Context, all care.Cadences) error {
	text, err := json.Marshal(all)
	if err != nil {
		return fmt.Errorf("write the setting %s: %w", settingCadences, err)
	}
	_, err = s.Do(ctx, Action{Kind: "cadence"}, func(tx *Tx) error {
		if err := tx.SetSetting(settingCadences, string(text)); err != nil {
			return err
		}
		// The others have none, or one of their own or of a tag.
		reached, err := tx.keys("SELECT key FROM person WHERE band <> '' UNION SELECT person FROM event WHERE kind NOT IN (?, ?)", string(care.Memo), string(care.Promise))
		tx.neglect(reached...)
		tx.changed.everybody()
		return err
	})
	return err
}

// SetTagCadence says what a tag asks for. It fails with care.CodeTagMissing.
func (tx *Tx) SetTagCadence(key int64, c care.Cadence) error {
	return tx.editTag(key, func(t *tagDocument) { t.Cadence = c })
}

// caring is all that follows from a person, the timeline and the tags for how
// often the person should hear from the user.
type caring struct {
	key   int64
	added care.Day
	band  care.Band
	// imported is set for those who came by an import.
	imported bool
	own      care.Cadence
	tags     []int64
	contacts
}

// contacts are what counts of a timeline: the days of the last real contact, of
// the last one face to face and of the last touch, and whether there is a contact
// event at all.
type contacts struct {
	real, visit, touch care.Day
	any                bool
}

// add counts an event.
func (c *contacts) add(e *care.Event) {
	if e.Real() {
		c.real = max(c.real, e.Day)
	}
	if e.Visits() {
		c.visit = max(c.visit, e.Day)
	}
	if e.Touches() {
		c.touch = max(c.touch, e.Day)
	}
	c.any = c.any || e.Kind != care.Memo && e.Kind != care.Promise
}

// careRow are the columns of a person's row that follow from it.
type careRow struct {
	contact, touch care.Day
	call, visit    int
	// callFrom and visitFrom are the days from which the cadences count.
	callFrom, visitFrom care.Day
}

// cadenceRules are what bands and tags ask for.
type cadenceRules struct {
	bands care.Cadences
	tags  map[int64]care.Cadence
}

// row is the rule of all columns derived for cadences.
func (r *cadenceRules) row(c *caring) careRow {
	asked := make([]care.Cadence, len(c.tags))
	for i, tag := range c.tags {
		asked[i] = r.tags[tag]
	}
	every := r.bands.For(c.own, asked, c.band, c.any)
	row := careRow{contact: c.real, touch: c.touch}
	row.call, row.callFrom = c.counted(every.Call, c.real)
	row.visit, row.visitFrom = c.counted(every.Visit, c.visit)
	return row
}

// counted gives a cadence the day from which it counts: that of the last
// contact, or the day added. Of an import of a thousand people all would be due
// on one day, and a digest that offers five calls would never be done with them:
// those who came by an import and had no contact yet fall due on the days 1 to
// every after the day added, each day getting its share.
func (c *caring) counted(every int, last care.Day) (int, care.Day) {
	from := last
	if from == "" {
		days := 0
		if c.imported {
			days = spread(c.key, every) - every
		}
		from = c.added.Plus(days)
	}
	if every == 0 || from == "" {
		return 0, ""
	}
	return every, from
}

// spread gives a person a day from 1 to every. Multiples of the golden ratio,
// without their whole part, lie evenly between 0 and 1 however many there are,
// so that the people of an import, whose keys follow one another, are spread
// evenly whatever the cadence and the size of the import.
func spread(key int64, every int) int {
	const golden = 0x9E3779B97F4A7C15 // 2^64 / 1.618...
	day, _ := bits.Mul64(uint64(key)*golden, uint64(every))
	return 1 + int(day)
}

// neglect has refreshCare renew the columns of people at the end of the action.
func (tx *Tx) neglect(keys ...int64) {
	for _, key := range keys {
		tx.neglected[key] = true
	}
}

// careChunk bounds the people who are looked at at once.
const careChunk = 10_000

// flushCare renews what was neglected. Waiting for the end of the action, it
// looks at each person once, and when tags and timelines are as they will be.
func (tx *Tx) flushCare(ctx context.Context) error {
	for tag := range tx.tagsNeglected {
		people, err := tx.keys(havingTag, tag)
		if err != nil {
			return err
		}
		tx.neglect(people...)
	}
	if len(tx.neglected) == 0 {
		return nil
	}
	rules := &cadenceRules{}
	var text string
	err := tx.queryRow("SELECT coalesce((SELECT value FROM setting WHERE name = ?), '')", settingCadences).Scan(&text)
	if err != nil {
		return fmt.Errorf("read the setting %s: %w", settingCadences, err)
	}
	if rules.bands, err = parseCadences(text); err != nil {
		return err
	}
	if rules.tags, err = tx.tagCadences(); err != nil {
		return err
	}
	for keys := range slices.Chunk(slices.Sorted(maps.Keys(tx.neglected)), careChunk) {
		if err := ctx.Err(); err != nil {
			return &care.Error{Code: care.CodeCancelled, Err: err}
		}
		if err := tx.refreshCare(rules, keys); err != nil {
			return err
		}
	}
	return nil
}

// tagCadences are the cadences of tags that ask for any, as this action sees
// them.
func (tx *Tx) tagCadences() (map[int64]care.Cadence, error) {
	if tx.cadences != nil {
		return tx.cadences, nil
	}
	rows, err := tx.query("SELECT key, call_every, visit_every FROM tag WHERE call_every <> 0 OR visit_every <> 0")
	if err != nil {
		return nil, fmt.Errorf("read the cadences of tags: %w", err)
	}
	defer rows.Close()
	cadences := map[int64]care.Cadence{}
	for rows.Next() {
		var key int64
		var c care.Cadence
		if err := rows.Scan(&key, &c.Call, &c.Visit); err != nil {
			return nil, fmt.Errorf("read the cadences of tags: %w", err)
		}
		cadences[key] = c
	}
	tx.cadences = cadences
	return cadences, rows.Err()
}

// careQuery reads what the columns of people follow from, and the columns.
const careQuery = `SELECT p.key, p.added, p.band, EXISTS (SELECT 1 FROM source WHERE source.person = p.key),
		coalesce(p.doc ->> '$.profile.cadence.call', 0), coalesce(p.doc ->> '$.profile.cadence.visit', 0), p.tags,
		coalesce(e.real, ''), coalesce(e.visit, ''), coalesce(e.touch, ''), coalesce(e.contacts, 0),
		p.last_contact, p.last_touch, p.call_every, p.call_from, p.visit_every, p.visit_from
	FROM person AS p LEFT JOIN (SELECT person, max(CASE WHEN real THEN day END) AS real, max(CASE WHEN visit THEN day END) AS visit,
			max(CASE WHEN touch THEN day END) AS touch, max(kind NOT IN ('note', 'promise')) AS contacts
		FROM event WHERE person IN (SELECT value FROM json_each(?1)) GROUP BY person) AS e ON e.person = p.key
	WHERE p.key IN (SELECT value FROM json_each(?1))`

// refreshCare makes the columns of people equal to what follows from their
// documents, timelines and tags: the one place that writes them. Who is not in
// the book is passed over.
func (tx *Tx) refreshCare(rules *cadenceRules, keys []int64) error {
	list, err := json.Marshal(keys)
	if err != nil {
		return fmt.Errorf("renew the cadences of %d people: %w", len(keys), err)
	}
	changed := map[int64]careRow{}
	rows, err := tx.query(careQuery, list)
	if err != nil {
		return fmt.Errorf("renew the cadences of %d people: %w", len(keys), err)
	}
	defer rows.Close()
	for rows.Next() {
		var c caring
		var have careRow
		var tags string
		err := rows.Scan(&c.key, &c.added, &c.band, &c.imported, &c.own.Call, &c.own.Visit, &tags, &c.real, &c.visit, &c.touch, &c.any,
			&have.contact, &have.touch, &have.call, &have.callFrom, &have.visit, &have.visitFrom)
		if err != nil {
			return fmt.Errorf("renew the cadences of %d people: %w", len(keys), err)
		}
		c.tags = splitKeys(tags)
		if want := rules.row(&c); want != have {
			changed[c.key] = want
		}
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("renew the cadences of %d people: %w", len(keys), err)
	}
	for _, key := range slices.Sorted(maps.Keys(changed)) {
		row := changed[key]
		_, err := tx.exec(`UPDATE person SET last_contact = ?, last_touch = ?, call_every = ?, call_from = ?, visit_every = ?, visit_from = ? WHERE key = ?`,
			string(row.contact), string(row.touch), row.call, string(row.callFrom), row.visit, string(row.visitFrom), key)
		if err != nil {
			return fmt.Errorf("renew the cadence of person %d: %w", key, err)
		}
		tx.changed.add(entityPerson, key)
	}
	return nil
}
