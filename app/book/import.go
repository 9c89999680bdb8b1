package book

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/google/uuid"

	"carebook/app/care"
	"carebook/app/exchange"
	"carebook/app/lang"
	"carebook/store"
)

// OnDuplicate says what becomes of a record that is certainly somebody in the
// book.
type OnDuplicate string

// The choices. The empty OnDuplicate reads as Update.
const (
	Update OnDuplicate = "update" // unite the values of both
	Add    OnDuplicate = "add"    // every record is somebody new
	Skip   OnDuplicate = "skip"   // leave the person as it is
)

// ImportOptions say what to import and how.
type ImportOptions struct {
	Files []string
	// Country (ISO 3166, two letters) is where numbers without a country code
	// belong; "" is the book's own.
	Country             string
	Encoding, Delimiter string
	NoHeader            bool
	Map                 []exchange.ColumnMap
	OnDuplicate         OnDuplicate
	// SkipUnreadable goes on where a file cannot be read at all.
	SkipUnreadable bool
	// Tags are put on everybody in the files.
	Tags []string
	// DryRun finds out what would happen and writes nothing.
	DryRun bool
	// Progress, if set, is told several times a second how far the import is,
	// from a goroutine of the import's own.
	Progress func(Progress)
}

// Progress tells how far an import is.
type Progress struct {
	// File is the name of the file being read.
	File string
	// Done and Total are bytes, of all files together.
	Done, Total int64
	// Records are those done with.
	Records int
	// Finishing is set once everything is read and only the commit is left.
	Finishing bool
}

// ImportResult is what became of the records. Its JSON form is documented.
type ImportResult struct {
	// ImportID is empty after a dry run and where nothing was imported.
	ImportID string       `json:"import_id"`
	Files    []FileResult `json:"files"`
}

// FileResult is what became of one file's records: New, Updated, Same and
// Problems add up to Records.
type FileResult struct {
	File               string              `json:"file"`
	Producer           string              `json:"producer"`
	Encoding           string              `json:"encoding"`
	Delimiter          string              `json:"delimiter"`
	Records            int                 `json:"records"`
	New                int                 `json:"new"`
	Updated            int                 `json:"updated"`
	Same               int                 `json:"same"`
	Warnings           []ImportWarning     `json:"warnings"`
	Problems           []ImportProblem     `json:"problems"`
	PossibleDuplicates []PossibleDuplicate `json:"possible_duplicates"`
}

// ImportWarning is damage that lost no record.
type ImportWarning struct {
	Line   int    `json:"line"`
	Reason string `json:"reason"`
}

// ImportProblem is a record that was not taken, or a file that could not be
// read (line 0).
type ImportProblem struct {
	Line   int    `json:"line"`
	Reason string `json:"reason"`
	Raw    string `json:"raw"`
}

// PossibleDuplicate is a record that may be somebody in the book; it was
// entered as somebody new.
type PossibleDuplicate struct {
	// Record counts the file's records from 0.
	Record   int    `json:"record"`
	PersonID string `json:"person_id"`
	Why      string `json:"why"`
}

// Total adds up the files.
func (r ImportResult) Total() FileResult {
	var t FileResult
	for _, f := range r.Files {
		t.Records += f.Records
		t.New += f.New
		t.Updated += f.Updated
		t.Same += f.Same
		t.Problems = append(t.Problems, f.Problems...)
		t.Warnings = append(t.Warnings, f.Warnings...)
	}
	return t
}

// Import reads files into the book: one run, one transaction and one undo,
// however many files. A file that cannot be read at all fails the run before
// anything is written, unless SkipUnreadable is set. With DryRun, s may be nil
// for an empty book. The result is filled in also where the run fails with
// care.CodeNothingUsable.
func Import(ctx context.Context, s *store.Store, clock care.Clock, o ImportOptions) (ImportResult, error) {
	run := &importRun{options: o, clock: clock, index: exchange.NewIndex(), people: map[int64]*care.Person{}, country: o.Country}
	defer run.close()
	if err := run.open(); err != nil {
		return run.result, err
	}
	if s == nil {
		return run.result, run.read(ctx, nil)
	}
	if run.country == "" {
		var err error
		if run.country, err = s.Setting(ctx, SettingCountry); err != nil {
			return run.result, err
		}
	}
	var id string
	_, err := s.Do(ctx, store.Action{Kind: "import", Words: strings.Join(run.names(), ", "), Bulk: true}, func(tx *store.Tx) error {
		run.tx = tx
		if err := run.loadIndex(ctx, s); err != nil {
			return err
		}
		if err := run.read(ctx, s); err != nil {
			return err
		}
		if o.DryRun {
			return errDryRun
		}
		run.progress(true)
		var err error
		id, err = tx.RecordImport(run.record())
		return err
	})
	if errors.Is(err, errDryRun) {
		return run.result, nil
	}
	if err != nil {
		return run.result, err
	}
	run.result.ImportID = id
	return run.result, nil
}

// SettingCountry is the book's setting for numbers without a country code.
const SettingCountry = "country"

// errDryRun ends the transaction of a dry run without writing.
var errDryRun = errors.New("dry run")

// importRun is one run under way.
type importRun struct {
	options ImportOptions
	clock   care.Clock
	country string
	sources []*exchange.Source // nil where a file is left out as unreadable
	total   int64
	index   *exchange.Index
	tx      *store.Tx
	result  ImportResult
	groups  []groupOf
	// people are those made or met lately; in a dry run without a book, all.
	people map[int64]*care.Person
	told   telling
}

// groupOf is a group card and where it came from.
type groupOf struct {
	file, line int
	group      *exchange.Group
}

func (run *importRun) open() error {
	for _, name := range run.options.Files {
		source, err := exchange.Open(name, exchange.Options{
			Encoding:  run.options.Encoding,
			Delimiter: run.options.Delimiter,
			NoHeader:  run.options.NoHeader,
			Map:       run.options.Map,
			Language:  lang.Current(),
			Year:      run.clock.Now().Year(),
		})
		f := FileResult{File: name, Warnings: []ImportWarning{}, Problems: []ImportProblem{}, PossibleDuplicates: []PossibleDuplicate{}}
		if err != nil {
			f.Records = 1
			f.Problems = append(f.Problems, ImportProblem{Reason: lang.Sentence(err)})
			run.result.Files = append(run.result.Files, f)
			if !run.options.SkipUnreadable {
				return err
			}
			run.sources = append(run.sources, nil)
			continue
		}
		info := source.Info()
		f.Producer, f.Encoding, f.Delimiter = info.Producer, info.Encoding, info.Delimiter
		run.total += info.Bytes
		run.sources = append(run.sources, source)
		run.result.Files = append(run.result.Files, f)
	}
	return nil
}

func (run *importRun) close() {
	for _, source := range run.sources {
		if source != nil {
			_ = source.Close() // it was only read from
		}
	}
}

// names are the files' names without their folders.
func (run *importRun) names() []string {
	var names []string
	for _, f := range run.options.Files {
		names = append(names, filepath.Base(f))
	}
	return names
}

// record is what the book keeps of the run.
func (run *importRun) record() store.Import {
	t := run.result.Total()
	return store.Import{Files: run.names(), New: t.New, Updated: t.Updated, Same: t.Same, Problems: len(t.Problems)}
}

// loadIndex reads by what the people of the book can be recognised.
func (run *importRun) loadIndex(ctx context.Context, s *store.Store) error {
	for k, err := range s.MatchKeys(ctx) {
		if err != nil {
			return err
		}
		switch k.Kind {
		case store.UIDKey:
			run.index.AddUID(k.Text, k.Person)
		case store.PhoneKey:
			run.index.AddPhone(k.Text, k.Person)
		case store.EmailKey:
			run.index.AddEmail(k.Text, k.Person)
		case store.NameKey, store.BareNameKey:
			run.index.AddName(k.Text, k.Kind == store.BareNameKey, k.Person)
		case store.SourceKey:
			run.index.AddSource(k.Fingerprint, k.Person)
		}
	}
	return nil
}

// read takes in every record of every file, in order.
func (run *importRun) read(ctx context.Context, s *store.Store) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	for it := range run.prepare(ctx, s) {
		if err := it.wait(ctx); err != nil {
			return err
		}
		if err := run.take(it); err != nil {
			return err
		}
		run.progress(false)
	}
	if err := ctx.Err(); err != nil {
		return &care.Error{Code: care.CodeCancelled, Err: err}
	}
	if err := run.joinGroups(); err != nil {
		return err
	}
	for i, source := range run.sources {
		if source != nil {
			run.warn(i, source.Warnings())
		}
	}
	if t := run.result.Total(); t.New+t.Updated+t.Same == 0 && len(run.groups) == 0 {
		return &care.Error{Code: care.CodeNothingUsable, Args: care.Args{"File": strings.Join(run.names(), ", ")}}
	}
	return nil
}

// take decides what becomes of one record, and writes it.
func (run *importRun) take(it *item) error {
	if it.end != nil {
		return it.end
	}
	f := &run.result.Files[it.file]
	if it.record.Group != nil {
		run.groups = append(run.groups, groupOf{it.file, it.record.Line, it.record.Group})
		run.warn(it.file, it.record.Warnings)
		return nil
	}
	f.Records++
	run.warn(it.file, it.record.Warnings)
	if p := it.record.Problem; p != nil {
		f.Problems = append(f.Problems, ImportProblem{Line: p.Line, Reason: lang.T(p.Reason.Code, p.Reason.Args), Raw: p.Raw})
		return nil
	}
	if run.options.OnDuplicate == Add {
		return run.add(it, nil)
	}
	if key, known := run.index.Source(it.fingerprint); known {
		return run.same(it, key)
	}
	key, existing, possible, err := run.match(it)
	if err != nil {
		return err
	}
	if existing == nil {
		return run.add(it, possible)
	}
	if existing.Deleted != "" || run.options.OnDuplicate == Skip {
		f.Same++ // somebody in the trash stays there: that was a choice
		return nil
	}
	return run.update(it, key, existing)
}

func (run *importRun) warn(file int, warnings []exchange.Warning) {
	f := &run.result.Files[file]
	for _, w := range warnings {
		f.Warnings = append(f.Warnings, ImportWarning{Line: w.Line, Reason: lang.T(w.Reason.Code, w.Reason.Args)})
	}
}

// match finds who the record certainly is, or who it possibly is.
func (run *importRun) match(it *item) (key int64, existing *care.Person, possible []PossibleDuplicate, err error) {
	for _, candidate := range run.index.Candidates(&it.record.Person, run.country) {
		p, err := run.person(candidate)
		if err != nil {
			return 0, nil, nil, err
		}
		switch v := exchange.Judge(p, &it.record.Person, run.country); v.Certainty {
		case exchange.Certain:
			return candidate, p, nil, nil
		case exchange.Possible:
			if p.Deleted == "" {
				number := run.result.Files[it.file].Records - 1
				possible = append(possible, PossibleDuplicate{Record: number, PersonID: p.ID, Why: lang.T(v.Why)})
			}
		}
	}
	return 0, nil, possible, nil
}

// maxPeople bounds the people kept at hand, some 2 KB each. Records of a file
// resemble others of the same file, so the latest are asked for most.
const maxPeople = 16000

func (run *importRun) person(key int64) (*care.Person, error) {
	if p := run.people[key]; p != nil {
		return p, nil
	}
	p, err := run.tx.Person(key)
	if err == nil {
		run.remember(key, p)
	}
	return p, err
}

// remember keeps a person as the book now has it.
func (run *importRun) remember(key int64, p *care.Person) {
	if run.tx != nil && len(run.people) >= maxPeople {
		clear(run.people)
	}
	run.people[key] = p
}

// add enters a record as somebody new.
func (run *importRun) add(it *item, possible []PossibleDuplicate) error {
	p := &it.record.Person
	f := &run.result.Files[it.file]
	f.New++
	f.PossibleDuplicates = append(f.PossibleDuplicates, possible...)
	if run.tx == nil {
		run.know(it, int64(len(run.people)+1))
		return nil
	}
	if it.picture != nil {
		if err := run.tx.PutPicture(it.picture); err != nil {
			return err
		}
	}
	if p.UID != p.ID {
		taken, err := run.tx.KeyOf(p.UID)
		if err != nil {
			return err
		}
		if taken != 0 {
			if err := run.freeUID(it); err != nil {
				return err
			}
		}
	}
	if err := run.tx.PutPrepared(it.prepared); err != nil {
		return err
	}
	run.know(it, it.prepared.Key)
	return nil
}

// FormerUID is the property that keeps the UID of a record which was entered
// as somebody new although the book has that UID.
const FormerUID = "X-CAREBOOK-FORMER-UID"

// freeUID gives a record a UID of its own and keeps the one it came with.
func (run *importRun) freeUID(it *item) error {
	p := &it.record.Person
	p.Extra = append(p.Extra, care.Property{Name: FormerUID, Value: p.UID})
	p.UID = p.ID
	prepared, err := it.store.Prepare(p)
	if err != nil {
		return err
	}
	it.prepared = prepared
	return nil
}

// know makes a person recognisable to the records that follow.
func (run *importRun) know(it *item, key int64) {
	if photo := it.record.Person.Photo; photo != nil {
		photo.Data = nil // it is in the book now
	}
	run.remember(key, &it.record.Person)
	run.index.Add(&it.record.Person, run.country, key)
	run.index.AddSource(it.fingerprint, key)
}

// same counts a record that was imported before, exactly as it is. It may
// still lack the tags of this run.
func (run *importRun) same(it *item, key int64) error {
	f := &run.result.Files[it.file]
	f.Same++
	if len(run.options.Tags) == 0 || run.tx == nil {
		return nil
	}
	p, err := run.tx.Person(key)
	if err != nil {
		return err
	}
	if p.Deleted != "" || !addTags(p, run.options.Tags) {
		return nil
	}
	f.Same--
	f.Updated++
	run.remember(key, p)
	_, err = run.tx.PutPerson(p)
	return err
}

// update unites a record with the person it is.
func (run *importRun) update(it *item, key int64, existing *care.Person) error {
	f := &run.result.Files[it.file]
	merged, changed := exchange.Merge(existing, &it.record.Person, run.country)
	changed = addTags(&merged, run.options.Tags) || changed
	if !changed {
		f.Same++
		return nil
	}
	f.Updated++
	merged.Sources = append(merged.Sources, it.fingerprint)
	if merged.Photo != nil {
		merged.Photo.Data = nil // PutPicture has it
	}
	if run.tx != nil {
		if it.picture != nil && merged.Photo != nil && merged.Photo.SHA256 == it.picture.SHA256 {
			if err := run.tx.PutPicture(it.picture); err != nil {
				return err
			}
		}
		if _, err := run.tx.PutPerson(&merged); err != nil {
			return err
		}
	}
	run.remember(key, &merged)
	run.index.Add(&merged, run.country, key)
	run.index.AddSource(it.fingerprint, key)
	return nil
}

// addTags adds the tags that a person does not have, whatever their case.
func addTags(p *care.Person, tags []string) (added bool) {
	for _, t := range tags {
		if !slices.ContainsFunc(p.Tags, func(have string) bool { return strings.EqualFold(have, t) }) {
			p.Tags = append(p.Tags, t)
			added = true
		}
	}
	return added
}

// joinGroups makes tags of the group cards. Their members may stand anywhere
// in the files, so this comes last.
func (run *importRun) joinGroups() error {
	if run.tx == nil {
		return nil
	}
	for _, g := range run.groups {
		missing := 0
		for _, uid := range g.group.Members {
			key, err := run.tx.KeyOf(uid)
			if err != nil {
				return err
			}
			if key == 0 {
				missing++
				continue
			}
			p, err := run.tx.Person(key)
			if err != nil {
				return err
			}
			if addTags(p, []string{g.group.Name}) {
				if _, err := run.tx.PutPerson(p); err != nil {
					return fmt.Errorf("tag the members of %s: %w", g.group.Name, err)
				}
			}
		}
		if missing > 0 {
			f := &run.result.Files[g.file]
			f.Warnings = append(f.Warnings, ImportWarning{Line: g.line, Reason: lang.N("import.reason.members_missing", missing, lang.Args{"Name": g.group.Name})})
		}
	}
	return nil
}

// newID is an id for a person that a dry run without a book would make.
func newID() (string, error) {
	id, err := uuid.NewV7()
	if err != nil {
		return "", fmt.Errorf("make an id: %w", err)
	}
	return id.String(), nil
}
