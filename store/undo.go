package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"carebook/app/care"
)

// Undone tells what an undo did.
type Undone struct {
	// Action is the undo itself; undoing that is a redo. It is 0 where every
	// row had been edited since.
	Action int64
	// Removed, Restored and Recreated count people: those that the action had
	// created, changed and removed.
	Removed, Restored, Recreated int
	// Left names the people edited since, who keep what they have.
	Left []LeftPerson
	// Sales counts the sales that came, went or changed.
	Sales int
	// Kept counts what is no person and was edited since: tags, events, lists,
	// fields, reminders, holidays, sales, items, the currency, planned visits, notes.
	Kept int
}

// LeftPerson is somebody whom an undo left alone.
type LeftPerson struct {
	ID, Name string
}

// span is what one action did to one row, from its first change to its last.
type span struct {
	entity string
	key    int64
	// before is the state before the first change.
	before state
	// after is the rev after the last change; 0 where the row was removed.
	after int64
	// broken is set where another action changed the row in between.
	broken bool
}

// Undo takes an action back: each row returns to exactly the state that it had
// before, as a new action. A row that was changed since is left as it is. An
// action can be undone once (care.CodeAlreadyUndone); after the undo has itself
// been undone, once more. Of one long ago the log knows no more
// (care.CodeUndoForgotten).
func (s *Store) Undo(ctx context.Context, action int64) (Undone, error) {
	var done Undone
	var words string
	var undone bool
	err := s.read.QueryRowContext(ctx, "SELECT words, undone FROM action WHERE id = ?", action).Scan(&words, &undone)
	if errors.Is(err, sql.ErrNoRows) {
		return done, &care.Error{Code: care.CodeNothingToUndo}
	}
	if err != nil {
		return done, s.explain(fmt.Errorf("read action %d: %w", action, err))
	}
	done.Action, err = s.Do(ctx, Action{Kind: "undo", Words: words, undoes: action}, func(tx *Tx) error {
		if err := tx.claimUndo(action); err != nil {
			return err
		}
		spans, err := tx.spans(action)
		if err != nil {
			return err
		}
		if len(spans) == 0 { // see Prune
			return &care.Error{Code: care.CodeUndoForgotten}
		}
		for _, sp := range spans {
			if err := ctx.Err(); err != nil {
				return &care.Error{Code: care.CodeCancelled, Err: err}
			}
			if err := tx.revert(sp, &done); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return Undone{}, err
	}
	s.session.undid(action, done.Action)
	return done, nil
}

// claimUndo marks the action as undone and, where it is an undo itself, the
// action that it had undone as done again.
func (tx *Tx) claimUndo(action int64) error {
	res, err := tx.exec("UPDATE action SET undone = 1 WHERE id = ? AND undone = 0", action)
	if err != nil {
		return fmt.Errorf("mark action %d as undone: %w", action, err)
	}
	if n, err := res.RowsAffected(); err != nil || n == 0 {
		return &care.Error{Code: care.CodeAlreadyUndone, Args: care.Args{"ID": strconv.FormatInt(action, 10)}, Err: err}
	}
	_, err = tx.exec("UPDATE action SET undone = 0 WHERE id = (SELECT undoes FROM action WHERE id = ?)", action)
	if err != nil {
		return fmt.Errorf("mark what action %d undid as done: %w", action, err)
	}
	return nil
}

// spans gathers an action's changes by row, the row changed last first.
func (tx *Tx) spans(action int64) ([]span, error) {
	rows, err := tx.query("SELECT entity, key, rev_before, rev_after, before FROM change WHERE action = ? ORDER BY id", action)
	if err != nil {
		return nil, fmt.Errorf("read the changes of action %d: %w", action, err)
	}
	defer rows.Close()
	type id struct {
		entity string
		key    int64
	}
	var spans []span
	at := map[id]int{}
	for rows.Next() {
		var entity string
		var key int64
		var revBefore, revAfter sql.NullInt64
		var before []byte
		if err := rows.Scan(&entity, &key, &revBefore, &revAfter, &before); err != nil {
			return nil, fmt.Errorf("read the changes of action %d: %w", action, err)
		}
		i, seen := at[id{entity, key}]
		if !seen {
			at[id{entity, key}] = len(spans)
			spans = append(spans, span{entity: entity, key: key, before: state{revBefore.Int64, before}, after: revAfter.Int64})
			continue
		}
		sp := &spans[i]
		sp.broken = sp.broken || sp.after != revBefore.Int64
		sp.after = revAfter.Int64
	}
	slices.Reverse(spans)
	slices.SortStableFunc(spans, func(a, b span) int { return a.turn() - b.turn() })
	return spans, rows.Err()
}

// turn is when a row is brought back: people who had gone come first and those
// who were made go last, since what hangs on people needs them to be there. The
// book's currency comes before the sales that are counted in it. Tags
// that were made go after those who have them.
func (sp *span) turn() int {
	made := sp.before.doc == nil
	switch {
	case sp.entity == entityTag && made:
		return 3
	case sp.entity == entityPerson && made:
		return 2
	case sp.entity == entityPerson && sp.after == 0, sp.entity == entityCurrency:
		return 0
	}
	return 1
}

// revert brings one row back, or counts it among those left.
func (tx *Tx) revert(sp span, done *Undone) error {
	now, err := tx.load(sp.entity, sp.key)
	if err != nil {
		return err
	}
	if sp.broken || now.rev != sp.after {
		return tx.leave(sp, now, done)
	}
	if fits, err := tx.fits(sp); err != nil || !fits {
		return errors.Join(err, tx.leave(sp, now, done))
	}
	if sp.entity == entityTag && sp.before.doc == nil {
		used, err := tx.tagUsed(sp.key)
		if err != nil {
			return err
		}
		if used {
			return nil // somebody who was left alone still has it
		}
	}
	if sp.entity == entityPerson && sp.before.doc == nil {
		used, err := tx.belongings(sp.key)
		if err != nil {
			return err
		}
		if used {
			return tx.leave(sp, now, done)
		}
		if err := tx.unplan(sp.key); err != nil {
			return err
		}
	}
	if sp.entity == entityPerson {
		switch {
		case sp.before.doc == nil && now.doc != nil:
			done.Removed++
		case sp.before.doc != nil && now.doc == nil:
			done.Recreated++
		case sp.before.doc != nil:
			done.Restored++
		}
	}
	if sp.before.doc == nil && now.doc == nil {
		return nil // made and removed by the same action
	}
	if sp.entity == entitySale {
		done.Sales++
	}
	return tx.replace(sp.entity, sp.key, now, sp.before)
}

// belongings reports whether anything that the user has written hangs on a
// person: whoever has a timeline, a sale, a note, a reminder about which something
// was decided, or a planned visit that was pinned or logged, was edited since.
func (tx *Tx) belongings(person int64) (has bool, err error) {
	err = tx.queryRow(`SELECT EXISTS (SELECT 1 FROM event WHERE person = ?1) OR EXISTS (SELECT 1 FROM sale WHERE person = ?1) OR EXISTS (SELECT 1 FROM note WHERE person = ?1)
		OR EXISTS (SELECT 1 FROM reminder WHERE person = ?1)
		OR EXISTS (SELECT 1 FROM visit WHERE person = ?1 AND (doc ->> 'pinned' OR doc ->> 'event' > 0))`, person).Scan(&has)
	if err != nil {
		return false, fmt.Errorf("ask what hangs on person %d: %w", person, err)
	}
	return has, nil
}

// fits reports whether a state can be brought back: an event, a sale, a note, a
// reminder or a planned visit needs its person, a sale in another currency than the book's a rate to it, and a
// person, a reminder, a holiday and an item a name that no other has been given
// since.
func (tx *Tx) fits(sp span) (bool, error) {
	if sp.before.doc == nil {
		return true, nil
	}
	var fits bool
	var err error
	switch sp.entity {
	case entityEvent, entityNote:
		err = tx.queryRow("SELECT EXISTS (SELECT 1 FROM person WHERE key = ? ->> 'person')", sp.before.doc).Scan(&fits)
	case entityPerson:
		err = tx.queryRow("SELECT NOT EXISTS (SELECT 1 FROM person WHERE uid = ?1 ->> 'uid' AND key <> ?2)", sp.before.doc, sp.key).Scan(&fits)
	case entityReminder:
		err = tx.queryRow(`SELECT (?1 ->> 'person' IS NULL OR EXISTS (SELECT 1 FROM person WHERE key = ?1 ->> 'person'))
			AND NOT EXISTS (SELECT 1 FROM reminder WHERE person IS ?1 ->> 'person' AND kind = ?1 ->> 'kind'
				AND what = coalesce(?1 ->> 'what', '') AND round = coalesce(?1 ->> 'round', '') AND key <> ?2)`, sp.before.doc, sp.key).Scan(&fits)
	case entitySale:
		err = tx.queryRow(`SELECT EXISTS (SELECT 1 FROM person WHERE key = ?1 ->> 'person')
			AND coalesce((SELECT value FROM setting WHERE name = ?2) IN (?1 ->> '$.amount.currency', coalesce(?1 ->> 'rate_to', '')), FALSE)`,
			sp.before.doc, SettingCurrency).Scan(&fits)
	case entityItem:
		var name string
		if name, err = itemName(sp.before.doc); err == nil {
			err = tx.queryRow("SELECT NOT EXISTS (SELECT 1 FROM item WHERE name = ? AND key <> ?)", name, sp.key).Scan(&fits)
		}
	case entityVisit:
		err = tx.queryRow(`SELECT EXISTS (SELECT 1 FROM person WHERE key = ?1 ->> 'person')
			AND NOT EXISTS (SELECT 1 FROM visit WHERE week = ?1 ->> 'week' AND person = ?1 ->> 'person' AND key <> ?2)`, sp.before.doc, sp.key).Scan(&fits)
	case entityHoliday:
		err = tx.queryRow("SELECT NOT EXISTS (SELECT 1 FROM holiday WHERE id = ?1 ->> 'id' AND key <> ?2)", sp.before.doc, sp.key).Scan(&fits)
	default:
		return true, nil
	}
	if err != nil {
		return false, fmt.Errorf("ask whether %s %d can come back: %w", sp.entity, sp.key, err)
	}
	return fits, nil
}

// leave counts a row that keeps what it has, people by name.
func (tx *Tx) leave(sp span, now state, done *Undone) error {
	if sp.entity != entityPerson {
		done.Kept++
		return nil
	}
	doc := now.doc
	if doc == nil {
		doc = sp.before.doc
	}
	if doc == nil { // made by the action and gone since
		err := tx.queryRow("SELECT before FROM change WHERE entity = ? AND key = ? AND before IS NOT NULL ORDER BY id DESC LIMIT 1", entityPerson, sp.key).Scan(&doc)
		if errors.Is(err, sql.ErrNoRows) {
			done.Kept++
			return nil
		}
		if err != nil {
			return fmt.Errorf("read what person %d was: %w", sp.key, err)
		}
	}
	p, err := decodePerson(doc)
	if err != nil {
		return err
	}
	done.Left = append(done.Left, LeftPerson{ID: p.ID, Name: p.DisplayName()})
	return nil
}
