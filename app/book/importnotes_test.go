package book_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/doc"
	"carebook/app/exchange"
	"carebook/app/picture"
	"carebook/store"
)

// colouredPicture is a small picture of one colour.
func colouredPicture(t testing.TB, c color.Color) *picture.Picture {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, 40, 30))
	for i := range 40 * 30 {
		img.Set(i%40, i/40, c)
	}
	var out bytes.Buffer
	if err := png.Encode(&out, img); err != nil {
		t.Fatal(err)
	}
	pic, err := picture.Make(out.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	return pic
}

var red = color.RGBA{200, 30, 30, 255}

// enterPerson enters somebody and gives the key.
func enterPerson(t testing.TB, s *store.Store, p *care.Person) int64 {
	t.Helper()
	ready, err := s.Prepare(p)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Do(ctx, store.Action{Kind: "edit"}, func(tx *store.Tx) error { return tx.PutPrepared(ready) }); err != nil {
		t.Fatal(err)
	}
	return ready.Key
}

// enterNote writes a note, with pictures, and gives its key.
func enterNote(t testing.TB, s *store.Store, n store.Note, pictures ...*picture.Picture) int64 {
	t.Helper()
	var key int64
	_, err := s.Do(ctx, store.Action{Kind: "edit"}, func(tx *store.Tx) (err error) {
		for _, pic := range pictures {
			if err := tx.PutPicture(pic); err != nil {
				return err
			}
		}
		key, err = tx.PutNote(n)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func notesInBook(t testing.TB, s *store.Store, key int64) []store.Note {
	t.Helper()
	var list []store.Note
	if err := s.EachNote(ctx, key, func(n *store.Note) error { list = append(list, *n); return nil }); err != nil {
		t.Fatal(err)
	}
	return list
}

func keyNamed(t testing.TB, s *store.Store, name string) int64 {
	t.Helper()
	rows, err := s.People(ctx, store.Query{})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		if r.FullName == name {
			return r.Key
		}
	}
	t.Fatalf("%s is not in the book", name)
	return 0
}

// exportTo is the export of a whole book, in a file.
func exportTo(t testing.TB, s *store.Store, f exchange.Format) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "export."+map[exchange.Format]string{exchange.JSON: "json", exchange.CSV: "csv", exchange.VCard: "vcf", exchange.VCard3: "vcf"}[f])
	if _, err := book.ExportFile(ctx, s, path, book.ExportOptions{Format: f}); err != nil {
		t.Fatal(err)
	}
	return path
}

// notesInFile are the notes of a file of JSON, by the name of the person.
func notesInFile(t testing.TB, path string) map[string][]exchange.Note {
	t.Helper()
	var all struct {
		People []struct {
			FullName string          `json:"full_name"`
			Notes    []exchange.Note `json:"notes"`
		} `json:"people"`
	}
	if err := json.Unmarshal([]byte(fileText(t, path)), &all); err != nil {
		t.Fatal(err)
	}
	notes := map[string][]exchange.Note{}
	for _, p := range all.People {
		notes[p.FullName] = p.Notes
	}
	return notes
}

func indented(t testing.TB, v any) string {
	t.Helper()
	s, err := json.MarshalIndent(v, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(s)
}

func fileText(t testing.TB, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func shaOfText(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:])
}

const toldHTML = `<h1>Oven</h1>
<ul class="checks">
<li><input type="checkbox" checked>ask; then, <strong>write</strong></li>
</ul>
<p style="white-space:pre-wrap">tab	and  blanks &lt;br&gt;</p>
`

// noteBook is a book with somebody who has three notes, one with a picture.
func noteBook(t testing.TB) (*store.Store, *picture.Picture) {
	t.Helper()
	s, pic := newBook(t), colouredPicture(t, red)
	key := enterPerson(t, s, &care.Person{UID: "ana", FullName: "Ana Núñez", Remark: "A remark"})
	enterPerson(t, s, &care.Person{UID: "bo", FullName: "Bo"})
	shown := toldHTML + `<figure><img src="picture:` + pic.SHA256 + `" alt="kitchen" width="40" height="30" data-media="image/png"><figcaption>The kitchen</figcaption></figure>` + "\n"
	enterNote(t, s, store.Note{Person: key, Title: `Visit; "first"`, HTML: shown, Pinned: true, Created: "2026-11-12T10:15:00.000Z", Changed: "2026-11-13T08:00:00.250Z"}, pic)
	enterNote(t, s, store.Note{Person: key, Title: "", HTML: "<p>会议记录 שלום</p>\n"})
	enterNote(t, s, store.Note{Person: key, Title: "Nothing but a title", HTML: "<p><br></p>\n"})
	return s, pic
}

func TestNotesTravelWithPeopleInJSON(t *testing.T) {
	from, pic := noteBook(t)
	first := exportTo(t, from, exchange.JSON)
	notes := notesInFile(t, first)["Ana Núñez"]
	if len(notes) != 3 || len(notes[0].Pictures) != 1 || !bytes.Equal(notes[0].Pictures[0].Data, pic.Bytes) || notes[0].Pictures[0].MediaType != "image/png" {
		t.Fatalf("exported %s", indented(t, notes))
	}
	if want := "Oven\n[x] ask; then, write\ntab\tand  blanks <br>\nThe kitchen"; strings.TrimSpace(notes[0].Text) != want {
		t.Errorf("the text is %q", notes[0].Text)
	}
	to := newBook(t)
	r := doImport(t, to, book.ImportOptions{Files: []string{first}})
	want(t, r, "2 new, 0 updated, 0 same, 0 problems")
	if w := r.Files[0].Warnings; len(w) != 0 {
		t.Errorf("warnings %v", w)
	}
	again := exportTo(t, to, exchange.JSON)
	if a, b := indented(t, notes), indented(t, notesInFile(t, again)["Ana Núñez"]); a != b {
		t.Errorf("wrote\n%s\nread\n%s", a, b)
	}
	if p := people(t, to)["Ana Núñez"]; p.Remark != "A remark" {
		t.Errorf("the remark is %q", p.Remark)
	}
	if view, err := to.PictureView(ctx, pic.SHA256); err != nil || len(view) == 0 {
		t.Errorf("the picture did not come: %v", err)
	}
	sound(t, to)
	if fileText(t, again) != fileText(t, exportTo(t, to, exchange.JSON)) {
		t.Error("something in the export is volatile")
	}
}

func TestNotesTravelWithoutPicturesInOtherFormats(t *testing.T) {
	for _, f := range []exchange.Format{exchange.VCard, exchange.VCard3, exchange.CSV} {
		from, pic := noteBook(t)
		path := exportTo(t, from, f)
		to := newBook(t)
		r := doImport(t, to, book.ImportOptions{Files: []string{path}})
		if w := r.Files[0].Warnings; len(w) != 1 || !strings.Contains(w[0].Reason, `Visit; "first"`) {
			t.Errorf("%s: warnings %v", f, w)
		}
		was, is := notesInBook(t, from, keyNamed(t, from, "Ana Núñez")), notesInBook(t, to, keyNamed(t, to, "Ana Núñez"))
		if len(is) != 3 {
			t.Fatalf("%s: %d notes came", f, len(is))
		}
		for i := range was {
			html := was[i].HTML
			if i == 0 {
				html = toldHTML + "<p>The kitchen</p>\n"
			}
			if is[i].Title != was[i].Title || is[i].HTML != html || is[i].Pinned != was[i].Pinned || is[i].Created != was[i].Created || is[i].Changed != was[i].Changed {
				t.Errorf("%s: wrote %+v, read %+v", f, was[i], is[i])
			}
		}
		sound(t, to)
		// Where the picture is known, it is shown again.
		home := newBook(t)
		enterNote(t, home, store.Note{Person: enterPerson(t, home, &care.Person{FullName: "Zoe"}), HTML: `<figure><img src="picture:` + pic.SHA256 + `" alt=""></figure>`}, pic)
		doImport(t, home, book.ImportOptions{Files: []string{path}})
		if got := notesInBook(t, home, keyNamed(t, home, "Ana Núñez"))[0].HTML; got != was[0].HTML {
			t.Errorf("%s: where the picture is, the note is %s", f, got)
		}
	}
}

// TestTheSameNotesAgainChangeNothing imports files again: into their own book,
// into another, and where a note was edited or written meanwhile.
func TestTheSameNotesAgainChangeNothing(t *testing.T) {
	from, _ := noteBook(t)
	for _, f := range []exchange.Format{exchange.JSON, exchange.VCard, exchange.CSV} {
		path := exportTo(t, from, f)
		before := fileText(t, exportTo(t, from, exchange.JSON))
		want(t, doImport(t, from, book.ImportOptions{Files: []string{path}}), "0 new, 0 updated, 2 same, 0 problems")
		if fileText(t, exportTo(t, from, exchange.JSON)) != before {
			t.Errorf("%s: an import of its own export changed a book", f)
		}
		to := newBook(t)
		doImport(t, to, book.ImportOptions{Files: []string{path}})
		ana := keyNamed(t, to, "Ana Núñez")
		edited := notesInBook(t, to, ana)[1]
		edited.HTML, edited.Changed = "<p>Written since</p>\n", care.InstantOf(noon.Add(time.Hour))
		enterNote(t, to, edited)
		enterNote(t, to, store.Note{Person: ana, Title: "Mine"})
		after := fileText(t, exportTo(t, to, exchange.JSON))
		want(t, doImport(t, to, book.ImportOptions{Files: []string{path}}), "0 new, 0 updated, 2 same, 0 problems")
		// A record that says something new of the person brings no note twice.
		changed := file(t, filepath.Base(path), strings.Replace(fileText(t, path), "A remark", "Another remark", 1))
		want(t, doImport(t, to, book.ImportOptions{Files: []string{changed}}), "0 new, 1 updated, 1 same, 0 problems")
		if a, b := indented(t, notesInFile(t, file(t, "a.json", after))), indented(t, notesInFile(t, exportTo(t, to, exchange.JSON))); a != b {
			t.Errorf("%s: the notes were\n%s\nand are\n%s", f, a, b)
		}
	}
}

// TestWhatWasWrittenLaterComesBeside has a file with a note in which more was
// written, on another computer, than in the one that is here.
func TestWhatWasWrittenLaterComesBeside(t *testing.T) {
	s := newBook(t)
	note := func(words, changed string) string {
		return file(t, "a.json", `{"people":[{"uid":"ana","full_name":"Ana","notes":[{"uid":"n1","title":"Visit","html":"<p>`+words+`</p>","changed":"`+changed+`"}]}]}`)
	}
	doImport(t, s, book.ImportOptions{Files: []string{note("one", "2026-11-01T10:00:00Z")}})
	later := note("one and two", "2026-11-02T10:00:00Z")
	want(t, doImport(t, s, book.ImportOptions{Files: []string{later}}), "0 new, 1 updated, 0 same, 0 problems")
	want(t, doImport(t, s, book.ImportOptions{Files: []string{note("other words", "2026-10-02T10:00:00Z")}}), "0 new, 0 updated, 1 same, 0 problems")
	ana := keyNamed(t, s, "Ana")
	second := notesInBook(t, s, ana)[1]
	second.HTML = "<p>edited</p>\n"
	enterNote(t, s, second)
	want(t, doImport(t, s, book.ImportOptions{Files: []string{later, note("one", "2026-11-01T10:00:00Z")}}), "0 new, 0 updated, 2 same, 0 problems")
	var said []string
	for _, n := range notesInBook(t, s, ana) {
		said = append(said, strings.TrimSpace(n.HTML))
	}
	if want := []string{"<p>one</p>", "<p>edited</p>"}; !slices.Equal(said, want) {
		t.Errorf("the notes say %q, want %q", said, want)
	}
}

// TestNotesOfOneRecordAreAllKept has notes of the same words on different days,
// and somebody who comes twice in one run.
func TestNotesOfOneRecordAreAllKept(t *testing.T) {
	s := newBook(t)
	const same = `{"html":"<p>Called.</p>","created":"2026-11-01T10:00:00Z"},{"html":"<p>Called.</p>","created":"2026-11-02T10:00:00Z"}`
	ana := func(notes string) string { return `{"uid":"ana","full_name":"Ana","notes":[` + notes + `]}` }
	path := file(t, "a.json", `{"people":[`+ana(same)+`,`+ana(same+`,{"text":"New.\nWords"},{"title":" ","html":"<p> </p>"}`)+`]}`)
	want(t, look(t, s, book.ImportOptions{Files: []string{path}}).Result(), "1 new, 1 updated, 0 same, 0 problems")
	want(t, doImport(t, s, book.ImportOptions{Files: []string{path}}), "1 new, 1 updated, 0 same, 0 problems")
	notes := notesInBook(t, s, keyNamed(t, s, "Ana"))
	if len(notes) != 3 || notes[1].Created != "2026-11-02T10:00:00.000Z" || notes[2].HTML != "<p>New.</p>\n<p>Words</p>\n" {
		t.Errorf("notes %+v", notes)
	}
}

func TestUndoOfAnImportTakesItsNotesBack(t *testing.T) {
	from, _ := noteBook(t)
	path := exportTo(t, from, exchange.JSON)
	to := newBook(t)
	ana := enterPerson(t, to, &care.Person{UID: "ana", FullName: "Ana Núñez", Phones: []care.Phone{{Number: "1"}}})
	enterNote(t, to, store.Note{Person: ana, Title: "Mine", HTML: "<p>x</p>\n"})
	before := fileText(t, exportTo(t, to, exchange.JSON))
	r := doImport(t, to, book.ImportOptions{Files: []string{path}})
	want(t, r, "1 new, 1 updated, 0 same, 0 problems")
	if n := len(notesInBook(t, to, ana)); n != 4 {
		t.Fatalf("%d notes", n)
	}
	undone, err := book.UndoImport(ctx, to, r.ImportID)
	if err != nil || undone.Removed != 1 || undone.Restored != 1 || len(undone.Left) != 0 {
		t.Errorf("undone %+v, %v", undone, err)
	}
	if after := fileText(t, exportTo(t, to, exchange.JSON)); after != before {
		t.Errorf("the book was\n%s\nand is\n%s", before, after)
	}
	sound(t, to)
	// Somebody in whose imported note was written is left alone.
	r = doImport(t, to, book.ImportOptions{Files: []string{file(t, "b.json", `{"people":[{"uid":"z","full_name":"Zoe","notes":[{"html":"<p>a</p>"}]}]}`)}})
	zoe := keyNamed(t, to, "Zoe")
	n := notesInBook(t, to, zoe)[0]
	n.HTML = "<p>written since</p>\n"
	enterNote(t, to, n)
	undone, err = book.UndoImport(ctx, to, r.ImportID)
	if err != nil || undone.Removed != 0 || len(undone.Left) != 1 || len(notesInBook(t, to, zoe)) != 1 {
		t.Errorf("undone %+v, %v; the notes are %+v", undone, err, notesInBook(t, to, zoe))
	}
	sound(t, to)
}

// TestForeignNotesComeClean has HTML that nobody of us wrote.
func TestForeignNotesComeClean(t *testing.T) {
	gone := strings.Repeat("ab", 32)
	image := func(sha string, data []byte) string {
		return `{"sha256":"` + sha + `","media_type":"text/html","data":"` + base64.StdEncoding.EncodeToString(data) + `"}`
	}
	pic := colouredPicture(t, red)
	for name, c := range map[string]struct{ note, html, title string }{
		"script":   {`{"title":"a\nb\u202e","html":"<script>x()</script><p onclick=x()>Hi <a href='javascript:x()'>there</a><iframe src=https://x></iframe></p>"}`, "<p>Hi there</p>\n", ""},
		"not ours": {`{"html":"<p>a</p><figure><img src='picture:` + gone + `' alt='An oven'></figure>"}`, "<p>a</p>\n<p>An oven</p>\n", ""},
		"forged":   {`{"html":"<figure><img src='picture:` + gone + `' alt='x'><figcaption>said</figcaption></figure>","pictures":[` + image(gone, pic.Bytes) + `]}`, "<p>said</p>\n", ""},
		"no picture": {
			`{"html":"<p>b</p><figure><img src='picture:` + shaOfText("<svg/>") + `'></figure>","pictures":[` + image(shaOfText("<svg/>"), []byte("<svg/>")) + `]}`, "<p>b</p>\n", "",
		},
		"picture": {
			`{"html":"<figure><img src='picture:` + pic.SHA256 + `'></figure>","pictures":[` + image(pic.SHA256, pic.Bytes) + `]}`,
			`<figure><img src="picture:` + pic.SHA256 + `" alt=""></figure>` + "\n", "",
		},
		"text": {`{"text":"<b>not bold</b>\n- a"}`, "<p>&lt;b&gt;not bold&lt;/b&gt;</p>\n<p>- a</p>\n", ""},
		"days": {`{"html":"<p>c</p>","created":"never","changed":"2026-11-01T10:00:00+01:00","uid":"` + strings.Repeat("u", 300) + `"}`, "<p>c</p>\n", ""},
	} {
		s := newBook(t)
		doImport(t, s, book.ImportOptions{Files: []string{file(t, "a.json", `{"people":[{"full_name":"Ana","notes":[`+c.note+`]}]}`)}})
		notes := notesInBook(t, s, keyNamed(t, s, "Ana"))
		if len(notes) != 1 || notes[0].HTML != c.html || strings.ContainsAny(notes[0].Title, "\n\r") {
			t.Errorf("%s: %+v, want %q", name, notes, c.html)
			continue
		}
		if name == "days" && (notes[0].Created != "2026-11-01T09:00:00.000Z" || notes[0].Changed != notes[0].Created || len(notes[0].Source) > 200) {
			t.Errorf("%s: %+v", name, notes[0])
		}
		sound(t, s)
	}
}

// TestANoteTooLargeIsCutWithAWarning has more than a note holds.
func TestANoteTooLargeIsCutWithAWarning(t *testing.T) {
	s := newBook(t)
	long := strings.Repeat("<p>"+strings.Repeat("words ", 1000)+"</p>", 1000)
	r := doImport(t, s, book.ImportOptions{Files: []string{file(t, "a.json", `{"people":[{"full_name":"Ana","notes":[{"title":"Long","html":"`+long+`"}]}]}`)}})
	if w := r.Files[0].Warnings; len(w) != 1 || !strings.Contains(w[0].Reason, "“Long”") || w[0].Line != 1 {
		t.Errorf("warnings %v", w)
	}
	notes := notesInBook(t, s, keyNamed(t, s, "Ana"))
	if len(notes) != 1 || len(notes[0].HTML) < doc.MaxWeight/2 {
		t.Errorf("%d notes", len(notes))
	}
}

// TestPicturesBeyondWhatIsReadStayBehind has more pictures than one record of a
// file may hold: the file is still one that is read.
func TestPicturesBeyondWhatIsReadStayBehind(t *testing.T) {
	s := newBook(t)
	ana := enterPerson(t, s, &care.Person{UID: "ana", FullName: "Ana"})
	html := ""
	var large []*picture.Picture
	for i := range 3 {
		pic := colouredPicture(t, color.RGBA{uint8(i), 9, 9, 255})
		bytes := append(slices.Clone(pic.Bytes), make([]byte, 15<<20)...)
		large = append(large, &picture.Picture{SHA256: shaOfText(string(bytes)), MediaType: "image/png", Width: 40, Height: 30, Bytes: bytes})
		html += `<figure><img src="picture:` + large[i].SHA256 + `" alt="p` + strconv.Itoa(i) + `"></figure>` + "\n"
	}
	enterNote(t, s, store.Note{Person: ana, HTML: html}, large...)
	path := exportTo(t, s, exchange.JSON)
	if got := notesInFile(t, path)["Ana"][0].Pictures; len(got) != 2 || got[1].SHA256 != large[1].SHA256 {
		t.Fatalf("%d pictures are in the file", len(got))
	}
	to := newBook(t)
	r := doImport(t, to, book.ImportOptions{Files: []string{path}})
	want(t, r, "1 new, 0 updated, 0 same, 0 problems")
	if n := notesInBook(t, to, keyNamed(t, to, "Ana"))[0]; strings.Count(n.HTML, "picture:") != 2 || !strings.HasSuffix(n.HTML, "<p>p2</p>\n") || len(r.Files[0].Warnings) != 1 {
		t.Errorf("the note is\n%s, warnings %v", n.HTML, r.Files[0].Warnings)
	}
}

func TestThePreviewNamesTheNotes(t *testing.T) {
	from, _ := noteBook(t)
	path := exportTo(t, from, exchange.JSON)
	notes := func(d book.Detail) []string {
		i := slices.IndexFunc(d.Changes, func(c book.Change) bool { return c.Field == "notes" })
		if i < 0 {
			return nil
		}
		return d.Changes[i].After
	}
	names := []string{`Visit; "first"`, "会议记录 שלום", "Nothing but a title"}
	to := newBook(t)
	p := look(t, to, book.ImportOptions{Files: []string{path}})
	if got := notes(detail(t, p, "Ana Núñez")); !slices.Equal(got, names) {
		t.Errorf("of somebody new it names %q", got)
	}
	enterPerson(t, to, &care.Person{UID: "ana", FullName: "Ana Núñez", Remark: "A remark"})
	p = look(t, to, book.ImportOptions{Files: []string{path}})
	want(t, p.Result(), "1 new, 1 updated, 0 same, 0 problems")
	if got := notes(detail(t, p, "Ana Núñez")); !slices.Equal(got, names) {
		t.Errorf("of an update it names %q", got)
	}
	want(t, doImport(t, to, p.Options()), "1 new, 1 updated, 0 same, 0 problems")
}
