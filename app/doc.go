// Package app is what the program needs around a book: where its files lie,
// that one book has one window and one process that waits in the background,
// the start at login, the log and the crash file, and the settings that must be
// known before a book is open. Its tests hold the rules by which
// the packages of Carebook may import each other.
//
// It knows nothing of people. It imports the domain (app/care) and small
// libraries, and never the store, the commands or the window.
package app
