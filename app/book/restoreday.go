package book

import (
	"context"
	"errors"

	"carebook/app/care"
	"carebook/store"
)

// keepDay lets the closed book at fresh, which is about to take the present one's
// place, say of today's pop-up what the present one does: it does not come a second
// time, and one that was put off comes when it was to come.
func keepDay(ctx context.Context, present, fresh string, clock care.Clock) error {
	today := clock.Today()
	var run store.Run
	var later string
	err := atBook(ctx, present, clock, func(s *store.Store) (err error) {
		if run, _, err = s.Ran(ctx, today); err == nil {
			later, err = s.Setting(ctx, settingLater)
		}
		return err
	})
	if err != nil || run.Shown == "" {
		return err
	}
	return atBook(ctx, fresh, clock, func(s *store.Store) error {
		_, err := s.Announce(ctx, today, run.Shown, nil)
		if err == nil {
			err = s.SetSetting(ctx, settingLater, later)
		}
		return err
	})
}

// atBook does something with the book at a path that a restore is about.
func atBook(ctx context.Context, path string, clock care.Clock, do func(*store.Store) error) error {
	s, err := store.Open(ctx, path, store.Options{Clock: clock, Origin: "restore", MustExist: true})
	if err != nil {
		return err
	}
	return errors.Join(do(s), s.Close())
}
