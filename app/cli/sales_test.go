package cli_test

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"
)

// imported is the answer of import-sales.
type imported struct {
	Records, New, Same int
	Problems           []struct {
		Line        int
		Reason, Raw string
	}
}

func TestSalesAreImportedFromTheCommandLine(t *testing.T) {
	for _, name := range []string{"LC_ALL", "LC_TIME", "LANG"} {
		t.Setenv(name, "C")
	}
	s := newSession(t)
	s.ok("import", s.file("people.vcf", cards))
	list := s.file("sales.csv", "date,customer,amount,order\n05/11/2026,655 55 44 17,\"1.234,50\",1\n05/11/2026,Pau Llorens,10,2\n05/11/2026,Nobody,10,3\n")
	var got imported
	s.json(&got, "import-sales", list, "--country", "es", "--json")
	if got.Records != 3 || got.New != 2 || got.Same != 0 || len(got.Problems) != 1 || got.Problems[0].Line != 4 || got.Problems[0].Raw != "05/11/2026,Nobody,10,3" ||
		!strings.Contains(got.Problems[0].Reason, "Nobody") {
		t.Errorf("%+v", got)
	}
	var answer map[string]json.RawMessage
	s.json(&answer, "--json", "--country", "ES", "import-sales", list)
	if keys := slices.Sorted(maps.Keys(answer)); !slices.Equal(keys, []string{"new", "problems", "records", "same"}) || string(answer["same"]) != "2" {
		t.Errorf("%v", answer)
	}
	if out := s.ok("import-sales", list, "--country", "ES"); out != "3 sales: 0 new, 2 the same, 1 with problems\n"+
		"  line 4, not taken: Nobody in the book is “Nobody”. Name the customer by UID, number, e-mail address or full name.\n" {
		t.Errorf("%s", out)
	}
	if out := s.ok("undo-import", s.importOf("sales.csv")); out != "2 sales taken back.\n" {
		t.Errorf("%s", out)
	}
	if out := s.ok("import-sales", list, "--country", "ES"); !strings.HasPrefix(out, "3 sales: 2 new, 0 the same, 1 with problems\n") || !strings.Contains(out, "carebook undo-import ") {
		t.Errorf("%s", out)
	}
	s.ok("check") // exits with 1 where it finds anything
}

func TestAnImportOfSalesThatFailsSaysWhy(t *testing.T) {
	for _, name := range []string{"LC_ALL", "LC_TIME", "LANG"} {
		t.Setenv(name, "C")
	}
	s := newSession(t)
	good := "date,customer,amount\n2026-11-05,Pau Llorens,€10\n"
	if status, _, errs := s.run("import-sales", s.file("sales.csv", good)); status != 1 || !strings.Contains(errs, "There is no book") {
		t.Errorf("no book: exit %d, %s", status, errs)
	}
	s.ok("import", s.file("people.vcf", cards))
	for name, c := range map[string]struct {
		content string
		flags   []string
		status  int
		said    string
	}{
		"nobody known": {"date,customer,amount\n2026-11-05,Nobody,€10\n", nil, 1, "Nothing in "},
		"no sales":     {cards, nil, 1, "is no list of sales"},
		"two ways":     {"date,customer,amount\n05/11/2026,Pau Llorens,€10\n", nil, 1, "can be read in two ways, such as 05/11/2026"},
		"empty":        {"", nil, 1, "is empty"},
		"a country":    {good, []string{"--country", "Spain"}, 2, "Spain is no value for --country"},
		"a flag":       {good, []string{"--tag", "x"}, 2, "--tag does not belong here"},
		"no rate":      {good, []string{"--rate", "USD"}, 2, "USD is no value for --rate"},
		"a word":       {good, []string{"--rate", "USD=much"}, 2, "USD=much is no value for --rate"},
		"nothing":      {good, []string{"--rate", "USD=0"}, 2, "USD=0 is no value for --rate"},
		"no currency":  {good, []string{"--rate", "dollars=0.92"}, 2, "dollars=0.92 is no value for --rate"},
		"twice":        {good, []string{"--rate", "USD=0.92", "--rate", "usd=0.93"}, 2, "usd=0.93 is no value for --rate"},
	} {
		list := s.file("sales.csv", c.content)
		status, out, errs := s.run(append([]string{"import-sales", list, "--json"}, c.flags...)...)
		if status != c.status || !strings.Contains(errs, c.said) || strings.Count(errs, "\n") != 1 {
			t.Errorf("%s: exit %d, %s", name, status, errs)
		}
		var got imported
		if err := json.Unmarshal([]byte(out), &got); c.status == 1 && (err != nil || got.Records != 1 || len(got.Problems) != 1) {
			t.Errorf("%s: %q, %v", name, out, err)
		}
	}
	if status, out, _ := s.run("import-sales", s.file("sales.csv", "date,customer,amount\n2026-11-05,Nobody,€10\n")); status != 1 || !strings.Contains(out, "line 2, not taken") {
		t.Errorf("nothing usable, told in words: exit %d, %s", status, out)
	}
	if status, _, _ := s.run("import-sales"); status != 2 {
		t.Errorf("no file: exit %d", status)
	}
}

func TestSalesInAnotherCurrencyAreImportedWithARate(t *testing.T) {
	for _, name := range []string{"LC_ALL", "LC_TIME", "LANG"} {
		t.Setenv(name, "C")
	}
	s := newSession(t)
	s.ok("import", s.file("people.vcf", cards))
	s.ok("import-sales", s.file("sales.csv", "date,customer,amount\n2026-11-05,Pau Llorens,€10\n"))
	list := s.file("abroad.csv", "date,customer,amount,currency\n2026-11-05,Pau Llorens,10,USD\n2026-11-06,Pau Llorens,10,GBP\n2026-11-07,Pau Llorens,10,CHF\n")
	if status, _, errs := s.run("import-sales", list); status != 1 || !strings.Contains(errs, "Nothing in ") {
		t.Errorf("without a rate: exit %d, %s", status, errs)
	}
	if out := s.ok("import-sales", list, "--rate", "USD=0.92", "--rate", "gbp=1,15"); !strings.HasPrefix(out, "3 sales: 2 new, 0 the same, 1 with problems\n  line 4, not taken: The sale is in CHF and the book in EUR.") {
		t.Errorf("%s", out)
	}
	if out := s.ok("--help"); !strings.Contains(out, "carebook import-sales FILE [--country ES] [--rate USD=0.92]... [--json]") {
		t.Errorf("%s", out)
	}
	if status, _, errs := s.run("bands", "--rate", "USD=0.92"); status != 2 || !strings.Contains(errs, "--rate does not belong here") {
		t.Errorf("elsewhere: exit %d, %s", status, errs)
	}
	s.ok("check")
}

// importOf is the id of the import of a file that brought something. When it ran
// does not tell: each command of a session begins at the same instant.
func (s *session) importOf(name string) (id string) {
	s.t.Helper()
	var runs struct {
		Imports []struct {
			ID    string
			Files []string
			New   int
		}
	}
	s.json(&runs, "imports", "--json")
	for _, r := range runs.Imports {
		if r.Files[0] == name && r.New > 0 {
			id = r.ID
		}
	}
	return id
}
