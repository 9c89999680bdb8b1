package main

import (
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// faultsHere are the faults that can be made on this system.
var faultsHere = []fault{
	{"kill -9 during an import", 200, killImport},
	{"kill -9 during edits and notes", 200, killEdits},
	{"kill -9 during a migration", 100, killMigration},
	{"kill -9 during a backup", 40, killBackup},
	{"kill -9 during a restore", 40, killRestore},
	{"kill -9 during a salvage", 20, killSalvage},
	{"disk full: import", 3, fullImport},
	{"disk full: migration", 1, fullMigration},
	{"disk full: a new book", 1, fullNew},
	{"disk full: backup", 1, fullBackup},
	{"I/O error on write", 12, func(b *battery, r *result) { b.ioErrors(r, "pwrite64") }},
	{"I/O error on fsync", 6, func(b *battery, r *result) { b.ioErrors(r, "fsync,fdatasync") }},
	{"I/O error on read", 6, func(b *battery, r *result) { b.ioErrors(r, "pread64") }},
	{"read-only file", 1, readOnlyFile},
	{"read-only folder", 1, readOnlyFolder},
	{"read-only disk", 1, readOnlyDisk},
	{"log without permission", 1, deniedLog},
	{"missing folder", 1, missingFolder},
	{"locked by another program", 1, lockedBook},
	{"a newer schema", 1, newerSchema},
	{"not a book", 3, notABook},
	{"a page overwritten", 100, overwritten},
	{"truncated", 8, truncated},
	{"header gone", 1, headerGone},
	{"clock in the past", 1, clockBehind},
}

func killImport(b *battery, r *result) {
	start := time.Now()
	dir, book := b.fresh()
	if o := b.on(book, "import", b.file, "--json"); o.code != 0 {
		r.fail("an import without a fault: %s", o.err)
		return
	}
	long := time.Since(start)
	b.drop(dir)
	for b.more(r) {
		dir, book := b.fresh()
		o := b.killed(b.upTo(long), b.cli, "--book", book, "import", b.file, "--json")
		if strings.Contains(o.out, `"import_id"`) { // acknowledged
			b.kept(r, book, baseline+imported)
		} else {
			b.kept(r, book, baseline, baseline+imported)
		}
		r.count(o)
		b.drop(dir)
	}
}

// more reports whether a fault is to be made once more. A program that ended before it
// was killed does not count, and is tried again, but not for ever.
func (b *battery) more(r *result) bool {
	const mostTries = 5
	r.tries++
	if r.tries > mostTries*r.want && r.runs < r.want {
		r.fail("of %d programs %d were killed before they ended, want %d", r.tries-1, r.runs, r.want)
		return false
	}
	return r.runs < r.want && b.ctx.Err() == nil && b.trouble == nil
}

// count counts a run in which the program was killed.
func (r *result) count(o outcome) {
	if o.code == killedCode {
		r.runs++
	}
}

func killEdits(b *battery, r *result) {
	dir, book := b.fresh()
	defer b.drop(dir)
	for range r.want {
		o := b.killed(40*time.Millisecond+b.upTo(200*time.Millisecond), b.strain, "edit", book)
		var edit, note int
		for line := range strings.Lines(o.out) {
			kind, number, _ := strings.Cut(strings.TrimSpace(line), " ")
			n, err := strconv.Atoi(number)
			switch {
			case err != nil || !strings.HasSuffix(line, "\n"): // cut off
			case kind == "edit":
				edit = n
			case kind == "note":
				note = n
			}
		}
		st, ok := b.seen(r, book)
		if !ok || st.Edit < edit || st.Note < note || st.People != baseline {
			r.lost++
			r.fail("acknowledged edit %d and note %d, the book has %+v", edit, note, st)
		}
		b.sound(r, book)
		r.runs++
	}
}

// traced runs the program under strace, which tampers with what it does to some
// files, or to all; hit tells whether it did.
func (b *battery) traced(inject string, files []string, args ...string) (o outcome, hit bool) {
	told := filepath.Join(b.dir, "strace.txt")
	flags := []string{"-f", "-qq", "-o", told, "-e", "trace=" + strings.Split(inject, ":")[0], "-e", "inject=" + inject}
	for _, f := range files {
		flags = append(flags, "-P", f)
	}
	cmd := b.command("strace", append(append(flags, b.cli), args...)...)
	cmd.Env = append(cmd.Env, "GOMAXPROCS=1") // strace counts by thread
	o = b.finish(cmd)
	calls, err := os.ReadFile(told)
	b.must(err)
	return o, strings.Contains(string(calls), "(INJECTED)") || strings.Contains(string(calls), "killed by SIGKILL")
}

// filesOf are a book's files.
func filesOf(book string) []string { return []string{book, book + "-wal", book + "-journal"} }

// former is a book of an earlier schema in a folder of its own.
func (b *battery) former(r *result, schema int) (dir, book string) {
	dir, book = b.fresh()
	if o := b.run(b.strain, "former", book, strconv.Itoa(schema)); o.code != 0 {
		r.fail("make a book of schema %d: %s", schema, o.err)
	}
	return dir, book
}

// newest is the number of the newest schema.
func (b *battery) newest(r *result) int {
	o := b.run(b.strain, "newest", b.base)
	n, err := strconv.Atoi(strings.TrimSpace(o.out))
	if err != nil {
		r.fail("ask for the newest schema: %s", o.err)
	}
	return n
}

// killMigration kills the program, with a book of each earlier schema, at each write to
// the book, its log and the copy made before, one after another; in a part of a run at
// some of them.
func killMigration(b *battery, r *result) {
	steps := max(1, 100/r.want)
	for schema := 1; schema < b.newest(r); schema++ {
		for at := 1 + b.chance.IntN(steps); b.ctx.Err() == nil && b.trouble == nil; at += steps {
			dir, book := b.former(r, schema)
			o, hit := b.traced(fmt.Sprintf("pwrite64:signal=SIGKILL:when=%d", at), nil, "--book", book, "find", "ana")
			if !hit && o.code != 0 {
				r.fail("a migration without a fault: %s", o.err)
			}
			b.kept(r, book, baseline)
			if copied := fmt.Sprintf("%s.schema-%d", book, schema); hit {
				b.kept(r, copied, baseline) // the copy made before is whole, too
				r.runs++
			}
			b.drop(dir)
			if !hit {
				break
			}
		}
	}
}

func killBackup(b *battery, r *result) {
	dir, book := b.fresh()
	defer b.drop(dir)
	start := time.Now()
	if o := b.on(book, "backup", filepath.Join(dir, "first.db")); o.code != 0 {
		r.fail("a backup without a fault: %s", o.err)
		return
	}
	long := time.Since(start)
	for b.more(r) {
		target := filepath.Join(dir, fmt.Sprintf("backup%d.db", r.tries))
		o := b.killed(b.upTo(long), b.cli, "--book", book, "backup", target)
		if _, err := os.Stat(target); err == nil {
			b.kept(r, target, baseline) // whole, or not there
		} else if o.code == 0 {
			r.lost++
			r.fail("a backup that was told of is not there")
		}
		b.kept(r, book, baseline)
		r.count(o)
	}
}

func killRestore(b *battery, r *result) {
	dir, book := b.fresh()
	backup := filepath.Join(dir, "backup.db")
	if o := b.on(book, "import", b.file); o.code != 0 {
		r.fail("import: %s", o.err)
	}
	if o := b.on(book, "backup", backup); o.code != 0 {
		r.fail("a backup without a fault: %s", o.err)
		b.drop(dir)
		return
	}
	into, target := b.fresh()
	start := time.Now()
	if o := b.on(target, "restore", backup); o.code != 0 {
		r.fail("a restore without a fault: %s", o.err)
	}
	long := time.Since(start)
	b.kept(r, target, baseline+imported)
	b.drop(into)
	for b.more(r) {
		into, target := b.fresh()
		o := b.killed(b.upTo(long), b.cli, "--book", target, "restore", backup)
		if o.code == 0 {
			b.kept(r, target, baseline+imported)
		} else {
			b.kept(r, target, baseline, baseline+imported)
		}
		b.savedWhole(r, target)
		r.count(o)
		b.drop(into)
	}
	b.drop(dir)
}

// savedWhole checks what a restore that was killed has saved of the book before: whole,
// or not there.
func (b *battery) savedWhole(r *result, book string) {
	saved, err := filepath.Glob(book + ".before-restore-*")
	b.must(err)
	for _, s := range saved {
		if info, err := os.Stat(s); err == nil && !strings.HasSuffix(s, "-wal") && !strings.HasSuffix(s, "-shm") && info.Mode().IsRegular() {
			b.kept(r, s, baseline)
		}
	}
}

func killSalvage(b *battery, r *result) {
	dir, book := b.fresh()
	defer b.drop(dir)
	before := b.print(book)
	start := time.Now()
	if o := b.run(b.cli, "salvage", book, book+".new"); o.code != 0 {
		r.fail("a salvage without a fault: %s", o.err)
		return
	}
	long := time.Since(start)
	for b.more(r) {
		target := filepath.Join(dir, fmt.Sprintf("salvaged%d.db", r.tries))
		o := b.killed(b.upTo(long), b.cli, "salvage", book, target)
		if o.code == 0 {
			b.kept(r, target, baseline)
		}
		if b.print(book) != before {
			r.lost++
			r.fail("the damaged book was changed")
		}
		r.count(o)
	}
}

// small mounts a disk of some kilobytes and calls work with its folder.
func (b *battery) small(r *result, size int, work func(dir string)) {
	if !b.mounts {
		r.left = true
		return
	}
	b.n++
	dir := filepath.Join(b.dir, fmt.Sprintf("disk%d", b.n))
	b.must(os.Mkdir(dir, 0o700))
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, fmt.Sprintf("size=%dk", size)); err != nil {
		r.fail("mount a small disk: %v (root can; --skip-mounts leaves this out)", err)
		return
	}
	defer func() {
		if err := syscall.Unmount(dir, 0); err != nil {
			r.fail("unmount %s: %v", dir, err)
		}
	}()
	work(dir)
}

// fullDisk are words of the sentences of a full disk.
const fullDisk = "full"

func fullImport(b *battery, r *result) {
	for i := range r.want {
		// 704 kB of book, and not room enough for 600 people more.
		b.small(r, 900+200*i, func(dir string) {
			book := filepath.Join(dir, "book.db")
			b.copy(b.base, book)
			r.said(b.on(book, "import", b.file), fullDisk)
			b.kept(r, book, baseline)
			r.runs++
		})
	}
}

func fullMigration(b *battery, r *result) {
	from, former := b.former(r, 1)
	defer b.drop(from)
	b.small(r, 760, func(dir string) {
		book := filepath.Join(dir, "book.db")
		b.copy(former, book)
		before := b.print(book)
		r.said(b.on(book, "find", "ana"), fullDisk)
		if b.print(book) != before {
			r.fail("the book was changed")
		}
		b.drop(filepath.Join(from, "book.db"))
		b.copy(book, former)
		b.kept(r, former, baseline)
		r.runs++
	})
}

func fullNew(b *battery, r *result) {
	b.small(r, 40, func(dir string) {
		book := filepath.Join(dir, "book.db")
		r.said(b.on(book, "import", b.file), fullDisk)
		if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
			r.fail("something was left behind: %v %v", left, err)
		}
		r.runs++
	})
}

func fullBackup(b *battery, r *result) {
	b.small(r, 300, func(dir string) {
		from, book := b.fresh()
		defer b.drop(from)
		target := filepath.Join(dir, "backup.db")
		r.said(b.on(book, "backup", target), fullDisk, "room")
		if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
			r.fail("something was left behind: %v %v", left, err)
		}
		b.kept(r, book, baseline)
		r.runs++
	})
}

// ioErrors lets one call of some kind fail in each run, at places further and
// further on, as often as is wanted and until one could not be done without; runs in
// which no such call was made do not count.
func (b *battery) ioErrors(r *result, calls string) {
	for i := 0; i < r.want || r.sentence == "" && b.ctx.Err() == nil; i++ {
		dir, book := b.fresh()
		at := 1 + i*i
		o, hit := b.traced(fmt.Sprintf("%s:error=EIO:when=%d", calls, at), filesOf(book), "--book", book, "import", b.file, "--json")
		if o.code == 0 { // it ended before, or that call could be done without
			b.kept(r, book, baseline+imported)
		} else {
			r.said(o, "disk failed", "damaged")          // what cannot be read is both
			b.kept(r, book, baseline, baseline+imported) // whole or not there
		}
		b.drop(dir)
		if !hit {
			break // there are no calls further on
		}
		r.runs++
	}
	if r.sentence == "" {
		r.fail("no call failed")
	}
}

// nobody is a user who may not write what root has made.
const nobody = 65534

// asNobody runs the program as such a user.
func (b *battery) asNobody(r *result, args ...string) outcome {
	if os.Geteuid() != 0 {
		return b.run(b.cli, args...)
	}
	cmd := b.command(b.cli, args...)
	cmd.Env = append(cmd.Env, "HOME=/nonexistent")
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
	return b.finish(cmd)
}

// mode sets modes, the owner's where nobody is to be the owner.
func mode(r *result, path string, bits os.FileMode, owner int) {
	err := os.Chmod(path, bits)
	if err == nil && os.Geteuid() == 0 {
		err = os.Chown(path, owner, owner)
	}
	if err != nil {
		r.fail("%v", err)
	}
}

func readOnlyFile(b *battery, r *result) {
	dir, book := b.fresh()
	mode(r, dir, 0o755, nobody)
	mode(r, book, 0o444, nobody)
	before := b.print(book)
	r.said(b.asNobody(r, "--book", book, "import", b.file), "cannot be written")
	b.untouched(r, book, before)
	b.drop(dir)
}

func readOnlyFolder(b *battery, r *result) {
	dir, book := b.fresh()
	mode(r, book, 0o644, nobody)
	mode(r, dir, 0o555, nobody)
	before := b.print(book)
	r.said(b.asNobody(r, "--book", book, "import", b.file), "cannot be written")
	mode(r, dir, 0o755, 0)
	b.untouched(r, book, before)
	b.drop(dir)
}

func readOnlyDisk(b *battery, r *result) {
	b.small(r, 2000, func(dir string) {
		book := filepath.Join(dir, "book.db")
		b.copy(b.base, book)
		if err := syscall.Mount("tmpfs", dir, "tmpfs", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""); err != nil {
			r.fail("mount read-only: %v", err)
		}
		before := b.print(book)
		r.said(b.on(book, "import", b.file), "cannot be written")
		b.untouched(r, book, before)
	})
}

// untouched checks that a book is as it was, and sound by whoever may open it.
func (b *battery) untouched(r *result, book, before string) {
	if b.print(book) != before {
		r.lost++
		r.fail("the book was changed")
	}
	r.runs++
	dir, copied := b.fresh()
	b.copy(book, copied)
	b.kept(r, copied, baseline)
	b.drop(dir)
}

func deniedLog(b *battery, r *result) {
	dir, book := b.fresh()
	mode(r, dir, 0o755, nobody)
	mode(r, book, 0o644, nobody)
	// A log that somebody who was killed has left, and that belongs to root.
	o := b.killed(300*time.Millisecond, b.strain, "edit", book)
	if o.code == 0 {
		r.fail("the child was not killed")
	}
	for _, end := range []string{"-wal", "-shm"} {
		mode(r, book+end, 0o400, 0)
	}
	if os.Geteuid() != 0 {
		r.fail("only root can make files of another user")
	}
	before := b.print(book)
	r.said(b.asNobody(r, "--book", book, "import", b.file), "belongs to the book")
	if b.print(book) != before {
		r.lost++
		r.fail("the book was changed")
	}
	r.runs++
	b.kept(r, book, baseline)
	b.drop(dir)
}

func missingFolder(b *battery, r *result) {
	r.said(b.on(filepath.Join(b.dir, "no", "such", "book.db"), "import", b.file), "folder")
	r.runs++
}

// lockedBook holds SQLite's lock bytes (https://www.sqlite.org/src/file/src/os.h) as
// a program does that writes past ours.
func lockedBook(b *battery, r *result) {
	dir, book := b.fresh()
	defer b.drop(dir)
	before := b.print(book) // later it would end the lock: a process that closes a file has none on it
	f, err := os.OpenFile(book, os.O_RDWR, 0)
	if err != nil {
		r.fail("%v", err)
		return
	}
	lock := syscall.Flock_t{Type: syscall.F_WRLCK, Start: 0x40000000, Len: 512}
	if err := syscall.FcntlFlock(f.Fd(), syscall.F_SETLK, &lock); err != nil {
		r.fail("lock: %v", err)
	}
	r.said(b.on(book, "import", b.file), "Another program")
	if err := f.Close(); err != nil {
		r.fail("%v", err)
	}
	if b.print(book) != before {
		r.fail("the book was changed")
	}
	b.kept(r, book, baseline)
	r.runs++
}

// writeAt writes over a part of a file.
func writeAt(r *result, path string, at int64, data []byte) {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err == nil {
		_, err = f.WriteAt(data, at)
		err = errors.Join(err, f.Close())
	}
	if err != nil {
		r.fail("%v", err)
	}
}

func newerSchema(b *battery, r *result) {
	dir, book := b.fresh()
	defer b.drop(dir)
	writeAt(r, book, 60, binary.BigEndian.AppendUint32(nil, 99)) // the place of user_version
	before := b.print(book)
	r.said(b.on(book, "find", "ana"), "newer Carebook")
	if b.print(book) != before {
		r.lost++
		r.fail("the book was changed")
	}
	r.runs++
}

func notABook(b *battery, r *result) {
	for i, data := range [][]byte{[]byte(strings.Repeat("a letter to Ana\n", 400)), b.noise(8192), []byte("PK\x03\x04")} {
		if i >= r.want {
			return
		}
		path := filepath.Join(b.dir, fmt.Sprintf("other%d.db", i))
		if err := os.WriteFile(path, data, 0o600); err != nil {
			r.fail("%v", err)
		}
		before := b.print(path)
		r.said(b.on(path, "find", "ana"), "not a book")
		if b.print(path) != before {
			r.lost++
			r.fail("the file was changed")
		}
		r.runs++
	}
}

func (b *battery) noise(n int) []byte {
	data := make([]byte, n)
	for i := range data {
		data[i] = byte(b.chance.Uint32())
	}
	return data
}

// damaged checks what comes of a damaged book: a command ends with a sentence or does
// its work, and salvaging gives a sound book and leaves the damaged one alone.
func (b *battery) damaged(r *result, book string, most int) {
	before := b.print(book)
	salvaged := book + ".salvaged"
	o := b.run(b.cli, "salvage", book, salvaged)
	switch {
	case o.code == 0:
		b.sound(r, salvaged)
		if st, ok := b.seen(r, salvaged); ok && st.People < most {
			r.lost++
			r.fail("%d people salvaged, want %d", st.People, most)
		}
	case most > 0:
		r.lost++
		r.fail("salvage: %s", o.err)
	default:
		r.said(o, "can be read")
	}
	if b.print(book) != before {
		r.lost++
		r.fail("salvaging changed the damaged book")
	}
	if o := b.on(book, "check"); o.code > 1 {
		r.fail("check: exit %d %s", o.code, o.err)
	}
	o = b.on(book, "find", "ana")
	if o.code != 0 {
		r.said(o, "damaged", "not a book", "disk failed")
		if b.print(book) != before {
			r.lost++
			r.fail("a command that failed changed the damaged book")
		}
	}
	r.runs++
}

const pageBytes = 4096

func overwritten(b *battery, r *result) {
	for range r.want {
		dir, book := b.fresh()
		info, err := os.Stat(book)
		if err != nil {
			r.fail("%v", err)
			return
		}
		page := b.chance.Int64N(info.Size() / pageBytes)
		writeAt(r, book, page*pageBytes, b.noise(pageBytes))
		b.damaged(r, book, baseline) // people are known by more than one page
		b.drop(dir)
	}
}

func truncated(b *battery, r *result) {
	for i := range r.want {
		dir, book := b.fresh()
		info, err := os.Stat(book)
		if err == nil {
			err = os.Truncate(book, info.Size()*int64(i+1)/int64(r.want+1)-int64(i))
		}
		if err != nil {
			r.fail("%v", err)
		}
		b.damaged(r, book, 0)
		b.drop(dir)
	}
}

func headerGone(b *battery, r *result) {
	dir, book := b.fresh()
	defer b.drop(dir)
	writeAt(r, book, 0, make([]byte, pageBytes))
	b.damaged(r, book, baseline)
}

func clockBehind(b *battery, r *result) {
	dir, book := b.fresh()
	defer b.drop(dir)
	cmd := b.command(b.cli, "--book", book, "import", b.file)
	cmd.Env = append(cmd.Env, "CAREBOOK_NOW=2020-01-01T09:00:00Z")
	if o := b.finish(cmd); o.code != 0 {
		r.fail("an import in the past: %s", o.err)
	}
	cmd = b.command(b.cli, "--book", book, "find", "berta")
	cmd.Env = append(cmd.Env, "CAREBOOK_NOW=2019-01-01T09:00:00Z")
	if o := b.finish(cmd); o.code != 0 || !strings.Contains(o.out, "Berta") {
		r.fail("a search in the past: %s", o.err)
	}
	r.sentence = "(works; the window says it)"
	b.kept(r, book, baseline+imported)
	r.runs++
}
