package people

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"carebook/app/care"
	"carebook/app/ui/kit"
)

// dropped writes a file to drop.
func dropped(t *testing.T, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestDroppedPagesAndTextsBecomeNotes(t *testing.T) {
	d := openDetails(t, &care.Person{UID: "a", FullName: "Ana"})
	letter := dropped(t, "Letter.txt", "Dear Ana,\nthe oven comes on Friday.\n")
	page := dropped(t, "page.html", "<title>Offer</title><p>Two ovens</p>")
	if !d.take([]string{letter, page, dropped(t, "quote.pdf", "%PDF-1.7")}) {
		t.Fatal("the dropped files are not taken")
	}
	key := d.who.key
	notes, err := d.fixture.store.Notes(context.Background(), key)
	if err != nil || len(notes) != 2 {
		t.Fatalf("notes %+v, %v; failed %v", notes, err, d.shell.Failed)
	}
	titles := map[string]int64{}
	for _, n := range notes {
		titles[n.Title] = n.Key
	}
	if titles["Letter"] == 0 || titles["Offer"] == 0 {
		t.Errorf("the notes are called %v", titles)
	}
	if f := d.person(t).Profile.Files; len(f) != 1 || f[0].Name != "quote.pdf" {
		t.Errorf("what is no text is not kept as a file: %+v", f)
	}
	want := kit.Route{Screen: kit.NotesScreen, Person: key, Note: titles["Letter"]}
	if opened := d.shell.Routes; len(opened) == 0 || opened[len(opened)-1].Note != want.Note || opened[len(opened)-1].Screen != want.Screen {
		t.Errorf("opened %+v", opened)
	}
	d.undo(t)
	if notes, err := d.fixture.store.Notes(context.Background(), key); err != nil || len(notes) != 0 {
		t.Errorf("after the undo there are %+v, %v", notes, err)
	}
	if d.take([]string{dropped(t, "contacts.txt", "BEGIN:VCARD\nVERSION:3.0\nFN:Bo\nEND:VCARD\n")}) {
		t.Error("an address book is taken from the import")
	}
	d.take([]string{dropped(t, "empty.txt", " \n")})
	if n := len(d.shell.Failed); n != 1 || care.CodeOf(d.shell.Failed[0]) != care.CodeNoteFileEmpty {
		t.Errorf("an empty file: %v", d.shell.Failed)
	}
}
