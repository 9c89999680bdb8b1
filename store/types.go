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
	Band  string
	// LastContact is the day of the last real contact, or "".
	LastContact care.Day
	Added       care.Day
	Tags        []int64
}

// Sort is the order of a list.
type Sort string

// The orders. Persons equal in one order stand in the order of their names.
const (
	ByName         Sort = "name"
	ByOrganization Sort = "organization"
	ByCity         Sort = "city"
	ByAdded        Sort = "added" // latest first
	ByLastContact  Sort = "last_contact"
)

// Query selects the people of a list. The zero Query is everybody by name.
type Query struct {
	// Tag is a tag's key; 0 is everybody.
	Tag int64
	// Trash asks for the deleted people instead of the others.
	Trash bool
	Sort  Sort
	// Limit 0 is all.
	Limit, Offset int
}

// Tag is a user's group.
type Tag struct {
	Key  int64  `json:"-"`
	Name string `json:"name"`
	// Color is a token of the look's tag colours: rose, plum, blue, olive,
	// ochre, clay or slate.
	Color string `json:"color"`
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
}

// Changes tells screens what moved in the book since the last call.
type Changes struct {
	// People are the keys of changed, created and removed people. It is nil
	// and AllPeople set where they are too many to name.
	People    []int64
	AllPeople bool
	Tags      bool
	Imports   bool
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
