package importing

import (
	"path/filepath"

	"fyne.io/fyne/v2"

	"carebook/app/book"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/style"
)

// underWay is the page of files being looked at for the first time, or taken
// in.
type underWay struct {
	title  *kit.Text
	file   *kit.Paragraph
	count  *kit.Paragraph
	bar    *kit.Progress
	cancel *kit.Button
	object fyne.CanvasObject
}

// newUnderWay makes the page; cancelled is called at most once a run.
func newUnderWay(cancelled func()) *underWay {
	u := &underWay{
		title: kit.NewTitle("", style.Title),
		file:  kit.NewParagraph("", style.Body, style.Ink).Bold().Limit(2),
		count: kit.NewParagraph("", style.Small, style.Ink2),
		bar:   kit.NewProgress(),
	}
	u.cancel = kit.NewButton(kit.Plain, lang.T("import.cancel"), style.Cross, cancelled)
	u.object = page(u.title, kit.NewColumn(0, kit.NewCard(kit.NewColumn(style.Space3, u.file, u.bar, u.count, kit.NewFlow(0, u.cancel)))))
	return u
}

// begin shows a run that has read nothing yet.
func (u *underWay) begin(title string, paths []string) {
	u.title.SetText(title)
	u.bar.SetPart(0)
	u.file.SetText(baseNames(paths))
	u.count.SetText(lang.T("import.reading"))
}

func (u *underWay) progress(p book.Progress) {
	u.bar.SetPart(partOf(p))
	if p.File != "" {
		u.file.SetText(filepath.Base(p.File))
	}
	u.count.SetText(p.Sentence())
}

// partOf is how much of a run is done, from 0 to 1.
func partOf(p book.Progress) float32 {
	switch {
	case p.Finishing:
		return 1
	case p.Total <= 0:
		return 0
	}
	return float32(float64(p.Done) / float64(p.Total))
}
