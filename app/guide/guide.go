// Package guide is the user's guide as pages for the browser: the Markdown of
// assets/guide, with its pictures inside each page, in the style of what is
// printed.
//
// A page needs nothing else: no script, and nothing from the net. The pages lead
// to each other by their names, so they lie in one folder. The package imports the
// data, the pages of package sheet and the reader of Markdown, and never the
// store, a use case or Fyne.
package guide

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/text"

	"carebook/app/care"
	"carebook/app/sheet"
	"carebook/assets"
)

// Index is the name of the first page.
const Index = "index"

// tongue is the language that the guide is written in.
const tongue = "en"

// What begins and ends the names of the files: in is the folder of the Markdown,
// source and pageEnd what its names and those of the pages end in.
const in, source, pageEnd = "guide", ".md", ".html"

// Names are the names of the pages, in the order of the alphabet.
func Names() ([]string, error) {
	files, err := fs.Glob(assets.Guide, in+"/*"+source)
	if err != nil {
		return nil, fmt.Errorf("look for the pages of the guide: %w", err)
	}
	names := make([]string, len(files))
	for i, f := range files {
		names[i] = strings.TrimSuffix(path.Base(f), source)
	}
	return names, nil
}

// Write writes all pages into a folder, each as NAME.html that its owner can read
// and write, and gives the path of the page of a name. A page that is there already
// and says the same is left alone: a browser may be reading it. It fails with
// care.CodeWriteFailed.
func Write(dir, name string) (string, error) {
	names, err := Names()
	if err != nil {
		return "", err
	}
	for _, n := range names {
		page, err := Page(n)
		if err != nil {
			return "", err
		}
		if err := keep(filepath.Join(dir, n+pageEnd), page); err != nil {
			return "", err
		}
	}
	return filepath.Join(dir, name+pageEnd), nil
}

func keep(file string, page []byte) error {
	if before, err := os.ReadFile(file); err == nil && bytes.Equal(before, page) {
		return nil
	}
	if err := os.WriteFile(file, page, 0o600); err != nil {
		return &care.Error{Code: care.CodeWriteFailed, Args: care.Args{"File": file, "Detail": care.Cause(err)}, Err: fmt.Errorf("write a page of the guide: %w", err)}
	}
	return nil
}

// Page is a page of the guide as an HTML document. An unknown name is an error.
func Page(name string) ([]byte, error) {
	words, err := fs.ReadFile(assets.Guide, path.Join(in, name+source))
	if err != nil {
		return nil, fmt.Errorf("read the page %q of the guide: %w", name, err)
	}
	tree := markdown.Parser().Parse(text.NewReader(words))
	title, err := takeTitle(tree, words)
	if err == nil {
		err = place(tree)
	}
	var body, page bytes.Buffer
	if err == nil {
		err = markdown.Renderer().Render(&body, words, tree)
	}
	if err == nil {
		g := sheet.Guide{Head: sheet.Head{Title: title, Printed: "Carebook " + assets.Version, Tongue: tongue}, Body: template.HTML(body.String())} //nolint:gosec // made of our own Markdown, which holds no HTML
		if name != Index {
			g.Up, g.UpTo = "All pages of the guide", Index+pageEnd
		}
		err = g.Write(&page)
	}
	if err != nil {
		return nil, fmt.Errorf("make the page %q of the guide: %w", name, err)
	}
	return page.Bytes(), nil
}

// markdown reads the guide. HTML in it would be left out.
var markdown = goldmark.New(goldmark.WithExtensions(extension.Table), goldmark.WithParserOptions(parser.WithAutoHeadingID()), goldmark.WithRendererOptions(html.WithXHTML()))

// takeTitle takes the first heading out of a page.
func takeTitle(tree ast.Node, words []byte) (string, error) {
	h, ok := tree.FirstChild().(*ast.Heading)
	if !ok || h.Level != 1 {
		return "", errors.New("it does not begin with its title")
	}
	title := string(h.Lines().Value(words))
	tree.RemoveChild(tree, h)
	return title, nil
}

// place lets links lead to the pages, and puts the pictures into the page.
func place(tree ast.Node) error {
	return ast.Walk(tree, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Link:
			page, part, _ := strings.Cut(string(n.Destination), "#")
			if before, ours := strings.CutSuffix(page, source); ours {
				n.Destination = []byte(before + pageEnd)
				if part != "" {
					n.Destination = append(n.Destination, "#"+part...)
				}
			}
		case *ast.Image:
			picture, err := fs.ReadFile(assets.Guide, path.Join(in, string(n.Destination)))
			if err != nil {
				return ast.WalkStop, err
			}
			n.Destination = []byte("data:image/png;base64," + base64.StdEncoding.EncodeToString(picture))
		}
		return ast.WalkContinue, nil
	})
}
