//go:build !ci

package main

import "syscall"

// ownSession keeps a process going when the console of this one is closed.
func ownSession() *syscall.SysProcAttr {
	const detached = 0x00000008 // DETACHED_PROCESS
	return &syscall.SysProcAttr{CreationFlags: syscall.CREATE_NEW_PROCESS_GROUP | detached}
}
