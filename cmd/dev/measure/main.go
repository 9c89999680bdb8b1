// Command measure takes the times of the book for the helper's bench: the
// import, the same statements without the program around them, search, the
// look-up of a caller, the opening of a person, the search for duplicates, the
// day's digest, the picture of a year, and what the Visits view shows. Each run is
// a process of its own, so that its memory is its own too, and prints one line of
// JSON.
//
// It imports what it measures, and never the window or the database itself.
package main

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"
	"strconv"
	"time"
)

func main() {
	if err := measure(context.Background(), os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "measure:", err)
		os.Exit(1)
	}
}

var errUsage = errors.New("use: measure people N FILE | repeats N FILE | import FILE BOOK | preview FILE BOOK | bare FILE FOLDER | " +
	"events BOOK N | dated BOOK N | sold BOOK N | noted BOOK BYTES | search BOOK N | who BOOK N | open BOOK N | digest BOOK N | year BOOK N | bands BOOK N | week BOOK N | " +
	"month BOOK N | fields BOOK N | sales BOOK N | why BOOK N | duplicates FILE BOOK")

func measure(ctx context.Context, args []string) error {
	if len(args) != 3 {
		return errUsage
	}
	a, b := args[1], args[2]
	switch args[0] {
	case "import":
		return measureImport(ctx, a, b)
	case "preview":
		return measurePreview(ctx, a, b)
	case "bare":
		return measureBare(ctx, a, b)
	case "duplicates":
		return measureDuplicates(ctx, a, b)
	case "people", "repeats":
		n, err := strconv.Atoi(a)
		if err != nil {
			return errUsage
		}
		return writePeople(b, n, args[0] == "repeats")
	}
	inBook, known := map[string]func(ctx context.Context, path string, n int) error{
		"events": writeEvents, "dated": writeDated, "sold": writeSold, "noted": writeNoted, "search": measureSearch, "who": measureWho, "open": measureOpen,
		"digest": measureDigest, "year": measureYear, "bands": measureBands, "week": measureWeek, "month": measureMonth, "fields": measureFields,
		"sales": measureSales, "why": measureWhy,
	}[args[0]]
	n, err := strconv.Atoi(b)
	if !known || err != nil {
		return errUsage
	}
	return inBook(ctx, a, n)
}

// figures is what a run found out; fields that it does not measure stay zero.
type figures struct {
	People int `json:"people,omitempty"`
	// Seconds is the time of the whole, PeakMiB the most memory of the process.
	Seconds float64 `json:"seconds,omitempty"`
	PeakMiB float64 `json:"peak_mib,omitempty"`
	// P50 and P95 are times of one answer, in milliseconds, Runs the number of
	// answers and Hits of those that found somebody, or of pairs found.
	P50  float64 `json:"p50_ms,omitempty"`
	P95  float64 `json:"p95_ms,omitempty"`
	Runs int     `json:"runs,omitempty"`
	Hits int     `json:"hits,omitempty"`
	// Slowest are the five questions that took longest, with their times.
	Slowest []string `json:"slowest,omitempty"`
}

// asked is one question and how long the answer took.
type asked struct {
	question string
	took     time.Duration
}

func (f figures) print() error { return json.NewEncoder(os.Stdout).Encode(f) }

// spread fills in the percentiles and the slowest of some answers.
func (f *figures) spread(all []asked) {
	slices.SortFunc(all, func(a, b asked) int { return cmp.Compare(a.took, b.took) })
	at := func(share float64) float64 {
		return all[int(share*float64(len(all)-1)+0.5)].took.Seconds() * 1000
	}
	f.Runs, f.P50, f.P95 = len(all), at(0.50), at(0.95)
	for _, a := range slices.Backward(all[max(0, len(all)-5):]) {
		f.Slowest = append(f.Slowest, fmt.Sprintf("%q %.1f ms", a.question, a.took.Seconds()*1000))
	}
}

// peakMiB is the most memory that this process has held, or 0 where the system
// does not say.
func peakMiB() float64 {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	for lines := bufio.NewScanner(bytes.NewReader(status)); lines.Scan(); {
		var kib float64
		if _, err := fmt.Sscanf(lines.Text(), "VmHWM: %f kB", &kib); err == nil {
			return kib / 1024
		}
	}
	return 0
}
