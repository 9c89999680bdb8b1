package book

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"time"

	"carebook/app/care"
	"carebook/store"
)

// How many daily backups are kept: those of the last days on which there was one,
// and the first of each of the last months.
const (
	keptDaily   = 14
	keptMonthly = 12
)

// mostPruned is how many backups go at a time, the oldest first. A day brings one, so
// that one is enough; and on a day that a wrong clock dates years ahead, when all
// that is real looks old, no more than that is lost.
const mostPruned = 2

// keptLog is how many days the change log remembers, by the clock and by the days on
// which the program ran, beside the last actions and imports.
const keptLog = 30

// Backups say where and how the daily backups are kept. They belong to the machine,
// not to the book.
type Backups struct {
	// Folder is where they stand; "" is BackupFolder.
	Folder string
	// Passphrase locks them, "" leaves them open. The book itself is never
	// encrypted, and nobody can open a backup whose passphrase is lost.
	Passphrase string
}

// Backup is a backup that was written.
type Backup struct {
	// File is its path, "" where none was due.
	File string
	store.Summary
}

// BackupFolder is the folder of a book's daily backups where none was chosen: beside
// the book.
func BackupFolder(path string) string { return filepath.Join(filepath.Dir(path), "backups") }

func (b Backups) folder(path string) string {
	if b.Folder != "" {
		return filepath.Clean(b.Folder)
	}
	return BackupFolder(path)
}

// lastBackup is what the book remembers of its last daily backup.
type lastBackup struct {
	File   string `json:"file"`
	State  string `json:"state"`
	People int    `json:"people"`
}

// BackUp writes a checked copy of the book to a file of mode 0600, under a
// passphrase if one is given. The file appears when it is complete, on the disk and
// read back; one of that name is replaced then, and not before. Nothing of a sealed
// backup is ever on the disk of path in the open: the open copy is made beside the
// book, which is no more secret.
func BackUp(ctx context.Context, s *store.Store, path, passphrase string) (Backup, error) {
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return Backup{}, &care.Error{Code: care.CodeFileIsFolder, Args: care.Args{"File": path}}
	}
	if err := notItsOwn(s, path); err != nil {
		return Backup{}, err
	}
	if passphrase == "" {
		sum, err := s.BackupTo(ctx, path)
		return Backup{path, sum}, err
	}
	plain, err := tempName(filepath.Dir(s.Path()))
	if err != nil {
		return Backup{}, fileWritten(path, err)
	}
	defer os.Remove(plain) //nolint:errcheck // what follows matters more
	sum, err := s.BackupTo(ctx, plain)
	if err != nil {
		return Backup{}, err
	}
	size, err := sealFile(plain, path, passphrase)
	sum.Bytes = size
	return Backup{path, sum}, err
}

// notItsOwn refuses to write anything into the place of the book itself, or of its log,
// with care.CodeFileExists.
func notItsOwn(s *store.Store, path string) error {
	if s.Owns(path) {
		return &care.Error{Code: care.CodeFileExists, Args: care.Args{"File": path}}
	}
	return nil
}

// tempName is the path of a new, empty file of mode 0600 for what is not complete.
func tempName(dir string) (string, error) {
	f, err := os.CreateTemp(dir, store.TempPrefix+"*")
	if err != nil {
		return "", err
	}
	return f.Name(), f.Close()
}

// fileWritten tells why a backup cannot be written.
func fileWritten(path string, err error) error {
	var told *care.Error
	if err == nil || errors.As(err, &told) {
		return err
	}
	code, args := care.CodeWriteFailed, care.Args{"File": path, "Folder": filepath.Dir(path), "Detail": care.Cause(err)}
	switch {
	case errors.Is(err, context.Canceled):
		code = care.CodeCancelled
	case diskFull(err):
		code = care.CodeBackupDiskFull
	case errors.Is(err, fs.ErrPermission) || readOnlyDisk(err):
		code = care.CodeBackupReadOnly
	case errors.Is(err, fs.ErrNotExist):
		code = care.CodeBackupFolder
	}
	return &care.Error{Code: code, Args: args, Err: fmt.Errorf("write the backup %s: %w", path, err)}
}

// sealFile writes plain under a passphrase to path, by way of a file beside it that
// is read back first.
func sealFile(plain, path, passphrase string) (size int64, err error) {
	f, err := os.CreateTemp(filepath.Dir(path), store.TempPrefix+"*")
	if err != nil {
		return 0, fileWritten(path, err)
	}
	defer func() {
		if err != nil {
			_ = os.Remove(f.Name()) // what went wrong before is what matters
		}
	}()
	written, err := seal(f, plain, passphrase)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return 0, fileWritten(path, err)
	}
	check := sha256.New()
	read, err := unseal(check, f.Name(), passphrase)
	if err == nil && read != written {
		err = &care.Error{Code: care.CodeBackupDamaged, Args: care.Args{"File": path}}
	}
	if err != nil {
		return 0, fileWritten(path, err)
	}
	info, err := os.Stat(f.Name())
	if err != nil {
		return 0, fileWritten(path, err)
	}
	if err := os.Rename(f.Name(), path); err != nil {
		return 0, fileWritten(path, err)
	}
	return info.Size(), fileWritten(path, store.SyncFolder(filepath.Dir(path)))
}

// DailyBackup backs the book up if there is something new in it since the last time
// and none was made today, and then tidies up: of the daily backups it keeps those
// of the last 14 days that have one and the first of each of the last 12 months; the
// change log forgets what is older than 30 days. Backup.File is "" where none was
// due. It reads and writes for a second or so: it is meant to be called, at the start
// and once a day, where nobody waits. An error says what kept it from backing up; the
// book is as usable as before, and nothing was tidied.
func DailyBackup(ctx context.Context, s *store.Store, clock care.Clock, b Backups) (Backup, error) {
	names, folder, have, err := b.open(ctx, s)
	if err != nil {
		return Backup{}, err
	}
	last, err := readLastBackup(ctx, s)
	if err != nil {
		return Backup{}, err
	}
	today, when := clock.Today(), string(clock.Today())
	for _, d := range have {
		if d.day != today {
			continue
		}
		if filepath.Base(d.path) == filepath.Base(last.File) {
			return Backup{}, nil
		}
		if d.mark != names.mark {
			continue
		}
		// It is that of this book before another was restored over it: it stays, and
		// stands for nothing.
		when = string(today) + clock.Now().Format("-150405")
	}
	state, err := s.State(ctx)
	if err != nil {
		return Backup{}, err
	}
	if last.State == state && there(last.File) && filepath.Dir(last.File) == folder {
		return Backup{}, nil
	}
	done, err := b.write(ctx, s, names, today, filepath.Join(folder, names.of(when, b.Passphrase != "")), state)
	if err != nil {
		return done, err
	}
	if err := pruneKept(s.Path(), today); err != nil {
		return done, err
	}
	before, err := livedBefore(ctx, s, clock, keptLog)
	if err == nil && before != "" {
		_, err = s.Prune(ctx, before)
	}
	return done, err
}

// open gives the names of a book's backups, their folder, and those in it, of other
// books of its name too.
func (b Backups) open(ctx context.Context, s *store.Store) (names naming, folder string, have []daily, err error) {
	path := s.Path()
	folder = b.folder(path)
	if b.Folder == "" {
		// The program's own folder is made; one that the user chose may be on a
		// drive that is not there.
		if err := os.Mkdir(folder, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
			return names, "", nil, fileWritten(filepath.Join(folder, "x"), err)
		}
	}
	// Whether a backup is due or not: what a killed program has left may be the open copy
	// of a sealed one.
	dropUnfinished(filepath.Dir(path))
	dropUnfinished(folder)
	if have, err = dailyNames(path).list(folder); err != nil {
		return names, "", nil, fileWritten(filepath.Join(folder, "x"), err)
	}
	if names, err = b.names(ctx, s); err == nil && b.Folder != "" && names.mark == "" {
		names.mark = newMark()
		err = s.SetSetting(ctx, settingMark, names.mark)
	}
	return names, folder, have, err
}

// names are those of a book's backups. In a folder that was chosen there may be those of
// books of its name, of another computer perhaps: there they have the book's mark,
// which it has from its first backup there on.
func (b Backups) names(ctx context.Context, s *store.Store) (naming, error) {
	names := dailyNames(s.Path())
	if b.Folder == "" {
		return names, nil
	}
	mark, err := s.Setting(ctx, settingMark)
	if marked.MatchString(mark) { // a name is not made of anything else
		names.mark = mark
	}
	return names, err
}

// settingMark keeps the mark of the book in the names of its backups. Its copies and
// archives have it too: they are the same book.
const settingMark = "backup_mark"

// newMark makes a mark: no two books ever have the same, nor one that is a word.
func newMark() string {
	const letters = "bcdfghjkmnpqrstvwxz"
	mark := make([]byte, markLength)
	for i := range mark {
		mark[i] = letters[rand.IntN(len(letters))]
	}
	return string(mark)
}

const markLength = 6

var marked = regexp.MustCompile(fmt.Sprintf("^[a-z]{%d}$", markLength))

// write writes a backup of the book in a state, and removes those that need not be
// kept.
func (b Backups) write(ctx context.Context, s *store.Store, names naming, today care.Day, path, state string) (Backup, error) {
	done, err := BackUp(ctx, s, path, b.Passphrase)
	if err != nil {
		return Backup{}, err
	}
	if err := keepLastBackup(ctx, s, lastBackup{done.File, state, done.People}); err != nil {
		return done, err
	}
	left, err := names.prune(filepath.Dir(path), today)
	if err != nil {
		return done, err
	}
	return done, pruneSchemaCopies(s.Path(), left)
}

func there(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular()
}

func readLastBackup(ctx context.Context, s *store.Store) (lastBackup, error) {
	var last lastBackup
	text, err := s.Setting(ctx, store.SettingBackup)
	if err != nil || text == "" {
		return last, err
	}
	// What cannot be read is as good as none.
	if json.Unmarshal([]byte(text), &last) != nil {
		return lastBackup{}, nil
	}
	return last, nil
}

func keepLastBackup(ctx context.Context, s *store.Store, last lastBackup) error {
	text, err := json.Marshal(last)
	if err != nil {
		return fmt.Errorf("remember the backup: %w", err)
	}
	return s.SetSetting(ctx, store.SettingBackup, string(text))
}

// dropUnfinished removes what a program that was killed has left of a backup.
func dropUnfinished(folder string) {
	left, err := filepath.Glob(filepath.Join(escapeGlob(folder), store.TempPrefix+"*"))
	if err != nil {
		return // a pattern that cannot be: nothing of ours is there
	}
	oldest := care.SystemClock().Now().Add(-time.Hour) // another program may be writing one
	for _, path := range left {
		if info, err := os.Lstat(path); err == nil && info.Mode().IsRegular() && info.ModTime().Before(oldest) {
			_ = os.Remove(path) // it is tried again the next day
		}
	}
}

// escapeGlob keeps the signs of a path from being those of a pattern.
func escapeGlob(path string) string {
	if runtime.GOOS == "windows" {
		return path // has no way to do so
	}
	return strings.NewReplacer(`\`, `\\`, "*", `\*`, "?", `\?`, "[", `\[`).Replace(path)
}

// naming tells the backups of a book by their names: "carebook-2026-11-22.db" of
// "carebook.db", with ".age" behind for a sealed one. One that was asked for on a
// day which had one already has the time too: "carebook-2026-11-22-153012.db". Where
// books may share a folder, the book's mark follows: "carebook-2026-11-22-bkdqfz.db".
type naming struct {
	stem    string
	pattern *regexp.Regexp
	// mark is the book's, "" where its backups have none.
	mark string
}

func dailyNames(path string) naming {
	base := filepath.Base(path)
	stem := strings.TrimSuffix(base, filepath.Ext(base))
	return naming{stem: stem, pattern: regexp.MustCompile("^" + regexp.QuoteMeta(stem) +
		fmt.Sprintf(`-(\d{4}-\d{2}-\d{2})(-\d{6})?(?:-([a-z]{%d}))?\.db(\.age)?$`, markLength))}
}

func (n naming) of(when string, sealed bool) string {
	name := n.stem + "-" + when
	if n.mark != "" {
		name += "-" + n.mark
	}
	name += ".db"
	if sealed {
		name += sealedEnd
	}
	return name
}

// daily is a backup in the folder of the daily ones.
type daily struct {
	path string
	day  care.Day
	// time is that of the day, as in the name: "" for the day's first.
	time string
	// mark is that of the book, "" where it has none.
	mark string
}

// when says when it was made, so that later is greater.
func (d daily) when() string { return string(d.day) + d.time }

// list gives the daily backups in a folder, the earliest first.
func (n naming) list(folder string) ([]daily, error) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil, err
	}
	var found []daily
	for _, e := range entries {
		parts := n.pattern.FindStringSubmatch(e.Name())
		if parts == nil || !e.Type().IsRegular() {
			continue
		}
		if day, err := care.ParseDay(parts[1]); err == nil {
			found = append(found, daily{filepath.Join(folder, e.Name()), day, parts[2], parts[3]})
		}
	}
	slices.SortFunc(found, func(a, b daily) int {
		return cmp.Or(strings.Compare(a.when(), b.when()), strings.Compare(a.path, b.path))
	})
	return found, nil
}

// prune removes the daily backups of the mark that need not be kept. Those of another,
// or of none where there is one, may be another book's.
// It gives those that were there.
func (n naming) prune(folder string, today care.Day) ([]daily, error) {
	have, err := n.list(folder)
	if err != nil {
		return nil, fileWritten(filepath.Join(folder, "x"), err)
	}
	have = slices.DeleteFunc(have, func(d daily) bool { return d.mark != n.mark })
	gone := superfluous(have, today)
	for _, path := range gone[:min(len(gone), mostPruned)] {
		if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, fileWritten(path, err)
		}
	}
	return have, nil
}

// superfluous are the files of daily backups, the earliest first, that need not be
// kept on a day. A backup of a later day is left alone: the clock is or was wrong,
// and nobody knows which.
func superfluous(have []daily, today care.Day) []string {
	months := map[string]bool{}
	var past, first []daily
	for _, d := range have {
		if d.day > today {
			continue
		}
		past = append(past, d)
		if month := string(d.day[:7]); !months[month] {
			months[month] = true
			first = append(first, d)
		}
	}
	keep := map[care.Day]bool{}
	for _, d := range first[max(0, len(first)-keptMonthly):] {
		keep[d.day] = true
	}
	days := 0
	for i := len(past) - 1; i >= 0 && days < keptDaily; i-- { // a day may have several
		if i == len(past)-1 || past[i].day != past[i+1].day {
			days++
		}
		keep[past[i].day] = true
	}
	var gone []string
	for _, d := range past {
		if !keep[d.day] {
			gone = append(gone, d.path)
		}
	}
	return gone
}

// NewestBackup is the path of the newest daily backup of a book that is where the
// backups are kept, "" where there is none. One that a wrong clock has dated ahead counts
// only where there is no other: it may be the oldest of all.
func NewestBackup(path string, b Backups) string {
	have, err := dailyNames(path).list(b.folder(path))
	if err != nil || len(have) == 0 {
		return ""
	}
	today := care.SystemClock().Today()
	for _, d := range slices.Backward(have) {
		if d.day <= today {
			return d.path
		}
	}
	return have[len(have)-1].path
}
