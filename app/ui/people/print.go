package people

import "carebook/app/lang"

// AtHand implements kit.Subject: the person on the page, or the only one in the
// list of a narrow window.
func (p *Screen) AtHand() int64 {
	if p.route.Person == 0 && len(p.list.people) == 1 {
		return p.list.people[0].Key
	}
	if key := p.page.key(); key == p.route.Person {
		return key
	}
	return 0
}

// PrintShown prints the people selected as a list, else the brief of the person
// on the page, else the whole list, and reports whether there was anybody.
func (p *Screen) PrintShown() bool {
	switch {
	case len(p.list.selectedKeys()) > 0:
		p.printList()
	case p.AtHand() != 0:
		if p.PrintBrief != nil {
			p.PrintBrief(p.AtHand())
		}
	case len(p.list.people) > 0:
		p.printList()
	default:
		return false
	}
	return true
}

// printBrief prints what to know of the person on the page.
func (p *Screen) printBrief() {
	if p.PrintBrief != nil && p.page.key() != 0 {
		p.PrintBrief(p.page.key())
	}
}

// printList prints those selected, or everybody in the list.
func (p *Screen) printList() {
	title, keys := lang.T("sheet.selected"), p.list.selectedKeys()
	if len(keys) == 0 {
		title = p.title()
		for i := range p.list.people {
			keys = append(keys, p.list.people[i].Key)
		}
	}
	if p.PrintPeople != nil && len(keys) > 0 {
		p.PrintPeople(title, keys)
	}
}
