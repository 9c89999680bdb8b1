package richedit

import (
	"runtime"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"carebook/app/doc"
)

// held are the modifiers that are held down, for drivers that do not know them.
type held struct {
	shift, control, alt, super bool
	// right says that the Alt on the right is: with Control it is AltGr on Windows.
	right bool
}

func (h *held) set(key fyne.KeyName, down bool) {
	switch key {
	case desktop.KeyShiftLeft, desktop.KeyShiftRight:
		h.shift = down
	case desktop.KeyControlLeft, desktop.KeyControlRight:
		h.control = down
	case desktop.KeySuperLeft, desktop.KeySuperRight:
		h.super = down
	case desktop.KeyAltRight:
		h.alt, h.right = down, down
	case desktop.KeyAltLeft:
		h.alt = down
	}
}

// KeyDown implements desktop.Keyable.
func (e *Editor) KeyDown(k *fyne.KeyEvent) { e.held.set(k.Name, true) }

// KeyUp implements desktop.Keyable.
func (e *Editor) KeyUp(k *fyne.KeyEvent) { e.held.set(k.Name, false) }

// modifiers are those that are held. The driver is asked where it knows: of a key
// that was let go above a menu the editor is never told.
func (e *Editor) modifiers() (m fyne.KeyModifier) {
	if d, ok := fyne.CurrentApp().Driver().(desktop.Driver); ok {
		return d.CurrentKeyModifiers()
	}
	for _, k := range []struct {
		down bool
		is   fyne.KeyModifier
	}{
		{e.held.shift, fyne.KeyModifierShift},
		{e.held.control, fyne.KeyModifierControl},
		{e.held.alt, fyne.KeyModifierAlt},
		{e.held.super, fyne.KeyModifierSuper},
	} {
		if k.down {
			m |= k.is
		}
	}
	return m
}

// AcceptsTab implements fyne.Tabbable: Tab moves items of lists in, and types a
// tab everywhere else; with Shift it moves items out, and the keyboard on
// everywhere else.
func (e *Editor) AcceptsTab() bool {
	return !e.readOnly && (e.modifiers()&fyne.KeyModifierShift == 0 || e.inList())
}

// inList reports whether an item of a list is selected or has the caret.
func (e *Editor) inList() bool {
	d := e.ed.Document()
	first, last := d.BlocksOf(e.ed.Selection())
	for i := first; i <= last; i++ {
		if d.Block(i).Kind().List() {
			return true
		}
	}
	return false
}

// TypedRune implements fyne.Focusable. The caret stays with what was typed.
func (e *Editor) TypedRune(r rune) {
	e.writeTo(true, func() error { return e.ed.Type(string(r), e.p.Clock.Now()) })
}

// TypedKey implements fyne.Focusable. Escape and function keys are the window's;
// of a key that types a sign the editor is told by TypedRune too.
func (e *Editor) TypedKey(k *fyne.KeyEvent) {
	if do, ok := keys[chord{k.Name, e.modifiers() & fyne.KeyModifierShift}]; ok {
		do(e)
		return
	}
	function := len(k.Name) > 1 && k.Name[0] == 'F' && k.Name[1] >= '1' && k.Name[1] <= '9'
	if c := fyne.CurrentApp().Driver().CanvasForObject(e); c != nil && (function || k.Name == fyne.KeyEscape) {
		if take := c.OnTypedKey(); take != nil {
			take(k)
		}
	}
}

// TypedShortcut implements fyne.Shortcutable. What the editor has no use for goes
// to the screen, then to the window.
func (e *Editor) TypedShortcut(s fyne.Shortcut) {
	c, ok := fyne.CurrentApp().Driver().CanvasForObject(e).(fyne.Shortcutable)
	if !e.takes(s) && ok {
		c.TypedShortcut(s)
	}
}

// takes reports whether editor or screen have a use for a shortcut.
func (e *Editor) takes(s fyne.Shortcut) bool {
	return e.shortcut(s) || e.p.Shortcut != nil && e.p.Shortcut(s)
}

func (e *Editor) shortcut(s fyne.Shortcut) bool {
	switch s := s.(type) {
	case *fyne.ShortcutUndo:
		return e.edits((*Editor).Undo)
	case *fyne.ShortcutRedo:
		return e.edits((*Editor).Redo)
	case *fyne.ShortcutCut:
		return e.edits(func(e *Editor) { e.cut(s.Clipboard) })
	case *fyne.ShortcutCopy:
		e.copy(s.Clipboard)
		return true
	case *fyne.ShortcutPaste:
		return e.edits(func(e *Editor) { e.paste(s.Clipboard) })
	case *fyne.ShortcutSelectAll:
		e.selectAll()
		return true
	case *desktop.CustomShortcut:
		const altGr = fyne.KeyModifierControl | fyne.KeyModifierAlt
		if onWindows && s.Modifier&altGr == altGr && e.held.right {
			return false // AltGr, with which people type signs such as @
		}
		do, ok := shortcuts[chord{s.KeyName, s.Modifier}]
		return ok && do(e)
	}
	return false
}

// edits does what changes the text, and reports whether that may be.
func (e *Editor) edits(do func(*Editor)) bool {
	if !e.readOnly {
		do(e)
	}
	return !e.readOnly
}

// selectAll selects the whole note. What is seen stays.
func (e *Editor) selectAll() { e.place(doc.Select(e.ed.Document().All()), false, unmoved) }

// chord is a key with modifiers.
type chord struct {
	key fyne.KeyName
	mod fyne.KeyModifier
}

// action is what a key does. It reports whether it was of use.
type action func(e *Editor) bool

// keymap is what keys do.
type keymap map[chord]action

// keys are those without modifiers but Shift, shortcuts those with others.
var (
	onWindows = runtime.GOOS == "windows"
	keys      = plainKeys()
	shortcuts = keysOf(runtime.GOOS == "darwin")
)

// moves lets a key move the caret, and with Shift select.
func (k keymap) moves(key fyne.KeyName, mod fyne.KeyModifier, m motion) {
	for _, shift := range []fyne.KeyModifier{0, fyne.KeyModifierShift} {
		k[chord{key, mod | shift}] = func(e *Editor) bool {
			e.move(m, shift != 0)
			return true
		}
	}
}

// does lets a key run a command.
func (k keymap) does(key fyne.KeyName, mod fyne.KeyModifier, c doc.Command) {
	k[chord{key, mod}] = func(e *Editor) bool { return e.edits(func(e *Editor) { e.Do(c) }) }
}

func plainKeys() keymap {
	const shift = fyne.KeyModifierShift
	k := keymap{}
	for key, m := range map[fyne.KeyName]motion{
		fyne.KeyLeft: left, fyne.KeyRight: right, fyne.KeyUp: up, fyne.KeyDown: down, fyne.KeyHome: lineStart,
		fyne.KeyEnd: lineEnd, fyne.KeyPageUp: pageUp, fyne.KeyPageDown: pageDown,
	} {
		k.moves(key, 0, m)
	}
	for _, key := range []fyne.KeyName{fyne.KeyReturn, fyne.KeyEnter} {
		k.does(key, 0, doc.Enter)
		k.does(key, shift, doc.LineBreak)
	}
	k.does(fyne.KeyBackspace, 0, orPicture(doc.Backspace))
	k.does(fyne.KeyBackspace, shift, orPicture(doc.Backspace))
	k.does(fyne.KeyDelete, 0, orPicture(doc.Delete))
	k[chord{fyne.KeyTab, 0}] = tab
	k[chord{fyne.KeyTab, shift}] = func(e *Editor) bool {
		return e.inList() && e.edits(func(e *Editor) { e.Do(doc.Outdent) })
	}
	menu := func(e *Editor) bool { e.showMenuAtCaret(); return true }
	k[chord{desktop.KeyMenu, 0}], k[chord{fyne.KeyF10, shift}] = menu, menu
	return k
}

// orPicture is a command that erases. A caret at the start of a caption shows its
// picture selected: there the picture goes with its caption, as it does when it
// is cut.
func orPicture(c doc.Command) doc.Command {
	return func(d *doc.Document, s doc.Selection) doc.Change {
		if _, ok := pictureAt(d, s); ok {
			return withoutBlock(d, s)
		}
		return c(d, s)
	}
}

// pictureAt is the picture that a caret at the start of its caption selects.
func pictureAt(d *doc.Document, s doc.Selection) (b *doc.Block, ok bool) {
	b = d.Block(s.Head.Block)
	return b, s.Empty() && s.Head.Offset == 0 && b.Kind() == doc.PictureKind
}

// tab moves items of lists in, and types a tab in any other block. It never takes
// the place of several blocks.
func tab(e *Editor) bool {
	r := e.ed.Selection().Range()
	return e.edits(func(e *Editor) {
		if e.inList() || r.From.Block != r.To.Block {
			e.Do(doc.Indent)
		} else {
			e.TypedRune('\t')
		}
	})
}

// keysOf are the shortcuts of macOS, or of Windows and Linux.
func keysOf(mac bool) keymap {
	const shift, alt = fyne.KeyModifierShift, fyne.KeyModifierAlt
	k := keymap{}
	ctrl, word := fyne.KeyModifierControl, fyne.KeyModifierControl
	if mac {
		ctrl, word = fyne.KeyModifierSuper, alt
		k.moves(fyne.KeyLeft, ctrl, lineStart)
		k.moves(fyne.KeyRight, ctrl, lineEnd)
		k.moves(fyne.KeyUp, ctrl, toStart)
		k.moves(fyne.KeyDown, ctrl, toEnd)
		k[chord{fyne.KeyBackspace, ctrl}] = eraseLine
	} else {
		k.moves(fyne.KeyUp, ctrl, blockUp)
		k.moves(fyne.KeyDown, ctrl, blockDown)
	}
	k.moves(fyne.KeyLeft, word, wordLeft)
	k.moves(fyne.KeyRight, word, wordRight)
	k.moves(fyne.KeyHome, ctrl, toStart)
	k.moves(fyne.KeyEnd, ctrl, toEnd)
	k.does(fyne.KeyBackspace, word, orPicture(doc.BackspaceWord))
	k.does(fyne.KeyDelete, word, orPicture(doc.DeleteWord))
	k.does(fyne.KeyUp, alt, doc.MoveUp)
	k.does(fyne.KeyDown, alt, doc.MoveDown)

	k.does(fyne.KeyBackslash, ctrl, doc.PlainMarks)
	k.does(fyne.KeyB, ctrl, doc.ToggleMark(doc.Bold))
	k.does(fyne.KeyI, ctrl, doc.ToggleMark(doc.Italic))
	k.does(fyne.KeyU, ctrl, doc.ToggleMark(doc.Underline))
	k.does(fyne.KeyX, ctrl|shift, doc.ToggleMark(doc.Strike))
	k.does(fyne.KeyH, ctrl|shift, doc.ToggleMark(doc.Highlight))
	k.does(fyne.Key7, ctrl|shift, doc.ToggleKind(doc.Number))
	k.does(fyne.Key8, ctrl|shift, doc.ToggleKind(doc.Bullet))
	k.does(fyne.Key9, ctrl|shift, doc.ToggleKind(doc.Check))
	for i, kind := range []doc.Kind{doc.Paragraph, doc.Heading1, doc.Heading2, doc.Heading3} {
		k.does([]fyne.KeyName{fyne.Key0, fyne.Key1, fyne.Key2, fyne.Key3}[i], ctrl|alt, doc.ToggleKind(kind))
	}

	k[chord{fyne.KeyZ, ctrl | shift}] = func(e *Editor) bool { return e.edits((*Editor).Redo) }
	k[chord{fyne.KeyV, ctrl | shift}] = func(e *Editor) bool { return e.edits((*Editor).pastePlain) }
	k[chord{fyne.KeyReturn, ctrl}], k[chord{fyne.KeyEnter, ctrl}] = check, check
	k[chord{fyne.KeyTab, fyne.KeyModifierControl}] = leave(fyne.Canvas.FocusNext)
	k[chord{fyne.KeyTab, fyne.KeyModifierControl | shift}] = leave(fyne.Canvas.FocusPrevious)
	return k
}

// leave moves the keyboard on: Tab alone is a sign of the text.
func leave(on func(fyne.Canvas)) action {
	return func(e *Editor) bool {
		if c := fyne.CurrentApp().Driver().CanvasForObject(e); c != nil {
			on(c)
		}
		return true
	}
}

// check checks the item at the caret, or opens it again.
func check(e *Editor) bool {
	at := e.ed.Selection().Head.Block
	if e.ed.Document().Block(at).Kind() != doc.Check {
		return false
	}
	return e.edits(func(e *Editor) { e.Do(doc.ToggleChecked(at)) })
}

// eraseLine erases what is selected, else back to the start of the line.
func eraseLine(e *Editor) bool {
	return e.edits(func(e *Editor) {
		if s := e.ed.Selection(); s.Empty() {
			e.ed.Select(doc.Selection{Anchor: e.page.lineStart(s.Head, e.upstream), Head: s.Head})
		}
		e.Do(doc.Backspace)
	})
}
