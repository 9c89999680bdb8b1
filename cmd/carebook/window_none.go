//go:build ci

package main

import (
	"context"

	"carebook/app/care"
	"carebook/app/cli"
)

// openWindow tells that this build has no window.
func openWindow(context.Context, cli.Window) error {
	return &care.Error{Code: care.CodeNoWindow}
}

// waitInBackground tells that this build has nothing to show what it would wait
// for.
func waitInBackground(context.Context, cli.Window) error {
	return &care.Error{Code: care.CodeNoWindow}
}
