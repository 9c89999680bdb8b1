// Package notes is the screen on which a person's notes are written: the notes
// in a column at the left, the open one beside it as the page that it is. What
// is typed is saved by itself.
//
// It calls the use cases of package book and draws with the kit and its editor,
// richedit. It never imports another screen.
package notes
