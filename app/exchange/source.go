package exchange

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"

	"carebook/app/care"
	"carebook/app/exchange/charset"
	"carebook/app/exchange/record"
	"carebook/app/exchange/sheet"
	"carebook/app/exchange/vcf"
)

// maxFile is the largest file that is read.
const maxFile = 1 << 30

// Source is an open file that is known to be an address book.
type Source struct {
	file *os.File
	info Info
	o    Options
	// encoding is that of the file, mark the length of its byte order mark.
	encoding *charset.Encoding
	fallback *charset.Encoding
	mark     int64
	profile  *charset.Profile
	layout   *sheet.Layout
	offset   atomic.Int64
	// found are warnings from looking at the file, read those from reading it.
	found, read []Warning
}

// Open looks at a file and gets ready to read it. What can be wrong with it is
// a *care.Error: CodeFileMissing, CodeFileIsFolder, CodeFileEmpty,
// CodeFileBinary, CodeFileTooLarge, CodeFileUnreadable, CodeNotAddressBook,
// CodeUnknownEncoding or CodeBadMapping.
func Open(path string, o Options) (*Source, error) {
	s := &Source{o: o, info: Info{File: path}}
	if o.Encoding != "" {
		e, ok := charset.ByName(o.Encoding)
		if !ok {
			return nil, &care.Error{Code: care.CodeUnknownEncoding, Args: care.Args{"Value": o.Encoding, "Known": strings.Join(charset.Names(), ", ")}}
		}
		s.encoding = e
	}
	for _, m := range o.Map {
		if !sheet.ValidField(m.Field) {
			return nil, &care.Error{Code: care.CodeBadMapping, Args: care.Args{"Value": m.Column + "=" + m.Field}}
		}
	}
	if err := s.open(path); err != nil {
		return nil, err
	}
	if err := s.look(); err != nil {
		return nil, errors.Join(err, s.file.Close())
	}
	return s, nil
}

// open opens the file itself, if it is one of a size that is read.
func (s *Source) open(path string) error {
	stat, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return s.fail(care.CodeFileMissing, err)
	case err != nil:
		return s.fail(care.CodeFileUnreadable, err)
	case stat.IsDir():
		return s.fail(care.CodeFileIsFolder, nil)
	case !stat.Mode().IsRegular():
		return s.fail(care.CodeFileUnreadable, errors.New("no regular file"))
	case stat.Size() == 0:
		return s.fail(care.CodeFileEmpty, nil)
	case stat.Size() > maxFile:
		return s.fail(care.CodeFileTooLarge, nil)
	}
	s.info.Bytes = stat.Size()
	if s.file, err = os.Open(path); err != nil {
		return s.fail(care.CodeFileUnreadable, err)
	}
	return nil
}

// fail is an error about the file that a person can act on.
func (s *Source) fail(code care.Code, err error) error {
	args := care.Args{"File": s.info.File}
	switch code {
	case care.CodeFileTooLarge:
		args["Limit"] = "1 GiB"
	case care.CodeFileUnreadable:
		args["Detail"] = err.Error()
	}
	if err == nil {
		err = errors.New("not usable")
	}
	return &care.Error{Code: code, Args: args, Err: fmt.Errorf("open %s: %w", s.info.File, err)}
}

// look goes through the file once and decides what it is.
func (s *Source) look() error {
	head := make([]byte, 64)
	n, err := io.ReadFull(s.file, head)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
		return s.fail(care.CodeFileUnreadable, err)
	}
	sniffed, mark := charset.Sniff(head[:n])
	s.mark = int64(mark)
	if s.encoding == nil || s.encoding.Wide && sniffed != nil && sniffed.Wide {
		s.encoding = sniffed
	} else if sniffed == nil || sniffed.Wide != s.encoding.Wide {
		s.mark = 0
	}
	r, err := s.text()
	if err != nil {
		return err
	}
	if s.profile, err = charset.Scan(r); err != nil {
		return s.fail(care.CodeFileUnreadable, err)
	}
	switch {
	case len(bytes.TrimSpace(s.profile.Head)) == 0 && s.info.Bytes <= int64(len(s.profile.Head))*4+4:
		return s.fail(care.CodeFileEmpty, nil)
	case s.profile.Binary():
		return s.fail(care.CodeFileBinary, nil)
	}
	s.fallback = charset.Windows1252
	switch {
	case isVCard(s.profile.Head, s.info.File):
		return s.lookVCard()
	case isJSON(s.profile.Head):
		s.info.Format, s.info.Producer, s.info.Encoding = JSON, "Carebook", charset.UTF8.Name
		s.encoding = charset.UTF8
		return nil
	case isMarkup(s.profile.Head):
		return s.fail(care.CodeNotAddressBook, nil)
	}
	return s.lookSheet()
}

// text is the file from its beginning, without its mark, decoded as far as
// lines can be found in it.
func (s *Source) text() (io.Reader, error) {
	if _, err := s.file.Seek(s.mark, io.SeekStart); err != nil {
		return nil, s.fail(care.CodeFileUnreadable, err)
	}
	s.offset.Store(s.mark)
	r := io.Reader(counter{s.file, &s.offset})
	if s.encoding != nil && s.encoding.Wide {
		r = s.encoding.Reader(r)
	}
	return r, nil
}

// counter counts what is read.
type counter struct {
	r io.Reader
	n *atomic.Int64
}

func (c counter) Read(b []byte) (int, error) {
	n, err := c.r.Read(b)
	c.n.Add(int64(n))
	return n, err
}

// isVCard reports whether a file has cards: it has the line that opens one, or
// at least lines of one under a name for such files.
func isVCard(head []byte, path string) bool {
	upper := bytes.ToUpper(bytes.ReplaceAll(head, []byte("\r"), []byte("\n")))
	upper = bytes.TrimLeft(upper, " \t\n\xEF\xBB\xBF")
	if bytes.HasPrefix(upper, []byte("BEGIN:VCAR")) || bytes.Contains(upper, []byte("\nBEGIN:VCARD")) {
		return true
	}
	switch strings.ToLower(filepath.Ext(path)) {
	case ".vcf", ".vcard":
		for _, line := range []string{"N:", "N;", "FN:", "FN;", "TEL:", "TEL;", "EMAIL:", "EMAIL;", "END:VCARD", "BEGIN"} {
			if bytes.HasPrefix(upper, []byte(line)) || bytes.Contains(upper, []byte("\n"+line)) {
				return true
			}
		}
	}
	return false
}

func isJSON(head []byte) bool {
	head = bytes.TrimSpace(head)
	return len(head) > 0 && head[0] == '{' && bytes.Contains(head, []byte(`"people"`))
}

// isMarkup reports whether a file is some other well-known kind of text.
func isMarkup(head []byte) bool {
	head = bytes.TrimSpace(head)
	return len(head) > 0 && strings.IndexByte("<{[%", head[0]) >= 0 || bytes.HasPrefix(head, []byte("#!"))
}

// choose decides the encoding of a file that is not UTF-16.
func (s *Source) choose(known func(string) int) {
	switch p := s.profile; {
	case s.encoding != nil:
	case p.UTF8():
		s.encoding = charset.UTF8
		if p.Broken > 0 {
			s.fallback = charset.Guess(p.Sample, s.o.Language, known)
		}
	case s.info.Format == VCard && len(p.Declared) > 0:
		s.encoding = p.Declared[0]
	default:
		s.encoding = charset.Guess(p.Sample, s.o.Language, known)
	}
	s.info.Encoding = s.encoding.Name
}

func (s *Source) lookVCard() error {
	s.info.Format = VCard
	s.choose(nil)
	s.info.Producer = vcf.Producer(s.profile.Head)
	return nil
}

// lookSheet looks at delimiter, headings and columns, and refuses what is no
// table of people.
func (s *Source) lookSheet() error {
	s.info.Format = CSV
	s.choose(s.knownHeadings)
	delimiter, err := s.delimiter()
	if err != nil {
		return err
	}
	r, err := s.decoded()
	if err != nil {
		return err
	}
	head := string(s.profile.Head)
	if !s.encoding.Wide {
		head, _ = s.encoding.Decode(s.profile.Head)
	}
	s.layout, err = sheet.Look([]byte(head), r, sheet.Config{
		Delimiter: delimiter, NoHeader: s.o.NoHeader, LoneCR: s.loneCR(), Map: s.o.Map, Order: s.o.DateOrder,
		Language: s.o.Language, Year: s.o.Year, Fallback: s.fallback,
	})
	if err != nil {
		return s.fail(care.CodeFileUnreadable, err)
	}
	if s.layout.Mapped == 0 && !(s.layout.Header && s.layout.Regular) {
		return s.fail(care.CodeNotAddressBook, nil)
	}
	s.describe()
	return nil
}

// describe fills Info from the layout of a table.
func (s *Source) describe() {
	l := s.layout
	s.info.Producer, s.info.Delimiter, s.info.Header = l.Producer, string(rune(l.Delimiter)), l.Header
	s.info.DateOrder, s.info.DateOrderSure = l.Order, l.OrderSure
	for i, c := range l.Columns {
		s.info.Columns = append(s.info.Columns, Column{Index: i, Heading: c.Heading, Field: c.Field, Example: c.Example})
	}
	for _, name := range l.Missing {
		s.found = append(s.found, Warning{Reason: Reason{Code: "import.warn.no_such_column", Args: care.Args{"Column": name}}})
	}
}

// delimiter is the one that the options ask for, 0 for none.
func (s *Source) delimiter() (byte, error) {
	switch d := strings.ToLower(s.o.Delimiter); {
	case d == "":
		return 0, nil
	case d == "tab" || d == `\t`:
		return '\t', nil
	case len(d) == 1 && d[0] < 0x80 && d != "\"" && d != "\n" && d != "\r":
		return d[0], nil
	}
	return 0, &care.Error{Code: care.CodeUsage, Args: care.Args{"Detail": fmt.Sprintf("delimiter %q", s.o.Delimiter)}}
}

// knownHeadings counts the headings in the first line of a sample.
func (s *Source) knownHeadings(decoded string) int {
	line, _, _ := strings.Cut(strings.TrimLeft(decoded, "\r\n"), "\n")
	best := 0
	for _, d := range []string{",", ";", "\t", "|"} {
		best = max(best, sheet.Known(strings.Split(line, d)))
	}
	return best
}

// loneCR reports whether lines end in CR alone.
func (s *Source) loneCR() bool { return s.profile.CR && !s.profile.LF }

// decoded is the file from its beginning as UTF-8; cells that are not valid in
// it are decoded one by one.
func (s *Source) decoded() (io.Reader, error) {
	r, err := s.text()
	if err != nil || s.encoding.Wide {
		return r, err
	}
	return s.encoding.Reader(r), nil
}

// Info is what was found out about the file.
func (s *Source) Info() Info { return s.info }

// Read yields every record in the order of the file. A Record belongs to emit.
// An error of emit ends the reading and is returned as it is, and so does the
// end of ctx. Reading again begins at the beginning.
func (s *Source) Read(ctx context.Context, emit func(*Record) error) error {
	s.read = nil
	var emitted error
	err := s.readAll(ctx, func(r *Record) error {
		emitted = emit(r)
		return emitted
	})
	switch {
	case err == nil:
		return nil
	case emitted != nil, ctx.Err() != nil:
		return err
	}
	return s.fail(care.CodeFileUnreadable, err)
}

func (s *Source) readAll(ctx context.Context, emit func(*record.Record) error) error {
	switch s.info.Format {
	case JSON:
		r, err := s.text()
		if err != nil {
			return err
		}
		return s.readJSON(ctx, r, emit)
	case CSV:
		r, err := s.decoded()
		if err != nil {
			return err
		}
		return s.layout.Read(ctx, r, emit)
	}
	r, err := s.text()
	if err != nil {
		return err
	}
	c := vcf.Config{
		Encoding: s.encoding, Fallback: s.fallback, LoneCR: s.loneCR(), Nested: s.profile.Begins == s.profile.Ends,
		Name: strings.TrimSuffix(filepath.Base(s.info.File), filepath.Ext(s.info.File)),
	}
	if c.Encoding.Wide {
		c.Encoding = charset.UTF8
	}
	return vcf.NewReader(r, c).Read(ctx, emit)
}

// Offset is the number of bytes read so far. It may be called while Read runs.
func (s *Source) Offset() int64 { return s.offset.Load() }

// Warnings concern the file as a whole. They are complete after Read.
func (s *Source) Warnings() []Warning { return append(append([]Warning(nil), s.found...), s.read...) }

// Close closes the file.
func (s *Source) Close() error {
	if err := s.file.Close(); err != nil {
		return fmt.Errorf("close %s: %w", s.info.File, err)
	}
	return nil
}
