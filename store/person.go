package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"carebook/app/care"
	"carebook/app/text"
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

// Prepared is a person made ready to be written: everything that takes time
// and needs no book. Any goroutine may prepare while another writes.
type Prepared struct {
	// Person is the person as it will be written.
	Person *care.Person
	// Key is the person's key, 0 for somebody new.
	Key int64

	tags []string
	doc  []byte // without tag_keys
	derived
}

// derived is what lists and look-ups need of a person.
type derived struct {
	kind, city       string
	sort             []byte
	phones           []phoneRow
	emails           []string
	findName, find   string
	ftsName, ftsBody string
}

// phoneRow is a number of the person, or of a relative who is then its owner.
type phoneRow struct{ revDigits, number, owner string }

// Prepare makes a person ready to be written. Somebody without an ID is new
// and is given one. A photo must already name its picture (see MakePicture).
func (s *Store) Prepare(p *care.Person) (*Prepared, error) {
	if p.ID == "" {
		id, err := uuid.NewV7()
		if err != nil {
			return nil, fmt.Errorf("make an id: %w", err)
		}
		p.ID = id.String()
	}
	if p.UID == "" {
		p.UID = p.ID
	}
	if p.Added == "" {
		p.Added = s.options.Clock.Today()
	}
	prep := &Prepared{Person: p, tags: p.Tags}
	plain := *p
	plain.Tags = nil
	var err error
	if prep.doc, err = json.Marshal(&plain); err != nil {
		return nil, fmt.Errorf("write the document of %s: %w", p.ID, err)
	}
	prep.derived = s.derive(p)
	return prep, nil
}

// derive computes the look-up values of a person.
func (s *Store) derive(p *care.Person) derived {
	name := p.DisplayName()
	sorter := s.sorter()
	defer s.sorters.Put(sorter)
	d := derived{kind: string(p.Kind), sort: sorter.Key(name), findName: text.ParseQuery(name).Text}
	if d.kind == "" {
		d.kind = string(care.Individual)
	}
	for _, a := range p.Addresses {
		if a.City != "" {
			d.city = a.City
			break
		}
	}
	if p.Deleted != "" {
		return d // the trash is not searched
	}
	for _, t := range p.Phones {
		d.addPhone(t.Number, "", p.Country)
	}
	for _, r := range p.Related {
		d.addPhone(r.Phone, cmp.Or(r.Name, r.Relation, "?"), p.Country)
	}
	names := []string{name, p.JoinedName(), p.Nickname, p.Organization}
	for _, e := range p.Emails {
		if norm := text.NormalEmail(e.Address); norm != "" {
			d.emails = append(d.emails, norm)
			names = append(names, norm)
		}
	}
	names = distinct(names)
	d.find = text.FindText(names...)
	for _, t := range d.phones {
		d.find += " " + text.Reverse(t.revDigits)
	}
	d.ftsName = text.IndexText(names...)
	d.ftsBody = text.IndexText(bodyTexts(p)...)
	return d
}

// addPhone adds a number; owner is "" for the person's own.
func (d *derived) addPhone(number, owner, country string) {
	if number == "" {
		return
	}
	if digits := text.ParsePhone(number, country).Digits; digits != "" {
		d.phones = append(d.phones, phoneRow{text.Reverse(digits), number, owner})
	}
}

// distinct drops empty texts and repeats, keeping the order.
func distinct(texts []string) []string {
	kept := texts[:0]
next:
	for _, t := range texts {
		if t == "" {
			continue
		}
		for _, k := range kept {
			if k == t {
				continue next
			}
		}
		kept = append(kept, t)
	}
	return kept
}

// bodyTexts are the texts of a person, besides names, that search finds by
// words.
func bodyTexts(p *care.Person) []string {
	texts := []string{p.Department, p.Title, p.Role, p.Remark}
	for _, a := range p.Addresses {
		texts = append(texts, a.Street, a.Extended, a.City, a.Region, a.PostalCode, a.Country)
		if a.Street == "" && a.City == "" {
			texts = append(texts, a.Formatted)
		}
	}
	for _, u := range p.URLs {
		texts = append(texts, u.URL)
	}
	for _, m := range p.Messengers {
		texts = append(texts, m.Handle)
	}
	for _, r := range p.Related {
		texts = append(texts, r.Name)
	}
	for _, d := range p.Dates {
		if d.Text != "" || d.Label != "" {
			texts = append(texts, d.Text, d.Label)
		}
	}
	for _, x := range p.Extra {
		if len(x.Value) < longValue {
			texts = append(texts, x.Value)
		}
	}
	texts = append(texts, p.Profile.Likes, p.Profile.Household, p.Profile.Hour)
	texts = append(texts, p.Profile.Interests...)
	for _, v := range p.Profile.Own {
		texts = append(texts, v.Value)
	}
	for _, f := range p.Profile.Files {
		texts = append(texts, f.Name)
	}
	return distinct(texts)
}

// longValue is the length in bytes from which an unknown property's value is
// taken for data (a key, a sound) rather than words.
const longValue = 500

// PutPerson writes a person through the change log and gives the key. Somebody
// whose ID the book does not hold is new; without an ID one is given. A person
// equal to the one in the book changes nothing. Tags that the book does not
// have are made. Photo.Data, if set, is kept as the photo's picture.
func (tx *Tx) PutPerson(p *care.Person) (int64, error) {
	if p.Photo != nil && p.Photo.Data != nil {
		pic, err := MakePicture(p.Photo.Data)
		if err != nil {
			return 0, err
		}
		if err := tx.PutPicture(pic); err != nil {
			return 0, err
		}
		p.Photo = pic.Photo()
	}
	prep, err := tx.store.Prepare(p)
	if err != nil {
		return 0, err
	}
	err = tx.queryRow("SELECT key FROM person WHERE id = ?", p.ID).Scan(&prep.Key)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return 0, fmt.Errorf("look for person %s: %w", p.ID, err)
	}
	return prep.Key, tx.PutPrepared(prep)
}

// PutPrepared writes a prepared person and sets its Key where it is new.
func (tx *Tx) PutPrepared(prep *Prepared) error {
	keys, err := tx.tagKeys(prep.tags)
	if err != nil {
		return err
	}
	doc := withTagKeys(prep.doc, keys)
	if prep.Key == 0 {
		return tx.insertPerson(prep, doc, keys)
	}
	before, err := loadPerson(tx, prep.Key)
	if err != nil {
		return err
	}
	if string(before.doc) == string(doc) {
		return nil
	}
	rev, err := tx.log(entityPerson, prep.Key, before, false, 0)
	if err != nil {
		return err
	}
	if err := tx.clearDerived(prep.Key); err != nil {
		return err
	}
	return tx.writePerson(prep, rev, doc, keys)
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

// insertPerson writes somebody new. The key is the next one never used, so
// that a removed person's key names nobody else later.
func (tx *Tx) insertPerson(prep *Prepared, doc []byte, tags []int64) error {
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
	return tx.writePerson(prep, rev, doc, tags)
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
	if err := tx.clearDerived(key); err != nil {
		return err
	}
	if st.doc == nil {
		_, err := tx.exec("DELETE FROM person WHERE key = ?", key)
		return err
	}
	d, err := decodePerson(st.doc)
	if err != nil {
		return err
	}
	prep := &Prepared{Person: &d.Person, Key: key, derived: tx.store.derive(&d.Person)}
	if err := tx.writePerson(prep, st.rev, st.doc, d.TagKeys); err != nil {
		return err
	}
	return tx.refreshLastContact(key) // a row that is back has forgotten it
}

// clearDerived removes what can be looked up of a person, before it is written
// anew.
func (tx *Tx) clearDerived(key int64) error {
	for _, query := range []string{
		"DELETE FROM person_tag WHERE person = ?",
		"DELETE FROM phone WHERE person = ?",
		"DELETE FROM email WHERE person = ?",
		"DELETE FROM date WHERE person = ?",
		"DELETE FROM source WHERE person = ?",
		"DELETE FROM own_value WHERE person = ?",
		"DELETE FROM mention WHERE person = ?",
		"DELETE FROM attachment WHERE person = ?",
		"DELETE FROM find WHERE person = ?",
	} {
		if _, err := tx.exec(query, key); err != nil {
			return fmt.Errorf("clear the look-up rows of person %d: %w", key, err)
		}
	}
	tx.fullText[key] = nil
	return nil
}

// fullTextRow is a row of the full-text table that waits for the end of the
// action.
type fullTextRow struct{ name, body string }

// flushFullText writes the full-text rows of people who were known before, all
// removals first and each pass in the order of keys. The table gathers new rows
// in memory and writes them out whenever a smaller key comes, or a removal:
// interleaved, each of them costs two milliseconds.
func (tx *Tx) flushFullText() error {
	keys := slices.Sorted(maps.Keys(tx.fullText))
	for _, key := range keys {
		if _, err := tx.exec("DELETE FROM fts WHERE rowid = ?", key); err != nil {
			return fmt.Errorf("clear the search text of person %d: %w", key, err)
		}
	}
	for _, key := range keys {
		if row := tx.fullText[key]; row != nil {
			said, err := tx.eventTexts(key)
			if err != nil {
				return err
			}
			if said != "" {
				row.body += " " + said
			}
			if err := tx.writeFullText(key, *row); err != nil {
				return err
			}
		}
	}
	return nil
}

func (tx *Tx) writeFullText(key int64, row fullTextRow) error {
	if _, err := tx.exec("INSERT INTO fts (rowid, name, body) VALUES (?, ?, ?)", key, row.name, row.body); err != nil {
		return fmt.Errorf("write the search text of person %d: %w", key, err)
	}
	return nil
}

// writePerson writes the row and what is derived from it. Look-up rows of a
// known person must have been cleared.
func (tx *Tx) writePerson(prep *Prepared, rev int64, doc []byte, tags []int64) error {
	p := prep.Person
	var uid, photo, deleted any
	if p.UID != p.ID {
		uid = p.UID
	}
	if p.Photo != nil {
		photo = p.Photo.SHA256
	}
	if p.Deleted != "" {
		deleted = string(p.Deleted)
	}
	_, err := tx.exec(`INSERT INTO person (key, id, uid, rev, kind, full_name, organization, city, sort, photo, value, channel, lost, added, deleted_at, tags, doc)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (key) DO UPDATE SET uid = excluded.uid, rev = excluded.rev, kind = excluded.kind, full_name = excluded.full_name,
			organization = excluded.organization, city = excluded.city, sort = excluded.sort, photo = excluded.photo,
			value = excluded.value, channel = excluded.channel, lost = excluded.lost, added = excluded.added, deleted_at = excluded.deleted_at, tags = excluded.tags, doc = excluded.doc`,
		prep.Key, p.ID, uid, rev, prep.kind, p.DisplayName(), p.Organization, prep.city, prep.sort, photo,
		p.Profile.Value, string(p.Profile.Channel), string(p.Profile.Lost), string(p.Added), deleted, joinKeys(tags), doc)
	if err != nil {
		return fmt.Errorf("write person %s: %w", p.ID, err)
	}
	if err := tx.writeLookups(prep, tags); err != nil {
		return fmt.Errorf("write the look-up rows of person %s: %w", p.ID, err)
	}
	return nil
}

func (tx *Tx) writeLookups(prep *Prepared, tags []int64) error {
	for _, fingerprint := range prep.Person.Sources {
		if _, err := tx.exec("INSERT OR IGNORE INTO source (fingerprint, person) VALUES (?, ?)", fingerprint, prep.Key); err != nil {
			return err
		}
	}
	if err := tx.writeProfile(prep.Key, prep.Person); err != nil {
		return err
	}
	if prep.Person.Deleted != "" {
		return nil
	}
	for _, tag := range tags {
		if _, err := tx.exec("INSERT OR IGNORE INTO person_tag (tag, person) VALUES (?, ?)", tag, prep.Key); err != nil {
			return err
		}
	}
	for _, t := range prep.phones {
		if _, err := tx.exec("INSERT OR IGNORE INTO phone (rev_digits, person, number, owner) VALUES (?, ?, ?, ?)", t.revDigits, prep.Key, t.number, t.owner); err != nil {
			return err
		}
	}
	for _, norm := range prep.emails {
		if _, err := tx.exec("INSERT OR IGNORE INTO email (norm, person) VALUES (?, ?)", norm, prep.Key); err != nil {
			return err
		}
	}
	for i, d := range prep.Person.Dates {
		if d.Month == 0 {
			continue
		}
		calendar := d.Calendar
		if calendar == "" {
			calendar = care.Gregorian
		}
		_, err := tx.exec("INSERT INTO date (month_day, calendar, person, kind, pos) VALUES (?, ?, ?, ?, ?)",
			d.Month*100+d.Day, string(calendar), prep.Key, string(d.Kind), i)
		if err != nil {
			return err
		}
	}
	if _, err := tx.exec("INSERT INTO find (person, name, text) VALUES (?, ?, ?)", prep.Key, prep.findName, prep.find); err != nil {
		return err
	}
	row := fullTextRow{prep.ftsName, prep.ftsBody}
	if _, known := tx.fullText[prep.Key]; known {
		tx.fullText[prep.Key] = &row
		return nil
	}
	return tx.writeFullText(prep.Key, row)
}

// writeProfile writes what can be looked up of a profile.
func (tx *Tx) writeProfile(key int64, p *care.Person) error {
	for _, v := range p.Profile.Own {
		_, err := tx.exec("INSERT OR REPLACE INTO own_value (field, person, value, folded) VALUES (?, ?, ?, ?)", v.Field, key, v.Value, text.Fold(v.Value))
		if err != nil {
			return err
		}
	}
	for _, m := range mentions(p) {
		if _, err := tx.exec("INSERT OR IGNORE INTO mention (uid, person, kind) VALUES (?, ?, ?)", m.uid, key, m.kind); err != nil {
			return err
		}
	}
	for _, f := range p.Profile.Files {
		if _, err := tx.exec("INSERT OR IGNORE INTO attachment (sha, person) VALUES (?, ?)", f.SHA256, key); err != nil {
			return err
		}
	}
	return nil
}

// The kinds of mentions: who referred the person, who is somebody else, and
// what the person was called in vCards besides.
const (
	mentionReferred = "referred"
	mentionApart    = "apart"
	mentionSelf     = "uid"
)

type mention struct{ uid, kind string }

// mentions are the people whom a document names by UID.
func mentions(p *care.Person) []mention {
	var named []mention
	if uid := p.Profile.ReferredBy; uid != "" {
		named = append(named, mention{uid, mentionReferred})
	}
	for _, uid := range p.Apart {
		named = append(named, mention{uid, mentionApart})
	}
	for i := range p.Extra {
		if x := &p.Extra[i]; x.Name == "UID" && x.Value != "" {
			named = append(named, mention{x.Value, mentionSelf})
		}
	}
	return named
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
