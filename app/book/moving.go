package book

import (
	"context"
	"errors"
	"os"

	"carebook/app/care"
	"carebook/store"
)

// ArchiveName is the name that the file of a move to another computer is offered
// under.
func ArchiveName(clock care.Clock) string { return "carebook-" + string(clock.Today()) + ".zip" }

// SealedName is the name of a file that is under a passphrase, as age tools name it.
func SealedName(name string) string { return name + sealedEnd }

// Moving says where everything is saved for another computer.
type Moving struct {
	Path string
	// Passphrase seals the file; "" leaves it open.
	Passphrase string
	// Keep refuses to replace a file of the name.
	Keep bool
	// Progress, which may be nil, is told how much of 1 is done.
	Progress func(part float64)
}

// SavedFile tells what was saved for another computer.
type SavedFile struct {
	// People counts those who are not in the trash, Bytes how large the file is.
	People int
	Bytes  int64
}

// SaveEverything writes an archive of the whole book for another computer.
func SaveEverything(ctx context.Context, s *store.Store, m Moving) (SavedFile, error) {
	people, err := exportArchive(ctx, s, m.Path, m.Passphrase, m.Keep, m.Progress)
	if err != nil {
		return SavedFile{}, err
	}
	info, err := os.Stat(m.Path)
	if err != nil {
		return SavedFile{}, fileError(m.Path, err)
	}
	return SavedFile{people, info.Size()}, nil
}

// Arrival is what a file from another computer is, and what can be done with it here.
type Arrival struct {
	// Sealed is set where it opens by a passphrase alone: nobody knows what it is
	// before.
	Sealed bool
	// Archive is set where it is an archive of a whole book; else it may be a backup.
	Archive bool
	// Vacant is set where this book is empty, and can take the whole in.
	Vacant bool
}

// LookAtArrival finds out what a file from another computer is. It fails where the file
// cannot be read.
func LookAtArrival(ctx context.Context, s *store.Store, path string) (Arrival, error) {
	f, err := care.OpenFile(path)
	if err != nil {
		return Arrival{}, fileError(path, err)
	}
	if err := f.Close(); err != nil {
		return Arrival{}, fileError(path, err)
	}
	vacant, err := s.Vacant(ctx)
	return Arrival{Sealed: IsSealed(path), Archive: IsArchive(path), Vacant: vacant}, err
}

// TakeEverything takes an archive from another computer into an empty book, as
// ImportArchive does; progress, which may be nil, is told how much of 1 is done. A
// book that is not empty any more is care.CodeBookNotEmpty.
func TakeEverything(ctx context.Context, s *store.Store, clock care.Clock, path, passphrase string, progress func(part float64)) (people int, err error) {
	people, err = importArchive(ctx, s, clock, path, passphrase, progress)
	if errors.Is(err, store.ErrNotVacant) {
		err = &care.Error{Code: care.CodeBookNotEmpty, Err: err}
	}
	return people, err
}
