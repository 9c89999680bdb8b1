package doc

import (
	"errors"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/rivo/uniseg"
	"pgregory.net/rapid"

	"carebook/app/text"
)

// alphabet has what makes clusters, words and white space difficult: marks,
// joiners, flags, skin tones, syllables in parts, prepended signs, hard spaces.
var alphabet = []rune("ab Ccé .,'-9\u00a0\n\tЖж张伟的ひカーกำ한글각\u1100\u1161\u11a8\u0301\u0308\u200d\ufe0f👩💻👍\U0001F3FD🇪🇸🇨🇳❤अ\u094d\u0937ि\u0600ß&<>\"#*_\u00ad\u200b\u202e")

func anyText() *rapid.Generator[string] {
	return rapid.StringOfN(rapid.SampledFrom(alphabet), 0, 12, -1)
}

var anyStyle = rapid.Custom(func(t *rapid.T) Style {
	return Style{
		Marks: Marks(rapid.IntRange(0, int(allMarks)).Draw(t, "marks")) & Marks(rapid.SampledFrom([]int{0, 1, 2, 31}).Draw(t, "mask")),
		Link:  rapid.SampledFrom([]string{"", "", "", testLink, "mailto:a&b@c.de"}).Draw(t, "link"),
	}
})

var anyInline = rapid.Custom(func(t *rapid.T) Inline {
	var parts []Inline
	for range rapid.IntRange(0, 4).Draw(t, "runs") {
		parts = append(parts, Plain(anyText().Draw(t, "text"), anyStyle.Draw(t, "style")))
	}
	return Join(parts...)
})

var anyPicture = rapid.Custom(func(t *rapid.T) Picture {
	return Picture{
		SHA:   rapid.SampledFrom([]string{testSHA, strings.Repeat("f", 64)}).Draw(t, "sha"),
		Media: rapid.SampledFrom([]string{"", "image/png", "image/svg+xml"}).Draw(t, "media"),
		Width: rapid.IntRange(0, 2000).Draw(t, "width"), Height: rapid.SampledFrom([]int{0, 1, 300}).Draw(t, "height"),
		Alt: anyText().Draw(t, "alt"),
	}
})

var anyBlock = rapid.Custom(func(t *rapid.T) *Block {
	kind := Kind(rapid.IntRange(0, int(kinds)-1).Draw(t, "kind"))
	in := anyInline.Draw(t, "inline")
	if kind == PictureKind {
		b, err := NewPicture(anyPicture.Draw(t, "picture"), in)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	b := NewBlock(kind, rapid.IntRange(0, MaxLevel).Draw(t, "level"), in)
	b.checked = kind == Check && rapid.Bool().Draw(t, "checked")
	return b
})

var anyDocument = rapid.Custom(func(t *rapid.T) *Document {
	return New(rapid.SliceOfN(anyBlock, 0, 6).Draw(t, "blocks")...)
})

// anyPlace is a place that need not be in the document.
func anyPlace(t *rapid.T, name string) Position {
	return Position{rapid.IntRange(-1, 7).Draw(t, name+" block"), rapid.IntRange(-1, 40).Draw(t, name+" offset")}
}

func anySelection(t *rapid.T) Selection {
	s := Selection{Anchor: anyPlace(t, "anchor")}
	if s.Head = s.Anchor; rapid.Bool().Draw(t, "wide") {
		s.Head = anyPlace(t, "head")
	}
	s.Chosen = rapid.Bool().Draw(t, "chosen")
	s.Marks = Marks(rapid.Byte().Draw(t, "marks"))
	return s
}

var anyFragment = rapid.Custom(func(t *rapid.T) Fragment {
	return Fragment{rapid.SliceOfN(anyBlock, 0, 3).Draw(t, "fragment")}
})

// commandsOf are all commands, with anything for what they take.
func commandOf(t *rapid.T) (string, Command) {
	kind := Kind(rapid.IntRange(0, int(kinds)).Draw(t, "to"))
	mark := Marks(1) << rapid.IntRange(0, 5).Draw(t, "mark")
	all := []struct {
		name string
		do   Command
	}{
		{"type", Type(anyText().Draw(t, "typed"))},
		{"enter", Enter},
		{"line break", LineBreak},
		{"backspace", Backspace},
		{"backspace word", BackspaceWord},
		{"delete", Delete},
		{"delete word", DeleteWord},
		{"indent", Indent},
		{"outdent", Outdent},
		{"kind", ToggleKind(kind)},
		{"mark", ToggleMark(mark)},
		{"plain marks", PlainMarks},
		{"link", Link(rapid.SampledFrom([]string{"", testLink, "javascript:alert(1)", "tel:+34 600"}).Draw(t, "address"))},
		{"check", ToggleChecked(rapid.IntRange(-1, 7).Draw(t, "item"))},
		{"paste", Paste(anyFragment.Draw(t, "pasted"))},
		{"paste text", PasteText(anyText().Draw(t, "pasted text"))},
		{"paste plain", PastePlain(anyText().Draw(t, "plain text"))},
		{"insert", InsertBlock(anyBlock.Draw(t, "inserted"))},
		{"up", MoveUp},
		{"down", MoveDown},
		{"divider", InsertDivider},
		{"cut", func(d *Document, s Selection) Change { c, _ := Cut(d, s); return c }},
		{"automatic", func(d *Document, s Selection) Change { c, _ := Automatic(d, s); return c }},
	}
	chosen := all[rapid.IntRange(0, len(all)-1).Draw(t, "command")]
	return chosen.name, chosen.do
}

// checkBack looks at the form of a document and that its HTML reads back as it
// is.
func checkBack(t *rapid.T, d *Document) {
	checkCanonical(t, d)
	html := d.HTML()
	if len(html) > 8*d.weight {
		t.Fatalf("%d bytes of HTML for a weight of %d", len(html), d.weight)
	}
	back, err := FromHTML(html)
	if err != nil || !back.Equal(d) {
		t.Fatalf("comes back as another: %v\n%s\n%s", err, html, back.HTML())
	}
}

func TestHTMLComesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { checkBack(t, anyDocument.Draw(t, "document")) })
}

// checkSelection reports a selection that is not in a document.
func checkSelection(t *rapid.T, d *Document, s Selection) {
	if !d.holds(s.Anchor) || !d.holds(s.Head) {
		t.Fatalf("%+v is not in %q", s, note(d, Selection{}))
	}
}

// TestCommands does any commands on any document with any selection: the form
// stays canonical, the selection between clusters, HTML comes back, taking back
// all leads to the start and doing all again to the end.
func TestCommands(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		start := anyDocument.Draw(t, "document")
		e := NewEditor(start.Clone())
		blocks := e.Document().Len()
		e.OnEdit = func(at, removed, inserted int) {
			if at < 0 || at+removed > blocks {
				t.Fatalf("told of blocks %d+%d of %d", at, removed, blocks)
			}
			blocks += inserted - removed
		}
		now := time.Date(2026, 11, 26, 9, 0, 0, 0, time.UTC)
		var selections []Selection
		for range rapid.IntRange(1, 12).Draw(t, "commands") {
			if rapid.Bool().Draw(t, "move") {
				e.Select(anySelection(t))
			}
			checkSelection(t, e.Document(), e.Selection())
			before, was := e.Document().Clone(), e.Selection()
			name, do := commandOf(t)
			c := do(e.Document(), e.Selection())
			if !e.Document().Equal(before) || e.Selection() != was {
				t.Fatalf("%s changes what it is given", name)
			}
			inverse, err := before.Clone().Apply(c.Edits...)
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			now = now.Add(time.Duration(rapid.IntRange(0, 1500).Draw(t, "pause")) * time.Millisecond)
			if err := e.Do(c, now); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			selections = append(selections, e.Selection())
			checkSelection(t, e.Document(), e.Selection())
			checkBack(t, e.Document())
			undone := e.Document().Clone()
			if _, err := undone.Apply(inverse...); err != nil || !undone.Equal(before) {
				t.Fatalf("%s is taken back to %q, %v, from %q", name, note(undone, Selection{}), err, note(before, was))
			}
			if blocks != e.Document().Len() {
				t.Fatalf("%s: told of %d blocks of %d", name, blocks, e.Document().Len())
			}
		}
		final := e.Document().Clone()
		for e.Undo() {
			checkSelection(t, e.Document(), e.Selection())
		}
		if !e.Document().Equal(start) || blocks != start.Len() {
			t.Fatalf("taken back to %q, not %q", note(e.Document(), e.Selection()), note(start, Selection{}))
		}
		redone := false
		for e.Redo() {
			redone = true
		}
		if !e.Document().Equal(final) {
			t.Fatalf("done again to %q, not %q", note(e.Document(), e.Selection()), note(final, Selection{}))
		}
		if last := selections[len(selections)-1]; redone && e.Undo() && e.Redo() && e.Selection().Anchor.Block >= final.Len() {
			t.Fatalf("selects %+v, not %+v", e.Selection(), last)
		}
	})
}

// TestOperations does each operation, whose inverse takes it back, or refuses a
// place that is not in the document.
func TestOperations(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := anyDocument.Draw(t, "document")
		p, q := anyPlace(t, "from"), anyPlace(t, "to")
		if rapid.Bool().Draw(t, "in it") {
			p, q = d.Clamp(p), d.Clamp(q)
		}
		if p.Compare(q) > 0 {
			p, q = q, p
		}
		r := Range{p, q}
		mark := Marks(rapid.Byte().Draw(t, "mark"))
		in := anyInline.Draw(t, "text")
		places := d.holds(p) && d.holds(q)
		rows := p.Block >= 0 && q.Block < d.Len() && p.Block <= q.Block
		for name, op := range map[string]struct {
			do func() ([]Edit, error)
			ok bool
		}{
			"insert":       {func() ([]Edit, error) { return d.Insert(p, in) }, d.holds(p)},
			"delete":       {func() ([]Edit, error) { return d.Delete(r) }, places},
			"replace":      {func() ([]Edit, error) { return d.Replace(r, anyFragment.Draw(t, "fragment")) }, places},
			"split":        {func() ([]Edit, error) { return d.Split(p) }, d.holds(p)},
			"join":         {func() ([]Edit, error) { return d.JoinNext(p.Block) }, p.Block >= 0 && p.Block+1 < d.Len()},
			"set marks":    {func() ([]Edit, error) { return d.SetMarks(r, mark, true) }, places},
			"clear marks":  {func() ([]Edit, error) { return d.ClearMarks(r) }, places},
			"link":         {func() ([]Edit, error) { return d.SetLink(r, "HTTPS://x.y/ z") }, places},
			"kind":         {func() ([]Edit, error) { return d.SetKind(p.Block, q.Block, Kind(mark%16)) }, rows},
			"level":        {func() ([]Edit, error) { return d.SetLevel(p.Block, q.Block, int(mark)-100) }, rows},
			"check":        {func() ([]Edit, error) { return d.SetChecked(p.Block, q.Block, mark%2 == 0) }, rows},
			"picture":      {func() ([]Edit, error) { return d.SetPicture(p.Block, Picture{SHA: testSHA, Width: int(mark) - 100}) }, p.Block >= 0 && p.Block < d.Len()},
			"blocks":       {func() ([]Edit, error) { return d.ReplaceBlocks(p.Block, q.Block-p.Block, anyBlock.Draw(t, "block")) }, p.Block >= 0 && q.Block <= d.Len()},
			"remove":       {func() ([]Edit, error) { return d.ReplaceBlocks(p.Block, q.Block-p.Block) }, p.Block >= 0 && q.Block <= d.Len()},
			"blocks of no": {func() ([]Edit, error) { return d.ReplaceBlocks(p.Block, -1) }, false},
		} {
			edits, err := op.do()
			if (err == nil) != op.ok || err != nil && !errors.Is(err, ErrPlace) {
				t.Fatalf("%s at %+v: %v, in the document: %t", name, r, err, op.ok)
			}
			after := d.Clone()
			inverse, err := after.Apply(edits...)
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			checkBack(t, after)
			if _, err := after.Apply(inverse...); err != nil || !after.Equal(d) {
				t.Fatalf("%s is taken back to %q, %v", name, note(after, Selection{}), err)
			}
			checkCanonical(t, after)
		}
	})
}

// TestClusters compares the borders near an offset with those of the whole
// text.
func TestClusters(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.OneOf(rapid.StringOfN(rapid.SampledFrom(alphabet), 0, 60, -1), rapid.String().Filter(func(s string) bool { return len(s) < 200 })).Draw(t, "text")
		s = clean(s)
		borders := map[int]bool{0: true}
		for rest, at, state := s, 0, -1; rest != ""; {
			var cluster string
			cluster, rest, _, state = uniseg.FirstGraphemeClusterInString(rest, state)
			at += len(cluster)
			borders[at] = true
		}
		last := 0
		for off := range len(s) + 1 {
			if isBorder(s, off) != borders[off] {
				t.Fatalf("in %q a border at %d: %t, want %t", s, off, !borders[off], borders[off])
			}
			if borders[off] {
				if off > 0 && (prevBorder(s, off) != last || nextBorder(s, last) != off) {
					t.Fatalf("in %q around %d: %d and %d, want %d", s, off, prevBorder(s, off), nextBorder(s, last), last)
				}
				last = off
			}
			if floorBorder(s, off) != last {
				t.Fatalf("in %q before %d: %d, want %d", s, off, floorBorder(s, off), last)
			}
		}
	})
}

// TestLongRuns moves in texts in which nothing tells a border from afar: a time
// that grows with the square of the length would be minutes.
func TestLongRuns(t *testing.T) {
	const times = 20_000
	for _, s := range []string{"\ufffd", "🇪🇸", "═", "👩🏽\u200d💻", "क\u094d", "\u1100\u1161", "e\u0301", "한"} {
		d := New(NewBlock(Paragraph, 0, Plain(strings.Repeat(s, times), Style{})))
		if d.WordLeft(d.End()) != d.Start() || d.WordRight(d.Start()) != d.End() || d.WordAt(d.End()) != d.All() {
			t.Errorf("%q is no one word", s)
		}
		if len(d.Find(s)) > times {
			t.Errorf("%q is found too often", s)
		}
	}
}

// TestBordersOfCharacters looks at every character that is taken for a border
// of clusters.
func TestBordersOfCharacters(t *testing.T) {
	for r := rune(0); r <= 0x10FFFF; r++ {
		s := string(r)
		for _, before := range []string{"a", "é", "👩", "👩\u200d", "\u0301", "🇪", "한", "\u1100", "\u1161", "\ua960", "\u0600"} {
			last, _ := utf8.DecodeLastRuneInString(before)
			if clean(s) != s || !parted(last, r) {
				continue
			}
			if cluster, _, _, _ := uniseg.FirstGraphemeClusterInString(before+s, -1); cluster != before {
				t.Errorf("%U joins with %q", r, before)
			}
		}
		if cluster, _, _, _ := uniseg.FirstGraphemeClusterInString(string(r)+"a", -1); r != 0xFFFD && len(cluster) > len(string(r)) {
			found := false
			for _, table := range prepended.R16 {
				found = found || uint16(r) >= table.Lo && r <= rune(table.Hi) && r <= 0xFFFF
			}
			for _, table := range prepended.R32 {
				found = found || uint32(r) >= table.Lo && uint32(r) <= table.Hi
			}
			if !found {
				t.Errorf("%U joins with what follows", r)
			}
		}
	}
}

func TestMoves(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := anyDocument.Draw(t, "document")
		p := d.Clamp(anyPlace(t, "place"))
		for name, to := range map[string]Position{
			"left": d.Left(p), "right": d.Right(p), "word left": d.WordLeft(p), "word right": d.WordRight(p),
			"word": d.WordAt(p).From, "word's end": d.WordAt(p).To, "block": d.BlockAt(p).From, "block's end": d.BlockAt(p).To,
		} {
			if !d.holds(to) {
				t.Fatalf("%s of %+v is %+v, which is not in %q", name, p, to, note(d, Selection{}))
			}
		}
		if to := d.Right(p); to != p && d.Left(to) != p {
			t.Fatalf("left of right of %+v is %+v", p, d.Left(to))
		}
		if d.Right(p) == p != (p == d.End()) || d.Left(p) == p != (p == d.Start()) || d.WordRight(p) == p != (p == d.End()) || d.WordLeft(p) == p != (p == d.Start()) {
			t.Fatalf("stays at %+v", p)
		}
		link, r := d.LinkOf(Caret(p))
		if !d.holds(r.From) || !d.holds(r.To) || link == "" != r.Empty() || r.From.Compare(p) > 0 || p.Compare(r.To) > 0 {
			t.Fatalf("the link %q at %+v reaches over %+v", link, p, r)
		}
	})
}

// TestFoldingOfClusters folds cluster by cluster as text.Fold does a cluster.
func TestFoldingOfClusters(t *testing.T) {
	for r := rune(' '); r < 0x3000; r++ {
		s := string(r)
		if got := strings.TrimSpace(foldedOf(s, map[string]string{}).text); clean(s) == s && got != text.Fold(s) {
			t.Errorf("%q is folded to %q, not %q", s, got, text.Fold(s))
		}
	}
}

func TestFindAnywhere(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := anyDocument.Draw(t, "document")
		what := anyText().Draw(t, "what")
		if rapid.Bool().Draw(t, "from it") {
			p, q := d.Clamp(anyPlace(t, "from")), d.Clamp(anyPlace(t, "to"))
			if p.Block == q.Block && p.Offset < q.Offset {
				what = d.Block(p.Block).Text()[p.Offset:q.Offset]
			}
		}
		last := d.Start()
		for _, r := range d.Find(what) {
			if !d.holds(r.From) || !d.holds(r.To) || r.From.Compare(last) < 0 || r.From.Block != r.To.Block || r.From.Offset >= r.To.Offset {
				t.Fatalf("%q is found at %+v of %q", what, r, note(d, Selection{}))
			}
			last = r.To
		}
	})
}

// TestDrawn looks at the stretches that are drawn: all of the text, cut between
// clusters, in the style in which each begins.
func TestDrawn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := anyInline.Draw(t, "inline")
		at := 0
		for run := range in.Drawn() {
			if run.From != at || run.Text != in.Text()[run.From:run.To] || !isBorder(in.Text(), run.To) || run.Style != in.StyleAt(run.From) || run.To <= at {
				t.Fatalf("%+v at %d of %q", run, at, in.Text())
			}
			at = run.To
		}
		if at != len(in.Text()) {
			t.Fatalf("ends at %d of %q", at, in.Text())
		}
	})
}
