package background

import (
	"fmt"
	"log/slog"
	"os"
	"runtime/debug"
	"strings"
	"syscall"
)

// giveBack gives memory that is not needed until the next look back to the
// system: that of the heap, and the pages of the program itself. To start a
// program with a window in it touches all of its parts: measured, 25 MiB of
// code and tables stay in memory for a process that then needs a few of them.
// What is needed again comes back from the file.
func giveBack() {
	debug.FreeOSMemory()
	maps, err := os.ReadFile("/proc/self/smaps")
	if err != nil {
		slog.Warn("the memory of the process cannot be read", "err", err)
		return
	}
	for _, m := range unwritten(string(maps)) {
		if _, _, errno := syscall.Syscall(syscall.SYS_MADVISE, m.from, m.to-m.from, syscall.MADV_DONTNEED); errno != 0 {
			slog.Warn("memory cannot be given back", "err", errno)
			return
		}
	}
}

// span is a piece of the process's memory.
type span struct{ from, to uintptr }

// unwritten finds, in the text of proc_pid_smaps(5), the pieces that hold what
// stands in a file and nothing else: private, never to be written to, and with
// no page of the process's own in them, as relocation leaves.
func unwritten(maps string) []span {
	var found []span
	var at span
	ours := false
	for line := range strings.Lines(maps) {
		words := strings.Fields(line)
		if len(words) == 0 {
			continue
		}
		var next span
		if _, err := fmt.Sscanf(words[0], "%x-%x", &next.from, &next.to); err == nil {
			at = next
			ours = len(words) > 5 && strings.HasPrefix(words[5], "/") && (words[1] == "r-xp" || words[1] == "r--p")
			continue
		}
		if ours && len(words) > 1 && words[0] == "Anonymous:" && words[1] == "0" {
			found = append(found, at)
		}
	}
	return found
}
