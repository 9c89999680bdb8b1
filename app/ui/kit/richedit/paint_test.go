package richedit

import (
	"fmt"
	"image"
	"image/color"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/software"

	"carebook/app/doc"
	"carebook/app/ui/kit/kittest"
	"carebook/app/ui/style"
)

// lent is Pictures for tests: pictures come when they are let go.
type lent struct {
	asked []string
	shows []func(image.Image)
}

func (l *lent) Get(sha string, width float32, show func(image.Image)) {
	l.asked = append(l.asked, fmt.Sprintf("%s %v", sha[:4], width))
	l.shows = append(l.shows, show)
}

// timesOf is how often one was asked for, by its number among all.
func timesOf(all []string, i int) (times int) {
	for _, a := range all {
		if a == all[i] {
			times++
		}
	}
	return times
}

// plain is a look at a note without a caret.
func plain() look { return look{current: -1, hovered: -1} }

func texts(objects []fyne.CanvasObject) []*canvas.Text { return of[*canvas.Text](objects) }

func of[T fyne.CanvasObject](objects []fyne.CanvasObject) []T {
	var found []T
	for _, o := range objects {
		if x, ok := o.(T); ok {
			found = append(found, x)
		}
	}
	return found
}

// filled is where rectangles of a colour lie.
func filled(objects []fyne.CanvasObject, token style.Token) []box {
	var found []box
	for _, r := range of[*canvas.Rectangle](objects) {
		if r.FillColor == style.Color(token) {
			found = append(found, box{r.Position().X, r.Position().Y, r.Size().Width, r.Size().Height})
		}
	}
	return found
}

func findText(t *testing.T, objects []fyne.CanvasObject, text string) *canvas.Text {
	t.Helper()
	for _, o := range texts(objects) {
		if strings.TrimSpace(o.Text) == text {
			return o
		}
	}
	t.Fatalf("%q is not drawn", text)
	return nil
}

func TestPainterDrawsWhatIsSeen(t *testing.T) {
	var html strings.Builder
	for range 2000 {
		html.WriteString("<p>The old gas range goes at the end of the year. She wants <b>steam</b> in one oven, ten trays, and it has to pass a door. Vicent does the measuring.</p>")
	}
	html.WriteString("<p>" + strings.Repeat("One long block that never ends. ", 3000) + "</p>")
	p := newTestPage(t, fromHTML(t, html.String()))
	pt := newPainter(p, nil)
	for _, top := range []float32{0, 1010, p.height() / 2, p.height() - 900} {
		objects := pt.objects(plain(), top, top+800)
		// 32 lines of at most five pieces.
		if n := len(objects); n < 60 || n > 200 {
			t.Errorf("at %v there are %d objects", top, n)
		}
		for _, o := range objects {
			if y := o.Position().Y; y >= top+800+10 || y+o.Size().Height <= top-25 {
				t.Errorf("at %v something is drawn at %v", top, y)
			}
		}
	}
}

// TestObjectsStay scrolls: what stays in sight keeps its objects.
func TestObjectsStay(t *testing.T) {
	p := newTestPage(t, note(t))
	pt := newPainter(p, nil)
	before := pt.objects(plain(), 0, p.height())
	at := map[fyne.CanvasObject]string{}
	for _, o := range texts(before) {
		at[o] = o.Text
	}
	after := pt.objects(plain(), 0, p.height())
	if len(after) != len(before) {
		t.Fatalf("the same frame has %d objects, then %d", len(before), len(after))
	}
	for _, o := range texts(after) {
		if at[o] != o.Text {
			t.Errorf("%q was drawn by the object of %q", o.Text, at[o])
		}
	}
	// A key in the first line draws its own piece anew.
	ed := editorOf(p)
	ed.Select(doc.Caret(doc.Position{Offset: 3}))
	if err := ed.Type("x", time.Time{}); err != nil {
		t.Fatal(err)
	}
	changed := 0
	for _, o := range texts(pt.objects(plain(), 0, p.height())) {
		if at[o] != o.Text {
			changed++
		}
	}
	if changed == 0 || changed > 3 {
		t.Errorf("a key draws %d pieces anew", changed)
	}
}

func TestInks(t *testing.T) {
	p := newTestPage(t, fromHTML(t, `<p>plain <a href="https://a.example/">link</a> <mark>marked</mark> <b>bold</b> <i>italic</i> <u>under</u> <s>struck</s></p>`+
		`<ul class="checks"><li><input type="checkbox" checked>done</li></ul><blockquote><p>said</p></blockquote><h2>Head</h2>`))
	objects := newPainter(p, nil).objects(plain(), 0, p.height())
	for text, ink := range map[string]style.Token{
		"plain": style.Ink, "link": style.Accent, "marked": style.Ink, "done": style.Ink3, "said": style.Ink2, "Head": style.Ink,
	} {
		if got := findText(t, objects, text).Color; got != style.Color(ink) {
			t.Errorf("%q is in %v, want %s", text, got, ink)
		}
	}
	bold, italic, head := findText(t, objects, "bold"), findText(t, objects, "italic"), findText(t, objects, "Head")
	if !bold.TextStyle.Bold || !italic.TextStyle.Italic || italic.FontSource == nil {
		t.Errorf("bold is %+v, italic %+v", bold.TextStyle, italic.TextStyle)
	}
	if book, _ := style.Name("Head"); head.FontSource != book || head.TextSize != 20 {
		t.Errorf("a heading is in %v, %v", head.FontSource, head.TextSize)
	}
	marked := findText(t, objects, "marked")
	marks := filled(objects, style.Mark)
	if len(marks) != 1 || marks[0].x >= marked.Position().X || marks[0].x+marks[0].w <= marked.Position().X+marked.Size().Width {
		t.Errorf("behind a marked text at %v lies %+v", marked.Position(), marks)
	}
	rules := func(o *canvas.Text) (n int) {
		for _, b := range append(filled(objects, style.Ink), append(filled(objects, style.Ink3), filled(objects, style.Accent)...)...) {
			if b.h == 1 && b.x == o.Position().X && b.y > o.Position().Y && b.y < o.Position().Y+o.Size().Height {
				n++
			}
		}
		return n
	}
	for text, want := range map[string]int{"link": 1, "under": 1, "struck": 1, "done": 1, "bold": 0} {
		if got := rules(findText(t, objects, text)); got != want {
			t.Errorf("%q has %d lines under or through it, want %d", text, got, want)
		}
	}
}

// TestBaselines holds pieces of several faces in a line to one baseline.
func TestBaselines(t *testing.T) {
	p := newTestPage(t, fromHTML(t, `<h1>Jardín 翡翠园</h1><p>cook <b>bold</b> <i>slanted</i></p>`))
	pt := newPainter(p, nil)
	objects := pt.objects(plain(), 0, p.height())
	lines := map[int][]float32{}
	for _, o := range texts(objects) {
		line := p.itemAt(o.Position().Y + o.Size().Height/2)
		f := slices.Index(p.measure.faces, face{o.FontSource, o.TextStyle, o.TextSize})
		s := ownFont
		if o.FontSource == nil {
			s = scriptOf(o.Text)
		}
		lines[line] = append(lines[line], o.Position().Y+ceil(p.measure.ascent(faceID(f), s, o.Text)))
	}
	for line, baselines := range lines {
		if len(baselines) < 2 || slices.Min(baselines) != slices.Max(baselines) {
			t.Errorf("the pieces of line %d stand at %v", line, baselines)
		}
	}
}

// TestBaselinesInPixels looks where a letter of the program's font and one of
// Fyne's, in a piece of its own, stand.
func TestBaselinesInPixels(t *testing.T) {
	for _, source := range []string{"<p>H Ǩ</p>", "<p><b>H Ǩ</b></p>", "<h1>H Ǩ</h1>"} {
		p := newTestPage(t, fromHTML(t, source))
		objects := newPainter(p, nil).objects(plain(), 0, p.height())
		own, other := findText(t, objects, "H"), findText(t, objects, "Ǩ")
		if own.FontSource == nil || other.FontSource != nil {
			t.Fatalf("%s: the letters are in %v and %v", source, own.FontSource, other.FontSource)
		}
		c := software.NewTransparentCanvas()
		c.SetPadded(false)
		c.SetContent(container.NewWithoutLayout(objects...))
		c.Resize(fyne.NewSize(testWidth, 60))
		img := c.Capture()
		foot := func(o *canvas.Text) int {
			return lowestInk(img, int(o.Position().X), int(o.Position().X+o.Size().Width))
		}
		if a, b := foot(own), foot(other); a == 0 || a != b {
			t.Errorf("%s: the letters stand at %d and %d", source, a, b)
		}
	}
}

func TestCaretAndSelection(t *testing.T) {
	p := newTestPage(t, note(t))
	pt := newPainter(p, nil)
	l := plain()
	l.caretOn, l.focused, l.caret = true, true, doc.Position{Offset: 5}
	c := p.caret(l.caret, false)
	c.x -= caretWidth / 2
	objects := pt.objects(l, 0, p.height())
	if !slices.Contains(filled(objects, style.Accent), c) {
		t.Errorf("no caret at %+v", c)
	}
	if last := objects[len(objects)-1].Position(); last != fyne.NewPos(c.x, c.y) {
		t.Errorf("something lies over the caret, at %v", last)
	}
	if objects := pt.objects(l, 300, 600); slices.Contains(filled(objects, style.Accent), c) {
		t.Error("a caret out of sight is drawn")
	}
	l.caretOn = false
	l.selection = doc.Range{From: doc.Position{Offset: 5}, To: doc.Position{Block: 1, Offset: 9}}
	objects = pt.objects(l, 0, p.height())
	if got, want := filled(objects, style.Soft), p.boxes(l.selection, 0, p.height()); !slices.Equal(got, want) {
		t.Errorf("the selection is drawn as %v, want %v", got, want)
	}
	if slices.Contains(filled(objects, style.Accent), c) {
		t.Error("the caret is drawn where it is off")
	}
}

func TestFoundPlaces(t *testing.T) {
	p := newTestPage(t, fromHTML(t, `<p>oven and oven</p><p>one oven</p>`))
	l := plain()
	l.found, l.current = p.doc.Find("oven"), 1
	objects := newPainter(p, nil).objects(l, 0, p.height())
	if n := len(filled(objects, style.Mark)); n != 3 {
		t.Errorf("%d of 3 places are marked", n)
	}
	strong := 0
	for _, r := range of[*canvas.Rectangle](objects) {
		if r.StrokeWidth > 0 && r.StrokeColor == style.Color(style.SoonFill) {
			strong++
			if r.Position().X < 50 || r.Position().Y > 20 {
				t.Errorf("the current place is at %v", r.Position())
			}
		}
	}
	if strong != 1 {
		t.Errorf("%d places stand out", strong)
	}
}

func TestMarkers(t *testing.T) {
	p := newTestPage(t, fromHTML(t, `<ol><li>one<ol><li>deep</li></ol></li><li>two</li></ol><ul><li>a<ul><li>b<ul><li>c</li></ul></li></ul></li></ul>`+
		`<ul class="checks"><li><input type="checkbox" checked>done</li><li><input type="checkbox">open</li></ul>`))
	l := plain()
	l.hovered = 7
	objects := newPainter(p, nil).objects(l, 0, p.height())
	one, two := findText(t, objects, "1."), findText(t, objects, "2.")
	if a, b := one.Position().X+one.Size().Width, two.Position().X+two.Size().Width; a != b || a != indentItem-markerGap {
		t.Errorf("numbers end at %v and %v, want %v", a, b, indentItem-markerGap)
	}
	if n := len(of[*canvas.Circle](objects)); n != 2 {
		t.Errorf("there are %d round bullets, want a full one and a hollow one", n)
	}
	for i, r := range of[*canvas.Circle](objects) {
		if hollow := r.StrokeWidth > 0; hollow != (i == 1) || hollow != (r.FillColor == color.Transparent) {
			t.Errorf("round bullet %d is %+v", i, r)
		}
	}
	icons := of[*canvas.Image](objects)
	if len(icons) != 1 || icons[0].Resource != style.Icon(style.CheckBold, style.OnAccent) {
		t.Errorf("the signs in boxes are %v", icons)
	}
	box, _ := p.checkBox(7)
	hovered := slices.ContainsFunc(of[*canvas.Rectangle](objects), func(r *canvas.Rectangle) bool {
		return r.StrokeColor == style.Color(style.Accent) && r.Position() == fyne.NewPos(box.x, box.y)
	})
	if !hovered {
		t.Error("the box under the pointer looks like any other")
	}
}

func TestQuotesAndDividers(t *testing.T) {
	p := newTestPage(t, fromHTML(t, `<blockquote><p>a</p><p>b</p></blockquote><p>text</p><blockquote><p>c</p></blockquote><hr>`))
	objects := newPainter(p, nil).objects(plain(), 0, p.height())
	bars := filled(objects, style.Line2)
	want := []box{
		{0, p.tops[4] + whole(p.items[4].height/2), testWidth, 1},
		{0, 0, quoteBar, p.tops[1] + p.items[1].height},
		{0, p.tops[3], quoteBar, p.items[3].height},
	}
	if !slices.Equal(bars, want) {
		t.Errorf("bars and dividers are %+v, want %+v", bars, want)
	}
}

func TestPictures(t *testing.T) {
	kittest.App(t)
	pictures := &lent{}
	p := newPage(doc.New(pictureBlock(t, "one", 300, 200, ""), pictureBlock(t, "one", 300, 200, ""), pictureBlock(t, "two", 300, 200, "Two")), nil)
	p.setWidth(testWidth)
	pt := newPainter(p, pictures)
	changed := 0
	pt.changed = func() { changed++ }
	objects := pt.objects(plain(), 0, p.height())
	if len(pictures.asked) != 2 || len(of[*canvas.Image](objects)) != 0 {
		t.Fatalf("%v were asked for, %d are drawn", pictures.asked, len(of[*canvas.Image](objects)))
	}
	grounds := filled(objects, style.Hover)
	if len(grounds) != 3 || grounds[0] != (box{0, 0, 300, 200}) {
		t.Errorf("in the place of pictures stand %+v", grounds)
	}
	pictures.shows[0](image.NewNRGBA(image.Rect(0, 0, 300, 200)))
	if changed != 1 {
		t.Errorf("a picture that came is told of %d times", changed)
	}
	images := of[*canvas.Image](pt.objects(plain(), 0, p.height()))
	l := plain()
	l.selection = p.doc.All()
	covered := pt.objects(l, 0, p.height())
	lowest := slices.IndexFunc(covered, func(o fyne.CanvasObject) bool { _, ok := o.(*canvas.Image); return ok })
	if soft := slices.IndexFunc(covered, func(o fyne.CanvasObject) bool {
		r, ok := o.(*canvas.Rectangle)
		return ok && r.FillColor == style.Color(style.Soft)
	}); soft < 0 || soft > lowest {
		t.Errorf("the selection lies over the pictures: it is object %d, they are from %d on", soft, lowest)
	}
	if len(images) != 2 || images[0] == images[1] || images[1].Position().Y != p.tops[1] || images[0].CornerRadius != pictureRadius {
		t.Errorf("of a picture that stands twice are drawn %v", images)
	}
	if one, two := timesOf(pictures.asked, 0), timesOf(pictures.asked, 1); one != 1 || two != 3 {
		t.Errorf("one that came was asked for %d times, one that did not in %d of 3 frames", one, two)
	}
	// A narrower column asks for it in that width, and shows what it has.
	p.setWidth(200)
	pictures.asked = nil
	images = of[*canvas.Image](pt.objects(plain(), 0, p.height()))
	if len(images) != 2 || images[0].Size().Width != 200 || len(pictures.asked) != 2 {
		t.Errorf("in a narrow column %d pictures are drawn, %v asked for", len(images), pictures.asked)
	}
}

// TestPicturesAreForgotten scrolls by many pictures.
func TestPicturesAreForgotten(t *testing.T) {
	kittest.App(t)
	var blocks []*doc.Block
	for i := range 50 {
		blocks = append(blocks, pictureBlock(t, fmt.Sprint(i), 300, 400, ""))
	}
	p := newPage(doc.New(blocks...), nil)
	p.setWidth(testWidth)
	pictures := &lent{}
	pt := newPainter(p, pictures)
	for y := float32(0); y < p.height(); y += 200 {
		pt.objects(plain(), y, y+800)
	}
	if n := len(pt.pictures.kept); n > unseen+4 {
		t.Errorf("%d pictures are kept", n)
	}
	if n := len(slices.Compact(slices.Sorted(slices.Values(pictures.asked)))); n != 50 {
		t.Errorf("%d pictures were asked for", n)
	}
	changed := false
	pt.changed = func() { changed = true }
	pictures.shows[0](image.NewNRGBA(image.Rect(0, 0, 3, 4)))
	if changed {
		t.Error("a picture that is out of sight for long draws the window anew")
	}
}

func TestPictureFrame(t *testing.T) {
	kittest.App(t)
	p := newPage(doc.New(
		doc.NewBlock(doc.Paragraph, 0, doc.Plain("before", doc.Style{})),
		pictureBlock(t, "one", 300, 200, ""),
		doc.NewBlock(doc.Paragraph, 0, doc.Plain("behind", doc.Style{}))), nil)
	p.setWidth(testWidth)
	pt := newPainter(p, nil)
	for name, c := range map[string]struct {
		look          func(*look)
		framed, words bool
	}{
		"elsewhere":   {func(*look) {}, false, false},
		"the caret":   {func(l *look) { l.caret = doc.Position{Block: 1} }, true, true},
		"not focused": {func(l *look) { l.caret, l.focused = doc.Position{Block: 1}, false }, false, false},
		"covered":     {func(l *look) { l.selection = doc.Range{To: doc.Position{Block: 2, Offset: 2}} }, true, false},
		"up to it":    {func(l *look) { l.selection = doc.Range{To: doc.Position{Block: 1}} }, false, false},
	} {
		l := plain()
		l.focused = true
		c.look(&l)
		objects := pt.objects(l, 0, p.height())
		framed := slices.ContainsFunc(of[*canvas.Rectangle](objects), func(r *canvas.Rectangle) bool {
			return r.StrokeColor == style.Color(style.Accent) && r.Size() == fyne.NewSize(300, 200)
		})
		words := slices.ContainsFunc(texts(objects), func(o *canvas.Text) bool { return o.Text == "Caption" })
		if framed != c.framed || words != c.words {
			t.Errorf("%s: framed %v, a word for the caption %v", name, framed, words)
		}
	}
	if with, without := p.height(), p.tops[2]-p.tops[1]; without != 200+spacePicture {
		t.Errorf("a picture without a caption takes %v of %v", without, with)
	}
}

// TestThemeChanges draws a note in the dark after light.
func TestThemeChanges(t *testing.T) {
	a := kittest.App(t)
	p := newPage(fromHTML(t, "<p>text</p>"), nil)
	p.setWidth(testWidth)
	pt := newPainter(p, nil)
	light := texts(pt.objects(plain(), 0, 100))[0].Color
	a.Settings().SetTheme(style.New(style.Dark, 100))
	p.restyle()
	if dark := texts(pt.objects(plain(), 0, 100))[0].Color; dark == light || dark != style.Color(style.Ink) {
		t.Errorf("in the dark a text is %v", dark)
	}
}
