package sales

// Typed reads one number as a person types it, as a cell of a column that writes
// decimals with a sign, '.' or ','. It gives the digits with a point ("1234.5"), and
// what stands beside them, such as a per cent sign. It is false for what is no
// number.
func Typed(words string, decimal rune) (number, beside string, ok bool) {
	n, beside, ok := numberOf(words)
	if !ok {
		return "", "", false
	}
	number, r := n.decimal(style{point: decimal == '.', comma: decimal == ','})
	return number, beside, r == read
}

// GoodMargin reports whether a number that Typed gave can be a margin: more than
// the whole amount is no profit, it is a mark-up on the cost.
func GoodMargin(percent string) bool { return !overHundred(percent) }
