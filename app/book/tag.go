package book

import (
	"context"
	"slices"
	"strings"

	"carebook/app/care"
	"carebook/store"
)

// Tag adds tags to people and removes others, as one action, and gives the
// number of people who changed. Tags are the same whatever their case.
func Tag(ctx context.Context, s *store.Store, keys []int64, add, remove []string) (int, error) {
	changed := 0
	_, err := s.Do(ctx, store.Action{Kind: "tag", Words: strings.Join(append(slices.Clone(add), remove...), ", ")}, func(tx *store.Tx) error {
		for _, key := range keys {
			if err := ctx.Err(); err != nil {
				return &care.Error{Code: care.CodeCancelled, Err: err}
			}
			p, err := tx.Person(key)
			if err != nil {
				return err
			}
			if !Retag(p, add, remove) {
				continue
			}
			changed++
			if _, err := tx.PutPerson(p); err != nil {
				return err
			}
		}
		return nil
	})
	return changed, err
}

// Retag gives a person tags and takes others away, and reports whether that made
// a difference.
func Retag(p *care.Person, add, remove []string) bool {
	had := len(p.Tags)
	p.Tags = slices.DeleteFunc(slices.Clone(p.Tags), func(t string) bool {
		return slices.ContainsFunc(remove, func(r string) bool { return strings.EqualFold(r, t) })
	})
	return addTags(p, add) || len(p.Tags) != had
}
