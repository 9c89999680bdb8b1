// Package care is the domain of Carebook: people, dates, the clock, and errors
// that can be said to a person.
//
// It stands at the bottom of the import graph. It imports the standard library
// only, and never the store, the window or a file format.
package care
