package plan_test

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"carebook/app/care/plan"
)

func TestMinutes(t *testing.T) {
	for _, c := range []struct {
		total  int
		shares plan.Shares
		want   [3]int
	}{
		{1200, plan.DefaultShares, [3]int{240, 720, 240}},
		{1200, plan.Shares{A: 50, B: 40, C: 10}, [3]int{600, 480, 120}},
		{0, plan.DefaultShares, [3]int{0, 0, 0}},
		{-5, plan.DefaultShares, [3]int{0, 0, 0}},
		{1, plan.DefaultShares, [3]int{0, 1, 0}},
		{2, plan.DefaultShares, [3]int{1, 1, 0}},                    // 0.4 of A and of C
		{7, plan.Shares{A: 50, B: 50}, [3]int{4, 3, 0}},             // a half of A and of B
		{3, plan.Shares{B: 50, C: 50}, [3]int{0, 2, 1}},             // a half of B and of C
		{5, plan.Shares{A: 30, B: 30, C: 40}, [3]int{2, 1, 2}},      // a half of A and of B
		{101, plan.Shares{A: 33, B: 33, C: 34}, [3]int{33, 33, 35}}, // 33.33, 33.33, 34.34
		{100, plan.Shares{C: 100}, [3]int{0, 0, 100}},
		{100, plan.Shares{A: 50, B: 50, C: 50}, [3]int{20, 60, 20}}, // no shares
		{100, plan.Shares{A: 120, B: -40, C: 20}, [3]int{20, 60, 20}},
	} {
		if got := plan.Minutes(c.total, c.shares); got != c.want {
			t.Errorf("%d by %v: %v, want %v", c.total, c.shares, got, c.want)
		}
	}
}

func TestMinutesSumToTheWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := rapid.IntRange(0, 100).Draw(t, "a")
		b := rapid.IntRange(0, 100-a).Draw(t, "b")
		shares := plan.Shares{A: a, B: b, C: 100 - a - b}
		total := rapid.IntRange(0, 100_000).Draw(t, "total")
		sum := 0
		for i, got := range plan.Minutes(total, shares) {
			sum += got
			if exact := float64(total*shares.List()[i]) / 100; math.Abs(exact-float64(got)) >= 1 {
				t.Fatalf("%d by %v: %d at %d, exactly %v", total, shares, got, i, exact)
			}
		}
		if sum != total {
			t.Fatalf("%d by %v: %d", total, shares, sum)
		}
	})
}

func TestShareOf(t *testing.T) {
	for _, c := range []struct {
		amounts [3]int64
		want    plan.Shares
		known   bool
	}{
		{[3]int64{0, 0, 0}, plan.Shares{}, false},
		{[3]int64{-3, 0, -1}, plan.Shares{}, false},
		{[3]int64{61, 34, 5}, plan.Shares{A: 61, B: 34, C: 5}, true},
		{[3]int64{8710800, 4855200, 714000}, plan.Shares{A: 61, B: 34, C: 5}, true},
		{[3]int64{1, 1, 1}, plan.Shares{A: 34, B: 33, C: 33}, true},
		{[3]int64{300, 100, -50}, plan.Shares{A: 75, B: 25}, true},
		{[3]int64{0, 0, math.MaxInt64}, plan.Shares{C: 100}, true},
		{[3]int64{math.MaxInt64 / 2, math.MaxInt64 / 2, 0}, plan.Shares{A: 50, B: 50}, true},
	} {
		got, known := plan.ShareOf(c.amounts)
		if got != c.want || known != c.known || known && !got.Valid() {
			t.Errorf("of %v: %v %v, want %v %v", c.amounts, got, known, c.want, c.known)
		}
	}
}

func TestPresetsAreWhole(t *testing.T) {
	for _, s := range plan.Presets {
		if !s.Valid() {
			t.Errorf("%v", s)
		}
	}
}
