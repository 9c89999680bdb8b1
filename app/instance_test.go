package app

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"carebook/app/crash"
)

// childEnv makes the test binary play another process; see TestMain.
const childEnv = "CAREBOOK_TEST_CHILD"

func TestMain(m *testing.M) {
	switch os.Getenv(childEnv) {
	case "":
		os.Exit(m.Run())
	case "hold":
		_, ok, err := AcquireWindow(os.Args[1])
		fmt.Println(ok, err)
		_, _ = io.Copy(io.Discard, os.Stdin) // until killed
	case "wait":
		_, ok, err := AcquireBackground(os.Args[1])
		fmt.Println(ok, err)
	case "crash", "clean":
		release, err := CatchCrashes()
		if err != nil {
			fmt.Println(err)
			os.Exit(3)
		}
		if os.Getenv(childEnv) == "crash" {
			panic("meant")
		}
		if err := release(); err != nil {
			fmt.Println(err)
			os.Exit(3)
		}
	default:
		if _, err := CatchCrashes(); err != nil {
			fmt.Println(err)
			os.Exit(3)
		}
		if how, guarded := strings.CutPrefix(os.Getenv(childEnv), guardedCrash); guarded {
			crash.Guard(func() { crashes[how](secrets()) })
		}
		crashes[strings.TrimPrefix(os.Getenv(childEnv), looseCrash)](secrets())
	}
}

func acquire(t *testing.T, book string) *Instance {
	t.Helper()
	inst, ok, err := AcquireWindow(book)
	if err != nil || !ok {
		t.Fatalf("AcquireWindow = %v, %v; want the window", ok, err)
	}
	return inst
}

func closeInstance(t *testing.T, inst *Instance) {
	t.Helper()
	if err := inst.Close(); err != nil {
		t.Error(err)
	}
}

func TestOneWindowPerBook(t *testing.T) {
	dir := t.TempDir()
	book := filepath.Join(dir, "a.db")
	first := acquire(t, book)
	wantMode(t, book+".lock", 0o600)

	if _, ok, err := AcquireWindow(book); ok || err != nil {
		t.Fatalf("a second window of the book: %v, %v; want none and no error", ok, err)
	}
	if err := os.Symlink(book, filepath.Join(dir, "link.db")); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(book, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, ok, err := AcquireWindow(filepath.Join(dir, "link.db")); ok || err != nil {
		t.Fatalf("a second window through a link: %v, %v; want none and no error", ok, err)
	}
	closeInstance(t, acquire(t, filepath.Join(dir, "b.db"))) // another book has a window of its own

	closeInstance(t, first)
	if _, err := os.Stat(book + ".lock"); err != nil {
		t.Errorf("the lock file did not stay: %v", err)
	}
	closeInstance(t, acquire(t, book))
}

func TestKilledWindowLetsGo(t *testing.T) {
	book := filepath.Join(t.TempDir(), "a.db")
	child := exec.Command(os.Args[0], book)
	child.Env = append(os.Environ(), childEnv+"=hold")
	in, err := child.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := in.Close(); err != nil {
			t.Log(err)
		}
	}()
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	if line, err := bufio.NewReader(out).ReadString('\n'); line != "true <nil>\n" {
		t.Fatalf("the other process said %q, %v", line, err)
	}
	if _, ok, err := AcquireWindow(book); ok || err != nil {
		t.Fatalf("window while another process has it: %v, %v", ok, err)
	}
	if err := child.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	if err := child.Wait(); err == nil {
		t.Fatal("the other process ended by itself")
	}
	closeInstance(t, acquire(t, book))
}

func TestNoWindowInMissingFolder(t *testing.T) {
	if _, ok, err := AcquireWindow(filepath.Join(t.TempDir(), "missing", "a.db")); ok || err == nil {
		t.Errorf("AcquireWindow = %v, %v; want an error", ok, err)
	}
}

// TestDeliver leaves wishes one after another before the window looks: all
// come in, in their order, and only then does the sender hear that they were
// taken.
func TestDeliver(t *testing.T) {
	book := filepath.Join(t.TempDir(), "a.db")
	wishes := []Request{
		{Kind: ShowRequest},
		{Kind: DigestRequest},
		{Kind: WhoRequest, Value: "1234"},
		{Kind: TodayRequest},
		{Kind: ImportRequest, Value: "/tmp/two words\nand a line.vcf"},
		{Kind: WhoRequest},
		{Kind: ShowRequest},
	}
	var left []string
	for _, w := range wishes {
		path, err := leave(requestDir(book), w)
		if err != nil {
			t.Fatal(err)
		}
		left = append(left, path)
		wantMode(t, path, 0o600)
	}
	wantMode(t, requestDir(book), 0o700)

	inst := acquire(t, book)
	taken := make(chan error, 1)
	go func() {
		ok, err := Deliver(book, Request{Kind: WhoRequest, Value: "last"}, time.Minute)
		if !ok && err == nil {
			err = fmt.Errorf("the window did not take it")
		}
		taken <- err
	}()
	for _, want := range append(wishes, Request{Kind: WhoRequest, Value: "last"}) {
		if got := <-inst.Requests(); got != want {
			t.Errorf("request %+v, want %+v", got, want)
		}
	}
	if err := <-taken; err != nil {
		t.Error(err)
	}
	closeInstance(t, inst)
	if _, open := <-inst.Requests(); open {
		t.Error("Requests is open after Close")
	}
	for _, path := range left {
		if _, err := os.Stat(path); err == nil {
			t.Errorf("%s is still there", filepath.Base(path))
		}
	}
}

func TestDeliverToNobody(t *testing.T) {
	book := filepath.Join(t.TempDir(), "a.db")
	if taken, err := Deliver(book, Request{Kind: ShowRequest}, 0); taken || err != nil {
		t.Errorf("Deliver = %v, %v; want not taken", taken, err)
	}
	if entries, err := os.ReadDir(requestDir(book)); err != nil || len(entries) != 0 {
		t.Errorf("the wish was not withdrawn: %v, %v", entries, err)
	}
	if _, err := Deliver(book, Request{Kind: "dance"}, 0); err == nil {
		t.Error("an unknown wish was left")
	}
}

func TestRelativeImportIsMadeAbsolute(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	path, err := leave(requestDir(filepath.Join(dir, "a.db")), ImportOf("people.vcf", filepath.Join(dir, "more.csv")))
	if err != nil {
		t.Fatal(err)
	}
	got, err := readRequest(path)
	if want := ImportOf(filepath.Join(dir, "people.vcf"), filepath.Join(dir, "more.csv")); err != nil || got != want {
		t.Errorf("read %+v, %v; want %+v", got, err, want)
	}
}

// TestWishesOfOthers: what is stale, unfinished, broken or far too long is
// never handed over, and a good wish behind it is.
func TestWishesOfOthers(t *testing.T) {
	book := filepath.Join(t.TempDir(), "a.db")
	dir := requestDir(book)
	stale, err := leave(dir, Request{Kind: WhoRequest, Value: "yesterday"})
	if err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(stale)
	if err != nil {
		t.Fatal(err)
	}
	before := info.ModTime().Add(-2 * staleAfter)
	if err := os.Chtimes(stale, before, before); err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string]string{
		unfinished + "1": "show",
		"0-broken":       "dance",
		"0-relative":     "import people.vcf",
		"0-empty":        "",
		"0-long":         "who " + strings.Repeat("1", maxRequest),
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	good := Request{Kind: WhoRequest, Value: "1234"}
	if _, err := leave(dir, good); err != nil {
		t.Fatal(err)
	}
	inst := acquire(t, book)
	if got := <-inst.Requests(); got != good {
		t.Errorf("request %+v, want %+v", got, good)
	}
	closeInstance(t, inst)
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 1 || entries[0].Name() != unfinished+"1" {
		t.Errorf("left behind: %v, %v; want the unfinished one alone", entries, err)
	}
}

func TestRequestText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := Request{
			Kind:  rapid.SampledFrom([]RequestKind{ShowRequest, TodayRequest, DigestRequest, WhoRequest, ImportRequest}).Draw(t, "kind"),
			Value: rapid.String().Draw(t, "value"),
		}
		switch want.Kind {
		case ShowRequest, TodayRequest, DigestRequest:
			want.Value = ""
		case ImportRequest:
			more := rapid.SliceOf(rapid.String()).Draw(t, "more")
			files := append([]string{want.Value}, more...)
			for i, path := range files {
				files[i] = string(filepath.Separator) + strings.ReplaceAll(path, pathBreak, "")
			}
			want = ImportOf(files...)
			if got := want.Files(); !slices.Equal(got, files) {
				t.Fatalf("the files %q are %q", files, got)
			}
		}
		got, err := parseRequest(want.String())
		if err != nil || got != want {
			t.Fatalf("%q reads as %+v, %v", want.String(), got, err)
		}
	})
}

// TestOneBackgroundProcessPerBook has another process wait for a book.
func TestOneBackgroundProcessPerBook(t *testing.T) {
	book := filepath.Join(t.TempDir(), "a.db")
	release, ok, err := AcquireBackground(book)
	if !ok || err != nil {
		t.Fatalf("AcquireBackground = %v, %v", ok, err)
	}
	wantMode(t, book+".background.lock", 0o600)
	closeInstance(t, acquire(t, book)) // the window's place is another
	child := exec.Command(os.Args[0], book)
	child.Env = append(os.Environ(), childEnv+"=wait")
	if out, err := child.Output(); err != nil || string(out) != "false <nil>\n" {
		t.Errorf("beside one that waits the other process said %q, %v", out, err)
	}
	if err := release(); err != nil {
		t.Fatal(err)
	}
	child = exec.Command(os.Args[0], book)
	child.Env = append(os.Environ(), childEnv+"=wait")
	if out, err := child.Output(); err != nil || string(out) != "true <nil>\n" {
		t.Errorf("after the first one has gone the other process said %q, %v", out, err)
	}
	if _, ok, err := AcquireBackground(filepath.Join(t.TempDir(), "missing", "a.db")); ok || err == nil {
		t.Errorf("in a missing folder: %v, %v; want an error", ok, err)
	}
}
