package settings

import (
	"strings"
	"unicode/utf8"

	"carebook/app"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/style"
)

// leastPassphrase is how many signs a passphrase has at least.
const leastPassphrase = 8

// showPassphrase says whether backups are locked.
func (b *backups) showPassphrase(passphrase string) {
	set := passphrase != ""
	b.seen = b.seen && set
	kit.Show(b.See, set)
	kit.Show(b.Remove, set)
	kit.Show(b.passphrase, set)
	if !set {
		b.locked.SetText(lang.T("backups.unlocked"))
		b.Set.SetLabel(lang.T("backups.set"))
		return
	}
	b.locked.SetText(lang.T("backups.locked"))
	b.Set.SetLabel(lang.T("backups.change"))
	b.See.SetLabel(lang.T("secret.show"))
	b.passphrase.SetText(strings.Repeat("•", leastPassphrase))
	if b.seen && !b.screen.shell.Private() {
		b.passphrase.SetText(passphrase)
		b.See.SetLabel(lang.T("secret.hide"))
	}
}

// askPassphrase asks for a passphrase, twice.
func (b *backups) askPassphrase() {
	first, again := kit.NewSecret(lang.T("backups.new_passphrase")), kit.NewSecret(lang.T("backups.again"))
	first.Check = func(words string) kit.Note {
		if utf8.RuneCountInString(words) < leastPassphrase {
			return problem(lang.T("backups.too_short", lang.Args{"Least": leastPassphrase}))
		}
		return kit.Note{}
	}
	again.Check = func(words string) kit.Note {
		if words != first.Words() {
			return problem(lang.T("backups.not_the_same"))
		}
		return kit.Note{}
	}
	first.OnChanged = func(string) { again.Look() }
	body := kit.NewColumn(style.Space3,
		kit.NewParagraph(lang.T("backups.no_way_back"), style.Control, style.Ink).Bold(),
		kit.NewParagraph(lang.T("backups.what_it_locks"), style.Control, style.Ink2),
		under(lang.T("backups.new_passphrase"), first.Object()), under(lang.T("backups.again"), again.Object()))
	panel := kit.NewPanel(lang.T("backups.passphrase_title"), body, lang.T("backups.lock"), func(done func(string)) {
		done("")
		b.keepPassphrase(first.Words())
		b.screen.shell.Say(lang.T("backups.locked_now"), kit.Action{Label: lang.T("backups.now"), Do: b.backUp})
	})
	kit.GuardPanel(panel, first.Field, again.Field)
	b.screen.ask(panel)
}

// removePassphrase leaves the backups open from now on.
func (b *backups) removePassphrase() {
	before := b.kept().Passphrase
	b.keepPassphrase("")
	b.screen.shell.Say(lang.T("backups.unlocked_now"), kit.Action{
		Label: lang.T("command.undo"), Do: func() { b.keepPassphrase(before) },
	})
}

func (b *backups) keepPassphrase(passphrase string) {
	b.screen.params.Change(func(set *app.Settings) { set.BackupPassphrase = passphrase })
	b.show()
}
