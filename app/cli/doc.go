// Package cli is the program without its window: commands, their flags, and
// answers as text or JSON.
//
// It works through packages book and store, and is handed a function that opens
// the window. It never imports Fyne, package ui, or SQL.
package cli
