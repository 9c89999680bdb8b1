package richedit

import (
	"image"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"carebook/app/care"
	"carebook/app/doc"
	"carebook/app/lang"
	"carebook/app/ui/style"
)

const testSHA = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

// desk is an editor in a view in a window, and somebody before it.
type desk struct {
	testing.TB
	*Editor
	view   *View
	window fyne.Window
	// changes and looks count OnChanged and OnSelected.
	changes, looks int
	links          []string
	pictures       []doc.Picture
	failed         []error
	left           int
	passed         []string
	now            time.Time
}

func newDesk(t testing.TB, html string) *desk {
	t.Helper()
	return newDeskWith(t, html, func(*Params) {})
}

func newDeskWith(t testing.TB, html string, more func(*Params)) *desk {
	t.Helper()
	lang.Use("en")
	test.NewTempApp(t).Settings().SetTheme(style.New(style.Light, 100))
	d := &desk{TB: t, window: test.NewWindow(nil)}
	t.Cleanup(d.window.Close)
	p := Params{
		Clock: care.SystemClock(), Pictures: noPictures{}, Clipboard: test.NewClipboard(),
		OnChanged: func() { d.changes++ }, OnSelected: func() { d.looks++ }, OnLeaveUp: func() { d.left++ },
		OnLink:    func(address string) { d.links = append(d.links, address) },
		OnPicture: func(p doc.Picture) { d.pictures = append(d.pictures, p) },
		OnFail:    func(err error) { d.failed = append(d.failed, err) },
		Shortcut: func(s fyne.Shortcut) bool {
			d.passed = append(d.passed, s.ShortcutName())
			return true
		},
	}
	more(&p)
	d.Editor = New(p)
	d.view = NewView(widget.NewLabel("A head"), d.Editor)
	d.window.SetPadded(false)
	d.window.SetContent(d.view)
	d.window.Resize(fyne.NewSize(800, 500))
	d.now = time.Date(2026, 11, 26, 9, 0, 0, 0, time.UTC)
	d.rest(time.Second)
	d.show(html)
	d.window.Canvas().Focus(d.Editor)
	return d
}

// show puts a document of HTML into the editor.
func (d *desk) show(html string) {
	d.Helper()
	note, err := doc.FromHTML(html)
	if err != nil {
		d.Fatal(err)
	}
	d.SetDocument(note)
}

type noPictures struct{}

func (noPictures) Get(string, float32, func(image.Image)) {}

// rest lets time pass.
func (d *desk) rest(by time.Duration) {
	d.now = d.now.Add(by)
	d.p.Clock = care.ClockFrom(d.now)
}

// type_ types a text, "\n" as the key Enter.
func (d *desk) type_(text string) {
	for _, r := range text {
		if r == '\n' {
			d.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
		} else {
			d.TypedRune(r)
		}
	}
}

// press presses keys such as "Ctrl+Shift+Left" one after the other, as the
// driver of a window tells of them.
func (d *desk) press(chords ...string) {
	d.Helper()
	for _, c := range chords {
		parts := strings.Split(c, "+")
		key := fyne.KeyName(parts[len(parts)-1])
		var mod fyne.KeyModifier
		for _, m := range parts[:len(parts)-1] {
			switch m {
			case "Ctrl":
				mod |= fyne.KeyModifierControl
			case "Shift":
				mod |= fyne.KeyModifierShift
			case "Alt":
				mod |= fyne.KeyModifierAlt
			default:
				d.Fatalf("%q is no modifier", m)
			}
		}
		d.chord(key, mod)
	}
}

func (d *desk) chord(key fyne.KeyName, mod fyne.KeyModifier) {
	if mod&fyne.KeyModifierShift != 0 {
		d.KeyDown(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
		defer d.KeyUp(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	}
	named := map[fyne.KeyName]fyne.Shortcut{
		fyne.KeyZ: &fyne.ShortcutUndo{}, fyne.KeyY: &fyne.ShortcutRedo{}, fyne.KeyA: &fyne.ShortcutSelectAll{},
		fyne.KeyC: &fyne.ShortcutCopy{Clipboard: d.p.Clipboard}, fyne.KeyX: &fyne.ShortcutCut{Clipboard: d.p.Clipboard},
		fyne.KeyV: &fyne.ShortcutPaste{Clipboard: d.p.Clipboard},
	}
	switch s, ok := named[key]; {
	case mod == fyne.KeyModifierControl && ok:
		d.TypedShortcut(s)
	case mod&^fyne.KeyModifierShift != 0:
		d.TypedShortcut(&desktop.CustomShortcut{KeyName: key, Modifier: mod})
	default:
		d.TypedKey(&fyne.KeyEvent{Name: key})
	}
}

// spot is a place of the editor at a position, in the middle of the line's height.
func (d *desk) spot(block, offset int) fyne.Position {
	c := d.page.caret(at(block, offset), false)
	return fyne.NewPos(d.inset()+c.x, c.y+c.h/2)
}

// click presses the pointer at a place and lets it go.
func (d *desk) click(where fyne.Position, mod fyne.KeyModifier) {
	m := &desktop.MouseEvent{Button: desktop.MouseButtonPrimary, Modifier: mod}
	m.Position = where
	d.MouseIn(m)
	d.MouseDown(m)
	d.MouseUp(m)
}

// clicks clicks some times at once, after a rest.
func (d *desk) clicks(where fyne.Position, times int) {
	d.rest(time.Second)
	for range times {
		d.click(where, 0)
	}
}

// drag presses the pointer at a place, moves it on and lets it go there.
func (d *desk) drag(from fyne.Position, way ...fyne.Position) {
	m := &desktop.MouseEvent{Button: desktop.MouseButtonPrimary}
	m.Position = from
	d.MouseDown(m)
	for _, to := range way {
		d.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: to}})
	}
	d.DragEnd()
	m.Position = way[len(way)-1]
	d.MouseUp(m)
}

func at(block, offset int) doc.Position { return doc.Position{Block: block, Offset: offset} }

// html is the document's HTML in one line.
func (d *desk) html() string { return strings.ReplaceAll(d.Document().HTML(), "\n", "") }

// holds fails unless the document is that of some HTML.
func (d *desk) holds(want string) {
	d.Helper()
	if got := d.html(); got != want {
		d.Errorf("the note is\n%s\nwant\n%s", got, want)
	}
}

// caretAt fails unless the caret stands somewhere and nothing is selected.
func (d *desk) caretAt(block, offset int) {
	d.Helper()
	if got, want := d.Selection(), doc.Caret(at(block, offset)); got.Anchor != want.Anchor || got.Head != want.Head {
		d.Errorf("the selection is %v, want %v", got, want)
	}
}

// selects fails unless the selection runs from an anchor to a head.
func (d *desk) selects(anchor, head doc.Position) {
	d.Helper()
	if got := d.Selection(); got.Anchor != anchor || got.Head != head {
		d.Errorf("the selection is %v to %v, want %v to %v", got.Anchor, got.Head, anchor, head)
	}
}

// put puts the caret somewhere.
func (d *desk) put(block, offset int) { d.Select(doc.Caret(at(block, offset))) }

// inSight reports whether the caret's line is in the view.
func (d *desk) inSight() bool {
	c := d.page.caret(d.Selection().Head, d.upstream)
	top, bottom := d.seen()
	return c.y >= top && c.y+c.h <= bottom
}

func TestDocumentsAreShownAnew(t *testing.T) {
	d := newDesk(t, "<p>one</p>")
	d.type_("a")
	if d.changes != 1 || !d.CanUndo() {
		t.Errorf("typing told of %d changes, can be undone: %v", d.changes, d.CanUndo())
	}
	d.put(0, 2)
	d.show("<p>another</p>")
	d.caretAt(0, 0)
	d.holds("<p>another</p>")
	if d.changes != 1 || d.CanUndo() {
		t.Errorf("another document is told as a change (%d), or what was typed in the one before can be undone in it", d.changes)
	}
	d.Undo()
	d.holds("<p>another</p>")
}

func TestStateFollowsTheCaret(t *testing.T) {
	const html = `<h2>Head</h2><ul><li>one<ul><li><strong>two</strong></li></ul></li></ul><p>a <a href="https://example.org/">link</a></p><figure><img src="picture:` + testSHA + `"><figcaption>cap</figcaption></figure>`
	d := newDesk(t, html)
	picture := doc.Picture{SHA: testSHA}
	for _, c := range []struct {
		name string
		sel  doc.Selection
		want State
	}{
		{"heading", doc.Caret(at(0, 1)), State{Kind: doc.Heading2, PictureBlock: -1}},
		{"nested bold item", doc.Caret(at(2, 2)), State{Kind: doc.Bullet, Level: 1, Marks: doc.Bold, PictureBlock: -1}},
		{
			"several kinds",
			doc.Selection{Anchor: at(0, 1), Head: at(2, 1)},
			State{Kind: doc.Heading2, Mixed: true, Selected: true, PictureBlock: -1},
		},
		{
			"items of two levels",
			doc.Selection{Anchor: at(2, 1), Head: at(1, 0)},
			State{Kind: doc.Bullet, Selected: true, PictureBlock: -1},
		},
		{"link", doc.Caret(at(3, 4)), State{Link: "https://example.org/", PictureBlock: -1}},
		{"caption", doc.Caret(at(4, 2)), State{Kind: doc.PictureKind, Picture: picture, PictureBlock: 4}},
		{
			"picture and more",
			doc.Selection{Anchor: at(4, 1), Head: at(3, 0)},
			State{Kind: doc.Paragraph, Mixed: true, Selected: true, PictureBlock: -1},
		},
	} {
		d.Select(c.sel)
		if got := d.State(); got != c.want {
			t.Errorf("%s: %+v, want %+v", c.name, got, c.want)
		}
	}
	d.put(0, 0)
	d.press("Ctrl+B")
	if got := d.State().Marks; got != doc.Bold {
		t.Errorf("after Ctrl+B with nothing selected the marks are %v", got)
	}
}

func TestToolbarCommands(t *testing.T) {
	d := newDesk(t, "<p>some words</p>")
	d.Select(doc.Selection{Anchor: at(0, 5), Head: at(0, 10)})
	looks := d.looks
	d.Do(doc.ToggleMark(doc.Highlight))
	d.holds("<p>some <mark>words</mark></p>")
	d.selects(at(0, 5), at(0, 10))
	if d.looks == looks || d.changes != 1 {
		t.Errorf("told %d times of the selection, %d times of a change", d.looks-looks, d.changes)
	}
	if !d.CanUndo() || d.CanRedo() {
		t.Error("the command cannot be taken back")
	}
	d.Undo()
	d.holds("<p>some words</p>")
	d.Redo()
	d.holds("<p>some <mark>words</mark></p>")
}

func TestReadOnly(t *testing.T) {
	const html = `<ul class="checks"><li><input type="checkbox">item</li></ul><p>see <a href="https://example.org/">there</a></p>`
	d := newDesk(t, html)
	want := d.html()
	d.SetReadOnly(true)
	if !d.ReadOnly() || d.AcceptsTab() {
		t.Error("a text that is only read takes Tab")
	}
	d.Select(doc.Select(d.Document().All()))
	d.type_("x\n")
	d.press("BackSpace", "Delete", "Tab", "Ctrl+BackSpace", "Ctrl+B", "Alt+Down", "Ctrl+Shift+8", "Ctrl+X")
	d.p.Clipboard.SetContent("pasted")
	d.press("Ctrl+V", "Ctrl+Shift+V", "Ctrl+Z", "Ctrl+Return")
	d.Do(doc.Type("x"))
	box := d.spot(0, 0).SubtractXY(14, 0)
	if h := d.hitAt(box); h.on != onCheck {
		t.Fatalf("the check box is not where it is thought: %+v", h)
	}
	d.click(box, 0)
	d.holds(want)
	if d.changes != 0 || d.CanUndo() {
		t.Errorf("told of %d changes", d.changes)
	}

	d.put(0, 0)
	d.press("Right", "Shift+End")
	d.selects(at(0, 1), at(0, 4))
	d.press("Ctrl+C")
	if got := d.p.Clipboard.Content(); got != "tem" {
		t.Errorf("copied %q", got)
	}
	if n := d.Find("there"); n != 1 || d.SelectedText() != "there" {
		t.Errorf("found %d, selected %q", n, d.SelectedText())
	}
	d.rest(time.Second)
	d.click(d.spot(1, 6), fyne.KeyModifierControl)
	if len(d.links) != 1 {
		t.Errorf("opened %q", d.links)
	}
	if d.blink.anim != nil || !d.look().caretOn {
		t.Error("the caret of a text that is only read blinks, or is not there for the keyboard")
	}
	d.SetReadOnly(false)
	d.put(0, 0)
	d.type_("x")
	if !strings.Contains(d.html(), "xitem") || d.blink.anim == nil {
		t.Error("it cannot be written again")
	}
}

func TestTooLarge(t *testing.T) {
	d := newDesk(t, "<p>kept</p>")
	d.p.Clipboard.SetContent(strings.Repeat("word ", doc.MaxWeight/4))
	d.press("Ctrl+V")
	d.holds("<p>kept</p>")
	if len(d.failed) != 1 || care.CodeOf(d.failed[0]) != care.CodeNoteTooLarge {
		t.Fatalf("told of %v", d.failed)
	}
	if said := lang.Sentence(d.failed[0]); !strings.Contains(said, "Begin another note") {
		t.Errorf("says %q", said)
	}
	if d.changes != 0 || d.CanUndo() {
		t.Error("what was not done counts as a change")
	}
	d.type_("a")
	d.holds("<p>akept</p>")
}

func TestBlinking(t *testing.T) {
	d := newDesk(t, "<p>text</p>")
	c := d.window.Canvas()
	if d.blink.anim == nil || !d.look().caretOn {
		t.Fatal("the caret does not blink with the keyboard")
	}
	d.blinked(0.9)
	if !d.look().caretOn {
		t.Error("the caret is dark at once")
	}
	d.rest(time.Second)
	d.blinked(0.9)
	if d.look().caretOn {
		t.Error("the caret is never dark")
	}
	d.type_("a")
	d.blinked(0.9)
	if !d.look().caretOn {
		t.Error("the caret is dark while somebody types")
	}

	c.Unfocus()
	if d.blink.anim != nil || d.look().caretOn {
		t.Error("without the keyboard the caret blinks, or is seen")
	}
	c.Focus(d.Editor)
	d.SetReadOnly(true)
	if d.blink.anim != nil {
		t.Error("it blinks in a text that is only read")
	}
	d.SetReadOnly(false)
	if d.blink.anim == nil {
		t.Error("it does not blink again")
	}

	// The keyboard goes without a word where the window gets another content.
	d.window.SetContent(widget.NewLabel("another"))
	d.rest(time.Second)
	d.blinked(0.9)
	if d.blink.anim != nil {
		t.Error("it blinks on outside of the window")
	}
	d.window.SetContent(d.view)
	c.Focus(d.Editor)
	test.WidgetRenderer(d.Editor).Destroy()
	if d.blink.anim != nil {
		t.Error("it blinks on when the editor has gone")
	}
}

func TestPlaceholderStandsInTheEmptyNote(t *testing.T) {
	d := newDeskWith(t, "", func(p *Params) { p.Placeholder = "Write here" })
	seen := func() bool { return d.placeholder.Visible() && d.placeholder.Text == "Write here" }
	if !seen() {
		t.Error("it is not there")
	}
	d.type_("a")
	if seen() {
		t.Error("it is there beside what was written")
	}
	d.press("BackSpace")
	if !seen() {
		t.Error("it has not come back")
	}
	d.type_("- ")
	if seen() {
		t.Error("it is there beside a bullet")
	}
}

func TestThemesAreMeasuredAnew(t *testing.T) {
	d := newDesk(t, "<p>"+strings.Repeat("some words ", 100)+"</p>")
	before := d.MinSize().Height
	fyne.CurrentApp().Settings().SetTheme(style.New(style.Dark, 150))
	d.Refresh()
	if after := d.MinSize().Height; after < 1.4*before {
		t.Errorf("%v high at 150 %%, %v at 100", after, before)
	}
}

func TestAloneInAScroll(t *testing.T) {
	lang.Use("en")
	test.NewTempApp(t).Settings().SetTheme(style.New(style.Light, 100))
	e := New(Params{Clock: care.SystemClock()})
	w := test.NewWindow(container.NewVScroll(e))
	defer w.Close()
	w.Resize(fyne.NewSize(300, 200))
	w.Canvas().Focus(e)
	for range 20 {
		e.TypedRune('a')
		e.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	}
	if e.MinSize().Height < 20*20 {
		t.Errorf("the editor is %v high with 21 lines", e.MinSize().Height)
	}
	e.TypedShortcut(&fyne.ShortcutSelectAll{})
	e.TypedKey(&fyne.KeyEvent{Name: fyne.KeyBackspace})
	if !e.Document().Empty() {
		t.Error("not all was selected")
	}
}
