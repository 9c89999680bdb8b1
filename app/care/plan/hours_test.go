package plan_test

import (
	"errors"
	"testing"

	"pgregory.net/rapid"

	"carebook/app/care/plan"
)

func TestWithWeek(t *testing.T) {
	days := func(d ...int) (h plan.Hours) {
		h = plan.DefaultHours
		h.Days = [7]int{}
		copy(h.Days[:], d)
		return h
	}
	for what, c := range map[string]struct {
		hours   plan.Hours
		minutes int
		want    [7]int
	}{
		"the same":             {plan.DefaultHours, 1200, [7]int{240, 240, 240, 240, 240}},
		"half":                 {plan.DefaultHours, 600, [7]int{120, 120, 120, 120, 120}},
		"a remainder":          {plan.DefaultHours, 602, [7]int{121, 121, 120, 120, 120}},
		"in proportion":        {days(60, 0, 120), 90, [7]int{30, 0, 60}},
		"the larger remainder": {days(60, 0, 120), 91, [7]int{30, 0, 61}},
		"a day off stays off":  {days(0, 300, 0, 300, 0, 300), 100, [7]int{0, 34, 0, 33, 0, 33}},
		"nobody works":         {days(), 300, [7]int{60, 60, 60, 60, 60}},
		"a negative day":       {days(-60, 60), 100, [7]int{0, 100}},
		"nothing":              {plan.DefaultHours, 0, [7]int{}},
		"less than nothing":    {plan.DefaultHours, -7, [7]int{}},
		"seven days":           {days(1, 1, 1, 1, 1, 1, 1), 700, [7]int{100, 100, 100, 100, 100, 100, 100}},
	} {
		got := c.hours.WithWeek(c.minutes)
		if got.Days != c.want {
			t.Errorf("%s: %v, want %v", what, got.Days, c.want)
		}
		if got.Days = c.hours.Days; got != c.hours {
			t.Errorf("%s: %+v became %+v", what, c.hours, got)
		}
	}
}

func TestWithWeekSumsExactly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h := plan.DefaultHours
		for i := range h.Days {
			h.Days[i] = rapid.SampledFrom([]int{0, 0, 1, 7, 240, 720}).Draw(t, "day")
		}
		minutes := rapid.IntRange(0, 5040).Draw(t, "minutes")
		got := h.WithWeek(minutes)
		if got.Week() != minutes {
			t.Fatalf("%v with %d: %v sums to %d", h.Days, minutes, got.Days, got.Week())
		}
		week := h.Week()
		for i, n := range got.Days {
			if week > 0 && (n*week <= (h.Days[i]*minutes-week) || n*week >= h.Days[i]*minutes+week) {
				t.Fatalf("%v with %d: %v is out of proportion", h.Days, minutes, got.Days)
			}
			if (week == 0) != (h.Days[i] == 0 && n > 0) && week == 0 && i < 5 && minutes >= 5 {
				t.Fatalf("%d with %d: %v leaves a weekday without minutes", h.Days, minutes, got.Days)
			}
		}
	})
}

func TestHoursAreValid(t *testing.T) {
	for what, c := range map[string]struct {
		change func(h *plan.Hours)
		part   plan.Part // "" is valid
		index  int
	}{
		"default":             {func(h *plan.Hours) {}, "", 0},
		"no day":              {func(h *plan.Hours) { h.Days = [7]int{} }, "", 0},
		"twelve hours":        {func(h *plan.Hours) { h.Days[6] = 720 }, "", 0},
		"over twelve hours":   {func(h *plan.Hours) { h.Days[6] = 721 }, plan.PartDays, 6},
		"a negative day":      {func(h *plan.Hours) { h.Days[2] = -1 }, plan.PartDays, 2},
		"midnight":            {func(h *plan.Hours) { h.Start = 0 }, "", 0},
		"a minute before ten": {func(h *plan.Hours) { h.Start = 22*60 - 1 }, "", 0},
		"ten at night":        {func(h *plan.Hours) { h.Start = 22 * 60 }, plan.PartStart, 0},
		"before midnight":     {func(h *plan.Hours) { h.Start = -1 }, plan.PartStart, 0},
		"no pause":            {func(h *plan.Hours) { h.PauseTo = h.PauseFrom }, "", 0},
		"no pause at nought":  {func(h *plan.Hours) { h.PauseFrom, h.PauseTo = 0, 0 }, "", 0},
		"a pause backwards":   {func(h *plan.Hours) { h.PauseTo = h.PauseFrom - 1 }, plan.PartPause, 0},
		"an early pause":      {func(h *plan.Hours) { h.PauseFrom = -1 }, plan.PartPause, 0},
		"a pause to midnight": {func(h *plan.Hours) { h.PauseTo = 24 * 60 }, "", 0},
		"a pause overnight":   {func(h *plan.Hours) { h.PauseTo = 24*60 + 1 }, plan.PartPause, 0},
		"short":               {func(h *plan.Hours) { h.Lengths[2] = 5 }, "", 0},
		"too short":           {func(h *plan.Hours) { h.Lengths[2] = 4 }, plan.PartLengths, 2},
		"long":                {func(h *plan.Hours) { h.Lengths[0] = 480 }, "", 0},
		"too long":            {func(h *plan.Hours) { h.Lengths[1] = 481 }, plan.PartLengths, 1},
	} {
		h := plan.DefaultHours
		c.change(&h)
		err := h.Valid()
		if c.part == "" {
			if err != nil {
				t.Errorf("%s: %v", what, err)
			}
			continue
		}
		var wrong *plan.HoursError
		if !errors.As(err, &wrong) || wrong.Part != c.part || wrong.Index != c.index || wrong.Error() == "" {
			t.Errorf("%s: %v, want %s %d", what, err, c.part, c.index)
		}
	}
}

func TestSharesWith(t *testing.T) {
	for _, c := range []struct {
		shares     plan.Shares
		i, percent int
		want       plan.Shares
	}{
		{plan.DefaultShares, 0, 20, plan.Shares{A: 20, B: 60, C: 20}},
		{plan.DefaultShares, 0, 21, plan.Shares{A: 21, B: 59, C: 20}},
		{plan.DefaultShares, 0, 60, plan.Shares{A: 60, B: 30, C: 10}},
		{plan.DefaultShares, 1, 0, plan.Shares{A: 50, B: 0, C: 50}},
		{plan.DefaultShares, 1, 59, plan.Shares{A: 21, B: 59, C: 20}},
		{plan.DefaultShares, 2, 100, plan.Shares{A: 0, B: 0, C: 100}},
		{plan.DefaultShares, 2, 140, plan.Shares{A: 0, B: 0, C: 100}},
		{plan.DefaultShares, 2, -3, plan.Shares{A: 25, B: 75, C: 0}},
		{plan.Shares{A: 100}, 0, 90, plan.Shares{A: 90, B: 0, C: 10}},
		{plan.Shares{B: 100}, 1, 90, plan.Shares{A: 0, B: 90, C: 10}},
		{plan.Shares{C: 100}, 2, 90, plan.Shares{A: 0, B: 10, C: 90}},
		{plan.Shares{A: 40, C: 60}, 0, 50, plan.Shares{A: 50, B: 0, C: 50}},
		{plan.Shares{A: 1, B: 1, C: 1}, 0, 60, plan.Shares{A: 60, B: 30, C: 10}}, // no shares
	} {
		if got := c.shares.With(c.i, c.percent); got != c.want {
			t.Errorf("%v with %d at %d: %v, want %v", c.shares, c.percent, c.i, got, c.want)
		}
	}
}

func TestSharesWithSumToTheWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := rapid.IntRange(0, 100).Draw(t, "a")
		b := rapid.IntRange(0, 100-a).Draw(t, "b")
		shares := plan.Shares{A: a, B: b, C: 100 - a - b}
		i := rapid.IntRange(0, 2).Draw(t, "i")
		if got := shares.With(i, shares.List()[i]); got != shares {
			t.Fatalf("%v as it was: %v", shares, got)
		}
		for percent := 0; percent <= 100; percent++ {
			got := shares.With(i, percent)
			if !got.Valid() || got.List()[i] != percent {
				t.Fatalf("%v with %d at %d: %v", shares, percent, i, got)
			}
			if percent == 0 {
				continue
			}
			for k, before := range shares.With(i, percent-1).List() {
				if k != i && got.List()[k] > before {
					t.Fatalf("%v with %d at %d: %d grew from %d", shares, percent, i, k, before)
				}
			}
		}
	})
}
