package main

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// guide are the pages of the user's guide below a folder, as a program of ours
// writes them for the browser.
func (t *tree) guide(ctx context.Context, program, below string) (pages []member, err error) {
	err = inTemp(func(dir string) error {
		if _, err := t.output(ctx, []string{"LC_ALL=C", "DISPLAY="}, program, "guide", dir); err != nil {
			return fmt.Errorf("ask the program for its guide: %w", err)
		}
		return filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() {
				return err
			}
			content, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			name, err := filepath.Rel(dir, path)
			pages = append(pages, member{below + filepath.ToSlash(name), 0o644, content})
			return err
		})
	})
	if err == nil && len(pages) == 0 {
		err = fmt.Errorf("%s guide wrote no page", filepath.Base(program))
	}
	return pages, err
}
