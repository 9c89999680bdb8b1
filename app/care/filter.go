package care

// Filter says whom a list shows. Its conditions hold together; the zero Filter
// is everybody. Its JSON form is kept with a smart list.
type Filter struct {
	// Words must all be found, as by a search.
	Words string `json:"words,omitempty"`
	// AllTags, AnyTags and NoTags are keys of tags: a person has all of the
	// first, one of the second, none of the third.
	AllTags []int64 `json:"all_tags,omitempty"`
	AnyTags []int64 `json:"any_tags,omitempty"`
	NoTags  []int64 `json:"no_tags,omitempty"`
	Bands   []Band  `json:"bands,omitempty"`
	// Quiet is the least number of days without a real contact; those who
	// never had one count from the day they were added.
	Quiet int `json:"quiet,omitempty"`
	// Owed asks for those whose rhythm has passed.
	Owed bool `json:"owed,omitempty"`
	// BirthdayMonth is 1 to 12; BirthdayWithin a number of days from today.
	BirthdayMonth  int `json:"birthday_month,omitempty"`
	BirthdayWithin int `json:"birthday_within,omitempty"`
	// Missing are fields that say nothing.
	Missing      []FilterField `json:"missing,omitempty"`
	Organization string        `json:"organization,omitempty"`
	City         string        `json:"city,omitempty"`
	// Countries (ISO 3166, two letters) are those in one of which the person
	// is.
	Countries []string `json:"countries,omitempty"`
	// Value is the least value by hand.
	Value   int     `json:"value,omitempty"`
	Channel Channel `json:"channel,omitempty"`
	// Lost asks for lost customers, Kept for those who are not.
	Lost bool           `json:"lost,omitempty"`
	Kept bool           `json:"kept,omitempty"`
	Own  []OwnCondition `json:"own,omitempty"`
	// Ungreeted asks for those who were not greeted for an occasion (see
	// Event.Occasion) yet.
	Ungreeted string `json:"ungreeted,omitempty"`
}

// FilterField is a field that a filter can ask for as missing.
type FilterField string

// The fields that can be missing.
const (
	MissingPhone        FilterField = "phone"
	MissingEmail        FilterField = "email"
	MissingBirthday     FilterField = "birthday"
	MissingOrganization FilterField = "organization"
	MissingCity         FilterField = "city"
	MissingPhoto        FilterField = "photo"
	MissingTag          FilterField = "tag"
)

// FilterFields are all fields that can be missing.
func FilterFields() []FilterField {
	return []FilterField{MissingPhone, MissingEmail, MissingBirthday, MissingOrganization, MissingCity, MissingPhoto, MissingTag}
}

// OwnCondition compares an own field. Numbers compare as numbers, days and
// texts as text.
type OwnCondition struct {
	Field string     `json:"field"`
	Test  Comparison `json:"test"`
	Value string     `json:"value,omitempty"`
}

// Comparison is how an own field is compared.
type Comparison string

// The comparisons. Contains folds case and diacritics, as a search does.
const (
	Is       Comparison = "is"
	Contains Comparison = "contains"
	AtLeast  Comparison = "at_least"
	AtMost   Comparison = "at_most"
	IsSet    Comparison = "set"
	IsEmpty  Comparison = "empty"
)

// Sort is the order of a list. People equal in one order stand in the order of
// their names.
type Sort string

// The orders.
const (
	ByName         Sort = "name"
	ByOrganization Sort = "organization"
	ByCity         Sort = "city"
	ByAdded        Sort = "added" // latest first
	// ByLastContact puts those first who were heard of last.
	ByLastContact Sort = "last_contact"
	// ByCare puts those first of whose rhythm the most has passed.
	ByCare Sort = "care"
)

// SmartList is a filter with an order, kept under a name.
type SmartList struct {
	Name   string `json:"name"`
	Filter Filter `json:"filter"`
	Sort   Sort   `json:"sort,omitempty"`
}
