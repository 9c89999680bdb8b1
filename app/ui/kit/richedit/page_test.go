package richedit

import (
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"carebook/app/doc"
	"carebook/app/ui/kit/kittest"
	"carebook/app/ui/style"
)

var blockKinds = []doc.Kind{
	doc.Paragraph, doc.Paragraph, doc.Heading1, doc.Heading2, doc.Heading3,
	doc.Bullet, doc.Number, doc.Number, doc.Check, doc.Quote, doc.Divider, doc.PictureKind,
}

// documentGen makes notes of all that there is.
func documentGen(blocks, letters int) *rapid.Generator[*doc.Document] {
	return rapid.Custom(func(t *rapid.T) *doc.Document {
		var all []*doc.Block
		for range rapid.IntRange(1, blocks).Draw(t, "blocks") {
			kind := rapid.SampledFrom(blockKinds).Draw(t, "kind")
			text := inlineGen(letters).Draw(t, "inline")
			if kind != doc.PictureKind {
				all = append(all, doc.NewBlock(kind, rapid.IntRange(0, 3).Draw(t, "level"), text))
				continue
			}
			size := rapid.SampledFrom([][2]int{{0, 0}, {300, 200}, {2000, 900}, {10, 10}, {400, 0}}).Draw(t, "size")
			b, err := doc.NewPicture(doc.Picture{SHA: shaOf("one"), Width: size[0], Height: size[1]}, text)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, b)
		}
		return doc.New(all...)
	})
}

// drawPage lays such a note out with what a measurer knows already.
func drawPage(t *rapid.T, m *measurer, blocks, letters int) *page {
	p := newPage(documentGen(blocks, letters).Draw(t, "note"), nil)
	p.measure = m
	p.setWidth(rapid.Float32Range(60, testWidth).Draw(t, "width"))
	p.height()
	return p
}

// positions are all positions of a document in order.
func positions(d *doc.Document) []doc.Position {
	all := []doc.Position{d.Start()}
	for at := d.Start(); at != d.End(); {
		at = d.Right(at)
		all = append(all, at)
	}
	return all
}

// TestCarets holds each position to a caret within its block, and clicks on the
// caret to the position.
func TestCarets(t *testing.T) {
	kittest.App(t)
	m := newMeasurer()
	rapid.Check(t, func(t *rapid.T) {
		p := drawPage(t, m, 6, 12)
		for _, at := range positions(p.doc) {
			for _, upstream := range []bool{false, true} {
				it, _ := p.lineOf(at, upstream)
				c := p.caret(at, upstream)
				if top := p.tops[at.Block]; c.y < top || c.y+c.h > top+max(it.height, it.lineHeight) || c.h <= 0 {
					t.Fatalf("the caret at %v is %+v, in a block from %v of %v", at, c, top, it.height)
				}
				if c.x < 0 || c.x > max(p.width, narrowest)+style.Px(pillLeft+pillInside) {
					t.Fatalf("the caret at %v is %+v, in a column of %v", at, c, p.width)
				}
				if it.pictured() && it.text == "" || it.block.Kind() == doc.Divider {
					continue
				}
				h := p.hit(c.x, c.y+c.h/2)
				if h.at == at {
					continue
				}
				// Another position may have its caret at the same place: at the
				// border of two directions, where blanks hang, behind signs without
				// a width.
				if back := p.caret(h.at, h.upstream); back.y != c.y || back.x-c.x > 0.6 || c.x-back.x > 0.6 {
					t.Fatalf("the caret at %v (%v) is %+v, which is hit at %v (%v), %+v", at, upstream, c, h.at, h.upstream, back)
				}
			}
		}
	})
}

// TestLatinCarets is the same without exceptions for what most notes hold.
func TestLatinCarets(t *testing.T) {
	p := newTestPage(t, fromHTML(t, `<p>She wants <b>steam and dry heat</b> in one oven, ten <i>trays</i>, and it has to pass a door of 92 cm. Vicent does the measuring on Monday, before ten.</p><ul><li>厨房的旧煤气灶年底就要换掉了，她想要一台既能蒸又能烤的炉子，十层烤盘，而且必须能通过九十二厘米宽的门</li></ul>`))
	for _, at := range positions(p.doc) {
		c := p.caret(at, false)
		if h := p.hit(c.x, c.y+c.h/2); h.at != at {
			t.Errorf("the caret at %v is hit at %v", at, h.at)
		}
	}
}

// TestUpAndDown walks through a note line by line.
func TestUpAndDown(t *testing.T) {
	kittest.App(t)
	m := newMeasurer()
	rapid.Check(t, func(t *rapid.T) {
		p := drawPage(t, m, 6, 12)
		x := rapid.Float32Range(-20, testWidth+20).Draw(t, "x")
		lines := 0
		for _, it := range p.items {
			lines += len(it.lines)
		}
		at, upstream, ok := doc.Position{}, false, true
		for steps := 0; ; steps++ {
			was := p.caret(at, upstream)
			next, up, more := p.below(at, upstream, x)
			if ok = more; !ok {
				if steps != lines-1 {
					t.Fatalf("down takes %d steps through %d lines", steps, lines)
				}
				break
			}
			if now := p.caret(next, up); now.y <= was.y {
				t.Fatalf("down from %v (%+v) leads to %v (%+v)", at, was, next, now)
			}
			if p.doc.Clamp(next) != next {
				t.Fatalf("down in %q leads to %v, which is no position", p.items[next.Block].text, next)
			}
			at, upstream = next, up
		}
		for steps := 0; ; steps++ {
			was := p.caret(at, upstream)
			next, up, more := p.above(at, upstream, x)
			if !more {
				if steps != lines-1 {
					t.Fatalf("up takes %d steps through %d lines", steps, lines)
				}
				break
			}
			if now := p.caret(next, up); now.y >= was.y {
				t.Fatalf("up from %v leads to %v", at, next)
			}
			at, upstream = next, up
		}
	})
}

func TestLineEnds(t *testing.T) {
	kittest.App(t)
	m := newMeasurer()
	rapid.Check(t, func(t *rapid.T) {
		p := drawPage(t, m, 4, 12)
		for _, at := range positions(p.doc) {
			for _, upstream := range []bool{false, true} {
				c := p.caret(at, upstream)
				start := p.lineStart(at, upstream)
				end, up := p.lineEnd(at, upstream)
				if start.Compare(at) > 0 || end.Compare(at) < 0 {
					t.Fatalf("the line of %v is %v..%v", at, start, end)
				}
				if p.caret(start, false).y != c.y || p.caret(end, up).y != c.y {
					t.Fatalf("the line of %v (%v) goes from %v to %v (%v), which are on other lines", at, upstream, start, end, up)
				}
			}
		}
	})
}

// TestBoxes holds what a range covers to the carets at its ends.
func TestBoxes(t *testing.T) {
	kittest.App(t)
	m := newMeasurer()
	rapid.Check(t, func(t *rapid.T) {
		p := drawPage(t, m, 6, 12)
		all := positions(p.doc)
		i := rapid.IntRange(0, len(all)-1).Draw(t, "from")
		j := rapid.IntRange(i, len(all)-1).Draw(t, "to")
		r := doc.Range{From: all[i], To: all[j]}
		boxes := p.boxes(r, 0, p.height())
		if i == j {
			if len(boxes) > 0 {
				t.Fatalf("nothing covers %v", boxes)
			}
			return
		}
		for _, end := range []struct {
			at       doc.Position
			upstream bool
		}{{r.From, false}, {r.To, true}} {
			c := p.caret(end.at, end.upstream)
			it := p.items[end.at.Block]
			if it.captionHidden() || it.block.Kind() == doc.Divider || end.upstream && end.at.Offset == 0 {
				continue // nothing of the block is selected, or all of it is
			}
			touched := slices.ContainsFunc(boxes, func(b box) bool {
				// In a line of several directions the caret stands before what
				// follows, which may be elsewhere.
				return (it.levels != nil || c.x >= b.x-0.6 && c.x <= b.x+b.w+0.6) && c.y >= b.y-0.1 && c.y+c.h <= b.y+b.h+0.1
			})
			if !touched && !widthless(p, r) {
				t.Fatalf("%v covers %v, not the caret at %v (%+v)", r, boxes, end.at, c)
			}
		}
		for _, b := range boxes {
			if b.w <= 0 || b.h <= 0 || b.y < 0 || b.y+b.h > p.height()+0.1 {
				t.Fatalf("%v covers %+v", r, b)
			}
		}
	})
}

// widthless reports whether a range holds only signs that take no room at one of
// its ends: they are shown by no box.
func widthless(p *page, r doc.Range) bool {
	none := func(s string) bool { return strings.Trim(s, "\u0301\u05b0\u200d\u200f\u200b \t\n\u3000") == "" }
	from, to := p.items[r.From.Block].text[r.From.Offset:], p.items[r.To.Block].text[:r.To.Offset]
	if r.From.Block == r.To.Block {
		from = p.items[r.From.Block].text[r.From.Offset:r.To.Offset]
		to = from
	}
	head, tail := from, to
	if len(head) > 0 {
		head = head[:clusterLen(head)]
	}
	if i := len(tail); i > 0 {
		ends := clusterBorders(tail)
		for i--; i > 0 && !ends[i]; i-- {
		}
		tail = tail[i:]
	}
	return none(head) || none(tail)
}

// TestSelectionHasNoGaps looks at the boxes of a selection over several blocks.
func TestSelectionHasNoGaps(t *testing.T) {
	p := newTestPage(t, note(t))
	y := float32(0)
	for _, b := range p.boxes(p.doc.All(), 0, p.height()) {
		if b.y > y+0.01 {
			t.Errorf("nothing is selected from %v to %v", y, b.y)
		}
		y = max(y, b.y+b.h)
	}
	if y != p.height() {
		t.Errorf("the selection ends at %v, the note at %v", y, p.height())
	}
	all := p.boxes(p.doc.All(), 0, p.height())
	some := p.boxes(p.doc.All(), 300, 400)
	if len(some) == 0 || len(some) > len(all)/2 {
		t.Errorf("between two heights there are %d of %d boxes", len(some), len(all))
	}
	for _, b := range all {
		if seen := b.y < 400 && b.y+b.h > 300; seen != slices.Contains(some, b) {
			t.Errorf("%+v: seen %v", b, seen)
		}
	}
}

// editor edits a note and tells a page of it.
func editorOf(p *page) *doc.Editor {
	ed := doc.NewEditor(p.doc)
	ed.OnEdit = p.edited
	return ed
}

// TestEditedPage holds a page through random edits to one made anew.
func TestEditedPage(t *testing.T) {
	kittest.App(t)
	m := newMeasurer()
	now := time.Date(2026, 11, 26, 9, 0, 0, 0, time.UTC)
	rapid.Check(t, func(t *rapid.T) {
		d := documentGen(6, 10).Draw(t, "note")
		p := newPage(d, nil)
		p.measure = m
		p.setWidth(rapid.Float32Range(60, testWidth).Draw(t, "width"))
		p.height()
		ed := editorOf(p)
		for range rapid.IntRange(1, 8).Draw(t, "edits") {
			all := positions(d)
			ed.Select(doc.Selection{
				Anchor: rapid.SampledFrom(all).Draw(t, "anchor"),
				Head:   rapid.SampledFrom(all).Draw(t, "head"),
			})
			commands := []doc.Command{
				doc.Type(textGen(5).Draw(t, "typed")), doc.Enter, doc.Backspace, doc.Delete, doc.Indent, doc.Outdent,
				doc.MoveUp, doc.MoveDown, doc.InsertDivider, doc.LineBreak,
				doc.ToggleKind(rapid.SampledFrom(blockKinds[:9]).Draw(t, "kind")),
				doc.ToggleMark(doc.Marks(1 << rapid.IntRange(0, 4).Draw(t, "mark"))),
				doc.Paste(doc.FragmentOf(documentGen(3, 4).Draw(t, "pasted"))),
				doc.ToggleChecked(0),
			}
			switch n := rapid.IntRange(-2, len(commands)-1).Draw(t, "command"); n {
			case -2:
				ed.Undo()
			case -1:
				ed.Redo()
			default:
				if err := ed.Run(commands[n], now); err != nil {
					t.Fatal(err)
				}
			}
			if rapid.Bool().Draw(t, "looked") {
				p.height()
			}
		}
		samePage(t, p)
	})
}

// samePage holds a page to one of the same document made anew.
func samePage(t *rapid.T, p *page) {
	fresh := newPage(p.doc, nil)
	fresh.measure = p.measure
	fresh.setWidth(p.width)
	if got, want := p.height(), fresh.height(); got != want {
		t.Fatalf("the page is %v high, want %v", got, want)
	}
	for i, want := range fresh.items {
		got := p.items[i]
		if got.block != want.block || got.number != want.number || got.height != want.height || p.tops[i] != fresh.tops[i] ||
			!slices.Equal(got.lines, want.lines) || got.left != want.left || got.baseline != want.baseline {
			t.Fatalf("block %d is laid out as\n%+v at %v, want\n%+v at %v", i, got, p.tops[i], want, fresh.tops[i])
		}
	}
}

func TestNumbersFollowEdits(t *testing.T) {
	p := newTestPage(t, fromHTML(t, `<ol><li>one</li><li>two</li><li>three</li></ol><p>text</p><ol><li>one</li></ol>`))
	p.height()
	ed := editorOf(p)
	numbers := func() []int {
		p.height()
		var n []int
		for _, it := range p.items {
			n = append(n, it.number)
		}
		return n
	}
	if got := numbers(); !slices.Equal(got, []int{1, 2, 3, 0, 1}) {
		t.Fatalf("the numbers are %v", got)
	}
	ed.Select(doc.Caret(doc.Position{Block: 0, Offset: 3}))
	if err := ed.Run(doc.Enter, time.Time{}); err != nil {
		t.Fatal(err)
	}
	if got := numbers(); !slices.Equal(got, []int{1, 2, 3, 4, 0, 1}) {
		t.Errorf("behind a new item the numbers are %v", got)
	}
	ed.Select(doc.Selection{Anchor: doc.Position{Block: 3, Offset: 5}, Head: doc.Position{Block: 5}})
	if err := ed.Run(doc.Delete, time.Time{}); err != nil {
		t.Fatal(err)
	}
	if got := numbers(); !slices.Equal(got, []int{1, 2, 3, 4}) {
		t.Errorf("with the lists joined the numbers are %v", got)
	}
}

// TestBlockOnly counts what a key lays out.
func TestBlockOnly(t *testing.T) {
	var html strings.Builder
	for range 200 {
		html.WriteString("<p>The old gas range goes at the end of the year.</p>")
	}
	p := newTestPage(t, fromHTML(t, html.String()))
	p.height()
	before := slices.Clone(p.items)
	ed := editorOf(p)
	ed.Select(doc.Caret(doc.Position{Block: 100, Offset: 3}))
	if err := ed.Type("x", time.Time{}); err != nil {
		t.Fatal(err)
	}
	p.height()
	for i, it := range p.items {
		if same := it == before[i]; same != (i != 100) {
			t.Errorf("block %d is laid out anew: %v", i, !same)
		}
	}
	ed.Select(doc.Caret(doc.Position{Block: 100}))
	if err := ed.Run(doc.MoveUp, time.Time{}); err != nil {
		t.Fatal(err)
	}
	p.height()
	if p.items[100] != before[99] {
		t.Error("a block that was moved is laid out anew")
	}
}

func TestSpaces(t *testing.T) {
	p := newTestPage(t, fromHTML(t, `<p>a</p><p>b</p><h2>c</h2><p>d</p><ul><li>e</li><li>f</li></ul>`))
	p.height()
	for i, want := range []float32{0, 32, 73, 100, 132, 160} {
		if p.tops[i] != want {
			t.Errorf("block %d begins at %v, want %v", i, p.tops[i], want)
		}
	}
}

func TestPictureSize(t *testing.T) {
	kittest.App(t)
	for _, c := range []struct {
		w, h, nw, nh  int
		width, height float32
	}{
		{292, 206, 0, 0, 292, 206},
		{0, 0, 300, 200, 300, 200},
		{150, 0, 300, 200, 150, 100},
		{0, 0, 1408, 700, 704, 350},
		{0, 0, 0, 0, unknownWidth, unknownHeight},
	} {
		p := newPage(doc.New(pictureBlock(t, "one", c.w, c.h, "")), func(string) (int, int) { return c.nw, c.nh })
		p.setWidth(testWidth)
		if p.height() != c.height || p.items[0].picture.w != c.width {
			t.Errorf("a picture of %d x %d (%d x %d) is %+v, want %v x %v", c.w, c.h, c.nw, c.nh, p.items[0].picture, c.width, c.height)
		}
	}
}

func TestHits(t *testing.T) {
	p := newTestPage(t, fromHTML(t, `<ul class="checks"><li><input type="checkbox">A photo, <a href="https://marina.example/">the hotel</a></li></ul><hr><p>end</p>`))
	p.height()
	b, _ := p.checkBox(0)
	link := p.caret(doc.Position{Block: 0, Offset: 12}, false)
	for name, c := range map[string]struct {
		x, y  float32
		on    part
		block int
		link  string
	}{
		"the box":            {b.x + 9, b.y + 9, onCheck, 0, ""},
		"the text":           {40, 12, onText, 0, ""},
		"the link":           {link.x, link.y + 5, onLink, 0, "https://marina.example/"},
		"behind the line":    {600, 12, onMargin, 0, ""},
		"the divider":        {300, p.tops[1] + 8, onDivider, 1, ""},
		"below everything":   {10, p.height() + 100, onMargin, 2, ""},
		"above everything":   {10, -50, onMargin, 0, ""},
		"left of the item":   {-20, 12, onMargin, 0, ""},
		"the last paragraph": {5, p.tops[2] + 12, onText, 2, ""},
	} {
		if h := p.hit(c.x, c.y); h.on != c.on || h.block != c.block || h.link != c.link {
			t.Errorf("%s is hit as %+v, want %v in %d, %q", name, h, c.on, c.block, c.link)
		}
	}
	if h := p.hit(600, 12); h.at.Offset != len(p.items[0].text) {
		t.Errorf("behind the line the caret comes to %v", h.at)
	}
	pic := newPage(doc.New(pictureBlock(t, "one", 300, 200, "Caption")), nil)
	pic.setWidth(testWidth)
	for _, c := range []struct {
		x, y float32
		on   part
	}{{150, 100, onPicture}, {400, 100, onMargin}, {20, 212, onText}} {
		if h := pic.hit(c.x, c.y); h.on != c.on {
			t.Errorf("%v, %v is hit as %v, want %v", c.x, c.y, h.on, c.on)
		}
	}
}

// visual is the texts of a line's pieces from left to right.
func visual(p *page, block int) []string {
	p.sum()
	it := p.items[block]
	var texts []string
	for _, pc := range p.pieces(it, it.lines[0]) {
		texts = append(texts, it.drawn(&pc))
	}
	return texts
}

func TestVisualOrder(t *testing.T) {
	p := newTestPage(t, fromHTML(t, `<p>Call שלום עולם 12 now</p><p>שלום (abc) 12!</p><p>نعم، (قوس) end</p>`))
	for block, want := range [][]string{
		{"Call ", "12", " ", "עולם", " ", "שלום", " now"},
		{"!", "12", " (", "abc", ") ", "שלום"},
		{"end", " (", "قوس", ") ", "،", "نعم"},
	} {
		got := visual(p, block)
		if !slices.Equal(got, want) {
			t.Errorf("block %d stands as %q, want %q", block, got, want)
		}
	}
	// A right-to-left block ends at the right.
	it := p.items[1]
	pieces := p.pieces(it, it.lines[0])
	if last := pieces[len(pieces)-1]; last.x+last.w < testWidth-0.1 || last.x+last.w > testWidth+0.1 {
		t.Errorf("a right-to-left line ends at %v, want %v", last.x+last.w, testWidth)
	}
	if c := p.caret(doc.Position{Block: 1}, false); c.x != testWidth {
		t.Errorf("its caret begins at %v", c.x)
	}
	// The caret goes from right to left within the letters.
	var x []float32
	for _, off := range []int{5, 7, 9, 11} {
		x = append(x, p.caret(doc.Position{Offset: off}, false).x)
	}
	if !slices.IsSortedFunc(x, func(a, b float32) int { return int(b - a) }) || x[0] == x[3] {
		t.Errorf("through a Hebrew word the caret goes by %v", x)
	}
	// A selection over the border of two directions is in two parts.
	boxes := p.boxes(doc.Range{From: doc.Position{Offset: 2}, To: doc.Position{Offset: 9}}, 0, 20)
	if len(boxes) != 2 || boxes[0].x+boxes[0].w >= boxes[1].x {
		t.Errorf("a selection over two directions covers %+v", boxes)
	}
}

func TestRightToLeftItem(t *testing.T) {
	p := newTestPage(t, fromHTML(t, `<ul class="checks"><li><input type="checkbox">שלום</li></ul>`))
	p.height()
	b, _ := p.checkBox(0)
	if b.x+b.w != testWidth {
		t.Errorf("the box of a right-to-left item is at %+v", b)
	}
	if c := p.caret(doc.Position{}, false); c.x != testWidth-indentItem {
		t.Errorf("its text begins at %v", c.x)
	}
	if h := p.hit(b.x+9, b.y+9); h.on != onCheck {
		t.Errorf("its box is hit as %v", h.on)
	}
}

func TestRestyle(t *testing.T) {
	kittestApp := kittest.App(t)
	p := newPage(note(t), nil)
	p.setWidth(testWidth)
	small := p.height()
	kittestApp.Settings().SetTheme(style.New(style.Dark, 150))
	p.restyle()
	if large := p.height(); large < small*1.3 {
		t.Errorf("at 150 %% the note is %v high, at 100 %% %v", large, small)
	}
}
