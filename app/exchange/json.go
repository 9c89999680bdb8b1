package exchange

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/bits"
	"slices"
	"strconv"
	"strings"

	"carebook/app/care"
	"carebook/app/exchange/dates"
	"carebook/app/exchange/jsontext"
	"carebook/app/exchange/record"
	"carebook/app/exchange/vcf"
)

// jsonPerson is a person as the JSON export documents it, with the notes.
type jsonPerson struct {
	care.ExportedPerson
	Profile jsonProfile `json:"profile,omitzero"`
	Notes   []Note      `json:"notes,omitempty"`
}

// jsonProfile is a profile with the files told, like a picture, and not held.
type jsonProfile struct {
	care.Profile
	Files []jsonFile `json:"files,omitempty"`
}

type jsonFile struct {
	Name      string `json:"name"`
	MediaType string `json:"media_type,omitempty"`
	Bytes     int    `json:"bytes"`
}

func jsonProfileOf(p care.Profile) jsonProfile {
	j := jsonProfile{Profile: p}
	for _, f := range p.Files {
		j.Files = append(j.Files, jsonFile{f.Name, f.MediaType, f.Bytes})
	}
	j.Profile.Files = nil
	return j
}

// jsonWriter writes {"people":[...]} with one person a line.
type jsonWriter struct {
	w     *bufio.Writer
	count int
}

func newJSONWriter(w io.Writer) *jsonWriter {
	return &jsonWriter{w: bufio.NewWriterSize(w, 64<<10)}
}

// Write adds a person.
func (j *jsonWriter) Write(p *care.Person, notes ...Note) error {
	before := ",\n"
	if j.count == 0 {
		before = "{\"people\":[\n"
	}
	j.count++
	if _, err := j.w.WriteString(before); err != nil {
		return fmt.Errorf("write JSON: %w", err)
	}
	line, err := jsontext.Encode(jsonPerson{ExportedPerson: p.Exported(), Profile: jsonProfileOf(p.Profile), Notes: notes})
	if err != nil {
		return fmt.Errorf("write %q as JSON: %w", p.FullName, err)
	}
	if _, err := j.w.Write(line); err != nil {
		return fmt.Errorf("write JSON: %w", err)
	}
	return nil
}

// Close writes the end.
func (j *jsonWriter) Close() error {
	end := "\n]}\n"
	if j.count == 0 {
		end = "{\"people\":[]}\n"
	}
	if _, err := j.w.WriteString(end); err != nil {
		return fmt.Errorf("write JSON: %w", err)
	}
	if err := j.w.Flush(); err != nil {
		return fmt.Errorf("write JSON: %w", err)
	}
	return nil
}

const (
	// maxElement is the longest person in a JSON file.
	maxElement = 64 << 20
	// readElement is how much of one is read: a little less, so that the
	// decoder, which doubles its memory when that is full, stays within it.
	readElement = maxElement - 8<<10
)

var errTooLong = errors.New("too long")

// lineReader counts lines by the place at which they begin, and stops a value
// that grows without end.
type lineReader struct {
	r  io.Reader
	at int64
	// ends marks the bytes that end lines, 64 in each word; the first word
	// begins at the place from.
	ends  []uint64
	from  int64
	limit int64
	// err is what kept the file from being read.
	err error
}

func (l *lineReader) Read(b []byte) (int, error) {
	left := l.limit - l.at
	if left <= 0 {
		return 0, errTooLong
	}
	n, err := l.r.Read(b[:min(int64(len(b)), left)])
	for i, c := range b[:n] {
		place := l.at + int64(i) - l.from
		if place>>6 >= int64(len(l.ends)) {
			l.ends = append(l.ends, 0)
		}
		if c == '\n' {
			l.ends[place>>6] |= 1 << (place & 63)
		}
	}
	l.at += int64(n)
	if err != nil && !errors.Is(err, io.EOF) {
		l.err = err
	}
	return n, err
}

// line is the line of a place; places come in ascending order, and line was
// that of the last one.
func (l *lineReader) line(at int64, line int) int {
	words := min((at-l.from)>>6, int64(len(l.ends)))
	if words < 0 {
		return line
	}
	for _, w := range l.ends[:words] {
		line += bits.OnesCount64(w)
	}
	l.ends, l.from = l.ends[words:], l.from+words<<6
	if rest := at - l.from; len(l.ends) > 0 && rest > 0 {
		before := l.ends[0] & (1<<rest - 1)
		line += bits.OnesCount64(before)
		l.ends[0] &^= before
	}
	return line
}

// maxNotes bounds the notes of a person.
const maxNotes = 10_000

// readJSON reads an export of ours. What is no person is a problem; what is no
// JSON ends the reading with one.
func (s *Source) readJSON(ctx context.Context, r io.Reader, emit func(*record.Record) error) error {
	in := &lineReader{r: r, limit: readElement}
	d := json.NewDecoder(in)
	line := 1
	fail := func(err error) error {
		if in.err != nil {
			return in.err
		}
		code, at := "import.reason.bad_json", d.InputOffset()
		var syntax *json.SyntaxError
		switch {
		case errors.Is(err, errTooLong):
			code, at = "import.reason.record_too_long", at+separators(d.Buffered())
		case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
			code, at = "import.reason.json_cut", in.at
		case errors.As(err, &syntax):
			at = max(at, syntax.Offset)
		}
		line = in.line(at, line)
		return emit(problemRecord(line, code, care.Args{"Detail": err.Error(), "Limit": maxElement >> 20}, ""))
	}
	if err := enterPeople(d); err != nil {
		return fail(err)
	}
	left := leftOut{}
	for d.More() {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		var raw json.RawMessage
		in.limit = d.InputOffset() + readElement
		if err := d.Decode(&raw); err != nil {
			return fail(err)
		}
		line = in.line(d.InputOffset()-int64(len(raw)), line)
		rec := personOfJSON(raw, line)
		if s.whole != nil {
			if taken, err := s.whole.complete(rec, raw); err != nil {
				return s.fail(care.CodeArchiveDamaged, err)
			} else if !taken {
				continue
			}
		}
		left.take(&rec.Person, s.whole != nil)
		if err := emit(rec); err != nil {
			return err
		}
	}
	s.read = append(s.read, left.warnings()...)
	if _, err := d.Token(); err != nil {
		return fail(err)
	}
	return nil
}

// leftOut notes what an export names and does not hold.
type leftOut struct{ pictures, files bool }

// take takes pictures and files without their bytes from a person; those of an
// archive have theirs.
func (l *leftOut) take(p *care.Person, whole bool) {
	if !whole || p.Photo != nil && p.Photo.Data == nil {
		l.pictures = l.pictures || p.Photo != nil
		p.Photo = nil
	}
	l.files = l.files || len(p.Profile.Files) > 0
	p.Profile.Files = nil
}

func (l *leftOut) warnings() []Warning {
	var list []Warning
	if l.pictures {
		list = append(list, Warning{Reason: Reason{Code: "import.warn.no_pictures"}})
	}
	if l.files {
		list = append(list, Warning{Reason: Reason{Code: "import.warn.no_files"}})
	}
	return list
}

// separators is how many bytes stand before the next element.
func separators(r io.Reader) int64 {
	head := make([]byte, 4<<10)
	n, _ := io.ReadFull(r, head) // it reads from memory
	return int64(n - len(bytes.TrimLeft(head[:n], ", \t\r\n")))
}

// enterPeople reads up to the first person.
func enterPeople(d *json.Decoder) error {
	if _, err := d.Token(); err != nil {
		return err
	}
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return err
		}
		if key != "people" {
			var skip json.RawMessage
			if err := d.Decode(&skip); err != nil {
				return err
			}
			continue
		}
		open, err := d.Token()
		if err == nil && open != json.Delim('[') {
			err = errors.New("people is no list")
		}
		return err
	}
	return errors.New("no people")
}

func problemRecord(line int, code string, args care.Args, raw string) *record.Record {
	return &record.Record{Line: line, Problem: &record.Problem{Line: line, Reason: record.Reason{Code: code, Args: args}, Raw: raw}}
}

// shown is the beginning of an element that was not taken.
func shown(raw json.RawMessage) string {
	const longest = 1 << 20
	return strings.ToValidUTF8(string(raw[:min(len(raw), longest)]), "\uFFFD")
}

// personOfJSON makes a record of one element. The id is that of another book
// and is left out.
func personOfJSON(raw json.RawMessage, line int) *record.Record {
	var p jsonPerson
	if jsontext.Crowded(raw) {
		return problemRecord(line, "import.reason.too_many_properties", care.Args{"Limit": jsontext.MaxValues}, shown(raw))
	}
	if err := json.Unmarshal(raw, &p); err != nil {
		return problemRecord(line, "import.reason.bad_person", care.Args{"Detail": err.Error()}, shown(raw))
	}
	if len(p.Notes) > maxNotes {
		return problemRecord(line, "import.reason.too_many_properties", care.Args{"Limit": maxNotes}, shown(raw))
	}
	rec := &record.Record{Line: line, Person: p.Person, Notes: p.Notes}
	q := &rec.Person
	q.ID, q.Deleted, q.Country, q.Sources, q.Apart = "", "", "", nil, nil
	q.Profile = p.Profile.Profile
	for _, f := range p.Profile.Files {
		q.Profile.Files = append(q.Profile.Files, care.Attachment{Name: f.Name, MediaType: f.MediaType, Bytes: f.Bytes})
	}
	checkProfile(rec)
	if q.Birthday() == nil && p.Birthday != "" {
		d, found := dates.Parse(p.Birthday, dates.YMD, 0)
		if found != dates.Nothing {
			d.Kind = care.Birthday
			q.Dates = append(q.Dates, d)
		}
	}
	if strings.TrimSpace(q.FullName) == "" {
		q.FullName = q.DisplayName()
	}
	if q.FullName == "" {
		return problemRecord(line, "import.reason.nothing_usable", nil, shown(raw))
	}
	return rec
}

// checkProfile keeps what a profile of ours cannot hold beside the fields, with
// a warning, and takes each own field and each topic once.
func checkProfile(rec *record.Record) {
	q := &rec.Person
	given := q.Profile
	p := &q.Profile
	keep := func(e care.Property, unknown bool) {
		q.Extra = append(q.Extra, e)
		if unknown {
			reason := record.Reason{Code: "import.warn.unknown_value", Args: care.Args{"Name": e.Name, "Text": e.Value}}
			rec.Warnings = append(rec.Warnings, record.Warning{Line: rec.Line, Reason: reason})
		}
	}
	if p.Value != 0 && (p.Value < 1 || p.Value > care.MaxValue) {
		keep(care.Property{Name: vcf.ValueProperty, Value: strconv.Itoa(p.Value)}, true)
		p.Value = 0
	}
	if c := p.Channel; c != "" && !slices.Contains(care.Channels(), c) {
		keep(care.Property{Name: vcf.ChannelProperty, Value: string(c)}, true)
		p.Channel = ""
	}
	if _, err := care.ParseDay(string(p.Lost)); p.Lost != "" && err != nil {
		keep(care.Property{Name: vcf.LostProperty, Value: string(p.Lost)}, true)
		p.Lost = ""
	}
	for _, part := range []struct {
		name string
		days *int
	}{{"call", &p.Cadence.Call}, {"visit", &p.Cadence.Visit}} {
		if *part.days < care.Never || *part.days > care.MaxCadence {
			keep(care.Property{Name: vcf.CadenceProperty, Value: part.name + "=" + strconv.Itoa(*part.days)}, true)
			*part.days = 0
		}
	}
	p.Interests, p.Own = nil, nil
	for _, topic := range given.Interests {
		record.Interest(p, topic)
	}
	for _, v := range given.Own {
		if v.Value != "" && !record.Own(p, v.Field, v.Value) {
			keep(care.Property{Name: vcf.FieldProperty, Params: []care.Param{{Name: "NAME", Values: []string{v.Field}}}, Value: v.Value}, false)
		}
	}
}
