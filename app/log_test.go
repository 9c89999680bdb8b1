package app

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"log"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"carebook/app/care"
)

// startLog starts the log in a home folder of the test's own.
func startLog(t *testing.T) (path string, stop func()) {
	t.Helper()
	home := inHome(t)
	end, err := StartLog()
	if err != nil {
		t.Fatal(err)
	}
	return filepath.Join(home, "state", "carebook", logName), func() {
		t.Helper()
		if err := end(); err != nil {
			t.Error(err)
		}
	}
}

func TestLogLine(t *testing.T) {
	path, stop := startLog(t)
	slog.Info("imported", "people", 2000, "took", 300*time.Millisecond, "command", Word("import"),
		"code", care.CodeDiskFull, "dry", false, slog.Group("more", "share", 0.5))
	stop()
	slog.Info("after the end")

	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var line map[string]any
	if err := json.Unmarshal(text, &line); err != nil {
		t.Fatalf("not one line of JSON: %v in %s", err, text)
	}
	delete(line, "time")
	got, want := fmt.Sprint(line), fmt.Sprint(map[string]any{
		"level": "INFO", "msg": "imported", "people": 2000, "took": 300_000_000,
		"command": "import", "code": "disk_full", "dry": false, "more": map[string]any{"share": 0.5},
	})
	if normal := strings.ReplaceAll(got, "3e+08", "300000000"); normal != want {
		t.Errorf("line %s\nwant %s", normal, want)
	}
	wantMode(t, path, 0o600)
	wantMode(t, filepath.Dir(path), 0o700)
}

// TestLogHoldsNobody writes a name in every way in which a line can carry one.
func TestLogHoldsNobody(t *testing.T) {
	path, stop := startLog(t)
	const name = "María Ferrer"
	failure := fmt.Errorf("import %s: %w", name, errors.Join(
		&care.Error{Code: care.CodeFileUnreadable, Args: care.Args{"File": name}, Err: errors.New(name)},
		&fs.PathError{Op: "open", Path: "/home/" + name, Err: syscall.ENOSPC},
		&os.LinkError{Op: "rename", Old: name, New: name, Err: errors.New(name)},
	))
	slog.Error("failed", "err", failure, "name", name, "msg", name, "bytes", []byte(name),
		"list", []string{name}, "day", care.Day("1980-05-21"), "person", care.Person{FullName: name},
		slog.Group("inner", "name", name))
	slog.With("who", name).WithGroup("g").Warn("with", "again", name)
	stop()

	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{"María", "Ferrer", "Mar\\u00eda", "1980"} {
		if bytes.Contains(text, []byte(secret)) {
			t.Errorf("the log holds %q:\n%s", secret, text)
		}
	}
	for _, kept := range []string{"file_unreadable", "open, no space left on device", "rename", "[12 characters]", "[care.Person]", `"again"`} {
		if !bytes.Contains(text, []byte(kept)) {
			t.Errorf("the log lacks %q:\n%s", kept, text)
		}
	}
}

// codedError is an error with a number, as the database's are.
type codedError struct{}

func (codedError) Error() string { return "María Ferrer" }
func (codedError) Code() int     { return 13 }

func TestAnatomyNamesNumbers(t *testing.T) {
	got := strings.Join(anatomy(fmt.Errorf("write: %w", codedError{})), ", ")
	if want := "app.codedError 13"; got != want {
		t.Errorf("anatomy = %q, want %q", got, want)
	}
}

func TestStandardLogStaysOnStandardError(t *testing.T) {
	path, stop := startLog(t)
	defer stop()
	var out bytes.Buffer
	if log.Writer() != os.Stderr {
		t.Errorf("the standard log writes to %T", log.Writer())
	}
	log.SetOutput(&out)
	defer log.SetOutput(os.Stderr)
	log.Print("from a library")
	if !strings.Contains(out.String(), "from a library") {
		t.Errorf("a library's line became %q", out.String())
	}
	if text, err := os.ReadFile(path); err == nil && len(text) > 0 {
		t.Errorf("a library's line is in the log: %s", text)
	}
}

func TestLogIsKeptSmallAndPrivate(t *testing.T) {
	path, stop := startLog(t)
	stop()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte("{}\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	end, err := StartLog()
	if err != nil {
		t.Fatal(err)
	}
	for i := range 40_000 { // about 4.5 MB
		slog.Info("a line that is a little longer than most are", "i", i)
	}
	if err := end(); err != nil {
		t.Fatal(err)
	}
	// Older files are removed beside the writing, so one more may stand there
	// for a moment.
	deadline := 200
	for {
		entries, err := os.ReadDir(filepath.Dir(path))
		if err != nil {
			t.Fatal(err)
		}
		if len(entries) == 1+logOlderFiles {
			for _, e := range entries {
				wantMode(t, filepath.Join(filepath.Dir(path), e.Name()), 0o600)
			}
			return
		}
		if deadline--; deadline == 0 {
			t.Fatalf("%d files of the log, want %d", len(entries), 1+logOlderFiles)
		}
		time.Sleep(50 * time.Millisecond)
	}
}

// runChild runs the test binary as a process that crashes or ends cleanly and
// gives the files that it left in its state folder.
func runChild(t *testing.T, role string) []string {
	t.Helper()
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), childEnv+"="+role)
	out, err := child.CombinedOutput()
	if crashed := err != nil && strings.Contains(string(out), "panic: meant"); crashed != (role == "crash") {
		t.Fatalf("the process ended with %v: %s", err, out)
	}
	dir, err := StateDir()
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func TestCrashFile(t *testing.T) {
	inHome(t)
	if files := runChild(t, "clean"); len(files) != 0 {
		t.Fatalf("a clean exit left %v", files)
	}
	files := runChild(t, "crash")
	if len(files) != 1 {
		t.Fatalf("a crash left %v, want one file", files)
	}
	wantMode(t, files[0], 0o600)
	trace, err := os.ReadFile(files[0])
	if err != nil || !bytes.Contains(trace, []byte("panic: meant")) || !bytes.Contains(trace, []byte("app.TestMain")) {
		t.Fatalf("the crash file holds %v, %s", err, trace)
	}

	// The next start puts it away and a clean end leaves it there.
	files = runChild(t, "clean")
	if len(files) != 1 || filepath.Base(files[0]) != crashName {
		t.Fatalf("after the next start: %v, want %s", files, crashName)
	}
	kept, err := os.ReadFile(files[0])
	_, stacks, _ := bytes.Cut(trace, []byte("\n"))
	if err != nil || !bytes.HasSuffix(kept, append([]byte("\n"), stacks...)) || bytes.Contains(kept, []byte("meant")) {
		t.Errorf("%v, kept of the trace is %s", err, kept)
	}
}

func TestLeftOverCrashFiles(t *testing.T) {
	inHome(t)
	dir, err := StateDir()
	if err != nil {
		t.Fatal(err)
	}
	if err := makePrivate(dir); err != nil {
		t.Fatal(err)
	}
	killed, alive := filepath.Join(dir, runningPrefix+"1.txt"), filepath.Join(dir, runningPrefix+"2.txt")
	for _, path := range []string{killed, alive} {
		if err := os.WriteFile(path, nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	lastWeek := care.SystemClock().Now().AddDate(0, 0, -7)
	if err := os.Chtimes(killed, lastWeek, lastWeek); err != nil {
		t.Fatal(err)
	}
	if files := runChild(t, "clean"); len(files) != 1 || files[0] != alive {
		t.Errorf("left: %v, want that of the process that may be alive", files)
	}
}
