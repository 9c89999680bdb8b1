package app

import _ "embed" // of the licences

// Licences are the licences of all that the program is made of: its own, those
// of the modules, of Go, and of the typefaces and icons, each text once. The
// file is written by `go run ./cmd/dev pack --licences`.
//
//go:embed licences.txt
var Licences string
