package book

import (
	"context"
	"maps"

	"carebook/store"
)

// HiddenTemplates are the shipped templates that are not among those to choose
// from, by ID, each with the ID of the user's own that stands in its place, ""
// where it was removed.
func HiddenTemplates(ctx context.Context, s *store.Store) (map[string]string, error) {
	own, err := readTemplates(ctx, s)
	return own.Hidden, err
}

// RestoreTemplate has a shipped template that was removed among those to choose
// from again. One in whose place the user's own stands comes back with
// RemoveTemplate of that one.
func RestoreTemplate(ctx context.Context, s *store.Store, id string) error {
	own, err := readTemplates(ctx, s)
	if err != nil {
		return err
	}
	maps.DeleteFunc(own.Hidden, func(shipped, by string) bool { return shipped == id && by == "" })
	return writeTemplates(ctx, s, own)
}
