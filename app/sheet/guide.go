package sheet

import (
	"html/template"
	"io"
)

// Guide is a page of the user's guide, to read on the screen as well as to print.
type Guide struct {
	Head
	// Body is the page below its title: well-formed XHTML of our own making.
	Body template.HTML
	// Up leads to the first page of the guide, in words and as an address; without
	// words it is that page.
	Up, UpTo string
}

// Write writes the page.
func (g *Guide) Write(w io.Writer) error { return write(w, "guide.html", g.Head, g) }
