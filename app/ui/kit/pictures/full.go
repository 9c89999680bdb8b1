package pictures

import (
	"cmp"
	"context"
	"image"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"carebook/app/lang"
	"carebook/app/picture"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/run"
	"carebook/app/ui/style"
	"carebook/assets"
)

// maxFull is the width and height to which a picture is decoded: more than
// screens have, and 64 MB at most.
const maxFull = 4096

// The first size of the window, at 100 %.
const fullWidth, fullHeight float32 = 1000, 720

// Full is the window in which one picture is shown.
type Full struct {
	kit.Shell // of the window that it was opened from

	win     fyne.Window
	toasts  *kit.Toasts
	stage   *stage
	words   *kit.Text // what is said in place of the picture
	share   *kit.Text
	smaller *kit.Button
	fit     *kit.Button
	larger  *kit.Button
	save    *kit.Button
	reading run.Task
	closed  bool
}

// ShowFull shows a picture in a window of its own: fitted to it at first; the
// wheel, + and - zoom, dragging and the arrows move, 0 fits again, Escape closes.
// read gives the picture's bytes; save is called by "Save as", with that window
// as the shell for the dialog.
func ShowFull(shell kit.Shell, title string, read func(ctx context.Context) ([]byte, error), save func(in kit.Shell)) *Full {
	title = cmp.Or(title, lang.T("pictures.title"))
	f := &Full{Shell: shell, win: fyne.CurrentApp().NewWindow(title + " · " + assets.Name), toasts: kit.NewToasts(shell.Executor())}
	f.build(save)
	f.win.SetOnClosed(f.end)
	f.win.Resize(fyne.NewSize(style.Px(fullWidth), style.Px(fullHeight)))
	f.win.Show()
	f.win.Canvas().Focus(f.stage)
	f.read(read)
	return f
}

func (f *Full) build(save func(in kit.Shell)) {
	f.stage = newStage(f.Executor(), func() float32 { return f.win.Canvas().Scale() })
	f.stage.zoomed, f.stage.close = f.tell, f.Close
	f.words = kit.NewText(lang.T("pictures.loading"), style.Control, style.SpineInk).Align(fyne.TextAlignCenter)
	f.share = kit.NewText("", style.Small, style.Ink2).Align(fyne.TextAlignCenter)
	f.smaller = f.button(style.Minus, lang.T("pictures.smaller"), func() { f.stage.zoomBy(1/zoomStep, f.stage.centre()) })
	f.larger = f.button(style.Plus, lang.T("pictures.larger"), func() { f.stage.zoomBy(zoomStep, f.stage.centre()) })
	f.fit = kit.NewButton(kit.Plain, lang.T("pictures.fit"), "", f.then(f.stage.fit))
	f.save = kit.NewButton(kit.Plain, lang.T("pictures.save_as"), style.Download, func() { save(f) })
	tools := container.NewHBox(f.smaller, container.NewCenter(f.share), f.larger, f.fit)
	bar := kit.OnGround(kit.NewGround(style.Desk), kit.Inset(style.Space2, style.Space3, style.Space2, style.Space3,
		container.NewBorder(nil, nil, tools, f.save)))
	over := container.NewStack(container.NewClip(f.stage), container.NewCenter(f.words), f.toasts)
	f.win.SetPadded(false)
	f.win.SetContent(container.NewBorder(nil, bar, nil, nil, over))
	f.tell()
	f.bind()
}

// bind binds the keys of the window.
func (f *Full) bind() {
	c := f.win.Canvas()
	c.SetOnTypedKey(f.stage.TypedKey)
	c.SetOnTypedRune(f.stage.TypedRune)
	c.AddShortcut(kit.Ctrl(fyne.KeyW), func(fyne.Shortcut) { f.Close() })
	c.AddShortcut(kit.Ctrl(fyne.KeyS), func(fyne.Shortcut) { f.save.Tapped(nil) })
}

func (f *Full) button(glyph style.Glyph, name string, do func()) *kit.Button {
	return kit.NewButton(kit.Plain, "", glyph, f.then(do)).Named(name)
}

// then does something and gives the keys back to the picture.
func (f *Full) then(do func()) func() {
	return func() {
		do()
		f.win.Canvas().Focus(f.stage)
	}
}

// read fetches the picture and shows it.
func (f *Full) read(read func(ctx context.Context) ([]byte, error)) {
	run.Do(f.Executor(), &f.reading, func(ctx context.Context) (*image.RGBA, error) {
		data, err := read(ctx)
		if err != nil {
			return nil, err
		}
		return picture.Decode(data, picture.Within(maxFull, maxFull))
	}, func(img *image.RGBA, err error) {
		if err != nil {
			f.words.SetText(lang.T("pictures.unreadable"))
			f.Fail(err)
			return
		}
		f.words.Hide()
		f.stage.show(img)
	})
}

// tell says how large the picture is shown, and what can be done.
func (f *Full) tell() {
	s := f.stage
	there := s.whole != nil
	if there {
		f.share.SetText(lang.T("pictures.share", lang.Args{"Share": int(math.Round(100 * s.shown() / s.most()))}))
	}
	enable(f.smaller, there && s.zoom != 0)
	enable(f.fit, there && s.zoom != 0)
	enable(f.larger, there && s.shown() < s.most())
}

func enable(b *kit.Button, on bool) {
	if on {
		b.Enable()
	} else {
		b.Disable()
	}
}

// Close closes the window.
func (f *Full) Close() {
	if !f.closed {
		f.win.Close()
	}
}

// Closed reports whether the window has been closed.
func (f *Full) Closed() bool { return f.closed }

// end is called once the window is closed, by the desktop or by us.
func (f *Full) end() {
	f.closed = true
	f.reading.Cancel()
	f.stage.end()
}

// Window implements kit.Shell.
func (f *Full) Window() fyne.Window { return f.win }

// Say implements kit.Shell.
func (f *Full) Say(sentence string, action kit.Action) {
	if !f.closed {
		f.toasts.Say(sentence, action)
	}
}

// Fail implements kit.Shell.
func (f *Full) Fail(err error) {
	if !run.Stopped(err) && !f.closed {
		f.toasts.Say(lang.Sentence(err), kit.Action{})
	}
}
