package settings

import (
	"context"
	"reflect"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"golang.org/x/text/language"
	"pgregory.net/rapid"

	"carebook/app/book"
	"carebook/app/calendar"
	"carebook/app/care"
	"carebook/app/lang"
	"carebook/app/text"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/kittest"
	"carebook/store"
)

// view is what the book says of a holiday now.
func (f *fixture) view(t *testing.T, name string) book.HolidayView {
	t.Helper()
	views, err := book.HolidayViews(context.Background(), f.store, kittest.Clock())
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range views {
		if v.Name == name && (v.Own || v.Set == f.holidays.at) {
			return v
		}
	}
	return book.HolidayView{}
}

// list shows a set, pressed by its name.
func (f *fixture) list(t *testing.T, set string) {
	t.Helper()
	for _, p := range f.holidays.sets {
		if strings.HasPrefix(p.AccessibilityLabel(), set+" ") {
			test.Tap(p)
			return
		}
	}
	t.Fatalf("there is no set %q", set)
}

// row is the row of a holiday that is listed.
func (f *fixture) row(t *testing.T, name string) *holidayRow {
	t.Helper()
	for _, r := range f.holidays.rows {
		if r.view.Name == name && f.onScreen(name) && (r.view.Own || r.view.Set == f.holidays.at) {
			return r
		}
	}
	t.Fatalf("%q is not listed", name)
	return nil
}

func TestSetsAndSingleHolidaysAreSwitched(t *testing.T) {
	f := open(t, wide)
	f.goTo(t, "Holidays")
	if !f.holidays.keep.On() || f.holidays.at != "US" {
		t.Errorf("it begins with the set %q", f.holidays.at)
	}
	f.list(t, "Spain")
	if f.holidays.keep.On() {
		t.Fatal("a set of another country is on")
	}
	test.Tap(f.holidays.keep)
	sets, err := book.HolidaySets(context.Background(), f.store)
	if err != nil || !slices.Contains(sets, "ES") || !slices.Contains(sets, "US") {
		t.Fatalf("the sets are %q, %v", sets, err)
	}
	name := f.holidays.of("ES")[0].Name
	if r := f.row(t, name); !r.keep.On() {
		t.Error("a holiday of a set that is on is off")
	}
	test.Tap(f.row(t, name).keep)
	if f.view(t, name).On || f.row(t, name).keep.On() {
		t.Errorf("%s is still on", name)
	}
	all := len(f.holidays.of("ES"))
	want := lang.T("holiday.some_of", lang.Args{"On": lang.Number(all - 1), "All": lang.Number(all)})
	if got := f.holidays.sets[slices.Index(f.holidays.ids, "ES")].Number(); got != want {
		t.Errorf("the set says %q, want %q", got, want)
	}
	test.Tap(f.holidays.keep)
	if sets, _ := book.HolidaySets(context.Background(), f.store); slices.Contains(sets, "ES") {
		t.Errorf("the sets are %q", sets)
	}
	f.noFailure(t)
}

func TestAHolidayIsForSomePeople(t *testing.T) {
	f := open(t, wide)
	f.goTo(t, "Holidays")
	row := f.row(t, "Thanksgiving")
	if row.whom.Label() != "Everyone" || row.when.Words() != "Thu 26 Nov, 4 people to greet" {
		t.Errorf("it is for %q, %q", row.whom.Label(), row.when.Words())
	}
	test.Tap(row.whom)
	body := f.panel.Body()
	tags, city := kittest.Find[*kit.TagField](body)[0], kittest.Find[*kit.Field](body)[0]
	tags.AddName("Friends")
	if !f.panelSays("For 2 people") {
		t.Error("the people with a tag are not counted")
	}
	city.Put("Gandía")
	if !f.panelSays("For 1 person") {
		t.Error("the people with a tag in a city are not counted")
	}
	test.Tap(f.panel.Act)
	if got := f.view(t, "Thanksgiving"); f.panel.Shown() || got.People != 1 || got.For.City != "Gandía" || len(got.For.AnyTags) != 1 {
		t.Fatalf("the book has %+v, problem %q", got, f.panel.Problem())
	}
	if row.whom.Label() != "Friends, Gandía" || !strings.Contains(row.whom.AccessibilityLabel(), "Thanksgiving") {
		t.Errorf("it is for %q", row.whom.Label())
	}
	test.Tap(row.whom)
	band := kittest.Find[*kit.Pill](f.panel.Body())[0]
	test.Tap(band)
	if !f.panelSays("For 0 people") {
		t.Error("the people of a band are not counted")
	}
	test.Tap(f.panel.Act)
	if got := f.view(t, "Thanksgiving").For; !slices.Equal(got.Bands, []care.Band{care.BandA}) || row.whom.Label() != "Friends, A, Gandía" {
		t.Errorf("the book has %+v, the row says %q", got, row.whom.Label())
	}
	test.Tap(row.whom)
	f.panelField(t, 0).Put("")
	test.Tap(kittest.Find[*kit.Pill](f.panel.Body())[0])
	kittest.Find[*kit.TagField](f.panel.Body())[0].SetNames(nil)
	test.Tap(f.panel.Act)
	if row.whom.Label() != "Everyone" || f.view(t, "Thanksgiving").People != 4 {
		t.Errorf("for everyone again it is for %q", row.whom.Label())
	}
	f.noFailure(t)
}

func TestATagThatIsNoneIsToldBesideTheTags(t *testing.T) {
	f := open(t, wide)
	f.goTo(t, "Holidays")
	test.Tap(f.row(t, "Thanksgiving").whom)
	kittest.Find[*kit.TagField](f.panel.Body())[0].AddName("Frends")
	if !f.panelSays("Frends") {
		t.Error("that there is no such tag is not said")
	}
	test.Tap(f.panel.Act)
	if !f.panel.Shown() || narrowed(f.view(t, "Thanksgiving").For) {
		t.Error("a holiday is for a tag that is none")
	}
}

// panelSays reports whether words stand in the panel.
func (f *fixture) panelSays(words string) bool {
	for _, p := range kittest.Find[*kit.Paragraph](f.panel.Body()) {
		if strings.Contains(p.Words(), words) {
			return true
		}
	}
	return false
}

// panelField is a visible field of the panel, by its place.
func (f *fixture) panelField(t *testing.T, i int) *kit.Field {
	t.Helper()
	fields := kittest.Find[*kit.Field](f.panel.Body())
	if i >= len(fields) {
		t.Fatalf("the panel has %d fields", len(fields))
	}
	return fields[i]
}

// panelSelects are the visible choices of the panel.
func (f *fixture) panelSelects() []*kit.Select {
	return kittest.Find[*kit.Select](f.panel.Body())
}

// begin opens the form of a new holiday of a kind.
func (f *fixture) begin(t *testing.T, name string, kind ruleKind) {
	t.Helper()
	f.goTo(t, "Holidays")
	f.list(t, "My own")
	test.Tap(f.holidays.add)
	f.panelField(t, 0).Put(name)
	f.panelSelects()[0].Choose(int(kind))
}

func TestHolidaysOfOnesOwn(t *testing.T) {
	f := open(t, wide)
	for _, c := range []struct {
		name string
		kind ruleKind
		fill func()
		rule string
		next string
	}{
		{"Patron", onDate, func() { f.panelSelects()[1].Choose(11); f.panelField(t, 1).Put("6") }, "12-06", "Sun 6 Dec 2026"},
		{"Advent market", onWeekday, func() {
			selects := f.panelSelects()
			selects[1].Choose(lastNth)
			selects[2].Choose(6)
			selects[3].Choose(10)
		}, "sat last 11", "Sat 28 Nov 2026"},
		{"Good Friday", byEaster, func() { f.panelField(t, 1).Put("2") }, "easter -2", "Fri 26 Mar 2027"},
		{"Orthodox Monday", byEaster, func() {
			f.panelSelects()[1].Choose(1)
			f.panelField(t, 1).Put("1")
			f.panelSelects()[2].Choose(1)
		}, "orthodox +1", "Mon 3 May 2027"},
		{"Double Ninth", onLunar, func() { f.panelSelects()[1].Choose(8); f.panelField(t, 1).Put("9") }, "lunar 09-09", "Fri 8 Oct 2027"},
		{"Ramadan begins", onIslamic, func() { f.panelSelects()[1].Choose(8) }, "islamic 09-01", "Mon 8 Feb 2027"},
		{"Fair", byText, func() { f.panelField(t, 1).Put("table 2027-03-01") }, "table 2027-03-01", "Mon 1 Mar 2027"},
	} {
		f.begin(t, c.name, c.kind)
		c.fill()
		if !f.panelSays(c.next) {
			t.Errorf("%s: the form does not say %q", c.name, c.next)
		}
		press(f.panelField(t, 0).Input, fyne.KeyReturn)
		if f.panel.Shown() {
			t.Fatalf("%s: the panel stays: %q", c.name, f.panel.Problem())
		}
		got := f.view(t, c.name)
		if got.Rule != c.rule || !got.On || !got.Own || got.People != 4 {
			t.Errorf("%s: the book has %+v, want %s", c.name, got, c.rule)
		}
		if day := lang.DayNamed(got.Next, kittest.Clock().Today()); !strings.HasPrefix(c.next, day) || !strings.Contains(f.row(t, c.name).when.Words(), day) {
			t.Errorf("%s: it is next on %q, the row says %q", c.name, day, f.row(t, c.name).when.Words())
		}
		f.holidays.edit(got)
		if f.panelField(t, 0).Words() != c.name || ruleKind(f.panelSelects()[0].Chosen()) != c.kind || !f.panelSays(c.next) {
			t.Errorf("%s: edited, the form has the kind %d", c.name, f.panelSelects()[0].Chosen())
		}
		test.Tap(f.panel.Act)
		if again := f.view(t, c.name); again.Rule != c.rule || again.ID != got.ID {
			t.Errorf("%s: kept as it was, it became %+v", c.name, again)
		}
	}
	f.noFailure(t)
}

func TestWrongHolidaysAreToldBesideTheFieldAndNotTaken(t *testing.T) {
	f := open(t, wide)
	for _, c := range []struct {
		name, label string
		kind        ruleKind
		field       int
		words       string
		month       int
		says        string
	}{
		{"no name", "", onDate, 0, "", 0, "name"},
		{"no day", "X", onDate, 1, "", 0, "1 to 31"},
		{"day 32", "X", onDate, 1, "32", 0, "1 to 31"},
		{"a word", "X", onDate, 1, "abc", 0, "1 to 31"},
		{"30 February", "X", onDate, 1, "30", 1, "never fall"},
		{"lunar day 31", "X", onLunar, 1, "31", 0, "1 to 30"},
		{"days after Easter", "X", byEaster, 1, "100", 0, "0 to 99"},
		{"no rule", "X", byText, 1, "some day", 0, "some day"},
		{"no words", "X", byText, 1, "", 0, "when a holiday falls"},
		{"never", "X", byText, 1, "02-30", 0, "never fall"},
		{"over", "X", byText, 1, "table 2020-01-01", 0, "never fall"},
	} {
		f.begin(t, c.label, c.kind)
		if c.month > 0 {
			f.panelSelects()[1].Choose(c.month)
		}
		field := f.panelField(t, c.field)
		if c.field > 0 {
			field.Put(c.words)
		}
		test.Tap(f.panel.Act)
		if note := field.Note(); !note.Problem || !strings.Contains(note.Words, c.says) {
			t.Errorf("%s: it says %+v", c.name, note)
		}
		if !f.panel.Shown() || field.Words() != c.words || f.canvas().Focused() != field.Input {
			t.Errorf("%s: the panel is shown: %v, the field has %q", c.name, f.panel.Shown(), field.Words())
		}
		f.panel.Hide()
	}
	if got, err := f.store.Holidays(context.Background()); err != nil || len(got) != 0 {
		t.Errorf("the book has %+v, %v", got, err)
	}
}

func TestAHolidayOfOnesOwnIsRemovedAndBack(t *testing.T) {
	f := open(t, wide)
	f.takeBack(t)
	f.begin(t, "Patron", onDate)
	test.Tap(f.panel.Act)
	row := f.row(t, "Patron")
	test.Tap(row.keep)
	test.Tap(row.whom)
	f.panelField(t, 0).Put("Gandía")
	test.Tap(f.panel.Act)
	before := f.view(t, "Patron")
	if before.On || before.For.City != "Gandía" || before.Rule != "01-01" {
		t.Fatalf("the book has %+v", before)
	}
	row.menu()[1].Do()
	if f.view(t, "Patron").ID != "" || f.onScreen("Patron") || f.canvas().Focused() != f.holidays.add {
		t.Fatal("it is still there")
	}
	f.shell.PressOffered(t, "Undo")
	if got := f.view(t, "Patron"); !reflect.DeepEqual(got, before) || !f.onScreen("Patron") {
		t.Errorf("taken back, the book has %+v, want %+v", got, before)
	}
	f.noFailure(t)
}

// takeBack undoes in the book what the screen offers to undo, and tells the
// screen as the window does.
func (f *fixture) takeBack(t *testing.T) {
	t.Helper()
	f.shell.OnUndo = func(action int64) {
		if _, err := f.store.Undo(context.Background(), action); err != nil {
			t.Error(err)
		}
		f.Changed(store.Changes{Reminders: true})
	}
}

// abroad are people in countries, beside those of the book who are in none.
func (f *fixture) abroad(t *testing.T) {
	t.Helper()
	in := func(uid, name, country string) *care.Person {
		return &care.Person{UID: uid, FullName: name, Addresses: []care.Address{{Country: country}}}
	}
	kittest.Put(t, f.store, in("e", "Eva Gil", "España"), in("f", "Fedor Orlov", "Россия"), in("g", "Gala Orlova", "Russia"), in("h", "Hugo Paz", "México"))
}

func TestAHolidayOfAnotherCountryIsForThePeopleThere(t *testing.T) {
	f := open(t, wide)
	f.abroad(t)
	f.takeBack(t)
	f.goTo(t, "Holidays")
	f.list(t, "Russia")
	name := f.holidays.of("RU")[0].Name
	row := f.row(t, name)
	if got := f.view(t, name); row.whom.Label() != "in Russia" || got.People != 2 || !slices.Equal(got.For.Countries, []string{"RU"}) {
		t.Fatalf("%s is %q, %+v", name, row.whom.Label(), got)
	}
	test.Tap(row.whom)
	field := f.panelField(t, 1)
	if field.Words() != "Russia" || !f.panelSays("For 2 people") {
		t.Fatalf("the form says %q", field.Words())
	}
	field.Put(" rusia; ES，墨西哥, es ")
	if !f.panelSays("For 4 people") {
		t.Error("the people of several countries are not counted")
	}
	test.Tap(f.panel.Act)
	if got := f.view(t, name); f.panel.Shown() || got.People != 4 || !slices.Equal(got.For.Countries, []string{"RU", "ES", "MX"}) {
		t.Fatalf("the book has %+v, problem %q", got, f.panel.Problem())
	}
	if row.whom.Label() != "in Russia, Spain, Mexico" {
		t.Errorf("it is %q", row.whom.Label())
	}
	f.shell.PressOffered(t, "Undo")
	if got := f.view(t, name); row.whom.Label() != "in Russia" || got.People != 2 {
		t.Errorf("taken back, it is %q, %+v", row.whom.Label(), got)
	}
	test.Tap(row.whom)
	f.panelField(t, 1).Put("")
	test.Tap(f.panel.Act)
	if row.whom.Label() != "Everyone" || f.view(t, name).People != 8 {
		t.Errorf("of no country it is %q", row.whom.Label())
	}
	f.noFailure(t)
}

func TestACountryThatIsNoneIsToldBesideItsFieldAndNotTaken(t *testing.T) {
	f := open(t, wide)
	f.goTo(t, "Holidays")
	f.list(t, "Russia")
	name := f.holidays.of("RU")[0].Name
	for _, c := range []struct{ words, says string }{{"Rusland XX", "Rusland XX"}, {"Spain, Atlantis", "Atlantis"}, {"Spain Mexico", "Spain Mexico"}, {"QQ", "QQ"}} {
		test.Tap(f.row(t, name).whom)
		field := f.panelField(t, 1)
		field.Put(c.words)
		if f.panelSays("For ") {
			t.Errorf("%q: people are counted", c.words)
		}
		test.Tap(f.panel.Act)
		if note := field.Note(); !f.panel.Shown() || !note.Problem || !strings.Contains(note.Words, "“"+c.says+"”") || f.canvas().Focused() != field.Input {
			t.Errorf("%q: it says %+v", c.words, note)
		}
		f.panel.Hide()
	}
	if got := f.view(t, name); !slices.Equal(got.For.Countries, []string{"RU"}) {
		t.Errorf("the book has %+v", got.For)
	}
}

// What the form shows of any countries is read as the same ones in every
// language, so that nobody is changed by keeping a form as it is.
func TestCountriesAreReadAsTheyAreShown(t *testing.T) {
	kittest.App(t)
	t.Cleanup(func() { lang.Use("en") })
	var all []string
	for a := 'A'; a <= 'Z'; a++ {
		for b := 'A'; b <= 'Z'; b++ {
			region, err := language.ParseRegion(string([]rune{a, b}))
			if err == nil && region.IsCountry() && region == region.Canonicalize() {
				all = append(all, region.String())
			}
		}
	}
	if len(all) < 240 {
		t.Fatalf("there are %d countries", len(all))
	}
	for _, l := range lang.Languages() {
		lang.Use(l.Code)
		for _, code := range all {
			if got := text.CountryCode(lang.Country(code)); got != code {
				t.Errorf("%s: %q is %s, want %s", l.Code, lang.Country(code), got, code)
			}
		}
		if got, unknown := kit.ReadCountries(newCountryField(all, nil).Words()); !slices.Equal(got, all) || unknown != "" {
			t.Errorf("%s: all are read as %q, %q", l.Code, got, unknown)
		}
	}
}

// Whatever parts are chosen, the rule reads as they say; a shipped rule that has
// parts is the same after being taken apart.
func TestRulesAndTheirParts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := ruleParts{
			kind: ruleKind(rapid.IntRange(int(onDate), int(onIslamic)).Draw(t, "kind")), day: rapid.SampledFrom([]string{"1", "9", "28"}).Draw(t, "day"),
			month: rapid.IntRange(0, 11).Draw(t, "month"), nth: rapid.IntRange(0, lastNth).Draw(t, "nth"), weekday: rapid.IntRange(0, 6).Draw(t, "weekday"),
			days: rapid.SampledFrom([]string{"0", "1", "49", "99"}).Draw(t, "days"), after: rapid.Bool().Draw(t, "after"), orthodox: rapid.Bool().Draw(t, "orthodox"),
		}
		rule, err := calendar.ParseRule(p.rule())
		if err != nil {
			t.Fatalf("%q: %v", p.rule(), err)
		}
		if again := partsOf(rule.String()); again.kind != p.kind || again.rule() != p.rule() && rule.String() != again.rule() {
			t.Fatalf("%q is taken apart as %+v", rule, again)
		}
	})
	for _, set := range calendar.Sets() {
		for _, h := range set.Holidays {
			text := h.Rule.String()
			parsed, err := calendar.ParseRule(partsOf(text).rule())
			if err != nil || parsed.String() != text {
				t.Errorf("%s: %q became %q, %v", h.ID, text, parsed, err)
			}
		}
	}
}
