package main

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// networkSecret is a passphrase. It stands in the file that it is read from, and where
// the window keeps that of the daily backups, and nowhere else: not in a book either.
const networkSecret = "under-lock-and-key-7319"

// secretFiles are where it may stand.
var secretFiles = []string{"secret.txt", "config/carebook/settings.json"}

// marks are words of the people, notes, files and passphrases of a run.
var marks = []string{
	"marked", "María", "Mar\\u00eda", "Ferrer", "ferrer", "Морозов", "Ashworth", "ashworth", "Panadería", "600 100", "600100", "916100", "more.vcf", "people.vcf", "Bo Ek",
}

// fileKind is a kind of file that a run may leave in its folder.
type fileKind struct {
	// pattern is that of path.Match, or a folder with all in it where it ends in
	// "/...".
	pattern string
	// holds is set where it may say something of people; foreign where it is not
	// the program that makes it, which then has no say in who may read it.
	holds, foreign bool
}

// fileKinds are all of them. A file of any other kind fails the run: whoever adds one
// says here what it holds.
var fileKinds = []fileKind{
	{pattern: "screen/...", foreign: true, holds: true},
	{pattern: "tools/...", foreign: true, holds: true},
	{pattern: "bus", foreign: true, holds: true},
	{pattern: "*.vcf", foreign: true, holds: true},
	{pattern: "secret.txt", foreign: true, holds: true},
	{pattern: "marked-note.html", foreign: true, holds: true},
	{pattern: "marked-picture.png", foreign: true, holds: true},
	{pattern: "stdout", foreign: true, holds: true},
	{pattern: "stderr", foreign: true, holds: true},
	// What the libraries of the window keep: shapes, fonts and the program's icon.
	{pattern: "cache/mesa_shader_cache*/...", foreign: true},
	{pattern: "cache/fontconfig/...", foreign: true},
	{pattern: "cache/font_index_*.cache", foreign: true},
	{pattern: "cache/fyne/...", foreign: true},
	{pattern: "home"},
	{pattern: "data"},
	{pattern: "state"},
	{pattern: "config"},
	{pattern: "cache"},

	{pattern: "*.db", holds: true},
	{pattern: "*.db-wal", holds: true},
	{pattern: "*.db-shm", holds: true},
	{pattern: "*.before-restore-*", holds: true},
	{pattern: "exports/...", holds: true},
	{pattern: "backups/...", holds: true},
	{pattern: "moved"},
	{pattern: "moved/*.db", holds: true},
	{pattern: "moved/*.db-wal", holds: true},
	{pattern: "moved/*.db-shm", holds: true},
	{pattern: "moved/*.db.damaged-*", holds: true},
	{pattern: "data/carebook/print/...", holds: true},
	{pattern: "*.lock"},
	{pattern: "*.requests"},
	{pattern: "data/carebook/..."},
	{pattern: "state/carebook/..."},
	{pattern: "config/carebook/..."},
	{pattern: "config/fyne/..."},
	{pattern: "config/autostart/..."},
}

// kindOf is the kind of a file, by its path in a run's folder.
func kindOf(name string) (fileKind, bool) {
	for _, k := range fileKinds {
		folder, all := strings.CutSuffix(k.pattern, "/...")
		for at := name; ; at = path.Dir(at) {
			if ok, err := path.Match(folder, at); err == nil && ok && (all || at == name) {
				return k, true
			}
			if !all || at == "." {
				break
			}
		}
	}
	return fileKind{}, false
}

// lookAt looks at all files that a run has left.
func (n *networkRun) lookAt(d *display) {
	err := filepath.WalkDir(d.dir, func(file string, entry fs.DirEntry, err error) error {
		if err != nil || file == d.dir {
			return err
		}
		name, err := filepath.Rel(d.dir, file)
		if err != nil {
			return err
		}
		k, known := kindOf(filepath.ToSlash(name))
		if !known {
			n.left = append(n.left, fmt.Errorf("%s: a kind of file that fileKinds does not name", name))
			return nil
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		if !k.foreign {
			n.files++
			n.left = append(n.left, isPrivate(name, info))
		}
		if !info.Mode().IsRegular() {
			return nil
		}
		if !k.holds {
			n.left = append(n.left, saysNothing(name, file))
		}
		if !slices.Contains(secretFiles, filepath.ToSlash(name)) {
			n.left = append(n.left, keepsSecret(name, file))
		}
		return nil
	})
	n.left = append(n.left, err)
}

// isPrivate fails where anybody but the user has a right.
func isPrivate(name string, info fs.FileInfo) error {
	want := fs.FileMode(0o600)
	if info.IsDir() {
		want = fs.ModeDir | 0o700
	}
	if info.Mode() != want {
		return fmt.Errorf("%s has mode %v, want %v", name, info.Mode(), want)
	}
	return nil
}

// saysNothing fails where a file says something of a run's people.
func saysNothing(name, file string) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return fmt.Errorf("read what a run has left: %w", err)
	}
	var said []error
	for _, mark := range marks {
		if bytes.Contains(text, []byte(mark)) || strings.Contains(name, mark) {
			said = append(said, fmt.Errorf("%s holds %q", name, mark))
		}
	}
	return errors.Join(said...)
}

// keepsSecret fails where a file, or what is packed in it, holds a passphrase.
func keepsSecret(name, file string) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return fmt.Errorf("read what a run has left: %w", err)
	}
	if bytes.Contains(text, []byte(networkSecret)) {
		return fmt.Errorf("%s holds a passphrase", name)
	}
	z, err := zip.NewReader(bytes.NewReader(text), int64(len(text)))
	if err != nil {
		return nil // nothing is packed in it
	}
	for _, entry := range z.File {
		r, err := entry.Open()
		if err != nil {
			return fmt.Errorf("unpack what a run has left: %w", err)
		}
		text, err := io.ReadAll(r)
		if err := errors.Join(err, r.Close()); err != nil {
			return fmt.Errorf("unpack what a run has left: %w", err)
		}
		if bytes.Contains(text, []byte(networkSecret)) {
			return fmt.Errorf("%s in %s holds a passphrase", entry.Name, name)
		}
	}
	return nil
}
