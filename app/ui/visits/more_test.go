package visits

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/care/plan"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/kittest"
	"carebook/app/ui/kit/visittime"
	"carebook/app/ui/style"
	"carebook/store"
)

func TestABookWithoutBandsTeachesAndPlans(t *testing.T) {
	kittest.App(t)
	s := kittest.Book(t, &care.Person{UID: "a", FullName: "Ana Adell", Profile: care.Profile{Cadence: care.Cadence{Visit: 5}}})
	f := openBook(t, s, kittest.NewShell(t, usual))
	seen := texts(f.Object())
	for _, want := range []string{"See who earns your time", "No sales yet, so no bands.", "Import a sales file"} {
		if !strings.Contains(seen, want) {
			t.Errorf("the page does not say %q: %s", want, seen)
		}
	}
	if f.split.picture.Visible() && f.split.shown.Visible() || f.offer.object.Visible() || f.aside.perHead.Visible() {
		t.Error("what needs bands is shown without any")
	}
	if !slices.Contains(f.names(), "Ana Adell") {
		t.Errorf("the cadence plans %q", f.names())
	}
	test.Tap(kittest.Button(t, f.split.object, "Import a sales file"))
	if r := f.shell.Routes; len(r) != 1 || r[0].Screen != kit.ImportScreen {
		t.Errorf("the button leads to %+v", r)
	}
	asked := 0
	f.ImportSales = func() { asked++ }
	test.Tap(kittest.Button(t, f.split.object, "Import a sales file"))
	if asked != 1 {
		t.Error("the button does not ask for a file")
	}
}

func TestAWeekWithoutAnybodySaysSo(t *testing.T) {
	kittest.App(t)
	f := openBook(t, kittest.Book(t), kittest.NewShell(t, usual))
	if seen := texts(f.week.object); !strings.Contains(seen, "Nobody is due for a visit.") {
		t.Errorf("the week says %s", seen)
	}
	if f.page.plan.again.Visible() {
		t.Error("there is nothing to plan again")
	}
	set := f.settings(t)
	set.Hours.Days = [7]int{}
	if err := book.SetVisitSettings(context.Background(), f.store, set); err != nil {
		t.Fatal(err)
	}
	f.reload()
	if seen := texts(f.week.object); !strings.Contains(seen, "No hours are set aside") {
		t.Errorf("without hours the week says %s", seen)
	}
}

func TestWithoutSalesTheValueIsTheBasis(t *testing.T) {
	kittest.App(t)
	var people []*care.Person
	for i := range 5 {
		people = append(people, &care.Person{UID: fmt.Sprint(i), FullName: "Person " + fmt.Sprint(i), Profile: care.Profile{Value: 5 - i}})
	}
	f := openBook(t, kittest.Book(t, people...), kittest.NewShell(t, usual))
	seen := texts(f.Object())
	for _, want := range []string{"Value", "given by hand, 1 to 5", "Ranked by the value you gave", "By value"} {
		if !strings.Contains(seen, want) {
			t.Errorf("the page does not say %q: %s", want, seen)
		}
	}
	if bar := f.split.bars(f.view)[1]; bar.Figures != [3]string{"5", "9", "1"} {
		t.Errorf("the values of the bands are %v", bar.Figures)
	}
	f.aside.presets.Choice.Choose(2)
	if got := f.settings(t).Shares; got != (plan.Shares{A: 33, B: 60, C: 7}) {
		t.Errorf("by value keeps %v", got)
	}
}

func TestComparison(t *testing.T) {
	for _, c := range []struct {
		peopleA, spentA, peopleC, spentC int
		want                             string
	}{
		{10, 340, 10, 630, "A customer in C had nearly twice the time of one in A:"},
		{10, 600, 10, 300, "A customer in A had twice the time of one in C:"},
		{10, 300, 10, 310, "A customer in C had about as much time as one in A:"},
		{10, 300, 10, 420, "A customer in C had more time than one in A:"},
		{1, 10, 1, 70, "A customer in C had 7 times the time of one in A:"},
		{1, 30, 2, 0, "A customer in C had no time at all:"},
		{0, 0, 2, 60, "The time of one customer in four weeks:"},
	} {
		lang.Use("en")
		a := book.BandSums{Band: care.BandA, People: c.peopleA, SpentMinutes: c.spentA}
		b := book.BandSums{Band: care.BandC, People: c.peopleC, SpentMinutes: c.spentC}
		if got := comparison(a, b); got != c.want {
			t.Errorf("%+v: %q, want %q", c, got, c.want)
		}
	}
}

func TestHoursOfVisits(t *testing.T) {
	f := open(t, usual)
	test.Tap(f.aside.hours)
	form := f.form(t)
	if form.Week.Words() != "20" || form.Days[0].Words() != "4:00" || form.Days[5].Words() != "0:00" || form.Start.Words() != "09:30" {
		t.Fatalf("the panel shows %q, %q, %q, %q", form.Week.Words(), form.Days[0].Words(), form.Days[5].Words(), form.Start.Words())
	}
	form.Week.Put("25")
	if got := form.Days[0].Words(); got != "5:00" {
		t.Errorf("25 hours a week make %q on Monday", got)
	}
	form.Days[5].Put("2:30")
	if got := form.Week.Words(); got != "27:30" {
		t.Errorf("with Saturday the week has %q", got)
	}
	form.Lengths[0].Put("50")
	form.Lengths[0].Input.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if f.panel.Shown() || len(f.shell.Failed) > 0 {
		t.Fatalf("Enter does not keep the hours: %q, %v", f.panel.Problem(), f.shell.Failed)
	}
	want := plan.Hours{Days: [7]int{300, 300, 300, 300, 300, 150, 0}, Start: 570, PauseFrom: 780, PauseTo: 840, Lengths: [3]int{50, 45, 30}}
	if got := f.settings(t).Hours; got != want {
		t.Errorf("kept %+v, want %+v", got, want)
	}
	if f.aside.hours.Label() != "27:30 hours a week" || len(f.week.columns) != 6 {
		t.Errorf("the page shows %q in %d columns", f.aside.hours.Label(), len(f.week.columns))
	}
}

// form is the panel of the hours, read from its fields in the order of the
// screen.
func (f *fixture) form(t *testing.T) *hoursForm {
	t.Helper()
	fields := kittest.Find[*kit.Field](f.panel.Body())
	if len(fields) != 14 {
		t.Fatalf("the panel has %d fields, want 14", len(fields))
	}
	form := &hoursForm{Form: &visittime.Form{Week: fields[0], Start: fields[8], From: fields[9], To: fields[10]}, screen: f.Screen, panel: f.panel}
	copy(form.Days[:], fields[1:8])
	copy(form.Lengths[:], fields[11:])
	return form
}

func TestWrongHoursAreSaidBesideTheirField(t *testing.T) {
	f := open(t, usual)
	f.askHours()
	form := f.form(t)
	for _, c := range []struct {
		field *kit.Field
		words string
		want  string
	}{
		{form.Week, "many", "no number of hours"},
		{form.Week, "85", "A day holds"},
		{form.Days[2], "13", "A day holds"},
		{form.Days[2], "-1", "no number of hours"},
		{form.Days[2], "4:5", "no number of hours"},
		{form.Start, "23:00", "first visit must begin"},
		{form.Start, "noon", ""},
		{form.To, "12:00", "pause ends before it begins"},
		{form.Lengths[2], "4", "A visit takes"},
		{form.Lengths[2], "half", "whole minutes"},
	} {
		before := c.field.Words()
		c.field.Put(c.words)
		f.panel.Act.OnTapped()
		if note := c.field.Note(); !f.panel.Shown() || !note.Problem || !strings.Contains(note.Words, c.want) {
			t.Errorf("%q in %s: %+v, want %q", c.words, c.field.AccessibilityLabel(), note, c.want)
		}
		c.field.Put(before)
	}
	if got := f.settings(t).Hours; got != plan.DefaultHours {
		t.Errorf("wrong hours are kept: %+v", got)
	}
}

func TestParsingHours(t *testing.T) {
	lang.Use("en")
	for words, want := range map[string]int{"": 0, "4": 240, " 4:30 ": 270, "4.5": 270, "0": 0, "12:00": 720} {
		if got, problem := visittime.ParseHours(words); got != want || problem != "" {
			t.Errorf("%q is %d, %q, want %d", words, got, problem, want)
		}
	}
	for _, words := range []string{"x", "4:60", "4:", ":30", "-1", "1:2:3", "99999"} {
		if _, problem := visittime.ParseHours(words); problem == "" {
			t.Errorf("%q is taken", words)
		}
	}
}

func TestFourFields(t *testing.T) {
	f := open(t, usual)
	test.Tap(f.head.important)
	if f.page.object.Visible() || !f.fields.object.Visible() {
		t.Fatal("the four fields are not shown in the plan's place")
	}
	seen := texts(f.Object())
	for _, want := range []string{"Important and urgent", "Do now", "Plan it", "Do it quickly or hand it over", "Leave it", "Important, not urgent"} {
		if !strings.Contains(seen, want) {
			t.Errorf("the page does not say %q: %s", want, seen)
		}
	}
	rows := kittest.Find[*kit.BandRow](f.fields.object)
	read, err := book.ReadFourFields(context.Background(), f.store, kittest.Clock())
	if err != nil {
		t.Fatal(err)
	}
	total := 0
	for i, field := range read.Fields {
		total += field.Total
		if got := f.fields.fields[i].count.Words(); got != lang.Number(field.Total) {
			t.Errorf("field %d counts %s, want %d", i, got, field.Total)
		}
	}
	if len(rows) == 0 || total == 0 || rows[0].Why() == "" {
		t.Fatalf("%d rows of %d people", len(rows), total)
	}
	f.TakeKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	if f.shell.Window().Canvas().Focused() != fyne.Focusable(rows[0]) {
		t.Error("an arrow does not lead to the first row")
	}
	key := f.AtHand()
	f.press(t, fyne.KeyReturn)
	if r := f.shell.Routes; len(r) != 1 || r[0].Person != key || key == 0 {
		t.Errorf("Enter opens %+v", r)
	}
	f.shell.Window().Canvas().Unfocus()
	f.Open(kit.Route{Screen: kit.VisitsScreen})
	if f.AtHand() != key {
		t.Error("coming back the keyboard is not where it was")
	}
	f.press(t, fyne.KeyEscape)
	f.TakeKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if !f.page.object.Visible() || f.fields.object.Visible() {
		t.Error("Escape does not lead back to the plan")
	}
	f.showImportant()
	if !f.GoBack() || f.GoBack() || !f.page.object.Visible() {
		t.Error("Back does not lead back to the plan, once")
	}
	f.showImportant()
	test.Tap(f.fields.back)
	if !f.page.object.Visible() {
		t.Error("the button does not lead back to the plan")
	}
}

func TestAllFourFieldsAreSeenAtOnce(t *testing.T) {
	f := open(t, usual)
	f.showImportant()
	var rows book.FieldRows
	for i := range 30 {
		band := care.BandA
		if i%2 == 1 {
			band = care.BandNew
		}
		rows.Rows = append(rows.Rows, book.FieldRow{Key: int64(i + 1), Name: fmt.Sprint("Person ", i), Why: "due", Band: band})
	}
	rows.Total = 30
	for _, field := range f.fields.fields {
		field.fill(rows)
	}
	f.fields.relayout()
	driver := fyne.CurrentApp().Driver()
	for i, field := range f.fields.fields {
		end := driver.AbsolutePositionForObject(field.object).Y + field.object.Size().Height
		if end > usual.Height || field.object.Size().Height != f.fields.fields[0].object.Size().Height {
			t.Errorf("field %d of %v ends at %v of %v", i, field.object.Size(), end, usual.Height)
		}
		if field.scroll.Content.Size().Height <= field.scroll.Size().Height || field.scroll.Size().Height < 60 {
			t.Errorf("field %d shows %v of %v", i, field.scroll.Size(), field.scroll.Content.Size())
		}
	}
	row := f.fields.fields[0].rows.Objects[1].(*kit.BandRow)
	if row.Band() != "new" || !strings.Contains(texts(row), "new") {
		t.Errorf("somebody without a band has the tile %q", row.Band())
	}
	// In a narrow window they are as high as they are.
	g := open(t, fyne.NewSize(640, 544))
	g.showImportant()
	for i, field := range g.fields.fields {
		field.fill(rows)
		g.fields.relayout()
		if field.within || field.rows.Size().Height < 8*30 {
			t.Errorf("field %d scrolls %v, its rows are %v", i, field.within, field.rows.Size())
		}
	}
}

func TestThePictureTellsWhatIsPlannedOutsideTheBands(t *testing.T) {
	f := open(t, usual)
	v := *f.view
	note := func() string { return f.split.bars(&v)[3].Note }
	inside := 0
	for _, b := range v.Bands.Bands {
		inside += b.PlannedMinutes
	}
	v.Planned = inside
	if strings.Contains(note(), "outside") {
		t.Errorf("the bar says %q of a plan of the bands alone", note())
	}
	v.Planned = inside + 75
	if want := hours(inside) + " h, 1:15 h outside A–C"; note() != want {
		t.Errorf("the bar says %q, want %q", note(), want)
	}
}

func TestAFieldShowsMoreWhenAsked(t *testing.T) {
	f := open(t, usual)
	f.showImportant()
	var rows book.FieldRows
	for i := range 20 {
		rows.Rows = append(rows.Rows, book.FieldRow{Key: int64(i + 1), Name: fmt.Sprint("Person ", i), Why: "due"})
	}
	rows.Total = 320
	field := f.fields.fields[plan.DoNow]
	field.fill(rows)
	if n := len(field.rows.Objects); n != rowsAtFirst || field.more.Label() != "312 more" {
		t.Errorf("%d rows, %q", n, field.more.Label())
	}
	test.Tap(field.more)
	if n := len(field.rows.Objects); n != 20 || field.more.Label() != "300 more" || !field.more.Disabled() {
		t.Errorf("%d rows, %q, off %v", n, field.more.Label(), field.more.Disabled())
	}
}

func TestTheKeyboardStaysInTheFieldsWhenTheBookChanges(t *testing.T) {
	f := open(t, usual)
	f.showImportant()
	f.TakeKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	f.press(t, fyne.KeyDown)
	key := f.AtHand()
	kittest.Put(t, f.store, &care.Person{UID: "new", FullName: "Nora New"})
	if key == 0 || f.AtHand() != key {
		t.Errorf("the keyboard was at %d and is at %d", key, f.AtHand())
	}
}

func TestComingBackFromAPerson(t *testing.T) {
	f := open(t, usual)
	f.TakeKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	f.press(t, fyne.KeyRight, fyne.KeyReturn)
	key := f.shell.Routes[0].Person
	f.shell.Window().Canvas().Unfocus()
	f.Open(kit.Route{Screen: kit.VisitsScreen})
	if k := f.week.focused(); k == nil || k.visit.Key != key {
		t.Error("the keyboard is not on the card it was on")
	}
}

func TestMidnightReadsThePageAnew(t *testing.T) {
	f := open(t, usual)
	read := f.view
	f.Turn()
	if f.view != read {
		t.Error("the page is read though no time has passed")
	}
	f.Screen.shown = "2026-11-25"
	f.Turn()
	if f.view == read || f.Screen.shown != "2026-11-26" {
		t.Error("the page is not read on another day")
	}
}

func TestAFailureIsToldAndTriedAgain(t *testing.T) {
	kittest.App(t)
	s := trade(t)
	shell := kittest.NewShell(t, usual)
	f := &fixture{shell: shell, store: s}
	f.Screen = New(shell, s, kittest.Clock())
	shell.Show(f.Object())
	f.span = book.Span{From: "no day"}
	f.Open(kit.Route{Screen: kit.VisitsScreen})
	if f.view == nil && (len(shell.Failed) != 1 || !f.stale) {
		t.Fatalf("failed %v, stale %v", shell.Failed, f.stale)
	}
	f.span = book.Span{}
	f.stale = true
	f.Open(kit.Route{Screen: kit.VisitsScreen})
	if f.view == nil {
		t.Error("the page is not read again")
	}
}

func TestLeftOutHasAColumnInAWideWindow(t *testing.T) {
	f := open(t, wide)
	k := f.week.columns[0].cards[0]
	f.week.focus(k)
	f.press(t, fyne.KeyDelete)
	c := f.week.leftOut
	last := f.week.columns[len(f.week.columns)-1].object
	if !c.object.Visible() || c.object.Position().X < last.Position().X+last.Size().Width {
		t.Errorf("those left out are at %v, shown %v", c.object.Position(), c.object.Visible())
	}
	if seen := texts(c.object); !strings.Contains(seen, k.visit.Name) || !strings.Contains(seen, "Left out") {
		t.Errorf("the column says %s", seen)
	}
	row := kittest.Find[*kit.BandRow](c.object)[0]
	test.Tap(row.Offered())
	if !slices.Contains(f.names(), row.Name()) {
		t.Errorf("%s is not in the plan: %v; failed %v", row.Name(), f.planned(), f.shell.Failed)
	}
	g := open(t, usual)
	g.week.focus(g.week.columns[0].cards[0])
	g.press(t, fyne.KeyDelete)
	if g.week.leftOut.object.Visible() {
		t.Error("a window of the usual width has the column")
	}
}

func TestANarrowWindowPutsTheColumnUnderThePicture(t *testing.T) {
	f := open(t, narrow)
	picture, aside := f.split.object, f.aside.object
	if aside.Position().Y < picture.Position().Y+picture.Size().Height || aside.Position().X != picture.Position().X {
		t.Errorf("the column is at %v beside a picture at %v of %v", aside.Position(), picture.Position(), picture.Size())
	}
	g := open(t, usual)
	picture, aside = g.split.object, g.aside.object
	if aside.Position().X < picture.Position().X+picture.Size().Width {
		t.Error("in the usual window the column is not beside the picture")
	}
}

// within fails for texts that reach out of the page or into each other's line at
// the same place.
func within(t *testing.T, f *fixture, what string) {
	t.Helper()
	driver := fyne.CurrentApp().Driver()
	width := f.Object().Size().Width
	n := 0
	kittest.Walk(f.Object(), func(o fyne.CanvasObject) {
		text, ok := o.(*canvas.Text)
		if !ok || text.Text == "" {
			return
		}
		n++
		x := driver.AbsolutePositionForObject(o).X
		w := text.MinSize().Width
		if text.Alignment == fyne.TextAlignTrailing {
			x += o.Size().Width - w
		}
		if x < -1 || x+w > width+1 {
			t.Errorf("%s: %q reaches from %v to %v, the page is %v wide", what, text.Text, x, x+w, width)
		}
	})
	if n < 40 {
		t.Errorf("%s: only %d texts are on the page", what, n)
	}
}

func TestThePageFitsEveryWindowAndLanguage(t *testing.T) {
	kittest.App(t)
	s := trade(t)
	long := strings.Repeat("Bartholomew Fitzgerald ", 3)
	kittest.Put(t, s, &care.Person{UID: "long", FullName: long[:60], Profile: care.Profile{Cadence: care.Cadence{Visit: 5}}})
	for _, language := range []string{"en", "es", "ru", "zh_CN", "zh_TW"} {
		for percent, size := range map[int]fyne.Size{100: usual, 130: wide, 150: narrow} {
			lang.Use(language)
			fyne.CurrentApp().Settings().SetTheme(style.New(style.Light, percent))
			f := openBook(t, s, kittest.NewShell(t, size))
			what := fmt.Sprintf("%s %d %% %v", language, percent, size.Width)
			within(t, f, what)
			f.head.mode.Choose(1)
			within(t, f, what+" month")
			f.showImportant()
			within(t, f, what+" fields")
		}
	}
	lang.Use("en")
}

func TestAMonthUsesTheHeightThereIs(t *testing.T) {
	lines := func(size fyne.Size) int {
		f := open(t, size)
		f.head.mode.Choose(1)
		most := 0
		for _, d := range f.month.cells {
			most = max(most, len(d.face.Shown()))
		}
		return most
	}
	if small, large := lines(usual), lines(fyne.NewSize(1204, 1400)); small > large || small < leastLines {
		t.Errorf("%d lines in a low window and %d in a high one", small, large)
	}
}

func TestADraggedSliderIsKeptWhenLetGo(t *testing.T) {
	f := open(t, usual)
	sliders := draggables(f.aside.sliders)
	if len(sliders) != 3 {
		t.Fatalf("%d sliders", len(sliders))
	}
	at := fyne.NewPos(sliders[0].(fyne.CanvasObject).Size().Width/2, 10)
	sliders[0].Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: at}})
	if f.settings(t).Shares != plan.DefaultShares || f.Screen.shares == plan.DefaultShares {
		t.Errorf("while it is dragged %v is kept and %v shown", f.settings(t).Shares, f.Screen.shares)
	}
	want := f.Screen.shares
	sliders[0].DragEnd()
	if got := f.settings(t).Shares; got != want {
		t.Errorf("let go, %v is kept, want %v", got, want)
	}
}

// draggables are what can be dragged under an object.
func draggables(o fyne.CanvasObject) []fyne.Draggable {
	var found []fyne.Draggable
	kittest.Walk(o, func(o fyne.CanvasObject) {
		if d, ok := o.(fyne.Draggable); ok {
			found = append(found, d)
		}
	})
	return found
}

func TestAChangeDoesNotTakeTheSliderAway(t *testing.T) {
	f := open(t, usual)
	f.aside.slide(plan.Shares{A: 40, B: 45, C: 15}, false)
	f.Changed(store.Changes{})
	if got := f.Screen.shares; got != (plan.Shares{A: 40, B: 45, C: 15}) {
		t.Errorf("while it is moved, a change of the book sets the sliders to %v", got)
	}
	f.aside.slide(plan.Shares{A: 40, B: 45, C: 15}, true)
	if got := f.settings(t).Shares; got != (plan.Shares{A: 40, B: 45, C: 15}) {
		t.Errorf("kept %v", got)
	}
}
