package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/google/uuid"

	"carebook/app/care"
	"carebook/app/text"
)

// SettingCurrency is the setting that keeps the book's currency, an ISO 4217
// code. It is written by (*Tx).SetCurrency and by the first sale.
const SettingCurrency = "currency"

// saleDocument is a sale as a row and the change log hold it.
type saleDocument struct {
	Person int64 `json:"person"`
	care.Sale
}

// PutSale writes a sale to a person and gives its key; 0 is a new one, which is
// given an ID where it has none. Where the book has no currency yet, the sale's
// becomes it; a rate that was just given leads to the book's. It fails with
// care.CodeRateMissing and care.CodeBadRate, see care.Sale.InBook, and has written
// nothing then.
func (tx *Tx) PutSale(key, person int64, s care.Sale) (int64, error) {
	if s.Amount.Currency == "" || s.Cost != nil && s.Cost.Currency != s.Amount.Currency {
		return 0, errors.New("keep a sale whose amount and cost are not in one currency")
	}
	if s.ID == "" {
		id, err := uuid.NewV7()
		if err != nil {
			return 0, fmt.Errorf("make an id: %w", err)
		}
		s.ID = id.String()
	}
	rules, err := tx.saleRules()
	if err != nil {
		return 0, err
	}
	if rules.unset {
		if err := tx.adoptCurrency(rules, s.Amount.Currency); err != nil {
			return 0, err
		}
	}
	if s.Rate != "" && s.RateTo == "" {
		s.RateTo = rules.currency
	}
	row, err := rules.row(&Sale{Person: person, Sale: s})
	if err != nil {
		return 0, err
	}
	if key == 0 {
		return tx.addSale(saleDocument{person, s}, row)
	}
	return tx.put(entitySale, key, saleDocument{person, s})
}

// addSale writes a new sale. It does what put does, but knows that nothing was
// there before: of a hundred thousand sales that is a quarter of the time.
func (tx *Tx) addSale(d saleDocument, row saleRow) (int64, error) {
	doc, err := json.Marshal(d)
	if err != nil {
		return 0, fmt.Errorf("write a sale to person %d: %w", d.Person, err)
	}
	if tx.saleKey == 0 {
		if tx.saleKey, err = tx.nextKey(entitySale); err != nil {
			return 0, err
		}
		tx.saleKey--
	}
	tx.saleKey++
	key := tx.saleKey
	st := state{doc: doc}
	if st.rev, err = tx.log(entitySale, key, state{}, false, 0); err != nil {
		return 0, err
	}
	if err := tx.writeSale(key, st, row); err != nil {
		return 0, fmt.Errorf("save sale %d: %w", key, err)
	}
	tx.changed.add(entityPerson, d.Person)
	return key, nil
}

// saleRules are what the columns of a sale follow from beside its document.
type saleRules struct {
	// currency is the book's. It is unset where the next sale's becomes it.
	currency string
	unset    bool
	// margins are the usual margins of items by their folded names.
	margins map[string]string
}

// saleRules reads them once for the action.
func (tx *Tx) saleRules() (*saleRules, error) {
	if tx.selling != nil {
		return tx.selling, nil
	}
	rules := &saleRules{margins: map[string]string{}}
	var adopted string
	var any bool
	err := tx.queryRow(`SELECT coalesce((SELECT value FROM setting WHERE name = ?), ''), coalesce((SELECT value FROM setting WHERE name = ?), ''),
		EXISTS (SELECT 1 FROM sale)`, SettingCurrency, settingAdopted).Scan(&rules.currency, &adopted, &any)
	if err != nil {
		return nil, fmt.Errorf("read the book's currency: %w", err)
	}
	rules.unset = rules.currency == "" || rules.currency == adopted && !any
	rows, err := tx.query("SELECT name, coalesce(doc ->> 'margin', '') FROM item")
	if err != nil {
		return nil, fmt.Errorf("read the margins of items: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var name, margin string
		if err := rows.Scan(&name, &margin); err != nil {
			return nil, fmt.Errorf("read the margins of items: %w", err)
		}
		rules.margins[name] = margin
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("read the margins of items: %w", err)
	}
	tx.selling = rules
	return rules, nil
}

// saleRow is what is derived of a sale.
type saleRow struct {
	person         int64
	day            care.Day
	item           string
	amount, profit int64
	known          bool // the profit is
	currency       string
}

// row is the rule of all columns derived from a sale.
func (r *saleRules) row(s *Sale) (saleRow, error) {
	row := saleRow{person: s.Person, day: s.Day, item: foldedItem(s.Item), currency: s.Amount.Currency}
	var err error
	if row.amount, err = s.InBook(s.Amount.Minor, r.currency); err != nil {
		return row, err
	}
	var profit int64
	profit, row.known = s.Profit(r.margins[row.item])
	row.profit, err = s.InBook(profit, r.currency)
	return row, err
}

// foldedItem is the form in which names of items are compared.
func foldedItem(name string) string { return strings.Join(strings.Fields(text.Fold(name)), " ") }

func decodeSale(key int64, doc []byte) (Sale, error) {
	var d saleDocument
	if err := json.Unmarshal(doc, &d); err != nil {
		return Sale{}, fmt.Errorf("read sale %d: %w", key, err)
	}
	return Sale{Key: key, Person: d.Person, Sale: d.Sale}, nil
}

func saveSale(tx *Tx, key int64, st state) error {
	owners, err := tx.keys("SELECT person FROM sale WHERE key = ?", key)
	if err != nil {
		return err
	}
	if st.doc == nil {
		_, err = tx.exec("DELETE FROM sale WHERE key = ?", key)
	} else {
		var row saleRow
		if row, err = tx.saleRow(key, st); err == nil {
			owners = append(owners, row.person)
			err = tx.writeSale(key, st, row)
		}
	}
	for _, owner := range owners {
		tx.changed.add(entityPerson, owner)
	}
	return err
}

// saleRow is what is derived of a sale as this action sees the book.
func (tx *Tx) saleRow(key int64, st state) (saleRow, error) {
	sale, err := decodeSale(key, st.doc)
	if err != nil {
		return saleRow{}, err
	}
	rules, err := tx.saleRules()
	if err != nil {
		return saleRow{}, err
	}
	return rules.row(&sale)
}

func (tx *Tx) writeSale(key int64, st state, row saleRow) error {
	_, err := tx.exec(`INSERT INTO sale (key, rev, person, day, item, amount, profit, known, currency, doc) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (key) DO UPDATE SET rev = excluded.rev, person = excluded.person, day = excluded.day, item = excluded.item,
			amount = excluded.amount, profit = excluded.profit, known = excluded.known, currency = excluded.currency, doc = excluded.doc`,
		key, st.rev, row.person, string(row.day), row.item, row.amount, row.profit, row.known, row.currency, st.doc)
	return err
}

// Sale reads a sale as this action sees it. It fails with care.CodeSaleMissing.
func (tx *Tx) Sale(key int64) (Sale, error) {
	st, err := tx.load(entitySale, key)
	if err != nil {
		return Sale{}, err
	}
	if st.doc == nil {
		return Sale{}, &care.Error{Code: care.CodeSaleMissing}
	}
	return decodeSale(key, st.doc)
}

// RemoveSale removes a sale; one that is not there is none to remove.
func (tx *Tx) RemoveSale(key int64) error { return tx.remove(entitySale, key) }

// moveSales lets what was sold to one person be sold to another.
func (tx *Tx) moveSales(from, to int64) error {
	keys, err := tx.keys("SELECT key FROM sale WHERE person = ? ORDER BY key", from)
	if err != nil {
		return err
	}
	for _, key := range keys {
		st, err := tx.load(entitySale, key)
		if err != nil {
			return err
		}
		sale, err := decodeSale(key, st.doc)
		if err != nil {
			return err
		}
		if _, err := tx.put(entitySale, key, saleDocument{to, sale.Sale}); err != nil {
			return err
		}
	}
	return nil
}

// PutItem keeps an item and gives its key; 0 is a new one. Its usual margin reaches
// the sales under its name. It fails with care.CodeItemExists where another item has
// the name.
func (tx *Tx) PutItem(key int64, it care.Item) (int64, error) {
	have, err := tx.ItemKey(it.Name)
	if err != nil {
		return 0, err
	}
	if have != 0 && have != key {
		return 0, &care.Error{Code: care.CodeItemExists, Args: care.Args{"Name": it.Name}}
	}
	return tx.put(entityItem, key, it)
}

// ItemKey is the key of the item of a name, 0 where none is kept under it.
func (tx *Tx) ItemKey(name string) (int64, error) {
	keys, err := tx.keys("SELECT key FROM item WHERE name = ?", foldedItem(name))
	if err != nil || len(keys) == 0 {
		return 0, err
	}
	return keys[0], nil
}

// RemoveItem removes an item. What was sold under its name stays, without a usual
// margin.
func (tx *Tx) RemoveItem(key int64) error { return tx.remove(entityItem, key) }

// RenameSold gives what was sold under one name another, and reports how many
// sales that were.
func (tx *Tx) RenameSold(from, to string) (int, error) {
	keys, err := tx.keys("SELECT key FROM sale WHERE item = ? ORDER BY key", foldedItem(from))
	if err != nil {
		return 0, err
	}
	for _, key := range keys {
		sale, err := tx.Sale(key)
		if err != nil {
			return 0, err
		}
		sale.Item = to
		if _, err := tx.put(entitySale, key, saleDocument{sale.Person, sale.Sale}); err != nil {
			return 0, err
		}
	}
	return len(keys), nil
}

// itemName is the name of an item, as the table holds it.
func itemName(doc []byte) (string, error) {
	var it care.Item
	if err := json.Unmarshal(doc, &it); err != nil {
		return "", fmt.Errorf("read an item: %w", err)
	}
	return foldedItem(it.Name), nil
}

// saveItem writes an item and renews the profit of its sales.
func saveItem(tx *Tx, key int64, st state) error {
	names, err := tx.texts("SELECT name FROM item WHERE key = ?", key)
	if err != nil {
		return err
	}
	if st.doc == nil {
		_, err = tx.exec("DELETE FROM item WHERE key = ?", key)
	} else {
		var name string
		if name, err = itemName(st.doc); err != nil {
			return err
		}
		names = append(names, name)
		_, err = tx.exec(`INSERT INTO item (key, rev, name, doc) VALUES (?, ?, ?, ?)
			ON CONFLICT (key) DO UPDATE SET rev = excluded.rev, name = excluded.name, doc = excluded.doc`, key, st.rev, name, st.doc)
	}
	if err != nil {
		return err
	}
	tx.selling = nil // the margins are to be read again
	for _, name := range names {
		if err := tx.renewSales(name); err != nil {
			return err
		}
	}
	return nil
}

// renewSale writes what is derived of a sale from more than its document.
const renewSale = "UPDATE sale SET amount = ?1, profit = ?2, known = ?3 WHERE key = ?4 AND (amount, profit, known) <> (?1, ?2, ?3)"

// renewSales makes the profit of an item's sales follow from its usual margin.
func (tx *Tx) renewSales(item string) error {
	keys, err := tx.keys("SELECT key FROM sale WHERE item = ? ORDER BY key", item)
	if err != nil {
		return err
	}
	return tx.renew(keys)
}

// renew makes the columns of sales follow from what they depend on.
func (tx *Tx) renew(keys []int64) error {
	for _, key := range keys {
		st, err := tx.load(entitySale, key)
		if err != nil {
			return err
		}
		row, err := tx.saleRow(key, st)
		if err != nil {
			return err
		}
		if _, err := tx.exec(renewSale, row.amount, row.profit, row.known, key); err != nil {
			return fmt.Errorf("renew sale %d: %w", key, err)
		}
		tx.changed.add(entityPerson, row.person)
	}
	return nil
}

// texts reads a list of texts.
func (tx *Tx) texts(query string, args ...any) ([]string, error) {
	rows, err := tx.query(query, args...)
	if err != nil {
		return nil, fmt.Errorf("read texts: %w", err)
	}
	defer rows.Close()
	var texts []string
	for rows.Next() {
		var t string
		if err := rows.Scan(&t); err != nil {
			return nil, fmt.Errorf("read texts: %w", err)
		}
		texts = append(texts, t)
	}
	return texts, rows.Err()
}

// SaleSources are the imported lines that are in the book, under those to whom
// they were sold: after a merge that is the one who stays.
func (s *Store) SaleSources(ctx context.Context) (map[SaleSource]bool, error) {
	rows, err := s.read.QueryContext(ctx, "SELECT person, doc ->> 'source' FROM sale WHERE doc ->> 'source' <> ''")
	if err != nil {
		return nil, s.explain(fmt.Errorf("read which sales were imported: %w", err))
	}
	defer rows.Close()
	known := map[SaleSource]bool{}
	for rows.Next() {
		var source SaleSource
		if err := rows.Scan(&source.Person, &source.Source); err != nil {
			return nil, s.explain(fmt.Errorf("read which sales were imported: %w", err))
		}
		known[source] = true
	}
	return known, s.explain(rows.Err())
}

// Items are what the user sells, in the order in which it was entered.
func (s *Store) Items(ctx context.Context) ([]Item, error) {
	var items []Item
	err := s.eachDocument(ctx, "SELECT key, 0, doc FROM item ORDER BY key", func(key int64, _ int, doc []byte) error {
		it := Item{Key: key}
		items = append(items, it)
		return json.Unmarshal(doc, &items[len(items)-1].Item)
	})
	if err != nil {
		return nil, s.explain(fmt.Errorf("read the items: %w", err))
	}
	return items, nil
}
