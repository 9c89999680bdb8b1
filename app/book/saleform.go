package book

import (
	"context"
	"strconv"
	"strings"

	"carebook/app/care"
	"carebook/app/exchange/sales"
	"carebook/app/lang"
	"carebook/store"
)

// SaleField names a part of what is typed of a sale.
type SaleField int

// The parts, in the order in which they stand.
const (
	SaleDay SaleField = iota
	SaleItem
	SaleQuantity
	SaleAmount
	SaleCost
	SaleCurrency
	SaleRate
	SaleOrder
	SaleDue
	SalePaid
)

// SaleWords are what is typed of a sale. An empty Day is today; Cost is what it
// cost, or with a per cent sign the margin; an empty Currency is that of the amount
// or else the book's.
type SaleWords struct {
	Day, Item, Quantity, Amount, Cost string
	Currency, Rate, Order, Due, Paid  string
	State                             care.SaleState
}

// SaleContext is what the words of a sale are read with: the day, the book's
// currency ("" where it has none), and the currency of amounts that name none.
type SaleContext struct {
	Today               care.Day
	Currency, Preferred string
}

// ReadSaleContext reads what the words of a sale are read with. Until the book has a
// currency, amounts are in that of the country.
func ReadSaleContext(ctx context.Context, s *store.Store, clock care.Clock) (c SaleContext, err error) {
	c.Today = clock.Today()
	if c.Currency, err = s.Setting(ctx, SettingCurrency); err != nil {
		return c, err
	}
	if c.Preferred = c.Currency; c.Preferred == "" {
		country, err := countryFor(ctx, s, "")
		if err != nil {
			return c, err
		}
		c.Preferred = currencyOf(country)
	}
	return c, nil
}

// longestItem and longestOrder bound names, in characters.
const longestItem, longestOrder = 200, 80

// mostMinor bounds an amount: what sums of a book can still hold.
const mostMinor = 1_000_000_000_000_000

// farDays is how far ahead a sale may lie: further is a slip in the year.
const farDays = 366

// saleReader reads the words of a sale, and gathers what is wrong with them.
type saleReader struct {
	SaleContext
	words SaleWords
	sale  care.Sale
	wrong map[SaleField]string
}

// Sale is the sale that the words tell of, or for each part what is wrong with it,
// as a sentence. was is the sale that they change, nil for a new one: what the words
// say nothing of stays.
func (w SaleWords) Sale(c SaleContext, was *care.Sale) (care.Sale, map[SaleField]string) {
	r := &saleReader{SaleContext: c, words: w, wrong: map[SaleField]string{}}
	if was != nil {
		r.sale = *was
	}
	r.sale.State = w.State
	r.sale.Item = r.line(SaleItem, w.Item, longestItem)
	r.sale.Order = r.line(SaleOrder, w.Order, longestOrder)
	r.days()
	r.quantity()
	r.amount()
	r.cost(was)
	r.rate(was)
	return r.sale, r.wrong
}

// line is a text without line breaks and doubled spaces.
func (r *saleReader) line(f SaleField, words string, most int) string {
	words = strings.Join(strings.Fields(words), " ")
	if len([]rune(words)) > most {
		r.wrong[f] = lang.Sentence(&care.Error{Code: care.CodeNameTooLong, Args: care.Args{"Most": most}})
	}
	return words
}

func (r *saleReader) days() {
	r.sale.Day = r.day(SaleDay, r.words.Day, lang.ParsePastDay)
	if strings.TrimSpace(r.words.Day) == "" {
		r.sale.Day = r.Today
	}
	r.sale.Due = r.day(SaleDue, r.words.Due, lang.ParseDay)
	r.sale.Paid = r.day(SalePaid, r.words.Paid, lang.ParsePastDay)
	if r.sale.Day > r.Today.Plus(farDays) {
		r.wrong[SaleDay] = lang.T("sale.far_ahead", lang.Args{"Day": lang.Day(r.sale.Day)})
	}
	if r.sale.Due != "" && r.sale.Due < r.sale.Day {
		r.wrong[SaleDue] = lang.T("sale.due_before", lang.Args{"Day": lang.Day(r.sale.Due)})
	}
}

func (r *saleReader) day(f SaleField, words string, parse func(string, care.Day) (care.Day, bool)) care.Day {
	if words = strings.TrimSpace(words); words == "" {
		return ""
	}
	day, ok := parse(words, r.Today)
	if !ok {
		r.wrong[f] = lang.T("sales.reason.not_a_date", lang.Args{"Text": short(words)})
	}
	return day
}

func (r *saleReader) quantity() {
	words := strings.TrimSpace(r.words.Quantity)
	if words == "" {
		r.sale.Quantity = ""
		return
	}
	number, beside, ok := sales.Typed(words, decimalSign())
	switch {
	case !ok || beside != "":
		r.wrong[SaleQuantity] = lang.T("sales.reason.not_a_quantity", lang.Args{"Text": short(words)})
	case strings.HasPrefix(number, "-"):
		r.wrong[SaleQuantity] = lang.T("sales.reason.negative_quantity", lang.Args{"Text": short(words)})
	case number == "1":
		r.sale.Quantity = ""
	default:
		r.sale.Quantity = number
	}
}

// amount reads the amount in the currency that stands beside it, or else in the
// currency field, or else the preferred one.
func (r *saleReader) amount() {
	words, code := strings.TrimSpace(r.words.Amount), ""
	if field := strings.TrimSpace(r.words.Currency); field != "" {
		var ok bool
		if code, ok = ParseCurrency(field, r.Preferred); !ok {
			r.wrong[SaleCurrency] = lang.T("sales.reason.unknown_currency", lang.Args{"Text": short(field)})
			return
		}
	}
	preferred := r.Preferred
	if code != "" {
		preferred = code
	}
	money, ok := typedMoney(words, preferred)
	_, number, _ := sales.Typed(words, decimalSign())
	switch {
	case words == "":
		r.wrong[SaleAmount] = lang.T("sale.no_amount")
	case !ok && preferred == "" && number == "":
		r.wrong[SaleAmount] = lang.T("sale.no_currency")
	case !ok:
		r.wrong[SaleAmount] = lang.T("sales.reason.not_an_amount", lang.Args{"Text": short(words)})
	case code != "" && money.Currency != code:
		r.wrong[SaleAmount] = lang.T("sale.two_currencies", lang.Args{"Text": short(words), "Currency": code})
	default:
		r.sale.Amount = money
	}
}

// typedMoney reads an amount as sums can hold it.
func typedMoney(words, preferred string) (care.Money, bool) {
	money, ok := lang.ParseMoney(words, preferred)
	return money, ok && money.Currency != "" && max(money.Minor, -money.Minor) <= mostMinor
}

// cost reads what the sale cost, or its margin. Words that are still those of the
// sale before leave both as they were.
func (r *saleReader) cost(was *care.Sale) {
	words := strings.TrimSpace(r.words.Cost)
	if was != nil && words == costWords(was) && r.sale.Amount.Currency == was.Amount.Currency {
		return
	}
	r.sale.Cost, r.sale.Margin = nil, ""
	if words == "" {
		return
	}
	if strings.ContainsAny(words, "%٪％") {
		margin, err := ParseMargin(words)
		if err != nil {
			r.wrong[SaleCost] = lang.Sentence(err)
		}
		r.sale.Margin = margin
		return
	}
	currency := r.sale.Amount.Currency
	money, ok := typedMoney(words, currency)
	switch {
	case !ok:
		r.wrong[SaleCost] = lang.T("sale.not_a_cost", lang.Args{"Text": short(words)})
	case money.Currency != currency && r.wrong[SaleAmount] == "" && r.wrong[SaleCurrency] == "":
		r.wrong[SaleCost] = lang.T("sale.two_currencies", lang.Args{"Text": short(words), "Currency": currency})
	default:
		r.sale.Cost = &money
	}
}

// rate reads the rate, which a sale needs that is not in the book's currency.
func (r *saleReader) rate(was *care.Sale) {
	if !r.Abroad(r.sale.Amount.Currency) {
		if was == nil || was.Amount.Currency != r.sale.Amount.Currency {
			r.sale.Rate, r.sale.RateTo = "", ""
		}
		return
	}
	r.sale.Rate, r.sale.RateTo = "", ""
	words := strings.TrimSpace(r.words.Rate)
	if words == "" {
		r.wrong[SaleRate] = lang.Sentence(&care.Error{Code: care.CodeRateMissing, Args: care.Args{"Currency": r.sale.Amount.Currency, "Book": r.Currency}})
		return
	}
	rate, err := ParseRate(words)
	if err == nil {
		r.sale.Rate = rate
		_, err = r.sale.InBook(r.sale.Amount.Minor, r.Currency)
	}
	if err != nil {
		r.wrong[SaleRate] = lang.Sentence(err)
	}
}

// Abroad reports whether a currency is another than the book's, so that a rate is
// asked for.
func (c SaleContext) Abroad(currency string) bool {
	return c.Currency != "" && currency != "" && currency != c.Currency
}

// CurrencyOf is the currency that the words say, "" where they say none yet.
func (w SaleWords) CurrencyOf(c SaleContext) string {
	preferred := c.Preferred
	if code, ok := ParseCurrency(w.Currency, c.Preferred); ok {
		preferred = code
	}
	if money, ok := typedMoney(strings.TrimSpace(w.Amount), preferred); ok {
		return money.Currency
	}
	return preferred
}

// WordsOfSale are a sale as it is typed: what Sale reads of them is the sale.
func WordsOfSale(s *care.Sale, c SaleContext) SaleWords {
	w := SaleWords{
		Day: lang.DayTyped(s.Day), Item: s.Item, Amount: amountWords(s.Amount), Cost: costWords(s), Order: s.Order,
		State: s.State, Due: lang.DayTyped(s.Due), Paid: lang.DayTyped(s.Paid),
	}
	if s.Quantity != "" {
		w.Quantity = lang.Decimal(s.Quantity)
	}
	if s.Amount.Currency != c.Preferred {
		w.Currency = s.Amount.Currency
	}
	if c.Abroad(s.Amount.Currency) {
		w.Rate = RateWords(s.Rate)
	}
	return w
}

func costWords(s *care.Sale) string {
	switch {
	case s.Cost != nil:
		return amountWords(*s.Cost)
	case s.Margin != "":
		return MarginWords(s.Margin)
	}
	return ""
}

// amountWords is an amount without its currency, which stands beside it.
func amountWords(m care.Money) string {
	digits, negative := strings.CutPrefix(strconv.FormatInt(m.Minor, 10), "-")
	if places := care.Decimals(m.Currency); places > 0 {
		digits = strings.Repeat("0", max(0, places+1-len(digits))) + digits
		whole, fraction := digits[:len(digits)-places], digits[len(digits)-places:]
		if digits = whole; strings.Trim(fraction, "0") != "" {
			digits += "." + fraction
		}
	}
	if negative {
		digits = "-" + digits
	}
	return lang.Decimal(digits)
}

// ParseMargin reads a margin in per cent, with or without the sign. It fails with
// care.CodeBadMargin.
func ParseMargin(words string) (string, error) {
	number, beside, ok := sales.Typed(strings.NewReplacer("٪", "%", "％", "%").Replace(words), decimalSign())
	if !ok || beside != "" && beside != "%" || !sales.GoodMargin(number) {
		return "", &care.Error{Code: care.CodeBadMargin, Args: care.Args{"Value": short(strings.TrimSpace(words))}}
	}
	return number, nil
}

// MarginWords is a margin as people read and type it; "" is none.
func MarginWords(margin string) string {
	if margin == "" {
		return ""
	}
	return lang.T("sale.margin", lang.Args{"Margin": lang.Decimal(margin)})
}

// ParseRate reads an exchange rate. One sign in it parts decimals, whatever the
// language: nobody means 1085 by 1.085, and thousands have more than one unit. It
// fails with care.CodeBadRate.
func ParseRate(words string) (string, error) {
	decimal := '.'
	if strings.LastIndexByte(words, ',') > strings.LastIndexByte(words, '.') {
		decimal = ','
	}
	number, beside, ok := sales.Typed(words, decimal)
	if !ok || beside != "" || !care.GoodRate(number) {
		return "", &care.Error{Code: care.CodeBadRate, Args: care.Args{"Value": short(strings.TrimSpace(words))}}
	}
	return number, nil
}

// RateWords is a rate as it is typed, without groups of thousands.
func RateWords(rate string) string {
	return strings.Replace(rate, ".", string(decimalSign()), 1)
}

// ParseCurrency is the currency that words name: a code, a sign or a word of the
// language. A sign of several is the preferred one where that is among them.
func ParseCurrency(words, preferred string) (code string, ok bool) {
	words = strings.TrimSpace(words)
	if words == "" || strings.ContainsAny(words, "0123456789") {
		return "", false
	}
	for _, one := range []string{"1 " + strings.ToUpper(words), "1 " + words} {
		if m, ok := lang.ParseMoney(one, preferred); ok {
			return m.Currency, true
		}
	}
	return "", false
}

// decimalSign is what parts decimals in the language in use.
func decimalSign() rune { return []rune(lang.Decimal("0.5"))[1] }

// short is the beginning of words that are quoted.
func short(words string) string {
	const longest = 60 // characters
	if r := []rune(words); len(r) > longest {
		return string(r[:longest]) + "…"
	}
	return words
}
