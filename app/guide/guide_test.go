package guide

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
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
