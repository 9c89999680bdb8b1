package settings

import (
	"context"

	"carebook/app/book"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/restoring"
	"carebook/app/ui/kit/run"
)

// restoreWidth is the width of the panel, at 100 %.
const restoreWidth = 560

// askRestore shows what is in a backup and what restoring it would lose.
func (b *backups) askRestore(file, title string) {
	s := b.screen
	var panel *kit.Panel
	var preview *restoring.Preview
	asked := false
	preview = restoring.New(s.shell, s.params.Clock, b.restoring(file), func() {
		if panel == nil || !panel.Shown() {
			return
		}
		if preview.Ready() {
			panel.Act.Enable()
		} else {
			panel.Act.Disable()
		}
		leave := lang.T("panel.cancel")
		if preview.Problem() != "" { // there is nothing to call off
			leave = lang.T("command.close")
		}
		panel.Cancel.SetLabel(leave)
		kit.Show(panel.Act, preview.Problem() == "")
		panel.Refresh()
		if preview.Asks() && !asked {
			s.shell.Window().Canvas().Focus(preview.Passphrase.Input)
		}
		asked = preview.Asks()
	})
	panel = kit.NewPanel(title, preview.Object(), lang.T("restoring.restore"), func(done func(string)) {
		b.restore(preview.Restoring(), done)
	})
	panel.Width = restoreWidth
	panel.Ready = preview.Ready
	panel.OnHidden = preview.Stop
	b.preview = preview
	s.ask(panel)
	preview.Look()
}

// restore keeps what is being typed, and makes the book what a backup holds; done is
// told what is in the way. What was there before can be taken back.
func (b *backups) restore(r book.Restoring, done func(problem string)) {
	s := b.screen
	s.params.Settle(func(kept bool) {
		if !kept {
			done(lang.T("restoring.unsaved"))
			return
		}
		run.Write(s.shell.Executor(), func(ctx context.Context) (book.Restored, error) {
			return book.Restore(ctx, s.params.Clock, r)
		}, func(restored book.Restored, err error) {
			done(lang.Sentence(err))
			b.read()
			if err == nil {
				s.shell.Say(lang.N("restoring.done", restored.People, lang.Args{"Saved": restored.Saved}), kit.Action{
					Label: lang.T("restoring.take_back"), Do: func() { b.takeBack(restored.Saved) },
				})
			}
		})
	})
}

// takeBack brings the book back that was there before a restore.
func (b *backups) takeBack(saved string) {
	b.restore(b.restoring(saved), func(problem string) {
		if problem != "" {
			b.screen.shell.Say(problem, kit.Action{})
		}
	})
}
