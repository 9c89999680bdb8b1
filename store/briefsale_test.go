package store_test

import (
	"slices"
	"testing"

	"carebook/app/care"
)

func TestABriefTellsOfOpenOrdersAndTheLastSale(t *testing.T) {
	s := newBook(t)
	keys, _ := put(t, s, &care.Person{FullName: "Ana"}, &care.Person{FullName: "Bo"})
	ana, bo := keys[0], keys[1]
	if none, err := s.BriefSales(ctx, ana); err != nil || len(none) != 0 {
		t.Errorf("without sales: %+v, %v", none, err)
	}
	for _, sale := range []care.Sale{
		{Day: "2026-01-01", Item: "Old order", State: care.SaleOrdered, Amount: euros(1)},
		{Day: "2026-02-01", Item: `"state":"ordered"`, Amount: euros(9)},
		{Day: "2026-02-01", Item: "Delivered", State: care.SaleDelivered, Amount: euros(2)},
		{Day: "2026-03-01", Item: "Before the last", Amount: euros(3)},
		{Day: "2026-03-01", Item: "The last", Amount: euros(4)},
		{Day: "2026-04-01", Item: "New order", State: care.SaleOrdered, Amount: euros(5)},
	} {
		sell(t, s, ana, sale)
	}
	sell(t, s, bo, care.Sale{Day: "2026-05-01", Item: "Another's", Amount: euros(6)})
	got, err := s.BriefSales(ctx, ana)
	if err != nil {
		t.Fatal(err)
	}
	var items []string
	for _, sale := range got {
		items = append(items, sale.Item)
		if sale.Person != ana || sale.Key == 0 {
			t.Errorf("%+v is not of the person", sale)
		}
	}
	if want := []string{"New order", "The last", "Old order"}; !slices.Equal(items, want) {
		t.Errorf("told of %q, want %q", items, want)
	}
}
