package book

import (
	"errors"
	"syscall"
)

// Of the errors of Windows (winerror.h).
const (
	errorWriteProtect = syscall.Errno(19)
	errorDiskFull     = syscall.Errno(112)
)

func diskFull(err error) bool { return errors.Is(err, errorDiskFull) }

func readOnlyDisk(err error) bool { return errors.Is(err, errorWriteProtect) }
