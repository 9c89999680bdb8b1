package store

import (
	"encoding/binary"
	"os"
	"path/filepath"
	"testing"
)

// pagesOf is a file of pages that begin as given, with the header of a book.
func pagesOf(t testing.TB, pages ...[]byte) *pageFile {
	t.Helper()
	data := make([]byte, len(pages)*defaultPageSize)
	for i, p := range pages {
		copy(data[i*defaultPageSize:], p)
	}
	copy(data, headerMagic)
	binary.BigEndian.PutUint16(data[16:], defaultPageSize)
	path := filepath.Join(t.TempDir(), "pages.db")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	p, err := openPages(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := p.Close(); err != nil {
			t.Error(err)
		}
	})
	return p
}

// leaf is a page of a table with one cell.
func leaf(cell ...byte) []byte {
	page := make([]byte, defaultPageSize)
	at := defaultPageSize - len(cell)
	copy(page, []byte{leafTable, 0, 0, 0, 1, 0, 0, 0})
	binary.BigEndian.PutUint16(page[8:], uint16(at))
	copy(page[at:], cell)
	return page
}

// Payloads whose header says that it is shorter than itself, or that there is none.
func TestPayloadsThatSayNonsense(t *testing.T) {
	for name, cell := range map[string][]byte{
		"a header of nothing":         {3, 1, 0, 0, 0},
		"a header of less":            {4, 1, 0x80, 1, 0, 0},
		"a header beyond the payload": {3, 1, 9, 0, 0},
		"a payload beyond the page":   {100, 1, 2, 9, 9},
		"a kind that there is not":    {3, 1, 2, 10, 0},
		"the longest text":            {12, 1, 10, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 0},
		"nothing":                     {},
	} {
		p := pagesOf(t, nil, leaf(cell...))
		nd, err := p.node(2)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, at := range nd.cells {
			if r, err := p.record(nd, at); err == nil && r.whole {
				t.Errorf("%s: %+v", name, r)
			}
		}
	}
}

// A payload that goes on from page to page in a circle ends where that does, and cells
// that all name the same pages do not keep the reader for ever.
func TestPayloadsThatShareTheirPages(t *testing.T) {
	chain := [][]byte{nil, leaf()}
	for next := uint32(4); next < 100; next++ {
		chain = append(chain, binary.BigEndian.AppendUint32(nil, next))
	}
	circle := append(chain, binary.BigEndian.AppendUint32(nil, 3))
	start := binary.BigEndian.AppendUint32(make([]byte, 1000), 3)
	p := pagesOf(t, circle...)
	for range 1000 {
		if payload, whole := p.payload(start, 1000+len(circle)*defaultPageSize, true); whole || len(payload) > len(circle)*defaultPageSize {
			t.Fatalf("a circle gave %d bytes, whole is %v", len(payload), whole)
		}
	}
	if most := mostFollowed*len(circle) + len(circle); p.followed > most {
		t.Errorf("%d pages were read, want %d at most", p.followed, most)
	}
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte{3, 1, 9, 65})
	f.Add([]byte{0, 0})
	f.Add([]byte{0x80, 1, 0})
	f.Fuzz(func(_ *testing.T, payload []byte) {
		for _, whole := range []bool{true, false} {
			_ = (&record{}).decode(payload, whole) //nolint:errcheck // it ends
		}
	})
}
