package doc

import (
	"errors"
	"strings"
	"testing"
	"time"
)

var start = time.Date(2026, 11, 26, 9, 0, 0, 0, time.UTC)

// TestCommandsOfWordProcessors says of each command what it makes of a note;
// notation_test.go says how that is written.
func TestCommandsOfWordProcessors(t *testing.T) {
	fragment := func(s string) Fragment {
		d, _ := readNote(t, s)
		return FragmentOf(d)
	}
	for _, group := range []struct {
		name string
		do   Command
		// cases are pairs: before, after.
		cases []string
	}{
		{"type x", Type("x"), []string{
			"|", "x|",
			"a|b", "ax|b",
			"a«bc»d", "ax|d",
			"*a|*", "*ax|*",
			"*a*|b", "*ax|*b",
			"|*a*", "*x|a*",
			"a*«b»*c", "a*x|*c",
			"a@b|c@", "a@bx|c@",
			"a@bc|@d", "a@bc@x|d",
			"@|a@", "x|@a@",
			"@a|@", "@a@x|",
			"# a«b / c»d", "# ax|d",
			"# «a / b»c", "# x|c",
			"- a«b / # c»", "- ax|",
			"!a|", "!ax|",
			"---|", "--- / x|",
			"---| / a", "--- / x| / a",
			"---« / a»b", "x|b",
			"a«b / ---»", "ax| / ---",
			"a«b / !»c", "ax| / !c",
			"!«a / b»c", "x|c",
			"!a«b / c»d", "!ax|d",
			"---« / ---»", "x| / ---",
			"[x] a|", "[x] ax|",
		}},
		{"enter", Enter, []string{
			"|", " / |",
			"a|b", "a / |b",
			"a|", "a / |",
			"|a", " / |a",
			"a«b»c", "a / |c",
			"a«b / # c»d", "a / # |d",
			"# a«b / c»d", "# a / |d",
			"---« / a»b", " / |b",
			"*a|*b", "*a* / |b",
			"# a|", "# a / |",
			"# a|b", "# a / # |b",
			"# |a", " / # |a",
			"# |", "#  / |",
			"- a|", "- a / - |",
			"- a|b", "- a / - |b",
			"- |a", "-  / - |a",
			".- a|b", ".- a / .- |b",
			"- |", "|",
			"..- |", ".- |",
			"- a / .- | / - b", "- a / - | / - b",
			"- a / - | / - b", "- a / | / - b",
			"[x] a|", "[x] a / [] |",
			"[x] a|b", "[x] a / [] |b",
			"[x] |a", "[]  / [x] |a",
			"[x] a«b»c", "[x] a / [] |c",
			"1. |", "|",
			"> a|", "> a / > |",
			"> a / > |", "> a / |",
			"!a|", "!a / |",
			"!a|b", "!a / |b",
			"!|ab", "! / |ab",
			"---|", "--- / |",
			"---| / a", "--- / | / a",
			"a / ---«»", "a / --- / |",
		}},
		{"line break", LineBreak, []string{
			"a|b", "a\\|b",
			"- a|", "- a\\|",
			"# a«b»", "# a\\|",
			"!a|", "!a\\|",
			"---|", "--- / |",
		}},
		{"backspace", Backspace, []string{
			"|", "|",
			"|a", "|a",
			"a|b", "|b",
			"ab|", "a|",
			"a«bc»d", "a|d",
			"張|", "|",
			"e\u0301|x", "|x",
			"👩🏽\u200d💻|", "|",
			"🇪🇸🇨🇳|", "🇪🇸|",
			"a\\|b", "a|b",
			"a / |b", "a|b",
			"a / |", "a|",
			" / |a", "|a",
			" / # |a", "# |a",
			" / - |a", " / |a",
			"a / # |b", "a|b",
			"# a / |b", "# a|b",
			"# |a", "|a",
			"- |a", "|a",
			".- |a", "|a",
			"- a / - |b", "- a / |b",
			"- a / |b", "- a|b",
			"- a / - |", "- a / |",
			"[x] |a", "|a",
			"> |a", "|a",
			"> a / |b", "> a|b",
			"a / --- / |b", "a / |b",
			"--- / |b", "|b",
			"--- / |", "|",
			"a / ---|", "a|",
			"---|", "|",
			"---| / a", "|a",
			"!|", "|",
			"!|a", "|a",
			"a / !|b", "a / |b",
			"!a / |", "!a|",
			"!a / |b", "!a| / b",
			"!a / - |b", "!a / |b",
			"a«b / c»d", "a|d",
			"# a«b / c»d", "# a|d",
			"# «a / b»c", "|c",
			"# «a / b»", "# |",
			"- «a / # b / c»d", "|d",
			"---« / ---» / a", "---| / a",
			"a / ---« / b»", "a / |",
			"«a / !b / c»", "|",
			"!«a / b»", "|",
			"!«ab»", "!|",
			"a«b / !c»d", "a|d",
			"«a / b / »c", "|c",
		}},
		{"delete", Delete, []string{
			"|", "|",
			"a|", "a|",
			"|ab", "|b",
			"|e\u0301x", "|x",
			"a| / b", "a|b",
			"| / b", "|b",
			"| / # b", "# |b",
			"a| / - b", "a|b",
			"a| / # b", "a|b",
			"# a| / b", "# a|b",
			"- a| / - b", "- a|b",
			"a| / --- / b", "a| / b",
			"| / --- / b", "---| / b",
			"---| / b", "|b",
			"a / ---|", "a|",
			"---|", "|",
			"a| / !b", "a| / b",
			"a| / ! / c", "a| / c",
			"| / !b", "!|b",
			"!a| / b", "!a / |b",
			"!a| / ", "!a|",
			"!| / ", "!|",
			"!| / - ", "!|",
			"a«b»c", "a|c",
		}},
		{"backspace word", BackspaceWord, []string{
			"the old gas|", "the old |",
			"the old |", "the |",
			"the, |", "the|",
			"the o|ld", "the |ld",
			"  |a", "|a",
			"it can't|", "it |",
			"for 3.50|", "for |",
			"新厨师,很好|", "新厨师,|",
			"ひらカタ|", "ひら|",
			"a / |b", "a|b",
			"- |b", "|b",
		}},
		{"delete word", DeleteWord, []string{
			"the |old gas", "the | gas",
			"the| old gas", "the| gas",
			"|don’t go", "| go",
			"a| / b", "a|b",
		}},
		{"indent", Indent, []string{
			"- a|", ".- a|",
			"- a / .- b / - «c / .- d»", "- a / .- b / .- «c / ..- d»",
			"........- a|", "........- a|",
			"a|", "a|",
			"# a|", "# a|",
			"- «a / b / 1. c»", ".- «a / b / .1. c»",
			"- «a / - »b", ".- «a / - »b",
		}},
		{"outdent", Outdent, []string{
			".- a|", "- a|",
			"- a|", "- a|",
			"- «a / .[x] b»", "- «a / [x] b»",
		}},
		{"bullets", ToggleKind(Bullet), []string{
			"a|", "- a|",
			"«a / b»", "- «a / - b»",
			"- «a / - b»", "«a / b»",
			"- «a / b»", "- «a / - b»",
			".1. a|", ".- a|",
			"# a|", "- a|",
			"«a / --- / !b»", "- «a / --- / !b»",
			"---« / !b»", "---« / !b»",
			"«a / »b", "- «a / »b",
		}},
		{"checks", ToggleKind(Check), []string{"- a|", "[] a|", "[x] a|", "a|"}},
		{"heading", ToggleKind(Heading1), []string{"a|", "# a|", "# a|", "a|", ".- a|", "# a|", "## a|", "# a|"}},
		{"bold", ToggleMark(Bold), []string{
			"a«b»c", "a*«b»*c",
			"a*«b»*c", "a«b»c",
			"*a«b»c*", "*a*«b»*c*",
			"a«b*c»*", "a*«bc»*",
			"_a«b_c»", "_a_*_«b_c»*",
			"«ab / # c» / d", "*«ab* / # *c»* / d",
			"@a«b@ c»", "@a@*@«b@ c»*",
			"!«a»", "!*«a»*",
			"---« / a»", "---« / *a»*",
			"a« / »b", "a« / »b",
		}},
		{"no marks", PlainMarks, []string{"*a«b_c*=d»=", "*a*«bcd»", "*@«a»@*", "@«a»@"}},
		{"link", Link(testLink), []string{
			"a«b»c", "a@«b»@c",
			"a b|c d", "a @b|c@ d",
			"a |", "a @example.org/|@",
			"|", "@example.org/|@",
			"«a / b»", "@«a@ / @b»@",
		}},
		{"no link", Link(""), []string{"@a|b@", "a|b", "@ab|@", "ab|", "@a«b»@", "@a@«b»", "a|", "a|", "@*a*b|@", "*a*b|"}},
		{"check", ToggleChecked(0), []string{"[] a|", "[x] a|", "[x] a / |", "[] a / |", "- a|", "- a|"}},
		{"paste text", Paste(fragment("xy")), []string{
			"a|b", "axy|b",
			"# a|", "# axy|",
			"a«b / c»d", "axy|d",
			"|", "xy|",
			"---|", "--- / xy|",
		}},
		{"paste blocks", Paste(fragment("x / # y / z")), []string{
			"|", "x / # y / z|",
			"a|b", "ax / # y / z|b",
			"a|", "ax / # y / z|",
			"|b", "x / # y / z|b",
			"# a|b", "# ax / # y / z|b",
			"# |b", "x / # y / # z|b",
			"- a|b", "- ax / # y / - z|b",
			".- |", "x / # y / z|",
			"- a / - | / - b", "- a / x / # y / z| / - b",
			"> |", "x / # y / z|",
			"[x] a|b", "[x] ax / # y / [] z|b",
			"> a|", "> ax / # y / > z|",
			"a«b / # c»d", "ax / # y / z|d",
			"# «a / - b»c", "x / # y / - z|c",
			"# «a / !b»c", "x / # y / # z|c",
			"!a|b", "!ax / # y / z|b",
			"!|", "!x / # y / z|",
			"---|", "--- / x / # y / z|",
			"a / ---« / b»c", "a / x / # y / z|c",
			"a«b / ---»", "ax / # y / z| / ---",
		}},
		{"paste an item", Paste(fragment("- x")), []string{
			"|", "- x|",
			"a|b", "ax|b",
			"# |", "# x|",
			"- a|", "- ax|",
		}},
		{"paste items", Paste(fragment("- x / .- y")), []string{
			"|", "- x / .- y|",
			"a|b", "ax / .- y|b",
			"1. |", "- x / .- y|",
			"1. a|", "1. ax / .- y|",
		}},
		{"paste a picture", Paste(fragment("!x")), []string{
			"|", "!x|",
			"a|b", "a / !x| / b",
			"a|", "a / !x|",
			"|b", "!x| / b",
			"- a|b", "- a / !x| / - b",
			"- |", "!x|",
			"!a|b", "!a / !x| / b",
			"# a|b", "# a / !x| / # b",
			"a«b / c»d", "a / !x| / d",
		}},
		{"paste nothing", Paste(Fragment{}), []string{"a«b»c", "a«b»c"}},
		{"paste lines", PasteText("x\ny\n"), []string{
			"|", "x / y|",
			"- a|b", "- ax / - y|b",
			"*a|*b", "*ax* / *y|*b",
			"- |", "- x / - y|",
			"> |", "> x / > y|",
			"# a|", "# ax / y|",
		}},
		{"paste an address", PasteText(testLink), []string{"a |", "a @https://example.org/|@"}},
		{"paste a page", PasteText("<h1>x</h1>\n<p>y <b>z</b></p>"), []string{"|", "# x / y *z|*", "a|b", "ax / y *z|*b"}},
		{"paste a page with a table", PasteText("<h2>x</h2><p>y</p><table><tr><td>1</td><td>2</td></tr></table><ol><li>z</li></ol>"), []string{
			"- a / - |", "- a / ## x / y / 1\t2 / 1. z|",
			"- a|b", "- ax / - y / - 1\t2 / 1. z|b",
		}},
		{"paste plainly", PastePlain("<b>x</b>\ny"), []string{"a|", "a<b>x</b> / y|", "*«a»*", "*<b>x</b>* / *y*|"}},
		{"paste nothing", PastePlain(""), []string{"a«b»", "a«b»"}},
		{"insert", InsertBlock(NewBlock(Divider, 0, Inline{})), []string{"a|b", "a / --- / |b", "|", "---|"}},
		{"move up", MoveUp, []string{
			"a / b|", "b| / a",
			"|a / b", "|a / b",
			"a / - «b / c» / d", "- «b / c» / a / d",
			"a / «b / »c", "«b / »a / c",
		}},
		{"move down", MoveDown, []string{"a| / b / c", "b / a| / c", "a / b|", "a / b|", "«a / b» / # c", "# c / «a / b»"}},
		{"divider", InsertDivider, []string{
			"|", "--- / |",
			"a|", "a / --- / |",
			"a|b", "a / --- / |b",
			"|b", "--- / |b",
			"a«b»c", "a / --- / |c",
			"---|", "--- / --- / |",
		}},
	} {
		t.Run(group.name, func(t *testing.T) {
			for i := 0; i < len(group.cases); i += 2 {
				before, want := group.cases[i], group.cases[i+1]
				e := NewEditor(New())
				d, s := readNote(t, before)
				e.doc, e.sel = d.Clone(), s
				if err := e.Run(group.do, start); err != nil {
					t.Errorf("%q: %v", before, err)
				}
				checkCanonical(t, e.doc)
				wanted, at := readNote(t, want)
				if at.Chosen, at.Marks = e.sel.Chosen, e.sel.Marks; !e.doc.Equal(wanted) || e.sel != at {
					t.Errorf("%-24q gives %q, want %q", before, note(e.doc, e.sel), want)
				}
				if changed := !e.doc.Equal(d); changed != e.CanUndo() {
					t.Errorf("%q: changed %t, to take back %t", before, changed, e.CanUndo())
				}
				if e.Undo() && (!e.doc.Equal(d) || e.sel != s) {
					t.Errorf("%q is taken back to %q", before, note(e.doc, e.sel))
				}
			}
		})
	}
}

// TestPastedSigns pastes what looks like the signs of Markdown: it stays text.
func TestPastedSigns(t *testing.T) {
	e := NewEditor(New())
	if err := e.Run(PasteText("- x\n# y\n*z*"), start); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, b := range e.Document().Blocks() {
		if got = append(got, b.Text()); b.Kind() != Paragraph {
			t.Errorf("%q is of kind %d", b.Text(), b.Kind())
		}
	}
	if strings.Join(got, "|") != "- x|# y|*z*" {
		t.Errorf("got %q", got)
	}
}

// typeAll types a text key by key, a tenth of a second apart; "⏎" is Enter.
func typeAll(t *testing.T, e *Editor, keys string, now *time.Time) {
	t.Helper()
	for _, r := range keys {
		*now = now.Add(100 * time.Millisecond)
		do := func() error { return e.Type(string(r), *now) }
		if r == '⏎' {
			do = func() error { return e.Run(Enter, *now) }
		}
		if err := do(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestTypingSigns(t *testing.T) {
	for _, c := range []struct{ keys, want string }{
		{"- a", "- a|"},
		{"* a⏎b", "- a / - b|"},
		{"1. a⏎b⏎⏎c", "1. a / 1. b / c|"},
		{"2. a", "2. a|"},
		{"[] a⏎b", "[] a / [] b|"},
		{"[ ] a", "[] a|"},
		{"[x] a⏎b", "[x] a / [] b|"},
		{"- [] a", "[] a|"},
		{"# a⏎b", "# a / b|"},
		{"## a", "## a|"},
		{"### a", "### a|"},
		{"#### a", "#### a|"},
		{"> a⏎b⏎⏎c", "> a / > b / c|"},
		{"---⏎a", "--- / a|"},
		{"a - b", "a - b|"},
		{"a⏎- b", "a / - b|"},
		{"-a", "-a|"},
		{"# - a", "# - a|"},
		{"1. # a", "1. # a|"},
	} {
		e, now := NewEditor(New()), start
		typeAll(t, e, c.keys, &now)
		if got := note(e.Document(), e.Selection()); got != c.want {
			t.Errorf("%q gives %q, want %q", c.keys, got, c.want)
		}
	}
	// In front of a text, and taken back: the signs stay as they were typed.
	d, _ := readNote(t, "a")
	e := NewEditor(d)
	for _, key := range []string{"-", " "} {
		if err := e.Type(key, start); err != nil {
			t.Fatal(err)
		}
	}
	if got := note(e.Document(), e.Selection()); got != "- |a" {
		t.Errorf("got %q", got)
	}
	if e.Undo(); e.Document().Block(0).Text() != "- a" || e.Selection() != Caret(Position{0, 2}) {
		t.Errorf("taken back: %q, %+v", e.Document().Block(0).Text(), e.Selection())
	}
	if e.Undo(); e.Document().Block(0).Text() != "a" {
		t.Errorf("taken back twice: %q", e.Document().Block(0).Text())
	}
}

func TestChosenMarks(t *testing.T) {
	e, now := NewEditor(New()), start
	run := func(do Command) {
		t.Helper()
		if err := e.Run(do, now); err != nil {
			t.Fatal(err)
		}
	}
	run(ToggleMark(Bold))
	if e.Document().MarksOf(e.Selection()) != Bold {
		t.Error("the chosen mark is not told")
	}
	typeAll(t, e, "ab", &now)
	run(ToggleMark(Bold))
	typeAll(t, e, "c", &now)
	run(ToggleMark(Bold))
	run(ToggleMark(Italic))
	typeAll(t, e, "d⏎e", &now)
	if got := note(e.Document(), e.Selection()); got != "*ab*c*_d*_ / *_e*_|" {
		t.Errorf("got %q", got)
	}
	run(ToggleMark(Bold))
	e.Select(Caret(Position{0, 0}))
	typeAll(t, e, "x", &now)
	if got := note(e.Document(), e.Selection()); got != "*x|ab*c*_d*_ / *_e*_" {
		t.Errorf("a move of the caret forgets what was chosen: %q", got)
	}
}

func TestMarksOf(t *testing.T) {
	for s, want := range map[string]Marks{
		"|": 0, "*a|*": Bold, "*a*|b": Bold, "a|*b*": 0, "|*b*": Bold, "«a*b»*": 0, "a*«b»*": Bold, "*a«_b_»*": Bold | Italic, "*«a* / _b»_": 0,
		"*«a* / *_b»_*": Bold, "« / »a": 0, "---«»": 0,
	} {
		d, sel := readNote(t, s)
		if got := d.MarksOf(sel); got != want {
			t.Errorf("%q has %b, want %b", s, got, want)
		}
	}
}

func TestCopies(t *testing.T) {
	for s, want := range map[string]string{
		"|":                      "",
		"a«b»c":                  "b",
		"# a«b»":                 "b",
		"# «ab»":                 "# ab",
		"# «a»b":                 "a",
		"- «a / - b»c / - d":     "- a / - b",
		"# a«b / - c»d":          "b / - c",
		"«a / --- / b»":          "a / --- / b",
		"«a / ---» / b":          "a / ",
		"«a / !»b":               "a / ",
		"!«a»":                   "a",
		"!a«b / c»":              "b / c",
		"!«a / c»":               "!a / c",
		"[x] «a / *b*»":          "[x] a / *b*",
		"a «@b@ / c» d":          "@b@ / c",
		"«a / - b / .- c / --->": "",
	} {
		d, sel := readNote(t, s)
		if sel.Empty() {
			want = ""
		}
		got := Copied(d, sel)
		_, cut := Cut(d, sel)
		if note(got.Document(), Caret(Position{-1, 0})) != want || got.Empty() != (want == "") {
			t.Errorf("%q gives %q, want %q", s, note(got.Document(), Selection{Anchor: Position{-1, 0}}), want)
		}
		if !cut.Document().Equal(got.Document()) {
			t.Errorf("%q: cut gives %q", s, note(cut.Document(), Selection{}))
		}
	}
	d, _ := readNote(t, "ab")
	if _, err := d.Copy(Range{Position{0, 1}, Position{0, 3}}); err == nil {
		t.Error("copies from behind the end")
	}
	if f, err := d.Copy(Range{Position{0, 0}, Position{0, 1}}); err != nil || f.Text() != "a" {
		t.Errorf("copies %q, %v", f.Text(), err)
	}
}

// TestCutAndPaste cuts and pastes at the same place, which restores the note
// where the first block keeps its kind.
func TestCutAndPaste(t *testing.T) {
	for _, s := range []string{
		"a«b»c", "a«b / c»d", "# a«b / - c»d", "«a / b»", "- a«b / - c / .- d»e", "a«b / !c / d»e", "«a / # b»c", "[x] a«b / [x] c»d", "> a«b / > c»d",
	} {
		d, sel := readNote(t, s)
		e := NewEditor(d.Clone())
		e.Select(sel)
		f, err := e.Cut(start)
		if err != nil {
			t.Fatal(err)
		}
		if err := e.Run(Paste(f), start); err != nil || !e.Document().Equal(d) {
			t.Errorf("%q becomes %q, %v", s, note(e.Document(), e.Selection()), err)
		}
		if e.Selection() != Caret(sel.Head) {
			t.Errorf("%q: the caret is at %+v", s, e.Selection())
		}
	}
}

func TestWordsAndBlocks(t *testing.T) {
	for s, want := range map[string]string{
		"the o|ld gas": "the «old» gas", "the |old": "the «old»", "the| old": "«the» old", "the old|": "the «old»", "a |  b": "a«   »b",
		"a, |, b": "a, «,» b", "it can|'t be": "it «can't» be", "新厨|师来": "«新厨师来»", "|": "|", "- x|": "- «x»", "3|.50 €": "«3.50» €", "a\\|b": "a\\«b»",
	} {
		d, sel := readNote(t, s)
		if got := note(d, Select(d.WordAt(sel.Head))); got != want {
			t.Errorf("the word of %q is %q, want %q", s, got, want)
		}
	}
	d, _ := readNote(t, "a / bc / d")
	if got := note(d, Select(d.BlockAt(Position{1, 1}))); got != "a / «bc» / d" {
		t.Errorf("the block is %q", got)
	}
	if got := note(d, Select(d.All())); got != "«a / bc / d»" {
		t.Errorf("all is %q", got)
	}
}

func TestWordMoves(t *testing.T) {
	for _, s := range []string{"|the |old| gas|", "|新厨师|，|很好|", "|ひら|カナ|漢字|"} {
		text := strings.ReplaceAll(s, "|", "")
		d := New(NewBlock(Paragraph, 0, Plain(text, Style{})), NewBlock(Paragraph, 0, Inline{}))
		if to := d.WordRight(Position{0, len(text)}); to != (Position{1, 0}) {
			t.Errorf("right of %q is %+v", text, to)
		}
	}
	d, _ := readNote(t, "the old, gas / b")
	var right, left []int
	for p := d.Start(); p.Block == 0; p = d.WordRight(p) {
		right = append(right, p.Offset)
	}
	for p := d.endOf(0); p != d.Start(); p = d.WordLeft(p) {
		left = append(left, p.Offset)
	}
	if len(right) != 5 || right[1] != 3 || right[2] != 7 || right[3] != 8 || right[4] != 12 {
		t.Errorf("to the right: %v", right)
	}
	if len(left) != 4 || left[0] != 12 || left[1] != 9 || left[2] != 7 || left[3] != 4 {
		t.Errorf("to the left: %v", left)
	}
}

// TestStaleEdits applies edits to a document that is not theirs.
func TestStaleEdits(t *testing.T) {
	d, _ := readNote(t, "abc / def")
	other, _ := readNote(t, "é")
	for name, edits := range map[string]func() ([]Edit, error){
		"a block":  func() ([]Edit, error) { return d.Insert(Position{1, 0}, Plain("x", Style{})) },
		"a text":   func() ([]Edit, error) { return d.Delete(Range{Position{0, 2}, Position{0, 3}}) },
		"no rune":  func() ([]Edit, error) { return d.Insert(Position{0, 1}, Plain("x", Style{})) },
		"two":      func() ([]Edit, error) { return d.SetKind(0, 1, Quote) },
		"the last": func() ([]Edit, error) { return d.ReplaceBlocks(0, 1) },
	} {
		made, err := edits()
		if err != nil {
			t.Fatal(err)
		}
		before := other.Clone()
		if _, err := other.Apply(made...); !errors.Is(err, ErrPlace) || !other.Equal(before) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestRunsEnd(t *testing.T) {
	d, _ := readNote(t, "*a*b / *c*")
	runs := 0
	for range d.Block(0).Inline().Runs() {
		runs++
		break
	}
	for range d.Block(0).Inline().Drawn() {
		runs++
		break
	}
	if runs != 2 || d.Numbers(1, 1) != nil {
		t.Errorf("%d runs", runs)
	}
}

func TestNumbers(t *testing.T) {
	for s, want := range map[string]string{
		"1. a / 1. b / 1. c":                  "123",
		"1. a / .1. b / .1. c / 1. d / .1. e": "11221",
		"1. a / .- b / 1. c":                  "102",
		"1. a / - b / 1. c":                   "101",
		"1. a / b / 1. c":                     "101",
		"1. a / --- / 1. c":                   "101",
		"..1. a / .1. b / 1. c / ..1. d":      "1111",
		"- a / .1. b / - c / .1. d":           "0101",
	} {
		d, _ := readNote(t, s)
		for from := range d.Len() {
			var got strings.Builder
			for _, n := range d.Numbers(from, d.Len()+1) {
				got.WriteByte(byte('0' + n))
			}
			if got.String() != want[from:] {
				t.Errorf("%q from %d: %s, want %s", s, from, got.String(), want[from:])
			}
		}
	}
}
