package richedit

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"pgregory.net/rapid"
)

// Whatever is pressed and clicked: the page is that of the document, the caret
// is in the document and after a key in sight, and all can be taken back.
func TestKeysAndClicksAtRandom(t *testing.T) {
	const html = nested + `<ul class="checks"><li><input type="checkbox">item</li></ul><hr>` + pictured +
		"<p>wrapped wrapped wrapped wrapped 张伟喜欢喝茶 שלום עולם 👨‍👩‍👧‍👦 <a href=\"https://example.org/\">there</a></p>"
	keys := []string{
		"Left", "Right", "Up", "Down", "Home", "End", "Prior", "Next", "Shift+Left", "Shift+Right", "Shift+Up", "Shift+Down",
		"Shift+Home", "Shift+End", "Shift+Prior", "Shift+Next", "Ctrl+Left", "Ctrl+Right", "Ctrl+Up", "Ctrl+Down", "Ctrl+Home",
		"Ctrl+Shift+Left", "Ctrl+Shift+Right", "Ctrl+Shift+End", "Return", "Shift+Return", "BackSpace", "Delete",
		"Ctrl+BackSpace", "Ctrl+Delete", "Ctrl+B", "Ctrl+Shift+7", "Ctrl+Shift+9", "Ctrl+Alt+1", "Alt+Up", "Alt+Down", "Ctrl+Z",
		"Ctrl+Z", "Ctrl+Shift+Z",
	}
	// These may have nothing to do and then move nothing.
	idle := []string{"Tab", "Shift+Tab", "Ctrl+Return", "Ctrl+C", "Ctrl+X", "Ctrl+V", "Ctrl+Shift+V", "Ctrl+A"}
	d := newDeskWith(t, "", func(p *Params) { p.OnLeaveUp = nil })
	d.window.Resize(fyne.NewSize(260, 300))
	rapid.Check(t, func(r *rapid.T) {
		d.rest(time.Second)
		d.p.Clipboard.SetContent("")
		d.show(html)
		before := d.html()
		for range rapid.IntRange(1, 25).Draw(r, "steps") {
			top, bottom := d.seen()
			spot := fyne.NewPos(
				rapid.Float32Range(-20, 280).Draw(r, "x"), rapid.Float32Range(top-60, bottom+60).Draw(r, "y"))
			key := rapid.Bool().Draw(r, "key")
			switch {
			case key:
				d.press(rapid.SampledFrom(keys).Draw(r, "keys"))
			case rapid.Bool().Draw(r, "idle"):
				d.press(rapid.SampledFrom(idle).Draw(r, "keys"))
			case rapid.Bool().Draw(r, "typed"):
				d.type_(rapid.SampledFrom([]string{"a", " ", "- ", "1. ", "[] ", "# ", "é", "🇪🇸", "张"}).Draw(r, "text"))
				key = true
			case rapid.Bool().Draw(r, "dragged"):
				d.rest(time.Second)
				d.drag(spot, fyne.NewPos(rapid.Float32Range(-20, 280).Draw(r, "x"), rapid.Float32Range(top-60, bottom+60).Draw(r, "y")))
			default:
				d.click(spot, 0)
			}
			s := d.Selection()
			if d.Document().Clamp(s.Anchor) != s.Anchor || d.Document().Clamp(s.Head) != s.Head {
				r.Fatalf("the selection %v is not in the note", s)
			}
			if key && !d.inSight() {
				top, bottom := d.seen()
				r.Fatalf("the caret %+v is not in sight, from %v to %v", d.page.caret(s.Head, d.upstream), top, bottom)
			}
			fresh := newPage(d.Document(), nil)
			fresh.setWidth(d.page.width)
			if got, want := d.page.height(), fresh.height(); got != want || d.Editor.height != want {
				r.Fatalf("the page is %v high, the view has made room for %v, want %v", got, d.Editor.height, want)
			}
		}
		for d.CanUndo() {
			d.Undo()
		}
		if got := d.html(); got != before {
			r.Fatalf("taken back it is\n%s\nwant\n%s", got, before)
		}
	})
}
