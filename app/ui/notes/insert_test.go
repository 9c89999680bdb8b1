package notes

import (
	"context"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"carebook/app/care"
	"carebook/app/doc"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/kittest"
)

// pictureFile writes a picture of a size to a file and gives its path.
func pictureFile(t *testing.T, name string, width, height int) string {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, width, height))
	for i := range img.Pix {
		img.Pix[i] = byte(i * len(name))
	}
	img.Set(0, 0, color.White)
	path := filepath.Join(t.TempDir(), name)
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, img); err != nil {
		t.Fatal(err)
	}
	return path
}

// alts are the descriptions of the pictures of a text, in order.
func alts(d *doc.Document) []string {
	var list []string
	for _, b := range d.Blocks() {
		if b.Kind() == doc.PictureKind {
			list = append(list, b.Picture().Alt)
		}
	}
	return list
}

func TestPicturesOfFilesAreKeptAndPutIn(t *testing.T) {
	d := openDesk(t, usual)
	key := d.put(t, d.ana, "Kitchen", "before behind")
	d.open(t)
	d.editor.Select(caret(0, 7))
	d.insertPictures([]string{pictureFile(t, "one.png", 900, 450), pictureFile(t, "two.png", 40, 20)})
	d.healthy(t)
	if got := alts(d.editor.Document()); !slices.Equal(got, []string{"one", "two"}) {
		t.Fatalf("put in were %q: %s", got, d.editor.Document().HTML())
	}
	d.Rest()
	html := d.kept(t, key).HTML
	read, err := doc.FromHTML(html)
	if err != nil {
		t.Fatal(err)
	}
	var widths []int
	for _, b := range read.Blocks() {
		if p := b.Picture(); p.SHA != "" {
			widths = append(widths, p.Width)
			if _, data, err := d.store.Picture(context.Background(), p.SHA); err != nil || len(data) == 0 {
				t.Errorf("%s is not in the book: %v", p.Alt, err)
			}
		}
	}
	if !slices.Equal(widths, []int{704, 40}) || !strings.Contains(html, "before") || !strings.Contains(html, "behind") {
		t.Errorf("kept is %s, the widths are %v", html, widths)
	}
}

// insertInto begins to put files into a text by a hand of the test's.
func insertInto(b *bench, open func() bool, add func(path string) (doc.Picture, error), paths ...string) {
	in := b.newInsertion(paths)
	in.open = open
	in.add = func(_ context.Context, path string) (doc.Picture, error) { return add(path) }
	in.next(0)
}

// fake is a picture without bytes.
func fake(path string) (doc.Picture, error) {
	return doc.Picture{SHA: strings.Repeat("ab", 32), Alt: path, Width: 400, Height: 200}, nil
}

func always() bool { return true }

func TestPicturesComeInTheOrderOfTheFiles(t *testing.T) {
	b := openBench(t, 900, "<p>text</p>")
	held, executor := kittest.Hold()
	b.shell.Run = executor
	insertInto(b, always, fake, "a", "b", "c")
	test.Type(b.editor, "typed meanwhile ")
	held.Go()
	if got := alts(b.editor.Document()); !slices.Equal(got, []string{"a", "b", "c"}) || !strings.Contains(b.html(), "typed meanwhile") {
		t.Errorf("the order is %q in %s", got, b.html())
	}
}

func TestSlowPicturesAreTold(t *testing.T) {
	b := openBench(t, 900, "<p>text</p>")
	held, executor := kittest.Hold()
	b.shell.Run = executor
	insertInto(b, always, fake, "/x/a.png", "/x/b.png")
	held.DoWork(0) // the pause is over before the picture is there
	held.Answer(0)
	if !slices.Equal(b.shell.Said, []string{"Reading a.png, 1 of 2"}) {
		t.Errorf("said was %q", b.shell.Said)
	}
	held.DoWork(0)
	held.Answer(0)
	held.DoWork(1) // the second picture is there before the pause is over
	held.Answer(0)
	held.Go()
	if len(b.shell.Said) != 1 || len(alts(b.editor.Document())) != 2 {
		t.Errorf("said was %q", b.shell.Said)
	}
}

func TestFilesThatAreNoPicturesAreTold(t *testing.T) {
	refuse := func(path string) (doc.Picture, error) {
		if strings.HasPrefix(path, "bad") {
			return doc.Picture{}, &care.Error{Code: care.CodeFileMissing, Args: care.Args{"File": path}}
		}
		return fake(path)
	}
	b := openBench(t, 900, "<p>text</p>")
	insertInto(b, always, refuse, "a", "bad.png", "c")
	said := b.shell.Said[len(b.shell.Said)-1]
	if got := alts(b.editor.Document()); !slices.Equal(got, []string{"a", "c"}) || !strings.Contains(said, "bad.png was not put in: ") {
		t.Errorf("put in were %q, said was %q", got, said)
	}
	insertInto(b, always, refuse, "bad1.png", "bad2.png")
	var words []string
	for _, p := range kittest.Find[*kit.Paragraph](b.shell.Window().Canvas().Overlays().Top()) {
		words = append(words, p.Words())
	}
	all := strings.Join(words, "\n")
	if !strings.Contains(all, "2 pictures were not put in") || !strings.Contains(all, "bad1.png") || !strings.Contains(all, "bad2.png") {
		t.Errorf("told was %q", words)
	}
}

func TestPicturesNeverComeIntoAnotherNote(t *testing.T) {
	d := openDesk(t, usual)
	d.put(t, d.ana, "First", "one")
	second := d.put(t, d.ana, "Second", "two")
	d.open(t)
	path := pictureFile(t, "late.png", 60, 30)
	held, executor := kittest.Hold()
	inline := d.shell.Run
	d.shell.Run = executor
	d.insertPictures([]string{path})
	d.shell.Run = inline
	d.Open(kit.Route{Screen: kit.NotesScreen, Person: d.ana, Note: other(t, d, second)})
	held.Go()
	if got := alts(d.editor.Document()); len(got) != 0 {
		t.Errorf("the picture came into the other note")
	}
	if n := len(d.shell.Said); n == 0 || !strings.Contains(d.shell.Said[n-1], "late.png was not put in: The note was left") {
		t.Errorf("said was %q", d.shell.Said)
	}
}

// other is the note of Ana's that is not open.
func other(t *testing.T, d *desk, second int64) int64 {
	t.Helper()
	rows, err := d.store.Notes(context.Background(), d.ana)
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range rows {
		if n.Key != d.sheet.key {
			return n.Key
		}
	}
	return second
}

// pictured is a text with a picture of twice its height in width.
const pictured = `<p>before</p><figure><img src="picture:abababababababababababababababababababababababababababababababab" width="400" height="200" alt="plan"><figcaption>sketch</figcaption></figure><p>behind</p>`

// item is a line of the menu of the picture at the caret.
func (b *bench) item(t *testing.T, label string) kit.MenuItem {
	t.Helper()
	for _, line := range b.pictureMenu() {
		if line.Label == label {
			return line
		}
	}
	t.Fatalf("the menu has no line %q", label)
	return kit.MenuItem{}
}

func TestMenuOfAPicture(t *testing.T) {
	b := openBench(t, 900, pictured)
	if n := len(b.pictureMenu()); n != 0 {
		t.Errorf("beside a picture its menu has %d lines", n)
	}
	b.editor.Select(caret(1, 0))
	size := func() [2]int {
		p := b.editor.Document().Block(1).Picture()
		return [2]int{p.Width, p.Height}
	}
	for _, c := range []struct {
		label string
		want  [2]int
	}{{"Small", [2]int{235, 118}}, {"Full width", [2]int{704, 353}}, {"Half the width", [2]int{352, 176}}} {
		b.item(t, c.label).Do()
		w, h := size()[0], size()[1]
		if w != c.want[0] || h < c.want[1]-1 || h > c.want[1]+1 || b.editor.Document().Block(1).Text() != "sketch" {
			t.Errorf("%s: %v, want %v", c.label, size(), c.want)
		}
		if !b.item(t, c.label).Checked {
			t.Errorf("%s is not marked as the present width", c.label)
		}
	}
	b.editor.Undo()
	if got := size()[0]; got != 704 {
		t.Errorf("taken back it is %d wide", got)
	}
	b.item(t, "Write a caption").Do()
	if got := b.editor.Selection(); !got.Empty() || got.Head != (doc.Position{Block: 1, Offset: 6}) {
		t.Errorf("the caret is at %+v", got)
	}
	remove := b.item(t, "Remove the picture")
	b.editor.SetReadOnly(true)
	if n := len(b.pictureMenu()); n != 2 {
		t.Errorf("in a text to read the menu has %d lines", n)
	}
	b.editor.SetReadOnly(false)
	remove.Do()
	if got := b.html(); got != "<p>before</p><p>behind</p>" {
		t.Errorf("removed it is %s", got)
	}
}

func TestAPictureOfUnknownSizeIsWidened(t *testing.T) {
	b := openBench(t, 900, strings.Replace(pictured, ` width="400" height="200"`, "", 1))
	b.editor.Select(caret(1, 0))
	b.item(t, "Small").Do()
	if p := b.editor.Document().Block(1).Picture(); p.Width != smallPicture || p.Height != 0 {
		t.Errorf("it is %d x %d", p.Width, p.Height)
	}
}

func TestACopyOfAPictureIsSaved(t *testing.T) {
	d := openDesk(t, usual)
	d.put(t, d.ana, "Kitchen", "x")
	d.open(t)
	path := pictureFile(t, "plan.png", 60, 30)
	d.insertPictures([]string{path})
	p := d.editor.Document().Block(firstPicture(t, d.editor.Document())).Picture()
	fyne.CurrentApp().Preferences().SetString("files.folder", t.TempDir())
	d.savePicture(d.shell, p)
	top := d.shell.Window().Canvas().Overlays().Top()
	if field := kittest.Find[*kit.Entry](top); len(field) == 0 || field[0].Text != "plan.png" {
		t.Fatal("the dialog does not propose the picture's name")
	}
	test.Tap(kittest.Button(t, top, "Save"))
	saved := filepath.Join(fyne.CurrentApp().Preferences().String("files.folder"), "plan.png")
	was, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(saved)
	if err != nil || string(got) != string(was) {
		t.Errorf("the copy is %d bytes, %v", len(got), err)
	}
	if n := len(d.shell.Said); n == 0 || !strings.Contains(d.shell.Said[n-1], saved) {
		t.Errorf("said was %q", d.shell.Said)
	}
}

// firstPicture is the index of the first picture of a text.
func firstPicture(t *testing.T, d *doc.Document) int {
	t.Helper()
	for i, b := range d.Blocks() {
		if b.Kind() == doc.PictureKind {
			return i
		}
	}
	t.Fatal("there is no picture")
	return 0
}

func TestChoosePictures(t *testing.T) {
	d := openDesk(t, usual)
	d.put(t, d.ana, "Kitchen", "x")
	d.open(t)
	path := pictureFile(t, "plan.png", 60, 30)
	if err := os.WriteFile(filepath.Join(filepath.Dir(path), "letter.txt"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	fyne.CurrentApp().Preferences().SetString("files.folder", filepath.Dir(path))
	d.choosePictures()
	top := d.shell.Window().Canvas().Overlays().Top()
	files := kittest.Find[*kit.SideRow](top)
	if len(files) != 1 || files[0].Name() != "plan.png" {
		t.Fatalf("%d files are offered", len(files))
	}
	test.Tap(files[0])
	test.Tap(kittest.Button(t, top, "Put in 1 picture"))
	if got := alts(d.editor.Document()); !slices.Equal(got, []string{"plan"}) {
		t.Errorf("put in were %q", got)
	}
}

func TestPictureWindowsGoWithTheirs(t *testing.T) {
	d := openDesk(t, usual)
	d.put(t, d.ana, "Kitchen", "x")
	d.open(t)
	d.insertPictures([]string{pictureFile(t, "one.png", 60, 30), pictureFile(t, "two.png", 30, 60)})
	var shown []doc.Picture
	for _, b := range d.editor.Document().Blocks() {
		if b.Kind() == doc.PictureKind {
			shown = append(shown, b.Picture())
		}
	}
	before := len(fyne.CurrentApp().Driver().AllWindows())
	for _, p := range []doc.Picture{shown[0], shown[0], shown[1]} {
		d.showPicture(p)
	}
	if n := len(fyne.CurrentApp().Driver().AllWindows()) - before; n != 2 || len(d.full) != 2 {
		t.Fatalf("of two pictures %d windows are open", n)
	}
	first := d.full[shown[0].SHA]
	first.Close()
	d.showPicture(shown[0])
	if f := d.full[shown[0].SHA]; f == first || f.Closed() {
		t.Error("a picture whose window was closed is not opened again")
	}
	d.shell.Hidden = true
	d.Redraw()
	if n := len(fyne.CurrentApp().Driver().AllWindows()) - before; n != 0 {
		t.Errorf("%d pictures can be seen by who looks on", n)
	}
}

func TestPicturesThatCannotBeShownAreExplained(t *testing.T) {
	d := openDesk(t, usual)
	d.put(t, d.ana, "Kitchen", "x")
	d.open(t)
	path := filepath.Join(t.TempDir(), "IMG_0042.HEIC")
	if err := os.WriteFile(path, []byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic"), 0o600); err != nil {
		t.Fatal(err)
	}
	if !isPicture(path) || isPicture("letter.pdf") || isPicture("jpg") {
		t.Fatal("files are taken for what they are not")
	}
	d.insertPictures([]string{path})
	if n := len(d.shell.Said); n == 0 || !strings.Contains(d.shell.Said[n-1], "IMG_0042.HEIC was not put in: ") || !strings.Contains(d.shell.Said[n-1], "JPEG") {
		t.Errorf("said was %q", d.shell.Said)
	}
}

func TestPicturesThatAreChosenTooLateComeIntoNoOtherNote(t *testing.T) {
	d := openDesk(t, usual)
	d.put(t, d.ana, "A", "text of A")
	b := d.put(t, d.tom, "B", "text of B")
	d.open(t)
	fyne.CurrentApp().Preferences().SetString("files.folder", filepath.Dir(pictureFile(t, "plan.png", 60, 30)))
	d.choosePictures()
	top := d.shell.Window().Canvas().Overlays().Top()
	test.Tap(kittest.Find[*kit.SideRow](top)[0])
	d.Open(kit.Route{Screen: kit.NotesScreen, Person: d.tom, Note: b})
	test.Tap(kittest.Button(t, top, "Put in 1 picture"))
	if got := alts(d.editor.Document()); len(got) != 0 {
		t.Errorf("put into the other note were %q", got)
	}
	if n := len(d.shell.Said); n == 0 || !strings.HasPrefix(d.shell.Said[n-1], "The note was left") {
		t.Errorf("said was %q", d.shell.Said)
	}
}

func TestTheMenuOfAPictureIsThatOfThePicture(t *testing.T) {
	for _, c := range []struct{ name, renewed, want string }{
		{"lines above", "<p>new</p><p>precious</p>" + pictured, "<p>new</p><p>precious</p><p>before</p><p>behind</p>"},
		{"the picture is gone", "<p>before</p><p>precious</p><p>behind</p>", "<p>before</p><p>precious</p><p>behind</p>"},
		{"twice the picture", pictured + pictured, pictured + pictured},
	} {
		b := openBench(t, 900, pictured)
		b.editor.Select(caret(1, 0))
		remove := b.item(t, "Remove the picture")
		text, err := doc.FromHTML(c.renewed)
		if err != nil {
			t.Fatal(err)
		}
		want, err := doc.FromHTML(c.want)
		if err != nil {
			t.Fatal(err)
		}
		b.editor.SetDocument(text) // what another window wrote meanwhile
		remove.Do()
		if got := b.editor.Document(); !got.Equal(want) {
			t.Errorf("%s: it is %s", c.name, got.HTML())
		}
	}
}
