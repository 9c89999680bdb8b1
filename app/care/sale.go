package care

import (
	"cmp"
	"math/big"
	"strings"
)

// SaleState says how far a sale is.
type SaleState string

// The states. The empty SaleState is that of a sale of which nobody said.
const (
	SaleOrdered   SaleState = "ordered"
	SaleDelivered SaleState = "delivered"
)

// Sale is something sold to a person on a day: one line of an order or of a
// bill. Its JSON form is what the book keeps.
type Sale struct {
	// ID is a UUIDv7 given by Carebook.
	ID   string `json:"id,omitempty"`
	Day  Day    `json:"day"`
	Item string `json:"item,omitempty"`
	// Quantity is a decimal number as text, such as "2.5"; "" is 1.
	Quantity string `json:"quantity,omitempty"`
	// Amount is the total of the line, Cost what the whole line cost the user;
	// both are in one currency.
	Amount Money  `json:"amount"`
	Cost   *Money `json:"cost,omitempty"`
	// Margin is the profit in per cent of the amount, a decimal number as text.
	// It counts where there is no Cost.
	Margin string `json:"margin,omitempty"`
	// Rate is what one unit of the amount's currency is in the book's, a
	// decimal number as text. It counts where the two differ.
	Rate string `json:"rate,omitempty"`
	// RateTo is the currency that the rate leads to: the book's when the rate was
	// given. "" is that of a rate just given.
	RateTo string `json:"rate_to,omitempty"`
	// Order is the number of the order or the bill.
	Order string    `json:"order,omitempty"`
	State SaleState `json:"state,omitempty"`
	// Due is the day by which the sale is to be paid, Paid the one on which it
	// was.
	Due  Day `json:"due,omitempty"`
	Paid Day `json:"paid,omitempty"`
	// Source is the fingerprint of the imported line, "" of a sale entered by
	// hand.
	Source string `json:"source,omitempty"`
}

// Item is something that the user sells.
type Item struct {
	Name string `json:"name"`
	// Margin is its usual profit in per cent of the amount, a decimal number as
	// text; "" where nobody said.
	Margin string `json:"margin,omitempty"`
}

// Profit is the sale's profit in minor units of its own currency: amount less
// cost, or the margin's share of the amount, where the sale's own margin comes
// before the usual one of its item. A share is rounded once, half away from zero.
//
// Where neither cost nor margin is known, neither is the profit: it counts as 0
// beside the whole revenue, since a guess would rank customers.
func (s *Sale) Profit(itemMargin string) (minor int64, known bool) {
	if s.Cost != nil {
		return s.Amount.Minor - s.Cost.Minor, true
	}
	share, ok := decimal(cmp.Or(s.Margin, itemMargin))
	if !ok {
		return 0, false
	}
	return rounded(share.Mul(share, big.NewRat(s.Amount.Minor, 100)))
}

// InBook turns an amount in minor units of the sale's currency into minor units
// of the book's, rounded once, half away from zero. It fails with CodeRateMissing
// where the sale is in another currency and has no rate to the book's, and with CodeBadRate
// where the rate is no number above zero, or makes more than can be counted.
func (s *Sale) InBook(minor int64, currency string) (int64, error) {
	if s.Amount.Currency == currency {
		return minor, nil
	}
	if s.Rate == "" || s.RateTo != "" && s.RateTo != currency {
		return 0, &Error{Code: CodeRateMissing, Args: Args{"Currency": s.Amount.Currency, "Book": currency}}
	}
	bad := &Error{Code: CodeBadRate, Args: Args{"Value": s.Rate}}
	rate, ok := decimal(s.Rate)
	if !ok || rate.Sign() <= 0 {
		return 0, bad
	}
	rate.Mul(rate, big.NewRat(minor, 1))
	for range Decimals(currency) {
		rate.Mul(rate, ten)
	}
	for range Decimals(s.Amount.Currency) {
		rate.Quo(rate, ten)
	}
	if minor, ok = rounded(rate); !ok {
		return 0, bad
	}
	return minor, nil
}

// rateDecimals is the number of decimals of a rate that was reckoned: enough for
// the smallest currency in the largest.
const rateDecimals = 12

// ThroughRate is the rate that leads through another currency: what one unit is
// there, and what one unit of that is here. It is false where one of them is no
// number above zero, or both make none that can be written.
func ThroughRate(there, here string) (rate string, ok bool) {
	a, first := decimal(there)
	b, second := decimal(here)
	if !first || !second || a.Sign() <= 0 || b.Sign() <= 0 {
		return "", false
	}
	rate = strings.TrimRight(strings.TrimRight(a.Mul(a, b).FloatString(rateDecimals), "0"), ".")
	return rate, rate != "0" && len(rate) <= longestDecimal
}

// GoodRate reports whether a rate is a number above zero.
func GoodRate(rate string) bool {
	r, ok := decimal(rate)
	return ok && r.Sign() > 0
}

var ten = big.NewRat(10, 1)

// longestDecimal bounds the digits of a number: more than anybody counts in.
const longestDecimal = 40

// decimal reads a number such as "-1234.5": digits, with a minus before them and
// a point among them at most.
func decimal(text string) (*big.Rat, bool) {
	digits := strings.TrimPrefix(text, "-")
	whole, fraction, cut := strings.Cut(digits, ".")
	if whole == "" || cut && fraction == "" || len(digits) > longestDecimal || strings.Trim(whole+fraction, "0123456789") != "" {
		return nil, false
	}
	return new(big.Rat).SetString(text)
}

// rounded is the nearest whole number, the one farther from zero where two are
// as near. It is false where that is beyond what an int64 holds.
func rounded(r *big.Rat) (int64, bool) {
	// floor((2|n| + d) / 2d), with the sign put back.
	n := new(big.Int).Abs(r.Num())
	n.Lsh(n, 1).Add(n, r.Denom())
	n.Quo(n, new(big.Int).Lsh(r.Denom(), 1))
	if r.Sign() < 0 {
		n.Neg(n)
	}
	return n.Int64(), n.IsInt64()
}
