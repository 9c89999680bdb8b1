package main

import (
	"context"
	"errors"
	"fmt"
	"image"
	"os"
	"path/filepath"
	"slices"
	"time"
)

// guidePictures is the folder of the pictures of the guide and the README;
// largestPicture and largestGuide bound the bytes of each and of all.
const guidePictures, largestPicture, largestGuide = "assets/guide/pictures", 120 << 10, 1200 << 10

// The day of the pictures, on which the demo book is made, and the minute of the
// pop-up. The zone is part of what is shown.
const guideDay, guideNine = "2026-11-26T07:40:00+01:00", "2026-11-26T09:00:10+01:00"

// scene is a picture of the guide: how the window is brought there.
type scene struct {
	name string
	// at is the program's clock, "" for guideDay; args are added to the
	// program's, FILE standing for the file that holds content.
	at      string
	args    []string
	file    string
	content string
	// title is in the title of the window that is shown, "" for the program's name.
	title string
	steps []action
}

// action is something done in the window, after which its picture settles.
type action struct {
	// keys are pressed, words typed, or a place clicked.
	keys  []string
	words string
	at    image.Point
}

func press(keys ...string) action { return action{keys: keys} }
func typing(words string) action  { return action{words: words} }
func click(x, y int) action       { return action{at: image.Pt(x, y)} }

// setting shows the settings that words find.
func setting(words string) []action { return []action{press("ctrl+comma"), typing(words)} }

func (a action) do(ctx context.Context, d *display) error {
	if a.words != "" {
		return d.write(ctx, a.words)
	}
	if a.at != (image.Point{}) {
		_, err := d.xdotool(ctx, "mousemove", fmt.Sprint(a.at.X), fmt.Sprint(a.at.Y), "click", "1", "mousemove", fmt.Sprint(screenWidth-1), fmt.Sprint(screenHeight-1))
		return err
	}
	return d.press(ctx, a.keys...)
}

// scenes are the pictures of the guide.
func scenes() []scene {
	ferrer := []action{press("ctrl+k"), typing("ferrer"), press("Return")}
	return []scene{
		{name: "people", steps: slices.Concat(ferrer, []action{press("ctrl+k"), press("BackSpace")})},
		{name: "today", args: []string{"--today"}},
		{name: "pop-up", at: guideNine, args: []string{"--digest"}, title: popupTitle},
		{name: "visits", steps: []action{press("ctrl+3")}},
		{name: "note", steps: slices.Concat(ferrer, []action{press("ctrl+shift+2"), click(960, 480)})},
		{name: "preview", args: []string{"FILE"}, file: "phone.vcf", content: guideVCard},
		{name: "columns", args: []string{"FILE"}, file: "contacts.csv", content: guideCSV},
		{name: "reminders", steps: setting("reminders")},
		{name: "backups", steps: append(setting("backup"), press("Return"), press("Return"))},
		{name: "moving", steps: setting("stick archive")},
	}
}

// guideVCard is what a phone gives: people who are new, one whom the demo book
// has, and an entry that holds nothing.
const guideVCard = "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Ferrer Soler;María Ángeles;;;\r\nFN:María Ángeles Ferrer Soler\r\nTEL;TYPE=CELL:+34 655 55 44 17\r\nTEL;TYPE=WORK:+34 961 55 10 20\r\nORG:Casa Perelló\r\nEND:VCARD\r\n" +
	"BEGIN:VCARD\r\nVERSION:3.0\r\nN:Alcaraz;Nuria;;;\r\nFN:Nuria Alcaraz\r\nTEL;TYPE=CELL:+34 655 55 71 02\r\nEMAIL:nuria@example.com\r\nORG:Forn Alcaraz\r\nBDAY:1988-03-14\r\nEND:VCARD\r\n" +
	"BEGIN:VCARD\r\nVERSION:3.0\r\nN:Bosch;Jordi;;;\r\nFN:Jordi Bosch\r\nTEL;TYPE=CELL:+34 655 55 71 03\r\nORG:Gelateria Bosch\r\nEND:VCARD\r\n" +
	"BEGIN:VCARD\r\nVERSION:3.0\r\nN:Novak;Petra;;;\r\nFN:Petra Novak\r\nTEL;TYPE=CELL:+386 30 555 104\r\nEMAIL:petra@example.com\r\nEND:VCARD\r\n" +
	"BEGIN:VCARD\r\nVERSION:3.0\r\nN:;;;;\r\nFN:\r\nEND:VCARD\r\n" +
	"BEGIN:VCARD\r\nVERSION:3.0\r\nN:Ortega;Luis;;;\r\nFN:Luis Ortega\r\nTEL;TYPE=HOME:+34 961 55 71 05\r\nNOTE:Wants to be called after six\r\nEND:VCARD\r\n"

// guideCSV is what Outlook gives, with a column of somebody's own.
const guideCSV = "First Name,Last Name,Company,Mobile Phone,E-mail Address,Birthday,Delivery day\r\n" +
	"Nuria,Alcaraz,Forn Alcaraz,+34 655 55 71 02,nuria@example.com,3/14/1988,Tuesday\r\n" +
	"Jordi,Bosch,Gelateria Bosch,+34 655 55 71 03,,7/21/1975,Friday\r\n" +
	"Petra,Novak,,+386 30 555 104,petra@example.com,,\r\n" +
	"Luis,Ortega,Bar Ortega,+34 961 55 71 05,,,Monday\r\n"

// takeGuide takes the pictures of the guide, or those of the names.
func (t *tree) takeGuide(ctx context.Context, binary string, names []string) error {
	total := 0
	for _, s := range scenes() {
		path := t.path(filepath.Join(guidePictures, s.name+".png"))
		if len(names) == 0 || slices.Contains(names, s.name) {
			img, err := t.takeScene(ctx, binary, &s)
			if err != nil {
				return fmt.Errorf("take %s: %w", s.name, err)
			}
			small, err := smallPNG(img)
			if err != nil {
				return fmt.Errorf("make %s small: %w", s.name, err)
			}
			if err := os.WriteFile(path, small, 0o644); err != nil {
				return fmt.Errorf("keep a picture of the guide: %w", err)
			}
			fmt.Printf("%s  %d kB\n", t.shortened(path), len(small)>>10)
			if len(small) > largestPicture {
				return fmt.Errorf("%s has %d bytes, more than a picture of the guide may", t.shortened(path), len(small))
			}
		}
		if info, err := os.Stat(path); err == nil {
			total += int(info.Size())
		}
	}
	if total > largestGuide {
		return fmt.Errorf("the pictures of the guide have %d bytes in all, %d at most are wanted", total, largestGuide)
	}
	return nil
}

// takeScene brings the window where the scene wants it and gives the picture of
// the window.
func (t *tree) takeScene(ctx context.Context, binary string, s *scene) (img *image.RGBA, err error) {
	d, err := openDisplay(ctx, t)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, d.close()) }()
	if err := d.settings("en", "light"); err != nil {
		return nil, err
	}
	book, leave, err := guideBook()
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, leave()) }()
	env := append(now(guideDay), "TZ=Europe/Madrid")
	if _, err := t.output(ctx, append(d.env(), env...), binary, "demo", book); err != nil {
		return nil, err
	}
	args, err := s.arguments(d)
	if err != nil {
		return nil, err
	}
	if s.at != "" {
		env = append(env, now(s.at)...)
	}
	w, err := d.start(ctx, env, binary, append([]string{"--book", book}, args...)...)
	if err != nil {
		return nil, err
	}
	defer w.kill()
	title := s.title
	if title == "" {
		title = "Carebook"
	}
	if img, err = s.play(ctx, w, title); err != nil {
		return nil, err
	}
	return img, complaints(w.said.String(), d.logs())
}

// guideBook is the path of the book of a picture, in a folder of always the same
// name, since the settings show it; leave removes the folder.
func guideBook() (book string, leave func() error, err error) {
	dir := filepath.Join(os.TempDir(), "Carebook")
	if err := os.Mkdir(dir, 0o700); err != nil {
		return "", nil, fmt.Errorf("make the folder of a book, which must not be there yet: %w", err)
	}
	return filepath.Join(dir, "carebook.db"), func() error { return os.RemoveAll(dir) }, nil
}

// arguments are those of the program, with the scene's file in its place.
func (s *scene) arguments(d *display) ([]string, error) {
	var args []string
	for _, a := range s.args {
		if a == "FILE" {
			a = d.path(s.file)
			if err := os.WriteFile(a, []byte(s.content), 0o600); err != nil {
				return nil, fmt.Errorf("write a file for a picture: %w", err)
			}
		}
		args = append(args, a)
	}
	return args, nil
}

// play does what the scene does and gives the picture of the window.
func (s *scene) play(ctx context.Context, w *window, title string) (*image.RGBA, error) {
	d := w.d
	if err := wait(ctx, time.Minute, "the window", func() (bool, error) { return w.titled(ctx, title), nil }); err != nil {
		return nil, err
	}
	// The pointer lies over nothing that answers to it.
	if _, err := d.xdotool(ctx, "mousemove", fmt.Sprint(screenWidth-1), fmt.Sprint(screenHeight-1)); err != nil {
		return nil, err
	}
	img, err := d.settled(ctx)
	for _, a := range s.steps {
		if err != nil {
			return nil, err
		}
		if err := a.do(ctx, d); err != nil {
			return nil, err
		}
		img, err = d.settled(ctx)
	}
	if err != nil || s.title == "" {
		return img, err
	}
	at, err := d.placeOf(ctx, title)
	if err != nil {
		return nil, err
	}
	return cropped(img, at), nil
}

// cropped is a part of a picture, as one of its own.
func cropped(img *image.RGBA, at image.Rectangle) *image.RGBA {
	at = at.Intersect(img.Rect)
	out := image.NewRGBA(image.Rect(0, 0, at.Dx(), at.Dy()))
	for y := range at.Dy() {
		copy(out.Pix[out.PixOffset(0, y):], img.Pix[img.PixOffset(at.Min.X, at.Min.Y+y):][:4*at.Dx()])
	}
	return out
}
