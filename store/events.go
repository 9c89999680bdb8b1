package store

import (
	"context"
	"database/sql"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"carebook/app/crash"
)

// watchEvery is how often the book is asked whether another process changed
// it. The question costs some microseconds.
const watchEvery = 500 * time.Millisecond

// manyPeople is the number of changed people from which screens reload rather
// than refresh row by row.
const manyPeople = 500

// events carries changes to the screens: our own after each commit, those of
// other processes by asking PRAGMA data_version on a connection of its own.
type events struct {
	mu       sync.Mutex
	watchers map[int]func(Changes)
	next     int
	// own are the actions of this process that the log's reader has not passed
	// yet, with the last change of each.
	own map[int64]int64
	// round is the last telling of the bands that the log's reader has seen,
	// ownRounds are those of this process that it has not: bands stand outside
	// the log.
	round     int64
	ownRounds map[int64]bool

	// forget drops what this process remembers of the tags, restart what it has
	// done itself and could take back.
	forget, restart func()

	conn   *sql.Conn
	cancel context.CancelFunc
	done   chan struct{}
}

// Watch calls f after every change of the book, by this process or another,
// until stop is called. Calls come from goroutines of the store, one at a time
// for each kind of origin; f must not block and must not write to the store.
func (s *Store) Watch(f func(Changes)) (stop func()) {
	e := &s.events
	e.mu.Lock()
	defer e.mu.Unlock()
	id := e.next
	e.next++
	e.watchers[id] = f
	return func() {
		e.mu.Lock()
		defer e.mu.Unlock()
		delete(e.watchers, id)
	}
}

// tell calls the watchers, unless nothing moved.
func (e *events) tell(c Changes) {
	if len(c.People) == 0 && !c.AllPeople && !c.Tags && !c.Lists && !c.Reminders && !c.Sales && !c.Visits && !c.Notes && !c.Imports {
		return
	}
	e.mu.Lock()
	watchers := make([]func(Changes), 0, len(e.watchers))
	for _, f := range e.watchers {
		watchers = append(watchers, f)
	}
	e.mu.Unlock()
	for _, f := range watchers {
		f(c)
	}
}

// mine marks an action as this process's own up to a change, before its commit
// can be seen.
func (e *events) mine(action, change int64) {
	if action == 0 {
		return
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	e.own[action] = change
}

func (e *events) start(ctx context.Context, s *Store) error {
	e.forget, e.restart = s.tags.forget, s.session.restart
	e.watchers, e.own, e.ownRounds, e.done = map[int]func(Changes){}, map[int64]int64{}, map[int64]bool{}, make(chan struct{})
	var err error
	if e.conn, err = s.read.Conn(ctx); err != nil {
		return fmt.Errorf("watch the book: %w", err)
	}
	version, last, err := e.look(ctx)
	if err == nil {
		e.round, err = e.bandsRound(ctx)
	}
	if err != nil {
		_ = e.conn.Close() // the failure to read is what matters
		return err
	}
	watch, cancel := context.WithCancel(context.Background())
	e.cancel = cancel
	crash.Go(func() { e.run(watch, version, last) })
	return nil
}

// look reads the data version and the end of the change log.
func (e *events) look(ctx context.Context) (version, last int64, err error) {
	if err = e.conn.QueryRowContext(ctx, "PRAGMA data_version").Scan(&version); err != nil {
		return 0, 0, fmt.Errorf("ask for the book's data version: %w", err)
	}
	err = e.conn.QueryRowContext(ctx, "SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'change'").Scan(&last)
	if err != nil {
		return 0, 0, fmt.Errorf("read the end of the change log: %w", err)
	}
	return version, last, nil
}

func (e *events) run(ctx context.Context, version, last int64) {
	defer close(e.done)
	tick := time.NewTicker(watchEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		var now int64
		if err := e.conn.QueryRowContext(ctx, "PRAGMA data_version").Scan(&now); err != nil {
			if ctx.Err() == nil {
				slog.Warn("watch the book", "err", err)
			}
			continue
		}
		if now == version {
			continue
		}
		changed, end, err := e.foreign(ctx, last)
		if err != nil {
			if ctx.Err() == nil {
				slog.Warn("read foreign changes", "err", err)
			}
			continue
		}
		version, last = now, end
		if changed.Tags {
			e.forget()
		}
		e.tell(changed)
	}
}

// myRound marks a telling of the bands as this process's own, before its commit
// can be seen.
func (e *events) myRound(round int64) {
	if round == 0 {
		return
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	e.ownRounds[round] = true
}

// bandsRound reads how many times bands have moved.
func (e *events) bandsRound(ctx context.Context) (round int64, err error) {
	if err = e.conn.QueryRowContext(ctx, "SELECT coalesce((SELECT value FROM setting WHERE name = ?), 0)", settingRound).Scan(&round); err != nil {
		return 0, fmt.Errorf("ask whether bands have moved: %w", err)
	}
	return round, nil
}

// foreignRounds passes the tellings of the bands up to one and reports whether
// any of them was another process's.
func (e *events) foreignRounds(until int64) (foreign bool) {
	e.mu.Lock()
	defer e.mu.Unlock()
	for e.round < until {
		e.round++
		foreign = foreign || !e.ownRounds[e.round]
		delete(e.ownRounds, e.round)
	}
	return foreign
}

// foreignChanges reads the log from a change on; an event is told as a change of
// those on whose timelines it stands and stood, a sale as one of those to whom it
// was and is sold, a note as one of those about whom it is and was, another cadence of a tag as a change of those who have the tag.
const foreignChanges = `SELECT id, action, entity, key FROM change WHERE id > ?1
	UNION ALL SELECT id, action, 'person', before ->> 'person' FROM change WHERE id > ?1 AND entity IN ('event', 'sale', 'note') AND before IS NOT NULL
	UNION ALL SELECT change.id, change.action, 'person', event.person FROM change JOIN event ON event.key = change.key WHERE change.id > ?1 AND entity = 'event'
	UNION ALL SELECT change.id, change.action, 'person', sale.person FROM change JOIN sale ON sale.key = change.key WHERE change.id > ?1 AND entity = 'sale'
	UNION ALL SELECT change.id, change.action, 'person', note.person FROM change JOIN note ON note.key = change.key WHERE change.id > ?1 AND entity = 'note'
	UNION ALL SELECT change.id, change.action, 'person', person_tag.person FROM change JOIN tag ON tag.key = change.key JOIN person_tag ON person_tag.tag = tag.key
		WHERE change.id > ?1 AND entity = 'tag' AND before IS NOT NULL
			AND (coalesce(before ->> '$.cadence.call', 0), coalesce(before ->> '$.cadence.visit', 0)) <> (tag.call_every, tag.visit_every)
	ORDER BY 1`

// foreign gathers the changes after last that are not this process's own.
func (e *events) foreign(ctx context.Context, last int64) (Changes, int64, error) {
	rows, err := e.conn.QueryContext(ctx, foreignChanges, last)
	if err != nil {
		return Changes{}, last, fmt.Errorf("read the change log: %w", err)
	}
	defer rows.Close()
	var changed changedKeys
	passed := map[int64]bool{}
	for rows.Next() {
		var action, key int64
		var entity string
		if err := rows.Scan(&last, &action, &entity, &key); err != nil {
			return Changes{}, last, fmt.Errorf("read the change log: %w", err)
		}
		passed[action] = true
		if !e.isMine(action) {
			changed.add(entity, key)
		}
	}
	if err := rows.Err(); err != nil {
		return Changes{}, last, fmt.Errorf("read the change log: %w", err)
	}
	round, err := e.bandsRound(ctx)
	if err != nil {
		return Changes{}, last, err
	}
	if e.foreignRounds(round) {
		changed.everybody()
	}
	e.mu.Lock()
	for action := range passed {
		if e.own[action] <= last { // else it has gone on meanwhile
			delete(e.own, action)
		}
	}
	e.mu.Unlock()
	if changed.book {
		e.restart()
	}
	c := changed.changes()
	c.Foreign = true
	return c, last, nil
}

func (e *events) isMine(action int64) bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	_, mine := e.own[action]
	return mine
}

func (e *events) close() {
	if e.cancel == nil {
		return
	}
	e.cancel()
	<-e.done
	_ = e.conn.Close() // the pool that it belongs to is closed next
}

// changedKeys gathers what an action changed.
type changedKeys struct {
	people    map[int64]bool
	many      bool
	tags      bool
	lists     bool
	reminders bool
	sales     bool
	visits    bool
	notes     bool
	// book is set where another book has taken the place of this one.
	book bool
	any  bool
}

// everybody says that more people were changed than can be named.
func (c *changedKeys) everybody() { c.people, c.many = nil, true }

func (c *changedKeys) add(entity string, key int64) {
	c.any = true
	switch entity {
	case entityBook:
		c.tags, c.lists, c.reminders, c.sales, c.visits, c.notes, c.book = true, true, true, true, true, true, true
		c.everybody()
	case entityTag:
		c.tags = true
	case entityField, entityList:
		c.lists = true
	case entityReminder, entityHoliday:
		c.reminders = true
	case entitySale, entityItem:
		c.sales = true
	case entityCurrency:
		c.sales = true
		c.everybody() // whoever has bought something
	case entityVisit:
		c.visits = true
	case entityNote:
		c.notes = true
	case entityPerson:
		if c.many {
			return
		}
		if c.people == nil {
			c.people = map[int64]bool{}
		}
		c.people[key] = true
		if len(c.people) > manyPeople {
			c.everybody()
		}
	}
}

func (c *changedKeys) changes() Changes {
	out := Changes{AllPeople: c.many, Tags: c.tags, Lists: c.lists, Reminders: c.reminders, Sales: c.sales, Visits: c.visits, Notes: c.notes, Imports: c.any}
	for key := range c.people {
		out.People = append(out.People, key)
	}
	return out
}
