// Package cards fills pieces of the kit with what the book knows, where several
// screens show the same.
//
// It imports the use cases and the kit, never a screen, and reads nothing itself.
package cards

import (
	"carebook/app/book"
	"carebook/app/lang"
	"carebook/app/ui/kit"
)

// FillBrief shows a brief on its card; private hides what is nobody else's
// business.
func FillBrief(card *kit.Brief, b *book.Brief, private bool) {
	var two []kit.Fact
	for _, f := range b.Business {
		if f.Private && private {
			f.Words, f.Detail = lang.T("details.masked"), ""
		}
		two = append(two, kit.Fact{Caption: f.Caption, Words: f.Words, Detail: f.Detail, Late: f.Late})
	}
	var eight []kit.Talk
	for i, f := range b.Personal {
		if f.Private && private {
			f.Words = lang.T("details.masked")
		}
		eight = append(eight, kit.Talk{Caption: f.Caption, Words: []kit.Run{{Text: f.Words}}, Wide: i == 0 || i == len(b.Personal)-1})
	}
	card.Fill(two, eight)
}
