package book

import (
	"cmp"
	"context"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"carebook/app/care"
	"carebook/app/exchange"
	"carebook/app/lang"
	"carebook/app/text"
	"carebook/store"
)

// MergeChoice says what of a field the merged person has.
type MergeChoice string

// The choices. MergeBoth is possible where MergeField.Both says so; elsewhere it
// is what the field proposes.
const (
	MergeLeft  MergeChoice = "left"
	MergeRight MergeChoice = "right"
	MergeBoth  MergeChoice = "both"
)

// MergeKey names a field that is merged as one.
type MergeKey string

// The fields in the order in which they are shown. Each field of the user's own
// has a key of its own, see MergeOwn.
const (
	MergeKind         MergeKey = "kind"
	MergeName         MergeKey = "full_name" // with the parts of the name
	MergeNickname     MergeKey = "nickname"
	MergeOrganization MergeKey = "organization" // with the department
	MergeTitle        MergeKey = "title"
	MergeRole         MergeKey = "role"
	MergePhones       MergeKey = "phones"
	MergeEmails       MergeKey = "emails"
	MergeAddresses    MergeKey = "addresses"
	MergeURLs         MergeKey = "urls"
	MergeMessengers   MergeKey = "messengers"
	MergeBirthday     MergeKey = "birthday"
	MergeDates        MergeKey = "dates" // without birthdays
	MergeRelated      MergeKey = "related"
	MergeTags         MergeKey = "tags"
	MergeRemark       MergeKey = "remark"
	MergePhoto        MergeKey = "photo"
	MergeLikes        MergeKey = "likes"
	MergeHousehold    MergeKey = "household"
	MergeInterests    MergeKey = "interests"
	MergeChannel      MergeKey = "channel"
	MergeHour         MergeKey = "hour"
	MergeValue        MergeKey = "value"
	MergeReferredBy   MergeKey = "referred_by"
	MergeLost         MergeKey = "lost"
	MergeCadence      MergeKey = "cadence"
	MergeBand         MergeKey = "band_override"
	MergeFiles        MergeKey = "files"
	MergeExtra        MergeKey = "extra"
)

// mergeOwn begins the keys of the user's own fields.
const mergeOwn = "own:"

// MergeOwn is the key of a field of the user's own.
func MergeOwn(field string) MergeKey { return MergeKey(mergeOwn + field) }

// OwnField is the name of the user's own field that a key stands for.
func (k MergeKey) OwnField() (name string, ok bool) { return strings.CutPrefix(string(k), mergeOwn) }

// MergeField is a field of which at least one of two people says something.
type MergeField struct {
	Key MergeKey
	// Left and Right are what the two say, as texts; empty for nothing.
	Left, Right []string
	// Same is set where both say the same, so that there is nothing to choose.
	Same bool
	// Both reports whether the merged person can have what both say.
	Both bool
	// Default is the choice that is proposed: both where that is possible, else
	// the one that says more, else that of the person added first.
	Default MergeChoice
}

// merging is how one field is shown and merged.
type merging struct {
	key MergeKey
	// values are what a person says, as texts.
	values func(p *care.Person) []string
	// set gives a person the field of another; from a person who says nothing,
	// it takes the field away.
	set func(p, from *care.Person)
	// list marks a field of several values.
	list bool
	// join gives a person what both say, where that is no union of lists.
	join func(p, a, b *care.Person)
	// clash reports whether what two people say cannot stand together; nil
	// where it always can.
	clash func(a, b *care.Person) bool
}

// MergeFields are the fields of two people side by side. Whatever is not among
// them, such as the day added, needs no choice.
func MergeFields(a, b *care.Person) []MergeField {
	var list []MergeField
	for _, m := range mergings(a, b) {
		if f := m.field(a, b); len(f.Left)+len(f.Right) > 0 {
			list = append(list, f)
		}
	}
	return list
}

func (m *merging) field(a, b *care.Person) MergeField {
	f := MergeField{Key: m.key, Left: m.values(a), Right: m.values(b), Both: m.canBoth(a, b)}
	f.Same = slices.Equal(f.Left, f.Right)
	if m.key == MergePhoto && a.Photo != nil && b.Photo != nil {
		f.Same = a.Photo.SHA256 == b.Photo.SHA256
	}
	f.Default = m.proposed(a, b, f)
	return f
}

// canBoth reports whether what both say can stand together.
func (m *merging) canBoth(a, b *care.Person) bool {
	return (m.list || m.join != nil) && (m.clash == nil || !m.clash(a, b))
}

func (m *merging) proposed(a, b *care.Person, f MergeField) MergeChoice {
	left, right := strings.Join(f.Left, " "), strings.Join(f.Right, " ")
	switch {
	case len(f.Right) == 0:
		return MergeLeft
	case len(f.Left) == 0:
		return MergeRight
	case f.Same:
		return MergeLeft
	case f.Both:
		return MergeBoth
	case saysMore(left, right):
		return MergeLeft
	case saysMore(right, left):
		return MergeRight
	case b.Added != "" && (a.Added == "" || b.Added < a.Added):
		return MergeRight
	}
	return MergeLeft
}

// saysMore reports whether a text has all words of another and further ones.
func saysMore(s, other string) bool {
	words, fewer := text.NameTokens(s), text.NameTokens(other)
	if len(words) <= len(fewer) {
		return false
	}
	return !slices.ContainsFunc(fewer, func(w string) bool { return !slices.Contains(words, w) })
}

// MergedPerson is the one person that two make. A is the one who stays: ID and
// UID are his. Fields without a choice are merged as MergeFields proposes. What
// was given up of name, work, birthday and profile is kept behind the fields, so
// that a later import does not take it up again.
func MergedPerson(a, b *care.Person, choices map[MergeKey]MergeChoice) *care.Person {
	left, right := *a, care.Person{Country: b.Country}
	for _, m := range mergings(a, b) {
		switch choice := m.choose(a, b, choices); {
		case choice == MergeRight:
			m.set(&left, b)
		case choice == MergeBoth && m.join != nil:
			m.join(&left, a, b)
		case choice == MergeBoth:
			m.set(&right, b)
		}
	}
	p, _ := exchange.Merge(&left, &right, "")
	exchange.KeepOlder(&p, a)
	exchange.KeepOlder(&p, b)
	p.Country = cmp.Or(a.Country, b.Country)
	if p.Added == "" || b.Added != "" && b.Added < p.Added {
		p.Added = b.Added
	}
	p.Sources = distinctOf(a.Sources, b.Sources)
	p.Apart = slices.DeleteFunc(distinctOf(a.Apart, b.Apart), func(uid string) bool { return uid == a.UID || uid == b.UID })
	if r := p.Profile.ReferredBy; r == a.UID || r == b.UID {
		p.Profile.ReferredBy = "" // nobody comes through himself
	}
	keepUID(&p, b)
	return &p
}

func (m *merging) choose(a, b *care.Person, choices map[MergeKey]MergeChoice) MergeChoice {
	choice := choices[m.key]
	if choice == MergeLeft || choice == MergeRight || choice == MergeBoth && m.canBoth(a, b) {
		return choice
	}
	return m.field(a, b).Default
}

// keepUID keeps the UIDs of somebody who was merged into p, so that an import
// of an older export finds p.
func keepUID(p, gone *care.Person) {
	uids := []string{gone.UID}
	for _, e := range gone.Extra {
		if e.Name == "UID" {
			uids = append(uids, e.Value)
		}
	}
	for _, uid := range uids {
		known := func(e care.Property) bool { return e.Name == "UID" && e.Value == uid }
		if uid != "" && uid != p.UID && !slices.ContainsFunc(p.Extra, known) {
			p.Extra = append(slices.Clone(p.Extra), care.Property{Name: "UID", Value: uid})
		}
	}
}

// distinctOf are the values of two lists, each once.
func distinctOf[T comparable](a, b []T) []T {
	var all []T
	for _, v := range slices.Concat(a, b) {
		if !slices.Contains(all, v) {
			all = append(all, v)
		}
	}
	return all
}

// Merge makes one person of two, as one action: keep becomes the merged person,
// takes over all that hangs on gone, and gone leaves the book. The two are as
// they were when the choices were made: where either has been edited since, it
// fails with care.CodeEditedSince and changes nothing, as what was typed
// meanwhile could fall to a choice made without it. It fails with
// care.CodeSamePerson where the two are one already, and with
// care.CodePersonMissing where either is not in the book or in the trash.
func Merge(ctx context.Context, s *store.Store, keep, gone int64, shownKeep, shownGone *care.Person, choices map[MergeKey]MergeChoice) (action int64, err error) {
	return merge(ctx, s, keep, gone, mergeWords(shownKeep, shownGone), func(a, b *care.Person) (map[MergeKey]MergeChoice, error) {
		for _, p := range [][2]*care.Person{{a, shownKeep}, {b, shownGone}} {
			if !reflect.DeepEqual(p[0], p[1]) {
				return nil, &care.Error{Code: care.CodeEditedSince, Args: care.Args{"Name": p[0].DisplayName()}}
			}
		}
		return choices, nil
	})
}

func mergeWords(keep, gone *care.Person) string {
	return lang.T("duplicates.merged", lang.Args{"Keep": keep.DisplayName(), "Gone": gone.DisplayName()})
}

// merge makes one person of two as they are in the book, with the choices that
// choose gives for them.
func merge(ctx context.Context, s *store.Store, keep, gone int64, words string,
	choose func(a, b *care.Person) (map[MergeKey]MergeChoice, error),
) (action int64, err error) {
	if keep == gone {
		return 0, samePerson(keep)
	}
	return s.Do(ctx, store.Action{Kind: "merge", Words: words}, func(tx *store.Tx) error {
		a, err := livingPerson(tx.Person(keep))
		if err != nil {
			return err
		}
		b, err := livingPerson(tx.Person(gone))
		if err != nil {
			return err
		}
		choices, err := choose(a, b)
		if err != nil {
			return err
		}
		return mergeIn(tx, keep, gone, MergedPerson(a, b, choices))
	})
}

// mergeIn puts the merged person in the place of keep, with all that hangs on
// gone, who leaves the book.
func mergeIn(tx *store.Tx, keep, gone int64, merged *care.Person) error {
	if _, err := tx.PutPerson(merged); err != nil {
		return err
	}
	if err := tx.MoveBelongings(gone, keep); err != nil {
		return err
	}
	return tx.RemovePerson(gone)
}

// livingPerson refuses somebody in the trash.
func livingPerson(p *care.Person, err error) (*care.Person, error) {
	if err == nil && p.Deleted != "" {
		return nil, &care.Error{Code: care.CodePersonMissing, Args: care.Args{"ID": p.ID}, Err: store.ErrNotFound}
	}
	return p, err
}

func samePerson(key int64) error {
	return &care.Error{Code: care.CodeSamePerson, Args: care.Args{"ID": strconv.FormatInt(key, 10)}}
}
