package notes

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"carebook/app/ui/kit"
	"carebook/app/ui/kit/kittest"
)

func TestLinkOf(t *testing.T) {
	for words, want := range map[string]string{
		"https://a.example/x?y=1#z":   "https://a.example/x?y=1#z",
		" HTTP://a.example ":          "http://a.example",
		"https://a.example/my file":   "https://a.example/my%20file",
		"example.com":                 "https://example.com",
		"www.example.com/a?b":         "https://www.example.com/a?b",
		"example.com:8080/a":          "https://example.com:8080/a",
		"пример.рф":                   "https://пример.рф",
		"例子.中国":                       "https://例子.中国",
		"name@example.com":            "mailto:name@example.com",
		"mailto:name@example.com":     "mailto:name@example.com",
		"tel:+34 600 11 22 33":        "tel:+34600112233",
		"sms:+34600112233":            "sms:+34600112233",
		"":                            "",
		"steam":                       "",
		"steam and heat":              "",
		"one two.example":             "",
		"https:":                      "",
		"https:///path":               "",
		"http://":                     "",
		"javascript:alert(1)":         "",
		"javascript:alert(1).example": "",
		"file:///etc/passwd":          "",
		"data:text/html,x":            "",
		"ftp://a.example":             "",
		"/a/b.html":                   "",
		"a@b":                         "",
		"a b@example.com":             "",
		"1.50":                        "",
		"3.5.2":                       "",
		"...":                         "",
		"tel:":                        "",
		"tel:call me":                 "",
		"user:pw@example.com":         "",
	} {
		got, ok := linkOf(words)
		if !ok {
			got = ""
		}
		if got != want || ok != (want != "") {
			t.Errorf("%q is the link %q (%v), want %q", words, got, ok, want)
		}
	}
}

func FuzzLinkOf(f *testing.F) {
	for _, words := range []string{"example.com", "a@b.example", "tel:+1", "https://a", "javascript:x", "\u202ehttps://a.b", "例子.中国"} {
		f.Add(words)
	}
	f.Fuzz(func(t *testing.T, words string) {
		link, ok := linkOf(words)
		if !ok {
			return
		}
		if again, ok := linkOf(link); !ok || again != link {
			t.Errorf("%q is the link %q, which is %q (%v)", words, link, again, ok)
		}
	})
}

func TestFirstLink(t *testing.T) {
	for name, c := range map[string]struct{ before, selected, copied, want string }{
		"the present one":  {"https://a.example", "b.example", "c.example", "https://a.example"},
		"what is selected": {"", "b.example", "c.example", "b.example"},
		"the clipboard":    {"", "our site", " https://c.example\n", "https://c.example"},
		"nothing":          {"", "our site", "a letter\nof two lines", ""},
	} {
		if got := firstLink(c.before, c.selected, c.copied); got != c.want {
			t.Errorf("%s: %q", name, got)
		}
	}
}

// address is the field of the open panel.
func address(t *testing.T, b *bench) *kit.Field {
	t.Helper()
	if b.panel == nil || !b.panel.Shown() {
		t.Fatal("nothing asks for an address")
	}
	return kittest.Find[*kit.Field](b.panel.Body())[0]
}

func TestAskLinkPutsOneIn(t *testing.T) {
	b := openBench(t, 900, "<p>our site is new</p>")
	b.editor.Select(within(0, 4, 8))
	test.Tap(b.tool(t, "Link"))
	field := address(t, b)
	if b.shell.Window().Canvas().Focused() != fyne.Focusable(field.Input) || b.panel.Act.Label() != "Put in the link" {
		t.Errorf("the keyboard is at %T", b.shell.Window().Canvas().Focused())
	}
	test.Type(field.Input, "our site")
	test.Tap(b.panel.Act)
	if !b.panel.Shown() || !field.Note().Problem || b.html() != "<p>our site is new</p>" {
		t.Fatalf("words that are no address are taken: %s", b.html())
	}
	field.Put("perello.example")
	field.Input.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if got := b.html(); b.panel.Shown() || got != `<p>our <a href="https://perello.example">site</a> is new</p>` {
		t.Errorf("it is %s", got)
	}
	if b.shell.Window().Canvas().Focused() != fyne.Focusable(b.editor) {
		t.Errorf("the keyboard is at %T", b.shell.Window().Canvas().Focused())
	}
}

func TestAskLinkChangesAndRemoves(t *testing.T) {
	b := openBench(t, 900, `<p>our <a href="https://a.example">site</a></p>`)
	b.editor.Select(caret(0, 6))
	b.askLink()
	field := address(t, b)
	if field.Words() != "https://a.example" || b.panel.Act.Label() != "Change the link" {
		t.Fatalf("the field has %q", field.Words())
	}
	field.Put("b@c.example")
	test.Tap(b.panel.Act)
	if got := b.html(); got != `<p>our <a href="mailto:b@c.example">site</a></p>` {
		t.Errorf("changed it is %s", got)
	}
	b.askLink()
	field = address(t, b)
	field.Input.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if got := b.html(); b.panel.Shown() || got != `<p>our <a href="mailto:b@c.example">site</a></p>` {
		t.Errorf("given up it is %s", got)
	}
	b.askLink()
	test.Tap(kittest.Button(t, b.shell.Window().Canvas().Overlays().Top(), "Remove the link"))
	if got := b.html(); b.panel.Shown() || got != `<p>our site</p>` {
		t.Errorf("removed it is %s", got)
	}
}

func TestAskLinkWithNothingSelectedPutsTheAddressIn(t *testing.T) {
	b := openBench(t, 900, `<p></p>`)
	fyne.CurrentApp().Clipboard().SetContent("https://c.example/page")
	b.askLink()
	if got := address(t, b).Words(); got != "https://c.example/page" {
		t.Errorf("the field has %q", got)
	}
	test.Tap(b.panel.Act)
	if got := b.html(); got != `<p><a href="https://c.example/page">c.example/page</a></p>` {
		t.Errorf("it is %s", got)
	}
}

func TestALinkNeverComesIntoAnotherNote(t *testing.T) {
	d := openDesk(t, usual)
	a, b := d.put(t, d.ana, "A", "text of A"), d.put(t, d.tom, "B", "text of B")
	d.open(t)
	for _, leave := range []func(){
		func() { d.Open(kit.Route{Screen: kit.NotesScreen, Person: d.tom, Note: b}) },
		func() { d.edit(t, a, "A", "said otherwise") }, // by another window
	} {
		d.Open(kit.Route{Screen: kit.NotesScreen, Person: d.ana, Note: a})
		d.editor.Select(within(0, 0, 4))
		d.askLink()
		kittest.Find[*kit.Field](d.panel.Body())[0].Put("https://ana.example")
		leave()
		before := [2]string{d.kept(t, a).HTML, d.kept(t, b).HTML}
		test.Tap(d.panel.Act)
		d.Rest()
		if got := [2]string{d.kept(t, a).HTML, d.kept(t, b).HTML}; got != before || d.panel.Problem() == "" {
			t.Errorf("the notes are %q, were %q; told is %q", got, before, d.panel.Problem())
		}
		d.panel.Hide()
	}
}
