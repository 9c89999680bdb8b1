package doc

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestText(t *testing.T) {
	for s, want := range map[string]string{
		"":                              "",
		"a / *b*":                       "a\nb",
		"# a / ## b":                    "a\nb",
		"- a / .1. b / .1. c / [x] d":   "- a\n  1. b\n  2. c\n[x] d",
		"- a\\b / 1. c\\d / [] e":       "- a\n  b\n1. c\n   d\n[ ] e",
		"> a\\b / --- / !c":             "> a\n> b\n---\nc",
		"a /  / b":                      "a\n\nb",
		"1. a / .- b / 1. c / d / 1. e": "1. a\n  - b\n2. c\nd\n1. e",
	} {
		d, _ := readNote(t, s)
		if got := d.Text(); got != want {
			t.Errorf("%q is %q, want %q", s, got, want)
		}
	}
	p, err := NewPicture(Picture{SHA: testSHA, Alt: "an oven"}, Inline{})
	if err != nil {
		t.Fatal(err)
	}
	if d := New(p); d.Text() != "an oven" || d.SearchText() != "an oven" || d.Title() != "an oven" || d.Empty() {
		t.Errorf("a picture is %q, %q, %q", d.Text(), d.SearchText(), d.Title())
	}
}

func TestFromText(t *testing.T) {
	for s, want := range map[string][]string{
		"": {""}, "a": {"a"}, "a\n": {"a"}, "a\r\nb\rc\u2028d\x0be": {"a", "b", "c", "d", "e"}, "a\n\nb\n\n": {"a", "", "b", ""},
		"- a\n<b>&amp;": {"- a", "<b>&amp;"}, "a\tb\x00\ufeff": {"a\tb"},
	} {
		d, err := FromText(s)
		if err != nil {
			t.Error(err)
		}
		var got []string
		for _, b := range d.Blocks() {
			if got = append(got, b.Text()); b.Kind() != Paragraph {
				t.Errorf("%q has a block of kind %d", s, b.Kind())
			}
		}
		if strings.Join(got, "|") != strings.Join(want, "|") {
			t.Errorf("%q becomes %q", s, got)
		}
	}
}

func TestTitleAndExcerpt(t *testing.T) {
	for _, c := range []struct{ note, title, excerpt string }{
		{"", "", ""},
		{"a", "a", ""},
		{" /  a  b / c", "a b", "c"},
		{"a / # b / c / - d", "b", "a · c · d"},
		{"a\\b / c", "a", "b · c"},
		{"# t / 50 pans: / - 70 in May / - rice", "t", "50 pans: 70 in May…"},
		{"# t / - a. / - (b) / - 好。 / - (d!) / - 盐", "t", "a. (b) · 好。 (d!) 盐"},
		{"# t / - a / --- / - 5 % / - b", "t", "a · 5 % · b"},
		{"# \\a\\b", "a", "b"},
		{"--- / !cap / # t", "t", "cap"},
		{"# t / the old gas range goes at the end", "t", "the old gas range…"},
		{"# t / 新厨师从翡翠园来，很了解我们的烤箱，也喜欢它们", "t", "新厨师从翡翠园来，很了解我们的烤箱，也…"},
		{"# t / exactly twenty chars", "t", "exactly twenty chars"},
		{"# t / 👩🏽\u200d💻👩🏽\u200d💻", "t", "👩🏽\u200d💻👩🏽\u200d💻"},
	} {
		d, _ := readNote(t, c.note)
		if got := d.Title(); got != c.title {
			t.Errorf("%q has the title %q, want %q", c.note, got, c.title)
		}
		if got := d.Excerpt(20); got != c.excerpt {
			t.Errorf("%q has the excerpt %q, want %q", c.note, got, c.excerpt)
		}
	}
	d, _ := readNote(t, strings.Repeat("word ", 100))
	if got := clustersIn(d.Title()); got > titleClusters {
		t.Errorf("a title of %d characters", got)
	}
	if d.Excerpt(0) != "" || d.Excerpt(-1) != "" {
		t.Error("an excerpt of nothing is something")
	}
}

func TestExcerptLength(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := anyDocument.Draw(t, "document")
		n := rapid.IntRange(0, 30).Draw(t, "n")
		if got := d.Excerpt(n); clustersIn(got) > n || strings.ContainsAny(got, "\n\t") {
			t.Fatalf("%q has %d characters, not %d", got, clustersIn(got), n)
		}
		if strings.Contains(d.Title(), "\n") {
			t.Fatalf("the title is %q", d.Title())
		}
	})
}

func TestFind(t *testing.T) {
	for _, c := range []struct{ note, what, want string }{
		{"a gas / Gas *G*ÁS", "gas", "0:2-5 1:0-3 1:4-8"},
		{"aaaa", "aa", "0:0-2 0:2-4"},
		{"Straße STRASSE", "strasse", "0:0-7 0:8-15"},
		{"Straße", "s", "0:0-1 0:4-6"},
		{"the  old\\gas", "old gas", "0:5-12"},
		{"新厨师，厨师", "厨师", "0:3-9 0:12-18"},
		{"e\u0301a", "e", "0:0-3"},
		{"éa", "éa", "0:0-3"},
		{"a / b", "ab", ""},
		{"a", "", ""},
		{"a b", " ", ""},
		{"! gas", "gas", "0:1-4"},
		{"Ёлка", "елка", "0:0-8"},
	} {
		d, _ := readNote(t, c.note)
		var got []string
		for _, r := range d.Find(c.what) {
			got = append(got, place(r))
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%q in %q is at %q, want %q", c.what, c.note, got, c.want)
		}
	}
}

func place(r Range) string {
	digits := func(n int) string { return strings.TrimLeft(string([]byte{byte('0' + n/10), byte('0' + n%10)}), "0") }
	zero := func(s string) string {
		if s == "" {
			return "0"
		}
		return s
	}
	return zero(digits(r.From.Block)) + ":" + zero(digits(r.From.Offset)) + "-" + zero(digits(r.To.Offset))
}

func TestSearchText(t *testing.T) {
	d, _ := readNote(t, "# a / *b*c / --- /  / !d / - e")
	if got := d.SearchText(); got != "a\nbc\nd\ne" {
		t.Errorf("got %q", got)
	}
}

func TestPictures(t *testing.T) {
	d, _ := readNote(t, "!a / b / !c")
	if got := d.Pictures(); len(got) != 1 || got[0] != testSHA {
		t.Errorf("got %q", got)
	}
	for _, sha := range []string{"", "x", strings.Repeat("g", 64), strings.ToUpper(testSHA)} {
		if _, err := NewPicture(Picture{SHA: sha}, Inline{}); err == nil {
			t.Errorf("%q is taken for a picture", sha)
		}
	}
	p, err := NewPicture(Picture{SHA: testSHA, Media: "text/html", Width: -1, Height: 1 << 40, Alt: " a\nb\x00 "}, Inline{})
	if want := (Picture{SHA: testSHA, Height: MaxPixels, Alt: "a b"}); err != nil || p.Picture() != want {
		t.Errorf("got %+v, %v", p.Picture(), err)
	}
}

func TestPage(t *testing.T) {
	d, _ := readNote(t, "# a<b / !c / !")
	var out bytes.Buffer
	err := d.WritePage(&out, Page{Title: "a<b", Lang: `e"n`, Source: func(Picture) (string, error) { return "data:image/png;base64,AA==", nil }})
	got := out.String()
	for _, part := range []string{
		"<!DOCTYPE html>\n<html lang=\"e&quot;n\">", `<meta charset="utf-8">`, "<title>a&lt;b</title>", "<h1>a&lt;b</h1>", `<img src="data:image/png;base64,AA==" alt="">`, "</html>\n",
	} {
		if err != nil || !strings.Contains(got, part) {
			t.Errorf("%v, without %q:\n%s", err, part, got)
		}
	}
	if strings.Contains(got, pictureScheme) {
		t.Error("the store's address stands in the page")
	}
	out.Reset()
	if err := d.WritePage(&out, Page{Source: func(Picture) (string, error) { return "", nil }}); err != nil || !strings.Contains(out.String(), "<p>c</p>\n</body>") {
		t.Errorf("%v, without pictures:\n%s", err, out.String())
	}
	out.Reset()
	if err := d.WritePage(&out, Page{}); err != nil || strings.Contains(out.String(), "<figure>") {
		t.Errorf("%v, without a source:\n%s", err, out.String())
	}
	missing := errors.New("missing")
	if err := d.WritePage(&out, Page{Source: func(Picture) (string, error) { return "", missing }}); !errors.Is(err, missing) {
		t.Errorf("got %v", err)
	}
	if err := d.WritePage(full{}, Page{Source: func(Picture) (string, error) { return "x", nil }}); !errors.Is(err, errFull) {
		t.Errorf("got %v", err)
	}
}

// full is a disk without room.
type full struct{}

var errFull = errors.New("full")

func (full) Write([]byte) (int, error) { return 0, errFull }

func TestNormalLink(t *testing.T) {
	for address, want := range map[string]string{
		"https://x.y/a b": "https://x.y/a%20b", " HTTP://X.Y ": "http://X.Y", "mailto:a@b.c": "mailto:a@b.c", "tel:+34": "tel:+34", "sms:1": "sms:1",
		"": "", "x.y": "", "/a": "", "//x.y": "", "javascript:a": "", "java\tscript:a": "", "JavaScript:a": "", "vbscript:a": "", "file:///a": "", "data:,a": "",
		"https:": "", "https: ": "", "ht\ntps://x": "https://x", "https://x\u202e\u200b\x00y": "https://xy", "https://\xffx": "https://x", "picture:x": "",
		"https://" + strings.Repeat("x", 2041): "",
	} {
		got, ok := NormalLink(address)
		again, _ := NormalLink(got)
		if got != want || ok != (want != "") || again != got {
			t.Errorf("%.50q becomes %q, %t, then %q", address, got, ok, again)
		}
	}
}

// TestSteps says how much one step takes back.
func TestSteps(t *testing.T) {
	type key struct {
		text  string
		after time.Duration
	}
	typed := func(s string) (keys []key) {
		for _, r := range s {
			keys = append(keys, key{string(r), 100 * time.Millisecond})
		}
		return keys
	}
	for name, c := range map[string]struct {
		keys []key
		want []string
	}{
		"a word":                   {typed("word"), []string{""}},
		"a pause":                  {append(typed("one"), key{" ", time.Second + 1}, key{"two", 1}), []string{"one", ""}},
		"a second":                 {append(typed("one"), key{" two", time.Second}), []string{""}},
		"words beyond 20":          {typed("the old gas range goes at the end of the year"), []string{"the old gas range goes", ""}},
		"one long word":            {typed(strings.Repeat("x", 30) + " y"), []string{strings.Repeat("x", 30), ""}},
		"Chinese":                  {typed(strings.Repeat("厨", 30)), []string{""}},
		"erasing after typing":     {append(typed("abc"), key{"<", 1}, key{"<", 1}), []string{"abc", ""}},
		"typing after erasing":     {append(typed("abc"), key{"<", 1}, key{"d", 1}), []string{"ab", "abc", ""}},
		"erasing ahead":            {append(typed("abc"), key{"0", 1}, key{">", 1}, key{">", 1}), []string{"abc", ""}},
		"a new block":              {append(typed("ab"), key{"⏎", 1}, key{"c", 1}), []string{"ab\n", "ab", ""}},
		"a move":                   {append(typed("ab"), key{"0", 1}, key{"c", 1}), []string{"ab", ""}},
		"a move to where it was":   {append(typed("ab"), key{"0", 1}, key{"2", 1}, key{"c", 1}), []string{"ab", ""}},
		"a mark chosen in between": {append(typed("ab"), key{"*", 1}, key{"c", 1}), []string{"ab", ""}},
	} {
		t.Run(name, func(t *testing.T) {
			e, now := NewEditor(New()), start
			for _, k := range c.keys {
				now = now.Add(k.after)
				press(t, e, k.text, now)
			}
			end := e.Document().Clone()
			for i, want := range c.want {
				if !e.CanUndo() || !e.Undo() {
					t.Fatalf("step %d: nothing to take back", i)
				}
				if got := e.Document().Text(); got != want {
					t.Errorf("step %d leads to %q, want %q", i, got, want)
				}
			}
			if e.CanUndo() || e.Undo() {
				t.Errorf("there is more to take back: %q", e.Document().Text())
			}
			for e.CanRedo() {
				e.Redo()
			}
			if !e.Document().Equal(end) {
				t.Errorf("done again to %q", e.Document().Text())
			}
		})
	}
}

// TestTypingAfterTakingBack types on where a word was taken back: that is a
// step of its own.
func TestTypingAfterTakingBack(t *testing.T) {
	const words = "the old gas range goes"
	e, now := NewEditor(New()), start
	typeAll(t, e, words+" at", &now)
	if !e.Undo() || e.Document().Text() != words {
		t.Errorf("taken back to %q", e.Document().Text())
	}
	typeAll(t, e, "xy", &now)
	if !e.Undo() || e.Document().Text() != words {
		t.Errorf("taken back to %q", e.Document().Text())
	}
}

// press presses a key: a text, or one of the signs of TestSteps.
func press(t *testing.T, e *Editor, text string, now time.Time) {
	t.Helper()
	command := Type(text)
	switch text {
	case "<":
		command = Backspace
	case ">":
		command = Delete
	case "⏎":
		command = Enter
	case "*":
		command = ToggleMark(Bold)
	case "0", "2":
		e.Select(Caret(Position{0, int(text[0] - '0')}))
		return
	}
	if err := e.Run(command, now); err != nil {
		t.Fatal(err)
	}
}

// TestHistoryIsBounded types more than is remembered.
func TestHistoryIsBounded(t *testing.T) {
	e := NewEditor(New())
	for range maxSteps + 10 {
		if err := e.Run(Enter, start); err != nil {
			t.Fatal(err)
		}
	}
	steps := 0
	for e.Undo() {
		steps++
	}
	if steps != maxSteps || e.Document().Len() != 11 {
		t.Errorf("%d steps lead back to %d blocks", steps, e.Document().Len())
	}
	if err := e.Type("x", start); err != nil || e.CanRedo() {
		t.Errorf("what was taken back can be done again after something else: %v", err)
	}
	big := New(NewBlock(Paragraph, 0, Plain(strings.Repeat("x", MaxWeight/2), Style{})))
	e = NewEditor(big)
	for i := range 40 {
		e.Select(Select(e.Document().All()))
		if err := e.Run(ToggleMark(Marks(1)<<(i%4)), start); err != nil {
			t.Fatal(err)
		}
	}
	if e.history.held > maxHeld || len(e.history.undo) < 2 {
		t.Errorf("%d bytes are held in %d steps", e.history.held, len(e.history.undo))
	}
	held := heldIn(e.history.undo)
	if e.Undo(); e.history.held != heldIn(e.history.undo)+heldIn(e.history.redo) || held == 0 {
		t.Errorf("%d bytes are counted", e.history.held)
	}
}

// TestForeignHistory takes back in a document that another has edited.
func TestForeignHistory(t *testing.T) {
	var h History
	d, _ := readNote(t, "a / b")
	c := Enter(d, Caret(d.End()))
	inverse, err := d.Apply(c.Edits...)
	if err != nil {
		t.Fatal(err)
	}
	h.Record(c, inverse, Caret(d.End()), c.After, start)
	if _, _, ok := h.Undo(New()); ok || h.CanUndo() || h.CanRedo() {
		t.Error("edits of another document are done")
	}
}
