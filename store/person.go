package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"carebook/app/care"
	"carebook/app/picture"
)

// document is a person as a row holds it: the person's JSON with tags by key,
// so that a renamed tag follows.
type document struct {
	care.Person
	TagKeys []int64 `json:"tag_keys,omitempty"`
}

func decodePerson(doc []byte) (*document, error) {
	var d document
	if err := json.Unmarshal(doc, &d); err != nil {
		return nil, fmt.Errorf("read a person's document: %w", err)
	}
	return &d, nil
}

// Prepared is somebody new made ready to be written: everything that takes
// time and needs no book. Any goroutine may prepare while another writes.
type Prepared struct {
	// Person is the person as it will be written.
	Person *care.Person
	// Key is the person's key once it is written.
	Key int64

	doc []byte // without tag_keys
	derived
}

// Prepare makes somebody new ready to be written. Without an ID one is given. A
// photo must already name its picture (see picture.Make).
func (s *Store) Prepare(p *care.Person) (*Prepared, error) {
	if p.ID == "" {
		id, err := uuid.NewV7()
		if err != nil {
			return nil, fmt.Errorf("make an id: %w", err)
		}
		p.ID = id.String()
	}
	doc, err := s.encodePerson(p)
	if err != nil {
		return nil, err
	}
	return &Prepared{Person: p, doc: doc, derived: s.derive(p)}, nil
}

// encodePerson completes a person who has an ID and gives the document, without
// tag_keys.
func (s *Store) encodePerson(p *care.Person) ([]byte, error) {
	if p.UID == "" {
		p.UID = p.ID
	}
	if p.Added == "" {
		p.Added = s.options.Clock.Today()
	}
	plain := *p
	plain.Tags = nil
	doc, err := json.Marshal(&plain)
	if err != nil {
		return nil, fmt.Errorf("write the document of %s: %w", p.ID, err)
	}
	return doc, nil
}

// PutPerson writes a person through the change log and gives the key. Somebody
// whose ID the book does not hold is new; without an ID one is given. A person
// equal to the one in the book changes nothing. Tags that the book does not
// have are made. Photo.Data, if set, is kept as the photo's picture.
func (tx *Tx) PutPerson(p *care.Person) (int64, error) {
	if p.Photo != nil && p.Photo.Data != nil {
		pic, err := picture.Make(p.Photo.Data)
		if err != nil {
			return 0, err
		}
		if err := tx.PutPicture(pic); err != nil {
			return 0, err
		}
		p.Photo = pic.Photo()
	}
	known, err := tx.knownByID(p.ID)
	if err != nil {
		return 0, err
	}
	if known != nil {
		return known.key, tx.updatePerson(known, p)
	}
	prep, err := tx.store.Prepare(p)
	if err != nil {
		return 0, err
	}
	err = tx.PutPrepared(prep)
	return prep.Key, err
}

// knownPerson is somebody as the book holds him.
type knownPerson struct {
	key int64
	state
	derived *derived // nil until it is asked for
}

// gathered is what can be told at a glance of the person.
func (k *knownPerson) gathered() (*derived, error) {
	if k.derived == nil {
		d, err := decodePerson(k.doc)
		if err != nil {
			return nil, err
		}
		k.derived = d.gather()
	}
	return k.derived, nil
}

// gather takes from a document what can be told at a glance.
func (d *document) gather() *derived {
	gathered := gather(&d.Person)
	gathered.tags = d.TagKeys
	return &gathered
}

// knownByID is the person with an id, nil where the book holds none.
func (tx *Tx) knownByID(id string) (*knownPerson, error) {
	if k := tx.lastRead; k != nil && k.derived.id == id {
		return k, nil
	}
	var k knownPerson
	err := tx.queryRow("SELECT key, rev, doc FROM person WHERE id = ?", id).Scan(&k.key, &k.rev, &k.doc)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("look for person %s: %w", id, err)
	}
	return &k, nil
}

// updatePerson writes somebody known through the change log.
func (tx *Tx) updatePerson(known *knownPerson, p *care.Person) error {
	doc, err := tx.store.encodePerson(p)
	if err != nil {
		return err
	}
	tags, err := tx.tagKeys(p.Tags)
	if err != nil {
		return err
	}
	doc = withTagKeys(doc, tags)
	if string(known.doc) == string(doc) {
		return nil
	}
	was, err := known.gathered()
	if err != nil {
		return err
	}
	rev, err := tx.log(entityPerson, known.key, known.state, false, 0)
	if err != nil {
		return err
	}
	is := gather(p)
	is.tags = tags
	return tx.rewritePerson(known.key, state{rev, doc}, was, &is)
}

// PutPrepared writes somebody new. The key is the next one never used, so that
// a removed person's key names nobody else later.
func (tx *Tx) PutPrepared(prep *Prepared) error {
	tags, err := tx.tagKeys(prep.Person.Tags)
	if err != nil {
		return err
	}
	if tx.personKey == 0 {
		err := tx.queryRow("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'person'").Scan(&tx.personKey)
		if err != nil {
			return fmt.Errorf("read the last person's key: %w", err)
		}
	}
	tx.personKey++
	prep.Key = tx.personKey
	rev, err := tx.log(entityPerson, prep.Key, state{}, false, 0)
	if err != nil {
		return err
	}
	prep.tags = tags
	if err := tx.insertPerson(prep.Key, state{rev, withTagKeys(prep.doc, tags)}, &prep.derived); err != nil || !prep.living {
		return err
	}
	return tx.writeFullText(prep.Key, fullTextRow{prep.ftsName, prep.ftsBody})
}

// withTagKeys ends a person's JSON object with the keys of its tags.
func withTagKeys(doc []byte, keys []int64) []byte {
	if len(keys) == 0 {
		return doc
	}
	out := append(make([]byte, 0, len(doc)+16+8*len(keys)), doc[:len(doc)-1]...)
	out = append(out, `,"tag_keys":[`...)
	for i, k := range keys {
		if i > 0 {
			out = append(out, ',')
		}
		out = strconv.AppendInt(out, k, 10)
	}
	return append(out, "]}"...)
}

// TrashPerson moves a person to the trash, or brings it back.
func (tx *Tx) TrashPerson(key int64, trashed bool) error {
	before, err := loadPerson(tx, key)
	if err != nil {
		return err
	}
	if before.doc == nil {
		return &care.Error{Code: care.CodePersonMissing, Args: care.Args{"ID": key}, Err: ErrNotFound}
	}
	d, err := decodePerson(before.doc)
	if err != nil {
		return err
	}
	if (d.Deleted != "") == trashed {
		return nil
	}
	d.Deleted = ""
	if trashed {
		d.Deleted = tx.at
	}
	doc, err := json.Marshal(d)
	if err != nil {
		return fmt.Errorf("write the document of %s: %w", d.ID, err)
	}
	return tx.replace(entityPerson, key, before, state{doc: doc})
}

func loadPerson(tx *Tx, key int64) (state, error) {
	var st state
	err := tx.queryRow("SELECT rev, doc FROM person WHERE key = ?", key).Scan(&st.rev, &st.doc)
	if errors.Is(err, sql.ErrNoRows) {
		return state{}, nil
	}
	if err != nil {
		return state{}, fmt.Errorf("read person %d: %w", key, err)
	}
	return st, nil
}

// savePerson makes the person's row and look-up rows equal to the state.
func savePerson(tx *Tx, key int64, st state) error {
	if st.doc == nil {
		if err := tx.clearDerived(key); err != nil {
			return err
		}
		tx.unsplit = true
		_, err := tx.exec("DELETE FROM person WHERE key = ?", key)
		return err
	}
	is, err := decodePerson(st.doc)
	if err != nil {
		return err
	}
	before, err := loadPerson(tx, key)
	if err != nil {
		return err
	}
	if before.doc != nil {
		was, err := decodePerson(before.doc)
		if err != nil {
			return err
		}
		return tx.rewritePerson(key, st, was.gather(), is.gather())
	}
	d := tx.store.derive(&is.Person)
	d.tags = is.TagKeys
	if err := tx.insertPerson(key, st, &d); err != nil {
		return err
	}
	tx.fullText[key] = d.fullText()
	tx.neglect(key) // a row that is back has forgotten the timeline
	return nil
}

var insertPersonQuery = "INSERT INTO person (key, id, rev, sort, doc, " + strings.Join(personColumns[:], ", ") +
	") VALUES (?, ?, ?, ?, ?" + strings.Repeat(", ?", len(personColumns)) + ")"

// insertPerson writes the row of somebody whom the book does not hold, and the
// look-up rows but for the full text.
func (tx *Tx) insertPerson(key int64, st state, d *derived) error {
	args := append([]any{key, d.id, st.rev, d.sort, st.doc}, d.columns()...)
	if _, err := tx.exec(insertPersonQuery, args...); err != nil {
		return fmt.Errorf("write person %s: %w", d.id, err)
	}
	tx.unsplit = true
	if err := tx.careForNew(key, d); err != nil {
		return err
	}
	return tx.writeLookups(key, &derived{}, d)
}

// careForNew neglects somebody new who has a cadence: without a timeline, only
// by what is said of the person or of a tag, or by a band chosen by hand. Most
// people of an import have none, and cost nothing.
func (tx *Tx) careForNew(key int64, d *derived) error {
	if d.cadence != (care.Cadence{}) || d.band != "" {
		tx.neglect(key)
	}
	if len(d.tags) == 0 {
		return nil
	}
	cadences, err := tx.tagCadences()
	for _, tag := range d.tags {
		if _, asks := cadences[tag]; asks {
			tx.neglect(key)
		}
	}
	return err
}

// rewritePerson writes what differs between two states of somebody known: most
// edits touch one field of many.
func (tx *Tx) rewritePerson(key int64, st state, was, is *derived) error {
	if err := tx.updateRow(key, st, was, is); err != nil {
		return fmt.Errorf("write person %s: %w", is.id, err)
	}
	if !is.caresAs(was) {
		tx.neglect(key)
	}
	if !is.ranksAs(was) {
		tx.unsplit = true
	}
	reads := is.readsAs(was)
	if !reads || !is.findsAs(was) {
		is.spelled = is.spell()
	}
	if !reads {
		tx.fullText[key] = is.fullText()
	}
	return tx.writeLookups(key, was, is)
}

// updateRow writes the columns of a person's row that differ, so that the
// indexes of the others are left alone.
func (tx *Tx) updateRow(key int64, st state, was, is *derived) error {
	set, args := "rev = ?, doc = ?", []any{st.rev, st.doc}
	old, columns := was.columns(), is.columns()
	for i, column := range personColumns {
		if columns[i] != old[i] {
			set, args = set+", "+column+" = ?", append(args, columns[i])
		}
	}
	if is.name != was.name {
		set, args = set+", sort = ?", append(args, tx.store.sortKey(is.name))
	}
	_, err := tx.exec("UPDATE person SET "+set+" WHERE key = ?", append(args, key)...)
	return err
}

// joinKeys and splitKeys write tag keys as a list shows them.
func joinKeys(keys []int64) string {
	if len(keys) == 0 {
		return ""
	}
	var b []byte
	for i, k := range keys {
		if i > 0 {
			b = append(b, ' ')
		}
		b = strconv.AppendInt(b, k, 10)
	}
	return string(b)
}

func splitKeys(s string) []int64 {
	if s == "" {
		return nil
	}
	var keys []int64
	for f := range strings.FieldsSeq(s) {
		if k, err := strconv.ParseInt(f, 10, 64); err == nil {
			keys = append(keys, k)
		}
	}
	return keys
}

// Person reads one person, without the picture's bytes. It fails with
// care.CodePersonMissing where the book does not hold the key.
func (s *Store) Person(ctx context.Context, key int64) (*care.Person, error) {
	return s.readPerson(ctx, "key = ?", key)
}

// PersonByID reads one person by id or UID.
func (s *Store) PersonByID(ctx context.Context, id string) (*care.Person, error) {
	return s.readPerson(ctx, "key = coalesce((SELECT key FROM person WHERE id = ?1), (SELECT key FROM person WHERE uid = ?1))", id)
}

func (s *Store) readPerson(ctx context.Context, where string, arg any) (*care.Person, error) {
	var doc []byte
	err := s.read.QueryRowContext(ctx, "SELECT doc FROM person WHERE "+where, arg).Scan(&doc)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, &care.Error{Code: care.CodePersonMissing, Args: care.Args{"ID": arg}, Err: ErrNotFound}
	}
	if err != nil {
		return nil, s.explain(fmt.Errorf("read person %v: %w", arg, err))
	}
	return s.person(ctx, doc)
}

// person makes a person of a row's document, tags by name.
func (s *Store) person(ctx context.Context, doc []byte) (*care.Person, error) {
	d, err := decodePerson(doc)
	if err != nil {
		return nil, &care.Error{Code: care.CodeBookDamaged, Args: care.Args{"Book": s.path}, Err: err}
	}
	if d.Tags, err = s.tagNames(ctx, d.TagKeys); err != nil {
		return nil, err
	}
	return &d.Person, nil
}

// Key is the key of the person with an id or UID.
func (s *Store) Key(ctx context.Context, id string) (int64, error) {
	var key int64
	err := s.read.QueryRowContext(ctx, "SELECT coalesce((SELECT key FROM person WHERE id = ?1), (SELECT key FROM person WHERE uid = ?1), 0)", id).Scan(&key)
	if err != nil {
		return 0, s.explain(fmt.Errorf("look for person %s: %w", id, err))
	}
	if key == 0 {
		return 0, &care.Error{Code: care.CodePersonMissing, Args: care.Args{"ID": id}, Err: ErrNotFound}
	}
	return key, nil
}

// IDs are the ids of people by key; keys that the book does not hold are left
// out.
func (s *Store) IDs(ctx context.Context, keys []int64) (map[int64]string, error) {
	c := &conditions{}
	c.among("key IN (SELECT value FROM json_each(?))", keys)
	rows, err := s.read.QueryContext(ctx, "SELECT key, id FROM person WHERE "+c.parts[0], c.args...)
	if err != nil {
		return nil, s.explain(fmt.Errorf("read %d ids: %w", len(keys), err))
	}
	defer rows.Close()
	ids := make(map[int64]string, len(keys))
	for rows.Next() {
		var key int64
		var id string
		if err := rows.Scan(&key, &id); err != nil {
			return nil, s.explain(fmt.Errorf("read %d ids: %w", len(keys), err))
		}
		ids[key] = id
	}
	return ids, s.explain(rows.Err())
}

// EachPerson calls f with the living people selected by the query, in order of
// creation; f may keep what it is given. It stops at f's error.
func (s *Store) EachPerson(ctx context.Context, q Query, f func(key int64, p *care.Person) error) error {
	condition, args, err := s.where(ctx, q)
	if err != nil {
		return err
	}
	rows, err := s.read.QueryContext(ctx, "SELECT key, doc FROM person WHERE "+condition+" ORDER BY key", args...)
	if err != nil {
		return s.explain(fmt.Errorf("read the people: %w", err))
	}
	defer rows.Close()
	for rows.Next() {
		var key int64
		var doc []byte
		if err := rows.Scan(&key, &doc); err != nil {
			return s.explain(fmt.Errorf("read the people: %w", err))
		}
		p, err := s.person(ctx, doc)
		if err != nil {
			return err
		}
		if err := f(key, p); err != nil {
			return err
		}
	}
	return s.explain(rows.Err())
}
