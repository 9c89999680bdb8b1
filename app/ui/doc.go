// Package ui is the window: rail, top bar and content, the table of commands
// with their shortcuts, and the way from screen to screen.
//
// It puts the screens together and starts Fyne. Nothing but the window's entry
// in cmd/carebook imports it; it never touches SQL or a file format.
package ui
