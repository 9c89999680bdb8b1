package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// faultNeeds are what makes a disk and a process fail.
var faultNeeds = []need{{program: "strace", apt: "strace", dnf: "strace", pacman: "strace"}}

// fault is one thing that goes wrong, and how many times it does in a full run.
type fault struct {
	name string
	runs int
	do   func(b *battery, r *result)
}

// result is what came of a fault.
type result struct {
	want int
	// runs were made; in lost of them something that was acknowledged had gone,
	// in unsound the book failed its check.
	runs, lost, unsound int
	// tries counts the programs that were to be killed, whether they ended before or not.
	tries int
	// sentence is what the program said last.
	sentence string
	wrong    []string
	// left is set where it was left out, as asked for.
	left bool
}

func (r *result) fail(format string, args ...any) {
	r.wrong = append(r.wrong, fmt.Sprintf(format, args...))
}

// battery is a run of all faults.
type battery struct {
	ctx context.Context
	t   *tree
	// cli and strain are the programs, dir the folder of everything.
	cli, strain, dir string
	// base is a sound book with baseline in it, file an address book of imported
	// people.
	base, file string
	chance     *rand.Rand
	mounts     bool
	n          int
	// trouble is what keeps the faults from being made.
	trouble error
}

// baseline is what strain fill writes, imported what an import brings.
const baseline, imported = 200, 600

// runFaults runs the battery and prints its table; any fault that was not withstood
// is a failure.
func runFaults(ctx context.Context, t *tree, args []string) (err error) {
	set := flag.NewFlagSet("faults", flag.ContinueOnError)
	set.SetOutput(io.Discard)
	part := set.Int("percent", 100, "how many of the runs of each fault are made")
	skip := set.Bool("skip-mounts", false, "leave out what only root can mount")
	only := set.String("only", "", "words in the names of the faults to run")
	seed := set.Uint64("seed", 1, "of the random numbers")
	if err := set.Parse(args); err != nil || set.NArg() > 0 || *part < 1 || *part > 100 {
		return fmt.Errorf("%w: faults [--percent N] [--only WORDS] [--skip-mounts] [--seed N]", errUsage)
	}
	if faultsHere == nil {
		return errors.New("the faults are made with what Linux has: run them there")
	}
	if err := thisMachine(t).ensure(ctx, faultNeeds); err != nil {
		return err
	}
	b := &battery{ctx: ctx, t: t, mounts: !*skip, chance: rand.New(rand.NewPCG(*seed, 8))}
	if err := b.prepare(); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(b.dir)) }()
	rows := [][]string{{"fault", "runs", "lost", "check", "sentence"}}
	var wrong []string
	for _, f := range faultsHere {
		if !strings.Contains(f.name, *only) {
			continue
		}
		r := &result{want: max(1, f.runs**part/100)}
		start := time.Now()
		f.do(b, r)
		if err := errors.Join(ctx.Err(), b.trouble); err != nil {
			return err
		}
		check := "sound"
		if r.unsound > 0 {
			check = fmt.Sprintf("%d unsound", r.unsound)
		}
		if r.lost > 0 || r.unsound > 0 {
			r.fail("%d lost, %d unsound", r.lost, r.unsound)
		}
		switch {
		case r.left:
			check = "left out"
		case r.runs == 0:
			r.fail("it was not run")
		}
		row := []string{f.name, fmt.Sprint(r.runs), fmt.Sprint(r.lost), check, b.short(r.sentence)}
		rows = append(rows, row)
		fmt.Fprintf(os.Stderr, "%-34s %4d runs, %v\n", f.name, r.runs, time.Since(start).Round(time.Second))
		for i, w := range r.wrong {
			if i == shownFailures {
				wrong = append(wrong, fmt.Sprintf("%s: and %d more", f.name, len(r.wrong)-i))
				break
			}
			wrong = append(wrong, f.name+": "+w)
		}
	}
	fmt.Print(table(rows))
	if len(wrong) > 0 {
		return fmt.Errorf("not all was withstood:\n%s", strings.Join(wrong, "\n"))
	}
	return nil
}

// shownFailures is how many failures of one fault are told.
const shownFailures = 5

// short is a sentence as the table has it.
func (b *battery) short(sentence string) string {
	sentence = strings.TrimPrefix(strings.ReplaceAll(sentence, b.dir+"/", ""), "carebook: ")
	if first, _, long := strings.Cut(sentence, ". "); long {
		sentence = first + "."
	}
	if runes := []rune(sentence); len(runes) > 110 {
		sentence = string(runes[:110]) + "…"
	}
	return sentence
}

// prepare builds the programs and makes the book and the file of every run.
func (b *battery) prepare() (err error) {
	if b.dir, err = os.MkdirTemp("", "carebook-faults-"); err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.RemoveAll(b.dir))
		}
	}()
	if err := os.Chmod(b.dir, 0o755); err != nil { // another user reads in it
		return err
	}
	b.cli, b.strain = filepath.Join(b.dir, "carebook"), filepath.Join(b.dir, "strain")
	for binary, pkg := range map[string]string{b.cli: "./cmd/carebook", b.strain: "./cmd/dev/strain"} {
		if err := b.t.stream(b.ctx, []string{"CGO_ENABLED=0"}, "go", "build", "-tags", "ci", "-o", binary, pkg); err != nil {
			return err
		}
	}
	b.base, b.file = filepath.Join(b.dir, "base.db"), filepath.Join(b.dir, "people.vcf")
	if o := b.run(b.strain, "fill", b.base); o.code != 0 {
		return fmt.Errorf("make a book: %s", o.err)
	}
	var cards strings.Builder
	for i := range imported {
		fmt.Fprintf(&cards, "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Berta %d Soler\r\nN:Soler;Berta %d;;;\r\nTEL;TYPE=CELL:+34 611 %06d\r\nEMAIL:berta%d@example.org\r\nNOTE:%s\r\nEND:VCARD\r\n",
			i, i, i, i, strings.Repeat("buys for the kitchen. ", 20))
	}
	return os.WriteFile(b.file, []byte(cards.String()), 0o644)
}

// killedCode is the code of a program that was killed.
const killedCode = -1

// outcome is how a program ended.
type outcome struct {
	code     int // killedCode where it was killed
	out, err string
}

// run runs a program to its end.
func (b *battery) run(program string, args ...string) outcome {
	return b.finish(b.command(program, args...))
}

func (b *battery) command(program string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(b.ctx, program, args...)
	cmd.Env = append(os.Environ(), "LANG=C", "LC_ALL=C", "LANGUAGE=", "CAREBOOK_BOOK=")
	cmd.Dir = b.dir
	return cmd
}

func (b *battery) finish(cmd *exec.Cmd) outcome {
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	err := cmd.Run()
	var ended *exec.ExitError
	if err != nil && !errors.As(err, &ended) {
		return outcome{code: 127, err: err.Error()}
	}
	return outcome{cmd.ProcessState.ExitCode(), out.String(), strings.TrimSpace(errs.String())}
}

// on runs a command of the program on a book.
func (b *battery) on(book string, args ...string) outcome {
	return b.run(b.cli, append([]string{"--book", book}, args...)...)
}

// fresh is a folder of its own with a copy of the base book.
func (b *battery) fresh() (dir, book string) {
	b.n++
	dir = filepath.Join(b.dir, fmt.Sprintf("run%d", b.n))
	book = filepath.Join(dir, "book.db")
	b.must(os.Mkdir(dir, 0o755))
	b.copy(b.base, book)
	return dir, book
}

func (b *battery) copy(from, to string) {
	data, err := os.ReadFile(from)
	if err == nil {
		err = os.WriteFile(to, data, 0o600)
	}
	b.must(err)
}

// drop takes a folder of a run away.
func (b *battery) drop(dir string) { b.must(os.RemoveAll(dir)) }

// must notes what keeps the faults from being made; the run ends with it.
func (b *battery) must(err error) { b.trouble = errors.Join(b.trouble, err) }

// sound checks a book and counts it where it is not.
func (b *battery) sound(r *result, book string) bool {
	o := b.on(book, "check")
	if o.code != 0 {
		r.unsound++
		r.fail("check: %s %s", o.out, o.err)
	}
	return o.code == 0
}

// state is what strain sees in a book.
type state struct{ People, Edit, Note int }

func (b *battery) seen(r *result, book string) (st state, ok bool) {
	o := b.run(b.strain, "seen", book)
	if err := json.Unmarshal([]byte(o.out), &st); o.code != 0 || err != nil {
		r.fail("open after the fault: %s", o.err)
		return st, false
	}
	return st, true
}

// kept checks that a book is sound and holds a number of people.
func (b *battery) kept(r *result, book string, people ...int) {
	st, ok := b.seen(r, book) // which brings an older one up to date
	b.sound(r, book)
	if !ok {
		r.lost++
		return
	}
	for _, n := range people {
		if st.People == n {
			return
		}
	}
	r.lost++
	r.fail("%d people, want one of %v", st.People, people)
}

// said checks that a program ended with status 1 and one sentence that has some
// words in it.
func (r *result) said(o outcome, words ...string) {
	r.sentence = o.err
	if o.code != 1 {
		r.fail("exit %d: %s%s", o.code, o.out, o.err)
		return
	}
	if o.err == "" || strings.Contains(o.err, "\n") || strings.Contains(o.err, "inside Carebook") {
		r.fail("not one sentence for people: %q", o.err)
	}
	for _, w := range words {
		if strings.Contains(o.err, w) {
			return
		}
	}
	if len(words) > 0 {
		r.fail("%q says nothing of %q", o.err, words)
	}
}

// print is the fingerprint of a book's files.
func (b *battery) print(book string) (sum string) {
	for _, end := range []string{"", "-wal", "-journal"} {
		data, err := os.ReadFile(book + end)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			b.must(err)
		}
		sum += fmt.Sprintf("%x ", sha256.Sum256(data))
	}
	return sum
}

// killed starts a program and kills it after a while, unless it ended before. It
// gives what it said until then.
func (b *battery) killed(after time.Duration, program string, args ...string) outcome {
	cmd := b.command(program, args...)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Start(); err != nil {
		return outcome{code: 127, err: err.Error()}
	}
	timer := time.AfterFunc(after, func() { _ = cmd.Process.Kill() }) // it may have ended
	_ = cmd.Wait()                                                    // how it ended is told by its state
	timer.Stop()
	return outcome{cmd.ProcessState.ExitCode(), out.String(), strings.TrimSpace(errs.String())}
}

// upTo is a random time.
func (b *battery) upTo(most time.Duration) time.Duration {
	return time.Duration(b.chance.Int64N(int64(most)))
}
