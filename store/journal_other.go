//go:build !linux

package store

// journalMode is WAL: the kind of a disk is asked on Linux only, and SQLite
// itself falls back where shared memory is refused.
func journalMode(string) string { return journalWAL }
