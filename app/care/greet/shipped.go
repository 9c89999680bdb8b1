package greet

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"log/slog"
	"path"
	"slices"
	"strings"
	"sync"

	"carebook/assets"
)

// Shipped are the templates that come with the program, by language and in the
// order of Occasions. They are read when first asked for.
//
// They lie in assets/greetings/LANGUAGE.json as lists by occasion, and an ID is
// the place in its list, so that words that were greeted with are known again:
// new ones are added at the end of a list, and none is taken out or moved.
func Shipped() []Template { return slices.Clone(shipped()) }

var shipped = sync.OnceValue(func() []Template {
	templates, err := read(assets.Greetings)
	if err != nil {
		// The files are part of the program and checked by its tests.
		slog.Error("the shipped greetings cannot be read", "error", err)
	}
	return templates
})

// read reads greetings/LANGUAGE.json of a file system.
func read(files fs.FS) ([]Template, error) {
	names, err := fs.Glob(files, "greetings/*.json")
	if err != nil {
		return nil, fmt.Errorf("list greetings: %w", err)
	}
	var templates []Template
	for _, name := range names {
		b, err := fs.ReadFile(files, name)
		if err != nil {
			return templates, fmt.Errorf("read %s: %w", name, err)
		}
		var texts map[string][]string
		if err := json.Unmarshal(b, &texts); err != nil {
			return templates, fmt.Errorf("read %s: %w", name, err)
		}
		language := strings.TrimSuffix(path.Base(name), ".json")
		for _, occasion := range Occasions() {
			for i, text := range texts[occasion] {
				id := fmt.Sprintf("%s.%s.%d", occasion, language, i+1)
				templates = append(templates, Template{ID: id, Occasion: occasion, Language: language, Text: text})
			}
			delete(texts, occasion)
		}
		for occasion := range texts {
			return templates, fmt.Errorf("read %s: %q is no occasion", name, occasion)
		}
	}
	return templates, nil
}
