package ui

import (
	"cmp"
	"context"
	"log/slog"

	"fyne.io/fyne/v2"

	"carebook/app"
	"carebook/app/book"
	"carebook/app/guide"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/files"
	"carebook/app/ui/kit/outside"
	"carebook/app/ui/kit/run"
)

// printing makes pages and opens them in the desktop's browser, which prints.
type printing struct {
	window *Window
	pages  app.Pages
	// show hands a page to the desktop.
	show func(path string) error

	making, clearing run.Task
	// guideDir is where the pages of the guide are.
	guideDir func() (string, error)
}

func newPrinting(w *Window) *printing {
	return &printing{window: w, pages: app.Pages{Book: w.params.Book}, show: outside.Show, guideDir: app.GuideDir}
}

// page makes a page and opens it.
func (p *printing) page(read func(ctx context.Context) ([]byte, error)) {
	run.Do(p.window.executor, &p.making, func(ctx context.Context) (string, error) {
		page, err := read(ctx)
		if err != nil {
			return "", err
		}
		return p.pages.Add(page)
	}, func(path string, err error) {
		if err != nil {
			p.window.Fail(err)
			return
		}
		p.open(path, lang.T("sheet.opened"), lang.T("sheet.no_browser", lang.Args{"File": path}))
	})
}

// open hands a page to the browser and says so, or says where the page is.
func (p *printing) open(path, opened, failed string) {
	if p.show(path) == nil {
		p.window.Say(opened, kit.Action{})
		return
	}
	p.window.Say(failed, kit.Action{Label: lang.T("settings.copy_path"), Do: func() {
		fyne.CurrentApp().Clipboard().SetContent(path)
		p.window.Say(lang.T("settings.path_copied"), kit.Action{})
	}})
}

// guide opens a page of the user's guide; "" is the first.
func (p *printing) guide(page string) {
	run.Do(p.window.executor, &p.making, func(context.Context) (string, error) {
		dir, err := p.guideDir()
		if err != nil {
			return "", err
		}
		return guide.Write(dir, cmp.Or(page, guide.Index))
	}, func(path string, err error) {
		if err != nil {
			p.window.Fail(err)
			return
		}
		p.open(path, lang.T("guide.opened"), lang.T("guide.no_browser", lang.Args{"File": path}))
	})
}

// clear removes the pages of an earlier run, which may have ended without.
func (p *printing) clear() {
	run.Do(p.window.executor, &p.clearing, func(context.Context) (struct{}, error) {
		return struct{}{}, p.pages.Clear()
	}, func(_ struct{}, err error) {
		if err != nil {
			p.window.Fail(err)
		}
	})
}

// end removes the pages of this run: the browser has read them by then.
func (p *printing) end() {
	if err := p.pages.Clear(); err != nil {
		slog.Warn("printed pages could not be removed", "err", err)
	}
}

// day prints today.
func (p *printing) day() {
	w := p.window
	private := w.private
	p.page(func(ctx context.Context) ([]byte, error) {
		return book.PrintedDay(ctx, w.params.Store, w.params.Clock, private)
	})
}

// brief prints what to know of a person.
func (p *printing) brief(person int64) {
	w := p.window
	private := w.private
	p.page(func(ctx context.Context) ([]byte, error) {
		return book.PrintedBrief(ctx, w.params.Store, w.params.Clock, person, private)
	})
}

// note prints a note.
func (p *printing) note(key int64) {
	w := p.window
	p.page(func(ctx context.Context) ([]byte, error) {
		return book.PrintedNote(ctx, w.params.Store, w.params.Clock, key)
	})
}

// people prints a list.
func (p *printing) people(title string, keys []int64) {
	w := p.window
	p.page(func(ctx context.Context) ([]byte, error) {
		return book.PrintedPeople(ctx, w.params.Store, w.params.Clock, title, keys)
	})
}

// plan prints a plan of visits.
func (p *printing) plan(v *book.VisitsView) {
	w := p.window
	private := w.private
	p.page(func(ctx context.Context) ([]byte, error) {
		return book.PrintedPlan(ctx, w.params.Store, w.params.Clock, v, private)
	})
}

// savePlan asks for a file and writes a plan of visits to it, as a calendar.
func (p *printing) savePlan(v *book.VisitsView) {
	w := p.window
	files.Save(w, lang.T("sheet.calendar_file"), func(path string, replace bool) {
		run.WriteAside(w.executor, func(ctx context.Context) (int, error) {
			return book.PlanICSFile(ctx, w.params.Store, w.params.Clock, v, path, !replace)
		}, func(n int, err error) {
			if err != nil {
				w.Fail(err)
				return
			}
			w.Say(lang.N("sheet.calendar_written", n), kit.Action{})
		})
	})
}

// printer is a screen that can print what it shows.
type printer interface {
	// PrintShown prints it and reports whether there was anything.
	PrintShown() bool
}

// printShown prints what the window shows.
func (w *Window) printShown() {
	if p, ok := w.screen(w.route.Screen).(printer); !ok || !p.PrintShown() {
		w.Say(lang.T("sheet.nothing_to_print"), kit.Action{})
	}
}

// showBrief shows the brief of the person at hand, or asks whose.
func (w *Window) showBrief() {
	w.brief.Show(w.atHand())
}
