//go:build !ci && !windows

package main

import "syscall"

// ownSession keeps a process going when the terminal of this one is closed.
func ownSession() *syscall.SysProcAttr { return &syscall.SysProcAttr{Setsid: true} }
