package kittest

import (
	"slices"

	"carebook/app/ui/kit/run"
)

// Held keeps the work of an executor back, and the answers to it, until a test
// lets them go: what a slow or busy book does to a window.
type Held struct {
	// Work and Answers wait, the oldest first.
	Work, Answers []func()
}

// Hold makes an executor whose work and answers are held.
func Hold() (*Held, *run.Executor) {
	h := &Held{}
	return h, run.With(
		func(f func()) { h.Work = append(h.Work, f) },
		func(f func()) { h.Answers = append(h.Answers, f) })
}

// DoWork lets piece i of the work go; its answer stays held.
func (h *Held) DoWork(i int) { take(&h.Work, i)() }

// Answer shows answer i.
func (h *Held) Answer(i int) { take(&h.Answers, i)() }

// Go lets everything go in the order in which it came, also what comes of it.
func (h *Held) Go() {
	for len(h.Work)+len(h.Answers) > 0 {
		if len(h.Answers) > 0 {
			h.Answer(0)
		} else {
			h.DoWork(0)
		}
	}
}

func take(list *[]func(), i int) func() {
	f := (*list)[i]
	*list = slices.Delete(*list, i, i+1)
	return f
}
