// Package jsontext is what our JSON export and our archives share of JSON: how a value
// is written, and what is too much to read.
//
// It must not import anything of ours.
package jsontext

import (
	"bytes"
	"encoding/json"
)

// MaxValues is the most values of one person or row that are read: each takes many
// times its length in memory, and nobody has that many.
const MaxValues = 250_000

// Crowded reports whether a value holds more than MaxValues, without reading it.
func Crowded(value []byte) bool {
	n, quoted := 0, false
	for i := 0; i < len(value); i++ {
		switch value[i] {
		case '"':
			quoted = !quoted
		case '\\':
			i++
		case ',', '{', '[':
			if !quoted {
				n++
			}
		}
	}
	return n > MaxValues
}

// Encode is JSON in one line without the escapes that only HTML needs.
func Encode(v any) ([]byte, error) {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimRight(out.Bytes(), "\n"), nil
}
