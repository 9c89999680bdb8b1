package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestTraces(t *testing.T) {
	before := map[string]string{"usr": "", "usr/bin/sh": "1", "etc/passwd": "2", "opt/gone": "3", "home/ana": ""}
	after := map[string]string{
		"usr": "", "usr/bin/sh": "1", "etc/passwd": "5", "home/ana": "", "usr/share/left": "4",
		"home/ana/.local": "", "home/ana/.local/share": "", "home/ana/.local/share/carebook": "", "home/ana/.local/share/carebook/carebook.db": "6",
		"home/ana/.config": "", "home/ana/.local/share/applications": "",
	}
	data, trace := traces(before, after, "home/ana/.local/")
	if want := []string{"home/ana/.local/share/carebook", "home/ana/.local/share/carebook/carebook.db"}; !slices.Equal(data, want) {
		t.Errorf("data %q, want %q", data, want)
	}
	want := []string{"changed: etc/passwd", "new: home/ana/.config", "new: home/ana/.local/share/applications", "gone: opt/gone", "new: usr/share/left"}
	if !slices.Equal(trace, want) {
		t.Errorf("trace %q, want %q", trace, want)
	}
}

func TestPackageNames(t *testing.T) {
	got := namesIn("libc6 (>= 2.34), libgl1, libx11-6\n")
	if want := []string{"libc6", "libgl1", "libx11-6"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestUnzip(t *testing.T) {
	archive, err := zipOf([]member{{"a/b/c.exe", 0o755, []byte("program")}}, aRelease.at)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	file := filepath.Join(dir, "a.zip")
	if err := os.WriteFile(file, archive, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := unzip(file, filepath.Join(dir, "out")); err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile(filepath.Join(dir, "out", "a", "b", "c.exe"))
	if err != nil || string(content) != "program" {
		t.Errorf("it holds %q, %v", content, err)
	}
	if err := unzip(filepath.Join(dir, "none.zip"), dir); err == nil {
		t.Error("a package that is not there is taken apart")
	}
}

// TestAskedFor: a wrong use of the window run says so before anything starts.
func TestAskedFor(t *testing.T) {
	for _, args := range [][]string{{"more"}, {"--program"}, {"--commands", "carebook"}, {"--such"}} {
		if code := dev(t.Context(), append([]string{"test"}, args...)); code != 2 {
			t.Errorf("test %q ends with %d", args, code)
		}
	}
}

func TestFromWindows(t *testing.T) {
	if got := fromWindows("/tmp/a b/c.vcf"); got != `Z:\tmp\a b\c.vcf` {
		t.Errorf("got %s", got)
	}
}

func TestPackageSums(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"carebook_1.2.3_amd64.deb", "carebook-1.2.3-linux-amd64.tar.xz", "carebook-1.2.3-windows-amd64.zip", "carebook-cli", "carebook.png"} {
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	sums, err := packageSums(dir)
	want := []string{"carebook-1.2.3-linux-amd64.tar.xz", "carebook-1.2.3-windows-amd64.zip", "carebook_1.2.3_amd64.deb"}
	if err != nil || !slices.Equal(sortedKeys(sums), want) || !strings.HasPrefix(sums[want[0]], "e3b0c44298fc1c14") {
		t.Errorf("packageSums = %v, %v", sums, err)
	}
}
