package care

// EventKind says what happened between the user and a person.
type EventKind string

// The kinds of contact events, and the promise: something the user said would
// be done by a day.
const (
	Call      EventKind = "call"
	Visit     EventKind = "visit"
	Message   EventKind = "message"
	Meeting   EventKind = "meeting"
	Greeting  EventKind = "greeting"
	Gift      EventKind = "gift"
	Quote     EventKind = "quote"
	Purchase  EventKind = "purchase"
	Complaint EventKind = "complaint"
	Feedback  EventKind = "feedback"
	Memo      EventKind = "note"
	Promise   EventKind = "promise"
)

// EventKinds are all kinds in the order in which they are offered.
func EventKinds() []EventKind {
	return []EventKind{Call, Visit, Message, Meeting, Greeting, Gift, Quote, Purchase, Complaint, Feedback, Memo, Promise}
}

// Outcome is how a call, visit, message or meeting ended. The empty Outcome is
// the usual one: the two spoke.
type Outcome string

// The outcomes.
const (
	NoAnswer   Outcome = "no_answer"
	Answered   Outcome = "answered"
	CallBack   Outcome = "call_back"
	Interested Outcome = "interested"
	Ordered    Outcome = "ordered"
	Declined   Outcome = "declined"
)

// Outcomes are those that a kind of event can have, besides the empty one.
func Outcomes(kind EventKind) []Outcome {
	switch kind {
	case Call:
		return []Outcome{NoAnswer, CallBack, Interested, Ordered, Declined}
	case Visit, Meeting:
		return []Outcome{NoAnswer, Interested, Ordered, Declined}
	case Message:
		return []Outcome{Answered, Interested, Ordered, Declined}
	case Quote:
		return []Outcome{Interested, Ordered, Declined}
	}
	return nil
}

// Event is one row of a person's timeline. Its JSON form is what the book
// keeps.
type Event struct {
	// ID is a UUIDv7 given by Carebook.
	ID   string    `json:"id,omitempty"`
	Kind EventKind `json:"kind"`
	// Day is when it happened, At when it was written down.
	Day Day     `json:"day"`
	At  Instant `json:"at,omitempty"`
	// Minutes is how long it took, 0 where nobody said.
	Minutes int     `json:"minutes,omitempty"`
	Outcome Outcome `json:"outcome,omitempty"`
	Text    string  `json:"text,omitempty"`
	// Price is the amount of a quote or a purchase, ValidUntil the last day of
	// a quote.
	Price      *Money `json:"price,omitempty"`
	ValidUntil Day    `json:"valid_until,omitempty"`
	// Due is the day by which a promise is to be kept or a complaint answered,
	// Done the day on which that happened.
	Due  Day `json:"due,omitempty"`
	Done Day `json:"done,omitempty"`
	// Occasion names what a greeting was for (see remind.ID.Occasion), Template
	// the words that it was made from.
	Occasion string `json:"occasion,omitempty"`
	Template string `json:"template,omitempty"`
	// Pinned events stand above the timeline.
	Pinned bool `json:"pinned,omitempty"`
}

// Real reports whether the event is a real contact: a call, visit or meeting
// in which the two met, or a message that was answered.
func (e *Event) Real() bool {
	switch e.Kind {
	case Call, Visit, Meeting:
		return e.Outcome != NoAnswer
	case Message:
		return e.Outcome != "" && e.Outcome != NoAnswer
	}
	return false
}

// Touches reports whether the person has heard from the user by the event: it is
// neither a note of the user's own, nor a promise, nor a try without an answer.
func (e *Event) Touches() bool {
	return e.Kind != Memo && e.Kind != Promise && e.Outcome != NoAnswer
}

// Visits reports whether the event is a real contact face to face.
func (e *Event) Visits() bool {
	return (e.Kind == Visit || e.Kind == Meeting) && e.Real()
}

// Open reports whether the event is a promise or a complaint that waits.
func (e *Event) Open() bool {
	return (e.Kind == Promise || e.Kind == Complaint) && e.Done == ""
}
