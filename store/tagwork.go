package store

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"carebook/app/care"
)

// TagColors are the colours of tags, in the order in which new tags get them.
func TagColors() []string { return slices.Clone(tagColors) }

// PutTag makes a tag (key 0), renames it or gives it another colour; an empty
// colour of a new tag is chosen. It fails with care.CodeNameMissing, and with
// care.CodeTagExists where another tag has the name, whatever the case.
func (tx *Tx) PutTag(key int64, name, color string) (int64, error) {
	name = strings.Join(strings.Fields(name), " ")
	if name == "" {
		return 0, &care.Error{Code: care.CodeNameMissing}
	}
	if err := tx.loadTags(); err != nil {
		return 0, err
	}
	if other, taken := tx.tags[strings.ToLower(name)]; taken && other != key {
		return 0, &care.Error{Code: care.CodeTagExists, Args: care.Args{"Name": tx.tagNames[other]}}
	}
	if color == "" {
		color = tagColors[len(tx.tags)%len(tagColors)]
	}
	key, err := tx.put(entityTag, key, tagDocument{name, color})
	if err != nil {
		return 0, err
	}
	tx.tags = nil // read again: a name may have gone
	return key, nil
}

// MergeTags gives everybody who has one tag another and removes the first.
func (tx *Tx) MergeTags(from, into int64) error {
	if from == into {
		return nil
	}
	return tx.endTag(from, into)
}

// RemoveTag takes a tag from everybody and removes it.
func (tx *Tx) RemoveTag(key int64) error { return tx.endTag(key, 0) }

// endTag puts a tag in another's place, or nothing where into is 0, with people
// and in smart lists, and removes it.
func (tx *Tx) endTag(tag, into int64) error {
	people, err := tx.keys(`SELECT person FROM person_tag WHERE tag = ?1
		UNION SELECT key FROM person WHERE deleted_at IS NOT NULL AND ' ' || tags || ' ' LIKE '% ' || ?1 || ' %'`, tag)
	if err != nil {
		return err
	}
	if err := tx.loadTags(); err != nil {
		return err
	}
	name, other := tx.tagNames[tag], tx.tagNames[into]
	err = tx.editEach(people, func(p *care.Person) {
		for i := range p.Tags {
			if p.Tags[i] == name {
				p.Tags[i] = other // an empty name is no tag
			}
		}
	})
	if err != nil {
		return err
	}
	if err := tx.relist(tag, into); err != nil {
		return err
	}
	tx.tags = nil
	return tx.remove(entityTag, tag)
}

// relist puts a tag in another's place in the smart lists.
func (tx *Tx) relist(tag, into int64) error {
	keys, err := tx.keys("SELECT key FROM list ORDER BY key")
	if err != nil {
		return err
	}
	for _, key := range keys {
		st, err := loadFrom(entityList)(tx, key)
		if err != nil {
			return err
		}
		var l care.SmartList
		if err := json.Unmarshal(st.doc, &l); err != nil {
			return fmt.Errorf("read list %d: %w", key, err)
		}
		for _, tags := range []*[]int64{&l.Filter.AllTags, &l.Filter.AnyTags, &l.Filter.NoTags} {
			*tags = replaceKey(*tags, tag, into)
		}
		if _, err := tx.PutList(key, l); err != nil {
			return err
		}
	}
	return nil
}

// replaceKey puts a key in another's place, each once; 0 is none.
func replaceKey(keys []int64, from, to int64) []int64 {
	var kept []int64
	for _, k := range keys {
		if k == from {
			k = to
		}
		if k != 0 && !slices.Contains(kept, k) {
			kept = append(kept, k)
		}
	}
	return kept
}
