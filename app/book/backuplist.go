package book

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"carebook/app/care"
	"carebook/store"
)

// BackupFile is a backup that is there.
type BackupFile struct {
	Path string
	Day  care.Day
	// Time is that of the day, such as "15:30"; "" is the daily backup.
	Time string
	// Bytes is the size of the file.
	Bytes int64
	// Sealed is set where it opens by a passphrase alone.
	Sealed bool
	// Kept is set where it is no daily backup, but what was in the book before a
	// restore. Such a copy stands beside the book, for keptDays at least.
	Kept bool
	// Updated is set where it is a copy of the book as it was before a newer program
	// brought it up to date. Daily backups make up for it in time.
	Updated bool
}

// BackupList is what is known of a book's backups.
type BackupList struct {
	// Folder is where the daily ones are.
	Folder string
	// Files are all backups, the newest first.
	Files []BackupFile
	// Last is the newest daily one, nil for none; People is how many there are in
	// it, -1 where that is not known.
	Last   *BackupFile
	People int
	// Err is why the folder cannot be read, nil where it can.
	Err error
}

// ListBackups tells of the backups of an open book. The folder of backups that is
// not there is no error of the list: BackupList.Err tells.
func ListBackups(ctx context.Context, s *store.Store, b Backups) (BackupList, error) {
	l := BackupList{Folder: b.folder(s.Path()), People: -1}
	names, err := b.names(ctx, s)
	if err != nil {
		return l, err
	}
	have, err := names.list(l.Folder)
	if names.mark != "" { // those of other books are none of this one's
		have = slices.DeleteFunc(have, func(d daily) bool { return d.mark != "" && d.mark != names.mark })
	}
	if err != nil && (b.Folder != "" || !errors.Is(err, fs.ErrNotExist)) {
		l.Err = fileWritten(filepath.Join(l.Folder, "x"), err)
	}
	for _, d := range slices.Backward(have) {
		l.add(BackupFile{Path: d.path, Day: d.day, Time: readTime(d.time), Sealed: strings.HasSuffix(d.path, sealedEnd)})
	}
	if len(l.Files) > 0 {
		first := l.Files[0]
		l.Last = &first
		last, err := readLastBackup(ctx, s)
		if err != nil {
			return l, err
		}
		switch {
		case last.File == first.Path && last.People > 0:
			l.People = last.People
		case !first.Sealed: // it is from before a restore, or of another computer
			if sum, err := store.Summarize(ctx, first.Path); err == nil { // a damaged one is told of where it is looked into
				l.People = sum.People
			}
		}
	}
	kept, err := keptCopies(s.Path())
	if err != nil {
		return l, err
	}
	for _, f := range kept {
		l.add(f)
	}
	copies, err := schemaCopies(s.Path())
	if err != nil {
		return l, err
	}
	for _, c := range copies {
		l.add(BackupFile{Path: c.path, Day: c.day, Updated: true})
	}
	slices.SortStableFunc(l.Files, func(a, b BackupFile) int {
		return strings.Compare(string(b.Day)+b.Time, string(a.Day)+a.Time)
	})
	return l, nil
}

// keptName tells what a restore has saved by its name, after that of the book.
var keptName = regexp.MustCompile(`^\.before-restore-(\d{4}-\d{2}-\d{2})T(\d{6})(-\d+)?$`)

// keptCopies are what restores of a book have saved, the earliest first.
func keptCopies(path string) ([]BackupFile, error) {
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil {
		return nil, fileError(filepath.Dir(path), err)
	}
	var kept []BackupFile
	for _, e := range entries { // sorted by name, which begins with the time
		end, ours := strings.CutPrefix(e.Name(), filepath.Base(path))
		parts := keptName.FindStringSubmatch(end)
		if !ours || parts == nil || !e.Type().IsRegular() {
			continue
		}
		if day, err := care.ParseDay(parts[1]); err == nil {
			kept = append(kept, BackupFile{Path: filepath.Join(filepath.Dir(path), e.Name()), Day: day, Time: readTime("-" + parts[2]), Kept: true})
		}
	}
	return kept, nil
}

// How long what a restore has saved is kept: so many days, and the last ones for ever.
// Somebody who restores one backup after the other still has what was there first.
const (
	keptDays = 30
	keptLast = 5
)

// pruneKept removes what restores of a book have saved that need not be kept on a day,
// the earliest first and as few at a time as of the daily backups.
func pruneKept(path string, today care.Day) error {
	kept, err := keptCopies(path)
	if err != nil {
		return err
	}
	gone := 0
	for _, f := range kept[:max(0, len(kept)-keptLast)] {
		if f.Day >= today.Plus(-keptDays) || gone == mostPruned {
			continue
		}
		if err := os.Remove(f.Path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fileWritten(f.Path, err)
		}
		gone++
	}
	return nil
}

// add adds a file that is there.
func (l *BackupList) add(f BackupFile) {
	if info, err := os.Stat(f.Path); err == nil {
		f.Bytes = info.Size()
		l.Files = append(l.Files, f)
	}
}

// readTime is the time in a name, "-153012", as "15:30".
func readTime(name string) string {
	if len(name) != len("-153012") {
		return ""
	}
	return name[1:3] + ":" + name[3:5]
}

// BackUpNow backs the book up into the folder of its daily backups, whether anything
// has changed or not. On a day that has a backup already it writes another one beside
// that: what was there in the morning may be what is wanted back.
func BackUpNow(ctx context.Context, s *store.Store, clock care.Clock, b Backups) (Backup, error) {
	names, folder, have, err := b.open(ctx, s)
	if err != nil {
		return Backup{}, err
	}
	state, err := s.State(ctx)
	if err != nil {
		return Backup{}, err
	}
	today, when := clock.Today(), string(clock.Today())
	if slices.ContainsFunc(have, func(d daily) bool { return d.day == today && d.mark == names.mark }) {
		when += clock.Now().Format("-150405")
	}
	return b.write(ctx, s, names, today, filepath.Join(folder, names.of(when, b.Passphrase != "")), state)
}

// CheckBackupFolder reports whether backups can be kept in a folder: it fails with
// care.CodeBackupFolder where there is none of that path, with CodeBackupTemp in the
// system's folder of passing files, which is emptied, and with CodeBackupReadOnly
// where nothing can be written.
func CheckBackupFolder(folder string) error {
	say := func(code care.Code, err error) error {
		return &care.Error{Code: code, Args: care.Args{"Folder": folder}, Err: err}
	}
	info, err := os.Stat(folder)
	if err == nil && (!info.IsDir() || !filepath.IsAbs(folder)) {
		err = fs.ErrNotExist
	}
	switch {
	case errors.Is(err, fs.ErrPermission):
		return say(care.CodeBackupReadOnly, err)
	case err != nil:
		return say(care.CodeBackupFolder, err)
	case inside(folder, os.TempDir()):
		return say(care.CodeBackupTemp, nil)
	}
	temp, err := tempName(folder)
	if err != nil {
		return fileWritten(filepath.Join(folder, "x"), err)
	}
	if err := os.Remove(temp); err != nil {
		return fileWritten(temp, err)
	}
	return nil
}

// inside reports whether a folder is another one, or in it.
func inside(folder, other string) bool {
	real := func(path string) string {
		if p, err := filepath.EvalSymlinks(path); err == nil {
			return p
		}
		return path
	}
	way, err := filepath.Rel(real(other), real(folder))
	return err == nil && way != ".." && !strings.HasPrefix(way, ".."+string(filepath.Separator))
}
