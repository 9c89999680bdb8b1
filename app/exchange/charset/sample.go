package charset

import (
	"slices"
	"strings"
	"unicode/utf8"
)

const (
	// sampleLines is how many lines a Sample has, longestLine how many
	// characters each of them.
	sampleLines = 3
	longestLine = 120
	// longestAdded is how much of a line is looked at, in bytes.
	longestAdded = 4 << 10
)

// Sample collects a few lines of decoded text by which a person can judge the
// encoding. Lines beyond ASCII say most and come first.
type Sample struct {
	telling, other []string
}

// Full reports whether no further line can make the sample better.
func (s *Sample) Full() bool { return len(s.telling) >= sampleLines }

// Add offers a line; runs of blanks in it, line ends too, become one.
func (s *Sample) Add(line string) {
	if len(line) > longestAdded {
		line = strings.ToValidUTF8(line[:longestAdded], "")
	}
	line = cut(strings.Join(strings.Fields(line), " "))
	list := &s.other
	if !isASCII([]byte(line)) {
		list = &s.telling
	}
	if line != "" && len(*list) < sampleLines && !slices.Contains(*list, line) {
		*list = append(*list, line)
	}
}

// cut shortens a line to the most that is shown.
func cut(line string) string {
	if utf8.RuneCountInString(line) <= longestLine {
		return strings.Clone(line)
	}
	return string([]rune(line)[:longestLine-1]) + "…"
}

// Lines are the lines chosen.
func (s *Sample) Lines() []string {
	lines := slices.Concat(s.telling, s.other)
	return lines[:min(len(lines), sampleLines)]
}
