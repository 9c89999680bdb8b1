package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// licencesFile holds the licences of all that the program is made of; the
// program shows it and the packages carry it.
const licencesFile = "app/licences.txt"

// licenceNames are how files are called that hold terms: LICENSE, COPYING.txt,
// LICENSE-SQLITE, PATENTS ...
var licenceNames = regexp.MustCompile(`(?i)^(licen[sc]e|copying|copyright|notice|patents)([-_.].*)?$`)

// noTerms are files of such a name whose matter is not linked into the program,
// by their ends.
var noTerms = []string{
	"LICENSE-LOGO", // a picture in a README
}

// packSystems are those for which packages are made.
var packSystems = []string{"linux", "windows", "darwin"}

// terms is one text and what stands under it.
type terms struct {
	of   []string
	text string
}

// writeLicences brings licencesFile up to date.
func (t *tree) writeLicences(ctx context.Context) error {
	text, err := t.licences(ctx)
	if err != nil {
		return err
	}
	if err := os.WriteFile(t.path(licencesFile), []byte(text), 0o644); err != nil {
		return fmt.Errorf("write the licences: %w", err)
	}
	fmt.Println(licencesFile)
	return nil
}

// licences collects the terms of the program itself, of Go, of the modules that
// any of the packages links, and of the data within the program. A text that
// several stand under is given once.
func (t *tree) licences(ctx context.Context) (string, error) {
	goroot, err := t.output(ctx, nil, "go", "env", "GOROOT")
	if err != nil {
		return "", err
	}
	var all []terms
	add := func(name string, folders ...string) error {
		found, err := termsIn(name, folders)
		all = append(all, found...)
		return err
	}
	modules, err := t.linkedModules(ctx)
	err = errors.Join(err,
		add("Carebook", t.root),
		add("Go, its runtime and standard library", strings.TrimSpace(goroot)),
		add("Carebook's typefaces", t.path("assets/fonts")),
		add("Carebook's icons (Phosphor)", t.path("assets/icons")))
	for _, m := range modules {
		err = errors.Join(err, add(m.name, m.folders...))
	}
	if err != nil {
		return "", err
	}
	return written(merged(all)), nil
}

// linked is a module and those of its folders that may hold terms.
type linked struct {
	name    string
	folders []string
}

// linkedModules are the modules of others that end up in a program of ours on
// any system, in order.
func (t *tree) linkedModules(ctx context.Context) ([]linked, error) {
	folders := map[string][]string{}
	for _, system := range packSystems {
		for _, b := range []build{commandsBuild, windowBuild} {
			out, err := t.output(ctx, []string{"GOOS=" + system, "CGO_ENABLED=" + b.cgo}, "go", "list", "-deps", "-tags", b.tags,
				"-f", "{{with .Module}}{{if not .Main}}{{.Path}} {{.Version}}\t{{.Dir}}\t{{$.Dir}}{{end}}{{end}}", "./cmd/carebook")
			if err != nil {
				return nil, err
			}
			for line := range strings.Lines(out) {
				fields := strings.Split(strings.TrimSpace(line), "\t")
				if len(fields) == 3 {
					folders[fields[0]] = append(folders[fields[0]], withAbove(fields[1], fields[2])...)
				}
			}
		}
	}
	var modules []linked
	for name, dirs := range folders {
		slices.Sort(dirs)
		modules = append(modules, linked{name, slices.Compact(dirs)})
	}
	slices.SortFunc(modules, func(a, b linked) int { return strings.Compare(a.name, b.name) })
	return modules, nil
}

// withAbove are the folder of a package, those above it up to its module's, and
// those within it that hold no package of their own but C.
func withAbove(module, folder string) []string {
	dirs := []string{folder}
	for dir := folder; dir != module && len(dir) > len(module); {
		dir = filepath.Dir(dir)
		dirs = append(dirs, dir)
	}
	within, err := filepath.Glob(filepath.Join(folder, "*"))
	if err != nil { // the module cache escapes nothing that a pattern would trip over
		return dirs
	}
	for _, dir := range within {
		if info, err := os.Stat(dir); err == nil && info.IsDir() && holdsC(dir) {
			dirs = append(dirs, dir)
		}
	}
	return dirs
}

// holdsC reports whether a folder is one of C sources that a package above it
// includes, or of typefaces that it embeds.
func holdsC(dir string) bool {
	for _, pattern := range []string{"src/*.c", "*.ttf"} {
		if found, err := filepath.Glob(filepath.Join(dir, pattern)); err == nil && len(found) > 0 {
			return true
		}
	}
	return false
}

// termsIn reads the terms in the folders of something; one without any is an
// error, since it may not be passed on.
func termsIn(name string, folders []string) ([]terms, error) {
	var found []terms
	for _, dir := range folders {
		entries, err := os.ReadDir(dir)
		if err != nil {
			return nil, fmt.Errorf("look for the licence of %s: %w", name, err)
		}
		for _, e := range entries {
			if e.IsDir() || !licenceNames.MatchString(e.Name()) || strings.HasSuffix(e.Name(), ".go") || slices.Contains(noTerms, e.Name()) {
				continue
			}
			text, err := os.ReadFile(filepath.Join(dir, e.Name()))
			if err != nil {
				return nil, fmt.Errorf("read the licence of %s: %w", name, err)
			}
			of := name
			if e.Name() != "LICENSE" && !strings.HasPrefix(e.Name(), "LICENSE.") && !strings.HasPrefix(e.Name(), "COPYING") {
				of += " (" + e.Name() + ")"
			}
			found = append(found, terms{[]string{of}, plain(string(text))})
		}
	}
	if len(found) == 0 {
		return nil, fmt.Errorf("%s has no licence in %s", name, strings.Join(folders, ", "))
	}
	return found, nil
}

// plain is a text with Unix's line ends and without blanks at their ends.
func plain(text string) string {
	var b strings.Builder
	for line := range strings.Lines(strings.ReplaceAll(strings.TrimPrefix(text, "\ufeff"), "\r\n", "\n")) {
		b.WriteString(strings.TrimRight(line, " \t\f\n") + "\n")
	}
	return strings.Trim(b.String(), "\n") + "\n"
}

// merged gives each text once, at its first place, with all that stand under it.
func merged(all []terms) []terms {
	var once []terms
	for _, a := range all {
		i := slices.IndexFunc(once, func(o terms) bool {
			return strings.Join(strings.Fields(o.text), " ") == strings.Join(strings.Fields(a.text), " ")
		})
		if i < 0 {
			once = append(once, a)
			continue
		}
		for _, of := range a.of {
			if !slices.Contains(once[i].of, of) {
				once[i].of = append(once[i].of, of)
			}
		}
	}
	return once
}

// written is the file of the licences.
func written(all []terms) string {
	const rule = "================================================================================\n"
	var b strings.Builder
	b.WriteString("What Carebook is made of, and the terms under which each part may be passed on.\n")
	for _, a := range all {
		b.WriteString("\n" + rule + strings.Join(a.of, "\n") + "\n" + rule + "\n" + a.text)
	}
	return b.String()
}
