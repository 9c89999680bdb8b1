// Package kit holds the pieces that screens are made of: rail, search field,
// avatar, chip, rows, buttons and the rest of the look, and the Shell through
// which a screen speaks to the window around it.
//
// A piece draws itself from a few canvas objects and reads colours and sizes
// from the theme whenever it is refreshed. The package imports style, run, lang
// and Fyne, and never a screen, the store or a use case.
package kit
