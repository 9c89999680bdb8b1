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
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"carebook/app/care"
	"carebook/app/exchange/charset"
	"carebook/app/exchange/dates"
	"carebook/app/exchange/record"
	"carebook/app/exchange/sheet"
	"carebook/app/exchange/vcf"
)

// What readers yield; see package record.
type (
	Record      = record.Record
	Group       = record.Group
	Note        = record.Note
	NotePicture = record.NotePicture
	Reason      = record.Reason
	Warning     = record.Warning
	Problem     = record.Problem
)

// ColumnMap gives one column of a CSV file its field by hand: Column is a
// heading or an index from 0, Field a field as ParseColumnMap describes.
type ColumnMap = sheet.ColumnMap

// Format is a kind of file.
type Format string

// The formats. VCard is version 4.0 when written and any version when read. ICS
// is a calendar of what people have in a year: it holds no people, so that it is
// never read, and package ics writes it. Archive is the whole book, and package
// bundle's.
const (
	VCard  Format = "vcard"
	VCard3 Format = "vcard3"
	CSV    Format = "csv"
	JSON   Format = "json"
	ICS    Format = "ics"

	Archive Format = "archive"
)

// FormatOf is the format that a file's name asks for: CSV, JSON, ICS or Archive by its
// end, else vCard.
func FormatOf(path string) Format {
	switch strings.ToLower(filepath.Ext(path)) {
	case ".csv":
		return CSV
	case ".json":
		return JSON
	case ".ics":
		return ICS
	case ".zip":
		return Archive
	}
	return VCard
}

// Options tell how to read a file. The zero Options detect everything.
type Options struct {
	// Encoding and Delimiter override what would be detected. A delimiter is
	// one character, or "tab".
	Encoding, Delimiter string
	// NoHeader says that the first line of a CSV file is a record.
	NoHeader bool
	// Map gives columns their fields by hand; it wins over what is known of
	// the headings. Columns that a file does not have are passed over with a
	// warning.
	Map []ColumnMap
	// DateOrder is the order of numeric dates; "" detects it.
	DateOrder dates.Order
	// Language is the interface language, a hint for encoding and dates.
	Language string
	// Year is the present year, for years of two digits.
	Year int
}

// Info is what was found out about a file.
type Info struct {
	// File is the path as it was given. For a file in an archive it is the
	// archive's path, a slash and the name in it, for showing only.
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
	// DateOrder is the order of numeric dates in a CSV file. DateOrderSure
	// says that it was given, or that some date can be read in one way only.
	DateOrder     dates.Order
	DateOrderSure bool
	// Bytes is the size of the file, unpacked.
	Bytes int64
	// Sample holds up to three short lines by which a person can judge the
	// encoding: the cells of records of a CSV file, names in a vCard. Texts
	// beyond ASCII come first. It is empty for JSON.
	Sample []string
}

// HeadingKey stands for the headings of a CSV file in their order: files with
// the same headings have the same key, under which a mapping can be
// remembered. It is "" for a file without headings.
func (i Info) HeadingKey() string {
	if !i.Header {
		return ""
	}
	columns := i.Columns
	// Cells without a heading have one of ours, as many as the widest row.
	for n := len(columns); n > 0 && columns[n-1].Heading == sheet.NoHeading(n-1); n-- {
		columns = columns[:n-1]
	}
	h := sha256.New()
	for _, c := range columns {
		fmt.Fprintf(h, "%q,", c.Heading)
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
}

// Encodings are the names that Options.Encoding takes, those most used first.
func Encodings() []string { return charset.Names() }

// Fields are the fields that a column can be mapped to from a list, in an
// order for showing; keep is the last. ParseColumnMap takes each of them, and
// further ones with words of the user's own in them.
func Fields() []string { return sheet.Fields() }

// Column is one column of a CSV file.
type Column struct {
	Index   int
	Heading string
	// Field is the field it goes to, "keep" where there is none.
	Field string
	// Example is the first value of the column that is not empty.
	Example string
}

// ParseColumnMap reads COLUMN=FIELD. FIELD is one of full_name, prefix, given,
// middle, family, suffix, nickname, organization, department, title, role,
// email[:TYPE], phone[:TYPE], address[:TYPE].street (or .city, .region,
// .postal_code, .country, .formatted, .po_box, .extended), url[:TYPE],
// messenger[:SERVICE], related[:RELATION], birthday, anniversary, date:LABEL,
// note, tag, likes, household, interests, channel, hour, value, referred_by,
// lost, own:NAME of a field of the user's own, and keep. The error has
// CodeBadMapping.
func ParseColumnMap(s string) (ColumnMap, error) {
	// The heading may hold an equals sign, a field cannot.
	i := strings.LastIndexByte(s, '=')
	if i <= 0 || !sheet.ValidField(strings.TrimSpace(s[i+1:])) {
		return ColumnMap{}, &care.Error{Code: care.CodeBadMapping, Args: care.Args{"Value": s}}
	}
	return ColumnMap{Column: s[:i], Field: strings.TrimSpace(s[i+1:])}, nil
}

// Writer writes people to a file, one by one in the order given.
type Writer interface {
	// Write adds a person and the person's notes. A picture is written where
	// Photo.Data is set, but never in CSV and JSON.
	Write(p *care.Person, notes ...Note) error
	// Close writes what is left; it does not close the underlying writer.
	Close() error
}

// NewWriter makes a writer for VCard, VCard3, CSV or JSON. A CSV writer keeps
// the cells in memory until Close; the others stream.
func NewWriter(w io.Writer, f Format) (Writer, error) {
	switch f {
	case VCard:
		return vcf.NewWriter(w, vcf.V4), nil
	case VCard3:
		return vcf.NewWriter(w, vcf.V3), nil
	case CSV:
		return sheet.NewWriter(w), nil
	case JSON:
		return newJSONWriter(w), nil
	}
	return nil, &care.Error{Code: care.CodeUsage, Args: care.Args{"Detail": fmt.Sprintf("unknown format %q", f)}}
}
