package store

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"carebook/app/care"
)

// TagColors are the colours of tags, in the order in which new tags get them.
func TagColors() []string { return slices.Clone(tagColors) }

// PutTag makes a tag (key 0), renames it or gives it another colour; an empty
// colour is chosen for a new tag, and stays as it is otherwise. It fails with care.CodeNameMissing, and with
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
	if key == 0 {
		return tx.makeTag(name, cmp.Or(color, tx.nextColor()))
	}
	return key, tx.editTag(key, func(t *tagDocument) { t.Name, t.Color = name, cmp.Or(color, t.Color) })
}

// editTag changes a tag. It fails with care.CodeTagMissing.
func (tx *Tx) editTag(key int64, edit func(*tagDocument)) error {
	before, err := loadTag(tx, key)
	if err != nil {
		return err
	}
	if before.doc == nil {
		return &care.Error{Code: care.CodeTagMissing, Args: care.Args{"Name": strconv.FormatInt(key, 10)}, Err: ErrNotFound}
	}
	var t tagDocument
	if err := json.Unmarshal(before.doc, &t); err != nil {
		return fmt.Errorf("read tag %d: %w", key, err)
	}
	edit(&t)
	_, err = tx.put(entityTag, key, t)
	tx.tags = nil // read again: a name may have gone
	return err
}

// MergeTags gives everybody who has one tag another, puts it into the filters of
// smart lists and holidays in the place of the first, and removes that. It fails with
// care.CodeTagMissing where either has gone.
func (tx *Tx) MergeTags(from, into int64) error {
	if from == into {
		return nil
	}
	if err := tx.loadTags(); err != nil {
		return err
	}
	for _, key := range []int64{from, into} {
		if tx.tagNames[key] == "" {
			return &care.Error{Code: care.CodeTagMissing, Args: care.Args{"Name": strconv.FormatInt(key, 10)}, Err: ErrNotFound}
		}
	}
	if err := tx.endTag(from, tx.tagNames[into]); err != nil {
		return err
	}
	return tx.editFilters(func(f *care.Filter) {
		for _, tags := range []*[]int64{&f.AllTags, &f.AnyTags, &f.NoTags} {
			*tags = replaceKey(*tags, from, into)
		}
	})
}

// RemoveTag takes a tag from everybody and removes it. A smart list that asks
// for it finds nobody until an undo brings it back: without the condition it
// would show everybody.
func (tx *Tx) RemoveTag(key int64) error {
	if err := tx.loadTags(); err != nil {
		return err
	}
	return tx.endTag(key, "")
}

// havingTag reads who has a tag, living or in the trash.
const havingTag = `SELECT person FROM person_tag WHERE tag = ?1
	UNION SELECT key FROM person WHERE deleted_at IS NOT NULL AND ' ' || tags || ' ' LIKE '% ' || ?1 || ' %'`

// endTag gives everybody who has a tag another, or none, and removes it.
func (tx *Tx) endTag(tag int64, other string) error {
	people, err := tx.keys(havingTag, tag)
	if err != nil {
		return err
	}
	name := tx.tagNames[tag]
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
	tx.tags = nil
	return tx.remove(entityTag, tag)
}

// replaceKey puts a key in another's place, each once.
func replaceKey(keys []int64, from, to int64) []int64 {
	var kept []int64
	for _, k := range keys {
		if k == from {
			k = to
		}
		if !slices.Contains(kept, k) {
			kept = append(kept, k)
		}
	}
	return kept
}
