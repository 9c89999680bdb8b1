package main

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// luringPage is imported as a note: it wants to be fetched from, and holds a picture.
const luringPage = `<html><head><title>marked-page</title><link rel="stylesheet" href="http://127.0.0.1:9/a.css"><script src="http://127.0.0.1:9/a.js"></script></head>` +
	`<body background="http://127.0.0.1:9/b.png"><p>marked-line <img src="http://127.0.0.1:9/pixel.gif"><img src="file:///etc/hostname"><img src="\\127.0.0.1\share\a.png">` +
	`<iframe src="http://127.0.0.1:9/"></iframe><img alt="marked-dot" src="data:image/png;base64,` + smallPicture + `"></p></body></html>`

// smallPicture is a picture of one dot, as base64.
const smallPicture = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII="

// life leads the whole life of a book by the program's own use cases, most of which a
// run in the window would reach on long ways: see strain life. Then the program crashes
// with people in hand, twice, and writes its guide.
func (n *networkRun) life(ctx context.Context, s *subject) (did string, err error) {
	strain := filepath.Join(n.t.root, "bin", "strain")
	if err := n.t.stream(ctx, []string{"CGO_ENABLED=0"}, "go", "build", "-o", strain, "./cmd/dev/strain"); err != nil {
		return "", err
	}
	n.w.starts = append(n.w.starts, exactly(strain))
	d, err := s.open(ctx, n.t, "life")
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, d.close()) }()
	picture, err := base64.StdEncoding.DecodeString(smallPicture)
	if err != nil {
		return "", err
	}
	for name, content := range map[string]string{"marked-note.html": luringPage, "marked-picture.png": string(picture), "secret.txt": networkSecret + "\n"} {
		if _, err := d.file(name, content); err != nil {
			return "", err
		}
	}
	if err := os.Mkdir(d.path("moved"), 0o700); err != nil {
		return "", fmt.Errorf("make a place for a book: %w", err)
	}
	words := n.w.words(strain)
	run := func(args ...string) error {
		_, err := d.done(ctx, nil, words[0], append(words[1:], args...)...)
		return err
	}
	if err := run("life", d.dir); err != nil {
		return "", err
	}
	for _, fall := range []string{"fall", "fall-loose"} {
		if run(fall, d.path("moved/life.db")) == nil {
			return "", fmt.Errorf("strain %s did not crash", fall)
		}
		if err := n.crashLeft(d, fall == "fall"); err != nil {
			return "", err
		}
	}
	// The next start puts the second trace away.
	if run("fall", d.path("moved/life.db")) == nil {
		return "", errors.New("strain fall did not crash")
	}
	_, err = s.command(ctx, d, nil, "guide", d.path("exports/guide"))
	return "", err
}

// crashLeft fails where a crash has left no trace, and for one of ours where that says
// whom it was about.
func (n *networkRun) crashLeft(d *display, ours bool) error {
	files, err := filepath.Glob(d.path("state/carebook/carebook-running-*.txt"))
	if err != nil || len(files) != 1 {
		return fmt.Errorf("a crash left %q, %v: want one trace", files, err)
	}
	info, err := os.Stat(files[0])
	if err != nil || info.Size() == 0 {
		return fmt.Errorf("a crash left an empty trace, %v", err)
	}
	if ours {
		return saysNothing(filepath.Base(files[0]), files[0])
	}
	return nil
}
