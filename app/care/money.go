package care

// Money is an amount in the minor units of a currency (cents, or whole yen).
type Money struct {
	Minor int64 `json:"minor"`
	// Currency is an ISO 4217 code.
	Currency string `json:"currency"`
}

// Decimals is the number of digits after the point in which a currency is
// written: 2, but for those of ISO 4217 that have none or three.
func Decimals(currency string) int {
	switch currency {
	case "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF", "XPF":
		return 0
	case "BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND":
		return 3
	}
	return 2
}
