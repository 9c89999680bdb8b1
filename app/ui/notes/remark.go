package notes

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/style"
)

// remark is the person's remark under the notes, which is edited in its place.
type remark struct {
	screen *Screen
	// person is whose remark it is, under key in the book, nil at first; whose is
	// what that person is called.
	person *care.Person
	key    int64
	whose  string
	// editing is set while it is written.
	editing bool
	// shown is what is drawn, nil at first.
	shown *remarkLook

	edit   *kit.Button
	words  *kit.Paragraph
	field  *kit.Field
	object *fyne.Container
}

// remarkLook is what is drawn of a remark: its words, the field, the way to it.
type remarkLook struct {
	words         string
	editing, edit bool
}

// The remark is shown up to so many lines, and takes so many bytes, as on the
// person's page.
const remarkLines, mostRemark = 4, 64 << 10

func newRemark(s *Screen) *remark {
	r := &remark{screen: s}
	r.edit = kit.NewButton(kit.Quiet, "", style.PencilBold, r.begin).Small().Faint().Named(lang.T("notes.edit_remark"))
	r.words = kit.NewParagraph("", style.Control, style.Ink).Limit(remarkLines)
	r.field = kit.NewField(lang.T("field.remark"), lang.T("field.remark")).Lines()
	r.field.Input.Limit = mostRemark
	r.field.Save = r.save
	r.field.OnLeft = r.end
	r.field.OnResized = r.relayout
	r.field.OnEscape = func() {
		r.field.Cancel()
		r.end()
	}
	head := kit.Beside(kit.NewText(lang.T("field.remark"), style.Caption, style.Ink3), r.edit)
	r.object = kit.NewColumn(0, kit.NewLine(),
		kit.Inset(style.Space2, style.Space3, style.Space4, 20, kit.NewColumn(2, head, r.words, r.field)))
	r.field.Hide()
	return r
}

// fill shows the remark of a person. What is being written stays; what was
// written of the person before is kept.
func (r *remark) fill(key int64, p *care.Person) {
	if r.person != nil && r.key != key {
		r.commit()
		r.editing = false
		r.field.Cancel()
	}
	r.person, r.key, r.whose = p, key, r.screen.name()
	r.field.Set(p.Remark)
	r.show()
}

// show shows the words, or the field while it is written.
func (r *remark) show() {
	private := r.screen.shell.Private()
	words := strings.TrimSpace(r.person.Remark)
	if private && words != "" {
		words = lang.T("details.masked")
	}
	editing := r.editing && !private
	now := remarkLook{words, editing, !editing && !private && r.person.Deleted == ""}
	if r.shown != nil && now == *r.shown {
		return
	}
	r.shown = &now
	r.words.SetText(words)
	kit.Show(r.words, words != "" && !editing)
	kit.Show(r.field, editing)
	kit.Show(r.edit, now.edit)
	r.relayout()
}

func (r *remark) relayout() {
	if l := r.screen.layout; l != nil {
		r.screen.list.object.Refresh()
		kit.Relay(r.screen.list.object)
	}
}

// begin turns the words into a field.
func (r *remark) begin() {
	r.editing = true
	r.show()
	r.screen.canvas().Focus(r.field.Input)
}

// end turns the field into words again, unless what it has was refused.
func (r *remark) end() {
	if r.editing && !r.refused() {
		r.editing = false
		r.show()
	}
}

// commit keeps what is in the field, which stays there.
func (r *remark) commit() {
	if r.editing {
		r.field.Commit()
	}
}

// refused reports whether what is in the field could not be kept.
func (r *remark) refused() bool { return r.editing && r.field.Note().Problem }

// save keeps what was written, of the person of whom it was.
func (r *remark) save(words string) {
	s, key, before, after := r.screen, r.key, *r.person, *r.person
	after.Remark = words
	r.person = &after
	did := lang.T("details.changed", lang.Args{"Name": r.whose, "Field": lang.T("field.remark")})
	write(s, func(ctx context.Context) (int64, error) {
		return book.Edit(ctx, s.store, key, did, &before, &after)
	}, func(_ int64, err error) {
		switch {
		case err == nil:
		case r.key != key: // the field is another's by now
			s.shell.Say(lang.Sentence(err), kit.Action{Label: lang.T("notes.copy_text"), Do: func() { s.copyText(words) }})
		default:
			if r.person == &after {
				r.person = &before
			}
			r.editing = true
			r.field.Refuse(lang.Sentence(err))
			r.show()
		}
	})
}
