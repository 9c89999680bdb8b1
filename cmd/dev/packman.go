package main

import (
	"errors"
	"fmt"
	"strings"
)

// manPage makes the manual page (man(7)) out of what the program says of itself
// under --help: a sentence, the commands, each with what it does indented below
// it, and a sentence.
func manPage(help string, r release) (string, error) {
	intro, rest, ok := strings.Cut(strings.TrimSpace(help), "\n\n")
	if !ok {
		return "", errors.New("the program's help names no commands")
	}
	commands, end, ok := strings.Cut(rest, "\n\n")
	if !ok {
		return "", errors.New("the program's help has no end")
	}
	var b strings.Builder
	fmt.Fprintf(&b, ".TH CAREBOOK 1 \"%s\" \"Carebook %s\"\n", r.at.Format("2006-01-02"), r.version)
	b.WriteString(".SH NAME\ncarebook \\- address book of one salesperson\n.SH SYNOPSIS\n.B carebook\n.RI [ COMMAND ]\n.RI [ ARGUMENTS ]\n")
	fmt.Fprintf(&b, ".SH DESCRIPTION\n%s\n.SH COMMANDS\n", roff(intro))
	for line := range strings.Lines(commands) {
		text := strings.TrimRight(line, "\n")
		switch {
		case strings.HasPrefix(text, "      "):
			b.WriteString(roff(text) + "\n")
		case strings.HasPrefix(text, "  carebook"):
			b.WriteString(".TP\n.B " + roff(text) + "\n")
		default:
			return "", fmt.Errorf("the program's help has a line of no kind: %q", text)
		}
	}
	fmt.Fprintf(&b, ".PP\n%s\n", roff(end))
	b.WriteString(`.SH ENVIRONMENT
.TP
.B CAREBOOK_BOOK
The book, where \-\-book does not name one.
.TP
.B CAREBOOK_NOW
The instant (RFC 3339) at which the program's clock starts.
.TP
.B LANG
The language of what is said: English, Spanish, Russian, or Chinese.
.SH FILES
.TP
.I ~/.local/share/carebook
The book and what belongs to it, readable by its owner alone.
.SH EXIT STATUS
0 on success, 1 on an error, 2 on a wrong use.
`)
	return b.String(), nil
}

// roff is a line of text as troff prints it: nothing in it is a command, and a
// hyphen is one that can be typed.
func roff(text string) string {
	text = strings.NewReplacer(`\`, `\e`, "-", `\-`).Replace(strings.Join(strings.Fields(text), " "))
	if strings.HasPrefix(text, ".") || strings.HasPrefix(text, "'") {
		return `\&` + text
	}
	return text
}
