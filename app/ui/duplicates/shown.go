package duplicates

import (
	"context"
	"log/slog"
	"slices"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/store"
)

// side is one of two people who are shown side by side.
type side struct {
	key    int64
	person *care.Person
	// events and lastContact tell how much hangs on the person.
	events      int
	lastContact care.Day
}

func (s *side) name() string { return s.person.DisplayName() }

// shown is a pair that is shown side by side, and what was chosen for it.
type shown struct {
	// left is the elder one.
	left, right *side
	fields      []book.MergeField
	// choices are those of the fields in which the two differ.
	choices map[book.MergeKey]book.MergeChoice
	// rightStays is set where the younger one stays in the book.
	rightStays bool
	// referrers are the names of those who referred one of the two, by UID.
	referrers map[string]string
}

// readShown reads two people.
func readShown(ctx context.Context, s *store.Store, a, b int64) (*shown, error) {
	left, err := readSide(ctx, s, a)
	if err != nil {
		return nil, err
	}
	right, err := readSide(ctx, s, b)
	if err != nil {
		return nil, err
	}
	if book.Elder(right.person, left.person) {
		left, right = right, left
	}
	w := &shown{
		left: left, right: right, fields: book.MergeFields(left.person, right.person),
		choices: map[book.MergeKey]book.MergeChoice{}, referrers: map[string]string{},
	}
	for _, f := range w.fields {
		if !f.Same {
			w.choices[f.Key] = f.Default
		}
	}
	for _, p := range []*side{left, right} {
		if err := w.readReferrer(ctx, s, p.person.Profile.ReferredBy); err != nil {
			return nil, err
		}
	}
	return w, nil
}

func readSide(ctx context.Context, s *store.Store, key int64) (*side, error) {
	p, err := s.Person(ctx, key)
	if err == nil && p.Deleted != "" {
		err = &care.Error{Code: care.CodePersonMissing, Args: care.Args{"ID": p.ID}, Err: store.ErrNotFound}
	}
	if err != nil {
		return nil, err
	}
	d := &side{key: key, person: p}
	events, err := s.Timeline(ctx, key)
	if err != nil {
		return nil, err
	}
	d.events = len(events)
	rows, err := s.Rows(ctx, []int64{key})
	if err != nil {
		return nil, err
	}
	for _, r := range rows {
		d.lastContact = r.LastContact
	}
	return d, nil
}

func (w *shown) readReferrer(ctx context.Context, s *store.Store, uid string) error {
	if uid == "" {
		return nil
	}
	p, err := s.PersonByID(ctx, uid)
	switch {
	case care.CodeOf(err) == care.CodePersonMissing:
		slog.Info("who referred a person is not in the book")
	case err != nil:
		return err
	default:
		w.referrers[uid] = p.DisplayName()
	}
	return nil
}

// keepChoices takes over what was chosen when the same two were read before:
// for the fields in which they say what they said.
func (w *shown) keepChoices(before *shown) {
	if before == nil || before.left.key != w.left.key || before.right.key != w.right.key {
		return
	}
	w.rightStays = before.rightStays
	for _, f := range w.fields {
		same := slices.ContainsFunc(before.fields, func(was book.MergeField) bool {
			return was.Key == f.Key && slices.Equal(was.Left, f.Left) && slices.Equal(was.Right, f.Right)
		})
		if choice, chosen := before.choices[f.Key]; same && chosen && !f.Same {
			w.choices[f.Key] = choice
		}
	}
}

// sides are who stays and who goes.
func (w *shown) sides() (keep, gone *side) {
	if w.rightStays {
		return w.right, w.left
	}
	return w.left, w.right
}

// decided are the choices as seen from the one who stays.
func (w *shown) decided() map[book.MergeKey]book.MergeChoice {
	decided := map[book.MergeKey]book.MergeChoice{}
	for key, choice := range w.choices {
		if w.rightStays {
			choice = mirrored(choice)
		}
		decided[key] = choice
	}
	return decided
}

func mirrored(c book.MergeChoice) book.MergeChoice {
	switch c {
	case book.MergeLeft:
		return book.MergeRight
	case book.MergeRight:
		return book.MergeLeft
	}
	return c
}
