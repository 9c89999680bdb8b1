package sheet

import "io"

// Today is what a day holds.
type Today struct {
	Head
	Sections []Section
}

// Section is a part of a day. More says how many there are beyond its items; ""
// is none.
type Section struct {
	Name, More string
	Items      []Item
}

// Item is something to do on a day. Late is what is overdue, in words, Line the
// line that follows it.
type Item struct {
	Name              string
	Band              Band
	Late, Line, Phone string
}

// Write writes the page.
func (t *Today) Write(w io.Writer) error { return write(w, "today.html", t.Head, t) }

// People is a list of people.
type People struct {
	Head
	Rows []Person
}

// Person is somebody in a list. Phones and Mails have a line each.
type Person struct {
	Name, Summary string
	Band          Band
	Phones, Mails []string
	Address, Last string
}

// Write writes the page.
func (p *People) Write(w io.Writer) error { return write(w, "people.html", p.Head, p) }
