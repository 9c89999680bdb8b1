package settings

import (
	"context"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"carebook/app/book"
	"carebook/app/care/greet"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/kittest"
)

// templates are those of the book for birthdays in English.
func (f *fixture) templates(t *testing.T) []greet.Template {
	t.Helper()
	all, err := book.Templates(context.Background(), f.store)
	if err != nil {
		t.Fatal(err)
	}
	return slices.DeleteFunc(all, func(o greet.Template) bool { return o.Occasion != "birthday" || o.Language != "en" })
}

// words is the row of a template that is listed, by a piece of its words.
func (f *fixture) words(t *testing.T, piece string) *templateRow {
	t.Helper()
	for _, r := range f.greetings.rows {
		if strings.Contains(r.template.Text, piece) && f.onScreen(r.template.Text) {
			return r
		}
	}
	t.Fatalf("no words with %q are listed", piece)
	return nil
}

func TestTemplatesAreListedByOccasionAndLanguage(t *testing.T) {
	f := open(t, wide)
	f.goTo(t, "Greetings")
	if got := f.templates(t); len(got) < 3 || !f.onScreen(got[0].Text) || !f.onScreen(got[len(got)-1].Text) {
		t.Fatalf("not all of %d are listed", len(got))
	}
	f.greetings.occasion.Choose(slices.Index(f.greetings.occasions, "christmas"))
	f.greetings.language.Choose(slices.Index(f.greetings.codes, "es"))
	for _, text := range []string{f.templates(t)[0].Text, "Comes"} {
		if f.onScreen(text) {
			t.Errorf("%q is listed", text)
		}
	}
	if len(f.greetings.list.Objects) < 4 {
		t.Error("nothing is listed for Christmas in Spanish")
	}
	for _, name := range f.greetings.occasion.Words() {
		if slices.Contains(f.greetings.occasions, name) {
			t.Errorf("the occasion %s has no name", name)
		}
	}
}

func TestATemplateOfOnesOwn(t *testing.T) {
	f := open(t, wide)
	f.goTo(t, "Greetings")
	test.Tap(f.greetings.add)
	field := f.panelField(t, 0)
	f.canvas().Focus(field.Input)
	for _, r := range "Dear " {
		field.Input.TypedRune(r)
	}
	test.Tap(kittest.Button(t, f.panel.Body(), "First name"))
	if field.Words() != "Dear {first_name}" || f.canvas().Focused() != field.Input {
		t.Fatalf("a field that was put in made %q", field.Words())
	}
	if want := book.PreviewTemplate("Dear {first_name}", ""); strings.Contains(want, "{") || !f.panelSays(want) {
		t.Errorf("the preview is not %q", want)
	}
	field.Input.TypedRune('!')
	field.Input.TypedShortcut(kit.Ctrl(fyne.KeyReturn))
	if got := f.templates(t)[0]; f.panel.Shown() || !got.Own() || got.Text != "Dear {first_name}!" {
		t.Fatalf("the book begins with %+v, problem %q", got, f.panel.Problem())
	}
	kept := f.templates(t)[0]
	row := f.words(t, "Dear {first_name}")
	if row.whose.Words() != "Your own" {
		t.Errorf("it is %q", row.whose.Words())
	}
	test.Tap(row.remove)
	if f.templates(t)[0].Own() || f.onScreen("Dear {first_name}!") {
		t.Error("removed, it is still there")
	}
	f.shell.PressOffered(t, "Undo")
	if got := f.templates(t)[0]; got != kept || !f.onScreen(got.Text) {
		t.Errorf("taken back, the book begins with %+v, want %+v", got, kept)
	}
	f.noFailure(t)
}

func TestAWrongTemplateIsToldBesideTheFieldAndNotTaken(t *testing.T) {
	f := open(t, wide)
	f.goTo(t, "Greetings")
	before := f.templates(t)
	for _, c := range []struct{ words, says string }{
		{"Dear {nmae}", "{nmae}"}, {"Dear {name", "{name"}, {"Dear name}", "name}"}, {"  ", "words"}, {"", "words"},
	} {
		test.Tap(f.words(t, before[0].Text).edit)
		field := f.panelField(t, 0)
		field.Put(c.words)
		test.Tap(f.panel.Act)
		if note := field.Note(); !f.panel.Shown() || !note.Problem || !strings.Contains(note.Words, c.says) || field.Words() != c.words {
			t.Errorf("%q: it says %+v", c.words, note)
		}
		f.panel.Hide()
	}
	if got := f.templates(t); !slices.Equal(got, before) {
		t.Errorf("the book has %+v", got)
	}
}

func TestShippedWordsAreChangedAndRestored(t *testing.T) {
	f := open(t, wide)
	f.goTo(t, "Greetings")
	before := f.templates(t)
	shipped := before[1]
	test.Tap(f.words(t, shipped.Text).edit)
	f.panelField(t, 0).Put("Mine for {name}.")
	test.Tap(f.panel.Act)
	if got := f.templates(t); len(got) != len(before) || slices.Contains(got, shipped) || got[0].Text != "Mine for {name}." {
		t.Fatalf("the book has %+v", got)
	}
	row := f.words(t, "Mine for")
	if row.remove.AccessibilityLabel() != lang.T("template.restore") {
		t.Errorf("what is offered is %q", row.remove.AccessibilityLabel())
	}
	test.Tap(row.remove)
	if got := f.templates(t); !slices.Equal(got, before) {
		t.Errorf("restored, the book has %+v", got)
	}
	f.shell.PressOffered(t, "Undo")
	if got := f.templates(t); slices.Contains(got, shipped) || got[0].Text != "Mine for {name}." {
		t.Errorf("the restoring taken back, the book has %+v", got)
	}
	f.noFailure(t)
}

func TestShippedWordsAreRemovedAndRestored(t *testing.T) {
	f := open(t, wide)
	f.goTo(t, "Greetings")
	before := f.templates(t)
	row := f.words(t, before[0].Text)
	test.Tap(row.remove)
	if slices.Contains(f.templates(t), before[0]) || row.whose.Words() != "Not used" || row.edit.Visible() {
		t.Fatalf("removed, it is %q", row.whose.Words())
	}
	if f.canvas().Focused() != row.remove || row.remove.AccessibilityLabel() != lang.T("template.restore") {
		t.Errorf("the focus is on %T", f.canvas().Focused())
	}
	test.Tap(row.remove)
	if got := f.templates(t); !slices.Equal(got, before) || row.whose.Words() != "Comes with Carebook" {
		t.Errorf("restored, the book has %+v", got)
	}
	test.Tap(row.remove)
	f.shell.PressOffered(t, "Undo")
	if got := f.templates(t); !slices.Equal(got, before) {
		t.Errorf("taken back, the book has %+v", got)
	}
	f.noFailure(t)
}

func TestGreetingsAreSignedWithTheNameOfTheUser(t *testing.T) {
	f := open(t, wide)
	f.goTo(t, "Greetings")
	preview := func() string {
		test.Tap(f.greetings.add)
		f.panelField(t, 0).Put("Yours, {me}")
		f.panel.Hide()
		return kittest.Find[*kit.Paragraph](f.panel.Body())[len(kittest.Find[*kit.Paragraph](f.panel.Body()))-1].Words()
	}
	if got := preview(); got != "Yours, Ana" {
		t.Errorf("without a name it reads %q", got)
	}
	me := f.greetings.me
	f.enter(me, "  Inés   Ferrer ")
	if got, err := book.Me(context.Background(), f.store); err != nil || got != "Inés Ferrer" || me.Words() != "Inés Ferrer" {
		t.Fatalf("the book has %q, %v, the field %q", got, err, me.Words())
	}
	if got := preview(); got != "Yours, Inés Ferrer" {
		t.Errorf("it reads %q", got)
	}
	long := strings.Repeat("é", book.MostMe+1)
	f.enter(me, long)
	if note := me.Note(); !note.Problem || !strings.Contains(note.Words, "100") || me.Words() != long {
		t.Errorf("a long name says %+v", note)
	}
	if got, _ := book.Me(context.Background(), f.store); got != "Inés Ferrer" {
		t.Errorf("the book has %q", got)
	}
	f.enter(me, "")
	if got, _ := book.Me(context.Background(), f.store); got != "" || me.Note().Problem {
		t.Errorf("the book has %q, the field says %+v", got, me.Note())
	}
	if got := preview(); got != "Yours, Ana" {
		t.Errorf("without a name again it reads %q", got)
	}
	f.noFailure(t)
}
