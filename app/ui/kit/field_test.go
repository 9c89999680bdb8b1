package kit

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"carebook/app/lang"
	"carebook/app/ui/style"
)

// evenField is a field that takes words of an even number of signs, between two
// buttons.
func evenField(t *testing.T) (f *Field, win fyne.Window, saved *[]string) {
	t.Helper()
	look(t, 100)
	f, saved = NewField("words", "none yet"), &[]string{}
	f.Check = func(words string) Note {
		if len(words)%2 == 1 {
			return Note{Words: "odd", Problem: true}
		}
		return Note{}
	}
	f.Save = func(words string) { *saved = append(*saved, words) }
	f.Set("ab")
	win = show(t, NewColumn(0, NewButton(Plain, "before", "", nil), f, NewButton(Plain, "after", "", nil)), 300, 200)
	win.Canvas().Focus(f.Input)
	return f, win, saved
}

// enter types words in the place of those in a field.
func enter(f *Field, words string) {
	f.Input.TypedShortcut(&fyne.ShortcutSelectAll{})
	if words == "" {
		f.Input.TypedKey(key(fyne.KeyBackspace))
	}
	for _, r := range words {
		f.Input.TypedRune(r)
	}
}

func TestAFieldIsKeptAsItIsLeft(t *testing.T) {
	f, win, saved := evenField(t)
	enter(f, "abcd")
	if len(*saved) > 0 {
		t.Fatalf("%q is saved before the field was left", *saved)
	}
	win.Canvas().FocusNext()
	if !slices.Equal(*saved, []string{"abcd"}) {
		t.Fatalf("saved %q", *saved)
	}
	win.Canvas().FocusPrevious()
	win.Canvas().FocusNext()
	if len(*saved) != 1 {
		t.Errorf("the same words were saved again: %q", *saved)
	}
	win.Canvas().Focus(f.Input)
	enter(f, "abcdef")
	f.Input.TypedKey(key(fyne.KeyReturn))
	if !slices.Equal(*saved, []string{"abcd", "abcdef"}) {
		t.Errorf("Enter saved %q", *saved)
	}
}

func TestALineIsSelectedToBeWrittenOver(t *testing.T) {
	f, win, _ := evenField(t)
	f.Input.TypedRune('x')
	if f.Words() != "x" {
		t.Errorf("typed at once, the field has %q", f.Words())
	}
	lines := NewField("text", "").Lines()
	lines.Put("first\nlast")
	win.SetContent(NewColumn(0, lines))
	win.Canvas().Focus(lines.Input)
	if lines.Input.TypedRune('x'); lines.Words() != "first\nlastx" {
		t.Errorf("typed at once, the lines are %q", lines.Words())
	}
}

func TestAWrongFieldSaysSoOnceItWasLeft(t *testing.T) {
	f, win, saved := evenField(t)
	high := f.HeightFor(200)
	enter(f, "abc")
	if f.Note().Words != "" || f.ground.StrokeColor != style.Color(style.Accent) {
		t.Errorf("in the middle of a word it says %+v", f.Note())
	}
	win.Canvas().FocusNext()
	if len(*saved) > 0 || f.Words() != "abc" {
		t.Errorf("saved %q, the field has %q", *saved, f.Words())
	}
	if f.Note() != (Note{Words: "odd", Problem: true}) || f.ground.StrokeColor != style.Color(style.Late) || !f.noteIcon.Visible() {
		t.Errorf("left, it says %+v", f.Note())
	}
	if f.HeightFor(200) <= high {
		t.Error("there is no room for the sentence")
	}
	win.Canvas().Focus(f.Input)
	enter(f, "x")
	if !f.Note().Problem {
		t.Error("words that are as wrong are not told of at once")
	}
	enter(f, "abcdef")
	if f.Note().Problem || f.ground.StrokeColor == style.Color(style.Late) {
		t.Error("right again, it still complains")
	}
	win.Canvas().FocusNext()
	if !slices.Equal(*saved, []string{"abcdef"}) {
		t.Errorf("saved %q", *saved)
	}
}

func TestEscapeGivesTheWordsBack(t *testing.T) {
	f, win, saved := evenField(t)
	var passed []fyne.KeyName
	win.Canvas().SetOnTypedKey(func(e *fyne.KeyEvent) { passed = append(passed, e.Name) })
	enter(f, "abc")
	win.Canvas().FocusNext()
	win.Canvas().Focus(f.Input)
	f.Input.TypedKey(key(fyne.KeyEscape))
	if f.Words() != "ab" || f.Note().Problem || len(*saved) > 0 {
		t.Errorf("%q with %+v, saved %q", f.Words(), f.Note(), *saved)
	}
	if len(passed) > 0 {
		t.Error("the key went to the window too")
	}
	if f.Input.TypedKey(key(fyne.KeyEscape)); !slices.Equal(passed, []fyne.KeyName{fyne.KeyEscape}) {
		t.Errorf("with nothing to give back the window got %v", passed)
	}
}

func TestWordsThatCouldNotBeKeptStayAndAreTriedAgain(t *testing.T) {
	f, win, saved := evenField(t)
	enter(f, "abcd")
	win.Canvas().FocusNext()
	f.Refuse("The disk is full.")
	if f.Note() != (Note{Words: "The disk is full.", Problem: true}) || f.Words() != "abcd" {
		t.Errorf("refused, it says %+v beside %q", f.Note(), f.Words())
	}
	f.Commit()
	if !slices.Equal(*saved, []string{"abcd", "abcd"}) || f.Note().Problem {
		t.Errorf("tried again it saved %q and says %+v", *saved, f.Note())
	}
	f.Refuse("The disk is full.")
	win.Canvas().Focus(f.Input)
	if f.Input.TypedKey(key(fyne.KeyEscape)); f.Words() != "ab" {
		t.Errorf("Escape gives %q back", f.Words())
	}
}

func TestWhatIsBeingTypedStays(t *testing.T) {
	f, _, saved := evenField(t)
	enter(f, "abcdef")
	f.Set("xy")
	if f.Words() != "abcdef" {
		t.Errorf("an answer from elsewhere put %q into the field", f.Words())
	}
	f.Input.TypedKey(key(fyne.KeyEscape))
	if f.Words() != "xy" {
		t.Errorf("Escape gives %q back, want what is kept now", f.Words())
	}
	f.Set("uv")
	if f.Words() != "uv" || len(*saved) > 0 {
		t.Errorf("untouched, the field has %q and saved %q", f.Words(), *saved)
	}
}

func TestAUnitStandsBehindANumber(t *testing.T) {
	look(t, 100)
	f := NewField("days", "").Wide(90).Unit("days before")
	show(t, NewColumn(0, f), 300, 100)
	for _, c := range []struct {
		words string
		width float32
		shown bool
	}{{"14", 300, true}, {"never", 300, false}, {"", 300, false}, {"14", 140, false}} {
		f.Set(c.words)
		f.Resize(fyne.NewSize(c.width, 34))
		if f.after.Visible() != c.shown || f.ground.Size().Width != 90 {
			t.Errorf("%q at %v: the unit is shown: %v, the box %v wide", c.words, c.width, f.after.Visible(), f.ground.Size().Width)
		}
	}
}

func TestThePageIsScrolledOverAField(t *testing.T) {
	look(t, 100)
	column := NewColumn(20)
	for range 30 {
		column.Add(NewField("number", "").Wide(90))
	}
	scroll := container.NewVScroll(column)
	win := show(t, scroll, 300, 200)
	test.Scroll(win.Canvas(), fyne.NewPos(40, 15), 0, -50)
	if scroll.Offset.Y <= 0 {
		t.Error("the page stands still")
	}
	// What is no turn of the wheel goes through to the field.
	var over any = column.Objects[0].(*Field).wheel
	_, tapped := over.(fyne.Tappable)
	_, pressed := over.(desktop.Mouseable)
	_, hovered := over.(desktop.Hoverable)
	if _, focused := over.(fyne.Focusable); tapped || pressed || hovered || focused {
		t.Error("the field cannot be reached by the pointer")
	}
}

func TestAFieldOfLines(t *testing.T) {
	look(t, 100)
	f := NewField("text", "").Lines()
	submitted := 0
	f.OnSubmitted = func() { submitted++ }
	win := show(t, NewColumn(0, f, NewButton(Plain, "after", "", nil)), 300, 400)
	win.Canvas().Focus(f.Input)
	one := f.HeightFor(300)
	f.Input.TypedKey(key(fyne.KeyReturn))
	enter(f, strings.Repeat("many words ", 30))
	if submitted != 0 {
		t.Error("Enter is no line break")
	}
	if f.HeightFor(300) <= one {
		t.Error("the field does not grow with its text")
	}
	f.Input.TypedShortcut(Ctrl(fyne.KeyReturn))
	if submitted != 1 {
		t.Error("Ctrl+Enter does nothing")
	}
	if f.Input.AcceptsTab() {
		t.Error("Tab does not lead on")
	}
}

func TestAPanelWaitsForItsFields(t *testing.T) {
	look(t, 100)
	win := show(t, NewButton(Plain, "page", "", nil), 600, 500)
	done := 0
	name := NewEntry()
	f := NewField("number", "")
	f.Check = func(words string) Note { return Note{Words: "wrong", Problem: words != "1"} }
	p := NewPanel("Ask", NewColumn(4, name, f), "Keep", func(finish func(string)) {
		done++
		finish("")
	})
	GuardPanel(p, f)
	p.Show(win.Canvas())
	test.Type(name, "Ana")
	name.TypedKey(key(fyne.KeyReturn))
	if done != 0 || !p.Shown() || !f.Note().Problem || win.Canvas().Focused() != f.Input {
		t.Fatalf("done %d times with a wrong field, which says %+v", done, f.Note())
	}
	test.Tap(p.Act)
	if done != 0 || p.Act.Disabled() {
		t.Fatal("the button does it all the same")
	}
	enter(f, "1")
	f.Input.TypedKey(key(fyne.KeyReturn))
	if done != 1 || p.Shown() {
		t.Errorf("right, it is done %d times", done)
	}
	p.Show(win.Canvas())
	f.Input.TypedKey(key(fyne.KeyEscape))
	if p.Shown() {
		t.Error("Escape in a field does not cancel")
	}
}

func TestSwitch(t *testing.T) {
	look(t, 100)
	var told []bool
	s := NewSwitch("Notice", false, func(on bool) { told = append(told, on) })
	win := show(t, NewFlow(0, s), 100, 60)
	win.Canvas().Focus(s)
	if !s.ring.Visible() || s.AccessibilityLabel() != "Notice" {
		t.Error("the focus is not seen")
	}
	off := s.knob.Position().X
	s.TypedKey(key(fyne.KeySpace))
	if !s.On() || s.knob.Position().X <= off || s.track.FillColor != style.Color(style.Accent) {
		t.Error("Space does not switch it on for all to see")
	}
	for _, k := range []fyne.KeyName{fyne.KeyRight, fyne.KeyLeft, fyne.KeyLeft, fyne.KeyReturn} {
		s.TypedKey(key(k))
	}
	test.Tap(s)
	if want := []bool{true, false, true, false}; !slices.Equal(told, want) {
		t.Errorf("told %v, want %v", told, want)
	}
	s.Set(true)
	s.Disable()
	test.Tap(s)
	if !s.On() || len(told) != 4 {
		t.Error("set from elsewhere or out of use, it told or turned")
	}
}

func TestALabelStandsBeforeItsControlWhereThereIsRoom(t *testing.T) {
	look(t, 100)
	f := NewField("hour", "").Wide(90)
	o := NewLabelled("Hour of the pop-up", "The day’s list comes at this hour.", f)
	for _, c := range []struct {
		width  float32
		beside bool
	}{{700, true}, {534, true}, {533, false}, {240, false}} {
		o.Resize(fyne.NewSize(c.width, HeightFor(o, c.width)))
		words := o.Objects[0]
		if beside := f.Position().X > 0; beside != c.beside {
			t.Errorf("at %v the control is beside: %v", c.width, beside)
		}
		if !c.beside && f.Position().Y < words.Size().Height {
			t.Errorf("at %v the control lies on the words", c.width)
		}
		if end := f.Position().Y + f.Size().Height; end > o.Size().Height+1 {
			t.Errorf("at %v the control ends at %v of %v", c.width, end, o.Size().Height)
		}
	}
}

func TestCadencesAreReadAsTheyAreWritten(t *testing.T) {
	look(t, 100)
	before := lang.Current()
	t.Cleanup(func() { lang.Use(before) })
	for _, l := range lang.Languages() {
		lang.Use(l.Code)
		for _, days := range []int{0, -1, 1, 14, 3650} {
			if got, ok := ReadCadence(CadenceWords(days)); !ok || got != days {
				t.Errorf("%s: %d is written %q and read as %d, %v", l.Code, days, CadenceWords(days), got, ok)
			}
		}
	}
	lang.Use("en")
	for words, want := range map[string]int{" 45 ": 45, "NEVER": -1, "  ": 0, "1,000": 1000} {
		if got, ok := ReadCadence(words); !ok || got != want {
			t.Errorf("%q is read as %d, %v", words, got, ok)
		}
	}
	for _, words := range []string{"0", "-1", "3651", "99999", "abc", "1.5", "14 15", "99999999999999999999"} {
		if got, ok := ReadCadence(words); ok {
			t.Errorf("%q is read as %d", words, got)
		}
		if note := CheckCadence(words); !note.Problem || !strings.Contains(note.Words, "never") {
			t.Errorf("of %q it is said %+v", words, note)
		}
	}
}
