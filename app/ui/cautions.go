package ui

import (
	"carebook/app/care"
	"carebook/app/ui/kit/run"
)

// caution says what is not well with a book that works all the same: a clock that is
// behind, a network drive. A clock that was set on purpose is as it should be.
func (w *Window) caution() {
	run.Do(w.executor, &w.cautioning, w.params.Store.Cautions, func(cautions []*care.Error, err error) {
		if err != nil {
			w.Fail(err)
			return
		}
		for _, c := range cautions {
			if c.Code != care.CodeClockBehind || !w.params.Clock.Set() {
				w.Fail(c)
			}
		}
	})
}
