// Package plan tells which customers deserve the user's time: who is A, B, C or
// new, how visit time is shared over the bands, and whether the time that was
// spent went where the profit comes from.
//
// It is pure: no clock of its own, no state. What was sold and how long visits
// took is for the book to tell. It imports the domain alone, and never the
// store, the window or a translation.
package plan
