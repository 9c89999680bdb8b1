package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"

	"carebook/app/care"
)

// tagColors are the look's colours in the order in which new tags get them.
var tagColors = []string{"rose", "ochre", "plum", "blue", "clay", "olive", "slate"}

// tagCache holds the tags' names by key, so that reading a person needs no
// join. It is dropped whenever a tag changes.
type tagCache struct {
	mu    sync.Mutex
	names map[int64]string
}

func (c *tagCache) forget() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.names = nil
}

// tagNames gives the names of tags. A key that is not known may be another
// process's new tag, so the table is read once more.
func (s *Store) tagNames(ctx context.Context, keys []int64) ([]string, error) {
	if len(keys) == 0 {
		return nil, nil
	}
	s.tags.mu.Lock()
	defer s.tags.mu.Unlock()
	for _, fresh := range []bool{s.tags.names == nil, true} {
		if fresh {
			names, err := s.readTagNames(ctx)
			if err != nil {
				return nil, err
			}
			s.tags.names = names
		}
		if names, ok := pick(s.tags.names, keys); ok {
			return names, nil
		}
	}
	names, _ := pick(s.tags.names, keys) // a tag that is in no table any more has no name to show
	return names, nil
}

func pick(names map[int64]string, keys []int64) (picked []string, all bool) {
	all = true
	for _, k := range keys {
		if name, ok := names[k]; ok {
			picked = append(picked, name)
		} else {
			all = false
		}
	}
	return picked, all
}

func (s *Store) readTagNames(ctx context.Context) (map[int64]string, error) {
	rows, err := s.read.QueryContext(ctx, "SELECT key, name FROM tag")
	if err != nil {
		return nil, s.explain(fmt.Errorf("read the tags: %w", err))
	}
	defer rows.Close()
	names := map[int64]string{}
	for rows.Next() {
		var key int64
		var name string
		if err := rows.Scan(&key, &name); err != nil {
			return nil, s.explain(fmt.Errorf("read the tags: %w", err))
		}
		names[key] = name
	}
	return names, s.explain(rows.Err())
}

// Tags lists the tags by name, with the number of living people in each.
func (s *Store) Tags(ctx context.Context) ([]Tag, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT key, name, color, call_every, visit_every, (SELECT count(*) FROM person_tag WHERE tag = tag.key) FROM tag`)
	if err != nil {
		return nil, s.explain(fmt.Errorf("read the tags: %w", err))
	}
	defer rows.Close()
	var tags []Tag
	for rows.Next() {
		var t Tag
		if err := rows.Scan(&t.Key, &t.Name, &t.Color, &t.Cadence.Call, &t.Cadence.Visit, &t.People); err != nil {
			return nil, s.explain(fmt.Errorf("read the tags: %w", err))
		}
		tags = append(tags, t)
	}
	if err := rows.Err(); err != nil {
		return nil, s.explain(fmt.Errorf("read the tags: %w", err))
	}
	s.sortBy(tags, func(i int) string { return tags[i].Name })
	return tags, nil
}

// TagByName finds a tag whatever the case of its name; it fails with
// care.CodeTagMissing.
func (s *Store) TagByName(ctx context.Context, name string) (Tag, error) {
	tags, err := s.Tags(ctx)
	if err != nil {
		return Tag{}, err
	}
	for _, t := range tags {
		if strings.EqualFold(t.Name, strings.TrimSpace(name)) {
			return t, nil
		}
	}
	return Tag{}, &care.Error{Code: care.CodeTagMissing, Args: care.Args{"Name": name}, Err: ErrNotFound}
}

// tagKeys gives the keys of tags by name, each once, and makes those that are
// missing. Names are the same whatever their case; the first spelling stays.
func (tx *Tx) tagKeys(names []string) ([]int64, error) {
	if len(names) == 0 {
		return nil, nil
	}
	if tx.tags == nil {
		if err := tx.loadTags(); err != nil {
			return nil, err
		}
	}
	var keys []int64
next:
	for _, name := range names {
		name = strings.TrimSpace(name)
		if name == "" {
			continue
		}
		key, known := tx.tags[strings.ToLower(name)]
		if !known {
			var err error
			if key, err = tx.makeTag(name, tx.nextColor()); err != nil {
				return nil, err
			}
		}
		for _, k := range keys {
			if k == key {
				continue next
			}
		}
		keys = append(keys, key)
	}
	return keys, nil
}

func (tx *Tx) loadTags() error {
	rows, err := tx.query("SELECT key, name FROM tag")
	if err != nil {
		return fmt.Errorf("read the tags: %w", err)
	}
	defer rows.Close()
	tx.tags, tx.tagNames = map[string]int64{}, map[int64]string{}
	for rows.Next() {
		var key int64
		var name string
		if err := rows.Scan(&key, &name); err != nil {
			return fmt.Errorf("read the tags: %w", err)
		}
		tx.tags[strings.ToLower(name)], tx.tagNames[key] = key, name
	}
	return rows.Err()
}

// nextColor is the colour of the next new tag.
func (tx *Tx) nextColor() string { return tagColors[len(tx.tags)%len(tagColors)] }

// makeTag makes a tag whose name is free.
func (tx *Tx) makeTag(name, color string) (int64, error) {
	key, err := tx.put(entityTag, 0, tagDocument{Name: name, Color: color})
	if err != nil {
		return 0, err
	}
	tx.tags[strings.ToLower(name)], tx.tagNames[key] = key, name
	return key, nil
}

// tagDocument is a tag as the change log keeps it.
type tagDocument struct {
	Name    string       `json:"name"`
	Color   string       `json:"color"`
	Cadence care.Cadence `json:"cadence,omitzero"`
}

func loadTag(tx *Tx, key int64) (state, error) {
	var st state
	var t tagDocument
	err := tx.queryRow("SELECT rev, name, color, call_every, visit_every FROM tag WHERE key = ?", key).Scan(&st.rev, &t.Name, &t.Color, &t.Cadence.Call, &t.Cadence.Visit)
	if errors.Is(err, sql.ErrNoRows) {
		return state{}, nil
	}
	if err != nil {
		return state{}, fmt.Errorf("read tag %d: %w", key, err)
	}
	if st.doc, err = json.Marshal(t); err != nil {
		return state{}, fmt.Errorf("read tag %d: %w", key, err)
	}
	return st, nil
}

func saveTag(tx *Tx, key int64, st state) error {
	cadences, err := tx.tagCadences()
	if err != nil {
		return err
	}
	var t tagDocument
	if st.doc != nil {
		if err := json.Unmarshal(st.doc, &t); err != nil {
			return err
		}
	}
	if t.Cadence != cadences[key] {
		tx.tagsNeglected[key], tx.cadences = true, nil
	}
	if st.doc == nil {
		_, err := tx.exec("DELETE FROM tag WHERE key = ?", key)
		return err
	}
	name, err := tx.freeTagName(key, t.Name)
	if err != nil {
		return err
	}
	_, err = tx.exec(`INSERT INTO tag (key, rev, name, color, call_every, visit_every) VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT (key) DO UPDATE SET rev = excluded.rev, name = excluded.name, color = excluded.color,
			call_every = excluded.call_every, visit_every = excluded.visit_every`, key, st.rev, name, t.Color, t.Cadence.Call, t.Cadence.Visit)
	return err
}

// freeTagName is the name, or the name with a number where another tag has
// taken it: a redo may bring back a tag that was made anew meanwhile.
func (tx *Tx) freeTagName(key int64, name string) (string, error) {
	for free, n := name, 2; ; n++ {
		var taken bool
		if err := tx.queryRow("SELECT EXISTS (SELECT 1 FROM tag WHERE name = ? COLLATE NOCASE AND key <> ?)", free, key).Scan(&taken); err != nil {
			return "", fmt.Errorf("ask for a tag named %s: %w", free, err)
		}
		if !taken {
			return free, nil
		}
		free = fmt.Sprintf("%s (%d)", name, n)
	}
}

// tagUsed reports whether somebody, living or in the trash, has the tag.
func (tx *Tx) tagUsed(key int64) (bool, error) {
	var used bool
	err := tx.queryRow(`SELECT EXISTS (SELECT 1 FROM person_tag WHERE tag = ?1)
		OR EXISTS (SELECT 1 FROM person WHERE deleted_at IS NOT NULL AND ' ' || tags || ' ' LIKE '% ' || ?1 || ' %')`, key).Scan(&used)
	if err != nil {
		return false, fmt.Errorf("ask who has tag %d: %w", key, err)
	}
	return used, nil
}
