package main

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
)

func TestCountPackages(t *testing.T) {
	out := "ok  \tcarebook/app\t0.7s\n?   \tcarebook/assets\t[no test files]\n" +
		"--- FAIL: TestX (0.00s)\n    x_test.go:1: ok  \tnot one\nFAIL\nFAIL\tcarebook/store\t1.0s\n" +
		"ok  \tcarebook/app/text\t(cached)\nFAIL\tcarebook/app/ui [build failed]\nFAIL\n"
	passed, failed := countPackages(out)
	if passed != 2 || !slices.Equal(failed, []string{"carebook/store", "carebook/app/ui"}) {
		t.Errorf("countPackages = %d, %q", passed, failed)
	}
}

func TestInParts(t *testing.T) {
	var did []string
	made := func(name string, err error) part {
		return part{name, func(context.Context) (string, error) {
			did = append(did, name)
			return "", err
		}}
	}
	if err := inParts(t.Context(), []part{made("a", nil), made("b", nil)}); err != nil {
		t.Errorf("two good parts: %v", err)
	}
	did = nil
	err := inParts(t.Context(), []part{made("a", errors.New("bad")), made("b", nil)})
	if err == nil || !strings.Contains(err.Error(), "1 of 2") || !slices.Equal(did, []string{"a", "b"}) {
		t.Errorf("a bad part and a good one: %v, did %q", err, did)
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	did = nil
	if err := inParts(ctx, []part{made("a", nil), made("b", nil)}); !errors.Is(err, context.Canceled) || len(did) != 1 {
		t.Errorf("stopped by hand: %v, did %q", err, did)
	}
}

func TestComplaints(t *testing.T) {
	for text, bad := range map[string]bool{
		"":                                       false,
		"Fyne error: cannot load a font\n":       false,
		`{"level":"INFO","msg":"opened"}` + "\n": false,
		`{"level":"ERROR","msg":"failed"}` + "\n":                      true,
		"a\n*** Error in Fyne call thread, this should not happen ***": true,
		"panic: meant\n\ngoroutine 1":                                  true,
		"WARNING: DATA RACE\n":                                         true,
	} {
		if err := complaints("quiet\n", text); (err != nil) != bad {
			t.Errorf("complaints(%q) = %v", text, err)
		}
	}
}
