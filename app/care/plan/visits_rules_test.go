package plan_test

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"carebook/app/care"
	"carebook/app/care/plan"
)

// bandsDrawn are drawn for candidates; those without a band are many in a book.
var bandsDrawn = []care.Band{care.BandA, care.BandA, care.BandB, care.BandB, care.BandB, care.BandC, care.BandNew, ""}

// anyCandidates draws people of whom many are due at once.
func anyCandidates(random *rand.Rand, n int) []plan.Candidate {
	some := func(one int, from, to int) care.Day {
		if random.IntN(one) > 0 {
			return ""
		}
		return monday.Plus(from + random.IntN(to-from))
	}
	all := make([]plan.Candidate, n)
	for i := range all {
		c := &all[i]
		*c = plan.Candidate{
			Key: int64(i + 1), ID: fmt.Sprintf("%05d", random.IntN(4)*100_000+i), Band: bandsDrawn[random.IntN(len(bandsDrawn))],
			District:  []string{"", "north", "south", "east", "west"}[random.IntN(5)],
			Complaint: some(12, -9, 12), Promise: some(8, -5, 12), Birthday: some(8, -2, 12), Offer: some(8, -2, 10), Last: some(2, -40, -1),
		}
		if random.IntN(5) > 0 {
			c.Every = []int{7, 14, 30, 90}[random.IntN(4)]
			c.Due = monday.Plus(random.IntN(70) - 45)
		}
	}
	return all
}

// anyHours draws hours from none to the longest.
func anyHours(t *rapid.T) plan.Hours {
	h := plan.Hours{Start: rapid.SampledFrom([]int{0, 480, 570, 780, 1250}).Draw(t, "start")}
	for i := range h.Days {
		h.Days[i] = rapid.SampledFrom([]int{0, 100, 240, 240, 720}).Draw(t, "minutes")
	}
	h.PauseFrom = rapid.SampledFrom([]int{0, 660, 780}).Draw(t, "pause")
	h.PauseTo = h.PauseFrom + rapid.SampledFrom([]int{0, 60, 150}).Draw(t, "pause minutes")
	for i := range h.Lengths {
		h.Lengths[i] = rapid.SampledFrom([]int{5, 30, 45, 60, 61, 200}).Draw(t, "length")
	}
	return h
}

// anyTask draws a week, half of the time with visits that are fixed already: some
// of a plan made before, and one anywhere.
func anyTask(t *rapid.T) plan.Task {
	random := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 0))
	a := rapid.IntRange(0, 100).Draw(t, "a")
	b := rapid.IntRange(0, 100-a).Draw(t, "b")
	job := plan.Task{
		From: monday, To: sunday, Today: monday.Plus(rapid.IntRange(-5, 7).Draw(t, "today")),
		Hours: anyHours(t), Shares: plan.Shares{A: a, B: b, C: 100 - a - b}, Dropped: map[int64]bool{},
		Candidates: anyCandidates(random, rapid.SampledFrom([]int{0, 1, 5, 30, 120}).Draw(t, "n")),
	}
	for i := range job.Candidates {
		if random.IntN(15) == 0 {
			job.Dropped[job.Candidates[i].Key] = true
		}
	}
	if rapid.Bool().Draw(t, "kept") {
		before := job
		before.Today = today
		for _, v := range plan.Week(before).Visits {
			if random.IntN(3) == 0 {
				v.Pinned = true
				job.Fixed = append(job.Fixed, v)
			}
		}
		if random.IntN(2) == 0 {
			job.Fixed = append(job.Fixed, plan.Visit{
				Key: 9999, Band: care.BandB, Day: monday.Plus(random.IntN(7)), Start: random.IntN(1400), Minutes: 20 + random.IntN(100), District: "north", Done: true,
			})
		}
	}
	return job
}

// open reports whether something new may be put on a day.
func open(job *plan.Task, day care.Day) bool {
	return day >= job.From && day >= job.Today && day <= job.To
}

// dayMinutes are those of a day's hours.
func dayMinutes(job *plan.Task, day care.Day) int {
	return job.Hours.Days[care.DaysBetween(monday, day)%7]
}

// hasRoom tries each minute of a day for a visit, as the plan stands.
func hasRoom(job *plan.Task, p *plan.Plan, day care.Day, minutes int, district string) (start int, ok bool) {
	h := &job.Hours
	sum := 0
	var others []plan.Visit
	for _, v := range p.Visits {
		if v.Day == day {
			sum += v.Minutes
			others = append(others, v)
		}
	}
	if !open(job, day) || sum+minutes > dayMinutes(job, day) {
		return 0, false
	}
minute:
	for start := h.Start; start+minutes <= 22*60; start++ {
		if h.PauseFrom < h.PauseTo && start < h.PauseTo && start+minutes > h.PauseFrom {
			continue
		}
		for _, v := range others {
			way := 30
			if district != "" && v.District == district {
				way = 15
			}
			if start < v.Start+v.Minutes+way && v.Start < start+minutes+way {
				continue minute
			}
		}
		return start, true
	}
	return 0, false
}

// reasons are all that the rules know, said anew: for each reason its day, if it
// counts in the week.
func reasons(job *plan.Task, c *plan.Candidate) map[plan.Reason]care.Day {
	begin := job.From
	if job.Today > begin {
		begin = job.Today
	}
	all := map[plan.Reason]care.Day{}
	if c.Complaint != "" && c.Complaint <= job.To {
		all[plan.Complaint] = c.Complaint
	}
	if c.Promise != "" && c.Promise <= job.To {
		all[plan.Promise] = c.Promise
	}
	if c.Every > 0 && c.Due <= job.To {
		if c.Due < begin {
			all[plan.Overdue] = c.Due
		} else {
			all[plan.Due] = c.Due
		}
	}
	if c.Offer >= begin && c.Offer <= job.To {
		all[plan.Offer] = c.Offer
	}
	if c.Birthday >= job.From && c.Birthday <= job.To.Plus(3) && (c.Every > 0 || c.Band == care.BandA) {
		all[plan.Birthday] = c.Birthday
	}
	return all
}

var order = []plan.Reason{plan.Complaint, plan.Promise, plan.Overdue, plan.Offer, plan.Birthday, plan.Due}

// reasonOf is the most pressing one, "" for none.
func reasonOf(job *plan.Task, c *plan.Candidate) (plan.Reason, care.Day) {
	all := reasons(job, c)
	for _, reason := range order {
		if day, has := all[reason]; has {
			return reason, day
		}
	}
	return "", ""
}

// fails is an error of a rule.
type fails interface {
	Helper()
	Fatalf(format string, args ...any)
}

// checkDays checks what must hold of the visits themselves.
func checkDays(t fails, job *plan.Task, p *plan.Plan) {
	t.Helper()
	fixed := map[int64]int{}
	for _, v := range job.Fixed {
		fixed[v.Key]++
		if !slices.Contains(p.Visits, v) {
			t.Fatalf("%v did not stay", v)
		}
	}
	h := &job.Hours
	people, sums, free := map[int64]int{}, map[care.Day]int{}, map[care.Day]bool{}
	var last *plan.Visit
	for i := range p.Visits {
		v := &p.Visits[i]
		people[v.Key]++
		sums[v.Day] += v.Minutes
		isNew := fixed[v.Key] == 0
		if isNew {
			free[v.Day] = true
			if !open(job, v.Day) || v.Start < h.Start || v.Start+v.Minutes > 22*60 || v.Minutes <= 0 || v.Pinned || v.Done {
				t.Fatalf("%v is out of bounds", *v)
			}
			if h.PauseFrom < h.PauseTo && v.Start < h.PauseTo && v.Start+v.Minutes > h.PauseFrom {
				t.Fatalf("%v lies in the pause", *v)
			}
		}
		if last != nil && last.Day > v.Day || last != nil && last.Day == v.Day && last.Start > v.Start {
			t.Fatalf("%v stands after %v", *v, *last)
		}
		if last != nil && last.Day == v.Day && (isNew || fixed[last.Key] == 0) {
			way := 30
			if v.District != "" && v.District == last.District {
				way = 15
			}
			if last.Start+last.Minutes+way > v.Start {
				t.Fatalf("no way from %v to %v", *last, *v)
			}
		}
		last = v
	}
	for key, n := range people {
		if n > max(1, fixed[key]) {
			t.Fatalf("%d has %d visits", key, n)
		}
	}
	for day, sum := range sums {
		if free[day] && sum > dayMinutes(job, day) {
			t.Fatalf("%s has %d minutes", day, sum)
		}
	}
	if len(p.Visits) > len(job.Fixed) && p.Minutes > h.Week() {
		t.Fatalf("%d minutes in a week of %d", p.Minutes, h.Week())
	}
}

// checkSums checks the figures of a plan.
func checkSums(t fails, job *plan.Task, p *plan.Plan) {
	t.Helper()
	week := job.Hours.Week()
	planned, minutes := map[care.Band]int{}, 0
	for _, v := range p.Visits {
		planned[v.Band] += v.Minutes
		minutes += v.Minutes
	}
	if p.Target[0]+p.Target[1]+p.Target[2] != week || p.Room != week || p.Minutes != minutes {
		t.Fatalf("target %v, room %d, minutes %d of %d in a week of %d", p.Target, p.Room, p.Minutes, minutes, week)
	}
	for i, band := range []care.Band{care.BandA, care.BandB, care.BandC} {
		if p.Planned[i] != planned[band] || p.Unused[i] != max(0, p.Target[i]-planned[band]) {
			t.Fatalf("%s: planned %d of %d, unused %d of %d", band, p.Planned[i], planned[band], p.Unused[i], p.Target[i])
		}
	}
}

// freeMinutes are those of the days that can still be planned, within the week's.
func freeMinutes(job *plan.Task, p *plan.Plan) int {
	sums, free := map[care.Day]int{}, 0
	for _, v := range p.Visits {
		sums[v.Day] += v.Minutes
	}
	for day := job.From; day <= job.To; day = day.Plus(1) {
		if open(job, day) {
			free += max(0, dayMinutes(job, day)-sums[day])
		}
	}
	return min(free, p.Room-p.Minutes)
}

// checkPeople checks that everybody who is due has a visit or a reason for none,
// and that the reason is true.
func checkPeople(t fails, job *plan.Task, p *plan.Plan) {
	t.Helper()
	visits, out := map[int64]plan.Visit{}, map[int64]plan.LeftOut{}
	for _, v := range p.Visits {
		visits[v.Key] = v
	}
	for _, l := range p.LeftOut {
		if _, twice := out[l.Key]; twice {
			t.Fatalf("%d is left out twice", l.Key)
		}
		out[l.Key] = l
	}
	fixed := func(key int64) bool {
		return slices.ContainsFunc(job.Fixed, func(v plan.Visit) bool { return v.Key == key })
	}
	for i := range job.Candidates {
		c := &job.Candidates[i]
		v, visited := visits[c.Key]
		l, left := out[c.Key]
		reason, day := reasonOf(job, c)
		delete(out, c.Key)
		switch {
		case visited && left:
			t.Fatalf("%v is both visited and left out", *c)
		case fixed(c.Key):
		case job.Dropped[c.Key]:
			if visited || l.Why != plan.Dropped {
				t.Fatalf("%v was dropped: %v %v", *c, v, l)
			}
		case visited && v.Why.Reason == plan.OnTheWay:
			checkOnTheWay(t, job, p, c, v)
		case visited:
			if v.Why.Reason != reason || v.Why.Day != day || v.Band != c.Band || v.District != c.District {
				t.Fatalf("%v: %v, want %s %s", *c, v, reason, day)
			}
			checkDeadline(t, job, p, c, v)
		case reason == "" && left:
			t.Fatalf("%v is left out and was not due", *c)
		case reason != "":
			if l.Day != day {
				t.Fatalf("%v: %v, want %s %s", *c, l, reason, day)
			}
			checkLeftOut(t, job, p, c, l.Why)
		}
	}
	if len(out) > 0 {
		t.Fatalf("%v are nobody", out)
	}
}

func checkOnTheWay(t fails, job *plan.Task, p *plan.Plan, c *plan.Candidate, v plan.Visit) {
	t.Helper()
	company := slices.ContainsFunc(p.Visits, func(o plan.Visit) bool {
		return o.Key != v.Key && o.Day == v.Day && o.District == v.District
	})
	if reason, _ := reasonOf(job, c); reason != "" || !company || c.District == "" || c.Every == 0 || c.Due <= job.To || c.Due > job.To.Plus(14) || v.Why.Day != c.Due {
		t.Fatalf("%v is not on the way: %v", *c, v)
	}
}

// checkDeadline: who comes too late has found no room before.
func checkDeadline(t fails, job *plan.Task, p *plan.Plan, c *plan.Candidate, v plan.Visit) {
	t.Helper()
	deadline := care.Day("9999")
	for reason, day := range reasons(job, c) {
		if reason == plan.Complaint || reason == plan.Promise || reason == plan.Offer {
			deadline = min(deadline, day)
		}
	}
	if deadline == "9999" || v.Day <= deadline {
		return
	}
	for day := job.From; day < v.Day; day = day.Plus(1) {
		if start, ok := hasRoom(job, p, day, v.Minutes, v.District); ok {
			t.Fatalf("%v comes on %s and has room on %s at %d", *c, v.Day, day, start)
		}
	}
}

// checkLeftOut: who has no time would exceed the band's minutes or the week's, and
// what others left over has room for nobody; who has no gap has none on any day.
func checkLeftOut(t fails, job *plan.Task, p *plan.Plan, c *plan.Candidate, why plan.LeftReason) {
	t.Helper()
	i := slices.Index([]care.Band{care.BandA, care.BandB, care.BandC}, c.Band)
	free := freeMinutes(job, p)
	length := job.Hours.Lengths[1]
	if i >= 0 {
		length = job.Hours.Lengths[i]
	}
	switch {
	case why == plan.Outside && i < 0 && length > free:
	case why == plan.NoTime && i >= 0 && (length > free || i == 2 && length > p.Unused[2]):
	case why == plan.NoGap, why == plan.NoTime && i >= 0 && length > p.Unused[i]:
		for day := job.From; day <= job.To; day = day.Plus(1) {
			if start, ok := hasRoom(job, p, day, length, c.District); ok {
				t.Fatalf("%v has room on %s at %d", *c, day, start)
			}
		}
	default:
		t.Fatalf("%v is left out for %q: %d minutes, %d are free, unused %v", *c, why, length, free, p.Unused)
	}
}

// checkOverrun: a band has more than its target, and those outside have anything,
// only where each band's own people have what they can use of its own.
func checkOverrun(t fails, job *plan.Task, p *plan.Plan) {
	t.Helper()
	over, unused := 0, p.Unused[0]+p.Unused[1]+p.Unused[2]
	for i := range p.Planned {
		over += max(0, p.Planned[i]-p.Target[i])
	}
	fixed := 0
	for _, v := range job.Fixed {
		fixed += v.Minutes
	}
	if fixed <= p.Room && over > unused {
		t.Fatalf("planned %v for %v: %d over, %d unused", p.Planned, p.Target, over, unused)
	}
	free := freeMinutes(job, p)
	for _, l := range p.LeftOut {
		i := slices.IndexFunc(job.Candidates, func(c plan.Candidate) bool { return c.Key == l.Key })
		band := slices.Index([]care.Band{care.BandA, care.BandB, care.BandC}, job.Candidates[i].Band)
		if l.Why == plan.NoTime && job.Hours.Lengths[band] <= min(free, p.Unused[band]) {
			t.Fatalf("%v waits for the band's own %d minutes", job.Candidates[i], p.Unused[band])
		}
	}
}

func TestAnyWeekKeepsTheRules(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		job := anyTask(t)
		p := plan.Week(job)
		checkDays(t, &job, &p)
		checkSums(t, &job, &p)
		checkPeople(t, &job, &p)
		checkOverrun(t, &job, &p)
	})
}

func TestTheSameInputHasTheSamePlan(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		job := anyTask(t)
		before := fmt.Sprint(job)
		p := plan.Week(job)
		if after := fmt.Sprint(job); after != before {
			t.Fatalf("the task became %s, was %s", after, before)
		}
		random := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "order"), 1))
		other := job
		other.Candidates, other.Fixed = slices.Clone(job.Candidates), slices.Clone(job.Fixed)
		random.Shuffle(len(other.Candidates), func(i, j int) {
			other.Candidates[i], other.Candidates[j] = other.Candidates[j], other.Candidates[i]
		})
		random.Shuffle(len(other.Fixed), func(i, j int) { other.Fixed[i], other.Fixed[j] = other.Fixed[j], other.Fixed[i] })
		if again := plan.Week(other); !reflect.DeepEqual(p, again) {
			t.Fatalf("%v\nshuffled %v", p, again)
		}
	})
}

// Planning again around a plan that is pinned changes nothing.
func TestAPinnedPlanStays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		job := anyTask(t)
		p := plan.Week(job)
		job.Fixed = slices.Clone(p.Visits)
		again := plan.Week(job)
		for _, v := range p.Visits {
			if !slices.Contains(again.Visits, v) {
				t.Fatalf("%v is gone", v)
			}
		}
	})
}

// Without fixed visits and with hours as people have them, each day goes to a
// district once.
func TestDistrictsAreInOnePiece(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		job := anyTask(t)
		job.Fixed, job.Hours = nil, plan.DefaultHours
		p := plan.Week(job)
		been, last := map[string]bool{}, ""
		for _, v := range p.Visits {
			at := string(v.Day) + v.District
			if at != last && been[at] && v.District != "" {
				t.Fatalf("%s is left and come back to on %s: %v", v.District, v.Day, p.Visits)
			}
			been[at], last = true, at
		}
	})
}

func TestFitFindsTheFirstGap(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		job := anyTask(t)
		p := plan.Week(job)
		job.Fixed = p.Visits
		v := plan.Visit{
			Key: 5555, Day: monday.Plus(rapid.IntRange(-1, 7).Draw(t, "day")), Minutes: rapid.IntRange(1, 200).Draw(t, "minutes"),
			District: rapid.SampledFrom([]string{"", "north", "south"}).Draw(t, "district"),
		}
		if len(p.Visits) > 0 && rapid.Bool().Draw(t, "moved") {
			v.Key = p.Visits[rapid.IntRange(0, len(p.Visits)-1).Draw(t, "visit")].Key
			v.District = cmp.Or(v.District, "east")
			p.Visits = slices.DeleteFunc(slices.Clone(p.Visits), func(o plan.Visit) bool { return o.Key == v.Key })
		}
		start, ok := plan.Fit(job, v)
		wantStart, want := hasRoom(&job, &p, v.Day, v.Minutes, v.District)
		if ok != want || start != wantStart {
			t.Fatalf("%v at %d %v, want %d %v, beside %v", v, start, ok, wantStart, want, p.Visits)
		}
	})
}

// Where all visits are equally long and fill days without a rest, who is visited
// follows from counting alone.
func TestWhoIsVisitedByCounting(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		job := anyTask(t)
		job.Fixed, job.Today = nil, today
		job.Hours = hours()
		for i := range job.Hours.Days {
			job.Hours.Days[i] = 30 * rapid.IntRange(0, 8).Draw(t, "visits")
		}
		var queues [4][]*plan.Candidate
		for i := range job.Candidates {
			c := &job.Candidates[i]
			if c.Due > job.To {
				c.Due, c.Every = "", 0 // nobody on the way
			}
			if reason, _ := reasonOf(&job, c); reason != "" && !job.Dropped[c.Key] {
				row := slices.Index([]care.Band{care.BandA, care.BandB, care.BandC}, c.Band)
				queues[(row+4)%4] = append(queues[(row+4)%4], c)
			}
		}
		want, left := map[int64]bool{}, job.Hours.Week()/30
		serve := func(row, n int) {
			slices.SortFunc(queues[row], func(a, b *plan.Candidate) int { return standsBefore(&job, a, b) })
			n = min(n, left, len(queues[row]))
			for _, c := range queues[row][:n] {
				want[c.Key] = true
			}
			queues[row] = queues[row][n:]
			left -= n
		}
		for row, minutes := range plan.Minutes(job.Hours.Week(), job.Shares) {
			serve(row, minutes/30)
		}
		serve(0, left)
		serve(1, left)
		serve(3, left)
		got := map[int64]bool{}
		for _, v := range plan.Week(job).Visits {
			got[v.Key] = true
		}
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("%v, want %v", got, want)
		}
	})
}

// standsBefore is the rule of the order within a band, said anew.
func standsBefore(job *plan.Task, a, b *plan.Candidate) int {
	whyA, dayA := reasonOf(job, a)
	whyB, dayB := reasonOf(job, b)
	if whyA != whyB {
		return slices.Index(order, whyA) - slices.Index(order, whyB)
	}
	if whyA == plan.Overdue {
		share := func(c *plan.Candidate) float64 {
			return float64(care.DaysBetween(c.Due, monday)) / float64(c.Every)
		}
		if share(a) != share(b) {
			return cmp.Compare(share(b), share(a))
		}
	} else if dayA != dayB {
		return cmp.Compare(dayA, dayB)
	}
	return cmp.Compare(a.ID, b.ID)
}

func TestAnyMonthWaitsForTheCadence(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		first := anyTask(t)
		first.Fixed = nil
		tasks := weeks(first, 5)
		before := fmt.Sprint(tasks)
		visited := map[int64]care.Day{}
		for i, p := range plan.Month(tasks) {
			checkDays(t, &tasks[i], &p)
			checkSums(t, &tasks[i], &p)
			for _, v := range p.Visits {
				c := tasks[i].Candidates[v.Key-1]
				if last, again := visited[v.Key]; again && (c.Every == 0 || last.Plus(c.Every) > tasks[i].To) {
					t.Fatalf("%v is visited on %s and on %s", c, last, v.Day)
				}
				visited[v.Key] = v.Day
			}
		}
		if after := fmt.Sprint(tasks); after != before {
			t.Fatal("the tasks have changed")
		}
	})
}

// tenThousand is a week of a large book, in which nearly everybody is due.
func tenThousand() plan.Task {
	return plan.Task{
		From: monday, To: sunday, Today: today, Hours: plan.DefaultHours, Shares: plan.DefaultShares,
		Candidates: anyCandidates(rand.New(rand.NewPCG(1, 2)), 10_000),
	}
}

func TestTenThousandCandidates(t *testing.T) {
	job := tenThousand()
	p := plan.Week(job)
	checkDays(t, &job, &p)
	checkSums(t, &job, &p)
	checkPeople(t, &job, &p)
	if p.Planned[0] != 240 || p.Planned[1] != 720 || len(p.LeftOut) < 5_000 {
		t.Errorf("planned %v, %d left out", p.Planned, len(p.LeftOut))
	}
	// So many wait that no day has room for the shortest visit.
	sums := map[care.Day]int{}
	for _, v := range p.Visits {
		sums[v.Day] += v.Minutes
	}
	for day := monday; day < monday.Plus(5); day = day.Plus(1) {
		if sums[day] <= 240-30 {
			t.Errorf("%s has %d minutes", day, sums[day])
		}
	}
}

func BenchmarkMonth(b *testing.B) {
	tasks := weeks(tenThousand(), 5)
	for b.Loop() {
		plan.Month(tasks)
	}
}

// Long days that the clock cannot hold, so that thousands find no gap.
func BenchmarkMonthWithoutGaps(b *testing.B) {
	first := tenThousand()
	first.Hours.Days = [7]int{720, 720, 720, 720, 720, 720, 720}
	for b.Loop() {
		plan.Month(weeks(first, 5))
	}
}
