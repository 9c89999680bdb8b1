package book

import (
	"time"

	"carebook/app/lang"
)

// Progress tells how far an import or a preview is.
type Progress struct {
	// File is the name of the file being read.
	File string
	// Done and Total are bytes, of all files together.
	Done, Total int64
	// Records are those done with.
	Records int
	// Elapsed is the time since the run began.
	Elapsed time.Duration
	// Finishing is set once everything is read and only the commit is left.
	Finishing bool
}

// settled is how long a run takes before its rate says anything.
const settled = time.Second / 2

// Rate is how many records were done in a second, 0 until that is known.
func (p Progress) Rate() float64 {
	if p.Elapsed < settled {
		return 0
	}
	return float64(p.Records) / p.Elapsed.Seconds()
}

// Left is about how long the rest takes, 0 until that is known.
func (p Progress) Left() time.Duration {
	if p.Elapsed < settled || p.Done == 0 || p.Total <= p.Done {
		return 0
	}
	return time.Duration(float64(p.Elapsed) * float64(p.Total-p.Done) / float64(p.Done))
}

// Sentence says how far the run is, and from a second on how fast it is and how
// long it will take.
func (p Progress) Sentence() string {
	if p.Finishing {
		return lang.N("import.writing", p.Records)
	}
	words := lang.N("import.records_so_far", p.Records)
	if p.Elapsed < time.Second {
		return words
	}
	if rate := int(p.Rate()); rate > 0 {
		words += lang.T("import.and") + lang.N("import.rate", rate)
	}
	if left := p.Left(); left > 0 {
		words += lang.T("import.and") + leftSentence(left)
	}
	return words
}

// leftSentence is about how long something takes yet.
func leftSentence(left time.Duration) string {
	if left < 90*time.Second {
		return lang.N("import.left_seconds", max(1, int(left.Round(time.Second)/time.Second)))
	}
	return lang.N("import.left_minutes", int(left.Round(time.Minute)/time.Minute))
}
