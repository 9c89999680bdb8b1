package store

import "carebook/app/care"

// Row is what a list shows of one person.
type Row struct {
	Key          int64
	FullName     string
	Organization string
	City         string
	Kind         care.Kind
	// Photo is the SHA-256 of the picture, or "".
	Photo string
	Band  care.Band
	// LastContact is the day of the last real contact, or "".
	LastContact care.Day
	// LastTouch is the last day on which the person heard from the user in
	// whatever way, or "".
	LastTouch care.Day
	// CallEvery and VisitEvery are the cadences in days, 0 for none; CallFrom
	// and VisitFrom the days from which they count, "" without a cadence.
	CallEvery, VisitEvery int
	CallFrom, VisitFrom   care.Day
	Added                 care.Day
	Tags                  []int64
}

// Query selects the people of a list. The zero Query is everybody by name.
type Query struct {
	Filter care.Filter
	// Keys, unless nil, are the people to choose among.
	Keys []int64
	// Today is the day for the conditions and orders that count days.
	Today care.Day
	// Near are the days on which a birthday falls within Filter.BirthdayWithin
	// days, in both calendars.
	Near []MonthDay
	// Trash asks for the deleted people instead of the others; the filter then
	// says nothing.
	Trash bool
	Sort  care.Sort
	// Limit 0 is all.
	Limit, Offset int
}

// MonthDay is a day of any year.
type MonthDay struct {
	Calendar   care.Calendar
	Month, Day int
	// Leap is a day of a leap month.
	Leap bool
}

// Event is an event of somebody's timeline.
type Event struct {
	Key, Person int64
	care.Event
}

// Sale is something sold to somebody.
type Sale struct {
	Key, Person int64
	care.Sale
}

// SaleSource names an imported line: whose sale it became, and its fingerprint.
type SaleSource struct {
	Person int64
	Source string
}

// Item is something that the user sells.
type Item struct {
	Key int64
	care.Item
}

// OwnField is a field of the user's own.
type OwnField struct {
	Key int64
	care.OwnField
	// People counts those, living or in the trash, who have a value.
	People int
}

// SmartList is a filter kept under a name.
type SmartList struct {
	Key int64
	care.SmartList
}

// Tag is a user's group.
type Tag struct {
	Key  int64  `json:"-"`
	Name string `json:"name"`
	// Color is a token of the look's tag colours: rose, plum, blue, olive,
	// ochre, clay or slate.
	Color string `json:"color"`
	// Cadence is what the tag asks for.
	Cadence care.Cadence `json:"cadence,omitzero"`
	// People counts those with the tag who are not in the trash.
	People int `json:"people"`
}

// Hit is one answer of a search.
type Hit struct {
	Row
	ID string
	// Number is the telephone number that matched, or the person's first.
	Number string
	// Match names what matched: "name", "number", "text" or "anywhere".
	Match string
	// Note is the key of the note in which words of the search stand, 0 where
	// they were found elsewhere, and Place where they do.
	Note  int64
	Place Place
}

// Changes tells screens what moved in the book since the last call.
type Changes struct {
	// People are the keys of changed, created and removed people. It is nil
	// and AllPeople set where they are too many to name.
	People    []int64
	AllPeople bool
	Tags      bool
	// Lists is set where the user's smart lists or own fields moved.
	Lists bool
	// Reminders is set where something was decided about reminders, or a
	// holiday moved.
	Reminders bool
	// Sales is set where a sale moved, what an item brings, or the book's
	// currency; the people are told of too.
	Sales bool
	// Visits is set where the kept plan of a week moved.
	Visits bool
	// Notes is set where a note moved; the people are told of too.
	Notes   bool
	Imports bool
	// Foreign is set where another window or command made the change.
	Foreign bool
}

// Import is one run of the importer.
type Import struct {
	ID       string       `json:"id"`
	At       care.Instant `json:"at"`
	Files    []string     `json:"files"`
	New      int          `json:"new"`
	Updated  int          `json:"updated"`
	Same     int          `json:"same"`
	Problems int          `json:"problems"`
	Undone   bool         `json:"undone"`
	// Action is the action of the change log that the run is.
	Action int64 `json:"-"`
}
