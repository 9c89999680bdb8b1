package main

import (
	"context"
	"fmt"

	"carebook/app/care"
	"carebook/store"
)

// measureOpen reads all that the page of a person shows, for each of the busy
// people of a book (see writeEvents), one after another.
func measureOpen(ctx context.Context, path string, busy int) error {
	var people []store.Row
	return answers(ctx, path, busy, func(s *store.Store, i int) (string, int, error) {
		if people == nil {
			var err error
			if people, err = s.People(ctx, store.Query{Sort: care.ByLastContact, Limit: busy}); err != nil {
				return "", 0, err
			}
		}
		who := people[i%len(people)]
		events, err := readPage(ctx, s, who.Key)
		if err == nil && events < busyEvents {
			err = fmt.Errorf("%s has %d events", who.FullName, events)
		}
		return who.FullName, events, err
	})
}

// readPage asks the store what the page of a person asks it, and counts the
// events.
func readPage(ctx context.Context, s *store.Store, key int64) (events int, err error) {
	p, err := s.Person(ctx, key)
	if err != nil {
		return 0, err
	}
	if _, err := s.Rows(ctx, []int64{key}); err != nil {
		return 0, err
	}
	timeline, err := s.Timeline(ctx, key)
	if err != nil {
		return 0, err
	}
	if _, err := s.OwnFields(ctx); err != nil {
		return 0, err
	}
	if _, err := s.Referred(ctx, p.UID); err != nil {
		return 0, err
	}
	if uid := p.Profile.ReferredBy; uid != "" {
		if _, err := s.PersonByID(ctx, uid); err != nil {
			return 0, err
		}
		if _, err := s.Key(ctx, uid); err != nil {
			return 0, err
		}
	}
	return len(timeline), nil
}
