package plan

import "math/bits"

// Shares are parts of a whole for A, B and C, in per cent; they sum to 100.
type Shares struct {
	A int `json:"a"`
	B int `json:"b"`
	C int `json:"c"`
}

// DefaultShares are the target shares of visit time until the user sets others.
var DefaultShares = Shares{20, 60, 20}

// Presets are shares that users are offered: as many per cent of the time as of
// the customers, and one by which the last fifth does not get a fifth.
var Presets = []Shares{DefaultShares, {50, 40, 10}}

// Valid reports whether no share is negative and all sum to 100.
func (s Shares) Valid() bool {
	return min(s.A, s.B, s.C) >= 0 && max(s.A, s.B, s.C) <= 100 && s.A+s.B+s.C == 100
}

// List are the shares of A, B and C in this order.
func (s Shares) List() [3]int { return [3]int{s.A, s.B, s.C} }

// Minutes shares whole minutes over A, B and C; they sum exactly to the total.
// Each gets its share rounded down, and what is left goes to the largest
// remainders, where they are equal to A before B before C. Shares that are not
// valid count as the default ones, a total below 0 as 0.
func Minutes(total int, s Shares) [3]int {
	if !s.Valid() {
		s = DefaultShares
	}
	var weights [3]int64
	for i, share := range s.List() {
		weights[i] = int64(share)
	}
	return [3]int(apportion(max(0, total), weights[:]))
}

// ShareOf are the shares of three amounts in their sum, in whole per cent that
// sum to 100, rounded like Minutes. An amount below 0 has brought nothing and
// counts as 0; known is false where nothing is left to share.
func ShareOf(amounts [3]int64) (s Shares, known bool) {
	for i := range amounts {
		amounts[i] = max(0, amounts[i])
	}
	if amounts == [3]int64{} {
		return s, false
	}
	parts := apportion(100, amounts[:])
	return Shares{parts[0], parts[1], parts[2]}, true
}

// With are the shares with that of A, B or C (0, 1 or 2) set to whole per cent
// (0 to 100; what lies outside counts as the nearest). The two others keep their
// proportion, rounded like Minutes, so that all sum to 100; where both are 0 the
// later one takes what is left. Shares that are not valid count as the default
// ones.
func (s Shares) With(i, percent int) Shares {
	if !s.Valid() {
		s = DefaultShares
	}
	percent = min(max(0, percent), 100)
	var weights [3]int64
	for k, share := range s.List() {
		weights[k] = int64(share)
	}
	later := 2
	if i == 2 {
		later = 1
	}
	if weights[i] == 100 {
		weights[later] = 1
	}
	weights[i] = 0
	parts := apportion(100-percent, weights[:])
	parts[i] = percent
	return Shares{parts[0], parts[1], parts[2]}
}

// apportion splits a total by weights, of which one at least is above 0 and none
// below, by the method of the largest remainder (Hamilton's). Equal remainders
// are served in the order of the weights.
func apportion(total int, weights []int64) []int {
	sum := uint64(0)
	for _, w := range weights {
		sum += uint64(w)
	}
	parts, remainders := make([]int, len(weights)), make([]uint64, len(weights))
	left := total
	for i, w := range weights {
		high, low := bits.Mul64(uint64(total), uint64(w))
		quotient, remainder := bits.Div64(high, low, sum)
		parts[i], remainders[i] = int(quotient), remainder
		left -= int(quotient)
	}
	for ; left > 0; left-- {
		largest := 0
		for i := range remainders {
			if remainders[i] > remainders[largest] {
				largest = i
			}
		}
		parts[largest]++
		remainders[largest] = 0
	}
	return parts
}
