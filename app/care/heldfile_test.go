package care

import (
	"os"
	"path/filepath"
	"testing"
)

// A file that is held opens by none of its names, until it is held no more.
func TestHoldFiles(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a")
	if err := os.WriteFile(path, []byte("a"), 0o600); err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(dir, "b")
	if err := os.Link(path, link); err != nil {
		t.Fatal(err)
	}
	twice, once := HoldFiles(path, filepath.Join(dir, "none")), HoldFiles(path)
	for _, c := range []struct {
		name    string
		release func()
		want    Code
	}{{"held twice", func() {}, CodeFileIsBook}, {"held once", once, CodeFileIsBook}, {"released again", once, CodeFileIsBook}, {"not held", twice, ""}} {
		c.release()
		for _, name := range []string{path, link} {
			f, err := OpenFile(name)
			if CodeOf(err) != c.want {
				t.Errorf("%s: %s opens with %v, want %q", c.name, name, err, c.want)
			}
			if f != nil {
				if err := f.Close(); err != nil {
					t.Error(err)
				}
			}
		}
	}
}
