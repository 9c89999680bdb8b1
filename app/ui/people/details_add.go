package people

import (
	"carebook/app/care"
	"carebook/app/lang"
	"carebook/app/ui/kit"
)

// addable is a field that can be added.
type addable struct {
	name, label string
	private     bool
}

// addMenu offers what the page does not show yet.
func (d *details) addMenu() []kit.MenuItem {
	items := d.offers([]addable{
		{name: "phone", label: lang.T("field.phone")},
		{name: "email", label: lang.T("field.email")},
		{name: "messenger", label: lang.T("field.messenger")},
		{name: "address", label: lang.T("field.address")},
		{name: "url", label: lang.T("field.url")},
		{name: "birthday", label: lang.T("date_kind.birthday")},
		{name: "anniversary", label: lang.T("date_kind.anniversary")},
		{name: "date", label: lang.T("details.other_date")},
		{name: "relative", label: lang.T("details.relative")},
	})
	items = parted(items, d.offers([]addable{
		{"likes", lang.T("field.likes"), true},
		{"household", lang.T("field.household"), true},
		{"interests", lang.T("field.interests"), false},
		{"channel", lang.T("field.channel"), false},
		{"hour", lang.T("field.hour"), false},
		{callCadence, lang.T("cadence.call_days"), false},
		{visitCadence, lang.T("cadence.visit_days"), false},
		{"value", lang.T("field.value"), true},
		{"referred_by", lang.T("field.referred_by"), false},
		{"lost", lang.T("details.lost_today"), false},
		{"remark", lang.T("field.remark"), true},
		{"file", lang.T("details.file_offer"), true},
	}))
	items = parted(items, d.offers(d.ownOffers()))
	var more []kit.MenuItem
	for _, m := range []struct {
		label string
		items []kit.MenuItem
	}{
		{lang.T("details.name_more"), d.offers(nameOffers())},
		{lang.T("details.work_more"), d.offers(workOffers())},
	} {
		if len(m.items) > 0 {
			more = append(more, kit.MenuItem{Label: m.label, Do: func() { kit.ShowMenu(d.add, m.items) }})
		}
	}
	return parted(items, more)
}

// parted puts items under others, with a line between them.
func parted(above, below []kit.MenuItem) []kit.MenuItem {
	if len(above) > 0 && len(below) > 0 {
		above = append(above, kit.MenuItem{})
	}
	return append(above, below...)
}

func nameOffers() []addable {
	return []addable{
		{name: "prefix", label: lang.T("field.prefix")},
		{name: "given", label: lang.T("field.given")},
		{name: "middle", label: lang.T("field.middle")},
		{name: "family", label: lang.T("field.family")},
		{name: "suffix", label: lang.T("field.suffix")},
		{name: "nickname", label: lang.T("field.nickname")},
	}
}

func workOffers() []addable {
	return []addable{
		{name: "organization", label: lang.T("field.organization")},
		{name: "department", label: lang.T("field.department")},
		{name: "title", label: lang.T("field.title")},
		{name: "role", label: lang.T("field.role")},
	}
}

func (d *details) ownOffers() []addable {
	var offers []addable
	for _, f := range d.ownFields() {
		offers = append(offers, addable{ownID(f.Name), f.Name, true})
	}
	return offers
}

// offers are the lines of a menu for what can be added now.
func (d *details) offers(all []addable) []kit.MenuItem {
	var items []kit.MenuItem
	for _, o := range all {
		if !d.shows(o.name) && !(o.private && d.screen.shell.Private()) {
			items = append(items, kit.MenuItem{Label: o.label, Do: func() { d.addField(o.name) }})
		}
	}
	return items
}

// shows reports whether a field of which there is one at most is on the page.
func (d *details) shows(name string) bool {
	if name == "birthday" {
		return d.who.person.Birthday() != nil
	}
	for _, it := range d.items {
		if it.id == name {
			return true
		}
	}
	return false
}

// addField puts a field on the page that says nothing yet, and edits it. Of a
// choice it opens the menu.
func (d *details) addField(name string) {
	switch name {
	case "channel":
		d.offer(channelChoice())
		return
	case "value":
		d.offer(valueChoice())
		return
	case "lost":
		d.setLost()
		return
	case "file":
		d.chooseFiles()
		return
	}
	for _, f := range d.ownFields() {
		if ownID(f.Name) == name && f.Type == care.ChoiceField {
			d.offer(ownChoice(f.OwnField))
			return
		}
	}
	d.adding = name
	d.fill()
	for _, it := range d.items {
		if it.draft {
			it.row.Edit()
			return
		}
	}
	d.adding = "" // there is no such field
}
