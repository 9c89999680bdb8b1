package main

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

func TestSamePin(t *testing.T) {
	const mod = "module modernc.org/sqlite\n\nrequire (\n\tmodernc.org/libc v1.77.1\n\tmodernc.org/libc/v2 v2.0.0 // indirect\n)\n"
	if got, err := samePin(mod, "v1.77.1"); err != nil || got != "v1.77.1" {
		t.Errorf("samePin = %q, %v", got, err)
	}
	if _, err := samePin(mod, "v1.77.2"); err == nil || !strings.Contains(err.Error(), "go get modernc.org/libc@v1.77.1") {
		t.Errorf("another version: %v", err)
	}
	if _, err := samePin("require modernc.org/libc v1.0.0\n", "v1.0.0"); err != nil {
		t.Errorf("a requirement on one line: %v", err)
	}
	if _, err := samePin("module x\n", "v1.77.1"); err == nil {
		t.Error("a go.mod without libc passed")
	}
}

func TestNone(t *testing.T) {
	if err := none("dead", " \n"); err != nil {
		t.Error(err)
	}
	if err := none("dead", "a b\nc\n"); err == nil || err.Error() != "2 dead:\na b\nc" {
		t.Errorf("none = %v", err)
	}
}

func TestDead(t *testing.T) {
	const door = "app/ui/kit/run/run.go:37:6: unreachable func: Inline\n"
	if got := dead(door); got != "" {
		t.Errorf("a door of tests: %q", got)
	}
	const function = "app/log.go:168:6: unreachable func: CatchCrashes"
	if got := dead(function + "\n" + door); got != function {
		t.Errorf("dead code and a door: %q", got)
	}
	if got := dead(""); !strings.HasPrefix(got, "app/ui/kit/run/run.go Inline is no dead code") {
		t.Errorf("a door that is none: %q", got)
	}
	if !forTestsAlone("carebook/app/ui/kit/kittest") || forTestsAlone("carebook/app/ui/kit") {
		t.Error("kittest is for tests, kit is not")
	}
}

// translated is a tree with good translations in all languages.
func translated() fstest.MapFS {
	plural := map[string]string{}
	for language, forms := range languages {
		var texts []string
		for _, form := range forms {
			texts = append(texts, `"`+form+`":"{{.Count}} x"`)
		}
		plural[language] = strings.Join(texts, ",")
	}
	root := fstest.MapFS{
		"app/care/errors.go":     {Data: []byte(`package care; type Code string; const ( CodeDisk Code = "disk"; other = "no code" )`)},
		"app/ui/a.go":            {Data: []byte(`package ui; import "list.import"; var a, b = "list.people", lang.T("list.name"), "date.day", "files.all"; var ok, net = lang.T(a), "example.org"; const file, preference = "list.json", "files.folder"`)},
		"app/ui/a_test.go":       {Data: []byte(`package ui; var a = "list.unknown"`)},
		"cmd/dev/a.go":           {Data: []byte(`package main; var a = "list.unknown"`)},
		"bin/a.go":               {Data: []byte(`no Go`)},
		"app/ui/testdata/bad.go": {Data: []byte(`no Go`)},
	}
	for language := range languages {
		root["assets/lang/"+language+"/ui.json"] = &fstest.MapFile{Data: []byte(`{"list.people":{` + plural[language] + `},"list.name":"{{.Name}} and {{ .Title }}","date.day":"{{.Month}} {{.Day}}","files.all":"all"}`)}
		root["assets/lang/"+language+"/error.json"] = &fstest.MapFile{Data: []byte(`{"error.disk":"full"}`)}
	}
	return root
}

// faultsOf does what checkTranslations does on a made-up tree.
func faultsOf(t *testing.T, root fstest.MapFS) []string {
	t.Helper()
	texts := map[string]map[string]message{}
	var faults []string
	lang, err := root.Sub("assets/lang")
	if err != nil {
		t.Fatal(err)
	}
	for language := range languages {
		messages, wrong, err := readLanguage(lang, language)
		if err != nil {
			t.Fatal(err)
		}
		texts[language] = messages
		faults = append(faults, wrong...)
	}
	words, err := readWording(root)
	if err != nil {
		t.Fatal(err)
	}
	codes, err := errorCodes(root)
	if err != nil {
		t.Fatal(err)
	}
	return slices.Concat(faults, compareLanguages(texts), compareKeys(texts["en"], words, codes))
}

func TestGoodTranslations(t *testing.T) {
	root := translated()
	// A language has its own shape of a date's parts.
	const zh = "assets/lang/zh_CN/ui.json"
	root[zh].Data = []byte(strings.ReplaceAll(string(root[zh].Data), "{{.Month}} {{.Day}}", "{{.MonthNumber}} {{.Day}}"))
	if faults := faultsOf(t, root); len(faults) > 0 {
		t.Errorf("faults: %q", faults)
	}
}

// TestTranslationsBite breaks the good translations in one place each.
func TestTranslationsBite(t *testing.T) {
	const es, ru = "assets/lang/es/ui.json", "assets/lang/ru/ui.json"
	for _, c := range []struct {
		name, file, old, new, want string
	}{
		{"missing in one language", es, `"list.name":"{{.Name}} and {{ .Title }}"`, `"list.none":"x"`, "es: list.name is missing"},
		{"missing in English", "assets/lang/en/error.json", `{"error.disk":"full"}`, `{}`, "error.disk is not in English"},
		{"a placeholder less", es, ` and {{ .Title }}`, ``, `has the placeholders ["Name"]`},
		{"another placeholder", es, `.Title`, `.Titel`, `has the placeholders ["Name" "Titel"]`},
		{"a part of a date less", es, `{{.Month}} {{.Day}}`, `{{.MonthShort}}`, `has the placeholders ["Month"]`},
		{"a form less", ru, `"few":"{{.Count}} x",`, ``, `lacks the form "few"`},
		{"a form more", "assets/lang/zh_CN/ui.json", `"other"`, `"one":"x","other"`, `has a form "one"`},
		{"no plural", es, `{"one":"{{.Count}} x","many":"{{.Count}} x","other":"{{.Count}} x"}`, `"{{.Count}} x"`, "is a plural in one of es and English only"},
		{"empty", "assets/lang/zh_TW/error.json", "full", " ", "is empty"},
		{"no text", es, `"list.name":"{{.Name}} and {{ .Title }}"`, `"list.name":7`, "neither a text nor a plural"},
		{"twice", "assets/lang/es/error.json", `{`, `{"list.name":"{{.Name}} and {{ .Title }}",`, "list.name stands in"},
		{"asked for and not there", "app/ui/a.go", `"list.name"`, `"list.name", "list.gone"`, "app/ui/a.go:1: there is no text list.gone"},
		{"asked for in a table", "app/ui/a.go", `var a`, `var table = []string{"list.table"}; var a`, "there is no text list.table"},
		{"asked for under a new first word", "app/ui/a.go", `var a`, `var c = lang.N("new.part", 2); var a`, "there is no text new.part"},
		{"put together", "app/ui/a.go", `var a`, `var c = lang.T("list." + a); var a`, "app/ui/a.go:1: a key is put together"},
		{"there and not asked for", "app/ui/a.go", `lang.T("list.name")`, `1`, "nobody asks for list.name"},
		{"a failure without a text", "app/care/errors.go", `"disk"`, `"disk"; CodeB Code = "b"`, "app/care/errors.go: there is no text error.b"},
	} {
		t.Run(c.name, func(t *testing.T) {
			root := maps.Clone(translated())
			before := string(root[c.file].Data)
			after := strings.Replace(before, c.old, c.new, 1)
			if before == after {
				t.Fatalf("%s holds no %s: %s", c.file, c.old, before)
			}
			root[c.file] = &fstest.MapFile{Data: []byte(after)}
			faults := faultsOf(t, root)
			if !slices.ContainsFunc(faults, func(f string) bool { return strings.Contains(f, c.want) }) {
				t.Errorf("faults %q, want one with %q", faults, c.want)
			}
		})
	}
}

func TestUnreadableTranslations(t *testing.T) {
	lang := fstest.MapFS{"es/ui.json": {Data: []byte("{")}}
	if _, _, err := readLanguage(lang, "es"); err == nil {
		t.Error("broken JSON passed")
	}
	if _, _, err := readLanguage(lang, "ru"); err == nil {
		t.Error("a language without files passed")
	}
	if _, err := errorCodes(fstest.MapFS{"app/care/errors.go": {Data: []byte("package care")}}); err == nil {
		t.Error("a domain without codes passed")
	}
	if _, err := readWording(fstest.MapFS{"a.go": {Data: []byte("no Go")}}); err == nil {
		t.Error("broken Go passed")
	}
}
