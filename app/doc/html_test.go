package doc

import (
	"strings"
	"testing"
)

// TestHeaviestHTML writes what takes most HTML for its weight.
func TestHeaviestHTML(t *testing.T) {
	quote := Plain(`"&`+"\u00a0", Style{allMarks, "https://&\"&\""})
	var blocks []*Block
	for range 50 {
		blocks = append(blocks, NewBlock(Check, 0, Inline{}), NewBlock(Number, MaxLevel, Inline{}), NewBlock(Check, MaxLevel, quote), NewBlock(Quote, 0, quote))
		p, err := NewPicture(Picture{SHA: testSHA, Media: "image/" + strings.Repeat("x", 64), Width: MaxPixels, Height: MaxPixels, Alt: `"""`}, quote)
		if err != nil {
			t.Fatal(err)
		}
		blocks = append(blocks, p)
	}
	d := New(blocks...)
	if html := d.HTML(); len(html) > 8*d.weight {
		t.Errorf("%d bytes of HTML for a weight of %d", len(html), d.weight)
	}
}

func TestHTMLOfTheStore(t *testing.T) {
	for _, c := range []struct{ note, html string }{
		{"", "<p><br></p>\n"},
		{"a", "<p>a</p>\n"},
		{"a / ", "<p>a</p>\n<p><br></p>\n"},
		{"# a / ## b / ### c", "<h1>a</h1>\n<h2>b</h2>\n<h3>c</h3>\n"},
		{"- a / - b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"},
		{"- a / .1. b / ..- c / - d", "<ul>\n<li>a\n<ol>\n<li>b\n<ul>\n<li>c</li>\n</ul>\n</li>\n</ol>\n</li>\n<li>d</li>\n</ul>\n"},
		{"..- a", "<ul>\n<li style=\"list-style:none\">\n<ul>\n<li style=\"list-style:none\">\n<ul>\n<li>a</li>\n</ul>\n</li>\n</ul>\n</li>\n</ul>\n"},
		{".1. a", "<ul>\n<li style=\"list-style:none\">\n<ol>\n<li>a</li>\n</ol>\n</li>\n</ul>\n"},
		{"- a / 1. b", "<ul>\n<li>a</li>\n</ul>\n<ol>\n<li>b</li>\n</ol>\n"},
		{"[] a / [x] b", "<ul class=\"checks\">\n<li><input type=\"checkbox\">a</li>\n<li><input type=\"checkbox\" checked>b</li>\n</ul>\n"},
		{"> a / > b / c", "<blockquote>\n<p>a</p>\n<p>b</p>\n</blockquote>\n<p>c</p>\n"},
		{"--- / a", "<hr>\n<p>a</p>\n"},
		{"!a", "<figure><img src=\"picture:" + testSHA + "\" alt=\"\"><figcaption>a</figcaption></figure>\n"},
		{"*a*b_c_ =d= @e@", "<p><strong>a</strong>b<em>c</em> <mark>d</mark> <a href=\"https://example.org/\">e</a></p>\n"},
		{"@a*b*@", "<p><a href=\"https://example.org/\">a<strong>b</strong></a></p>\n"},
		{"a\\b\\", "<p>a<br>b<br><br></p>\n"},
		{"\\", "<p><br><br></p>\n"},
		{"a  b", "<p style=\"white-space:pre-wrap\">a  b</p>\n"},
		{"-  a / .- b", "<ul>\n<li><span style=\"white-space:pre-wrap\"> a</span>\n<ul>\n<li>b</li>\n</ul>\n</li>\n</ul>\n"},
		{"- \\ / - b", "<ul>\n<li><br><br></li>\n<li>b</li>\n</ul>\n"},
		{"\u00a0", "<p style=\"white-space:pre-wrap\">&nbsp;</p>\n"},
		{"a<b&\"c\"", "<p>a&lt;b&amp;\"c\"</p>\n"},
	} {
		d, _ := readNote(t, c.note)
		if got := d.HTML(); got != c.html {
			t.Errorf("%q is written as\n%s\nwant\n%s", c.note, got, c.html)
		}
		back, err := FromHTML(c.html)
		if err != nil || !back.Equal(d) {
			t.Errorf("%q comes back as %q, %v", c.note, note(back, Selection{}), err)
		}
		checkCanonical(t, back)
	}
}
