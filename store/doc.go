// Package store keeps a book: one SQLite file with people, tags, pictures and
// the change log.
//
// It is the only package that imports database/sql and the SQLite driver. It
// never imports Fyne, a screen, or a file format.
//
// Every write goes through one door, (*Store).Do: it changes rows, their
// derived look-up rows and the change log in one transaction, so that anything
// can be undone exactly.
package store
