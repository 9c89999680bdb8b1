package store_test

import (
	"slices"
	"testing"

	"carebook/app/care"
	"carebook/store"
)

func TestFiltersChoosePeople(t *testing.T) {
	s := newBook(t)
	own := func(field, value string) care.Profile {
		return care.Profile{Own: []care.OwnValue{{Field: field, Value: value}}}
	}
	keys, _ := put(t, s,
		&care.Person{
			FullName: "Ana", Tags: []string{"Important", "Family"}, Organization: "Casa Ana", Addresses: []care.Address{{City: "Gandia", Country: "España"}},
			Dates: []care.Date{{Kind: care.Birthday, Month: 12, Day: 1}}, Profile: care.Profile{Value: 5, Channel: care.ByVisit}, Remark: "likes swimming",
		},
		&care.Person{FullName: "Bo", Tags: []string{"Important"}, Phones: []care.Phone{{Number: "+34655554417"}}, Profile: own("Ovens", "12")},
		&care.Person{FullName: "Cai", Tags: []string{"Friends"}, Emails: []care.Email{{Address: "c@x.example"}}, Profile: own("Ovens", "9")},
		&care.Person{
			FullName: "Di", Profile: care.Profile{Lost: "2026-03-01", Own: []care.OwnValue{{Field: "Opened", Value: "2019-05-02"}, {Field: "Wine", Value: "Albariño"}}},
			Dates: []care.Date{{Kind: care.Birthday, Month: 8, Day: 15, Calendar: care.Lunar}}, Related: []care.Related{{Name: "Eva", Phone: "+34600000001"}},
		},
	)
	logged(t, s, keys[0], care.Event{Kind: care.Call, Day: "2026-11-20"})
	logged(t, s, keys[1], care.Event{Kind: care.Visit, Day: "2026-08-01"})
	logged(t, s, keys[2], care.Event{Kind: care.Greeting, Day: "2026-01-01", Occasion: "holiday new_year 2026"})
	tags, err := s.Tags(ctx)
	if err != nil {
		t.Fatal(err)
	}
	tag := func(name string) int64 {
		return tags[slices.IndexFunc(tags, func(t store.Tag) bool { return t.Name == name })].Key
	}
	near := []store.MonthDay{{Calendar: care.Lunar, Month: 8, Day: 15}, {Calendar: care.Gregorian, Month: 12, Day: 2}}
	for what, c := range map[string]struct {
		filter care.Filter
		want   []string
	}{
		"everybody":            {care.Filter{}, []string{"Ana", "Bo", "Cai", "Di"}},
		"words":                {care.Filter{Words: "swim"}, []string{"Ana"}},
		"all tags":             {care.Filter{AllTags: []int64{tag("Important"), tag("Family")}}, []string{"Ana"}},
		"any tag":              {care.Filter{AnyTags: []int64{tag("Family"), tag("Friends")}}, []string{"Ana", "Cai"}},
		"no tag":               {care.Filter{NoTags: []int64{tag("Important")}}, []string{"Cai", "Di"}},
		"a tag that is gone":   {care.Filter{AnyTags: []int64{999}}, nil},
		"quiet":                {care.Filter{Quiet: 100}, []string{"Bo"}},
		"owed":                 {care.Filter{Owed: true}, []string{"Bo"}},
		"born in a month":      {care.Filter{BirthdayMonth: 12}, []string{"Ana"}},
		"birthday near":        {care.Filter{BirthdayWithin: 7}, []string{"Di"}},
		"without a number":     {care.Filter{Missing: []care.FilterField{care.MissingPhone}}, []string{"Ana", "Cai", "Di"}},
		"without e-mail":       {care.Filter{Missing: []care.FilterField{care.MissingEmail}}, []string{"Ana", "Bo", "Di"}},
		"without a birthday":   {care.Filter{Missing: []care.FilterField{care.MissingBirthday}}, []string{"Bo", "Cai"}},
		"without organisation": {care.Filter{Missing: []care.FilterField{care.MissingOrganization, care.MissingCity}}, []string{"Bo", "Cai", "Di"}},
		"without photo or tag": {care.Filter{Missing: []care.FilterField{care.MissingPhoto, care.MissingTag}}, []string{"Di"}},
		"organisation":         {care.Filter{Organization: "Casa Ana"}, []string{"Ana"}},
		"city":                 {care.Filter{City: "Gandia"}, []string{"Ana"}},
		"countries":            {care.Filter{Countries: []string{"RU", "ES", "CN"}}, []string{"Ana", "Bo"}},
		"value":                {care.Filter{Value: 4}, []string{"Ana"}},
		"channel":              {care.Filter{Channel: care.ByVisit}, []string{"Ana"}},
		"lost":                 {care.Filter{Lost: true}, []string{"Di"}},
		"kept":                 {care.Filter{Kept: true}, []string{"Ana", "Bo", "Cai"}},
		"number at least":      {care.Filter{Own: []care.OwnCondition{{Field: "Ovens", Test: care.AtLeast, Value: "10"}}}, []string{"Bo"}},
		"number at most":       {care.Filter{Own: []care.OwnCondition{{Field: "Ovens", Test: care.AtMost, Value: "10"}}}, []string{"Cai"}},
		"no text is a number":  {care.Filter{Own: []care.OwnCondition{{Field: "Wine", Test: care.AtMost, Value: "5"}}}, nil},
		"day at most":          {care.Filter{Own: []care.OwnCondition{{Field: "Opened", Test: care.AtMost, Value: "2020-01-01"}}}, []string{"Di"}},
		"text is":              {care.Filter{Own: []care.OwnCondition{{Field: "Wine", Test: care.Is, Value: "albarino"}}}, []string{"Di"}},
		"text contains":        {care.Filter{Own: []care.OwnCondition{{Field: "Wine", Test: care.Contains, Value: "RIÑ"}}}, []string{"Di"}},
		"own field set":        {care.Filter{Own: []care.OwnCondition{{Field: "Ovens", Test: care.IsSet}}}, []string{"Bo", "Cai"}},
		"own field empty":      {care.Filter{Own: []care.OwnCondition{{Field: "Ovens", Test: care.IsEmpty}}}, []string{"Ana", "Di"}},
		"not greeted yet":      {care.Filter{Ungreeted: "holiday new_year 2026"}, []string{"Ana", "Bo", "Di"}},
		"several at once":      {care.Filter{AllTags: []int64{tag("Important")}, Kept: true, Quiet: 30}, []string{"Bo"}},
	} {
		q := store.Query{Filter: c.filter, Today: "2026-11-26", Near: near}
		rows, err := s.People(ctx, q)
		if err != nil {
			t.Errorf("%s: %v", what, err)
			continue
		}
		if got := names(rows); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", what, got, c.want)
		}
		if n, err := s.Count(ctx, q); err != nil || n != len(c.want) {
			t.Errorf("%s: count %d, %v", what, n, err)
		}
	}
	if rows, err := s.People(ctx, store.Query{Keys: []int64{keys[2], keys[0], 999}}); err != nil || !slices.Equal(names(rows), []string{"Ana", "Cai"}) {
		t.Errorf("some: %q, %v", names(rows), err)
	}
	// Whoever has a rhythm that is over comes before those who have time.
	rows, err := s.People(ctx, store.Query{Sort: care.ByCare, Today: "2026-11-26"})
	if err != nil || !slices.Equal(names(rows), []string{"Bo", "Ana", "Cai", "Di"}) {
		t.Errorf("by care: %q, %v", names(rows), err)
	}
	rows, err = s.People(ctx, store.Query{Sort: care.ByLastContact})
	if err != nil || !slices.Equal(names(rows), []string{"Ana", "Bo", "Cai", "Di"}) {
		t.Errorf("by last contact: %q, %v", names(rows), err)
	}
	// A relative's number is found, and makes nobody the same person.
	if hits, err := s.Who(ctx, "600000001", "ES", 5); err != nil || len(hits) != 1 || hits[0].FullName != "Di" {
		t.Errorf("who has the relative's number: %v, %v", hits, err)
	}
	for k, err := range s.MatchKeys(ctx) {
		if err != nil {
			t.Fatal(err)
		}
		if k.Kind == store.PhoneKey && k.Person == keys[3] {
			t.Error("a relative's number is a key to the person")
		}
	}
}

func TestTagsAreRenamedMergedAndRemoved(t *testing.T) {
	s := newBook(t)
	keys, _ := put(t, s, &care.Person{FullName: "Ana", Tags: []string{"VIP", "Madrid"}}, &care.Person{FullName: "Bo", Tags: []string{"Important"}}, &care.Person{FullName: "Cai", Tags: []string{"VIP"}})
	do(t, s, func(tx *store.Tx) error { return tx.TrashPerson(keys[2], true) })
	key := func(name string) int64 {
		t.Helper()
		tag, err := s.TagByName(ctx, name)
		if err != nil {
			t.Fatal(err)
		}
		return tag.Key
	}
	vip, important := key("vip"), key("important")
	var list int64
	do(t, s, func(tx *store.Tx) (err error) {
		list, err = tx.PutList(0, care.SmartList{Name: "Best", Filter: care.Filter{AnyTags: []int64{vip, important}, NoTags: []int64{vip}}})
		return err
	})
	_, err := s.Do(ctx, store.Action{Kind: "tag"}, func(tx *store.Tx) error {
		_, err := tx.PutTag(vip, " important ", "")
		return err
	})
	if care.CodeOf(err) != care.CodeTagExists {
		t.Errorf("a second tag of the name: %v", err)
	}
	if _, err := s.Do(ctx, store.Action{Kind: "tag"}, func(tx *store.Tx) error { _, err := tx.PutTag(0, "  ", ""); return err }); care.CodeOf(err) != care.CodeNameMissing {
		t.Errorf("a tag without a name: %v", err)
	}
	do(t, s, func(tx *store.Tx) error { _, err := tx.PutTag(vip, "Vip  now", "olive"); return err })
	if have := person(t, s, keys[0]).Tags; !slices.Equal(have, []string{"Vip now", "Madrid"}) {
		t.Errorf("after the renaming Ana has %q", have)
	}
	before := snapshotJSON(t, s)
	merged := do(t, s, func(tx *store.Tx) error { return tx.MergeTags(vip, important) })
	for i, want := range [][]string{{"Important", "Madrid"}, {"Important"}, {"Important"}} {
		if have := person(t, s, keys[i]).Tags; !slices.Equal(have, want) {
			t.Errorf("after the merge %d has %q, want %q", i, have, want)
		}
	}
	lists, err := s.Lists(ctx)
	if err != nil || len(lists) != 1 || lists[0].Key != list || !slices.Equal(lists[0].Filter.AnyTags, []int64{important}) || !slices.Equal(lists[0].Filter.NoTags, []int64{important}) {
		t.Errorf("lists after the merge: %+v, %v", lists, err)
	}
	sound(t, s)
	if _, err := s.Undo(ctx, merged); err != nil {
		t.Fatal(err)
	}
	if after := snapshotJSON(t, s); after != before {
		t.Errorf("undone, the book is\n%s\nwant\n%s", after, before)
	}
	if _, err := s.Do(ctx, store.Action{Kind: "tag"}, func(tx *store.Tx) error { return tx.MergeTags(important, 999) }); care.CodeOf(err) != care.CodeTagMissing {
		t.Errorf("merged into a tag that has gone: %v", err)
	}
	do(t, s, func(tx *store.Tx) error { return tx.RemoveTag(important) })
	if lists, err = s.Lists(ctx); err != nil || len(lists[0].Filter.AnyTags) != 2 {
		t.Errorf("a list whose tag has gone asks for %+v, %v", lists[0].Filter, err)
	}
	if have := person(t, s, keys[1]).Tags; len(have) > 0 {
		t.Errorf("a removed tag stays: %q", have)
	}
	sound(t, s)
}

func TestARenamedFieldKeepsEverybodysValues(t *testing.T) {
	s := newBook(t)
	keys, _ := put(t, s, &care.Person{FullName: "Ana", Profile: care.Profile{Own: []care.OwnValue{{Field: "Oven", Value: "Rational"}}}})
	var field int64
	do(t, s, func(tx *store.Tx) (err error) {
		if _, err := tx.PutList(0, care.SmartList{Name: "Ovens", Filter: care.Filter{Own: []care.OwnCondition{{Field: "Oven", Test: care.IsSet}}}}); err != nil {
			return err
		}
		field, err = tx.PutField(0, care.OwnField{Name: "Oven", Type: care.TextField})
		return err
	})
	put(t, s, &care.Person{FullName: "Bo", Profile: care.Profile{Own: []care.OwnValue{{Field: "Talla", Value: "XL"}}}})
	if _, err := s.Do(ctx, store.Action{Kind: "field"}, func(tx *store.Tx) error {
		_, err := tx.PutField(field, care.OwnField{Name: "Talla", Type: care.TextField})
		return err
	}); care.CodeOf(err) != care.CodeFieldExists {
		t.Errorf("renamed over the values of another: %v", err)
	}
	do(t, s, func(tx *store.Tx) error {
		_, err := tx.PutField(field, care.OwnField{Name: "Combi oven", Type: care.ChoiceField, Choices: []string{"Rational"}})
		return err
	})
	fields, err := s.OwnFields(ctx)
	if err != nil || len(fields) != 1 || fields[0].Name != "Combi oven" || fields[0].People != 1 {
		t.Errorf("fields %+v, %v", fields, err)
	}
	if v := person(t, s, keys[0]).Profile.OwnValue("Combi oven"); v != "Rational" {
		t.Errorf("value %q", v)
	}
	if lists, err := s.Lists(ctx); err != nil || lists[0].Filter.Own[0].Field != "Combi oven" {
		t.Errorf("the list asks for %+v, %v", lists, err)
	}
	removed := do(t, s, func(tx *store.Tx) error { return tx.RemoveField(field) })
	if own := person(t, s, keys[0]).Profile.Own; len(own) > 0 {
		t.Errorf("values of a removed field: %v", own)
	}
	if _, err := s.Undo(ctx, removed); err != nil {
		t.Fatal(err)
	}
	if v := person(t, s, keys[0]).Profile.OwnValue("Combi oven"); v != "Rational" {
		t.Errorf("value after the undo %q", v)
	}
	sound(t, s)
}
