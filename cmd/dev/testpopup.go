package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"
)

// popupTitle is in the title of the pop-up's window.
const popupTitle = "Today"

// testPopup lets the background process wait for the hour of the digest, works
// the pop-up that it starts by keyboard, and sees to it that it comes once.
func (t *tree) testPopup(ctx context.Context, s *subject) (did string, err error) {
	d, err := s.open(ctx, t, "pop-up")
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, d.close()) }()
	p := &popupDriver{d: d, s: s, book: d.seen("demo.db")}
	if _, err := s.command(ctx, d, now("2026-11-25T20:00:00+01:00"), "demo", p.book); err != nil {
		return "", err
	}
	said, err := p.drive(ctx)
	if err != nil {
		return "", errors.Join(err, (&driver{t: t, d: d, w: &window{said: &safeBuffer{}}}).leavePicture())
	}
	return "came at nine in its corner, was worked by keyboard and closed, did not come again", complaints(said, d.logs())
}

// now sets the program's clock.
func now(at string) []string { return []string{"CAREBOOK_NOW=" + at} }

// popupDriver works the pop-up step by step.
type popupDriver struct {
	d    *display
	s    *subject
	book string // as the program finds it
}

func (p *popupDriver) drive(ctx context.Context) (said string, err error) {
	background, err := p.s.start(ctx, p.d, now("2026-11-26T08:59:50+01:00"), "--background", "--book", p.book)
	if err != nil {
		return "", err
	}
	defer background.kill()
	if err := wait(ctx, 10*time.Second, "the process in the background", func() (bool, error) {
		_, err := os.Stat(p.d.path("demo.db.background.lock"))
		return err == nil, nil
	}); err != nil {
		return "", err
	}
	second, err := p.s.start(ctx, p.d, nil, "--background", "--book", p.book)
	if err != nil {
		return "", err
	}
	if err := second.end(10 * time.Second); err != nil {
		return "", fmt.Errorf("a second process in the background: %w", err)
	}
	if err := wait(ctx, time.Minute, "the pop-up at nine", func() (bool, error) { return background.titled(ctx, popupTitle), nil }); err != nil {
		return "", err
	}
	if err := p.inCorner(ctx); err != nil {
		return "", err
	}
	if err := p.work(ctx); err != nil {
		return "", err
	}
	again, err := p.s.start(ctx, p.d, now("2026-11-26T09:05:00+01:00"), "--digest", "--book", p.book)
	if err != nil {
		return "", err
	}
	if err := again.end(20 * time.Second); err != nil {
		return "", fmt.Errorf("a second pop-up of the day, which has nothing to show: %w", err)
	}
	return background.said.String(), p.s.end(ctx, p.d, background)
}

// inCorner fails unless the pop-up is at the upper right of the screen.
func (p *popupDriver) inCorner(ctx context.Context) error {
	at, err := p.d.placeOf(ctx, popupTitle)
	if err != nil {
		return err
	}
	if right := screenWidth - at.Max.X; right != 16 || at.Min.Y < 16 || at.Min.Y > 60 || at.Dx() != 420 || at.Dy() != 560 {
		return fmt.Errorf("the pop-up of %d by %d pixels is at %d, %d", at.Dx(), at.Dy(), at.Min.X, at.Min.Y)
	}
	return nil
}

// work marks the first reminder as done by keyboard, which shows, and closes
// the pop-up.
func (p *popupDriver) work(ctx context.Context) error {
	before, err := p.d.settled(ctx)
	if err != nil {
		return err
	}
	if err := errors.Join(p.d.keep("the digest", before), p.d.focus(ctx, popupTitle), p.d.click(ctx)); err != nil {
		return err
	}
	dr := &driver{t: p.d.t, d: p.d}
	if _, err := dr.step(ctx, "the first reminder to be done", before, func() error { return p.d.press(ctx, "Down", "space") }); err != nil {
		return err
	}
	if err := p.d.press(ctx, "Escape"); err != nil {
		return err
	}
	return wait(ctx, 10*time.Second, "the pop-up to close", func() (bool, error) {
		if err := p.d.press(ctx, "Escape"); err != nil {
			return false, err
		}
		return !slices.ContainsFunc(p.d.titles(ctx), func(title string) bool { return strings.Contains(title, popupTitle) }), nil
	})
}
