package book

import (
	"cmp"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"carebook/app/care"
)

// schemaCopy is a copy of a book as it was before a newer program changed its schema: the
// way back to the older one.
type schemaCopy struct {
	path   string
	schema int
	day    care.Day
}

// schemaEnd ends the name of such a copy, after that of the book.
var schemaEnd = regexp.MustCompile(`^\.schema-(\d{1,4})$`)

// schemaCopies gives the copies of a book, that of the oldest schema first.
func schemaCopies(book string) ([]schemaCopy, error) {
	folder := filepath.Dir(book)
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil, fileError(folder, err)
	}
	var copies []schemaCopy
	for _, e := range entries {
		end, ours := strings.CutPrefix(e.Name(), filepath.Base(book))
		parts := schemaEnd.FindStringSubmatch(end)
		if !ours || parts == nil || !e.Type().IsRegular() {
			continue
		}
		info, err := e.Info()
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		schema, bad := strconv.Atoi(parts[1])
		if err := errors.Join(err, bad); err != nil {
			return nil, fileError(filepath.Join(folder, e.Name()), err)
		}
		copies = append(copies, schemaCopy{filepath.Join(folder, e.Name()), schema, care.DayOf(info.ModTime())})
	}
	slices.SortFunc(copies, func(a, b schemaCopy) int { return cmp.Compare(a.schema, b.schema) })
	return copies, nil
}

// pruneSchemaCopies removes the copies of a book that need not be kept, once a daily
// backup of its present schema is there: all but the last one, and that one too when as
// many daily backups have been made after it as are kept.
func pruneSchemaCopies(book string, backups []daily) error {
	copies, err := schemaCopies(book)
	if err != nil || len(copies) == 0 {
		return err
	}
	last := copies[len(copies)-1]
	later := 0
	for i, d := range backups {
		if d.day > last.day && (i == 0 || d.day != backups[i-1].day) {
			later++
		}
	}
	if later < keptDaily {
		copies = copies[:len(copies)-1]
	}
	for _, c := range copies {
		if err := os.Remove(c.path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fileWritten(c.path, err)
		}
	}
	return nil
}
