package ui

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/test"

	"carebook/app"
	"carebook/app/care"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/kittest"
	"carebook/app/ui/people"
	"carebook/app/ui/settings"
	"carebook/app/ui/style"
	"carebook/store"
)

// fixture is the window of a book, with what it saved and asked for.
type fixture struct {
	*Window
	saved    []app.Settings
	restarts int
}

func open(t *testing.T, crowd ...*care.Person) *fixture {
	t.Helper()
	kittest.App(t)
	return openWith(t, Params{
		Store: kittest.Book(t, crowd...), Book: "/x/book.db", Version: "0.1.0",
		Clock: kittest.Clock(), Settings: app.DefaultSettings(),
	})
}

func openWith(t *testing.T, p Params) *fixture {
	t.Helper()
	f := &fixture{}
	p.Save = func(_, s app.Settings) error { f.saved = append(f.saved, s); return nil }
	p.Restart = func() { f.restarts++ }
	first, err := people.ReadOverview(context.Background(), p.Store, p.Clock)
	if err != nil {
		t.Fatal(err)
	}
	win := test.NewWindow(nil)
	a := fyne.CurrentApp()
	f.Window = newWindow(p, win, newLook(a, p.Settings, false), inline(t), first)
	f.people.Start(f.find.Ready)
	return f
}

func crowd() []*care.Person {
	return []*care.Person{
		{UID: "ana", FullName: "Ana Gil", Tags: []string{"Friends"}},
		{UID: "bea", FullName: "Bea Tormo"},
		{UID: "tom", FullName: "Tom Okafor"},
	}
}

// rows are the names in the list.
func (f *fixture) rows() []string {
	var names []string
	for _, r := range kittest.Find[*kit.PersonRow](f.content) {
		names = append(names, r.Person().Name)
	}
	slices.Sort(names)
	return names
}

func TestTypingSearchesFromAnywhere(t *testing.T) {
	f := open(t, crowd()...)
	f.Open(kit.Route{Screen: kit.SettingsScreen})
	test.Type(f.find.Field, "oka")
	if f.route.Screen != kit.PeopleScreen || !slices.Equal(f.rows(), []string{"Tom Okafor"}) {
		t.Errorf("on %s the list shows %q", f.route.Screen, f.rows())
	}
	f.find.Field.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if got := f.rows(); len(got) != 3 {
		t.Errorf("after Escape the list shows %q", got)
	}
}

func TestEnterInTheSearchFieldLeadsToTheList(t *testing.T) {
	f := open(t, crowd()...)
	f.focusFind()
	if f.win.Canvas().Focused() != f.find.Field {
		t.Fatal("the command Find does not focus the field")
	}
	f.find.Field.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	if _, ok := f.win.Canvas().Focused().(*kit.List); !ok {
		t.Errorf("the keyboard is at %T, want the list", f.win.Canvas().Focused())
	}
}

func TestRailShowsWhereTheWindowIs(t *testing.T) {
	f := open(t, crowd()...)
	for _, c := range []struct{ screen, active kit.Screen }{
		{kit.SettingsScreen, kit.SettingsScreen}, {kit.ImportScreen, kit.PeopleScreen}, {kit.PeopleScreen, kit.PeopleScreen},
	} {
		f.Open(kit.Route{Screen: c.screen})
		for name, item := range f.Window.rail {
			if item.Active() != (name == c.active) {
				t.Errorf("on %s the item %s is active: %v", c.screen, name, item.Active())
			}
		}
		seen := 0
		for _, o := range f.content.Objects {
			if o.Visible() {
				seen++
			}
		}
		if seen != 1 {
			t.Errorf("on %s %d screens are seen", c.screen, seen)
		}
	}
}

func TestBack(t *testing.T) {
	f := open(t, crowd()...)
	f.Back() // nowhere to go
	f.Open(kit.Route{Screen: kit.SettingsScreen})
	f.Open(kit.Route{Screen: kit.ImportScreen})
	f.Back()
	if f.route.Screen != kit.SettingsScreen {
		t.Errorf("one back is %s", f.route.Screen)
	}
	f.Back()
	if f.route.Screen != kit.PeopleScreen {
		t.Errorf("two back is %s", f.route.Screen)
	}
}

// press presses the visible button with a label.
func (f *fixture) press(t *testing.T, label string) {
	t.Helper()
	test.Tap(kittest.Button(t, f.win.Content(), label))
}

func TestDropIsLookedAtAndImported(t *testing.T) {
	f := open(t)
	dir := t.TempDir()
	var uris []fyne.URI
	for i, name := range []string{"Ana", "Bea"} {
		path := filepath.Join(dir, "mis contactos #100%41 "+name+".vcf")
		text := "BEGIN:VCARD\nVERSION:3.0\nFN:" + name + "\nTEL:+3460000000" + string(rune('1'+i)) + "\nEND:VCARD\n"
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		uris = append(uris, storage.NewFileURI(path))
	}
	f.Drop(fyne.Position{}, uris)
	if f.route.Screen != kit.ImportScreen {
		t.Errorf("a drop leads to %s", f.route.Screen)
	}
	if n, err := f.params.Store.Count(context.Background(), store.Query{}); err != nil || n != 0 {
		t.Errorf("%d people, %v, before Import was pressed", n, err)
	}
	f.press(t, "Import 2 people")
	if n, err := f.params.Store.Count(context.Background(), store.Query{}); err != nil || n != 2 {
		t.Errorf("%d people, %v, want 2", n, err)
	}
	f.changed(store.Changes{AllPeople: true, Tags: true, Imports: true})
	f.Open(kit.Route{Screen: kit.PeopleScreen})
	if got := f.rows(); !slices.Equal(got, []string{"Ana", "Bea"}) {
		t.Errorf("the list shows %q", got)
	}
}

// Whoever loses the passphrase of the backups with unreadable settings is told, and led
// to where it is set.
func TestUnreadSettingsAreTold(t *testing.T) {
	kittest.App(t)
	set := app.DefaultSettings()
	set.Unread = true
	f := openWith(t, Params{Store: kittest.Book(t), Book: "/x/book.db", Version: "1.0.0", Clock: kittest.Clock(), Settings: set})
	f.caution()
	if f.toasts.Sentence() != lang.T("settings.unread") {
		t.Fatalf("it says %q", f.toasts.Sentence())
	}
	test.Tap(f.toasts.Link())
	if f.route.Screen != kit.SettingsScreen || f.route.Section != kit.BackupsSection {
		t.Errorf("it leads to %+v", f.route)
	}
}

func TestDropOfSomethingElse(t *testing.T) {
	f := open(t)
	u, err := storage.ParseURI("https://example.org/a.vcf")
	if err != nil {
		t.Fatal(err)
	}
	f.Drop(fyne.Position{}, []fyne.URI{u})
	if f.route.Screen != kit.PeopleScreen || f.toasts.Sentence() == "" {
		t.Errorf("on %s, said %q", f.route.Screen, f.toasts.Sentence())
	}
}

func TestRequestsOfALaterStart(t *testing.T) {
	f := open(t)
	path := filepath.Join(t.TempDir(), "a.vcf")
	if err := os.WriteFile(path, []byte("BEGIN:VCARD\nVERSION:3.0\nFN:Ana\nEND:VCARD\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	f.Grant(app.Request{Kind: app.ShowRequest})
	if f.route.Screen != kit.PeopleScreen {
		t.Errorf("show leads to %s", f.route.Screen)
	}
	f.Grant(app.Request{Kind: app.ImportRequest, Value: path})
	f.press(t, "Import 1 person")
	if n, err := f.params.Store.Count(context.Background(), store.Query{}); err != nil || n != 1 {
		t.Errorf("%d people, %v, want 1", n, err)
	}
}

// commands are all commands of the window in the order of the menu.
func (f *fixture) commands() []kit.Command { return slices.Concat(f.sections()...) }

func TestCommandsHaveKeysOfTheirOwn(t *testing.T) {
	f := open(t, crowd()...)
	keys, on, all := map[string]string{}, 0, 0
	for _, section := range f.sections() {
		own := map[string]string{}
		for _, c := range section {
			keyless := keyNames(c) == "" // it is seldom wanted: in the menu and the search alone
			if c.Label == "" || c.Shortcut != nil && c.Key != "" || keyless && c.Do == nil {
				t.Fatalf("command %+v", c)
			}
			if c.Do == nil {
				// The text takes it where it has the focus, whatever it is elsewhere.
				if own[keyNames(c)] != "" {
					t.Errorf("%s is both %q and %q in a text", keyNames(c), own[keyNames(c)], c.Label)
				}
				own[keyNames(c)] = c.Label
				continue
			}
			// A key without a modifier may have another meaning on another
			// screen, as long as the command is off elsewhere.
			name, known := keyNames(c), keys
			if c.Key != "" && c.Off != nil {
				known = own
			}
			if known[name] != "" && !keyless {
				t.Errorf("%s is both %q and %q", name, known[name], c.Label)
			}
			keys[name], own[name] = c.Label, c.Label
			all++
			if c.Off == nil || !c.Off() {
				on++
			}
		}
	}
	items := slices.DeleteFunc(f.menuItems(), func(i kit.MenuItem) bool { return i.Do == nil })
	if len(items) != on || on >= all {
		t.Errorf("the menu has %d lines, %d of %d commands have something to do", len(items), on, all)
	}
	if items[0].Detail != "Ctrl K" {
		t.Errorf("the first command's key is %q", items[0].Detail)
	}
	if keys["Ctrl Shift Z"] == "" || keys["F1"] == "" {
		t.Errorf("keys %q", keys)
	}
	main := slices.DeleteFunc(f.mainMenu().Items, func(i *fyne.MenuItem) bool { return i.IsSeparator })
	if len(main) != all || !main[len(main)-1].IsQuit {
		t.Error("the menu of macOS is not the commands with quitting last")
	}
}

func TestTheTableOfKeysNamesEveryCommandThatHasSome(t *testing.T) {
	f := open(t, crowd()...)
	f.win.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyF1})
	top := f.win.Canvas().Overlays().Top()
	if top == nil {
		t.Fatal("F1 shows nothing")
	}
	said := strings.Join(texts(top), " ")
	for _, c := range f.commands() {
		if keyNames(c) == "" {
			continue // it is in the menu and in the search alone
		}
		for _, word := range strings.Fields(c.Label) { // a long label is wrapped
			if !strings.Contains(said, word) {
				t.Errorf("the table lacks %q", c.Label)
			}
		}
		if !strings.Contains(said, keyNames(c)) {
			t.Errorf("the table lacks the keys %q", keyNames(c))
		}
	}
}

func TestFunctionKeysWorkFromWithinAText(t *testing.T) {
	f := open(t, crowd()...)
	f.people.Log()
	f.win.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyF1})
	if f.win.Canvas().Overlays().Top() == nil {
		t.Error("F1 in the log line shows nothing")
	}
}

func TestShortcutsRestWhileADialogIsOpen(t *testing.T) {
	f := open(t, crowd()...)
	press := func() {
		for _, c := range f.commands() {
			if c.Shortcut != nil && c.Shortcut.KeyName == fyne.KeyComma {
				f.byKey(c)
			}
		}
	}
	m := kit.ShowMenu(f.menu, f.menuItems())
	press()
	if f.route.Screen != kit.PeopleScreen {
		t.Error("a shortcut worked under an open menu")
	}
	m.Close()
	press()
	if f.route.Screen != kit.SettingsScreen {
		t.Error("the shortcut does not open the settings")
	}
}

// title is the title of the only person of the book.
func (f *fixture) titleOfAna(t *testing.T) string {
	t.Helper()
	p, err := f.params.Store.PersonByID(context.Background(), "ana")
	if err != nil {
		t.Fatal(err)
	}
	return p.Title
}

// isShortcut reports whether keys are those of a shortcut.
func isShortcut(s *desktop.CustomShortcut, keys fyne.Shortcut) bool {
	return slices.ContainsFunc(canvasShortcuts(s), func(k fyne.Shortcut) bool { return k.ShortcutName() == keys.ShortcutName() })
}

// keys presses the keys of a command.
func (f *fixture) keys(t *testing.T, s fyne.Shortcut) {
	t.Helper()
	for _, c := range f.commands() {
		if c.Shortcut != nil && isShortcut(c.Shortcut, s) {
			f.byKey(c)
			return
		}
	}
	t.Fatalf("no command has the keys %s", s.ShortcutName())
}

func TestUndoAndRedoByKeys(t *testing.T) {
	f := open(t, crowd()...)
	s := f.params.Store
	for _, title := range []string{"Cook", "Chef"} {
		p, err := s.PersonByID(context.Background(), "ana")
		if err != nil {
			t.Fatal(err)
		}
		p.Title = title
		if _, err := s.Do(context.Background(), store.Action{Kind: "edit", Words: "Changed the title"}, func(tx *store.Tx) error {
			_, err := tx.PutPerson(p)
			return err
		}); err != nil {
			t.Fatal(err)
		}
	}
	undo, redo := &fyne.ShortcutUndo{}, kit.CtrlShift(fyne.KeyZ)
	f.keys(t, undo)
	if got := f.titleOfAna(t); got != "Cook" || !strings.Contains(f.toasts.Sentence(), "Changed the title") {
		t.Errorf("after one undo %q, said %q", got, f.toasts.Sentence())
	}
	f.keys(t, redo)
	if got := f.titleOfAna(t); got != "Chef" {
		t.Errorf("after the redo %q", got)
	}
	test.Tap(f.back)
	if got := f.titleOfAna(t); got != "Cook" {
		t.Errorf("after the button %q", got)
	}
	f.Did("Changed", 0)
	if strings.Contains(f.toasts.Sentence(), "Changed,") {
		t.Error("what changed nothing is told")
	}
	// Inside a text both are the text's own.
	f.focusFind()
	test.Type(f.find.Field, "abc")
	f.find.Field.TypedShortcut(undo)
	f.find.Field.TypedShortcut(redo)
	if got := f.titleOfAna(t); got != "Cook" {
		t.Errorf("undo within a field changed the book: %q", got)
	}
	for range 3 {
		f.keys(t, undo)
	}
	if f.toasts.Sentence() == "" {
		t.Error("nothing to undo is not told")
	}
}

func TestWhatIsPrivateIsHiddenByOneKey(t *testing.T) {
	f := open(t, crowd()...)
	if f.Private() {
		t.Fatal("hidden from the start")
	}
	f.keys(t, kit.Ctrl(fyne.KeyH))
	if !f.Private() || f.hide.AccessibilityLabel() != lang.T("command.show_private") {
		t.Errorf("hidden %v, the button says %q", f.Private(), f.hide.AccessibilityLabel())
	}
	test.Tap(f.hide)
	if f.Private() {
		t.Error("the button does not show it again")
	}
}

func TestSettingsTakeEffectAndAreKept(t *testing.T) {
	f := open(t, crowd()...)
	f.Open(kit.Route{Screen: kit.SettingsScreen})
	s := f.shown[kit.SettingsScreen].(*settings.Screen)
	s.Theme.Choose(2)
	if got := style.Color(style.Page); got != style.New(style.Dark, 100).Color(style.Page, 0) {
		t.Errorf("the page is %v", got)
	}
	s.Text.Choose(4)
	if style.Factor() != 1.5 {
		t.Errorf("the text is at %v", style.Factor())
	}
	if last := f.saved[len(f.saved)-1]; last.Theme != app.DarkTheme || last.TextSize != 150 {
		t.Errorf("kept %+v", last)
	}
	s.Languages.Choose(2)
	test.Tap(s.Restart)
	if f.restarts != 1 {
		t.Error("the program does not start anew")
	}
}

func TestClosingKeepsTheSize(t *testing.T) {
	f := open(t, crowd()...)
	f.win.Resize(fyne.NewSize(1000, 700))
	f.Close()
	if last := f.saved[len(f.saved)-1]; last.Width != 1000 || last.Height != 700 {
		t.Errorf("kept %vx%v", last.Width, last.Height)
	}
	if got := startSize(app.Settings{Width: 1000, Height: 700}); got != fyne.NewSize(1000, 700) {
		t.Errorf("starts at %v", got)
	}
	if got := startSize(app.Settings{Width: 320, Height: 320}); got != style.SmallestWindow {
		t.Errorf("a size that is too small starts at %v", got)
	}
	if got := startSize(app.Settings{}); got != style.FirstWindow {
		t.Errorf("the first start is at %v", got)
	}
}

func TestTitleShowsATimeSetByHand(t *testing.T) {
	f := open(t)
	if got := f.win.Title(); got != "Carebook, Thursday, 26 November 2026, 09:00" {
		t.Errorf("title %q", got)
	}
	kittest.App(t)
	f = openWith(t, Params{Store: kittest.Book(t), Clock: care.SystemClock(), Settings: app.DefaultSettings()})
	if got := f.win.Title(); got != "Carebook" {
		t.Errorf("title %q", got)
	}
}

func TestTitleNamesThePersonOnlyWhereOneIsSeen(t *testing.T) {
	f := open(t, crowd()...)
	name := f.people.Shown()
	if name == "" || !strings.HasPrefix(f.win.Title(), name+" · Carebook") {
		t.Errorf("with %q on the page the title is %q", name, f.win.Title())
	}
	f.Open(kit.Route{Screen: kit.ImportScreen})
	if got := f.win.Title(); !strings.HasPrefix(got, "Carebook") {
		t.Errorf("on the import page the title is %q", got)
	}
}

func TestTitleTakesNamesOfAnyLength(t *testing.T) {
	kittest.App(t)
	long := &care.Person{UID: "long", FullName: strings.Repeat("Ана ", 100000)}
	f := openWith(t, Params{Store: kittest.Book(t, long), Clock: care.SystemClock(), Settings: app.DefaultSettings()})
	if got := []rune(f.win.Title()); len(got) > maxTitle+20 || !strings.HasPrefix(string(got), "Ана Ана") {
		t.Errorf("the title has %d signs and begins with %q", len(got), string(got[:min(20, len(got))]))
	}
}

// TestEverythingIsReachedByTab walks the window by Tab: each control is
// reached, and the walk ends where it began.
func TestEverythingIsReachedByTab(t *testing.T) {
	f := open(t, crowd()...)
	var want []fyne.Focusable
	for _, b := range kittest.Find[*kit.Button](f.win.Content()) {
		want = append(want, b)
	}
	for _, r := range kittest.Find[*kit.SideRow](f.win.Content()) {
		want = append(want, r)
	}
	for _, r := range kittest.Find[*kit.RailItem](f.win.Content()) {
		want = append(want, r)
	}
	for _, l := range kittest.Find[*kit.List](f.win.Content()) {
		want = append(want, l)
	}
	want = append(want, f.find.Field)
	kittest.ReachedByTab(t, f.win.Canvas(), want, 10)
}

// TestWindowInEveryLanguage opens every screen in every language and looks for
// keys that have no text.
func TestWindowInEveryLanguage(t *testing.T) {
	for _, l := range lang.Languages() {
		kittest.App(t)
		s := kittest.Book(t, crowd()...)
		lang.Use(l.Code)
		f := openWith(t, Params{Store: s, Clock: kittest.Clock(), Settings: app.DefaultSettings()})
		for _, screen := range []kit.Screen{kit.PeopleScreen, kit.ImportScreen, kit.SettingsScreen} {
			f.Open(kit.Route{Screen: screen})
			for _, words := range texts(f.win.Content()) {
				if strings.Contains(words, ".") && !strings.Contains(words, " ") && strings.ToLower(words) == words && words != "0.1.0" && words != "/x/book.db" {
					t.Errorf("%s, %s: %q looks like a key without a text", l.Code, screen, words)
				}
			}
		}
	}
	lang.Use("en")
}

func TestFyneSpeaksOurLanguage(t *testing.T) {
	t.Setenv("LC_ALL", "")
	t.Setenv("LC_MESSAGES", "")
	t.Setenv("LANG", "C")
	t.Setenv("LANGUAGE", "")
	kittest.App(t)
	for _, l := range lang.Languages() {
		lang.Use(l.Code)
		speakOurLanguage()
		if got, want := fyneSays("Paste"), lang.T("fyne.paste"); got != want {
			t.Errorf("%s: Fyne says %q, want %q", l.Code, got, want)
		}
	}
	lang.Use("en")
	speakOurLanguage()
}

// TestDesktopSpeaksLate follows the look from before the desktop has said
// whether it is light or dark; the test's desktop is light.
func TestDesktopSpeaksLate(t *testing.T) {
	a := kittest.App(t)
	a.Preferences().SetBool(darkDesktop, true) // as it was the last time
	l := newLook(a, app.DefaultSettings(), false)
	dark, light := style.New(style.Dark, 100).Color(style.Page, 0), style.New(style.Light, 100).Color(style.Page, 0)
	if got := style.Color(style.Page); got != dark || l.told {
		t.Errorf("before the desktop spoke the page is %v, want %v", got, dark)
	}
	l.put(app.Settings{Theme: app.SystemTheme, TextSize: 115})
	if got := style.Color(style.Page); got != dark || l.told {
		t.Errorf("another size of text made the page %v, want %v", got, dark)
	}
	a.Settings().SetTheme(l.on) // what Fyne does once the desktop has spoken
	if got := style.Color(style.Page); got != light || !l.told {
		t.Errorf("after the desktop spoke the page is %v, want %v", got, light)
	}
	if a.Preferences().Bool(darkDesktop) {
		t.Error("what the desktop said is not kept")
	}
}

func TestClosingSavesTheFieldThatIsBeingTyped(t *testing.T) {
	f := open(t, &care.Person{UID: "ana", FullName: "Ana Gil"})
	f.people.Edit()
	field := f.win.Canvas().Focused()
	if field == nil {
		t.Fatal("nothing is edited")
	}
	for _, r := range "Anabel" {
		field.TypedRune(r)
	}
	f.Close()
	p, err := f.params.Store.PersonByID(context.Background(), "ana")
	if err != nil {
		t.Fatal(err)
	}
	if p.FullName == "Ana Gil" {
		t.Errorf("the book has %+v", p)
	}
}

// What the window keeps while the settings are open is not taken back by the next
// choice there.
func TestAChoiceInTheSettingsTakesNothingElseBack(t *testing.T) {
	f := open(t, crowd()...)
	f.Open(kit.Route{Screen: kit.SettingsScreen})
	f.askedLogin()
	themes := kittest.Find[*kit.Segmented](f.content)
	themes[0].Choose(2)
	if got := f.saved[len(f.saved)-1]; got.Theme != app.DarkTheme || !got.OfferedLogin {
		t.Errorf("kept %+v", got)
	}
}

// What could not be kept is kept with the next choice.
func TestAChoiceThatCouldNotBeKeptIsKeptLater(t *testing.T) {
	f := open(t, crowd()...)
	var before, now app.Settings
	var full error = &care.Error{Code: care.CodeWriteFailed}
	f.params.Save = func(b, n app.Settings) error { before, now = b, n; return full }
	f.change(func(s *app.Settings) { s.Notice = true })
	full = nil
	f.change(func(s *app.Settings) { s.TextSize = 130 })
	if before.Notice || !now.Notice || now.TextSize != 130 {
		t.Errorf("kept what became of %+v to %+v", before, now)
	}
	f.change(func(s *app.Settings) { s.TextSize = 115 })
	if !before.Notice || before.TextSize != 130 {
		t.Errorf("what is kept is not remembered: %+v", before)
	}
}
