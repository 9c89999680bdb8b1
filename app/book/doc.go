// Package book holds what the window and the command line do alike: import,
// undo, export, the demo book. One file is one use case, on a *store.Store and
// a clock.
//
// It never imports Fyne, package ui or package cli. Plain reads are no use
// case: they go to the store directly.
package book
