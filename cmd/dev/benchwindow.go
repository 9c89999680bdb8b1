package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// benchEnv makes the window measure itself: it does what the value says,
// prints a line of figures on standard error and quits.
//
//	start    bench start rows_ms=412            once the first rows are drawn,
//	                                            counted by itself
//	scroll   bench scroll frames=600 max_ms=21.5 p99_ms=17.0   after 10 s
//	memory   bench memory rss_mib=201.5         after 200 jumps in the list
//	keys     bench keys max_ms=14.2 handler_p95_ms=0.9 handler_max_ms=2.1
//	                                            after 40 letters of a search
//	open     bench open fill_p95_ms=18.2 p50_ms=21.0 p95_ms=33.4 max_ms=48.0 first_mib=240.1 rss_mib=251.3
//	                                            after 500 people on the page, the
//	                                            memory first after 50
//	note     bench note bytes=200312 open_ms=150.0 key_p50_ms=1.20 key_p95_ms=2.10 key_max_ms=4.00 drawn_p95_ms=9.1 memory_mib=40.2
//	note-zh                                     after 200 letters typed into the
//	                                            middle of a long note, and a way
//	                                            through all of it; the same in
//	                                            Chinese
const benchEnv = "CAREBOOK_BENCH"

// window measures the window beside an empty one of the same toolkit, on a
// virtual screen that is drawn without a graphics card.
func (b *bench) window(ctx context.Context) error {
	binary, err := b.t.makeToDrive(ctx)
	if err != nil {
		return err
	}
	empty := filepath.Join(b.t.root, "bin", "emptywindow")
	if err := b.t.stream(ctx, []string{"CGO_ENABLED=1"}, "go", "build", "-tags", windowBuild.tags, "-o", empty, "./cmd/dev/testdata/emptywindow"); err != nil {
		return err
	}
	books := map[int]string{}
	for _, people := range []int{200, 20_000, 100_000} {
		if books[people], err = b.book(ctx, people); err != nil {
			return err
		}
	}
	// The toolkit's list of the system's typefaces is made by the first start
	// of a user's life; all others find it.
	if _, err := b.marks(ctx, "start", binary, "--book", books[200]); err != nil {
		return err
	}
	emptyMS, err := b.repeat(ctx, 5, "start", sinceStart, empty)
	if err != nil {
		return err
	}
	b.report.tell("start of an empty window", emptyMS, "ms")
	for _, people := range []int{200, 100_000} {
		ms, err := b.repeat(ctx, 5, "start", sinceStart, binary, "--book", books[people])
		if err != nil {
			return err
		}
		what := fmt.Sprintf("start to rows, %d people", people)
		b.report.tell(what, ms, "ms")
		b.report.promise(what+", against an empty window", ms/emptyMS, 2, "x")
	}
	figures, err := b.marks(ctx, "scroll", binary, "--book", books[100_000])
	if err != nil {
		return err
	}
	const scroll = "scrolling 100000 people for 10 s"
	b.report.tell(scroll+", frames", figures["frames"], "")
	b.report.tell(scroll+", 99 % of the frames", figures["p99_ms"], "ms")
	b.report.promise(scroll+", longest frame", figures["max_ms"], 33, "ms")
	if figures, err = b.marks(ctx, "keys", binary, "--book", books[20_000]); err != nil {
		return err
	}
	const typing = "typing a search, 20000 people"
	b.report.tell(typing+", longest frame", figures["max_ms"], "ms")
	b.report.tell(typing+", longest key handler", figures["handler_max_ms"], "ms")
	handler, err := b.repeat(ctx, 3, "keys", "handler_p95_ms", binary, "--book", books[20_000])
	if err != nil {
		return err
	}
	b.report.promise(typing+", 95 % of the key handlers", handler, 2, "ms")
	emptyMiB, err := b.repeat(ctx, 3, "memory", "rss_mib", empty)
	if err != nil {
		return err
	}
	mib, err := b.repeat(ctx, 3, "memory", "rss_mib", binary, "--book", books[20_000])
	if err != nil {
		return err
	}
	b.report.tell("memory of an empty window", emptyMiB, "MiB")
	const memory = "memory with 20000 people after 200 jumps"
	b.report.tell(memory, mib, "MiB")
	b.report.promise(memory+", against an empty window", mib/emptyMiB, 1.4, "x")
	return b.windowOpens(ctx, binary)
}

// windowOpens lets the window show one person after another, each with a full
// timeline.
func (b *bench) windowOpens(ctx context.Context, binary string) error {
	book, err := b.lived(ctx, 100_000)
	if err != nil {
		return err
	}
	figures, err := b.marks(ctx, "open", binary, "--book", book)
	if err != nil {
		return err
	}
	const opening = "choosing one of 100000 people, until the page is drawn"
	b.report.tell(fmt.Sprintf("choosing one of 100000 people, until the page is filled, 95 %% of %d", busy), figures["fill_p95_ms"], "ms")
	b.report.tell(opening+fmt.Sprintf(", half of %d", busy), figures["p50_ms"], "ms")
	b.report.promise(opening+fmt.Sprintf(", 95 %% of %d", busy), figures["p95_ms"], 50, "ms")
	b.report.tell(opening+", longest", figures["max_ms"], "ms")
	what := fmt.Sprintf("memory after %d people", busy)
	b.report.tell(what, figures["rss_mib"], "MiB")
	b.report.promise(what+", against the first 50", figures["rss_mib"]/figures["first_mib"], 1.2, "x")
	return nil
}

// notes takes the times of a long note with pictures in the window, and its memory
// beside that of a short one.
func (b *bench) notes(ctx context.Context) error {
	const size = 200_000
	binary, err := b.t.makeToDrive(ctx)
	if err != nil {
		return err
	}
	book := filepath.Join(b.dir, "noted.db")
	if _, err := b.run(ctx, "noted", book, strconv.Itoa(size)); err != nil {
		return err
	}
	for _, c := range []struct{ what, name string }{{"note", "Latin"}, {"note-zh", "Chinese"}} {
		figures, err := b.marks(ctx, c.what, binary, "--book", book)
		if err != nil {
			return err
		}
		if figures["bytes"] < size {
			return fmt.Errorf("the note holds %.0f bytes, not %d", figures["bytes"], size)
		}
		what := fmt.Sprintf("note of 200 kB with 20 pictures, %s", c.name)
		b.report.promise(what+", until it is drawn", figures["open_ms"], 200, "ms")
		b.report.tell(what+", half of 200 keys", figures["key_p50_ms"], "ms")
		b.report.promise(what+", 95 % of 200 keys", figures["key_p95_ms"], 16, "ms")
		b.report.tell(what+", longest key", figures["key_max_ms"], "ms")
		b.report.tell(what+", 95 % of 200 keys until drawn", figures["drawn_p95_ms"], "ms")
		b.report.promise(what+", memory beside a short one", figures["memory_mib"], 60e6/(1<<20), "MiB")
	}
	return nil
}

// repeat runs a window several times and gives the median of one figure.
func (b *bench) repeat(ctx context.Context, runs int, what, figure, program string, args ...string) (float64, error) {
	var all []float64
	for range runs {
		figures, err := b.marks(ctx, what, program, args...)
		if err != nil {
			return 0, err
		}
		all = append(all, figures[figure])
	}
	return median(all), nil
}

// marks lets a window measure itself and reads its figures.
func (b *bench) marks(ctx context.Context, what, program string, args ...string) (figures map[string]float64, err error) {
	fmt.Fprintln(os.Stderr, "measuring", what, shown(program, args))
	d, err := openDisplay(ctx, b.t)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, d.close()) }()
	if err := d.settings("en", "light"); err != nil {
		return nil, err
	}
	w, err := d.start(ctx, []string{benchEnv + "=" + what, "XDG_CACHE_HOME=" + filepath.Join(b.dir, "cache")}, program, args...)
	if err != nil {
		return nil, err
	}
	if err := w.end(4 * time.Minute); err != nil {
		return nil, err
	}
	figures, err = readMarks(what, w.said.String())
	if err == nil {
		figures[sinceStart] = w.said.marked.Sub(w.began).Seconds() * 1000
	}
	return figures, err
}

// sinceStart is the time in milliseconds from before the program was started
// until it printed its figures: the same clock for every program, with the
// time that the system takes to load it.
const sinceStart = "since_start_ms"

// markNames are the figures that a window prints of each thing.
var markNames = map[string][]string{
	"start":   {"rows_ms"},
	"scroll":  {"frames", "max_ms", "p99_ms"},
	"memory":  {"rss_mib"},
	"keys":    {"max_ms", "handler_p95_ms", "handler_max_ms"},
	"note":    noteMarks,
	"note-zh": noteMarks,
	"open":    {"fill_p95_ms", "p50_ms", "p95_ms", "max_ms", "first_mib", "rss_mib"},
}

var noteMarks = []string{"bytes", "open_ms", "key_p50_ms", "key_p95_ms", "key_max_ms", "drawn_p95_ms", "memory_mib"}

var mark = regexp.MustCompile(`(\w+)=([0-9.]+)`)

// readMarks finds the line of figures in what a window said.
func readMarks(what, said string) (map[string]float64, error) {
	for line := range strings.Lines(said) {
		_, after, ok := strings.Cut(line, "bench "+what+" ")
		if !ok {
			continue
		}
		figures := map[string]float64{}
		for _, match := range mark.FindAllStringSubmatch(after, -1) {
			value, err := strconv.ParseFloat(match[2], 64)
			if err != nil {
				return nil, fmt.Errorf("read the window's figures in %q: %w", after, err)
			}
			figures[match[1]] = value
		}
		for _, name := range markNames[what] {
			if _, ok := figures[name]; !ok {
				return nil, fmt.Errorf("the window printed no %s of %s: %s", name, what, after)
			}
		}
		return figures, nil
	}
	return nil, fmt.Errorf("the window printed no figures of %s:\n%s", what, said)
}
