package book_test

import (
	"bytes"
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/exchange"
	"carebook/store"
)

// put writes people as one action and gives their keys.
func put(t testing.TB, s *store.Store, people ...*care.Person) []int64 {
	t.Helper()
	var keys []int64
	_, err := s.Do(ctx, store.Action{Kind: "test"}, func(tx *store.Tx) error {
		for _, p := range people {
			key, err := tx.PutPerson(p)
			if err != nil {
				return err
			}
			keys = append(keys, key)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return keys
}

// whole is the JSON export of the whole book and, beside it, what of people and
// timelines an export does not tell.
func whole(t testing.TB, s *store.Store) string {
	t.Helper()
	var out bytes.Buffer
	if _, err := book.Export(ctx, s, &out, book.ExportOptions{Format: exchange.JSON}); err != nil {
		t.Fatal(err)
	}
	err := s.EachPerson(ctx, store.Query{}, func(key int64, p *care.Person) error {
		out.WriteString(show(t, p) + "\n")
		events, err := s.Timeline(ctx, key)
		out.WriteString(show(t, events) + "\n")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func person(t testing.TB, s *store.Store, key int64) *care.Person {
	t.Helper()
	p, err := s.Person(ctx, key)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// two are people of whom every field says something, and something else.
func two() (a, b *care.Person) {
	a = &care.Person{
		UID: "a-1", Kind: care.Individual, FullName: "Ana Ruiz", Given: "Ana", Family: "Ruiz", Nickname: "Anita", Organization: "Acme", Department: "Sales", Title: "Clerk", Role: "Buyer",
		Phones: []care.Phone{{Number: "+34612345678", Type: care.Mobile}}, Emails: []care.Email{{Address: "ana@example.com"}},
		Addresses: []care.Address{{City: "Madrid"}}, URLs: []care.URL{{URL: "https://a.example"}}, Messengers: []care.Messenger{{Handle: "a", Service: "skype"}},
		Dates: []care.Date{{Kind: care.Birthday, Year: 1980, Month: 5, Day: 21}, {Kind: care.Anniversary, Month: 6, Day: 1}},
		Tags:  []string{"VIP"}, Remark: "mine", Photo: &care.Photo{MediaType: "image/png", SHA256: strings.Repeat("a", 64)},
		Related: []care.Related{{Name: "Eva", Relation: "daughter"}}, Added: "2026-02-01", Sources: []int64{1, 2},
		Profile: care.Profile{
			Likes: "chess", Household: "two sons", Interests: []string{"wine"}, Channel: care.ByCall, Hour: "noon", Value: 5, ReferredBy: "r-1", Lost: "2026-01-01", Cadence: care.Cadence{Call: 14, Visit: care.Never}, Band: care.BandOverride{Band: care.BandA, Reason: "first"},
			Own: []care.OwnValue{{Field: "Shoe", Value: "38"}}, Files: []care.Attachment{{Name: "a.pdf", Bytes: 1, SHA256: strings.Repeat("1", 64)}},
		},
		Extra: []care.Property{{Name: "X-A", Value: "1"}}, Apart: []string{"c-1"},
	}
	b = &care.Person{
		UID: "b-1", Kind: care.Organization, FullName: "Anna Ruiz Soler", Prefix: "Dr.", Nickname: "Nita", Organization: "Globex", Title: "CEO", Role: "Boss",
		Phones: []care.Phone{{Number: "961234567", Type: care.Work}}, Emails: []care.Email{{Address: "ruiz@example.com"}},
		Addresses: []care.Address{{City: "Paris"}}, URLs: []care.URL{{URL: "https://b.example"}}, Messengers: []care.Messenger{{Handle: "b", Service: "wechat"}},
		Dates: []care.Date{{Kind: care.Birthday, Year: 1981, Month: 1, Day: 2}, {Kind: care.OtherDate, Month: 7, Day: 1, Label: "Graduation"}},
		Tags:  []string{"Friends"}, Remark: "theirs", Photo: &care.Photo{MediaType: "image/png", SHA256: strings.Repeat("b", 64)},
		Related: []care.Related{{Name: "Tom", Relation: "son", Phone: "600"}}, Added: "2026-01-01", Sources: []int64{2, 3},
		Profile: care.Profile{
			Likes: "sailing", Household: "a dog", Interests: []string{"opera"}, Channel: care.ByVisit, Hour: "evening", Value: 2, ReferredBy: "r-2", Lost: "2026-02-02", Cadence: care.Cadence{Call: 30}, Band: care.BandOverride{Band: care.BandC},
			Own: []care.OwnValue{{Field: "Shoe", Value: "40"}}, Files: []care.Attachment{{Name: "b.pdf", Bytes: 2, SHA256: strings.Repeat("2", 64)}},
		},
		Extra: []care.Property{{Name: "X-B", Value: "2"}, {Name: "UID", Value: "older-1"}}, Apart: []string{"a-1", "d-1"},
	}
	return a, b
}

func all(fields []book.MergeField, choice book.MergeChoice) map[book.MergeKey]book.MergeChoice {
	choices := map[book.MergeKey]book.MergeChoice{}
	for _, f := range fields {
		choices[f.Key] = choice
	}
	return choices
}

// valueOf is what a person says of a field, as MergeFields has it.
func valueOf(p *care.Person, key book.MergeKey) []string {
	for _, f := range book.MergeFields(p, &care.Person{}) {
		if f.Key == key {
			return f.Left
		}
	}
	return nil
}

func TestEveryFieldOfTwoPeopleIsOfferedAndEveryChoiceHolds(t *testing.T) {
	a, b := two()
	before := show(t, []*care.Person{a, b})
	fields := book.MergeFields(a, b)
	if len(fields) != 30 {
		t.Errorf("%d fields", len(fields))
	}
	both := []book.MergeKey{
		book.MergeNickname, book.MergePhones, book.MergeEmails, book.MergeAddresses, book.MergeURLs, book.MergeMessengers, book.MergeDates, book.MergeRelated,
		book.MergeTags, book.MergeRemark, book.MergeLikes, book.MergeHousehold, book.MergeInterests, book.MergeFiles, book.MergeExtra,
	}
	for _, f := range fields {
		if f.Same || len(f.Left) == 0 || len(f.Right) == 0 {
			t.Errorf("%s: %v beside %v, same %v", f.Key, f.Left, f.Right, f.Same)
		}
		if want := slices.Contains(both, f.Key); f.Both != want {
			t.Errorf("%s: both is %v", f.Key, f.Both)
		}
		for _, choice := range []book.MergeChoice{book.MergeLeft, book.MergeRight, book.MergeBoth, ""} {
			// One field is chosen and all others are the first one's.
			choices := all(fields, book.MergeLeft)
			choices[f.Key] = choice
			p := book.MergedPerson(a, b, choices)
			got := valueOf(p, f.Key)
			if choice == "" || choice == book.MergeBoth && !f.Both {
				choice = f.Default
			}
			want := f.Left
			if choice == book.MergeRight {
				want = f.Right
			}
			switch {
			case f.Key == book.MergeExtra:
				for _, v := range want {
					if !slices.Contains(got, v) {
						t.Errorf("%s %s: %q without %q", f.Key, choice, got, v)
					}
				}
			case choice == book.MergeBoth:
				for _, v := range slices.Concat(f.Left, f.Right) {
					if !strings.Contains(strings.Join(got, "\n"), v) {
						t.Errorf("%s %s: %q without %q", f.Key, choice, got, v)
					}
				}
			case !slices.Equal(got, want):
				t.Errorf("%s %s: %q, want %q", f.Key, choice, got, want)
			}
			for _, other := range fields {
				if other.Key != f.Key && other.Key != book.MergeExtra && !slices.Equal(valueOf(p, other.Key), other.Left) {
					t.Errorf("%s %s changes %s to %q", f.Key, choice, other.Key, valueOf(p, other.Key))
				}
			}
		}
	}
	if after := show(t, []*care.Person{a, b}); after != before {
		t.Errorf("the two became %s", after)
	}
}

func TestTheMergedPersonKeepsWhatNeedsNoChoice(t *testing.T) {
	a, b := two()
	a.ID, b.ID, b.Profile.ReferredBy = "1", "2", "a-1"
	p := book.MergedPerson(a, b, map[book.MergeKey]book.MergeChoice{book.MergeReferredBy: book.MergeRight})
	if p.ID != "1" || p.UID != "a-1" || p.Added != "2026-01-01" || p.Profile.ReferredBy != "" {
		t.Errorf("merged to %+v", p)
	}
	if !slices.Equal(p.Sources, []int64{1, 2, 3}) || !slices.Equal(p.Apart, []string{"c-1", "d-1"}) {
		t.Errorf("sources %v, apart %v", p.Sources, p.Apart)
	}
	var uids []string
	for _, e := range p.Extra {
		if e.Name == "UID" {
			uids = append(uids, e.Value)
		}
	}
	if !slices.Equal(uids, []string{"older-1", "b-1"}) {
		t.Errorf("further UIDs %v", uids)
	}
	// What was given up does not come back with the next import of either.
	for _, record := range []*care.Person{a, b} {
		again, _ := exchange.Merge(p, record, "ES")
		for _, key := range []book.MergeKey{book.MergeName, book.MergeOrganization, book.MergeTitle, book.MergeRole, book.MergeBirthday, book.MergeLikes, book.MergeHour} {
			if got, want := valueOf(&again, key), valueOf(p, key); !slices.Equal(got, want) {
				t.Errorf("%s becomes %q again, was %q", key, got, want)
			}
		}
	}
}

// rhythm is somebody of whom nothing but a cadence is known.
func rhythm(call, visit int) care.Person {
	return care.Person{Profile: care.Profile{Cadence: care.Cadence{Call: call, Visit: visit}}}
}

func TestACadenceOfCallsAndOneOfVisitsBecomeOne(t *testing.T) {
	a, b := rhythm(7, 0), rhythm(0, care.Never)
	for choice, want := range map[book.MergeChoice]care.Cadence{
		book.MergeLeft: {Call: 7}, book.MergeRight: {Visit: care.Never}, book.MergeBoth: {Call: 7, Visit: care.Never}, "": {Call: 7, Visit: care.Never},
	} {
		p := book.MergedPerson(&a, &b, map[book.MergeKey]book.MergeChoice{book.MergeCadence: choice})
		if p.Profile.Cadence != want {
			t.Errorf("the choice %q gives %+v, want %+v", choice, p.Profile.Cadence, want)
		}
	}
}

func TestTheProposalIsWhatSaysMore(t *testing.T) {
	day := func(y int) []care.Date { return []care.Date{{Kind: care.Birthday, Year: y, Month: 5, Day: 21}} }
	lunar := []care.Date{{Kind: care.Birthday, Month: 4, Day: 8, Calendar: care.Lunar}}
	for _, test := range []struct {
		name string
		a, b care.Person
		key  book.MergeKey
		want book.MergeChoice
	}{
		{"nothing on the left", care.Person{}, care.Person{Title: "CEO"}, book.MergeTitle, book.MergeRight},
		{"nothing on the right", care.Person{Title: "CEO"}, care.Person{}, book.MergeTitle, book.MergeLeft},
		{"the same", care.Person{Title: "CEO"}, care.Person{Title: "CEO", Added: "2020-01-01"}, book.MergeTitle, book.MergeLeft},
		{"more words", care.Person{FullName: "Ana Ruiz"}, care.Person{FullName: "ana ruiz soler"}, book.MergeName, book.MergeRight},
		{"fewer words", care.Person{FullName: "Ana Ruiz Soler"}, care.Person{FullName: "Ana Ruiz", Added: "2020-01-01"}, book.MergeName, book.MergeLeft},
		{"the older one", care.Person{Title: "Clerk", Added: "2026-01-01"}, care.Person{Title: "CEO", Added: "2025-01-01"}, book.MergeTitle, book.MergeRight},
		{"a day without a day added", care.Person{Title: "Clerk"}, care.Person{Title: "CEO", Added: "2025-01-01"}, book.MergeTitle, book.MergeRight},
		{"the year of a birthday", care.Person{Dates: day(0)}, care.Person{Dates: day(1980)}, book.MergeBirthday, book.MergeRight},
		{"a cadence beside none", rhythm(7, 0), care.Person{}, book.MergeCadence, book.MergeLeft},
		{"calls here and visits there", rhythm(7, 0), rhythm(0, care.Never), book.MergeCadence, book.MergeBoth},
		{"the same calls, and visits", rhythm(7, 0), rhythm(7, 30), book.MergeCadence, book.MergeBoth},
		{"two rhythms", rhythm(7, 30), rhythm(7, 60), book.MergeCadence, book.MergeLeft},
		{"a birthday of each calendar", care.Person{Dates: day(1980)}, care.Person{Dates: lunar}, book.MergeBirthday, book.MergeBoth},
		{"lists", care.Person{Tags: []string{"a"}}, care.Person{Tags: []string{"b"}}, book.MergeTags, book.MergeBoth},
		{"own fields, each by itself", care.Person{Profile: care.Profile{Own: []care.OwnValue{{Field: "A", Value: "1"}}}}, care.Person{Profile: care.Profile{Own: []care.OwnValue{{Field: "B", Value: "2"}}}}, book.MergeOwn("B"), book.MergeRight},
	} {
		fields := book.MergeFields(&test.a, &test.b)
		i := slices.IndexFunc(fields, func(f book.MergeField) bool { return f.Key == test.key })
		if i < 0 || fields[i].Default != test.want {
			t.Errorf("%s: %+v, want %s", test.name, fields, test.want)
		}
	}
	if name, own := book.MergeOwn("Shoe: size").OwnField(); name != "Shoe: size" || !own {
		t.Errorf("the key of an own field is %q, %v", name, own)
	}
	if fields := book.MergeFields(&care.Person{}, &care.Person{}); len(fields) > 0 {
		t.Errorf("two who say nothing have %v", fields)
	}
}

// TestMergingTakesOverEverythingAndCanBeTakenBack merges two people on whom
// something hangs, takes that back and does it again.
func TestMergingTakesOverEverythingAndCanBeTakenBack(t *testing.T) {
	s := newBook(t)
	a, b := two()
	a.Photo, b.Photo, a.Profile.Files, b.Profile.Files = nil, nil, nil, nil // their bytes are not in the book
	friend := &care.Person{UID: "f-1", FullName: "Felix", Profile: care.Profile{ReferredBy: "b-1"}, Apart: []string{"b-1", "a-1"}}
	keys := put(t, s, a, b, friend)
	keep, gone := keys[0], keys[1]
	for i, key := range []int64{keep, gone, gone} {
		if _, _, err := book.Log(ctx, s, clock, key, "log", book.Entry{Event: care.Event{Kind: care.Call, Text: "call " + string(rune('a'+i))}}); err != nil {
			t.Fatal(err)
		}
	}
	before := whole(t, s)
	action, err := mergeNow(s, keep, gone)
	if err != nil || action == 0 {
		t.Fatalf("action %d, %v", action, err)
	}
	merged := whole(t, s)
	if _, err := s.Person(ctx, gone); care.CodeOf(err) != care.CodePersonMissing {
		t.Errorf("the other one is still there: %v", err)
	}
	p := person(t, s, keep)
	if p.UID != "a-1" || len(p.Phones) != 2 || !slices.Equal(p.Tags, []string{"VIP", "Friends"}) || p.Added != "2026-01-01" {
		t.Errorf("merged to %+v", p)
	}
	if events, err := s.Timeline(ctx, keep); err != nil || len(events) != 3 {
		t.Errorf("%d events, %v", len(events), err)
	}
	if f := person(t, s, keys[2]); f.Profile.ReferredBy != "a-1" || !slices.Equal(f.Apart, []string{"a-1"}) {
		t.Errorf("the friend names %s, apart %v", f.Profile.ReferredBy, f.Apart)
	}
	sound(t, s)
	undone, err := s.Undo(ctx, action)
	if err != nil || len(undone.Left) > 0 {
		t.Fatalf("undone %+v, %v", undone, err)
	}
	if got := whole(t, s); got != before {
		t.Errorf("after the undo\n%s\nbefore the merge\n%s", got, before)
	}
	sound(t, s)
	if _, err := s.Undo(ctx, undone.Action); err != nil {
		t.Fatal(err)
	}
	if got := whole(t, s); got != merged {
		t.Errorf("after the redo\n%s\nafter the merge\n%s", got, merged)
	}
	sound(t, s)
}

func TestAnImportFindsWhoSomebodyWasMergedInto(t *testing.T) {
	s := newBook(t)
	doImport(t, s, book.ImportOptions{Files: []string{file(t, "a.vcf", ana+card("UID:ana-2", "FN:Ana N. Soler", "TEL:+34 612 000 111"))}, Country: "ES"})
	var keys []int64
	if err := s.EachPerson(ctx, store.Query{}, func(key int64, _ *care.Person) error { keys = append(keys, key); return nil }); err != nil {
		t.Fatal(err)
	}
	if _, err := mergeNow(s, keys[0], keys[1]); err != nil {
		t.Fatal(err)
	}
	path := file(t, "b.vcf", card("UID:ana-2", "FN:Ana N. Soler", "TEL:+34 612 000 111"))
	want(t, doImport(t, s, book.ImportOptions{Files: []string{path}, Country: "ES"}), "0 new, 0 updated, 1 same, 0 problems")
	path = file(t, "c.vcf", card("UID:ana-2", "FN:Ana N. Soler", "TEL:+34 612 000 111", "EMAIL:soler@example.com"))
	want(t, doImport(t, s, book.ImportOptions{Files: []string{path}, Country: "ES"}), "0 new, 1 updated, 0 same, 0 problems")
	if p := person(t, s, keys[0]); p.UID != "ana-1" || len(p.Emails) != 2 {
		t.Errorf("Ana is %+v", p)
	}
}

func TestOnlyTwoLivingPeopleAreMerged(t *testing.T) {
	s := newBook(t)
	keys := put(t, s, &care.Person{FullName: "A"}, &care.Person{FullName: "B", Deleted: care.InstantOf(noon)})
	for _, test := range []struct {
		keep, gone int64
		want       care.Code
	}{
		{keys[0], keys[0], care.CodeSamePerson},
		{keys[0], 99, care.CodePersonMissing},
		{99, keys[0], care.CodePersonMissing},
		{keys[0], keys[1], care.CodePersonMissing},
		{keys[1], keys[0], care.CodePersonMissing},
	} {
		if action, err := mergeNow(s, test.keep, test.gone); care.CodeOf(err) != test.want || action != 0 {
			t.Errorf("%d and %d: action %d, %v", test.keep, test.gone, action, err)
		}
	}
	if _, err := book.NotSame(ctx, s, keys[0], keys[0]); care.CodeOf(err) != care.CodeSamePerson {
		t.Errorf("one person who is not himself: %v", err)
	}
	if n := len(people(t, s)); n != 1 {
		t.Errorf("%d people are left", n)
	}
}

// TestMergingIsPure merges the same twice.
func TestMergingIsPure(t *testing.T) {
	a, b := two()
	if p, q := book.MergedPerson(a, b, nil), book.MergedPerson(a, b, nil); !reflect.DeepEqual(p, q) {
		t.Errorf("%+v is not %+v", p, q)
	}
}

func show(t testing.TB, v any) string {
	t.Helper()
	s, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(s)
}

// mergeNow merges two people as they are now; one who is not in the book is
// nobody.
func mergeNow(s *store.Store, keep, gone int64) (int64, error) {
	shown := [2]*care.Person{{}, {}}
	for i, key := range []int64{keep, gone} {
		if p, err := s.Person(ctx, key); err == nil {
			shown[i] = p
		}
	}
	return book.Merge(ctx, s, keep, gone, shown[0], shown[1], nil)
}
