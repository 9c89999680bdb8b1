package book_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/exchange"
	"carebook/store"
)

// phone is a book that was filled from exports alone, as a phone is.
type phone struct{ s *store.Store }

// documented are the people of a book by UID, as the JSON export has them.
func documented(t rapid.TB, s *store.Store) map[string]map[string]any {
	t.Helper()
	var b bytes.Buffer
	if _, err := book.Export(ctx, s, &b, book.ExportOptions{Format: exchange.JSON}); err != nil {
		t.Fatal(err)
	}
	var all struct{ People []map[string]any }
	if err := json.Unmarshal(b.Bytes(), &all); err != nil {
		t.Fatal(err)
	}
	people := map[string]map[string]any{}
	for _, p := range all.People {
		delete(p, "id")
		people[p["uid"].(string)] = p
	}
	if len(people) != len(all.People) {
		t.Fatalf("%d UIDs of %d people", len(people), len(all.People))
	}
	return people
}

// erase takes people out of the phone.
func (p phone) erase(t rapid.TB, uids []string) {
	t.Helper()
	var keys []int64
	for _, uid := range uids {
		key, err := p.s.Key(ctx, uid)
		if errors.Is(err, store.ErrNotFound) {
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		keys = append(keys, key)
	}
	if _, err := book.Trash(ctx, p.s, keys, true, ""); err != nil {
		t.Fatal(err)
	}
	if _, err := p.s.Erase(ctx, keys); err != nil {
		t.Fatal(err)
	}
}

// take puts the cards of a file in, each in the place of the one of its UID.
func (p phone) take(t rapid.TB, path string) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var uids []string
	unfolded := strings.ReplaceAll(string(data), "\r\n ", "")
	for _, line := range strings.Split(unfolded, "\r\n") {
		if uid, ok := strings.CutPrefix(line, "UID:"); ok {
			uids = append(uids, uid)
		}
	}
	p.erase(t, uids)
	if _, err := book.Import(ctx, p.s, clock, book.ImportOptions{Files: []string{path}, OnDuplicate: book.Add}); err != nil {
		t.Fatal(err)
	}
}

// goneNames are those of the people who have gone, sorted.
func goneNames(gone []book.GonePerson) []string {
	all := []string{}
	for _, g := range gone {
		all = append(all, g.Name)
	}
	slices.Sort(all)
	return all
}

// follow brings the phone up to date by a file of the changed, and holds what the
// book says of those who have gone against those whom only the phone has.
func (p phone) follow(t rapid.TB, s *store.Store, path string) {
	t.Helper()
	news, err := book.ExportChanged(ctx, s, path, book.ExportOptions{Format: exchange.VCard})
	if err != nil {
		t.Fatal(err)
	}
	here := documented(t, s)
	var extra, called []string
	for uid, person := range documented(t, p.s) {
		if here[uid] == nil {
			extra = append(extra, uid)
			called = append(called, person["full_name"].(string))
		}
	}
	if len(news.Gone)+news.Erased != len(extra) {
		t.Fatalf("%v and %d erased have gone, the phone has %q too many", news.Gone, news.Erased, called)
	}
	for _, name := range goneNames(news.Gone) {
		if !slices.Contains(called, name) {
			t.Fatalf("%s is told to have gone, the phone has %q too many", name, called)
		}
	}
	p.erase(t, extra)
	if news.People > 0 {
		p.take(t, path)
	}
	if got := documented(t, p.s); !reflect.DeepEqual(got, here) {
		t.Fatalf("the phone has\n%v\nwant\n%v", got, here)
	}
	if again, err := book.ReadNews(ctx, s, exchange.VCard); err != nil || again.People+len(again.Gone)+again.Erased != 0 {
		t.Fatalf("after the export there are news: %+v, %v", again, err)
	}
}

// busy does at random what people do to a book.
type busy struct {
	t       *rapid.T
	s       *store.Store
	dir     string
	actions []int64
	imports []string
}

func (b *busy) keys(trash bool) []int64 {
	rows, err := b.s.People(ctx, store.Query{Trash: trash})
	if err != nil {
		b.t.Fatal(err)
	}
	var keys []int64
	for _, r := range rows {
		keys = append(keys, r.Key)
	}
	slices.Sort(keys)
	return keys
}

func (b *busy) one(trash bool) int64 {
	keys := b.keys(trash)
	if len(keys) == 0 {
		return 0
	}
	return rapid.SampledFrom(keys).Draw(b.t, "who")
}

func (b *busy) did(action int64, err error) {
	b.t.Helper()
	if err != nil {
		b.t.Fatal(err)
	}
	b.actions = append(b.actions, action)
}

func (b *busy) step() {
	kinds := []string{"add", "edit", "edit", "photo", "note", "tag", "rename tag", "trash", "restore", "erase", "undo", "undo", "merge", "import", "undo import", "forget", "export some"}
	kind := rapid.SampledFrom(kinds).Draw(b.t, "kind")
	word := rapid.SampledFrom([]string{"Ana", "Иван", "张伟", "O;Neill, \"Bo\"", "naïve"}).Draw(b.t, "word")
	who := b.one(kind == "restore" || kind == "erase")
	if who == 0 && !slices.Contains([]string{"add", "undo", "import", "undo import", "forget"}, kind) {
		return
	}
	switch kind {
	case "add":
		b.did(b.s.Do(ctx, store.Action{Kind: "test"}, func(tx *store.Tx) error {
			_, err := tx.PutPerson(&care.Person{FullName: word, Phones: []care.Phone{{Number: fmt.Sprintf("+3461200%04d", len(b.actions)), Type: care.Mobile}}})
			return err
		}))
	case "edit":
		b.did(book.EditEach(ctx, b.s, []int64{who}, "", func(p *care.Person) {
			if rapid.Bool().Draw(b.t, "back") {
				p.Remark = "as before"
			} else {
				p.Remark, p.Emails = word, append(p.Emails, care.Email{Address: fmt.Sprintf("a%d@example.com", len(p.Emails))})
			}
		}, nil))
	case "photo":
		pic := aPicture(b.t, uint8(rapid.IntRange(0, 2).Draw(b.t, "shade")))
		b.did(book.EditEach(ctx, b.s, []int64{who}, "", func(p *care.Person) { p.Photo = &care.Photo{Data: pic.Bytes} }, nil))
	case "tag":
		b.did(book.EditEach(ctx, b.s, []int64{who}, "", func(p *care.Person) { p.Tags = []string{rapid.SampledFrom([]string{"VIP", "golf"}).Draw(b.t, "tag")} }, nil))
	case "rename tag":
		b.renameTag(word)
	case "note":
		b.did(b.s.Do(ctx, store.Action{Kind: "test"}, func(tx *store.Tx) error {
			_, err := tx.PutNote(store.Note{Person: who, Title: word, HTML: "<p>" + word + "</p>"})
			return err
		}))
	case "trash", "restore":
		b.did(book.Trash(ctx, b.s, []int64{who}, kind == "trash", ""))
	case "erase":
		if _, err := b.s.Erase(ctx, []int64{who}); err != nil {
			b.t.Fatal(err)
		}
	case "merge":
		b.merge(who)
	case "export some": // moves nothing
		path := filepath.Join(b.dir, "some.vcf")
		if _, err := book.ExportSelected(ctx, b.s, path, book.ExportOptions{Format: exchange.VCard, Keys: []int64{who}}); err != nil {
			b.t.Fatal(err)
		}
	default:
		b.turnBack(kind, word)
	}
}

func (b *busy) renameTag(word string) {
	tags, err := b.s.Tags(ctx)
	if err != nil {
		b.t.Fatal(err)
	}
	if len(tags) > 0 {
		tag := rapid.SampledFrom(tags).Draw(b.t, "tag")
		b.did(b.s.Do(ctx, store.Action{Kind: "test"}, func(tx *store.Tx) error {
			_, err := tx.PutTag(tag.Key, fmt.Sprintf("%s %d", word, len(b.actions)), "rose")
			return err
		}))
	}
}

func (b *busy) merge(who int64) {
	other := b.one(false)
	if other == who {
		return
	}
	a, err := b.s.Person(ctx, who)
	if err != nil {
		b.t.Fatal(err)
	}
	c, err := b.s.Person(ctx, other)
	if err != nil {
		b.t.Fatal(err)
	}
	b.did(book.Merge(ctx, b.s, who, other, a, c, nil))
}

// turnBack imports, takes back and forgets.
func (b *busy) turnBack(kind, word string) {
	switch kind {
	case "undo":
		if len(b.actions) == 0 {
			return
		}
		done, err := b.s.Undo(ctx, rapid.SampledFrom(b.actions).Draw(b.t, "action"))
		if err == nil && done.Action != 0 {
			b.actions = append(b.actions, done.Action)
		}
	case "import":
		path := filepath.Join(b.dir, "import.vcf")
		if err := os.WriteFile(path, []byte(card("FN:"+word+" In", fmt.Sprintf("UID:in-%d", rapid.IntRange(0, 3).Draw(b.t, "uid")), "NOTE:"+word)), 0o600); err != nil {
			b.t.Fatal(err)
		}
		r, err := book.Import(ctx, b.s, clock, book.ImportOptions{Files: []string{path}})
		if err != nil {
			b.t.Fatal(err)
		}
		b.imports = append(b.imports, r.ImportID)
	case "undo import":
		if len(b.imports) > 0 {
			_, err := book.UndoImport(ctx, b.s, rapid.SampledFrom(b.imports).Draw(b.t, "import"))
			if err != nil && !slices.Contains([]care.Code{care.CodeAlreadyUndone, care.CodeNothingToUndo, care.CodeUndoForgotten}, care.CodeOf(err)) {
				b.t.Fatal(err)
			}
		}
	case "forget":
		if _, err := b.s.Prune(ctx, care.InstantOf(noon.AddDate(1, 0, 0))); err != nil {
			b.t.Fatal(err)
		}
	}
}

// TestAPhoneFollowsTheChangedExactly lets the book live between exports, and the phone
// is then what the book is, whatever was done and undone.
func TestAPhoneFollowsTheChangedExactly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		dir, err := os.MkdirTemp("", "carebook-news-")
		if err != nil {
			t.Fatal(err)
		}
		defer os.RemoveAll(dir)
		s, p := openAt(t, filepath.Join(dir, "book.db"), clock), phone{openAt(t, filepath.Join(dir, "phone.db"), clock)}
		defer s.Close()
		defer p.s.Close()
		b := &busy{t: t, s: s, dir: dir}
		path := filepath.Join(dir, "phone.vcf")
		for range rapid.IntRange(1, 3).Draw(t, "exports") {
			for range rapid.IntRange(0, 8).Draw(t, "steps") {
				b.step()
			}
			p.follow(t, s, path)
		}
	})
}

func TestTheFirstFileOfChangesHasEverybody(t *testing.T) {
	s := newBook(t)
	put(t, s, &care.Person{FullName: "Ana"}, &care.Person{FullName: "Bo"})
	path := filepath.Join(t.TempDir(), "phone.vcf")
	news, err := book.ExportChanged(ctx, s, path, book.ExportOptions{Format: exchange.VCard})
	if err != nil || news.Since != "" || news.People != 2 {
		t.Fatalf("%+v, %v", news, err)
	}
	if got, want := news.Sentence("phone.vcf", clock), "There was no export of everybody yet, so all 2 people are in phone.vcf."; got != want {
		t.Errorf("it says %q, want %q", got, want)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the file: %v, %v", info, err)
	}
}

// TestWhoHasGoneIsToldThoughEverybodyWasExportedMeanwhile exports everybody by a way
// that tells nobody who has gone, and then by one that does.
func TestWhoHasGoneIsToldThoughEverybodyWasExportedMeanwhile(t *testing.T) {
	s, path := newBook(t), filepath.Join(t.TempDir(), "phone.vcf")
	keys := put(t, s, &care.Person{FullName: "Ana"}, &care.Person{FullName: "Bo"})
	o := book.ExportOptions{Format: exchange.VCard}
	if _, err := book.ExportFile(ctx, s, path, o); err != nil {
		t.Fatal(err)
	}
	if _, err := book.Trash(ctx, s, keys[1:], true, ""); err != nil {
		t.Fatal(err)
	}
	if _, err := book.ExportFile(ctx, s, path, o); err != nil {
		t.Fatal(err)
	}
	for i, want := range []int{1, 0} {
		n, err := book.ExportEverybody(ctx, s, path, o)
		if err != nil || n.People != 1 || len(n.Gone) != want || want > 0 && n.Gone[0].Name != "Bo" {
			t.Errorf("time %d: %+v, %v; want %d gone", i, n, err, want)
		}
	}
}

// TestEachWayToExportEverybodyIsThePoint exports everybody by no keys and by all of
// them; a part, another format and a failure are no point.
func TestEachWayToExportEverybodyIsThePoint(t *testing.T) {
	for name, c := range map[string]struct {
		export func(t *testing.T, s *store.Store, keys []int64, path string) error
		point  bool
	}{
		"nobody named": {func(_ *testing.T, s *store.Store, _ []int64, path string) error {
			_, err := book.ExportFile(ctx, s, path, book.ExportOptions{Format: exchange.VCard})
			return err
		}, true},
		"all named": {func(_ *testing.T, s *store.Store, keys []int64, path string) error {
			_, err := book.ExportFile(ctx, s, path, book.ExportOptions{Format: exchange.VCard, Keys: keys})
			return err
		}, true},
		"one named": {func(_ *testing.T, s *store.Store, keys []int64, path string) error {
			_, err := book.ExportFile(ctx, s, path, book.ExportOptions{Format: exchange.VCard, Keys: keys[:1]})
			return err
		}, false},
		"the other vCard": {func(_ *testing.T, s *store.Store, _ []int64, path string) error {
			_, err := book.ExportFile(ctx, s, path, book.ExportOptions{Format: exchange.VCard3})
			return err
		}, false},
		"a spreadsheet": {func(_ *testing.T, s *store.Store, _ []int64, path string) error {
			_, err := book.ExportFile(ctx, s, path, book.ExportOptions{Format: exchange.CSV})
			return err
		}, false},
		"a stream": {func(_ *testing.T, s *store.Store, _ []int64, _ string) error {
			_, err := book.WriteChanged(ctx, s, &bytes.Buffer{}, exchange.VCard)
			return err
		}, false},
		"a folder that is not there": {func(t *testing.T, s *store.Store, _ []int64, path string) error {
			if _, err := book.ExportChanged(ctx, s, filepath.Join(path, "x.vcf"), book.ExportOptions{Format: exchange.VCard}); care.CodeOf(err) != care.CodeWriteFailed {
				t.Errorf("no folder: %v", err)
			}
			return nil
		}, false},
		"cancelled": {func(t *testing.T, s *store.Store, _ []int64, path string) error {
			cancelled, cancel := context.WithCancel(ctx)
			cancel()
			if _, err := book.ExportChanged(cancelled, s, path, book.ExportOptions{Format: exchange.VCard}); err == nil {
				t.Error("a cancelled export went well")
			}
			return nil
		}, false},
	} {
		t.Run(name, func(t *testing.T) {
			s := newBook(t)
			keys := put(t, s, &care.Person{FullName: "Ana"}, &care.Person{FullName: "Bo"})
			if err := c.export(t, s, keys, filepath.Join(t.TempDir(), "phone.vcf")); err != nil {
				t.Fatal(err)
			}
			if news, err := book.ReadNews(ctx, s, exchange.VCard); err != nil || (news.Since != "") != c.point {
				t.Errorf("%+v, %v; a point is wanted: %v", news, err, c.point)
			}
		})
	}
}

// TestThoseWhoHaveGoneAreNamedOnce merges two, deletes one for good and lets one lie
// in the trash.
func TestThoseWhoHaveGoneAreNamedOnce(t *testing.T) {
	s := newBook(t)
	keys := put(t, s, &care.Person{FullName: "Ana"}, &care.Person{FullName: "Ana Ruiz"}, &care.Person{FullName: "Bo"}, &care.Person{FullName: "Cy"})
	path := filepath.Join(t.TempDir(), "phone.vcf")
	export := func() book.News {
		t.Helper()
		news, err := book.ExportChanged(ctx, s, path, book.ExportOptions{Format: exchange.VCard})
		if err != nil {
			t.Fatal(err)
		}
		return news
	}
	export()
	a, err := s.Person(ctx, keys[0])
	if err != nil {
		t.Fatal(err)
	}
	b, err := s.Person(ctx, keys[1])
	if err != nil {
		t.Fatal(err)
	}
	if _, err := book.Merge(ctx, s, keys[0], keys[1], a, b, map[book.MergeKey]book.MergeChoice{book.MergeName: book.MergeLeft}); err != nil {
		t.Fatal(err)
	}
	if _, err := book.Trash(ctx, s, keys[2:], true, ""); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Erase(ctx, keys[3:]); err != nil {
		t.Fatal(err)
	}
	news := export()
	want := []string{
		"2 people have left the book since; a file cannot tell the phone, so delete them there by hand: One person was deleted for good, and the book no longer knows the name.",
		"  Ana Ruiz (now one with Ana: the older of the two entries)", "  Bo",
	}
	if got := news.Lines(); news.People != 1 || !slices.Equal(got, want) {
		t.Errorf("%d changed; told\n%q\nwant\n%q", news.People, got, want)
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	again := export()
	if got, want := again.Sentence("x", clock), "Nobody is new or changed since 26 November 2026; no file was written."; got != want || len(again.Lines()) > 0 {
		t.Errorf("then it says %q and %q", got, again.Lines())
	}
	if _, err := os.Stat(path); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a file of nobody: %v", err)
	}
	if _, err := book.Trash(ctx, s, keys[2:3], false, ""); err != nil {
		t.Fatal(err)
	}
	if news := export(); news.People != 1 {
		t.Errorf("somebody who is back: %+v", news)
	}
}

// TestWhatAnExportSaidMovesWithTheBook takes an archive of the book to another
// computer: the phone is the same.
func TestWhatAnExportSaidMovesWithTheBook(t *testing.T) {
	s, other := newBook(t), newBook(t)
	keys := put(t, s, &care.Person{FullName: "Ana"}, &care.Person{FullName: "Bo"}, &care.Person{FullName: "Cy"})
	dir := t.TempDir()
	if _, err := book.ExportFile(ctx, s, filepath.Join(dir, "phone.vcf"), book.ExportOptions{Format: exchange.VCard}); err != nil {
		t.Fatal(err)
	}
	if _, err := book.EditEach(ctx, s, keys[:1], "", func(p *care.Person) { p.Title = "Dr" }, nil); err != nil {
		t.Fatal(err)
	}
	if _, err := book.Trash(ctx, s, keys[2:], true, ""); err != nil {
		t.Fatal(err)
	}
	archive := filepath.Join(dir, "carebook.zip")
	if _, err := book.ExportArchive(ctx, s, archive, "", false); err != nil {
		t.Fatal(err)
	}
	if _, err := book.ImportArchive(ctx, other, clock, archive, ""); err != nil {
		t.Fatal(err)
	}
	here, err := book.ReadNews(ctx, s, exchange.VCard)
	if err != nil {
		t.Fatal(err)
	}
	there, err := book.ReadNews(ctx, other, exchange.VCard)
	if err != nil {
		t.Fatal(err)
	}
	if here.People != 1 || there.People != 1 || here.Since != there.Since || !slices.Equal(goneNames(there.Gone), []string{"Cy"}) {
		t.Errorf("here %+v, there %+v", here, there)
	}
}

// TestSinceADay asks for those whom something was written of since a day, before and
// after the log has forgotten that day.
func TestSinceADay(t *testing.T) {
	path := filepath.Join(t.TempDir(), "book.db")
	on := func(day int) (*store.Store, care.Clock) {
		c := care.ClockFrom(time.Date(2026, 11, day, 12, 0, 0, 0, time.UTC))
		return openAt(t, path, c), c
	}
	s, _ := on(1)
	keys := put(t, s, &care.Person{FullName: "Ana"}, &care.Person{FullName: "Bo", Tags: []string{"VIP"}}, &care.Person{FullName: "Cy"}, &care.Person{FullName: "Di"}, &care.Person{FullName: "Ed"})
	s.Close()
	s, _ = on(20)
	if _, err := book.Trash(ctx, s, keys[3:4], true, ""); err != nil {
		t.Fatal(err)
	}
	tag, err := s.TagByName(ctx, "VIP")
	if err != nil {
		t.Fatal(err)
	}
	do(t, s, func(tx *store.Tx) error {
		if _, err := tx.PutTag(tag.Key, "Very", "rose"); err != nil {
			return err
		}
		_, err := tx.PutNote(store.Note{Person: keys[2], HTML: "<p>said</p>"})
		return err
	})
	later := put(t, s, &care.Person{FullName: "Flo"})
	s.Close()
	s, c := on(26)
	defer s.Close()
	for day, want := range map[care.Day][]int64{
		"2026-11-20": {keys[1], keys[2], later[0]}, "2026-11-21": {}, "2026-11-01": {keys[0], keys[1], keys[2], keys[4], later[0]},
	} {
		got, err := book.ReadSince(ctx, s, c, day)
		if err != nil || !got.Whole || !slices.Equal(got.Keys, want) {
			t.Errorf("since %s: %v whole %v, %v; want %v", day, got.Keys, got.Whole, err, want)
		}
		if told := goneNames(got.Gone); day == "2026-11-20" && !slices.Equal(told, []string{"Di"}) || day == "2026-11-21" && len(told) > 0 {
			t.Errorf("since %s %q have gone", day, told)
		}
	}
	for range 60 { // the log keeps the last 50 actions
		if _, err := book.EditEach(ctx, s, keys[4:], "", func(p *care.Person) { p.Remark += "." }, nil); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.Prune(ctx, "2026-11-21T00:00:00.000Z"); err != nil {
		t.Fatal(err)
	}
	if got, err := book.ReadSince(ctx, s, c, "2026-11-20"); err != nil || got.Whole || got.Keys != nil {
		t.Errorf("past the end of the log: %+v, %v", got, err)
	}
	if got, err := book.ReadSince(ctx, s, c, "2026-11-22"); err != nil || !got.Whole || !slices.Equal(got.Keys, keys[4:]) {
		t.Errorf("within the log: %+v, %v", got, err)
	}
}
