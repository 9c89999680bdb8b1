package store

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"maps"
	"slices"

	"carebook/app/care"
)

// settings of the damaged book, by name. A setting has the name first.
func (sv *salvage) eachSetting(f func(name, value string)) {
	sv.eachEntry("setting", func(r *record) {
		if r.whole && len(r.values) == 2 {
			f(r.text(0), r.text(1))
		}
	})
}

// language is the one in which the damaged book orders names.
func (sv *salvage) language() string {
	language := sv.o.Language
	sv.eachSetting(func(name, value string) {
		if name == SettingLanguage && value != "" {
			language = value
		}
	})
	return language
}

// settings writes the settings, but for those that follow from the new book.
func (sv *salvage) settings(context.Context) (err error) {
	sv.eachSetting(func(name, value string) {
		switch name {
		case SettingLanguage, settingSorter, SettingBandsOf:
			return
		}
		if err == nil {
			err = sv.tx.SetSetting(name, value)
		}
	})
	return err
}

// currency gives the book the currency of most sales where the setting is lost:
// without one they say nothing.
func (sv *salvage) currency() error {
	known := false
	sv.eachSetting(func(name, value string) { known = known || name == SettingCurrency && value != "" })
	if known {
		return nil
	}
	count := map[string]int{}
	err := sv.each(context.Background(), entitySale, func(r *record) error {
		var d saleDocument
		if json.Unmarshal(r.blob(sv.at(entitySale, "doc")), &d) == nil {
			count[cmp.Or(d.RateTo, d.Amount.Currency)]++
		}
		return nil
	})
	delete(count, "")
	if err != nil || len(count) == 0 {
		return err
	}
	most := slices.MaxFunc(slices.Sorted(maps.Keys(count)), func(a, b string) int { return cmp.Compare(count[a], count[b]) })
	return sv.tx.SetSetting(SettingCurrency, most)
}

// sequences reads where the numbers of rows had come to, so that no number is
// given again.
func (sv *salvage) sequences(ctx context.Context) error {
	return sv.each(ctx, "sqlite_sequence", func(r *record) error {
		if r.text(0) == "change" {
			sv.last = max(sv.last, r.int(1))
		}
		return nil
	})
}

// endSequences lets the new book's numbers go on where those of the old had come to.
func (sv *salvage) endSequences(ctx context.Context) error {
	ends := map[string]int64{"change": sv.last}
	err := sv.each(ctx, "sqlite_sequence", func(r *record) error {
		if _, known := sv.columns[r.text(0)]; known {
			ends[r.text(0)] = max(ends[r.text(0)], r.int(1))
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, table := range slices.Sorted(maps.Keys(ends)) {
		_, err := sv.tx.exec("INSERT INTO sqlite_sequence (name, seq) SELECT ?1, 0 WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = ?1)", table)
		if err == nil {
			_, err = sv.tx.exec("UPDATE sqlite_sequence SET seq = max(seq, ?2) WHERE name = ?1", table, ends[table])
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// pictures writes the pictures and files whose bytes are those that they were.
func (sv *salvage) pictures(ctx context.Context) error {
	count, have, lost := &sv.done.Pictures, map[int64]bool{}, map[int64]bool{}
	err := sv.each(ctx, tablePicture, func(r *record) error {
		bytes := r.blob(sv.at(tablePicture, "bytes"))
		sum := sha256.Sum256(bytes)
		sha := r.text(sv.at(tablePicture, "sha"))
		if !r.whole || hex.EncodeToString(sum[:]) != sha {
			lost[r.key] = true
			return nil
		}
		have[r.key] = true
		if sv.shas[sha] {
			return nil
		}
		sv.shas[sha] = true
		count.Saved++
		_, err := sv.tx.exec("INSERT INTO picture (key, sha, media, width, height, thumb, bytes) VALUES (?, ?, ?, ?, ?, ?, ?)",
			append([]any{r.key}, sv.values(tablePicture, r, "sha", "media", "width", "height", "thumb", "bytes")...)...)
		return err
	})
	if err != nil {
		return err
	}
	sv.missing(tablePicture, have, lost)
	count.Lost += len(lost)
	err = sv.each(ctx, "picture_view", func(r *record) error { // what is not written here is made when it is shown
		if !r.whole || !have[r.key] {
			return nil
		}
		_, err := sv.tx.exec("INSERT INTO picture_view (picture, bytes) VALUES (?, ?)", append([]any{r.key}, sv.values("picture_view", r, "bytes")...)...)
		return err
	})
	if err != nil {
		return err
	}
	sv.eachEntry("picture_hold", func(r *record) {
		if err == nil && r.whole && sv.shas[r.text(0)] {
			err = sv.tx.HoldPicture(r.text(0), care.Instant(r.text(1)))
		}
	})
	return err
}

// told writes what was announced, and the days on which the program ran.
func (sv *salvage) told(ctx context.Context) error {
	err := sv.each(ctx, "announced", func(r *record) error {
		text := func(column string) string { return r.text(sv.at("announced", column)) }
		person := r.int(sv.at("announced", "person"))
		if !r.whole || person != 0 && !sv.have[entityPerson][person] {
			return nil
		}
		_, err := sv.tx.announce(care.Day(text("day")), Told{Kind: text("kind"), Person: person, What: text("what"), Round: text("round"), Told: text("told")})
		return err
	})
	if err != nil {
		return err
	}
	sv.eachEntry("run", func(r *record) {
		if err == nil && r.whole && r.text(0) != "" {
			err = sv.tx.recordRun(care.Day(r.text(0)), care.Instant(r.text(1)))
		}
	})
	return err
}

// log writes the change log as far as it can be read, so that what was done can
// still be undone, and earlier states of notes be read.
func (sv *salvage) log(ctx context.Context) error {
	actions, undoes := map[int64]bool{}, map[int64]int64{}
	err := sv.each(ctx, "action", func(r *record) error {
		if !r.whole {
			return nil
		}
		actions[r.key] = true
		if undone := r.int(sv.at("action", "undoes")); undone != 0 {
			undoes[r.key] = undone
		}
		_, err := sv.tx.exec("INSERT INTO action (id, kind, words, at, origin, undone) VALUES (?, ?, ?, ?, ?, ?)",
			append([]any{r.key}, sv.values("action", r, "kind", "words", "at", "origin", "undone")...)...)
		return err
	})
	if err != nil {
		return err
	}
	for _, id := range slices.Sorted(maps.Keys(undoes)) {
		if !actions[undoes[id]] {
			continue
		}
		if _, err := sv.tx.exec("UPDATE action SET undoes = ? WHERE id = ?", undoes[id], id); err != nil {
			return err
		}
	}
	return sv.each(ctx, "change", func(r *record) error {
		if !r.whole || !actions[r.int(sv.at("change", "action"))] {
			return nil
		}
		sv.last = max(sv.last, r.key)
		_, err := sv.tx.exec("INSERT INTO change (id, action, entity, key, rev_before, rev_after, before) VALUES (?, ?, ?, ?, ?, ?, ?)",
			append([]any{r.key}, sv.values("change", r, "action", "entity", "key", "rev_before", "rev_after", "before")...)...)
		return err
	})
}

// imports writes the list of imports.
func (sv *salvage) imports(ctx context.Context) error {
	return sv.each(ctx, "import", func(r *record) error {
		if !r.whole {
			return nil
		}
		_, err := sv.tx.exec(`INSERT OR IGNORE INTO import (id, at, files, new, updated, same, problems, action)
			VALUES (?, ?, ?, ?, ?, ?, ?, (SELECT id FROM action WHERE id = ?))`,
			sv.values("import", r, "id", "at", "files", "new", "updated", "same", "problems", "action")...)
		return err
	})
}

// earlierStates reads from the change log, once, the newest state before of all
// that was changed.
func (sv *salvage) earlierStates(ctx context.Context) map[string]map[int64]earlier {
	if sv.states != nil {
		return sv.states
	}
	sv.states = map[string]map[int64]earlier{}
	at := sv.columns["change"]
	newest := map[string]map[int64]int64{}
	//nolint:errcheck // the function gives no error, and the end of ctx is met by the next walk
	_ = sv.each(ctx, "change", func(r *record) error {
		name, key := r.text(at["entity"]), r.int(at["key"])
		if !r.whole || name == entityCurrency {
			return nil
		}
		if sv.states[name] == nil {
			sv.states[name], newest[name] = map[int64]earlier{}, map[int64]int64{}
		}
		if r.key < newest[name][key] {
			return nil
		}
		newest[name][key] = r.key
		e := earlier{state: state{r.int(at["rev_before"]), r.blob(at["before"])}, gone: r.null(at["rev_after"])}
		sv.states[name][key] = e
		return nil
	})
	return sv.states
}
