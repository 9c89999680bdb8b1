package people

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/lang"
	"carebook/app/text"
	"carebook/app/ui/kit"
	"carebook/app/ui/style"
	"carebook/store"
)

// relative is somebody near the person with the birthday, which the document
// keeps among the dates under the relative's name.
type relative struct {
	care.Related
	// listed is not set for a birthday without a relative of its name.
	listed bool
	// birthday is of no kind where it is not known.
	birthday care.Date
}

// relativesOf puts the relatives of a person together with their birthdays.
func relativesOf(p *care.Person) []relative {
	var all []relative
	left := slices.DeleteFunc(slices.Clone(p.Dates), func(x care.Date) bool { return x.Kind != care.RelativeDate })
	for _, r := range p.Related {
		one := relative{Related: r, listed: true}
		if i := slices.IndexFunc(left, func(x care.Date) bool { return strings.EqualFold(x.Label, r.Name) }); i >= 0 {
			one.birthday = left[i]
			left = slices.Delete(left, i, i+1)
		}
		all = append(all, one)
	}
	for _, x := range left {
		all = append(all, relative{Related: care.Related{Name: x.Label}, birthday: x})
	}
	return all
}

// setRelatives takes them apart again. Birthdays that stay as they are keep
// their place among the dates.
func setRelatives(p *care.Person, all []relative) {
	var dates []care.Date
	p.Related = nil
	for _, r := range all {
		if r.listed {
			p.Related = append(p.Related, r.Related)
		}
		if r.birthday.Kind != "" {
			dates = append(dates, r.birthday)
		}
	}
	var out []care.Date
	for _, x := range p.Dates {
		if x.Kind != care.RelativeDate {
			out = append(out, x)
		} else if i := slices.Index(dates, x); i >= 0 {
			out, dates = append(out, x), slices.Delete(dates, i, i+1)
		}
	}
	p.Dates = append(out, dates...)
}

// The parts of a relative's row.
const (
	relativeName = iota
	relativePhone
	relativeBirthday
)

func (d *details) relatives() listField[relative] {
	var types fieldKinds
	for _, r := range lang.Relations() {
		types.codes, types.names = append(types.codes, r), append(types.names, lang.Relation(r))
	}
	return listField[relative]{
		id: "relative", name: lang.T("details.relative"),
		get: relativesOf, set: setRelatives,
		begin: func(adding string) (relative, bool) { return relative{listed: true}, adding == "relative" },
		empty: func(v relative) bool { return v.Name == "" && v.Phone == "" && v.birthday.Kind == "" },
		show: func(it *detail, v relative) kit.EditField {
			f := kit.EditField{Hint: lang.T("details.relative"), Chosen: -1}
			day := lang.Date(v.birthday)
			f.Value = join("\n", v.Name, v.Phone, day)
			f.Parts = []kit.EditPart{
				{Label: lang.T("details.name"), Value: v.Name}, {Label: lang.T("field.phone"), Value: v.Phone}, {Label: lang.T("date_kind.birthday"), Value: day},
			}
			code := strings.ToLower(v.Relation)
			if !slices.Contains(types.codes, code) {
				code = v.Relation
			}
			fallback := lang.T("details.relative")
			if !v.listed {
				fallback = lang.DateKind(care.Date{Kind: care.RelativeDate})
			}
			types.fill(&f, code, "", fallback)
			f.Check = func(string) kit.Note { return d.relativeNote(it, v) }
			f.Actions = relativeActions(d, v)
			return f
		},
		take: func(v relative, e kit.EditedField) relative {
			if e.Label != "" {
				v.Relation = e.Label
			} else if e.Type >= 0 && !strings.EqualFold(v.Relation, types.codes[e.Type]) {
				v.Relation = types.codes[e.Type]
			}
			return v.typed(e.Parts, d.today())
		},
	}
}

// typed is a relative with what was typed of him. The birthday goes by the name.
func (v relative) typed(parts []string, today care.Day) relative {
	v.Name, v.Phone = strings.TrimSpace(parts[relativeName]), strings.TrimSpace(parts[relativePhone])
	v.birthday.Kind, v.birthday.Label = care.RelativeDate, v.Name
	v.birthday = dateTyped(v.birthday, parts[relativeBirthday], today)
	if lang.Date(v.birthday) == "" {
		v.birthday = care.Date{}
	}
	v.listed = v.listed || v.Name != "" && (v.Phone != "" || v.Relation != "")
	return v
}

func relativeActions(d *details, v relative) []kit.RowAction {
	if v.Name == "" && v.Phone == "" {
		return nil
	}
	actions := []kit.RowAction{d.copyAction(cmp.Or(v.Phone, v.Name))}
	if to := dialled(v.Phone); to != "" {
		actions = append(actions, d.callAction(to, v.Phone))
	}
	return actions
}

// relativeNote says what is to be said of a relative's birthday and phone, as
// they stand in the fields.
func (d *details) relativeNote(it *detail, v relative) kit.Note {
	if it.row == nil {
		return kit.Note{}
	}
	var parts []string
	if it.row.Editing() {
		for _, field := range it.row.Fields() {
			parts = append(parts, field.Text)
		}
	} else {
		for _, part := range it.row.Field().Parts {
			parts = append(parts, part.Value)
		}
	}
	if len(parts) <= relativeBirthday {
		return kit.Note{}
	}
	if note := d.checkPhone(parts[relativePhone]); note.Words != "" {
		return note
	}
	if now := v.typed(parts, d.today()); now.birthday.Kind != "" {
		return d.dateNote(now.birthday, false)
	}
	return kit.Note{}
}

// mostAnswers is the number of people that are offered for a name.
const mostAnswers = 8

// referrer is who referred the person: a field for a name, which is looked for
// in the book.
func (d *details) referrer() *detail {
	was, name := d.who.person.Profile.ReferredBy, d.who.referrer
	if was == "" && d.adding != "referred_by" {
		return nil
	}
	it := &detail{id: "referred_by", list: "referred_by", name: lang.T("field.referred_by"), says: was, draft: was == ""}
	if was != "" && name == "" {
		name = lang.T("details.unknown_referrer")
	}
	it.field = kit.EditField{
		Value: name, Caption: it.name, Hint: lang.T("details.referrer_hint"), Type: -1, Chosen: -1, TooLong: tooLong,
		Save:   func(e kit.EditedField) { d.findReferrer(it, strings.TrimSpace(e.Value)) },
		Remove: func() { d.write(it, setReferrer(""), d.takenAway(it.name)) }, RemoveWords: lang.T("details.remove"),
	}
	if key := d.who.referrerKey; key != 0 {
		it.field.Actions = []kit.RowAction{d.openPerson(key, name)}
	}
	return it
}

func setReferrer(uid string) func(*care.Person) {
	return func(p *care.Person) { p.Profile.ReferredBy = uid }
}

// openPerson leads to somebody else's page.
func (d *details) openPerson(key int64, name string) kit.RowAction {
	return kit.RowAction{Glyph: style.ArrowOut, Words: lang.T("details.open_person", lang.Args{"Name": name}), Do: func() {
		d.screen.shell.Open(kit.Route{Screen: kit.PeopleScreen, Person: key})
	}}
}

// findReferrer looks for the people of a name. One whose name it is is taken;
// of several the user chooses one.
func (d *details) findReferrer(it *detail, name string) {
	if name == "" {
		d.write(it, setReferrer(""), d.takenAway(it.name))
		return
	}
	d.refer(it, name, func(ctx context.Context) ([]store.Hit, error) { return d.screen.store.Find(ctx, name, mostAnswers) })
}

// referral is what came of looking for who referred somebody.
type referral struct {
	hits []store.Hit
	// same is the only one of the name, or nil; referrer the person, once that
	// was written.
	same     *store.Hit
	referrer *care.Person
}

// refer writes who referred the person, if find gives but one of the name.
// Nobody can have referred himself. It is one write from the name to the book:
// whoever leaves the field goes on, and may close the window.
func (d *details) refer(it *detail, name string, find func(context.Context) ([]store.Hit, error)) {
	who, before, words := d.who, *d.who.person, d.words(it.name)
	var r referral
	it.saving++ // so that the row keeps what was typed
	d.screen.saveOf(who, func(ctx context.Context) (action int64, err error) {
		if r.hits, err = find(ctx); err != nil {
			return 0, err
		}
		if r.same = sameName(r.hits, name); r.same == nil || r.same.Key == who.key {
			return 0, nil
		}
		referrer, err := d.screen.store.Person(ctx, r.same.Key)
		if err != nil {
			return 0, err
		}
		after := before
		setReferrer(referrer.UID)(&after)
		if action, err = book.Edit(ctx, d.screen.store, who.key, words, &before, &after); err == nil {
			r.referrer = referrer
		}
		return action, err
	}, func(int64) {
		it.saving--
		d.answerReferrer(it, who, name, r)
	}, func(sentence string) {
		it.saving--
		d.refuse(it, sentence)
	})
}

// answerReferrer shows who referred the person, or says why nobody did.
func (d *details) answerReferrer(it *detail, who *subject, name string, r referral) {
	switch {
	case d.who == nil || d.who.key != who.key:
		if r.referrer == nil {
			d.screen.shell.Say(lang.T("details.referrer_left", lang.Args{"Name": who.person.DisplayName(), "Typed": shortened(name)}), kit.Action{})
		}
	case len(r.hits) == 0:
		d.refuse(it, lang.T("details.nobody", lang.Args{"Name": shortened(name)}))
	case r.same == nil:
		d.chooseReferrer(it, r.hits)
	case r.referrer == nil:
		d.refuse(it, lang.T("details.refers_self"))
	default:
		after := *d.who.person
		setReferrer(r.referrer.UID)(&after)
		d.who.person, d.who.referrer, d.who.referrerKey = &after, r.referrer.DisplayName(), r.same.Key
		it.draft, d.adding = false, ""
		it.row.Cancel()
		d.fill()
	}
}

// sameName is the only one among answers whose name it is, or nil.
func sameName(hits []store.Hit, name string) *store.Hit {
	var same *store.Hit
	for i, h := range hits {
		if text.Fold(h.FullName) == text.Fold(name) {
			if same != nil {
				return nil
			}
			same = &hits[i]
		}
	}
	return same
}

// chooseReferrer offers the people of a name in a menu.
func (d *details) chooseReferrer(it *detail, hits []store.Hit) {
	d.refuse(it, lang.T("details.which_one"))
	items := make([]kit.MenuItem, len(hits))
	for i, h := range hits {
		items[i] = kit.MenuItem{Label: h.FullName, Detail: cmp.Or(h.Organization, h.City, h.Number), Do: func() {
			d.refer(it, h.FullName, func(context.Context) ([]store.Hit, error) { return []store.Hit{h}, nil })
		}}
	}
	kit.ShowMenu(it.row, items)
}

// referred are links to those whom the person referred.
func (d *details) referred() []*detail {
	var items []*detail
	for _, r := range d.who.referred {
		it := &detail{id: "referred " + r.FullName, list: "referred", name: lang.T("details.referred"), says: r.Key}
		it.field = kit.EditField{
			Value: r.FullName, Caption: it.name, Type: -1, Chosen: -1,
			Actions: []kit.RowAction{d.openPerson(r.Key, r.FullName)},
		}
		items = append(items, it)
	}
	return items
}
