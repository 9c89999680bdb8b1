package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
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
	for _, line := range []string{`Name = "` + assets["Name"] + `"`, `ID = "` + assets["ID"] + `"`, `Version = "` + assets["Version"] + `"`} {
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
