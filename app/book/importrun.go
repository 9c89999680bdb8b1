package book

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"carebook/app/care"
	"carebook/app/exchange"
	"carebook/app/lang"
	"carebook/store"
)

// importRun is one run under way: an import, or the preview of one. Both
// decide in the same way; the ledger makes the difference.
type importRun struct {
	options ImportOptions
	clock   care.Clock
	began   time.Time
	country string
	store   *store.Store       // nil for a book that is not there yet
	sources []*exchange.Source // nil where a file is left out as unreadable
	total   int64
	index   *exchange.Index
	// known are the files whose columns were mapped by hand before.
	known  map[string]Reading
	ledger ledger
	keyOf  func(uid string) (int64, error)
	result ImportResult
	groups []groupOf
	// people are those made or met lately.
	people map[int64]*care.Person
	// notes are those of people who got some, or might have; eachNote reads them
	// from the book and is nil where there is none.
	notes    map[int64][]knownNote
	eachNote func(person int64, f func(*store.Note) error) error
	// wanted are the records that choices name, and made their people.
	wanted map[RecordRef]bool
	made   map[RecordRef]int64
	// preview is told of every record; nil for an import.
	preview *Preview
	told    telling
}

// groupOf is a group card and where it came from.
type groupOf struct {
	file, line int
	group      *exchange.Group
}

// newRun opens the files. The run has a result also where that fails.
func newRun(ctx context.Context, s *store.Store, clock care.Clock, o ImportOptions) (*importRun, error) {
	run := &importRun{
		options: o, clock: clock, began: clock.Now(), country: o.Country, store: s, index: exchange.NewIndex(),
		known: map[string]Reading{}, people: map[int64]*care.Person{}, notes: map[int64][]knownNote{}, wanted: map[RecordRef]bool{}, made: map[RecordRef]int64{},
	}
	if s != nil {
		run.eachNote = func(person int64, f func(*store.Note) error) error { return s.EachNote(ctx, person, f) }
	}
	for _, c := range o.Choices {
		if c.As.Key == 0 && c.As.Record.File != "" {
			run.wanted[c.As.Record] = true
		}
	}
	if err := run.open(ctx); err != nil {
		run.close()
		return run, err
	}
	if run.country == "" && s != nil {
		var err error
		if run.country, err = s.Setting(ctx, SettingCountry); err != nil {
			run.close()
			return run, err
		}
	}
	return run, nil
}

func (run *importRun) names() []string { return run.options.names() }

// record is what the book keeps of the run.
func (run *importRun) record() store.Import {
	t := run.result.Total()
	return store.Import{Files: run.names(), New: t.New, Updated: t.Updated, Same: t.Same, Problems: len(t.Problems)}
}

// read takes in every record of every file, in order.
func (run *importRun) read(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	for it := range run.prepare(ctx) {
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

func (run *importRun) warn(file int, warnings []exchange.Warning) {
	f := &run.result.Files[file]
	for _, w := range warnings {
		f.Warnings = append(f.Warnings, ImportWarning{Line: w.Line, Reason: lang.T(w.Reason.Code, w.Reason.Args)})
	}
}

// decision is what becomes of a record, and why.
type decision struct {
	what Outcome
	// choice is what the user decided, "" for nothing.
	choice OnDuplicate
	// key and existing are the person whom the record certainly is, or is by
	// choice; merged is what an update makes of it.
	key      int64
	existing *care.Person
	merged   *care.Person
	why      string
	// notes are those that somebody new gets, or an update brings.
	notes []importedNote
	// possible are those whom the record may be.
	possible []possible
	problem  *exchange.Problem
	// notAPerson is set for what telephones keep beside people.
	notAPerson bool
}

// possible is somebody whom a record may be.
type possible struct {
	key    int64
	person *care.Person
	why    string
}

// take decides what becomes of one record, and enters it.
func (run *importRun) take(it *item) error {
	if it.end != nil {
		return it.end
	}
	run.warn(it.file, it.record.Warnings)
	if it.record.Group != nil {
		run.groups = append(run.groups, groupOf{it.file, it.record.Line, it.record.Group})
		return nil
	}
	f := &run.result.Files[it.file]
	it.ref = RecordRef{File: f.File, Record: f.Records}
	f.Records++
	d, err := run.decide(it)
	if err != nil {
		return err
	}
	if run.preview != nil {
		if err := run.preview.note(it, &d); err != nil {
			return err
		}
	}
	switch d.what {
	case OutcomeProblem:
		f.Problems = append(f.Problems, ImportProblem{Line: d.problem.Line, Reason: lang.T(d.problem.Reason.Code, d.problem.Reason.Args), Raw: d.problem.Raw})
		return nil
	case OutcomeNew:
		return run.add(it, &d)
	case OutcomeUpdate:
		return run.update(it, &d)
	}
	f.Same++
	return nil
}

// decide says what becomes of one record.
func (run *importRun) decide(it *item) (decision, error) {
	if it.record.Problem != nil {
		return decision{what: OutcomeProblem, problem: it.record.Problem}, nil
	}
	choice := run.options.Choices[it.ref]
	if choice.What == "" {
		if key, known := run.index.Source(it.fingerprint); known && run.options.OnDuplicate != Add {
			return run.repeated(it, key)
		}
	}
	d := decision{notAPerson: it.notAPerson}
	if choice.What == "" && run.options.LeaveOutNotPeople && d.notAPerson {
		choice.What = LeaveOut
	}
	if choice.What != Add && run.options.OnDuplicate != Add || run.preview != nil {
		if err := run.match(it, &d); err != nil {
			return d, err
		}
	}
	if err := run.choose(&d, choice); err != nil {
		return d, err
	}
	switch d.what {
	case OutcomeNew:
		var err error
		d.notes, err = run.freshNotes(it, 0)
		return d, err
	case OutcomeUpdate:
		return d, run.merge(it, &d)
	}
	return d, nil
}

// repeated decides for a record that was imported before, exactly as it is.
// The person may still lack the tags of this run.
func (run *importRun) repeated(it *item, key int64) (decision, error) {
	d := decision{what: OutcomeSame, key: key}
	if len(run.options.Tags) == 0 {
		return d, nil
	}
	p, err := run.person(key)
	if err != nil || p.Deleted != "" {
		return d, err
	}
	merged := *p
	merged.Tags = slices.Clone(p.Tags)
	if addTags(&merged, run.options.Tags) {
		d.what, d.existing, d.merged = OutcomeUpdate, p, &merged
		it.picture = nil // the person has it, or had another one since
	}
	return d, nil
}

// match finds who the record certainly is, or who it possibly is.
func (run *importRun) match(it *item, d *decision) error {
	for _, key := range run.index.Candidates(it.marks) {
		p, err := run.person(key)
		if err != nil {
			return err
		}
		switch v := exchange.Judge(p, &it.record.Person, run.country); v.Certainty {
		case exchange.Certain:
			d.key, d.existing, d.why, d.possible = key, p, v.Why, nil
			return nil
		case exchange.Possible:
			if p.Deleted == "" {
				d.possible = append(d.possible, possible{key, p, v.Why})
			}
		}
	}
	return nil
}

// choose applies what the user decided for this record, or for its kind.
func (run *importRun) choose(d *decision, choice Choice) error {
	d.choice = choice.What
	if d.choice == "" && d.existing != nil {
		d.choice = run.options.OnDuplicate
	} else if d.choice == "" && len(d.possible) > 0 {
		d.choice = run.options.OnPossible
	}
	if run.options.OnDuplicate == Add && choice.What == "" {
		d.choice = Add
	}
	switch {
	case d.choice == LeaveOut:
		d.what = OutcomeSame
	case d.choice == Add:
		d.what = OutcomeNew
	case choice.What == Update && choice.As != (Target{}):
		return run.chosen(d, choice.As)
	case d.existing != nil && d.existing.Deleted != "":
		d.what = OutcomeSame // somebody in the trash stays there: that was a choice
	case d.existing != nil:
		d.what = OutcomeUpdate
	case d.choice == Update && len(d.possible) > 0:
		who := d.possible[0]
		d.what, d.key, d.existing, d.why = OutcomeUpdate, who.key, who.person, who.why
	default:
		d.what = OutcomeNew
	}
	return nil
}

// chosen makes the record an update of the person that the user named. Where
// that person is none, because its own record was left out, the record is
// somebody new.
func (run *importRun) chosen(d *decision, as Target) error {
	key := as.Key
	if key == 0 {
		key = run.made[as.Record]
	}
	if key == 0 {
		d.what = OutcomeNew
		return nil
	}
	p, err := run.person(key)
	if err != nil {
		return err
	}
	d.what, d.key, d.existing = OutcomeUpdate, key, p
	for _, c := range d.possible {
		if c.key == key {
			d.why = c.why
		}
	}
	return nil
}

// merge unites the record with the person it is; nothing may be new in it.
func (run *importRun) merge(it *item, d *decision) error {
	merged, changed := exchange.Merge(d.existing, &it.record.Person, run.country)
	var err error
	if d.notes, err = run.freshNotes(it, d.key); err != nil {
		return err
	}
	if !addTags(&merged, run.options.Tags) && !changed && len(d.notes) == 0 {
		d.what = OutcomeSame
		return nil
	}
	merged.Sources = append(slices.Clip(merged.Sources), it.fingerprint)
	if merged.Photo == nil || it.picture == nil || merged.Photo.SHA256 != it.picture.SHA256 {
		it.picture = nil
	}
	if merged.Photo != nil && merged.Photo.Data != nil {
		photo := *merged.Photo
		photo.Data = nil // the picture has it
		merged.Photo = &photo
	}
	d.merged = &merged
	return nil
}

// maxPeople bounds the people kept at hand, some 2 KB each. Records of a file
// resemble others of the same file, so the latest are asked for most.
const maxPeople = 16000

func (run *importRun) person(key int64) (*care.Person, error) {
	if p := run.people[key]; p != nil {
		return p, nil
	}
	p, err := run.ledger.person(key)
	if err == nil {
		run.remember(key, p)
	}
	return p, err
}

// remember keeps a person as it now is.
func (run *importRun) remember(key int64, p *care.Person) {
	if len(run.people) >= maxPeople {
		clear(run.people)
	}
	run.people[key] = p
}

// add enters a record as somebody new.
func (run *importRun) add(it *item, d *decision) error {
	f := &run.result.Files[it.file]
	f.New++
	for _, c := range d.possible {
		if d.choice == "" {
			f.PossibleDuplicates = append(f.PossibleDuplicates, PossibleDuplicate{Record: it.ref.Record, PersonID: c.person.ID, Why: lang.T(c.why)})
		}
	}
	key, err := run.ledger.add(it)
	if err != nil {
		return err
	}
	if photo := it.record.Person.Photo; photo != nil {
		photo.Data = nil // it is in the book now
	}
	if run.wanted[it.ref] {
		run.made[it.ref] = key
	}
	if run.preview != nil {
		run.preview.made(key, it.ref)
	}
	run.know(it, key, &it.record.Person, it.marks)
	return run.keepNotes(key, d.notes)
}

// update keeps the person with whom a record was united.
func (run *importRun) update(it *item, d *decision) error {
	run.result.Files[it.file].Updated++
	if err := run.ledger.put(d.key, d.merged, it.picture); err != nil {
		return err
	}
	run.know(it, d.key, d.merged, exchange.MarksOf(d.merged, run.country))
	return run.keepNotes(d.key, d.notes)
}

// know makes a person recognisable to the records that follow.
func (run *importRun) know(it *item, key int64, p *care.Person, marks *exchange.Marks) {
	run.remember(key, p)
	run.index.Add(marks, key)
	run.index.AddSource(it.fingerprint, key)
}

// addTags adds the tags that a person does not have, whatever their case.
func addTags(p *care.Person, tags []string) (added bool) {
	for _, t := range tags {
		if !slices.ContainsFunc(p.Tags, func(have string) bool { return strings.EqualFold(have, t) }) {
			p.Tags = append(slices.Clip(p.Tags), t)
			added = true
		}
	}
	return added
}

// joinGroups makes tags of the group cards. Their members may stand anywhere
// in the files, so this comes last.
func (run *importRun) joinGroups() error {
	for _, g := range run.groups {
		missing := 0
		for _, uid := range g.group.Members {
			key, err := run.keyOf(uid)
			if err != nil {
				return err
			}
			if key == 0 {
				missing++
				continue
			}
			p, err := run.ledger.person(key)
			if err != nil {
				return err
			}
			if addTags(p, []string{g.group.Name}) {
				if err := run.ledger.put(key, p, nil); err != nil {
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
