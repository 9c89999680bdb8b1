package who

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/lang"
	"carebook/app/text"
	"carebook/app/ui/kit"
	"carebook/app/ui/style"
	"carebook/store"
)

// show shows an answer, and one of the people found.
func (b *Box) show(a answer, at int) {
	another := len(a.hits) > 0 && (b.chosen() == nil || b.chosen().Key != a.hits[at].Key)
	b.answer, b.at = a, at
	who := b.chosen()
	kit.Show(b.card, who != nil)
	kit.Show(b.line, who != nil)
	kit.Show(b.nobody, who == nil)
	if who == nil {
		b.nobody.SetText(b.silence())
	} else {
		b.card.Fill(b.caller(who), b.facts(who))
		if draft := b.drafts[who.Key]; draft != "" && b.line.Field.Text == "" {
			b.line.Begin(draft)
		}
	}
	b.showOthers()
	b.field.SetWord(b.count())
	b.mark()
	b.relayout()
	if another || who == nil {
		b.scroll.ScrollToTop()
	}
}

// silence is what stands there while nobody does.
func (b *Box) silence() string {
	switch {
	case b.asked:
		return lang.T("who.nobody")
	case strings.TrimSpace(b.field.Entry.Text) != "":
		return lang.T("who.too_few")
	}
	return lang.T("who.begin")
}

// count says how many were found, unless it is one.
func (b *Box) count() string {
	switch n := len(b.answer.hits); {
	case b.answer.more:
		return lang.T("who.more", lang.Args{"N": lang.Number(n)})
	case n > 1:
		return lang.N("who.people", n)
	}
	return ""
}

// showOthers shows those who are found besides the one on the card.
func (b *Box) showOthers() {
	b.list.Objects = nil
	for i := range b.answer.hits {
		if i == b.at {
			continue
		}
		n := len(b.list.Objects)
		if n == len(b.rows) {
			b.rows = append(b.rows, kit.NewCallerRow(b.photos))
		}
		b.rows[n].Fill(b.caller(&b.answer.hits[i]), func() {
			b.choose(i)
			b.shell.Window().Canvas().Focus(b.field.Entry) // the row shows somebody else now
		})
		b.list.Objects = append(b.list.Objects, b.rows[n])
	}
	kit.Show(b.others, len(b.list.Objects) > 0)
}

// mark lets the buttons say what they do now.
func (b *Box) mark() {
	who, words := b.chosen() != nil, b.Unlogged()
	label := lang.T("who.log")
	switch {
	case !who && b.asked:
		label = lang.T("who.add")
	case b.logged != 0 && words:
		label = lang.T("who.add_words")
	case b.logged != 0:
		label = lang.T("who.logged")
	}
	b.main.SetLabel(label)
	enable(b.main, who && (b.logged == 0 || words) || !who && b.asked)
	enable(b.open, who)
	if add := who || !b.asked; b.add.Visible() != add { // else the main button does it
		kit.Show(b.add, add)
	}
	b.foot.Refresh()
}

func enable(b *kit.Button, on bool) {
	if on {
		b.Enable()
	} else {
		b.Disable()
	}
}

// caller is how somebody found is shown.
func (b *Box) caller(h *store.Hit) kit.Caller {
	rhythm := h.Rhythm(b.clock.Today())
	c := kit.Caller{
		Who:  kit.Who{Key: h.Key, Name: nameOf(h), Photo: h.Photo},
		Ring: kit.Ring{Share: rhythm.Share(), On: rhythm.Every > 0}, Second: secondLine(h), Band: string(h.Band),
	}
	c.Before, c.Match, c.After = split(h.Number, b.field.Entry.Text)
	if about := b.answer.about; about != nil && h == b.chosen() {
		c.Label = label(about.person, h.Number)
	}
	return c
}

func nameOf(h *store.Hit) string {
	if h.FullName == "" {
		return lang.T("people.no_name")
	}
	return h.FullName
}

// secondLine is organisation and place, without repeating the name.
func secondLine(h *store.Hit) string {
	parts := slices.DeleteFunc([]string{h.Organization, h.City}, func(s string) bool { return s == "" || s == h.FullName })
	return strings.Join(parts, lang.T("details.comma"))
}

// label says which number of a person a number is, such as mobile.
func label(p *care.Person, number string) string {
	for _, t := range p.Phones {
		switch {
		case t.Number != number:
		case t.Label != "":
			return t.Label
		default:
			return lang.PhoneType(t.Type)
		}
	}
	return ""
}

// facts are what to know of the one shown; nothing while it is being read.
func (b *Box) facts(h *store.Hit) []kit.CallerFact {
	about, today := b.answer.about, b.clock.Today()
	if about == nil {
		return nil
	}
	events := make([]care.Event, len(about.events))
	for i := range about.events {
		events[i] = about.events[i].Event
	}
	known := book.BriefOf(about.person, events, about.known, today).Call
	if h.LastContact != "" && !slices.ContainsFunc(events, func(e care.Event) bool { return e.Real() && e.Text != "" }) {
		known = append(known, book.Fact{Caption: lang.T("who.last_contact"), Words: lang.DayShort(h.LastContact, today)})
	}
	var facts []kit.CallerFact
	for i := range known {
		facts = append(facts, b.fact(&known[i]))
	}
	return facts
}

// wideFrom is the number of signs from which a fact takes a whole line.
const wideFrom = 56

// fact is how a fact is shown: its words and what more there is in one go.
func (b *Box) fact(f *book.Fact) kit.CallerFact {
	words, detail := f.Words, f.Detail
	if f.Private && b.shell.Private() {
		words, detail = lang.T("details.masked"), ""
	}
	runs := []kit.Run{{Text: words, Bold: detail != "" || f.Late}}
	if detail != "" {
		runs = append(runs, kit.Run{Text: lang.T("reminder.comma") + detail})
	}
	_, long := kit.Beginning(words+detail, wideFrom)
	return kit.CallerFact{Talk: kit.Talk{Caption: f.Caption, Words: runs, Wide: long}, Late: f.Late}
}

// split parts a number at what was typed of it: the last digits that both have.
// Fewer than are looked for are no match.
func split(number, typed string) (before, match, after string) {
	digits, want := text.Digits(number), text.Digits(typed)
	n := 0
	for n < len(digits) && n < len(want) && digits[len(digits)-1-n] == want[len(want)-1-n] {
		n++
	}
	if n < fewest {
		return number, "", ""
	}
	start, end, left := -1, len(number), len(digits)-n
	for i, r := range number {
		if text.Digits(string(r)) == "" {
			continue
		}
		if left == 0 && start < 0 {
			start = i
		}
		left = max(left-1, 0)
		end = i + len(string(r))
	}
	return number[:start], number[start:end], number[end:]
}

// relayout gives everything its place after something has another height.
func (b *Box) relayout() {
	if b.object == nil || b.object.Size().Width == 0 {
		return
	}
	b.object.Layout.Layout(b.object.Objects, b.object.Size())
	b.body.Refresh()
	b.scroll.Refresh()
	b.list.Refresh()
	b.others.Refresh()
}

// margin is the space around the parts at 100 %, footHeight the height of the
// foot.
const margin, footHeight = style.Space4, 54

// mostOthers is the number of others with the number who are seen without
// scrolling.
const mostOthers = 2

// boxLayout is on a ground the field, the one found, the others, the line for
// words, and the foot. What is hidden takes no room.
type boxLayout struct{ box *Box }

// Layout implements fyne.Layout.
func (l boxLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	b := l.box
	side, gap, foot := style.Px(margin), style.Px(style.Space2), b.foot.MinSize().Height
	room := size.Width - 2*side
	field := b.field.MinSize().Height
	kit.Put(objects[0], 0, 0, size.Width, size.Height)
	kit.Put(b.field, side, side, room, field)
	kit.Put(b.foot, 0, size.Height-foot, size.Width, foot)
	top, bottom := side+field+style.Px(10), size.Height-foot-gap
	if b.line.Visible() {
		line := kit.HeightFor(b.line, room)
		bottom -= line
		kit.Put(b.line, side, bottom, room, line)
		bottom -= gap
	}
	if n := len(b.list.Objects); n > 0 {
		h := float32(min(n, mostOthers)) * b.list.Objects[0].MinSize().Height
		bottom -= h
		kit.Put(b.others, side, bottom, size.Width-side, h)
		bottom -= style.Px(style.Space1)
	}
	// The bar of what scrolls lies in the margin.
	kit.Put(b.scroll, side, top, size.Width-side, max(0, bottom-top))
}

// MinSize implements fyne.Layout.
func (boxLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(style.Px(300), style.Px(300))
}

// footLayout is a line over the buttons, and a word at the right. Where they do
// not fit in a line, the word goes.
type footLayout struct{}

// Layout implements fyne.Layout.
func (footLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	kit.Put(objects[0], 0, 0, size.Width, 1)
	x, gap := style.Px(margin), style.Px(style.Space2)
	for _, o := range objects[1:4] {
		if o.Visible() {
			least := o.MinSize()
			kit.Put(o, x, (size.Height-least.Height)/2, least.Width, least.Height)
			x += least.Width + gap
		}
	}
	least := objects[4].MinSize()
	at := size.Width - style.Px(margin) - least.Width
	if at < x {
		at = size.Width // out of sight
	}
	kit.Put(objects[4], at, (size.Height-least.Height)/2, least.Width, least.Height)
}

// MinSize implements fyne.Layout.
func (footLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(style.Px(300), style.Px(footHeight))
}
