package lang

import (
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strconv"
	"testing"

	"carebook/app/care"
)

// module is the folder of the module, from this one.
const module = "../.."

// constants are the values of the string constants of a type in a Go file.
func constants(t *testing.T, path, typeName string) []string {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var values []string
	for _, decl := range file.Decls {
		g, ok := decl.(*ast.GenDecl)
		if !ok || g.Tok != token.CONST {
			continue
		}
		for _, spec := range g.Specs {
			v := spec.(*ast.ValueSpec)
			if name, ok := v.Type.(*ast.Ident); !ok || name.Name != typeName {
				continue
			}
			for _, value := range v.Values {
				s, err := strconv.Unquote(value.(*ast.BasicLit).Value)
				if err != nil {
					t.Fatal(err)
				}
				values = append(values, s)
			}
		}
	}
	if len(values) == 0 {
		t.Fatalf("%s has no constants of type %s", path, typeName)
	}
	return values
}

func TestEveryCodeHasItsSentence(t *testing.T) {
	codes := constants(t, module+"/app/care/errors.go", "Code")
	texts := all(t)
	for _, code := range codes {
		key := sentences[care.Code(code)]
		if key != "error."+code {
			t.Errorf("the code %s has the key %q", code, key)
		}
		for language, own := range texts {
			if own[key] == nil {
				t.Errorf("%s has no sentence for %s", language, code)
			}
		}
	}
	for code := range sentences {
		if !slices.Contains(codes, string(code)) {
			t.Errorf("the code %s is not one of app/care", code)
		}
	}
}

func TestEveryPhoneTypeHasAName(t *testing.T) {
	types := constants(t, module+"/app/care/person.go", "PhoneType")
	for _, kind := range types {
		if phoneTypes[care.PhoneType(kind)] == "" {
			t.Errorf("the type %s has no name", kind)
		}
	}
}
