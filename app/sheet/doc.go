// Package sheet makes pages for the printer: a plan of visits, what to know
// before a visit, a day, a list of people, a note. Each is one HTML document that
// needs nothing else: no script, no picture and no font from elsewhere; no address
// of the net but those that a note has as links.
//
// It is given facts in words, and adds headings in the user's language. Whatever
// it is given is text, and stands on the page as it was written. It imports the
// domain, the document of notes and the translations, and never the store, a use case or Fyne.
package sheet
