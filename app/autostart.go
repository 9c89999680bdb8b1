package app

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"carebook/app/care"
)

// LoginStart is the start of the background process when the user logs in to
// the desktop. There is one for each user of the machine, and it is for one
// book.
//
// The desktop keeps it: on Linux as a desktop entry in the user's autostart
// folder (freedesktop.org, Desktop Application Autostart Specification), on
// macOS as a launch agent, on Windows in the registry's Run key. Linux alone is
// tested; the other two compile and follow their makers' documents.
type LoginStart struct {
	// Book is the path of the book.
	Book string
}

// On reports whether this very program is started in the background for the
// book at the next login.
func (l LoginStart) On() (bool, error) {
	command, err := BackgroundCommand(l.Book)
	if err != nil {
		return false, err
	}
	return startsAtLogin(command)
}

// Set turns the start at login on or off. Turning it on takes the place of an
// entry for another book, or for a program that has moved since.
func (l LoginStart) Set(on bool) error {
	if !on {
		return stopAtLogin()
	}
	command, err := BackgroundCommand(l.Book)
	if err != nil {
		return err
	}
	return startAtLogin(command)
}

// BackgroundCommand is the command that waits in the background for the digest
// of a book: the program by its real path, so that it is found whatever the
// working folder and the links to it, and the book where it is not the one that
// is opened anyway.
func BackgroundCommand(book string) ([]string, error) {
	program, err := os.Executable()
	if err == nil {
		program, err = filepath.EvalSymlinks(program)
	}
	if err != nil {
		return nil, fmt.Errorf("find the program itself: %w", err)
	}
	command := []string{program, "--background"}
	if usual, err := UsualBook(); err != nil || realPath(book) != realPath(usual) {
		command = append(command, "--book", book)
	}
	return command, nil
}

// entryError is the failure to keep or remove the file of a start at login.
func entryError(path string, cause error) error {
	return &care.Error{
		Code: care.CodeWriteFailed,
		Args: care.Args{"File": path, "Detail": care.Cause(cause)},
		Err:  fmt.Errorf("change the start at login %s: %w", path, cause),
	}
}

// removeEntry removes the file of a start at login; none is as good.
func removeEntry(path string) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return entryError(path, err)
	}
	return nil
}
