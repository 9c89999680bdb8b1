package book

import (
	"context"
	"path/filepath"
	"strings"

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
	Update   OnDuplicate = "update" // unite the values of both
	Add      OnDuplicate = "add"    // every record is somebody new
	LeaveOut OnDuplicate = "skip"   // leave the person as it is
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
	// Readings say how single files are read, by FileResult.File; they win
	// over the fields above.
	Readings    map[string]Reading
	OnDuplicate OnDuplicate
	// OnPossible says what becomes of a record that is possibly somebody: the
	// zero value and Add enter somebody new, Update unites it with the
	// likeliest person, LeaveOut leaves it out.
	OnPossible OnDuplicate
	// LeaveOutNotPeople leaves out what telephones keep beside people.
	LeaveOutNotPeople bool
	// Choices are decisions for single records; they win over all others.
	Choices map[RecordRef]Choice
	// SkipUnreadable goes on where a file cannot be read at all.
	SkipUnreadable bool
	// Tags are put on everybody in the files.
	Tags []string
	// Progress, if set, is told several times a second how far the import is,
	// from a goroutine of the import's own.
	Progress func(Progress)
	// looked are the files as they were when a preview looked at them; an
	// import of others is refused.
	looked map[string]fileState
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
	// Preview is given by a dry run alone.
	Preview *FilePreview `json:"preview,omitempty"`
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
// anything is written, unless SkipUnreadable is set. The result is filled in
// also where the run fails with care.CodeNothingUsable. How columns were mapped
// by hand is remembered for files with the same headings.
func Import(ctx context.Context, s *store.Store, clock care.Clock, o ImportOptions) (ImportResult, error) {
	run, err := newRun(ctx, s, clock, o)
	if err != nil {
		return run.result, err
	}
	defer run.close()
	var id string
	_, err = s.Do(ctx, store.Action{Kind: kindImport, Words: strings.Join(run.names(), ", "), Bulk: true}, func(tx *store.Tx) error {
		run.ledger, run.keyOf = &writing{s, tx}, tx.KeyOf
		if err := loadIndex(ctx, s, run.index); err != nil {
			return err
		}
		if err := run.read(ctx); err != nil {
			return err
		}
		run.progress(true)
		if err := run.rememberMappings(tx); err != nil {
			return err
		}
		var err error
		id, err = tx.RecordImport(run.record())
		return err
	})
	if err != nil {
		return run.result, err
	}
	run.result.ImportID = id
	return run.result, nil
}

// The kinds of the actions whose words are the names of the files that were read.
const (
	kindImport = "import"
	kindSales  = "import-sales"
)

// ActionWords say what an action did, for people.
func ActionWords(d store.Deed) string {
	switch d.Kind {
	case kindImport:
		return lang.T("import.action", lang.Args{"Files": d.Words})
	case kindSales:
		return lang.T("sales.import_action", lang.Args{"Files": d.Words})
	}
	return d.Words
}

// SettingCountry is the book's setting for numbers without a country code.
const SettingCountry = "country"

// SettingCurrency is the setting that keeps the book's currency, an ISO 4217
// code: what amounts without one are in, and what all sales are summed in. The
// first sale sets it where nobody has.
const SettingCurrency = store.SettingCurrency

// names are the files' names without their folders.
func (o ImportOptions) names() []string {
	var names []string
	for _, f := range o.Files {
		names = append(names, filepath.Base(f))
	}
	return names
}
