package people

import (
	"context"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/run"
	"carebook/app/ui/style"
	"carebook/store"
)

// itemColumns are the name and the usual margin of an item.
var itemColumns = []kit.FigureColumn{{}, {Width: 96, Right: true}}

// showItems shows what the user sells, with the usual margins.
func (p *Screen) showItems() {
	run.Do(p.shell.Executor(), &p.asking, p.store.SoldItems, func(items []store.SoldItem, err error) {
		if err != nil {
			p.shell.Fail(err)
			return
		}
		p.itemsPanel(items)
	})
}

// itemsPanel lists items; one that is chosen is edited, and the list comes back
// after it.
func (p *Screen) itemsPanel(items []store.SoldItem) {
	var panel *kit.Panel
	edit := func(it store.SoldItem) func() {
		return func() {
			panel.Hide()
			p.itemPanel(it, p.showItems)
		}
	}
	body := kit.NewColumn(0)
	if len(items) == 0 {
		body.Add(kit.NewParagraph(lang.T("items.none"), style.Control, style.Ink2))
	} else {
		body.Add(kit.NewFigureHead(itemColumns, lang.T("sale.item"), lang.T("items.margin")))
	}
	for _, it := range items {
		row := kit.NewDeedRow(itemColumns)
		row.OnTapped = edit(it)
		if it.Key != 0 {
			row.OnRemove = func() {
				panel.Hide()
				p.removeItem(it, p.showItems)
			}
		}
		row.Fill(false, kit.Figure{Words: it.Name, Bold: true, Detail: lang.N("sale.count", it.Sales)}, kit.Figure{Words: marginWords(it)})
		body.Add(row)
	}
	panel = kit.NewPanel(lang.T("items.title"), body, lang.T("items.add"), func(done func(string)) {
		done("")
		p.itemPanel(store.SoldItem{}, p.showItems)
	})
	panel.Cancel.SetLabel(lang.T("command.close"))
	p.ask(panel)
}

func marginWords(it store.SoldItem) string {
	if it.Margin == "" {
		return lang.T("items.no_margin")
	}
	return book.MarginWords(it.Margin)
}

// itemPanel edits an item; one without a name is a new one. then is called when the
// panel has gone, nil is nothing.
func (p *Screen) itemPanel(it store.SoldItem, then func()) {
	name, margin := kit.NewField(lang.T("sale.item"), ""), kit.NewField(lang.T("items.margin"), lang.T("items.margin_hint"))
	name.Put(it.Name)
	margin.Put(book.MarginWords(it.Margin))
	margin.Check = func(words string) kit.Note {
		if words == "" {
			return kit.Note{}
		}
		_, err := book.ParseMargin(words)
		return problem(lang.Sentence(err))
	}
	body := kit.NewColumn(style.Space3, captioned(lang.T("items.name"), name), captioned(lang.T("items.margin"), margin),
		kit.NewParagraph(lang.T("items.margin_note"), style.Caption, style.Ink3))
	title, act := lang.T("items.new"), lang.T("items.add")
	if it.Name != "" {
		title, act = it.Name, lang.T("people.keep")
	}
	panel := kit.NewPanel(title, body, act, func(done func(string)) { p.putItem(it, name.Words(), margin.Words(), done) })
	if it.Key != 0 {
		body.Add(kit.NewFlow(0, kit.NewButton(kit.Quiet, removeItemWords(it), style.Trash, func() {
			panel.OnHidden = nil
			panel.Hide()
			p.removeItem(it, then)
		}).Small()))
	}
	kit.GuardPanel(panel, name, margin)
	panel.OnHidden = then
	p.ask(panel)
	if it.Name != "" {
		p.shell.Window().Canvas().Focus(margin.Input)
	}
}

// putItem keeps what was typed of an item.
func (p *Screen) putItem(was store.SoldItem, name, margin string, done func(string)) {
	it := care.Item{Name: name}
	if margin != "" {
		var err error
		if it.Margin, err = book.ParseMargin(margin); err != nil {
			done(lang.Sentence(err))
			return
		}
	}
	p.askBook(done, lang.T("items.kept", lang.Args{"Name": name}), func(ctx context.Context, words string) (int64, error) {
		return book.PutItem(ctx, p.store, was.Name, it, words)
	})
}

// removeItemWords say what removing does: what was sold keeps its item's name.
func removeItemWords(it store.SoldItem) string {
	if it.Sales > 0 {
		return lang.T("items.forget_margin")
	}
	return lang.T("items.remove")
}

func (p *Screen) removeItem(it store.SoldItem, then func()) {
	said := lang.T("items.removed", lang.Args{"Name": it.Name})
	run.Write(p.shell.Executor(), func(ctx context.Context) (int64, error) {
		return book.RemoveItem(ctx, p.store, it.Name, said)
	}, func(action int64, err error) {
		if err != nil {
			p.shell.Fail(err)
			return
		}
		p.shell.Did(said, action)
		if then != nil {
			then()
		}
	})
}
