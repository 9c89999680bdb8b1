package ui

import (
	"os"
	"path/filepath"
	"runtime"
	"testing"
)

func TestPreferencesAreTheUsersOwn(t *testing.T) {
	path := filepath.Join(t.TempDir(), preferencesName)
	for _, begin := range []func() error{
		func() error { return nil },
		func() error { return os.Chmod(path, 0o666) },
	} {
		if err := begin(); err != nil {
			t.Fatal(err)
		}
		if err := makeOwn(path); err != nil {
			t.Fatal(err)
		}
		info, err := os.Stat(path)
		if err != nil || runtime.GOOS != "windows" && info.Mode() != 0o600 {
			t.Errorf("%v, %v", info.Mode(), err)
		}
		if text, err := os.ReadFile(path); err != nil || string(text) != "{}\n" {
			t.Errorf("it holds %q, %v", text, err)
		}
	}
	if err := makeOwn(filepath.Join(path, "in a file")); err == nil {
		t.Error("a path that cannot be is no error")
	}
}
