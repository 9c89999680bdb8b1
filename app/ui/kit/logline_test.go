package kit

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"carebook/app/ui/style"
)

// logged is what a LogLine handed on.
type logged struct {
	kind, outcome int
	words         string
}

// twelveKinds is a line with as many kinds and outcomes as there are in the
// book, in a window, with the focus in its field.
func twelveKinds(t *testing.T) (l *LogLine, got *[]logged) {
	t.Helper()
	look(t, 100)
	var kinds []LogKind
	for _, words := range []string{
		"Call", "Visit", "Message", "Meeting", "Greeting", "Gift", "Quote", "Purchase", "Complaint", "Feedback", "Note", "Promise",
	} {
		kinds = append(kinds, LogKind{style.Chat, words})
	}
	outcomes := func(kind int) []string {
		if kind > 6 {
			return nil
		}
		return []string{"No answer", "Call back", "Interested", "Ordered", "Declined"}
	}
	understand := func(words string) []string { return strings.Fields(words) }
	got = &[]logged{}
	l = NewLogLine(kinds, outcomes, understand, func(kind, outcome int, words string, back func()) bool {
		*got = append(*got, logged{kind, outcome, words})
		return words != "refuse"
	})
	l.SetWords("What was said?", "Ctrl L", "Outcome")
	win := show(t, NewColumn(0, l), 700, 300)
	l.Focus()
	if win.Canvas().Focused() != l.Field {
		t.Fatal("Focus does not lead to the field")
	}
	return l, got
}

// TestLogLineInSixKeys reaches every kind with every outcome that it has.
func TestLogLineInSixKeys(t *testing.T) {
	l, got := twelveKinds(t)
	for kind := range l.kinds {
		for outcome := -1; outcome < len(l.outcomes(kind)); outcome++ {
			l.ChooseKind(0)
			keys := 0
			press := func(name fyne.KeyName) {
				keys++
				l.Field.TypedKey(key(name))
			}
			test.Type(l.Field, "said")
			way := kind
			forth, far := fyne.KeyDown, fyne.KeyPageDown
			if way > 6 {
				way, forth, far = 12-way, fyne.KeyUp, fyne.KeyPageUp
			}
			for ; way >= 3; way -= 3 {
				press(far)
			}
			for ; way > 0; way-- {
				press(forth)
			}
			if outcome >= 0 {
				keys++
				digit := fyne.KeyName(rune('1' + outcome))
				l.Field.TypedShortcut(&desktop.CustomShortcut{KeyName: digit, Modifier: fyne.KeyModifierAlt})
			}
			press(fyne.KeyReturn)
			last := (*got)[len(*got)-1]
			if last != (logged{kind, outcome, "said"}) || keys > 6 {
				t.Errorf("kind %d, outcome %d: logged %+v with %d keys", kind, outcome, last, keys)
			}
			if _, outcome := l.Chosen(); l.Field.Text != "" || outcome != -1 || len(l.Hints()) != 0 {
				t.Fatalf("the line holds %q, outcome %d", l.Field.Text, outcome)
			}
		}
	}
}

func TestLogLineKeepsWhatWasNotLogged(t *testing.T) {
	l, got := twelveKinds(t)
	l.ChooseOutcome(2)
	test.Type(l.Field, "refuse")
	l.Field.TypedKey(key(fyne.KeyReturn))
	if _, outcome := l.Chosen(); l.Field.Text != "refuse" || outcome != 2 || len(*got) != 1 {
		t.Errorf("the line holds %q, outcome %d, logged %v", l.Field.Text, outcome, *got)
	}
}

func TestLogLineMenus(t *testing.T) {
	l, _ := twelveKinds(t)
	c := fyne.CurrentApp().Driver().CanvasForObject(l)
	down := &desktop.CustomShortcut{KeyName: fyne.KeyDown, Modifier: fyne.KeyModifierControl}
	l.Field.TypedShortcut(down)
	if len(l.Menu().Rows) != 5 {
		t.Fatalf("%d outcomes in the menu", len(l.Menu().Rows))
	}
	l.Menu().Rows[1].TypedKey(key(fyne.KeyReturn))
	if _, outcome := l.Chosen(); outcome != 1 || l.Outcome.words != "Call back" || c.Focused() != l.Field {
		t.Errorf("outcome %d, shown %q, focus on %T", outcome, l.Outcome.words, c.Focused())
	}
	l.Field.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyUp, Modifier: fyne.KeyModifierControl})
	l.Menu().Rows[3].TypedKey(key(fyne.KeyReturn))
	if kind, outcome := l.Chosen(); kind != 3 || outcome != 1 {
		t.Errorf("kind %d with outcome %d, want the outcome kept", kind, outcome)
	}
	test.Tap(l.Kind)
	test.Tap(l.Menu().Rows[8])
	if kind, outcome := l.Chosen(); kind != 8 || outcome != -1 || c.Focused() != l.Field || l.Outcome.Visible() {
		t.Errorf("a complaint: kind %d, outcome %d, its menu seen %v", kind, outcome, l.Outcome.Visible())
	}
	before := l.Menu()
	l.Field.TypedShortcut(down)
	if l.Menu() != before || c.Overlays().Top() != nil {
		t.Error("a menu without outcomes opened")
	}
}

func TestLogLineHints(t *testing.T) {
	l, _ := twelveKinds(t)
	resized := 0
	l.OnResized = func() { resized++ }
	if !l.cap.Visible() {
		t.Error("the empty line has no key")
	}
	test.Type(l.Field, "25 min")
	if !slices.Equal(l.Hints(), []string{"25", "min"}) || l.cap.Visible() || !l.pills[1].text.Visible() {
		t.Errorf("hints %q, key seen %v", l.Hints(), l.cap.Visible())
	}
	if field := l.Field.Position().X + l.Field.Size().Width; field > l.pills[0].ground.Position().X {
		t.Errorf("the field ends at %v, under the hint at %v", field, l.pills[0].ground.Position().X)
	}
	one := l.HeightFor(700)
	test.Type(l.Field, strings.Repeat(" promise", 6))
	if two := l.HeightFor(700); two <= one || resized != 1 {
		t.Errorf("%v high with two hints, %v with eight; told %d times", one, two, resized)
	}
	l.place(fyne.NewSize(300, l.HeightFor(300)))
	for i, p := range l.pills {
		if end := p.ground.Position().X + p.ground.Size().Width; p.ground.Visible() && end > 300 {
			t.Errorf("hint %d ends at %v", i, end)
		}
	}
	l.Field.SetText("")
	if !l.cap.Visible() || l.pills[0].text.Visible() || resized != 2 {
		t.Error("the emptied line shows hints")
	}
}

func TestLogLineRefusesWhatIsTooLong(t *testing.T) {
	l, _ := twelveKinds(t)
	l.TooLong = func(int) string { return "too long" }
	clipboard := test.NewClipboard()
	clipboard.SetContent(strings.Repeat("x", 10<<20))
	test.Type(l.Field, "a")
	l.Field.TypedShortcut(&fyne.ShortcutPaste{Clipboard: clipboard})
	if l.Field.Text != "a" || !slices.Equal(l.Hints(), []string{"too long"}) || l.pills[0].text.Color != style.Color(style.Late) {
		t.Errorf("the line holds %d bytes, hints %q", len(l.Field.Text), l.Hints())
	}
}

func TestALineThatCouldNotBeWrittenComesBack(t *testing.T) {
	look(t, 100)
	kinds := []LogKind{{style.Chat, "Call"}, {style.Chat, "Visit"}}
	var back func()
	l := NewLogLine(kinds, func(int) []string { return []string{"Ordered", "Declined"} }, strings.Fields,
		func(_, _ int, _ string, b func()) bool { back = b; return true })
	show(t, NewColumn(0, l), 700, 300)
	say := func(words string) {
		l.ChooseKind(1)
		l.ChooseOutcome(1)
		l.Field.SetText(words)
		l.Submit()
	}
	say("two cases of wine")
	if l.Field.Text != "" {
		t.Fatalf("the line holds %q while it is written", l.Field.Text)
	}
	l.ChooseKind(0)
	back()
	if kind, outcome := l.Chosen(); l.Field.Text != "two cases of wine" || kind != 1 || outcome != 1 {
		t.Errorf("back came %q of kind %d with outcome %d", l.Field.Text, kind, outcome)
	}
	say("two cases of wine")
	l.Field.SetText("and oil")
	back()
	if l.Field.Text != "two cases of wine and oil" {
		t.Errorf("with words typed since, the line says %q", l.Field.Text)
	}
}

// TestNothingOfOnePersonComesToTheNext: a line that is begun empty knows nothing
// of what was typed before, not even to do it again.
func TestNothingOfOnePersonComesToTheNext(t *testing.T) {
	l, _ := twelveKinds(t)
	test.Type(l.Field, "her birthday")
	l.Field.Undo()
	for l.Field.Text != "" {
		l.Field.Undo()
	}
	l.Begin("")
	if l.Field.Redo(); l.Field.Text != "" {
		t.Errorf("doing it again brings %q", l.Field.Text)
	}
	l.ChooseKind(3)
	l.ChooseOutcome(1)
	l.Begin("")
	if kind, outcome := l.Chosen(); kind != 0 || outcome != -1 {
		t.Errorf("it begins with kind %d and outcome %d", kind, outcome)
	}
	l.tooLong(99)
	l.Begin("")
	if len(l.Hints()) != 0 || l.refused {
		t.Errorf("it begins with %q", l.Hints())
	}
	l.Begin("a draft")
	if l.Begin(""); l.Field.Text != "" {
		t.Errorf("it begins with %q", l.Field.Text)
	}
}
