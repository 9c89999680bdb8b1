package book

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"

	"carebook/app/care"
	"carebook/app/exchange"
	"carebook/app/exchange/sheet"
	"carebook/app/lang"
	"carebook/store"
)

// RecordRef names one record of a run.
type RecordRef struct {
	// File is the file's name as in FileResult, Record counts its records
	// from 0.
	File   string `json:"file"`
	Record int    `json:"record"`
}

// Choice is what the user decided for one record.
type Choice struct {
	What OnDuplicate
	// As is whom an Update concerns; the zero As is whom the importer found.
	As Target
}

// Target is a person of the book, by key, or one that an earlier record of the
// same run makes.
type Target struct {
	Key    int64
	Record RecordRef
}

// Outcome is what becomes of a record.
type Outcome string

// The outcomes.
const (
	OutcomeNew     Outcome = "new"
	OutcomeUpdate  Outcome = "update"
	OutcomeSame    Outcome = "same"
	OutcomeProblem Outcome = "problem"
)

// Previewed is one record in a preview.
type Previewed struct {
	Ref  RecordRef
	Line int
	What Outcome
	// Name, Organization and Phone are for a row. Name is the reason of a
	// problem, and Phone an e-mail address where there is no number.
	Name, Organization, Phone string
	// Possible is set where the record may be somebody, and nobody has
	// decided yet.
	Possible bool
	// Likely is the name of the likeliest person whom the record may be.
	Likely string
	// NotAPerson is set for what telephones keep beside people.
	NotAPerson bool
	// Choice is what was decided for this record or its kind, "" for nothing.
	Choice OnDuplicate

	detail, draft span
}

// Candidate is somebody whom a record may be.
type Candidate struct {
	Target Target `json:"-"`
	// PersonID is empty for somebody whom a record of the same run makes,
	// which Of then names.
	PersonID string     `json:"person_id,omitempty"`
	Of       *RecordRef `json:"of,omitempty"`
	Name     string     `json:"name"`
	Why      string     `json:"why"`
	// Fields are all that either has, side by side: Before is the candidate,
	// After the record.
	Fields []Change `json:"fields"`
}

// Detail is all there is to see of one record.
type Detail struct {
	// PersonID and Who are the person whom an update changes or who is the
	// same, Why is how the record was recognised. Somebody whom an earlier
	// record of the run makes has no id yet: then Of names that record.
	PersonID string     `json:"person_id,omitempty"`
	Of       *RecordRef `json:"of,omitempty"`
	Who      string     `json:"who,omitempty"`
	Why      string     `json:"why,omitempty"`
	// Changes are the fields that an update changes, or all of somebody who
	// is new or as before.
	Changes []Change `json:"changes,omitempty"`
	// Candidates are those whom the record may be.
	Candidates []Candidate `json:"possible,omitempty"`
	// Reason and Raw are those of a problem.
	Reason string `json:"reason,omitempty"`
	Raw    string `json:"raw,omitempty"`
	// notes are the names of those that somebody new gets.
	notes []string
}

// keptDetail is a Detail in the spill; targets and notes are not part of the
// JSON form.
type keptDetail struct {
	Detail
	Targets []Target `json:"targets,omitempty"`
	Notes   []string `json:"notes,omitempty"`
}

// Preview is what an import would do, record by record. It writes nothing to
// the book.
type Preview struct {
	options  ImportOptions
	result   ImportResult
	infos    []exchange.Info
	readings map[string]Reading
	rows     rows
	spill    *spill
	// refs are the records that make people, by their keys.
	refs map[int64]RecordRef
}

// rows are records in pieces of equal length: a single slice would be copied
// whole, again and again, while it grows.
type rows struct {
	pieces [][]Previewed
	n      int
}

const rowsInPiece = 1024

func (r *rows) add(row Previewed) {
	if r.n%rowsInPiece == 0 {
		r.pieces = append(r.pieces, make([]Previewed, 0, rowsInPiece))
	}
	last := &r.pieces[len(r.pieces)-1]
	*last = append(*last, row)
	r.n++
}

func (r *rows) at(i int) *Previewed { return &r.pieces[i/rowsInPiece][i%rowsInPiece] }

// NewPreview finds out what Import would do with the same options. s may be nil
// for a book that is not there yet. With care.CodeNothingUsable it gives both a
// preview, of problems, and the error. The preview must be closed.
func NewPreview(ctx context.Context, s *store.Store, clock care.Clock, o ImportOptions) (*Preview, error) {
	p := &Preview{options: o, readings: map[string]Reading{}, refs: map[int64]RecordRef{}}
	p.options.looked = map[string]fileState{}
	for _, path := range o.Files {
		if state, err := stateOf(path); err == nil { // newRun says what is wrong with it
			p.options.looked[path] = state
		}
	}
	run, err := newRun(ctx, s, clock, p.options)
	if err != nil {
		p.result = run.result
		return p, err
	}
	defer run.close()
	draft, err := newDrafting(ctx, s)
	if err != nil {
		return p, err
	}
	p.spill = draft.spill
	run.preview, run.ledger, run.keyOf = p, draft, run.draftKeyOf(ctx)
	for _, source := range run.sources {
		if source != nil {
			info := source.Info()
			p.infos = append(p.infos, info)
			p.readings[info.File] = run.reading(info.File)
		}
	}
	maps.Copy(p.readings, run.known)
	if s != nil {
		if err := loadIndex(ctx, s, run.index); err != nil {
			return nil, errors.Join(err, p.Close())
		}
	}
	err = run.read(ctx)
	p.result = run.result
	if err != nil && care.CodeOf(err) != care.CodeNothingUsable {
		return nil, errors.Join(err, p.Close())
	}
	return p, err
}

// draftKeyOf finds people by UID in the book and in the draft.
func (run *importRun) draftKeyOf(ctx context.Context) func(uid string) (int64, error) {
	return func(uid string) (int64, error) {
		key, _ := run.index.UID(uid)
		return key, ctx.Err()
	}
}

// Options are those to import with: Import refuses files that have changed.
func (p *Preview) Options() ImportOptions { return p.options }

// Result is what Import would give, but for ids.
func (p *Preview) Result() ImportResult { return p.result }

// Files tell what was found out about each file.
func (p *Preview) Files() []exchange.Info { return p.infos }

// Reading is how a file was read: as the options say, with the mapping that
// the book remembers for its headings.
func (p *Preview) Reading(file string) Reading { return p.readings[file] }

// Len is the number of records.
func (p *Preview) Len() int { return p.rows.n }

// At is a record, in the order of the files.
func (p *Preview) At(i int) Previewed { return *p.rows.at(i) }

// Close gives back what the preview takes on the disk.
func (p *Preview) Close() error {
	if p.spill == nil {
		return nil
	}
	s := p.spill
	p.spill = nil
	return s.close()
}

// note keeps what was decided for a record.
func (p *Preview) note(it *item, d *decision) error {
	row := Previewed{
		Ref: it.ref, Line: it.record.Line, What: d.what, NotAPerson: d.notAPerson, Choice: d.choice,
		Possible: len(d.possible) > 0 && d.choice == "" && d.what == OutcomeNew,
	}
	if row.Possible {
		row.Likely = d.possible[0].person.DisplayName()
	}
	kept := keptDetail{}
	if d.problem != nil {
		row.Line, row.Name = d.problem.Line, lang.T(d.problem.Reason.Code, d.problem.Reason.Args)
		kept.Reason, kept.Raw = row.Name, d.problem.Raw
	} else {
		who := &it.record.Person
		row.Name, row.Organization, row.Phone = who.DisplayName(), who.Organization, reachedBy(who)
		var err error
		if row.draft, err = p.spill.add(it.text); err != nil {
			return err
		}
		it.draft, it.text = row.draft, nil
		p.describe(&kept, it, d)
	}
	var err error
	if len(kept.Notes) > 0 || kept.Reason != "" || kept.Who != "" || kept.Of != nil || len(kept.Candidates) > 0 {
		row.detail, err = p.spill.put(kept)
	}
	p.rows.add(row)
	return err
}

func reachedBy(who *care.Person) string {
	switch {
	case len(who.Phones) > 0:
		return who.Phones[0].Number
	case len(who.Emails) > 0:
		return who.Emails[0].Address
	}
	return ""
}

// describe fills in who a record is, and whom it may be.
func (p *Preview) describe(kept *keptDetail, it *item, d *decision) {
	if d.existing != nil {
		kept.PersonID, kept.Who = d.existing.ID, d.existing.DisplayName()
	}
	if d.why != "" {
		kept.Why = lang.T(d.why)
	}
	if d.merged != nil {
		kept.Changes = changesOf(d.existing, d.merged)
		kept.Changes = append(kept.Changes, notesChange(noteNames(d.notes))...)
	} else {
		kept.Notes = noteNames(d.notes)
	}
	if d.key < 0 {
		ref := p.refs[d.key]
		kept.PersonID, kept.Of = "", &ref
	}
	for _, c := range d.possible {
		candidate := Candidate{PersonID: c.person.ID, Name: c.person.DisplayName(), Why: lang.T(c.why), Fields: sideBySide(c.person, &it.record.Person)}
		target := Target{Key: c.key}
		if c.key < 0 {
			ref := p.refs[c.key]
			target, candidate.PersonID, candidate.Of = Target{Record: ref}, "", &ref
		}
		kept.Candidates, kept.Targets = append(kept.Candidates, candidate), append(kept.Targets, target)
	}
}

// made keeps which record made a person.
func (p *Preview) made(key int64, ref RecordRef) { p.refs[key] = ref }

// Detail reads all there is to see of a record, from the disk.
func (p *Preview) Detail(i int) (Detail, error) {
	d, err := p.noted(i)
	if row := p.rows.at(i); err == nil && d.Changes == nil && row.draft.size > 0 {
		var who care.Person
		if err := p.spill.get(row.draft, &who); err != nil {
			return Detail{}, err
		}
		d.Changes = append(sideBySide(&care.Person{}, &who), notesChange(d.notes)...)
	}
	return d, err
}

// notesChange tells of notes that come, by their names.
func notesChange(names []string) []Change {
	if len(names) == 0 {
		return nil
	}
	return []Change{{Field: "notes", Before: []string{}, After: beginnings(names)}}
}

// noted is what was noted of a record beside what it is itself.
func (p *Preview) noted(i int) (Detail, error) {
	row := p.rows.at(i)
	if row.detail.size == 0 {
		return Detail{}, nil
	}
	var kept keptDetail
	if err := p.spill.get(row.detail, &kept); err != nil {
		return Detail{}, err
	}
	for n := range kept.Candidates {
		kept.Candidates[n].Target = kept.Targets[n]
	}
	kept.Detail.notes = kept.Notes
	return kept.Detail, nil
}

// FilePreview is the preview of one file as JSON.
type FilePreview struct {
	Header    bool            `json:"header"`
	DateOrder string          `json:"date_order"`
	Sample    []string        `json:"sample"`
	Columns   []PreviewColumn `json:"columns"`
	Records   []PreviewRecord `json:"records"`
}

// PreviewColumn is one column of a CSV file, with the first value in it.
type PreviewColumn struct {
	Index   int    `json:"index"`
	Heading string `json:"heading"`
	Field   string `json:"field"`
	Example string `json:"example"`
}

// PreviewRecord is what would become of one record.
type PreviewRecord struct {
	Record       int     `json:"record"`
	Line         int     `json:"line"`
	What         Outcome `json:"what"`
	Name         string  `json:"name,omitempty"`
	Organization string  `json:"organization,omitempty"`
	Phone        string  `json:"phone,omitempty"`
	NotAPerson   bool    `json:"not_a_person,omitempty"`
	Detail
}

// Described is Result with what was found out about every file.
func (p *Preview) Described() ImportResult {
	r := p.result
	r.Files = slices.Clone(r.Files)
	for i := range r.Files {
		r.Files[i].Preview = &FilePreview{Sample: []string{}, Columns: []PreviewColumn{}, Records: []PreviewRecord{}}
	}
	for _, info := range p.infos {
		at := slices.IndexFunc(r.Files, func(f FileResult) bool { return f.File == info.File })
		f := r.Files[at].Preview
		f.Header, f.DateOrder, f.Sample = info.Header, string(info.DateOrder), list(info.Sample)
		for _, c := range info.Columns {
			f.Columns = append(f.Columns, PreviewColumn(c))
		}
	}
	return r
}

// Full is Described with every record. Changes are listed for updates alone:
// what is new or the same is as the file has it.
func (p *Preview) Full() (ImportResult, error) {
	full := p.Described()
	previews := map[string]*FilePreview{}
	for _, f := range full.Files {
		previews[f.File] = f.Preview
	}
	for i := range p.rows.n {
		row := p.rows.at(i)
		r := PreviewRecord{Record: row.Ref.Record, Line: row.Line, What: row.What, NotAPerson: row.NotAPerson}
		if row.What != OutcomeProblem {
			r.Name, r.Organization, r.Phone = row.Name, row.Organization, row.Phone
		}
		var err error
		if r.Detail, err = p.noted(i); err != nil {
			return full, err
		}
		f := previews[row.Ref.File]
		f.Records = append(f.Records, r)
	}
	return full, nil
}

// SaveProblems is WriteProblems to a file that only the user can read. It appears when
// it is complete; with keep one of that name is not replaced, and care.CodeFileExists
// says so.
func SaveProblems(s *store.Store, path string, keep bool, r ImportResult) error {
	_, err := writeNew(s, path, keep, func(w io.Writer) (int, error) { return 1, WriteProblems(w, r) })
	return err
}

// WriteProblems writes the records that were not taken, and files that could
// not be read, as a CSV table: file, line, reason and the record itself.
func WriteProblems(w io.Writer, r ImportResult) error {
	table := csv.NewWriter(w)
	rows := [][]string{{lang.T("import.problems_file"), lang.T("import.problems_line"), lang.T("import.problems_reason"), lang.T("import.problems_raw")}}
	for _, f := range r.Files {
		for _, p := range f.Problems {
			rows = append(rows, []string{sheet.Guard(f.File, false), strconv.Itoa(p.Line), sheet.Guard(p.Reason, false), sheet.Guard(p.Raw, false)})
		}
	}
	if err := table.WriteAll(rows); err != nil {
		return fmt.Errorf("write the problems: %w", err)
	}
	return nil
}
