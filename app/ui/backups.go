package ui

import (
	"context"
	"log/slog"
	"os"
	"runtime/debug"
	"time"

	"fyne.io/fyne/v2"

	"carebook/app"
	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/run"
	"carebook/app/ui/settings"
)

const (
	// backupPause is how long a backup waits once one may be due, so that it does not
	// compete with the first pictures of a run.
	backupPause = 5 * time.Second
	// backupAgain is the time between two attempts of a day, such as one on a drive
	// that is plugged in later.
	backupAgain = time.Hour
	// backupGrace is how long a run that ends waits for a backup. Its windows have
	// gone by then.
	backupGrace = 3 * time.Second
	// backupTold is the day on which it was told that there is none, under this name
	// in Fyne's preferences: a program that is started often says it once.
	backupTold = "backups_told"
)

// keeper makes the daily backups of a run, whichever of its windows there are.
type keeper struct {
	program *program
	// done is the day that was seen to, and how; failed is when the last attempt went
	// wrong, how it was made. The zero values are never.
	done    care.Day
	failed  time.Time
	how     book.Backups
	busy    bool
	cancel  context.CancelFunc
	waiting run.Task
}

// backupsOf are the backups that the settings ask for.
func backupsOf(s app.Settings) book.Backups {
	return book.Backups{Folder: s.BackupFolder, Passphrase: s.BackupPassphrase}
}

// due reports whether a backup is to be looked after: once a day, where the settings
// have become others, and after a failure.
func (k *keeper) due() bool {
	p := k.program
	if k.busy || p.params.Demo != nil || os.Getenv(benchEnv) != "" {
		return false
	}
	if backupsOf(p.settings()) != k.how {
		return true
	}
	if !k.failed.IsZero() {
		return p.params.Clock.Now().Sub(k.failed) >= backupAgain
	}
	return k.done != p.params.Clock.Today()
}

// look backs the book up soon if that is due.
func (k *keeper) look() {
	if k.due() && !k.waiting.Running() {
		run.Later(k.program.executor, &k.waiting, backupPause, k.begin)
	}
}

// begin backs the book up, if there is something new in it.
func (k *keeper) begin() {
	if !k.due() {
		return
	}
	p := k.program
	how, today := backupsOf(p.settings()), p.params.Clock.Today()
	k.busy, k.how = true, how
	k.cancel = run.WriteAside(p.executor, func(ctx context.Context) (book.Backup, error) {
		return backUp(ctx, p.params, how)
	}, func(_ book.Backup, err error) {
		k.busy, k.done, k.failed = false, today, time.Time{}
		if err != nil {
			k.failed = p.params.Clock.Now()
			k.tell(today, err)
		}
		if p.window != nil {
			p.window.backedUp()
		}
	})
}

// backUp makes the daily backup, and writes down why there is none.
func backUp(ctx context.Context, p Params, how book.Backups) (book.Backup, error) {
	done, err := book.DailyBackup(ctx, p.Store, p.Clock, how)
	if err != nil {
		slog.Warn("the book was not backed up", "err", err)
	}
	if done.File != "" {
		debug.FreeOSMemory() // a passphrase takes a quarter of a gigabyte
	}
	return done, err
}

// tell says once a day that there is no backup, and leads to where that can be
// changed. The box that says who is calling is left alone.
func (k *keeper) tell(today care.Day, err error) {
	p := k.program
	var say func(string, kit.Action)
	switch {
	case care.CodeOf(err) == care.CodeCancelled || run.Stopped(err):
		return
	case p.window != nil:
		say = p.window.Say
	case p.pop != nil:
		say = p.pop.Say
	default:
		return
	}
	kept := fyne.CurrentApp().Preferences()
	if kept.String(backupTold) == string(today) {
		return
	}
	kept.SetString(backupTold, string(today))
	say(lang.T("backups.failed", lang.Args{"Why": lang.Sentence(err)}), kit.Action{
		Label: lang.T("backups.title"), Do: func() { p.open(kit.Route{Screen: kit.SettingsScreen, Section: kit.BackupsSection}) },
	})
}

// end is called as the run ends: a backup under way has a moment, and one that the
// run was too short for is made now.
func (k *keeper) end() {
	k.waiting.Cancel()
	k.begin()
	if k.busy {
		time.AfterFunc(backupGrace, k.cancel)
	}
}

// backedUp shows the day's backup where the user is looking at the backups.
func (w *Window) backedUp() {
	if s, ok := w.shown[kit.SettingsScreen].(*settings.Screen); ok {
		s.BackedUp()
	}
}

// settle keeps what is being typed on all screens, and tells done whether all of it is
// in the book.
func (w *Window) settle(done func(kept bool)) {
	for _, s := range w.shown {
		if l, ok := s.(leaver); ok {
			l.Leave()
		}
	}
	w.notes.Keep(done)
}

// settleable is settle, nil in the demo book, of which there are no backups.
func (w *Window) settleable() func(done func(kept bool)) {
	if w.params.Demo != nil {
		return nil
	}
	return w.settle
}
