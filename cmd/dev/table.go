package main

import (
	"strings"
	"unicode/utf8"
)

// table sets rows in columns, each as wide as its widest cell, the first row
// above a line. A row may be shorter than others.
func table(rows [][]string) string {
	var widths []int
	for _, row := range rows {
		for i, cell := range row {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], cellWidth(cell))
		}
	}
	var b strings.Builder
	for n, row := range rows {
		line := "  "
		for i, cell := range row {
			line += cell + strings.Repeat(" ", widths[i]-cellWidth(cell)+2)
		}
		b.WriteString(strings.TrimRight(line, " ") + "\n")
		if n == 0 {
			line = "  "
			for _, width := range widths {
				line += strings.Repeat("-", width) + "  "
			}
			b.WriteString(strings.TrimRight(line, " ") + "\n")
		}
	}
	return b.String()
}

// cellWidth is the width of a text on a terminal, where Han, kana and Hangul
// take two places.
func cellWidth(s string) int {
	width := utf8.RuneCountInString(s)
	for _, r := range s {
		if r >= 0x1100 && r <= 0x115f || r >= 0x2e80 && r <= 0xa4cf || r >= 0xac00 && r <= 0xd7a3 || r >= 0xf900 && r <= 0xfaff || r >= 0xff00 && r <= 0xff60 || r >= 0x20000 {
			width++
		}
	}
	return width
}
