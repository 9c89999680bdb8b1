package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"carebook/app/ui/style"
)

// NoteLine is what a row of a list shows of a note.
type NoteLine struct {
	Title, Excerpt string
	// Day stands at the right.
	Day    string
	Pinned bool
}

// NoteHeight is the distance from one NoteRow to the next at 100 %.
const NoteHeight float32 = 79

// NoteRow shows a NoteLine: the title with its day, and two lines of what the
// note says.
type NoteRow struct {
	widget.BaseWidget
	line    NoteLine
	focused bool
	ring    *canvas.Rectangle
	pin     icon
	title   *canvas.Text
	day     *canvas.Text
	excerpt [noteExcerpt]*canvas.Text
}

// noteExcerpt is the number of lines of the excerpt.
const noteExcerpt = 2

// NewNoteRow makes an empty row.
func NewNoteRow() *NoteRow {
	r := &NoteRow{ring: frame(style.RadiusRow), pin: newIcon(), title: &canvas.Text{}, day: &canvas.Text{Alignment: fyne.TextAlignTrailing}}
	for i := range r.excerpt {
		r.excerpt[i] = &canvas.Text{}
	}
	r.ExtendBaseWidget(r)
	return r
}

// Fill shows something in the row; focused is its state in a list.
func (r *NoteRow) Fill(line NoteLine, focused bool) {
	r.line, r.focused = line, focused
	r.Refresh()
}

// Line is what the row shows.
func (r *NoteRow) Line() NoteLine { return r.line }

// AccessibilityLabel implements fyne.Accessible.
func (r *NoteRow) AccessibilityLabel() string {
	return r.line.Title + ". " + r.line.Day + ". " + r.line.Excerpt
}

// AccessibilityRole implements fyne.Accessible.
func (r *NoteRow) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// CreateRenderer implements fyne.Widget.
func (r *NoteRow) CreateRenderer() fyne.WidgetRenderer { return rendererOf(r) }

func (r *NoteRow) objects() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{r.title, r.pin.Image, r.day}
	for _, t := range r.excerpt {
		objects = append(objects, t)
	}
	return append(objects, r.ring)
}

var (
	noteTitle = face{size: style.Body, bold: true, token: style.Ink}
	noteDay   = face{size: style.Small, token: style.Ink2}
	noteWords = face{size: style.Small, token: style.Ink2}
)

func (r *NoteRow) paint() {
	noteDay.dress(r.day, r.line.Day)
	pin := style.Glyph("")
	if r.line.Pinned {
		pin = style.PushPinFill
	}
	r.pin.set(pin, style.Accent)
	showFrame(r.ring, r.focused)
}

func (r *NoteRow) place(size fyne.Size) {
	Put(r.ring, 0, 0, size.Width, size.Height)
	pad, gap := style.Px(style.Space3), style.Px(style.Space2)
	first, line := noteTitle.height(), noteWords.height()
	y := noteTop(size.Height)
	day := noteDay.width(r.line.Day)
	putText(r.day, size.Width-pad-day, y, day, first)
	room := size.Width - 2*pad - day - gap
	if r.line.Pinned {
		g := style.Px(14)
		Put(r.pin, size.Width-pad-day-gap+style.Px(2)-g, y+(first-g)/2, g, g)
		room -= g + gap
	}
	noteTitle.dress(r.title, noteTitle.fit(r.line.Title, room))
	putText(r.title, pad, y, room, first)
	lines := noteWords.wrap(r.line.Excerpt, size.Width-2*pad, noteExcerpt)
	for i, t := range r.excerpt {
		t.Hidden = i >= len(lines)
		if t.Hidden {
			continue
		}
		noteWords.dress(t, lines[i])
		putText(t, pad, y+first+float32(i)*line, size.Width-2*pad, line)
	}
}

// noteTop is where the title stands in a row of a height: that the rows of a list
// are alike, it is where it stands over two lines, but in a lower row.
func noteTop(height float32) float32 {
	return max(0, min(notePad(), (height-noteTitle.height())/2))
}

// notePad is the room over and under the words of a row.
func notePad() float32 {
	return max(0, (style.Px(NoteHeight)-style.Space1-noteTitle.height()-noteExcerpt*noteWords.height())/2)
}

// heightOf is the height of a row with so many lines under its title.
func heightOf(lines int) float32 {
	return 2*notePad() + noteTitle.height() + float32(lines)*noteWords.height()
}

// HeightFor is the height that the words of the row need at a width.
func (r *NoteRow) HeightFor(width float32) float32 {
	if r.line.Excerpt == "" {
		return heightOf(0)
	}
	return heightOf(len(noteWords.wrap(r.line.Excerpt, width-2*style.Px(style.Space3), noteExcerpt)))
}

func (r *NoteRow) least() fyne.Size {
	return fyne.NewSize(style.Px(160), style.Px(NoteHeight)-style.Space1)
}
