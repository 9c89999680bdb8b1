package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"
)

// benchAll measures what the README promises, or the parts that are named, and
// prints one table. A promise that is missed fails it.
func benchAll(ctx context.Context, t *tree, args []string) (err error) {
	parts, waits, err := benchParts(args)
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "carebook-bench-")
	if err != nil {
		return fmt.Errorf("make a folder for the books: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	b := &bench{t: t, dir: dir, waitFor: waits, report: benchReport{}}
	b.measure = filepath.Join(t.root, "bin", "measure"+exeSuffix)
	if err := t.stream(ctx, []string{"CGO_ENABLED=0"}, "go", "build", "-o", b.measure, "./cmd/dev/measure"); err != nil {
		return err
	}
	for _, part := range parts {
		if err := map[string]func(context.Context) error{
			"import": b.imports, "search": b.searches, "open": b.opens, "duplicates": b.duplicates, "digest": b.digests, "visits": b.visits,
			"window": b.window, "notes": b.notes, "background": b.background,
		}[part](ctx); err != nil {
			return err
		}
	}
	fmt.Printf("\n%d cores, %s/%s, %s\n%s", runtime.NumCPU(), runtime.GOOS, runtime.GOARCH, runtime.Version(), b.report)
	return b.report.missed()
}

// benchParts reads which parts are to be measured, all where none is named, and
// how long the background process is watched: background=10m.
func benchParts(args []string) (parts []string, waits time.Duration, err error) {
	all := []string{"import", "search", "open", "duplicates", "digest", "visits", "window", "notes", "background"}
	waits = waitFor
	for _, arg := range args {
		if period, found := strings.CutPrefix(arg, "background="); found {
			if waits, err = time.ParseDuration(period); err != nil || waits < waitFor {
				return nil, 0, fmt.Errorf("%w: the background process is watched for %s or longer, such as background=10m", errUsage, waitFor)
			}
			arg = "background"
		}
		if !slices.Contains(all, arg) {
			return nil, 0, fmt.Errorf("%w: bench measures %s", errUsage, strings.Join(all, ", "))
		}
		parts = append(parts, arg)
	}
	if len(parts) == 0 {
		parts = all
	}
	return parts, waits, nil
}

// bench is one run of the measurements.
type bench struct {
	t       *tree
	dir     string
	measure string
	// waitFor is how long the background process is watched.
	waitFor time.Duration
	report  benchReport
}

// benchReport collects the lines of the table.
type benchReport struct {
	lines []benchLine
}

// benchLine is one figure and the bound that was promised for it; without a
// promise it is only told.
type benchLine struct {
	what, unit    string
	value         float64
	most          float64
	promised, met bool
}

// tell adds a figure without a promise.
func (r *benchReport) tell(what string, value float64, unit string) {
	r.lines = append(r.lines, benchLine{what: what, value: value, unit: unit})
}

// promise adds a figure that was promised to be at most so much.
func (r *benchReport) promise(what string, value, most float64, unit string) {
	r.lines = append(r.lines, benchLine{what: what, value: value, unit: unit, most: most, promised: true, met: value <= most})
}

// String is the table.
func (r benchReport) String() string {
	rows := [][]string{{"measured", "figure", "promised", ""}}
	for _, l := range r.lines {
		row := []string{l.what, l.shown(l.value)}
		if l.promised {
			row = append(row, "at most "+l.shown(l.most), map[bool]string{true: "ok", false: "MISSED"}[l.met])
		}
		rows = append(rows, row)
	}
	return table(rows)
}

// shown is a figure with three significant digits and its unit.
func (l benchLine) shown(value float64) string {
	decimals := 2
	if value != 0 {
		decimals = min(max(2-int(math.Floor(math.Log10(math.Abs(value)))), 0), 3)
	}
	return strings.TrimSpace(strconv.FormatFloat(value, 'f', decimals, 64) + " " + l.unit)
}

// missed is an error where a promise was not kept.
func (r benchReport) missed() error {
	var missed []string
	for _, l := range r.lines {
		if l.promised && !l.met {
			missed = append(missed, l.what)
		}
	}
	if len(missed) > 0 {
		return fmt.Errorf("promises missed: %s", strings.Join(missed, "; "))
	}
	return nil
}

// measured is what cmd/dev/measure prints.
type measured struct {
	People  int     `json:"people"`
	Seconds float64 `json:"seconds"`
	PeakMiB float64 `json:"peak_mib"`
	P50     float64 `json:"p50_ms"`
	P95     float64 `json:"p95_ms"`
	Hits    int     `json:"hits"`
	// Slowest are the queries that took longest, with their times.
	Slowest []string `json:"slowest"`
}

// run measures one thing in a process of its own.
func (b *bench) run(ctx context.Context, args ...string) (measured, error) {
	fmt.Fprintln(os.Stderr, "measuring", shown("", args)[1:])
	out, err := b.t.output(ctx, nil, b.measure, args...)
	if err != nil {
		return measured{}, err
	}
	var m measured
	if out = strings.TrimSpace(out); out == "" {
		return m, nil
	}
	if err := json.Unmarshal([]byte(out), &m); err != nil {
		return m, fmt.Errorf("read the figures of %s: %w", args[0], err)
	}
	return m, nil
}

// people is a file of made-up people, written once.
func (b *bench) people(ctx context.Context, n int) (string, error) {
	path := filepath.Join(b.dir, fmt.Sprintf("people-%d.csv", n))
	if _, err := os.Stat(path); err == nil {
		return path, nil
	}
	_, err := b.run(ctx, "people", strconv.Itoa(n), path)
	return path, err
}

// book is a book of made-up people, imported once.
func (b *bench) book(ctx context.Context, n int) (string, error) {
	path := filepath.Join(b.dir, fmt.Sprintf("book-%d.db", n))
	if _, err := os.Stat(path); err == nil {
		return path, nil
	}
	file, err := b.people(ctx, n)
	if err != nil {
		return "", err
	}
	_, err = b.run(ctx, "import", file, path)
	return path, err
}

// busy is the number of people in a book with events who have a full timeline.
const busy = 500

// lived is a book of made-up people with an event on everybody and a full
// timeline of some.
func (b *bench) lived(ctx context.Context, n int) (string, error) {
	path := filepath.Join(b.dir, fmt.Sprintf("lived-%d.db", n))
	if _, err := os.Stat(path); err == nil {
		return path, nil
	}
	bare, err := b.book(ctx, n)
	if err != nil {
		return "", err
	}
	if err := copyFile(bare, path); err != nil {
		return "", err
	}
	_, err = b.run(ctx, "events", path, strconv.Itoa(busy))
	return path, err
}

// copyFile copies a book that nobody has open.
func copyFile(from, to string) (err error) {
	r, err := os.Open(from)
	if err != nil {
		return fmt.Errorf("copy a book: %w", err)
	}
	defer func() { err = errors.Join(err, r.Close()) }()
	w, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return fmt.Errorf("copy a book: %w", err)
	}
	_, err = io.Copy(w, r)
	if err = errors.Join(err, w.Close()); err != nil {
		return fmt.Errorf("copy a book: %w", err)
	}
	return nil
}

// imports takes the times of imports, and for the smaller ones those of the
// same statements without the importer, turn by turn so that both meet the
// same disturbances.
func (b *bench) imports(ctx context.Context) error {
	seconds := map[int]float64{}
	for _, c := range []struct {
		people, runs int
		seconds      float64
		bare         bool
	}{{2_000, 5, 0.5, true}, {20_000, 3, 4, true}, {100_000, 3, 20, false}} {
		file, err := b.people(ctx, c.people)
		if err != nil {
			return err
		}
		var times, bares []float64
		var peak float64
		for i := range c.runs {
			folder := filepath.Join(b.dir, fmt.Sprintf("import-%d-%d", c.people, i))
			if err := os.Mkdir(folder, 0o700); err != nil {
				return fmt.Errorf("make a folder for a book: %w", err)
			}
			m, err := b.run(ctx, "import", file, filepath.Join(folder, "book.db"))
			if err != nil {
				return err
			}
			times, peak = append(times, m.Seconds), max(peak, m.PeakMiB)
			if c.bare {
				if m, err = b.run(ctx, "bare", file, folder); err != nil {
					return err
				}
				bares = append(bares, m.Seconds)
			}
			if err := os.RemoveAll(folder); err != nil {
				return fmt.Errorf("remove the folder of a book: %w", err)
			}
		}
		seconds[c.people] = median(times)
		what := fmt.Sprintf("import of %d people", c.people)
		b.report.promise(what, seconds[c.people], c.seconds, "s")
		if c.bare {
			b.report.promise(fmt.Sprintf("%s, against the bare insert of %.3f s", what, median(bares)), seconds[c.people]/median(bares), 1.5, "x")
		} else {
			b.report.promise(what+", most memory", peak, 300, "MiB")
		}
	}
	file, err := b.people(ctx, 10_000)
	if err != nil {
		return err
	}
	into, err := b.book(ctx, 20_000)
	if err != nil {
		return err
	}
	m, err := b.run(ctx, "preview", file, into)
	if err != nil {
		return err
	}
	b.report.promise("preview of 10000 people", m.Seconds, 1, "s")
	b.report.promise("growth of an import from 20000 to 100000 people", power(20_000, seconds[20_000], 100_000, seconds[100_000]), 1.1, "th power")
	return nil
}

// searches takes the times of searches, with a timeline in the index, and of
// look-ups of callers.
func (b *bench) searches(ctx context.Context) error {
	for _, c := range []struct {
		people int
		p95    float64
	}{{20_000, 16}, {100_000, 50}} {
		book, err := b.lived(ctx, c.people)
		if err != nil {
			return err
		}
		m, err := b.run(ctx, "search", book, strconv.Itoa(c.people))
		if err != nil {
			return err
		}
		fmt.Fprintln(os.Stderr, "the slowest:", strings.Join(m.Slowest, ", "))
		what := fmt.Sprintf("search of %d people with events", c.people)
		b.report.tell(what+", half of 200", m.P50, "ms")
		b.report.promise(what+", 95 % of 200", m.P95, c.p95, "ms")
	}
	book, err := b.book(ctx, 100_000) // with 250,000 numbers
	if err != nil {
		return err
	}
	m, err := b.run(ctx, "who", book, "100000")
	if err != nil {
		return err
	}
	const what = "who is calling among 250000 numbers"
	b.report.tell(what+", half of 200", m.P50, "ms")
	b.report.promise(what+", 95 % of 200", m.P95, 10, "ms")
	return nil
}

// opens takes the time in which a book gives all that the page of a person
// shows.
func (b *bench) opens(ctx context.Context) error {
	book, err := b.lived(ctx, 100_000)
	if err != nil {
		return err
	}
	m, err := b.run(ctx, "open", book, strconv.Itoa(busy))
	if err != nil {
		return err
	}
	what := "reading a person's page among 100000 people"
	b.report.tell(what+fmt.Sprintf(", half of %d", busy), m.P50, "ms")
	b.report.promise(what+fmt.Sprintf(", 95 %% of %d", busy), m.P95, 50, "ms")
	return nil
}

// digests takes the times of a day's digest and of a year's picture in a large
// book. Each is read once in a while, not with every key: what is promised is the
// usual time, and the slowest are told beside it.
func (b *bench) digests(ctx context.Context) error {
	const people = 100_000
	path := filepath.Join(b.dir, "dated.db")
	if _, err := b.run(ctx, "dated", path, strconv.Itoa(people)); err != nil {
		return err
	}
	for _, c := range []struct {
		part, what string
		runs       int
		most       float64
	}{{"digest", "digest of 100000 people with 150000 dates", 50, 100}, {"year", "picture of a year of 150000 dates", 20, 1000}} {
		m, err := b.run(ctx, c.part, path, strconv.Itoa(c.runs))
		if err != nil {
			return err
		}
		b.report.promise(fmt.Sprintf("%s, half of %d", c.what, c.runs), m.P50, c.most, "ms")
		b.report.tell(fmt.Sprintf("%s, 95 %% of %d", c.what, c.runs), m.P95, "ms")
	}
	return nil
}

// visits takes the times of what the Visits view and a person's sales show, in the
// book of somebody who sells a great deal.
func (b *bench) visits(ctx context.Context) error {
	const people, runs = 10_000, 20
	path := filepath.Join(b.dir, "sold.db")
	if _, err := b.run(ctx, "sold", path, strconv.Itoa(people)); err != nil {
		return err
	}
	for _, c := range []struct {
		part, what string
		most       float64
	}{
		{"bands", "bands", 300},
		{"week", "visits of a week", 300},
		{"month", "visits of a month", 1000},
		{"fields", "four fields", 300},
		{"why", "why somebody is in a band", 300},
		{"sales", "200 sales of a person", 300},
	} {
		m, err := b.run(ctx, c.part, path, strconv.Itoa(runs))
		if err != nil {
			return err
		}
		what := fmt.Sprintf("%s, of %d people with 100000 sales", c.what, people)
		b.report.tell(fmt.Sprintf("%s, half of %d", what, runs), m.P50, "ms")
		b.report.promise(fmt.Sprintf("%s, 95 %% of %d", what, runs), m.P95, c.most, "ms")
	}
	return nil
}

// duplicates takes the time of looking for people who are twice in a book.
func (b *bench) duplicates(ctx context.Context) error {
	const people = 20_000
	file := filepath.Join(b.dir, "repeats.csv")
	if _, err := b.run(ctx, "repeats", strconv.Itoa(people), file); err != nil {
		return err
	}
	m, err := b.run(ctx, "duplicates", file, filepath.Join(b.dir, "repeats.db"))
	if err != nil {
		return err
	}
	what := fmt.Sprintf("duplicates among %d people", people)
	b.report.tell(what+", pairs found", float64(m.Hits), "")
	b.report.promise(what, m.Seconds, 5, "s")
	return nil
}

// median is the middle of some figures.
func median(figures []float64) float64 {
	sorted := slices.Sorted(slices.Values(figures))
	return (sorted[(len(sorted)-1)/2] + sorted[len(sorted)/2]) / 2
}

// power is the exponent with which a cost grows from n to m things.
func power(n int, cost float64, m int, more float64) float64 {
	return math.Log(more/cost) / math.Log(float64(m)/float64(n))
}
