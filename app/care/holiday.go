package care

// Holiday is a day on which the user greets people. Shipped ones lie in the
// program; the book keeps the user's own and what was changed about shipped
// ones.
type Holiday struct {
	// ID names a holiday for good: "us.thanksgiving", or "own." and a UUIDv7.
	ID string `json:"id"`
	// Name is the user's own name for it; "" is that of a shipped one.
	Name string `json:"name,omitempty"`
	// Rule says when it falls, in the words of calendar.ParseRule; "" is that
	// of a shipped one.
	Rule string `json:"rule,omitempty"`
	// On and Off say that it is reminded of whatever its set says, or not.
	On  bool `json:"on,omitempty"`
	Off bool `json:"off,omitempty"`
	// For says who is greeted: the zero Filter is everybody, nil whom the set
	// of a shipped one is for.
	For *Filter `json:"for,omitempty"`
}
