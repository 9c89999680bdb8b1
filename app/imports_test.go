package app

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// module is the name under which our packages import each other.
const module = "carebook"

// mayImport says which of our packages a package of ours may import. A folder
// ending in /... speaks for all packages at and below it that have no nearer
// entry. A package that no entry fits has no place yet: give it one
// here.
var mayImport = map[string][]string{
	"assets":           {},
	"app":              {"app/care", "app/crash"},
	"app/care":         {},
	"app/crash":        {},
	"app/care/remind":  {"app/care", "app/calendar"},
	"app/care/greet":   {"app/care", "assets"},
	"app/care/plan":    {"app/care"},
	"app/text":         {"app/care"},
	"app/picture":      {"app/care"},
	"app/doc":          {"app/care", "app/text"},
	"app/calendar":     {"app/care", "assets"},
	"app/lang":         {"app/care", "assets"},
	"app/sheet":        {"app/care", "app/doc", "app/lang", "app/text"},
	"app/guide":        {"app/care", "app/sheet", "assets"},
	"app/exchange/...": {"app/care", "app/doc", "app/text", "app/exchange/..."},
	"store":            {"app/care", "app/crash", "app/doc", "app/picture", "app/text", "store/formertest", "store/storetest"},
	"store/formertest": {},
	"store/storetest":  {},
	"app/book":         {"app/care/...", "app/calendar", "app/crash", "app/doc", "app/exchange/...", "app/lang", "app/picture", "app/sheet", "app/text", "store", "store/storetest"},
	"app/background":   {"app", "app/book", "app/care", "app/crash", "app/lang", "assets", "store"},
	"app/cli":          {"app", "app/book", "app/calendar", "app/care/...", "app/doc", "app/exchange/...", "app/guide", "app/lang", "app/text", "assets", "store"},
	"app/ui":           {"app", "app/book", "app/care/...", "app/calendar", "app/crash", "app/doc", "app/exchange/...", "app/guide", "app/lang", "app/text", "app/ui/...", "assets", "store"},
	"app/ui/...":       {"app", "app/book", "app/care/...", "app/calendar", "app/crash", "app/doc", "app/exchange/...", "app/lang", "app/picture", "app/text", "app/ui/kit/...", "app/ui/style", "assets", "store"},
	"app/ui/early":     {},
	"app/ui/style":     {"app/care", "assets"},
	"cmd/carebook":     {"app", "app/background", "app/cli", "app/care", "app/crash", "app/lang", "app/ui", "assets", "app/book", "store"},
	"cmd/dev":          {},
	"cmd/dev/strain":   {"app", "app/book", "app/care", "app/crash", "app/doc", "store", "store/formertest"},
	"cmd/dev/measure":  {"app/book", "app/care", "app/doc", "app/exchange/...", "app/picture", "app/text", "store"},
}

// onlyIn names the packages (and their folders) of others that some packages
// of ours alone may import.
var onlyIn = []struct {
	imported []string
	in       []string
}{
	{[]string{"database/sql/...", "modernc.org/..."}, []string{"store", "store/formertest", "store/storetest"}},
	{[]string{"fyne.io/fyne/v2/...", "fyne.io/x/..."}, []string{"app/ui/..."}},
	{[]string{"fyne.io/systray", "github.com/godbus/dbus/v5"}, []string{"app/background"}},
	{[]string{"github.com/go-gl/..."}, []string{"app/ui"}},
	{[]string{"github.com/adrg/xdg", "github.com/gofrs/flock", "gopkg.in/natefinch/lumberjack.v2"}, []string{"app"}},
	{[]string{"filippo.io/age"}, []string{"app/book"}},
	{[]string{"github.com/yuin/goldmark/..."}, []string{"app/book", "app/guide"}},
	{[]string{"github.com/spf13/pflag"}, []string{"app/cli", "cmd/carebook"}},
	{[]string{"github.com/6tail/lunar-go/...", "github.com/hablullah/go-hijri/..."}, []string{"app/calendar"}},
}

// standardOnly are the packages that import nothing but the standard library
// and what mayImport lets them.
var standardOnly = []string{"app/care/...", "app/crash", "cmd/dev"}

// networking are packages that open connections. The book works offline, for
// good; those of their folders that only read text are in harmless.
var (
	networking = []string{"net/...", "crypto/tls", "log/syslog", "golang.org/x/net/..."}
	harmless   = []string{"net/url", "net/mail", "net/netip", "golang.org/x/net/html/..."}
)

// exemptFromClock are packages that may ask the machine for the time, with the
// reason.
var exemptFromClock = map[string]string{
	"app/care":        "the clock itself",
	"cmd/dev":         "measures how long programs take and waits for them",
	"cmd/dev/measure": "measures how long the book takes",
}

// exemptFromC are the files that call the C library, with the reason.
var exemptFromC = map[string]string{
	"app/ui/kit/run/trim_linux.go": "gives back what the C library keeps of freed memory, which nothing else can tell it to",
}

// exemptFromLiterals are files whose panic names a word of the program's own
// beside the literal.
var exemptFromLiterals = map[string]string{
	"app/ui/style/icon.go": "names one of our drawings",
	"app/lang/lang.go":     "names one of our languages",
	"app/book/portrait.go": "names the error of drawing into memory",
}

// outside is the one package that hands anything to other programs.
const outside = "app/ui/kit/outside"

// openers are what opens an address or fetches what it names, some of them by
// a click or as soon as they are drawn, by their names in Fyne.
var openers = []string{
	"OpenURL", "NewHyperlink", "NewHyperlinkWithStyle", "Hyperlink", "HyperlinkSegment", "ParseMarkdown", "NewRichTextFromMarkdown",
	"NewImageFromURI", "LoadResourceFromURI", "LoadResourceFromURLString", "ImageSegment",
}

// guard is the one package that starts goroutines in the program: what those panic with
// would stand in the crash file.
const guard = "app/crash"

// starters start programs.
var starters = []string{"StartProcess", "ForkExec"}

// file is one Go file of ours and what the rules look at.
type file struct {
	// Folder is the folder in the module, Name the file's own name.
	Folder, Name string
	Imports      []string
	// Doc is the comment above the package clause, Package the clause's name.
	Doc, Package string
	// Calls are forbidden or doubtful calls, each as a violation.
	Calls []string
}

func (f file) test() bool { return strings.HasSuffix(f.Name, "_test.go") }

func (f file) String() string { return path.Join(f.Folder, f.Name) }

// fits reports whether pattern, a path or a folder ending in /..., speaks of
// importPath.
func fits(pattern, importPath string) bool {
	folder, whole := strings.CutSuffix(pattern, "/...")
	return importPath == folder || whole && strings.HasPrefix(importPath, folder+"/")
}

func anyFits(patterns []string, importPath string) bool {
	return slices.ContainsFunc(patterns, func(p string) bool { return fits(p, importPath) })
}

// placeOf finds the entry of mayImport that speaks of a folder: its own, else
// that of the nearest folder above.
func placeOf(folder string) (allowed []string, ok bool) {
	if allowed, ok = mayImport[folder]; ok {
		return allowed, true
	}
	for ; folder != "."; folder = path.Dir(folder) {
		if allowed, ok = mayImport[folder+"/..."]; ok {
			return allowed, true
		}
	}
	return nil, false
}

// strain is the child that dev faults works books with: a test that is a program.
const strain = "cmd/dev/strain"

// brokenBy lists what a file does against the rules.
func brokenBy(f file) []string {
	var broken []string
	say := func(format string, args ...any) {
		broken = append(broken, f.String()+" "+fmt.Sprintf(format, args...))
	}
	allowed, placed := placeOf(f.Folder)
	if !placed {
		say("stands in a package without a place in mayImport")
	}
	for _, imported := range f.Imports {
		ours, isOurs := strings.CutPrefix(imported, module+"/")
		switch {
		case isOurs && ours == f.Folder: // an outside test of its own package
		case isOurs && !anyFits(allowed, ours):
			say("imports %s, which %s may not", ours, f.Folder)
		case isOurs && strings.HasSuffix(ours, "test") && !f.test() && f.Folder != strain:
			say("imports %s, which is for tests", ours)
		case isOurs && ours == "app/ui" && f.String() != "cmd/carebook/window.go":
			say("imports app/ui, which cmd/carebook/window.go alone may")
		case isOurs:
		case anyFits(networking, imported) && !anyFits(harmless, imported):
			say("imports %s: nothing of ours touches the network", imported)
		case anyFits(standardOnly, f.Folder) && !standard(imported) && !f.test():
			say("imports %s, but stands on the standard library alone", imported)
		}
		for _, rule := range onlyIn {
			if anyFits(rule.imported, imported) && !anyFits(rule.in, f.Folder) {
				say("imports %s, which only %s may", imported, strings.Join(rule.in, " and "))
			}
		}
		if imported == "os/exec" && !f.test() && !anyFits([]string{"cmd/..."}, f.Folder) {
			say("imports os/exec: programs are started by cmd/carebook, addresses opened by %s", outside)
		}
		if _, exempt := exemptFromC[f.String()]; !exempt && imported == "C" || imported == "unsafe" {
			say("imports %q: no C and no unsafe memory of ours", imported)
		}
	}
	for _, call := range f.Calls {
		if _, exempt := exemptFromClock[f.Folder]; exempt && strings.HasPrefix(call, "time.") {
			continue
		}
		if _, exempt := exemptFromLiterals[f.String()]; exempt && strings.HasPrefix(call, "panic ") {
			continue
		}
		say("calls %s", call)
	}
	return broken
}

// standard reports whether a package is part of the standard library: the
// first part of any other's path holds a dot.
func standard(importPath string) bool {
	first, _, _ := strings.Cut(importPath, "/")
	return !strings.Contains(first, ".")
}

// undocumented says what is wrong with the comment of a package, given its
// files that are no tests.
func undocumented(folder string, files []file) []string {
	var docs []string
	name := ""
	for _, f := range files {
		name = f.Package
		if f.Doc != "" {
			docs = append(docs, f.Doc)
		}
	}
	switch {
	case len(docs) == 0:
		return []string{folder + " has no package comment"}
	case len(docs) > 1:
		return []string{folder + " has more than one package comment"}
	case name != "main" && !strings.HasPrefix(docs[0], "Package "+name+" "):
		return []string{folder + `'s comment does not begin with "Package ` + name + ` "`}
	case !strings.Contains(docs[0], "import"):
		return []string{folder + "'s comment does not say what it must not import"}
	}
	return nil
}

// readFile parses one file for the rules.
func readFile(folder, name string, source []byte) (file, error) {
	f := file{Folder: folder, Name: name}
	tree, err := parser.ParseFile(token.NewFileSet(), name, source, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return f, err
	}
	f.Package = tree.Name.Name
	if tree.Doc != nil {
		f.Doc = tree.Doc.Text()
	}
	names := map[string]string{} // of the packages in this file
	for _, spec := range tree.Imports {
		imported, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			return f, err
		}
		f.Imports = append(f.Imports, imported)
		names[path.Base(imported)] = imported
		if spec.Name != nil {
			names[spec.Name.Name] = imported
		}
	}
	if f.test() {
		return f, nil
	}
	ast.Inspect(tree, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SelectorExpr:
			if x, ok := n.X.(*ast.Ident); ok && names[x.Name] == "time" && slices.Contains([]string{"Now", "Since", "Until"}, n.Sel.Name) {
				f.Calls = append(f.Calls, "time."+n.Sel.Name+": the time comes from care.Clock")
			}
			if slices.Contains(openers, n.Sel.Name) && folder != outside {
				f.Calls = append(f.Calls, n.Sel.Name+", which opens what it is given: "+outside+" looks at that first")
			}
			if slices.Contains(starters, n.Sel.Name) && !anyFits([]string{"cmd/..."}, folder) {
				f.Calls = append(f.Calls, n.Sel.Name+", which starts a program")
			}
		case *ast.GoStmt:
			if folder != guard && !anyFits([]string{"cmd/dev/..."}, folder) {
				f.Calls = append(f.Calls, "go, whose panic would stand in the crash file: "+guard+" has Go")
			}
		case *ast.CallExpr:
			f.Calls = append(f.Calls, talkative(n, names)...)
		}
		return true
	})
	return f, nil
}

// talkative reports a panic or a log message that is not a literal: what is
// put together at run time may hold something of a person, and crash files
// and logs are sent to others.
func talkative(call *ast.CallExpr, names map[string]string) []string {
	literal := func(i int) bool {
		if i >= len(call.Args) {
			return true
		}
		lit, ok := call.Args[i].(*ast.BasicLit)
		return ok && lit.Kind == token.STRING
	}
	switch fun := call.Fun.(type) {
	case *ast.Ident:
		if fun.Name == "panic" && !literal(0) {
			return []string{"panic with more than a literal, which would stand in the crash file"}
		}
	case *ast.SelectorExpr:
		x, ok := fun.X.(*ast.Ident)
		if !ok || names[x.Name] != "log/slog" {
			return nil
		}
		at, logs := map[string]int{
			"Debug": 0, "Info": 0, "Warn": 0, "Error": 0,
			"DebugContext": 1, "InfoContext": 1, "WarnContext": 1, "ErrorContext": 1, "Log": 2, "LogAttrs": 2,
		}[fun.Sel.Name]
		if logs && !literal(at) {
			return []string{"slog." + fun.Sel.Name + " with a message that is no literal"}
		}
	}
	return nil
}

// listed is what go list says of one package.
type listed struct {
	ImportPath, Dir string
	Standard        bool
	Module          *struct{ Main bool }
	Deps            []string

	GoFiles, CgoFiles, IgnoredGoFiles, TestGoFiles, XTestGoFiles []string
}

// goList asks for all packages of the module and all they need.
func goList(t *testing.T, tags, cgo string) map[string]listed {
	t.Helper()
	cmd := exec.Command("go", "list", "-e", "-deps", "-json", "-tags", tags, "./...")
	cmd.Dir = ".."
	cmd.Env = append(os.Environ(), "CGO_ENABLED="+cgo)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v\n%s", err, &stderr)
	}
	packages := map[string]listed{}
	for dec := json.NewDecoder(bytes.NewReader(out)); ; {
		var p listed
		err := dec.Decode(&p)
		if errors.Is(err, io.EOF) {
			return packages
		}
		if err != nil {
			t.Fatal(err)
		}
		packages[p.ImportPath] = p
	}
}

func (p listed) ours() bool { return p.Module != nil && p.Module.Main }

func (p listed) folder() string { return strings.TrimPrefix(p.ImportPath, module+"/") }

// trayOnly are the packages of Fyne's makers that draw no window: the icon in
// the tray, which the background process shows.
var trayOnly = []string{"fyne.io/systray/..."}

// brokenByNeeds lists what packages need, near or far, against the rules: C
// where it must build without, and Fyne outside the window.
func brokenByNeeds(packages map[string]listed, window bool) []string {
	var broken []string
	for _, p := range packages {
		if !p.ours() || anyFits([]string{"app/ui/..."}, p.folder()) || window && p.folder() == "cmd/carebook" {
			continue
		}
		for _, dep := range p.Deps {
			tray := p.folder() == "app/background" && anyFits(trayOnly, dep)
			if strings.HasPrefix(dep, "fyne.io/") && !tray {
				broken = append(broken, p.folder()+" needs "+dep)
			}
			if d := packages[dep]; !d.Standard && len(d.CgoFiles) > 0 {
				broken = append(broken, p.folder()+" needs "+dep+", which needs C")
			}
		}
	}
	slices.Sort(broken)
	return broken
}

// TestImportRules holds every package of the module to the rules above, in
// both builds and on every operating system: it reads all files, whatever
// their build constraints.
func TestImportRules(t *testing.T) {
	packages := goList(t, "x11", "1")
	read := map[string]bool{}
	for _, p := range packages {
		if !p.ours() {
			continue
		}
		var documented []file
		for _, name := range slices.Concat(p.GoFiles, p.CgoFiles, p.IgnoredGoFiles, p.TestGoFiles, p.XTestGoFiles) {
			source, err := os.ReadFile(filepath.Join(p.Dir, name))
			if err != nil {
				t.Fatal(err)
			}
			f, err := readFile(p.folder(), name, source)
			if err != nil {
				t.Fatal(err)
			}
			read[f.String()] = true
			for _, broken := range brokenBy(f) {
				t.Error(broken)
			}
			if !f.test() {
				documented = append(documented, f)
			}
		}
		for _, broken := range undocumented(p.folder(), documented) {
			t.Error(broken)
		}
	}
	for _, path := range goFiles(t) {
		if !read[path] {
			t.Errorf("%s belongs to no package that go list finds", path)
		}
	}
	for _, broken := range brokenByNeeds(packages, true) {
		t.Error("with a window: " + broken)
	}
	for _, broken := range brokenByNeeds(goList(t, "ci", "0"), false) {
		t.Error("commands only: " + broken)
	}
}

// goFiles are all Go files of the module but those of testdata. Looking for
// them also tells go test's cache that a new file makes a new answer.
func goFiles(t *testing.T) []string {
	t.Helper()
	var files []string
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "testdata" || d.Name() == "bin" || strings.HasPrefix(d.Name(), ".") && d.Name() != "..") {
			return fs.SkipDir
		}
		if !d.IsDir() && filepath.Ext(path) == ".go" {
			files = append(files, filepath.ToSlash(strings.TrimPrefix(path, ".."+string(filepath.Separator))))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(files) == 0 {
		t.Fatal("there are no Go files: this checked nothing")
	}
	return files
}

// TestImportRulesBite breaks every rule once in made-up files.
func TestImportRulesBite(t *testing.T) {
	for _, c := range []struct {
		name, path, source string
		// want is part of the one violation; "" is none.
		want string
	}{
		{"the domain to a library", "app/care/a.go", `import "github.com/google/uuid"`, "standard library alone"},
		{"the domain's test to a library", "app/care/a_test.go", `import "pgregory.net/rapid"`, ""},
		{"the domain to ours", "app/care/a.go", `import "carebook/app/text"`, "imports app/text"},
		{"the helper to a library", "cmd/dev/a.go", `import "golang.org/x/mod/modfile"`, "standard library alone"},
		{"the helper to the store", "cmd/dev/a.go", `import "carebook/store"`, "imports store"},
		{"a screen to SQL", "app/ui/people/a.go", `import "database/sql"`, "only store and store/formertest and store/storetest may"},
		{"the book to the driver", "app/book/a.go", `import _ "modernc.org/sqlite"`, "only store and store/formertest and store/storetest may"},
		{"a test to SQL", "app/book/a_test.go", `import "database/sql"`, "only store and store/formertest and store/storetest may"},
		{"the store to SQL", "store/a.go", `import ("database/sql"; "modernc.org/sqlite")`, ""},
		{"one screen to another", "app/ui/people/a.go", `import "carebook/app/ui/importer"`, "imports app/ui/importer"},
		{"a screen to widgets and style", "app/ui/people/a.go", `import ("carebook/app/ui/kit"; "carebook/app/ui/style"; "carebook/store")`, ""},
		{"a widget to a screen", "app/ui/kit/a.go", `import "carebook/app/ui/people"`, "imports app/ui/people"},
		{"a screen to the window", "app/ui/people/a.go", `import "carebook/app/ui"`, "imports app/ui,"},
		{"the window to a screen", "app/ui/a.go", `import "carebook/app/ui/people"`, ""},
		{"main to the window", "cmd/carebook/main.go", `import "carebook/app/ui"`, "window.go alone"},
		{"the one file to the window", "cmd/carebook/window.go", `import "carebook/app/ui"`, ""},
		{"the commands to the window", "app/cli/a.go", `import "carebook/app/ui"`, "imports app/ui"},
		{"a screen to help for tests", "app/ui/people/a.go", `import "carebook/app/ui/kit/kittest"`, "is for tests"},
		{"the child of the faults to help for tests", "cmd/dev/strain/main.go", `import "carebook/store/formertest"`, ""},
		{"a screen's test to help for tests", "app/ui/people/a_test.go", `import "carebook/app/ui/kit/kittest"`, ""},
		{"app to the window", "app/a.go", `import "carebook/app/ui"`, "imports app/ui"},
		{"the store to Fyne", "store/a.go", `import "fyne.io/fyne/v2"`, "only app/ui/..."},
		{"the background to Fyne", "app/background/a.go", `import "fyne.io/fyne/v2/widget"`, "only app/ui/..."},
		{"the background to the window", "app/background/a.go", `import "carebook/app/ui/kit"`, "imports app/ui/kit"},
		{"the background to the tray", "app/background/a.go", `import ("fyne.io/systray"; "github.com/godbus/dbus/v5")`, ""},
		{"the window to the tray", "app/ui/a.go", `import "fyne.io/systray"`, "only app/background"},
		{"the window to the screen", "app/ui/a.go", `import "github.com/go-gl/glfw/v3.4/glfw"`, ""},
		{"a widget to the screen", "app/ui/kit/a.go", `import "github.com/go-gl/glfw/v3.4/glfw"`, "only app/ui may"},
		{"the store to the book", "store/a.go", `import "carebook/app/book"`, "imports app/book"},
		{"a reader to the store", "app/exchange/vcf/a.go", `import "carebook/store"`, "imports store"},
		{"a reader to the text", "app/exchange/vcf/a.go", `import ("carebook/app/text"; "carebook/app/exchange")`, ""},
		{"the book to Fyne", "app/book/a.go", `import "fyne.io/fyne/v2/widget"`, "only app/ui/..."},
		{"the net", "app/ui/people/a.go", `import "net"`, "network"},
		{"the web", "app/exchange/a.go", `import "net/http"`, "network"},
		{"the web in a test", "app/exchange/a_test.go", `import "net/http/httptest"`, "network"},
		{"encryption of lines", "app/book/a.go", `import "crypto/tls"`, "network"},
		{"websockets", "app/book/a.go", `import "golang.org/x/net/websocket"`, "network"},
		{"addresses are only text", "app/ui/people/a.go", `import ("net/url"; "net/mail"; "golang.org/x/net/html")`, ""},
		{"a command's flags", "app/book/a.go", `import "github.com/spf13/pflag"`, "only app/cli"},
		{"the lunar calendar", "app/care/remind/a_test.go", `import "github.com/6tail/lunar-go/calendar"`, "only app/calendar may"},
		{"the Islamic calendar", "app/book/a.go", `import "github.com/hablullah/go-hijri"`, "only app/calendar may"},
		{"paths", "app/ui/a.go", `import "github.com/adrg/xdg"`, "only app may"},
		{"C", "app/ui/a.go", `import "C"`, "no C"},
		{"no place", "app/misc/a.go", ``, "without a place"},
		{"its own package from a test", "app/text/a_test.go", `import "carebook/app/text"`, ""},
		{"the time", "app/book/a.go", `import "time"; var t = time.Now()`, "time.Now"},
		{"the time as a value", "app/book/a.go", `import "time"; var t = time.Now`, "time.Now"},
		{"the time by another name", "store/a.go", `import clock "time"; var t = clock.Since(clock.Time{})`, "time.Since"},
		{"the time in a test", "store/a_test.go", `import "time"; var t = time.Now()`, ""},
		{"the clock", "app/care/clock.go", `import "time"; var t = time.Now()`, ""},
		{"another's Now", "app/book/a.go", `import "carebook/app/care"; var t = care.SystemClock().Now()`, ""},
		{"a panic with data", "app/text/a.go", `func f(s string) { panic("bad " + s) }`, "panic"},
		{"a panic", "app/text/a.go", `func f() { panic("the table is not sorted") }`, ""},
		{"a goroutine", "app/ui/people/a.go", `func f() { go f() }`, "has Go"},
		{"a goroutine of the guard", "app/crash/a.go", `func f() { go f() }`, ""},
		{"a goroutine of the helper", "cmd/dev/a.go", `func f() { go f() }`, ""},
		{"a panic that names a drawing", "app/ui/style/icon.go", `func f(s string) { panic("no " + s) }`, ""},
		{"a link opened by hand", "app/ui/people/a.go", `import "fyne.io/fyne/v2"; func f() { fyne.CurrentApp().OpenURL(nil) }`, "looks at that first"},
		{"a link to be opened later", "app/ui/people/a.go", `import "fyne.io/fyne/v2"; var f = fyne.CurrentApp().OpenURL`, "looks at that first"},
		{"a link that opens by a click", "app/ui/people/a.go", `import "fyne.io/fyne/v2/widget"; var f = widget.NewHyperlink("", nil)`, "looks at that first"},
		{"a picture of an address", "app/ui/people/a.go", `import "fyne.io/fyne/v2/canvas"; var f = canvas.NewImageFromURI(nil)`, "looks at that first"},
		{"the door to the outside", "app/ui/kit/outside/a.go", `import "fyne.io/fyne/v2"; func f() { fyne.CurrentApp().OpenURL(nil) }`, ""},
		{"a screen to programs", "app/ui/people/a.go", `import "os/exec"`, "os/exec"},
		{"the book to programs", "app/book/a.go", `import "os"; func f() { os.StartProcess("", nil, nil) }`, "starts a program"},
		{"main to programs", "cmd/carebook/a.go", `import "os/exec"`, ""},
		{"a test to programs", "app/book/a_test.go", `import "os/exec"`, ""},
		{"a put-together message", "app/a.go", `import ("log/slog"; "fmt"); func f(s string) { slog.Info(fmt.Sprint(s)) }`, "slog.Info"},
		{"a message", "app/a.go", `import "log/slog"; func f(s string) { slog.Info("read", "name", s) }`, ""},
		{"a message behind a level", "app/a.go", `import "log/slog"; func f(s string) { slog.Log(nil, 0, s) }`, "slog.Log"},
	} {
		t.Run(c.name, func(t *testing.T) {
			f, err := readFile(path.Dir(c.path), path.Base(c.path), []byte("package a; "+c.source))
			if err != nil {
				t.Fatal(err)
			}
			broken := brokenBy(f)
			switch {
			case c.want == "" && len(broken) > 0:
				t.Errorf("forbidden without need: %q", broken)
			case c.want != "" && (len(broken) != 1 || !strings.Contains(broken[0], c.want) || !strings.HasPrefix(broken[0], c.path)):
				t.Errorf("got %q, want one line of %s with %q", broken, c.path, c.want)
			}
		})
	}
}

func TestCommentRulesBite(t *testing.T) {
	doc := func(text string) []file { return []file{{Package: "a", Doc: text}, {Package: "a"}} }
	for _, c := range []struct {
		name  string
		files []file
		want  string
	}{
		{"none", doc(""), "no package comment"},
		{"two", append(doc("Package a is. It imports nothing."), file{Package: "a", Doc: "Package a"}), "more than one"},
		{"another name", doc("Package b is. It imports nothing."), "does not begin"},
		{"no limits", doc("Package a is."), "must not import"},
		{"good", doc("Package a is. It imports nothing."), ""},
		{"a program", []file{{Package: "main", Doc: "Carebook keeps. It imports nothing."}}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := strings.Join(undocumented("app/a", c.files), "; ")
			if (got == "") != (c.want == "") || !strings.Contains(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestNeedsBite(t *testing.T) {
	main := &struct{ Main bool }{true}
	packages := map[string]listed{
		"fyne.io/fyne/v2":          {ImportPath: "fyne.io/fyne/v2"},
		"example.org/c":            {ImportPath: "example.org/c", CgoFiles: []string{"c.go"}},
		"net":                      {ImportPath: "net", Standard: true, CgoFiles: []string{"cgo.go"}},
		module + "/cmd/carebook":   {ImportPath: module + "/cmd/carebook", Module: main, Deps: []string{"fyne.io/fyne/v2", "example.org/c"}},
		module + "/app/ui/kit":     {ImportPath: module + "/app/ui/kit", Module: main, Deps: []string{"fyne.io/fyne/v2"}},
		module + "/cmd/dev":        {ImportPath: module + "/cmd/dev", Module: main, Deps: []string{"net", "example.org/c"}},
		module + "/app/book":       {ImportPath: module + "/app/book", Module: main, Deps: []string{"fyne.io/fyne/v2", "net"}},
		module + "/app/background": {ImportPath: module + "/app/background", Module: main, Deps: []string{"fyne.io/systray", "fyne.io/systray/internal/x", "fyne.io/fyne/v2/lang"}},
	}
	window := []string{"app/background needs fyne.io/fyne/v2/lang", "app/book needs fyne.io/fyne/v2", "cmd/dev needs example.org/c, which needs C"}
	if got := brokenByNeeds(packages, true); !slices.Equal(got, window) {
		t.Errorf("with a window: %q, want %q", got, window)
	}
	commands := []string{
		"app/background needs fyne.io/fyne/v2/lang", "app/book needs fyne.io/fyne/v2", "cmd/carebook needs example.org/c, which needs C",
		"cmd/carebook needs fyne.io/fyne/v2", "cmd/dev needs example.org/c, which needs C",
	}
	if got := brokenByNeeds(packages, false); !slices.Equal(got, commands) {
		t.Errorf("commands only: %q, want %q", got, commands)
	}
}
