package importing

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/exchange"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/kittest"
	"carebook/app/ui/kit/run"
	"carebook/app/ui/style"
	"carebook/store"
)

// table is a file with a record of every outcome: line 2 new, 3 the same, 4 an
// update, 5 possibly somebody, 6 a problem, 7 no person.
const table = "Nombre;Apellidos;Organización;Teléfono móvil;Correo electrónico;Cód. cliente\r\n" +
	"Begoña;Muñoz Peña;Café Ñam;961234011;begona@nam.example;V1\r\n" +
	"Pau;Llorens;Forn Llorens;965791202;;\r\n" +
	"Íñigo;Etxeberria;Asador Donosti;943126088;inigo@asador.example;V2\r\n" +
	"José;Martínez Ruiz;Bar Pepe;;;\r\n" +
	";;;;;V9\r\n" +
	"Buzón de voz;;;123;;\r\n"

// known are the people whom the table's records meet in the book.
func known() []*care.Person {
	person := func(given, family, org, number string) *care.Person {
		p := &care.Person{UID: given, FullName: given + " " + family, Given: given, Family: family, Organization: org}
		if number != "" {
			p.Phones = []care.Phone{{Number: number, Type: care.Mobile}}
		}
		return p
	}
	return []*care.Person{
		person("Pau", "Llorens", "Forn Llorens", "965791202"),
		person("Íñigo", "Etxeberria", "Asador Donosti", "943126088"),
		person("José", "Martínez Ruiz", "Bar Pepe", "666112233"),
	}
}

// lookAt opens the preview of files in a book.
func lookAt(t *testing.T, size fyne.Size, o book.ImportOptions, people ...*care.Person) *fixture {
	t.Helper()
	kittest.App(t)
	f := &fixture{shell: kittest.NewShell(t, size)}
	f.Screen = New(f.shell, kittest.Book(t, people...), kittest.Clock())
	f.shell.OnOpen = f.Open
	f.shell.Show(f.Object())
	f.shell.Window().Canvas().SetOnTypedKey(func(e *fyne.KeyEvent) { f.TakeKey(e) })
	if err := f.store.SetSetting(context.Background(), book.SettingCountry, "ES"); err != nil {
		t.Fatal(err)
	}
	f.look(o)
	if f.preview == nil || f.preview.view == nil {
		t.Fatalf("there is no preview; failed: %v", errors.Join(f.shell.Failed...))
	}
	return f
}

var wideWindow = fyne.NewSize(1204, 744)

// lookAtTable opens the preview of the table in a book of those it meets.
func lookAtTable(t *testing.T) *fixture {
	t.Helper()
	return lookAt(t, wideWindow, book.ImportOptions{Files: []string{file(t, "clientes.csv", table)}}, known()...)
}

// counts are those of the pills.
func (f *fixture) counts() string {
	var words []string
	for _, p := range f.preview.pills {
		words = append(words, p.Number())
	}
	return strings.Join(words, " ")
}

// names are those of the records in the filter.
func (f *fixture) names() []string {
	var names []string
	for n := range f.preview.count() {
		names = append(names, f.preview.record(n).Name)
	}
	return names
}

// open opens the record of a name and gives its row.
func (f *fixture) openRecord(t *testing.T, name string) int {
	t.Helper()
	row := slices.Index(f.names(), name)
	if row < 0 {
		t.Fatalf("nobody is called %s among %q", name, f.names())
	}
	f.preview.rows.Choose(row)
	f.preview.card.open(row)
	return row
}

// export is all that the book holds, as JSON.
func export(t *testing.T, s *store.Store) string {
	t.Helper()
	var b strings.Builder
	if _, err := book.Export(context.Background(), s, &b, book.ExportOptions{Format: exchange.JSON}); err != nil {
		t.Fatal(err)
	}
	tags, err := s.Tags(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	runs, err := s.Imports(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf("%s\n%v\n%v", b.String(), tags, runs)
}

func TestAnotherLookWritesNothing(t *testing.T) {
	f := lookAtTable(t)
	before := export(t, f.store)
	if got, want := f.counts(), "6 3 1 1 1 1 1"; got != want {
		t.Errorf("all, new, update, same, problem, to decide, not people: %s, want %s", got, want)
	}
	if f.shown != f.preview.object || f.shell.Window().Canvas().Focused() != fyne.Focusable(f.preview.rows) {
		t.Error("the preview is not shown, or the keys do not go to its list")
	}
	f.openRecord(t, "Íñigo Etxeberria")
	f.preview.card.choices[0].Choose(2)
	f.preview.tags.AddName("Outlook")
	f.preview.setFilter(toDecide)
	test.Tap(f.preview.cancel)
	if f.preview != nil || f.shown != f.start.object {
		t.Error("Cancel does not lead back to the start")
	}
	if after := export(t, f.store); after != before {
		t.Errorf("the book is another one:\n%s\nbefore\n%s", after, before)
	}
	if got := f.shell.Said; len(got) != 1 || !strings.Contains(got[0], "Nothing was written") {
		t.Errorf("said %q", got)
	}
}

func TestAPreviewThatWasLeftCanBeOpenedAgain(t *testing.T) {
	f := lookAtTable(t)
	f.openRecord(t, "Íñigo Etxeberria")
	f.preview.card.choices[0].Choose(2)
	left := f.preview.options
	f.leave()
	f.again(left).Do()
	if f.preview == nil || f.counts() != "6 3 0 2 1 1 1" {
		t.Errorf("opened again: %s", f.counts())
	}
}

func TestFilters(t *testing.T) {
	f := lookAtTable(t)
	p := f.preview
	for _, c := range []struct {
		filter filter
		names  []string
	}{
		{fresh, []string{"Begoña Muñoz Peña", "José Martínez Ruiz", "Buzón de voz"}},
		{updated, []string{"Íñigo Etxeberria"}},
		{same, []string{"Pau Llorens"}},
		{toDecide, []string{"José Martínez Ruiz"}},
		{notPeople, []string{"Buzón de voz"}},
	} {
		test.Tap(p.pills[c.filter])
		if got := f.names(); !slices.Equal(got, c.names) {
			t.Errorf("filter %d shows %q, want %q", c.filter, got, c.names)
		}
		if !p.pills[c.filter].On() || p.pills[everything].On() {
			t.Errorf("filter %d: the wrong pill is on", c.filter)
		}
	}
	test.Tap(p.pills[problems])
	if r := p.record(0); !r.Problem || r.Line != "6" || r.Third != "See the row" {
		t.Errorf("the problem's row is %+v", r)
	}
}

func TestRowsSayWhatHappens(t *testing.T) {
	f := lookAtTable(t)
	want := []string{"New", "Same", "Update", "Same one?", "Problem", "New"}
	for n, word := range want {
		if r := f.preview.record(n); r.What != word || r.Line != fmt.Sprint(n+2) {
			t.Errorf("row %d says %q in line %s, want %q", n, r.What, r.Line, word)
		}
	}
	if r := f.preview.record(3); !r.Link || r.Third != "José Martínez Ruiz, compare" {
		t.Errorf("the row to decide offers %q", r.Third)
	}
}

// compared are the rows of the open record.
func (f *fixture) compared() []kit.Compared {
	var rows []kit.Compared
	for _, r := range kittest.Find[*kit.CompareRow](f.preview.card.object) {
		if c := r.Compared(); c.Field != "" {
			rows = append(rows, c)
		}
	}
	return rows
}

func TestAnUpdateShowsWhatChanges(t *testing.T) {
	f := lookAtTable(t)
	f.openRecord(t, "Íñigo Etxeberria")
	i := slices.IndexFunc(f.compared(), func(c kit.Compared) bool { return c.Field == "E-mail" })
	if i < 0 {
		t.Fatalf("the new address is not among %+v", f.compared())
	}
	if c := f.compared()[i]; c.Before != "none" || c.After != "inigo@asador.example" || c.Remark != "fills in" || !c.Differs {
		t.Errorf("the new address: %+v", c)
	}
	if got := f.preview.card.why(); !strings.Contains(got, "Íñigo Etxeberria: The same number and name") {
		t.Errorf("recognised: %q", got)
	}
}

func TestAChoiceIsSeenAtOnceAndCounted(t *testing.T) {
	f := lookAtTable(t)
	var work []func()
	f.shell.Run = run.With(func(w func()) { work = append(work, w) }, func(w func()) { w() })
	finish := func() {
		for len(work) > 0 {
			next := work[0]
			work = work[1:]
			next()
		}
	}
	row := f.openRecord(t, "Íñigo Etxeberria")
	finish()
	f.preview.card.choices[0].Choose(2)
	if r := f.preview.record(row); r.What != "Left out" || !r.Faded {
		t.Errorf("at once the row says %q", r.What)
	}
	if f.counts() != "6 3 1 1 1 1 1" || !f.preview.importThem.Disabled() || !f.preview.bar.Visible() {
		t.Errorf("before it was counted: %s, import disabled %v", f.counts(), f.preview.importThem.Disabled())
	}
	f.preview.card.choices[0].Choose(1) // another one while the first is counted
	finish()
	if f.counts() != "6 4 0 1 1 1 1" || f.preview.importThem.Disabled() || f.preview.bar.Visible() {
		t.Errorf("after it was counted: %s, import disabled %v", f.counts(), f.preview.importThem.Disabled())
	}
	if r := f.preview.record(row); r.What != "New" {
		t.Errorf("after it was counted the row says %q", r.What)
	}
	if f.preview.rows.Unfolded() != row || len(f.preview.card.choices) != 1 || f.preview.card.choices[0].Chosen() != 1 {
		t.Error("the record is no longer open, or shows another choice")
	}
}

func TestPossibleDuplicatesAreDecidedSideBySide(t *testing.T) {
	f := lookAtTable(t)
	test.Tap(f.preview.pills[toDecide])
	f.preview.rows.OnKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	c := f.preview.card
	if len(c.choices) != 1 || c.choices[0].Chosen() != -1 {
		t.Fatalf("%d choices", len(c.choices))
	}
	i := slices.IndexFunc(f.compared(), func(c kit.Compared) bool { return c.Field == "Phone" })
	if i < 0 || f.compared()[i].Remark != "only here" || f.compared()[i].Before != "666112233 (mobile)" {
		t.Errorf("side by side: %+v", f.compared())
	}
	c.choices[0].Choose(0)
	if f.counts() != "6 2 1 2 1 0 1" && f.counts() != "6 2 2 1 1 0 1" {
		t.Errorf("the same person: %s", f.counts())
	}
	if !f.preview.pills[toDecide].Visible() || f.preview.empty.Words() != "Everything is decided." {
		t.Error("the filter is gone, or does not say that all is decided")
	}
	f.preview.setFilter(everything)
	f.openRecord(t, "José Martínez Ruiz")
	if got := c.choices[0].Chosen(); got != 0 {
		t.Errorf("opened again it stands at %d", got)
	}
	c.choices[0].Choose(1)
	if f.counts() != "6 3 1 1 1 0 1" {
		t.Errorf("somebody else: %s", f.counts())
	}
	c.choices[0].Choose(2)
	if f.counts() != "6 2 1 2 1 0 1" {
		t.Errorf("left out: %s", f.counts())
	}
}

func TestOneChoiceForAll(t *testing.T) {
	f := lookAtTable(t)
	p := f.preview
	test.Tap(p.pills[updated])
	if !p.strip.certain.Visible() || p.strip.doubt.Visible() {
		t.Fatal("the choice for all updates is not there")
	}
	p.strip.certain.Choose(2)
	if f.counts() != "6 3 0 2 1 1 1" || p.empty.Words() == "" {
		t.Errorf("updates left out: %s", f.counts())
	}
	p.strip.certain.Choose(0)
	test.Tap(p.pills[toDecide])
	p.strip.doubt.Choose(2)
	if got := f.counts(); got != "6 2 1 2 1 0 1" && got != "6 2 2 1 1 0 1" {
		t.Errorf("all the same person: %s", got)
	}
	p.strip.doubt.Choose(0)
	if f.counts() != "6 3 1 1 1 1 1" {
		t.Errorf("one by one again: %s", f.counts())
	}
	test.Tap(p.pills[notPeople])
	test.Tap(p.strip.leave)
	if f.counts() != "6 2 1 2 1 1 1" || p.strip.leave.Label() != "Keep them" || p.record(0).What != "Left out" {
		t.Errorf("without those that are no people: %s, %q, the row says %q", f.counts(), p.strip.leave.Label(), p.record(0).What)
	}
	test.Tap(p.strip.leave)
	if f.counts() != "6 3 1 1 1 1 1" {
		t.Errorf("with them again: %s", f.counts())
	}
}

func TestImportWritesWhatThePreviewShows(t *testing.T) {
	f := lookAtTable(t)
	p := f.preview
	f.openRecord(t, "Begoña Muñoz Peña")
	p.card.choices[0].Choose(1) // left out
	f.openRecord(t, "José Martínez Ruiz")
	p.card.choices[0].Choose(1) // somebody else
	p.tags.AddName("Outlook, Nov 2026")
	shown := p.view.preview.Result().Total()
	if got := p.importThem.Label(); got != fmt.Sprintf("Import %d people", shown.New+shown.Updated) {
		t.Errorf("the button says %q for %d and %d", got, shown.New, shown.Updated)
	}
	people := f.people(t)
	test.Tap(p.importThem)
	done := f.done.counts
	want := [5]int{shown.Records, shown.New, shown.Updated, shown.Same, len(shown.Problems)}
	for i, c := range done {
		if c.Number() != fmt.Sprint(want[i]) {
			t.Errorf("count %d is %s, the preview showed %d", i, c.Number(), want[i])
		}
	}
	if got := f.people(t); got != people+shown.New {
		t.Errorf("the book has %d people, want %d", got, people+shown.New)
	}
	tags, err := f.store.Tags(context.Background())
	if err != nil || len(tags) != 1 || tags[0].Name != "Outlook, Nov 2026" || tags[0].People != shown.New+shown.Updated {
		t.Errorf("tags %v, %v, want one of %d people", tags, err, shown.New+shown.Updated)
	}
	if hits, err := f.store.Find(context.Background(), "Begoña", 5); err != nil || len(hits) != 0 {
		t.Errorf("who was left out is in the book: %v, %v", hits, err)
	}
}

func TestImportRefusesAFileThatHasChanged(t *testing.T) {
	path := file(t, "a.vcf", vcard("Ana", "+34600000001"))
	f := lookAt(t, wideWindow, book.ImportOptions{Files: []string{path}})
	if err := os.WriteFile(path, []byte(vcard("Ana", "+34600000001")+vcard("Bea", "+34600000002")), 0o600); err != nil {
		t.Fatal(err)
	}
	test.Tap(f.preview.importThem)
	if f.people(t) != 0 || f.done == nil || f.done.people.Visible() {
		t.Fatal("a file that was not looked at was imported")
	}
	test.Tap(f.done.again)
	if f.preview == nil || f.preview.view.people() != 2 {
		t.Error("it cannot be looked at again")
	}
}

func TestColumnsAreMapped(t *testing.T) {
	f := lookAtTable(t)
	c := f.preview.column
	if got := len(c.list.Objects); got != 6 {
		t.Fatalf("%d columns are shown", got)
	}
	if row := c.columns[0]; row.heading.Words() != "Nombre" || row.example.Words() != "Begoña" || row.field.Word() != "First name" || row.field.Warns() {
		t.Errorf("first column %q, %q, %q", row.heading.Words(), row.example.Words(), row.field.Word())
	}
	if row := c.columns[5]; row.field.Word() != "Keep as it is" || !row.field.Warns() {
		t.Errorf("the unknown column goes to %q, outlined %v", row.field.Word(), row.field.Warns())
	}
	if got := c.known.Words(); got != "6 found, 5 known" {
		t.Errorf("columns: %q", got)
	}
	names := c.columns[0].field.Words()
	c.columns[2].field.Choose(slices.Index(names, "Nickname"))
	if r := f.preview.record(0); r.Second != "" {
		t.Errorf("with the organisation elsewhere the row shows %q", r.Second)
	}
	if c.columns[2].field.Word() != "Nickname" {
		t.Errorf("the column goes to %q", c.columns[2].field.Word())
	}
	c.columns[5].field.Choose(slices.Index(names, "Remark"))
	c.columns[5].field.Choose(slices.Index(names, "Keep as it is"))
	if c.columns[5].field.Warns() {
		t.Error("a column that somebody said to keep is outlined yet")
	}
	if f.people(t) != 3 {
		t.Error("something was written")
	}
}

func TestTheSampleFollowsAtOnce(t *testing.T) {
	path := file(t, "clientes.csv", "Nombre;Apellidos;Tel\xe9fono\r\nBego\xf1a;Mu\xf1oz;961234011\r\n")
	f := lookAt(t, wideWindow, book.ImportOptions{Files: []string{path}})
	c := f.preview.column
	if got := c.lines[0].Words(); !strings.Contains(got, "Begoña") {
		t.Fatalf("the sample is %q", got)
	}
	var work []func()
	f.shell.Run = run.With(func(w func()) { work = append(work, w) }, func(w func()) { w() })
	c.letters.Choose(slices.Index(c.encodings, "windows-1251"))
	if len(work) < 2 {
		t.Fatalf("%d pieces of work", len(work))
	}
	work[0]()
	if got := c.lines[0].Words(); !strings.Contains(got, "Begoсa") && !strings.Contains(got, "с") {
		t.Errorf("the sample in another encoding is %q", got)
	}
	if got := f.preview.record(0).Name; got != "Begoña Muñoz" {
		t.Errorf("the record is %q before it was read again", got)
	}
	for _, w := range work[1:] {
		w()
	}
	if got := f.preview.record(0).Name; strings.Contains(got, "ñ") {
		t.Errorf("the record is %q after it was read again", got)
	}
}

func TestFirstRowAndDelimiter(t *testing.T) {
	f := lookAtTable(t)
	c := f.preview.column
	c.first.Choose(1)
	if f.counts()[:1] != "7" || f.preview.record(0).Line != "1" {
		t.Errorf("without headings: %s", f.counts())
	}
	c.first.Choose(0)
	if f.counts() != "6 3 1 1 1 1 1" {
		t.Errorf("with headings again: %s", f.counts())
	}
	c.between.Choose(0) // with commas it is no table
	if got := f.shell.Said; len(got) != 1 || c.between.Word() != "Semicolon" || f.counts() != "6 3 1 1 1 1 1" {
		t.Errorf("said %q, between columns stands %q, counts %s", got, c.between.Word(), f.counts())
	}
	one := file(t, "a.csv", "Name|Phone;Mobile|Note\r\nAna|600;601|x\r\n")
	f = lookAt(t, wideWindow, book.ImportOptions{Files: []string{one}})
	f.preview.column.between.Choose(1)
	if got := len(f.preview.view.preview.Files()[0].Columns); got != 2 {
		t.Errorf("with semicolons there are %d columns, want 2", got)
	}
}

func TestOrderOfDatesIsAskedWhereNothingProvesIt(t *testing.T) {
	open := "Name,Phone,Birthday\r\nAna,600000001,03/04/1980\r\n"
	f := lookAt(t, wideWindow, book.ImportOptions{Files: []string{file(t, "a.csv", open)}})
	c := f.preview.column
	if !c.order.Visible() || !c.orderBox.Visible() {
		t.Fatal("the order of dates is not asked for")
	}
	c.order.Choose(1)
	f.openRecord(t, "Ana")
	i := slices.IndexFunc(f.compared(), func(c kit.Compared) bool { return c.Field == "Dates" })
	if i < 0 || !strings.Contains(f.compared()[i].After, "4 March 1980") {
		t.Errorf("with the month first: %+v", f.compared())
	}
	if !c.orderBox.Visible() || c.columns[2].field.Word() != "Birthday, month first" {
		t.Errorf("asked %v, the column says %q", c.orderBox.Visible(), c.columns[2].field.Word())
	}
	f = lookAt(t, wideWindow, book.ImportOptions{Files: []string{file(t, "b.csv", strings.Replace(open, "03/04", "23/04", 1))}})
	if f.preview.column.orderBox.Visible() {
		t.Error("the order is asked for although a date proves it")
	}
	f = lookAt(t, wideWindow, book.ImportOptions{Files: []string{file(t, "c.csv", strings.Replace(open, "03/04/1980", "1980-04-03", 1))}})
	if f.preview.column.orderBox.Visible() || f.preview.column.columns[2].field.Word() != "Birthday, year first" {
		t.Errorf("dates with the year first: asked %v, the column says %q", f.preview.column.orderBox.Visible(), f.preview.column.columns[2].field.Word())
	}
}

func TestManyColumnsUnfold(t *testing.T) {
	heads, cells := []string{"Name", "Phone"}, []string{"Ana", "600000001"}
	for i := range 300 {
		heads, cells = append(heads, fmt.Sprintf("Own %d", i)), append(cells, "x")
	}
	path := file(t, "wide.csv", strings.Join(heads, ",")+"\r\n"+strings.Join(cells, ",")+"\r\n")
	f := lookAt(t, wideWindow, book.ImportOptions{Files: []string{path}})
	c := f.preview.column
	if len(c.list.Objects) != firstColumns || c.more.Label() != "294 more columns" {
		t.Errorf("%d columns, %q", len(c.list.Objects), c.more.Label())
	}
	test.Tap(c.more)
	if len(c.list.Objects) != firstColumns+moreColumns || c.more.Label() != "194 more columns" {
		t.Errorf("%d columns, %q", len(c.list.Objects), c.more.Label())
	}
}

func TestVCardsHaveNoColumns(t *testing.T) {
	f := lookAt(t, wideWindow, book.ImportOptions{Files: []string{file(t, "a.vcf", vcard("Ana", "+34600000001"))}})
	c := f.preview.column
	if c.columnsBox.Visible() || c.betweenBox.Visible() || c.firstBox.Visible() || !c.lettersBox.Visible() {
		t.Error("a file of cards is shown with columns, or without its letters")
	}
	if c.files.Visible() {
		t.Error("one file is offered to choose among")
	}
}

func TestSeveralFilesAreChosenAmong(t *testing.T) {
	a, b := file(t, "a.vcf", vcard("Ana", "+34600000001")+vcard("Bea", "+34600000002")), file(t, "clientes.csv", table)
	f := lookAt(t, wideWindow, book.ImportOptions{Files: []string{a, b}})
	c := f.preview.column
	if !slices.Equal(c.files.Words(), []string{"a.vcf", "clientes.csv"}) || f.preview.count() != 8 {
		t.Fatalf("files %q, %d records", c.files.Words(), f.preview.count())
	}
	c.files.Choose(1)
	if c.name.Words() != "clientes.csv" || !c.columnsBox.Visible() || f.preview.rows.Chosen() != 2 {
		t.Errorf("shown is %q, row %d is marked", c.name.Words(), f.preview.rows.Chosen())
	}
	c.letters.Choose(slices.Index(c.encodings, "windows-1252"))
	if c.name.Words() != "clientes.csv" || f.preview.options.Readings[b].Encoding != "windows-1252" || len(f.preview.options.Readings) != 1 {
		t.Errorf("shown is %q, read as %v", c.name.Words(), f.preview.options.Readings)
	}
}

func TestAWayOfReadingThatFailsIsTakenBack(t *testing.T) {
	f := lookAtTable(t)
	before := f.counts()
	f.preview.cannotLookAt(t)
	if len(f.shell.Said) != 1 || f.counts() != before || f.preview.importThem.Disabled() {
		t.Errorf("said %q, counts %s, import disabled %v", f.shell.Said, f.counts(), f.preview.importThem.Disabled())
	}
	if len(f.preview.options.Readings) != 0 {
		t.Errorf("read as %v", f.preview.options.Readings)
	}
}

// cannotLookAt asks for an encoding that there is not.
func (p *preview) cannotLookAt(t *testing.T) {
	t.Helper()
	p.readOtherwise(p.file, book.Reading{Encoding: "no such"})
}

func TestNothingUsableCanStillBeLookedAt(t *testing.T) {
	f := lookAt(t, wideWindow, book.ImportOptions{Files: []string{file(t, "a.csv", "Name,Phone,Code\r\n,,x\r\n,,y\r\n")}})
	if !f.preview.importThem.Disabled() || len(f.preview.view.lists[problems]) == 0 {
		t.Errorf("import disabled %v, counts %s", f.preview.importThem.Disabled(), f.counts())
	}
}

func TestAProblemShowsItsRow(t *testing.T) {
	path := file(t, "a.csv", "Name,Phone,Code\r\nAna,600000001,\r\n,,extra words\r\n")
	f := lookAt(t, wideWindow, book.ImportOptions{Files: []string{path}})
	test.Tap(f.preview.pills[problems])
	if f.preview.count() != 1 {
		t.Fatalf("%d problems", f.preview.count())
	}
	f.preview.toggle(0)
	test.Tap(f.preview.card.copy)
	if got := fyne.CurrentApp().Clipboard().Content(); !strings.Contains(got, "extra words") {
		t.Errorf("copied %q", got)
	}
	f.preview.toggle(0)
	if f.preview.rows.Unfolded() != -1 {
		t.Error("it does not close again")
	}
}

func TestProblemsAreSaved(t *testing.T) {
	f := lookAtTable(t)
	dir := t.TempDir()
	fyne.CurrentApp().Preferences().SetString("files.folder", dir)
	if !f.preview.save.Visible() || f.preview.save.Label() != "Save the problem" {
		t.Fatalf("visible %v, %q", f.preview.save.Visible(), f.preview.save.Label())
	}
	test.Tap(f.preview.save)
	press := func(label string) { test.Tap(kittest.Button(t, f.shell.Window().Canvas().Overlays().Top(), label)) }
	press("Save")
	path := filepath.Join(dir, "problems.csv")
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Fatalf("%v, %v", info, err)
	}
	text, err := os.ReadFile(path)
	if err != nil || !strings.Contains(string(text), "clientes.csv,6,") {
		t.Errorf("%s, %v", text, err)
	}
	if err := os.WriteFile(path, []byte("mine"), 0o644); err != nil {
		t.Fatal(err)
	}
	test.Tap(f.preview.save)
	press("Save")
	if text, _ := os.ReadFile(path); string(text) != "mine" {
		t.Fatal("a file was overwritten without asking")
	}
	press("Replace it")
	if text, _ := os.ReadFile(path); string(text) == "mine" {
		t.Error("the file was not replaced")
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	if left, err := filepath.Glob(filepath.Join(dir, ".carebook-*")); err != nil || len(left) != 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

func TestProblemsAreNotSavedWhereTheyCannotBe(t *testing.T) {
	dir := t.TempDir()
	there := filepath.Join(dir, "there.csv")
	if err := os.WriteFile(there, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	s := kittest.Book(t)
	for path, c := range map[string]struct {
		keep bool
		want care.Code
	}{
		there:                               {true, care.CodeFileExists},
		filepath.Join(dir, "none", "a.csv"): {true, care.CodeWriteFailed},
		s.Path():                            {false, care.CodeFileExists}, // the book itself, though replacing was agreed to
	} {
		if err := book.SaveProblems(s, path, c.keep, book.ImportResult{}); care.CodeOf(err) != c.want {
			t.Errorf("%s: %v", path, err)
		}
	}
	if text, _ := os.ReadFile(there); string(text) != "mine" {
		t.Error("a file was overwritten")
	}
}

func TestPreviewByKeys(t *testing.T) {
	f := lookAtTable(t)
	p, c := f.preview, f.shell.Window().Canvas()
	press := func(names ...fyne.KeyName) {
		for _, name := range names {
			c.Focused().TypedKey(&fyne.KeyEvent{Name: name})
		}
	}
	press(fyne.KeyHome, fyne.KeyDown, fyne.KeyDown, fyne.KeyReturn)
	if p.rows.Unfolded() != 2 || len(p.card.choices) != 1 {
		t.Fatalf("row %d is open", p.rows.Unfolded())
	}
	c.Focused().TypedRune('3')
	if p.record(2).What != "Left out" || p.rows.Unfolded() != 2 {
		t.Errorf("after 3 the row says %q, open is %d", p.record(2).What, p.rows.Unfolded())
	}
	c.Focused().TypedRune('1')
	if p.record(2).What != "Update" {
		t.Errorf("after 1 the row says %q", p.record(2).What)
	}
	press(fyne.KeyDown) // the open record follows
	if p.rows.Unfolded() != 3 || p.card.ref.Record != 3 {
		t.Errorf("after the arrow row %d is open", p.rows.Unfolded())
	}
	c.Focus(p.card.choices[0])
	press(fyne.KeyRight)
	if c.Focused() != fyne.Focusable(p.card.choices[0]) {
		t.Error("the choice lost the keyboard when it was counted")
	}
	press(fyne.KeyEscape)
	if p.rows.Unfolded() != -1 || f.preview == nil {
		t.Fatal("Escape does not close the record alone")
	}
	c.Focus(p.rows)
	press(fyne.KeyEscape)
	if f.preview != nil || f.shown != f.start.object {
		t.Error("Escape does not lead back")
	}
	press(fyne.KeyEscape)
	if f.shell.Backs != 1 {
		t.Error("Escape on the start does not go back")
	}
}

func TestEverythingOnThePreviewIsReachedByTab(t *testing.T) {
	f := lookAtTable(t)
	f.preview.tags.AddName("Outlook")
	test.Tap(f.preview.pills[toDecide])
	f.preview.toggle(0)
	var want []fyne.Focusable
	add := func(o fyne.CanvasObject) {
		if x, ok := o.(fyne.Focusable); ok {
			if d, ok := o.(fyne.Disableable); !ok || !d.Disabled() {
				want = append(want, x)
			}
		}
	}
	kittest.Walk(f.preview.object, add)
	kittest.ReachedByTab(t, f.shell.Window().Canvas(), want, 20)
}

func TestNarrowWindowFoldsTheFile(t *testing.T) {
	f := lookAt(t, fyne.NewSize(784, 544), book.ImportOptions{Files: []string{file(t, "clientes.csv", table)}}, known()...)
	p := f.preview
	if p.column.object.Visible() || !p.fold.Visible() || p.recordsArea.Size().Width != 784 {
		t.Fatalf("file shown %v, button %v, records are %v wide", p.column.object.Visible(), p.fold.Visible(), p.recordsArea.Size().Width)
	}
	test.Tap(p.fold)
	if !p.column.object.Visible() || p.recordsArea.Visible() || p.fold.Label() != "Back to the people" {
		t.Errorf("file shown %v, records %v, button %q", p.column.object.Visible(), p.recordsArea.Visible(), p.fold.Label())
	}
	f.TakeKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if p.column.object.Visible() || !p.recordsArea.Visible() || f.preview == nil {
		t.Error("Escape does not lead back to the people")
	}
	bottom := p.importThem.Position().X + p.importThem.Size().Width
	if bottom > 784 || p.tags.Position().X+p.tags.Size().Width > 784 {
		t.Errorf("the foot reaches to %v", bottom)
	}
	test.Tap(p.fold)
	f.shell.Window().Resize(wideWindow)
	if !p.column.object.Visible() || !p.recordsArea.Visible() || p.fold.Visible() {
		t.Error("in a wide window file and records do not stand side by side")
	}
}

func TestCancelLeavesAtOnce(t *testing.T) {
	f := open(t)
	var work []func()
	f.shell.Run = run.With(func(w func()) { work = append(work, w) }, func(w func()) { w() })
	f.look(book.ImportOptions{Files: []string{file(t, "a.vcf", vcard("Ana", "+34600000001"))}})
	if f.shown != f.under.object {
		t.Fatal("how far it is is not shown")
	}
	test.Tap(f.under.cancel)
	if f.shown != f.start.object || f.preview != nil {
		t.Error("the page is not left")
	}
	for _, w := range work { // it ends after all
		w()
	}
	if f.shown != f.start.object || f.preview != nil {
		t.Error("a preview that nobody waits for is shown")
	}
}

func TestAnImportThatIsStoppedWritesNothing(t *testing.T) {
	f := lookAtTable(t)
	before := export(t, f.store)
	var work []func()
	f.shell.Run = run.With(func(w func()) { work = append(work, w) }, func(w func()) { w() })
	test.Tap(f.preview.importThem)
	test.Tap(f.under.cancel)
	if f.shown != f.start.object || f.shell.Said[len(f.shell.Said)-1] != "The import is being stopped." {
		t.Errorf("said %q", f.shell.Said)
	}
	for _, w := range work {
		w()
	}
	if after := export(t, f.store); after != before {
		t.Error("something was written")
	}
	if got := f.shell.Said[len(f.shell.Said)-1]; got != "The import was stopped. Nothing was written." || f.stop != nil {
		t.Errorf("said %q", got)
	}
}

func TestARunWaitsForTheOneBefore(t *testing.T) {
	f := open(t)
	first, second, third := f.queue(), f.queue(), f.queue()
	if first.latest() || !third.latest() {
		t.Error("the last run is not the latest")
	}
	left, leave := context.WithCancel(context.Background())
	leave()
	if err := second.wait(left); err == nil {
		t.Error("a run that was cancelled goes on")
	}
	ended := make(chan struct{})
	go func() {
		second.end() // waits for the first
		close(ended)
	}()
	select {
	case <-third.before:
		t.Error("the third run may begin while the first works")
	default:
	}
	if err := first.wait(context.Background()); err != nil {
		t.Error(err)
	}
	first.end()
	<-ended
	if err := third.wait(context.Background()); err != nil {
		t.Error(err)
	}
}

func TestOneImportAtATime(t *testing.T) {
	f := open(t)
	f.stop = func() {}
	f.Open(kit.Route{Screen: kit.ImportScreen, Files: []string{file(t, "a.vcf", vcard("Ana", "+34600000001"))}})
	if f.preview != nil || len(f.shell.Said) != 1 {
		t.Errorf("said %q", f.shell.Said)
	}
}

func TestFilesDroppedOnAPreviewTakeItsPlace(t *testing.T) {
	f := lookAtTable(t)
	f.Open(kit.Route{Screen: kit.ImportScreen, Files: []string{file(t, "a.vcf", vcard("Ana", "+34600000001"))}})
	if f.preview.count() != 1 || len(f.shell.Said) != 1 || !strings.Contains(f.shell.Said[0], "clientes.csv") {
		t.Errorf("%d records, said %q", f.preview.count(), f.shell.Said)
	}
	f.shell.Open(kit.Route{Screen: kit.PeopleScreen})
	shown := f.preview
	f.Open(kit.Route{Screen: kit.ImportScreen})
	if f.preview != shown || f.shown != shown.object {
		t.Error("coming back to the screen does not show the preview that was open")
	}
}

func TestTheBookChangedMeanwhile(t *testing.T) {
	f := lookAtTable(t)
	kittest.Put(t, f.store, &care.Person{
		UID: "b", FullName: "Begoña Muñoz Peña", Given: "Begoña", Family: "Muñoz Peña",
		Phones: []care.Phone{{Number: "961234011", Type: care.Mobile}},
	})
	f.Changed(store.Changes{AllPeople: true})
	if f.counts() != "6 2 2 1 1 1 1" {
		t.Errorf("with Begoña in the book: %s", f.counts())
	}
}

// TestManyRecords goes through a preview of many records: rows are made for
// what is in sight, wherever it is scrolled.
func TestManyRecords(t *testing.T) {
	var b strings.Builder
	b.WriteString("Name,Phone\r\n")
	const n = 10000
	for i := range n {
		fmt.Fprintf(&b, "Person %d,+346%08d\r\n", i, i)
	}
	f := lookAt(t, wideWindow, book.ImportOptions{Files: []string{file(t, "many.csv", b.String())}})
	p := f.preview
	p.rows.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
	p.rows.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	last := fmt.Sprintf("Person %d", n-1)
	seen, rows := false, kittest.Find[*kit.RecordRow](p.rows)
	for _, r := range rows {
		seen = seen || r.Record().Name == last
	}
	if !seen || len(rows) > 30 || p.rows.Unfolded() != n-1 {
		t.Errorf("%d rows are made, the last record is seen: %v", len(rows), seen)
	}
}

func TestPreviewFollowsTheSizeOfText(t *testing.T) {
	f := lookAtTable(t)
	f.openRecord(t, "Íñigo Etxeberria")
	fyne.CurrentApp().Settings().SetTheme(style.New(style.Dark, 150))
	f.shell.Window().Resize(wideWindow.SubtractWidthHeight(0, 1))
	p := f.preview
	if p.layout.narrow() != true || !p.fold.Visible() {
		t.Error("at 150 % the window is not narrow")
	}
	for _, b := range []*kit.Button{p.importThem, p.cancel, p.save} {
		if end := b.Position().X + b.Size().Width; b.Visible() && end > wideWindow.Width {
			t.Errorf("%q reaches to %v", b.Label(), end)
		}
	}
}

// TestEveryFieldHasAName names all fields that there are, in every language:
// none is shown as the program calls it.
func TestEveryFieldHasAName(t *testing.T) {
	kittest.App(t)
	defer lang.Use("en")
	fields := append(exchange.Fields(), "extra:X-NAME", "kind", "added", "address", "date", "date:Name day", "phone:other")
	changes := []string{"full_name", "phones", "emails", "addresses", "urls", "messengers", "dates", "tags", "remark", "photo", "related", "extra", "kind", "notes"}
	for _, l := range lang.Languages() {
		lang.Use(l.Code)
		seen := map[string]string{}
		for _, field := range fields {
			name := fieldName(field)
			if name == "" || strings.ContainsAny(name, "_:") || name == field {
				t.Errorf("%s: %s is called %q", l.Code, field, name)
			}
			if other, double := seen[name]; double && slices.Contains(exchange.Fields(), field) {
				t.Errorf("%s: %s and %s are both called %q", l.Code, other, field, name)
			}
			seen[name] = field
		}
		for _, field := range changes {
			if name := changedField(field); name == "" || name == field {
				t.Errorf("%s: %s is called %q", l.Code, field, name)
			}
		}
	}
}

func TestSearchInThePreview(t *testing.T) {
	f := lookAtTable(t)
	p := f.preview
	test.Tap(p.search.button)
	if f.shell.Window().Canvas().Focused() != fyne.Focusable(p.search.field) {
		t.Fatal("the field has not the keyboard")
	}
	for _, c := range []struct{ words, want string }{
		{"munoz", "Begoña Muñoz Peña"}, {"DONOSTI", "Íñigo Etxeberria"}, {"791202", "Pau Llorens"}, {"bar martinez", "José Martínez Ruiz"},
	} {
		p.search.field.SetText(c.words)
		if got := f.names(); !slices.Equal(got, []string{c.want}) {
			t.Errorf("%q finds %q, want %q", c.words, got, c.want)
		}
	}
	p.search.field.SetText("llorens")
	p.toggle(0)
	test.Tap(p.pills[updated])
	if p.count() != 0 || p.empty.Words() != "There are none of these." || p.rows.Unfolded() != -1 {
		t.Errorf("among the updates it finds %q", f.names())
	}
	test.Tap(p.pills[same])
	p.tags.AddName("Outlook") // which makes an update of it
	if p.count() != 0 {
		t.Errorf("after it was counted again it finds %q", f.names())
	}
	test.Tap(p.pills[updated])
	if got := f.names(); !slices.Equal(got, []string{"Pau Llorens"}) {
		t.Errorf("among the updates it finds %q", got)
	}
	p.search.field.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if p.count() != 2 || p.search.field.Visible() || f.preview == nil {
		t.Errorf("after Escape there are %d records", p.count())
	}
}
