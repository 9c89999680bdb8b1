package cli_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// vcards writes a file of people for a session, each with its name as UID.
func vcards(t *testing.T, names ...string) string {
	t.Helper()
	var b strings.Builder
	for _, n := range names {
		b.WriteString("BEGIN:VCARD\r\nVERSION:3.0\r\nUID:" + n + "\r\nFN:" + n + "\r\nEND:VCARD\r\n")
	}
	path := filepath.Join(t.TempDir(), "in.vcf")
	if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// exported are the UIDs in a file.
func exported(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var uids []string
	for line := range strings.Lines(string(data)) {
		if uid, ok := strings.CutPrefix(strings.TrimSpace(line), "UID:"); ok {
			uids = append(uids, uid)
		}
	}
	return strings.Join(uids, " ")
}

func TestExportOfTheChanged(t *testing.T) {
	s := newSession(t)
	s.ok("import", vcards(t, "ana", "bo"))
	path := filepath.Join(t.TempDir(), "phone.vcf")
	if got, want := s.ok("export", path, "--changed"), "There was no export of everybody yet, so all 2 people are in "+path+".\n"; got != want || exported(t, path) != "ana bo" {
		t.Errorf("the first time it says %q and writes %s", got, exported(t, path))
	}
	s.ok("tag", "bo", "--add", "VIP")
	s.ok("import", vcards(t, "cy"))
	stream := s.ok("export", "-", "--changed")
	if !strings.Contains(stream, "UID:bo") || strings.Contains(stream, "UID:ana") {
		t.Errorf("the stream is %s", stream)
	}
	if got, want := s.ok("export", path, "--changed"), "The 2 people who are new or changed since 26 November 2026 are in "+path+".\n"; got != want || exported(t, path) != "bo cy" {
		t.Errorf("then it says %q and writes %s", got, exported(t, path))
	}
	if got, want := s.ok("export", path, "--changed"), "Nobody is new or changed since 26 November 2026; no file was written.\n"; got != want {
		t.Errorf("at last it says %q", got)
	}
	s.ok("export", path, "--since", "2026-11-26")
	if got := exported(t, path); got != "ana bo cy" {
		t.Errorf("since today: %s", got)
	}
	if got, want := s.ok("export", filepath.Join(t.TempDir(), "x.csv"), "--since", "2026-11-27"), "Nobody is new or changed since 27 November 2026; no file was written.\n"; got != want {
		t.Errorf("since tomorrow it says %q", got)
	}
}

func TestFlagsThatDoNotGoWithTheChanged(t *testing.T) {
	s := newSession(t)
	s.ok("import", vcards(t, "ana"))
	for _, args := range [][]string{
		{"x.vcf", "--changed", "--since", "2026-11-26"},
		{"x.csv", "--changed"},
		{"x.vcf", "--changed", "--tag", "VIP"},
		{"x.zip", "--format", "archive", "--since", "2026-11-26"},
		{"x.ics", "--since", "2026-11-26"},
		{"x.vcf", "--since", "yesterday"},
	} {
		if status, out, errs := s.run(append([]string{"export"}, args...)...); status != 2 || out != "" || errs == "" {
			t.Errorf("%v: exit %d, %q, %q", args, status, out, errs)
		}
	}
}
