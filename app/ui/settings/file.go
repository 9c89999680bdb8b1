package settings

import (
	"path/filepath"

	"fyne.io/fyne/v2"

	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/outside"
	"carebook/app/ui/style"
)

// file is the section of where the book lies.
func (s *Screen) file() *section {
	copied := kit.NewButton(kit.Plain, lang.T("settings.copy_path"), style.Copy, func() {
		fyne.CurrentApp().Clipboard().SetContent(s.params.Book)
		s.shell.Say(lang.T("settings.path_copied"), kit.Action{})
	}).Small()
	shown := kit.NewButton(kit.Plain, lang.T("settings.show_folder"), style.FolderOpen, func() {
		if err := outside.Show(filepath.Dir(s.params.Book)); err != nil {
			s.shell.Fail(err)
		}
	}).Small()
	where := kit.NewColumn(style.Space2, kit.NewParagraph(s.params.Book, style.Control, style.Ink), kit.NewFlow(style.Space2, shown, copied))
	return &section{
		id: kit.FileSection, name: lang.T("settings.section_file"), glyph: style.BookOpen, words: lang.T("settings.words_file"), kept: onMachine,
		items: []*item{newItem(lang.T("settings.book_file"), lang.T("settings.book_hint"), where, shown)},
	}
}
