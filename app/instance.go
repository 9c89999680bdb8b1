package app

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/gofrs/flock"

	"carebook/app/care"
	"carebook/app/crash"
)

// pollEvery is how often a window looks for wishes: as often as it asks the
// book whether another program changed it.
const pollEvery = 500 * time.Millisecond

// staleAfter is the age from which a wish was meant for a window that is gone.
const staleAfter = time.Minute

// maxRequest is the size of the longest wish that is read, in bytes; as many
// paths as a command line can hold fit.
const maxRequest = 4 << 20

// windowLock and backgroundLock end the names of the files beside a book that its
// window and the process that waits for its digest hold locked.
const windowLock, backgroundLock = ".lock", ".background.lock"

// unfinished begins the names of wishes that are still being written.
const unfinished = ".new-"

// RequestKind says what a second start wishes of the window that is open.
type RequestKind string

// The wishes.
const (
	// ShowRequest brings the window to the front.
	ShowRequest RequestKind = "show"
	// TodayRequest brings it to the front with the page of the day.
	TodayRequest RequestKind = "today"
	// DigestRequest shows the day's pop-up if it is due.
	DigestRequest RequestKind = "digest"
	// WhoRequest asks who is calling; Value holds the digits, or nothing for
	// an empty box.
	WhoRequest RequestKind = "who"
	// ImportRequest opens the import of files; Files gives their absolute paths.
	ImportRequest RequestKind = "import"
	// TellRequest tells, beside where the book lies, what became of moving it; Value
	// is the sentence.
	TellRequest RequestKind = "tell"
)

// pathBreak parts the paths of an ImportRequest: no system allows it in one.
const pathBreak = "\x00"

// Request is one wish of a second start.
type Request struct {
	Kind  RequestKind
	Value string
}

// ImportOf is the wish for the import of files.
func ImportOf(paths ...string) Request {
	return Request{Kind: ImportRequest, Value: strings.Join(paths, pathBreak)}
}

// Files are the paths of an ImportRequest.
func (r Request) Files() []string { return strings.Split(r.Value, pathBreak) }

// String is the request as it stands in a file: the kind, a blank, the value.
func (r Request) String() string {
	if r.Value == "" {
		return string(r.Kind)
	}
	return string(r.Kind) + " " + r.Value
}

// parseRequest reads what String wrote.
func parseRequest(text string) (Request, error) {
	kind, value, _ := strings.Cut(text, " ")
	r := Request{Kind: RequestKind(kind), Value: value}
	switch r.Kind {
	case ShowRequest, TodayRequest, DigestRequest, WhoRequest, TellRequest:
		return r, nil
	case ImportRequest:
		if !slices.ContainsFunc(r.Files(), func(path string) bool { return !filepath.IsAbs(path) }) {
			return r, nil
		}
	}
	return Request{}, errors.New("not a request that a window knows")
}

// Instance is the one window of a book. While it lives, its lock file beside
// the book is held, and wishes of later starts come in through Requests.
type Instance struct {
	lock     *flock.Flock
	dir      string
	requests chan Request
	stop     chan struct{}
	done     sync.WaitGroup
	// handled holds wishes whose file could not be removed, so that they are
	// not granted again and again.
	handled map[string]bool
}

// AcquireWindow makes this process the one that shows the book. ok is false
// where another process shows it already; the wish then goes to Deliver. The
// lock is that of the operating system: it ends with the process, however that
// ends, and its file stays, since deleting a lock file lets two processes
// lock two files of one name.
func AcquireWindow(book string) (inst *Instance, ok bool, err error) {
	book = realPath(book)
	lock, ok, err := lockBeside(book, windowLock)
	if !ok {
		return nil, false, err
	}
	inst = &Instance{
		lock:     lock,
		dir:      requestDir(book),
		requests: make(chan Request),
		stop:     make(chan struct{}),
		handled:  make(map[string]bool),
	}
	inst.dropStale()
	inst.done.Add(1)
	crash.Go(inst.poll)
	return inst, true, nil
}

// AcquireBackground makes this process the one that waits in the background
// for the book's digest, until release is called or the process ends. ok is
// false where another one waits already.
func AcquireBackground(book string) (release func() error, ok bool, err error) {
	lock, ok, err := lockBeside(realPath(book), backgroundLock)
	if !ok {
		return nil, false, err
	}
	return func() error {
		if err := lock.Unlock(); err != nil {
			return fmt.Errorf("release the lock %s: %w", lock.Path(), err)
		}
		return nil
	}, true, nil
}

// lockBeside takes the lock in the file of the book's path and ending; ok is
// false where another process has it.
func lockBeside(book, ending string) (lock *flock.Flock, ok bool, err error) {
	lock = flock.New(book+ending, flock.SetPermissions(0o600))
	ok, err = lock.TryLock()
	if err != nil {
		return nil, false, lockError(book, fmt.Errorf("lock %s: %w", lock.Path(), err))
	}
	return lock, ok, nil
}

// Requests gives the wishes of later starts in the order in which they were
// left. A wish counts as taken when it has been received. The channel is
// closed by Close.
func (i *Instance) Requests() <-chan Request { return i.requests }

// Close ends the watch for wishes and lets another process show the book.
func (i *Instance) Close() error {
	close(i.stop)
	i.done.Wait()
	if err := i.lock.Unlock(); err != nil {
		return fmt.Errorf("release the lock %s: %w", i.lock.Path(), err)
	}
	return nil
}

// Deliver leaves a wish for the window of the book and waits up to patience
// for the window to take it. Where it did not, the wish is withdrawn and taken
// is false: the window may have closed in between (AcquireWindow tells) or
// does not answer.
func Deliver(book string, r Request, patience time.Duration) (taken bool, err error) {
	path, err := leave(requestDir(realPath(book)), r)
	if err != nil {
		return false, err
	}
	const look = 20 * time.Millisecond
	for waited := time.Duration(0); waited < patience; waited += look {
		if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
			return true, nil
		}
		time.Sleep(look)
	}
	err = os.Remove(path)
	if errors.Is(err, fs.ErrNotExist) {
		return true, nil
	}
	if err != nil {
		return false, fmt.Errorf("withdraw the request %s: %w", path, err)
	}
	return false, nil
}

// Leave leaves a wish for the window of the book that is about to be opened.
func Leave(book string, r Request) error {
	_, err := leave(requestDir(realPath(book)), r)
	return err
}

// leave writes one wish into the folder under a name of its own, whole or not
// at all, so that several wishes in a row all arrive and in their order.
func leave(dir string, r Request) (string, error) {
	if r.Kind == ImportRequest {
		files := r.Files()
		for i, path := range files {
			abs, err := filepath.Abs(path)
			if err != nil {
				return "", fmt.Errorf("find the file to import %s: %w", path, err)
			}
			files[i] = abs
		}
		r = ImportOf(files...)
	}
	if _, err := parseRequest(r.String()); err != nil {
		return "", fmt.Errorf("leave the request %q: %w", r.Kind, err)
	}
	if err := makePrivate(dir); err != nil {
		return "", err
	}
	temp, err := os.CreateTemp(dir, unfinished+"*")
	if err != nil {
		return "", fmt.Errorf("leave a request in %s: %w", dir, err)
	}
	_, err = temp.WriteString(r.String())
	err = errors.Join(err, temp.Close())
	// The number of the temporary file keeps two wishes of one instant apart.
	at := care.SystemClock().Now().UnixNano()
	path := filepath.Join(dir, fmt.Sprintf("%020d-%s", at, strings.TrimPrefix(filepath.Base(temp.Name()), unfinished)))
	if err == nil {
		err = os.Rename(temp.Name(), path)
	}
	if err != nil {
		return "", errors.Join(fmt.Errorf("leave a request in %s: %w", dir, err), os.Remove(temp.Name()))
	}
	return path, nil
}

// poll hands the wishes over until Close.
func (i *Instance) poll() {
	defer i.done.Done()
	defer close(i.requests)
	tick := time.NewTicker(pollEvery)
	defer tick.Stop()
	for {
		if !i.handOver() {
			return
		}
		select {
		case <-i.stop:
			return
		case <-tick.C:
		}
	}
}

// handOver sends every waiting wish and removes its file once it is received.
// It reports false when the instance is closing.
func (i *Instance) handOver() bool {
	for _, path := range i.waiting() {
		r, err := readRequest(path)
		if errors.Is(err, fs.ErrNotExist) {
			continue // withdrawn
		}
		if err != nil {
			slog.Warn("a request was not understood", "err", err)
			i.remove(path)
			continue
		}
		select {
		case <-i.stop:
			return false
		case i.requests <- r:
			i.remove(path)
		}
	}
	return true
}

// waiting lists the wishes, oldest first: ReadDir sorts by name, and a name
// begins with the instant.
func (i *Instance) waiting() []string {
	entries, err := os.ReadDir(i.dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		slog.Warn("the folder of requests cannot be read", "err", err)
	}
	var paths []string
	for _, e := range entries {
		path := filepath.Join(i.dir, e.Name())
		if e.Type().IsRegular() && !strings.HasPrefix(e.Name(), unfinished) && !i.handled[path] {
			paths = append(paths, path)
		}
	}
	return paths
}

// dropStale removes wishes that a window which is gone never took: nobody
// wants yesterday's caller in the face this morning. A fresh one stays, since
// its sender may be waiting for the window that is starting now.
func (i *Instance) dropStale() {
	oldest := care.SystemClock().Now().Add(-staleAfter)
	entries, err := os.ReadDir(i.dir)
	if err != nil {
		return // nothing was ever left, or the watch will say what is wrong
	}
	for _, e := range entries {
		if info, err := e.Info(); err == nil && info.ModTime().Before(oldest) {
			i.remove(filepath.Join(i.dir, e.Name()))
		}
	}
}

func (i *Instance) remove(path string) {
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		slog.Warn("a request cannot be removed", "err", err)
		i.handled[path] = true
	}
}

func readRequest(path string) (Request, error) {
	f, err := os.Open(path)
	if err != nil {
		return Request{}, fmt.Errorf("read a request: %w", err)
	}
	text, err := io.ReadAll(io.LimitReader(f, maxRequest+1))
	if err = errors.Join(err, f.Close()); err != nil {
		return Request{}, fmt.Errorf("read a request: %w", err)
	}
	if len(text) > maxRequest {
		return Request{}, fmt.Errorf("read a request: longer than %d bytes", maxRequest)
	}
	return parseRequest(string(text))
}

// requestDir is the folder beside the book in which wishes are left.
func requestDir(book string) string { return book + ".requests" }

// realPath follows links, so that two names of one book share one lock. A book
// that is not there yet has the real path of its folder.
func realPath(book string) string {
	if real, err := filepath.EvalSymlinks(book); err == nil {
		return real
	}
	if dir, err := filepath.EvalSymlinks(filepath.Dir(book)); err == nil {
		return filepath.Join(dir, filepath.Base(book))
	}
	return book
}

func lockError(book string, cause error) error {
	if errors.Is(cause, fs.ErrPermission) {
		return &care.Error{Code: care.CodeBookReadOnly, Args: care.Args{"Book": book}, Err: cause}
	}
	return folderError(filepath.Dir(book), cause)
}
