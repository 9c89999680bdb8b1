package exchange_test

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"carebook/app/care"
	"carebook/app/exchange"
)

// corpus is the folder of real exports beside the project; tests that need it
// are skipped where it is not.
func corpus(t *testing.T) string {
	t.Helper()
	dir := filepath.Join("..", "..", "..", "shared", "corpus")
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("no corpus of real exports beside the project: %v", err)
	}
	return dir
}

// expected is what a file of the corpus says about itself.
type expected struct {
	Contacts       int               `json:"contacts"`
	Error          string            `json:"error"`
	Warnings       string            `json:"warnings"`
	SalvageOK      bool              `json:"salvage_optional"`
	Encoding       string            `json:"encoding"`
	Delimiter      string            `json:"delimiter"`
	HasHeader      *bool             `json:"has_header"`
	MappingNeeded  bool              `json:"mapping_needed"`
	Mapping        map[string]string `json:"mapping"`
	UnmappedColumn []string          `json:"unmapped_columns"`
	Checks         []check           `json:"checks"`
}

type check struct {
	Index    int               `json:"index"`
	FullName string            `json:"full_name"`
	Name     map[string]string `json:"name"`
	Nickname *string           `json:"nickname"`
	Org      *string           `json:"org"`
	Dept     *string           `json:"department"`
	Title    *string           `json:"title"`
	Phones   []struct {
		Number, Type, Label string
	} `json:"phones"`
	Emails       []string `json:"emails"`
	URLs         []string `json:"urls"`
	Categories   []string `json:"categories"`
	Addresses    *int     `json:"addresses"`
	Birthday     string   `json:"birthday"`
	BirthdayText string   `json:"birthday_text"`
	PhotoURL     string   `json:"photo_url"`
	NoteContains string   `json:"note_contains"`
	Note         string   `json:"note"`
	NoteLines    int      `json:"note_lines"`
	PhotoBytes   int      `json:"photo_bytes"`
	MustKeep     []string `json:"must_keep"`
	Named        bool     `json:"display_name_must_not_be_empty"`
	IsGroup      bool     `json:"is_group"`
}

// plain is the form in which texts of the corpus are compared.
func plain(s string) string {
	s = norm.NFC.String(s)
	return strings.TrimSpace(strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n"))
}

var separators = regexp.MustCompile(`[\s\-.()\x{a0}\x{2010}-\x{2015}/]`)

func plainNumber(s string) string {
	s = regexp.MustCompile(`(?i)^tel:`).ReplaceAllString(plain(s), "")
	return strings.ToLower(separators.ReplaceAllString(s, ""))
}

// options are those that a person would choose for the file in the mapping
// step.
func (e *expected) options() exchange.Options {
	o := exchange.Options{Year: 2026, NoHeader: e.HasHeader != nil && !*e.HasHeader}
	if !e.MappingNeeded {
		return o
	}
	parts := []struct{ word, part string }{
		{"street", "street"},
		{"city", "city"},
		{"locality", "city"},
		{"region", "region"},
		{"zip", "postal_code"},
		{"postal", "postal_code"},
		{"country", "country"},
	}
	for column, field := range e.Mapping {
		if kind, ok := strings.CutPrefix(field, "adr:"); ok {
			field = "address:" + map[string]string{"w": "work", "h": "home"}[kind]
			if kind != "w" && kind != "h" {
				field = "address:" + kind
			}
			part := "street"
			for _, p := range parts {
				if strings.Contains(strings.ToLower(column), p.word) {
					part = p.part
					break
				}
			}
			field += "." + part
		}
		o.Map = append(o.Map, exchange.ColumnMap{Column: column, Field: field})
	}
	return o
}

// contents is all that reading a file gives.
type contents struct {
	people   []*exchange.Record
	groups   []*exchange.Group
	problems []*exchange.Problem
	warnings []exchange.Warning
	info     exchange.Info
}

// open opens the one address book of a file.
func open(path string, o exchange.Options) (*exchange.Source, error) {
	sources, _, err := exchange.OpenAll(path, func(string) exchange.Options { return o })
	if err != nil {
		return nil, err
	}
	if len(sources) != 1 {
		return nil, fmt.Errorf("%d sources in %s", len(sources), path)
	}
	return sources[0], nil
}

// read is what the one address book of a file holds.
func read(t *testing.T, path string, o exchange.Options) (*contents, error) {
	t.Helper()
	s, err := open(path, o)
	if err != nil {
		return nil, err
	}
	return readSource(t, s)
}

// readSource reads all there is and closes the source.
func readSource(t *testing.T, s *exchange.Source) (*contents, error) {
	t.Helper()
	defer func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}()
	c := &contents{info: s.Info()}
	err := s.Read(context.Background(), func(r *exchange.Record) error {
		c.warnings = append(c.warnings, r.Warnings...)
		switch {
		case r.Problem != nil:
			c.problems = append(c.problems, r.Problem)
		case r.Group != nil:
			c.groups = append(c.groups, r.Group)
		default:
			c.people = append(c.people, r)
		}
		return nil
	})
	c.warnings = append(c.warnings, s.Warnings()...)
	return c, err
}

func corpusFiles(t *testing.T) []string {
	t.Helper()
	var files []string
	for _, pattern := range []string{"vcf/*.vcf", "csv/*.csv"} {
		found, err := filepath.Glob(filepath.Join(corpus(t), pattern))
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, found...)
	}
	if len(files) < 100 {
		t.Fatalf("the corpus has only %d files", len(files))
	}
	return files
}

// TestCorpus reads real exports and compares every field that is certain.
func TestCorpus(t *testing.T) {
	total, wrong := 0, 0
	for _, path := range corpusFiles(t) {
		raw, err := os.ReadFile(strings.TrimSuffix(path, filepath.Ext(path)) + ".expected.json")
		if err != nil {
			t.Fatal(err)
		}
		var want expected
		if err := json.Unmarshal(raw, &want); err != nil {
			t.Fatal(err)
		}
		j := judgement{file: filepath.Base(path)}
		j.judge(t, path, &want)
		total, wrong = total+j.total, wrong+len(j.wrong)
		for _, w := range j.wrong {
			t.Error(w)
		}
	}
	t.Logf("%d of %d fields right (%.2f %%)", total-wrong, total, 100*float64(total-wrong)/float64(total))
}

// judgement collects the fields of one file.
type judgement struct {
	file  string
	total int
	wrong []string
}

func (j *judgement) is(index int, what string, want, got any) {
	j.total++
	if fmt.Sprint(want) != fmt.Sprint(got) {
		j.wrong = append(j.wrong, fmt.Sprintf("%s[%d] %s: want %q, got %q", j.file, index, what, fmt.Sprint(want), fmt.Sprint(got)))
	}
}

func (j *judgement) judge(t *testing.T, path string, want *expected) {
	c, err := read(t, path, want.options())
	if err != nil {
		j.is(0, "error", true, want.Error != "" && want.Contacts == 0 && care.CodeOf(err) != care.CodeInternal)
		return
	}
	groups := 0
	for _, k := range want.Checks {
		if k.IsGroup {
			groups++
		}
	}
	if !want.SalvageOK || len(c.people) > 0 {
		j.is(0, "contacts", want.Contacts, len(c.people)+groups)
		j.is(0, "groups", groups, len(c.groups))
	}
	if want.Error != "" || want.Warnings != "" {
		j.is(0, "told of the damage", true, len(c.problems)+len(c.warnings) > 0)
	}
	if want.Delimiter != "" {
		j.is(0, "delimiter", want.Delimiter, c.info.Delimiter)
	}
	if want.Encoding == "shift_jis" || want.Encoding == "utf-8" {
		j.is(0, "encoding", want.Encoding, c.info.Encoding)
	}
	for i := range want.Checks {
		k := &want.Checks[i]
		if k.IsGroup {
			continue
		}
		var p care.Person
		if k.Index < len(c.people) {
			p = c.people[k.Index].Person
		}
		j.person(k, &p)
	}
	if len(want.UnmappedColumn) > 0 && len(c.people) > 0 {
		everything, err := json.Marshal(c.people[0].Person.Extra)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range want.UnmappedColumn {
			j.is(0, "column "+name+" kept", true, strings.Contains(string(everything), fmt.Sprintf("%q", name)))
		}
	}
}

func (j *judgement) person(k *check, p *care.Person) {
	if k.FullName != "" {
		j.is(k.Index, "full name", plain(k.FullName), plain(p.FullName))
	}
	if k.Named {
		j.is(k.Index, "named", true, p.FullName != "")
	}
	parts := map[string]string{"family": p.Family, "given": p.Given, "middle": p.Middle, "prefix": p.Prefix, "suffix": p.Suffix}
	for name, v := range k.Name {
		j.is(k.Index, name, plain(v), plain(parts[name]))
	}
	for _, f := range []struct {
		name string
		want *string
		got  string
	}{{"nickname", k.Nickname, p.Nickname}, {"organization", k.Org, p.Organization}, {"department", k.Dept, p.Department}, {"title", k.Title, p.Title}} {
		if f.want != nil {
			j.is(k.Index, f.name, plain(*f.want), plain(f.got))
		}
	}
	j.phones(k, p)
	j.lists(k, p)
	if k.Addresses != nil {
		j.is(k.Index, "addresses", *k.Addresses, len(p.Addresses))
	}
	if k.Birthday != "" {
		got := ""
		if d := p.Birthday(); d != nil {
			got = d.ISO()
		}
		j.is(k.Index, "birthday", k.Birthday, got)
	}
	if k.PhotoBytes > 0 {
		got := 0
		if p.Photo != nil {
			got = len(p.Photo.Data)
		}
		j.is(k.Index, "picture", k.PhotoBytes, got)
	}
	if k.Note+k.NoteContains != "" {
		j.is(k.Index, "note "+p.Remark, true, strings.Contains(plain(p.Remark), plain(k.Note+k.NoteContains)))
	}
	if k.NoteLines > 0 {
		lines := 0
		for _, l := range strings.Split(p.Remark, "\n") {
			if strings.TrimSpace(l) != "" || true {
				lines++
			}
		}
		j.is(k.Index, "note lines", true, lines >= k.NoteLines)
	}
}

func (j *judgement) phones(k *check, p *care.Person) {
	left := append([]care.Phone(nil), p.Phones...)
	for _, want := range k.Phones {
		at := -1
		for i, have := range left {
			if plainNumber(have.Number) == plainNumber(want.Number) {
				at = i
				break
			}
		}
		j.is(k.Index, "phone "+want.Number, true, at >= 0)
		if at < 0 {
			continue
		}
		if want.Label != "" {
			j.is(k.Index, "label of "+want.Number, strings.ToLower(plain(want.Label)), strings.ToLower(plain(left[at].Label)))
		} else if want.Type != "" {
			j.is(k.Index, "type of "+want.Number, want.Type, string(left[at].Type))
		}
		left = append(left[:at], left[at+1:]...)
	}
}

func (j *judgement) lists(k *check, p *care.Person) {
	has := func(what, want string, got []string) {
		found := false
		for _, g := range got {
			found = found || strings.EqualFold(strings.TrimRight(plain(g), "/"), strings.TrimRight(plain(want), "/"))
		}
		if !found {
			j.is(k.Index, what, want, strings.Join(got, " | "))
		} else {
			j.total++
		}
	}
	var emails, urls, names []string
	for _, e := range p.Emails {
		emails = append(emails, e.Address)
	}
	for _, u := range p.URLs {
		urls = append(urls, u.URL)
	}
	for _, e := range k.Emails {
		has("e-mail", e, emails)
	}
	for _, u := range k.URLs {
		has("web address", u, urls)
	}
	for _, c := range k.Categories {
		has("tag", c, p.Tags)
	}
	for _, e := range p.Extra {
		names = append(names, e.Name)
	}
	if len(k.MustKeep) > 0 {
		var out strings.Builder
		w, err := exchange.NewWriter(&out, exchange.VCard)
		if err == nil {
			err = w.Write(p)
		}
		if err == nil {
			err = w.Close()
		}
		if err != nil {
			j.is(k.Index, "export", nil, err)
		}
		for _, m := range regexp.MustCompile(`(?m)^(?:[\w-]+\.)?([\w/-]+)[;:]`).FindAllStringSubmatch(out.String(), -1) {
			names = append(names, m[1])
		}
	}
	for _, m := range k.MustKeep {
		has("kept", m, names)
	}
	everything, err := json.Marshal(p)
	if err != nil {
		j.is(k.Index, "json", nil, err)
	}
	for _, s := range []string{k.BirthdayText, k.PhotoURL} {
		if s != "" {
			j.is(k.Index, "kept "+s, true, strings.Contains(string(everything), s))
		}
	}
}
