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
			had := len(p.Tags)
			p.Tags = slices.DeleteFunc(p.Tags, func(t string) bool {
				return slices.ContainsFunc(remove, func(r string) bool { return strings.EqualFold(r, t) })
			})
			if !addTags(p, add) && len(p.Tags) == had {
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
