package book

import (
	"context"
	"path/filepath"

	"carebook/app/care"
	"carebook/store"
)

// BestCopy is what a book can best be brought back from that is lost itself: of its
// daily backups and of other copies the one with people whose last change is the
// latest. One without people is chosen only where no other is there, and one that is
// locked, into which nobody can look, where it was made on a later day than the rest
// were changed. It gives "" where there is none. What is damaged is passed over.
func BestCopy(ctx context.Context, path string, b Backups, clock care.Clock, others ...string) string {
	have, err := dailyNames(path).list(b.folder(path))
	if err != nil {
		have = nil // the folder went with the book
	}
	today, zone := clock.Today(), clock.Now().Location()
	best, newest := "", NewestBackup(path, b)
	var latest care.Instant
	var sealed daily
	look := func(file string) {
		sum, err := store.Summarize(ctx, file)
		if err == nil && sum.People > 0 && (best == "" || sum.LastChange > latest) {
			best, latest = file, sum.LastChange
		}
	}
	for _, d := range have {
		switch {
		case !IsSealed(d.path):
			look(d.path)
		case d.day <= today && d.when() > sealed.when():
			sealed = d
		}
	}
	for _, file := range others {
		look(filepath.Clean(file))
	}
	switch {
	case best == "":
		return newest
	case sealed.path != "" && latest != "" && sealed.day > care.DayOf(latest.Time().In(zone)):
		return sealed.path
	}
	return best
}
