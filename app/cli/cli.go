package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"

	"github.com/spf13/pflag"

	"carebook/app"
	"carebook/app/care"
	"carebook/app/lang"
	"carebook/assets"
	"carebook/store"
)

// Version is the program's version.
const Version = assets.Version

// Env is the world around a run of the program.
type Env struct {
	Out, Err io.Writer
	// Terminal says that Err is a terminal: how far an import is can be shown
	// on one line of it, over and over.
	Terminal bool
	Clock    care.Clock
	// Settings reads the preferences of the machine's user.
	Settings func() app.Settings
	// OpenWindow shows the book in the window until it is closed.
	OpenWindow func(ctx context.Context, w Window) error
	// Background waits for the hour of the book's digest, without a window.
	Background func(ctx context.Context, w Window) error
}

// Window says what the window shows.
type Window struct {
	// Book is the path of the book.
	Book  string
	Clock care.Clock
	// Wish is how it begins: with the window, on the page of the day, or with
	// the day's pop-up or the box that says who is calling alone; Digits are
	// those that the box looks for. Files are those whose import it begins with.
	Wish   app.RequestKind
	Digits string
	Files  []string
}

// Exit statuses.
const (
	exitOK    = 0
	exitError = 1
	exitUsage = 2
)

// Run runs the program with its arguments (without its name) and gives the
// exit status.
func Run(ctx context.Context, env Env, args []string) int {
	c, err := parse(env, args)
	if err == nil {
		err = c.run(ctx)
	}
	switch {
	case err == nil:
		return exitOK
	case errors.Is(err, errReported):
		return exitError
	}
	fmt.Fprintln(env.Err, lang.T("cli.error", lang.Args{"Text": lang.Sentence(err)}))
	if care.CodeOf(err) == care.CodeUsage {
		return exitUsage
	}
	return exitError
}

// errReported ends a command that failed and has said so in its answer.
var errReported = errors.New("reported")

// flags are all flags of all commands. One set is parsed wherever flags stand,
// before the command or after it; then the command says which it knows.
type flags struct {
	book    string
	json    bool
	version bool
	// licences goes with version.
	licences bool
	help     bool

	background, digest, today, window bool

	country, encoding, delimiter string
	noHeader, dryRun, skip       bool
	mapping                      []string
	onDuplicate                  string
	tags, rates                  []string

	format  string
	people  []string
	where   string
	limit   int
	add     []string
	remove  []string
	compare string

	changed bool
	since   string

	passphraseFile string

	kind    string
	minutes int
	on      string
	days    int
	week    string
	hours   string
}

func (f *flags) set() *pflag.FlagSet {
	s := pflag.NewFlagSet("carebook", pflag.ContinueOnError)
	s.SetOutput(io.Discard)
	s.Usage = func() {}
	s.StringVar(&f.book, "book", "", "")
	s.BoolVar(&f.json, "json", false, "")
	s.BoolVar(&f.version, "version", false, "")
	s.BoolVar(&f.licences, "licences", false, "")
	s.BoolVarP(&f.help, "help", "h", false, "")
	s.BoolVar(&f.background, "background", false, "")
	s.BoolVar(&f.digest, "digest", false, "")
	s.BoolVar(&f.today, "today", false, "")
	s.BoolVar(&f.window, "window", false, "")
	s.StringVar(&f.country, "country", "", "")
	s.StringVar(&f.encoding, "encoding", "", "")
	s.StringVar(&f.delimiter, "delimiter", "", "")
	s.BoolVar(&f.noHeader, "no-header", false, "")
	s.BoolVar(&f.dryRun, "dry-run", false, "")
	s.BoolVar(&f.skip, "skip-unreadable", false, "")
	s.StringArrayVar(&f.mapping, "map", nil, "")
	s.StringVar(&f.onDuplicate, "on-duplicate", "", "")
	s.StringArrayVar(&f.tags, "tag", nil, "")
	s.StringArrayVar(&f.rates, "rate", nil, "")
	s.StringVar(&f.format, "format", "", "")
	s.StringArrayVar(&f.people, "person", nil, "")
	s.StringVar(&f.where, "where", "", "")
	s.IntVar(&f.limit, "limit", 50, "")
	s.StringArrayVar(&f.add, "add", nil, "")
	s.StringArrayVar(&f.remove, "remove", nil, "")
	s.StringVar(&f.compare, "compare", "", "")
	s.BoolVar(&f.changed, "changed", false, "")
	s.StringVar(&f.since, "since", "", "")
	s.StringVar(&f.passphraseFile, "passphrase-file", "", "")
	s.StringVar(&f.kind, "kind", "", "")
	s.IntVar(&f.minutes, "minutes", 0, "")
	s.StringVar(&f.on, "on", "", "")
	s.IntVar(&f.days, "days", 1, "")
	s.StringVar(&f.week, "week", "", "")
	s.StringVar(&f.hours, "hours", "", "")
	return s
}

// command is one command of the program.
type command struct {
	name string
	// flags are those it knows besides --book and --help.
	flags []string
	// least and most bound the number of arguments; most < 0 is any number.
	least, most int
	run         func(ctx context.Context, c *call) error
}

// commands in the order in which the help names them.
func commands() []command {
	return []command{
		{"import", []string{"json", "country", "encoding", "delimiter", "no-header", "dry-run", "skip-unreadable", "map", "on-duplicate", "tag", "passphrase-file"}, 1, -1, runImport},
		{"imports", []string{"json"}, 0, 0, runImports},
		{"undo-import", []string{"json"}, 1, 1, runUndoImport},
		{"export", []string{"format", "tag", "person", "where", "changed", "since", "passphrase-file"}, 1, 1, runExport},
		{"find", []string{"json", "limit"}, 0, -1, runFind},
		{"show", []string{"json"}, 1, 1, runShow},
		{"who", []string{"json", "limit", "country", "window"}, 0, -1, runWho},
		{"tag", []string{"json", "where", "add", "remove"}, 0, -1, runTag},
		{"log", []string{"json", "kind", "minutes", "on"}, 1, -1, runLog},
		{"import-sales", []string{"json", "country", "rate"}, 1, 1, runImportSales},
		{"today", []string{"json", "on", "days"}, 0, 0, runToday},
		{"bands", []string{"json", "on"}, 0, 0, runBands},
		{"plan", []string{"json", "week", "hours"}, 0, 0, runPlan},
		{"backup", []string{"passphrase-file"}, 1, 1, runBackup},
		{"restore", []string{"passphrase-file"}, 1, 1, runRestore},
		{"check", []string{"json", "compare"}, 0, 0, runCheck},
		{"salvage", []string{"json"}, 2, 2, runSalvage},
		{"demo", nil, 1, 1, runDemo},
		{"guide", nil, 1, 1, runGuide},
	}
}

// call is one run of a command.
type call struct {
	Env
	flags
	command command
	args    []string
}

// usage is a mistake in how the program was called.
func usage(key string, args lang.Args) error {
	return &care.Error{Code: care.CodeUsage, Args: care.Args{"Detail": lang.T(key, args)}}
}

// parse finds the command and its flags.
func parse(env Env, args []string) (*call, error) {
	c := &call{Env: env}
	set := c.set()
	if err := set.Parse(args); err != nil {
		return nil, flagError(err)
	}
	c.args = set.Args()
	if c.version || c.help {
		return c, nil
	}
	if len(c.args) == 0 {
		c.command = command{name: "", flags: []string{"background", "digest", "today"}, run: runWindow}
		return c, c.checkFlags(set)
	}
	name := c.args[0]
	i := slices.IndexFunc(commands(), func(k command) bool { return k.name == name })
	if i < 0 && namesFile(name) {
		c.command = command{least: 1, most: -1, run: runOpen}
		return c, c.checkFlags(set)
	}
	if i < 0 {
		return nil, usage("cli.unknown_command", lang.Args{"Name": name})
	}
	c.command, c.args = commands()[i], c.args[1:]
	switch n := len(c.args); {
	case n < c.command.least:
		return nil, usage("cli.too_few", lang.Args{"Usage": usageOf(name)})
	case c.command.most >= 0 && n > c.command.most:
		return nil, usage("cli.too_many", lang.Args{"Usage": usageOf(name)})
	}
	return c, c.checkFlags(set)
}

// checkFlags refuses flags that the command does not know.
func (c *call) checkFlags(set *pflag.FlagSet) (err error) {
	set.Visit(func(f *pflag.Flag) {
		if f.Name != "book" && !slices.Contains(c.command.flags, f.Name) && err == nil {
			err = usage("cli.flag_elsewhere", lang.Args{"Flag": "--" + f.Name, "Usage": usageOf(c.command.name)})
		}
	})
	return err
}

// flagError says what is wrong with a flag.
func flagError(err error) error {
	var unknown *pflag.NotExistError
	var missing *pflag.ValueRequiredError
	var invalid *pflag.InvalidValueError
	switch {
	case errors.As(err, &unknown):
		return usage("cli.unknown_flag", lang.Args{"Flag": flagName(unknown.GetSpecifiedName())})
	case errors.As(err, &missing):
		return usage("cli.flag_needs_value", lang.Args{"Flag": flagName(missing.GetSpecifiedName())})
	case errors.As(err, &invalid):
		return usage("cli.flag_bad_value", lang.Args{"Flag": "--" + invalid.GetFlag().Name, "Value": invalid.GetValue()})
	}
	return usage("cli.flag_wrong", lang.Args{"Text": err.Error()})
}

func flagName(name string) string {
	if len(name) == 1 {
		return "-" + name
	}
	return "--" + name
}

func (c *call) run(ctx context.Context) error {
	switch {
	case c.version:
		return c.sayVersion()
	case c.help:
		return c.say(help())
	}
	return c.command.run(ctx, c)
}

func runWindow(ctx context.Context, c *call) error {
	path, err := app.BookPath(c.book)
	if err != nil {
		return err
	}
	w := Window{Book: path, Clock: c.Clock, Wish: app.ShowRequest}
	switch {
	case c.background && (c.digest || c.today) || c.digest && c.today:
		return usage("background.one_of", nil)
	case c.background:
		return c.Background(ctx, w)
	case c.digest:
		w.Wish = app.DigestRequest
	case c.today:
		w.Wish = app.TodayRequest
	}
	return c.OpenWindow(ctx, w)
}

// open opens the book. With must, a missing one is an error rather than made.
func (c *call) open(ctx context.Context, must bool) (*store.Store, error) {
	path, err := app.BookPath(c.book)
	if err != nil {
		return nil, err
	}
	if err := app.CheckBook(path); err != nil {
		return nil, err
	}
	if !must {
		if err := app.MakeBookFolder(path); err != nil {
			return nil, err
		}
	}
	return store.Open(ctx, path, c.options(path, must))
}

// options are those with which a command opens a book. On a terminal it tells that it
// waits for one.
func (c *call) options(path string, must bool) store.Options {
	o := store.Options{Clock: c.Clock, Language: lang.Current(), Origin: "command", MustExist: must}
	if c.Terminal {
		o.Waiting = sync.OnceFunc(func() {
			fmt.Fprintln(c.Err, lang.T("cli.waiting", lang.Args{"Book": path}))
		})
	}
	return o
}

// with runs work on the book, which must exist, and closes it.
func (c *call) with(ctx context.Context, work func(*store.Store) error) error {
	s, err := c.open(ctx, true)
	if err != nil {
		return err
	}
	c.caution(ctx, s)
	return errors.Join(work(s), s.Close())
}

// caution says on standard error, beside the answer, that the computer's clock is
// behind the book; one that was set on purpose is as it should be.
func (c *call) caution(ctx context.Context, s *store.Store) {
	if c.Clock.Set() {
		return
	}
	cautions, err := s.Cautions(ctx)
	if err != nil {
		return // the command itself will meet what is wrong
	}
	for _, caution := range cautions {
		if caution.Code == care.CodeClockBehind {
			fmt.Fprintln(c.Err, lang.T("cli.error", lang.Args{"Text": lang.Sentence(caution)}))
		}
	}
}

// say prints lines of text.
func (c *call) say(lines ...string) error {
	_, err := fmt.Fprintln(c.Out, strings.Join(lines, "\n"))
	return err
}

// answer prints one JSON document.
func (c *call) answer(v any) error {
	e := json.NewEncoder(c.Out)
	e.SetEscapeHTML(false)
	return e.Encode(v)
}
