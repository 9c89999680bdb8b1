package sales

import (
	"slices"
	"strings"

	"golang.org/x/text/currency"
)

// signs are what stands beside amounts, with the currencies that it may mean:
// the one that it means where nothing tells comes first, "" where nothing tells
// is that nobody knows. Words are in upper case and without points.
var signs = map[string][]string{
	"€": {"EUR"}, "EURO": {"EUR"}, "EUROS": {"EUR"}, "ЕВРО": {"EUR"}, "欧元": {"EUR"}, "歐元": {"EUR"},
	"$": {"USD", "MXN", "ARS", "CLP", "COP", "UYU", "CAD", "AUD", "NZD", "HKD", "SGD", "TWD"}, "US$": {"USD"}, "美元": {"USD"}, "美金": {"USD"}, "ДОЛЛ": {"USD"}, "ДОЛЛАРОВ": {"USD"},
	"CA$": {"CAD"}, "C$": {"CAD"}, "A$": {"AUD"}, "AU$": {"AUD"}, "NZ$": {"NZD"}, "HK$": {"HKD"}, "S$": {"SGD"}, "NT$": {"TWD"}, "MX$": {"MXN"}, "R$": {"BRL"},
	"港元": {"HKD"}, "港币": {"HKD"}, "港幣": {"HKD"}, "新台币": {"TWD"}, "新臺幣": {"TWD"}, "新台幣": {"TWD"}, "台币": {"TWD"}, "台幣": {"TWD"},
	"£": {"GBP"}, "¥": {"JPY", "CNY"}, "JP¥": {"JPY"}, "CN¥": {"CNY"}, "元": {"CNY", "TWD", "HKD"}, "円": {"JPY"}, "日元": {"JPY"}, "RMB": {"CNY"}, "人民币": {"CNY"}, "人民幣": {"CNY"},
	"₽": {"RUB"}, "РУБ": {"RUB"}, "Р": {"RUB"}, "РУБЛЕЙ": {"RUB"}, "РУБЛЬ": {"RUB"}, "РУБЛЯ": {"RUB"}, "卢布": {"RUB"}, "盧布": {"RUB"},
	"₴": {"UAH"}, "ГРН": {"UAH"}, "₸": {"KZT"}, "ТЕНГЕ": {"KZT"}, "BYR": {"BYN"}, "₾": {"GEL"}, "₺": {"TRY"}, "₹": {"INR"}, "RS": {"INR"}, "₩": {"KRW"},
	"ZŁ": {"PLN"}, "KČ": {"CZK"}, "KR": {"", "SEK", "NOK", "DKK"}, "FR": {"CHF"}, "SFR": {"CHF"}, "₪": {"ILS"}, "₫": {"VND"}, "₱": {"PHP"}, "฿": {"THB"}, "₦": {"NGN"},
}

// longestCurrency bounds the text that may name a currency.
const longestCurrency = 32

// currencyOf is the currency that a text names by its ISO 4217 code, its sign or
// its word. A sign of several means the preferred one if that is among them. It is
// false for what names none; an empty text gives "".
func currencyOf(name, preferred, language string) (code string, ok bool) {
	if len(name) > longestCurrency {
		return "", false
	}
	name = strings.ToUpper(strings.Trim(name, " ."))
	if name == "" {
		return "", true
	}
	if meant, sign := signs[name]; sign {
		switch {
		case slices.Contains(meant, preferred):
			return preferred, preferred != ""
		case strings.HasPrefix(language, "zh") && name == "¥":
			return "CNY", true
		case language == "zh_TW" && name == "元":
			return "TWD", true
		}
		return meant[0], meant[0] != ""
	}
	unit, err := currency.ParseISO(name)
	if err != nil || name == "XXX" || name == "XTS" {
		return "", false
	}
	return unit.String(), true
}
