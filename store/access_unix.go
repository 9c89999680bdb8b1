//go:build !windows

package store

import "syscall"

// mayWrite reports whether this user may write a file. It does not open it: closing it
// again would end all the locks that SQLite has on it in this process (fcntl(2)).
func mayWrite(path string) bool {
	const write = 2 // W_OK of access(2)
	return syscall.Access(path, write) == nil
}
