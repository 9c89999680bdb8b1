// Package record holds what every reader of address books yields and every
// writer takes: records, notes, warnings and problems.
//
// It stands below the readers and writers of package exchange, so that they
// can share these types. It imports the domain only, and never the store, the
// window or a file format.
package record

import "carebook/app/care"

// Record is one entry of a file: a person, a group, or a problem where the
// entry could not be taken. Exactly one of the three says something.
type Record struct {
	// Line is the record's first line in the file, from 1.
	Line int
	// Person is what was read. Photo.Data is set for a picture inside the
	// file, Sources are empty, ID is empty, and UID is as in the file or "".
	// Added is set where the file is an export of ours.
	Person care.Person
	// Notes are the rich-text notes that an export of ours carries, as they stand
	// in the file: nobody has looked at their HTML.
	Notes []Note
	// Group is set where the entry is a group of people.
	Group *Group
	// Problem is set where the record was not taken.
	Problem *Problem
	// Warnings tell of damage inside a record that was taken.
	Warnings []Warning
}

// Group is an entry that names a group and its members, as Apple's address
// book writes them. It becomes a tag.
type Group struct {
	Name string
	// Members are the UIDs of the people in the group, as the file writes
	// them in the people's own UID, without the "urn:uuid:" in front.
	Members []string
}

// Note is a rich-text note as the JSON export documents it.
type Note struct {
	Title string `json:"title,omitempty"`
	// HTML is the note as package doc writes it; its pictures have the address
	// picture:SHA. Text is the same as plain text.
	HTML string `json:"html,omitempty"`
	Text string `json:"text,omitempty"`
	// UID is the same wherever the note comes to, so that it is known again.
	UID    string `json:"uid,omitempty"`
	Pinned bool   `json:"pinned,omitempty"`
	// Created and Changed are when it was begun and last written in.
	Created care.Instant `json:"created,omitempty"`
	Changed care.Instant `json:"changed,omitempty"`
	// Pictures are those that the HTML shows. JSON carries them; the other
	// formats do not.
	Pictures []NotePicture `json:"pictures,omitempty"`
}

// NotePicture is a picture of a note.
type NotePicture struct {
	// SHA256 is that of Data, in hexadecimal digits of lower case.
	SHA256    string `json:"sha256"`
	MediaType string `json:"media_type,omitempty"`
	Data      []byte `json:"data"`
}

// Reason says why, in a form that can be said in the user's language.
type Reason struct {
	// Code is the whole key of the sentence in the translations.
	Code string
	// Args are the values that the sentence names.
	Args care.Args
}

// Warning tells of damage that lost no record.
type Warning struct {
	// Line is where the damage stands in the file, from 1; 0 is the file as
	// a whole.
	Line   int
	Reason Reason
}

// Problem is a record that was not taken.
type Problem struct {
	// Line is where the record begins, from 1.
	Line   int
	Reason Reason
	// Raw is the record's text as far as it could be decoded.
	Raw string
}
