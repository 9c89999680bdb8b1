package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"carebook/app/care"
)

// Part names a kind of row that an archive of the whole book carries.
type Part string

// The parts, in the order in which they are taken in: what is named comes before
// what names it.
const (
	PartSettings  Part = "settings"
	PartPictures  Part = "pictures"
	PartTags      Part = "tags"
	PartFields    Part = "fields"
	PartPeople    Part = "people"
	PartLists     Part = "lists"
	PartItems     Part = "items"
	PartSales     Part = "sales"
	PartEvents    Part = "events"
	PartReminders Part = "reminders"
	PartVisits    Part = "visits"
	PartHolidays  Part = "holidays"
	PartNotes     Part = "notes"
	PartAnnounced Part = "announced"
	PartRuns      Part = "runs"
	PartImports   Part = "imports"
	PartExported  Part = "exported"
)

// Parts are all parts in the order in which they are taken in.
func Parts() []Part {
	return []Part{
		PartSettings, PartPictures, PartTags, PartFields, PartPeople, PartLists, PartItems, PartSales,
		PartEvents, PartReminders, PartVisits, PartHolidays, PartNotes, PartAnnounced, PartRuns, PartImports, PartExported,
	}
}

// notArchived are the settings that another book makes for itself: what is derived,
// and what says where the backups of this one are.
const notArchived = "('" + SettingBandsOf + "', '" + settingRound + "', '" + SettingBackup + "', '" + settingCurrencyRev + "', '" + settingSorter + "', '" + settingLogFrom + "')"

// partQueries read the rows of a part as key and JSON.
var partQueries = map[Part]string{
	PartSettings: "SELECT 0, json_object('name', name, 'value', value) FROM setting WHERE name NOT IN " + notArchived + " ORDER BY name",
	PartPictures: "SELECT key, json_object('sha256', sha, 'media_type', media, 'bytes', length(bytes)) FROM picture ORDER BY key",
	PartTags:     `SELECT key, json_object('name', name, 'color', color, 'cadence', json_object('call', call_every, 'visit', visit_every)) FROM tag ORDER BY key`,
	PartFields:   "SELECT key, doc FROM field ORDER BY key",
	PartPeople:   "SELECT key, doc FROM person ORDER BY key",
	PartLists:    "SELECT key, doc FROM list ORDER BY key",
	PartItems:    "SELECT key, doc FROM item ORDER BY key",
	PartSales:    "SELECT key, doc FROM sale ORDER BY key",
	PartEvents:   "SELECT key, doc FROM event ORDER BY key",
	PartReminders: `SELECT key, json_object('kind', kind, 'person', coalesce(person, 0), 'what', what, 'round', round, 'status', status, 'until', until,
		'date', date, 'decided', decided) FROM reminder ORDER BY key`,
	PartVisits:   "SELECT key, doc FROM visit ORDER BY key",
	PartHolidays: "SELECT key, doc FROM holiday ORDER BY key",
	PartNotes:    "SELECT key, doc FROM note ORDER BY key",
	PartAnnounced: `SELECT 0, json_object('kind', kind, 'person', coalesce(person, 0), 'what', what, 'round', round, 'told', told, 'day', day)
		FROM announced ORDER BY day, kind, person, what, round, told`,
	PartRuns: "SELECT 0, json_object('day', day, 'shown', shown) FROM run ORDER BY day",
	PartImports: `SELECT 0, json_object('id', import.id, 'at', import.at, 'files', json(files), 'new', new, 'updated', updated, 'same', same, 'problems', problems,
		'changed', json(CASE WHEN action IS NULL THEN 'false' ELSE 'true' END), 'undone', json(CASE WHEN undone THEN 'true' ELSE 'false' END))
		FROM import LEFT JOIN action ON action.id = import.action ORDER BY import.at, import.id`,
	PartExported: exportedRows,
}

// Snapshot is the book as it was at one moment, while others go on writing.
type Snapshot struct {
	store *Store
	tx    *sql.Tx
}

// Snapshot begins to read the book at one moment. It must be closed.
func (s *Store) Snapshot(ctx context.Context) (*Snapshot, error) {
	tx, err := s.read.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return nil, s.explain(fmt.Errorf("read the whole book: %w", err))
	}
	return &Snapshot{s, tx}, nil
}

// Close ends the reading.
func (v *Snapshot) Close() error { return v.tx.Rollback() }

// Each calls f with the rows of a part: the key, 0 where rows have none, and the JSON
// of what the row says, as TakeIn takes it.
func (v *Snapshot) Each(ctx context.Context, part Part, f func(key int64, doc []byte) error) error {
	rows, err := v.tx.QueryContext(ctx, partQueries[part])
	if err != nil {
		return v.store.explain(fmt.Errorf("read %s: %w", part, err))
	}
	defer rows.Close()
	for rows.Next() {
		var key int64
		var doc []byte
		if err := rows.Scan(&key, &doc); err != nil {
			return v.store.explain(fmt.Errorf("read %s: %w", part, err))
		}
		if err := f(key, doc); err != nil {
			return err
		}
	}
	return v.store.explain(rows.Err())
}

// Picture reads the bytes of a picture or file.
func (v *Snapshot) Picture(ctx context.Context, sha string) (data []byte, err error) {
	if err = v.tx.QueryRowContext(ctx, "SELECT bytes FROM picture WHERE sha = ?", sha).Scan(&data); err != nil {
		return nil, v.store.explain(fmt.Errorf("read picture %s: %w", sha, err))
	}
	return data, nil
}

// vacantTables hold nothing in a book into which a whole one can be taken.
var vacantTables = []string{"person", "tag", "event", "sale", "item", "reminder", "visit", "holiday", "field", "list", "note"}

// Vacant reports whether the book holds nothing that somebody has put into it.
func (s *Store) Vacant(ctx context.Context) (bool, error) {
	for _, table := range vacantTables {
		var any bool
		if err := s.read.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM "+table+")").Scan(&any); err != nil {
			return false, s.explain(fmt.Errorf("ask whether the book is empty: %w", err))
		}
		if any {
			return false, nil
		}
	}
	return true, nil
}

// ErrNotVacant says that a whole book can be taken into an empty one only.
var ErrNotVacant = errors.New("the book is not empty")

// Vacate makes room for a whole book in one that is vacant: what its log says of
// people who have gone goes, since their keys may now name others. It fails with
// ErrNotVacant.
func (tx *Tx) Vacate() error {
	for _, table := range vacantTables {
		var any bool
		if err := tx.queryRow("SELECT EXISTS (SELECT 1 FROM " + table + ")").Scan(&any); err != nil {
			return fmt.Errorf("ask whether the book is empty: %w", err)
		}
		if any {
			return ErrNotVacant
		}
	}
	old, err := tx.keys("SELECT id FROM action")
	if err != nil {
		return err
	}
	tx.emptied = append(tx.emptied, old...)
	for _, table := range []string{"import", "change", "action", "announced", "run", "exported", "export"} {
		if _, err := tx.exec("DELETE FROM " + table); err != nil {
			return fmt.Errorf("make room for a book: %w", err)
		}
	}
	return nil
}

// TakeIn writes a row of an archive under its key into a book that was vacated, as
// Snapshot.Each has read it. Rows come in the order of Parts, pictures by PutPicture.
// What does not fit together is an error.
func (tx *Tx) TakeIn(part Part, key int64, doc []byte) error {
	if err := tx.takeIn(part, key, doc); err != nil {
		return fmt.Errorf("take in %s %d: %w", part, key, err)
	}
	return nil
}

func (tx *Tx) takeIn(part Part, key int64, doc []byte) error {
	switch part {
	case PartSettings:
		return tx.takeSetting(doc)
	case PartPictures:
		return errors.New("pictures come by themselves")
	case PartAnnounced:
		return tx.takeAnnounced(doc)
	case PartRuns:
		var r struct {
			Day   care.Day
			Shown care.Instant
		}
		if err := json.Unmarshal(doc, &r); err != nil {
			return err
		}
		if _, err := care.ParseDay(string(r.Day)); err != nil {
			return err
		}
		return tx.recordRun(r.Day, r.Shown)
	case PartImports:
		return tx.takeImport(doc)
	case PartExported:
		return tx.takeExported(doc)
	}
	name, doc, err := tx.canonical(part, doc)
	if err != nil {
		return err
	}
	if key <= 0 || key > maxKey {
		return fmt.Errorf("no key: %d", key)
	}
	before, err := tx.load(name, key)
	if err != nil {
		return err
	}
	if before.doc != nil {
		return errors.New("there are two of the same key")
	}
	return tx.replace(name, key, state{}, state{doc: doc})
}

// maxKey leaves room for the keys that come after those of an archive.
const maxKey = 1 << 53

// canonical is the entity of a part and a document as this program writes it: nobody
// has looked at that of an archive.
func (tx *Tx) canonical(part Part, doc []byte) (entity string, _ []byte, err error) {
	as := func(entity string, into any) (string, []byte, error) {
		if err := json.Unmarshal(doc, into); err != nil {
			return "", nil, err
		}
		doc, err := json.Marshal(into)
		return entity, doc, err
	}
	switch part {
	case PartTags:
		return as(entityTag, &tagDocument{})
	case PartFields:
		return as(entityField, &care.OwnField{})
	case PartLists:
		return as(entityList, &care.SmartList{})
	case PartItems:
		return as(entityItem, &care.Item{})
	case PartSales:
		return as(entitySale, &saleDocument{})
	case PartVisits:
		return as(entityVisit, &PlannedVisit{})
	case PartHolidays:
		h := &care.Holiday{}
		if entity, doc, err = as(entityHoliday, h); err == nil && h.ID == "" {
			err = errors.New("a holiday without an ID")
		}
		return entity, doc, err
	case PartEvents:
		e := &eventDocument{}
		if entity, doc, err = as(entityEvent, e); err == nil {
			_, err = care.ParseDay(string(e.Day))
		}
		return entity, doc, err
	case PartReminders:
		return as(entityReminder, &Reminder{})
	case PartPeople:
		return tx.canonicalPerson(doc)
	case PartNotes:
		var d noteDocument
		if err := json.Unmarshal(doc, &d); err != nil {
			return "", nil, err
		}
		n := d.note(0, 0)
		if n.ID == "" || n.Created == "" || n.Changed == "" {
			return "", nil, errors.New("a note without ID or instants")
		}
		written, said := newNoteDocument(&n)
		tx.noteSaid = &noteText{written.HTML, said}
		doc, err := written.encode()
		return entityNote, doc, err
	}
	return "", nil, errors.New("this program knows no such part")
}

func (tx *Tx) canonicalPerson(doc []byte) (string, []byte, error) {
	d, err := decodePerson(doc)
	if err != nil {
		return "", nil, err
	}
	d.Tags = nil // the keys say which they are
	switch {
	case d.ID == "" || d.Added == "":
		return "", nil, errors.New("a person without ID or first day")
	case d.UID == "":
		d.UID = d.ID
	}
	if tx.tags == nil {
		if err := tx.loadTags(); err != nil {
			return "", nil, err
		}
	}
	// In their order: a row shows the first. Each once.
	var tags []int64
	for _, key := range d.TagKeys {
		if _, known := tx.tagNames[key]; !known {
			return "", nil, fmt.Errorf("tag %d is not there", key)
		}
		if !slices.Contains(tags, key) {
			tags = append(tags, key)
		}
	}
	d.TagKeys = tags
	encoded, err := json.Marshal(d)
	return entityPerson, encoded, err
}

func (tx *Tx) takeSetting(doc []byte) error {
	var s struct{ Name, Value string }
	if err := json.Unmarshal(doc, &s); err != nil {
		return err
	}
	switch s.Name {
	case "":
		return errors.New("a setting without a name")
	case SettingLanguage, SettingBandsOf, settingRound, SettingBackup, settingCurrencyRev, settingSorter, settingLogFrom:
		return nil // the book has its own
	case SettingCurrency, settingAdopted:
		return tx.takeCurrency(s.Name, s.Value)
	}
	return tx.SetSetting(s.Name, s.Value)
}

// takeCurrency sets one of the two settings that the book's currency is.
func (tx *Tx) takeCurrency(name, value string) error {
	before, err := loadCurrency(tx, currencyKey)
	if err != nil {
		return err
	}
	var d currencyDocument
	if before.doc != nil {
		if err := json.Unmarshal(before.doc, &d); err != nil {
			return err
		}
	}
	if name == SettingCurrency {
		d.Currency = value
	} else {
		d.Adopted = value
	}
	doc, err := json.Marshal(d)
	if err != nil {
		return err
	}
	return tx.replace(entityCurrency, currencyKey, before, state{doc: doc})
}

func (tx *Tx) takeAnnounced(doc []byte) error {
	var a struct {
		Told
		Day care.Day
	}
	if err := json.Unmarshal(doc, &a); err != nil {
		return err
	}
	_, err := tx.announce(a.Day, a.Told)
	return err
}

func (tx *Tx) takeImport(doc []byte) error {
	var run struct {
		Import
		Changed bool `json:"changed"`
	}
	if err := json.Unmarshal(doc, &run); err != nil {
		return err
	}
	if run.ID == "" {
		return errors.New("an import without an ID")
	}
	files, err := json.Marshal(run.Files)
	if err != nil {
		return err
	}
	var action any
	if run.Changed {
		res, err := tx.exec("INSERT INTO action (kind, words, at, origin, undone) VALUES ('import', '', ?, '', ?)", string(run.At), run.Undone)
		if err != nil {
			return err
		}
		if action, err = res.LastInsertId(); err != nil {
			return err
		}
	}
	_, err = tx.exec("INSERT INTO import (id, action, at, files, new, updated, same, problems) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
		run.ID, action, string(run.At), string(files), run.New, run.Updated, run.Same, run.Problems)
	return err
}
