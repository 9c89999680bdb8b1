package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// constants are the string constants of one of our files.
func constants(t *testing.T, path string) map[string]string {
	t.Helper()
	tree, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	values := map[string]string{}
	ast.Inspect(tree, func(n ast.Node) bool {
		if spec, ok := n.(*ast.ValueSpec); ok && len(spec.Names) == 1 && len(spec.Values) == 1 {
			if lit, ok := spec.Values[0].(*ast.BasicLit); ok && lit.Kind == token.STRING {
				if value, err := strconv.Unquote(lit.Value); err == nil {
					values[spec.Names[0].Name] = value
				}
			}
		}
		return true
	})
	return values
}

// TestMetadataAgree: what the package says of the program is what the program
// says of itself, and its icon is there.
func TestMetadataAgree(t *testing.T) {
	text, err := os.ReadFile("../../FyneApp.toml")
	if err != nil {
		t.Fatal(err)
	}
	assets := constants(t, "../../assets/assets.go")
	for _, line := range []string{`Name = "` + assets["Name"] + `"`, `ID = "` + assets["ID"] + `"`, `Version = "` + assets["Version"] + `"`, `ID = "` + windowClass + `"`} {
		if !strings.Contains(string(text), line+"\n") {
			t.Errorf("FyneApp.toml has no line %s", line)
		}
	}
	if strings.Contains(string(text), "fyneDo") {
		t.Error("FyneApp.toml turns off the check of Fyne's calls in every build")
	}
	_, icon, _ := strings.Cut(string(text), `Icon = "`)
	icon, _, _ = strings.Cut(icon, `"`)
	if _, err := os.Stat(filepath.Join("../..", filepath.FromSlash(icon))); err != nil || icon == "" {
		t.Errorf("the icon %q: %v", icon, err)
	}
}

// TestReadmeNamesWhatItNeeds: the two commands and the packages of the README
// are those of the helper.
func TestReadmeNamesWhatItNeeds(t *testing.T) {
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	var packages []string
	for _, n := range buildNeeds {
		packages = append(packages, n.apt)
	}
	for _, want := range []string{"go run ./cmd/dev run\n", "go run ./cmd/dev test\n", "sudo apt-get install " + strings.Join(packages, " ") + "\n"} {
		if !strings.Contains(string(text), want) {
			t.Errorf("the README does not hold %q", want)
		}
	}
	for _, c := range commands() {
		if !strings.Contains(string(text), "go run ./cmd/dev "+c.name) {
			t.Errorf("the README does not name %s", c.name)
		}
	}
	script, err := os.ReadFile("../../.ci/run")
	if err != nil || !strings.HasSuffix(string(script), "exec go run ./cmd/dev test\n") {
		t.Errorf(".ci/run does not end in the README's test: %v\n%s", err, script)
	}
}

// named are the functions that a table of the README names: file, and function
// with its receiver's type before a dot.
var named = regexp.MustCompile("(?m)^\\| `([a-z0-9_/]+\\.go)` \\| `([A-Za-z.]+)` \\|")

// functionsOf are the functions and methods of a Go file by their names, methods
// with the type before a dot.
func functionsOf(t *testing.T, source []byte) map[string]bool {
	t.Helper()
	tree, err := parser.ParseFile(token.NewFileSet(), "", source, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	functions := map[string]bool{}
	for _, d := range tree.Decls {
		f, ok := d.(*ast.FuncDecl)
		if !ok {
			continue
		}
		name := f.Name.Name
		if f.Recv != nil {
			of := f.Recv.List[0].Type
			if star, ok := of.(*ast.StarExpr); ok {
				of = star.X
			}
			if ident, ok := of.(*ast.Ident); ok {
				name = ident.Name + "." + name
			}
		}
		functions[name] = true
	}
	return functions
}

// TestReadmeNamesFunctionsThatAreThere: the feature that the README follows from
// the key to the table goes the way it says, and every file that it names is there.
func TestReadmeNamesFunctionsThatAreThere(t *testing.T) {
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	rows := named.FindAllStringSubmatch(string(text), -1)
	if len(rows) < 20 {
		t.Fatalf("the README names %d functions", len(rows))
	}
	for _, row := range rows {
		source, err := os.ReadFile(filepath.Join("../..", filepath.FromSlash(row[1])))
		if err != nil {
			t.Error(err)
			continue
		}
		if !functionsOf(t, source)[row[2]] {
			t.Errorf("%s has no function %s, of which the README tells", row[1], row[2])
		}
	}
	for _, path := range regexp.MustCompile("`((?:app|store|cmd|assets)/[A-Za-z0-9_/.]+)`").FindAllStringSubmatch(string(text), -1) {
		if _, err := os.Stat(filepath.Join("../..", filepath.FromSlash(path[1]))); err != nil && !strings.Contains(path[1], "NAME") {
			t.Errorf("the README names %s: %v", path[1], err)
		}
	}
	for _, path := range regexp.MustCompile(`\]\(([^):]+)\)`).FindAllStringSubmatch(string(text), -1) {
		if _, err := os.Stat(filepath.Join("../..", filepath.FromSlash(path[1]))); err != nil {
			t.Errorf("the README leads to %s: %v", path[1], err)
		}
	}
}

func TestFunctionsOfAFile(t *testing.T) {
	got := functionsOf(t, []byte("package a\nfunc F() {}\nfunc (b *B) M() {}\nfunc (c C) M() {}\ntype T struct{}\n"))
	if len(got) != 3 || !got["F"] || !got["B.M"] || !got["C.M"] {
		t.Errorf("found %v", got)
	}
}

// TestReadmeNamesEveryPackage: the layout has each folder of code that is no
// screen, no part of the kit and no format.
func TestReadmeNamesEveryPackage(t *testing.T) {
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, layout, _ := strings.Cut(string(text), "### Layout\n")
	layout, _, _ = strings.Cut(layout, "\nImports point")
	for _, parent := range []string{"app", "app/care", "cmd"} {
		entries, err := os.ReadDir(filepath.Join("../..", filepath.FromSlash(parent)))
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			below := strings.TrimPrefix(strings.TrimPrefix(parent, "app")+"/", "/") + e.Name() + "/"
			if e.IsDir() && !strings.Contains(layout, "\n  "+below+" ") && !strings.Contains(layout, "\n"+below+" ") {
				t.Errorf("the README's layout does not have %s/%s", parent, e.Name())
			}
		}
	}
}
