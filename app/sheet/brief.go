package sheet

import "io"

// Brief is what to know before a visit to somebody.
type Brief struct {
	Head
	// Contact are numbers and addresses, a line each.
	Contact []string
	// Two are the facts of two minutes, business, Eight those of eight, the
	// person.
	Two, Eight []Fact
	// Lately are the last entries of the timeline, the latest first.
	Lately []Fact
}

// Fact is one thing to know. Late marks what is overdue.
type Fact struct {
	Caption, Words, Detail string
	Late                   bool
}

// Write writes the page.
func (b *Brief) Write(w io.Writer) error { return write(w, "brief.html", b.Head, b) }
