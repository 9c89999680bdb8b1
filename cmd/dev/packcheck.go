package main

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// checkPackages makes the packages of the commit twice, in two places and the
// second time without anything that was built before, and fails where they
// differ. That takes minutes.
func (t *tree) checkPackages(ctx context.Context) error {
	commit, err := t.output(ctx, nil, "git", "rev-parse", "HEAD")
	if err != nil {
		return err
	}
	commit = strings.TrimSpace(commit)
	if changed, err := t.output(ctx, nil, "git", "status", "--porcelain"); err != nil || changed != "" {
		fmt.Fprintln(os.Stderr, "what is not committed yet is not looked at", firstOf(err, errors.New("here:\n"+changed)))
	}
	return inTemp(func(dir string) error {
		first, err := t.packClone(ctx, commit, filepath.Join(dir, "one"), nil)
		if err != nil {
			return err
		}
		second, err := t.packClone(ctx, commit, filepath.Join(dir, "deeper", "two"), []string{"GOCACHE=" + filepath.Join(dir, "cache"), "TZ=Asia/Taipei", "LC_ALL=C"})
		if err != nil {
			return err
		}
		rows := [][]string{{"package", "result", "SHA-256"}}
		for _, name := range sortedKeys(first, second) {
			result := "equal"
			if first[name] != second[name] {
				result = "DIFFERENT"
				err = errors.Join(err, fmt.Errorf("two builds of %s differ", name))
			}
			rows = append(rows, []string{name, result, first[name]})
		}
		fmt.Print(table(rows))
		if len(rows) == 1 {
			err = errors.New("there is no package to compare")
		}
		return err
	})
}

// packClone makes the packages of a commit in a clone and gives their sums by
// their names.
func (t *tree) packClone(ctx context.Context, commit, into string, env []string) (map[string]string, error) {
	if err := t.stream(ctx, nil, "git", "clone", "--quiet", "--no-checkout", t.root, into); err != nil {
		return nil, err
	}
	clone := &tree{root: into}
	if err := clone.stream(ctx, nil, "git", "checkout", "--quiet", "--detach", commit); err != nil {
		return nil, err
	}
	if err := clone.stream(ctx, env, "go", "run", "./cmd/dev", "pack"); err != nil {
		return nil, err
	}
	return packageSums(filepath.Join(into, "bin"))
}

// packageSums are the check sums of the packages in a folder, by their names. A
// program that was built to make them lies there too.
func packageSums(dir string) (map[string]string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, fmt.Errorf("look for the packages: %w", err)
	}
	sums := map[string]string{}
	for _, e := range entries {
		if !slices.Contains([]string{".deb", ".xz", ".zip"}, filepath.Ext(e.Name())) {
			continue
		}
		content, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			return nil, fmt.Errorf("read a package: %w", err)
		}
		sums[e.Name()] = fmt.Sprintf("%x", sha256.Sum256(content))
	}
	return sums, nil
}

// sortedKeys are the keys of several maps, each once and in order.
func sortedKeys(maps ...map[string]string) []string {
	var keys []string
	for _, m := range maps {
		for key := range m {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}
