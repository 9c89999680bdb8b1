package book

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"slices"
	"time"

	"carebook/app/care"
	"carebook/app/exchange"
	"carebook/app/exchange/dates"
	"carebook/app/lang"
	"carebook/store"
)

// Reading is how one file is read, where the user said so. Its zero fields are
// found out.
type Reading struct {
	Encoding, Delimiter string
	NoHeader            bool
	Map                 []exchange.ColumnMap
	DateOrder           dates.Order
}

// mapping is how columns were mapped by hand, as the book remembers it.
type mapping struct {
	Map       []exchange.ColumnMap `json:"map,omitempty"`
	DateOrder dates.Order          `json:"date_order,omitempty"`
}

// settingMapping is the book's setting for the mapping of files whose headings
// have a key.
func settingMapping(headingKey string) string { return "import.mapping." + headingKey }

// fileState tells whether a file is still the one that was looked at.
type fileState struct {
	size     int64
	modified time.Time
}

func stateOf(path string) (fileState, error) {
	stat, err := os.Stat(path)
	if err != nil {
		return fileState{}, fmt.Errorf("look at %s: %w", path, err)
	}
	return fileState{stat.Size(), stat.ModTime()}, nil
}

// reading is how a file is read: as said for it, or for all.
func (run *importRun) reading(file string) Reading {
	o := run.options
	if r, ok := o.Readings[file]; ok {
		return r
	}
	return Reading{Encoding: o.Encoding, Delimiter: o.Delimiter, NoHeader: o.NoHeader, Map: o.Map}
}

func (run *importRun) exchangeOptions(r Reading) exchange.Options {
	return exchange.Options{
		Encoding: r.Encoding, Delimiter: r.Delimiter, NoHeader: r.NoHeader, Map: r.Map, DateOrder: r.DateOrder,
		Language: lang.Current(), Year: run.clock.Now().Year(),
	}
}

// open opens the files, and the address books inside those that are archives.
func (run *importRun) open(ctx context.Context) error {
	for _, path := range run.options.Files {
		if looked, ok := run.options.looked[path]; ok {
			if now, err := stateOf(path); err != nil || now != looked {
				return &care.Error{Code: care.CodeFileChanged, Args: care.Args{"File": path}, Err: err}
			}
		}
		sources, warnings, err := run.openOne(ctx, path)
		if err != nil {
			f := newFileResult(path)
			f.Records = 1
			f.Problems = append(f.Problems, ImportProblem{Reason: lang.Sentence(err)})
			run.result.Files, run.sources = append(run.result.Files, f), append(run.sources, nil)
			if !run.options.SkipUnreadable {
				return err
			}
			continue
		}
		first := len(run.sources)
		for _, source := range sources {
			info := source.Info()
			f := newFileResult(info.File)
			f.Producer, f.Encoding, f.Delimiter = info.Producer, info.Encoding, info.Delimiter
			run.total += info.Bytes
			run.result.Files, run.sources = append(run.result.Files, f), append(run.sources, source)
		}
		run.warn(first, warnings)
	}
	return nil
}

func newFileResult(file string) FileResult {
	return FileResult{File: file, Warnings: []ImportWarning{}, Problems: []ImportProblem{}, PossibleDuplicates: []PossibleDuplicate{}}
}

// openOne opens a file. Where columns of such a file were mapped by hand
// before, and nothing else is said now, they are mapped so again.
func (run *importRun) openOne(ctx context.Context, path string) ([]*exchange.Source, []exchange.Warning, error) {
	readings := func(file string) exchange.Options { return run.exchangeOptions(run.reading(file)) }
	sources, warnings, err := exchange.OpenAll(path, readings)
	if err != nil || run.store == nil {
		return sources, warnings, err
	}
	known := map[string]Reading{}
	for _, source := range sources {
		info := source.Info()
		r, ok, err := run.remembered(ctx, info)
		if err != nil {
			closeAll(sources)
			return nil, nil, err
		}
		if ok {
			known[info.File] = r
		}
	}
	if len(known) == 0 {
		return sources, warnings, nil
	}
	closeAll(sources)
	maps.Copy(run.known, known)
	return exchange.OpenAll(path, func(file string) exchange.Options {
		if r, ok := known[file]; ok {
			return run.exchangeOptions(r)
		}
		return readings(file)
	})
}

// remembered is how columns of such a file were mapped by hand before.
func (run *importRun) remembered(ctx context.Context, info exchange.Info) (Reading, bool, error) {
	r := run.reading(info.File)
	key := info.HeadingKey()
	if key == "" || r.Map != nil || r.DateOrder != dates.Unknown {
		return r, false, nil
	}
	text, err := run.store.Setting(ctx, settingMapping(key))
	if err != nil || text == "" {
		return r, false, err
	}
	var m mapping
	if err := json.Unmarshal([]byte(text), &m); err != nil {
		return r, false, fmt.Errorf("read how the columns of %s were mapped before: %w", info.File, err)
	}
	r.Map, r.DateOrder = m.Map, m.DateOrder
	return r, true, nil
}

// rememberMappings keeps what was mapped by hand.
func (run *importRun) rememberMappings(tx *store.Tx) error {
	for _, source := range run.sources {
		if source == nil {
			continue
		}
		info := source.Info()
		r := run.reading(info.File)
		key := info.HeadingKey()
		if key == "" || len(r.Map) == 0 && r.DateOrder == dates.Unknown {
			continue
		}
		text, err := json.Marshal(mapping{r.Map, r.DateOrder})
		if err != nil {
			return fmt.Errorf("write how the columns of %s are mapped: %w", info.File, err)
		}
		if err := tx.SetSetting(settingMapping(key), string(text)); err != nil {
			return err
		}
	}
	return nil
}

func closeAll(sources []*exchange.Source) {
	for _, source := range slices.DeleteFunc(slices.Clone(sources), func(s *exchange.Source) bool { return s == nil }) {
		_ = source.Close() // it was only read from
	}
}

func (run *importRun) close() { closeAll(run.sources) }
