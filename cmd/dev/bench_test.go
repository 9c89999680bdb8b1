package main

import (
	"errors"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestBenchReport(t *testing.T) {
	var r benchReport
	r.tell("rows", 600, "")
	r.promise("import", 0.3126, 0.5, "s")
	if err := r.missed(); err != nil {
		t.Errorf("all promises kept: %v", err)
	}
	r.promise("frame", 41.26, 33, "ms")
	r.promise("nothing", 0, 33, "ms")
	want := "" +
		"  measured  figure   promised\n" +
		"  --------  -------  ---------------  ------\n" +
		"  rows      600\n" +
		"  import    0.313 s  at most 0.500 s  ok\n" +
		"  frame     41.3 ms  at most 33.0 ms  MISSED\n" +
		"  nothing   0.00 ms  at most 33.0 ms  ok\n"
	if got := r.String(); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	if err := r.missed(); err == nil || err.Error() != "promises missed: frame" {
		t.Errorf("missed = %v", err)
	}
}

func TestBenchParts(t *testing.T) {
	if parts, waits, err := benchParts(nil); err != nil || len(parts) < 8 || waits != waitFor {
		t.Errorf("without a word: %q, %v, %v", parts, waits, err)
	}
	if parts, waits, err := benchParts([]string{"search", "background=10m"}); err != nil || !slices.Equal(parts, []string{"search", "background"}) || waits != 10*time.Minute {
		t.Errorf("two parts: %q, %v, %v", parts, waits, err)
	}
	for _, wrong := range []string{"dance", "background=long", "background=2s", "window=10m"} {
		if _, _, err := benchParts([]string{wrong}); !errors.Is(err, errUsage) {
			t.Errorf("%s: %v", wrong, err)
		}
	}
}

func TestMedian(t *testing.T) {
	for _, c := range []struct {
		figures []float64
		want    float64
	}{{[]float64{3}, 3}, {[]float64{9, 1, 2}, 2}, {[]float64{4, 1, 2, 9}, 3}} {
		if got := median(c.figures); got != c.want {
			t.Errorf("median(%v) = %v, want %v", c.figures, got, c.want)
		}
	}
}

func TestPower(t *testing.T) {
	for _, want := range []float64{1, 1.1, 2} {
		if got := power(20_000, 3, 100_000, 3*math.Pow(5, want)); math.Abs(got-want) > 1e-9 {
			t.Errorf("power = %v, want %v", got, want)
		}
	}
}

func TestReadMarks(t *testing.T) {
	said := "libGL: something\n2026/01/01 bench start rows_ms=412\nbench scroll frames=600 max_ms=21.5 p99_ms=17\nbench keys\n"
	figures, err := readMarks("scroll", said)
	if err != nil || figures["frames"] != 600 || figures["max_ms"] != 21.5 || figures["p99_ms"] != 17 {
		t.Errorf("scroll: %v, %v", figures, err)
	}
	if figures, err = readMarks("start", said); err != nil || figures["rows_ms"] != 412 {
		t.Errorf("start: %v, %v", figures, err)
	}
	for what, said := range map[string]string{
		"memory": said, "start": "bench start ms=4\n", "scroll": "bench scroll frames=600 max_ms=21.5\n", "keys": "bench keys max_ms=1.2.3\n", "open": "bench open p50_ms=20 p95_ms=30\n",
	} {
		if figures, err := readMarks(what, said); err == nil {
			t.Errorf("%s in %q: %v", what, said, figures)
		}
	}
}

func TestCopyFile(t *testing.T) {
	from, to := filepath.Join(t.TempDir(), "a.db"), filepath.Join(t.TempDir(), "b.db")
	if err := os.WriteFile(from, []byte("book"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := copyFile(from, to); err != nil {
		t.Fatal(err)
	}
	if text, err := os.ReadFile(to); err != nil || string(text) != "book" {
		t.Errorf("the copy is %q, %v", text, err)
	}
	if err := copyFile(from, to); err == nil {
		t.Error("a book was overwritten")
	}
	if err := copyFile(filepath.Join(t.TempDir(), "none"), to+"2"); err == nil {
		t.Error("nothing was copied")
	}
}

func TestBenchOfNothing(t *testing.T) {
	if err := benchAll(t.Context(), &tree{root: t.TempDir()}, []string{"speed"}); err == nil || !strings.Contains(err.Error(), "import, search, open, duplicates") {
		t.Errorf("bench speed: %v", err)
	}
}
