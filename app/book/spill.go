package book

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
)

// spill keeps JSON values in a temporary file that nobody else can read, so
// that a preview of any size takes little memory.
type spill struct {
	file *os.File
	// tail is what has not been written to the file yet; it begins at flushed.
	tail    []byte
	flushed int64
}

// span is the place of a value in a spill; the zero span is none.
type span struct{ at, size int64 }

// maxTail is how much is gathered before it is written.
const maxTail = 256 << 10

func newSpill() (*spill, error) {
	f, err := os.CreateTemp("", "carebook-preview-*")
	if err != nil {
		return nil, fmt.Errorf("make a temporary file for the preview: %w", err)
	}
	// Where the system lets an open file go, its name goes at once, so that
	// nothing stays behind whatever happens. Elsewhere close removes it.
	_ = os.Remove(f.Name())
	return &spill{file: f}, nil
}

// add keeps a JSON text.
func (s *spill) add(text []byte) (span, error) {
	at := span{s.flushed + int64(len(s.tail)), int64(len(text))}
	s.tail = append(s.tail, text...)
	if len(s.tail) < maxTail {
		return at, nil
	}
	if _, err := s.file.WriteAt(s.tail, s.flushed); err != nil {
		return span{}, fmt.Errorf("write the temporary file of the preview: %w", err)
	}
	s.flushed += int64(len(s.tail))
	s.tail = s.tail[:0]
	return at, nil
}

// put keeps a value.
func (s *spill) put(v any) (span, error) {
	text, err := json.Marshal(v)
	if err != nil {
		return span{}, fmt.Errorf("keep a part of the preview: %w", err)
	}
	return s.add(text)
}

// get reads a value.
func (s *spill) get(at span, into any) error {
	text := make([]byte, at.size)
	if at.at >= s.flushed {
		copy(text, s.tail[at.at-s.flushed:])
	} else if _, err := s.file.ReadAt(text, at.at); err != nil {
		return fmt.Errorf("read the temporary file of the preview: %w", err)
	}
	if err := json.Unmarshal(text, into); err != nil {
		return fmt.Errorf("read a part of the preview: %w", err)
	}
	return nil
}

// close gives the file back.
func (s *spill) close() error {
	err := s.file.Close()
	if e := os.Remove(s.file.Name()); e != nil && !errors.Is(e, os.ErrNotExist) {
		err = errors.Join(err, e)
	}
	if err != nil {
		return fmt.Errorf("remove the temporary file of the preview: %w", err)
	}
	return nil
}
