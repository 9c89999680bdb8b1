package sheet

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"carebook/app/doc"
	"carebook/app/lang"
)

// dot is a picture of one pixel.
const dot = "data:image/gif;base64,R0lGODlhAQABAAAAACw="

const dotSHA = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

func noteOf(t *testing.T, html string) *Note {
	t.Helper()
	d, err := doc.FromHTML(html)
	if err != nil {
		t.Fatal(err)
	}
	return &Note{Head: Head{Title: "Visit", Subtitle: "Ana"}, Doc: d, Source: func(doc.Picture) (string, error) { return dot, nil }}
}

func TestANoteOnPaper(t *testing.T) {
	lang.Use("en")
	n := noteOf(t, `<h1>Oven</h1><p>Wants <strong><em>two</em></strong>, <mark>soon</mark>, <u><s>not one</s></u>.</p>
<ul><li>first<ul><li>within</li></ul></li></ul><ol><li>a</li><li>b</li></ol>
<ul class="checks"><li><input type="checkbox">to do</li><li><input type="checkbox" checked>done</li></ul>
<blockquote><p>Too dear!</p></blockquote><hr><h2>Later</h2><h3>More</h3>
<p><a href="https://example.com/oven">the oven</a>, <a href="https://example.com">https://example.com</a></p>
<figure><img src="picture:`+dotSHA+`" alt="A &quot;sketch&quot;" width="300"><figcaption>The kitchen</figcaption></figure>`)
	root := read(t, written(t, n))
	article := root.all("article", "note")[0]
	for class, want := range map[string][]string{
		"h1": {"Oven"}, "h2": {"Later"}, "h3": {"More"}, "quote": {"Too dear!"}, "sign": {"•", "◦", "1.", "2."}, "b": {"two"}, "i": {"two"},
		"mark": {"soon"}, "u": {"not one"}, "s": {"not one"}, "done": {"✓ done"}, "box": {"", "✓"}, "l1": {"◦ within"}, "elsewhere": {"the oven"}, "caption": {"The kitchen"},
	} {
		if got := says(article.all("", class)); !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", class, got, want)
		}
	}
	if got := says(article.all("p", "entry")); len(got) != 6 {
		t.Errorf("items %q", got)
	}
	if len(article.all("hr", "")) != 1 {
		t.Error("the divider is missing")
	}
	img := article.all("img", "")[0].attrs
	if img["src"] != dot || img["alt"] != `A "sketch"` || img["width"] != "300" {
		t.Errorf("the picture is %v", img)
	}
	if a := article.all("a", ""); len(a) != 2 || a[0].attrs["href"] != "https://example.com/oven" {
		t.Errorf("links %v", a)
	}
}

func TestAPictureThatIsNotThereIsItsWordsOnPaper(t *testing.T) {
	n := noteOf(t, `<figure><img src="picture:`+dotSHA+`" alt="shown"><figcaption>said</figcaption></figure><figure><img src="picture:`+dotSHA+`" alt="shown"></figure>`)
	n.Source = func(doc.Picture) (string, error) { return "", nil }
	root := read(t, written(t, n))
	if got := says(root.all("p", "caption")); !slices.Equal(got, []string{"said", "shown"}) || len(root.all("img", "")) > 0 {
		t.Errorf("captions %q", got)
	}
	broken := errors.New("broken")
	n.Source = func(doc.Picture) (string, error) { return "", broken }
	if err := n.Write(&strings.Builder{}); !errors.Is(err, broken) {
		t.Errorf("the error is %v", err)
	}
}

// TestNoNoteBreaksItsPage writes notes of evil words, links and descriptions:
// the page stays what it is, and says them.
func TestNoNoteBreaksItsPage(t *testing.T) {
	lang.Use("en")
	known := append(slices.Clone(knownElements), "article", "h3", "h4", "hr", "figure", "img", "a")
	words := rapid.OneOf(rapid.Just(evil), rapid.Just("{{.Page}} {{template `top` .}}"), rapid.Just("\ufffe\uffff\t\n"), rapid.String())
	links := []string{"", "https://example.com/?\"'><script>x</script>", "mailto:a@example.com?subject=<b>", "tel:+34600;ext=1", "javascript:alert(1)", "https://example.com/{{.}}"}
	rapid.Check(t, func(rt *rapid.T) {
		var blocks []*doc.Block
		said := ""
		for range rapid.IntRange(1, 8).Draw(rt, "blocks") {
			link, _ := doc.NormalLink(rapid.SampledFrom(links).Draw(rt, "link"))
			in := doc.Plain(words.Draw(rt, "words"), doc.Style{Link: link, Marks: doc.Marks(rapid.IntRange(0, 31).Draw(rt, "marks"))})
			if rapid.Bool().Draw(rt, "picture") {
				b, err := doc.NewPicture(doc.Picture{SHA: dotSHA, Alt: words.Draw(rt, "alt")}, in)
				if err != nil {
					rt.Fatal(err)
				}
				blocks = append(blocks, b)
			} else {
				kind := rapid.SampledFrom([]doc.Kind{doc.Paragraph, doc.Heading1, doc.Heading3, doc.Bullet, doc.Number, doc.Check, doc.Quote}).Draw(rt, "kind")
				blocks = append(blocks, doc.NewBlock(kind, rapid.IntRange(0, 8).Draw(rt, "level"), in))
			}
			said += in.Text() + "\n"
		}
		n := &Note{Head: Head{Title: evil, Subtitle: evil, Figures: evil, Printed: evil}, Doc: doc.New(blocks...), Source: func(doc.Picture) (string, error) { return dot, nil }}
		out := written(t, n)
		root := read(t, out)
		for _, e := range root.all("", "") {
			if !slices.Contains(known, e.name) {
				rt.Fatalf("there is an element %s in\n%s", e.name, out)
			}
			for attr, value := range e.attrs {
				lower := strings.ToLower(value)
				switch {
				case strings.HasPrefix(attr, "on"), attr == "style", attr == "src" && value != dot,
					attr == "href" && !strings.HasPrefix(lower, "https://") && !strings.HasPrefix(lower, "mailto:") && !strings.HasPrefix(lower, "tel:"):
					rt.Fatalf("%s has %s=%q", e.name, attr, value)
				}
			}
		}
		got := strings.Join(strings.Fields(root.all("article", "note")[0].text), "")
		for _, word := range strings.Fields(printable(said)) {
			if !strings.Contains(got, word) {
				rt.Fatalf("%q is not said in %q", word, got)
			}
		}
	})
}
