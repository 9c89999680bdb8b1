package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"image"
	"os"
	"path/filepath"
)

// shot is one picture of a screen.
type shot struct {
	language, theme string
	// full tells the demo book from an empty one; person opens somebody.
	full, person bool
}

// name is the shot's file.
func (s shot) name() string {
	page := "empty"
	switch {
	case s.person:
		page = "person"
	case s.full:
		page = "people"
	}
	return fmt.Sprintf("%s-%s-%s.png", page, s.theme, s.language)
}

// allShots are the pictures that shots takes.
func allShots() []shot {
	var shots []shot
	for _, language := range []string{"en", "zh_CN"} {
		for _, theme := range []string{"light", "dark"} {
			shots = append(shots,
				shot{language: language, theme: theme},
				shot{language: language, theme: theme, full: true},
				shot{language: language, theme: theme, full: true, person: true})
		}
	}
	return shots
}

// takeShots takes a picture of each screen on a virtual screen, or those of the
// guide.
func takeShots(ctx context.Context, t *tree, args []string) error {
	guide := len(args) > 0 && args[0] == "guide"
	if len(args) > 0 && !guide {
		return fmt.Errorf("%w: shots takes nothing, or guide and names of its pictures", errUsage)
	}
	m := thisMachine(t)
	if err := m.ensure(ctx, append(append([]need{}, buildNeeds...), displayNeeds...)); err != nil {
		return err
	}
	binary, err := t.make(ctx, windowBuild)
	if err != nil {
		return err
	}
	if guide {
		return t.takeGuide(ctx, binary, args[1:])
	}
	for _, s := range allShots() {
		img, err := t.take(ctx, binary, s)
		if err != nil {
			return fmt.Errorf("take %s: %w", s.name(), err)
		}
		path := filepath.Join(t.root, "bin", "shots", s.name())
		if err := writePNG(path, img); err != nil {
			return err
		}
		if dark(img) != (s.theme == "dark") {
			return fmt.Errorf("%s does not show the %s theme", t.shortened(path), s.theme)
		}
		fmt.Println(t.shortened(path))
	}
	return nil
}

// take opens the window as the shot wants it and gives its picture.
func (t *tree) take(ctx context.Context, binary string, s shot) (img *image.RGBA, err error) {
	d, err := openDisplay(ctx, t)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, d.close()) }()
	if err := d.settings(s.language, s.theme); err != nil {
		return nil, err
	}
	book := d.path("book.db")
	if s.full {
		// The demo's people are those of the language.
		if _, err := t.output(ctx, append(d.env(), "LANG="+s.language+".UTF-8"), binary, "demo", book); err != nil {
			return nil, err
		}
	}
	w, err := d.show(ctx, nil, binary, "--book", book)
	if err != nil {
		return nil, err
	}
	defer w.kill()
	// The pointer lies over nothing that answers to it.
	if _, err := d.xdotool(ctx, "mousemove", fmt.Sprint(screenWidth-1), fmt.Sprint(screenHeight-1)); err != nil {
		return nil, err
	}
	img, err = d.settled(ctx)
	if err != nil || !s.person {
		return img, err
	}
	dr := &driver{t: t, d: d, w: w}
	if img, err = dr.step(ctx, "a person to open", img, func() error {
		return errors.Join(d.press(ctx, "ctrl+k"), d.write(ctx, "ferrer"), d.press(ctx, "Return"))
	}); err != nil {
		return nil, err
	}
	return img, complaints(w.said.String(), d.logs())
}

// settings writes the window's settings as app.Settings reads them, with the
// window as large as the screen.
func (d *display) settings(language, theme string) error {
	dir := filepath.Join(d.path("config"), "carebook")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("write the window's settings: %w", err)
	}
	text, err := json.Marshal(map[string]any{
		"language": language, "theme": theme, "text_size": 100, "width": screenWidth, "height": screenHeight,
	})
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, "settings.json"), text, 0o600)
	}
	if err != nil {
		return fmt.Errorf("write the window's settings: %w", err)
	}
	return nil
}
