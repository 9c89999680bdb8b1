package book

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"carebook/app/care"
	"carebook/store"
)

// Edit writes what an editor has changed of a person: the difference between
// the person as the editor was given it and as it is now. Whatever another
// window or command has changed meanwhile stays; where both have changed the
// same field, nothing is written and the error is care.CodeOvertaken with the
// value that the field has now. It gives the action, 0 where nothing differs.
func Edit(ctx context.Context, s *store.Store, key int64, words string, before, after *care.Person) (action int64, err error) {
	return s.Do(ctx, store.Action{Kind: "edit", Words: words}, func(tx *store.Tx) error {
		now, err := tx.Person(key)
		if err != nil {
			return err
		}
		united, err := unite(before, after, now)
		if err != nil {
			return err
		}
		_, err = tx.PutPerson(united)
		return err
	})
}

// unite puts the differences between two states of a person into a third. It
// works on the JSON form, so that no field can be forgotten.
func unite(before, after, now *care.Person) (*care.Person, error) {
	was, err := fieldsOf(before)
	if err != nil {
		return nil, err
	}
	is, err := fieldsOf(after)
	if err != nil {
		return nil, err
	}
	have, err := fieldsOf(now)
	if err != nil {
		return nil, err
	}
	for _, name := range slices.Sorted(maps.Keys(union(was, is))) {
		edited, present := is[name], have[name]
		switch {
		case bytes.Equal(edited, was[name]), bytes.Equal(edited, present):
		case !bytes.Equal(present, was[name]):
			return nil, &care.Error{Code: care.CodeOvertaken, Args: care.Args{"Field": name, "Value": plain(present)}}
		case edited == nil:
			delete(have, name)
		default:
			have[name] = edited
		}
	}
	united, err := personOf(have)
	if err != nil {
		return nil, err
	}
	if after.Photo != nil && united.Photo != nil && united.Photo.SHA256 == after.Photo.SHA256 {
		united.Photo.Data = after.Photo.Data
	}
	return united, nil
}

func union(a, b map[string]json.RawMessage) map[string]json.RawMessage {
	all := maps.Clone(a)
	maps.Copy(all, b)
	return all
}

// profileField stands before the names of a profile's fields, which are told
// apart like a person's own.
const profileField = "profile."

// fieldsOf takes a person apart into its JSON fields.
func fieldsOf(p *care.Person) (map[string]json.RawMessage, error) {
	fields, err := apart(p)
	if err != nil {
		return nil, err
	}
	delete(fields, "profile")
	profile, err := apart(&p.Profile)
	if err != nil {
		return nil, err
	}
	for name, value := range profile {
		fields[profileField+name] = value
	}
	return fields, nil
}

func apart(v any) (map[string]json.RawMessage, error) {
	doc, err := json.Marshal(v)
	if err != nil {
		return nil, fmt.Errorf("take a person apart: %w", err)
	}
	fields := map[string]json.RawMessage{}
	if err := json.Unmarshal(doc, &fields); err != nil {
		return nil, fmt.Errorf("take a person apart: %w", err)
	}
	return fields, nil
}

// personOf puts a person together again.
func personOf(fields map[string]json.RawMessage) (*care.Person, error) {
	whole, profile := map[string]any{}, map[string]json.RawMessage{}
	for name, value := range fields {
		if inner, ok := strings.CutPrefix(name, profileField); ok {
			profile[inner] = value
		} else {
			whole[name] = value
		}
	}
	whole["profile"] = profile
	doc, err := json.Marshal(whole)
	if err != nil {
		return nil, fmt.Errorf("put a person together: %w", err)
	}
	var p care.Person
	if err := json.Unmarshal(doc, &p); err != nil {
		return nil, fmt.Errorf("put a person together: %w", err)
	}
	return &p, nil
}

// plain is what a field says, as one line for people: its texts and numbers.
func plain(value json.RawMessage) string {
	var v any
	if json.Unmarshal(value, &v) != nil {
		return "" // no value: the field was taken away
	}
	var words []string
	var walk func(any)
	walk = func(v any) {
		switch v := v.(type) {
		case string:
			words = append(words, v)
		case float64:
			words = append(words, fmt.Sprint(v))
		case []any:
			for _, x := range v {
				walk(x)
			}
		case map[string]any:
			for _, name := range slices.Sorted(maps.Keys(v)) {
				walk(v[name])
			}
		}
	}
	walk(v)
	return strings.Join(words, ", ")
}
