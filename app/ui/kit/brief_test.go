package kit

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"pgregory.net/rapid"

	"carebook/app/ui/style"
)

func someFacts() []Fact {
	return []Fact{
		{"Last price quoted", "Fryer, €1,200", "3 Mar, offer runs to 3 Apr", false},
		{"On its way", "12 pots", "arrives Fri 6 Mar", false},
		{"Open complaint", "Loose handle", "answer by tomorrow", true},
	}
}

func TestBriefLeavesOutWhatIsEmpty(t *testing.T) {
	look(t, 100)
	b := NewBrief("minutes")
	if b.Visible() {
		t.Error("a brief of nothing is seen")
	}
	talks := []Talk{{Caption: "Family", Words: []Run{{"Ana", true}, {" sings.", false}}}}
	b.Fill(someFacts(), talks)
	both := b.HeightFor(552)
	if !b.Visible() || !b.number.Visible() || !b.figure.Visible() || !b.line.Visible() {
		t.Error("a brief of both parts lacks one")
	}
	b.Fill(nil, talks)
	if b.number.Visible() || !b.figure.Visible() || b.line.Visible() || b.HeightFor(552) >= both {
		t.Error("the part without facts is still there")
	}
	b.Fill([]Fact{{"On its way", "12 pots", "", false}}, nil)
	if !b.number.Visible() || b.figure.Visible() || b.two[0].detail.Visible() && b.two[0].detail.Size().Height > 0 {
		t.Error("the part without talks is still there")
	}
	b.Fill(nil, nil)
	if b.Visible() {
		t.Error("an emptied brief is seen")
	}
}

// TestBriefOfTheNextPerson: the pieces of the one before say nothing of her any
// more, also where the card keeps its size.
func TestBriefOfTheNextPerson(t *testing.T) {
	look(t, 100)
	b := NewBrief("minutes")
	show(t, b, 552, 400)
	b.Fill(someFacts(), []Talk{{"Family", []Run{{"Ana sings.", false}}, true}, {"Likes", []Run{{"Tea", true}, {" and all of the cakes.", false}}, true}})
	first := b.two[2]
	b.Fill([]Fact{{"On its way", "12 pans", "", false}}, []Talk{{"Family", []Run{{"Max swims.", false}}, true}})
	var drawn []string
	for _, o := range b.objects() {
		var texts []*canvas.Text
		switch o := o.(type) {
		case *Paragraph:
			if o.Visible() {
				texts = o.lines
			}
		case *richText:
			texts = o.shown
		}
		for _, text := range texts {
			drawn = append(drawn, text.Text)
		}
	}
	if want := []string{"On its way", "12 pans", "Family", "Max swims."}; !slices.Equal(drawn, want) {
		t.Errorf("it draws %q, want %q", drawn, want)
	}
	b.Fill(someFacts(), nil)
	if b.two[2] != first || first.words.lines[0].Color != style.Color(style.Late) || !first.detail.Visible() {
		t.Error("the third fact is not the one of before")
	}
	b.Fill([]Fact{{"a", "b", "", false}, {"c", "d", "", false}, {"On its way", "12 pots", "Friday", false}}, nil)
	if c := first.words.lines[0].Color; c == style.Color(style.Late) {
		t.Error("a fact keeps the colour of the complaint before it")
	}
}

func TestBriefInColumns(t *testing.T) {
	look(t, 100)
	b := NewBrief("minutes")
	b.Fill(someFacts(), []Talk{
		{"Family", []Run{{"Ana sings.", false}}, true},
		{"Likes", []Run{{"Tea.", false}}, false},
		{"Near dates", []Run{{"3 Mar: turns 40", false}}, false},
		{"Last time", []Run{{"All well.", false}}, false},
	})
	at := func(o fyne.CanvasObject) fyne.Position { return o.Position() }
	show(t, b, 552, 400)
	b.lay(552, true)
	one, two, three := at(b.two[0].words), at(b.two[1].words), at(b.two[2].words)
	if one.Y != two.Y || two.Y != three.Y || !(one.X < two.X && two.X < three.X) {
		t.Errorf("facts at %v, %v, %v, want them side by side", one, two, three)
	}
	if c := b.two[2].words.lines[0].Color; c != style.Color(style.Late) {
		t.Error("the complaint is not in the colour of what is late")
	}
	if a, z := at(b.eight[1].text), at(b.eight[2].text); a.Y != z.Y || a.X >= z.X {
		t.Errorf("talks at %v and %v, want them side by side", a, z)
	}
	if a, z := at(b.eight[2].text), at(b.eight[3].text); z.Y <= a.Y || z.X != at(b.eight[0].text).X {
		t.Errorf("the last talk at %v after %v, want it on a line of its own", z, a)
	}
	wide := b.HeightFor(552)
	narrow := b.lay(260, true)
	if one, two := at(b.two[0].words), at(b.two[1].words); narrow <= wide || two.Y <= one.Y || two.X != one.X {
		t.Errorf("narrow: facts at %v and %v", one, two)
	}
	if a, z := at(b.eight[1].text), at(b.eight[2].text); z.Y <= a.Y {
		t.Errorf("narrow: talks at %v and %v", a, z)
	}
}

func TestBriefKeepsWithinItsCard(t *testing.T) {
	for _, percent := range []int{100, 150} {
		look(t, percent)
		b := NewBrief("минут")
		b.Fill([]Fact{
			{"Последняя названная цена", "Пароконвектомат на десять уровней, 845 000 ₽", "12 ноября, предложение действует до 12 декабря", false},
			{"В пути", "Сковороды", "", false},
		}, []Talk{{"В прошлый раз", []Run{{strings.Repeat("Достопримечательность", 9), true}, {" и ещё", false}}, true}})
		for _, width := range []float32{260, 400, 552, 900} {
			height := b.lay(width, true)
			for _, o := range b.objects() {
				end := o.Position().AddXY(o.Size().Width, o.Size().Height)
				if o.Visible() && (end.X > width+0.5 || end.Y > height+0.5) {
					t.Errorf("%d %%, %v wide: %T ends at %v, the card is %v high", percent, width, o, end, height)
				}
			}
			for _, text := range b.eight[0].text.shown {
				if w := text.MinSize().Width; w > b.eight[0].text.wrapped.width+0.5 {
					t.Errorf("%d %%, %v wide: %q is %v wide", percent, width, text.Text, w)
				}
			}
		}
	}
}

func TestRichTextLosesNothing(t *testing.T) {
	look(t, 100)
	rapid.Check(t, func(t *rapid.T) {
		var runs []Run
		all := ""
		for range rapid.IntRange(0, 4).Draw(t, "runs") {
			words := rapid.StringOfN(rapid.RuneFrom([]rune("aW .-\nпЖ王，é")), 0, 30, -1).Draw(t, "words")
			runs = append(runs, Run{words, rapid.Bool().Draw(t, "bold")})
			all += words
		}
		width := float32(rapid.IntRange(16, 300).Draw(t, "width"))
		r := newRichText(style.Control)
		r.fill(runs)
		height := r.HeightFor(width)
		got := ""
		for _, line := range r.lines {
			w, words := float32(0), ""
			for _, s := range line {
				w += r.face(s.bold).width(strings.TrimRight(s.words, " "))
				words += s.words
			}
			if len(graphemeEnds(strings.TrimSpace(words))) > 1 && w > width+1 {
				t.Fatalf("line %q is %v wide, more than %v", words, w, width)
			}
			got += words
		}
		if want := strings.ReplaceAll(all, "\n", ""); got != want {
			t.Fatalf("%q became %q", want, got)
		}
		if want := float32(len(r.lines)) * r.face(false).height(); height != want {
			t.Fatalf("%v high with %d lines", height, len(r.lines))
		}
	})
}
