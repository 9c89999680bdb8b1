package kit

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"carebook/app/ui/style"
)

// click does with an object what the window does at a click: the pointer comes,
// the press is told, what had the focus loses it, the release taps.
func click(win fyne.Window, o fyne.CanvasObject) {
	if h, ok := o.(desktop.Hoverable); ok {
		h.MouseIn(&desktop.MouseEvent{})
	}
	m, _ := o.(desktop.Mouseable)
	if m != nil {
		m.MouseDown(&desktop.MouseEvent{Button: desktop.MouseButtonPrimary})
	}
	if f, _ := win.Canvas().Focused().(fyne.CanvasObject); f != nil && f != o {
		win.Canvas().Unfocus()
	}
	if m != nil {
		m.MouseUp(&desktop.MouseEvent{Button: desktop.MouseButtonPrimary})
	}
	if tap, ok := o.(fyne.Tappable); ok {
		tap.Tapped(&fyne.PointEvent{})
	}
}

// phoneRows are three rows of phones in a window, and what they saved.
func phoneRows(t *testing.T) (win fyne.Window, rows []*EditRow, saved *[]EditedField) {
	t.Helper()
	look(t, 100)
	saved = &[]EditedField{}
	column := NewColumn(0)
	for i := range 3 {
		row := NewEditRow()
		row.Fill(EditField{
			Glyph: style.Phone, Value: fmt.Sprintf("+34 %d", i), Caption: "mobile",
			Types: []string{"mobile", "work"}, OwnLabel: "Own label…",
			Actions: []RowAction{{style.Copy, "Copy", func() {}}},
			Save:    func(f EditedField) { *saved = append(*saved, f) },
			Remove:  func() {},
		})
		rows = append(rows, row)
		column.Objects = append(column.Objects, row)
	}
	return show(t, column, 500, 400), rows, saved
}

func TestEditRowOpensByEveryWay(t *testing.T) {
	for _, k := range []fyne.KeyName{fyne.KeyReturn, fyne.KeyEnter, fyne.KeyF2, fyne.KeySpace, "click"} {
		win, rows, saved := phoneRows(t)
		if k == "click" {
			click(win, rows[0])
		} else {
			win.Canvas().Focus(rows[0])
			rows[0].TypedKey(key(k))
		}
		if !rows[0].Editing() || win.Canvas().Focused() != rows[0].editor.line {
			t.Fatalf("%s: editing %v, focus on %T", k, rows[0].Editing(), win.Canvas().Focused())
		}
		field := rows[0].editor.line
		if got := field.SelectedText(); got != "+34 0" {
			t.Errorf("%s: %q is selected, want all", k, got)
		}
		if k == fyne.KeySpace { // the window sends its sign after the key
			field.TypedRune(' ')
			field.KeyUp(key(fyne.KeySpace))
			if field.Text != "+34 0" {
				t.Errorf("space opened the field and wrote into it: %q", field.Text)
			}
			field.TypedKey(key(fyne.KeyEnd))
			field.TypedRune(' ')
			if field.Text != "+34 0 " {
				t.Errorf("a space typed later gives %q", field.Text)
			}
			field.TypedKey(key(fyne.KeyBackspace))
		}
		field.TypedKey(key(fyne.KeyReturn))
		if rows[0].Editing() || len(*saved) != 0 || win.Canvas().Focused() != rows[0] {
			t.Errorf("%s: Enter on what was not changed: editing %v, saved %v", k, rows[0].Editing(), *saved)
		}
	}
}

func TestEditRowSaves(t *testing.T) {
	for name, leave := range map[string]func(fyne.Window, []*EditRow){
		"Enter":   func(_ fyne.Window, rows []*EditRow) { rows[0].editor.line.TypedKey(key(fyne.KeyReturn)) },
		"Tab":     func(_ fyne.Window, rows []*EditRow) { rows[0].editor.line.TypedKey(key(fyne.KeyTab)) },
		"a click": func(win fyne.Window, rows []*EditRow) { click(win, rows[2]) },
		"focus":   func(win fyne.Window, rows []*EditRow) { win.Canvas().Focus(rows[2]) },
		"nobody":  func(win fyne.Window, _ []*EditRow) { win.Canvas().Unfocus() },
		"Fill":    func(_ fyne.Window, rows []*EditRow) { rows[0].Fill(EditField{Value: "another"}) },
	} {
		win, rows, saved := phoneRows(t)
		win.Canvas().Focus(rows[0])
		rows[0].Edit()
		test.Type(rows[0].editor.line, "112")
		leave(win, rows)
		want := EditedField{Value: "112", Type: 0, Chosen: 0}
		if len(*saved) != 1 || !(*saved)[0].equal(want) || rows[0].Editing() {
			t.Errorf("%s saved %+v, want %+v", name, *saved, want)
		}
		if name == "Tab" && win.Canvas().Focused() != rows[1] {
			t.Errorf("Tab went on to %T, want the next row", win.Canvas().Focused())
		}
		if name != "Fill" && rows[0].Field().Value != "112" {
			t.Errorf("%s: the row shows %q", name, rows[0].Field().Value)
		}
	}
}

func TestEditRowShiftTabGoesBack(t *testing.T) {
	win, rows, saved := phoneRows(t)
	win.Canvas().Focus(rows[1])
	rows[1].Edit()
	test.Type(rows[1].editor.line, "7")
	rows[1].editor.line.KeyDown(key(desktop.KeyShiftLeft))
	rows[1].editor.line.TypedKey(key(fyne.KeyTab))
	if win.Canvas().Focused() != rows[0] || len(*saved) != 1 {
		t.Errorf("the focus is on %v, saved %v", win.Canvas().Focused(), *saved)
	}
}

func TestEditRowEscapeGivesTheValueBack(t *testing.T) {
	win, rows, saved := phoneRows(t)
	win.Canvas().Focus(rows[0])
	rows[0].Edit()
	test.Type(rows[0].editor.line, "112")
	rows[0].editor.line.TypedKey(key(fyne.KeyEscape))
	if rows[0].Editing() || len(*saved) != 0 || rows[0].value.Words() != "+34 0" || win.Canvas().Focused() != rows[0] {
		t.Errorf("after Escape: %q, saved %v", rows[0].value.Words(), *saved)
	}
	rows[0].Edit()
	if got := rows[0].editor.line.Text; got != "+34 0" {
		t.Errorf("edited again it begins with %q", got)
	}
}

func TestEditRowTypes(t *testing.T) {
	win, rows, saved := phoneRows(t)
	win.Canvas().Focus(rows[0])
	rows[0].Edit()
	test.Type(rows[0].editor.line, "112")
	// By the pointer: the press takes the focus from the field, and saves nothing.
	click(win, rows[0].editor.types)
	menu := rows[0].editor.types.menu
	if menu == nil || len(menu.Rows) != 3 || len(*saved) != 0 || !rows[0].Editing() {
		t.Fatalf("menu %v, saved %v, editing %v", menu, *saved, rows[0].Editing())
	}
	types := rows[0].editor.types
	under := fyne.CurrentApp().Driver().AbsolutePositionForObject(types)
	if at := menu.pop.Position(); at.X+menu.pop.Size().Width < under.X+types.Size().Width || at.Y < under.Y+types.Size().Height {
		t.Errorf("the menu opens at %v, the types are at %v", at, under)
	}
	test.Tap(menu.Rows[1])
	if win.Canvas().Focused() != rows[0].editor.line {
		t.Errorf("after the menu the focus is on %T", win.Canvas().Focused())
	}
	// By the keyboard, a label of one's own.
	rows[0].editor.line.TypedKey(key(fyne.KeyDown))
	rows[0].editor.types.menu.Rows[2].TypedKey(key(fyne.KeyReturn))
	if rows[0].LabelField() == nil || win.Canvas().Focused() != rows[0].editor.own {
		t.Fatalf("the label of one's own has not the focus but %T", win.Canvas().Focused())
	}
	test.Type(rows[0].editor.own, " boat ")
	rows[0].editor.own.TypedKey(key(fyne.KeyReturn))
	want := EditedField{Value: "112", Type: -1, Label: "boat"}
	if len(*saved) != 1 || !(*saved)[0].equal(want) {
		t.Errorf("saved %+v, want %+v", *saved, want)
	}
	if got := rows[0].caption.Text; got != "boat" {
		t.Errorf("the caption is %q", got)
	}
	// An empty label is none.
	rows[0].Edit()
	rows[0].LabelField().SetText("  ")
	rows[0].Commit()
	if len(*saved) != 2 || (*saved)[1].Label != "" {
		t.Errorf("an empty label saved %+v", *saved)
	}
}

func TestEditRowPressThatLeadsNowhereSaves(t *testing.T) {
	win, rows, saved := phoneRows(t)
	win.Canvas().Focus(rows[0])
	rows[0].Edit()
	test.Type(rows[0].editor.line, "112")
	types := rows[0].editor.types
	types.MouseIn(nil)
	types.MouseDown(nil)
	win.Canvas().Unfocus()
	if len(*saved) != 0 {
		t.Fatal("the press alone saved")
	}
	types.MouseOut() // dragged away and let go elsewhere
	if len(*saved) != 1 || rows[0].Editing() {
		t.Errorf("saved %v, editing %v", *saved, rows[0].Editing())
	}
}

func TestEditRowComesBackWithTheWindow(t *testing.T) {
	win, rows, saved := phoneRows(t)
	win.Canvas().Focus(rows[0])
	rows[0].Edit()
	test.Type(rows[0].editor.line, "112")
	field := win.Canvas().Focused()
	field.FocusLost() // as the window does when it goes to the back
	field.FocusGained()
	if len(*saved) != 1 || win.Canvas().Focused() != rows[0] {
		t.Errorf("saved %v, the focus is on %T", *saved, win.Canvas().Focused())
	}
}

func TestEditRowIsTakenAway(t *testing.T) {
	for _, by := range []string{"Delete", "button"} {
		win, rows, saved := phoneRows(t)
		removed := 0
		f := rows[0].Field()
		f.Remove = func() { removed++ }
		rows[0].Fill(f)
		win.Canvas().Focus(rows[0])
		if by == "Delete" {
			rows[0].TypedKey(key(fyne.KeyDelete))
		} else {
			rows[0].Edit()
			test.Type(rows[0].editor.line, "112")
			click(win, rows[0].editor.remove)
		}
		if removed != 1 || len(*saved) != 0 || win.Canvas().Focused() != rows[1] {
			t.Errorf("%s: removed %d times, saved %v, the focus is on %T", by, removed, *saved, win.Canvas().Focused())
		}
	}
}

func TestEditRowActions(t *testing.T) {
	win, rows, _ := phoneRows(t)
	copied := 0
	f := rows[0].Field()
	f.Actions = []RowAction{{style.Copy, "Copy", func() { copied++ }}}
	rows[0].Fill(f)
	if rows[0].ActionButton(0).Visible() {
		t.Error("an action is seen without pointer or focus")
	}
	win.Canvas().FocusNext()
	if win.Canvas().Focused() != rows[0] || !rows[0].ActionButton(0).Visible() || !rows[0].ring.Visible() {
		t.Fatalf("the row with the focus shows its actions %v, its frame %v", rows[0].ActionButton(0).Visible(), rows[0].ring.Visible())
	}
	win.Canvas().FocusNext()
	if win.Canvas().Focused() != rows[0].actions[0] || !rows[0].ActionButton(0).Visible() || rows[0].tip.Text != "Copy" {
		t.Errorf("Tab went to %T, visible %v, tip %q", win.Canvas().Focused(), rows[0].ActionButton(0).Visible(), rows[0].tip.Text)
	}
	win.Canvas().Focused().TypedKey(key(fyne.KeyReturn))
	if copied != 1 {
		t.Errorf("copied %d times", copied)
	}
	win.Canvas().FocusNext()
	if win.Canvas().Focused() != rows[1] || rows[0].ActionButton(0).Visible() {
		t.Error("the actions stay when the focus has gone on")
	}
	win.Canvas().Focused().TypedKey(key(fyne.KeyUp))
	win.Canvas().Focused().TypedKey(key(fyne.KeyDown))
	if win.Canvas().Focused() != rows[1] {
		t.Error("the arrow keys do not go from row to row")
	}
	if got := rows[0].actions[0].AccessibilityLabel(); got != "Copy" {
		t.Errorf("the button is called %q", got)
	}
}

func TestEditRowOfSeveralLines(t *testing.T) {
	look(t, 100)
	var saved []EditedField
	row := NewEditRow()
	row.Fill(EditField{Value: "one", Multiline: true, Save: func(f EditedField) { saved = append(saved, f) }})
	resized := 0
	row.OnResized = func() { resized++ }
	win := show(t, NewColumn(0, row), 400, 600)
	win.Canvas().Focus(row)
	row.Edit()
	area := row.editor.area
	area.TypedKey(key(fyne.KeyEnd))
	area.TypedKey(key(fyne.KeyReturn))
	test.Type(area, "two")
	low := row.HeightFor(400)
	if area.Text != "one\ntwo" || !row.Editing() {
		t.Fatalf("Enter gives %q, editing %v", area.Text, row.Editing())
	}
	for range 5 {
		area.TypedKey(key(fyne.KeyReturn))
	}
	if high := row.HeightFor(400); high <= low || resized < 2 {
		t.Errorf("the field is %v high with 2 lines and %v with 7, told %d times", low, high, resized)
	}
	area.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyReturn, Modifier: fyne.KeyModifierShortcutDefault})
	if len(saved) != 1 || saved[0].Value != "one\ntwo\n\n\n\n\n" || row.Editing() {
		t.Errorf("Ctrl+Enter saved %+v", saved)
	}
}

func TestEditRowOfParts(t *testing.T) {
	look(t, 100)
	var saved []EditedField
	row := NewEditRow()
	row.Fill(EditField{
		Value: "Calle Mayor 3\n46012 El Palmar", Parts: []EditPart{{"Street", "Calle Mayor 3"}, {"Postal code", "46012"}, {"City", "El Palmar"}},
		Save: func(f EditedField) { saved = append(saved, f) },
	})
	other := NewEditRow()
	win := show(t, NewColumn(0, row, other), 500, 600)
	win.Canvas().Focus(row)
	row.Edit()
	if len(row.Fields()) != 3 {
		t.Fatalf("%d fields", len(row.Fields()))
	}
	row.editor.fields[0].TypedKey(key(fyne.KeyTab))
	test.Type(row.editor.fields[1], "46013")
	click(win, row.editor.fields[2]) // within the row nothing is saved
	if len(saved) != 0 || win.Canvas().Focused() != row.editor.fields[2] {
		t.Fatalf("saved %v, the focus is on %v", saved, win.Canvas().Focused())
	}
	row.editor.fields[2].TypedKey(key(fyne.KeyTab))
	if len(saved) != 1 || !slices.Equal(saved[0].Parts, []string{"Calle Mayor 3", "46013", "El Palmar"}) || win.Canvas().Focused() != other {
		t.Errorf("saved %+v, the focus is on %T", saved, win.Canvas().Focused())
	}
	if got := row.Field(); got.Parts[1].Value != "46013" || got.Value != "Calle Mayor 3\n46013\nEl Palmar" {
		t.Errorf("the row shows %+v", got)
	}
}

func TestEditRowOfChoices(t *testing.T) {
	look(t, 100)
	var saved []EditedField
	row := NewEditRow()
	row.Fill(EditField{Value: "Mail", Choices: []string{"Call", "Mail"}, Chosen: 1, Save: func(f EditedField) { saved = append(saved, f) }})
	win := show(t, NewColumn(0, row), 400, 300)
	win.Canvas().Focus(row)
	row.TypedKey(key(fyne.KeyReturn))
	if row.ChoiceMenu() == nil || row.Editing() {
		t.Fatal("Enter does not open the menu")
	}
	row.ChoiceMenu().Rows[0].TypedKey(key(fyne.KeyReturn))
	if len(saved) != 1 || saved[0].Chosen != 0 || saved[0].Value != "Call" || row.value.Words() != "Call" || win.Canvas().Focused() != row {
		t.Errorf("saved %+v, shown %q", saved, row.value.Words())
	}
	row.Choose(0)
	if len(saved) != 1 {
		t.Error("the same choice was saved again")
	}
	row.SetProblem("Could not be saved.")
	if row.value.Words() != "Mail" || row.says.Words() != "Could not be saved." {
		t.Errorf("after a failure %q, %q", row.value.Words(), row.says.Words())
	}
}

func TestEditRowNotes(t *testing.T) {
	look(t, 100)
	row := NewEditRow()
	var saved []string
	row.Fill(EditField{
		Value: "1 May", Save: func(f EditedField) { saved = append(saved, f.Value) },
		Check: func(words string) Note { return Note{Words: "is " + words, Problem: strings.HasPrefix(words, "3")} },
	})
	win := show(t, NewColumn(0, row), 400, 300)
	if !row.says.Visible() || row.says.Words() != "is 1 May" || row.noteIcon.Visible() {
		t.Errorf("at rest %q, warning %v", row.says.Words(), row.noteIcon.Visible())
	}
	win.Canvas().Focus(row)
	row.Edit()
	test.Type(row.editor.line, "31")
	if row.says.Words() != "is 31" || !row.noteIcon.Visible() || row.editor.line.ground.StrokeColor != style.Color(style.Late) {
		t.Errorf("a problem reads %q, warning %v", row.says.Words(), row.noteIcon.Visible())
	}
	row.Commit()
	if !slices.Equal(saved, []string{"31"}) {
		t.Errorf("a problem kept the value from being saved: %q", saved)
	}
}

func TestEditRowKeepsWhatCouldNotBeSaved(t *testing.T) {
	look(t, 100)
	row := NewEditRow()
	fail := true
	var saved []string
	row.Fill(EditField{Value: "old", Save: func(f EditedField) {
		saved = append(saved, f.Value)
		if fail {
			row.SetProblem("The disk is full.")
		}
	}})
	win := show(t, NewColumn(0, row), 400, 300)
	win.Canvas().Focus(row)
	row.Edit()
	test.Type(row.editor.line, "new")
	row.editor.line.TypedKey(key(fyne.KeyReturn))
	if !row.Editing() || row.editor.line.Text != "new" || row.says.Words() != "The disk is full." || win.Canvas().Focused() != row.editor.line {
		t.Fatalf("editing %v, note %q", row.Editing(), row.says.Words())
	}
	fail = false
	row.editor.line.TypedKey(key(fyne.KeyReturn))
	if row.Editing() || !slices.Equal(saved, []string{"new", "new"}) || row.Note().Words != "" {
		t.Errorf("the second time: editing %v, saved %q, note %q", row.Editing(), saved, row.Note().Words)
	}
	// A failure that is told later does not take the focus from elsewhere, and
	// Escape gives the old value back.
	row.SetProblem("Another window was faster.")
	if row.editor.line.Text != "new" {
		t.Errorf("the field holds %q", row.editor.line.Text)
	}
	row.Cancel()
	if row.value.Words() != "old" {
		t.Errorf("given up, the row shows %q", row.value.Words())
	}
}

func TestEditRowRefusesWhatIsTooLong(t *testing.T) {
	look(t, 100)
	row := NewEditRow()
	row.Fill(EditField{
		Value: "short", Limit: 10, Save: func(EditedField) {},
		TooLong: func(bytes int) string { return fmt.Sprintf("%d bytes are too many", bytes) },
	})
	win := show(t, NewColumn(0, row), 400, 300)
	win.Canvas().Focus(row)
	row.Edit()
	field := row.editor.line
	clipboard := test.NewClipboard()
	paste := func(words string) {
		clipboard.SetContent(words)
		field.TypedShortcut(&fyne.ShortcutPaste{Clipboard: clipboard})
	}
	paste(strings.Repeat("x", 10<<20))
	if field.Text != "short" || row.says.Words() != "10485760 bytes are too many" || !row.noteIcon.Visible() {
		t.Errorf("the field holds %d bytes, note %q", len(field.Text), row.says.Words())
	}
	paste("0123456789") // all is selected, so that it fits
	if field.Text != "0123456789" || row.Note().Words != "" {
		t.Errorf("the field holds %q, note %q", field.Text, row.Note().Words)
	}
	field.TypedRune('é')
	if field.Text != "0123456789" || row.Note().Words != "12 bytes are too many" {
		t.Errorf("typing on gives %q, note %q", field.Text, row.Note().Words)
	}
}

func TestEntryRefusesAFilePastedByMistake(t *testing.T) {
	look(t, 100)
	clipboard := test.NewClipboard()
	clipboard.SetContent(strings.Repeat("x", 10<<20))
	paste := &fyne.ShortcutPaste{Clipboard: clipboard}
	entry, find := NewEntry(), NewFind("", "").Field
	show(t, NewColumn(0, entry, find), 300, 200)
	entry.SetText("a")
	find.SetText("b")
	entry.TypedShortcut(paste)
	find.TypedShortcut(paste)
	if entry.Text != "a" || find.Text != "b" {
		t.Errorf("the fields hold %d and %d bytes", len(entry.Text), len(find.Text))
	}
	clipboard.SetContent(strings.Repeat("x", PasteLimit-1))
	entry.TypedShortcut(paste)
	if len(entry.Text) != PasteLimit {
		t.Errorf("what fits was not pasted: %d bytes", len(entry.Text))
	}
}

func TestEditRowThatIsOnlyShown(t *testing.T) {
	look(t, 100)
	row := NewEditRow()
	row.Fill(EditField{Value: "12 Nov 2024", Caption: "added"})
	win := show(t, NewColumn(0, row), 400, 300)
	win.Canvas().Focus(row)
	for _, k := range []fyne.KeyName{fyne.KeyReturn, fyne.KeySpace, fyne.KeyDelete} {
		row.TypedKey(key(k))
	}
	click(win, row)
	if row.Editing() || win.Canvas().Focused() != row {
		t.Errorf("editing %v", row.Editing())
	}
}
