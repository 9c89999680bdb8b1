package book_test

import (
	"bytes"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"filippo.io/age"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/store"
)

// clockOn stands at nine in the morning of a day.
func clockOn(day care.Day) care.Clock { return care.ClockFrom(day.Time().Add(9 * time.Hour)) }

// daily opens the book on a day, changes it where change says so, and backs it up.
func daily(t *testing.T, path string, day care.Day, change bool, b book.Backups) book.Backup {
	t.Helper()
	clock := clockOn(day)
	s := openAt(t, path, clock)
	defer closeBook(t, s)
	if change {
		put(t, s, &care.Person{FullName: string(day)})
	}
	done, err := book.DailyBackup(ctx, s, clock, b)
	if err != nil {
		t.Fatalf("%s: %v", day, err)
	}
	return done
}

func TestDailyBackupOnDaysWithChanges(t *testing.T) {
	path := filepath.Join(t.TempDir(), "carebook.db")
	folder := book.BackupFolder(path)
	for _, c := range []struct {
		day    care.Day
		change bool
		want   string
	}{
		{"2026-11-20", true, "carebook-2026-11-20.db"},
		{"2026-11-20", true, ""}, // one a day
		{"2026-11-21", false, "carebook-2026-11-21.db"},
		{"2026-11-22", false, ""},
		{"2026-11-23", true, "carebook-2026-11-23.db"},
		{"2026-11-24", false, ""},
	} {
		done := daily(t, path, c.day, c.change, book.Backups{})
		if want := c.want; want != "" && done.File != filepath.Join(folder, want) || want == "" && done.File != "" {
			t.Errorf("%s: %q, want %q", c.day, done.File, want)
		}
		if done.File != "" {
			equal(t, path, done.File)
		}
	}
	// A setting is worth a backup, the days on which the program ran are not.
	s := openAt(t, path, clockOn("2026-11-25"))
	if err := s.RecordRun(ctx, "2026-11-25"); err != nil {
		t.Fatal(err)
	}
	if done, err := book.DailyBackup(ctx, s, s.Clock(), book.Backups{}); err != nil || done.File != "" {
		t.Errorf("a day on which the program ran: %q, %v", done.File, err)
	}
	if err := s.SetSetting(ctx, "x", "y"); err != nil {
		t.Fatal(err)
	}
	if done, err := book.DailyBackup(ctx, s, s.Clock(), book.Backups{}); err != nil || done.File == "" {
		t.Errorf("a setting: %q, %v", done.File, err)
	}
	closeBook(t, s)
	// Whoever takes the last one away gets another.
	if err := os.Remove(filepath.Join(folder, "carebook-2026-11-25.db")); err != nil {
		t.Fatal(err)
	}
	if done := daily(t, path, "2026-11-26", false, book.Backups{}); done.File == "" {
		t.Error("the last backup has gone, and none was made")
	}
	for _, name := range entries(t, folder) {
		info, err := os.Stat(filepath.Join(folder, name))
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v", name, info.Mode(), err)
		}
	}
}

// Two books of one name that share a folder of backups each have one of the day.
func TestBooksOfOneNameAreBothBackedUp(t *testing.T) {
	folder := t.TempDir()
	seen := map[string]bool{}
	for range 2 {
		path := filepath.Join(t.TempDir(), "carebook.db")
		done := daily(t, path, "2026-11-20", true, book.Backups{Folder: folder + "/"})
		if done.File == "" || seen[done.File] {
			t.Fatalf("%s: %q", path, done.File)
		}
		seen[done.File] = true
		equal(t, path, done.File)
		if again := daily(t, path, "2026-11-20", true, book.Backups{Folder: folder}); again.File != "" {
			t.Errorf("one more on that day: %q", again.File)
		}
	}
	if len(seen) != 2 {
		t.Errorf("%v", seen)
	}
}

// A backup of a day on which the clock was years ahead is not the newest.
func TestTheNewestBackupIsNotOfAWrongClock(t *testing.T) {
	path := filepath.Join(t.TempDir(), "carebook.db")
	ahead := daily(t, path, "2096-01-01", true, book.Backups{})
	if newest := book.NewestBackup(path, book.Backups{}); newest != ahead.File {
		t.Errorf("the only one is %s, not %q", ahead.File, newest)
	}
	right := daily(t, path, "2026-01-01", true, book.Backups{})
	if newest := book.NewestBackup(path, book.Backups{}); newest != right.File || right.File == "" {
		t.Errorf("the newest is %s, not %q", right.File, newest)
	}
}

func TestDailyBackupTellsWhatKeepsItFromWriting(t *testing.T) {
	path := filepath.Join(t.TempDir(), "carebook.db")
	s := openAt(t, path, clock)
	defer closeBook(t, s)
	gone := filepath.Join(t.TempDir(), "stick")
	if _, err := book.DailyBackup(ctx, s, clock, book.Backups{Folder: gone}); care.CodeOf(err) != care.CodeBackupFolder {
		t.Errorf("a folder that is not there: %v", err)
	}
	if _, err := os.Stat(gone); err == nil {
		t.Error("a folder was made on a drive that is not there")
	}
	if os.Geteuid() != 0 {
		if err := os.Mkdir(gone, 0o500); err != nil {
			t.Fatal(err)
		}
		if _, err := book.DailyBackup(ctx, s, clock, book.Backups{Folder: gone}); care.CodeOf(err) != care.CodeBackupReadOnly {
			t.Errorf("a folder that cannot be written: %v", err)
		}
	}
}

// Ten years of days with changes, some of them left out: the last 14 and the first of
// each of the last 12 months stay, no other, and files of others are left alone. Where
// the clock is years wrong now and then, the last days are never lost for it.
func TestBackupsOfTenYears(t *testing.T) {
	for name, wrong := range map[string]int{"the clock right": 0, "the clock wrong at times": 5} {
		t.Run(name, func(t *testing.T) { tenYears(t, wrong) })
	}
}

// tenYears simulates them with a wrong clock on so many days of a thousand.
func tenYears(t *testing.T, wrong int) {
	folder := t.TempDir()
	mine := []string{"carebook-notes.db", "carebook-2026-13-01.db", "other-2020-01-01.db", "carebook-2020-01-01.db.bak", "x.txt"}
	touch := func(name string) {
		if err := os.WriteFile(filepath.Join(folder, name), []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range mine {
		touch(name)
	}
	random := rand.New(rand.NewPCG(1, 2))
	var real []string
	firsts := map[string]string{}
	for day := care.Day("2016-01-01"); day < "2026-01-01"; day = day.Plus(1) {
		if random.IntN(100) < 20 {
			continue // shut
		}
		on := day
		if n := random.IntN(1000); n < wrong {
			on = day.Plus([]int{-4000, 4000}[n%2])
		}
		name := "carebook-" + string(on) + ".db"
		touch(name)
		if err := book.PruneBackups(filepath.Join("x", "carebook.db"), folder, on); err != nil {
			t.Fatal(err)
		}
		if on == day {
			real = append(real, name)
			if firsts[string(day[:7])] == "" {
				firsts[string(day[:7])] = name
			}
		}
		got := entries(t, folder)
		days := 14
		if wrong > 0 {
			days = 10 // a day of a wrong clock may cost two
		}
		for _, want := range append(slices.Clone(real[max(0, len(real)-days):]), name) {
			if !slices.Contains(got, want) {
				t.Fatalf("on %s, dated %s, %s has gone", day, on, want)
			}
		}
	}
	got := entries(t, folder)
	for _, name := range mine {
		if !slices.Contains(got, name) {
			t.Errorf("%s was not the program's to remove", name)
		}
	}
	want := slices.Clone(real[len(real)-14:])
	for _, month := range slices.Sorted(maps.Keys(firsts))[len(firsts)-12:] {
		want = append(want, firsts[month])
	}
	slices.Sort(want)
	want = slices.Compact(want)
	got = slices.DeleteFunc(got, func(name string) bool { return slices.Contains(mine, name) })
	if wrong == 0 && !slices.Equal(got, want) {
		t.Errorf("left are %q, want %q", got, want)
	}
	months := map[string]bool{}
	for _, name := range got {
		if slices.Contains(real, name) {
			months[name[:len("carebook-2026-01")]] = true
		}
	}
	if len(months) < 9 {
		t.Errorf("real backups of %d months are left: %q", len(months), got)
	}
}

func TestASealedBackup(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "carebook.db")
	const passphrase = "correct horse 张"
	done := daily(t, path, "2026-11-20", true, book.Backups{Passphrase: passphrase})
	if filepath.Base(done.File) != "carebook-2026-11-20.db.age" {
		t.Fatalf("%+v", done)
	}
	sealed, err := os.ReadFile(done.File)
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(sealed, []byte("SQLite format")) {
		t.Error("the backup stands in the open")
	}
	// The file is what any age tool reads.
	identity, err := age.NewScryptIdentity(passphrase)
	if err != nil {
		t.Fatal(err)
	}
	r, err := age.Decrypt(bytes.NewReader(sealed), identity)
	if err != nil {
		t.Fatal(err)
	}
	if plain, err := io.ReadAll(r); err != nil || !bytes.HasPrefix(plain, []byte("SQLite format 3\x00")) {
		t.Errorf("%.20q, %v", plain, err)
	}
	for _, name := range append(entries(t, folder), entries(t, filepath.Dir(done.File))...) {
		if strings.HasPrefix(name, store.TempPrefix) {
			t.Errorf("%s was left", name)
		}
	}
	restored := filepath.Join(t.TempDir(), "book.db")
	restoring := book.Restoring{Book: restored, File: done.File, Passphrase: passphrase}
	if _, err := book.Restore(ctx, clock, restoring); err != nil {
		t.Fatal(err)
	}
	equal(t, path, restored)
	before, err := os.ReadFile(restored)
	if err != nil {
		t.Fatal(err)
	}
	for wrong, want := range map[string]care.Code{"": care.CodePassphraseMissing, "correct horse": care.CodePassphraseWrong} {
		restoring.Passphrase = wrong
		if _, err := book.Restore(ctx, clock, restoring); care.CodeOf(err) != want {
			t.Errorf("with %q: %v", wrong, err)
		}
	}
	if after, err := os.ReadFile(restored); err != nil || !bytes.Equal(before, after) {
		t.Errorf("a wrong passphrase changed the book: %v", err)
	}
}

// Whatever bit of a sealed backup is not as it was written, nothing is restored. The
// backup is sealed with little work, since each try costs it.
func TestFlippedBits(t *testing.T) {
	folder := t.TempDir()
	s := openAt(t, filepath.Join(folder, "a.db"), clock)
	put(t, s, &care.Person{FullName: "Ana"})
	plain := filepath.Join(folder, "plain.db")
	if _, err := s.BackupTo(ctx, plain); err != nil {
		t.Fatal(err)
	}
	closeBook(t, s)
	content, err := os.ReadFile(plain)
	if err != nil {
		t.Fatal(err)
	}
	recipient, err := age.NewScryptRecipient("x")
	if err != nil {
		t.Fatal(err)
	}
	recipient.SetWorkFactor(8)
	var b bytes.Buffer
	w, err := age.Encrypt(&b, recipient)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(content); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	sealed := filepath.Join(folder, "b.age")
	try := func(content []byte) error {
		if err := os.WriteFile(sealed, content, 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := book.Restore(ctx, clock, book.Restoring{Book: filepath.Join(folder, "c.db"), File: sealed, Passphrase: "x"})
		return err
	}
	random := rand.New(rand.NewPCG(3, 4))
	codes := map[care.Code]int{}
	for i := range 100 {
		flipped := bytes.Clone(b.Bytes())
		at := random.IntN(len(flipped))
		if i < 30 {
			at = random.IntN(200) // the head, which is small
		}
		flipped[at] ^= 1 << random.IntN(8)
		err := try(flipped)
		code := care.CodeOf(err)
		codes[code]++
		if !slices.Contains([]care.Code{care.CodePassphraseWrong, care.CodeBackupDamaged, care.CodeNotABackup}, code) {
			t.Fatalf("byte %d: %v", at, err)
		}
		if _, err := os.Stat(filepath.Join(folder, "c.db")); err == nil {
			t.Fatalf("byte %d: a book was written", at)
		}
	}
	t.Log(fmt.Sprint(codes))
	if err := try(b.Bytes()); err != nil {
		t.Errorf("as it was written: %v", err)
	}
}

// A book that rests for a year keeps its backups, whatever another one of its name puts
// into the folder that both share, locked ones too.
func TestBooksOfOneNameDoNotPruneEachOther(t *testing.T) {
	for _, passphrase := range []string{"", "x"} {
		shared := book.Backups{Folder: t.TempDir(), Passphrase: passphrase}
		resting, busy := filepath.Join(t.TempDir(), "carebook.db"), filepath.Join(t.TempDir(), "carebook.db")
		var kept []string
		for day := care.Day("2025-01-01"); day < "2025-01-04"; day = day.Plus(1) {
			kept = append(kept, daily(t, resting, day, true, shared).File)
		}
		// What an earlier program has left has no mark.
		unmarked := filepath.Join(shared.Folder, "carebook-2024-12-31.db")
		if err := os.WriteFile(unmarked, []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
		first := daily(t, busy, "2025-01-02", true, shared).File
		mark := strings.TrimSuffix(strings.TrimPrefix(filepath.Base(first), "carebook-2025-01-02"), filepath.Ext(first))
		for day := care.Day("2025-01-03"); day < "2026-01-20"; day = day.Plus(1) {
			name := filepath.Join(shared.Folder, "carebook-"+string(day)+mark+filepath.Ext(first))
			if err := os.WriteFile(name, []byte("x"), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		for day := care.Day("2026-01-20"); day < "2026-01-24"; day = day.Plus(1) {
			daily(t, busy, day, true, shared)
		}
		for _, file := range append(kept, unmarked) {
			if _, err := os.Stat(file); err != nil {
				t.Errorf("a backup of the book that rested has gone: %v", err)
			}
		}
		if _, err := os.Stat(first); err == nil {
			t.Errorf("%s of the busy one was to be pruned", first)
		}
		s := openAt(t, resting, clockOn("2026-02-01"))
		list, err := book.ListBackups(ctx, s, shared)
		closeBook(t, s)
		if err != nil || list.Last == nil || list.Last.Path != kept[2] || len(list.Files) != 4 {
			t.Errorf("the list of the one that rested: %+v, %v", list, err)
		}
	}
}
