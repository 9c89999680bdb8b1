package book

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"strconv"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer/html"
	page "golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"carebook/app/care"
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

// maxFilePixels is the number of pixels that the pictures of a file may have in
// all, each counted once: some seconds of work. Of those beyond there are the
// captions only.
const maxFilePixels = 200 << 20

// readPage reads a page of HTML: its title, its text, and the pictures that are
// inside it.
func readPage(ctx context.Context, source string) (*readFile, error) {
	r := &pageReader{ctx: ctx, pictures: map[string]*picture.Picture{}}
	inlined, err := r.takeInside(source)
	if err != nil {
		return nil, err
	}
	f := &readFile{title: r.title, leftOut: r.leftOut}
	f.doc, err = doc.FromHTML(inlined)
	shown := map[string]bool{}
	for _, sha := range f.doc.Pictures() {
		if pic := r.pictures[sha]; pic != nil && !shown[sha] {
			f.pictures, shown[sha] = append(f.pictures, pic), true
		}
	}
	if err != nil {
		return f, err
	}
	_, err = withoutPictures(f.doc, func(sha string) bool { return r.pictures[sha] != nil })
	return f, err
}

// pageReader takes what a note keeps apart from its text out of a page.
type pageReader struct {
	ctx   context.Context
	title string
	// pictures are those of the page by their SHA-256, nil what cannot be shown.
	pictures map[string]*picture.Picture
	// pixels is how many they have in all, and leftOut how many were not looked at.
	pixels, leftOut int
}

// takeInside takes the title and the pictures out of a page, and gives the page
// with the pictures named as notes do. All else stays as it stands. It fails with
// care.CodeCancelled only.
func (r *pageReader) takeInside(source string) (string, error) {
	var out strings.Builder
	out.Grow(len(source))
	z := page.NewTokenizer(strings.NewReader(source))
	drawn, titled := 0, false
	for {
		kind := z.Next()
		if kind == page.ErrorToken {
			return out.String(), nil
		}
		raw := string(z.Raw())
		switch kind {
		case page.StartTagToken, page.SelfClosingTagToken:
			t := z.Token()
			switch {
			case t.DataAtom == atom.Svg && kind == page.StartTagToken:
				drawn++
			case t.DataAtom == atom.Title && r.title == "" && drawn == 0:
				titled = true
			case t.DataAtom == atom.Img:
				if err := r.ctx.Err(); err != nil {
					return "", &care.Error{Code: care.CodeCancelled, Err: err}
				}
				if named, ok := r.takePicture(t.Attr); ok {
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
				r.title += z.Token().Data
			}
		}
		out.WriteString(raw)
	}
}

// takePicture takes the picture that an address holds, and gives the element that
// names it. ok is false for any other address and for what is no picture.
func (r *pageReader) takePicture(attrs []page.Attribute) (element string, ok bool) {
	head, body, found := strings.Cut(valueOf(attrs, "src"), ",")
	head = strings.ToLower(strings.TrimSpace(head))
	if !found || !strings.HasPrefix(head, "data:image/") || !strings.HasSuffix(head, ";base64") {
		return "", false
	}
	data, err := base64.RawStdEncoding.DecodeString(strings.TrimRight(strings.Join(strings.Fields(body), ""), "="))
	if err != nil {
		return "", false
	}
	pic := r.made(data)
	if pic == nil {
		return "", false
	}
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

// made is the picture of some bytes, made ready once however often the page has
// it; nil is none that can be shown, or one too many.
func (r *pageReader) made(data []byte) *picture.Picture {
	sum := sha256.Sum256(data)
	sha := hex.EncodeToString(sum[:])
	if pic, known := r.pictures[sha]; known {
		return pic
	}
	r.pictures[sha] = nil
	width, height, err := picture.Size(data)
	var tooLarge *picture.PixelsError
	switch {
	case errors.As(err, &tooLarge) || err == nil && r.pixels+width*height > maxFilePixels:
		r.leftOut++
		return nil
	case err != nil:
		return nil
	}
	r.pixels += width * height
	pic, err := picture.Make(data)
	if err != nil || pic.Flaw() != nil {
		return nil
	}
	r.pictures[sha] = pic
	return pic
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
func readMarkdown(ctx context.Context, text string) (*readFile, error) {
	if len(text) > longestMarkdown {
		return readText(ctx, text)
	}
	for passage := range strings.SplitSeq(text, "\n\n") {
		if len(passage) > longestPassage {
			return readText(ctx, text)
		}
	}
	var out bytes.Buffer
	if err := markdown.Convert([]byte(text), &out); err != nil {
		return readText(ctx, text)
	}
	return readPage(ctx, out.String())
}
