package store

import (
	"path/filepath"
	"syscall"
)

// Magic numbers of network and shared file systems (statfs(2)): the shared
// memory of a write-ahead log does not work across machines.
var networkFS = map[uint32]bool{
	0x6969:     true, // NFS
	0x517b:     true, // SMB
	0xfe534d42: true, // SMB2
	0xff534d42: true, // CIFS
	0x01021997: true, // 9p
	0x65735546: true, // FUSE: sshfs and the like
}

// journalMode is WAL on a disk of this machine and a rollback journal on a
// network file system.
func journalMode(path string) string {
	var fs syscall.Statfs_t
	if err := syscall.Statfs(filepath.Dir(path), &fs); err == nil && networkFS[uint32(fs.Type)] {
		return "delete"
	}
	return journalWAL
}
