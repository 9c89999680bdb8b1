package vcf

import (
	"bytes"
	"slices"
	"strings"

	vcard "github.com/emersion/go-vcard"

	"carebook/app/care"
	"carebook/app/exchange/record"
)

// Names reads names and organisations out of lines of cards, each exactly as
// Read does: first all full names, then names in parts, then organisations.
// The lines need not make up whole cards.
func Names(lines []byte, c Config, add func(string)) {
	found := map[string][]string{}
	r := NewReader(bytes.NewReader(lines), c)
	b := builder{r: r, c: &card{}, rec: &record.Record{}, p: &care.Person{}, version: v30}
	for {
		line, ok := r.l.peek()
		if !ok {
			break
		}
		if len(bytes.TrimSpace(line)) == 0 || isDelimiter(line) {
			r.l.next()
			continue
		}
		r.property(b.c)
		if b.c.problem != nil {
			break // a line that no card is taken with
		}
		if n := len(b.c.props); n > 0 {
			p := &b.c.props[n-1]
			switch p.name {
			case vcard.FieldVersion:
				b.version = b.c.version()
			case vcard.FieldFormattedName:
				found[p.name] = append(found[p.name], b.value(p))
			case vcard.FieldName, vcard.FieldOrganization:
				parts := slices.DeleteFunc(b.parts(p), func(s string) bool { return s == "" })
				found[p.name] = append(found[p.name], strings.Join(parts, ", "))
			}
		}
		*b.c = card{props: b.c.props[:0], params: b.c.params[:0], text: b.c.text[:0]}
	}
	for _, name := range []string{vcard.FieldFormattedName, vcard.FieldName, vcard.FieldOrganization} {
		for _, s := range found[name] {
			add(s)
		}
	}
}
