package care

import (
	"errors"
	"io/fs"
	"os"
	"sync"
)

// ErrNoFile says that a path names something else than a file: a pipe, a device, a
// socket.
var ErrNoFile = errors.New("not a regular file")

// OpenFile opens a file that somebody has named, to read it. Whatever is no file is
// refused with an error that wraps ErrNoFile, since opening a pipe waits until somebody
// writes into it, and a device has no end. A folder opens, and fails when it is read. A
// file of a book that is open in this process fails with CodeFileIsBook; see HoldFiles.
func OpenFile(path string) (*os.File, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() && !info.IsDir() {
		return nil, &fs.PathError{Op: "open", Path: path, Err: ErrNoFile}
	}
	if heldFile(info) {
		return nil, &Error{Code: CodeFileIsBook, Args: Args{"File": path}}
	}
	return os.Open(path)
}

// held are the paths of files that nobody but SQLite may open in this process, with how
// often each is held.
var held = struct {
	sync.Mutex
	paths map[string]int
}{paths: map[string]int{}}

// HoldFiles keeps OpenFile from opening files, by whatever name, until release is called:
// those of a book that is open. Closing any of them would end all of SQLite's locks on it
// in this process (fcntl(2)), and another program could then write what tears the book.
// None of them needs to be there.
func HoldFiles(paths ...string) (release func()) {
	hold := func(n int) {
		held.Lock()
		defer held.Unlock()
		for _, path := range paths {
			if held.paths[path] += n; held.paths[path] == 0 {
				delete(held.paths, path)
			}
		}
	}
	hold(1)
	return sync.OnceFunc(func() { hold(-1) })
}

// heldFile reports whether a file is held. It opens none.
func heldFile(info fs.FileInfo) bool {
	held.Lock()
	defer held.Unlock()
	for path := range held.paths {
		if other, err := os.Stat(path); err == nil && os.SameFile(other, info) {
			return true
		}
	}
	return false
}
