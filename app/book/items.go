package book

import (
	"cmp"
	"context"
	"strings"

	"carebook/app/care"
	"carebook/store"
)

// PutItem keeps an item with its usual margin ("" is none), which reaches the sales
// without cost and margin of their own. was is the name that it had, "" for a new
// one: what was sold under it goes with the new name. A name that stands in sales
// alone becomes an item. It fails with care.CodeNameMissing, care.CodeNameTooLong,
// care.CodeBadMargin and care.CodeItemExists.
func PutItem(ctx context.Context, s *store.Store, was string, it care.Item, words string) (action int64, err error) {
	it.Name = strings.Join(strings.Fields(it.Name), " ")
	switch {
	case it.Name == "":
		return 0, &care.Error{Code: care.CodeNameMissing}
	case len([]rune(it.Name)) > longestItem:
		return 0, &care.Error{Code: care.CodeNameTooLong, Args: care.Args{"Most": longestItem}}
	}
	return s.Do(ctx, store.Action{Kind: "item", Words: words}, func(tx *store.Tx) error {
		key, err := tx.ItemKey(cmp.Or(was, it.Name))
		if err != nil {
			return err
		}
		if was == "" && key != 0 {
			return &care.Error{Code: care.CodeItemExists, Args: care.Args{"Name": it.Name}}
		}
		if _, err := tx.PutItem(key, it); err != nil {
			return err
		}
		if was == "" || was == it.Name {
			return nil
		}
		_, err = tx.RenameSold(was, it.Name)
		return err
	})
}

// RemoveItem removes an item of a name with its usual margin. What was sold under
// the name stays.
func RemoveItem(ctx context.Context, s *store.Store, name, words string) (action int64, err error) {
	return s.Do(ctx, store.Action{Kind: "item", Words: words}, func(tx *store.Tx) error {
		key, err := tx.ItemKey(name)
		if err != nil || key == 0 {
			return err
		}
		return tx.RemoveItem(key)
	})
}
