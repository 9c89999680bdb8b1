package care

// Cadence is how often, in days, a person should hear from the user: by any
// real contact, and by a visit. 0 says nothing, so that what comes next in line
// decides; Never asks for none.
type Cadence struct {
	Call  int `json:"call,omitempty"`
	Visit int `json:"visit,omitempty"`
}

// Never in a Cadence asks for no calls, or no visits.
const Never = -1

// MaxCadence is the longest cadence, in days.
const MaxCadence = 3650

// Cadences are what the bands of a book ask for.
type Cadences struct {
	A Cadence `json:"a"`
	B Cadence `json:"b"`
	C Cadence `json:"c"`
}

// DefaultCadences are those of a new book.
func DefaultCadences() Cadences {
	return Cadences{A: Cadence{14, 30}, B: Cadence{45, 90}, C: Cadence{120, Never}}
}

// Of is what a band asks for. Those who are new, or have no band but were in
// contact with the user before, have that of B.
func (c Cadences) Of(b Band) Cadence {
	switch b {
	case BandA:
		return c.A
	case BandC:
		return c.C
	}
	return c.B
}

// For is the cadence of a person, without Never: 0 is none. What is said of the
// person beats what the tags say, of which the shortest counts, and that beats
// the band. Somebody in none of A, B and C, without a tag that says anything and
// without a contact event (touched) has none but the person's own: else everybody
// in a telephone's address book would be owed a call.
func (c Cadences) For(person Cadence, tags []Cadence, b Band, touched bool) Cadence {
	var tag Cadence
	for _, t := range tags {
		tag.Call, tag.Visit = shorter(tag.Call, t.Call), shorter(tag.Visit, t.Visit)
	}
	var band Cadence
	if b != "" && b != BandNew || touched {
		band = c.Of(b)
	}
	return Cadence{first(person.Call, tag.Call, band.Call), first(person.Visit, tag.Visit, band.Visit)}
}

// shorter is the shorter of two cadences of tags; one that says Never gives way
// to one that asks for something.
func shorter(a, b int) int {
	switch {
	case a <= 0 && b != 0:
		return b
	case b <= 0:
		return a
	}
	return min(a, b)
}

// first is the first of several that says something, MaxCadence at most and 0
// for Never.
func first(every ...int) int {
	for _, n := range every {
		if n != 0 {
			return min(max(0, n), MaxCadence)
		}
	}
	return 0
}
