package richedit

import "testing"

func TestPaste(t *testing.T) {
	const rich = `<h2>Title</h2><ul><li>a <strong>bold</strong> word</li></ul>`
	for _, c := range []struct{ name, clip, want string }{
		{"lines", "one\ntwo", "<p>one</p><p>two</p>"},
		{"lines of Windows", "one\r\ntwo", "<p>one</p><p>two</p>"},
		{"source of HTML", rich, rich},
		{"address", "https://example.org/", `<p><a href="https://example.org/">https://example.org/</a></p>`},
		{"nothing", "", "<p><br></p>"},
	} {
		d := newDesk(t, "")
		d.p.Clipboard.SetContent(c.clip)
		d.press("Ctrl+V")
		if got := d.html(); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
	d := newDesk(t, "")
	d.p.Clipboard.SetContent(rich)
	d.press("Ctrl+Shift+V")
	d.holds("<p>&lt;h2&gt;Title&lt;/h2&gt;&lt;ul&gt;&lt;li&gt;a &lt;strong&gt;bold&lt;/strong&gt; word&lt;/li&gt;&lt;/ul&gt;</p>")
}

func TestCopiesAreRichWithinTheProgram(t *testing.T) {
	const html = "<h2>Title</h2><ul><li>a <strong>bold</strong> word</li></ul>"
	d := newDesk(t, html)
	d.press("Ctrl+A", "Ctrl+C")
	const plain = "Title\n- a bold word"
	if got := d.p.Clipboard.Content(); got != plain {
		t.Errorf("other programs are given %q", got)
	}
	d.show("")
	d.press("Ctrl+V")
	d.holds(html)
	// A clipboard may give the lines back as its system has them.
	d.p.Clipboard.SetContent("Title\r\n- a bold word")
	d.show("")
	d.press("Ctrl+V")
	d.holds(html)
	d.show("")
	d.press("Ctrl+Shift+V")
	d.holds("<p>Title</p><p>- a bold word</p>")
	// Another program has copied since.
	d.p.Clipboard.SetContent("other")
	d.show("")
	d.press("Ctrl+V")
	d.holds("<p>other</p>")
}

func TestCut(t *testing.T) {
	d := newDesk(t, "<p>one two three</p>")
	d.p.Clipboard.SetContent("before")
	d.press("Ctrl+X", "Ctrl+C")
	if got := d.p.Clipboard.Content(); got != "before" {
		t.Errorf("with nothing selected %q was copied", got)
	}
	d.press("Ctrl+Right", "Ctrl+Shift+Right", "Ctrl+X")
	d.holds("<p>one three</p>")
	d.caretAt(0, 3)
	if got := d.p.Clipboard.Content(); got != " two" {
		t.Errorf("cut %q", got)
	}
	d.press("End", "Ctrl+V")
	d.holds("<p>one three two</p>")
	d.press("Ctrl+Z", "Ctrl+Z")
	d.holds("<p>one two three</p>")
	d.selects(at(0, 3), at(0, 7))
}
