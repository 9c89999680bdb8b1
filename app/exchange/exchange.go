// Package exchange reads and writes address books: vCard 2.1, 3.0 and 4.0,
// CSV of every producer whose headings it knows, and Carebook's own JSON. It
// finds out the encoding, maps columns to fields, says which person of the
// book a record belongs to, and merges the two.
//
// It works on files and on values in memory. It never imports the store, the
// window or database/sql, never writes to a file it reads, and never opens a
// path or an address that stands inside a file.
package exchange

import (
	"context"
	"io"

	"carebook/app/care"
	"carebook/app/exchange/record"
)

// What readers yield; see package record.
type (
	Record  = record.Record
	Group   = record.Group
	Note    = record.Note
	Reason  = record.Reason
	Warning = record.Warning
	Problem = record.Problem
)

// Format is a kind of file.
type Format string

// The formats. VCard is version 4.0 when written and any version when read.
const (
	VCard  Format = "vcard"
	VCard3 Format = "vcard3"
	CSV    Format = "csv"
	JSON   Format = "json"
)

// Options tell how to read a file. The zero Options detect everything.
type Options struct {
	// Encoding and Delimiter override what would be detected.
	Encoding, Delimiter string
	// NoHeader says that the first line of a CSV file is a record.
	NoHeader bool
	// Map gives columns their fields by hand; it wins over what is known of
	// the headings. Columns that a file does not have are passed over with a
	// warning.
	Map []ColumnMap
	// DateOrder is "dmy", "mdy" or "ymd" for numeric dates; "" detects it.
	DateOrder string
	// Language is the interface language, a hint for encoding and dates.
	Language string
	// Year is the present year, for years of two digits.
	Year int
}

// ColumnMap gives one column of a CSV file its field.
type ColumnMap struct {
	// Column is a heading, or an index from 0.
	Column string
	// Field is a field as design writes it: "full_name", "phone:work",
	// "address:home.city", "keep".
	Field string
}

// ParseColumnMap reads COLUMN=FIELD.
func ParseColumnMap(s string) (ColumnMap, error) { return ColumnMap{}, nil }

// Info is what was found out about a file.
type Info struct {
	// File is the path as it was given.
	File string
	// Format is VCard, CSV or JSON.
	Format Format
	// Producer is the program that wrote the file, or "".
	Producer string
	// Encoding is the name of the encoding, such as "utf-8" or "gb18030".
	Encoding string
	// Delimiter separates the cells of a CSV file: ",", ";", "\t" or "|".
	Delimiter string
	// Header is set where the first line of a CSV file is its headings.
	Header bool
	// Columns are those of a CSV file.
	Columns []Column
	// DateOrder is the order of numeric dates, where there are any.
	DateOrder string
	// Bytes is the size of the file.
	Bytes int64
}

// Column is one column of a CSV file.
type Column struct {
	Index   int
	Heading string
	// Field is the field it goes to, "keep" where there is none.
	Field string
	// Example is the first value of the column that is not empty.
	Example string
}

// Source is an open file that is known to be an address book.
type Source struct{}

// Open looks at a file and gets ready to read it. What can be wrong with it
// is a *care.Error: CodeFileMissing, CodeFileIsFolder, CodeFileEmpty,
// CodeFileBinary, CodeFileTooLarge, CodeFileUnreadable, CodeNotAddressBook,
// CodeUnknownEncoding or CodeBadMapping.
func Open(path string, o Options) (*Source, error) { return nil, &care.Error{Code: care.CodeInternal} }

// Info is what was found out about the file.
func (s *Source) Info() Info { return Info{} }

// Read yields every record in the order of the file. A Record belongs to
// emit. An error of emit ends the reading and is returned as it is, so does
// the end of ctx.
func (s *Source) Read(ctx context.Context, emit func(*Record) error) error { return nil }

// Offset is the number of bytes read so far. It may be called while Read
// runs.
func (s *Source) Offset() int64 { return 0 }

// Warnings concern the file as a whole. They are complete after Read.
func (s *Source) Warnings() []Warning { return nil }

// Close closes the file.
func (s *Source) Close() error { return nil }

// Writer writes people to a file, one by one in the order given.
type Writer interface {
	// Write adds a person. A picture is written where Photo.Data is set.
	Write(p *care.Person, notes ...Note) error
	// Close writes what is left; it does not close the underlying writer.
	Close() error
}

// NewWriter makes a writer for VCard, VCard3, CSV or JSON.
func NewWriter(w io.Writer, f Format) (Writer, error) { return nil, nil }

// Certainty says how sure a match is.
type Certainty string

// The three answers of Judge.
const (
	// Certain pairs are merged.
	Certain Certainty = "certain"
	// Possible pairs are shown and never merged unasked.
	Possible Certainty = "possible"
	// None is two different people.
	None Certainty = "none"
)

// Verdict is what Judge says of a pair.
type Verdict struct {
	Certainty Certainty
	// Why is the whole key of a sentence in the translations, such as
	// "import.why.phone_and_name"; "" for None.
	Why string
}

// Fingerprint is a number that is the same for the same record, as read and
// before merging.
func Fingerprint(p *care.Person) int64 { return 0 }

// NormalEmail is the form in which e-mail addresses are compared.
func NormalEmail(s string) string { return s }

// Index finds the people of the book that a record may belong to.
type Index struct{}

// NewIndex makes an empty index.
func NewIndex() *Index { return &Index{} }

// Add enters all that identifies a person; entering the same again, or a
// merged person under the same key, adds only what is new.
func (ix *Index) Add(p *care.Person, country string, key int64) {}

// AddUID enters a vCard's UID.
func (ix *Index) AddUID(uid string, key int64) {}

// AddPhone enters a number as reversed digits (of E.164 where known).
func (ix *Index) AddPhone(revDigits string, key int64) {}

// AddEmail enters an address in the form of NormalEmail.
func (ix *Index) AddEmail(norm string, key int64) {}

// AddName enters a full name; bare says that the person has neither number
// nor e-mail address.
func (ix *Index) AddName(fullName string, bare bool, key int64) {}

// AddSource enters the fingerprint of a record that was imported.
func (ix *Index) AddSource(fingerprint, key int64) {}

// Source is the person that a record with this fingerprint went to.
func (ix *Index) Source(fingerprint int64) (key int64, ok bool) { return 0, false }

// Candidates are the keys of people worth judging, likeliest first, without
// repetition. Their number is bounded.
func (ix *Index) Candidates(p *care.Person, country string) []int64 { return nil }

// Judge says whether two people are the same. Country is the user's own, for
// numbers without a country code.
func Judge(existing, incoming *care.Person, country string) Verdict { return Verdict{} }

// Merge unites incoming into existing.
func Merge(existing, incoming *care.Person, country string) (merged care.Person, changed bool) {
	return *existing, false
}
