//go:build !linux && !windows

package background

import (
	"context"

	"carebook/app"
)

// tray is no icon: on macOS one needs the system's own loop, which needs C.
type tray struct{ wishes chan app.RequestKind }

func newTray(func()) *tray { return &tray{} }

func (*tray) offer(context.Context) {}

func (*tray) close() {}
