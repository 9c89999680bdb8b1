package book

import (
	"runtime"
	"runtime/debug"
	"strings"
	"testing"
)

func TestBuildOf(t *testing.T) {
	system := runtime.GOOS + "/" + runtime.GOARCH
	for _, c := range []struct {
		name     string
		settings []debug.BuildSetting
		want     Build
		says     string
	}{
		{"nothing recorded", nil, Build{Go: runtime.Version(), System: system}, "not recorded"},
		{
			"a commit",
			[]debug.BuildSetting{{Key: "-tags", Value: "x11"}, {Key: "vcs.revision", Value: "c0ffee"}, {Key: "vcs.time", Value: "2026-11-22T15:00:00Z"}, {Key: "vcs.modified", Value: "false"}},
			Build{Commit: "c0ffee", Committed: "2026-11-22T15:00:00Z", Go: runtime.Version(), System: system},
			"commit c0ffee (2026-11-22T15:00:00Z) with",
		},
		{
			"a commit and changes",
			[]debug.BuildSetting{{Key: "vcs.revision", Value: "c0ffee"}, {Key: "vcs.modified", Value: "true"}},
			Build{Commit: "c0ffee", Changed: true, Go: runtime.Version(), System: system},
			"changes to it",
		},
	} {
		got := buildOf(c.settings)
		if got != c.want {
			t.Errorf("%s: %+v, want %+v", c.name, got, c.want)
		}
		if says := got.Sentence(); !strings.Contains(says, c.says) || !strings.Contains(says, system) {
			t.Errorf("%s: it says %q", c.name, says)
		}
	}
}
