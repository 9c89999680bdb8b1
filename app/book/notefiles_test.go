package book_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/doc"
	"carebook/app/lang"
	"carebook/store"
)

func encoded(t testing.TB, e encoding.Encoding, s string) string {
	t.Helper()
	out, err := e.NewEncoder().String(s)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// notesFromFiles reads files and keeps them as notes of a person.
func notesFromFiles(s *store.Store, person int64, paths []string) (keys []int64, action int64, err error) {
	read, err := book.ReadNoteFiles(ctx, paths)
	if err != nil {
		return nil, 0, err
	}
	return book.PutNoteFiles(ctx, s, person, read, "Notes")
}

// TestFilesBecomeNotes has pages and texts as other programs write them.
func TestFilesBecomeNotes(t *testing.T) {
	const russian = "Договорились о цене и о сроках поставки."
	const chinese = "客户想要新的烤箱，下周再打电话联系。"
	pic := colouredPicture(t, red)
	data := "data:image/png;base64," + base64.StdEncoding.EncodeToString(pic.Bytes)
	for name, c := range map[string]struct{ file, content, title, html string }{
		"text":               {"To do.txt", "Call Ana\r\n  - oven\n\n", "To do", "<p>Call Ana</p>\n<p style=\"white-space:pre-wrap\">  - oven</p>\n"},
		"signs":              {"a.txt", "# a <b>b</b> & *c*", "a", "<p># a &lt;b&gt;b&lt;/b&gt; &amp; *c*</p>\n"},
		"windows":            {"Заметка.txt", encoded(t, charmap.Windows1251, russian), "Заметка", "<p>" + russian + "</p>\n"},
		"chinese":            {"a.txt", encoded(t, simplifiedchinese.GB18030, chinese), "a", "<p>" + chinese + "</p>\n"},
		"wide":               {"a.txt", encoded(t, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), russian), "a", "<p>" + russian + "</p>\n"},
		"mark":               {"a.txt", "\ufeffwords", "a", "<p>words</p>\n"},
		"page":               {"x.HTML", "<html><head><title>The\n offer &amp; more</title><style>p{}</style></head><body><p>Two <b>ovens</b></p></body></html>", "The offer & more", "<p>Two <strong>ovens</strong></p>\n"},
		"heading":            {"x.htm", "<h2>Visit</h2><p>a</p>", "Visit", "<p>a</p>\n"},
		"heading behind":     {"x.htm", "<p>a</p><h2>Visit</h2>", "Visit", "<p>a</p>\n<h2>Visit</h2>\n"},
		"title and heading":  {"x.htm", "<title>Visit</title><h1> Visit</h1><p>a</p>", "Visit", "<p>a</p>\n"},
		"nothing of its own": {"Ana's page.html", "<p>a</p>", "Ana's page", "<p>a</p>\n"},
		"title of a drawing": {"x.html", "<svg><title>circle</title></svg><p>a</p>", "x", "<p>a</p>\n"},
		"declared":           {"x.html", "<meta http-equiv=Content-Type content='text/html; charset=windows-1251'><p>" + encoded(t, charmap.Windows1251, "Да") + "</p>", "x", "<p>Да</p>\n"},
		"declared wrongly":   {"x.html", "<meta charset=windows-1251><p>Да</p>", "x", "<p>Да</p>\n"},
		"scripts":            {"x.html", "<script>alert('<p>no</p>')</script><p onclick=x>a <a href='javascript:x'>b</a></p><iframe src=https://example.com></iframe>", "x", "<p>a b</p>\n"},
		"picture beside":     {"x.html", "<p>a</p><img src='x_files/oven.png' alt='oven'><img src='file:///etc/passwd' alt='p'>", "x", "<p>a</p>\n<p>ovenp</p>\n"},
		"picture elsewhere":  {"x.html", "<p><img src='https://example.com/o.png' alt='oven'></p>", "x", "<p><a href=\"https://example.com/o.png\">oven</a></p>\n"},
		"picture of ours":    {"x.html", "<p>a</p><img src='picture:" + pic.SHA256 + "' alt='oven'>", "x", "<p>a</p>\n<p>oven</p>\n"},
		"picture inside": {
			"x.html", "<p>a</p><IMG alt='an &lt;oven&gt;' width=20 SRC=\"" + data[:30] + "\n" + data[30:] + "\">", "x",
			"<p>a</p>\n<figure><img src=\"picture:" + pic.SHA256 + "\" alt=\"an &lt;oven&gt;\" width=\"20\" height=\"15\" data-media=\"image/png\"></figure>\n",
		},
		"no picture inside": {"x.html", "<p>a</p><img alt='b' src='data:image/png;base64,AAAA'><img alt='c' src='data:image/svg+xml;base64,PHN2Zy8+'>", "x", "<p>a</p>\n<p>bc</p>\n"},
		"markdown": {
			"plan.md", "# Plan\n\nSome **bold**, ~~gone~~ [link](https://example.com)\nand more\n\n- [x] done\n- [ ] open\n  1. in\n\n> said\n\n<script>x</script>\n", "Plan",
			"<p>Some <strong>bold</strong>, <s>gone</s> <a href=\"https://example.com\">link</a> and more</p>\n" +
				"<ul class=\"checks\">\n<li><input type=\"checkbox\" checked>done</li>\n<li><input type=\"checkbox\">open\n<ol>\n<li>in</li>\n</ol>\n</li>\n</ul>\n<blockquote>\n<p>said</p>\n</blockquote>\n",
		},
		"markdown of signs": {"a.md", strings.Repeat(">", 40_000), "a", "<p>" + strings.Repeat("&gt;", 40_000) + "</p>\n"},
	} {
		s := newBook(t)
		ana := enterPerson(t, s, &care.Person{FullName: "Ana"})
		path := file(t, c.file, c.content)
		keys, action, err := notesFromFiles(s, ana, []string{path})
		if err != nil || len(keys) != 1 || action == 0 {
			t.Errorf("%s: %v, %d, %v", name, keys, action, err)
			continue
		}
		n, err := s.Note(ctx, keys[0])
		if err != nil || n.Title != c.title || n.HTML != c.html {
			t.Errorf("%s: %q, %v\n%s\nwant %q\n%s", name, n.Title, err, n.HTML, c.title, c.html)
		}
		sound(t, s)
	}
}

func TestSeveralFilesAreOneAction(t *testing.T) {
	s := newBook(t)
	ana := enterPerson(t, s, &care.Person{FullName: "Ana"})
	a, b := file(t, "a.txt", "one"), file(t, "b.md", "# Two\n\nwords")
	keys, action, err := notesFromFiles(s, ana, []string{a, b, a})
	if err != nil || len(keys) != 3 || keys[0] != keys[2] || len(notesInBook(t, s, ana)) != 2 {
		t.Fatalf("%v, %v; %+v", keys, err, notesInBook(t, s, ana))
	}
	again, nothing, err := notesFromFiles(s, ana, []string{b})
	if err != nil || nothing != 0 || !slices.Equal(again, keys[1:2]) {
		t.Errorf("again: %v, %d, %v", again, nothing, err)
	}
	if _, err := s.Undo(ctx, action); err != nil || len(notesInBook(t, s, ana)) != 0 {
		t.Errorf("after the undo: %+v, %v", notesInBook(t, s, ana), err)
	}
}

// TestFilesThatBecomeNoNotes says what is wrong, and then keeps none of the files.
func TestFilesThatBecomeNoNotes(t *testing.T) {
	s := newBook(t)
	ana := enterPerson(t, s, &care.Person{FullName: "Ana"})
	good := file(t, "good.txt", "words")
	huge := file(t, "huge.html", "x")
	if err := os.Truncate(huge, 64<<20+1); err != nil {
		t.Fatal(err)
	}
	folder := filepath.Join(t.TempDir(), "x.html")
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]care.Code{
		file(t, "a.txt", ""): care.CodeNoteFileEmpty, file(t, "a.html", "<p> </p><script>x</script>"): care.CodeNoteFileEmpty,
		file(t, "b.txt", "\x00\x01\x02\x03PNG\x00\x00\x01"): care.CodeNoteFileBinary, huge: care.CodeNoteFileTooLarge,
		file(t, "long.txt", strings.Repeat("many words\n", 600_000)): care.CodeNoteFileTooLarge,
		folder: care.CodeFileIsFolder, filepath.Join(folder, "none.txt"): care.CodeFileUnreadable,
	} {
		keys, action, err := notesFromFiles(s, ana, []string{good, path})
		if care.CodeOf(err) != want || keys != nil || action != 0 {
			t.Errorf("%s: %v, %d, %v, want %s", filepath.Base(path), keys, action, err, want)
		}
		if said := lang.Sentence(err); strings.Contains(said, "<no value>") || strings.HasPrefix(said, "error.") {
			t.Errorf("%s: it says %q", filepath.Base(path), said)
		}
	}
	if n := len(notesInBook(t, s, ana)); n != 0 {
		t.Errorf("%d notes are kept", n)
	}
	if _, _, err := notesFromFiles(s, 999, []string{good}); care.CodeOf(err) != care.CodePersonMissing {
		t.Errorf("of nobody: %v", err)
	}
}

// beyond are what would make a file look beyond itself or run something.
var beyond = regexp.MustCompile(`(?i)<(script|iframe|link|object|embed|base|form)|\son\w+=|src="[^d]|url\(|@import|javascript:`)

// inside is an image element with a picture of one colour within it.
func inside(t testing.TB, c color.Color, width, height int, alt string) string {
	t.Helper()
	img := image.NewPaletted(image.Rect(0, 0, width, height), color.Palette{c})
	var out bytes.Buffer
	if err := png.Encode(&out, img); err != nil {
		t.Fatal(err)
	}
	return "<p><img alt='" + alt + "' src='data:image/png;base64," + base64.StdEncoding.EncodeToString(out.Bytes()) + "'></p>"
}

// TestAPageThatRepeatsAPictureIsReadOnce has more pixels in all than a file may
// have, were each place counted.
func TestAPageThatRepeatsAPictureIsReadOnce(t *testing.T) {
	s := newBook(t)
	ana := enterPerson(t, s, &care.Person{FullName: "Ana"})
	path := file(t, "a.html", "<p>x</p>"+strings.Repeat(inside(t, red, 7000, 7000, "wall"), 20))
	read, err := book.ReadNoteFiles(ctx, []string{path})
	if err != nil || read.LeftOut() != 0 {
		t.Fatalf("%d left out, %v", read.LeftOut(), err)
	}
	keys, _, err := book.PutNoteFiles(ctx, s, ana, read, "Notes")
	if err != nil {
		t.Fatal(err)
	}
	n, err := s.Note(ctx, keys[0])
	if err != nil || strings.Count(n.HTML, "picture:") != 20 {
		t.Errorf("%d pictures, %v", strings.Count(n.HTML, "picture:"), err)
	}
	sound(t, s)
}

// TestOfTooManyPicturesTheCaptionsStay counts the pictures of each file by itself.
func TestOfTooManyPicturesTheCaptionsStay(t *testing.T) {
	s := newBook(t)
	ana := enterPerson(t, s, &care.Person{FullName: "Ana"})
	var page strings.Builder
	for i := range 6 { // of 49 million pixels each, of which four fit
		page.WriteString(inside(t, color.RGBA{uint8(i), 0, 0, 255}, 7000, 7000, "wall "+string(rune('a'+i))))
	}
	page.WriteString(inside(t, red, 20, 10, "oven"))
	page.WriteString(inside(t, red, 9000, 9000, "house")) // more than any picture may have
	read, err := book.ReadNoteFiles(ctx, []string{file(t, "a.html", page.String()), file(t, "b.html", inside(t, red, 20, 10, "shop"))})
	if err != nil || read.LeftOut() != 3 {
		t.Fatalf("%d left out, %v", read.LeftOut(), err)
	}
	keys, _, err := book.PutNoteFiles(ctx, s, ana, read, "Notes")
	if err != nil {
		t.Fatal(err)
	}
	n, err := s.Note(ctx, keys[0])
	if err != nil || strings.Count(n.HTML, "picture:") != 5 || !strings.Contains(n.HTML, "<p>wall e</p>\n<p>wall f</p>") || !strings.Contains(n.HTML, "<p>house</p>") {
		t.Errorf("%v\n%s", err, n.HTML)
	}
	sound(t, s)
}

// stops is a context that ends when it has been asked some times.
type stops struct {
	context.Context
	left int
}

func (s *stops) Err() error {
	if s.left--; s.left < 0 {
		return context.Canceled
	}
	return nil
}

func TestReadingAPageOfPicturesCanBeStopped(t *testing.T) {
	path := file(t, "a.html", "<p>x</p>"+strings.Repeat("<img src='data:image/png;base64,AAAA'>", 9))
	if _, err := book.ReadNoteFiles(&stops{ctx, 8}, []string{path}); care.CodeOf(err) != care.CodeCancelled {
		t.Errorf("stopped before its last picture: %v", err)
	}
	if _, err := book.ReadNoteFiles(&stops{ctx, 10}, []string{path}); err != nil {
		t.Errorf("not stopped: %v", err)
	}
}

func TestASavedNoteStandsAloneAndComesBack(t *testing.T) {
	const hostile = `</title><script>alert("x")</script> & 'more' {{.}}`
	s := newBook(t)
	ana := enterPerson(t, s, &care.Person{FullName: "Ana"})
	pic, gone := colouredPicture(t, red), strings.Repeat("ab", 32)
	body := toldHTML + `<p>` + `&lt;/body&gt;&lt;script&gt; <a href="https://example.com/?a=&quot;&gt;&lt;script&gt;">link</a></p>` + "\n" +
		`<figure><img src="picture:` + pic.SHA256 + `" alt="&quot;&gt;&lt;script&gt;" width="40" height="30" data-media="image/png"><figcaption>The kitchen</figcaption></figure>` + "\n"
	key := enterNote(t, s, store.Note{Person: ana, Title: hostile, HTML: body}, pic)
	path := filepath.Join(t.TempDir(), book.NoteFileName(hostile))
	if err := book.SaveNoteFile(ctx, s, key, path, true); err != nil {
		t.Fatal(err)
	}
	page := fileText(t, path)
	if found := beyond.FindString(strings.ReplaceAll(page, "<style>", "")); found != "" {
		t.Errorf("the page holds %q:\n%s", found, page)
	}
	for _, want := range []string{"<!DOCTYPE html>", `<html lang="en">`, `<meta charset="utf-8">`, base64.StdEncoding.EncodeToString(pic.Bytes), "<h1>&lt;/title&gt;"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	if err := book.SaveNoteFile(ctx, s, key, path, true); care.CodeOf(err) != care.CodeFileExists {
		t.Errorf("a file that is there: %v", err)
	}
	if err := book.SaveNoteFile(ctx, s, key, path, false); err != nil {
		t.Errorf("replacing a file: %v", err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("others can read it: %v", info.Mode())
	}
	other := newBook(t)
	bo := enterPerson(t, other, &care.Person{FullName: "Bo"})
	keys, _, err := notesFromFiles(other, bo, []string{path})
	if err != nil {
		t.Fatal(err)
	}
	n, err := other.Note(ctx, keys[0])
	if err != nil || n.Title != hostile || n.HTML != body {
		t.Errorf("it came back as %q, %v\n%s\nwant\n%s", n.Title, err, n.HTML, body)
	}
	sound(t, other)
	// What the book does not have stands by its words.
	key = enterNote(t, s, store.Note{Person: ana, HTML: `<figure><img src="picture:` + gone + `" alt=""><figcaption>gone</figcaption></figure>`})
	if err := book.SaveNoteFile(ctx, s, key, path, false); err != nil || !strings.Contains(fileText(t, path), "<p>gone</p>") {
		t.Errorf("without its picture: %v\n%s", err, fileText(t, path))
	}
	if err := book.SaveNoteFile(ctx, s, 999, path, false); care.CodeOf(err) != care.CodeNoteMissing {
		t.Errorf("no note: %v", err)
	}
}

func TestAPrintedNote(t *testing.T) {
	const hostile = `</title><script>alert("x")</script>`
	s := newBook(t)
	ana := enterPerson(t, s, &care.Person{FullName: "Ana <Núñez>"})
	pic := colouredPicture(t, color.RGBA{20, 200, 30, 255})
	key := enterNote(t, s, store.Note{Person: ana, Title: hostile, HTML: toldHTML + `<figure><img src="picture:` + pic.SHA256 + `" alt="x"></figure>`}, pic)
	page, err := book.PrintedNote(ctx, s, clock, key)
	if err != nil {
		t.Fatal(err)
	}
	text := string(page)
	if found := beyond.FindString(text); found != "" {
		t.Errorf("the page holds %q:\n%s", found, text)
	}
	for _, want := range []string{"<h1 dir=\"auto\">&lt;/title&gt;&lt;script&gt;", "Ana &lt;Núñez&gt;", `src="data:image/png;base64,`, "<h2 class=\"h1\""} {
		if !strings.Contains(text, want) {
			t.Errorf("the page lacks %q:\n%s", want, text)
		}
	}
	key = enterNote(t, s, store.Note{Person: ana, HTML: "<p><br></p>"})
	if page, err = book.PrintedNote(ctx, s, clock, key); err != nil || !strings.Contains(string(page), "Untitled note") {
		t.Errorf("an empty note: %v", err)
	}
	if _, err := book.PrintedNote(ctx, s, clock, 999); care.CodeOf(err) != care.CodeNoteMissing {
		t.Errorf("no note: %v", err)
	}
}

func TestNamesOfNoteFiles(t *testing.T) {
	for title, want := range map[string]string{
		"Visit": "Visit.html", "Visit 12/11: \"oven\"?": "Visit 12 11 oven.html", "..": "Untitled note.html", "": "Untitled note.html", "a\u202eb\nc. ": "a b c.html",
		"CON": "Untitled note CON.html", "com1": "Untitled note com1.html", "Console": "Console.html", "会议": "会议.html", strings.Repeat("长", 100): strings.Repeat("长", 80) + ".html",
	} {
		if got := book.NoteFileName(title); got != want {
			t.Errorf("%q: %q, want %q", title, got, want)
		}
	}
	if !book.IsNoteFile("/a/b.HTM") || book.IsNoteFile("a.pdf") || book.IsNoteFile("html") {
		t.Error("what files become notes")
	}
}

// FuzzNoteFiles reads anything as a page, Markdown or text: what comes of it is
// a document as the book keeps it.
func FuzzNoteFiles(f *testing.F) {
	for _, seed := range []string{"<title>a</title><p>b", "<img src='data:image/png;base64,AAAA'>", "# a\n- [x] b\n", "<svg><title>x", "\xff\xfea\x00", "<meta charset=big5>\xa4\xa4", "<plaintext><img src=data:image/gif;base64,R0lGODlhAQABAAAAACw="} {
		for _, end := range []string{"html", "md", "txt"} {
			f.Add([]byte(seed), end)
		}
	}
	s := newBook(f)
	ana := enterPerson(f, s, &care.Person{FullName: "Ana"})
	path := filepath.Join(f.TempDir(), "note.")
	f.Fuzz(func(t *testing.T, content []byte, end string) {
		if end != "html" && end != "md" && end != "txt" {
			return
		}
		if err := os.WriteFile(path+end, content, 0o600); err != nil {
			t.Fatal(err)
		}
		keys, action, err := notesFromFiles(s, ana, []string{path + end})
		if err != nil {
			if code := care.CodeOf(err); code != care.CodeNoteFileEmpty && code != care.CodeNoteFileBinary {
				t.Fatalf("%q: %v", content, err)
			}
			return
		}
		n, err := s.Note(ctx, keys[0])
		if err != nil {
			t.Fatal(err)
		}
		d, err := doc.FromHTML(n.HTML)
		if err != nil || d.HTML() != n.HTML || n.Title == "" || strings.ContainsAny(n.Title, "\n\r\t") {
			t.Fatalf("%q became %q, %v\n%s", content, n.Title, err, n.HTML)
		}
		if action != 0 {
			if _, err := s.Undo(ctx, action); err != nil {
				t.Fatal(err)
			}
		}
	})
}
