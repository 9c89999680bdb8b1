package kit

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"carebook/app/ui/style"
)

// reminderRow is a row in a window of a width, with what was done by it.
func reminderRow(t *testing.T, width float32, compact bool, labels ...string) (r *ReminderRow, done *[]string) {
	t.Helper()
	done = &[]string{}
	m := Reminder{Who: Who{Key: 1, Name: "Ana Gil"}, Band: "A", Late: "31 days", Line: ", every 14", Done: func() { *done = append(*done, "circle") }}
	for i, label := range labels {
		m.Actions = append(m.Actions, ReminderAction{
			Label: label, Glyph: style.Copy, Icon: i < 3, Brief: i == 1, Menu: i == 1 || i == 3, Do: func(fyne.CanvasObject) { *done = append(*done, label) },
		})
	}
	r = NewReminderRow(photosFor(t), "More")
	if compact {
		r.Compact()
	}
	r.Fill(m)
	show(t, r, width, 90)
	return r, done
}

func photosFor(t *testing.T) *Photos {
	t.Helper()
	look(t, 100)
	return NewPhotos(nil, func() float32 { return 1 }, nil)
}

func seen(r *ReminderRow) []string {
	var labels []string
	for _, w := range r.Words() {
		labels = append(labels, w.Label())
	}
	return labels
}

func TestReminderRowFitsItsWords(t *testing.T) {
	labels := []string{"Copy greeting", "Write", "Done", "Snooze", "Skip", "Open"}
	for _, c := range []struct {
		width float32
		want  []string
		more  bool
	}{
		{620, labels, false},
		{434, []string{"Copy greeting", "", "Done", "Snooze", "Skip", "Open"}, false},
		{300, []string{"Copy greeting", "", "Done"}, true},
	} {
		r, _ := reminderRow(t, c.width, false, labels...)
		r.SetOpened(true)
		if got := seen(r); !slices.Equal(got, c.want) || r.more.Visible() != c.more {
			t.Errorf("at %v the words are %q, more %v", c.width, got, r.more.Visible())
		}
		for _, w := range r.Words() {
			if end := w.Position().X + w.Size().Width; end > c.width {
				t.Errorf("at %v the word %q ends at %v", c.width, w.Label(), end)
			}
			if w.AccessibilityLabel() == "" {
				t.Error("a word has no name")
			}
		}
	}
}

func TestReminderRowKeepsHiddenWordsInAMenu(t *testing.T) {
	r, done := reminderRow(t, 300, false, "Copy greeting", "Write", "Done", "Snooze", "Skip", "Open")
	r.SetOpened(true)
	var labels []string
	for _, i := range r.menu(r.hiddenActions(), r.more) {
		labels = append(labels, i.Label)
		i.Do()
	}
	if want := []string{"Snooze", "Skip", "Open"}; !slices.Equal(labels, want) || !slices.Equal(*done, want) {
		t.Errorf("the menu has %q and does %q", labels, *done)
	}
}

func TestReminderRowHasZones(t *testing.T) {
	r, done := reminderRow(t, 434, false, "Copy", "Snooze", "Skip", "Open")
	for _, x := range []float32{21, 434 - 82, 434 - 52, 434 - 22} {
		r.Tapped(&fyne.PointEvent{Position: fyne.NewPos(x, 25)})
	}
	if want := []string{"circle", "Copy", "Snooze", "Skip"}; !slices.Equal(*done, want) {
		t.Errorf("presses do %q, want %q", *done, want)
	}
	r.MouseIn(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(200, 25)}})
	if r.Cursor() != desktop.DefaultCursor {
		t.Error("the row itself points")
	}
	r.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(434-52, 25)}})
	if r.Cursor() != desktop.PointerCursor {
		t.Error("an icon does not point")
	}
	r.MouseOut()
	if r.over != noZone {
		t.Error("the pointer has left, but not the zone")
	}
}

func TestAStruckRowDoesNothing(t *testing.T) {
	r, done := reminderRow(t, 434, false, "Copy", "Snooze", "Skip")
	m := r.Reminder()
	m.Struck = true
	r.Fill(m)
	r.SetOpened(true)
	for _, x := range []float32{21, 434 - 82, 434 - 52} {
		r.Tapped(&fyne.PointEvent{Position: fyne.NewPos(x, 25)})
	}
	if len(*done) > 0 || len(r.Words()) > 0 {
		t.Errorf("it does %q and shows %q", *done, seen(r))
	}
	if !r.name.TextStyle.Strikethrough || !r.line.TextStyle.Strikethrough {
		t.Error("it is not struck through")
	}
}

func TestReminderRowGrowsWhenOpened(t *testing.T) {
	for _, c := range []struct {
		compact        bool
		closed, opened float32
	}{{false, 50, 90}, {true, 40, 86}} {
		r, _ := reminderRow(t, 420, c.compact, "Copy", "Done")
		if got := r.MinSize().Height; got != c.closed {
			t.Errorf("closed it is %v high, want %v", got, c.closed)
		}
		r.SetOpened(true)
		if got := r.MinSize().Height; got != c.opened {
			t.Errorf("opened it is %v high, want %v", got, c.opened)
		}
	}
}

func TestALongNameEndsBeforeTheIcons(t *testing.T) {
	r, _ := reminderRow(t, 300, false, "Copy", "Snooze", "Skip")
	m := r.Reminder()
	m.Name = "Maximiliana Alexandra von Hohenstein-Wittgenstein zu Berleburg"
	m.Tags = []Tag{{Name: "Important", Color: "rose"}}
	r.Fill(m)
	if end := r.band.tile.Position().X + r.band.tile.Size().Width; end > 300-82-15 {
		t.Errorf("name and band end at %v, under the icons", end)
	}
	if r.chip.dot.Visible() {
		t.Error("a tag is drawn where there is no room")
	}
}

func TestReminderRowOpensAMenuByKey(t *testing.T) {
	r, _ := reminderRow(t, 434, false, "Copy", "Snooze")
	c := fyne.CurrentApp().Driver().CanvasForObject(r)
	c.Focus(r)
	r.TypedKey(&fyne.KeyEvent{Name: desktop.KeyMenu})
	if c.Overlays().Top() == nil {
		t.Error("the menu key opens nothing")
	}
}
