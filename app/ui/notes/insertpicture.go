package notes

import (
	"context"
	"maps"
	"os"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/doc"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/files"
	"carebook/app/ui/kit/pictures"
	"carebook/app/ui/kit/run"
)

// The widths in which a picture is shown, in units of length at scale 1: the
// column's, the half of it, and a third.
const fullPicture, halfPicture, smallPicture = 704, 352, 235

// pictureMenu is what can be done to the picture that is selected, nothing where
// none is.
func (s *Screen) pictureMenu() []kit.MenuItem {
	e := s.editor
	state := e.State()
	p, block := state.Picture, state.PictureBlock
	if p.SHA == "" {
		return nil
	}
	lines := []kit.MenuItem{
		{Label: lang.T("notebar.open_picture"), Do: func() { s.showPicture(p) }},
		{Label: lang.T("notebar.save_picture"), Do: func() { s.savePicture(s.shell, p) }},
	}
	if e.ReadOnly() {
		return lines
	}
	// at does something to the picture where it stands when the line is chosen: the
	// note may have been read anew since the menu was opened.
	open, was := s.insertable(), e.Document().Block(block)
	at := func(do func(block int)) func() {
		return func() {
			if i := indexOfPicture(e.Document(), was); i >= 0 && open() {
				do(i)
			}
		}
	}
	wide := func(label string, width int) kit.MenuItem {
		return kit.MenuItem{Label: label, Checked: p.Width == width, Do: at(func(block int) { e.Do(widen(block, p, width)) })}
	}
	return append(lines, kit.MenuItem{},
		wide(lang.T("notebar.picture_small"), smallPicture),
		wide(lang.T("notebar.picture_half"), halfPicture),
		wide(lang.T("notebar.picture_full"), fullPicture),
		kit.MenuItem{},
		kit.MenuItem{Label: lang.T("notebar.caption"), Do: at(func(block int) { e.Select(doc.Caret(endOf(e.Document(), block))) })},
		kit.MenuItem{Label: lang.T("notebar.remove_picture"), Do: at(func(block int) { e.Do(removeBlock(block)) })},
	)
}

// indexOfPicture is where a block with a picture stands now: the block itself, or
// the only one that shows the same picture in the same way. -1 is nowhere.
func indexOfPicture(d *doc.Document, was *doc.Block) int {
	at, found := -1, 0
	for i, b := range d.Blocks() {
		switch {
		case b == was:
			return i
		case b.Kind() == doc.PictureKind && b.Picture() == was.Picture():
			at, found = i, found+1
		}
	}
	if found > 1 {
		return -1 // nobody knows which of them was meant
	}
	return at
}

// endOf is the end of a block.
func endOf(d *doc.Document, block int) doc.Position {
	return doc.Position{Block: block, Offset: len(d.Block(block).Text())}
}

// widen shows a picture in another width, its height in proportion.
func widen(block int, p doc.Picture, width int) doc.Command {
	return func(d *doc.Document, s doc.Selection) doc.Change {
		wide := p
		wide.Width, wide.Height = width, 0
		if p.Width > 0 {
			wide.Height = min(max(1, (p.Height*width+p.Width/2)/p.Width), doc.MaxPixels)
		}
		edits, err := d.SetPicture(block, wide)
		return doc.Change{Edits: edits, After: s, Err: err}
	}
}

// removeBlock takes a block out.
func removeBlock(block int) doc.Command {
	return func(d *doc.Document, _ doc.Selection) doc.Change {
		edits, err := d.ReplaceBlocks(block, 1)
		return doc.Change{Edits: edits, After: doc.Caret(doc.Position{Block: block}), Err: err}
	}
}

// showPicture shows a picture in its own size, in a window of its own; one that is
// open already comes to the front.
func (s *Screen) showPicture(p doc.Picture) {
	maps.DeleteFunc(s.full, func(_ string, f *pictures.Full) bool { return f.Closed() })
	if f, open := s.full[p.SHA]; open {
		f.Window().RequestFocus()
		return
	}
	if s.full == nil {
		s.full = map[string]*pictures.Full{}
	}
	s.full[p.SHA] = pictures.ShowFull(s.shell, p.Alt, func(ctx context.Context) ([]byte, error) {
		_, data, err := s.store.Picture(ctx, p.SHA)
		return data, err
	}, func(in kit.Shell) { s.savePicture(in, p) })
}

// ClosePictures closes the windows in which pictures were opened: the window that
// they came from closes, or what it shows is hidden.
func (s *Screen) ClosePictures() {
	for _, f := range s.full {
		f.Close()
	}
	clear(s.full)
}

// savePicture asks where a copy of a picture goes, and writes it.
func (s *Screen) savePicture(in kit.Shell, p doc.Picture) {
	name := p.Alt
	if name == "" {
		name = lang.T("notebar.picture")
	}
	files.Save(in, name+endingOf(p.Media), func(path string, replace bool) {
		run.WriteAside(s.shell.Executor(), func(ctx context.Context) (struct{}, error) {
			if _, err := os.Lstat(path); err == nil && !replace {
				return struct{}{}, &care.Error{Code: care.CodeFileExists, Args: care.Args{"File": path}}
			}
			return struct{}{}, book.SaveAttachment(ctx, s.store, p.SHA, path)
		}, func(_ struct{}, err error) {
			if err != nil {
				in.Fail(err)
				return
			}
			in.Say(lang.T("notebar.picture_saved", lang.Args{"File": path}), kit.Action{})
		})
	})
}

// endingOf is the ending of the name of a file of a media type, or "".
func endingOf(media string) string {
	switch media {
	case "image/jpeg":
		return ".jpg"
	case "image/png":
		return ".png"
	case "image/webp":
		return ".webp"
	case "image/gif":
		return ".gif"
	}
	return ""
}
