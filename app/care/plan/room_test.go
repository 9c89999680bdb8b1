package plan_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"carebook/app/care"
	"carebook/app/care/plan"
)

// The user's own will wins on any day of any week: a visit has room there unless
// what is pinned or done leaves none, nobody is lost on the way, and the plan keeps
// the rules of its days.
func TestAnyVisitFindsRoomWhereTheUserPutsIt(t *testing.T) {
	gaveWay, wentOut := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		job := anyTask(t)
		if rapid.IntRange(0, 3).Draw(t, "usual") > 0 {
			job.Today, job.Hours = monday.Plus(rapid.IntRange(-1, 2).Draw(t, "today")), plan.DefaultHours
		}
		standing := plan.Week(job).Visits
		v := plan.Visit{
			Key: 5555, Band: care.BandB, Day: monday.Plus(rapid.IntRange(-1, 7).Draw(t, "day")), Minutes: rapid.SampledFrom([]int{5, 30, 60, 100, 200}).Draw(t, "minutes"),
			District: rapid.SampledFrom([]string{"", "north", "south"}).Draw(t, "district"), Pinned: true,
		}
		if len(standing) > 0 && rapid.IntRange(0, 3).Draw(t, "beside") > 0 {
			v.Day = standing[rapid.IntRange(0, len(standing)-1).Draw(t, "other")].Day
		}
		left := care.Day("")
		if len(standing) > 0 && rapid.Bool().Draw(t, "moved") {
			old := standing[rapid.IntRange(0, len(standing)-1).Draw(t, "visit")]
			v.Key, v.District, left = old.Key, old.District, old.Day
		}
		others := slices.DeleteFunc(slices.Clone(standing), func(o plan.Visit) bool { return o.Key == v.Key })
		job.Fixed, job.Candidates = standing, nil
		s, ok := plan.MakeRoom(job, v, left)

		hard := job
		hard.Fixed = slices.DeleteFunc(slices.Clone(others), func(o plan.Visit) bool { return !o.Pinned && !o.Done })
		if _, want := plan.Fit(hard, v); ok != want {
			t.Fatalf("%v has room %v, want %v, beside %v", v, ok, want, hard.Fixed)
		}
		if !ok {
			return
		}
		if v.Start = s.Placed.Start; s.Placed != v {
			t.Fatalf("%v became %v", v, s.Placed)
		}
		gone := map[int64]bool{}
		for _, m := range slices.Concat(s.Moved, s.Out) {
			i := slices.IndexFunc(others, func(o plan.Visit) bool { return o.Key == m.Key })
			if i < 0 || gone[m.Key] || others[i].Day != v.Day || others[i].Pinned || others[i].Done || others[i].Minutes != m.Minutes {
				t.Fatalf("%v gives way to %v among %v", m, v, others)
			}
			gone[m.Key] = true
		}
		stayed := slices.DeleteFunc(others, func(o plan.Visit) bool { return gone[o.Key] })
		after := slices.Concat(stayed, s.Moved, []plan.Visit{s.Placed})
		slices.SortFunc(after, func(a, b plan.Visit) int {
			if a.Day != b.Day {
				return care.DaysBetween(b.Day, a.Day)
			}
			return a.Start - b.Start
		})
		job.Fixed = slices.DeleteFunc(stayed, func(o plan.Visit) bool { return o.Day >= job.Today && !o.Pinned && !o.Done })
		job.Fixed = slices.DeleteFunc(job.Fixed, func(o plan.Visit) bool { return o.Key == v.Key })
		free := slices.Clone(after)
		for i := range free {
			free[i].Pinned = free[i].Pinned && free[i].Key != v.Key
		}
		checkDays(t, &job, &plan.Plan{Visits: free})
		for _, o := range s.Out {
			for day := monday; day <= sunday; day = day.Plus(1) {
				if start, fits := hasRoom(&job, &plan.Plan{Visits: after}, day, o.Minutes, o.District); fits {
					t.Fatalf("%v is out, and has room on %s at %d", o, day, start)
				}
			}
		}
		gaveWay, wentOut = gaveWay+len(s.Moved), wentOut+len(s.Out)
	})
	if gaveWay+wentOut == 0 {
		t.Error("no visit gave way: too few were tried")
	}
}

func TestTheLeastPressingGivesWay(t *testing.T) {
	visit := func(key int64, reason plan.Reason, band care.Band, day care.Day, start int) plan.Visit {
		return plan.Visit{Key: key, Band: band, District: "north", Day: day, Start: start, Minutes: 60, Why: plan.Why{Reason: reason, Day: monday}}
	}
	tuesday := monday.Plus(1)
	job := plan.Task{From: monday, To: sunday, Today: monday, Hours: hours(60, 180), Fixed: []plan.Visit{
		visit(1, plan.Due, care.BandA, tuesday, 570), visit(2, plan.OnTheWay, care.BandA, tuesday, 645), visit(3, plan.Promise, care.BandC, tuesday, 840),
		visit(4, plan.Due, care.BandB, monday, 570),
	}}
	moved := job.Fixed[3]
	moved.Day, moved.Pinned = tuesday, true
	s, ok := plan.MakeRoom(job, moved, monday)
	if !ok || s.Placed.Start != 645 || len(s.Moved) != 1 || s.Moved[0].Key != 2 || s.Moved[0].Day != monday || len(s.Out) != 0 {
		t.Errorf("moved: %+v, %v", s, ok)
	}
	added := visit(5, plan.ByHand, "", tuesday, 0)
	added.Minutes, added.Pinned = 120, true
	s, ok = plan.MakeRoom(job, added, "")
	if !ok || len(s.Moved) != 0 || len(s.Out) != 2 || s.Out[0].Key != 1 || s.Out[1].Key != 2 {
		t.Errorf("added: %+v, %v", s, ok)
	}
	job.Fixed[0].Pinned, job.Fixed[2].Done = true, true
	if s, ok = plan.MakeRoom(job, added, ""); ok {
		t.Errorf("what is pinned and done gave way: %+v", s)
	}
}

// Whoever does not fit into the band's share reads that, since the user can change
// it, even where the minutes that another band leaves over lie in no piece.
func TestWhoHasNoTimeInTheShareIsNotLeftOutForAGap(t *testing.T) {
	job := task(hours(60, 40), "anna A, every 30 due Mon", "bert A, every 30 due Tue")
	job.Hours.Lengths = [3]int{60, 45, 30}
	job.Shares = plan.Shares{A: 60, C: 40}
	p := plan.Week(job)
	if len(p.Visits) != 1 || len(p.LeftOut) != 1 || p.LeftOut[0].Why != plan.NoTime {
		t.Errorf("%s; left out %s", visits(job, p), leftOut(job, p))
	}
	job.Shares, job.Hours.Days[2] = plan.Shares{A: 100}, 40
	if p = plan.Week(job); len(p.LeftOut) != 1 || p.LeftOut[0].Why != plan.NoGap {
		t.Errorf("with all of the time: %s; left out %s", visits(job, p), leftOut(job, p))
	}
}
