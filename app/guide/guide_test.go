package guide

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"

	"carebook/assets"
)

func pages(t *testing.T) map[string]string {
	t.Helper()
	names, err := Names()
	if err != nil || !slices.Contains(names, Index) {
		t.Fatalf("the pages are %q: %v", names, err)
	}
	all := map[string]string{}
	for _, n := range names {
		page, err := Page(n)
		if err != nil {
			t.Fatal(err)
		}
		all[n] = string(page)
	}
	return all
}

// outline is what a page says of itself: its ids and where its links lead.
type outline struct{ ids, links []string }

// read reads a page strictly: it is well-formed.
func read(t *testing.T, name, page string) outline {
	t.Helper()
	var o outline
	d := xml.NewDecoder(strings.NewReader(page))
	d.Entity = xml.HTMLEntity
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return o
		}
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		e, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		for _, a := range e.Attr {
			switch {
			case a.Name.Local == "id":
				o.ids = append(o.ids, a.Value)
			case a.Name.Local == "href":
				o.links = append(o.links, a.Value)
			case a.Name.Local == "src" && !strings.HasPrefix(a.Value, "data:image/png;base64,iVBOR"):
				t.Errorf("%s shows %.40s, which is not in it", name, a.Value)
			}
		}
	}
}

// TestLinksLeadSomewhere: every link of the guide leads to a page of it, and to a
// heading that is there.
func TestLinksLeadSomewhere(t *testing.T) {
	outlines := map[string]outline{}
	for name, page := range pages(t) {
		outlines[name] = read(t, name, page)
	}
	linked := map[string]bool{}
	for name, o := range outlines {
		for _, link := range o.links {
			file, part, _ := strings.Cut(link, "#")
			to := name
			if file != "" {
				to = strings.TrimSuffix(file, pageEnd)
			}
			target, there := outlines[to]
			if !there || part != "" && !slices.Contains(target.ids, part) {
				t.Errorf("%s leads to %s, which is not there", name, link)
			}
			if name == Index {
				linked[to] = true
			}
		}
	}
	for name := range outlines {
		if name != Index && !linked[name] {
			t.Errorf("the first page does not lead to %s", name)
		}
	}
}

func TestWriteLeavesEqualPagesAlone(t *testing.T) {
	dir := t.TempDir()
	file, err := Write(dir, Index)
	if err != nil {
		t.Fatal(err)
	}
	before, err := os.Stat(file)
	if err != nil || before.Mode().Perm()&0o077 != 0 {
		t.Fatalf("%v: %v", before, err)
	}
	all := pages(t)
	if files, err := filepath.Glob(filepath.Join(dir, "*")); err != nil || len(files) != len(all) {
		t.Errorf("%q: %v, want %d pages", files, err, len(all))
	}
	other := filepath.Join(dir, "backups"+pageEnd)
	if err := os.WriteFile(other, []byte("older"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Write(dir, Index); err != nil {
		t.Fatal(err)
	}
	after, err := os.Stat(file)
	if err != nil || !after.ModTime().Equal(before.ModTime()) {
		t.Errorf("an equal page was written again: %v", err)
	}
	if page, err := os.ReadFile(other); err != nil || !bytes.Equal(page, []byte(all["backups"])) {
		t.Errorf("an older page was kept: %v", err)
	}
	if _, err := Write(filepath.Join(dir, "missing"), Index); err == nil {
		t.Error("a folder that is not there took the guide")
	}
}

func TestUnknownPage(t *testing.T) {
	if _, err := Page("../lang/en/ui"); err == nil {
		t.Error("a page from elsewhere")
	}
}

// saidBy is what Carebook says in English: each text as a pattern in which its
// blanks can hold anything.
func saidBy(t *testing.T) []*regexp.Regexp {
	t.Helper()
	files, err := fs.Glob(assets.Lang, "lang/en/*.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("the texts are %q: %v", files, err)
	}
	var all []*regexp.Regexp
	for _, f := range files {
		source, err := fs.ReadFile(assets.Lang, f)
		if err != nil {
			t.Fatal(err)
		}
		var texts map[string]any
		if err := json.Unmarshal(source, &texts); err != nil {
			t.Fatal(err)
		}
		for _, said := range texts {
			forms, many := said.(map[string]any)
			if !many {
				forms = map[string]any{"": said}
			}
			for _, form := range forms {
				all = append(all, pattern(form.(string)))
			}
		}
	}
	return all
}

var blanks = regexp.MustCompile(`\\{\\{\\\.[A-Za-z]+\\}\\}`)

// pattern matches what a text says. One that is little else than blanks says
// nothing that could be recognised.
func pattern(text string) *regexp.Regexp {
	quoted := regexp.QuoteMeta(strings.ReplaceAll(text, "**", ""))
	if bare := blanks.ReplaceAllString(quoted, ""); bare != quoted && len(bare) < 5 {
		return regexp.MustCompile(`^\z.`) // nothing
	}
	return regexp.MustCompile("^" + blanks.ReplaceAllString(quoted, ".+") + "$")
}

// TestBoldWordsAreThoseOfTheProgram: what stands in bold is what the window says,
// to the letter; so a button that gets another name is told of here.
func TestBoldWordsAreThoseOfTheProgram(t *testing.T) {
	said := saidBy(t)
	names, err := Names()
	if err != nil {
		t.Fatal(err)
	}
	bold := 0
	for _, name := range names {
		source, err := fs.ReadFile(assets.Guide, path.Join(in, name+".md"))
		if err != nil {
			t.Fatal(err)
		}
		for _, words := range boldIn(t, source) {
			bold++
			if !slices.ContainsFunc(said, func(p *regexp.Regexp) bool { return p.MatchString(words) }) {
				t.Errorf("%s has %q in bold, which Carebook does not say", name, words)
			}
		}
	}
	if bold < 100 {
		t.Errorf("only %d words in bold were looked at", bold)
	}
}

// boldIn are the passages of a page that stand in bold.
func boldIn(t *testing.T, source []byte) []string {
	t.Helper()
	var all []string
	err := ast.Walk(markdown.Parser().Parse(text.NewReader(source)), func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if e, ok := n.(*ast.Emphasis); ok && entering && e.Level == 2 {
			var words strings.Builder
			for c := e.FirstChild(); c != nil; c = c.NextSibling() {
				if s, ok := c.(*ast.Text); ok {
					words.Write(s.Segment.Value(source))
					if s.SoftLineBreak() {
						words.WriteByte(' ')
					}
				}
			}
			all = append(all, strings.ReplaceAll(words.String(), `\|`, "|"))
		}
		return ast.WalkContinue, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// TestBoldRuleBites: words that nobody says are found, blanks are filled, and a
// text of blanks alone allows nothing.
func TestBoldRuleBites(t *testing.T) {
	for text, c := range map[string]struct {
		words string
		want  bool
	}{
		"Import":                    {"Import", true},
		"Import more":               {"Import", false},
		"Import {{.N}} people":      {"Import 1,943 people", true},
		"Import {{.N}} persons":     {"Import 1,943 people", false},
		"{{.A}}, {{.B}}":            {"anything, at all", false},
		"What? ({{.N}} of {{.All}}": {"What? (1 of 2", true},
	} {
		if got := pattern(text).MatchString(c.words); got != c.want {
			t.Errorf("%q against %q: %t", text, c.words, got)
		}
	}
}

// TestPictures: each picture of the folder is shown somewhere, is small, and all
// of them together are.
func TestPictures(t *testing.T) {
	const largest, largestOfAll = 120 << 10, 1200 << 10
	files, err := fs.Glob(assets.Guide, in+"/pictures/*")
	if err != nil || len(files) < 5 {
		t.Fatalf("the pictures are %q: %v", files, err)
	}
	shown, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	sources, err := fs.Glob(assets.Guide, in+"/*.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range sources {
		source, err := fs.ReadFile(assets.Guide, s)
		if err != nil {
			t.Fatal(err)
		}
		shown = append(shown, source...)
	}
	total := 0
	for _, f := range files {
		picture, err := fs.ReadFile(assets.Guide, f)
		if err != nil {
			t.Fatal(err)
		}
		total += len(picture)
		if len(picture) > largest {
			t.Errorf("%s has %d bytes, %d at most are wanted", f, len(picture), largest)
		}
		if !bytes.Contains(shown, []byte("pictures/"+path.Base(f)+")")) {
			t.Errorf("%s is shown nowhere", f)
		}
	}
	if total > largestOfAll {
		t.Errorf("the pictures have %d bytes, %d at most are wanted", total, largestOfAll)
	}
}
