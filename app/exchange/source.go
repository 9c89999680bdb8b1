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

// Source is an open file that is known to be an address book. It is a file of
// its own or one inside an archive.
type Source struct {
	in   input
	info Info
	o    Options
	// encoding is that of the file, mark the length of its byte order mark.
	encoding *charset.Encoding
	fallback *charset.Encoding
	mark     int64
	profile  *charset.Profile
	layout   *sheet.Layout
	offset   atomic.Int64
	// stream is what is being read of in.
	stream io.ReadCloser
	// whole is the archive of a whole book of which in is the list of people, else nil.
	whole *wholeBook
	// found are warnings from looking at the file, read those from reading it.
	found, read []Warning
}

// input is where the bytes of a Source come from. They are read several times:
// to know the file, to look at it, and to take it in.
type input interface {
	// from gives the bytes from a place on. Only the last one given is read.
	from(at int64) (io.ReadCloser, error)
	// Close lets go of the file.
	Close() error
}

// plain is a file of its own.
type plain struct{ *os.File }

func (p plain) from(at int64) (io.ReadCloser, error) {
	_, err := p.Seek(at, io.SeekStart)
	return io.NopCloser(p.File), err
}

// OpenAll looks at a file and gets ready to read it. A zip archive, known by
// its content, gives a Source for each address book in it, any other file one.
// Options is asked for each under the name that Info.File will have. The
// warnings name what was passed over in an archive. Nothing is unpacked to the
// disk, and a name inside an archive serves for showing it only.
//
// What can be wrong is a *care.Error: CodeFileMissing, CodeFileIsFolder,
// CodeFileEmpty, CodeFileBinary, CodeFileTooLarge, CodeFileUnreadable,
// CodeNotAddressBook, CodeArchiveEmpty, CodeArchiveTooLarge,
// CodeUnknownEncoding, CodeBadMapping or CodeUsage.
func OpenAll(path string, options func(file string) Options) ([]*Source, []Warning, error) {
	file, size, err := openFile(path)
	if err != nil {
		return nil, nil, err
	}
	if isArchive(file) {
		return openArchive(file, path, size, options)
	}
	s, err := newSource(plain{file}, path, size, options(path))
	if err != nil {
		return nil, nil, err
	}
	return []*Source{s}, nil, nil
}

// newSource looks at a file. It closes in where it fails.
func newSource(in input, name string, size int64, o Options) (*Source, error) {
	s := &Source{in: in, o: o, info: Info{File: name, Bytes: size}}
	err := s.configure()
	if err == nil {
		err = s.look()
	}
	if err == nil {
		err = s.pause()
	}
	if err != nil {
		return nil, errors.Join(err, s.Close())
	}
	// They have told what they can; of thousands of files in an archive they
	// would fill the memory.
	s.profile.Head, s.profile.Sample = nil, nil
	return s, nil
}

// configure takes what the options say, if that can be.
func (s *Source) configure() error {
	if s.o.Encoding != "" {
		e, ok := charset.ByName(s.o.Encoding)
		if !ok {
			return &care.Error{Code: care.CodeUnknownEncoding, Args: care.Args{"Value": s.o.Encoding, "Known": strings.Join(charset.Names(), ", ")}}
		}
		s.encoding = e
	}
	for _, m := range s.o.Map {
		if !sheet.ValidField(m.Field) {
			return &care.Error{Code: care.CodeBadMapping, Args: care.Args{"Value": m.Column + "=" + m.Field}}
		}
	}
	return nil
}

// openFile opens a file, if it is one of a size that is read.
func openFile(path string) (file *os.File, size int64, err error) {
	stat, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, 0, failure(path, care.CodeFileMissing, err)
	case err != nil:
		return nil, 0, failure(path, care.CodeFileUnreadable, err)
	case stat.IsDir():
		return nil, 0, failure(path, care.CodeFileIsFolder, nil)
	case !stat.Mode().IsRegular():
		return nil, 0, failure(path, care.CodeFileUnreadable, errors.New("no regular file"))
	case stat.Size() == 0:
		return nil, 0, failure(path, care.CodeFileEmpty, nil)
	case stat.Size() > maxFile:
		return nil, 0, failure(path, care.CodeFileTooLarge, nil)
	}
	if file, err = care.OpenFile(path); err != nil {
		return nil, 0, failure(path, care.CodeFileUnreadable, err)
	}
	return file, stat.Size(), nil
}

// fail is an error about the file that a person can act on.
func (s *Source) fail(code care.Code, err error) error { return failure(s.info.File, code, err) }

// failure is an error about a file that a person can act on. An err that is
// one already stays what it is.
func failure(file string, code care.Code, err error) error {
	var told *care.Error
	if errors.As(err, &told) {
		return err
	}
	args := care.Args{"File": file}
	switch code {
	case care.CodeFileTooLarge:
		args["Limit"] = maxFile
	case care.CodeFileUnreadable:
		args["Detail"] = care.Cause(err)
	case care.CodeArchiveTooLarge:
		args["Limit"], args["Entries"], args["Ratio"] = maxUnpacked, maxEntries, maxRatio
	}
	if err == nil {
		err = errors.New("not usable")
	}
	return &care.Error{Code: code, Args: args, Err: fmt.Errorf("open %s: %w", file, err)}
}

// look goes through the file once and decides what it is.
func (s *Source) look() error {
	if err := s.scan(); err != nil {
		return err
	}
	switch {
	case isVCard(s.profile.Head, s.info.File):
		return s.lookVCard()
	case isJSON(s.profile.Head):
		s.info.Format, s.info.Producer, s.info.Encoding = JSON, "Carebook", charset.UTF8.Name
		s.encoding = charset.UTF8
		return nil
	case isMarkup(s.profile.Head), isCalendar(s.profile.Head):
		return s.fail(care.CodeNotAddressBook, nil)
	}
	return s.lookSheet()
}

// scan goes through the file once and refuses what is no text.
func (s *Source) scan() error {
	r, err := s.bytes()
	if err != nil {
		return err
	}
	head := make([]byte, 64)
	n, err := io.ReadFull(r, head)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
		return s.fail(care.CodeFileUnreadable, err)
	}
	if isArchiveMark(head[:min(n, 4)]) {
		return s.fail(care.CodeFileBinary, nil)
	}
	sniffed, mark := charset.Sniff(head[:n])
	s.mark = int64(mark)
	if s.encoding == nil || s.encoding.Wide && sniffed != nil && sniffed.Wide {
		s.encoding = sniffed
	} else if sniffed == nil || sniffed.Wide != s.encoding.Wide {
		s.mark = 0
	}
	if r, err = s.text(); err != nil {
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
	return nil
}

// bytes is the file from its beginning, without its mark.
func (s *Source) bytes() (io.Reader, error) {
	if err := s.pause(); err != nil {
		return nil, err
	}
	stream, err := s.in.from(s.mark)
	if err != nil {
		return nil, s.fail(care.CodeFileUnreadable, err)
	}
	s.stream = stream
	s.offset.Store(s.mark)
	return counter{stream, &s.offset}, nil
}

// text is bytes, decoded as far as lines can be found in it.
func (s *Source) text() (io.Reader, error) {
	r, err := s.bytes()
	if err != nil || s.encoding == nil || !s.encoding.Wide {
		return r, err
	}
	return s.encoding.Reader(r), nil
}

// pause lets go of what is being read, and of its memory.
func (s *Source) pause() error {
	stream := s.stream
	if s.stream = nil; stream == nil {
		return nil
	}
	if err := stream.Close(); err != nil {
		return s.fail(care.CodeFileUnreadable, err)
	}
	return nil
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

// isCalendar reports whether a file is a calendar. Its lines have the signs that
// part the cells of a table, and those invited have addresses.
func isCalendar(head []byte) bool {
	const begin = "BEGIN:VCALENDAR"
	head = bytes.TrimLeft(head, " \t\r\n\xEF\xBB\xBF")
	return len(head) >= len(begin) && bytes.EqualFold(head[:len(begin)], []byte(begin))
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
	c := s.cards()
	var sample charset.Sample
	for _, lines := range [][]byte{s.profile.Sample, s.profile.Head} {
		if i := bytes.LastIndexAny(lines, "\r\n"); i >= 0 && len(lines) == charset.SampleSize {
			lines = lines[:i] // the last line is cut
		}
		vcf.Names(lines, c, sample.Add)
	}
	s.info.Sample = sample.Lines()
	return nil
}

// cards is how the cards of the file are read.
func (s *Source) cards() vcf.Config {
	c := vcf.Config{
		Encoding: s.encoding, Fallback: s.fallback, LoneCR: s.loneCR(), Nested: s.profile.Begins == s.profile.Ends,
		Name: strings.TrimSuffix(filepath.Base(s.info.File), filepath.Ext(s.info.File)),
	}
	if c.Encoding.Wide {
		c.Encoding = charset.UTF8
	}
	return c
}

// lookSheet looks at delimiter, headings and columns, and refuses what is no
// table of people.
func (s *Source) lookSheet() error {
	s.info.Format = CSV
	s.choose(headingsIn(sheet.Known))
	delimiter, err := s.delimiter()
	if err != nil {
		return err
	}
	head, err := s.head()
	if err != nil {
		return err
	}
	r, err := s.decoded()
	if err != nil {
		return err
	}
	s.layout, err = sheet.Look(head, r, sheet.Config{
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

// longestHeadings bounds the line of headings, in bytes of UTF-8.
const longestHeadings = 2 << 20

// head is the beginning of a table as UTF-8, longer than that of the profile
// where the line of headings is.
func (s *Source) head() ([]byte, error) {
	if len(s.profile.Head) == charset.SampleSize && !bytes.ContainsAny(s.profile.Head, "\r\n") {
		r, err := s.decoded()
		if err != nil {
			return nil, err
		}
		head, err := io.ReadAll(io.LimitReader(r, longestHeadings))
		if err != nil {
			return nil, s.fail(care.CodeFileUnreadable, err)
		}
		return head, nil
	}
	if s.encoding.Wide {
		return s.profile.Head, nil
	}
	head, _ := s.encoding.Decode(s.profile.Head)
	return []byte(head), nil
}

// describe fills Info from the layout of a table.
func (s *Source) describe() {
	l := s.layout
	s.info.Producer, s.info.Delimiter, s.info.Header = l.Producer, string(rune(l.Delimiter)), l.Header
	s.info.DateOrder, s.info.DateOrderSure, s.info.Sample = l.Order, l.OrderSure, l.Sample
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

// headingsIn counts the headings in the first line of a sample; known counts
// those in a row of cells.
func headingsIn(known func(cells []string) int) func(decoded string) int {
	return func(decoded string) int {
		line, _, _ := strings.Cut(strings.TrimLeft(decoded, "\r\n"), "\n")
		best := 0
		for _, d := range []string{",", ";", "\t", "|"} {
			best = max(best, known(strings.Split(line, d)))
		}
		return best
	}
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
		return s.pause()
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
	return vcf.NewReader(r, s.cards()).Read(ctx, emit)
}

// Offset is the number of bytes read so far. It may be called while Read runs.
func (s *Source) Offset() int64 { return s.offset.Load() }

// Warnings concern the file as a whole. They are complete after Read.
func (s *Source) Warnings() []Warning { return append(append([]Warning(nil), s.found...), s.read...) }

// Close closes the file, an archive with the last of its Sources.
func (s *Source) Close() error {
	if err := errors.Join(s.pause(), s.in.Close()); err != nil {
		return fmt.Errorf("close %s: %w", s.info.File, err)
	}
	return nil
}
