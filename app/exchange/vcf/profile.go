package vcf

import (
	"strconv"
	"strings"

	"carebook/app/care"
	"carebook/app/exchange/contentline"
	"carebook/app/exchange/record"
)

// The properties of a profile. RFC 6715 has names for likes and interests; the
// others are Carebook's own. An own field stands in the parameter NAME.
const (
	HobbyProperty      = "HOBBY"
	InterestProperty   = "INTEREST"
	HouseholdProperty  = "X-CAREBOOK-HOUSEHOLD"
	ChannelProperty    = "X-CAREBOOK-CHANNEL"
	HourProperty       = "X-CAREBOOK-HOUR"
	ValueProperty      = "X-CAREBOOK-VALUE"
	ReferredByProperty = "X-CAREBOOK-REFERRED-BY"
	LostProperty       = "X-CAREBOOK-LOST"
	// CadenceProperty is "call=14;visit=never", see record.Cadence.
	CadenceProperty = "X-CAREBOOK-CADENCE"
	FieldProperty   = "X-CAREBOOK-FIELD"
	// relatedProperty has the name, the relation and the number of a relative.
	relatedProperty = "X-CAREBOOK-RELATED"
)

// isPlain reports whether a property is its value alone: parameters such as LEVEL
// and labels say more than a field can hold.
func (b *builder) isPlain(p *property) bool {
	for _, q := range p.params {
		switch {
		case q.name == "CHARSET", q.name == "VALUE" && strings.EqualFold(q.value, "text"):
		default:
			return false
		}
	}
	return p.group == "" || b.labels[strings.ToLower(p.group)] == nil
}

// longestLikes is the length, in bytes, from which likes that several
// properties make together grow no more; further ones are kept.
const longestLikes = 64 << 10

// hobby adds to the likes, a line a hobby.
func (b *builder) hobby(p *property) {
	likes := &b.p.Profile.Likes
	s := b.value(p)
	switch {
	case !b.isPlain(p), *likes != "" && len(*likes)+len(s) > longestLikes:
		b.keep(p)
	case s == "" || s == *likes || strings.HasSuffix(*likes, "\n"+s):
	case *likes == "":
		*likes = s
	default:
		*likes += "\n" + s
	}
}

func (b *builder) interest(p *property) {
	if b.isPlain(p) {
		record.Interest(&b.p.Profile, b.value(p))
	} else {
		b.keep(p)
	}
}

func (b *builder) channel(p *property) {
	c, known := record.Channel(b.value(p))
	b.settle(p, known, b.p.Profile.Channel == "" || b.p.Profile.Channel == c, func() { b.p.Profile.Channel = c })
}

func (b *builder) worth(p *property) {
	v, known := record.Value(b.value(p))
	b.settle(p, known, b.p.Profile.Value == 0 || b.p.Profile.Value == v, func() { b.p.Profile.Value = v })
}

func (b *builder) lost(p *property) {
	day, err := care.ParseDay(b.value(p))
	b.settle(p, err == nil, b.p.Profile.Lost == "" || b.p.Profile.Lost == day, func() { b.p.Profile.Lost = day })
}

func (b *builder) cadence(p *property) {
	c, known := record.Cadence(b.value(p))
	both, free := record.UniteCadences(b.p.Profile.Cadence, c)
	b.settle(p, known, free, func() { b.p.Profile.Cadence = both })
}

// settle sets what a person has once. A second one is kept, and so is what
// nobody knows, with a warning.
func (b *builder) settle(p *property, known, free bool, set func()) {
	switch {
	case known && free:
		set()
	case !known:
		b.warn(p.line, "import.warn.unknown_value", care.Args{"Name": p.name, "Text": b.value(p)})
		fallthrough
	default:
		b.keep(p)
	}
}

func (b *builder) ownField(p *property) {
	if s := b.value(p); s != "" && !record.Own(&b.p.Profile, b.paramText(p, "NAME"), s) {
		b.keep(p)
	}
}

// ownRelated is a relative with a number, who may stand in the card under the
// names of other programs, too.
func (b *builder) ownRelated(p *property) {
	f := b.parts(p)
	if len(f) != 3 {
		b.keep(p)
		return
	}
	b.p.Related = record.Related(b.p.Related, care.Related{Name: f[0], Relation: f[1], Phone: f[2]})
}

func (w *Writer) profile(p *care.Profile) {
	w.field(HobbyProperty, p.Likes)
	for _, topic := range p.Interests {
		w.field(InterestProperty, topic)
	}
	w.field(HouseholdProperty, p.Household)
	w.field(ChannelProperty, string(p.Channel))
	w.field(HourProperty, p.Hour)
	if p.Value != 0 {
		w.lines.Text(ValueProperty, strconv.Itoa(p.Value))
	}
	w.field(ReferredByProperty, p.ReferredBy)
	w.field(LostProperty, string(p.Lost))
	if c := record.CadenceText(p.Cadence); c != "" {
		w.put("", CadenceProperty, nil, c) // its semicolon stands between two parts
	}
	for _, v := range p.Own {
		w.put("", FieldProperty, []param{{"NAME", v.Field}}, contentline.Escape(v.Value))
	}
}
