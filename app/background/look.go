package background

import (
	"context"
	"errors"
	"os"
	"time"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/lang"
	"carebook/store"
)

// longestTrust is how long an answer of the book is taken to stand while its
// files do not change.
const longestTrust = time.Hour

// looker asks the book whether its digest is due. It opens the book for the
// moment of the question alone: nothing is locked between two, the disk that
// holds it can be taken away, and the memory goes back. Opening also makes and
// removes files beside the book; so the book stays closed while its files are
// those that gave the last answer, and the time until which that holds has not
// come.
type looker struct {
	book  string
	clock care.Clock
	// answer is the last one; nil is none that still counts.
	answer *answer
	// settled is set once the memory that only the start needed was given back,
	// spent while that of a look was not: with a book that changes all the time,
	// giving it back would cost more than the look.
	settled, spent bool
}

// answer says that the digest is not due.
type answer struct {
	// at is when it was given, until when the book is to be asked again.
	at, until time.Time
	// zone is the offset of the user's time in seconds.
	zone  int
	files [2]file
}

// file is what tells that a file was written to; the zero file is missing.
type file struct {
	size    int64
	written time.Time
}

// due reports whether the digest is to be shown now.
func (l *looker) due(ctx context.Context) (bool, error) {
	// Without the reading of the monotonic clock, which stands still while the
	// machine sleeps.
	now := l.clock.Now().Round(0)
	_, zone := now.Zone()
	files := [2]file{stat(l.book), stat(l.book + "-wal")}
	if a := l.answer; a != nil && a.zone == zone && a.files == files && !now.Before(a.at) && now.Before(a.until) {
		if l.spent {
			giveBack()
			l.spent = false
		}
		return false, nil
	}
	l.answer = nil
	state, err := l.ask(ctx)
	if l.spent = l.settled; !l.settled {
		giveBack()
		l.settled = true
	}
	if err != nil || state.Due {
		return state.Due, err
	}
	// The files are those from before the question: what was written meanwhile
	// is seen at the next look.
	until := now.Add(longestTrust)
	if state.Next.Before(until) {
		until = state.Next.Round(0)
	}
	l.answer = &answer{at: now, until: until, zone: zone, files: files}
	return false, nil
}

func (l *looker) ask(ctx context.Context) (state book.DueState, err error) {
	s, err := store.Open(ctx, l.book, store.Options{Clock: l.clock, Language: lang.Current(), Origin: "background", MustExist: true})
	if err != nil {
		return book.DueState{}, err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	return book.DigestDue(ctx, s, l.clock)
}

func stat(path string) file {
	info, err := os.Stat(path)
	if err != nil {
		return file{} // asking the book tells why
	}
	return file{size: info.Size(), written: info.ModTime()}
}
