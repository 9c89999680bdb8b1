package ui

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fynelang "fyne.io/fyne/v2/lang"

	"carebook/app/lang"
	"carebook/app/ui/kit/kittest"
	"carebook/assets"
)

// fyneSays is what Fyne's own widgets say for a word of theirs.
func fyneSays(word string) string { return fynelang.L(word) }

// texts are the words that can be seen under an object.
func texts(o fyne.CanvasObject) []string {
	var words []string
	kittest.Walk(o, func(o fyne.CanvasObject) {
		if t, ok := o.(*canvas.Text); ok && t.Text != "" {
			words = append(words, t.Text)
		}
	})
	return words
}

// usedKeys are the keys that the window's code asks for, all of them literals.
func usedKeys(t *testing.T) map[string]bool {
	t.Helper()
	used := map[string]bool{}
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			f, ok := call.Fun.(*ast.SelectorExpr)
			if !ok || (f.Sel.Name != "T" && f.Sel.Name != "N") {
				return true
			}
			if pkg, ok := f.X.(*ast.Ident); !ok || pkg.Name != "lang" {
				return true
			}
			key, ok := call.Args[0].(*ast.BasicLit)
			if !ok {
				t.Errorf("%s asks for a text by a key that is no literal", path)
				return true
			}
			text, err := strconv.Unquote(key.Value)
			if err != nil {
				t.Error(err)
			}
			used[text] = true
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return used
}

// keysOf are the keys of the texts in some files of a language.
func keysOf(t *testing.T, pattern string) map[string]bool {
	t.Helper()
	paths, err := fs.Glob(assets.Lang, pattern)
	if err != nil || len(paths) == 0 {
		t.Fatalf("%s: %d files, %v", pattern, len(paths), err)
	}
	keys := map[string]bool{}
	for _, path := range paths {
		data, err := assets.Lang.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		var texts map[string]any
		if err := json.Unmarshal(data, &texts); err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		for key := range texts {
			keys[key] = true
		}
	}
	return keys
}

func TestEveryTextIsThereAndUsed(t *testing.T) {
	used := usedKeys(t)
	if len(used) < 100 {
		t.Fatalf("only %d keys were found in the code", len(used))
	}
	for _, l := range lang.Languages() {
		all := keysOf(t, "lang/"+l.Code+"/*.json")
		for key := range used {
			if !all[key] {
				t.Errorf("%s has no text for %s", l.Code, key)
			}
		}
		for _, part := range []string{"ui", "who"} {
			for key := range keysOf(t, "lang/"+l.Code+"/"+part+".json") {
				if !used[key] {
					t.Errorf("%s has a text for %s, which nobody asks for", l.Code, key)
				}
			}
		}
	}
}
