package store

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"

	"carebook/app/care"
)

// The book's currency stands in settings, and yet goes through the change log:
// what it is decides what every sale counts, and whoever takes a sale's rate back
// must have the currency back that it led to.

// settingAdopted keeps the currency that a first sale has set. While that is the
// book's and no sale is left, nobody has chosen it, and the next first sale sets
// its own: whoever takes an import back is not held to the currency of a mistake.
const settingAdopted = "currency_adopted"

// settingCurrencyRev keeps the rev of a currency that was chosen.
const settingCurrencyRev = "currency_rev"

// currencyKey is the key of the one currency that there is.
const currencyKey = 1

// currencyDocument is the book's currency as the change log holds it.
type currencyDocument struct {
	Currency string `json:"currency"`
	// Adopted is the currency that a first sale has set.
	Adopted string `json:"adopted,omitempty"`
}

// Currency is the book's currency as this action sees it, "" until it has one.
func (tx *Tx) Currency() (string, error) {
	rules, err := tx.saleRules()
	if err != nil || rules.unset {
		return "", err
	}
	return rules.currency, nil
}

// SetCurrency makes a currency the book's. What is derived of all sales is renewed
// at the end of the action, which then fails with care.CodeRateMissing where a sale
// is in another currency and has no rate to this one.
func (tx *Tx) SetCurrency(currency string) error {
	before, err := loadCurrency(tx, currencyKey)
	if err != nil {
		return err
	}
	doc, err := json.Marshal(currencyDocument{Currency: currency})
	if err != nil {
		return fmt.Errorf("write the book's currency: %w", err)
	}
	if bytes.Equal(before.doc, doc) {
		return nil
	}
	return tx.replace(entityCurrency, currencyKey, before, state{doc: doc})
}

// Uncounted are the sales that cannot be counted in the book's currency: those in
// another one without a rate to it.
func (tx *Tx) Uncounted() ([]Sale, error) {
	currency, err := tx.Currency()
	if err != nil {
		return nil, err
	}
	keys, err := tx.keys("SELECT key FROM sale WHERE currency <> ?1 AND coalesce(doc ->> 'rate_to', '') <> ?1 ORDER BY key", currency)
	if err != nil {
		return nil, err
	}
	sales := make([]Sale, len(keys))
	for i, key := range keys {
		if sales[i], err = tx.Sale(key); err != nil {
			return nil, err
		}
	}
	return sales, nil
}

// adoptCurrency makes the currency of the first sale the book's.
func (tx *Tx) adoptCurrency(rules *saleRules, currency string) error {
	for _, name := range []string{SettingCurrency, settingAdopted} {
		if err := tx.SetSetting(name, currency); err != nil {
			return err
		}
	}
	rules.currency, rules.unset = currency, false
	return nil
}

func loadCurrency(tx *Tx, _ int64) (state, error) {
	var d currencyDocument
	var rev string
	err := tx.queryRow(`SELECT coalesce((SELECT value FROM setting WHERE name = ?), ''), coalesce((SELECT value FROM setting WHERE name = ?), ''),
		coalesce((SELECT value FROM setting WHERE name = ?), '0')`, SettingCurrency, settingAdopted, settingCurrencyRev).Scan(&d.Currency, &d.Adopted, &rev)
	if err != nil {
		return state{}, fmt.Errorf("read the book's currency: %w", err)
	}
	if d.Currency == "" {
		return state{}, nil
	}
	var st state
	if st.doc, err = json.Marshal(d); err != nil {
		return state{}, fmt.Errorf("read the book's currency: %w", err)
	}
	if st.rev, err = strconv.ParseInt(rev, 10, 64); err != nil {
		return state{}, fmt.Errorf("read the book's currency: %w", err)
	}
	return st, nil
}

// saveCurrency writes the currency. All sales are renewed at the end of the action:
// until then those may have no rate to it that the action gives one.
func saveCurrency(tx *Tx, _ int64, st state) error {
	tx.selling, tx.recount = nil, true
	if st.doc == nil {
		_, err := tx.exec("DELETE FROM setting WHERE name IN (?, ?, ?)", SettingCurrency, settingAdopted, settingCurrencyRev)
		return err
	}
	var d currencyDocument
	if err := json.Unmarshal(st.doc, &d); err != nil {
		return fmt.Errorf("read a currency: %w", err)
	}
	for _, setting := range [][2]string{{SettingCurrency, d.Currency}, {settingAdopted, d.Adopted}, {settingCurrencyRev, strconv.FormatInt(st.rev, 10)}} {
		if err := tx.SetSetting(setting[0], setting[1]); err != nil {
			return err
		}
	}
	return nil
}

// flushSales renews what is derived of all sales where the book has another
// currency now.
func (tx *Tx) flushSales() error {
	if !tx.recount {
		return nil
	}
	uncounted, err := tx.Uncounted()
	if err != nil {
		return err
	}
	if len(uncounted) > 0 {
		currency, err := tx.Currency()
		if err != nil {
			return err
		}
		first := uncounted[0].Amount.Currency
		n := 0
		for i := range uncounted {
			if uncounted[i].Amount.Currency == first {
				n++
			}
		}
		return &care.Error{Code: care.CodeRatesMissing, Args: care.Args{"Sales": n, "Currency": first, "Book": currency}}
	}
	keys, err := tx.keys("SELECT key FROM sale ORDER BY key")
	if err != nil {
		return err
	}
	return tx.renew(keys)
}
