package store

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"os"

	"carebook/app/care"
)

// This file reads SQLite's file format (https://www.sqlite.org/fileformat2.html)
// without SQLite, which refuses a whole tree for one bad page of it, and a whole
// file for a bad first one. Nothing here writes, locks or trusts what it reads.

// Sizes and marks of the format.
const (
	headerSize      = 100
	headerMagic     = "SQLite format 3\x00"
	defaultPageSize = 4096 // what our books have
	walHeader       = 32
	walFrame        = 24
	interiorIndex   = 0x02
	interiorTable   = 0x05
	leafIndex       = 0x0a
	leafTable       = 0x0d
)

// maxTreeDepth is more than any sound tree has: each level multiplies.
const maxTreeDepth = 32

// mostFollowed is how often payloads may go on in each page of a file, on average. Each
// table is read a few times, and each page belongs to one payload; where thousands of
// cells name the same pages, reading them all would never end.
const mostFollowed = 64

var errBadPage = errors.New("a page that cannot be read")

// pageFile is a book's file, with what its write-ahead log says in the place of
// older pages.
type pageFile struct {
	file, wal *os.File
	size      int // of a page
	usable    int // of a page, without what is reserved at its end
	count     uint32
	frames    map[uint32]int64 // the places of pages in the log
	// followed counts how often a payload went on in another page.
	followed int
}

// openPages opens a book for reading page by page. A file whose header has gone
// is read with the page size of our books.
func openPages(path string) (*pageFile, error) {
	file, err := care.OpenFile(path)
	if err != nil {
		return nil, err
	}
	p := &pageFile{file: file, size: defaultPageSize, frames: map[uint32]int64{}}
	if err := p.measure(); err != nil {
		return nil, errors.Join(err, p.Close())
	}
	if p.wal, err = care.OpenFile(path + "-wal"); err == nil {
		p.readLog()
	}
	return p, nil
}

// wasBook reports whether a file that SQLite knows no more still has pages of a book, so
// that something of it may be salvaged. It opens none that is open as a book.
func wasBook(path string) bool {
	pages, err := openPages(path)
	if err != nil {
		return false
	}
	defer pages.Close() //nolint:errcheck // it was only read
	const looked = 1000 // of them, so that a large file of anybody is told soon
	for n := uint32(2); n <= min(pages.count, looked); n++ {
		nd, err := pages.node(n)
		if err != nil || nd.kind != leafTable {
			continue
		}
		for _, cell := range nd.cells {
			r, err := pages.record(nd, cell)
			if err != nil {
				continue
			}
			if table := tableOf(r); table == entityPerson || table == "change" || table == "action" {
				return true
			}
			break
		}
	}
	return false
}

// measure reads the header, as far as there is one.
func (p *pageFile) measure() error {
	info, err := p.file.Stat()
	if err != nil {
		return err
	}
	header := make([]byte, headerSize)
	reserved := 0
	if _, err := p.file.ReadAt(header, 0); err == nil && string(header[:len(headerMagic)]) == headerMagic {
		size := int(binary.BigEndian.Uint16(header[16:]))
		if size == 1 {
			size = 1 << 16
		}
		if size >= 512 && size&(size-1) == 0 {
			p.size, reserved = size, int(header[20])
		}
	}
	p.usable = p.size - reserved
	if p.usable < 480 {
		p.usable = p.size
	}
	p.count = uint32(min((info.Size()+int64(p.size)-1)/int64(p.size), math.MaxUint32-1))
	return nil
}

// Close closes the files.
func (p *pageFile) Close() error {
	err := p.file.Close()
	if p.wal != nil {
		err = errors.Join(err, p.wal.Close())
	}
	return err
}

// readLog finds the newest committed place of each page in the write-ahead log:
// up to the first frame whose checksum is wrong, as SQLite does.
func (p *pageFile) readLog() {
	header := make([]byte, walHeader)
	if _, err := p.wal.ReadAt(header, 0); err != nil {
		return
	}
	magic := binary.BigEndian.Uint32(header)
	if magic&^1 != 0x377f0682 || int(binary.BigEndian.Uint32(header[8:])) != p.size {
		return
	}
	var order binary.ByteOrder = binary.LittleEndian
	if magic&1 != 0 {
		order = binary.BigEndian
	}
	sum := walSum{order: order}
	sum.add(header[:24])
	if !sum.is(header[24:]) {
		return
	}
	frame := make([]byte, walFrame+p.size)
	pending := map[uint32]int64{}
	for at := int64(walHeader); ; at += int64(len(frame)) {
		if _, err := p.wal.ReadAt(frame, at); err != nil || string(frame[8:16]) != string(header[16:24]) {
			return
		}
		sum.add(frame[:8])
		sum.add(frame[walFrame:])
		if !sum.is(frame[16:]) {
			return
		}
		pending[binary.BigEndian.Uint32(frame)] = at + walFrame
		if pages := binary.BigEndian.Uint32(frame[4:]); pages != 0 { // a commit
			for page, place := range pending {
				p.frames[page] = place
			}
			clear(pending)
			p.count = pages
		}
	}
}

// walSum is the running checksum of a write-ahead log.
type walSum struct {
	order binary.ByteOrder
	a, b  uint32
}

func (s *walSum) add(words []byte) {
	for ; len(words) >= 8; words = words[8:] {
		s.a += s.order.Uint32(words) + s.b
		s.b += s.order.Uint32(words[4:]) + s.a
	}
}

func (s *walSum) is(want []byte) bool {
	return binary.BigEndian.Uint32(want) == s.a && binary.BigEndian.Uint32(want[4:]) == s.b
}

// page reads a page.
func (p *pageFile) page(n uint32) ([]byte, error) {
	if n == 0 || n > p.count {
		return nil, errBadPage
	}
	data := make([]byte, p.size)
	from, at := p.file, int64(n-1)*int64(p.size)
	if place, logged := p.frames[n]; logged {
		from, at = p.wal, place
	}
	if _, err := from.ReadAt(data, at); err != nil {
		if errors.Is(err, io.EOF) {
			return nil, errBadPage
		}
		return nil, fmt.Errorf("%w: page %d: %w", errBadPage, n, err)
	}
	return data[:p.usable], nil
}

// node is a page of a tree.
type node struct {
	kind  byte
	data  []byte
	cells []int // where they begin
	right uint32
	torn  bool // some of the cells are none
}

// node reads a page of a tree; a page that cannot be one is an error.
func (p *pageFile) node(n uint32) (*node, error) {
	data, err := p.page(n)
	if err != nil {
		return nil, err
	}
	at := 0
	if n == 1 {
		at = headerSize
	}
	nd := &node{kind: data[at], data: data}
	length := 8
	switch nd.kind {
	case interiorIndex, interiorTable:
		nd.right = binary.BigEndian.Uint32(data[at+8:])
		length = 12
	case leafIndex, leafTable:
	default:
		return nil, errBadPage
	}
	cells := int(binary.BigEndian.Uint16(data[at+3:]))
	first := at + length
	if first+2*cells > len(data) {
		return nil, errBadPage
	}
	for i := range cells {
		cell := int(binary.BigEndian.Uint16(data[first+2*i:]))
		switch {
		case cell >= first+2*cells && cell < len(data):
			nd.cells = append(nd.cells, cell)
		case nd.right != 0:
			return nil, errBadPage
		default:
			nd.torn = true
		}
	}
	return nd, nil
}

// uvarint reads a number of SQLite's; length 0 is none.
func uvarint(b []byte) (v uint64, length int) {
	for i, c := range b {
		if i == 8 {
			return v<<8 | uint64(c), 9
		}
		v = v<<7 | uint64(c&0x7f)
		if c < 0x80 {
			return v, i + 1
		}
	}
	return 0, 0
}

// record is a row of a table, or an entry of an index.
type record struct {
	key    int64 // of a table
	values []any // int64, float64, string, []byte or nil
	// whole is unset where the end could not be read; the values then stop there.
	whole bool
}

// int, text and blob are the values at a place, zero where there is another kind.
func (r *record) int(i int) int64 {
	if i < len(r.values) {
		v, _ := r.values[i].(int64)
		return v
	}
	return 0
}

func (r *record) text(i int) string {
	if i < len(r.values) {
		v, _ := r.values[i].(string)
		return v
	}
	return ""
}

func (r *record) blob(i int) []byte {
	if i < len(r.values) {
		v, _ := r.values[i].([]byte)
		return v
	}
	return nil
}

func (r *record) null(i int) bool { return i < len(r.values) && r.values[i] == nil }

// record reads the row or entry in a cell of a page.
func (p *pageFile) record(nd *node, cell int) (*record, error) {
	b := nd.data[cell:]
	if nd.kind == interiorIndex {
		if len(b) < 4 {
			return nil, errBadPage
		}
		b = b[4:]
	}
	length, n := uvarint(b)
	if n == 0 || length > uint64(p.count)*uint64(p.size) {
		return nil, errBadPage
	}
	b = b[n:]
	r := &record{}
	if nd.kind == leafTable {
		key, n := uvarint(b)
		if n == 0 {
			return nil, errBadPage
		}
		r.key, b = int64(key), b[n:]
	}
	payload, whole := p.payload(b, int(length), nd.kind == leafTable)
	if payload == nil {
		return nil, errBadPage
	}
	return r, r.decode(payload, whole)
}

// payload gathers a payload of some length that begins at b and may go on in
// other pages. What could not be read is missing at its end.
func (p *pageFile) payload(b []byte, length int, table bool) (payload []byte, whole bool) {
	most, least := p.usable-35, (p.usable-12)*32/255-23
	if !table {
		most = (p.usable-12)*64/255 - 23
	}
	local := length
	if length > most {
		if local = least + (length-least)%(p.usable-4); local > most {
			local = least
		}
	}
	if local > len(b) {
		return nil, false
	}
	payload = append(make([]byte, 0, min(length, 1<<20)), b[:local]...)
	if local == length {
		return payload, true
	}
	if len(b) < local+4 {
		return payload, false
	}
	next := binary.BigEndian.Uint32(b[local:])
	met := map[uint32]bool{}
	for len(payload) < length {
		page, err := p.page(next)
		if err != nil || met[next] || p.followed > mostFollowed*int(p.count) {
			return payload, false
		}
		met[next] = true
		p.followed++
		next = binary.BigEndian.Uint32(page)
		payload = append(payload, page[4:4+min(length-len(payload), p.usable-4)]...)
	}
	return payload, true
}

// decode reads the values of a payload.
func (r *record) decode(payload []byte, whole bool) error {
	header, n := uvarint(payload)
	if n == 0 || header < uint64(n) || header > uint64(len(payload)) {
		return errBadPage
	}
	kinds, body := payload[n:header], payload[header:]
	r.whole = whole
	for len(kinds) > 0 {
		kind, n := uvarint(kinds)
		if n == 0 {
			return errBadPage
		}
		kinds = kinds[n:]
		length := valueLength(kind)
		if length < 0 {
			return errBadPage
		}
		if length > int64(len(body)) {
			if whole {
				return errBadPage
			}
			return nil
		}
		r.values = append(r.values, value(kind, body[:length]))
		body = body[length:]
	}
	return nil
}

// valueLength is the length in bytes of a value of a kind, -1 for a kind that
// there is none of.
func valueLength(kind uint64) int64 {
	switch {
	case kind >= 12:
		return int64(min((kind-12)/2, math.MaxInt64/4))
	case kind == 10, kind == 11:
		return -1
	}
	return []int64{0, 1, 2, 3, 4, 6, 8, 8, 0, 0}[kind]
}

func value(kind uint64, b []byte) any {
	switch {
	case kind == 0:
		return nil
	case kind == 7:
		return math.Float64frombits(binary.BigEndian.Uint64(b))
	case kind == 8, kind == 9:
		return int64(kind - 8)
	case kind >= 12 && kind%2 == 0:
		return b
	case kind >= 13:
		return string(b)
	}
	v := int64(int8(b[0]))
	for _, c := range b[1:] {
		v = v<<8 | int64(c)
	}
	return v
}

// walk calls leaf with the pages of a tree that can be read, and of an index also
// with the interior ones, which hold entries too. It reports whether all of them
// could. Pages in seen are not walked again.
func (p *pageFile) walk(root uint32, seen map[uint32]bool, visit func(page uint32)) (whole bool) {
	return p.walkFrom(root, 0, 0, seen, visit)
}

func (p *pageFile) walkFrom(n uint32, depth int, kind byte, seen map[uint32]bool, visit func(page uint32)) bool {
	if depth > maxTreeDepth || seen[n] {
		return false
	}
	nd, err := p.node(n)
	if err != nil || kind != 0 && nd.tree() != kind {
		return false
	}
	seen[n] = true
	if nd.kind != interiorTable {
		visit(n)
	}
	if nd.right == 0 {
		return !nd.torn && (nd.kind == leafIndex || nd.kind == leafTable)
	}
	whole := true
	for _, cell := range nd.cells {
		if cell+4 > len(nd.data) {
			return false
		}
		whole = p.walkFrom(binary.BigEndian.Uint32(nd.data[cell:]), depth+1, nd.tree(), seen, visit) && whole
	}
	return p.walkFrom(nd.right, depth+1, nd.tree(), seen, visit) && whole
}

// tree tells the trees of tables from those of indexes.
func (nd *node) tree() byte {
	if nd.kind == interiorIndex || nd.kind == leafIndex {
		return leafIndex
	}
	return leafTable
}

// free are the pages that the file says hold nothing, as far as that can be read.
func (p *pageFile) free() map[uint32]bool {
	free := map[uint32]bool{}
	first, err := p.page(1)
	if err != nil || string(first[:len(headerMagic)]) != headerMagic {
		return free
	}
	for trunk := binary.BigEndian.Uint32(first[32:]); trunk != 0 && !free[trunk]; {
		page, err := p.page(trunk)
		if err != nil {
			break
		}
		free[trunk] = true
		leaves := int(binary.BigEndian.Uint32(page[4:]))
		if leaves < 0 || 8+4*leaves > len(page) {
			break
		}
		for i := range leaves {
			free[binary.BigEndian.Uint32(page[8+4*i:])] = true
		}
		trunk = binary.BigEndian.Uint32(page)
	}
	return free
}
