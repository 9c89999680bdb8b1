package duplicates

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/style"
)

// underWay is the page of work that takes a while.
type underWay struct {
	title  *kit.Text
	count  *kit.Paragraph
	bar    *kit.Progress
	cancel *kit.Button
	object fyne.CanvasObject
}

func newUnderWay(cancelled func()) *underWay {
	u := &underWay{
		title: kit.NewTitle("", style.Title).Cut(),
		count: kit.NewParagraph("", style.Small, style.Ink2),
		bar:   kit.NewProgress(),
	}
	u.cancel = kit.NewButton(kit.Plain, lang.T("duplicates.stop"), style.Cross, cancelled)
	card := kit.NewCard(kit.NewColumn(style.Space3, u.bar, u.count, kit.NewFlow(0, u.cancel)))
	u.object = container.NewBorder(head(u.title), nil, nil, nil,
		container.NewVScroll(kit.Inset(style.Space5, style.Space5, style.Space5, style.Space5, kit.AtMost(kit.PageWidth, card))))
	return u
}

// begin shows work that has done nothing yet.
func (u *underWay) begin(title string) {
	u.title.SetText(title)
	u.bar.SetPart(0)
	u.count.SetText("")
}

func (u *underWay) progress(sentence string, done, total int) {
	u.bar.SetPart(float32(done) / float32(max(total, 1)))
	u.count.SetText(sentence)
}

// head is the head of a page.
func head(row fyne.CanvasObject) fyne.CanvasObject {
	return kit.NewColumn(0, kit.Inset(style.Space3, style.Space5, style.Space3, style.Space5, row), kit.NewLine())
}

// empty is the page that has nothing to show: a sentence and a button.
type empty struct {
	sentence *kit.Paragraph
	button   *kit.Button
	object   fyne.CanvasObject
}

func newEmpty() *empty {
	p := &empty{
		sentence: kit.NewParagraph("", style.Sentence, style.Ink).Book(),
		button:   kit.NewButton(kit.Accent, "", "", nil),
	}
	p.object = container.NewVScroll(kit.Inset(style.Space6, style.Space5, style.Space5, style.Space5,
		kit.Centred(style.Reading, kit.NewColumn(style.Space4, p.sentence, kit.NewFlow(0, p.button)))))
	return p
}

func (p *empty) set(sentence, label string, do func()) {
	p.sentence.SetText(sentence)
	p.button.SetLabel(label)
	p.button.OnTapped = do
}
