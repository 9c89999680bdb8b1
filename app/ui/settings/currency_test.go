package settings

import (
	"context"
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/kittest"
	"carebook/store"
)

// inBook is the book's currency.
func (f *fixture) inBook(t *testing.T) string {
	t.Helper()
	code, err := f.store.Setting(context.Background(), store.SettingCurrency)
	if err != nil {
		t.Fatal(err)
	}
	return code
}

// sold writes sales of an amount in currencies.
func (f *fixture) sold(t *testing.T, currencies ...string) {
	t.Helper()
	ana, err := f.store.Key(context.Background(), "a")
	if err != nil {
		t.Fatal(err)
	}
	for _, code := range currencies {
		sale := care.Sale{Day: "2026-11-01", Amount: care.Money{Minor: 1000, Currency: code}, Rate: "2"}
		if _, _, err := book.AddSale(context.Background(), f.store, ana, sale, ""); err != nil {
			t.Fatal(err)
		}
	}
}

func TestTheCurrencyOfABookWithoutSalesIsJustTaken(t *testing.T) {
	f := open(t, wide)
	f.goTo(t, "Country and money")
	field := f.currency.field
	if field.Words() != "" {
		t.Errorf("the field says %q", field.Words())
	}
	f.enter(field, "money")
	if !strings.Contains(field.Note().Words, "no currency") || f.inBook(t) != "" {
		t.Errorf("the field says %q", field.Note().Words)
	}
	f.enter(field, "€")
	if f.inBook(t) != "EUR" || field.Words() != "EUR" || f.panel != nil {
		t.Errorf("the book is in %q, the field says %q", f.inBook(t), field.Words())
	}
	if len(f.shell.Deeds) != 1 {
		t.Fatalf("%d deeds", len(f.shell.Deeds))
	}
	if _, err := f.store.Undo(context.Background(), f.shell.Deeds[0]); err != nil {
		t.Fatal(err)
	}
	f.Changed(store.Changes{Sales: true})
	if field.Words() != "" {
		t.Errorf("undone, the field says %q", field.Words())
	}
	f.noFailure(t)
}

func TestRatesAreAskedForOnceForACurrency(t *testing.T) {
	f := open(t, wide)
	f.sold(t, "EUR", "EUR", "GBP")
	f.goTo(t, "Country and money")
	field := f.currency.field
	f.enter(field, "usd")
	if f.panel == nil || !f.panel.Shown() || f.inBook(t) != "EUR" {
		t.Fatal("no rate is asked for")
	}
	rates := kittest.Find[*kit.Field](f.panel.Body())
	if len(rates) != 1 || rates[0].AccessibilityLabel() != "One EUR in USD, for 2 sales" {
		t.Fatalf("%d rates are asked for", len(rates))
	}
	test.Tap(f.panel.Cancel)
	if f.inBook(t) != "EUR" || field.Words() != "EUR" {
		t.Errorf("cancelled, the field says %q", field.Words())
	}
	f.enter(field, "USD")
	rates = kittest.Find[*kit.Field](f.panel.Body())
	test.Tap(f.panel.Act)
	if !f.panel.Shown() || !strings.Contains(rates[0].Note().Words, "no exchange rate") {
		t.Errorf("without a rate the field says %q", rates[0].Note().Words)
	}
	rates[0].Put("1.25")
	test.Tap(f.panel.Act)
	if f.panel.Shown() || f.inBook(t) != "USD" || field.Words() != "USD" {
		t.Errorf("the panel says %q, the book is in %q, the field says %q", f.panel.Problem(), f.inBook(t), field.Words())
	}
	ana, err := f.store.Key(context.Background(), "a")
	if err != nil {
		t.Fatal(err)
	}
	sales, err := f.store.Sales(context.Background(), ana, 0)
	if err != nil {
		t.Fatal(err)
	}
	sum := int64(0)
	for _, sale := range sales {
		sum += sale.Revenue
	}
	if sum != 1250+1250+2500 {
		t.Errorf("the sales make %d", sum)
	}
	if _, err := f.store.Undo(context.Background(), f.shell.Deeds[len(f.shell.Deeds)-1]); err != nil || f.inBook(t) != "EUR" {
		t.Errorf("undone, the book is in %q, %v", f.inBook(t), err)
	}
	f.noFailure(t)
}

func TestTheCurrencyIsFoundBySearch(t *testing.T) {
	f := open(t, wide)
	f.sold(t, "CNY")
	f.Search.Put("currency")
	if f.currency.field.Words() != "CNY" || !f.onScreen("Currency of the book") {
		t.Errorf("the field says %q", f.currency.field.Words())
	}
}
