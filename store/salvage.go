package store

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"slices"

	"carebook/app/care"
)

// SalvageOptions say how a book is made of what a damaged one still holds.
type SalvageOptions struct {
	Clock care.Clock
	// Language orders names where the damaged book does not say it any more.
	Language string
	// Unnamed is what somebody, or a tag, is called whose name cannot be read.
	Unnamed string
}

// SalvagedCount counts one kind of thing.
type SalvagedCount struct {
	Saved int `json:"saved"`
	// Partial are kept in an earlier state, or with no more than the look-up
	// tables say: a name, numbers, addresses.
	Partial int `json:"partial"`
	Lost    int `json:"lost"`
}

// Salvaged tells what was read of a damaged book.
type Salvaged struct {
	People   SalvagedCount `json:"people"`
	Notes    SalvagedCount `json:"notes"`
	Events   SalvagedCount `json:"events"`
	Sales    SalvagedCount `json:"sales"`
	Pictures SalvagedCount `json:"pictures"`
	// Others are tags, lists, fields, holidays, items, decided reminders and
	// planned visits.
	Others SalvagedCount `json:"others"`
	// Names are people kept in part, as far as a name is known, and 200 at most.
	Names []string `json:"names"`
}

// Whole reports whether nothing was lost.
func (r *Salvaged) Whole() bool {
	for _, c := range []SalvagedCount{r.People, r.Notes, r.Events, r.Sales, r.Pictures, r.Others} {
		if c.Partial+c.Lost > 0 {
			return false
		}
	}
	return true
}

// maxSalvagedNames bounds the names of a report.
const maxSalvagedNames = 200

// Salvage reads all that can be read of the book at from, page by page, and writes
// it into a new book at to, in which all that is derived is made anew. The files of
// from are read and never written, nor locked. What a row does not say any more is
// taken from the change log's earlier states, then from the look-up tables. It
// fails with care.CodeFileExists where there is something at to, and with
// care.CodeBookNothingLeft where nothing of a book is found; then it leaves nothing at
// to. The new book passes its check, or Salvage fails with care.CodeBookCheckFailed.
func Salvage(ctx context.Context, from, to string, o SalvageOptions) (done Salvaged, err error) {
	if _, err := os.Lstat(to); err == nil {
		return done, &care.Error{Code: care.CodeFileExists, Args: care.Args{"File": to}}
	}
	pages, err := openPages(from)
	if errors.Is(err, fs.ErrNotExist) {
		return done, &care.Error{Code: care.CodeBookMissing, Args: care.Args{"Book": from}, Err: err}
	}
	if err != nil {
		return done, explain(from, fmt.Errorf("read the book %s: %w", from, err))
	}
	defer pages.Close() //nolint:errcheck // it was read only
	sv := &salvage{pages: pages, o: o, have: map[string]map[int64]bool{}, shas: map[string]bool{}, done: &done}
	sv.findTrees()
	nothing := &care.Error{Code: care.CodeBookNothingLeft, Args: care.Args{"Book": from}}
	if _, found := sv.trees[entityPerson]; !found {
		return done, nothing
	}
	s, err := Open(ctx, to, Options{Clock: o.Clock, Language: sv.language(), Origin: "salvage"})
	if err != nil {
		return done, err
	}
	if !s.made {
		return done, errors.Join(&care.Error{Code: care.CodeFileExists, Args: care.Args{"File": to}}, s.Close())
	}
	err = sv.fill(ctx, s)
	if err == nil && done.People.Saved+done.People.Partial == 0 && done.People.Lost > 0 {
		err = nothing
	}
	if err != nil {
		err = errors.Join(err, s.Close())
		removeBook(to)
		return done, err
	}
	if err := s.Close(); err != nil {
		return done, fmt.Errorf("close the book %s: %w", to, err)
	}
	problems, err := Check(ctx, to)
	if err == nil && len(problems) > 0 {
		err = &care.Error{Code: care.CodeBookCheckFailed, Args: care.Args{"Book": to}, Err: errors.New(problems[0])}
	}
	return done, err
}

// salvage is one run of Salvage.
type salvage struct {
	pages *pageFile
	o     SalvageOptions
	tx    *Tx
	done  *Salvaged

	// trees are the tables and indexes found, by name.
	trees map[string]tree
	// columns are the places of columns in the rows of a table, by name.
	columns map[string]map[string]int
	// have are the keys written, by entity; shas the pictures.
	have map[string]map[int64]bool
	shas map[string]bool
	// named are names of people by key, read where one is asked for; ids their ids.
	named map[int64]string
	ids   map[int64]string
	// states are earlier states of rows, by entity, read where one is asked for.
	states map[string]map[int64]earlier
	// last is the highest rev met.
	last int64
}

// earlier is the newest state before of a row that the change log tells of.
type earlier struct {
	state
	gone bool // the last change removed the row
}

// fill writes all that was found into the new book, as one transaction, though as
// no action of its own: the actions of the damaged book can be undone as before.
func (sv *salvage) fill(ctx context.Context, s *Store) error {
	_, err := s.Do(ctx, Action{Kind: "salvage", Bulk: true}, func(tx *Tx) error {
		sv.tx = tx
		steps := []func(context.Context) error{sv.readColumns, sv.settings, sv.sequences, sv.pictures}
		for _, name := range salvageOrder {
			steps = append(steps, func(ctx context.Context) error { return sv.entity(ctx, name) })
		}
		steps = append(steps, sv.told, sv.log, sv.imports, sv.endSequences)
		for _, step := range steps {
			if err := step(ctx); err != nil {
				return fmt.Errorf("salvage a book: %w", err)
			}
		}
		return nil
	})
	return err
}

// salvageOrder is such that what hangs on something comes after it.
var salvageOrder = []string{
	entityTag, entityField, entityList, entityHoliday, entityItem, entityPerson, entityEvent, entitySale, entityNote, entityReminder, entityVisit,
}

// tablePicture is the table of pictures, which the change log does not know.
const tablePicture = "picture"

// fullIndexes are, by table, indexes that name the key of every row: they tell
// which rows cannot be read.
var fullIndexes = map[string]string{
	entityPerson: "sqlite_autoindex_person_1", entityEvent: "event_person", entitySale: "sale_person", entityNote: "note_person",
	entityItem: "sqlite_autoindex_item_1", entityHoliday: "sqlite_autoindex_holiday_1", entityReminder: "reminder_date", entityVisit: "visit_week",
	tablePicture: "sqlite_autoindex_picture_1",
}

// readColumns asks the new book in which order rows have their columns. Those that
// are computed have no place in a row.
func (sv *salvage) readColumns(context.Context) error {
	sv.columns = map[string]map[string]int{}
	rows, err := sv.tx.query(`SELECT m.name, x.name FROM sqlite_master AS m JOIN pragma_table_xinfo(m.name) AS x
		WHERE m.type = 'table' AND x.hidden = 0 ORDER BY m.name, x.cid`)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var table, column string
		if err := rows.Scan(&table, &column); err != nil {
			return err
		}
		if sv.columns[table] == nil {
			sv.columns[table] = map[string]int{}
		}
		sv.columns[table][column] = len(sv.columns[table])
	}
	return rows.Err()
}

// at is the place of a column.
func (sv *salvage) at(table, column string) int {
	if i, ok := sv.columns[table][column]; ok {
		return i
	}
	return -1 // no row has it
}

// values are those of a row of the table, as far as it has them.
func (sv *salvage) values(table string, r *record, columns ...string) []any {
	out := make([]any, len(columns))
	for i, c := range columns {
		if at := sv.at(table, c); at >= 0 && at < len(r.values) {
			out[i] = r.values[at]
		}
	}
	return out
}

// counted is where a kind is counted.
func (sv *salvage) counted(name string) *SalvagedCount {
	switch name {
	case entityPerson:
		return &sv.done.People
	case entityNote:
		return &sv.done.Notes
	case entityEvent:
		return &sv.done.Events
	case entitySale:
		return &sv.done.Sales
	case tablePicture:
		return &sv.done.Pictures
	}
	return &sv.done.Others
}

// entity writes the rows of one entity, then what the change log and look-up
// tables still say of those that cannot be read.
func (sv *salvage) entity(ctx context.Context, name string) error {
	count := sv.counted(name)
	lost := map[int64]bool{}
	have := map[int64]bool{}
	sv.have[name] = have
	if name == entitySale {
		if err := sv.currency(); err != nil {
			return err
		}
	}
	err := sv.each(ctx, name, func(r *record) error {
		st, err := sv.stateOf(name, r)
		if err == nil {
			err = sv.keep(name, r.key, st)
		}
		switch {
		case fatal(err):
			return err
		case err != nil:
			lost[r.key] = true
		default:
			have[r.key] = true
			count.Saved++
		}
		return nil
	})
	if err != nil {
		return err
	}
	whole := sv.missing(name, have, lost)
	if len(lost) == 0 && whole {
		return nil
	}
	for key, e := range sv.earlierStates(ctx)[name] {
		if !have[key] && !e.gone && !whole {
			lost[key] = true
		}
	}
	for _, key := range slices.Sorted(maps.Keys(lost)) {
		if have[key] {
			continue // somebody of whom something else told
		}
		kept, err := sv.keepEarlier(ctx, name, key)
		if err != nil {
			return err
		}
		if kept {
			have[key] = true
			count.Partial++
			if name == entityPerson {
				sv.name(key)
			}
		} else {
			count.Lost++
		}
	}
	return nil
}

// missing adds the keys that the table's full index names and that were not read,
// and reports whether those are all that there can be: the index is whole, or the
// table is.
func (sv *salvage) missing(table string, have, lost map[int64]bool) (all bool) {
	index := fullIndexes[table]
	sv.eachEntry(index, func(r *record) {
		if n := len(r.values); r.whole && n > 0 {
			if key := r.int(n - 1); !have[key] {
				lost[key] = true
			}
		}
	})
	return sv.trees[table].whole || index != "" && sv.trees[index].whole
}

// keepEarlier writes what is still known of a row that cannot be read.
func (sv *salvage) keepEarlier(ctx context.Context, name string, key int64) (bool, error) {
	if e, known := sv.earlierStates(ctx)[name][key]; known && !e.gone && e.doc != nil {
		err := sv.keep(name, key, e.state)
		if err == nil || fatal(err) {
			return err == nil, err
		}
	}
	if name != entityPerson {
		return false, nil
	}
	return true, sv.keepPart(key)
}

// errUnfit says that a row cannot be written into the new book.
var errUnfit = errors.New("a row that says nothing")

// fatal tells failures of the new book, such as a full disk, from rows that are
// not fit for it.
func fatal(err error) bool {
	switch care.CodeOf(err) {
	case "":
		return false
	case care.CodeDiskFull, care.CodeDiskFailed, care.CodeBookReadOnly, care.CodeBookDamaged, care.CodeCancelled:
		return true
	}
	return errors.Is(err, errSavepoint)
}

// errSavepoint marks a transaction that cannot go on.
var errSavepoint = errors.New("the new book cannot be written")

// keep writes one row with all that is derived from it, or nothing of it.
func (sv *salvage) keep(name string, key int64, st state) error {
	if st.doc == nil || key <= 0 {
		return errUnfit
	}
	st, err := sv.fit(name, st)
	if err != nil {
		return err
	}
	e, _ := entityOf(name)
	if _, err := sv.tx.exec("SAVEPOINT salvaged"); err != nil {
		return fmt.Errorf("%w: %w", errSavepoint, err)
	}
	if err := e.save(sv.tx, key, st); err != nil {
		err = explain(sv.tx.store.path, err)
		if _, failed := sv.tx.exec("ROLLBACK TO salvaged"); failed != nil {
			return fmt.Errorf("%w: %w", errSavepoint, errors.Join(err, failed))
		}
		sv.forget(name, key)
		_, failed := sv.tx.exec("RELEASE salvaged")
		if failed != nil {
			return fmt.Errorf("%w: %w", errSavepoint, failed)
		}
		return err
	}
	if _, err := sv.tx.exec("RELEASE salvaged"); err != nil {
		return fmt.Errorf("%w: %w", errSavepoint, err)
	}
	sv.last = max(sv.last, st.rev)
	return nil
}

// forget drops what the action would do at its end for a row that is not there.
func (sv *salvage) forget(name string, key int64) {
	switch name {
	case entityPerson:
		delete(sv.tx.fullText, key)
		delete(sv.tx.neglected, key)
	case entityNote:
		delete(sv.tx.noteTexts, key)
	case entityTag:
		delete(sv.tx.tagsNeglected, key)
	}
	sv.tx.selling = nil
}

// fit makes a state one that the new book can hold: its person is there, and so
// are the pictures that it names.
func (sv *salvage) fit(name string, st state) (state, error) {
	switch name {
	case entityPerson:
		return sv.fitPerson(st)
	case entityNote:
		d, err := decodeNote(0, st.doc)
		if err != nil {
			return st, err
		}
		if err := sv.owner(d.Person); err != nil {
			return st, err
		}
		return sv.fitNote(d, st)
	case entityEvent, entitySale, entityReminder, entityVisit:
		var d struct {
			Person int64 `json:"person"`
		}
		if err := json.Unmarshal(st.doc, &d); err != nil {
			return st, err
		}
		switch {
		case name == entityReminder || name == entityVisit:
			if d.Person != 0 && !sv.have[entityPerson][d.Person] {
				return st, errUnfit
			}
			return st, nil
		}
		return st, sv.owner(d.Person)
	}
	if !json.Valid(st.doc) {
		return st, errUnfit
	}
	return st, nil
}

// fitPerson takes away pictures and files that are lost.
func (sv *salvage) fitPerson(st state) (state, error) {
	d, err := decodePerson(st.doc)
	if err != nil {
		return st, err
	}
	if d.ID == "" {
		return st, errUnfit
	}
	for _, tag := range d.TagKeys {
		if !sv.have[entityTag][tag] {
			if err := sv.keepTag(tag); err != nil {
				return st, err
			}
		}
	}
	had := len(d.Profile.Files)
	d.Profile.Files = slices.DeleteFunc(d.Profile.Files, func(f care.Attachment) bool { return !sv.shas[f.SHA256] })
	photo := d.Photo != nil && d.Photo.SHA256 != "" && !sv.shas[d.Photo.SHA256]
	if photo {
		d.Photo = nil
	}
	if !photo && len(d.Profile.Files) == had {
		return st, nil
	}
	st.doc, err = json.Marshal(d)
	return st, err
}

// fitNote takes away pictures that are lost.
func (sv *salvage) fitNote(d *noteDocument, st state) (state, error) {
	if !slices.ContainsFunc(d.Pictures, func(p notePicture) bool { return !sv.shas[p.SHA256] }) {
		return st, nil
	}
	read := d.document()
	for i := read.Len() - 1; i >= 0; i-- {
		if sha := read.Block(i).Picture().SHA; sha == "" || sv.shas[sha] {
			continue
		}
		edits, err := read.ReplaceBlocks(i, 1)
		if err == nil {
			_, err = read.Apply(edits...)
		}
		if err != nil {
			return st, err
		}
	}
	n := d.note(0, st.rev)
	n.HTML = read.HTML()
	fitted, _ := newNoteDocument(&n)
	var err error
	st.doc, err = fitted.encode()
	return st, err
}

// owner makes sure that there is a person to hang something on: whatever is known
// of somebody of whom nothing else is, so that what was written about them is kept.
func (sv *salvage) owner(key int64) error {
	if key <= 0 {
		return errUnfit
	}
	if sv.have[entityPerson][key] {
		return nil
	}
	if err := sv.keepPart(key); err != nil {
		return err
	}
	sv.have[entityPerson][key] = true
	sv.done.People.Lost = max(0, sv.done.People.Lost-1)
	sv.done.People.Partial++
	sv.name(key)
	return nil
}

// keepPart writes a person of what the look-up tables say: name, day added,
// numbers, e-mail addresses.
func (sv *salvage) keepPart(key int64) error {
	sv.readNames()
	p := &care.Person{ID: sv.ids[key], FullName: cmp.Or(sv.named[key], sv.o.Unnamed)}
	phone, email := sv.columns["phone"], sv.columns["email"]
	sv.eachEntry("phone", func(r *record) {
		if r.int(phone["person"]) == key && r.text(phone["owner"]) == "" {
			p.Phones = append(p.Phones, care.Phone{Number: r.text(phone["number"])})
		}
	})
	sv.eachEntry("email", func(r *record) {
		if r.int(email["person"]) == key {
			p.Emails = append(p.Emails, care.Email{Address: r.text(email["norm"])})
		}
	})
	prep, err := sv.tx.store.Prepare(p)
	if err != nil {
		return err
	}
	sv.last++
	return sv.keep(entityPerson, key, state{sv.last, prep.doc})
}

// keepTag writes a tag of which the name is lost, so that those who have it still
// stand together.
func (sv *salvage) keepTag(key int64) error {
	sv.last++
	doc, err := json.Marshal(tagDocument{Name: fmt.Sprintf("%s %d", sv.o.Unnamed, key), Color: tagColors[int(key)%len(tagColors)]})
	if err != nil {
		return err
	}
	if err := sv.keep(entityTag, key, state{sv.last, doc}); err != nil {
		return err
	}
	sv.have[entityTag][key] = true
	sv.done.Others.Partial++
	return nil
}

// name adds somebody to the names of the report.
func (sv *salvage) name(key int64) {
	sv.readNames()
	if name := sv.named[key]; name != "" && len(sv.done.Names) < maxSalvagedNames {
		sv.done.Names = append(sv.done.Names, name)
	}
}

// readNames reads whom the indexes name.
func (sv *salvage) readNames() {
	if sv.named != nil {
		return
	}
	sv.named, sv.ids = map[int64]string{}, map[int64]string{}
	sv.eachEntry("person_name", func(r *record) { sv.named[r.int(0)] = r.text(1) })
	sv.eachEntry("sqlite_autoindex_person_1", func(r *record) { sv.ids[r.int(1)] = r.text(0) })
}

// stateOf is the state of a row as the change log would keep it.
func (sv *salvage) stateOf(name string, r *record) (state, error) {
	st := state{rev: r.int(sv.at(name, "rev"))}
	if !r.whole && name != entityTag {
		return st, errUnfit
	}
	var err error
	switch name {
	case entityTag:
		st.doc, err = json.Marshal(tagDocument{
			Name: r.text(sv.at(name, "name")), Color: r.text(sv.at(name, "color")),
			Cadence: care.Cadence{Call: int(r.int(sv.at(name, "call_every"))), Visit: int(r.int(sv.at(name, "visit_every")))},
		})
	case entityReminder:
		text := func(column string) string { return r.text(sv.at(name, column)) }
		st.doc, err = json.Marshal(Reminder{
			Kind: text("kind"), Person: r.int(sv.at(name, "person")), What: text("what"), Round: text("round"), Status: text("status"),
			Until: care.Instant(text("until")), Date: care.Day(text("date")), Decided: care.Day(text("decided")),
		})
	default:
		st.doc = r.blob(sv.at(name, "doc"))
	}
	return st, err
}
