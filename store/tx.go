package store

import (
	"context"
	"database/sql"
	"fmt"

	"carebook/app/care"
)

// Action is what a person did, as one thing to undo. A run of the importer,
// an edit, a merge are one action each.
type Action struct {
	// Kind tells actions apart for the program: "import", "edit", "tag" ...
	Kind string
	// Words say what was done, for a list of actions.
	Words string
	// Bulk says that many people may come; into a book without people they
	// are then written faster.
	Bulk bool
	// Into is an action that this one goes on with, where it writes what that
	// wrote last and nothing else has happened to it since: a spell of writing,
	// saved again and again, is one action and keeps the state before it alone.
	// Otherwise the action is a new one. 0 goes on with none.
	Into int64
	// Typed says that more of the same will follow within seconds. The full text
	// of long notes is then left to the next other action, or to a search.
	Typed bool

	// undoes is the action that this one takes back.
	undoes int64
}

// Tx is an open action. It is used by one goroutine, within (*Store).Do only.
type Tx struct {
	store  *Store
	tx     *sql.Tx
	action Action
	at     care.Instant

	// id is the action's, 0 until the first change.
	id int64
	// change is the id of the last change in the log.
	change int64
	// personKey is the last key given to a person, 0 until one was.
	personKey int64
	// lastRead is the person read last, nil once anything was written since:
	// most are read to be changed and written back at once.
	lastRead   *knownPerson
	statements map[string]*sql.Stmt
	changed    changedKeys
	// fullText are the full-text rows to write at the end, of people who were
	// known before; nil is a row to remove only.
	fullText map[int64]*fullTextRow
	// neglected are people, and tagsNeglected tags, after whom refreshCare
	// looks at the end.
	neglected, tagsNeglected map[int64]bool
	// unsplit is set where bands may have to be told anew, round the number of
	// the telling that this action was; 0 is none.
	unsplit bool
	round   int64
	// noteTexts are the notes whose full text is to be written at the end, true
	// for those that have some; noteSaid is what the note written last is found by.
	noteTexts map[int64]bool
	noteSaid  *noteText
	// erased is set where people were erased.
	erased bool
	// emptied are actions of which nothing is left in the log.
	emptied []int64
	// tags and tagNames are the tags as this action sees them, by lower-case
	// name and by key; nil until asked for.
	tags     map[string]int64
	tagNames map[int64]string
	// cadences are those of tags that ask for any; nil until asked for.
	cadences map[int64]care.Cadence
	// saleKey is the last key given to a sale, 0 until one was.
	saleKey int64
	// selling is what amounts and profits follow from; nil until asked for.
	// recount is set where the book has another currency now.
	selling *saleRules
	recount bool
}

// bulk is the context of statements: one that can be cancelled costs a watcher
// for each, and ends the transaction under the hands of whoever uses it. So
// the work of Do looks at its own context between people.
var bulk = context.Background()

// Do runs work as one action in one transaction: all of it is written, or
// nothing. It gives the action's id, or 0 where work changed nothing. The
// write lock is held meanwhile, so work does nothing slow besides writing.
func (s *Store) Do(ctx context.Context, a Action, work func(*Tx) error) (id int64, err error) {
	defer func() { err = s.explain(err) }()
	conn, err := s.write.Conn(ctx)
	if err != nil {
		return 0, fmt.Errorf("begin %s: %w", a.Kind, err)
	}
	defer conn.Close() //nolint:errcheck // it goes back to the pool
	sqlTx, err := s.begin(conn)
	if err != nil {
		return 0, fmt.Errorf("begin %s: %w", a.Kind, err)
	}
	tx := s.newTx(sqlTx, a)
	committed := false
	defer func() {
		if !committed { // by a panic, too: it must not keep the write lock
			_ = sqlTx.Rollback() // the failure that led here is what matters
		}
	}()
	if err := tx.start(); err != nil {
		return 0, fmt.Errorf("begin %s: %w", a.Kind, err)
	}
	indexes, err := tx.dropIndexes()
	if err != nil {
		return 0, err
	}
	if err := work(tx); err != nil {
		return 0, err
	}
	if err := tx.flushSales(); err != nil {
		return 0, err
	}
	if err := tx.flushCare(ctx); err != nil {
		return 0, err
	}
	if err := tx.flushSplit(); err != nil {
		return 0, err
	}
	if err := tx.flushFullText(); err != nil {
		return 0, err
	}
	if err := tx.flushNoteTexts(); err != nil {
		return 0, err
	}
	if err := tx.flushErased(); err != nil {
		return 0, err
	}
	if err := tx.makeIndexes(ctx, indexes); err != nil {
		return 0, err
	}
	if err := ctx.Err(); err != nil {
		return 0, &care.Error{Code: care.CodeCancelled, Err: err}
	}
	s.events.mine(tx.id, tx.change)
	s.events.myRound(tx.round)
	if err := sqlTx.Commit(); err != nil {
		return 0, fmt.Errorf("commit %s: %w", a.Kind, err)
	}
	committed = true
	if tx.changed.tags {
		s.tags.forget()
	}
	s.session.did(tx)
	s.events.tell(tx.changed.changes())
	return tx.id, nil
}

func (s *Store) newTx(sqlTx *sql.Tx, a Action) *Tx {
	return &Tx{
		store: s, tx: sqlTx, action: a, at: care.InstantOf(s.options.Clock.Now()), statements: map[string]*sql.Stmt{},
		fullText: map[int64]*fullTextRow{}, noteTexts: map[int64]bool{}, neglected: map[int64]bool{}, tagsNeglected: map[int64]bool{},
	}
}

func (tx *Tx) start() error {
	err := tx.queryRow("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'change'").Scan(&tx.change)
	if err != nil {
		return fmt.Errorf("read the end of the change log: %w", err)
	}
	return nil
}

// bulkIndexes are the indexes whose rows come in no order while people are
// written. Built after them they cost a quarter: measured on 100,000 people,
// 4.8 s of inserts become 2.4 s and 0.6 s of building.
const bulkIndexes = "name IN ('person_list', 'find_name')"

// dropIndexes takes the indexes of bulkIndexes away from a book without people
// and gives the statements that make them.
func (tx *Tx) dropIndexes() ([]string, error) {
	var people bool
	if !tx.action.Bulk {
		return nil, nil
	}
	if err := tx.queryRow("SELECT EXISTS (SELECT 1 FROM person)").Scan(&people); err != nil || people {
		return nil, err
	}
	rows, err := tx.query("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND " + bulkIndexes)
	if err != nil {
		return nil, fmt.Errorf("read the indexes: %w", err)
	}
	defer rows.Close()
	var drops, makes []string
	for rows.Next() {
		var name, sql string
		if err := rows.Scan(&name, &sql); err != nil {
			return nil, fmt.Errorf("read the indexes: %w", err)
		}
		drops, makes = append(drops, "DROP INDEX "+name), append(makes, sql)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("read the indexes: %w", err)
	}
	return makes, tx.makeIndexes(bulk, drops)
}

// makeIndexes runs statements that make or drop indexes. Making one of a large
// book takes long enough that ctx can end it.
func (tx *Tx) makeIndexes(ctx context.Context, statements []string) error {
	for _, statement := range statements {
		if record := tx.store.options.Record; record != nil {
			record(statement, nil)
		}
		_, err := tx.tx.ExecContext(ctx, statement)
		switch {
		case ctx.Err() != nil:
			return &care.Error{Code: care.CodeCancelled, Err: ctx.Err()}
		case err != nil:
			return fmt.Errorf("%.40s: %w", statement, err)
		}
	}
	return nil
}

// stmt prepares a statement once for the transaction.
func (tx *Tx) stmt(query string) (*sql.Stmt, error) {
	if st := tx.statements[query]; st != nil {
		return st, nil
	}
	st, err := tx.tx.PrepareContext(bulk, query)
	if err != nil {
		return nil, fmt.Errorf("prepare %.60q: %w", query, err)
	}
	tx.statements[query] = st
	return st, nil
}

func (tx *Tx) exec(query string, args ...any) (sql.Result, error) {
	st, err := tx.stmt(query)
	if err != nil {
		return nil, err
	}
	if record := tx.store.options.Record; record != nil {
		record(query, args)
	}
	return st.ExecContext(bulk, args...)
}

// row is a result of queryRow, so that a failure to prepare is reported by Scan
// like any other.
type row struct {
	row *sql.Row
	err error
}

func (r row) Scan(into ...any) error {
	if r.err != nil {
		return r.err
	}
	return r.row.Scan(into...)
}

func (tx *Tx) queryRow(query string, args ...any) row {
	st, err := tx.stmt(query)
	if err != nil {
		return row{err: err}
	}
	return row{row: st.QueryRowContext(bulk, args...)}
}

func (tx *Tx) query(query string, args ...any) (*sql.Rows, error) {
	st, err := tx.stmt(query)
	if err != nil {
		return nil, err
	}
	return st.QueryContext(bulk, args...)
}

// state is one row of an entity as the change log keeps it. A nil doc is no
// row.
type state struct {
	rev int64
	doc []byte
}

// entity is a kind of row that the change log can restore: people, tags and
// what later hangs on them.
type entity struct {
	// load reads the present state.
	load func(tx *Tx, key int64) (state, error)
	// save makes the row and all that is derived from it equal to the state;
	// a nil doc removes it.
	save func(tx *Tx, key int64, st state) error
}

// The entities by their names in the change log.
const (
	entityPerson   = "person"
	entityTag      = "tag"
	entityEvent    = "event"
	entityField    = "field"
	entityList     = "list"
	entityReminder = "reminder"
	entityHoliday  = "holiday"
	entitySale     = "sale"
	entityItem     = "item"
	entityCurrency = "currency"
	entityVisit    = "visit"
	entityNote     = "note"
)

// entityOf is the entity of a name in the change log; false where this program
// knows none.
func entityOf(name string) (e entity, known bool) {
	switch name {
	case entityPerson:
		return entity{loadPerson, savePerson}, true
	case entityTag:
		return entity{loadTag, saveTag}, true
	case entityEvent:
		return entity{loadFrom(entityEvent), saveEvent}, true
	case entityField, entityList:
		return shelf(name), true
	case entityReminder:
		return entity{loadReminder, saveReminder}, true
	case entityHoliday:
		return entity{loadFrom(entityHoliday), saveHoliday}, true
	case entitySale:
		return entity{loadFrom(entitySale), saveSale}, true
	case entityItem:
		return entity{loadFrom(entityItem), saveItem}, true
	case entityVisit:
		return entity{loadFrom(entityVisit), saveVisit}, true
	case entityNote:
		return entity{loadFrom(entityNote), saveNote}, true
	case entityCurrency:
		return entity{loadCurrency, saveCurrency}, true
	}
	return entity{}, false
}

// load reads the present state of a row of an entity.
func (tx *Tx) load(name string, key int64) (state, error) {
	e, known := entityOf(name)
	if !known {
		return state{}, fmt.Errorf("read %s %d: this program does not know such a thing", name, key)
	}
	return e.load(tx, key)
}

// log appends one change and gives the rev that names the state after it. A
// zero rev means that the state is new; an undo passes the rev that it brings
// back.
func (tx *Tx) log(name string, key int64, before state, removed bool, rev int64) (int64, error) {
	tx.lastRead = nil
	tx.unsplit = tx.unsplit || name == entitySale || name == entityItem || name == entityCurrency
	if on, err := tx.goOn(name, key, before); err != nil || on {
		return tx.change, err
	}
	if err := tx.begin(); err != nil {
		return 0, err
	}
	tx.change++
	if rev == 0 {
		rev = tx.change
	}
	var revBefore, revAfter, doc any
	if before.doc != nil {
		revBefore, doc = before.rev, before.doc
	}
	if !removed {
		revAfter = rev
	}
	_, err := tx.exec("INSERT INTO change (id, action, entity, key, rev_before, rev_after, before) VALUES (?, ?, ?, ?, ?, ?, ?)",
		tx.change, tx.id, name, key, revBefore, revAfter, doc)
	if err != nil {
		return 0, fmt.Errorf("log a change of %s %d: %w", name, key, err)
	}
	tx.changed.add(name, key)
	return rev, nil
}

// goOn puts a change in the place of the one that the action gone on with made
// last, as long as that is what the row is: a new change, which other processes
// see, with the state before the old one.
func (tx *Tx) goOn(name string, key int64, before state) (on bool, err error) {
	if tx.action.Into == 0 || tx.id != 0 || before.doc == nil {
		return false, nil
	}
	changes, err := tx.keys(`SELECT change.id FROM change JOIN action ON action.id = change.action
		WHERE change.action = ? AND entity = ? AND key = ? AND rev_after = ? AND NOT undone`, tx.action.Into, name, key, before.rev)
	if err != nil || len(changes) == 0 {
		return false, err
	}
	tx.id = tx.action.Into
	tx.change++
	_, err = tx.exec(`INSERT INTO change (id, action, entity, key, rev_before, rev_after, before)
		SELECT ?1, action, entity, key, rev_before, ?1, before FROM change WHERE id = ?2`, tx.change, changes[0])
	if err == nil {
		_, err = tx.exec("DELETE FROM change WHERE id = ?", changes[0])
	}
	if err != nil {
		return false, fmt.Errorf("log a further change of %s %d: %w", name, key, err)
	}
	tx.changed.add(name, key)
	return true, nil
}

// begin writes the action's row before its first change, so that an action
// which changes nothing leaves no trace.
func (tx *Tx) begin() error {
	if tx.id != 0 {
		return nil
	}
	var undoes any
	if tx.action.undoes != 0 {
		undoes = tx.action.undoes
	}
	res, err := tx.exec("INSERT INTO action (kind, words, at, origin, undoes) VALUES (?, ?, ?, ?, ?)",
		tx.action.Kind, tx.action.Words, string(tx.at), tx.store.options.Origin, undoes)
	if err != nil {
		return fmt.Errorf("log the action %s: %w", tx.action.Kind, err)
	}
	if tx.id, err = res.LastInsertId(); err != nil {
		return fmt.Errorf("log the action %s: %w", tx.action.Kind, err)
	}
	return nil
}

// replace logs the state before and saves the one after. A zero rev in after
// is given a new one.
func (tx *Tx) replace(name string, key int64, before, after state) error {
	rev, err := tx.log(name, key, before, after.doc == nil, after.rev)
	if err != nil {
		return err
	}
	after.rev = rev
	e, known := entityOf(name)
	if !known {
		return fmt.Errorf("save %s %d: this program does not know such a thing", name, key)
	}
	if err := e.save(tx, key, after); err != nil {
		return fmt.Errorf("save %s %d: %w", name, key, err)
	}
	return nil
}
