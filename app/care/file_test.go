package care

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

func TestOpenFile(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a")
	if err := os.WriteFile(path, []byte("a"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		path string
		want error
	}{
		{path, nil},
		{dir, nil},
		{filepath.Join(dir, "none"), os.ErrNotExist},
		{os.DevNull, ErrNoFile},
	} {
		f, err := OpenFile(c.path)
		if !errors.Is(err, c.want) || (f == nil) != (c.want != nil) {
			t.Errorf("%s: %v, want %v", c.path, err, c.want)
		}
		if f != nil {
			if err := f.Close(); err != nil {
				t.Error(err)
			}
		}
	}
}
