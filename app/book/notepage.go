package book

import (
	"bytes"
	"encoding/base64"
	"strconv"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer/html"
	page "golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"carebook/app/doc"
	"carebook/app/exchange/charset"
	"carebook/app/picture"
)

// declarations are how far into a page its encoding is looked for.
const declarations = 4 << 10

// declaredIn is the encoding that a page says it is in, nil where it says none
// that is known.
func declaredIn(data []byte) *charset.Encoding {
	z := page.NewTokenizer(bytes.NewReader(data[:min(len(data), declarations)]))
	for {
		switch z.Next() {
		case page.ErrorToken:
			return nil
		case page.StartTagToken, page.SelfClosingTagToken:
			t := z.Token()
			if t.DataAtom == atom.Body {
				return nil
			}
			if t.DataAtom != atom.Meta {
				continue
			}
			name := valueOf(t.Attr, "charset")
			if _, inside, ok := strings.Cut(strings.ToLower(valueOf(t.Attr, "content")), "charset="); ok && name == "" {
				name = inside
			}
			if e, known := charset.ByName(strings.TrimSpace(name)); known && name != "" {
				return e
			}
		}
	}
}

func valueOf(attrs []page.Attribute, key string) string {
	for _, a := range attrs {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// readPage reads a page of HTML: its title, its text, and the pictures that are
// inside it.
func readPage(source string) (*readFile, error) {
	f := &readFile{}
	inlined := f.takeInside(source)
	var err error
	f.doc, err = doc.FromHTML(inlined)
	shown := map[string]bool{}
	for _, sha := range f.doc.Pictures() {
		shown[sha] = true
	}
	kept := f.pictures[:0]
	for _, p := range f.pictures {
		if shown[p.SHA256] {
			kept, shown[p.SHA256] = append(kept, p), false // once
		}
	}
	f.pictures = kept
	if err != nil {
		return f, err
	}
	_, err = withoutPictures(f.doc, f.has)
	return f, err
}

// has reports whether a picture was inside the file.
func (f *readFile) has(sha string) bool {
	for _, p := range f.pictures {
		if p.SHA256 == sha {
			return true
		}
	}
	return false
}

// takeInside takes the title and the pictures out of a page, and gives the page
// with the pictures named as notes do. All else stays as it stands.
func (f *readFile) takeInside(source string) string {
	var out strings.Builder
	out.Grow(len(source))
	z := page.NewTokenizer(strings.NewReader(source))
	drawn, titled := 0, false
	for {
		kind := z.Next()
		if kind == page.ErrorToken {
			return out.String()
		}
		raw := string(z.Raw())
		switch kind {
		case page.StartTagToken, page.SelfClosingTagToken:
			t := z.Token()
			switch {
			case t.DataAtom == atom.Svg && kind == page.StartTagToken:
				drawn++
			case t.DataAtom == atom.Title && f.title == "" && drawn == 0:
				titled = true
			case t.DataAtom == atom.Img:
				if named, ok := f.takePicture(t.Attr); ok {
					raw = named
				}
			}
		case page.EndTagToken:
			switch z.Token().DataAtom {
			case atom.Svg:
				drawn = max(0, drawn-1)
			case atom.Title:
				titled = false
			}
		case page.TextToken:
			if titled {
				f.title += z.Token().Data
			}
		}
		out.WriteString(raw)
	}
}

// takePicture takes the picture that an address holds, and gives the element that
// names it. ok is false for any other address and for what is no picture.
func (f *readFile) takePicture(attrs []page.Attribute) (element string, ok bool) {
	head, body, found := strings.Cut(valueOf(attrs, "src"), ",")
	head = strings.ToLower(strings.TrimSpace(head))
	if !found || !strings.HasPrefix(head, "data:image/") || !strings.HasSuffix(head, ";base64") {
		return "", false
	}
	data, err := base64.RawStdEncoding.DecodeString(strings.TrimRight(strings.Join(strings.Fields(body), ""), "="))
	if err != nil {
		return "", false
	}
	pic, err := picture.Make(data)
	if err != nil || pic.Width == 0 {
		return "", false
	}
	f.pictures = append(f.pictures, pic)
	width, height := columnSize(pic.Width, pic.Height)
	if given, err := strconv.Atoi(valueOf(attrs, "width")); err == nil && given > 0 && given < width {
		width, height = given, max(1, height*given/width)
	}
	t := page.Token{Type: page.SelfClosingTagToken, DataAtom: atom.Img, Data: "img", Attr: []page.Attribute{
		{Key: "src", Val: "picture:" + pic.SHA256},
		{Key: "alt", Val: valueOf(attrs, "alt")},
		{Key: "width", Val: strconv.Itoa(width)},
		{Key: "height", Val: strconv.Itoa(height)},
		{Key: "data-media", Val: pic.MediaType},
	}}
	return t.String(), true
}

const (
	// longestMarkdown and longestPassage bound a file of Markdown and what stands
	// in it without an empty line: what is longer is taken as text, since its
	// reader takes time that grows with the square of what is written to do that.
	longestMarkdown = 256 << 10
	longestPassage  = 32 << 10
)

// markdown reads the signs that programs for notes write.
var markdown = goldmark.New(goldmark.WithExtensions(extension.GFM), goldmark.WithRendererOptions(html.WithUnsafe()))

// readMarkdown reads a text in Markdown; HTML in it is read as that.
func readMarkdown(text string) (*readFile, error) {
	if len(text) > longestMarkdown {
		return readText(text)
	}
	for passage := range strings.SplitSeq(text, "\n\n") {
		if len(passage) > longestPassage {
			return readText(text)
		}
	}
	var out bytes.Buffer
	if err := markdown.Convert([]byte(text), &out); err != nil {
		return readText(text)
	}
	return readPage(out.String())
}
