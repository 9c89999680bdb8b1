package care

import "slices"

// Profile is what a salesperson knows of a person beyond an address: what to
// talk about, how and when to get in touch, and what the person is worth.
type Profile struct {
	// Likes are hobbies and preferences, Household the family, both in the
	// user's words.
	Likes     string `json:"likes,omitempty"`
	Household string `json:"household,omitempty"`
	// Interests are topics on which the person wants to hear news first.
	Interests []string `json:"interests,omitempty"`
	// Channel and Hour say how and when the person likes to be reached; Hour
	// is in the user's words ("after five, never on Mondays").
	Channel Channel `json:"channel,omitempty"`
	Hour    string  `json:"hour,omitempty"`
	// Value is 1 to 5, given by hand, or 0 for none.
	Value int `json:"value,omitempty"`
	// ReferredBy is the UID of the person through whom this one came.
	ReferredBy string `json:"referred_by,omitempty"`
	// Lost is the day since which the customer counts as lost.
	Lost Day `json:"lost,omitempty"`
	// Cadence is how often this person should hear from the user, where that is
	// not left to tags and band.
	Cadence Cadence `json:"cadence,omitzero"`
	// Band is the band that the user has chosen in place of the one that follows
	// from sales.
	Band BandOverride `json:"band_override,omitzero"`
	// Own are the values of the user's own fields, each field once.
	Own []OwnValue `json:"own,omitempty"`
	// Files are attached documents. Their bytes lie in the store like those
	// of pictures.
	Files []Attachment `json:"files,omitempty"`
}

// BandOverride is a band chosen by hand, and why in the user's words. The zero
// BandOverride leaves the band to the sales.
type BandOverride struct {
	Band   Band   `json:"band,omitempty"`
	Reason string `json:"reason,omitempty"`
}

// Chosen is the band, or "" where it is none that can be chosen.
func (o BandOverride) Chosen() Band {
	switch o.Band {
	case BandA, BandB, BandC:
		return o.Band
	}
	return ""
}

// MaxValue is the highest value by hand.
const MaxValue = 5

// Channel is a way to get in touch.
type Channel string

// The channels.
const (
	ByCall    Channel = "call"
	ByVisit   Channel = "visit"
	ByMessage Channel = "message"
	ByMail    Channel = "mail"
)

// Channels are all channels in the order in which they are offered.
func Channels() []Channel { return []Channel{ByCall, ByMessage, ByMail, ByVisit} }

// Attachment is a file kept with a person.
type Attachment struct {
	Name      string `json:"name"`
	MediaType string `json:"media_type,omitempty"`
	// Bytes is the size of the file.
	Bytes  int    `json:"bytes"`
	SHA256 string `json:"sha256"`
	Added  Day    `json:"added,omitempty"`
}

// MaxAttachment is the size in bytes up to which a file is kept in the book.
const MaxAttachment = 20 << 20

// FieldType says what a field of the user's own holds.
type FieldType string

// The types of own fields. A number's value is written with a point and without
// grouping, a day's as ISO 8601, a choice's is one of the field's choices.
const (
	TextField   FieldType = "text"
	NumberField FieldType = "number"
	DayField    FieldType = "date"
	ChoiceField FieldType = "choice"
)

// OwnField is a field that the user has invented.
type OwnField struct {
	Name string    `json:"name"`
	Type FieldType `json:"type"`
	// Choices are the values of a ChoiceField.
	Choices []string `json:"choices,omitempty"`
}

// OwnValue is one person's value of an own field, by the field's name.
type OwnValue struct {
	Field string `json:"field"`
	Value string `json:"value"`
}

// OwnValue is the person's value of an own field, or "".
func (p *Profile) OwnValue(field string) string {
	for _, v := range p.Own {
		if v.Field == field {
			return v.Value
		}
	}
	return ""
}

// SetOwnValue sets a value of an own field; "" takes it away. The list before
// stays as it is.
func (p *Profile) SetOwnValue(field, value string) {
	own := slices.DeleteFunc(slices.Clone(p.Own), func(v OwnValue) bool { return v.Field == field && value == "" })
	if i := slices.IndexFunc(own, func(v OwnValue) bool { return v.Field == field }); i >= 0 {
		own[i].Value = value
	} else if value != "" {
		own = append(own, OwnValue{field, value})
	}
	p.Own = own
}
