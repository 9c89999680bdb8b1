package notes

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"carebook/app/book"
	"carebook/app/doc"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/files"
	"carebook/app/ui/kit/run"
	"carebook/app/ui/style"
)

// pictureKinds are the endings of files that are offered as pictures.
var pictureKinds = []string{".jpg", ".jpeg", ".png", ".webp", ".gif"}

// unshownKinds are those of pictures that cannot be shown: whoever drops one is
// told what to do.
var unshownKinds = []string{".heic", ".heif", ".avif", ".tif", ".tiff", ".bmp"}

// isPicture reports whether a file is one of a picture, by its name.
func isPicture(path string) bool {
	ending := strings.ToLower(filepath.Ext(path))
	return slices.Contains(pictureKinds, ending) || slices.Contains(unshownKinds, ending)
}

// choosePictures asks for files of pictures to put in at the caret.
func (s *Screen) choosePictures() {
	if s.editor.ReadOnly() {
		return
	}
	open := s.insertable()
	files.ChooseFor(s.shell, files.Wanted{
		Title: lang.T("notebar.choose_pictures"), Kinds: pictureKinds, KindsName: lang.T("notebar.pictures"),
		Act: func(n int) string {
			if n == 0 {
				return lang.T("notebar.put_none")
			}
			return lang.N("notebar.put_pictures", n)
		},
	}, func(paths []string) {
		if !open() {
			s.shell.Say(lang.T("notebar.choice_late"), kit.Action{})
			return
		}
		s.insertPictures(paths)
	})
}

// insertPictures puts the pictures of files in at the caret, in the order of the
// files.
func (s *Screen) insertPictures(paths []string) {
	if len(paths) == 0 || s.editor.ReadOnly() {
		return
	}
	in := s.newInsertion(paths)
	in.add = func(ctx context.Context, path string) (doc.Picture, error) {
		return book.AddPicture(ctx, s.store, s.clock, path)
	}
	in.next(0)
}

// insertion puts pictures into a note, one after another.
type insertion struct {
	screen *Screen
	coming *coming
	paths  []string
	// open reports whether the note is still the open one, and may be written.
	open func() bool
	// add keeps the picture of a file in the book.
	add func(ctx context.Context, path string) (doc.Picture, error)
	// slow tells how far it is where a picture takes long.
	slow run.Task
	// wrong are the sentences about those that could not be put in.
	wrong []string
}

func (s *Screen) newInsertion(paths []string) *insertion {
	return &insertion{screen: s, coming: s.expect(), paths: paths, open: s.insertable()}
}

// longReading is how long a picture is read before it is said that it is.
const longReading = 700 * time.Millisecond

// next reads the picture at i and puts it in. Each is asked for when the one
// before is there, so that what is typed meanwhile is saved between them.
func (in *insertion) next(i int) {
	if i == len(in.paths) {
		in.tell()
		return
	}
	path, executor := in.paths[i], in.screen.shell.Executor()
	run.Later(executor, &in.slow, longReading, func() {
		in.screen.shell.Say(lang.T("notebar.reading", lang.Args{
			"Name": filepath.Base(path), "Number": lang.Number(i + 1), "All": lang.Number(len(in.paths)),
		}), kit.Action{})
	})
	in.coming.stop = run.WriteAside(executor, func(ctx context.Context) (doc.Picture, error) {
		return in.add(ctx, path)
	}, func(p doc.Picture, err error) {
		in.slow.Cancel()
		if run.Stopped(err) {
			in.screen.came(in.coming)
			return
		}
		why := lang.Sentence(err)
		if err == nil {
			why = in.put(p)
		}
		if why != "" {
			in.wrong = append(in.wrong, lang.T("notebar.not_put", lang.Args{"Name": filepath.Base(path), "Why": why}))
		}
		in.next(i + 1)
	})
}

// put puts a picture in at the caret, and says why not where it cannot.
func (in *insertion) put(p doc.Picture) (why string) {
	if !in.open() {
		return lang.T("notebar.note_left")
	}
	block, err := doc.NewPicture(p, doc.Inline{})
	if err != nil {
		return lang.Sentence(err)
	}
	in.screen.editor.Do(doc.InsertBlock(block))
	return ""
}

// tell says what could not be put in: one sentence for each.
func (in *insertion) tell() {
	told := in.screen.came(in.coming, in.wrong...)
	switch {
	case told || len(in.wrong) == 0:
	case len(in.wrong) == 1:
		in.screen.shell.Say(in.wrong[0], kit.Action{})
	default:
		panel := kit.NewPanel(lang.N("notebar.not_put_in", len(in.wrong)), sentences(in.wrong), lang.T("notebar.close"), func(done func(string)) { done("") })
		panel.Cancel.Hide()
		panel.Show(in.screen.canvas())
	}
}

// sentences are paragraphs below each other.
func sentences(list []string) fyne.CanvasObject {
	body := kit.NewColumn(style.Space2)
	for _, words := range list {
		body.Add(kit.NewParagraph(words, style.Control, style.Ink))
	}
	return body
}
