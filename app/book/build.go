package book

import (
	"runtime"
	"runtime/debug"

	"carebook/app/lang"
)

// Build says what a program was built from and with.
type Build struct {
	// Commit is the full name of the commit, or "" where the build did not record
	// one; Committed is its instant (RFC 3339), and Changed says that the sources
	// differed from it.
	Commit    string `json:"commit,omitempty"`
	Committed string `json:"committed,omitempty"`
	Changed   bool   `json:"changed,omitempty"`
	// Go is the version of Go, System what the program runs on, as in
	// linux/amd64.
	Go     string `json:"go"`
	System string `json:"system"`
}

// ThisBuild tells of the running program.
func ThisBuild() Build {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		info = &debug.BuildInfo{}
	}
	return buildOf(info.Settings)
}

// buildOf reads what the go command recorded.
func buildOf(settings []debug.BuildSetting) Build {
	b := Build{Go: runtime.Version(), System: runtime.GOOS + "/" + runtime.GOARCH}
	for _, s := range settings {
		switch s.Key {
		case "vcs.revision":
			b.Commit = s.Value
		case "vcs.time":
			b.Committed = s.Value
		case "vcs.modified":
			b.Changed = s.Value == "true"
		}
	}
	return b
}

// Sentence says it to people.
func (b Build) Sentence() string {
	args := lang.Args{"Go": b.Go, "System": b.System, "Commit": b.Commit, "Instant": b.Committed}
	switch {
	case b.Commit == "":
		return lang.T("about.no_commit", args)
	case b.Changed:
		return lang.T("about.changed", args)
	}
	return lang.T("about.commit", args)
}
