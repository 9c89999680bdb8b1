package store

import (
	"slices"
	"strconv"
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

// MergeTags gives everybody who has one tag another, puts it into the smart
// lists in the place of the first, and removes that. It fails with
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
	return tx.editLists(func(f *care.Filter) {
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

// endTag gives everybody who has a tag another, or none, and removes it.
func (tx *Tx) endTag(tag int64, other string) error {
	people, err := tx.keys(`SELECT person FROM person_tag WHERE tag = ?1
		UNION SELECT key FROM person WHERE deleted_at IS NOT NULL AND ' ' || tags || ' ' LIKE '% ' || ?1 || ' %'`, tag)
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
