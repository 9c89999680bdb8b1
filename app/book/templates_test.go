package book_test

import (
	"context"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/care/greet"
	"carebook/app/lang"
	"carebook/store"
)

// templatesOf are the templates to choose from and the hidden ones.
func templatesOf(t rapid.TB, s *store.Store) ([]greet.Template, map[string]string) {
	t.Helper()
	all, err := book.Templates(context.Background(), s)
	if err != nil {
		t.Fatal(err)
	}
	hidden, err := book.HiddenTemplates(context.Background(), s)
	if err != nil {
		t.Fatal(err)
	}
	return all, hidden
}

func putTemplate(t rapid.TB, s *store.Store, put greet.Template) greet.Template {
	t.Helper()
	kept, err := book.PutTemplate(context.Background(), s, put)
	if err != nil {
		t.Fatalf("put %+v: %v", put, err)
	}
	return kept
}

func removeTemplate(t rapid.TB, s *store.Store, id string) {
	t.Helper()
	if err := book.RemoveTemplate(context.Background(), s, id); err != nil {
		t.Fatalf("remove %s: %v", id, err)
	}
}

func restoreTemplate(t rapid.TB, s *store.Store, id string) {
	t.Helper()
	if err := book.RestoreTemplate(context.Background(), s, id); err != nil {
		t.Fatalf("restore %s: %v", id, err)
	}
}

func TestTemplatesOfABook(t *testing.T) {
	shipped := greet.Shipped()
	first, second := shipped[0], shipped[1]
	mine := greet.Template{Occasion: "birthday", Language: "en", Text: "Mine, {name}"}
	in := func(t greet.Template, id, text string) greet.Template {
		t.ID, t.Text = id, text
		return t
	}
	// Each ends with the templates of one's own, and those that are hidden by
	// the number of what stands in the place of each, 0 for nothing.
	for _, c := range []struct {
		name   string
		do     func(t *testing.T, s *store.Store)
		own    []string
		hidden map[string]int
	}{
		{"none of one's own", func(*testing.T, *store.Store) {}, nil, nil},
		{"spaces around the words go", func(t *testing.T, s *store.Store) {
			putTemplate(t, s, in(mine, "", "  Mine \n"))
		}, []string{"Mine"}, nil},
		{"the same words twice are two", func(t *testing.T, s *store.Store) {
			putTemplate(t, s, mine)
			putTemplate(t, s, mine)
		}, []string{mine.Text, mine.Text}, nil},
		{"one's own is changed in its place", func(t *testing.T, s *store.Store) {
			kept := putTemplate(t, s, mine)
			putTemplate(t, s, in(mine, "", "Other"))
			if again := putTemplate(t, s, in(mine, kept.ID, "Changed")); again.ID != kept.ID {
				t.Errorf("%s became %s", kept.ID, again.ID)
			}
		}, []string{"Changed", "Other"}, nil},
		{"one's own is removed and back as the same", func(t *testing.T, s *store.Store) {
			kept := putTemplate(t, s, mine)
			removeTemplate(t, s, kept.ID)
			if again := putTemplate(t, s, kept); again != kept {
				t.Errorf("%+v came back as %+v", kept, again)
			}
		}, []string{mine.Text}, nil},
		{"a shipped one is changed", func(t *testing.T, s *store.Store) {
			putTemplate(t, s, in(first, first.ID, "Changed"))
		}, []string{"Changed"}, map[string]int{first.ID: 1}},
		{"a shipped one is changed in two windows", func(t *testing.T, s *store.Store) {
			putTemplate(t, s, in(first, first.ID, "One"))
			putTemplate(t, s, in(first, first.ID, "Two"))
		}, []string{"Two"}, map[string]int{first.ID: 1}},
		{"a changed one is removed and the shipped one is back", func(t *testing.T, s *store.Store) {
			removeTemplate(t, s, putTemplate(t, s, in(first, first.ID, "Changed")).ID)
		}, nil, nil},
		{"a changed one stays where the shipped one is to be removed or restored", func(t *testing.T, s *store.Store) {
			putTemplate(t, s, in(first, first.ID, "Changed"))
			removeTemplate(t, s, first.ID)
			restoreTemplate(t, s, first.ID)
		}, []string{"Changed"}, map[string]int{first.ID: 1}},
		{"a shipped one is removed", func(t *testing.T, s *store.Store) {
			removeTemplate(t, s, first.ID)
			removeTemplate(t, s, first.ID)
		}, nil, map[string]int{first.ID: 0}},
		{"a shipped one is removed and restored", func(t *testing.T, s *store.Store) {
			removeTemplate(t, s, first.ID)
			removeTemplate(t, s, second.ID)
			restoreTemplate(t, s, first.ID)
		}, nil, map[string]int{second.ID: 0}},
		{"a removed one is changed in another window", func(t *testing.T, s *store.Store) {
			removeTemplate(t, s, first.ID)
			putTemplate(t, s, in(first, first.ID, "Changed"))
		}, []string{"Changed"}, map[string]int{first.ID: 1}},
		{"one that is not there is none to remove or restore", func(t *testing.T, s *store.Store) {
			for _, id := range []string{"", "own.gone", "birthday.xx.1"} {
				removeTemplate(t, s, id)
				restoreTemplate(t, s, id)
			}
		}, nil, nil},
		{"one that is shipped no more becomes one's own", func(t *testing.T, s *store.Store) {
			putTemplate(t, s, in(mine, "birthday.en.999", "Kept"))
		}, []string{"Kept"}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newBook(t)
			c.do(t, s)
			all, hidden := templatesOf(t, s)
			n := len(c.own)
			for i, o := range all {
				if o.Own() != (i < n) || i < n && o.Text != c.own[i] {
					t.Errorf("at %d there is %+v, want own ones %q first", i, o, c.own)
				}
			}
			if len(all) != n+len(shipped)-len(c.hidden) || len(hidden) != len(c.hidden) {
				t.Errorf("there are %d, hidden %v, want %d of one's own and hidden %v", len(all), hidden, n, c.hidden)
			}
			for id, by := range c.hidden {
				got, ok := hidden[id]
				if want := append([]greet.Template{{}}, all...)[by].ID; !ok || got != want {
					t.Errorf("%s is hidden: %v, by %q, want %q", id, ok, got, want)
				}
			}
		})
	}
}

func TestWrongWordsAreNoTemplate(t *testing.T) {
	s := newBook(t)
	kept := putTemplate(t, s, greet.Template{Occasion: "birthday", Language: "en", Text: "Mine"})
	before, hidden := templatesOf(t, s)
	for words, code := range map[string]care.Code{
		"": care.CodeTemplateEmpty, " \n": care.CodeTemplateEmpty, "Dear {nmae}": care.CodeTemplateField, "Dear {name": care.CodeTemplateBrace, "Dear name}": care.CodeTemplateBrace,
	} {
		for _, id := range []string{"", kept.ID, greet.Shipped()[0].ID} {
			if _, err := book.PutTemplate(t.Context(), s, greet.Template{ID: id, Occasion: "birthday", Language: "en", Text: words}); care.CodeOf(err) != code {
				t.Errorf("%q as %q: %v, want %s", words, id, err, code)
			}
		}
	}
	if all, now := templatesOf(t, s); !slices.Equal(all, before) || !maps.Equal(now, hidden) {
		t.Errorf("the book has %+v, hidden %v", all[:2], now)
	}
}

func TestTemplatesThatCannotBeReadAreNotWrittenOver(t *testing.T) {
	s := newBook(t)
	const broken = "{"
	if err := s.SetSetting(t.Context(), "greeting_templates", broken); err != nil {
		t.Fatal(err)
	}
	for name, do := range map[string]func() error{
		"list":    func() error { _, err := book.Templates(t.Context(), s); return err },
		"hidden":  func() error { _, err := book.HiddenTemplates(t.Context(), s); return err },
		"put":     func() error { _, err := book.PutTemplate(t.Context(), s, greet.Template{Text: "Mine"}); return err },
		"remove":  func() error { return book.RemoveTemplate(t.Context(), s, greet.Shipped()[0].ID) },
		"restore": func() error { return book.RestoreTemplate(t.Context(), s, greet.Shipped()[0].ID) },
	} {
		if err := do(); err == nil || !strings.Contains(err.Error(), "read the templates of greetings") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if kept, err := s.Setting(t.Context(), "greeting_templates"); err != nil || kept != broken {
		t.Errorf("the book has %q, %v", kept, err)
	}
}

// shelf is what the templates of a book should be.
type shelf struct {
	// text are the words of the user's own by ID, hidden what stands in the
	// place of a shipped one.
	text, hidden map[string]string
}

// Whatever is put, removed and restored in whatever order, a shipped template is
// either to choose from or hidden by exactly one, and no two have one ID.
func TestTemplatesAreAlwaysWhole(t *testing.T) {
	s := newBook(t)
	shipped := greet.Shipped()
	few := shipped[:4] // so that they meet often
	rapid.Check(t, func(t *rapid.T) {
		emptyShelf(t, s)
		m := shelf{map[string]string{}, map[string]string{}}
		ids := []string{"", "own.never", "birthday.xx.1"} // and those that were there at any time
		for _, f := range few {
			ids = append(ids, f.ID)
		}
		id := func(t *rapid.T) string { return rapid.SampledFrom(ids).Draw(t, "id") }
		t.Repeat(map[string]func(*rapid.T){
			"put": func(t *rapid.T) {
				put := greet.Template{ID: id(t), Occasion: "birthday", Language: "en", Text: rapid.StringMatching("[a-z]{1,8}").Draw(t, "words")}
				kept := putTemplate(t, s, put)
				m.put(t, put, kept)
				if !slices.Contains(ids, kept.ID) {
					ids = append(ids, kept.ID)
				}
			},
			"remove": func(t *rapid.T) {
				gone := id(t)
				removeTemplate(t, s, gone)
				m.remove(gone)
			},
			"restore": func(t *rapid.T) {
				back := id(t)
				restoreTemplate(t, s, back)
				if m.hidden[back] == "" {
					delete(m.hidden, back)
				}
			},
			"": func(t *rapid.T) { m.check(t, s, shipped) },
		})
	})
}

// emptyShelf makes the templates those that are shipped, as a user would.
func emptyShelf(t *rapid.T, s *store.Store) {
	t.Helper()
	all, hidden := templatesOf(t, s)
	for _, o := range all {
		if o.Own() {
			removeTemplate(t, s, o.ID)
		}
	}
	for id := range hidden {
		restoreTemplate(t, s, id)
	}
	if all, hidden = templatesOf(t, s); !slices.Equal(all, greet.Shipped()) || len(hidden) > 0 {
		t.Fatalf("with all taken back there are %d, hidden %v", len(all), hidden)
	}
}

func (m shelf) put(t *rapid.T, put, kept greet.Template) {
	t.Helper()
	isShipped := slices.ContainsFunc(greet.Shipped(), func(o greet.Template) bool { return o.ID == put.ID })
	_, there := m.text[kept.ID]
	switch {
	case !kept.Own() || kept.Text != put.Text:
		t.Fatalf("%+v is kept as %+v", put, kept)
	case put.Own() && kept.ID != put.ID:
		t.Fatalf("%s became %s", put.ID, kept.ID)
	case isShipped && m.hidden[put.ID] != "" && kept.ID != m.hidden[put.ID]:
		t.Fatalf("%s stands in the place of %s beside %s", kept.ID, put.ID, m.hidden[put.ID])
	case there && !put.Own() && m.hidden[put.ID] == "":
		t.Fatalf("%+v took the place of %s", put, kept.ID)
	}
	m.text[kept.ID] = put.Text
	if isShipped {
		m.hidden[put.ID] = kept.ID
	}
}

func (m shelf) remove(id string) {
	if _, hidden := m.hidden[id]; !hidden && slices.ContainsFunc(greet.Shipped(), func(o greet.Template) bool { return o.ID == id }) {
		m.hidden[id] = ""
	}
	if _, there := m.text[id]; there {
		delete(m.text, id)
		maps.DeleteFunc(m.hidden, func(_, by string) bool { return by == id })
	}
}

func (m shelf) check(t *rapid.T, s *store.Store, shipped []greet.Template) {
	t.Helper()
	all, hidden := templatesOf(t, s)
	if len(hidden) != len(m.hidden) || len(hidden) > 0 && !maps.Equal(hidden, m.hidden) {
		t.Fatalf("hidden are %v, want %v", hidden, m.hidden)
	}
	seen := map[string]string{}
	for _, o := range all {
		if _, twice := seen[o.ID]; twice || o.ID == "" {
			t.Fatalf("%q stands twice among the templates", o.ID)
		}
		seen[o.ID] = o.Text
	}
	stands := map[string]bool{}
	for _, o := range shipped {
		by, isHidden := hidden[o.ID]
		if _, shown := seen[o.ID]; shown == isHidden {
			t.Fatalf("%s is to choose from: %v, hidden: %v", o.ID, shown, isHidden)
		}
		if _, there := seen[by]; by != "" && (!there || stands[by]) {
			t.Fatalf("%s is hidden by %s, which is there: %v, or hides another", o.ID, by, there)
		}
		stands[by] = true
		delete(seen, o.ID)
	}
	if !reflect.DeepEqual(seen, m.text) {
		t.Fatalf("the user's own are %v, want %v", seen, m.text)
	}
}

func TestPreviewOfATemplate(t *testing.T) {
	t.Cleanup(func() { lang.Use("en") })
	for _, l := range lang.Languages() {
		lang.Use(l.Code)
		for _, field := range greet.Fields() {
			words := "«{" + field + "}»"
			if got := book.PreviewTemplate(words, ""); strings.ContainsAny(got, "{}") || got == "«»" {
				t.Errorf("%s: %s reads %q", l.Code, words, got)
			}
		}
		if got := book.PreviewTemplate("«{me}»", "Inés {name}"); got != "«Inés {name}»" {
			t.Errorf("%s: signed, it reads %q", l.Code, got)
		}
	}
}

func TestTheNameThatSignsGreetings(t *testing.T) {
	d := newDiary(t, "2026-11-26T12:00:00+01:00")
	d.noHolidays()
	d.person(care.Person{FullName: "Ada Byron", Given: "Ada", Dates: birthday(1980, 11, 26)})
	putTemplate(t, d.store, greet.Template{Occasion: "birthday", Language: "en", Text: "All the best! {me}"})
	for _, c := range []struct {
		name, kept, greeting string
		code                 care.Code
	}{
		{"  Inés \n Ferrer\t", "Inés Ferrer", "All the best! Inés Ferrer", ""},
		{strings.Repeat("名", book.MostMe), strings.Repeat("名", book.MostMe), "All the best! " + strings.Repeat("名", book.MostMe), ""},
		{strings.Repeat("名", book.MostMe+1), strings.Repeat("名", book.MostMe), "All the best! " + strings.Repeat("名", book.MostMe), care.CodeNameTooLong},
		{"\u2028Ana\u2029", "Ana", "All the best! Ana", ""},
	} {
		given, err := book.SetMe(d.ctx(), d.store, c.name)
		if care.CodeOf(err) != c.code || err == nil && given != c.kept {
			t.Errorf("%q is kept as %q, %v", c.name, given, err)
		}
		if me, err := book.Me(d.ctx(), d.store); err != nil || me != c.kept {
			t.Errorf("%q: the book has %q, %v", c.name, me, err)
		}
		if g, err := book.GreetingFor(d.ctx(), d.store, d.item("Ada Byron")); err != nil || g.Text != c.greeting {
			t.Errorf("%q: the greeting is %q, %v", c.name, g.Text, err)
		}
	}
	if _, err := book.SetMe(d.ctx(), d.store, " "); err != nil {
		t.Fatal(err)
	}
	if me, err := book.Me(d.ctx(), d.store); err != nil || me != "" {
		t.Errorf("without a name the book has %q, %v", me, err)
	}
	if g, err := book.GreetingFor(d.ctx(), d.store, d.item("Ada Byron")); err != nil || strings.Contains(g.Text, "{") || g.Text == "All the best! " {
		t.Errorf("without a name the greeting is %q, %v", g.Text, err)
	}
}
