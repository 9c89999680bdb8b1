package contentline_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"carebook/app/exchange/contentline"
)

func TestLines(t *testing.T) {
	var out strings.Builder
	w := contentline.NewWriter(&out)
	w.Text("NOTE", "a, b; c\\d\r\ne\nf\rg")
	w.Begin("item1", "ADR")
	w.Param("TYPE", "home,fax")
	w.Param("LABEL", "1, Main \"Street\"\nTown^")
	w.Param("EMPTY", "")
	w.End(";;x")
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	const want = `NOTE:a\, b\; c\\d\ne\nf\ng` + "\r\n" + `item1.ADR;TYPE=home,fax;LABEL="1, Main ^'Street^'^nTown^^";EMPTY="":;;x` + "\r\n"
	if out.String() != want {
		t.Errorf("got\n%s\nwant\n%s", out.String(), want)
	}
}

func TestUnfoldedLinesStayWhole(t *testing.T) {
	var out strings.Builder
	w := contentline.NewWriter(&out)
	w.Unfolded = true
	w.Text("NOTE", strings.Repeat("x", 200))
	if err := w.Flush(); err != nil || out.String() != "NOTE:"+strings.Repeat("x", 200)+"\r\n" {
		t.Errorf("%v, %q", err, out.String())
	}
}

// TestFolding joins what was folded and looks at every piece.
func TestFolding(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOf(rapid.SampledFrom([]rune("ab ,;\\\nñЯ张🎂\u0301"))).Draw(t, "text")
		var out bytes.Buffer
		w := contentline.NewWriter(&out)
		w.Text("X", text)
		if err := w.Flush(); err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(strings.TrimSuffix(out.String(), "\r\n"), "\r\n")
		for i, line := range lines {
			switch {
			case len(line) > contentline.FoldAt:
				t.Fatalf("line %d has %d octets", i, len(line))
			case !utf8.ValidString(line):
				t.Fatalf("line %d begins or ends within a character: %q", i, line)
			case i > 0 && !strings.HasPrefix(line, " "):
				t.Fatalf("line %d does not continue the one before: %q", i, line)
			case i > 0 && len(lines[i-1]) < contentline.FoldAt-utf8.UTFMax+1:
				t.Fatalf("line %d is folded after %d octets", i-1, len(lines[i-1]))
			}
		}
		joined := strings.ReplaceAll(strings.Join(lines, "\r\n"), "\r\n ", "")
		if joined != "X:"+contentline.Escape(text) {
			t.Fatalf("unfolded it is %q", joined)
		}
	})
}

// TestFoldingOfNoText folds bytes that are no characters at all.
func TestFoldingOfNoText(t *testing.T) {
	var out bytes.Buffer
	w := contentline.NewWriter(&out)
	w.Text("X", strings.Repeat("\x80", 300))
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	for line := range strings.SplitSeq(out.String(), "\r\n") {
		if len(line) > contentline.FoldAt {
			t.Errorf("a line has %d octets", len(line))
		}
	}
}

// failing is a full disk.
type failing struct{}

var errFull = errors.New("full")

func (failing) Write([]byte) (int, error) { return 0, errFull }

func TestTheFirstErrorStays(t *testing.T) {
	w := contentline.NewWriter(failing{})
	w.Text("A", "b")
	if w.Err() != nil {
		t.Error("it failed before anything was written")
	}
	for range 2 {
		if err := w.Flush(); !errors.Is(err, errFull) {
			t.Errorf("got %v", err)
		}
	}
	w.Text("A", "b")
	if !errors.Is(w.Err(), errFull) {
		t.Errorf("got %v", w.Err())
	}
}
