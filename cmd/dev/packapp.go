package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// fyneTool is the packager. Its module is fetched into a folder of its own, so
// that go.mod stays that of the program.
const fyneTool, fyneToolVersion = "fyne.io/tools", "v1.7.2"

// packApp makes the package of a Mac in bin: Carebook.app, for the processor of
// that Mac. It can be made on a Mac alone, since a window needs Apple's own
// headers. The recipe: xcode-select --install; go run ./cmd/dev pack; drag
// bin/Carebook.app into the folder Applications. The app is not signed: who takes
// it to another Mac opens it there the first time by Control and a click, Open.
// To sign it: codesign --force --deep --options runtime --sign "Developer ID
// Application: ..." bin/Carebook.app, then xcrun notarytool submit it as a zip.
func (t *tree) packApp(ctx context.Context) error {
	tool, err := t.installFyneTool(ctx)
	if err != nil {
		return err
	}
	return t.withMetadata(func(dir string) error {
		cmd := t.command(ctx, nil, tool, "package", "--release", "--target", "darwin", "--tags", packTags)
		cmd.Dir = dir
		cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
		before, err := packages(dir)
		if err != nil {
			return err
		}
		if err := cmd.Run(); err != nil {
			return fmt.Errorf("package the program: %w", err)
		}
		return t.moveNew(dir, before)
	})
}

// installFyneTool builds the packager into bin once.
func (t *tree) installFyneTool(ctx context.Context) (tool string, err error) {
	tool = filepath.Join(t.root, "bin", "fyne-"+fyneToolVersion+exeSuffix)
	if _, err := os.Stat(tool); err == nil {
		return tool, nil
	}
	dir, err := os.MkdirTemp("", "carebook-dev-")
	if err != nil {
		return "", fmt.Errorf("build the packager: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	mod := fmt.Sprintf("module packager\n\ngo 1.26\n\nrequire %s %s\n", fyneTool, fyneToolVersion)
	if err := os.WriteFile(filepath.Join(dir, "go.mod"), []byte(mod), 0o600); err != nil {
		return "", fmt.Errorf("build the packager: %w", err)
	}
	cmd := t.command(ctx, nil, "go", "build", "-mod=mod", "-o", tool, fyneTool+"/cmd/fyne")
	cmd.Dir = dir
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	if err := cmd.Run(); err != nil {
		return "", fmt.Errorf("build the packager: %w", err)
	}
	return tool, nil
}

// withMetadata lays the root's FyneApp.toml beside main while do runs, since
// the packager looks for it there alone, and takes it away again.
func (t *tree) withMetadata(do func(dir string) error) (err error) {
	text, err := os.ReadFile(t.path("FyneApp.toml"))
	if err != nil {
		return fmt.Errorf("read the program's metadata: %w", err)
	}
	dir := t.path("cmd/carebook")
	up, err := filepath.Rel(dir, t.root)
	if err != nil {
		return fmt.Errorf("place the program's metadata: %w", err)
	}
	placed, err := rebaseIcon(string(text), filepath.ToSlash(up))
	if err != nil {
		return err
	}
	file := filepath.Join(dir, "FyneApp.toml")
	if err := os.WriteFile(file, []byte(placed), 0o600); err != nil {
		return fmt.Errorf("place the program's metadata: %w", err)
	}
	defer func() { err = errors.Join(err, os.Remove(file)) }()
	return do(dir)
}

// rebaseIcon changes the path of the icon in a FyneApp.toml to be relative to
// a folder from which the root is up.
func rebaseIcon(toml, up string) (string, error) {
	const key = `Icon = "`
	before, after, ok := strings.Cut(toml, key)
	if !ok {
		return "", errors.New("FyneApp.toml names no icon")
	}
	return before + key + up + "/" + after, nil
}

// packages are the files beside main that a packager may have made: all that
// are no source.
func packages(dir string) (map[string]bool, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, fmt.Errorf("look for the package: %w", err)
	}
	found := map[string]bool{}
	for _, e := range entries {
		if filepath.Ext(e.Name()) != ".go" {
			found[e.Name()] = true
		}
	}
	return found, nil
}

// moveNew moves what the packager made into bin.
func (t *tree) moveNew(dir string, before map[string]bool) error {
	after, err := packages(dir)
	if err != nil {
		return err
	}
	moved := 0
	for name := range after {
		if before[name] {
			continue
		}
		to := filepath.Join(t.root, "bin", name)
		if err := os.RemoveAll(to); err != nil {
			return fmt.Errorf("replace the package: %w", err)
		}
		if err := os.Rename(filepath.Join(dir, name), to); err != nil {
			return fmt.Errorf("move the package: %w", err)
		}
		fmt.Println(t.shortened(to))
		moved++
	}
	if moved == 0 {
		return errors.New("the packager made nothing")
	}
	return nil
}
