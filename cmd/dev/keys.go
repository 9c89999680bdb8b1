package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// languages are those of the interface, each with the plural forms that it
// tells apart (Unicode CLDR). English is the one that the others are held to.
var languages = map[string][]string{
	"en":    {"one", "other"},
	"es":    {"one", "many", "other"},
	"ru":    {"one", "few", "many", "other"},
	"zh_CN": {"other"},
	"zh_TW": {"other"},
}

// message is one translated text.
type message struct {
	// forms are the texts of a plural by form; a text that is no plural stands
	// under "".
	forms map[string]string
	// file is where it stands.
	file string
}

// placeholders are the names that a message's texts ask for, sorted. The
// pattern of a date asks for its parts in the shape that its language wants:
// a month is a Month, a MonthShort, a MonthAlone or a MonthNumber.
func (m message) placeholders(key string) []string {
	names := map[string]bool{}
	for _, text := range m.forms {
		for _, match := range placeholder.FindAllStringSubmatch(text, -1) {
			name := match[1]
			if strings.HasPrefix(key, "date.") {
				name = shape.ReplaceAllString(name, "")
			}
			names[name] = true
		}
	}
	return slices.Sorted(maps.Keys(names))
}

// plural reports whether the message has forms.
func (m message) plural() bool {
	_, simple := m.forms[""]
	return !simple
}

var (
	placeholder = regexp.MustCompile(`\{\{-?\s*\.(\w+)[^}]*\}\}`)
	shape       = regexp.MustCompile(`(Short|Alone|Number)$`)
)

// checkTranslations compares the translations with each other and with the
// keys that the code asks for.
func (t *tree) checkTranslations(context.Context) (string, error) {
	texts := map[string]map[string]message{}
	var faults []string
	for language := range languages {
		messages, wrong, err := readLanguage(os.DirFS(t.path("assets/lang")), language)
		if err != nil {
			return "", err
		}
		texts[language] = messages
		faults = append(faults, wrong...)
	}
	words, err := readWording(os.DirFS(t.root))
	if err != nil {
		return "", err
	}
	codes, err := errorCodes(os.DirFS(t.root))
	if err != nil {
		return "", err
	}
	faults = append(faults, compareLanguages(texts)...)
	faults = append(faults, compareKeys(texts["en"], words, codes)...)
	slices.Sort(faults)
	did := fmt.Sprintf("%d texts in %d languages", len(texts["en"]), len(languages))
	return did, none("faults of translation", strings.Join(faults, "\n"))
}

// readLanguage reads the files of one language. Faults are keys that stand
// twice and messages that are no text.
func readLanguage(lang fs.FS, language string) (messages map[string]message, faults []string, err error) {
	files, err := fs.Glob(lang, language+"/*.json")
	if err != nil {
		return nil, nil, fmt.Errorf("read the translations of %s: %w", language, err)
	}
	if len(files) == 0 {
		return nil, nil, fmt.Errorf("there are no translations of %s", language)
	}
	messages = map[string]message{}
	for _, file := range files {
		text, err := fs.ReadFile(lang, file)
		if err != nil {
			return nil, nil, fmt.Errorf("read the translations of %s: %w", language, err)
		}
		var entries map[string]any
		if err := json.Unmarshal(text, &entries); err != nil {
			return nil, nil, fmt.Errorf("read the translations in %s: %w", file, err)
		}
		for key, entry := range entries {
			m, ok := readMessage(entry)
			m.file = file
			if !ok {
				faults = append(faults, fmt.Sprintf("%s: %s is neither a text nor a plural", file, key))
			}
			if before, twice := messages[key]; twice {
				faults = append(faults, fmt.Sprintf("%s: %s stands in %s too", file, key, before.file))
			}
			messages[key] = m
		}
	}
	return messages, faults, nil
}

// readMessage reads a text, or an object with a text for each plural form.
func readMessage(entry any) (message, bool) {
	switch entry := entry.(type) {
	case string:
		return message{forms: map[string]string{"": entry}}, true
	case map[string]any:
		m := message{forms: map[string]string{}}
		for form, text := range entry {
			s, ok := text.(string)
			if !ok {
				return m, false
			}
			m.forms[form] = s
		}
		return m, len(m.forms) > 0
	}
	return message{}, false
}

// compareLanguages holds every language to English: the same keys, the same
// placeholders, every plural form that the language has and no other, and no
// empty text.
func compareLanguages(texts map[string]map[string]message) (faults []string) {
	for language, messages := range texts {
		for key, english := range texts["en"] {
			m, ok := messages[key]
			if !ok {
				faults = append(faults, fmt.Sprintf("%s: %s is missing (English has it in %s)", language, key, english.file))
				continue
			}
			faults = append(faults, compareMessage(language, key, english, m)...)
		}
		for key, m := range messages {
			if _, ok := texts["en"][key]; !ok {
				faults = append(faults, fmt.Sprintf("%s: %s is not in English", m.file, key))
			}
		}
	}
	return faults
}

func compareMessage(language, key string, english, m message) (faults []string) {
	say := func(format string, args ...any) {
		faults = append(faults, fmt.Sprintf("%s: %s ", m.file, key)+fmt.Sprintf(format, args...))
	}
	for form, text := range m.forms {
		if strings.TrimSpace(text) == "" {
			say("is empty")
		}
		if form != "" && !slices.Contains(languages[language], form) {
			say("has a form %q, which %s does not tell apart", form, language)
		}
	}
	if m.plural() != english.plural() {
		say("is a plural in one of %s and English only", language)
	} else if m.plural() {
		for _, form := range languages[language] {
			if _, ok := m.forms[form]; !ok {
				say("lacks the form %q", form)
			}
		}
	}
	if got, want := m.placeholders(key), english.placeholders(key); !slices.Equal(got, want) {
		say("has the placeholders %q, English has %q", got, want)
	}
	return faults
}

// compareKeys finds keys that the code asks for and no language has, and keys
// that nobody asks for. Keys stand in the code as whole literals, given to the
// translation at once or kept in a table first; those of errors are "error."
// and the code.
func compareKeys(english map[string]message, words *wording, codes []string) []string {
	faults := slices.Clone(words.faults)
	missing := func(place, key string) {
		if _, ok := english[key]; !ok {
			faults = append(faults, fmt.Sprintf("%s: there is no text %s", place, key))
		}
	}
	parts := map[string]bool{} // the first words of keys
	for key := range english {
		first, _, _ := strings.Cut(key, ".")
		parts[first] = true
	}
	asked := map[string]bool{}
	for _, code := range codes {
		asked["error."+code] = true
		missing("app/care/errors.go", "error."+code)
	}
	for s, place := range words.literals {
		asked[s] = true
		first, _, _ := strings.Cut(s, ".")
		_, given := words.keys[s]
		if given || parts[first] && keyLike.MatchString(s) && !fileLike.MatchString(s) && noKeys[s] == "" {
			missing(place, s)
		}
	}
	for key, m := range english {
		if !asked[key] {
			faults = append(faults, fmt.Sprintf("%s: nobody asks for %s", m.file, key))
		}
	}
	return faults
}

// noKeys are strings that look like keys and are none, with what they are.
var noKeys = map[string]string{
	"files.folder": "the name of a preference",
}

var (
	keyLike  = regexp.MustCompile(`^[a-z][a-z0-9_]*(\.[a-z0-9_]+)+$`)
	fileLike = regexp.MustCompile(`\.(json|db|vcf|csv|txt|log|zip|toml|html|png|svg|ttf|sql|go)$`)
)

// wording is what our Go code that is no test says of texts.
type wording struct {
	// literals are all strings, each with a place where it stands; keys are
	// those that are given to the translation as they stand.
	literals, keys map[string]string
	// faults are keys that are put together at run time, which no check can
	// follow.
	faults []string
}

// readWording reads all our Go code but the helper's.
func readWording(root fs.FS) (*wording, error) {
	w := &wording{literals: map[string]string{}, keys: map[string]string{}}
	err := fs.WalkDir(root, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := d.Name()
		if d.IsDir() && path != "." && (strings.HasPrefix(name, ".") || name == "bin" || name == "testdata" || path == "cmd/dev") {
			return fs.SkipDir
		}
		if d.IsDir() || filepath.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		return w.add(root, path)
	})
	if err != nil {
		return nil, fmt.Errorf("read the strings of the code: %w", err)
	}
	return w, nil
}

func (w *wording) add(root fs.FS, path string) error {
	source, err := fs.ReadFile(root, path)
	if err != nil {
		return err
	}
	files := token.NewFileSet()
	tree, err := parser.ParseFile(files, path, source, parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	place := func(n ast.Node) string { return fmt.Sprintf("%s:%d", path, files.Position(n.Pos()).Line) }
	ast.Inspect(tree, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ImportSpec:
			return false
		case *ast.BasicLit:
			if s, ok := literal(n); ok {
				w.literals[s] = place(n)
			}
		case *ast.CallExpr:
			key, ok := keyOf(n)
			if !ok {
				return true
			}
			if s, ok := literal(key); ok {
				w.keys[s] = place(n)
			} else if _, sum := key.(*ast.BinaryExpr); sum {
				w.faults = append(w.faults, place(n)+": a key is put together at run time")
			}
		}
		return true
	})
	return nil
}

// keyOf is the key in a call of lang.T or lang.N.
func keyOf(call *ast.CallExpr) (ast.Expr, bool) {
	fun, ok := call.Fun.(*ast.SelectorExpr)
	if !ok || len(call.Args) == 0 || fun.Sel.Name != "T" && fun.Sel.Name != "N" {
		return nil, false
	}
	pkg, ok := fun.X.(*ast.Ident)
	return call.Args[0], ok && pkg.Name == "lang"
}

// literal is the string that an expression is.
func literal(n ast.Expr) (string, bool) {
	lit, ok := n.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return "", false
	}
	s, err := strconv.Unquote(lit.Value)
	return s, err == nil
}

// errorCodes are the constants of type Code in the domain's errors.
func errorCodes(root fs.FS) ([]string, error) {
	const path = "app/care/errors.go"
	source, err := fs.ReadFile(root, path)
	if err != nil {
		return nil, fmt.Errorf("read the codes of errors: %w", err)
	}
	tree, err := parser.ParseFile(token.NewFileSet(), path, source, parser.SkipObjectResolution)
	if err != nil {
		return nil, fmt.Errorf("read the codes of errors: %w", err)
	}
	var codes []string
	ast.Inspect(tree, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok {
			return true
		}
		if kind, ok := spec.Type.(*ast.Ident); ok && kind.Name == "Code" && len(spec.Values) == 1 {
			if lit, ok := spec.Values[0].(*ast.BasicLit); ok {
				if s, err := strconv.Unquote(lit.Value); err == nil {
					codes = append(codes, s)
				}
			}
		}
		return true
	})
	if len(codes) == 0 {
		return nil, errors.New("read the codes of errors: there are none in " + path)
	}
	return codes, nil
}
