package people

import (
	"context"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/kittest"
	"carebook/app/ui/style"
	"carebook/store"
)

// selling is the screen with somebody's sales open.
type selling struct {
	*fixture
	ana int64
}

// openSales opens the tab of Ana, with what was sold to her.
func openSales(t *testing.T, size fyne.Size, sales ...care.Sale) *selling {
	t.Helper()
	f := open(t, size, &care.Person{UID: "ana", FullName: "Ana"}, &care.Person{UID: "bo", FullName: "Bo"})
	s := &selling{f, f.keyOf(t, "ana")}
	s.sold(t, s.ana, sales...)
	s.choose(s.ana)
	s.Sales()
	return s
}

// sold writes sales into the book.
func (f *fixture) sold(t *testing.T, person int64, sales ...care.Sale) {
	t.Helper()
	for _, sale := range sales {
		if _, _, err := book.AddSale(context.Background(), f.store, person, sale, "test"); err != nil {
			t.Fatal(err)
		}
	}
}

func inEuros(day care.Day, item string, minor int64, margin string) care.Sale {
	return care.Sale{Day: day, Item: item, Amount: care.Money{Minor: minor, Currency: "EUR"}, Margin: margin}
}

func (s *selling) tab() *salesTab { return s.page.sales }

func (s *selling) line() *saleLine { return s.page.sales.line }

// key presses a key of whatever has the focus.
func (s *selling) key(t *testing.T, key fyne.KeyName) {
	t.Helper()
	focused := s.shell.Window().Canvas().Focused()
	if focused == nil {
		t.Fatal("nothing has the focus")
	}
	focused.TypedKey(&fyne.KeyEvent{Name: key})
}

// enter types words one after another, each into the field after the one before.
func (s *selling) enter(words ...string) {
	c := s.shell.Window().Canvas()
	for i, w := range words {
		if i > 0 {
			c.FocusNext()
		}
		test.Type(c.Focused(), w)
	}
}

func (s *selling) kept(t *testing.T) []store.CountedSale {
	t.Helper()
	sales, err := s.store.Sales(context.Background(), s.ana, 0)
	if err != nil {
		t.Fatal(err)
	}
	return sales
}

// table are the words of a table's rows, as they are asked for.
func (s *selling) table() (rows []string) {
	for _, r := range kittest.Find[*kit.FigureRow](s.tab().sums.table) {
		var words []string
		for _, f := range r.Figures() {
			words = append(words, f.Words, f.Detail)
		}
		rows = append(rows, strings.Join(words, "|"))
	}
	return rows
}

func TestASaleIsEnteredWithoutLeavingTheKeyboard(t *testing.T) {
	s := openSales(t, usual)
	if s.shell.Window().Canvas().Focused() != fyne.Focusable(s.line().item.Input) {
		t.Fatal("the command does not lead to the line")
	}
	if !s.tab().empty.Visible() || s.tab().sums.object.Visible() {
		t.Error("an empty tab does not teach")
	}
	s.enter("Olive oil", "2,5", "€1,234.56", "38 %")
	if says := s.line().says.Words(); says != "€469.13 of profit." {
		t.Errorf("the line says %q", says)
	}
	s.key(t, fyne.KeyReturn)
	sales := s.kept(t)
	if len(sales) != 1 || sales[0].Day != "2026-11-26" || sales[0].Item != "Olive oil" || sales[0].Amount.Minor != 123456 || sales[0].Margin != "38" || sales[0].Profit != 46913 {
		t.Fatalf("kept %+v", sales)
	}
	if s.line().begun() || s.shell.Window().Canvas().Focused() != fyne.Focusable(s.line().item.Input) {
		t.Error("the line is not ready for the next")
	}
	if n := s.page.tabs.Count(salesTabAt); n != "1" {
		t.Errorf("the tab counts %q", n)
	}
	row := s.tab().rows[0].Figures()
	if row[0].Words != "Today" || row[1].Words != "Olive oil" || row[2].Words != "€1,234.56" || row[3].Words != "€469.13" || row[3].Detail != "38 %" {
		t.Errorf("the row says %+v", row)
	}
	if said := s.shell.Said; len(said) == 0 || said[len(said)-1] != "Sold: Olive oil, €1,234.56" {
		t.Errorf("said %q", said)
	}
	// The next one of the same bill keeps the day that was typed, and not the rest.
	s.line().day.Put("yesterday")
	s.enter("Olives", "", "10")
	s.key(t, fyne.KeyReturn)
	if s.line().day.Words() != "yesterday" || s.kept(t)[1].Day != "2026-11-25" {
		t.Errorf("the day of the next is %q", s.line().day.Words())
	}
	s.undo(t)
	s.undo(t)
	if len(s.kept(t)) != 0 || !s.tab().empty.Visible() {
		t.Error("an undo does not take the sales back")
	}
}

func TestWhatIsWrongStandsUnderTheLineAndNothingIsKept(t *testing.T) {
	s := openSales(t, usual, inEuros("2026-11-01", "Oil", 1000, "10"))
	for _, c := range []struct {
		words []string
		says  string
		focus *kit.Field
	}{
		{[]string{"Oil"}, "Write the amount", s.line().amount},
		{[]string{"Oil", "-2", "10"}, "below zero", s.line().quantity},
		{[]string{"Oil", "2", "ten"}, "not an amount", s.line().amount},
		{[]string{"Oil", "2", "10", "138 %"}, "100 at most", s.line().cost},
		{[]string{"Oil", "2", "10 USD", "5"}, "Give the exchange rate", s.line().rate},
	} {
		s.line().clear()
		s.line().focus()
		s.enter(c.words...)
		s.key(t, fyne.KeyReturn)
		if got := s.line().wrong.Words(); !strings.Contains(got, c.says) || !s.line().wrongLine.Visible() {
			t.Errorf("%q: the line says %q, want %q", c.words, got, c.says)
		}
		if s.shell.Window().Canvas().Focused() != fyne.Focusable(c.focus.Input) {
			t.Errorf("%q: the focus is elsewhere", c.words)
		}
	}
	if !s.line().abroad.Visible() || s.line().term.Visible() {
		t.Error("another currency does not ask for its rate alone")
	}
	s.enter("0.92")
	if says := s.line().says.Words(); says != "$5 of profit. $10 is €9.20." {
		t.Errorf("the line says %q", says)
	}
	s.key(t, fyne.KeyReturn)
	if sales := s.kept(t); len(sales) != 2 || sales[0].Revenue != 920 || sales[0].Profit != 460 {
		t.Errorf("kept %+v", sales)
	}
	// What is behind "more" opens where it is wrong.
	s.line().due.Put("soon")
	s.line().amount.Put("1")
	s.line().save()
	if !s.line().term.Visible() || !strings.Contains(s.line().wrong.Words(), "no date") {
		t.Errorf("the line says %q", s.line().wrong.Words())
	}
	s.key(t, fyne.KeyEscape)
	if s.line().begun() || s.line().term.Visible() || s.line().wrongLine.Visible() {
		t.Error("Escape does not clear the line")
	}
}

func TestAFieldThatIsLeftEmptyIsNotMissedBeforeEnter(t *testing.T) {
	s := openSales(t, usual)
	s.enter("Oil", "", "", "")
	if s.line().wrongLine.Visible() {
		t.Errorf("the line says %q", s.line().wrong.Words())
	}
}

func TestKnownItemsAreSuggested(t *testing.T) {
	s := openSales(t, usual, inEuros("2026-11-01", "Olive oil", 1000, ""), inEuros("2026-11-01", "Wine", 1000, ""))
	if _, err := book.PutItem(context.Background(), s.store, "Olive oil", care.Item{Name: "Olive oil", Margin: "30"}, ""); err != nil {
		t.Fatal(err)
	}
	s.enter("OI")
	buttons := kittest.Find[*kit.Button](s.line().suggestions)
	if len(buttons) != 1 || buttons[0].Label() != "Olive oil" {
		t.Fatalf("%d suggested", len(buttons))
	}
	s.key(t, fyne.KeyDown)
	if s.line().item.Words() != "Olive oil" || s.shell.Window().Canvas().Focused() != fyne.Focusable(s.line().quantity.Input) {
		t.Errorf("taken %q", s.line().item.Words())
	}
	s.enter("", "50")
	if says := s.line().says.Words(); says != "€15 of profit." {
		t.Errorf("with the usual margin the line says %q", says)
	}
	s.line().clear()
	s.line().focus()
	s.enter("wi")
	test.Tap(kittest.Find[*kit.Button](s.line().suggestions)[0])
	if s.line().item.Words() != "Wine" {
		t.Errorf("taken %q", s.line().item.Words())
	}
	s.line().item.Put("wi")
	s.key(t, fyne.KeyReturn)
	if s.line().suggestions.Visible() {
		t.Error("the items stay after the line was to be kept")
	}
}

func TestASaleIsEditedInTheSameLine(t *testing.T) {
	s := openSales(t, usual, inEuros("2026-11-02", "Oil", 100050, "10"))
	row := s.tab().rows[0]
	s.shell.Window().Canvas().Focus(row)
	s.key(t, fyne.KeyReturn)
	if s.line().amount.Words() != "1,000.50" || s.line().cost.Words() != "10 %" || !row.Chosen() || s.line().keep.Label() != "Save" {
		t.Fatalf("the line says %+v", s.line().words())
	}
	s.line().item.Put("Olive oil")
	s.key(t, fyne.KeyReturn)
	if sales := s.kept(t); len(sales) != 1 || sales[0].Item != "Olive oil" || sales[0].Amount.Minor != 100050 || sales[0].Margin != "10" {
		t.Fatalf("kept %+v", sales)
	}
	if s.line().editing != nil || s.tab().rows[0].Chosen() {
		t.Error("the line still edits")
	}
	s.undo(t)
	if sales := s.kept(t); sales[0].Item != "Oil" {
		t.Errorf("undone: %+v", sales)
	}
	test.Tap(s.tab().rows[0])
	s.key(t, fyne.KeyEscape)
	if s.line().editing != nil || s.line().begun() {
		t.Error("Escape does not end the editing")
	}
}

func TestWhatAnotherWindowChangedIsToldAndMayBeOverwritten(t *testing.T) {
	s := openSales(t, usual, inEuros("2026-11-02", "Oil", 1000, "10"))
	test.Tap(s.tab().rows[0])
	s.line().item.Put("Mine")
	was := s.kept(t)[0]
	theirs := was.Sale.Sale
	theirs.Item = "Theirs"
	if _, err := book.ChangeSale(context.Background(), s.store, was.Key, was.Sale.Sale, theirs, ""); err != nil {
		t.Fatal(err)
	}
	// Until it was read anew, the line is as it was: the change comes while it is on its way.
	s.line().editing = &was
	s.line().save()
	if !strings.Contains(s.line().wrong.Words(), "Theirs, €10") || s.line().item.Words() != "Mine" {
		t.Fatalf("the line says %q of %q", s.line().wrong.Words(), s.line().item.Words())
	}
	s.line().save()
	if item := s.kept(t)[0].Item; item != "Mine" {
		t.Errorf("kept %q", item)
	}
}

func TestASaleIsRemovedAndMarkedFromItsRow(t *testing.T) {
	ordered := inEuros("2026-11-02", "Oil", 1000, "10")
	ordered.State, ordered.Due = care.SaleOrdered, "2026-11-20"
	s := openSales(t, usual, ordered)
	if row := s.tab().rows[0].Figures(); row[1].Detail != "due 20 Nov, ordered" || !row[1].Late {
		t.Errorf("the row says %+v", row[1])
	}
	item(t, s.tab().menu(s.tab().book.Sales[0]), "Delivered")
	item(t, s.tab().menu(s.tab().book.Sales[0]), "Paid today")
	if sale := s.kept(t)[0]; sale.State != care.SaleDelivered || sale.Paid != "2026-11-26" {
		t.Errorf("marked %+v", sale)
	}
	if row := s.tab().rows[0].Figures(); row[1].Detail != "delivered, paid 26 Nov" || row[1].Late {
		t.Errorf("the row says %+v", row[1])
	}
	s.shell.Window().Canvas().Focus(s.tab().rows[0])
	s.key(t, fyne.KeyDelete)
	if len(s.kept(t)) != 0 {
		t.Error("Delete does not remove the sale")
	}
	if said := s.shell.Said[len(s.shell.Said)-1]; said != "Sale removed: Oil, €10" {
		t.Errorf("said %q", said)
	}
	s.undo(t)
	if len(s.kept(t)) != 1 || s.tab().rows[0].Figures()[1].Words != "Oil" {
		t.Error("an undo does not bring the sale back")
	}
}

func TestSumsStandBesideTheYearBefore(t *testing.T) {
	s := openSales(
		t, usual, inEuros("2026-11-02", "Oil", 10000, "10"), inEuros("2026-10-02", "Wine", 5000, "50"),
		inEuros("2025-11-02", "Oil", 4000, "10"), inEuros("2025-11-29", "Oil", 1000, "10"), inEuros("2026-09-02", "Pan", 700, ""),
	)
	sums := s.tab().sums
	if sums.title.Words() != "€35 of profit in twelve months" || sums.beside.Words() != "€31 more than in the same days a year before" || !sums.bars.Visible() {
		t.Errorf("%q, %q", sums.title.Words(), sums.beside.Words())
	}
	sums.view.Choose(monthsView)
	rows := s.table()
	if len(rows) != 14 || rows[1] != "November 2026|1 sale so far|€100|€60 more|€10|€6 more" || rows[13] != "Total|3 sales|€157|€117 more|€35|€31 more" {
		t.Errorf("months %q", rows)
	}
	sums.view.Choose(yearsView)
	if rows = s.table(); len(rows) != 4 || rows[1] != "2026|3 sales so far|€157|€117 more|€35|€31 more" || rows[3] != "Total|5 sales|€207||€40|" {
		t.Errorf("years %q", rows)
	}
	sums.view.Choose(itemsView)
	if rows = s.table(); len(rows) != 5 || rows[1] != "Wine|1 sale|€50|€50 more|€25|€25 more" || rows[4] != "Total|3 sales|€157|€117 more|€35|€31 more" {
		t.Errorf("items %q", rows)
	}
	if sums.note.Words() == "" || sums.bars.Visible() {
		t.Error("the table does not say what it is beside")
	}
}

func TestAnUnknownCostIsSaidAndTheUsualMarginOffered(t *testing.T) {
	s := openSales(t, usual, inEuros("2026-11-02", "Pan", 1000, ""), inEuros("2026-11-03", "Pan", 1000, ""), inEuros("2026-11-03", "", 1000, ""))
	unknown := s.tab().sums.unknown
	if texts := kittest.Find[*kit.Text](unknown); len(texts) != 1 || texts[0].Words() != "Cost unknown for 3 sales, which count as no profit." {
		t.Fatalf("%d texts", len(texts))
	}
	links := kittest.Find[*kit.Button](unknown)
	if len(links) != 1 || links[0].Label() != "Give the usual margin of Pan" {
		t.Fatalf("%d links", len(links))
	}
	test.Tap(links[0])
	margin := s.shell.Window().Canvas().Focused()
	test.Type(margin, "30")
	margin.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if s.panel.Shown() {
		t.Fatalf("the panel says %q", s.panel.Problem())
	}
	if texts := kittest.Find[*kit.Text](unknown); len(texts) != 1 || texts[0].Words() != "Cost unknown for 1 sale, which counts as no profit." || s.tab().sums.title.Words() != "€6 of profit in twelve months" {
		t.Errorf("then %q", s.tab().sums.title.Words())
	}
	s.undo(t)
	if s.tab().sums.title.Words() != "€0 of profit in twelve months" {
		t.Errorf("undone: %q", s.tab().sums.title.Words())
	}
}

func TestItemsAreListedAddedRenamedAndRemoved(t *testing.T) {
	s := openSales(t, usual, inEuros("2026-11-02", "Pan", 1000, ""))
	rows := func() []*kit.DeedRow { return kittest.Find[*kit.DeedRow](s.panel.Body()) }
	fields := func() []*kit.Field { return kittest.Find[*kit.Field](s.panel.Body()) }
	s.showItems()
	if all := rows(); len(all) != 1 || all[0].Figures()[0].Words != "Pan" || all[0].Figures()[1].Words != "not said" {
		t.Fatalf("%d rows", len(all))
	}
	test.Tap(s.panel.Act)
	fields()[1].Put("much")
	test.Tap(s.panel.Act)
	if !s.panel.Shown() || !strings.Contains(fields()[1].Note().Words, "no margin") {
		t.Errorf("the field says %q", fields()[1].Note().Words)
	}
	fields()[1].Put("20 %")
	test.Tap(s.panel.Act)
	if !strings.Contains(s.panel.Problem(), "name is needed") {
		t.Errorf("the panel says %q", s.panel.Problem())
	}
	fields()[0].Put("Wine")
	test.Tap(s.panel.Act)
	if all := rows(); len(all) != 2 || all[1].Figures()[0].Words != "Wine" || all[1].Figures()[1].Words != "20 %" {
		t.Fatalf("%d rows after one was added", len(all))
	}
	test.Tap(rows()[0])
	fields()[0].Put("Paella pan")
	fields()[1].Put("50")
	test.Tap(s.panel.Act)
	if sale := s.kept(t)[0]; sale.Item != "Paella pan" || sale.Profit != 500 {
		t.Errorf("renamed %+v", sale)
	}
	s.shell.Window().Canvas().Focus(rows()[1])
	s.key(t, fyne.KeyDelete)
	if all := rows(); len(all) != 1 {
		t.Errorf("%d rows after one was removed", len(all))
	}
	test.Tap(s.panel.Cancel)
	for range 3 {
		s.undo(t)
	}
	if sale := s.kept(t)[0]; sale.Item != "Pan" || sale.Known {
		t.Errorf("undone %+v", sale)
	}
}

func TestALineBegunForOneIsNotKeptWithAnother(t *testing.T) {
	s := openSales(t, usual)
	s.enter("Oil", "2", "€10")
	s.choose(s.keyOf(t, "bo"))
	if s.line().begun() {
		t.Errorf("Bo's line says %+v", s.line().words())
	}
	s.choose(s.ana)
	if s.line().item.Words() != "Oil" || s.line().amount.Words() != "€10" {
		t.Errorf("Ana's line says %+v", s.line().words())
	}
	s.line().save()
	if len(s.kept(t)) != 1 {
		t.Error("the line that came back is not kept")
	}
}

func TestASaleOnItsWayIsKeptForThePersonLeft(t *testing.T) {
	s := openSales(t, usual)
	held := s.hold()
	held.Go()
	s.enter("Oil", "2", "€10")
	s.line().save()
	s.line().save() // once is enough
	s.choose(s.keyOf(t, "bo"))
	held.Go()
	if sales := s.kept(t); len(sales) != 1 || s.line().begun() {
		t.Errorf("kept %d, Bo's line says %+v", len(sales), s.line().words())
	}
	s.choose(s.ana)
	held.Go()
	if s.line().begun() {
		t.Errorf("Ana's line says %+v", s.line().words())
	}
}

func TestFiguresAreHiddenWhileSomebodyLooks(t *testing.T) {
	s := openSales(t, usual, inEuros("2026-11-02", "Oil", 123400, "10"))
	test.Tap(s.tab().rows[0])
	s.shell.Hidden = true
	s.Redraw()
	if s.line().editing != nil || s.line().amount.Words() != "" {
		t.Error("the sale that was open stays open")
	}
	for _, words := range s.shown() {
		if strings.Contains(words, "1,234") || strings.Contains(words, "123.40") {
			t.Errorf("the page shows %q", words)
		}
	}
	if s.tab().sums.bars.Visible() {
		t.Error("the picture tells what is hidden")
	}
	test.Tap(s.tab().rows[0])
	if s.line().editing != nil {
		t.Error("a hidden sale can be opened")
	}
	s.tab().sums.view.Choose(monthsView)
	if rows := s.table(); !strings.Contains(rows[1], "•••||•••|") {
		t.Errorf("%q", rows[1])
	}
	s.shell.Hidden = false
	s.Redraw()
	if s.tab().rows[0].Figures()[2].Words != "€1,234" {
		t.Error("the figures stay hidden")
	}
}

func TestTheImportOfSalesIsOfferedWhereThereIsOne(t *testing.T) {
	s := openSales(t, usual)
	if s.tab().bring.Visible() {
		t.Error("an import is offered that there is not")
	}
	asked := 0
	s.ImportSales = func() { asked++ }
	s.Redraw()
	test.Tap(s.tab().bring)
	if !s.tab().bring.Visible() || asked != 1 {
		t.Errorf("asked %d times", asked)
	}
	s.shell.Window().Canvas().Unfocus()
	test.Tap(s.tab().enter)
	if s.shell.Window().Canvas().Focused() != fyne.Focusable(s.line().item.Input) {
		t.Error("the button does not lead to the line")
	}
}

func TestManySalesAreShownByAndBy(t *testing.T) {
	var sales []care.Sale
	for i := range 25 {
		sales = append(sales, inEuros(care.Day("2026-11-01").Plus(-i), "Oil", 1000, "10"))
	}
	s := openSales(t, usual, sales...)
	if n := len(s.tab().list.Objects); n != shownFirst || s.tab().more.Label() != "15 more sales" {
		t.Errorf("%d rows, %q", n, s.tab().more.Label())
	}
	s.tab().reachEnd()
	if n := len(s.tab().list.Objects); n != 25 || s.tab().more.Visible() {
		t.Errorf("%d rows after the end was reached", n)
	}
}

func TestAWideWindowHasSalesBesideTheDetails(t *testing.T) {
	s := openSales(t, wide, inEuros("2026-11-02", "Oil", 1000, "10"))
	if !s.tab().object.Visible() || !s.page.details.object.Visible() || s.page.timeline.object.Visible() || s.page.only.Chosen() != 2 || s.page.only.Count(2) != "1" {
		t.Error("sales and details do not stand side by side")
	}
	s.page.only.Choose(0)
	if s.tab().object.Visible() || !s.page.timeline.object.Visible() || !s.page.details.object.Visible() {
		t.Error("the timeline does not come back")
	}
}

func TestThePersonInTheTrashIsSoldNothing(t *testing.T) {
	s := openSales(t, usual, inEuros("2026-11-02", "Oil", 1000, "10"))
	if _, err := book.Trash(context.Background(), s.store, []int64{s.ana}, true, ""); err != nil {
		t.Fatal(err)
	}
	s.Open(kit.Route{Screen: kit.PeopleScreen, Trash: true, Person: s.ana})
	if s.line().object.Visible() || s.tab().rows[0].OnRemove != nil || s.page.band.Visible() {
		t.Error("the sales of somebody in the trash can be changed")
	}
}

func TestTheLineFitsEveryLanguageAndSize(t *testing.T) {
	for _, language := range []string{"en", "es", "ru", "zh_CN"} {
		for _, size := range []int{100, 150} {
			s := openSales(t, usual, inEuros("2026-11-02", strings.Repeat("Long name ", 8), 123456789, "10"))
			lang.Use(language)
			fyne.CurrentApp().Settings().SetTheme(style.New(style.Dark, size))
			again := openBook(t, s.store, kittest.NewShell(t, usual))
			again.choose(s.ana)
			again.Sales()
			page := again.page.sales
			for _, f := range []*kit.Field{page.line.day, page.line.item, page.line.quantity, page.line.amount, page.line.cost} {
				if right := f.Position().X + f.Size().Width; f.Size().Width < style.Px(50) || right > page.object.Size().Width {
					t.Errorf("%s at %d %%: a field is %v wide and ends at %v of %v", language, size, f.Size().Width, right, page.object.Size().Width)
				}
			}
			page.line.edit(page.book.Sales[0])
			driver := fyne.CurrentApp().Driver()
			left := driver.AbsolutePositionForObject(page.object).X
			for _, b := range []*kit.Button{page.line.opens, page.line.drop, page.line.cancel, page.line.keep} {
				x := driver.AbsolutePositionForObject(b).X
				if x < left || x+b.Size().Width > left+page.object.Size().Width+1 || b.Size().Width < b.MinSize().Width {
					t.Errorf("%s at %d %%: %q is %v wide from %v, the page from %v and %v wide", language, size, b.Label(), b.Size().Width, x, left, page.object.Size().Width)
				}
			}
			if w := page.line.says.Size().Width; w < style.Px(90) {
				t.Errorf("%s at %d %%: what the line comes to has %v", language, size, w)
			}
			lang.Use("en")
		}
	}
}

func TestTheBandSaysWhyAndIsChosen(t *testing.T) {
	s := openSales(t, usual, inEuros("2026-05-02", "Oil", 1000, "10"))
	if s.page.band.Band() != "new" {
		t.Errorf("the tile says %q", s.page.band.Band())
	}
	if err := book.RefreshBands(context.Background(), s.store, s.clock); err != nil {
		t.Fatal(err)
	}
	if s.page.band.Band() != "A" {
		t.Errorf("the tile says %q after the bands were told", s.page.band.Band())
	}
	test.Tap(s.page.band)
	says := ""
	for _, p := range kittest.Find[*kit.Paragraph](s.panel.Body()) {
		says += p.Words()
	}
	if s.panel.Title() != "Ana: band A" || !strings.Contains(says, "Rank 1 of 1: €1 of profit") {
		t.Errorf("%q: %q", s.panel.Title(), says)
	}
	choices := kittest.Find[*kit.Segmented](s.panel.Body())
	if len(choices) != 1 {
		t.Fatalf("%d choices in a book of sales", len(choices))
	}
	choices[0].Choose(2)
	test.Tap(s.panel.Act)
	reason := kittest.Find[*kit.Field](s.panel.Body())[0]
	if !s.panel.Shown() || !strings.Contains(reason.Note().Words, "why you choose") {
		t.Errorf("without a reason the field says %q", reason.Note().Words)
	}
	reason.Put("closes in March")
	test.Tap(s.panel.Act)
	if p := s.read(t, s.ana); p.Profile.Band.Band != care.BandC || p.Profile.Band.Reason != "closes in March" || s.page.band.Band() != "C" {
		t.Errorf("chosen %+v, the tile says %q", p.Profile.Band, s.page.band.Band())
	}
	s.undo(t)
	if p := s.read(t, s.ana); p.Profile.Band.Band != "" || s.page.band.Band() != "A" {
		t.Errorf("undone %+v, the tile says %q", p.Profile.Band, s.page.band.Band())
	}
}

func TestTheValueIsGivenWhereThereAreNoSales(t *testing.T) {
	f := open(t, usual, &care.Person{UID: "ana", FullName: "Ana", Added: "2026-01-01"})
	ana := f.keyOf(t, "ana")
	f.choose(ana)
	f.askBand()
	if f.panel.Title() != "Ana: no band yet" {
		t.Errorf("the panel is %q", f.panel.Title())
	}
	choices := kittest.Find[*kit.Segmented](f.panel.Body())
	if len(choices) != 2 {
		t.Fatalf("%d choices", len(choices))
	}
	choices[0].Choose(4)
	test.Tap(f.panel.Act)
	if p := f.read(t, ana); p.Profile.Value != 4 {
		t.Errorf("the value is %d", p.Profile.Value)
	}
	f.undo(t)
	if p := f.read(t, ana); p.Profile.Value != 0 {
		t.Errorf("undone, the value is %d", p.Profile.Value)
	}
}

func TestEnterKeepsTheBandWhereverTheKeyboardIs(t *testing.T) {
	f := open(t, usual, &care.Person{UID: "ana", FullName: "Ana", Added: "2026-01-01"})
	ana := f.keyOf(t, "ana")
	f.choose(ana)
	f.askBand()
	choices := kittest.Find[*kit.Segmented](f.panel.Body())
	choices[0].Choose(4)
	f.shell.Window().Canvas().Focus(choices[0])
	choices[0].TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if p := f.read(t, ana); p.Profile.Value != 4 || f.panel.Shown() {
		t.Errorf("the value is %d, the panel shown %v", p.Profile.Value, f.panel.Shown())
	}
	f.askBand()
	choices = kittest.Find[*kit.Segmented](f.panel.Body())
	choices[1].Choose(0)
	choices[1].TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if !f.panel.Shown() {
		t.Fatal("a band without a reason is taken")
	}
	f.panel.Hide()
	f.askBand()
	choices = kittest.Find[*kit.Segmented](f.panel.Body())
	choices[0].Choose(2)
	choices[0].TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if p := f.read(t, ana); p.Profile.Value != 4 || f.panel.Shown() {
		t.Errorf("Escape keeps the value %d, the panel shown %v", p.Profile.Value, f.panel.Shown())
	}
}

func TestTheCommandsOfSalesAreThere(t *testing.T) {
	f := open(t, usual, crowd()...)
	var labels []string
	for _, c := range f.Commands() {
		labels = append(labels, c.Label)
	}
	for _, want := range []string{"Enter a sale", "Items sold", "Why this band?"} {
		if !slices.Contains(labels, want) {
			t.Errorf("there is no command %q", want)
		}
	}
}

func TestDeleteAmongSalesNeverReachesThePerson(t *testing.T) {
	s := openSales(t, usual, inEuros("2026-11-01", "Oil", 1000, "10"), inEuros("2026-11-02", "Wine", 2000, "10"))
	c := s.shell.Window().Canvas()
	// The window asks the page first, then its commands.
	c.SetOnTypedKey(func(e *fyne.KeyEvent) {
		if e.Name == fyne.KeyDelete && !s.TakeKey(e) {
			s.trashSelection()
		}
	})
	test.Tap(s.tab().rows[1])
	if !s.line().edits(s.tab().book.Sales[1].Key) {
		t.Fatal("a click does not open the sale")
	}
	s.key(t, fyne.KeyEscape)
	if c.Focused() != fyne.Focusable(s.tab().rows[1]) || s.line().editing != nil {
		t.Fatalf("after Escape the keyboard is at %T", c.Focused())
	}
	s.key(t, fyne.KeyDelete)
	if sales := s.kept(t); len(sales) != 1 || sales[0].Item != "Wine" {
		t.Fatalf("kept %+v", sales)
	}
	// The row has gone with its sale, and the last one has the keyboard.
	if c.Focused() != fyne.Focusable(s.tab().rows[0]) {
		t.Errorf("the keyboard is at %T", c.Focused())
	}
	s.key(t, fyne.KeyDelete)
	if len(s.kept(t)) != 0 || c.Focused() != fyne.Focusable(s.line().item.Input) {
		t.Errorf("kept %+v, the keyboard is at %T", s.kept(t), c.Focused())
	}
	c.Unfocus()
	c.OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyDelete})
	if p, err := s.store.Person(context.Background(), s.ana); err != nil || p.Deleted != "" {
		t.Fatalf("Ana is in the trash: %+v, %v", p, err)
	}
	s.FocusList()
	if s.TakeKey(&fyne.KeyEvent{Name: fyne.KeyDelete}) {
		t.Error("Delete in the list of people does nothing")
	}
	c.Unfocus()
	s.page.openTab(timelineTab)
	if s.TakeKey(&fyne.KeyEvent{Name: fyne.KeyDelete}) {
		t.Error("Delete on another tab does nothing")
	}
}

func TestAnOpenSaleIsRemovedOrLeftByItsButtons(t *testing.T) {
	s := openSales(t, usual, inEuros("2026-11-01", "Oil", 1000, "10"))
	if s.line().drop.Visible() {
		t.Error("a new line can be removed")
	}
	test.Tap(s.tab().rows[0])
	if !s.line().drop.Visible() || s.line().cancel.Label() != "Cancel" {
		t.Errorf("a kept sale offers %q, remove %v", s.line().cancel.Label(), s.line().drop.Visible())
	}
	test.Tap(s.line().cancel)
	if s.line().editing != nil || len(s.kept(t)) != 1 {
		t.Error("Cancel does not leave the sale as it is")
	}
	s.line().item.Put("Olives")
	if s.line().cancel.Label() != "Clear" {
		t.Errorf("a new line is %q", s.line().cancel.Label())
	}
	test.Tap(s.tab().rows[0])
	test.Tap(s.line().drop)
	if len(s.kept(t)) != 0 || s.line().editing != nil || s.line().drop.Visible() {
		t.Error("Remove does not remove the sale")
	}
	s.undo(t)
	if len(s.kept(t)) != 1 {
		t.Error("it cannot be undone")
	}
}

func TestTheSecondLineOfASaleHasTheRoomBeforeTheAmount(t *testing.T) {
	sale := inEuros("2026-05-02", "Extra virgin olive oil", 123456, "10")
	sale.Quantity, sale.State, sale.Paid, sale.Order = "12", care.SaleDelivered, "2026-05-27", "2026-0117"
	s := openSales(t, usual, sale)
	want := "12 pcs, delivered, paid 27 May, order 2026-0117"
	row := s.tab().rows[0]
	if got := row.Figures()[1].Detail; got != want {
		t.Errorf("the row says %q, want %q", got, want)
	}
	seen := false
	kittest.Walk(row, func(o fyne.CanvasObject) {
		if text, ok := o.(*canvas.Text); ok && text.Text == want {
			seen = true
		}
	})
	if !seen {
		t.Errorf("the line is cut in a row %v wide", row.Size().Width)
	}
}
